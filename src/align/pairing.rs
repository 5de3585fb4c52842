//! What speaks for any pair of ranges, inside the band or not.

use std::borrow::Cow;
use std::ops::Range;

use super::estimate::Link;
use super::evidence::{LENGTH_WEIGHT, kept, weight};
use super::figures::Figures;
use super::length::LengthModel;
use super::lexicon::{EXPLAINED, Lexicon, Table, Told, discount, highest};
use super::tokens::{Corpus, Tokens};
use super::vectors::Likeness;

/// Tokens that are thought to be explained as usual beside those of a text: a short one shows little.
const FEW: f32 = 30.0;

/// The evidence for any pair of ranges, inside the band or not.
pub(super) struct Pairing<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) length: &'a LengthModel,
    pub(super) lexicon: &'a Lexicon,
    pub(super) told_target: Told,
    pub(super) told_source: Told,
    /// By segment: the told tokens, ascending, that it may have become, with their probability.
    pub(super) given_source: Vec<Vec<(u32, f32)>>,
    pub(super) given_target: Vec<Vec<(u32, f32)>>,
    figures: &'a Figures,
    likeness: Option<&'a Likeness<'a>>,
}

impl<'a> Pairing<'a> {
    pub(super) fn new(
        corpus: &'a Corpus,
        lexicon: &'a Lexicon,
        length: &'a LengthModel,
        (figures, likeness): (&'a Figures, Option<&'a Likeness<'a>>),
    ) -> Self {
        let rows = |side: &Tokens, table: &Table| {
            let segments = side.segments.iter().enumerate();
            segments
                .map(|(at, tokens)| table.given(at, tokens))
                .collect()
        };
        Self {
            corpus,
            length,
            lexicon,
            told_target: Told::new(&corpus.target, &lexicon.forward, lexicon.explained, |t| {
                (weight(corpus, t), kept(corpus, t))
            }),
            told_source: Told::new(&corpus.source, &lexicon.backward, lexicon.explained, |t| {
                (weight(corpus, t), kept(corpus, t))
            }),
            given_source: rows(&corpus.source, &lexicon.forward),
            given_target: rows(&corpus.target, &lexicon.backward),
            figures,
            likeness,
        }
    }

    /// The log-likelihood ratio of the two ranges belonging together, by what they say and
    /// by length.
    pub(super) fn score(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        let sum = |side: &Tokens, range: &Range<usize>| -> f64 {
            side.lengths.get(range.clone()).into_iter().flatten().sum()
        };
        let source_length = sum(&self.corpus.source, source);
        let target_length = sum(&self.corpus.target, target);
        let length = self
            .length
            .score(source_length, target_length, target.len());
        let figures = match (source.len(), target.len()) {
            (1, 1) => self.figures.score(source.start, target.start),
            _ => 0.0,
        };
        self.content(source, target) + LENGTH_WEIGHT * length + figures
    }

    /// How much evidence the two ranges could hold: their tokens, as they count.
    pub(super) fn size(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        let count = |side: &Tokens, range: &Range<usize>| -> f32 {
            let segments = side.segments.get(range.clone()).unwrap_or_default();
            let tokens = segments.iter().flatten();
            tokens.map(|token| weight(self.corpus, *token)).sum()
        };
        f64::from(count(&self.corpus.source, source) + count(&self.corpus.target, target))
    }

    /// The share of tokens that the other side of their link explains. Those of which nothing is
    /// known are thought to be explained as usual.
    pub(super) fn explained(&self, links: &[Link]) -> f32 {
        let (mut explained, mut all, mut unknown) = (0.0, 0.0, FEW);
        for (source, target) in links.iter().filter(|(s, t)| !s.is_empty() && !t.is_empty()) {
            let (forward, by_source) =
                given(self.corpus, &self.corpus.source, &self.given_source, source);
            let (backward, by_target) =
                given(self.corpus, &self.corpus.target, &self.given_target, target);
            let forward = target
                .clone()
                .map(|k| (&self.told_target, k, &forward, by_source));
            let backward = source
                .clone()
                .map(|k| (&self.told_source, k, &backward, by_target));
            for (told, segment, best, discount) in forward.chain(backward) {
                let (some, of) = told.explained(segment, best, discount);
                explained += some;
                all += of;
            }
            unknown += self.size(source, target) as f32;
        }
        let unknown = (unknown - all).max(0.0);
        (explained + EXPLAINED * unknown) / (all + unknown)
    }

    /// The log-likelihood ratio of the two ranges belonging together by what they say: by words, and
    /// by vectors where there are some.
    pub(super) fn content(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        let (forward, by_source) =
            given(self.corpus, &self.corpus.source, &self.given_source, source);
        let (backward, by_target) =
            given(self.corpus, &self.corpus.target, &self.given_target, target);
        let forward = target
            .clone()
            .map(|k| self.told_target.score_of(k, &forward, by_source))
            .sum::<f32>();
        let backward = source
            .clone()
            .map(|k| self.told_source.score_of(k, &backward, by_target))
            .sum::<f32>();
        let likeness = (self.likeness).map_or(0.0, |likeness| likeness.score(source, target));
        f64::from(forward + backward) + likeness
    }
}

/// The best probability of each token, given a range of segments, and how much each given token
/// explains.
fn given<'r>(
    corpus: &Corpus,
    side: &Tokens,
    rows: &'r [Vec<(u32, f32)>],
    range: &Range<usize>,
) -> (Cow<'r, [(u32, f32)]>, f32) {
    let best = match rows.get(range.clone()).unwrap_or_default() {
        [row] => Cow::Borrowed(row.as_slice()),
        rows => Cow::Owned(highest(rows.iter().flatten().copied())),
    };
    let segments = side.segments.get(range.clone()).unwrap_or_default();
    let tokens = segments.iter().flatten();
    (
        best,
        discount(tokens.map(|token| weight(corpus, *token)).sum()),
    )
}
