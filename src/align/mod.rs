//! Aligning two lists of segments: which say the same.
//!
//! A bead is worth the logarithm of how likely its shape is ([`beads`]), and the log-likelihood
//! ratios of what it joins belonging together against having nothing to do with each other: by
//! length ([`length`]) and by words in both directions ([`lexicon`]), where words are numbers by
//! value, what is written the same on both sides, terms of the termbase, and what is learned
//! from the two texts themselves ([`estimate`]). The best row of beads is found by dynamic
//! programming within a band ([`dynamic`], [`band`]), and again with what the last pass taught.

mod band;
mod beads;
mod dynamic;
mod estimate;
mod evidence;
mod length;
mod lexicon;
mod tokens;

use crate::term::Concept;
use crate::text::LangTag;
use band::{Band, LEAST};
use beads::Priors;
use evidence::{Evidence, Paragraphs};
use length::LengthModel;
use lexicon::Lexicon;
use tokens::Corpus;

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
/// of the source; a bead without source follows the bead that holds the target before it.
#[must_use]
pub fn align(source: SideText<'_>, target: SideText<'_>, knowledge: Knowledge<'_>) -> Vec<Bead> {
    let sizes = (source.segments.len(), target.segments.len());
    let corpus = Corpus::new(&source, &target, &knowledge);
    let paragraphs = Paragraphs::new(source.paragraphs, target.paragraphs, sizes);
    let mut lexicon = Lexicon::known(&corpus);
    let mut priors = Priors::default();
    let totals = (
        corpus.source.lengths.iter().sum(),
        corpus.target.lengths.iter().sum(),
    );
    let mut length = LengthModel::new(&[totals], &corpus.target.lengths);
    let band = Band::diagonal(sizes.0, sizes.1, LEAST.max(sizes.1 / 5));
    let mut links = Vec::new();
    let passes = std::env::var("P")
        .ok()
        .and_then(|p| p.parse().ok())
        .unwrap_or(5);
    let mut confidences = Vec::new();
    for pass in 0..passes {
        let evidence = Evidence::new(&corpus, &lexicon, &band, &priors, &length, &paragraphs);
        let before = std::mem::replace(&mut links, dynamic::best_path(&evidence, &band, sizes));
        if pass + 1 == passes || before == links {
            confidences = dynamic::posteriors(&evidence, &band, sizes, &links, 2.0);
        }
        if before == links {
            break;
        }
        lexicon = estimate::learn(&corpus, &links);
        let shapes: Vec<_> = links.iter().map(|(s, t)| (s.len(), t.len())).collect();
        priors = Priors::from_counts(&shapes);
        let pairs: Vec<_> = links
            .iter()
            .filter(|(s, t)| !s.is_empty() && !t.is_empty())
            .map(|(s, t)| {
                (
                    corpus.source.lengths[s.clone()].iter().sum(),
                    corpus.target.lengths[t.clone()].iter().sum(),
                )
            })
            .collect();
        length = LengthModel::new(&pairs, &corpus.target.lengths);
    }
    links
        .into_iter()
        .zip(confidences)
        .map(|((s, t), confidence)| Bead {
            source: s.collect(),
            target: t.collect(),
            confidence,
        })
        .collect()
}
