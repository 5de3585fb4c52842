//! Office documents made by hand, part by part.

mod beside;
mod columns;
mod pivots;
mod shown;
mod spans;
mod word;

use std::io::{self, Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::document::tests::{merged, show};
use crate::document::{Block, Error, Filled, Format, More, Original, extract, merge};
use crate::text::LangTag;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A package of some parts, and of one that is no text.
fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("word/vbaProject.bin", stored).unwrap();
    zip.write_all(&[0xD0, 0xCF, 0, 0xFF]).unwrap();
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The list of parts with their types.
fn listing(types: &[(&str, &str)]) -> (&'static str, String) {
    let parts = types.iter().map(|(name, type_)| {
        format!("<Override PartName=\"/{name}\" ContentType=\"application/vnd.openxmlformats-officedocument.{type_}+xml\"/>")
    });
    let parts: String = parts.collect();
    (
        "[Content_Types].xml",
        format!("{HEAD}<Types>{parts}</Types>"),
    )
}

/// A document of Word with some paragraphs.
fn docx(body: &str) -> Vec<u8> {
    let main = format!("{HEAD}<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>");
    packed(&[
        listing(&[("word/document.xml", "wordprocessingml.document.main")]),
        ("word/document.xml", main),
    ])
}

fn original(format: Format, bytes: &[u8]) -> Original<'_> {
    Original {
        path: Path::new("release.docx"),
        format,
        bytes,
        encoding: None,
        more: More::default(),
    }
}

fn blocks(format: Format, bytes: &[u8]) -> Vec<Block> {
    extract(&original(format, bytes)).unwrap().to_blocks()
}

fn shown(format: Format, bytes: &[u8]) -> Vec<String> {
    blocks(format, bytes).iter().map(show).collect()
}

/// The parts of a package by name.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let read = |place| {
        let mut file = archive.by_index(place).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    };
    (0..parts_of(bytes)).map(read).collect()
}

fn parts_of(bytes: &[u8]) -> usize {
    ZipArchive::new(Cursor::new(bytes)).unwrap().len()
}

fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(own, _)| own == name);
    String::from_utf8(found.unwrap().1).unwrap()
}

/// A text that is no longer the one it was, codes where they are.
fn other(block: &Block) -> Filled {
    let text = block.text.chars().map(|c| match c {
        'a'..='y' | 'A'..='Y' => char::from(c as u8 + 1),
        other => other,
    });
    Filled {
        text: text.collect(),
        codes: block.codes.clone(),
    }
}

fn with(format: Format, bytes: &[u8], new: impl Fn(&Block) -> Filled) -> Vec<u8> {
    merged(&original(format, bytes), None, |block| Some(new(block))).bytes
}

/// Asserts what every format keeps to: with its own text it is itself to the byte, and with another
/// it is read with that, its codes where they were.
fn assert_kept(format: Format, bytes: &[u8]) {
    assert_eq!(
        parts(&with(format, bytes, |block| Filled::from(block))),
        parts(bytes)
    );
    let before = blocks(format, bytes);
    let changed = with(format, bytes, other);
    let after = shown(format, &changed);
    let expected: Vec<String> = before
        .iter()
        .map(|block| {
            let Filled { text, codes } = other(block);
            show(&Block {
                text,
                codes,
                ..block.clone()
            })
        })
        .collect();
    assert_eq!(after, expected);
}

const BODY: &str = "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>Visit</w:t></w:r></w:p>\
<w:p><w:r><w:t xml:space=\"preserve\">The </w:t></w:r><w:r w:rsidR=\"00A\"><w:rPr><w:lang w:val=\"en-US\"/></w:rPr><w:t>Dir</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t>ector </w:t></w:r>\
<w:bookmarkStart w:id=\"0\" w:name=\"x\"/><w:r><w:rPr><w:b/></w:rPr><w:t>General</w:t></w:r><w:bookmarkEnd w:id=\"0\"/>\
<w:r><w:t xml:space=\"preserve\"> of &amp; for </w:t></w:r>\
<w:hyperlink r:id=\"rId1\"><w:r><w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr><w:t>WIPO</w:t></w:r></w:hyperlink>\
<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t xml:space=\"preserve\"> is here.</w:t></w:r></w:p>\
<w:tbl><w:tr><w:tc><w:p><w:r><w:tab/><w:t>One</w:t><w:br/><w:t>Two</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";

