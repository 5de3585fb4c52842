//! The SQLite file: units, documents, terms and the history of every change.
//!
//! [`Memory`] is the open file. [`Memory::read`] gives a [`Reader`], which sees the memory as it
//! was at that moment; [`Memory::change`] runs one command as one write transaction with a
//! [`Writer`], waiting for another process that is writing. Nobody else writes SQL.
//!
//! The schema stands under `schemas/sql/`; how changes are kept and taken back is told in
//! [`change`].

mod adding;
mod change;
mod documents;
mod drafts;
mod file;
mod index;
mod lexicon;
mod location;
mod memories;
mod news;
mod original;
mod placed;
mod row;
mod rules;
mod stream;
mod survey;
mod terms;
mod undo;
mod units;
mod watch;

pub use change::{Change, Command, Writer};
pub use documents::{Document, Part, Placed};
pub use drafts::{Draft, Typed};
pub use file::{NewMemory, is_database};
pub use index::{Index, IndexFault, SharedParts};
pub use location::{Risk, free_space, risk};
pub use memories::ImportedMemory;
pub use news::News;
pub use original::{Original, Packed};
pub use row::Row;
pub use survey::Survey;
pub use terms::TermbasePlan;
pub use undo::{Conflict, Reversal};
pub use units::{Earlier, StoredUnit};
pub use watch::Event;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

/// What can go wrong with a memory's file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such file.
    #[error("there is no memory {}", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not a yiku memory", path.display())]
    NotAMemory {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by a later yiku.
    #[error("{} was written by a newer yiku (its version is {found}, this one reads up to {known})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version of its schema.
        found: i64,
        /// The newest version known here.
        known: i64,
    },
    /// Another process was writing for longer than we wait.
    #[error("{} is being written by another yiku, which did not finish in {seconds} seconds", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
        /// How long was waited.
        seconds: u64,
    },
    /// The disk is full.
    #[error("there is no room on the disk for {}", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The file or its folder cannot be written, or not be read.
    #[error("there is no permission to use {}", path.display())]
    Permission {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error("{} is damaged", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The system refused something.
    #[error("{} cannot be used", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// The index of matches is not what was written.
    #[error("the index in {} cannot be used", path.display())]
    Index {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: crate::recall::PartError,
    },
    /// A value in the file is none that yiku writes.
    #[error("{} holds {what} that this yiku does not understand", path.display())]
    Value {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: String,
    },
    /// Anything else that SQLite says.
    #[error("{} cannot be used", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What it says.
        source: rusqlite::Error,
    },
}

/// How much of the file a reader maps at most, in bytes: as much as SQLite is built for.
const MAPPED: i64 = 64 << 30;

/// Seconds that a writer waits for another one.
const WAIT_SECONDS: u64 = 60;

impl Error {
    /// The error of `source` on the memory `path`, in the words that fit it.
    fn from_sqlite(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy {
                path,
                seconds: WAIT_SECONDS,
            },
            Some(ErrorCode::DiskFull) => Self::Full { path },
            // Even who reads needs room for what readers and writers tell each other.
            Some(ErrorCode::SystemIoFailure) if is_without_room(&source) => Self::Full { path },
            Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly | ErrorCode::CannotOpen) => {
                Self::Permission { path }
            }
            Some(ErrorCode::NotADatabase) => Self::NotAMemory { path },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, source },
            _ => Self::Sqlite { path, source },
        }
    }

    fn from_io(path: &Path, source: std::io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            std::io::ErrorKind::NotFound => Self::Missing { path },
            std::io::ErrorKind::PermissionDenied => Self::Permission { path },
            std::io::ErrorKind::StorageFull => Self::Full { path },
            _ => Self::Io { path, source },
        }
    }
}

/// Whether the file beside the memory that its users share could not be given its size.
fn is_without_room(error: &rusqlite::Error) -> bool {
    error
        .sqlite_error()
        .is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
}

/// A memory: one open SQLite file.
#[derive(Debug)]
pub struct Memory {
    connection: Connection,
    path: PathBuf,
    watch: watch::Watching,
    parts: Option<SharedParts>,
}

/// The memory as it was at one moment.
#[derive(Debug)]
pub struct Reader<'m> {
    transaction: rusqlite::Transaction<'m>,
    path: &'m Path,
    /// Parts of the index that it holds together with others; what is being changed holds its own.
    parts: Option<&'m SharedParts>,
}

impl Memory {
    /// Where the memory is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A number that is another one after another process, or another [`Memory`] of the same file,
    /// changed it; what this one changes itself does not count.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn version(&self) -> Result<i64, Error> {
        self.connection
            .pragma_query_value(None, "data_version", |row| row.get(0))
            .map_err(|source| Error::from_sqlite(&self.path, source))
    }

    /// Begins reading: everything read through the result is from one moment.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn read(&self) -> Result<Reader<'_>, Error> {
        // Pages are read where the system has them, not copied: a search reads a hundred megabytes.
        let transaction = self
            .connection
            .pragma_update(None, "mmap_size", MAPPED)
            .and_then(|()| self.connection.unchecked_transaction())
            .and_then(|transaction| {
                // SQLite takes its snapshot at the first read, which may be long after.
                transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
                Ok(transaction)
            })
            .map_err(|source| Error::from_sqlite(&self.path, source))?;
        Ok(Reader {
            transaction,
            path: &self.path,
            parts: self.parts.as_ref(),
        })
    }
}

impl Reader<'_> {
    /// Where the memory is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.path
    }

    /// Copies what is read from now on, as is better where much is read once from one end to the other:
    /// it would all stay mapped.
    fn unmapped(&self) -> rusqlite::Result<()> {
        self.transaction.pragma_update(None, "mmap_size", 0)
    }

    /// What SQLite finds wrong with the file, in its words; nothing where all is well.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read at all.
    pub fn verify_file(&self) -> Result<Vec<String>, Error> {
        let said = self.rows("PRAGMA integrity_check(20)", [], |row| row.get(0))?;
        let mut wrong: Vec<String> = said.into_iter().filter(|said| said != "ok").collect();
        let loose = self.rows("PRAGMA foreign_key_check", [], |row| {
            row.get::<_, String>(0)
        })?;
        if let Some(first) = loose.first() {
            wrong.push(format!(
                "{} references lead nowhere, the first in {first}",
                loose.len()
            ));
        }
        Ok(wrong)
    }

    fn error(&self, source: rusqlite::Error) -> Error {
        Error::from_sqlite(self.path, source)
    }

    fn value_error(&self, what: impl Into<String>) -> Error {
        Error::Value {
            path: self.path.to_owned(),
            what: what.into(),
        }
    }

    /// Runs one statement of those that change the file.
    fn execute(&self, sql: &str, parameters: impl rusqlite::Params) -> Result<usize, Error> {
        self.transaction
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(parameters))
            .map_err(|source| self.error(source))
    }

    /// Runs a query and collects what `read` makes of each row.
    fn rows<T>(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let mut statement = self
            .transaction
            .prepare_cached(sql)
            .map_err(|source| self.error(source))?;
        let rows = statement
            .query_map(parameters, read)
            .map_err(|source| self.error(source))?;
        rows.collect::<Result<_, _>>()
            .map_err(|source| self.error(source))
    }

    /// Runs a query of which at most one row is wanted.
    fn row<T>(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Error> {
        Ok(self.rows(sql, parameters, read)?.into_iter().next())
    }

    /// What the memory knows under `name`, such as its languages.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<String>, Error> {
        self.row("SELECT value FROM setting WHERE name = ?1", [name], |row| {
            row.get(0)
        })
    }
}
