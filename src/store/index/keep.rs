//! Keeping the index up with the variants: rounds.

use std::collections::BTreeMap;

use rusqlite::params;

use super::pieces::{PIECE, Pieces, first_piece};
use super::{Round, VERSION, language};
use crate::recall::{Builder, Content, Part};
use crate::store::{Error, Memory, Reader};

/// The most variants that are left to the tail: a process that asks once reads and folds them all.
const TAIL: i64 = 1024;

/// A part with fewer records than so many times what a round adds to its language is made anew
/// with it, so that parts grow in size and not in number: each is larger than all smaller ones
/// together, and a record is moved a few times in its life.
const GROWTH: i64 = 4;

/// With more stale variants than this, and than a quarter of all records, everything is made anew.
const MOST_STALE: i64 = 10_000;

/// Who hears how far making the index is.
#[derive(Default)]
pub(in crate::store) struct Watching(Option<Box<Watch>>);

/// Hears how many texts are done, and how many there are.
type Watch = dyn Fn(u64, u64);

impl std::fmt::Debug for Watching {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "Watching" } else { "-" })
    }
}

impl Memory {
    /// Says to `watch` how far the index is, whenever much of it has to be made: how many texts
    /// are done, and how many there are.
    pub fn watch_index(&mut self, watch: impl Fn(u64, u64) + 'static) {
        self.watch.0 = Some(Box::new(watch));
    }

    /// Brings the index up to the texts, where there are more than a search should read: a memory
    /// of an earlier version has none yet. Others may read the memory meanwhile.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn keep_index(&mut self) -> Result<(), Error> {
        {
            let reader = self.read()?;
            if !is_behind(&reader, reader.round()?)? {
                return Ok(());
            }
        }
        let path = &self.path;
        let sqlite = |source| Error::from_sqlite(path, source);
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(sqlite)?;
        let reader = Reader { transaction, path };
        keep_up(&reader, &self.watch)?;
        reader.transaction.commit().map_err(sqlite)
    }

    /// Makes the index anew from the texts.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn rebuild_index(&mut self) -> Result<(), Error> {
        let path = &self.path;
        let sqlite = |source| Error::from_sqlite(path, source);
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(sqlite)?;
        let reader = Reader { transaction, path };
        clear(&reader)?;
        run(&reader, Round::default(), &self.watch)?;
        reader.transaction.commit().map_err(sqlite)
    }
}

/// Whether there are more variants outside the parts than the tail should have.
fn is_behind(reader: &Reader<'_>, round: Round) -> Result<bool, Error> {
    let newest: Option<i64> = reader
        .row("SELECT max(id) FROM variant", [], |row| row.get(0))?
        .flatten();
    let ahead = newest.unwrap_or(0) - round.last_variant;
    Ok(ahead + count_stale(reader, round)? > TAIL)
}

fn count_stale(reader: &Reader<'_>, round: Round) -> Result<i64, Error> {
    let count = reader.row(
        "SELECT count(*) FROM index_stale WHERE round = ?1",
        [round.id],
        |row| row.get(0),
    )?;
    Ok(count.unwrap_or(0))
}

/// Begins a round where one is needed.
pub(in crate::store) fn keep_up(reader: &Reader<'_>, watch: &Watching) -> Result<(), Error> {
    let mut round = reader.round()?;
    if !is_behind(reader, round)? {
        return Ok(());
    }
    let (stale, records) = reader
        .row(
            "SELECT (SELECT count(*) FROM index_stale), (SELECT sum(records) FROM index_part)",
            [],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?)),
        )?
        .unwrap_or_default();
    if round.id == 0 || stale > MOST_STALE && stale > records.unwrap_or(0) / 4 {
        // Parts of another version may lie here too.
        clear(reader)?;
        round = Round::default();
    }
    run(reader, round, watch)
}

