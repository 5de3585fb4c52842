//! Markdown: CommonMark 0.31 with the tables, footnotes, task lists and strikethrough of GFM, lists of
//! definitions and math between dollar signs.
//!
//! What the reader of the page sees is text: paragraphs, headings, cells, the text of links and of
//! pictures, titles in the front matter. Code, addresses and HTML that is not text are left as they are.

mod mdx;
mod named;
mod pieces;
mod reader;
mod write;

use pulldown_cmark::{Options, Parser};

use self::pieces::{Names, Piece, front_matter};
use self::reader::Reader;
use super::splice::{Take, Write};
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
        reader.read(events, 0, None);
    }
    reader.found.drain(..).for_each(|found| taker.take(found));
    let mut names = Names::of(parsed, body);
    let mut piece = Piece::first(parsed, body);
    while piece.range.start < parsed.len() {
        piece = match reader.piece(&piece, &mut names) {
            true => Piece::first(parsed, piece.range.end),
            false => piece.longer(parsed),
        };
        reader.found.drain(..).for_each(|found| taker.take(found));
    }
}

#[cfg(test)]
mod tests;
