//! Undo and redo: the inverse of a change, applied as a change of its own.
//!
//! What a change inserted carries its number in `added`; what it replaced or deleted stands in
//! the history tables. Its inverse deletes the one and puts back the other, row by row and to
//! the letter, so that afterwards every export is what it was. The inverse is recorded like any
//! change, which makes redo the inverse of an undo. A row that a later change touched, and that
//! was not itself taken back, is left alone and reported.

use rusqlite::params;

use super::{Change, Command, Error, Memory, Reader, Row, Writer};

/// Every table with history, and what decides whether a row of it was touched later: all that
/// belongs to one unit or concept is taken back together or not at all. A table stands before
/// those that refer to it.
const TABLES: [(&str, Within); 8] = [
    ("setting", Within::Itself),
    ("origin", Within::Any(&["unit", "part"], "origin")),
    ("unit", Within::Any(&["variant", "part"], "unit")),
    ("variant", Within::Parent("unit")),
    ("part", Within::Parent("unit")),
    ("termbase", Within::Any(&["concept"], "termbase")),
    ("concept", Within::Any(&["term"], "concept")),
    ("term", Within::Parent("concept")),
];

/// What a row stands and falls with.
#[derive(Clone, Copy)]
enum Within {
    /// With nothing else.
    Itself,
    /// With every row of these tables whose column of that name refers to it.
    Any(&'static [&'static str], &'static str),
    /// With the row that its column of that name refers to.
    Parent(&'static str),
}

/// What an undo or redo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversal {
    /// The command that was taken back, or done again.
    pub change: Change,
    /// What was left alone, since a later change touched it.
    pub conflicts: Vec<Conflict>,
}

/// Something an undo left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Conflict {
    /// A segment, by its unit.
    Unit(Row),
    /// Something else: the word for it.
    Other(&'static str),
}

impl Memory {
    /// Takes back a change: the one of that number, or else the last that still stands. `None`
    /// where there is none.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn undo(
        &mut self,
        command: &Command,
        number: Option<i64>,
    ) -> Result<Option<Reversal>, Error> {
        let (reversal, _) = self.change(command, |writer| {
            let changes = writer.changes()?;
            let Some(change) = changes.iter().rev().find(|change| {
                change.number != writer.number()
                    && stands(change)
                    && number.is_none_or(|number| change.number == number)
            }) else {
                return Ok::<_, Error>(None);
            };
            let conflicts = writer.reverse(change.number)?;
            writer.describe(format!("took back {}: {}", change.number, change.command));
            Ok(Some(Reversal {
                change: change.clone(),
                conflicts,
            }))
        })?;
        Ok(reversal)
    }

    /// Does again what the last undo took back. `None` where nothing was taken back, or something
    /// else was done since.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn redo(&mut self, command: &Command) -> Result<Option<Reversal>, Error> {
        let (reversal, _) = self.change(command, |writer| {
            let changes = writer.changes()?;
            let own = writer.number();
            let find =
                |number: Option<i64>| changes.iter().find(|change| Some(change.number) == number);
            // An undo reverses a plain change; a redo reverses an undo, and is passed over.
            let is_undo =
                |change: &&Change| find(change.reverses).is_some_and(|of| of.reverses.is_none());
            let Some(undo) = changes
                .iter()
                .rev()
                .filter(|change| change.number != own)
                .take_while(|change| change.reverses.is_some())
                .filter(is_undo)
                .find(|change| change.reversed_by.is_none())
            else {
                return Ok::<_, Error>(None);
            };
            let Some(change) = find(undo.reverses) else {
                return Ok(None);
            };
            let conflicts = writer.reverse(undo.number)?;
            writer.execute(
                "UPDATE change SET reversed_by = NULL WHERE id = ?1",
                [change.number],
            )?;
            writer.describe(format!("did {} again: {}", change.number, change.command));
            Ok(Some(Reversal {
                change: change.clone(),
                conflicts,
            }))
        })?;
        Ok(reversal)
    }
}

/// Whether a change is a command of its own that has not been taken back.
fn stands(change: &Change) -> bool {
    change.reverses.is_none() && change.reversed_by.is_none()
}

impl Reader<'_> {
    /// The columns of a table but for its id.
    fn columns(&self, table: &str) -> Result<Vec<String>, Error> {
        self.rows(
            "SELECT name FROM pragma_table_info(?1) WHERE name <> 'id' ORDER BY cid",
            [table],
            |row| row.get(0),
        )
    }
}

