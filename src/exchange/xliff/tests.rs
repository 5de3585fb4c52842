use proptest::prelude::*;

use super::*;
use crate::exchange::testing::tag;
use crate::unit::{MadeBy, Variant};

/// A file of 1.2 as tools write it: a mark, a prefix, CRLF, what is locked or done, alternatives,
/// elements of others, codes around and inside a text, and text cut into segments.
const ONE: &str = "\u{FEFF}<?xml version=\"1.0\"?>\r\n\
<xlf:xliff version='1.2' xmlns:xlf=\"urn:oasis:names:tc:xliff:document:1.2\" xmlns:o=\"urn:other\">\r\n\
<xlf:file original=\"a.html\" source-language=\"en\" datatype=\"html\"><xlf:body>\r\n\
  <xlf:trans-unit id=\"1\">\r\n\
    <xlf:source>One &amp; two</xlf:source>\r\n\
    <xlf:alt-trans><xlf:source>No</xlf:source><xlf:target>不</xlf:target></xlf:alt-trans>\r\n\
  </xlf:trans-unit>\r\n\
  <xlf:group translate=\"no\"><xlf:trans-unit id=\"2\"><xlf:source>Locked</xlf:source></xlf:trans-unit></xlf:group>\r\n\
  <xlf:trans-unit id=\"3\" approved=\"yes\"><xlf:source>Done</xlf:source><xlf:target/></xlf:trans-unit>\r\n\
  <xlf:trans-unit id=\"4\"><xlf:source> <xlf:g id=\"1\">Bold</xlf:g><xlf:x id=\"2\"/></xlf:source><xlf:target o:a='1' state='new' state-qualifier=\"id-match\" ><xlf:g id=\"1\">Bold</xlf:g></xlf:target></xlf:trans-unit>\r\n\
  <xlf:trans-unit id=\"5\"><xlf:source>Go <xlf:ph id=\"1\">&lt;br/&gt;</xlf:ph>on</xlf:source><xlf:target></xlf:target><o:target>x</o:target></xlf:trans-unit>\r\n\
  <xlf:trans-unit id=\"6\"><xlf:source>First. Second.</xlf:source><xlf:seg-source><xlf:mrk mtype=\"seg\" mid=\"a\">First.</xlf:mrk> <xlf:mrk mtype=\"seg\" mid=\"b\">Second.</xlf:mrk></xlf:seg-source></xlf:trans-unit>\r\n\
  <xlf:trans-unit id=\"7\"><xlf:source>First. Second.</xlf:source><xlf:seg-source><xlf:mrk mtype=\"seg\" mid=\"a\">First.</xlf:mrk> <xlf:mrk mtype=\"seg\" mid=\"b\">Second.</xlf:mrk></xlf:seg-source><xlf:target><xlf:mrk mtype=\"seg\" mid=\"a\">一。</xlf:mrk><xlf:mrk mid=\"b\" mtype=\"seg\"/></xlf:target></xlf:trans-unit>\r\n\
</xlf:body></xlf:file></xlf:xliff>\r\n";

/// A file of 2.x: no target language, what is not to be translated, states, a match of a module,
/// codes, a segment whose order is said.
const TWO: &str = r##"<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0">
 <file id="f1">
  <unit id="u1">
   <mtc:matches><mtc:match ref="#s1"><source>No</source><target>不</target></mtc:match></mtc:matches>
   <segment id="s1">
    <source xml:space="preserve">One<cp hex="0007"/></source>
   </segment>
   <ignorable><source> </source></ignorable>
   <segment id="s2" state="initial" subState="x:y"><source><pc id="1">Two</pc> </source></segment>
   <segment id="s3" state="final"><source>Three</source><target>三</target></segment>
   <segment id="s4"><source>Fo<ph id="2"/>ur</source></segment>
   <segment id="s5"><source><![CDATA[Five & ]]>more</source><target>Five &amp; more</target></segment>
  </unit>
  <group id="g1" translate="no"><unit id="u2"><segment><source>Six</source></segment></unit></group>
  <unit id="u3"><segment><source>Seven</source><target order="2">七</target></segment><segment><source>Eight</source></segment></unit>
  <unit id="u4"><segment><source>Nine</source><target order="2">九</target></segment><segment><source>Ten</source><target order="1">十</target></segment><segment><source>Eleven</source></segment></unit>
 </file>
</xliff>
"##;

fn variant(text: &str, state: State, made_by: MadeBy) -> Variant {
    Variant {
        state: Some(state),
        made_by: Some(made_by),
        ..Variant::new(tag("zh-Hans"), text)
    }
}

