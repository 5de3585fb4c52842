//! What follows a place where a sentence may end.

use super::Options;
use super::chars::{
    char_at, is_inner_punctuation, is_line_end, is_opening_bracket, is_opening_quote,
};
use super::chars::{char_before, is_word};

/// How many bytes of a word are read: longer ones stand in no table.
const WORD: usize = 32;

/// How the text goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word in lower case.
    Lower,
    /// A word with a capital, or the letter of a list item.
    Upper,
    /// A word of a script without capitals.
    Caseless,
    /// A figure.
    Digit,
    /// Anything else.
    Symbol,
}

/// What follows a place, after the white space.
#[derive(Clone, Copy, Debug)]
pub(super) struct Following<'t> {
    /// The byte of the first character that is no white space.
    pub at: usize,
    /// That character.
    pub first: char,
    /// Whether there is no white space before it.
    pub direct: bool,
    /// What the first word is.
    pub kind: Kind,
    /// Whether a quotation opens before the word.
    pub quote: bool,
    /// Whether a bracket opens before the word.
    pub bracket: bool,
    /// Whether the word begins the number of a docket.
    pub docket: bool,
    /// The first word, at most [`WORD`] bytes of it.
    pub word: &'t str,
    /// The character after the word.
    pub after_word: Option<char>,
}

/// Reads what follows byte `at`; none where the paragraph ends there.
pub(super) fn following<'t>(text: &'t str, at: usize, options: &Options) -> Option<Following<'t>> {
    let first_at = skip_white(text, at, options)?;
    let first = char_at(text, first_at)?;
    let mut found = Following {
        at: first_at,
        first,
        direct: first_at == at,
        kind: Kind::Symbol,
        quote: false,
        bracket: false,
        docket: false,
        word: "",
        after_word: None,
    };
    let mut place = first_at;
    // Quotes, brackets and dashes before the word; more than these is no text.
    for _ in 0..6 {
        let Some(c) = char_at(text, place) else {
            return Some(found);
        };
        if is_opening_bracket(c) {
            if is_enumerator(text, place) || is_altered(text, place) {
                found.kind = Kind::Upper;
                return Some(found);
            }
            found.bracket = true;
        } else if is_opening_quote(c) {
            found.quote = true;
        } else if !matches!(c, '-' | '–' | '—' | ' ' | '*' | '_' | '¿' | '¡') {
            break;
        }
        place += c.len_utf8();
    }
    found.word = word_at(text, place);
    found.after_word = char_at(text, place + found.word.len());
    found.docket = is_docket(text, place);
    found.kind = match char_at(text, place) {
        Some(c) if c.is_numeric() => Kind::Digit,
        Some(c) if c.is_lowercase() => {
            // iPhone and pH open a sentence as they are; so does the letter of a list item.
            let brand = found.word.chars().nth(1).is_some_and(char::is_uppercase);
            if brand || is_enumerator(text, place) {
                Kind::Upper
            } else {
                Kind::Lower
            }
        }
        Some(c) if c.is_uppercase() => Kind::Upper,
        Some(c) if c.is_alphabetic() => Kind::Caseless,
        _ => Kind::Symbol,
    };
    Some(found)
}

impl Following<'_> {
    /// Whether a comma or the like follows, with no white space before it.
    pub(super) fn is_punctuation(&self) -> bool {
        self.direct && is_inner_punctuation(self.first)
    }

    /// Whether the number of a series follows, as in the names of law reports: So. 2d, Cal. 4th.
    pub(super) fn is_series(&self) -> bool {
        let figure = self.word.bytes().next().is_some_and(|b| b.is_ascii_digit());
        figure && matches!(self.word.get(1..), Some("d" | "th")) && !self.quote && !self.bracket
    }

    /// Whether a number follows, in figures or Roman or of a docket (C 07-03418), as after “No.” and “Vol.”
    pub(super) fn is_number(&self, capital_letter: bool) -> bool {
        if self.kind == Kind::Digit {
            return !self.quote;
        }
        if matches!(self.first, '#' | '§' | '¶') {
            return true;
        }
        if self.docket {
            return true;
        }
        let one = self.word.len() == 1;
        !one && is_roman(self.word) || one && capital_letter && self.kind == Kind::Upper
    }
}

