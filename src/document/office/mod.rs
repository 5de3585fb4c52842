//! Office documents: Word, PowerPoint and Excel (ECMA-376), and OpenDocument.
//!
//! A document is a package of parts. Those that hold text to read are searched for blocks; all
//! others, macros among them, stay packed as they are.

mod bound;
mod chunks;
mod columns;
mod comments;
mod echoes;
mod embedded;
mod fields;
mod heads;
mod items;
mod labels;
mod lang;
mod literals;
mod looks;
mod marked;
mod odf;
mod pairs;
mod paragraph;
mod pivots;
mod results;
mod runs;
mod sheets;
mod spans;
mod stores;
mod tables;
mod types;
mod write;
mod xml;

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read, Seek};
use std::ops::Range;
use std::path::Path;

use super::block::{Block, Filled};
use super::file::Error;
use super::filter::{self, Fault, Original};
use super::format::Format;
use super::splice::{Found, Splicer, Take};
use crate::exchange;
use crate::exchange::package::{self, Package};
use crate::text::LangTag;
use columns::Columns;
use echoes::Echo;
use embedded::Workbooks;
use results::Results;
use sheets::Renamed;
use stores::Bound;
use types::Reading;

pub(in crate::document) use write::Runs;

/// What is to be done for a part beside filling it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PartKind {
    /// Nothing.
    Text,
    /// It is a chart, with the table of which it shows something.
    Chart,
    /// It is a page of the web.
    Page,
}

/// A part with its blocks.
#[derive(Debug)]
struct Part {
    name: String,
    text: String,
    read: Reading,
    kind: PartKind,
    /// The number of what fills each block, in the document; none where nothing does.
    fills: Vec<Option<usize>>,
}

impl Part {
    /// The texts that it says.
    fn texts(&self) -> impl Iterator<Item = &str> {
        self.read
            .found
            .iter()
            .map(|found| found.block.text.as_str())
    }

    /// Whether it says another thing with what fills the blocks of its document.
    fn says_other(&self, fills: &[Option<Filled>]) -> bool {
        let mut blocks = self.read.found.iter().zip(&self.fills);
        blocks.any(|(found, fill)| {
            let new = fill.and_then(|fill| fills.get(fill)?.as_ref());
            new.is_some_and(|new| {
                new.text != found.block.text && !is_like(&self.read.echoes, found, new)
            })
        })
    }
}

/// Whether a block says what fills it in other letters, and it is the same to who compares it.
fn is_like(echoes: &[Echo], found: &Found, new: &Filled) -> bool {
    let old = &found.block.text;
    let holds = |echo: &Echo| echo.in_any_case && echo.range == found.span;
    *old != new.text && old.to_lowercase() == new.text.to_lowercase() && echoes.iter().any(holds)
}

/// A document that is taken apart.
#[derive(Debug)]
pub(super) struct Taken {
    parts: Vec<Part>,
    /// What is to be said of how it was read.
    remarks: Vec<String>,
}

impl Taken {
    pub(super) fn of(original: &Original<'_>) -> Result<Self, Error> {
        if original.bytes.is_empty() {
            return Err(Error::Empty {
                path: original.path.to_owned(),
            });
        }
        let read = || {
            let mut package = Package::open(Cursor::new(original.bytes))?;
            parts(original, &mut package)
        };
        read().map_err(|error| at(original.path, &error))
    }

    /// Its blocks, in order; what is filled as another stands in it once.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &Block> {
        let found = (self.parts.iter()).flat_map(|part| part.read.found.iter().zip(&part.fills));
        own(found.map(|(found, fill)| (&found.block, *fill)))
    }

    /// What is to be said of how it was read.
    pub(super) fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// The document with its blocks filled, in another language where one is given; and what is to be
    /// said of it.
    pub(super) fn merge<E: From<Error>>(
        self,
        original: &Original<'_>,
        lang: Option<&LangTag>,
        fill: impl FnMut(&Block) -> Result<Option<Filled>, E>,
    ) -> Result<(Vec<u8>, Vec<String>), E> {
        let fills: Result<Vec<_>, E> = self.blocks().map(fill).collect();
        let filled = filled(self.parts, original, lang, &fills?);
        Ok(filled.map_err(|error| at(original.path, &error))?)
    }
}

/// Those of what was found that are the first with their number.
fn own<B>(found: impl Iterator<Item = (B, Option<usize>)>) -> impl Iterator<Item = B> {
    let mut next = 0;
    found.filter_map(move |(block, fill)| {
        (fill == Some(next)).then(|| {
            next += 1;
            block
        })
    })
}

