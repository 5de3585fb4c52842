//! Searching the folded texts for words (concordance).

use std::collections::BTreeSet;

use memchr::memmem::Finder;

use super::pieces::{first_piece, first_text_piece};
use super::texts::{self, Place};
use super::{Round, language};
use crate::recall::PartError;
use crate::store::{Error, Reader, Row};
use crate::text::LangTag;
use crate::text::fold::push_search_text;

impl Reader<'_> {
    /// The units with a text that holds a word, in any language or in one with its regions and
    /// scripts. `word` is folded as [`push_search_text`] does.
    ///
    /// # Errors
    /// [`Error::Index`] where the index is damaged, [`Error`] where the file cannot be read.
    pub fn units_with(&self, word: &str, lang: Option<&LangTag>) -> Result<BTreeSet<Row>, Error> {
        let finder = Finder::new(word);
        let round = self.round()?;
        let wanted = lang.map(LangTag::language);
        let mut found = Vec::new();
        let parts = match round.id {
            0 => Vec::new(),
            _ => self.rows(
                "SELECT id, round FROM index_part WHERE ?1 IS NULL OR language = ?1",
                [wanted],
                |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)),
            )?,
        };
        let any_stale = self
            .row("SELECT 1 FROM index_stale LIMIT 1", [], |_| Ok(()))?
            .is_some();
        for (part, made) in parts {
            let before = found.len();
            self.search_part(part, &finder, &mut found)?;
            if any_stale {
                let mut live = Vec::new();
                for place in found.drain(before..) {
                    let since = self.stale_since(place.variant)?;
                    if since.is_none_or(|since| since < made) {
                        live.push(place);
                    }
                }
                found.append(&mut live);
            }
        }
        self.search_tail(round, word, wanted, &mut found)?;
        Ok(found.into_iter().map(|place| Row(place.unit)).collect())
    }

    fn search_part(
        &self,
        part: i64,
        word: &Finder<'_>,
        found: &mut Vec<Place>,
    ) -> Result<(), Error> {
        let sqlite = |source| self.error(source);
        let mut statement = self
            .transaction
            .prepare_cached("SELECT bytes FROM index_piece WHERE id >= ?1 AND id < ?2")
            .map_err(sqlite)?;
        let mut pieces = statement
            .query([first_text_piece(part), first_piece(part + 1)])
            .map_err(sqlite)?;
        while let Some(row) = pieces.next().map_err(sqlite)? {
            let piece = row.get_ref(0).map_err(sqlite)?;
            let searched = piece
                .as_blob()
                .ok()
                .and_then(|piece| texts::search(piece, word, &mut |place| found.push(place)));
            if searched.is_none() {
                return Err(self.index_error(PartError::Damaged(crate::recall::Damaged)));
            }
        }
        Ok(())
    }

    fn search_tail(
        &self,
        round: Round,
        word: &str,
        wanted: Option<&str>,
        found: &mut Vec<Place>,
    ) -> Result<(), Error> {
        let mut key = String::new();
        self.each_in_tail(round, |place, given, text| {
            key.clear();
            push_search_text(text, &mut key);
            let is_wanted = || wanted.is_none_or(|wanted| language(given) == wanted);
            if key.contains(word) && is_wanted() {
                found.push(place);
            }
            Ok(())
        })
    }
}
