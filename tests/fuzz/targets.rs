//! What is tried: every reader of bytes that come from others. None may panic, hang, or give what
//! cannot be written again.

use std::io::Cursor;
use std::path::Path;

use yiku::exchange::xliff::{Filled, Xliff};
use yiku::exchange::xliff2::Version;
use yiku::exchange::{self, Content, Format, Header, Options, Outgoing, ReadOptions, Tags};
use yiku::text::LangTag;
use yiku::unit::{Origin, UnitId, Variant};

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
        name: "xliff-fill",
        run: xliff_fill,
    },
    Target {
        name: "termbase",
        run: termbase,
    },
    Target {
        name: "tbx",
        run: tbx,
    },
    Target {
        name: "text",
        run: text,
    },
];

fn lang(tag: &str) -> LangTag {
    LangTag::parse(tag).expect("a tag")
}

/// Reads units of whatever format the bytes look like, then writes them in every format.
fn units(bytes: &[u8]) {
    let options = ReadOptions {
        columns: exchange::table::Mapping::default(),
        source: lang("en"),
        target: lang("zh-Hans"),
    };
    let Ok(opened) = exchange::open(Path::new("fuzz.jsonl"), Cursor::new(bytes.to_vec())) else {
        return;
    };
    let Some(Content::Units(format)) = opened.content else {
        return;
    };
    let Ok(reader) = exchange::reader(format, opened.bytes, &options) else {
        return;
    };
    let mut units = Vec::new();
    for incoming in reader.map_while(Result::ok) {
        let origin = Origin::Memory("fuzz".to_owned());
        let id = UnitId::new(&origin, incoming.identity(), 0);
        units.push(incoming.into_unit(origin, id));
    }
    let header = Header {
        source: options.source.clone(),
        target: options.target.clone(),
        tags: Tags::default(),
        date: None,
    };
    for format in [
        Format::Tmx,
        Format::Xliff12,
        Format::Xliff2(Version::V22),
        Format::Jsonl,
        Format::Weblate,
    ] {
        let mut writer =
            exchange::writer(format, Vec::new(), &header, &Options::default()).expect("a writer");
        for unit in &units {
            writer
                .unit(&Outgoing::alone(unit))
                .expect("a unit that was read is written");
        }
        let Ok((written, report)) = writer.finish() else {
            continue; // XLIFF without a segment
        };
        if format == Format::Tmx {
            let opened = exchange::open(Path::new("a.tmx"), Cursor::new(written)).expect("ours");
            let again = exchange::reader(Format::Tmx, opened.bytes, &options).expect("ours");
            let again: Vec<_> = again.map(|unit| unit.expect("ours is whole")).collect();
            assert_eq!(
                again.len() as u64,
                report.written,
                "what was written is read again"
            );
        }
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

/// Reads a termbase and writes it.
fn termbase(bytes: &[u8]) {
    let Ok(file) = yiku::document::from_bytes(Path::new("fuzz.csv"), bytes, None) else {
        return;
    };
    if let Ok(read) = exchange::termbase::read(&file.text) {
        let _ = exchange::termbase::write(Vec::new(), &read.concepts).expect("written");
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

/// Reads a text of any encoding and cuts it into segments, which together are the text.
fn text(bytes: &[u8]) {
    let Ok(file) = yiku::document::from_bytes(Path::new("fuzz.txt"), bytes, None) else {
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
