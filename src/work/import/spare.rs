//! Units that a new text may take up again, and ids that are free.

use std::collections::HashMap;

use super::{is_by_hand, source_text};
use crate::store::{Error, StoredUnit, Writer};
use crate::text::LangTag;
use crate::text::fold::identity;
use crate::unit::{Origin, UnitId};

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

    /// The first id of this text that no unit of the memory has. A unit is to be added with it before
    /// the next is asked for.
    ///
    /// # Errors
    /// [`Error`] where the memory cannot be read.
    pub(super) fn new_id(&mut self, document: &str, source: &str) -> Result<UnitId, Error> {
        let origin = Origin::Document(document.to_owned());
        let first = UnitId::new(&origin, source, 0);
        if !self.writer.has_unit(first)? {
            return Ok(first);
        }
        let next = self.next.entry(first).or_insert(1);
        loop {
            let id = UnitId::new(&origin, source, *next);
            *next += 1;
            if !self.writer.has_unit(id)? {
                return Ok(id);
            }
        }
    }
}
