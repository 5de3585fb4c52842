//! Aligning two lists of segments: which say the same.
//!
//! A bead is worth the logarithm of how likely its shape is ([`beads`]), and the log-likelihood
//! ratios of what it joins belonging together against having nothing to do with each other: by
//! length ([`length`]) and by words in both directions ([`lexicon`]), where words are numbers by
//! value, what is written the same on both sides, terms of the termbase, what the lexicon we ship
//! knows ([`dictionary`]), what a memory's pairs teach ([`learned`]), and what is learned from the
//! two texts themselves ([`estimate`]). The best row of beads is found by dynamic programming within
//! a band ([`dynamic`], [`band`]), and again with what the last pass taught.

mod anchors;
mod band;
mod beads;
mod cedict;
mod confidence;
mod crossing;
mod dictionary;
mod dynamic;
mod estimate;
mod evidence;
mod learned;
mod length;
mod lexicon;
mod sightings;
mod stem;
mod together;
mod tokens;
mod vectors;

pub use dictionary::{Dictionary, ReadLexicon};
pub use learned::{LEARNED_VERSION, Met, learn};
pub use length::Lengths;
pub use together::align_together;
pub use vectors::Vectors;

use crate::term::Concept;
use crate::text::LangTag;
use band::{Band, LEAST};
use beads::Priors;
use estimate::Link;
use evidence::{Evidence, Pairing, Paragraphs};
use length::LengthModel;
use lexicon::Lexicon;
use tokens::Corpus;
use vectors::{InBand, Likeness};

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
    /// What the other texts that are aligned with this one teach.
    pub met: &'a [Met],
    /// What pairs that are known from elsewhere teach: those of a memory.
    pub learned: &'a [Met],
    /// Pairs of segments, source and target, that are known to belong together and to nothing
    /// else, ascending on both sides: the others are aligned between them. They are of one text;
    /// several that are aligned together have none.
    pub fixed: &'a [(usize, usize)],
    /// Pairs of segments that are likely to, by where they stand: they are paired so too, where no
    /// fixed pair is against it, but only as sure as what they say makes them.
    pub likely: &'a [(usize, usize)],
}

