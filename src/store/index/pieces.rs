//! The bytes of a part, in pieces of a page each.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::sync::Arc;

use crate::recall::Bytes;
use crate::store::{Error, Reader};

/// How many bytes a piece has: as many as a row on one page of [`PAGE`](crate::store::file::PAGE)
/// holds, so that reading a piece reads a page (SQLite file format §1.6: a table leaf holds rows
/// of up to a page less 35 bytes whole).
pub(super) const PIECE: usize = if cfg!(test) { 200 } else { 8128 };

/// The number of a part's first piece.
pub(super) fn first_piece(part: i64) -> i64 {
    part << 24
}

/// The number of the first piece of a part's folded texts.
pub(super) fn first_text_piece(part: i64) -> i64 {
    first_piece(part) + (1 << 23)
}

/// The bytes of a part: read where they are needed and kept, or all at once.
#[derive(Debug)]
pub(super) struct Pieces<'r> {
    reader: &'r Reader<'r>,
    part: i64,
    size: usize,
    pieces: Vec<OnceCell<Box<[u8]>>>,
    whole: OnceCell<Arc<Vec<u8>>>,
    /// Why a piece could not be read.
    failure: RefCell<Option<Error>>,
}

impl<'r> Pieces<'r> {
    pub(super) fn new(reader: &'r Reader<'r>, part: i64, size: usize) -> Self {
        let mut pieces = Vec::new();
        pieces.resize_with(size.div_ceil(PIECE), OnceCell::new);
        let shared = reader.parts.and_then(|parts| parts.get(part));
        Self {
            reader,
            part,
            size,
            pieces,
            whole: shared.map_or_else(OnceCell::new, OnceCell::from),
            failure: RefCell::default(),
        }
    }

    /// How many bytes there are.
    pub(super) fn len(&self) -> usize {
        self.size
    }

    /// Why the bytes could not be read, where SQLite refused.
    pub(super) fn failure(&self) -> Option<Error> {
        self.failure.take()
    }

    /// Reads all bytes, to be had in one stretch from now on.
    pub(super) fn hold(&self) -> Result<(), Error> {
        if self.whole.get().is_some() {
            return Ok(());
        }
        let mut whole = Vec::with_capacity(self.size);
        let first = first_piece(self.part);
        let last = first + i64::try_from(self.pieces.len()).unwrap_or(i64::MAX >> 1);
        self.reader.rows(
            "SELECT bytes FROM index_piece WHERE id >= ?1 AND id < ?2 ORDER BY id",
            [first, last],
            |row| {
                whole.extend_from_slice(row.get_ref(0)?.as_blob()?);
                Ok(())
            },
        )?;
        // Of another length than it should have, it reads as damaged.
        let whole = Arc::new(whole);
        if let Some(shared) = self.reader.parts {
            shared.put(self.part, &whole);
        }
        let _ = self.whole.set(whole);
        Ok(())
    }

    fn piece(&self, nth: usize) -> Option<&[u8]> {
        let cell = self.pieces.get(nth)?;
        if let Some(piece) = cell.get() {
            return Some(piece);
        }
        let id = first_piece(self.part) + i64::try_from(nth).ok()?;
        let read = self
            .reader
            .row("SELECT bytes FROM index_piece WHERE id = ?1", [id], |row| {
                row.get_ref(0)?.as_blob().map(Box::from).map_err(Into::into)
            });
        match read {
            Ok(piece) => Some(cell.get_or_init(|| piece.unwrap_or_default())),
            Err(error) => {
                self.failure.replace(Some(error));
                None
            }
        }
    }
}

impl Bytes for Pieces<'_> {
    fn size(&self) -> usize {
        self.size
    }

    #[inline]
    fn read(&self, range: Range<usize>) -> Option<Cow<'_, [u8]>> {
        if let Some(whole) = self.whole.get() {
            return whole.get(range).map(Cow::Borrowed);
        }
        let (mut nth, mut start) = (range.start / PIECE, range.start % PIECE);
        let len = range.end.checked_sub(range.start)?;
        if start + len <= PIECE {
            let piece = match len {
                0 => &[],
                _ => self.piece(nth)?.get(start..start + len)?,
            };
            return Some(Cow::Borrowed(piece));
        }
        let mut bytes = Vec::with_capacity(len);
        while bytes.len() < len {
            let end = PIECE.min(start + len - bytes.len());
            bytes.extend_from_slice(self.piece(nth)?.get(start..end)?);
            (nth, start) = (nth + 1, 0);
        }
        Some(Cow::Owned(bytes))
    }
}
