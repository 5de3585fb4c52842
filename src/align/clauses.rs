//! Sentences that became one: each must be found in clauses of it.
//!
//! Taken as a whole, a sentence explains a bit of any that stands beside its counterpart: the two
//! speak of the same things. What tells a sentence that was joined from one that was left out is
//! whether the other side has a clause for it, at its place. To look is too dear for every bead of
//! a band, so that it is done for those on the best path and near it, all of them: one that was
//! looked at is not to be compared with one that was not.
//!
//! So it is with sentences that were cut elsewhere: where two became two, but half of the first went
//! to the second, no sentence is the counterpart of any, and both pairs of them look right.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::beads::MAX_SPAN;
use super::both::both;
use super::dynamic::log_add;
use super::estimate::Link;
use super::evidence::{Evidence, Place};
use super::pairing::Pairing;
use super::parts::{Became, Sides, Whole};

/// The most clauses of a segment that are told apart.
const MOST_CLAUSES: usize = 24;
/// How many neighbours on a path hold the beads that are near it.
const NEIGHBOURS: usize = 3;
/// The evidence of a pair of segments that leaves no doubt.
const SURE: f64 = 12.0;
/// How many segments are kept that were looked at: more than neighbours have.
const KEPT: usize = 64;

/// Shapes of beads of which a segment went half to one and half to another of the other side, that
/// are looked at.
pub(super) const CROSSED: [(usize, usize); 3] = [(2, 2), (3, 2), (2, 3)];

/// Looks at the clauses of beads.
pub(super) struct Clauses<'p> {
    pairing: &'p Pairing<'p>,
}

impl<'p> Clauses<'p> {
    pub(super) fn new(pairing: &'p Pairing<'p>) -> Self {
        Self { pairing }
    }

    /// Looks at the clauses of all beads of several segments and one, and of those that were cut
    /// elsewhere, that neighbours on a path could have instead, where these leave any doubt. Says
    /// whether there were any new ones.
    pub(super) fn look(&self, evidence: &mut Evidence<'_>, path: &[Link]) -> bool {
        let is_plain = |(s, t): &Link| {
            let shape = (s.len(), t.len());
            shape == (1, 1) && evidence.bead((s.start, t.start), shape) >= Some(SURE)
        };
        let plain: Vec<bool> = path.iter().map(is_plain).collect();
        let n = path.len().clamp(1, NEIGHBOURS);
        let doubtful = path.windows(n).zip(plain.windows(n));
        let doubtful = doubtful.filter(|(_, plain)| !plain.iter().all(|plain| *plain));
        let near = doubtful.filter_map(|(links, _)| {
            let (first, last) = (links.first()?, links.last()?);
            Some((first.0.start..last.0.end, first.1.start..last.1.end))
        });
        let near: Vec<Link> = near.collect();
        let (first, second) = near.split_at(near.len() / 2);
        let there: &Evidence<'_> = evidence;
        let (first, second) = both(
            || self.of_beads(there, first),
            || self.of_beads(there, second),
        );
        let any = !first.is_empty() || !second.is_empty();
        for (bead, clauses) in first.into_iter().chain(second) {
            evidence.hear(bead, clauses);
        }
        any
    }

    /// What the clauses say of the beads within some parts of two texts that were not yet looked at.
    fn of_beads(&self, evidence: &Evidence<'_>, near: &[Link]) -> Vec<(Place, f64)> {
        let mut sources = Looked::new(Sides::new(self.pairing, true));
        let mut targets = Looked::new(Sides::new(self.pairing, false));
        let mut found = Vec::new();
        let mut before: Option<&Link> = None;
        for part in near {
            for bead in within(&part.0, &part.1) {
                let ((i, j), (a, b)) = bead;
                let (source, target) = (i..i + a, j..j + b);
                let again = before.is_some_and(|before| {
                    before.0.start <= i
                        && source.end <= before.0.end
                        && before.1.start <= j
                        && target.end <= before.1.end
                });
                if again || evidence.heard(bead) {
                    continue;
                }
                let clauses = match b {
                    1 => sources.by_clause(source, target),
                    _ if a == 1 => targets.by_clause(target, source),
                    _ => {
                        let one = sources.across(source.clone(), target.clone());
                        let other = targets.across(target, source);
                        // What is so from one side alone is chance.
                        one.zip(other).map(|(a, b)| f64::midpoint(a, b))
                    }
                };
                found.extend(clauses.map(|clauses| (bead, clauses)));
            }
            before = Some(part);
        }
        found
    }
}

