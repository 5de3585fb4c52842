//! Damaged files, and files that would do damage.

use proptest::prelude::*;

use super::{file, read, segment, tu};
use crate::exchange::testing::{header, outgoing, units, written};
use crate::exchange::tmx::Writer;
use crate::exchange::{Error, Options, UnitWriter as _};

#[test]
fn characters_and_ampersands_that_xml_forbids_are_mended() {
    let (text, _, mends) =
        segment("R&D at AT&T & Q&A; a\u{1}b&#x1F;c\u{FFFF}&#xD800; &#20013;&#x4e2d;&#13;");
    assert_eq!(
        text,
        "R&D at AT&T & Q&A; a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD} 中中\r"
    );
    let illegal = mends.iter().filter(|mend| mend.contains("U+FFFD")).count();
    assert_eq!((illegal, mends.len()), (4, 8));
    let found = read(file(
        &tu("a", "b").replace("<tu>", "<tu tuid=\"a&amp;b &lt; R&D \u{2}\tx\" tuid=\"2\">"),
    ));
    assert_eq!(
        found.unit().given_id.as_deref(),
        Some("a&b < R&D \u{FFFD} x")
    );
    assert_eq!(found.count, 3);
}

#[test]
fn a_file_that_is_cut_off_gives_what_was_whole_and_then_says_where_it_ends() {
    let whole = file(&format!("{}\n{}", tu("one", "一"), tu("two", "二")));
    let end = whole.find("二").unwrap();
    let found = read(&whole[..end]);
    assert_eq!(found.texts(), [[("en", "one"), ("zh-CN", "一")]]);
    let error = found.error.unwrap();
    assert_eq!(position(&error), (6, 71, Some(2), 1));
    assert_eq!(
        error.to_string(),
        "line 6, column 71, unit 2: the file ends here, before its elements do: it is cut off; 1 unit before it can be read"
    );
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let found = read(&whole[..end]);
        assert_eq!(
            found.error.is_some(),
            !whole[..end].contains("</tmx>"),
            "{end}"
        );
        assert_eq!(
            found.units.len(),
            whole[..end].matches("</tu>").count(),
            "{end}"
        );
    }
}

#[test]
fn what_is_malformed_is_said_with_its_place() {
    let second = |seg: &str| file(&format!("{}\n{}", tu("one", "一"), tu("二", seg)));
    for (bytes, place, words) in [
        (
            second("b</tuv>"),
            (6, 70, Some(2), 1),
            "</tuv> stands where </seg> must",
        ),
        (second("a < b"), (6, 71, Some(2), 1), ""),
        (second("<ph x=1/>"), (6, 69, Some(2), 1), ""),
        (String::new(), (1, 1, None, 0), "the file is empty"),
        (" \n".to_owned(), (2, 1, None, 0), "the file is empty"),
        ("plain text".to_owned(), (1, 1, None, 0), "begins with text"),
        (
            "<?xml version=\"1.0\"?>\n<xliff/>".to_owned(),
            (2, 1, None, 0),
            "begins with <xliff>",
        ),
    ] {
        let error = read(&bytes).error.unwrap();
        assert_eq!(position(&error), place, "{error}");
        assert!(error.to_string().contains(words), "{error}");
    }
    for start in ["\u{1F}\u{8B}\u{8}", "PK\u{3}\u{4}"] {
        let bytes: Vec<u8> = start.chars().map(|c| c as u8).collect();
        let error = read(bytes).error.unwrap();
        assert!(error.to_string().contains("compressed"), "{error}");
    }
}

#[test]
fn what_follows_the_end_is_not_read_and_said() {
    let twice = format!("{}\n<!-- end -->{}", file(&tu("a", "b")), &file("")[39..]);
    let found = read(twice);
    assert_eq!(found.unit().identity(), "a");
    assert_eq!(
        found.messages(),
        ["not a part of TMX here; it was not read: <tmx>"]
    );
}

