//! The memory over HTTP: what clients ask, byte for byte as they ask it, and who is refused.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use serde_json::{Value, json};

use super::folder::{Folder, MANIFEST, NOTICE, NOTICE_ZH, TERMS};

/// A service that runs while it lives.
pub(crate) struct Serving {
    child: Child,
    pub(crate) address: String,
}

impl Serving {
    pub(crate) fn of(folder: &Folder, arguments: &[&str]) -> Self {
        let mut child = folder
            .command()
            .args(["serve", "--bind", "0"])
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        lines.read_line(&mut said).unwrap();
        let address = said
            .strip_prefix("Serving at http://")
            .and_then(|rest| rest.split_once('/'))
            .unwrap_or_else(|| panic!("{said}"));
        Self {
            address: address.0.to_owned(),
            child,
        }
    }

    /// What a request is answered: its status, and its body.
    pub(crate) fn send(&self, head: &str, headers: &[&str], body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let mut request = format!("{head} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|header| header.starts_with("Host:")) {
            request.push_str(&format!("Host: {}\r\n", self.address));
        }
        for header in headers {
            request.push_str(&format!("{header}\r\n"));
        }
        if !body.is_empty() {
            request.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        write!(stream, "{request}\r\n{body}").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap_or(Value::Null))
    }

