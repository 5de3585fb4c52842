//! Memories of other tools: imported, searched, exported, imported again.

use insta::assert_snapshot;

use super::folder::Folder;

/// What a tool might write: regions in the tags, `lang` for `xml:lang`, a unit with no Chinese.
pub(super) const CLIENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4b">
  <header creationtool="Some Tool" segtype="sentence" adminlang="en" srclang="en-US" datatype="plaintext"/>
  <body>
    <tu tuid="1"><prop type="client">WIPO</prop>
      <tuv xml:lang="en-US"><seg>Patents &amp; trademarks</seg></tuv>
      <tuv xml:lang="zh-CN" changeid="wang" changedate="20230102T030405Z"><seg>专利与商标</seg></tuv>
    </tu>
    <tu tuid="2"><tuv lang="en_us"><seg>The office examines it.</seg></tuv>
      <tuv lang="ZH-CN"><seg>该局对此进行审查。</seg></tuv>
    </tu>
    <tu tuid="3"><tuv xml:lang="en-US"><seg>Not translated yet.</seg></tuv></tu>
  </body>
</tmx>
"#;

#[test]
fn a_memory_is_imported_searched_and_counted() {
    let folder = Folder::new();
    folder.write("client.tmx", CLIENT);
    assert_snapshot!(folder.transcript("
        --memory m.yiku import client.tmx
        --memory m.yiku import client.tmx
        --memory m.yiku status
        --memory m.yiku search 商标
        --memory m.yiku search office --json
        --memory m.yiku undo
        --memory m.yiku search 商标
    "), @r#"
    $ yiku --memory m.yiku import client.tmx
    --- stderr ---
    New memory: m.yiku
    client.tmx: 3 units (3 new, 0 changed, 0 gone).
    warning: client.tmx: 1 × a version that TMX does not have; read as 1.4, first in line 2
    warning: client.tmx: 2 × lang was read as xml:lang, first in line 9
    $ yiku --memory m.yiku import client.tmx
    --- stderr ---
    client.tmx: nothing to do, its 3 units are in the memory as they stand.
    $ yiku --memory m.yiku status
     memory      units  from   to
     client.tmx  3      en-US  zh-CN
    $ yiku --memory m.yiku search 商标
    client.tmx
      Patents & trademarks
      专利与▸商标◂
    --- stderr ---
    1 segment.
    $ yiku --memory m.yiku search office --json
    {"type":"hit","segment":null,"document":null,"memory":"client.tmx","in_memory":null,"side":"source","places":[[4,10]],"other_places":[],"source":"The office examines it.","target":"该局对此进行审查。"}
    --- stderr ---
    1 segment.
    $ yiku --memory m.yiku undo
    --- stderr ---
    Took back change 1: import client.tmx (client.tmx: 3 units).
    $ yiku --memory m.yiku search 商标
    --- stderr ---
    There is no segment in m.yiku yet.
    --- exit 1 ---
    "#);
}

#[test]
fn a_memory_imported_again_becomes_what_the_file_says() {
    let folder = Folder::new();
    folder.write("client.tmx", CLIENT);
    folder.done("--memory m.yiku import client.tmx");
    let before = folder.done("--memory m.yiku export --format jsonl");
    folder.write(
        "client.tmx",
        CLIENT
            .replace("专利与商标", "专利和商标")
            .replace("tuid=\"3\"", "tuid=\"4\"")
            .replace("Not translated yet.", "Something else."),
    );
    assert_snapshot!(folder.transcript("
        --memory m.yiku import client.tmx
        --memory m.yiku search 专利
        --memory m.yiku undo
    "), @r"
    $ yiku --memory m.yiku import client.tmx
    --- stderr ---
    client.tmx: 3 units (1 new, 1 changed, 1 gone).
    warning: client.tmx: 1 × a version that TMX does not have; read as 1.4, first in line 2
    warning: client.tmx: 2 × lang was read as xml:lang, first in line 9
    $ yiku --memory m.yiku search 专利
    client.tmx
      Patents & trademarks
      ▸专利◂和商标
    --- stderr ---
    1 segment.
    $ yiku --memory m.yiku undo
    --- stderr ---
    Took back change 2: import client.tmx (client.tmx: 3 units).
    ");
    let after = folder.done("--memory m.yiku export --format jsonl");
    assert_eq!(before, after, "undo brings the memory back to the byte");
}

#[test]
fn what_is_exported_as_tmx_comes_home_as_it_was() {
    let folder = Folder::with_memory();
    folder.done("export -o a.tmx");
    folder.done("--memory other.yiku import a.tmx");
    folder.done("--memory other.yiku export -o b.tmx");
    let pairs = |name: &str| {
        let text = folder.read(name);
        let lines = text
            .lines()
            .filter(|line| line.contains("<seg>") || line.contains("xml:lang"));
        lines.map(str::to_owned).collect::<Vec<String>>()
    };
    assert_eq!(pairs("a.tmx").len(), 5 * 4);
    assert_eq!(pairs("a.tmx"), pairs("b.tmx"));
}

/// A TMX file of units with a date and a state each.
fn dated(units: &[(&str, &str)]) -> String {
    let units: Vec<String> = units
        .iter()
        .map(|(date, state)| {
            format!(
                "<tu><tuv xml:lang=\"en\"><seg>Made {date}</seg></tuv>\
                 <tuv xml:lang=\"zh-CN\" changedate=\"{date}\"><prop type=\"x-state\">{state}</prop>\
                 <seg>做于{date}</seg></tuv></tu>\n"
            )
        })
        .collect();
    format!(
        "<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n{}</body></tmx>",
        units.concat()
    )
}

#[test]
fn a_file_is_dated_by_the_newest_text_that_is_in_it() {
    let folder = Folder::new();
    let (old, new, newest) = ("20200101T000000Z", "20210101T000000Z", "20220101T000000Z");
    let one = [(new, "translated"), (newest, "draft"), (old, "final")];
    folder.write("one.tmx", dated(&one));
    folder.write("two.tmx", dated(&[(old, "translated")]));
    folder.done("--memory m.yiku import one.tmx two.tmx");
    let head = |arguments: &str| {
        folder.done(&format!("--memory m.yiku export -o out.tmx {arguments}"));
        let text = folder.read("out.tmx");
        let head = text.lines().find(|line| line.contains("<header"));
        let date = head.and_then(|head| head.split_once("creationdate=\""));
        date.map(|(_, date)| date[..old.len()].to_owned())
    };
    assert_eq!(head("").as_deref(), Some(new));
    assert_eq!(head("--state draft").as_deref(), Some(newest));
    assert_eq!(head("--state final").as_deref(), Some(old));
}

#[test]
fn a_text_in_another_language_does_not_date_a_file_that_has_none_of_it() {
    let folder = Folder::new();
    let (old, new) = ("20200101T000000Z", "20210101T000000Z");
    let french = dated(&[(new, "final")]).replace("zh-CN", "fr");
    let units = |file: &str| {
        let body = file.split_once("<body>").unwrap().1;
        body.split_once("</body>").unwrap().0.to_owned()
    };
    let both = dated(&[(old, "final")]).replace("</body>", &format!("{}</body>", units(&french)));
    folder.write("both.tmx", both);
    folder.done("--memory m.yiku import both.tmx");
    folder.done("--memory m.yiku export -o out.tmx");
    let text = folder.read("out.tmx");
    assert!(!text.contains("\"fr\""), "{text}");
    assert!(text.contains(&format!("creationdate=\"{old}\"")), "{text}");
}

#[test]
fn units_stand_in_the_order_of_their_file() {
    let folder = Folder::new();
    let dates: Vec<String> = (1..=28)
        .rev()
        .map(|day| format!("202401{day:02}T000000Z"))
        .collect();
    let units: Vec<(&str, &str)> = dates.iter().map(|date| (date.as_str(), "final")).collect();
    folder.write("in.tmx", dated(&units));
    folder.write("first.tmx", dated(&units[..3]));
    folder.done("--memory m.yiku import first.tmx");
    folder.done("--memory m.yiku import in.tmx");
    folder.done("--memory m.yiku export -o out.tmx");
    let text = folder.read("out.tmx");
    let at = |pair: &str| pair.get(.."20240101T000000Z".len()).map(str::to_owned);
    let found: Vec<String> = text.split("Made ").skip(1).filter_map(at).collect();
    let order: Vec<usize> = found
        .iter()
        .filter_map(|found| dates.iter().position(|date| date == found))
        .collect();
    let expected: Vec<usize> = (0..3).chain(0..dates.len()).collect();
    assert_eq!(order, expected);
}

#[test]
fn memories_that_hold_the_same_are_the_same_lines_whatever_came_first() {
    let folder = Folder::new();
    let units: Vec<String> = (1..=28)
        .map(|day| format!("202401{day:02}T000000Z"))
        .collect();
    let mut units: Vec<(&str, &str)> = units.iter().map(|date| (&**date, "final")).collect();
    folder.write("in.tmx", dated(&units));
    folder.done("--memory a.yiku import in.tmx");
    units.reverse();
    folder.write("in.tmx", dated(&units));
    folder.done("--memory b.yiku import in.tmx");
    for memory in ["a", "b"] {
        folder.done(&format!("--memory {memory}.yiku export -o {memory}.jsonl"));
    }
    assert_eq!(folder.read("a.jsonl"), folder.read("b.jsonl"));
}

#[test]
fn a_cut_off_file_is_imported_whole_or_not_at_all_unless_asked() {
    let folder = Folder::new();
    let cut = CLIENT.find("<tu tuid=\"3\">").unwrap() + 20;
    folder.write("client.tmx", &CLIENT[..cut]);
    assert_snapshot!(folder.transcript("
        --memory m.yiku import client.tmx
        --memory m.yiku search 商标
        --memory m.yiku import client.tmx --partial
        --memory m.yiku search 商标 --quiet
    "), @"
    $ yiku --memory m.yiku import client.tmx
    --- stderr ---
    error: client.tmx: line 12, column 18, unit 3: tag not closed: `>` not found before end of input; the file is cut off, or a quotation mark is missing; 2 units before it can be read
    hint: nothing was imported; export the memory again from the other tool, or take what stands before the fault with --partial
    --- exit 2 ---
    $ yiku --memory m.yiku search 商标
    --- stderr ---
    error: there is no memory m.yiku
    hint: `yiku import FILE` or `yiku build` makes one; --memory FILE names another
    --- exit 2 ---
    $ yiku --memory m.yiku import client.tmx --partial
    --- stderr ---
    New memory: m.yiku
    client.tmx: 2 units (2 new, 0 changed, 0 gone).
    warning: client.tmx: 1 × a version that TMX does not have; read as 1.4, first in line 2
    warning: client.tmx: 2 × lang was read as xml:lang, first in line 9
    warning: client.tmx: line 12, column 18, unit 3: tag not closed: `>` not found before end of input; the file is cut off, or a quotation mark is missing; 2 units before it can be read; only what stands before it was taken
    $ yiku --memory m.yiku search 商标 --quiet
    client.tmx
      Patents & trademarks
      专利与▸商标◂
    ");
    folder.write("client.tmx", CLIENT);
    let again = folder.transcript("--memory m.yiku import client.tmx");
    assert!(
        again.contains("3 units (1 new, 0 changed, 0 gone)"),
        "{again}"
    );
}

#[test]
fn the_memories_that_a_project_reads_are_searched_too() {
    let folder = Folder::with_memory();
    folder.write("client.tmx", CLIENT);
    folder.done("--memory client.yiku import client.tmx");
    let manifest = folder.read("yiku.toml");
    let tables = "[[memory]]\nfile = \"memory.yiku\"\nrole = \"working\"\n\
                  [[memory]]\nfile = \"client.yiku\"\nrole = \"client\"\n";
    folder.write("yiku.toml", manifest + tables);
    let found = folder.done("search 该局");
    assert!(
        found.contains("client.yiku") && found.contains("The office examines it."),
        "{found}"
    );
}
