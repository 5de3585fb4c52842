//! Markup that closes after a sentence: tags such as `</p>`, and marks of emphasis, `**`.

use super::chars::{is_closing_bracket, is_closing_quote};
use crate::text::markup::tag;

/// The end of what closes at byte `at`: a tag, blanks before it or none, or marks of emphasis or
/// code where they can only close.
pub(super) fn closing(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let bare = rest.trim_start_matches([' ', '\t']);
    let length = match tag(bare).filter(|tag| tag.closes) {
        Some(tag) => rest.len() - bare.len() + tag.len,
        None => closing_emphasis(rest)?,
    };
    Some(at + length)
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
