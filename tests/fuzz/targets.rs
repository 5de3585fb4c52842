//! What is tried: every reader of bytes that come from others. None may panic, hang, or give what
//! cannot be written again.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use yiku::document;
use yiku::exchange::po::Po;
use yiku::exchange::review;
use yiku::exchange::table::Layout;
use yiku::exchange::termbase;
use yiku::exchange::validate::{Kind, validate};
use yiku::exchange::xliff::{Filled, Xliff};
use yiku::exchange::xliff2::Version;
use yiku::exchange::{self, Content, Format, Header, Options, Outgoing, Place, ReadOptions, Tags};
use yiku::text::LangTag;
use yiku::unit::{Fields, Origin, Unit, UnitId, Variant};

/// A reader to try.
pub(crate) struct Target {
    /// Its name, and that of the folder of its seeds.
    pub(crate) name: &'static str,
    /// Reads the bytes; panics where it must not.
    pub(crate) run: fn(&[u8]),
}

pub(crate) const TARGETS: &[Target] = &[
    Target {
        name: "units",
        run: units,
    },
    Target {
        name: "weblate",
        run: |bytes| units_of(Format::Weblate, bytes),
    },
    Target {
        name: "po",
        run: po,
    },
    Target {
        name: "table",
        run: table,
    },
    Target {
        name: "sheet",
        run: sheet,
    },
    Target {
        name: "docx",
        run: docx,
    },
    Target {
        name: "packed",
        run: packed,
    },
    Target {
        name: "xliff-fill",
        run: xliff_fill,
    },
    Target {
        name: "termbase",
        run: terms,
    },
    Target {
        name: "tbx",
        run: tbx,
    },
    Target {
        name: "repair",
        run: repair,
    },
    Target {
        name: "srx",
        run: srx,
    },
    Target {
        name: "text",
        run: text,
    },
    Target {
        name: "document",
        run: document,
    },
    Target {
        name: "office",
        run: office,
    },
];

/// Takes bytes apart as each format of a document. With its own text for each block the document must
/// be itself, and with other text it must still be read.
fn document(bytes: &[u8]) {
    for format in document::Format::all() {
        let original = |bytes| document::Original {
            path: Path::new("fuzz"),
            format,
            bytes,
            encoding: Some("utf-8"),
            more: document::More::default(),
        };
        let Ok(extracted) = document::extract(&original(bytes)) else {
            continue;
        };
        let blocks = extracted.to_blocks();
        let same = filled(&original(bytes), None, own);
        assert!(same == bytes, "{format:?} is not itself");
        let merged = filled(&original(bytes), Some(&lang("zh-Hans")), other);
        let _ = document::extract(&original(&merged));
        for block in &blocks {
            let half = block.text.floor_char_boundary(block.text.len() / 2);
            let _ = block.stretches(&[0..half, half..block.text.len()]);
        }
    }
}

/// Takes bytes apart as the text of an office document of each format, fills it with its own text,
/// which leaves its blocks as they are, and with another.
fn office(bytes: &[u8]) {
    for (format, part, type_) in [
        (
            "docx",
            "word/document.xml",
            "wordprocessingml.document.main",
        ),
        ("pptx", "ppt/slides/slide1.xml", "presentationml.slide"),
        (
            "xlsx",
            "xl/sharedStrings.xml",
            "spreadsheetml.sharedStrings",
        ),
        ("odf", "content.xml", ""),
    ] {
        let list =
            format!("<Types><Override PartName=\"/{part}\" ContentType=\"{type_}+xml\"/></Types>");
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        for (name, content) in [("[Content_Types].xml", list.as_bytes()), (part, bytes)] {
            zip.start_file(name, stored).expect("written");
            zip.write_all(content).expect("written");
        }
        let package = zip.finish().expect("written").into_inner();
        let format = document::Format::from_name(format).expect("a format");
        let original = |bytes| document::Original {
            path: Path::new("fuzz"),
            format,
            bytes,
            encoding: None,
            more: document::More {
                comments: true,
                sheet_names: true,
                formulas: true,
                code: true,
            },
        };
        let Ok(extracted) = document::extract(&original(&package)) else {
            continue;
        };
        let blocks = extracted.to_blocks();
        let same = filled(&original(&package), None, own);
        let again = document::extract(&original(&same)).expect("it is itself");
        assert!(again.to_blocks() == blocks, "{format:?} is not itself");
        let merged = filled(&original(&package), Some(&lang("zh-Hans")), other);
        let _ = document::extract(&original(&merged));
    }
}

