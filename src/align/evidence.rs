//! All that speaks for a bead at a place, computed once for the whole band.

use std::collections::HashMap;

use super::band::Band;
use super::beads::{MAX_SPAN, Priors};
use super::both::both;
use super::clauses::CROSSED;
use super::cuts::Cuts;
use super::figures::Figures;
use super::length::LengthModel;
use super::lexicon::{Lexicon, Table, Told, discount};
use super::quotes::Quotes;
use super::runs::{Run, runs};
use super::tokens::{Corpus, Key, Tokens};
use super::vectors::InBand;

/// Weight of the priors.
const PRIOR_WEIGHT: f64 = 1.5;
/// Weight of the evidence of length.
pub(super) const LENGTH_WEIGHT: f64 = 1.3;
/// Two Han characters side by side are seen three times, as a pair and as each; together they
/// shall count as about one word.
const HAN_WEIGHT: f32 = 0.5;

/// The share of numbers in digits that the freest translation keeps.
const FIGURES_KEPT: f32 = 0.7;

/// What a further segment without counterpart costs after another one, of whichever side, as a share
/// of the first's cost: whole passages are left out more often than single sentences here and there,
/// and others put in their place.
const GAP_GOES_ON: f64 = 0.7;

/// What it costs that a segment that says nothing, such as `***` or `</p>`, has no counterpart: less
/// than it does to join it to what stands beside it.
const BLANK_SKIPPED: f64 = -1.5;

/// What it costs to join a heading to what stands beside it.
const HEADING_JOINED: f64 = 10.0;
/// What it costs that a heading became a sentence, or a sentence a heading.
const HEADING_CHANGED: f64 = 1.5;

/// Where paragraphs end, and how much that says.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraphs {
    /// Whether a paragraph ends after so many segments.
    source: Vec<bool>,
    target: Vec<bool>,
    /// What it is worth where both sides end a paragraph together.
    weight: f64,
}

impl Paragraphs {
    /// From the paragraph of each segment; empty where either side does not know them, or where
    /// the two sides are so differently cut that they mean different things.
    pub(super) fn new(source: &[usize], target: &[usize], counts: (usize, usize)) -> Self {
        let count = |paragraphs: &[usize]| paragraphs.chunk_by(|a, b| a == b).count();
        let (a, b) = (count(source), count(target));
        let known = source.len() == counts.0 && target.len() == counts.1;
        if !known || a < 2 || b < 2 || a.max(b) * 2 > a.min(b) * 3 {
            return Self::default();
        }
        let ends = |paragraphs: &[usize]| {
            let mut ends = vec![true];
            ends.extend(paragraphs.windows(2).map(|w| w.first() != w.last()));
            ends.push(true);
            ends
        };
        Self {
            source: ends(source),
            target: ends(target),
            weight: if a.max(b) * 5 <= a.min(b) * 6 {
                2.0
            } else {
                1.2
            },
        }
    }

    /// What the ends of paragraphs say of a bead from one place to another.
    fn score(&self, from: (usize, usize), to: (usize, usize)) -> f64 {
        if self.weight == 0.0 {
            return 0.0;
        }
        let ends = |side: &[bool], at: usize| side.get(at).copied().unwrap_or(false);
        let inside = |side: &[bool], from: usize, to: usize| {
            (from + 1..to).filter(|at| ends(side, *at)).count() as f64
        };
        let crossed = inside(&self.source, from.0, to.0) + inside(&self.target, from.1, to.1);
        let agreement = match (ends(&self.source, to.0), ends(&self.target, to.1)) {
            (true, true) => self.weight,
            (false, false) => 0.0,
            _ => -self.weight / 2.0,
        };
        agreement - 3.0 * self.weight * crossed
    }
}

/// What it is worth that a run of segments without counterpart begins, or ends, with a paragraph,
/// as a share of the weight of paragraphs.
const GAP_AT_PARAGRAPH: f64 = 0.75;

/// Where a bead begins on both sides, and its shape.
pub(super) type Place = ((usize, usize), (usize, usize));

