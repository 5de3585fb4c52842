//! A part of an index: up to [`MAX_CONTENTS`] contents of one language, in bytes that are used as
//! they lie in a file or blob.
//!
//! All numbers are little endian. After a header of fixed size stand the [`Section`]s in order:
//!
//! | section | holds |
//! |---|---|
//! | lengths | for each length that occurs, ascending: length u32, first content u32, and where its signatures and contents begin, u64 each |
//! | keys | for each content, by (length, rarest token, key): its [`Key`](super::Key), u64 |
//! //! | slots | a hash table of the vocabulary: token id + 1, or 0, u32 |
//! | token ends | for each token, the rarest first: where its text ends, u32 |
//! | token texts | UTF-8 |
//! | posting ends | for each token: where its postings end, u32 |
//! | postings | 3 bytes each: content (20 bits), place among the content's tokens by rarity (4 bits, 15 is "there or later"); ascending |
//! | signatures | u64 each |
//! | contents | for each content: the number of its record, or where those stand that share it, u64; its token ids, 2, 3 or 4 bytes each |
//! | shared | numbers of records that share a content, u64 |
//!
//! The header: `yiku-idx`, format version u32, content version u32, BLAKE3 of all that follows
//! (32 bytes), contents u32, vocabulary u32, slots u32, token width u8, prefix u8, two zero bytes, and the
//! end of each section, u64.

use std::borrow::Cow;
use std::ops::Range;

use super::{Key, signature};

/// The most contents in a part.
pub const MAX_CONTENTS: usize = 1 << 20;

/// The version of the format; any change of the bytes raises it.
pub(super) const VERSION: u32 = 3;
pub(super) const MAGIC: &[u8; 8] = b"yiku-idx";
/// Where what the checksum is of begins.
pub(super) const CHECKED: usize = 48;
const SECTIONS: usize = 10;
/// The bytes before the first section.
pub(super) const HEADER: usize = CHECKED + 16 + 8 * SECTIONS;

/// The bytes of a posting: a process that asks much reads all of them, and the fewer they are the
/// sooner it has.
pub(super) const POSTING: usize = 3;
/// A posting: the content above the place.
pub(super) const CONTENT_SHIFT: u32 = 4;
/// The greatest place a posting can say. Few contents have as many postings.
pub(super) const LAST_PLACE: u32 = (1 << CONTENT_SHIFT) - 1;

/// How many of its rarest tokens a record of `len` tokens must share with a query, if it has so
/// many to share. One suffices to find it; more cost a few postings each and spare most of the
/// contents that share a token by chance, which are many where the tokens are characters.
pub(super) fn required(len: usize) -> usize {
    match len {
        0..=7 => 1,
        8..=15 => 2,
        16..=31 => 3,
        32.. => 4,
    }
}

/// The sections, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Lengths,
    Keys,
    Slots,
    TokenEnds,
    TokenTexts,
    PostingEnds,
    Postings,
    Signatures,
    Contents,
    Shared,
}

/// What stands for the records of a content that are several: this bit, their number in the 31
/// bits that follow, and in the last 32 which of the shared is the first. It stands for one record
/// as well whose number has the bit.
pub(super) const SEVERAL: u64 = 1 << 63;
/// How far up their number stands.
pub(super) const SEVERAL_SHIFT: u32 = 32;
/// The bytes before the token ids of a content.
const RECORD: usize = 8;

/// Why bytes are no part that can be used. Build the index again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// Another version of the program made it.
    #[error("the index is of another version")]
    Version,
    /// The bytes are not what was written.
    #[error(transparent)]
    Damaged(#[from] Damaged),
}

/// The bytes of an index are not what was written, or could not be read. Build it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the index is damaged")]
pub struct Damaged;

/// Where the bytes of a part lie: memory, or a file or blob that is read where it is needed. A
/// search reads some hundred small stretches of a part, so that a process which asks once need not
/// read it whole.
pub trait Bytes {
    /// How many bytes there are.
    fn size(&self) -> usize;

    /// The bytes of a range; `None` where they are not there or cannot be read.
    fn read(&self, range: Range<usize>) -> Option<Cow<'_, [u8]>>;
}

impl Bytes for [u8] {
    fn size(&self) -> usize {
        self.len()
    }

    #[inline]
    fn read(&self, range: Range<usize>) -> Option<Cow<'_, [u8]>> {
        self.get(range).map(Cow::Borrowed)
    }
}

impl<B: Bytes + ?Sized> Bytes for &B {
    fn size(&self) -> usize {
        (**self).size()
    }

