//! Kinds of characters that the Chinese and the Western side of a text are told apart by.

/// Whether a character is Han: unified ideographs, their extensions and compatibility forms,
/// 〇 and 々 (Unicode 16, blocks 4E00 ff.).
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' | '〇' | '々')
}

/// Whether a character belongs to a script that is written without spaces between words: Han,
/// kana, and the full-width punctuation used with them.
#[must_use]
pub fn is_cjk(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF00}'..='\u{FFEF}')
}

/// The white space that stands between two segments of a translation when nothing else is known:
/// none where either side is Han, one space elsewhere.
#[must_use]
pub fn joint(before: Option<char>, after: Option<char>) -> &'static str {
    match (before, after) {
        (Some(a), Some(b)) if is_cjk(a) || is_cjk(b) => "",
        (Some(_), Some(_)) => " ",
        _ => "",
    }
}

/// The number of characters (Unicode scalar values) of `text` before byte `at`.
///
/// `at` beyond the end, or inside a character, counts up to there.
#[must_use]
pub fn char_offset(text: &str, at: usize) -> usize {
    text.char_indices().take_while(|(i, _)| *i < at).count()
}
