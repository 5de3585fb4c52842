use super::*;
use crate::exchange::testing::{header, outgoing, tag, terms, units};
use crate::exchange::{
    CONTEXT, Error, Incoming, Loss, ReadOptions, Report, UnitReader, UnitWriter,
};
use crate::unit::State;

const LAYOUTS: [Layout; 3] = [Layout::Csv, Layout::Tsv, Layout::Xlsx];

fn options(columns: &str) -> ReadOptions {
    let columns = (!columns.is_empty()).then(|| Mapping::parse(columns).unwrap());
    ReadOptions {
        source: tag("en"),
        target: tag("zh-Hans"),
        columns: columns.unwrap_or_default(),
        encoding: None,
    }
}

fn read(text: &[u8], columns: &str) -> Result<(Vec<Incoming>, u64), Error> {
    let mut reader = Reader::new(Layout::Csv, text, &options(columns))?;
    let units: Result<Vec<_>, _> = (&mut reader).collect();
    Ok((units?, reader.mends().count()))
}

fn texts(units: &[Incoming]) -> Vec<Vec<&str>> {
    units
        .iter()
        .map(|unit| {
            unit.variants
                .iter()
                .map(|text| text.text.as_str())
                .collect()
        })
        .collect()
}

fn written(layout: Layout) -> (Vec<u8>, Report) {
    let (units, terms) = (units(), terms());
    let mut writer = Box::new(Writer::new(Vec::new(), &header(), layout).unwrap());
    for unit in outgoing(&units, &terms) {
        writer.unit(&unit).unwrap();
    }
    writer.finish().unwrap()
}

#[test]
fn the_titles_of_many_tools_are_understood() {
    for titles in [
        "原文,译文,备注",
        "English;简体中文;Comment",
        "Source (en)\tTarget (zh-CN)\tnotes",
        "EN-US,zh_CN,Remarks",
        "Source text,Translation,批注",
    ] {
        let cut = [',', ';', '\t'].into_iter().find(|c| titles.contains(*c));
        let row = format!("Patents{0}专利{0}见第 2 条\n", cut.unwrap());
        let (units, mends) = read(format!("{titles}\n{row}").as_bytes(), "").unwrap();
        assert_eq!(texts(&units), [["Patents", "专利"]], "{titles}");
        assert_eq!((units[0].notes[0].text.as_str(), mends), ("见第 2 条", 0));
    }
}

#[test]
fn without_titles_the_script_tells_in_either_order_and_else_the_person_is_asked() {
    let (units, _) = read("1,专利,Patents\n2,商标,Trade marks\n".as_bytes(), "").unwrap();
    assert_eq!(
        texts(&units),
        [["Patents", "专利"], ["Trade marks", "商标"]]
    );
    let error = read(b"Patents,brevets\nTrade marks,marques\n", "").unwrap_err();
    assert_eq!(
        error.to_string(),
        "which columns hold the source and the translation cannot be told: A “Patents”, B “brevets”"
    );
    let (units, _) = read(b"Patents,brevets\n", "source=A,target=2").unwrap();
    assert_eq!(texts(&units), [["Patents", "brevets"]]);
    let (units, _) = read(b"Alpha,Beta\nPatents,brevets\n", "source=alpha,fr=Beta").unwrap();
    assert_eq!(texts(&units), [["Patents", "brevets"]]);
    assert_eq!(units[0].variants[1].lang, tag("fr"));
    assert!(matches!(
        read(b"a,b\n", "source=A,target=D"),
        Err(Error::NoColumn { .. })
    ));
    assert!(Mapping::parse("source").is_err());
}

#[test]
fn what_a_row_says_beside_its_texts_is_kept() {
    let table = "key,source,target,状态,context,date,author,client,Where\n\
        b.ok,OK,确定,已审,button,2024-09-20,Wang,WIPO,page 3\n\
        b.no,,无,,,,,,\n\
        b.x,Cancel,,,,,,,\n\
        b.y,Open,打开,whatever,,yesterday,,,\n";
    let (units, mends) = read(table.as_bytes(), "").unwrap();
    assert_eq!((units.len(), mends), (3, 3));
    let ok = &units[0];
    assert_eq!(ok.given_id.as_deref(), Some("b.ok"));
    assert_eq!(ok.variants[1].state, Some(State::Reviewed));
    assert_eq!(ok.variants[1].date.as_deref(), Some("2024-09-20T00:00:00Z"));
    assert_eq!(ok.fields.client, "WIPO");
    let said: Vec<_> = ok
        .properties
        .iter()
        .map(|property| (property.name.as_str(), property.value.as_str()))
        .collect();
    assert_eq!(
        said,
        [("x-id", "b.ok"), (CONTEXT, "button"), ("Where", "page 3")]
    );
    assert_eq!(texts(&units[1..]), [vec!["Cancel"], vec!["Open", "打开"]]);
}

#[test]
fn what_we_wrote_comes_back_in_every_layout() {
    let mut all = Vec::new();
    for layout in LAYOUTS {
        let (bytes, report) = written(layout);
        let reader = Reader::new(layout, bytes.as_slice(), &options("")).unwrap();
        let read: Vec<_> = reader.map(Result::unwrap).collect();
        assert_eq!(read.len() as u64, report.written);
        assert!(report.written > 0);
        all.push(
            read.into_iter()
                .map(|unit| (unit.given_id, unit.document, unit.variants, unit.notes))
                .collect::<Vec<_>>(),
        );
    }
    assert_eq!(all[0], all[1]);
    let plain = |text: &str| text.replace("\r\n", "\n");
    for (csv, xlsx) in all[0].iter().zip(&all[2]) {
        assert_eq!(plain(&csv.2[0].text), plain(&xlsx.2[0].text));
        assert_eq!(csv.0, xlsx.0);
    }
}

