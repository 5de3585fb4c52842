//! A small project, the commands that a translator gives in it, and what must hold when one of
//! them is cut short.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::point::{Mode, Phase, Point};
use super::powercut::{Powercut, run, yiku};

const MEMORY: &str = "kept/memory.yiku";

const MANIFEST: &str = r#"[project]
name = "visit"
from = "en"
to = "zh-Hans"

[[document]]
name = "release"
source = "release.en.txt"
target = "release.zh-Hans.txt"

[[termbase]]
file = "terms.csv"

[[memory]]
file = "kept/memory.yiku"
role = "working"

[[export]]
file = "out/release.2.xlf"

[[export]]
file = "out/release.xlf"

[[export]]
file = "out/terms.tbx"

[[export]]
file = "out/release.jsonl"
"#;

/// A command of the scenario.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) name: &'static str,
    arguments: Vec<&'static str>,
    /// The folder as it is before and after.
    before: PathBuf,
    after: PathBuf,
    memory_before: Option<Memory>,
    memory_after: Memory,
    /// The translations that were set, and said to be, before.
    set: Vec<&'static str>,
    /// The calls it makes.
    pub(crate) calls: Vec<(Phase, u64)>,
}

impl Step {
    /// The command.
    pub(crate) fn verb(&self) -> &'static str {
        self.arguments[0]
    }
}

/// What the program says is in a memory.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Memory {
    log: String,
    segments: String,
    export: String,
}

impl Memory {
    /// Opens a memory with the program; none where it is new and nothing has been done in it.
    fn read(folder: &Path) -> Result<Option<Self>, String> {
        let read = |arguments: &[&str]| {
            let output = run(yiku(folder, arguments).args(["--memory", MEMORY]))?;
            String::from_utf8(output.stdout).map_err(|error| error.to_string())
        };
        let log = read(&["log", "--json"])?;
        if log.is_empty() {
            return Ok(None);
        }
        let query = "The visit to the office ended on the third day.";
        let indexed = read(&["match", query, "--max", "0", "--json"])?;
        if indexed != read(&["match", query, "--max", "0", "--json", "--exhaustive"])? {
            return Err("the index does not say what the texts say".to_owned());
        }
        Ok(Some(Self {
            log,
            segments: read(&["list", "--json"])?,
            export: read(&["export", "--format", "jsonl"])?,
        }))
    }
}

/// The steps, each with the folder it starts from.
#[derive(Debug)]
pub(crate) struct Scenario {
    pub(crate) steps: Vec<Step>,
    powercut: Powercut,
    folder: tempfile::TempDir,
}

impl Scenario {
    /// Runs the whole of it undisturbed, and again with the library looking on.
    pub(crate) fn new(powercut: Powercut) -> Self {
        // In memory where that can be: the disk is simulated, and need not be a real one.
        let folder = tempfile::tempdir_in("/dev/shm")
            .or_else(|_| tempfile::tempdir())
            .unwrap();
        let mut scenario = Self {
            steps: Vec::new(),
            powercut,
            folder,
        };
        let mut here = scenario.folder.path().join("start");
        begin(&here);
        let import = &[
            "import",
            "release.en.txt",
            "--target",
            "release.zh-Hans.txt",
        ];
        let import_new = [import.as_slice(), &["--memory", MEMORY]].concat();
        let empty = scenario.folder.path().join("empty");
        copy(&here, &empty);
        fs::create_dir(empty.join("kept")).unwrap();
        scenario.step("build, new", &empty, &["build"], &[]);
        here = scenario.step("import, new", &here, &import_new, &[]);
        let mut set = Vec::new();
        for (segment, text) in [
            ("3", "邓鸿森访华六天，出席活动，举行会见。"),
            ("release:4", "他承诺，产权组织将继续提供支持。"),
        ] {
            here = scenario.step("set", &here, &["set", segment, text], &set);
            set.push(text);
        }
        edit(&here, "Field Visits", "Talks and Field Visits");
        here = scenario.step("import, again", &here, import, &set);
        let text = "总干事结束访华";
        here = scenario.step("set, after import", &here, &["set", "1", text], &set);
        set.push(text);
        here = scenario.step("build, first", &here, &["build"], &set);
        let text = "2024年9月16日，日内瓦";
        here = scenario.step("set, after build", &here, &["set", "2", text], &set);
        set.push(text);
        edit(&here, "to flourish.", "to flourish. Mr. Tang thanked him.");
        scenario.step("build, again", &here, &["build"], &set);
        // As many units as make a part of the index.
        scenario.step("import, memory", &here, &["import", "client.tmx"], &set);
        scenario.assert_all_is_seen();
        scenario
    }