/// The scores of both directions over a band.
pub(super) struct Evidence<'a> {
    corpus: &'a Corpus,
    band: &'a Band,
    length: &'a LengthModel,
    paragraphs: &'a Paragraphs,
    quotes: &'a Quotes,
    figures: &'a Figures,
    cuts: Cuts,
    /// [cell][a − 1]: the target segment there, given `a` source segments from there on.
    forward: Vec<[f32; MAX_SPAN]>,
    /// [cell][b − 1]: the source segment there, given `b` target segments from there on.
    backward: Vec<[f32; MAX_SPAN]>,
    /// The neighbours of both sides.
    source: Vec<[Run; MAX_SPAN]>,
    target: Vec<[Run; MAX_SPAN]>,
    /// How likely those of the target have their length, whatever they are beside.
    alone: Vec<[f64; MAX_SPAN]>,
    /// What vectors say, where there are some.
    alike: Option<&'a InBand<'a>>,
    /// For source segments: the target segment that each belongs to, where that is known.
    fixed: HashMap<usize, usize>,
    /// By cell: which of `clauses` begin there, from 1; 0 where none do.
    begins: Vec<u32>,
    /// What words say of beads that were looked at clause by clause, by their shape.
    clauses: Vec<[Option<f64>; LOOKED_AT]>,
    /// For each shape of the priors: source segments, target segments, weighted log probability.
    pub(super) shapes: Vec<(usize, usize, f64)>,
    /// The weighted log probability of a segment without counterpart.
    skip: f64,
}

/// The least share of a token that the other side explains, however free the translation is.
pub(super) fn kept(corpus: &Corpus, token: u32) -> f32 {
    match corpus.keys.get(token as usize) {
        Some(Key::Number(_)) => FIGURES_KEPT,
        _ => 0.0,
    }
}

/// How much a token counts as evidence.
pub(super) fn weight(corpus: &Corpus, token: u32) -> f32 {
    match corpus.keys.get(token as usize) {
        Some(Key::Han(_)) => HAN_WEIGHT,
        _ => 1.0,
    }
}

