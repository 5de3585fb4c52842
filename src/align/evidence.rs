//! All that speaks for a bead at a place, computed once for the whole band.

use std::collections::HashMap;

use super::band::Band;
use super::beads::{MAX_SPAN, Priors};
use super::length::LengthModel;
use super::lexicon::{Lexicon, Table, Told, discount};
use super::tokens::{Corpus, Key, Tokens};
use super::vectors::InBand;

/// Weight of the priors.
const PRIOR_WEIGHT: f64 = 1.5;
/// Weight of the evidence of length.
pub(super) const LENGTH_WEIGHT: f64 = 1.3;
/// Two Han characters side by side are seen three times, as a pair and as each; together they
/// shall count as about one word.
const HAN_WEIGHT: f32 = 0.5;

/// What a further segment without counterpart costs after another one, as a share of the first's
/// cost: whole passages are left out more often than single sentences here and there.
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
    /// [cell][a − 1]: the target segment there, given `a` source segments from there on.
    forward: Vec<[f32; MAX_SPAN]>,
    /// [cell][b − 1]: the source segment there, given `b` target segments from there on.
    backward: Vec<[f32; MAX_SPAN]>,
    /// For each segment of both sides: how far before it the same segment stands.
    twins: (Vec<usize>, Vec<usize>),
    /// What vectors say, where there are some.
    alike: Option<&'a InBand<'a>>,
    /// For source segments: the target segment that each belongs to, where that is known.
    fixed: HashMap<usize, usize>,
    /// What words say of the beads that were looked at clause by clause.
    clauses: HashMap<Place, f64>,
    /// Whether any of those begins at a cell, which is found faster.
    begins: Vec<bool>,
    /// For each shape of the priors: source segments, target segments, weighted log probability.
    pub(super) shapes: Vec<(usize, usize, f64)>,
    /// The weighted log probability of a segment without counterpart.
    skip: f64,
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
        paragraphs: &'a Paragraphs,
    ) -> Self {
        let (n, m) = (corpus.source.segments.len(), corpus.target.segments.len());
        let mut forward = vec![[0.0; MAX_SPAN]; band.len()];
        let told = Told::new(&corpus.target, &lexicon.forward, lexicon.explained, |t| {
            weight(corpus, t)
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
        let mut backward = vec![[0.0; MAX_SPAN]; band.len()];
        let told = Told::new(&corpus.source, &lexicon.backward, lexicon.explained, |t| {
            weight(corpus, t)
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
        Self {
            corpus,
            band,
            length,
            paragraphs,
            forward,
            backward,
            alike: None,
            fixed: HashMap::new(),
            clauses: HashMap::new(),
            begins: vec![false; band.len()],
            twins: (twins(&corpus.source), twins(&corpus.target)),
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

    /// Takes for what words say of a bead what they say of its clauses.
    pub(super) fn hear(&mut self, bead: Place, clauses: f64) {
        let cell = self.band.cell(bead.0.0, bead.0.1);
        if let Some(begins) = cell.and_then(|cell| self.begins.get_mut(cell)) {
            *begins = true;
            self.clauses.insert(bead, clauses);
        }
    }

    /// Whether the clauses of a bead were looked at.
    pub(super) fn heard(&self, bead: &Place) -> bool {
        self.clauses.contains_key(bead)
    }

    /// Takes into account what vectors say.
    pub(super) fn compare(&mut self, alike: Option<&'a InBand<'a>>) {
        self.alike = alike;
    }

    /// What it costs that the segment after `at` has no counterpart; `goes_on` where the segment
    /// before it has none either.
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
    /// `j`) on; `None` where it leaves the band or
    /// cannot be.
    pub(super) fn bead(&self, (i, j): (usize, usize), (a, b): (usize, usize)) -> Option<f64> {
        self.band.cell(i + a, j + b)?;
        let touches = (i..i + a).any(|s| self.fixed.contains_key(&s));
        if touches {
            // The band leaves no other way than through it, so that its worth is of no matter.
            let is_it = (a, b) == (1, 1) && self.fixed.get(&i) == Some(&j);
            return is_it.then_some(0.0);
        }
        // Where one side says a segment twice and the other does not, the copy is surplus and no
        // part of the translation.
        let repeats = |twins: &[usize], from: usize, n: usize| {
            let twins = twins.get(from..from + n).unwrap_or_default();
            let inside = twins.iter().enumerate().filter(|(at, twin)| at >= *twin);
            inside.count()
        };
        if repeats(&self.twins.0, i, a) != repeats(&self.twins.1, j, b) {
            return None;
        }
        let begins = self.begins.get(self.band.cell(i, j)?) == Some(&true);
        let clauses = begins
            .then(|| self.clauses.get(&((i, j), (a, b))))
            .flatten();
        let mut score = match clauses {
            Some(clauses) => *clauses,
            None => self.words((i, j), (a, b))?,
        };
        let sum = |side: &Tokens, from: usize, n: usize| -> f64 {
            side.lengths.iter().skip(from).take(n).sum()
        };
        let (source, target) = (
            sum(&self.corpus.source, i, a),
            sum(&self.corpus.target, j, b),
        );
        score += LENGTH_WEIGHT * self.length.score(source, target, b);
        score += self.alike.map_or(0.0, |alike| alike.score((i, j), (a, b)));
        score -= self.headings((i, j), (a, b));
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

    /// What a bead loses for headings, dates and captions, which have no mark at their end, where
    /// it joins them to sentences or makes sentences of them.
    fn headings(&self, (i, j): (usize, usize), (a, b): (usize, usize)) -> f64 {
        let closed = |side: &Tokens, from: usize, n: usize| {
            let closed = side.closed.get(from..from + n).unwrap_or_default();
            closed.iter().filter(|closed| **closed).count()
        };
        let source = closed(&self.corpus.source, i, a);
        let target = closed(&self.corpus.target, j, b);
        let joined = u8::from(a > 1 && source < a) + u8::from(b > 1 && target < b);
        let other = u8::from((source == 0) != (target == 0));
        f64::from(joined) * HEADING_JOINED + f64::from(other) * HEADING_CHANGED
    }
}

/// For each segment: how far before it, within the reach of a bead, the same segment stands; the
/// largest number where none does.
fn twins(side: &Tokens) -> Vec<usize> {
    let segments = &side.segments;
    let before = |at: usize, back: usize| at.checked_sub(back).and_then(|k| segments.get(k));
    segments
        .iter()
        .enumerate()
        .map(|(at, tokens)| {
            (1..MAX_SPAN)
                .find(|back| !tokens.is_empty() && before(at, *back) == Some(tokens))
                .unwrap_or(usize::MAX)
        })
        .collect()
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
