//! What a reader sees that stands in no paragraph: what is said of pictures and of the fields of a form,
//! words in formulas and beside numbers, and what a document says twice.

use super::beside::{filled, read, relations, texts};
use super::*;
use crate::unit::{CodeKind, InlineCode};

const NONE: More = More {
    comments: false,
    sheet_names: false,
    formulas: false,
    code: false,
};

/// The document with every text it has replaced by one that says nothing.
fn foreign(format: Format, bytes: &[u8], more: More) -> Vec<u8> {
    let asked = Original {
        more,
        ..original(format, bytes)
    };
    let fill = |block: &Block| {
        Some(Filled {
            text: format!("译{}", block.text.len()),
            codes: block.codes.clone(),
        })
    };
    merged(&asked, None, fill).bytes
}

#[test]
fn the_picture_of_a_diagram_says_what_its_words_do() {
    let drawn = |texts: &[&str]| {
        let all = texts
            .iter()
            .map(|text| format!("<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"));
        format!("<d xmlns:a=\"{DRAWING}\">{}</d>", all.collect::<String>())
    };
    let (name, list) = listing(&[
        ("word/document.xml", "wordprocessingml.document.main"),
        ("word/diagrams/data1.xml", "drawingml.diagramData"),
    ]);
    let picture = "<Override PartName=\"/word/diagrams/drawing1.xml\" ContentType=\"application/vnd.ms-office.drawingml.diagramDrawing+xml\"/></Types>";
    let document = packed(&[
        (name, list.replace("</Types>", picture)),
        (
            "word/document.xml",
            format!("<w:document xmlns:w=\"{WORD}\"/>"),
        ),
        (
            "word/diagrams/drawing1.xml",
            drawn(&["Examine", "File", "Only here"]),
        ),
        ("word/diagrams/data1.xml", drawn(&["File", "Examine"])),
    ]);
    assert_eq!(
        shown(Format::Docx, &document),
        ["File", "Examine", "Only here"]
    );
    assert_kept(Format::Docx, &document);
    let words = [("File", "申请"), ("Examine", "审查")];
    let chinese = filled(Format::Docx, &document, NONE, &words);
    let picture = part(&chinese, "word/diagrams/drawing1.xml");
    assert_eq!(picture, drawn(&["审查", "申请", "Only here"]));
}

#[test]
fn what_stands_behind_a_slide_is_read_and_its_empty_places_are_not() {
    let shape = |place: &str, text: &str| {
        format!(
            "<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
        )
    };
    let part_of =
        |shapes: &[String]| format!("<p:x xmlns:a=\"{DRAWING}\">{}</p:x>", shapes.concat());
    let document = packed(&[
        listing(&[
            ("ppt/slideMasters/slideMaster1.xml", "presentationml.slideMaster"),
            ("ppt/slideLayouts/slideLayout1.xml", "presentationml.slideLayout"),
            ("ppt/slideLayouts/slideLayout2.xml", "presentationml.slideLayout"),
            ("ppt/slides/slide1.xml", "presentationml.slide"),
        ]),
        ("_rels/.rels", relations(&[("rId1", "officeDocument", "ppt/presentation.xml")])),
        (
            "ppt/presentation.xml",
            "<p:presentation><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId1\"/></p:sldIdLst></p:presentation>".to_owned(),
        ),
        ("ppt/_rels/presentation.xml.rels", relations(&[("rId1", "slide", "slides/slide1.xml")])),
        (
            "ppt/slides/_rels/slide1.xml.rels",
            relations(&[("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml")]),
        ),
        (
            "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
            relations(&[("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")]),
        ),
        ("ppt/slideMasters/slideMaster1.xml", part_of(&[shape("", "For release")])),
        (
            "ppt/slideLayouts/slideLayout1.xml",
            part_of(&[shape("<p:ph type=\"title\"/>", "Click to edit"), shape("", "Confidential")]),
        ),
        ("ppt/slideLayouts/slideLayout2.xml", part_of(&[shape("", "Seen by nobody")])),
        ("ppt/slides/slide1.xml", part_of(&[shape("<p:ph type=\"title\"/>", "Visit")])),
    ]);
    assert_eq!(
        shown(Format::Pptx, &document),
        ["Visit", "Confidential", "For release"]
    );
    assert_kept(Format::Pptx, &document);
}

