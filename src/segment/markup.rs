//! Marks of markup that close after a sentence: `</p>`, `**`.

use super::chars::{is_closing_bracket, is_closing_quote};

/// The longest name of a tag that is looked at.
const NAME: usize = 32;

/// The end of what closes at byte `at`: a closing tag or a `<br>`, blanks before it or none, or
/// marks of emphasis or code where they can only close.
pub(super) fn closing(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let tag = rest.trim_start_matches([' ', '\t']);
    let length = closing_tag(tag).map(|tag_length| rest.len() - tag.len() + tag_length);
    Some(at + length.or_else(|| closing_emphasis(rest))?)
}

/// The length of the closing tag, or of the `<br>`, that a text begins with.
fn closing_tag(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let length = name
        .bytes()
        .take(NAME)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':'))
        .count();
    let (name, after) = name.split_at_checked(length)?;
    let closes = inner.starts_with('/') || name.eq_ignore_ascii_case("br");
    let after = after.strip_prefix(' ').unwrap_or(after);
    let after = after.strip_prefix('/').unwrap_or(after);
    let after = after.strip_prefix('>')?;
    (closes && !name.is_empty()).then_some(text.len() - after.len())
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
