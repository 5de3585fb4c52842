//! The checks on real pairs: what must be found, what must not, and the shipped release.

mod codes;
mod context;
mod languages;
mod marks;
mod terms;
mod values;
mod whole;
mod words;

use super::*;
use crate::term::shipped::termbase;
use crate::term::{Recognizer, verify};

/// The findings of one check in a pair, as `severity side marked text`.
fn found(id: &str, source: &str, target: &str) -> Vec<String> {
    found_between(id, source, target, None, None)
}

fn found_between(
    id: &str,
    source: &str,
    target: &str,
    previous: Option<(&str, &str)>,
    next: Option<(&str, &str)>,
) -> Vec<String> {
    let settings = Settings {
        profile: Some(Profile::Press),
        ..Settings::default()
    };
    found_by(id, source, target, [previous, next], &settings)
}

/// What a kind of text makes of a pair.
fn found_in(profile: Profile, id: &str, source: &str, target: &str) -> Vec<String> {
    let settings = Settings {
        profile: Some(profile),
        ..Settings::default()
    };
    found_by(id, source, target, [None, None], &settings)
}

fn found_by(
    id: &str,
    source: &str,
    target: &str,
    [previous, next]: [Option<(&str, &str)>; 2],
    settings: &Settings,
) -> Vec<String> {
    thread_local!(static TERMS: (Vec<Concept>, Recognizer, Recognizer) = {
        let concepts = termbase();
        let en = Recognizer::new(&concepts, &"en".parse().unwrap());
        let zh = Recognizer::new(&concepts, &"zh-Hans".parse().unwrap());
        (concepts, en, zh)
    });
    TERMS.with(|(concepts, en, zh)| {
        let target_lang = "zh-CN".parse().unwrap();
        let source_terms = en.find_all(source);
        let target_terms = zh.find_all(target);
        let verdict = verify(
            concepts,
            source,
            &source_terms,
            target,
            &target_lang,
            &target_terms,
        );
        let source_lang = "en".parse().unwrap();
        let customs = Customs::of(
            std::iter::once((source, target)),
            &source_lang,
            &target_lang,
        );
        let pair = Pair {
            source,
            source_lang: &source_lang,
            target,
            target_lang: &target_lang,
            source_codes: &[],
            target_codes: &[],
            previous,
            next,
            concepts,
            source_terms: &source_terms,
            target_terms: &target_terms,
            customs: &customs,
            verdict: &verdict,
        };
        check(&pair, settings)
            .into_iter()
            .filter(|finding| id == "all" || finding.check == id)
            .map(|finding| {
                let text = match finding.side {
                    Side::Source => source,
                    Side::Target => target,
                };
                format!(
                    "{} {} {}",
                    if id == "all" { finding.check } else { "" },
                    finding.severity.as_str(),
                    text.get(finding.range).expect("a range of its side")
                )
                .trim_start()
                .to_owned()
            })
            .collect()
    })
}

#[track_caller]
fn silent(id: &str, source: &str, target: &str) {
    assert_eq!(
        found(id, source, target),
        Vec::<String>::new(),
        "{source} | {target}"
    );
}

#[test]
fn the_shipped_release_is_without_blame() {
    let text = include_str!("../../../tests/data/release.pairs.tsv");
    let pairs: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect();
    assert_eq!(pairs.len(), 70);
    let (mut infos, mut blame) = (Vec::new(), Vec::new());
    for (n, (source, target)) in pairs.iter().enumerate() {
        let previous = n.checked_sub(1).map(|n| pairs[n]);
        for line in found_between("all", source, target, previous, pairs.get(n + 1).copied()) {
            if line.contains(" info ") {
                infos.push(format!("{}: {line}", n + 1));
            } else {
                blame.push(format!("{}: {line}\n{source}\n{target}", n + 1));
            }
        }
    }
    assert!(blame.is_empty(), "{blame:#?}");
    assert!(infos.len() <= 6, "{infos:#?}");
}

#[test]
fn an_empty_target_is_a_state_and_no_finding() {
    silent("all", "The Director General spoke.", "");
    silent("all", "The Director General spoke.", " \n");
}

#[test]
fn every_check_is_explained_by_an_example_that_it_finds() {
    let ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    let expected: Vec<_> = (1..=38).map(|n| format!("Q{n:02}")).collect();
    assert_eq!(ids, expected);
    assert!(ALL.iter().all(|check| rule(check.id()).is_some()));
    for rule in RULES {
        assert!(!rule.name.is_empty() && !rule.why.is_empty());
        let whole_text = matches!(rule.id, "Q16" | "Q17" | "Q18" | "Q19" | "Q34");
        if whole_text || rule.id == "Q20" {
            continue;
        }
        let profile = match rule.id {
            "Q32" => Profile::Contract,
            "Q33" => Profile::Patent,
            "Q37" => Profile::Software,
            _ => Profile::Press,
        };
        let found = |target| found_in(profile, rule.id, rule.source, target);
        assert!(!found(rule.wrong).is_empty(), "{}: {}", rule.id, rule.wrong);
        assert!(
            found(rule.right).is_empty(),
            "{}: {:?}",
            rule.id,
            found(rule.right)
        );
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(400))]
    #[test]
    fn any_pair_can_be_checked(
        source in "([a-z ]{0,6}|\\PC|WIPO|Mr. Tang|[0-9]{1,4}|[“”‘’()《》{}<>%./:@?!]| ){0,12}",
        target in "([一-龥]{0,4}|\\PC|产权组织|唐先生|[0-9]{1,4}|的的|[“”‘’()（）《》{}<>%.,，。/:@?!]|[ \u{3000}\u{A0}\u{200B}\n]){0,12}",
    ) {
        // `found` takes each range of its text.
        let neighbour = Some((target.as_str(), source.as_str()));
        let _ = found_between("all", &source, &target, neighbour, neighbour);
        let _ = found_between("all", &target, &source, None, None);
    }
}

/// The examples of the house's conventions: `+` must be found, `-` must not.
#[test]
fn the_examples_of_the_conventions() {
    let text = include_str!("../../../tests/data/checks/examples.tsv");
    let mut wrong = Vec::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, sign, profile, source, target] = fields[..] else {
            panic!("{line}");
        };
        let profile = Profile::from_name(profile).unwrap();
        let found = found_in(profile, id, source, target);
        let plain = found_in(profile, "all", source, target);
        // What is right is right in every respect.
        let grave = plain.iter().any(|line| !line.contains(" info "));
        if (sign == "+") == found.is_empty() || sign == "-" && grave {
            wrong.push(format!("{line}: {plain:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
