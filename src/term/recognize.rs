//! Finding terms in a text.

use std::ops::Range;

use super::Concept;
use crate::text::LangTag;

/// A term found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermHit {
    /// The concept, by its place in the list the recognizer was built from.
    pub concept: usize,
    /// The term, by its place in the concept.
    pub term: usize,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// Finds the terms of one language in texts.
pub struct Recognizer {}

impl Recognizer {
    /// Builds a recognizer for the terms of `concepts` in `lang`.
    #[must_use]
    pub fn new(_concepts: &[Concept], _lang: &LangTag) -> Self {
        Self {}
    }

    /// The terms in `text`, by place; longest first where two overlap, and none overlapping.
    #[must_use]
    pub fn find(&self, _text: &str) -> Vec<TermHit> {
        Vec::new()
    }
}
