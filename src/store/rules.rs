//! The rules that a memory keeps by itself: triggers that note what was there before a change, and
//! what the index has to learn anew. Another program may have taken them away.

use rusqlite::Connection;

use super::change::write_transaction;
use super::{Error, Memory, Reader};

/// A trigger: its name, and how it is made.
type Rule = (String, String);

fn rules(connection: &Connection) -> rusqlite::Result<Vec<Rule>> {
    let mut statement = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// The rules that a memory must have and this one has not, or otherwise.
fn lacking(connection: &Connection) -> rusqlite::Result<Vec<Rule>> {
    let mut fresh = Connection::open_in_memory()?;
    super::file::migrate(&mut fresh)?;
    let here = rules(connection)?;
    let mut lacking = rules(&fresh)?;
    lacking.retain(|rule| !here.contains(rule));
    Ok(lacking)
}

impl Reader<'_> {
    /// The names of the rules that the memory must keep by itself and does not. Without them, a
    /// change could not be taken back, or the index not know of it.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn lacking_rules(&self) -> Result<Vec<String>, Error> {
        let lacking = lacking(&self.transaction).map_err(|source| self.error(source))?;
        Ok(lacking.into_iter().map(|(name, _)| name).collect())
    }
}

impl Memory {
    /// Gives the memory the rules that it lacks. What was changed without them stays as it is.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn restore_rules(&mut self) -> Result<(), Error> {
        let restore = || {
            let transaction = write_transaction(&self.connection, &self.watch)?;
            for (name, sql) in lacking(&transaction)? {
                transaction.execute_batch(&format!("DROP TRIGGER IF EXISTS {name}; {sql}"))?;
            }
            transaction.commit()
        };
        restore().map_err(|source| Error::from_sqlite(&self.path, source))
    }
}
