use super::*;
use crate::exchange::testing::tag;

/// Who translated each unit of a file, and when.
fn by(file: &str) -> Vec<(Option<String>, Option<String>)> {
    let options = ReadOptions {
        source: tag("en"),
        target: tag("zh-CN"),
        columns: crate::exchange::table::Mapping::default(),
        encoding: None,
    };
    let reader = Reader::new(file.as_bytes(), &options).unwrap();
    let units = reader.map(|unit| unit.unwrap().variants.pop().unwrap());
    units.map(|target| (target.author, target.date)).collect()
}

fn file(units: &str) -> String {
    format!(
        "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file><body>{units}\
         </body></file></xliff>"
    )
}

fn is(author: &str, date: &str) -> (Option<String>, Option<String>) {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (some(author), some(date))
}

#[test]
fn trados_says_who_changed_a_segment_last_and_when() {
    let value = |key: &str, value: &str| format!("<sdl:value key=\"{key}\">{value}</sdl:value>");
    let created = value("created_by", r"PC\li") + &value("created_on", "04/24/2024 18:18:50");
    let modified = value("last_modified_by", "Wang") + &value("modified_on", "12/01/2024 09:00:00");
    let units = format!(
        "<trans-unit id=\"1\"><source>A B C</source><seg-source><mrk mtype=\"seg\" mid=\"1\">A</mrk> \
         <mrk mtype=\"seg\" mid=\"2\">B</mrk> <mrk mtype=\"seg\" mid=\"3\">C</mrk></seg-source><target>\
         <mrk mtype=\"seg\" mid=\"1\">甲</mrk><mrk mtype=\"seg\" mid=\"2\">乙</mrk>\
         <mrk mtype=\"seg\" mid=\"3\">丙</mrk></target><sdl:seg-defs><sdl:seg id=\"1\" conf=\"Draft\">\
         {created}</sdl:seg><sdl:seg id=\"2\" conf=\"Translated\">{created}{modified}</sdl:seg>\
         <sdl:seg id=\"3\" conf=\"Draft\"/></sdl:seg-defs></trans-unit>"
    );
    let expected = [
        is(r"PC\li", "2024-04-24T18:18:50Z"),
        is("Wang", "2024-12-01T09:00:00Z"),
        is("", ""),
    ];
    assert_eq!(by(&file(&units)), expected);
}

#[test]
fn memoq_and_phrase_say_it_of_a_unit_and_what_nobody_touched_has_neither() {
    let unit = |said: &str| {
        format!("<trans-unit id=\"1\" {said}><source>A</source><target>甲</target></trans-unit>")
    };
    let units = [
        unit("mq:lastchanginguser=\"Li\" mq:lastchangedtimestamp=\"2012-06-28T13:01:24Z\""),
        unit("mq:lastchanginguser=\"\" mq:lastchangedtimestamp=\"0001-01-01T00:00:00Z\""),
        unit(
            "m:created-at=\"1421114195529\" m:created-by=\"42989\" m:modified-at=\"1421200595999\" m:modified-by=\"7\"",
        ),
        unit(
            "m:created-at=\"1421114195529\" m:created-by=\"42989\" m:modified-at=\"0\" m:modified-by=\"\"",
        ),
        unit("m:created-at=\"0\" m:created-by=\"\" m:modified-at=\"0\" m:modified-by=\"\""),
    ];
    let expected = [
        is("Li", "2012-06-28T13:01:24Z"),
        is("", ""),
        is("7", "2015-01-14T01:56:35Z"),
        is("42989", "2015-01-13T01:56:35Z"),
        is("", ""),
    ];
    assert_eq!(by(&file(&units.concat())), expected);
}
