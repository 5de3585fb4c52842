//! Formats of keys with values: the texts of programs. A value is a block, called by its key.
//!
//! Their text has placeholders and tags in it, which are inline codes: a translation has them all,
//! and nobody changes a letter of them.

pub(super) mod fluent;
mod icu;
pub(super) mod json;
mod program;
pub(super) mod properties;
pub(super) mod strings;
pub(super) mod xml;
pub(super) mod yaml;

use std::borrow::Cow;
use std::ops::Range;

use smol_str::{SmolStr, ToSmolStr};

use super::block::{Block, BlockKind};
use super::html;
use super::splice::{Found, Piece, Write};
use crate::check::{is_time_format, marks};
use crate::unit::{CodeKind, InlineCode};

/// A value as it is read, and where each byte of it is written.
#[derive(Clone, Default)]
pub(super) struct Decoded {
    text: String,
    /// Where each byte begins in the document, and where the last ends.
    raw: Vec<usize>,
    /// The stretches of the text that the format says are codes, in order.
    codes: Vec<Range<usize>>,
}

impl Decoded {
    /// A value that is written from `start` on.
    pub(super) fn new(start: usize) -> Self {
        Self {
            text: String::new(),
            raw: vec![start],
            codes: Vec::new(),
        }
    }

    /// Adds a character that is written up to `end`.
    pub(super) fn push(&mut self, c: char, end: usize) {
        let start = self.raw.last().copied().unwrap_or(end);
        self.text.push(c);
        let inside = c.len_utf8() - 1;
        self.raw.extend(std::iter::repeat_n(start, inside));
        self.raw.push(end);
    }

    /// Adds a character that is written from `start` to `end`; what stands between what was added before
    /// and it says nothing.
    pub(super) fn push_from(&mut self, c: char, start: usize, end: usize) {
        self.skip(start);
        self.push(c, end);
    }

    /// What it says.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Adds a code, which is written from `start` on as it is.
    pub(super) fn code(&mut self, source: &str, start: usize) {
        let begin = self.text.len();
        let mut at = start;
        for c in source.chars() {
            at += c.len_utf8();
            self.push(c, at);
        }
        self.codes.push(begin..self.text.len());
    }

    /// Goes over what is written up to `end` and says nothing.
    pub(super) fn skip(&mut self, end: usize) {
        if let Some(last) = self.raw.last_mut() {
            *last = end;
        }
    }

    /// Where what was added last ends in the document.
    pub(super) fn end(&self) -> usize {
        self.raw.last().copied().unwrap_or_default()
    }

    /// A stretch of it, as a value of its own.
    fn stretch(&self, range: &Range<usize>) -> Self {
        let raw = self.raw.get(range.start..=range.end);
        let inside = |code: &&Range<usize>| range.start <= code.start && code.end <= range.end;
        let codes = self.codes.iter().filter(inside);
        Self {
            text: self.text.get(range.clone()).unwrap_or_default().to_owned(),
            raw: raw.unwrap_or_default().to_vec(),
            codes: codes
                .map(|code| code.start - range.start..code.end - range.start)
                .collect(),
        }
    }

    /// Where a stretch of it is written.
    pub(super) fn raw(&self, range: &Range<usize>) -> Range<usize> {
        let at = |place: usize| self.raw.get(place).copied().unwrap_or_default();
        at(range.start)..at(range.end)
    }
}

/// How deep choices may stand in each other; what is deeper is left alone.
const DEEPEST: usize = 16;

/// The blocks of a value: that of its text and, of a message in which a program chooses one of
/// several texts, those of each.
pub(super) fn values(value: &Decoded, key: &str, note: Option<&str>, write: Write) -> Vec<Found> {
    let mut found = Vec::new();
    choose(value.clone(), key, note, write, 0, &mut found);
    found
}

