//! Why a command could not, in words for the person, with the next step.

use std::error::Error;
use std::io;
use std::path::Path;

use crate::store;

mod files;
mod memory;

/// How a command failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// It could not.
    Could {
        /// What could not be done, on what, and why.
        message: String,
        /// What lay behind it.
        causes: Vec<String>,
        /// What can be done next.
        hints: Vec<String>,
    },
    /// Nobody reads what is printed any more, which is no failure.
    Closed,
}

/// What can be done about a damaged file of another tool.
pub(super) const REPAIR: &str = "`yiku repair FILE -o OUT` mends what can be mended";

/// What can be done about a damaged memory.
pub(super) const DAMAGED: &str = "keep the file, and your last `yiku backup`; `yiku doctor` says what can be read, and how to go on";

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self::Could {
            message: message.into(),
            causes: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Adds what can be done next.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        if let Self::Could { hints, .. } = &mut self {
            hints.push(hint.into());
        }
        self
    }

    /// Adds to what could not be done: `; nothing was confirmed`.
    pub(super) fn add(mut self, what: &str) -> Self {
        if let Self::Could { message, .. } = &mut self {
            message.push_str("; ");
            message.push_str(what);
        }
        self
    }

    /// Says which file it is about.
    pub(super) fn of_file(mut self, path: &Path) -> Self {
        if let Self::Could { message, .. } = &mut self {
            message.insert_str(0, &format!("{}: ", path.display()));
        }
        self
    }

    fn of(error: &dyn Error) -> Self {
        let mut causes: Vec<String> = Vec::new();
        let mut source = error.source();
        while let Some(cause) = source {
            let cause_in_words = plain(&cause.to_string());
            // What lies below often says the same again with its own number.
            if !causes
                .iter()
                .any(|told| cause_in_words.ends_with(told.as_str()))
            {
                causes.push(cause_in_words);
            }
            source = cause.source();
        }
        Self::Could {
            message: error.to_string(),
            causes,
            hints: Vec::new(),
        }
    }

    /// There is no project, nor a memory of the user's own.
    pub(super) fn without_project(error: &store::Error) -> Self {
        Self::of(error).hint(
            "`yiku init` makes a project here; `yiku import FILE` makes your own memory; --memory FILE names another",
        )
    }

    /// A memory that the project names beside its own is not there.
    pub(super) fn without_named(error: &store::Error, path: &Path) -> Self {
        let path = path.display();
        Self::of(error).hint(format!(
            "yiku.toml names it: `yiku memory promote {path}` makes it of what is confirmed, `yiku --memory {path} import FILE` of a file"
        ))
    }

    pub(super) fn printing(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            io::ErrorKind::StorageFull => {
                Self::new("what was found could not be printed: there is no room on the disk")
                    .hint("make room and try again")
            }
            _ => Self::new(format!(
                "what was found could not be printed: {}",
                plain(&error.to_string())
            )),
        }
    }
}

/// What the system says without what Rust puts behind it: ` (os error 28) at path "…"`.
fn plain(message: &str) -> String {
    match message.split_once(" (os error ") {
        Some((words, _)) => words.to_owned(),
        None => message.to_owned(),
    }
}
