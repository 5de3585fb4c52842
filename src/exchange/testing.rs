//! Units for the tests of every writer: the release's own sentences, and everything a unit can
//! hold that a format may break on. And what tests of files have in common.

use std::path::{Path, PathBuf};

use quick_xml::events::Event;

use super::validate::{Fault, validate};
use super::{Context, Header, KnownTerm, Layout, Outgoing, Place, Tags, UnitWriter, termbase};
use crate::text::LangTag;
use crate::unit::{
    CodeKind, Fields, InlineCode, MadeBy, Note, Origin, Property, State, Unit, UnitId, Variant,
};

/// Characters that XML, CSV and terminals treat in their own way.
pub(super) const SPECIAL: &str = " & < > ' \" ]]> <![CDATA[ &amp; a\u{A0}b \u{1F468}\u{200D}\u{1F469} \u{20BB7}\t\r\n\u{2028}\u{85} ";

/// A character no XML file may hold.
pub(super) const FORBIDDEN: char = '\u{1A}';

pub(super) fn tag(given: &str) -> LangTag {
    LangTag::parse(given).unwrap()
}

/// Reads a table of terms in CSV, from English to Chinese.
pub(super) fn read_terms(text: &str) -> Result<termbase::Termbase, super::Error> {
    let options = termbase::Options {
        source: tag("en"),
        target: tag("zh-Hans"),
        columns: termbase::Mapping::default(),
    };
    let layout = termbase::Layout::Table(super::table::Layout::Csv);
    termbase::read(text, layout, &options)
}

pub(super) fn header() -> Header {
    Header {
        source: tag("en"),
        target: tag("zh-Hans"),
        tags: Tags::default(),
        date: Some("2024-09-20T08:30:05Z".to_owned()),
    }
}

pub(super) fn terms() -> Vec<KnownTerm> {
    vec![
        KnownTerm {
            source: "CNIPA".to_owned(),
            targets: vec!["国家知识产权局".to_owned(), "国知局".to_owned()],
            forbidden: vec!["中国专利局 <旧>".to_owned()],
            definition: "China's patent & trademark office.".to_owned(),
        },
        KnownTerm {
            source: "NCAC".to_owned(),
            targets: vec![],
            forbidden: vec!["版权办".to_owned()],
            definition: String::new(),
        },
    ]
}

fn code(at: u32, kind: CodeKind, id: &str, type_: Option<&str>, data: Option<&str>) -> InlineCode {
    InlineCode {
        at,
        kind,
        id: id.into(),
        pair: None,
        type_: type_.map(Into::into),
        data: data.map(Into::into),
    }
}

pub(super) fn unit(source: &str, targets: &[&str]) -> Unit {
    let origin = Origin::Document("release".to_owned());
    let mut variants = vec![Variant::new(tag("en"), source)];
    for target in targets {
        let mut variant = Variant::new(tag("zh-Hans"), *target);
        variant.state = Some(State::Translated);
        variant.made_by = Some(MadeBy::Human);
        variants.push(variant);
    }
    Unit {
        id: UnitId::new(&origin, source, 0),
        origin,
        source_lang: tag("en"),
        variants,
        cuts: Vec::new(),
        fields: Fields::default(),
        notes: Vec::new(),
        properties: Vec::new(),
    }
}

/// Units of a document: number 1 on, then one of an imported memory.
pub(super) fn units() -> Vec<Unit> {
    let title = "WIPO Director General Wraps Up Visit to China";
    let mut units = vec![
        unit(
            title,
            &["产权组织总干事结束访华行程", "产权组织总干事访华圆满结束"],
        ),
        unit("September 16, 2024", &["2024年9月16日"]),
        unit(SPECIAL, &[SPECIAL]),
        unit(
            &format!("A{FORBIDDEN}B"),
            &[&format!("甲{FORBIDDEN}乙\u{FFFF}")],
        ),
        unit(
            "The Director General also underlined the rich cultural heritage of the province.",
            &[""],
        ),
        unit(title, &["世界知识产权组织总干事结束对华访问"]),
        unit("Click here for the IP office.", &["点此进入知识产权局。"]),
        unit(
            "Mr. Tang met with Mr. Yin Hong. He thanked him.",
            &["邓先生会见了尹弘先生，并向他表示感谢。"],
        ),
    ];
    for (unit, (state, made_by)) in units.iter_mut().zip([
        (State::Final, MadeBy::Human),
        (State::Reviewed, MadeBy::Exact),
        (State::Translated, MadeBy::Aligned),
        (State::Rejected, MadeBy::Propagated),
        (State::Draft, MadeBy::Human),
        (State::Draft, MadeBy::Machine),
        (State::Draft, MadeBy::Fuzzy),
        (State::Translated, MadeBy::Context),
    ]) {
        unit.variants[1].state = Some(state);
        unit.variants[1].made_by = Some(made_by);
        unit.variants[1].score = Some(87);
    }
    for (nth, unit) in units.iter_mut().enumerate() {
        let nth = u32::try_from(nth).unwrap();
        unit.id = UnitId::new(&unit.origin, &unit.variants[0].text, nth);
    }
    units[0].variants[1].locked = Some("title agreed with <client>".to_owned());
    units[0].variants[1].author = Some("Li \"李\"".to_owned());
    units[0].variants[1].date = Some("2024-09-20T16:30:05+08:00".to_owned());
    units[0].variants[1].as_imported = Some("产权组织总干事结束访问".to_owned());
    units[0].notes.push(Note {
        text: "Headline & lead".to_owned(),
        from: Some("editor".to_owned()),
    });
    units[0].variants[0].notes.push(Note {
        text: "Source note".to_owned(),
        from: None,
    });
    units[0].properties.push(Property {
        name: "x-Context".to_owned(),
        value: "0, 12".to_owned(),
    });
    units[0].fields = Fields {
        client: "WIPO".to_owned(),
        project: "release".to_owned(),
        domain: "IP".to_owned(),
        subject: "news".to_owned(),
    };
    units[6].variants[0].codes = vec![
        code(6, CodeKind::Opening, "1", Some("bold"), Some("<b>")),
        code(10, CodeKind::Closing, "1", Some("bold"), Some("</b>")),
        code(10, CodeKind::Alone, "2", Some("image"), Some("<img/>")),
        code(29, CodeKind::Opening, "3", None, None),
    ];
    units[6].variants[1].codes = vec![
        code(0, CodeKind::Alone, "2", Some("image"), Some("<img/>")),
        code(0, CodeKind::Opening, "1", Some("bold"), Some("<b>")),
        code(6, CodeKind::Closing, "1", Some("bold"), Some("</b>")),
        code(30, CodeKind::Opening, "3", None, None),
    ];
    units[7].cuts = vec![31];
    let mut memory = unit("Patent Cooperation Treaty", &["专利合作条约"]);
    memory.origin = Origin::Memory("client.tmx".to_owned());
    memory
        .variants
        .push(Variant::new(tag("fr"), "Traité de coopération"));
    units.push(memory);
    let mut alone = unit("", &["没有原文的句子。"]);
    alone.variants.remove(0);
    units.push(alone);
    units
}

