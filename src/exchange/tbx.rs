//! TBX version 3 (ISO 30042:2019), dialect TBX-Basic, in either style; version 2 (ISO 30042:2008)
//! for tools that know no other.
//!
//! What is kept and what is not: `schemas/tbx.md`.

mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

pub use read::read;

use crate::exchange::xml::{Element, XmlWriter};
use crate::exchange::{Error, Loss, Report, Tags};
use crate::term::{Concept, Term, TermStatus};
use crate::text::LangTag;

/// How the same things are said in TBX.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Version 3, data categories as attributes: `<descrip type="definition">`.
    #[default]
    Dca,
    /// Version 3, data categories as elements: `<basic:definition>`.
    Dct,
    /// Version 2, as most tools still write it: `martif`.
    V2,
}

impl Style {
    /// What a concept, a language and a term are called.
    fn levels(self) -> [&'static str; 3] {
        match self {
            Self::Dca | Self::Dct => ["conceptEntry", "langSec", "termSec"],
            Self::V2 => ["termEntry", "langSet", "tig"],
        }
    }

    /// The element of a data category, which is one of `element` in the other styles.
    fn category(self, element: &'static str, category: &'static str) -> Element<'static> {
        let name = match self {
            Self::Dca | Self::V2 => return Element::new(element).with("type", category),
            Self::Dct => match category {
                "subjectField" => "min:subjectField",
                "administrativeStatus" => "min:administrativeStatus",
                "partOfSpeech" => "min:partOfSpeech",
                "definition" => "basic:definition",
                "source" => "basic:source",
                "termType" => "basic:termType",
                "geographicalUsage" => "basic:geographicalUsage",
                _ => return Element::new(element).with("type", category),
            },
        };
        Element::new(name)
    }
}

/// Writes a termbase, concepts in the order given, the terms of a concept by language.
///
/// # Errors
/// [`Error::Write`] where the system cannot write; [`Error::Empty`] where no concept has a term:
/// TBX needs one.
pub fn write<W: Write>(
    out: W,
    concepts: &[Concept],
    tags: &Tags,
    style: Style,
) -> Result<(W, Report), Error> {
    let mut report = Report::default();
    let mut xml = XmlWriter::new(out)?;
    head(&mut xml, style)?;
    let mut ids = BTreeSet::new();
    for concept in concepts {
        if concept.terms.is_empty() {
            report.lose(Loss::NoTerm, 1);
            continue;
        }
        report.written += 1;
        write_concept(
            &mut xml,
            concept,
            unique(&mut ids, &concept.id),
            tags,
            style,
            &mut report,
        )?;
    }
    if report.written == 0 {
        return Err(Error::Empty {
            format: "TBX",
            what: "term",
        });
    }
    report.lose(Loss::Character, xml.replaced());
    Ok((xml.finish()?, report))
}

/// Everything before the first concept.
fn head<W: Write>(xml: &mut XmlWriter<W>, style: Style) -> Result<(), Error> {
    let root = match style {
        Style::Dca | Style::Dct => Element::new("tbx").with("type", "TBX-Basic"),
        Style::V2 => Element::new("martif").with("type", "TBX-Basic"),
    };
    xml.open(match style {
        Style::Dca => root
            .with("style", "dca")
            .with("xml:lang", "en")
            .with("xmlns", "urn:iso:std:iso:30042:ed-2"),
        Style::Dct => root
            .with("style", "dct")
            .with("xml:lang", "en")
            .with("xmlns", "urn:iso:std:iso:30042:ed-2")
            .with("xmlns:min", "http://www.tbxinfo.net/ns/min")
            .with("xmlns:basic", "http://www.tbxinfo.net/ns/basic"),
        Style::V2 => root.with("xml:lang", "en"),
    })?;
    xml.open(Element::new(match style {
        Style::Dca | Style::Dct => "tbxHeader",
        Style::V2 => "martifHeader",
    }))?;
    xml.open(Element::new("fileDesc"))?;
    xml.open(Element::new("sourceDesc"))?;
    xml.text(Element::new("p"), "Termbase exported by yiku")?;
    xml.close()?;
    xml.close()?;
    if style == Style::V2 {
        // Which dialect: version 3 says it in the root.
        xml.open(Element::new("encodingDesc"))?;
        xml.text(
            Element::new("p").with("type", "DCSName"),
            "TBXBasicXCSV02.xcs",
        )?;
        xml.close()?;
    }
    xml.close()?;
    xml.open(Element::new("text"))?;
    Ok(xml.open(Element::new("body"))?)
}

