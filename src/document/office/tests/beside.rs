//! What stands in a package beside its running text: comments, names of sheets, what older programs
//! show; slides in their order, and parts in other encodings.

use super::*;
use crate::document::Extracted;

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The relations of a part: id, kind, target.
pub(super) fn relations(of: &[(&str, &str, &str)]) -> String {
    let all = of.iter().map(|(id, kind, target)| {
        format!("<Relationship Id=\"{id}\" Type=\"{TYPE}/{kind}\" Target=\"{target}\"/>")
    });
    let all: String = all.collect();
    format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\">{all}</Relationships>")
}

pub(super) fn read(format: Format, bytes: &[u8], more: More) -> Extracted {
    let asked = Original {
        more,
        ..original(format, bytes)
    };
    extract(&asked).unwrap()
}

pub(super) fn texts(read: &Extracted) -> Vec<&str> {
    let ranges = read.blocks.ranges();
    ranges.map(|range| &read.text[range]).collect()
}

/// The document with each text that is known replaced.
pub(super) fn filled(format: Format, bytes: &[u8], more: More, words: &[(&str, &str)]) -> Vec<u8> {
    let asked = Original {
        more,
        ..original(format, bytes)
    };
    let fill = |block: &Block| {
        let (_, new) = words.iter().find(|(old, _)| *old == block.text)?;
        Some(Filled {
            text: (*new).to_owned(),
            codes: block.codes.clone(),
        })
    };
    merged(&asked, None, fill).bytes
}

#[test]
fn comments_are_read_where_they_are_asked_for() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let document = packed(&[
        listing(&[
            ("word/comments.xml", "wordprocessingml.comments"),
            ("word/document.xml", "wordprocessingml.document.main"),
        ]),
        (
            "word/document.xml",
            format!(
                "<w:document xmlns:w=\"{WORD}\"><w:body>{}</w:body></w:document>",
                paragraph("Text.")
            ),
        ),
        (
            "word/comments.xml",
            format!(
                "<w:comments xmlns:w=\"{WORD}\"><w:comment>{}</w:comment></w:comments>",
                paragraph("Is it so?")
            ),
        ),
    ]);
    let none = More::default();
    let comments = More {
        comments: true,
        ..none
    };
    assert_eq!(texts(&read(Format::Docx, &document, none)), ["Text."]);
    assert_eq!(
        texts(&read(Format::Docx, &document, comments)),
        ["Text.", "Is it so?"]
    );
    let chinese = filled(
        Format::Docx,
        &document,
        comments,
        &[("Is it so?", "是吗？")],
    );
    assert!(part(&chinese, "word/comments.xml").contains("是吗？"));
    let annotated = "<text:p>Text<office:annotation><dc:creator>Wang</dc:creator><text:p>Is it so?</text:p></office:annotation>.</text:p>";
    let odf = packed(&[(
        "content.xml",
        format!(
            "<office:document-content><office:text>{annotated}</office:text></office:document-content>"
        ),
    )]);
    assert_eq!(texts(&read(Format::Odf, &odf, none)), ["Text."]);
    assert_eq!(
        texts(&read(Format::Odf, &odf, comments)),
        ["Text.", "Is it so?"]
    );
}

