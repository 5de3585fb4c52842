//! The units of an imported memory as a stream, however many there are.

use rusqlite::params;

use super::row::{Extra, from_json};
use super::{Error, Reader, Row, StoredUnit};
use crate::unit::{Fields, Origin, Unit, Variant};

/// The units of an origin whose rows are within bounds, in the order of the table: the index by
/// origin is in another one, and each step would be a search.
const UNITS: &str = "SELECT id, key, source_lang, cuts, replaces, client, project, domain, subject,
  extra FROM unit WHERE id BETWEEN ?2 AND ?3 AND +origin = ?1 ORDER BY id";

/// Their texts, in the same order, among those of other origins.
const VARIANTS: &str = "SELECT unit, lang, text, codes, state, made_by, score, locked, author, date,
  as_imported, extra FROM variant WHERE unit BETWEEN ?1 AND ?2 ORDER BY unit, lang, nth";

/// A unit of [`UNITS`], without its texts. Columns go by place: finding one by its name takes
/// longer than reading it.
fn unit(row: &rusqlite::Row<'_>, origin: Origin) -> rusqlite::Result<StoredUnit> {
    let extra: Extra = from_json(row, 9)?;
    Ok(StoredUnit {
        row: row.get(0)?,
        replaces: row.get(4)?,
        unit: Unit {
            id: row.get(1)?,
            origin,
            source_lang: row.get(2)?,
            variants: Vec::with_capacity(2),
            cuts: from_json(row, 3)?,
            fields: Fields {
                client: row.get(5)?,
                project: row.get(6)?,
                domain: row.get(7)?,
                subject: row.get(8)?,
            },
            notes: extra.notes,
            properties: extra.properties,
        },
    })
}

/// A text of [`VARIANTS`].
fn variant(row: &rusqlite::Row<'_>) -> rusqlite::Result<Variant> {
    let extra: Extra = from_json(row, 11)?;
    Ok(Variant {
        lang: row.get(1)?,
        text: row.get(2)?,
        codes: from_json(row, 3)?,
        state: row.get(4)?,
        made_by: row.get(5)?,
        score: row.get(6)?,
        locked: row.get(7)?,
        author: row.get(8)?,
        date: row.get(9)?,
        as_imported: row.get(10)?,
        notes: extra.notes,
        properties: extra.properties,
    })
}

impl Reader<'_> {
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
        let bounds = self.row(
            "SELECT name, (SELECT min(id) FROM unit WHERE origin = ?1),
               (SELECT max(id) FROM unit WHERE origin = ?1)
             FROM origin WHERE id = ?1",
            [memory],
            |row| {
                let bounds: [Option<Row>; 2] = [row.get(1)?, row.get(2)?];
                Ok((Origin::Memory(row.get(0)?), bounds))
            },
        )?;
        let Some((origin, [Some(first), Some(last)])) = bounds else {
            return Ok(());
        };
        let sqlite = |source| E::from(self.error(source));
        let prepared = |sql| self.transaction.prepare_cached(sql).map_err(sqlite);
        let (mut units, mut variants) = (prepared(UNITS)?, prepared(VARIANTS)?);
        let mut units = units.query(params![memory, first, last]).map_err(sqlite)?;
        let mut variants = variants.query(params![first, last]).map_err(sqlite)?;
        let mut text = variants.next().map_err(sqlite)?;
        while let Some(row) = units.next().map_err(sqlite)? {
            let mut stored = unit(row, origin.clone()).map_err(sqlite)?;
            while let Some(row) = text {
                let of: Row = row.get(0).map_err(sqlite)?;
                if of > stored.row {
                    break;
                }
                // What stands before is of another origin.
                if of == stored.row {
                    let variant = variant(row).map_err(sqlite)?;
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
