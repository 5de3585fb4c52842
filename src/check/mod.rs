//! Checks of a segment against its translation: one check a file, all the same shape.
//!
//! What a check knows of a language stands in [`language`]'s tables. An untranslated segment is a
//! state and no finding: [`check`] asks no check of an empty target.

#[macro_use]
mod said;

mod acronyms;
mod across;
mod articles;
mod brackets;
mod characters;
mod claims;
mod codes;
mod confused;
mod converted;
mod customs;
mod dates;
mod doubled;
mod encoding;
mod ending;
mod fix;
mod forbidden_term;
mod foreign;
mod language;
mod latin;
mod length;
mod lists;
mod magnitude;
mod marks;
mod measures;
mod missing_term;
mod modals;
mod names;
mod negation;
mod numbers;
mod percent;
mod persons;
mod placeholders;
mod program;
mod reading;
mod rules;
mod settings;
mod spaces;
mod spacing;
mod span;
mod titles;
mod units;
mod untranslated;
mod vague;
mod width;
mod words;

pub use across::{Passage, across};
pub use customs::Customs;
pub use fix::{Edit, edits, rewritten};
pub use foreign::{Renderings, names_written};
pub use rules::{RULES, Rule, rule};
pub use settings::{House, Level, Profile, Settings};
pub use span::{fixed, is_time_format, marks};
pub use untranslated::has_words;

use std::ops::Range;

use reading::Reading;

use crate::term::{Concept, TermHit, Verdict};
use crate::text::LangTag;
use crate::unit::{Finding, InlineCode, Message, Severity, Side};

/// A segment and its translation, with what the checks need to know of them.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// Source text.
    pub source: &'a str,
    /// Its language.
    pub source_lang: &'a LangTag,
    /// Target text; empty where untranslated.
    pub target: &'a str,
    /// Its language.
    pub target_lang: &'a LangTag,
    /// The inline codes of the source, by position.
    pub source_codes: &'a [InlineCode],
    /// Those of the target.
    pub target_codes: &'a [InlineCode],
    /// The source text of the segment before in the document, and its target.
    pub previous: Option<(&'a str, &'a str)>,
    /// The source text of the segment after in the document, and its target.
    pub next: Option<(&'a str, &'a str)>,
    /// Concepts that `target_terms` and `verdict` speak of.
    pub concepts: &'a [Concept],
    /// All terms found in the source, overlapping ones too.
    pub source_terms: &'a [TermHit],
    /// All terms found in the target, overlapping ones too
    /// ([`crate::term::Recognizer::find_all`]).
    pub target_terms: &'a [TermHit],
    /// What the text does throughout that the pair is of.
    pub customs: &'a Customs,
    /// What the target does to the terms of the source ([`crate::term::verify`]): asked once,
    /// since more than one check reports of it.
    pub verdict: &'a Verdict,
}

impl<'a> Pair<'a> {
    /// The concepts whose terms stand in the source, as often as they do.
    fn concepts_in_source(&self) -> impl Iterator<Item = &'a Concept> {
        let concepts = self.concepts;
        let hits = self.source_terms.iter();
        hits.filter_map(move |hit| concepts.get(hit.concept))
    }
}

/// One check of a pair.
trait Check: Sync {
    /// Its id: `Q07`.
    fn id(&self) -> &'static str;
    /// Adds what it finds in a pair.
    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>);
}

/// The checks of a pair, by id. Those of a whole text are [`across()`]'s.
static ALL: &[&dyn Check] = &[
    &numbers::Numbers,
    &magnitude::Magnitude,
    &dates::Dates,
    &percent::Percent,
    &units::Units,
    &width::HalfWidth,
    &brackets::Brackets,
    &marks::Marks,
    &spacing::Spacing,
    &spaces::Spaces,
    &ending::Ending,
    &latin::Latin,
    &untranslated::Untranslated,
    &missing_term::MissingTerm,
    &forbidden_term::ForbiddenTerm,
    &length::Length,
    &characters::Traditional,
    &titles::Titles,
    &acronyms::Acronyms,
    &doubled::DoubledWords,
    &lists::Lists,
    &vague::Vagueness,
    &negation::Negations,
    &placeholders::Placeholders,
    &codes::Codes,
    &persons::Persons,
    &encoding::Encoding,
    &articles::Articles,
    &modals::Force,
    &claims::Claims,
    &confused::Confused,
    &measures::Measures,
    &program::Program,
    &names::Names,
];

/// What all checks find in a pair, by place in the source, then in the target.
#[must_use]
pub fn check(pair: &Pair<'_>, settings: &Settings) -> Vec<Finding> {
    let mut findings = Vec::new();
    if pair.target.trim().is_empty() {
        return findings;
    }
    let settings = &*settings.of_pair(pair.source, pair.target);
    let reading = Reading::new(pair, settings);
    for check in ALL.iter().filter(|check| settings.asks(check.id())) {
        check.check(&reading, &mut findings);
    }
    for finding in &mut findings {
        settings.weigh(finding);
    }
    sort(&mut findings);
    findings
}

/// Puts findings in order: by place in the source, then in the target.
fn sort(findings: &mut [Finding]) {
    findings
        .sort_by(|a, b| (a.side, a.range.start, a.check).cmp(&(b.side, b.range.start, b.check)));
}

/// What the checks of terms find in a pair: those that are missing, and forbidden forms.
#[must_use]
pub fn check_terms(pair: &Pair<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let settings = Settings::default();
    let reading = Reading::new(pair, &settings);
    missing_term::MissingTerm.check(&reading, &mut findings);
    forbidden_term::ForbiddenTerm.check(&reading, &mut findings);
    findings
}

/// A finding at a place in the target.
fn in_target(
    check: &'static str,
    severity: Severity,
    range: Range<usize>,
    message: Message,
) -> Finding {
    Finding {
        check,
        severity,
        side: Side::Target,
        range,
        message,
        fix: None,
    }
}

/// A finding at a place in the source.
fn in_source(
    check: &'static str,
    severity: Severity,
    range: Range<usize>,
    message: Message,
) -> Finding {
    Finding {
        check,
        severity,
        side: Side::Source,
        range,
        message,
        fix: None,
    }
}

#[cfg(test)]
mod tests;