/// Whether a few capitals at byte `at` begin the number of a docket or an application: C 07-03418,
/// CV-05-123, D2000-0003, PCT/EP2000/012. A name with a short number is none: G20, B2B.
fn is_docket(text: &str, at: usize) -> bool {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let rest = rest.get(..WORD).unwrap_or(rest);
    let capitals = rest.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let Some(number) = rest.get(capitals..) else {
        return false;
    };
    if !(1..=3).contains(&capitals) {
        return false;
    }
    match number {
        [b' ' | b'-' | b'/', next, ..] if next.is_ascii_digit() => true,
        [b' ', ..] => false,
        _ => {
            let is_prefix = |b: &&u8| matches!(b, b'A'..=b'Z' | b'/' | b'-');
            let prefix = number.iter().take_while(is_prefix).count();
            let digits = number.iter().skip(prefix);
            let digits = digits.take_while(|b| b.is_ascii_digit()).count();
            let behind = number.get(prefix + digits);
            digits > 3 || digits > 0 && matches!(behind, Some(b'/' | b'-'))
        }
    }
}

/// The next byte that is no white space; none where the paragraph or the text ends before it.
pub(super) fn skip_white(text: &str, at: usize, options: &Options) -> Option<usize> {
    let mut place = at;
    while let Some(c) = char_at(text, place) {
        if !c.is_whitespace() {
            return Some(place);
        }
        if is_line_end(c) && ends_paragraph(text, place, options) {
            return None;
        }
        place += c.len_utf8();
    }
    None
}

/// Whether the paragraph ends at byte `at`: there is a line end there, and where only blank lines
/// end paragraphs, a blank line after it. A line that was broken softly goes on in the next.
pub(super) fn ends_paragraph(text: &str, at: usize, options: &Options) -> bool {
    let Some(c) = char_at(text, at) else {
        return true;
    };
    if !is_line_end(c) {
        return false;
    }
    let pair = c == '\r' && char_at(text, at + 1) == Some('\n');
    let rest = text
        .get(at + c.len_utf8() + usize::from(pair)..)
        .unwrap_or("");
    if !options.blank_line_paragraphs || c == '\u{2029}' {
        return !is_soft(text, at, rest);
    }
    rest.chars()
        .find(|c| is_line_end(*c) || !c.is_whitespace())
        .is_none_or(is_line_end)
}

/// Whether the line that ends at byte `at` was broken softly: after a space, and in the midst of a
/// sentence that goes on in small letters in the `rest` (RFC 3676, 4.1: text that flows).
fn is_soft(text: &str, at: usize, rest: &str) -> bool {
    let before = text.get(..at).unwrap_or("");
    // The second half of \r\n is asked after too.
    let before = before.strip_suffix('\r').unwrap_or(before);
    let spaced = before
        .strip_suffix(' ')
        .and_then(|line| line.chars().next_back());
    spaced.is_some_and(|c| c.is_alphanumeric() || c == ',')
        && rest.starts_with(|c: char| c.is_lowercase())
}

/// The word that begins at byte `at`, at most [`WORD`] bytes of it.
pub(super) fn word_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or("");
    let plain = rest.bytes().take(WORD);
    let plain = plain.take_while(u8::is_ascii_alphanumeric).count();
    // Most words are of ASCII, and their bytes tell.
    let end = match rest.as_bytes().get(plain) {
        Some(byte) if !byte.is_ascii() && plain < WORD => rest
            .char_indices()
            .find(|(i, c)| !is_word(*c) || *i >= WORD)
            .map_or(rest.len(), |(i, _)| i),
        _ => plain,
    };
    rest.get(..end).unwrap_or("")
}

