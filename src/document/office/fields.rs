//! What a reader sees of the instructions of fields (ECMA-376 part 1 §17.16.5): entries of an index or of
//! contents, what a field asks for, and what it shows where something is so.

use std::borrow::Cow;
use std::ops::Range;

use super::labels::described;
use super::xml::{Child, Node, escaped, unescaped};
use crate::document::splice::{Found, Piece};
use crate::document::values::Decoded;

/// An instruction, as far as it was read: it may stand in several runs, with other fields between.
#[derive(Default)]
pub(super) struct Instruction {
    said: Option<Decoded>,
}

/// What stands for another field in an instruction.
const FIELD: char = '\u{1}';

impl Instruction {
    /// Adds what stands in an element.
    pub(super) fn add(&mut self, node: &Node<'_>, part: &str) {
        for child in &node.children {
            let Child::Text(_, range) = child else {
                continue;
            };
            let said = self.said.get_or_insert_with(|| Decoded::new(range.start));
            let mut at = range.start;
            while let Some(rest) = part.get(at..range.end).filter(|rest| !rest.is_empty()) {
                let length = match rest.strip_prefix('&') {
                    Some(name) => name.find(';').map_or(1, |end| end + 2),
                    None => rest.chars().next().map_or(1, char::len_utf8),
                };
                let written = rest.get(..length).unwrap_or(rest);
                if let Some(c) = unescaped(written).chars().next() {
                    said.push_from(c, at, at + length);
                }
                at += length;
            }
        }
    }

    /// Notes that another field stands in it.
    pub(super) fn holds_field(&mut self) {
        if let Some(said) = &mut self.said {
            let end = said.end();
            said.push(FIELD, end);
        }
    }

    /// What a reader sees of it.
    pub(super) fn shown(&self) -> Vec<Found> {
        let Some(said) = &self.said else {
            return Vec::new();
        };
        let tokens = tokens(said.text());
        let mut words = tokens.iter();
        let Some(name) = words.next() else {
            return Vec::new();
        };
        let is_entry = name.text == "XE";
        let shown: Vec<&Token<'_>> = match name.text {
            "XE" => behind(&tokens, true, &["\\t"]),
            "TC" => behind(&tokens, true, &[]),
            "FILLIN" | "ASK" => behind(&tokens, true, &["\\d"]),
            "HYPERLINK" => behind(&tokens, false, &["\\o"]),
            "IF" => {
                let is_sign = |token: &&Token<'_>| {
                    matches!(token.text, "=" | "<>" | "<" | ">" | "<=" | ">=") && !token.is_quoted
                };
                // What it is compared with, and then the two texts.
                let behind = words.skip_while(|token| !is_sign(token)).skip(2);
                behind.take_while(|token| token.is_quoted).take(2).collect()
            }
            _ => Vec::new(),
        };
        let whole = shown
            .into_iter()
            .filter(|token| !token.text.contains(FIELD));
        let parts = whole.flat_map(|token| match is_entry {
            true => levels(token),
            false => vec![token.range.clone()],
        });
        parts.filter_map(|part| found(said, part)).collect()
    }
}

/// A word of an instruction, or what stands between quotation marks.
struct Token<'t> {
    text: &'t str,
    range: Range<usize>,
    is_quoted: bool,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let blank = rest.len() - rest.trim_start().len();
        if blank > 0 {
            at += blank;
            continue;
        }
        let is_quoted = rest.starts_with(['"', '“', '”']);
        let start = at
            + rest
                .chars()
                .next()
                .filter(|_| is_quoted)
                .map_or(0, char::len_utf8);
        let inside = text.get(start..).unwrap_or_default();
        let mut escaped = false;
        let end = inside.find(|c: char| {
            let ends = match is_quoted {
                true => matches!(c, '"' | '“' | '”') && !escaped,
                false => c.is_whitespace() || c == '"',
            };
            escaped = c == '\\' && !escaped;
            ends
        });
        let end = start + end.unwrap_or(inside.len());
        let mark = text.get(end..).and_then(|rest| rest.chars().next());
        tokens.push(Token {
            text: text.get(start..end).unwrap_or_default(),
            range: start..end,
            is_quoted,
        });
        at = end + mark.filter(|_| is_quoted).map_or(0, char::len_utf8);
    }
    tokens
}

