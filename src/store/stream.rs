//! The units of an imported memory as a stream, however many there are.

use rusqlite::params;

use super::units::{read_unit, read_variant, unit_columns, variant_columns};
use super::{Error, Reader, Row, StoredUnit};
use crate::unit::Origin;

/// The units of an origin whose rows are within bounds, in the order of the table: the index by
/// origin is in another one, and each step would be a search.
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

/// The newest of the texts within bounds, with its unit. By the table: the index is no help.
const NEWEST: &str = "SELECT unit, max(date) FROM variant WHERE +unit BETWEEN ?1 AND ?2";

/// The first and the last unit of an origin, by the table: the index by origin has them in another
/// order, and would be read from one end to the other.
const BOUNDS: &str = "SELECT
        (SELECT id FROM unit WHERE +origin = ?1 ORDER BY id LIMIT 1),
        (SELECT id FROM unit WHERE +origin = ?1 ORDER BY id DESC LIMIT 1)";

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
        mut each: impl FnMut(StoredUnit) -> Result<(), E>,
    ) -> Result<(), E> {
        let units: Vec<Row> = self.rows(
            "SELECT id FROM unit WHERE origin = ?1 ORDER BY key",
            [memory],
            |row| row.get(0),
        )?;
        for row in units {
            if let Some(stored) = self.unit(row)? {
                each(stored)?;
            }
        }
        Ok(())
    }

    /// Hands the units of an imported memory to `each`, one at a time, in the order in which they
    /// came into it: that of its file.
    ///
    /// # Errors
    /// What `each` says, or [`Error`] where the file cannot be read.
    pub fn each_unit<E: From<Error>>(
        &self,
        memory: Row,
        mut each: impl FnMut(StoredUnit) -> Result<(), E>,
    ) -> Result<(), E> {
        let name = self.row("SELECT name FROM origin WHERE id = ?1", [memory], |row| {
            row.get(0)
        })?;
        let (Some(name), Some((first, last))) = (name, self.bounds(memory)?) else {
            return Ok(());
        };
        let origin = Origin::Memory(name);
        let sqlite = |source| E::from(self.error(source));
        let prepared = |sql| self.transaction.prepare_cached(sql).map_err(sqlite);
        let (mut units, mut variants) = (prepared(UNITS)?, prepared(VARIANTS)?);
        let mut units = units.query(params![memory, first, last]).map_err(sqlite)?;
        let mut variants = variants.query(params![first, last]).map_err(sqlite)?;
        let mut text = variants.next().map_err(sqlite)?;
        while let Some(row) = units.next().map_err(sqlite)? {
            let mut stored = read_unit(row, origin.clone()).map_err(sqlite)?;
            while let Some(row) = text {
                let of: Row = row.get(0).map_err(sqlite)?;
                if of > stored.row {
                    break;
                }
                // What stands before is of another origin.
                if of == stored.row {
                    let variant = read_variant(row).map_err(sqlite)?;
                    stored.unit.variants.push(variant);
                }
                text = variants.next().map_err(sqlite)?;
            }
            stored.unit.source_first();
            each(stored)?;
        }
        Ok(())
    }
}
