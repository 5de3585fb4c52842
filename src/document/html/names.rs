//! What the elements and attributes of HTML are to a reader (HTML Living Standard §4, §15.3).

use crate::document::BlockKind;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// It ends the block before it, and begins one.
    Block(BlockKind),
    /// It stands in running text.
    Inline,
    /// Nothing in it is text to translate.
    Opaque,
}

/// What the element of a name (in lower case) is. One that is not known stands in running text, as
/// browsers show it.
pub(super) fn element(name: &[u8]) -> Element {
    use Element::{Block, Inline, Opaque};
    match name {
        b"h1" => Block(BlockKind::Heading(1)),
        b"h2" => Block(BlockKind::Heading(2)),
        b"h3" => Block(BlockKind::Heading(3)),
        b"h4" => Block(BlockKind::Heading(4)),
        b"h5" => Block(BlockKind::Heading(5)),
        b"h6" => Block(BlockKind::Heading(6)),
        b"li" | b"dt" | b"dd" | b"option" => Block(BlockKind::Item),
        b"td" | b"th" => Block(BlockKind::Cell),
        b"title" | b"caption" | b"figcaption" | b"legend" | b"summary" => Block(BlockKind::Label),
        b"address" | b"article" | b"aside" | b"blockquote" | b"body" | b"center" | b"details"
        | b"dialog" | b"dir" | b"div" | b"dl" | b"fieldset" | b"figure" | b"footer" | b"form"
        | b"frameset" | b"head" | b"header" | b"hgroup" | b"hr" | b"html" | b"main" | b"menu"
        | b"nav" | b"noframes" | b"noscript" | b"ol" | b"optgroup" | b"p" | b"pre" | b"search"
        | b"section" | b"select" | b"table" | b"tbody" | b"template" | b"textarea" | b"tfoot"
        | b"thead" | b"tr" | b"ul" | b"link" | b"meta" | b"base" | b"col" | b"colgroup" => {
            Block(BlockKind::Paragraph)
        }
        b"script" | b"style" | b"code" | b"samp" | b"var" | b"svg" | b"math" | b"iframe"
        | b"object" | b"canvas" | b"noembed" | b"xmp" | b"plaintext" => Opaque,
        _ => Inline,
    }
}

/// Whether an element has no end tag (HTML §13.1.2).
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// The type of an inline code, as XLIFF calls it where it has a word for it.
pub(super) fn code_type(name: &str) -> &str {
    match name {
        "b" | "strong" => "bold",
        "i" | "em" | "cite" | "dfn" => "italic",
        "u" | "ins" => "underlined",
        "a" => "link",
        "img" => "image",
        "br" | "wbr" => "lb",
        other => other,
    }
}

/// Whether a reader sees the value of an attribute; `other` gives the values of the others of its
/// element, in lower case, empty where there is none.
pub(super) fn is_shown(element: &[u8], attribute: &[u8], other: impl Fn(&[u8]) -> String) -> bool {
    match (element, attribute) {
        (b"iframe" | b"style" | b"link", b"title") => element == b"iframe",
        (_, b"title" | b"aria-label" | b"aria-description" | b"aria-placeholder")
        | (b"img" | b"area" | b"input", b"alt")
        | (b"input" | b"textarea", b"placeholder")
        | (b"option" | b"optgroup" | b"track", b"label")
        | (b"table", b"summary") => true,
        (b"input", b"value") => {
            matches!(other(b"type").as_str(), "submit" | "button" | "reset")
        }
        (b"meta", b"content") => {
            let of_page = ["description", "keywords", "application-name"];
            let shared = ["title", "description", "site_name", "image:alt"];
            let property = other(b"property");
            let name = other(b"name");
            of_page.contains(&name.as_str())
                || [&property, &name].into_iter().any(|name| {
                    let (of, what) = name.split_once(':').unwrap_or_default();
                    matches!(of, "og" | "twitter") && shared.contains(&what)
                })
        }
        _ => false,
    }
}
