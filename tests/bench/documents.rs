//! How fast documents are taken apart, and put together with other text.
//!
//! ```sh
//! cargo bench --bench documents
//! ```
//!
//! Nothing is asserted of times; the benchmark fails where a document does not come back.

use std::path::Path;
use std::time::Instant;

use yiku::document::{Filled, Format, Original, extract, merge};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many bytes each document has.
const SIZE: usize = 50_000_000;

/// How often each is measured; the best counts.
const ROUNDS: usize = 3;

const SEEDS: &[(&str, Format, &str)] = &[
    (
        "Markdown",
        Format::Markdown,
        include_str!("../fuzz/seeds/document/page.md"),
    ),
    (
        "HTML",
        Format::Html,
        include_str!("../fuzz/seeds/document/page.html"),
    ),
    (
        "SRT",
        Format::Srt,
        include_str!("../fuzz/seeds/document/film.srt"),
    ),
    (
        "Java properties",
        Format::Properties,
        include_str!("../fuzz/seeds/document/app.properties"),
    ),
];

fn main() {
    println!(
        "{:<16} {:>9} {:>12} {:>12}",
        "", "blocks", "taken apart", "and filled"
    );
    for (name, format, seed) in SEEDS {
        let seed = format!("{seed}\n\n");
        let text = seed.repeat(SIZE / seed.len());
        let original = Original {
            path: Path::new(name),
            format: *format,
            bytes: text.as_bytes(),
            encoding: None,
        };
        let blocks = extract(&original).expect("it is read").blocks;
        let read = best(|| drop(extract(&original)));
        let other = |number: usize| {
            let mut filled = Filled::from(blocks.get(number)?);
            filled.text.push('。');
            Some(filled)
        };
        let filled = best(|| drop(merge(&original, None, other)));
        let same = merge(&original, None, |number| {
            blocks.get(number).map(Filled::from)
        });
        assert!(
            same.is_ok_and(|same| same.bytes == text.as_bytes()),
            "{name}"
        );
        let rate = |seconds: f64| format!("{:.0} MB/s", text.len() as f64 / 1e6 / seconds);
        println!(
            "{name:<16} {:>9} {:>12} {:>12}",
            blocks.len(),
            rate(read),
            rate(filled)
        );
    }
}

/// The seconds that the quickest of some rounds took.
fn best(work: impl Fn()) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    });
    rounds.fold(f64::INFINITY, f64::min)
}
