//! Counting the words and characters of a text, by the conventions of the tools that translators
//! are paid by.
//!
//! White space parts words in most languages. Chinese has none, and each tool has a rule of its
//! own, so that one text has as many counts as there are tools: a count without the name of its
//! [`Convention`] says nothing.

use unicode_normalization::char::is_combining_mark;

use super::LangTag;
use super::script::is_cjk;

/// Whose rule words are counted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Convention {
    /// memoQ, Asian characters as words: each Han character and kana is a word, their punctuation
    /// is none; what else there is, is parted by white space. In English the same as Word.
    #[default]
    MemoQ,
    /// Microsoft Word: as memoQ, and each mark of Chinese punctuation is a word too.
    Word,
    /// Trados: as Word, and a hyphen or slash parts words; a token without letters and digits is
    /// none.
    Trados,
    /// OpenXLIFF: in Chinese each character above U+00FF is a word, but for 、。：！？ and 介;
    /// other text is parted by white space, brackets and, where it has no digit, `.,-/<>`.
    OpenXliff,
    /// GMX-V 2.0 as Okapi has it: the characters of a segment without white space and
    /// punctuation, through 2.8 in Chinese (Japanese 3.0, Korean 3.3, Thai 6.0), rounded.
    GmxV,
    /// MateCat: the characters of a segment without white space and punctuation, a number as one,
    /// through 1.8 in Chinese (Japanese and Korean 2.5, Khmer 5), rounded.
    MateCat,
}

impl Convention {
    /// All of them, the default first.
    pub const ALL: [Self; 6] = [
        Self::MemoQ,
        Self::Word,
        Self::Trados,
        Self::OpenXliff,
        Self::GmxV,
        Self::MateCat,
    ];

    /// Its name in options and files: `memoq`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MemoQ => "memoq",
            Self::Word => "word",
            Self::Trados => "trados",
            Self::OpenXliff => "openxliff",
            Self::GmxV => "gmx-v",
            Self::MateCat => "matecat",
        }
    }

    /// Its name for people: `memoQ`.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::MemoQ => "memoQ",
            Self::Word => "Word",
            Self::Trados => "Trados",
            Self::OpenXliff => "OpenXLIFF",
            Self::GmxV => "GMX-V",
            Self::MateCat => "MateCat",
        }
    }

    /// Whether it has a rule for texts in a language that is known here: those that divide
    /// characters have one where words are not parted by white space.
    #[must_use]
    pub fn counts(self, lang: &LangTag) -> bool {
        match self {
            Self::GmxV => gmx_v(lang).is_some(),
            Self::MateCat => matecat(lang).is_some(),
            Self::MemoQ | Self::Word | Self::Trados | Self::OpenXliff => true,
        }
    }

    /// The words of a segment; 0 in a language that the convention has no rule for.
    #[must_use]
    pub fn words(self, text: &str, lang: &LangTag) -> usize {
        match self {
            Self::MemoQ => by_character(text, false, |_| 1),
            Self::Word => by_character(text, true, |_| 1),
            Self::Trados => by_character(text, true, trados_words),
            Self::OpenXliff => openxliff_words(text, lang.is_chinese()),
            Self::GmxV => divided(characters_of_words(text, false), gmx_v(lang)),
            Self::MateCat => divided(characters_of_words(text, true), matecat(lang)),
        }
    }
}

/// The words of a text where nobody asks by whose rule: as memoQ counts, which in English is what
/// word processors count, runs of characters between white space.
#[must_use]
pub fn words(text: &str) -> usize {
    by_character(text, false, |_| 1)
}

/// The characters of a text (Unicode scalar values).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Characters {
    /// Without white space.
    pub without_spaces: usize,
    /// With the white space inside it; a line break is one character.
    pub with_spaces: usize,
}

/// Counts the characters of a text; white space at its ends is none of it.
#[must_use]
pub fn characters(text: &str) -> Characters {
    let mut characters = Characters::default();
    let mut before = None;
    for c in text.trim().chars() {
        let goes_on = before == Some('\r') && c == '\n';
        characters.with_spaces += usize::from(!goes_on);
        characters.without_spaces += usize::from(!c.is_whitespace());
        before = Some(c);
    }
    characters
}

