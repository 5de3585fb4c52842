//! What every format keeps to: a document filled with its own text is itself to the byte, and one
//! that is filled with another text is read with that text.

use std::path::Path;

use super::{Block, Encoded, Error, Filled, Format, More, Original, extract, load, merge, page};
use crate::text::LangTag;
use crate::unit::CodeKind;

/// A document of a format, for messages of no file.
pub(super) fn original(format: Format, text: &str) -> Original<'_> {
    Original {
        path: Path::new("test"),
        format,
        bytes: text.as_bytes(),
        encoding: None,
        more: More::default(),
    }
}

/// The texts of a document's blocks, with their codes as people write them.
pub(super) fn shown(format: Format, text: &str) -> Vec<String> {
    let extracted = extract(&original(format, text)).unwrap();
    extracted.to_blocks().iter().map(show).collect()
}

pub(super) fn show(block: &Block) -> String {
    let mut text = block.text.clone();
    for code in block.codes.iter().rev() {
        let label = match code.kind {
            CodeKind::Opening => format!("{{{}}}", code.id),
            CodeKind::Closing => format!("{{/{}}}", code.id),
            CodeKind::Alone => format!("{{{}/}}", code.id),
        };
        text.insert_str(code.at as usize, &label);
    }
    text
}

/// A document with what `new` gives in the places of its blocks.
pub(super) fn merged(
    original: &Original<'_>,
    lang: Option<&LangTag>,
    mut new: impl FnMut(&Block) -> Option<Filled>,
) -> Encoded {
    let mut bytes = Vec::new();
    let fill = |block: &Block| Ok::<_, Error>(new(block));
    let encoding = merge(original, lang, &mut bytes, fill).unwrap().encoding;
    Encoded { bytes, encoding }
}

/// The document with each text replaced.
pub(super) fn with(format: Format, text: &str, new: impl Fn(&Block) -> Option<Filled>) -> String {
    String::from_utf8(merged(&original(format, text), None, new).bytes).unwrap()
}

/// Each letter of a text made another one of the same length in bytes, codes where they are.
fn rotated(block: &Block) -> Filled {
    let text = block.text.chars();
    let text = text.map(|c| match c {
        'a'..='y' | 'A'..='Y' => char::from(c as u8 + 1),
        'z' | 'Z' => char::from(c as u8 - 25),
        other => other,
    });
    Filled {
        text: text.collect(),
        codes: block.codes.clone(),
    }
}

/// Asserts both of what every format keeps to.
pub(super) fn assert_kept(format: Format, text: &str) {
    let same = with(format, text, |block| Some(Filled::from(block)));
    assert_eq!(same, text);
    let blocks = extract(&original(format, text)).unwrap().to_blocks();
    let changed = with(format, text, |block| Some(rotated(block)));
    let read = extract(&original(format, &changed)).unwrap().to_blocks();
    let expected: Vec<String> = (blocks.iter().map(rotated))
        .map(|filled| filled.text)
        .collect();
    let read: Vec<String> = read.into_iter().map(|block| block.text).collect();
    assert_eq!(read, expected, "{changed}");
}

#[test]
fn a_document_stays_in_its_encoding_where_that_has_all_of_its_characters() {
    let chinese = |_: &Block| {
        Some(Filled {
            text: "打开".to_owned(),
            codes: Vec::new(),
        })
    };
    let wide = |text: &str| -> Vec<u8> {
        let units = format!("\u{feff}{text}");
        units.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let bytes = wide("\"a\" = \"Open\";\n");
    let strings = Original {
        bytes: &bytes,
        ..original(Format::Strings, "")
    };
    assert_eq!(
        merged(&strings, None, chinese).bytes,
        wide("\"a\" = \"打开\";\n")
    );
    let latin = Original {
        bytes: b"a=caf\xe9\n",
        encoding: Some("windows-1252"),
        ..original(Format::Properties, "")
    };
    assert_eq!(merged(&latin, None, |_| None).bytes, b"a=caf\xe9\n");
    let merged = merged(&latin, None, chinese);
    assert_eq!(merged.bytes, "a=打开\n".as_bytes());
    assert_eq!(merged.encoding, "UTF-8");
}

#[test]
fn a_page_is_shown_in_utf_8_and_looks_for_no_other_computer() {
    let html = "<html><head><meta charset=gb2312><LINK rel=preconnect href=//example.com>\
                <style>p { color: red }</style></head><p>Open</p></html>";
    let original = original(Format::Html, html);
    let merged = merged(&original, None, |_| {
        Some(Filled {
            text: "打开".to_owned(),
            codes: Vec::new(),
        })
    });
    assert_eq!(merged.encoding, "GBK");
    let shown = page(Format::Html, &merged).unwrap();
    assert!(shown.contains("<p>打开</p>"), "{shown}");
    assert!(shown.contains("p { color: red }"), "{shown}");
    assert!(!shown.to_lowercase().contains("<link"), "{shown}");
}

#[test]
fn markdown_is_shown_as_a_page() {
    let markdown = "| a | b |\n|---|---|\n| *c* | d |\n";
    let merged = merged(&original(Format::Markdown, markdown), None, |_| None);
    let shown = page(Format::Markdown, &merged).unwrap();
    assert!(shown.contains("<td><em>c</em></td>"), "{shown}");
    assert!(page(Format::Srt, &merged).is_none());
}

#[test]
fn xml_that_is_not_read_is_no_plain_text() {
    let folder = tempfile::tempdir().unwrap();
    let loaded = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        load(&path, None, More::default())
    };
    let xml = "<?xml version=\"1.0\"?>\n<TS><message><source>Open</source></message></TS>\n";
    let refused = loaded("app.ts", xml).unwrap_err().to_string();
    assert!(
        refused.contains("XML of a kind that is not read"),
        "{refused}"
    );
    let refused = loaded("a.xcstrings", "{ \"strings\": {} }")
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("have Xcode write XLIFF of it"),
        "{refused}"
    );
    assert_eq!(loaded("tags.txt", xml).unwrap().text, xml);
    assert!(loaded("notes", "Open").unwrap().remarks.is_empty());
    let remarks = loaded("guide.rst", "Title\n=====\n").unwrap().remarks;
    assert!(remarks.concat().contains("read as plain text"));
}

#[test]
fn the_parts_of_a_time_are_codes_and_percentages_are_not() {
    let text = "en:\n  long: \"%B %d, %Y\"\n  clock: \"%-H:%M Uhr\"\n  off: 50% Bonus today\n  name: \"%s by %s\"\n  day: \"%d Years\"\n  price: \"%n/%u\"\n  short: \"%b %d\"\n";
    assert_eq!(
        shown(Format::Yaml, text),
        [
            "{1/} {2/}, {3/}",
            "{1/}:{2/} Uhr",
            "50% Bonus today",
            "{1/} by {2/}",
            "{1/} Years",
            "{1/}/{2/}"
        ]
    );
    assert_kept(Format::Yaml, text);
}

#[test]
fn templates_of_office_documents_are_such_documents() {
    for (names, format) in [
        (["a.dotx", "a.DOTM"], Format::Docx),
        (["a.potx", "a.ppsx"], Format::Pptx),
        (["a.xltx", "a.xltm"], Format::Xlsx),
        (["a.ots", "a.odg"], Format::Odf),
    ] {
        for name in names {
            let of = Format::of(Path::new(name), b"PK\x03\x04");
            assert_eq!(of, Some(format), "{name}");
        }
    }
}
