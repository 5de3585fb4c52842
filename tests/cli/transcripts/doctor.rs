//! Looking a memory over, and making its index anew.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use super::super::folder::Folder;

/// A memory of so many units that its index has parts.
fn client(folder: &Folder) {
    let units: String = (1..=700)
        .map(|day| {
            format!(
                "<tu><tuv xml:lang=\"en\"><seg>The visit to office {day} ended.</seg></tuv>\
                 <tuv xml:lang=\"zh-CN\"><seg>对第{day}局的访问结束了。</seg></tuv></tu>\n"
            )
        })
        .collect();
    folder.write(
        "client.tmx",
        format!(
            "<tmx version=\"1.4\"><header creationtool=\"a\" creationtoolversion=\"1\" \
             segtype=\"sentence\" o-tmf=\"a\" adminlang=\"en\" srclang=\"en\" \
             datatype=\"plaintext\"/><body>\n{units}</body></tmx>\n"
        ),
    );
    folder.done("--memory m.yiku import client.tmx");
}

/// What a look at the memory says after its first line, which has sizes, and its exit code.
fn looked(folder: &Folder, arguments: &str) -> (String, i32) {
    let ran = folder.run(&format!("--memory m.yiku doctor {arguments}"));
    let text = ran.text();
    let first = text.lines().next().unwrap_or_default();
    assert!(first.starts_with("m.yiku: yiku "), "{ran}");
    (text[first.len()..].trim().to_owned(), ran.code())
}

#[test]
fn a_damaged_index_is_told_and_made_anew() {
    let folder = Folder::new();
    client(&folder);
    let sound = "✓ place: on this computer\n✓ file: sound\n✓ index: it says what the texts say";
    assert_eq!(looked(&folder, ""), (sound.to_owned(), 0));
    let query = "--memory m.yiku match";
    let found = folder.done(&format!("{query} 'The visit to office 3 ended.' --json"));

    let connection = rusqlite::Connection::open(folder.path("m.yiku")).unwrap();
    connection
        .execute_batch("UPDATE index_piece SET bytes = zeroblob(length(bytes)) WHERE id % 2 = 0")
        .unwrap();
    drop(connection);
    let (text, code) = looked(&folder, "");
    assert_eq!(code, 1, "{text}");
    assert!(
        text.contains("✗ index: a part of it is not what was written"),
        "{text}"
    );
    let refused = folder.run(&format!("{query} 'The visit to office 3 ended.'"));
    assert_eq!(refused.code(), 2, "{refused}");
    assert!(
        refused.to_string().contains("yiku doctor --rebuild"),
        "{refused}"
    );

    assert_eq!(looked(&folder, "--rebuild"), (sound.to_owned(), 0));
    let again = folder.done(&format!("{query} 'The visit to office 3 ended.' --json"));
    assert_eq!(again, found);
}

#[test]
fn a_text_that_the_index_does_not_know_is_counted() {
    let folder = Folder::new();
    client(&folder);
    let connection = rusqlite::Connection::open(folder.path("m.yiku")).unwrap();
    connection
        .execute_batch(
            "DROP TRIGGER index_update; DROP TRIGGER variant_update;
             UPDATE variant SET text = 'The fee is due in May.' WHERE id IN (3, 5)",
        )
        .unwrap();
    drop(connection);
    let (text, code) = looked(&folder, "");
    assert_eq!(code, 1);
    assert!(
        text.contains("✗ index: 2 texts cannot be found by matches"),
        "{text}"
    );
    assert!(
        text.contains("✗ index: 2 texts cannot be searched for words"),
        "{text}"
    );
    assert!(
        text.contains(
            "✗ file: 2 of the rules by which it notes what changes are gone (index_update …)"
        ),
        "{text}"
    );
    assert_eq!(looked(&folder, "--rebuild").1, 0);
}

#[test]
fn who_waits_for_another_yiku_is_told() {
    let folder = Folder::new();
    client(&folder);
    let mut other = rusqlite::Connection::open(folder.path("m.yiku")).unwrap();
    let writing = other
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .unwrap();
    let mut waiting = folder
        .command()
        .args(["--memory", "m.yiku", "memory", "dedupe"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    let mut lines = BufReader::new(waiting.stderr.take().unwrap());
    lines.read_line(&mut said).unwrap();
    assert_eq!(
        said,
        "Another yiku is writing m.yiku; waiting for it to finish.\n"
    );
    writing.rollback().unwrap();
    assert!(waiting.wait().unwrap().success());
}

#[test]
fn of_a_damaged_file_it_says_what_can_be_read_and_how_to_go_on() {
    use std::io::{Seek, SeekFrom, Write};

    let folder = Folder::new();
    client(&folder);
    let connection = rusqlite::Connection::open(folder.path("m.yiku")).unwrap();
    let size: u32 = connection
        .query_row("PRAGMA page_size", [], |row| row.get(0))
        .unwrap();
    let page: u32 = connection
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'origin_added'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    drop(connection);
    let mut file = std::fs::File::options()
        .write(true)
        .open(folder.path("m.yiku"))
        .unwrap();
    file.seek(SeekFrom::Start(u64::from(page - 1) * u64::from(size)))
        .unwrap();
    file.write_all(&vec![0x55; size.try_into().unwrap()])
        .unwrap();
    drop(file);
    let (text, code) = looked(&folder, "");
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("✗ file: "), "{text}");
    assert!(text.contains("! texts: 700 units can be read"), "{text}");
    let ran = folder.run("--memory m.yiku doctor").to_string();
    assert!(ran.contains("`yiku export -o rescued.jsonl`"), "{ran}");
    folder.done("--memory m.yiku export -o rescued.jsonl");
    folder.done("--memory new.yiku import rescued.jsonl");
    let status = folder.done("--memory new.yiku status");
    assert!(status.contains("client.tmx  700"), "{status}");

    let whole = std::fs::read(folder.path("m.yiku")).unwrap();
    std::fs::write(folder.path("cut.yiku"), &whole[..1000]).unwrap();
    let ran = folder.run("--memory cut.yiku doctor");
    assert_eq!(ran.code(), 2, "{ran}");
    let said = ran.to_string();
    assert!(said.contains("nothing of it can be read"), "{said}");
    assert!(said.contains("`yiku backup`"), "{said}");
}
