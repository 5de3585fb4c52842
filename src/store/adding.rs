//! Adding units: where many come, many rows with one statement.

use std::sync::LazyLock;

use rusqlite::{CachedStatement, ToSql};

use super::row::{Extra, json};
use super::units::cuts;
use super::{Error, Part, Row, Writer};
use crate::unit::{Unit, Variant};

/// How many rows go in with one statement. Most of what a row costs is beginning and ending its
/// statement; with more rows than these, little is gained.
pub(super) const AT_ONCE: usize = 8;

/// What adds rows to a table: one, or [`AT_ONCE`].
struct Insert {
    one: String,
    several: String,
}

impl Insert {
    /// Of the columns given, parted by commas; `on_conflict` is what becomes of a row whose key is
    /// there.
    fn new(table: &str, columns: &str, on_conflict: &str) -> Self {
        let row = vec!["?"; columns.split(',').count()].join(",");
        let row = &*format!("({row})");
        // A change that fails is taken back whole. So SQLite need not be ready to take back this
        // statement alone, for which it would copy every page that it writes.
        let of = |rows: &[&str]| {
            let rows = rows.join(",");
            format!("INSERT OR FAIL INTO {table} ({columns}) VALUES {rows} {on_conflict}")
        };
        Self {
            one: of(&[row]),
            several: of(&[row; AT_ONCE]),
        }
    }
}

const OF_UNIT: &str =
    "key, origin, source_lang, cuts, replaces, client, project, domain, subject, extra,
         added, change";

static UNIT: LazyLock<Insert> = LazyLock::new(|| Insert::new("unit", OF_UNIT, ""));

static UNLESS_THERE: LazyLock<Insert> =
    LazyLock::new(|| Insert::new("unit", OF_UNIT, "ON CONFLICT (key) DO NOTHING"));

static VARIANT: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "variant",
        "unit, lang, nth, text, codes, state, made_by, score, locked, author, date, as_imported,
         extra, added, change",
        "",
    )
});

static PART: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "part",
        "origin, side, position, before, unit, added, change",
        "ON CONFLICT (origin, side, position) DO UPDATE SET
           before = excluded.before, unit = excluded.unit, change = excluded.change
         WHERE (before, unit) IS NOT (excluded.before, excluded.unit)",
    )
});

/// The parameters of a statement, given one after another.
struct Parameters<'s, 'c> {
    statement: &'s mut CachedStatement<'c>,
    given: usize,
}

impl Parameters<'_, '_> {
    fn give(&mut self, value: impl ToSql) -> rusqlite::Result<()> {
        self.given += 1;
        self.statement.raw_bind_parameter(self.given, value)
    }
}

/// A text on its way into the memory: its unit, which of the texts in its language it is, and the
/// text.
type Arrival<'u> = (Row, i64, &'u Variant);