#[test]
fn comments_of_slides_are_read_where_they_are_asked_for() {
    let drawn = |text: &str| format!("<a:p><a:r><a:t>{text}</a:t></a:r></a:p>");
    let slide = |text: &str| format!("<p:sld xmlns:a=\"{DRAWING}\">{}</p:sld>", drawn(text));
    let (name, list) = listing(&[
        ("ppt/slides/slide1.xml", "presentationml.slide"),
        ("ppt/slides/slide2.xml", "presentationml.slide"),
        ("ppt/comments/comment1.xml", "presentationml.comments"),
    ]);
    // As PowerPoint has kept comments since 2021.
    let modern = "<Override PartName=\"/ppt/comments/modernComment_1.xml\" ContentType=\"application/vnd.ms-powerpoint.comments+xml\"/></Types>";
    let document = packed(&[
        (name, list.replace("</Types>", modern)),
        ("_rels/.rels", relations(&[("rId1", "officeDocument", "ppt/presentation.xml")])),
        (
            "ppt/presentation.xml",
            "<p:presentation><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId1\"/><p:sldId id=\"257\" r:id=\"rId2\"/></p:sldIdLst></p:presentation>".to_owned(),
        ),
        (
            "ppt/_rels/presentation.xml.rels",
            relations(&[
                ("rId1", "slide", "slides/slide1.xml"),
                ("rId2", "slide", "slides/slide2.xml"),
            ]),
        ),
        (
            "ppt/slides/_rels/slide1.xml.rels",
            relations(&[("rId1", "comments", "../comments/comment1.xml")]),
        ),
        (
            "ppt/slides/_rels/slide2.xml.rels",
            relations(&[("rId1", "comments", "../comments/modernComment_1.xml")]),
        ),
        ("ppt/slides/slide1.xml", slide("First")),
        ("ppt/slides/slide2.xml", slide("Second")),
        (
            "ppt/comments/comment1.xml",
            "<p:cmLst><p:cm authorId=\"0\" idx=\"1\"><p:pos x=\"10\" y=\"10\"/><p:text>Is it &lt;so&gt;?</p:text></p:cm><p:cm><p:text/></p:cm></p:cmLst>".to_owned(),
        ),
        (
            "ppt/comments/modernComment_1.xml",
            format!("<p188:cmLst xmlns:a=\"{DRAWING}\"><p188:cm><p188:txBody>{}</p188:txBody></p188:cm></p188:cmLst>", drawn("It is.")),
        ),
    ]);
    let none = More::default();
    let comments = More {
        comments: true,
        ..none
    };
    assert_eq!(
        texts(&read(Format::Pptx, &document, none)),
        ["First", "Second"]
    );
    assert_eq!(
        texts(&read(Format::Pptx, &document, comments)),
        ["First", "Is it <so>?", "Second", "It is."]
    );
    let words = [("Is it <so>?", "是 <这样>\n吗？"), ("It is.", "是。")];
    let chinese = filled(Format::Pptx, &document, comments, &words);
    let legacy = part(&chinese, "ppt/comments/comment1.xml");
    assert!(
        legacy.contains("<p:text>是 &lt;这样&gt;\n吗？</p:text>"),
        "{legacy}"
    );
    let modern = part(&chinese, "ppt/comments/modernComment_1.xml");
    assert!(modern.contains("<a:t>是。</a:t>"), "{modern}");
}

#[test]
fn sheets_are_called_otherwise_wherever_they_are_called() {
    let workbook = "<workbook><sheets><sheet name=\"Filings\" sheetId=\"1\"/><sheet name=\"Sum\" sheetId=\"2\"/></sheets><definedNames><definedName name=\"all\">Filings!$A$1</definedName></definedNames></workbook>";
    let document = packed(&[
        listing(&[
            ("xl/workbook.xml", "spreadsheetml.sheet.main"),
            ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"),
        ]),
        ("xl/workbook.xml", workbook.to_owned()),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{SHEET}\"><c t=\"inlineStr\"><is><t>Filings</t></is></c><c><f>Filings!A1</f></c></worksheet>"
            ),
        ),
    ]);
    let none = More::default();
    let names = More {
        sheet_names: true,
        ..none
    };
    assert_eq!(texts(&read(Format::Xlsx, &document, none)), ["Filings"]);
    assert_eq!(
        texts(&read(Format::Xlsx, &document, names)),
        ["Filings", "Sum", "Filings"]
    );
    let words = [("Filings", "申请"), ("Sum", "申请")];
    let chinese = filled(Format::Xlsx, &document, names, &words);
    let workbook = part(&chinese, "xl/workbook.xml");
    assert!(
        workbook.contains("name=\"申请\" sheetId=\"1\""),
        "{workbook}"
    );
    assert!(workbook.contains("name=\"申请 2\""), "{workbook}");
    assert!(workbook.contains(">'申请'!$A$1<"), "{workbook}");
    let sheet = part(&chinese, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<f>'申请'!A1</f>"), "{sheet}");
    assert!(sheet.contains("<t>申请</t>"), "{sheet}");
}

#[test]
fn what_an_older_program_shows_says_the_same_as_what_it_stands_for() {
    let boxed = |text: &str| {
        format!("<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>")
    };
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx>{0}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>{0}</v:textbox></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Beside.</w:t></w:r></w:p>",
        boxed("In a box.")
    );
    let document = docx(&body);
    assert_eq!(shown(Format::Docx, &document), ["In a box.", "Beside."]);
    let words = [("In a box.", "在框内。")];
    let chinese = filled(Format::Docx, &document, More::default(), &words);
    let text = part(&chinese, "word/document.xml");
    assert_eq!(text.matches("在框内。").count(), 2, "{text}");
    assert_kept(Format::Docx, &document);
}

