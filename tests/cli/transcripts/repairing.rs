//! `yiku repair`.

use insta::assert_snapshot;

use crate::cli::folder::Folder;
use crate::cli::memories::CLIENT;

/// A file that a tool gave out and a download cut.
fn folder() -> Folder {
    let folder = Folder::new();
    let cut = CLIENT.split("translated yet").next().unwrap();
    folder.write("client.tmx", cut);
    folder
}

#[test]
fn what_is_mended_is_said_and_the_copy_is_valid() {
    let folder = folder();
    assert_snapshot!(folder.transcript("
        repair client.tmx --dry-run
        repair client.tmx -o whole.tmx
        validate whole.tmx
        repair whole.tmx -o again.tmx
        repair client.tmx -o whole.tmx
        repair client.tmx -o client.tmx
        repair client.tmx -o whole.tmx --force --json
        repair client.tmx -o -
        repair - --dry-run < whole.tmx
    "), @r#"
    $ yiku repair client.tmx --dry-run
    client.tmx:2: the value of an attribute was put right: version="1.4b" → version="1.4"
    client.tmx:3: an attribute that must be there was put in: creationtoolversion="unknown" in header
    client.tmx:3: an attribute that must be there was put in: o-tmf="unknown" in header
    client.tmx:9: unit 2: lang became xml:lang: lang="en_us" → xml:lang="en_us"
    client.tmx:9: unit 2: the value of an attribute was put right: xml:lang="en_us" → xml:lang="en-US"
    client.tmx:10: unit 2: lang became xml:lang: lang="ZH-CN" → xml:lang="ZH-CN"
    client.tmx:12: unit 3: the file ends before its elements do; they were ended: in seg
    client.tmx:12: unit 3: a unit that is cut off was left out: <tu tuid="3">
    --- exit 1 ---
    $ yiku repair client.tmx -o whole.tmx
    client.tmx:2: the value of an attribute was put right: version="1.4b" → version="1.4"
    client.tmx:3: an attribute that must be there was put in: creationtoolversion="unknown" in header
    client.tmx:3: an attribute that must be there was put in: o-tmf="unknown" in header
    client.tmx:9: unit 2: lang became xml:lang: lang="en_us" → xml:lang="en_us"
    client.tmx:9: unit 2: the value of an attribute was put right: xml:lang="en_us" → xml:lang="en-US"
    client.tmx:10: unit 2: lang became xml:lang: lang="ZH-CN" → xml:lang="ZH-CN"
    client.tmx:12: unit 3: the file ends before its elements do; they were ended: in seg
    client.tmx:12: unit 3: a unit that is cut off was left out: <tu tuid="3">
    --- stderr ---
    Wrote whole.tmx (2 units; 8 places mended; valid TMX 1.4).
    $ yiku validate whole.tmx
    whole.tmx: valid TMX 1.4
    $ yiku repair whole.tmx -o again.tmx
    --- stderr ---
    Wrote again.tmx (2 units; nothing to mend; valid TMX 1.4).
    $ yiku repair client.tmx -o whole.tmx
    --- stderr ---
    error: whole.tmx is there already
    hint: name another file, or write over it with --force
    --- exit 2 ---
    $ yiku repair client.tmx -o client.tmx
    --- stderr ---
    error: client.tmx is the file that is read, and is not written over
    hint: name another file; nothing was written
    --- exit 2 ---
    $ yiku repair client.tmx -o whole.tmx --force --json
    {"type":"mend","file":"client.tmx","line":2,"column":1,"unit":null,"remedy":"value","mend":"the value of an attribute was put right","was":"version=\"1.4b\"","now":"version=\"1.4\""}
    {"type":"mend","file":"client.tmx","line":3,"column":3,"unit":null,"remedy":"required","mend":"an attribute that must be there was put in","was":"","now":"creationtoolversion=\"unknown\" in header"}
    {"type":"mend","file":"client.tmx","line":3,"column":3,"unit":null,"remedy":"required","mend":"an attribute that must be there was put in","was":"","now":"o-tmf=\"unknown\" in header"}
    {"type":"mend","file":"client.tmx","line":9,"column":18,"unit":2,"remedy":"lang","mend":"lang became xml:lang","was":"lang=\"en_us\"","now":"xml:lang=\"en_us\""}
    {"type":"mend","file":"client.tmx","line":9,"column":18,"unit":2,"remedy":"value","mend":"the value of an attribute was put right","was":"xml:lang=\"en_us\"","now":"xml:lang=\"en-US\""}
    {"type":"mend","file":"client.tmx","line":10,"column":7,"unit":2,"remedy":"lang","mend":"lang became xml:lang","was":"lang=\"ZH-CN\"","now":"xml:lang=\"ZH-CN\""}
    {"type":"mend","file":"client.tmx","line":12,"column":49,"unit":3,"remedy":"truncated","mend":"the file ends before its elements do; they were ended","was":"in seg","now":null}
    {"type":"mend","file":"client.tmx","line":12,"column":5,"unit":3,"remedy":"cut","mend":"a unit that is cut off was left out","was":"<tu tuid=\"3\">","now":null}
    {"type":"repaired","file":"whole.tmx","format":"TMX 1.4","units":2,"mends":8,"faults":0}
    --- stderr ---
    Wrote whole.tmx (2 units; 8 places mended; valid TMX 1.4).
    $ yiku repair client.tmx -o -
    <?xml version="1.0" encoding="UTF-8"?>
    <tmx version="1.4">
      <header creationtool="Some Tool" segtype="sentence" adminlang="en" srclang="en-US" datatype="plaintext" creationtoolversion="unknown" o-tmf="unknown"/>
      <body>
        <tu tuid="1"><prop type="client">WIPO</prop>
          <tuv xml:lang="en-US"><seg>Patents &amp; trademarks</seg></tuv>
          <tuv xml:lang="zh-CN" changeid="wang" changedate="20230102T030405Z"><seg>专利与商标</seg></tuv>
        </tu>
        <tu tuid="2"><tuv xml:lang="en-US"><seg>The office examines it.</seg></tuv>
          <tuv xml:lang="ZH-CN"><seg>该局对此进行审查。</seg></tuv>
        </tu>
        </body></tmx>
    --- stderr ---
    warning: client.tmx: 2 × the value of an attribute was put right, first in line 2
    warning: client.tmx: 2 × an attribute that must be there was put in, first in line 3
    warning: client.tmx: 2 × lang became xml:lang, first in line 9
    warning: client.tmx: 1 × the file ends before its elements do; they were ended, first in line 12
    warning: client.tmx: 1 × a unit that is cut off was left out, first in line 12
    $ yiku repair - --dry-run < whole.tmx
    --- stderr ---
    -: nothing to mend; valid TMX 1.4.
    "#);
    assert_eq!(folder.read("again.tmx"), folder.read("whole.tmx"));
}

#[test]
fn what_is_wrong_still_is_said_as_validate_says_it() {
    let folder = Folder::new();
    folder.write(
        "a.xlf",
        r#"<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en">
 <file id="f"><unit id="1"><segment state="Final"><source>fee</source><target>费用</target></segment></unit></file>
</xliff>"#,
    );
    folder.write("old.tbx", "<martif type=\"TBX\"><text/></martif>");
    folder.write("notes.txt", "none of these formats\n");
    folder.write("empty.tmx", "");
    assert_snapshot!(folder.transcript("
        repair a.xlf -o b.xlf
        repair a.xlf -o c.xlf --json
        repair old.tbx -o new.tbx
        repair notes.txt -o new.txt
        repair empty.tmx -o new.tmx
        repair none.tmx -o new.tmx
        repair a.xlf
    "), @r#"
    $ yiku repair a.xlf -o b.xlf
    a.xlf:2: unit 1: the value of an attribute was put right: state="Final" → state="final"
    b.xlf:3:71: unit 1: there is a target, and xliff has no trgLang (XLF2-TRGLANG, 4.2.2.1)
    --- stderr ---
    Wrote b.xlf (1 unit; 1 place mended; 1 fault left).
    --- exit 1 ---
    $ yiku repair a.xlf -o c.xlf --json
    {"type":"mend","file":"a.xlf","line":2,"column":28,"unit":1,"remedy":"value","mend":"the value of an attribute was put right","was":"state=\"Final\"","now":"state=\"final\""}
    {"type":"fault","file":"c.xlf","line":3,"column":71,"unit":"1","rule":"XLF2-TRGLANG","section":"4.2.2.1","message":"there is a target, and xliff has no trgLang"}
    {"type":"repaired","file":"c.xlf","format":"XLIFF 2.1","units":1,"mends":1,"faults":1}
    --- stderr ---
    Wrote c.xlf (1 unit; 1 place mended; 1 fault left).
    --- exit 1 ---
    $ yiku repair old.tbx -o new.tbx
    old.tbx:1: an attribute that must be there was put in: xml:lang="en" in martif
    old.tbx:1: an element that must be there was put in: <martifHeader> in martif
    old.tbx:1: an element that must be there was put in: <fileDesc> in martifHeader
    old.tbx:1: an element that must be there was put in: <sourceDesc> in fileDesc
    old.tbx:1: an element that must be there was put in: <p> in sourceDesc
    new.tbx:2:113: text lacks body (TBX-MISSING, text)
    --- stderr ---
    Wrote new.tbx (0 units; 5 places mended; 1 fault left).
    --- exit 1 ---
    $ yiku repair notes.txt -o new.txt
    --- stderr ---
    error: notes.txt: it is no TMX, XLIFF, TBX or SRX, or nothing of it is left
    hint: what yiku repairs: TMX, XLIFF 1.2 and 2.0–2.2, TBX, SRX
    --- exit 2 ---
    $ yiku repair empty.tmx -o new.tmx
    --- stderr ---
    error: empty.tmx: it is no TMX, XLIFF, TBX or SRX, or nothing of it is left
    hint: what yiku repairs: TMX, XLIFF 1.2 and 2.0–2.2, TBX, SRX
    --- exit 2 ---
    $ yiku repair none.tmx -o new.tmx
    --- stderr ---
    error: there is no file none.tmx
    --- exit 2 ---
    $ yiku repair a.xlf
    --- stderr ---
    error: the following required arguments were not provided:
      --output <OUT>

    Usage: yiku repair --output <OUT> <FILE>

    For more information, try '--help'.
    --- exit 2 ---
    "#);
    assert!(!folder.path("new.tmx").exists());
}

#[test]
fn the_remedies_are_listed() {
    let listed = folder().done("repair --rules");
    assert!(listed.contains("lang became xml:lang"), "{listed}");
}
