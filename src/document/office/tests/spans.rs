//! Spans of OpenDocument, which are the runs of its paragraphs.

use proptest::prelude::*;

use super::*;

/// A document with some styles of text and one paragraph.
fn odf(paragraph: &str) -> Vec<u8> {
    let style = |name: &str, properties: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:family=\"text\"><style:text-properties {properties}/></style:style>"
        )
    };
    let styles = [
        style("T1", "fo:font-size=\"18pt\" fo:language=\"en\""),
        style(
            "T2",
            "fo:language=\"fr\" fo:font-size=\"18pt\" officeooo:rsid=\"1\"",
        ),
        style("T3", "fo:font-size=\"18pt\" fo:font-weight=\"bold\""),
        style("T4", "officeooo:rsid=\"2\""),
    ];
    packed(&[(
        "content.xml",
        format!(
            "<office:document-content><office:automatic-styles>{}</office:automatic-styles><text:p>{paragraph}</text:p></office:document-content>",
            styles.concat()
        ),
    )])
}

fn written(bytes: &[u8], text: &str) -> String {
    let chinese = with(Format::Odf, bytes, |block| Filled {
        text: text.to_owned(),
        codes: block.codes.clone(),
    });
    let content = part(&chinese, "content.xml");
    let paragraph = content.split_once("<text:p>").unwrap().1;
    paragraph.split_once("</text:p>").unwrap().0.to_owned()
}

#[test]
fn what_most_of_a_paragraph_looks_like_is_no_code() {
    for (paragraph, expected) in [
        (
            "<text:span text:style-name=\"T1\">Plain, </text:span><text:span text:style-name=\"T2\">and so on, </text:span><text:span text:style-name=\"T3\">in bold</text:span>",
            "Plain, and so on, {1}in bold{/1}",
        ),
        (
            "<text:span text:style-name=\"T1\">See </text:span><text:span text:style-name=\"T2\"><text:a xlink:href=\"x\">the page</text:a></text:span><text:span text:style-name=\"T1\"><text:s/>and pay</text:span>",
            "See {1}the page{/1} and pay",
        ),
        (
            "<text:span text:style-name=\"T4\">See <text:a xlink:href=\"x\">the page</text:a>, </text:span>and pay",
            "See {1}the page{/1}, and pay",
        ),
        (
            "One <text:span text:style-name=\"T3\">very large </text:span><text:span text:style-name=\"T1\">word</text:span>, and so on",
            "One {1}very large{/1} {2}word{/2}, and so on",
        ),
        (
            "Dear <text:span text:style-name=\"T3\">Sir <text:span text:style-name=\"T4\">or</text:span> Madam</text:span>,<text:line-break/>thank you",
            "Dear {1}Sir or Madam{/1},\nthank you",
        ),
    ] {
        let document = odf(paragraph);
        assert_eq!(shown(Format::Odf, &document), [expected]);
        assert_kept(Format::Odf, &document);
    }
}

#[test]
fn text_that_is_filled_in_looks_as_the_paragraph_does() {
    let document = odf(
        "<text:span text:style-name=\"T1\">The </text:span><text:span text:style-name=\"T3\">fee</text:span><text:span text:style-name=\"T2\"> is due</text:span>",
    );
    let types = blocks(Format::Odf, &document).remove(0).codes;
    assert_eq!(types[0].type_.as_deref(), Some("bold"));
    assert_eq!(
        written(&document, "应付费用项目"),
        "<text:span text:style-name=\"T1\">应</text:span><text:span text:style-name=\"T3\">付</text:span><text:span text:style-name=\"T1\">费用项目</text:span>"
    );
}

