#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use super::{SAYINGS, in_chinese};

#[test]
fn what_an_import_says_is_chinese() {
    for (english, expected) in [
        (
            "release.en: 6 segments in 4 paragraphs.",
            "release.en：4 个段落，共 6 个句段。",
        ),
        (
            "a: 1 segment; 1 new (3), 2 changed (1, 2), 1 gone.",
            "a：1 个句段；新增 1 个（3），改动 2 个（1, 2），删去 1 个。",
        ),
        (
            "news: 5 of 6 segments have their Chinese.\nwarning: news: the file has no Chinese for 1 segment: 6",
            "news：6 个句段中有 5 个找到中文译文。\n警告：news：文件中没有 1 个句段的中文译文：6",
        ),
        (
            "error: a.tmx: line 3, column 9: the file ends here, before its elements do: it is cut off; 2 units before it can be read",
            "错误：a.tmx：第 3 行第 9 列：文件在此中断，元素尚未结束；其前 2 条记录可以读取",
        ),
        (
            "release: 6 segments; terms: 1 concept",
            "release：6 个句段；terms：1 个概念",
        ),
        ("took back 3: import", "撤销更改 3：导入"),
        (
            "client: 3 × an empty text was left out, first in line 12",
            "client：略去空文本（3 处，首见于第 12 行）",
        ),
    ] {
        assert_eq!(in_chinese(english), expected);
    }
}

#[test]
fn names_stay_as_they_are() {
    // Though there are sayings that read the same.
    assert_eq!(
        in_chinese("import: 2 segments in 1 paragraph."),
        "import：1 个段落，共 2 个句段。"
    );
    assert_eq!(
        in_chinese("Nobody knows this one."),
        "Nobody knows this one."
    );
    assert_eq!(in_chinese("there is no file 草稿.txt"), "没有文件 草稿.txt");
}

#[test]
fn no_sentence_stands_twice_and_none_lacks_its_chinese() {
    let lines: Vec<&str> = include_str!("../sayings.tsv").lines().collect();
    assert_eq!(lines.len(), SAYINGS.len(), "each has a tab");
    let mut english: Vec<&str> = lines.iter().filter_map(|l| l.split('\t').next()).collect();
    english.sort_unstable();
    let before = english.len();
    english.dedup();
    assert_eq!(english.len(), before);
}

/// What the page cannot come to: commands that it does not give, and files that it does not read.
const ELSEWHERE: &[&str] = &[
    "cli/",
    "document/values/",
    "exchange/validate/",
    "exchange/repair/",
    "recall/",
    "serve/access.rs",
    "serve/mod.rs",
    "segment/",
    "align/",
    "work/build.rs",
    "work/convert.rs",
    "work/embed.rs",
    "work/memory/",
    "work/repair",
    "work/segmentation.rs",
    "work/analyze/",
    "work/check/",
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            into.push(path);
        }
    }
}

/// A sentence of the source with its gaps filled: `{name}` and `{}` become 7.
fn filled(literal: &str) -> String {
    let mut filled = String::new();
    let mut rest = literal;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        filled.push('7');
        rest = after.trim_start_matches('{').split_once('}').unwrap().1;
        rest = rest.trim_start_matches('}');
    }
    filled + rest
}

/// The errors that can come of what is done on the page, as they are written in the program.
#[test]
fn every_error_has_its_chinese() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut unknown = Vec::new();
    let mut count = 0;
    for file in files {
        let name = file
            .strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        if ELSEWHERE.iter().any(|other| name.starts_with(other)) {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for sentence in ["#[error(\"", "Refusal::Asked(\"", "Refusal::Forbidden(\""]
            .iter()
            .flat_map(|mark| text.split(mark).skip(1))
            .filter_map(|rest| rest.split('"').next())
        {
            let sentence = filled(sentence);
            count += 1;
            let is_words = sentence.contains(|c: char| c.is_ascii_lowercase());
            if is_words && in_chinese(&sentence) == sentence {
                unknown.push(format!("{name}: {sentence}"));
            }
        }
    }
    assert!(count > 60, "{count} found: are they written otherwise now?");
    assert_eq!(unknown, [""; 0], "sayings.tsv has no line for these");
}
