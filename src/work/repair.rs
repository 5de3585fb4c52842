//! Repairing: a file mended into a draft, which is held against its specification before it gets
//! its name.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek};
use std::path::Path;

use crate::exchange::repair::{Mended, Repaired, repair};
use crate::exchange::validate::{Fault, Verdict, validate};
use crate::exchange::{self, Opened};

/// What could not be repaired.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be read, or the draft not be written.
    #[error(transparent)]
    Exchange(#[from] exchange::Error),
    /// The file is nothing that can be repaired.
    #[error("it is no TMX, XLIFF, TBX or SRX, or nothing of it is left")]
    Unknown,
}

/// Mends the file that `input` holds into `draft`, an empty file, and gives each mend as it is
/// made. A file with nothing to mend is copied as it is, unpacked. `name` is what it is called.
///
/// # Errors
/// [`Error`]; then the draft is to be thrown away.
pub fn mend(
    name: &Path,
    input: &mut (impl Read + Seek),
    draft: &mut File,
    each: &mut dyn FnMut(&Mended),
) -> Result<Repaired, Error> {
    let Opened { bytes, .. } = exchange::open(name, &mut *input)?;
    let out = BufWriter::new(&mut *draft);
    let repaired = repair(bytes, out, each)?.ok_or(Error::Unknown)?;
    if repaired.mends.count() == 0 {
        copy(name, input, draft)?;
    }
    Ok(repaired)
}

fn copy(
    name: &Path,
    input: &mut (impl Read + Seek),
    draft: &mut File,
) -> Result<(), exchange::Error> {
    input.rewind().map_err(exchange::Error::Read)?;
    draft.set_len(0)?;
    draft.rewind()?;
    let mut bytes = exchange::open(name, input)?.bytes;
    io::copy(&mut bytes, draft)?;
    Ok(())
}

/// Holds the draft against its specification, and gives each fault that is left.
///
/// # Errors
/// [`exchange::Error::Read`] where the system cannot read it again.
pub fn left(draft: &mut File, each: &mut dyn FnMut(Fault)) -> Result<Verdict, exchange::Error> {
    draft.rewind().map_err(exchange::Error::Read)?;
    validate(draft, true, each)
}
