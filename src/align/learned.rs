//! What pairs of segments teach of words.

use super::estimate;
use super::tokens::Corpus;
use super::{Knowledge, SideText};

/// The version of what [`learn`] makes of pairs: another one where words are told otherwise, or
/// learned otherwise.
pub const LEARNED_VERSION: u32 = 2;

/// The most that is learned from: each pair's bytes, multiplied. A hundred million are some fifty
/// thousand pairs of sentences and take two seconds; ten times as many taught no more in trials.
const MOST: usize = 100_000_000;

/// From fewer pairs than this, chance teaches as much as sense.
const LEAST: usize = 200;

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
/// IBM model 1 in both directions, of which is kept what both say. Of few pairs, nothing is learned.
#[must_use]
pub fn learn(source: SideText<'_>, target: SideText<'_>) -> Vec<Met> {
    if source.segments.len().min(target.segments.len()) < LEAST {
        return Vec::new();
    }
    let chosen = shortest(source.segments, target.segments);
    let (a, b): (Vec<&str>, Vec<&str>) = chosen.into_iter().unzip();
    let (source, target) = (
        SideText::new(source.lang, &a),
        SideText::new(target.lang, &b),
    );
    let knowledge = Knowledge {
        lexicon: None,
        ..Knowledge::default()
    };
    let corpus = Corpus::new(&source, &target, &knowledge);
    let links: Vec<_> = (0..a.len()).map(|at| (at..at + 1, at..at + 1)).collect();
    let mut pairs = estimate::pairs(&corpus, &links);
    // What is written the same in both is known without.
    pairs.retain(|(a, b, _)| a != b);
    words(&corpus, &pairs)
}

/// The shortest pairs, as many as are worth their time: they leave the least doubt which word goes
/// with which, and cost the least.
fn shortest<'t>(source: &[&'t str], target: &[&'t str]) -> Vec<(&'t str, &'t str)> {
    let mut pairs: Vec<_> = source.iter().copied().zip(target.iter().copied()).collect();
    let size = |(a, b): &(&str, &str)| a.len() * b.len();
    pairs.sort_by_key(size);
    let mut sum = 0_usize;
    pairs
        .into_iter()
        .take_while(|pair| {
            sum = sum.saturating_add(size(pair));
            sum <= MOST
        })
        .collect()
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
