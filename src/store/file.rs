//! Opening and making the file: what it must look like, and that it is never half there.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use super::{Error, Memory, WAIT_SECONDS};
use crate::publish::{self, Beside};

/// `yiku` in ASCII: what the file says of itself (SQLite file format §1.3.14).
const APPLICATION_ID: i32 = 0x7969_6b75;

/// The bytes of a page in a new memory: four times SQLite's default, since most of a large memory
/// is read and written in long stretches. The system keeps what it was given at once in one piece,
/// and finds larger pieces sooner.
const PAGE: u32 = 16_384;

/// The most memory that is used for pages of the file, in KiB.
const CACHE: i32 = 128 << 10;

/// Every version of the schema, oldest first; `user_version` counts them.
const MIGRATIONS: &[M<'static>] = &[
    M::up(include_str!("../../schemas/sql/0001_memory.sql")),
    M::up(include_str!("../../schemas/sql/0002_index.sql")),
    M::up(include_str!("../../schemas/sql/0003_drafts.sql")),
    M::up(include_str!("../../schemas/sql/0004_file.sql")),
    M::up(include_str!("../../schemas/sql/0005_lexicon.sql")),
    M::up(include_str!("../../schemas/sql/0006_origin.sql")),
    M::up(include_str!("../../schemas/sql/0007_more.sql")),
    M::up(include_str!("../../schemas/sql/0008_key.sql")),
];

/// The newest version of the schema known here.
const VERSION: i64 = MIGRATIONS.len() as i64;

impl Memory {
    /// Opens a memory that is there. One that may not be written, in a folder that may not either,
    /// can be read all the same.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::NotAMemory`], [`Error::Newer`], or what the system says.
    pub fn open(path: &Path) -> Result<Self, Error> {
        check_header(path)?;
        let sqlite = |source| Error::from_sqlite(path, source);
        let (mut connection, found) = match connect(path) {
            Err(source) if is_sealed(path, &source) => connect_sealed(path),
            result => result,
        }
        .map_err(sqlite)?;
        if found > VERSION {
            return Err(Error::Newer {
                path: path.to_owned(),
                found,
                known: VERSION,
            });
        }
        if found < VERSION {
            migrate(&mut connection).map_err(sqlite)?;
        }
        Ok(Self {
            connection,
            path: path.to_owned(),
            watch: super::watch::Watching::default(),
            parts: None,
        })
    }

    /// Opens a memory, making an empty one first where there is none.
    ///
    /// The new file appears whole or not at all: it is written beside, synced and linked to its
    /// name, and of two processes doing so at once one makes it and both open it.
    ///
    /// # Errors
    /// As [`Memory::open`], and what the system says of a new file.
    pub fn open_or_create(path: &Path) -> Result<Self, Error> {
        if !path.exists() {
            create(path)?;
        }
        Self::open(path)
    }

    /// Writes a whole copy of the memory to `target`, which must not exist, while others may go
    /// on using it. The copy appears whole or not at all.
    ///
    /// # Errors
    /// [`Error::Io`] where `target` exists, or what the system says.
    pub fn backup(&self, target: &Path) -> Result<(), Error> {
        let io = |source| Error::from_io(target, source);
        let sqlite = |source| Error::from_sqlite(target, source);
        let beside = Beside::new(target).map_err(io)?;
        {
            let mut copy = Connection::open(beside.path()).map_err(sqlite)?;
            let backup =
                rusqlite::backup::Backup::new(&self.connection, &mut copy).map_err(sqlite)?;
            backup
                .run_to_completion(4096, Duration::ZERO, None)
                .map_err(sqlite)?;
        }
        beside.create(target).map_err(io)
    }
}

/// Opens a file for reading and writing, and says the version of its schema.
fn connect(path: &Path) -> rusqlite::Result<(Connection, i64)> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    configure(&connection)?;
    let found = version(&connection)?;
    Ok((connection, found))
}

