//! Each line of the conformance pages under `schemas/` is a test: `tests/conformance.tsv` names it.
//!
//! A line there has the page, how the line of the page begins, and the test: the name of one in
//! `cargo test`, or `.ci/run:` and the name of a check there. The lines stand in the order of the
//! pages, so a line that is put in, taken out or moved has to be looked at here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const TABLE: &str = include_str!("conformance.tsv");

/// What is no page of an exchange format.
const OTHERS: &[&str] = &["README.md", "serve.md"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a page claims, line by line: the rows of its tables, the items of its lists, its sentences;
/// without what only marks them as such.
fn claims(page: &str) -> Vec<String> {
    let lines: Vec<&str> = page.lines().collect();
    let is_rule = |line: Option<&&str>| line.is_some_and(|line| line.starts_with("|---"));
    let mut claims = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let is_head = is_rule(lines.get(at + 1));
        if line.trim().is_empty() || line.starts_with('#') || is_rule(Some(line)) || is_head {
            continue;
        }
        let line = line.trim_start_matches("| ").trim_start_matches("- ");
        claims.push(line.to_owned());
    }
    claims
}

/// The names of all tests, and of the checks of `.ci/run`.
fn tests() -> BTreeSet<String> {
    fn walk(folder: &Path, names: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, names);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = read(&path);
                for (at, _) in text.match_indices("#[test]") {
                    let rest = &text[at..];
                    let name = rest.split_once("fn ").map_or("", |(_, name)| name);
                    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_');
                    names.insert(name[..end.unwrap_or(0)].to_owned());
                }
            }
        }
    }
    let mut names = BTreeSet::new();
    walk(&root().join("src"), &mut names);
    walk(&root().join("tests"), &mut names);
    let runner = read(&root().join(".ci/run"));
    for line in runner.lines().map(str::trim) {
        let check = line
            .strip_prefix("check ")
            .or(line.strip_prefix("with_schema "));
        let name = check.and_then(|check| check.split('"').nth(1));
        names.extend(name.map(|name| format!(".ci/run: {name}")));
    }
    names
}

#[test]
fn each_line_of_the_conformance_pages_has_its_test() {
    let mut entries: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for line in TABLE.lines() {
        let mut cells = line.split('\t');
        let (Some(page), Some(begins), Some(test), None) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            panic!("{line:?} is no page, beginning and test");
        };
        entries.entry(page).or_default().push((begins, test));
    }
    let tests = tests();
    let mut wrong = Vec::new();
    for file in std::fs::read_dir(root().join("schemas")).unwrap().flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".md") || OTHERS.contains(&name.as_str()) {
            continue;
        }
        let mut entries = entries
            .remove(name.as_str())
            .unwrap_or_default()
            .into_iter();
        for claim in claims(&read(&file.path())) {
            match entries.next() {
                Some((begins, _)) if !claim.starts_with(begins) => {
                    wrong.push(format!("{name}: “{claim}” stands where “{begins}” should"));
                    break;
                }
                Some((begins, test)) if !tests.contains(test) => {
                    wrong.push(format!("{name}: “{begins}”: there is no test {test}"));
                }
                Some(_) => {}
                None => wrong.push(format!("{name}: “{claim}” has no test")),
            }
        }
        wrong.extend(entries.map(|(begins, _)| format!("{name}: no line begins with “{begins}”")));
    }
    wrong.extend(
        entries
            .keys()
            .map(|page| format!("there is no page {page}")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
