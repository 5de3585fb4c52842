//! XLIFF out to a translator, and home again.

use insta::assert_snapshot;

use crate::cli::folder::Folder;

const DATE: &str = "访问于2024年9月14日在北京进行。";

/// A folder with the small document translated, and an XLIFF file of it.
fn with_xliff(file: &str) -> Folder {
    let folder = Folder::with_memory();
    folder.done("confirm notice:1-4");
    folder.done(&format!("export -o {file}"));
    folder
}

#[test]
fn a_file_that_nobody_changed_changes_nothing() {
    for file in ["notice.xlf", "notice.2.xlf"] {
        let folder = with_xliff(file);
        let done = folder.transcript(&format!("import {file}\n"));
        assert!(done.contains("5 segments; nothing taken."), "{done}");
    }
}

#[test]
fn what_a_translator_changed_comes_home_and_can_be_taken_back() {
    let folder = with_xliff("notice.xlf");
    folder.replace("notice.xlf", DATE, "此次访问于2024年9月14日在北京进行。");
    assert_snapshot!(folder.transcript("
        import notice.xlf --dry-run
        import notice.xlf
        import notice.xlf
        undo
        import notice.xlf --dry-run --json
    "), @r#"
    $ yiku import notice.xlf --dry-run
    notice:5  ✓ translated, by li
      The visit took place in Beijing on September 14, 2024.
      {+此次+}访问于2024年9月14日在北京进行。
    --- stderr ---
    notice.xlf: 5 segments; 1 translation would be taken.
    hint: without --dry-run it is done; nothing was changed
    $ yiku import notice.xlf
    notice:5  ✓ translated, by li
      The visit took place in Beijing on September 14, 2024.
      {+此次+}访问于2024年9月14日在北京进行。
    --- stderr ---
    notice.xlf: 5 segments; 1 translation taken.
    hint: `yiku undo` takes it back; `yiku show` has the earlier texts
    $ yiku import notice.xlf
    --- stderr ---
    notice.xlf: 5 segments; nothing taken.
    $ yiku undo
    --- stderr ---
    Took back change 4: import notice.xlf (notice.xlf: 1 segment taken).
    $ yiku import notice.xlf --dry-run --json
    {"type":"review","file":"notice.xlf","row":5,"segment":"notice:5","result":"translation","before":"访问于2024年9月14日在北京进行。","after":"此次访问于2024年9月14日在北京进行。","state_before":"translated","state":"translated","by":"li","at":null,"comments":[],"source_edited":null,"unknown_status":null,"unsure_status":null,"codes_left_out":[],"codes_missing":[],"dry_run":true}
    {"type":"reviewed","file":"notice.xlf","rows":5,"translations":1,"statuses":0,"comments":0,"refused":0,"missing":0,"missing_segments":[],"general":[],"other_codes":0,"dry_run":true}
    --- stderr ---
    notice.xlf: 5 segments; 1 translation would be taken.
    hint: without --dry-run it is done; nothing was changed
    "#);
}

#[test]
fn where_both_changed_nothing_is_overwritten() {
    let folder = with_xliff("notice.2.xlf");
    folder.replace("notice.2.xlf", DATE, "此次访问于2024年9月14日在北京进行。");
    folder.done("set notice:5 访问已于2024年9月14日在北京结束。");
    assert_snapshot!(folder.transcript("
        import notice.2.xlf
        show notice:5
    "), @"
    $ yiku import notice.2.xlf
    notice:5  not taken: it was changed here too since the export; the file's is kept beside it, and `yiku show` has both
      The visit took place in Beijing on September 14, 2024.
      {+此次+}访问[-已-]于2024年9月14日在北京[-结束-]{+进行+}。
    --- stderr ---
    notice.2.xlf: 5 segments; nothing taken, 1 not taken.
    hint: `yiku undo` takes it back; `yiku show` has the earlier texts
    $ yiku show notice:5
    notice:5  ✓ translated by li, 2024-09-16 15:20
      The visit took place in Beijing on September 14, 2024.
      访问已于2024年9月14日在北京结束。
      the file has: 此次访问于2024年9月14日在北京进行。
        yours to it: {+此次+}访问[-已-]于2024年9月14日在北京[-结束-]{+进行+}。
      terms:
        visit = 访问
        Beijing = 北京
      until 2024-09-16 15:20 (li): 访问于2024年9月14日在北京进行。
    --- stderr ---
    hint: `yiku confirm notice:5` keeps yours, `yiku confirm notice:5 --file` takes the file's
    ");
}

#[test]
fn an_xliff_of_another_tool_is_a_memory() {
    let folder = Folder::with_memory();
    folder.write("other.xlf", "<xliff version=\"1.2\"><file original=\"menu.resx\" source-language=\"en\" target-language=\"zh-Hans\" datatype=\"xml\"><body><trans-unit id=\"1\"><source>Trademark register</source><target state=\"translated\">商标注册簿</target></trans-unit><trans-unit id=\"2\"><source>Design register</source><target state=\"new\">Design register</target></trans-unit></body></file></xliff>");
    assert_snapshot!(folder.transcript("
        import other.xlf
        match 'Trademark register'
        import other.xlf --dry-run
    "), @"
    $ yiku import other.xlf
    --- stderr ---
    other.xlf: 1 unit (1 new, 0 changed, 0 gone).
    other.xlf: 1 unit without a translation left out; `yiku pretranslate` fills them.
    $ yiku match 'Trademark register'
    100 %, band 100, net 100  other.xlf
      Trademark register
      商标注册簿
      ✓ translated
    $ yiku import other.xlf --dry-run
    --- stderr ---
    error: --reviewer is about what comes back, a review table or an XLIFF that was exported here, --dry-run about these and termbases; other.xlf is something else
    hint: import it without them; nothing was imported
    --- exit 2 ---
    ");
}
