//! Learning a lexicon from beads: IBM model 1 by expectation and maximization.
//!
//! Brown et al., "The Mathematics of Statistical Machine Translation" (1993), with what is known
//! beforehand as a Dirichlet prior.

use std::collections::HashMap;
use std::ops::Range;

use super::both::both;
use super::lexicon::{EXPLAINED, Lexicon, Own, Table, mark_known, spread};
use super::sightings::{Pairs, Sighting};
use super::tokens::{Corpus, Key, Tokens};

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

/// Sightings that a pair must have to be told to other texts.
const SEEN: f32 = 1.0;
/// Pairs that are less sure are not told to them.
const UNSURE: f32 = 0.1;

/// A bead as ranges of segments: what is aligned with what.
pub(super) type Link = (Range<usize>, Range<usize>);

/// What a side of a bead holds: tokens, ascending, each with how often.
pub(super) type Bag = Vec<(u32, f32)>;

/// What is said of pairs (given token, told token).
type Shares = HashMap<(u32, u32), f32>;

/// The bags of the links that teach, with those links, as far as they have no more than `most`
/// pairs of tokens.
fn bags<'l>(corpus: &Corpus, links: &'l [Link], most: usize) -> (Vec<&'l Link>, Vec<(Bag, Bag)>) {
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
        if product == 0 || product > MAX_PAIRS || pairs + product > most {
            continue;
        }
        pairs += product;
        beads.push(link);
        bags.push((s, t));
    }
    (beads, bags)
}

/// What both directions learn: target tokens, given source tokens, and the reverse; with what each
/// bag brought to it where that is wanted.
fn directions(corpus: &Corpus, bags: Vec<(Bag, Bag)>, wants_own: bool) -> [Learned; 2] {
    let keys = &corpus.keys;
    let turned: Vec<_> = bags.iter().map(|(s, t)| (t.clone(), s.clone())).collect();
    let known: Vec<_> = corpus.known.iter().map(|(a, b, w)| (*b, *a, *w)).collect();
    let forward = || direction(&bags, &corpus.known, &corpus.target, keys, wants_own);
    let backward = || direction(&turned, &known, &corpus.source, keys, wants_own);
    let (forward, backward) = both(forward, backward);
    [forward, backward]
}

/// What links teach of pairs of tokens.
pub(super) fn pairs(corpus: &Corpus, links: &[Link]) -> Vec<(u32, u32, f32)> {
    let (_, bags) = bags(corpus, links, MAX_ALL_PAIRS);
    let [forward, backward] = directions(corpus, bags, false).map(|learned| learned.shares());
    mutual(forward, &backward)
}

/// Pairs of tokens that both directions take for each other's counterpart, with how sure that is.
fn mutual(forward: Shares, backward: &Shares) -> Vec<(u32, u32, f32)> {
    let both = forward.into_iter().filter_map(|((a, b), t)| {
        let back = backward.get(&(b, a))?;
        Some((a, b, (t * back).sqrt()))
    });
    let mut both: Vec<_> = both.filter(|(.., weight)| *weight > UNSURE).collect();
    both.sort_by_key(|(a, b, _)| (*a, *b));
    both
}

/// Learns both directions from `links`.
pub(super) fn learn(corpus: &Corpus, links: &[Link]) -> Lexicon {
    let (beads, bags) = bags(corpus, links, MAX_ALL_PAIRS);
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
    let [forward, backward] = directions(corpus, bags, true);
    let own_forward = own(corpus.source.segments.len(), &forward.own, |l| &l.0);
    let own_backward = own(corpus.target.segments.len(), &backward.own, |l| &l.1);
    let table =
        |learned: Learned, own| Table::new(learned.triples, learned.totals, own, learned.explained);
    Lexicon {
        explained: EXPLAINED,
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
    /// t(told | given), of pairs that were seen often enough.
    fn shares(&self) -> Shares {
        let seen = self.triples.iter().filter_map(|(given, told, count)| {
            let total = self.totals.get(given).copied().unwrap_or(1.0);
            (*count >= SEEN).then_some(((*given, *told), count / total.max(*count)))
        });
        seen.collect()
    }
}

/// t(told | given) from beads of (given, told).
fn direction(
    bags: &[(Bag, Bag)],
    known: &[(u32, u32, f32)],
    told: &Tokens,
    keys: &[Key],
    wants_own: bool,
) -> Learned {
    let pairs = Pairs::new(bags, &spread(known, told), keys.len());
    // The empty word, which anything may come from.
    let tokens = bags.iter().flat_map(|(_, told)| told);
    let none: Vec<f32> = tokens.map(|(token, _)| told.share(*token)).collect();
    let mut t: Vec<f32> = pairs.priors.iter().map(|p| 0.02 + p).collect();
    let mut counts: Vec<f32> = Vec::new();
    let mut totals: HashMap<u32, f32> = HashMap::new();
    let mut own: Vec<Vec<((u32, u32), f32)>> = vec![Vec::new(); bags.len()];
    for step in 1..=STEPS {
        let probability = |seen: &Sighting| t.get(seen.pair).copied().unwrap_or(0.0) * seen.weight;
        // What may explain each told token.
        let mut sums = vec![0.0; pairs.places()];
        pairs.each(|seen| {
            if let Some(sum) = sums.get_mut(seen.told) {
                *sum += probability(&seen);
            }
        });
        for (sum, none) in sums.iter_mut().zip(&none) {
            *sum += none;
        }
        counts = pairs.priors.iter().map(|p| PRIOR * p).collect();
        let names: Vec<(u32, u32)> = match step {
            STEPS if wants_own => pairs.all().collect(),
            _ => Vec::new(),
        };
        pairs.each(|seen| {
            let sum = sums.get(seen.told).copied().unwrap_or(1.0);
            let gained = seen.count * probability(&seen) / sum;
            if let Some(count) = counts.get_mut(seen.pair) {
                *count += gained;
            }
            if gained > 1e-4
                && let (Some(own), Some(pair)) = (own.get_mut(seen.bag), names.get(seen.pair))
            {
                own.push((*pair, gained));
            }
        });
        totals.clear();
        for ((given, _), count) in pairs.all().zip(&counts) {
            *totals.entry(given).or_default() += count;
        }
        for ((given, _), (count, t)) in pairs.all().zip(counts.iter().zip(&mut t)) {
            let total = totals.get(&given).copied().unwrap_or(0.0);
            *t = count / (total + DOUBT);
        }
    }
    for total in totals.values_mut() {
        *total += DOUBT;
    }
    let triples: Vec<_> = pairs
        .all()
        .zip(counts.iter().zip(&t))
        .filter(|((_, b), (_, t))| **t > 0.003 && **t > 3.0 * told.share(*b))
        .map(|((given, b), (count, _))| (given, b, *count))
        .collect();
    // Sightings come by given token and then by told token, as their pairs are sorted.
    let own = own.into_iter().map(Own::new).collect();
    let mut explained = vec![0.0; keys.len()];
    for (_, b, count) in &triples {
        let seen = told.counts.get(*b as usize).copied().unwrap_or(0).max(1);
        if let Some(explained) = explained.get_mut(*b as usize) {
            *explained += count / seen as f32;
        }
    }
    mark_known(known, keys, &mut explained);
    Learned {
        explained,
        triples,
        totals,
        own,
    }
}
