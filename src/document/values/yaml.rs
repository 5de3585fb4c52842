//! YAML 1.2: every scalar that is text, but keys. Each is written as it was, plain, quoted or as a
//! block; what cannot stand plain is quoted.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::{Decoded, escaped, quoted, values, write_quoted};
use crate::document::filter::Fault;
use crate::document::splice::{Found, Piece, Write};

/// The keys of a front matter whose values a reader of the page sees.
const SHOWN: [&str; 9] = [
    "title",
    "subtitle",
    "description",
    "summary",
    "excerpt",
    "caption",
    "alt",
    "linktitle",
    "sidebar_label",
];

/// How deep values may stand in each other.
const DEEPEST: usize = 256;

/// The blocks of a YAML file, in order.
pub(in crate::document) fn find(text: &str) -> Result<Vec<Found>, Fault> {
    read(text, |_| true)
}

/// The blocks of the front matter of a page: the values that a reader sees. None where it is
/// damaged, which is no fault of the page.
pub(in crate::document) fn front_matter(text: &str) -> Vec<Found> {
    let is_shown = |key: &str| {
        let key = key.to_ascii_lowercase();
        SHOWN.contains(&key.rsplit('.').next().unwrap_or(&key))
    };
    read(text, is_shown).unwrap_or_default()
}

/// Where something stands in what is open.
enum Place {
    /// In a mapping: the key of the value that comes, or before a key.
    Mapping(Option<String>),
    /// In a sequence, by its number from 0.
    Sequence(usize),
}

fn read(text: &str, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<Found>, Fault> {
    let mut found = Vec::new();
    let mut open: Vec<Place> = Vec::new();
    let mut bytes = Bytes::new(text);
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| Fault {
            at: bytes.of(error.marker().index()),
            message: format!("this is not YAML: {}", error.info()),
        })?;
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                open.push(match event {
                    Event::MappingStart(..) => Place::Mapping(None),
                    _ => Place::Sequence(0),
                });
                if open.len() > DEEPEST {
                    return Err(Fault {
                        at: bytes.of(span.start.index()),
                        message: "values stand in each other too deep to be read".to_owned(),
                    });
                }
            }
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                next(&mut open);
            }
            Event::Alias(_) => next(&mut open),
            Event::Scalar(scalar, style, ..) => {
                if let Some(Place::Mapping(key @ None)) = open.last_mut() {
                    *key = Some(scalar.into_owned());
                    continue;
                }
                let key = path(&open);
                if is_wanted(&key) {
                    let start = bytes.of(span.start.index());
                    let read = written(text, start, &scalar, style);
                    if let Some((read, write, line_end)) = read {
                        let blocks = values(&read, &key, None, write).into_iter();
                        found.extend(blocks.map(|found| Found {
                            line_end: Cow::Owned(line_end.clone()),
                            ..found
                        }));
                    }
                }
                next(&mut open);
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Goes on to the next key, or the next item.
fn next(open: &mut [Place]) {
    match open.last_mut() {
        // What ends may have been a key, which then has no name.
        Some(Place::Mapping(key)) => *key = key.take().is_none().then(String::new),
        Some(Place::Sequence(number)) => *number += 1,
        None => {}
    }
}

/// The keys that lead to a value, joined by points.
fn path(open: &[Place]) -> String {
    let steps = open.iter().map(|place| match place {
        Place::Mapping(key) => key.clone().unwrap_or_default(),
        Place::Sequence(number) => number.to_string(),
    });
    steps.collect::<Vec<_>>().join(".")
}

/// The bytes of a text at which its characters begin, asked for in order.
struct Bytes<'t> {
    text: &'t str,
    character: usize,
    byte: usize,
}

impl<'t> Bytes<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            character: 0,
            byte: 0,
        }
    }

    fn of(&mut self, character: usize) -> usize {
        if character < self.character {
            (self.character, self.byte) = (0, 0);
        }
        let rest = self.text.get(self.byte..).unwrap_or_default();
        let more = character - self.character;
        let step = rest
            .char_indices()
            .nth(more)
            .map_or(rest.len(), |(at, _)| at);
        (self.character, self.byte) = (character, self.byte + step);
        self.byte
    }
}

/// A scalar with where each byte of it is written, what writes another in its place, and how it
/// writes a line end. `None`
/// where it is no text, or is written in a way that is not followed: it stays.
fn written(
    text: &str,
    start: usize,
    scalar: &str,
    style: ScalarStyle,
) -> Option<(Decoded, Write, String)> {
    let source = text.get(start..)?;
    let mut line_end = "\n".to_owned();
    let (decoded, write): (Decoded, Write) = match style {
        ScalarStyle::Plain => (follow(source, start, scalar, &Lines::Folded)?, plain),
        ScalarStyle::SingleQuoted => {
            let inside = source.strip_prefix('\'')?;
            (follow(inside, start + 1, scalar, &Lines::Quoted)?, single)
        }
        ScalarStyle::DoubleQuoted => {
            let decoded = quoted(text, start + 1)?;
            // What YAML has beyond JSON, and lines that are folded, are not followed.
            ((decoded.text == scalar).then_some(decoded)?, write_quoted)
        }
        ScalarStyle::Literal | ScalarStyle::Folded => {
            let header = match source.starts_with(['|', '>']) {
                true => source.find('\n')? + 1,
                false => 0,
            };
            let lines = source.get(header..)?;
            let content = lines.trim_start_matches([' ', '\n', '\r']);
            let begin = text.len() - content.len();
            let line = text.get(..begin)?.rfind('\n').map_or(0, |end| end + 1);
            let indent = begin - line;
            let shown = scalar.trim_start_matches('\n').trim_end();
            // Of lines that are folded, a blank one is a line end.
            let ends = if style == ScalarStyle::Literal {
                "\n"
            } else {
                "\n\n"
            };
            line_end = format!("{ends}{}", " ".repeat(indent));
            match style {
                ScalarStyle::Literal => {
                    (follow(content, begin, shown, &Lines::Kept(indent))?, block)
                }
                _ => (follow(content, begin, shown, &Lines::Folded)?, block),
            }
        }
    };
    let word = scalar.to_ascii_lowercase();
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let is_word = style == ScalarStyle::Plain && words.contains(&word.as_str());
    (!is_word).then_some((decoded, write, line_end))
}

