//! What holds for any input: nothing is lost, nothing is slow.

use proptest::prelude::*;

use super::{Options, explain, segments};
use crate::text::LangTag;

/// Text that is dense in what the scanner looks at, between arbitrary characters.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            ".", ".", "!", "?", "…", "。", "！", "？", "．", "；", ";", ":", "：", " ", " ", "\n",
            "\r", "\r\n", "\u{2028}", "\u{2029}", "\u{85}", "\u{0B}", "\u{0C}", "\u{3000}",
            "\u{A0}", "\0", "\u{301}", "\u{FEFF}", "(", ")", "[", "]", "（", "）", "《", "》", "“",
            "”", "\"", "'", "’", "»", "«", "*", "1", "12", "2.", "a", "b.", "I", "i", "Mr", "U.S",
            "Jan", "The", "the", "said", "他", "的", "•", "(a)", "[12]", ":)", "http", "p.m", "No",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn options() -> impl Strategy<Value = Options> {
    any::<[bool; 3]>().prop_map(|[semicolon, colon, blank_line_paragraphs]| Options {
        semicolon,
        colon,
        blank_line_paragraphs,
        srx: None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn segments_and_the_white_space_between_are_the_text(
        text in text(),
        options in options(),
        lang in prop::sample::select(vec!["en", "zh", "de", "fr", "ja", "tr"]),
    ) {
        let lang = LangTag::parse(lang).unwrap();
        let found = segments(&text, &lang, &options);
        let mut end = 0;
        let mut paragraph = 0;
        for (i, segment) in found.iter().enumerate() {
            prop_assert!(segment.range.start >= end);
            prop_assert!(segment.range.end > segment.range.start);
            let inner = &text[segment.range.clone()];
            prop_assert_eq!(inner.trim(), inner);
            prop_assert!(text[end..segment.range.start].trim().is_empty());
            prop_assert!(segment.paragraph == paragraph || segment.paragraph == paragraph + 1);
            prop_assert!(i > 0 || segment.paragraph == 0);
            paragraph = segment.paragraph;
            end = segment.range.end;
        }
        prop_assert!(text[end..].trim().is_empty());
    }

    #[test]
    fn explain_has_the_same_cuts_in_the_order_of_the_text(
        text in text(),
        options in options(),
        lang in prop::sample::select(vec!["en", "zh", "de"]),
    ) {
        let lang = LangTag::parse(lang).unwrap();
        let decisions = explain(&text, &lang, &options);
        let cuts: Vec<_> = decisions.iter().filter(|d| d.cut).map(|d| d.at).collect();
        let ends: Vec<_> = segments(&text, &lang, &options).iter().map(|s| s.range.end).collect();
        prop_assert_eq!(cuts, ends);
        for pair in decisions.windows(2) {
            prop_assert!(pair[0].at < pair[1].at, "{:?}", pair);
        }
        for decision in &decisions {
            prop_assert!(text.is_char_boundary(decision.at));
        }
    }

    #[test]
    fn what_is_cut_stays_whole_or_is_cut_no_differently_by_what_follows(text in text()) {
        let lang = LangTag::parse("en").unwrap();
        let alone = segments(&text, &lang, &Options::default());
        let more = format!("{text}\nAnother paragraph.");
        let found = segments(&more, &lang, &Options::default());
        prop_assert_eq!(&found[..alone.len()], &alone[..]);
    }
}

#[test]
fn a_place_that_two_rules_speak_of_is_decided_once() {
    let lang = LangTag::parse("en").unwrap();
    let decisions = explain("•… •", &lang, &Options::default());
    let first: Vec<_> = decisions.iter().filter(|d| d.at == 6).collect();
    assert_eq!(first.len(), 1);
    assert!(first[0].cut, "{first:?}");
}

/// Texts that make a scanner that looks ahead from each place go over the text again and again.
/// Each is read in well under a second when the cost is linear, and in hours when it is not.
#[test]
fn no_text_takes_more_than_linear_time() {
    let lang = LangTag::parse("en").unwrap();
    for piece in [
        "(",
        "(a. B",
        "《！",
        "《？——》",
        "a. ",
        ". ",
        " ",
        ".)",
        "“！”",
        "1. ",
        "1) A ",
        ".\n \n",
        "\"",
        ". [",
        "(. ()()()()",
        "! )",
        "’",
        "• ",
        "I. ",
        ". -",
        "!”A ",
        "\r",
        "e.g. ",
        "。”",
        "（。）",
        "A.A",
        "a",
        "他",
        "1. A 2. B ",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        for blank_line_paragraphs in [false, true] {
            let options = Options {
                blank_line_paragraphs,
                ..Options::default()
            };
            let found = segments(&text, &lang, &options);
            assert!(found.len() <= text.len());
        }
    }
}
