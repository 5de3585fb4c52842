//! Comparing the index with the texts.

use std::fmt;

use super::pieces::{Pieces, first_piece, first_text_piece};
use super::texts::{self, Place};
use super::{Round, language};
use crate::recall::{Content, Key, Part};
use crate::store::{Error, Reader};
use crate::text::fold::push_search_text;

/// A way in which the index does not say what the texts say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexFault {
    /// A part does not read as it was written.
    Damaged,
    /// So many texts cannot be found by what they say.
    Missing(u64),
    /// So many texts would be found by what they do not say (any more), or twice.
    Wrong(u64),
    /// So many texts cannot be searched for words.
    Unsearchable(u64),
}

impl fmt::Display for IndexFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, what) = match self {
            Self::Damaged => return f.write_str("a part of it is not what was written"),
            Self::Missing(count) => (count, "cannot be found by matches"),
            Self::Wrong(count) => (count, "would be found for what they do not say"),
            Self::Unsearchable(count) => (count, "cannot be searched for words"),
        };
        let texts = if *count == 1 { "text" } else { "texts" };
        write!(f, "{count} {texts} {what}")
    }
}

/// A record of a part that counts: the variant, the key of its content, the place of its part.
type Live = (i64, Key, usize);

impl Reader<'_> {
    /// Compares the index with all texts, and says what is wrong; nothing where all is well.
    /// `progress` hears how many texts are done.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn verify_index(&self, progress: &dyn Fn(u64)) -> Result<Vec<IndexFault>, Error> {
        let round = self.round()?;
        let parts = match round.id {
            0 => Vec::new(),
            _ => self.rows(
                "SELECT id, round, size, language FROM index_part ORDER BY id",
                [],
                |row| {
                    let size = usize::try_from(row.get::<_, i64>(2)?).unwrap_or(0);
                    Ok((row.get(0)?, row.get(1)?, size, row.get::<_, String>(3)?))
                },
            )?,
        };
        let mut faults = Vec::new();
        let (mut live, mut folded) = (Vec::new(), Vec::new());
        for (nth, (part, made, size, _)) in parts.iter().enumerate() {
            let read = self.live_records(*part, *made, *size, nth, &mut live)?;
            let texts = self.live_texts(*part, *made, &mut folded)?;
            if !(read && texts) {
                faults.push(IndexFault::Damaged);
            }
        }
        live.sort_unstable();
        folded.sort_unstable();
        let mut checking = Checking {
            languages: parts.into_iter().map(|(.., language)| language).collect(),
            live: &live,
            folded: &folded,
            missing: 0,
            wrong: 0,
            unsearchable: 0,
        };
        self.each_variant(round, progress, |place, in_tail, lang, text| {
            checking.variant(place, in_tail, lang, text);
        })?;
        // What is left belongs to no text at all.
        checking.wrong += (checking.live.len() + checking.folded.len()) as u64;
        let counts = [
            (
                checking.missing,
                IndexFault::Missing as fn(u64) -> IndexFault,
            ),
            (checking.wrong, IndexFault::Wrong),
            (checking.unsearchable, IndexFault::Unsearchable),
        ];
        let counted = counts.into_iter().filter(|(count, _)| *count > 0);
        faults.extend(counted.map(|(count, fault)| fault(count)));
        Ok(faults)
    }

    /// Adds the records of a part that count. Returns whether the part is what was written.
    fn live_records(
        &self,
        part: i64,
        made: i64,
        size: usize,
        nth: usize,
        live: &mut Vec<Live>,
    ) -> Result<bool, Error> {
        let pieces = Pieces::new(self, part, size);
        pieces.hold(0..pieces.len())?;
        let Ok(part) = Part::from_bytes(pieces) else {
            return Ok(false);
        };
        if part.verify().is_err() {
            return Ok(false);
        }
        let Ok(records) = part.keyed_records() else {
            return Ok(false);
        };
        for (record, key) in records {
            let variant = i64::try_from(record).unwrap_or(i64::MAX);
            if self.counts(variant, made)? {
                live.push((variant, key, nth));
            }
        }
        Ok(true)
    }

    /// Adds the folded texts of a part that count, by their hashes. Returns whether they are what
    /// was written.
    fn live_texts(
        &self,
        part: i64,
        made: i64,
        folded: &mut Vec<(Place, u64)>,
    ) -> Result<bool, Error> {
        let mut whole = true;
        let mut found = Vec::new();
        self.rows(
            "SELECT bytes FROM index_piece WHERE id >= ?1 AND id < ?2 ORDER BY id",
            [first_text_piece(part), first_piece(part + 1)],
            |row| {
                let piece = row.get_ref(0)?.as_blob()?;
                let mut each = |place, text: &[u8]| found.push((place, hash(text)));
                whole &= texts::each(piece, &mut each).is_some();
                Ok(())
            },
        )?;
        for (place, hash) in found {
            if self.counts(place.variant, made)? {
                folded.push((place, hash));
            }
        }
        Ok(whole)
    }

    /// Whether a part of the round `made` counts for a variant.
    fn counts(&self, variant: i64, made: i64) -> Result<bool, Error> {
        let since = self.stale_since(variant)?;
        Ok(since.is_none_or(|since| since < made))
    }

    /// Hands every variant to `each`, by its row: whether it is in the tail, its language, its
    /// text.
    fn each_variant(
        &self,
        round: Round,
        progress: &dyn Fn(u64),
        mut each: impl FnMut(Place, bool, &str, &str),
    ) -> Result<(), Error> {
        let mut done = 0;
        self.rows(
            "SELECT v.id, v.unit, v.lang, v.text, s.round FROM variant v
             LEFT JOIN index_stale s ON s.variant = v.id ORDER BY v.id",
            [],
            |row| {
                let place = Place {
                    variant: row.get(0)?,
                    unit: row.get(1)?,
                };
                let stale: Option<i64> = row.get(4)?;
                let in_tail =
                    round.id == 0 || place.variant > round.last_variant || stale == Some(round.id);
                let text = |column| row.get_ref(column).and_then(|value| Ok(value.as_str()?));
                each(place, in_tail, text(2)?, text(3)?);
                done += 1;
                progress(done);
                Ok(())
            },
        )?;
        Ok(())
    }
}