impl Default for Knowledge<'_> {
    /// The lexicon we ship.
    fn default() -> Self {
        Self {
            concepts: &[],
            lexicon: Some(Dictionary::shipped()),
            met: &[],
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

/// The most places of a band that are looked at in every pass.
const MANY_PLACES: usize = 300_000;
/// The most passes; most texts settle before.
const PASSES: usize = 5;
/// Passes over a long text.
const PASSES_WHERE_LONG: usize = 2;
/// The half width of the band round the path of an earlier pass.
const ROUND_PATH: usize = 15;

/// Aligns two texts. Every segment of both sides stands in exactly one bead, beads in the order
/// of the source; a bead without source follows the bead that holds the target before it.
#[must_use]
pub fn align(source: SideText<'_>, target: SideText<'_>, knowledge: Knowledge<'_>) -> Vec<Bead> {
    let sizes = (source.segments.len(), target.segments.len());
    let corpus = Corpus::new(&source, &target, &knowledge);
    let paragraphs = Paragraphs::new(source.paragraphs, target.paragraphs, sizes);
    let mut lexicon = Lexicon::known(&corpus);
    let mut priors = Priors::default();
    let mut length = LengthModel::new(&[whole(&corpus)], &corpus.target.lengths);
    let fixed = ascending(knowledge.fixed, sizes);
    let mut band = Band::diagonal(sizes.0, sizes.1, LEAST.max(sizes.1 / 5));
    let long = band.len() > MANY_PLACES;
    if long {
        band = anchors::band(&corpus);
    }
    let held = held(&fixed, &ascending(knowledge.likely, sizes));
    band = band.through(&held, sizes.1);
    let passes = if long { PASSES_WHERE_LONG } else { PASSES };
    let mut links: Vec<Link> = Vec::new();
    for pass in 1..=passes {
        let likeness = (source.vectors.zip(target.vectors))
            .map(|vectors| Likeness::new(vectors, sizes, &links));
        let alike = likeness
            .as_ref()
            .map(|likeness| InBand::new(likeness, &band, sizes));
        let mut evidence = Evidence::new(&corpus, &lexicon, &band, &priors, &length, &paragraphs);
        evidence.fix(&held);
        evidence.compare(alike.as_ref());
        let found = dynamic::best_path(&evidence, &band, sizes);
        let settled = found == links || pass == passes;
        links = found;
        if settled {
            let posteriors = dynamic::posteriors(&evidence, &band, sizes, &links);
            let pairing = Pairing::new(&corpus, &lexicon, &length, likeness.as_ref());
            let related = confidence::relatedness(&pairing, &links);
            let mut beads = crossing::beads(&pairing, links, &related, &posteriors);
            for bead in &mut beads {
                if let ([s], [t]) = (bead.source.as_slice(), bead.target.as_slice())
                    && fixed.binary_search(&(*s, *t)).is_ok()
                {
                    bead.confidence = 1.0;
                }
            }
            return beads;
        }
        lexicon = estimate::learn(&corpus, &links);
        let shapes: Vec<_> = links.iter().map(|(s, t)| (s.len(), t.len())).collect();
        priors = Priors::from_counts(&shapes);
        length = LengthModel::new(&lengths(&corpus, &links), &corpus.target.lengths);
        if long {
            band = Band::around(&path(&links, sizes.0), sizes.1, ROUND_PATH);
            band = band.through(&held, sizes.1);
        }
    }
    Vec::new()
}

/// Those of the pairs that a text has and that ascend on both sides.
fn ascending(pairs: &[(usize, usize)], (n, m): (usize, usize)) -> Vec<(usize, usize)> {
    let mut kept: Vec<(usize, usize)> = Vec::with_capacity(pairs.len());
    for (s, t) in pairs.iter().copied().filter(|(s, t)| *s < n && *t < m) {
        if kept.last().is_none_or(|last| last.0 < s && last.1 < t) {
            kept.push((s, t));
        }
    }
    kept
}

/// The pairs that are fixed, and those of the likely ones that ascend with them.
fn held(fixed: &[(usize, usize)], likely: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let fits = |(s, t): &&(usize, usize)| {
        let (before, after) = fixed.split_at(fixed.partition_point(|(fixed, _)| fixed < s));
        before.last().is_none_or(|(_, last)| last < t)
            && after
                .first()
                .is_none_or(|(next, other)| s < next && t < other)
    };
    let likely = likely.iter().filter(fits);
    let mut held: Vec<(usize, usize)> = fixed.iter().chain(likely).copied().collect();
    held.sort_unstable();
    held
}

/// The lengths of two whole texts.
fn whole(corpus: &Corpus) -> (f64, f64) {
    (
        corpus.source.lengths.iter().sum(),
        corpus.target.lengths.iter().sum(),
    )
}

/// The lengths of both sides of each link that has two.
fn lengths(corpus: &Corpus, links: &[Link]) -> Vec<(f64, f64)> {
    let sum = |lengths: &[f64], range: &std::ops::Range<usize>| -> f64 {
        lengths.get(range.clone()).into_iter().flatten().sum()
    };
    links
        .iter()
        .filter(|(s, t)| !s.is_empty() && !t.is_empty())
        .map(|(s, t)| {
            (
                sum(&corpus.source.lengths, s),
                sum(&corpus.target.lengths, t),
            )
        })
        .collect()
}

/// For each number of source segments done, the first and last number of target segments done.
fn path(links: &[Link], sources: usize) -> Vec<(usize, usize)> {
    let mut path = vec![(0, 0); sources + 1];
    for (s, t) in links {
        for at in s.start + 1..=s.end {
            if let Some(place) = path.get_mut(at) {
                *place = (if at == s.end { t.end } else { t.start }, t.end);
            }
        }
        if s.is_empty()
            && let Some(place) = path.get_mut(s.start)
        {
            place.1 = t.end;
        }
    }
    path
}
