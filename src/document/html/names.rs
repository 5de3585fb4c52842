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
pub(super) fn element(name: &str) -> Element {
    use Element::{Block, Inline, Opaque};
    match name {
        "h1" => Block(BlockKind::Heading(1)),
        "h2" => Block(BlockKind::Heading(2)),
        "h3" => Block(BlockKind::Heading(3)),
        "h4" => Block(BlockKind::Heading(4)),
        "h5" => Block(BlockKind::Heading(5)),
        "h6" => Block(BlockKind::Heading(6)),
        "li" | "dt" | "dd" | "option" => Block(BlockKind::Item),
        "td" | "th" => Block(BlockKind::Cell),
        "title" | "caption" | "figcaption" | "legend" | "summary" => Block(BlockKind::Label),
        "address" | "article" | "aside" | "blockquote" | "body" | "center" | "details"
        | "dialog" | "dir" | "div" | "dl" | "fieldset" | "figure" | "footer" | "form"
        | "frameset" | "head" | "header" | "hgroup" | "hr" | "html" | "main" | "menu" | "nav"
        | "noframes" | "noscript" | "ol" | "optgroup" | "p" | "pre" | "search" | "section"
        | "select" | "table" | "tbody" | "template" | "textarea" | "tfoot" | "thead" | "tr"
        | "ul" | "link" | "meta" | "base" | "col" | "colgroup" => Block(BlockKind::Paragraph),
        "script" | "style" | "code" | "samp" | "var" | "svg" | "math" | "iframe" | "noembed"
        | "xmp" | "plaintext" => Opaque,
        _ => Inline,
    }
}

/// Whether an element has no end tag (HTML §13.1.2).
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether an element in a drawing, or in a formula, has text that a reader sees (SVG 2 §5.7, §11.2;
/// MathML Core §3.2.2).
pub(super) fn is_of_drawing(around: &str, element: &str) -> bool {
    match around {
        "svg" => matches!(element, "text" | "title" | "desc"),
        "math" => element == "mtext",
        _ => false,
    }
}

/// The type of an inline code by the name of its element, as XLIFF calls it where it has a word for
/// it; what has no name is a comment.
pub(in crate::document) fn code_type(name: &str) -> &str {
    match name {
        "" => "comment",
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
pub(super) fn is_shown(element: &str, attribute: &str, other: impl Fn(&str) -> String) -> bool {
    match (element, attribute) {
        ("iframe" | "style" | "link", "title") => element == "iframe",
        // Elements of a program's own have these, too.
        (_, "title" | "aria-label" | "aria-description" | "aria-placeholder")
        | (_, "aria-valuetext" | "aria-roledescription")
        | ("th", "abbr")
        | (_, "alt" | "placeholder" | "label" | "description" | "caption")
        | ("table", "summary") => true,
        ("input", "value") => {
            matches!(other("type").as_str(), "submit" | "button" | "reset")
        }
        ("meta", "content") => {
            let of_page = ["description", "keywords", "application-name"];
            let shared = ["title", "description", "site_name", "image:alt"];
            let property = other("property");
            let name = other("name");
            of_page.contains(&name.as_str())
                || [&property, &name].into_iter().any(|name| {
                    let (of, what) = name.split_once(':').unwrap_or_default();
                    matches!(of, "og" | "twitter") && shared.contains(&what)
                })
        }
        _ => false,
    }
}
