//! `pretranslate` fills what the memories have.

use insta::assert_snapshot;

use crate::cli::folder::{Folder, shipped};

/// The release that is shipped, a year later: other dates and numbers, a sentence with another
/// verb, one that stands twice, and one that is new, twice.
fn next_release() -> String {
    let mut text = String::from_utf8(shipped("release.en.txt")).unwrap();
    for (from, to) in [
        ("On September 14, 2024", "On October 3, 2025"),
        ("over 12,000 porcelain", "over 15,000 porcelain"),
        ("the top 100 of", "the top 50 of"),
        (
            "some 400 delegates from over 20",
            "some 450 delegates from over 20",
        ),
        ("a thousand years ago", "a hundred years ago"),
        ("also underlined the rich", "praised the rich"),
    ] {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let again = "\nBeijing\nNobody has ever said this.\nNobody has ever said this.\n";
    text + again
}

/// The shipped project with that text imported as `next`.
fn with_next_release() -> Folder {
    let folder = Folder::with_release();
    folder.done("build");
    folder.write("next.en.txt", next_release());
    folder.done("import next.en.txt");
    folder
}

#[test]
fn a_changed_copy_of_a_release_is_filled_and_its_numbers_are_put_right() {
    let folder = with_next_release();
    assert_snapshot!(folder.transcript("
        pretranslate next --dry-run
        status next
        pretranslate next
        show next:3
        show next:11
        show next:71
        pretranslate next
        confirm next:11
        show next:11
        log
    "), @r"
    $ yiku pretranslate next --dry-run
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     next      73        73       55       9      1           4        0      0          4     179
    --- stderr ---
    next: numbers were put right in 4 drafts: 3, 7, 11, 14; `yiku show` says which, and `yiku confirm` confirms them.
    Would fill 69 of 73 segments: 65 confirmed, 4 drafts.
    Nothing was changed.
    $ yiku status next
     document  segments  done     draft  left  words left  findings
     next      73        0 (0 %)  0      73    1889        0
    $ yiku pretranslate next
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     next      73        73       55       9      1           4        0      0          4     179
    --- stderr ---
    next: numbers were put right in 4 drafts: 3, 7, 11, 14; `yiku show` says which, and `yiku confirm` confirms them.
    Filled 69 of 73 segments: 65 confirmed, 4 drafts.
    $ yiku show next:3
    next:3  ~ draft (fuzzy 94 %)
      On October 3, 2025, WIPO Director General Daren Tang wrapped up a six-day official visit to China where he attended events and held bilateral meetings in Jiangxi Province as well Beijing.
      2025年10月3日，世界知识产权组织（产权组织）总干事邓鸿森结束了对中国为期六天的正式访问，访问期间他在江西省和北京出席了多项活动并举行了双边会议。
      put right: 2024年9月14日 → 2025年10月3日
      terms:
        WIPO = 世界知识产权组织; also 产权组织, WIPO; not 世界智慧财产权组织, 世知组织, 知产组织
        Director General = 总干事; not 产权组织局长, 产权组织主任, 产权组织总裁, 产权组织总监, 产权组织秘书长
        Daren Tang = 邓鸿森; also 邓先生, 邓总干事; not 达伦·唐, 达仁·唐, 唐达仁, 唐鸿森, 邓鸿生, 邓洪森, 邓鸿深, 唐先生, 汤先生, 谭先生
        official visit = 正式访问
        China = 中国; also 我国, 中方
        bilateral meeting = 双边会议; also 双边会谈, 双边会见, 双边会晤
        Jiangxi Province = 江西省; also 江西
        Beijing = 北京; also 北京市
    $ yiku show next:11
    next:11  ~ draft (fuzzy 99 %)
      The region is home to over 15,000 porcelain industry businesses - the majority being small and medium-sized enterprises (SMEs).
      该地区有1.5万多家陶瓷企业，其中大多数是中小企业。
      put right: 1.2万 → 1.5万
      terms:
        porcelain industry business = 陶瓷企业; also 瓷企
        small and medium-sized enterprise = 中小企业; also 中小型企业; not 中小规模企业
    $ yiku show next:71
    next:71  ✓ translated (propagated 100 %)
      Beijing
      北京
      terms:
        Beijing = 北京; also 北京市
    $ yiku pretranslate next
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     next      73        4        0        0      0           0        0      0          4     179
    --- stderr ---
    Nothing to fill in: 4 segments without a match that is good enough.
    hint: --fuzzy 75 fills drafts from fuzzy matches; `yiku match TEXT` shows what there is
    --- exit 1 ---
    $ yiku confirm next:11
    --- stderr ---
    1 segment translated.
    $ yiku show next:11
    next:11  ✓ translated by li, 2024-09-16 15:20
      The region is home to over 15,000 porcelain industry businesses - the majority being small and medium-sized enterprises (SMEs).
      该地区有1.5万多家陶瓷企业，其中大多数是中小企业。
      terms:
        porcelain industry business = 陶瓷企业; also 瓷企
        small and medium-sized enterprise = 中小企业; also 中小型企业; not 中小规模企业
    $ yiku log
     number  when (UTC)        who  command                   what
     4       2024-09-16 15:20  li   confirm next:11           1 segment translated
     3       2024-09-16 15:20  li   pretranslate next         69 segments
     2       2024-09-16 15:20  li   import next.en.txt        next: 73 segments
     1       2024-09-16 15:20  li   build wipo-dg-china-2024  70 segments
    ");
}

#[test]
fn one_undo_takes_it_all_back() {
    let folder = with_next_release();
    let before = folder.done("list next --json");
    folder.done("pretranslate next --fuzzy 60");
    assert_ne!(folder.done("list next --json"), before);
    folder.done("undo");
    assert_eq!(folder.done("list next --json"), before);
}

/// A memory of an agency with a forbidden term, a source with two translations, and a machine's.
const AGENCY: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="Some Tool" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/>
  <body>
    <tu><tuv xml:lang="en"><seg>The Director General visited Nanchang.</seg></tuv>
      <tuv xml:lang="zh-CN"><seg>产权组织局长访问了南昌。</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>The office grants patents.</seg></tuv>
      <tuv xml:lang="zh-CN" changedate="20230102T030405Z"><seg>该局授予专利。</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>The office grants patents.</seg></tuv>
      <tuv xml:lang="zh-CN" changedate="20240102T030405Z"><seg>主管局授予专利。</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>Applications are filed online.</seg></tuv>
      <tuv xml:lang="zh-CN"><prop type="x-origin">machine</prop><seg>申请在线提交。</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>It has 12 members.</seg></tuv>
      <tuv xml:lang="zh-CN"><seg>它有十二个成员。</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>It took place in Nanchang in 2023.</seg></tuv>
      <tuv xml:lang="zh-CN"><seg>该活动2023年在南昌举行。</seg></tuv></tu>
  </body>
</tmx>
"#;

fn with_agency() -> Folder {
    let folder = Folder::with_release();
    folder.done("import terms.csv");
    folder.write("agency.tmx", AGENCY);
    folder.done("import agency.tmx");
    let lines = [
        "The Director General visited Nanchang.",
        "The office grants patents.",
        "Applications are filed online.",
        "It has 14 members.",
        "It took place in Nanchang in 2024.",
        "It took place in Nanchang in 2024.",
        "The office grants many patents.",
        "It is locked up.",
    ];
    folder.write("note.en.txt", lines.join("\n"));
    folder.done("import note.en.txt");
    folder
}

#[test]
fn what_is_held_back_is_said() {
    let folder = with_agency();
    assert_snapshot!(folder.transcript("
        pretranslate note
        list note
        pretranslate note --fuzzy 75 --min-net 80 --terms draft --confirm none
        list note
        pretranslate note
    "), @r"
    $ yiku pretranslate note
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     note      8         8        0        1      1           1        0      3          5     36
    note:1  held back: “产权组织局长” must not be used (mistranslation); use 总干事  产权组织局长访问了南昌。
    note:3  held back: 100 %, but net 85 only  申请在线提交。
    note:4  held back: numbers differ, and cannot be put right with certainty  它有十二个成员。
    --- stderr ---
    note: numbers were put right in 2 drafts: 5, 6; `yiku show` says which, and `yiku confirm` confirms them.
    warning: note: 1 segment with several translations: 2; the best was taken, see which one fits
    Filled 3 of 8 segments: 1 confirmed, 2 drafts.
    $ yiku list note
    note:1  ○ untranslated
      The Director General visited Nanchang.
    note:2  ✓ translated (exact 100 %)
      The office grants patents.
      主管局授予专利。
    note:3  ○ untranslated
      Applications are filed online.
    note:4  ○ untranslated
      It has 14 members.
    note:5  ~ draft (fuzzy 99 %)
      It took place in Nanchang in 2024.
      该活动2024年在南昌举行。
      put right: 2023年 → 2024年
    note:6  ~ draft (propagated 99 %)
      It took place in Nanchang in 2024.
      该活动2024年在南昌举行。
      put right: 2023年 → 2024年
    note:7  ○ untranslated
      The office grants many patents.
    note:8  ○ untranslated
      It is locked up.
    $ yiku pretranslate note --fuzzy 75 --min-net 80 --terms draft --confirm none
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     note      8         5        0        2      0           0        2      0          1     36
    --- stderr ---
    warning: note:1 is a draft: “产权组织局长” must not be used (mistranslation); use 总干事
    Filled 4 of 5 segments: 0 confirmed, 4 drafts.
    $ yiku list note
    note:1  ~ draft (exact 100 %)
      The Director General visited Nanchang.
      产权组织局长访问了南昌。
    note:2  ✓ translated (exact 100 %)
      The office grants patents.
      主管局授予专利。
    note:3  ~ draft (exact 100 %)
      Applications are filed online.
      申请在线提交。
    note:4  ~ draft (fuzzy 99 %)
      It has 14 members.
      它有十二个成员。
    note:5  ~ draft (fuzzy 99 %)
      It took place in Nanchang in 2024.
      该活动2024年在南昌举行。
      put right: 2023年 → 2024年
    note:6  ~ draft (propagated 99 %)
      It took place in Nanchang in 2024.
      该活动2024年在南昌举行。
      put right: 2023年 → 2024年
    note:7  ~ draft (fuzzy 80 %)
      The office grants many patents.
      主管局授予专利。
    note:8  ○ untranslated
      It is locked up.
    $ yiku pretranslate note
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     note      8         1        0        0      0           0        0      0          1     36
    --- stderr ---
    Nothing to fill in: 1 segment without a match that is good enough.
    hint: --fuzzy 75 fills drafts from fuzzy matches; `yiku match TEXT` shows what there is
    --- exit 1 ---
    ");
}

#[test]
fn what_a_person_did_is_left_alone() {
    let folder = with_agency();
    folder.done("set note:2 主管局颁发专利。");
    folder.done("set note:5 活动于2024年在南昌举行。");
    folder.done("reject note:5");
    folder.done("pretranslate note --replace-drafts");
    let list = folder.done("list note");
    assert!(list.contains("主管局颁发专利。"), "{list}");
    assert!(list.contains("note:5  ✗ rejected"), "{list}");
    assert!(list.contains("note:6  ~ draft (fuzzy 99 %)"), "{list}");
}

#[test]
fn drafts_are_replaced_only_where_that_is_asked_for_and_better() {
    let folder = with_agency();
    folder.done("pretranslate note --confirm none");
    assert_snapshot!(folder.transcript("
        pretranslate note
        pretranslate note --replace-drafts --json
    "), @r#"
    $ yiku pretranslate note
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     note      8         5        0        0      0           0        0      3          5     40
    note:1  held back: “产权组织局长” must not be used (mistranslation); use 总干事  产权组织局长访问了南昌。
    note:3  held back: 100 %, but net 85 only  申请在线提交。
    note:4  held back: numbers differ, and cannot be put right with certainty  它有十二个成员。
    --- stderr ---
    Nothing to fill in: 5 segments without a match that is good enough.
    hint: --fuzzy 75 fills drafts from fuzzy matches; `yiku match TEXT` shows what there is
    --- exit 1 ---
    $ yiku pretranslate note --replace-drafts --json
    {"type":"filled","segment":"note:2","how":"exact","state":"translated","score":NN,"net":99,"target":"主管局授予专利。","places":["agency.tmx","note:2"],"translations":2,"put_right":null,"terms":[]}
    {"type":"held","segment":"note:1","reason":"terms","terms":["“产权组织局长” must not be used (mistranslation); use 总干事"],"score":NN,"net":97,"target":"产权组织局长访问了南昌。"}
    {"type":"held","segment":"note:3","reason":"net","terms":[],"score":NN,"net":85,"target":"申请在线提交。"}
    {"type":"held","segment":"note:4","reason":"numbers","terms":[],"score":NN,"net":99,"target":"它有十二个成员。"}
    {"type":"pretranslated","document":"note","segments":8,"open":8,"context":0,"exact":1,"repetition":0,"numbers":0,"fuzzy":0,"confirmed":1,"held":3,"codes":0,"locked":0,"left":5,"words_left":36,"dry_run":false,"file":null}
    "#);
}

#[test]
fn the_policy_stands_in_the_manifest() {
    let folder = with_agency();
    folder.replace("yiku.toml", "min_net = 95", "min_net = 80");
    folder.replace("yiku.toml", "confirm = \"exact\"", "confirm = \"none\"");
    folder.replace("yiku.toml", "terms = \"hold\"", "terms = \"draft\"");
    let all = folder.done("pretranslate note --dry-run");
    let held: Vec<&str> = all
        .lines()
        .filter(|line| line.contains("held back:"))
        .collect();
    assert!(held.len() == 1 && held[0].starts_with("note:4"), "{all}");
    let json = folder.done("pretranslate note --dry-run --json");
    assert!(!json.contains(r#""state":"translated""#), "{json}");
    folder.replace("yiku.toml", "min_net = 80", "fuzy = 75");
    folder
        .run("pretranslate")
        .refused("the key “fuzy” is not known here");
}

#[test]
fn what_cannot_be_filled_is_said() {
    let folder = Folder::with_memory();
    folder.write("alone.en.txt", "Nobody has ever said this.\n");
    assert_snapshot!(folder.transcript("
        pretranslate
        pretranslate notic
        pretranslate --min-net 200
        import alone.en.txt
        pretranslate alone
        --memory none.yiku pretranslate
    "), @r"
    $ yiku pretranslate
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     notice    5         0        0        0      0           0        0      0          0     0
    --- stderr ---
    There is nothing to fill: every segment has a translation.
    $ yiku pretranslate notic
    --- stderr ---
    error: there is no document “notic” (there is notice)
    hint: did you mean notice?
    --- exit 2 ---
    $ yiku pretranslate --min-net 200
    --- stderr ---
    error: invalid value '200' for '--min-net <PERCENT>': 200 is not in 0..=100

    For more information, try '--help'.
    --- exit 2 ---
    $ yiku import alone.en.txt
    --- stderr ---
    alone: 1 segment in 1 paragraph.
    $ yiku pretranslate alone
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     alone     1         1        0        0      0           0        0      0          1     5
    --- stderr ---
    Nothing to fill in: 1 segment without a match that is good enough.
    hint: --fuzzy 75 fills drafts from fuzzy matches; `yiku match TEXT` shows what there is
    --- exit 1 ---
    $ yiku --memory none.yiku pretranslate
    --- stderr ---
    error: there is no memory none.yiku
    hint: `yiku import FILE` or `yiku build` makes one; --memory FILE names another
    --- exit 2 ---
    ");
}

/// An exported XLIFF file without its translations, as a customer sends it.
fn emptied(xliff: &str) -> String {
    let mut rest = xliff;
    let mut emptied = String::new();
    while let Some(start) = rest.find("<target") {
        let end = rest.find("</target>").unwrap() + "</target>".len();
        emptied.push_str(rest[..start].trim_end());
        rest = &rest[end..];
    }
    emptied.push_str(rest);
    let states = [
        " state=\"translated\"",
        " subState=\"yiku:aligned\"",
        " trgLang=\"zh-Hans\"",
    ];
    states
        .iter()
        .fold(emptied, |text, state| text.replace(state, ""))
}

#[test]
fn an_xliff_file_is_filled_beside_it_and_the_memory_stays_as_it_is() {
    let folder = Folder::with_release();
    folder.done("build");
    for (export, job) in [
        ("out/release.xlf", "job.xlf"),
        ("out/release.2.xlf", "two.xlf"),
    ] {
        let exported = folder.read(export);
        folder.write(job, emptied(&exported));
    }
    let before = folder.done("log");
    assert_snapshot!(folder.transcript("
        pretranslate job.xlf --dry-run
        pretranslate job.xlf two.xlf
        pretranslate job.xlf two.xlf
        pretranslate job.filled.xlf
        pretranslate job.xlf --confirm none
        pretranslate job.xlf -o job.xlf
        pretranslate job.xlf two.xlf -o both.xlf
        pretranslate release -o release.xlf
        pretranslate no.xlf
        pretranslate two.xlf --to en
    "), @"
    $ yiku pretranslate job.xlf --dry-run
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     job.xlf   70        70       70       0      0           0        0      0          0     0
    --- stderr ---
    Would fill 70 of 70 segments: 70 confirmed, 0 drafts.
    Nothing was changed.
    $ yiku pretranslate job.xlf two.xlf
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     job.xlf   70        70       70       0      0           0        0      0          0     0
     two.xlf   70        70       70       0      0           0        0      0          0     0
    --- stderr ---
    Filled 140 of 140 segments: 140 confirmed, 0 drafts.
    Wrote job.filled.xlf.
    Wrote two.filled.xlf.
    $ yiku pretranslate job.xlf two.xlf
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     job.xlf   70        70       70       0      0           0        0      0          0     0
     two.xlf   70        70       70       0      0           0        0      0          0     0
    --- stderr ---
    Filled 140 of 140 segments: 140 confirmed, 0 drafts.
    Wrote job.filled.xlf.
    Wrote two.filled.xlf.
    $ yiku pretranslate job.filled.xlf
     document        segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     job.filled.xlf  70        0        0        0      0           0        0      0          0     0
    --- stderr ---
    There is nothing to fill: every segment has a translation.
    No file was written.
    $ yiku pretranslate job.xlf --confirm none
    --- stderr ---
    error: job.filled.xlf is there already, with something else in it
    hint: name another file with -o, or write over it with --force; nothing was written
    --- exit 2 ---
    $ yiku pretranslate job.xlf -o job.xlf
    --- stderr ---
    error: job.xlf is the file that is filled, and is not written over
    hint: name another file, or write over it with --in-place; nothing was written
    --- exit 2 ---
    $ yiku pretranslate job.xlf two.xlf -o both.xlf
    --- stderr ---
    error: one file cannot hold what comes of several files
    hint: fill them one by one, or without -o: each is then written beside as NAME.filled.xlf or .po
    --- exit 2 ---
    $ yiku pretranslate release -o release.xlf
    --- stderr ---
    error: -o, --in-place and --force are for XLIFF and PO files, and none is named
    hint: a document is filled in the memory itself
    --- exit 2 ---
    $ yiku pretranslate no.xlf
    --- stderr ---
    error: there is no file no.xlf
    hint: did you mean job.xlf?
    --- exit 2 ---
    $ yiku pretranslate two.xlf --to en
    --- stderr ---
    error: two.xlf would be translated from English into English
    hint: --from and --to say the languages, as in --to zh-Hans
    --- exit 2 ---
    ");
    assert_eq!(folder.done("log"), before);
    for (export, filled) in [
        ("out/release.xlf", "job.filled.xlf"),
        ("out/release.2.xlf", "two.filled.xlf"),
    ] {
        let exported = folder.read(export);
        let filled = folder.read(filled);
        let targets = |text: &str| -> Vec<String> {
            let targets = text.split("<target").skip(1);
            let inner = targets.map(|it| it.split_once('>').unwrap().1);
            inner
                .map(|it| it.split_once("</target>").unwrap().0.to_owned())
                .collect()
        };
        assert_eq!(targets(&filled).len(), 70);
        assert_eq!(targets(&filled), targets(&exported));
    }
    let source = folder.read("job.xlf");
    folder.done("pretranslate job.xlf --in-place");
    assert_ne!(folder.read("job.xlf"), source);
    assert_eq!(folder.read("job.xlf"), folder.read("job.filled.xlf"));
    assert_eq!(folder.read("job.xlf~"), source);
}

/// A job in two files, one of which names no target language.
const JOB: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="a.html" source-language="en" target-language="zh-CN" datatype="html"><body>
    <trans-unit id="1"><source>The Director General visited Nanchang.</source></trans-unit>
    <trans-unit id="2"><source><g id="1">The office grants patents.</g></source><target state="needs-translation"><g id="1">The office grants patents.</g></target></trans-unit>
    <trans-unit id="3"><source>The office <g id="1">grants</g> patents.</source><target/></trans-unit>
    <trans-unit id="4" translate="no"><source>The office grants patents.</source></trans-unit>
    <trans-unit id="5"><source>It took place in Nanchang in 2024.</source></trans-unit>
  </body></file>
  <file original="b.html" source-language="en" datatype="html"><body>
    <trans-unit id="1"><source>The office grants patents.</source></trans-unit>
    <trans-unit id="2"><source>It took place in Nanchang in 2024.</source></trans-unit>
    <trans-unit id="3"><source>It took place in Nanchang in 2024.</source></trans-unit>
  </body></file>
</xliff>
"#;

#[test]
fn what_is_left_in_an_xliff_file_is_said() {
    let folder = with_agency();
    folder.write("job.xlf", JOB);
    folder.write("cut.xlf", &JOB[..JOB.len() / 2]);
    assert_snapshot!(folder.transcript("
        pretranslate job.xlf
        pretranslate job.xlf --json
        pretranslate cut.xlf
        pretranslate cut.xlf -o new.xlf
    "), @r#"
    $ yiku pretranslate job.xlf
     document          segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     job.xlf (a.html)  5         4        0        1      0           1        0      1          2     16
     job.xlf (b.html)  3         3        0        1      1           1        0      0          0     14
    job.xlf (a.html):1  held back: “产权组织局长” must not be used (mistranslation); use 总干事  产权组织局长访问了南昌。
    --- stderr ---
    job.xlf (a.html): numbers were put right in 1 draft: 5; look at them in your tool, where they are to be reviewed.
    job.xlf (a.html): 1 segment left, since inline codes cannot be placed in the translation or nothing says where it goes: 3.
    job.xlf (a.html): 1 segment left alone: locked, or not to be translated.
    warning: job.xlf (a.html): 1 segment with several translations: 2; the best was taken, see which one fits
    job.xlf (b.html): numbers were put right in 2 drafts: 2, 3; look at them in your tool, where they are to be reviewed.
    warning: job.xlf (b.html): 1 segment with several translations: 1; the best was taken, see which one fits
    Filled 5 of 7 segments: 2 confirmed, 3 drafts.
    Wrote job.filled.xlf.
    $ yiku pretranslate job.xlf --json
    {"type":"filled","segment":"job.xlf (a.html):2","how":"exact","state":"translated","score":NN,"net":99,"target":"主管局授予专利。","places":["agency.tmx"],"translations":2,"put_right":null,"terms":[]}
    {"type":"filled","segment":"job.xlf (a.html):5","how":"numbers","state":"draft","score":NN,"net":99,"target":"该活动2024年在南昌举行。","places":["agency.tmx"],"translations":1,"put_right":"2023年 → 2024年","terms":[]}
    {"type":"held","segment":"job.xlf (a.html):1","reason":"terms","terms":["“产权组织局长” must not be used (mistranslation); use 总干事"],"score":NN,"net":97,"target":"产权组织局长访问了南昌。"}
    {"type":"pretranslated","document":"job.xlf (a.html)","segments":5,"open":4,"context":0,"exact":1,"repetition":0,"numbers":1,"fuzzy":0,"confirmed":1,"held":1,"codes":1,"locked":1,"left":2,"words_left":16,"dry_run":false,"file":"job.filled.xlf"}
    {"type":"filled","segment":"job.xlf (b.html):1","how":"exact","state":"translated","score":NN,"net":99,"target":"主管局授予专利。","places":["agency.tmx"],"translations":2,"put_right":null,"terms":[]}
    {"type":"filled","segment":"job.xlf (b.html):2","how":"numbers","state":"draft","score":NN,"net":99,"target":"该活动2024年在南昌举行。","places":["agency.tmx"],"translations":1,"put_right":"2023年 → 2024年","terms":[]}
    {"type":"filled","segment":"job.xlf (b.html):3","how":"repetition","state":"draft","score":NN,"net":null,"target":"该活动2024年在南昌举行。","places":[],"translations":1,"put_right":"2023年 → 2024年","terms":[]}
    {"type":"pretranslated","document":"job.xlf (b.html)","segments":3,"open":3,"context":0,"exact":1,"repetition":1,"numbers":1,"fuzzy":0,"confirmed":1,"held":0,"codes":0,"locked":0,"left":0,"words_left":14,"dry_run":false,"file":"job.filled.xlf"}
    --- stderr ---
    Wrote job.filled.xlf.
    $ yiku pretranslate cut.xlf
    --- stderr ---
    error: cut.xlf: line 6, column 90, unit 3: tag not closed: `>` not found before end of input; the file is cut off, or a quotation mark is missing; 2 units before it can be read
    hint: nothing was written; see if it is the right file, or export it again from the other tool
    --- exit 2 ---
    $ yiku pretranslate cut.xlf -o new.xlf
    --- stderr ---
    error: cut.xlf: line 6, column 90, unit 3: tag not closed: `>` not found before end of input; the file is cut off, or a quotation mark is missing; 2 units before it can be read
    hint: nothing was written; see if it is the right file, or export it again from the other tool
    --- exit 2 ---
    "#);
    let filled = folder.read("job.filled.xlf");
    let before: Vec<&str> = JOB.lines().collect();
    let changed: Vec<&str> = filled
        .lines()
        .filter(|line| !before.contains(line))
        .collect();
    assert_snapshot!(changed.join("\n"), @r#"
      <trans-unit id="2"><source><g id="1">The office grants patents.</g></source><target state="translated" state-qualifier="exact-match"><g id="1">主管局授予专利。</g></target></trans-unit>
      <trans-unit id="5"><source>It took place in Nanchang in 2024.</source><target state="needs-review-translation" state-qualifier="fuzzy-match">该活动2024年在南昌举行。</target></trans-unit>
    <file original="b.html" source-language="en" datatype="html" target-language="zh-CN"><body>
      <trans-unit id="1"><source>The office grants patents.</source><target state="translated" state-qualifier="exact-match">主管局授予专利。</target></trans-unit>
      <trans-unit id="2"><source>It took place in Nanchang in 2024.</source><target state="needs-review-translation" state-qualifier="fuzzy-match">该活动2024年在南昌举行。</target></trans-unit>
      <trans-unit id="3"><source>It took place in Nanchang in 2024.</source><target state="needs-review-translation" state-qualifier="fuzzy-match">该活动2024年在南昌举行。</target></trans-unit>
    "#);
    assert!(!folder.path("cut.filled.xlf").exists());
    assert!(!folder.path("new.xlf").exists());
}

/// A memory with inline codes, as one tool writes them.
const CODED: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="old.html" source-language="en" target-language="zh-CN" datatype="html"><body>
    <trans-unit id="1"><source>See <g id="1" ctype="bold">the guide</g><x id="2" ctype="image"/> of 2023.</source><target state="translated">参见2023年<g id="1" ctype="bold">指南</g><x id="2" ctype="image"/>。</target></trans-unit>
    <trans-unit id="2"><source>Pay the fee online.</source><target state="translated">请在线缴纳费用。</target></trans-unit>
  </body></file>
</xliff>
"#;

/// A job with the same texts and codes of its own.
const CODED_JOB: &str = r#"<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="new.html" source-language="en" target-language="zh-CN" datatype="html"><body>
    <trans-unit id="1"><source>See <g id="4" ctype="bold" o:a='1' xmlns:o="urn:o">the guide</g><x ctype="image"  id="5"/> of 2023.</source></trans-unit>
    <trans-unit id="2"><source>See <g id="1" ctype="bold">the guide</g><x id="2" ctype="image"/> of 2024.</source></trans-unit>
    <trans-unit id="3"><source>Pay <g id="1">the fee</g> online.</source></trans-unit>
    <trans-unit id="4"><source><g id="1">Pay the fee online.</g></source></trans-unit>
    <trans-unit id="5"><source>See <g id="1" ctype="italic">the guide</g><x id="2" ctype="image"/> of 2023.</source></trans-unit>
  </body></file>
</xliff>
"#;

#[test]
fn the_codes_of_an_xliff_file_stand_where_the_memory_has_its_own() {
    let folder = Folder::new();
    folder.write("old.xlf", CODED);
    folder.write("new.xlf", CODED_JOB);
    folder.done("init");
    folder.done("import old.xlf");
    assert_snapshot!(folder.transcript("pretranslate new.xlf"), @"
    $ yiku pretranslate new.xlf
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     new.xlf   5         5        0        2      0           2        0      0          1     14
    --- stderr ---
    new.xlf: numbers were put right in 1 draft: 2; look at them in your tool, where they are to be reviewed.
    new.xlf: 1 segment left, since inline codes cannot be placed in the translation or nothing says where it goes: 3.
    Filled 4 of 5 segments: 2 confirmed, 2 drafts.
    Wrote new.filled.xlf.
    ");
    assert_snapshot!(folder.read("new.filled.xlf"), @r#"
    <xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
      <file original="new.html" source-language="en" target-language="zh-CN" datatype="html"><body>
        <trans-unit id="1"><source>See <g id="4" ctype="bold" o:a='1' xmlns:o="urn:o">the guide</g><x ctype="image"  id="5"/> of 2023.</source><target state="translated" state-qualifier="exact-match">参见2023年<g id="4" ctype="bold" o:a='1' xmlns:o="urn:o">指南</g><x ctype="image"  id="5"/>。</target></trans-unit>
        <trans-unit id="2"><source>See <g id="1" ctype="bold">the guide</g><x id="2" ctype="image"/> of 2024.</source><target state="needs-review-translation" state-qualifier="fuzzy-match">参见2024年<g id="1" ctype="bold">指南</g><x id="2" ctype="image"/>。</target></trans-unit>
        <trans-unit id="3"><source>Pay <g id="1">the fee</g> online.</source></trans-unit>
        <trans-unit id="4"><source><g id="1">Pay the fee online.</g></source><target state="translated" state-qualifier="exact-match"><g id="1">请在线缴纳费用。</g></target></trans-unit>
        <trans-unit id="5"><source>See <g id="1" ctype="italic">the guide</g><x id="2" ctype="image"/> of 2023.</source><target state="needs-review-translation" state-qualifier="fuzzy-match">参见2023年<g id="1" ctype="italic">指南</g><x id="2" ctype="image"/>。</target></trans-unit>
      </body></file>
    </xliff>
    "#);
}

/// A PO file as msgmerge leaves it, with the headline of the release in it.
const PO: &str = r##"msgid ""
msgstr ""
"Language: zh_CN\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

#: src/news.c:12
msgctxt "headline"
msgid "WIPO Director General Wraps Up Visit to China\n"
msgstr ""

#, fuzzy
#| msgid "September 15, 2024"
msgid "September 16, 2024"
msgstr "2024年9月15日"

#, c-format
msgid "%d visit"
msgid_plural "%d visits"
msgstr[0] ""

#~ msgid "Old"
#~ msgstr "旧"
"##;

#[test]
fn a_po_file_is_filled_and_nothing_else_in_it_changes() {
    let folder = Folder::with_release();
    folder.done("build");
    folder.write("zh.po", PO);
    folder.write(
        "latin.po",
        PO.replace("UTF-8", "ISO-8859-1")
            .replace(['年', '月', '日', '旧'], "-"),
    );
    assert_snapshot!(folder.transcript(
        "
        pretranslate zh.po
        pretranslate zh.po --in-place --replace-drafts
        pretranslate latin.po
    "), @"
    $ yiku pretranslate zh.po
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     zh.po     3         2        1        0      0           0        0      0          1     5
    --- stderr ---
    Filled 1 of 2 segments: 1 confirmed, 0 drafts.
    Wrote zh.filled.po.
    $ yiku pretranslate zh.po --in-place --replace-drafts
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     zh.po     3         3        1        1      0           0        0      0          1     2
    --- stderr ---
    Filled 2 of 3 segments: 2 confirmed, 0 drafts.
    Wrote zh.po (as it was: zh.po~).
    $ yiku pretranslate latin.po
    --- stderr ---
    error: latin.po: its encoding (windows-1252) has no “产”, which stands in a translation
    hint: make it UTF-8 and try again (gettext: msgconv -t UTF-8 FILE -o FILE); nothing was written
    --- exit 2 ---
    ");
    let headline = |po: &str| {
        let new = "msgstr \"产权组织总干事结束访华行程\\n\"\n\n#, fuzzy";
        po.replacen("msgstr \"\"\n\n#, fuzzy", new, 1)
    };
    assert_eq!(folder.read("zh.filled.po"), headline(PO));
    let date = "msgid \"September 16, 2024\"\nmsgstr \"2024年9月16日\"";
    let (before, guessed) = PO.split_once("#, fuzzy").unwrap();
    let (_, behind) = guessed.split_once("9月15日\"").unwrap();
    let whole = format!(
        "{}{date}{behind}",
        headline(&format!("{before}#, fuzzy")).trim_end_matches("#, fuzzy")
    );
    assert_eq!(folder.read("zh.po"), whole);
}

#[test]
fn texts_inside_codes_are_left_and_told() {
    let folder = Folder::with_release();
    folder.done("build");
    folder.write(
        "sub.xlf",
        r#"<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="en" target-language="zh-Hans" datatype="html"><body>
<trans-unit id="1"><source>The <ph id="1">&lt;img alt="<sub>a patent office</sub>"/&gt;</ph> fee.</source></trans-unit>
<trans-unit id="2" translate="no"><source><ph id="1"><sub>ours</sub></ph></source></trans-unit>
</body></file></xliff>
"#,
    );
    let told = folder.transcript("pretranslate sub.xlf -o filled.xlf");
    let warning = "warning: sub.xlf: 1 text inside codes (sub) not filled; translate by hand\n";
    assert!(told.contains(warning), "{told}");
}

#[test]
fn numbers_that_were_put_right_are_noted_in_tmx() {
    let folder = with_next_release();
    folder.done("pretranslate next");
    let told = folder.transcript("export --format tmx --state draft");
    let noted = "<prop type=\"x-adapted\">2024年9月14日 → 2025年10月3日</prop>";
    assert!(told.contains(noted), "{told}");
}
