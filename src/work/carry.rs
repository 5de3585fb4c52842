//! Carrying work over from the earlier text of a document to its new one.
//!
//! A segment whose text stands keeps its unit, wherever it moved. What is new is paired with what
//! is gone where the two stand in the same gap and are alike: those are changes. Pure.

use std::collections::{HashMap, HashSet, VecDeque};

use similar::TextDiff;

use crate::text::fold::identity;

/// From this likeness on (0 to 1) a new text counts as a change of the old one in its place.
const ALIKE: f32 = 0.5;

/// How many old segments a new one is compared with: a text that was written anew is not compared
/// every segment with every other.
const REACH: usize = 24;

/// Texts longer than this (characters) are not compared letter by letter, but by words.
const LONG: usize = 2_000;

/// What becomes of the segments of a text when it changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// For each new segment, the old one whose text it has.
    pub same: Vec<Option<usize>>,
    /// For each new segment without one, the old one that it is a change of.
    pub changed: Vec<Option<usize>>,
    /// The old segments that are neither, ascending.
    pub gone: Vec<usize>,
    /// How many kept segments stand elsewhere than in their old order.
    pub moved: usize,
}

/// Says for each segment of `new` which of `old` it is.
#[must_use]
pub fn carry(old: &[&str], new: &[&str]) -> Carried {
    let same = same(old, new);
    let mut taken = vec![false; old.len()];
    for place in same.iter().flatten() {
        if let Some(taken) = taken.get_mut(*place) {
            *taken = true;
        }
    }
    let mut changed = vec![None; new.len()];
    let mut after = 0; // the old segment after the nearest kept one before
    let stayed = in_order(&same);
    for (place, text) in new.iter().enumerate() {
        if let Some(kept) = same.get(place).copied().flatten() {
            // One that moved here from elsewhere says nothing of where we are.
            if stayed.contains(&kept) {
                after = kept + 1;
            }
            continue;
        }
        let gap = (after..old.len())
            .take_while(|old| !stayed.contains(old))
            .filter(|old| taken.get(*old) == Some(&false));
        let best = gap
            .take(REACH)
            .filter_map(|candidate| {
                let likeness = likeness(old.get(candidate)?, text);
                (likeness >= ALIKE).then_some((likeness, candidate))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((_, candidate)) = best {
            changed[place] = Some(candidate);
            after = candidate + 1;
            if let Some(taken) = taken.get_mut(candidate) {
                *taken = true;
            }
        }
    }
    let gone = (0..old.len())
        .filter(|place| taken.get(*place) == Some(&false))
        .collect();
    let moved = same.iter().flatten().count() - stayed.len();
    Carried {
        same,
        changed,
        gone,
        moved,
    }
}

/// The old segments that stayed in order: a longest ascending run of those that were kept.
fn in_order(same: &[Option<usize>]) -> HashSet<usize> {
    // Patience sorting: the piles' tops, and for each card the top of the pile before.
    let mut tops: Vec<usize> = Vec::new();
    let mut before: HashMap<usize, usize> = HashMap::new();
    for old in same.iter().copied().flatten() {
        let pile = tops.partition_point(|top| *top < old);
        if let Some(previous) = pile.checked_sub(1).and_then(|pile| tops.get(pile)) {
            before.insert(old, *previous);
        }
        match tops.get_mut(pile) {
            Some(top) => *top = old,
            None => tops.push(old),
        }
    }
    let mut run = HashSet::new();
    let mut at = tops.last().copied();
    while let Some(old) = at {
        run.insert(old);
        at = before.get(&old).copied();
    }
    run
}

/// Pairs equal texts: in order where they stand in order, then wherever they moved to.
fn same(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let old_keys: Vec<String> = old.iter().map(|text| identity(text)).collect();
    let new_keys: Vec<String> = new.iter().map(|text| identity(text)).collect();
    let mut same = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    for block in similar::capture_diff_slices(similar::Algorithm::Patience, &old_keys, &new_keys) {
        if let similar::DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = block
        {
            for k in 0..len {
                same[new_index + k] = Some(old_index + k);
                taken[old_index + k] = true;
            }
        }
    }
    let mut free: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for (place, key) in old_keys.iter().enumerate() {
        if !taken[place] {
            free.entry(key).or_default().push_back(place);
        }
    }
    for (place, key) in new_keys.iter().enumerate() {
        if same[place].is_none() {
            same[place] = free.get_mut(key.as_str()).and_then(VecDeque::pop_front);
        }
    }
    same
}

/// How alike two texts are, in percent, rounded down.
#[must_use]
pub fn percent_alike(a: &str, b: &str) -> u8 {
    (likeness(a, b).clamp(0.0, 1.0) * 100.0) as u8
}

/// How alike two texts are, from 0 to 1.
fn likeness(a: &str, b: &str) -> f32 {
    if a.len() + b.len() > LONG {
        TextDiff::from_words(a, b).ratio()
    } else {
        TextDiff::from_chars(a, b).ratio()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moved_segment_is_not_new() {
        let carried = carry(
            &["A one.", "B two.", "C three."],
            &["C three.", "A one.", "B two."],
        );
        assert_eq!(carried.same, [Some(2), Some(0), Some(1)]);
        assert_eq!(carried.moved, 1);
        assert!(carried.gone.is_empty());
    }

    #[test]
    fn a_changed_segment_is_told_from_new_and_gone_ones() {
        let old = [
            "Beijing",
            "It holds 40,000 patents.",
            "The end of the old text.",
        ];
        let new = [
            "Beijing",
            "It holds more than 41,000 patents.",
            "Quite another matter, 1999?",
        ];
        let carried = carry(&old, &new);
        assert_eq!(carried.same, [Some(0), None, None]);
        assert_eq!(carried.changed, [None, Some(1), None]);
        assert_eq!(carried.gone, [2]);
    }

    #[test]
    fn a_segment_that_moved_between_does_not_hide_a_change() {
        let old = [
            "Beijing",
            "It holds 40,000 patents.",
            "On Friday.",
            "At noon.",
        ];
        let new = [
            "Beijing",
            "At noon.",
            "It holds 41,000 patents.",
            "On Friday.",
        ];
        let carried = carry(&old, &new);
        assert_eq!(carried.same, [Some(0), Some(3), None, Some(2)]);
        assert_eq!(carried.changed, [None, None, Some(1), None]);
        assert!(carried.gone.is_empty());
    }

    #[test]
    fn repetitions_are_paired_in_order() {
        let carried = carry(&["Yes.", "No.", "Yes."], &["Yes.", "Yes."]);
        assert_eq!(carried.same, [Some(0), Some(2)]);
        assert_eq!(carried.gone, [1]);
    }
}
