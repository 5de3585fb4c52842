//! What a review table keeps: each line of `schemas/review.md` about its files.

use std::io::{Cursor, Write};

use super::*;
use crate::exchange::package::{Package, pack};
use crate::exchange::testing::{header, named, outgoing, read_back, units};
use crate::unit::Unit;

const DOCUMENT: &str = "word/document.xml";

fn table_of(units: &[Unit], layout: Layout) -> (Vec<u8>, Report) {
    let mut writer = Box::new(Writer::new(Vec::new(), &header(), layout));
    for outgoing in outgoing(units, &[]) {
        writer.unit(&outgoing).unwrap();
    }
    writer.finish().unwrap()
}

fn docx() -> Vec<u8> {
    table_of(&units(), Layout::Docx).0
}

fn back(layout: Layout, bytes: &[u8]) -> ReviewTable {
    read(layout, Cursor::new(bytes)).unwrap().unwrap()
}

/// A DOCX file with its document changed, and with more parts.
fn changed(change: impl FnOnce(String) -> String, more: &[(&str, &str)]) -> Vec<u8> {
    let bytes = docx();
    let mut package = Package::open(Cursor::new(&bytes)).unwrap();
    let document = package.part(DOCUMENT).unwrap().unwrap();
    let document = change(String::from_utf8(document).unwrap());
    let mut parts = vec![(DOCUMENT, document.into_bytes())];
    for name in [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
    ] {
        if more.iter().all(|(other, _)| *other != name) {
            parts.push((name, package.part(name).unwrap().unwrap()));
        }
    }
    let more = more
        .iter()
        .map(|(name, content)| (*name, content.as_bytes().to_owned()));
    parts.extend(more);
    pack(&parts).unwrap()
}

fn edited(change: impl FnOnce(String) -> String) -> ReviewTable {
    back(Layout::Docx, &changed(change, &[]))
}

/// The document with `old`, which stands in it once, replaced.
fn put(document: &str, old: &str, new: &str) -> String {
    assert_eq!(document.matches(old).count(), 1, "{old} in {document}");
    document.replace(old, new)
}

/// The rows of a document, each with its tags; what stands before the first, and after the last.
fn rows(document: &str) -> (String, Vec<String>, String) {
    let mut pieces: Vec<String> = document
        .split_inclusive("</w:tr>")
        .map(str::to_owned)
        .collect();
    let tail = pieces.pop().unwrap();
    let at = pieces[0].find("<w:tr>").unwrap();
    let head = pieces[0][..at].to_owned();
    pieces[0] = pieces[0][at..].to_owned();
    (head, pieces, tail)
}

/// A run of a tracked change.
fn tracked(kind: &str, text: &str) -> String {
    let element = if kind == "del" { "delText" } else { "t" };
    format!(
        "<w:{kind} w:id=\"901\" w:author=\"王芳\" w:date=\"2026-11-20T09:30:00Z\"><w:r>\
         <w:{element} xml:space=\"preserve\">{text}</w:{element}></w:r></w:{kind}>"
    )
}

/// The run of a text that stands in a document once.
fn run(document: &str, text: &str) -> String {
    let at = document.find(text).unwrap();
    let start = document[..at].rfind("<w:r>").unwrap();
    let end = at + document[at..].find("</w:r>").unwrap() + "</w:r>".len();
    document[start..end].to_owned()
}

#[test]
fn what_goes_out_comes_back() {
    let units = units();
    for layout in Layout::ALL {
        let (bytes, report) = table_of(&units, layout);
        assert_eq!(report.written, 8);
        assert_eq!(report.lost(Loss::Alternative), 1);
        let table = back(layout, &bytes);
        assert_eq!(table.whole, Some(Whole { rows: 8 }));
        for (place, (row, unit)) in table.rows.iter().zip(&units).enumerate() {
            let (source, target) = (&unit.variants[0], &unit.variants[1]);
            let target = Some(target).filter(|target| !target.text.is_empty());
            let shown = Shown::new(Some(source), target);
            assert_eq!(row.number, (place + 1).to_string());
            assert_eq!(row.source, plain(&shown.source));
            assert_eq!(row.target, plain(&shown.target));
            let mark = row.mark.unwrap();
            assert_eq!(mark.unit, unit.id);
            assert!(mark.had_source(&row.source) && mark.had_target(&row.target));
            let state = target.and_then(|target| target.state);
            assert_eq!(mark.state(), state);
            let expected = state.map_or(Status::Untranslated, Status::State);
            assert_eq!(status(&row.status), Some(expected));
            assert_eq!((row.shape, &row.changed), (Shape::Sound, &None));
        }
        assert_eq!(table.rows[0].comments[0].text, "editor: Headline & lead");
        assert!(table.rows[1].comments.is_empty());
        assert_eq!(table.rows[6].target, "{3/}{1}点此{/1}进入知识产权局。{4}");
    }
}