/// A document that was read, with what `new` gives in the places of its blocks.
fn filled(
    original: &document::Original<'_>,
    lang: Option<&LangTag>,
    new: impl Fn(&document::Block) -> document::Filled,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let fill = |block: &document::Block| Ok::<_, document::Error>(Some(new(block)));
    document::merge(original, lang, &mut bytes, fill).expect("what was read is read");
    bytes
}

/// The text of a block itself.
fn own(block: &document::Block) -> document::Filled {
    document::Filled::from(block)
}

/// Another text for a block.
fn other(block: &document::Block) -> document::Filled {
    let mut filled = document::Filled::from(block);
    filled.text.push_str("。x");
    filled
}

fn lang(tag: &str) -> LangTag {
    LangTag::parse(tag).expect("a tag")
}

fn options() -> ReadOptions {
    ReadOptions {
        columns: exchange::table::Mapping::default(),
        encoding: None,
        source: lang("en"),
        target: lang("zh-Hans"),
    }
}

fn header() -> Header {
    Header {
        source: lang("en"),
        target: lang("zh-Hans"),
        tags: Tags::default(),
        date: None,
    }
}

/// What every unit is written as, and whether as many units are read of that again.
const WRITTEN: &[(Format, bool)] = &[
    (Format::Tmx, true),
    (Format::Xliff12, false),
    (Format::Xliff2(Version::V22), false),
    (Format::Jsonl, true),
    (Format::Weblate, false),
    (Format::Po, false),
    (Format::Table(Layout::Csv), true),
    (Format::Table(Layout::Xlsx), true),
];

/// Reads units of whatever format the bytes look like, then writes them in every format.
fn units(bytes: &[u8]) {
    let Ok(opened) = exchange::open(Path::new("fuzz.jsonl"), Cursor::new(bytes)) else {
        return;
    };
    if let Some(Content::Units(format)) = opened.content {
        read_and_write(format, opened.bytes);
    }
}

/// Reads units of a format that the bytes may not look like, then writes them in every format.
fn units_of(format: Format, bytes: &[u8]) {
    read_and_write(format, bytes);
}

fn read_and_write(format: Format, bytes: impl Read) {
    let Ok(reader) = exchange::reader(format, bytes, &options()) else {
        return;
    };
    let mut units = Vec::new();
    for incoming in reader.map_while(Result::ok) {
        let origin = Origin::Memory("fuzz".to_owned());
        let id = UnitId::new(&origin, incoming.identity(), 0);
        units.push(incoming.into_unit(origin, id));
    }
    for (format, is_read_again) in WRITTEN {
        let mut writer = exchange::writer(*format, Vec::new(), &header(), &Options::default())
            .expect("a writer");
        for unit in &units {
            writer
                .unit(&Outgoing::alone(unit))
                .expect("a unit that was read is written");
        }
        let Ok((written, report)) = writer.finish() else {
            continue; // XLIFF without a segment
        };
        if *is_read_again {
            let again = exchange::reader(*format, written.as_slice(), &options()).expect("ours");
            let again: Vec<_> = again.map(|unit| unit.expect("ours is whole")).collect();
            assert_eq!(
                again.len() as u64,
                report.written,
                "what was written is read again: {format:?}"
            );
        }
    }
}

/// Reads PO; then fills every place of it, and the result is a PO file with as many places, all of
/// them filled.
fn po(bytes: &[u8]) {
    units_of(Format::Po, bytes);
    let Ok(po) = Po::read(bytes) else {
        return;
    };
    assert_eq!(po.filled(&[]).expect("nothing new is in it"), bytes);
    let translation = Variant::new(lang("zh-Hans"), "\"a\\ %s\"");
    let places = po.places.iter().enumerate();
    let fitting = places.filter(|(_, place)| place.fits);
    let fills: Vec<_> = fitting.map(|(at, _)| (at, &translation)).collect();
    let filled = po.filled(&fills).expect("every encoding has these");
    let again = Po::read(&filled).expect("a filled file is read again");
    assert_eq!(again.places.len(), po.places.len());
    for (at, _) in fills {
        let target = again
            .places
            .get(at)
            .and_then(|place| place.target.as_deref());
        assert_eq!(target, Some(translation.text.as_str()));
    }
}

