//! Which tokens stand together in beads, and where.
//!
//! Of a hundred thousand beads there are some ten million places where two tokens stand together,
//! and each is looked at in every step of learning. They are found again each time, by walking the
//! beads that hold a token: that takes less time than keeping them, and no memory.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::estimate::Bag;

/// The pairs of tokens that may belong together, by given token, and where they were sighted.
pub(super) struct Pairs<'b> {
    bags: &'b [(Bag, Bag)],
    /// How many told tokens stand in the bags before each.
    before: Vec<usize>,
    /// By given token: the bags that hold it, with how often.
    holders: Vec<Vec<(usize, f32)>>,
    /// By given token: its row of pairs.
    rows: Vec<Range<usize>>,
    /// The told token of each pair, ascending within a row.
    told: Vec<u32>,
    /// What is known of each pair beforehand.
    pub(super) priors: Vec<f32>,
}

/// A pair in a bag.
pub(super) struct Sighting {
    pub(super) pair: usize,
    pub(super) bag: usize,
    /// The place of the told token among those of all bags.
    pub(super) told: usize,
    /// How often the given token stands in the bag.
    pub(super) weight: f32,
    /// How often the told one does.
    pub(super) count: f32,
}

impl<'b> Pairs<'b> {
    /// The pairs that stand in two bags at least, or are `known`.
    pub(super) fn new(
        bags: &'b [(Bag, Bag)],
        known: &[(u32, u32, f32)],
        vocabulary: usize,
    ) -> Self {
        let mut before = Vec::with_capacity(bags.len());
        let mut places = 0;
        let mut holders = vec![Vec::new(); vocabulary];
        for (bag, (given, told)) in bags.iter().enumerate() {
            before.push(places);
            places += told.len();
            for (token, weight) in given {
                if let Some(holders) = holders.get_mut(*token as usize) {
                    holders.push((bag, *weight));
                }
            }
        }
        let mut known_of: HashMap<u32, BTreeMap<u32, f32>> = HashMap::new();
        for (given, told, prior) in known {
            known_of.entry(*given).or_default().insert(*told, *prior);
        }
        let mut pairs = Self {
            bags,
            before,
            holders,
            rows: Vec::with_capacity(vocabulary),
            told: Vec::new(),
            priors: Vec::new(),
        };
        let mut times = vec![0_u32; vocabulary];
        let mut met: Vec<u32> = Vec::new();
        for (given, holders) in (0..).zip(&pairs.holders) {
            for token in holders
                .iter()
                .filter_map(|(bag, _)| bags.get(*bag))
                .flat_map(|b| &b.1)
            {
                if let Some(times) = times.get_mut(token.0 as usize) {
                    if *times == 0 {
                        met.push(token.0);
                    }
                    *times += 1;
                }
            }
            let mut row = known_of.remove(&given).unwrap_or_default();
            for token in met.drain(..) {
                let times = times.get_mut(token as usize).map_or(0, std::mem::take);
                if times >= 2 {
                    row.entry(token).or_default();
                }
            }
            let start = pairs.told.len();
            for (token, prior) in row {
                pairs.told.push(token);
                pairs.priors.push(prior);
            }
            pairs.rows.push(start..pairs.told.len());
        }
        pairs
    }

    /// How many told tokens stand in all bags.
    pub(super) fn places(&self) -> usize {
        let last = self.before.last().zip(self.bags.last());
        last.map_or(0, |(before, bag)| before + bag.1.len())
    }

    /// Hands every sighting to `each`: by given token, then in the order of the bags.
    pub(super) fn each(&self, mut each: impl FnMut(Sighting)) {
        // By told token: its place in the row, from 1.
        let mut nth = vec![0_usize; self.holders.len()];
        for (row, holders) in self.rows.iter().zip(&self.holders) {
            let told = self.told.get(row.clone()).unwrap_or_default();
            for (at, token) in (1..).zip(told) {
                if let Some(nth) = nth.get_mut(*token as usize) {
                    *nth = at;
                }
            }
            for (bag, weight) in holders {
                let (Some((_, bag_told)), Some(before)) =
                    (self.bags.get(*bag), self.before.get(*bag))
                else {
                    continue;
                };
                for (place, (token, count)) in (*before..).zip(bag_told) {
                    if let Some(at @ 1..) = nth.get(*token as usize) {
                        each(Sighting {
                            pair: row.start + at - 1,
                            bag: *bag,
                            told: place,
                            weight: *weight,
                            count: *count,
                        });
                    }
                }
            }
            for token in told {
                if let Some(nth) = nth.get_mut(*token as usize) {
                    *nth = 0;
                }
            }
        }
    }

    /// All pairs: given token, told token.
    pub(super) fn all(&self) -> impl Iterator<Item = (u32, u32)> {
        let rows = (0..).zip(&self.rows);
        rows.flat_map(|(given, row)| {
            let told = self.told.get(row.clone()).unwrap_or_default();
            told.iter().map(move |told| (given, *told))
        })
    }
}