fn choose(
    mut message: Decoded,
    key: &str,
    note: Option<&str>,
    write: Write,
    depth: usize,
    found: &mut Vec<Found>,
) {
    let mut inside = Vec::new();
    if depth < DEEPEST && message.text.contains('{') {
        for choice in icu::choices(&message.text) {
            for (keyword, range) in choice.variants {
                let mut variant = message.stretch(&range);
                if choice.is_plural {
                    let numbers = variant.text.match_indices('#');
                    let numbers = numbers.map(|(at, sign)| at..at + sign.len());
                    let numbers: Vec<Range<usize>> = numbers.collect();
                    variant.codes.extend(numbers);
                }
                let key = format!("{key}[{keyword}]");
                choose(variant, &key, note, write, depth + 1, &mut inside);
            }
            // A number in a choice is one of its own.
            let apart = |code: &Range<usize>| {
                code.end <= choice.whole.start || choice.whole.end <= code.start
            };
            message.codes.retain(apart);
            message.codes.push(choice.whole);
        }
    }
    message.codes.sort_by_key(|code| code.start);
    found.extend(value(&message, key, note, write));
    found.append(&mut inside);
}

/// The block of a value; `None` where there is nothing in it to translate. `write` writes other
/// text for it.
pub(super) fn value(value: &Decoded, key: &str, note: Option<&str>, write: Write) -> Option<Found> {
    let whole = value.text.as_str();
    let start = whole.len() - whole.trim_start().len();
    let end = whole.trim_end().len();
    if start >= end {
        return None;
    }
    let mut block = Block::new(BlockKind::Value, "");
    block.key = Some(key.to_owned());
    block.note = note.map(str::to_owned);
    let mut native = Vec::new();
    let mut open: Vec<(Cow<'_, str>, SmolStr)> = Vec::new(); // names and ids
    let mut done = start;
    let is_free = |mark: &Range<usize>| {
        let next = value.codes.partition_point(|code| code.end <= mark.start);
        let next = value.codes.get(next);
        next.is_none_or(|code| mark.end <= code.start)
    };
    let found = marks(whole).filter(|(mark, _)| is_free(mark));
    let mut codes: Vec<(Range<usize>, bool)> = found.collect();
    codes.extend(value.codes.iter().map(|code| (code.clone(), false)));
    codes.sort_by_key(|(code, _)| code.start);
    for (mark, is_tag) in codes {
        block
            .text
            .push_str(whole.get(done..mark.start).unwrap_or_default());
        done = mark.end;
        let data = whole.get(mark.clone()).unwrap_or_default();
        let next = (block.codes.len() + 1).to_smolstr();
        let (kind, id, type_) = match is_tag.then(|| html::tag(data)) {
            None => (CodeKind::Alone, next, SmolStr::new_static("placeholder")),
            Some((role, name)) => {
                let type_ = SmolStr::new(html::code_type(&name));
                match role {
                    html::Tag::Opening | html::Tag::Hiding => {
                        open.push((name, next.clone()));
                        (CodeKind::Opening, next, type_)
                    }
                    html::Tag::Closing => {
                        let at = open.iter().rposition(|(open, _)| *open == name);
                        let id = at.map_or(next, |at| open.remove(at).1);
                        (CodeKind::Closing, id, type_)
                    }
                    html::Tag::Alone | html::Tag::LineEnd => (CodeKind::Alone, next, type_),
                }
            }
        };
        block.codes.push(InlineCode {
            at: u32::try_from(block.text.len()).unwrap_or(u32::MAX),
            kind,
            id,
            pair: None,
            type_: Some(type_),
            data: Some(data.into()),
        });
        native.push(value.raw(&mark));
    }
    block
        .text
        .push_str(whole.get(done..end).unwrap_or_default());
    let has_letters = block.text.chars().any(char::is_alphabetic);
    // In another language the parts of a time stand in another order.
    let is_time = !block.text.trim().is_empty() && is_time_format(whole);
    let is_language = has_letters && !is_address(&block.text) || is_time;
    is_language.then(|| Found {
        block,
        span: value.raw(&(start..end)),
        native,
        line_end: Cow::Borrowed("\n"),
        write,
        runs: None,
    })
}

/// Whether a value is an address and nothing else.
fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://"))
        && !text.contains(char::is_whitespace)
}

