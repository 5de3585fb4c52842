//! Units at their places in documents.

use rusqlite::params;

use super::documents::side_name;
use super::units::{UNITS, VARIANTS, read_origin, read_unit};
use super::{Error, Placed, Reader, Row, StoredUnit};
use crate::unit::Side;

impl Reader<'_> {
    /// The units of a document's source, in order.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn placed(&self, document: Row) -> Result<Vec<Placed>, Error> {
        self.placed_on(document, Side::Source)
    }

    /// The translations of a document that no source segment has, in order.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn unpaired(&self, document: Row) -> Result<Vec<Placed>, Error> {
        let mut placed = self.placed_on(document, Side::Target)?;
        placed.retain(|placed| placed.stored.unit.source().is_none());
        Ok(placed)
    }

    /// Some units of a document's source, in order: those with the numbers `first` to `last`,
    /// counted from 1.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn placed_between(
        &self,
        document: Row,
        first: usize,
        last: usize,
    ) -> Result<Vec<Placed>, Error> {
        let position = |number: usize| i64::try_from(number).unwrap_or(i64::MAX) - 1;
        self.placed_in(document, Side::Source, (position(first), position(last)))
    }

    /// The units of a document's source, in order, of which no more are held than a few.
    ///
    /// # Errors
    /// Of each, [`Error`] where the file cannot be read.
    pub fn each_placed(&self, document: Row) -> impl Iterator<Item = Result<Placed, Error>> + '_ {
        /// How many are read at once.
        const AT_ONCE: usize = 1000;
        let mut read = Vec::new().into_iter();
        let mut last = 0;
        let mut read_more = move || {
            if last == 0 {
                self.unmapped().map_err(|source| self.error(source))?;
            }
            let first = last + 1;
            last += AT_ONCE;
            self.placed_between(document, first, last)
        };
        std::iter::from_fn(move || {
            if read.len() == 0 {
                match read_more() {
                    Ok(more) => read = more.into_iter(),
                    Err(error) => return Some(Err(error)),
                }
            }
            read.next().map(Ok)
        })
    }

    fn placed_on(&self, document: Row, side: Side) -> Result<Vec<Placed>, Error> {
        self.placed_in(document, side, (0, i64::MAX))
    }

    fn placed_in(
        &self,
        document: Row,
        side: Side,
        (first, last): (i64, i64),
    ) -> Result<Vec<Placed>, Error> {
        const WHERE: &str =
            "WHERE p.origin = ?1 AND p.side = ?2 AND p.position BETWEEN ?3 AND ?4 ORDER BY";
        let range = params![document, side_name(side), first, last];
        let before: Vec<String> = self.rows(
            &format!("SELECT p.before FROM part p {WHERE} p.position"),
            range,
            |row| row.get(0),
        )?;
        let units = self.rows(
            &format!("{UNITS} JOIN part p ON p.unit = u.id {WHERE} p.position"),
            range,
            |row| read_unit(row, read_origin(row)?),
        )?;
        let units = self.with_variants(
            units,
            &format!("{VARIANTS} JOIN part p ON p.unit = v.unit {WHERE} v.unit, v.lang, v.nth"),
            range,
        )?;
        Ok(before
            .into_iter()
            .zip(units)
            .map(|(before, stored)| Placed { before, stored })
            .collect())
    }

    /// What stands before and after a unit in its document, `None` at its edges; `None` for a unit
    /// that has no place in one.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn neighbours(&self, unit: Row) -> Result<Option<[Option<StoredUnit>; 2]>, Error> {
        let place = self.row(
            "SELECT origin, position FROM part WHERE unit = ?1 AND side = 'source'",
            [unit],
            |row| Ok((row.get::<_, Row>(0)?, row.get::<_, i64>(1)?)),
        )?;
        let Some((origin, position)) = place else {
            return Ok(None);
        };
        let at = |position: i64| {
            let unit = self.row(
                "SELECT unit FROM part WHERE origin = ?1 AND side = 'source' AND position = ?2",
                params![origin, position],
                |row| row.get::<_, Row>(0),
            )?;
            unit.map_or(Ok(None), |unit| self.unit(unit))
        };
        Ok(Some([at(position - 1)?, at(position + 1)?]))
    }

    /// The other units with a place in the document of this one whose source is the same text, with
    /// their numbers from 1.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn repetitions(&self, unit: Row) -> Result<Vec<(usize, Row)>, Error> {
        self.rows(
            "SELECT p.position + 1, p.unit
             FROM unit u JOIN variant v ON v.unit = u.id AND v.lang = u.source_lang AND v.nth = 0
             JOIN part p ON p.origin = u.origin AND p.side = 'source' AND p.unit <> u.id
             JOIN variant w ON w.unit = p.unit AND w.lang = v.lang AND w.nth = 0 AND w.text = v.text
             WHERE u.id = ?1 ORDER BY p.position",
            [unit],
            |row| {
                let number = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
                Ok((number, row.get(1)?))
            },
        )
    }

    /// The document a unit has a place in, and its number there.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn place(&self, unit: Row) -> Result<Option<(String, usize)>, Error> {
        self.row(
            "SELECT o.name, p.position + 1 FROM part p JOIN origin o ON o.id = p.origin
             WHERE p.unit = ?1 AND p.side = 'source'",
            [unit],
            |row| {
                Ok((
                    row.get(0)?,
                    usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
                ))
            },
        )
    }
}
