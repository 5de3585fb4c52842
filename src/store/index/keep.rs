//! Keeping the index up with the variants: rounds.

use rusqlite::params;

use super::pieces::{PIECE, Pieces, first_piece, first_text_piece};
use super::texts::{Piece, Place};
use super::{Round, VERSION, language};
use crate::recall::{Builder, Content, Part};
use crate::store::change::write_transaction;
use crate::store::watch::{Event, Watching};
use crate::store::{Error, Memory, Reader};
use crate::text::fold::push_search_text;

/// The most variants that are left to the tail: a process that asks once reads and folds them all.
/// Few in tests, so that small memories have many parts.
const TAIL: i64 = if cfg!(test) { 12 } else { 1024 };

/// A part with fewer records than so many times what a round adds to its language is made anew
/// with it, so that parts grow in size and not in number: each is larger than all smaller ones
/// together, and a record is moved a few times in its life.
const GROWTH: i64 = 4;

/// With more stale variants than this, and than a quarter of all records, everything is made anew.
const MOST_STALE: i64 = if cfg!(test) { 30 } else { 10_000 };

impl Memory {
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
        let transaction = write_transaction(&self.connection, &self.watch).map_err(sqlite)?;
        let reader = Reader {
            transaction,
            path,
            parts: None,
        };
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
        let transaction = write_transaction(&self.connection, &self.watch).map_err(sqlite)?;
        let reader = Reader {
            transaction,
            path,
            parts: None,
        };
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
        growing: Vec::new(),
        languages: Vec::new(),
        key: String::new(),
        done: 0,
        all: u64::try_from(last - before.last_variant).unwrap_or(0),
        watch,
    };
    reader.each_in_tail(before, |place, lang, text| making.add(place, lang, text))?;
    making.absorb()?;
    for growing in std::mem::take(&mut making.growing) {
        write(reader, growing)?;
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
    /// The parts that grow, one a language.
    growing: Vec<Growing>,
    /// Tags as texts are given them, each with its place in `growing`.
    languages: Vec<(String, usize)>,
    /// Room for a folded text.
    key: String,
    done: u64,
    all: u64,
    watch: &'r Watching,
}

/// A part that grows.
struct Growing {
    language: String,
    part: i64,
    /// How many records the round has added to the language.
    added: i64,
    builder: Builder,
    /// The folded texts that are not written yet, and the number of their piece.
    texts: Piece,
    next: i64,
}

impl Making<'_, '_> {
    fn add(&mut self, place: Place, lang: &str, text: &str) -> Result<(), Error> {
        const STEP: u64 = 1 << 12;
        self.done += 1;
        let is_step = self.done.is_multiple_of(STEP);
        if is_step {
            let (done, all) = (self.done, self.all);
            self.watch.tell(Event::Indexing { done, all });
        }
        let content = Content::of(text);
        if content.is_empty() {
            return Ok(());
        }
        let reader = self.reader;
        let round = self.round;
        let record = u64::try_from(place.variant).unwrap_or(u64::MAX);
        let nth = self.growing(lang)?;
        let Some(growing) = self.growing.get_mut(nth) else {
            return Ok(());
        };
        if growing.builder.push(record, &content).is_err() {
            let added = growing.added;
            let next = begin(reader, round, growing.language.clone())?;
            write(reader, std::mem::replace(growing, next))?;
            growing.added = added;
            // What finds an empty part full is beyond all parts, which no text that was read is.
            let _ = growing.builder.push(record, &content);
        }
        growing.added += 1;
        self.key.clear();
        push_search_text(text, &mut self.key);
        if !growing.texts.push(place, &self.key, PIECE) {
            write_texts(reader, growing)?;
            growing.texts.push(place, &self.key, PIECE);
        }
        Ok(())
    }

    /// The place of the part that grows for texts with this tag, begun where there is none.
    fn growing(&mut self, lang: &str) -> Result<usize, Error> {
        if let Some((_, nth)) = self.languages.iter().find(|(given, _)| given == lang) {
            return Ok(*nth);
        }
        let language = language(lang);
        let same = |growing: &Growing| growing.language == language;
        let nth = match self.growing.iter().position(same) {
            Some(nth) => nth,
            None => {
                let growing = begin(self.reader, self.round, language)?;
                self.growing.push(growing);
                self.growing.len() - 1
            }
        };
        self.languages.push((lang.to_owned(), nth));
        Ok(nth)
    }

    /// Takes up the parts that are small beside what the round adds.
    fn absorb(&mut self) -> Result<(), Error> {
        for nth in 0..self.growing.len() {
            let Some(growing) = self.growing.get(nth) else {
                continue;
            };
            let mut added = growing.added;
            let parts = self.reader.rows(
                "SELECT id, round, records, size FROM index_part
                 WHERE language = ?1 AND round <> ?2 ORDER BY records",
                params![growing.language, self.round],
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
            let variant = i64::try_from(record).unwrap_or(i64::MAX);
            let since = reader.stale_since(variant)?;
            if since.is_some_and(|since| since >= round) {
                continue;
            }
            let found = reader.row(
                "SELECT unit, lang, text FROM variant WHERE id = ?1",
                [variant],
                |row| {
                    let unit = row.get(0)?;
                    let lang: String = row.get(1)?;
                    Ok((Place { unit, variant }, lang, row.get::<_, String>(2)?))
                },
            )?;
            if let Some((place, lang, text)) = found {
                self.add(place, &lang, &text)?;
            }
        }
        reader.execute(
            "DELETE FROM index_piece WHERE id >= ?1 AND id < ?2",
            [first_piece(part), first_piece(part + 1)],
        )?;
        reader.execute("DELETE FROM index_part WHERE id = ?1", [part])?;
        Ok(())
    }
}

/// Begins a part.
fn begin(reader: &Reader<'_>, round: i64, language: String) -> Result<Growing, Error> {
    reader.execute(
        "INSERT INTO index_part (round, language, records, size) VALUES (?1, ?2, 0, 0)",
        params![round, language],
    )?;
    let part = reader.transaction.last_insert_rowid();
    Ok(Growing {
        language,
        part,
        added: 0,
        builder: Builder::new(),
        texts: Piece::default(),
        next: first_text_piece(part),
    })
}

/// Writes a part that is full, or has all that there is for it.
fn write(reader: &Reader<'_>, mut growing: Growing) -> Result<(), Error> {
    write_texts(reader, &mut growing)?;
    let records = i64::try_from(growing.builder.len()).unwrap_or(i64::MAX);
    let built = growing.builder.finish();
    let size = i64::try_from(built.size()).unwrap_or(i64::MAX);
    reader.execute(
        "UPDATE index_part SET records = ?2, size = ?3 WHERE id = ?1",
        params![growing.part, records, size],
    )?;
    let mut next = first_piece(growing.part);
    built.pieces(PIECE, |piece| {
        let written = write_piece(reader, next, piece);
        next += 1;
        written
    })
}

fn write_texts(reader: &Reader<'_>, growing: &mut Growing) -> Result<(), Error> {
    let Some(piece) = growing.texts.take() else {
        return Ok(());
    };
    write_piece(reader, growing.next, &piece)?;
    growing.next += 1;
    Ok(())
}

fn write_piece(reader: &Reader<'_>, number: i64, piece: &[u8]) -> Result<(), Error> {
    reader.execute(
        "INSERT INTO index_piece (id, bytes) VALUES (?1, ?2)",
        params![number, piece],
    )?;
    Ok(())
}
