//! Pivot tables of a workbook: what they keep of the cells that they count.

use super::beside::{filled, relations};
use super::*;

/// A workbook with two sheets: some rows, and a pivot table of them.
fn workbook(cache: &str, records: &str, table: &str) -> Vec<u8> {
    let strings = [
        "Country",
        "Amount",
        "France",
        "Spain",
        "Row Labels",
        "Sum of Amount",
        "All of it",
    ];
    let strings = strings
        .map(|text| format!("<si><t>{text}</t></si>"))
        .concat();
    let shared = |number: usize| format!("<c t=\"s\"><v>{number}</v></c>");
    let row = |cells: &[String]| format!("<row>{}</row>", cells.concat());
    let number = || "<c><v>3</v></c>".to_owned();
    let data = [
        row(&[shared(0), shared(1), shared(1)]),
        row(&[shared(2), number(), number()]),
        row(&[shared(3), number(), number()]),
    ];
    let report = [
        row(&[shared(4), shared(5)]),
        row(&[shared(2), number()]),
        row(&[shared(3), number()]),
        row(&[shared(6), number()]),
    ];
    let part =
        |name: &str, inside: &str| format!("{HEAD}<{name} xmlns=\"{SHEET}\">{inside}</{name}>");
    let sheets = "<sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"Report\" sheetId=\"2\" r:id=\"rId2\"/></sheets>";
    packed(&[
        listing(&[
            ("xl/workbook.xml", "spreadsheetml.sheet.main"),
            ("xl/sharedStrings.xml", "spreadsheetml.sharedStrings"),
            ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"),
            ("xl/worksheets/sheet2.xml", "spreadsheetml.worksheet"),
        ]),
        (
            "_rels/.rels",
            relations(&[("rId1", "officeDocument", "xl/workbook.xml")]),
        ),
        ("xl/workbook.xml", part("workbook", sheets)),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&[
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "worksheet", "worksheets/sheet2.xml"),
                (
                    "rId3",
                    "pivotCacheDefinition",
                    "pivotCache/pivotCacheDefinition1.xml",
                ),
            ]),
        ),
        ("xl/sharedStrings.xml", part("sst", &strings)),
        (
            "xl/worksheets/sheet1.xml",
            part("worksheet", &data.concat()),
        ),
        (
            "xl/worksheets/sheet2.xml",
            part("worksheet", &report.concat()),
        ),
        (
            "xl/worksheets/_rels/sheet2.xml.rels",
            relations(&[("rId1", "pivotTable", "../pivotTables/pivotTable1.xml")]),
        ),
        (
            "xl/pivotTables/pivotTable1.xml",
            part("pivotTableDefinition", table),
        ),
        (
            "xl/pivotTables/_rels/pivotTable1.xml.rels",
            relations(&[(
                "rId1",
                "pivotCacheDefinition",
                "../pivotCache/pivotCacheDefinition1.xml",
            )]),
        ),
        (
            "xl/pivotCache/pivotCacheDefinition1.xml",
            part("pivotCacheDefinition", cache),
        ),
        (
            "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels",
            relations(&[("rId1", "pivotCacheRecords", "pivotCacheRecords1.xml")]),
        ),
        (
            "xl/pivotCache/pivotCacheRecords1.xml",
            part("pivotCacheRecords", records),
        ),
        (
            "xl/slicerCaches/slicerCache1.xml",
            "<slicerCacheDefinition name=\"Slicer_Country\" sourceName=\"Country\"/>".to_owned(),
        ),
    ])
}

const SOURCE: &str =
    "<cacheSource type=\"worksheet\"><worksheetSource ref=\"A1:C3\" sheet=\"Data\"/></cacheSource>";
const ITEMS: &str = "<sharedItems count=\"2\"><s v=\"France\"/><s v=\"Spain\"/></sharedItems>";

#[test]
fn a_pivot_table_calls_fields_and_items_as_the_cells_do() {
    let cache = format!(
        "{SOURCE}<cacheFields><cacheField name=\"Country\">{ITEMS}</cacheField><cacheField name=\"Amount\"/><cacheField name=\"Amount2\"/></cacheFields>"
    );
    let document = workbook(
        &cache,
        "<r><x v=\"0\"/><n v=\"3\"/><n v=\"3\"/></r><r><s v=\"Spain\"/><n v=\"3\"/><s v=\"Spain\"/></r>",
        "<pivotFields><pivotField axis=\"axisRow\"/></pivotFields><dataFields><dataField name=\"Sum of Amount\"/></dataFields>",
    );
    assert_kept(Format::Xlsx, &document);
    let words = [
        ("Country", "国家"),
        ("Amount", "金额"),
        ("France", "法国"),
        ("Spain", "西班牙"),
        ("Sum of Amount", "金额"),
    ];
    let chinese = filled(Format::Xlsx, &document, More::default(), &words);
    let cache = part(&chinese, "xl/pivotCache/pivotCacheDefinition1.xml");
    for said in [
        "name=\"国家\"><sharedItems count=\"2\"><s v=\"法国\"/><s v=\"西班牙\"/>",
        "name=\"金额\"/><cacheField name=\"Amount2\"/>",
    ] {
        assert!(cache.contains(said), "{said} in {cache}");
    }
    let records = part(&chinese, "xl/pivotCache/pivotCacheRecords1.xml");
    assert!(
        records.contains("<s v=\"西班牙\"/><n v=\"3\"/><s v=\"Spain\"/>"),
        "{records}"
    );
    // What a table shows may not be called as a field is.
    let table = part(&chinese, "xl/pivotTables/pivotTable1.xml");
    assert!(table.contains("dataField name=\"金额 \""), "{table}");
    let slicer = part(&chinese, "xl/slicerCaches/slicerCache1.xml");
    assert!(
        slicer.contains("name=\"Slicer_Country\" sourceName=\"国家\""),
        "{slicer}"
    );
}

#[test]
fn two_items_of_a_pivot_table_are_never_called_the_same() {
    let cache = format!(
        "{SOURCE}<cacheFields><cacheField name=\"Country\">{ITEMS}</cacheField><cacheField name=\"Amount\"/></cacheFields>"
    );
    let document = workbook(&cache, "", "");
    let words = [
        ("Country", "金额"),
        ("Amount", "金额"),
        ("France", "欧洲"),
        ("Spain", "欧洲"),
    ];
    let chinese = filled(Format::Xlsx, &document, More::default(), &words);
    let cache = part(&chinese, "xl/pivotCache/pivotCacheDefinition1.xml");
    for said in [
        "cacheField name=\"金额\"",
        "cacheField name=\"金额2\"",
        "<s v=\"欧洲\"/><s v=\"欧洲2\"/>",
    ] {
        assert!(cache.contains(said), "{said} in {cache}");
    }
}

#[test]
fn heads_stay_where_a_pivot_table_calculates_with_them() {
    let cache = format!(
        "{SOURCE}<cacheFields><cacheField name=\"Country\"/><cacheField name=\"Amount\"/><cacheField name=\"Tax\" formula=\"Amount*0.2\" databaseField=\"0\"/></cacheFields>"
    );
    let document = workbook(&cache, "", "");
    assert_eq!(
        shown(Format::Xlsx, &document),
        [
            "France",
            "Spain",
            "Row Labels",
            "Sum of Amount",
            "All of it"
        ]
    );
    let remarks = extract(&original(Format::Xlsx, &document)).unwrap().remarks;
    assert!(
        remarks.concat().contains("heads of its tables stay"),
        "{remarks:?}"
    );
}
