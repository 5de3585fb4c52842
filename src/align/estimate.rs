//! Learning a lexicon from beads: IBM model 1 by expectation and maximization.
//!
//! Brown et al., "The Mathematics of Statistical Machine Translation" (1993), with what is known
//! beforehand as a Dirichlet prior.

use std::collections::HashMap;
use std::ops::Range;

use super::lexicon::{Lexicon, Own, Table, mark_known, spread};
use super::tokens::{Corpus, Tokens};

/// Steps of expectation and maximization.
const STEPS: usize = 4;
/// How many sightings a known pair counts for.
const PRIOR: f32 = 3.0;
/// Sightings that every token is assumed to have had with tokens of no bead; keeps rare pairs from
/// certainty.
const DOUBT: f32 = 0.5;
/// Beads with more pairs of tokens than this teach nothing that their cost is worth.
const MAX_PAIRS: usize = 60_000;
/// All pairs of tokens looked at.
const MAX_ALL_PAIRS: usize = 12_000_000;

/// Sightings in other texts that a pair must have to count in a text.
const SEEN: f32 = 1.0;
/// Pairs that are less sure are not told to other texts.
const UNSURE: f32 = 0.1;

/// A bead as ranges of segments: what is aligned with what.
pub(super) type Link = (Range<usize>, Range<usize>);

/// What a side of a bead holds: tokens, each with how often.
type Bag = Vec<(u32, f32)>;

/// The bags of the links that teach, with those links.
fn bags<'l>(corpus: &Corpus, links: &'l [Link]) -> (Vec<&'l Link>, Vec<(Bag, Bag)>) {
    let gather = |side: &Tokens, range: &Range<usize>| -> Bag {
        let segments = side.segments.get(range.clone()).into_iter().flatten();
        let mut tokens: Vec<u32> = segments.flatten().copied().collect();
        tokens.sort_unstable();
        let same = tokens.chunk_by(|a, b| a == b);
        same.filter_map(|same| Some((*same.first()?, same.len() as f32)))
            .collect()
    };
    let mut bags = Vec::new();
    let mut beads = Vec::new();
    let mut pairs = 0;
    for link in links {
        let (s, t) = link;
        let (s, t) = (gather(&corpus.source, s), gather(&corpus.target, t));
        let product = s.len() * t.len();
        if product == 0 || product > MAX_PAIRS || pairs + product > MAX_ALL_PAIRS {
            continue;
        }
        pairs += product;
        beads.push(link);
        bags.push((s, t));
    }
    (beads, bags)
}

/// What both directions learn: target tokens, given source tokens, and the reverse.
fn directions(corpus: &Corpus, bags: Vec<(Bag, Bag)>) -> [Learned; 2] {
    let size = corpus.keys.len();
    let forward = direction(&bags, &corpus.known, &corpus.target, size);
    let bags: Vec<_> = bags.into_iter().map(|(s, t)| (t, s)).collect();
    let known: Vec<_> = corpus.known.iter().map(|(a, b, w)| (*b, *a, *w)).collect();
    [forward, direction(&bags, &known, &corpus.source, size)]
}

/// What several texts teach of pairs of tokens, for each text what the others do: pairs that both
/// directions take for each other's counterpart, with how sure that is. `text` says which text a
/// link is of.
pub(super) fn pairs(
    corpus: &Corpus,
    links: &[Link],
    text: impl Fn(&Link) -> usize,
    texts: usize,
) -> Vec<Vec<(u32, u32, f32)>> {
    let (beads, bags) = bags(corpus, links);
    let of_text: Vec<usize> = beads.into_iter().map(text).collect();
    let [forward, backward] =
        directions(corpus, bags).map(|learned| learned.by_others(&of_text, texts));
    let sides = forward.into_iter().zip(backward);
    sides
        .map(|(forward, backward)| {
            let forward = forward.into_iter();
            let both = forward.filter_map(|((a, b), t)| {
                let back = backward.get(&(b, a))?;
                Some((a, b, (t * back).sqrt()))
            });
            let mut both: Vec<_> = both.filter(|(.., weight)| *weight > UNSURE).collect();
            both.sort_by_key(|(a, b, _)| (*a, *b));
            both
        })
        .collect()
}

/// Learns both directions from `links`.
pub(super) fn learn(corpus: &Corpus, links: &[Link]) -> Lexicon {
    let (beads, bags) = bags(corpus, links);
    // The bead of each segment, where it is one that teaches.
    let own = |segments: usize, bags: &[Own], side: fn(&Link) -> &Range<usize>| {
        let mut own = vec![Own::default(); segments];
        for (link, bag) in beads.iter().zip(bags) {
            for slot in own.get_mut(side(link).clone()).into_iter().flatten() {
                slot.clone_from(bag);
            }
        }
        own
    };
    let [forward, backward] = directions(corpus, bags);
    let own_forward = own(corpus.source.segments.len(), &forward.own, |l| &l.0);
    let own_backward = own(corpus.target.segments.len(), &backward.own, |l| &l.1);
    let table =
        |learned: Learned, own| Table::new(learned.triples, learned.totals, own, learned.explained);
    Lexicon {
        forward: table(forward, own_forward),
        backward: table(backward, own_backward),
    }
}

/// What one direction has learned: counts of pairs, what they are shares of, and what each bag
/// brought to them.
struct Learned {
    triples: Vec<(u32, u32, f32)>,
    totals: HashMap<u32, f32>,
    own: Vec<Own>,
    /// By told token: the share of it that comes from given tokens.
    explained: Vec<f32>,
}

