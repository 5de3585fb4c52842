//! Kinds of characters that the Chinese and the Western side of a text are told apart by.

use super::LangTag;

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

/// Whether a text is plainly not in a language, by its script: hardly any Han where it should be
/// Chinese, much of it where it should be in Latin letters. Says nothing of other languages.
#[must_use]
pub fn is_foreign(text: &str, lang: &LangTag) -> bool {
    let (mut han, mut letters) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        han += usize::from(is_han(c));
    }
    match lang.language() {
        "zh" => letters > 0 && han * 20 < letters,
        "en" | "fr" | "de" | "es" | "it" | "pt" | "nl" => han * 2 > letters,
        _ => false,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_the_other_script_is_noticed() {
        let tag = |tag: &str| LangTag::parse(tag).unwrap();
        let (english, chinese) = (
            "The visit to China (中国) ended.",
            "对中国的访问结束，包括WIPO GREEN。",
        );
        assert!(is_foreign(english, &tag("zh")) && !is_foreign(english, &tag("en")));
        assert!(is_foreign(chinese, &tag("en")) && !is_foreign(chinese, &tag("zh-Hans")));
        assert!(!is_foreign("2024", &tag("zh")) && !is_foreign(chinese, &tag("ja")));
    }
}
