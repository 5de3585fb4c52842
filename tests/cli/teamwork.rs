//! Several people and programs at work in one memory, over HTTP.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::Stdio;

use serde_json::{Value, json};

use super::folder::Folder;
use super::serve::{JSON, Serving, notice};

/// A service with a token that may write, and its header.
fn written_to(folder: &Folder, who: &str) -> (Serving, String) {
    let secret = folder.done(&format!("serve --token tokens --new-token {who} --write"));
    let secret = secret.lines().next().unwrap().trim().to_owned();
    let serving = Serving::of(folder, &["--token", "tokens"]);
    (serving, format!("Authorization: Bearer {secret}"))
}

struct Client<'s> {
    serving: &'s Serving,
    token: &'s str,
}

impl Client<'_> {
    fn send(&self, head: &str, body: &Value) -> (u16, Value) {
        let body = match body {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        self.serving.send(head, &[self.token, JSON], &body)
    }

    fn done(&self, head: &str, body: &Value) -> Value {
        let (status, answer) = self.send(head, body);
        assert_eq!(status, 200, "{head}: {answer}");
        answer
    }
}

#[test]
fn many_segments_are_set_as_one_change_or_none() {
    let folder = notice();
    let (serving, token) = written_to(&folder, "wang");
    let wang = Client {
        serving: &serving,
        token: &token,
    };
    let path = "POST /api/v1/documents/notice/segments";
    let set = json!({ "segments": [
        { "number": 1, "text": "总干事参观小米" },
        { "number": 5, "text": "访问于9月14日在北京进行。", "state": "reviewed" },
    ]});
    let answer = wang.done(path, &set);
    assert_eq!(answer["segments"][1]["state"], "reviewed");
    assert_eq!(wang.done(path, &set)["changed"], false, "it is so already");
    let log = folder.done("log --json --max 1");
    assert!(
        log.contains("2 segments of notice") && log.contains("\"wang\""),
        "{log}"
    );
    // One that cannot be set takes the others with it.
    let (status, refused) = wang.send(
        path,
        &json!({ "segments": [{ "number": 2, "text": "二" }, { "number": 99, "text": "九" }] }),
    );
    assert_eq!(status, 404, "{refused}");
    assert!(!folder.done("list").contains("  二\n"));
    let many: Vec<Value> = (0..1001).map(|_| json!({ "number": 1 })).collect();
    assert_eq!(wang.send(path, &json!({ "segments": many })).0, 400);
    // One undo takes back both.
    wang.done("POST /api/v1/undo", &json!({}));
    assert!(folder.done("list").contains("总干事访问小米"));
}

#[test]
fn undo_takes_back_what_one_did_oneself() {
    let folder = notice();
    let (serving, token) = written_to(&folder, "wang");
    let wang = Client {
        serving: &serving,
        token: &token,
    };
    wang.done(
        "PUT /api/v1/documents/notice/segments/1",
        &json!({ "text": "王的" }),
    );
    folder.pipe("set notice:5 -", "别人的");
    let undone = wang.done("POST /api/v1/undo", &json!({}));
    assert_eq!(undone["change"]["summary"], "notice:1");
    let list = folder.done("list");
    assert!(
        list.contains("总干事访问小米") && list.contains("别人的"),
        "{list}"
    );
    assert_eq!(wang.done("POST /api/v1/undo", &json!({}))["changed"], false);
    assert_eq!(wang.done("POST /api/v1/redo", &json!({}))["changed"], true);
    assert!(folder.done("list").contains("王的"));
}