    /// Runs a step in a copy of `before`, which is where the next may start.
    fn step(
        &mut self,
        name: &'static str,
        before: &Path,
        arguments: &[&'static str],
        set: &[&'static str],
    ) -> PathBuf {
        let number = self.steps.len();
        let folder = |what: &str| {
            let folder = self.folder.path().join(format!("{number}-{what}"));
            copy(before, &folder);
            folder
        };
        let (kept, after, traced) = (folder("before"), folder("after"), folder("traced"));
        run(&mut yiku(&after, arguments)).unwrap();
        let memory = |folder: &Path| {
            let there = folder.join(MEMORY).exists();
            there.then(|| Memory::read(folder).unwrap().expect("a memory with a log"))
        };
        let memory_before = memory(&kept);
        let memory_after = memory(&after).expect("a memory");
        let trace = self.powercut.trace(&traced, arguments);
        assert_eq!(
            trace.left,
            walk(&traced).into_keys().collect::<BTreeSet<_>>(),
            "{name}: the library missed a name"
        );
        assert_eq!(memory(&traced).as_ref(), Some(&memory_after), "{name}");
        assert_eq!(files(&traced), files(&after), "{name}");
        fs::remove_dir_all(traced).unwrap();
        assert_ne!(memory_before.as_ref(), Some(&memory_after), "{name}");
        for text in set {
            assert!(memory_after.segments.contains(text), "{name}: {text}");
        }
        let next = self.folder.path().join(format!("{number}-next"));
        copy(&after, &next);
        self.steps.push(Step {
            name,
            arguments: arguments.to_vec(),
            before: kept,
            after,
            memory_before,
            memory_after,
            set: set.to_vec(),
            calls: trace.calls,
        });
        next
    }

    /// A library that catches nothing would find nothing lost.
    fn assert_all_is_seen(&self) {
        for step in &self.steps {
            let seen = |phase| step.calls.iter().any(|(other, _)| *other == phase);
            for phase in [Phase::Read, Phase::Write, Phase::Sync] {
                assert!(seen(phase), "{}: no {phase:?} was seen", step.name);
            }
            // What is imported into a new memory is in no log: the memory is named when it is whole.
            let logged = step.verb() != "import" || step.memory_before.is_some();
            assert_eq!(seen(Phase::Checkpoint), logged, "{}", step.name);
            let renames = step.verb() == "build" || step.memory_before.is_none();
            assert_eq!(seen(Phase::Rename), renames, "{}", step.name);
        }
    }

    /// Cuts the power at a point, and looks at what is left.
    pub(crate) fn try_point(
        &self,
        number: usize,
        point: &Point,
        fault: bool,
    ) -> Result<(), String> {
        let step = &self.steps[point.step];
        let folder = tempfile::Builder::new()
            .prefix(&format!("point-{number}-"))
            .tempdir_in(self.folder.path())
            .unwrap();
        let here = folder.path().join("project");
        copy(&step.before, &here);
        let disk = folder.path().join("disk");
        let done = self
            .powercut
            .cut(&here, &disk, &step.arguments, point, fault)?;
        if point.mode == Mode::Keep {
            // What the killed process wrote may not be on the disk. The command given again sees
            // it all the same, says that it is done, and then the power fails.
            let again = folder.path().join("again");
            copy(&here, &again);
            let end = Point {
                call: None,
                phase: Phase::Done,
                mode: Mode::Lose,
                ..point.clone()
            };
            self.powercut
                .cut(&again, &disk, &step.arguments, &end, fault)?;
            check_files(step, &files(&again), false)?;
            check_memory(step, &again, true)?;
        }
        let renewed = check_files(step, &files(&here), done)?;
        if check_memory(step, &here, done)? == Outcome::Undone && renewed {
            return Err("an export is newer than its memory".to_owned());
        }
        run(&mut yiku(&here, &step.arguments))?;
        check_memory(step, &here, true)?;
        check_files(step, &files(&here), true).map(|_| ())
    }
}

/// What is to be seen of an interrupted command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    Undone,
}

/// The memory is sound, and as it was before the command or as it is after it; where the command
/// said that it was done, as it is after it.
fn check_memory(step: &Step, folder: &Path, done: bool) -> Result<Outcome, String> {
    let path = folder.join(MEMORY);
    let memory = if path.exists() {
        let memory = Memory::read(folder)?;
        check_soundness(&path)?;
        memory
    } else {
        None
    };
    let outcome = if memory.as_ref() == Some(&step.memory_after) {
        Outcome::Done
    } else if done {
        return Err(format!("what was done is lost: {memory:?}"));
    } else if memory == step.memory_before {
        Outcome::Undone
    } else {
        return Err(format!("half done: {memory:?}"));
    };
    let segments = memory.map_or_else(String::new, |memory| memory.segments);
    for text in &step.set {
        if !segments.contains(&format!("\"target\":\"{text}\"")) {
            return Err(format!("a confirmed segment is lost: {text}"));
        }
    }
    Ok(outcome)
}

/// Writes the project as it is at first: the beginning of the shipped release.
fn begin(folder: &Path) {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("tm/wipo-dg-china-2024");
    fs::create_dir(folder).unwrap();
    for (name, lines) in [
        ("release.en.txt", 5),
        ("release.zh-Hans.txt", 5),
        ("terms.csv", 30),
    ] {
        let text = fs::read_to_string(shipped.join(name)).unwrap();
        let first: String = text.split_inclusive('\n').take(lines).collect();
        fs::write(folder.join(name), first).unwrap();
    }
    fs::write(folder.join("yiku.toml"), MANIFEST).unwrap();
    let units: String = (1..=600)
        .map(|day| {
            format!(
                "<tu><tuv xml:lang=\"en\"><seg>The visit to office {day} ended on day {day}.</seg></tuv>\
                 <tuv xml:lang=\"zh-CN\"><seg>第{day}天结束了对该局的访问。</seg></tuv></tu>\n"
            )
        })
        .collect();
    let tmx = format!(
        "<tmx version=\"1.4\"><header creationtool=\"a\" creationtoolversion=\"1\" \
         segtype=\"sentence\" o-tmf=\"a\" adminlang=\"en\" srclang=\"en\" \
         datatype=\"plaintext\"/><body>\n{units}</body></tmx>\n"
    );
    fs::write(folder.join("client.tmx"), tmx).unwrap();
}

/// Somebody edits the text.
fn edit(folder: &Path, old: &str, new: &str) {
    let path = folder.join("release.en.txt");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old));
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for (name, content) in walk(from) {
        match content {
            Some(content) => fs::write(to.join(name), content).unwrap(),
            None => fs::create_dir(to.join(name)).unwrap(),
        }
    }
}

