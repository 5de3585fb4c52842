//! The hard cases of `tests/data/segment`, as they were written before they were tried.

use super::{Options, segments};
use crate::text::LangTag;

/// Checks each case of a file; those that are known to be left must still be.
fn check(file: &str, lang: &str) {
    let path = format!("{}/tests/data/segment/{file}", env!("CARGO_MANIFEST_DIR"));
    let cases = std::fs::read_to_string(path).unwrap();
    let lang = LangTag::parse(lang).unwrap();
    let mut wrong = Vec::new();
    for line in cases.lines() {
        let (case, left) = match line.strip_prefix("? ") {
            Some(case) => (case, true),
            None => (line, false),
        };
        let case = case.replace('⏎', "\n");
        let expected: Vec<&str> = case.split('|').map(str::trim).collect();
        let text = case.replace('|', "");
        let found = segments(&text, &lang, &Options::default());
        let found: Vec<&str> = found.into_iter().map(|s| &text[s.range]).collect();
        if (found == expected) == left {
            wrong.push(format!("{line}\n{}", found.join("|")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn english() {
    check("hard-en.cases", "en");
}

#[test]
fn chinese() {
    check("hard-zh.cases", "zh-Hans");
}