#[test]
fn the_same_table_is_the_same_file() {
    for layout in Layout::ALL {
        assert_eq!(
            table_of(&units(), layout).0,
            table_of(&units(), layout).0,
            "{layout:?}"
        );
    }
}

#[test]
fn a_word_processor_is_told_the_languages_and_to_track_changes() {
    let bytes = docx();
    let mut package = Package::open(Cursor::new(&bytes)).unwrap();
    let mut part = |name: &str| {
        let part = package.part(name).unwrap().unwrap();
        read_back(std::str::from_utf8(&part).unwrap())
    };
    assert_eq!(
        named(&part("word/settings.xml"), "w:trackRevisions").len(),
        1
    );
    let document = part(DOCUMENT);
    assert_eq!(named(&document, "w:tblHeader").len(), 1);
    let languages = named(&document, "w:lang");
    let said = |key: &str, lang: &str| {
        let is = |lang_: &&&crate::exchange::testing::Read| lang_.attribute(key) == Some(lang);
        languages.iter().filter(is).count()
    };
    assert_eq!(
        (said("w:val", "en-US"), said("w:eastAsia", "zh-CN")),
        (8, 8)
    );
    let bookmarks = named(&document, "w:bookmarkStart");
    // Word cuts the names of bookmarks after 40 characters.
    let short = |name: &str| name.chars().count() <= 40;
    assert!(
        bookmarks
            .iter()
            .all(|mark| mark.attribute("w:name").is_some_and(short))
    );
}

#[test]
fn tracked_changes_are_read_as_accepted_with_who_and_when() {
    let table = edited(|document| {
        let old = run(&document, "2024年9月16日");
        let new = [
            tracked("del", "2024年9月16日"),
            tracked("ins", "2024 年 9 月 16 日"),
        ];
        put(&document, &old, &new.concat())
    });
    let row = &table.rows[1];
    assert_eq!(row.target, "2024 年 9 月 16 日");
    let changed = row.changed.clone().unwrap();
    assert_eq!(changed.by.as_deref(), Some("王芳"));
    assert_eq!(changed.at.as_deref(), Some("2026-11-20T09:30:00Z"));
    // Moved text is where it was moved to.
    let table = edited(|document| {
        let old = run(&document, "2024年9月16日");
        let new = [tracked("moveFrom", "日期"), tracked("moveTo", "9月16日")];
        put(&document, &old, &new.concat())
    });
    assert_eq!(table.rows[1].target, "9月16日");
}

#[test]
fn lines_are_paragraphs_and_breaks_and_odd_characters_are_characters() {
    let table = edited(|document| {
        let old = run(&document, "2024年9月16日");
        let deleted_end = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"90\"/></w:tabs><w:rPr>\
            <w:del w:id=\"9\" w:author=\"王芳\"/></w:rPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>";
        let new = format!(
            "<w:r><w:t>甲</w:t><w:br/><w:t>一</w:t><w:tab/><w:noBreakHyphen/><w:sym w:font=\"Symbol\" \
             w:char=\"2192\"/></w:r></w:p>{deleted_end}<w:p><w:r><w:ruby><w:rt><w:r><w:t>bǐng</w:t></w:r>\
             </w:rt><w:rubyBase><w:r><w:t>丙</w:t></w:r></w:rubyBase></w:ruby></w:r>\
             <mc:AlternateContent><mc:Choice Requires=\"w16se\"><w:r><w:t>x</w:t></w:r></mc:Choice>\
             <mc:Fallback><w:r><w:t>😊</w:t></w:r></mc:Fallback></mc:AlternateContent>"
        );
        let document = put(&document, &old, &new);
        put(
            &document,
            "<w:document ",
            "<w:document xmlns:mc=\"urn:mc\" ",
        )
    });
    assert_eq!(table.rows[1].target, "甲\n一\t\u{2011}→\n乙丙😊");
}

