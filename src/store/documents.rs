//! Documents: a row of (white space, unit) on each side.

use rusqlite::{OptionalExtension, params};

use super::adding::AT_ONCE;
use super::{Error, Reader, Row, StoredUnit, Writer, row};
use crate::segment::Options;
use crate::text::LangTag;
use crate::unit::Side;

/// A document in the memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Where it is in the file; `None` until it is written.
    pub row: Option<Row>,
    /// What people call it: `release`.
    pub name: String,
    /// The file it came from, without its folder: `release.en.txt`.
    pub file: String,
    /// The file its translation came from.
    pub target_file: Option<String>,
    /// The language of the document.
    pub source_lang: LangTag,
    /// The language it is translated into.
    pub target_lang: LangTag,
    /// BLAKE3 of the file as it came.
    pub source_hash: [u8; 32],
    /// BLAKE3 of the translation's file as it came, and of what it was aligned by beside what we
    /// ship.
    pub target_hash: Option<[u8; 32]>,
    /// The encoding of the file: `UTF-8`.
    pub source_encoding: String,
    /// The encoding of the translation's file.
    pub target_encoding: Option<String>,
    /// The white space after the last segment.
    pub source_tail: String,
    /// The white space after the last segment of the translation.
    pub target_tail: Option<String>,
    /// How it was cut into segments.
    pub segmentation: Options,
    /// The date of the text, which its aligned translations carry: RFC 3339 in UTC.
    pub date: Option<String>,
}

/// A place in a document: the white space before a unit, and the unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The white space.
    pub before: String,
    /// The unit.
    pub unit: Row,
}

/// A unit at its place in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The white space before it.
    pub before: String,
    /// The unit.
    pub stored: StoredUnit,
}

/// The word of a side in the schema.
pub(super) fn side_name(side: Side) -> &'static str {
    match side {
        Side::Source => "source",
        Side::Target => "target",
    }
}

fn read_document(row: &rusqlite::Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document {
        row: Some(row.get("id")?),
        name: row.get("name")?,
        file: row.get("file")?,
        target_file: row.get("target_file")?,
        source_lang: row.get("source_lang")?,
        target_lang: row.get("target_lang")?,
        source_hash: row.get("source_hash")?,
        target_hash: row.get("target_hash")?,
        source_encoding: row.get("source_encoding")?,
        target_encoding: row.get("target_encoding")?,
        source_tail: row.get("source_tail")?,
        target_tail: row.get("target_tail")?,
        segmentation: row::from_json(row, "segmentation")?,
        date: row.get("date")?,
    })
}

impl Reader<'_> {
    /// The documents, in the order they came.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn documents(&self) -> Result<Vec<Document>, Error> {
        self.rows(
            "SELECT * FROM origin WHERE kind = 'document' ORDER BY id",
            [],
            read_document,
        )
    }

    /// The document of that name.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn document(&self, name: &str) -> Result<Option<Document>, Error> {
        self.row(
            "SELECT * FROM origin WHERE kind = 'document' AND name = ?1",
            [name],
            read_document,
        )
    }

    /// How many units the source of a document has.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn count_placed(&self, document: Row) -> Result<usize, Error> {
        let last: Option<i64> = self
            .row(
                "SELECT max(position) FROM part WHERE origin = ?1 AND side = 'source'",
                [document],
                |row| row.get(0),
            )?
            .flatten();
        Ok(last.map_or(0, |last| usize::try_from(last + 1).unwrap_or(0)))
    }

    /// The white space before the first `count` units of a document's source.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn spaces(&self, document: Row, count: usize) -> Result<Vec<String>, Error> {
        self.rows(
            "SELECT before FROM part WHERE origin = ?1 AND side = 'source' AND position < ?2
             ORDER BY position",
            params![document, i64::try_from(count).unwrap_or(i64::MAX)],
            |row| row.get(0),
        )
    }

    /// One side of a document, in order.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn parts(&self, document: Row, side: Side) -> Result<Vec<Part>, Error> {
        self.rows(
            "SELECT before, unit FROM part WHERE origin = ?1 AND side = ?2 ORDER BY position",
            params![document, side_name(side)],
            |row| {
                Ok(Part {
                    before: row.get(0)?,
                    unit: row.get(1)?,
                })
            },
        )
    }
}

