//! The bytes of a part, in pieces of a page each.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::sync::Arc;

use super::room::Room;
use crate::recall::Bytes;
use crate::store::{Error, Reader};

/// How many bytes a piece has: as many as a row on one page of [`PAGE`](crate::store::file::PAGE)
/// holds, so that reading a piece reads a page (SQLite file format §1.6: a table leaf holds rows
/// of up to a page less 35 bytes whole).
pub(super) const PIECE: usize = if cfg!(test) { 200 } else { 16_320 };

/// The number of a part's first piece.
pub(super) fn first_piece(part: i64) -> i64 {
    part << 24
}

/// The number of the first piece of a part's folded texts.
pub(super) fn first_text_piece(part: i64) -> i64 {
    first_piece(part) + (1 << 23)
}

/// Bytes of a part that were read at once.
#[derive(Debug)]
struct Stretch {
    /// Where they begin.
    start: usize,
    bytes: Arc<Room>,
}

impl Stretch {
    #[inline]
    fn get(&self, range: &Range<usize>) -> Option<&[u8]> {
        let start = range.start.checked_sub(self.start)?;
        self.bytes.get(start..range.end.checked_sub(self.start)?)
    }
}

/// The bytes of a part: read where they are needed and kept; or many at once, and then what is
/// needed of the others is read each time: to keep it all would take room that the system has to
/// find page by page, which costs more than to read it.
#[derive(Debug)]
pub(super) struct Pieces<'r> {
    reader: &'r Reader<'r>,
    part: i64,
    size: usize,
    pieces: Vec<OnceCell<Box<[u8]>>>,
    held: OnceCell<Stretch>,
    /// The number of the piece that was needed last since then; and its bytes, once it was needed
    /// twice.
    last: RefCell<(Option<usize>, Vec<u8>)>,
    /// Why a piece could not be read.
    failure: RefCell<Option<Error>>,
}

impl<'r> Pieces<'r> {
    pub(super) fn new(reader: &'r Reader<'r>, part: i64, size: usize) -> Self {
        let mut pieces = Vec::new();
        pieces.resize_with(size.div_ceil(PIECE), OnceCell::new);
        let shared = reader.parts.and_then(|parts| parts.get(part));
        let shared = shared.map(|bytes| Stretch { start: 0, bytes });
        Self {
            reader,
            part,
            size,
            pieces,
            held: shared.map_or_else(OnceCell::new, OnceCell::from),
            last: RefCell::default(),
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

    /// Reads a stretch, to be had in one piece from now on.
    pub(super) fn hold(&self, stretch: Range<usize>) -> Result<(), Error> {
        if self.held.get().is_some() {
            return Ok(());
        }
        let pieces = stretch.start / PIECE..stretch.end.div_ceil(PIECE).min(self.pieces.len());
        // Without so much room all is read where it is needed, as before.
        let Ok(mut bytes) = Room::new(pieces.len() * PIECE) else {
            return Ok(());
        };
        let id = |nth: usize| {
            first_piece(self.part).saturating_add(i64::try_from(nth).unwrap_or(i64::MAX))
        };
        self.reader.rows(
            "SELECT bytes FROM index_piece WHERE id >= ?1 AND id < ?2 ORDER BY id",
            [id(pieces.start), id(pieces.end)],
            |row| {
                bytes.push(row.get_ref(0)?.as_blob()?);
                Ok(())
            },
        )?;
        // Where some are missing, they are missed again when they are read one by one.
        let bytes = Arc::new(bytes);
        if let Some(shared) = self.reader.parts {
            shared.put(self.part, &bytes);
        }
        let start = pieces.start * PIECE;
        let _ = self.held.set(Stretch { start, bytes });
        Ok(())
    }

    /// A piece, to be kept.
    fn piece(&self, nth: usize) -> Option<&[u8]> {
        let cell = self.pieces.get(nth)?;
        if let Some(piece) = cell.get() {
            return Some(piece);
        }
        let mut piece = Vec::new();
        self.read_piece(nth, |bytes| {
            piece.extend_from_slice(bytes);
            Some(())
        })?;
        Some(cell.get_or_init(|| piece.into_boxed_slice()))
    }

    /// Hands a piece to `each`.
    fn passing(&self, nth: usize, mut each: impl FnMut(&[u8]) -> Option<()>) -> Option<()> {
        if let Some(piece) = self.pieces.get(nth)?.get() {
            return each(piece);
        }
        let (known, room) = &mut *self.last.borrow_mut();
        if *known != Some(nth) {
            *known = Some(nth);
            room.clear();
            return self.read_piece(nth, each);
        }
        if room.is_empty() {
            self.read_piece(nth, |bytes| {
                room.extend_from_slice(bytes);
                Some(())
            })?;
        }
        each(room)
    }

    /// Reads a piece and hands it to `each`. `None` where it is not there or cannot be read, or
    /// where `each` says so.
    fn read_piece(&self, nth: usize, mut each: impl FnMut(&[u8]) -> Option<()>) -> Option<()> {
        let id = first_piece(self.part) + i64::try_from(nth).ok()?;
        let read = self
            .reader
            .row("SELECT bytes FROM index_piece WHERE id = ?1", [id], |row| {
                Ok(each(row.get_ref(0)?.as_blob()?))
            });
        match read {
            Ok(read) => read?,
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
        if let Some(bytes) = self.held.get().and_then(|held| held.get(&range)) {
            return Some(Cow::Borrowed(bytes));
        }
        let (mut nth, mut start) = (range.start / PIECE, range.start % PIECE);
        let len = range.end.checked_sub(range.start)?;
        let keeps = self.held.get().is_none();
        if keeps && start + len <= PIECE {
            let piece = match len {
                0 => &[],
                _ => self.piece(nth)?.get(start..start + len)?,
            };
            return Some(Cow::Borrowed(piece));
        }
        let mut bytes = Vec::with_capacity(len);
        while bytes.len() < len {
            let end = PIECE.min(start + len - bytes.len());
            let mut take = |piece: &[u8]| {
                bytes.extend_from_slice(piece.get(start..end)?);
                Some(())
            };
            if keeps {
                take(self.piece(nth)?)?;
            } else {
                self.passing(nth, take)?;
            }
            (nth, start) = (nth + 1, 0);
        }
        Some(Cow::Owned(bytes))
    }
}
