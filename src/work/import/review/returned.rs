//! XLIFF that comes back from a translator.

use std::io::BufReader;
use std::path::Path;

use super::super::memory;
use super::Error;
use crate::exchange::review::ReviewTable;
use crate::exchange::{self, Content, Format, ReadOptions, xliff};
use crate::store::Reader;
use crate::text::LangTag;
use crate::unit::Origin;

/// What an XLIFF file brings back to the documents of this memory; `None` where it is no XLIFF, or
/// of another memory: then it is a memory to import.
///
/// # Errors
/// [`Error::Memory`] where the file cannot be read; [`Error`] where the memory cannot.
pub fn returned(
    reader: &Reader<'_>,
    path: &Path,
    langs: &(LangTag, LangTag),
) -> Result<Option<ReviewTable>, Error> {
    let failed = |source| Error::Memory {
        path: path.to_owned(),
        source,
    };
    let opened = exchange::open(path, memory::open(path)?).map_err(failed)?;
    let Some(Content::Units(Format::Xliff12 | Format::Xliff2(_))) = opened.content else {
        return Ok(None);
    };
    let options = ReadOptions {
        source: langs.0.clone(),
        target: langs.1.clone(),
        columns: exchange::table::Mapping::default(),
        encoding: None,
    };
    let table = xliff::returned(BufReader::new(opened.bytes), &options).map_err(failed)?;
    let Some(table) = table else {
        return Ok(None);
    };
    for mark in table.rows.iter().filter_map(|row| row.mark) {
        let known = reader.unit_by_id(mark.unit)?;
        if known.is_some_and(|known| matches!(known.unit.origin, Origin::Document(_))) {
            return Ok(Some(table));
        }
    }
    Ok(None)
}
