//! What a memory is: where, how large, and what is in it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::store::{self, Memory, Survey};

/// What a memory is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// Its file.
    pub path: PathBuf,
    /// What it takes on the disk, in bytes: its file, and what SQLite keeps beside it.
    pub bytes: u64,
    /// What it holds.
    pub survey: Survey,
}

/// Says what a memory is.
///
/// # Errors
/// [`store::Error`] where it cannot be read.
pub fn info(memory: &Memory) -> Result<Info, store::Error> {
    let survey = memory.read()?.survey()?;
    let path = memory.path();
    let size = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
    // What was changed lately stands in the log that SQLite keeps beside the file.
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    Ok(Info {
        path: path.to_owned(),
        bytes: size(path) + size(Path::new(&log)),
        survey,
    })
}
