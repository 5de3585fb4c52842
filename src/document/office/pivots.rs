//! What the pivot tables of a workbook keep of the cells that they count (ECMA-376 part 1 §18.10.1): they
//! call their fields as the heads of these do, and their items as the cells below. Where the cells say
//! another thing, so do they; else a field is gone as soon as somebody brings the table up to date. No two
//! fields are called the same, and no two items of one, or Excel takes the workbook for damaged.

use std::collections::{HashMap, HashSet};
use std::io::{Read, Seek};
use std::ops::Range;

use super::bound::{self, Columns, Place, said};
use super::columns::{numbered, written};
use super::damaged;
use super::sheets::edited;
use super::types::said_of;
use super::xml::{Node, Token, Xml, attribute, local};
use crate::document::filter::Fault;
use crate::exchange::Error;
use crate::exchange::package::{Package, Relation};

/// The part with the strings that cells share.
const STRINGS: &str = "xl/sharedStrings.xml";

/// The attributes of a pivot table that cells of its sheet say, by the elements that have them; those that
/// no two fields may share stand first.
const SHOWN: &[(&str, &[&str])] = &[
    ("dataField", &["name"]),
    ("pivotField", &["name", "subtotalCaption"]),
    ("item", &["n"]),
    (
        "pivotTableDefinition",
        &[
            "dataCaption",
            "rowHeaderCaption",
            "colHeaderCaption",
            "grandTotalCaption",
            "missingCaption",
            "errorCaption",
        ],
    ),
];

/// Changes to a part: where, and to what.
type Edits = Vec<(Range<usize>, String)>;

/// What pivot tables count, as far as their own file says it.
#[derive(Debug, Default)]
struct Cache {
    /// The sheet and the area of it, where it is one.
    area: Option<(String, [Place; 2])>,
    /// How its fields are called.
    fields: Vec<String>,
    /// Whether it makes items of others, which it calls by their names.
    calculates: bool,
}

/// A workbook as it was, and what has changed in it.
struct Workbook<'w, R> {
    package: &'w mut Package<R>,
    changed: &'w [(String, String)],
    /// The parts that were read, as they were: no part is unpacked twice.
    read: HashMap<String, String>,
    /// Its sheets, by their names in small letters.
    sheets: HashMap<String, String>,
    shared: [Vec<String>; 2],
}

/// The parts of pivot tables that say another thing than they did.
pub(super) fn renamed(
    package: &mut Package<impl Read + Seek>,
    changed: &[(String, String)],
) -> Result<Vec<(String, String)>, Error> {
    let Some(main) = package.related("", "officeDocument")? else {
        return Ok(Vec::new());
    };
    let caches = package.all_related(&main, "pivotCacheDefinition")?;
    if caches.is_empty() || changed.is_empty() {
        return Ok(Vec::new());
    }
    let mut workbook = Workbook::of(package, &main, changed)?;
    let mut new = Vec::new();
    let mut note = |part: String, text: &str, mut edits: Edits| {
        edits.sort_by_key(|(range, _)| range.start);
        if !edits.is_empty() {
            new.push((part, edited(text, edits)));
        }
    };
    // The fields of each cache, and how those are called now that are called otherwise.
    let mut fields: HashMap<String, Vec<String>> = HashMap::new();
    let mut names: HashMap<String, String> = HashMap::new();
    for part in caches {
        let cache = Cache::of(&workbook.text(&part, false)?);
        let cache = cache.map_err(|fault| damaged(&part, &fault))?;
        let columns = workbook.columns(&cache)?;
        let called = cache.called(&columns);
        let renamed = cache.fields.iter().cloned().zip(called.iter().cloned());
        names.extend(renamed.filter(|(old, new)| old != new));
        if !columns.is_empty() && !cache.calculates {
            let text = workbook.text(&part, true)?;
            let edits = definition(&text, &called, &columns);
            note(
                part.clone(),
                &text,
                edits.map_err(|fault| damaged(&part, &fault))?,
            );
            for part in workbook.package.all_related(&part, "pivotCacheRecords")? {
                let text = workbook.text(&part, true)?;
                let edits = records(&text, &columns).map_err(|fault| damaged(&part, &fault))?;
                note(part, &text, edits);
            }
        }
        fields.insert(part, called);
    }
    let sheets: Vec<String> = workbook.sheets.values().cloned().collect();
    for sheet in sheets {
        for part in workbook.package.all_related(&sheet, "pivotTable")? {
            let cache = workbook.package.related(&part, "pivotCacheDefinition")?;
            let fields = cache.and_then(|cache| fields.get(&cache));
            let fields = fields.map_or(&[][..], Vec::as_slice);
            let words = workbook.words(&sheet)?;
            let text = workbook.text(&part, true)?;
            let edits = table(&text, &words, fields).map_err(|fault| damaged(&part, &fault))?;
            note(part, &text, edits);
        }
    }
    for part in workbook.package.names().to_vec() {
        if part.starts_with("xl/slicerCaches/") || part.starts_with("xl/timelineCaches/") {
            let text = workbook.text(&part, true)?;
            let edits = sources(&text, &names).map_err(|fault| damaged(&part, &fault))?;
            note(part, &text, edits);
        }
    }
    Ok(new)
}

