//! XLIFF 1.2 (OASIS, 1 February 2008), and 1.0 and 1.1, which have the same elements.

use super::content::{Content, Elements};
use super::read::OriginalData;
use super::{Existing, File, Part, Place, Unit, says_yes};
use crate::exchange::Error;
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

/// What a unit says of its translation.
struct Said {
    closed: bool,
    approved: bool,
    state: String,
    qualifier: String,
    /// The segments that Trados Studio locked.
    locked: Vec<String>,
}

impl Said {
    fn is_untranslated(&self) -> bool {
        matches!(
            self.state.as_str(),
            "new" | "needs-translation" | "needs-adaptation" | "needs-l10n"
        )
    }

    /// Okapi writes `singed-off`.
    fn is_final(&self) -> bool {
        self.approved || matches!(self.state.as_str(), "final" | "signed-off" | "singed-off")
    }

    fn state(&self) -> State {
        match self.state.as_str() {
            _ if self.qualifier.starts_with("rejected-") => State::Rejected,
            "final" => State::Final,
            _ if self.is_final() => State::Reviewed,
            "translated" => State::Translated,
            _ => State::Draft,
        }
    }

    fn place(&self, mid: Option<&str>, source: &Content, target: Option<&Content>) -> Place {
        let target = target.filter(|target| !target.coded.is_blank());
        let stands_for_none =
            |target: &&Content| self.is_untranslated() && target.text() == source.text();
        Place {
            target: target
                .filter(|target| !stands_for_none(target))
                .map(|target| Existing::of(target, self.state())),
            closed: self.closed
                || self.is_final()
                || mid.is_some_and(|mid| self.locked.iter().any(|locked| locked == mid)),
            ..Place::of(source)
        }
    }
}

fn unit(reader: &mut Elements<'_>, file: &mut File, translate: bool) -> Result<(), Error> {
    reader.xml.begin_unit();
    // memoQ and Memsource say with attributes of their own what is locked or done.
    let closed = reader.xml.attributes().any(|(name, value)| {
        let local = name.split_once(':').map(|(_, local)| local);
        matches!(local, Some("locked" | "confirmed")) && says_yes(value)
    });
    let mut said = Said {
        closed: !translate || closed,
        approved: reader.xml.attribute("approved") == Some("yes"),
        state: String::new(),
        qualifier: String::new(),
        locked: Vec::new(),
    };
    let depth = reader.xml.depth();
    let none = OriginalData::new();
    let (mut source, mut frame, mut target) = (None, None, None);
    while let Some(name) = reader.child(depth)? {
        match name.as_str() {
            "source" if source.is_none() => source = Some(reader.content(&none)?),
            "seg-source" if frame.is_none() => frame = Some(reader.content(&none)?),
            "target" if target.is_none() => {
                said.state = reader.get("state");
                said.qualifier = reader.get("state-qualifier");
                target = Some(reader.content(&none)?);
            }
            _ if reader.xml.name() == "sdl:seg-defs" => said.locked = locked(reader)?,
            _ => reader.xml.skip()?,
        }
    }
    reader.xml.end_part();
    let Some(source) = source else {
        return Ok(());
    };
    let frame: Option<Content> = frame.filter(|frame| !frame.segments.is_empty());
    let last = frame.as_ref().unwrap_or(&source);
    let mut unit = Unit {
        indent: reader.indent(source.tag.start),
        at: last.end,
        ..Unit::default()
    };
    let number = file.units.len();
    let segments = match &frame {
        None => {
            let part = Part {
                source,
                target: None,
            };
            file.places.push(Place {
                unit: number,
                ..said.place(None, &part.source, target.as_ref())
            });
            unit.parts.push(part);
            unit.target = target;
            file.units.push(unit);
            return Ok(());
        }
        Some(frame) => frame.segments.clone(),
    };
    let has_segments = target
        .as_ref()
        .is_some_and(|target| !target.segments.is_empty());
    // A translation as a whole says nothing of its segments.
    let whole = target
        .as_ref()
        .filter(|target| !has_segments && !target.coded.is_blank());
    let is_source =
        whole.is_none_or(|whole| said.is_untranslated() && whole.text() == source.text());
    for (part, (mid, source)) in segments.into_iter().enumerate() {
        let segment = target.as_ref().and_then(|target| {
            let mut segments = target.segments.iter();
            segments
                .find(|(other, _)| *other == mid)
                .map(|(_, segment)| segment)
        });
        let mut place = said.place(Some(&mid), &source, segment);
        place.closed |= !is_source;
        place.fits &= !has_segments || segment.is_some();
        file.places.push(Place {
            unit: number,
            part,
            ..place
        });
        unit.parts.push(Part {
            target: segment.cloned(),
            source,
        });
    }
    unit.frame = frame;
    unit.target = target;
    file.units.push(unit);
    Ok(())
}

/// The ids of the segments that an SDLXLIFF file says are locked.
fn locked(reader: &mut Elements<'_>) -> Result<Vec<String>, Error> {
    let depth = reader.xml.depth();
    let mut locked = Vec::new();
    while reader.child(depth)?.is_some() {
        if reader.xml.attribute("locked") == Some("true") {
            locked.push(reader.get("id"));
        }
        reader.xml.skip()?;
    }
    Ok(locked)
}
