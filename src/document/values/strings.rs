//! The strings of Apple's systems (`.strings`): `"key" = "value";`. The comment right before a key is
//! a note on its text.

use super::{quoted, values, write_quoted};
use crate::document::filter::Fault;
use crate::document::splice::Found;

/// The blocks of a file of strings, in order.
pub(in crate::document) fn find(text: &str) -> Result<Vec<Found>, Fault> {
    let mut found = Vec::new();
    let mut key: Option<String> = None;
    let mut note: Option<&str> = None;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or_default();
        let mut length = first.len_utf8();
        match first {
            '/' if rest.starts_with("/*") => {
                let end = rest.get(2..).and_then(|inside| inside.find("*/"));
                let inside = end.map_or(rest.len(), |end| end + 2);
                note = rest.get(2..inside).map(str::trim);
                length = (inside + 2).min(rest.len());
            }
            '/' if rest.starts_with("//") => {
                length = rest.find('\n').unwrap_or(rest.len());
                note = rest.get(2..length).map(str::trim);
            }
            '"' => {
                let string = quoted(text, at + 1, '"').ok_or_else(|| Fault {
                    at,
                    message: "the text that begins here has no end".to_owned(),
                })?;
                length = string.raw.last().map_or(1, |end| end + 1 - at);
                match key.take() {
                    None => key = Some(string.text),
                    Some(key) => found.extend(values(&string, &key, note.take(), write_quoted)),
                }
            }
            ';' => key = None,
            c if c.is_alphanumeric() && key.is_none() => {
                let end = rest.find(|c: char| c.is_whitespace() || c == '=');
                length = end.unwrap_or(rest.len());
                key = rest.get(..length).map(str::to_owned);
            }
            _ => {}
        }
        at += length;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use crate::document::tests::{assert_kept, original, shown};
    use crate::document::{Format, extract};

    const TEXT: &str = "/* The title */\n\"title\" = \"Say \\\"%@\\\"\";\n\
        // short\nplain = \"A\\nB\";\n\"empty\" = \"\";\n";

    #[test]
    fn every_value_is_a_text_called_by_its_key() {
        assert_eq!(shown(Format::Strings, TEXT), ["Say \"{1/}\"", "A\nB"]);
        let blocks = extract(&original(Format::Strings, TEXT))
            .unwrap()
            .to_blocks();
        assert_eq!(blocks[0].note.as_deref(), Some("The title"));
        assert_eq!(blocks[1].key.as_deref(), Some("plain"));
        assert_kept(Format::Strings, TEXT);
    }
}
