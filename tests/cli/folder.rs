//! A private folder to run `yiku` in, and what a run gave.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use tempfile::TempDir;

/// The texts of a small document: five segments in four paragraphs, with their translation.
pub(super) const NOTICE: &str = "\
Director General Visits Xiaomi
As of mid 2024, Xiaomi had been granted more than 40,000 patents and 51,000 trademarks. The company is a prolific user of the PCT and Madrid System.
“IP is of utmost importance to the company,” Mr. Lei Jun said.
The visit took place in Beijing on September 14, 2024.
";
pub(super) const NOTICE_ZH: &str = "\
总干事访问小米
截至2024年年中，小米已获得4万多件专利授权和5.1万件商标注册。该公司是《专利合作条约》（PCT）体系和马德里体系的活跃用户。
雷军先生说：“知识产权对公司极为重要。”
访问于2024年9月14日在北京进行。
";
/// Terms for it: with them the aligner is sure even of so short a text.
pub(super) const TERMS: &str = "\
concept,lang,term,status,case,domain
beijing,en,Beijing,preferred,exact,place
beijing,zh-Hans,北京,preferred,any,place
company,en,company,preferred,any,business
company,zh-Hans,公司,preferred,any,business
director-general,en,Director General,preferred,any,office
director-general,zh-Hans,总干事,preferred,any,office
ip,en,IP,preferred,exact,law
ip,zh-Hans,知识产权,preferred,any,law
lei-jun,en,Lei Jun,preferred,exact,person
lei-jun,zh-Hans,雷军,preferred,any,person
madrid-system,en,Madrid System,preferred,any,trademark
madrid-system,zh-Hans,马德里体系,preferred,any,trademark
madrid-system,zh-Hans,马德里系统,forbidden,any,trademark
patent,en,patent,preferred,any,patent
patent,zh-Hans,专利,preferred,any,patent
pct,en,PCT,preferred,exact,patent
pct,zh-Hans,《专利合作条约》,preferred,any,patent
trademark,en,trademark,preferred,any,trademark
trademark,zh-Hans,商标,preferred,any,trademark
visit,en,visit,preferred,any,business
visit,zh-Hans,访问,preferred,any,business
xiaomi,en,Xiaomi,preferred,exact,business
xiaomi,zh-Hans,小米,preferred,any,business
";
/// A manifest for it.
pub(super) const MANIFEST: &str = "\
[project]
name = \"visit\"
from = \"en\"
to = \"zh-Hans\"

[[document]]
source = \"notice.en.txt\"
target = \"notice.zh.txt\"
date = 2024-09-16

[[termbase]]
file = \"terms.csv\"

[[export]]
file = \"out/notice.tmx\"

[[export]]
file = \"out/notice.xlf\"

[[export]]
file = \"out/memory.jsonl\"
";

/// A folder that only one test knows, gone with it.
pub(super) struct Folder {
    folder: TempDir,
}

/// What a run of the command gave.
pub(super) struct Ran {
    /// Standard output.
    pub(super) stdout: Vec<u8>,
    /// Standard error, with `[HERE]` for the folder.
    pub(super) stderr: String,
    /// How it ended.
    pub(super) status: ExitStatus,
    here: String,
}