fn write_concept<W: Write>(
    xml: &mut XmlWriter<W>,
    concept: &Concept,
    id: String,
    tags: &Tags,
    style: Style,
    report: &mut Report,
) -> Result<(), Error> {
    let [concept_level, language_level, _] = style.levels();
    xml.open(Element::new(concept_level).with("id", id))?;
    for (element, kind, text) in [
        ("descrip", Some("subjectField"), &concept.domain),
        ("descrip", Some("definition"), &concept.definition),
        ("admin", Some("source"), &concept.source),
        ("note", None, &concept.note),
    ] {
        if !text.is_empty() {
            xml.text(
                match kind {
                    Some(kind) => style.category(element, kind),
                    None => Element::new(element),
                },
                text,
            )?;
        }
    }
    // By the tag that is written: two languages may be written as one.
    let mut languages: BTreeMap<(&LangTag, String), Vec<&Term>> = BTreeMap::new();
    for term in &concept.terms {
        let written = tags.written(&term.lang);
        let same = languages.iter_mut().find(|((_, tag), _)| *tag == written);
        match same {
            Some((_, terms)) => terms.push(term),
            None => {
                languages.insert((&term.lang, written), vec![term]);
            }
        }
    }
    for ((_, tag), terms) in languages {
        xml.open(Element::new(language_level).with("xml:lang", tag))?;
        for term in terms {
            write_term(xml, term, style, report)?;
        }
        xml.close()?;
    }
    Ok(xml.close()?)
}

fn write_term<W: Write>(
    xml: &mut XmlWriter<W>,
    term: &Term,
    style: Style,
    report: &mut Report,
) -> Result<(), Error> {
    let [_, _, term_level] = style.levels();
    xml.open(Element::new(term_level))?;
    xml.text(Element::new("term"), &term.text)?;
    let status = match term.status {
        TermStatus::Preferred => "preferredTerm-admn-sts",
        TermStatus::Admitted => "admittedTerm-admn-sts",
        TermStatus::Forbidden => "deprecatedTerm-admn-sts",
    };
    // A form that is at home in one place says where; any other label is a reason.
    let at_home = matches!(term.label.as_str(), "Taiwan" | "Hong Kong" | "Macao");
    let term_type = term_type(&term.term_type);
    let unknown_type = term_type.is_none() && !term.term_type.is_empty();
    let part_of_speech = part_of_speech(&term.part_of_speech);
    let unknown_part = part_of_speech == Some("other") && term.part_of_speech != "other";
    report.lose(
        Loss::Value,
        usize::from(unknown_type) + usize::from(unknown_part),
    );
    for (kind, value) in [
        ("administrativeStatus", Some(status)),
        ("partOfSpeech", part_of_speech),
        ("termType", term_type),
        ("geographicalUsage", at_home.then_some(term.label.as_str())),
    ] {
        if let Some(value) = value {
            xml.text(style.category("termNote", kind), value)?;
        }
    }
    let label = if at_home { "" } else { &term.label };
    for note in [label, &term.note] {
        if !note.is_empty() {
            xml.text(Element::new("note"), note)?;
        }
    }
    Ok(xml.close()?)
}

/// The pick list of the dialect's Schematron, which has no proper noun.
fn part_of_speech(word: &str) -> Option<&'static str> {
    match word {
        "" => None,
        "noun" | "properNoun" => Some("noun"),
        "verb" => Some("verb"),
        "adjective" => Some("adjective"),
        "adverb" => Some("adverb"),
        _ => Some("other"),
    }
}

fn term_type(word: &str) -> Option<&'static str> {
    [
        "fullForm",
        "acronym",
        "abbreviation",
        "shortForm",
        "variant",
        "phrase",
    ]
    .into_iter()
    .find(|known| *known == word)
}