/// Opens a file that can only be read, such as a client's memory on a shared disk.
fn connect_sealed(path: &Path) -> rusqlite::Result<(Connection, i64)> {
    let mut url = String::from("file:");
    for character in path.to_string_lossy().chars() {
        match character {
            '%' => url.push_str("%25"),
            '?' => url.push_str("%3f"),
            '#' => url.push_str("%23"),
            other => url.push(other),
        }
    }
    url.push_str("?mode=ro&immutable=1");
    let connection = Connection::open_with_flags(
        url,
        OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI,
    )?;
    configure(&connection)?;
    let found = version(&connection)?;
    Ok((connection, found))
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Whether a memory could not be opened for the one reason that neither it nor its folder may be
/// written: SQLite keeps beside it what readers and writers tell each other. Where such a file
/// lies beside, somebody who may write is at it, and it must not be read without.
fn is_sealed(path: &Path, error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode;
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly | ErrorCode::CannotOpen)
    ) && !Path::new(&log).exists()
}

/// What every SQLite file begins with (SQLite file format §1.3.1).
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Whether a file is a database: a memory, or another program's.
#[must_use]
pub fn is_database(path: &Path) -> bool {
    let mut magic = [0; MAGIC.len()];
    File::open(path).is_ok_and(|mut file| file.read_exact(&mut magic).is_ok()) && magic == MAGIC
}

/// Refuses what is no memory before SQLite sees it: SQLite would take an empty file, and write to
/// the database of another program.
fn check_header(path: &Path) -> Result<(), Error> {
    let io = |source| Error::from_io(path, source);
    let not_a_memory = || Error::NotAMemory {
        path: path.to_owned(),
    };
    if fs::metadata(path).map_err(io)?.is_dir() {
        return Err(not_a_memory());
    }
    let mut header = [0; 100];
    let mut file = File::open(path).map_err(io)?;
    match file.read_exact(&mut header) {
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            return Err(not_a_memory());
        }
        result => result.map_err(io)?,
    }
    if header.starts_with(MAGIC) && header[68..72] == APPLICATION_ID.to_be_bytes() {
        Ok(())
    } else {
        Err(not_a_memory())
    }
}

/// What every connection needs: waiting for writers, durable commits, references that hold.
fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_secs(WAIT_SECONDS))?;
    // FULL: in WAL mode NORMAL may lose the last commits when the power fails, and a confirmed
    // segment must not get lost.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // In KiB, taken only where it is needed. A large import inserts all over the tables' own
    // indexes; with SQLite's 2 MB their pages are written and read again and again.
    connection.pragma_update(None, "cache_size", -CACHE)?;
    // What the columns of the schema's CHECKs hold comes from enums of this crate. SQLite makes a
    // table of each list in a CHECK anew for every row, a third of the time of a large import.
    connection.pragma_update(None, "ignore_check_constraints", true)?;
    // What a statement would have to take back if it failed is noted in memory: a row of a large
    // import costs eight writes to a file else.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    Migrations::from_slice(MIGRATIONS)
        .to_latest(connection)
        .map_err(|error| match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => err,
            other => rusqlite::Error::ToSqlConversionFailure(Box::new(other)),
        })
}

/// Makes an empty memory at `path`, unless another process does so first.
fn create(path: &Path) -> Result<(), Error> {
    let beside = Beside::new(path).map_err(|source| Error::from_io(path, source))?;
    drop(connect_new(path, &beside)?);
    match beside.create(path) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        result => result.map_err(|source| Error::from_io(path, source)),
    }
}

/// Writes an empty memory to the file that will have the name `path`.
fn connect_new(path: &Path, beside: &Beside) -> Result<Connection, Error> {
    let sqlite = |source| Error::from_sqlite(path, source);
    let mut connection = Connection::open(beside.path()).map_err(sqlite)?;
    connection
        .pragma_update(None, "page_size", PAGE)
        .map_err(sqlite)?;
    configure(&connection).map_err(sqlite)?;
    migrate(&mut connection).map_err(sqlite)?;
    connection
        .pragma_update(None, "application_id", APPLICATION_ID)
        .map_err(sqlite)?;
    connection
        .pragma_update(None, "journal_mode", "WAL")
        .map_err(sqlite)?;
    Ok(connection)
}

/// A memory that does not have its name yet, and so is nobody else's: what is written to it need
/// be neither logged first nor synced page by page.
#[derive(Debug)]
pub struct NewMemory {
    memory: Memory,
    beside: Beside,
}

