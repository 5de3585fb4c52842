//! What changed since: for whoever shows a memory while others work in it.

use super::{Error, Reader};

/// What changed since a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// The number of the last change.
    pub last: i64,
    /// The segments of documents whose texts or translations changed, each by its document and its
    /// number from 1.
    pub segments: Vec<(String, usize)>,
    /// The documents whose segments are other ones, or more, or fewer.
    pub documents: Vec<String>,
}

impl Reader<'_> {
    /// The number of the last change; 0 where there is none.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn last_change(&self) -> Result<i64, Error> {
        let last: Option<Option<i64>> =
            self.row("SELECT max(id) FROM change", [], |row| row.get(0))?;
        Ok(last.flatten().unwrap_or(0))
    }

    /// What changed since the change of that number: at most `most` segments.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn news(&self, since: i64, most: usize) -> Result<News, Error> {
        let segments = self.rows(
            "WITH touched (unit) AS (
               SELECT unit FROM variant WHERE id > (
                 SELECT coalesce(min(variants_before), 9223372036854775807) FROM change WHERE id > ?1)
               UNION SELECT old_unit FROM variant_history WHERE change > ?1
               -- What is said of it: its notes.
               UNION SELECT id FROM unit_history WHERE change > ?1
               -- What a redo brought back.
               UNION SELECT v.unit FROM variant_history h JOIN variant v ON v.id = h.id
               WHERE h.change > ?1)
             SELECT o.name, p.position + 1 FROM touched t
             JOIN part p ON p.unit = t.unit AND p.side = 'source'
             JOIN origin o ON o.id = p.origin
             ORDER BY o.name, p.position LIMIT ?2",
            (since, i64::try_from(most).unwrap_or(i64::MAX)),
            |row| {
                let number = usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0);
                Ok((row.get(0)?, number))
            },
        )?;
        let documents = self.rows(
            "SELECT DISTINCT o.name FROM origin o WHERE o.kind = 'document' AND o.id IN (
               SELECT origin FROM part WHERE added > ?1
               UNION SELECT old_origin FROM part_history WHERE change > ?1)
             ORDER BY o.name",
            [since],
            |row| row.get(0),
        )?;
        Ok(News {
            last: self.last_change()?,
            segments,
            documents,
        })
    }
}
