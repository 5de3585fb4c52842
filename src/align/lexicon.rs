//! The evidence of words: which tokens of one side go with which of the other.
//!
//! A lexicon is one table of t(told | given) for each direction. Whoever knows such pairs
//! (the texts themselves, the termbase, a dictionary) fills the same tables.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::estimate::Link;
use super::tokens::{Corpus, Key, Tokens};

/// The share of the tokens with known counterparts that the other side explains, until a text
/// shows how free its translation is.
pub(super) const EXPLAINED: f32 = 0.5;
/// How fast a longer given side explains less by each of its tokens. Below about 0.9, beads grow.
const GAMMA: f32 = 0.98;
/// The most that one token may prove.
const CAP: f32 = 4.3;
/// Missing mass of a token whose counterparts are known beforehand.
const UNKNOWN: f32 = 0.17;

/// One direction: the probability of a told token, given one of the other side.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    counts: Arc<Counts>,
    /// By given segment: what its own bead brought to the counts, by (given, told). A bead must
    /// not be evidence for itself, or the first mistake is never mended.
    own: Vec<Own>,
}

/// What is known of all segments.
#[derive(Debug, Default)]
struct Counts {
    /// By given token: told tokens with how often they came from it, by told token.
    rows: HashMap<u32, Vec<(u32, f32)>>,
    /// By given token: what the counts of its row are shares of.
    totals: HashMap<u32, f32>,
    /// By told token: the share of it that comes from given tokens; where 0, it proves nothing
    /// either way.
    told: Vec<f32>,
}

/// What one bead brought to the counts, by (given, told).
pub(super) type Own = Arc<Vec<((u32, u32), f32)>>;

impl Table {
    /// A table of (given, told, count), of what the counts are shares of, of what the bead of
    /// each given segment brought to them, and of the share of each told token that is explained.
    pub(super) fn new(
        mut triples: Vec<(u32, u32, f32)>,
        totals: HashMap<u32, f32>,
        own: Vec<Own>,
        told: Vec<f32>,
    ) -> Self {
        triples.sort_by_key(|(given, other, _)| (*given, *other));
        let mut rows: HashMap<u32, Vec<(u32, f32)>> = HashMap::new();
        for (given, other, count) in triples {
            rows.entry(given).or_default().push((other, count));
        }
        let counts = Counts { rows, totals, told };
        Self {
            counts: Arc::new(counts),
            own,
        }
    }

    /// The table for some of the given segments.
    fn part(&self, given: &Range<usize>) -> Self {
        Self {
            counts: Arc::clone(&self.counts),
            own: self.own.get(given.clone()).unwrap_or_default().to_vec(),
        }
    }

    /// The share of a told token that the other side explains, where it explains any: a token
    /// that comes and goes for reasons of its own proves little by missing.
    fn explained(&self, token: u32, share: f32) -> Option<f32> {
        let told = (self.counts.told)
            .get(token as usize)
            .copied()
            .filter(|t| *t > 0.0)?;
        Some(share * told.min(1.0))
    }

    /// The told tokens, ascending, that a token of a segment may have become, with their probability,
    /// leaving out what the segment's own bead taught.
    pub(super) fn row(&self, segment: usize, given: u32) -> Vec<(u32, f32)> {
        let row = self.counts.rows.get(&given).map_or(&[][..], Vec::as_slice);
        let own = self.own.get(segment).map_or(&[][..], |own| own.as_slice());
        let start = own.partition_point(|((token, _), _)| *token < given);
        let own = own.get(start..).unwrap_or_default();
        let mut own = own
            .iter()
            .take_while(|((token, _), _)| *token == given)
            .peekable();
        let mut less = 0.0;
        let mut out = Vec::with_capacity(row.len());
        for (told, count) in row {
            while own.next_if(|((_, other), _)| other < told).is_some() {}
            let mine = own.next_if(|((_, other), _)| other == told);
            let mine = mine.map_or(0.0, |(_, mine)| *mine);
            less += mine;
            out.push((*told, count - mine));
        }
        let total = self.counts.totals.get(&given).copied().unwrap_or(1.0);
        let total = (total - less).max(UNKNOWN);
        out.retain_mut(|(_, t)| {
            *t /= total;
            *t > 1e-3
        });
        out
    }

    /// The highest probability of each told token, given any token of a segment.
    pub(super) fn given(&self, segment: usize, tokens: &[u32]) -> Vec<(u32, f32)> {
        let mut tokens = tokens.to_vec();
        tokens.sort_unstable();
        tokens.dedup();
        let rows = tokens.into_iter().map(|given| self.row(segment, given));
        highest(rows.flatten())
    }
}

/// Both directions.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    /// The share of the tokens with known counterparts that the other side explains: less in a
    /// free translation than in one word by word.
    pub(super) explained: f32,
    /// Target tokens, given source tokens.
    pub(super) forward: Table,
    /// Source tokens, given target tokens.
    pub(super) backward: Table,
}

impl Lexicon {
    /// What is known before anything is learned from the texts.
    pub(super) fn known(corpus: &Corpus) -> Self {
        let flipped: Vec<_> = corpus.known.iter().map(|(a, b, w)| (*b, *a, *w)).collect();
        let table = |known: &[(u32, u32, f32)], told: &Tokens| {
            let mut explained = vec![0.0; corpus.keys.len()];
            mark_known(known, &corpus.keys, &mut explained);
            Table::new(spread(known, told), HashMap::new(), Vec::new(), explained)
        };
        Self {
            explained: EXPLAINED,
            forward: table(&corpus.known, &corpus.target),
            backward: table(&flipped, &corpus.source),
        }
    }

