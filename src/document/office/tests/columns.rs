//! Heads of the tables of a workbook.

use super::beside::{filled, relations};
use super::*;

/// A workbook with a table, its heads in three of these ways: as a string of its own, one with white
/// space and a line end, and one in its cell.
fn table(more: &[(&str, String)]) -> Vec<u8> {
    let strings = "<si><t>Amount</t></si><si><t xml:space=\"preserve\">Unit\nprice </t></si><si><t>Sum of all</t></si>";
    let sheet = "<sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><t>Bob's #1</t></is></c></row>\
        <row><c><f>Filings[[#This Row],[Amount]]*Filings[[#Totals],[Unit\nprice ]]+[@Amount]+[1]!Filings[Amount]</f><v>3</v></c>\
        <c><f>SUM(Filings[Amount])&amp;\"Filings[Amount] \"&amp;Filings[Bob''s '#1]</f></c></row><row><c t=\"s\"><v>2</v></c></row></sheetData>\
        <dataValidations><dataValidation type=\"list\"><formula1>INDIRECT(\"Filings[Amount]\")</formula1></dataValidation></dataValidations>";
    let columns = "<tableColumns><tableColumn id=\"1\" name=\"Amount\" totalsRowLabel=\"Sum of all\"/><tableColumn id=\"2\" name=\"Unit_x000a_price \"/>\
        <tableColumn id=\"3\" name=\"Bob's #1\"><calculatedColumnFormula>[Amount]+1</calculatedColumnFormula></tableColumn></tableColumns>";
    let cache = "<cacheSource type=\"worksheet\"><worksheetSource name=\"Filings\"/></cacheSource><cacheFields><cacheField name=\"Amount\"/></cacheFields>";
    let mut parts = vec![(
        "xl/pivotCache/pivotCacheDefinition1.xml",
        of("pivotCacheDefinition", cache),
    )];
    parts.extend_from_slice(more);
    workbook((strings, sheet), ("A1:C3", columns), &parts)
}

/// A part of a workbook: what is inside its only element.
fn of(name: &str, inside: &str) -> String {
    format!("{HEAD}<{name} xmlns=\"{SHEET}\">{inside}</{name}>")
}

/// A workbook with shared strings, a sheet, and a table called Filings in an area of it.
fn workbook(
    (strings, sheet): (&str, &str),
    (area, columns): (&str, &str),
    more: &[(&str, String)],
) -> Vec<u8> {
    let begin = format!("<table displayName=\"Filings\" ref=\"{area}\" ");
    let mut parts = vec![
        listing(&[
            ("xl/sharedStrings.xml", "spreadsheetml.sharedStrings"),
            ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"),
        ]),
        ("xl/sharedStrings.xml", of("sst", strings)),
        ("xl/worksheets/sheet1.xml", of("worksheet", sheet)),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            relations(&[("rId1", "table", "../tables/table1.xml")]),
        ),
        (
            "xl/tables/table1.xml",
            of("table", columns).replacen("<table ", &begin, 1),
        ),
    ];
    parts.extend_from_slice(more);
    packed(&parts)
}

/// The table in Chinese: two of its heads say the same.
fn in_chinese(document: &[u8]) -> Vec<u8> {
    with(Format::Xlsx, document, |block| {
        let text = match block.text.as_str() {
            "Amount" | "Bob's #1" => "金额[#]",
            "Unit\nprice" => "单\n价",
            "Sum of all" => "合计",
            other => other,
        };
        Filled {
            text: text.to_owned(),
            codes: Vec::new(),
        }
    })
}

#[test]
fn a_table_and_its_formulas_call_columns_as_their_heads_do() {
    let document = table(&[]);
    assert_kept(Format::Xlsx, &document);
    let changed = in_chinese(&document);
    assert_eq!(
        shown(Format::Xlsx, &changed),
        ["金额[#]", "单\n价", "合计", "金额[#]2"]
    );
    let table = part(&changed, "xl/tables/table1.xml");
    for said in [
        "name=\"金额[#]\" totalsRowLabel=\"合计\"",
        "name=\"单_x000a_价 \"",
        "name=\"金额[#]2\"",
        ">[[金额'['#']]]+1<",
    ] {
        assert!(table.contains(said), "{said} in {table}");
    }
    let sheet = part(&changed, "xl/worksheets/sheet1.xml");
    for said in [
        "Filings[[#This Row],[金额'['#']]]*Filings[[#Totals],[单\n价 ]]+[@[金额'['#']]]+[1]!Filings[Amount]",
        "SUM(Filings[[金额'['#']]])&amp;&quot;Filings[Amount] &quot;&amp;Filings[[金额'['#']2]]",
        "INDIRECT(&quot;Filings[[金额'['#']]]&quot;)",
    ] {
        assert!(sheet.contains(said), "{said} in {sheet}");
    }
    let cache = part(&changed, "xl/pivotCache/pivotCacheDefinition1.xml");
    assert!(cache.contains("cacheField name=\"金额[#]\""), "{cache}");
}