impl Writer<'_> {
    /// Applies the inverse of a change, and marks it as taken back by this one.
    fn reverse(&self, number: i64) -> Result<Vec<Conflict>, Error> {
        let mut conflicts = Vec::new();
        // What refers goes first, and comes back last.
        for (table, within) in TABLES.iter().rev() {
            self.take_back_inserts(table, within, number, &mut conflicts)?;
        }
        for (table, within) in TABLES {
            self.put_back(table, &within, number, &mut conflicts)?;
        }
        self.execute(
            "UPDATE change SET reversed_by = ?2 WHERE id = ?1",
            params![number, self.number()],
        )?;
        self.execute(
            "UPDATE change SET reverses = ?2 WHERE id = ?1",
            params![self.number(), number],
        )?;
        conflicts.sort_by_key(|conflict| match conflict {
            Conflict::Unit(row) => (0, row.0),
            Conflict::Other(_) => (1, 0),
        });
        conflicts.dedup();
        Ok(conflicts)
    }

    /// Deletes the rows that the change inserted.
    fn take_back_inserts(
        &self,
        table: &'static str,
        within: &Within,
        number: i64,
        conflicts: &mut Vec<Conflict>,
    ) -> Result<(), Error> {
        let inserted = self.rows(
            &format!(
                "SELECT id FROM {table} WHERE added = ?1
                 UNION SELECT id FROM {table}_history WHERE change = ?1 AND NOT existed"
            ),
            [number],
            |row| row.get::<_, i64>(0),
        )?;
        for id in inserted {
            if self.touched_since(table, within, id, number)? || self.in_use(within, id)? {
                conflicts.push(self.conflict(table, id)?);
            } else {
                self.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [id])?;
            }
        }
        Ok(())
    }

    /// Puts back the rows that the change replaced or deleted.
    fn put_back(
        &self,
        table: &'static str,
        within: &Within,
        number: i64,
        conflicts: &mut Vec<Conflict>,
    ) -> Result<(), Error> {
        let replaced = self.rows(
            &format!("SELECT id FROM {table}_history WHERE change = ?1 AND existed"),
            [number],
            |row| row.get::<_, i64>(0),
        )?;
        if replaced.is_empty() {
            return Ok(());
        }
        let columns = self.columns(table)?;
        let names = columns.join(", ");
        let old: Vec<String> = columns.iter().map(|name| format!("old_{name}")).collect();
        let old = old.join(", ");
        let update = format!(
            "UPDATE {table} SET ({names}) =
               (SELECT {old} FROM {table}_history WHERE change = ?1 AND id = ?2)
             WHERE id = ?2"
        );
        let insert = format!(
            "INSERT INTO {table} (id, {names})
             SELECT id, {old} FROM {table}_history WHERE change = ?1 AND id = ?2"
        );
        let record = format!(
            "INSERT OR IGNORE INTO {table}_history (change, id, existed) VALUES (?1, ?2, 0)"
        );
        for id in replaced {
            if self.touched_since(table, within, id, number)? {
                conflicts.push(self.conflict(table, id)?);
            } else if self.execute(&update, params![number, id])? == 0 {
                self.execute(&insert, params![number, id])?;
                self.execute(&record, params![self.number(), id])?;
            }
        }
        Ok(())
    }

    /// Whether a later change that still stands touched a row, or what it stands and falls with.
    fn touched_since(
        &self,
        table: &str,
        within: &Within,
        id: i64,
        number: i64,
    ) -> Result<bool, Error> {
        match within {
            Within::Itself => self.row_touched(table, "id", id, number),
            Within::Any(tables, column) => {
                if self.row_touched(table, "id", id, number)? {
                    return Ok(true);
                }
                for child in *tables {
                    if self.row_touched(child, column, id, number)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Within::Parent(column) => {
                let parent = self.row(
                    &format!(
                        "SELECT {column} FROM {table} WHERE id = ?1
                         UNION SELECT old_{column} FROM {table}_history
                           WHERE id = ?1 AND existed LIMIT 1"
                    ),
                    [id],
                    |row| row.get::<_, i64>(0),
                )?;
                let Some(parent) = parent else {
                    return Ok(false);
                };
                match TABLES.iter().find(|(name, _)| name == column) {
                    Some((name, within)) => self.touched_since(name, within, parent, number),
                    None => Ok(false),
                }
            }
        }
    }

    /// Whether rows that were left alone still refer to a row.
    fn in_use(&self, within: &Within, id: i64) -> Result<bool, Error> {
        let Within::Any(tables, column) = within else {
            return Ok(false);
        };
        for child in *tables {
            let sql = format!("SELECT 1 FROM {child} WHERE {column} = ?1 LIMIT 1");
            if self.row(&sql, [id], |_| Ok(()))?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a later change that still stands inserted, replaced or deleted a row of `table`
    /// whose `column` is `id`.
    fn row_touched(&self, table: &str, column: &str, id: i64, number: i64) -> Result<bool, Error> {
        let old_column = match column {
            "id" => "id".to_owned(),
            _ => format!("old_{column}"),
        };
        let later = self.row(
            &format!(
                "SELECT 1 FROM (
                   SELECT added AS number FROM {table} WHERE {column} = ?1 AND added > ?2
                   UNION ALL
                   SELECT change FROM {table}_history WHERE {old_column} = ?1 AND change > ?2
                 ) JOIN change c ON c.id = number
                 WHERE c.id <> ?3 AND c.reverses IS NULL AND c.reversed_by IS NULL LIMIT 1"
            ),
            params![id, number, self.number()],
            |_| Ok(()),
        )?;
        Ok(later.is_some())
    }

    /// What a person calls a row that is left alone.
    fn conflict(&self, table: &'static str, id: i64) -> Result<Conflict, Error> {
        let unit = match table {
            "unit" => Some(Row(id)),
            "variant" | "part" => self.row(
                &format!("SELECT unit FROM {table} WHERE id = ?1"),
                [id],
                |row| row.get(0),
            )?,
            _ => None,
        };
        Ok(unit.map_or(
            Conflict::Other(match table {
                "origin" => "document",
                "setting" => "setting",
                "termbase" => "termbase",
                _ => "term",
            }),
            Conflict::Unit,
        ))
    }
}