/// Counts each character of a script without spaces as a word, marks of its punctuation only with
/// `marks`, and gives `spaced` the runs of other characters.
fn by_character(text: &str, marks: bool, spaced: fn(&str) -> usize) -> usize {
    let mut words = 0;
    for token in text.split_whitespace() {
        if !token.contains(is_cjk) {
            words += spaced(token);
            continue;
        }
        // Beside Chinese a run of other punctuation is no word.
        let run = |from: usize, to: usize| match token.get(from..to) {
            Some(run) if run.contains(char::is_alphanumeric) => spaced(run),
            _ => 0,
        };
        let mut start = 0;
        for (at, c) in token.char_indices() {
            let end = at + c.len_utf8();
            let is_mark = is_shared_mark(c) && !is_between_letters(token, at, end);
            if !is_cjk(c) && !is_mark {
                continue;
            }
            words += run(start, at);
            words += usize::from(marks || !is_mark && c.is_alphanumeric());
            start = end;
        }
        words += run(start, token.len());
    }
    words
}

/// Punctuation that Chinese shares with other scripts.
fn is_shared_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '‥' | '―')
}

/// Whether a mark, such as an apostrophe, stands between two letters of another script.
fn is_between_letters(token: &str, at: usize, end: usize) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() && !is_cjk(c);
    let before = token
        .get(..at)
        .and_then(|before| before.chars().next_back());
    let after = token.get(end..).and_then(|after| after.chars().next());
    before.is_some_and(is_letter) && after.is_some_and(is_letter)
}

/// The words in a run without white space, parted by hyphens and slashes; a number, date or range
/// of numbers is one.
fn trados_words(run: &str) -> usize {
    let is_number = run.contains(char::is_numeric) && !run.contains(char::is_alphabetic);
    if is_number {
        return 1;
    }
    run.split(['-', '/', '\u{2010}'])
        .filter(|part| part.contains(char::is_alphanumeric))
        .count()
}

fn openxliff_words(text: &str, chinese: bool) -> usize {
    const UNCOUNTED: [char; 6] = ['、', '。', '：', '！', '？', '介'];
    const IN_NUMBERS: [char; 6] = ['.', ',', '-', '/', '<', '>'];
    let mut characters = 0;
    let mut rest = String::with_capacity(text.len());
    for c in text.chars() {
        if chinese && c > '\u{FF}' && !UNCOUNTED.contains(&c) {
            // It counts UTF-16 units, of which characters beyond U+FFFF have two.
            characters += c.len_utf16();
        } else {
            rest.push(c);
        }
    }
    let parts = rest.split(|c| {
        matches!(c, ' ' | '\t' | '\r' | '\n' | '(' | ')' | '?' | '\u{A0}') || UNCOUNTED.contains(&c)
    });
    let words = parts.filter(|part| !part.is_empty()).map(|part| {
        if !part.contains(IN_NUMBERS) || part.contains(char::is_numeric) {
            return 1;
        }
        let words = part.split(IN_NUMBERS);
        words.filter(|word| !word.is_empty()).count()
    });
    characters + words.sum::<usize>()
}

/// Characters but for white space and punctuation; the digits of a number, with the points and
/// commas between them, as one where that is wanted.
fn characters_of_words(text: &str, numbers_as_one: bool) -> usize {
    let mut count = 0;
    let mut in_number = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit = c.is_ascii_digit();
        let goes_on = in_number
            && (digit || matches!(c, '.' | ',') && chars.peek().is_some_and(char::is_ascii_digit));
        in_number = digit || goes_on;
        let counts = is_of_a_word(c) && !(numbers_as_one && goes_on);
        count += usize::from(counts);
    }
    count
}

/// Whether a character is neither white space, control character nor punctuation: a letter, a
/// digit, or a symbol such as + or €.
fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || is_symbol(c)
}

/// Symbols (Unicode S*), as far as texts to translate have them.
fn is_symbol(c: char) -> bool {
    matches!(c,
        '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~' | '¢'..='¦' | '¨' | '©' | '¬' | '®'
        | '¯' | '°' | '±' | '´' | '¸' | '×' | '÷' | '\u{20A0}'..='\u{20C0}'
        | '\u{2100}'..='\u{214F}' | '\u{2190}'..='\u{2307}' | '\u{230C}'..='\u{2328}'
        | '\u{232B}'..='\u{2767}' | '＄' | '＋' | '＜' | '＝' | '＞' | '｜' | '～' | '￥'
        | '\u{1F000}'..='\u{1FAFF}')
}

/// How many characters GMX-V 2.0 makes one word, in tenths.
fn gmx_v(lang: &LangTag) -> Option<usize> {
    match lang.language() {
        "zh" => Some(28),
        "ja" => Some(30),
        "ko" => Some(33),
        "th" => Some(60),
        _ => None,
    }
}

