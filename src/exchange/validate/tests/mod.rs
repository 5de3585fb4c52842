mod others;
mod xliff2;

use std::collections::BTreeSet;
use std::path::Path;

use proptest::prelude::*;

use super::*;

fn faults(text: &[u8]) -> Vec<Fault> {
    let mut faults = Vec::new();
    validate(text, false, &mut |fault| faults.push(fault)).unwrap();
    faults
}

fn samples(folder: &str) -> Vec<std::path::PathBuf> {
    fn files(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                files(&path, out);
            } else {
                out.push(path);
            }
        }
    }
    let root = std::path::PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
        .join("../shared/samples")
        .join(folder);
    let mut out = Vec::new();
    files(&root, &mut out);
    if out.is_empty() {
        println!("{} is not here; nothing was looked at", root.display());
    }
    out.sort();
    out
}

#[test]
fn valid_samples_of_xliff_2_are_accepted_and_invalid_ones_are_not() {
    let mut wrong = Vec::new();
    for path in samples("xliff2/valid") {
        for fault in faults(&std::fs::read(&path).unwrap()) {
            // Its text says itself that it is not valid there.
            if path.ends_with("withSLR.xlf") && fault.rule.id == "XLF2-SLR-SIZEINFO" {
                continue;
            }
            wrong.push(format!(
                "{}:{}: {} {}",
                path.display(),
                fault.at.line,
                fault.rule.id,
                fault.message
            ));
        }
    }
    for path in samples("xliff2/invalid") {
        let found = faults(&std::fs::read(&path).unwrap());
        if found.is_empty() {
            wrong.push(format!("{} was accepted", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn filling_a_file_of_another_tool_breaks_no_rule() {
    use crate::exchange::testing::tag;
    use crate::exchange::xliff::{Filled, Xliff};
    use crate::unit::{State, Variant};
    let mut looked_at = 0;
    for path in [samples("xliff2/valid"), samples("xliff12")].concat() {
        let before = std::fs::read(&path).unwrap();
        let Ok(xliff) = Xliff::read(&before) else {
            continue;
        };
        let mut translations = Vec::new();
        for (file, of_file) in xliff.files.iter().enumerate() {
            let places = of_file.places.iter().enumerate();
            for (place, it) in places.filter(|(_, it)| it.target.is_none()) {
                let text = it.source.to_uppercase();
                let codes = it.carried(
                    &it.source,
                    &it.codes,
                    &Variant {
                        codes: it.codes.clone(),
                        ..Variant::new(tag("zh"), text.as_str())
                    },
                );
                translations.extend(codes.map(|codes| {
                    let mut translation = Variant::new(tag("zh"), text);
                    translation.state = Some(State::Translated);
                    translation.codes = codes;
                    (file, place, translation)
                }));
            }
        }
        looked_at += translations.len();
        let fills: Vec<_> = translations
            .iter()
            .map(|(file, place, translation)| Filled {
                file: *file,
                place: *place,
                translation,
            })
            .collect();
        let rules = |text: &[u8]| {
            let mut rules = BTreeSet::new();
            validate(text, true, &mut |fault| {
                rules.insert(fault.rule.id);
            })
            .unwrap();
            rules
        };
        let after = xliff.filled(&fills);
        assert!(
            rules(&after).is_subset(&rules(&before)),
            "{}: {:?}\n{}",
            path.display(),
            rules(&after).difference(&rules(&before)),
            String::from_utf8_lossy(&after)
        );
    }
    println!("{looked_at} places were filled");
}

/// Each case breaks its rule, and each rule has a case.
fn each_rule_is_broken(kind: Kind, valid: &str, cases: &[(&'static str, &str, &str)]) {
    let found = faults(valid.as_bytes());
    assert!(found.is_empty(), "{}: {found:#?}", kind.name());
    for (rule, good, bad) in cases {
        assert!(valid.contains(good), "{rule}: there is no {good}");
        let broken = valid.replacen(good, bad, 1);
        let found = faults(broken.as_bytes());
        assert!(
            found.iter().any(|fault| fault.rule.id == *rule),
            "{rule} was not broken: {found:#?}"
        );
    }
    let rules: BTreeSet<_> = kind.rules().iter().map(|rule| rule.id).collect();
    let broken: BTreeSet<_> = cases.iter().map(|(rule, ..)| *rule).collect();
    assert_eq!(rules, broken, "{}", kind.name());
    assert_eq!(
        rules.len(),
        kind.rules().len(),
        "a rule has a name of its own"
    );
}

#[test]
fn each_rule_of_xliff_2_rejects_a_file() {
    each_rule_is_broken(Kind::Xliff21, xliff2::VALID, xliff2::CASES);
}

#[test]
fn each_rule_of_the_other_formats_rejects_a_file() {
    each_rule_is_broken(Kind::Tmx, others::TMX, others::TMX_CASES);
    each_rule_is_broken(Kind::Xliff12, others::XLIFF12, others::XLIFF12_CASES);
    each_rule_is_broken(Kind::Tbx, others::TBX, others::TBX_CASES);
    each_rule_is_broken(Kind::Srx, others::SRX, others::SRX_CASES);
}

#[test]
fn a_fault_names_its_place_and_its_unit() {
    let broken = xliff2::VALID.replace("<target order=\"1\">", "<target order=\"2\">");
    let found = faults(broken.as_bytes());
    let [fault] = found.as_slice() else {
        panic!("{found:#?}");
    };
    let line = broken
        .lines()
        .position(|line| line.contains("order=\"2\""))
        .unwrap()
        + 1;
    assert_eq!(fault.at.line, line as u64);
    assert_eq!(fault.at.column, 49);
    assert_eq!(fault.unit.as_deref(), Some("u2"));
}

#[test]
fn other_namespaces_are_for_the_transitional_schema() {
    let file = others::XLIFF12.replace("<group id", "<group xmlns:a=\"urn:a\" a:b=\"c\" id");
    assert_eq!(faults(file.as_bytes()).len(), 1);
    let verdict = validate(file.as_bytes(), true, &mut |fault| panic!("{fault:?}")).unwrap();
    assert_eq!(verdict.kind, Some(Kind::Xliff12Transitional));
}

#[test]
fn what_is_none_of_the_formats_has_no_kind() {
    for text in ["", "text", "<html/>", "{\"a\":1}"] {
        let verdict = validate(text.as_bytes(), false, &mut |_| {}).unwrap();
        assert_eq!(verdict.kind, None, "{text}");
    }
}

#[test]
fn an_entity_of_the_file_is_no_fault_and_is_not_followed() {
    let file = others::TMX.replace(
        "SYSTEM \"tmx14.dtd\"",
        "[<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b \"&a;&a;\">]",
    );
    assert_eq!(faults(file.as_bytes()), []);
}

proptest! {
    #[test]
    fn a_damaged_file_ends_in_faults(cut in 0usize..4000, put in ".{0,12}", which in 0usize..5) {
        let files = [xliff2::VALID, others::TMX, others::XLIFF12, others::TBX, others::SRX];
        let valid = files[which];
        let at = (0..=cut.min(valid.len())).rev().find(|at| valid.is_char_boundary(*at)).unwrap();
        let (before, after) = valid.split_at(at);
        let skip = after.char_indices().nth(put.len()).map_or(after.len(), |(at, _)| at);
        let _ = faults(format!("{before}{put}{}", &after[skip..]).as_bytes());
        prop_assert!(!faults(before.as_bytes()).is_empty() || before.is_empty() || at + 1 >= valid.len());
    }
}

#[test]
fn what_is_written_here_is_valid() {
    use crate::exchange::xliff2::Version;
    use crate::exchange::{Format, Options, testing, writer};
    let (header, options) = (testing::header(), Options::default());
    let xliff2 = Version::ALL.map(Format::Xliff2);
    for format in [Format::Tmx, Format::Xliff12].into_iter().chain(xliff2) {
        let (text, _) = testing::written(writer(format, Vec::new(), &header, &options).unwrap());
        let found = faults(text.as_bytes());
        assert!(found.is_empty(), "{}: {found:#?}\n{text}", format.name());
    }
}
