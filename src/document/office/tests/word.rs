//! What is special to Word: words with their reading above, controls in a sentence, documents that are
//! taken in, instructions of several paragraphs.

use super::beside::{filled, relations as related, texts};
use super::*;

const NONE: More = More {
    comments: false,
    sheet_names: false,
    formulas: false,
    code: false,
};

#[test]
fn a_word_is_of_its_sentence_and_its_reading_above_a_text_of_its_own() {
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let ruby = |word: &str| {
        format!(
            "<w:r><w:rPr><w:b/></w:rPr><w:ruby><w:rubyPr><w:hps w:val=\"10\"/></w:rubyPr><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
            run("bureau"),
            run(word)
        )
    };
    let document = docx(&format!(
        "<w:p>{}{}{}</w:p>",
        run("The "),
        ruby("Office"),
        run(" is open.")
    ));
    assert_eq!(
        shown(Format::Docx, &document),
        ["The {1}Office{/1} is open.", "bureau"]
    );
    assert_kept(Format::Docx, &document);
    // Word notes where it has begun a page.
    let main = part(&document, "word/document.xml");
    let body = main.split_once("<w:body>").unwrap().1;
    let body = body.replace("<w:ruby>", "<w:lastRenderedPageBreak/><w:ruby>");
    let turned = docx(body.split_once("</w:body>").unwrap().0);
    assert_eq!(shown(Format::Docx, &turned), shown(Format::Docx, &document));
    assert_kept(Format::Docx, &turned);
    let chinese = filled(Format::Docx, &document, NONE, &[("bureau", "局")]);
    let text = part(&chinese, "word/document.xml");
    assert!(
        text.contains("<w:rt><w:r><w:t>局</w:t></w:r></w:rt>"),
        "{text}"
    );

    let content = "<office:document-content><office:text><text:p>The <text:ruby text:style-name=\"R\"><text:ruby-base>Office</text:ruby-base><text:ruby-text>bureau</text:ruby-text></text:ruby> is open.</text:p></office:text></office:document-content>";
    let document = packed(&[("content.xml", content.to_owned())]);
    assert_eq!(
        shown(Format::Odf, &document),
        ["The {1}Office{/1} is open.", "bureau"]
    );
    assert_kept(Format::Odf, &document);
}

#[test]
fn a_control_in_a_sentence_is_a_code_and_what_it_is_bound_to_says_what_it_does() {
    let control = |id: &str, list: &str, said: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/a:x[1]/a:{id}[1]\" w:storeItemID=\"{{1}}\"/>{list}</w:sdtPr><w:sdtContent><w:r><w:t>{said}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    };
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let list =
        "<w:dropDownList><w:listItem w:displayText=\"Open\" w:value=\"Open\"/></w:dropDownList>";
    let body = format!(
        "<w:p>{}{}{}{}{}</w:p>",
        run("The seat of "),
        control("name", "<w:text/>", "the Fund &amp; Bank"),
        run(" is "),
        control("state", list, "Open"),
        run(".")
    );
    let main = format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>");
    let store = |name: &str| {
        format!(
            "<a:x><a:name>{name}</a:name><a:state>Open</a:state><a:key>the Fund &amp; Bank</a:key></a:x>"
        )
    };
    let document = packed(&[
        listing(&[("word/document.xml", "wordprocessingml.document.main")]),
        ("word/document.xml", main),
        ("customXml/item1.xml", store("the Fund &amp; Bank")),
        ("customXml/item2.xml", "<broken".to_owned()),
    ]);
    assert_eq!(
        shown(Format::Docx, &document),
        ["The seat of {1}the Fund & Bank{/1} is {2}Open{/2}.", "Open"]
    );
    let changed = with(Format::Docx, &document, other);
    // What says the same and is called otherwise is another thing.
    let named = store("uif Gvoe &amp; Cbol");
    assert_eq!(part(&changed, "customXml/item1.xml"), named);
    assert_eq!(
        parts(&with(Format::Docx, &document, |block| Filled::from(block))),
        parts(&document)
    );
}

