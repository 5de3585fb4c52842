//! Gathering a block, piece after piece, from a document that marks up running text.

use std::borrow::Cow;
use std::ops::Range;

use smol_str::{SmolStr, ToSmolStr};

use super::block::{Block, BlockKind};
use super::codes::{inner, partners, with_words};
use super::splice::{Found, Write};
use crate::unit::{CodeKind, InlineCode};

/// A block that is being read; and after it the next, in the same room.
#[derive(Default)]
pub(super) struct Builder {
    /// What the block is; nothing between two.
    kind: Option<BlockKind>,
    seen: String,
    codes: Vec<InlineCode>,
    native: Vec<Range<usize>>,
    /// Where its text begins and ends in the document.
    text: Option<Range<usize>>,
    /// White space that counts only where text comes after it.
    space: bool,
    /// Whether white space stands as it is.
    preserved: bool,
    /// How the document writes a line end that the reader sees, once it did.
    line_end: Option<String>,
    ids: usize,
    /// How ids are written, from 1: to write a number takes longer than all else that is done to a code.
    names: Vec<SmolStr>,
    /// How long the text was when something was put behind it that stands there and is seen.
    alone: Option<usize>,
}

/// White space that HTML and Markdown take for one space (HTML §4.6.5: ASCII white space).
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Whether a space after a text is seen: not after another, unless something stands between.
fn wants_space(text: &str, alone: Option<usize>) -> bool {
    alone == Some(text.len()) || text.chars().next_back().is_some_and(|c| !is_space(c))
}

