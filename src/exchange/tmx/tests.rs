//! What the reader tolerates, and what a file that we wrote comes back as.

use proptest::prelude::*;

use super::{Reader, Writer};
use crate::exchange::testing::{header, outgoing, tag, terms, units, written};
use crate::exchange::{Error, Incoming, Mend, Options, ReadHeader, UnitReader, UnitWriter as _};
use crate::unit::{CodeKind, InlineCode, Origin, Property, Unit};

/// What came out of a file.
struct Found {
    header: ReadHeader,
    units: Vec<Incoming>,
    mends: Vec<Mend>,
    count: u64,
    error: Option<Error>,
}

impl Found {
    /// Languages and texts, unit by unit.
    fn texts(&self) -> Vec<Vec<(&str, &str)>> {
        self.units
            .iter()
            .map(|unit| {
                let texts = unit.variants.iter();
                texts.map(|v| (v.lang.given(), v.text.as_str())).collect()
            })
            .collect()
    }

    fn messages(&self) -> Vec<&str> {
        self.mends
            .iter()
            .map(|mend| mend.message.as_str())
            .collect()
    }

    /// The one unit of a file without an error.
    fn unit(&self) -> &Incoming {
        assert!(self.error.is_none(), "{:?}", self.error);
        let [unit] = self.units.as_slice() else {
            panic!("{} units", self.units.len());
        };
        unit
    }
}

fn read(bytes: impl AsRef<[u8]>) -> Found {
    let mut reader = match Reader::new(bytes.as_ref()) {
        Ok(reader) => reader,
        Err(error) => {
            return Found {
                header: ReadHeader::default(),
                units: Vec::new(),
                mends: Vec::new(),
                count: 0,
                error: Some(error),
            };
        }
    };
    let (mut units, mut error) = (Vec::new(), None);
    for unit in &mut reader {
        match unit {
            Ok(unit) => units.push(unit),
            Err(found) => error = Some(found),
        }
    }
    assert!(reader.next().is_none(), "a stream ends once");
    Found {
        header: reader.header().clone(),
        units,
        mends: reader.mends().listed().to_vec(),
        count: reader.mends().count(),
        error,
    }
}

const HEADER: &str = r#"<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/>"#;

/// A file with that body.
fn file(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n{HEADER}\n<body>\n{body}\n</body>\n</tmx>\n"
    )
}

/// A `tu` of English and Chinese.
fn tu(source: &str, target: &str) -> String {
    format!(
        "<tu><tuv xml:lang=\"en\"><seg>{source}</seg></tuv><tuv xml:lang=\"zh-CN\"><seg>{target}</seg></tuv></tu>"
    )
}

/// A file of one text, and what it is read as.
fn segment(seg: &str) -> (String, Vec<InlineCode>, Vec<String>) {
    let found = read(file(&tu(seg, "文")));
    let source = found.unit().variants[0].clone();
    let messages = found.messages().into_iter().map(str::to_owned);
    (source.text, source.codes, messages.collect())
}

fn position(error: &Error) -> (u64, u64, Option<u64>, u64) {
    match error {
        Error::Malformed { at, unit, fine, .. } => (at.line, at.column, *unit, *fine),
        error => panic!("{error}"),
    }
}

// What we wrote.

/// What TMX level 1 keeps of a unit (`schemas/tmx.md`).
fn kept(mut unit: Unit) -> Option<Unit> {
    unit.variants
        .retain(|v| [tag("en"), tag("zh-Hans")].contains(&v.lang) && !v.text.is_empty());
    if unit.variants.len() < 2 {
        return None;
    }
    for note in &mut unit.notes {
        note.from = None;
    }
    for variant in &mut unit.variants {
        variant.codes.clear();
        variant.as_imported = None;
        variant.text = variant.text.replace(['\u{1A}', '\u{FFFF}'], "\u{FFFD}");
        let moment = variant.date.take();
        variant.date = moment.map(|date| date.parse::<jiff::Timestamp>().unwrap().to_string());
    }
    Some(unit)
}

