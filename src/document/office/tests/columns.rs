//! Heads of the tables of a workbook.

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
    let listed = listing(&[
        ("xl/sharedStrings.xml", "spreadsheetml.sharedStrings"),
        ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"),
    ]);
    let of =
        |name: &str, inside: &str| format!("{HEAD}<{name} xmlns=\"{SHEET}\">{inside}</{name}>");
    let mut parts = vec![
        listed,
        ("xl/sharedStrings.xml", of("sst", strings)),
        ("xl/worksheets/sheet1.xml", of("worksheet", sheet)),
        (
            "xl/tables/table1.xml",
            of("table", columns).replacen("<table ", "<table displayName=\"Filings\" ", 1),
        ),
        (
            "xl/pivotCache/pivotCacheDefinition1.xml",
            of("pivotCacheDefinition", cache),
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
fn a_head_that_is_left_stays_where_another_cell_says_the_same() {
    let document = table(&[]);
    let emptied = with(Format::Xlsx, &document, |_| Filled {
        text: String::new(),
        codes: Vec::new(),
    });
    assert_eq!(parts(&emptied), parts(&document));
}
