//! A pair that a tool sends: kept in an imported memory that goes by the tool's name.

use super::project::Occasion;
use crate::store::{self, ImportedMemory, Writer};
use crate::text::LangTag;
use crate::unit::{Fields, MadeBy, Origin, State, Unit, UnitId, Variant};

/// Keeps a text and its translation in the memory `name`, confirmed by whoever sent them. Another
/// translation of the same text takes the place of the one before, which its history keeps.
/// Returns whether that changed anything.
///
/// # Errors
/// [`store::Error`] where the memory cannot be written.
pub fn keep(
    writer: &Writer<'_>,
    name: &str,
    source: &Variant,
    target: &Variant,
    occasion: &Occasion,
) -> Result<bool, store::Error> {
    let origin = Origin::Memory(name.to_owned());
    let target = Variant {
        state: Some(State::Translated),
        made_by: Some(MadeBy::Human),
        author: Some(occasion.who.clone()),
        date: Some(occasion.date()),
        ..target.clone()
    };
    // The pair of two languages: the same text may come in others.
    let identity = format!("{}\u{0}{}", pair(&source.lang, &target.lang), source.text);
    let id = UnitId::new(&origin, &identity, 0);
    if let Some(known) = writer.unit_by_id(id)? {
        let stands = known
            .unit
            .variant(&target.lang)
            .is_some_and(|known| known.text == target.text);
        if !stands {
            writer.put_variant(known.row, 0, &target)?;
        }
        return Ok(!stands);
    }
    let memories = writer.memories()?;
    let row = match memories.into_iter().find(|memory| memory.name == name) {
        Some(ImportedMemory { row: Some(row), .. }) => row,
        _ => writer.put_memory(&ImportedMemory {
            row: None,
            name: name.to_owned(),
            source_lang: source.lang.clone(),
            target_lang: target.lang.clone(),
            hash: None,
        })?,
    };
    let unit = Unit {
        id,
        origin,
        source_lang: source.lang.clone(),
        variants: vec![source.clone(), target],
        cuts: Vec::new(),
        fields: Fields::default(),
        notes: Vec::new(),
        properties: Vec::new(),
    };
    writer.add_unit(row, &unit, None)?;
    Ok(true)
}

fn pair(source: &LangTag, target: &LangTag) -> String {
    format!("{}\u{0}{}", source.canonical(), target.canonical())
}