impl Writer<'_> {
    /// Writes what is known of a document, new or changed, and returns where it is.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn put_document(&self, document: &Document) -> Result<Row, Error> {
        self.execute(
            "INSERT INTO origin (kind, name, file, target_file, source_lang, target_lang,
               source_hash, target_hash, source_encoding, target_encoding, source_tail,
               target_tail, segmentation, date, added, change)
             VALUES ('document', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14)
             ON CONFLICT (kind, name) DO UPDATE SET
               file = excluded.file, target_file = excluded.target_file,
               source_lang = excluded.source_lang, target_lang = excluded.target_lang,
               source_hash = excluded.source_hash, target_hash = excluded.target_hash,
               source_encoding = excluded.source_encoding,
               target_encoding = excluded.target_encoding, source_tail = excluded.source_tail,
               target_tail = excluded.target_tail, segmentation = excluded.segmentation,
               date = excluded.date, change = excluded.change
             WHERE (file, target_file, source_lang, target_lang, source_hash, target_hash,
                 source_encoding, target_encoding, source_tail, target_tail, segmentation, date)
               IS NOT (excluded.file, excluded.target_file, excluded.source_lang,
                 excluded.target_lang, excluded.source_hash, excluded.target_hash,
                 excluded.source_encoding, excluded.target_encoding, excluded.source_tail,
                 excluded.target_tail, excluded.segmentation, excluded.date)",
            params![
                document.name,
                document.file,
                document.target_file,
                document.source_lang,
                document.target_lang,
                document.source_hash,
                document.target_hash,
                document.source_encoding,
                document.target_encoding,
                document.source_tail,
                document.target_tail,
                row::json(&document.segmentation),
                document.date,
                self.number(),
            ],
        )?;
        self.transaction
            .query_row(
                "SELECT id FROM origin WHERE kind = 'document' AND name = ?1",
                [&document.name],
                |row| row.get(0),
            )
            .optional()
            .map_err(|source| self.error(source))?
            .ok_or_else(|| self.value_error("a document without a row"))
    }

    /// Lays one side of a document anew; places that are so already are left alone.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn set_parts(&self, document: Row, side: Side, parts: &[Part]) -> Result<(), Error> {
        self.put_parts(document, side_name(side), 0, parts)?;
        let end = i64::try_from(parts.len()).unwrap_or(i64::MAX);
        self.end_parts(document, side, end)
    }

    /// Takes away the parts of a side that lie from a position on.
    fn end_parts(&self, document: Row, side: Side, position: i64) -> Result<(), Error> {
        self.execute(
            "DELETE FROM part WHERE origin = ?1 AND side = ?2 AND position >= ?3",
            params![document, side_name(side), position],
        )?;
        Ok(())
    }

    /// Begins to lay one side of a document anew, as [`set_parts`](Self::set_parts) does, part after
    /// part.
    #[must_use]
    pub fn lay(&self, document: Row, side: Side) -> Laid<'_> {
        Laid {
            writer: self,
            document,
            side,
            position: 0,
            waiting: Vec::with_capacity(AT_ONCE),
        }
    }
}

/// One side of a document that is being laid.
pub struct Laid<'w> {
    writer: &'w Writer<'w>,
    document: Row,
    side: Side,
    /// The place of the first part that waits.
    position: i64,
    /// What is to be laid with one statement.
    waiting: Vec<Part>,
}

impl Laid<'_> {
    /// Lays the next part.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn put(&mut self, part: Part) -> Result<(), Error> {
        self.waiting.push(part);
        match self.waiting.len() < AT_ONCE {
            true => Ok(()),
            false => self.put_waiting(),
        }
    }

    fn put_waiting(&mut self) -> Result<(), Error> {
        let side = side_name(self.side);
        self.writer
            .put_parts(self.document, side, self.position, &self.waiting)?;
        self.position += i64::try_from(self.waiting.len()).unwrap_or(i64::MAX);
        self.waiting.clear();
        Ok(())
    }

    /// Lays what waits, and takes away what is left behind it.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn finish(mut self) -> Result<(), Error> {
        self.put_waiting()?;
        self.writer
            .end_parts(self.document, self.side, self.position)
    }
}