#[test]
fn what_we_wrote_comes_back_equal() {
    let writer = Writer::new(Vec::new(), &header(), Options::default()).unwrap();
    let (text, _) = written(Box::new(writer));
    let found = read(&text);
    assert!(found.error.is_none());
    assert_eq!(found.messages(), [""; 0]);
    assert_eq!(found.header.tool.as_deref(), Some("yiku"));
    assert_eq!(found.header.date, header().date);
    assert_eq!(found.header.source, Some(tag("en")));
    let expected: Vec<Unit> = units().into_iter().filter_map(kept).collect();
    assert_eq!(found.units.len(), expected.len());
    for (incoming, unit) in found.units.into_iter().zip(expected) {
        assert_eq!(incoming.given_id, Some(unit.id.to_string()));
        let read = incoming.into_unit(unit.origin.clone(), unit.id);
        assert_eq!(read, unit);
    }
}

#[test]
fn what_was_read_and_written_reads_the_same() {
    let first = file(&format!(
        "<tu tuid=\"7\"><note>a &amp; b</note><prop type=\"x-Context\">1, 2</prop>\
         <prop type=\"client\">WIPO</prop><prop type=\"x-document\">a.docx</prop>\
         <prop type=\"x-Name:SingleString\">é</prop><prop type=\"x-Context\">3, 4</prop>\
         <tuv xml:lang=\"en\"><prop type=\"x-context-pre\">&lt;seg>Hello&lt;/seg></prop><seg>One</seg></tuv>\
         <tuv xml:lang=\"zh-Hans\" changeid=\"李\"><note>n1</note><note>n2</note><seg>一</seg></tuv></tu>{}",
        tu("Two", "二")
    ));
    let unit = |incoming: &Incoming| {
        let id = crate::unit::UnitId([7; 16]);
        incoming
            .clone()
            .into_unit(Origin::Memory("m".to_owned()), id)
    };
    let units: Vec<Unit> = read(first).units.iter().map(unit).collect();
    let terms = terms();
    let mut writer = Writer::new(Vec::new(), &header(), Options::default()).unwrap();
    for outgoing in outgoing(&units, &terms) {
        writer.unit(&outgoing).unwrap();
    }
    let again = read(Box::new(writer).finish().unwrap().0);
    assert_eq!(again.units.iter().map(unit).collect::<Vec<_>>(), units);
    let names: Vec<&str> = units[0]
        .properties
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "x-document",
            "x-Context",
            "x-Name:SingleString",
            "x-Context"
        ]
    );
    assert_eq!(units[0].fields.client, "WIPO");
}

// What files are written in.

#[test]
fn every_encoding_is_read() {
    let body = tu("Café – §", "专利合作条约，知识产权。");
    let xml = |declared: &str| file(&body).replace("UTF-8", declared);
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    };
    let marked = |text: String| format!("\u{FEFF}{text}");
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let said: &[&str] = &["the file is not in the encoding that it declares"];
    for (name, bytes, encoding, mends) in [
        ("UTF-8", xml("UTF-8").into_bytes(), "UTF-8", &[][..]),
        (
            "UTF-8 with mark",
            marked(xml("UTF-8")).into_bytes(),
            "UTF-8",
            &[],
        ),
        (
            "no declaration",
            xml("")
                .replace("<?xml version=\"1.0\" encoding=\"\"?>", "")
                .into_bytes(),
            "UTF-8",
            &[],
        ),
        (
            "UTF-16LE",
            utf16(&marked(xml("UTF-16")), u16::to_le_bytes),
            "UTF-16LE",
            &[],
        ),
        (
            "UTF-16BE",
            utf16(&marked(xml("UTF-16")), u16::to_be_bytes),
            "UTF-16BE",
            &[],
        ),
        (
            "UTF-16 unmarked",
            utf16(&xml("UTF-16"), u16::to_le_bytes),
            "UTF-16LE",
            &["UTF-16 without a byte-order mark"],
        ),
        (
            "UTF-16 that says UTF-8",
            utf16(&marked(xml("utf-8")), u16::to_le_bytes),
            "UTF-16LE",
            said,
        ),
        (
            "UTF-8 that says UTF-16",
            xml("UTF-16").into_bytes(),
            "UTF-8",
            said,
        ),
        ("GB18030", gb(&xml("GB18030")), "gb18030", &[]),
        ("gb2312", gb(&xml("gb2312")), "GBK", &[]),
        (
            "GBK that says UTF-8",
            gb(&xml("UTF-8").replace("é", "")),
            "GBK",
            said,
        ),
        (
            "GBK that says nothing",
            gb(&xml("x-unknown").replace("é", "")),
            "GBK",
            said,
        ),
        (
            "UTF-8 that says windows-1252",
            xml("windows-1252").into_bytes(),
            "UTF-8",
            said,
        ),
        (
            "UTF-8 that says GBK",
            xml("GBK").into_bytes(),
            "UTF-8",
            said,
        ),
    ] {
        let found = read(bytes);
        let unit = found.unit();
        assert_eq!(unit.variants[1].text, "专利合作条约，知识产权。", "{name}");
        assert!(unit.variants[0].text.starts_with("Caf"), "{name}");
        assert_eq!(found.header.encoding, encoding, "{name}");
        let kinds: Vec<_> = found
            .messages()
            .iter()
            .map(|m| m.split(": ").next().unwrap().to_owned())
            .collect();
        assert!(
            mends.iter().all(|mend| kinds.contains(&(*mend).to_owned())),
            "{name}: {kinds:?}"
        );
        assert_eq!(kinds.is_empty(), mends.is_empty(), "{name}: {kinds:?}");
    }
}

