//! The units of an imported memory as a stream, however many there are.

use rusqlite::params;

use super::units::{
    blank_unit, fill_plain_unit, fill_plain_variant, fill_unit, fill_variant, plain_unit_columns,
    plain_variant_columns, unit_columns, variant_columns,
};
use super::{Error, Reader, Row, StoredUnit};
use crate::unit::{Origin, Variant};

/// The units of an origin whose rows are within bounds. By the table: with the index by origin each
/// step would be a search.
macro_rules! units {
    ($columns:expr) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM unit u WHERE u.id BETWEEN ?2 AND ?3 AND +u.origin = ?1 ORDER BY u.id"
        )
    };
}

/// Their texts, in the same order, among those of other origins.
macro_rules! variants {
    ($columns:expr) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM variant v WHERE v.unit BETWEEN ?1 AND ?2 ORDER BY v.unit, v.lang, v.nth"
        )
    };
}

/// The texts of a memory that is as it came: as they were written, unit after unit, without going by
/// their index.
macro_rules! as_they_came {
    ($columns:expr) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM variant v WHERE v.id > ?1 AND v.id <= ?2 ORDER BY v.id"
        )
    };
}

/// What reads units and their texts, and what puts a row in the place of the one before.
struct Columns {
    units: &'static str,
    variants: &'static str,
    as_they_came: &'static str,
    fill_unit: fn(&mut StoredUnit, &rusqlite::Row<'_>) -> rusqlite::Result<()>,
    fill_variant: fn(&mut Variant, &rusqlite::Row<'_>) -> rusqlite::Result<()>,
}

/// Of units that may hold anything.
const ALL: Columns = Columns {
    units: units!(unit_columns!()),
    variants: variants!(variant_columns!()),
    as_they_came: as_they_came!(variant_columns!()),
    fill_unit,
    fill_variant: fill_variant::<0>,
};

/// Of units that hold no more than most do.
const PLAIN: Columns = Columns {
    units: units!(plain_unit_columns!()),
    variants: variants!(plain_variant_columns!()),
    as_they_came: as_they_came!(plain_variant_columns!()),
    fill_unit: fill_plain_unit,
    fill_variant: fill_plain_variant::<0>,
};

/// Whether a unit within bounds, or a text of one, holds more than most do. What that is, the
/// indexes say.
const ANY_MORE: &str = "SELECT EXISTS (
        SELECT 1 FROM unit INDEXED BY unit_with_more
        WHERE id BETWEEN ?1 AND ?2 AND (cuts IS NOT NULL OR replaces IS NOT NULL OR client <> ''
          OR project <> '' OR domain <> '' OR subject <> '' OR extra IS NOT NULL))
      OR EXISTS (
        SELECT 1 FROM variant INDEXED BY variant_with_more
        WHERE unit BETWEEN ?1 AND ?2 AND (made_by IS NOT NULL OR codes IS NOT NULL
          OR score IS NOT NULL OR locked IS NOT NULL OR as_imported IS NOT NULL
          OR extra IS NOT NULL))";

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

