//! A walk through all that a memory holds, in an order that its content alone decides: documents
//! by name, each in its order and then its earlier texts, and imported memories by name.

use crate::store::{self, Reader, StoredUnit};
use crate::work::search::Place;

/// Where a unit was met, to be told later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::work) struct Spot {
    /// Which of the origins it is from.
    origin: u32,
    /// Its number in a document, from 1; 0 where it has no place.
    number: u32,
}

/// The documents and memories of a walk.
#[derive(Clone, Debug, Default)]
pub(in crate::work) struct Origins {
    documents: Vec<store::Document>,
    memories: Vec<store::ImportedMemory>,
}

impl Spot {
    /// Whether it is in an imported memory.
    pub(in crate::work) fn is_imported(self, origins: &Origins) -> bool {
        self.origin as usize >= origins.documents.len()
    }

    /// Whether it has a place in a document.
    pub(in crate::work) fn is_placed(self) -> bool {
        self.number > 0
    }
}

impl Origins {
    pub(in crate::work) fn of(reader: &Reader<'_>) -> Result<Self, store::Error> {
        let mut documents = reader.documents()?;
        documents.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self {
            documents,
            memories: reader.memories()?,
        })
    }

    /// What people call a spot.
    pub(in crate::work) fn place(&self, spot: Spot) -> Place {
        let at = spot.origin as usize;
        match self.documents.get(at) {
            Some(document) if spot.number > 0 => {
                Place::Segment(document.name.clone(), spot.number as usize)
            }
            Some(document) => Place::Earlier(document.name.clone()),
            None => {
                let memory = self.memories.get(at - self.documents.len());
                Place::Memory(memory.map_or_else(String::new, |memory| memory.name.clone()))
            }
        }
    }

    /// Only the document of that name, and no memory.
    pub(in crate::work) fn only(mut self, document: &str) -> Self {
        self.documents.retain(|known| known.name == document);
        self.memories.clear();
        self
    }

    /// Hands every unit to `each`, one at a time; of a document, a document at a time is held.
    pub(in crate::work) fn each<E: From<store::Error>>(
        &self,
        reader: &Reader<'_>,
        mut each: impl FnMut(Spot, &StoredUnit) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut origin = 0;
        for document in &self.documents {
            if let Some(row) = document.row {
                for (number, placed) in (1..).zip(reader.placed(row)?) {
                    each(Spot { origin, number }, &placed.stored)?;
                }
                for stored in reader.retired(row)? {
                    each(Spot { origin, number: 0 }, &stored)?;
                }
            }
            origin += 1;
        }
        for memory in &self.memories {
            if let Some(row) = memory.row {
                reader.each_unit(row, |stored| each(Spot { origin, number: 0 }, stored))?;
            }
            origin += 1;
        }
        Ok(())
    }
}