#[test]
fn what_a_memory_is_worked_by_is_kept_in_it_where_there_is_no_project() {
    let folder = Folder::new();
    folder.write("a.txt", "The Lessee shall pay.\n");
    folder.done("import a.txt");
    let strict = |folder: &Folder| {
        let rules = folder.done("check --rules");
        let rule = rules.lines().find(|line| line.trim().starts_with("Q32"));
        !rule.unwrap().contains("off")
    };
    assert!(!strict(&folder), "press releases may shall");
    let (serving, token) = written_to(&folder, "wang");
    let wang = Client {
        serving: &serving,
        token: &token,
    };
    let wanted = json!({ "from": "en", "to": "zh-Hant", "profile": "contract" });
    assert_eq!(wang.done("PUT /api/v1/settings", &wanted)["changed"], true);
    assert_eq!(wang.done("PUT /api/v1/settings", &wanted)["changed"], false);
    let kept = wang.done("GET /api/v1/settings", &Value::Null);
    assert_eq!(
        (&kept["to"], &kept["profile"]),
        (&json!("zh-Hant"), &json!("contract"))
    );
    assert!(strict(&folder), "commands go by it");
    for (wrong, word) in [
        (json!({ "from": "en", "to": "en", "profile": "" }), "same"),
        (
            json!({ "from": "en", "to": "?", "profile": "" }),
            "language tag",
        ),
        (
            json!({ "from": "en", "to": "fr", "profile": "poem" }),
            "kind of text",
        ),
    ] {
        let (status, refused) = wang.send("PUT /api/v1/settings", &wrong);
        assert_eq!(status, 400);
        assert!(
            refused["error"].as_str().unwrap().contains(word),
            "{refused}"
        );
    }
    wang.done("POST /api/v1/undo", &json!({}));
    let kept = wang.done("GET /api/v1/settings", &Value::Null);
    assert_eq!(
        (&kept["to"], &kept["profile"]),
        (&json!("zh-Hans"), &Value::Null)
    );
    assert!(!strict(&folder));
}

#[test]
fn a_translation_spreads_to_its_repetitions_and_to_nothing_else() {
    let folder = Folder::new();
    folder.write("a.txt", "Thank you.\nGo.\nThank you.\nThank you.\n");
    folder.done("import a.txt");
    folder.pipe("set a:4 -", "多谢。");
    let (serving, token) = written_to(&folder, "wang");
    let wang = Client {
        serving: &serving,
        token: &token,
    };
    let first = "PUT /api/v1/documents/a/segments/1";
    let set = json!({ "text": "谢谢。", "spread": true });
    assert_eq!(
        wang.done(first, &set)["spread"],
        json!([3]),
        "the fourth is a person's"
    );
    let third = wang.done("GET /api/v1/documents/a/segments/3", &Value::Null);
    assert_eq!(
        (&third["target"], &third["made_by"]),
        (&json!("谢谢。"), &json!("propagated"))
    );
    // What spread once follows, and one undo takes it all back.
    let again = json!({ "text": "谢谢您。", "spread": true });
    assert_eq!(wang.done(first, &again)["spread"], json!([3]));
    wang.done("POST /api/v1/undo", &json!({}));
    let third = wang.done("GET /api/v1/documents/a/segments/3", &Value::Null);
    assert_eq!(third["target"], "谢谢。");
    // A tool that does not ask for it spreads nothing.
    wang.done(
        "PUT /api/v1/documents/a/segments/1",
        &json!({ "text": "感谢。" }),
    );
    let third = wang.done("GET /api/v1/documents/a/segments/3", &Value::Null);
    assert_eq!(third["target"], "谢谢。");
}

#[test]
fn a_draft_is_kept_outside_of_the_log_until_its_segment_is_confirmed() {
    let folder = notice();
    let (serving, token) = written_to(&folder, "wang");
    let wang = Client {
        serving: &serving,
        token: &token,
    };
    let before = folder.done("log --json");
    let draft = "PUT /api/v1/documents/notice/segments/2/draft";
    wang.done(draft, &json!({ "text": "截至", "seen": "" }));
    wang.done(draft, &json!({ "text": "截至2024年", "seen": "" }));
    assert_eq!(folder.done("log --json"), before);
    assert!(
        !folder.done("show 2").contains("截至2024年\n"),
        "nothing is translated by it"
    );
    wang.done(
        "PUT /api/v1/documents/notice/segments/2",
        &json!({ "text": "截至2024年年中" }),
    );
    let forgotten = wang.done(
        "DELETE /api/v1/documents/notice/segments/2/draft",
        &Value::Null,
    );
    assert_eq!(
        forgotten["dropped"], false,
        "it went when the segment was confirmed"
    );
    assert_eq!(
        wang.send(
            draft.replace("/2/", "/99/").as_str(),
            &json!({ "text": "", "seen": "" })
        )
        .0,
        404
    );
}