impl Learned {
    /// For each text, t(told | given) as the other texts have it.
    fn by_others(&self, of_text: &[usize], texts: usize) -> Vec<HashMap<(u32, u32), f32>> {
        let mut brought = vec![HashMap::<(u32, u32), f32>::new(); texts];
        for (own, text) in self.own.iter().zip(of_text) {
            if let Some(brought) = brought.get_mut(*text) {
                for (pair, count) in own.iter() {
                    *brought.entry(*pair).or_default() += count;
                }
            }
        }
        let by_others = |brought: HashMap<(u32, u32), f32>| {
            let mut less: HashMap<u32, f32> = HashMap::new();
            for ((given, _), count) in &brought {
                *less.entry(*given).or_default() += count;
            }
            let rest = self.triples.iter().filter_map(|(given, told, count)| {
                let pair = (*given, *told);
                let count = count - brought.get(&pair).copied().unwrap_or(0.0);
                let total = self.totals.get(given).copied().unwrap_or(1.0);
                let total = total - less.get(given).copied().unwrap_or(0.0);
                (count >= SEEN).then_some((pair, count / total.max(count)))
            });
            rest.collect()
        };
        brought.into_iter().map(by_others).collect()
    }
}

/// t(told | given) from beads of (given, told).
fn direction(
    bags: &[(Bag, Bag)],
    known: &[(u32, u32, f32)],
    told: &Tokens,
    vocabulary: usize,
) -> Learned {
    let key = |given: u32, other: u32| u64::from(given) << 32 | u64::from(other);
    let prior: HashMap<u64, f32> = spread(known, told)
        .into_iter()
        .map(|(a, b, t)| (key(a, b), t))
        .collect();
    // Pairs seen in two beads at least, or known.
    let mut seen: Vec<u64> = bags
        .iter()
        .flat_map(|(given, told)| {
            given
                .iter()
                .flat_map(move |(a, _)| told.iter().map(move |(b, _)| key(*a, *b)))
        })
        .collect();
    seen.sort_unstable();
    let mut pairs: Vec<u64> = seen
        .chunk_by(|a, b| a == b)
        .filter(|same| same.len() >= 2)
        .filter_map(|same| same.first().copied())
        .chain(prior.keys().copied())
        .collect();
    drop(seen);
    pairs.sort_unstable();
    pairs.dedup();
    let priors: Vec<f32> = pairs
        .iter()
        .map(|p| prior.get(p).copied().unwrap_or(0.0))
        .collect();
    // For each told token of each bead: its count and the pairs that may explain it.
    let mut rows: Vec<(usize, u32, f32, Range<usize>)> = Vec::new();
    let mut explains: Vec<(u32, f32)> = Vec::new();
    for (bag, (given, told)) in bags.iter().enumerate() {
        for (b, count) in told {
            let start = explains.len();
            for (a, weight) in given {
                if let Ok(at) = pairs.binary_search(&key(*a, *b)) {
                    explains.push((u32::try_from(at).unwrap_or(u32::MAX), *weight));
                }
            }
            rows.push((bag, *b, *count, start..explains.len()));
        }
    }
    let mut t: Vec<f32> = priors.iter().map(|p| 0.02 + p).collect();
    let mut totals: HashMap<u32, f32> = HashMap::new();
    let given_of = |pair: u64| u32::try_from(pair >> 32).unwrap_or(0);
    let told_of = |pair: u64| u32::try_from(pair & 0xFFFF_FFFF).unwrap_or(0);
    let mut own: Vec<Vec<((u32, u32), f32)>> = vec![Vec::new(); bags.len()];
    let mut counts: Vec<f32> = Vec::new();
    for step in 1..=STEPS {
        counts = priors.iter().map(|p| PRIOR * p).collect();
        for (bag, b, count, range) in &rows {
            let explains = explains.get(range.clone()).unwrap_or_default();
            let probability =
                |(at, w): &(u32, f32)| t.get(*at as usize).copied().unwrap_or(0.0) * w;
            // The empty word, which anything may come from.
            let none = told.share(*b);
            let sum: f32 = explains.iter().map(probability).sum::<f32>() + none;
            for pair in explains {
                let gained = count * probability(pair) / sum;
                if let Some(slot) = counts.get_mut(pair.0 as usize) {
                    *slot += gained;
                }
                if step == STEPS
                    && gained > 1e-4
                    && let (Some(own), Some(key)) = (own.get_mut(*bag), pairs.get(pair.0 as usize))
                {
                    own.push(((given_of(*key), told_of(*key)), gained));
                }
            }
        }
        totals.clear();
        for (pair, count) in pairs.iter().zip(&counts) {
            *totals.entry(given_of(*pair)).or_default() += count;
        }
        for ((pair, count), t) in pairs.iter().zip(&counts).zip(&mut t) {
            let total = totals.get(&given_of(*pair)).copied().unwrap_or(0.0);
            *t = count / (total + DOUBT);
        }
    }
    for total in totals.values_mut() {
        *total += DOUBT;
    }
    let triples: Vec<_> = pairs
        .iter()
        .zip(counts.iter().zip(&t))
        .filter(|(pair, (_, t))| **t > 0.003 && **t > 3.0 * told.share(told_of(**pair)))
        .map(|(pair, (count, _))| (given_of(*pair), told_of(*pair), *count))
        .collect();
    let own = own
        .into_iter()
        .map(|mut own| {
            own.sort_by_key(|(pair, _)| *pair);
            Own::new(own)
        })
        .collect();
    let mut explained = vec![0.0; vocabulary];
    for (_, b, count) in &triples {
        let seen = told.counts.get(*b as usize).copied().unwrap_or(0).max(1);
        if let Some(explained) = explained.get_mut(*b as usize) {
            *explained += count / seen as f32;
        }
    }
    mark_known(known, &mut explained);
    Learned {
        explained,
        triples,
        totals,
        own,
    }
}
