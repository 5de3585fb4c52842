//! What a memory promises: no work is lost, what is done can be taken back, and the same memory
//! gives the same bytes whoever builds it, wherever and whenever.

use std::fs;
use std::process::Stdio;

use super::folder::{Folder, NOTICE, NOTICE_ZH, shipped};

/// The memory as text: what undo has to bring back to the byte.
fn text_form(folder: &Folder) -> String {
    folder.done("export --format jsonl")
}

/// The segments as `list --json` has them.
fn segments(folder: &Folder) -> Vec<serde_json::Value> {
    let lines = folder.done("list --json");
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Source, translation and state of every segment.
fn pairs(folder: &Folder) -> Vec<[String; 3]> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    segments(folder)
        .iter()
        .map(|segment| ["source", "target", "state"].map(|key| text(&segment[key])))
        .collect()
}

#[test]
fn a_build_depends_on_nothing_but_the_texts() {
    let [one, other] = [Folder::with_release(), Folder::with_release()];
    let ran = one.ran(
        one.command()
            .arg("build")
            .env_remove("SOURCE_DATE_EPOCH")
            .env_remove("YIKU_USER")
            .env("USER", "wang")
            .env("TZ", "Asia/Shanghai")
            .env("LANG", "zh_CN.UTF-8")
            .env("LC_ALL", "zh_CN.UTF-8"),
    );
    assert_eq!(ran.code(), 0, "{ran}");
    let ran = other.ran(
        other
            .command()
            .arg("build")
            .env("SOURCE_DATE_EPOCH", "1000000000")
            .env("USER", "smith")
            .env("TZ", "America/Los_Angeles")
            .env("LANG", "C")
            .env("LC_ALL", "C")
            .env("COLUMNS", "40"),
    );
    assert_eq!(ran.code(), 0, "{ran}");
    let [files, others] = [one.files("out"), other.files("out")];
    assert_eq!(files.len(), 6);
    for ((name, content), (other_name, other_content)) in files.iter().zip(&others) {
        assert_eq!(name, other_name);
        assert!(content == other_content, "{name} differs");
    }
    // The same folder, built again from nothing.
    fs::remove_dir_all(one.path("out")).unwrap();
    for name in ["memory.yiku", "memory.yiku-wal", "memory.yiku-shm"] {
        let _ = fs::remove_file(one.path(name));
    }
    one.done("build");
    assert!(one.files("out") == files);
}

#[test]
fn what_was_set_by_hand_outlives_every_build() {
    let folder = Folder::with_project();
    folder.done("build");
    folder.done("set 4 雷军先生表示：“知识产权对公司至关重要。”");
    folder.done("confirm 5");
    let built = folder.run("build");
    assert!(built.stderr.contains("(2 by hand)"), "{built}");
    assert!(folder.read("out/notice.tmx").contains("至关重要"));
    let files = folder.files("out");
    fs::remove_dir_all(folder.path("out")).unwrap();
    folder.done("build");
    assert!(folder.files("out") == files);
    // The text and the hand both changed: both are kept, and it is said.
    folder.replace("notice.zh.txt", "极为重要", "十分重要");
    let built = folder.run("build");
    assert_eq!(built.code(), 0);
    assert!(
        built
            .stderr
            .contains("both changed the Chinese of 1 segment: 4"),
        "{built}"
    );
    let shown = folder.done("show 4");
    assert!(
        shown.contains("至关重要") && shown.contains("十分重要"),
        "{shown}"
    );
    assert!(folder.read("out/notice.tmx").contains("至关重要"));
    // Deciding ends it, either way.
    folder.done("confirm 4");
    let status = folder.run("status");
    assert!(status.stderr.is_empty(), "{status}");
    let built = folder.run("build");
    assert!(!built.stderr.contains("both changed"), "{built}");
    assert!(folder.done("show 4").contains("至关重要"));
}

