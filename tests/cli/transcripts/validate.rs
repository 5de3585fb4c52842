//! `yiku validate`.

use insta::assert_snapshot;

use super::super::folder::Folder;

/// An XLIFF 2.1 file with what people have wrong most often.
const WRONG: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en">
 <file id="f1">
  <unit id="1">
   <segment state="done"><source>The <ph id="1" dataRef="d1"/>fee.</source><target>费用。</target></segment>
  </unit>
 </file>
</xliff>
"#;

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("wrong.xlf", WRONG);
    let right = WRONG.replace("srcLang", "trgLang=\"zh\" srcLang");
    let right = right
        .replace("done", "final")
        .replace(" dataRef=\"d1\"", "");
    folder.write("right.xlf", right);
    folder.write("notes.txt", "none of these formats\n");
    folder
}

#[test]
fn faults_with_their_places_and_rules() {
    let told = folder().transcript(
        "
        validate wrong.xlf
        validate right.xlf
        validate wrong.xlf right.xlf --json
        validate notes.txt
        validate none.xlf
        validate --rules srx
        validate --rules docx
        ",
    );
    assert_snapshot!(told, @r#"
    $ yiku validate wrong.xlf
    wrong.xlf:5:4: unit 1: state in segment is “done” and must be one of initial, translated, reviewed, final (XLF2-VALUE, 4.2.2.6)
    wrong.xlf:5:76: unit 1: there is a target, and xliff has no trgLang (XLF2-TRGLANG, 4.2.2.1)
    wrong.xlf:5:38: unit 1: dataRef: no data with the id d1 is in the unit (XLF2-DATAREF, 4.3.1.9)
    wrong.xlf: 3 faults as XLIFF 2.1
    --- exit 1 ---
    $ yiku validate right.xlf
    right.xlf: valid XLIFF 2.1
    $ yiku validate wrong.xlf right.xlf --json
    {"type":"fault","file":"wrong.xlf","line":5,"column":4,"unit":"1","rule":"XLF2-VALUE","section":"4.2.2.6","message":"state in segment is “done” and must be one of initial, translated, reviewed, final"}
    {"type":"fault","file":"wrong.xlf","line":5,"column":76,"unit":"1","rule":"XLF2-TRGLANG","section":"4.2.2.1","message":"there is a target, and xliff has no trgLang"}
    {"type":"fault","file":"wrong.xlf","line":5,"column":38,"unit":"1","rule":"XLF2-DATAREF","section":"4.3.1.9","message":"dataRef: no data with the id d1 is in the unit"}
    {"type":"verdict","file":"wrong.xlf","format":"XLIFF 2.1","faults":3}
    {"type":"verdict","file":"right.xlf","format":"XLIFF 2.1","faults":0}
    --- stderr ---
    3 faults in 2 files.
    --- exit 1 ---
    $ yiku validate notes.txt
    notes.txt:1:1: there is text outside of the first element (XML-WELLFORMED, XML 1.0)
    notes.txt:2:1: there is no element in the file (XML-WELLFORMED, XML 1.0)
    notes.txt: nothing that yiku validates
    --- stderr ---
    hint: what yiku validates: XLIFF 2.0, XLIFF 2.1, XLIFF 2.2, XLIFF 1.2 (strict), XLIFF 1.2 (transitional), TMX 1.1, TMX 1.2, TMX 1.3, TMX 1.4, TBX (2019), TBX (2008), SRX 2.0
    --- exit 1 ---
    $ yiku validate none.xlf
    --- stderr ---
    error: there is no file none.xlf
    hint: did you mean wrong.xlf?
    --- exit 2 ---
    $ yiku validate --rules srx
     rule              section                what it demands
     XML-WELLFORMED    XML 1.0                the file is well-formed, and in the encoding that it declares
     XML-NAMESPACE     Namespaces in XML 1.0  prefixes are declared, and no attribute stands twice
     SRX-ROOT          SRX 2.0                the first element has the name, the namespace and the version of the format
     SRX-ELEMENT       SRX 2.0                an element stands only where the format has a place for it
     SRX-ORDER         SRX 2.0                elements stand in the order of the format, and no more often than it says
     SRX-MISSING       SRX 2.0                what an element must hold is there
     SRX-ATTRIBUTE     SRX 2.0                an attribute stands only where the format has a place for it
     SRX-REQUIRED      SRX 2.0                the attributes that an element must have are there
     SRX-VALUE         SRX 2.0                the value of an attribute is of its type
     SRX-TEXT          SRX 2.0                text stands only in elements that hold text
     SRX-NAME          languagerule           the name of a set of rules is unique
     SRX-MAP           languagemap            a languagemap names a set of rules that is there
     SRX-PATTERN       rule, languagemap      a pattern is a regular expression as ICU has them
     SRX-FORMATHANDLE  formathandle           each type of formathandle stands once
    $ yiku validate --rules docx
    --- stderr ---
    error: docx is no format that yiku validates
    hint: one of xliff2, xliff12, tmx, tbx, srx
    --- exit 2 ---
    "#);
}

#[test]
fn a_sarif_log_names_rules_and_places() {
    let ran = folder().run("validate wrong.xlf --sarif");
    assert_eq!(ran.code(), 1, "{ran}");
    let log: serde_json::Value = serde_json::from_str(&ran.text()).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3, "{log:#}");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(
            run["tool"]["driver"]["rules"][index]["id"],
            result["ruleId"]
        );
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "wrong.xlf");
        assert_eq!(place["region"]["startLine"], 5);
    }
}

#[test]
fn what_other_tools_put_into_xliff_is_a_fault_of_strict_files_alone() {
    let folder = Folder::new();
    folder.write(
        "tool.xlf",
        r#"<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:m="urn:m" version="1.2">
 <file original="a.txt" source-language="en" datatype="plaintext">
  <body><trans-unit id="1" m:seen="yes"><source>The fee.</source></trans-unit></body>
 </file>
</xliff>
"#,
    );
    assert_snapshot!(folder.transcript("
        validate tool.xlf
        validate --transitional tool.xlf
    "), @"
    $ yiku validate tool.xlf
    tool.xlf:4:9: an attribute of another namespace stands here: {urn:m}seen (XLF1-EXTENSION, 2.5)
    tool.xlf: 1 fault as XLIFF 1.2 (strict)
    --- stderr ---
    hint: --transitional lets the elements and attributes of other namespaces stand
    --- exit 1 ---
    $ yiku validate --transitional tool.xlf
    tool.xlf: valid XLIFF 1.2 (transitional)
    ");
}
