//! Upkeep of memories: what they hold, and bringing it into order. One file a thing asked for.
//!
//! What changes a memory is planned first, from a [`Reader`](crate::store::Reader), and done then,
//! within one change: so that a dry run says exactly what would be done. A plan holds places and
//! keys of 16 bytes, never the texts of a whole memory.
//!
//! What a pair of texts is, and when two say the same, is said once, in [`pairs`].

mod arrivals;
pub mod dedupe;
pub mod diff;
pub mod info;
pub mod merge;
mod opened;
pub mod pairs;
pub mod promote;
pub mod record;
pub mod split;
pub mod three_way;
pub mod tidy;
pub(super) mod walk;

pub use arrivals::{Arrived, Differing};
pub use opened::Opened;

use std::path::{Path, PathBuf};

use super::{fill, import};
use crate::store::{self, Memory};

/// What upkeep could not do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A memory refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// An exchange file cannot be read.
    #[error(transparent)]
    Import(#[from] import::Error),
    /// There is no room for a memory that is made for the time being.
    #[error("cannot make a temporary folder")]
    Folder(#[source] std::io::Error),
    /// There is no such document.
    #[error(transparent)]
    Fill(#[from] fill::Error),
    /// A memory would be brought into itself.
    #[error("{} is this memory itself", path.display())]
    Same {
        /// The file.
        path: PathBuf,
    },
    /// A new memory would have the name of something else.
    #[error("{} would not be known as a memory: its name does not end in .yiku", path.display())]
    NoMemoryName {
        /// The file.
        path: PathBuf,
    },
    /// The file that a new memory would be is there.
    #[error("{} is there already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// There is no folder for a new memory.
    #[error("there is no folder {}", path.display())]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// Nothing in the memory is called or filed so.
    #[error("no {what} “{given}” in {memory}")]
    Unknown {
        /// What it would be: `imported memory`, `client`.
        what: &'static str,
        /// What was given.
        given: String,
        /// The memory.
        memory: String,
        /// What there is.
        known: Vec<String>,
    },
}

/// Refuses a file that cannot become a memory: SQLite would make it whatever it is called.
fn check_new(path: &Path) -> Result<(), Error> {
    let named = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("yiku"));
    if !named {
        return Err(Error::NoMemoryName {
            path: path.to_owned(),
        });
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            Err(Error::NoFolder {
                path: folder.to_owned(),
            })
        }
        _ => Ok(()),
    }
}

/// The name of a memory's file, without its folder.
fn file_name(memory: &Memory) -> String {
    let path = memory.path();
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
