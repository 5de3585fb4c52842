//! The pairs of what stands in a paragraph: what begins and ends around some of it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::items::{Item, Items};
use super::labels::{described, plain};
use super::xml::unescaped;
use crate::document::block::{Block, BlockKind};
use crate::document::splice::Found;

impl Items<'_, '_> {
    /// Whether all that begins ends, and nothing crosses.
    pub(super) fn is_sound(&self) -> bool {
        let mut open = Vec::new();
        for item in &self.items {
            match item {
                Item::Open(_, _, pair) => open.push(pair),
                Item::Close(_, _, pair) if open.pop() != Some(pair) => return false,
                _ => {}
            }
        }
        open.is_empty()
    }

    /// The texts of a paragraph in which a field begins in a link and ends behind it, or the like: each is
    /// a block of its own.
    pub(super) fn apart(&self, kind: BlockKind) -> Vec<Found> {
        let texts = self.items.iter().filter_map(|item| match item {
            Item::Text(text, range, Some(_)) if text.chars().any(char::is_alphabetic) => {
                Some(range)
            }
            _ => None,
        });
        let found = texts.filter_map(|range| {
            let element = self.search.at(range);
            let begin = range.start + element.find('>')? + 1;
            let end = range.start + element.rfind("</")?;
            let written = self.search.at(&(begin..end));
            let inside = written.trim_ascii();
            let start = begin + written.len() - written.trim_ascii_start().len();
            described((unescaped(inside), start..start + inside.len()))
        });
        let found = found.map(|found| Found {
            block: Block {
                kind,
                ..found.block
            },
            line_end: Cow::Borrowed(" "),
            write: plain,
            ..found
        });
        found.collect()
    }

    /// Makes one of two pairs where the one is all that stands in the other: a citation is a field in a
    /// control.
    pub(super) fn join_pairs(&mut self) {
        let closing = self.items.iter().enumerate();
        let closing = closing.filter_map(|(at, item)| match item {
            Item::Close(_, _, pair) => Some((*pair, at)),
            _ => None,
        });
        let mut ends: HashMap<usize, usize> = closing.collect();
        let mut joined = HashSet::new();
        for at in 0..self.items.len() {
            let Some([Item::Open(_, outer, one), Item::Open(kind, inner, other)]) =
                self.items.get(at..at + 2)
            else {
                continue;
            };
            let Some(first) = ends.get(other).copied() else {
                continue;
            };
            if let Some([Item::Close(_, before, _), Item::Close(_, after, _)]) =
                self.items.get(first..first + 2)
                && ends.get(one) == Some(&(first + 1))
                && outer.end == inner.start
                && before.end == after.start
            {
                let (one, begin) = (*one, outer.start..inner.end);
                let open = Item::Open(kind, begin.clone(), one);
                let close = Item::Close(kind, before.start..after.end, one);
                if let Some(said) = self.instructions.get(&inner.start).cloned() {
                    self.instructions.insert(begin.start, said);
                }
                // It stands where the inner one did, so that it is next to what is inside that.
                for (place, item) in [(at + 1, open), (first, close)] {
                    if let Some(own) = self.items.get_mut(place) {
                        *own = item;
                    }
                }
                ends.insert(one, first);
                joined.extend([at, first + 1]);
            }
        }
        let mut place = 0..;
        (self.items).retain(|_| !place.next().is_some_and(|place| joined.contains(&place)));
    }
}
