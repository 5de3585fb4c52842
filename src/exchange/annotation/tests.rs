use super::*;
use crate::exchange::testing::{header, tag, unit};
use crate::exchange::validate::validate;
use crate::exchange::xliff2::Version;
use crate::exchange::{Format, Options, Outgoing, writer};
use crate::unit::CodeKind;

/// A unit with marks over its source: where each begins and ends, its kind, what more it says.
fn written(format: Format, marks: &[(u32, u32, &str, &str)]) -> String {
    let mut unit = unit("The patent office grants patents.", &["专利局授予专利。"]);
    for (number, (begin, end, kind, said)) in marks.iter().enumerate() {
        let code = |at: &u32, kind_of, data: Option<String>| InlineCode {
            at: *at,
            kind: kind_of,
            id: number.to_string().into(),
            pair: None,
            type_: Some(format!("mark:{kind}").into()),
            data: data.map(Into::into),
        };
        let said = (!said.is_empty()).then(|| format!("<mrk {said}>"));
        let codes = &mut unit.variants[0].codes;
        codes.push(code(begin, CodeKind::Opening, said));
        codes.push(code(end, CodeKind::Closing, None));
    }
    assert_eq!(unit.source_lang, tag("en"));
    let mut writer = writer(format, Vec::new(), &header(), &Options::default()).unwrap();
    writer.unit(&Outgoing::alone(&unit)).unwrap();
    let (bytes, _) = writer.finish().unwrap();
    let mut faults = Vec::new();
    validate(&bytes[..], false, &mut |fault| faults.push(fault)).unwrap();
    assert!(faults.is_empty(), "{faults:#?}");
    let text = String::from_utf8(bytes).unwrap();
    let source = text.split_once("<source>").unwrap().1;
    source.split_once("</source>").unwrap().0.to_owned()
}

#[test]
fn a_mark_is_an_element_around_its_words_and_two_where_it_crosses_another() {
    let two = Format::Xliff2(Version::V22);
    let marks = [
        (
            4,
            10,
            "term",
            "ref=\"https://example.org\" value=\"a right\"",
        ),
        (4, 17, "comment", "value=\"who?\""),
        (11, 24, "generic", "translate=\"no\""),
    ];
    assert_eq!(
        written(two, &marks[..1]),
        "The <mrk id=\"c1\" type=\"term\" ref=\"https://example.org\" value=\"a right\">patent</mrk> office grants patents."
    );
    assert_eq!(
        written(two, &marks[1..]),
        "The <mrk id=\"c1\" type=\"comment\" value=\"who?\">patent <sm id=\"c2\" translate=\"no\" type=\"generic\"/>office</mrk> grants<em startRef=\"c2\"/> patents."
    );
    assert_eq!(
        written(Format::Xliff12, &marks[..1]),
        "The <mrk mtype=\"term\" comment=\"a right (https://example.org)\">patent</mrk> office grants patents."
    );
    assert_eq!(
        written(Format::Xliff12, &marks[2..]),
        "The patent <mrk mtype=\"protected\">office grants</mrk> patents."
    );
    assert_eq!(
        written(Format::Xliff12, &marks[1..]),
        "The <mrk mtype=\"x-comment\" comment=\"who?\">patent <bpt id=\"2\" rid=\"2\" ctype=\"x-mark:generic\">&lt;mrk translate=\"no\"&gt;</bpt>office</mrk> grants<ept id=\"4\" rid=\"2\"/> patents."
    );
}

#[test]
fn in_1_2_a_reference_stands_in_the_comment_and_is_one_again() {
    for (said, comment) in [
        ("ref=\"https://example.org\"", "https://example.org"),
        (
            "ref=\"https://example.org\" value=\"a right (of property)\"",
            "a right (of property) (https://example.org)",
        ),
        ("value=\"a right (of property)\"", "a right (of property)"),
    ] {
        let source = written(Format::Xliff12, &[(4, 10, "term", said)]);
        let begin = format!("<mrk mtype=\"term\" comment=\"{comment}\">");
        assert!(source.contains(&begin), "{source}");
        let text = format!("{begin}patent</mrk>");
        let mut xml = XmlReader::new(text.as_bytes());
        assert_eq!(xml.next().unwrap(), Token::Start);
        let node = Node::read(&mut xml, "").unwrap();
        let read = Annotation::of_node(&node).and_then(|said| said.data());
        assert_eq!(read, Some(format!("<mrk {said}>")));
    }
}

#[test]
fn a_comment_that_has_lost_what_it_says_is_one_no_more() {
    let mark = [(4, 10, "comment", "")];
    let source = written(Format::Xliff2(Version::V20), &mark);
    assert!(
        source.contains("<mrk id=\"c1\" type=\"generic\">"),
        "{source}"
    );
}
