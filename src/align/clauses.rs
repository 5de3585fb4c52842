//! Sentences that became one: each must be found in clauses of it.
//!
//! Taken as a whole, a sentence explains a bit of any that stands beside its counterpart: the two
//! speak of the same things. What tells a sentence that was joined from one that was left out is
//! whether the other side has a clause for it, at its place. To look is too dear for every bead of
//! a band, so that it is done for the beads of the best path, and for those that would be made of
//! its neighbours.

use std::ops::Range;

use super::beads::MAX_SPAN;
use super::dynamic::log_add;
use super::estimate::Link;
use super::evidence::Evidence;
use super::pairing::Pairing;

/// The most clauses of a segment that are told apart.
const MOST_CLAUSES: usize = 24;
/// How many neighbours on a path are thought to be one bead.
const NEIGHBOURS: usize = 3;

/// Looks at the clauses of the beads of several segments and one that a path has or nearly has. Says
/// whether there were any new ones.
pub(super) fn look(evidence: &mut Evidence<'_>, pairing: &Pairing<'_>, path: &[Link]) -> bool {
    let mut any = false;
    for links in (1..=NEIGHBOURS).flat_map(|n| path.windows(n)) {
        let (Some(first), Some(last)) = (links.first(), links.last()) else {
            continue;
        };
        let (source, target) = (first.0.start..last.0.end, first.1.start..last.1.end);
        let bead = ((source.start, target.start), (source.len(), target.len()));
        if evidence.heard(&bead) {
            continue;
        }
        let clauses = match bead.1 {
            (2..=MAX_SPAN, 1) => by_clause(pairing, source, target.start, true),
            (1, 2..=MAX_SPAN) => by_clause(pairing, target, source.start, false),
            _ => None,
        };
        if let Some(clauses) = clauses {
            evidence.hear(bead, clauses);
            any = true;
        }
    }
    any
}

/// How often sentences are joined with no mark where they met, as before a relative pronoun.
const UNMARKED: f64 = 0.01;
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

    fn add(&mut self, more: Self) {
        self.by_length = log_add(self.by_length, more.by_length);
        self.by_all = log_add(self.by_all, more.by_all);
    }
}

/// What words say of neighbouring segments having become one of the other side, each some of its
/// clauses; where these do not fit by length, each a part of it that ends anywhere. `None` where it
/// has too few clauses. `in_source` where the several are of the source.
fn by_clause(
    pairing: &Pairing<'_>,
    several: Range<usize>,
    one: usize,
    in_source: bool,
) -> Option<f64> {
    // Where the clauses begin, and where the last ends; those beyond the most are one.
    let mut bounds = pairing.clauses(one, !in_source);
    if bounds.len() > MOST_CLAUSES + 1 {
        bounds.drain(MOST_CLAUSES..bounds.len() - 1);
    }
    let marked = parted(pairing, several.clone(), (one, &bounds), in_source)?;
    let usual: f64 = several.clone().map(|n| pairing.usual(n, in_source)).sum();
    let is_unmarked = 1.0 / (1.0 + (marked.by_length - usual - UNMARKED.ln()).exp());
    if is_unmarked < LITTLE {
        return Some(marked.words());
    }
    let end = bounds.last().copied().unwrap_or_default();
    let mut bounds: Vec<usize> = (0..end)
        .step_by(end.div_ceil(MOST_CLAUSES).max(1))
        .collect();
    bounds.push(end);
    let anywhere = parted(pairing, several, (one, &bounds), in_source)?;
    Some(is_unmarked * anywhere.words() + (1.0 - is_unmarked) * marked.words())
}

/// All ways in which neighbouring segments may have become one of the other side, each some of the
/// parts that the bounds make of it; `None` where there are too few.
fn parted(
    pairing: &Pairing<'_>,
    several: Range<usize>,
    (one, bounds): (usize, &[usize]),
    in_source: bool,
) -> Option<Ways> {
    let parts = bounds.len().checked_sub(1)?;
    // By the number of parts that the segments so far have become.
    let mut ways = vec![Ways::NONE; parts + 1];
    *ways.first_mut()? = Ways {
        by_length: 0.0,
        by_all: 0.0,
    };
    for segment in several.clone() {
        let after = several.end - segment - 1;
        let mut next = vec![Ways::NONE; parts + 1];
        let before = ways.iter().zip(bounds).enumerate();
        for (done, (before, start)) in before.filter(|(_, (before, _))| before.any()) {
            // Each takes one part at least, and the last all that are left.
            let least = if after == 0 { parts } else { done + 1 };
            for upto in least.max(done + 1)..=parts.saturating_sub(after) {
                let part = *start..*bounds.get(upto)?;
                let (words, likely) = pairing.with_part(segment, (one, &part), in_source)?;
                next.get_mut(upto)?.add(Ways {
                    by_length: before.by_length + likely,
                    by_all: before.by_all + likely + words,
                });
            }
        }
        ways = next;
    }
    ways.last().copied().filter(Ways::any)
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
}