impl Folder {
    /// An empty folder.
    pub(super) fn new() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("yiku-cli-")
            .tempdir()
            .unwrap();
        fs::create_dir(folder.path().join("home")).unwrap();
        fs::create_dir(folder.path().join("here")).unwrap();
        Self { folder }
    }

    /// A folder with the small document, its translation and an (empty) project.
    pub(super) fn with_notice() -> Self {
        let folder = Self::new();
        folder.write("notice.en.txt", NOTICE);
        folder.write("notice.zh.txt", NOTICE_ZH);
        folder.write("terms.csv", TERMS);
        folder.write(
            "yiku.toml",
            "[project]\nname = \"visit\"\nfrom = \"en\"\nto = \"zh-Hans\"\n",
        );
        folder
    }

    /// A folder with the small document, imported and aligned, and the terms.
    pub(super) fn with_memory() -> Self {
        let folder = Self::with_notice();
        folder.done("import terms.csv");
        folder.done("import notice.en.txt --target notice.zh.txt");
        folder
    }

    /// A folder with the small document and a manifest that says what to build.
    pub(super) fn with_project() -> Self {
        let folder = Self::with_notice();
        folder.write("yiku.toml", MANIFEST);
        folder
    }

    /// A folder with the project that is shipped.
    pub(super) fn with_release() -> Self {
        let folder = Self::new();
        for name in [
            "yiku.toml",
            "release.en.txt",
            "release.zh-Hans.txt",
            "terms.csv",
        ] {
            folder.write(name, shipped(name));
        }
        folder
    }

    /// Where commands run.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("here").join(name)
    }

    /// Puts a file there.
    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Reads a file as text.
    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Changes a text file: every `from` in it, of which there must be one.
    pub(super) fn replace(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} has no {from}");
        self.write(name, text.replace(from, to));
    }

    /// Every file below a folder with its content, by name.
    pub(super) fn files(&self, name: &str) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.path(name)];
        while let Some(folder) = folders.pop() {
            for found in fs::read_dir(&folder).into_iter().flatten() {
                let path = found.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let short = path.strip_prefix(self.path("")).unwrap();
                    files.push((short.display().to_string(), fs::read(&path).unwrap()));
                }
            }
        }
        files.sort();
        files
    }

    /// The command, ready to run here: nothing of the surroundings gets in.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yiku"));
        self.surround(&mut command);
        command
    }

    /// A shell, ready to run a script here in which `$YIKU` is the command.
    pub(super) fn shell(&self, script: &str) -> Command {
        let mut command = Command::new("sh");
        command.arg("-c").arg(script);
        self.surround(&mut command);
        command.env("YIKU", env!("CARGO_BIN_EXE_yiku"));
        command
    }

    fn surround(&self, command: &mut Command) {
        let home = self.folder.path().join("home");
        command
            .current_dir(self.path(""))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &home)
            .env("XDG_DATA_HOME", &home)
            .env("SOURCE_DATE_EPOCH", "1726500000") // 2024-09-16 15:20 UTC
            .env("YIKU_USER", "li")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null());
    }

    /// Runs what a person types after `yiku`; `'…'` holds words together.
    pub(super) fn run(&self, line: &str) -> Ran {
        self.ran(self.command().args(words(line)))
    }

    /// Runs it with something piped in.
    pub(super) fn pipe(&self, line: &str, input: impl AsRef<[u8]>) -> Ran {
        let mut child = self
            .command()
            .args(words(line))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that refuses its arguments does not read.
        let _ = child.stdin.take().unwrap().write_all(input.as_ref());
        self.output(child.wait_with_output().unwrap())
    }

    /// Runs a command that was made ready here.
    pub(super) fn ran(&self, command: &mut Command) -> Ran {
        self.output(command.output().unwrap())
    }

    /// What a process of this folder gave.
    pub(super) fn output(&self, output: std::process::Output) -> Ran {
        let here = self.folder.path().display().to_string();
        Ran {
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr)
                .expect("messages are UTF-8")
                .replace(&here, "[HERE]"),
            status: output.status,
            here,
        }
    }

    /// Runs it, and it must be done (exit code 0). Returns what it printed.
    pub(super) fn done(&self, line: &str) -> String {
        let ran = self.run(line);
        assert_eq!(ran.code(), 0, "yiku {line}\n{ran}");
        ran.text()
    }

    /// Runs several commands, one a line, and gives the whole as one text.
    pub(super) fn transcript(&self, lines: &str) -> String {
        let mut text = String::new();
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let ran = match line.split_once(" < ") {
                Some((line, file)) => self.pipe(line, self.read(file)),
                None => self.run(line),
            };
            text.push_str(&format!("$ yiku {line}\n{ran}"));
        }
        without_scores(text)
    }
}

impl Ran {
    /// The exit code.
    pub(super) fn code(&self) -> i32 {
        self.status.code().unwrap_or(-1)
    }

    /// Standard output as text.
    pub(super) fn text(&self) -> String {
        let text = String::from_utf8(self.stdout.clone()).expect("text is UTF-8");
        text.replace(&self.here, "[HERE]")
    }

    /// Asserts that the command refused as it should: exit code 2, nothing printed but a message
    /// in plain words, which holds `words`.
    #[track_caller]
    pub(super) fn refused(&self, words: &str) {
        assert_eq!(self.code(), 2, "{self}");
        assert!(self.stdout.is_empty(), "{self}");
        assert!(self.stderr.contains(words), "“{words}” is not in\n{self}");
        for inside in [
            "panicked",
            "RUST_BACKTRACE",
            "SELECT",
            "INSERT",
            "Some(",
            "Error {",
            "Os {",
            "os error",
            "SqliteFailure",
            ".rs:",
        ] {
            assert!(!self.stderr.contains(inside), "“{inside}” is in\n{self}");
        }
    }
}

/// What was printed, what was said, and how it ended, where that is worth a word.
impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.stdout).replace(&self.here, "[HERE]"))?;
        if !self.stdout.is_empty() && !self.stdout.ends_with(b"\n") {
            f.write_str("⏎\n")?;
        }
        if !self.stderr.is_empty() {
            write!(f, "--- stderr ---\n{}", self.stderr)?;
        }
        if self.code() != 0 {
            writeln!(f, "--- exit {} ---", self.code())?;
        }
        Ok(())
    }
}

/// A text with `NN` for each of the aligner's scores: they are measured elsewhere, and become
/// better.
fn without_scores(mut text: String) -> String {
    for before in [
        "(aligned ",
        "\"score\":",
        "\"confidence\":",
        "<prop type=\"x-score\">",
    ] {
        let mut masked = String::new();
        let mut parts = text.split(before);
        masked.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            let score = if rest.len() < part.len() { "NN" } else { "" };
            masked.push_str(&[before, score, rest].concat());
        }
        text = masked;
    }
    let lines = text.split_inclusive('\n').map(|line| {
        // `3 = 3  97 %`, as `yiku align` has it.
        match line
            .trim_end()
            .strip_suffix(" %")
            .and_then(|line| line.rsplit_once("  "))
        {
            Some((beads, score)) if score.parse::<u8>().is_ok() => format!("{beads}  NN %\n"),
            _ => line.to_owned(),
        }
    });
    lines.collect()
}

/// A file of the project that is shipped.
pub(super) fn shipped(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tm/wipo-dg-china-2024");
    fs::read(folder.join(name)).unwrap()
}

/// The words of a line, as a shell has them: `'…'` holds words together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (place, part) in line.split('\'').enumerate() {
        if place % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