#[test]
fn a_legacy_code_page_is_believed_where_it_is_right() {
    let text = file(&tu("Test characters: é à œ", "n")).replace("UTF-8", "windows-1252");
    let bytes = encoding_rs::WINDOWS_1252.encode(&text).0;
    let found = read(&bytes);
    assert_eq!(found.unit().variants[0].text, "Test characters: é à œ");
    assert_eq!((found.header.encoding, found.count), ("windows-1252", 0));
    // Two characters that could be two-byte UTF-8.
    let text = file(&tu("Unicom", "联通")).replace("UTF-8", "GBK");
    let found = read(encoding_rs::GBK.encode(&text).0);
    assert_eq!(found.unit().variants[1].text, "联通");
}

#[test]
fn the_first_byte_that_is_not_ascii_decides_however_late_it_comes() {
    let many: String = (0..3_000).map(|n| tu(&format!("Claim {n}"), "n")).collect();
    let text = file(&format!("{many}\n{}", tu("Café", "专利合作条约")));
    let found = read(encoding_rs::GBK.encode(&text.replace("é", "")).0);
    assert_eq!(found.units.len(), 3_001);
    assert_eq!(found.units[3_000].variants[1].text, "专利合作条约");
    assert_eq!(found.mends[0].line, 6);
    let broken = text.replace("Café", "Caf\u{0}").into_bytes();
    let broken: Vec<u8> = broken
        .into_iter()
        .map(|b| if b == 0 { 0xE9 } else { b })
        .collect();
    let found = read(broken);
    assert_eq!(found.units[3_000].variants[0].text, "Caf\u{FFFD}");
    assert_eq!(found.units[3_000].variants[1].text, "专利合作条约");
    assert!(
        found.messages()[0].starts_with("bytes that are no character"),
        "{:?}",
        found.messages()
    );
}

#[test]
fn small_reads_make_no_difference() {
    struct Drops<'a>(&'a [u8]);
    impl std::io::Read for Drops<'_> {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let length = out.len().min(1);
            std::io::Read::read(&mut self.0, &mut out[..length])
        }
    }
    let text = file(&tu("A𠮷é", "专利\r\n“合作”&#x4E2D;"));
    let units: Vec<_> = Reader::new(Drops(text.as_bytes()))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(units, read(&text).units);
    assert_eq!(units[0].variants[1].text, "专利\n“合作”中");
}

// What stands around the units.

#[test]
fn document_types_are_neither_fetched_nor_expanded() {
    let bomb = "<!DOCTYPE tmx SYSTEM \"http://127.0.0.1:1/tmx14.dtd\" [\n<!ENTITY a \"aaaaaaaaaa\">\n\
                <!ENTITY b \"&a;&a;&a;\">\n<!ENTITY x SYSTEM \"file:///etc/passwd\">\n]>";
    let text = file(&tu("&b;, &x; and &nbsp;", "文")).replace("<tmx ", &format!("{bomb}<tmx "));
    let found = read(text);
    assert_eq!(found.unit().variants[0].text, "&b;, &x; and &nbsp;");
    assert_eq!(found.count, 4);
    assert_eq!(
        found.mends[0].message,
        "the entities that the DOCTYPE declares were not read"
    );
    assert!(found.mends[1].message.ends_with(": &b;"));
    for doctype in [
        "<!DOCTYPE tmx SYSTEM \"tmx11.dtd\">",
        "<!DOCTYPE tmx PUBLIC \"-//LISA OSCAR:1998//DTD for Translation Memory eXchange//EN\" \"tmx14.dtd\" >",
    ] {
        let text = file(&tu("a", "b")).replace("<tmx ", &format!("{doctype}\n<tmx "));
        assert_eq!(read(text).count, 0);
    }
}