/// The parts against the variants, both in order of their rows: what was met is taken off.
struct Checking<'l> {
    /// The language of each part.
    languages: Vec<String>,
    live: &'l [Live],
    folded: &'l [(Place, u64)],
    missing: u64,
    wrong: u64,
    unsearchable: u64,
}

impl Checking<'_> {
    fn variant(&mut self, place: Place, in_tail: bool, lang: &str, text: &str) {
        let content = Content::of(text);
        let before = self
            .live
            .partition_point(|(variant, ..)| *variant < place.variant);
        self.wrong += before as u64;
        let (_, live) = self.live.split_at(before);
        let own = live.partition_point(|(variant, ..)| *variant == place.variant);
        let (found, live) = live.split_at(own);
        self.live = live;
        // By variant, whatever the unit they are said to be of.
        let here = |folded: &(Place, u64)| folded.0.variant == place.variant;
        let before = self
            .folded
            .partition_point(|(folded, _)| folded.variant < place.variant);
        self.wrong += before as u64;
        let (_, folded) = self.folded.split_at(before);
        let (found_texts, folded) = folded.split_at(folded.partition_point(here));
        self.folded = folded;
        if in_tail || content.is_empty() {
            self.wrong += (found.len() + found_texts.len()) as u64;
            return;
        }
        let key = Key::of_content(&content);
        let language = language(lang);
        let is_right = |(_, found, part): &&Live| {
            *found == key && self.languages.get(*part) == Some(&language)
        };
        let right = found.iter().filter(is_right).count();
        self.missing += u64::from(right == 0);
        self.wrong += (found.len() - right.min(1)) as u64;
        let mut folded = String::new();
        push_search_text(text, &mut folded);
        let hash = hash(folded.as_bytes());
        self.unsearchable += u64::from(found_texts != [(place, hash)]);
    }
}

fn hash(text: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    blake3::Hasher::new()
        .update(text)
        .finalize_xof()
        .fill(&mut bytes);
    u64::from_le_bytes(bytes)
}
