//! Units and their variants.

use std::collections::{BTreeMap, HashMap};

use rusqlite::params;
use rusqlite::types::ValueRef;

use super::row::{Extra, from_json, json};
use super::{Error, Reader, Row, Writer};
use crate::text::LangTag;
use crate::unit::{Fields, Origin, State, Unit, UnitId, Variant};

/// A unit and where it is in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredUnit {
    /// Where it is.
    pub row: Row,
    /// The unit.
    pub unit: Unit,
    /// The unit whose place it took when its document's text changed.
    pub replaces: Option<Row>,
}

/// A text that a unit had before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The change that replaced or deleted it.
    pub change: i64,
    /// Who gave that change.
    pub who: String,
    /// When.
    pub at: String,
    /// The text that was replaced.
    pub text: String,
    /// Its state.
    pub state: Option<State>,
    /// Who had written or confirmed it.
    pub author: Option<String>,
}

/// The columns of `unit u` that each has, as [`fill_plain_unit`] reads them: by place, since finding
/// a column by its name takes longer than reading it.
macro_rules! plain_unit_columns {
    () => {
        "u.id, u.key, u.source_lang"
    };
}

/// The columns of `unit u` as [`fill_unit`] reads them.
macro_rules! unit_columns {
    () => {
        concat!(
            plain_unit_columns!(),
            ", u.cuts, u.replaces, u.client, u.project, u.domain, u.subject, u.extra"
        )
    };
}

/// The columns of `variant v` that most have something in, as [`fill_plain_variant`] reads them.
macro_rules! plain_variant_columns {
    () => {
        "v.unit, v.lang, v.text, v.state, v.author, v.date"
    };
}

/// The columns of `variant v` as [`fill_variant`] reads them.
macro_rules! variant_columns {
    () => {
        concat!(
            plain_variant_columns!(),
            ", v.made_by, v.codes, v.score, v.locked, v.as_imported, v.extra"
        )
    };
}

pub(super) use {plain_unit_columns, plain_variant_columns, unit_columns, variant_columns};

/// The place of the first column after [`unit_columns`].
const AFTER_UNIT: usize = 10;
/// The place of the first column after those of [`read_origin`].
const AFTER_ORIGIN: usize = AFTER_UNIT + 2;
/// The place of the first column after [`variant_columns`] behind those.
const AFTER_VARIANT: usize = AFTER_ORIGIN + 12;

/// Units with what [`read_origin`] reads; which ones, the tail of the SQL says.
pub(super) const UNITS: &str = concat!(
    "SELECT ",
    unit_columns!(),
    ", o.kind, o.name FROM unit u JOIN origin o ON o.id = u.origin"
);

/// Variants; which ones, the tail of the SQL says.
pub(super) const VARIANTS: &str = concat!("SELECT ", variant_columns!(), " FROM variant v");

fn origin(kind: &str, name: String) -> Origin {
    match kind {
        "document" => Origin::Document(name),
        _ => Origin::Memory(name),
    }
}

/// The origin of a unit, from the columns after [`unit_columns`].
pub(super) fn read_origin(row: &rusqlite::Row<'_>) -> rusqlite::Result<Origin> {
    Ok(origin(
        row.get_ref(AFTER_UNIT)?.as_str()?,
        row.get(AFTER_UNIT + 1)?,
    ))
}

/// A unit without its variants.
pub(super) fn read_unit(row: &rusqlite::Row<'_>, origin: Origin) -> rusqlite::Result<StoredUnit> {
    let mut stored = blank_unit(row.get(2)?, origin);
    fill_unit(&mut stored, row)?;
    Ok(stored)
}

/// A unit to be filled by [`fill_unit`].
pub(super) fn blank_unit(source_lang: LangTag, origin: Origin) -> StoredUnit {
    StoredUnit {
        row: Row(0),
        replaces: None,
        unit: Unit {
            id: UnitId([0; 16]),
            origin,
            source_lang,
            variants: Vec::with_capacity(2),
            cuts: Vec::new(),
            fields: Fields::default(),
            notes: Vec::new(),
            properties: Vec::new(),
        },
    }
}

