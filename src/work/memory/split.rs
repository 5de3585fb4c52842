//! Taking a part of a memory into a memory of its own.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use super::arrivals::say_languages;
use super::{Error, check_new};
use crate::store::{
    self, Command, Document, ImportedMemory, Memory, Part, Reader, Row, StoredUnit, Writer,
};
use crate::text::fold::fold;
use crate::unit::{Fields, Side};

/// What is taken: of the documents and memories that are named (all, where none is), what is filed
/// as is said.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Documents, by name.
    pub documents: Vec<String>,
    /// Imported memories, by name.
    pub memories: Vec<String>,
    /// Whose text it is.
    pub client: Option<String>,
    /// The project.
    pub project: Option<String>,
    /// The domain.
    pub domain: Option<String>,
}

/// What splitting came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// The documents that went along, with the number of their segments.
    pub documents: Vec<(String, usize)>,
    /// The imported memories, each with the number of units that went along and that it has.
    pub memories: Vec<(String, usize, usize)>,
    /// How many units were taken out here.
    pub removed: usize,
}

impl Split {
    /// Whether nothing is taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.memories.is_empty()
    }
}

/// Copies what is selected to a new memory `to`; with `remove`, takes what is of imported memories
/// out here, as one change. Or says what that would do. Where nothing is selected, no memory is
/// made.
///
/// # Errors
/// [`Error`]; then there is no new memory, or nothing was taken out here.
pub fn split(
    memory: &mut Memory,
    selection: &Selection,
    to: &Path,
    remove: bool,
    command: &Command,
    dry_run: bool,
) -> Result<Split, Error> {
    if to.exists() {
        return Err(Error::Exists {
            path: to.to_owned(),
        });
    }
    check_new(to)?;
    if dry_run || !remove {
        let reader = memory.read()?;
        let plan = Plan::new(&reader, selection)?;
        if !dry_run && !plan.is_empty() {
            plan.copy(&reader, to, command)?;
        }
        return Ok(plan.outcome(remove));
    }
    let (outcome, _) = memory.change(command, |writer| {
        let plan = Plan::new(writer, selection)?;
        let outcome = plan.outcome(true);
        if !plan.is_empty() {
            // The copy is on the disk before anything is taken out.
            plan.copy(writer, to, command)?;
            plan.take_out(writer)?;
            writer.describe(format!("{} units taken out", outcome.removed));
        }
        Ok::<_, Error>(outcome)
    })?;
    Ok(outcome)
}

/// What goes along.
struct Plan {
    documents: Vec<(Document, usize)>,
    memories: Vec<Chosen>,
}

/// What goes along of an imported memory.
struct Chosen {
    memory: ImportedMemory,
    units: Vec<Row>,
    of: usize,
}

impl Plan {
    fn new(reader: &Reader<'_>, selection: &Selection) -> Result<Self, Error> {
        let (documents, memories) = (reader.documents()?, reader.memories()?);
        selection.check_names(reader, &documents, &memories)?;
        let named = !selection.documents.is_empty() || !selection.memories.is_empty();
        let mut filed = Filed::default();
        let mut plan = Self {
            documents: Vec::new(),
            memories: Vec::new(),
        };
        for document in documents {
            let Some(row) = document.row else { continue };
            if named && !selection.documents.contains(&document.name) {
                continue;
            }
            // The texts of a document are all filed as its project is.
            let placed = reader.placed(row)?;
            let mut wanted = false;
            for placed in &placed {
                wanted |= selection.takes(&placed.stored.unit.fields, &mut filed);
            }
            if wanted {
                plan.documents.push((document, placed.len()));
            }
        }
        for memory in memories {
            let Some(row) = memory.row else { continue };
            if named && !selection.memories.contains(&memory.name) {
                continue;
            }
            let mut chosen = Chosen {
                memory,
                units: Vec::new(),
                of: 0,
            };
            reader.each_unit(row, |stored| {
                chosen.of += 1;
                if selection.takes(&stored.unit.fields, &mut filed) {
                    chosen.units.push(stored.row);
                }
                Ok::<_, store::Error>(())
            })?;
            if !chosen.units.is_empty() {
                plan.memories.push(chosen);
            }
        }
        if plan.is_empty() {
            selection.check_fields(reader, filed)?;
        }
        Ok(plan)
    }

    fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.memories.is_empty()
    }

    fn outcome(&self, remove: bool) -> Split {
        let documents = self.documents.iter();
        let memories = self.memories.iter();
        let units: usize = memories.clone().map(|chosen| chosen.units.len()).sum();
        Split {
            documents: documents
                .map(|(document, segments)| (document.name.clone(), *segments))
                .collect(),
            memories: memories
                .map(|chosen| (chosen.memory.name.clone(), chosen.units.len(), chosen.of))
                .collect(),
            removed: if remove { units } else { 0 },
        }
    }

    /// Writes the new memory; where that fails, there is none.
    fn copy(&self, reader: &Reader<'_>, to: &Path, command: &Command) -> Result<(), store::Error> {
        let mut new = Memory::open_or_create(to)?;
        let done = new.change(command, |writer| {
            for (document, _) in &self.documents {
                copy_document(reader, writer, document)?;
            }
            for chosen in &self.memories {
                chosen.copy(reader, writer)?;
            }
            let documents = self.documents.iter();
            let names = documents.map(|(document, _)| document.name.clone());
            let memories = self.memories.iter();
            let units = memories.map(|chosen| {
                let (name, units) = (&chosen.memory.name, chosen.units.len());
                format!("{name}: {units} units")
            });
            writer.describe(names.chain(units).collect::<Vec<_>>().join("; "));
            Ok::<_, store::Error>(())
        });
        drop(new);
        if let Err(error) = done {
            // What could not be filled is of no use to anybody.
            let _ = fs::remove_file(to);
            return Err(error);
        }
        Ok(())
    }

    /// Takes what is of imported memories out of this one.
    fn take_out(&self, writer: &Writer<'_>) -> Result<(), store::Error> {
        for chosen in &self.memories {
            for row in &chosen.units {
                writer.remove_unit(*row)?;
            }
            let Some(row) = chosen.memory.row else {
                continue;
            };
            if !writer.remove_memory_if_empty(row)? {
                // It is no longer what its file says: importing that again has to look.
                writer.put_memory(&ImportedMemory {
                    hash: None,
                    ..chosen.memory.clone()
                })?;
            }
        }
        Ok(())
    }
}

