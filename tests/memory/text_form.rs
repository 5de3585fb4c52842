//! The text form of a memory: what is brought back from it is the memory that it was made from.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use yiku::exchange::Format;
use yiku::unit::Side;
use yiku::work::export::Kind;
use yiku::work::import::{self, IncomingMemory, MemoryOutcome};
use yiku::work::memory::diff;

use super::bench::{Bench, exported, incoming, joined, tag};
use super::random::{acts, config};
use super::trial::Trial;

fn text_form(bench: &Bench) -> String {
    let reader = bench.memory.read().unwrap();
    exported(&reader, Kind::Units(Format::Jsonl), None)
}

fn import(bench: &mut Bench, path: &Path) -> Result<MemoryOutcome, String> {
    let incoming = IncomingMemory {
        path: path.to_owned(),
        source_lang: tag("en"),
        target_lang: tag("zh-Hans"),
        partial: false,
        columns: yiku::exchange::table::Mapping::default(),
        encoding: None,
    };
    let mut outcome = Err(String::new());
    bench.change(|writer| {
        outcome = import::memory(writer, &incoming, &|_| {}).map_err(|error| error.to_string());
    });
    outcome
}

/// Imports `text` into a new memory.
fn brought_back(text: &str) -> Result<Bench, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.jsonl");
    fs::write(&path, text).unwrap();
    let mut bench = Bench::new();
    import(&mut bench, &path)?;
    Ok(bench)
}

/// What `text` brings back exports the same, has the same documents to the byte, and is sound.
fn assert_comes_back(bench: &Bench) {
    let text = text_form(bench);
    if text.is_empty() {
        return;
    }
    let again = brought_back(&text).unwrap();
    assert_eq!(text_form(&again), text);
    again.assert_sound();
    let (ours, theirs) = (bench.memory.read().unwrap(), again.memory.read().unwrap());
    let documents = ours.documents().unwrap();
    for document in &documents {
        let mut other = theirs.document(&document.name).unwrap().unwrap();
        other.row = document.row;
        assert_eq!(other, *document);
        let sides = match document.target_tail {
            Some(_) => &[Side::Source, Side::Target][..],
            None => &[Side::Source],
        };
        for side in sides {
            let name = &document.name;
            assert_eq!(joined(&theirs, name, *side), joined(&ours, name, *side));
        }
    }
    assert_eq!(theirs.documents().unwrap().len(), documents.len());
    diff::diff(
        &ours,
        &theirs,
        &diff::Wanted::default(),
        |difference| -> Result<(), yiku::store::Error> {
            panic!("a pair differs: {}", difference.source)
        },
    )
    .unwrap();
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_was_done_to_a_memory_its_text_form_brings_it_back(acts in acts()) {
        let mut trial = Trial::new();
        for act in &acts {
            trial.step(act);
        }
        assert_comes_back(&trial.bench);
    }
}

const TMX: &str = r#"<?xml version="1.0"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/><body>
<tu><prop type="client">WIPO</prop><note>seen</note><tuv xml:lang="en" creationdate="20240916T120000Z" creationid="Lin"><seg>The <bpt i="1" x="1">&lt;b&gt;</bpt>Treaty<ept i="1">&lt;/b&gt;</ept></seg></tuv><tuv xml:lang="zh-CN"><seg>《<bpt i="1" x="1">&lt;b&gt;</bpt>条约<ept i="1">&lt;/b&gt;</ept>》</seg></tuv><tuv xml:lang="zh-CN"><seg>条约</seg></tuv></tu>
</body></tmx>"#;

#[test]
fn a_memory_with_documents_and_an_imported_memory_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let tmx = folder.path().join("client.tmx");
    fs::write(&tmx, TMX).unwrap();
    let mut bench = Bench::new();
    let english = "\u{FEFF}First sentence.  Second one.\r\n\r\n\tThird one here.\r\n ";
    bench.import(&incoming(
        "one",
        english,
        Some("第一句。第二句。\n\n　第三句在此。\n"),
    ));
    bench.import(&incoming("two", "First sentence. Another.", None));
    bench.import(&incoming("two", "First sentence. Another now.", None));
    bench.set("two:1", "第一句。");
    import(&mut bench, &tmx).unwrap();
    assert_comes_back(&bench);

    let mut again = brought_back(&text_form(&bench)).unwrap();
    let outcome = import(&mut again, &tmx).unwrap();
    let MemoryOutcome {
        units,
        new,
        changed,
        gone,
        ..
    } = outcome;
    assert_eq!((units, new, changed, gone), (1, 0, 0, 0));
}

#[test]
fn what_is_there_already_is_not_imported_over() {
    let mut bench = Bench::new();
    bench.import(&incoming("one", "First sentence.", None));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memory.jsonl");
    fs::write(&path, text_form(&bench)).unwrap();
    let error = import(&mut bench, &path).unwrap_err();
    assert!(
        error.ends_with("there is a document “one” here already"),
        "{error}"
    );
}

#[test]
fn a_line_that_cannot_be_is_named() {
    let mut bench = Bench::new();
    bench.import(&incoming("one", "First sentence. Second one.", None));
    let text = text_form(&bench);
    let lines: Vec<&str> = text.lines().collect();
    let unit = lines[2];
    for (lines, words) in [
        (
            [lines[0], lines[1], unit, unit],
            "line 4, column 1: the unit",
        ),
        (
            [
                lines[0],
                lines[1],
                &unit.replace("\"one\"}", "\"other\"}"),
                "",
            ],
            "line 3, column 1: nothing was said of “other”",
        ),
        (
            [
                lines[0],
                &lines[1].replace("hash\":\"", "hash\":\"x"),
                unit,
                "",
            ],
            "line 2, column 1: the hash",
        ),
    ] {
        let error = brought_back(&lines.join("\n")).err().unwrap();
        assert!(error.contains(words), "{error}");
    }
}