/// Writes pieces, each character of text as `escape` says; `None` is the character itself.
pub(super) fn escaped(pieces: &[Piece<'_>], escape: impl Fn(char) -> Option<String>) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Code(_, native) => out.push_str(native),
            Piece::Text(text) => {
                for c in text.chars() {
                    match escape(c) {
                        Some(written) => out.push_str(&written),
                        None => out.push(c),
                    }
                }
            }
        }
    }
    out
}

/// Begins a new line as `line_end` has it: without white space in the line before where that is blank,
/// and with one line end then where two stand for one.
pub(super) fn new_line(out: &mut String, line_end: &str) {
    let shown = out.trim_end_matches(' ').len();
    let is_blank = out
        .get(..shown)
        .is_some_and(|before| before.ends_with('\n'));
    if is_blank {
        out.truncate(shown);
    }
    let one = line_end
        .strip_prefix('\n')
        .filter(|rest| is_blank && rest.starts_with('\n'));
    out.push_str(one.unwrap_or(line_end));
}

/// The string that is written from `start` on, up to its quote, with the backslashes of C and JSON;
/// `None` where it has no end.
pub(super) fn quoted(text: &str, start: usize, quote: char) -> Option<Decoded> {
    let mut decoded = Decoded::new(start);
    let mut at = start;
    loop {
        let rest = text.get(at..)?;
        let first = rest.chars().next()?;
        at += first.len_utf8();
        let c = match first {
            end if end == quote => return Some(decoded),
            '\\' => {
                let escape = rest.get(1..)?.chars().next()?;
                at += escape.len_utf8();
                match escape {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'u' | 'U' => match rest.get(2..).and_then(unicode_unescape) {
                        Some((c, length)) => {
                            at += length;
                            c
                        }
                        None => escape,
                    },
                    other => other,
                }
            }
            c => c,
        };
        decoded.push(c, at);
    }
}

/// Writes text into such a string between double quotes.
pub(super) fn write_quoted(_: &Found, pieces: &[Piece<'_>]) -> String {
    between(pieces, '"')
}

/// Writes text into such a string between quotes of a kind.
pub(super) fn between(pieces: &[Piece<'_>], quote: char) -> String {
    escaped(pieces, |c| {
        let written = match c {
            c if c == quote => return Some(format!("\\{c}")),
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            c if c < ' ' => return Some(unicode_escape(c)),
            _ => return None,
        };
        Some(written.to_owned())
    })
}

/// `\u` and the UTF-16 units of a character.
pub(super) fn unicode_escape(c: char) -> String {
    let mut units = [0; 2];
    let units = c.encode_utf16(&mut units).iter();
    units.map(|unit| format!("\\u{unit:04x}")).collect()
}

/// Reads the UTF-16 units of `\uXXXX`, which may be two, from what comes after the first `\u`: the
/// character and how many bytes it takes. A half of a pair is U+FFFD.
pub(super) fn unicode_unescape(rest: &str) -> Option<(char, usize)> {
    let unit = |text: &str| u16::from_str_radix(text.get(..4)?, 16).ok();
    let first = unit(rest)?;
    let second = rest.get(4..).and_then(|rest| rest.strip_prefix("\\u"));
    let pair = second.and_then(unit).map(|second| [first, second]);
    if let Some(pair) = pair
        && let Some(Ok(c)) = char::decode_utf16(pair).next()
        && c.len_utf16() == 2
    {
        return Some((c, 10));
    }
    let c = char::decode_utf16([first]).next()?.unwrap_or('\u{FFFD}');
    Some((c, 4))
}