/// An XML id (`NCName`: ASCII letters, digits, `-`, `.`, `_`, none of the latter first) that no
/// concept before has.
fn unique(ids: &mut BTreeSet<String>, id: &str) -> String {
    let mut name: String = id
        .chars()
        .map(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' => c,
            _ => '_',
        })
        .collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        name.insert_str(0, "c-");
    }
    let mut candidate = name.clone();
    let mut nth = 1;
    while !ids.insert(candidate.clone()) {
        nth += 1;
        candidate = format!("{name}-{nth}");
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::testing::{named, read_back, read_terms};

    fn shipped() -> Vec<Concept> {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tm/wipo-dg-china-2024/terms.csv"
        );
        let text = std::fs::read_to_string(path).unwrap();
        read_terms(&text).unwrap().concepts
    }

    fn tbx(concepts: &[Concept]) -> String {
        let (bytes, _) = write(Vec::new(), concepts, &Tags::default(), Style::Dca).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn every_shipped_term_is_there_in_order_with_its_status() {
        let concepts = shipped();
        let elements = read_back(&tbx(&concepts));
        let expected: Vec<_> = concepts
            .iter()
            .flat_map(|concept| &concept.terms)
            .map(|term| term.text.as_str())
            .collect();
        let found: Vec<_> = named(&elements, "term")
            .iter()
            .map(|t| t.text.as_str())
            .collect();
        assert_eq!(found, expected);
        let forbidden = concepts
            .iter()
            .flat_map(|concept| &concept.terms)
            .filter(|term| term.status == TermStatus::Forbidden)
            .count();
        let deprecated = named(&elements, "termNote")
            .iter()
            .filter(|note| note.text == "deprecatedTerm-admn-sts")
            .count();
        assert!(forbidden > 0);
        assert_eq!(deprecated, forbidden);
        let hong_kong = named(&elements, "termNote")
            .iter()
            .any(|note| note.attribute("type") == Some("geographicalUsage"));
        assert!(hong_kong);
    }

    #[test]
    fn ids_are_xml_names_and_each_stands_once() {
        let mut concepts = shipped();
        concepts.truncate(4);
        for (concept, id) in concepts
            .iter_mut()
            .zip(["3d 打印", "3d_打印", "3d___", "ip"])
        {
            id.clone_into(&mut concept.id);
        }
        let elements = read_back(&tbx(&concepts));
        let ids: Vec<_> = named(&elements, "conceptEntry")
            .iter()
            .map(|entry| entry.attribute("id").unwrap())
            .collect();
        assert_eq!(ids, ["c-3d___", "c-3d___-2", "c-3d___-3", "ip"]);
    }

    #[test]
    fn words_outside_the_pick_lists_are_counted() {
        let mut concepts = shipped();
        concepts.truncate(1);
        "gerund".clone_into(&mut concepts[0].terms[0].part_of_speech);
        "synonym".clone_into(&mut concepts[0].terms[1].term_type);
        let (bytes, report) = write(Vec::new(), &concepts, &Tags::default(), Style::Dca).unwrap();
        assert_eq!(report.lost(Loss::Value), 2);
        let xml = String::from_utf8(bytes).unwrap();
        assert!(xml.contains("other") && !xml.contains("synonym"));
    }

    #[test]
    fn a_termbase_without_a_term_is_no_tbx() {
        assert!(matches!(
            write(Vec::new(), &[], &Tags::default(), Style::Dca),
            Err(Error::Empty { .. })
        ));
    }

    #[test]
    fn languages_written_as_one_share_a_section() {
        let mut concepts = shipped();
        concepts.truncate(1);
        let mut tags = Tags::default();
        let tag = |given| LangTag::parse(given).unwrap();
        let mut term = concepts[0].terms[0].clone();
        term.lang = tag("en-GB");
        concepts[0].terms.push(term);
        tags.rename(tag("en-GB"), tag("en"));
        let (bytes, _) = write(Vec::new(), &concepts, &tags, Style::Dca).unwrap();
        let xml = String::from_utf8(bytes).unwrap();
        assert_eq!(xml.matches("<langSec xml:lang=\"en\">").count(), 1);
    }
}