#[test]
fn pages_that_word_takes_in_are_read_and_of_others_it_is_said() {
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"http://x/relationships/aFChunk\" Target=\"page.htm\"/>\
                     <Relationship Id=\"c\" Type=\"http://x/relationships/aFChunk\" Target=\"page.htm\"/>\
                     <Relationship Id=\"d\" Type=\"http://x/relationships/aFChunk\" Target=\"marked.htm\"/>\
                     <Relationship Id=\"b\" Type=\"http://x/relationships/aFChunk\" Target=\"/word/other.docx\"/></Relationships>";
    let page = |text: &str| {
        format!(
            "<html><style>p {{ font: \"宋体\" }}</style><body><p>A <b>{text}</b></p><script>x = '“'</script></body></html>"
        )
    };
    let main = format!(
        "<w:document xmlns:w=\"{WORD}\"><w:body><w:p><w:r><w:t>Before</w:t></w:r></w:p><w:altChunk r:id=\"a\"/><w:altChunk r:id=\"b\"/></w:body></w:document>"
    );
    let document = packed(&[
        listing(&[("word/document.xml", "wordprocessingml.document.main")]),
        ("word/document.xml", main),
        ("word/_rels/document.xml.rels", relations.to_owned()),
        ("word/page.htm", page("page")),
        ("word/marked.htm", format!("\u{FEFF}{}", page("page"))),
    ]);
    let read = extract(&original(Format::Docx, &document)).unwrap();
    assert_eq!(texts(&read), ["Before", "A page", "A page"]);
    assert!(
        read.remarks.concat().contains("(word/other.docx)"),
        "{:?}",
        read.remarks
    );
    assert_kept(Format::Docx, &document);
    // It does not say in which encoding it is, and the other does.
    let chinese = with(Format::Docx, &document, |block| Filled {
        text: block.text.replace("page", "页"),
        codes: block.codes.clone(),
    });
    assert_eq!(part(&chinese, "word/page.htm"), page("&#39029;"));
    let marked = format!("\u{FEFF}{}", page("页"));
    assert_eq!(part(&chinese, "word/marked.htm"), marked);
}

/// A paragraph with pieces of an instruction, `{`, `|` and `}` being the marks of a field, and of text.
fn instructed(pieces: &[&str]) -> String {
    let run = |piece: &&str| match *piece {
        "{" => "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".to_owned(),
        "|" => "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>".to_owned(),
        "}" => "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>".to_owned(),
        piece => match piece.strip_prefix('=') {
            Some(text) => format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>"),
            None => format!("<w:r><w:instrText xml:space=\"preserve\">{piece}</w:instrText></w:r>"),
        },
    };
    format!(
        "<w:p><w:pPr/>{}</w:p>",
        pieces.iter().map(run).collect::<String>()
    )
}

