//! Ctrl-C in the middle of a command: it ends with 130, what was there is there to the byte, and
//! nothing else is.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, mkfifo};

/// A memory of so many units that no command is over before the signal is there.
const UNITS: usize = 30_000;
const INTERRUPTED: Option<i32> = Some(130);

fn yiku(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yiku"));
    command.args(["--memory", "memory.yiku"]).args(arguments);
    command.current_dir(folder).env("HOME", folder);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

fn head() -> String {
    "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" \
     o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/><body>\n"
        .to_owned()
}

fn unit(nth: usize) -> String {
    format!(
        "<tu><tuv xml:lang=\"en\"><seg>The office registered trademark number {nth} in {}.</seg></tuv>\
         <tuv xml:lang=\"zh-CN\"><seg>该局在{}注册了第{nth}号商标。</seg></tuv></tu>\n",
        nth % 97,
        nth % 97
    )
}

fn whole() -> String {
    let units: String = (0..UNITS).map(unit).collect();
    format!("{}{units}</body></tmx>\n", head())
}

/// The files of a folder with what they hold, but for the memory and what SQLite needs beside it to
/// make it whole again.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let files = files.filter(|file| file.file_type().unwrap().is_file());
    let named = files.map(|file| (file.file_name().into_string().unwrap(), file.path()));
    named
        .filter(|(name, _)| !name.starts_with("memory.yiku"))
        .map(|(name, path)| (name, fs::read_to_string(path).unwrap_or_default()))
        .collect()
}

/// Waits until something is so, while a command runs; whether it came to be.
fn until(child: &mut Child, mut is_so: impl FnMut() -> bool) -> bool {
    loop {
        if is_so() {
            return true;
        }
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn interrupt(child: Child) -> Option<i32> {
    interrupt_times(child, 1)
}

/// Presses Ctrl-C so many times in a row.
fn interrupt_times(mut child: Child, times: usize) -> Option<i32> {
    let id = i32::try_from(child.id()).unwrap();
    for _ in 0..times {
        // It may have ended, and is waited for only then.
        kill(Pid::from_raw(id), Signal::SIGINT).unwrap();
    }
    child.wait().unwrap().code()
}

/// Whether a file is being written beside the others.
fn is_written(folder: &Path) -> bool {
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut files = files.filter(|file| file.file_name().to_string_lossy().starts_with(".yiku-"));
    // It may be gone before it is looked at.
    files.any(|file| file.metadata().is_ok_and(|file| file.len() > 0))
}

/// What `yiku list` and `yiku log` say of the memory, and whether it is sound.
fn memory(folder: &Path) -> (String, String) {
    let read = |arguments: &[&str]| {
        let output = yiku(folder, arguments)
            .stdout(Stdio::piped())
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    read(&["doctor"]);
    (
        read(&["export", "--format", "jsonl"]),
        read(&["log", "--json"]),
    )
}

#[test]
fn a_conversion_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let formats = ["out.jsonl", "out.xlf", "out.csv", "out.xlsx"];
    for (format, times) in formats
        .into_iter()
        .flat_map(|format| [(format, 1), (format, 2)])
    {
        // A pipe for each: what is left in one stays while anything that was started beside this
        // test has it open for a moment more.
        let input = format!("in.{format}.{times}.tmx");
        let pipe = folder.join(&input);
        mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
        fs::write(folder.join(format), "mine").unwrap();
        let before = files(folder);
        let mut writer = OpenOptions::new()
            .read(true)
            .write(true)
            .open(&pipe)
            .unwrap();
        let mut said = tempfile::tempfile().unwrap();
        let mut child = yiku(folder, &["convert", &input, format])
            .stderr(said.try_clone().unwrap())
            .spawn()
            .unwrap();
        // More than a pipe holds: what fits no more was read. The rest never comes.
        let units: String = (0..2000).map(unit).collect();
        let written = std::thread::spawn(move || {
            writer.write_all((head() + &units).as_bytes()).unwrap();
            writer
        });
        let is_read = until(&mut child, || written.is_finished());
        let mut words = || {
            let mut words = String::new();
            said.rewind().unwrap();
            said.read_to_string(&mut words).unwrap();
            words
        };
        assert!(
            is_read,
            "{format}: it ended before it was interrupted: {}",
            words()
        );
        let writer = written.join().unwrap();
        assert!(child.try_wait().unwrap().is_none(), "it waits for the rest");
        assert_eq!(interrupt_times(child, times), INTERRUPTED, "{format}");
        assert!(words().contains("Interrupted."), "{format}: {}", words());
        assert_eq!(files(folder), before, "{format}, pressed {times} times");
        drop(writer);
    }
}

#[test]
fn an_import_is_in_the_memory_or_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("big.tmx"), whole()).unwrap();
    let before = files(folder);
    // Into a memory that is not there yet.
    let mut child = yiku(folder, &["import", "big.tmx"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    assert!(until(&mut child, || is_written(folder)));
    assert_eq!(interrupt(child), INTERRUPTED);
    assert_eq!(files(folder), before);
    assert!(!folder.join("memory.yiku").exists());
    // Into one that is.
    fs::write(folder.join("notice.txt"), "Patents\nTrademarks\n").unwrap();
    assert!(
        yiku(folder, &["import", "notice.txt"])
            .stderr(Stdio::null())
            .status()
            .unwrap()
            .success()
    );
    let (before, kept) = (files(folder), memory(folder));
    let asking = rusqlite::Connection::open(folder.join("memory.yiku")).unwrap();
    asking.busy_timeout(Duration::ZERO).unwrap();
    let mut child = yiku(folder, &["import", "big.tmx"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // What it changes is in its own memory until the end; that it changes something shows in that
    // nobody else may.
    assert!(until(&mut child, || {
        asking.execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_err()
    }));
    drop(asking);
    assert_eq!(interrupt(child), INTERRUPTED);
    assert_eq!(files(folder), before);
    assert_eq!(memory(folder), kept);
}

#[test]
fn an_export_leaves_the_file_that_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("big.tmx"), whole()).unwrap();
    assert!(
        yiku(folder, &["import", "big.tmx"])
            .stderr(Stdio::null())
            .status()
            .unwrap()
            .success()
    );
    for format in ["out.tmx", "out.jsonl", "out.po"] {
        fs::write(folder.join(format), "mine").unwrap();
        let before = files(folder);
        let mut child = yiku(folder, &["export", "-o", format])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        assert!(until(&mut child, || is_written(folder)), "{format}");
        assert_eq!(interrupt(child), INTERRUPTED, "{format}");
        assert_eq!(files(folder), before, "{format}");
    }
}
