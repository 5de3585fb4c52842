//! The blocks of a document in little room: a long page has a million, and most say little beside
//! their text.

use std::ops::Range;

use super::block::{Block, BlockKind};
use crate::unit::{CodeKind, InlineCode};

/// What is known of the blocks of a document beside their text. That is one for all, a line end
/// between two: see [`Extracted::text`](super::Extracted::text).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    /// How many there are.
    count: usize,
    /// What is said in numbers, block after block: seven bits a byte, the lowest first, and the eighth
    /// of all but the last (LEB128). Nearly all have one byte.
    numbers: Vec<u8>,
    /// What is said in words, likewise.
    words: String,
}

impl Blocks {
    /// None yet, with room for those of a text of so many bytes: to move them later costs more than room
    /// that is never touched.
    pub(super) fn of(length: usize) -> Self {
        /// How many bytes of a text have a byte of a number beside them, and one of a word.
        const SHARE: usize = 2;
        Self {
            count: 0,
            numbers: Vec::with_capacity(length / SHARE),
            words: String::with_capacity(length / SHARE),
        }
    }

    /// Adds a block, its text to that of the others.
    pub(super) fn push(&mut self, text: &mut String, block: &Block) {
        if self.count > 0 {
            text.push('\n');
        }
        self.count += 1;
        text.push_str(&block.text);
        self.number(block.text.len());
        self.number(number_of(block.kind));
        self.word(block.key.as_deref());
        self.word(block.note.as_deref());
        self.number(block.codes.len());
        for code in &block.codes {
            self.number(code.at as usize);
            self.number(match code.kind {
                CodeKind::Opening => 0,
                CodeKind::Closing => 1,
                CodeKind::Alone => 2,
            });
            self.word(Some(&code.id));
            self.word(code.pair.as_deref());
            self.word(code.type_.as_deref());
            self.word(code.data.as_deref());
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The blocks, in order, whose texts `text` is.
    pub fn iter<'b>(&'b self, text: &'b str) -> impl Iterator<Item = Block> + 'b {
        let mut left = Unpacking {
            numbers: &self.numbers,
            words: &self.words,
        };
        let mut at = 0;
        std::iter::from_fn(move || {
            let length = left.number()?;
            let own = text.get(at..at + length).unwrap_or_default();
            at += length + 1;
            left.block(own)
        })
    }

    /// Where each stands in their text.
    pub fn ranges(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut left = Unpacking {
            numbers: &self.numbers,
            words: &self.words,
        };
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = at;
            let end = start + left.number()?;
            at = end + 1;
            left.pass()?;
            Some(start..end)
        })
    }

    fn number(&mut self, number: usize) {
        let mut left = number;
        while left >= usize::from(MORE) {
            // Of the lowest seven bits.
            self.numbers.push(MORE | (left & LOW) as u8);
            left >>= BITS;
        }
        self.numbers.push(left as u8);
    }

    /// Adds a word, that may be missing, by its length and one.
    fn word(&mut self, word: Option<&str>) {
        self.number(word.map_or(0, |word| word.len() + 1));
        self.words.push_str(word.unwrap_or_default());
    }
}

/// How many bits of a number stand in a byte.
const BITS: u32 = 7;
/// What is set in a byte of a number that is not its last.
const MORE: u8 = 1 << BITS;
/// What of a number stands in its first byte.
const LOW: usize = (1 << BITS) - 1;

/// What is left of blocks that are packed.
struct Unpacking<'b> {
    numbers: &'b [u8],
    words: &'b str,
}

impl<'b> Unpacking<'b> {
    fn number(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (byte, rest) = self.numbers.split_first()?;
            self.numbers = rest;
            number |= (usize::from(*byte) & LOW).checked_shl(shift)?;
            if *byte < MORE {
                return Some(number);
            }
            shift += BITS;
        }
    }

    fn word(&mut self) -> Option<Option<String>> {
        let Some(length) = self.number()?.checked_sub(1) else {
            return Some(None);
        };
        let (word, rest) = self.words.split_at_checked(length)?;
        self.words = rest;
        Some(Some(word.to_owned()))
    }

    /// The block whose length was read, with its text.
    fn block(&mut self, text: &str) -> Option<Block> {
        let mut block = Block::new(kind_of(self.number()?), text);
        block.key = self.word()?;
        block.note = self.word()?;
        let count = self.number()?;
        block.codes.reserve_exact(count);
        for _ in 0..count {
            let at = self.number()?;
            let kind = self.number()?;
            block.codes.push(InlineCode {
                at: u32::try_from(at).ok()?,
                kind: match kind {
                    0 => CodeKind::Opening,
                    1 => CodeKind::Closing,
                    _ => CodeKind::Alone,
                },
                id: self.word()?.unwrap_or_default(),
                pair: self.word()?,
                type_: self.word()?,
                data: self.word()?,
            });
        }
        Some(block)
    }

    /// Passes over the block whose length was read.
    fn pass(&mut self) -> Option<()> {
        /// How many numbers stand before those of the codes, and how many there are of each.
        const HEAD: usize = 3;
        const CODE: usize = 6;
        for _ in 0..HEAD {
            self.number()?;
        }
        for _ in 0..CODE * self.number()? {
            self.number()?;
        }
        Some(())
    }
}

/// A kind as a number: headings by their level.
fn number_of(kind: BlockKind) -> usize {
    match kind {
        BlockKind::Heading(level) => usize::from(level),
        BlockKind::Paragraph => 0x100,
        BlockKind::Item => 0x101,
        BlockKind::Cell => 0x102,
        BlockKind::Label => 0x103,
        BlockKind::Footnote => 0x104,
        BlockKind::Subtitle => 0x105,
        BlockKind::Value => 0x106,
    }
}

fn kind_of(number: usize) -> BlockKind {
    match number {
        0x101 => BlockKind::Item,
        0x102 => BlockKind::Cell,
        0x103 => BlockKind::Label,
        0x104 => BlockKind::Footnote,
        0x105 => BlockKind::Subtitle,
        0x106 => BlockKind::Value,
        level => u8::try_from(level).map_or(BlockKind::Paragraph, BlockKind::Heading),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_as_it_was() {
        let code = |kind, id: &str, data: Option<&str>| InlineCode {
            at: 1,
            kind,
            id: id.to_owned(),
            pair: data.map(|_| "9".to_owned()),
            type_: Some("bold".to_owned()),
            data: data.map(str::to_owned),
        };
        let mut all = vec![
            Block {
                codes: vec![
                    code(CodeKind::Opening, "1", Some("<b>")),
                    code(CodeKind::Closing, "1", None),
                    code(CodeKind::Alone, "", Some("")),
                ],
                ..Block::new(BlockKind::Heading(6), "财产")
            },
            Block {
                key: Some(String::new()),
                note: Some("笔记".to_owned()),
                ..Block::new(BlockKind::Value, "")
            },
        ];
        all.extend(
            [
                BlockKind::Paragraph,
                BlockKind::Item,
                BlockKind::Cell,
                BlockKind::Label,
                BlockKind::Footnote,
                BlockKind::Subtitle,
            ]
            .map(|kind| Block::new(kind, "a\nb")),
        );
        let (mut text, mut blocks) = (String::new(), Blocks::default());
        for block in &all {
            blocks.push(&mut text, block);
        }
        assert_eq!(blocks.iter(&text).collect::<Vec<_>>(), all);
        assert_eq!(blocks.len(), all.len());
        let texts = blocks.ranges().map(|range| text[range].to_owned());
        assert!(texts.eq(all.iter().map(|block| block.text.clone())));
    }
}