#[test]
fn the_texts_of_a_field_that_stretch_over_paragraphs_are_read_each() {
    let document = docx(
        &[
            instructed(&[
                "=Hello ",
                "{",
                " IF ",
                "{",
                " MERGEFIELD Kind ",
                "|",
                "=x",
                "}",
                " = \"new\" \"Welcome to us.",
            ]),
            instructed(&[]),
            instructed(&["Dear ", "{", " MERGEFIELD Name ", "}", ", we are glad."]),
            instructed(&["Until soon.\" \"Welcome again.\" ", "|", "=Welcome to us."]),
            instructed(&["=Until soon.", "}", "=Yours"]),
        ]
        .concat(),
    );
    assert_eq!(
        shown(Format::Docx, &document),
        [
            "Hello",
            "Welcome to us.",
            "Dear {1/}, we are glad.",
            "Until soon.",
            "Welcome again.",
            "Welcome to us.",
            "Until soon.{1/}Yours",
        ]
    );
    assert_kept(Format::Docx, &document);
    // A field where a paragraph ends or begins stays where it is.
    let at_ends = docx(
        &[
            instructed(&["{", " IF 1 = 1 \"Dear ", "{", " MERGEFIELD Name ", "}"]),
            instructed(&[
                "{",
                " MERGEFIELD City ",
                "}",
                " is, as ",
                "{",
                " MERGEFIELD Who ",
                "}",
                " says, ",
                "{",
                " MERGEFIELD How ",
                "}",
            ]),
            instructed(&["{", " MERGEFIELD Some ", "}"]),
            instructed(&[
                "{",
                " MERGEFIELD All ",
                "}",
                " are here.\" ",
                "|",
                "=x",
                "}",
            ]),
        ]
        .concat(),
    );
    assert_eq!(
        shown(Format::Docx, &at_ends)[..3],
        ["Dear", "is, as {1/} says,", "are here."]
    );
    let who = &blocks(Format::Docx, &at_ends)[1].codes[0];
    assert_eq!(who.data.as_deref(), Some("MERGEFIELD Who"));
    assert_kept(Format::Docx, &at_ends);
    let said = |bytes: &[u8]| part(bytes, "word/document.xml");
    let words = [
        ("Dear", "亲爱的"),
        ("is, as  says,", "译"),
        ("are here.", "在此。"),
    ];
    assert_eq!(
        said(&filled(Format::Docx, &at_ends, NONE, &words[..1])),
        said(&at_ends).replace("Dear ", "亲爱的 ")
    );
    assert_eq!(
        said(&filled(Format::Docx, &at_ends, NONE, &words[2..])),
        said(&at_ends).replace("are here.", "在此。")
    );
}

#[test]
fn a_field_that_never_ends_takes_nothing_with_it() {
    let broken = docx(
        &[
            instructed(&["{", " IF 1 = 1 "]),
            instructed(&[]),
            instructed(&["=Here is page ", "{", " PAGE ", "|", "=1", "}"]),
            instructed(&["=There"]),
        ]
        .concat(),
    );
    assert_eq!(shown(Format::Docx, &broken), ["Here is page {1/}", "There"]);
    let broken = docx(
        &[
            instructed(&["{", " IF 1 = 1 "]),
            instructed(&["{", " PAGE ", "|", "=1", "}", "= is the page that you read"]),
            instructed(&["=There"]),
        ]
        .concat(),
    );
    assert_eq!(
        shown(Format::Docx, &broken),
        ["{1/} is the page that you read", "There"]
    );
    assert_kept(Format::Docx, &broken);
}

#[test]
fn fields_that_never_end_go_on_in_no_other_paragraph_where_they_are_many() {
    let open = ["{", " IF 1 = 1 "];
    let document = |open: &[&str]| {
        let last = ["\"Never read.\" \"Nor this.\"", "|", "=The end."];
        let begun = open.iter().filter(|piece| **piece == "{").count();
        let last = instructed(&[&last[..], &["}"].repeat(begun)].concat());
        docx(&[instructed(open), instructed(&[]).repeat(3), last].concat())
    };
    assert_eq!(
        shown(Format::Docx, &document(&open)),
        ["Never read.", "Nor this.", "The end."]
    );
    // Else each paragraph would begin with all of them.
    let many = document(&open.repeat(400));
    assert_eq!(shown(Format::Docx, &many), ["The end."]);
    let long = document(&["{", " IF 1 = 1 ", &" ".repeat(40_000)]);
    assert_eq!(shown(Format::Docx, &long), ["The end."]);
    assert_kept(Format::Docx, &many);
}