/// How many characters MateCat makes one word, in tenths.
fn matecat(lang: &LangTag) -> Option<usize> {
    match lang.language() {
        "zh" => Some(18),
        "ja" | "ko" => Some(25),
        "km" => Some(50),
        _ => None,
    }
}

/// Characters through tenths of characters a word, halves rounded up.
fn divided(characters: usize, tenths: Option<usize>) -> usize {
    tenths.map_or(0, |tenths| (20 * characters + tenths) / (2 * tenths))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(given: &str) -> LangTag {
        LangTag::parse(given).unwrap()
    }

    /// The words of a text by each convention, in their order.
    fn counted(text: &str, lang: &str) -> [usize; 6] {
        let lang = tag(lang);
        Convention::ALL.map(|convention| convention.words(text, &lang))
    }

    const SAMPLE: &str =
        "世界知识产权组织公布了专利合作条约国际申请的最新统计数据，商标申请增长百分之一。";

    #[test]
    fn one_chinese_sentence_has_as_many_counts_as_there_are_tools() {
        assert_eq!(counted(SAMPLE, "zh"), [38, 40, 40, 39, 14, 21]);
        assert_eq!(counted(SAMPLE, "ja"), [38, 40, 40, 1, 13, 15]);
        let characters = characters(SAMPLE);
        assert_eq!(characters.without_spaces, 40);
        assert_eq!(characters.with_spaces, 40);
    }

    #[test]
    fn english_is_parted_by_white_space() {
        let text = "The WIPO-administered treaty – and/or its 2024–25 rules – isn’t new (yet).";
        assert_eq!(counted(text, "en")[..2], [12, 12]);
        assert_eq!(words(text), text.split_whitespace().count());
        // Hyphen and slash part words, a dash alone is none.
        assert_eq!(Convention::Trados.words(text, &tag("en")), 12);
        assert_eq!(
            Convention::Trados.words("on 14/09/2024, 10-12", &tag("en")),
            3
        );
        assert_eq!(
            Convention::OpenXliff.words("and/or 1,000.5 (x-y)?", &tag("en")),
            5
        );
        // They divide characters, and have no rule here for English.
        assert!(!Convention::GmxV.counts(&tag("en")) && Convention::GmxV.counts(&tag("zh-TW")));
        assert_eq!(counted(text, "en")[4..], [0, 0]);
    }

    #[test]
    fn latin_and_digits_within_chinese_are_words() {
        let text = "“WIPO GREEN”平台（2013年启动）有13.5万件，Lei’s。";
        // WIPO GREEN 平台 2013 年启动 有 13.5 万件 Lei’s
        assert_eq!(counted(text, "zh")[0], 13);
        // ” （ ） ， 。 and not the “ of a word in Latin letters.
        assert_eq!(counted(text, "zh")[1], 13 + 5);
        // A number is one character: 4 + 5 + 2 + 1 + 3 + 1 + 1 + 2 + 4.
        assert_eq!(characters_of_words(text, true), 23);
        assert_eq!(characters_of_words(text, false), 28);
    }

    #[test]
    fn characters_with_and_without_spaces() {
        let count = |text| {
            let Characters {
                without_spaces,
                with_spaces,
            } = characters(text);
            (without_spaces, with_spaces)
        };
        assert_eq!(count(" IP is.\n"), (5, 6));
        assert_eq!(count("a\r\nb\u{3000}c"), (3, 5));
        assert_eq!(count("café"), (4, 4));
        assert_eq!(count(" \n"), (0, 0));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_counted(text in "[a-zé0-9 .,/\\-（）。，“”’—…中文字カ한介\u{3000}\r\n🎉]{0,40}", lang in "(en|zh|ja|ko|th)") {
            let lang = tag(&lang);
            let characters = characters(&text);
            proptest::prop_assert!(characters.without_spaces <= characters.with_spaces);
            let [memoq, word, trados, openxliff, gmx_v, matecat] =
                Convention::ALL.map(|convention| convention.words(&text, &lang));
            proptest::prop_assert!(memoq <= word && word <= characters.without_spaces);
            proptest::prop_assert!(trados <= characters.without_spaces);
            // Wide spaces are words to it too, and a character beyond U+FFFF is two.
            proptest::prop_assert!(openxliff <= 2 * text.chars().count());
            proptest::prop_assert!(gmx_v.max(matecat) <= characters.without_spaces);
        }
    }
}