#[test]
fn a_chart_of_opendocument_is_read_and_the_table_of_a_sheet_once() {
    let chart = "<office:document-content><chart:title><text:p>Filings by office</text:p></chart:title><table:table table:name=\"local-table\"><table:table-cell office:value-type=\"string\"><text:p>France</text:p></table:table-cell></table:table></office:document-content>";
    let own = |body: &str| {
        format!(
            "<office:document-content><office:body>{body}</office:body></office:document-content>"
        )
    };
    let with_chart = |kind: &str, body: &str| {
        let manifest = format!(
            "<manifest:manifest><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.{kind}\"/><manifest:file-entry manifest:full-path=\"Object 1/\" manifest:media-type=\"application/vnd.oasis.opendocument.chart\"/></manifest:manifest>"
        );
        packed(&[
            ("META-INF/manifest.xml", manifest),
            ("content.xml", own(body)),
            ("Object 1/content.xml", chart.to_owned()),
        ])
    };
    let text = with_chart(
        "text",
        "<office:text><text:p>See below.</text:p></office:text>",
    );
    assert_eq!(
        shown(Format::Odf, &text),
        ["See below.", "Filings by office", "France"]
    );
    assert_kept(Format::Odf, &text);
    let sheet = "<office:spreadsheet><table:table table:name=\"S\"><table:table-cell office:value-type=\"string\"><text:p>France</text:p></table:table-cell></table:table></office:spreadsheet>";
    let workbook = with_chart("spreadsheet", sheet);
    assert_eq!(
        shown(Format::Odf, &workbook),
        ["France", "Filings by office"]
    );
    let chinese = filled(Format::Odf, &workbook, NONE, &[("France", "法国")]);
    assert!(part(&chinese, "Object 1/content.xml").contains("<text:p>法国</text:p>"));
}

#[test]
fn what_a_form_says_of_its_fields_and_a_table_of_itself_is_read() {
    let main = format!(
        "<w:document xmlns:w=\"{WORD}\"><w:body><w:tbl><w:tblPr><w:tblCaption w:val=\"Fees\"/><w:tblDescription w:val=\"Fees by office\"/></w:tblPr></w:tbl>\
         <w:p><w:r><w:t xml:space=\"preserve\">Name: </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:name w:val=\"code\"/><w:helpText w:type=\"text\" w:val=\"As in the passport\"/><w:statusText w:type=\"autoText\" w:val=\"code\"/></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>family name</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>\
         <w:p><w:sdt><w:sdtPr><w:alias w:val=\"Office\"/><w:tag w:val=\"code\"/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt></w:p></w:body></w:document>"
    );
    let glossary = format!(
        "<w:glossaryDocument xmlns:w=\"{WORD}\"><w:docPart><w:docPartPr><w:name w:val=\"code\"/></w:docPartPr><w:docPartBody><w:p><w:r><w:t>Click here</w:t></w:r></w:p></w:docPartBody></w:docPart></w:glossaryDocument>"
    );
    let document = packed(&[
        listing(&[
            ("word/document.xml", "wordprocessingml.document.main"),
            (
                "word/glossary/document.xml",
                "wordprocessingml.document.glossary",
            ),
        ]),
        ("word/document.xml", main),
        ("word/glossary/document.xml", glossary),
    ]);
    assert_eq!(
        shown(Format::Docx, &document),
        [
            "Fees",
            "Fees by office",
            "Name: {1}family name{/1}",
            "As in the passport",
            "Office",
            "Click here",
        ]
    );
    assert_kept(Format::Docx, &document);
    let chinese = foreign(Format::Docx, &document, NONE);
    let main = part(&chinese, "word/document.xml");
    assert_eq!(main.matches("w:val=\"code\"").count(), 3, "{main}");
    assert!(part(&chinese, "word/glossary/document.xml").contains("<w:t>译10</w:t>"));
}