#[test]
fn what_stands_behind_an_instruction_without_an_end_is_text() {
    for broken in [
        docx(
            &[
                instructed(&["{", " IF 1 = 1 "]),
                instructed(&["{", " REF here ", "|", "=All of it.", "}"]),
                instructed(&["=There"]),
            ]
            .concat(),
        ),
        docx(
            &[
                instructed(&["{", " IF 1 = 1 ", "=All of it."]),
                instructed(&["=There"]),
            ]
            .concat(),
        ),
    ] {
        assert_eq!(shown(Format::Docx, &broken), ["All of it.", "There"]);
        assert_kept(Format::Docx, &broken);
    }
    // One in a box ends there, and not in the text around it.
    let inside = format!(
        "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>",
        instructed(&["}", "=In a box."])
    );
    let begun = instructed(&["{", " IF 1 = 1 "]);
    let begun = begun.strip_suffix("</w:p>").unwrap();
    let broken = docx(&format!(
        "{begun}{inside}</w:p>{}",
        instructed(&["{", " REF here ", "|", "=All of it.", "}"])
    ));
    assert_eq!(shown(Format::Docx, &broken), ["In a box.", "All of it."]);
}

/// A run with a text, and one with a mark of a field.
fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn mark(kind: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>")
}

const PAGE: &str = "<w:r><w:instrText> REF page </w:instrText></w:r>";

#[test]
fn a_field_may_begin_in_one_tracked_change_and_end_in_another() {
    let inserted = |inside: &str| format!("<w:ins w:id=\"1\" w:author=\"A > B\">{inside}</w:ins>");
    let tag = "<w:smartTag w:element=\"place\"><w:smartTagPr><w:attr w:name=\"a\" w:val=\"b\"/></w:smartTagPr>";
    for (body, text) in [
        (
            [
                inserted(&(run("See ") + &mark("begin"))),
                inserted(PAGE),
                inserted(&mark("separate")) + &run("the page"),
                inserted(&(mark("end") + &run(" now."))),
                inserted(&run(" ")),
            ]
            .concat(),
            "See {1}the page{/1} now.",
        ),
        (
            [
                run("Page "),
                inserted(&(mark("begin") + PAGE)),
                inserted(&(mark("end") + &run(" of all"))),
            ]
            .concat(),
            "Page {1/} of all",
        ),
        (
            [
                run("In "),
                tag.to_owned(),
                run("Geneva"),
                run(" "),
                "</w:smartTag>".to_owned(),
            ]
            .concat(),
            "In Geneva",
        ),
        (
            [
                "<w:p>".to_owned(),
                tag.to_owned(),
                run(" "),
                run("Geneva"),
                "</w:smartTag>".to_owned(),
                run(" city"),
            ]
            .concat()[5..]
                .to_owned(),
            "Geneva city",
        ),
    ] {
        let document = docx(&format!("<w:p>{body}</w:p>"));
        assert_eq!(shown(Format::Docx, &document), [text]);
        assert_kept(Format::Docx, &document);
    }
}

#[test]
fn what_crosses_hides_no_text() {
    let link = |inside: &str| format!("<w:hyperlink w:anchor=\"a\">{inside}</w:hyperlink>");
    let instruction = mark("begin") + PAGE + &mark("separate");
    for body in [
        run("See ") + &link(&(run("here &amp; ") + &instruction)) + &run("there") + &mark("end"),
        run("See ") + &instruction + &link(&(run("here &amp; ") + &mark("end"))) + &run("there"),
        run("See ")
            + &mark("begin")
            + &link(&(PAGE.to_owned() + &mark("separate") + &run("here &amp; ") + &mark("end")))
            + &run("there"),
    ] {
        let document = docx(&format!("<w:p>{body}</w:p>"));
        assert_eq!(shown(Format::Docx, &document), ["See", "here &", "there"]);
        assert_kept(Format::Docx, &document);
    }
}

#[test]
fn a_text_in_one_run_with_the_marks_of_a_field_is_read() {
    let document = docx(
        "<w:p><w:r><w:t xml:space=\"preserve\">Page </w:t><w:fldChar w:fldCharType=\"begin\"/><w:instrText> PAGE </w:instrText><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> is the last.</w:t></w:r></w:p>",
    );
    let texts = shown(Format::Docx, &document);
    assert!(
        texts.concat().contains("Page") && texts.concat().contains("is the last."),
        "{texts:?}"
    );
    assert_kept(Format::Docx, &document);
}

