//! A streamed element that is open in the copy.

use super::content::part_of;
use super::tree::Tag;
use crate::exchange::validate::{Element, Part};

pub(super) struct Frame<'g> {
    pub(super) tag: Tag,
    element: Option<&'g Element>,
    /// The part of its content where the last child stands, and how many stand in each.
    part: usize,
    counts: Vec<usize>,
    /// Whether it has ended in the file, or was put in. Its end is written once something follows
    /// that cannot stand in it: what ended too early is taken up again.
    pub(super) over: bool,
}

/// What becomes of an element in a streamed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It stands there, in that part.
    In(usize),
    /// It stands there too late: what it should stand before is written already.
    Late(usize),
    /// It stands there once already.
    Again,
    /// It has no place there.
    Nowhere,
}

impl<'g> Frame<'g> {
    pub(super) fn new(tag: Tag, element: Option<&'g Element>) -> Self {
        let parts = element.map_or(0, |element| element.content.len());
        Self {
            tag,
            element,
            part: 0,
            counts: vec![0; parts],
            over: false,
        }
    }

    fn parts(&self) -> &'g [Part] {
        self.element.map_or(&[], |element| &element.content)
    }

    /// Where such an element stands in this one.
    pub(super) fn place(&self, tag: &Tag) -> Place {
        let Some(index) = part_of(self.parts(), tag) else {
            return Place::Nowhere;
        };
        let once = self.parts().get(index).is_some_and(|part| !part.repeated);
        let count = self.counts.get(index).copied().unwrap_or_default();
        if once && count > 0 {
            Place::Again
        } else if index < self.part {
            Place::Late(index)
        } else {
            Place::In(index)
        }
    }

    /// Takes note of an element that stands here, and gives the part that it stands in.
    pub(super) fn enter(&mut self, tag: &Tag) -> usize {
        let (Place::In(index) | Place::Late(index)) = self.place(tag) else {
            return 0;
        };
        self.part = self.part.max(index);
        if let Some(count) = self.counts.get_mut(index) {
            *count += 1;
        }
        index
    }

    /// The parts before one where nothing stands; of all, where it is `None`.
    pub(super) fn empty(&self, before: Option<usize>) -> Vec<&'g Part> {
        let parts = self.parts().iter().zip(&self.counts);
        let before = parts.take(before.unwrap_or(usize::MAX));
        let empty = before.filter(|(_, count)| **count == 0);
        empty.map(|(part, _)| part).collect()
    }
}