fn filled(
    parts: Vec<Part>,
    original: &Original<'_>,
    lang: Option<&LangTag>,
    fills: &[Option<Filled>],
) -> Result<(Vec<u8>, Vec<String>), exchange::Error> {
    let mut package = Package::open(Cursor::new(original.bytes))?;
    let mut changed = Vec::new();
    let mut taken = HashSet::new();
    let mut renamed = Vec::new();
    let mut workbooks = Workbooks::default();
    let mut bound = Bound::default();
    let makes_results =
        is_workbook(original, &parts) && parts.iter().any(|part| part.says_other(fills));
    let mut has_formulas = false;
    for part in parts {
        let mut text = String::with_capacity(part.text.len());
        let mut numbers = part.fills.iter();
        let mut words = HashMap::new();
        let mut fill = |found: &Found| {
            let Some(number) = numbers.next().copied().flatten() else {
                return Ok(None);
            };
            let wanted = fills.get(number).and_then(Option::as_ref);
            let wanted = wanted.filter(|new| !is_like(&part.read.echoes, found, new));
            let place = |name: &Range<usize>| name.start.cmp(&found.span.start);
            if let Some(new) =
                wanted.filter(|new| part.kind == PartKind::Chart && new.text != found.block.text)
            {
                words.insert(found.block.text.clone(), new.text.clone());
            }
            if part.read.names.binary_search_by(place).is_err() {
                return Ok(wanted.cloned());
            }
            let old = &found.block.text;
            let new = sheets::allowed(wanted.map_or(old, |filled| &filled.text), &mut taken);
            renamed.push(Renamed {
                old: old.clone(),
                new: new.clone(),
            });
            Ok(Some(Filled {
                text: new,
                codes: Vec::new(),
            }))
        };
        let mut out = |new: &str| {
            text.push_str(new);
            Ok::<_, exchange::Error>(())
        };
        let mut splicer = Splicer::new(&part.text, &mut fill, &mut out);
        part.read
            .found
            .into_iter()
            .for_each(|found| splicer.take(found));
        splicer.finish()?;
        workbooks.note(&mut package, &part.name, words);
        if part.kind == PartKind::Page && text != part.text {
            let was = package.part(&part.name)?.unwrap_or_default();
            text = chunks::numbered(&was, &text);
        }
        if original.format == Format::Docx {
            bound.note(&part.name, [&part.text, &text])?;
        }
        if makes_results {
            let results = Results::of(&text, original.format);
            let results = results.map_err(|fault| damaged(&part.name, &fault))?;
            has_formulas |= results.has_formulas;
            text = results.left_out(&text);
        }
        if let Some(lang) = lang {
            text = lang::in_language(&text, lang);
        }
        if text != part.text {
            changed.push((part.name, text));
        }
    }
    changed.extend(bound.written(&mut package));
    renamed.retain(|sheet| sheet.old != sheet.new);
    if !renamed.is_empty() {
        rename(original.format, &mut package, &renamed, &mut changed)?;
    }
    let columns = Columns::of(&mut package)?;
    let bound = columns.bound(&mut package, &changed)?;
    let heads = columns.renamed(&bound);
    for (sheet, text) in bound.mended(&columns, &heads) {
        changed.retain(|(name, _)| *name != sheet);
        changed.push((sheet, text));
    }
    if !heads.is_empty() {
        let is_of_workbook = |name: &&String| name.starts_with("xl/") && name.ends_with(".xml");
        let names = package.names().iter().filter(is_of_workbook).cloned();
        let names = names.collect();
        revise(&mut package, names, &mut changed, |text| {
            heads.in_part(text)
        })?;
    }
    if original.format == Format::Xlsx {
        for (part, text) in pivots::renamed(&mut package, &changed)? {
            changed.retain(|(name, _)| *name != part);
            changed.push((part, text));
        }
    }
    if has_formulas && let Some(main) = package.related("", "officeDocument")? {
        revise(&mut package, vec![main], &mut changed, results::asked_for)?;
    }
    if let Some(lang) = lang {
        let settings = types::settings(&package);
        revise(&mut package, settings, &mut changed, |text| {
            Ok(lang::in_language(text, lang))
        })?;
    }
    let (workbooks, left) = workbooks.written(&mut package, original);
    let remarks = numbered(&heads.numbered).into_iter().chain(left);
    Ok((package.with(&changed, &workbooks)?, remarks.collect()))
}

/// What is to be said of heads that a number was put behind.
fn numbered(heads: &[String]) -> Option<String> {
    (!heads.is_empty()).then(|| {
        format!(
            "no two columns of a table may be called the same, so a number stands behind {}; \
             give these heads translations of their own",
            listed(heads)
        )
    })
}

/// Texts as a message lists them.
fn listed(texts: &[String]) -> String {
    filter::listed(texts.iter().map(|text| format!("“{}”", text.trim())))
}

/// Whether a document is a workbook, whose formulas make texts of texts.
fn is_workbook(original: &Original<'_>, parts: &[Part]) -> bool {
    match original.format {
        Format::Odf => (parts.iter()).any(|part| part.text.contains("<office:spreadsheet")),
        format => format == Format::Xlsx,
    }
}

