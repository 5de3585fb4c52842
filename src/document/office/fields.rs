//! What a reader sees of the instructions of fields (ECMA-376 part 1 §17.16.5): entries of an index or of
//! contents, what a field asks for, and what it shows where something is so.

use std::borrow::Cow;
use std::ops::Range;

use smol_str::{SmolStr, ToSmolStr};

use super::labels::described;
use super::xml::{Child, Node, in_attribute, unescaped};
use crate::document::splice::{Found, Piece, Write};
use crate::document::values::Decoded;
use crate::unit::{CodeKind, InlineCode};

/// An instruction, as far as it was read: it may stand in several runs, with other fields between.
#[derive(Default)]
pub(super) struct Instruction {
    said: Option<Decoded>,
    /// What the fields in it say, in order.
    fields: Vec<String>,
}

/// What stands for another field in an instruction, and for the end of a paragraph.
const FIELD: char = '\u{1}';
const PARAGRAPH: char = '\u{2029}';

impl Instruction {
    /// That which stands in an attribute.
    pub(super) fn of_attribute(range: Range<usize>, part: &str) -> Self {
        let mut own = Self::default();
        own.add_written(range, part);
        own
    }

    /// Adds what stands in an element.
    pub(super) fn add(&mut self, node: &Node<'_>, part: &str) {
        for child in &node.children {
            if let Child::Text(_, range) = child {
                self.add_written(range.clone(), part);
            }
        }
    }

    /// The same where a paragraph ends in it.
    pub(super) fn in_next_paragraph(mut self) -> Self {
        if let Some(said) = &mut self.said {
            let end = said.end();
            said.push(PARAGRAPH, end);
        }
        self
    }

