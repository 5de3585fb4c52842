//! Putting other text into the places of blocks, with all else as it stands.

use std::borrow::{Borrow, Cow};
use std::ops::Range;

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

    /// Forgets what it took: the document is read again from its beginning.
    fn forget(&mut self);
}

impl Take for Vec<Found> {
    fn take(&mut self, found: Found) {
        self.push(found);
    }

    fn forget(&mut self) {
        self.clear();
    }
}

/// Puts blocks in the order in which they stand, one that holds another before it.
pub(super) fn in_order(found: &mut [Found]) {
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
}

/// A stretch of what a block is filled with.
pub(super) enum Piece<'a> {
    /// Text.
    Text(&'a str),
    /// A code of the block, and how it is written.
    Code(&'a InlineCode, Cow<'a, str>),
}

/// Writes the pieces that a block is filled with as its format has them.
pub(super) type Write = fn(&Found, &[Piece<'_>]) -> String;

/// The text of a document with its blocks filled; a block for which there is nothing, or just what
/// it says, stays as it is. The blocks stand in order, one that holds another before it.
pub(super) fn splice<F: Borrow<Filled>>(
    text: &str,
    found: &[Found],
    mut fill: impl FnMut(usize) -> Option<F>,
) -> String {
    let is_new =
        |filled: &Filled, block: &Block| filled.text != block.text || filled.codes != block.codes;
    let fills = (found.iter().enumerate())
        .map(|(number, found)| fill(number).filter(|new| is_new(new.borrow(), &found.block)))
        .collect();
    let splicer = Splicer { text, found, fills };
    let mut out = String::with_capacity(text.len());
    splicer.copy(0..text.len(), 0, &mut out);
    out
}

struct Splicer<'a, F> {
    text: &'a str,
    found: &'a [Found],
    /// What stands in the place of each block that changes.
    fills: Vec<Option<F>>,
}

impl<'a, F: Borrow<Filled>> Splicer<'a, F> {
    /// The blocks from `first` on, with their numbers and what fills them. The slices are cut, since
    /// an iterator of two that skips goes through what it skips.
    fn from(&self, first: usize) -> impl Iterator<Item = (usize, &'a Found, Option<&F>)> {
        let found = self.found.get(first..).unwrap_or_default().iter();
        let fills = self.fills.get(first..).unwrap_or_default();
        let both = found.zip(fills).zip(first..);
        both.map(|((found, fill), number)| (number, found, fill.as_ref()))
    }

    /// A stretch as it is written, with what changes in it from the block `first` on.
    fn written(&self, range: Range<usize>, first: usize) -> Cow<'a, str> {
        let later = self.found.get(first..).unwrap_or_default();
        // Most codes have no block in them, and the next one stands behind.
        if later
            .first()
            .is_none_or(|next| next.span.start >= range.end)
        {
            return Cow::Borrowed(self.text.get(range).unwrap_or_default());
        }
        let first = first + later.partition_point(|found| found.span.start < range.start);
        let mut inside =
            (self.from(first)).take_while(|(_, found, _)| found.span.start < range.end);
        match inside.any(|(_, _, fill)| fill.is_some()) {
            true => {
                let mut out = String::with_capacity(range.len());
                self.copy(range, first, &mut out);
                Cow::Owned(out)
            }
            false => Cow::Borrowed(self.text.get(range).unwrap_or_default()),
        }
    }

    /// Copies a stretch, with what changes in it from the block `first` on.
    fn copy(&self, range: Range<usize>, first: usize, out: &mut String) {
        let mut at = range.start;
        for (number, found, fill) in self.from(first) {
            if found.span.start >= range.end {
                break;
            }
            let (Some(filled), true) = (fill, found.span.start >= at) else {
                continue;
            };
            out.push_str(self.text.get(at..found.span.start).unwrap_or_default());
            let pieces = self.pieces(number, found, filled.borrow());
            out.push_str(&(found.write)(found, &pieces));
            at = found.span.end;
        }
        out.push_str(self.text.get(at..range.end).unwrap_or_default());
    }

    /// What a block is filled with, its codes as the document writes them.
    fn pieces<'p>(&self, number: usize, found: &'p Found, filled: &'p Filled) -> Vec<Piece<'p>>
    where
        'a: 'p,
    {
        let mut pieces = Vec::with_capacity(2 * filled.codes.len() + 1);
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
