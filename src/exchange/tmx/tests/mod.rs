//! What the reader tolerates, and what a file that we wrote comes back as.

mod codes;
mod damage;
mod encoding;
mod unit;

use super::{Reader, Writer};
use crate::exchange::inline::{Numbers, Piece, Role};
use crate::exchange::testing::{header, outgoing, tag, terms, units, written};
use crate::exchange::{Error, Incoming, Mend, Options, ReadHeader, UnitReader, UnitWriter as _};
use crate::unit::{InlineCode, Origin, State, Unit};

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

/// Gives the codes of a unit the numbers that TMX gives them, both halves of a pair the same.
fn renumber(unit: &mut Unit) {
    let before = unit.clone();
    let mut numbers = Numbers::default();
    for (variant, before) in unit.variants.iter_mut().zip(&before.variants) {
        let pieces = numbers.pieces(before);
        let codes = pieces.iter().filter_map(|piece| match piece {
            Piece::Code { code, number, role } => Some(((*code).clone(), *number, *role)),
            Piece::Text(_) => None,
        });
        let codes: Vec<_> = codes.collect();
        let renumbered = codes.iter().map(|(code, number, role)| {
            let opening = match role {
                Role::Closing(opening) => codes.iter().find(|(_, number, _)| number == opening),
                _ => None,
            };
            let (of, number, _) = opening.unwrap_or(&(code.clone(), *number, *role)).clone();
            InlineCode {
                id: number.to_string().into(),
                pair: None,
                type_: of.type_,
                ..code.clone()
            }
        });
        variant.codes = renumbered.collect();
    }
}

/// What TMX keeps of a unit (`schemas/tmx.md`).
fn kept(mut unit: Unit) -> Option<Unit> {
    unit.variants
        .retain(|v| [tag("en"), tag("zh-Hans")].contains(&v.lang) && !v.text.is_empty());
    if unit.variants.len() < 2 {
        return None;
    }
    for note in &mut unit.notes {
        note.from = None;
    }
    renumber(&mut unit);
    for variant in &mut unit.variants {
        variant.as_imported = None;
        variant.text = variant.text.replace(['\u{1A}', '\u{FFFF}'], "\u{FFFD}");
        let moment = variant.date.take();
        variant.date = moment.map(|date| date.parse::<jiff::Timestamp>().unwrap().to_string());
    }
    Some(unit)
}

#[test]
fn what_we_wrote_comes_back_equal() {
    let writer = Writer::new(Vec::new(), &header(), &Options::default()).unwrap();
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
        let mut read = incoming.into_unit(unit.origin.clone(), unit.id);
        // A translation of which nothing more is said is a translated one.
        for (read, unit) in read.variants.iter_mut().zip(&unit.variants) {
            let is_silent = read.state.is_none() && unit.state == Some(State::Translated);
            read.state = read.state.or(is_silent.then_some(State::Translated));
        }
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
    let mut writer = Writer::new(Vec::new(), &header(), &Options::default()).unwrap();
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
            "x-Context",
            "x-id"
        ]
    );
    assert_eq!(units[0].fields.client, "WIPO");
}

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