#[test]
fn a_formula_is_text_in_a_table_and_the_same_text_when_it_comes_back() {
    let mut all = units();
    all.truncate(1);
    for formula in ["=1+1", "@SUM(A1)", "-5 °C", "'=x", "+86", "'quoted'"] {
        all[0].variants[0].text = formula.to_owned();
        all[0].variants[0].codes.clear();
        let mut writer = Box::new(Writer::new(Vec::new(), &header(), Layout::Csv).unwrap());
        writer.unit(&outgoing(&all, &[])[0]).unwrap();
        let (bytes, report) = writer.finish().unwrap();
        let guarded = u64::from(formula != "'quoted'");
        assert_eq!(report.lost(Loss::Guarded), guarded, "{formula}");
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(!text.contains(",=") && !text.contains(",@") && !text.contains(",+"));
        let (units, _) = read(&bytes, "").unwrap();
        assert_eq!(units[0].variants[0].text, formula);
    }
}

#[test]
fn other_encodings_and_files_that_are_no_tables_are_told_apart() {
    let table = "英文,中文\nPatents,知识产权局公布了专利审查指南的修改\n";
    let (gbk, _, _) = encoding_rs::GB18030.encode(table);
    let (units, _) = read(&gbk, "").unwrap();
    assert_eq!(
        units[0].variants[1].text,
        "知识产权局公布了专利审查指南的修改"
    );
    for damaged in [b"".as_slice(), b"\0\x01\x02", b"PK\x03\x04"] {
        for layout in LAYOUTS {
            assert!(Reader::new(layout, damaged, &options("")).is_err());
        }
    }
}

#[test]
fn an_encoding_that_is_given_goes_before_what_the_bytes_look_like() {
    let text = "Source,Target\nPatent,發明專利\n";
    let big5 = encoding_rs::BIG5.encode(text).0;
    let read = |encoding: Option<&str>| {
        let options = ReadOptions {
            encoding: encoding.map(str::to_owned),
            ..options("")
        };
        let units = Reader::new(Layout::Csv, &*big5, &options)?;
        let mut units = units.map(|unit| unit.map(|unit| unit.variants[1].text.clone()));
        units.next().unwrap()
    };
    assert_eq!(read(Some("big5")).unwrap(), "發明專利");
    assert_ne!(read(Some("gbk")).unwrap(), "發明專利");
    let unknown = read(Some("big6")).unwrap_err();
    assert_eq!(unknown.to_string(), "there is no encoding “big6”");
}

proptest::proptest! {
    #[test]
    fn no_table_makes_it_panic(
        text in "(source,target\n)?([a中\"=',;\t\n]{0,4}[,\n]){0,12}",
        columns in "(source|zh|note)=[A-Z0-9]{1,3},target=[a-z]{0,3}[0-9]{0,20}",
    ) {
        let _ = read(text.as_bytes(), "");
        if let Ok(columns) = Mapping::parse(&columns) {
            let options = ReadOptions { columns, ..options("") };
            for layout in LAYOUTS {
                if let Ok(reader) = Reader::new(layout, text.as_bytes(), &options) {
                    reader.for_each(drop);
                }
            }
        }
    }
}

#[test]
fn the_first_table_of_a_workbook_is_read_and_quotes_are_quotes_in_tsv_too() {
    use crate::exchange::sheet::{self, Cell, Sheet};
    let sheet = |name, target: &str| Sheet {
        name,
        heading: ["English", "中文"].map(str::to_owned).to_vec(),
        columns: Vec::new(),
        rows: vec![vec![
            Cell::text("Patents".to_owned()),
            Cell::text(target.to_owned()),
        ]],
    };
    let book = sheet::xlsx(&[sheet("one", "专利"), sheet("two", "商标")]).unwrap();
    let mut reader = Reader::new(Layout::Xlsx, book.as_slice(), &options("")).unwrap();
    let units: Vec<Incoming> = reader.by_ref().map(Result::unwrap).collect();
    assert_eq!(texts(&units), [["Patents", "专利"]]);
    let said = reader
        .mends()
        .listed()
        .iter()
        .map(|mend| mend.message.as_str());
    assert_eq!(
        said.collect::<Vec<_>>(),
        ["a workbook's further table is not read; put it into a file of its own: two"]
    );
    let quoted = "English\t中文\n\"Say \"\"yes\"\"\tnow\"\t说“是”\n";
    let reader = Reader::new(Layout::Tsv, quoted.as_bytes(), &options("")).unwrap();
    let units: Vec<Incoming> = reader.map(Result::unwrap).collect();
    assert_eq!(texts(&units), [["Say \"yes\"\tnow", "说“是”"]]);
}

#[test]
fn a_quotation_mark_that_none_ends_takes_no_rows_in() {
    let torn = "English,中文\nOne,一\n\"Two,二\nThree,三\nFour,四\n";
    let reader = Reader::new(Layout::Csv, torn.as_bytes(), &options("")).unwrap();
    let (units, faults): (Vec<_>, Vec<_>) = reader.partition(Result::is_ok);
    let units: Vec<Incoming> = units.into_iter().map(Result::unwrap).collect();
    assert_eq!(texts(&units), [["One", "一"]]);
    assert!(matches!(
        faults.as_slice(),
        [Err(Error::Line { line: 3, .. })]
    ));
}
