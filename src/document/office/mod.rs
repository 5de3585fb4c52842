//! Office documents: Word, PowerPoint and Excel (ECMA-376), and OpenDocument.
//!
//! A document is a package of parts. Those that hold text to read are searched for blocks; all
//! others, macros among them, stay packed as they are.

mod items;
mod lang;
mod odf;
mod package;
mod paragraph;
mod runs;
mod types;
mod write;
mod xml;

use super::block::{Block, Filled};
use super::file::Error;
use super::filter::Original;
use super::splice::{Found, splice};
use crate::text::LangTag;
use package::Package;

pub(in crate::document) use write::Runs;

/// A part with its blocks.
struct Part {
    name: String,
    text: String,
    found: Vec<Found>,
}

/// The blocks of a document, in order, and what is to be said of it.
pub(super) fn extract(original: &Original<'_>) -> Result<(Vec<Block>, Vec<&'static str>), Error> {
    let mut package = Package::open(original.path, original.bytes)?;
    let (parts, tracked) = parts(original, &mut package)?;
    let found = parts.into_iter().flat_map(|part| part.found);
    let remarks = tracked.then_some(
        "it has changes that nobody has accepted or rejected; it was read as if all were accepted",
    );
    Ok((
        found.map(|found| found.block).collect(),
        remarks.into_iter().collect(),
    ))
}

/// The document with its blocks filled, in another language where one is given.
pub(super) fn merge(
    original: &Original<'_>,
    lang: Option<&LangTag>,
    fill: &mut dyn FnMut(usize) -> Option<Filled>,
) -> Result<Vec<u8>, Error> {
    let mut package = Package::open(original.path, original.bytes)?;
    let (parts, _) = parts(original, &mut package)?;
    let mut changed = Vec::new();
    let mut first = 0;
    for part in parts {
        let mut text = splice(&part.text, &part.found, &mut |number| fill(first + number));
        first += part.found.len();
        if let Some(lang) = lang {
            text = lang::in_language(&text, lang);
        }
        if text != part.text {
            changed.push((part.name, text));
        }
    }
    if let Some(lang) = lang {
        for name in types::settings(&package) {
            let text = package.part(&name)?.unwrap_or_default();
            let new = lang::in_language(&text, lang);
            if new != text {
                changed.push((name, new));
            }
        }
    }
    package.with(&changed)
}

/// The parts of a document that hold text, each with its blocks, and whether there are changes in
/// them that wait to be accepted.
fn parts(original: &Original<'_>, package: &mut Package<'_>) -> Result<(Vec<Part>, bool), Error> {
    let mut parts = Vec::new();
    let mut tracked = false;
    let fixed = types::column_names(package)?;
    for (name, content) in types::parts(original.format, package)? {
        let Some(text) = package.part(&name)? else {
            continue;
        };
        let found = content.find(&text, &mut tracked);
        let mut found = found.map_err(|fault| package.damaged(&name, &fault))?;
        found.retain(|found| !fixed.contains(&found.block.text));
        found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
        parts.push(Part { name, text, found });
    }
    Ok((parts, tracked))
}

#[cfg(test)]
mod tests;
