//! What is said to a person who typed something a little wrong, or has to decide.

use insta::assert_snapshot;

use crate::cli::folder::Folder;
use crate::cli::office::{letter, spreadsheet};

#[test]
fn numbers_are_taken_in_full_width_and_with_any_dash() {
    let folder = Folder::with_memory();
    for given in [
        "２－４",
        "2–4",
        "2—4",
        "2——4",
        "2~4",
        "２～４",
        "notice：２－４",
    ] {
        assert_eq!(
            folder.done(&format!("show {given}")),
            folder.done("show 2-4"),
            "{given}"
        );
    }
    assert_snapshot!(folder.transcript("
        confirm ４－２
        show notice
        list ３
        list notise
        next notice2
    "), @r"
    $ yiku confirm ４－２
    --- stderr ---
    error: the range 4-2 runs backwards
    hint: did you mean 2-4?
    --- exit 2 ---
    $ yiku show notice
    --- stderr ---
    error: notice is a document; its segments are notice:1 to notice:5
    hint: `yiku list notice` lists them, `yiku next notice` shows the next to translate
    --- exit 2 ---
    $ yiku list ３
    --- stderr ---
    error: there is no document “３” (there is notice)
    hint: `yiku show ３` shows that segment
    --- exit 2 ---
    $ yiku list notise
    --- stderr ---
    error: there is no document “notise” (there is notice)
    hint: did you mean notice?
    --- exit 2 ---
    $ yiku next notice2
    --- stderr ---
    error: there is no document “notice2” (there is notice)
    hint: did you mean notice?
    --- exit 2 ---
    ");
}

#[test]
fn set_takes_words_without_quotation_marks_and_leaves_what_is_final() {
    let folder = Folder::with_memory();
    assert_snapshot!(folder.transcript("
        set 1 《潮汐之变》 报告
        confirm 1 --as final
        set 1 别的
        confirm 1 --as translated
        set 1 别的
        set 2
        log --max 2
    "), @r"
    $ yiku set 1 《潮汐之变》 报告
    notice:1  ✓ translated by li, 2024-09-16 15:20
      Director General Visits Xiaomi
      《潮汐之变》 报告
      ! warning Q14: “Director General” is not translated as the termbase says: 总干事
        ▸Director General◂ Visits Xiaomi
      ! warning Q14: “Visits” is not translated as the termbase says: 访问
        Director General ▸Visits◂ Xiaomi
      ! warning Q14: “Xiaomi” is not translated as the termbase says: 小米
        Director General Visits ▸Xiaomi◂
      i remark Q09: no space beside full-width punctuation
        《潮汐之变》▸ ◂报告
    $ yiku confirm 1 --as final
    --- stderr ---
    1 segment final.
    $ yiku set 1 别的
    --- stderr ---
    error: segment 1 is final
    hint: `yiku confirm notice:1 --as translated` opens it again
    --- exit 2 ---
    $ yiku confirm 1 --as translated
    --- stderr ---
    1 segment translated.
    $ yiku set 1 别的
    notice:1  ✓ translated by li, 2024-09-16 15:20
      Director General Visits Xiaomi
      别的
      ! warning Q14: “Director General” is not translated as the termbase says: 总干事
        ▸Director General◂ Visits Xiaomi
      ! warning Q14: “Visits” is not translated as the termbase says: 访问
        Director General ▸Visits◂ Xiaomi
      ! warning Q14: “Xiaomi” is not translated as the termbase says: 小米
        Director General Visits ▸Xiaomi◂
    $ yiku set 2
    --- stderr ---
    error: what is the translation of segment 2?
    hint: `yiku set 2 -` takes it from the keyboard or a pipe
    --- exit 2 ---
    $ yiku log --max 2
     number  when (UTC)        who  command    what
     6       2024-09-16 15:20  li   set 1      notice:1
     5       2024-09-16 15:20  li   confirm 1  1 segment translated
    --- stderr ---
    hint: 4 more: --max 0 shows all
    ");
}

#[test]
fn a_conflict_is_settled_for_the_file() {
    let folder = Folder::with_memory();
    folder.done("set 4 雷军先生表示：“知识产权对公司至关重要。”");
    folder.replace("notice.zh.txt", "极为重要", "十分重要");
    folder.done("import notice.en.txt --target notice.zh.txt");
    assert_snapshot!(folder.transcript("
        confirm 4-5 --file
        confirm 4 --file
        list notice --state translated --json
        import notice.en.txt --target notice.zh.txt
        status
        log --max 1
    ").replace("\"unit\":", "\n    \"unit\":"), @r#"
    $ yiku confirm 4-5 --file
    --- stderr ---
    error: no file has another translation of notice:5; nothing was confirmed
    hint: `yiku confirm notice:5` confirms the one it has
    --- exit 2 ---
    $ yiku confirm 4 --file
    --- stderr ---
    1 segment translated.
    $ yiku list notice --state translated --json
    {"type":"segment","segment":"notice:1",
        "unit":"ef7fa9ddae3bdcff7ebdf1baf63f8a9b","paragraph":1,"source":"Director General Visits Xiaomi","target":"总干事访问小米","state":"translated","made_by":"aligned","score":NN,"author":null,"date":null,"alternatives":[],"put_right":null}
    {"type":"segment","segment":"notice:2",
        "unit":"dccd59f21a88e7b0305df0ab91a167cd","paragraph":2,"source":"As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.","target":"截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。","state":"translated","made_by":"aligned","score":NN,"author":null,"date":null,"alternatives":[],"put_right":null}
    {"type":"segment","segment":"notice:3",
        "unit":"a8e025fa7b679f9c777418ef219b58da","paragraph":2,"source":"The company is a prolific user of the PCT and Madrid System.","target":"该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。","state":"translated","made_by":"aligned","score":NN,"author":null,"date":null,"alternatives":[],"put_right":null}
    {"type":"segment","segment":"notice:4",
        "unit":"bf3722fc73af55dd93e57efc70553a55","paragraph":3,"source":"“IP is of utmost importance to the company,” Mr. Lei Jun said.","target":"雷军先生说：“知识产权对公司十分重要。”","state":"translated","made_by":"human","score":null,"author":"li","date":"2024-09-16T15:20:00Z","alternatives":[],"put_right":null}
    {"type":"segment","segment":"notice:5",
        "unit":"5e6c734ae63dfb8c7e32bd9a8a8bd40b","paragraph":4,"source":"The visit took place in Beijing on September 14, 2024.","target":"访问于2024年9月14日在北京进行。","state":"translated","made_by":"aligned","score":NN,"author":null,"date":null,"alternatives":[],"put_right":null}
    $ yiku import notice.en.txt --target notice.zh.txt
    --- stderr ---
    notice: nothing to do, its 5 segments are in the memory as they stand.
    $ yiku status
     document  segments  done       draft  left  words left  findings
     notice    5         5 (100 %)  0      0     0           0
    $ yiku log --max 1
     number  when (UTC)        who  command           what
     5       2024-09-16 15:20  li   confirm 4 --file  1 segment translated
    --- stderr ---
    hint: 4 more: --max 0 shows all
    "#);
}

#[test]
fn what_was_before_is_shown_once_and_for_the_next_segment_too() {
    let folder = Folder::with_memory();
    for text in ["甲", "乙", "甲", "乙"] {
        folder.done(&format!("set 5 {text}"));
    }
    folder.replace("notice.en.txt", "of the PCT", "of  the PCT");
    folder.replace(
        "notice.en.txt",
        "Director General Visits",
        "The Director General Visits",
    );
    folder.done("import notice.en.txt");
    assert_snapshot!(folder.transcript("
        show 5
        next
        show 3
        confirm 1-5
    "), @r"
    $ yiku show 5
    notice:5  ✓ translated by li, 2024-09-16 15:20
      The visit took place in Beijing on September 14, 2024.
      乙
      terms:
        visit = 访问
        Beijing = 北京
      ! warning Q14: “visit” is not translated as the termbase says: 访问
        The ▸visit◂ took place in Beijing on September 14, 2024.
      ! warning Q14: “Beijing” is not translated as the termbase says: 北京
        The visit took place in ▸Beijing◂ on September 14, 2024.
      ✗ error Q03: September 14, 2024 is not in the translation
        The visit took place in Beijing on ▸September 14, 2024◂.
      ! warning Q11: the source ends with a full stop, the translation with no mark
        ▸乙◂
      until 2024-09-16 15:20 (li): 甲
      until 2024-09-16 15:20 (li): 访问于2024年9月14日在北京进行。
    $ yiku next
    notice:1  ○ untranslated
      The Director General Visits Xiaomi
      terms:
        Director General = 总干事
        visit = 访问
        Xiaomi = 小米
      the text was: {+The +}Director General Visits Xiaomi
        its translation: 总干事访问小米
    --- stderr ---
    hint: `yiku set notice:1 -` takes its translation
    $ yiku show 3
    notice:3  ○ untranslated
      The company is a prolific user of  the PCT and Madrid System.
      terms:
        company = 公司
        PCT = 《专利合作条约》
        Madrid System = 马德里体系; not 马德里系统
      the text was the same; only spaces differ
        its translation: 该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
    $ yiku confirm 1-5
    --- stderr ---
    error: notice:1 has no translation; nothing was confirmed
    hint: `yiku set notice:1 -` gives it one
    --- exit 2 ---
    ");
}

#[test]
fn a_file_that_is_not_there_or_not_to_import_is_told_with_what_to_do() {
    let folder = Folder::with_memory();
    folder.write("terms.ods", spreadsheet());
    folder.write("brief.doc", letter());
    assert_snapshot!(folder.transcript("
        import notice.txt
        import '“notice.en.txt” '
        import report.pdf
        import nowhere/notice.en.txt
        import terms.ods
        import brief.doc
        import memory.yiku
        import yiku.toml
        build yiku.toml
        undo abc
    "), @"
    $ yiku import notice.txt
    --- stderr ---
    error: there is no file notice.txt
    hint: did you mean notice.en.txt?
    --- exit 2 ---
    $ yiku import '“notice.en.txt” '
    --- stderr ---
    error: there is no file “notice.en.txt” 
    hint: did you mean notice.en.txt?
    --- exit 2 ---
    $ yiku import report.pdf
    --- stderr ---
    error: there is no file report.pdf
    --- exit 2 ---
    $ yiku import nowhere/notice.en.txt
    --- stderr ---
    error: there is no file nowhere/notice.en.txt
    --- exit 2 ---
    $ yiku import terms.ods
    --- stderr ---
    error: terms.ods is a spreadsheet, which is not imported
    hint: save it as .xlsx and import that; or --as document, to translate the text of its cells
    --- exit 2 ---
    $ yiku import brief.doc
    --- stderr ---
    error: brief.doc, line 1: this is not a text file (it seems to be a Word, Excel or ZIP file)
    hint: save it as plain text (.txt) first
    --- exit 2 ---
    $ yiku import memory.yiku
    --- stderr ---
    error: memory.yiku is a memory of yiku itself, which is not imported
    hint: --memory memory.yiku uses it
    --- exit 2 ---
    $ yiku import yiku.toml
    --- stderr ---
    error: yiku.toml is the manifest of a project, which is not imported
    hint: `yiku build` does what it says
    --- exit 2 ---
    $ yiku build yiku.toml
    --- stderr ---
    error: yiku.toml is a file; build takes a folder
    hint: `yiku build .` builds the project in it
    --- exit 2 ---
    $ yiku undo abc
    --- stderr ---
    error: invalid value 'abc' for '[NUMBER]': a number from `yiku log`

    For more information, try '--help'.
    --- exit 2 ---
    ");
}

#[test]
fn a_concept_with_no_form_to_use_is_told() {
    let folder = Folder::with_memory();
    assert_snapshot!(folder.transcript("
        term add 'smart contract' 智慧合约 --forbidden
        term add 'smart contract' 智能合约
        term add 'smart contract' 智慧合同 --forbidden
        log --max 3
    "), @r"
    $ yiku term add 'smart contract' 智慧合约 --forbidden
    smart-contract
      en      smart contract
      zh-Hans 智慧合约  (forbidden)
    --- stderr ---
    warning: the concept smart-contract has no Chinese form to use, only forbidden ones; `yiku term add 'smart contract' FORM` gives it one
    $ yiku term add 'smart contract' 智能合约
    smart-contract
      en      smart contract
      zh-Hans 智能合约
              智慧合约  (forbidden)
    $ yiku term add 'smart contract' 智慧合同 --forbidden
    smart-contract
      en      smart contract
      zh-Hans 智能合约
              智慧合约  (forbidden)
              智慧合同  (forbidden)
    $ yiku log --max 3
     number  when (UTC)        who  command                                         what
     5       2024-09-16 15:20  li   term add 'smart contract' 智慧合同 --forbidden  smart contract = 智慧合同
     4       2024-09-16 15:20  li   term add 'smart contract' 智能合约              smart contract = 智能合约
     3       2024-09-16 15:20  li   term add 'smart contract' 智慧合约 --forbidden  smart contract = 智慧合约
    --- stderr ---
    hint: 2 more: --max 0 shows all
    ");
}

#[test]
fn words_are_searched_for_on_either_side() {
    let folder = Folder::with_memory();
    assert_snapshot!(folder.transcript("
        search 雷 Lei
        search 雷 Lei --json
        search 雷 Wang
        search “
    "), @r#"
    $ yiku search 雷 Lei
    notice:4
      “IP is of utmost importance to the company,” Mr. ▸Lei◂ Jun said.
      ▸雷◂军先生说：“知识产权对公司极为重要。”
    --- stderr ---
    1 segment.
    $ yiku search 雷 Lei --json
    {"type":"hit","segment":"notice:4","document":"notice","memory":null,"in_memory":null,"side":"target","places":[[0,1]],"other_places":[[49,52]],"source":"“IP is of utmost importance to the company,” Mr. Lei Jun said.","target":"雷军先生说：“知识产权对公司极为重要。”"}
    --- stderr ---
    1 segment.
    $ yiku search 雷 Wang
    --- stderr ---
    No segment holds 雷 Wang.
    --- exit 1 ---
    $ yiku search “
    notice:4
      ▸“◂IP is of utmost importance to the company,” Mr. Lei Jun said.
      雷军先生说：▸“◂知识产权对公司极为重要。”
    --- stderr ---
    1 segment.
    "#);
}
