use super::*;
use crate::exchange::testing::{read_terms, tag};
use crate::term::TermStatus;

fn shipped() -> String {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tm/wipo-dg-china-2024/terms.csv"
    );
    std::fs::read_to_string(path).unwrap()
}

fn written(concepts: &[Concept]) -> String {
    let csv = table::Layout::Csv;
    String::from_utf8(write(Vec::new(), concepts, csv).unwrap().0).unwrap()
}

#[test]
fn a_missing_quotation_mark_is_said_and_makes_no_long_term() {
    let text = "concept,lang,term\nport,en,port\nwind,en,\"wind\nwind,zh-Hans,风\n";
    let termbase = read_terms(text).unwrap();
    let terms: Vec<_> = termbase
        .concepts
        .iter()
        .flat_map(|concept| &concept.terms)
        .collect();
    assert_eq!(terms.len(), 1);
    assert!(
        termbase
            .mended
            .iter()
            .any(|mend| mend.line == 3 && mend.message.contains("quotation mark"))
    );
}

#[test]
fn the_shipped_termbase_comes_back_byte_for_byte() {
    let text = shipped();
    let termbase = read_terms(&text).unwrap();
    assert_eq!(termbase.mended, []);
    assert!(termbase.concepts.len() > 400);
    assert_eq!(written(&termbase.concepts), text);
}

#[test]
fn columns_stand_in_any_order_and_most_may_lack() {
    let text = "\u{FEFF}Term;LANG;concept;Colour\r\nCNIPA;en;cnipa;x\r\n国家知识产权局;zh_CN;cnipa;\r\n国知局;zh-Hans;cnipa;\r\n";
    let termbase = read_terms(text).unwrap();
    let [concept] = termbase.concepts.as_slice() else {
        panic!("one concept: {termbase:?}");
    };
    let statuses: Vec<_> = concept.terms.iter().map(|term| term.status).collect();
    assert_eq!(
        statuses,
        [
            TermStatus::Preferred,
            TermStatus::Preferred,
            TermStatus::Admitted
        ]
    );
    assert_eq!(termbase.mended.len(), 1);
    assert!(termbase.mended[0].message.contains("Colour"));
}

#[test]
fn bad_rows_are_said_with_their_line_and_the_others_kept() {
    let text = "concept,lang,term,status,case,domain\n\
        ip,en,intellectual property,preferred,any,general IP\n\
        ip,中文,知识产权,preferred,any,\n\
        ip,zh-Hans,知识产权,best,any,\n\
        ip,zh-Hans,,preferred,any,\n\
        ip,en,IP,preferred,upper,patent\n\
        ip,en,IP\n\
        ,en,IPR,deprecatedTerm-admn-sts\n";
    let termbase = read_terms(text).unwrap();
    let concept = &termbase.concepts[0];
    let terms: Vec<_> = concept
        .terms
        .iter()
        .map(|term| (term.text.as_str(), term.status))
        .collect();
    assert_eq!(
        terms,
        [
            ("intellectual property", TermStatus::Preferred),
            ("知识产权", TermStatus::Admitted),
            ("IP", TermStatus::Admitted),
            ("IPR", TermStatus::Forbidden),
        ]
    );
    assert_eq!(concept.domain, "general IP");
    let lines: Vec<_> = termbase.mended.iter().map(|mend| mend.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 6, 6, 7, 8]);
}

