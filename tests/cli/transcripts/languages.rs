//! Pairs of languages: which of those that a memory holds goes out, and what is said of the others.

use insta::assert_snapshot;

use crate::cli::folder::Folder;

/// A memory of another tool in three languages: a text in all, one in two of them, one in two others.
const THREE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="Some Tool" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/>
  <body>
    <tu tuid="T-1"><prop type="client">Office</prop><prop type="client">Court</prop>
      <tuv xml:lang="en"><seg>Open <ph x="1">&lt;key/&gt;</ph>the door.</seg></tuv>
      <tuv xml:lang="zh-CN"><seg>打开<ph x="1">&lt;key/&gt;</ph>门。</seg></tuv>
      <tuv xml:lang="fr"><seg>Ouvrez <ph x="1">&lt;key/&gt;</ph>la porte.</seg></tuv></tu>
    <tu tuid="T-2"><tuv xml:lang="en"><seg>The fee is due.</seg></tuv>
      <tuv xml:lang="zh-CN"><seg>费用到期。</seg></tuv></tu>
    <tu tuid="T-3"><tuv xml:lang="en"><seg>Thank you.</seg></tuv>
      <tuv xml:lang="fr"><seg>Merci.</seg></tuv></tu>
  </body>
</tmx>
"#;

fn with_three() -> Folder {
    let folder = Folder::new();
    folder.write(
        "yiku.toml",
        "[project]\nname = \"visit\"\nfrom = \"en\"\nto = \"zh-Hans\"\n",
    );
    folder.write("three.tmx", THREE);
    folder.done("import three.tmx");
    folder
}