/// The stream of [`units`]: places, neighbours and terms.
pub(super) fn outgoing<'a>(units: &'a [Unit], terms: &'a [KnownTerm]) -> Vec<Outgoing<'a>> {
    let source = |index: usize| units.get(index)?.source().map(|v| v.text.as_str());
    units
        .iter()
        .enumerate()
        .map(|(index, unit)| {
            let in_document = matches!(unit.origin, Origin::Document(_));
            Outgoing {
                unit,
                place: in_document.then_some(Place {
                    document: "release",
                    file: "release.en.txt",
                    number: index + 1,
                    paragraph: index / 2 + 1,
                }),
                context: in_document.then(|| Context {
                    previous: index.checked_sub(1).and_then(source),
                    next: source(index + 1),
                }),
                terms: if index == 0 { terms } else { &[] },
                layout: Layout::default(),
            }
        })
        .collect()
}

/// What a writer makes of [`units`].
pub(super) fn written<'w>(
    mut writer: Box<dyn UnitWriter<Vec<u8>> + 'w>,
) -> (String, super::Report) {
    let (units, terms) = (units(), terms());
    for outgoing in outgoing(&units, &terms) {
        writer.unit(&outgoing).unwrap();
    }
    let (bytes, report) = writer.finish().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    (text, report)
}

/// An element as it is read back: name, attributes, and the text in it (of all its descendants).
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) text: String,
}

impl Read {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Reads XML back, elements in the order they begin; panics where it is not well-formed.
pub(super) fn read_back(xml: &str) -> Vec<Read> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut elements: Vec<Read> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        let text = match reader.read_event().unwrap() {
            Event::Start(start) => {
                open.push(elements.len());
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let value = quick_xml::escape::unescape(&attribute.value).unwrap();
                    (attribute.key.0.to_owned(), value.into_owned())
                });
                elements.push(Read {
                    name: start.name().0.to_owned(),
                    attributes: attributes.collect(),
                    text: String::new(),
                });
                continue;
            }
            Event::End(_) => {
                open.pop();
                continue;
            }
            Event::Text(text) => text.xml10_content().into_owned(),
            Event::GeneralRef(reference) => {
                let name = format!("&{};", &*reference);
                quick_xml::escape::unescape(&name).unwrap().into_owned()
            }
            Event::Eof => break,
            _ => continue,
        };
        for index in &open {
            elements[*index].text.push_str(&text);
        }
    }
    assert!(open.is_empty(), "an element is not closed");
    elements
}

/// The elements of a name.
pub(super) fn named<'a>(elements: &'a [Read], name: &str) -> Vec<&'a Read> {
    elements.iter().filter(|read| read.name == name).collect()
}

/// The files of the samples in a folder and those in it, where they are here.
pub(super) fn samples(folder: &str) -> Vec<PathBuf> {
    fn files(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                files(&path, out);
            } else {
                out.push(path);
            }
        }
    }
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap());
    let root = root.join("../shared/samples").join(folder);
    let mut out = Vec::new();
    files(&root, &mut out);
    if out.is_empty() {
        println!("{} is not here; nothing was looked at", root.display());
    }
    out.sort();
    out
}

/// What is wrong in a file, XLIFF 1.2 held against its strict schema or its `transitional` one.
pub(super) fn faults(text: &[u8], transitional: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    validate(text, transitional, &mut |fault| faults.push(fault)).unwrap();
    faults
}

/// A file with `bad` where it has `good`, for the case that is called `name`.
pub(super) fn broken(name: &str, whole: &str, good: &str, bad: &str) -> String {
    assert!(whole.contains(good), "{name}: there is no {good}");
    whole.replacen(good, bad, 1)
}
