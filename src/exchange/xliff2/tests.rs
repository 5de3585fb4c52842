use super::*;
use crate::exchange::testing::{header, named, read_back, units, written};

fn xliff() -> (String, Report) {
    written(Box::new(
        Writer::new(Vec::new(), &header(), Version::V21).unwrap(),
    ))
}

#[test]
fn texts_come_back_to_the_letter_control_characters_too() {
    let (xml, report) = xliff();
    assert_eq!(report.lost(Loss::Character), 1); // U+FFFF
    assert!(xml.contains("甲<cp hex=\"001A\"/>乙\u{FFFD}</target>"));
    let elements = read_back(&xml);
    let plain = |text: &str| text.replace('\u{1A}', "");
    let expected: Vec<_> = units()
        .iter()
        .filter_map(|unit| Some(plain(&unit.source()?.text)))
        .collect();
    let found: Vec<_> = named(&elements, "source")
        .iter()
        .map(|source| source.text.clone())
        .collect();
    assert_eq!(found, expected);
    let targets = named(&elements, "target");
    assert_eq!(targets[0].text, "产权组织总干事结束访华行程");
    assert_eq!(targets.len(), 8);
}

#[test]
fn states_have_their_origin_only_beside_a_state() {
    let (xml, _) = xliff();
    let elements = read_back(&xml);
    let states: Vec<_> = named(&elements, "segment")
        .iter()
        .map(|e| (e.attribute("state"), e.attribute("subState")))
        .collect();
    assert_eq!(
        states,
        [
            (Some("final"), Some("yiku:human")),
            (Some("reviewed"), Some("yiku:exact")),
            (Some("translated"), Some("yiku:aligned")),
            (Some("initial"), Some("yiku:rejected")),
            (None, None),
            (Some("initial"), Some("yiku:machine")),
            (Some("initial"), Some("yiku:fuzzy")),
            (Some("translated"), Some("yiku:context")),
            (Some("translated"), Some("yiku:human")),
        ]
    );
}

#[test]
fn terms_stand_in_the_glossary_and_what_not_to_write_in_a_note() {
    let (xml, _) = xliff();
    let elements = read_back(&xml);
    assert_eq!(named(&elements, "gls:glossEntry").len(), 1);
    let translations: Vec<_> = named(&elements, "gls:translation")
        .iter()
        .map(|translation| translation.text.as_str())
        .collect();
    assert_eq!(translations, ["国家知识产权局", "国知局"]);
    let notes = named(&elements, "note");
    assert_eq!(notes[1].text, "NCAC; not 版权办");
    assert_eq!(notes[1].attribute("appliesTo"), Some("target"));
}

#[test]
fn every_code_refers_to_its_data_and_its_other_half() {
    let (xml, _) = xliff();
    let elements = read_back(&xml);
    let ids: Vec<_> = named(&elements, "data")
        .iter()
        .map(|data| (data.attribute("id").unwrap(), data.text.as_str()))
        .collect();
    assert_eq!(ids, [("d1", "<b>"), ("d2", "</b>"), ("d3", "<img/>")]);
    assert!(xml.contains(
        r#"<sc id="c1" dataRef="d1" type="fmt" subType="xlf:b"/>点此<ec startRef="c1" dataRef="d2"/>"#
    ));
    assert!(xml.contains(r#"<sc id="c4" isolated="yes"/>"#));
}