#[test]
fn a_table_without_its_columns_is_refused_by_name() {
    for (text, missing) in [("", "empty"), ("concept,lang\na,b\n", "term")] {
        let error = read_terms(text).unwrap_err();
        assert!(error.to_string().contains(missing), "{error}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic_and_what_was_read_is_stable(
        rows in "(concept,lang,term,status,note\n)?([ab]?,(en|zh|x!)?,[ab国\"\n]{0,3},[a-z]{0,3},[ab]?\n){0,6}"
    ) {
        if let Ok(termbase) = read_terms(&rows) {
            let text = written(&termbase.concepts);
            let again = read_terms(&text).unwrap();
            proptest::prop_assert_eq!(written(&again.concepts), text);
        }
    }
}

/// What is read of a text: each concept in a line, then what was said.
fn told(text: &str, layout: Layout, columns: &str) -> String {
    let columns = match columns {
        "" => Mapping::default(),
        given => Mapping::parse(given).unwrap(),
    };
    let options = Options {
        source: tag("en"),
        target: tag("zh-Hans"),
        columns,
    };
    let termbase = match read(text, layout, &options) {
        Ok(termbase) => termbase,
        Err(error) => return error.to_string(),
    };
    let concept = |concept: &Concept| {
        let terms = concept.terms.iter().map(|term| {
            let mut said = vec![term.status.as_str()[..1].to_owned()];
            said.extend(term.exact_case.then(|| "exact".to_owned()));
            let others = [&term.part_of_speech, &term.note];
            said.extend(others.into_iter().filter(|text| !text.is_empty()).cloned());
            format!("{} {} ({})", term.lang, term.text, said.join(", "))
        });
        let mut parts = vec![concept.id.clone()];
        parts.extend(terms);
        let said = [
            ("domain", &concept.domain),
            ("definition", &concept.definition),
            ("note", &concept.note),
            ("source", &concept.source),
        ];
        let said = said.into_iter().filter(|(_, text)| !text.is_empty());
        parts.extend(said.map(|(name, text)| format!("{name}: {text}")));
        parts.join(" | ")
    };
    let concepts = termbase.concepts.iter().map(concept);
    let mends = termbase.mended.iter();
    let mends = mends.map(|mend| format!("! {}: {}", mend.line, mend.message));
    concepts.chain(mends).collect::<Vec<_>>().join("\n")
}

const CSV: Layout = Layout::Table(table::Layout::Csv);

#[test]
fn a_column_a_language_is_a_termbase_whatever_tool_wrote_it() {
    // A spreadsheet of a language service.
    insta::assert_snapshot!(told(
        "English,简体中文,zh-Hans 禁用,定义,备注,审校\n\
         smart contract,智能合约|智慧型合约,智慧合约；聪明合约,Code that runs itself.,见白皮书,王\n\
         Smart Contract,智能契约,,,,\n\
         ,,,,没有词,\n",
        CSV, ""
    ), @"
    smart-contract | en smart contract (p) | zh-Hans 智能合约 (p) | zh-Hans 智慧型合约 (a) | zh-Hans 智慧合约 (f) | zh-Hans 聪明合约 (f) | zh-Hans 智能契约 (a) | definition: Code that runs itself. | note: 见白皮书
    ! 1: column “审校” is not known and not read
    ! 4: the row has no term; left out
    ");
    // memoQ, with two Chinese terms: an entry a row, fields of a term behind it.
    insta::assert_snapshot!(told(
        "Entry_ID;Entry_Subject;Entry_Domain;Entry_ClientID;Entry_Created;Entry_Note;English_Def;English;Term_Info;Term_Example;Chinese_PRC_Def;Chinese_PRC;Term_Info;Term_Example;Chinese_PRC;Term_Info;Term_Example\n\
         7;IP;patent;;2/1/2024 9:00:00 AM;see Rule 26;A treaty.;PCT;\"CaseSense;Exact\";;;专利合作条约;;;专利公约;\"CaseInsense;Forbidden\";\n",
        CSV, ""
    ), @"
    7 | en PCT (p, exact) | zh-CN 专利合作条约 (p) | zh-CN 专利公约 (f) | domain: IP; patent | definition: A treaty. | note: see Rule 26
    ! 1: column “Entry_ClientID” is not known and not read
    ! 1: column “Term_Example” is not known and not read
    ! 1: column “Term_Example” is not known and not read
    ! 1: column “Term_Example” is not known and not read
    ");
    // Source and target, with fields that can be meant for one of them only.
    insta::assert_snapshot!(told(
        "Source term\tTarget term\tStatus\tPOS\tCase sensitive\tComment\n\
         NCAC\t版权局\tforbidden\tproperNoun\tyes\tsay 国家版权局\n\
         NCAC\t国家版权局\tpreferred\tproperNoun\tyes\t\n",
        Layout::Table(table::Layout::Tsv), ""
    ), @"ncac | en NCAC (p, exact, properNoun) | zh-Hans 版权局 (f, properNoun) | zh-Hans 国家版权局 (p, properNoun) | note: say 国家版权局");
    // `Source` beside languages is where a term was seen.
    insta::assert_snapshot!(told(
        "en,zh-CN,Source,en note,zh-CN note\nhub,中心,WIPO 2023,not “centre”,也作枢纽\n",
        CSV, ""
    ), @"hub | en hub (p, not “centre”) | zh-CN 中心 (p, 也作枢纽) | source: WIPO 2023");
}

#[test]
fn a_glossary_has_no_titles() {
    insta::assert_snapshot!(told(
        "# our glossary\n\
         \"green\" technology\t绿色技术\n\
         WIPO GREEN\t产权组织绿色平台\tnever translated “绿色WIPO”\n\
         WIPO GREEN\tWIPO GREEN平台\n",
        Layout::Glossary, ""
    ), @r#"
    green-technology | en "green" technology (p) | zh-Hans 绿色技术 (p)
    wipo-green | en WIPO GREEN (p) | zh-Hans 产权组织绿色平台 (p) | zh-Hans WIPO GREEN平台 (a) | note: never translated “绿色WIPO”
    "#);
    // The order is known where the script does not tell, and not believed where it tells otherwise.
    insta::assert_snapshot!(told("PCT\tPCT\n", Layout::Glossary, ""), @"pct | en PCT (p) | zh-Hans PCT (p)");
    insta::assert_snapshot!(told("商标\ttrademark\n", Layout::Glossary, ""), @"
    商标 | zh-Hans 商标 (p) | en trademark (p)
    ! 1: the first column is Chinese, and was taken for it; the second for English
    ");
    insta::assert_snapshot!(told("专利,patent\n商标,trademark\n", CSV, ""), @"
    专利 | zh-Hans 专利 (p) | en patent (p)
    商标 | zh-Hans 商标 (p) | en trademark (p)
    ");
    insta::assert_snapshot!(told("Englisch,Chinesisch\npatent,专利\n", CSV, ""), @"
    patent | en patent (p) | zh-Hans 专利 (p)
    ! 1: the first line was taken for titles
    ");
    insta::assert_snapshot!(told("x,patent,y,专利\n", CSV, "en=B,zh-Hans=4,note=A"), @"patent | en patent (p) | zh-Hans 专利 (p) | note: x");
    insta::assert_snapshot!(told("x,patent,y,z\n", CSV, ""), @"which columns hold the source and the translation cannot be told: A “x”, B “patent”, C “y”, D “z”");
    insta::assert_snapshot!(told("patent\nmark\n", CSV, ""), @"which columns hold the source and the translation cannot be told: A “patent”");
    insta::assert_snapshot!(told("en,zh\npatent,\"专利\nmark,商标\n", CSV, ""), @"! 2: a term that begins “专利” goes over several lines: a quotation mark is missing there; left out");
}

#[test]
fn the_shipped_termbase_comes_back_from_every_table() {
    let shipped = read_terms(&shipped()).unwrap().concepts;
    let options = Options {
        source: tag("en"),
        target: tag("zh-Hans"),
        columns: Mapping::default(),
    };
    let tsv = write(Vec::new(), &shipped, table::Layout::Tsv).unwrap().0;
    let tsv = String::from_utf8(tsv).unwrap();
    let layout = Layout::Table(table::Layout::Tsv);
    assert_eq!(read(&tsv, layout, &options).unwrap().concepts, shipped);
    let book = write(Vec::new(), &shipped, table::Layout::Xlsx).unwrap().0;
    assert_eq!(
        read_book(book.as_slice(), &options).unwrap().concepts,
        shipped
    );
}

#[test]
fn a_term_that_looks_like_a_formula_is_a_text_in_every_table() {
    let concepts = read_terms("en,zh\n=SUM(A1),=求和\n").unwrap().concepts;
    let csv = written(&concepts);
    assert!(
        csv.contains(",'=SUM(A1),") && csv.contains(",'=求和,"),
        "{csv}"
    );
    assert_eq!(read_terms(&csv).unwrap().concepts, concepts);
    let book = write(Vec::new(), &concepts, table::Layout::Xlsx).unwrap().0;
    let cells = crate::exchange::sheet::read_xlsx(&book).unwrap();
    assert!(cells[0].rows[1].contains(&"=SUM(A1)".to_owned()));
}

#[test]
fn a_table_is_taken_for_terms_where_its_titles_or_its_name_say_so() {
    let kind = |name: &str, text: &str| guess(Path::new(name), text.as_bytes()).unwrap();
    let terms = "concept,lang,term\na,en,b\n";
    let plain = "en,zh\nSave,保存\nSave as…,另存为…\n";
    let sentences = "en,zh\nSave it.,保存它。\n";
    assert_eq!(kind("a.csv", terms), Some(Guess::Terms));
    assert_eq!(
        kind("a.csv", "en,zh,definition\na,b,c\n"),
        Some(Guess::Terms)
    );
    assert_eq!(
        kind("a.csv", "Source,Target,Document\na,b,c\n"),
        Some(Guess::Units)
    );
    assert_eq!(kind("client.csv", plain), Some(Guess::Short));
    assert_eq!(kind("client.csv", sentences), Some(Guess::Units));
    assert_eq!(kind("Glossary 2024.csv", plain), Some(Guess::Named));
    assert_eq!(kind("terms of use.csv", sentences), Some(Guess::Units));
    assert_eq!(kind("long-term.csv", plain), Some(Guess::Short));
    assert_eq!(kind("术语表.tsv", "专利\tpatent\n"), Some(Guess::Named));
    assert_eq!(kind("glossary.txt", "patent\t专利\n"), Some(Guess::Named));
    assert_eq!(
        kind("glossary.txt", "A glossary is a list of words.\n"),
        None
    );
    assert_eq!(kind("release.txt", "a\tb\n"), None);
    assert_eq!(kind("release.tmx", "<tmx/>"), None);
}

proptest::proptest! {
    #[test]
    fn no_table_of_concepts_makes_it_panic(
        text in "(en,zh,note\n|Source;Target;Status\n|id,English_Def,English,Term_Info\n)?([a中\"=|',;\t\n]{0,4}[,\t\n]){0,12}",
        columns in "(en|zh|source|zh forbidden)=[A-C1-3],(note|status|target)=[A-Z]{1,2}",
    ) {
        for layout in [CSV, Layout::Glossary, Layout::Table(table::Layout::Tsv)] {
            told(&text, layout, "");
            told(&text, layout, &columns);
        }
    }
}
