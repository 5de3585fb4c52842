//! Drafts: what people are typing and have not confirmed, kept at once and outside of the log.

use std::collections::BTreeMap;

use rusqlite::params;

use super::change::write_transaction;
use super::{Error, Memory, Reader, Row};
use crate::text::LangTag;

/// What somebody is typing into a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who.
    pub who: String,
    /// The text as it is so far.
    pub text: String,
    /// The translation that stood there when the typing began; empty where there was none.
    pub seen: String,
    /// When, as RFC 3339 in UTC.
    pub at: String,
}

fn read_draft(row: &rusqlite::Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        who: row.get(0)?,
        text: row.get(1)?,
        seen: row.get(2)?,
        at: row.get(3)?,
    })
}

impl Reader<'_> {
    /// What is being typed into a unit, by whom.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn drafts(&self, unit: Row, lang: &LangTag) -> Result<Vec<Draft>, Error> {
        self.rows(
            "SELECT who, text, seen, at FROM draft WHERE unit = ?1 AND lang = ?2 ORDER BY who",
            params![unit, lang],
            read_draft,
        )
    }

    /// The numbers, from 1, of the segments of a document that somebody is typing into.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn drafted(&self, document: Row) -> Result<Vec<usize>, Error> {
        self.rows(
            "SELECT DISTINCT p.position + 1 FROM draft d JOIN part p ON p.unit = d.unit
             WHERE p.origin = ?1 AND p.side = 'source' ORDER BY p.position",
            [document],
            |row| Ok(usize::try_from(row.get::<_, i64>(0)?).unwrap_or(0)),
        )
    }
}

/// What is being typed, by document, number of the segment from 1, and who types it.
pub type Typed = BTreeMap<(String, usize, String), String>;

impl Reader<'_> {
    /// All that is being typed into documents, by whom.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn typed(&self) -> Result<Typed, Error> {
        let typed = self.rows(
            "SELECT o.name, p.position + 1, d.who, d.text FROM draft d
             JOIN part p ON p.unit = d.unit AND p.side = 'source'
             JOIN origin o ON o.id = p.origin",
            [],
            |row| {
                let number = usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0);
                Ok(((row.get(0)?, number, row.get(2)?), row.get(3)?))
            },
        )?;
        Ok(typed.into_iter().collect())
    }
}

impl Memory {
    /// Keeps what is being typed into a unit, durably, in place of what its author typed before.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn keep_draft(&mut self, unit: Row, lang: &LangTag, draft: &Draft) -> Result<(), Error> {
        self.outside_of_the_log(|transaction| {
            transaction.execute(
                "INSERT INTO draft (unit, lang, who, text, seen, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (unit, lang, who) DO UPDATE SET
                   text = excluded.text, seen = excluded.seen, at = excluded.at",
                params![unit, lang, draft.who, draft.text, draft.seen, draft.at],
            )
        })
    }

    /// Forgets what somebody was typing into a unit. Returns whether there was anything.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn drop_draft(&mut self, unit: Row, lang: &LangTag, who: &str) -> Result<bool, Error> {
        // Most have none, and need not wait for the disk.
        let drafts = self.read()?.drafts(unit, lang)?;
        if !drafts.iter().any(|draft| draft.who == who) {
            return Ok(false);
        }
        self.outside_of_the_log(|transaction| {
            transaction.execute(
                "DELETE FROM draft WHERE unit = ?1 AND lang = ?2 AND who = ?3",
                params![unit, lang, who],
            )
        })?;
        Ok(true)
    }

    fn outside_of_the_log(
        &mut self,
        write: impl FnOnce(&rusqlite::Transaction<'_>) -> rusqlite::Result<usize>,
    ) -> Result<(), Error> {
        write_transaction(&self.connection, &self.watch)
            .and_then(|transaction| {
                write(&transaction)?;
                transaction.commit()
            })
            .map_err(|source| Error::from_sqlite(&self.path, source))
    }
}
