//! The termbase as a table: CSV (RFC 4180), TSV, XLSX (ECMA-376), and the glossary of OmegaT.
//!
//! Such tables are of two kinds, and the titles of the columns tell which:
//!
//! * a row a term, as it is written here: `concept lang term` and more ([`COLUMNS`]). `domain`,
//!   `kind`, `definition` and `source` belong to the concept and stand on its first row; `note`
//!   there says how to use the concept, further down how to use the form of its row;
//! * a row a concept, as people and other tools write it: a column a language, with columns beside
//!   it for what is said of the concept or of a term. Without titles the script of the texts tells
//!   the languages, and in a glossary their order: source, target, comment.
//!
//! What is read and kept is promised in `schemas/termbase.md`.

mod by_concept;
mod by_term;
mod gather;
mod guess;
#[cfg(test)]
mod tests;
mod titles;
mod write;

use std::io::Read;
use std::path::Path;

use super::table::{self, Row, Rows, UNREAD, read_bytes};
use super::{Error, Mend};
use crate::term::Concept;
use crate::text::LangTag;

pub(super) use by_term::has_titles;
pub use guess::{Guess, guess};
pub use titles::Mapping;
pub use write::write;

/// The columns of a table with a row a term, in the order they are written. Only the first three
/// are needed when it is read, and they stand in any order.
const COLUMNS: [&str; 14] = [
    "concept",
    "lang",
    "term",
    "status",
    "part_of_speech",
    "term_type",
    "case",
    "match",
    "label",
    "domain",
    "kind",
    "definition",
    "note",
    "source",
];

/// A termbase that was read, and what was mended in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Termbase {
    /// The concepts, in the order of their first rows.
    pub concepts: Vec<Concept>,
    /// What was not as it should be, and what was done about it, in the order of the lines.
    pub mended: Vec<Mend>,
}

/// What a table of terms is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A table of columns with titles, mostly.
    Table(table::Layout),
    /// A glossary of OmegaT: source, target and comment between tabs, without titles; no quotation
    /// marks around cells, and remarks behind `#`.
    Glossary,
}

impl Layout {
    /// What the ending of a file says: `.csv`, `.tsv`, `.xlsx`, or `.txt`, `.utf8`, `.tab`.
    #[must_use]
    pub fn of_file(file: &Path) -> Option<Self> {
        let ending = file.extension()?.to_string_lossy().to_ascii_lowercase();
        match ending.as_str() {
            "txt" | "utf8" | "tab" => Some(Self::Glossary),
            _ => table::Layout::of_file(file).map(Self::Table),
        }
    }
}

/// What reading a table needs to know that it may not say.
#[derive(Clone, Debug)]
pub struct Options {
    /// The language translated from.
    pub source: LangTag,
    /// The language translated into.
    pub target: LangTag,
    /// Which columns hold what, where their titles do not say it.
    pub columns: Mapping,
}

/// Reads a termbase from the text of a table. Commas, semicolons or tabs may stand between the
/// columns, as the first line has it.
///
/// A row that cannot be a term (no term, a language tag that is none) is left out and said; a
/// value that is not known is replaced and said. Where `status` says nothing, the first form of a
/// language is preferred and the others are admitted.
///
/// # Errors
/// [`Error::MissingColumn`] where the titles are those of a row a term, and lack `concept`, `lang`
/// or `term`; [`Error::Columns`] where nothing tells which columns hold the terms;
/// [`Error::Line`] where a line is no CSV.
pub fn read(text: &str, layout: Layout, options: &Options) -> Result<Termbase, Error> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned();
    read_rows(rows(text, layout), layout, options)
}

fn rows(text: String, layout: Layout) -> Rows {
    match layout {
        Layout::Table(layout) => Rows::of_text(layout, text),
        Layout::Glossary => Rows::of_glossary(text),
    }
}

/// Reads a termbase from the first table of a workbook that has any, as [`read`] does.
///
/// # Errors
/// [`Error::Packed`] where it is no workbook; else as [`read`] says.
pub fn read_book(input: impl Read, options: &Options) -> Result<Termbase, Error> {
    let layout = Layout::Table(table::Layout::Xlsx);
    read_rows(Rows::of_book(&read_bytes(input)?)?, layout, options)
}

fn read_rows(rows: Rows, layout: Layout, options: &Options) -> Result<Termbase, Error> {
    let unread = rows.unread().iter();
    let unread: Vec<Mend> = unread
        .map(|name| Mend::on_line(1, format!("{UNREAD}: {name}")))
        .collect();
    let rows: Vec<Row> = rows.collect::<Result<_, _>>()?;
    let Some((heading, others)) = rows.split_first() else {
        return Err(Error::Packed {
            message: "it is empty".to_owned(),
        });
    };
    let mut termbase = match by_term::columns(&heading.cells, &options.columns)? {
        Some((columns, mended)) => by_term::read(others, &columns, mended),
        None => by_concept::read(&rows, layout, options)?,
    };
    termbase.mended.splice(0..0, unread);
    Ok(termbase)
}