    pub(crate) fn get(&self, path: &str) -> Value {
        let (status, body) = self.send(&format!("GET {path}"), &[], "");
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Value {
        let (status, body) = self.send(&format!("POST {path}"), &[JSON], &body.to_string());
        assert_eq!(status, 200, "{path}: {body}");
        body
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) const JSON: &str = "Content-Type: application/json";

/// A project with a confirmed document.
pub(crate) fn notice() -> Folder {
    let folder = Folder::new();
    folder.write("notice.en.txt", NOTICE);
    folder.write("notice.zh.txt", NOTICE_ZH);
    folder.write("terms.csv", TERMS);
    folder.write("yiku.toml", MANIFEST);
    folder.run("build -q");
    folder.done("confirm 1-5");
    folder
}

const VISIT: &str = "The visit took place in Beijing on September 14, 2024.";
const VISIT_ZH: &str = "访问于2024年9月14日在北京进行。";

fn escaped(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(escape).collect()
}

#[test]
fn weblate_okapi_and_virtaal_ask_as_they_ask_tmserver() {
    let folder = notice();
    let serving = Serving::of(&folder, &[]);
    let exact = json!([{"source": VISIT, "target": VISIT_ZH, "quality": 100.0, "context": ""}]);
    // Weblate writes languages in lower case with an underscore, Okapi and Virtaal as POSIX has them.
    for lang in ["zh_hans", "zh_CN", "zh-Hans", "zh"] {
        let path = format!("/tmserver/en/{lang}/unit/{}", escaped(VISIT));
        assert_eq!(serving.get(&path), exact, "{lang}");
        let path = format!("/tmserver/en/{lang}/unit/?source={}", escaped(VISIT));
        assert_eq!(serving.get(&path), exact, "{lang}");
    }
    let other = escaped("The visit took place in Geneva on September 14, 2024.");
    let found = serving.get(&format!("/tmserver/en/zh_CN/unit/{other}?max_candidates=3"));
    let quality = found[0]["quality"].as_f64().unwrap();
    assert!((70.0..100.0).contains(&quality), "{found}");
    let none = format!(
        "/tmserver/en/zh_CN/unit/{}",
        escaped("A/B: nothing like it.")
    );
    assert_eq!(serving.get(&none), json!([]));
    assert_eq!(
        serving.get("/tmserver/languages/"),
        json!({"sourceLanguages": ["en", "zh_hans"], "targetLanguages": ["en", "zh_hans"]})
    );
}

/// `Double` in Java takes no whole number.
#[test]
fn a_quality_is_written_with_its_point() {
    let folder = notice();
    let serving = Serving::of(&folder, &[]);
    let mut stream = TcpStream::connect(&serving.address).unwrap();
    let path = format!("/tmserver/en/zh_CN/unit/{}", escaped(VISIT));
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("\"quality\":100.0,"), "{answer}");
}

#[test]
fn omegat_asks_as_it_asks_apertium() {
    let folder = notice();
    // `%s/translate?q=%s&markUnknown=%s&langpair=%s|%s&key=%s`, with a space as a plus sign.
    let ask = |serving: &Serving, text: &str| {
        let text = escaped(text).replace("%20", "+");
        let answer = serving.get(&format!(
            "/translate?q={text}&markUnknown=no&langpair=en|zh_CN&key="
        ));
        assert_eq!(answer["responseStatus"], 200);
        assert_eq!(answer["responseDetails"], Value::Null);
        let text = answer["responseData"]["translatedText"].as_str();
        text.unwrap().to_owned()
    };
    let near = "The visit took place in Geneva on September 14, 2024.";
    let serving = Serving::of(&folder, &[]);
    assert_eq!(ask(&serving, VISIT), VISIT_ZH);
    assert_eq!(ask(&serving, near), "");
    assert_eq!(
        serving.get("/listPairs")["responseData"][0],
        json!({"sourceLanguage": "eng", "targetLanguage": "zho"})
    );
    let serving = Serving::of(&folder, &["--fuzzy", "70"]);
    let fuzzy = ask(&serving, near);
    assert!(
        fuzzy.starts_with('[') && fuzzy.ends_with(VISIT_ZH),
        "{fuzzy}"
    );
    assert_eq!(ask(&serving, VISIT), VISIT_ZH);
}

#[test]
fn editors_ask_as_they_ask_libretranslate() {
    let folder = notice();
    let serving = Serving::of(&folder, &[]);
    let one = json!({"q": VISIT, "source": "auto", "target": "zh", "format": "text"});
    assert_eq!(
        serving.post("/translate", &one),
        json!({"translatedText": VISIT_ZH})
    );
    let two = json!({"q": [VISIT, "Nothing."], "source": "en", "target": "zh"});
    assert_eq!(
        serving.post("/translate", &two),
        json!({"translatedText": [VISIT_ZH, ""]})
    );
    // Some clients send a form.
    let form = format!("q={}&source=en&target=zh", escaped(VISIT));
    let kind = "Content-Type: application/x-www-form-urlencoded";
    let (status, answer) = serving.send("POST /translate", &[kind], &form);
    assert_eq!((status, answer), (200, json!({"translatedText": VISIT_ZH})));
    let languages = serving.get("/languages");
    assert_eq!(languages[0]["code"], "en");
    assert_eq!(languages[0]["targets"], json!(["zh-Hans"]));
}

#[test]
fn the_secret_of_libretranslate_is_within_what_is_asked() {
    let folder = notice();
    let secret = folder.done("serve --token tokens --new-token editor");
    let secret = secret.lines().next().unwrap().trim();
    let serving = Serving::of(&folder, &["--token", "tokens"]);
    let asked = |key: &str| {
        let json = json!({"q": VISIT, "source": "en", "target": "zh", "api_key": key}).to_string();
        let form = format!("q={}&source=en&target=zh&api_key={key}", escaped(VISIT));
        let kind = "Content-Type: application/x-www-form-urlencoded";
        [(JSON, json), (kind, form)].map(|(kind, body)| {
            let (status, answer) = serving.send("POST /translate", &[kind], &body);
            (status, answer["translatedText"].clone())
        })
    };
    assert_eq!(
        asked(secret),
        [(200, json!(VISIT_ZH)), (200, json!(VISIT_ZH))]
    );
    assert_eq!(asked("other"), [(401, Value::Null), (401, Value::Null)]);
}

#[test]
fn scripts_ask_for_what_commands_print() {
    let folder = notice();
    let serving = Serving::of(&folder, &[]);
    let printed = |line: &str| -> Vec<Value> {
        let lines = folder.done(line);
        let lines = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap());
        lines.collect()
    };
    let asked = json!({"queries": [{"text": VISIT, "next": ""}], "max": 5});
    assert_eq!(
        serving.post("/api/v1/match", &asked)["matches"],
        Value::from(printed(&format!("match '{VISIT}' --next '' --json")))
    );
    let found = serving.get(&format!("/api/v1/search?q={}", escaped("小米")));
    assert_eq!(found["hits"], Value::from(printed("search 小米 --json")));
    assert_eq!(
        serving.get("/api/v1/documents/notice/segments")["segments"],
        Value::from(printed("list --json"))
    );
    assert_eq!(
        serving.get("/api/v1/status")["documents"],
        Value::from(printed("status --json"))
    );
    let mut log = printed("log --json");
    log.reverse();
    let changes = serving.get("/api/v1/history")["changes"].clone();
    let mut newest = changes.as_array().unwrap().clone();
    newest.sort_by_key(|change| change["number"].as_i64());
    log.sort_by_key(|change| change["number"].as_i64());
    assert_eq!(newest, log);
}

