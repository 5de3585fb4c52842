//! Rules of segmentation of one's own, in SRX.

use insta::assert_snapshot;

use super::super::folder::Folder;

/// Cuts after a full stop but not after `Mr.` and `Art.`; two of its rules cannot be obeyed.
const RULES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<srx version="2.0" xmlns="http://www.lisa.org/srx20">
 <header segmentsubflows="yes" cascade="no"/>
 <body>
  <languagerules>
   <languagerule languagerulename="House">
    <rule break="no"><beforebreak>\b(Mr|Art)\.</beforebreak><afterbreak>\s</afterbreak></rule>
    <rule break="no"><beforebreak>\G\.</beforebreak><afterbreak>\s</afterbreak></rule>
    <rule break="no"><beforebreak>(No\.</beforebreak><afterbreak>\s</afterbreak></rule>
    <rule break="yes"><beforebreak>\.</beforebreak><afterbreak>\s</afterbreak></rule>
    <rule break="yes"><beforebreak>;</beforebreak><afterbreak>\s(?!and)</afterbreak></rule>
   </languagerule>
  </languagerules>
  <maprules><languagemap languagepattern="en.*" languagerulename="House"/></maprules>
 </body>
</srx>
"#;

#[test]
fn a_text_is_cut_by_rules_of_ones_own() {
    let folder = Folder::new();
    folder.write("rules.srx", RULES);
    folder.write(
        "a.txt",
        "Mr. Li pays; see Art. 5; and Dr. Wu agrees. Good.\n",
    );
    folder.write("b.txt", "他来了。她走了。\n");
    folder.write("none.srx", "<tmx/>");
    assert_snapshot!(folder.transcript("
        segment --lang en --srx rules.srx a.txt
        segment --lang en --srx rules.srx --explain a.txt --quiet
        segment --lang en --srx rules.srx --explain a.txt --json --quiet
        segment --lang zh --srx rules.srx b.txt --quiet
        segment --lang en --srx none.srx a.txt
        segment --lang en --srx rule.srx a.txt
    "), @"");
}

#[test]
fn the_built_in_rules_are_written_as_srx() {
    let folder = Folder::new();
    folder.write(
        "a.txt",
        "Mr. Li met Lei Jun. Xiaomi (est. 2010) grew. “Why?” he asked.\n",
    );
    assert_snapshot!(folder.transcript("
        segment --write-srx ours.srx
        validate ours.srx
        segment --lang en --srx ours.srx a.txt
        segment --write-srx ours.srx --explain
    "), @"");
    let srx = folder.read("ours.srx");
    assert!(srx.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<srx version=\"2.0\""));
}

/// A changed rule is a changed way of cutting: the texts are cut anew, and keep what they have.
#[test]
fn a_project_is_cut_by_its_own_rules() {
    let folder = Folder::with_notice();
    let manifest = folder.read("yiku.toml");
    folder.write(
        "yiku.toml",
        format!("{manifest}\n[segmentation]\nsrx = \"rules.srx\"\n"),
    );
    folder.write(
        "rules.srx",
        RULES.replace(r"\G\.", "x").replace("(No", "No"),
    );
    assert_snapshot!(folder.transcript("
        build
        build
    "), @"");
    folder.replace("rules.srx", "(Mr|Art)", "Art");
    assert_snapshot!(folder.transcript("
        build
        list
        segment --write-srx rules.srx
    "), @"");
    folder.write("rules.srx", "<srx version=\"2.0\">");
    assert_snapshot!(folder.transcript("
        build
        align notice.en.txt notice.zh.txt
    "), @"");
}
