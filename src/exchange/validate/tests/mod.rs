mod others;
mod xliff2;

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::exchange::testing::{self, samples};

/// A rule, what stands in a valid file, and what breaks the rule in its place.
type Case = (&'static str, &'static str, &'static str);

fn faults(text: &[u8]) -> Vec<Fault> {
    testing::faults(text, false)
}

/// What is wrong in each file of OASIS's test suite that must be rejected: its name, the rule.
const OASIS: &str = include_str!("oasis.tsv");

/// A file of XLIFF 2.0 or 2.1 as one of 2.2, which takes all that they have.
fn as_22(text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(text.to_vec()).unwrap();
    let text = text.replace("tc:xliff:document:2.0", "tc:xliff:document:2.2");
    let text = text.replacen("xliff version=\"2.0\"", "xliff version=\"2.2\"", 1);
    text.replacen(" version=\"2.1\"", " version=\"2.2\"", 1)
        .into_bytes()
}

#[test]
fn the_valid_files_of_oasis_are_accepted() {
    let mut wrong = Vec::new();
    for path in samples("xliff2/valid") {
        let text = std::fs::read(&path).unwrap();
        for fault in faults(&text).into_iter().chain(faults(&as_22(&text))) {
            // Its text says itself that it is not valid there.
            if path.ends_with("withSLR.xlf") && fault.rule.id == "XLF2-SLR-SIZEINFO" {
                continue;
            }
            let (line, rule) = (fault.at.line, fault.rule.id);
            wrong.push(format!(
                "{}:{line}: {rule} {}",
                path.display(),
                fault.message
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_invalid_files_of_oasis_are_rejected_for_what_is_wrong_in_them() {
    let mut wrong = Vec::new();
    for path in samples("xliff2/invalid") {
        let text = std::fs::read(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy();
        let line = OASIS
            .lines()
            .find_map(|line| line.split_once('\t').filter(|(known, _)| *known == name));
        let (_, rule) = line.unwrap_or_else(|| panic!("{name} is not in oasis.tsv"));
        for text in [text.clone(), as_22(&text)] {
            let found = faults(&text);
            if !found.iter().any(|fault| fault.rule.id == rule) {
                wrong.push(format!("{name} breaks {rule}: {found:#?}"));
            }
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

/// Each case breaks its rule in a file that is valid without it; gives the rules that are broken.
fn broken(valid: &str, cases: &[Case]) -> BTreeSet<&'static str> {
    let found = faults(valid.as_bytes());
    assert!(found.is_empty(), "{valid}: {found:#?}");
    for (rule, good, bad) in cases {
        let broken = testing::broken(rule, valid, good, bad);
        let found = faults(broken.as_bytes());
        assert!(
            found.iter().any(|fault| fault.rule.id == *rule),
            "{rule} was not broken by {bad}: {found:#?}"
        );
    }
    cases.iter().map(|(rule, ..)| *rule).collect()
}

/// Each rule of a format has a case that breaks it.
fn each_rule_is_broken(kind: Kind, files: &[(&str, &[Case])]) {
    let broken: BTreeSet<_> = files
        .iter()
        .flat_map(|(valid, cases)| broken(valid, cases))
        .collect();
    let rules: BTreeSet<_> = kind.rules().iter().map(|rule| rule.id).collect();
    assert_eq!(rules, broken, "{}", kind.name());
    assert_eq!(
        rules.len(),
        kind.rules().len(),
        "a rule has a name of its own"
    );
}

#[test]
fn each_rule_of_xliff_2_rejects_a_file() {
    let files = [
        (xliff2::VALID, xliff2::CASES),
        (xliff2::VALID_22, xliff2::CASES_22),
    ];
    each_rule_is_broken(Kind::Xliff21, &files);
}

#[test]
fn each_rule_of_the_other_formats_rejects_a_file() {
    each_rule_is_broken(Kind::Tmx, &[(others::TMX, others::TMX_CASES)]);
    each_rule_is_broken(Kind::Xliff12, &[(others::XLIFF12, others::XLIFF12_CASES)]);
    let files = [
        (others::TBX, others::TBX_CASES),
        (others::TBX_DIRECT, others::TBX_DIRECT_CASES),
        (others::TBX_2008, others::TBX_2008_CASES),
    ];
    each_rule_is_broken(Kind::Tbx, &files);
    each_rule_is_broken(Kind::Srx, &[(others::SRX, others::SRX_CASES)]);
}

#[test]
fn earlier_versions_of_tmx_have_rules_of_their_own() {
    let of_12 = others::TMX_11
        .replace("1.1\"", "1.2\"")
        .replace("sub>", "hi>");
    let of_13 = of_12
        .replace("1.2\"", "1.3\"")
        .replace("tuv lang", "tuv xml:lang");
    for (kind, valid, cases) in [
        (Kind::Tmx11, others::TMX_11, others::TMX_11_CASES),
        (Kind::Tmx12, &of_12, others::TMX_12_CASES),
        (Kind::Tmx13, &of_13, others::TMX_13_CASES),
    ] {
        let verdict = validate(valid.as_bytes(), false, &mut |_| {}).unwrap();
        assert_eq!(verdict.kind, Some(kind));
        broken(valid, cases);
    }
    let in_sub = of_13
        .replace("1.3\"", "1.4\"")
        .replace("{b}", "<sub>b</sub>");
    assert_eq!(faults(in_sub.as_bytes()), [], "1.4 has sub in ut");
}

#[test]
fn sizes_are_numbers_where_a_profile_of_xliff_says_so() {
    let sized = |profile: &str| {
        let text = xliff2::VALID.replace("sizeInfo=\"3\"", "sizeInfo=\"25.5\"");
        faults(
            text.replace("\"xliff:codepoints\" storage", profile)
                .as_bytes(),
        )
        .len()
    };
    assert_eq!(sized("\"xliff:codepoints\" storage"), 1);
    assert_eq!(sized("\"\" storage"), 0, "none is named");
    assert_eq!(sized("\"urn:example:pixels\" storage"), 0);
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
    use crate::exchange::{Format, Options, writer};
    let (header, options) = (testing::header(), Options::default());
    let xliff2 = Version::ALL.map(Format::Xliff2);
    for format in [Format::Tmx, Format::Xliff12].into_iter().chain(xliff2) {
        let (text, _) = testing::written(writer(format, Vec::new(), &header, &options).unwrap());
        let found = faults(text.as_bytes());
        assert!(found.is_empty(), "{}: {found:#?}\n{text}", format.name());
    }
    let rules = crate::exchange::srx::write(Vec::new(), &crate::segment::srx::built_in()).unwrap();
    assert_eq!(faults(&rules), [], "the built-in rules");
}