#[test]
fn what_the_checks_say_is_in_the_language_that_is_asked_for() {
    let folder = notice();
    let serving = Serving::of(&folder, &[]);
    let said = |language: &str| -> String {
        let body = json!({"text": "访问于2024年9月4日在北京进行,"}).to_string();
        let head = "POST /api/v1/documents/notice/segments/5/check";
        let language = format!("Accept-Language: {language}");
        let (_, found) = serving.send(head, &[JSON, &language], &body);
        let findings = found["findings"].as_array().unwrap().clone();
        let messages = findings.iter().map(|finding| finding["message"].as_str());
        messages.map(Option::unwrap).collect::<Vec<_>>().join("|")
    };
    let chinese = said("zh-CN,zh;q=0.9,en;q=0.8");
    assert!(
        chinese.contains("译文为2024年9月4日，原文为September 14, 2024"),
        "{chinese}"
    );
    let english = said("en-GB,zh;q=0.5");
    assert!(
        english.contains("2024年9月4日 in the translation"),
        "{english}"
    );
}

#[test]
fn what_another_process_changes_is_answered_at_once() {
    let folder = notice();
    let serving = Serving::of(&folder, &[]);
    let path = format!("/tmserver/en/zh/unit/{}", escaped(VISIT));
    assert_eq!(serving.get(&path)[0]["target"], VISIT_ZH);
    for text in ["此次访问在北京进行。", "访问在京进行。"] {
        folder.done(&format!("set notice:5 {text}"));
        assert_eq!(serving.get(&path)[0]["target"], text);
    }
    folder.done("undo");
    assert_eq!(serving.get(&path)[0]["target"], "此次访问在北京进行。");
}

#[test]
fn nothing_is_changed_without_a_token_that_says_so() {
    let folder = notice();
    let secret = |name: &str, write: &str| {
        let line = format!("serve --token tokens --new-token {name} {write}");
        folder.done(&line).trim().to_owned()
    };
    let (reads, writes) = (secret("weblate", ""), secret("li", "--write"));
    let put = "PUT /api/v1/documents/notice/segments/5";
    let body = json!({"text": "此行在北京。", "seen": VISIT_ZH}).to_string();

    let open = Serving::of(&folder, &[]);
    assert_eq!(open.send(put, &[JSON], &body).0, 403);
    drop(open);

    let serving = Serving::of(&folder, &["--token", "tokens"]);
    let with = |secret: &str| format!("Authorization: Bearer {secret}");
    assert_eq!(serving.send("GET /api/v1/status", &[], "").0, 401);
    assert_eq!(
        serving.send("GET /api/v1/status", &[&with("guess")], "").0,
        401
    );
    assert_eq!(
        serving.send("GET /api/v1/status", &[&with(&reads)], "").0,
        200
    );
    // Where a protocol has no other place for it.
    let path = format!("GET /languages?api_key={reads}");
    assert_eq!(serving.send(&path, &[], "").0, 200);
    assert_eq!(serving.send(put, &[JSON, &with(&reads)], &body).0, 403);
    assert!(!folder.done("list --json").contains("此行在北京。"));

    let (status, became) = serving.send(put, &[JSON, &with(&writes)], &body);
    assert_eq!(
        (status, &became["changed"]),
        (200, &json!(true)),
        "{became}"
    );
    assert_eq!(became["segment"]["target"], "此行在北京。");
    assert_eq!(became["segment"]["author"], "li");
    // Who has not seen that changes nothing, and is told what stands there.
    let (status, refused) = serving.send(put, &[JSON, &with(&writes)], &body);
    assert_eq!(status, 409, "{refused}");
    assert_eq!(refused["now"]["target"], "此行在北京。");

    let unit = "PUT /tmserver/en/zh_CN/unit/Thank%20you.";
    let pair = json!({"source": "Thank you.", "target": "谢谢。"}).to_string();
    assert_eq!(serving.send(unit, &[JSON, &with(&reads)], &pair).0, 403);
    assert_eq!(serving.send(unit, &[JSON, &with(&writes)], &pair).0, 200);
    let found = serving.send(
        "GET /tmserver/en/zh_CN/unit/Thank%20you.",
        &[&with(&reads)],
        "",
    );
    assert_eq!(found.1[0]["target"], "谢谢。");
    drop(serving);
    // It is in the log, and can be taken back.
    assert!(folder.done("log").contains("li"), "{}", folder.done("log"));
    folder.done("undo");
    assert!(!folder.run("match 'Thank you.'").text().contains("谢谢"));
}