#[test]
fn comments_of_the_word_processor_are_those_of_their_row() {
    let rels = format!(
        "<Relationships xmlns=\"r\"><Relationship Id=\"rId1\" Type=\"{}/comments\" Target=\"comments.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{}/comments\" Target=\"http://example.org/x\" TargetMode=\"External\"/>\
         </Relationships>",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    );
    let comments = "<w:comments xmlns:w=\"w\"><w:comment w:id=\"4\" w:author=\"王芳\"><w:p><w:r><w:t>太长</w:t></w:r></w:p>\
        <w:p><w:r><w:t>请缩短</w:t></w:r></w:p></w:comment><w:comment w:id=\"5\" w:author=\"Unknown Author\"><w:p><w:r>\
        <w:t>ok?</w:t></w:r></w:p></w:comment><w:comment w:id=\"6\" w:author=\"李明\"><w:p><w:r><w:t>总体很好</w:t>\
        </w:r></w:p></w:comment></w:comments>";
    let bytes = changed(
        |document| {
            let old = run(&document, "2024年9月16日");
            let new = format!(
                "<w:commentRangeStart w:id=\"4\"/>{old}<w:commentRangeEnd w:id=\"4\"/>\
                 <w:r><w:commentReference w:id=\"4\"/></w:r><w:ins w:id=\"7\" w:author=\"王芳\"><w:r>\
                 <w:commentReference w:id=\"5\"/></w:r></w:ins>"
            );
            put(&document, &old, &new)
        },
        &[
            ("word/_rels/document.xml.rels", &rels),
            ("word/comments.xml", comments),
        ],
    );
    let table = back(Layout::Docx, &bytes);
    let row = &table.rows[1];
    assert_eq!(row.target, "2024年9月16日");
    let note = |text: &str, from: Option<&str>| Note {
        text: text.to_owned(),
        from: from.map(str::to_owned),
    };
    let expected = [note("太长\n请缩短", Some("王芳")), note("ok?", None)];
    assert_eq!(row.comments, expected);
    assert_eq!(table.general, [note("总体很好", Some("李明"))]);
}

#[test]
fn rows_may_be_sorted_and_copied_and_keep_what_they_are() {
    let sorted = edited(|document| {
        let (head, mut rows, tail) = rows(&document);
        rows[1..].reverse();
        rows.push(rows[1].clone());
        format!("{head}{}{tail}", rows.concat())
    });
    let units = units();
    let ids: Vec<_> = sorted
        .rows
        .iter()
        .map(|row| row.mark.unwrap().unit)
        .collect();
    let mut expected: Vec<_> = units.iter().take(8).rev().map(|unit| unit.id).collect();
    expected.push(units[7].id);
    assert_eq!(ids, expected);
}

#[test]
fn a_mark_is_found_as_a_link_a_field_or_a_bookmark() {
    let document = |change: fn(&str) -> String| edited(|document| change(&document));
    let without_links = document(|document| {
        document
            .replace("<w:hyperlink", "<w:smartTag")
            .replace("</w:hyperlink>", "</w:smartTag>")
            .replace("w:anchor=", "w:element=")
    });
    let without_bookmarks = document(|document| document.replace("w:name=\"_y", "w:name=\"x"));
    let as_fields = document(|document| {
        document
            .replace("w:name=\"_y", "w:name=\"x")
            .replace(
                "<w:hyperlink w:anchor=\"",
                "<w:r><w:instrText> HYPERLINK \\l \"",
            )
            .replace("\" w:history=\"0\">", "\" </w:instrText></w:r>")
            .replace("</w:hyperlink>", "")
    });
    let none = document(|document| document.replace("\"_y", "\"x"));
    for table in [without_links, without_bookmarks, as_fields] {
        assert_eq!(table, back(Layout::Docx, &docx()));
    }
    assert!(none.rows.iter().all(|row| row.mark.is_none()));
    assert_eq!(none.rows[1].number, "2");
}

#[test]
fn merged_split_and_deleted_rows_are_told() {
    let shape = |change: fn(&str) -> String| {
        let table = edited(|document| {
            let (head, mut rows, tail) = rows(&document);
            rows[2] = change(&rows[2]);
            format!("{head}{}{tail}", rows.concat())
        });
        table.rows[1].shape
    };
    assert_eq!(shape(str::to_owned), Shape::Sound);
    let span = |row: &str| row.replacen("<w:tcPr>", "<w:tcPr><w:gridSpan w:val=\"2\"/>", 1);
    assert_eq!(shape(span), Shape::Merged);
    let down = |row: &str| row.replacen("<w:tcPr>", "<w:tcPr><w:vMerge/>", 1);
    assert_eq!(shape(down), Shape::Merged);
    let split = |row: &str| row.replace("</w:tr>", "<w:tc><w:p/></w:tc></w:tr>");
    assert_eq!(shape(split), Shape::Merged);
    let deleted =
        |row: &str| row.replace("<w:trPr>", "<w:trPr><w:del w:id=\"1\" w:author=\"王芳\"/>");
    assert_eq!(shape(deleted), Shape::Deleted);
}

