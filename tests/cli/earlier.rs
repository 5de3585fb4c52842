//! Memories that earlier versions of yiku wrote.

use insta::assert_snapshot;

use super::folder::Folder;

#[test]
fn a_memory_of_the_first_version_opens_is_matched_searched_and_undone() {
    let folder = Folder::new();
    let fixture =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/version-1.yiku");
    folder.write("m.yiku", std::fs::read(fixture).unwrap());
    assert_snapshot!(folder.transcript("
        --memory m.yiku match 'Patent applications grew again last year.'
        --memory m.yiku match --from zh 访问于2024年9月15日在北京进行。
        --memory m.yiku search 小米 --lang zh
        --memory m.yiku undo
        --memory m.yiku search 走访小米
        --memory m.yiku undo
        --memory m.yiku search 申请
        --memory m.yiku redo
        --memory m.yiku search 申请
    "), @"
    $ yiku --memory m.yiku match 'Patent applications grew again last year.'
    83 %, band 75-84, net 83  client.tmx
      Patent applications grew {+again +}last year.
      去年专利申请有所增长。
      ✓ translated
    $ yiku --memory m.yiku match --from zh 访问于2024年9月15日在北京进行。
    99 %, band 95-99, net 96 (−3 aligned)  notice:4
      访问于2024年9月1[-4-]{+5+}日在北京进行。
      The visit took place in Beijing on September 14, 2024.
      ✓ translated (aligned NN %)
    $ yiku --memory m.yiku search 小米 --lang zh
    notice:1
      Director General Visits Xiaomi
      总干事走访▸小米◂
    notice:2
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，▸小米◂已获得4万多件专利授权和5.1万件商标注册。
    --- stderr ---
    2 segments.
    $ yiku --memory m.yiku undo
    --- stderr ---
    Took back change 5: set 1 (notice:1).
    $ yiku --memory m.yiku search 走访小米
    --- stderr ---
    No segment holds 走访小米.
    --- exit 1 ---
    $ yiku --memory m.yiku undo
    --- stderr ---
    Took back change 2: import client.tmx (client.tmx: 1 unit).
    $ yiku --memory m.yiku search 申请
    --- stderr ---
    No segment holds 申请.
    --- exit 1 ---
    $ yiku --memory m.yiku redo
    --- stderr ---
    Did again change 2: import client.tmx (client.tmx: 1 unit).
    $ yiku --memory m.yiku search 申请
    client.tmx
      Patent applications grew last year.
      去年专利▸申请◂有所增长。
    --- stderr ---
    1 segment.
    ");
    folder.done("--memory m.yiku doctor");
}
