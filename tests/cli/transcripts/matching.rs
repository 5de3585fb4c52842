//! Matches: whole segments like a text, what they score, and why.

use std::collections::BTreeSet;

use insta::assert_snapshot;

use crate::cli::folder::{Folder, shipped};

/// A memory of a client: two translations of one source, inline codes, a draft, a machine's, one
/// that was rejected, a unit in traditional characters, and a pair that the document has too.
const CLIENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="Some Tool" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/>
  <body>
    <tu><tuv xml:lang="en"><seg>The office grants patents.</seg></tuv>
      <tuv xml:lang="zh-CN" changeid="wang" changedate="20230102T030405Z"><seg>该局授予专利。</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>The office grants patents.</seg></tuv>
      <tuv xml:lang="zh-CN" changeid="zhao" changedate="20240102T030405Z"><seg>主管局授予专利权。</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>Press <ph x="1">&lt;key/&gt;</ph>to go on.</seg></tuv>
      <tuv xml:lang="zh-CN"><seg>按<ph x="1">&lt;key/&gt;</ph>继续。</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>Applications are filed online.</seg></tuv>
      <tuv xml:lang="zh-CN"><prop type="x-state">draft</prop><prop type="x-origin">machine</prop><seg>申请在线提交。</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>Fees are due in March.</seg></tuv>
      <tuv xml:lang="zh-CN"><prop type="x-state">rejected</prop><seg>费用在五月到期。</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>Trademarks are registered.</seg></tuv>
      <tuv xml:lang="zh-TW"><seg>商標經註冊。</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>Director General Visits Xiaomi</seg></tuv>
      <tuv xml:lang="zh-CN"><seg>总干事访问小米</seg></tuv></tu>
  </body>
</tmx>
"#;

fn with_client() -> Folder {
    let folder = Folder::with_memory();
    folder.write("client.tmx", CLIENT);
    folder.done("import client.tmx");
    folder
}

