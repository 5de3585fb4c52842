//! Whether a table is one of terms or one of texts with their translations.

use std::io::Read;
use std::path::Path;

use super::titles::{Mapping, What, fold, meaning};
use super::{Layout, by_term, read_bytes};
use crate::document;
use crate::exchange::Error;
use crate::exchange::table::{self, Role, Row, Rows, role};

/// How many bytes of a text are looked at.
const HEAD: u64 = 1 << 13;

/// Words of names that people give to termbases; Chinese ones stand in a name without spaces.
const NAMES: [&str; 6] = [
    "terms",
    "termbase",
    "terminology",
    "glossary",
    "glossaries",
    "glossar",
];
const CHINESE_NAMES: [&str; 3] = ["术语", "词汇", "词表"];

/// Titles that only a termbase has.
const TELLING: &[&str] = &[
    "definition",
    "def",
    "part of speech",
    "定义",
    "释义",
    "词性",
    "entry id",
    "source term",
    "target term",
    "term info",
];

/// What a table is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// A termbase, as its titles say.
    Terms,
    /// A termbase, as its name says.
    Named,
    /// Texts with their translations, though they are as short as terms are.
    Short,
    /// Texts with their translations.
    Units,
}

/// What a table is taken for by its name, its titles and its first rows; `None` where it is no
/// table. A text with tabs that has another ending is one only where its name says so.
///
/// # Errors
/// [`Error`] where it cannot be read.
pub fn guess(name: &Path, input: impl Read) -> Result<Option<Guess>, Error> {
    let Some(layout) = Layout::of_file(name) else {
        return Ok(None);
    };
    let stem = name
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let mut words = stem.split(|c: char| !c.is_alphanumeric());
    let is_named = words.any(|word| NAMES.contains(&word))
        || CHINESE_NAMES.iter().any(|name| stem.contains(name));
    if layout == Layout::Glossary && !is_named {
        return Ok(None);
    }
    let rows = match layout {
        Layout::Table(table::Layout::Xlsx) => Rows::of_book(&read_bytes(input)?)?,
        _ => {
            let mut head = Vec::new();
            input
                .take(HEAD)
                .read_to_end(&mut head)
                .map_err(Error::Read)?;
            // What is cut in the middle is no row.
            if let Some(end) = head.iter().rposition(|byte| *byte == b'\n') {
                head.truncate(end);
            }
            let Ok(file) = document::from_bytes(name, &head, None) else {
                return Ok(None);
            };
            super::rows(file.text, layout)
        }
    };
    let rows: Vec<Row> = rows.map_while(Result::ok).take(50).collect();
    let Some(heading) = rows.first() else {
        return Ok(None);
    };
    if layout == Layout::Glossary && heading.cells.len() < 2 {
        return Ok(None);
    }
    Ok(Some(match () {
        () if are_of_terms(&heading.cells) => Guess::Terms,
        () if are_of_units(&heading.cells) => Guess::Units,
        () if is_named && is_short(&rows) => Guess::Named,
        () if rows.len() > 1 && is_short(&rows) => Guess::Short,
        () => Guess::Units,
    }))
}

/// Whether nearly all texts could be terms: they are short, and no sentences.
fn is_short(rows: &[Row]) -> bool {
    const CHARACTERS: usize = 40;
    let is_term = |cell: &String| {
        let cell = cell.trim();
        cell.chars().count() <= CHARACTERS && !cell.ends_with(['.', '。', '!', '！', '?', '？'])
    };
    let short = rows
        .iter()
        .filter(|row| row.cells.iter().take(2).all(is_term));
    short.count() * 10 >= rows.len() * 8
}

/// Whether the titles are such as only a termbase has.
fn are_of_terms(heading: &[String]) -> bool {
    let is_telling = |title: &String| {
        TELLING.contains(&fold(title).as_str())
            || meaning(title).is_some_and(|found| match found.what {
                What::Term(status) => status.is_some() || found.side.is_none(),
                _ => false,
            })
    };
    !matches!(by_term::columns(heading, &Mapping::default()), Ok(None))
        || heading.iter().any(is_telling)
}

/// Whether the titles are such as no termbase has.
fn are_of_units(heading: &[String]) -> bool {
    let of_units = |title: &String| {
        matches!(
            role(title),
            Some((Role::Document | Role::Context | Role::MadeBy, _))
        )
    };
    heading.iter().any(of_units)
}