/// How long the words are that a text begins with, as far as one space stands between two.
fn words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_space = |byte: &u8| is_space(char::from(*byte));
    let mut at = 0;
    while let Some(space) = bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(is_space))
    {
        at += space;
        let is_between = bytes.get(at + 1).is_some_and(|next| !is_space(next));
        if bytes.get(at) != Some(&b' ') || !is_between {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

impl Builder {
    /// A builder with a block begun.
    pub(super) fn new(kind: BlockKind, preserved: bool) -> Self {
        let mut builder = Self::default();
        builder.begin(kind, preserved);
        builder
    }

    /// Begins a block.
    pub(super) fn begin(&mut self, kind: BlockKind, preserved: bool) {
        self.kind = Some(kind);
        self.preserved = preserved;
    }

    /// Whether a block is being read.
    pub(super) fn is_open(&self) -> bool {
        self.kind.is_some()
    }

    /// Whether white space in it stands as it is.
    pub(super) fn is_preserved(&self) -> bool {
        self.preserved
    }

    /// Adds text: as the reader sees it, and how it stands in the document.
    pub(super) fn text(&mut self, seen: &str, source: &str, at: usize) {
        let text = &mut self.seen;
        if self.preserved {
            text.push_str(&seen.replace("\r\n", "\n"));
        } else {
            let mut rest = seen;
            loop {
                let shown = rest.trim_start_matches(is_space);
                self.space |= shown.len() < rest.len();
                if shown.is_empty() {
                    break;
                }
                let (words, behind) = shown.split_at(words(shown));
                rest = behind;
                if std::mem::take(&mut self.space) && wants_space(text, self.alone) {
                    text.push(' ');
                }
                text.push_str(words);
            }
        }
        let shown = source.trim_start_matches(is_space);
        let start = at + source.len() - shown.len();
        let shown = shown.trim_end_matches(is_space);
        if !shown.is_empty() {
            self.reaches(start..start + shown.len());
        }
    }

    /// Adds a line end that the reader sees.
    pub(super) fn line_end(&mut self, source: &str) {
        self.space = false;
        let trimmed = self.seen.trim_end_matches(' ').len();
        let codes = self.codes.last().map_or(0, |code| code.at as usize);
        self.seen.truncate(trimmed.max(codes));
        self.seen.push('\n');
        self.line_end.get_or_insert_with(|| source.to_owned());
    }

    /// Adds a code that stands alone.
    pub(super) fn alone(&mut self, kind: &str, source: &str, at: usize) {
        let id = self.id();
        self.code(CodeKind::Alone, id, kind, source, at);
    }

    /// Adds a code that begins a span, and gives the id to end it with.
    pub(super) fn open(&mut self, kind: &str, source: &str, at: usize) -> usize {
        let id = self.id();
        self.code(CodeKind::Opening, id, kind, source, at);
        id
    }

    /// Adds the code that ends a span.
    pub(super) fn close(&mut self, id: usize, kind: &str, source: &str, at: usize) {
        self.code(CodeKind::Closing, id, kind, source, at);
    }

    /// Says how the code that was added last is written where the text before it changes.
    pub(super) fn written(&mut self, as_: String) {
        if let Some(code) = self.codes.last_mut() {
            code.data = Some(as_.into());
        }
    }

    /// An id that no code has yet.
    pub(super) fn id(&mut self) -> usize {
        self.ids += 1;
        self.ids
    }

    fn code(&mut self, kind: CodeKind, id: usize, type_: &str, source: &str, at: usize) {
        // White space before what begins stands outside it, and so does that before what ends.
        let text = &mut self.seen;
        if kind != CodeKind::Closing
            && std::mem::take(&mut self.space)
            && wants_space(text, self.alone)
        {
            text.push(' ');
        }
        if kind == CodeKind::Alone && type_ != "comment" {
            self.alone = Some(text.len());
        }
        let at_text = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let id = self.name(id);
        self.codes.push(InlineCode {
            at: at_text,
            kind,
            id,
            pair: None,
            type_: Some(type_.into()),
            data: Some(source.into()),
        });
        self.native.push(at..at + source.len());
    }

    /// An id as it is written.
    fn name(&mut self, id: usize) -> SmolStr {
        for next in self.names.len()..id {
            self.names.push((next + 1).to_smolstr());
        }
        let name = id.checked_sub(1).and_then(|at| self.names.get(at));
        name.cloned().unwrap_or_else(|| id.to_smolstr())
    }

    fn reaches(&mut self, source: Range<usize>) {
        let text = self.text.get_or_insert_with(|| source.clone());
        text.end = text.end.max(source.end);
    }

    /// The block, where there is anything to read in it; what spans the whole of it stays outside.
    pub(super) fn finish(&mut self, line_end: &'static str, write: Write) -> Option<Found> {
        let found = self.found(line_end, write);
        self.kind = None;
        self.seen.clear();
        self.codes.clear();
        self.native.clear();
        self.text = None;
        self.space = false;
        self.preserved = false;
        self.line_end = None;
        self.ids = 0;
        self.alone = None;
        found
    }

    fn found(&mut self, line_end: &'static str, write: Write) -> Option<Found> {
        let (kind, mut span) = (self.kind?, self.text.take()?);
        let shown = self.seen.trim_matches(is_space);
        if shown.trim().is_empty() {
            return None;
        }
        let start = self.seen.len() - self.seen.trim_start_matches(is_space).len();
        let stretch = start..start + shown.len();
        let stretch = with_words(&self.codes, 0, stretch, self.seen.len());
        let mut block = Block::new(kind, self.seen.get(stretch.clone()).unwrap_or_default());
        for code in &mut self.codes {
            let at = (code.at as usize).saturating_sub(stretch.start);
            code.at = u32::try_from(at.min(stretch.len())).unwrap_or(u32::MAX);
        }
        let mut native = Vec::new();
        if !self.codes.is_empty() {
            let end = u32::try_from(stretch.len()).unwrap_or(u32::MAX);
            let within = inner(&self.codes, &partners(&self.codes), 0..end);
            native.extend_from_slice(self.native.get(within.clone()).unwrap_or_default());
            block.codes = self.codes.drain(within).collect();
        }
        for code in &native {
            span = span.start.min(code.start)..span.end.max(code.end);
        }
        let line_end = match self.line_end.take() {
            Some(own) => Cow::Owned(own),
            None => Cow::Borrowed(line_end),
        };
        Some(Found {
            block,
            span,
            native,
            line_end,
            write,
            runs: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_one_space_wherever_a_text_comes_in_two() {
        let text = " The  30\tÉtats \n members\u{a0}of it ";
        for cut in (0..=text.len()).filter(|cut| text.is_char_boundary(*cut)) {
            let (before, after) = text.split_at(cut);
            let mut builder = Builder::new(BlockKind::Paragraph, false);
            builder.text(before, before, 0);
            builder.text(after, after, cut);
            let found = builder.finish("<br>", |_, _| String::new()).unwrap();
            assert_eq!(found.block.text, "The 30 États members\u{a0}of it");
            assert_eq!(found.span, 1..text.len() - 1, "{cut}");
        }
    }
}