    #[inline]
    fn read(&self, range: Range<usize>) -> Option<Cow<'_, [u8]>> {
        (**self).read(range)
    }
}

/// The contents of one length.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) len: usize,
    /// The first content of this length, and the first of the next.
    pub(super) first: usize,
    pub(super) end: usize,
    /// Where their signatures and contents begin, in bytes of the section.
    signatures: usize,
    contents: usize,
    /// The bytes of each in the section of contents.
    size: usize,
}

impl Row {
    /// Where a content begins, in bytes of the section.
    #[inline]
    fn content(&self, content: usize) -> Option<usize> {
        Some(self.contents + content.checked_sub(self.first)? * self.size)
    }
}

/// The numbers of the records of a content.
#[derive(Clone, Debug)]
pub(super) enum Records<'p> {
    /// It has one.
    One(u64),
    /// They share it: 8 bytes each.
    Several(Cow<'p, [u8]>),
}

impl Records<'_> {
    pub(super) fn iter(&self) -> impl Iterator<Item = u64> {
        let (one, several) = match self {
            Self::One(record) => (Some(*record), [].as_slice()),
            Self::Several(several) => (None, &**several),
        };
        let several = several.chunks_exact(8);
        one.into_iter()
            .chain(several.filter_map(|bytes| u64_at(bytes, 0)))
    }
}

/// A part of an index, over its bytes.
///
/// Whatever the bytes are, nothing here panics; that they are what was written is for
/// [`Part::verify`] to say.
#[derive(Clone, Debug)]
pub struct Part<B> {
    bytes: B,
    contents: usize,
    vocabulary: u32,
    slots: usize,
    width: usize,
    prefix: u8,
    ends: [usize; SECTIONS],
    rows: Vec<Row>,
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(8)?)?;
    Some(u64::from_le_bytes(bytes.try_into().ok()?))
}

/// The number that a posting is.
#[inline]
pub(super) fn posting([low, middle, high]: [u8; POSTING]) -> u32 {
    u32::from_le_bytes([low, middle, high, 0])
}

fn usize_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u64_at(bytes, at)?).ok()
}

impl<B: Bytes> Part<B> {
    /// Opens a part; reads its header and the table of lengths, not the rest.
    ///
    /// # Errors
    /// [`PartError::Version`] where another version made it, [`PartError::Damaged`] where the
    /// header contradicts itself or the number of the bytes.
    pub fn from_bytes(bytes: B) -> Result<Self, PartError> {
        let header = bytes.read(0..HEADER).ok_or(Damaged)?.into_owned();
        if header.get(..8) != Some(MAGIC) {
            return Err(Damaged.into());
        }
        let version = (u32_at(&header, 8), u32_at(&header, 12));
        if version != (Some(VERSION), Some(super::CONTENT_VERSION)) {
            return Err(PartError::Version);
        }
        Ok(Self::open(bytes, &header).ok_or(Damaged)?)
    }

    fn open(bytes: B, header: &[u8]) -> Option<Self> {
        let mut ends = [0; SECTIONS];
        let mut before = HEADER;
        for (nth, end) in ends.iter_mut().enumerate() {
            *end = usize_at(header, CHECKED + 16 + 8 * nth)?;
            if *end < before {
                return None;
            }
            before = *end;
        }
        if before != bytes.size() {
            return None;
        }
        let mut part = Self {
            bytes,
            contents: u32_at(header, CHECKED)? as usize,
            vocabulary: u32_at(header, CHECKED + 4)?,
            slots: u32_at(header, CHECKED + 8)? as usize,
            width: usize::from(*header.get(CHECKED + 12)?),
            prefix: *header.get(CHECKED + 13)?,
            ends,
            rows: Vec::new(),
        };
        let vocabulary = part.vocabulary as usize;
        let sizes = [
            (Section::Keys, 8, part.contents),
            (Section::Slots, 4, part.slots),
            (Section::TokenEnds, 4, vocabulary),
            (Section::PostingEnds, 4, vocabulary),
        ];
        for (section, size, count) in sizes {
            if part.range(section).len() != count.checked_mul(size)? {
                return None;
            }
        }
        if part.contents > MAX_CONTENTS
            || !(2..=4).contains(&part.width)
            || part.prefix > 100
            || !part.slots.is_power_of_two()
        {
            return None;
        }
        part.rows = part.read_rows()?;
        Some(part)
    }