/// The word that ends at byte `end` and does not begin before `floor`, with the full stops and
/// apostrophes inside it: `U.S`, `Dep't`. Words longer than the tables hold come out cut short.
pub(super) fn word_before(text: &str, floor: usize, end: usize) -> &str {
    let Some(before) = text.get(floor..end) else {
        return "";
    };
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'\'');
    let plain = before.bytes().rev().take(WORD);
    let plain = plain.take_while(inside).count();
    let start = before.len() - plain;
    let last = start
        .checked_sub(1)
        .and_then(|at| before.as_bytes().get(at));
    // Most words are of ASCII, and their bytes tell.
    let start = match last {
        Some(byte) if !byte.is_ascii() && plain < WORD => before
            .char_indices()
            .rev()
            .take_while(|(i, c)| {
                (is_word(*c) || matches!(c, '.' | '\'' | '’' | '°')) && before.len() - i <= WORD
            })
            .last()
            .map_or(before.len(), |(i, _)| i),
        _ => start,
    };
    before
        .get(start..)
        .unwrap_or("")
        .trim_start_matches(['.', '\'', '’'])
}

/// The word before the one that begins at byte `start`, over one run of blanks.
pub(super) fn word_before_that(text: &str, floor: usize, start: usize) -> &str {
    let mut end = start;
    for _ in 0..4 {
        match char_before(text, end) {
            Some(c) if end > floor && (c.is_whitespace() || c == '.') => end -= c.len_utf8(),
            _ => break,
        }
    }
    word_before(text, floor, end.max(floor))
}

/// Whether a word is a small Roman number: I, iv, XXVIII.
pub(super) fn is_roman(word: &str) -> bool {
    (1..=7).contains(&word.len())
        && (word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
            || word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')))
}

/// Whether the letter or number of a list item stands at byte `at`, with text that opens a
/// sentence after it: `(b) The`, `a. The`, `(ii) all`.
fn is_enumerator(text: &str, at: usize) -> bool {
    let open = char_at(text, at) == Some('(');
    let start = at + usize::from(open);
    let word = word_at(text, start);
    if word.is_empty() || word.len() > 4 || !word.is_ascii() {
        return false;
    }
    if word.len() > 1 && !is_roman(word) && !word.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let mut rest = text.get(start + word.len()..).unwrap_or("").chars();
    match rest.next() {
        Some(')') if open => rest.next() == Some(' '),
        Some('.' | ')') if !open => {
            rest.next() == Some(' ') && rest.next().is_some_and(char::is_uppercase)
        }
        _ => false,
    }
}

/// Whether what begins a quoted sentence was altered at byte `at`, so that it has no capital:
/// `[t]he rule`, `[the Board] has`. A note has nothing small after it: `[emphasis added] The`.
fn is_altered(text: &str, at: usize) -> bool {
    let Some(inside) = text.get(at..).and_then(|rest| rest.strip_prefix('[')) else {
        return false;
    };
    let close = inside.bytes().take(WORD).position(|byte| byte == b']');
    let Some((inside, after)) = close.and_then(|close| inside.split_at_checked(close)) else {
        return false;
    };
    let after = after.strip_prefix(']').unwrap_or("");
    let words = inside
        .split_once(' ')
        .is_some_and(|(_, more)| more.starts_with(char::is_uppercase));
    match after.strip_prefix(' ') {
        None => inside.len() == 1 && after.starts_with(char::is_lowercase),
        Some(after) => words && after.starts_with(char::is_lowercase),
    }
}

/// Whether the text at byte `at` begins with a word in small letters. An item (a) or a. and a brand
/// say nothing of how the writer begins sentences.
pub(super) fn begins_small(text: &str, at: usize) -> bool {
    let mut chars = text.get(at..).unwrap_or("").chars();
    chars.next().is_some_and(char::is_lowercase)
        && chars
            .next()
            .is_some_and(|c| c.is_lowercase() || c.is_whitespace() || c == '\'')
}
