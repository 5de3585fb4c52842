//! The words that a memory's own pairs teach, kept so that they are not learned at every run.
//!
//! They are derived, as the index is, and no part of what a change did: an undo does not bring
//! them back, but makes them be learned anew.
//!
//! They are for languages that no lexicon is shipped for, where they make most of the difference.
//! Beside the lexicon we ship, with what it knows left to it, they were worth nothing that could be measured where a memory was of
//! the field of the text (strict F1 of prose of manuals 0.927 without, 0.930 with), and did harm
//! where it was of another (novels 0.850 without, 0.846 with).

use std::collections::HashSet;

use rusqlite::params;

use super::change::write_transaction;
use super::{Error, Memory, Reader, Writer};
use crate::align::{Dictionary, LEARNED_VERSION, Met, SideText, learn};
use crate::text::LangTag;
use crate::unit::{MadeBy, State};

/// About the most pairs that are learned from; of more, every second or third unit is taken. What
/// further ones teach does not pay for the seconds.
const MOST_PAIRS: i64 = 100_000;

/// The words are learned anew when this share of the texts came or changed since.
const FEW: i64 = 10; // a tenth

/// Units' texts with those of their translations, as many of all as are wanted.
const PAIRS: &str = "
    SELECT a.lang, a.text, b.lang, b.text, b.state, b.made_by
      FROM unit u
      JOIN variant a ON a.unit = u.id AND a.lang = u.source_lang AND a.nth = 0
      JOIN variant b ON b.unit = u.id AND b.lang <> u.source_lang AND b.nth = 0
      WHERE u.id % (1 + (SELECT coalesce(max(id), 0) FROM unit) / ?1) = 0
      ORDER BY u.id";

impl Writer<'_> {
    /// The words that the confirmed pairs of two languages teach: as they are kept, or learned now
    /// and kept.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read or written.
    pub fn lexicon(&self, source: &LangTag, target: &LangTag) -> Result<Vec<Met>, Error> {
        if Dictionary::serves(source, target) {
            return Ok(Vec::new());
        }
        if let Some(kept) = self.kept_lexicon(source, target)? {
            return Ok(kept);
        }
        let learned = self.learn_lexicon(source, target)?;
        self.keep_lexicon(source, target, &learned)?;
        Ok(learned)
    }
}

impl Memory {
    /// The same for who changes nothing. Where the file may not be written, they are learned all
    /// the same.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn lexicon(&mut self, source: &LangTag, target: &LangTag) -> Result<Vec<Met>, Error> {
        if Dictionary::serves(source, target) {
            return Ok(Vec::new());
        }
        let learned = {
            let reader = self.read()?;
            if let Some(kept) = reader.kept_lexicon(source, target)? {
                return Ok(kept);
            }
            reader.learn_lexicon(source, target)?
        };
        match self.write_lexicon(|reader| reader.keep_lexicon(source, target, &learned)) {
            Err(Error::Permission { .. } | Error::Busy { .. } | Error::Full { .. }) | Ok(()) => {}
            Err(error) => return Err(error),
        }
        Ok(learned)
    }

    /// Takes away all words that were learned.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn forget_lexicon(&mut self) -> Result<(), Error> {
        self.write_lexicon(|reader| reader.execute("DELETE FROM lexicon", []).map(|_| ()))
    }

    fn write_lexicon(
        &self,
        write: impl FnOnce(&Reader<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let path = &self.path;
        let sqlite = |source| Error::from_sqlite(path, source);
        let transaction = write_transaction(&self.connection, &self.watch).map_err(sqlite)?;
        let reader = Reader {
            transaction,
            path,
            parts: None,
        };
        write(&reader)?;
        reader.transaction.commit().map_err(sqlite)
    }
}

