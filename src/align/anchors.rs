//! Where a long text stands in its translation, before anything is aligned: by what is rare and
//! the same on both sides, and by length between.

use std::collections::{BTreeMap, BTreeSet};

use super::band::{Band, LEAST};
use super::tokens::{Corpus, Tokens};

/// A token that stands more often than this on a side says little about where.
const RARE: u32 = 3;

/// The share of its side's characters before each segment, and after the last.
fn shares(side: &Tokens) -> Vec<f64> {
    let total = side.lengths.iter().sum::<f64>().max(1.0);
    let mut sum = 0.0;
    let mut shares = vec![0.0];
    for length in &side.lengths {
        sum += length;
        shares.push(sum / total);
    }
    shares
}

/// The places where known rare tokens stand as often on both sides, in order.
fn candidates(corpus: &Corpus) -> Vec<(usize, usize)> {
    let places = |side: &Tokens, wanted: &BTreeSet<u32>| {
        let mut places: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, tokens) in side.segments.iter().enumerate() {
            for token in tokens.iter().filter(|t| wanted.contains(t)) {
                places.entry(*token).or_default().push(at);
            }
        }
        places
    };
    let count = |side: &Tokens, n: u32| side.counts.get(n as usize).copied().unwrap_or(0);
    let rare: Vec<(u32, u32)> = corpus
        .known
        .iter()
        .map(|(a, b, _)| (*a, *b))
        .filter(|(a, b)| {
            let (a, b) = (count(&corpus.source, *a), count(&corpus.target, *b));
            a == b && (1..=RARE).contains(&a)
        })
        .collect();
    let source = places(&corpus.source, &rare.iter().map(|(a, _)| *a).collect());
    let target = places(&corpus.target, &rare.iter().map(|(_, b)| *b).collect());
    let mut found = BTreeSet::new();
    for (a, b) in rare {
        if let (Some(a), Some(b)) = (source.get(&a), target.get(&b)) {
            found.extend(a.iter().copied().zip(b.iter().copied()));
        }
    }
    found.into_iter().collect()
}

/// The longest run of candidates that ascend on both sides.
fn ascending(candidates: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Patience sorting: the candidate that ends each length of run lowest, and whom it follows.
    let mut ends: Vec<usize> = Vec::new();
    let mut follows: Vec<Option<usize>> = Vec::with_capacity(candidates.len());
    for (n, (_, target)) in candidates.iter().enumerate() {
        let length =
            ends.partition_point(|end| candidates.get(*end).is_some_and(|c| c.1 < *target));
        follows.push(length.checked_sub(1).and_then(|l| ends.get(l).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = n,
            None => ends.push(n),
        }
    }
    let mut run = Vec::new();
    let mut at = ends.last().copied();
    while let Some(n) = at {
        run.extend(candidates.get(n).copied());
        at = follows.get(n).copied().flatten();
    }
    run.reverse();
    run
}

/// A narrow band for a long text.
pub(super) fn band(corpus: &Corpus) -> Band {
    let (n, m) = (corpus.source.segments.len(), corpus.target.segments.len());
    let (source, target) = (shares(&corpus.source), shares(&corpus.target));
    let share = |shares: &[f64], at: usize| shares.get(at).copied().unwrap_or(1.0);
    // How far an anchor may stand from where length alone would put it.
    let far = LEAST.max(m / 10) as f64;
    let mut anchors = vec![(0, 0)];
    anchors.extend(ascending(&candidates(corpus)).into_iter().filter(|(i, j)| {
        let expected = target.partition_point(|t| *t < share(&source, *i));
        expected.abs_diff(*j) as f64 <= far
    }));
    anchors.push((n, m));
    let mut path = Vec::with_capacity(n + 1);
    for pair in anchors.windows(2) {
        let [(i0, j0), (i1, j1)] = pair else { continue };
        let (s0, s1) = (share(&source, *i0), share(&source, *i1));
        let (t0, t1) = (share(&target, *j0), share(&target, *j1));
        // The further from the anchors, the less sure.
        let reach = (j1 - j0) / 10;
        while path.len() < *i1 || path.len() == *i1 && *i1 == n {
            let part = (share(&source, path.len()) - s0) / (s1 - s0).max(f64::EPSILON);
            let wanted = t0 + part.clamp(0.0, 1.0) * (t1 - t0);
            let place = target.partition_point(|t| *t < wanted).clamp(*j0, *j1);
            let from_anchor = (path.len() - i0).min(i1 - path.len().min(*i1));
            let reach = reach.min(from_anchor);
            path.push((place.saturating_sub(reach), (place + reach).min(m)));
        }
    }
    Band::around(&path, m, LEAST)
}
