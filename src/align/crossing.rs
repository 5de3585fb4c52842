//! Passages that the translation moved: what the monotone path left over on both sides and that
//! plainly belongs together.

use std::ops::Range;

use super::Bead;
use super::estimate::Link;
use super::pairing::Pairing;

/// The longest run of leftover segments that is looked at; longer ones are other texts.
const LONGEST: usize = 40;
/// The most pairs of runs that are compared.
const MOST_PAIRS: usize = 4000;
/// The evidence that each moved bead must have.
const PLAIN: f64 = 7.0;
/// The same for one that passed no more than so many others, as sentences do that change places
/// within a paragraph: there is less to choose from by chance.
const PLAIN_NEAR: f64 = 4.0;
const NEAR: usize = 2;
/// Shapes of moved beads, with what their rarity costs.
const SHAPES: [(usize, usize, f64); 3] = [(1, 1, 0.0), (1, 2, 3.0), (2, 1, 3.0)];

/// A leftover run of source segments and one of target segments that belong together.
struct Moved {
    score: f64,
    links: Vec<Link>,
}

/// Runs of neighbours among the segments that `wanted` takes.
fn runs(segments: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in segments {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// How many beads of two sides stand before each segment of either side.
fn passed(links: &[Link]) -> (Vec<usize>, Vec<usize>) {
    let (mut source, mut target) = (Vec::new(), Vec::new());
    let mut beads = 0;
    for (s, t) in links {
        source.extend(s.clone().map(|_| beads));
        target.extend(t.clone().map(|_| beads));
        beads += usize::from(!s.is_empty() && !t.is_empty());
    }
    (source, target)
}

/// The best monotone beads within two runs, with so much evidence at least; segments at their ends and
/// between may stay alone.
fn within(
    pairing: &Pairing<'_>,
    (source, target): (&Range<usize>, &Range<usize>),
    plain: f64,
) -> Option<Moved> {
    let (n, m) = (source.len(), target.len());
    let mut best = vec![vec![(0.0_f64, None::<(usize, usize)>); m + 1]; n + 1];
    for i in 0..=n {
        for j in 0..=m {
            let mut here = best[i][j];
            for (a, b) in [(1, 0), (0, 1)] {
                if i >= a && j >= b && best[i - a][j - b].0 > here.0 {
                    here = (best[i - a][j - b].0, Some((a, b)));
                }
            }
            for (a, b, cost) in SHAPES {
                if i >= a && j >= b {
                    let s = source.start + i - a..source.start + i;
                    let t = target.start + j - b..target.start + j;
                    let gain = pairing.score(&s, &t) - plain - cost;
                    let value = best[i - a][j - b].0 + gain;
                    if gain > 0.0 && value > here.0 {
                        here = (value, Some((a, b)));
                    }
                }
            }
            best[i][j] = here;
        }
    }
    let (mut i, mut j) = (n, m);
    let mut links = Vec::new();
    while let Some((a, b)) = best[i][j].1 {
        if a > 0 && b > 0 {
            links.push((
                source.start + i - a..source.start + i,
                target.start + j - b..target.start + j,
            ));
        }
        (i, j) = (i - a, j - b);
    }
    links.reverse();
    let score = best[n][m].0;
    (!links.is_empty()).then_some(Moved { score, links })
}

/// What it costs that neighbours changed places.
const CHANGED_PLACES: f64 = 6.0;

/// Two beads that changed places, which the monotone path could only take as one.
fn crosswise(pairing: &Pairing<'_>, (source, target): &Link) -> Option<[Link; 2]> {
    if source.len() < 2 || target.len() < 2 {
        return None;
    }
    let splits = (source.start + 1..source.end)
        .flat_map(|s| (target.start + 1..target.end).map(move |t| (s, t)));
    let ways = splits.map(|(s, t)| {
        let pairs = [
            (source.start..s, t..target.end),
            (s..source.end, target.start..t),
        ];
        let [a, b] = [&pairs[0], &pairs[1]].map(|(s, t)| pairing.score(s, t));
        (a + b, a.min(b), pairs)
    });
    let (both, least, pairs) = ways.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let better = least > PLAIN && both - CHANGED_PLACES > pairing.score(source, target);
    better.then_some(pairs)
}

/// The beads of an alignment: its links, and instead of some that are left over, the moved ones.
/// A bead is as sure as it is likely, among texts that are `related`.
pub(super) fn beads(
    pairing: &Pairing<'_>,
    links: Vec<Link>,
    related: &[f64],
    posteriors: &[f64],
) -> Vec<Bead> {
    let alone = |(s, t): &&Link| s.is_empty() || t.is_empty();
    let sources = runs(links.iter().filter(alone).flat_map(|(s, _)| s.clone()));
    let mut targets = runs(links.iter().filter(alone).flat_map(|(_, t)| t.clone()));
    targets.sort_by_key(|run| run.start);
    let mut moved: Vec<Moved> = Vec::new();
    let (before_source, before_target) = passed(&links);
    let before = |passed: &[usize], at: usize| passed.get(at).copied().unwrap_or_default();
    for source in sources.iter().filter(|run| run.len() <= LONGEST) {
        for target in targets.iter().filter(|run| run.len() <= LONGEST) {
            if sources.len() * targets.len() <= MOST_PAIRS {
                let passed = before(&before_source, source.start)
                    .abs_diff(before(&before_target, target.start));
                let plain = if passed <= NEAR { PLAIN_NEAR } else { PLAIN };
                moved.extend(within(pairing, (source, target), plain));
            }
        }
    }
    moved.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut taken: Vec<Link> = Vec::new();
    for candidate in moved {
        let overlaps = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        let free = candidate
            .links
            .iter()
            .all(|(s, t)| !taken.iter().any(|(u, v)| overlaps(s, u) || overlaps(t, v)));
        if free {
            taken.extend(candidate.links);
        }
    }
    let mut out: Vec<Bead> = Vec::new();
    let sure = related.iter().zip(posteriors);
    for ((s, t), (related, posterior)) in links.into_iter().zip(sure) {
        if let Some((from, to)) = taken
            .iter()
            .find(|(from, _)| !s.is_empty() && from.contains(&s.start))
            && t.is_empty()
        {
            if from.start == s.start {
                let score = pairing.score(from, to) - PLAIN;
                out.push(Bead {
                    source: from.clone().collect(),
                    target: to.clone().collect(),
                    confidence: related / (1.0 + (-score / 2.0).exp()),
                });
            }
            continue;
        }
        if s.is_empty() && taken.iter().any(|(_, to)| to.contains(&t.start)) {
            continue;
        }
        let confidence = (related * posterior).clamp(0.0, 1.0);
        let parts = match crosswise(pairing, &(s.clone(), t.clone())) {
            Some(pairs) => pairs.to_vec(),
            None => vec![(s, t)],
        };
        out.extend(parts.into_iter().map(|(s, t)| Bead {
            source: s.collect(),
            target: t.collect(),
            confidence,
        }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{SideText, align};
    use crate::text::LangTag;

    #[test]
    fn neighbours_that_changed_places_are_pairs_of_their_own() {
        let english = [
            "The bank lost 3 million dollars last year.",
            "On Tuesday morning its shares fell by 12 percent on the stock exchange in London, and the \
             price of gold rose by 4 percent.",
            "The chairman of the bank offered his resignation to the government.",
            "The board refused it.",
            "The new branch opens in November.",
        ];
        let chinese = [
            "银行去年亏损300万美元。",
            "银行董事长向政府提出辞职，董事会拒绝了他的辞职。",
            "星期二早晨，银行股票在伦敦证券交易所下跌12%，黄金价格上涨4%。",
            "新的分行十一月开业。",
        ];
        let (en, zh) = (LangTag::parse("en").unwrap(), LangTag::parse("zh").unwrap());
        let found = align(
            SideText::new(&en, &english),
            SideText::new(&zh, &chinese),
            Default::default(),
        );
        let found: Vec<_> = found.into_iter().map(|b| (b.source, b.target)).collect();
        let moved = [
            (vec![0], vec![0]),
            (vec![1], vec![2]),
            (vec![2, 3], vec![1]),
            (vec![4], vec![3]),
        ];
        assert_eq!(found, moved);
    }
}
