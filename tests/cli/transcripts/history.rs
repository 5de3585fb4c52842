//! Nothing is lost: `log`, `undo`, `redo`, `backup`.

use insta::assert_snapshot;

use crate::cli::folder::{Folder, NOTICE};

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
     number  when (UTC)        who  command                                      what
     3       2024-09-16 15:20  li   set 1                                        notice:1
     2       2024-09-16 15:20  li   import notice.en.txt --target notice.zh.txt  notice: 5 segments
     1       2024-09-16 15:20  li   import terms.csv                             terms.csv: 11 concepts
    $ yiku undo
    --- stderr ---
    Took back change 3: set 1 (notice:1).
    $ yiku undo
    --- stderr ---
    Took back change 2: import notice.en.txt --target notice.zh.txt (notice: 5 segments).
    $ yiku redo
    --- stderr ---
    Did again change 2: import notice.en.txt --target notice.zh.txt (notice: 5 segments).
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