/// The first text of an instruction where it is one that is `shown`, and those behind some switches.
fn behind<'k, 't>(tokens: &'k [Token<'t>], shown: bool, switches: &[&str]) -> Vec<&'k Token<'t>> {
    let mut found = Vec::new();
    let mut has_first = false;
    for pair in tokens.windows(2) {
        let [before, token] = pair else { continue };
        if !token.is_quoted {
            continue;
        }
        let is_of_switch = before.text.starts_with('\\') && !before.is_quoted;
        let is_first = shown && !is_of_switch && !std::mem::replace(&mut has_first, true);
        if is_first || is_of_switch && switches.contains(&before.text) {
            found.push(token);
        }
    }
    found
}

/// The levels of an entry of an index, which colons part.
fn levels(token: &Token<'_>) -> Vec<Range<usize>> {
    let mut levels = Vec::new();
    let mut start = token.range.start;
    let mut escaped = false;
    for (at, c) in token.text.char_indices() {
        if c == ':' && !escaped {
            levels.push(start..token.range.start + at);
            start = token.range.start + at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    levels.push(start..token.range.end);
    levels
}

/// The block of a stretch of an instruction, where there is something to read in it.
fn found(said: &Decoded, range: Range<usize>) -> Option<Found> {
    let written = said.text().get(range.clone())?;
    let start = range.start + written.len() - written.trim_start().len();
    let written = written.trim();
    let mut text = String::with_capacity(written.len());
    let mut chars = written.chars();
    while let Some(c) = chars.next() {
        text.extend(match c {
            '\\' => chars.next(),
            c => Some(c),
        });
    }
    let found = described((text, said.raw(&(start..start + written.len()))))?;
    Some(Found {
        write,
        line_end: Cow::Borrowed(" "),
        ..found
    })
}

/// Writes a text between the marks of an instruction.
fn write(found: &Found, pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let Piece::Text(text) = piece else { continue };
        let mut marked = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\n' => marked.push_str(&found.line_end),
                '"' | '“' | '”' | '\\' | ':' => marked.extend(['\\', c]),
                c => marked.push(c),
            }
        }
        escaped(&marked, &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(instruction: &str) -> Vec<String> {
        let mut said = Decoded::new(0);
        for (at, c) in instruction.char_indices() {
            said.push(c, at + c.len_utf8());
        }
        let instruction = Instruction { said: Some(said) };
        let found = instruction.shown().into_iter();
        found.map(|found| found.block.text).collect()
    }

    #[test]
    fn what_a_reader_sees_of_an_instruction_is_found() {
        for (instruction, expected) in [
            (
                " XE \"Patents:filing of\" \\t \"See fees\" \\f \"a\" \\b",
                &["Patents", "filing of", "See fees"][..],
            ),
            (" XE \"Ratio 1\\:2\"", &["Ratio 1:2"]),
            ("TC \"First chapter\" \\f \"c\" \\l 1", &["First chapter"]),
            (
                "FILLIN \"Your \\\"full\\\" name?\" \\d \"Nobody\"",
                &["Your \"full\" name?", "Nobody"],
            ),
            ("ASK Name \"Your name?\" \\o", &["Your name?"]),
            (
                "HYPERLINK \"https://wipo.int/a b\" \\o \"Our page\"",
                &["Our page"],
            ),
            ("IF \u{1} = \"M\" \"Mr\" \"Mrs\"", &["Mr", "Mrs"]),
            ("IF \u{1} > 5 \"more\"", &["more"]),
            ("IF \u{1} = \"M\" \"Dear \u{1}\" \"all\"", &["all"]),
            ("TOC \\h \\z \\c \"Figure\"", &[]),
            ("DATE \\@ \"d MMMM yyyy\"", &[]),
            ("XE \"never ends", &["never ends"]),
            ("XE", &[]),
            ("", &[]),
        ] {
            assert_eq!(shown(instruction), expected, "{instruction}");
        }
    }
}