    fn read_rows(&self) -> Option<Vec<Row>> {
        let table = &*self.read(Section::Lengths, 0..self.range(Section::Lengths).len())?;
        let mut rows: Vec<Row> = Vec::with_capacity(table.len() / 24);
        let (mut signatures, mut bytes) = (0usize, 0usize);
        let count = table.len() / 24;
        for nth in 0..count {
            let at = nth * 24;
            let len = u32_at(table, at)? as usize;
            let first = u32_at(table, at + 4)? as usize;
            let end = if nth + 1 < count {
                u32_at(table, at + 24 + 4)? as usize
            } else {
                self.contents
            };
            let follows = rows.last().map_or(first == 0, |row| row.len < len);
            let begins =
                usize_at(table, at + 8)? == signatures && usize_at(table, at + 16)? == bytes;
            if !follows || !begins || first >= end {
                return None;
            }
            let size = len.checked_mul(self.width)?.checked_add(RECORD)?;
            rows.push(Row {
                len,
                first,
                end,
                signatures,
                contents: bytes,
                size,
            });
            let contents = end - first;
            signatures =
                signatures.checked_add(contents.checked_mul(8 * signature::words(len))?)?;
            bytes = bytes.checked_add(contents.checked_mul(size)?)?;
        }
        let whole = table.len() == count * 24
            && (count > 0 || self.contents == 0)
            && signatures == self.range(Section::Signatures).len()
            && bytes == self.range(Section::Contents).len();
        whole.then_some(rows)
    }

    /// Compares the checksum of the whole part: reads all of it.
    ///
    /// # Errors
    /// [`Damaged`] where a byte is not what was written.
    pub fn verify(&self) -> Result<(), Damaged> {
        const STRETCH: usize = 1 << 20;
        let mut hasher = blake3::Hasher::new();
        let size = self.bytes.size();
        for start in (CHECKED..size).step_by(STRETCH) {
            let end = size.min(start + STRETCH);
            hasher.update(&self.bytes.read(start..end).ok_or(Damaged)?);
        }
        let written = self.bytes.read(16..CHECKED).ok_or(Damaged)?;
        let found = hasher.finalize();
        (*written == found.as_bytes()[..])
            .then_some(())
            .ok_or(Damaged)
    }

    /// What every search reads here and there, in bytes: the vocabulary, postings, signatures. Of
    /// the rest a search reads what it says of the contents that it compares.
    #[must_use]
    pub fn searched(&self) -> Range<usize> {
        self.range(Section::Slots).start..self.range(Section::Signatures).end
    }

    /// Where its bytes lie.
    #[must_use]
    pub fn bytes(&self) -> &B {
        &self.bytes
    }

    /// The number of different contents.
    #[must_use]
    pub fn contents(&self) -> usize {
        self.contents
    }

    /// The numbers of all records, in the order of their contents.
    ///
    /// # Errors
    /// [`Damaged`] where they cannot be read.
    pub fn records(&self) -> Result<Vec<u64>, Damaged> {
        let keyed = self.keyed_records()?;
        Ok(keyed.into_iter().map(|(record, _)| record).collect())
    }

    /// The number of each record with the key of its content, in the order of the contents.
    ///
    /// # Errors
    /// [`Damaged`] where they cannot be read.
    pub fn keyed_records(&self) -> Result<Vec<(u64, Key)>, Damaged> {
        let mut keyed = Vec::new();
        for row in &self.rows {
            for content in row.first..row.end {
                let key = Key(self.key(content)?);
                let records = self.records_of(row, content)?;
                keyed.extend(records.iter().map(|record| (record, key)));
            }
        }
        Ok(keyed)
    }

    /// Where a section stands.
    fn range(&self, section: Section) -> Range<usize> {
        let at = section as usize;
        let start = at
            .checked_sub(1)
            .map_or(Some(HEADER), |before| self.ends.get(before).copied());
        start.unwrap_or(0)..self.ends.get(at).copied().unwrap_or(0)
    }

