//! Folding: what two texts are compared by when case, width and form do not matter.
//!
//! Folding lives in derived keys only, never in stored text. A key carries [`VERSION`], so that
//! it can be rebuilt when the folding changes.

use unicode_normalization::UnicodeNormalization;

use super::traditional::simplified;

/// The version of the folding here; a change of any function below raises it.
pub const VERSION: u32 = 2;

/// A text with compatibility forms unified (NFKC: full width to half width) and case folded.
///
/// White space of any kind becomes one space, and none stands at the ends.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.extend(c.to_lowercase());
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// A text as its identity is judged: NFC, line ends as `\n`, no white space at the ends.
#[must_use]
pub fn identity(text: &str) -> String {
    if text.chars().all(is_plain) {
        return text.trim().to_owned();
    }
    text.replace("\r\n", "\n").trim().nfc().collect()
}

/// Whether a character is the same in NFC whatever stands beside it, for the characters that
/// nearly all English and Chinese text is made of; and no carriage return. Normalizing at full
/// length costs ten times as much.
fn is_plain(c: char) -> bool {
    matches!(c,
        '\0'..='\u{C}' | '\u{E}'..='\u{2FF}'
        | '\u{2010}'..='\u{2027}'
        | '\u{3000}'..='\u{3029}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{FF00}'..='\u{FFEF}')
}

/// Appends the full case folding of `c` (Unicode §3.13, `toCasefold`): ß is ss, and ς is σ.
///
/// It is the lower case of the upper case, which differs from `CaseFolding.txt` for dotless ı
/// alone.
pub fn push_case_folded(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else if c == 'ı' || matches!(c, '\u{2E80}'..='\u{9FFF}') {
        // From the radicals to the last of the Han characters nothing has case.
        out.push(c);
    } else {
        out.extend(c.to_uppercase().flat_map(char::to_lowercase));
    }
}

/// The NFKC form of a character that has one whatever stands beside it, for the characters that
/// nearly all English and Chinese text is made of: normalizing costs ten times as much as all else
/// that is done to such a text. `None` says nothing about a character.
#[must_use]
pub fn plain_form(c: char) -> Option<char> {
    match c {
        '\0'..='\u{7F}'
        | '\u{C0}'..='\u{FF}'
        | '\u{2013}'
        | '\u{2014}'
        | '\u{2018}'
        | '\u{2019}'
        | '\u{201C}'
        | '\u{201D}'
        | '\u{3001}'
        | '\u{3002}'
        | '\u{3008}'..='\u{3011}'
        | '\u{4E00}'..='\u{9FFF}' => Some(c),
        '\u{3000}' => Some(' '),
        // Full-width ASCII, in the order of ASCII.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}

/// Appends what `c` is searched by: its NFKC form with case folded, in simplified Chinese; any
/// white space is a space. Character by character, so that what is found can be pointed at.
pub fn push_search_key(c: char, out: &mut String) {
    if c.is_ascii_graphic() {
        out.push(c.to_ascii_lowercase());
    } else if c.is_whitespace() {
        out.push(' ');
    } else if let Some(plain) = plain_form(c) {
        push_case_folded(simplified(plain), out);
    } else {
        for plain in std::iter::once(c).nfkc() {
            push_case_folded(simplified(plain), out);
        }
    }
}

/// Appends what a text is searched by: each of its characters as [`push_search_key`] has it.
pub fn push_search_text(text: &str, out: &mut String) {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~');
    let mut rest = text;
    while !rest.is_empty() {
        // English is folded in stretches.
        let plain = rest.bytes().take_while(is_plain).count();
        let (stretch, from) = rest.split_at(plain);
        let start = out.len();
        out.push_str(stretch);
        if let Some(stretch) = out.get_mut(start..) {
            stretch.make_ascii_lowercase();
        }
        rest = from.trim_start_matches(|c: char| {
            let is_plain = u8::try_from(c).is_ok_and(|byte| is_plain(&byte));
            if !is_plain {
                push_search_key(c, out);
            }
            !is_plain
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_character_is_its_own_nfc() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain(*c)) {
            // Between what a mark or a jamo would join with.
            let text = format!("a{c}e");
            assert!(text.nfc().eq(text.chars()), "{c:?}");
        }
        assert_eq!(identity(" e\u{301}\r\na\u{3000}"), "é\na");
        assert_eq!(identity("\r\n a\rb "), "a\rb");
    }

    #[test]
    fn width_and_case_do_not_matter() {
        assert_eq!(fold("ＷＩＰＯ　Green "), "wipo green");
        assert_eq!(fold("（GII）"), "(gii)");
    }

    #[test]
    fn case_folding_is_full() {
        let folded = |text: &str| {
            let mut out = String::new();
            text.chars().for_each(|c| push_case_folded(c, &mut out));
            out
        };
        assert_eq!(folded("STRASSE"), folded("straße"));
        assert_eq!(folded("ΣΊΣΥΦΟΣ"), folded("σίσυφος"));
        assert_eq!(folded("Ⓐ ı Ǆ ﬃ"), "ⓐ ı ǆ ffi");
    }

    #[test]
    fn a_text_is_searched_by_what_its_characters_are() {
        let texts = [
            "",
            "WIPO",
            "《專利》 PCT（ＰＣＴ）\tİ\n e\u{301} ~\u{7F}a",
            "中 A文",
        ];
        for text in texts {
            let mut by_character = "before ".to_owned();
            text.chars()
                .for_each(|c| push_search_key(c, &mut by_character));
            let mut at_once = "before ".to_owned();
            push_search_text(text, &mut at_once);
            assert_eq!(at_once, by_character);
        }
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for text in ["İstanbul", "ﬁn", "A\u{301}", "㍿", "…", "\u{1e9e}"] {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }
}
