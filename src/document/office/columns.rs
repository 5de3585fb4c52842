//! What the columns of the tables of a workbook are called. A table says it beside its head, in whose
//! cells it stands once more, and Excel takes a table for damaged that says another thing; formulas,
//! pivot tables and slicers call the columns so too. Where a head is filled, all of these are
//! (ECMA-376 part 1 §18.5.1.3, §18.17.6.1; MS-XLSX for slicers).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{Read, Seek};

use super::bound::{self, Cell, Place, said};
use super::damaged;
use super::sheets::{end_of_quoted, is_of_name, rewritten};
use super::xml::{Token, Xml, attribute, local};
use crate::document::block::BlockKind;
use crate::document::filter::Fault;
use crate::document::splice::Found;
use crate::exchange::Error;
use crate::exchange::package::Package;

/// How many characters the name of a column may have.
const LONGEST: usize = 255;

/// The part with the strings that cells share.
const STRINGS: &str = "xl/sharedStrings.xml";

/// Parts of a workbook that call columns by their names in a way that nobody here can read: macros,
/// and what comes from elsewhere.
const CALLERS: &[&str] = &["xl/vbaProject.bin", "xl/connections.xml"];

/// What the cells of a table are bound to say.
#[derive(Debug, Default)]
struct Table {
    /// Its part.
    part: String,
    name: String,
    /// Its first cell and its last.
    area: Option<[Place; 2]>,
    /// Whether its first row says what its columns are called.
    has_head: bool,
    columns: Vec<String>,
    /// What stands in its last row, by the column.
    labels: Vec<Option<String>>,
}

impl Table {
    /// The cells that are bound to say what a column is called, or what the last row says, and what
    /// that is; whether it is a head.
    fn bound(&self) -> impl Iterator<Item = (Place, &str, bool)> {
        let columns = (0..).zip(&self.columns).zip(&self.labels);
        let bound = columns.flat_map(move |((nth, name), label)| {
            let [first, last] = self.area?.map(|(row, _)| row);
            let column = self.area?[0].1.checked_add(nth)?;
            let head = self
                .has_head
                .then_some(((first, column), name.as_str(), true));
            let label = label.as_deref().map(|label| ((last, column), label, false));
            Some(head.into_iter().chain(label))
        });
        bound.flatten()
    }
}

/// A sheet with tables on it.
#[derive(Debug)]
struct Sheet {
    part: String,
    text: String,
    /// Which of the tables of the workbook.
    tables: Vec<usize>,
    /// The cells that these are bound to.
    cells: HashMap<Place, Cell>,
}

/// The cells that the tables of a workbook are bound to.
#[derive(Debug, Default)]
pub(super) struct Bound {
    sheets: Vec<Sheet>,
}

/// The tables of a workbook.
#[derive(Debug, Default)]
pub(super) struct Columns {
    tables: Vec<Table>,
    /// Whether they are called so where it cannot be changed.
    is_fixed: bool,
    /// How the fields of pivot tables are called that make others of them.
    fields: Vec<String>,
}

impl Columns {
    /// Those of a package; none where it is no workbook.
    pub(super) fn of(package: &mut Package<impl Read + Seek>) -> Result<Self, Error> {
        let mut columns = Self {
            tables: Vec::new(),
            fields: Vec::new(),
            is_fixed: (package.names().iter()).any(|name| CALLERS.contains(&name.as_str())),
        };
        for name in package.names().to_vec() {
            let is_table = name.starts_with("xl/tables/");
            if !(is_table || name.starts_with("xl/pivotCache/")) || !name.ends_with(".xml") {
                continue;
            }
            let text = package.text(&name)?.unwrap_or_default();
            let read = match is_table {
                true => table(&text).map(|table| {
                    let part = name.clone();
                    columns.tables.push(Table { part, ..table });
                }),
                false => calculated_from(&text).map(|fields| {
                    columns.is_fixed |= !fields.is_empty();
                    columns.fields.extend(fields);
                }),
            };
            read.map_err(|fault| damaged(&name, &fault))?;
        }
        Ok(columns)
    }