#[test]
fn pairs_terms_findings_and_comments_go_over_http() {
    let folder = notice();
    let (serving, token) = written_to(&folder, "wang");
    let wang = Client {
        serving: &serving,
        token: &token,
    };
    let merged = wang.done(
        "POST /api/v1/documents/notice/segments/2/pairing",
        &json!({ "how": "merge" }),
    );
    assert_eq!(merged["is"], json!({ "first": 2, "last": 2 }));
    assert_eq!(
        wang.send(
            "POST /api/v1/documents/notice/segments/1/pairing",
            &json!({ "how": "split" })
        )
        .0,
        409,
        "one sentence cannot be split"
    );
    let added = wang.done(
        "POST /api/v1/terms",
        &json!({ "source": "visit", "target": "访问" }),
    );
    let id = added["concept"]["concept"].as_str().unwrap().to_owned();
    let found = wang.done("GET /api/v1/terms?q=visit", &Value::Null);
    assert!(
        found["concepts"]
            .as_array()
            .unwrap()
            .iter()
            .any(|concept| concept["concept"] == *id)
    );
    let findings = wang.done(
        "POST /api/v1/documents/notice/segments/4/check",
        &json!({ "text": "参观于2024年9月14日在上海进行" }),
    );
    let checks: Vec<&str> = findings["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| finding["check"].as_str())
        .collect();
    assert!(checks.contains(&"Q14"), "{findings}");
    wang.done(&format!("DELETE /api/v1/terms/{id}"), &Value::Null);
    wang.done(
        "PUT /api/v1/documents/notice/segments/1",
        &json!({ "state": "rejected", "comment": "Too short." }),
    );
    let shown = folder.done("show 1");
    assert!(
        shown.contains("✗ rejected") && shown.contains("wang: Too short."),
        "{shown}"
    );
    let all = wang.done("GET /api/v1/documents/notice/findings", &Value::Null);
    assert!(all["findings"].is_array());
}

#[test]
fn files_come_in_and_go_out() {
    let folder = notice();
    let (serving, token) = written_to(&folder, "li");
    let form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../new.txt\"\r\n\r\nThe end.\nThank you.\n\r\n--x--\r\n";
    let kind = "Content-Type: multipart/form-data; boundary=x";
    let (status, said) = serving.send("POST /api/v1/import", &[&token, kind], form);
    assert_eq!((status, &said["done"]), (200, &json!(true)), "{said}");
    assert!(said["said"].as_str().unwrap().contains("new"), "{said}");
    assert!(folder.done("status").contains("new"));
    let (status, _) = serving.send("POST /api/v1/import", &[kind], form);
    assert_eq!(status, 401);
    for (format, begins) in [
        ("tmx", "<?xml"),
        ("weblate", "["),
        ("jsonl", "{"),
        ("report", "<!DOCTYPE"),
    ] {
        let path = format!("GET /api/v1/export?format={format}&document=notice");
        let text = raw(&serving, &path, &token);
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(
            head.starts_with("HTTP/1.1 200") && head.contains("attachment"),
            "{head}"
        );
        let chunk = body.split_once("\r\n").map_or(body, |(_, rest)| rest);
        assert!(
            chunk.starts_with(begins) || body.starts_with(begins),
            "{format}: {body}"
        );
    }
    let client = Client {
        serving: &serving,
        token: &token,
    };
    let (status, refused) = client.send("GET /api/v1/export?format=exe", &Value::Null);
    assert_eq!(status, 400, "{refused}");
    let (status, refused) = client.send("GET /api/v1/export?format=tmx&document=new", &Value::Null);
    assert_eq!(status, 400);
    assert!(
        refused["error"]
            .as_str()
            .unwrap()
            .contains("nothing to export"),
        "{refused}"
    );
}

/// What a request is answered, as it comes.
fn raw(serving: &Serving, head: &str, token: &str) -> String {
    let mut stream = TcpStream::connect(&serving.address).unwrap();
    let host = &serving.address;
    write!(
        stream,
        "{head} HTTP/1.1\r\nHost: {host}\r\n{token}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    std::io::read_to_string(stream).unwrap()
}

#[test]
fn who_listens_hears_what_others_change() {
    let folder = notice();
    let serving = Serving::of(&folder, &[]);
    let mut stream = TcpStream::connect(&serving.address).unwrap();
    // It never comes: a failure, and not a test without an end.
    let patience = std::time::Duration::from_secs(60);
    stream.set_read_timeout(Some(patience)).unwrap();
    let host = &serving.address;
    write!(
        stream,
        "GET /api/v1/events HTTP/1.1\r\nHost: {host}\r\n\r\n"
    )
    .unwrap();
    let mut lines = BufReader::new(stream).lines();
    let heard = |lines: &mut std::io::Lines<BufReader<TcpStream>>| -> Value {
        let data = lines
            .by_ref()
            .map(Result::unwrap)
            .find(|line| line.starts_with("data:"));
        serde_json::from_str(data.unwrap().trim_start_matches("data:")).unwrap()
    };
    assert!(lines.next().unwrap().unwrap().contains("200"));
    folder.pipe("set notice:1 -", "新标题");
    assert_eq!(heard(&mut lines)["segments"], json!(["notice:1"]));
    folder.done("undo");
    assert_eq!(heard(&mut lines)["segments"], json!(["notice:1"]));
    folder.done("redo");
    assert_eq!(heard(&mut lines)["segments"], json!(["notice:1"]));
    folder.done("align --fix notice:2 merge");
    assert_eq!(heard(&mut lines)["documents"], json!(["notice"]));
}

#[test]
fn a_file_of_an_omegat_project_is_kept_in_step() {
    let folder = notice();
    folder.done("export --for omegat omegat");
    let mut child = folder
        .command()
        .args(["export", "--watch", "omegat"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut next = || said.next().unwrap().unwrap();
    assert!(next().contains("in step"));
    assert!(next().contains("ours.tmx (5 segments)"));
    folder.pipe("set notice:1 -", "新标题");
    assert!(next().starts_with("Wrote"));
    assert!(folder.read("omegat/tm/ours.tmx").contains("新标题"));
    child.kill().unwrap();
    child.wait().unwrap();
    folder
        .run("export --watch nowhere")
        .refused("there is no folder nowhere");
}

#[test]
fn a_large_document_is_not_read_whole_for_one_segment() {
    let folder = Folder::new();
    let lines: String = (1..=3000)
        .map(|at| format!("Sentence {at} of the report.\n"))
        .collect();
    folder.write("long.txt", lines);
    folder.done("import long.txt");
    let (serving, token) = written_to(&folder, "wang");
    let wang = Client {
        serving: &serving,
        token: &token,
    };
    let answer = wang.done(
        "PUT /api/v1/documents/long/segments/2999",
        &json!({ "text": "第2999句。" }),
    );
    assert_eq!(answer["segment"]["segment"], "long:2999");
    assert_eq!(answer["segment"]["paragraph"], 2999);
    let some = wang.done(
        "GET /api/v1/documents/long/segments?first=2998&count=5",
        &Value::Null,
    );
    assert_eq!(some["segments"].as_array().unwrap().len(), 3);
    assert_eq!(some["total"], 3000);
    assert_eq!(some["segments"][1]["target"], "第2999句。");
    let (status, refused) = wang.send("GET /api/v1/documents/long/segments/3001", &Value::Null);
    assert_eq!(status, 404);
    assert!(
        refused["error"].as_str().unwrap().contains("1 to 3000"),
        "{refused}"
    );
}