#[test]
fn every_version_is_read() {
    for (version, mends) in [
        ("version=\"1.1\"", 0),
        ("version=\"1.2\"", 0),
        ("version=\"1.3\"", 0),
        ("version=\"1.4b\"", 1),
        ("version=\"2.0\"", 1),
        ("", 1),
    ] {
        let found = read(file(&tu("a", "b")).replace("version=\"1.4\"", version));
        assert_eq!(found.unit().variants.len(), 2, "{version}");
        assert_eq!(found.count, mends, "{version}");
    }
}

#[test]
fn lang_is_read_where_xml_lang_is_missing() {
    let old = file(&tu("a", "b").replace("xml:lang", "lang"));
    let found = read(&old);
    assert_eq!(found.texts(), [[("en", "a"), ("zh-CN", "b")]]);
    assert_eq!(found.count, 2);
    assert_eq!(read(old.replace("1.4", "1.1")).count, 0);
    let both = file(&tu("a", "b").replace("xml:lang=\"en\"", "lang=\"fr\" xml:lang=\"en\""));
    assert_eq!(read(both).texts(), [[("en", "a"), ("zh-CN", "b")]]);
}

#[test]
fn comments_instructions_cdata_and_foreign_elements_stand_anywhere() {
    let body = "<!-- <tu> --><?tool x?><ex:note xmlns:ex=\"urn:x\">no</ex:note>stray\
                <tu ex:a=\"1\"><!-- c --><tuv xml:lang=\"en\"><?p?><seg>a<!-- c --><![CDATA[<b> & ]]>b<?p?>c</seg>\
                <ex:x><seg>no</seg></ex:x></tuv><tuv xml:lang=\"fr\"><seg>d</seg></tuv></tu>";
    let found = read(file(body));
    assert_eq!(found.texts(), [[("en", "a<b> & bc"), ("fr", "d")]]);
    assert_eq!(
        found.messages(),
        [
            "not a part of TMX here; it was not read: <ex:note>",
            "text between elements was not read: stray",
            "not a part of TMX here; it was not read: <ex:x>",
        ]
    );
    assert_eq!((found.mends[0].line, found.mends[0].unit), (5, None));
    assert_eq!(found.mends[2].unit, Some(1));
}

#[test]
fn the_header_keeps_its_notes_and_properties() {
    let head = HEADER.replace(
        "/>",
        " creationdate=\"20240920T083005Z\"><note>n</note><prop type=\"targetlang\">zh</prop>\
         <ude name=\"MacRoman\" base=\"Macintosh\"><map unicode=\"#xF8FF\" code=\"#xF0\"/></ude></header>",
    );
    let found = read(file("").replace(HEADER, &head));
    assert_eq!(found.header.date.as_deref(), Some("2024-09-20T08:30:05Z"));
    assert_eq!(found.header.notes[0].text, "n");
    assert_eq!(found.header.properties[0].value, "zh");
    assert_eq!(
        found.messages(),
        ["a ude (characters of a private encoding) was not read: MacRoman"]
    );
    assert!(found.units.is_empty() && found.error.is_none());
}

// Languages and texts.

#[test]
fn the_source_is_found_whatever_the_tags_look_like() {
    let pair = |srclang: &str, first: &str, second: &str| {
        let unit = format!(
            "<tu><tuv xml:lang=\"{first}\"><seg>a</seg></tuv><tuv xml:lang=\"{second}\"><seg>b</seg></tuv></tu>"
        );
        let found = read(file(&unit).replace("srclang=\"en\"", srclang));
        (found.unit().source_lang.given().to_owned(), found.count)
    };
    let en = "srclang=\"EN\"";
    assert_eq!(pair(en, "En-uS", "ZH"), ("En-uS".to_owned(), 0));
    assert_eq!(pair(en, "zh_cn", "en_us"), ("en_us".to_owned(), 0));
    assert_eq!(
        pair("srclang=\"en-GB\"", "fr", "en-US"),
        ("en-US".to_owned(), 0)
    );
    assert_eq!(pair("srclang=\"*all*\"", "fr", "en"), ("fr".to_owned(), 0));
    assert_eq!(pair(en, "fr", "de"), ("fr".to_owned(), 1));
    assert_eq!(pair("", "fr", "de"), ("fr".to_owned(), 1));
    assert_eq!(pair("srclang=\"12345\"", "fr", "de"), ("fr".to_owned(), 1));
}

