//! Units that a new text may take up again, and ids that are free.

use std::collections::HashMap;

use super::{is_by_hand, source_text};
use crate::store::{Error, Row, StoredUnit, Writer};
use crate::text::LangTag;
use crate::text::fold::identity;
use crate::unit::{Origin, Unit, UnitId};

/// The units that a new text may take up again, and the ids that are free.
pub(super) struct Spare<'a> {
    writer: &'a Writer<'a>,
    /// By the id of its first occurrence, of a text that stands again: the next occurrence to try.
    next: HashMap<UnitId, u32>,
    retired: HashMap<String, Vec<&'a StoredUnit>>,
}

impl<'a> Spare<'a> {
    /// Those of a memory, with the units of a document that have no place any more.
    pub(super) fn new(
        writer: &'a Writer<'a>,
        retired: &'a [StoredUnit],
        target_lang: &LangTag,
    ) -> Self {
        let mut by_text: HashMap<String, Vec<&StoredUnit>> = HashMap::new();
        for stored in retired.iter().rev() {
            by_text
                .entry(identity(source_text(stored)))
                .or_default()
                .push(stored);
        }
        // Taken from the end: what a person wrote comes back first.
        for units in by_text.values_mut() {
            units.sort_by_key(|stored| stored.unit.variant(target_lang).is_some_and(is_by_hand));
        }
        Self {
            writer,
            next: HashMap::new(),
            retired: by_text,
        }
    }

    /// A unit that had this text before and lost its place: the text has come back.
    pub(super) fn take_retired(&mut self, source: &str) -> Option<&'a StoredUnit> {
        self.retired.get_mut(&identity(source))?.pop()
    }

    /// Adds a unit to a document, under the first id of a text that no unit of the memory has. It has
    /// that of the first occurrence, in a document called so.
    ///
    /// # Errors
    /// [`Error`] where the memory cannot be written.
    pub(super) fn add(
        &mut self,
        document: Row,
        mut unit: Unit,
        (name, text): (&str, &str),
        replaces: Option<Row>,
    ) -> Result<Row, Error> {
        if let Some(row) = (self.writer).add_unless_there(document, &unit, replaces)? {
            return Ok(row);
        }
        let origin = Origin::Document(name.to_owned());
        let next = self.next.entry(unit.id).or_insert(1);
        loop {
            unit.id = UnitId::new(&origin, text, *next);
            *next += 1;
            if let Some(row) = (self.writer).add_unless_there(document, &unit, replaces)? {
                return Ok(row);
            }
        }
    }
}
