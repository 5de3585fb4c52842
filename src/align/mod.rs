//! Aligning two lists of segments: which say the same.

use crate::term::Concept;
use crate::text::LangTag;

/// One side of an alignment.
#[derive(Clone, Copy, Debug)]
pub struct SideText<'a> {
    /// The language of the segments.
    pub lang: &'a LangTag,
    /// The segments, in order.
    pub segments: &'a [&'a str],
    /// The paragraph of each segment, ascending from 0; empty where paragraphs are not known.
    pub paragraphs: &'a [usize],
}

/// What the aligner may know beside the two texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Knowledge<'a> {
    /// The termbase.
    pub concepts: &'a [Concept],
}

/// Segments of one side that say what segments of the other side say. One side may be empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// Source segments, 0-based, ascending.
    pub source: Vec<usize>,
    /// Target segments, 0-based, ascending.
    pub target: Vec<usize>,
    /// How sure the aligner is, from 0 to 1.
    pub confidence: f64,
}

/// From this confidence on, a bead is taken as translated; below it stays a draft.
pub const CONFIDENT: f64 = 0.5;

/// Aligns two texts. Every segment of both sides stands in exactly one bead, beads in the order
/// of the source.
#[must_use]
pub fn align(source: SideText<'_>, target: SideText<'_>, knowledge: Knowledge<'_>) -> Vec<Bead> {
    let _ = (source, target, knowledge);
    Vec::new()
}