/// Takes everything away.
fn clear(reader: &Reader<'_>) -> Result<(), Error> {
    for table in ["index_stale", "index_piece", "index_part", "index_round"] {
        reader.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(())
}

/// Makes parts of the tail, together with the parts that are small beside it.
fn run(reader: &Reader<'_>, before: Round, watch: &Watching) -> Result<(), Error> {
    let last: Option<i64> = reader
        .row("SELECT max(id) FROM variant", [], |row| row.get(0))?
        .flatten();
    let last = last.unwrap_or(0).max(before.last_variant);
    reader.execute(
        "INSERT INTO index_round (last_variant, version) VALUES (?1, ?2)",
        params![last, VERSION],
    )?;
    let mut making = Making {
        reader,
        round: reader.transaction.last_insert_rowid(),
        builders: BTreeMap::new(),
        added: BTreeMap::new(),
        done: 0,
        all: u64::try_from(last - before.last_variant).unwrap_or(0),
        watch,
    };
    reader.each_in_tail(before, |id, lang, text| making.add(id, lang, text))?;
    making.absorb()?;
    for (language, builder) in std::mem::take(&mut making.builders) {
        making.write(&language, builder)?;
    }
    reader.execute(
        "DELETE FROM index_stale WHERE round < (SELECT min(round) FROM index_part)",
        [],
    )?;
    reader.execute(
        "DELETE FROM index_round WHERE id NOT IN (SELECT round FROM index_part) AND id <> ?1",
        [making.round],
    )?;
    Ok(())
}

/// A round under way.
struct Making<'r, 'm> {
    reader: &'r Reader<'m>,
    round: i64,
    /// By language, what the next part is made of.
    builders: BTreeMap<String, Builder>,
    /// How many records the round has added, by language.
    added: BTreeMap<String, i64>,
    done: u64,
    all: u64,
    watch: &'r Watching,
}

impl Making<'_, '_> {
    fn add(&mut self, id: i64, lang: &str, text: &str) -> Result<(), Error> {
        const STEP: u64 = 1 << 12;
        self.done += 1;
        if let Some(watch) = self
            .watch
            .0
            .as_deref()
            .filter(|_| self.done.is_multiple_of(STEP))
        {
            watch(self.done, self.all);
        }
        let content = Content::of(text);
        let Some(record) = u64::try_from(id).ok().filter(|_| !content.is_empty()) else {
            return Ok(());
        };
        // Few memories have more than two.
        let language = match self.builders.keys().find(|known| *known == lang) {
            Some(_) => lang.to_owned(),
            None => language(lang),
        };
        let builder = self.builders.entry(language.clone()).or_default();
        if builder.push(record, &content).is_err() {
            let full = std::mem::take(builder);
            self.write(&language, full)?;
            let builder = self.builders.entry(language.clone()).or_default();
            // What finds an empty part full is beyond all parts, which no text that was read is.
            let _ = builder.push(record, &content);
        }
        *self.added.entry(language).or_default() += 1;
        Ok(())
    }

    /// Takes up the parts that are small beside what the round adds.
    fn absorb(&mut self) -> Result<(), Error> {
        for (language, mut added) in self.added.clone() {
            let parts = self.reader.rows(
                "SELECT id, round, records, size FROM index_part
                 WHERE language = ?1 AND round <> ?2 ORDER BY records",
                params![language, self.round],
                |row| {
                    let size = row.get::<_, i64>(3)?;
                    Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?, size))
                },
            )?;
            for (id, round, records, size) in parts {
                if records >= added.saturating_mul(GROWTH) {
                    break;
                }
                added += records;
                self.all += u64::try_from(records).unwrap_or(0);
                self.take_up(id, round, usize::try_from(size).unwrap_or(0))?;
            }
        }
        Ok(())
    }

    /// Takes up the texts of a part, and takes the part away.
    fn take_up(&mut self, part: i64, round: i64, size: usize) -> Result<(), Error> {
        let reader = self.reader;
        let mut records = Part::from_bytes(Pieces::new(reader, part, size))
            .and_then(|part| Ok(part.records()?))
            .map_err(|source| reader.index_error(source))?;
        // In the order of the file.
        records.sort_unstable();
        for record in records {
            if reader
                .stale_since(record)?
                .is_some_and(|since| since >= round)
            {
                continue;
            }
            let found = reader.row(
                "SELECT lang, text FROM variant WHERE id = ?1",
                [i64::try_from(record).unwrap_or(i64::MAX)],
                |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
            )?;
            if let Some((lang, text)) = found {
                let id = i64::try_from(record).unwrap_or(i64::MAX);
                self.add(id, &lang, &text)?;
            }
        }
        let first = first_piece(part);
        reader.execute(
            "DELETE FROM index_piece WHERE id >= ?1 AND id < ?2",
            [first, first_piece(part + 1)],
        )?;
        reader.execute("DELETE FROM index_part WHERE id = ?1", [part])?;
        Ok(())
    }

    /// Writes a part.
    fn write(&self, language: &str, builder: Builder) -> Result<(), Error> {
        if builder.is_empty() {
            return Ok(());
        }
        let reader = self.reader;
        let records = i64::try_from(builder.len()).unwrap_or(i64::MAX);
        let built = builder.finish();
        reader.execute(
            "INSERT INTO index_part (round, language, records, size) VALUES (?1, ?2, ?3, ?4)",
            params![
                self.round,
                language,
                records,
                i64::try_from(built.size()).unwrap_or(i64::MAX)
            ],
        )?;
        let mut next = first_piece(reader.transaction.last_insert_rowid());
        built.pieces(PIECE, |piece| {
            let written = reader.execute(
                "INSERT INTO index_piece (id, bytes) VALUES (?1, ?2)",
                params![next, piece],
            );
            next += 1;
            written.map(|_| ())
        })
    }
}
