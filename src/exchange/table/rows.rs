//! The rows of a table, from text with a character between its columns or from a workbook.

use std::io::{Cursor, Read};
use std::path::Path;

use super::Layout;
use crate::document;
use crate::exchange::review::check_package;
use crate::exchange::sheet::{read_xlsx, unguarded};
use crate::exchange::{Error, Position};

/// How many bytes a table may have: it is held in memory.
const LARGEST: u64 = 1 << 29;

/// The mend that says so of each of [`Rows::unread`].
pub(in crate::exchange) const UNREAD: &str =
    "a workbook's further table is not read; put it into a file of its own";

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Row {
    /// Where it begins. In a workbook the line is the number that the row has there.
    pub at: Position,
    /// Its cells; those after the last one with text may lack.
    pub cells: Vec<String>,
}

/// The rows of a table, one by one; empty ones are passed over.
pub(in crate::exchange) enum Rows {
    Text {
        reader: Box<csv::Reader<Cursor<String>>>,
        /// The line with a quotation mark that all behind it is taken into.
        unclosed: Option<u64>,
    },
    Book {
        rows: std::vec::IntoIter<Row>,
        /// The names of the tables after the one that is read, if there is anything in them.
        unread: Vec<String>,
    },
}

impl Rows {
    /// The rows of a table, and the encoding that it has, which is the one that is `given`. Of a
    /// workbook, those of its first table that has any.
    ///
    /// # Errors
    /// [`Error`] where it is no table, too large, or cannot be read.
    pub(super) fn open(
        layout: Layout,
        input: impl Read,
        given: Option<&str>,
    ) -> Result<(Self, &'static str), Error> {
        let bytes = read_bytes(input)?;
        if layout == Layout::Xlsx {
            return Ok((Self::of_book(&bytes)?, "UTF-8"));
        }
        let file = document::from_bytes(Path::new("-"), &bytes, given).map_err(Error::no_text)?;
        drop(bytes);
        Ok((Self::of_text(layout, file.text), file.encoding))
    }

    /// The rows of the first table of a workbook that has any.
    ///
    /// # Errors
    /// [`Error`] where it is no workbook.
    pub(in crate::exchange) fn of_book(bytes: &[u8]) -> Result<Self, Error> {
        check_package(bytes)?;
        let mut sheets = read_xlsx(bytes)?.into_iter();
        let mut sheets = sheets
            .by_ref()
            .filter(|sheet| !sheet.rows.iter().all(is_empty));
        let rows = sheets.next().map_or_else(Vec::new, |sheet| sheet.rows);
        let unread = sheets.map(|sheet| sheet.name).collect();
        let rows: Vec<Row> = (1..)
            .zip(rows)
            .filter(|(_, cells)| !is_empty(cells))
            .map(|(line, cells)| Row {
                at: Position {
                    line,
                    ..Position::START
                },
                cells,
            })
            .collect();
        Ok(Self::Book {
            rows: rows.into_iter(),
            unread,
        })
    }

    /// The names of the other tables of a workbook that have anything in them: nothing is read of
    /// these.
    pub(in crate::exchange) fn unread(&self) -> &[String] {
        match self {
            Self::Text { .. } => &[],
            Self::Book { unread, .. } => unread,
        }
    }

    /// The line of a quotation mark that begins a cell and that none ends: all that stands behind it
    /// is taken for that cell, in the last row.
    pub(in crate::exchange) fn unclosed(&self) -> Option<u64> {
        match self {
            Self::Text { unclosed, .. } => *unclosed,
            Self::Book { .. } => None,
        }
    }

    /// The rows of a text.
    pub(in crate::exchange) fn of_text(layout: Layout, text: String) -> Self {
        let delimiter = match layout {
            Layout::Tsv if first_line(&text).contains('\t') => b'\t',
            _ => delimiter(&text),
        };
        let mut reader = csv::ReaderBuilder::new();
        reader.delimiter(delimiter);
        let unclosed = unclosed(&text, delimiter);
        Self::with(&mut reader, text, unclosed)
    }

