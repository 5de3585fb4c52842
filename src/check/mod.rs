//! Checks of a segment against its translation: one check a file, all the same shape.
//!
//! What a check knows of a language stands in [`language`]'s tables. An untranslated segment is a
//! state and no finding: [`check`] asks no check of an empty target.

mod brackets;
mod characters;
mod dates;
mod doubled;
mod encoding;
mod ending;
mod forbidden_term;
mod language;
mod length;
mod marks;
mod missing_term;
mod numbers;
mod percent;
mod placeholders;
mod spaces;
mod spacing;
mod span;
mod untranslated;
mod width;

pub use untranslated::has_words;

use std::ops::Range;

use crate::term::{Concept, TermHit, Verdict};
use crate::text::LangTag;
use crate::unit::{Finding, Severity, Side};

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
    /// The source text of the segment before in the document, and its target.
    pub previous: Option<(&'a str, &'a str)>,
    /// The source text of the segment after in the document, and its target.
    pub next: Option<(&'a str, &'a str)>,
    /// Concepts that `target_terms` and `verdict` speak of.
    pub concepts: &'a [Concept],
    /// All terms found in the target, overlapping ones too
    /// ([`crate::term::Recognizer::find_all`]).
    pub target_terms: &'a [TermHit],
    /// What the target does to the terms of the source ([`crate::term::verify`]): asked once,
    /// since more than one check reports of it.
    pub verdict: &'a Verdict,
}

/// One check.
pub trait Check: Sync {
    /// Its id: `Q07`.
    fn id(&self) -> &'static str;
    /// Its name for people: `unbalanced brackets or quotation marks`.
    fn name(&self) -> &'static str;
    /// Adds what it finds in a pair.
    fn check(&self, pair: &Pair<'_>, findings: &mut Vec<Finding>);
}

/// All checks, by id.
#[must_use]
pub fn all() -> &'static [&'static dyn Check] {
    &[
        &numbers::Numbers,
        &dates::Dates,
        &percent::Percent,
        &width::HalfWidth,
        &brackets::Brackets,
        &marks::Marks,
        &spacing::Spacing,
        &spaces::Spaces,
        &ending::Ending,
        &untranslated::Untranslated,
        &missing_term::MissingTerm,
        &forbidden_term::ForbiddenTerm,
        &length::Length,
        &characters::Traditional,
        &doubled::DoubledWords,
        &placeholders::Placeholders,
        &encoding::Encoding,
    ]
}

/// What all checks find in a pair, by place in the source, then in the target.
#[must_use]
pub fn check(pair: &Pair<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if pair.target.trim().is_empty() {
        return findings;
    }
    for check in all() {
        check.check(pair, &mut findings);
    }
    findings
        .sort_by(|a, b| (a.side, a.range.start, a.check).cmp(&(b.side, b.range.start, b.check)));
    findings
}

/// What the checks of terms find in a pair: those that are missing, and forbidden forms.
#[must_use]
pub fn check_terms(pair: &Pair<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    missing_term::MissingTerm.check(pair, &mut findings);
    forbidden_term::ForbiddenTerm.check(pair, &mut findings);
    findings
}

/// A finding at a place in the target.
fn in_target(
    check: &'static str,
    severity: Severity,
    range: Range<usize>,
    message: String,
) -> Finding {
    Finding {
        check,
        severity,
        side: Side::Target,
        range,
        message,
    }
}

/// A finding at a place in the source.
fn in_source(
    check: &'static str,
    severity: Severity,
    range: Range<usize>,
    message: String,
) -> Finding {
    Finding {
        check,
        severity,
        side: Side::Source,
        range,
        message,
    }
}

#[cfg(test)]
mod tests;
