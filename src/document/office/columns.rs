//! What the columns of the tables of a workbook are called. A table says it beside its head, in whose
//! cells it stands once more, and Excel takes a table for damaged that says another thing; formulas,
//! pivot tables and slicers call the columns so too. Where a head is filled, all of these are
//! (ECMA-376 part 1 §18.5.1.3, §18.17.6.1; MS-XLSX for slicers).

use std::collections::{HashMap, HashSet};
use std::io::{Read, Seek};

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

/// Parts of a workbook that call columns by their names in a way that nobody here can read: macros,
/// and what comes from elsewhere.
const CALLERS: &[&str] = &["xl/vbaProject.bin", "xl/connections.xml"];

/// What the cells of a table are bound to say.
#[derive(Debug, Default)]
struct Table {
    name: String,
    columns: Vec<String>,
    /// What stands in its last row.
    labels: Vec<String>,
}

/// The tables of a workbook.
#[derive(Debug, Default)]
pub(super) struct Columns {
    tables: Vec<Table>,
    /// Whether they are called so where it cannot be changed.
    is_fixed: bool,
}

impl Columns {
    /// Those of a package; none where it is no workbook.
    pub(super) fn of(package: &mut Package<impl Read + Seek>) -> Result<Self, Error> {
        let mut columns = Self {
            tables: Vec::new(),
            is_fixed: (package.names().iter()).any(|name| CALLERS.contains(&name.as_str())),
        };
        for name in package.names().to_vec() {
            let is_table = name.starts_with("xl/tables/");
            if !(is_table || name.starts_with("xl/pivotCache/")) || !name.ends_with(".xml") {
                continue;
            }
            let text = package.text(&name)?.unwrap_or_default();
            let read = match is_table {
                true => table(&text).map(|table| columns.tables.push(table)),
                false => calculates(&text).map(|calculates| columns.is_fixed |= calculates),
            };
            read.map_err(|fault| damaged(&name, &fault))?;
        }
        Ok(columns)
    }

    /// Whether there are names that stay as they are.
    pub(super) fn stay(&self) -> bool {
        self.is_fixed && !self.tables.is_empty()
    }

    /// Whether a block has to stay as it is, since a table says the same.
    pub(super) fn hold(&self, found: &Found) -> bool {
        let is_said = |said: &String| {
            let mut own =
                (self.tables.iter()).flat_map(|table| table.columns.iter().chain(&table.labels));
            own.any(|own| own == said)
        };
        self.is_fixed && cell(found, &found.block.text).is_some_and(|said| is_said(&said))
    }

    /// What is said otherwise where cells say what they do now: a text and what stands for it, of
    /// several for the same the first. No two columns of a table are called the same; names that
    /// differ in case alone are one.
    pub(super) fn renamed(&self, cells: impl Iterator<Item = (String, String)>) -> Renames {
        let mut names: HashMap<String, String> = HashMap::new();
        if self.is_fixed || self.tables.is_empty() {
            return Renames::default();
        }
        let mut wanted: HashMap<String, String> = HashMap::new();
        for (old, new) in cells.filter(|(old, new)| old != new && !new.trim().is_empty()) {
            wanted.entry(old).or_insert(new);
        }
        let mut taken: HashMap<&str, HashSet<String>> = HashMap::new();
        for table in &self.tables {
            let own = taken.entry(&table.name).or_default();
            for old in table
                .columns
                .iter()
                .filter(|old| !wanted.contains_key(*old))
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
            let Some(new) = wanted.get(old).filter(|_| !names.contains_key(old)) else {
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
            names.insert(old.clone(), name);
        }
        // What stands in the last row is bound to no other.
        for old in self.tables.iter().flat_map(|table| &table.labels) {
            let new = wanted.get(old).unwrap_or(old);
            names.entry(old.clone()).or_insert_with(|| new.clone());
        }
        let tables = self.tables.iter().map(|table| table.name.to_lowercase());
        Renames {
            names,
            tables: tables.collect(),
        }
    }
}

/// A name with a number behind it as Excel has it, but for the first: `Amount`, `Amount2`. White space at
/// its end stays there.
fn numbered(wanted: &str, number: u32) -> String {
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
    let mut table = Table::default();
    while let Some(token) = xml.next()? {
        let tag = text.get(xml.range()).unwrap_or_default();
        let value = |name| attribute(tag, 0, name).map(|(value, _)| said(&value));
        match (token, local(xml.name())) {
            (Token::Start, "table") => table.name = value("displayName").unwrap_or_default(),
            (Token::Start, "tableColumn") => {
                table.columns.extend(value("name"));
                table.labels.extend(value("totalsRowLabel"));
            }
            _ => {}
        }
    }
    Ok(table)
}

/// Whether a pivot table makes fields of others, which it calls by their names.
fn calculates(text: &str) -> Result<bool, Fault> {
    let mut xml = Xml::new(text, &[]);
    while let Some(token) = xml.next()? {
        let tag = text.get(xml.range()).unwrap_or_default();
        if matches!(token, Token::Start)
            && local(xml.name()) == "cacheField"
            && attribute(tag, 0, "formula").is_some()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What is called otherwise than it was.
#[derive(Debug, Default)]
pub(super) struct Renames {
    names: HashMap<String, String>,
    /// The names of tables, in lower case.
    tables: HashSet<String>,
}

impl Renames {
    /// Whether nothing is.
    pub(super) fn is_empty(&self) -> bool {
        self.names.iter().all(|(old, new)| old == new)
    }

    fn new_name(&self, old: &str) -> Option<&str> {
        let new = self.names.get(old).filter(|new| *new != old);
        new.map(String::as_str)
    }

    /// What a block says now, or still, that says what a table does.
    pub(super) fn text(&self, found: &Found) -> Option<&str> {
        let runs = found.runs.as_ref()?;
        let new = self.names.get(&cell(found, &found.block.text)?)?;
        let new = new.strip_prefix(runs.lead.as_str()).unwrap_or(new);
        Some(new.strip_suffix(runs.trail.as_str()).unwrap_or(new))
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
                    Some((place, written(self.new_name(&said(&old))?)))
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

/// What a text says in which characters stand by their numbers: `_x000a_` (§22.9.2.19).
fn said(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let digits = after.get(..4).filter(|digits| {
            digits.bytes().all(|digit| digit.is_ascii_hexdigit()) && after.get(4..5) == Some("_")
        });
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match number.and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = after.get(5..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = after;
            }
        }
    }
    out + rest
}

/// The same as an attribute has it, which would lose its line ends.
fn written(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            c if c < ' ' => out.push_str(&format!("_x{:04x}_", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