#[test]
fn without_a_header_the_first_unit_says_the_source() {
    let text = file(&format!(
        "{}<tu><tuv xml:lang=\"zh-CN\"><seg>二</seg></tuv><tuv xml:lang=\"en\"><seg>two</seg></tuv></tu>",
        tu("one", "一")
    ));
    let found = read(text.replace(HEADER, ""));
    let sources: Vec<_> = found.units.iter().map(Incoming::identity).collect();
    assert_eq!(sources, ["one", "two"]);
    assert_eq!(found.count, 1);
    assert!(found.messages()[0].starts_with("no header"));
}

#[test]
fn each_unit_may_have_its_own_source_and_any_number_of_texts() {
    let body = "<tu srclang=\"fr\"><tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv xml:lang=\"fr\"><seg>b</seg></tuv>\
                <tuv xml:lang=\"de\"><seg>c</seg></tuv><tuv xml:lang=\"de\"><seg>d</seg></tuv></tu>\
                <tu><tuv xml:lang=\"en\"><seg>alone</seg></tuv></tu><tu><tuv xml:lang=\"de\"><seg>allein</seg></tuv></tu>";
    let found = read(file(body));
    assert_eq!(found.units[0].identity(), "b");
    assert_eq!(
        found.texts()[0],
        [("en", "a"), ("fr", "b"), ("de", "c"), ("de", "d")]
    );
    assert_eq!(found.units[1].source_lang, tag("en"));
    assert_eq!(found.units[2].source_lang, tag("en"));
    assert_eq!(
        found.messages(),
        ["a unit with one text only, which is not in its source language: en"]
    );
}

#[test]
fn texts_that_say_nothing_are_left_out_and_said() {
    let body = format!(
        "{}\n{}\n<tu/>\n<tu><tuv xml:lang=\"en\"/><tuv><seg>x</seg></tuv><tuv xml:lang=\"?\"><seg>y</seg></tuv></tu>\n{}",
        tu("a", " \u{A0}\n"),
        tu("", ""),
        tu(" a\n b ", "<ph x=\"1\"/>")
    );
    let found = read(file(&body));
    let numbers: Vec<_> = found.units.iter().map(|unit| unit.number).collect();
    assert_eq!(numbers, [1, 5]);
    assert_eq!(found.units[1].variants[0].text, " a\n b ");
    assert_eq!(found.units[1].variants[1].codes.len(), 1);
    assert_eq!(
        found.messages(),
        [
            "an empty text was left out: zh-CN",
            "an empty text was left out: en",
            "an empty text was left out: zh-CN",
            "a unit without a text was left out",
            "a unit without a text was left out",
            "a text without a seg was left out: en",
            "a text without a language was left out",
            "a text of no known language was left out: ?",
            "a unit without a text was left out",
        ]
    );
    assert_eq!(found.mends[1].line, 7);
    assert_eq!(found.mends[1].unit, Some(2));
}

#[test]
fn several_segs_of_a_tuv_are_alternatives() {
    let found = read(file(&tu("a", "b</seg><seg>c")));
    assert_eq!(
        found.texts(),
        [[("en", "a"), ("zh-CN", "b"), ("zh-CN", "c")]]
    );
    assert_eq!(found.count, 1);
}

#[test]
fn notes_properties_authors_and_dates_stand_where_they_belong() {
    let body = "<tu changeid=\"mq\" changedate=\"2024-09-20T08:30:05\"><prop type=\"x-b\">1</prop><note>u</note>\
        <prop>2</prop><prop type=\"x-a\"><b>3</b></prop>\
        <tuv xml:lang=\"en\"><seg>a</seg><prop type=\"late\">4</prop></tuv>\
        <tuv xml:lang=\"fr\" creationid=\"c\" creationdate=\"20200101T000000Z\"><seg>b</seg></tuv>\
        <tuv xml:lang=\"de\" changedate=\"gestern\"><prop type=\"x-origin\">TM</prop><prop type=\"x-score\">101</prop>\
        <prop type=\"x-state\">final</prop><prop type=\"x-state\">draft</prop><seg>c</seg></tuv></tu>";
    let found = read(file(body));
    let unit = found.unit();
    let properties = |list: &[Property]| -> Vec<(String, String)> {
        list.iter()
            .map(|p| (p.name.clone(), p.value.clone()))
            .collect()
    };
    let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect()
    };
    assert_eq!(
        properties(&unit.properties),
        pairs(&[("x-b", "1"), ("", "2"), ("x-a", "3")])
    );
    assert_eq!(unit.notes[0].text, "u");
    let [en, fr, de] = unit.variants.as_slice() else {
        panic!("three texts");
    };
    assert_eq!(properties(&en.properties), pairs(&[("late", "4")]));
    assert_eq!((en.author.as_deref(), en.date.as_deref()), (None, None));
    assert_eq!(
        (fr.author.as_deref(), fr.date.as_deref()),
        (Some("c"), Some("2020-01-01T00:00:00Z"))
    );
    assert_eq!(
        (de.author.as_deref(), de.date.as_deref()),
        (Some("mq"), Some("2024-09-20T08:30:05Z"))
    );
    assert_eq!(de.state, Some(crate::unit::State::Final));
    assert_eq!(
        properties(&de.properties),
        pairs(&[("x-origin", "TM"), ("x-score", "101"), ("x-state", "draft")])
    );
    assert_eq!(
        found.messages(),
        [
            "a prop without type was kept without a name",
            "an element where only text may stand; its text was kept: <b>",
            "a date that is none was left out: gestern",
        ]
    );
}