#[test]
fn runs_of_word_are_joined_and_what_looks_otherwise_is_a_code() {
    let document = docx(BODY);
    assert_eq!(
        shown(Format::Docx, &document),
        [
            "Visit",
            "The Director {1}General{/1} of & for {2}WIPO{/2}{3/} is here.",
            "One\nTwo",
        ]
    );
    let types = blocks(Format::Docx, &document)[1]
        .codes
        .iter()
        .map(|code| code.type_.clone().unwrap())
        .collect::<Vec<_>>();
    assert_eq!(types, ["bold", "bold", "link", "link", "footnote"]);
    assert_kept(Format::Docx, &document);
}

#[test]
fn codes_that_change_places_keep_their_looks() {
    let document = docx(BODY);
    let turned = with(Format::Docx, &document, |block| {
        let mut codes = block.codes.clone();
        if codes.len() < 5 {
            return Filled::from(block);
        }
        codes.rotate_left(2);
        let places = [
            "",
            "产权组织",
            "产权组织",
            "产权组织在中国的",
            "产权组织在中国的总干事",
        ];
        let codes = codes.into_iter().zip(places);
        Filled {
            text: "产权组织在中国的总干事".to_owned(),
            codes: codes
                .map(|(code, before)| crate::unit::InlineCode {
                    at: before.len() as u32,
                    ..code
                })
                .collect(),
        }
    });
    assert_eq!(
        shown(Format::Docx, &turned)[1],
        "{1}产权组织{/1}{2/}在中国的{3}总干事{/3}"
    );
    let text = part(&turned, "word/document.xml");
    assert!(text.contains("<w:hyperlink r:id=\"rId1\"><w:r><w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr><w:t>产权组织</w:t></w:r></w:hyperlink>"), "{text}");
    assert!(
        text.contains("<w:r><w:rPr><w:b/></w:rPr><w:t>总干事</w:t>"),
        "{text}"
    );
    assert!(
        text.contains("<w:bookmarkStart w:id=\"0\" w:name=\"x\"/>"),
        "{text}"
    );
    assert!(text.contains("<w:bookmarkEnd w:id=\"0\"/>"), "{text}");
}

#[test]
fn fields_text_boxes_and_words_on_pictures_are_reached_and_instructions_are_not() {
    let document = docx(
        "<w:p><w:r><w:drawing><wp:docPr id=\"1\" descr=\"A flag &amp; a pole\"/><wps:txbx><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></w:r>\
         <w:r><w:t xml:space=\"preserve\">See </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"https://wipo.int\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>the page</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
         <w:r><w:t xml:space=\"preserve\">, p. </w:t></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>3</w:t></w:r></w:fldSimple><w:r><w:t xml:space=\"preserve\"> of all.</w:t></w:r></w:p>\
         <w:p><w:r><w:t xml:space=\"preserve\">Kept </w:t></w:r><w:ins w:id=\"1\"><w:r><w:t xml:space=\"preserve\">and new </w:t></w:r></w:ins><w:del w:id=\"2\"><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:t>words</w:t></w:r></w:p>\
         <w:p><w:ins w:id=\"3\"><w:r><w:t xml:space=\"preserve\">All </w:t></w:r></w:ins><w:r><w:t>here</w:t></w:r></w:p>",
    );
    assert_eq!(
        shown(Format::Docx, &document),
        [
            "A flag & a pole",
            "In the box",
            "See {2}the page{/2}, p. {3/} of all.",
            "Kept and new words",
            "All here",
        ]
    );
    assert_kept(Format::Docx, &document);
    let read = extract(&original(Format::Docx, &document)).unwrap();
    assert_eq!(read.remarks.len(), 1);
}

