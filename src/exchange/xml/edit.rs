//! Changing the start tags of XML, and leaving all else in them as it is, byte for byte.

use std::ops::Range;

use super::quoted;
use crate::exchange::edit::Edits;

/// A start tag as that of an element with something in it.
pub(in crate::exchange) fn opened(tag: &str) -> String {
    match tag.strip_suffix("/>") {
        Some(start) => format!("{}>", start.trim_end()),
        None => tag.to_owned(),
    }
}

/// A start tag with attributes set, or taken away (`None`); what else is in it stays as it is.
pub(in crate::exchange) fn retagged(tag: &str, set: &[(&str, Option<&str>)]) -> String {
    let found = attributes(tag);
    let mut edits = Edits::default();
    let length = tag.len() - if tag.ends_with("/>") { 2 } else { 1 };
    let end = tag.get(..length).map_or(0, |inner| inner.trim_end().len());
    let mut new = String::new();
    for (name, value) in set {
        let old = found.iter().find(|attribute| attribute.name == *name);
        match (old, value) {
            (Some(old), Some(value)) => {
                edits.put(old.value.clone(), format!("\"{}\"", quoted(value)));
            }
            (Some(old), None) => edits.put(old.whole.clone(), String::new()),
            (None, Some(value)) => new.push_str(&format!(" {name}=\"{}\"", quoted(value))),
            (None, None) => {}
        }
    }
    edits.put(end..end, new);
    edits.done(tag)
}

/// An attribute of a start tag.
struct Attribute<'t> {
    name: &'t str,
    /// With the white space before it.
    whole: Range<usize>,
    /// With its quotation marks.
    value: Range<usize>,
}

/// The attributes of a start tag that was read without an error.
fn attributes(tag: &str) -> Vec<Attribute<'_>> {
    let mut attributes = Vec::new();
    let from = |at: usize| tag.get(at..).unwrap_or_default();
    let skip = |at: usize| at + from(at).len() - from(at).trim_start().len();
    let mut at = from(0)
        .find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'))
        .unwrap_or(tag.len());
    loop {
        let name_at = skip(at);
        let Some(equals) = from(name_at).find('=') else {
            return attributes;
        };
        let name = tag.get(name_at..name_at + equals).unwrap_or_default();
        let value_at = skip(name_at + equals + 1);
        let Some(quote) = from(value_at)
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''))
        else {
            return attributes;
        };
        let Some(length) = from(value_at + 1).find(quote) else {
            return attributes;
        };
        let value = value_at..value_at + length + 2;
        attributes.push(Attribute {
            name: name.trim_end(),
            whole: at..value.end,
            value: value.clone(),
        });
        at = value.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_keeps_what_is_not_set() {
        let set: &[_] = &[("state", Some("translated")), ("state-qualifier", None)];
        let cases = [
            ("<target>", "<target state=\"translated\">"),
            ("<target/>", "<target state=\"translated\"/>"),
            (
                "<x:target  a='1>' />",
                "<x:target  a='1>' state=\"translated\" />",
            ),
            (
                "<target state-qualifier='id-match'\n  state = 'new'  b=\"\">",
                "<target\n  state = \"translated\"  b=\"\">",
            ),
        ];
        for (tag, expected) in cases {
            assert_eq!(retagged(tag, set), expected);
        }
        assert_eq!(opened("<x a='/>' />"), "<x a='/>'>");
        assert_eq!(opened("<x>"), "<x>");
    }
}
