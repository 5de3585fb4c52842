//! What tools break is mended, and the result is valid and says what the file said.

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