    /// A stretch of a section, in bytes from its start.
    #[inline]
    fn read(&self, section: Section, stretch: Range<usize>) -> Option<Cow<'_, [u8]>> {
        let all = self.range(section);
        let end = all.start.checked_add(stretch.end)?;
        if end > all.end {
            return None;
        }
        self.bytes.read(all.start + stretch.start..end)
    }

    /// A stretch of things of `size` bytes each.
    #[inline]
    fn things(&self, section: Section, size: usize, things: Range<usize>) -> Option<Cow<'_, [u8]>> {
        self.read(
            section,
            things.start.checked_mul(size)?..things.end.checked_mul(size)?,
        )
    }

    /// The `nth` stretch of what is cut at ends of 4 bytes each.
    fn stretch(&self, ends: Section, nth: usize) -> Option<Range<usize>> {
        let (start, end) = if let Some(before) = nth.checked_sub(1) {
            let both = self.things(ends, 4, before..nth.checked_add(1)?)?;
            (u32_at(&both, 0)?, u32_at(&both, 4)?)
        } else {
            (0, u32_at(&self.things(ends, 4, 0..1)?, 0)?)
        };
        (start <= end).then_some(start as usize..end as usize)
    }

    pub(super) fn vocabulary(&self) -> u32 {
        self.vocabulary
    }

    /// The lowest score for which the postings suffice.
    pub(super) fn prefix(&self) -> u8 {
        self.prefix
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The id of a token, if the part has it.
    pub(super) fn token(&self, token: &str) -> Result<Option<u32>, Damaged> {
        let mask = self.slots - 1;
        let mut slot = super::hash::of_token(token.as_bytes()) as usize & mask;
        for _ in 0..self.slots {
            let id = self
                .things(Section::Slots, 4, slot..slot + 1)
                .ok_or(Damaged)?;
            let Some(id) = u32_at(&id, 0).ok_or(Damaged)?.checked_sub(1) else {
                return Ok(None);
            };
            let range = self
                .stretch(Section::TokenEnds, id as usize)
                .ok_or(Damaged)?;
            if range.len() == token.len()
                && *self.read(Section::TokenTexts, range).ok_or(Damaged)? == *token.as_bytes()
            {
                return Ok(Some(id));
            }
            slot = (slot + 1) & mask;
        }
        Ok(None)
    }

    /// The postings of a token, [`POSTING`] bytes each.
    pub(super) fn postings(&self, token: u32) -> Result<Cow<'_, [u8]>, Damaged> {
        let range = self.stretch(Section::PostingEnds, token as usize);
        range
            .and_then(|range| self.things(Section::Postings, POSTING, range))
            .ok_or(Damaged)
    }

    pub(super) fn key(&self, content: usize) -> Result<u64, Damaged> {
        let key = self.things(Section::Keys, 8, content..content + 1);
        key.and_then(|key| u64_at(&key, 0)).ok_or(Damaged)
    }

    /// The numbers of the records of a content of the row.
    pub(super) fn records_of(&self, row: &Row, content: usize) -> Result<Records<'_>, Damaged> {
        let start = row.content(content).ok_or(Damaged)?;
        let record = self.read(Section::Contents, start..start + RECORD);
        let record = record
            .and_then(|record| u64_at(&record, 0))
            .ok_or(Damaged)?;
        if record & SEVERAL == 0 {
            return Ok(Records::One(record));
        }
        let first = (record & u64::from(u32::MAX)) as usize;
        let count = ((record & !SEVERAL) >> SEVERAL_SHIFT) as usize;
        let several = self.things(Section::Shared, 8, first..first + count);
        Ok(Records::Several(several.ok_or(Damaged)?))
    }

    /// The signatures of some contents of a row, side by side.
    #[inline]
    pub(super) fn signatures(&self, row: &Row, contents: Range<usize>) -> Option<Cow<'_, [u8]>> {
        let size = 8 * signature::words(row.len);
        let start = row.signatures + contents.start.checked_sub(row.first)? * size;
        let end = row.signatures + contents.end.checked_sub(row.first)? * size;
        self.read(Section::Signatures, start..end)
    }

    /// The token ids of a content of the row, appended to `ids`.
    pub(super) fn tokens(
        &self,
        row: &Row,
        content: usize,
        ids: &mut Vec<u32>,
    ) -> Result<(), Damaged> {
        let start = row.content(content).ok_or(Damaged)?;
        let bytes = self
            .read(Section::Contents, start + RECORD..start + row.size)
            .ok_or(Damaged)?;
        match self.width {
            2 => ids.extend(bytes.chunks_exact(2).map(|b| match b {
                [a, b] => u32::from_le_bytes([*a, *b, 0, 0]),
                _ => u32::MAX,
            })),
            3 => ids.extend(bytes.chunks_exact(3).map(|b| match b {
                [a, b, c] => u32::from_le_bytes([*a, *b, *c, 0]),
                _ => u32::MAX,
            })),
            _ => ids.extend(bytes.chunks_exact(4).map(|b| match b {
                [a, b, c, d] => u32::from_le_bytes([*a, *b, *c, *d]),
                _ => u32::MAX,
            })),
        }
        Ok(())
    }
}
