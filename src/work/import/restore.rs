//! Bringing a memory back from its text form: its documents as documents, to the byte, and the
//! memories that were imported into it.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use super::{Error, MemoryOutcome};
use crate::exchange::jsonl::{Line, Lines, UnitLine};
use crate::exchange::{self, DocumentHead, MemoryHead};
use crate::store::{Part, Row, StoredUnit, Writer};
use crate::unit::{Origin, Side, Unit, UnitId};
use crate::work::layout;

/// Takes all of `lines` into the memory, or with `partial` what stands before a fault.
pub(super) fn restore<R: Read>(
    writer: &Writer<'_>,
    path: &Path,
    mut lines: Lines<R>,
    partial: bool,
) -> Result<MemoryOutcome, Error> {
    let mut restore = Restore {
        writer,
        path,
        origins: HashMap::new(),
        documents: HashMap::new(),
        ids: HashMap::new(),
        replacing: Vec::new(),
    };
    let mut outcome = MemoryOutcome {
        name: super::file_name(path),
        ..MemoryOutcome::default()
    };
    while let Some(line) = lines.next() {
        let taken = match line {
            Ok(Line::Memory(_)) => Ok(()),
            Ok(Line::Document(head)) => restore.document(*head),
            Ok(Line::Imported(head)) => restore.memory(*head),
            Ok(Line::Unit(unit)) => {
                outcome.units += 1;
                restore.unit(*unit)
            }
            Err(error @ exchange::Error::Malformed { .. }) if partial => {
                outcome.ended = Some(error.to_string());
                break;
            }
            Err(error) => return Err(restore.unreadable(error)),
        };
        match taken {
            Ok(()) => {}
            Err(Refused::Line(message)) => return Err(restore.unreadable(lines.fault(message))),
            Err(Refused::Import(error)) => return Err(error),
        }
    }
    restore.lay_out()?;
    outcome.new = outcome.units;
    Ok(outcome)
}

/// Why a line is not taken.
enum Refused {
    /// What it says cannot be.
    Line(String),
    /// The memory refuses, or has it already.
    Import(Error),
}

impl<E: Into<Error>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Import(error.into())
    }
}

/// A place in a document: its number, and what stands there.
type Numbered = (usize, Part);

/// A memory that is coming back.
struct Restore<'a> {
    writer: &'a Writer<'a>,
    path: &'a Path,
    /// The documents and imported memories that were described.
    origins: HashMap<Origin, Row>,
    /// What stands on both sides of each document.
    documents: HashMap<Row, [Vec<Numbered>; 2]>,
    /// Where units of documents are.
    ids: HashMap<UnitId, Row>,
    /// Units that took the place of another.
    replacing: Vec<(Row, Unit, UnitId)>,
}

impl Restore<'_> {
    fn unreadable(&self, source: exchange::Error) -> Error {
        Error::Memory {
            path: self.path.to_owned(),
            source,
        }
    }

    fn document(&mut self, mut head: DocumentHead) -> Result<(), Refused> {
        if self.writer.document(&head.name)?.is_some() {
            return Err(self.there_already("document", head.name).into());
        }
        let original = (head.original.take())
            .map(|original| {
                layout::original(original)
                    .ok_or_else(|| Refused::Line("the file of a document is not base 64".into()))
            })
            .transpose()?;
        let document = layout::document(head).ok_or_else(|| {
            Refused::Line("the hash of a file is not 64 hexadecimal digits".into())
        })?;
        if self.writer.setting("from")?.is_none() {
            (self.writer).set_setting("from", document.source_lang.given())?;
            (self.writer).set_setting("to", document.target_lang.given())?;
        }
        let row = self.writer.put_document(&document)?;
        self.writer.put_original(row, original.as_ref())?;
        self.documents.insert(row, [Vec::new(), Vec::new()]);
        self.origins.insert(Origin::Document(document.name), row);
        Ok(())
    }

    fn memory(&mut self, head: MemoryHead) -> Result<(), Refused> {
        let mut known = self.writer.memories()?.into_iter();
        if known.any(|known| known.name == head.name) {
            return Err(self.there_already("memory", head.name).into());
        }
        let memory = layout::memory(head);
        let row = self.writer.put_memory(&memory)?;
        self.origins.insert(Origin::Memory(memory.name), row);
        Ok(())
    }

    fn there_already(&self, what: &'static str, name: String) -> Error {
        Error::ThereAlready {
            path: self.path.to_owned(),
            what,
            name,
        }
    }

    fn unit(&mut self, mut line: UnitLine) -> Result<(), Refused> {
        let place = line.place.take();
        let target = line.target_place.take();
        let replaces = line.replaces.take();
        let unit = (line.into_unit())
            .ok_or_else(|| Refused::Line("the id of a unit is not 32 hexadecimal digits".into()))?;
        let Some(origin) = self.origins.get(&unit.origin).copied() else {
            let (Origin::Document(name) | Origin::Memory(name)) = &unit.origin;
            let message = format!("nothing was said of “{name}” before this unit, which is of it");
            return Err(Refused::Line(message));
        };
        if self.writer.unit_by_id(unit.id)?.is_some() {
            let message = format!("the unit {} stands here a second time", unit.id);
            return Err(Refused::Line(message));
        }
        let row = self.writer.add_unit(origin, &unit, None)?;
        let Some([source_side, target_side]) = self.documents.get_mut(&origin) else {
            return Ok(());
        };
        self.ids.insert(unit.id, row);
        let part = |before| Part { before, unit: row };
        source_side.extend(place.map(|place| (place.number, part(place.before))));
        target_side.extend(target.map(|place| (place.number, part(place.before))));
        if let Some(replaced) = replaces.as_deref().and_then(UnitId::from_hex) {
            self.replacing.push((row, unit, replaced));
        }
        Ok(())
    }

    /// Puts the units of documents where they stand. Where two have the same number, as after two
    /// files were merged, they stand in the order of the file.
    fn lay_out(self) -> Result<(), Error> {
        for (document, sides) in self.documents {
            for (side, mut parts) in [Side::Source, Side::Target].into_iter().zip(sides) {
                parts.sort_by_key(|(number, _)| *number);
                let parts: Vec<Part> = parts.into_iter().map(|(_, part)| part).collect();
                self.writer.set_parts(document, side, &parts)?;
            }
        }
        for (row, unit, replaced) in self.replacing {
            if let Some(replaced) = self.ids.get(&replaced) {
                self.writer.update_unit(&StoredUnit {
                    row,
                    unit,
                    replaces: Some(*replaced),
                })?;
            }
        }
        Ok(())
    }
}
