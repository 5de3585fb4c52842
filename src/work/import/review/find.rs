//! Which segment a row of a review table is of.

use std::collections::{HashMap, HashSet};

use super::Error;
use crate::exchange::review::{Mark, ReviewRow, Shape, plain};
use crate::exchange::shown::Shown;
use crate::store::{Placed, Reader, Row};
use crate::unit::{UnitId, Variant};
use crate::work::fill::Segments;

/// The rows that are not there any more.
#[derive(Default)]
pub(super) struct Missing {
    pub(super) rows: usize,
    pub(super) segments: Vec<String>,
}

/// The segments that rows may be of.
pub(super) struct Known<'r> {
    reader: &'r Reader<'r>,
    documents: Vec<Segments>,
    /// Where the segment of a unit is: document, place in it.
    places: HashMap<UnitId, (usize, usize)>,
    /// The segment that took the place of another.
    replacing: HashMap<Row, (usize, usize)>,
}

/// The segment that a row is of.
pub(super) struct Found<'k> {
    pub(super) segments: &'k Segments,
    pub(super) placed: &'k Placed,
    pub(super) number: usize,
    /// The row's mark; `None` where it has none, or another segment's.
    pub(super) mark: Option<Mark>,
    /// Document, and place in it.
    pub(super) place: (usize, usize),
    /// Whether the segment's source text is another since the table was written.
    pub(super) source_changed: bool,
}

impl<'r> Known<'r> {
    pub(super) fn new(reader: &'r Reader<'r>) -> Result<Self, Error> {
        let mut documents = Vec::new();
        for document in reader.documents()? {
            documents.push(Segments::of(reader, document)?);
        }
        let mut places = HashMap::new();
        let mut replacing = HashMap::new();
        for (document, segments) in documents.iter().enumerate() {
            for (place, placed) in segments.placed.iter().enumerate() {
                places.insert(placed.stored.unit.id, (document, place));
                if let Some(old) = placed.stored.replaces {
                    replacing.insert(old, (document, place));
                }
            }
        }
        Ok(Self {
            reader,
            documents,
            places,
            replacing,
        })
    }

    pub(super) fn find(&self, row: &ReviewRow) -> Result<Option<Found<'_>>, Error> {
        let Some(mark) = row.mark else {
            return Ok(self.by_text(row));
        };
        if let Some(place) = self.places.get(&mark.unit) {
            let found = self.at(*place, Some(mark));
            // A mark that came to stand beside the text of another segment.
            let strays = !mark.had_source(&row.source) && row.shape == Shape::Sound;
            let other = strays.then(|| self.by_text(row)).flatten();
            return Ok(other.or(found));
        }
        // The segment is not in its document any more; another may stand in its place.
        let old = self.reader.unit_by_id(mark.unit)?;
        let place = old.and_then(|old| self.replacing.get(&old.row));
        let found = place.and_then(|place| self.at(*place, Some(mark)));
        Ok(found.map(|found| Found {
            source_changed: true,
            ..found
        }))
    }

    /// The segment of the number and the source text that stand in a row.
    fn by_text(&self, row: &ReviewRow) -> Option<Found<'_>> {
        let (name, number) = match row.number.rsplit_once([':', '：']) {
            Some((name, number)) => (Some(name.trim()), number),
            None => (None, row.number.as_str()),
        };
        let number: usize = number.trim().parse().ok()?;
        let place = number.checked_sub(1)?;
        (0..self.documents.len())
            .filter_map(|document| self.at((document, place), None))
            .find(|found| {
                name.is_none_or(|name| name == found.segments.document.name)
                    && plain(&found.shown().source) == row.source
            })
    }

    /// What is missing of a table that had so many rows, where these segments are there and so
    /// many rows of no segment.
    pub(super) fn missing(
        &self,
        rows: usize,
        there: &HashSet<(usize, usize)>,
        unknown: usize,
    ) -> Missing {
        let documents: HashSet<usize> = there.iter().map(|(document, _)| *document).collect();
        let all = self.documents.iter().enumerate();
        let all: Vec<(usize, &Segments)> = all
            .filter(|(document, _)| documents.contains(document))
            .collect();
        let count: usize = all.iter().map(|(_, segments)| segments.placed.len()).sum();
        let missing = rows.saturating_sub(there.len() + unknown);
        let names = all.iter().flat_map(|(document, segments)| {
            let numbers = 0..segments.placed.len();
            let absent = numbers.filter(|place| !there.contains(&(*document, *place)));
            absent.map(|place| format!("{}:{}", segments.document.name, place + 1))
        });
        Missing {
            rows: missing,
            segments: match count == rows && unknown == 0 && missing > 0 {
                true => names.collect(),
                false => Vec::new(),
            },
        }
    }

    fn at(&self, (document, place): (usize, usize), mark: Option<Mark>) -> Option<Found<'_>> {
        let segments = self.documents.get(document)?;
        let found = Found {
            segments,
            placed: segments.placed.get(place)?,
            number: place + 1,
            mark,
            place: (document, place),
            source_changed: false,
        };
        let changed = mark.is_some_and(|mark| !mark.had_source(&found.shown().source));
        Some(Found {
            source_changed: changed,
            ..found
        })
    }
}

impl Found<'_> {
    pub(super) fn name(&self) -> String {
        format!("{}:{}", self.segments.document.name, self.number)
    }

    pub(super) fn current(&self) -> Option<&Variant> {
        self.segments.target(self.placed)
    }

    pub(super) fn shown(&self) -> Shown {
        Shown::new(self.placed.stored.unit.source(), self.current())
    }
}