#[test]
fn a_text_that_changes_keeps_what_was_translated() {
    let folder = Folder::with_memory();
    let before = pairs(&folder);
    // The last paragraph moves to the front, and a number changes.
    let moved = "\
The visit took place in Beijing on September 14, 2024.
Director General Visits Xiaomi
As of mid 2024, Xiaomi had been granted more than 41,000 patents and 51,000 trademarks. The company is a prolific user of the PCT and Madrid System.
“IP is of utmost importance to the company,” Mr. Lei Jun said.
";
    folder.write("notice.en.txt", moved);
    let said = folder.run("import notice.en.txt").stderr;
    assert!(said.contains("1 changed (3), 1 moved"), "{said}");
    assert!(!said.contains("new"), "{said}");
    let after = pairs(&folder);
    assert_eq!(after[0], before[4]);
    assert_eq!(after[1], before[0]);
    assert_eq!(after[2][1..], ["", "untranslated"]);
    assert_eq!(after[3..], before[2..4]);
    // The old text and its translation are kept: shown beside the new one, and found.
    let shown = folder.done("show 3");
    assert!(shown.contains("[-40,000-]{+41,000+}"), "{shown}");
    assert!(shown.contains("小米已获得4万多件专利授权"), "{shown}");
    let found = folder.done("search 小米已获得4万多件");
    assert!(found.contains("notice, earlier text"), "{found}");
    // A paragraph that went keeps its translation in the memory …
    let shorter = moved.replace(
        "“IP is of utmost importance to the company,” Mr. Lei Jun said.\n",
        "",
    );
    folder.write("notice.en.txt", &shorter);
    assert!(folder.run("import notice.en.txt").stderr.contains("1 gone"));
    let found = folder.done("search 极为重要");
    assert!(found.contains("notice, earlier text"), "{found}");
    // … and has it again when it comes back, as does the number.
    folder.write("notice.en.txt", NOTICE);
    folder.run("import notice.en.txt");
    assert_eq!(pairs(&folder), before);
    assert!(!folder.done("search 极为重要").contains("earlier text"));
}

#[test]
fn undo_brings_back_every_byte_and_redo_does_it_again() {
    let folder = Folder::with_project();
    folder.write(
        "more.csv",
        "concept,lang,term\nhq,en,headquarters\nhq,zh-Hans,总部\n",
    );
    folder.done("import terms.csv");
    let mut states = vec![(text_form_or_empty(&folder), folder.done("term list --json"))];
    let longer = format!("{NOTICE}Students asked about IP.\n");
    let steps: [(&str, &[(&str, &str)]); 10] = [
        ("import notice.en.txt --target notice.zh.txt", &[]),
        ("set 2 '小米已获得4万多件专利授权和5.1万件商标注册。'", &[]),
        ("confirm 1 3-4", &[]),
        ("reject 5", &[]),
        (
            "import notice.en.txt --target notice.zh.txt",
            &[("notice.en.txt", &longer)],
        ),
        ("term add standard 标准", &[]),
        ("term remove pct", &[]),
        ("term import more.csv", &[]),
        ("term merge hq standard", &[]),
        ("build", &[("notice.en.txt", NOTICE)]),
    ];
    for (line, files) in steps {
        for (name, content) in files {
            folder.write(name, content);
        }
        let before = states.last().unwrap().clone();
        folder.done(line);
        let after = (text_form(&folder), folder.done("term list --json"));
        assert!(before != after, "{line} changes nothing");
        // Taken back at once …
        folder.done("undo");
        let undone = (text_form_or_empty(&folder), folder.done("term list --json"));
        assert_eq!(undone, before, "undo of {line}");
        folder.done("redo");
        assert_eq!(text_form(&folder), after.0, "redo of {line}");
        assert_eq!(folder.done("term list --json"), after.1, "redo of {line}");
        states.push(after);
    }
    // … and all of it one by one, to the beginning and forth again.
    for state in states.iter().rev().skip(1) {
        folder.done("undo");
        assert_eq!(
            (text_form_or_empty(&folder), folder.done("term list --json")),
            *state
        );
    }
    for state in states.iter().skip(1) {
        folder.done("redo");
        assert_eq!(
            (text_form(&folder), folder.done("term list --json")),
            *state
        );
    }
    assert_eq!(folder.run("redo").code(), 1);
}

/// As [`text_form`]; a memory without a document has none.
fn text_form_or_empty(folder: &Folder) -> String {
    let ran = folder.run("export --format jsonl");
    if ran.code() == 0 {
        ran.text()
    } else {
        String::new()
    }
}

