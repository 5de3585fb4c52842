//! The memory under test: the commands as people give them, and what it then holds.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::Connection;
use yiku::document::{self, FileText};
use yiku::exchange::table::Layout;
use yiku::exchange::{self, Format, Tags, termbase};
use yiku::segment::Segmenter;
use yiku::store::{Conflict, Memory, Reader, StoredUnit, Writer};
use yiku::text::LangTag;
use yiku::unit::{Fields, Side, State};
use yiku::work::export::{self, Kind, Request};
use yiku::work::fill;
use yiku::work::import::{self, Incoming, IncomingTermbase, Outcome};
use yiku::work::project::Heading;
use yiku::work::project::Occasion;

pub(super) fn tag(tag: &str) -> LangTag {
    LangTag::parse(tag).unwrap()
}

pub(super) fn read_text(text: &str) -> FileText {
    document::from_bytes(Path::new("a.txt"), text.as_bytes(), None).unwrap()
}

/// Reads a termbase from English to Chinese.
pub(super) fn read_terms(name: &str, text: &str) -> IncomingTermbase {
    let options = termbase::Options {
        source: tag("en"),
        target: tag("zh-Hans"),
        columns: termbase::Mapping::default(),
    };
    IncomingTermbase::of_table(Path::new(name), &read_text(text), &options).unwrap()
}

pub(super) fn incoming(name: &str, source: &str, target: Option<&str>) -> Incoming {
    Incoming {
        name: name.to_owned(),
        path: PathBuf::from(format!("{name}.en.txt")),
        source: read_text(source),
        target: target.map(|text| (PathBuf::from(format!("{name}.zh.txt")), read_text(text))),
        source_lang: tag("en"),
        target_lang: tag("zh-Hans"),
        segmentation: Segmenter::default(),
        lexicon: Arc::default(),
        embeddings: None,
        date: None,
        fields: Fields::default(),
    }
}

/// A memory in a folder of its own.
pub(super) struct Bench {
    pub(super) memory: Memory,
    second: i64,
    _folder: tempfile::TempDir,
}

impl Bench {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            memory: Memory::open_or_create(&folder.path().join("memory.yiku")).unwrap(),
            second: 1_700_000_000,
            _folder: folder,
        }
    }

    /// The next moment; time moves on by itself.
    fn occasion(&mut self) -> Occasion {
        self.second += 1;
        Occasion {
            who: "Lin".to_owned(),
            at: Timestamp::from_second(self.second).unwrap(),
        }
    }

    pub(super) fn import(&mut self, incoming: &Incoming) -> (Outcome, bool) {
        let command = self.occasion().command("import", Vec::new());
        (self.memory)
            .change(&command, |writer| import::document(writer, incoming))
            .unwrap()
    }

    /// Sets a segment, named as people do: `one:3`. Whether that changed anything.
    pub(super) fn set(&mut self, segment: &str, text: &str) -> bool {
        let occasion = self.occasion();
        let changed = self
            .memory
            .change(&occasion.command("set", Vec::new()), |writer| {
                let (segments, numbers) = fill::resolve(writer, segment)?;
                fill::set(writer, &segments, *numbers.start(), text, &occasion)
            });
        changed.is_ok_and(|((), changed)| changed)
    }

    /// Does what a person asks for on an occasion.
    pub(super) fn fix(&mut self, segment: &str, work: impl FnOnce(&Writer<'_>, &Occasion)) {
        let occasion = self.occasion();
        let command = occasion.command("align", vec![segment.to_owned()]);
        let changed = self.memory.change(&command, |writer| {
            work(writer, &occasion);
            Ok::<_, yiku::store::Error>(())
        });
        changed.unwrap();
    }

    pub(super) fn mark(&mut self, segment: &str, state: State) -> bool {
        let occasion = self.occasion();
        let changed = self
            .memory
            .change(&occasion.command("mark", Vec::new()), |writer| {
                let (segments, numbers) = fill::resolve(writer, segment)?;
                fill::mark(writer, &segments, *numbers.start(), state, &occasion)
            });
        changed.is_ok_and(|(_, changed)| changed)
    }

    pub(super) fn change(&mut self, work: impl FnOnce(&Writer<'_>)) -> bool {
        let command = self.occasion().command("change", Vec::new());
        let changed = self.memory.change(&command, |writer| {
            work(writer);
            Ok::<_, yiku::store::Error>(())
        });
        changed.unwrap().1
    }

    /// Takes back a change; its conflicts, or `None` where there was nothing to take back.
    pub(super) fn undo(&mut self, number: Option<i64>) -> Option<Vec<Conflict>> {
        let command = self.occasion().command("undo", Vec::new());
        let reversal = self.memory.undo(&command, number).unwrap();
        reversal.map(|reversal| reversal.conflicts)
    }

    pub(super) fn redo(&mut self) -> Option<Vec<Conflict>> {
        let command = self.occasion().command("redo", Vec::new());
        let reversal = self.memory.redo(&command).unwrap();
        reversal.map(|reversal| reversal.conflicts)
    }

    /// Everything that can be exported, as text.
    pub(super) fn exports(&self) -> String {
        let reader = self.memory.read().unwrap();
        let mut all = String::new();
        for kind in [Kind::Units(Format::Jsonl), Kind::Terms(Layout::Csv)] {
            all.push_str(&exported(&reader, kind, None));
        }
        for document in reader.documents().unwrap() {
            all.push_str(&exported(&reader, Kind::Text, Some(document.name)));
        }
        all
    }

    /// The number of the last change in the log.
    pub(super) fn last_change(&self) -> i64 {
        let changes = self.memory.read().unwrap().changes().unwrap();
        changes.last().unwrap().number
    }

    /// SQLite's own checks, and ours on what the tables say of each other.
    pub(super) fn assert_sound(&self) {
        let connection = Connection::open(self.memory.path()).unwrap();
        let fine: String = connection
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(fine, "ok");
        let count = |sql: &str| -> i64 { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
        assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
        assert_eq!(
            count(
                "SELECT count(*) FROM part p WHERE side = 'source' AND NOT EXISTS (
                   SELECT 1 FROM variant v WHERE v.unit = p.unit AND v.lang = 'en')"
            ),
            0,
            "a segment without its source"
        );
        assert_eq!(
            count(
                "SELECT count(*) FROM unit u WHERE NOT EXISTS (SELECT 1 FROM variant WHERE unit = u.id)"
            ),
            0,
            "a unit without any text"
        );
        assert_eq!(
            count(
                "SELECT count(*) FROM (SELECT origin, side, count(*) AS n, max(position) + 1 AS m
                   FROM part GROUP BY origin, side) WHERE n <> m"
            ),
            0,
            "a document with holes"
        );
        assert_eq!(
            count(
                "SELECT count(*) FROM origin o WHERE kind = 'document' AND NOT EXISTS (
                   SELECT 1 FROM part WHERE origin = o.id AND side = 'source')"
            ),
            0,
            "a document without segments"
        );
    }
}