impl<'a> Evidence<'a> {
    pub(super) fn new(
        corpus: &'a Corpus,
        lexicon: &Lexicon,
        band: &'a Band,
        priors: &Priors,
        length: &'a LengthModel,
        (paragraphs, quotes, figures): (&'a Paragraphs, &'a Quotes, &'a Figures),
    ) -> Self {
        let (n, m) = (corpus.source.segments.len(), corpus.target.segments.len());
        let forward = || {
            let mut forward = vec![[0.0; MAX_SPAN]; band.len()];
            let told = Told::new(&corpus.target, &lexicon.forward, lexicon.explained, |t| {
                (weight(corpus, t), kept(corpus, t))
            });
            spans(
                &corpus.source,
                &lexicon.forward,
                corpus.keys.len(),
                |given| weight(corpus, given),
                |i, a, best, given| {
                    for j in band.row(i) {
                        if j < m
                            && let Some(slot) = band.cell(i, j).and_then(|c| forward.get_mut(c))
                        {
                            slot[a] = told.score(j, best, given);
                        }
                    }
                },
            );
            forward
        };
        let backward = || {
            let mut backward = vec![[0.0; MAX_SPAN]; band.len()];
            let told = Told::new(&corpus.source, &lexicon.backward, lexicon.explained, |t| {
                (weight(corpus, t), kept(corpus, t))
            });
            spans(
                &corpus.target,
                &lexicon.backward,
                corpus.keys.len(),
                |given| weight(corpus, given),
                |j, b, best, given| {
                    for i in band.column(j) {
                        if i < n
                            && let Some(slot) = band.cell(i, j).and_then(|c| backward.get_mut(c))
                        {
                            slot[b] = told.score(i, best, given);
                        }
                    }
                },
            );
            backward
        };
        let (forward, backward) = both(forward, backward);
        let target = runs(&corpus.target);
        let alone = |runs: &[Run; MAX_SPAN]| -> [f64; MAX_SPAN] {
            std::array::from_fn(|further| length.alone(runs[further].length, further + 1))
        };
        Self {
            corpus,
            band,
            length,
            paragraphs,
            quotes,
            figures,
            cuts: Cuts::new(corpus),
            forward,
            backward,
            alike: None,
            fixed: HashMap::new(),
            begins: vec![0; band.len()],
            clauses: Vec::new(),
            alone: target.iter().map(alone).collect(),
            source: runs(&corpus.source),
            target,
            shapes: priors
                .shapes
                .iter()
                .map(|(a, b, p)| (*a, *b, PRIOR_WEIGHT * p))
                .collect(),
            skip: PRIOR_WEIGHT * priors.skip,
        }
    }

    /// Takes pairs of segments, source and target, for granted; the band leads through them.
    pub(super) fn fix(&mut self, pairs: &[(usize, usize)]) {
        self.fixed.extend(pairs.iter().copied());
    }

    /// Takes for what words say of a bead of several segments and one what they say of its clauses.
    pub(super) fn hear(&mut self, (at, shape): Place, clauses: f64) {
        let cell = self.band.cell(at.0, at.1);
        let Some(begins) = cell.and_then(|cell| self.begins.get_mut(cell)) else {
            return;
        };
        if *begins == 0 {
            self.clauses.push(Default::default());
            *begins = u32::try_from(self.clauses.len()).unwrap_or(0);
        }
        let clauses_here = self.clauses.get_mut((*begins as usize).wrapping_sub(1));
        if let Some(slot) = clauses_here.and_then(|here| here.get_mut(several(shape)?)) {
            *slot = Some(clauses);
        }
    }

    /// What words say of the clauses of a bead, where they were looked at.
    fn clauses(&self, cell: usize, shape: (usize, usize)) -> Option<f64> {
        let begins = self.begins.get(cell).filter(|begins| **begins > 0)?;
        *self
            .clauses
            .get(*begins as usize - 1)?
            .get(several(shape)?)?
    }

    /// Whether the clauses of a bead were looked at, or cannot be.
    pub(super) fn heard(&self, (at, shape): Place) -> bool {
        let cell = self.band.cell(at.0, at.1);
        cell.is_none_or(|cell| self.clauses(cell, shape).is_some())
    }

    /// Takes into account what vectors say.
    pub(super) fn compare(&mut self, alike: Option<&'a InBand<'a>>) {
        self.alike = alike;
    }

    /// What it costs that the segment after `at` has no counterpart; `goes_on` where the one
    /// before it, of either side, has none either.
    pub(super) fn gap(&self, at: usize, in_source: bool, goes_on: bool) -> f64 {
        let (ends, blank) = if in_source {
            (&self.paragraphs.source, &self.corpus.source.blank)
        } else {
            (&self.paragraphs.target, &self.corpus.target.blank)
        };
        if blank.get(at) == Some(&true) {
            return BLANK_SKIPPED;
        }
        let ends = |at: usize| ends.get(at).copied().unwrap_or(false);
        let bonus = f64::from(u8::from(ends(at)) + u8::from(ends(at + 1)));
        let skip = if goes_on {
            self.skip * GAP_GOES_ON
        } else {
            self.skip
        };
        skip + bonus * GAP_AT_PARAGRAPH * self.paragraphs.weight
    }

    /// The evidence, without prior, for a bead of `a` source and `b` target segments from (`i`,
    /// `j`) on; `None` where it leaves the band or cannot be.
    pub(super) fn bead(&self, (i, j): (usize, usize), (a, b): (usize, usize)) -> Option<f64> {
        self.band.cell(i + a, j + b)?;
        let touches = !self.fixed.is_empty() && (i..i + a).any(|s| self.fixed.contains_key(&s));
        if touches {
            // The band leaves no other way than through it, so that its worth is of no matter.
            let is_it = (a, b) == (1, 1) && self.fixed.get(&i) == Some(&j);
            return is_it.then_some(0.0);
        }
        let source = self.source.get(i)?.get(a - 1)?;
        let target = self.target.get(j)?.get(b - 1)?;
        // Where one side says a segment twice and the other does not, the copy is surplus and no
        // part of the translation.
        if source.repeats != target.repeats {
            return None;
        }
        let mut score = match self.clauses(self.band.cell(i, j)?, (a, b)) {
            Some(clauses) => clauses,
            None => self.words((i, j), (a, b))?,
        };
        let alone = *self.alone.get(j)?.get(b - 1)?;
        score += LENGTH_WEIGHT * self.length.against(source.length, target.length, alone);
        score += self.alike.map_or(0.0, |alike| alike.score((i, j), (a, b)));
        score -= headings((source.closed, a), (target.closed, b));
        score += self.quotes.score((i + a, j + b));
        if (a, b) == (1, 1) {
            score += self.figures.score(i, j);
        }
        score += PRIOR_WEIGHT
            * match (a, b) {
                (1, _) => self.cuts.of_source(i, target.joints),
                (_, 1) => self.cuts.of_target(j, source.joints),
                _ => 0.0,
            };
        Some(score + self.paragraphs.score((i, j), (i + a, j + b)))
    }
}

impl Evidence<'_> {
    /// What words say of a bead.
    fn words(&self, (i, j): (usize, usize), (a, b): (usize, usize)) -> Option<f64> {
        let mut score = 0.0;
        for k in j..j + b {
            score += f64::from(*self.forward.get(self.band.cell(i, k)?)?.get(a - 1)?);
        }
        for k in i..i + a {
            score += f64::from(*self.backward.get(self.band.cell(k, j)?)?.get(b - 1)?);
        }
        Some(score)
    }
}

