//! How fast documents are taken apart, and put together with other text.
//!
//! ```sh
//! cargo bench --bench documents
//! ```
//!
//! Times are those of the processor, not of the clock. Nothing is asserted of them; the benchmark
//! fails where a document does not come back.

#[allow(dead_code, reason = "the benchmark of recall uses more of it")]
mod measure;

use std::io::{Cursor, Write};
use std::path::Path;

use measure::cost;
use yiku::document::{Block, Filled, Format, More, Original, Taken, extract};

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

/// How many pages the document of Word has, and how many characters a page.
const PAGES: (usize, usize) = (300, 3000);

/// A document of Word: a paragraph again and again, a stretch of it in bold.
fn word() -> Vec<u8> {
    let words = "The Director General met officials of the province, and spoke of its heritage. ";
    let run = |look: &str, text: &str| {
        format!("<w:r w:rsidR=\"00A1\">{look}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let plain = "<w:rPr><w:lang w:val=\"en-US\"/></w:rPr>";
    let pieces = [
        run(plain, words),
        run("<w:rPr><w:b/></w:rPr>", "At length. "),
    ];
    let paragraph = format!(
        "<w:p>{}{}{}</w:p>",
        pieces.concat(),
        run(plain, words),
        run("", words)
    );
    let length = 3 * words.len() + 11;
    let body = paragraph.repeat(PAGES.0 * PAGES.1 / length);
    let main = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    let list = "<Types><Override PartName=\"/word/document.xml\" ContentType=\"\
        wordprocessingml.document.main+xml\"/></Types>";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("[Content_Types].xml", list), ("word/document.xml", &main)] {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).expect("it is written");
        zip.write_all(text.as_bytes()).expect("it is written");
    }
    zip.finish().expect("it is written").into_inner()
}

/// Measures a document of Word, in seconds.
fn measure_word() {
    let bytes = word();
    let original = Original {
        path: Path::new("pages.docx"),
        format: Format::Docx,
        bytes: &bytes,
        encoding: None,
        more: More::default(),
    };
    let blocks = extract(&original).expect("it is read").to_blocks();
    let other = others(&blocks);
    let read = best(|| drop(extract(&original)));
    let taken = Taken::of(&original).expect("it is read");
    let filled = best(|| drop(taken.merge(&original, None, |number| other.get(number))));
    println!(
        "{:<16} {:>9} {:>10.2} s {:>10.2} s  ({} pages)",
        "Word",
        blocks.len(),
        read,
        filled,
        PAGES.0
    );
}

fn main() {
    println!(
        "{:<16} {:>9} {:>12} {:>12}",
        "", "blocks", "taken apart", "filled"
    );
    measure_word();
    for (name, format, seed) in SEEDS {
        let seed = format!("{seed}\n\n");
        let text = seed.repeat(SIZE / seed.len());
        let original = Original {
            path: Path::new(name),
            format: *format,
            bytes: text.as_bytes(),
            encoding: None,
            more: More::default(),
        };
        let blocks = extract(&original).expect("it is read").to_blocks();
        let read = best(|| drop(extract(&original)));
        let other = others(&blocks);
        let taken = Taken::of(&original).expect("it is read");
        let filled = best(|| drop(taken.merge(&original, None, |number| other.get(number))));
        let same = taken.merge(&original, None, |number| {
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

/// Another text for each block.
fn others(blocks: &[Block]) -> Vec<Filled> {
    let others = blocks.iter().map(|block| {
        let mut filled = Filled::from(block);
        filled.text.push('。');
        filled
    });
    others.collect()
}

/// The seconds of a processor that the quickest of some rounds took.
fn best(work: impl Fn()) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let (_, cost) = cost(&work);
        cost.cpu.as_secs_f64()
    });
    rounds.fold(f64::INFINITY, f64::min)
}
