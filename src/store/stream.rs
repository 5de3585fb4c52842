//! The units of an imported memory as a stream, however many there are.

use rusqlite::params;

use super::units::{blank_unit, fill_unit, fill_variant, unit_columns, variant_columns};
use super::{Error, Reader, Row, StoredUnit};
use crate::unit::{Origin, Variant};

/// The units of an origin whose rows are within bounds. By the table: with the index by origin each
/// step would be a search.
const UNITS: &str = concat!(
    "SELECT ",
    unit_columns!(),
    " FROM unit u WHERE u.id BETWEEN ?2 AND ?3 AND +u.origin = ?1 ORDER BY u.id"
);

/// Their texts, in the same order, among those of other origins.
const VARIANTS: &str = concat!(
    "SELECT ",
    variant_columns!(),
    " FROM variant v WHERE v.unit BETWEEN ?1 AND ?2 ORDER BY v.unit, v.lang, v.nth"
);

/// The texts of a memory that is as it came: as they were written, unit after unit, without going by
/// their index.
const AS_THEY_CAME: &str = concat!(
    "SELECT ",
    variant_columns!(),
    " FROM variant v WHERE v.id > ?1 AND v.id <= ?2 ORDER BY v.id"
);

/// The newest of the texts within bounds, with its unit. By the table: the index is no help.
const NEWEST: &str = "SELECT unit, max(date) FROM variant WHERE +unit BETWEEN ?1 AND ?2";

/// The date that was noted of an origin when it came, and the rows of texts before its own and of
/// its last; none where a text was added to it, changed or taken away since.
const NOTED: &str = "
    SELECT o.date, c.variants_before, coalesce(after.variants, 9223372036854775807)
      FROM origin o JOIN change c ON c.id = o.added
      JOIN (SELECT min(units_before) AS units, min(variants_before) AS variants FROM change
        WHERE id > (SELECT added FROM origin WHERE id = ?1)) after
      WHERE o.id = ?1 AND o.date IS NOT NULL AND c.units_before IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM variant_history h
        WHERE h.change > o.added AND (NOT h.existed OR h.old_unit > c.units_before
          AND h.old_unit <= coalesce(after.units, h.old_unit)))
      AND NOT EXISTS (
        SELECT 1 FROM variant v
        WHERE v.id > after.variants AND (SELECT origin FROM unit WHERE id = v.unit) = ?1)";

/// The first and the last unit of an origin.
const BOUNDS: &str = "SELECT
        (SELECT id FROM unit WHERE origin = ?1 ORDER BY id LIMIT 1),
        (SELECT id FROM unit WHERE origin = ?1 ORDER BY id DESC LIMIT 1)";

/// A memory that nobody touched since it came.
struct AsItCame {
    /// The date of its newest text.
    newest: String,
    /// The row before the first of its texts, and one that none of them is after.
    variants: (Row, Row),
}

