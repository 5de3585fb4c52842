//! Looking through a memory: `search` finds words in segments, `check` what may be wrong with them.

use insta::assert_snapshot;

use crate::cli::folder::Folder;

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
    {"type":"hit","segment":"notice:2","document":"notice","memory":null,"in_memory":null,"side":"target","places":[[19,21]],"other_places":[],"source":"As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.","target":"截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。"}
    {"type":"hit","segment":"notice:3","document":"notice","memory":null,"in_memory":null,"side":"target","places":[[5,7]],"other_places":[],"source":"The company is a prolific user of the PCT and Madrid System.","target":"该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。"}
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
    {"type":"finding","check":"Q01","severity":"error","segment":"notice:2","side":"target","start":24,"end":28,"message":"5100 in the translation, 51,000 in the source","source":"As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.","target":"截至2024年年中，小米已获得4万多件专利授权和5100件商标注册。","fix":null}
    {"type":"finding","check":"Q14","severity":"warning","segment":"notice:3","side":"source","start":38,"end":41,"message":"“PCT” is not translated as the termbase says: 《专利合作条约》","source":"The company is a prolific user of the PCT and Madrid System.","target":"该公司是PCT体系和马德里系统的活跃用户。","fix":null}
    {"type":"finding","check":"Q15","severity":"error","segment":"notice:3","side":"target","start":10,"end":15,"message":"“马德里系统” must not be used; use 马德里体系","source":"The company is a prolific user of the PCT and Madrid System.","target":"该公司是PCT体系和马德里系统的活跃用户。","fix":null}
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
