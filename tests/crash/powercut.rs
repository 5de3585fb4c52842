//! The program with `powercut.c` in it.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::point::{Mode, Phase, Point};

/// The library, compiled.
#[derive(Debug)]
pub(crate) struct Powercut {
    library: PathBuf,
    _folder: tempfile::TempDir,
}

/// What a command did when nothing was cut.
#[derive(Debug)]
pub(crate) struct Traced {
    /// Its calls, numbered from 1.
    pub(crate) calls: Vec<(Phase, u64)>,
    /// The files and folders that the library takes to be there afterwards.
    pub(crate) left: BTreeSet<String>,
}

/// The program, told nothing by the surroundings but what makes its results the same every time.
pub(crate) fn yiku(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yiku"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder)
        .env("YIKU_USER", "translator")
        .env("SOURCE_DATE_EPOCH", "1726444800");
    command
}

/// Runs a command; what it said is the error where it could not do what it should. Having found
/// nothing (exit code 1) is no error.
pub(crate) fn run(command: &mut Command) -> Result<Output, String> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    match output.status.code() {
        Some(0 | 1) => Ok(output),
        _ => Err(format!("{command:?}: {}", said(&output))),
    }
}

fn said(output: &Output) -> String {
    format!(
        "{} {}",
        output.status,
        String::from_utf8_lossy(&output.stderr).trim()
    )
}

impl Powercut {
    /// Compiles it.
    pub(crate) fn compile() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let library = folder.path().join("powercut.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/crash/powercut.c");
        let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
        let output = Command::new(&compiler)
            .args(["-std=gnu11", "-O2", "-Wall", "-Wextra"])
            .args(["-shared", "-fPIC", "-o"])
            .args([library.as_path(), Path::new(source)])
            .output()
            .unwrap_or_else(|error| panic!("a C compiler is needed; {compiler}: {error}"));
        assert!(output.status.success(), "{compiler}: {}", said(&output));
        Self {
            library,
            _folder: folder,
        }
    }

    fn command(&self, folder: &Path, arguments: &[&str]) -> Command {
        let mut command = yiku(folder, arguments);
        command
            .env("LD_PRELOAD", &self.library)
            .env("POWERCUT_DIR", folder);
        command
    }

    /// Runs a command to its end, and notes its calls.
    pub(crate) fn trace(&self, folder: &Path, arguments: &[&str]) -> Traced {
        let file = self.library.with_extension("trace");
        run(self.command(folder, arguments).env("POWERCUT_TRACE", &file)).unwrap();
        let trace = fs::read_to_string(&file).expect("the library is in the program, and traces");
        let mut traced = Traced {
            calls: Vec::new(),
            left: BTreeSet::new(),
        };
        for line in trace.lines() {
            let mut words = line.splitn(3, ' ');
            let mut word = || words.next().expect("three words");
            let (number, call, path) = (word().parse().expect("a number"), word(), word());
            if call == "left" {
                traced.left.insert(path.to_owned());
            } else {
                traced.calls.push((Phase::of(call, path), number));
            }
        }
        traced
    }

    /// Runs a command and cuts the power; with `fault`, syncing does nothing. Returns whether
    /// the command had said that it was done.
    ///
    /// Where the process is only killed, `disk` is left holding what is on the disk; otherwise,
    /// if it holds something, that is what was on the disk when the command began.
    pub(crate) fn cut(
        &self,
        folder: &Path,
        disk: &Path,
        arguments: &[&str],
        point: &Point,
        fault: bool,
    ) -> Result<bool, String> {
        let mut command = self.command(folder, arguments);
        let at = point
            .call
            .map_or_else(|| "exit".to_owned(), |call| call.to_string());
        command
            .env("POWERCUT_AT", at)
            .env("POWERCUT_MODE", point.mode.name())
            .env("POWERCUT_SEED", point.seed.to_string());
        if point.mode == Mode::Keep {
            fs::create_dir(disk).map_err(|error| error.to_string())?;
            command.env("POWERCUT_DISK_AFTER", disk);
        } else if disk.exists() {
            command.env("POWERCUT_DISK", disk);
        }
        if fault {
            command.env("POWERCUT_NO_SYNC", "1");
        }
        let output = command.output().map_err(|error| error.to_string())?;
        const KILLED: i32 = 9;
        match point.call {
            Some(_) if output.status.signal() == Some(KILLED) => Ok(false),
            None if output.status.success() => Ok(true),
            _ => panic!("the power was not cut at {point:?}: {}", said(&output)),
        }
    }
}
