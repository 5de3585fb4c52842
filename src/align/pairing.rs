//! What speaks for any pair of ranges, inside the band or not.

use std::collections::HashMap;
use std::ops::Range;

use super::estimate::Link;
use super::evidence::{LENGTH_WEIGHT, weight};
use super::length::LengthModel;
use super::lexicon::{EXPLAINED, Lexicon, Table, Told, discount};
use super::tokens::{Corpus, Tokens};
use super::vectors::Likeness;

/// Tokens that are thought to be explained as usual beside those of a text: a short one shows little.
const FEW: f32 = 30.0;

/// The evidence for any pair of ranges, inside the band or not.
pub(super) struct Pairing<'a> {
    corpus: &'a Corpus,
    length: &'a LengthModel,
    lexicon: &'a Lexicon,
    told_target: Told,
    told_source: Told,
    given_source: Vec<Vec<(u32, f32)>>,
    given_target: Vec<Vec<(u32, f32)>>,
    likeness: Option<&'a Likeness<'a>>,
}

impl<'a> Pairing<'a> {
    pub(super) fn new(
        corpus: &'a Corpus,
        lexicon: &'a Lexicon,
        length: &'a LengthModel,
        likeness: Option<&'a Likeness<'a>>,
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
                weight(corpus, t)
            }),
            told_source: Told::new(&corpus.source, &lexicon.backward, lexicon.explained, |t| {
                weight(corpus, t)
            }),
            given_source: rows(&corpus.source, &lexicon.forward),
            given_target: rows(&corpus.target, &lexicon.backward),
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
        self.content(source, target) + LENGTH_WEIGHT * length
    }

    /// What words say of a segment having become a part of one of the other side, and how likely it
    /// has that length; `in_source` where the segment is of the source.
    pub(super) fn with_part(
        &self,
        segment: usize,
        (one, part): (usize, &Range<usize>),
        in_source: bool,
    ) -> Option<(f64, f64)> {
        let corpus = self.corpus;
        let (side, other, given, told, told_other, table) = match in_source {
            true => (
                &corpus.source,
                &corpus.target,
                &self.given_source,
                &self.told_source,
                &self.told_target,
                &self.lexicon.backward,
            ),
            false => (
                &corpus.target,
                &corpus.source,
                &self.given_target,
                &self.told_target,
                &self.told_source,
                &self.lexicon.forward,
            ),
        };
        let size = |tokens: &[u32]| -> f32 { tokens.iter().map(|t| weight(corpus, *t)).sum() };
        let (tokens, whole) = (side.segments.get(segment)?, other.segments.get(one)?);
        let tokens_of_part = whole.get(part.clone())?;
        let by_segment = given.get(segment)?.iter().copied().collect();
        let by_part = table.given(one, tokens_of_part).into_iter().collect();
        let words = told_other.score_of((one, part.clone()), &by_segment, discount(size(tokens)))
            + told.score_of((segment, ..), &by_part, discount(size(tokens_of_part)));
        let share = size(tokens_of_part) / size(whole);
        let lengths = (
            *side.lengths.get(segment)?,
            other.lengths.get(one)? * f64::from(share),
        );
        let likely = match in_source {
            true => self.length.likelihood(lengths.0, lengths.1),
            false => self.length.likelihood(lengths.1, lengths.0),
        };
        Some((f64::from(words), likely))
    }

    fn side(&self, in_source: bool) -> &Tokens {
        match in_source {
            true => &self.corpus.source,
            false => &self.corpus.target,
        }
    }

    /// How likely the length is of what a segment became, had it the length that it mostly has.
    pub(super) fn usual(&self, segment: usize, in_source: bool) -> f64 {
        let side = self.side(in_source);
        let length = side.lengths.get(segment).copied().unwrap_or_default();
        self.length.usual(length, in_source)
    }

    /// Where the clauses of a segment begin, by the number of tokens before, and where the last ends.
    pub(super) fn clauses(&self, segment: usize, in_source: bool) -> Vec<usize> {
        let side = self.side(in_source);
        let inside = side.clauses.get(segment).into_iter().flatten().copied();
        let end = side.segments.get(segment).map(Vec::len);
        std::iter::once(0).chain(inside).chain(end).collect()
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
            .map(|k| self.told_target.score_of((k, ..), &forward, by_source))
            .sum::<f32>();
        let backward = source
            .clone()
            .map(|k| self.told_source.score_of((k, ..), &backward, by_target))
            .sum::<f32>();
        let likeness = (self.likeness).map_or(0.0, |likeness| likeness.score(source, target));
        f64::from(forward + backward) + likeness
    }
}

/// The best probability of each token, given a range of segments, and how much each given token
/// explains.
fn given(
    corpus: &Corpus,
    side: &Tokens,
    rows: &[Vec<(u32, f32)>],
    range: &Range<usize>,
) -> (HashMap<u32, f32>, f32) {
    let mut best: HashMap<u32, f32> = HashMap::new();
    for (token, t) in rows.get(range.clone()).into_iter().flatten().flatten() {
        let slot = best.entry(*token).or_insert(*t);
        *slot = slot.max(*t);
    }
    let segments = side.segments.get(range.clone()).unwrap_or_default();
    let tokens = segments.iter().flatten();
    (
        best,
        discount(tokens.map(|token| weight(corpus, *token)).sum()),
    )
}