    /// Whether there are names that stay as they are.
    pub(super) fn stay(&self) -> bool {
        self.is_fixed && !(self.tables.is_empty() && self.fields.is_empty())
    }

    /// Whether a block has to stay as it is, since a table says the same.
    pub(super) fn hold(&self, found: &Found) -> bool {
        let is_said = |said: &String| {
            let of_tables = self.tables.iter().flat_map(|table| {
                let labels = table.labels.iter().flatten();
                table.columns.iter().chain(labels)
            });
            of_tables.chain(&self.fields).any(|own| own == said)
        };
        self.is_fixed && cell(found, &found.block.text).is_some_and(|said| is_said(&said))
    }

    /// The cells that the tables are bound to, as they are after what was changed; none where the
    /// columns stay.
    pub(super) fn bound(
        &self,
        package: &mut Package<impl Read + Seek>,
        changed: &[(String, String)],
    ) -> Result<Bound, Error> {
        let mut bound = Bound::default();
        if self.is_fixed || self.tables.is_empty() {
            return Ok(bound);
        }
        let text = |package: &mut Package<_>, name: &str| {
            let known = changed.iter().find(|(changed, _)| changed == name);
            match known {
                Some((_, text)) => Ok(text.clone()),
                None => Ok::<_, Error>(package.text(name)?.unwrap_or_default()),
            }
        };
        let shared = text(package, STRINGS)?;
        let strings = bound::strings(&shared).map_err(|fault| damaged(STRINGS, &fault))?;
        for part in package.names().to_vec() {
            if !part.starts_with("xl/worksheets/") || !part.ends_with(".xml") {
                continue;
            }
            let others = package.relations(&part)?;
            let is_on_it = |table: &Table| others.iter().any(|other| other.named().1 == table.part);
            let tables = (0..).zip(&self.tables).filter(|(_, table)| is_on_it(table));
            let (tables, own): (Vec<usize>, Vec<&Table>) = tables.unzip();
            if tables.is_empty() {
                continue;
            }
            let places = own.iter().flat_map(|table| table.bound());
            let places: HashSet<Place> = places.map(|(place, ..)| place).collect();
            let text = text(package, &part)?;
            let cells = bound::cells(&text, &strings, |place| places.contains(place));
            bound.sheets.push(Sheet {
                cells: cells.map_err(|fault| damaged(&part, &fault))?,
                part,
                text,
                tables,
            });
        }
        Ok(bound)
    }

