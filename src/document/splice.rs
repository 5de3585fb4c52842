//! Putting other text into the places of blocks, with all else as it stands.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::VecDeque;
use std::ops::Range;

use smallvec::SmallVec;

use super::block::{Block, Filled};
use super::office::Runs;
use super::page::ANCHOR;
use crate::unit::{CodeIndex, InlineCode};

/// A block, and where it stands in the text of its document.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) block: Block,
    /// Where it stands. Of two blocks, one may stand in a code of the other: the title of a link.
    pub(super) span: Range<usize>,
    /// Where each of its codes stands.
    pub(super) native: Vec<Range<usize>>,
    /// How a line end that the reader sees is written in it.
    pub(super) line_end: Cow<'static, str>,
    /// Writes other text for it.
    pub(super) write: Write,
    /// How its text is cut into runs, in a format that has such.
    pub(super) runs: Option<Box<Runs>>,
}

impl Found {
    /// The same in a document in which as many bytes stand before it.
    pub(super) fn shifted(mut self, by: usize) -> Self {
        let shift = |range: &mut Range<usize>| *range = range.start + by..range.end + by;
        shift(&mut self.span);
        self.native.iter_mut().for_each(shift);
        self
    }
}

/// Takes the blocks of a document as they are found, in the order in which they stand, one that holds
/// another before it.
pub(super) trait Take {
    /// Takes the next.
    fn take(&mut self, found: Found);

    /// Notes what is to be said of how they were found, as half a sentence.
    fn say(&mut self, _remark: String) {}
}

impl Take for Vec<Found> {
    fn take(&mut self, found: Found) {
        self.push(found);
    }
}

/// What blocks are in order by: one stands before those behind it, and those that it holds.
pub(super) fn place(found: &Found) -> (usize, Reverse<usize>) {
    (found.span.start, Reverse(found.span.end))
}

/// Puts blocks in the order in which they stand, one that holds another before it.
pub(super) fn in_order(found: &mut [Found]) {
    // Mostly they are.
    if !found.is_sorted_by_key(place) {
        found.sort_by_key(place);
    }
}

/// A stretch of what a block is filled with.
pub(super) enum Piece<'a> {
    /// Text.
    Text(&'a str),
    /// A code of the block, and how it is written.
    Code(&'a InlineCode, Cow<'a, str>),
}

/// The stretches of what a block is filled with; most have few.
type Pieces<'a> = SmallVec<[Piece<'a>; 8]>;

/// Writes the pieces that a block is filled with as its format has them.
pub(super) type Write = fn(&Found, &[Piece<'_>]) -> String;

/// Gives what is to stand in the place of a block.
pub(super) type Fill<'a, E> = dyn FnMut(&Found) -> Result<Option<Filled>, E> + 'a;

/// Takes the next stretch of a text that is written.
pub(super) type Out<'a, E> = dyn FnMut(&str) -> Result<(), E> + 'a;

/// Writes the text of a document with its blocks filled, while they are found: no more of them is held
/// than one, and what stands in it. A block for which there is nothing, or just what it says, stays as
/// it is.
pub(super) struct Splicer<'a, E> {
    text: &'a str,
    fill: &'a mut Fill<'a, E>,
    out: &'a mut Out<'a, E>,
    /// What is written in the place of stretches that stand in no block, in order.
    changes: VecDeque<(Range<usize>, Cow<'a, str>)>,
    /// How much of the text is written.
    done: usize,
    /// A block that changes, with what fills it, and behind it those that stand in it.
    waiting: Vec<(Found, Filled)>,
    fault: Option<E>,
}

impl<'a, E> Splicer<'a, E> {
    pub(super) fn new(text: &'a str, fill: &'a mut Fill<'a, E>, out: &'a mut Out<'a, E>) -> Self {
        Self {
            text,
            fill,
            out,
            changes: VecDeque::new(),
            done: 0,
            waiting: Vec::new(),
            fault: None,
        }
    }

    /// Writes something else in the place of stretches that stand in no block, in order.
    pub(super) fn changing(
        self,
        changes: impl IntoIterator<Item = (Range<usize>, Cow<'a, str>)>,
    ) -> Self {
        Self {
            changes: changes.into_iter().collect(),
            ..self
        }
    }

    /// Writes what is left, once all blocks are taken.
    pub(super) fn finish(mut self) -> Result<(), E> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        self.write_waiting()?;
        self.copy(self.text.len())
    }

    fn add(&mut self, found: Found) -> Result<(), E> {
        let new = (self.fill)(&found)?;
        let waiting = self.waiting.first();
        if waiting.is_some_and(|(outer, _)| found.span.start >= outer.span.end) {
            self.write_waiting()?;
        }
        let block = &found.block;
        let is_new = |new: &Filled| new.text != block.text || new.codes != block.codes;
        if found.span.start >= self.done
            && let Some(new) = new.filter(is_new)
        {
            self.waiting.push((found, new));
        }
        Ok(())
    }

    /// Writes the block that waits.
    fn write_waiting(&mut self) -> Result<(), E> {
        let mut waiting = std::mem::take(&mut self.waiting);
        if let Some((outer, filled)) = waiting.first() {
            self.copy(outer.span.start)?;
            let nest = Nest {
                text: self.text,
                blocks: &waiting,
            };
            (self.out)(&nest.block(0, outer, filled))?;
            self.done = outer.span.end;
        }
        waiting.clear();
        self.waiting = waiting; // the room is used again
        Ok(())
    }

    /// Writes the text as it is up to a place.
    fn copy(&mut self, to: usize) -> Result<(), E> {
        let text = self.text;
        let stretch = |range: Range<usize>| text.get(range).unwrap_or_default();
        while let Some((range, new)) = self.changes.pop_front_if(|(range, _)| range.end <= to) {
            (self.out)(stretch(self.done..range.start))?;
            (self.out)(&new)?;
            self.done = range.end;
        }
        (self.out)(stretch(self.done..to))?;
        self.done = to;
        Ok(())
    }
}

impl<E> Take for Splicer<'_, E> {
    fn take(&mut self, found: Found) {
        if self.fault.is_none() {
            self.fault = self.add(found).err();
        }
    }
}

/// A block that changes, and behind it those that change and stand in it.
struct Nest<'a> {
    text: &'a str,
    blocks: &'a [(Found, Filled)],
}