/// The beads within two ranges whose clauses can be looked at.
fn within<'r>(
    source: &'r Range<usize>,
    target: &'r Range<usize>,
) -> impl Iterator<Item = Place> + 'r {
    let runs = |of: &Range<usize>| {
        let end = of.end;
        of.clone()
            .flat_map(move |start| (2..=MAX_SPAN.min(end - start)).map(move |count| (start, count)))
    };
    let joined = runs(source).flat_map(|(i, a)| target.clone().map(move |j| ((i, j), (a, 1))));
    let parted = runs(target).flat_map(|(j, b)| source.clone().map(move |i| ((i, j), (1, b))));
    let crossed = CROSSED.into_iter().flat_map(move |(a, b)| {
        let starts = source.start..(source.end + 1).saturating_sub(a);
        starts.flat_map(move |i| {
            let starts = target.start..(target.end + 1).saturating_sub(b);
            starts.map(move |j| ((i, j), (a, b)))
        })
    });
    joined.chain(parted).chain(crossed)
}

/// How often sentences are joined with no mark where they met, as before a relative pronoun.
const UNMARKED: f64 = 0.01;
/// How often two neighbours among them changed places, as what was said and who said it do. Of what
/// people joined it is more; but words that stand in any order say much by chance.
const CHANGED_PLACES: f64 = 0.002;
/// Less than this likely, it is not looked at.
const LITTLE: f64 = 0.05;

/// The logarithms of two sums over the ways in which segments may have become clauses: of how likely
/// they are by length, and by what words say, too.
#[derive(Clone, Copy)]
struct Ways {
    by_length: f64,
    by_all: f64,
}

impl Ways {
    const NONE: Self = Self {
        by_length: f64::NEG_INFINITY,
        by_all: f64::NEG_INFINITY,
    };

    /// Whether there is any way.
    fn any(&self) -> bool {
        self.by_length > f64::NEG_INFINITY
    }

    /// What words say: the mean of all ways, by how likely they are by length.
    fn words(&self) -> f64 {
        self.by_all - self.by_length
    }

    /// The same where they are a share as likely.
    fn rarer(self, share: f64) -> Self {
        Self {
            by_length: self.by_length + share.ln(),
            by_all: self.by_all + share.ln(),
        }
    }

    fn add(&mut self, more: Self) {
        self.by_length = log_add(self.by_length, more.by_length);
        self.by_all = log_add(self.by_all, more.by_all);
    }
}

/// What a segment having become each run of parts of a whole is worth, by its first part.
type Runs = Rc<Vec<Vec<Became>>>;

/// The segments that were looked at last, as the several and as the one of a bead.
struct Looked<'p> {
    sides: Sides<'p>,
    wholes: HashMap<Range<usize>, Rc<Whole>>,
    /// By segment, whole, and whether its parts are clauses or end anywhere.
    runs: HashMap<(usize, Range<usize>, bool), Runs>,
}

impl<'p> Looked<'p> {
    fn new(sides: Sides<'p>) -> Self {
        Self {
            sides,
            wholes: HashMap::new(),
            runs: HashMap::new(),
        }
    }

