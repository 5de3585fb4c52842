//! What scripts and the shell read: `--json`, `completions`.

use insta::assert_snapshot;

use crate::cli::folder::Folder;
use crate::cli::memories::CLIENT;
use crate::cli::office::Review;

#[test]
fn completions_are_for_the_shell() {
    let folder = Folder::new();
    let script = folder.done("completions bash");
    assert!(script.contains("_yiku()") && script.contains("complete -F _yiku"));
    assert_snapshot!(folder.transcript("completions fsh"), @r"
    $ yiku completions fsh
    --- stderr ---
    error: invalid value 'fsh' for '<SHELL>'
      [possible values: bash, elvish, fish, powershell, zsh]

      tip: a similar value exists: 'fish'

    For more information, try '--help'.
    --- exit 2 ---
    ");
}

#[test]
fn every_line_of_json_is_one_object_of_a_known_type() {
    let schema = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/schemas/json/record.schema.json"
    ))
    .unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let mut known: Vec<&str> = schema["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| kind["properties"]["type"]["const"].as_str().unwrap())
        .collect();
    known.sort_unstable();
    let folder = Folder::with_project();
    let mut longer = folder.read("notice.zh.txt");
    longer.push_str("本文由产权组织新闻处提供，转载时请注明出处，并保留全文的完整性。\n");
    folder.write("longer.zh.txt", longer);
    folder.write("client.tmx", CLIENT);
    folder.write("twice.tmx", CLIENT);
    folder.write("doubled.csv", "concept,lang,term\na,en,hub\nb,en,hub\n");
    folder.write("wrong.tmx", CLIENT.replace("srclang=", "lang="));
    for (name, text) in [("base", "专利"), ("ours", "专利权"), ("theirs", "专利证书")] {
        let line = format!(
            "{{\"type\":\"unit\",\"id\":\"1\",\"source_lang\":\"en\",\"variants\":[{{\"lang\":\"en\",\"text\":\"patent\"}},{{\"lang\":\"zh\",\"text\":\"{text}\"}}]}}\n"
        );
        folder.write(&format!("{name}.jsonl"), line);
    }
    // The same texts are the same segments, whatever memory a table comes from.
    folder.write("reviewed.docx", {
        let elsewhere = Folder::with_project();
        elsewhere.done("build");
        elsewhere.done("export --review notice.docx");
        Review::open(&elsewhere, "notice.docx")
            .write("总干事访问小米", "总干事到访小米")
            .save(&elsewhere, "notice.docx");
        std::fs::read(elsewhere.path("notice.docx")).unwrap()
    });
    let mut found = Vec::new();
    for line in [
        "build",
        "import notice.en.txt --name second",
        "import terms.csv",
        "import client.tmx",
        "segment notice.en.txt",
        "segment notice.en.txt --explain",
        "align notice.en.txt notice.zh.txt",
        "list notice",
        "next",
        "show notice:1-5",
        "set notice:2 小米已获得4万多件专利授权,和5万件商标注册。",
        "confirm notice:3",
        "match 'The visit took place in Beijing.'",
        "search 专利",
        "analyze notice.en.txt notice",
        "pretranslate second --min-net 100 --dry-run",
        "pretranslate second",
        "term add standard 标准",
        "term find PCT",
        "term list",
        "term scan notice.en.txt",
        "term import terms.csv",
        "term lint doubled.csv",
        "term extract notice.en.txt --min 1",
        "import notice.en.txt --target longer.zh.txt",
        "list --unpaired",
        "check notice",
        "check --explain Q07",
        "check --fix --dry-run",
        "status",
        "export -o a.tmx",
        "term export -o a.tbx",
        "log",
        "undo",
        "redo",
        "backup copy.yiku",
        "doctor",
        "memory info",
        "validate twice.tmx wrong.tmx",
        "validate --rules srx",
        "repair wrong.tmx -o right.tmx",
        "repair --rules",
        "set notice:1 总干事到访小米",
        "memory promote copy.yiku",
        "set notice:1 总干事来到小米公司",
        "memory diff memory.yiku copy.yiku",
        "import twice.tmx",
        "memory dedupe",
        "memory tidy",
        "memory split -o part.yiku --document notice",
        "memory merge part.yiku",
        "convert client.tmx client.jsonl",
        "memory merge base.jsonl ours.jsonl theirs.jsonl",
        "import reviewed.docx",
    ] {
        let ran = folder.run(&format!("{line} --json"));
        assert!(ran.code() < 2, "{line}\n{ran}");
        for object in ran.text().lines() {
            let object: serde_json::Value = serde_json::from_str(object)
                .unwrap_or_else(|error| panic!("yiku {line} --json: {error}\n{object}"));
            let kind = object["type"].as_str().unwrap().to_owned();
            assert!(known.contains(&kind.as_str()), "{line}: {kind}");
            fits(&schema, &kind, &object);
            found.push(kind);
        }
    }
    found.sort_unstable();
    found.dedup();
    assert_eq!(found, known, "every record is printed by some command");
}

/// Asserts that an object has the keys that the schema promises, and no others.
fn fits(schema: &serde_json::Value, kind: &str, object: &serde_json::Value) {
    let of_kind = schema["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .find(|of| of["properties"]["type"]["const"] == kind)
        .unwrap();
    let name = of_kind["$ref"]
        .as_str()
        .unwrap()
        .trim_start_matches("#/$defs/");
    let properties = schema["$defs"][name]["properties"].as_object().unwrap();
    let mut promised: Vec<&str> = properties.keys().map(String::as_str).collect();
    promised.push("type");
    promised.sort_unstable();
    let mut printed: Vec<&str> = object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    printed.sort_unstable();
    assert_eq!(printed, promised, "{kind}");
}
