//! The language that a part says its text is in.

use std::ops::Range;

use super::xml::{Token, Xml, attribute, local};
use crate::text::LangTag;

/// What an attribute says of a language.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// All of it.
    Tag,
    /// All of it, beside that of other scripts: it may be added.
    OneOfTags,
    Language,
    Region,
}

/// The elements and attributes that say a language: of Western text, and of East Asian text.
const SAID: &[(&str, &str, &str, Says)] = &[
    ("lang", "val", "eastAsia", Says::OneOfTags),
    ("themeFontLang", "val", "eastAsia", Says::OneOfTags),
    ("rPr", "lang", "lang", Says::Tag),
    ("defRPr", "lang", "lang", Says::Tag),
    ("endParaRPr", "lang", "lang", Says::Tag),
    (
        "text-properties",
        "language",
        "language-asian",
        Says::Language,
    ),
    ("text-properties", "country", "country-asian", Says::Region),
];

/// The part, saying that its text is in a language wherever it said that it is in one. Fonts are
/// left to the document: its theme has one for each script, and takes it by this.
pub(super) fn in_language(text: &str, lang: &LangTag) -> String {
    let mut xml = Xml::new(text, &[]);
    let tag = office_tag(lang);
    let (language, region) = tag.split_once('-').unwrap_or((&tag, "none"));
    let is_east_asian = matches!(lang.language(), "zh" | "ja" | "ko");
    // A chart says one language for text of any script.
    let mut is_chart = false;
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    while let Ok(Some(token)) = xml.next() {
        if !matches!(token, Token::Start) {
            continue;
        }
        let element = local(xml.name());
        is_chart |= element == "chartSpace";
        let range = xml.range();
        let source = text.get(range.clone()).unwrap_or_default();
        let said = SAID.iter().filter(|(known, ..)| *known == element);
        for (_, western, eastern, says) in said {
            let name = match is_east_asian && !is_chart {
                true => eastern,
                false => western,
            };
            let new = match says {
                Says::Tag | Says::OneOfTags => &tag,
                Says::Language => language,
                Says::Region => region,
            };
            match attribute(source, range.start, name) {
                Some((old, value)) if old != *new => edits.push((value, new.to_owned())),
                None if *says == Says::OneOfTags && !is_chart => {
                    let at = range.end - if source.ends_with("/>") { 2 } else { 1 };
                    let prefix = source.get(1..).and_then(|tag| tag.split_once(':'));
                    let prefix = prefix.map_or(String::new(), |(prefix, _)| format!("{prefix}:"));
                    edits.push((at..at, format!(" {prefix}{name}=\"{new}\"")));
                }
                _ => {}
            }
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, new) in edits {
        out.push_str(text.get(done..range.start).unwrap_or_default());
        out.push_str(&new);
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// The tag that Office knows a language by: with a region, where Chinese has none.
fn office_tag(lang: &LangTag) -> String {
    match lang.given() {
        "zh" | "zh-Hans" | "zh-CN" => "zh-CN".to_owned(),
        "zh-Hant" | "zh-TW" => "zh-TW".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_language;

    #[test]
    fn a_chart_says_one_language_and_word_one_for_each_script() {
        let chinese = "zh-Hans".parse().unwrap();
        let chart = r#"<c:chartSpace xmlns:c="c"><c:lang val="en-US"/></c:chartSpace>"#;
        assert_eq!(
            in_language(chart, &chinese),
            chart.replace("en-US", "zh-CN")
        );
        let run = r#"<w:rPr xmlns:w="w"><w:lang w:val="en-US"/></w:rPr>"#;
        let said = r#"<w:lang w:val="en-US" w:eastAsia="zh-CN"/>"#;
        assert!(in_language(run, &chinese).contains(said));
    }
}
