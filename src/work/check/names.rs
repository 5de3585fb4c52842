//! How a memory writes the names of foreigners that stand in a text.

use std::collections::{BTreeSet, HashSet};

use crate::check::{Renderings, names_written};
use crate::store::{self, Reader};
use crate::text::LangTag;
use crate::text::fold::push_search_text;
use crate::unit::Origin;
use crate::work::fill::Segments;

/// So many names of a text are looked up, and so many units that hold one are read.
const NAMES: usize = 200;
const UNITS: usize = 8;

/// What the memory has, outside a document, of the names in its segments.
///
/// # Errors
/// [`store::Error`] where the memory cannot be read.
pub fn of_document(reader: &Reader<'_>, segments: &Segments) -> Result<Renderings, store::Error> {
    let document = &segments.document;
    let pairs = segments.placed.iter().filter_map(|placed| {
        let source = placed.stored.unit.source()?;
        Some((&*source.text, &*segments.target(placed)?.text))
    });
    let langs = (&document.source_lang, &document.target_lang);
    elsewhere(reader, &document.name, pairs, langs)
}

/// What the memory has, outside the document, of the names in its pairs, each a source with its
/// translation.
///
/// # Errors
/// [`store::Error`] where the memory cannot be read.
pub fn elsewhere<'s>(
    reader: &Reader<'_>,
    document: &str,
    pairs: impl Iterator<Item = (&'s str, &'s str)>,
    (from, to): (&LangTag, &LangTag),
) -> Result<Renderings, store::Error> {
    let mut known = Renderings::default();
    let names: BTreeSet<&str> = match to.is_chinese() {
        true => pairs
            .flat_map(|(source, target)| names_written(source, target))
            .collect(),
        false => BTreeSet::new(),
    };
    if names.is_empty() {
        return Ok(known);
    }
    let own: HashSet<_> = reader
        .units_of_documents(Some(document))?
        .into_iter()
        .collect();
    for name in names.into_iter().take(NAMES) {
        let mut key = String::with_capacity(name.len());
        push_search_text(name, &mut key);
        let units = reader.units_with(&key, Some(from))?;
        for row in units
            .into_iter()
            .filter(|row| !own.contains(row))
            .take(UNITS)
        {
            let Some(unit) = reader.unit(row)?.map(|stored| stored.unit) else {
                continue;
            };
            let (Origin::Memory(place) | Origin::Document(place)) = &unit.origin;
            let target = unit
                .variants
                .iter()
                .find(|variant| to.covers(&variant.lang));
            if let (Some(source), Some(target)) = (unit.source(), target) {
                known.learn(&source.text, &target.text, place);
            }
        }
    }
    Ok(known)
}
