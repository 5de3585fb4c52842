//! Checks of a segment against its translation: one check a file, all the same shape.

use crate::term::{Concept, TermHit};
use crate::text::LangTag;
use crate::unit::Finding;

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
    /// Concepts that `source_terms` and `target_terms` speak of.
    pub concepts: &'a [Concept],
    /// Terms found in the source.
    pub source_terms: &'a [TermHit],
    /// Terms found in the target.
    pub target_terms: &'a [TermHit],
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
    &[]
}

/// What all checks find in a pair, by place in the target.
#[must_use]
pub fn check(pair: &Pair<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for check in all() {
        check.check(pair, &mut findings);
    }
    findings
        .sort_by(|a, b| (a.side, a.range.start, a.check).cmp(&(b.side, b.range.start, b.check)));
    findings
}
