//! Markdown: CommonMark 0.31 with the tables, footnotes, task lists and strikethrough of GFM, lists of
//! definitions and math between dollar signs.
//!
//! What the reader of the page sees is text: paragraphs, headings, cells, the text of links and of
//! pictures, titles in the front matter. Code, addresses and HTML that is not text are left as they are.

mod ahead;
mod mdx;
mod named;
mod pieces;
mod reader;
mod write;

use std::collections::HashSet;

use pulldown_cmark::{Options, Parser};

use self::named::Read;
use self::pieces::{Names, folded, front_matter};
use self::reader::Reader;
use super::splice::{Take, Write, in_order};
use super::templates;

/// What is read beside CommonMark.
const MORE: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_GFM);

/// How front matter is read. Between other lines of hyphens stands text.
const FRONT_MATTER: Options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
    .union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS);

/// A text as HTML.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let body = text.get(front_matter(text)..).unwrap_or_default();
    pulldown_cmark::html::push_html(&mut out, Parser::new_ext(body, MORE));
    out
}

/// Finds the blocks of a text.
pub(super) fn find(text: &str, taker: &mut dyn Take) {
    read(text, &templates::in_markdown(text), write::running, taker);
}

/// Finds the blocks of a text that has a program in it.
pub(super) fn find_mdx(text: &str, taker: &mut dyn Take) {
    let masked = templates::containers(mdx::masked(text).into());
    read(text, &masked, write::beside_a_program, taker);
}

/// Finds the blocks of a text, read as `parsed`, which is as long and has its blocks where they are.
fn read<'t>(text: &'t str, parsed: &'t str, write: Write, taker: &mut dyn Take) {
    let mut reader = Reader::new(text, parsed, write);
    let body = front_matter(parsed);
    if body > 0 {
        let front = parsed.get(..body).unwrap_or_default();
        let events = Parser::new_ext(front, FRONT_MATTER).into_offset_iter();
        reader.read(events, 0, 0, None);
    }
    reader.found.drain(..).for_each(|found| taker.take(found));
    let cuts = pieces::cuts(parsed, body);
    let names = Names::of(parsed, &cuts);
    let mut named = HashSet::new();
    let new = || Reader::new(text, parsed, write);
    ahead::read(&cuts, new, &names, |read| {
        let Read {
            mut found,
            definitions,
        } = read;
        for (name, title, range) in definitions {
            // The first of a name is what the name leads to.
            if let (true, Some(title)) = (named.insert(folded(&name)), title) {
                found.extend(reader.title(&title, range));
            }
        }
        in_order(&mut found);
        found.into_iter().for_each(|found| taker.take(found));
    });
}

#[cfg(test)]
mod tests;