impl NewMemory {
    /// Makes an empty memory beside `path`, where there must be none.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn new(path: &Path) -> Result<Self, Error> {
        let beside = Beside::unhurried(path).map_err(|source| Error::from_io(path, source))?;
        // Until it has no journal of its own, SQLite has files beside it that would be left.
        let connection = publish::uninterrupted(|| {
            let connection = connect_new(path, &beside)?;
            for (pragma, value) in [("journal_mode", "MEMORY"), ("synchronous", "OFF")] {
                connection
                    .pragma_update(None, pragma, value)
                    .map_err(|source| Error::from_sqlite(path, source))?;
            }
            Ok::<_, Error>(connection)
        })?;
        let memory = Memory {
            connection,
            path: path.to_owned(),
            watch: super::watch::Watching::default(),
            parts: None,
        };
        Ok(Self { memory, beside })
    }

    /// The memory, to be changed.
    pub fn memory(&mut self) -> &mut Memory {
        &mut self.memory
    }

    /// Gives the memory its name, durably. `None` where another process made one of that name
    /// meanwhile: then this one is gone, and what it holds is to be done again in the other.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(self) -> Result<Option<Memory>, Error> {
        let Memory {
            connection, path, ..
        } = self.memory;
        publish::uninterrupted(|| {
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.close().map_err(|(_, error)| error)
        })
        .map_err(|source| Error::from_sqlite(&path, source))?;
        match self.beside.create(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(None),
            Err(error) => Err(Error::from_io(&path, error)),
            Ok(()) => Memory::open(&path).map(Some),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_are_sound() {
        Migrations::from_slice(MIGRATIONS).validate().unwrap();
    }

    #[test]
    fn the_keys_of_an_earlier_memory_get_an_index_that_can_be_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("memory.yiku");
        let mut connection = Connection::open(&path).unwrap();
        let migrations = Migrations::from_slice(MIGRATIONS);
        migrations.to_version(&mut connection, 7).unwrap();
        connection
            .execute_batch(
                "INSERT INTO origin (kind, name, file, source_lang, target_lang, added, change)
                 VALUES ('memory', 'a.tmx', 'a.tmx', 'en', 'zh', 1, 1);
                 INSERT INTO unit (key, origin, source_lang, added, change)
                 VALUES (x'01', 1, 'en', 1, 1), (x'02', 1, 'en', 1, 1);",
            )
            .unwrap();
        let other = Connection::open(&path).unwrap();
        let units = |key: &str| {
            let sql = format!("SELECT count(*) FROM unit INDEXED BY {key}");
            other.query_row(&sql, [], |row| row.get::<_, i64>(0))
        };
        assert_eq!(units("sqlite_autoindex_unit_1"), Ok(2));
        migrate(&mut connection).unwrap();
        assert_eq!(units("unit_key"), Ok(2));
        let sound = "PRAGMA integrity_check";
        let sound = || connection.query_row(sound, [], |row| row.get::<_, String>(0));
        assert_eq!(sound().unwrap(), "ok");
        let insert = "INSERT INTO unit (key, origin, source_lang, added, change)
             VALUES (x'02', 1, 'en', 1, 1)";
        assert!(connection.execute_batch(insert).is_err());
        connection.execute_batch("DROP INDEX unit_key").unwrap();
        connection.execute_batch(insert).unwrap();
        assert_eq!(sound().unwrap(), "ok");
    }

    #[test]
    fn a_new_memory_is_there_whole_and_known_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("memory.yiku");
        drop(Memory::open_or_create(&path).unwrap());
        Memory::open(&path).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn other_files_are_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("memory.yiku");
        assert!(matches!(Memory::open(&path), Err(Error::Missing { .. })));
        for content in ["", "a text", &"x".repeat(4096)] {
            fs::write(&path, content).unwrap();
            assert!(matches!(
                Memory::open_or_create(&path),
                Err(Error::NotAMemory { .. })
            ));
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        assert!(matches!(
            Memory::open(folder.path()),
            Err(Error::NotAMemory { .. })
        ));
        fs::remove_file(&path).unwrap();
        Connection::open(&path)
            .unwrap()
            .execute_batch("CREATE TABLE other (x)")
            .unwrap();
        assert!(matches!(Memory::open(&path), Err(Error::NotAMemory { .. })));
    }

    #[test]
    fn a_memory_of_a_newer_version_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("memory.yiku");
        let memory = Memory::open_or_create(&path).unwrap();
        memory
            .connection
            .pragma_update(None, "user_version", VERSION + 1)
            .unwrap();
        drop(memory);
        let Err(Error::Newer { found, known, .. }) = Memory::open(&path) else {
            panic!("a newer memory was opened");
        };
        assert_eq!((found, known), (VERSION + 1, VERSION));
    }
}
