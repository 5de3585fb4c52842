//! Fluent (`.ftl`, syntax 1.0): the values of messages, terms and attributes, and each variant of a
//! choice. What stands in braces is a code. The comment right before a message is a note on it.

use std::borrow::Cow;
use std::ops::Range;

use super::{Decoded, new_line, value};
use crate::document::splice::{Found, Piece};

/// How deep choices may stand in each other; what is deeper is left alone.
const DEEPEST: usize = 16;

/// The blocks of a Fluent file, in order.
pub(in crate::document) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut note: Option<String> = None;
    let mut message = String::new();
    let mut at = 0;
    while at < text.len() {
        let line = text.get(at..).unwrap_or_default();
        let line = line.split_inclusive('\n').next().unwrap_or(line);
        let shown = line.trim();
        if let Some(said) = shown.strip_prefix("# ") {
            note = Some(match note.take() {
                Some(before) => format!("{before}\n{said}"),
                None => said.to_owned(),
            });
        } else if let Some((name, _)) = shown.split_once('=').filter(|(name, _)| is_name(name)) {
            let name = name.trim();
            match name.strip_prefix('.') {
                Some(_) => {}
                None => name.clone_into(&mut message),
            }
            let key = match name.starts_with('.') {
                true => format!("{message}{name}"),
                false => name.to_owned(),
            };
            let start = at + line.find('=').map_or(0, |sign| sign + 1);
            let end = end_of_pattern(text, start);
            let noted = note.clone().filter(|_| !name.starts_with('.'));
            pattern(text, start..end, &key, noted.as_deref(), 0, &mut found);
            at = end;
            continue;
        } else {
            note = None;
        }
        at += line.len();
    }
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    found
}

/// Whether what stands before a sign is a name: `hello`, `-brand`, `.title`.
fn is_name(name: &str) -> bool {
    let name = name.trim();
    let name = name.strip_prefix(['-', '.']).unwrap_or(name);
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// Where the placeable ends that begins at a place; `None` where nothing closes it.
fn end_of_placeable(text: &str, start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            // A string ends with its line at the latest.
            b'"' => in_string = !in_string,
            b'\n' => in_string = false,
            b'{' if !in_string => depth += 1,
            b'}' if !in_string => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Where the pattern ends that begins at a place: before a line that is not indented, or begins an
/// attribute or a variant.
fn end_of_pattern(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' => match end_of_placeable(text, at) {
                Some(end) => at = end,
                None => return text.len(),
            },
            b'\n' => {
                let next = text.get(at + 1..).unwrap_or_default();
                let line = next.trim_start_matches(['\n', '\r', ' ']);
                let is_indented = next.get(..next.len() - line.len());
                let goes_on = is_indented.is_some_and(|blank| blank.ends_with(' '))
                    && !line.starts_with(['.', '[', '*', '}'])
                    && !line.is_empty();
                if !goes_on {
                    return at;
                }
                at += 1;
            }
            _ => at += 1,
        }
    }
    at
}

/// Finds the text of a pattern, and of the choices in it.
fn pattern(
    text: &str,
    range: Range<usize>,
    key: &str,
    note: Option<&str>,
    depth: usize,
    found: &mut Vec<Found>,
) {
    let mut decoded = Decoded::new(range.start);
    let indent = indent(text, range.clone());
    let mut at = range.start;
    while let Some(c) = text.get(at..range.end).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..range.end).unwrap_or_default();
        match c {
            '{' => {
                let end = end_of_placeable(text, at)
                    .unwrap_or(range.end)
                    .min(range.end);
                decoded.code(text.get(at..end).unwrap_or_default(), at);
                if depth < DEEPEST {
                    choice(text, at + 1..end.saturating_sub(1), key, note, depth, found);
                }
                at = end.max(at + 1);
            }
            '\n' | '\r' => {
                let line = rest.trim_start_matches(['\r', '\n', ' ']);
                let blank = rest.get(..rest.len() - line.len()).unwrap_or_default();
                at += blank.len();
                // White space beyond that of all lines is text; a blank line has none.
                let spaces = blank.rsplit('\n').next().map_or(0, str::len);
                let own = spaces.saturating_sub(indent.unwrap_or(spaces));
                for _ in blank.matches('\n').skip(1) {
                    decoded.push('\n', decoded.end());
                }
                decoded.push('\n', at - own);
                (1..=own).for_each(|more| decoded.push(' ', at - own + more));
            }
            c => {
                at += c.len_utf8();
                decoded.push(c, at);
            }
        }
    }
    let block = value(&decoded, key, note, written);
    let written_here = text.get(range).unwrap_or_default();
    let line_end = if written_here.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    found.extend(block.map(|found| Found {
        line_end: Cow::Owned(format!("{line_end}{}", " ".repeat(indent.unwrap_or(4)))),
        ..found
    }));
}

