//! `yiku memory`.

use insta::assert_snapshot;

use super::super::folder::Folder;
use super::super::upkeep::{UNTIDY, untidy};

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write(UNTIDY, untidy());
    folder.done("--memory m.yiku import untidy.tmx");
    folder
}

#[test]
fn what_a_memory_is() {
    let folder = Folder::with_memory();
    folder.write(UNTIDY, untidy());
    folder.done("import untidy.tmx");
    let told = folder.transcript(
        "
        memory info
        memory info --json
        --memory empty.yiku memory info
    ",
    );
    assert_snapshot!(without_sizes(&told), @r#"
    $ yiku memory info
    memory.yiku  SIZE on the disk, 18 units, 11 concepts, 3 changes
      languages: en 5, en-US 13, zh-CN 17
      states: draft 1, translated 15, reviewed 1
      authors: li 1, wang 1
      dates: 2023-01-02 03:04 to 2024-01-02 03:04 (UTC)
     document  segments  from  to
     notice    5         en    zh-Hans
     memory      units  from   to
     untidy.tmx  13     en-US  zh-CN
    --- stderr ---
    hint: `yiku backup` writes a whole copy of it; `yiku export -o FILE.jsonl` its units as text
    $ yiku memory info --json
    {"type":"info","memory":"memory.yiku",SIZE,"units":18,"languages":{"en":5,"en-US":13,"zh-CN":17},"states":{"draft":1,"reviewed":1,"translated":15},"documents":[{"name":"notice","from":"en","to":"zh-Hans","units":5}],"memories":[{"name":"untidy.tmx","from":"en-US","to":"zh-CN","units":13}],"authors":[{"author":"li","texts":1},{"author":"wang","texts":1}],"first":"2023-01-02T03:04:05Z","last":"2024-01-02T03:04:05Z","changes":3,"concepts":11}
    $ yiku --memory empty.yiku memory info
    --- stderr ---
    error: there is no memory empty.yiku
    hint: `yiku import FILE` or `yiku build` makes one; --memory FILE names another
    --- exit 2 ---
    "#);
}

/// The size of the file is SQLite's.
fn without_sizes(told: &str) -> String {
    let mut out = String::new();
    for line in told.split_inclusive('\n') {
        let (before, after) = match (line.find(" on the disk"), line.split_once("\"bytes\":")) {
            (Some(at), _) => (&line[..line.find("  ").unwrap() + 2], &line[at..]),
            (None, Some((before, after))) => (before, after.trim_start_matches(char::is_numeric)),
            (None, None) => (line, ""),
        };
        let size = if after.is_empty() { "" } else { "SIZE" };
        out.push_str(&[before, size, after].concat());
    }
    out
}

#[test]
fn units_that_say_the_same_become_one() {
    assert_snapshot!(folder().transcript("
        --memory m.yiku memory dedupe --dry-run
        --memory m.yiku memory dedupe --json
        --memory m.yiku memory dedupe
        --memory m.yiku memory dedupe --any-context
        --memory m.yiku export --format jsonl
    "), @r#"
    $ yiku --memory m.yiku memory dedupe --dry-run
    untidy.tmx  2 times
       Patents and trademarks
      专利与商标 
    untidy.tmx  2 times
      The office examines it.
      该局对此进行审查。
    --- stderr ---
    2 of 13 units would be removed: 2 stay for them. Notes, properties or fields would go over to 1 of these. Nothing was changed.
    $ yiku --memory m.yiku memory dedupe --json
    {"type":"duplicate","unit":"33efadb612c96d6ef24d644a775d2c4a","memory":"untidy.tmx","source":" Patents and trademarks","targets":["专利与商标 "],"removed":["85bd27a34ad297109dd79f2a585642e8"]}
    {"type":"duplicate","unit":"ec73bbcb4945f42be54a0781cd507ca6","memory":"untidy.tmx","source":"The office examines it.","targets":["该局对此进行审查。"],"removed":["34848b72b100a545a0e2d5260c672090"]}
    {"type":"deduped","dry_run":false,"units":13,"kept":2,"removed":2,"enriched":1}
    --- stderr ---
    2 of 13 units removed: 2 stay for them. Notes, properties or fields went over to 1 of these.
    $ yiku --memory m.yiku memory dedupe
    --- stderr ---
    No two of 11 units of imported memories say the same.
    $ yiku --memory m.yiku memory dedupe --any-context
    untidy.tmx  2 times
      The office examines it.
      该局对此进行审查。
    --- stderr ---
    1 of 11 units removed: 1 stay for them.
    $ yiku --memory m.yiku export --format jsonl
    {"type":"memory","version":1,"source":"en-US","target":"zh-CN","date":"2024-01-02T03:04:05Z"}
    {"type":"imported","name":"untidy.tmx","source_lang":"en-US","target_lang":"zh-CN"}
    {"type":"unit","id":"15d85f29fc5b9476b001aa33ccbfe4c5","origin":{"memory":"untidy.tmx"},"source_lang":"en-US","variants":[{"lang":"en-US","text":"See the annex."},{"lang":"zh-CN","text":"见附件。","state":"translated"}],"fields":{"client":"EPO"}}
    {"type":"unit","id":"2d14330159b57c13c6ca8abd1f381028","origin":{"memory":"untidy.tmx"},"source_lang":"en-US","variants":[{"lang":"en-US","text":"See the annex."},{"lang":"zh-CN","text":"见附件。","state":"translated"}],"fields":{"client":"WIPO"}}
    {"type":"unit","id":"33efadb612c96d6ef24d644a775d2c4a","origin":{"memory":"untidy.tmx"},"source_lang":"en-US","variants":[{"lang":"en-US","text":" Patents and trademarks"},{"lang":"zh-CN","text":"专利与商标 ","state":"translated","author":"li","date":"2024-01-02T03:04:05Z"}],"fields":{"client":"WIPO"},"notes":[{"text":"from the old server"}]}
    {"type":"unit","id":"56127119cf62bb90cfd198653e64abc0","origin":{"memory":"untidy.tmx"},"source_lang":"en-US","variants":[{"lang":"en-US","text":"The fee is due in May."},{"lang":"zh-CN","text":"the fee is due in June","state":"translated"}]}
    {"type":"unit","id":"c3995f50eb1c3eac0ec75be89c36cf51","origin":{"memory":"untidy.tmx"},"source_lang":"en-US","variants":[{"lang":"en-US","text":"Not translated yet."}]}
    {"type":"unit","id":"dc0bf0a86ccf3126262477858e0fd4aa","origin":{"memory":"untidy.tmx"},"source_lang":"en-US","variants":[{"lang":"en-US","text":"JSON.org"},{"lang":"zh-CN","text":"JSON.org","state":"translated"}]}
    {"type":"unit","id":"dd513a6cac12f93f054e2ac04bbd3d29","origin":{"memory":"untidy.tmx"},"source_lang":"en-US","variants":[{"lang":"en-US","text":"See the annex."},{"lang":"zh-CN","text":"参见附件。","state":"translated"}]}
    {"type":"unit","id":"e37e79fb28296c816869448718a54b4c","origin":{"memory":"untidy.tmx"},"source_lang":"en-US","variants":[{"lang":"en-US","text":"It was left as it is."},{"lang":"zh-CN","text":"It was left as it is.","state":"translated"}]}
    {"type":"unit","id":"ec73bbcb4945f42be54a0781cd507ca6","origin":{"memory":"untidy.tmx"},"source_lang":"en-US","variants":[{"lang":"en-US","text":"The office examines it."},{"lang":"zh-CN","text":"该局对此进行审查。","state":"reviewed"}]}
    {"type":"unit","id":"f2ac875ac54324af7c292b64cae35941","origin":{"memory":"untidy.tmx"},"source_lang":"en-US","variants":[{"lang":"en-US","text":"A bold word","codes":[{"at":2,"kind":"opening","id":"1","data":"<b>"},{"at":6,"kind":"closing","id":"1","data":"</b>"}]},{"lang":"zh-CN","text":"一个粗体的词","state":"translated"}]}
    "#);
}

#[test]
fn what_is_of_no_use_is_found_and_taken_out() {
    assert_snapshot!(folder().transcript("
        --memory m.yiku memory tidy
        --memory m.yiku memory tidy --only language --json
        --memory m.yiku memory tidy --remove --max 1 --dry-run
        --memory m.yiku memory tidy --remove --max 1
        --memory m.yiku memory tidy
    "), @r#"
    $ yiku --memory m.yiku memory tidy
    untidy.tmx  empty: it has no translation
      Not translated yet.
    untidy.tmx  identical: the translation is the text itself
      It was left as it is.
      It was left as it is.
    untidy.tmx  language: the translation is not Chinese
      The fee is due in May.
      the fee is due in June
    untidy.tmx  codes: 2 in the text, 0 in the translation
      A {1}bold{/1} word
      一个粗体的词
    --- stderr ---
    Too few pairs to judge by their lengths: en to zh.
    4 findings in 13 units: 1 empty, 1 identical, 1 language, 1 codes in imported memories.
    hint: --remove takes those of imported memories out; `yiku undo` brings them back
    --- exit 1 ---
    $ yiku --memory m.yiku memory tidy --only language --json
    {"type":"untidy","kind":"language","segment":null,"document":null,"memory":"untidy.tmx","unit":"56127119cf62bb90cfd198653e64abc0","message":"the translation is not Chinese","source":"The fee is due in May.","target":"the fee is due in June"}
    {"type":"tidied","dry_run":true,"units":13,"imported":{"language":1},"documents":{},"removed":0,"locked":0}
    --- stderr ---
    1 finding in 13 units: 1 language in imported memories.
    hint: --remove takes those of imported memories out; `yiku undo` brings them back
    --- exit 1 ---
    $ yiku --memory m.yiku memory tidy --remove --max 1 --dry-run
    untidy.tmx  empty: it has no translation
      Not translated yet.
    --- stderr ---
    hint: 3 more: --max 0 lists all
    Too few pairs to judge by their lengths: en to zh.
    4 findings in 13 units: 1 empty, 1 identical, 1 language, 1 codes in imported memories.
    4 pairs would be taken out. Nothing was changed.
    $ yiku --memory m.yiku memory tidy --remove --max 1
    untidy.tmx  empty: it has no translation
      Not translated yet.
    --- stderr ---
    hint: 3 more: --max 0 lists all
    Too few pairs to judge by their lengths: en to zh.
    4 findings in 13 units: 1 empty, 1 identical, 1 language, 1 codes in imported memories.
    4 pairs taken out.
    $ yiku --memory m.yiku memory tidy
    --- stderr ---
    Too few pairs to judge by their lengths: en to zh.
    Nothing to tidy in 9 units.
    "#);
}

#[test]
fn what_is_confirmed_is_carried_to_the_client() {
    let folder = Folder::with_memory();
    let manifest = folder.read("yiku.toml");
    let tables = "[[memory]]\nfile = \"memory.yiku\"\nrole = \"working\"\n\
                  [[memory]]\nfile = \"client.yiku\"\nrole = \"client\"\n";
    folder.write("yiku.toml", manifest + tables);
    assert_snapshot!(folder.transcript("
        memory promote --state final
        memory promote --dry-run
        memory promote
        memory promote
        set 1 总干事到访小米
        memory promote
        --memory client.yiku search 总干事
        --memory client.yiku log
    "), @r#"
    $ yiku memory promote --state final
    --- stderr ---
    client.yiku: 0 pairs new, 0 there already, 5 left, in a lower state.
    hint: `yiku status` shows how far the documents are; `yiku confirm` confirms translations
    --- exit 1 ---
    $ yiku memory promote --dry-run
    --- stderr ---
    In client.yiku there would be 5 pairs new, 0 there already. Nothing was changed.
    $ yiku memory promote
    --- stderr ---
    New memory: client.yiku
    client.yiku: 5 pairs new, 0 there already.
    hint: `yiku --memory client.yiku undo` takes it back
    $ yiku memory promote
    --- stderr ---
    client.yiku: 0 pairs new, 5 there already.
    $ yiku set 1 总干事到访小米
    notice:1  ✓ translated by li, 2024-09-16 15:20
      Director General Visits Xiaomi
      总干事到访小米
      ! warning Q14: “Visits” is not translated as the termbase says: 访问
        Director General ▸Visits◂ Xiaomi
    $ yiku memory promote
    Director General Visits Xiaomi
      there: 总干事访问小米
      new:   总干事{+到+}访[-问-]小米
    --- stderr ---
    client.yiku: 1 pair new, 4 there already.
    warning: 1 of the new pairs translates a text otherwise than client.yiku does; both are kept there
    hint: `yiku --memory client.yiku undo` takes it back
    $ yiku --memory client.yiku search 总干事
    visit
      Director General Visits Xiaomi
      ▸总干事◂访问小米
    visit
      Director General Visits Xiaomi
      ▸总干事◂到访小米
    --- stderr ---
    2 segments.
    $ yiku --memory client.yiku log
     number  when (UTC)        who  command         what
     2       2024-09-16 15:20  li   memory promote  1 new pair
     1       2024-09-16 15:20  li   memory promote  5 new pairs
    "#);
}

#[test]
fn memories_are_merged() {
    let folder = Folder::with_memory();
    folder.write(UNTIDY, untidy());
    folder.done("--memory old.yiku import untidy.tmx");
    assert_snapshot!(folder.transcript("
        memory merge old.yiku --dry-run
        memory merge old.yiku
        memory merge old.yiku
        status
    "), @r#"
    $ yiku memory merge old.yiku --dry-run
    --- stderr ---
    In memory.yiku there would be 11 pairs new, 0 there already, 1 repetition. Nothing was changed.
    $ yiku memory merge old.yiku
    --- stderr ---
    memory.yiku: 11 pairs new, 0 there already, 1 repetition.
    $ yiku memory merge old.yiku
    --- stderr ---
    memory.yiku: 0 pairs new, 11 there already, 1 repetition.
    $ yiku status
     document  segments  done       draft  left  words left  findings
     notice    5         5 (100 %)  0      0     0           0
     memory    units  from   to
     old.yiku  11     en-US  zh-CN
    "#);
}

#[test]
fn a_part_is_split_off() {
    let folder = Folder::with_memory();
    folder.write(UNTIDY, untidy());
    folder.done("import untidy.tmx");
    assert_snapshot!(folder.transcript("
        memory split -o wipo.yiku --client wipo --dry-run
        memory split -o wipo.yiku --client wipo --remove
        memory split -o none.yiku --origin untidy.tmx --client EPO --project visit
        memory split -o rest.yiku --origin untidy.tmx --remove
        status
        memory split -o doc.yiku --document notice --json
    "), @r#"
    $ yiku memory split -o wipo.yiku --client wipo --dry-run
     document or memory  goes along  of
     untidy.tmx          2 units     13
    --- stderr ---
    wipo.yiku would hold this. Nothing was changed.
    $ yiku memory split -o wipo.yiku --client wipo --remove
     document or memory  goes along  of
     untidy.tmx          2 units     13
    --- stderr ---
    Wrote wipo.yiku. 2 units taken out here.
    $ yiku memory split -o none.yiku --origin untidy.tmx --client EPO --project visit
    --- stderr ---
    error: no project “visit” in memory.yiku
    hint: `yiku memory info` shows what it has
    --- exit 2 ---
    $ yiku memory split -o rest.yiku --origin untidy.tmx --remove
     document or memory  goes along  of
     untidy.tmx          11 units    11
    --- stderr ---
    Wrote rest.yiku. 11 units taken out here.
    $ yiku status
     document  segments  done       draft  left  words left  findings
     notice    5         5 (100 %)  0      0     0           0
    $ yiku memory split -o doc.yiku --document notice --json
    {"type":"split","file":"doc.yiku","dry_run":false,"documents":[{"name":"notice","units":5,"of":5}],"memories":[],"removed":0}
    --- stderr ---
    Wrote doc.yiku.
    "#);
}

#[test]
fn memories_are_compared() {
    let folder = Folder::with_memory();
    folder.done("backup before.yiku");
    folder.done("set 1 总干事到访小米");
    folder.done("confirm 2 --as reviewed");
    folder.write("one.tmx", untidy().replace("Patents", "Designs"));
    folder.done("import one.tmx");
    folder.done("memory tidy --remove --quiet");
    assert_snapshot!(folder.transcript("
        memory diff before.yiku memory.yiku
        memory diff memory.yiku before.yiku --max 1
        memory diff before.yiku memory.yiku --json
        memory diff memory.yiku memory.yiku
    "), @r#"
    $ yiku memory diff before.yiku memory.yiku
    ~ notice:1  translated
      Director General Visits Xiaomi
      总干事{+到+}访[-问-]小米
    ~ notice:2  [-translated-]{+reviewed+}
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    + one.tmx  only in memory.yiku, translated
      Designs and trademarks
      专利与商标
    + one.tmx  only in memory.yiku, reviewed
      The office examines it.
      该局对此进行审查。
    + one.tmx  only in memory.yiku, translated
      See the annex.
      见附件。
    + one.tmx  only in memory.yiku, translated
      See the annex.
      参见附件。
    + one.tmx  only in memory.yiku, translated
      JSON.org
      JSON.org
    --- stderr ---
    0 only in before.yiku, 5 only in memory.yiku, 1 translated otherwise, 1 in another state, 3 the same.
    --- exit 1 ---
    $ yiku memory diff memory.yiku before.yiku --max 1
    ~ notice:1  translated
      Director General Visits Xiaomi
      总干事[-到-]访{+问+}小米
    --- stderr ---
    hint: 6 more: --max 0 lists all
    5 only in memory.yiku, 0 only in before.yiku, 1 translated otherwise, 1 in another state, 3 the same.
    --- exit 1 ---
    $ yiku memory diff before.yiku memory.yiku --json
    {"type":"difference","kind":"translation","source":"Director General Visits Xiaomi","from":"en","to":"zh-Hans","first":{"segment":"notice:1","document":"notice","memory":null,"target":"总干事访问小米","state":"translated"},"second":{"segment":"notice:1","document":"notice","memory":null,"target":"总干事到访小米","state":"translated"}}
    {"type":"difference","kind":"state","source":"As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.","from":"en","to":"zh-Hans","first":{"segment":"notice:2","document":"notice","memory":null,"target":"截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。","state":"translated"},"second":{"segment":"notice:2","document":"notice","memory":null,"target":"截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。","state":"reviewed"}}
    {"type":"difference","kind":"only-second","source":"Designs and trademarks","from":"en-US","to":"zh-CN","first":null,"second":{"segment":null,"document":null,"memory":"one.tmx","target":"专利与商标","state":"translated"}}
    {"type":"difference","kind":"only-second","source":"The office examines it.","from":"en-US","to":"zh-CN","first":null,"second":{"segment":null,"document":null,"memory":"one.tmx","target":"该局对此进行审查。","state":"reviewed"}}
    {"type":"difference","kind":"only-second","source":"See the annex.","from":"en-US","to":"zh-CN","first":null,"second":{"segment":null,"document":null,"memory":"one.tmx","target":"见附件。","state":"translated"}}
    {"type":"difference","kind":"only-second","source":"See the annex.","from":"en-US","to":"zh-CN","first":null,"second":{"segment":null,"document":null,"memory":"one.tmx","target":"参见附件。","state":"translated"}}
    {"type":"difference","kind":"only-second","source":"JSON.org","from":"en-US","to":"zh-CN","first":null,"second":{"segment":null,"document":null,"memory":"one.tmx","target":"JSON.org","state":"translated"}}
    --- stderr ---
    0 only in before.yiku, 5 only in memory.yiku, 1 translated otherwise, 1 in another state, 3 the same.
    --- exit 1 ---
    $ yiku memory diff memory.yiku memory.yiku
    --- stderr ---
    memory.yiku and memory.yiku have the same 10 pairs.
    "#);
}