    /// What words say of neighbouring segments having become one of the other side, each some of its
    /// clauses; where these do not fit by length, each a part of it that ends anywhere. `None` where
    /// it has too few clauses.
    fn by_clause(&mut self, several: Range<usize>, one: Range<usize>) -> Option<f64> {
        let bounds = self.bounds(&one);
        let marked = self.parted(several.clone(), one.clone(), (true, &bounds))?;
        let usual: f64 = several.clone().map(|n| self.sides.usual(n)).sum();
        let is_unmarked = 1.0 / (1.0 + (marked.by_length - usual - UNMARKED.ln()).exp());
        if is_unmarked < LITTLE {
            return Some(marked.words());
        }
        let end = bounds.last().copied().unwrap_or_default();
        let mut bounds: Vec<usize> = (0..end)
            .step_by(end.div_ceil(MOST_CLAUSES).max(1))
            .collect();
        bounds.push(end);
        let anywhere = self.parted(several, one, (false, &bounds))?;
        Some(is_unmarked * anywhere.words() + (1.0 - is_unmarked) * marked.words())
    }

    /// Where the clauses begin, and where the last ends; those beyond the most are one.
    fn bounds(&self, one: &Range<usize>) -> Vec<usize> {
        let mut bounds = self.sides.clauses(one);
        if bounds.len() > MOST_CLAUSES + 1 {
            bounds.drain(MOST_CLAUSES..bounds.len() - 1);
        }
        bounds
    }

    /// What words say of neighbouring segments having become others of the other side whose ends
    /// are those of none of them: each its clauses, in order. `None` where they cannot have.
    fn across(&mut self, several: Range<usize>, others: Range<usize>) -> Option<f64> {
        let bounds = self.bounds(&others);
        let ends = self.sides.ends(&others);
        let inside = ends.get(1..ends.len() - 1).unwrap_or_default();
        let order: Vec<usize> = several.collect();
        let ways = self.in_order(&order, others, (true, &bounds), inside)?;
        Some(ways.words())
    }

    fn runs(
        &mut self,
        segment: usize,
        one: &Range<usize>,
        (marked, bounds): (bool, &[usize]),
    ) -> Runs {
        if self.runs.len() > KEPT {
            self.runs.clear();
        }
        if self.wholes.len() > KEPT {
            self.wholes.clear();
        }
        let sides = self.sides;
        let whole = self
            .wholes
            .entry(one.clone())
            .or_insert_with(|| Rc::new(sides.whole(one.clone())));
        let runs = self.runs.entry((segment, one.clone(), marked));
        let runs = runs.or_insert_with(|| Rc::new(sides.became(segment, whole, bounds)));
        Rc::clone(runs)
    }

    /// All ways in which neighbouring segments may have become one of the other side, each some of
    /// the parts that the bounds make of it; `None` where there are too few.
    fn parted(
        &mut self,
        several: Range<usize>,
        one: Range<usize>,
        by: (bool, &[usize]),
    ) -> Option<Ways> {
        let mut order: Vec<usize> = several.collect();
        let mut ways = self.in_order(&order, one.clone(), by, &[])?;
        for at in 1..order.len() {
            order.swap(at - 1, at);
            let changed = self.in_order(&order, one.clone(), by, &[])?;
            ways.add(changed.rarer(CHANGED_PLACES));
            order.swap(at - 1, at);
        }
        Some(ways)
    }