#[test]
fn a_table_without_its_heading_or_in_two_pieces_is_read_all_the_same() {
    let whole = back(Layout::Docx, &docx());
    let beheaded = edited(|document| {
        let (head, rows, tail) = rows(&document);
        format!("{head}{}{tail}", rows[1..].concat())
    });
    assert_eq!((&beheaded.rows, beheaded.whole), (&whole.rows, None));
    let in_two = edited(|document| {
        let (head, rows, tail) = rows(&document);
        let (first, rest) = rows.split_at(4);
        format!(
            "{head}{}</w:tbl><w:p/><w:tbl>{}{tail}",
            first.concat(),
            rest.concat()
        )
    });
    assert_eq!(in_two, whole);
}

#[test]
fn another_document_is_no_review_table() {
    let bytes = changed(
        |document| {
            document
                .replace("\"_y", "\"x")
                .replace(">Status<", ">Zustand<")
                .replace(">#<", ">Nr.<")
        },
        &[],
    );
    assert_eq!(read(Layout::Docx, Cursor::new(bytes)).unwrap(), None);
    let text = b"PK is not enough".as_slice();
    assert!(matches!(
        read(Layout::Docx, Cursor::new(text)),
        Err(Error::Packed { .. })
    ));
    let locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice();
    let error = read(Layout::Docx, Cursor::new(locked)).unwrap_err();
    assert!(error.to_string().contains("password"), "{error}");
}

#[test]
fn a_file_cut_anywhere_is_refused_or_read_and_never_a_panic() {
    let bytes = docx();
    for length in (0..bytes.len()).step_by(97) {
        let cut = read(Layout::Docx, Cursor::new(&bytes[..length]));
        assert!(matches!(cut, Err(Error::Packed { .. })), "{length}");
    }
    // The archive whole, what is in it cut.
    let document = changed(|document| document[..document.len() / 2].to_owned(), &[]);
    let error = read(Layout::Docx, Cursor::new(document)).unwrap_err();
    assert!(error.to_string().contains("cut off"), "{error}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_missing_in_a_document_it_is_read_or_refused(
        from in 0.0..1.0_f64,
        length in 1..4000_usize,
    ) {
        let bytes = changed(
            |document| {
                let start = document.floor_char_boundary((document.len() as f64 * from) as usize);
                let end = document.floor_char_boundary((start + length).min(document.len()));
                format!("{}{}", &document[..start], &document[end..])
            },
            &[],
        );
        if let Ok(Some(table)) = read(Layout::Docx, Cursor::new(bytes)) {
            // A heading whose titles are gone is a row before the others, and is nobody's.
            let headings = table.rows.len().saturating_sub(8);
            proptest::prop_assert!(headings <= 1);
            proptest::prop_assert!(table.rows.iter().take(headings).all(|row| row.mark.is_none()));
        }
    }
}

#[test]
fn a_part_that_grows_beyond_all_measure_is_refused() {
    let mut bomb = Vec::new();
    bomb.write_all(b"<w:document>").unwrap();
    bomb.resize(17 << 20, b' ');
    let bytes = changed(|_| String::from_utf8(bomb).unwrap(), &[]);
    let error = read(Layout::Docx, Cursor::new(bytes)).unwrap_err();
    assert!(error.to_string().contains("beyond all measure"), "{error}");
}

/// A workbook with the parts changed or added that are named.
fn workbook_with(change: impl Fn(&str, String) -> String, more: &[(&str, &str)]) -> ReviewTable {
    let (bytes, _) = table_of(&units(), Layout::Xlsx);
    let mut package = Package::open(Cursor::new(&bytes)).unwrap();
    let mut parts = Vec::new();
    for name in [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    ] {
        let part = package.part(name).unwrap().unwrap();
        let part = change(name, String::from_utf8(part).unwrap());
        parts.push((name, part.into_bytes()));
    }
    let more = more
        .iter()
        .map(|(name, content)| (*name, content.as_bytes().to_owned()));
    parts.extend(more);
    back(Layout::Xlsx, &pack(&parts).unwrap())
}