impl Writer<'_> {
    /// Adds a unit with its variants, and returns where it is.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn add_unit(&self, origin: Row, unit: &Unit, replaces: Option<Row>) -> Result<Row, Error> {
        self.insert_rows(&UNIT.one, &[unit], |row, unit| {
            self.give_unit(row, origin, unit, replaces)
        })?;
        self.add_its_variants(unit)
    }

    /// Adds a unit as [`add_unit`](Self::add_unit) does, unless the memory has one of its id. To look for
    /// that first was an eighth of the time of a large import.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn add_unless_there(
        &self,
        origin: Row,
        unit: &Unit,
        replaces: Option<Row>,
    ) -> Result<Option<Row>, Error> {
        let added = self.insert_rows(&UNLESS_THERE.one, &[unit], |row, unit| {
            self.give_unit(row, origin, unit, replaces)
        })?;
        (added > 0).then(|| self.add_its_variants(unit)).transpose()
    }

    /// Adds the variants of the unit that was added last, and returns where it is.
    fn add_its_variants(&self, unit: &Unit) -> Result<Row, Error> {
        let row = Row(self.transaction.last_insert_rowid());
        self.add_variants(&arrivals(row, unit).collect::<Vec<_>>())?;
        Ok(row)
    }

    /// Adds units with their variants, in their order; they replace none. It takes less time than one
    /// after another.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn add_units(&self, origin: Row, units: &[Unit]) -> Result<(), Error> {
        let (several, rest) = units.as_chunks::<AT_ONCE>();
        for units in several {
            self.insert_rows(&UNIT.several, units, |row, unit| {
                self.give_unit(row, origin, unit, None)
            })?;
            // Ids are never used twice, so those of one statement follow each other.
            let after = self.transaction.last_insert_rowid() + 1;
            let rows = (after - AT_ONCE as i64..after).map(Row);
            let texts: Vec<Arrival<'_>> = (rows.zip(units))
                .flat_map(|(row, unit)| arrivals(row, unit))
                .collect();
            self.add_variants(&texts)?;
        }
        for unit in rest {
            self.add_unit(origin, unit, None)?;
        }
        Ok(())
    }

    /// Runs `add`, which adds about so many units, of ids that nothing has, and looks for none by its
    /// id. Where they are no fewer than what is there, keys are sorted when all are in: put in one by
    /// one, each would go somewhere into the middle of an index that is soon larger than what is
    /// held of the file.
    ///
    /// # Errors
    /// Those of `add`; [`Error`] where the file cannot be written, or two ids are the same. The
    /// change is to be taken back then: the keys have no index.
    pub fn fill<T, E: From<Error>>(
        &self,
        about: u64,
        add: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let more = self.row(
            "SELECT 1 FROM unit LIMIT 1 OFFSET ?1",
            [i64::try_from(about).unwrap_or(i64::MAX)],
            |_| Ok(()),
        )?;
        if more.is_some() {
            return add();
        }
        self.execute("DROP INDEX unit_key", [])?;
        let added = add()?;
        // Many are sorted in files: in memory all would be there at once.
        let sort_in = |place| {
            let pragma = self.transaction.pragma_update(None, "temp_store", place);
            pragma.map_err(|source| self.error(source))
        };
        sort_in("FILE")?;
        self.execute("CREATE UNIQUE INDEX unit_key ON unit (key)", [])?;
        sort_in("MEMORY")?;
        Ok(added)
    }

    fn add_variants(&self, texts: &[Arrival<'_>]) -> Result<(), Error> {
        let (several, rest) = texts.as_chunks::<AT_ONCE>();
        for texts in several {
            self.insert_rows(&VARIANT.several, texts, |row, text| {
                self.give_variant(row, text)
            })?;
        }
        for text in rest {
            self.insert_rows(&VARIANT.one, &[*text], |row, text| {
                self.give_variant(row, text)
            })?;
        }
        Ok(())
    }

    /// Lays parts of a side of a document, from a position on; those that lie so already are left
    /// alone.
    pub(super) fn put_parts(
        &self,
        document: Row,
        side: &str,
        position: i64,
        parts: &[Part],
    ) -> Result<(), Error> {
        let placed: Vec<(i64, &Part)> = (position..).zip(parts).collect();
        let put = |insert: &str, parts: &[(i64, &Part)]| {
            self.insert_rows(insert, parts, |row, (position, part)| {
                row.give(document)?;
                row.give(side)?;
                row.give(position)?;
                row.give(&part.before)?;
                row.give(part.unit)?;
                row.give(self.number())?;
                row.give(self.number())
            })
        };
        let (several, rest) = placed.as_chunks::<AT_ONCE>();
        for parts in several {
            put(&PART.several, parts)?;
        }
        for part in rest {
            put(&PART.one, &[*part])?;
        }
        Ok(())
    }

    /// Runs an insert with the parameters of each row; returns how many rows were added.
    fn insert_rows<T>(
        &self,
        sql: &str,
        rows: &[T],
        give: impl Fn(&mut Parameters<'_, '_>, &T) -> rusqlite::Result<()>,
    ) -> Result<usize, Error> {
        let insert = || {
            let mut statement = self.transaction.prepare_cached(sql)?;
            let mut parameters = Parameters {
                statement: &mut statement,
                given: 0,
            };
            for row in rows {
                give(&mut parameters, row)?;
            }
            statement.raw_execute()
        };
        insert().map_err(|source| self.error(source))
    }

    fn give_unit(
        &self,
        row: &mut Parameters<'_, '_>,
        origin: Row,
        unit: &Unit,
        replaces: Option<Row>,
    ) -> rusqlite::Result<()> {
        row.give(unit.id)?;
        row.give(origin)?;
        row.give(&unit.source_lang)?;
        row.give(cuts(unit))?;
        row.give(replaces)?;
        row.give(&unit.fields.client)?;
        row.give(&unit.fields.project)?;
        row.give(&unit.fields.domain)?;
        row.give(&unit.fields.subject)?;
        row.give(Extra::column(&unit.notes, &unit.properties))?;
        row.give(self.number())?;
        row.give(self.number())
    }

    fn give_variant(
        &self,
        row: &mut Parameters<'_, '_>,
        (unit, nth, variant): &Arrival<'_>,
    ) -> rusqlite::Result<()> {
        row.give(unit)?;
        row.give(&variant.lang)?;
        row.give(nth)?;
        row.give(&variant.text)?;
        row.give((!variant.codes.is_empty()).then(|| json(&variant.codes)))?;
        row.give(variant.state)?;
        row.give(variant.made_by)?;
        row.give(variant.score)?;
        row.give(&variant.locked)?;
        row.give(&variant.author)?;
        row.give(&variant.date)?;
        row.give(&variant.as_imported)?;
        row.give(Extra::column(&variant.notes, &variant.properties))?;
        row.give(self.number())?;
        row.give(self.number())
    }
}