    /// What columns are called where the cells that say so do what they do now, of several for the same
    /// name the first. No two columns of a table are called the same; names that differ in case alone are
    /// one.
    pub(super) fn renamed(&self, bound: &Bound) -> Renames {
        let mut renames = Renames::default();
        let mut wanted: HashMap<&str, &str> = HashMap::new();
        for (table, cells) in bound.tables(self) {
            for (place, old, is_head) in table.bound() {
                let said = cells.get(&place).and_then(|cell| cell.said.as_deref());
                let said = said.filter(|said| !said.trim().is_empty() && *said != old);
                match (said, is_head) {
                    (Some(new), true) => {
                        wanted.entry(old).or_insert(new);
                    }
                    // What stands in the last row is bound to no other.
                    (Some(new), false) => {
                        let labels = &mut renames.labels;
                        labels
                            .entry(old.to_owned())
                            .or_insert_with(|| new.to_owned());
                    }
                    (None, _) => {}
                }
            }
        }
        let names = &mut renames.names;
        let mut taken: HashMap<&str, HashSet<String>> = HashMap::new();
        for table in &self.tables {
            let own = taken.entry(&table.name).or_default();
            for old in table
                .columns
                .iter()
                .filter(|old| !wanted.contains_key(old.as_str()))
            {
                own.insert(old.to_lowercase());
                names.insert(old.clone(), old.clone());
            }
        }
        // The tables with a column of a name, and the last number that a name has in one.
        let mut holders: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut last: HashMap<(Option<&&str>, &str), u32> = HashMap::new();
        for table in &self.tables {
            for old in &table.columns {
                holders.entry(old).or_default().push(&table.name);
            }
        }
        for old in self.tables.iter().flat_map(|table| &table.columns) {
            let new = wanted.get(old.as_str()).copied();
            let Some(new) = new.filter(|_| !names.contains_key(old)) else {
                continue;
            };
            let holders = holders.get(old.as_str()).map_or(&[][..], Vec::as_slice);
            let is_taken = |name: &str| {
                let name = name.to_lowercase();
                let mut own = holders.iter().filter_map(|holder| taken.get(holder));
                own.any(|own| own.contains(&name))
            };
            // Many heads may be given one name: each is numbered from where the last was.
            let last = last.entry((holders.first(), new)).or_insert(1);
            let mut numbers = std::iter::once(1).chain(*last..);
            let name = numbers.find_map(|number| {
                let name = numbered(new, number);
                (!is_taken(&name)).then(|| {
                    *last = number;
                    name
                })
            });
            let name = name.unwrap_or_default();
            for holder in holders {
                let own = taken.entry(holder).or_default();
                own.insert(name.to_lowercase());
            }
            if name != new {
                renames.numbered.push(name.clone());
            }
            names.insert(old.clone(), name);
        }
        let tables = self.tables.iter().map(|table| table.name.to_lowercase());
        renames.tables = tables.collect();
        renames
    }
}

/// A name with a number behind it as Excel has it, but for the first: `Amount`, `Amount2`. White space at
/// its end stays there.
pub(super) fn numbered(wanted: &str, number: u32) -> String {
    let (name, space) = wanted.split_at(wanted.trim_end().len());
    let number = match number {
        1 => String::new(),
        number => number.to_string(),
    };
    let most = LONGEST.saturating_sub(number.len() + space.len());
    name.chars().take(most).collect::<String>() + &number + space
}

/// What a cell says with other text in it, the white space around it too; `None` of what is no cell.
pub(super) fn cell(found: &Found, text: &str) -> Option<String> {
    let runs = found
        .runs
        .as_ref()
        .filter(|_| found.block.kind == BlockKind::Cell)?;
    Some(said(&format!("{}{text}{}", runs.lead, runs.trail)))
}

fn table(text: &str) -> Result<Table, Fault> {
    let mut xml = Xml::new(text, &[]);
    let mut table = Table {
        has_head: true,
        ..Table::default()
    };
    while let Some(token) = xml.next()? {
        let tag = text.get(xml.range()).unwrap_or_default();
        let value = |name| attribute(tag, 0, name).map(|(value, _)| said(&value));
        match (token, local(xml.name())) {
            (Token::Start, "table") => {
                table.name = value("displayName").unwrap_or_default();
                table.area = value("ref").and_then(|reference| bound::area(&reference));
                table.has_head = value("headerRowCount").is_none_or(|count| count != "0");
            }
            (Token::Start, "tableColumn") => {
                if let Some(name) = value("name") {
                    table.columns.push(name);
                    table.labels.push(value("totalsRowLabel"));
                }
            }
            _ => {}
        }
    }
    Ok(table)
}

