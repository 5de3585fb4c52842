//! One contract for all formats: what goes in comes out.
//!
//! Each format is tried with the same units: characters that markup, encodings and line ends make
//! difficult, codes in every shape, translations in every state. What a format does not keep is
//! said here as on its page under `schemas/`, and nowhere else is anything let off.

use std::io::Cursor;
use std::path::Path;

use encoding_rs::{Encoding, GB18030};
use yiku::exchange::table::Layout;
use yiku::exchange::xliff2::Version;
use yiku::exchange::{self, Format, Header, Loss, Options, Outgoing, ReadOptions, Report, Tags};
use yiku::text::LangTag;
use yiku::unit::{
    CodeKind, Fields, InlineCode, MadeBy, Note, Origin, Property, State, Unit, UnitId, Variant,
};

#[path = "contract/others.rs"]
mod others;

/// What a format promises.
#[derive(Clone, Copy)]
struct Promise {
    format: Format,
    name: &'static str,
    /// Whether it is XML: characters that XML forbids come back as U+FFFD, or as they were where
    /// the format can write them.
    forbidden: Forbidden,
    /// Whether a unit without a translation is written.
    untranslated: bool,
    /// Whether further translations are written: in the unit, or as units of their own.
    alternatives: Alternatives,
    /// Whether fields are written, and whether properties are.
    fields: bool,
    properties: bool,
    /// Whether notes are written.
    notes: Notes,
    /// Whether inline codes are.
    codes: bool,
    /// Whether ids are.
    ids: bool,
    /// Whether every state and its reason is, or only what is a draft and what is not.
    states: bool,
    /// In which encodings it may come.
    encodings: Encodings,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Forbidden {
    /// Every character is kept.
    Kept,
    /// Control characters are kept, U+FFFE and U+FFFF are not.
    CodePoints,
    /// None is kept.
    Replaced,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Alternatives {
    Kept,
    Apart,
    Counted,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Notes {
    /// On what they stand.
    Placed,
    /// All on the unit, a line each.
    Lines,
    Counted,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encodings {
    /// Any, and its head says which.
    Declared {
        before: &'static str,
        after: &'static str,
    },
    /// Any: its text shows it.
    Shown,
    /// UTF-8 alone.
    One,
}

const XML: Encodings = Encodings::Declared {
    before: "encoding=\"",
    after: "\"",
};

/// A format of XML that keeps what its page says it keeps.
const XLIFF: Promise = Promise {
    format: Format::Xliff12,
    name: "a.xlf",
    forbidden: Forbidden::Replaced,
    untranslated: true,
    alternatives: Alternatives::Counted,
    fields: false,
    properties: false,
    notes: Notes::Placed,
    codes: true,
    ids: true,
    states: true,
    encodings: XML,
};

const PROMISES: &[Promise] = &[
    Promise {
        format: Format::Tmx,
        name: "a.tmx",
        untranslated: false,
        alternatives: Alternatives::Kept,
        fields: true,
        properties: true,
        ..XLIFF
    },
    XLIFF,
    xliff2(Version::V20, "a.2.0.xlf"),
    xliff2(Version::V21, "a.2.xlf"),
    xliff2(Version::V22, "a.2.2.xlf"),
    Promise {
        format: Format::Jsonl,
        name: "a.jsonl",
        forbidden: Forbidden::Kept,
        alternatives: Alternatives::Kept,
        fields: true,
        properties: true,
        encodings: Encodings::One,
        ..XLIFF
    },
    Promise {
        format: Format::Weblate,
        name: "a.json",
        forbidden: Forbidden::Kept,
        untranslated: false,
        alternatives: Alternatives::Apart,
        notes: Notes::Counted,
        codes: false,
        ids: false,
        states: false,
        encodings: Encodings::One,
        ..XLIFF
    },
    Promise {
        format: Format::Po,
        name: "a.po",
        notes: Notes::Lines,
        codes: false,
        ids: false,
        states: false,
        encodings: Encodings::Declared {
            before: "charset=",
            after: "\\n",
        },
        ..XLIFF
    },
    table(Layout::Csv, "a.csv"),
    table(Layout::Tsv, "a.tsv"),
    Promise {
        encodings: Encodings::One,
        ..table(Layout::Xlsx, "a.xlsx")
    },
];

const fn xliff2(version: Version, name: &'static str) -> Promise {
    Promise {
        format: Format::Xliff2(version),
        name,
        forbidden: Forbidden::CodePoints,
        ..XLIFF
    }
}

const fn table(layout: Layout, name: &'static str) -> Promise {
    Promise {
        format: Format::Table(layout),
        name,
        fields: true,
        notes: Notes::Lines,
        codes: false,
        encodings: Encodings::Shown,
        ..XLIFF
    }
}

/// The promises of those that keep something.
fn those(keep: fn(&Promise) -> bool) -> impl Iterator<Item = &'static Promise> {
    PROMISES.iter().filter(move |promise| keep(promise))
}

fn tag(tag: &str) -> LangTag {
    LangTag::parse(tag).unwrap()
}

/// Texts that something makes difficult, each with what it is.
fn texts() -> Vec<(&'static str, String)> {
    let text = |name, text: &str| (name, text.to_owned());
    vec![
        text("markup", "a < b > c & d &amp; \"e\" 'f' &lt;g&gt; &#65;"),
        text("CDATA", "<![CDATA[ x ]]> y ]]>"),
        text("a comment", "<!-- no --> <?pi?>"),
        text("white space", "  two  spaces \t a tab  "),
        text("line ends", "one\r\ntwo\nthree\rfour"),
        text("no-break spaces", "5\u{A0}%, 5\u{202F}%, a\u{2060}b"),
        text("joiners", "👨\u{200D}👩\u{200D}👧 क्\u{200D}ष \u{200C}"),
        text("beyond the first plane", "𠮷野家 𝒳 😀 \u{10FFFD}"),
        text("right to left", "שלום \u{202B}مرحبا\u{202C} (abc) \u{200F}"),
        text("combining", "e\u{301} é \u{AC00} \u{1112}\u{1161}"),
        text("braces", "{1} {{2}} {/3} {0:d} %s %1$d ${x}"),
        text("separators", "a,b;c\td \"e\"\"f\" =1+1 @x -2 +3 |"),
        text("line separators", "a\u{2028}b\u{2029}c\u{85}d"),
        text("a byte-order mark", "\u{FEFF}a\u{FEFF}b"),
        text(
            "Chinese",
            "截至2024年年中，小米已获得4万多件专利授权。——“引号”《书名》",
        ),
        (
            "ten thousand characters",
            "国际注册 registration ".repeat(500),
        ),
    ]
}

/// A text with codes in it, by a notation of this file: `{1}` opens, `{/1}` closes, `{1/}` stands
/// alone.
fn coded(lang: &str, notation: &str) -> Variant {
    let mut variant = Variant::new(tag(lang), "");
    let mut rest = notation;
    while let Some(begin) = rest.find('{') {
        variant.text.push_str(&rest[..begin]);
        let (code, after) = rest[begin + 1..].split_once('}').unwrap();
        let (kind, id) = match (code.strip_prefix('/'), code.strip_suffix('/')) {
            (Some(id), _) => (CodeKind::Closing, id),
            (None, Some(id)) => (CodeKind::Alone, id),
            (None, None) => (CodeKind::Opening, code),
        };
        let native = match kind {
            CodeKind::Opening => format!("<t{id} a=\"&\">"),
            CodeKind::Closing => format!("</t{id}>"),
            CodeKind::Alone => format!("<t{id}/>"),
        };
        variant.codes.push(InlineCode {
            at: u32::try_from(variant.text.len()).unwrap(),
            kind,
            id: id.into(),
            pair: None,
            type_: None,
            data: Some(native.into()),
        });
        rest = after;
    }
    variant.text.push_str(rest);
    variant
}

const CODED: &[(&str, &str, &str)] = &[
    ("a pair", "Click {1}here{/1}.", "点击{1}此处{/1}。"),
    ("nested", "{1}a {2}b{/2} c{/1}", "{1}甲{2}乙{/2}丙{/1}"),
    ("overlapping", "{1}a {2}b{/1} c{/2}", "{1}甲{2}乙{/1}丙{/2}"),
    ("alone", "a{1/}b{2/}", "{2/}甲{1/}乙"),
    (
        "side by side",
        "{1}{2}{3/}a{/2}{/1}",
        "{1}{2}{3/}甲{/2}{/1}",
    ),
    ("an empty pair", "a{1}{/1}b", "甲{1}{/1}乙"),
    ("only opened", "a {1}b", "甲{1}乙"),
    ("only closed", "a{/1} b", "甲{/1}乙"),
    ("moved", "{1}a{/1} {2}b{/2}", "{2}乙{/2}{1}甲{/1}"),
    ("missing in the translation", "{1}a{/1} b{2/}", "甲乙"),
    ("at the edges", "{1}a{/1}", "{1}甲{/1}"),
];

fn unit(nth: usize, source: Variant, targets: Vec<Variant>) -> Unit {
    let origin = Origin::Document("release".to_owned());
    let id = UnitId::new(&origin, &format!("{nth} {}", source.text), 0);
    let mut variants = vec![source];
    variants.extend(targets);
    Unit {
        id,
        origin,
        source_lang: tag("en"),
        variants,
        cuts: Vec::new(),
        fields: Fields::default(),
        notes: Vec::new(),
        properties: Vec::new(),
    }
}

fn translated(mut target: Variant) -> Variant {
    target.state = Some(State::Translated);
    target
}

/// A unit of each difficult text.
fn difficult() -> Vec<Unit> {
    let units = texts().into_iter().enumerate().map(|(nth, (_, text))| {
        let source = Variant::new(tag("en"), format!("{nth}{text}."));
        let target = Variant::new(tag("zh-Hans"), format!("{nth}{text}。"));
        unit(nth, source, vec![translated(target)])
    });
    units.collect()
}

/// A unit of each shape of codes.
fn with_codes() -> Vec<Unit> {
    let units = CODED.iter().enumerate().map(|(nth, (_, source, target))| {
        let target = translated(coded("zh-Hans", target));
        unit(nth, coded("en", source), vec![target])
    });
    units.collect()
}

fn header() -> Header {
    Header {
        source: tag("en"),
        target: tag("zh-Hans"),
        tags: Tags::default(),
        date: Some("2024-09-20T08:30:05Z".to_owned()),
    }
}

fn written(format: Format, units: &[Unit]) -> (Vec<u8>, Report) {
    let options = Options::default();
    let mut writer = exchange::writer(format, Vec::new(), &header(), &options).unwrap();
    for unit in units {
        writer.unit(&Outgoing::alone(unit)).unwrap();
    }
    writer.finish().unwrap()
}

/// Reads a file as what it is, whatever it is called; gives its units, and what was mended.
fn read(name: &str, bytes: Vec<u8>) -> (Vec<Unit>, Vec<String>) {
    let options = ReadOptions {
        columns: exchange::table::Mapping::default(),
        encoding: None,
        source: tag("en"),
        target: tag("zh-Hans"),
    };
    let opened = exchange::open(Path::new(name), Cursor::new(bytes)).unwrap();
    let Some(exchange::Content::Units(format)) = opened.content else {
        panic!("{name} is not known for what it is");
    };
    let reader = exchange::reader(format, opened.bytes, &options);
    let mut reader = reader.unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut units = Vec::new();
    for incoming in &mut reader {
        let incoming = incoming.unwrap_or_else(|error| panic!("{name}: {error}"));
        let id = incoming.given_id.as_deref();
        let id = id.map_or(UnitId([0; 16]), |id| UnitId::from_hex(id).unwrap());
        let origin = Origin::Document("release".to_owned());
        let mut unit = incoming.into_unit(origin, id);
        // XLIFF names a document by its file.
        unit.properties
            .retain(|property| property.name != exchange::DOCUMENT);
        for variant in &mut unit.variants {
            if variant.lang != unit.source_lang && variant.state.is_none() {
                variant.state = Some(State::Translated);
            }
        }
        units.push(unit);
    }
    let mends = reader.mends().listed().iter();
    (units, mends.map(|mend| mend.message.clone()).collect())
}

fn round(promise: &Promise, units: &[Unit]) -> Vec<Unit> {
    let (bytes, _) = written(promise.format, units);
    let (units, mends) = read(promise.name, bytes);
    assert_eq!(
        mends, [""; 0],
        "{}: what we write needs no mending",
        promise.name
    );
    units
}

#[test]
fn every_text_comes_back_to_the_letter() {
    let units = difficult();
    for promise in PROMISES {
        let read = round(promise, &units);
        for ((name, _), (read, unit)) in texts().iter().zip(read.iter().zip(&units)) {
            let texts = |unit: &Unit| -> Vec<String> {
                unit.variants.iter().map(|v| v.text.clone()).collect()
            };
            assert_eq!(texts(read), texts(unit), "{}: {name}", promise.name);
            if promise.ids {
                assert_eq!(read.id, unit.id, "{}: {name}", promise.name);
            }
        }
        assert_eq!(read.len(), units.len(), "{}", promise.name);
    }
}

#[test]
fn what_xml_forbids_is_kept_where_a_format_can_and_counted_where_it_cannot() {
    let text = "a\u{0}b\u{1A}c\u{FFFF}d";
    let target = translated(Variant::new(tag("zh-Hans"), text));
    let units = [unit(0, Variant::new(tag("en"), "x"), vec![target])];
    for promise in PROMISES {
        let read = round(promise, &units);
        let (_, report) = written(promise.format, &units);
        let (expected, lost) = match promise.forbidden {
            Forbidden::Kept => (text, 0),
            Forbidden::CodePoints => ("a\u{0}b\u{1A}c\u{FFFD}d", 1),
            Forbidden::Replaced => ("a\u{FFFD}b\u{FFFD}c\u{FFFD}d", 3),
        };
        assert_eq!(read[0].variants[1].text, expected, "{}", promise.name);
        assert_eq!(report.lost(Loss::Character), lost, "{}", promise.name);
    }
}

/// A code: where it stands, what it does, which code of its unit it is, its native code.
type Shape = (u32, CodeKind, usize, Option<String>);

/// The codes of the texts of a unit by what they do: where, what, native code, and which code of
/// the unit each is.
fn shape(unit: &Unit) -> Vec<Vec<Shape>> {
    // A pair and a code that stands alone may have the same id: `{1}`, `{1/}`.
    let mut names: Vec<(bool, String)> = Vec::new();
    let mut shapes = Vec::new();
    for variant in &unit.variants {
        let codes = variant.codes.iter().map(|code| {
            let name = (code.kind == CodeKind::Alone, code.id.to_string());
            let known = names.iter().position(|other| *other == name);
            let number = known.unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            });
            (
                code.at,
                code.kind,
                number,
                code.data.as_deref().map(str::to_owned),
            )
        });
        shapes.push(codes.collect());
    }
    shapes
}

#[test]
fn codes_of_every_shape_come_back() {
    let units = with_codes();
    for promise in those(|promise| promise.codes) {
        let (_, report) = written(promise.format, &units);
        assert_eq!(report.lost(Loss::InlineCode), 0, "{}", promise.name);
        let read = round(promise, &units);
        for ((name, _, _), (read, unit)) in CODED.iter().zip(read.iter().zip(&units)) {
            assert_eq!(shape(read), shape(unit), "{}: {name}", promise.name);
        }
    }
}

#[test]
fn where_codes_are_not_kept_their_texts_are_and_they_are_counted() {
    let units = with_codes();
    let codes = units.iter().flat_map(|unit| &unit.variants);
    let codes: usize = codes.map(|variant| variant.codes.len()).sum();
    for promise in those(|promise| !promise.codes) {
        let (_, report) = written(promise.format, &units);
        assert_eq!(
            report.lost(Loss::InlineCode),
            codes as u64,
            "{}",
            promise.name
        );
        for (read, unit) in round(promise, &units).iter().zip(&units) {
            for (read, variant) in read.variants.iter().zip(&unit.variants) {
                let text = |text: &str| text.replace(|c: char| "{/}123".contains(c), "");
                assert_eq!(text(&read.text), text(&variant.text), "{}", promise.name);
                assert_eq!(read.codes, [], "{}", promise.name);
            }
        }
    }
}

#[test]
fn codes_travel_from_any_format_to_any_other() {
    let units = with_codes();
    for first in those(|promise| promise.codes) {
        let there = round(first, &units);
        for second in those(|promise| promise.codes) {
            let back = round(second, &there);
            for ((name, _, _), (back, unit)) in CODED.iter().zip(back.iter().zip(&units)) {
                let way = format!("{} then {}: {name}", first.name, second.name);
                assert_eq!(shape(back), shape(unit), "{way}");
            }
        }
    }
}

/// Marks: their kind, and what more they say.
const MARKS: &[(&str, &str)] = &[
    (
        "term",
        "<mrk ref=\"https://example.org/?a=1&amp;b\" value=\"a &lt;right&gt;\">",
    ),
    ("comment", "<mrk value=\"see &quot;2&quot;\">"),
    ("generic", "<mrk translate=\"no\">"),
    ("its:its", ""),
    ("abbrev", ""),
    ("x-tool", ""),
];

#[test]
fn marks_travel_between_versions_of_xliff_with_what_they_say() {
    let mut units = Vec::new();
    for (kind, data) in MARKS {
        // Nested, crossing a code and crossing another mark.
        for notation in [
            "a {1}b {2}c{/2}{/1} d",
            "a {1}b {3}c{/1} d{/3}",
            "{3/}a {1}b{/1}",
        ] {
            let mark = |lang| {
                let mut variant = coded(lang, notation);
                let ids = |code: &&mut InlineCode| code.id != "3";
                for code in variant.codes.iter_mut().filter(ids) {
                    code.type_ = Some(format!("mark:{kind}").into());
                    let begins = code.kind == CodeKind::Opening && !data.is_empty();
                    code.data = begins.then(|| (*data).into());
                }
                variant
            };
            let target = translated(mark("zh-Hans"));
            units.push(unit(units.len(), mark("en"), vec![target]));
        }
    }
    let said = |unit: &Unit| -> Vec<_> {
        let codes = unit.variants.iter().flat_map(|variant| &variant.codes);
        let said = codes.map(|code| (code.at, code.kind, code.type_.clone(), code.data.clone()));
        said.collect()
    };
    for promise in those(|promise| promise.codes && promise.format != Format::Tmx) {
        for (unit, read) in units.iter().zip(round(promise, &units)) {
            assert_eq!(said(&read), said(unit), "{}", promise.name);
        }
    }
}

#[test]
fn states_and_their_reasons_come_back() {
    let made_by = |state: State| MadeBy::ALL.map(|made_by| (state, made_by));
    let mut units = Vec::new();
    for (state, made_by) in State::ALL.into_iter().flat_map(made_by) {
        let mut target = Variant::new(tag("zh-Hans"), "译文");
        target.state = Some(state);
        target.made_by = Some(made_by);
        let nth = units.len();
        units.push(unit(
            nth,
            Variant::new(tag("en"), format!("Text {nth}")),
            vec![target],
        ));
    }
    for promise in PROMISES {
        for (read, unit) in round(promise, &units).iter().zip(&units) {
            let (read, unit) = (&read.variants[1], &unit.variants[1]);
            if !promise.states {
                assert_eq!(read.is_confirmed(), unit.is_confirmed(), "{}", promise.name);
                continue;
            }
            assert_eq!(read.state, unit.state, "{}: {unit:?}", promise.name);
            // XLIFF has no word for what a person did: that is what it is without a word.
            let human = Some(MadeBy::Human);
            let is_xliff = matches!(promise.format, Format::Xliff12 | Format::Xliff2(_));
            let is_silent = is_xliff && unit.made_by == human;
            // One word has room for one thing.
            let is_told_else =
                matches!(promise.format, Format::Xliff2(_)) && unit.state == Some(State::Rejected);
            if !is_silent && !is_told_else {
                assert_eq!(read.made_by, unit.made_by, "{}: {unit:?}", promise.name);
            }
        }
    }
}

#[test]
fn what_has_no_translation_is_written_where_a_format_has_a_place_for_it() {
    let plain = |lang: &str, text: &str| Variant::new(tag(lang), text);
    let units = [
        unit(0, plain("en", "one"), Vec::new()),
        unit(1, plain("en", "two"), vec![plain("zh-Hans", "")]),
        unit(
            2,
            plain("en", "three"),
            vec![translated(plain("zh-Hans", "三"))],
        ),
    ];
    for promise in PROMISES
        .iter()
        .filter(|promise| promise.format != Format::Jsonl)
    {
        let (bytes, report) = written(promise.format, &units);
        let (read, _) = read(promise.name, bytes);
        let expected = if promise.untranslated { 3 } else { 1 };
        assert_eq!(read.len(), expected, "{}", promise.name);
        assert_eq!(
            report.lost(Loss::NoTarget),
            3 - expected as u64,
            "{}",
            promise.name
        );
        assert!(
            read.iter()
                .flat_map(|unit| &unit.variants)
                .all(|v| !v.text.is_empty()),
            "{}: an empty translation is none",
            promise.name
        );
    }
}

#[test]
fn notes_fields_properties_and_alternatives_come_back_or_are_counted() {
    let mut target = translated(Variant::new(tag("zh-Hans"), "专利"));
    target.notes.push(Note {
        text: "看 <此>".to_owned(),
        from: None,
    });
    let other = translated(Variant::new(tag("zh-Hans"), "专利权"));
    let mut unit = unit(0, Variant::new(tag("en"), "patent"), vec![target, other]);
    unit.notes.push(Note {
        text: "a & b".to_owned(),
        from: None,
    });
    unit.fields.client = "WIPO".to_owned();
    unit.properties.push(Property {
        name: "x-a".to_owned(),
        value: "1 < 2".to_owned(),
    });
    for promise in PROMISES {
        let units = std::slice::from_ref(&unit);
        let read = &round(promise, units)[0];
        let (_, report) = written(promise.format, units);
        let name = promise.name;
        let lines = |unit: &Unit| -> Vec<String> {
            let of_texts = unit.variants.iter().flat_map(|variant| &variant.notes);
            let notes = of_texts.chain(&unit.notes);
            let lines = notes.flat_map(|note| note.text.lines().map(str::to_owned));
            let mut lines: Vec<String> = lines.collect();
            lines.sort();
            lines
        };
        match promise.notes {
            Notes::Placed => {
                assert_eq!(read.notes, unit.notes, "{name}");
                assert_eq!(read.variants[1].notes, unit.variants[1].notes, "{name}");
            }
            Notes::Lines => assert_eq!(lines(read), lines(&unit), "{name}"),
            Notes::Counted => assert_eq!(report.lost(Loss::Note), 2, "{name}"),
        }
        match promise.fields {
            true => assert_eq!(read.fields, unit.fields, "{name}"),
            false => assert_eq!(report.lost(Loss::Field), 1, "{name}"),
        }
        match promise.properties {
            true => assert_eq!(read.properties, unit.properties, "{name}"),
            false => assert_eq!(report.lost(Loss::Property), 1, "{name}"),
        }
        match promise.alternatives {
            Alternatives::Kept => assert_eq!(read.variants.len(), 3, "{name}"),
            Alternatives::Apart => assert_eq!(round(promise, units).len(), 2, "{name}"),
            Alternatives::Counted => assert_eq!(report.lost(Loss::Alternative), 1, "{name}"),
        }
    }
}

#[test]
fn a_file_is_read_in_whatever_encoding_it_may_come() {
    let units = difficult();
    for promise in PROMISES {
        let (bytes, _) = written(promise.format, &units);
        let Ok(text) = String::from_utf8(bytes.clone()) else {
            continue; // A workbook.
        };
        let text = text.trim_start_matches('\u{FEFF}');
        let expected = read(promise.name, bytes).0;
        let declared = |name: &str| match promise.encodings {
            Encodings::Declared { before, after } => text.replacen(
                &format!("{before}UTF-8{after}"),
                &format!("{before}{name}{after}"),
                1,
            ),
            Encodings::Shown | Encodings::One => text.to_owned(),
        };
        let wide = |to: fn(u16) -> [u8; 2], mark: bool| {
            let text = format!(
                "{}{}",
                if mark { "\u{FEFF}" } else { "" },
                declared("UTF-16")
            );
            text.encode_utf16().flat_map(to).collect::<Vec<u8>>()
        };
        let narrow = |encoding: &'static Encoding, name: &str| {
            let text = declared(name);
            let (bytes, _, unmappable) = encoding.encode(&text);
            assert!(!unmappable);
            bytes.into_owned()
        };
        let mut forms = vec![
            ("UTF-8 with a mark", format!("\u{FEFF}{text}").into_bytes()),
            ("UTF-8 without a mark", text.as_bytes().to_owned()),
        ];
        if promise.encodings != Encodings::One {
            forms.extend([
                ("UTF-16LE", wide(u16::to_le_bytes, true)),
                ("UTF-16BE", wide(u16::to_be_bytes, true)),
                ("UTF-16LE without a mark", wide(u16::to_le_bytes, false)),
                ("GB18030", narrow(GB18030, "GB18030")),
            ]);
        }
        for (name, bytes) in forms {
            println!("{} in {name}", promise.name);
            let (units, _) = read(promise.name, bytes);
            assert_eq!(units, expected, "{} in {name}", promise.name);
        }
    }
}

#[test]
fn the_same_units_are_the_same_bytes() {
    let target = translated(coded("zh-Hans", CODED[1].2));
    let units = [unit(0, coded("en", CODED[1].1), vec![target])];
    for promise in PROMISES {
        let bytes = || written(promise.format, &units).0;
        assert_eq!(bytes(), bytes(), "{}", promise.name);
    }
}
