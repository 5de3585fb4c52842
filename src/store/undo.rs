//! Undo and redo: the inverse of a change, applied as a change of its own.
//!
//! What a change inserted carries its number in `added`; what it replaced or deleted stands in
//! the history tables. Its inverse deletes the one and puts back the other, row by row and to
//! the letter, so that afterwards every export is what it was. The inverse is recorded like any
//! change, which makes redo the inverse of an undo.
//!
//! What a later change touched, and that was not itself taken back, is left alone and reported.
//! What is left alone is decided before anything is written, and never cuts through what belongs
//! together: the texts of a unit, the terms of a concept, and all that an import laid of a
//! document (its row, its units, their places), which else would no longer be its file.

use std::collections::{BTreeSet, HashSet};

use rusqlite::params;

use super::{Change, Command, Error, Memory, Reader, Row, Writer};

/// Every table with history. A table stands before those that refer to it.
const TABLES: [&str; 9] = [
    "setting", "origin", "file", "unit", "variant", "part", "termbase", "concept", "term",
];

/// What an undo or redo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversal {
    /// The command that was taken back, or done again.
    pub change: Change,
    /// Whether anything was taken back: nothing is where all of it was touched later. A change
    /// of which something was left alone still stands, and its rest can be taken back later.
    pub done: bool,
    /// What was left alone, since a later change touched it.
    pub conflicts: Vec<Conflict>,
}

/// Something an undo left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Conflict {
    /// A segment, by its unit.
    Unit(Row),
    /// Something else: the word for it.
    Other(&'static str),
}

/// What people call a row that is no segment.
const SETTING: Conflict = Conflict::Other("setting");
const TERM: Conflict = Conflict::Other("term");

/// The name of a column in the history.
fn old(column: &str) -> String {
    match column {
        "id" => column.to_owned(),
        _ => format!("old_{column}"),
    }
}

/// The condition, for the two tables that can be too large to be read whole, that a row was
/// inserted by one of the changes that `changes` names, or after them.
fn since(table: &str, changes: &str) -> String {
    let Some(before) = ids_before(table) else {
        return String::new();
    };
    format!(
        " AND id > (SELECT coalesce(min(coalesce({before}, 0)), 0) FROM change WHERE {changes})"
    )
}

/// The condition, for the same tables, that a row was not inserted after the change `?1`.
fn until(table: &str) -> String {
    let Some(before) = ids_before(table) else {
        return String::new();
    };
    format!(
        " AND id <= (SELECT coalesce(min({before}), 9223372036854775807) FROM change WHERE id > ?1)"
    )
}

/// The column of a change that says which ids were given before it, where a table has one.
fn ids_before(table: &str) -> Option<&'static str> {
    match table {
        "unit" => Some("units_before"),
        "variant" => Some("variants_before"),
        _ => None,
    }
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
                    && change.stands()
                    && number.is_none_or(|number| change.number == number)
            }) else {
                return Ok::<_, Error>(None);
            };
            let (done, conflicts) = writer.reverse(change.number)?;
            let part = if conflicts.is_empty() { "" } else { " in part" };
            writer.describe(format!(
                "took back {}{part}: {}",
                change.number, change.command
            ));
            Ok(Some(Reversal {
                change: change.clone(),
                done,
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
            let (done, conflicts) = writer.reverse(undo.number)?;
            writer.execute(
                "UPDATE change SET reversed_by = NULL WHERE id = ?1",
                [change.number],
            )?;
            writer.describe(format!("did {} again: {}", change.number, change.command));
            Ok(Some(Reversal {
                change: change.clone(),
                done,
                conflicts,
            }))
        })?;
        Ok(reversal)
    }
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

/// The rows of a table that an inverse deletes and puts back.
struct Inverse {
    table: &'static str,
    inserted: Vec<i64>,
    replaced: Vec<i64>,
}

/// What later changes, which still stand, touched: rows by number.
struct Later {
    settings: HashSet<i64>,
    /// Documents that were laid anew.
    origins: HashSet<i64>,
    /// Units with a text that was changed, added or removed.
    units: HashSet<i64>,
    concepts: HashSet<i64>,
}

