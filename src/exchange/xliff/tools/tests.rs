//! Files of tools that say in their own words how far a translation is.

use crate::exchange::testing::tag;
use crate::exchange::xliff::{Filled, Xliff};
use crate::unit::{MadeBy, State, Variant};

const TRADOS: &str = r#"<?xml version="1.0" encoding="utf-8"?><xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" sdl:version="1.0">
<file original="a.docx" source-language="en-US" target-language="zh-CN" datatype="x-sdlfilterframework2"><body>
<trans-unit id="t1"><source><g id="5">One. Two. Three. Four.</g></source><seg-source><g id="5"><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Two.</mrk> <mrk mtype="seg" mid="3">Three.</mrk> <mrk mtype="seg" mid="4">Four.</mrk></g></seg-source><target><g id="5"><mrk mtype="seg" mid="1" /> <mrk mtype="seg" mid="2"/> <mrk mtype="seg" mid="3"></mrk> <mrk mtype="seg" mid="4">四。</mrk></g></target>
<sdl:seg-defs><sdl:seg id="1" /><sdl:seg id="2" conf="Draft" origin="mt" text-match="Source"><sdl:value key="created_by">A</sdl:value></sdl:seg>
<sdl:seg id="3" locked="true" /><sdl:seg id="4" conf="Translated" origin="interactive"/></sdl:seg-defs></trans-unit>
</body></file></xliff>"#;

const MEMOQ: &str = r#"<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="MQXliff" version="1.2"><file original="a" source-language="en" target-language="zh-CN" datatype="x-memoq"><body>
<trans-unit id="1" mq:status="NotStarted" mq:percent="0" mq:segmentguid="g"><source xml:space="preserve">One.</source><target xml:space="preserve"></target></trans-unit>
<trans-unit id="2" mq:status="NotStarted" mq:locked="locked"><source xml:space="preserve">Two.</source><target xml:space="preserve" /></trans-unit>
<trans-unit id="3" mq:status="NotStarted"><source xml:space="preserve">Three.</source><target xml:space="preserve">Three.</target></trans-unit>
</body></file></xliff>"#;

const PHRASE: &str = r#"<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:m="http://www.memsource.com/mxlf/2.0" version="1.2" m:version="2.0"><file original="a" source-language="en" target-language="zh-CN" datatype="x-undefined"><body>
<group id="0"><trans-unit id="f:0" m:score="0.0" m:gross-score="0.0" m:trans-origin="null" m:confirmed="0" m:locked="false"><source>One.</source><target/><alt-trans origin="memsource-tm"><target/></alt-trans></trans-unit></group>
<group id="1"><trans-unit id="f:1" m:score="0.0" m:trans-origin="null" m:confirmed="0" m:locked="true"><source>Two.</source><target/></trans-unit></group>
<group id="2"><trans-unit id="f:2" m:score="0.0" m:trans-origin="null" m:confirmed="0" m:locked="false"><source>Three.</source><target/></trans-unit></group>
</body></file></xliff>"#;

fn variant(text: &str, state: State, made_by: MadeBy, score: u8) -> Variant {
    Variant {
        state: Some(state),
        made_by: Some(made_by),
        score: Some(score),
        ..Variant::new(tag("zh-Hans"), text)
    }
}

/// A file with three places to be filled: with a context match, with one although it is locked,
/// with a fuzzy match.
fn filled(file: &str, which: [usize; 3]) -> String {
    let xliff = Xliff::read(file.as_bytes()).unwrap();
    let places = &xliff.files[0].places;
    assert!(places[which[1]].locked);
    let translations = [
        variant("一。", State::Translated, MadeBy::Context, 101),
        variant("二。", State::Translated, MadeBy::Exact, 100),
        variant("三。", State::Draft, MadeBy::Fuzzy, 87),
    ];
    let fills: Vec<_> = which
        .into_iter()
        .zip(&translations)
        .map(|(place, translation)| Filled {
            file: 0,
            place,
            translation,
        })
        .collect();
    String::from_utf8(xliff.filled(&fills)).unwrap()
}

#[test]
fn trados_is_told_of_each_segment() {
    let expected = TRADOS
        .replace("mid=\"1\" />", "mid=\"1\">一。</mrk>")
        .replace("mid=\"2\"/>", "mid=\"2\">三。</mrk>")
        .replace(
            "<sdl:seg id=\"1\" />",
            "<sdl:seg id=\"1\" conf=\"Translated\" origin=\"tm\" percent=\"100\" text-match=\"SourceAndTarget\" />",
        )
        .replace(
            "conf=\"Draft\" origin=\"mt\" text-match=\"Source\"",
            "conf=\"Draft\" origin=\"tm\" percent=\"87\"",
        );
    assert_eq!(filled(TRADOS, [0, 2, 1]), expected);
}

#[test]
fn memoq_is_told_of_each_unit() {
    let expected = MEMOQ
        .replace(
            "id=\"1\" mq:status=\"NotStarted\" mq:percent=\"0\"",
            "id=\"1\" mq:status=\"ManuallyConfirmed\" mq:percent=\"101\"",
        )
        .replace("preserve\"></target>", "preserve\">一。</target>")
        .replace(
            "id=\"3\" mq:status=\"NotStarted\"",
            "id=\"3\" mq:status=\"Pretranslated\" mq:percent=\"87\"",
        )
        .replace("preserve\">Three.</target>", "preserve\">三。</target>");
    assert_eq!(filled(MEMOQ, [0, 1, 2]), expected);
}

#[test]
fn phrase_is_told_of_each_unit() {
    let expected = PHRASE
        .replace(
            "id=\"f:0\" m:score=\"0.0\" m:gross-score=\"0.0\" m:trans-origin=\"null\" m:confirmed=\"0\"",
            "id=\"f:0\" m:score=\"1.01\" m:gross-score=\"1.01\" m:trans-origin=\"tm\" m:confirmed=\"1\"",
        )
        .replace("One.</source><target/>", "One.</source><target>一。</target>")
        .replace(
            "id=\"f:2\" m:score=\"0.0\" m:trans-origin=\"null\" m:confirmed=\"0\"",
            "id=\"f:2\" m:score=\"0.87\" m:trans-origin=\"tm\" m:confirmed=\"0\"",
        )
        .replace("Three.</source><target/>", "Three.</source><target>三。</target>");
    assert_eq!(filled(PHRASE, [0, 1, 2]), expected);
}

#[test]
fn a_reviewed_translation_is_approved_where_only_1_2_says_so() {
    let file = "<xliff version=\"1.2\"><file><body><trans-unit id=\"1\" approved='no'><source>One.</source></trans-unit></body></file></xliff>";
    let xliff = Xliff::read(file.as_bytes()).unwrap();
    let fill = Filled {
        file: 0,
        place: 0,
        translation: &variant("一。", State::Reviewed, MadeBy::Human, 100),
    };
    let filled = String::from_utf8(xliff.filled(&[fill])).unwrap();
    assert!(filled.contains(
        "<trans-unit id=\"1\" approved=\"yes\"><source>One.</source><target state=\"signed-off\">一。</target>"
    ), "{filled}");
}
