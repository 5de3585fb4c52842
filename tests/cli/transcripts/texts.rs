//! Texts come in, are cut and aligned: `init`, `import`, `segment`, `align`.

use insta::assert_snapshot;

use crate::cli::folder::{Folder, NOTICE, shipped};

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
    --- stderr ---
    hint: `yiku confirm notice:4` keeps yours, `yiku confirm notice:4 --file` takes the file's
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
    folder.write("old.po", "<xliff/>");
    folder.write(
        "other/notice.en.txt",
        "Quite another matter, by accident of the same name.\n",
    );
    assert_snapshot!(folder.transcript("
        import notice.en.txt terms.csv
        import terms.csv
        import notice.en.txt terms.csv --target notice.zh.txt
        import old.po
        import
        import other/notice.en.txt
        import notice.zh.txt --target notice.zh.txt
    "), @"
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
    $ yiku import old.po
    --- stderr ---
    old.po: 0 units (0 new, 0 changed, 0 gone).
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
    {"type":"bead","text":1,"source":[0],"target":[0],"confidence":NN}
    {"type":"bead","text":1,"source":[1],"target":[1],"confidence":NN}
    {"type":"bead","text":1,"source":[2],"target":[2],"confidence":NN}
    {"type":"bead","text":1,"source":[3],"target":[3],"confidence":NN}
    {"type":"bead","text":1,"source":[4],"target":[4],"confidence":NN}
    "#);
}

#[test]
fn the_shipped_texts_are_what_the_tests_take_them_for() {
    let text = String::from_utf8(shipped("release.en.txt")).unwrap();
    assert!(text.starts_with("WIPO Director General Wraps Up Visit to China\n"));
    assert!(!text.ends_with('\n'));
}