#[test]
fn slides_stand_in_the_order_in_which_they_are_shown() {
    let slide = |text: &str| {
        format!("<p:sld xmlns:a=\"{DRAWING}\"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>")
    };
    let document = packed(&[
        listing(&[
            ("ppt/slides/slide1.xml", "presentationml.slide"),
            ("ppt/slides/slide2.xml", "presentationml.slide"),
            ("ppt/slides/slide10.xml", "presentationml.slide"),
            ("ppt/notesSlides/notesSlide1.xml", "presentationml.notesSlide"),
        ]),
        ("_rels/.rels", relations(&[("rId1", "officeDocument", "ppt/presentation.xml")])),
        (
            "ppt/presentation.xml",
            "<p:presentation><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId3\"/><p:sldId id=\"257\" r:id=\"rId1\"/></p:sldIdLst></p:presentation>".to_owned(),
        ),
        (
            "ppt/_rels/presentation.xml.rels",
            relations(&[
                ("rId1", "slide", "slides/slide1.xml"),
                ("rId3", "slide", "slides/slide2.xml"),
            ]),
        ),
        (
            "ppt/slides/_rels/slide2.xml.rels",
            relations(&[("rId1", "notesSlide", "../notesSlides/notesSlide1.xml")]),
        ),
        ("ppt/slides/slide1.xml", slide("Second")),
        ("ppt/slides/slide2.xml", slide("First")),
        ("ppt/slides/slide10.xml", slide("Not shown")),
        ("ppt/notesSlides/notesSlide1.xml", slide("Said of the first")),
    ]);
    assert_eq!(
        shown(Format::Pptx, &document),
        ["First", "Said of the first", "Second", "Not shown"]
    );
}

#[test]
fn a_part_stays_in_its_encoding() {
    let text = format!(
        "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:document xmlns:w=\"{WORD}\"><w:body><w:p><w:r><w:t>Text</w:t></w:r></w:p></w:body></w:document>"
    );
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let (name, list) = listing(&[("word/document.xml", "wordprocessingml.document.main")]);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        (name, list.into_bytes()),
        ("word/document.xml", wide(&text)),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    let document = zip.finish().unwrap().into_inner();
    let words = [("Text", "正文")];
    let chinese = filled(Format::Docx, &document, More::default(), &words);
    let written = parts(&chinese)
        .into_iter()
        .find(|(own, _)| own == "word/document.xml");
    assert_eq!(written.unwrap().1, wide(&text.replace("Text", "正文")));
}

#[test]
fn what_a_form_shows_and_how_items_of_a_list_are_called_is_read() {
    let main = format!(
        "{HEAD}<w:document xmlns:w=\"{WORD}\" xmlns:v=\"v\"><w:body>\
         <w:p><w:r><w:t xml:space=\"preserve\">Country: </w:t></w:r><w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText=\"France\" w:value=\"FR\"/></w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>Choose one</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>.</w:t></w:r></w:p>\
         <w:p><w:r><w:pict><v:shape alt=\"A seal\"><v:textpath string=\"DRAFT\"/></v:shape></w:pict></w:r></w:p>\
         <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:hyperlink w:anchor=\"_Toc1\"><w:r><w:t>Definitions</w:t></w:r><w:r><w:tab/></w:r><w:fldSimple w:instr=\" PAGEREF _Toc1 \\h \"><w:r><w:t>2</w:t></w:r></w:fldSimple></w:hyperlink></w:p>\
         <w:p><w:r><w:t xml:space=\"preserve\">Page </w:t></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space=\"preserve\"> of </w:t></w:r><w:fldSimple w:instr=\" NUMPAGES \"><w:r><w:t>9</w:t></w:r></w:fldSimple></w:p>\
         </w:body></w:document>"
    );
    let numbering = format!(
        "{HEAD}<w:numbering xmlns:w=\"{WORD}\"><w:lvl><w:lvlText w:val=\"Article %1\"/></w:lvl><w:lvl><w:lvlText w:val=\"%1.%2\"/></w:lvl><w:lvl><w:lvlText w:val=\"o\"/></w:lvl></w:numbering>"
    );
    let document = packed(&[
        listing(&[
            ("word/numbering.xml", "wordprocessingml.numbering"),
            ("word/document.xml", "wordprocessingml.document.main"),
        ]),
        ("word/document.xml", main),
        ("word/numbering.xml", numbering),
    ]);
    assert_eq!(
        shown(Format::Docx, &document),
        [
            "Country: {1}Choose one{/1}.",
            "France",
            "A seal",
            "DRAFT",
            "Definitions",
            "Page {1/} of {2/}",
            "Article %1",
        ]
    );
    assert_kept(Format::Docx, &document);
    let chinese = with(Format::Docx, &document, |block| Filled {
        text: "译".to_owned(),
        codes: block.codes.clone(),
    });
    let main = part(&chinese, "word/document.xml");
    for kept in [
        "w:displayText=\"译\" w:value=\"FR\"",
        "string=\"译\"",
        "instr=\" NUMPAGES \"",
    ] {
        assert!(main.contains(kept), "{kept} in {main}");
    }
    assert!(
        part(&chinese, "word/numbering.xml")
            .contains("w:val=\"译\"/></w:lvl><w:lvl><w:lvlText w:val=\"%1.%2\"")
    );
}

