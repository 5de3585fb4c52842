//! Reading a table of units.

use std::io::Read;

use super::Layout;
use super::columns::{Columns, Role};
use super::rows::{Row, Rows, UNREAD};
use crate::exchange::incoming::given_id;
use crate::exchange::review::{Status, status};
use crate::exchange::{
    CONTEXT, Error, Incoming, Mends, Position, ReadHeader, ReadOptions, UnitReader,
};
use crate::text::LangTag;
use crate::unit::{Fields, MadeBy, Note, Property, UnitId, Variant};

/// How many rows are looked at to know what the columns hold.
const AHEAD: usize = 50;

/// Reads a table unit by unit. The table itself is held in memory.
///
/// A row without a source or without a translation is left out and said; what a column with a
/// title of its own says is kept as a property of that name.
pub struct Reader {
    rows: std::iter::Chain<std::vec::IntoIter<Result<Row, Error>>, Rows>,
    /// See [`Rows::unclosed`].
    unclosed: Option<u64>,
    columns: Columns,
    header: ReadHeader,
    mends: Mends,
    number: u64,
    done: bool,
}

impl Reader {
    /// Reads the table and what its columns are.
    ///
    /// # Errors
    /// [`Error::Columns`] where nothing tells what the columns hold; [`Error`] where it is no
    /// table.
    pub fn new(layout: Layout, input: impl Read, options: &ReadOptions) -> Result<Self, Error> {
        let (mut rows, encoding) = Rows::open(layout, input, options.encoding.as_deref())?;
        let mut first: Vec<Row> = rows.by_ref().take(AHEAD).collect::<Result<_, _>>()?;
        let cells: Vec<_> = first.iter().map(|row| row.cells.clone()).collect();
        let columns = Columns::of(&cells, options)?;
        if columns.has_heading && !first.is_empty() {
            first.remove(0);
        }
        let first: Vec<_> = first.into_iter().map(Ok).collect();
        let mut mends = Mends::default();
        for name in rows.unread() {
            mends.add(Position::START, None, UNREAD, || name.clone());
        }
        Ok(Self {
            unclosed: rows.unclosed(),
            rows: first.into_iter().chain(rows),
            header: ReadHeader {
                source: columns.source.as_ref().map(|(_, lang)| lang.clone()),
                encoding,
                ..ReadHeader::default()
            },
            columns,
            mends,
            number: 0,
            done: false,
        })
    }

    /// The unit of a row; `None` where it is none.
    fn unit(&mut self, row: &Row) -> Option<Incoming> {
        self.number += 1;
        let mut mend = |kind: &'static str, detail: &str| {
            self.mends
                .add(row.at, Some(self.number), kind, || detail.to_owned());
        };
        let cell = |place: usize| row.cells.get(place).map_or("", String::as_str);
        let text = |(place, lang): &(usize, LangTag)| {
            let text = cell(*place);
            (!text.trim().is_empty()).then(|| Variant::new(lang.clone(), text))
        };
        let (place, source_lang) = self.columns.source.as_ref()?;
        let Some(source) = text(&(*place, source_lang.clone())) else {
            mend("a row has no source text; left out", "");
            return None;
        };
        let mut variants = vec![source];
        variants.extend(self.columns.targets.iter().filter_map(text));
        let mut unit = Incoming {
            number: self.number,
            at: row.at,
            given_id: None,
            document: None,
            source_lang: source_lang.clone(),
            variants,
            cuts: Vec::new(),
            fields: Fields::default(),
            notes: Vec::new(),
            properties: Vec::new(),
        };
        for (place, role) in &self.columns.others {
            let said = cell(*place).trim();
            if said.is_empty() {
                continue;
            }
            let owned = said.to_owned();
            let targets = unit.variants.iter_mut().skip(1);
            match role {
                Role::Id => {
                    if UnitId::from_hex(said).is_none() {
                        unit.properties.extend(given_id(said, unit.number));
                    }
                    unit.given_id = Some(owned);
                }
                Role::Document => unit.document = Some(owned),
                Role::Note => unit.notes.push(Note {
                    text: owned,
                    from: None,
                }),
                Role::Context => unit.properties.push(Property {
                    name: CONTEXT.to_owned(),
                    value: owned,
                }),
                Role::Client => unit.fields.client = owned,
                Role::Project => unit.fields.project = owned,
                Role::Domain => unit.fields.domain = owned,
                Role::Subject => unit.fields.subject = owned,
                Role::State => match status(said) {
                    Some(Status::State(state)) => {
                        targets.for_each(|variant| variant.state = Some(state));
                    }
                    Some(Status::Nothing | Status::Untranslated) => {}
                    None => mend("a state is not known; passed over", said),
                },
                Role::MadeBy => match MadeBy::from_name(&said.to_lowercase()) {
                    Some(way) => targets.for_each(|variant| variant.made_by = Some(way)),
                    None => mend("how a text was made is not known; passed over", said),
                },
                Role::Author => targets.for_each(|variant| variant.author = Some(owned.clone())),
                Role::Date => match date(said) {
                    Some(date) => targets.for_each(|variant| variant.date = Some(date.clone())),
                    None => mend("a date cannot be read; passed over", said),
                },
                Role::Source | Role::Target | Role::Text | Role::Number => {}
            }
        }
        for (place, title) in &self.columns.unknown {
            let said = cell(*place);
            if !said.trim().is_empty() {
                unit.properties.push(Property {
                    name: title.clone(),
                    value: said.to_owned(),
                });
            }
        }
        Some(unit)
    }
}

/// Whether a line is one of a row.
fn is_in(row: &Row, line: u64) -> bool {
    let ends = row.cells.iter().flat_map(|cell| cell.matches('\n'));
    (row.at.line..=row.at.line + ends.count() as u64).contains(&line)
}

/// A date as RFC 3339 in UTC: one that already is, or a day.
fn date(said: &str) -> Option<String> {
    if let Ok(time) = said.parse::<jiff::Timestamp>() {
        return Some(time.to_string());
    }
    let day: jiff::civil::Date = said.replace('/', "-").parse().ok()?;
    let start = day.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(start.timestamp().to_string())
}

impl Iterator for Reader {
    type Item = Result<Incoming, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.rows.next() {
                Some(Ok(row)) => {
                    if let Some(line) = self.unclosed.filter(|mark| is_in(&row, *mark)) {
                        self.done = true;
                        let message = "a cell begins with a quotation mark here, and none ends it";
                        return Some(Err(Error::Line {
                            line,
                            message: message.to_owned(),
                        }));
                    }
                    if let Some(unit) = self.unit(&row) {
                        return Some(Ok(unit));
                    }
                }
                Some(Err(error)) => {
                    self.done = true;
                    return Some(Err(error));
                }
                None => self.done = true,
            }
        }
        None
    }
}

impl UnitReader for Reader {
    fn header(&self) -> &ReadHeader {
        &self.header
    }

    fn mends(&self) -> &Mends {
        &self.mends
    }
}
