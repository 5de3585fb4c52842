//! XLIFF 2.0, 2.1 and 2.2 (OASIS), core.

use super::content::Elements;
use super::read::{OriginalData, original_data};
use super::{Existing, File, Part, Place, Unit};
use crate::exchange::Error;
use crate::exchange::xml::Node;
use crate::unit::State;

/// The `<file>`s of the root that began last.
pub(super) fn files(reader: &mut Elements<'_>) -> Result<Vec<File>, Error> {
    let depth = reader.xml.depth();
    let source_lang = reader.get("srcLang");
    let target_lang = reader.get("trgLang");
    let mut files = Vec::new();
    while let Some(name) = reader.child(depth)? {
        if name != "file" {
            reader.xml.skip()?;
            continue;
        }
        let original = match reader.xml.attribute("original") {
            Some(original) => original.to_owned(),
            None => reader.get("id"),
        };
        let mut file = File {
            original,
            source_lang: source_lang.clone(),
            target_lang: target_lang.clone(),
            tag: reader.xml.range(),
            ..File::default()
        };
        let translate = translates(reader, true);
        units(reader, &mut file, translate)?;
        files.push(file);
    }
    Ok(files)
}

/// Whether the element that began last is to be translated: it says so, or what it is in does.
fn translates(reader: &Elements<'_>, inherited: bool) -> bool {
    match reader.xml.attribute("translate") {
        Some(said) => said != "no",
        None => inherited,
    }
}

fn units(reader: &mut Elements<'_>, file: &mut File, translate: bool) -> Result<(), Error> {
    let depth = reader.xml.depth();
    while let Some(name) = reader.child(depth)? {
        let translate = translates(reader, translate);
        match name.as_str() {
            "group" => units(reader, file, translate)?,
            "unit" => unit(reader, file, translate)?,
            _ => reader.xml.skip()?,
        }
    }
    Ok(())
}

fn unit(reader: &mut Elements<'_>, file: &mut File, translate: bool) -> Result<(), Error> {
    reader.xml.begin_unit();
    let depth = reader.xml.depth();
    let mut data = OriginalData::new();
    // Which of the places of the unit's targets each place of the file has, and which are taken
    // by a target that says so.
    let (mut own, mut taken) = (Vec::new(), Vec::new());
    let mut nth = 0;
    while let Some(name) = reader.child(depth)? {
        match name.as_str() {
            "originalData" => {
                let list = Node::read(&mut reader.xml, &reader.prefix)?;
                data = original_data(std::iter::once(&list));
            }
            "segment" => {
                nth += 1;
                let before = file.places.len();
                taken.extend(segment(reader, file, translate, &data)?);
                own.extend((before..file.places.len()).map(|place| (place, nth)));
            }
            "ignorable" => {
                nth += 1;
                let depth = reader.xml.depth();
                while let Some(name) = reader.child(depth)? {
                    taken.extend(order(reader).filter(|_| name == "target"));
                    reader.xml.skip()?;
                }
            }
            _ => reader.xml.skip()?,
        }
    }
    reader.xml.end_part();
    // Where another target has its place, a new one would need one too.
    for (place, nth) in own {
        if let Some(place) = file.places.get_mut(place) {
            place.fits &= !taken.contains(&nth);
        }
    }
    Ok(())
}

/// Which of the targets of its unit the element that began last says that it is.
fn order(reader: &Elements<'_>) -> Option<usize> {
    reader.xml.attribute("order")?.trim().parse().ok()
}

/// Reads a segment, and says which of the targets of its unit its own is, where that says it.
fn segment(
    reader: &mut Elements<'_>,
    file: &mut File,
    translate: bool,
    data: &OriginalData,
) -> Result<Option<usize>, Error> {
    let head = reader.xml.range();
    let state = match reader.xml.attribute("state") {
        Some("translated") => State::Translated,
        Some("reviewed") => State::Reviewed,
        Some("final") => State::Final,
        _ if reader.xml.attribute("subState") == Some("yiku:rejected") => State::Rejected,
        _ => State::Draft,
    };
    let depth = reader.xml.depth();
    let (mut source, mut target, mut space) = (None, None, None);
    let mut place = None;
    while let Some(name) = reader.child(depth)? {
        match name.as_str() {
            "source" if source.is_none() => {
                space = reader.xml.attribute("xml:space").map(str::to_owned);
                source = Some(reader.content(data)?);
            }
            "target" if target.is_none() => {
                place = order(reader);
                target = Some(reader.content(data)?);
            }
            _ => reader.xml.skip()?,
        }
    }
    let Some(source) = source else {
        return Ok(place);
    };
    let existing = target.as_ref().filter(|target| !target.coded.is_blank());
    file.places.push(Place {
        // The source in the place of a translation that nobody has begun.
        target: existing
            .filter(|existing| state != State::Draft || existing.text() != source.text())
            .map(|target| Existing::of(target, state)),
        locked: !translate,
        closed: !translate || matches!(state, State::Reviewed | State::Final),
        unit: file.units.len(),
        ..Place::of(&source)
    });
    file.units.push(Unit {
        head,
        indent: reader.indent(source.tag.start),
        at: source.end,
        space,
        target,
        parts: vec![Part {
            source,
            ..Part::default()
        }],
        ..Unit::default()
    });
    Ok(place)
}