#[test]
fn what_fields_of_word_say_in_their_instructions_is_read_in_either_form() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let says = |words: &str| {
        format!("<w:r><w:instrText xml:space=\"preserve\">{words}</w:instrText></w:r>")
    };
    let field = |inside: &str| format!("{}{inside}{}", mark("begin"), mark("end"));
    let name = field(&says(" MERGEFIELD Name "));
    let choice = field(
        &[
            says(" IF "),
            field(&says(" MERGEFIELD Sex ")),
            says(" = \"f\" \"Dear Mrs "),
            name,
            says(", welcome\" \"Dear Sir\" "),
        ]
        .concat(),
    );
    let entry = field(&says(" XE \"Patents:filing\" "));
    let simple = "<w:fldSimple w:instr=' IF Sex = \"f\" \"her office\" \"the office\" '><w:r><w:t>the office</w:t></w:r></w:fldSimple>";
    let listed = "<w:fldSimple w:instr=\" XE &quot;Fees&quot; \"/>";
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let body = [
        "<w:p>",
        &run("To "),
        &choice,
        &run(": you file"),
        &entry,
        &run(" at "),
        simple,
        &run(" and"),
        listed,
        &run(" pay."),
        "</w:p>",
    ]
    .concat();
    let document = docx(&body);
    assert_eq!(
        shown(Format::Docx, &document),
        [
            "To {1/}: you file{2/} at {3}the office{/3} and{4/} pay.",
            "Dear Mrs {1/}, welcome",
            "Dear Sir",
            "Patents",
            "filing",
            "her office",
            "the office",
            "Fees",
        ]
    );
    let read = blocks(Format::Docx, &document);
    let of = |block: &Block| {
        let codes = block.codes.iter();
        let codes = codes.filter(|code| code.kind != CodeKind::Closing);
        let said = |code: &InlineCode| [&code.type_, &code.data].map(|it| it.clone().unwrap());
        codes
            .map(said)
            .map(|said| said.join(": "))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of(&read[0]),
        [
            "field: IF {MERGEFIELD Sex} = \"f\" \"Dear Mrs {MERGEFIELD Name}, welcome\" \"Dear Sir\"",
            "index entry: XE \"Patents:filing\"",
            "field: IF Sex = \"f\" \"her office\" \"the office\"",
            "index entry: XE \"Fees\"",
        ]
    );
    assert_eq!(of(&read[1]), ["field: MERGEFIELD Name"]);
    assert_kept(Format::Docx, &document);
    let words = [
        ("Dear Mrs , welcome", "尊敬的女士："),
        ("her office", "l'office \"à elle\""),
        ("Fees", "费用"),
    ];
    let chinese = part(
        &filled(Format::Docx, &document, NONE, &words),
        "word/document.xml",
    );
    // The code stays where it was, by its bytes.
    let said = [
        &says(" = \"f\" \"尊敬的"),
        &field(&says(" MERGEFIELD Name ")),
        &says("女士：\" \"Dear Sir\" "),
    ];
    let said = said.map(String::as_str).concat();
    assert!(chinese.contains(&said), "{chinese}");
    assert!(
        chinese.contains("\"l&apos;office \\&quot;à elle\\&quot;\" \"the office\" '>"),
        "{chinese}"
    );
    assert!(chinese.contains("XE &quot;费用&quot; "), "{chinese}");
}

