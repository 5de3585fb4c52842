//! Codes that begin and end: which belong together.

use std::collections::HashSet;

use super::tree::{Branch, Tag};

/// One of the two codes of a pair.
#[derive(Debug)]
pub(super) struct Half {
    /// Whether it is the first.
    pub(super) begins: bool,
    /// What its other half has too: `bpt` and `ept` are one kind.
    pub(super) kind: &'static str,
    /// Likewise.
    pub(super) key: Option<String>,
}

/// What becomes of a half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It has its other half, and a key of their own.
    Paired,
    /// It has its other half, and gets this key with it.
    Keyed(String),
    /// It has none.
    Alone,
}

/// Pairs the halves of a text, in their order. An end belongs to what began last with its key, or
/// began last at all where one of the two has no key. A key that `fits` not, or that another pair has, becomes
/// a number that is free.
pub(super) fn fates(halves: &[Half], fits: impl Fn(&str) -> bool) -> Vec<Fate> {
    let mut fates = vec![Fate::Alone; halves.len()];
    let mut open: Vec<(usize, &Half)> = Vec::new();
    let mut pairs = Vec::new();
    for (end, half) in halves.iter().enumerate() {
        if half.begins {
            open.push((end, half));
            continue;
        }
        let last = |key: &dyn Fn(&Half) -> bool| {
            let mut open = open.iter().enumerate().rev();
            let found = open.find(|(_, (_, begin))| begin.kind == half.kind && key(begin));
            found.map(|(at, _)| at)
        };
        let at = match half.key {
            None => last(&|_| true),
            Some(_) => {
                last(&|begin| begin.key == half.key).or_else(|| last(&|begin| begin.key.is_none()))
            }
        };
        if let Some(at) = at {
            let (begin, _) = open.remove(at);
            pairs.push((begin, end));
        }
    }
    pairs.sort_unstable();
    let given = halves.iter().filter_map(|half| half.key.as_deref());
    let given: HashSet<&str> = given.collect();
    let mut taken: HashSet<(&str, &str)> = HashSet::new();
    let mut next = 1_u64;
    for (begin, end) in pairs {
        let Some(half) = halves.get(begin) else {
            continue;
        };
        let key = half.key.as_deref().filter(|key| fits(key));
        let same = halves.get(end).is_some_and(|end| end.key == half.key);
        let fate = match key {
            Some(key) if taken.insert((half.kind, key)) => match same {
                true => Fate::Paired,
                false => Fate::Keyed(key.to_owned()),
            },
            _ => {
                while given.contains(next.to_string().as_str()) {
                    next += 1;
                }
                next += 1;
                Fate::Keyed((next - 1).to_string())
            }
        };
        for at in [begin, end] {
            if let Some(slot) = fates.get_mut(at) {
                slot.clone_from(&fate);
            }
        }
    }
    fates
}

/// Goes through the elements in an element, in their order; into those that `enters`.
pub(super) fn visit(
    branch: &mut Branch,
    enters: &dyn Fn(&Tag) -> bool,
    each: &mut dyn FnMut(&mut Tag),
) {
    for inner in branch.elements_mut() {
        let enter = enters(&inner.tag);
        each(&mut inner.tag);
        if enter {
            visit(inner, enters, each);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(text: &str) -> Vec<Fate> {
        let halves = text.split(' ').map(|half| Half {
            begins: half.starts_with('<'),
            kind: "bpt",
            key: half
                .get(1..)
                .filter(|key| !key.is_empty())
                .map(str::to_owned),
        });
        let halves: Vec<Half> = halves.collect();
        fates(&halves, |key| key.parse::<u32>().is_ok())
    }

    #[test]
    fn an_end_belongs_to_what_began_last_with_its_key() {
        let keyed = |key: &str| Fate::Keyed(key.to_owned());
        assert_eq!(paired("<1 <2 >1 >2"), vec![Fate::Paired; 4]);
        assert_eq!(
            paired("<1 >1 <1 >1"),
            [Fate::Paired, Fate::Paired, keyed("2"), keyed("2")],
        );
        assert_eq!(paired("<1 >2"), [Fate::Alone, Fate::Alone]);
        assert_eq!(paired(">1 <1"), [Fate::Alone, Fate::Alone]);
        assert_eq!(paired("<a >a"), [keyed("1"), keyed("1")]);
        assert_eq!(paired("<7 >"), [keyed("7"), keyed("7")]);
        assert_eq!(paired("< >7"), [keyed("1"), keyed("1")]);
        assert_eq!(paired("< >"), [keyed("1"), keyed("1")]);
    }
}