impl Reader<'_> {
    /// The rows between which the units of an origin are, and perhaps others; `None` where it has
    /// none.
    fn bounds(&self, origin: Row) -> Result<Option<(Row, Row)>, Error> {
        let bounds = self.row(BOUNDS, [origin], |row| {
            let bounds: [Option<Row>; 2] = [row.get(0)?, row.get(1)?];
            Ok(bounds)
        })?;
        Ok(bounds.and_then(|[first, last]| first.zip(last)))
    }

    /// The date of the newest text of an imported memory, where it was noted when the memory came
    /// and the memory is as it came.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn noted_date(&self, memory: Row) -> Result<Option<String>, Error> {
        Ok(self.as_it_came(memory)?.map(|came| came.newest))
    }

    fn as_it_came(&self, memory: Row) -> Result<Option<AsItCame>, Error> {
        self.row(NOTED, [memory], |row| {
            Ok(AsItCame {
                newest: row.get(0)?,
                variants: (row.get(1)?, row.get(2)?),
            })
        })
    }

    /// A date that no text of an imported memory is newer than, and the unit it is from, which may
    /// be of another memory; `None` where no text is dated.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn newest_text(&self, memory: Row) -> Result<Option<(Row, String)>, Error> {
        let Some((first, last)) = self.bounds(memory)? else {
            return Ok(None);
        };
        let newest = self.row(NEWEST, params![first, last], |row| {
            let date: Option<String> = row.get(1)?;
            date.map(|date| Ok((row.get(0)?, date))).transpose()
        })?;
        Ok(newest.flatten())
    }

    /// Hands the units of an imported memory to `each`, one at a time, by id: an order that says
    /// nothing of how they came into the memory, for texts that are compared line by line. It takes
    /// several times as long as the order of the file.
    ///
    /// # Errors
    /// What `each` says, or [`Error`] where the file cannot be read.
    pub fn each_unit_by_id<E: From<Error>>(
        &self,
        memory: Row,
        mut each: impl FnMut(&mut StoredUnit) -> Result<(), E>,
    ) -> Result<(), E> {
        let units: Vec<Row> = self.rows(
            "SELECT id FROM unit WHERE origin = ?1 ORDER BY key",
            [memory],
            |row| row.get(0),
        )?;
        for row in units {
            if let Some(mut stored) = self.unit(row)? {
                each(&mut stored)?;
            }
        }
        Ok(())
    }

    /// Hands the units of an imported memory to `each`, one at a time, in the order in which they
    /// came into it: that of its file. What `each` is given is used again for the next; who wants
    /// to keep it takes it and leaves another unit of that memory in its place.
    ///
    /// # Errors
    /// What `each` says, or [`Error`] where the file cannot be read.
    pub fn each_unit<E: From<Error>>(
        &self,
        memory: Row,
        mut each: impl FnMut(&mut StoredUnit) -> Result<(), E>,
    ) -> Result<(), E> {
        let origin = self.row(
            "SELECT name, source_lang FROM origin WHERE id = ?1",
            [memory],
            |row| Ok((Origin::Memory(row.get(0)?), row.get(1)?)),
        )?;
        let (Some((origin, lang)), Some((first, last))) = (origin, self.bounds(memory)?) else {
            return Ok(());
        };
        let mut stored = blank_unit(lang, origin);
        let sqlite = |source| E::from(self.error(source));
        let prepared = |sql| self.transaction.prepare_cached(sql).map_err(sqlite);
        let as_it_came = self.as_it_came(memory)?.map(|came| came.variants);
        let (mut units, mut variants) = match as_it_came {
            Some(_) => (prepared(UNITS)?, prepared(AS_THEY_CAME)?),
            None => (prepared(UNITS)?, prepared(VARIANTS)?),
        };
        let mut units = units.query(params![memory, first, last]).map_err(sqlite)?;
        let (before, end) = as_it_came.unwrap_or((first, last));
        let mut variants = variants.query(params![before, end]).map_err(sqlite)?;
        let mut reached = Row(0);
        let mut text = variants.next().map_err(sqlite)?;
        while let Some(row) = units.next().map_err(sqlite)? {
            fill_unit(&mut stored, row).map_err(sqlite)?;
            let mut count = 0;
            while let Some(row) = text {
                let of: Row = row.get(0).map_err(sqlite)?;
                if of > stored.row {
                    break;
                }
                // One that was passed over must not be lost without a word.
                if of < reached {
                    return Err(self
                        .value_error("texts in another order than their units")
                        .into());
                }
                reached = of;
                // What stands before is of another origin.
                if of == stored.row {
                    let texts = &mut stored.unit.variants;
                    if texts.len() == count {
                        let lang = stored.unit.source_lang.clone();
                        texts.push(Variant::new(lang, String::new()));
                    }
                    if let Some(variant) = texts.get_mut(count) {
                        fill_variant::<0>(variant, row).map_err(sqlite)?;
                    }
                    count += 1;
                }
                text = variants.next().map_err(sqlite)?;
            }
            stored.unit.variants.truncate(count);
            if as_it_came.is_some() {
                let texts = &mut stored.unit.variants;
                texts.sort_by(|a, b| a.lang.given().cmp(b.lang.given()));
            }
            stored.unit.source_first();
            each(&mut stored)?;
        }
        Ok(())
    }
}