/// What line ends in a scalar are.
enum Lines {
    /// Spaces, and a blank line is a line end.
    Folded,
    /// Likewise, and a quote is doubled.
    Quoted,
    /// Line ends, with so many spaces before each line.
    Kept(usize),
}

/// Follows a scalar through its source, which has more white space in it.
fn follow(source: &str, start: usize, scalar: &str, lines: &Lines) -> Option<Decoded> {
    let mut decoded = Decoded::new(start);
    let mut rest = source;
    for c in scalar.chars() {
        let at_end = rest.starts_with(['\n', '\r'])
            || rest.trim_start_matches(' ').starts_with(['\n', '\r']);
        let length = match (c, lines) {
            ('\n', Lines::Kept(indent)) => {
                let line = rest.strip_prefix('\r').unwrap_or(rest).strip_prefix('\n')?;
                let spaces = line.len() - line.trim_start_matches(' ').len();
                rest.len() - line.len() + spaces.min(*indent)
            }
            ('\n' | ' ', Lines::Folded | Lines::Quoted) if at_end => {
                rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len()
            }
            ('\'', Lines::Quoted) => rest.starts_with("''").then_some(2)?,
            _ => rest.starts_with(c).then_some(c.len_utf8())?,
        };
        rest = rest.get(length..)?;
        decoded.push(c, start + source.len() - rest.len());
    }
    Some(decoded)
}

/// A plain scalar, quoted where it would not be read as the text that it is.
fn plain(found: &Found, pieces: &[Piece<'_>]) -> String {
    let text = escaped(pieces, |_| None);
    let first = |c: char| "-?:,[]{}#&*!|>'\"%@`".contains(c);
    let breaks = [": ", " #", "\n", ", ", "[", "]", "{", "}", "\t"];
    let is_plain = !text.starts_with(first)
        && !text.ends_with(':')
        && !breaks.iter().any(|sign| text.contains(sign))
        && text.trim() == text
        && text.chars().any(char::is_alphabetic);
    if is_plain {
        return text;
    }
    format!("\"{}\"", write_quoted(found, &[Piece::Text(&text)]))
}

/// A scalar between single quotes, which has no line ends.
fn single(_: &Found, pieces: &[Piece<'_>]) -> String {
    escaped(pieces, |c| match c {
        '\'' => Some("''".to_owned()),
        '\n' => Some(" ".to_owned()),
        _ => None,
    })
}

/// A block of lines.
fn block(found: &Found, pieces: &[Piece<'_>]) -> String {
    escaped(pieces, |c| (c == '\n').then(|| found.line_end.to_string()))
}

#[cfg(test)]
mod tests {
    use crate::document::tests::{assert_kept, original, shown, with};
    use crate::document::{Filled, Format, extract};

    const TEXT: &str = "en:
  title: The treaty of 1978  # a comment
  yes: true
  count: \"%{count} files\\n\"
  quoted: 'It''s here'
  list:
    - One
    - Two
      goes on
  literal: |
    First line
      deeper

    after a gap
  folded: >-
    one line
    that is folded

    and one more
  flow: {a: Apple, b: [Pear, 3]}
  été: café
";

    #[test]
    fn every_scalar_that_is_text_is_a_block_called_by_its_key() {
        assert_eq!(
            shown(Format::Yaml, TEXT),
            [
                "The treaty of 1978",
                "{1/} files",
                "It's here",
                "One",
                "Two goes on",
                "First line\n  deeper\n\nafter a gap",
                "one line that is folded\nand one more",
                "Apple",
                "Pear",
                "café",
            ]
        );
        let blocks = extract(&original(Format::Yaml, TEXT)).unwrap().to_blocks();
        assert_eq!(blocks[4].key.as_deref(), Some("en.list.1"));
        assert_kept(Format::Yaml, TEXT);
    }

    #[test]
    fn what_cannot_stand_plain_is_quoted() {
        for new in [
            "说明：a",
            "a: b",
            "- 一",
            "\"引\"",
            "a #b",
            "{x}",
            "行\n行",
            "一, 二",
        ] {
            let changed = with(Format::Yaml, "a: Text # c\nb: [Text]\n", |_| {
                Some(Filled {
                    text: new.to_owned(),
                    codes: Vec::new(),
                })
            });
            assert!(changed.contains(" # c\nb: ["), "{changed}");
            let blocks = extract(&original(Format::Yaml, &changed))
                .unwrap()
                .to_blocks();
            assert_eq!(blocks.len(), if new == "{x}" { 0 } else { 2 }, "{changed}");
            for block in blocks {
                assert_eq!(block.text, new, "{changed}");
            }
        }
    }
}
