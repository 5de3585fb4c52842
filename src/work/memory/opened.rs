//! A memory to look at: that of a file, or what an exchange file holds.

use std::path::Path;

use tempfile::TempDir;

use super::Error;
use crate::exchange::{Content, table};
use crate::store::{Command, Memory};
use crate::text::LangTag;
use crate::work::import::{self, IncomingMemory};

/// A memory to look at.
#[derive(Debug)]
pub struct Opened {
    /// The memory.
    pub memory: Memory,
    /// Where it lies, if it lasts no longer than this.
    _folder: Option<TempDir>,
}

impl Opened {
    /// Opens a memory; of an exchange file of units (TMX, JSON Lines …), one that is made of them
    /// for the time being. Its languages are those that the file says, else `from` and `to`.
    ///
    /// # Errors
    /// [`Error::Store`] where the file is no memory and no exchange file; [`Error::Import`] where
    /// the exchange file cannot be read; [`Error::Folder`] where there is no room for a memory.
    pub fn of(path: &Path, [from, to]: [&LangTag; 2], command: &Command) -> Result<Self, Error> {
        let is_exchange =
            path.is_file() && matches!(import::content(path)?, Some(Content::Units(_)));
        if !is_exchange {
            return Ok(Self {
                memory: Memory::open(path)?,
                _folder: None,
            });
        }
        let folder = tempfile::tempdir().map_err(Error::Folder)?;
        let mut memory = Memory::open_or_create(&folder.path().join("memory.yiku"))?;
        let incoming = IncomingMemory {
            path: path.to_owned(),
            source_lang: from.clone(),
            target_lang: to.clone(),
            columns: table::Mapping::default(),
            encoding: None,
            partial: false,
        };
        memory.change(command, |writer| import::memory(writer, &incoming, &|_| {}))?;
        Ok(Self {
            memory,
            _folder: Some(folder),
        })
    }
}
