//! Office documents: Word, PowerPoint and Excel (ECMA-376), and OpenDocument.
//!
//! A document is a package of parts. Those that hold text to read are searched for blocks; all
//! others, macros among them, stay packed as they are.

mod comments;
mod heads;
mod items;
mod lang;
mod odf;
mod paragraph;
mod runs;
mod sheets;
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
use super::filter::{Fault, Original};
use super::format::Format;
use super::splice::{Found, Splicer, Take};
use crate::exchange;
use crate::exchange::package::{self, Package};
use crate::text::LangTag;
use crate::unit::CodeKind;
use sheets::Renamed;

pub(in crate::document) use write::Runs;

/// A part with its blocks.
#[derive(Debug)]
struct Part {
    name: String,
    text: String,
    found: Vec<Found>,
    /// The number of what fills each, in the document; none where nothing does.
    fills: Vec<Option<usize>>,
    /// Where the names of sheets stand, in order.
    names: Vec<Range<usize>>,
}

/// A document that is taken apart.
#[derive(Debug)]
pub(super) struct Taken {
    parts: Vec<Part>,
    /// Whether there are changes in it that wait to be accepted.
    tracked: bool,
}

impl Taken {
    pub(super) fn of(original: &Original<'_>) -> Result<Self, Error> {
        let read = || {
            let mut package = Package::open(Cursor::new(original.bytes))?;
            parts(original, &mut package)
        };
        let (parts, tracked) = read().map_err(|error| at(original.path, &error))?;
        Ok(Self { parts, tracked })
    }

    /// Its blocks, in order; what is filled as another is stands in it once.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &Block> {
        let found = (self.parts.iter()).flat_map(|part| part.found.iter().zip(&part.fills));
        own(found.map(|(found, fill)| (&found.block, *fill)))
    }

    /// What is to be said of how it was read.
    pub(super) fn remarks(&self) -> Vec<&'static str> {
        let remark = self.tracked.then_some(
            "it has changes that nobody has accepted or rejected; it was read as if all were accepted",
        );
        remark.into_iter().collect()
    }

    /// The document with its blocks filled, in another language where one is given.
    pub(super) fn merge<E: From<Error>>(
        self,
        original: &Original<'_>,
        lang: Option<&LangTag>,
        fill: impl FnMut(&Block) -> Result<Option<Filled>, E>,
    ) -> Result<Vec<u8>, E> {
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
) -> Result<Vec<u8>, exchange::Error> {
    let mut package = Package::open(Cursor::new(original.bytes))?;
    let mut changed = Vec::new();
    let mut taken = HashSet::new();
    let mut renamed = Vec::new();
    for part in parts {
        let mut text = String::with_capacity(part.text.len());
        let mut numbers = part.fills.iter();
        let mut fill = |found: &Found| {
            let Some(number) = numbers.next().copied().flatten() else {
                return Ok(None);
            };
            let wanted = fills.get(number).and_then(Option::as_ref);
            let place = |name: &Range<usize>| name.start.cmp(&found.span.start);
            if part.names.binary_search_by(place).is_err() {
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
        part.found.into_iter().for_each(|found| splicer.take(found));
        splicer.finish()?;
        if let Some(lang) = lang {
            text = lang::in_language(&text, lang);
        }
        if text != part.text {
            changed.push((part.name, text));
        }
    }
    renamed.retain(|sheet| sheet.old != sheet.new);
    if !renamed.is_empty() {
        rename(original.format, &mut package, &renamed, &mut changed)?;
    }
    if let Some(lang) = lang {
        for name in types::settings(&package) {
            let text = package.text(&name)?.unwrap_or_default();
            let new = lang::in_language(&text, lang);
            if new != text {
                changed.push((name, new));
            }
        }
    }
    package.with(&changed)
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
    let names: Vec<String> = package
        .names()
        .iter()
        .filter(is_of_workbook)
        .cloned()
        .collect();
    for name in names {
        let known = changed.iter().position(|(changed, _)| *changed == name);
        let text = match known.map(|known| changed.swap_remove(known)) {
            Some((_, text)) => text,
            None => package.text(&name)?.unwrap_or_default(),
        };
        let new = renamed(&text, sheets).map_err(|fault| damaged(&name, &fault))?;
        if known.is_some() || new != text {
            changed.push((name, new));
        }
    }
    Ok(())
}

/// The parts of a document that hold text, each with its blocks, and whether there are changes in
/// them that wait to be accepted.
fn parts(
    original: &Original<'_>,
    package: &mut Package<impl Read + Seek>,
) -> Result<(Vec<Part>, bool), exchange::Error> {
    let mut parts = Vec::new();
    let mut tracked = false;
    let mut next = 0;
    let fixed = types::column_names(package)?;
    for (name, content) in types::parts(original.format, original.more, package)? {
        let Some(text) = package.text(&name)? else {
            continue;
        };
        let read = content
            .find(&text)
            .map_err(|fault| damaged(&name, &fault))?;
        tracked |= read.tracked;
        let mut found = read.found;
        found.retain(|found| !fixed.contains(&found.block.text));
        found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
        let fills = fills(&found, &read.fallbacks, &mut next);
        parts.push(Part {
            name,
            text,
            found,
            fills,
            names: read.names,
        });
    }
    Ok((parts, tracked))
}

/// What a block says: its text, and what its codes do with their ids.
type Said<'f> = (&'f str, Vec<(CodeKind, &'f str)>);

fn said(found: &Found) -> Said<'_> {
    let codes = found.block.codes.iter();
    let codes = codes.map(|code| (code.kind, code.id.as_str()));
    (&found.block.text, codes.collect())
}

/// The number of what fills each block of a part, from `next` on: what an older program shows is
/// filled as what it stands for, where that says the same.
fn fills(found: &[Found], fallbacks: &[Range<usize>], next: &mut usize) -> Vec<Option<usize>> {
    let mut fallbacks = fallbacks.iter().peekable();
    let mut end = 0;
    let mut last: HashMap<Said<'_>, usize> = HashMap::new();
    let mut fills = Vec::with_capacity(found.len());
    for found in found {
        while let Some(fallback) = fallbacks.next_if(|range| range.start <= found.span.start) {
            end = end.max(fallback.end);
        }
        if found.span.start < end {
            fills.push(last.get(&said(found)).copied());
            continue;
        }
        if fallbacks.peek().is_some() {
            last.insert(said(found), *next);
        }
        fills.push(Some(*next));
        *next += 1;
    }
    fills
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