#[test]
fn a_fresh_command_ends_redo() {
    let folder = Folder::with_memory();
    folder.done("set 1 总干事到访小米");
    folder.done("undo");
    folder.done("set 2 小米的专利");
    assert_eq!(folder.run("redo").code(), 1);
    assert_eq!(pairs(&folder)[0][1], "总干事访问小米");
    // What was taken back and what came after are both still undone one by one.
    folder.done("undo");
    assert_eq!(
        pairs(&folder)[1][1],
        "截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。"
    );
}

#[test]
fn undo_of_an_older_change_leaves_what_was_touched_since() {
    let folder = Folder::with_memory();
    folder.done("confirm 1-3 --as reviewed");
    folder.done("set 2 小米的专利和商标");
    let ran = folder.run("undo 3");
    assert_eq!(ran.code(), 1, "{ran}");
    assert!(ran.stderr.contains("Took back change 3"), "{ran}");
    assert!(ran.stderr.contains("changed later: notice:2"), "{ran}");
    let after = pairs(&folder);
    assert_eq!(after[1][1..], ["小米的专利和商标", "translated"]);
    assert_eq!([&after[0][2], &after[2][2]], ["translated", "translated"]);
    let first = &segments(&folder)[0];
    assert_eq!(first["made_by"], "aligned");
}