/// Makes the unit of a row that holds no more than [`plain_unit_columns`] out of another one that
/// holds no more, whose variants and origin stay.
pub(super) fn fill_plain_unit(
    stored: &mut StoredUnit,
    row: &rusqlite::Row<'_>,
) -> rusqlite::Result<()> {
    stored.row = row.get(0)?;
    stored.unit.id = row.get(1)?;
    refill_lang(&mut stored.unit.source_lang, row, 2)
}

/// Makes the unit of a row out of another one, whose variants and origin stay.
pub(super) fn fill_unit(stored: &mut StoredUnit, row: &rusqlite::Row<'_>) -> rusqlite::Result<()> {
    fill_plain_unit(stored, row)?;
    let unit = &mut stored.unit;
    unit.cuts = from_json(row, 3)?;
    stored.replaces = row.get(4)?;
    let Fields {
        client,
        project,
        domain,
        subject,
    } = &mut unit.fields;
    for (column, field) in (5..).zip([client, project, domain, subject]) {
        let new = row.get_ref(column)?;
        if !is_text(new, field) {
            new.as_str()?.clone_into(field);
        }
    }
    let extra: Extra = from_json(row, 9)?;
    unit.notes = extra.notes;
    unit.properties = extra.properties;
    Ok(())
}

/// A variant, whose columns begin at `FIRST` with its unit.
fn read_variant<const FIRST: usize>(row: &rusqlite::Row<'_>) -> rusqlite::Result<Variant> {
    let mut variant = Variant::new(row.get(FIRST + 1)?, String::new());
    fill_variant::<FIRST>(&mut variant, row)?;
    Ok(variant)
}

/// Makes the variant of a row out of another one: a large memory is read several times as fast
/// when not every text is a new one to the allocator. Its columns begin at `FIRST`.
pub(super) fn fill_variant<const FIRST: usize>(
    variant: &mut Variant,
    row: &rusqlite::Row<'_>,
) -> rusqlite::Result<()> {
    fill_plain_variant::<FIRST>(variant, row)?;
    variant.made_by = row.get(FIRST + 6)?;
    variant.codes = from_json(row, FIRST + 7)?;
    variant.score = row.get(FIRST + 8)?;
    variant.locked = row.get(FIRST + 9)?;
    variant.as_imported = row.get(FIRST + 10)?;
    let extra: Extra = from_json(row, FIRST + 11)?;
    variant.notes = extra.notes;
    variant.properties = extra.properties;
    Ok(())
}

/// Makes the variant of a row that holds no more than [`plain_variant_columns`] out of another one
/// that holds no more. Its columns begin at `FIRST`.
pub(super) fn fill_plain_variant<const FIRST: usize>(
    variant: &mut Variant,
    row: &rusqlite::Row<'_>,
) -> rusqlite::Result<()> {
    refill_lang(&mut variant.lang, row, FIRST + 1)?;
    variant.text.clear();
    variant.text.push_str(text(row, FIRST + 2)?);
    let state = row.get_ref(FIRST + 3)?;
    if !(variant.state).is_some_and(|old| is_text(state, old.as_str())) {
        variant.state = row.get(FIRST + 3)?;
    }
    refill(&mut variant.author, row, FIRST + 4)?;
    refill(&mut variant.date, row, FIRST + 5)
}

/// The text of a column. An export reads hundreds of megabytes so.
fn text<'r>(row: &'r rusqlite::Row<'_>, column: usize) -> rusqlite::Result<&'r str> {
    let value = row.get_ref(column)?;
    if let ValueRef::Text(bytes) = value
        && let Ok(text) = simdutf8::basic::from_utf8(bytes)
    {
        return Ok(text);
    }
    Ok(value.as_str()?)
}

