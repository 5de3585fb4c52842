//! Smileys, typed or painted: people set them where a full stop would stand.

use super::chars::{char_at, char_before};
use crate::text::script::is_cjk;

/// Typed ones that are nothing else where white space stands around them.
const FACES: [&str; 10] = [
    ":)", ":-)", ";)", ";-)", ":(", ":-(", ":'(", "=)", "=(", "^_^",
];
/// Typed ones that may be something else too: a unit and a bound (<3), a name (XD).
const OTHERS: [&str; 9] = [":D", ":-D", "=D", ":P", ":-P", ":/", "<3", "xD", "XD"];

/// How far back, in bytes, words and open brackets before a smiley are looked for.
const NEAR: usize = 256;

/// The end of a smiley that stands right after marks: typed ones over one space.
pub(super) fn after_marks(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let bare = rest.strip_prefix(' ').unwrap_or(rest);
    let spaced = rest.len() - bare.len();
    let first = bare.chars().next()?;
    if is_picture(first) {
        return Some(at + spaced + first.len_utf8());
    }
    let end = at + spaced + typed(bare)?.len();
    let over = char_at(text, end).is_none_or(char::is_whitespace);
    (over && spaced == 1).then_some(end)
}

/// The end of the smileys that begin at byte `at`, where they stand for a full stop: after words of
/// the segment, typed ones between white space. Chinese and Japanese need none around them.
pub(super) fn for_a_stop(text: &str, segment: usize, at: usize, in_cjk: bool) -> Option<usize> {
    let mut end = one(text, at)?;
    let first = char_at(text, at)?;
    let before = char_before(text, at)?;
    let apart = before.is_whitespace() || !first.is_ascii() || in_cjk && is_cjk(before);
    let said = near(text, segment, at);
    if !apart || !said.contains(char::is_alphanumeric) || closes_bracket(said, text.get(at..end)?) {
        return None;
    }
    loop {
        let blank = usize::from(char_at(text, end) == Some(' '));
        match one(text, end + blank) {
            Some(next) => end = next,
            None => break,
        }
    }
    let over = |c: char| c.is_whitespace() || is_cjk(c) && (in_cjk || !first.is_ascii());
    char_at(text, end).is_none_or(over).then_some(end)
}

/// Whether the smiley at byte `at` is one wherever it stands between white space.
pub(super) fn is_sure(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or("");
    rest.starts_with(|c: char| !c.is_ascii()) || FACES.iter().any(|face| rest.starts_with(face))
}

/// Whether the bracket at byte `at` opens nothing, being the mouth of a smiley between white space.
pub(super) fn is_mouth(text: &str, at: usize) -> bool {
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let mut faces = FACES.iter().filter(|face| face.ends_with('('));
    blank(char_at(text, at + 1))
        && faces.any(|face| {
            let start = (at + 1).checked_sub(face.len());
            start.is_some_and(|start| {
                text.get(start..=at) == Some(face) && blank(char_before(text, start))
            })
        })
}

/// The end of the smiley at byte `at`: a typed one, or a face with what it is put together with.
fn one(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    if let Some(smiley) = typed(rest) {
        return Some(at + smiley.len());
    }
    let mut chars = rest.chars();
    let first = chars.next().filter(|c| is_face(*c))?;
    let joined =
        chars.take_while(|c| matches!(c, '\u{FE0F}' | '\u{200D}' | '\u{1F3FB}'..='\u{1F3FF}'));
    Some(at + first.len_utf8() + joined.map(char::len_utf8).sum::<usize>())
}

fn typed(rest: &str) -> Option<&'static str> {
    // They begin so; most marks are none.
    let begins = matches!(
        rest.as_bytes(),
        [
            b':' | b';' | b'=',
            b')' | b'-' | b'(' | b'\'' | b'D' | b'P' | b'/',
            ..
        ] | [b'^', b'_', ..]
            | [b'<', b'3', ..]
            | [b'x' | b'X', b'D', ..]
    );
    if !begins {
        return None;
    }
    let mut known = FACES.into_iter().chain(OTHERS);
    known.find(|smiley| rest.starts_with(smiley))
}

/// What stands before byte `at` in the segment, at most [`NEAR`] bytes of it.
fn near(text: &str, segment: usize, at: usize) -> &str {
    let mut from = segment.max(at.saturating_sub(NEAR));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..at).unwrap_or("")
}

/// Whether the smiley rather is a mark and the bracket that closes what the text has opened.
fn closes_bracket(said: &str, smiley: &str) -> bool {
    let count = |of: [char; 2]| said.matches(of).count();
    smiley.ends_with(')') && count(['(', '（']) > count([')', '）'])
}

/// A picture that may stand after the marks, with the joiners and variation selectors that pictures
/// are put together with.
fn is_picture(c: char) -> bool {
    matches!(
        c,
        '\u{1F300}'..='\u{1FAFF}' | '❤' | '☺' | '\u{FE0F}' | '\u{200D}'
    )
}

/// A face, which says how something is meant. Other pictures are things or bullets, and a heart is
/// a verb too: I ❤ NY.
fn is_face(c: char) -> bool {
    matches!(
        c,
        '\u{1F600}'..='\u{1F64F}'
            | '\u{1F910}'..='\u{1F92F}'
            | '\u{1F970}'..='\u{1F97A}'
            | '☺'
            | '☹'
    )
}
