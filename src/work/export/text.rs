//! A document as plain text in the target language.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::io::Write;

use super::{Error, Exported, is_rejected};
use crate::document::encoded;
use crate::store::{self, Placed, Reader, Row};
use crate::text::script::joint;
use crate::unit::{Side, Unit};
use crate::work::fill::Segments;

/// Writes the document in the target language: its translation where there is one, the source where
/// there is none.
pub(super) fn text(
    reader: &Reader<'_>,
    document: store::Document,
    out: &mut dyn Write,
) -> Result<Exported, Error> {
    let untranslated = translated(reader, document, &mut |text| {
        Ok(out.write_all(text.as_bytes())?)
    })?;
    Ok(Exported {
        untranslated,
        ..Exported::whole(1)
    })
}

/// Writes a document that is plain text, with the translations of its segments, in the encoding in which
/// it came.
pub(super) fn plain(
    reader: &Reader<'_>,
    document: store::Document,
    out: &mut dyn Write,
) -> Result<Exported, Error> {
    let own = document.source_encoding.clone();
    let mut text = String::new();
    // A text that must be in another encoding is whole before any of it is.
    let is_held = own != "UTF-8";
    let untranslated = translated(reader, document, &mut |more| {
        match is_held {
            true => text.push_str(more),
            false => out.write_all(more.as_bytes())?,
        }
        Ok(())
    })?;
    let encoded = encoded(text, &own, false);
    out.write_all(&encoded.bytes)?;
    Ok(Exported {
        untranslated,
        encoding: (encoded.encoding != own).then_some(encoded.encoding),
        ..Exported::whole(1)
    })
}

/// Gives the text of a document in the target language to `out`, and says how many segments of it stand
/// in the source language.
fn translated(
    reader: &Reader<'_>,
    document: store::Document,
    out: &mut dyn FnMut(&str) -> Result<(), Error>,
) -> Result<usize, Error> {
    let target_parts = match document.row {
        Some(row) => reader.parts(row, Side::Target)?,
        None => Vec::new(),
    };
    if target_parts.is_empty() {
        let placed = document.row.into_iter();
        let placed = placed.flat_map(|row| reader.each_placed(row));
        return in_order(&document, placed, out);
    }
    let unpaired = match document.row {
        Some(row) => reader.unpaired(row)?,
        None => Vec::new(),
    };
    let segments = Segments::of(reader, document)?;
    let source_rows: HashSet<Row> = (segments.placed.iter())
        .map(|placed| placed.stored.row)
        .collect();
    let in_file: Vec<Row> = (target_parts.iter().map(|part| part.unit))
        .filter(|row| source_rows.contains(row))
        .collect();
    // White space and order as the translation's file has them, where every segment came from
    // there; but a source that changed since has the say on the order.
    let as_in_file = in_file.len() == segments.placed.len()
        && (segments.document.target_hash.is_some()
            || in_file
                .iter()
                .eq(segments.placed.iter().map(|placed| &placed.stored.row)));
    if !as_in_file {
        return in_order(&segments.document, segments.placed.iter().map(Ok), out);
    }
    let units: HashMap<Row, &Unit> = (segments.placed.iter().chain(&unpaired))
        .map(|placed| (placed.stored.row, &placed.stored.unit))
        .collect();
    let mut untranslated = 0;
    for part in &target_parts {
        let Some(unit) = units.get(&part.unit) else {
            continue;
        };
        out(&part.before)?;
        let (text, is_translated) = shown(unit, &segments.document);
        untranslated += usize::from(!is_translated);
        out(text)?;
    }
    out(segments.document.target_tail.as_deref().unwrap_or_default())?;
    Ok(untranslated)
}

/// Likewise, with the order and the lines of the source.
fn in_order<P: Borrow<Placed>>(
    document: &store::Document,
    segments: impl Iterator<Item = Result<P, store::Error>>,
    out: &mut dyn FnMut(&str) -> Result<(), Error>,
) -> Result<usize, Error> {
    let mut untranslated = 0;
    let mut last = None; // the character that stands last
    for placed in segments {
        let placed = placed?;
        let placed: &Placed = placed.borrow();
        let (text, is_translated) = shown(&placed.stored.unit, document);
        untranslated += usize::from(!is_translated);
        let space = match placed.before.contains(['\n', '\r']) || last.is_none() {
            true => &placed.before,
            false => joint(last, text.chars().next()),
        };
        out(space)?;
        out(text)?;
        last = [last, space.chars().next_back(), text.chars().next_back()]
            .into_iter()
            .flatten()
            .last();
    }
    out(&document.source_tail)?;
    Ok(untranslated)
}

/// The text of a segment in the target language, or else in the source language, and which it is.
fn shown<'u>(unit: &'u Unit, document: &store::Document) -> (&'u str, bool) {
    let target = unit.variant(&document.target_lang);
    match target.filter(|target| !is_rejected(target)) {
        Some(target) => (&target.text, true),
        None => (unit.source().map_or("", |source| &source.text), false),
    }
}