/// Whether a column holds a text. It costs less to ask than to take the text out.
fn is_text(value: ValueRef<'_>, text: &str) -> bool {
    match value {
        // Most are empty. To compare nothing with nothing takes a processor with masked loads longer
        // than to compare two texts.
        ValueRef::Text([]) => text.is_empty(),
        ValueRef::Text(bytes) => bytes == text.as_bytes(),
        _ => false,
    }
}

/// Puts the text of a column in the place of another, which often is the same.
fn refill(
    text: &mut Option<String>,
    row: &rusqlite::Row<'_>,
    column: usize,
) -> rusqlite::Result<()> {
    let new = row.get_ref(column)?;
    if text.as_deref().is_some_and(|old| is_text(new, old)) {
        return Ok(());
    }
    match (new.as_str_or_null()?, &mut *text) {
        (Some(new), Some(old)) => {
            old.clear();
            old.push_str(new);
        }
        (new, _) => *text = new.map(str::to_owned),
    }
    Ok(())
}

/// Puts the language of a column in the place of another, which mostly is the same.
fn refill_lang(lang: &mut LangTag, row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<()> {
    if !is_text(row.get_ref(column)?, lang.given()) {
        *lang = row.get(column)?;
    }
    Ok(())
}

/// One unit with what [`read_origin`] reads and its variants, each with its row and its number among
/// those in its language; which unit, `$id` says.
macro_rules! whole_unit {
    ($id:literal) => {
        concat!(
            "SELECT ",
            unit_columns!(),
            ", o.kind, o.name, ",
            variant_columns!(),
            ", v.id, v.nth FROM unit u JOIN origin o ON o.id = u.origin
             LEFT JOIN variant v ON v.unit = u.id WHERE u.id = ",
            $id
        )
    };
}

impl Reader<'_> {
    /// Gives units their variants: the source first, then by language and place.
    pub(super) fn with_variants(
        &self,
        mut units: Vec<StoredUnit>,
        sql: &str,
        parameters: impl rusqlite::Params,
    ) -> Result<Vec<StoredUnit>, Error> {
        let places: HashMap<Row, usize> = units
            .iter()
            .enumerate()
            .map(|(place, stored)| (stored.row, place))
            .collect();
        let variants = self.rows(sql, parameters, |row| {
            Ok((row.get::<_, Row>(0)?, read_variant::<0>(row)?))
        })?;
        for (row, variant) in variants {
            if let Some(stored) = places.get(&row).and_then(|place| units.get_mut(*place)) {
                stored.unit.variants.push(variant);
            }
        }
        for stored in &mut units {
            stored.unit.source_first();
        }
        Ok(units)
    }

    /// The units of a document that have no place in it any more: earlier texts and their
    /// translations, by id.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn retired(&self, document: Row) -> Result<Vec<StoredUnit>, Error> {
        let units = self.rows(
            &format!(
                "{UNITS} WHERE u.origin = ?1
                 AND NOT EXISTS (SELECT 1 FROM part p WHERE p.unit = u.id) ORDER BY u.key"
            ),
            [document],
            |row| read_unit(row, read_origin(row)?),
        )?;
        self.with_variants(
            units,
            &format!(
                "{VARIANTS} JOIN unit u ON u.id = v.unit
             WHERE u.origin = ?1 AND NOT EXISTS (SELECT 1 FROM part p WHERE p.unit = u.id)
             ORDER BY v.unit, v.lang, v.nth"
            ),
            [document],
        )
    }

    /// One unit.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn unit(&self, row: Row) -> Result<Option<StoredUnit>, Error> {
        let whole = self.whole(whole_unit!("?1"), row)?;
        Ok(whole.map(|(stored, _)| stored))
    }

    /// The unit that a variant belongs to, and which of its texts that is, as they are ordered.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn unit_of(&self, variant: u64) -> Result<Option<(StoredUnit, usize)>, Error> {
        let variant = Row(i64::try_from(variant).unwrap_or(i64::MAX));
        let whole = self.whole(
            whole_unit!("(SELECT unit FROM variant WHERE id = ?1)"),
            variant,
        )?;
        Ok(whole.and_then(|(stored, variants)| {
            let place = variants.iter().position(|row| *row == variant)?;
            Some((stored, place))
        }))
    }

    /// A unit with its variants in order, and the row of each.
    fn whole(&self, sql: &str, of: Row) -> Result<Option<(StoredUnit, Vec<Row>)>, Error> {
        let mut found = None;
        let texts = self.rows(sql, [of], |row| {
            if found.is_none() {
                found = Some(read_unit(row, read_origin(row)?)?);
            }
            // Null where it has no text.
            let id: Option<Row> = row.get(AFTER_VARIANT)?;
            id.map(|id| {
                let nth: i64 = row.get(AFTER_VARIANT + 1)?;
                Ok((id, nth, read_variant::<AFTER_ORIGIN>(row)?))
            })
            .transpose()
        })?;
        let Some(mut stored) = found else {
            return Ok(None);
        };
        let mut texts: Vec<(Row, i64, Variant)> = texts.into_iter().flatten().collect();
        let unit = &stored.unit;
        texts.sort_by(|(_, nth, a), (_, other, b)| unit.order(a, b).then(nth.cmp(other)));
        let rows = texts.iter().map(|(id, ..)| *id).collect();
        stored.unit.variants = texts.into_iter().map(|(.., variant)| variant).collect();
        Ok(Some((stored, rows)))
    }

    /// The languages of all texts, each with how many are in it.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn languages(&self) -> Result<BTreeMap<LangTag, u64>, Error> {
        // Counted here: SQLite would sort them all first.
        let mut counts: Vec<(LangTag, u64)> = Vec::new();
        self.rows("SELECT lang FROM variant", [], |row| {
            let given = row.get_ref(0)?.as_str()?;
            match counts.iter_mut().find(|(lang, _)| lang.given() == given) {
                Some((_, count)) => *count += 1,
                None => counts.push((row.get(0)?, 1)),
            }
            Ok(())
        })?;
        // A language by the tag that most of its texts are given.
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let mut languages = BTreeMap::new();
        for (lang, count) in counts {
            *languages.entry(lang).or_default() += count;
        }
        Ok(languages)
    }

    /// The units of documents, or of one, with those of its earlier texts.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn units_of_documents(&self, document: Option<&str>) -> Result<Vec<Row>, Error> {
        self.rows(
            "SELECT u.id FROM origin o JOIN unit u ON u.origin = o.id
             WHERE o.kind = 'document' AND (?1 IS NULL OR o.name = ?1)",
            [document],
            |row| row.get(0),
        )
    }

    /// The language that each document and each imported memory is translated into.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn target_langs(&self) -> Result<HashMap<Origin, LangTag>, Error> {
        let langs = self.rows("SELECT kind, name, target_lang FROM origin", [], |row| {
            Ok((origin(&row.get::<_, String>(0)?, row.get(1)?), row.get(2)?))
        })?;
        Ok(langs.into_iter().collect())
    }

    /// Whether any unit is one that `is` is looking for; it is asked until it has found one.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn any_unit(&self, mut is: impl FnMut(&StoredUnit) -> bool) -> Result<bool, Error> {
        let mut after = 0;
        loop {
            let rows: Vec<Row> = self.rows(
                "SELECT id FROM unit WHERE id > ?1 ORDER BY id LIMIT 256",
                [after],
                |row| row.get(0),
            )?;
            let Some(last) = rows.last() else {
                return Ok(false);
            };
            after = last.0;
            for row in rows {
                if self.unit(row)?.is_some_and(|stored| is(&stored)) {
                    return Ok(true);
                }
            }
        }
    }

    /// The texts in one language that a unit had before, newest first.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn earlier(&self, unit: Row) -> Result<Vec<Earlier>, Error> {
        self.rows(
            "SELECT h.change, c.who, c.at, h.old_text, h.old_state, h.old_author
             FROM variant_history h JOIN change c ON c.id = h.change
             WHERE h.old_unit = ?1 AND h.existed AND h.old_state IS NOT NULL
             ORDER BY h.change DESC, h.old_nth",
            [unit],
            |row| {
                Ok(Earlier {
                    change: row.get(0)?,
                    who: row.get(1)?,
                    at: row.get(2)?,
                    text: row.get(3)?,
                    state: row.get(4)?,
                    author: row.get(5)?,
                })
            },
        )
    }
}

