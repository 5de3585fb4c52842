//! What attributes show to a reader: what a picture is said to show, tips of links, what a form asks
//! and has to choose from, how items of a list are called.

use std::borrow::Cow;
use std::ops::Range;

use super::xml::{Node, attribute, escaped, in_attribute, local, unescaped};
use crate::document::block::{Block, BlockKind};
use crate::document::splice::{Found, Piece};

/// An element with attributes that a reader sees, by its name without a prefix.
#[derive(Debug)]
pub(super) struct Label {
    element: &'static str,
    attributes: &'static [&'static str],
    only: Only,
}

/// Where alone an attribute is text.
#[derive(Debug)]
enum Only {
    Always,
    /// Where the number of an item stands in it: `Article %1`.
    Numbered,
    /// Where another attribute, if it is there, is one of these.
    Said(&'static str, &'static [&'static str]),
}

const fn label(element: &'static str, attributes: &'static [&'static str]) -> Label {
    Label {
        element,
        attributes,
        only: Only::Always,
    }
}

/// Word. A picture has `cNvPr` too, which says what `docPr` does. A help text may be the name of one
/// that is kept elsewhere.
pub(super) const WORD: &[Label] = &[
    label("docPr", &["descr", "title"]),
    label("shape", &["alt"]),
    label("textpath", &["string"]),
    label("hyperlink", &["tooltip"]),
    label("hlinkClick", &["tooltip"]),
    label("listItem", &["displayText"]),
    label("listEntry", &["val"]),
    label("default", &["val"]),
    label("alias", &["val"]),
    label("tblCaption", &["val"]),
    label("tblDescription", &["val"]),
    Label {
        element: "helpText",
        attributes: &["val"],
        only: Only::Said("type", &["text"]),
    },
    Label {
        element: "statusText",
        attributes: &["val"],
        only: Only::Said("type", &["text"]),
    },
    Label {
        element: "lvlText",
        attributes: &["val"],
        only: Only::Numbered,
    },
];

/// What is drawn.
pub(super) const DRAWING: &[Label] = &[
    label("cNvPr", &["descr", "title"]),
    label("hlinkClick", &["tooltip"]),
    label("hlinkHover", &["tooltip"]),
];

/// Excel.
pub(super) const SHEET: &[Label] = &[
    label(
        "dataValidation",
        &["promptTitle", "prompt", "errorTitle", "error"],
    ),
    label("hyperlink", &["tooltip"]),
    label("slicer", &["caption"]),
    label("timeline", &["caption"]),
];

/// What Excel compares cells with: where they look otherwise, and which of them are shown.
pub(super) const SHEET_AGAIN: &[Label] = &[label("cfRule", &["text"]), label("filter", &["val"])];

/// OpenDocument; a field of Word that LibreOffice has read keeps its help in parameters.
pub(super) const ODF: &[Label] = &[
    label("label", &["value"]),
    label(
        "conditional-text",
        &["string-value-if-true", "string-value-if-false"],
    ),
    label("list-level-style-number", PARTS_OF_NUMBER),
    label("outline-level-style", PARTS_OF_NUMBER),
    label("text-input", &["description"]),
    label("placeholder", &["description"]),
    label("a", &["office:title"]),
    label("alphabetical-index-mark", &["string-value", "key1", "key2"]),
    label("alphabetical-index-mark-start", &["key1", "key2"]),
    label("toc-mark", &["string-value"]),
    label("user-index-mark", &["string-value"]),
    label("help-message", &["title"]),
    label("error-message", &["title"]),
    label("button", SHOWN_BY_CONTROL),
    label("checkbox", SHOWN_BY_CONTROL),
    label("radio", SHOWN_BY_CONTROL),
    label("fixed-text", SHOWN_BY_CONTROL),
    label("frame", SHOWN_BY_CONTROL),
    label("listbox", &["form:title"]),
    label("combobox", &["form:title", "form:current-value"]),
    label("text", &["form:title", "form:current-value"]),
    label("textarea", &["form:title", "form:current-value"]),
    label("option", &["label"]),
    label("item", &["label"]),
    label("list-item", &["display-text"]),
    label("content-control", &["alias"]),
    Label {
        element: "param",
        attributes: &["value"],
        only: Only::Said("name", &["Content", "Help", "Hint"]),
    },
];

/// What stands around the number of an item.
const PARTS_OF_NUMBER: &[&str] = &["num-prefix", "num-suffix"];

/// What a control of a form says, and what it says of itself where somebody points at it.
const SHOWN_BY_CONTROL: &[&str] = &["form:label", "form:title"];

/// The texts that the attributes of an element show; its start tag stands in the part at `at`.
pub(super) fn find(labels: &[Label], name: &str, tag: &str, at: usize) -> Vec<Found> {
    let Some(label) = labels.iter().find(|label| label.element == local(name)) else {
        return Vec::new();
    };
    if let Only::Said(attribute_, values) = label.only
        && attribute(tag, at, attribute_).is_some_and(|(said, _)| !values.contains(&said.as_str()))
    {
        return Vec::new();
    }
    let values = label.attributes.iter();
    let values = values.filter_map(|name| attribute(tag, at, name));
    let is_shown = |value: &str| !matches!(label.only, Only::Numbered) || value.contains('%');
    let values = values.filter(|(value, _)| is_shown(value));
    values.filter_map(described).collect()
}

/// The words around the numbers of an item where they stand in one text, as LibreOffice writes them
/// beside the others since 7: `Article %1%.`.
pub(super) fn around_numbers(tag: &str, at: usize) -> Vec<Found> {
    let Some((_, value)) = attribute(tag, at, "num-list-format") else {
        return Vec::new();
    };
    let written = tag.get(value.start - at..value.end - at);
    let mut start = value.start;
    let mut found = Vec::new();
    // Every second piece is the number of a level.
    for (number, piece) in written.unwrap_or_default().split('%').enumerate() {
        let end = start + piece.len();
        if number % 2 == 0 {
            found.extend(described((unescaped(piece), start..end)));
        }
        start = end + 1;
    }
    found
}

/// The block of an attribute's value, where there is something to read in it.
pub(super) fn described((value, span): (String, Range<usize>)) -> Option<Found> {
    let is_text = value.chars().any(char::is_alphabetic);
    is_text.then(|| Found {
        block: Block::new(BlockKind::Label, value),
        span,
        native: Vec::new(),
        line_end: Cow::Borrowed("&#10;"),
        write: said,
        runs: None,
    })
}

/// The block of an element that holds nothing but text, where there is something to read in it.
pub(super) fn bare(node: &Node<'_>, kind: BlockKind) -> Option<Found> {
    let is_text = node.nodes().next().is_none() && node.text().chars().any(char::is_alphabetic);
    is_text.then(|| Found {
        block: Block::new(kind, node.text()),
        span: node.tag.end..node.end.start,
        native: Vec::new(),
        line_end: Cow::Borrowed("\n"),
        write: plain,
        runs: None,
    })
}

/// Writes text into an attribute.
fn said(found: &Found, pieces: &[Piece<'_>]) -> String {
    written(found, pieces, in_attribute)
}

/// Writes text that has no looks.
pub(super) fn plain(found: &Found, pieces: &[Piece<'_>]) -> String {
    written(found, pieces, escaped)
}

fn written(found: &Found, pieces: &[Piece<'_>], write: fn(&str, &mut String)) -> String {
    let mut out = String::new();
    for piece in pieces {
        if let Piece::Text(text) = piece {
            write(text, &mut out);
        }
    }
    out.replace('\n', &found.line_end)
}
