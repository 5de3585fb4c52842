//! The blocks of a document in little room: a long page has a million, and most say little beside
//! their text.

use std::ops::Range;

use smol_str::SmolStr;

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
    /// What is said in words, but for those that were said lately.
    words: String,
    lately: Lately,
}

impl Blocks {
    /// None yet, with room for those of a text of so many bytes: to move them later costs more than room
    /// that is never touched.
    pub(super) fn of(length: usize) -> Self {
        /// How many bytes of a text have a byte of a number beside them, and one of a word.
        const SHARE: usize = 2;
        Self {
            numbers: Vec::with_capacity(length / SHARE),
            words: String::with_capacity(length / SHARE),
            ..Self::default()
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
        let has_codes = !block.codes.is_empty();
        self.number(
            number_of(block.kind) << HEAD
                | flag(has_codes, CODES)
                | flag(block.key.is_some(), KEY)
                | flag(block.note.is_some(), NOTE)
                | flag(block.look.is_some(), LOOK),
        );
        let words = [&block.key, &block.note].into_iter().flatten();
        let words = words.map(String::as_str).chain(block.look.as_deref());
        words.for_each(|word| self.word(word));
        if has_codes {
            self.number(block.codes.len());
        }
        for code in &block.codes {
            self.number(code.at as usize);
            self.number(
                number_of_code(code.kind) << CODE
                    | flag(code.pair.is_some(), PAIR)
                    | flag(code.type_.is_some(), TYPE)
                    | flag(code.data.is_some(), DATA),
            );
            self.word(&code.id);
            let words = code.pair.iter().chain(&code.type_).chain(&code.data);
            words.for_each(|word| self.word(word));
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
        let mut left = Unpacking::of(self);
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
        let mut left = Unpacking::of(self);
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

    /// Adds a word: by its place among those that were said lately, or by its length.
    fn word(&mut self, word: &str) {
        match self.lately.place(&self.words, word) {
            Some(place) => self.number(place << 1 | 1),
            None => {
                self.lately.note(self.words.len(), word);
                self.number(word.len() << 1);
                self.words.push_str(word);
            }
        }
    }
}

/// What a block has beside its kind, and how many bits that takes.
const CODES: usize = 1;
const KEY: usize = 1 << 1;
const NOTE: usize = 1 << 2;
const LOOK: usize = 1 << 3;
const HEAD: u32 = 4;

/// What a code has beside what it does.
const PAIR: usize = 1;
const TYPE: usize = 1 << 1;
const DATA: usize = 1 << 2;
const CODE: u32 = 3;

fn flag(is_set: bool, flag: usize) -> usize {
    if is_set { flag } else { 0 }
}

/// The short words that were said lately, each by where it stands among all: the types of codes, most
/// of their ids, and tags are the same few again and again. Of those that would have one place the last
/// has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Lately([Range<usize>; PLACES]);

/// So many that their numbers have one byte.
const PLACES: usize = 1 << (BITS - 1);

impl Default for Lately {
    fn default() -> Self {
        Self([const { 0..0 }; PLACES])
    }
}

impl Lately {
    /// The place that a word has, by its length and its ends.
    fn of(word: &str) -> usize {
        let end = |byte: Option<&u8>| usize::from(byte.copied().unwrap_or_default());
        let (first, last) = (word.as_bytes().first(), word.as_bytes().last());
        (7 * word.len() + 3 * end(first) + end(last)) % PLACES
    }

    /// Where a word is noted, if it is.
    fn place(&self, words: &str, word: &str) -> Option<usize> {
        let place = Self::of(word);
        let noted = words.get(self.0.get(place)?.clone())?;
        (noted == word).then_some(place)
    }

    /// Notes a word that stands at `at`.
    fn note(&mut self, at: usize, word: &str) {
        /// A longer one is hardly ever said again.
        const LONGEST: usize = 16;
        if word.len() <= LONGEST
            && let Some(noted) = self.0.get_mut(Self::of(word))
        {
            *noted = at..at + word.len();
        }
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
    /// How many bytes of the words were read.
    read: usize,
    lately: Lately,
}

impl<'b> Unpacking<'b> {
    fn of(blocks: &'b Blocks) -> Self {
        Self {
            numbers: &blocks.numbers,
            words: &blocks.words,
            read: 0,
            lately: Lately::default(),
        }
    }

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

    fn word(&mut self) -> Option<SmolStr> {
        let number = self.number()?;
        if number & 1 == 1 {
            let noted = self.lately.0.get(number >> 1)?;
            return self.words.get(noted.clone()).map(SmolStr::new);
        }
        let at = self.read;
        self.read += number >> 1;
        let word = self.words.get(at..self.read)?;
        self.lately.note(at, word);
        Some(word.into())
    }

    /// A word, where there is one.
    fn word_if(&mut self, is_there: bool) -> Option<Option<SmolStr>> {
        match is_there {
            true => self.word().map(Some),
            false => Some(None),
        }
    }

    /// The block whose length was read, with its text.
    fn block(&mut self, text: &str) -> Option<Block> {
        let head = self.number()?;
        let mut block = Block::new(kind_of(head >> HEAD), text);
        block.key = self.word_if(head & KEY > 0)?.map(String::from);
        block.note = self.word_if(head & NOTE > 0)?.map(String::from);
        block.look = self
            .word_if(head & LOOK > 0)?
            .map(|look| look.as_str().into());
        let count = match head & CODES > 0 {
            true => self.number()?,
            false => 0,
        };
        block.codes.reserve_exact(count);
        for _ in 0..count {
            let at = self.number()?;
            let head = self.number()?;
            block.codes.push(InlineCode {
                at: u32::try_from(at).ok()?,
                kind: match head >> CODE {
                    0 => CodeKind::Opening,
                    1 => CodeKind::Closing,
                    _ => CodeKind::Alone,
                },
                id: self.word()?,
                pair: self.word_if(head & PAIR > 0)?,
                type_: self.word_if(head & TYPE > 0)?,
                data: self.word_if(head & DATA > 0)?,
            });
        }
        Some(block)
    }

    /// Passes over the block whose length was read.
    fn pass(&mut self) -> Option<()> {
        let words = |left: &mut Self, flags: usize| {
            (0..flags.count_ones()).try_for_each(|_| left.number().map(|_| ()))
        };
        let head = self.number()?;
        words(self, head & (KEY | NOTE | LOOK))?;
        if head & CODES > 0 {
            for _ in 0..self.number()? {
                let _at = self.number()?;
                let head = self.number()?;
                let _id = self.number()?;
                words(self, head & (PAIR | TYPE | DATA))?;
            }
        }
        Some(())
    }
}

fn number_of_code(kind: CodeKind) -> usize {
    match kind {
        CodeKind::Opening => 0,
        CodeKind::Closing => 1,
        CodeKind::Alone => 2,
    }
}

/// A kind as a number: headings behind all others, by their level.
fn number_of(kind: BlockKind) -> usize {
    match kind {
        BlockKind::Paragraph => 0,
        BlockKind::Item => 1,
        BlockKind::Cell => 2,
        BlockKind::Label => 3,
        BlockKind::Footnote => 4,
        BlockKind::Subtitle => 5,
        BlockKind::Value => 6,
        BlockKind::Heading(level) => HEADINGS + usize::from(level),
    }
}

const HEADINGS: usize = 7;

fn kind_of(number: usize) -> BlockKind {
    match number {
        1 => BlockKind::Item,
        2 => BlockKind::Cell,
        3 => BlockKind::Label,
        4 => BlockKind::Footnote,
        5 => BlockKind::Subtitle,
        6 => BlockKind::Value,
        number => (number.checked_sub(HEADINGS))
            .and_then(|level| u8::try_from(level).ok())
            .map_or(BlockKind::Paragraph, BlockKind::Heading),
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
            id: id.into(),
            pair: data.map(|_| "9".into()),
            type_: Some("bold".into()),
            data: data.map(Into::into),
        };
        let mut all = vec![
            Block {
                codes: vec![
                    code(CodeKind::Opening, "1", Some("<b>")),
                    code(CodeKind::Closing, "1", None),
                    code(CodeKind::Alone, "", Some("")),
                    code(CodeKind::Alone, "1", Some("<a href=\"/page/12\">")),
                    code(CodeKind::Alone, "1", Some("<a href=\"/page/12\">")),
                    code(CodeKind::Alone, "1", Some("<i>")),
                    code(CodeKind::Alone, "1", Some("<b>")),
                ],
                ..Block::new(BlockKind::Heading(6), "财产")
            },
            Block {
                key: Some(String::new()),
                note: Some("笔记".to_owned()),
                look: Some("bold".into()),
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
