//! What pairs of segments teach of words.

use super::estimate;
use super::tokens::Corpus;
use super::{Knowledge, SideText};

/// The version of what [`learn`] makes of pairs: another one where words are told otherwise, or
/// learned otherwise.
pub const LEARNED_VERSION: u32 = 1;

/// Words that stood in each other's place in other texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Met {
    /// The word of the source language, by its stem, or characters of a script without spaces.
    pub source: String,
    /// That of the target language.
    pub target: String,
    /// How sure it is that they mean the same, from 0 to 1.
    pub weight: f32,
}

/// Learns words from segments and their translations, each beside the segment of the same number:
/// IBM model 1 in both directions, of which is kept what both say. What the lexicon we ship knows
/// is left out.
#[must_use]
pub fn learn(source: SideText<'_>, target: SideText<'_>) -> Vec<Met> {
    let corpus = Corpus::new(&source, &target, &Knowledge::default());
    let segments = source.segments.len().min(target.segments.len());
    let links: Vec<_> = (0..segments).map(|at| (at..at + 1, at..at + 1)).collect();
    let mut pairs = estimate::pairs(&corpus, &links);
    let known = |(a, b, _): &(u32, u32, f32)| {
        let at = |(s, t, _): &(u32, u32, f32)| (*s, *t);
        corpus.known.binary_search_by_key(&(*a, *b), at).is_ok()
    };
    pairs.retain(|pair| !known(pair));
    words(&corpus, &pairs)
}

/// Pairs of tokens as words, as far as they are words.
pub(super) fn words(corpus: &Corpus, pairs: &[(u32, u32, f32)]) -> Vec<Met> {
    let words = pairs.iter().filter_map(|(a, b, weight)| {
        Some(Met {
            source: corpus.word(*a)?.to_owned(),
            target: corpus.word(*b)?.to_owned(),
            weight: *weight,
        })
    });
    words.collect()
}