/// What can be filled, all with the same.
fn all_filled(xliff: &Xliff, translation: &Variant) -> Vec<u8> {
    let places = (0..).zip(&xliff.files).flat_map(|(file, it)| {
        let places = (0..).zip(&it.places);
        places.map(move |(place, it)| (file, place, it))
    });
    let empty = places.filter(|(_, _, place)| place.target.is_none());
    let carried: Vec<_> = empty
        .filter_map(|(file, place, it)| {
            let mut translation = translation.clone();
            translation.codes = it.carried(&it.source, &[], &translation)?;
            Some((file, place, translation))
        })
        .collect();
    let fills: Vec<_> = carried
        .iter()
        .map(|(file, place, translation)| Filled {
            file: *file,
            place: *place,
            translation,
        })
        .collect();
    xliff.filled(&fills)
}

/// The lines of a file that are others in another.
fn changed(before: &str, after: &str) -> Vec<String> {
    let before: Vec<&str> = before.lines().collect();
    let lines = after.lines().filter(|line| !before.contains(line));
    lines.map(|line| line.trim().replace("xlf:", "")).collect()
}

#[test]
fn the_places_of_1_2_are_the_texts_that_may_be_translated() {
    let xliff = Xliff::read(ONE.as_bytes()).unwrap();
    let said = |place: &Place| {
        let existing = place.target.as_ref().map(|target| target.text.clone());
        (place.source.clone(), existing, place.closed, place.fits)
    };
    let places: Vec<_> = xliff.files[0].places.iter().map(said).collect();
    let place = |source: &str, target: Option<&str>, closed, fits| {
        (source.to_owned(), target.map(str::to_owned), closed, fits)
    };
    assert_eq!(
        places,
        [
            place("One & two", None, false, true),
            place("Locked", None, true, true),
            place("Done", None, true, true),
            place("Bold", None, false, true),
            place("Go on", None, false, true),
            place("First.", None, false, true),
            place("Second.", None, false, true),
            place("First.", Some("一。"), false, true),
            place("Second.", None, false, true),
        ]
    );
}

#[test]
fn targets_of_1_2_are_filled_and_nothing_else_changes() {
    let xliff = Xliff::read(ONE.as_bytes()).unwrap();
    let translation = variant("甲<乙", State::Translated, MadeBy::Exact);
    let filled = String::from_utf8(all_filled(&xliff, &translation)).unwrap();
    assert_eq!(
        changed(ONE, &filled),
        [
            r#"<file original="a.html" source-language="en" datatype="html" target-language="zh-Hans"><body>"#,
            r#"<target state="translated" state-qualifier="exact-match">甲&lt;乙</target>"#,
            r#"<trans-unit id="4"><source> <g id="1">Bold</g><x id="2"/></source><target o:a='1' state="translated" state-qualifier="exact-match" > <g id="1">甲&lt;乙</g><x id="2"/></target></trans-unit>"#,
            r#"<trans-unit id="6"><source>First. Second.</source><seg-source><mrk mtype="seg" mid="a">First.</mrk> <mrk mtype="seg" mid="b">Second.</mrk></seg-source><target state="translated" state-qualifier="exact-match"><mrk mtype="seg" mid="a">甲&lt;乙</mrk> <mrk mtype="seg" mid="b">甲&lt;乙</mrk></target></trans-unit>"#,
            r#"<trans-unit id="7"><source>First. Second.</source><seg-source><mrk mtype="seg" mid="a">First.</mrk> <mrk mtype="seg" mid="b">Second.</mrk></seg-source><target><mrk mtype="seg" mid="a">一。</mrk><mrk mid="b" mtype="seg">甲&lt;乙</mrk></target></trans-unit>"#,
        ]
    );
    assert!(filled.starts_with('\u{FEFF}'));
    let lines = filled.matches('\n').count();
    assert_eq!(lines, filled.matches("\r\n").count());
}