impl Chosen {
    fn copy(&self, reader: &Reader<'_>, writer: &Writer<'_>) -> Result<(), store::Error> {
        let whole = self.units.len() == self.of;
        let memory = writer.put_memory(&ImportedMemory {
            row: None,
            hash: self.memory.hash.filter(|_| whole),
            ..self.memory.clone()
        })?;
        for row in &self.units {
            let Some(StoredUnit { unit, .. }) = reader.unit(*row)? else {
                continue;
            };
            say_languages(writer, &unit)?;
            writer.add_unit(memory, &unit, None)?;
        }
        Ok(())
    }
}

/// Copies a document as it is: its segments, their places, its earlier texts.
fn copy_document(
    reader: &Reader<'_>,
    writer: &Writer<'_>,
    document: &Document,
) -> Result<(), store::Error> {
    let Some(row) = document.row else {
        return Ok(());
    };
    let copy = writer.put_document(document)?;
    writer.put_original(copy, reader.original(row)?.as_ref())?;
    if writer.setting("from")?.is_none() {
        writer.set_setting("from", document.source_lang.given())?;
        writer.set_setting("to", document.target_lang.given())?;
    }
    let placed = |placed: Vec<store::Placed>| placed.into_iter().map(|placed| placed.stored);
    let mut units: Vec<StoredUnit> = reader.retired(row)?;
    units.extend(placed(reader.placed(row)?));
    units.extend(placed(reader.unpaired(row)?));
    let mut copies: HashMap<Row, Row> = HashMap::new();
    for stored in &units {
        let own = writer.add_unit(copy, &stored.unit, None)?;
        copies.insert(stored.row, own);
    }
    for stored in units {
        let replaces = stored.replaces.and_then(|old| copies.get(&old));
        if let (Some(replaces), Some(own)) = (replaces, copies.get(&stored.row)) {
            writer.update_unit(&StoredUnit {
                row: *own,
                replaces: Some(*replaces),
                ..stored
            })?;
        }
    }
    for side in [Side::Source, Side::Target] {
        let parts: Vec<Part> = reader
            .parts(row, side)?
            .into_iter()
            .filter_map(|part| {
                let unit = *copies.get(&part.unit)?;
                Some(Part { unit, ..part })
            })
            .collect();
        writer.set_parts(copy, side, &parts)?;
    }
    Ok(())
}

/// What units are filed under, as far as was looked.
#[derive(Default)]
struct Filed {
    clients: BTreeSet<String>,
    projects: BTreeSet<String>,
    domains: BTreeSet<String>,
}

impl Selection {
    /// Whether what is filed so is taken.
    fn takes(&self, fields: &Fields, filed: &mut Filed) -> bool {
        let asked = [
            (&self.client, &fields.client, &mut filed.clients),
            (&self.project, &fields.project, &mut filed.projects),
            (&self.domain, &fields.domain, &mut filed.domains),
        ];
        let mut takes = true;
        for (asked, own, known) in asked {
            let Some(asked) = asked else { continue };
            takes &= fold(asked) == fold(own);
            if !own.is_empty() && !known.contains(own) {
                known.insert(own.clone());
            }
        }
        takes
    }

    /// Refuses names that are not there.
    fn check_names(
        &self,
        reader: &Reader<'_>,
        documents: &[Document],
        memories: &[ImportedMemory],
    ) -> Result<(), Error> {
        let documents: Vec<&String> = documents.iter().map(|document| &document.name).collect();
        let memories: Vec<&String> = memories.iter().map(|memory| &memory.name).collect();
        for (what, given, known) in [
            ("document", &self.documents, &documents),
            ("imported memory", &self.memories, &memories),
        ] {
            if let Some(given) = given.iter().find(|given| !known.contains(given)) {
                return Err(unknown(reader, what, given, known.iter().copied().cloned()));
            }
        }
        Ok(())
    }

    /// Refuses what nothing is filed under.
    fn check_fields(&self, reader: &Reader<'_>, filed: Filed) -> Result<(), Error> {
        for (what, asked, known) in [
            ("client", &self.client, filed.clients),
            ("project", &self.project, filed.projects),
            ("domain", &self.domain, filed.domains),
        ] {
            let Some(asked) = asked else { continue };
            if !known.iter().any(|known| fold(known) == fold(asked)) {
                return Err(unknown(reader, what, asked, known));
            }
        }
        Ok(())
    }
}

fn unknown(
    reader: &Reader<'_>,
    what: &'static str,
    given: &str,
    known: impl IntoIterator<Item = String>,
) -> Error {
    Error::Unknown {
        what,
        given: given.to_owned(),
        memory: reader.path().display().to_string(),
        known: known.into_iter().collect(),
    }
}
