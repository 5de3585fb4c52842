//! The content of a text: what a score counts.
//!
//! Content is the words and the single Han characters of a text, folded so that case, width and
//! script do not matter. Numbers, punctuation, symbols, white space and inline codes are no
//! content: texts that differ only in them have equal content and score 95–99.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::fold::{plain_form, push_case_folded};
use crate::text::script::is_han;
use crate::text::traditional::simplified;

/// The version of what content is; any change of tokens or folding raises it, and keys and index
/// parts made by another version are to be rebuilt.
pub(super) const VERSION: u32 = 1;

/// What begins each token of a text that has no words: no word holds it, so such a token equals
/// no word.
const NO_WORD: char = '\0';

/// The content of a text: its tokens in order.
///
/// A token is
/// - a Han character, or a letter of another script that is written without spaces between words
///   (kana, Thai, Lao, Khmer, Myanmar), or
/// - a word: a run of other letters with their combining marks. An apostrophe between two letters
///   is part of the word, in one form for all its shapes. A digit is never part of a word.
///
/// 十 百 千 万 亿 after digits (white space between them or not) belong to the number. Where no
/// token is left at all, every character of the folded text but white space is one, of a class of
/// its own ([`Content::is_without_words`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The tokens, a space after each.
    text: String,
    /// Where in `text` each token ends, before its space.
    ends: Vec<usize>,
    without_words: bool,
}

impl Content {
    /// The content of `text`, whose inline codes are not in it.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self::of_folded(&folded(text, Folding::ALL))
    }

    fn of_folded(folded: &str) -> Self {
        let mut content = Self {
            text: String::with_capacity(folded.len() + folded.len() / 4 + 1),
            ends: Vec::with_capacity(folded.len() / 4),
            without_words: false,
        };
        scan(folded, &mut |kind, piece| match kind {
            Kind::Token => {
                content.close();
                content.text.push_str(piece);
            }
            Kind::TokenGoesOn => content.text.push_str(piece),
            Kind::Number | Kind::Mark | Kind::Space | Kind::Unseen => {}
        });
        content.close();
        if content.ends.is_empty() {
            content.without_words = true;
            for c in folded.chars().filter(|c| !c.is_whitespace()) {
                content.text.push(NO_WORD);
                content.text.push(c);
                content.close();
            }
        }
        content
    }

    /// Ends the token that stands open, if any.
    fn close(&mut self) {
        let open = self.ends.last().map_or(0, |end| end + 1);
        if open < self.text.len() {
            self.ends.push(self.text.len());
            self.text.push(' ');
        }
    }

    /// The number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no token, which is so only for a text of white space or nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether the text has no words or Han characters, so that its other characters stand in for
    /// them. The band 95–99 is not for such texts: `10:30` is not nearly `11:45`.
    #[must_use]
    pub fn is_without_words(&self) -> bool {
        self.without_words
    }

    /// The tokens in order. Those of a text without words begin with U+0000.
    pub fn tokens(&self) -> impl ExactSizeIterator<Item = &str> {
        self.places()
            .map(|place| self.text.get(place).unwrap_or_default())
    }

    /// Where in [`Content::as_str`] each token is.
    pub(super) fn places(&self) -> impl ExactSizeIterator<Item = Range<usize>> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let place = start..end;
            start = end + 1;
            place
        })
    }

    /// All tokens, a space after each: equal for two texts if and only if their contents are.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Which differences a folding takes away.
#[derive(Clone, Copy)]
pub(super) struct Folding {
    /// Case: full case folding.
    pub(super) case: bool,
    /// Compatibility forms (NFKC) and traditional characters.
    pub(super) form: bool,
}

impl Folding {
    pub(super) const ALL: Self = Self {
        case: true,
        form: true,
    };
}