impl Bound {
    /// The tables, each with the cells of its sheet.
    fn tables<'b>(
        &'b self,
        columns: &'b Columns,
    ) -> impl Iterator<Item = (&'b Table, &'b HashMap<Place, Cell>)> {
        self.sheets.iter().flat_map(move |sheet| {
            let tables = sheet.tables.iter();
            tables.filter_map(move |nth| Some((columns.tables.get(*nth)?, &sheet.cells)))
        })
    }

    /// The sheets in which a cell that a table is bound to does not say what it must, each with all of
    /// these saying so.
    pub(super) fn mended(self, columns: &Columns, renames: &Renames) -> Vec<(String, String)> {
        let sheets = self.sheets.into_iter().filter_map(|sheet| {
            let tables = sheet
                .tables
                .iter()
                .filter_map(|nth| columns.tables.get(*nth));
            let mut own: BTreeMap<Place, (&Cell, &str)> = BTreeMap::new();
            for (place, old, is_head) in tables.flat_map(Table::bound) {
                let new = match is_head {
                    true => renames.names.get(old),
                    false => renames.labels.get(old),
                };
                let new = new.map_or(old, String::as_str);
                let cell = sheet.cells.get(&place);
                let cell = cell.filter(|cell| cell.said.as_ref().is_some_and(|said| said != new));
                own.extend(cell.map(|cell| (place, (cell, new))));
            }
            (!own.is_empty()).then(|| {
                let text = bound::with_own(&sheet.text, own.into_values().collect());
                (sheet.part.clone(), text)
            })
        });
        sheets.collect()
    }
}

/// The fields of a pivot table that makes others of them, which calls them by their names; none of one that
/// does not.
fn calculated_from(text: &str) -> Result<Vec<String>, Fault> {
    let mut xml = Xml::new(text, &[]);
    let mut fields = Vec::new();
    let mut calculates = false;
    while let Some(token) = xml.next()? {
        let tag = text.get(xml.range()).unwrap_or_default();
        if !matches!(token, Token::Start) || local(xml.name()) != "cacheField" {
            continue;
        }
        calculates |= attribute(tag, 0, "formula").is_some();
        fields.extend(attribute(tag, 0, "name").map(|(name, _)| said(&name)));
    }
    fields.retain(|_| calculates);
    Ok(fields)
}

/// What is called otherwise than it was.
#[derive(Debug, Default)]
pub(super) struct Renames {
    names: HashMap<String, String>,
    /// What the last rows of tables say now, by what they said.
    labels: HashMap<String, String>,
    /// The names of tables, in lower case.
    tables: HashSet<String>,
    /// The names that have a number behind them, since another column has the one that was wanted.
    pub(super) numbered: Vec<String>,
}

impl Renames {
    /// Whether nothing is.
    pub(super) fn is_empty(&self) -> bool {
        self.labels.is_empty() && self.names.iter().all(|(old, new)| old == new)
    }

    fn new_name(&self, old: &str) -> Option<&str> {
        let new = self.names.get(old).filter(|new| *new != old);
        new.map(String::as_str)
    }

    /// A part with its columns called as they are now.
    pub(super) fn in_part(&self, text: &str) -> Result<String, Fault> {
        // A pivot table of another file has columns of its own.
        let mut is_own = true;
        rewritten(
            text,
            |formula| self.in_formula(formula),
            |element, tag, at| {
                let attributes: &[&str] = match element {
                    "tableColumn" => &["name", "totalsRowLabel"],
                    "cacheField" if is_own => &["name"],
                    "slicerCacheDefinition" | "timelineCacheDefinition" => &["sourceName"],
                    "cacheSource" => {
                        let type_ = attribute(tag, at, "type");
                        is_own = type_.is_some_and(|(type_, _)| type_ == "worksheet");
                        &[]
                    }
                    "worksheetSource" => {
                        is_own &= attribute(tag, at, "id").is_none();
                        &[]
                    }
                    _ => &[],
                };
                let renamed = attributes.iter().filter_map(|name| {
                    let (old, place) = attribute(tag, at, name)?;
                    let new = match *name {
                        "totalsRowLabel" => self.labels.get(&said(&old))?,
                        _ => self.new_name(&said(&old))?,
                    };
                    Some((place, written(new)))
                });
                renamed.collect()
            },
        )
    }