impl Reader<'_> {
    /// What is kept, where it still says what the texts say.
    fn kept_lexicon(&self, source: &LangTag, target: &LangTag) -> Result<Option<Vec<Met>>, Error> {
        let found = self.row(
            "SELECT version, seen, variants, words FROM lexicon
             WHERE source_lang = ?1 AND target_lang = ?2",
            params![source, target],
            |row| {
                let (version, seen): (u32, i64) = (row.get(0)?, row.get(1)?);
                Ok((
                    version,
                    seen,
                    row.get::<_, i64>(2)?,
                    row.get::<_, String>(3)?,
                ))
            },
        )?;
        let Some((LEARNED_VERSION, seen, variants, words)) = found else {
            return Ok(None);
        };
        // Within a change, what it did itself is no reason to learn twice.
        let (undone, altered) = self
            .row(
                "SELECT EXISTS (SELECT 1 FROM change WHERE id > ?1 AND reverses IS NOT NULL),
                   (SELECT count(*) FROM variant_history WHERE change > ?1)",
                [seen],
                |row| Ok((row.get::<_, bool>(0)?, row.get::<_, i64>(1)?)),
            )?
            .unwrap_or_default();
        let (last_change, last_variant) = self.lexicon_mark()?;
        let added = last_variant.saturating_sub(variants);
        let is_stale = undone || added.saturating_add(altered).saturating_mul(FEW) > variants;
        if last_change != seen && is_stale {
            return Ok(None);
        }
        let met = words.lines().map(|line| {
            let mut fields = line.split('\t');
            let (source, target) = (fields.next()?.to_owned(), fields.next()?.to_owned());
            let weight = f32::from(fields.next()?.parse::<u8>().ok()?) / 100.0;
            Some(Met {
                source,
                target,
                weight,
            })
        });
        // What another program spoilt is learned anew.
        Ok(met.collect())
    }

    /// The last change and the number of the last text.
    fn lexicon_mark(&self) -> Result<(i64, i64), Error> {
        let mark = self.row(
            "SELECT (SELECT coalesce(max(id), 0) FROM change),
               (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'variant')",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(mark.unwrap_or_default())
    }

    fn keep_lexicon(
        &self,
        source: &LangTag,
        target: &LangTag,
        learned: &[Met],
    ) -> Result<(), Error> {
        let line = |met: &Met| {
            let percent = (met.weight * 100.0).round() as u8;
            format!("{}\t{}\t{percent}\n", met.source, met.target)
        };
        let words: String = learned.iter().map(line).collect();
        let (seen, variants) = self.lexicon_mark()?;
        self.execute(
            "INSERT OR REPLACE INTO lexicon VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![source, target, LEARNED_VERSION, seen, variants, words],
        )?;
        Ok(())
    }

    /// Learns from the confirmed pairs, whatever they came from, but for those that an aligner
    /// made: a mistake of its own must not teach it.
    fn learn_lexicon(&self, source: &LangTag, target: &LangTag) -> Result<Vec<Met>, Error> {
        let (mut sources, mut targets): (Vec<String>, Vec<String>) = Default::default();
        let mut known: HashSet<blake3::Hash> = HashSet::new();
        let sqlite = |error| self.error(error);
        let mut statement = self.transaction.prepare_cached(PAIRS).map_err(sqlite)?;
        let mut rows = statement.query([MOST_PAIRS]).map_err(sqlite)?;
        while let Some(row) = rows.next().map_err(sqlite)? {
            let pair = pair(row, source, target).map_err(sqlite)?;
            let Some((a, b)) = pair else { continue };
            // What is said a hundred times teaches what it teaches once.
            if known.insert(blake3::hash([a, "\n", b].concat().as_bytes())) {
                sources.push(a.to_owned());
                targets.push(b.to_owned());
            }
        }
        let (sources, targets): (Vec<&str>, Vec<&str>) = (
            sources.iter().map(String::as_str).collect(),
            targets.iter().map(String::as_str).collect(),
        );
        Ok(learn(
            SideText::new(source, &sources),
            SideText::new(target, &targets),
        ))
    }
}

/// The texts of a row of [`PAIRS`] in the two languages, where it is a pair that teaches.
fn pair<'r>(
    row: &'r rusqlite::Row<'_>,
    source: &LangTag,
    target: &LangTag,
) -> rusqlite::Result<Option<(&'r str, &'r str)>> {
    let state: Option<State> = row.get(4)?;
    let made_by: Option<MadeBy> = row.get(5)?;
    if !state.is_some_and(State::is_confirmed) || made_by == Some(MadeBy::Aligned) {
        return Ok(None);
    }
    let (from, to): (LangTag, LangTag) = (row.get(0)?, row.get(2)?);
    let (a, b) = (row.get_ref(1)?.as_str()?, row.get_ref(3)?.as_str()?);
    Ok(if source.covers(&from) && target.covers(&to) {
        Some((a, b))
    } else if target.covers(&from) && source.covers(&to) {
        Some((b, a))
    } else {
        None
    })
}