#[test]
fn words_in_a_formula_are_read_and_its_letters_are_not() {
    let run = |props: &str, text: &str| format!("<m:r>{props}<m:t>{text}</m:t></m:r>");
    let words = run("<m:rPr><m:nor/></m:rPr>", "total fee");
    let document = docx(&format!(
        "<w:p>{}<m:oMath>{}{words}</m:oMath></w:p>",
        self::run("Here is "),
        run("<m:rPr><m:sty m:val=\"p\"/></m:rPr>", "xyz = ")
    ));
    assert_eq!(shown(Format::Docx, &document), ["Here is", "total fee"]);
    assert_kept(Format::Docx, &document);
}

#[test]
fn a_control_is_bound_to_its_own_store() {
    let control = |id: &str, path: &str, said: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/a:x[1]/{path}\" w:storeItemID=\"{id}\"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{said}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    };
    let store =
        |name: &str, kind: &str| format!("<a:x kind=\"{kind}\"><a:name>{name}</a:name></a:x>");
    let properties = |id: &str| format!("<ds:datastoreItem ds:itemID=\"{{{id}}}\"/>");
    let relations = |number: u32| {
        let part = format!("itemProps{number}.xml");
        related(&[("rId1", "customXmlProps", &part)])
    };
    let document = |id: &str, path: &str| {
        let body = format!("<w:p>{}</w:p>", control(id, path, "Open"));
        packed(&[
            listing(&[("word/document.xml", "wordprocessingml.document.main")]),
            (
                "word/document.xml",
                format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>"),
            ),
            ("customXml/item1.xml", store("Open", "Open")),
            ("customXml/_rels/item1.xml.rels", relations(1)),
            ("customXml/itemProps1.xml", properties("0A")),
            ("customXml/item2.xml", store("Open", "Open")),
            ("customXml/_rels/item2.xml.rels", relations(2)),
            ("customXml/itemProps2.xml", properties("0B")),
        ])
    };
    let said = |id: &str, path: &str| {
        let words = [("Open", "开放")];
        let chinese = filled(Format::Docx, &document(id, path), NONE, &words);
        [1, 2].map(|number| part(&chinese, &format!("customXml/item{number}.xml")))
    };
    let (old, new) = (store("Open", "Open"), store("开放", "Open"));
    assert_eq!(said("{0b}", "a:name[1]"), [old.clone(), new.clone()]);
    assert_eq!(said("{0A}", "@kind"), [store("Open", "开放"), old]);
    // What is bound to a store that is not there is bound to any.
    assert_eq!(said("{0C}", "a:name[1]"), [new.clone(), new]);
}

#[test]
fn a_citation_is_one_code() {
    let document = docx(
        "<w:p><w:r><w:t xml:space=\"preserve\">So says </w:t></w:r><w:sdt><w:sdtPr><w:citation/></w:sdtPr><w:sdtContent><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> CITATION Smi20 </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>(Smith)</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:sdtContent></w:sdt><w:r><w:t>.</w:t></w:r></w:p>",
    );
    assert_eq!(shown(Format::Docx, &document), ["So says {1}(Smith){/1}."]);
    let code = blocks(Format::Docx, &document).remove(0).codes.remove(0);
    assert_eq!(code.data.as_deref(), Some("CITATION Smi20"));
    assert_kept(Format::Docx, &document);
    // Also in several controls, and beside another.
    let main = part(&document, "word/document.xml");
    let (before, rest) = main.split_once("<w:sdt>").unwrap();
    let (inside, after) = rest.rsplit_once("</w:sdt>").unwrap();
    let control = format!("<w:sdt>{inside}</w:sdt>");
    let nested = format!("<w:sdt><w:sdtContent>{control}</w:sdtContent></w:sdt>");
    let body = before.split_once("<w:body>").unwrap().1;
    let after = after.split_once("</w:body>").unwrap().0;
    let several = docx(&format!("{body}{nested}{control}{after}"));
    assert_eq!(
        shown(Format::Docx, &several),
        ["So says {1}(Smith){/1}{2}(Smith){/2}."]
    );
    assert_kept(Format::Docx, &several);
}