    fn add_written(&mut self, range: Range<usize>, part: &str) {
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

    /// Notes that another field stands in it, and what that says. Such as stand side by side are one.
    pub(super) fn holds_field(&mut self, field: &Self) {
        let Some(said) = &mut self.said else { return };
        match (said.text().ends_with(FIELD), self.fields.last_mut()) {
            (true, Some(last)) => last.push_str(&field.words()),
            _ => {
                let end = said.end();
                said.push(FIELD, end);
                self.fields.push(field.words());
            }
        }
    }

    /// What it says, as somebody who reads it has it.
    pub(super) fn words(&self) -> String {
        let text = self.said.as_ref().map_or("", Decoded::text);
        let mut fields = self.fields.iter();
        let mut words = String::with_capacity(text.len());
        for c in text.trim().chars() {
            match c {
                FIELD => {
                    let said = fields.next().map_or("", String::as_str);
                    words.extend(["{", said, "}"]);
                }
                PARAGRAPH => words.push(' '),
                c => words.push(c),
            }
        }
        words
    }

    /// How many bytes long it is so far.
    pub(super) fn len(&self) -> usize {
        let fields: usize = self.fields.iter().map(String::len).sum();
        self.said.as_ref().map_or(0, |said| said.text().len()) + fields
    }

    /// The name of the field, in capitals.
    pub(super) fn name(&self) -> String {
        let text = self.said.as_ref().map_or("", Decoded::text);
        let name = text.split_whitespace().next().unwrap_or_default();
        name.to_ascii_uppercase()
    }

    /// What a reader sees of it.
    pub(super) fn shown(&self) -> Vec<Found> {
        let Some(said) = &self.said else {
            return Vec::new();
        };
        let name = self.name();
        let tokens = tokens(said.text());
        let quoted = |is_shown, switches| {
            let tokens = behind(&tokens, is_shown, switches).into_iter();
            tokens.map(|token| token.range.clone()).collect()
        };
        let shown: Vec<Range<usize>> = match name.as_str() {
            "XE" => {
                let entries = behind(&tokens, true, &["\\t"]).into_iter();
                entries.flat_map(levels).collect()
            }
            "TC" | "QUOTE" => quoted(true, &[]),
            "TA" => quoted(false, &["\\l"]),
            "FILLIN" | "ASK" => quoted(true, &["\\d"]),
            "AUTOTEXTLIST" => quoted(true, &["\\t"]),
            "HYPERLINK" => quoted(false, &["\\o"]),
            "MERGEFIELD" => quoted(false, &["\\b", "\\f"]),
            // All that stands behind the name of the macro, or of the place.
            "MACROBUTTON" | "GOTOBUTTON" => {
                let text = tokens.get(2).map(|token| token.range.start);
                text.map(|start| start..said.text().len())
                    .into_iter()
                    .collect()
            }
            "IF" => return self.chosen(said, &tokens),
            _ => Vec::new(),
        };
        let found = shown.into_iter();
        found
            .filter_map(|range| self.found(said, range, write))
            .collect()
    }

    /// The two texts of which one is shown: behind what is compared, and what it is compared with.
    fn chosen(&self, said: &Decoded, tokens: &[Token<'_>]) -> Vec<Found> {
        let is_sign = |token: &&Token<'_>| {
            matches!(token.text, "=" | "<>" | "<" | ">" | "<=" | ">=") && !token.is_quoted
        };
        let behind = tokens.iter().skip_while(|token| !is_sign(token)).skip(2);
        let texts = behind.take_while(|token| token.is_quoted || !token.text.starts_with('\\'));
        let found = texts.take(2).flat_map(|token| match token.is_quoted {
            true => {
                let paragraphs = paragraphs(token).into_iter();
                paragraphs
                    .filter_map(|range| self.found(said, range, write))
                    .collect()
            }
            false if token.text.contains(FIELD) => Vec::new(),
            false => {
                let found = self.found(said, token.range.clone(), write_quoted);
                found.into_iter().collect()
            }
        });
        found.collect()
    }

    /// The block of a stretch of it, where there is something to read in it.
    fn found(&self, said: &Decoded, range: Range<usize>, write: Write) -> Option<Found> {
        let written = said.text().get(range.clone())?;
        if written.trim().is_empty() {
            return None;
        }
        let start = range.start + written.len() - written.trim_start().len();
        let written = written.trim();
        let before = said.text().get(..start)?;
        let mut number = before.matches(FIELD).count();
        let mut text = String::with_capacity(written.len());
        let mut codes = Vec::new();
        let mut native = Vec::new();
        let mut chars = written.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                FIELD => {
                    let data = self.fields.get(number).map(SmolStr::new);
                    number += 1;
                    codes.push(InlineCode {
                        at: u32::try_from(text.len()).unwrap_or(u32::MAX),
                        kind: CodeKind::Alone,
                        id: (codes.len() + 1).to_smolstr(),
                        pair: None,
                        type_: Some(SmolStr::new_static("field")),
                        data,
                    });
                    native.push(said.raw(&(start + at..start + at + FIELD.len_utf8())));
                }
                '\\' => text.extend(chars.next().map(|(_, c)| c)),
                c => text.push(c),
            }
        }
        let mut found = described((text, said.raw(&(start..start + written.len()))))?;
        found.block.codes = codes;
        Some(Found {
            native,
            write,
            line_end: Cow::Borrowed(" "),
            ..found
        })
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

/// The paragraphs of a text. A field where one of them ends and another begins stays where it is: what
/// stands between the two is no text of either, and so it has no place in one.
fn paragraphs(token: &Token<'_>) -> Vec<Range<usize>> {
    let is_left = |c: char| c == FIELD || c.is_whitespace();
    let last = token.text.matches(PARAGRAPH).count();
    let mut start = token.range.start;
    let paragraphs = token.text.split(PARAGRAPH).enumerate();
    let paragraphs = paragraphs.map(|(number, paragraph)| {
        let begin = start;
        start += paragraph.len() + PARAGRAPH.len_utf8();
        let kept = match number < last {
            true => paragraph.trim_end_matches(is_left),
            false => paragraph,
        };
        let inner = match number > 0 {
            true => kept.trim_start_matches(is_left),
            false => kept,
        };
        begin + kept.len() - inner.len()..begin + kept.len()
    });
    paragraphs.collect()
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

/// Writes a text between the marks of an instruction.
fn write(found: &Found, pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let text = match piece {
            Piece::Text(text) => text,
            Piece::Code(_, native) => {
                out.push_str(native);
                continue;
            }
        };
        let mut marked = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\n' => marked.push_str(&found.line_end),
                '"' | '“' | '”' | '\\' | ':' => marked.extend(['\\', c]),
                c => marked.push(c),
            }
        }
        in_attribute(&marked, &mut out);
    }
    out
}

/// Writes a text that stood without such marks, of which it may have need.
fn write_quoted(found: &Found, pieces: &[Piece<'_>]) -> String {
    format!("&quot;{}&quot;", write(found, pieces))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::show;

    fn shown(instruction: &str) -> Vec<String> {
        let mut said = Decoded::new(0);
        for (at, c) in instruction.char_indices() {
            said.push(c, at + c.len_utf8());
        }
        let instruction = Instruction {
            said: Some(said),
            fields: Vec::new(),
        };
        let found = instruction.shown().into_iter();
        found.map(|found| show(&found.block)).collect()
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
            (
                "if \u{1} = \"M\" \"Dear \u{1}\" \"all\"",
                &["Dear {1/}", "all"],
            ),
            (
                "IF \u{1} = Yes Granted Refused \\* MERGEFORMAT",
                &["Granted", "Refused"],
            ),
            ("IF \u{1} = 1 \u{1} \"\u{1}\"", &[]),
            (
                "MERGEFIELD Name \\b \"Dear \" \\f \", hello\"",
                &["Dear", ", hello"],
            ),
            (
                "MACROBUTTON NoMacro [Click here to enter a name]",
                &["[Click here to enter a name]"],
            ),
            (
                "TA \\l \"Baldwin v. Alberti\" \\s \"Baldwin\" \\c 1",
                &["Baldwin v. Alberti"],
            ),
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