impl<'w, R: Read + Seek> Workbook<'w, R> {
    fn of(
        package: &'w mut Package<R>,
        main: &str,
        changed: &'w [(String, String)],
    ) -> Result<Self, Error> {
        let text = package.text(main)?.unwrap_or_default();
        let names = said_of(&text, "sheet", ["name", "r:id"]);
        let names = names.map_err(|fault| damaged(main, &fault))?;
        let parts = package.relations(main)?;
        let parts: HashMap<&str, &str> = parts.iter().map(Relation::named).collect();
        let sheets = names.iter().filter_map(|[name, id]| {
            let part = parts.get(id.as_str())?;
            Some((name.to_lowercase(), (*part).to_owned()))
        });
        let mut own = Self {
            sheets: sheets.collect(),
            package,
            changed,
            read: HashMap::new(),
            shared: [Vec::new(), Vec::new()],
        };
        for (of, is_new) in [(0, false), (1, true)] {
            let strings = bound::strings(&own.text(STRINGS, is_new)?);
            let strings = strings.map_err(|fault| damaged(STRINGS, &fault))?;
            if let Some(shared) = own.shared.get_mut(of) {
                *shared = strings;
            }
        }
        Ok(own)
    }

    /// A part as it was, or as it is.
    fn text(&mut self, part: &str, is_new: bool) -> Result<String, Error> {
        let known = self.changed.iter().find(|(name, _)| name == part);
        if let Some((_, text)) = known.filter(|_| is_new) {
            return Ok(text.clone());
        }
        if let Some(text) = self.read.get(part) {
            return Ok(text.clone());
        }
        let text = self.package.text(part)?.unwrap_or_default();
        self.read.insert(part.to_owned(), text.clone());
        Ok(text)
    }

    /// The columns of the area that pivot tables count.
    fn columns(&mut self, cache: &Cache) -> Result<Columns, Error> {
        let Some((sheet, area)) = &cache.area else {
            return Ok(Columns::new());
        };
        let Some(part) = self.sheets.get(&sheet.to_lowercase()).cloned() else {
            return Ok(Columns::new());
        };
        self.said(&part, *area)
    }

    /// What the cells of a sheet say now, by what they said.
    fn words(&mut self, sheet: &str) -> Result<HashMap<String, String>, Error> {
        let columns = self.said(sheet, [(0, 0), (u32::MAX, u32::MAX)])?;
        let words = columns.into_values().flat_map(|column| column.words);
        Ok(words.collect())
    }

    fn said(&mut self, sheet: &str, area: [Place; 2]) -> Result<Columns, Error> {
        let [was, is] = [self.text(sheet, false)?, self.text(sheet, true)?];
        let [before, after] = &self.shared;
        let words = bound::words((&was, before), (&is, after), area);
        words.map_err(|fault| damaged(sheet, &fault))
    }
}

impl Cache {
    fn of(text: &str) -> Result<Self, Fault> {
        let mut xml = Xml::new(text, &[]);
        let mut cache = Self::default();
        while let Some(token) = xml.next()? {
            if !matches!(token, Token::Start) {
                continue;
            }
            let tag = text.get(xml.range()).unwrap_or_default();
            let value = |name| attribute(tag, 0, name).map(|(value, _)| value);
            match local(xml.name()) {
                // That of another file has an id.
                "worksheetSource" if value("id").is_none() => {
                    let area = value("ref").and_then(|reference| bound::area(&reference));
                    cache.area = value("sheet").zip(area);
                }
                "cacheField" => {
                    cache.calculates |= value("formula").is_some();
                    cache.fields.push(said(&value("name").unwrap_or_default()));
                }
                "calculatedItem" => cache.calculates = true,
                _ => {}
            }
        }
        Ok(cache)
    }

    /// How its fields are called where the columns say what they do now.
    fn called(&self, columns: &Columns) -> Vec<String> {
        let wanted = (0..).zip(&self.fields).map(|(nth, name)| {
            let head = columns.get(&nth).and_then(|column| column.head.as_ref());
            // Of two heads that said the same, the field of one has a number, and keeps it.
            let new = head.filter(|[old, _]| old == name && !self.calculates);
            (name.as_str(), new.map_or(name.as_str(), |[_, new]| new))
        });
        distinct(&wanted.collect::<Vec<_>>())
    }
}

/// Names as they are wanted, each with what it was; of those that are new, one that another has already
/// has a number behind it. Names that differ in case alone are one.
fn distinct(names: &[(&str, &str)]) -> Vec<String> {
    let kept = names.iter().filter(|(old, new)| old == new);
    let mut taken: HashSet<String> = kept.map(|(old, _)| old.to_lowercase()).collect();
    let distinct = names.iter().map(|(old, new)| {
        let mut names = (1..).map(|number| numbered(new, number));
        match old == new {
            true => None,
            false => names.find(|name| taken.insert(name.to_lowercase())),
        }
        .unwrap_or_else(|| (*old).to_owned())
    });
    distinct.collect()
}

