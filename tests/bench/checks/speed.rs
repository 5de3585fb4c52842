//! How fast the checks are, and the terms of a big termbase found.

use std::time::Duration;

use nix::time::{ClockId, clock_gettime};
use yiku::check::{Profile, Settings};
use yiku::term::{Concept, Recognizer, Term, TermMatch, TermStatus};
use yiku::text::LangTag;
use yiku::work::check::{Checker, Line, Policy, Terms};

use crate::quality::line;
use crate::sets::Text;

/// The processor time of this process until now: others may want the processor too.
fn cpu() -> Duration {
    clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
}

/// How many segments a second all checks take, on one core.
pub(crate) fn of_checks(terms: &Terms, texts: &[&Text]) {
    let pairs = || texts.iter().flat_map(|text| &text.pairs);
    let mut lines: Vec<Line<'_>> = Vec::new();
    while lines.len() < 20_000 {
        lines.extend(pairs().map(|(source, target)| line(source, target)));
    }
    let policy = Policy {
        settings: Settings {
            profile: Some(Profile::Contract),
            ..Settings::default()
        },
        ..Policy::default()
    };
    let checker = Checker {
        terms,
        policy: &policy,
    };
    let before = cpu();
    let findings: usize = checker.check(&lines).iter().map(Vec::len).sum();
    let seconds = (cpu() - before).as_secs_f64();
    println!(
        "{} segments ({findings} findings) in {seconds:.2} s: {:.0} segments a second.",
        lines.len(),
        lines.len() as f64 / seconds
    );
}

/// How fast the terms of a text are found with 50,000 concepts.
pub(crate) fn of_recognition(en: &LangTag) {
    let words = [
        "copper", "valve", "treaty", "signal", "harvest", "ledger", "vector", "basin", "filter",
        "charter",
    ];
    let word = |n: usize| words[n % words.len()];
    let concepts: Vec<Concept> = (0..50_000)
        .map(|n| Concept {
            id: format!("c{n}"),
            domain: String::new(),
            kind: String::new(),
            definition: String::new(),
            note: String::new(),
            source: String::new(),
            terms: vec![Term {
                lang: en.clone(),
                text: format!("{} {} {}", word(n), word(n / 10), base26(n)),
                status: TermStatus::Preferred,
                part_of_speech: "noun".to_owned(),
                term_type: String::new(),
                exact_case: false,
                match_: TermMatch::Word,
                label: String::new(),
                note: String::new(),
            }],
        })
        .collect();
    let before = cpu();
    let recognizer = Recognizer::new(&concepts, en);
    let ready = (cpu() - before).as_secs_f64();
    let sentence = |n: usize| {
        let n = n * 7919 % 50_000;
        format!(
            "The office said that the {} {} {}s were delivered on time and that nothing else had to be done.",
            word(n),
            word(n / 10),
            base26(n)
        )
    };
    let text: Vec<String> = (0..20_000).map(sentence).collect();
    let bytes: usize = text.iter().map(String::len).sum();
    let before = cpu();
    let hits: usize = text.iter().map(|line| recognizer.find(line).len()).sum();
    let seconds = (cpu() - before).as_secs_f64();
    println!(
        "50,000 concepts ready in {ready:.2} s; {hits} terms in {:.1} MB of text: {:.0} MB a second.",
        bytes as f64 / 1e6,
        bytes as f64 / 1e6 / seconds
    );
}

/// A number as a word of letters.
fn base26(mut n: usize) -> String {
    let mut out = String::from("q");
    loop {
        out.push(char::from(b'a' + (n % 26) as u8));
        n /= 26;
        if n == 0 {
            return out;
        }
    }
}