#[test]
fn limits_are_said() {
    let deep = file(&tu(&"<hi>".repeat(300), "b"));
    let wide: String = (0..300).map(|n| format!(" a{n}=\"\"")).collect();
    let wide = file(&tu("a", "b").replace("<tu>", &format!("<tu{wide}>")));
    let long =
        file(&tu("a", "b").replace("<tu>", &format!("<tu tuid=\"{}\">", "x".repeat(1 << 21))));
    let huge = file(&tu(&"x ".repeat(34 << 20), "b"));
    let many = file(&tu(
        &format!("<ph/>{}", "x".repeat(1 << 20)).repeat(65),
        "b",
    ));
    let codes = file(&tu(&"<ph/>".repeat(10_001), "b"));
    for (bytes, words) in [
        (deep, "nest deeper than 256"),
        (wide, "more than 256 attributes"),
        (long, "a tag has more than 1 MiB"),
        (huge, "more than 64 MiB"),
        (many, "a unit or header has more than 64 MiB"),
        (codes, "a seg has more than 10000 codes"),
    ] {
        let error = read(bytes).error.unwrap().to_string();
        assert!(
            error.contains(words) && error.contains("which is the limit"),
            "{error}"
        );
    }
}

#[test]
fn a_fault_in_every_unit_is_counted_and_listed_a_few_times() {
    let body: String = (0..500).map(|n| tu(&format!("{n}"), "")).collect();
    let found = read(file(&body));
    assert_eq!(
        (found.units.len(), found.count, found.mends.len()),
        (500, 500, 10)
    );
}

proptest! {
    #[test]
    fn any_bytes_end_in_units_or_an_error(bytes: Vec<u8>, prefix in 0..3_usize) {
        let start = ["", "<tmx><body><tu><tuv lang='en'><seg>", "\u{FEFF}<tmx>"][prefix];
        let mut all = start.as_bytes().to_vec();
        all.extend(bytes);
        read(all);
    }

    #[test]
    fn a_file_changed_anywhere_ends_in_units_or_an_error(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..6),
        wide: bool,
    ) {
        let writer = Writer::new(Vec::new(), &header(), &Options::default()).unwrap();
        let (mut text, _) = written(Box::new(writer));
        text = text.replace("</body>", &format!("{}</body>", segment_of_codes()));
        let mut bytes = match wide {
            true => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            false => text.into_bytes(),
        };
        for (at, from, byte) in changes {
            let at = at.index(bytes.len());
            match byte % 4 {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                2 => bytes.insert(at, byte),
                _ => {
                    let from = from.index(bytes.len());
                    let piece: Vec<u8> = bytes.iter().skip(from).take(40).copied().collect();
                    bytes.splice(at..at, piece);
                }
            }
        }
        read(bytes);
    }

    #[test]
    fn any_text_comes_back(source in "\\PC{0,20}[a&<>\\]中𠮷 \r\n\t\"']{1,9}", target in "[\\PC\r\n]{1,20}") {
        let mut unit = units().remove(1);
        unit.variants[0].text.clone_from(&source);
        unit.variants[1].text.clone_from(&target);
        let mut writer = Writer::new(Vec::new(), &header(), &Options::default()).unwrap();
        writer.unit(&outgoing(&[unit.clone()], &[])[0]).unwrap();
        let found = read(Box::new(writer).finish().unwrap().0);
        let blank = source.trim().is_empty() || target.trim().is_empty();
        prop_assert_eq!(found.units.len(), usize::from(!blank));
        if let Some(read) = found.units.first() {
            prop_assert_eq!(&read.variants[0].text, &source);
            prop_assert_eq!(&read.variants[1].text, &target);
        }
    }
}

/// A unit with every inline element.
fn segment_of_codes() -> String {
    tu(
        "<bpt i=\"1\">&lt;b></bpt>a<ept i=\"1\"/><hi>b</hi><it pos=\"end\"/><ut>c</ut><ph><sub>d</sub></ph><![CDATA[e]]>",
        "&#20013;<!-- f --><?g?>",
    )
}

fn position(error: &Error) -> (u64, u64, Option<u64>, u64) {
    match error {
        Error::Malformed { at, unit, fine, .. } => (at.line, at.column, *unit, *fine),
        error => panic!("{error}"),
    }
}
