//! Loading a termbase.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Error, file_name};
use crate::document::{self, FileText};
use crate::exchange::termbase::Termbase;
use crate::exchange::{self, Content};
use crate::store::Writer;

/// What loading a termbase did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermbaseOutcome {
    /// Its name: that of its file.
    pub name: String,
    /// Whether the file is as it was loaded before.
    pub unchanged: bool,
    /// How many concepts it has.
    pub concepts: usize,
    /// How many of them are new.
    pub new: usize,
    /// How many changed.
    pub changed: usize,
    /// How many went.
    pub gone: usize,
    /// Concepts that the file has too, but that were changed by hand and stay so.
    pub kept: Vec<String>,
    /// What was mended in the file.
    pub mended: Vec<exchange::Mend>,
}

/// A termbase to load, read but not yet in the memory.
#[derive(Clone, Debug)]
pub struct IncomingTermbase {
    /// Its file, for messages.
    pub path: PathBuf,
    /// BLAKE3 of its bytes.
    pub hash: [u8; 32],
    /// The encoding it was read in, where nothing in the file said so.
    pub guessed: Option<&'static str>,
    /// What is in it.
    pub base: Termbase,
}

impl IncomingTermbase {
    /// Reads a termbase: TBX of any version and style, or a table of terms, which may be in
    /// `encoding`.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read, or is no termbase.
    pub fn read(path: &Path, encoding: Option<&str>) -> Result<Self, Error> {
        let unread = |source| Error::Termbase {
            path: path.to_owned(),
            source,
        };
        if super::content(path)? == Some(Content::Tbx) {
            let opened = exchange::open(path, document::open(path)?).map_err(unread)?;
            let mut bytes = Vec::new();
            let mut file = opened.bytes;
            file.read_to_end(&mut bytes)
                .map_err(|source| unread(exchange::Error::Read(source)))?;
            return Ok(Self {
                path: path.to_owned(),
                hash: *blake3::hash(&bytes).as_bytes(),
                guessed: None,
                base: exchange::tbx::read(bytes.as_slice()).map_err(unread)?,
            });
        }
        Self::of_table(path, &document::read(path, encoding)?)
    }

    /// Reads a table of terms that is text already.
    ///
    /// # Errors
    /// [`Error::Termbase`] where it is no termbase.
    pub fn of_table(path: &Path, file: &FileText) -> Result<Self, Error> {
        Ok(Self {
            path: path.to_owned(),
            hash: file.hash,
            guessed: file.guessed.then_some(file.encoding),
            base: exchange::termbase::read(&file.text).map_err(|source| Error::Termbase {
                path: path.to_owned(),
                source,
            })?,
        })
    }
}

/// Brings a termbase into the memory, or up to date there.
///
/// # Errors
/// [`Error`] where the memory refuses; then nothing is changed.
pub fn termbase(
    writer: &Writer<'_>,
    incoming: &IncomingTermbase,
) -> Result<TermbaseOutcome, Error> {
    let name = file_name(&incoming.path);
    let (hash, base) = (incoming.hash, &incoming.base);
    if writer.termbase_hash(&name)? == Some(hash) {
        return Ok(TermbaseOutcome {
            name,
            unchanged: true,
            ..TermbaseOutcome::default()
        });
    }
    let ([new, changed, gone], kept) = writer.load_termbase(&name, hash, &base.concepts)?;
    Ok(TermbaseOutcome {
        name,
        unchanged: false,
        concepts: base.concepts.len(),
        new,
        changed,
        gone,
        kept,
        mended: base.mended.clone(),
    })
}
