//! The files that readers are tried with, a folder for each reader.

use std::fs;
use std::path::{Path, PathBuf};

fn folder(target: &str) -> PathBuf {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds");
    seeds.join(target)
}

/// The seeds of a reader with their names, in order.
pub(crate) fn of(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = folder(target);
    let files =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut seeds: Vec<_> = files
        .map(|file| {
            let path = file.expect("a file").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(&path).expect("a seed is read"))
        })
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "{target} has no seeds");
    seeds
}

/// Keeps a file that led to a fault, and says where.
#[allow(dead_code, reason = "the replaying test keeps nothing")]
pub(crate) fn keep(target: &str, bytes: &[u8]) -> String {
    let name = format!("fault-{}", &blake3::hash(bytes).to_hex()[..12]);
    let path = folder(target).join(name);
    fs::write(&path, bytes).expect("a seed is written");
    path.display().to_string()
}