// Inline codes.

fn code(at: u32, kind: CodeKind, id: &str, type_: Option<&str>, data: Option<&str>) -> InlineCode {
    InlineCode {
        at,
        kind,
        id: id.to_owned(),
        pair: None,
        type_: type_.map(str::to_owned),
        data: data.map(str::to_owned),
    }
}

#[test]
fn codes_stand_beside_the_text_with_their_native_code() {
    use CodeKind::{Alone, Closing, Opening};
    let (text, codes, mends) = segment(
        "Click <bpt i=\"1\" x=\"4\" type=\"bold\">&lt;b&gt;</bpt>here<ept i=\"1\">&lt;/b&gt;</ept>\
         <ph x=\"2\" type=\"image\">&lt;img/&gt;</ph> 中<ut>{\\b</ut><ph/><it pos=\"begin\" x=\"9\">&lt;i></it> \
         <hi type=\"term\" x=\"7\">patent</hi>.",
    );
    assert_eq!(text, "Click here 中 patent.");
    assert_eq!(
        codes,
        [
            code(6, Opening, "4", Some("bold"), Some("<b>")),
            code(10, Closing, "4", Some("bold"), Some("</b>")),
            code(10, Alone, "2", Some("image"), Some("<img/>")),
            code(14, Alone, "1", None, Some("{\\b")),
            code(14, Alone, "2", None, None),
            code(14, Opening, "9", None, Some("<i>")),
            code(15, Opening, "7", Some("term"), None),
            code(21, Closing, "7", Some("term"), None),
        ]
    );
    assert!(mends.is_empty(), "{mends:?}");
}

#[test]
fn overlapping_codes_pair_by_i() {
    let ids =
        |seg: &str| -> Vec<String> { segment(seg).1.into_iter().map(|code| code.id).collect() };
    let overlap = "<bpt i=\"1\"/>a<bpt i=\"2\"/>b<ept i=\"1\"/>c<ept i=\"2\"/>";
    assert_eq!(ids(overlap), ["1", "2", "1", "2"]);
    let same_x = overlap.replace("<bpt ", "<bpt x=\"5\" ");
    assert_eq!(ids(&same_x), ["5", "5.2", "5", "5.2"]);
}

#[test]
fn codes_without_their_half_are_kept_and_said() {
    for (seg, kinds, mend) in [
        (
            "a<bpt i=\"1\"/>b",
            1,
            "a bpt without its ept was kept unpaired: i=\"1\"",
        ),
        (
            "a<ept i=\"1\"/>b",
            1,
            "an ept without its bpt was kept unpaired: <ept i=\"1\">",
        ),
        (
            "<bpt/>ab<ept i=\"\"/>",
            2,
            "a bpt without i was taken to end with the next ept: <bpt>",
        ),
        (
            "<bpt i=\"3\"/>ab<ept/>",
            2,
            "an ept without i was taken to end the bpt before it: <ept>",
        ),
        (
            "a<it/>b",
            1,
            "an it without pos was taken for a code that stands alone: <it>",
        ),
        (
            "<bpt i=\"1\"/><bpt i=\"1\"/>ab<ept i=\"1\"/><ept i=\"1\"/>",
            4,
            "two bpt of the same i are open; the ept ends the later one: i=\"1\"",
        ),
    ] {
        let (text, codes, mends) = segment(seg);
        assert_eq!((text.as_str(), codes.len()), ("ab", kinds), "{seg}");
        assert_eq!(mends, [mend], "{seg}");
    }
}

