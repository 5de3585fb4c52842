//! What a memory holds, counted: languages, states, authors, documents, imported memories.

use std::collections::BTreeMap;

use super::{Document, Error, ImportedMemory, Reader};
use crate::text::LangTag;
use crate::unit::State;

/// What a memory holds, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Units of all origins, earlier texts of documents among them.
    pub units: u64,
    /// Texts by language; tags that mean the same count as one.
    pub languages: BTreeMap<LangTag, u64>,
    /// Translations by state.
    pub states: BTreeMap<State, u64>,
    /// Translations by who wrote or confirmed them, the most first; those of whom nothing is
    /// known are not among them.
    pub authors: Vec<(String, u64)>,
    /// The oldest date of a text, RFC 3339 in UTC.
    pub first: Option<String>,
    /// The newest.
    pub last: Option<String>,
    /// The documents by name, each with the number of its segments.
    pub documents: Vec<(Document, u64)>,
    /// The imported memories by name, each with the number of its units.
    pub memories: Vec<(ImportedMemory, u64)>,
    /// Commands that changed the memory.
    pub changes: u64,
    /// Concepts of the termbase.
    pub concepts: u64,
}

/// Texts that agree in language, state and author.
struct Alike {
    lang: LangTag,
    state: Option<State>,
    author: Option<String>,
    texts: u64,
    first: Option<String>,
    last: Option<String>,
}

impl Reader<'_> {
    /// Counts what the memory holds, in one pass over its texts.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn survey(&self) -> Result<Survey, Error> {
        let mut survey = Survey {
            units: self.count("SELECT count(*) FROM unit")?,
            changes: self.count("SELECT count(*) FROM change")?,
            concepts: self.count("SELECT count(*) FROM concept")?,
            ..Survey::default()
        };
        let texts = self.rows(
            "SELECT lang, state, author, count(*) AS texts, min(date) AS first, max(date) AS last
             FROM variant GROUP BY lang, state, author",
            [],
            |row| {
                Ok(Alike {
                    lang: row.get("lang")?,
                    state: row.get("state")?,
                    author: row.get("author")?,
                    texts: count(row.get("texts")?),
                    first: row.get("first")?,
                    last: row.get("last")?,
                })
            },
        )?;
        let mut authors: BTreeMap<String, u64> = BTreeMap::new();
        for alike in texts {
            *survey.languages.entry(alike.lang).or_default() += alike.texts;
            if let Some(state) = alike.state {
                *survey.states.entry(state).or_default() += alike.texts;
                if let Some(author) = alike.author.filter(|author| !author.is_empty()) {
                    *authors.entry(author).or_default() += alike.texts;
                }
            }
            let [first, last] = [&mut survey.first, &mut survey.last];
            *first = [first.take(), alike.first].into_iter().flatten().min();
            *last = [last.take(), alike.last].into_iter().flatten().max();
        }
        survey.authors = authors.into_iter().collect();
        survey.authors.sort_by_key(|(_, texts)| u64::MAX - texts);
        for document in self.documents()? {
            let segments = self.row(
                "SELECT count(*) FROM part WHERE origin = ?1 AND side = 'source'",
                [document.row],
                |row| row.get(0),
            )?;
            survey
                .documents
                .push((document, count(segments.unwrap_or(0))));
        }
        survey
            .documents
            .sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
        for memory in self.memories()? {
            let units = memory.row.map_or(Ok(0), |row| self.count_units(row))?;
            survey.memories.push((memory, units));
        }
        Ok(survey)
    }

    fn count(&self, sql: &str) -> Result<u64, Error> {
        let found = self.row(sql, [], |row| row.get(0))?;
        Ok(count(found.unwrap_or(0)))
    }
}

/// A count as SQLite gives it.
fn count(found: i64) -> u64 {
    u64::try_from(found).unwrap_or(0)
}