/// Reads a table, whatever stands between its columns.
fn table(bytes: &[u8]) {
    for layout in [Layout::Csv, Layout::Tsv] {
        units_of(Format::Table(layout), bytes);
    }
}

/// A review table with one row, as we write it, with `bytes` in the place of one of its parts.
fn review_with(layout: review::Layout, part: &str, bytes: &[u8]) -> Vec<u8> {
    let origin = Origin::Document("fuzz".to_owned());
    let unit = Unit {
        id: UnitId::new(&origin, "a", 0),
        origin,
        source_lang: lang("en"),
        variants: vec![Variant::new(lang("en"), "a")],
        cuts: Vec::new(),
        fields: Fields::default(),
        notes: Vec::new(),
        properties: Vec::new(),
    };
    let place = Place {
        document: "fuzz",
        file: "fuzz.txt",
        number: 1,
        paragraph: 1,
    };
    let outgoing = Outgoing {
        place: Some(place),
        ..Outgoing::alone(&unit)
    };
    let format = Format::Review(layout);
    let mut writer =
        exchange::writer(format, Vec::new(), &header(), &Options::default()).expect("a writer");
    writer.unit(&outgoing).expect("written");
    let (whole, _) = writer.finish().expect("written");
    let mut whole = zip::ZipArchive::new(Cursor::new(whole)).expect("ours");
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for nth in 0..whole.len() {
        let mut old = whole.by_index(nth).expect("ours");
        let mut content = Vec::new();
        old.read_to_end(&mut content).expect("ours");
        let name = old.name().expect("ours").into_owned();
        changed.start_file(&*name, stored).expect("written");
        let content = if name == part { bytes } else { &content };
        changed.write_all(content).expect("written");
    }
    changed.finish().expect("written").into_inner()
}

/// Reads a workbook with this table in it: as a review table, as units and as a termbase.
fn sheet(bytes: &[u8]) {
    let part = "xl/worksheets/sheet1.xml";
    let book = review_with(review::Layout::Xlsx, part, bytes);
    let _ = review::read(review::Layout::Xlsx, Cursor::new(&book));
    units_of(Format::Table(Layout::Xlsx), &book);
    let _ = termbase::read_book(book.as_slice(), &term_options());
}

/// Reads a document of a word processor with this text in it, as a review table.
fn docx(bytes: &[u8]) {
    let document = review_with(review::Layout::Docx, "word/document.xml", bytes);
    let _ = review::read(review::Layout::Docx, Cursor::new(document));
}

/// Unpacks what is packed, and looks what it is.
fn packed(bytes: &[u8]) {
    for name in ["fuzz.tmx.gz", "fuzz.zip", "fuzz.xlsx", "fuzz.docx"] {
        if let Ok(mut opened) = exchange::open(Path::new(name), Cursor::new(bytes)) {
            let _ = std::io::copy(&mut opened.bytes, &mut std::io::sink());
        }
        let _ = termbase::guess(Path::new(name), bytes);
    }
    for layout in review::Layout::ALL {
        let _ = review::read(layout, Cursor::new(bytes));
    }
}

/// Fills every place of an XLIFF file, with the codes of its source; the result is an XLIFF file
/// with as many places.
fn xliff_fill(bytes: &[u8]) {
    if let Ok(xliff) = Xliff::read(bytes) {
        let places =
            |xliff: &Xliff| -> usize { xliff.files.iter().map(|file| file.places.len()).sum() };
        let mut translations = Vec::new();
        for (file, of_file) in xliff.files.iter().enumerate() {
            let fitting = of_file.places.iter().enumerate();
            let fitting = fitting.filter(|(_, place)| place.fits && !place.closed);
            translations.extend(fitting.map(|(place, it)| {
                let mut translation = Variant::new(lang("zh-Hans"), "专利 <1> & 商标");
                translation.codes.clone_from(&it.codes);
                (file, place, translation)
            }));
        }
        let fills: Vec<_> = translations
            .iter()
            .map(|(file, place, translation)| Filled {
                file: *file,
                place: *place,
                translation,
            })
            .collect();
        let again = Xliff::read(&xliff.filled(&fills)).expect("a filled file is read again");
        assert_eq!(places(&again), places(&xliff));
    }
}

