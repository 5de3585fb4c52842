//! Imported memories: units without a place in a document.

use rusqlite::params;

use super::{Error, Reader, Row, StoredUnit, Writer};
use crate::text::LangTag;
use crate::unit::UnitId;

/// A memory that was imported from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedMemory {
    /// Where it is in the file; `None` until it is written.
    pub row: Option<Row>,
    /// What people call it: the name of its file.
    pub name: String,
    /// The language translated from.
    pub source_lang: LangTag,
    /// The language translated into.
    pub target_lang: LangTag,
    /// BLAKE3 of the file as it came; `None` where only a part of it could be read.
    pub hash: Option<[u8; 32]>,
}

fn read_memory(row: &rusqlite::Row<'_>) -> rusqlite::Result<ImportedMemory> {
    Ok(ImportedMemory {
        row: Some(row.get("id")?),
        name: row.get("name")?,
        source_lang: row.get("source_lang")?,
        target_lang: row.get("target_lang")?,
        hash: row.get("source_hash")?,
    })
}

impl Reader<'_> {
    /// The imported memories, by name.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn memories(&self) -> Result<Vec<ImportedMemory>, Error> {
        self.rows(
            "SELECT * FROM origin WHERE kind = 'memory' ORDER BY name",
            [],
            read_memory,
        )
    }

    /// How many units an imported memory has.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn count_units(&self, memory: Row) -> Result<u64, Error> {
        let count = self.row(
            "SELECT count(*) FROM unit WHERE origin = ?1",
            [memory],
            |row| row.get::<_, i64>(0),
        )?;
        Ok(count
            .and_then(|count| u64::try_from(count).ok())
            .unwrap_or(0))
    }

    /// The unit of an id.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn unit_by_id(&self, id: UnitId) -> Result<Option<StoredUnit>, Error> {
        let row = self.row("SELECT id FROM unit WHERE key = ?1", [id], |row| row.get(0))?;
        match row {
            Some(row) => self.unit(row),
            None => Ok(None),
        }
    }
}

impl Writer<'_> {
    /// Writes what is known of an imported memory, new or changed, and returns where it is.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn put_memory(&self, memory: &ImportedMemory) -> Result<Row, Error> {
        self.execute(
            "INSERT INTO origin (kind, name, file, source_lang, target_lang, source_hash, added,
               change)
             VALUES ('memory', ?1, ?1, ?2, ?3, ?4, ?5, ?5)
             ON CONFLICT (kind, name) DO UPDATE SET
               source_lang = excluded.source_lang, target_lang = excluded.target_lang,
               source_hash = excluded.source_hash, change = excluded.change
             WHERE (source_lang, target_lang, source_hash)
               IS NOT (excluded.source_lang, excluded.target_lang, excluded.source_hash)",
            params![
                memory.name,
                memory.source_lang,
                memory.target_lang,
                memory.hash,
                self.number(),
            ],
        )?;
        self.row(
            "SELECT id FROM origin WHERE kind = 'memory' AND name = ?1",
            [&memory.name],
            |row| row.get(0),
        )?
        .ok_or_else(|| self.value_error("a memory without a row"))
    }

    /// Notes the date of the newest text that a memory came with, so that nobody has to look at
    /// all of them for it. Only the change that adds the memory may say so, where all its
    /// translations are confirmed.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn note_newest(&self, memory: Row, date: Option<&str>) -> Result<(), Error> {
        self.execute(
            "UPDATE origin SET date = ?2 WHERE id = ?1 AND added = ?3",
            params![memory, date, self.number()],
        )?;
        Ok(())
    }

    /// Takes away an imported memory that has no units any more. Says whether it had none.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn remove_memory_if_empty(&self, memory: Row) -> Result<bool, Error> {
        let removed = self.execute(
            "DELETE FROM origin WHERE id = ?1 AND kind = 'memory'
               AND NOT EXISTS (SELECT 1 FROM unit WHERE origin = ?1)",
            [memory],
        )?;
        Ok(removed > 0)
    }

    /// The units of an imported memory, as places in the file.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn unit_rows(&self, memory: Row) -> Result<Vec<Row>, Error> {
        self.rows("SELECT id FROM unit WHERE origin = ?1", [memory], |row| {
            row.get(0)
        })
    }
}
