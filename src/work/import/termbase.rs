//! Loading a termbase.

use std::path::PathBuf;

use super::{Error, file_name};
use crate::document::FileText;
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
    pub mended: Vec<crate::exchange::Mend>,
}

/// A termbase to load, read but not yet in the memory.
#[derive(Clone, Debug)]
pub struct IncomingTermbase {
    /// Its file, for messages.
    pub path: PathBuf,
    /// Its text.
    pub file: FileText,
}

/// Brings a termbase into the memory, or up to date there.
///
/// # Errors
/// [`Error`] where the file is no termbase, or the memory refuses; then nothing is changed.
pub fn termbase(
    writer: &Writer<'_>,
    incoming: &IncomingTermbase,
) -> Result<TermbaseOutcome, Error> {
    let name = file_name(&incoming.path);
    let hash = incoming.file.hash;
    if writer.termbase_hash(&name)? == Some(hash) {
        return Ok(TermbaseOutcome {
            name,
            unchanged: true,
            ..TermbaseOutcome::default()
        });
    }
    let base =
        crate::exchange::termbase::read(&incoming.file.text).map_err(|source| Error::Termbase {
            path: incoming.path.clone(),
            source,
        })?;
    let ([new, changed, gone], kept) = writer.load_termbase(&name, hash, &base.concepts)?;
    Ok(TermbaseOutcome {
        name,
        unchanged: false,
        concepts: base.concepts.len(),
        new,
        changed,
        gone,
        kept,
        mended: base.mended,
    })
}
