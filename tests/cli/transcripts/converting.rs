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
