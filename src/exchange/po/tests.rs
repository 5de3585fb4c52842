use super::*;
use crate::exchange::testing::{header, outgoing, tag, terms, units};
use crate::exchange::{
    CONTEXT, Incoming, Outgoing, ReadOptions, Report, UnitReader, UnitWriter, table,
};
use crate::unit::{Origin, State, Unit, UnitId};

/// Entries as xgettext, msgmerge and Poedit write them.
const PO: &str = r##"# Chinese translation of a mail program.
# This file is in the public domain.
msgid ""
msgstr ""
"Language: zh_CN\n"
"Content-Type: text/plain; charset=UTF-8\n"
"PO-Revision-Date: 2024-09-20 16:30+0800\n"
"X-Generator: Poedit 3.4\n"

# 按钮上的字
#. a button
#: src/window.c:12 src/dialog.c:8
#, c-format
msgctxt "toolbar"
msgid "Send \"%s\"\n"
msgstr ""
"发送“%s”"
"\n"

#, fuzzy, c-format
#| msgid "Delete %d mail"
msgid "Delete %d message"
msgid_plural "Delete %d messages"
msgstr[0] "删除 %d 封邮件"

msgid "Not yet"
msgstr ""

#~ msgctxt "menu"
#~ msgid "Old\ttext"
#~ msgstr "旧文字"
"##;

fn options() -> ReadOptions {
    ReadOptions {
        source: tag("en"),
        target: tag("zh-Hans"),
        columns: table::Mapping::default(),
        encoding: None,
    }
}

fn read(text: &[u8]) -> (Vec<Incoming>, u64) {
    let mut reader = Reader::new(text, &options()).unwrap();
    let units: Vec<_> = (&mut reader).map(Result::unwrap).collect();
    (units, reader.mends().count())
}

fn written(units: &[Unit]) -> (String, Report) {
    let mut header = header();
    header.target = tag("zh-CN");
    let mut writer = Box::new(Writer::new(Vec::new(), &header).unwrap());
    for unit in units {
        writer
            .unit(&Outgoing {
                unit,
                place: None,
                context: None,
                layout: crate::exchange::Layout::default(),
                terms: &[],
            })
            .unwrap();
    }
    let (bytes, report) = writer.finish().unwrap();
    (String::from_utf8(bytes).unwrap(), report)
}

fn whole(incoming: Vec<Incoming>) -> Vec<Unit> {
    let named = |unit: Incoming| unit.into_unit(Origin::Memory("m".to_owned()), UnitId([0; 16]));
    incoming.into_iter().map(named).collect()
}

#[test]
fn every_kind_of_entry_is_read_with_what_is_said_of_it() {
    let reader = Reader::new(PO.as_bytes(), &options()).unwrap();
    let head = reader.header().clone();
    assert_eq!(head.tool.as_deref(), Some("Poedit 3.4"));
    assert_eq!(head.date.as_deref(), Some("2024-09-20T08:30:00Z"));
    assert_eq!(head.notes.len(), 2);
    let (units, mends) = read(PO.as_bytes());
    assert_eq!(mends, 0);
    let texts: Vec<Vec<&str>> = units
        .iter()
        .map(|unit| {
            unit.variants
                .iter()
                .map(|text| text.text.as_str())
                .collect()
        })
        .collect();
    assert_eq!(
        texts,
        [
            vec!["Send \"%s\"\n", "发送“%s”\n"],
            vec!["Delete %d message", "删除 %d 封邮件"],
            vec!["Delete %d messages", "删除 %d 封邮件"],
            vec!["Not yet"],
            vec!["Old\ttext", "旧文字"],
        ]
    );
    let said = |unit: usize, name: &str| {
        let mut properties = units[unit].properties.iter();
        let found = properties.find(|property| property.name == name);
        found.map(|property| property.value.as_str())
    };
    assert_eq!(said(0, CONTEXT), Some("toolbar"));
    assert_eq!(said(0, REFERENCE), Some("src/window.c:12 src/dialog.c:8"));
    assert_eq!(said(0, FLAGS), Some("c-format"));
    assert_eq!(said(1, PREVIOUS), Some("Delete %d mail"));
    assert_eq!(said(4, OBSOLETE), Some("yes"));
    let notes: Vec<_> = units[0]
        .notes
        .iter()
        .map(|note| note.text.as_str())
        .collect();
    assert_eq!(notes, ["按钮上的字", "a button"]);
    assert_eq!(units[1].variants[1].state, Some(State::Draft));
    assert_eq!(units[0].variants[1].lang, tag("zh_CN"));
}

