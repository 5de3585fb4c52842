//! What speaks for a segment having become a part of one of the other side.

use std::ops::Range;

use super::evidence::weight;
use super::lexicon::{Told, discount, probability};
use super::pairing::Pairing;
use super::tokens::Tokens;

/// A side of two texts as the several whose segments became parts, and the other as the one.
#[derive(Clone, Copy)]
pub(super) struct Sides<'p> {
    pairing: &'p Pairing<'p>,
    /// Whether the several are of the source.
    in_source: bool,
}

/// Neighbouring segments taken as one, and what each of their tokens may have become.
pub(super) struct Whole {
    segments: Range<usize>,
    rows: Vec<Vec<(u32, f32)>>,
    /// By the number of tokens before: how much they count.
    sizes: Vec<f32>,
}

/// What words say of a segment having become some neighbouring parts of a whole, and how likely it
/// has their length, as a logarithm.
#[derive(Clone, Copy)]
pub(super) struct Became {
    pub(super) words: f64,
    pub(super) likely: f64,
}

impl<'p> Sides<'p> {
    pub(super) fn new(pairing: &'p Pairing<'p>, in_source: bool) -> Self {
        Self { pairing, in_source }
    }

    fn several(&self) -> &'p Tokens {
        match self.in_source {
            true => &self.pairing.corpus.source,
            false => &self.pairing.corpus.target,
        }
    }

    fn one(&self) -> &'p Tokens {
        match self.in_source {
            true => &self.pairing.corpus.target,
            false => &self.pairing.corpus.source,
        }
    }

    /// How likely the length is of what a segment became, had it the length that it mostly has.
    pub(super) fn usual(&self, segment: usize) -> f64 {
        let length = self.several().lengths.get(segment);
        let length = length.copied().unwrap_or_default();
        self.pairing.length.usual(length, self.in_source)
    }

    /// Where the clauses of a whole begin, by the number of tokens before, and where the last ends.
    pub(super) fn clauses(&self, whole: &Range<usize>) -> Vec<usize> {
        let side = self.one();
        let mut bounds = vec![0];
        for (segment, begin) in whole.clone().zip(self.ends(whole)) {
            let inside = side.clauses.get(segment).into_iter().flatten();
            bounds.extend(inside.map(|at| begin + at));
            bounds.extend(
                side.segments
                    .get(segment)
                    .map(|tokens| begin + tokens.len()),
            );
        }
        bounds
    }

    /// Where the segments of a whole begin, by the number of tokens before, and where the last ends.
    pub(super) fn ends(&self, whole: &Range<usize>) -> Vec<usize> {
        let tokens = |segment| self.one().segments.get(segment).map_or(0, Vec::len);
        let mut end = 0;
        let ends = whole.clone().map(|segment| {
            end += tokens(segment);
            end
        });
        std::iter::once(0).chain(ends).collect()
    }

    pub(super) fn whole(&self, segments: Range<usize>) -> Whole {
        let table = match self.in_source {
            true => &self.pairing.lexicon.backward,
            false => &self.pairing.lexicon.forward,
        };
        let mut sizes = vec![0.0];
        let mut size = 0.0;
        let mut rows = Vec::new();
        for segment in segments.clone() {
            for token in self.one().segments.get(segment).into_iter().flatten() {
                size += weight(self.pairing.corpus, *token);
                sizes.push(size);
                rows.push(table.row(segment, *token));
            }
        }
        Whole {
            segments,
            rows,
            sizes,
        }
    }

    /// For each part of a whole, and each that ends it from there on: what a segment having become
    /// all between is worth. The bounds are the numbers of tokens before each part and after the last.
    pub(super) fn became(
        &self,
        segment: usize,
        whole: &Whole,
        bounds: &[usize],
    ) -> Vec<Vec<Became>> {
        let pairing = self.pairing;
        let (told, told_whole, given) = match self.in_source {
            true => (
                &pairing.told_source,
                &pairing.told_target,
                &pairing.given_source,
            ),
            false => (
                &pairing.told_target,
                &pairing.told_source,
                &pairing.given_target,
            ),
        };
        let tokens = told.of(segment);
        let given = given.get(segment).map_or(&[][..], Vec::as_slice);
        let side = self.several().segments.get(segment);
        let size: f32 = (side.into_iter().flatten())
            .map(|token| weight(pairing.corpus, *token))
            .sum();
        // What the tokens before each bound prove, given the segment.
        let begins = self.ends(&whole.segments);
        let proven = proven(
            told_whole,
            (whole, &begins),
            bounds,
            (given, discount(size)),
        );
        let parts = bounds.windows(2).map(|part| {
            let rows = whole.rows.get(part[0]..part[1]).unwrap_or_default();
            tokens.iter().map(|t| highest_of(rows, t.token)).collect()
        });
        let parts: Vec<Vec<f32>> = parts.collect();
        let length = self.several().lengths.get(segment).copied();
        let length = length.unwrap_or_default();
        let lengths = self.one().lengths.get(whole.segments.clone());
        let whole_length: f64 = lengths.into_iter().flatten().sum();
        let per_size = whole_length / f64::from(*whole.sizes.last().unwrap_or(&1.0));
        let size_before = |bound: usize| whole.sizes.get(bound).copied().unwrap_or_default();
        let from = |start: usize| -> Vec<Became> {
            let mut best = vec![0.0_f32; tokens.len()];
            let ends = parts.iter().enumerate().skip(start);
            ends.map(|(end, part)| {
                for (best, t) in best.iter_mut().zip(part) {
                    *best = best.max(*t);
                }
                let size = size_before(bounds[end + 1]) - size_before(bounds[start]);
                let discount = discount(size);
                let backward: f32 = tokens
                    .iter()
                    .zip(&best)
                    .map(|(t, best)| t.score(*best, discount))
                    .sum();
                let forward = proven[end + 1] - proven[start];
                let part = per_size * f64::from(size);
                let likely = match self.in_source {
                    true => pairing.length.likelihood(length, part),
                    false => pairing.length.likelihood(part, length),
                };
                Became {
                    words: f64::from(forward + backward),
                    likely,
                }
            })
            .collect()
        };
        (0..parts.len()).map(from).collect()
    }
}

/// What the tokens of a whole before each bound prove, given what a segment may have become and how
/// much each of its tokens explains.
fn proven(
    told: &Told,
    (whole, begins): (&Whole, &[usize]),
    bounds: &[usize],
    (given, discount): (&[(u32, f32)], f32),
) -> Vec<f32> {
    let segments = whole.segments.clone().zip(begins);
    let mut tokens = segments
        .flat_map(|(segment, begin)| told.of(segment).iter().map(move |t| (begin + t.place, t)))
        .peekable();
    let mut sum = 0.0;
    let before = bounds.iter().map(|bound| {
        while let Some((_, t)) = tokens.next_if(|(place, _)| place < bound) {
            sum += t.score(probability(given, t.token), discount);
        }
        sum
    });
    before.collect()
}

/// The highest probability of a told token in any row.
fn highest_of(rows: &[Vec<(u32, f32)>], told: u32) -> f32 {
    let all = rows.iter().map(|row| probability(row, told));
    all.fold(0.0, f32::max)
}