    /// Whether a unit within bounds holds more than [`PLAIN`] reads.
    fn any_more(&self, first: Row, last: Row) -> Result<bool, Error> {
        Ok(self.row(ANY_MORE, [first, last], |row| row.get(0))? != Some(false))
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
    /// came into it: that of its file. What `each` is given is used again for the next: it may take
    /// texts away from it, and change nothing else.
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
        let columns = match self.any_more(first, last)? {
            true => ALL,
            false => PLAIN,
        };
        let as_it_came = self.as_it_came(memory)?.map(|came| came.variants);
        let mut units = prepared(columns.units)?;
        let mut variants = prepared(match as_it_came {
            Some(_) => columns.as_they_came,
            None => columns.variants,
        })?;
        let mut units = units.query(params![memory, first, last]).map_err(sqlite)?;
        let (before, end) = as_it_came.unwrap_or((first, last));
        let mut variants = variants.query(params![before, end]).map_err(sqlite)?;
        let mut reached = Row(0);
        let mut text = variants.next().map_err(sqlite)?;
        while let Some(row) = units.next().map_err(sqlite)? {
            (columns.fill_unit)(&mut stored, row).map_err(sqlite)?;
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
                        (columns.fill_variant)(variant, row).map_err(sqlite)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Command, ImportedMemory, Memory};
    use crate::text::LangTag;
    use crate::unit::{CodeKind, Fields, InlineCode, MadeBy, Note, Property, State, Unit, UnitId};

    fn tag(given: &str) -> LangTag {
        LangTag::parse(given).unwrap()
    }

    fn plain(english: &str, chinese: &str) -> Unit {
        let origin = Origin::Memory("madrid.tmx".to_owned());
        Unit {
            id: UnitId::new(&origin, english, 0),
            origin,
            source_lang: tag("en"),
            variants: vec![
                Variant::new(tag("en"), english.to_owned()),
                Variant {
                    state: Some(State::Translated),
                    author: Some("Li".to_owned()),
                    date: Some("2024-09-20T08:30:05Z".to_owned()),
                    ..Variant::new(tag("zh-Hans"), chinese.to_owned())
                },
            ],
            cuts: Vec::new(),
            fields: Fields::default(),
            notes: Vec::new(),
            properties: Vec::new(),
        }
    }

    /// Everything that a unit may hold beside what is always read.
    const MORE: [fn(&mut Unit); 15] = [
        |unit| unit.cuts = vec![7],
        |unit| unit.fields.client = "WIPO".to_owned(),
        |unit| unit.fields.project = "release".to_owned(),
        |unit| unit.fields.domain = "IP".to_owned(),
        |unit| unit.fields.subject = "news".to_owned(),
        |unit| unit.notes = vec![note()],
        |unit| unit.properties = vec![property()],
        |unit| unit.variants[1].made_by = Some(MadeBy::Human),
        |unit| unit.variants[1].score = Some(0),
        |unit| unit.variants[1].locked = Some(String::new()),
        |unit| unit.variants[1].as_imported = Some("旧文".to_owned()),
        |unit| unit.variants[1].notes = vec![note()],
        |unit| unit.variants[1].properties = vec![property()],
        |unit| unit.variants[0].properties = vec![property()],
        |unit| {
            unit.variants[1].codes = vec![InlineCode {
                at: 3,
                kind: CodeKind::Alone,
                id: "1".into(),
                type_: None,
                pair: None,
                data: None,
            }];
        },
    ];

    fn note() -> Note {
        Note {
            text: "agreed".to_owned(),
            from: None,
        }
    }

    fn property() -> Property {
        Property {
            name: "x-context".to_owned(),
            value: "1".to_owned(),
        }
    }

    #[test]
    fn whatever_a_unit_holds_is_read_from_a_memory_of_plain_ones() {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = Memory::open_or_create(&folder.path().join("memory.yiku")).unwrap();
        let command = Command {
            verb: "import".to_owned(),
            arguments: Vec::new(),
            who: "li".to_owned(),
            at: "2024-09-17T00:00:00Z".to_owned(),
        };
        for (number, more) in [None].into_iter().chain(MORE.map(Some)).enumerate() {
            let mut units = vec![
                plain("The Madrid System", "马德里体系"),
                plain("The Hague System", "海牙体系"),
                plain("The Lisbon System", "里斯本体系"),
            ];
            for unit in &mut units {
                unit.id.0[0] = u8::try_from(number).unwrap();
                unit.origin = Origin::Memory(format!("{number}.tmx"));
            }
            if let Some(more) = more {
                more(&mut units[1]);
            }
            let described = ImportedMemory {
                row: None,
                name: format!("{number}.tmx"),
                source_lang: tag("en"),
                target_lang: tag("zh-Hans"),
                hash: None,
            };
            let (row, _) = memory
                .change(&command, |writer| {
                    let row = writer.put_memory(&described)?;
                    writer.add_units(row, &units)?;
                    Ok::<_, Error>(row)
                })
                .unwrap();
            let reader = memory.read().unwrap();
            let mut read = Vec::new();
            let each = |stored: &mut StoredUnit| {
                read.push(stored.unit.clone());
                Ok::<_, Error>(())
            };
            reader.each_unit(row, each).unwrap();
            assert_eq!(read, units, "{number}");
            let (first, last) = reader.bounds(row).unwrap().unwrap();
            assert_eq!(reader.any_more(first, last).unwrap(), more.is_some());
        }
    }
}
