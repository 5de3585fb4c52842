//! Kinds of characters that the scanner tells apart, and looks at text around a place.

use crate::text::script::is_cjk;

/// A table of bytes: which of them are among those given.
pub(super) const fn among(given: &[u8]) -> [bool; 256] {
    let mut among = [false; 256];
    let mut i = 0;
    while i < given.len() {
        among[given[i] as usize] = true;
        i += 1;
    }
    among
}

/// What a mark that may end a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A full stop of any script.
    Stop,
    /// ! and ！.
    Exclamation,
    /// ? and ？, and the marks made of both.
    Question,
    /// … and ⋯.
    Ellipsis,
    /// ; and ；.
    Semicolon,
    /// : and ：.
    Colon,
    /// A smiley in the place of a mark.
    Smiley,
}

/// The mark a character is, and whether it is ideographic: one that needs no white space after.
///
/// ． ends a sentence only after a CJK character, which the caller has to see.
pub(super) fn mark(c: char) -> Option<(Mark, bool)> {
    Some(match c {
        '.' => (Mark::Stop, false),
        '!' => (Mark::Exclamation, false),
        '?' => (Mark::Question, false),
        '…' | '⋯' => (Mark::Ellipsis, false),
        '。' | '｡' | '．' => (Mark::Stop, true),
        '！' => (Mark::Exclamation, true),
        '？' => (Mark::Question, true),
        '‼' => (Mark::Exclamation, false),
        '⁇' | '⁈' | '⁉' | '؟' | '፧' => (Mark::Question, false),
        // Urdu, Devanagari, Armenian, Ethiopic, Khmer and Burmese full stops.
        '۔' | '।' | '॥' | '։' | '።' | '។' | '။' => (Mark::Stop, false),
        ';' => (Mark::Semicolon, false),
        '；' => (Mark::Semicolon, true),
        ':' => (Mark::Colon, false),
        '：' => (Mark::Colon, true),
        _ => return None,
    })
}

/// Whether a character ends a line (Unicode newline guidelines, UAX #14 classes BK, CR, LF, NL).
pub(super) fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Whether a character closes a quotation.
pub(super) fn is_closing_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | '›' | '」' | '』' | '＂' | '＇' | '〞' | '〟'
    )
}

/// Whether a character closes a bracket.
pub(super) fn is_closing_bracket(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '）' | '】' | '》' | '〉' | '］' | '｝' | '〕' | '〗'
    )
}

/// Whether a character may open a quotation.
pub(super) fn is_opening_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '「' | '『' | '＂' | '〝'
    )
}

/// Whether a character opens a bracket.
pub(super) fn is_opening_bracket(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '{' | '（' | '【' | '《' | '〈' | '［' | '｛' | '〔' | '〖'
    )
}

/// Whether a character is a superscript figure, as footnotes are marked with.
pub(super) fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '†' | '‡')
}

/// Whether a character marks the items of a list.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '‣' | '◦' | '▪' | '●' | '■' | '○' | '·')
}

/// Whether a sentence goes on after such a mark.
pub(super) fn is_inner_punctuation(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '，' | '、' | '；' | '：' | '､')
}

/// Whether a character can be part of the word before a full stop.
pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && c.is_alphanumeric() && !is_cjk(c)
}

/// The character at byte `at`; none at the end, or where `at` is inside a character.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends at byte `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}