/// A text in NFC, with what `folding` says taken away.
pub(super) fn folded(text: &str, folding: Folding) -> String {
    if text.is_ascii() {
        return if folding.case {
            text.to_ascii_lowercase()
        } else {
            text.to_owned()
        };
    }
    let mut out = String::with_capacity(text.len());
    let push = |c: char| {
        let c = if folding.form { simplified(c) } else { c };
        if folding.case {
            push_case_folded(c, &mut out);
        } else {
            out.push(c);
        }
    };
    if folding.form {
        if text.chars().all(|c| plain_form(c).is_some()) {
            text.chars().filter_map(plain_form).for_each(push);
        } else {
            text.nfkc().for_each(push);
        }
    } else {
        text.nfc().for_each(push);
    }
    out
}

/// What a character of a text is to its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Begins a token.
    Token,
    /// Belongs to the token before it.
    TokenGoesOn,
    /// A digit, what parts digits of one number, 十百千万亿 or % after it.
    Number,
    /// Punctuation, a symbol, a control character.
    Mark,
    /// White space.
    Space,
    /// Not seen, and parting nothing: soft hyphen, zero-width space.
    Unseen,
}

/// Tells for each character of `text` what it is; letters of ASCII that follow each other are told
/// together, as what the first of them is.
pub(super) fn scan(text: &str, say: &mut impl FnMut(Kind, &str)) {
    let mut in_word = false;
    // Whether a number goes on, and whether with white space in it.
    let (mut in_number, mut at_digit) = (false, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (piece, behind) = match rest.bytes().take_while(u8::is_ascii_alphabetic).count() {
            0 => rest.split_at(c.len_utf8()),
            letters => rest.split_at(letters),
        };
        rest = behind;
        let kind = if c.is_ascii_alphabetic() {
            word(in_word)
        } else if c == ' ' {
            Kind::Space
        } else if is_han(c) {
            if in_number && is_multiplier(c) {
                Kind::Number
            } else {
                Kind::Token
            }
        } else if c.is_numeric() {
            Kind::Number
        } else if c.is_whitespace() {
            Kind::Space
        } else if is_unseen(c) {
            Kind::Unseen
        } else if is_unspaced(c) {
            Kind::Token
        } else if !c.is_ascii() && c.is_alphabetic() {
            word(in_word)
        } else if !c.is_ascii() && is_combining_mark(c) {
            if in_word {
                Kind::TokenGoesOn
            } else {
                Kind::Mark
            }
        } else if in_word && is_apostrophe(c) && begins_with_letter(rest) {
            say(Kind::TokenGoesOn, "'");
            continue;
        } else if in_number && is_percent(c)
            || at_digit && is_separator(c) && rest.starts_with(char::is_numeric)
        {
            Kind::Number
        } else {
            Kind::Mark
        };
        match kind {
            Kind::Unseen => {}
            Kind::Space => (in_word, at_digit) = (false, false),
            Kind::Number => (in_word, in_number, at_digit) = (false, true, true),
            Kind::Mark => (in_word, in_number, at_digit) = (false, false, false),
            Kind::Token | Kind::TokenGoesOn => {
                in_word = !is_han(c) && !is_unspaced(c);
                (in_number, at_digit) = (false, false);
            }
        }
        say(kind, piece);
    }
}

fn word(goes_on: bool) -> Kind {
    if goes_on {
        Kind::TokenGoesOn
    } else {
        Kind::Token
    }
}

fn begins_with_letter(text: &str) -> bool {
    text.chars()
        .find(|&c| !is_unseen(c))
        .is_some_and(|c| c.is_alphabetic() && !is_han(c) && !is_unspaced(c))
}

/// Characters that multiply the number before them, traditional ones too.
pub(super) fn is_multiplier(c: char) -> bool {
    matches!(c, '十' | '百' | '千' | '万' | '亿' | '萬' | '億')
}

/// Signs of a part of a hundred or a thousand, in either width.
pub(super) fn is_percent(c: char) -> bool {
    matches!(c, '%' | '‰' | '％')
}

/// What parts the digits of one number, date or time, in either width.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        ',' | '.' | ':' | '/' | '-' | '\'' | '’' | '–' | '⁄' | '，' | '．' | '：' | '／' | '－'
    )
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2BC}' | '\u{FF07}')
}

fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// Letters of scripts other than Han that are written without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{3041}'..='\u{309F}' | '\u{30A1}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{FF66}'..='\u{FF9F}'
        | '\u{0E01}'..='\u{0E3A}' | '\u{0E40}'..='\u{0E4E}'
        | '\u{0E81}'..='\u{0EBD}' | '\u{0EC0}'..='\u{0ECE}'
        | '\u{1000}'..='\u{103F}' | '\u{1780}'..='\u{17D3}')
        // The middle dot of kana and the marks of these scripts that are no letters.
        && (c.is_alphabetic() || is_combining_mark(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        Content::of(text).tokens().map(str::to_owned).collect()
    }

    #[test]
    fn english_is_words() {
        assert_eq!(
            tokens("The WIPO-administered treaty, in 2024, isn’t  new!"),
            [
                "the",
                "wipo",
                "administered",
                "treaty",
                "in",
                "isn't",
                "new"
            ]
        );
        assert_eq!(
            tokens("Straße ﬁne İ know\u{AD}ledge"),
            ["strasse", "fine", "i\u{307}", "knowledge"]
        );
        assert_eq!(
            tokens("'tis the users' 10kg H2O"),
            ["tis", "the", "users", "kg", "h", "o"]
        );
    }

    #[test]
    fn chinese_is_characters() {
        assert_eq!(
            tokens("《專利合作條約》（ＰＣＴ）"),
            ["专", "利", "合", "作", "条", "约", "pct"]
        );
    }

    #[test]
    fn a_number_takes_what_multiplies_it() {
        assert_eq!(tokens("约1.2亿件，3 千萬人，5％"), ["约", "件", "人"]);
        assert_eq!(tokens("万件，十人"), ["万", "件", "十", "人"]);
        assert_eq!(tokens("10,5,万"), ["万"]);
        let mut kinds = Vec::new();
        scan("1,5% a.1-", &mut |kind, _| kinds.push(kind));
        use Kind::{Mark, Number, Space, Token};
        assert_eq!(kinds[..4], [Number; 4]);
        assert_eq!(kinds[4..], [Space, Token, Mark, Number, Mark]);
    }

    #[test]
    fn a_text_without_words_is_its_characters() {
        let content = Content::of(" １０:30 ");
        assert!(content.is_without_words());
        assert_eq!(
            tokens("１０:30"),
            ["\x001", "\x000", "\x00:", "\x003", "\x000"]
        );
        assert_eq!(tokens("🎉…"), ["\0🎉", "\0.", "\0.", "\0."]);
        assert_ne!(tokens("3十"), tokens("三十"));
        for empty in ["", " ", "\u{3000}\n"] {
            assert!(Content::of(empty).is_empty(), "{empty:?}");
        }
    }

    #[test]
    fn a_token_is_never_empty_and_never_white_space() {
        for text in [
            "e\u{301}a",
            "\u{301}",
            "a\u{301}\u{200B}b",
            "ประเทศไทย",
            "カタカナ・ﾃｽﾄ",
        ] {
            for token in tokens(text) {
                assert!(!token.is_empty() && !token.contains(' '), "{text:?}");
            }
        }
        assert_eq!(tokens("カ・ﾃﾞ"), ["カ", "デ"]);
    }

    proptest::proptest! {
        #[test]
        fn the_short_way_to_nfkc_is_nfkc(text in "[a-zA-Zà-ÿ ，。！（）《》“”’—专專權产0-9Ａ-ｚ]{0,30}") {
            let nfkc: String = text.nfkc().collect();
            proptest::prop_assert_eq!(Content::of(&text), Content::of(&nfkc));
            let plain: String = text.chars().filter_map(plain_form).collect();
            proptest::prop_assert_eq!(plain, nfkc);
        }

        #[test]
        fn any_text_has_content(text in "\\PC{0,40}") {
            let content = Content::of(&text);
            proptest::prop_assert_eq!(content.is_empty(), text.trim().is_empty());
            proptest::prop_assert!(content.tokens().all(|token| !token.is_empty()));
        }
    }
}
