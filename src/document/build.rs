//! Gathering a block, piece after piece, from a document that marks up running text.

use std::ops::Range;

use super::block::{Block, BlockKind};
use super::codes::{inner, partners};
use super::splice::{Found, Write};
use crate::unit::{CodeKind, InlineCode};

/// A block that is being read.
pub(super) struct Builder {
    block: Block,
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
}

/// White space that HTML and Markdown take for one space (HTML §4.6.5: ASCII white space).
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Whether a space after a text is seen: not after another, unless something stands between.
fn wants_space(text: &str, codes: &[InlineCode]) -> bool {
    let between = codes.last().is_some_and(|code| {
        code.at as usize == text.len()
            && code.kind == CodeKind::Alone
            && code.type_.as_deref() != Some("comment")
    });
    between || text.chars().next_back().is_some_and(|c| !is_space(c))
}

impl Builder {
    pub(super) fn new(kind: BlockKind, preserved: bool) -> Self {
        Self {
            block: Block::new(kind, ""),
            native: Vec::new(),
            text: None,
            space: false,
            preserved,
            line_end: None,
            ids: 0,
        }
    }

    /// Adds text: as the reader sees it, and how it stands in the document.
    pub(super) fn text(&mut self, seen: &str, source: &str, at: usize) {
        let text = &mut self.block.text;
        if self.preserved {
            text.push_str(&seen.replace("\r\n", "\n"));
        } else {
            for c in seen.chars() {
                if is_space(c) {
                    self.space = true;
                    continue;
                }
                if std::mem::take(&mut self.space) && wants_space(text, &self.block.codes) {
                    text.push(' ');
                }
                text.push(c);
            }
        }
        let shown = source.trim_matches(is_space);
        if !shown.is_empty() {
            let start = at + source.len() - source.trim_start_matches(is_space).len();
            self.reaches(start..start + shown.len());
        }
    }

    /// Adds a line end that the reader sees.
    pub(super) fn line_end(&mut self, source: &str) {
        self.space = false;
        let trimmed = self.block.text.trim_end_matches(' ').len();
        let codes = self.block.codes.last().map_or(0, |code| code.at as usize);
        self.block.text.truncate(trimmed.max(codes));
        self.block.text.push('\n');
        self.line_end.get_or_insert_with(|| source.to_owned());
    }

    /// Adds a code that stands alone.
    pub(super) fn alone(&mut self, kind: &str, source: &str, at: usize) {
        let id = self.id();
        self.code(CodeKind::Alone, id, kind, source, at);
    }

    /// Adds a code that begins a span, and gives the id to end it with.
    pub(super) fn open(&mut self, kind: &str, source: &str, at: usize) -> String {
        let id = self.id();
        self.code(CodeKind::Opening, id.clone(), kind, source, at);
        id
    }

    /// Adds the code that ends a span.
    pub(super) fn close(&mut self, id: String, kind: &str, source: &str, at: usize) {
        self.code(CodeKind::Closing, id, kind, source, at);
    }

    /// Says how the code that was added last is written where the text before it changes.
    pub(super) fn written(&mut self, as_: String) {
        if let Some(code) = self.block.codes.last_mut() {
            code.data = Some(as_);
        }
    }

    /// An id that no code has yet.
    pub(super) fn id(&mut self) -> String {
        self.ids += 1;
        self.ids.to_string()
    }

    fn code(&mut self, kind: CodeKind, id: String, type_: &str, source: &str, at: usize) {
        // White space before what begins stands outside it, and so does that before what ends.
        let text = &mut self.block.text;
        if kind != CodeKind::Closing
            && std::mem::take(&mut self.space)
            && wants_space(text, &self.block.codes)
        {
            text.push(' ');
        }
        self.block.codes.push(InlineCode {
            at: u32::try_from(text.len()).unwrap_or(u32::MAX),
            kind,
            id,
            pair: None,
            type_: Some(type_.to_owned()),
            data: Some(source.to_owned()),
        });
        self.native.push(at..at + source.len());
    }

    fn reaches(&mut self, source: Range<usize>) {
        let text = self.text.get_or_insert_with(|| source.clone());
        text.end = text.end.max(source.end);
    }

    /// The block, where there is anything to read in it; what spans the whole of it stays outside.
    pub(super) fn finish(self, line_end: &str, write: Write) -> Option<Found> {
        let Self {
            mut block,
            native,
            text,
            ..
        } = self;
        let mut span = text?;
        let shown = block.text.trim_start_matches(is_space);
        let skipped = block.text.len() - shown.len();
        let shown = shown.trim_end_matches(is_space).to_owned();
        if shown.trim().is_empty() {
            return None;
        }
        for code in &mut block.codes {
            let at = (code.at as usize).saturating_sub(skipped).min(shown.len());
            code.at = u32::try_from(at).unwrap_or(u32::MAX);
        }
        let length = u32::try_from(shown.len()).unwrap_or(u32::MAX);
        let within = inner(&block.codes, &partners(&block.codes), 0..length);
        block.codes = block.codes.get(within.clone()).unwrap_or_default().to_vec();
        let native = native.get(within).unwrap_or_default().to_vec();
        for code in &native {
            span = span.start.min(code.start)..span.end.max(code.end);
        }
        block.text = shown;
        Some(Found {
            block,
            span,
            native,
            line_end: self.line_end.unwrap_or_else(|| line_end.to_owned()),
            write,
            runs: None,
        })
    }
}
