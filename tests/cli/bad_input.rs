//! What goes wrong: each time a message that says what, where and what to do, exit code 2, and
//! nothing changed or half written.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use insta::assert_snapshot;

use super::folder::{Folder, NOTICE, NOTICE_ZH};

/// Asserts that nothing half written lies about.
#[track_caller]
fn is_clean(folder: &Folder) {
    for (name, _) in folder.files("") {
        let name = name.rsplit(std::path::MAIN_SEPARATOR).next().unwrap();
        assert!(!name.starts_with(".yiku-"), "{name} was left");
    }
}

/// The Chinese of the notice in GB 18030, which is not UTF-8.
fn gb18030() -> Vec<u8> {
    let (bytes, _, replaced) = encoding_rs::GB18030.encode(NOTICE_ZH);
    assert!(!replaced);
    bytes.into_owned()
}

#[test]
fn text_in_another_encoding_is_read_and_that_is_said() {
    let folder = Folder::with_notice();
    folder.write("notice.zh.txt", gb18030());
    folder.done("import terms.csv");
    assert_snapshot!(folder.transcript("
        import notice.en.txt --target notice.zh.txt
        show 2
        segment --lang zh notice.zh.txt --encoding gb18030
        import notice.en.txt --name third --target notice.zh.txt --target-encoding utf-8
        import notice.en.txt --encoding klingon
        segment --lang zh notice.zh.txt --encoding big5
    "), @r"
    $ yiku import notice.en.txt --target notice.zh.txt
    --- stderr ---
    warning: notice.zh.txt is not UTF-8; it was read as GBK. If its text looks wrong: --target-encoding NAME
    notice: 5 segments in 4 paragraphs.
    notice: 5 of 5 segments have their Chinese.
    $ yiku show 2
    notice:2  ✓ translated (aligned NN %)
      As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks.
      截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
      terms:
        Xiaomi = 小米
        patent = 专利
        trademark = 商标
    $ yiku segment --lang zh notice.zh.txt --encoding gb18030
    总干事访问小米

    截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。
    该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。

    雷军先生说：“知识产权对公司极为重要。”

    访问于2024年9月14日在北京进行。
    $ yiku import notice.en.txt --name third --target notice.zh.txt --target-encoding utf-8
    --- stderr ---
    error: notice.zh.txt, line 1: this is not UTF-8 text
    hint: if it is text, name its encoding: --encoding gb18030, big5, utf-16le, windows-1252
    --- exit 2 ---
    $ yiku import notice.en.txt --encoding klingon
    --- stderr ---
    error: there is no encoding “klingon”
    hint: known are utf-8, utf-16le, utf-16be, gb18030, big5, windows-1252 and others of the web
    --- exit 2 ---
    $ yiku segment --lang zh notice.zh.txt --encoding big5
    --- stderr ---
    error: notice.zh.txt, line 2: this is not Big5 text
    hint: if it is text, name its encoding: --encoding gb18030, big5, utf-16le, windows-1252
    --- exit 2 ---
    ");
}

#[test]
fn what_is_no_text_is_refused_by_name() {
    let folder = Folder::with_notice();
    let zip = [b"PK\x03\x04".as_slice(), &[0; 60]].concat();
    let png = [b"\x89PNG\r\n\x1a\n".as_slice(), &[7; 60]].concat();
    let random: Vec<u8> = (0..4096_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    for (name, content) in [
        ("empty.txt", Vec::new()),
        ("blank.txt", b" \n\t\n\xe3\x80\x80\n".to_vec()),
        ("word.txt", zip),
        ("picture.txt", png),
        ("random.txt", random),
        ("nul.txt", b"One line.\nAnother\0 line.\n".to_vec()),
        (
            "broken.txt",
            b"One line.\nCut in the middle: \xe4\xb8".to_vec(),
        ),
    ] {
        folder.write(name, content);
    }
    fs::create_dir(folder.path("folder.txt")).unwrap();
    assert_snapshot!(folder.transcript("
        import empty.txt
        import blank.txt
        import word.txt
        import picture.txt
        import random.txt
        import nul.txt
        import folder.txt
        import no-such-file.txt
        import notice.en.txt --target nul.txt
        import notice.en.txt nul.txt
    "), @r"
    $ yiku import empty.txt
    --- stderr ---
    error: empty.txt is empty
    hint: there is nothing in it to translate
    --- exit 2 ---
    $ yiku import blank.txt
    --- stderr ---
    error: blank.txt is empty
    hint: there is nothing in it to translate
    --- exit 2 ---
    $ yiku import word.txt
    --- stderr ---
    error: word.txt, line 1: this is not a text file (it seems to be a Word, Excel or ZIP file)
    hint: save it as plain text (.txt) first
    --- exit 2 ---
    $ yiku import picture.txt
    --- stderr ---
    error: picture.txt, line 1: this is not a text file (it seems to be a picture)
    hint: save it as plain text (.txt) first
    --- exit 2 ---
    $ yiku import random.txt
    --- stderr ---
    error: random.txt, line 1: this is not a text file
    hint: if it is text, name its encoding: --encoding gb18030, big5, utf-16le, windows-1252
    --- exit 2 ---
    $ yiku import nul.txt
    --- stderr ---
    error: nul.txt, line 2: this is not a text file
    hint: if it is text, name its encoding: --encoding gb18030, big5, utf-16le, windows-1252
    --- exit 2 ---
    $ yiku import folder.txt
    --- stderr ---
    error: folder.txt is a folder
    hint: name a file in it
    --- exit 2 ---
    $ yiku import no-such-file.txt
    --- stderr ---
    error: there is no file no-such-file.txt
    --- exit 2 ---
    $ yiku import notice.en.txt --target nul.txt
    --- stderr ---
    error: nul.txt, line 2: this is not a text file
    hint: if it is text, name its encoding: --encoding gb18030, big5, utf-16le, windows-1252
    --- exit 2 ---
    $ yiku import notice.en.txt nul.txt
    --- stderr ---
    error: nul.txt, line 2: this is not a text file
    hint: if it is text, name its encoding: --encoding gb18030, big5, utf-16le, windows-1252
    --- exit 2 ---
    ");
    // Whatever was tried, no memory was made.
    assert!(!folder.path("memory.yiku").exists());
    is_clean(&folder);
    let ran = folder.run("import broken.txt --encoding utf-8");
    ran.refused("broken.txt, line 2: this is not UTF-8 text");
}

#[test]
fn line_ends_and_marks_of_every_kind_are_read() {
    let folder = Folder::with_notice();
    for (name, content) in [
        ("crlf.txt", NOTICE.replace('\n', "\r\n")),
        ("cr.txt", NOTICE.replace('\n', "\r")),
        ("bom.txt", format!("\u{FEFF}{NOTICE}")),
    ] {
        folder.write(name, content);
        let lines = folder.done(&format!("segment --lang en {name}"));
        assert_eq!(
            lines,
            folder.done("segment --lang en notice.en.txt"),
            "{name}"
        );
    }
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(NOTICE_ZH.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    folder.write("utf16.txt", utf16);
    let lines = folder.done("segment --lang zh utf16.txt");
    assert_eq!(lines, folder.done("segment --lang zh notice.zh.txt"));
}

/// One line of 200 MB is no text for people: it must be refused soon, in bounded memory.
#[test]
fn a_line_of_200_mb_is_refused_in_time() {
    let folder = Folder::with_notice();
    // Words, so that nothing is known from the first bytes; without a full stop.
    folder.write(
        "long.txt",
        "patents and trademarks ".repeat(200_000_000 / 23),
    );
    // 2 GB of address space, ten times the file; a minute of computing, many times what it takes.
    let script = "ulimit -v 2000000; ulimit -t 60; exec \"$YIKU\" import long.txt";
    let ran = folder.ran(&mut folder.shell(script));
    ran.refused("long.txt, paragraph 1: one segment of 199999995 characters; is this a text?");
    assert!(!folder.path("memory.yiku-wal").exists());
    is_clean(&folder);
}

#[test]
fn a_file_without_permission_is_told() {
    let folder = Folder::with_notice();
    let sealed = |name: &str, mode: &str| {
        let changed = Command::new("chmod")
            .arg(mode)
            .arg(folder.path(name))
            .status();
        assert!(changed.unwrap().success());
    };
    sealed("notice.en.txt", "000");
    if fs::read(folder.path("notice.en.txt")).is_ok() {
        println!("skipped: permission does not bite here (the tests run as root)");
        return;
    }
    folder
        .run("import notice.en.txt")
        .refused("there is no permission to read notice.en.txt");
    sealed("notice.en.txt", "644");
    folder.done("import notice.en.txt");
    fs::create_dir(folder.path("sealed")).unwrap();
    sealed("sealed", "555");
    folder
        .run("export --format text -o sealed/a.txt")
        .refused("no permission to write sealed/a.txt");
    sealed("sealed", "755");
}

#[test]
fn a_memory_that_may_not_be_written_is_read_all_the_same() {
    let folder = Folder::with_memory();
    fs::create_dir(folder.path("client #1")).unwrap();
    fs::rename(folder.path("memory.yiku"), folder.path("client #1/m.yiku")).unwrap();
    let sealed = |modes: [&str; 2]| {
        for (name, mode) in ["client #1/m.yiku", "client #1"].iter().zip(modes) {
            let changed = Command::new("chmod")
                .arg(mode)
                .arg(folder.path(name))
                .status();
            assert!(changed.unwrap().success());
        }
    };
    sealed(["444", "555"]);
    if fs::write(folder.path("client #1/x"), "").is_ok() {
        println!("skipped: permission does not bite here (the tests run as root)");
        return;
    }
    let yiku = |arguments: &[&str]| {
        let mut command = folder.command();
        command
            .args(["--memory", "client #1/m.yiku"])
            .args(arguments);
        folder.ran(&mut command)
    };
    for arguments in [
        &["status"][..],
        &["search", "Beijing"],
        &["memory", "info"],
        &["list"],
    ] {
        let ran = yiku(arguments);
        assert_eq!(ran.code(), 0, "{ran}");
    }
    for arguments in [&["set", "1", "通知"][..], &["undo"]] {
        yiku(arguments).refused("there is no permission to use client #1/m.yiku");
    }
    sealed(["644", "755"]);
    assert_eq!(folder.files("client #1").len(), 1);
}

#[test]
fn options_about_a_text_are_refused_for_a_memory() {
    let folder = Folder::new();
    folder.write("client.tmx", "<tmx/>");
    folder.write("empty.tmx", "");
    let told = folder.transcript(
        "
        import client.tmx --target client.zh.txt
        import client.tmx --name client
        import empty.tmx
    ",
    );
    assert_snapshot!(told, @"
    $ yiku import client.tmx --target client.zh.txt
    --- stderr ---
    error: --target and --name are about a text; client.tmx is a memory, a termbase or a table
    hint: import it without them; nothing was imported
    --- exit 2 ---
    $ yiku import client.tmx --name client
    --- stderr ---
    error: --target and --name are about a text; client.tmx is a memory, a termbase or a table
    hint: import it without them; nothing was imported
    --- exit 2 ---
    $ yiku import empty.tmx
    --- stderr ---
    In your own memory [HERE]/home/yiku/memory.yiku (no yiku.toml here or above).
    error: empty.tmx: line 1, column 1: the file is empty; 0 units before it can be read
    hint: nothing was imported; export the memory again from the other tool
    --- exit 2 ---
    ");
}

#[test]
fn what_is_piped_in_and_no_text_is_told_what_to_do() {
    let folder = Folder::new();
    let ran = folder.pipe("match -", b"WIPO\xff\xfe\n");
    ran.refused("hint: if it is text, pipe it in as UTF-8");
}

#[test]
fn a_broken_manifest_is_told_by_line_and_nearest_key() {
    let folder = Folder::with_project();
    let whole = folder.read("yiku.toml");
    let mut told = String::new();
    for (from, to) in [
        ("target = ", "taget = "),
        (
            "[[export]]\nfile = \"out/notice.xlf\"",
            "[[exports]]\nfile = \"out/notice.xlf\"",
        ),
        ("name = \"visit\"", "name = visit"),
        ("to = \"zh-Hans\"\n", ""),
        ("to = \"zh-Hans\"", "to = \"simplified Chinese\""),
        ("date = 2024-09-16", "date = 2024-13-16"),
        ("date = 2024-09-16", "date = \"September\""),
        ("file = \"out/notice.tmx\"", "file = \"out/notice.odt\""),
        (
            "file = \"out/notice.tmx\"",
            "file = \"out/notice.tmx\"\nfor = \"wordfast\"",
        ),
        (
            "file = \"out/notice.tmx\"",
            "file = \"out/notice.tmx\"\ntags = \"zh\"",
        ),
        (
            "file = \"out/notice.tmx\"",
            "file = \"out/notice.tmx\"\ndocument = \"other\"",
        ),
        ("source = \"notice.en.txt\"", "source = \"notice.txt\""),
        ("file = \"terms.csv\"", "file = \"term.csv\""),
    ] {
        assert!(whole.contains(from), "{from}");
        folder.write("yiku.toml", whole.replacen(from, to, 1));
        let ran = folder.run("build");
        ran.refused("");
        told.push_str(&format!("{}\n{}", to.replace('\n', " "), ran.stderr));
    }
    assert_snapshot!(told, @r#"
    taget = 
    error: yiku.toml, line 8: the key “taget” is not known here (name, source, target, date, encoding, target_encoding, comments, sheet_names, formulas, code are)
    hint: did you mean “target”?
    [[exports]] file = "out/notice.xlf"
    error: yiku.toml, line 17: the key “exports” is not known here (project, document, termbase, memory, segmentation, alignment, rates, pretranslate, check, export are)
    hint: did you mean “export”?
    name = visit
    error: yiku.toml, line 2: string values must be quoted, expected literal string: visit
    hint: `yiku init` in an empty folder writes an example

    error: yiku.toml, line 1: the key “to” is missing
    hint: `yiku init` in an empty folder writes an example
    to = "simplified Chinese"
    error: yiku.toml, line 4: “simplified Chinese” is not a language tag: "simplified Chinese"
    hint: `yiku init` in an empty folder writes an example
    date = 2024-13-16
    error: yiku.toml, line 9: invalid date, expected month between 01 and 12: 2024-13-16
    hint: `yiku init` in an empty folder writes an example
    date = "September"
    error: yiku.toml, line 9: invalid type: string "September", expected a TOML datetime: "September"
    hint: `yiku init` in an empty folder writes an example
    file = "out/notice.odt"
    error: out/notice.odt: the format is not known; format = one of tmx, xliff2, xliff2.0, xliff2.2, xliff, jsonl, weblate, review, po, csv, tsv, xlsx, tbx, tbx-dct, tbx-v2, terms-csv, terms-tsv, terms-xlsx, glossary, text, document, report
    hint: the [[export]] in yiku.toml says so
    file = "out/notice.tmx" for = "wordfast"
    error: out/notice.tmx: there is no tool “wordfast”; there is: trados, memoq, omegat, weblate, phrase, okapi
    file = "out/notice.tmx" tags = "zh"
    error: out/notice.tmx: “zh” does not say how to write a language; --tags takes en=en-US,zh-Hans=zh-CN
    file = "out/notice.tmx" document = "other"
    error: out/notice.tmx: there is no [[document]] “other”
    hint: the [[export]] in yiku.toml says so
    source = "notice.txt"
    error: there is no file notice.txt
    hint: did you mean notice.en.txt?
    file = "term.csv"
    error: there is no file term.csv
    hint: did you mean terms.csv?
    "#);
    assert!(!folder.path("out").exists());
}

#[test]
fn what_is_no_memory_is_refused_and_left_alone() {
    let folder = Folder::with_notice();
    folder.write("text.yiku", NOTICE);
    folder.write("empty.yiku", "");
    fs::create_dir(folder.path("folder.yiku")).unwrap();
    let other = rusqlite::Connection::open(folder.path("other.yiku")).unwrap();
    other
        .execute_batch("CREATE TABLE guests (name TEXT)")
        .unwrap();
    drop(other);
    folder.done("--memory newer.yiku import notice.en.txt");
    let newer = rusqlite::Connection::open(folder.path("newer.yiku")).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    let kept = folder.files("");
    assert_snapshot!(folder.transcript("
        --memory text.yiku status
        --memory empty.yiku import notice.en.txt
        --memory folder.yiku status
        --memory other.yiku import notice.en.txt
        --memory newer.yiku set 1 总干事
        --memory missing.yiku list
    "), @"
    $ yiku --memory text.yiku status
    --- stderr ---
    error: text.yiku is not a yiku memory
    hint: a memory is a file that yiku made, such as memory.yiku
    --- exit 2 ---
    $ yiku --memory empty.yiku import notice.en.txt
    --- stderr ---
    error: empty.yiku is not a yiku memory
    hint: a memory is a file that yiku made, such as memory.yiku
    --- exit 2 ---
    $ yiku --memory folder.yiku status
    --- stderr ---
    error: folder.yiku is not a yiku memory
    hint: a memory is a file that yiku made, such as memory.yiku
    --- exit 2 ---
    $ yiku --memory other.yiku import notice.en.txt
    --- stderr ---
    error: other.yiku is not a yiku memory
    hint: a memory is a file that yiku made, such as memory.yiku
    --- exit 2 ---
    $ yiku --memory newer.yiku set 1 总干事
    --- stderr ---
    error: newer.yiku was written by a newer yiku (its version is 99, this one reads up to 8)
    hint: use the newer yiku; nothing was changed
    --- exit 2 ---
    $ yiku --memory missing.yiku list
    --- stderr ---
    error: there is no memory missing.yiku
    hint: `yiku import FILE` or `yiku build` makes one; --memory FILE names another
    --- exit 2 ---
    ");
    assert!(folder.files("") == kept);
}

#[test]
fn a_damaged_memory_is_told() {
    let folder = Folder::with_release();
    folder.done("build");
    let mut bytes = fs::read(folder.path("memory.yiku")).unwrap();
    let middle = bytes.len() / 8;
    for byte in &mut bytes[4096..4096 + middle * 6] {
        *byte = 0x5A;
    }
    folder.write("memory.yiku", bytes);
    let ran = folder.run("list");
    ran.refused("memory.yiku is damaged");
    assert!(ran.stderr.contains("yiku backup"), "{ran}");
}

#[test]
fn a_full_disk_leaves_what_was_there() {
    let folder = Folder::with_memory();
    if !std::path::Path::new("/dev/full").exists() {
        println!("skipped: there is no /dev/full here");
        return;
    }
    let full = |line: &str| {
        let out = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        folder.ran(folder.command().args(line.split(' ')).stdout(out))
    };
    for line in [
        "export --format tmx",
        "export --format report",
        "list",
        "search 专利 --json",
        "term list",
    ] {
        full(line).refused("could not be printed: there is no room on the disk");
    }
}

#[test]
fn a_file_that_may_not_grow_is_not_half_written() {
    let folder = Folder::with_release();
    for name in ["one", "two", "three"] {
        folder.done(&format!("import release.en.txt --name {name}"));
    }
    folder.write("a.tmx", "what was there");
    // Files of at most 80 blocks of 512 bytes; the signal that comes with it is ignored, as on a
    // disk without room.
    let limited = |line: &str| {
        let script = format!("ulimit -f 80; trap '' XFSZ; exec \"$YIKU\" {line}");
        folder.ran(&mut folder.shell(&script))
    };
    limited("export --format xliff2 -o a.tmx").refused("a.tmx could not be written");
    assert_eq!(folder.read("a.tmx"), "what was there");
    limited("backup copy.yiku").refused("copy.yiku");
    assert!(!folder.path("copy.yiku").exists());
    limited("import terms.csv").refused("memory.yiku");
    is_clean(&folder);
    // The memory is as it was, and goes on.
    assert_eq!(folder.done("log --json").lines().count(), 3);
    folder.done("import terms.csv");
}

#[cfg(unix)]
#[test]
fn an_interrupted_build_leaves_everything_whole() {
    let folder = Folder::with_release();
    folder.done("build");
    let files = folder.files("out");
    let text = folder.done("export --format jsonl");
    let mut stopped = 0;
    // At whatever moment it comes: while reading, aligning, writing.
    for wait in [40, 120, 250, 450, 700] {
        fs::remove_dir_all(folder.path("out")).unwrap();
        for name in ["memory.yiku", "memory.yiku-wal", "memory.yiku-shm"] {
            let _ = fs::remove_file(folder.path(name));
        }
        let mut child = folder
            .command()
            .arg("build")
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        Command::new("kill")
            .arg("-INT")
            .arg(child.id().to_string())
            .status()
            .unwrap();
        let code = child.wait().unwrap().code();
        assert!(
            matches!(code, Some(0 | 130)) || wait < 60,
            "after {wait} ms: {code:?}"
        );
        stopped += usize::from(code == Some(130));
        is_clean(&folder);
        for (name, content) in folder.files("out") {
            let whole = files.iter().find(|(file, _)| *file == name);
            assert!(
                whole.is_some_and(|(_, whole)| *whole == content),
                "{name} is not whole"
            );
        }
        folder.done("build");
        assert!(folder.files("out") == files);
        assert_eq!(folder.done("export --format jsonl"), text);
    }
    println!("{stopped} of 5 were stopped");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = Folder::with_release();
    folder.done("import release.en.txt --target release.zh-Hans.txt");
    folder.done("import terms.csv");
    for line in [
        "list",
        "list --json",
        "export --format tmx",
        "export --format report",
        "term list",
        "segment release.en.txt",
    ] {
        let script = format!("{{ \"$YIKU\" {line}; echo \"exit $?\" >&2; }} | head -n 1");
        let ran = folder.ran(&mut folder.shell(&script));
        assert_eq!(ran.text().lines().count(), 1, "{ran}");
        let quiet = ran
            .stderr
            .lines()
            .all(|said| said == "exit 0" || said.ends_with("concepts."));
        assert!(quiet, "{line}\n{ran}");
    }
}

#[test]
fn what_does_not_exist_is_told_with_what_does() {
    let folder = Folder::with_memory();
    assert_snapshot!(folder.transcript("
        list other
        show 0
        show 6
        show 5-2
        show notice:x
        show 99999999999999999999
        show other:1
        set 6 译文
        export --format docx
        export --format tmx --for wordfast
        list --state done
        status -s english
        frobnicate
        import notice.en.txt --frobnicate
    "), @"
    $ yiku list other
    --- stderr ---
    error: there is no document “other” (there is notice)
    --- exit 2 ---
    $ yiku show 0
    --- stderr ---
    error: notice has no segment 0; its segments are 1 to 5
    --- exit 2 ---
    $ yiku show 6
    --- stderr ---
    error: notice has no segment 6; its segments are 1 to 5
    --- exit 2 ---
    $ yiku show 5-2
    --- stderr ---
    error: the range 5-2 runs backwards
    hint: did you mean 2-5?
    --- exit 2 ---
    $ yiku show notice:x
    --- stderr ---
    error: “notice:x” is no segment; a segment is a number (12), a range (12-15), or both with a document (release:12)
    --- exit 2 ---
    $ yiku show 99999999999999999999
    --- stderr ---
    error: “99999999999999999999” is no segment; a segment is a number (12), a range (12-15), or both with a document (release:12)
    --- exit 2 ---
    $ yiku show other:1
    --- stderr ---
    error: there is no document “other” (there is notice)
    --- exit 2 ---
    $ yiku set 6 译文
    --- stderr ---
    error: notice has no segment 6; its segments are 1 to 5
    --- exit 2 ---
    $ yiku export --format docx
    --- stderr ---
    error: which format?
    hint: --format is one of tmx, xliff2, xliff2.0, xliff2.2, xliff, jsonl, weblate, review, po, csv, tsv, xlsx, tbx, tbx-dct, tbx-v2, terms-csv, terms-tsv, terms-xlsx, glossary, text, document, report
    --- exit 2 ---
    $ yiku export --format tmx --for wordfast
    --- stderr ---
    error: there is no tool “wordfast”; there is: trados, memoq, omegat, weblate, phrase, okapi
    --- exit 2 ---
    $ yiku list --state done
    --- stderr ---
    error: invalid value 'done' for '--state <STATE>'
      [possible values: untranslated, draft, translated, reviewed, final, rejected]

    For more information, try '--help'.
    --- exit 2 ---
    $ yiku status -s english
    --- stderr ---
    error: invalid value 'english' for '--from <LANG>': “english” is not a language tag

    For more information, try '--help'.
    --- exit 2 ---
    $ yiku frobnicate
    --- stderr ---
    error: unrecognized subcommand 'frobnicate'

    Usage: yiku [OPTIONS] <COMMAND>

    For more information, try '--help'.
    --- exit 2 ---
    $ yiku import notice.en.txt --frobnicate
    --- stderr ---
    error: unexpected argument '--frobnicate' found

      tip: to pass '--frobnicate' as a value, use '-- --frobnicate'

    Usage: yiku import <FILES>...

    For more information, try '--help'.
    --- exit 2 ---
    ");
}

#[test]
fn surroundings_that_make_no_sense_are_told() {
    let folder = Folder::with_notice();
    let ran = folder.ran(
        folder
            .command()
            .arg("status")
            .env("SOURCE_DATE_EPOCH", "yesterday"),
    );
    ran.refused("SOURCE_DATE_EPOCH is “yesterday”");
    // Text from a pipe that is not UTF-8 leaves the segment as it is.
    folder.done("import notice.en.txt");
    folder
        .pipe("set 1 -", gb18030())
        .refused("what was piped in is not UTF-8");
    folder
        .pipe("set 1 -", "")
        .refused("the translation is empty");
    assert!(folder.done("show 1").contains("untranslated"));
    // A name that is no UTF-8 is a name all the same.
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"\xd6\xd0.txt");
        fs::write(folder.path("").join(name), NOTICE).unwrap();
        let ran = folder.ran(folder.command().arg("segment").arg(name));
        assert_eq!(ran.code(), 0, "{ran}");
    }
}