    /// A formula with its columns called as they are now; `None` where that changes nothing.
    fn in_formula(&self, formula: &str) -> Option<String> {
        let mut out = String::new();
        let mut rest = formula;
        // Whether the name just read is one of another file: `[1]!Filings[Amount]`.
        let mut is_of_other = false;
        let mut last = ' ';
        while let Some(first) = rest.chars().next() {
            let length = match first {
                '"' | '\'' => end_of_quoted(rest, first),
                '[' => end_of_brackets(rest),
                c if is_of_name(c) => rest.find(|c| !is_of_name(c)).unwrap_or(rest.len()),
                c => c.len_utf8(),
            };
            let (token, after) = rest.split_at_checked(length)?;
            rest = after;
            let new = match first {
                '"' => self.in_address(token),
                '[' if !is_of_other => self.in_brackets(token),
                _ => None,
            };
            out.push_str(new.as_deref().unwrap_or(token));
            is_of_other = is_of_name(first) && last == '!';
            last = first;
        }
        (out != formula).then_some(out)
    }

    /// A text that is the address of a column, as lists to choose from have it:
    /// `INDIRECT("Filings[Amount]")`.
    fn in_address(&self, quoted: &str) -> Option<String> {
        let inside = quoted.strip_prefix('"')?.strip_suffix('"')?;
        let (table, _) = inside.strip_suffix(']')?.split_once('[')?;
        let is_address = self.tables.contains(&table.to_lowercase()) && !inside.contains('"');
        let new = self.in_formula(inside).filter(|_| is_address)?;
        Some(format!("\"{}\"", new.replace('"', "\"\"")))
    }

    /// What stands in brackets behind the name of a table, or alone where the table is that of the
    /// formula: `[Amount]`, `[@Amount]`, `[[#Totals],[Amount]]`.
    fn in_brackets(&self, token: &str) -> Option<String> {
        let inside = token.strip_prefix('[')?.strip_suffix(']')?;
        let (row, name) = match inside.strip_prefix('@') {
            Some(name) => ("@", name),
            None => ("", inside),
        };
        if let Some(new) = self.new_in_formula(name) {
            let is_plain = new.chars().all(|c| c.is_alphanumeric() || c == '_');
            return Some(match is_plain {
                true => format!("[{row}{new}]"),
                false => format!("[{row}[{new}]]"),
            });
        }
        let mut out = String::from("[");
        let mut rest = inside;
        while let Some(at) = rest.find('[') {
            let (before, group) = rest.split_at_checked(at)?;
            let (group, after) = group.split_at_checked(end_of_brackets(group))?;
            let new = (group.strip_prefix('['))
                .and_then(|name| self.new_in_formula(name.strip_suffix(']')?));
            out.push_str(before);
            out.push_str(&new.map_or_else(|| group.to_owned(), |new| format!("[{new}]")));
            rest = after;
        }
        Some(out + rest + "]")
    }

    /// What a column is called now, as formulas write it.
    fn new_in_formula(&self, name: &str) -> Option<String> {
        let mut old = String::with_capacity(name.len());
        let mut chars = name.chars();
        while let Some(c) = chars.next() {
            match c {
                '\'' => old.extend(chars.next()),
                '[' => return None,
                c => old.push(c),
            }
        }
        let mut new = String::new();
        for c in self.new_name(&old)?.chars() {
            if matches!(c, '[' | ']' | '#' | '\'' | '@') {
                new.push('\'');
            }
            new.push(c);
        }
        Some(new)
    }
}

/// How long a text is that begins with a bracket, up to the one that ends it; behind an apostrophe
/// stands none.
fn end_of_brackets(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' => {
                chars.next();
            }
            '[' => depth += 1,
            ']' if depth <= 1 => return at + 1,
            ']' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// The same as an attribute has it, which would lose its line ends.
pub(super) fn written(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            c if c < ' ' => out.push_str(&format!("_x{:04x}_", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