pub(super) fn exported(reader: &Reader<'_>, kind: Kind, document: Option<String>) -> String {
    let request = Request {
        kind,
        options: exchange::Options::default(),
        tags: Tags::default(),
        document,
        states: None,
        languages: yiku::work::project::Languages::unasked((tag("en"), tag("zh-Hans"))),
        heading: Heading::default(),
        policy: Default::default(),
        line_length: None,
    };
    let mut out = Vec::new();
    match export::export(reader, &request, &mut out) {
        Ok(_) => String::from_utf8(out).unwrap(),
        Err(
            export::Error::NoSegments
            | export::Error::NoTerms
            | export::Error::Fill(fill::Error::NoDocument { .. }),
        ) => String::new(),
        Err(error) => panic!("{error}"),
    }
}

/// One side of a document as its parts say.
pub(super) fn joined(reader: &Reader<'_>, name: &str, side: Side) -> String {
    let document = reader.document(name).unwrap().unwrap();
    let mut text = String::new();
    for part in reader.parts(document.row.unwrap(), side).unwrap() {
        text.push_str(&part.before);
        let unit = reader.unit(part.unit).unwrap().unwrap().unit;
        match side {
            Side::Source => text.push_str(&unit.source().unwrap().text),
            Side::Target => {
                let variant = unit.variant(&document.target_lang).unwrap();
                text.push_str(variant.as_imported.as_ref().unwrap_or(&variant.text));
            }
        }
    }
    text.push_str(match side {
        Side::Source => &document.source_tail,
        Side::Target => document.target_tail.as_deref().unwrap(),
    });
    text
}

/// The numbers and texts of the segments of a document whose translation is `text`.
pub(super) fn translations(bench: &Bench, name: &str) -> Vec<Option<String>> {
    let reader = bench.memory.read().unwrap();
    let document = reader.document(name).unwrap().unwrap();
    let segments = fill::Segments::of(&reader, document).unwrap();
    (segments.placed.iter())
        .map(|placed| segments.target(placed).map(|target| target.text.clone()))
        .collect()
}

pub(super) fn all_units(reader: &Reader<'_>) -> Vec<(StoredUnit, String, bool)> {
    let mut units = Vec::new();
    for document in reader.documents().unwrap() {
        let row = document.row.unwrap();
        let mut add = |stored, placed| units.push((stored, document.name.clone(), placed));
        for placed in reader.placed(row).unwrap() {
            add(placed.stored, true);
        }
        for placed in reader.unpaired(row).unwrap() {
            add(placed.stored, true);
        }
        for stored in reader.retired(row).unwrap() {
            add(stored, false);
        }
    }
    units
}
