//! Putting other text into the places of blocks, with all else as it stands.

use std::collections::HashMap;
use std::ops::Range;

use super::block::{Block, Filled};
use super::office::Runs;
use super::page::ANCHOR;
use crate::unit::{CodeKind, InlineCode};

/// A block, and where it stands in the text of its document.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) block: Block,
    /// Where it stands. Of two blocks, one may stand in a code of the other: the title of a link.
    pub(super) span: Range<usize>,
    /// Where each of its codes stands.
    pub(super) native: Vec<Range<usize>>,
    /// How a line end that the reader sees is written in it.
    pub(super) line_end: String,
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

/// A stretch of what a block is filled with.
pub(super) enum Piece<'a> {
    /// Text.
    Text(&'a str),
    /// A code, and how it is written.
    Code(&'a InlineCode, String),
}

/// Writes the pieces that a block is filled with as its format has them.
pub(super) type Write = fn(&Found, &[Piece<'_>]) -> String;

/// The text of a document with its blocks filled; a block for which there is nothing, or just what
/// it says, stays as it is. The blocks stand in order, one that holds another before it.
pub(super) fn splice(
    text: &str,
    found: &[Found],
    fill: &mut dyn FnMut(usize) -> Option<Filled>,
) -> String {
    let fills = (found.iter().enumerate())
        .map(|(number, found)| fill(number).filter(|filled| *filled != Filled::from(&found.block)))
        .collect();
    let splicer = Splicer { text, found, fills };
    let mut out = String::with_capacity(text.len());
    splicer.copy(0..text.len(), 0, &mut out);
    out
}

struct Splicer<'a> {
    text: &'a str,
    found: &'a [Found],
    /// What stands in the place of each block that changes.
    fills: Vec<Option<Filled>>,
}

impl Splicer<'_> {
    /// Copies a stretch, with what changes in it from the block `first` on.
    fn copy(&self, range: Range<usize>, first: usize, out: &mut String) {
        let mut at = range.start;
        let blocks = self.found.iter().zip(&self.fills).enumerate().skip(first);
        for (number, (found, fill)) in blocks {
            if found.span.start >= range.end {
                break;
            }
            let (Some(filled), true) = (fill, found.span.start >= at) else {
                continue;
            };
            out.push_str(self.text.get(at..found.span.start).unwrap_or_default());
            let pieces = self.pieces(number, found, filled);
            out.push_str(&(found.write)(found, &pieces));
            at = found.span.end;
        }
        out.push_str(self.text.get(at..range.end).unwrap_or_default());
    }

    /// What a block is filled with, its codes as the document writes them.
    fn pieces<'f>(&self, number: usize, found: &Found, filled: &'f Filled) -> Vec<Piece<'f>> {
        let mut pieces = Vec::with_capacity(2 * filled.codes.len() + 1);
        let own = found.block.codes.iter().zip(&found.native);
        let native: HashMap<(CodeKind, &str), &Range<usize>> = own
            .map(|(code, native)| ((code.kind, code.id.as_str()), native))
            .collect();
        let mut done = 0;
        for code in &filled.codes {
            let at = filled.text.floor_char_boundary(code.at as usize).max(done);
            if let Some(text) = filled.text.get(done..at).filter(|text| !text.is_empty()) {
                pieces.push(Piece::Text(text));
            }
            done = at;
            if let Some(native) = native.get(&(code.kind, code.id.as_str())) {
                let mut written = String::new();
                self.copy((*native).clone(), number + 1, &mut written);
                pieces.push(Piece::Code(code, written));
            } else if code.type_.as_deref() == Some(ANCHOR) {
                pieces.push(Piece::Code(code, code.data.clone().unwrap_or_default()));
            }
        }
        if let Some(text) = filled.text.get(done..).filter(|text| !text.is_empty()) {
            pieces.push(Piece::Text(text));
        }
        pieces
    }
}
