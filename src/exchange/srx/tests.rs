//! Files as tools write them, and damaged ones.

use super::{read, write};
use crate::exchange::validate;
use crate::segment::srx::{Document, Map, Rule, Set, built_in};

const SECOND: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<srx version="2.0" xmlns="http://www.lisa.org/srx20" xmlns:okpsrx="http://okapi.sf.net/srx-extensions">
<header segmentsubflows="no" cascade="yes">
<formathandle type="start" include="yes"/>
<okpsrx:options trimLeadingWhitespaces="no"/>
</header>
<body><languagerules>
<languagerule languagerulename="English">
<rule break="no"><beforebreak>\b(Mr|Mrs)\.</beforebreak><afterbreak>\s</afterbreak></rule>
<!-- the default of break is yes -->
<rule><beforebreak><![CDATA[[.?!]+]]></beforebreak><afterbreak>&#x20;</afterbreak></rule>
<rule break="yes"><afterbreak>&lt;br/&gt;</afterbreak></rule>
</languagerule>
</languagerules>
<maprules><languagemap languagepattern="EN.*" languagerulename="English"/></maprules>
</body></srx>
"#;

/// As version 1.0 has it: no `cascade`, and the maps stand in groups.
const FIRST: &str = r#"<srx version="1.0"><header segmentsubflows="yes"/><body>
<languagerules><languagerule languagerulename="Default">
<rule break="yes"><beforebreak>\.</beforebreak><afterbreak>\s</afterbreak></rule>
</languagerule></languagerules>
<maprules>
<maprule maprulename="Default"><languagemap languagepattern=".*" languagerulename="Default"/></maprule>
<maprule maprulename="Other"><languagemap languagepattern="fr" languagerulename="Default"/></maprule>
</maprules></body></srx>"#;

#[test]
fn version_2_is_read_with_the_lines_of_its_rules() {
    let read = read(SECOND.as_bytes()).unwrap();
    let document = read.document;
    assert!(document.cascade && !document.segment_subflows);
    assert!(document.handles.start && document.handles.end && !document.handles.isolated);
    let rules: Vec<_> = document.sets[0]
        .rules
        .iter()
        .map(|rule| {
            (
                rule.line,
                rule.cuts,
                rule.before.as_str(),
                rule.after.as_str(),
            )
        })
        .collect();
    assert_eq!(
        rules,
        [
            (9, false, r"\b(Mr|Mrs)\.", r"\s"),
            (11, true, "[.?!]+", " "),
            (12, true, "", "<br/>"),
        ]
    );
    assert_eq!(document.maps[0].pattern, "EN.*");
    let told: Vec<_> = read
        .mends
        .listed()
        .iter()
        .map(|mend| (mend.line, mend.message.as_str()))
        .collect();
    assert_eq!(
        told,
        [(
            5,
            "an instruction for another tool was left out: <okpsrx:options>"
        )]
    );
}

#[test]
fn version_1_goes_by_the_first_map_of_the_first_group() {
    let read = read(FIRST.as_bytes()).unwrap();
    assert!(!read.document.cascade);
    assert_eq!(read.document.maps.len(), 1);
    assert_eq!(read.mends.count(), 1);
}

/// `OmegaT` writes an empty header, and uses the rules of every map that fits.
#[test]
fn rules_of_version_2_cascade_where_the_header_is_silent() {
    let silent = SECOND.replace(" cascade=\"yes\"", "");
    assert!(read(silent.as_bytes()).unwrap().document.cascade);
}

#[test]
fn what_is_damaged_or_no_srx_is_told_by_line() {
    let error = |text: &str| read(text.as_bytes()).unwrap_err().to_string();
    assert!(error("<tmx/>").contains("this is no SRX: it begins with <tmx>"));
    assert!(error("").contains("there is no SRX in it"));
    assert!(error("<srx version=\"2.0\"></srx>").contains("there is no rule in it"));
    let cut_off = SECOND.split_at(SECOND.find("</rule>").unwrap()).0;
    assert!(error(cut_off).starts_with("line 9, "));
    let odd = SECOND.replace("break=\"no\"", "break=\"never\"").replace(
        "<languagerule languagerulename",
        "<extra/><languagerule languagerulename",
    );
    let mends = read(odd.as_bytes()).unwrap().mends;
    let kinds: Vec<_> = mends.kinds().map(|(kind, _)| kind).collect();
    assert_eq!(
        kinds,
        [
            "an instruction for another tool was left out",
            "an element that SRX does not have was left out",
            "a value that SRX does not have was taken as its default"
        ]
    );
}

#[test]
fn what_is_written_is_valid_and_read_again() {
    let mut document = built_in();
    let written = write(Vec::new(), &document).unwrap();
    let mut fault = |fault| panic!("{fault:?}");
    validate::validate(written.as_slice(), false, &mut fault).unwrap();
    let again = read(written.as_slice()).unwrap();
    assert_eq!(again.mends.count(), 0);
    let lines = |document: &mut Document| {
        let rules = document.sets.iter_mut().flat_map(|set| &mut set.rules);
        rules.for_each(|rule| rule.line = 0);
        document.maps.iter_mut().for_each(|map| map.line = 0);
    };
    let mut again = again.document;
    lines(&mut again);
    lines(&mut document);
    assert_eq!(again, document);
}

/// White space and signs of XML in a pattern are the pattern's own.
#[test]
fn patterns_come_back_to_the_letter() {
    let document = Document {
        sets: vec![Set {
            name: "a \"set\" & more".to_owned(),
            rules: vec![Rule {
                cuts: true,
                before: " <br>\t&amp; ".to_owned(),
                after: "\u{A0}]]>".to_owned(),
                line: 0,
            }],
        }],
        maps: vec![Map {
            pattern: "(en|de).*".to_owned(),
            set: "a \"set\" & more".to_owned(),
            line: 0,
        }],
        ..Document::default()
    };
    let written = write(Vec::new(), &document).unwrap();
    let again = read(written.as_slice()).unwrap().document;
    assert_eq!(again.sets[0].name, document.sets[0].name);
    assert_eq!(
        again.sets[0].rules[0].before,
        document.sets[0].rules[0].before
    );
    assert_eq!(
        again.sets[0].rules[0].after,
        document.sets[0].rules[0].after
    );
}