#[test]
fn what_is_in_chinese_says_so() {
    let document =
        docx("<w:p><w:r><w:rPr><w:lang w:val=\"en-US\"/></w:rPr><w:t>Notice</w:t></w:r></w:p>");
    let zh = LangTag::parse("zh-Hans").unwrap();
    let filled = merged(&original(Format::Docx, &document), Some(&zh), |_| {
        Some(Filled {
            text: "通知".to_owned(),
            codes: Vec::new(),
        })
    });
    let text = part(&filled.bytes, "word/document.xml");
    assert!(
        text.contains(
            "<w:rPr><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr><w:t>通知</w:t>"
        ),
        "{text}"
    );
}

#[test]
fn slides_stand_in_their_order_with_their_notes_behind_them() {
    let slide = |text: &str| {
        format!(
            "{HEAD}<p:sld xmlns:a=\"{DRAWING}\" xmlns:p=\"p\"><p:sp><p:nvPr><p:ph type=\"title\"/></p:nvPr><p:txBody><a:p><a:r><a:rPr lang=\"en-US\" dirty=\"0\"/><a:t>{text}</a:t></a:r></a:p>\
             <a:p><a:r><a:rPr lang=\"en-US\"/><a:t>Plain and </a:t></a:r><a:r><a:rPr lang=\"en-US\" b=\"1\"/><a:t>bold</a:t></a:r><a:br><a:rPr/></a:br><a:r><a:rPr lang=\"en-GB\"/><a:t>again</a:t></a:r><a:endParaRPr/></a:p></p:txBody></p:sp></p:sld>"
        )
    };
    let types = [
        ("ppt/slides/slide10.xml", "presentationml.slide"),
        ("ppt/slides/slide2.xml", "presentationml.slide"),
        (
            "ppt/notesSlides/notesSlide1.xml",
            "presentationml.notesSlide",
        ),
    ];
    let document = packed(&[
        listing(&types),
        (types[0].0, slide("Tenth")),
        (types[1].0, slide("Second")),
        (types[2].0, slide("Said")),
    ]);
    let shown = shown(Format::Pptx, &document);
    assert_eq!(
        shown,
        [
            "Second",
            "Plain and {1}bold{/1}\nagain",
            "Tenth",
            "Plain and {1}bold{/1}\nagain",
            "Said",
            "Plain and {1}bold{/1}\nagain",
        ]
    );
    assert_kept(Format::Pptx, &document);
}

#[test]
fn cells_are_read_and_formulas_are_not() {
    let strings = format!(
        "{HEAD}<sst xmlns=\"{SHEET}\"><si><t>Head</t></si><si><t>Name of the\noffice</t></si><si><r><t xml:space=\"preserve\">The </t></r><r><rPr><b/></rPr><t>seat</t></r></si></sst>"
    );
    let sheet = format!(
        "{HEAD}<worksheet xmlns=\"{SHEET}\"><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"str\"><f>A1&amp;\" x\"</f><v>Name x</v></c><c t=\"inlineStr\"><is><t>In place</t></is></c></row></sheetData>\
         <dataValidations><dataValidation type=\"list\" promptTitle=\"Office\" prompt=\"Choose one\"><formula1>\"a,b\"</formula1></dataValidation></dataValidations>\
         <headerFooter><oddHeader>&amp;L&amp;\"Arial,Bold\"&amp;12Filings &amp;&amp; fees&amp;RPage &amp;P of &amp;N</oddHeader></headerFooter></worksheet>"
    );
    let document = packed(&[
        listing(&[
            ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"),
            ("xl/sharedStrings.xml", "spreadsheetml.sharedStrings"),
        ]),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
    ]);
    assert_eq!(
        shown(Format::Xlsx, &document),
        [
            "Head",
            "Name of the\noffice",
            "The {1}seat{/1}",
            "In place",
            "Office",
            "Choose one",
            "{1/}{2/}Filings & fees",
            "Page {1/} of {2/}",
        ]
    );
    assert_kept(Format::Xlsx, &document);
}

