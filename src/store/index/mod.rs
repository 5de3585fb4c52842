//! The index of matches, kept in the memory: what it holds, and asking it.
//!
//! Every variant stands in the index of its language under its row, whatever its state: whether
//! it makes a match is for whoever asks to say. Most stand in parts ([`recall::Part`]), which are
//! written once, in the transaction that makes them necessary, and never changed; the newest in
//! the tail, which is read from the variants themselves. Triggers of the schema mark what changed
//! behind a part's back as stale, so that the index can never disagree with the texts.
//!
//! It lies in the memory's own file, and not in one beside it: so it is written, undone, copied and
//! backed up with the texts. A file of its own, mapped, would spare a cold query the steps of SQLite
//! from page to page; at a million units such a query takes 5 ms with them.

mod keep;
mod pieces;
mod room;
mod search;
mod shared;
#[cfg(test)]
mod tests;
mod texts;
mod verify;

pub use shared::SharedParts;
pub use verify::IndexFault;

pub(super) use keep::keep_up;

use std::cell::Cell;
use std::cmp::Reverse;

use rusqlite::params;

use self::pieces::Pieces;
use self::texts::Place;
use super::{Error, Reader, Writer};
use crate::recall::{self, Ask, Content, Hit, Part, PartError, Scratch, Tail};
use crate::text::{LangTag, fold};

/// The version of what parts and their folded texts hold, as a round notes it.
const VERSION: i64 = (recall::INDEX_VERSION as i64) << 16 | fold::VERSION as i64;

/// With so many queries a process is taken to have many: what all of them read of is read at once
/// then, which costs as much as some dozen queries that read here and there.
const MANY_QUERIES: u32 = 2;

/// The most bytes of parts that are read at once.
const MOST_HELD: usize = 4 << 30;

/// What the index is up to: the last round, and the last variant that it took.
#[derive(Clone, Copy, Debug, Default)]
struct Round {
    id: i64,
    last_variant: i64,
}

/// The index of one language, as the reader sees the memory.
#[derive(Debug)]
pub struct Index<'r> {
    reader: &'r Reader<'r>,
    parts: Vec<Held<'r>>,
    tail: Tail,
    /// Whether any variant is marked stale.
    stale: bool,
    queries: Cell<u32>,
}

/// A part and the round that made it.
#[derive(Debug)]
struct Held<'r> {
    round: i64,
    part: Part<Pieces<'r>>,
}

/// The first subtag of a language tag as texts are given it, which is what they are indexed by:
/// regions and scripts of a language are looked up together.
fn language(given: &str) -> String {
    LangTag::parse(given).map_or_else(|_| given.to_owned(), |tag| tag.language().to_owned())
}

impl Reader<'_> {
    /// The last round of this version; the first of all where there is none.
    fn round(&self) -> Result<Round, Error> {
        let round = self.row(
            "SELECT id, last_variant, version FROM index_round ORDER BY id DESC LIMIT 1",
            [],
            |row| {
                let round = Round {
                    id: row.get(0)?,
                    last_variant: row.get(1)?,
                };
                Ok((round, row.get::<_, i64>(2)?))
            },
        )?;
        Ok(round
            .filter(|(_, version)| *version == VERSION)
            .map_or_else(Round::default, |(round, _)| round))
    }

    /// Hands each variant that no part holds to `each`: where it is, its language as given, its
    /// text.
    fn each_in_tail(
        &self,
        round: Round,
        mut each: impl FnMut(Place, &str, &str) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for (sql, from) in [
            (
                "SELECT id, unit, lang, text FROM variant WHERE id > ?1 ORDER BY id",
                round.last_variant,
            ),
            (
                "SELECT v.id, v.unit, v.lang, v.text FROM index_stale s JOIN variant v ON v.id = s.variant
                 WHERE s.round = ?1 ORDER BY v.id",
                round.id,
            ),
        ] {
            let mut statement = self
                .transaction
                .prepare_cached(sql)
                .map_err(|source| self.error(source))?;
            let mut rows = statement
                .query([from])
                .map_err(|source| self.error(source))?;
            while let Some(row) = rows.next().map_err(|source| self.error(source))? {
                let text = |column: usize| {
                    let value = row.get_ref(column).map_err(|source| self.error(source))?;
                    value
                        .as_str()
                        .map_err(|_| self.value_error("a text that is none"))
                };
                let number = |column: usize| row.get(column).map_err(|source| self.error(source));
                let place = Place {
                    variant: number(0)?,
                    unit: number(1)?,
                };
                each(place, text(2)?, text(3)?)?;
            }
        }
        Ok(())
    }

    /// The index of the texts in a language and all its regions and scripts.
    ///
    /// # Errors
    /// [`Error::Index`] where it is damaged, [`Error`] where the file cannot be read.
    pub fn index(&self, lang: &LangTag) -> Result<Index<'_>, Error> {
        let round = self.round()?;
        let wanted = lang.language();
        let mut tail = Tail::new();
        let mut known: Option<(String, bool)> = None;
        self.each_in_tail(round, |place, given, text| {
            let is_wanted = match &known {
                Some((before, is_wanted)) if before == given => *is_wanted,
                _ => {
                    let is_wanted = language(given) == wanted;
                    known = Some((given.to_owned(), is_wanted));
                    is_wanted
                }
            };
            if is_wanted && let Ok(record) = u64::try_from(place.variant) {
                let content = Content::of(text);
                if !content.is_empty() {
                    tail.push(record, &content);
                }
            }
            Ok(())
        })?;
        let parts = match round.id {
            0 => Vec::new(),
            _ => self.rows(
                "SELECT id, round, size FROM index_part WHERE language = ?1 ORDER BY id",
                [wanted],
                |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, i64>(2)?)),
            )?,
        };
        let parts = parts.into_iter().map(|(id, round, size)| {
            let pieces = Pieces::new(self, id, usize::try_from(size).unwrap_or(0));
            let part = Part::from_bytes(pieces).map_err(|source| self.index_error(source))?;
            Ok(Held { round, part })
        });
        let stale = self.row("SELECT 1 FROM index_stale LIMIT 1", [], |_| Ok(()))?;
        Ok(Index {
            reader: self,
            parts: parts.collect::<Result<_, Error>>()?,
            tail,
            stale: stale.is_some(),
            queries: Cell::new(0),
        })
    }

    fn index_error(&self, source: impl Into<PartError>) -> Error {
        Error::Index {
            path: self.path.to_owned(),
            source: source.into(),
        }
    }

    /// The round after which the index does not count for a variant; `None` where all does.
    fn stale_since(&self, variant: i64) -> Result<Option<i64>, Error> {
        self.row(
            "SELECT round FROM index_stale WHERE variant = ?1",
            params![variant],
            |row| row.get(0),
        )
    }
}

