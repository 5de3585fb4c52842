//! Codes of a file's own in translations that the memory has with others.

use crate::exchange::testing::tag;
use crate::exchange::xliff::{Filled, Xliff};
use crate::unit::{State, Variant};

/// A file with one unit: what its source and, where there is one, its target hold.
fn file(two: bool, source: &str, target: Option<&str>) -> String {
    let target = target.map_or_else(String::new, |target| format!("<target>{target}</target>"));
    let texts = format!("<source>{source}</source>{target}");
    match two {
        false => format!(
            "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file \
             target-language=\"zh-Hans\"><body><trans-unit id=\"1\">{texts}</trans-unit></body>\
             </file></xliff>"
        ),
        true => format!(
            "<xliff version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" srcLang=\"en\" \
             trgLang=\"zh-Hans\"><file id=\"f\"><unit id=\"u\"><originalData><data id=\"d1\">&lt;br&gt;\
             </data></originalData><segment>{texts}</segment></unit></file></xliff>"
        ),
    }
}

/// What the target holds of a file with this source, once it is filled from a memory that knows
/// the pair; `None` where the codes cannot be placed. All else must be as it was.
fn filled(two: bool, source: &str, pair: (&str, &str)) -> Option<String> {
    let memory = Xliff::read(file(two, pair.0, Some(pair.1)).as_bytes()).unwrap();
    let known = &memory.files[0].places[0];
    let mut translation = Variant::new(tag("zh-Hans"), "");
    if let Some(target) = &known.target {
        translation.text.clone_from(&target.text);
        translation.codes.clone_from(&target.codes);
    }
    let text = file(two, source, None);
    let xliff = Xliff::read(text.as_bytes()).unwrap();
    let place = &xliff.files[0].places[0];
    assert_eq!(place.source, known.source, "the texts are the same");
    translation.codes = place.carried(&known.source, &known.codes, &translation)?;
    translation.state = Some(State::Translated);
    let fill = Filled {
        file: 0,
        place: 0,
        translation: &translation,
    };
    let filled = String::from_utf8(xliff.filled(&[fill])).unwrap();
    let (before, rest) = filled.split_once("<target").unwrap();
    let (inner, behind) = rest
        .split_once('>')
        .unwrap()
        .1
        .split_once("</target>")
        .unwrap();
    assert_eq!(
        format!("{before}{behind}").replace(" state=\"translated\"", ""),
        text
    );
    Some(inner.to_owned())
}

