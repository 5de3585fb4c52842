//! Changes: one command, one write transaction, one row in the log.
//!
//! A [`Writer`] is what a command changes the memory through. Each row it writes carries the
//! number of the change; triggers in the schema keep what was there before. A command that turns
//! out to change nothing leaves no trace in the log.

use std::cell::RefCell;
use std::ops::Deref;

use std::time::Duration;

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior, params};

use super::watch::{Event, Watching};
use super::{Error, Memory, Reader, WAIT_SECONDS};

/// How long another process is waited for before it is said.
const MOMENT: Duration = Duration::from_secs(1);

/// A command that is about to change the memory.
#[derive(Clone, Debug)]
pub struct Command {
    /// The verb: `import`, `set` …
    pub verb: String,
    /// Its arguments, as a person would repeat them.
    pub arguments: Vec<String>,
    /// Who gave it.
    pub who: String,
    /// When, as RFC 3339 in UTC.
    pub at: String,
}

/// A command that changed the memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its number, ascending.
    pub number: i64,
    /// When, as RFC 3339 in UTC.
    pub at: String,
    /// Who gave it.
    pub who: String,
    /// The verb.
    pub command: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// What it did, in words.
    pub summary: String,
    /// The change it took back, where it is an undo (or an undo of one: a redo).
    pub reverses: Option<i64>,
    /// The change that took it back.
    pub reversed_by: Option<i64>,
}

impl Change {
    /// Whether it can be taken back: it is no undo, and none took it back.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.reverses.is_none() && self.reversed_by.is_none()
    }
}

/// The memory while a command changes it; reads see what was written.
#[derive(Debug)]
pub struct Writer<'m> {
    reader: Reader<'m>,
    number: i64,
    summary: RefCell<String>,
}

impl<'m> Deref for Writer<'m> {
    type Target = Reader<'m>;

    fn deref(&self) -> &Reader<'m> {
        &self.reader
    }
}

impl Memory {
    /// Runs `work` as one change: everything it writes is there afterwards, durably, or nothing.
    ///
    /// Waits for another process that is writing. The second value says whether anything was
    /// changed; a command that changed nothing is not in the log.
    ///
    /// # Errors
    /// What `work` says (then nothing is changed), and [`Error`] of the file itself.
    pub fn change<T, E: From<Error>>(
        &mut self,
        command: &Command,
        work: impl FnOnce(&Writer<'_>) -> Result<T, E>,
    ) -> Result<(T, bool), E> {
        let path = &self.path;
        let sqlite = |source| Error::from_sqlite(path, source);
        let transaction = write_transaction(&self.connection, &self.watch).map_err(sqlite)?;
        transaction
            .execute(
                "INSERT INTO change (at, who, command, arguments, units_before, variants_before)
                 VALUES (?1, ?2, ?3, ?4,
                   (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'unit'),
                   (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'variant'))",
                params![
                    command.at,
                    command.who,
                    command.verb,
                    super::row::json(&command.arguments)
                ],
            )
            .map_err(sqlite)?;
        let number = transaction.last_insert_rowid();
        // A row may refer to one that the same change brings back a moment later.
        transaction
            .pragma_update(None, "defer_foreign_keys", true)
            .map_err(sqlite)?;
        let before = transaction.total_changes();
        let writer = Writer {
            reader: Reader {
                transaction,
                path,
                parts: None,
            },
            number,
            summary: RefCell::default(),
        };
        let value = work(&writer)?;
        let changed = writer.transaction.total_changes() > before;
        if changed {
            super::index::keep_up(&writer.reader, &self.watch)?;
        }
        let transaction = writer.reader.transaction;
        if changed {
            transaction
                .execute(
                    "UPDATE change SET summary = ?2 WHERE id = ?1",
                    params![number, writer.summary.into_inner()],
                )
                .map_err(sqlite)?;
            transaction.commit().map_err(sqlite)?;
        } else {
            transaction.rollback().map_err(sqlite)?;
            // All is as the command wants it, and on the disk: but for the name of the memory, where
            // the process that gave it that was killed just then.
            crate::publish::sync_folder(path).map_err(|source| Error::from_io(path, source))?;
        }
        Ok((value, changed))
    }
}

/// Begins a write transaction, when no other process has one any more. Who waits for long is told.
pub(super) fn write_transaction<'c>(
    connection: &'c Connection,
    watch: &Watching,
) -> rusqlite::Result<Transaction<'c>> {
    // What a change reads of a large memory would all stay mapped.
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.busy_timeout(MOMENT)?;
    let begin = || Transaction::new_unchecked(connection, TransactionBehavior::Immediate);
    let begun = begin();
    connection.busy_timeout(Duration::from_secs(WAIT_SECONDS))?;
    match begun {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
            watch.tell(Event::Waiting);
            begin()
        }
        begun => begun,
    }
}

impl Writer<'_> {
    /// The number of this change.
    pub(super) fn number(&self) -> i64 {
        self.number
    }

    /// Runs one insert, and returns where the row is.
    pub(super) fn insert(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
    ) -> Result<super::Row, Error> {
        self.execute(sql, parameters)?;
        Ok(super::Row(self.transaction.last_insert_rowid()))
    }

    /// Says in the log what this change did, in words.
    pub fn describe(&self, summary: impl Into<String>) {
        self.summary.replace(summary.into());
    }

    /// Keeps what the memory knows under `name`.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn set_setting(&self, name: &str, value: &str) -> Result<(), Error> {
        self.execute(
            "INSERT INTO setting (name, value, added, change) VALUES (?1, ?2, ?3, ?3)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value, change = excluded.change
             WHERE value <> excluded.value",
            params![name, value, self.number],
        )?;
        Ok(())
    }
}

impl Reader<'_> {
    /// The log, oldest first.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn changes(&self) -> Result<Vec<Change>, Error> {
        self.rows("SELECT * FROM change ORDER BY id", [], |row| {
            Ok(Change {
                number: row.get("id")?,
                at: row.get("at")?,
                who: row.get("who")?,
                command: row.get("command")?,
                arguments: super::row::from_json(row, "arguments")?,
                summary: row.get("summary")?,
                reverses: row.get("reverses")?,
                reversed_by: row.get("reversed_by")?,
            })
        })
    }
}