#[test]
fn what_was_read_is_written_again_and_comes_back_equal() {
    let (units, _) = read(PO.as_bytes());
    let (text, report) = written(&whole(units.clone()));
    assert_eq!((report.written, report.losses().count()), (5, 0));
    assert!(text.contains("#, fuzzy, c-format\n#| msgid \"Delete %d mail\"\nmsgid \"Delete"));
    assert!(text.contains("#~ msgid \"Old\\ttext\"\n"));
    let (again, mends) = read(text.as_bytes());
    assert_eq!(mends, 0);
    let bare = |units: Vec<Incoming>| -> Vec<_> {
        let units = units.into_iter();
        units
            .map(|unit| (unit.variants, unit.notes, unit.properties))
            .collect()
    };
    let mut expected = bare(units);
    for (variants, _, _) in &mut expected {
        variants
            .iter_mut()
            .skip(1)
            .for_each(|text| text.lang = tag("zh_CN"));
    }
    assert_eq!(bare(again), expected);
}

#[test]
fn a_language_with_several_forms_keeps_each() {
    let po = "msgid \"\"\nmsgstr \"Language: ru\\n\"\n\nmsgid \"%d file\"\nmsgid_plural \"%d files\"\n\
        msgstr[0] \"%d файл\"\nmsgstr[1] \"%d файла\"\nmsgstr[2] \"%d файлов\"\n";
    let (incoming, _) = read(po.as_bytes());
    let mut header = header();
    header.target = tag("ru");
    let mut writer = Box::new(Writer::new(Vec::new(), &header).unwrap());
    for unit in &whole(incoming) {
        let one = std::slice::from_ref(unit);
        writer.unit(&outgoing(one, &[])[0]).unwrap();
    }
    let (bytes, report) = writer.finish().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.ends_with(po.split_once("\n\n").unwrap().1), "{text}");
    assert_eq!(report.losses().count(), 0);
}

#[test]
fn another_encoding_and_a_damaged_file_are_read() {
    let (text, _, _) = encoding_rs::GBK.encode(
        "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=GBK\\n\"\n\nmsgid \"Open\"\nmsgstr \"打开\"\n",
    );
    let (units, _) = read(&text);
    assert_eq!(units[0].variants[1].text, "打开");
    let (units, mends) = read(b"msgid \"Open\nmsgstr \"x\"\nnonsense\n\nmsgid \"Close\"\n");
    assert_eq!((units.len(), mends), (2, 2));
    // What stands behind `#|` is never the translation, nor goes an old text on without the mark.
    let damaged = b"#| msgid \"Shut\"\n\" it\"\nmsgid \"Close\"\n#| msgstr \"x\"\nmsgstr \"y\"\n";
    let (units, mends) = read(damaged);
    assert_eq!((units[0].variants[1].text.as_str(), mends), ("y", 2));
}

#[test]
fn a_source_that_stands_twice_is_written_once() {
    let (units, _) = read(b"msgid \"Open\"\nmsgstr \"a\"\n");
    let twice = [units.clone(), units].concat();
    let (text, report) = written(&whole(twice));
    assert_eq!(text.matches("msgid \"Open\"").count(), 1);
    assert_eq!(report.lost(crate::exchange::Loss::Alternative), 1);
}

#[test]
fn units_with_everything_in_them_are_written_as_po_that_is_read_without_a_mend() {
    let (units, terms) = (units(), terms());
    let mut writer = Box::new(Writer::new(Vec::new(), &header()).unwrap());
    for unit in outgoing(&units, &terms) {
        writer.unit(&unit).unwrap();
    }
    let (bytes, report) = writer.finish().unwrap();
    let (read, mends) = read(&bytes);
    assert_eq!(mends, 0);
    let once = report.lost(crate::exchange::Loss::Alternative);
    assert!(read.len() as u64 + once >= report.written && !read.is_empty());
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(text in "((msgid|msgstr|msgstr\\[[0-9]{1,3}\\]|msgctxt|msgid_plural|#~|#\\||#,|#) ?|\"[a\\\\x7é中\"]{0,4}\"?|\n){0,30}") {
        if let Ok(reader) = Reader::new(text.as_bytes(), &options()) {
            reader.for_each(drop);
        }
    }
}

#[test]
fn a_file_that_does_not_end_is_refused() {
    let options = ReadOptions {
        source: tag("en"),
        target: tag("zh-Hans"),
        columns: table::Mapping::default(),
        encoding: None,
    };
    let Err(error) = Reader::new(std::io::repeat(b'#'), &options) else {
        panic!("it is held in memory");
    };
    assert!(error.to_string().contains("512 MiB"), "{error}");
}