#[test]
fn each_kind_of_code_of_1_2_is_copied_as_it_stands() {
    let pairs = [
        (
            "Click <g id=\"1\" ctype='bold'>here</g> now.",
            (
                "Click <g id=\"7\">here</g> now.",
                "现在点击<g id=\"7\">此处</g>。",
            ),
            "现在点击<g id=\"1\" ctype='bold'>此处</g>。",
        ),
        (
            "Go <ph id='1' ctype=\"lb\" >&lt;br/></ph>on &amp; on",
            ("Go <x id=\"5\"/>on &amp; on", "去<x id=\"5\"/>吧 &lt;"),
            "去<ph id='1' ctype=\"lb\" >&lt;br/></ph>吧 &lt;",
        ),
        (
            "a <bpt id=\"1\" rid=\"1\">{b}</bpt>b <bpt id=\"2\" rid=\"2\">{i}</bpt>c<ept id=\"3\" rid=\"1\">{/b}</ept> d<ept id=\"4\" rid=\"2\"/>",
            (
                "a <bx id=\"1\" rid=\"a\"/>b <bx id=\"2\" rid=\"b\"/>c<ex id=\"3\" rid=\"a\"/> d<ex id=\"4\" rid=\"b\"/>",
                "<bx id=\"2\" rid=\"b\"/>丁<bx id=\"1\" rid=\"a\"/>乙<ex id=\"4\" rid=\"b\"/>丙<ex id=\"3\" rid=\"a\"/>",
            ),
            "<bpt id=\"2\" rid=\"2\">{i}</bpt>丁<bpt id=\"1\" rid=\"1\">{b}</bpt>乙<ept id=\"4\" rid=\"2\"/>丙<ept id=\"3\" rid=\"1\">{/b}</ept>",
        ),
        (
            "See <it id=\"1\" pos=\"open\">&lt;u></it>it <ph id=\"2\">&lt;img alt=\"<sub>Logo</sub>\"/></ph> here",
            (
                "See <it id=\"1\" pos=\"open\"/>it <x id=\"2\"/> here",
                "看<x id=\"2\"/>这<it id=\"1\" pos=\"open\"/>里",
            ),
            "看<ph id=\"2\">&lt;img alt=\"<sub>Logo</sub>\"/></ph>这<it id=\"1\" pos=\"open\">&lt;u></it>里",
        ),
        // Words that are marked as a term here are no longer those of the translation.
        (
            "The <mrk mtype=\"term\">patent</mrk> is <g id=\"1\">new</g>.",
            (
                "The patent is <g id=\"1\">new</g>.",
                "专利是<g id=\"1\">新</g>的。",
            ),
            "专利是<g id=\"1\">新</g>的。",
        ),
        (
            "The <mrk mtype=\"term\" mid=\"4\">patent</mrk> is new.",
            (
                "The <mrk mtype=\"term\">patent</mrk> is new.",
                "<mrk mtype=\"term\">专利</mrk>是新的。",
            ),
            "<mrk mtype=\"term\" mid=\"4\">专利</mrk>是新的。",
        ),
        // An element without anything in it stays one where it can.
        (
            "a <g id=\"1\"/>b <g id=\"2\"/>c",
            (
                "a <g id=\"1\"/>b <g id=\"2\"/>c",
                "甲<g id=\"1\">乙</g>丙<g id=\"2\"></g>",
            ),
            "甲<g id=\"1\">乙</g>丙<g id=\"2\"/>",
        ),
    ];
    for (source, pair, expected) in pairs {
        assert_eq!(
            filled(false, source, pair).as_deref(),
            Some(expected),
            "{source}"
        );
    }
}

#[test]
fn what_stands_around_a_text_is_put_around_its_translation_or_where_it_moved() {
    let pairs = [
        (
            " <g id=\"1\">Bold</g> <x id=\"2\"/>",
            ("Bold", "粗体"),
            " <g id=\"1\">粗体</g> <x id=\"2\"/>",
        ),
        (
            "<g id=\"1\">\n  Go <x id=\"2\"/>on</g> ",
            ("Go <x id=\"9\"/>on", "去<x id=\"9\"/>吧"),
            "<g id=\"1\">\n  去<x id=\"2\"/>吧</g> ",
        ),
        // The same pair is around in the memory, and not twice in the file.
        (
            "<g id=\"1\">Go <x id=\"2\"/>on</g>",
            (
                "<g id=\"1\">Go <x id=\"2\"/>on</g>",
                "<g id=\"1\">去<x id=\"2\"/>吧</g>",
            ),
            "<g id=\"1\">去<x id=\"2\"/>吧</g>",
        ),
        (
            "  <x id=\"1\"/> Save it ",
            ("<x id=\"1\"/> Save it", "把它<x id=\"1\"/>保存"),
            "   把它<x id=\"1\"/>保存 ",
        ),
        // Left out by who translated it.
        (
            "<x id=\"1\"/>Save <x id=\"2\"/>it",
            ("<x id=\"1\"/>Save <x id=\"2\"/>it", "<x id=\"1\"/>保存"),
            "<x id=\"1\"/>保存",
        ),
    ];
    for (source, pair, expected) in pairs {
        assert_eq!(
            filled(false, source, pair).as_deref(),
            Some(expected),
            "{source}"
        );
    }
}