/// How many spaces stand before all lines of a pattern but the one on which it begins; `None` where
/// there is no other.
fn indent(text: &str, range: Range<usize>) -> Option<usize> {
    let mut least: Option<usize> = None;
    let mut at = range.start;
    while at < range.end {
        match text.as_bytes().get(at) {
            Some(b'{') => at = end_of_placeable(text, at).unwrap_or(range.end),
            Some(b'\n') => {
                let line = text.get(at + 1..range.end).unwrap_or_default();
                let spaces = line.len() - line.trim_start_matches(' ').len();
                let is_blank = line.trim_start_matches(' ').starts_with(['\r', '\n']);
                if !is_blank && spaces < line.len() {
                    least = Some(least.map_or(spaces, |least| least.min(spaces)));
                }
                at += 1;
            }
            _ => at += 1,
        }
    }
    least
}

/// Finds the variants of a choice: `$n -> [one] … *[other] …`.
fn choice(
    text: &str,
    range: Range<usize>,
    key: &str,
    note: Option<&str>,
    depth: usize,
    found: &mut Vec<Found>,
) {
    let inside = text.get(range.clone()).unwrap_or_default();
    let Some(arrow) = inside.find("->") else {
        return;
    };
    let mut at = range.start + arrow + 2;
    while let Some(rest) = text.get(at..range.end) {
        let Some(open) = rest.find('[') else { return };
        let Some(close) = rest.get(open..).and_then(|name| name.find(']')) else {
            return;
        };
        let name = rest.get(open + 1..open + close).unwrap_or_default().trim();
        let start = at + open + close + 1;
        let end = end_of_pattern(text, start).min(range.end);
        let key = format!("{key}[{name}]");
        pattern(text, start..end, &key, note, depth + 1, found);
        at = end.max(start);
    }
}

/// Writes a pattern: in strings what would be a placeable, and at the start of a line what would
/// begin a variant or an attribute.
fn written(found: &Found, pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    let mut starts_line = true;
    for piece in pieces {
        let text = match piece {
            Piece::Text(text) => *text,
            Piece::Code(_, native) => {
                out.push_str(native);
                starts_line = false;
                continue;
            }
        };
        for c in text.chars() {
            match c {
                '{' | '}' => out.extend(["{\"", c.encode_utf8(&mut [0; 4]), "\"}"]),
                '[' | '*' | '.' if starts_line => {
                    out.extend(["{\"", c.encode_utf8(&mut [0; 4]), "\"}"]);
                }
                '\n' => new_line(&mut out, &found.line_end),
                c => out.push(c),
            }
            starts_line = c == '\n' || starts_line && c == ' ';
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::document::tests::{assert_kept, original, shown, with};
    use crate::document::{Filled, Format, extract};

    const TEXT: &str = "### A file\n\n# On the door\nhello = Hello, { $name }!\n    .title = A title\n\
        -brand = yiku\nfiles =\n    { $n ->\n        [one] One file\n       *[other] { $n } files\n    } left\n\
        long =\n    First line\n    second line\n\nlast = See { brand(\"}\") }.\n";

    #[test]
    fn values_and_the_variants_of_choices_are_texts() {
        let blocks = extract(&original(Format::Fluent, TEXT))
            .unwrap()
            .to_blocks();
        let keys: Vec<&str> = blocks
            .iter()
            .filter_map(|block| block.key.as_deref())
            .collect();
        assert_eq!(
            keys,
            [
                "hello",
                "hello.title",
                "-brand",
                "files",
                "files[one]",
                "files[other]",
                "long",
                "last"
            ]
        );
        assert_eq!(
            shown(Format::Fluent, TEXT),
            [
                "Hello, {1/}!",
                "A title",
                "yiku",
                "{1/} left",
                "One file",
                "{1/} files",
                "First line\nsecond line",
                "See {1/}.",
            ]
        );
        assert_eq!(blocks[0].note.as_deref(), Some("On the door"));
        assert_kept(Format::Fluent, TEXT);
    }

    #[test]
    fn lines_of_a_translation_are_indented_as_those_of_the_text() {
        let text = "warning =\n        You will close { $n } tabs.\n          Go on?\n\n        \
            Work will be lost.\n    .label = One\n";
        assert_eq!(
            shown(Format::Fluent, text)[0],
            "You will close {1/} tabs.\n  Go on?\n\nWork will be lost."
        );
        assert_kept(Format::Fluent, text);
        let chinese = with(Format::Fluent, text, |block| {
            let text = (block.codes.len() == 1).then(|| "一。\n  二？\n\n三。".to_owned());
            Some(Filled {
                text: text.unwrap_or_else(|| "四".to_owned()),
                codes: Vec::new(),
            })
        });
        let lines = "warning =\n        一。\n          二？\n\n        三。";
        assert!(chinese.starts_with(lines), "{chinese}");
    }

    #[test]
    fn what_would_be_taken_for_a_mark_is_text() {
        for new in ["a {b} c", "[one] x", "*a", ".b = c", "一\n.二"] {
            let changed = with(Format::Fluent, "a = Text\nb = Text\n", |_| {
                Some(Filled {
                    text: new.to_owned(),
                    codes: Vec::new(),
                })
            });
            let blocks = extract(&original(Format::Fluent, &changed))
                .unwrap()
                .to_blocks();
            assert_eq!(blocks.len(), 2, "{changed}");
        }
    }
}