/// Has every part of a workbook call its sheets as they are called now.
fn rename(
    format: Format,
    package: &mut Package<impl Read + Seek>,
    sheets: &[Renamed],
    changed: &mut Vec<(String, String)>,
) -> Result<(), exchange::Error> {
    let is_of_workbook = |name: &&String| match format {
        Format::Odf => ["content.xml", "settings.xml"]
            .iter()
            .any(|own| name.ends_with(own)),
        _ => name.starts_with("xl/") && name.ends_with(".xml"),
    };
    let renamed = match format {
        Format::Odf => tables::renamed,
        _ => sheets::renamed,
    };
    let names = package.names().iter().filter(is_of_workbook).cloned();
    let names = names.collect();
    revise(package, names, changed, |text| renamed(text, sheets))
}

/// Has some parts say what `new` makes of them, as they are after what was changed before.
fn revise(
    package: &mut Package<impl Read + Seek>,
    names: Vec<String>,
    changed: &mut Vec<(String, String)>,
    new: impl Fn(&str) -> Result<String, Fault>,
) -> Result<(), exchange::Error> {
    for name in names {
        let known = changed.iter().position(|(changed, _)| *changed == name);
        let text = match known.map(|known| changed.swap_remove(known)) {
            Some((_, text)) => text,
            None => package.text(&name)?.unwrap_or_default(),
        };
        let new = new(&text).map_err(|fault| damaged(&name, &fault))?;
        if known.is_some() || new != text {
            changed.push((name, new));
        }
    }
    Ok(())
}

/// What is to be said of a document in which changes wait to be accepted, whose formulas put texts
/// together, or whose tables have names for their columns that stay.
const TRACKED: &str =
    "it has changes that nobody has accepted or rejected; it was read as if all were accepted";
const FORMULAS: &str = "it has formulas or lists to choose from with texts in them; those that no cell \
                        says stay as they are; `yiku import --with formulas` reads them too";
const TABLES: &str = "the heads of its tables stay as they are, since its macros, its connections or \
                      fields that a pivot table calculates may call the columns so";

/// What is to be said of documents that Word takes in when it opens this one.
fn taken_in(left: &[String]) -> Option<String> {
    (!left.is_empty()).then(|| {
        let names = left.join(", ");
        format!(
            "Word takes other documents into it when it opens it, and those are not read ({names}); open \
             it in Word, save it and import it again"
        )
    })
}

/// A document taken apart: its parts that hold text, each with its blocks.
fn parts(
    original: &Original<'_>,
    package: &mut Package<impl Read + Seek>,
) -> Result<Taken, exchange::Error> {
    let mut parts = Vec::new();
    let mut tracked = false;
    let mut has_formulas = false;
    let columns = Columns::of(package)?;
    for (name, content) in types::parts(original.format, original.more, package)? {
        let Some(text) = package.text(&name)? else {
            continue;
        };
        let mut read = content
            .find(&text, original.more)
            .map_err(|fault| damaged(&name, &fault))?;
        tracked |= read.tracked;
        has_formulas |= read.has_formulas;
        let found = &mut read.found;
        found.retain(|found| !columns.hold(found));
        // A layout that shows nothing of its own says no language of a text.
        if found.is_empty() && content.is_behind() {
            continue;
        }
        found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
        parts.push(Part {
            name,
            text,
            read,
            kind: match content.is_chart_with_table() {
                true => PartKind::Chart,
                false => PartKind::Text,
            },
            fills: Vec::new(),
        });
    }
    let (pages, left) = chunks::parts(package, &parts)?;
    parts.extend(pages);
    let unseen = embedded::unseen(package, &parts, original);
    let fills = echoes::fills(&parts.iter().map(|part| &part.read).collect::<Vec<_>>());
    for (part, fills) in parts.iter_mut().zip(fills) {
        part.fills = fills;
    }
    let remarks = [
        (tracked, TRACKED),
        (has_formulas && !original.more.formulas, FORMULAS),
        (columns.stay(), TABLES),
    ];
    let said = remarks.into_iter().filter(|(is_so, _)| *is_so);
    let said = said.map(|(_, remark)| remark.to_owned());
    let said = said.chain(taken_in(&left)).chain(unseen);
    Ok(Taken {
        remarks: said.collect(),
        parts,
    })
}

/// Why a document cannot be read, with its file.
fn at(path: &Path, error: &exchange::Error) -> Error {
    Error::Package {
        path: path.to_owned(),
        message: error.to_string(),
    }
}

/// A part is not what it should be.
fn damaged(part: &str, fault: &Fault) -> exchange::Error {
    let Fault { at, message } = fault;
    package::packed(format!("it is damaged: {part}, byte {at}: {message}"))
}

#[cfg(test)]
mod tests;
