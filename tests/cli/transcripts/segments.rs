//! Segments and their state: `list`, `next`, `show`, `set`, `confirm`, `reject`.

use insta::assert_snapshot;

use crate::cli::folder::Folder;

#[test]
fn list_next_and_show() {
    let folder = Folder::with_memory();
    folder.done("reject 2");
    folder.done("confirm 5 --as final");
    assert_snapshot!(folder.transcript("
        list
        list notice --state rejected --state final
        list --state reviewed
        list --unpaired
        next
        next notice:2
        show 2-3
        show 1 --json
    "), @r#"
    $ yiku list
    notice:1  ✓ translated (aligned NN %)
      Director General Visits Xiaomi
      总干事访问小米
    notice:2  ✗ rejected by li, 2024-09-16 15:20
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    notice:3  ✓ translated (aligned NN %)
      The company is a prolific user of the PCT and Madrid System.
      该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
    notice:4  ✓ translated (aligned NN %)
      “IP is of utmost importance to the company,” Mr. Lei Jun said.
      雷军先生说：“知识产权对公司极为重要。”
    notice:5  ■ final by li, 2024-09-16 15:20
      The visit took place in Beijing on September 14, 2024.
      访问于2024年9月14日在北京进行。
    $ yiku list notice --state rejected --state final
    notice:2  ✗ rejected by li, 2024-09-16 15:20
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    notice:5  ■ final by li, 2024-09-16 15:20
      The visit took place in Beijing on September 14, 2024.
      访问于2024年9月14日在北京进行。
    $ yiku list --state reviewed
    --- stderr ---
    No segment is in that state.
    --- exit 1 ---
    $ yiku list --unpaired
    --- stderr ---
    Every piece of the translations has its segment.
    --- exit 1 ---
    $ yiku next
    notice:2  ✗ rejected by li, 2024-09-16 15:20
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
      terms:
        Xiaomi = 小米
        patent = 专利
        trademark = 商标
    --- stderr ---
    hint: `yiku set notice:2 -` takes its translation
    $ yiku next notice:2
    --- stderr ---
    Every segment after 2 is confirmed; `yiku next` begins at the first.
    --- exit 1 ---
    $ yiku show 2-3
    notice:2  ✗ rejected by li, 2024-09-16 15:20
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
      terms:
        Xiaomi = 小米
        patent = 专利
        trademark = 商标
    notice:3  ✓ translated (aligned NN %)
      The company is a prolific user of the PCT and Madrid System.
      该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
      terms:
        company = 公司
        PCT = 《专利合作条约》
        Madrid System = 马德里体系; not 马德里系统
    $ yiku show 1 --json
    {"type":"segment","segment":"notice:1","unit":"ef7fa9ddae3bdcff7ebdf1baf63f8a9b","paragraph":1,"source":"Director General Visits Xiaomi","target":"总干事访问小米","state":"translated","made_by":"aligned","score":NN,"author":null,"date":null,"alternatives":[],"put_right":null}
    "#);
}

#[test]
fn set_takes_text_from_the_line_and_from_a_pipe() {
    let folder = Folder::with_memory();
    folder.write(
        "line.txt",
        "小米公司是《专利合作条约》（PCT）“活跃用户”。\r\n",
    );
    assert_snapshot!(folder.transcript("
        set 3 - < line.txt
        set 3 - < line.txt
        set notice:1 '总干事访问小米公司'
        set 1 ''
        set 1-2 一句
        set 1
    "), @r"
    $ yiku set 3 - < line.txt
    notice:3  ✓ translated by li, 2024-09-16 15:20
      The company is a prolific user of the PCT and Madrid System.
      小米公司是《专利合作条约》（PCT）“活跃用户”。
      ! warning Q14: “Madrid System” is not translated as the termbase says: 马德里体系
        The company is a prolific user of the PCT and ▸Madrid System◂.
    $ yiku set 3 - < line.txt
    --- stderr ---
    notice:3 has just this translation already.
    $ yiku set notice:1 '总干事访问小米公司'
    notice:1  ✓ translated by li, 2024-09-16 15:20
      Director General Visits Xiaomi
      总干事访问小米公司
    $ yiku set 1 ''
    --- stderr ---
    error: the translation is empty; notice:1 stays as it is
    --- exit 2 ---
    $ yiku set 1-2 一句
    --- stderr ---
    error: one translation goes to one segment
    hint: name one number
    --- exit 2 ---
    $ yiku set 1
    --- stderr ---
    error: what is the translation of segment 1?
    hint: `yiku set 1 -` takes it from the keyboard or a pipe
    --- exit 2 ---
    ");
    // No line end came in with it.
    let json = folder.done("show 3 --json");
    assert!(json.contains("\"target\":\"小米公司是《专利合作条约》（PCT）“活跃用户”。\""));
}

#[test]
fn confirm_and_reject_take_numbers_and_ranges() {
    let folder = Folder::with_memory();
    folder.done("import notice.en.txt --name second");
    assert_snapshot!(folder.transcript("
        confirm notice:1-3 notice:5
        confirm notice:1-5 --as reviewed
        confirm notice:1-5 --as reviewed
        reject notice:2
        confirm 1
        confirm second:1
        confirm notice:4 second:1
        confirm notice:9
        confirm notice:5-9
        confirm
        status
    "), @r"
    $ yiku confirm notice:1-3 notice:5
    --- stderr ---
    4 segments translated.
    $ yiku confirm notice:1-5 --as reviewed
    --- stderr ---
    5 segments reviewed.
    $ yiku confirm notice:1-5 --as reviewed
    --- stderr ---
    5 segments already reviewed.
    $ yiku reject notice:2
    --- stderr ---
    1 segment rejected.
    $ yiku confirm 1
    --- stderr ---
    error: segment 1 could be in notice, second
    hint: say which: notice:1
    --- exit 2 ---
    $ yiku confirm second:1
    --- stderr ---
    error: second:1 has no translation; nothing was confirmed
    hint: `yiku set second:1 -` gives it one
    --- exit 2 ---
    $ yiku confirm notice:4 second:1
    --- stderr ---
    error: second:1 has no translation; nothing was confirmed
    hint: `yiku set second:1 -` gives it one
    --- exit 2 ---
    $ yiku confirm notice:9
    --- stderr ---
    error: notice has no segment 9; its segments are 1 to 5
    --- exit 2 ---
    $ yiku confirm notice:5-9
    --- stderr ---
    error: notice has no segment 9; its segments are 1 to 5
    --- exit 2 ---
    $ yiku confirm
    --- stderr ---
    error: the following required arguments were not provided:
      <SEGMENTS>...

    Usage: yiku confirm <SEGMENTS>...

    For more information, try '--help'.
    --- exit 2 ---
    $ yiku status
     document  segments  done      draft  left  words left  findings
     notice    5         4 (80 %)  0      1     15          0
     second    5         0 (0 %)   0      5     53          0
    ");
}

#[test]
fn pairs_are_corrected_and_stay_so() {
    let folder = Folder::with_memory();
    assert_snapshot!(folder.transcript("
        align --fix 2 down
        align --fix 3 up --json
        align --fix notice:1 merge
        align --fix 1 split
        align --fix 5 down
        align --fix 4 sideways
        align --fix 1-2 swap
        log --max 3
        undo
    "), @r#"
    $ yiku align --fix 2 down
    Before:
    notice:2  ✓ translated (aligned NN %)
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    notice:3  ✓ translated (aligned NN %)
      The company is a prolific user of the PCT and Madrid System.
      该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
    After:
    notice:2  ○ untranslated
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
    notice:3  ✓ translated by li, 2024-09-16 15:20
      The company is a prolific user of the PCT and Madrid System.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
    $ yiku align --fix 3 up --json
    {"type":"segment","segment":"notice:2","unit":"dccd59f21a88e7b0305df0ab91a167cd","paragraph":2,"source":"As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.","target":"截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。","state":"translated","made_by":"human","score":null,"author":"li","date":"2024-09-16T15:20:00Z","alternatives":[],"put_right":null}
    {"type":"segment","segment":"notice:3","unit":"a8e025fa7b679f9c777418ef219b58da","paragraph":2,"source":"The company is a prolific user of the PCT and Madrid System.","target":"该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。","state":"translated","made_by":"human","score":null,"author":"li","date":"2024-09-16T15:20:00Z","alternatives":[],"put_right":null}
    $ yiku align --fix notice:1 merge
    Before:
    notice:1  ✓ translated (aligned NN %)
      Director General Visits Xiaomi
      总干事访问小米
    notice:2  ✓ translated by li, 2024-09-16 15:20
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    After:
    notice:1  ✓ translated by li, 2024-09-16 15:20
      Director General Visits Xiaomi
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      总干事访问小米
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    $ yiku align --fix 1 split
    Before:
    notice:1  ✓ translated by li, 2024-09-16 15:20
      Director General Visits Xiaomi
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      总干事访问小米
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    After:
    notice:1  ✓ translated by li, 2024-09-16 15:20
      Director General Visits Xiaomi
      总干事访问小米
    notice:2  ✓ translated by li, 2024-09-16 15:20
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    $ yiku align --fix 5 down
    --- stderr ---
    error: notice:5 has no segment after it
    --- exit 2 ---
    $ yiku align --fix 4 sideways
    --- stderr ---
    error: a pair cannot be corrected by “sideways”
    hint: split, merge, up, down, swap or take: `yiku align --fix 4 down`
    --- exit 2 ---
    $ yiku align --fix 1-2 swap
    --- stderr ---
    error: one pair is corrected at a time
    hint: name one number
    --- exit 2 ---
    $ yiku log --max 3
     number  when (UTC)        who  command                     what
     6       2024-09-16 15:20  li   align --fix 1 split         notice:1 split
     5       2024-09-16 15:20  li   align --fix notice:1 merge  notice:1 merge
     4       2024-09-16 15:20  li   align --fix 3 up            notice:3 up
    --- stderr ---
    hint: 3 more: --max 0 shows all
    $ yiku undo
    --- stderr ---
    Took back change 6: align --fix 1 split (notice:1 split).
    "#);
}

#[test]
fn a_piece_that_no_segment_has_is_given_to_one() {
    let folder = Folder::with_notice();
    folder.done("import terms.csv");
    let added = "大熊猫喜欢吃竹子。";
    folder.replace("notice.zh.txt", "\n访问", &format!("\n{added}\n访问"));
    assert_snapshot!(folder.transcript("
        import notice.en.txt --target notice.zh.txt
        list --unpaired
        align --fix 2 take
        align --fix 5 take
        list --unpaired
        align --fix 5 take
        log
    "), @"
    $ yiku import notice.en.txt --target notice.zh.txt
    --- stderr ---
    notice: 5 segments in 4 paragraphs.
    notice: 5 of 5 segments have their Chinese.
    warning: notice: 1 piece of the Chinese with no English; `yiku list --unpaired` shows them
    $ yiku list --unpaired
    notice  大熊猫喜欢吃竹子。
    $ yiku align --fix 2 take
    --- stderr ---
    error: beside the translation of notice:2 stands no piece that no segment has
    hint: `yiku list --unpaired` shows the pieces that no segment has
    --- exit 2 ---
    $ yiku align --fix 5 take
    Before:
    notice:5  ✓ translated (aligned NN %)
      The visit took place in Beijing on September 14, 2024.
      访问于2024年9月14日在北京进行。
    After:
    notice:5  ✓ translated by li, 2024-09-16 15:20
      The visit took place in Beijing on September 14, 2024.
      大熊猫喜欢吃竹子。
      访问于2024年9月14日在北京进行。
    $ yiku list --unpaired
    --- stderr ---
    Every piece of the translations has its segment.
    --- exit 1 ---
    $ yiku align --fix 5 take
    --- stderr ---
    error: beside the translation of notice:5 stands no piece that no segment has
    hint: `yiku list --unpaired` shows the pieces that no segment has
    --- exit 2 ---
    $ yiku log
     number  when (UTC)        who  command                                      what
     3       2024-09-16 15:20  li   align --fix 5 take                           notice:5 take
     2       2024-09-16 15:20  li   import notice.en.txt --target notice.zh.txt  notice: 5 segments
     1       2024-09-16 15:20  li   import terms.csv                             terms.csv: 11 concepts
    ");
    // The file of the translation has every piece where it was, and is not paired otherwise anew.
    folder.done("export -o again.zh.txt");
    assert_eq!(folder.read("again.zh.txt"), folder.read("notice.zh.txt"));
    folder.replace("notice.en.txt", "14", "15");
    folder.done("import notice.en.txt --target notice.zh.txt");
    assert!(folder.done("show 5").contains(added));
}
