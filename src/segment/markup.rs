//! Marks of markup: tags such as `</p>`, and those of emphasis that close after a sentence, `**`.

use super::chars::{is_closing_bracket, is_closing_quote};

/// The longest tag that is looked at, in bytes.
const TAG: usize = 256;

/// The end of what closes at byte `at`: a closing tag or a `<br>`, blanks before it or none, or
/// marks of emphasis or code where they can only close.
pub(super) fn closing(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let tag = tag(text, at + blanks).filter(|end| {
        let tag = text.get(at + blanks..*end).unwrap_or("");
        tag.starts_with("</") || matches!(tag, "<br>" | "<br/>" | "<br />")
    });
    tag.or_else(|| Some(at + closing_emphasis(rest)?))
}

/// The end of the tag that begins at byte `at`.
pub(super) fn tag(text: &str, at: usize) -> Option<usize> {
    let inner = text.get(at..)?.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let end = inner.bytes().take(TAG).position(|b| b == b'>')?;
    (name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(at + end + 2)
}

/// The length of the marks of emphasis or code that a text begins with, where white space, what
/// closes too, or nothing follows: they cannot open there (CommonMark 0.31, 6.2: right-flanking).
fn closing_emphasis(text: &str) -> Option<usize> {
    let mark = text
        .chars()
        .next()
        .filter(|c| matches!(c, '*' | '_' | '`'))?;
    let after = text.trim_start_matches(mark);
    let closes = after
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || is_closing_quote(c) || is_closing_bracket(c));
    closes.then_some(text.len() - after.len())
}