    /// Those of the ways in which the segments stand in this order, and none ends at any of `never`.
    fn in_order(
        &mut self,
        order: &[usize],
        one: Range<usize>,
        by: (bool, &[usize]),
        never: &[usize],
    ) -> Option<Ways> {
        let parts = by.1.len().checked_sub(1)?;
        if parts < order.len() {
            return None;
        }
        // By the number of parts that the segments so far have become.
        let mut ways = vec![Ways::NONE; parts + 1];
        *ways.first_mut()? = Ways {
            by_length: 0.0,
            by_all: 0.0,
        };
        for (after, segment) in (0..order.len()).rev().zip(order) {
            let runs = self.runs(*segment, &one, by);
            let mut next = vec![Ways::NONE; parts + 1];
            let before = ways.iter().zip(runs.iter()).enumerate();
            for (done, (before, runs)) in before.filter(|(_, (before, _))| before.any()) {
                // Each takes one part at least, and the last all that are left.
                let least = if after == 0 { parts } else { done + 1 };
                for upto in least.max(done + 1)..=parts.saturating_sub(after) {
                    if by.1.get(upto).is_some_and(|end| never.contains(end)) {
                        continue;
                    }
                    let run = runs.get(upto - done - 1)?;
                    next.get_mut(upto)?.add(Ways {
                        by_length: before.by_length + run.likely,
                        by_all: before.by_all + run.likely + run.words,
                    });
                }
            }
            ways = next;
        }
        ways.last().copied().filter(Ways::any)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{SideText, align};
    use crate::text::LangTag;

    /// The beads of two texts, as their segments are numbered.
    fn beads(english: &[&str], chinese: &[&str]) -> Vec<(Vec<usize>, Vec<usize>)> {
        let (en, zh) = (LangTag::parse("en").unwrap(), LangTag::parse("zh").unwrap());
        let found = align(
            SideText::new(&en, english),
            SideText::new(&zh, chinese),
            Default::default(),
        );
        let beads = found.into_iter();
        beads.map(|bead| (bead.source, bead.target)).collect()
    }

    #[test]
    fn a_sentence_is_joined_where_the_other_side_has_a_clause_for_it_and_else_left_out() {
        let english = [
            "The village has one shop and no school.",
            "The baker opens the shop at six.",
            "He closes it at noon.",
            "In the afternoon he sleeps.",
        ];
        let joined = [
            "村里有一家店，没有学校。",
            "面包师六点开店，中午关门。",
            "下午他睡觉。",
        ];
        let left_out = [
            "村里有一家店，没有学校。",
            "面包师呢，每天早晨六点就把店门打开了。",
            "下午他睡觉。",
        ];
        let rest = |bead: (Vec<usize>, Vec<usize>)| [(vec![0], vec![0]), bead, (vec![3], vec![2])];
        assert_eq!(beads(&english, &joined), rest((vec![1, 2], vec![1])));
        let [first, _, last] = rest((Vec::new(), Vec::new()));
        let parted = [first, (vec![1], vec![1]), (vec![2], vec![]), last];
        assert_eq!(beads(&english, &left_out), parted);
    }

    #[test]
    fn two_sentences_that_were_cut_elsewhere_stay_together() {
        let english = [
            "The village has one shop and no school.",
            "The baker opened the door, lit the lamp, counted the money in the drawer and read the \
             letter from his brother.",
            "Then he fed the cat and slept.",
            "In the afternoon it rained.",
        ];
        let cut_elsewhere = [
            "村里有一家店，没有学校。",
            "面包师打开门，点上灯。",
            "他数了抽屉里的钱，读了他兄弟的信，然后喂了猫，就睡觉了。",
            "下午下雨了。",
        ];
        let cut_alike = [
            "村里有一家店，没有学校。",
            "面包师打开门，点上灯，数了抽屉里的钱，读了他兄弟的信。",
            "然后他喂了猫，就睡觉了。",
            "下午下雨了。",
        ];
        let pair = |n: usize| (vec![n], vec![n]);
        assert_eq!(
            beads(&english, &cut_elsewhere),
            [pair(0), (vec![1, 2], vec![1, 2]), pair(3)]
        );
        assert_eq!(beads(&english, &cut_alike), [0, 1, 2, 3].map(pair));
    }

    #[test]
    fn what_was_said_may_come_after_who_said_it() {
        let english = [
            "The ferry has not left the island since Monday.",
            "\"Nothing in this harbour works any more,\" said the captain, who has waited there for \
             nine days with a load of apples.",
            "The apples are for the market in town.",
        ];
        let chinese = [
            "渡船自星期一以来没有离开过岛。",
            "船长运了一船苹果，已经在那里等了九天。",
            "他说：“这个港口再没有一样东西是好使的了。”",
            "苹果要送到城里的市场去。",
        ];
        let parted = [
            (vec![0], vec![0]),
            (vec![1], vec![1, 2]),
            (vec![2], vec![3]),
        ];
        assert_eq!(beads(&english, &chinese), parted);
    }
}