#[test]
fn the_pair_that_is_asked_for_goes_out_and_the_others_are_named() {
    let folder = with_three();
    assert_snapshot!(folder.transcript("
        export -o zh.tmx
        export --format csv --to fr
        export --format po --from zh --to en
        export --format jsonl --to fr
        export --format tmx --from zh --to fr
    "), @r#"
    $ yiku export -o zh.tmx
    --- stderr ---
    Wrote zh.tmx (2 segments).
    warning: 1 × texts beside the source and its translations were left out
    warning: 1 segment left out, in other languages only
    hint: there are texts in fr too; --to fr writes those pairs
    $ yiku export --format csv --to fr
    ﻿number,id,document,en,fr,state,made by,author,date,client,project,domain,subject,note
    ,a08980859bf3026e8a32880ec29fe99a,,Open {1/}the door.,Ouvrez {1/}la porte.,translated,,,,Office,,,,
    ,289b58ce9c257555ae556b13558569af,,Thank you.,Merci.,translated,,,,,,,,
    --- stderr ---
    warning: 1 × texts beside the source and its translations were left out
    warning: 2 × inline codes were left out
    This format has no place for everything: 3 × properties were left out.
    warning: 1 segment left out, in other languages only
    hint: there are texts in zh-CN too; --to zh-CN writes those pairs
    $ yiku export --format po --from zh --to en
    msgid ""
    msgstr ""
    "Project-Id-Version: \n"
    "PO-Revision-Date: \n"
    "Last-Translator: \n"
    "Language-Team: \n"
    "Language: en\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
    "X-Source-Language: zh-CN\n"
    "X-Generator: yiku\n"

    msgid "打开{1/}门。"
    msgstr "Open {1/}the door."

    msgid "费用到期。"
    msgstr "The fee is due."
    --- stderr ---
    warning: 1 × units without a source text were not written
    warning: 2 × texts beside the source and its translations were left out
    warning: 2 × inline codes were left out
    This format has no place for everything: 3 × properties were left out.
    This format has no place for everything: 1 × fields were left out.
    hint: there are texts in fr too; --to fr writes those pairs
    $ yiku export --format jsonl --to fr
    {"type":"memory","version":1,"source":"en","target":"fr"}
    {"type":"imported","name":"three.tmx","source_lang":"en","target_lang":"zh-CN"}
    {"type":"unit","id":"289b58ce9c257555ae556b13558569af","origin":{"memory":"three.tmx"},"source_lang":"en","variants":[{"lang":"en","text":"Thank you."},{"lang":"fr","text":"Merci.","state":"translated"}],"properties":[{"name":"x-id","value":"T-3"}]}
    {"type":"unit","id":"a08980859bf3026e8a32880ec29fe99a","origin":{"memory":"three.tmx"},"source_lang":"en","variants":[{"lang":"en","text":"Open the door.","codes":[{"at":5,"kind":"alone","id":"1","data":"<key/>"}]},{"lang":"fr","text":"Ouvrez la porte.","codes":[{"at":7,"kind":"alone","id":"1","data":"<key/>"}],"state":"translated"}],"fields":{"client":"Office"},"properties":[{"name":"client","value":"Court"},{"name":"x-id","value":"T-1"}]}
    $ yiku export --format tmx --from zh --to fr
    <?xml version="1.0" encoding="UTF-8"?>
    <tmx version="1.4">
      <header creationtool="yiku" creationtoolversion="0.1.0" segtype="sentence" o-tmf="yiku" adminlang="en" srclang="zh-CN" datatype="plaintext"/>
      <body>
        <tu tuid="a08980859bf3026e8a32880ec29fe99a">
          <prop type="client">Office</prop>
          <prop type="client">Court</prop>
          <prop type="x-id">T-1</prop>
          <tuv xml:lang="zh-CN">
            <seg>打开<ph x="1">&lt;key/&gt;</ph>门。</seg>
          </tuv>
          <tuv xml:lang="fr">
            <seg>Ouvrez <ph x="1">&lt;key/&gt;</ph>la porte.</seg>
          </tuv>
        </tu>
      </body>
    </tmx>
    --- stderr ---
    warning: 1 × units without a source text were not written
    warning: 1 × texts beside the source and its translations were left out
    "#);
    let read = |line: &str| folder.done(line);
    for format in ["tmx", "csv", "tsv", "po", "jsonl", "weblate"] {
        let french = read(&format!("export --format {format} --to fr"));
        assert!(
            french.contains("Merci.") && !french.contains("费用"),
            "{format}"
        );
        let turned = read(&format!("export --format {format} --from zh-Hans --to en"));
        assert!(
            turned.contains("费用") && !turned.contains("Merci."),
            "{format}"
        );
    }
}

#[test]
fn what_cannot_go_out_in_those_languages_says_why() {
    let folder = with_three();
    assert_snapshot!(folder.transcript("
        export --format tmx --to de
        export --format tmx --from en --to en
        export --format xliff --to fr
    "), @"
    $ yiku export --format tmx --to de
    --- stderr ---
    error: nothing to export: no confirmed segment is in both en and de
    hint: `yiku memory info` shows which languages there are; --state draft takes drafts
    --- exit 2 ---
    $ yiku export --format tmx --from en --to en
    --- stderr ---
    error: English cannot be exported with itself
    hint: --from and --to say two languages, such as --from zh --to en
    --- exit 2 ---
    $ yiku export --format xliff --to fr
    --- stderr ---
    error: there is no document in memory.yiku, only imported memories
    hint: memories go into TMX, JSONL, PO or a table (--format tmx); `yiku convert` makes XLIFF of such a file
    --- exit 2 ---
    ");
    folder.write("note.txt", "Thank you.\n");
    folder.done("import note.txt");
    folder.done("set 1 谢谢。");
    folder.write("lettre.txt", "Thank you.\n");
    folder.done("import lettre.txt --to fr");
    folder.done("set lettre:1 Merci.");
    assert_snapshot!(folder.transcript("
        export --format text --to fr
        export --format text --to zh
        export --format document --document note --to fr -o note.fr.txt
        export --format xliff --from zh --to en
        export --format xliff --to de
        export --format tbx --to fr
    "), @r#"
    $ yiku export --format text --to fr
    Merci.
    $ yiku export --format text --to zh
    谢谢。
    $ yiku export --format document --document note --to fr -o note.fr.txt
    --- stderr ---
    error: no document is translated from en into fr; there is note (en → zh-Hans)
    hint: without --from and --to it goes out in its own; what imported memories have in other languages goes into TMX, JSONL, PO or a table
    --- exit 2 ---
    $ yiku export --format xliff --from zh --to en
    <?xml version="1.0" encoding="UTF-8"?>
    <xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
      <file original="note.txt" source-language="zh-Hans" target-language="en" datatype="plaintext" tool-id="yiku" date="2024-09-16T15:20:00Z">
        <header>
          <tool tool-id="yiku" tool-name="yiku" tool-version="0.1.0"/>
        </header>
        <body>
          <trans-unit id="1" resname="_yso6wm442lqgwqbdgqch6so23vta4iucs2y5ra" xml:space="preserve">
            <source>谢谢。</source>
            <target>Thank you.</target>
          </trans-unit>
        </body>
      </file>
    </xliff>
    --- stderr ---
    This format has no place for everything: 1 × fields were left out.
    Left out, in other languages: lettre.
    $ yiku export --format xliff --to de
    --- stderr ---
    error: no document is translated from en into de; there is note (en → zh-Hans), lettre (en → fr)
    hint: without --from and --to it goes out in its own; what imported memories have in other languages goes into TMX, JSONL, PO or a table
    --- exit 2 ---
    $ yiku export --format tbx --to fr
    --- stderr ---
    error: nothing to export: the memory has no terms yet
    hint: `yiku term import FILE` loads some
    --- exit 2 ---
    "#);
}

#[test]
fn terms_go_out_in_the_languages_that_are_asked_for() {
    let folder = Folder::new();
    folder.write(
        "yiku.toml",
        "[project]\nname = \"visit\"\nfrom = \"en\"\nto = \"zh-Hans\"\n",
    );
    folder.write(
        "terms.csv",
        "concept,lang,term\nfee,en,fee\nfee,zh-Hans,费用\nfee,fr,taxe\noffice,en,office\noffice,zh-Hans,局\n",
    );
    folder.done("import terms.csv");
    let all = folder.done("export --format terms-csv");
    assert!(all.contains("taxe") && all.contains("费用"));
    let french = folder.done("export --format terms-csv --to fr");
    assert!(french.contains("taxe") && french.contains("fee,") && !french.contains("费用"));
    assert_snapshot!(folder.transcript("
        export --format tbx --from de --to it
    "), @"
    $ yiku export --format tbx --from de --to it
    --- stderr ---
    error: nothing to export: no term is in de or it
    hint: without --from and --to all terms are written
    --- exit 2 ---
    ");
}

#[test]
fn a_text_in_the_other_script_is_held_back_and_said() {
    let folder = with_three();
    folder.write("note.txt", "The fee is due.\nThank you.\n");
    folder.done("import note.txt --to zh-Hant");
    assert_snapshot!(folder.transcript("
        pretranslate note
        match The fee is due. --to zh-Hant
    "), @"
    $ yiku pretranslate note
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     note      2         2        0        0      0           0        0      1          2     6
    --- stderr ---
    note: held back, since the memory has their translation in zh-CN alone: 1 segment: 1. `yiku match TEXT` shows it.
    Nothing to fill in: 2 segments without a match that is good enough.
    hint: --fuzzy 75 fills drafts from fuzzy matches; `yiku match TEXT` shows what there is
    --- exit 1 ---
    $ yiku match The fee is due. --to zh-Hant
    100 %, band 100, net 95 (−5 other script)  three.tmx
      The fee is due.
      费用到期。
      ✓ translated
    ");
}

#[test]
fn a_text_that_is_translated_into_another_language_only_is_told_of() {
    let folder = with_three();
    assert_snapshot!(folder.transcript("
        match 'Thank you.'
        match --to de 'The fee is due.'
        match --to de 'Nothing of the kind.'
    "), @"
    $ yiku match 'Thank you.'
    --- stderr ---
    No segment in memory.yiku is like this text by 70 % or more.
    hint: a text like it is translated into French: --to fr shows it
    --- exit 1 ---
    $ yiku match --to de 'The fee is due.'
    --- stderr ---
    memory.yiku has nothing in German; it holds English (en), French (fr), Chinese (zh-CN).
    hint: a text like it is translated into Chinese: --to zh-CN shows it
    --- exit 1 ---
    $ yiku match --to de 'Nothing of the kind.'
    --- stderr ---
    memory.yiku has nothing in German; it holds English (en), French (fr), Chinese (zh-CN).
    --- exit 1 ---
    ");
}

#[test]
fn a_text_that_was_imported_in_the_wrong_language_is_in_one_language_afterwards() {
    let folder = with_three();
    folder.write("note.txt", "Merci beaucoup.\nAu revoir.\n");
    folder.done("import note.txt");
    folder.done("set note:1 非常感谢。");
    let before = folder.done("export --format jsonl");
    folder.done("--from fr import note.txt");
    assert_snapshot!(folder.transcript("
        show note:1
        export --document note --format jsonl
        match --from fr 'Merci beaucoup.'
        match --from en 'Merci beaucoup.'
    "), @r#"
    $ yiku show note:1
    note:1  ✓ translated by li, 2024-09-16 15:20
      Merci beaucoup.
      非常感谢。
    $ yiku export --document note --format jsonl
    {"type":"memory","version":1,"source":"fr","target":"zh-Hans","date":"2024-09-16T15:20:00Z"}
    {"type":"document","name":"note","file":"note.txt","source_lang":"fr","target_lang":"zh-Hans","source_hash":"c4457ae72de0072de3cd35fc5b458031dc8c36937af3d4eabc93e0a77ce2bac2","source_encoding":"UTF-8","source_tail":"\n"}
    {"type":"unit","id":"982c0e3201ea47468df40294d6ea02a6","origin":{"document":"note"},"place":{"document":"note","file":"note.txt","number":1,"paragraph":1},"source_lang":"fr","variants":[{"lang":"fr","text":"Merci beaucoup."},{"lang":"zh-Hans","text":"非常感谢。","state":"translated","made_by":"human","author":"li","date":"2024-09-16T15:20:00Z"}],"fields":{"project":"visit"}}
    {"type":"unit","id":"42f0f0355b141580ca5e16413250dbc0","origin":{"document":"note"},"place":{"document":"note","file":"note.txt","number":2,"paragraph":2,"before":"\n"},"source_lang":"fr","variants":[{"lang":"fr","text":"Au revoir."}],"fields":{"project":"visit"}}
    $ yiku match --from fr 'Merci beaucoup.'
    100 %, band 100, net 100  note:1
      Merci beaucoup.
      非常感谢。
      ✓ translated by li, 2024-09-16 15:20
    $ yiku match --from en 'Merci beaucoup.'
    --- stderr ---
    No segment in memory.yiku is like this text by 70 % or more.
    hint: `yiku search` finds words inside segments
    --- exit 1 ---
    "#);
    folder.done("undo");
    assert_eq!(folder.done("export --format jsonl"), before);
}

#[test]
fn memories_are_compared_in_the_languages_that_are_asked_for() {
    let folder = with_three();
    folder.write("other.tmx", THREE.replace("Merci.", "Merci bien."));
    assert_snapshot!(folder.transcript("
        memory diff three.tmx other.tmx
        memory diff three.tmx other.tmx --to zh
        memory diff three.tmx other.tmx --to de
    "), @"
    $ yiku memory diff three.tmx other.tmx
    ~ three.tmx  translated
      Thank you.
      Merci{+ bien+}.
    --- stderr ---
    0 only in three.tmx, 0 only in other.tmx, 1 translated otherwise, 0 in another state, 3 the same.
    --- exit 1 ---
    $ yiku memory diff three.tmx other.tmx --to zh
    --- stderr ---
    three.tmx and other.tmx have the same 2 pairs.
    $ yiku memory diff three.tmx other.tmx --to de
    --- stderr ---
    three.tmx and other.tmx have no translation into German.
    ");
}

#[test]
fn tags_of_languages_that_do_not_go_out_are_told_of() {
    let folder = with_three();
    assert_snapshot!(folder.transcript("
        export -o zh.tmx --tags fr=fr-CA,en=en-GB
        export --format csv -o zh.csv --tags en=en-GB --line-length 20
        convert three.tmx out.tmx --tags de=de-AT,en=en-GB
        convert three.tmx out.jsonl --tags de=de-AT,fr=fr-CA
    "), @"
    $ yiku export -o zh.tmx --tags fr=fr-CA,en=en-GB
    --- stderr ---
    Wrote zh.tmx (2 segments).
    warning: 1 × texts beside the source and its translations were left out
    warning: 1 segment left out, in other languages only
    hint: there are texts in fr too; --to fr writes those pairs
    warning: --tags fr=fr-CA changes nothing here: what is written is in en, zh-CN
    $ yiku export --format csv -o zh.csv --tags en=en-GB --line-length 20
    --- stderr ---
    Wrote zh.csv (3 segments).
    warning: 2 × texts beside the source and its translations were left out
    warning: 2 × inline codes were left out
    This format has no place for everything: 4 × properties were left out.
    hint: there are texts in fr too; --to fr writes those pairs
    warning: --line-length changes nothing here: it is not for csv
    $ yiku convert three.tmx out.tmx --tags de=de-AT,en=en-GB
    --- stderr ---
    warning: 1 × units without a translation were not written
    warning: 1 × texts beside the source and its translations were left out
    warning: --tags de=de-AT changes nothing here: what is written is in en, zh-CN
    Wrote out.tmx (2 of 3 units).
    $ yiku convert three.tmx out.jsonl --tags de=de-AT,fr=fr-CA
    --- stderr ---
    warning: --tags de=de-AT changes nothing here: what is written is in en, fr, zh-CN
    Wrote out.jsonl (3 of 3 units).
    ");
}

#[test]
fn what_is_found_and_filled_is_in_the_languages_that_are_asked_for() {
    let folder = with_three();
    folder.write("note.txt", "Thank you.\nOpen the door.\n");
    folder.done("import note.txt");
    assert_snapshot!(folder.transcript("
        search fee --to fr
        search porte --from fr --to zh
        search porte --from zh --to fr
        search porte --lang de
        pretranslate --to fr
        pretranslate --to zh-CN
    "), @"
    $ yiku search fee --to fr
    three.tmx
      The ▸fee◂ is due.
      (not translated into French)
    --- stderr ---
    1 segment.
    $ yiku search porte --from fr --to zh
    three.tmx
      Ouvrez {1/}la ▸porte◂.
      打开{1/}门。
    --- stderr ---
    1 segment.
    $ yiku search porte --from zh --to fr
    three.tmx
      打开{1/}门。
      Ouvrez {1/}la ▸porte◂.
    --- stderr ---
    1 segment.
    $ yiku search porte --lang de
    --- stderr ---
    memory.yiku has nothing in German; it holds English (en), French (fr), Chinese (zh-CN).
    --- exit 1 ---
    $ yiku pretranslate --to fr
    --- stderr ---
    error: no document is translated between these languages
    hint: note is translated from en into zh-Hans
    --- exit 2 ---
    $ yiku pretranslate --to zh-CN
     document  segments  to fill  context  exact  repetition  numbers  fuzzy  held back  left  words left
     note      2         2        0        0      0           1        0      0          1     5
    --- stderr ---
    Filled 1 of 2 segments: 0 confirmed, 1 draft.
    ");
}

#[test]
fn a_memory_from_chinese_stands_beside_one_from_english() {
    let folder = Folder::new();
    folder.write("three.tmx", THREE);
    folder.write(
        "turned.tmx",
        THREE.replace("srclang=\"en\"", "srclang=\"zh-CN\""),
    );
    folder.done("--memory m.yiku import three.tmx");
    folder.done("--memory m.yiku import turned.tmx");
    assert_snapshot!(folder.transcript("
        --memory m.yiku memory info
        --memory m.yiku search 费用
        --memory m.yiku match '费用到期了。'
        --memory m.yiku match --from en '费用到期了。'
    "), @"
    $ yiku --memory m.yiku memory info
    m.yiku  868.4 kB on the disk, 6 units, 0 concepts, 2 changes
      languages: en 6, fr 4, zh-CN 4
      states: translated 8
     memory      units  from   to
     three.tmx   3      en     zh-CN
     turned.tmx  3      zh-CN  en
    --- stderr ---
    hint: `yiku backup` writes a whole copy of it; `yiku export -o FILE.jsonl` its units as text
    $ yiku --memory m.yiku search 费用
    three.tmx
      The fee is due.
      ▸费用◂到期。
    turned.tmx
      ▸费用◂到期。
      The fee is due.
    --- stderr ---
    2 segments.
    $ yiku --memory m.yiku match '费用到期了。'
    80 %, band 75-84, net 80  three.tmx; turned.tmx
      费用到期{+了+}。
      The fee is due.
      ✓ translated
    --- stderr ---
    hint: looked up as Chinese; --from en looks it up as English
    $ yiku --memory m.yiku match --from en '费用到期了。'
    --- stderr ---
    No segment in m.yiku is like this text by 70 % or more.
    hint: `yiku search` finds words inside segments
    --- exit 1 ---
    ");
}
