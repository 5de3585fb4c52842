//! Inline codes.

use smol_str::SmolStr;

use super::segment;
use crate::unit::{CodeKind, InlineCode};

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
        |seg: &str| -> Vec<SmolStr> { segment(seg).1.into_iter().map(|code| code.id).collect() };
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
