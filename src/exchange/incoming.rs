//! The stream of units that every reader yields.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

use super::{Error, Mends, Position};
use crate::text::LangTag;
use crate::unit::{Fields, Note, Origin, Property, State, Unit, UnitId, Variant};

/// Reads a stream of units in one format: an iterator that ends after its first error.
///
/// Only what one unit needs is held in memory.
pub trait UnitReader: Iterator<Item = Result<Incoming, Error>> {
    /// What the head of the file says.
    fn header(&self) -> &ReadHeader;

    /// What was mended or left out up to now; complete when the stream has ended.
    fn mends(&self) -> &Mends;
}

/// What the head of a file says of all its units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadHeader {
    /// The version of the format, as it stands in the file.
    pub version: Option<String>,
    /// The source language; `None` where each unit says its own or nothing does.
    pub source: Option<LangTag>,
    /// The tool that wrote the file.
    pub tool: Option<String>,
    /// When the file was made, as RFC 3339 in UTC.
    pub date: Option<String>,
    /// The character encoding that the file really has: `UTF-8`, `UTF-16LE` …
    pub encoding: &'static str,
    /// Notes on the file.
    pub notes: Vec<Note>,
    /// Properties of the file.
    pub properties: Vec<Property>,
}

/// A unit as it comes out of a file: all but its origin and its id, which the caller knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// Its number in the file, from 1; units that were left out count.
    pub number: u64,
    /// Where it begins.
    pub at: Position,
    /// The id that the file gives it (TMX `tuid`).
    pub given_id: Option<String>,
    /// The document it comes from, by the name the file gives.
    pub document: Option<String>,
    /// The language it is translated from.
    pub source_lang: LangTag,
    /// Its texts, in the order of the file; never empty, and none without text or code.
    pub variants: Vec<Variant>,
    /// See [`Unit::cuts`].
    pub cuts: Vec<u32>,
    /// What translators filter by.
    pub fields: Fields,
    /// Notes on the unit.
    pub notes: Vec<Note>,
    /// Properties of the unit.
    pub properties: Vec<Property>,
}

/// The property that names the document of a unit whose origin does not.
pub const DOCUMENT: &str = "x-document";

/// The property that keeps the id that another tool gave a unit, where it says something: that a unit
/// is the hundredth of its file, as many tools count them, is not worth a property in each of a million.
pub(super) fn given_id(id: &str, number: u64) -> Option<Property> {
    let counts = id
        .parse::<u64>()
        .is_ok_and(|count| count == number || count.checked_add(1) == Some(number));
    (!id.is_empty() && !counts).then(|| Property {
        name: "x-id".to_owned(),
        value: id.to_owned(),
    })
}

/// The property that says in which context a text stands, where the format has a word for it.
pub const CONTEXT: &str = "x-context";

impl Incoming {
    /// The text that the unit is identified by: its source; without one, its first text.
    #[must_use]
    pub fn identity(&self) -> &str {
        let source = self.variants.iter().find(|v| v.lang == self.source_lang);
        let text = source.or(self.variants.first());
        text.map_or("", |variant| variant.text.as_str())
    }

    /// With its translations confirmed, where the file says nothing of their states: that is what a
    /// translation in a file of translations is.
    #[must_use]
    pub fn confirmed(mut self) -> Self {
        for variant in &mut self.variants {
            if variant.lang != self.source_lang && variant.state.is_none() {
                variant.state = Some(State::Translated);
            }
        }
        self
    }

    /// The unit, with its origin and the id that [`Occurrences::id`] gives it. The name of its
    /// document is kept as the property `x-document` where the origin does not say it.
    #[must_use]
    pub fn into_unit(self, origin: Origin, id: UnitId) -> Unit {
        let mut properties = self.properties;
        if let Some(document) = self.document
            && origin != Origin::Document(document.clone())
        {
            properties.insert(
                0,
                Property {
                    name: DOCUMENT.to_owned(),
                    value: document,
                },
            );
        }
        Unit {
            id,
            origin,
            source_lang: self.source_lang,
            variants: self.variants,
            cuts: self.cuts,
            fields: self.fields,
            notes: self.notes,
            properties,
        }
    }
}

/// Gives the units of a stream their ids: counts how often each source text occurred.
///
/// Holds 20 bytes a distinct source (and what a hash table leaves free), never its text.
#[derive(Debug)]
pub struct Occurrences {
    counts: HashMap<[u8; 16], u32, BuildHasherDefault<IdHash>>,
    /// How many sources are held.
    most: usize,
    /// How many units there were.
    units: u32,
}

impl Default for Occurrences {
    fn default() -> Self {
        Self::of(usize::MAX)
    }
}

impl Occurrences {
    /// How many sources a [bounded](Self::bounded) one holds: one less than a hash table of 2²¹
    /// places takes before it grows, 44 MB.
    pub const BOUND: usize = (7 << 18) - 1;

    /// Holds no more than the first [`BOUND`](Self::BOUND) different sources. In a larger file the id
    /// of any other comes of its place among the units as well.
    #[must_use]
    pub fn bounded() -> Self {
        Self::of(Self::BOUND)
    }

    fn of(most: usize) -> Self {
        Self {
            counts: HashMap::default(),
            most,
            units: 0,
        }
    }

    /// The id of the next unit of `origin` whose identity text is `source`.
    pub fn id(&mut self, origin: &Origin, source: &str) -> UnitId {
        let first = UnitId::new(origin, source, 0);
        self.units = self.units.saturating_add(1);
        let is_full = self.counts.len() >= self.most;
        let nth = match self.counts.entry(first.0) {
            Entry::Occupied(mut count) => {
                let nth = *count.get();
                *count.get_mut() = nth.saturating_add(1);
                nth
            }
            // No source that is not held has a count, so these are numbers that it does not share.
            Entry::Vacant(_) if is_full => self.units,
            Entry::Vacant(place) => {
                place.insert(1);
                0
            }
        };
        match nth {
            0 => first,
            nth => UnitId::new(origin, source, nth),
        }
    }
}

/// Takes the last eight bytes of what it hashes for the hash: an id already is one.
#[derive(Debug, Default)]
struct IdHash(u64);

impl Hasher for IdHash {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(last) = bytes.last_chunk() {
            self.0 = u64::from_le_bytes(*last);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_source_gets_an_id_of_its_own_and_the_same_the_next_time() {
        let origin = Origin::Memory("client.tmx".to_owned());
        let texts = ["Patents", "Trademarks", " Patents ", "Patents"];
        let ids = || {
            let mut occurrences = Occurrences::default();
            texts.map(|text| occurrences.id(&origin, text))
        };
        let expected = [(0, 0), (1, 0), (0, 1), (0, 2)]
            .map(|(text, nth)| UnitId::new(&origin, texts[text], nth));
        assert_eq!(ids(), expected);
        assert_eq!(ids(), ids());
    }

    #[test]
    fn a_full_count_gives_each_unit_an_id_of_its_own_still() {
        let origin = Origin::Memory("client.tmx".to_owned());
        let texts = [
            "Patents",
            "Trademarks",
            "Designs",
            "Patents",
            "Designs",
            "Designs",
        ];
        let ids = |mut occurrences: Occurrences| texts.map(|text| occurrences.id(&origin, text));
        let (exact, bounded) = (ids(Occurrences::default()), ids(Occurrences::of(2)));
        assert_eq!(bounded[..2], exact[..2]);
        assert_eq!(bounded[3], exact[3]);
        let different: std::collections::HashSet<_> = bounded.iter().collect();
        assert_eq!(different.len(), texts.len());
        assert_eq!(bounded, ids(Occurrences::of(2)));
    }
}
