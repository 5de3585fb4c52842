//! Writing files so that each is there whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::publish::{self, Beside};

/// A file that could not be written. What was there before is still there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The disk is full.
    #[error("there is no room on the disk for {}", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The file or its folder cannot be written.
    #[error("there is no permission to write {}", path.display())]
    Permission {
        /// The file.
        path: PathBuf,
    },
    /// A folder has that name.
    #[error("{} is a folder", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// The file is somebody's work, not something that can be made again.
    #[error("{} is {what}, and is not written over", path.display())]
    Kept {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// The system refused something else.
    #[error("{} could not be written", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

impl Error {
    pub(super) fn new(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::Permission { path }
            }
            _ => Self::Io { path, source },
        }
    }
}

/// Puts `content` into the file `path`, making its folder where there is none: written beside,
/// synced, renamed. A file that holds just this is left alone. Returns whether it was written.
///
/// # Errors
/// [`Error`]; then the file is as it was.
pub fn write(path: &Path, content: &[u8]) -> Result<bool, Error> {
    if path.is_dir() {
        return Err(Error::Folder {
            path: path.to_owned(),
        });
    }
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(false);
    }
    replace(path, content).map_err(|source| Error::new(path, source))?;
    Ok(true)
}

/// Puts an export into the file `path`, as [`write()`] does, unless [`check_free`] says no.
///
/// # Errors
/// [`Error::Kept`], and as [`write()`].
pub fn write_export(path: &Path, content: &[u8], sources: &[PathBuf]) -> Result<bool, Error> {
    check_free(path, sources)?;
    write(path, content)
}

/// An export on its way into a file, which it may be too large for memory: written beside, synced,
/// renamed.
#[derive(Debug)]
pub struct Export {
    path: PathBuf,
    out: io::BufWriter<Beside>,
    /// What the system said when it could not be written.
    fault: Option<io::Error>,
}

/// How much of an export is written at once, in bytes.
const AT_ONCE: usize = 1 << 16;

impl Export {
    /// Begins one into the file `path`, making its folder where there is none, unless
    /// [`check_free`] says no.
    ///
    /// # Errors
    /// [`Error`].
    pub fn new(path: &Path, sources: &[PathBuf]) -> Result<Self, Error> {
        check_free(path, sources)?;
        if path.is_dir() {
            return Err(Error::Folder {
                path: path.to_owned(),
            });
        }
        let beside = Beside::unhurried(path).map_err(|source| Error::new(path, source))?;
        Ok(Self {
            path: path.to_owned(),
            out: io::BufWriter::with_capacity(AT_ONCE, beside),
            fault: None,
        })
    }

    /// Why it could not be written, if that was so.
    #[must_use]
    pub fn fault(&mut self) -> Option<Error> {
        let fault = self.fault.take();
        fault.map(|source| Error::new(&self.path, source))
    }

    /// The file before it has its name, for who writes it and reads it again.
    pub fn draft(&mut self) -> &mut fs::File {
        self.out.get_mut().as_file_mut()
    }

    /// Whether the file holds something else already.
    ///
    /// # Errors
    /// [`Error`] where the system refuses.
    pub fn differs(&mut self) -> Result<bool, Error> {
        Ok(self.path.exists() && !self.is_same()?)
    }

    fn note<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result {
            self.fault = Some(error.kind().into());
        }
        result
    }

    fn is_same(&mut self) -> Result<bool, Error> {
        let same = self.out.flush();
        same.and_then(|()| self.out.get_ref().is_same(&self.path))
            .map_err(|source| Error::new(&self.path, source))
    }

    /// Gives the file its name. One that holds just this is left alone. Returns whether it was
    /// written.
    ///
    /// # Errors
    /// [`Error`]; then the file is as it was.
    pub fn finish(mut self) -> Result<bool, Error> {
        if self.is_same()? {
            return Ok(false);
        }
        let Self { path, out, .. } = self;
        let stream = out.into_inner().map_err(io::IntoInnerError::into_error);
        stream
            .and_then(|stream| stream.replace(&path))
            .map_err(|source| Error::new(&path, source))?;
        Ok(true)
    }
}

impl Write for Export {
    fn write(&mut self, content: &[u8]) -> io::Result<usize> {
        let written = self.out.write(content);
        self.note(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.out.flush();
        self.note(flushed)
    }
}

/// Says no where an export would go over a memory, or over a file that a project is made from.
///
/// # Errors
/// [`Error::Kept`].
pub fn check_free(path: &Path, sources: &[PathBuf]) -> Result<(), Error> {
    let kept = |what| Error::Kept {
        path: path.to_owned(),
        what,
    };
    if crate::store::is_database(path) {
        return Err(kept("a memory"));
    }
    let real = |path: &Path| fs::canonicalize(path).ok();
    let here = real(path);
    if here.is_some() && sources.iter().any(|source| real(source) == here) {
        return Err(kept("what the project is made from"));
    }
    Ok(())
}

/// Makes a folder, and those above it, where there is none, durably.
///
/// # Errors
/// [`Error`] where the system refuses.
pub fn folder(path: &Path) -> Result<(), Error> {
    publish::make_folder(path).map_err(|source| Error::new(path, source))
}

fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut beside = Beside::new(path)?;
    beside.write_all(content)?;
    beside.replace(path)
}
