//! The JSON Schemas under `schemas/json/`: derived from the types that are printed and read, so
//! that what is promised is what is done.
//!
//! `YIKU_UPDATE_SCHEMAS=1 cargo test --lib work::schemas` writes them anew.

use std::path::PathBuf;

use schemars::{JsonSchema, schema_for};

use super::manifest::Manifest;
use super::record::Record;
use crate::exchange::jsonl::Line;

/// Compares a schema with its file, or writes the file where that is asked for.
fn stands<T: JsonSchema>(name: &str, title: &str) {
    let mut schema = schema_for!(T);
    schema.insert("title".to_owned(), title.into());
    let derived = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("schemas/json")
        .join(format!("{name}.schema.json"));
    if std::env::var_os("YIKU_UPDATE_SCHEMAS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &derived).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == derived,
        "schemas/json/{name}.schema.json is not what the types say; YIKU_UPDATE_SCHEMAS=1 cargo test --lib work::schemas writes it anew"
    );
}

#[test]
fn the_records_of_json_output_are_as_promised() {
    stands::<Record>("record", "A line that yiku prints with --json");
}

#[test]
fn the_manifest_is_as_promised() {
    stands::<Manifest>("manifest", "yiku.toml");
}

#[test]
fn the_lines_of_a_memory_as_text_are_as_promised() {
    stands::<Line>(
        "jsonl",
        "A line of a memory as text (export --format jsonl)",
    );
}
