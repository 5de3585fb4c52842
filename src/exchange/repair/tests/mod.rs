//! What tools break is mended, and the result is valid and says what the file said.

mod cases;
mod xliff;

use proptest::prelude::*;

use super::*;
use crate::exchange::testing::{self, samples};
use crate::exchange::validate::Fault;

/// The result, how each place was mended, and what is wrong still.
struct Result {
    text: String,
    mended: Vec<Mended>,
    faults: Vec<Fault>,
}

fn repaired(bytes: &[u8]) -> Option<Result> {
    let mut out = Vec::new();
    let mut mended = Vec::new();
    let each = &mut |mend: &Mended| mended.push(mend.clone());
    repair(bytes, &mut out, each).unwrap()?;
    Some(Result {
        faults: testing::faults(&out, true),
        text: String::from_utf8(out).unwrap(),
        mended,
    })
}

/// What is left of the faults of the samples: what only who made a file can say.
const LEFT: &[(&str, &str)] = &[
    // It stands behind the units of a group, which may be any number.
    ("matecat-context-group-nested.xlf", "XLF1-ORDER"),
];

#[test]
fn every_memory_of_the_samples_is_valid_once_repaired() {
    let mut wrong = Vec::new();
    for folder in ["tmx", "xliff12", "tbx"] {
        for path in samples(folder) {
            let Some(first) = repaired(&std::fs::read(&path).unwrap()) else {
                wrong.push(format!("{} was refused", path.display()));
                continue;
            };
            let again = repaired(first.text.as_bytes()).unwrap();
            for mend in again.mended {
                wrong.push(format!("{} again: {mend:?}", path.display()));
            }
            for fault in first.faults {
                let (id, at) = (fault.rule.id, fault.at.line);
                if LEFT
                    .iter()
                    .any(|(file, rule)| path.ends_with(file) && *rule == id)
                {
                    continue;
                }
                wrong.push(format!("{}:{at}: {id} {}", path.display(), fault.message));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each case is mended by its remedy, the result is valid and holds what was kept, and mending it
/// again changes nothing.
fn each_case_is_mended(whole: &str, cases: &[(&str, &str, &str, &str)]) {
    let fine = repaired(whole.as_bytes()).unwrap();
    assert!(fine.mended.is_empty(), "{:#?}", fine.mended);
    assert!(fine.faults.is_empty(), "{:#?}", fine.faults);
    assert_eq!(fine.text, whole);
    let mut wrong = Vec::new();
    for (remedy, good, bad, mended) in cases {
        let broken = testing::broken(remedy, whole, good, bad);
        let result = repaired(broken.as_bytes()).unwrap();
        let (text, faults) = (&result.text, &result.faults);
        let by = |mend: &Mended| mend.remedy.id == *remedy;
        let again = repaired(text.as_bytes()).unwrap();
        let done = result.mended.iter().any(by) && text.contains(mended);
        if !done || !faults.is_empty() || !again.mended.is_empty() || again.text != *text {
            let (mended, again) = (&result.mended, &again.mended);
            wrong.push(format!(
                "{remedy}: {bad}: {mended:?} {faults:?} {again:?}\n{text}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_remedy_mends_a_file() {
    let all = [
        (cases::TMX, cases::TMX_CASES),
        (xliff::XLIFF12, xliff::XLIFF12_CASES),
        (xliff::XLIFF2, xliff::XLIFF2_CASES),
        (cases::TBX, cases::TBX_CASES),
        (cases::MARTIF, cases::MARTIF_CASES),
        (cases::SRX, cases::SRX_CASES),
    ];
    for (whole, cases) in all {
        each_case_is_mended(whole, cases);
    }
    for remedy in REMEDIES {
        let mut cases = all.iter().flat_map(|(_, cases)| *cases);
        assert!(
            cases.any(|(id, ..)| *id == remedy.id),
            "{} has no case",
            remedy.id
        );
    }
}

/// Damage: a piece cut out, another put twice, bytes changed.
fn damaged(whole: &str, damage: &[(u8, usize, usize)]) -> Vec<u8> {
    let mut bytes = whole.as_bytes().to_vec();
    for (kind, at, length) in damage {
        let at = at % (bytes.len() + 1);
        let end = (at + length).min(bytes.len());
        match kind {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.truncate(at.max(200)),
            2 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => bytes[at..end].fill(*kind),
        }
    }
    bytes
}

/// What is broken of a file.
fn damage() -> impl Strategy<Value = Vec<(u8, usize, usize)>> {
    let kind = prop_oneof![
        0..4_u8,
        Just(b'<'),
        Just(b'>'),
        Just(b'"'),
        Just(b'/'),
        any::<u8>()
    ];
    proptest::collection::vec((kind, 0..4_000_usize, 0..40_usize), 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_memory_is_valid_once_repaired_however_it_was_damaged(damage in damage()) {
        let broken = damaged(cases::TMX, &damage);
        if let Some(first) = repaired(&broken) {
            prop_assert_eq!(&first.faults, &[], "{}", first.text);
            let again = repaired(first.text.as_bytes()).unwrap();
            prop_assert_eq!(&again.mended, &[], "{}", first.text);
            prop_assert_eq!(&again.text, &first.text);
        }
    }

    #[test]
    fn what_was_repaired_needs_no_repair(
        damage in damage(),
        whole in prop_oneof![
            Just(xliff::XLIFF12),
            Just(xliff::XLIFF2),
            Just(cases::TBX),
            Just(cases::MARTIF),
            Just(cases::SRX),
        ],
    ) {
        if let Some(first) = repaired(&damaged(whole, &damage)) {
            let again = repaired(first.text.as_bytes()).unwrap();
            prop_assert_eq!(&again.mended, &[], "{}", first.text);
            prop_assert_eq!(&again.text, &first.text);
            let formed = first.faults.iter().all(|fault| !fault.rule.id.starts_with("XML-"));
            prop_assert!(formed, "{:?}\n{}", first.faults, first.text);
        }
    }
}