impl Writer<'_> {
    /// Notes that a variant came back under an id that a round may have passed: it stands in the
    /// tail then.
    pub(super) fn index_again(&self, variant: i64) -> Result<(), Error> {
        self.execute(
            "INSERT INTO index_stale
             SELECT ?1, id FROM index_round WHERE last_variant >= ?1 ORDER BY id DESC LIMIT 1
             ON CONFLICT (variant) DO UPDATE SET round = excluded.round",
            [variant],
        )?;
        Ok(())
    }
}

impl Index<'_> {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.tail.is_empty()
    }

    /// Finds what is asked for of the variants whose content is like `content`: those of equal
    /// content first, then by score. Records are rows of variants.
    ///
    /// # Errors
    /// [`Error::Index`] where the index is damaged, [`Error`] where the file cannot be read.
    pub fn find(
        &self,
        content: &Content,
        ask: &Ask,
        scratch: &mut Scratch,
    ) -> Result<Vec<Hit>, Error> {
        self.queries.set(self.queries.get().saturating_add(1));
        if self.queries.get() == MANY_QUERIES {
            self.hold()?;
        }
        let mut failed = None;
        let mut hits = Vec::new();
        for held in &self.parts {
            let mut judge = |variant: u64| {
                if !self.stale {
                    return Some(0);
                }
                let variant = i64::try_from(variant).unwrap_or(i64::MAX);
                match self.reader.stale_since(variant) {
                    Ok(since) => since.is_none_or(|since| since < held.round).then_some(0),
                    Err(error) => {
                        failed = Some(error);
                        None
                    }
                }
            };
            let parts = std::slice::from_ref(&held.part);
            let found = recall::find(content, parts, &Tail::new(), ask, &mut judge, scratch);
            hits.extend(found.map_err(|source| {
                let read = held.part.bytes().failure();
                read.unwrap_or_else(|| self.reader.index_error(source))
            })?);
        }
        if let Some(error) = failed {
            return Err(error);
        }
        let no_parts: [Part<Pieces<'_>>; 0] = [];
        let in_tail = recall::find(
            content,
            &no_parts,
            &self.tail,
            ask,
            &mut |_| Some(0),
            scratch,
        );
        hits.extend(in_tail.map_err(|source| self.reader.index_error(source))?);
        hits.sort_by_key(|hit| (Reverse((hit.is_equal(), hit.percent)), hit.record));
        Ok(hits)
    }

    /// Reads at once what every search reads of the parts, and all where others are to share it;
    /// not where that is too large.
    fn hold(&self) -> Result<(), Error> {
        if let Some(shared) = self.reader.parts {
            let known = self
                .reader
                .rows("SELECT id FROM index_part", [], |row| row.get(0))?;
            shared.keep(|part| known.contains(&part));
        }
        let stretch = |held: &Held<'_>| match self.reader.parts {
            Some(_) => 0..held.part.bytes().len(),
            None => held.part.searched(),
        };
        let size: usize = self.parts.iter().map(|held| stretch(held).len()).sum();
        if size <= MOST_HELD {
            for held in &self.parts {
                held.part.bytes().hold(stretch(held))?;
            }
        }
        Ok(())
    }
}
