//! The numbers and letters of list items, at the start of a segment and in running text.

use super::chars::{char_at, char_before, is_bullet, is_opening_bracket, is_opening_quote};
use super::follow::{is_roman, word_at, word_before_that};
use super::tables::Lexicon;

/// The number or letter of a list item: `1.`, `1.)`, `(b)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marker {
    value: u32,
    style: Style,
}

/// How a marker is written; the items of one list are written alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Style {
    figures: bool,
    upper: bool,
    open: bool,
    stop: bool,
    close: bool,
}

impl Style {
    /// Whether it is that of the initials of a name.
    fn is_initial(self) -> bool {
        self.upper && self.stop && !self.figures && !self.open && !self.close
    }
}

/// The marker that begins at byte `at`, with white space after it.
fn marker_at(text: &str, at: usize) -> Option<Marker> {
    let open = char_at(text, at) == Some('(');
    let start = at + usize::from(open);
    let word = word_at(text, start);
    let figures = word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    let value = match word.as_bytes() {
        [] => return None,
        _ if figures => word.parse().ok()?,
        [letter] if letter.is_ascii_alphabetic() => {
            u32::from(letter.to_ascii_lowercase()) + 1 - u32::from(b'a')
        }
        _ => return None,
    };
    let mut after = start + word.len();
    let stop = char_at(text, after) == Some('.');
    after += usize::from(stop);
    let close = char_at(text, after) == Some(')');
    after += usize::from(close);
    let spaced = char_at(text, after).is_some_and(char::is_whitespace);
    let upper = word.bytes().all(|b| b.is_ascii_uppercase());
    (spaced && (stop || close)).then_some(Marker {
        value,
        style: Style {
            figures,
            upper,
            open,
            stop,
            close,
        },
    })
}

/// Where the next item of a list in running text begins: the mark at byte `mark` ends its number,
/// and the segment began with the number before it, written alike.
pub(super) fn next_item(
    text: &str,
    segment: usize,
    mark: usize,
    lexicon: &Lexicon,
) -> Option<usize> {
    let token = text
        .get(segment..mark)?
        .char_indices()
        .rev()
        .take(3)
        .take_while(|(_, c)| c.is_ascii_alphanumeric())
        .last()?
        .0
        + segment;
    let open = char_before(text, token) == Some('(');
    let start = token - usize::from(open);
    if start <= segment || !char_before(text, start).is_some_and(char::is_whitespace) {
        return None;
    }
    let first = marker_at(text, segment)?;
    let here = marker_at(text, start)?;
    let follows = here.style == first.style && here.value == first.value + 1;
    // “see paragraph 2. The” names a number; it is no item.
    let before = word_before_that(text, segment, start);
    let named = lexicon.is_numbered_head(before);
    // “A. Smith, B. Jones and C. Miller wrote it.” is one sentence.
    let above = text.get(segment..start)?.trim_end();
    let joined = above.ends_with([',', '&']) || lexicon.is_conjunction(before);
    let named = named || joined && here.style.is_initial();
    let rest = text.get(mark..)?.trim_start_matches(['.', ')', ' ']);
    let opens = rest.chars().next().is_some_and(char::is_uppercase);
    (follows && opens && !named).then_some(start)
}

/// Whether a bullet at byte `at` begins the next item of a list in running text.
pub(super) fn next_bullet(text: &str, segment: usize, at: usize) -> bool {
    at > segment
        && char_before(text, at).is_some_and(char::is_whitespace)
        && char_at(text, segment) == char_at(text, at)
}

/// Whether `word`, which ends where the full stop is, at byte `end`, is the number or letter that
/// the segment begins with: `1.`, `(a.`, `IV.`, `• 9.`, `2.3.`; or the first one of a list, behind a
/// colon: `is decided: 1.`; or one of those that follow it in the sentence.
pub(super) fn begins_item(text: &str, segment: usize, word: &str, end: usize) -> bool {
    let before = text.get(segment..end - word.len()).unwrap_or("?");
    if before.ends_with(": ") && matches!(word, "1" | "a" | "A" | "i" | "I") {
        return true;
    }
    if follows_in_sentence(before, word) {
        return true;
    }
    let is_opening = |c| is_opening_bracket(c) || is_opening_quote(c);
    // A bullet and a bracket; what is longer is no marker, and is not read through.
    let bare = before.len() <= 16
        && before
            .chars()
            .all(|c| is_opening(c) || c.is_whitespace() || is_bullet(c) || c == '§');
    bare && is_marker_word(word)
}

/// Marks that the number of an item stands behind within a sentence.
pub(super) fn leads_item(c: char) -> bool {
    matches!(c, '：' | '；' | '，' | '、' | '（' | ':' | ';' | ',' | '(')
}

/// Whether `word` is the number of an item within a Chinese sentence, of which `before` has been
/// read: the first, or one with that before it: 请准备：1. 身份证；2. 户口本
fn follows_in_sentence(before: &str, word: &str) -> bool {
    /// How far back, in bytes, the item before is looked for.
    const NEAR: usize = 400;
    if let Some(before) = before.strip_suffix('：') {
        return word == "1" && !before.ends_with(|c: char| c.is_ascii_digit());
    }
    let value: Option<u32> = word.parse().ok().filter(|_| word.len() <= 2);
    let Some(last) = value.and_then(|value| value.checked_sub(1)) else {
        return false;
    };
    let near = before.get(before.ceil_char_boundary(before.len().saturating_sub(NEAR))..);
    before.ends_with('；') && near.is_some_and(|near| near.contains(&format!("{last}.")))
}

/// Whether the segment begins with a word for a numbered part, and `word` is its number:
/// `Section 1.`, `Art. 5.`, `Figure 2.`
pub(super) fn begins_heading(
    text: &str,
    segment: usize,
    word: &str,
    end: usize,
    lexicon: &Lexicon,
) -> bool {
    let head = word_at(text, segment);
    let start = end - word.len();
    let between = text.get(segment + head.len()..start).unwrap_or("?");
    is_marker_word(word)
        && between.len() <= 4
        && !between.is_empty()
        && between.chars().all(|c| c.is_whitespace() || c == '.')
        && lexicon.is_numbered_head(head)
}

/// A number of at most three figures, or several with full stops, a letter, or a Roman number.
fn is_marker_word(word: &str) -> bool {
    let figures =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    word.split('.').all(figures) || letter || is_roman(word)
}
