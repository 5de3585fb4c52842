//! How letters and decisions begin and end: `Vince,`, `Dear Ms. Li,`, `Best regards,` and the line
//! above a signature are lines of their own, also where a mail was pasted into one line.

use super::Options;
use super::follow::{Kind, following, skip_white, word_at};
use super::tables::Lexicon;

/// How many bytes the name of somebody has at most, with the greeting before it.
const NAME: usize = 48;
/// How many words, without the greeting.
const NAMES: usize = 3;
/// How many words stand below a letter at most: a name, a number of a telephone.
const SIGNATURE: usize = 6;
/// How long a line of underscores is at least, in bytes, to be no blank that is to be filled in;
/// and one of other marks, to be no mark of emphasis.
const DRAWN: usize = 30;
const RULED: usize = 8;

/// Where a letter goes on after its salutation, which begins the paragraph at byte `start`: a word
/// that opens a sentence has its capital there, though a comma stands before it, and the word after
/// it has none.
pub(super) fn after_salutation(
    text: &str,
    start: usize,
    lexicon: &Lexicon,
    options: &Options,
) -> Option<usize> {
    let first = word_at(text, start);
    if !lexicon.knows_letters || !first.starts_with(char::is_uppercase) {
        return None;
    }
    let rest = text.get(start..)?;
    let comma = rest.bytes().take(NAME).position(|byte| byte == b',')?;
    let salutation = rest.get(..comma)?;
    let greets = lexicon.is_greeting(first);
    let is_name = |word: &str| {
        let letters = |c: char| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’');
        word.starts_with(char::is_uppercase) && word.chars().all(letters)
    };
    let mut names = salutation.split(' ').skip(usize::from(greets));
    let is_somebody = names.clone().count() <= NAMES && names.all(is_name);
    if !is_somebody || !greets && lexicon.is_opener(first) {
        return None;
    }
    let next = following(text, start + comma + 1, options)?;
    let opens = next.kind == Kind::Upper
        && !next.direct
        && lexicon.is_opener(next.word)
        && (greets || next.word != "I");
    let goes_on = text.get(next.at..)?.strip_prefix(next.word)?;
    let small = goes_on.strip_prefix(' ')?.starts_with(char::is_lowercase);
    (opens && small).then_some(next.at)
}

/// Where the name begins that stands below a letter, in a segment that is all a paragraph has left:
/// `Best regards, Mai Lin`.
pub(super) fn signature(segment: &str, lexicon: &Lexicon) -> Option<usize> {
    let (closing, name) = segment.split_once(',')?;
    let below = name.trim_start();
    let is_short = below.split_whitespace().take(SIGNATURE + 1).count() <= SIGNATURE;
    let is_name = below.starts_with(char::is_uppercase) && !below.ends_with(['.', '?', '!', ':']);
    (is_short && is_name && below.len() < name.len() && lexicon.is_closing(closing))
        .then_some(segment.len() - below.len())
}

/// Where the text goes on after a line that was drawn with marks at byte `at`, as above a signature.
pub(super) fn after_drawn_line(text: &str, at: usize, options: &Options) -> Option<usize> {
    let rest = text.get(at..)?;
    let mark = rest.bytes().next()?;
    let least = match mark {
        b'_' => DRAWN,
        b'-' | b'=' | b'*' | b'~' => RULED,
        _ => return None,
    };
    let length = rest.bytes().take_while(|byte| *byte == mark).count();
    let next = skip_white(text, at + length, options).filter(|next| *next > at + length)?;
    let goes_on = text.get(next..)?.starts_with(char::is_alphanumeric);
    (length >= least && goes_on).then_some(next)
}