fn term_options() -> termbase::Options {
    termbase::Options {
        source: lang("en"),
        target: lang("zh-Hans"),
        columns: termbase::Mapping::default(),
    }
}

/// Reads a termbase and writes it.
fn terms(bytes: &[u8]) {
    let Ok(file) = document::from_bytes(Path::new("fuzz.csv"), bytes, None) else {
        return;
    };
    let options = term_options();
    for layout in [
        termbase::Layout::Table(Layout::Csv),
        termbase::Layout::Glossary,
    ] {
        if let Ok(read) = termbase::read(&file.text, layout, &options) {
            let _ = termbase::write(Vec::new(), &read.concepts, Layout::Tsv).expect("written");
        }
    }
}

/// Reads TBX and writes it; what was written is read again, as many concepts.
fn tbx(bytes: &[u8]) {
    let Ok(base) = exchange::tbx::read(bytes) else {
        return;
    };
    let Ok((written, report)) = exchange::tbx::write(
        Vec::new(),
        &base.concepts,
        &Tags::default(),
        exchange::tbx::Style::Dct,
    ) else {
        return; // no concept with a term
    };
    let again = exchange::tbx::read(written.as_slice()).expect("ours is read");
    assert_eq!(again.concepts.len() as u64, report.written);
}

/// Repairs a file; what was repaired needs no repair, and a memory is valid.
fn repair(bytes: &[u8]) {
    let mut first = Vec::new();
    let Ok(Some(repaired)) = exchange::repair::repair(bytes, &mut first, &mut |_| {}) else {
        return;
    };
    let mut again = Vec::new();
    let repaired_again = exchange::repair::repair(first.as_slice(), &mut again, &mut |_| {});
    let repaired_again = repaired_again
        .expect("ours is read")
        .expect("ours is known");
    assert_eq!(repaired_again.mends.listed(), [], "ours needs no mend");
    assert_eq!(repaired_again.units, repaired.units);
    assert!(first == again, "what is mended stays as it is");
    if repaired.kind == Kind::Tmx {
        validate(first.as_slice(), true, &mut |fault| panic!("{fault:?}")).expect("ours is read");
    }
}

/// Reads rules, writes them, and cuts a text by them: its segments are the text, white space apart.
fn srx(bytes: &[u8]) {
    const TEXT: &str =
        "Mr. A. left at 5 p.m. “He did?” No. 他走了。“真的？”他说。 <br/> 1.) aaab\n\u{A0}B.";
    let Ok(read) = exchange::srx::read(bytes) else {
        return;
    };
    let written = exchange::srx::write(Vec::new(), &read.document).expect("written");
    let again = exchange::srx::read(written.as_slice()).expect("ours is read");
    assert_eq!(again.document.sets.len(), read.document.sets.len());
    let file = yiku::segment::RulesFile {
        name: "fuzz.srx".to_owned(),
        hash: String::new(),
    };
    let rules = yiku::segment::srx::Rules::new(read.document);
    let segmenter = yiku::segment::Segmenter::with_rules(Default::default(), file, rules);
    for tag in ["en", "zh-Hans"] {
        let mut last = 0;
        for segment in segmenter.segments(TEXT, &lang(tag)) {
            let gap = TEXT.get(last..segment.range.start).expect("in order");
            assert!(gap.trim().is_empty());
            last = segment.range.end;
        }
        assert!(TEXT.get(last..).expect("inside").trim().is_empty());
    }
}

/// Reads a text of any encoding and cuts it into segments, which together are the text.
fn text(bytes: &[u8]) {
    let Ok(file) = document::from_bytes(Path::new("fuzz.txt"), bytes, None) else {
        return;
    };
    for tag in ["en", "zh-Hans", "fr"] {
        let options = yiku::segment::Options::default();
        let segments = yiku::segment::segments(&file.text, &lang(tag), &options);
        let mut last = 0;
        for segment in segments {
            assert!(last <= segment.range.start && segment.range.end <= file.text.len());
            last = segment.range.end;
        }
    }
}
