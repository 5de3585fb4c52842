//! XLIFF 1.2 (OASIS, 1 February 2008), and 1.0 and 1.1, which have the same elements.

use super::content::{Content, Elements};
use super::read::{OriginalData, Said, defined};
use super::tools::Tool;
use super::{Existing, File, Part, Place, Unit, says_yes};
use crate::exchange::Error;
use crate::exchange::xml::Node;
use crate::unit::State;

/// The `<file>`s of the root that began last.
pub(super) fn files(reader: &mut Elements<'_>) -> Result<Vec<File>, Error> {
    let depth = reader.xml.depth();
    let mut files = Vec::new();
    while let Some(name) = reader.child(depth)? {
        if name != "file" {
            reader.xml.skip()?;
            continue;
        }
        let mut file = File {
            original: reader.get("original"),
            source_lang: reader.get("source-language"),
            target_lang: reader.get("target-language"),
            tag: reader.xml.range(),
            ..File::default()
        };
        units(reader, &mut file, true)?;
        files.push(file);
    }
    Ok(files)
}

/// The units in the element that began last, those in groups too.
fn units(reader: &mut Elements<'_>, file: &mut File, translate: bool) -> Result<(), Error> {
    let depth = reader.xml.depth();
    while let Some(name) = reader.child(depth)? {
        let translate = match reader.xml.attribute("translate") {
            Some(said) => said != "no",
            None => translate,
        };
        match name.as_str() {
            "body" | "group" | "bin-unit" => units(reader, file, translate)?,
            "trans-unit" => unit(reader, file, translate)?,
            _ => reader.xml.skip()?,
        }
    }
    Ok(())
}

fn unit(reader: &mut Elements<'_>, file: &mut File, translate: bool) -> Result<(), Error> {
    reader.xml.begin_unit();
    let node = Node::read(&mut reader.xml, &reader.prefix)?;
    reader.xml.end_part();
    let none = OriginalData::new();
    let content = |name: &str| node.first(name).map(|node| reader.of_node(node, &none));
    let Some(source) = content("source") else {
        return Ok(());
    };
    if translate {
        file.inner_texts += node.first("source").map_or(0, |source| source.count("sub"));
    }
    let target = content("target");
    let frame = content("seg-source").filter(|frame| !frame.segments.is_empty());
    let said = Said::of_unit(&node, node.first("target"), translate);
    // A unit that Phrase has confirmed is done, whatever stands in it.
    let confirmed = node.get_foreign("confirmed").is_some_and(says_yes);
    let mut unit = Unit {
        head: node.tag.clone(),
        tool: Tool::of(&node),
        says_state: node
            .first("target")
            .is_some_and(|target| target.get("state").is_some()),
        indent: reader.indent(source.tag.start),
        at: frame.as_ref().unwrap_or(&source).end,
        ..Unit::default()
    };
    let number = file.units.len();
    let Some(frame) = frame else {
        let mut place = place(&said, &source, target.as_ref());
        place.closed |= confirmed;
        place.unit = number;
        file.places.push(place);
        unit.parts.push(Part {
            source,
            ..Part::default()
        });
        unit.target = target;
        file.units.push(unit);
        return Ok(());
    };
    let has_segments = target
        .as_ref()
        .is_some_and(|target| !target.segments.is_empty());
    // A translation as a whole says nothing of its segments.
    let whole = target
        .as_ref()
        .filter(|target| !has_segments && !target.coded.is_blank());
    let is_source = whole.is_none_or(|whole| said.is_untouched && whole.text() == source.text());
    for (part, (mid, source)) in frame.segments.iter().enumerate() {
        let segment = target.as_ref().and_then(|target| {
            let mut segments = target.segments.iter();
            segments
                .find(|(other, _)| other == mid)
                .map(|(_, segment)| segment)
        });
        let defined = defined(&node, mid);
        let mut place = place(&said.clone().of_trados(defined), source, segment);
        place.closed |= confirmed || !is_source || is_done(&said);
        place.fits &= !has_segments || segment.is_some();
        file.places.push(Place {
            unit: number,
            part,
            ..place
        });
        unit.parts.push(Part {
            source: source.clone(),
            target: segment.cloned(),
            trados: defined.map(|defined| defined.tag.clone()),
        });
    }
    unit.frame = Some(frame);
    unit.target = target;
    file.units.push(unit);
    Ok(())
}

fn is_done(said: &Said) -> bool {
    said.state >= Some(State::Reviewed)
}

/// The place of the translation of a source, of which that is said.
fn place(said: &Said, source: &Content, target: Option<&Content>) -> Place {
    let is_copy = |target: &&Content| said.is_untouched && target.text() == source.text();
    let target = target.filter(|target| !target.coded.is_blank() && !is_copy(target));
    Place {
        target: target.map(|target| Existing::of(target, said.state.unwrap_or(State::Draft))),
        locked: said.locked.is_some(),
        closed: said.locked.is_some() || is_done(said),
        ..Place::of(source)
    }
}