/// All files below a folder, and folders (without content), each after the one it is in.
fn walk(folder: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(next) = left.pop() {
        for path in fs::read_dir(next)
            .unwrap()
            .map(|found| found.unwrap().path())
        {
            let name = path
                .strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            if path.is_dir() {
                found.insert(name, None);
                left.push(path);
            } else {
                found.insert(name, Some(fs::read(path).unwrap()));
            }
        }
    }
    found
}

/// The files that a person would take for their own: all but those of the memory, and those that
/// are being written under a name which says so.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let beside = |name: &str| {
        let name = name.rsplit('/').next().unwrap_or_default();
        name.starts_with(".yiku-") && name.contains(".tmp")
    };
    let memory = |name: &str| {
        name.strip_prefix(MEMORY)
            .is_some_and(|rest| matches!(rest, "" | "-wal" | "-shm"))
    };
    walk(folder)
        .into_iter()
        .filter(|(name, _)| !beside(name) && !memory(name))
        .filter_map(|(name, content)| Some((name, content?)))
        .collect()
}

/// Each file is as it was or as it will be, or, where the command is done, as it will be. Returns
/// whether one is new.
fn check_files(
    step: &Step,
    files_now: &BTreeMap<String, Vec<u8>>,
    done: bool,
) -> Result<bool, String> {
    let (before, after) = (files(&step.before), files(&step.after));
    let names: BTreeSet<_> = before
        .keys()
        .chain(after.keys())
        .chain(files_now.keys())
        .collect();
    let mut renewed = false;
    for name in names {
        let now = files_now.get(name);
        let (old, new) = (before.get(name), after.get(name));
        if now == new {
            renewed |= old != new;
        } else if done {
            return Err(format!("{name} is not as it was when the command was done"));
        } else if now != old {
            let size = now.map(Vec::len);
            return Err(format!("{name} is neither old nor new: {size:?} bytes"));
        }
    }
    Ok(renewed)
}

/// SQLite finds no fault in the memory.
fn check_soundness(memory: &Path) -> Result<(), String> {
    let connection = rusqlite::Connection::open(memory).map_err(|error| error.to_string())?;
    let said: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .map_err(|error| error.to_string())?;
    if said != "ok" {
        return Err(format!("unsound: {said}"));
    }
    let broken: i64 = connection
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })
        .map_err(|error| error.to_string())?;
    if broken > 0 {
        return Err(format!("{broken} references lead nowhere"));
    }
    Ok(())
}
