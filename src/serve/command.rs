//! Giving a command of yiku as a person would at the keyboard: what comes in and goes out as files
//! is done by the command that does it, with all that it knows of files, and says in its words what
//! came of it.

use std::ffi::OsString;
use std::process::Stdio;
use std::sync::Arc;

use tokio::process::Command;

use super::Counter;
use super::error::Refusal;

/// What a command printed.
pub(super) struct Printed {
    /// Its data.
    pub(super) out: String,
    /// What it said beside: of what was done, and of what could not be.
    pub(super) said: String,
    /// Whether it did what it was to do.
    pub(super) done: bool,
}

/// Gives a command of yiku in the name of `who`, and waits for it, as long as anybody does.
pub(super) async fn give(
    counter: &Arc<Counter>,
    who: Option<&str>,
    arguments: Vec<OsString>,
) -> Result<Printed, Refusal> {
    let Some((program, before)) = counter.program.split_first() else {
        return Err(Refusal::Asked(
            "this service only answers; files go in and out by the commands of yiku".to_owned(),
        ));
    };
    let mut command = Command::new(program);
    command
        .args(before)
        .args(["--color", "never"])
        .args(arguments)
        .stdin(Stdio::null());
    if let Some(who) = who {
        command.env("YIKU_USER", who);
    }
    // Who goes away before it is done has it stopped: it changes all it is to change, or nothing.
    let output = command.kill_on_drop(true).output().await;
    let output = output.map_err(Refusal::Command)?;
    Ok(Printed {
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        said: String::from_utf8_lossy(&output.stderr).into_owned(),
        // What it found, it found: 1 is no failure.
        done: matches!(output.status.code(), Some(0 | 1)),
    })
}
