//! The page that stands in an attribute of another, in the place of an address (HTML §4.8.5, `srcdoc`):
//! what is a mark in it is written with references, and so is what is written into it.

use std::borrow::Cow;
use std::ops::Range;

use super::token::{Attribute, seen};
use super::{Reader, templates};
use crate::document::splice::{Found, Piece};

/// How many bytes such a page has at most that is read: of each it is held where it stands.
pub(super) const LARGEST: usize = 1 << 24;

/// The blocks of a page in an attribute of a page.
pub(super) fn find(page: &str, attribute: &Attribute<'_>) -> Vec<Found> {
    let source = page.get(attribute.value.clone()).unwrap_or_default();
    let (inner, places) = read(source, attribute.value.start);
    let mut found = Vec::new();
    let mut reader = Reader::new(&inner, "<br>");
    reader.is_nested = true;
    reader.read(&templates::in_page(&inner), &mut found);
    let at = |place: usize| places.get(place).copied().unwrap_or(attribute.value.end);
    let outside = |range: &Range<usize>| at(range.start)..at(range.end);
    let moved = found.into_iter().map(|found| {
        let mut line_end = String::new();
        escaped(&found.line_end, &mut line_end);
        Found {
            span: outside(&found.span),
            native: found.native.iter().map(outside).collect(),
            line_end: Cow::Owned(line_end),
            write,
            ..found
        }
    });
    moved.collect()
}

/// What a value says, and where each byte of that begins in the page.
fn read(source: &str, start: usize) -> (String, Vec<usize>) {
    let mut said = String::with_capacity(source.len());
    let mut places = Vec::with_capacity(source.len());
    let mut at = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().map_or(1, char::len_utf8);
        // The longest name has 33 letters.
        let reference = || rest.bytes().take(35).position(|byte| byte == b';');
        let size = match rest.starts_with('&') {
            true => reference().map_or(first, |end| end + 1),
            false => first,
        };
        let written = rest.get(..size).unwrap_or(rest);
        let shown = seen(written);
        said.push_str(&shown);
        places.extend(std::iter::repeat_n(start + at, shown.len()));
        at += size;
    }
    places.push(start + at);
    (said, places)
}

/// Writes text into a page in a page, in its running text or in an attribute there.
fn write(found: &Found, pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let text = match piece {
            Piece::Text(text) => text,
            Piece::Code(_, native) => {
                out.push_str(native);
                continue;
            }
        };
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                out.push_str(&found.line_end);
            }
            let mut inner = String::with_capacity(line.len());
            escaped(line, &mut inner);
            escaped(&inner, &mut out);
        }
    }
    out
}

/// Writes text so that it stands in an attribute, whichever quotes that has.
fn escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{a0}' => out.push_str("&#160;"),
            c => out.push(c),
        }
    }
}