#[test]
fn a_draft_is_to_be_reviewed_and_a_unit_half_filled_is_to_be_translated() {
    let xliff = Xliff::read(ONE.as_bytes()).unwrap();
    let state = |fills: &[(usize, &Variant)]| {
        let fills: Vec<_> = fills
            .iter()
            .map(|(place, translation)| Filled {
                file: 0,
                place: *place,
                translation,
            })
            .collect();
        let filled = String::from_utf8(xliff.filled(&fills)).unwrap();
        let unit = changed(ONE, &filled).pop().unwrap();
        let target = unit.split_once("<target").unwrap().1;
        target.split_once('>').unwrap().0.trim().to_owned()
    };
    let sure = variant("一", State::Translated, MadeBy::Context);
    let draft = variant("二", State::Draft, MadeBy::Fuzzy);
    let review = r#"state="needs-review-translation""#;
    assert_eq!(
        state(&[(0, &draft)]),
        format!(r#"{review} state-qualifier="fuzzy-match""#)
    );
    assert_eq!(state(&[(5, &sure)]), r#"state="needs-translation""#);
    assert_eq!(state(&[(5, &sure), (6, &draft)]), review);
    // What the other segment is, nobody said.
    assert_eq!(state(&[(8, &sure)]), "");
    assert_eq!(state(&[(8, &draft)]), review);
}

#[test]
fn targets_of_2_x_are_filled_with_state_and_language() {
    let xliff = Xliff::read(TWO.as_bytes()).unwrap();
    let translation = variant("甲", State::Translated, MadeBy::Exact);
    let filled = String::from_utf8(all_filled(&xliff, &translation)).unwrap();
    assert_eq!(
        changed(TWO, &filled),
        [
            r#"<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" trgLang="zh-Hans">"#,
            r#"<segment id="s1" state="translated" subState="yiku:exact">"#,
            r#"<target xml:space="preserve">甲</target>"#,
            r#"<segment id="s2" state="translated" subState="yiku:exact"><source><pc id="1">Two</pc> </source><target><pc id="1">甲</pc> </target></segment>"#,
            r#"<segment id="s5" state="translated" subState="yiku:exact"><source><![CDATA[Five & ]]>more</source><target>甲</target></segment>"#,
            r#"<unit id="u4"><segment><source>Nine</source><target order="2">九</target></segment><segment><source>Ten</source><target order="1">十</target></segment><segment state="translated" subState="yiku:exact"><source>Eleven</source><target>甲</target></segment></unit>"#,
        ]
    );
    let existing = |number: usize| xliff.files[0].places[number].target.as_ref();
    assert_eq!(existing(2).unwrap().state, State::Final);
    assert_eq!(existing(6).unwrap().text, "七");
    // Its place is another's.
    assert!(!xliff.files[0].places[7].fits);
}

#[test]
fn utf16_stays_utf16_and_says_what_was_filled() {
    let utf16 = |text: &str| -> Vec<u8> {
        let units = text.encode_utf16();
        units.flat_map(u16::to_le_bytes).collect()
    };
    let bytes = utf16(ONE);
    let xliff = Xliff::read(&bytes).unwrap();
    let translation = variant("甲", State::Translated, MadeBy::Exact);
    let filled = all_filled(&xliff, &translation);
    let same = Xliff::read(ONE.as_bytes()).unwrap();
    let expected = String::from_utf8(all_filled(&same, &translation)).unwrap();
    assert_eq!(filled, utf16(&expected));
}

#[test]
fn what_is_damaged_or_no_xliff_is_refused_with_its_place() {
    let cut = &ONE[..ONE.find("<xlf:alt-trans>").unwrap()];
    let cases = [
        (cut, "line 6, column 1, unit 1: "),
        (
            "<tmx version='1.4'/>",
            "this is no XLIFF: it begins with <tmx>",
        ),
        ("<xliff version='3.0'/>", "XLIFF 3.0 is not known"),
        ("", "there is no XLIFF in it"),
        (
            "<xliff><file></xliff>",
            "</xliff> stands where </file> must",
        ),
    ];
    for (file, expected) in cases {
        let error = Xliff::read(file.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let mut bytes = ONE.replace("One", "知识产权知识产权").into_bytes();
    let comma = bytes.iter().rposition(|byte| *byte == b'S').unwrap();
    bytes[comma] = 0xFF;
    let error = Xliff::read(&bytes);
    assert!(matches!(error, Err(Error::Encoding { .. })), "{error:?}");
}

#[test]
fn what_other_tools_lock_in_their_own_way_is_closed() {
    let unit = |attributes: &str, children: &str| {
        format!(
            "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file><body>\
             <trans-unit id=\"1\" {attributes}><source>A</source>{children}</trans-unit>\
             </body></file></xliff>"
        )
    };
    let segmented = "<seg-source><mrk mtype=\"seg\" mid=\"7\">A</mrk></seg-source><target/>";
    let trados = |locked: &str| {
        format!("{segmented}<sdl:seg-defs><sdl:seg id=\"7\"{locked}/></sdl:seg-defs>")
    };
    let cases = [
        (unit("mq:locked=\"locked\"", ""), true),
        (unit("m:locked=\"true\"", ""), true),
        (unit("m:locked=\"false\" m:confirmed=\"0\"", ""), false),
        (unit("", &trados(" locked=\"true\"")), true),
        (unit("", &trados("")), false),
        (unit("", "<target state=\"signed-off\"/>"), true),
    ];
    for (file, closed) in cases {
        let xliff = Xliff::read(file.as_bytes()).unwrap();
        assert_eq!(xliff.files[0].places[0].closed, closed, "{file}");
        let translation = variant("甲", State::Translated, MadeBy::Exact);
        let filled = all_filled(&xliff, &translation);
        assert_eq!(filled == file.as_bytes(), closed, "{file}");
    }
}

proptest! {
    /// However a file is cut up, reading it does not panic; what is read is written as it was,
    /// and what is filled can be read again and has no more to fill.
    #[test]
    fn whatever_is_read_is_written_as_it_was(
        pieces in proptest::collection::vec(
            prop_oneof![
                Just("<trans-unit id='1'>"), Just("</trans-unit>"), Just("<source>"),
                Just("</source>"), Just("<target>"), Just("</target>"), Just("<target/>"),
                Just("<seg-source>"), Just("</seg-source>"), Just("<mrk mtype='seg' mid='1'>"),
                Just("<mrk mtype='seg' mid='2'/>"), Just("</mrk>"), Just("text"), Just("字 "),
                Just("<x id='1'/>"), Just("<g>"), Just("</g>"), Just("<segment>"),
                Just("</segment>"), Just("<unit>"), Just("</unit>"), Just("&amp;"), Just("\r\n  "),
                Just("<trans-unit id='1'><source>a</source>"), Just("<![CDATA[ b ]]>"),
                Just("<unit><segment><source>a</source></segment></unit>"), Just("<!-- c -->"),
            ],
            0..12,
        ),
        two in any::<bool>(),
    ) {
        let inside = pieces.concat();
        let file = match two {
            true => format!("<xliff version='2.0' srcLang='en'><file id='1'>{inside}</file></xliff>"),
            false => format!("<xliff version='1.2'><file><body>{inside}</body></file></xliff>"),
        };
        let Ok(xliff) = Xliff::read(file.as_bytes()) else {
            return Ok(());
        };
        prop_assert_eq!(xliff.filled(&[]), file.as_bytes());
        let translation = variant("甲", State::Translated, MadeBy::Exact);
        let filled = all_filled(&xliff, &translation);
        let again = Xliff::read(&filled).unwrap();
        for (before, after) in xliff.files.iter().zip(&again.files) {
            prop_assert_eq!(before.places.len(), after.places.len());
            for (before, after) in before.places.iter().zip(&after.places) {
                prop_assert_eq!(&before.source, &after.source);
                let takes = before.fits && before.carried(&before.source, &[], &translation).is_some();
                if takes && !before.closed && !before.source.is_empty() && before.target.is_none() {
                    prop_assert_eq!(&after.target.as_ref().unwrap().text, "甲");
                } else {
                    prop_assert_eq!(&before.target, &after.target);
                }
            }
        }
    }
    /// Wherever a translation has the codes of a text, what is written is as well-formed as what
    /// was read, and has them there; or the codes are not taken.
    #[test]
    fn codes_stand_where_a_translation_has_them_or_are_not_taken(
        pieces in proptest::collection::vec(
            prop_oneof![
                Just("<g id='1'>"), Just("<g id='2'>"), Just("</g>"), Just("<g id='3'/>"),
                Just("<x id='4'/>"), Just("<bpt id='5'>&lt;b></bpt>"), Just("<ept id='5'/>"),
                Just("<mrk mtype='term'>"), Just("</mrk>"), Just("a"), Just(" "), Just("&amp;"),
                Just("<it id='6' pos='open'/>"),
            ],
            0..10,
        ),
        turn in 0_usize..6,
        places in proptest::collection::vec(0_u32..4, 10),
    ) {
        let source = pieces.concat();
        let file = format!("<xliff version='1.2'><file><body><trans-unit id='1'><source>{source}</source></trans-unit></body></file></xliff>");
        let Ok(xliff) = Xliff::read(file.as_bytes()) else {
            return Ok(());
        };
        let place = &xliff.files[0].places[0];
        let mut translation = variant("甲乙", State::Translated, MadeBy::Exact);
        translation.codes.clone_from(&place.codes);
        if !place.codes.is_empty() {
            translation.codes.rotate_left(turn % place.codes.len());
        }
        for (code, at) in translation.codes.iter_mut().zip(&places) {
            code.at = at * 2; // Some are inside a character.
        }
        translation.codes.sort_by_key(|code| code.at);
        let fill = Filled { file: 0, place: 0, translation: &translation };
        let filled = xliff.filled(&[fill]);
        let takes = place.fits && place.takes(&translation.codes);
        prop_assert_eq!(filled != file.as_bytes(), takes);
        let again = Xliff::read(&filled).unwrap();
        let target = &again.files[0].places[0].target;
        if let (true, Some(target)) = (takes, target) {
            let ids = |codes: &[InlineCode]| -> Vec<_> {
                codes.iter().map(|code| (code.kind, code.id.clone())).collect()
            };
            prop_assert_eq!(&target.text, "甲乙");
            prop_assert_eq!(ids(&target.codes), ids(&translation.codes));
        } else {
            prop_assert!(!takes);
        }
    }
}
