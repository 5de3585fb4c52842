//! Review tables: out to a reviewer who has only Word, and home again.

use insta::assert_snapshot;

use crate::cli::folder::Folder;
use crate::cli::office::{Review, letter};

const COMPANY: &str = "该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。";
const QUOTE: &str = "雷军先生说：“知识产权对公司极为重要。”";
const DATE: &str = "访问于2024年9月14日在北京进行。";

/// A folder with the small document translated, and a table of it.
fn with_table() -> Folder {
    let folder = Folder::with_memory();
    folder.done("confirm notice:1-5");
    folder.done("export --review notice.docx");
    folder
}

#[test]
fn a_table_that_nobody_changed_changes_nothing() {
    let folder = with_table();
    assert_snapshot!(folder.transcript("
        import notice.docx
        export --review notice.docx
        export --review notice.xlsx
        export --format review -o same.xlsx
        import notice.xlsx same.xlsx
        log
    "), @"
    $ yiku import notice.docx
    --- stderr ---
    notice.docx: 5 rows; nothing taken.
    $ yiku export --review notice.docx
    --- stderr ---
    Up to date: notice.docx (5 segments).
    $ yiku export --review notice.xlsx
    --- stderr ---
    Wrote notice.xlsx (5 segments).
    $ yiku export --format review -o same.xlsx
    --- stderr ---
    Wrote same.xlsx (5 segments).
    $ yiku import notice.xlsx same.xlsx
    --- stderr ---
    notice.xlsx: 5 rows; nothing taken.
    same.xlsx: 5 rows; nothing taken.
    $ yiku log
     number  when (UTC)        who  command                                      what
     3       2024-09-16 15:20  li   confirm notice:1-5                           5 segments translated
     2       2024-09-16 15:20  li   import notice.en.txt --target notice.zh.txt  notice: 5 segments
     1       2024-09-16 15:20  li   import terms.csv                             terms.csv: 11 concepts
    ");
}

#[test]
fn what_a_reviewer_changed_comes_home_with_before_and_after() {
    let folder = with_table();
    Review::open(&folder, "notice.docx")
        .track(
            COMPANY,
            "公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。",
            "王芳",
        )
        .write(QUOTE, "雷军先生说：“知识产权对公司至关重要。”")
        .comment("雷军先生说", "原文语气更强", "王芳")
        .status("总干事访问小米", "translated", "定稿")
        .note(DATE, "是否应为“访问小米”？")
        .save(&folder, "back.docx");
    assert_snapshot!(folder.transcript("
        import back.docx --dry-run --reviewer 王芳
        import back.docx --reviewer 王芳
        import back.docx --reviewer 王芳
        show notice:3-5
        undo
        list notice
    "), @"
    $ yiku import back.docx --dry-run --reviewer 王芳
    notice:1  ✓ translated → ■ final, by 王芳
      Director General Visits Xiaomi
      总干事访问小米
    notice:3  ✓ translated → ✓✓ reviewed, by 王芳, 2024-09-18 10:05
      The company is a prolific user of the PCT and Madrid System.
      [-该-]公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
    notice:4  ✓ translated → ✓✓ reviewed, by 王芳
      “IP is of utmost importance to the company,” Mr. Lei Jun said.
      雷军先生说：“知识产权对公司[-极为-]{+至关+}重要。”
      comment by 王芳: 原文语气更强
    notice:5  ✓ translated
      The visit took place in Beijing on September 14, 2024.
      访问于2024年9月14日在北京进行。
      comment by 王芳: 是否应为“访问小米”？
    --- stderr ---
    back.docx: 5 rows; 2 translations, 1 status, 2 comments would be taken.
    hint: without --dry-run it is done; nothing was changed
    $ yiku import back.docx --reviewer 王芳
    notice:1  ✓ translated → ■ final, by 王芳
      Director General Visits Xiaomi
      总干事访问小米
    notice:3  ✓ translated → ✓✓ reviewed, by 王芳, 2024-09-18 10:05
      The company is a prolific user of the PCT and Madrid System.
      [-该-]公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
    notice:4  ✓ translated → ✓✓ reviewed, by 王芳
      “IP is of utmost importance to the company,” Mr. Lei Jun said.
      雷军先生说：“知识产权对公司[-极为-]{+至关+}重要。”
      comment by 王芳: 原文语气更强
    notice:5  ✓ translated
      The visit took place in Beijing on September 14, 2024.
      访问于2024年9月14日在北京进行。
      comment by 王芳: 是否应为“访问小米”？
    --- stderr ---
    back.docx: 5 rows; 2 translations, 1 status, 2 comments taken.
    hint: `yiku undo` takes it back; `yiku show` has the earlier texts
    $ yiku import back.docx --reviewer 王芳
    --- stderr ---
    back.docx: 5 rows; nothing taken.
    $ yiku show notice:3-5
    notice:3  ✓✓ reviewed by 王芳, 2024-09-16 15:20
      The company is a prolific user of the PCT and Madrid System.
      公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
      terms:
        company = 公司
        PCT = 《专利合作条约》
        Madrid System = 马德里体系; not 马德里系统
      until 2024-09-16 15:20 (li): 该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
    notice:4  ✓✓ reviewed by 王芳, 2024-09-16 15:20
      “IP is of utmost importance to the company,” Mr. Lei Jun said.
      雷军先生说：“知识产权对公司至关重要。”
      note: 王芳: 原文语气更强
      terms:
        IP = 知识产权
        company = 公司
        Lei Jun = 雷军
      until 2024-09-16 15:20 (li): 雷军先生说：“知识产权对公司极为重要。”
    notice:5  ✓ translated by li, 2024-09-16 15:20
      The visit took place in Beijing on September 14, 2024.
      访问于2024年9月14日在北京进行。
      note: 王芳: 是否应为“访问小米”？
      terms:
        visit = 访问
        Beijing = 北京
    $ yiku undo
    --- stderr ---
    Took back change 4: import back.docx --reviewer 王芳 (back.docx: 4 segments reviewed).
    $ yiku list notice
    notice:1  ✓ translated by li, 2024-09-16 15:20
      Director General Visits Xiaomi
      总干事访问小米
    notice:2  ✓ translated by li, 2024-09-16 15:20
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    notice:3  ✓ translated by li, 2024-09-16 15:20
      The company is a prolific user of the PCT and Madrid System.
      该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
    notice:4  ✓ translated by li, 2024-09-16 15:20
      “IP is of utmost importance to the company,” Mr. Lei Jun said.
      雷军先生说：“知识产权对公司极为重要。”
    notice:5  ✓ translated by li, 2024-09-16 15:20
      The visit took place in Beijing on September 14, 2024.
      访问于2024年9月14日在北京进行。
    ");
}

#[test]
fn where_both_changed_nothing_is_overwritten() {
    let folder = with_table();
    Review::open(&folder, "notice.docx")
        .write(COMPANY, "小米公司是PCT体系和马德里体系的活跃用户。")
        .write(QUOTE, "雷军说：“知识产权极为重要。”")
        .write("总干事访问小米", "总干事到访小米")
        .status(DATE, "translated", "ok")
        .save(&folder, "back.docx");
    folder.done("set notice:3 该公司大量使用《专利合作条约》（PCT）体系和马德里体系。");
    folder.done("confirm notice:4 --as final");
    folder.done("set notice:5 访问于2024年9月14日在北京举行。");
    folder.replace("notice.en.txt", "Visits Xiaomi", "Visits Xiaomi in Beijing");
    folder.done("import notice.en.txt");
    assert_snapshot!(folder.transcript("
        import back.docx
        import back.docx
        show notice:3
    "), @"
    $ yiku import back.docx
    notice:1  not taken: the source text changed since the export
      Director General Visits Xiaomi in Beijing
      总干事到访小米
    notice:3  not taken: it was changed here too since the export; the file's is kept beside it, and `yiku show` has both
      The company is a prolific user of the PCT and Madrid System.
      [-该-]{+小米+}公司[-大量使用《专利合作条约》（-]{+是+}PCT[-）-]体系和马德里体系{+的活跃用户+}。
    notice:4  not taken: it is final
      “IP is of utmost importance to the company,” Mr. Lei Jun said.
      雷军[-先生-]说：“知识产权[-对公司-]极为重要。”
    notice:5  not taken: it was changed here since the export, and the status is not of what stands now
      The visit took place in Beijing on September 14, 2024.
      访问于2024年9月14日在北京[-举-]{+进+}行。
    --- stderr ---
    back.docx: 5 rows; nothing taken, 4 not taken.
    hint: `yiku undo` takes it back; `yiku show` has the earlier texts
    $ yiku import back.docx
    notice:1  not taken: the source text changed since the export
      Director General Visits Xiaomi in Beijing
      总干事到访小米
    notice:3  not taken: it was changed here too since the export; the file's is kept beside it, and `yiku show` has both
      The company is a prolific user of the PCT and Madrid System.
      [-该-]{+小米+}公司[-大量使用《专利合作条约》（-]{+是+}PCT[-）-]体系和马德里体系{+的活跃用户+}。
    notice:4  not taken: it is final
      “IP is of utmost importance to the company,” Mr. Lei Jun said.
      雷军[-先生-]说：“知识产权[-对公司-]极为重要。”
    notice:5  not taken: it was changed here since the export, and the status is not of what stands now
      The visit took place in Beijing on September 14, 2024.
      访问于2024年9月14日在北京[-举-]{+进+}行。
    --- stderr ---
    back.docx: 5 rows; nothing taken, 4 not taken.
    $ yiku show notice:3
    notice:3  ✓ translated by li, 2024-09-16 15:20
      The company is a prolific user of the PCT and Madrid System.
      该公司大量使用《专利合作条约》（PCT）体系和马德里体系。
      the file has: 小米公司是PCT体系和马德里体系的活跃用户。
        yours to it: [-该-]{+小米+}公司[-大量使用《专利合作条约》（-]{+是+}PCT[-）-]体系和马德里体系{+的活跃用户+}。
      terms:
        company = 公司
        PCT = 《专利合作条约》
        Madrid System = 马德里体系; not 马德里系统
      until 2024-09-16 15:20 (li): 该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
    --- stderr ---
    hint: `yiku confirm notice:3` keeps yours, `yiku confirm notice:3 --file` takes the file's
    ");
}

#[test]
fn what_is_odd_about_a_table_is_told_by_row() {
    let folder = with_table();
    Review::open(&folder, "notice.docx")
        .write("The visit took place", "The official visit took place")
        .write(DATE, "正式访问于2024年9月14日在北京进行。")
        .status("正式访问于", "translated", "看看")
        .merge("截至2024年年中")
        .copy("总干事访问小米", "总干事访问小米", "总干事走访小米")
        .write(QUOTE, "")
        .take_out(COMPANY)
        .save(&folder, "back.docx");
    assert_snapshot!(folder.transcript("import back.docx"), @"
    $ yiku import back.docx
    notice:1  not taken: an earlier row is of this segment too, and says something else
      Director General Visits Xiaomi
      总干事{+走+}访[-问-]小米
    back.docx, row 3 (notice:2)  not taken: its cells were merged or split
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    notice:4  not taken: the translation is empty in the file
      “IP is of utmost importance to the company,” Mr. Lei Jun said.
      雷军先生说：“知识产权对公司极为重要。”
    notice:5  ✓ translated → ✓✓ reviewed, by li
      The visit took place in Beijing on September 14, 2024.
      {+正式+}访问于2024年9月14日在北京进行。
      ! the status “看看” is not known; it is one of draft, translated, reviewed, final, rejected
      ! the source text was edited in the file, which is not taken: The {+official +}visit took place in Beijing on September 14, 2024.
    --- stderr ---
    back.docx: 5 rows; 1 translation taken, 3 not taken.
    warning: back.docx: 1 row (notice:3) of the table as it was exported is not in it any more; its segment stays as it is
    hint: `yiku undo` takes it back; `yiku show` has the earlier texts
    ");
}

#[test]
fn a_table_without_its_marks_is_matched_by_number_and_text() {
    let folder = with_table();
    Review::open(&folder, "notice.docx")
        .unmark()
        .write(QUOTE, "雷军说：“知识产权极为重要。”")
        .write(
            "Director General Visits Xiaomi",
            "Director General visits Xiaomi",
        )
        .save(&folder, "back.docx");
    assert_snapshot!(folder.transcript("
        import back.docx
        --memory other.yiku import back.docx
    "), @"
    $ yiku import back.docx
    back.docx, row 1 (1)  not taken: it is of no segment of this memory
      总干事访问小米
    notice:4  not taken: the row lost its link to the segment, so it cannot be told who changed what; the file's is kept beside it, and `yiku show` has both
      “IP is of utmost importance to the company,” Mr. Lei Jun said.
      雷军[-先生-]说：“知识产权[-对公司-]极为重要。”
    --- stderr ---
    back.docx: 5 rows; nothing taken, 2 not taken.
    hint: `yiku undo` takes it back; `yiku show` has the earlier texts
    $ yiku --memory other.yiku import back.docx
    --- stderr ---
    error: back.docx is a review table of 5 rows, and none of them is of this memory
    hint: name the memory that it was exported from with --memory; nothing was imported
    --- exit 2 ---
    ");
}

#[test]
fn what_is_no_review_table_is_told() {
    let folder = with_table();
    folder.write("letter.docx", letter());
    folder.write("torn.docx", "PK");
    folder.write("old.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    Review::open(&folder, "notice.docx")
        .write(QUOTE, "雷军说：“知识产权极为重要。”")
        .save(&folder, "notice.docx");
    assert_snapshot!(folder.transcript("
        import letter.docx
        import torn.docx
        import old.docx
        import notice.docx --name other
        import notice.en.txt --dry-run
        export --review notice.docx
        export --review notice.pdf
        export --review notice.docx --force
        export --review draft.docx --state draft
    "), @"
    $ yiku import letter.docx
    --- stderr ---
    error: letter.docx: it holds no text, or is not what its name says
    --- exit 2 ---
    $ yiku import torn.docx
    --- stderr ---
    error: torn.docx: it is damaged, or no office document
    hint: open it in the program that saved it, save it anew, and import that; nothing was imported
    --- exit 2 ---
    $ yiku import old.docx
    --- stderr ---
    error: old.docx: it has a password, or is of Office 97 to 2003; open it and save it without a password, in the format of today
    hint: open it in the program that saved it, save it anew, and import that; nothing was imported
    --- exit 2 ---
    $ yiku import notice.docx --name other
    --- stderr ---
    error: --target and --name are about a text; notice.docx is a memory, a termbase or a table
    hint: import it without them; nothing was imported
    --- exit 2 ---
    $ yiku import notice.en.txt --dry-run
    --- stderr ---
    error: --reviewer is about what comes back, a review table or an XLIFF that was exported here, --dry-run about these and termbases; notice.en.txt is something else
    hint: import it without them; nothing was imported
    --- exit 2 ---
    $ yiku export --review notice.docx
    --- stderr ---
    error: notice.docx is there already, with another text
    hint: name another file, or write over it with --force
    --- exit 2 ---
    $ yiku export --review notice.pdf
    --- stderr ---
    error: what is notice.pdf to be?
    hint: a review table is for a word processor (.docx) or a spreadsheet (.xlsx)
    --- exit 2 ---
    $ yiku export --review notice.docx --force
    --- stderr ---
    Wrote notice.docx (5 segments).
    $ yiku export --review draft.docx --state draft
    --- stderr ---
    error: nothing to export: no segment is in that state
    hint: `yiku memory info` shows how many texts are in which state
    --- exit 2 ---
    ");
}
