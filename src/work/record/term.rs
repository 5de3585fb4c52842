//! What is said of a termbase itself.

use serde::Serialize;

use super::Record;
use crate::term::lint::Flaw;
use crate::work::term::next_step;

/// Something wrong in the termbase.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FlawRecord {
    /// What: `empty forbidden-allowed no-form no-preferred several-preferred same-term doubled
    /// script ends one-character`.
    pub rule: &'static str,
    /// `info warning error`.
    pub severity: &'static str,
    /// The id of the concept.
    pub concept: String,
    /// That of the other concept, where there are two.
    pub other: Option<String>,
    /// The language; null where the concept is meant.
    pub lang: Option<String>,
    /// The term; null where the language or the concept is meant.
    pub term: Option<String>,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What to do about it, as a sentence.
    pub next: String,
}

impl Record {
    /// Something wrong in the termbase.
    #[must_use]
    pub fn flaw(flaw: &Flaw) -> Self {
        Self::Flaw(FlawRecord {
            rule: flaw.rule.name(),
            severity: flaw.rule.severity().as_str(),
            concept: flaw.concept.clone(),
            other: flaw.other.clone(),
            lang: flaw.lang.as_ref().map(|lang| lang.given().to_owned()),
            term: flaw.term.clone(),
            message: flaw.message.clone(),
            next: next_step(flaw),
        })
    }
}