#[test]
fn heads_stay_where_something_else_calls_the_columns() {
    let document = table(&[("xl/connections.xml", format!("{HEAD}<connections/>"))]);
    assert_eq!(shown(Format::Xlsx, &document), [""; 0]);
}

#[test]
fn a_head_that_is_emptied_stays_what_the_table_calls_it() {
    let document = table(&[]);
    let emptied = with(Format::Xlsx, &document, |_| Filled::default());
    let same = "xl/tables/table1.xml";
    assert_eq!(part(&emptied, same), part(&document, same));
    assert_eq!(
        shown(Format::Xlsx, &emptied),
        ["Amount", "Unit\nprice", "Bob's #1", "Sum of all"]
    );
}

/// A workbook with a table whose heads share their strings with cells in it and beside it.
fn shared() -> Vec<u8> {
    let strings = "<si><t>Amount</t></si><si><t>Total</t></si><si><t>Paid</t></si>";
    let sheet = "<sheetData><row r=\"2\"><c r=\"B2\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c><c r=\"E2\" t=\"s\"><v>0</v></c></row>\
        <row r=\"3\"><c r=\"B3\"><v>3</v></c><c r=\"C3\" t=\"s\"><v>1</v></c></row></sheetData>";
    let columns = "<tableColumns><tableColumn id=\"1\" name=\"Amount\"/><tableColumn id=\"2\" name=\"Total\"/></tableColumns>";
    let names = "<sheets/><definedNames><definedName name=\"Sums\">Filings[Amount]+Filings[[#All],[Total]]</definedName></definedNames>";
    let slicer = "<slicerCacheDefinition name=\"Slicer_Total\" sourceName=\"Total\"/>";
    workbook(
        (strings, sheet),
        ("B2:C3", columns),
        &[
            ("xl/workbook.xml", of("workbook", names)),
            ("xl/slicerCaches/slicerCache1.xml", slicer.to_owned()),
        ],
    )
}

#[test]
fn a_head_that_is_numbered_leaves_cells_that_share_its_string_as_they_are() {
    let document = shared();
    assert_kept(Format::Xlsx, &document);
    let words = [("Amount", "金额"), ("Total", "金额"), ("Paid", "已付")];
    let chinese = filled(Format::Xlsx, &document, More::default(), &words);
    let strings = part(&chinese, "xl/sharedStrings.xml");
    assert!(
        strings.contains("<si><t>金额</t></si><si><t>金额</t></si>"),
        "{strings}"
    );
    let sheet = part(&chinese, "xl/worksheets/sheet1.xml");
    let own = "<c r=\"C2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">金额2</t></is></c>";
    let old = "<c r=\"C2\" t=\"s\"><v>1</v></c>";
    let sheet_before = part(&document, "xl/worksheets/sheet1.xml");
    assert_eq!(sheet, sheet_before.replace(old, own));
    let table = part(&chinese, "xl/tables/table1.xml");
    assert!(
        table.contains("name=\"金额\"/>") && table.contains("name=\"金额2\"/>"),
        "{table}"
    );
}

#[test]
fn slicers_and_names_of_cells_call_columns_as_their_heads_do() {
    let words = [("Amount", "金额"), ("Total", "合计")];
    let chinese = filled(Format::Xlsx, &shared(), More::default(), &words);
    let workbook = part(&chinese, "xl/workbook.xml");
    assert!(
        workbook.contains(">Filings[金额]+Filings[[#All],[合计]]<"),
        "{workbook}"
    );
    let slicer = part(&chinese, "xl/slicerCaches/slicerCache1.xml");
    assert_eq!(
        slicer,
        "<slicerCacheDefinition name=\"Slicer_Total\" sourceName=\"合计\"/>"
    );
}

#[test]
fn heads_that_are_numbered_are_told() {
    let document = shared();
    let fill = |block: &Block| {
        let text = if block.text == "Paid" {
            "已付"
        } else {
            "金额"
        };
        Ok::<_, Error>(Some(Filled {
            text: text.to_owned(),
            codes: Vec::new(),
        }))
    };
    let told = merge(
        &original(Format::Xlsx, &document),
        None,
        &mut Vec::new(),
        fill,
    )
    .unwrap();
    assert!(told.remarks.concat().contains("“金额2”"), "{told:?}");
}
