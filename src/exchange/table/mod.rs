//! Tables of units: CSV (RFC 4180), TSV and XLSX (ECMA-376), a unit a row.
//!
//! People make such tables by hand and with every tool, so what a column is, its title says in one
//! of many words; where there is no title, the script of the texts does.
//!
//! What a table keeps is promised in `schemas/tables.md`.

mod columns;
mod read;
mod rows;
#[cfg(test)]
mod tests;
mod write;

use std::path::Path;

pub use columns::Mapping;
pub(super) use columns::{Role, place, role, shown};
pub use read::Reader;
pub(super) use rows::{Row, Rows, UNREAD, read_bytes};
pub use write::Writer;

/// What a table is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Commas between the columns; UTF-8 with a byte order mark, for a spreadsheet takes it for
    /// something else without one.
    Csv,
    /// Tabs between the columns.
    Tsv,
    /// A workbook with one table.
    Xlsx,
}

impl Layout {
    /// What the ending of a file says.
    #[must_use]
    pub fn of_file(file: &Path) -> Option<Self> {
        Self::from_name(&file.extension()?.to_string_lossy())
    }

    /// The layout of that name: `csv`, `tsv`, `xlsx`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    /// The layout as people write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Tsv => "TSV",
            Self::Xlsx => "XLSX",
        }
    }
}