impl Writer<'_> {
    /// Applies the inverse of a change, and marks it as taken back by this one. Says whether
    /// anything was taken back, and what was left alone.
    fn reverse(&self, number: i64) -> Result<(bool, Vec<Conflict>), Error> {
        let mut conflicts = BTreeSet::new();
        let inverses = self.inverses(number, &mut conflicts)?;
        let mut done = false;
        // What refers goes first, and comes back last.
        for inverse in inverses.iter().rev() {
            // Rows put back below may still leave the file's termbase to others.
            if inverse.table != "termbase" {
                for id in &inverse.inserted {
                    done |= self.delete(inverse.table, *id)?;
                }
            }
        }
        for inverse in &inverses {
            done |= self.put_back(inverse, number)?;
        }
        for inverse in inverses
            .iter()
            .filter(|inverse| inverse.table == "termbase")
        {
            for id in &inverse.inserted {
                done |= self.delete_termbase(*id, number, &mut conflicts)?;
            }
        }
        // What is left of a change is still its own: it stands until the rest is taken back too.
        if done && conflicts.is_empty() {
            self.execute(
                "UPDATE change SET reversed_by = ?2 WHERE id = ?1",
                params![number, self.number()],
            )?;
        }
        if done {
            self.execute(
                "UPDATE change SET reverses = ?2 WHERE id = ?1",
                params![self.number(), number],
            )?;
        }
        Ok((done, conflicts.into_iter().collect()))
    }

    /// What the inverse of a change does to each table, without what is to be left alone.
    fn inverses(
        &self,
        number: i64,
        conflicts: &mut BTreeSet<Conflict>,
    ) -> Result<Vec<Inverse>, Error> {
        let later = self.later(number)?;
        let blocked = self.blocked(number, &later, conflicts)?;
        let mut inverses = Vec::new();
        for table in TABLES {
            let inserted = self.of_change(table, number, true)?;
            let replaced = self.of_change(table, number, false)?;
            let mut keep = |rows: Vec<(i64, i64)>| -> Result<Vec<i64>, Error> {
                let mut kept = Vec::new();
                for (id, parent) in rows {
                    let conflict = match table {
                        // The settings of an import that stays stay too.
                        "setting" if !blocked.is_empty() => continue,
                        "setting" => later.settings.contains(&id).then_some(SETTING),
                        "origin" | "file" | "unit" | "part" if blocked.contains(&parent) => {
                            continue;
                        }
                        "variant"
                            if !blocked.is_empty()
                                && blocked.contains(&self.origin_of(parent)?) =>
                        {
                            continue;
                        }
                        "variant" => {
                            (later.units.contains(&parent)).then_some(Conflict::Unit(Row(parent)))
                        }
                        "concept" | "term" => later.concepts.contains(&parent).then_some(TERM),
                        _ => None,
                    };
                    match conflict {
                        Some(conflict) => {
                            conflicts.insert(conflict);
                        }
                        None => kept.push(id),
                    }
                }
                Ok(kept)
            };
            inverses.push(Inverse {
                table,
                inserted: keep(inserted)?,
                replaced: keep(replaced)?,
            });
        }
        Ok(inverses)
    }

    /// The rows of a table that a change inserted, or else replaced or deleted, each with the
    /// row that it stands and falls with.
    fn of_change(
        &self,
        table: &str,
        number: i64,
        inserted: bool,
    ) -> Result<Vec<(i64, i64)>, Error> {
        let parent = match table {
            "file" | "unit" | "part" => "origin",
            "variant" => "unit",
            "term" => "concept",
            _ => "id",
        };
        let old_parent = old(parent);
        let since = since(table, "id >= ?1");
        let until = until(table);
        let sql = if inserted {
            // Its own, those that a later change removed (so that they are not forgotten), and
            // those that an undo brought back.
            format!(
                "SELECT id, {parent} FROM {table} WHERE added = ?1{since}{until}
                 UNION SELECT id, {old_parent} FROM {table}_history
                   WHERE change > ?1 AND old_added = ?1
                     AND change IN (SELECT id FROM change
                       WHERE reverses IS NULL AND reversed_by IS NULL)
                 UNION SELECT t.id, t.{parent} FROM {table} t JOIN {table}_history h USING (id)
                   WHERE h.change = ?1 AND NOT h.existed"
            )
        } else {
            format!("SELECT id, {old_parent} FROM {table}_history WHERE change = ?1 AND existed")
        };
        self.rows(&sql, [number], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The document that a unit belongs to; 0, which no row has, where there is no such unit.
    fn origin_of(&self, unit: i64) -> Result<i64, Error> {
        let origin = self.row(
            "SELECT origin FROM unit WHERE id = ?1
             UNION SELECT old_origin FROM unit_history WHERE id = ?1 AND existed LIMIT 1",
            [unit],
            |row| row.get(0),
        )?;
        Ok(origin.unwrap_or(0))
    }

    /// What was touched after a change.
    fn later(&self, number: i64) -> Result<Later, Error> {
        let mut origins = self.touched("origin", "id", number)?;
        origins.extend(self.touched("file", "origin", number)?);
        origins.extend(self.touched("unit", "origin", number)?);
        origins.extend(self.touched("part", "origin", number)?);
        let mut concepts = self.touched("concept", "id", number)?;
        concepts.extend(self.touched("term", "concept", number)?);
        // A concept that went, where another has its name now, cannot come back.
        concepts.extend(self.rows(
            "SELECT h.id FROM concept_history h JOIN concept c ON c.name = h.old_name
             WHERE h.change = ?1 AND h.existed AND c.id <> h.id AND c.termbase = h.old_termbase
               AND NOT EXISTS (SELECT 1 FROM concept WHERE id = h.id)",
            [number],
            |row| row.get::<_, i64>(0),
        )?);
        Ok(Later {
            settings: self.touched("setting", "id", number)?,
            origins,
            units: self.touched("variant", "unit", number)?,
            concepts,
        })
    }

    /// The values of a column in the rows that later changes, which still stand, inserted,
    /// replaced or deleted.
    fn touched(&self, table: &str, column: &str, number: i64) -> Result<HashSet<i64>, Error> {
        let old_column = old(column);
        let since = since(table, "id > ?1");
        let touched = self.rows(
            &format!(
                "WITH later AS (SELECT id FROM change
                   WHERE id > ?1 AND id <> ?2 AND reverses IS NULL AND reversed_by IS NULL)
                 SELECT {column} FROM {table} WHERE added IN later{since}
                 UNION SELECT {old_column} FROM {table}_history WHERE change IN later AND existed"
            ),
            params![number, self.number()],
            |row| row.get(0),
        )?;
        Ok(touched.into_iter().collect())
    }

    /// The documents that a change laid and that have to stay as they are: they were laid again
    /// later, or a person worked on a segment that would go, or whose source would change.
    fn blocked(
        &self,
        number: i64,
        later: &Later,
        conflicts: &mut BTreeSet<Conflict>,
    ) -> Result<HashSet<i64>, Error> {
        let mut laid = HashSet::new();
        for table in ["origin", "file", "unit", "part"] {
            for inserted in [true, false] {
                let rows = self.of_change(table, number, inserted)?;
                laid.extend(rows.into_iter().map(|(_, origin)| origin));
            }
        }
        let mut blocked: HashSet<i64> = laid.intersection(&later.origins).copied().collect();
        let source_changed = self.rows(
            "SELECT h.old_unit FROM variant_history h JOIN unit u ON u.id = h.old_unit
             WHERE h.change = ?1 AND h.existed AND h.old_lang = u.source_lang",
            [number],
            |row| row.get::<_, i64>(0),
        )?;
        let inserted = self.of_change("unit", number, true)?;
        for unit in (inserted.into_iter().map(|(unit, _)| unit)).chain(source_changed) {
            if !later.units.contains(&unit) {
                continue;
            }
            let origin = self.origin_of(unit)?;
            if laid.contains(&origin) {
                conflicts.insert(Conflict::Unit(Row(unit)));
                blocked.insert(origin);
            }
        }
        if !blocked.is_empty() {
            conflicts.insert(Conflict::Other("document"));
        }
        Ok(blocked)
    }

    /// Deletes a row. Returns whether it was there.
    fn delete(&self, table: &str, id: i64) -> Result<bool, Error> {
        Ok(self.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [id])? > 0)
    }

    /// Deletes a termbase, unless concepts that stay are in it, or may come back to it: then it is
    /// no longer as its file was, and loading the file has to look again.
    fn delete_termbase(
        &self,
        id: i64,
        number: i64,
        conflicts: &mut BTreeSet<Conflict>,
    ) -> Result<bool, Error> {
        let in_use = self.row(
            "SELECT 1 FROM concept WHERE termbase = ?1 LIMIT 1",
            [id],
            |_| Ok(()),
        )?;
        if in_use.is_none() && !self.touched("concept", "termbase", number)?.contains(&id) {
            return self.delete("termbase", id);
        }
        // The memory's own has no file.
        let file = self.row(
            "SELECT 1 FROM termbase WHERE id = ?1 AND name <> ''",
            [id],
            |_| Ok(()),
        )?;
        conflicts.extend(file.map(|()| Conflict::Other("termbase")));
        let forgotten = self.execute(
            "UPDATE termbase SET hash = NULL, change = ?2 WHERE id = ?1 AND hash IS NOT NULL",
            params![id, self.number()],
        )?;
        Ok(forgotten > 0)
    }

    /// Puts back the rows that the change replaced or deleted. Returns whether any was not so
    /// already.
    fn put_back(&self, inverse: &Inverse, number: i64) -> Result<bool, Error> {
        let table = inverse.table;
        if inverse.replaced.is_empty() {
            return Ok(false);
        }
        let columns = self.columns(table)?;
        let names = columns.join(", ");
        let old: Vec<String> = columns.iter().map(|name| old(name)).collect();
        let old = old.join(", ");
        let there = format!("SELECT 1 FROM {table} WHERE id = ?1");
        let before = format!("SELECT {old} FROM {table}_history WHERE change = ?1 AND id = ?2");
        let update = format!(
            "UPDATE {table} SET ({names}) = ({before}) WHERE id = ?2 AND ({names}) IS NOT ({before})"
        );
        let insert = format!(
            "INSERT INTO {table} (id, {names})
             SELECT id, {old} FROM {table}_history WHERE change = ?1 AND id = ?2"
        );
        let record = format!(
            "INSERT OR IGNORE INTO {table}_history (change, id, existed) VALUES (?1, ?2, 0)"
        );
        let mut done = false;
        for id in &inverse.replaced {
            if self.row(&there, [id], |_| Ok(()))?.is_some() {
                done |= self.execute(&update, params![number, id])? > 0;
            } else {
                self.execute(&insert, params![number, id])?;
                self.execute(&record, params![self.number(), id])?;
                if table == "variant" {
                    self.index_again(*id)?;
                }
                done = true;
            }
        }
        Ok(done)
    }
}