/// What is written in a cache whose fields are `called` so.
fn definition(text: &str, called: &[String], columns: &Columns) -> Result<Edits, Fault> {
    let mut xml = Xml::new(text, &[]);
    let mut edits = Edits::new();
    let mut names = (0..).zip(called);
    let mut nth = 0;
    while let Some(token) = xml.next()? {
        if !matches!(token, Token::Start) {
            continue;
        }
        let tag = xml.range();
        match local(xml.name()) {
            "cacheField" => {
                if let Some((place, name)) = names.next() {
                    nth = place;
                    let source = text.get(tag.clone()).unwrap_or_default();
                    edits.extend(renaming(source, tag.start, "name", |_| Some(name.clone())));
                }
            }
            "sharedItems" => {
                let items = xml.node()?;
                let Some(column) = columns.get(&nth) else {
                    continue;
                };
                let items = items.nodes().filter(|item| item.local() == "s");
                let items = items.filter_map(|item| {
                    let source = text.get(item.tag.clone())?;
                    let (value, place) = attribute(source, item.tag.start, "v")?;
                    Some((said(&value), place))
                });
                let items: Vec<(String, Range<usize>)> = items.collect();
                let wanted = items.iter().map(|(old, _)| {
                    let new = column.words.get(old).unwrap_or(old);
                    (old.as_str(), new.as_str())
                });
                let named = distinct(&wanted.collect::<Vec<_>>());
                let named = items.into_iter().zip(named);
                let new = named.filter(|((old, _), new)| old != new);
                edits.extend(new.map(|((_, place), new)| (place, written(&new))));
            }
            _ => {}
        }
    }
    Ok(edits)
}

/// What is written in the rows that a cache keeps: of each, a value for each column.
fn records(text: &str, columns: &Columns) -> Result<Edits, Fault> {
    let mut xml = Xml::new(text, &[]);
    let mut edits = Edits::new();
    while let Some(token) = xml.next()? {
        if !matches!(token, Token::Start) || local(xml.name()) != "r" {
            continue;
        }
        let row = xml.node()?;
        for (nth, value) in (0..).zip(row.nodes()) {
            if let Some(column) = columns.get(&nth).filter(|_| value.local() == "s") {
                edits.extend(in_item(text, value, &column.words));
            }
        }
    }
    Ok(edits)
}

fn in_item(
    text: &str,
    item: &Node<'_>,
    words: &HashMap<String, String>,
) -> Option<(Range<usize>, String)> {
    let source = text.get(item.tag.clone()).unwrap_or_default();
    renaming(source, item.tag.start, "v", |old| words.get(old).cloned())
}

/// What is written in a pivot table on a sheet whose cells say other `words`, and whose cache has `fields`.
fn table(text: &str, words: &HashMap<String, String>, fields: &[String]) -> Result<Edits, Fault> {
    let mut xml = Xml::new(text, &[]);
    let mut edits = Edits::new();
    let mut taken: HashSet<String> = fields.iter().map(|name| name.to_lowercase()).collect();
    while let Some(token) = xml.next()? {
        if !matches!(token, Token::Start) {
            continue;
        }
        let tag = xml.range();
        let source = text.get(tag.clone()).unwrap_or_default();
        let element = local(xml.name());
        let shown = SHOWN.iter().find(|(shown, _)| *shown == element);
        for name in shown.map_or(&[][..], |(_, names)| names) {
            let is_of_field = *name == "name";
            let edit = renaming(source, tag.start, name, |old| {
                let mut own = words.get(old)?.clone();
                // Who wants a field to be called as the column is puts a space behind it.
                while is_of_field && own != old && !taken.insert(own.to_lowercase()) {
                    own.push(' ');
                }
                Some(own)
            });
            edits.extend(edit);
        }
    }
    Ok(edits)
}

/// What is written in a slicer of a field that has another name.
fn sources(text: &str, names: &HashMap<String, String>) -> Result<Edits, Fault> {
    let mut xml = Xml::new(text, &[]);
    let mut edits = Edits::new();
    while let Some(token) = xml.next()? {
        let element = local(xml.name());
        let is_cache = matches!(element, "slicerCacheDefinition" | "timelineCacheDefinition");
        if matches!(token, Token::Start) && is_cache {
            let tag = xml.range();
            let source = text.get(tag.clone()).unwrap_or_default();
            let edit = renaming(source, tag.start, "sourceName", |old| {
                names.get(old).cloned()
            });
            edits.extend(edit);
        }
    }
    Ok(edits)
}

/// Another value for an attribute of a start tag that stands at a place.
fn renaming(
    tag: &str,
    at: usize,
    name: &str,
    new: impl FnOnce(&str) -> Option<String>,
) -> Option<(Range<usize>, String)> {
    let (value, place) = attribute(tag, at, name)?;
    let old = said(&value);
    let new = new(&old).filter(|new| *new != old)?;
    Some((place, written(&new)))
}