impl Writer<'_> {
    /// Changes what is said of a unit: which language its text is in, its cuts, fields, notes,
    /// properties, and the unit it replaces. Its texts are left alone.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn update_unit(&self, stored: &StoredUnit) -> Result<(), Error> {
        let unit = &stored.unit;
        self.execute(
            "UPDATE unit SET cuts = ?2, replaces = ?3, client = ?4, project = ?5, domain = ?6,
               subject = ?7, extra = ?8, source_lang = ?9, change = ?10
             WHERE id = ?1
               AND (cuts, replaces, client, project, domain, subject, extra, source_lang)
               IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                stored.row,
                cuts(unit),
                stored.replaces,
                unit.fields.client,
                unit.fields.project,
                unit.fields.domain,
                unit.fields.subject,
                Extra::column(&unit.notes, &unit.properties),
                unit.source_lang,
                self.number(),
            ],
        )?;
        Ok(())
    }

    /// Writes the `nth` text of a unit in the variant's language, new or changed; a text that is
    /// so already is left alone.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn put_variant(&self, unit: Row, nth: i64, variant: &Variant) -> Result<(), Error> {
        let codes = (!variant.codes.is_empty()).then(|| json(&variant.codes));
        self.execute(
            "INSERT INTO variant (unit, lang, nth, text, codes, state, made_by, score, locked,
               author, date, as_imported, extra, added, change)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14)
             ON CONFLICT (unit, lang, nth) DO UPDATE SET
               text = excluded.text, codes = excluded.codes, state = excluded.state,
               made_by = excluded.made_by, score = excluded.score, locked = excluded.locked,
               author = excluded.author, date = excluded.date,
               as_imported = excluded.as_imported, extra = excluded.extra,
               change = excluded.change
             WHERE (text, codes, state, made_by, score, locked, author, date, as_imported, extra)
               IS NOT (excluded.text, excluded.codes, excluded.state, excluded.made_by,
                 excluded.score, excluded.locked, excluded.author, excluded.date,
                 excluded.as_imported, excluded.extra)",
            params![
                unit,
                variant.lang,
                nth,
                variant.text,
                codes,
                variant.state,
                variant.made_by,
                variant.score,
                variant.locked,
                variant.author,
                variant.date,
                variant.as_imported,
                Extra::column(&variant.notes, &variant.properties),
                self.number(),
            ],
        )?;
        Ok(())
    }

    /// Takes away the texts of a unit in a language from the `nth` on.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn remove_variants(&self, unit: Row, lang: &LangTag, from_nth: i64) -> Result<(), Error> {
        self.execute(
            "DELETE FROM variant WHERE unit = ?1 AND lang = ?2 AND nth >= ?3",
            params![unit, lang, from_nth],
        )?;
        Ok(())
    }

    /// Takes away a unit with its texts.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn remove_unit(&self, unit: Row) -> Result<(), Error> {
        self.execute("DELETE FROM variant WHERE unit = ?1", [unit])?;
        self.execute(
            "UPDATE unit SET replaces = NULL, change = ?2 WHERE replaces = ?1",
            params![unit, self.number()],
        )?;
        self.execute("DELETE FROM unit WHERE id = ?1", [unit])?;
        Ok(())
    }
}

/// The cuts of a unit as its column has them.
pub(super) fn cuts(unit: &Unit) -> Option<String> {
    (!unit.cuts.is_empty()).then(|| json(&unit.cuts))
}
