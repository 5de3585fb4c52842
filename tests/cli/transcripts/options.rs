//! Options: each has its effect, or it is said that it has none.

use insta::assert_snapshot;

use crate::cli::folder::Folder;

/// A memory in three languages, of which the Chinese breaks off.
const THREE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="Some Tool" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/>
  <body>
    <tu><tuv xml:lang="en"><seg>Room 12 is free.</seg></tuv>
      <tuv xml:lang="zh-CN"><seg>12号房间空着。</seg></tuv>
      <tuv xml:lang="fr"><seg>La chambre 21 est libre.</seg></tuv></tu>
  </body>
</tmx>
"#;

fn project() -> Folder {
    let folder = Folder::new();
    folder.write(
        "yiku.toml",
        "[project]\nname = \"rooms\"\nfrom = \"en\"\nto = \"zh-Hans\"\n",
    );
    folder
}

#[test]
fn a_file_is_checked_in_the_language_that_is_asked_for() {
    let folder = project();
    folder.write("three.tmx", THREE);
    folder.done("check three.tmx");
    let ran = folder.run("check three.tmx --to fr");
    assert_eq!(ran.code(), 1, "{ran}");
    assert!(ran.text().contains("La chambre 21"), "{ran}");
}

#[test]
fn one_text_for_one_and_for_many_is_no_fault_where_a_language_has_one_form() {
    let folder = project();
    folder.write(
        "m.po",
        "msgid \"\"\nmsgstr \"Language: zh_CN\\nPlural-Forms: nplurals=1; plural=0;\\n\"\n\nmsgid \"One file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"%d 个文件\"\n",
    );
    folder.done("check m.po");
}

#[test]
fn a_table_is_read_again_where_other_columns_are_named() {
    let folder = project();
    folder.write("rooms.csv", "a,b,c\nRoom free,房间空,房间空着\n");
    folder.done("import rooms.csv --as units --columns source=A,target=B");
    let again = folder.run("import rooms.csv --as units --columns source=A,target=C");
    assert!(again.to_string().contains("1 changed"), "{again}");
    folder
        .run("import rooms.csv --as document --name ''")
        .refused("the name of the document is empty");
}

#[test]
fn what_is_in_other_states_is_not_taken_for_untranslated() {
    let folder = project();
    folder.write("rooms.txt", "Room free.\nRoom taken.\nNo room.\n");
    folder.done("import rooms.txt");
    folder.done("set 1 房间空着。");
    folder.done("set 2 房间已占。");
    folder.done("reject 2");
    assert_snapshot!(folder.transcript("
        export --format tsv --state untranslated
        export --format tsv --state rejected --state untranslated
        export --format text --state final --line-length 5 --tags en=en-US
        export --format tmx --state final
        export --format document --line-length 5
    "), @"
    $ yiku export --format tsv --state untranslated
    number	id	document	en	zh-Hans	state	made by	author	date	client	project	domain	subject	note
    3	ce5a0c2daade5190aa9ed19dfa29a29e	rooms	No room.							rooms			
    $ yiku export --format tsv --state rejected --state untranslated
    number	id	document	en	zh-Hans	state	made by	author	date	client	project	domain	subject	note
    2	6668aeb3b6d244450e89f5517924551e	rooms	Room taken.	房间已占。	rejected	human	li	2024-09-16T15:20:00Z		rooms			
    3	ce5a0c2daade5190aa9ed19dfa29a29e	rooms	No room.							rooms			
    $ yiku export --format text --state final --line-length 5 --tags en=en-US
    房间空着。
    Room taken.
    No room.
    --- stderr ---
    warning: the source text stands where there is no translation to use: 2 segments
    warning: --state changes nothing here: it is not for text
    warning: --line-length changes nothing here: it is not for text
    warning: --tags changes nothing here: it is not for text
    $ yiku export --format tmx --state final
    --- stderr ---
    error: nothing to export: no segment is in that state
    hint: `yiku memory info` shows how many texts are in which state
    --- exit 2 ---
    $ yiku export --format document --line-length 5
    --- stderr ---
    Wrote rooms.zh-Hans.txt (1 document).
    warning: the source text stands where there is no translation to use: 2 segments
    warning: --line-length changes nothing here: the document is no subtitles
    ");
}
