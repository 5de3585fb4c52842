//! The built-in rules, and the SRX that is written from them: how far both cut alike.

use std::collections::HashSet;
use std::path::Path;

use super::{Rules, built_in};
use crate::segment::{Options, RulesFile, Segmenter};
use crate::text::LangTag;

fn written() -> Segmenter {
    let rules = Rules::new(built_in());
    assert_eq!(rules.faults(), []);
    let file = RulesFile {
        name: "built-in.srx".to_owned(),
        hash: String::new(),
    };
    Segmenter::with_rules(Options::default(), file, rules)
}

/// How many ends of segments inside paragraphs both have, only the scanner, only the SRX.
fn compared(text: &str, lang: &str) -> (usize, usize, usize) {
    let lang = LangTag::parse(lang).unwrap();
    let ends = |segmenter: &Segmenter| -> HashSet<usize> {
        let segments = segmenter.segments(text, &lang);
        let inner = segments.windows(2);
        let inner = inner.filter(|pair| pair[0].paragraph == pair[1].paragraph);
        inner.map(|pair| pair[0].range.end).collect()
    };
    let scanned = ends(&Segmenter::default());
    let by_rules = ends(&written());
    for (only, name) in [
        (scanned.difference(&by_rules), "scanner"),
        (by_rules.difference(&scanned), "SRX"),
    ] {
        let mut only: Vec<_> = only.copied().collect();
        only.sort_unstable();
        for at in only {
            let from = text.floor_char_boundary(at.saturating_sub(60));
            let to = text.ceil_char_boundary((at + 30).min(text.len()));
            println!("only the {name}: {}‖{}", &text[from..at], &text[at..to]);
        }
    }
    let both = scanned.intersection(&by_rules).count();
    (both, scanned.len() - both, by_rules.len() - both)
}

fn f1((both, scanned, written): (usize, usize, usize)) -> f64 {
    let f1 = 2.0 * both as f64 / (2 * both + scanned + written) as f64;
    println!("{both} ends of both, {scanned} of the scanner, {written} of the SRX: F1 {f1:.4}");
    f1
}

#[test]
fn the_release_is_cut_by_both_alike() {
    for (file, lang) in [("release.en.txt", "en"), ("release.zh-Hans.txt", "zh")] {
        let path = format!("tm/wipo-dg-china-2024/{file}");
        let text =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        let lang = LangTag::parse(lang).unwrap();
        let expected = Segmenter::default().segments(&text, &lang);
        let segmenter = written();
        assert_eq!(segmenter.segments(&text, &lang), expected, "{file}");
        assert_eq!(segmenter.rules().unwrap().faults(), []);
    }
}

/// Texts that the rules were written for, the hard cases among them.
#[test]
fn the_cases_of_the_scanner_are_cut_nearly_alike() {
    let cases = |source: &str| -> String {
        let lines = source.lines().map(str::trim);
        let quoted = lines.filter_map(|line| line.strip_prefix('"')?.strip_suffix("\","));
        quoted
            .map(|case| format!("{}\n", case.replace("\\\"", "\"")))
            .collect()
    };
    let english = cases(include_str!("../cases_en.rs")).replace('|', " ");
    let chinese = cases(include_str!("../cases_zh.rs")).replace('|', "");
    let english = f1(compared(&english, "en"));
    let chinese = f1(compared(&chinese, "zh-Hans"));
    assert!(english > 0.94 && chinese > 0.94);
}

#[test]
fn the_hard_cases_are_cut_nearly_alike() {
    for (file, lang, least) in [("hard-en", "en", 0.9), ("hard-zh", "zh-Hans", 0.9)] {
        let path = format!("tests/data/segment/{file}.cases");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let cases = std::fs::read_to_string(path).unwrap();
        let cases = cases.replace('|', "").replace('⏎', "\n");
        let text = cases.replace("\n? ", "\n");
        assert!(f1(compared(&text, lang)) > least, "{file}");
    }
}

#[test]
fn texts_of_the_samples_are_cut_nearly_alike() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/segment");
    for (file, lang, least) in [
        ("ud-en-ewt.txt", "en", 0.996),
        ("legal-bva.txt", "en", 0.999),
        ("ud-zh-gsdsimp.txt", "zh-Hans", 0.999),
    ] {
        let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
            println!("not compared, since it is not beside the project: {file}");
            return;
        };
        // A sentence a line, a blank line between paragraphs.
        let joint = if lang == "en" { " " } else { "" };
        let paragraphs = text
            .split("\n\n")
            .map(|paragraph| paragraph.replace('\n', joint));
        let text = paragraphs.collect::<Vec<_>>().join("\n");
        assert!(f1(compared(&text, lang)) > least, "{file}");
    }
}