#[test]
fn a_workbook_hides_its_marks_and_holds_no_formula() {
    let mut dangerous = units();
    dangerous[1].variants[1].text = "=HYPERLINK(\"http://example.org\",\"合同\")".to_owned();
    let (bytes, _) = table_of(&dangerous, Layout::Xlsx);
    let mut package = Package::open(Cursor::new(&bytes)).unwrap();
    let sheet = package.part("xl/worksheets/sheet1.xml").unwrap().unwrap();
    let sheet = read_back(std::str::from_utf8(&sheet).unwrap());
    assert_eq!(named(&sheet, "f").len(), 0);
    let hidden =
        |column: &&&crate::exchange::testing::Read| column.attribute("hidden") == Some("1");
    let columns = named(&sheet, "col");
    let hidden: Vec<_> = columns.iter().filter(hidden).collect();
    assert_eq!(hidden.len(), 1);
    assert_eq!(hidden[0].attribute("min"), Some("2"));
    let table = back(Layout::Xlsx, &bytes);
    assert_eq!(table.rows[1].target, dangerous[1].variants[1].text);
}

#[test]
fn merged_cells_of_a_workbook_are_told() {
    let table = workbook_with(
        |name, part| match name {
            "xl/worksheets/sheet1.xml" => {
                let merged =
                    "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"D3:D4\"/></mergeCells>";
                put(&part, "</sheetData>", merged)
            }
            _ => part,
        },
        &[],
    );
    let merged: Vec<_> = table
        .rows
        .iter()
        .filter(|row| row.shape == Shape::Merged)
        .map(|row| row.number.as_str())
        .collect();
    assert_eq!(merged, ["2", "3"]);
}

#[test]
fn comments_on_cells_are_those_of_their_row_in_threads_too() {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let microsoft = "http://schemas.microsoft.com/office/2017/10/relationships";
    let rels = format!(
        "<Relationships><Relationship Id=\"rId1\" Type=\"{office}/comments\" Target=\"../comments1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{microsoft}/threadedComment\" \
         Target=\"../threadedComments/threadedComment1.xml\"/></Relationships>"
    );
    let comments = "<comments><authors><author>王芳</author><author>tc={1}</author></authors><commentList>\
        <comment ref=\"D3\" authorId=\"0\"><text><r><t>王芳:</t></r><r><t>\n太长</t></r></text></comment>\
        <comment ref=\"E4\" authorId=\"1\"><text><t>[Threaded comment]\n\nYour version …\nComment:\n    好</t></text>\
        </comment></commentList></comments>";
    let threads = "<ThreadedComments><threadedComment ref=\"E4\" personId=\"{9}\" id=\"{1}\"><text>好</text>\
        </threadedComment></ThreadedComments>";
    let persons = "<personList><person displayName=\"李明\" id=\"{9}\"/></personList>";
    let table = workbook_with(
        |name, part| match name {
            "xl/_rels/workbook.xml.rels" => put(
                &part,
                "</Relationships>",
                &format!(
                    "<Relationship Id=\"rId99\" Type=\"{microsoft}/person\" Target=\"persons/person.xml\"/>\
                     </Relationships>"
                ),
            ),
            _ => part,
        },
        &[
            ("xl/worksheets/_rels/sheet1.xml.rels", &rels),
            ("xl/comments1.xml", comments),
            ("xl/threadedComments/threadedComment1.xml", threads),
            ("xl/persons/person.xml", persons),
        ],
    );
    let said = |row: usize| {
        let note = table.rows[row].comments.last().unwrap();
        (note.text.as_str(), note.from.as_deref())
    };
    assert_eq!(said(1), ("太长", Some("王芳")));
    assert_eq!(said(2), ("好", Some("李明")));
    assert_eq!(table.rows[2].comments.len(), 1);
}

#[test]
fn another_workbook_is_no_review_table() {
    use crate::exchange::sheet::{Cell, Sheet, xlsx};
    let terms = Sheet {
        name: "terms",
        heading: vec!["English".to_owned(), "Chinese".to_owned()],
        rows: vec![vec![
            Cell::Text("patent".to_owned()),
            Cell::Text("专利".to_owned()),
        ]],
        ..Sheet::default()
    };
    let bytes = xlsx(&[terms]).unwrap();
    assert_eq!(read(Layout::Xlsx, Cursor::new(&bytes)).unwrap(), None);
    for length in (0..bytes.len()).step_by(97) {
        let cut = read(Layout::Xlsx, Cursor::new(&bytes[..length]));
        assert!(matches!(cut, Err(Error::Packed { .. })), "{length}");
    }
}