#[test]
fn a_match_says_its_score_and_what_differs() {
    let folder = Folder::with_memory();
    assert_snapshot!(folder.transcript("
        match 'The company is a prolific user of the PCT and the Madrid System.'
        match 'As of mid 2025, Xiaomi had been granted more than 50,000 patents and 61,000 trademarks.'
        match 'the visit took place in BEIJING on September 14, 2024' --explain
        match 'The visit took place in Geneva.'
        match 'The visit took place in Geneva.' --min 60
        match 'Nothing of the kind was ever said.'
    "), @"
    $ yiku match 'The company is a prolific user of the PCT and the Madrid System.'
    92 %, band 85-94, net 89 (−3 aligned)  notice:3
      The company is a prolific user of the PCT and {+the +}Madrid System.
      该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
      ✓ translated (aligned NN %)
    $ yiku match 'As of mid 2025, Xiaomi had been granted more than 50,000 patents and 61,000 trademarks.'
    99 %, band 95-99, net 96 (−3 aligned)  notice:2
      As of mid [-2024-]{+2025+}, Xiaomi had been granted more than [-40,000-]{+50,000+} patents and [-51,000-]{+61,000+} trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
      ✓ translated (aligned NN %)
    $ yiku match 'the visit took place in BEIJING on September 14, 2024' --explain
      counted: the visit took place in beijing on september
    98 %, band 95-99, net 95 (−3 aligned)  notice:5
      [-The-]{+the+} visit took place in [-Beijing-]{+BEIJING+} on September 14, 2024[-.-]
      访问于2024年9月14日在北京进行。
      ✓ translated (aligned NN %)
      counted: the visit took place in beijing on september
      distance 0 of length 8; differs in case, punctuation
    $ yiku match 'The visit took place in Geneva.'
    --- stderr ---
    No segment in memory.yiku is like this text by 70 % or more.
    hint: the nearest has 62 %: --min 62 shows it
    --- exit 1 ---
    $ yiku match 'The visit took place in Geneva.' --min 60
    62 %, band 50-74, net 59 (−3 aligned)  notice:5
      The visit took place in [-Beijing on September 14, 2024-]{+Geneva+}.
      访问于2024年9月14日在北京进行。
      ✓ translated (aligned NN %)
    $ yiku match 'Nothing of the kind was ever said.'
    --- stderr ---
    No segment in memory.yiku is like this text by 70 % or more.
    hint: `yiku search` finds words inside segments
    --- exit 1 ---
    ");
}

#[test]
fn chinese_finds_english_in_the_same_memory() {
    let folder = Folder::with_memory();
    assert_snapshot!(folder.transcript("
        match --from zh 访问于2024年9月15日在北京进行
        match --to en 总干事再次访问小米
        match --from zh-TW 總幹事訪問小米 --explain
        match 总干事访问小米
        match --from zh --to zh 总干事
    "), @"
    $ yiku match --from zh 访问于2024年9月15日在北京进行
    98 %, band 95-99, net 95 (−3 aligned)  notice:5
      访问于2024年9月1[-4-]{+5+}日在北京进行[-。-]
      The visit took place in Beijing on September 14, 2024.
      ✓ translated (aligned NN %)
    $ yiku match --to en 总干事再次访问小米
    77 %, band 75-84, net 74 (−3 aligned)  notice:1
      总干事{+再次+}访问小米
      Director General Visits Xiaomi
      ✓ translated (aligned NN %)
    $ yiku match --from zh-TW 總幹事訪問小米 --explain
      counted: 总 干 事 访 问 小 米
    99 %, band 95-99, net 91 (−5 other script, −3 aligned)  notice:1
      [-总干-]{+總幹+}事[-访问-]{+訪問+}小米
      Director General Visits Xiaomi
      ✓ translated (aligned NN %)
      counted: 总 干 事 访 问 小 米
      distance 0 of length 7; differs in form
    $ yiku match 总干事访问小米
    100 %, band 100, net 97 (−3 aligned)  notice:1
      总干事访问小米
      Director General Visits Xiaomi
      ✓ translated (aligned NN %)
    --- stderr ---
    hint: looked up as Chinese; --from en looks it up as English
    $ yiku match --from zh --to zh 总干事
    --- stderr ---
    error: Chinese cannot be matched with itself
    hint: --from and --to say two languages, such as --from zh --to en
    --- exit 2 ---
    ");
}

#[test]
fn penalties_have_reasons_and_ambiguity_is_said() {
    let folder = with_client();
    assert_snapshot!(folder.transcript("
        match 'The office grants patents.'
        match 'The office grants patents.' --max 1
        match 'Press to go on.'
        match 'Applications are filed online.'
        match 'Fees are due in March.'
        match 'Trademarks are registered.'
        match 'Director General Visits Xiaomi'
    "), @"
    $ yiku match 'The office grants patents.'
    100 %, band 100, net 99 (−1 several translations)  client.tmx
      The office grants patents.
      主管局授予专利权。
      ✓ translated by zhao, 2024-01-02 03:04
    100 %, band 100, net 99 (−1 several translations)  client.tmx
      The office grants patents.
      该局授予专利。
      ✓ translated by wang, 2023-01-02 03:04
    --- stderr ---
    warning: the memory translates this very text in 2 ways; see which one fits
    $ yiku match 'The office grants patents.' --max 1
    100 %, band 100, net 99 (−1 several translations)  client.tmx
      The office grants patents.
      主管局授予专利权。
      ✓ translated by zhao, 2024-01-02 03:04
    --- stderr ---
    warning: the memory translates this very text in 2 ways; see which one fits
    1 more match; --max 0 shows all.
    $ yiku match 'Press to go on.'
    99 %, band 95-99, net 98 (−1 codes)  client.tmx
      Press [-{1/}-]to go on.
      按{1/}继续。
      ✓ translated
    $ yiku match 'Applications are filed online.'
    100 %, band 100, net 80 (−15 machine, −5 not confirmed)  client.tmx
      Applications are filed online.
      申请在线提交。
      ~ draft (machine)
    $ yiku match 'Fees are due in March.'
    --- stderr ---
    No segment in memory.yiku is like this text by 70 % or more.
    hint: `yiku search` finds words inside segments
    --- exit 1 ---
    $ yiku match 'Trademarks are registered.'
    100 %, band 100, net 95 (−5 other script)  client.tmx
      Trademarks are registered.
      商標經註冊。
      ✓ translated
    $ yiku match 'Director General Visits Xiaomi'
    100 %, band 100, net 100  client.tmx; notice:1
      Director General Visits Xiaomi
      总干事访问小米
      ✓ translated
    ");
}

#[test]
fn neighbours_make_an_exact_match_one_in_context() {
    let folder = Folder::with_memory();
    assert_snapshot!(folder.transcript("
        match 'Director General Visits Xiaomi' --previous '' --next 'As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.'
        match 'Director General Visits Xiaomi' --previous ''
        match 'Director General Visits Xiaomi' --previous 'Another one.' --next ''
        match 总干事访问小米 --from zh --previous '' --next 截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
        match - --previous ''
    "), @r"
    $ yiku match 'Director General Visits Xiaomi' --previous '' --next 'As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.'
    101 %, band 101, net 98 (−3 aligned), previous and next equal  notice:1
      Director General Visits Xiaomi
      总干事访问小米
      ✓ translated (aligned NN %)
    $ yiku match 'Director General Visits Xiaomi' --previous ''
    100 %, band 100, net 97 (−3 aligned), previous equal  notice:1
      Director General Visits Xiaomi
      总干事访问小米
      ✓ translated (aligned NN %)
    $ yiku match 'Director General Visits Xiaomi' --previous 'Another one.' --next ''
    100 %, band 100, net 97 (−3 aligned)  notice:1
      Director General Visits Xiaomi
      总干事访问小米
      ✓ translated (aligned NN %)
    $ yiku match 总干事访问小米 --from zh --previous '' --next 截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    101 %, band 101, net 98 (−3 aligned), previous and next equal  notice:1
      总干事访问小米
      Director General Visits Xiaomi
      ✓ translated (aligned NN %)
    $ yiku match - --previous ''
    --- stderr ---
    error: --previous and --next are about one text, not about a segment a line
    hint: give the text itself: yiku match TEXT --previous TEXT
    --- exit 2 ---
    ");
}

#[test]
fn a_pipe_is_a_segment_a_line() {
    let folder = with_client();
    folder.write(
        "new.txt",
        "The office grants two patents.\n\nNothing of the kind.\nThe visit took place in Beijing.\n",
    );
    assert_snapshot!(folder.transcript("
        match - < new.txt
        match - --json --explain < new.txt
    "), @r#"
    $ yiku match - < new.txt
    1. The office grants two patents.
    80 %, band 75-84, net 79 (−1 several translations)  client.tmx
      The office grants {+two +}patents.
      主管局授予专利权。
      ✓ translated by zhao, 2024-01-02 03:04
    80 %, band 75-84, net 79 (−1 several translations)  client.tmx
      The office grants {+two +}patents.
      该局授予专利。
      ✓ translated by wang, 2023-01-02 03:04
    3. Nothing of the kind.
      no match of 70 % or more
    4. The visit took place in Beijing.
    75 %, band 75-84, net 72 (−3 aligned)  notice:5
      The visit took place in Beijing[- on September 14, 2024-].
      访问于2024年9月14日在北京进行。
      ✓ translated (aligned NN %)
    --- stderr ---
    2 of 3 segments with a match of 70 % or more.
    $ yiku match - --json --explain < new.txt
    {"type":"match","query":0,"score":NN,"net":79,"band":"75-84","penalties":[{"reason":"several translations","points":1}],"differences":["words"],"distance":1,"length":5,"previous_equal":false,"next_equal":false,"content":["the","office","grants","patents"],"source":"The office grants patents.","target":"主管局授予专利权。","from":"en","to":"zh-CN","unit":"486b1a3fc216bb4ddf83cf188724bd87","segment":null,"document":null,"memory":"client.tmx","in_memory":null,"also":[],"state":"translated","made_by":null,"author":"zhao","date":"2024-01-02T03:04:05Z"}
    {"type":"match","query":0,"score":NN,"net":79,"band":"75-84","penalties":[{"reason":"several translations","points":1}],"differences":["words"],"distance":1,"length":5,"previous_equal":false,"next_equal":false,"content":["the","office","grants","patents"],"source":"The office grants patents.","target":"该局授予专利。","from":"en","to":"zh-CN","unit":"d32d1f0cd0f22e8b0f0e1ab1676a5900","segment":null,"document":null,"memory":"client.tmx","in_memory":null,"also":[],"state":"translated","made_by":null,"author":"wang","date":"2023-01-02T03:04:05Z"}
    {"type":"match","query":3,"score":NN,"net":72,"band":"75-84","penalties":[{"reason":"aligned","points":3}],"differences":["words"],"distance":2,"length":8,"previous_equal":false,"next_equal":false,"content":["the","visit","took","place","in","beijing","on","september"],"source":"The visit took place in Beijing on September 14, 2024.","target":"访问于2024年9月14日在北京进行。","from":"en","to":"zh-Hans","unit":"5e6c734ae63dfb8c7e32bd9a8a8bd40b","segment":"notice:5","document":"notice","memory":null,"in_memory":null,"also":[],"state":"translated","made_by":"aligned","author":null,"date":null}
    --- stderr ---
    2 of 3 segments with a match of 70 % or more.
    "#);
    // The transcript hides scores of that name.
    let ran = folder.run("match --json 'The office grants two patents.'");
    let text = ran.text();
    assert!(
        text.starts_with(r#"{"type":"match","query":0,"score":80,"net":79,"band":"75-84","#),
        "{text}"
    );
}

#[test]
fn what_cannot_be_matched_is_said() {
    let folder = with_client();
    folder.write("empty.txt", "");
    folder.write("blank.txt", "  \n\n\t\n");
    folder.write("long.txt", "patent ".repeat(15_000));
    assert_snapshot!(folder.transcript("
        match ''
        match '   '
        match - < empty.txt
        match - < blank.txt
        match '?!'
        match '🎉'
        match --from de 'Guten Tag'
        match --to tlh 'Good day'
        match --from en-US --to en 'Good day'
        match hello --min 102
        --memory none.yiku match hello
    "), @"
    $ yiku match ''
    --- stderr ---
    error: there is no text to find matches of
    hint: `yiku match 'The visit took place in Beijing.'` finds segments like that one
    --- exit 2 ---
    $ yiku match '   '
    --- stderr ---
    error: there is no text to find matches of
    hint: `yiku match 'The visit took place in Beijing.'` finds segments like that one
    --- exit 2 ---
    $ yiku match - < empty.txt
    --- stderr ---
    error: standard input is empty
    hint: there is nothing in it to translate
    --- exit 2 ---
    $ yiku match - < blank.txt
    --- stderr ---
    error: standard input is empty
    hint: there is nothing in it to translate
    --- exit 2 ---
    $ yiku match '?!'
    --- stderr ---
    No segment in memory.yiku is like this text by 70 % or more.
    hint: `yiku search` finds words inside segments
    --- exit 1 ---
    $ yiku match '🎉'
    --- stderr ---
    No segment in memory.yiku is like this text by 70 % or more.
    hint: `yiku search` finds words inside segments
    --- exit 1 ---
    $ yiku match --from de 'Guten Tag'
    --- stderr ---
    memory.yiku has nothing in German; it holds English (en), Chinese (zh-CN), Chinese (zh-TW).
    --- exit 1 ---
    $ yiku match --to tlh 'Good day'
    --- stderr ---
    memory.yiku has nothing in “tlh”; it holds English (en), Chinese (zh-CN), Chinese (zh-TW).
    --- exit 1 ---
    $ yiku match --from en-US --to en 'Good day'
    --- stderr ---
    memory.yiku has no English segment with its English.
    --- exit 1 ---
    $ yiku match hello --min 102
    --- stderr ---
    error: invalid value '102' for '--min <PERCENT>': 102 is not in 0..=101

    For more information, try '--help'.
    --- exit 2 ---
    $ yiku --memory none.yiku match hello
    --- stderr ---
    error: there is no memory none.yiku
    hint: `yiku import FILE` or `yiku build` makes one; --memory FILE names another
    --- exit 2 ---
    ");
    let long = folder.pipe("match -", folder.read("long.txt"));
    assert_eq!(long.code(), 1, "{long}");
    folder.write("terms-only.csv", crate::cli::folder::TERMS);
    folder.done("--memory terms.yiku import terms-only.csv");
    assert_snapshot!(folder.transcript("--memory terms.yiku match hello"), @r"
    $ yiku --memory terms.yiku match hello
    --- stderr ---
    There is no segment in terms.yiku yet.
    --- exit 1 ---
    ");
}

#[test]
fn without_the_index_and_without_the_cap() {
    let folder = with_client();
    assert_snapshot!(folder.transcript("
        match 'The office grants us patents.' --exhaustive --max 1
        match '“IP is of utmost and of very great importance to the company, and it always was, and always will be,” Mr. Lei Jun said.' --min 50
    "), @"
    $ yiku match 'The office grants us patents.' --exhaustive --max 1
    80 %, band 75-84, net 79 (−1 several translations)  client.tmx
      The office grants {+us +}patents.
      主管局授予专利权。
      ✓ translated by zhao, 2024-01-02 03:04
    --- stderr ---
    1 more match; --max 0 shows all.
    $ yiku match '“IP is of utmost and of very great importance to the company, and it always was, and always will be,” Mr. Lei Jun said.' --min 50
    50 %, band 50-74, net 47 (−3 aligned)  notice:4
      “IP is of utmost {+and of very great +}importance to the company,{+ and it always was, and always will be,+}” Mr. Lei Jun said.
      雷军先生说：“知识产权对公司极为重要。”
      ✓ translated (aligned NN %)
    ");
    let long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
        fifteen sixteen seventeen eighteen nineteen twenty twentyone twentytwo";
    let unit = format!("{long}.");
    let tmx = CLIENT.replace("The office grants patents.", &unit);
    folder.write("long.tmx", tmx);
    folder.done("import long.tmx");
    let query = long.replace("twentytwo", "more");
    let first = |line: String| {
        let text = folder.done(&line);
        text.lines().next().unwrap_or_default().to_owned()
    };
    assert!(first(format!("match '{query}'")).starts_with("94 %, band 85-94"));
    assert!(first(format!("match '{query}' --scoring plain")).starts_with("95 %, band 95-99"));
}

#[test]
fn the_index_finds_what_comparing_with_everything_finds() {
    let folder = Folder::with_release();
    folder.done("build");
    for (file, flags) in [
        ("release.en.txt", ""),
        ("release.zh-Hans.txt", "--from zh --to en"),
    ] {
        let text = String::from_utf8(shipped(file)).unwrap();
        // Every sentence with one of its words or characters gone.
        let mut queries = String::new();
        for (nth, line) in text.lines().enumerate() {
            for sentence in line.split_inclusive(['.', '。']) {
                let mut chars: Vec<char> = sentence.trim().chars().collect();
                if chars.len() > 4 {
                    chars.remove(nth % chars.len());
                    queries.extend(chars);
                    queries.push('\n');
                }
            }
        }
        let found = |more: &str| {
            let line = format!("match - --json --min 50 --max 0 {flags} {more}");
            let ran = folder.pipe(&line, &queries);
            assert_eq!(ran.code(), 0, "{ran}");
            ran.text()
        };
        let (index, all) = (found(""), found("--exhaustive"));
        assert!(index.lines().count() > 60, "{}", index.lines().count());
        let set = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(set(&index), set(&all));
    }
}
