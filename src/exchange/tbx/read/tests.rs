use super::*;
use crate::exchange::testing::read_terms;
use crate::exchange::{Tags, tbx};

fn terms(base: &Termbase) -> Vec<(&str, &str, TermStatus)> {
    let terms = base.concepts.iter().flat_map(|concept| &concept.terms);
    terms
        .map(|term| (term.lang.given(), term.text.as_str(), term.status))
        .collect()
}

fn messages(base: &Termbase) -> Vec<&str> {
    base.mended
        .iter()
        .map(|mend| mend.message.as_str())
        .collect()
}

#[test]
fn the_shipped_termbase_comes_back_but_for_what_its_page_says() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tm/wipo-dg-china-2024/terms.csv"
    );
    let text = std::fs::read_to_string(path).unwrap();
    let concepts = read_terms(&text).unwrap().concepts;
    for style in [tbx::Style::Dca, tbx::Style::Dct, tbx::Style::V2] {
        let (bytes, _) = tbx::write(Vec::new(), &concepts, &Tags::default(), style).unwrap();
        let base = read(bytes.as_slice()).unwrap();
        assert_eq!(messages(&base), [""; 0], "{style:?}");
        assert_eq!(base.concepts.len(), concepts.len(), "{style:?}");
        for (read, concept) in base.concepts.iter().zip(&concepts) {
            is_kept(read, concept);
        }
    }
}

/// Whether a concept is as it was, but for what TBX has no place for.
fn is_kept(read: &Concept, concept: &Concept) {
    assert_eq!(read.domain, concept.domain);
    assert_eq!(read.definition, concept.definition);
    assert_eq!(read.source, concept.source);
    assert_eq!(read.terms.len(), concept.terms.len(), "{}", concept.id);
    for term in &concept.terms {
        let mut terms = read.terms.iter();
        let found = terms.find(|read| read.text == term.text && read.lang == term.lang);
        let found = found.unwrap_or_else(|| panic!("{}: {}", concept.id, term.text));
        assert_eq!(found.status, term.status);
        assert_eq!(found.term_type, term.term_type);
    }
}

#[test]
fn style_dct_and_version_2_say_the_same_as_style_dca() {
    let dca = r#"<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body><conceptEntry id="c1"><descrip type="subjectField">IP</descrip><langSec xml:lang="en"><descripGrp><descrip type="definition">a right</descrip><admin type="source">WIPO</admin></descripGrp><termSec><term>patent</term><termNote type="partOfSpeech">noun</termNote><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec></langSec><langSec xml:lang="zh-Hans"><termSec><term>专利</term></termSec><termSec><term>专利权</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote><note>n</note></termSec></langSec></conceptEntry></body></text></tbx>"#;
    let dct = r#"<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><tbxHeader/><text><body><conceptEntry id="c1"><min:subjectField>IP</min:subjectField><langSec xml:lang="en"><descripGrp><basic:definition>a right</basic:definition><basic:source>WIPO</basic:source></descripGrp><termSec><term>patent</term><min:partOfSpeech>noun</min:partOfSpeech><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec><langSec xml:lang="zh-Hans"><termSec><term>专利</term></termSec><termSec><term>专利权</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus><note>n</note></termSec></langSec></conceptEntry></body></text></tbx>"#;
    let martif = r#"<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX" xml:lang="EN"><martifHeader><fileDesc>loose text</fileDesc></martifHeader><text><body><termEntry id="c1"><descrip type="subjectField">IP</descrip><langSet xml:lang="en"><descripGrp><descrip type="definition">a right</descrip><admin type="source">WIPO</admin></descripGrp><ntig><termGrp><term>patent</term><termNote type="partOfSpeech">noun</termNote><termNote type="termType">entryTerm</termNote></termGrp></ntig></langSet><langSet xml:lang="zh-Hans"><tig><term>专利</term></tig><tig><term>专利权</term><termNote type="usageStatus">deprecated</termNote><note>n</note></tig></langSet></termEntry></body></text></martif>"#;
    let expected = read(dca.as_bytes()).unwrap();
    assert_eq!(
        terms(&expected),
        [
            ("en", "patent", TermStatus::Preferred),
            ("zh-Hans", "专利", TermStatus::Preferred),
            ("zh-Hans", "专利权", TermStatus::Forbidden),
        ]
    );
    let concept = &expected.concepts[0];
    assert_eq!(
        (concept.definition.as_str(), concept.source.as_str()),
        ("a right", "WIPO")
    );
    assert_eq!(read(dct.as_bytes()).unwrap(), expected);
    assert_eq!(read(martif.as_bytes()).unwrap(), expected);
}

#[test]
fn what_is_not_as_it_should_be_is_told_and_the_rest_is_read() {
    let tbx = r#"<martif type="TBX"><text><body><termEntry><langSet xml:lang="en_US"><tig><term> patent
 office </term><termNote type="termType">idiom</termNote></tig><tig><term/></tig></langSet><langSet><tig><term>x</term></tig></langSet></termEntry><termEntry id="a"/><termEntry id="a"><langSet lang="zh"><tig><term>甲</term><descrip type="context">甲乙</descrip></tig></langSet></termEntry></body></text></martif>"#;
    let base = read(tbx.as_bytes()).unwrap();
    assert_eq!(
        terms(&base),
        [
            ("en_US", "patent office", TermStatus::Preferred),
            ("zh", "甲", TermStatus::Preferred),
        ]
    );
    assert_eq!(base.concepts[0].id, "concept-1");
    let messages = messages(&base);
    for message in [EMPTY, NO_LANGUAGE, NO_TERM, "context", "termType idiom"] {
        assert!(
            messages.iter().any(|found| found.contains(message)),
            "{message}: {messages:?}"
        );
    }
}

#[test]
fn what_is_no_tbx_is_refused() {
    for text in ["", "<tmx/>", "concept,lang,term", "<tbx><text>"] {
        assert!(read(text.as_bytes()).is_err(), "{text}");
    }
}
