//! The properties of Java (`java.util.Properties`, `load`): a key, a sign, a value, on a line that a
//! backslash carries on. The comment right before a key is a note on its text.

use super::{Decoded, escaped, unicode_escape, unicode_unescape, values};
use crate::document::splice::{Found, Piece};

/// The blocks of a file of properties, in order.
pub(in crate::document) fn find(text: &str) -> Vec<Found> {
    // A file in ASCII with letters by their numbers is read as Latin-1 by old programs.
    let in_ascii = text.is_ascii() && text.contains("\\u");
    let write = if in_ascii { by_number } else { written };
    let mut found = Vec::new();
    let mut note: Option<String> = None;
    let mut at = 0;
    while at < text.len() {
        let line = text.get(at..).unwrap_or_default();
        let line = line.split_inclusive('\n').next().unwrap_or(line);
        let shown = line.trim_start_matches([' ', '\t', '\u{c}']);
        let start = at + line.len() - shown.len();
        match shown.chars().next() {
            None | Some('\n' | '\r') => {
                note = None;
                at += line.len();
            }
            Some('#' | '!') => {
                let said = shown.trim_start_matches(['#', '!']).trim();
                note = Some(match note.take() {
                    Some(before) => format!("{before}\n{said}"),
                    None => said.to_owned(),
                });
                at += line.len();
            }
            Some(_) => {
                let (key, value_at) = key(text, start);
                let (decoded, end) = decoded(text, value_at);
                found.extend(values(&decoded, &key, note.take().as_deref(), write));
                at = end;
            }
        }
    }
    found
}

/// The key that begins at a place, and where its value begins.
fn key(text: &str, start: usize) -> (String, usize) {
    let mut key = String::new();
    let mut at = start;
    let mut rest = text.get(start..).unwrap_or_default().chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => {
                let escaped = rest.next();
                key.extend(escaped);
                at += 1 + escaped.map_or(0, char::len_utf8);
                continue;
            }
            '=' | ':' | ' ' | '\t' | '\u{c}' | '\n' | '\r' => break,
            c => key.push(c),
        }
        at += c.len_utf8();
    }
    let blank = [' ', '\t', '\u{c}'];
    let sign = text.get(at..).unwrap_or_default().trim_start_matches(blank);
    let after = sign.strip_prefix(['=', ':']).unwrap_or(sign);
    (key, text.len() - after.trim_start_matches(blank).len())
}

/// The value that begins at a place, and where the line after it begins.
fn decoded(text: &str, start: usize) -> (Decoded, usize) {
    let mut decoded = Decoded::new(start);
    let mut at = start;
    while let Some(rest) = text.get(at..) {
        let mut chars = rest.chars();
        let Some(first) = chars.next() else { break };
        at += first.len_utf8();
        let c = match first {
            '\n' => return (decoded, at),
            '\r' if rest.starts_with("\r\n") => return (decoded, at + 1),
            '\\' => {
                let Some(escape) = chars.next() else { break };
                at += escape.len_utf8();
                match escape {
                    '\n' | '\r' => {
                        // The line goes on after the white space of the next.
                        let next = text.get(at..).unwrap_or_default();
                        let next = next.strip_prefix('\n').unwrap_or(next);
                        at = text.len() - next.trim_start_matches([' ', '\t', '\u{c}']).len();
                        decoded.skip(at);
                        continue;
                    }
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'f' => '\u{c}',
                    'u' => match rest.get(2..).and_then(unicode_unescape) {
                        Some((c, length)) => {
                            at += length;
                            c
                        }
                        None => 'u',
                    },
                    other => other,
                }
            }
            c => c,
        };
        decoded.push(c, at);
    }
    (decoded, text.len())
}

fn written(_: &Found, pieces: &[Piece<'_>]) -> String {
    escaped(pieces, escape)
}

fn by_number(_: &Found, pieces: &[Piece<'_>]) -> String {
    escaped(pieces, |c| {
        let number = (!c.is_ascii()).then(|| unicode_escape(c));
        number.or_else(|| escape(c))
    })
}

fn escape(c: char) -> Option<String> {
    let written = match c {
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\u{c}' => "\\f",
        _ => return None,
    };
    Some(written.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::document::tests::{assert_kept, original, shown, with};
    use crate::document::{Filled, Format, extract};

    const TEXT: &str = "# A file\n\n# Shown on the button\nopen = Open {0}\n\
        long: One line \\\n    that goes on\nempty=\n  key\\:with\\=signs  A \\t tab\nlast value";

    #[test]
    fn every_value_is_a_text_called_by_its_key() {
        assert_eq!(
            shown(Format::Properties, TEXT),
            ["Open {1/}", "One line that goes on", "A \t tab", "value"]
        );
        let blocks = extract(&original(Format::Properties, TEXT))
            .unwrap()
            .to_blocks();
        assert_eq!(blocks[0].note.as_deref(), Some("Shown on the button"));
        assert_eq!(blocks[2].key.as_deref(), Some("key:with=signs"));
        assert_kept(Format::Properties, TEXT);
        assert_kept(Format::Properties, &TEXT.replace('\n', "\r\n"));
    }

    #[test]
    fn a_file_with_letters_by_their_numbers_gets_more_of_them() {
        let chinese = |text| {
            with(Format::Properties, text, |_| {
                Some(Filled {
                    text: "打开".to_owned(),
                    codes: Vec::new(),
                })
            })
        };
        assert_eq!(chinese("a=caf\\u00e9"), "a=\\u6253\\u5f00");
        assert_eq!(chinese("a=open"), "a=打开");
    }
}
