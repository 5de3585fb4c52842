//! What tools break is mended, and the result is valid and says what the file said.

mod cases;

use std::path::PathBuf;

use super::*;
use crate::exchange::validate::{Fault, validate};

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
    let mut faults = Vec::new();
    validate(out.as_slice(), true, &mut |fault| faults.push(fault)).unwrap();
    Some(Result {
        text: String::from_utf8(out).unwrap(),
        mended,
        faults,
    })
}

/// The files of a folder of samples, where it is here.
fn samples(folder: &str) -> Vec<PathBuf> {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap());
    let root = root.join("../shared/samples").join(folder);
    let entries = std::fs::read_dir(&root).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    if files.is_empty() {
        println!("{} is not here; nothing was looked at", root.display());
    }
    files.sort();
    files
}

#[test]
fn every_memory_of_the_samples_is_valid_once_repaired() {
    let mut wrong = Vec::new();
    for folder in ["tmx", "xliff12"] {
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
                wrong.push(format!("{}:{at}: {id} {}", path.display(), fault.message));
            }
            for mend in first.mended {
                println!(
                    "{}: {} {} → {:?}",
                    path.display(),
                    mend.remedy.id,
                    mend.was,
                    mend.now
                );
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
        assert!(whole.contains(good), "{remedy}: there is no {good}");
        let broken = whole.replacen(good, bad, 1);
        let result = repaired(broken.as_bytes()).unwrap();
        let (text, faults) = (&result.text, &result.faults);
        let by = |mend: &Mended| mend.remedy.id == *remedy;
        let again = repaired(text.as_bytes()).unwrap();
        let done = result.mended.iter().any(by) && text.contains(mended);
        if !done || !faults.is_empty() || !again.mended.is_empty() || again.text != *text {
            let (mended, again) = (&result.mended, &again.mended);
            wrong.push(format!(
                "{remedy}: {bad}: {mended:#?} {faults:#?} {again:#?}\n{text}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_remedy_mends_a_memory() {
    each_case_is_mended(cases::TMX, cases::TMX_CASES);
}