    /// What it says for one of several texts that it is learned from, by where its segments stand
    /// among those of all.
    pub(super) fn part(&self, (source, target): &Link) -> Self {
        Self {
            explained: self.explained,
            forward: self.forward.part(source),
            backward: self.backward.part(target),
        }
    }
}

/// Marks the told tokens of known pairs, and those that translations keep, as explained by the other
/// side, as far as is known.
pub(super) fn mark_known(known: &[(u32, u32, f32)], keys: &[Key], explained: &mut [f32]) {
    for (explained, key) in explained.iter_mut().zip(keys) {
        *explained = explained.max(key.kept());
    }
    for (_, told, weight) in known {
        if let Some(explained) = explained.get_mut(*told as usize) {
            *explained = explained.max(*weight);
        }
    }
}

/// Spreads the probability of each given token over its known counterparts, by how often they
/// stand in the told side.
pub(super) fn spread(known: &[(u32, u32, f32)], told: &Tokens) -> Vec<(u32, u32, f32)> {
    let count = |n: u32| told.counts.get(n as usize).copied().unwrap_or(0) as f32;
    let mut sums: HashMap<u32, f32> = HashMap::new();
    for (given, other, weight) in known {
        *sums.entry(*given).or_default() += weight * count(*other);
    }
    known
        .iter()
        .map(|(given, other, weight)| {
            let sum = sums.get(given).copied().unwrap_or(0.0);
            (*given, *other, weight * count(*other) / (sum + UNKNOWN))
        })
        .collect()
}

/// What a told token may prove.
#[derive(Clone, Copy, Debug)]
pub(super) struct ToldToken {
    pub(super) token: u32,
    /// Its place among the tokens of its segment.
    pub(super) place: usize,
    /// Its share of all tokens of its side.
    share: f32,
    /// How much it counts.
    weight: f32,
    /// The share of it that the other side explains.
    explained: f32,
    /// What it proves where nothing explains it.
    missing: f32,
}

impl ToldToken {
    /// What it proves where `best` is its highest probability given any token of the other side.
    pub(super) fn score(&self, best: f32, discount: f32) -> f32 {
        if best <= 0.0 {
            return self.missing;
        }
        let ratio = 1.0 - self.explained + self.explained * best * discount / self.share;
        self.weight * ratio.ln().min(CAP)
    }
}

/// The probability of a told token in a row of them, ascending.
pub(super) fn probability(row: &[(u32, f32)], told: u32) -> f32 {
    let at = row.binary_search_by_key(&told, |(token, _)| *token);
    at.ok().and_then(|at| row.get(at)).map_or(0.0, |(_, t)| *t)
}

/// The row of any of several tokens: of each told token, the highest probability.
pub(super) fn highest(rows: impl Iterator<Item = (u32, f32)>) -> Vec<(u32, f32)> {
    let mut all: Vec<(u32, f32)> = rows.collect();
    all.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    all.dedup_by_key(|(told, _)| *told);
    all
}

/// How much each of `tokens` given tokens explains.
pub(super) fn discount(tokens: f32) -> f32 {
    (tokens + 1.0).powf(-GAMMA)
}

/// The told side made ready for scoring: the tokens of each segment that can prove something.
#[derive(Debug)]
pub(super) struct Told {
    segments: Vec<Vec<ToldToken>>,
}

impl Told {
    /// `counts` says of a token how much it counts and the least share of it that the other side
    /// explains, `share` how many of all tokens it explains.
    pub(super) fn new(
        side: &Tokens,
        table: &Table,
        share: f32,
        counts: impl Fn(u32) -> (f32, f32),
    ) -> Self {
        let ready = |(place, token): (usize, u32)| {
            let (weight, least) = counts(token);
            let explained = table.explained(token, share)?.max(least);
            Some(ToldToken {
                token,
                place,
                share: side.share(token),
                weight,
                explained,
                missing: weight * (1.0 - explained).ln(),
            })
        };
        let segments = side
            .segments
            .iter()
            .map(|tokens| {
                let tokens = tokens.iter().copied().enumerate();
                tokens.filter_map(ready).collect()
            })
            .collect();
        Self { segments }
    }

    /// The tokens of a segment that can prove something.
    pub(super) fn of(&self, segment: usize) -> &[ToldToken] {
        self.segments.get(segment).map_or(&[], Vec::as_slice)
    }

    /// How many of a segment's tokens the other side explains, as far as can be known, and how many
    /// there are that it might.
    pub(super) fn explained(
        &self,
        segment: usize,
        best: &[(u32, f32)],
        discount: f32,
    ) -> (f32, f32) {
        let tokens = self.of(segment);
        let (mut explained, mut all) = (0.0, 0.0);
        for token in tokens {
            let best = probability(best, token.token);
            let by_other = token.explained * best * discount / token.share;
            explained += token.weight * by_other / (1.0 - token.explained + by_other);
            all += token.weight;
        }
        (explained, all)
    }

    /// The score of one segment when the best probability of the tokens that have any is in `best`.
    pub(super) fn score_of(&self, segment: usize, best: &[(u32, f32)], discount: f32) -> f32 {
        let tokens = self.of(segment).iter();
        tokens
            .map(|t| t.score(probability(best, t.token), discount))
            .sum()
    }

    /// The score of one segment when each token's best probability is in `best`.
    pub(super) fn score(&self, segment: usize, best: &[f32], discount: f32) -> f32 {
        let tokens = self.of(segment).iter();
        tokens
            .map(|t| t.score(best.get(t.token as usize).copied().unwrap_or(0.0), discount))
            .sum()
    }
}