/// The texts of a unit in their order. There are few, mostly two.
fn arrivals(row: Row, unit: &Unit) -> impl Iterator<Item = Arrival<'_>> {
    let variants = &unit.variants;
    variants.iter().enumerate().map(move |(place, variant)| {
        let before = variants.iter().take(place);
        let nth = before.filter(|other| other.lang == variant.lang).count();
        (row, i64::try_from(nth).unwrap_or(i64::MAX), variant)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Command, ImportedMemory, Memory};
    use crate::text::LangTag;
    use crate::unit::{Fields, Note, Origin, State, UnitId};

    fn tag(given: &str) -> LangTag {
        LangTag::parse(given).unwrap()
    }

    /// A unit with a Chinese text or three, as the number has it.
    fn unit(number: usize) -> Unit {
        let origin = Origin::Memory("madrid.tmx".to_owned());
        let english = format!("Article {number} of the Madrid Protocol");
        let chinese = |nth| Variant {
            state: Some(State::Translated),
            author: (number.is_multiple_of(3)).then(|| "Li".to_owned()),
            ..Variant::new(tag("zh-Hans"), format!("马德里议定书第{number}条（{nth}）"))
        };
        let count = if number.is_multiple_of(5) { 3 } else { 1 };
        let mut variants: Vec<Variant> = (1..=count).map(chinese).collect();
        variants.insert(0, Variant::new(tag("en"), english.clone()));
        Unit {
            id: UnitId::new(&origin, &english, 0),
            origin,
            source_lang: tag("en"),
            variants,
            cuts: if number.is_multiple_of(4) {
                vec![7]
            } else {
                Vec::new()
            },
            fields: Fields {
                client: "WIPO".to_owned(),
                ..Fields::default()
            },
            notes: vec![Note {
                text: number.to_string(),
                from: None,
            }],
            properties: Vec::new(),
        }
    }

    #[test]
    fn many_units_at_once_are_what_they_would_be_one_by_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("memory.yiku");
        let mut memory = Memory::open_or_create(&path).unwrap();
        let command = Command {
            verb: "import".to_owned(),
            arguments: Vec::new(),
            who: "li".to_owned(),
            at: "2024-09-17T00:00:00Z".to_owned(),
        };
        let described = ImportedMemory {
            row: None,
            name: "madrid.tmx".to_owned(),
            source_lang: tag("en"),
            target_lang: tag("zh-Hans"),
            hash: None,
        };
        let units: Vec<Unit> = (1..=5 * AT_ONCE + 3).map(unit).collect();
        let add = |writer: &Writer<'_>| {
            let row = writer.put_memory(&described)?;
            writer.fill(0, || {
                writer.add_units(row, units.get(..2).unwrap_or_default())?;
                writer.add_units(row, units.get(2..).unwrap_or_default())
            })?;
            Ok::<_, Error>(row)
        };
        let (row, changed) = memory.change(&command, add).unwrap();
        assert!(changed);
        // An id that is there is refused: at once, where keys are sorted at the end, and after that.
        for about in [0, 1_000, 0] {
            let first = units.get(..1).unwrap_or_default();
            let again = |writer: &Writer<'_>| writer.fill(about, || writer.add_units(row, first));
            assert!(memory.change(&command, again).is_err(), "about {about}");
        }
        let mut read = Vec::new();
        let reader = memory.read().unwrap();
        let each = |stored: &mut crate::store::StoredUnit| {
            read.push(stored.unit.clone());
            Ok::<_, Error>(())
        };
        reader.each_unit(row, each).unwrap();
        assert_eq!(read, units);
    }
}
