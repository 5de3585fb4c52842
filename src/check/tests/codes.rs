//! What is no language.

use super::*;
use crate::unit::CodeKind;

#[test]
fn placeholders_and_addresses() {
    assert_eq!(
        found("Q28", "{0} of {1} files", "共{1}个文件"),
        ["error {0}"]
    );
    assert_eq!(
        found("Q28", "see https://wipo.int/a", "见https：//wipo.int/a"),
        ["error https://wipo.int/a"]
    );
    silent(
        "Q28",
        "See https://wipo.int/about/en.",
        "见https://wipo.int/about/zh。",
    );
    silent("Q28", "<b>%s</b> is 100% done", "<b>%s</b>已完成100%");
    silent("Q28", "Write to info@wipo.int.", "请致信info@wipo.int。");
}

#[test]
fn inline_codes_come_through() {
    use crate::unit::{CodeKind, InlineCode};
    let code = |at, kind, id: &str| InlineCode {
        at,
        kind,
        id: id.into(),
        pair: None,
        type_: None,
        data: None,
    };
    let source = [
        code(0, CodeKind::Opening, "1"),
        code(4, CodeKind::Closing, "1"),
        code(4, CodeKind::Alone, "2"),
    ];
    let found = |target: &[InlineCode]| -> Vec<String> {
        let (en, zh) = ("en".parse().unwrap(), "zh".parse().unwrap());
        let pair = Pair {
            source: "bold",
            source_lang: &en,
            target: "粗体",
            target_lang: &zh,
            source_codes: &source,
            target_codes: target,
            previous: None,
            next: None,
            concepts: &[],
            source_terms: &[],
            target_terms: &[],
            customs: &Customs::default(),
            verdict: &Verdict::default(),
        };
        let findings = check(&pair, &Settings::default());
        findings
            .into_iter()
            .map(|finding| finding.message.english)
            .collect()
    };
    let [open, close, alone] = source.clone();
    assert_eq!(
        found(&[alone.clone(), open.clone(), close.clone()]),
        [""; 0]
    );
    assert_eq!(
        found(&[open.clone(), close.clone()]),
        ["the code “2” is not in the translation"]
    );
    assert_eq!(
        found(&[close, open, alone]),
        ["the code “1” closes what is not open there"]
    );
}

#[test]
fn what_goes_with_the_layout_is_only_told() {
    let told = |source, target| found_in(Profile::Software, "Q28", source, target);
    // Cut out of a table.
    assert_eq!(
        told("The name.", "名称。</p> </td> </tr>"),
        ["info </p> </td> </tr>"]
    );
    // A metavariable in code, and a word marked up.
    assert_eq!(
        told("Set `<name>` first.", "先设置 `<名称>`。"),
        ["info <name>"]
    );
    assert_eq!(
        told("Set name first.", "先设置 <code>name</code>。"),
        ["info <code>name</code>"]
    );
    // What stands in the midst of a text stays there.
    assert_eq!(
        told("a <b>bold</b> word", "一个粗体词"),
        ["error <b>bold</b>"]
    );
    assert_eq!(told("One.<br>Two.", "一。二。"), ["error <br>"]);
    assert_eq!(
        told(
            "{n, plural, one {# day} other {# days}}",
            "{n, plural, other {# 天}}"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn an_ampersand_between_words_is_no_shortcut_key() {
    let found = |source, target| found_in(Profile::Software, "Q37", source, target);
    assert_eq!(found("&Open", "打开"), ["warning &O"]);
    assert_eq!(found("Open", "打开(&O)"), ["warning &O"]);
    for (source, target) in [
        ("R&D budget", "研发预算"),
        ("k8s & rkt", "k8s&rkt"),
        ("Save &As...", "另存为(&A)..."),
    ] {
        assert_eq!(found(source, target), [""; 0], "{source}");
    }
}

#[test]
fn what_stands_on_two_sides_of_a_code_is_not_next_to_each_other() {
    let between = |kind, type_: &str, source: &str, target: &str| -> Vec<&'static str> {
        let (en, zh) = ("en".parse().unwrap(), "zh".parse().unwrap());
        let codes = |text: &str| {
            let at = text.find('|').unwrap_or_default();
            [InlineCode {
                at: u32::try_from(at).unwrap(),
                kind,
                id: "1".into(),
                pair: None,
                type_: Some(type_.into()),
                data: None,
            }]
        };
        let (source_codes, target_codes) = (codes(source), codes(target));
        let (source, target) = (source.replace('|', ""), target.replace('|', ""));
        let pair = Pair {
            source: &source,
            source_lang: &en,
            target: &target,
            target_lang: &zh,
            source_codes: &source_codes,
            target_codes: &target_codes,
            previous: None,
            next: None,
            concepts: &[],
            source_terms: &[],
            target_terms: &[],
            customs: &Customs::default(),
            verdict: &Verdict::default(),
        };
        let settings = Settings {
            spacing: Some(House::None),
            ..Settings::default()
        };
        let findings = check(&pair, &settings).into_iter();
        let of_marks = ["Q06", "Q08", "Q09", "Q10", "Q24", "Q25"];
        let ids = findings.map(|finding| finding.check);
        ids.filter(|id| of_marks.contains(id)).collect()
    };
    for (source, target) in [
        ("Press the keys A, | and B.", "按下甲键、|、乙键。"),
        ("Open it, then |, and go.", "打开，|，然后离开。"),
        ("The | |.", "文件|文件。"),
        ("| has arrived.", "| 已经到达。"),
        ("Your name is |", "您的姓名是 |"),
        ("A, | and B", "甲、|和乙。"),
        ("Mind the |- gap.", "注意-|-缝隙。"),
        ("To | and on", "前往 | 然后离开。"),
    ] {
        let found = between(CodeKind::Alone, "placeholder", source, target);
        assert_eq!(found, [""; 0], "{target}");
    }
    // A note parts nothing, and neither does what begins and ends.
    for (kind, type_) in [(CodeKind::Alone, "footnote"), (CodeKind::Opening, "bold")] {
        let found = between(kind, type_, "He said, | yes.", "他说，|，是。");
        assert_eq!(found, ["Q24"], "{type_}");
    }
}