#[test]
fn a_sub_stays_in_its_code_and_foreign_tags_become_codes() {
    let (text, codes, mends) =
        segment("a<ph>&lt;img alt=\"<sub>a <ph>x</ph>tree</sub>\"></ph>b <sub>c</sub>");
    assert_eq!(text, "ab c");
    assert_eq!(codes[0].data.as_deref(), Some("<img alt=\"a xtree\">"));
    assert_eq!(mends.len(), 3);
    let (text, codes, mends) =
        segment("a <b class=\"x&amp;y\">bold</b><br/> <g id=\"1\"><x id=\"2\"/></g>");
    assert_eq!(text, "a bold ");
    let data: Vec<_> = codes
        .iter()
        .filter_map(|code| code.data.as_deref())
        .collect();
    assert_eq!(
        data,
        [
            "<b class=\"x&amp;y\">",
            "</b>",
            "<br/>",
            "<g id=\"1\">",
            "<x id=\"2\"/>",
            "</g>"
        ]
    );
    assert_eq!(mends.len(), 4);
}

// Damage.

#[test]
fn characters_and_ampersands_that_xml_forbids_are_mended() {
    let (text, _, mends) =
        segment("R&D at AT&T & Q&A; a\u{1}b&#x1F;c\u{FFFF}&#xD800; &#20013;&#x4e2d;&#13;");
    assert_eq!(
        text,
        "R&D at AT&T & Q&A; a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD} 中中\r"
    );
    let illegal = mends.iter().filter(|mend| mend.contains("U+FFFD")).count();
    assert_eq!((illegal, mends.len()), (4, 8));
    let found = read(file(
        &tu("a", "b").replace("<tu>", "<tu tuid=\"a&amp;b &lt; R&D \u{2}\tx\" tuid=\"2\">"),
    ));
    assert_eq!(
        found.unit().given_id.as_deref(),
        Some("a&b < R&D \u{FFFD} x")
    );
    assert_eq!(found.count, 3);
}

#[test]
fn a_file_that_is_cut_off_gives_what_was_whole_and_then_says_where_it_ends() {
    let whole = file(&format!("{}\n{}", tu("one", "一"), tu("two", "二")));
    let end = whole.find("二").unwrap();
    let found = read(&whole[..end]);
    assert_eq!(found.texts(), [[("en", "one"), ("zh-CN", "一")]]);
    let error = found.error.unwrap();
    assert_eq!(position(&error), (6, 71, Some(2), 1));
    assert_eq!(
        error.to_string(),
        "line 6, column 71, unit 2: the file ends here, before its elements do: it is cut off; 1 unit before it can be read"
    );
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let found = read(&whole[..end]);
        assert_eq!(
            found.error.is_some(),
            !whole[..end].contains("</tmx>"),
            "{end}"
        );
        assert_eq!(
            found.units.len(),
            whole[..end].matches("</tu>").count(),
            "{end}"
        );
    }
}

#[test]
fn what_is_malformed_is_said_with_its_place() {
    let second = |seg: &str| file(&format!("{}\n{}", tu("one", "一"), tu("二", seg)));
    for (bytes, place, words) in [
        (
            second("b</tuv>"),
            (6, 70, Some(2), 1),
            "</tuv> stands where </seg> must",
        ),
        (second("a < b"), (6, 71, Some(2), 1), ""),
        (second("<ph x=1/>"), (6, 69, Some(2), 1), ""),
        (String::new(), (1, 1, None, 0), "the file is empty"),
        (" \n".to_owned(), (2, 1, None, 0), "the file is empty"),
        ("plain text".to_owned(), (1, 1, None, 0), "begins with text"),
        (
            "<?xml version=\"1.0\"?>\n<xliff/>".to_owned(),
            (2, 1, None, 0),
            "begins with <xliff>",
        ),
    ] {
        let error = read(&bytes).error.unwrap();
        assert_eq!(position(&error), place, "{error}");
        assert!(error.to_string().contains(words), "{error}");
    }
    for start in ["\u{1F}\u{8B}\u{8}", "PK\u{3}\u{4}"] {
        let bytes: Vec<u8> = start.chars().map(|c| c as u8).collect();
        let error = read(bytes).error.unwrap();
        assert!(error.to_string().contains("compressed"), "{error}");
    }
}