#[test]
fn formulas_make_their_results_again_and_their_texts_are_read_where_they_are_asked_for() {
    let sheet = format!(
        "<worksheet xmlns=\"{SHEET}\"><sheetData><c t=\"inlineStr\"><is><t>France</t></is></c><c t=\"str\"><f>\"In \"&amp;A1&amp;TEXT(B1,\"mmm\")</f><v>In FranceJan</v></c></sheetData>\
         <dataValidation type=\"list\"><formula1>\"Yes,No\"</formula1></dataValidation></worksheet>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{SHEET}\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"0&quot; days&quot;\"/></numFmts><cellXfs><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
    );
    let document = packed(&[
        listing(&[
            ("xl/styles.xml", "spreadsheetml.styles"),
            ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"),
        ]),
        (
            "_rels/.rels",
            relations(&[("rId1", "officeDocument", "xl/workbook.xml")]),
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets/><calcPr calcId=\"1\"/></workbook>".to_owned(),
        ),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    let formulas = More {
        formulas: true,
        ..NONE
    };
    let unasked = read(Format::Xlsx, &document, NONE);
    assert_eq!(texts(&unasked), ["days", "France"]);
    assert!(unasked.remarks.concat().contains("--with formulas"));
    let asked = read(Format::Xlsx, &document, formulas);
    assert_eq!(texts(&asked), ["days", "France", "In", "Yes", "No"]);
    assert!(asked.remarks.is_empty());
    assert_kept(Format::Xlsx, &document);
    let words = [("France", "法国")];
    let chinese = filled(Format::Xlsx, &document, NONE, &words);
    let sheet = part(&chinese, "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("<f>\"In \"&amp;A1&amp;TEXT(B1,\"mmm\")</f><v></v>"),
        "{sheet}"
    );
    assert!(part(&chinese, "xl/workbook.xml").contains("<calcPr fullCalcOnLoad=\"1\""));
    let words = [
        ("In", "在 \"里\""),
        ("Yes", "是，"),
        ("No", "否, 不"),
        ("days", "天"),
    ];
    let chinese = filled(Format::Xlsx, &document, formulas, &words);
    let sheet = part(&chinese, "xl/worksheets/sheet1.xml");
    let written = "<f>\"在 &quot;&quot;里&quot;&quot; \"&amp;A1&amp;TEXT(B1,\"mmm\")</f>";
    assert!(sheet.contains(written), "{sheet}");
    assert!(
        sheet.contains("<formula1>\"是，,否， 不\"</formula1>"),
        "{sheet}"
    );
    assert!(part(&chinese, "xl/styles.xml").contains("0&quot; 天&quot;"));
}

#[test]
fn a_workbook_of_opendocument_makes_its_results_again() {
    let cell = |said: &str, shown: &str| {
        format!(
            "<table:table-cell table:formula=\"of:=&quot;In &quot;&amp;[.A1]\" office:value-type=\"string\"{said}>{shown}</table:table-cell>"
        )
    };
    let content = |head: &str, name: &str, result: &str| {
        format!(
            "<office:document-content><number:number-style><number:text> days</number:text></number:number-style><office:spreadsheet><table:content-validation><table:help-message table:title=\"{head}\"/></table:content-validation><table:table-cell office:value-type=\"string\"><text:p>{name}</text:p></table:table-cell>{result}<table:table-cell office:value-type=\"float\"><draw:custom-shape><text:p>In a box</text:p></draw:custom-shape><text:p>12 days</text:p></table:table-cell></office:spreadsheet></office:document-content>"
        )
    };
    let result = cell(
        " office:string-value=\"In France\"",
        "<text:p>In France</text:p>",
    );
    let document = packed(&[("content.xml", content("Help", "France", &result))]);
    assert_eq!(
        shown(Format::Odf, &document),
        ["days", "Help", "France", "In a box"]
    );
    assert_kept(Format::Odf, &document);
    let words = [("France", "法国"), ("Help", "帮助")];
    let chinese = filled(Format::Odf, &document, NONE, &words);
    assert_eq!(
        part(&chinese, "content.xml"),
        content("帮助", "法国", &cell("", ""))
    );
}

#[test]
fn the_words_around_the_number_of_an_item_stand_there_twice() {
    let level = |written: &str, before: &str| {
        format!(
            "<office:document-styles><text:list-level-style-number loext:num-list-format=\"{written}\" style:num-prefix=\"{before}\"/></office:document-styles>"
        )
    };
    let document = packed(&[("styles.xml", level("Article %1%.%2%", "Article "))]);
    assert_eq!(shown(Format::Odf, &document), ["Article "]);
    let words = [("Article ", "条款")];
    let chinese = filled(Format::Odf, &document, NONE, &words);
    assert_eq!(part(&chinese, "styles.xml"), level("条款%1%.%2%", "条款"));
}

#[test]
fn what_the_controls_of_a_form_show_is_read() {
    let content = "<office:document-content><office:text><office:forms><form:button form:name=\"code\" form:label=\"Send\" form:title=\"To the office\"/><form:listbox form:name=\"code\"><form:option form:label=\"France\" form:value=\"FR\"/></form:listbox></office:forms>\
         <text:p>See <text:execute-macro><office:event-listeners/>[Click] </text:execute-macro><text:a xlink:href=\"x\" office:title=\"Opens a page\">here</text:a> and <text:alphabetical-index-mark text:string-value=\"fees\"/>pay.</text:p></office:text></office:document-content>";
    let document = packed(&[("content.xml", content.to_owned())]);
    assert_eq!(
        shown(Format::Odf, &document),
        [
            "Send",
            "To the office",
            "France",
            "See {1/}{2}here{/2} and {3/}pay.",
            "[Click] ",
            "Opens a page",
            "fees",
        ]
    );
    assert_kept(Format::Odf, &document);
}

#[test]
fn names_that_stand_in_a_chart_and_in_no_cell_are_read() {
    let chart = format!(
        "<c:chartSpace xmlns:c=\"c\" xmlns:a=\"{DRAWING}\"><c:ser><c:tx><c:v>By office</c:v></c:tx><c:cat><c:strLit><c:pt idx=\"0\"><c:v>France</c:v></c:pt></c:strLit></c:cat><c:val><c:numLit><c:formatCode>0\" cases\"</c:formatCode><c:pt><c:v>1E5</c:v></c:pt></c:numLit></c:val></c:ser></c:chartSpace>"
    );
    let of_today = "<cx:chartSpace><cx:strDim type=\"cat\"><cx:f>S!A1</cx:f><cx:lvl><cx:pt idx=\"0\">Spain</cx:pt></cx:lvl></cx:strDim><cx:tx><cx:txData><cx:f>S!B1</cx:f><cx:v>Fees</cx:v></cx:txData></cx:tx></cx:chartSpace>";
    let (name, list) = listing(&[("ppt/charts/chart1.xml", "drawingml.chart")]);
    let second = "<Override PartName=\"/ppt/charts/chartEx1.xml\" ContentType=\"application/vnd.ms-office.chartex+xml\"/></Types>";
    let document = packed(&[
        (name, list.replace("</Types>", second)),
        ("ppt/charts/chart1.xml", chart),
        ("ppt/charts/chartEx1.xml", of_today.to_owned()),
    ]);
    assert_eq!(
        shown(Format::Pptx, &document),
        ["By office", "France", "cases", "Spain", "Fees"]
    );
    assert_kept(Format::Pptx, &document);
}

#[test]
fn the_tip_of_a_link_in_a_text_is_read() {
    let body = |tip: &str, inside: &str| {
        format!(
            "<w:p><w:r><w:t xml:space=\"preserve\">See </w:t></w:r><w:hyperlink w:anchor=\"fees\" w:tooltip=\"{tip}\"><w:r><w:t>{inside}</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r></w:p><w:p><w:hyperlink w:anchor=\"fees\" w:tooltip=\"{tip}\"><w:r><w:t>{inside}</w:t></w:r></w:hyperlink></w:p>"
        )
    };
    let document = docx(&body("Opens the list", "the fees"));
    assert_eq!(
        shown(Format::Docx, &document),
        [
            "See {1}the fees{/1}.",
            "Opens the list",
            "Opens the list",
            "the fees"
        ]
    );
    assert_kept(Format::Docx, &document);
    let words = [("Opens the list", "打开列表")];
    let chinese = filled(Format::Docx, &document, NONE, &words);
    let written = part(&chinese, "word/document.xml");
    assert_eq!(written.matches("w:tooltip=\"打开列表\"").count(), 2);
    assert!(!written.contains("Opens"), "{written}");
}

#[test]
fn the_tip_of_a_link_on_a_slide_is_read() {
    let link = |tip: &str| {
        format!("<a:rPr b=\"1\"><a:hlinkClick r:id=\"rId2\" tooltip=\"{tip}\"/></a:rPr>")
    };
    let slide = |words: [&str; 4]| {
        let [before, tip, inside, after] = words;
        format!(
            "<p:sld xmlns:a=\"{DRAWING}\"><p:sp><p:cNvPr><a:hlinkClick tooltip=\"{tip}\"/></p:cNvPr><a:p><a:r><a:t>{before}</a:t></a:r><a:r>{}<a:t>{inside}</a:t></a:r><a:r><a:t>{after}</a:t></a:r></a:p></p:sp></p:sld>",
            link(tip)
        )
    };
    let words = ["See ", "Opens a page", "this", " and pay."];
    let document = packed(&[
        listing(&[("ppt/slides/slide1.xml", "presentationml.slide")]),
        ("ppt/slides/slide1.xml", slide(words)),
    ]);
    assert_eq!(
        shown(Format::Pptx, &document),
        ["Opens a page", "See {1}this{/1} and pay.", "Opens a page"]
    );
    assert_kept(Format::Pptx, &document);
    let words = [("Opens a page", "打开网页")];
    let chinese = filled(Format::Pptx, &document, NONE, &words);
    let written = slide(["See ", "打开网页", "this", " and pay."]);
    assert_eq!(part(&chinese, "ppt/slides/slide1.xml"), written);
    let chinese = with(Format::Pptx, &document, |block| Filled {
        text: block
            .text
            .replace("Opens a page", "打开网页")
            .replace("pay", "go"),
        codes: block.codes.clone(),
    });
    let written = slide(["See ", "打开网页", "this", " and go."]);
    assert_eq!(part(&chinese, "ppt/slides/slide1.xml"), written);
}

#[test]
fn what_cells_are_compared_with_says_what_they_do() {
    let sheet = format!(
        "<worksheet xmlns=\"{SHEET}\"><sheetData><c t=\"inlineStr\"><is><t>Yes</t></is></c><c t=\"inlineStr\"><is><t>No</t></is></c>\
         <c><f>IF(A1=\"Yes\",\"Approved\",0)</f><v>0</v></c></sheetData><autoFilter><filterColumn><filters><filter val=\"No\"/></filters></filterColumn></autoFilter>\
         <conditionalFormatting><cfRule type=\"containsText\" text=\"Yes\"><formula>NOT(ISERROR(SEARCH(\"Yes\",A1)))</formula></cfRule></conditionalFormatting>\
         <dataValidation type=\"list\"><formula1>\"Yes,No,Maybe\"</formula1></dataValidation></worksheet>"
    );
    let document = packed(&[
        listing(&[("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet")]),
        ("xl/worksheets/sheet1.xml", sheet.clone()),
    ]);
    let unasked = read(Format::Xlsx, &document, NONE);
    assert_eq!(texts(&unasked), ["Yes", "No"]);
    assert_eq!(unasked.remarks.len(), 1);
    assert_kept(Format::Xlsx, &document);
    let words = [("Yes", "是"), ("No", "否")];
    let chinese = filled(Format::Xlsx, &document, NONE, &words);
    let expected = sheet
        .replace("Yes", "是")
        .replace(">No<", ">否<")
        .replace("\"No\"", "\"否\"")
        .replace("No,", "否,");
    assert_eq!(part(&chinese, "xl/worksheets/sheet1.xml"), expected);
    // Where formulas are asked for, too, what a cell says is one text with one translation.
    let formulas = More {
        formulas: true,
        ..NONE
    };
    let asked = read(Format::Xlsx, &document, formulas);
    assert_eq!(texts(&asked), ["Yes", "No", "Approved", "Maybe"]);
    let words = [
        ("Yes", "是"),
        ("No", "否"),
        ("Maybe", "也许"),
        ("Approved", "批准"),
    ];
    let chinese = filled(Format::Xlsx, &document, formulas, &words);
    let expected = expected
        .replace("Maybe", "也许")
        .replace("Approved", "批准");
    assert_eq!(part(&chinese, "xl/worksheets/sheet1.xml"), expected);
}

#[test]
fn what_excel_compares_is_the_same_in_capitals_and_small_letters() {
    let sheet = format!(
        "<worksheet xmlns=\"{SHEET}\"><sheetData><c t=\"inlineStr\"><is><t>Yes</t></is></c><c t=\"inlineStr\"><is><t>NO</t></is></c><c t=\"inlineStr\"><is><t>no</t></is></c>\
         <c><f>IF(A1=\"yes\",\"no\",\"No\")</f><v>0</v></c></sheetData><dataValidation type=\"list\"><formula1>\"yes,Other\"</formula1></dataValidation></worksheet>"
    );
    let document = packed(&[
        listing(&[("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet")]),
        ("xl/worksheets/sheet1.xml", sheet.clone()),
    ]);
    assert_eq!(shown(Format::Xlsx, &document), ["Yes", "NO", "no"]);
    assert_kept(Format::Xlsx, &document);
    // The cell that says it in the same letters comes first.
    let words = [("Yes", "是"), ("NO", "无"), ("no", "否")];
    let chinese = filled(Format::Xlsx, &document, NONE, &words);
    let chinese = part(&chinese, "xl/worksheets/sheet1.xml");
    assert!(chinese.contains("IF(A1=\"是\",\"否\",\"无\")"), "{chinese}");
    assert!(
        chinese.contains("<formula1>\"是,Other\"</formula1>"),
        "{chinese}"
    );
}

#[test]
fn the_workbook_inside_a_chart_says_what_the_chart_does() {
    let sheet = |cells: &[&str]| {
        let cells = cells.iter();
        let cells = cells.map(|said| format!("<c t=\"inlineStr\"><is><t>{said}</t></is></c>"));
        let cells: String = cells.collect();
        format!("<worksheet xmlns=\"{SHEET}\"><sheetData>{cells}</sheetData></worksheet>")
    };
    let workbook = packed(&[
        listing(&[("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet")]),
        (
            "xl/worksheets/sheet1.xml",
            sheet(&["France", "Filings", "In no chart"]),
        ),
    ]);
    let chart = |words: [&str; 2]| {
        let [name, place] = words;
        format!(
            "<c:chartSpace xmlns:c=\"c\" xmlns:a=\"{DRAWING}\"><c:ser><c:tx><c:strRef><c:strCache><c:pt idx=\"0\"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx=\"0\"><c:v>{place}</c:v></c:pt></c:strCache></c:strRef></c:cat></c:ser>\
             <c:ser><c:cat><c:strRef><c:strCache><c:pt idx=\"0\"><c:v>{place}</c:v></c:pt></c:strCache></c:strRef></c:cat></c:ser></c:chartSpace>"
        )
    };
    let document = |workbook: &[u8]| {
        let mut parts: Vec<(&str, Vec<u8>)> = Vec::new();
        let (list, types) = listing(&[("ppt/charts/chart1.xml", "drawingml.chart")]);
        parts.push((list, types.into_bytes()));
        parts.push((
            "ppt/charts/chart1.xml",
            chart(["Filings", "France"]).into_bytes(),
        ));
        let book = relations(&[(
            "rId1",
            "package",
            "../embeddings/Microsoft_Excel_Sheet1.xlsx",
        )]);
        parts.push(("ppt/charts/_rels/chart1.xml.rels", book.into_bytes()));
        parts.push((
            "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx",
            workbook.to_vec(),
        ));
        crate::exchange::package::pack(&parts).unwrap()
    };
    let slides = document(&workbook);
    let slide = read(Format::Pptx, &slides, NONE);
    assert_eq!(texts(&slide), ["Filings", "France"]);
    let said = slide.remarks.concat();
    assert!(
        said.contains("does not show, and they stay (“In no chart”)"),
        "{said}"
    );
    assert_kept(Format::Pptx, &slides);
    let words = [("Filings", "申请"), ("France", "法国")];
    let chinese = filled(Format::Pptx, &slides, NONE, &words);
    assert_eq!(
        part(&chinese, "ppt/charts/chart1.xml"),
        chart(["申请", "法国"])
    );
    let mut inside = parts(&chinese).into_iter();
    let inside = inside.find(|(name, _)| name.ends_with(".xlsx")).unwrap().1;
    assert_eq!(
        part(&inside, "xl/worksheets/sheet1.xml"),
        sheet(&["法国", "申请", "In no chart"])
    );
    // One that cannot be read stays, and that is said.
    let broken = document(b"no workbook");
    let mut bytes = Vec::new();
    let merged = merge(&original(Format::Pptx, &broken), None, &mut bytes, |_| {
        Ok::<_, Error>(Some(Filled {
            text: "译".to_owned(),
            codes: Vec::new(),
        }))
    });
    let remarks = merged.unwrap().remarks.concat();
    assert!(
        remarks.contains("the workbook inside a chart cannot be read"),
        "{remarks}"
    );
    let kept = parts(&bytes)
        .into_iter()
        .find(|(name, _)| name.ends_with(".xlsx"));
    assert_eq!(kept.unwrap().1, b"no workbook");
    // Nor does one keep anybody from the chart that cannot even be unpacked.
    let mut cut = document(&b"no workbook ".repeat(40));
    let name = b"Microsoft_Excel_Sheet1.xlsx";
    let packed = memchr::memmem::find_iter(&cut, name).next().unwrap() + name.len();
    cut[packed] ^= 0xFF;
    assert_eq!(shown(Format::Pptx, &cut), ["Filings", "France"]);
    let mut bytes = Vec::new();
    let merged = merge(&original(Format::Pptx, &cut), None, &mut bytes, |block| {
        Ok::<_, Error>(Some(other(block)))
    });
    let remarks = merged.unwrap().remarks.concat();
    assert!(remarks.contains("cannot be read"), "{remarks}");
}

#[test]
fn what_a_control_is_bound_to_says_what_stands_in_it() {
    let control = "<w:sdt><w:sdtPr><w:alias w:val=\"Title\"/><w:dataBinding w:xpath=\"/x:coreProperties[1]/y:title[1]\" w:storeItemID=\"{6C3C8BC8-F283-45AE-878A-BAB7291924A1}\"/><w:text/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Annual </w:t></w:r><w:r><w:t>report</w:t></w:r></w:p></w:sdtContent></w:sdt>";
    let body = format!("{control}<w:p><w:r><w:t>Draft</w:t></w:r></w:p>");
    let main = format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>");
    let properties = |title: &str| {
        format!(
            "<cp:coreProperties><dc:title>{title}</dc:title><cp:contentStatus>Draft</cp:contentStatus></cp:coreProperties>"
        )
    };
    let document = packed(&[
        listing(&[("word/document.xml", "wordprocessingml.document.main")]),
        ("word/document.xml", main),
        ("docProps/core.xml", properties("Annual report")),
        ("customXml/item1.xml", "<broken".to_owned()),
    ]);
    assert_eq!(
        shown(Format::Docx, &document),
        ["Title", "Annual report", "Draft"]
    );
    assert_kept(Format::Docx, &document);
    let words = [("Annual report", "年度报告"), ("Draft", "草案")];
    let chinese = filled(Format::Docx, &document, NONE, &words);
    assert_eq!(part(&chinese, "docProps/core.xml"), properties("年度报告"));
}

#[test]
fn lists_of_opendocument_say_what_cells_do() {
    let content = "<office:document-content><office:spreadsheet><table:content-validations><table:content-validation \
        table:condition=\"of:cell-content-is-in-list(&quot;Yes&quot;;&quot;No&quot;)\"/></table:content-validations>\
        <table:table table:name=\"T\"><table:table-cell office:value-type=\"string\"><text:p>Yes</text:p></table:table-cell></table:table>\
        </office:spreadsheet></office:document-content>";
    let document = packed(&[("content.xml", content.to_owned())]);
    assert_eq!(texts(&read(Format::Odf, &document, NONE)), ["Yes"]);
    let chinese = filled(Format::Odf, &document, NONE, &[("Yes", "是")]);
    assert_eq!(part(&chinese, "content.xml"), content.replace("Yes", "是"));
}
