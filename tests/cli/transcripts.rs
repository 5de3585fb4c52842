//! What each command prints and says, word for word: read them as a translator would.

use insta::assert_snapshot;

use super::folder::{Folder, NOTICE, shipped};

#[test]
fn init_finds_the_texts_that_lie_there() {
    let folder = Folder::with_notice();
    std::fs::remove_file(folder.path("yiku.toml")).unwrap();
    assert_snapshot!(folder.transcript("
        init
        init
        init other --to fr
    "), @r"
    $ yiku init
    --- stderr ---
    Wrote ./yiku.toml. Next: say there what to export, and `yiku build`.
      notice: notice.en.txt, notice.zh.txt
    $ yiku init
    --- stderr ---
    error: ./yiku.toml is there already
    hint: `yiku build` does what it says; edit it in any text editor
    --- exit 2 ---
    $ yiku init other --to fr
    --- stderr ---
    Wrote other/yiku.toml. Next: `yiku import FILE`, or list your texts there and `yiku build`.
    ");
    let manifest = folder.read("yiku.toml");
    assert!(manifest.contains("source = \"notice.en.txt\"\ntarget = \"notice.zh.txt\"\n"));
    // What init wrote can be built as it stands.
    folder.done("import terms.csv");
    assert_snapshot!(folder.transcript("build"), @r"
    $ yiku build
    --- stderr ---
    here
    notice: 5 segments in 4 paragraphs.
    notice: 5 of 5 segments have their Chinese.
    ✓ notice: 5 of 5 segments translated (0 by hand), 53 words.
    The checks found nothing.
    hint: yiku.toml names no [[export]], so that no file is written
    ");
}

#[test]
fn import_says_what_is_new_changed_gone_and_moved() {
    let folder = Folder::with_notice();
    folder.done("import terms.csv");
    assert_snapshot!(folder.transcript("
        import notice.en.txt
        import notice.en.txt
        import notice.en.txt --target notice.zh.txt
        import notice.en.txt --target notice.zh.txt
    "), @r"
    $ yiku import notice.en.txt
    --- stderr ---
    notice: 5 segments in 4 paragraphs.
    $ yiku import notice.en.txt
    --- stderr ---
    notice: nothing to do, its 5 segments are in the memory as they stand.
    $ yiku import notice.en.txt --target notice.zh.txt
    --- stderr ---
    notice: 5 segments; no segment of the text changed.
    notice: 5 of 5 segments have their Chinese.
    $ yiku import notice.en.txt --target notice.zh.txt
    --- stderr ---
    notice: nothing to do, its 5 segments are in the memory as they stand.
    ");
    // One paragraph moved to the front, one number changed, one sentence gone, one new.
    folder.write(
        "notice.en.txt",
        "Director General Visits Xiaomi
The visit took place in Beijing on September 14, 2024.
As of mid 2024, Xiaomi had been granted more than 41,000 patents and 51,000 trademarks.
“IP is of utmost importance to the company,” Mr. Lei Jun said.
Students asked about artificial intelligence.
",
    );
    assert_snapshot!(folder.transcript("
        import notice.en.txt
        list
        show 3
    "), @r"
    $ yiku import notice.en.txt
    --- stderr ---
    notice: 5 segments; 1 new (5), 1 changed (3), 1 gone, 1 moved.
    The earlier texts of the changed segments are kept with their translations; `yiku show` has them.
    $ yiku list
    notice:1  ✓ translated (aligned NN %)
      Director General Visits Xiaomi
      总干事访问小米
    notice:2  ✓ translated (aligned NN %)
      The visit took place in Beijing on September 14, 2024.
      访问于2024年9月14日在北京进行。
    notice:3  ○ untranslated
      As of mid 2024, Xiaomi had been granted more than 41,000 patents and 51,000 trademarks.
    notice:4  ✓ translated (aligned NN %)
      “IP is of utmost importance to the company,” Mr. Lei Jun said.
      雷军先生说：“知识产权对公司极为重要。”
    notice:5  ○ untranslated
      Students asked about artificial intelligence.
    $ yiku show 3
    notice:3  ○ untranslated
      As of mid 2024, Xiaomi had been granted more than 41,000 patents and 51,000 trademarks.
      terms:
        Xiaomi = 小米
        patent = 专利
        trademark = 商标
      the text was: As of mid 2024, Xiaomi had been granted more than [-40,000-]{+41,000+} patents and 51,000 trademarks.
        its translation: 截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    ");
}

#[test]
fn import_keeps_what_was_set_by_hand_beside_what_the_file_says_now() {
    let folder = Folder::with_memory();
    folder.done("set 4 雷军先生表示：“知识产权对公司至关重要。”");
    folder.replace("notice.zh.txt", "极为重要", "十分重要");
    folder.replace("notice.zh.txt", "在北京进行", "在北京举行");
    assert_snapshot!(folder.transcript("
        import notice.en.txt --target notice.zh.txt
        status
        show 4
        show 5
        import notice.en.txt --target notice.zh.txt
        confirm 4
        status
    "), @r"
    $ yiku import notice.en.txt --target notice.zh.txt
    --- stderr ---
    notice: 5 segments; no segment of the text changed.
    notice: 5 of 5 segments have their Chinese.
    notice: the Chinese of 1 segment changed with its file: 5.
    warning: notice: you and the file both changed the Chinese of 1 segment: 4. Yours stands, the file's is kept beside it; `yiku show` has both
    $ yiku status
     document  segments  done       draft  left  words left  findings
     notice    5         5 (100 %)  0      0     0           0
    --- stderr ---
    warning: notice: a file has another text for 4; `yiku show` has both
    $ yiku show 4
    notice:4  ✓ translated by li, 2024-09-16 15:20
      “IP is of utmost importance to the company,” Mr. Lei Jun said.
      雷军先生表示：“知识产权对公司至关重要。”
      the file has: 雷军先生说：“知识产权对公司十分重要。”
        yours to it: 雷军先生[-表示-]{+说+}：“知识产权对公司[-至关-]{+十分+}重要。”
      terms:
        IP = 知识产权
        company = 公司
        Lei Jun = 雷军
      until 2024-09-16 15:20 (li): 雷军先生说：“知识产权对公司极为重要。”
    $ yiku show 5
    notice:5  ✓ translated (aligned NN %)
      The visit took place in Beijing on September 14, 2024.
      访问于2024年9月14日在北京举行。
      terms:
        visit = 访问
        Beijing = 北京
      until 2024-09-16 15:20 (li): 访问于2024年9月14日在北京进行。
    $ yiku import notice.en.txt --target notice.zh.txt
    --- stderr ---
    notice: nothing to do, its 5 segments are in the memory as they stand.
    $ yiku confirm 4
    --- stderr ---
    1 segment translated.
    $ yiku status
     document  segments  done       draft  left  words left  findings
     notice    5         5 (100 %)  0      0     0           0
    ");
}

#[test]
fn import_of_several_files_and_of_what_is_not_read_yet() {
    let folder = Folder::with_notice();
    folder.write("old.tmx", "<tmx/>");
    folder.write(
        "other/notice.en.txt",
        "Quite another matter, by accident of the same name.\n",
    );
    assert_snapshot!(folder.transcript("
        import notice.en.txt terms.csv
        import terms.csv
        import notice.en.txt terms.csv --target notice.zh.txt
        import old.tmx
        import
        import other/notice.en.txt
        import notice.zh.txt --target notice.zh.txt
    "), @r"
    $ yiku import notice.en.txt terms.csv
    --- stderr ---
    New memory: memory.yiku
    notice: 5 segments in 4 paragraphs.
    terms.csv: 11 concepts (11 new, 0 changed, 0 gone).
    $ yiku import terms.csv
    --- stderr ---
    terms.csv: nothing to do, its terms are in the memory as they stand.
    $ yiku import notice.en.txt terms.csv --target notice.zh.txt
    --- stderr ---
    error: --target and --name go with one file
    hint: import the files one by one, or list them in yiku.toml and `yiku build`
    --- exit 2 ---
    $ yiku import old.tmx
    --- stderr ---
    error: old.tmx: this yiku does not read .tmx files yet
    hint: it reads texts (.txt) and termbases (.csv)
    --- exit 2 ---
    $ yiku import
    --- stderr ---
    error: the following required arguments were not provided:
      <FILES>...

    Usage: yiku import <FILES>...

    For more information, try '--help'.
    --- exit 2 ---
    $ yiku import other/notice.en.txt
    --- stderr ---
    notice: 1 segment; 1 new (1), 5 gone.
    warning: notice: no segment of the text before is in this one. If it is another text, `yiku undo` and import it with --name
    $ yiku import notice.zh.txt --target notice.zh.txt
    --- stderr ---
    error: notice.zh.txt holds the same text as notice.zh.txt
    hint: a text is not its own translation; name the other file
    --- exit 2 ---
    ");
}

#[test]
fn segment_cuts_the_release_into_seventy() {
    let folder = Folder::with_release();
    let lines = folder.done("segment release.en.txt");
    assert_eq!(lines.lines().filter(|line| !line.is_empty()).count(), 70);
    folder.write("notice.en.txt", NOTICE);
    assert_snapshot!(folder.transcript("
        segment notice.en.txt
        segment --lang en --explain notice.en.txt
        segment notice.en.txt --json
        segment --lang zh - < release.zh-Hans.txt
    ").lines().take(40).collect::<Vec<_>>().join("\n"), @r#"
    $ yiku segment notice.en.txt
    Director General Visits Xiaomi

    As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
    The company is a prolific user of the PCT and Madrid System.

    “IP is of utmost importance to the company,” Mr. Lei Jun said.

    The visit took place in Beijing on September 14, 2024.
    $ yiku segment --lang en --explain notice.en.txt
    paragraph cut: Director General Visits Xiaomi‖As of mid 2024, Xiao
    full-stop cut: patents and 51,000 trademarks.‖The company is a pro
    paragraph cut:  of the PCT and Madrid System.‖“IP is of utmost imp
    title no cut: mportance to the company,” Mr.·Lei Jun said. The vi
    paragraph cut: he company,” Mr. Lei Jun said.‖The visit took place
    paragraph cut: Beijing on September 14, 2024.‖
    $ yiku segment notice.en.txt --json
    {"type":"cut","number":1,"paragraph":1,"text":"Director General Visits Xiaomi"}
    {"type":"cut","number":2,"paragraph":2,"text":"As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks."}
    {"type":"cut","number":3,"paragraph":2,"text":"The company is a prolific user of the PCT and Madrid System."}
    {"type":"cut","number":4,"paragraph":3,"text":"“IP is of utmost importance to the company,” Mr. Lei Jun said."}
    {"type":"cut","number":5,"paragraph":4,"text":"The visit took place in Beijing on September 14, 2024."}
    $ yiku segment --lang zh - < release.zh-Hans.txt
    产权组织总干事结束访华行程

    2024年9月16日

    2024年9月14日，世界知识产权组织（产权组织）总干事邓鸿森结束了对中国为期六天的正式访问，访问期间他在江西省和北京出席了多项活动并举行了双边会议。
    他承诺，产权组织将继续支持中国进一步发展知识产权生态系统。

    江西省：会见、活动与实地参观

    在江西省省会南昌，邓先生会见了中共江西省委书记尹弘先生。
    尹弘先生概述了省政府为加强本地区创新和创造生态系统所作的努力，包括设立专门知识产权法庭，以及营造有利环境，让创新和创造蓬勃发展。

    邓先生就上述进展向尹弘先生表示祝贺，并指出南昌首次跻身产权组织2024年全球创新指数（GII）科技集群排名前100位，这是一个重要的里程碑。
    这一成绩既反映出技术创新取得的长足进步，也体现了江西省政府和南昌市政府在加强知识产权保护、出台激励政策和完善法治生态方面所作的努力。

    总干事还强调了江西省丰富的文化遗产。
    景德镇位于江西省东北部，以历史悠久的瓷器生产闻名于世。
    "#);
}

#[test]
fn align_prints_beads_for_people_and_for_scripts() {
    let folder = Folder::with_notice();
    folder.done("import terms.csv");
    for (from, to) in [("en", "notice.en.txt"), ("zh", "notice.zh.txt")] {
        let lines = folder.done(&format!("segment --lang {from} {to}"));
        folder.write(&format!("{from}.lines"), lines);
    }
    assert_snapshot!(folder.transcript("
        align notice.en.txt notice.zh.txt
        align en.lines zh.lines --segmented --json
    "), @r#"
    $ yiku align notice.en.txt notice.zh.txt
    1 = 1  NN %
      Director General Visits Xiaomi
      总干事访问小米
    2 = 2  NN %
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    3 = 3  NN %
      The company is a prolific user of the PCT and Madrid System.
      该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
    4 = 4  NN %
      “IP is of utmost importance to the company,” Mr. Lei Jun said.
      雷军先生说：“知识产权对公司极为重要。”
    5 = 5  NN %
      The visit took place in Beijing on September 14, 2024.
      访问于2024年9月14日在北京进行。
    $ yiku align en.lines zh.lines --segmented --json
    {"type":"bead","source":[0],"target":[0],"confidence":NN}
    {"type":"bead","source":[1],"target":[1],"confidence":NN}
    {"type":"bead","source":[2],"target":[2],"confidence":NN}
    {"type":"bead","source":[3],"target":[3],"confidence":NN}
    {"type":"bead","source":[4],"target":[4],"confidence":NN}
    "#);
}

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
    {"type":"segment","segment":"notice:1","unit":"ef7fa9ddae3bdcff7ebdf1baf63f8a9b","paragraph":1,"source":"Director General Visits Xiaomi","target":"总干事访问小米","state":"translated","made_by":"aligned","score":NN,"author":null,"date":null,"alternatives":[]}
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
    error: the following required arguments were not provided:
      <TEXT>

    Usage: yiku set <SEGMENT> <TEXT>

    For more information, try '--help'.
    --- exit 2 ---
    ");
    // No line end came in with it.
    let json = folder.done("show 3 --json");
    assert!(json.contains("\"target\":\"小米公司是《专利合作条约》（PCT）“活跃用户”。\""));
}

#[test]
fn set_warns_of_what_the_checks_find_at_once() {
    let folder = Folder::with_memory();
    assert_snapshot!(folder.transcript("
        set 2 '截至2024年年中，小米已获得4万多件专利授权和5100件商标注册。'
        set 3 '该公司是PCT体系和马德里系统的活跃用户。'
        check
        check --json
        check --fail-on error
    "), @r#"
    $ yiku set 2 '截至2024年年中，小米已获得4万多件专利授权和5100件商标注册。'
    notice:2  ✓ translated by li, 2024-09-16 15:20
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5100件商标注册。
      ✗ error Q01: 5100 in the translation, 51,000 in the source
        截至2024年年中，小米已获得4万多件专利授权和▸5100◂件商标注册。
    $ yiku set 3 '该公司是PCT体系和马德里系统的活跃用户。'
    notice:3  ✓ translated by li, 2024-09-16 15:20
      The company is a prolific user of the PCT and Madrid System.
      该公司是PCT体系和马德里系统的活跃用户。
      ! warning Q14: “PCT” is not translated as the termbase says: 《专利合作条约》
        The company is a prolific user of the ▸PCT◂ and Madrid System.
      ✗ error Q15: “马德里系统” must not be used; use 马德里体系
        该公司是PCT体系和▸马德里系统◂的活跃用户。
    $ yiku check
    notice:2
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5100件商标注册。
      ✗ error Q01: 5100 in the translation, 51,000 in the source
        截至2024年年中，小米已获得4万多件专利授权和▸5100◂件商标注册。
    notice:3
      The company is a prolific user of the PCT and Madrid System.
      该公司是PCT体系和马德里系统的活跃用户。
      ! warning Q14: “PCT” is not translated as the termbase says: 《专利合作条约》
        The company is a prolific user of the ▸PCT◂ and Madrid System.
      ✗ error Q15: “马德里系统” must not be used; use 马德里体系
        该公司是PCT体系和▸马德里系统◂的活跃用户。
    --- stderr ---
    3 findings in 5 translated segments.
    --- exit 1 ---
    $ yiku check --json
    {"type":"finding","check":"Q01","severity":"error","segment":"notice:2","side":"target","start":24,"end":28,"message":"5100 in the translation, 51,000 in the source","source":"As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.","target":"截至2024年年中，小米已获得4万多件专利授权和5100件商标注册。"}
    {"type":"finding","check":"Q14","severity":"warning","segment":"notice:3","side":"source","start":38,"end":41,"message":"“PCT” is not translated as the termbase says: 《专利合作条约》","source":"The company is a prolific user of the PCT and Madrid System.","target":"该公司是PCT体系和马德里系统的活跃用户。"}
    {"type":"finding","check":"Q15","severity":"error","segment":"notice:3","side":"target","start":10,"end":15,"message":"“马德里系统” must not be used; use 马德里体系","source":"The company is a prolific user of the PCT and Madrid System.","target":"该公司是PCT体系和马德里系统的活跃用户。"}
    --- stderr ---
    3 findings in 5 translated segments.
    --- exit 1 ---
    $ yiku check --fail-on error
    notice:2
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5100件商标注册。
      ✗ error Q01: 5100 in the translation, 51,000 in the source
        截至2024年年中，小米已获得4万多件专利授权和▸5100◂件商标注册。
    notice:3
      The company is a prolific user of the PCT and Madrid System.
      该公司是PCT体系和马德里系统的活跃用户。
      ! warning Q14: “PCT” is not translated as the termbase says: 《专利合作条约》
        The company is a prolific user of the ▸PCT◂ and Madrid System.
      ✗ error Q15: “马德里系统” must not be used; use 马德里体系
        该公司是PCT体系和▸马德里系统◂的活跃用户。
    --- stderr ---
    3 findings in 5 translated segments.
    --- exit 1 ---
    "#);
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
    error: second:1 has no translation
    hint: `yiku set second:1 -` gives it one
    --- exit 2 ---
    $ yiku confirm notice:4 second:1
    --- stderr ---
    error: second:1 has no translation
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
fn search_finds_words_in_either_language() {
    let folder = Folder::with_memory();
    assert_snapshot!(folder.transcript("
        search 专利
        search 商
        search 商标 专利
        search ＸＩＡＯＭＩ patents
        search '\"Madrid System\"'
        search 专利 --json
        search 版权
        search ''
    "), @r#"
    $ yiku search 专利
    notice:2
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件▸专利◂授权和5.1万件商标注册。
    notice:3
      The company is a prolific user of the PCT and Madrid System.
      该公司是《▸专利◂合作条约》（PCT）体系和马德里体系的活跃用户。
    --- stderr ---
    2 segments.
    $ yiku search 商
    notice:2
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件▸商◂标注册。
    --- stderr ---
    1 segment.
    $ yiku search 商标 专利
    notice:2
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件▸专利◂授权和5.1万件▸商标◂注册。
    --- stderr ---
    1 segment.
    $ yiku search ＸＩＡＯＭＩ patents
    notice:2
      As of mid 2024, ▸Xiaomi◂ had been granted more than 40,000 ▸patents◂ and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    --- stderr ---
    1 segment.
    $ yiku search '"Madrid System"'
    notice:3
      The company is a prolific user of the PCT and ▸Madrid System◂.
      该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
    --- stderr ---
    1 segment.
    $ yiku search 专利 --json
    {"type":"hit","segment":"notice:2","document":"notice","side":"target","places":[[19,21]],"source":"As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.","target":"截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。"}
    {"type":"hit","segment":"notice:3","document":"notice","side":"target","places":[[5,7]],"source":"The company is a prolific user of the PCT and Madrid System.","target":"该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。"}
    --- stderr ---
    2 segments.
    $ yiku search 版权
    --- stderr ---
    No segment holds 版权.
    --- exit 1 ---
    $ yiku search ''
    --- stderr ---
    error: there is no word to search for
    hint: `yiku search 专利` finds 专利
    --- exit 2 ---
    "#);
}

#[test]
fn the_termbase_is_kept_by_commands() {
    let folder = Folder::with_memory();
    assert_snapshot!(folder.transcript("
        term add 'smart contract' 智能合约 --domain technology --definition 'Code that runs itself.'
        term add 'smart contract' 智能合约
        term add 'smart contract' 智慧合约 --forbidden
        term find 智能
        term find MADRID
        term find 版权
        term list --domain patent
        term list --domain place --json
        term scan notice.en.txt
        term scan notice.zh.txt --lang zh --json
        term remove smart-contract
        term remove smart-contract
        term export --format terms-csv
        term export -o terms.tbx
        term export -o glossary.docx
    "), @r#"
    $ yiku term add 'smart contract' 智能合约 --domain technology --definition 'Code that runs itself.'
    smart-contract  technology: Code that runs itself.
      en      smart contract
      zh-Hans 智能合约
    $ yiku term add 'smart contract' 智能合约
    --- stderr ---
    smart-contract is in the termbase already.
    $ yiku term add 'smart contract' 智慧合约 --forbidden
    smart-contract  technology: Code that runs itself.
      en      smart contract
      zh-Hans 智能合约
              智慧合约  (forbidden)
    $ yiku term find 智能
    smart-contract  technology: Code that runs itself.
      en      smart contract
      zh-Hans 智能合约
              智慧合约  (forbidden)
    --- stderr ---
    1 concept.
    $ yiku term find MADRID
    madrid-system  trademark
      en      Madrid System
      zh-Hans 马德里体系
              马德里系统  (forbidden)
    --- stderr ---
    1 concept.
    $ yiku term find 版权
    --- stderr ---
    No term holds that.
    --- exit 1 ---
    $ yiku term list --domain patent
    patent  patent
      en      patent
      zh-Hans 专利
    pct  patent
      en      PCT
      zh-Hans 《专利合作条约》
    --- stderr ---
    2 concepts.
    $ yiku term list --domain place --json
    {"type":"concept","concept":"beijing","domain":"place","definition":"","terms":[{"lang":"en","text":"Beijing","status":"preferred"},{"lang":"zh-Hans","text":"北京","status":"preferred"}]}
    --- stderr ---
    1 concept.
    $ yiku term scan notice.en.txt
    1  Director General = 总干事
    1  Visits = 访问
    1  Xiaomi = 小米
    2  Xiaomi = 小米
    2  patents = 专利
    2  trademarks = 商标
    3  company = 公司
    3  PCT = 《专利合作条约》
    3  Madrid System = 马德里体系
    4  IP = 知识产权
    4  company = 公司
    4  Lei Jun = 雷军
    5  visit = 访问
    5  Beijing = 北京
    --- stderr ---
    14 places, each with the number of its segment in the text.
    $ yiku term scan notice.zh.txt --lang zh --json
    {"type":"term","number":1,"start":0,"end":3,"text":"总干事","concept":"director-general","targets":["Director General"],"forbidden":[]}
    {"type":"term","number":1,"start":3,"end":5,"text":"访问","concept":"visit","targets":["visit"],"forbidden":[]}
    {"type":"term","number":1,"start":5,"end":7,"text":"小米","concept":"xiaomi","targets":["Xiaomi"],"forbidden":[]}
    {"type":"term","number":2,"start":10,"end":12,"text":"小米","concept":"xiaomi","targets":["Xiaomi"],"forbidden":[]}
    {"type":"term","number":2,"start":19,"end":21,"text":"专利","concept":"patent","targets":["patent"],"forbidden":[]}
    {"type":"term","number":2,"start":29,"end":31,"text":"商标","concept":"trademark","targets":["trademark"],"forbidden":[]}
    {"type":"term","number":3,"start":1,"end":3,"text":"公司","concept":"company","targets":["company"],"forbidden":[]}
    {"type":"term","number":3,"start":5,"end":11,"text":"专利合作条约","concept":"pct","targets":["PCT"],"forbidden":[]}
    {"type":"term","number":3,"start":20,"end":25,"text":"马德里体系","concept":"madrid-system","targets":["Madrid System"],"forbidden":[]}
    {"type":"term","number":4,"start":0,"end":2,"text":"雷军","concept":"lei-jun","targets":["Lei Jun"],"forbidden":[]}
    {"type":"term","number":4,"start":7,"end":11,"text":"知识产权","concept":"ip","targets":["IP"],"forbidden":[]}
    {"type":"term","number":4,"start":12,"end":14,"text":"公司","concept":"company","targets":["company"],"forbidden":[]}
    {"type":"term","number":5,"start":0,"end":2,"text":"访问","concept":"visit","targets":["visit"],"forbidden":[]}
    {"type":"term","number":5,"start":14,"end":16,"text":"北京","concept":"beijing","targets":["Beijing"],"forbidden":[]}
    --- stderr ---
    14 places, each with the number of its segment in the text.
    $ yiku term remove smart-contract
    --- stderr ---
    Removed smart-contract; `yiku undo` brings it back.
    $ yiku term remove smart-contract
    --- stderr ---
    error: there is no concept “smart-contract”
    hint: `yiku term find WORD` shows the ids of concepts
    --- exit 2 ---
    $ yiku term export --format terms-csv
    concept,lang,term,status,part_of_speech,term_type,case,match,label,domain,kind,definition,note,source
    beijing,en,Beijing,preferred,,,exact,word,,place,,,,
    beijing,zh-Hans,北京,preferred,,,any,word,,,,,,
    company,en,company,preferred,,,any,word,,business,,,,
    company,zh-Hans,公司,preferred,,,any,word,,,,,,
    director-general,en,Director General,preferred,,,any,word,,office,,,,
    director-general,zh-Hans,总干事,preferred,,,any,word,,,,,,
    ip,en,IP,preferred,,,exact,word,,law,,,,
    ip,zh-Hans,知识产权,preferred,,,any,word,,,,,,
    lei-jun,en,Lei Jun,preferred,,,exact,word,,person,,,,
    lei-jun,zh-Hans,雷军,preferred,,,any,word,,,,,,
    madrid-system,en,Madrid System,preferred,,,any,word,,trademark,,,,
    madrid-system,zh-Hans,马德里体系,preferred,,,any,word,,,,,,
    madrid-system,zh-Hans,马德里系统,forbidden,,,any,word,,,,,,
    patent,en,patent,preferred,,,any,word,,patent,,,,
    patent,zh-Hans,专利,preferred,,,any,word,,,,,,
    pct,en,PCT,preferred,,,exact,word,,patent,,,,
    pct,zh-Hans,《专利合作条约》,preferred,,,any,word,,,,,,
    trademark,en,trademark,preferred,,,any,word,,trademark,,,,
    trademark,zh-Hans,商标,preferred,,,any,word,,,,,,
    visit,en,visit,preferred,,,any,word,,business,,,,
    visit,zh-Hans,访问,preferred,,,any,word,,,,,,
    xiaomi,en,Xiaomi,preferred,,,exact,word,,business,,,,
    xiaomi,zh-Hans,小米,preferred,,,any,word,,,,,,
    $ yiku term export -o terms.tbx
    --- stderr ---
    Wrote terms.tbx (11 concepts).
    $ yiku term export -o glossary.docx
    --- stderr ---
    error: which format?
    hint: --format is one of tbx, terms-csv, glossary
    --- exit 2 ---
    "#);
    folder.replace("terms.csv", "马德里系统,forbidden", "马德里制度,forbidden");
    folder.done("term add PCT 专利合作协定 --forbidden");
    assert_snapshot!(folder.transcript("
        term import terms.csv
        term import terms.csv
        term find pct
    "), @r"
    $ yiku term import terms.csv
    --- stderr ---
    terms.csv: 11 concepts (0 new, 1 changed, 0 gone).
    warning: terms.csv: changed by hand, and left so: pct
    $ yiku term import terms.csv
    --- stderr ---
    terms.csv: nothing to do, its terms are in the memory as they stand.
    $ yiku term find pct
    pct  patent
      en      PCT
      zh-Hans 《专利合作条约》
              专利合作协定  (forbidden)
    --- stderr ---
    1 concept.
    ");
}

#[test]
fn a_termbase_that_cannot_be_read_is_told_by_line() {
    let folder = Folder::with_memory();
    folder.write("no-columns.csv", "a,b\nc,d\n");
    folder.write(
        "status.csv",
        "concept,lang,term,status\nx,en,X,good\nx,zh,，,preferred\n",
    );
    folder.write("lang.csv", "concept,lang,term\nx,english language,X\n");
    folder.write("short.csv", "concept,lang,term\nx,en\n");
    assert_snapshot!(folder.transcript("
        term import no-columns.csv
        term import status.csv
        term import lang.csv
        term import short.csv
    "), @r"
    $ yiku term import no-columns.csv
    --- stderr ---
    error: no-columns.csv: the termbase has no column “concept”; its first line must name concept, lang, term
    hint: the columns of a termbase are concept, lang, term and more (see `yiku term import --help`)
    --- exit 2 ---
    $ yiku term import status.csv
    --- stderr ---
    status.csv: 1 concept (1 new, 0 changed, 0 gone).
    warning: status.csv, line 2: “status” is “good”, which is not known; taken for “admitted”
    $ yiku term import lang.csv
    --- stderr ---
    lang.csv: 1 concept (1 new, 0 changed, 0 gone).
    warning: lang.csv, line 2: “english language” is not a language tag; the term “X” is left out
    $ yiku term import short.csv
    --- stderr ---
    short.csv: 1 concept (1 new, 0 changed, 0 gone).
    warning: short.csv, line 2: the row has no term; left out
    ");
}

#[test]
fn export_to_the_screen_and_to_files() {
    let folder = Folder::with_memory();
    folder.done("reject 5");
    assert_snapshot!(folder.transcript("
        export --format tmx
        export --format tmx --state rejected --tags en=en-GB,zh-Hans=zh-CN
    "), @r#"
    $ yiku export --format tmx
    <?xml version="1.0" encoding="UTF-8"?>
    <tmx version="1.4">
      <header creationtool="yiku" creationtoolversion="0.1.0" segtype="sentence" o-tmf="yiku" adminlang="en" srclang="en" datatype="plaintext"/>
      <body>
        <tu tuid="ef7fa9ddae3bdcff7ebdf1baf63f8a9b">
          <prop type="project">visit</prop>
          <prop type="x-document">notice</prop>
          <tuv xml:lang="en">
            <seg>Director General Visits Xiaomi</seg>
          </tuv>
          <tuv xml:lang="zh-Hans">
            <prop type="x-state">translated</prop>
            <prop type="x-origin">aligned</prop>
            <prop type="x-score">NN</prop>
            <seg>总干事访问小米</seg>
          </tuv>
        </tu>
        <tu tuid="dccd59f21a88e7b0305df0ab91a167cd">
          <prop type="project">visit</prop>
          <prop type="x-document">notice</prop>
          <tuv xml:lang="en">
            <seg>As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.</seg>
          </tuv>
          <tuv xml:lang="zh-Hans">
            <prop type="x-state">translated</prop>
            <prop type="x-origin">aligned</prop>
            <prop type="x-score">NN</prop>
            <seg>截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。</seg>
          </tuv>
        </tu>
        <tu tuid="a8e025fa7b679f9c777418ef219b58da">
          <prop type="project">visit</prop>
          <prop type="x-document">notice</prop>
          <tuv xml:lang="en">
            <seg>The company is a prolific user of the PCT and Madrid System.</seg>
          </tuv>
          <tuv xml:lang="zh-Hans">
            <prop type="x-state">translated</prop>
            <prop type="x-origin">aligned</prop>
            <prop type="x-score">NN</prop>
            <seg>该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。</seg>
          </tuv>
        </tu>
        <tu tuid="bf3722fc73af55dd93e57efc70553a55">
          <prop type="project">visit</prop>
          <prop type="x-document">notice</prop>
          <tuv xml:lang="en">
            <seg>“IP is of utmost importance to the company,” Mr. Lei Jun said.</seg>
          </tuv>
          <tuv xml:lang="zh-Hans">
            <prop type="x-state">translated</prop>
            <prop type="x-origin">aligned</prop>
            <prop type="x-score">NN</prop>
            <seg>雷军先生说：“知识产权对公司极为重要。”</seg>
          </tuv>
        </tu>
      </body>
    </tmx>
    $ yiku export --format tmx --state rejected --tags en=en-GB,zh-Hans=zh-CN
    <?xml version="1.0" encoding="UTF-8"?>
    <tmx version="1.4">
      <header creationtool="yiku" creationtoolversion="0.1.0" segtype="sentence" o-tmf="yiku" adminlang="en" srclang="en-GB" datatype="plaintext" creationdate="20240916T152000Z"/>
      <body>
        <tu tuid="5e6c734ae63dfb8c7e32bd9a8a8bd40b">
          <prop type="project">visit</prop>
          <prop type="x-document">notice</prop>
          <tuv xml:lang="en-GB">
            <seg>The visit took place in Beijing on September 14, 2024.</seg>
          </tuv>
          <tuv xml:lang="zh-CN" creationdate="20240916T152000Z" creationid="li" changedate="20240916T152000Z" changeid="li">
            <prop type="x-state">rejected</prop>
            <prop type="x-origin">human</prop>
            <seg>访问于2024年9月14日在北京进行。</seg>
          </tuv>
        </tu>
      </body>
    </tmx>
    "#);
    assert_snapshot!(folder.transcript("export --format xliff"), @r#"
    $ yiku export --format xliff
    <?xml version="1.0" encoding="UTF-8"?>
    <xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
      <file original="notice.en.txt" source-language="en" target-language="zh-Hans" datatype="plaintext" tool-id="yiku" date="2024-09-16T15:20:00Z">
        <header>
          <tool tool-id="yiku" tool-name="yiku" tool-version="0.1.0"/>
        </header>
        <body>
          <trans-unit id="1" resname="ef7fa9ddae3bdcff7ebdf1baf63f8a9b" xml:space="preserve">
            <source>Director General Visits Xiaomi</source>
            <target state="translated" state-qualifier="x-aligned">总干事访问小米</target>
            <note from="terms" annotates="source">Director General = 总干事</note>
            <note from="terms" annotates="source">visit = 访问</note>
            <note from="terms" annotates="source">Xiaomi = 小米</note>
          </trans-unit>
          <trans-unit id="2" resname="dccd59f21a88e7b0305df0ab91a167cd" xml:space="preserve">
            <source>As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.</source>
            <target state="translated" state-qualifier="x-aligned">截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。</target>
            <note from="terms" annotates="source">Xiaomi = 小米</note>
            <note from="terms" annotates="source">patent = 专利</note>
            <note from="terms" annotates="source">trademark = 商标</note>
          </trans-unit>
          <trans-unit id="3" resname="a8e025fa7b679f9c777418ef219b58da" xml:space="preserve">
            <source>The company is a prolific user of the PCT and Madrid System.</source>
            <target state="translated" state-qualifier="x-aligned">该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。</target>
            <note from="terms" annotates="source">company = 公司</note>
            <note from="terms" annotates="source">PCT = 《专利合作条约》</note>
            <note from="terms" annotates="source">Madrid System = 马德里体系; not 马德里系统</note>
          </trans-unit>
          <trans-unit id="4" resname="bf3722fc73af55dd93e57efc70553a55" xml:space="preserve">
            <source>“IP is of utmost importance to the company,” Mr. Lei Jun said.</source>
            <target state="translated" state-qualifier="x-aligned">雷军先生说：“知识产权对公司极为重要。”</target>
            <note from="terms" annotates="source">IP = 知识产权</note>
            <note from="terms" annotates="source">company = 公司</note>
            <note from="terms" annotates="source">Lei Jun = 雷军</note>
          </trans-unit>
          <trans-unit id="5" resname="5e6c734ae63dfb8c7e32bd9a8a8bd40b" xml:space="preserve">
            <source>The visit took place in Beijing on September 14, 2024.</source>
            <target state="needs-review-translation">访问于2024年9月14日在北京进行。</target>
            <note from="terms" annotates="source">visit = 访问</note>
            <note from="terms" annotates="source">Beijing = 北京</note>
            <note from="state" annotates="target">rejected</note>
          </trans-unit>
        </body>
      </file>
    </xliff>
    --- stderr ---
    This format has no place for everything: 5 × fields were left out.
    "#);
    assert_snapshot!(folder.transcript("export --format xliff2 --for trados"), @r#"
    $ yiku export --format xliff2 --for trados
    <?xml version="1.0" encoding="UTF-8"?>
    <xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:gls="urn:oasis:names:tc:xliff:glossary:2.0" srcLang="en-US" trgLang="zh-CN">
      <file id="f1" original="notice.en.txt">
        <unit id="u1" name="ef7fa9ddae3bdcff7ebdf1baf63f8a9b" xml:space="preserve">
          <gls:glossary>
            <gls:glossEntry id="g1">
              <gls:term>Director General</gls:term>
              <gls:translation>总干事</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g2">
              <gls:term>visit</gls:term>
              <gls:translation>访问</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g3">
              <gls:term>Xiaomi</gls:term>
              <gls:translation>小米</gls:translation>
            </gls:glossEntry>
          </gls:glossary>
          <segment state="translated" subState="yiku:aligned">
            <source>Director General Visits Xiaomi</source>
            <target>总干事访问小米</target>
          </segment>
        </unit>
        <unit id="u2" name="dccd59f21a88e7b0305df0ab91a167cd" xml:space="preserve">
          <gls:glossary>
            <gls:glossEntry id="g1">
              <gls:term>Xiaomi</gls:term>
              <gls:translation>小米</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g2">
              <gls:term>patent</gls:term>
              <gls:translation>专利</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g3">
              <gls:term>trademark</gls:term>
              <gls:translation>商标</gls:translation>
            </gls:glossEntry>
          </gls:glossary>
          <segment state="translated" subState="yiku:aligned">
            <source>As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.</source>
            <target>截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。</target>
          </segment>
        </unit>
        <unit id="u3" name="a8e025fa7b679f9c777418ef219b58da" xml:space="preserve">
          <gls:glossary>
            <gls:glossEntry id="g1">
              <gls:term>company</gls:term>
              <gls:translation>公司</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g2">
              <gls:term>PCT</gls:term>
              <gls:translation>《专利合作条约》</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g3">
              <gls:term>Madrid System</gls:term>
              <gls:translation>马德里体系</gls:translation>
            </gls:glossEntry>
          </gls:glossary>
          <notes>
            <note id="n1" appliesTo="target" category="terms">Madrid System = 马德里体系; not 马德里系统</note>
          </notes>
          <segment state="translated" subState="yiku:aligned">
            <source>The company is a prolific user of the PCT and Madrid System.</source>
            <target>该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。</target>
          </segment>
        </unit>
        <unit id="u4" name="bf3722fc73af55dd93e57efc70553a55" xml:space="preserve">
          <gls:glossary>
            <gls:glossEntry id="g1">
              <gls:term>IP</gls:term>
              <gls:translation>知识产权</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g2">
              <gls:term>company</gls:term>
              <gls:translation>公司</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g3">
              <gls:term>Lei Jun</gls:term>
              <gls:translation>雷军</gls:translation>
            </gls:glossEntry>
          </gls:glossary>
          <segment state="translated" subState="yiku:aligned">
            <source>“IP is of utmost importance to the company,” Mr. Lei Jun said.</source>
            <target>雷军先生说：“知识产权对公司极为重要。”</target>
          </segment>
        </unit>
        <unit id="u5" name="5e6c734ae63dfb8c7e32bd9a8a8bd40b" xml:space="preserve">
          <gls:glossary>
            <gls:glossEntry id="g1">
              <gls:term>visit</gls:term>
              <gls:translation>访问</gls:translation>
            </gls:glossEntry>
            <gls:glossEntry id="g2">
              <gls:term>Beijing</gls:term>
              <gls:translation>北京</gls:translation>
            </gls:glossEntry>
          </gls:glossary>
          <segment state="initial" subState="yiku:rejected">
            <source>The visit took place in Beijing on September 14, 2024.</source>
            <target>访问于2024年9月14日在北京进行。</target>
          </segment>
        </unit>
      </file>
    </xliff>
    --- stderr ---
    This format has no place for everything: 5 × fields were left out.
    "#);
    assert_snapshot!(folder.transcript("
        export --format jsonl
        export --format text
        export --format tbx
        export --format terms-csv
        export --format glossary
    "), @r#"
    $ yiku export --format jsonl
    {"type":"memory","version":1,"source":"en","target":"zh-Hans","date":"2024-09-16T15:20:00Z"}
    {"type":"unit","id":"ef7fa9ddae3bdcff7ebdf1baf63f8a9b","origin":{"document":"notice"},"place":{"document":"notice","file":"notice.en.txt","number":1,"paragraph":1},"source_lang":"en","variants":[{"lang":"en","text":"Director General Visits Xiaomi"},{"lang":"zh-Hans","text":"总干事访问小米","state":"translated","made_by":"aligned","score":NN}],"fields":{"project":"visit"}}
    {"type":"unit","id":"dccd59f21a88e7b0305df0ab91a167cd","origin":{"document":"notice"},"place":{"document":"notice","file":"notice.en.txt","number":2,"paragraph":2},"source_lang":"en","variants":[{"lang":"en","text":"As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks."},{"lang":"zh-Hans","text":"截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。","state":"translated","made_by":"aligned","score":NN}],"fields":{"project":"visit"}}
    {"type":"unit","id":"a8e025fa7b679f9c777418ef219b58da","origin":{"document":"notice"},"place":{"document":"notice","file":"notice.en.txt","number":3,"paragraph":2},"source_lang":"en","variants":[{"lang":"en","text":"The company is a prolific user of the PCT and Madrid System."},{"lang":"zh-Hans","text":"该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。","state":"translated","made_by":"aligned","score":NN}],"fields":{"project":"visit"}}
    {"type":"unit","id":"bf3722fc73af55dd93e57efc70553a55","origin":{"document":"notice"},"place":{"document":"notice","file":"notice.en.txt","number":4,"paragraph":3},"source_lang":"en","variants":[{"lang":"en","text":"“IP is of utmost importance to the company,” Mr. Lei Jun said."},{"lang":"zh-Hans","text":"雷军先生说：“知识产权对公司极为重要。”","state":"translated","made_by":"aligned","score":NN}],"fields":{"project":"visit"}}
    {"type":"unit","id":"5e6c734ae63dfb8c7e32bd9a8a8bd40b","origin":{"document":"notice"},"place":{"document":"notice","file":"notice.en.txt","number":5,"paragraph":4},"source_lang":"en","variants":[{"lang":"en","text":"The visit took place in Beijing on September 14, 2024."},{"lang":"zh-Hans","text":"访问于2024年9月14日在北京进行。","state":"rejected","made_by":"human","author":"li","date":"2024-09-16T15:20:00Z","as_imported":"访问于2024年9月14日在北京进行。"}],"fields":{"project":"visit"}}
    $ yiku export --format text
    总干事访问小米
    截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
    雷军先生说：“知识产权对公司极为重要。”
    The visit took place in Beijing on September 14, 2024.
    --- stderr ---
    warning: the source text stands where there is no translation to use: 1 segment
    $ yiku export --format tbx
    <?xml version="1.0" encoding="UTF-8"?>
    <tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
      <tbxHeader>
        <fileDesc>
          <sourceDesc>
            <p>Termbase exported by yiku</p>
          </sourceDesc>
        </fileDesc>
      </tbxHeader>
      <text>
        <body>
          <conceptEntry id="beijing">
            <descrip type="subjectField">place</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>Beijing</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>北京</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="company">
            <descrip type="subjectField">business</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>company</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>公司</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="director-general">
            <descrip type="subjectField">office</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>Director General</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>总干事</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="ip">
            <descrip type="subjectField">law</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>IP</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>知识产权</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="lei-jun">
            <descrip type="subjectField">person</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>Lei Jun</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>雷军</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="madrid-system">
            <descrip type="subjectField">trademark</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>Madrid System</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>马德里体系</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
              <termSec>
                <term>马德里系统</term>
                <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="patent">
            <descrip type="subjectField">patent</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>patent</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>专利</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="pct">
            <descrip type="subjectField">patent</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>PCT</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>《专利合作条约》</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="trademark">
            <descrip type="subjectField">trademark</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>trademark</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>商标</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="visit">
            <descrip type="subjectField">business</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>visit</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>访问</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
          <conceptEntry id="xiaomi">
            <descrip type="subjectField">business</descrip>
            <langSec xml:lang="en">
              <termSec>
                <term>Xiaomi</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
            <langSec xml:lang="zh-Hans">
              <termSec>
                <term>小米</term>
                <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
              </termSec>
            </langSec>
          </conceptEntry>
        </body>
      </text>
    </tbx>
    $ yiku export --format terms-csv
    concept,lang,term,status,part_of_speech,term_type,case,match,label,domain,kind,definition,note,source
    beijing,en,Beijing,preferred,,,exact,word,,place,,,,
    beijing,zh-Hans,北京,preferred,,,any,word,,,,,,
    company,en,company,preferred,,,any,word,,business,,,,
    company,zh-Hans,公司,preferred,,,any,word,,,,,,
    director-general,en,Director General,preferred,,,any,word,,office,,,,
    director-general,zh-Hans,总干事,preferred,,,any,word,,,,,,
    ip,en,IP,preferred,,,exact,word,,law,,,,
    ip,zh-Hans,知识产权,preferred,,,any,word,,,,,,
    lei-jun,en,Lei Jun,preferred,,,exact,word,,person,,,,
    lei-jun,zh-Hans,雷军,preferred,,,any,word,,,,,,
    madrid-system,en,Madrid System,preferred,,,any,word,,trademark,,,,
    madrid-system,zh-Hans,马德里体系,preferred,,,any,word,,,,,,
    madrid-system,zh-Hans,马德里系统,forbidden,,,any,word,,,,,,
    patent,en,patent,preferred,,,any,word,,patent,,,,
    patent,zh-Hans,专利,preferred,,,any,word,,,,,,
    pct,en,PCT,preferred,,,exact,word,,patent,,,,
    pct,zh-Hans,《专利合作条约》,preferred,,,any,word,,,,,,
    trademark,en,trademark,preferred,,,any,word,,trademark,,,,
    trademark,zh-Hans,商标,preferred,,,any,word,,,,,,
    visit,en,visit,preferred,,,any,word,,business,,,,
    visit,zh-Hans,访问,preferred,,,any,word,,,,,,
    xiaomi,en,Xiaomi,preferred,,,exact,word,,business,,,,
    xiaomi,zh-Hans,小米,preferred,,,any,word,,,,,,
    $ yiku export --format glossary
    Beijing	北京	
    company	公司	
    Director General	总干事	
    IP	知识产权	
    Lei Jun	雷军	
    Madrid System	马德里体系	not 马德里系统
    patent	专利	
    PCT	《专利合作条约》	
    trademark	商标	
    visit	访问	
    Xiaomi	小米
    "#);
    assert_snapshot!(folder.transcript("
        export -o a.tmx --for trados
        export -o a.tmx --for trados
        export -o a.xlf
        export -o a.2.xlf
        export -o a.jsonl
        export -o a.tbx
        export -o a.csv
        export -o a.txt
        export -o a.html
        export -o a.docx
        export
        export somewhere
        export -o a.tmx --tags zh
        export -o a.tmx --document other
        export --for omegat project
    "), @r"
    $ yiku export -o a.tmx --for trados
    --- stderr ---
    Wrote a.tmx (4 segments).
    $ yiku export -o a.tmx --for trados
    --- stderr ---
    Up to date: a.tmx (4 segments).
    $ yiku export -o a.xlf
    --- stderr ---
    Wrote a.xlf (5 segments).
    This format has no place for everything: 5 × fields were left out.
    $ yiku export -o a.2.xlf
    --- stderr ---
    Wrote a.2.xlf (5 segments).
    This format has no place for everything: 5 × fields were left out.
    $ yiku export -o a.jsonl
    --- stderr ---
    Wrote a.jsonl (5 segments).
    $ yiku export -o a.tbx
    --- stderr ---
    Wrote a.tbx (11 concepts).
    $ yiku export -o a.csv
    --- stderr ---
    Wrote a.csv (11 concepts).
    $ yiku export -o a.txt
    --- stderr ---
    Wrote a.txt (1 document).
    warning: the source text stands where there is no translation to use: 1 segment
    $ yiku export -o a.html
    --- stderr ---
    Wrote a.html (1 document).
    $ yiku export -o a.docx
    --- stderr ---
    error: which format?
    hint: --format is one of tmx, xliff2, xliff, jsonl, tbx, terms-csv, glossary, text, report
    --- exit 2 ---
    $ yiku export
    --- stderr ---
    error: which format?
    hint: --format is one of tmx, xliff2, xliff, jsonl, tbx, terms-csv, glossary, text, report
    --- exit 2 ---
    $ yiku export somewhere
    --- stderr ---
    error: what should be written into somewhere?
    hint: `yiku export --for omegat FOLDER` writes an OmegaT project; a single file goes with -o FILE
    --- exit 2 ---
    $ yiku export -o a.tmx --tags zh
    --- stderr ---
    error: “zh” does not say how to write a language; --tags takes en=en-US,zh-Hans=zh-CN
    --- exit 2 ---
    $ yiku export -o a.tmx --document other
    --- stderr ---
    error: there is no document “other” (there is notice)
    --- exit 2 ---
    $ yiku export --for omegat project
    --- stderr ---
      project/source/notice.xlf
      project/tm/auto/notice.tmx
      project/glossary/glossary.txt
      project/omegat.project
    OmegaT opens project as a project.
    ");
    let names: Vec<String> = folder
        .files("project")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_snapshot!(names.join("\n"), @r"
    project/glossary/glossary.txt
    project/omegat.project
    project/source/notice.xlf
    project/tm/auto/notice.tmx
    ");
    let report = folder.done("export --format report");
    assert!(report.starts_with("<!DOCTYPE html>") && report.contains("已获得4万多件"));
}

#[test]
fn log_undo_and_redo() {
    let folder = Folder::with_memory();
    folder.done("set 1 总干事到访小米");
    assert_snapshot!(folder.transcript("
        log
        undo
        undo
        redo
        redo
        redo
        undo 1
        undo 99
        log --max 3
        log --max 2 --json
    "), @r#"
    $ yiku log
     number  when (UTC)        who  command                             what
     3       2024-09-16 15:20  li   set 1                               notice:1
     2       2024-09-16 15:20  li   import notice.en.txt notice.zh.txt  notice: 5 segments
     1       2024-09-16 15:20  li   import terms.csv                    terms.csv: 11 concepts
    $ yiku undo
    --- stderr ---
    Took back change 3: set 1 (notice:1).
    $ yiku undo
    --- stderr ---
    Took back change 2: import notice.en.txt notice.zh.txt (notice: 5 segments).
    $ yiku redo
    --- stderr ---
    Did again change 2: import notice.en.txt notice.zh.txt (notice: 5 segments).
    $ yiku redo
    --- stderr ---
    Did again change 3: set 1 (notice:1).
    $ yiku redo
    --- stderr ---
    There is nothing to do again.
    --- exit 1 ---
    $ yiku undo 1
    --- stderr ---
    Took back change 1: import terms.csv (terms.csv: 11 concepts).
    $ yiku undo 99
    --- stderr ---
    There is no change 99 to take back; `yiku log` shows them.
    --- exit 1 ---
    $ yiku log --max 3
     number  when (UTC)        who  command  what
     8       2024-09-16 15:20  li   undo 1   took back 1: import
     7       2024-09-16 15:20  li   redo     did 3 again: set
     6       2024-09-16 15:20  li   redo     did 2 again: import
    --- stderr ---
    hint: 5 more: --max 0 shows all
    $ yiku log --max 2 --json
    {"type":"change","number":8,"at":"2024-09-16T15:20:00Z","who":"li","command":"undo","arguments":["1"],"summary":"took back 1: import","reverses":1,"reversed_by":null}
    {"type":"change","number":7,"at":"2024-09-16T15:20:00Z","who":"li","command":"redo","arguments":[],"summary":"did 3 again: set","reverses":4,"reversed_by":null}
    "#);
}

#[test]
fn backup_writes_a_whole_copy_and_never_over_a_file() {
    let folder = Folder::with_memory();
    assert_snapshot!(folder.transcript("
        backup
        backup
        backup copy.yiku
        --memory copy.yiku status
        backup notice.en.txt
        backup no/such/folder/copy.yiku
    "), @r"
    $ yiku backup
    --- stderr ---
    Copied the memory to memory-20240916T152000Z.yiku.
    $ yiku backup
    --- stderr ---
    error: memory-20240916T152000Z.yiku is there already
    hint: name another file; nothing was written
    --- exit 2 ---
    $ yiku backup copy.yiku
    --- stderr ---
    Copied the memory to copy.yiku.
    $ yiku --memory copy.yiku status
     document  segments  done       draft  left  words left  findings
     notice    5         5 (100 %)  0      0     0           0
    $ yiku backup notice.en.txt
    --- stderr ---
    error: notice.en.txt is there already
    hint: name another file; nothing was written
    --- exit 2 ---
    $ yiku backup no/such/folder/copy.yiku
    --- stderr ---
    error: there is no folder no/such/folder
    hint: make it, or name another file; nothing was written
    --- exit 2 ---
    ");
    assert_eq!(folder.read("notice.en.txt"), NOTICE);
}

#[test]
fn build_does_what_the_manifest_says_and_nothing_twice() {
    let folder = Folder::with_project();
    assert_snapshot!(folder.transcript("
        build
        build
        status
        log
        build --json
    "), @r#"
    $ yiku build
    --- stderr ---
    visit
    notice: 5 segments in 4 paragraphs.
    notice: 5 of 5 segments have their Chinese.
    terms.csv: 11 concepts (11 new, 0 changed, 0 gone).
    ✓ notice: 5 of 5 segments translated (0 by hand), 53 words.
    The checks found nothing.
    3 files written, 0 up to date:
      + out/notice.tmx
      + out/notice.xlf
      + out/memory.jsonl
    $ yiku build
    --- stderr ---
    visit: nothing to do. The memory (5 segments, 11 concepts) and 3 files are up to date.
    The checks found nothing.
    $ yiku status
     document  segments  done       draft  left  words left  findings
     notice    5         5 (100 %)  0      0     0           0
    $ yiku log
     number  when (UTC)        who  command      what
     1       2024-09-16 15:20  li   build visit  documents: 1, termbases: 1
    $ yiku build --json
    {"type":"import","document":"notice","unchanged":true,"segments":5,"new":[],"changed":[],"gone":0,"moved":0,"missing":null,"doubtful":null,"conflicts":null}
    {"type":"termbase","termbase":"terms.csv","unchanged":true,"concepts":0,"new":0,"changed":0,"gone":0}
    {"type":"file","file":"out/notice.tmx","count":5,"written":false}
    {"type":"file","file":"out/notice.xlf","count":5,"written":false}
    {"type":"file","file":"out/memory.jsonl","count":5,"written":false}
    --- stderr ---
    visit: nothing to do. The memory (5 segments, 11 concepts) and 3 files are up to date.
    The checks found nothing.
    "#);
    std::fs::remove_file(folder.path("out/notice.xlf")).unwrap();
    folder.replace("notice.zh.txt", "在北京进行", "在北京举行");
    assert_snapshot!(folder.transcript("
        build
        build no-such-folder
        build out
    "), @r"
    $ yiku build
    --- stderr ---
    visit
    notice: 5 segments; no segment of the text changed.
    notice: 5 of 5 segments have their Chinese.
    notice: the Chinese of 1 segment changed with its file: 5.
    ✓ notice: 5 of 5 segments translated (0 by hand), 53 words.
    The checks found nothing.
    3 files written, 0 up to date:
      + out/notice.tmx
      + out/notice.xlf
      + out/memory.jsonl
    $ yiku build no-such-folder
    --- stderr ---
    error: there is no file no-such-folder/yiku.toml
    hint: `yiku init` writes a yiku.toml
    --- exit 2 ---
    $ yiku build out
    --- stderr ---
    error: there is no file out/yiku.toml
    hint: `yiku init` writes a yiku.toml
    --- exit 2 ---
    ");
}

#[test]
fn the_release_is_built_whole() {
    let folder = Folder::with_release();
    assert_snapshot!(folder.transcript("
        build
        status
        check
    "), @r"
    $ yiku build
    --- stderr ---
    WIPO Director General Wraps Up Visit to China
    release: 70 segments in 33 paragraphs.
    release: 70 of 70 segments have their Chinese.
    terms.csv: 447 concepts (447 new, 0 changed, 0 gone).
    ✓ release: 70 of 70 segments translated (0 by hand), 1879 words.
    The checks found 0 errors, 0 warnings and 2 remarks; `yiku check` shows them.
    6 files written, 0 up to date:
      + out/release.tmx
      + out/release.xlf
      + out/release.2.xlf
      + out/terms.tbx
      + out/release.jsonl
      + out/report.html
    $ yiku status
     document  segments  done        draft  left  words left  findings
     release   70        70 (100 %)  0      0     0           2
    $ yiku check
    release:24
      “It is not possible to talk about culture, creativity and innovation without partnership, collaboration and openness,” Mr. Tang concluded
      “没有伙伴关系、协作和开放，就谈不上文化、创造和创新，”邓先生最后说。
      i remark Q11: the source ends with no mark, the translation with a full stop
        “没有伙伴关系、协作和开放，就谈不上文化、创造和创新，”邓先生最后说▸。◂
    release:41
      He said WIPO's priority was to ensure that the human being remains at the center of creative expression
      他说，产权组织的优先事项是确保人始终处于创意表达的中心。
      i remark Q11: the source ends with no mark, the translation with a full stop
        他说，产权组织的优先事项是确保人始终处于创意表达的中心▸。◂
    --- stderr ---
    2 findings in 70 translated segments.
    ");
}

#[test]
fn without_a_project_the_memory_is_in_the_data_folder() {
    let folder = Folder::new();
    folder.write("a.txt", "One sentence. Another one.\n");
    assert_snapshot!(folder.transcript("
        status
        build
        import a.txt --to fr
        import a.txt --name b
        status
        --memory other.yiku import a.txt --quiet
        --memory other.yiku list 2
    "), @r"
    $ yiku status
    --- stderr ---
    error: there is no memory [HERE]/home/yiku/memory.yiku
    hint: `yiku import FILE` or `yiku build` makes one; --memory FILE names another
    --- exit 2 ---
    $ yiku build
    --- stderr ---
    error: there is no yiku.toml here or above
    hint: `yiku init` writes one; `yiku build FOLDER` builds another project
    --- exit 2 ---
    $ yiku import a.txt --to fr
    --- stderr ---
    New memory: [HERE]/home/yiku/memory.yiku
    a: 2 segments in 1 paragraph.
    $ yiku import a.txt --name b
    --- stderr ---
    b: 2 segments in 1 paragraph.
    $ yiku status
     document  segments  done     draft  left  words left  findings
     a         2         0 (0 %)  0      2     4           0
     b         2         0 (0 %)  0      2     4           0
    $ yiku --memory other.yiku import a.txt --quiet
    $ yiku --memory other.yiku list 2
    --- stderr ---
    error: there is no document “2” (there is a)
    --- exit 2 ---
    ");
}

#[test]
fn completions_are_for_the_shell() {
    let folder = Folder::new();
    let script = folder.done("completions bash");
    assert!(script.contains("_yiku()") && script.contains("complete -F _yiku"));
    assert_snapshot!(folder.transcript("completions fsh"), @r"
    $ yiku completions fsh
    --- stderr ---
    error: invalid value 'fsh' for '<SHELL>'
      [possible values: bash, elvish, fish, powershell, zsh]

      tip: a similar value exists: 'fish'

    For more information, try '--help'.
    --- exit 2 ---
    ");
}

#[test]
fn every_line_of_json_is_one_object_of_a_known_type() {
    let schema = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/schemas/json/record.schema.json"
    ))
    .unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let mut known: Vec<&str> = schema["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| kind["properties"]["type"]["const"].as_str().unwrap())
        .collect();
    known.sort_unstable();
    let folder = Folder::with_project();
    let mut longer = folder.read("notice.zh.txt");
    longer.push_str("本文由产权组织新闻处提供，转载时请注明出处，并保留全文的完整性。\n");
    folder.write("longer.zh.txt", longer);
    let mut found = Vec::new();
    for line in [
        "build",
        "import notice.en.txt --name second",
        "import terms.csv",
        "segment notice.en.txt",
        "segment notice.en.txt --explain",
        "align notice.en.txt notice.zh.txt",
        "list notice",
        "next",
        "show notice:1-5",
        "set notice:2 小米已获得4万多件专利授权和5万件商标注册。",
        "confirm notice:3",
        "search 专利",
        "term add standard 标准",
        "term find PCT",
        "term list",
        "term scan notice.en.txt",
        "term import terms.csv",
        "import notice.en.txt --target longer.zh.txt",
        "list --unpaired",
        "check notice",
        "status",
        "export -o a.tmx",
        "term export -o a.tbx",
        "log",
        "undo",
        "redo",
        "backup copy.yiku",
    ] {
        let ran = folder.run(&format!("{line} --json"));
        assert!(ran.code() < 2, "{line}\n{ran}");
        for object in ran.text().lines() {
            let object: serde_json::Value = serde_json::from_str(object)
                .unwrap_or_else(|error| panic!("yiku {line} --json: {error}\n{object}"));
            let kind = object["type"].as_str().unwrap().to_owned();
            assert!(known.contains(&kind.as_str()), "{line}: {kind}");
            fits(&schema, &kind, &object);
            found.push(kind);
        }
    }
    found.sort_unstable();
    found.dedup();
    assert_eq!(found, known, "every record is printed by some command");
}

/// Asserts that an object has the keys that the schema promises, and no others.
fn fits(schema: &serde_json::Value, kind: &str, object: &serde_json::Value) {
    let of_kind = schema["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .find(|of| of["properties"]["type"]["const"] == kind)
        .unwrap();
    let name = of_kind["$ref"]
        .as_str()
        .unwrap()
        .trim_start_matches("#/$defs/");
    let properties = schema["$defs"][name]["properties"].as_object().unwrap();
    let mut promised: Vec<&str> = properties.keys().map(String::as_str).collect();
    promised.push("type");
    promised.sort_unstable();
    let mut printed: Vec<&str> = object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    printed.sort_unstable();
    assert_eq!(printed, promised, "{kind}");
}

#[test]
fn the_shipped_texts_are_what_the_tests_take_them_for() {
    let text = String::from_utf8(shipped("release.en.txt")).unwrap();
    assert!(text.starts_with("WIPO Director General Wraps Up Visit to China\n"));
    assert!(!text.ends_with('\n'));
}