    /// The rows of a text with tabs in which a quotation mark is nothing but that, and a line that
    /// begins with `#` is a remark: a glossary as OmegaT has it.
    pub(in crate::exchange) fn of_glossary(text: String) -> Self {
        let mut reader = csv::ReaderBuilder::new();
        reader.delimiter(b'\t').quoting(false).comment(Some(b'#'));
        Self::with(&mut reader, text, None)
    }

    fn with(reader: &mut csv::ReaderBuilder, text: String, unclosed: Option<u64>) -> Self {
        let reader = reader.has_headers(false).flexible(true);
        Self::Text {
            reader: Box::new(reader.from_reader(Cursor::new(text))),
            unclosed,
        }
    }
}

/// The bytes of a table.
///
/// # Errors
/// [`Error::Packed`] where it is too large; [`Error::Read`] where the system cannot read.
pub(in crate::exchange) fn read_bytes(input: impl Read) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut limited = input.take(LARGEST + 1);
    limited.read_to_end(&mut bytes).map_err(Error::Read)?;
    if bytes.len() as u64 > LARGEST {
        let message = format!(
            "it has more than {} MiB, which is the limit of a table",
            LARGEST >> 20
        );
        return Err(Error::Packed { message });
    }
    Ok(bytes)
}

impl Iterator for Rows {
    type Item = Result<Row, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let reader = match self {
            Self::Book { rows, .. } => return rows.next().map(Ok),
            Self::Text { reader, .. } => reader,
        };
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(true) if is_empty(record.iter()) => {}
                Ok(true) => break,
                Ok(false) => return None,
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    let message = error.to_string();
                    return Some(Err(Error::Line { line, message }));
                }
            }
        }
        let (line, byte) = record
            .position()
            .map_or((1, 0), |at| (at.line(), at.byte()));
        let at = Position {
            line,
            byte,
            ..Position::START
        };
        let cells = record.iter().map(|cell| unguarded(cell).to_owned());
        Some(Ok(Row {
            at,
            cells: cells.collect(),
        }))
    }
}

fn is_empty<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> bool {
    let mut cells = cells.into_iter();
    cells.all(|cell| cell.as_ref().trim().is_empty())
}

/// The line of a quotation mark that begins a cell and that none ends (RFC 4180 §2).
fn unclosed(text: &str, delimiter: u8) -> Option<u64> {
    enum Cell {
        New,
        Plain,
        Quoted(u64),
        /// Perhaps: a second quotation mark would say that it goes on.
        Ended(u64),
    }
    let (mut line, mut cell) = (1, Cell::New);
    for byte in text.bytes() {
        cell = match (cell, byte) {
            (Cell::Quoted(from), b'"') => Cell::Ended(from),
            (Cell::Quoted(from), _) => Cell::Quoted(from),
            (Cell::Ended(from), b'"') => Cell::Quoted(from),
            (_, b'\n' | b'\r') => Cell::New,
            (_, byte) if byte == delimiter => Cell::New,
            (Cell::New, b'"') => Cell::Quoted(line),
            _ => Cell::Plain,
        };
        line += u64::from(byte == b'\n');
    }
    match cell {
        Cell::Quoted(from) => Some(from),
        _ => None,
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// What stands between the columns: the likeliest character of the first line.
fn delimiter(text: &str) -> u8 {
    let first = first_line(text);
    let count = |byte: &u8| first.bytes().filter(|b| b == byte).count();
    // The last of equals wins, and that is the comma.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_mark_that_none_ends_is_found() {
        for (text, line) in [
            ("One,一\n\"Two,二\nThree,三\n", Some(2)),
            ("One,\"一\n\"\"二\"\"\n", Some(1)),
            ("One,\"一\n二\"\n6\" pipe,6\"管\n\"a \"\"b\"\"\",c\n", None),
            ("One,\"\"\n", None),
        ] {
            assert_eq!(unclosed(text, b','), line, "{text}");
        }
    }
}