impl<'a> Nest<'a> {
    /// A stretch as it is written, with what changes in it from the block `first` on.
    fn written(&self, range: Range<usize>, first: usize) -> Cow<'a, str> {
        let later = self.blocks.get(first..).unwrap_or_default();
        let first = first + later.partition_point(|(found, _)| found.span.start < range.start);
        let next = self.blocks.get(first);
        match next.is_some_and(|(next, _)| next.span.start < range.end) {
            true => Cow::Owned(self.filled(range, first)),
            false => Cow::Borrowed(self.text.get(range).unwrap_or_default()),
        }
    }

    fn filled(&self, range: Range<usize>, first: usize) -> String {
        let mut out = String::with_capacity(range.len());
        let mut at = range.start;
        let blocks = self.blocks.get(first..).unwrap_or_default();
        for (number, (found, filled)) in (first..).zip(blocks) {
            if found.span.start >= range.end {
                break;
            }
            if found.span.start < at {
                continue;
            }
            out.push_str(self.text.get(at..found.span.start).unwrap_or_default());
            out.push_str(&self.block(number, found, filled));
            at = found.span.end;
        }
        out.push_str(self.text.get(at..range.end).unwrap_or_default());
        out
    }

    /// A block as it is written.
    fn block(&self, number: usize, found: &Found, filled: &Filled) -> String {
        let pieces = self.pieces(number, found, filled);
        let inside = self.blocks.get(number + 1);
        let inside = inside.filter(|(inside, _)| inside.span.start < found.span.end);
        match (&found.runs, inside) {
            (Some(runs), Some(_)) => {
                let runs = runs.with_looks(|range| self.written(range, number + 1));
                let found = Found {
                    runs: Some(Box::new(runs)),
                    ..found.clone()
                };
                (found.write)(&found, &pieces)
            }
            _ => (found.write)(found, &pieces),
        }
    }

    /// What a block is filled with, its codes as the document writes them.
    fn pieces<'p>(&self, number: usize, found: &'p Found, filled: &'p Filled) -> Pieces<'p>
    where
        'a: 'p,
    {
        let mut pieces = Pieces::with_capacity(2 * filled.codes.len() + 1);
        let mut index = CodeIndex::new(&found.block.codes);
        let mut done = 0;
        for code in &filled.codes {
            let at = filled.text.floor_char_boundary(code.at as usize).max(done);
            if let Some(text) = filled.text.get(done..at).filter(|text| !text.is_empty()) {
                pieces.push(Piece::Text(text));
            }
            done = at;
            let own = index.find(code.kind, &code.id);
            let own = own.and_then(|at| Some((found.block.codes.get(at)?, found.native.get(at)?)));
            if let Some((code, native)) = own {
                let written = self.written(native.clone(), number + 1);
                pieces.push(Piece::Code(code, written));
            } else if code.type_.as_deref() == Some(ANCHOR) {
                let native = code.data.as_deref().unwrap_or_default();
                pieces.push(Piece::Code(code, native.into()));
            }
        }
        if let Some(text) = filled.text.get(done..).filter(|text| !text.is_empty()) {
            pieces.push(Piece::Text(text));
        }
        pieces
    }
}