#[test]
fn a_paragraph_looks_as_its_style_says_and_a_span_in_it_otherwise() {
    let style = |name: &str, family: &str, look: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:family=\"{family}\"><style:text-properties {look}/></style:style>"
        )
    };
    let content = format!(
        "<office:document-content><office:automatic-styles>{}{}{}{}</office:automatic-styles><office:text><text:p text:style-name=\"P1\">All in bold <text:span text:style-name=\"T1\">and plain</text:span><text:span text:style-name=\"T2\"> as before</text:span>, <text:span text:style-name=\"T3\">red</text:span></text:p></office:text></office:document-content>",
        style(
            "P1",
            "paragraph",
            "fo:font-weight=\"bold\" fo:background-color=\"transparent\""
        ),
        style("T1", "text", "fo:font-weight=\"normal\""),
        style("T2", "text", "fo:font-weight=\"bold\""),
        style(
            "T3",
            "text",
            "fo:color=\"#c9211e\" fo:background-color=\"#ffff00\""
        ),
    );
    let document = packed(&[("content.xml", content)]);
    let block = blocks(Format::Odf, &document).remove(0);
    assert_eq!(
        show(&block),
        "All in bold {1}and plain{/1} as before, {2}red{/2}"
    );
    assert_eq!(block.look.as_deref(), Some("bold"));
    let types = block.codes.iter().map(|code| code.type_.as_deref());
    let types: Vec<_> = types.collect();
    assert_eq!(types[..3], [Some("bold"), Some("bold"), Some("highlight")]);
    let data = block.codes[2].data.as_deref().unwrap_or_default();
    assert!(data.contains("fo:color=\"#c9211e\""), "{data}");
    assert_kept(Format::Odf, &document);
}

#[test]
fn what_a_control_shows_and_has_to_choose_from_is_read_and_marks_of_places_are_no_codes() {
    let document = odf(
        "See <text:bookmark-start text:name=\"b\"/>the <text:span text:style-name=\"T1\"><text:bookmark text:name=\"c\"/></text:span>office<text:bookmark-end text:name=\"b\"/> until \
         <loext:content-control loext:date=\"true\">16 September</loext:content-control>, \
         <loext:content-control loext:dropdown=\"true\"><loext:list-item loext:display-text=\"Open\" loext:value=\"o\"/><loext:list-item loext:display-text=\"Closed\" loext:value=\"c\"/>Open</loext:content-control>.",
    );
    assert_eq!(
        shown(Format::Odf, &document),
        [
            "See the office until {1}16 September{/1}, {2}Open{/2}.",
            "Open",
            "Closed"
        ]
    );
    assert_kept(Format::Odf, &document);
    assert_eq!(written(&document, "到").matches("text:bookmark").count(), 3);
}

