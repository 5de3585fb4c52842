use std::path::Path;

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
    let root = std::path::PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("../shared/samples").join(folder);
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
            wrong.push(format!("{}:{}: {} {}", path.display(), fault.at.line, fault.rule.id, fault.message));
        }
    }
    for path in samples("xliff2/invalid") {
        let found = faults(&std::fs::read(&path).unwrap());
        if found.is_empty() {
            wrong.push(format!("{} was accepted", path.display()));
        }
        if std::env::var_os("YIKU_SHOW").is_some() {
            let ids: std::collections::BTreeSet<_> = found.iter().map(|f| f.rule.id).collect();
            println!("{} {ids:?}", path.file_name().unwrap().display());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