#[test]
fn what_follows_the_end_is_not_read_and_said() {
    let twice = format!("{}\n<!-- end -->{}", file(&tu("a", "b")), &file("")[39..]);
    let found = read(twice);
    assert_eq!(found.unit().identity(), "a");
    assert_eq!(
        found.messages(),
        ["not a part of TMX here; it was not read: <tmx>"]
    );
}

#[test]
fn limits_are_said() {
    let deep = file(&tu(&"<hi>".repeat(300), "b"));
    let wide: String = (0..300).map(|n| format!(" a{n}=\"\"")).collect();
    let wide = file(&tu("a", "b").replace("<tu>", &format!("<tu{wide}>")));
    let long =
        file(&tu("a", "b").replace("<tu>", &format!("<tu tuid=\"{}\">", "x".repeat(1 << 21))));
    let huge = file(&tu(&"x ".repeat(34 << 20), "b"));
    let many = file(&tu(
        &format!("<ph/>{}", "x".repeat(1 << 20)).repeat(65),
        "b",
    ));
    let codes = file(&tu(&"<ph/>".repeat(10_001), "b"));
    for (bytes, words) in [
        (deep, "nest deeper than 256"),
        (wide, "more than 256 attributes"),
        (long, "a tag has more than 1 MiB"),
        (huge, "more than 64 MiB"),
        (many, "a unit or header has more than 64 MiB"),
        (codes, "a seg has more than 10000 codes"),
    ] {
        let error = read(bytes).error.unwrap().to_string();
        assert!(
            error.contains(words) && error.contains("which is the limit"),
            "{error}"
        );
    }
}

#[test]
fn a_fault_in_every_unit_is_counted_and_listed_a_few_times() {
    let body: String = (0..500).map(|n| tu(&format!("{n}"), "")).collect();
    let found = read(file(&body));
    assert_eq!(
        (found.units.len(), found.count, found.mends.len()),
        (500, 500, 10)
    );
}

proptest! {
    #[test]
    fn any_bytes_end_in_units_or_an_error(bytes: Vec<u8>, prefix in 0..3_usize) {
        let start = ["", "<tmx><body><tu><tuv lang='en'><seg>", "\u{FEFF}<tmx>"][prefix];
        let mut all = start.as_bytes().to_vec();
        all.extend(bytes);
        read(all);
    }

    #[test]
    fn a_file_changed_anywhere_ends_in_units_or_an_error(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..6),
        wide: bool,
    ) {
        let writer = Writer::new(Vec::new(), &header(), Options::default()).unwrap();
        let (mut text, _) = written(Box::new(writer));
        text = text.replace("</body>", &format!("{}</body>", segment_of_codes()));
        let mut bytes = match wide {
            true => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            false => text.into_bytes(),
        };
        for (at, from, byte) in changes {
            let at = at.index(bytes.len());
            match byte % 4 {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                2 => bytes.insert(at, byte),
                _ => {
                    let from = from.index(bytes.len());
                    let piece: Vec<u8> = bytes.iter().skip(from).take(40).copied().collect();
                    bytes.splice(at..at, piece);
                }
            }
        }
        read(bytes);
    }

    #[test]
    fn any_text_comes_back(source in "\\PC{0,20}[a&<>\\]中𠮷 \r\n\t\"']{1,9}", target in "[\\PC\r\n]{1,20}") {
        let mut unit = units().remove(1);
        unit.variants[0].text.clone_from(&source);
        unit.variants[1].text.clone_from(&target);
        let mut writer = Writer::new(Vec::new(), &header(), Options::default()).unwrap();
        writer.unit(&outgoing(&[unit.clone()], &[])[0]).unwrap();
        let found = read(Box::new(writer).finish().unwrap().0);
        let blank = source.trim().is_empty() || target.trim().is_empty();
        prop_assert_eq!(found.units.len(), usize::from(!blank));
        if let Some(read) = found.units.first() {
            prop_assert_eq!(&read.variants[0].text, &source);
            prop_assert_eq!(&read.variants[1].text, &target);
        }
    }
}

/// A unit with every inline element.
fn segment_of_codes() -> String {
    tu(
        "<bpt i=\"1\">&lt;b></bpt>a<ept i=\"1\"/><hi>b</hi><it pos=\"end\"/><ut>c</ut><ph><sub>d</sub></ph><![CDATA[e]]>",
        "&#20013;<!-- f --><?g?>",
    )
}