#[test]
fn what_is_asked_of_the_client_stands_when_the_document_comes_again() {
    let folder = notice();
    folder.write("guide.md", "# The guide\n\nIt is short.\n");
    folder.done("import guide.md");
    let secret = folder.done("serve --token tokens --new-token li --write");
    let serving = Serving::of(&folder, &["--token", "tokens"]);
    let token = format!("Authorization: Bearer {}", secret.trim());
    let put = "PUT /api/v1/documents/guide/segments/1";
    let body = json!({"query": "Is it the printed one?"}).to_string();
    let (status, became) = serving.send(put, &[JSON, &token], &body);
    assert_eq!(status, 200, "{became}");
    // There is nothing to confirm, and nothing was.
    assert_eq!(became["segment"]["state"], "untranslated");
    let page = serving.send("GET /documents/guide/preview", &[&token], "");
    assert_eq!(page.0, 200);
    drop(serving);
    folder.write("guide.md", "# The guide\n\nIt is long.\n");
    folder.done("import guide.md");
    let shown = folder.done("show guide:1");
    assert!(shown.contains("li: Is it the printed one?"), "{shown}");
    folder.done("export --format document --document guide -o guide.zh.md");
    assert_eq!(folder.read("guide.zh.md"), "# The guide\n\nIt is long.\n");
}

#[test]
fn a_page_of_another_site_gets_nothing() {
    let folder = notice();
    let serving = Serving::of(&folder, &[]);
    let body = json!({"q": VISIT, "source": "en", "target": "zh"}).to_string();
    assert_eq!(
        serving
            .send("GET /languages", &["Host: evil.example"], "")
            .0,
        403
    );
    let origin = "Origin: https://evil.example";
    assert_eq!(
        serving.send("POST /translate", &[JSON, origin], &body).0,
        403
    );
    // A form, which a page may send without being asked, is none of what is taken.
    let form = "Content-Type: text/plain";
    let (status, refused) = serving.send("POST /translate", &[form], &body);
    assert_eq!(status, 415, "{refused}");
    assert!(refused["error"].is_string(), "{refused}");
}

#[test]
fn bad_requests_are_told_and_bring_nothing_down() {
    let folder = notice();
    let serving = Serving::of(&folder, &[]);
    for (head, body, expected) in [
        ("GET /nothing", "", 404),
        ("GET /tmserver/en/not%20a%20tag/unit/x", "", 400),
        ("GET /tmserver/12345/zh/unit/x", "", 400),
        ("GET /tmserver/en/zh/unit/", "", 400),
        ("GET /translate?q=x&langpair=en", "", 400),
        ("GET /api/v1/search?q=", "", 400),
        ("GET /api/v1/documents/nothing/segments", "", 404),
        ("GET /api/v1/documents/notice/segments/99", "", 404),
        ("GET /api/v1/documents/notice/segments/0", "", 404),
        ("POST /api/v1/match", "{", 400),
        ("POST /api/v1/match", "{\"queries\":[{\"text\":5}]}", 422),
        ("POST /api/v1/match", "{\"queries\":[],\"nothing\":1}", 422),
        ("DELETE /languages", "", 405),
    ] {
        let (status, answer) = serving.send(head, &[JSON], body);
        assert_eq!(status, expected, "{head} {body}: {answer}");
        assert!(
            answer["error"].is_string() || status == 400,
            "{head}: {answer}"
        );
    }
    let long = "专利".repeat(50_000);
    let asked = json!({"queries": [{"text": long}, {"text": ""}, {"text": "\u{202E}\u{0}!"}]});
    assert_eq!(
        serving.post("/api/v1/match", &asked),
        json!({"matches": []})
    );
    let many: Vec<Value> = (0..1001).map(|_| json!({"text": "x"})).collect();
    let many = json!({ "queries": many }).to_string();
    assert_eq!(serving.send("POST /api/v1/match", &[JSON], &many).0, 400);
    assert_eq!(serving.get("/api/v1/status")["documents"][0]["segments"], 5);
}

#[test]
fn what_cannot_be_served_is_told_with_the_next_step() {
    let folder = notice();
    let refused = folder.run("serve --bind 0.0.0.0:0");
    assert_eq!(refused.code(), 2);
    assert_eq!(
        refused.to_string(),
        "--- stderr ---\n\
         error: 0.0.0.0:0 can be reached from other computers, and there are no tokens\n\
         hint: `yiku serve --token FILE --new-token NAME` makes one; then serve with --token FILE\n\
         --- exit 2 ---\n",
    );
    folder.write("tokens", "li everything\n");
    let refused = folder.run("serve --token tokens");
    assert!(
        refused.to_string().contains("tokens, line 1: "),
        "{refused}"
    );
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let refused = folder.run(&format!("serve --bind {}", taken.local_addr().unwrap()));
    assert!(refused.to_string().contains("--bind 0"), "{refused}");
}
