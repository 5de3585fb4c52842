//! Languages, texts, and what is said of them.

use super::{HEADER, Writer, file, read, tu};
use crate::exchange::testing::{header, tag};
use crate::exchange::{Incoming, Options, Outgoing, UnitWriter as _};
use crate::unit::{Origin, Property, UnitId};

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

#[test]
fn ids_and_further_values_of_our_names_come_back_as_they_are() {
    let ours = "0123456789abcdef0123456789abcdef";
    let unit = |id: &str| {
        format!(
            "<tu tuid=\"{id}\"><prop type=\"client\">A</prop><prop type=\"client\">B</prop><prop type=\"x-document\">d</prop><prop type=\"x-document\">e</prop><tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv xml:lang=\"zh\"><prop type=\"x-state\">draft</prop><prop type=\"x-state\">final</prop><seg>甲</seg></tuv></tu>"
        )
    };
    // An id that looks like ours is another tool's where that wrote the file.
    for id in ["T-1", ours] {
        let found = read(file(&unit(id))).unit().clone();
        let first = found.into_unit(Origin::Memory("m".to_owned()), UnitId([7; 16]));
        let names: Vec<_> = first
            .properties
            .iter()
            .map(|it| (&*it.name, &*it.value))
            .collect();
        assert_eq!(
            names,
            [
                ("x-document", "d"),
                ("client", "B"),
                ("x-document", "e"),
                ("x-id", id)
            ]
        );
        let mut writer = Writer::new(Vec::new(), &header(), &Options::default()).unwrap();
        writer.unit(&Outgoing::alone(&first)).unwrap();
        let (bytes, _) = Box::new(writer).finish().unwrap();
        let again = read(bytes).unit().clone();
        assert_eq!(again.given_id.as_deref(), Some(&*first.id.to_string()));
        let again = again.into_unit(first.origin.clone(), first.id);
        assert_eq!(again, first);
    }
}

#[test]
fn an_id_that_only_counts_is_not_kept() {
    for (id, kept) in [
        ("0", 0),
        ("1", 0),
        ("2", 1),
        ("01x", 1),
        ("99999999999999999999", 1),
    ] {
        let unit = format!(
            "<tu tuid=\"{id}\"><tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv xml:lang=\"zh\"><seg>甲</seg></tuv></tu>"
        );
        assert_eq!(read(file(&unit)).unit().properties.len(), kept, "{id}");
    }
}

#[test]
fn what_says_nothing_of_a_text_is_passed_over() {
    let said = "<tu usagecount=\"3\" lastusagedate=\"20240920T083005Z\" datatype=\"html\" segtype=\"sentence\" creationtool=\"CAT\" creationtoolversion=\"1\" o-tmf=\"x\" o-encoding=\"utf-8\"><note xml:lang=\"en\">n</note><tuv xml:lang=\"en\" datatype=\"html\" usagecount=\"1\"><seg>a<ph assoc=\"p\"/></seg></tuv><tuv xml:lang=\"zh\"><seg>甲</seg></tuv></tu>";
    let plain = "<tu><note>n</note><tuv xml:lang=\"en\"><seg>a<ph/></seg></tuv><tuv xml:lang=\"zh\"><seg>甲</seg></tuv></tu>";
    let (said, plain) = (read(file(said)), read(file(plain)));
    assert_eq!((said.count, plain.count), (0, 0));
    let (said, plain) = (said.unit(), plain.unit());
    assert_eq!(said.variants, plain.variants);
    assert_eq!(said.notes, plain.notes);
    assert_eq!(said.properties, plain.properties);
}
