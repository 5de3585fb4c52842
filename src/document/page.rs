//! Documents as pages of the web: what a browser shows of them, with an id at each segment.

use encoding_rs::Encoding;

use super::block::{Block, BlockKind, Filled};
use super::filter::Encoded;
use super::format::Format;
use super::markdown;
use crate::unit::{CodeKind, InlineCode};

/// The type of a code that is written as its native data says, wherever it stands: an element around
/// a segment. What its id begins with, too.
pub const ANCHOR: &str = "yiku-segment-";

/// How the segment looks that is named in the address. A link leads nowhere.
const STYLE: &str = "<style>a{pointer-events:none}\
[id^=\"yiku-segment-\"]{scroll-margin:30vh 0}\
[id^=\"yiku-segment-\"]:target{background:#ffe9a8;color:#22201c;outline:2px solid #b07d00}</style>";

/// How a document looks that says nothing of it.
const PLAIN: &str = "<style>\
body{font:1rem/1.6 system-ui,\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif;\
margin:1rem auto;max-width:44rem;padding:0 1rem}\
table{border-collapse:collapse}th,td{border:1px solid;padding:.2rem .5rem}\
pre{white-space:pre-wrap}img{max-width:100%}\
.item::before{content:\"• \"}.cell,.label{border-inline-start:3px solid;padding-inline-start:.5rem}\
.footnote{font-size:.875rem}</style>";

/// The page that a browser shows for a document, in UTF-8; `None` where it is of a format that none
/// shows.
#[must_use]
pub fn page(format: Format, document: &Encoded) -> Option<String> {
    let encoding = Encoding::for_label(document.encoding.as_bytes())?;
    let (text, _, _) = encoding.decode(&document.bytes);
    match format {
        Format::Html => Some(unlinked(&text) + STYLE),
        Format::Markdown => Some(framed(&markdown::html(&text))),
        _ => None,
    }
}

/// A page with nothing to be fetched for it. A policy of contents forbids all else; a browser may
/// look for the computer that a link names all the same.
fn unlinked(page: &str) -> String {
    const LINK: &str = "<link";
    let mut out = page.to_owned();
    let found: Vec<usize> = memchr::memchr_iter(b'<', page.as_bytes())
        .filter(|at| {
            let tag = page.get(*at..at + LINK.len());
            tag.is_some_and(|tag| tag.eq_ignore_ascii_case(LINK))
        })
        .collect();
    for at in found {
        // As long, as empty, and in the same places.
        out.replace_range(at..at + LINK.len(), "<meta");
    }
    out
}

fn framed(body: &str) -> String {
    format!("<!DOCTYPE html><meta charset=\"utf-8\">{PLAIN}{STYLE}{body}")
}

/// A page on which the blocks of a document stand one after another, for what no browser shows.
#[must_use]
pub fn reading<'b>(blocks: impl IntoIterator<Item = &'b Block>, fills: &[Filled]) -> String {
    let mut body = String::new();
    for (block, filled) in blocks.into_iter().zip(fills) {
        let (element, class) = match block.kind {
            BlockKind::Heading(1) => ("h1", ""),
            BlockKind::Heading(2) => ("h2", ""),
            BlockKind::Heading(_) => ("h3", ""),
            BlockKind::Item => ("p", "item"),
            BlockKind::Cell => ("p", "cell"),
            BlockKind::Label | BlockKind::Value => ("p", "label"),
            BlockKind::Footnote => ("p", "footnote"),
            BlockKind::Paragraph | BlockKind::Subtitle => ("p", ""),
        };
        body.push_str(&format!("<{element} class=\"{class}\">"));
        inline(filled, &mut body);
        body.push_str(&format!("</{element}>\n"));
    }
    framed(&body)
}

/// What stands in a block, with the formatting that is seen.
fn inline(filled: &Filled, out: &mut String) {
    let mut done = 0;
    for code in &filled.codes {
        let at = filled.text.floor_char_boundary(code.at as usize).max(done);
        escape(filled.text.get(done..at).unwrap_or_default(), out);
        done = at;
        tag(code, out);
    }
    escape(filled.text.get(done..).unwrap_or_default(), out);
}

fn tag(code: &InlineCode, out: &mut String) {
    let element = match code.type_.as_deref() {
        Some(ANCHOR) => return out.push_str(code.data.as_deref().unwrap_or_default()),
        Some("bold") => "b",
        Some("italic") => "i",
        Some("underlined" | "underline") => "u",
        Some("strikethrough") => "s",
        Some("superscript") => "sup",
        Some("subscript") => "sub",
        _ => return,
    };
    match code.kind {
        CodeKind::Opening => out.push_str(&format!("<{element}>")),
        CodeKind::Closing => out.push_str(&format!("</{element}>")),
        CodeKind::Alone => {}
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '\n' => out.push_str("<br>"),
            c => out.push(c),
        }
    }
}
