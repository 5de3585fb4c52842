//! Files that become other files, and a memory that comes back from its text: `convert`, `import`.

use insta::assert_snapshot;

use crate::cli::folder::Folder;

const CLIENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="EN-US" datatype="plaintext"/><body>
<tu><note>from the treaty</note><tuv xml:lang="EN-US"><seg>The <bpt i="1">&lt;b&gt;</bpt>Treaty<ept i="1">&lt;/b&gt;</ept></seg></tuv><tuv xml:lang="ZH-CN"><seg>条约</seg></tuv></tu>
<tu><tuv xml:lang="EN-US"><seg>patent</seg></tuv><tuv xml:lang="ZH-CN"><prop type="x-state">draft</prop><seg>专利</seg></tuv></tu>
</body></tmx>
"#;

#[test]
fn a_file_becomes_another_and_what_is_lost_is_said() {
    let folder = Folder::new();
    folder.write("client.tmx", CLIENT);
    assert_snapshot!(folder.transcript("
        convert client.tmx client.json
        convert client.json -
        convert client.json - --format weblate
        convert client.tmx -
        convert client.tmx client.tmx --format jsonl
    "), @r#"
    $ yiku convert client.tmx client.json
    --- stderr ---
    warning: 2 × inline codes were left out
    This format has no place for everything: 1 × notes were left out.
    Wrote client.json (2 of 2 units).
    $ yiku convert client.json -
    --- stderr ---
    error: what is - to be?
    hint: --format is one of tmx, xliff, xliff2, xliff2.0, xliff2.2, jsonl, weblate, po, csv, tsv, xlsx
    --- exit 2 ---
    $ yiku convert client.json - --format weblate
    [
    {"source":"The Treaty","target":"条约","source_language":"en-US","target_language":"zh-CN","origin":"client.tmx","category":1,"status":1},
    {"source":"patent","target":"专利","source_language":"en-US","target_language":"zh-CN","origin":"client.tmx","category":1,"status":0}
    ]
    $ yiku convert client.tmx -
    --- stderr ---
    error: what is - to be?
    hint: --format is one of tmx, xliff, xliff2, xliff2.0, xliff2.2, jsonl, weblate, po, csv, tsv, xlsx
    --- exit 2 ---
    $ yiku convert client.tmx client.tmx --format jsonl
    --- stderr ---
    error: client.tmx is the file that is read, and is not written over
    hint: name another file; nothing was written
    --- exit 2 ---
    "#);
}

#[test]
fn a_whole_memory_comes_back_from_its_text() {
    let folder = Folder::with_memory();
    folder.write("client.tmx", CLIENT);
    folder.done("import client.tmx");
    folder.done("export -o whole.jsonl");
    assert_snapshot!(folder.transcript("
        --memory again.yiku import whole.jsonl
        --memory again.yiku status
        --memory again.yiku export -o again.jsonl
        memory diff memory.yiku again.yiku
        import whole.jsonl
    "), @"
    $ yiku --memory again.yiku import whole.jsonl
    --- stderr ---
    New memory: again.yiku
    whole.jsonl: 7 units (7 new, 0 changed, 0 gone).
    $ yiku --memory again.yiku status
     document  segments  done       draft  left  words left  findings
     notice    5         5 (100 %)  0      0     0           0
     memory      units  from   to
     client.tmx  2      EN-US  ZH-CN
    $ yiku --memory again.yiku export -o again.jsonl
    --- stderr ---
    Wrote again.jsonl (7 segments).
    $ yiku memory diff memory.yiku again.yiku
    --- stderr ---
    memory.yiku and again.yiku have the same 7 pairs.
    $ yiku import whole.jsonl
    --- stderr ---
    error: whole.jsonl: there is a document “notice” here already
    hint: the file is a whole memory: import it into a new one with --memory NEW.yiku, then `yiku memory merge` joins the two; nothing was imported
    --- exit 2 ---
    ");
    assert_eq!(folder.read("whole.jsonl"), folder.read("again.jsonl"));
}

#[test]
fn what_differs_between_files_of_translations_is_shown_without_importing_them() {
    let folder = Folder::with_memory();
    folder.done("export -o before.jsonl");
    folder.done("set notice:1 总干事来到小米公司");
    folder.done("export -o after.jsonl");
    folder.done("export -o after.tmx");
    folder.write("notes.txt", "none of these formats\n");
    assert_snapshot!(folder.transcript("
        memory diff before.jsonl after.jsonl
        memory diff after.tmx memory.yiku
        memory diff before.jsonl notes.txt
        memory diff before.jsonl none.jsonl
    "), @"
    $ yiku memory diff before.jsonl after.jsonl
    ~ notice:1  translated
      Director General Visits Xiaomi
      总干事[-访问-]{+来到+}小米{+公司+}
    --- stderr ---
    0 only in before.jsonl, 0 only in after.jsonl, 1 translated otherwise, 0 in another state, 4 the same.
    --- exit 1 ---
    $ yiku memory diff after.tmx memory.yiku
    --- stderr ---
    after.tmx and memory.yiku have the same 5 pairs.
    $ yiku memory diff before.jsonl notes.txt
    --- stderr ---
    error: notes.txt is not a yiku memory
    hint: a memory is a file that yiku made, such as memory.yiku
    --- exit 2 ---
    $ yiku memory diff before.jsonl none.jsonl
    --- stderr ---
    error: there is no memory none.jsonl
    hint: `yiku import FILE` or `yiku build` makes one; --memory FILE names another
    --- exit 2 ---
    ");
}
