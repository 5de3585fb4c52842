//! The shipped release, its Chinese out of step with it by a paragraph.

use std::collections::BTreeMap;
use std::path::Path;

use yiku::unit::Side;
use yiku::work::fill;
use yiku::work::import::{self, Outcome};

use super::bench::{Bench, incoming, joined, read_terms};

fn shipped(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(folder.join(file)).unwrap()
}

/// The source of each segment of the release with its right translation, after importing it with
/// the paragraphs of the Chinese as given; and what the import said.
fn release_with(chinese: &[&str]) -> (BTreeMap<String, Option<String>>, Outcome) {
    let mut bench = Bench::new();
    let terms = read_terms("terms.csv", &shipped("tm/wipo-dg-china-2024/terms.csv"));
    bench.change(|writer| {
        import::termbase(writer, &terms).unwrap();
    });
    let english = shipped("tm/wipo-dg-china-2024/release.en.txt");
    let chinese = format!("{}\n", chinese.join("\n"));
    let (outcome, _) = bench.import(&incoming("release", &english, Some(&chinese)));
    let reader = bench.memory.read().unwrap();
    assert_eq!(joined(&reader, "release", Side::Source), english);
    assert_eq!(joined(&reader, "release", Side::Target), chinese);
    let document = reader.document("release").unwrap().unwrap();
    let segments = fill::Segments::of(&reader, document).unwrap();
    let pairs = (segments.placed.iter()).map(|placed| {
        let target = segments.target(placed).map(|target| target.text.clone());
        (segments.source(placed).to_owned(), target)
    });
    (pairs.collect(), outcome)
}

/// Segments that have another translation than the right one, though their paragraph of the
/// Chinese was not touched.
fn strays(chinese: &[&str], touched: &[&str]) -> Vec<String> {
    let (found, _) = release_with(chinese);
    let right = shipped("tests/data/release.pairs.tsv");
    let mut strays = Vec::new();
    for line in right.lines() {
        let (source, target) = line.split_once('\t').unwrap();
        let is_touched = touched.iter().any(|paragraph| paragraph.contains(target));
        if !is_touched && found.get(source).and_then(Option::as_deref) != Some(target) {
            strays.push(source.to_owned());
        }
    }
    strays
}

#[test]
fn a_paragraph_dropped_doubled_or_swapped_leaves_the_others_alone() {
    let chinese = shipped("tm/wipo-dg-china-2024/release.zh-Hans.txt");
    let whole: Vec<&str> = chinese.lines().collect();
    assert_eq!(strays(&whole, &[]), [""; 0], "the release as it is shipped");
    let mut beyond: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    // All of them take minutes without optimization; `RELEASE_PARAGRAPHS=all` tries them.
    let step = if std::env::var_os("RELEASE_PARAGRAPHS").is_some() {
        1
    } else {
        12
    };
    for at in (0..whole.len()).step_by(step) {
        let mut note = |what, chinese: &[&str], touched: &[&str]| {
            let strays = strays(chinese, touched).len();
            if strays > 0 {
                beyond.entry(what).or_default().push((at + 1, strays));
            }
        };
        let mut dropped = whole.clone();
        note(
            "dropped",
            &dropped.clone()[..at]
                .iter()
                .chain(&whole[at + 1..])
                .copied()
                .collect::<Vec<_>>(),
            &[whole[at]],
        );
        dropped.insert(at, whole[at]);
        note("doubled", &dropped, &[whole[at]]);
        let next = (at + 1) % whole.len();
        let mut swapped = whole.clone();
        swapped.swap(at, next);
        note("swapped with the next", &swapped, &[whole[at], whole[next]]);
        let far = (at + whole.len() / 2) % whole.len();
        let mut swapped = whole.clone();
        swapped.swap(at, far);
        note("swapped with a far one", &swapped, &[whole[at], whole[far]]);
    }
    println!("segments astray beyond what was touched (paragraph, segments): {beyond:?}");
}