#[test]
fn writers_wait_for_each_other_and_nothing_is_lost() {
    let folder = Folder::with_release();
    folder.done("import release.en.txt");
    let writers: Vec<_> = (1..=8)
        .map(|number| {
            let mut command = folder.command();
            command.args(["set", &number.to_string(), &format!("第{number}句的译文")]);
            command.stdout(Stdio::null()).stderr(Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    // A reader meanwhile sees a whole memory.
    assert_eq!(segments(&folder).len(), 70);
    for writer in writers {
        let ran = folder.output(writer.wait_with_output().unwrap());
        assert_eq!(ran.code(), 0, "{ran}");
    }
    for (number, pair) in (1..=8).zip(pairs(&folder)) {
        assert_eq!(pair[1], format!("第{number}句的译文"));
    }
    assert_eq!(folder.done("log --json").lines().count(), 9);
}

#[test]
fn two_imports_into_a_memory_that_is_not_there_yet() {
    let folder = Folder::with_notice();
    folder.write("other.txt", "Quite another text. It has two sentences.\n");
    let writers: Vec<_> = ["notice.en.txt", "other.txt"]
        .into_iter()
        .map(|file| {
            let mut command = folder.command();
            command.args(["import", file]).stderr(Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    for writer in writers {
        let ran = folder.output(writer.wait_with_output().unwrap());
        assert_eq!(ran.code(), 0, "{ran}");
    }
    assert_eq!(segments(&folder).len(), 7);
}

/// The release with its Chinese changed: which segments have another translation than before,
/// by number, and what was said.
fn rebuilt_with(change: impl Fn(&mut Vec<String>)) -> (Vec<usize>, String) {
    let folder = Folder::with_release();
    folder.done("build");
    let before = pairs(&folder);
    let text = folder.read("release.zh-Hans.txt");
    let mut paragraphs: Vec<String> = text.lines().map(str::to_owned).collect();
    change(&mut paragraphs);
    folder.write("release.zh-Hans.txt", paragraphs.join("\n"));
    let ran = folder.run("build");
    assert_eq!(ran.code(), 0, "{ran}");
    let after = pairs(&folder);
    assert_eq!(before.len(), after.len());
    let differ = (1..)
        .zip(before.iter().zip(&after))
        .filter(|(_, (before, after))| before != after)
        .map(|(number, _)| number)
        .collect();
    (differ, ran.stderr)
}

#[test]
fn a_paragraph_dropped_from_the_counterpart_touches_its_own_segments() {
    // The tenth paragraph is the tenth of the source too: 总干事强调，包括版权在内……
    let (differ, said) = rebuilt_with(|paragraphs| {
        paragraphs.remove(9);
    });
    assert_eq!(differ, [17, 18], "{said}");
    assert!(
        said.contains("the file has no Chinese for 2 segments: 17, 18"),
        "{said}"
    );
}

#[test]
fn a_paragraph_doubled_in_the_counterpart_touches_nothing_else() {
    let (differ, said) = rebuilt_with(|paragraphs| {
        let doubled = paragraphs[9].clone();
        paragraphs.insert(10, doubled);
    });
    assert!(
        differ.iter().all(|number| (17..=18).contains(number)),
        "{differ:?}\n{said}"
    );
    assert!(said.contains("of the Chinese with no English"), "{said}");
}

#[test]
fn two_paragraphs_swapped_in_the_counterpart_touch_their_own_segments() {
    let (differ, said) = rebuilt_with(|paragraphs| paragraphs.swap(9, 14));
    // Paragraphs 10 and 15: segments 17–18 and 27–28. What cannot be paired in order is said.
    assert!(
        differ
            .iter()
            .all(|number| (17..=18).contains(number) || (25..=29).contains(number)),
        "{differ:?}\n{said}"
    );
    assert!(said.contains("warning: "), "{said}");
}

#[test]
fn a_counterpart_of_another_text_is_not_taken_for_the_translation() {
    let folder = Folder::with_release();
    let right = folder.read("release.zh-Hans.txt");
    folder.write(
        "release.zh-Hans.txt",
        "\
清晨的集市上，卖豆腐的老人支起了摊子。
他的孙女坐在旁边的小凳上，一边写作业一边帮着收钱。
天气渐渐热了起来，远处传来火车的汽笛声。
中午时分，客人少了，老人靠着墙打起了盹。
",
    );
    let ran = folder.run("build");
    assert_eq!(ran.code(), 0, "{ran}");
    assert!(ran.stderr.contains("warning: release: "), "{ran}");
    let confirmed = pairs(&folder)
        .iter()
        .filter(|pair| pair[2] == "translated")
        .count();
    assert_eq!(confirmed, 0, "{ran}");
    // The text stays cut as it is, and takes the right translation when it comes.
    assert_eq!(pairs(&folder).len(), 70, "{ran}");
    folder.write("release.zh-Hans.txt", right);
    folder.done("build");
    let confirmed = pairs(&folder)
        .iter()
        .filter(|pair| pair[2] == "translated")
        .count();
    assert_eq!(confirmed, 70);
}

#[test]
fn joined_again_the_segments_are_the_file() {
    let release = [shipped("release.en.txt"), shipped("release.zh-Hans.txt")]
        .map(|bytes| String::from_utf8(bytes).unwrap());
    let indented = |text: &str| {
        text.lines()
            .map(|line| format!("\u{3000}\u{3000}{line}\n\n"))
            .collect::<String>()
    };
    let cases: [(&str, String, String); 6] = [
        ("LF", NOTICE.to_owned(), NOTICE_ZH.to_owned()),
        (
            "CRLF",
            NOTICE.replace('\n', "\r\n"),
            NOTICE_ZH.replace('\n', "\r\n"),
        ),
        (
            "BOM",
            format!("\u{FEFF}{NOTICE}"),
            format!("\u{FEFF}{NOTICE_ZH}"),
        ),
        (
            "no last line end",
            NOTICE.trim_end().to_owned(),
            NOTICE_ZH.trim_end().to_owned(),
        ),
        (
            "indents",
            NOTICE.to_owned(),
            format!("\n \n{}\t \n", indented(NOTICE_ZH)),
        ),
        ("release", release[0].clone(), release[1].clone()),
    ];
    for (name, source, target) in cases {
        let folder = Folder::with_notice();
        folder.write("a.en.txt", source);
        folder.write("a.zh.txt", &target);
        folder.done("import a.en.txt --target a.zh.txt");
        let ran = folder.run("export --format text");
        assert_eq!(ran.code(), 0, "{ran}");
        assert!(ran.stdout == target.as_bytes(), "{name}\n{ran}");
    }
}

#[test]
fn a_text_that_is_dated_otherwise_dates_its_translations_otherwise() {
    let folder = Folder::with_project();
    folder.done("build");
    folder.done("confirm 5");
    folder.replace("yiku.toml", "date = 2024-09-16", "date = 2023-01-02");
    folder.done("build");
    let tmx = folder.read("out/notice.tmx");
    assert_eq!(
        tmx.matches("changedate=\"20230102T000000Z\"").count(),
        4,
        "{tmx}"
    );
    // A build from nothing says the same of what is not by hand.
    assert!(!tmx.contains("20240916T000000Z"), "{tmx}");
}
