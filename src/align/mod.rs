//! Aligning two lists of segments: which say the same.
//!
//! A bead is worth the logarithm of how likely its shape is ([`beads`]), and the log-likelihood
//! ratios of what it joins belonging together against having nothing to do with each other: by
//! length ([`length`]) and by words in both directions ([`lexicon`]), where words are numbers by
//! value, what is written the same on both sides, terms of the termbase, what the lexicon we ship
//! knows ([`dictionary`], [`known`]), what a memory's pairs teach ([`learned`]), and what is learned
//! from the two texts themselves ([`estimate`]). The best row of beads is found by dynamic programming within
//! a band ([`dynamic`], [`band`]), and again with what the last pass taught ([`passes`]).

mod anchors;
mod band;
mod beads;
mod both;
mod cedict;
mod clauses;
mod confidence;
mod crossing;
mod cuts;
mod days;
mod dictionary;
mod dynamic;
mod estimate;
mod evidence;
mod figures;
mod known;
mod learned;
mod length;
mod lexicon;
mod pairing;
mod parts;
mod passes;
mod quotes;
mod runs;
mod sightings;
mod stem;
mod tokens;
mod vectors;

pub use dictionary::{Dictionary, ReadLexicon};
pub use learned::{LEARNED_VERSION, Met, learn};
pub use length::Lengths;
pub use vectors::Vectors;

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
    /// Vectors of the segments, where there are some; of use where both sides have them.
    pub vectors: Option<&'a Vectors>,
}

impl<'a> SideText<'a> {
    /// Segments of which no more is known.
    #[must_use]
    pub fn new(lang: &'a LangTag, segments: &'a [&'a str]) -> Self {
        Self {
            lang,
            segments,
            paragraphs: &[],
            vectors: None,
        }
    }
}

/// What the aligner may know beside the two texts.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge<'a> {
    /// The termbase.
    pub concepts: &'a [Concept],
    /// The words of English and Chinese; of no use between other languages.
    pub lexicon: Option<&'a Dictionary>,
    /// What pairs that are known from elsewhere teach: those of a memory.
    pub learned: &'a [Met],
    /// Pairs of segments, source and target, that are known to belong together and to nothing
    /// else, ascending on both sides: the others are aligned between them. They are of one text;
    /// several that are aligned together have none.
    pub fixed: &'a [(usize, usize)],
    /// Pairs of segments that are likely to, by where they stand: they are paired so too, where no
    /// fixed pair is against it, but only as sure as what they say makes them. Of one text, too.
    pub likely: &'a [(usize, usize)],
}

impl Default for Knowledge<'_> {
    /// The lexicon we ship.
    fn default() -> Self {
        Self {
            concepts: &[],
            lexicon: Some(Dictionary::shipped()),
            learned: &[],
            fixed: &[],
            likely: &[],
        }
    }
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
/// of the source; a bead without source follows the bead that holds the target before it.
#[must_use]
pub fn align(source: SideText<'_>, target: SideText<'_>, knowledge: Knowledge<'_>) -> Vec<Bead> {
    let beads = passes::align(&[(source, target)], knowledge);
    beads.into_iter().flatten().collect()
}

/// Aligns several texts, all in the same two languages, each as [`align`] does, with what all of
/// them teach of words.
#[must_use]
pub fn align_together(
    texts: &[(SideText<'_>, SideText<'_>)],
    knowledge: Knowledge<'_>,
) -> Vec<Vec<Bead>> {
    let (fixed, likely) = match texts {
        [_] => (knowledge.fixed, knowledge.likely),
        _ => Default::default(),
    };
    let knowledge = Knowledge {
        fixed,
        likely,
        ..knowledge
    };
    passes::align(texts, knowledge)
}
