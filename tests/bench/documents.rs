//! How fast documents are taken apart, and put together with other text.
//!
//! ```sh
//! cargo bench --bench documents
//! ```
//!
//! What is filled is taken apart first. Times are those of the clock, and behind them those of the
//! processors together: several threads read a long text in Markdown. A page of the web is imported and exported by the
//! program, too, for the memory and the time of a processor that this takes. Nothing is asserted of
//! them; the benchmark fails where a document does not come back.

#[allow(dead_code, reason = "the benchmark of recall uses more of it")]
mod measure;

use std::ffi::OsStr;
use std::io::{self, Cursor, Write};
use std::path::Path;
use std::process::ExitCode;

use measure::{Program, cost};
use yiku::document::{Block, Error, Filled, Format, Merged, More, Original, extract, merge};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many bytes each document has.
const SIZE: usize = 50_000_000;

/// How many bytes the page of the web has that the program is given.
const PAGE: usize = 100_000_000;

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
    let blocks = extract(&original).expect("it is read").blocks;
    let (read, _) = best(|| drop(extract(&original)));
    let (filled, _) = best(|| drop(filled(&original, &mut io::sink(), other)));
    println!(
        "{:<16} {:>9} {:>16.2} s {:>16.2} s  ({} pages)",
        "Word",
        blocks.len(),
        read,
        filled,
        PAGES.0
    );
}

fn main() -> io::Result<ExitCode> {
    let args: Vec<_> = std::env::args_os().collect();
    if let [_, first, said, program, rest @ ..] = args.as_slice()
        && first == "stand-by"
    {
        let rest = rest.iter().map(|arg| arg.to_string_lossy().into_owned());
        let (said, program): (&OsStr, &OsStr) = (said, program);
        return measure::stand_by(said.as_ref(), program.as_ref(), &rest.collect::<Vec<_>>());
    }
    println!(
        "{:<16} {:>9} {:>18} {:>18}",
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
        let blocks = extract(&original).expect("it is read").blocks;
        let read = best(|| drop(extract(&original)));
        let mut same = Vec::with_capacity(text.len());
        let merged = filled(&original, &mut same, own);
        assert!(merged.is_ok() && same == text.as_bytes(), "{name}");
        drop(same);
        let filled = best(|| drop(filled(&original, &mut io::sink(), other)));
        let rate = |(clock, processor): (f64, f64)| {
            let of = |seconds: f64| text.len() as f64 / 1e6 / seconds;
            format!("{:.0} ({:.0}) MB/s", of(clock), of(processor))
        };
        println!(
            "{name:<16} {:>9} {:>18} {:>18}",
            blocks.len(),
            rate(read),
            rate(filled)
        );
    }
    measure_program()?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a document with what `new` gives in the places of its blocks.
fn filled(
    original: &Original<'_>,
    out: &mut dyn Write,
    new: impl Fn(&Block) -> Filled,
) -> Result<Merged, Error> {
    merge(original, None, out, |block| Ok(Some(new(block))))
}

/// The text of a block itself.
fn own(block: &Block) -> Filled {
    Filled::from(block)
}

/// Another text for a block.
fn other(block: &Block) -> Filled {
    let mut filled = Filled::from(block);
    filled.text.push('。');
    filled
}

/// Imports a page of the web into a memory, and exports it, and prints what that takes.
fn measure_program() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut page = Vec::new();
    let mut number = 0;
    while page.len() < PAGE {
        number += 1;
        writeln!(
            page,
            "<p class=\"text\">The <b>Director General</b> met officials of the province, and spoke \
             of its heritage for {number} minutes. A <a href=\"/page/{number}\">page</a> tells more.</p>"
        )?;
    }
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("page.html"), &page)?;
    for (did, args) in [
        (
            "imported",
            vec!["import", "--from", "en", "--to", "zh-Hans", "PAGE"],
        ),
        (
            "exported",
            vec!["export", "--format", "document", "-o", "OUT"],
        ),
    ] {
        let args = args.into_iter().map(|arg| match arg {
            "PAGE" => path("page.html"),
            "OUT" => path("out.html"),
            arg => arg.to_owned(),
        });
        let ran = Program {
            path: Path::new(env!("CARGO_BIN_EXE_yiku")),
            args: args
                .chain(["--memory".to_owned(), path("memory.yiku")])
                .collect(),
            input: None,
        }
        .run()?;
        assert_eq!(ran.code, Some(0), "{}", ran.errors);
        println!(
            "{:<26} {:>11.1} s, {} MB of memory  ({} MB, {} segments)",
            format!("HTML, {did}"),
            ran.cost.cpu.as_secs_f64(),
            ran.cost.memory / 1_000_000,
            page.len() / 1_000_000,
            2 * number,
        );
    }
    assert_eq!(std::fs::read(path("out.html"))?, page);
    Ok(())
}

/// The seconds that the quickest of some rounds took, by the clock and of the processors.
fn best(work: impl Fn()) -> (f64, f64) {
    let rounds = (0..ROUNDS).map(|_| {
        let (_, cost) = cost(&work);
        (cost.wall.as_secs_f64(), cost.cpu.as_secs_f64())
    });
    let least = |(a, b): (f64, f64), (clock, processor)| (a.min(clock), b.min(processor));
    rounds.fold((f64::INFINITY, f64::INFINITY), least)
}