#[test]
fn what_cannot_be_placed_is_left() {
    let pairs = [
        // Nothing stands for it in the memory.
        ("Go <x id=\"1\"/>on", ("Go on", "去吧")),
        // Something else does.
        (
            "Go <g id=\"1\">on</g>",
            ("Go <x id=\"1\"/>on", "去<x id=\"1\"/>吧"),
        ),
        // It stands elsewhere.
        (
            "Go <x id=\"1\"/>on",
            ("Go on<x id=\"1\"/>", "去吧<x id=\"1\"/>"),
        ),
        // The translation has a code that its source has not.
        (
            "Go <x id=\"1\"/>on",
            ("Go <x id=\"1\"/>on", "<x id=\"1\"/>去<x id=\"2\"/>吧"),
        ),
        // Elements would cross, or end before they begin.
        (
            "<g id=\"1\">a</g> <g id=\"2\">b</g> c",
            (
                "<bx id=\"1\"/>a<ex id=\"1\"/> <bx id=\"2\"/>b<ex id=\"2\"/> c",
                "<bx id=\"1\"/>甲<bx id=\"2\"/>乙<ex id=\"1\"/>丙<ex id=\"2\"/>",
            ),
        ),
        (
            "a <g id=\"1\">b</g> c",
            (
                "a <bx id=\"1\"/>b<ex id=\"1\"/> c",
                "甲<ex id=\"1\"/>乙<bx id=\"1\"/>",
            ),
        ),
        // Half of a pair.
        (
            "a <g id=\"1\">b</g> c",
            ("a <bx id=\"1\"/>b<ex id=\"1\"/> c", "甲<bx id=\"1\"/>乙"),
        ),
    ];
    for (source, pair) in pairs {
        assert_eq!(filled(false, source, pair), None, "{source}");
    }
}

#[test]
fn codes_of_2_x_are_copied_and_what_they_forbid_is_left() {
    let pairs = [
        (
            "Click <pc id=\"1\" dataRefStart=\"d1\">here</pc><ph id=\"2\" dataRef=\"d1\"/> now.",
            (
                "Click <pc id=\"a\">here</pc><ph id=\"b\"/> now.",
                "<ph id=\"b\"/>现在点击<pc id=\"a\">此处</pc>。",
            ),
            Some(
                "<ph id=\"2\" dataRef=\"d1\"/>现在点击<pc id=\"1\" dataRefStart=\"d1\">此处</pc>。",
            ),
        ),
        (
            "a <sc id=\"1\"/>b <mrk id=\"m1\" type=\"term\">c</mrk><ec startRef=\"1\"/> <sm id=\"m2\"/>d<em startRef=\"m2\"/>",
            (
                "a <sc id=\"1\"/>b c<ec startRef=\"1\"/> d",
                "<sc id=\"1\"/>乙<ec startRef=\"1\"/>甲",
            ),
            Some("<sc id=\"1\"/>乙<ec startRef=\"1\"/>甲"),
        ),
        (
            "a <ph id=\"1\" canDelete=\"no\"/>b",
            ("a <ph id=\"1\"/>b", "甲乙"),
            None,
        ),
        (
            "a <ph id=\"1\" canReorder=\"firstNo\"/>b <ph id=\"2\" canReorder=\"no\"/>c",
            (
                "a <ph id=\"1\"/>b <ph id=\"2\"/>c",
                "甲<ph id=\"2\"/>乙<ph id=\"1\"/>",
            ),
            None,
        ),
        // A `pc` must not cross another span; `sc` and `ec` may.
        (
            "a <pc id=\"1\">b</pc> <sc id=\"2\"/>c<ec startRef=\"2\"/> d",
            (
                "a <sc id=\"1\"/>b<ec startRef=\"1\"/> <sc id=\"2\"/>c<ec startRef=\"2\"/> d",
                "<sc id=\"1\"/>甲<sc id=\"2\"/>乙<ec startRef=\"1\"/>丙<ec startRef=\"2\"/>",
            ),
            None,
        ),
    ];
    for (source, pair, expected) in pairs {
        assert_eq!(filled(true, source, pair).as_deref(), expected, "{source}");
    }
}

#[test]
fn what_must_stay_as_it_is_is_never_written_over() {
    for source in [
        "Call <g id=\"1\" translate=\"no\">yiku</g> now",
        "Call <mrk mtype=\"protected\">yiku</mrk> now",
        "a<mrk mtype=\"x-sdl-deleted\">b</mrk>c",
    ] {
        let xliff = Xliff::read(file(false, source, None).as_bytes()).unwrap();
        assert!(!xliff.files[0].places[0].fits, "{source}");
    }
}