/// A piece of a paragraph, with others in it.
fn piece() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => "[a-d ]{1,4}",
        1 => Just("<text:s/>".to_owned()),
        1 => Just("<text:tab/>".to_owned()),
        1 => Just("<text:line-break/>".to_owned()),
        1 => Just("<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note>".to_owned()),
        1 => Just("<text:bookmark/>".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let inside = proptest::collection::vec(inner, 0..4).prop_map(|inner| inner.concat());
        prop_oneof![
            4 => (inside.clone(), 1..5).prop_map(|(inside, style)| format!(
                "<text:span text:style-name=\"T{style}\">{inside}</text:span>"
            )),
            1 => inside.prop_map(|inside| {
                // A link stands in no other.
                let inside = inside.replace("<text:a xlink:href=\"x\">", "").replace("</text:a>", "");
                format!("<text:a xlink:href=\"x\">{inside}</text:a>")
            }),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_spans_stand_in_each_other_a_paragraph_stays_whole(
        pieces in proptest::collection::vec(piece(), 1..6)
    ) {
        let document = odf(&pieces.concat());
        let same = with(Format::Odf, &document, |block| Filled::from(block));
        prop_assert_eq!(parts(&same), parts(&document));
        let letters = |bytes: &[u8]| -> Vec<String> {
            let blocks = blocks(Format::Odf, bytes).into_iter();
            let texts = blocks.map(|block| block.text.replace(' ', ""));
            texts.collect()
        };
        // It can be read, and says what was filled in.
        let changed = with(Format::Odf, &document, other);
        let expected: Vec<String> = blocks(Format::Odf, &document)
            .iter()
            .map(|block| other(block).text.replace(' ', ""))
            .collect();
        prop_assert_eq!(letters(&changed), expected);
    }
}

#[test]
fn a_span_that_says_nothing_is_cut_where_a_text_begins_or_ends_in_it() {
    let span = |style: &str, inside: &str| {
        format!("<text:span text:style-name=\"{style}\">{inside}</text:span>")
    };
    let link = "<text:a xlink:href=\"x\">the page</text:a>";
    for (paragraph, text, expected) in [
        (
            span("T1", "See ") + &span("T4", &format!("{link}<text:line-break/>")),
            "See {1}the page{/1}",
            span("T1", "Tff ")
                + &link.replace("the page", "uif qbhf")
                + &span("T4", "<text:line-break/>"),
        ),
        (
            span("T4", &format!("<text:line-break/>{link}")) + " is here",
            "{1}the page{/1} is here",
            span("T4", "<text:line-break/>") + &link.replace("the page", "uif qbhf") + " jt ifsf",
        ),
    ] {
        let document = odf(&paragraph);
        assert_eq!(shown(Format::Odf, &document), [text]);
        assert_kept(Format::Odf, &document);
        let content = part(&with(Format::Odf, &document, other), "content.xml");
        let (_, changed) = content.split_once("<text:p>").unwrap();
        let (changed, _) = changed.split_once("</text:p>").unwrap();
        assert_eq!(changed, expected);
    }
}

#[test]
fn a_span_without_text_in_a_span_stays_in_it() {
    for inside in [
        "<text:span text:style-name=\"T1\"></text:span>",
        "<text:note><text:note-body/></text:note>",
    ] {
        let span = |inside: &str| format!("<text:span text:style-name=\"T3\">{inside}</text:span>");
        let document = odf(&format!(
            "Before {} after",
            span(&format!("{}{}", span("it"), span(&span(inside))))
        ));
        assert_kept(Format::Odf, &document);
    }
}

#[test]
fn what_was_deleted_under_tracked_changes_is_left_alone() {
    let changes = "<text:tracked-changes><text:changed-region xml:id=\"c1\" text:id=\"c1\"><text:deletion><office:change-info><dc:creator>Wang</dc:creator></office:change-info>\
         <text:p>Nobody reads this any more.</text:p><text:h text:outline-level=\"1\">Nor this</text:h></text:deletion></text:changed-region>\
         <text:changed-region xml:id=\"c2\" text:id=\"c2\"><text:insertion/></text:changed-region></text:tracked-changes>";
    let content = |changes: &str, text: &str| {
        format!(
            "<office:document-content><office:body><office:text>{changes}<text:p>{text}</text:p></office:text></office:body></office:document-content>"
        )
    };
    let text = "The office<text:change text:change-id=\"c1\"/> <text:change-start text:change-id=\"c2\"/>opens<text:change-end text:change-id=\"c2\"/> on Monday.";
    let document = packed(&[("content.xml", content(changes, text))]);
    assert_eq!(
        shown(Format::Odf, &document),
        ["The office{1/} {2/}opens{3/} on Monday."]
    );
    // Who rejects what was added takes that away, and nothing else.
    assert_eq!(
        part(&with(Format::Odf, &document, other), "content.xml"),
        content(
            changes,
            &text
                .replace("The office<", "Uif pggjdf<")
                .replace(">opens<", ">pqfot<")
                .replace("on Monday", "po Npoebz")
        )
    );
    let remarks = extract(&original(Format::Odf, &document)).unwrap().remarks;
    assert!(remarks.concat().contains("read as if all were accepted"));
    assert_kept(Format::Odf, &document);
    assert!(part(&with(Format::Odf, &document, other), "content.xml").contains(changes));
    // A document that only says that changes would be tracked has none.
    let none = "<text:tracked-changes text:track-changes=\"true\"/>";
    let document = packed(&[("content.xml", content(none, "The office opens."))]);
    assert!(
        extract(&original(Format::Odf, &document))
            .unwrap()
            .remarks
            .is_empty()
    );
}

#[test]
fn what_a_cell_said_before_a_tracked_change_is_left_alone() {
    let before = "<table:tracked-changes><table:cell-content-change table:id=\"ct1\"><table:previous><table:change-track-table-cell office:value-type=\"string\"><text:p>Old words</text:p></table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>";
    let content = format!(
        "<office:document-content><office:spreadsheet>{before}<table:table table:name=\"S\"><table:table-cell office:value-type=\"string\"><text:p>New words</text:p></table:table-cell></table:table></office:spreadsheet></office:document-content>"
    );
    let document = packed(&[("content.xml", content)]);
    assert_eq!(shown(Format::Odf, &document), ["New words"]);
    assert_kept(Format::Odf, &document);
    assert!(part(&with(Format::Odf, &document, other), "content.xml").contains(before));
}
