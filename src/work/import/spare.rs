//! Units that a new text may take up again, and ids that are free.

use std::collections::{HashMap, HashSet};

use super::{is_by_hand, source_text};
use crate::store::{Placed, StoredUnit};
use crate::text::LangTag;
use crate::text::fold::identity;
use crate::unit::{Origin, UnitId};

/// The units that a new text may take up again, and the ids that are in use.
pub(super) struct Spare<'a> {
    /// The ids of the units that are there. Those that are given here are never given again.
    used: HashSet<UnitId>,
    /// By the id of its first occurrence: the next occurrence of a text to try.
    next: HashMap<UnitId, u32>,
    retired: HashMap<String, Vec<&'a StoredUnit>>,
}

impl<'a> Spare<'a> {
    /// For a text of so many segments.
    pub(super) fn new(
        segments: usize,
        placed: &'a [Placed],
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
            used: placed
                .iter()
                .map(|placed| placed.stored.unit.id)
                .chain(retired.iter().map(|stored| stored.unit.id))
                .collect(),
            next: HashMap::with_capacity(segments.saturating_sub(placed.len())),
            retired: by_text,
        }
    }

    /// A unit that had this text before and lost its place: the text has come back.
    pub(super) fn take_retired(&mut self, source: &str) -> Option<&'a StoredUnit> {
        self.retired.get_mut(&identity(source))?.pop()
    }

    /// The first id of this text that is free.
    pub(super) fn new_id(&mut self, document: &str, source: &str) -> UnitId {
        let origin = Origin::Document(document.to_owned());
        let next = self
            .next
            .entry(UnitId::new(&origin, source, 0))
            .or_default();
        loop {
            let id = UnitId::new(&origin, source, *next);
            *next += 1;
            if !self.used.contains(&id) {
                return id;
            }
        }
    }
}
