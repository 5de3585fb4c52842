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
    "), @r#"
    $ yiku segment --lang en --srx rules.srx a.txt
    Mr. Li pays;
    see Art. 5; and Dr.
    Wu agrees.
    Good.
    --- stderr ---
    warning: rules.srx: 2 of 5 rules could not be obeyed
      line 8, House 2, \G\.: \G is not known
      line 9, House 3, (No\.: a round bracket is not closed
    hint: write these patterns in a simpler way; all other rules hold
    $ yiku segment --lang en --srx rules.srx --explain a.txt --quiet
    House 1 no cut: Mr.·Li pays; see Art. 5;
    House 5 cut: Mr. Li pays;‖see Art. 5; and Dr. 
    House 1 no cut: Mr. Li pays; see Art.·5; and Dr. Wu agrees
    House 4 cut: . Li pays; see Art. 5; and Dr.‖Wu agrees. Good.
    House 4 cut: see Art. 5; and Dr. Wu agrees.‖Good.
    paragraph cut: t. 5; and Dr. Wu agrees. Good.‖
    --- stderr ---
    warning: rules.srx: 2 of 5 rules could not be obeyed
    $ yiku segment --lang en --srx rules.srx --explain a.txt --json --quiet
    {"type":"decision","at":3,"cut":false,"rule":"House 1"}
    {"type":"decision","at":12,"cut":true,"rule":"House 5"}
    {"type":"decision","at":21,"cut":false,"rule":"House 1"}
    {"type":"decision","at":32,"cut":true,"rule":"House 4"}
    {"type":"decision","at":43,"cut":true,"rule":"House 4"}
    {"type":"decision","at":49,"cut":true,"rule":"paragraph"}
    --- stderr ---
    warning: rules.srx: 2 of 5 rules could not be obeyed
    $ yiku segment --lang zh --srx rules.srx b.txt --quiet
    他来了。
    她走了。
    --- stderr ---
    warning: rules.srx has no rules for Chinese: the text is cut by the built-in ones
    warning: rules.srx: 2 of 5 rules could not be obeyed
    $ yiku segment --lang en --srx none.srx a.txt
    --- stderr ---
    error: none.srx, line 1: this is no SRX: it begins with <tmx>
    hint: `yiku validate` tells all that is wrong with a file of rules
    --- exit 2 ---
    $ yiku segment --lang en --srx rule.srx a.txt
    --- stderr ---
    error: there is no file rule.srx
    hint: did you mean rules.srx?
    --- exit 2 ---
    "#);
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
    "), @"
    $ yiku segment --write-srx ours.srx
    --- stderr ---
    ours.srx: 196 rules.
    hint: `yiku segment --srx ours.srx` cuts by them; what SRX cannot say of the built-in rules stands in schemas/srx.md
    $ yiku validate ours.srx
    ours.srx: valid SRX 2.0
    $ yiku segment --lang en --srx ours.srx a.txt
    Mr. Li met Lei Jun.
    Xiaomi (est. 2010) grew.
    “Why?” he asked.
    $ yiku segment --write-srx ours.srx --explain
    --- stderr ---
    error: the argument '--write-srx <FILE>' cannot be used with '--explain'

    Usage: yiku segment --write-srx <FILE> [FILE]

    For more information, try '--help'.
    --- exit 2 ---
    ");
    let srx = folder.read("ours.srx");
    assert!(srx.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<srx version=\"2.0\""));
}

/// A changed rule is a changed way of cutting: the texts are cut anew, and keep what they have.
#[test]
fn a_project_is_cut_by_its_own_rules() {
    let folder = Folder::with_project();
    // Without its translation, which would join again what is cut apart.
    let manifest = folder.read("yiku.toml");
    let manifest = manifest.replace("target = \"notice.zh.txt\"\n", "");
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
        set 1 总干事访问小米
        build
    "), @"
    $ yiku build
    --- stderr ---
    visit
    notice: 5 segments in 4 paragraphs.
    terms.csv: 11 concepts (11 new, 0 changed, 0 gone).
    notice: 0 of 5 segments translated (0 by hand), 53 words.
    The checks found nothing.
    2 files written, 0 up to date:
      + out/notice.xlf
      + out/memory.jsonl
    warning: out/notice.tmx: nothing to export: no segment is confirmed yet
    $ yiku set 1 总干事访问小米
    notice:1  ✓ translated by li, 2024-09-16 15:20
      Director General Visits Xiaomi
      总干事访问小米
    $ yiku build
    --- stderr ---
    visit
    notice: 1 of 5 segments translated (1 by hand), 53 words.
    The checks found nothing.
    3 files written, 0 up to date:
      + out/notice.tmx
      + out/notice.xlf
      + out/memory.jsonl
    ");
    folder.replace("rules.srx", "(Mr|Art)", "Art");
    assert_snapshot!(folder.transcript("
        build
        list --quiet
        segment --write-srx rules.srx
    "), @"
    $ yiku build
    --- stderr ---
    visit
    notice: 6 segments; 1 new (5), 1 changed (4).
    The earlier texts of the changed segments are kept with their translations; `yiku show` has them.
    notice: 1 of 6 segments translated (1 by hand), 53 words.
    The checks found nothing.
    2 files written, 1 up to date:
        out/notice.tmx
      + out/notice.xlf
      + out/memory.jsonl
    $ yiku list --quiet
    notice:1  ✓ translated by li, 2024-09-16 15:20
      Director General Visits Xiaomi
      总干事访问小米
    notice:2  ○ untranslated
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
    notice:3  ○ untranslated
      The company is a prolific user of the PCT and Madrid System.
    notice:4  ○ untranslated
      “IP is of utmost importance to the company,” Mr.
    notice:5  ○ untranslated
      Lei Jun said.
    notice:6  ○ untranslated
      The visit took place in Beijing on September 14, 2024.
    $ yiku segment --write-srx rules.srx
    --- stderr ---
    error: rules.srx is what the project is made from, and is not written over
    hint: name another file; nothing was written
    --- exit 2 ---
    ");
    folder.write("rules.srx", "<srx version=\"2.0\">");
    assert_snapshot!(folder.transcript("
        build
        align notice.en.txt notice.zh.txt
    "), @"
    $ yiku build
    --- stderr ---
    error: rules.srx, line 1: the file ends here, before its elements do: it is cut off
    hint: `yiku validate` tells all that is wrong with a file of rules
    --- exit 2 ---
    $ yiku align notice.en.txt notice.zh.txt
    --- stderr ---
    error: rules.srx, line 1: the file ends here, before its elements do: it is cut off
    hint: `yiku validate` tells all that is wrong with a file of rules
    --- exit 2 ---
    ");
}
