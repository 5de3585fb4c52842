//! The pairs of what stands in a paragraph: what begins and ends around some of it.

use super::items::{Item, Items};

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

    /// Makes one of two pairs where the one is all that stands in the other: a citation is a field in a
    /// control.
    pub(super) fn join_pairs(&mut self) {
        let closing =
            |pair: usize| move |item: &Item| matches!(item, Item::Close(_, _, own) if *own == pair);
        let mut at = 0;
        while at < self.items.len() {
            let Some([Item::Open(_, outer, one), Item::Open(kind, inner, other)]) =
                self.items.get(at..at + 2)
            else {
                at += 1;
                continue;
            };
            let ends = self.items.iter().position(closing(*other));
            let pairs = ends.and_then(|end| self.items.get(end..end + 2));
            if let (Some(end), Some([Item::Close(_, before, _), Item::Close(_, after, last)])) =
                (ends, pairs)
                && last == one
                && outer.end == inner.start
                && before.end == after.start
            {
                let (begin, done) = (outer.start..inner.end, before.start..after.end);
                if let Some(said) = self.instructions.get(&inner.start).cloned() {
                    self.instructions.insert(begin.start, said);
                }
                let (open, close) = (Item::Open(kind, begin, *one), Item::Close(kind, done, *one));
                self.items.splice(end..end + 2, [close]);
                self.items.splice(at..at + 2, [open]);
            } else {
                at += 1;
            }
        }
    }
}