#[test]
fn what_a_chart_on_a_slide_shows_of_its_table_is_read() {
    let chart = format!(
        "{HEAD}<c:chartSpace xmlns:c=\"c\" xmlns:a=\"{DRAWING}\"><c:title><a:p><a:r><a:t>Filings</a:t></a:r></a:p></c:title><c:ser><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:pt idx=\"0\"><c:v>By office</c:v></c:pt></c:strCache></c:strRef></c:tx><c:val><c:numRef><c:numCache><c:pt idx=\"0\"><c:v>12</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:chartSpace>"
    );
    let document = packed(&[
        listing(&[("ppt/charts/chart1.xml", "drawingml.chart")]),
        ("ppt/charts/chart1.xml", chart),
    ]);
    assert_eq!(shown(Format::Pptx, &document), ["Filings", "By office"]);
    assert_kept(Format::Pptx, &document);
}

#[test]
fn a_paragraph_of_opendocument_begins_with_a_span_that_nobody_sees() {
    let content = format!(
        "{HEAD}<office:document-content><office:automatic-styles>\
         <style:style style:name=\"T1\" style:family=\"text\"><style:text-properties officeooo:rsid=\"1\"/></style:style>\
         <text:list-style><text:list-level-style-number style:num-prefix=\"Article \" style:num-suffix=\".\"/></text:list-style>\
         </office:automatic-styles><office:body><office:text><presentation:footer-decl presentation:name=\"ftr1\">Draft</presentation:footer-decl>\
         <text:p><text:span text:style-name=\"T1\">Dear </text:span><text:text-input text:description=\"hint\">name</text:text-input>, choose <text:drop-down><text:label text:value=\"Red\"/>Red</text:drop-down><text:span text:style-name=\"T1\"> now</text:span></text:p>\
         <text:p><text:change-start/>Page <text:page-number>1</text:page-number><text:s/>of <text:page-count>3</text:page-count><text:change-end/></text:p>\
         </office:text></office:body></office:document-content>"
    );
    let masters = format!(
        "{HEAD}<office:document-styles><office:master-styles><style:master-page>\
         <draw:frame presentation:class=\"title\"><draw:text-box><text:p>Click to edit</text:p></draw:text-box></draw:frame>\
         <draw:frame><draw:text-box><text:p>Confidential</text:p></draw:text-box></draw:frame>\
         </style:master-page></office:master-styles></office:document-styles>"
    );
    let document = packed(&[("content.xml", content), ("styles.xml", masters)]);
    assert_eq!(
        shown(Format::Odf, &document),
        [
            "Article ",
            "Draft",
            "Dear {1}name{/1}, choose {2/} now",
            "hint",
            "Red",
            "Page {2/} of {3/}",
            "Confidential",
        ]
    );
    assert_kept(Format::Odf, &document);
    let chinese = with(Format::Odf, &document, |block| Filled {
        text: "译".to_owned(),
        codes: block.codes.clone(),
    });
    let content = part(&chinese, "content.xml");
    assert_eq!(
        content.matches("<text:span").count(),
        content.matches("</text:span>").count(),
        "{content}"
    );
}

#[test]
fn a_part_has_its_type_by_its_ending_where_it_is_listed_by_no_name() {
    let main = format!(
        "{HEAD}<w:document xmlns:w=\"{WORD}\"><w:body><w:p><w:r><w:t>By a program</w:t></w:r></w:p></w:body></w:document>"
    );
    let list = "<Types><Default Extension=\"XML\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
        <Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/></Types>";
    let document = packed(&[
        ("[Content_Types].xml", list.to_owned()),
        ("word/document.xml", main),
        ("word/styles.xml", format!("<w:styles xmlns:w=\"{WORD}\"/>")),
    ]);
    assert_eq!(shown(Format::Docx, &document), ["By a program"]);
    assert_kept(Format::Docx, &document);
}

#[test]
fn what_is_drawn_on_a_chart_and_a_text_in_a_cell_itself_are_read() {
    let drawn = format!(
        "<c:userShapes xmlns:a=\"{DRAWING}\"><a:p><a:r><a:t>Record year</a:t></a:r></a:p></c:userShapes>"
    );
    let sheet = "<c r=\"A1\" t=\"str\"><v>Fees &amp; costs</v></c><c r=\"B1\" t=\"str\"><f>A1</f><v>Fees</v></c>";
    let document = packed(&[
        listing(&[
            ("xl/workbook.xml", "spreadsheetml.sheet.main"),
            ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"),
            ("xl/drawings/drawing2.xml", "drawingml.chartshapes"),
        ]),
        ("xl/workbook.xml", format!("<workbook xmlns=\"{SHEET}\"/>")),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{SHEET}\">{sheet}</worksheet>"),
        ),
        ("xl/drawings/drawing2.xml", drawn),
    ]);
    assert_eq!(
        shown(Format::Xlsx, &document),
        ["Fees & costs", "Record year"]
    );
    assert_kept(Format::Xlsx, &document);
}