/// What a bead loses for headings, dates and captions, which have no mark at their end, where
/// it joins them to sentences or makes sentences of them; by how many segments of each side have a
/// mark, and how many there are.
fn headings((source, a): (usize, usize), (target, b): (usize, usize)) -> f64 {
    let joined = u8::from(a > 1 && source < a) + u8::from(b > 1 && target < b);
    let other = u8::from((source == 0) != (target == 0));
    f64::from(joined) * HEADING_JOINED + f64::from(other) * HEADING_CHANGED
}

/// How many shapes are looked at clause by clause.
const LOOKED_AT: usize = 2 * (MAX_SPAN - 1) + CROSSED.len();

/// The place of a shape among those that are looked at clause by clause.
fn several(shape: (usize, usize)) -> Option<usize> {
    match shape {
        (a @ 2..=MAX_SPAN, 1) => Some(a - 2),
        (1, b @ 2..=MAX_SPAN) => Some(MAX_SPAN + b - 3),
        crossed => {
            let place = CROSSED.iter().position(|shape| *shape == crossed)?;
            Some(2 * (MAX_SPAN - 1) + place)
        }
    }
}

/// For each given segment and each span from it on: the best probability of every told token.
fn spans(
    given: &Tokens,
    table: &Table,
    vocabulary: usize,
    weight: impl Fn(u32) -> f32,
    mut each: impl FnMut(usize, usize, &[f32], f32),
) {
    let mut best = vec![0.0; vocabulary];
    let mut touched: Vec<u32> = Vec::new();
    let rows: Vec<Vec<(u32, f32)>> = given
        .segments
        .iter()
        .enumerate()
        .map(|(at, tokens)| table.given(at, tokens))
        .collect();
    for start in 0..given.segments.len() {
        let mut tokens = 0.0;
        for span in 0..MAX_SPAN.min(given.segments.len() - start) {
            let segment = given
                .segments
                .get(start + span)
                .map_or(&[][..], Vec::as_slice);
            tokens += segment.iter().map(|token| weight(*token)).sum::<f32>();
            for (told, t) in rows.get(start + span).into_iter().flatten() {
                if let Some(slot) = best.get_mut(*told as usize) {
                    if *slot == 0.0 {
                        touched.push(*told);
                    }
                    if *t > *slot {
                        *slot = *t;
                    }
                }
            }
            each(start, span, &best, discount(tokens));
        }
        for told in touched.drain(..) {
            if let Some(slot) = best.get_mut(told as usize) {
                *slot = 0.0;
            }
        }
    }
}