#[test]
fn spans_that_nobody_sees_are_no_codes_in_opendocument() {
    let content = format!(
        "{HEAD}<office:document-content><office:automatic-styles>\
         <style:style style:name=\"T1\" style:family=\"text\"><style:text-properties officeooo:rsid=\"1\"/></style:style>\
         <style:style style:name=\"T2\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
         </office:automatic-styles><office:body><office:text>\
         <text:h text:outline-level=\"2\">Visit</text:h>\
         <text:p>The <text:span text:style-name=\"T1\">Director</text:span> <text:span text:style-name=\"T2\">General</text:span> is\n here<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Since Monday.</text:p></text:note-body></text:note>, and<text:line-break/>goes.</text:p>\
         <table:table><table:table-cell office:value-type=\"float\"><text:p>12</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>A &lt; B</text:p></table:table-cell></table:table>\
         </office:text></office:body></office:document-content>"
    );
    let document = packed(&[("content.xml", content)]);
    assert_eq!(
        shown(Format::Odf, &document),
        [
            "Visit",
            "The Director {1}General{/1} is here{2/}, and\ngoes.",
            "Since Monday.",
            "A < B",
        ]
    );
    assert_kept(Format::Odf, &document);
}

#[test]
fn what_is_damaged_or_dangerous_is_refused_in_words() {
    let refused = |bytes: &[u8]| match extract(&original(Format::Docx, bytes)) {
        Err(Error::Package { message, .. }) => message,
        other => panic!("{other:?}"),
    };
    let good = docx("<w:p><w:r><w:t>Text</w:t></w:r></w:p>");
    assert!(refused(&good[..good.len() / 2]).contains("damaged"));
    assert!(refused(b"PK\x03\x04").contains("damaged"));
    assert!(refused(b"\xD0\xCF\x11\xE0\xA1").contains("password"));
    assert!(refused(&packed(&[])).contains("no text"));
    let nothing = extract(&original(Format::Docx, b""));
    assert!(matches!(nothing, Err(Error::Empty { .. })));
    let workbook = packed(&[
        listing(&[("xl/workbook.xml", "spreadsheetml.sheet.main")]),
        ("xl/workbook.xml", "<workbook/>".to_owned()),
    ]);
    assert!(refused(&workbook).contains("end in .xlsx"));
    let odt = packed(&[("content.xml", String::new())]);
    assert!(refused(&odt).contains("end in .odt"));
    assert!(refused(&docx("<w:p>")).contains("damaged: word/document.xml"));
    let headless = packed(&[listing(&[(
        "word/document.xml",
        "wordprocessingml.document.main",
    )])]);
    assert_eq!(
        refused(&headless),
        "it is damaged: word/document.xml is missing in it"
    );
    let bomb = docx(&" ".repeat(64 << 20));
    assert!(bomb.len() < 1 << 20);
    assert!(refused(&bomb).contains("beyond all measure"));
    assert!(refused(&docx(&"<w:p>".repeat(300))).contains("nest deeper"));
    let entity = "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>";
    assert!(refused(&docx(entity)).contains("entity"));
    let doctype = packed(&[
        listing(&[("word/document.xml", "wordprocessingml.document.main")]),
        (
            "word/document.xml",
            format!(
                "{HEAD}<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w=\"{WORD}\"/>"
            ),
        ),
    ]);
    assert!(refused(&doctype).contains("DOCTYPE"));
}

#[test]
fn a_package_that_is_cut_or_changed_anywhere_never_makes_it_fall_over() {
    let good = docx(BODY);
    for length in (0..good.len()).step_by(7) {
        let _ = extract(&original(Format::Docx, &good[..length]));
        let mut changed = good.clone();
        changed[length] ^= 0x15;
        let found = extract(&original(Format::Docx, &changed));
        if found.is_ok() {
            let fill = |block: &Block| Ok::<_, Error>(Some(other(block)));
            let _ = merge(
                &original(Format::Docx, &changed),
                None,
                &mut io::sink(),
                fill,
            );
        }
    }
}
