//! The termbases in the memory: each is the projection of a file, or the memory's own.

use rusqlite::params;

use super::{Error, Reader, Row, Writer};
use crate::term::{Concept, Term};
use crate::text::LangTag;

/// The name of the termbase that is no file's: what was added by hand.
const OWN: &str = "";

fn read_term(row: &rusqlite::Row<'_>) -> rusqlite::Result<Term> {
    Ok(Term {
        lang: row.get("lang")?,
        text: row.get("text")?,
        status: row.get("status")?,
        part_of_speech: row.get("part_of_speech")?,
        term_type: row.get("term_type")?,
        exact_case: row.get("exact_case")?,
        match_: row.get("match")?,
        label: row.get("label")?,
        note: row.get("note")?,
    })
}

impl Reader<'_> {
    /// All concepts, by id: whatever came when, the same concepts come in the same order.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn concepts(&self) -> Result<Vec<Concept>, Error> {
        let stored = self.stored_concepts(
            "SELECT c.* FROM concept c JOIN termbase b ON b.id = c.termbase
             ORDER BY c.name, b.name",
            [],
        )?;
        Ok(stored.into_iter().map(|(_, concept)| concept).collect())
    }

    /// The forms that no translation into `lang` may use, of whatever concept: all that a first
    /// look at a translation needs of a large termbase.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn forbidden_forms(&self, lang: &LangTag) -> Result<Vec<String>, Error> {
        let langs: Vec<String> = self.rows(
            "SELECT DISTINCT lang FROM term WHERE status = 'forbidden'",
            [],
            |row| row.get(0),
        )?;
        let mut forms = Vec::new();
        for tag in langs {
            if LangTag::parse(&tag).is_ok_and(|tag| lang.covers(&tag)) {
                forms.extend(self.rows(
                    "SELECT text FROM term WHERE status = 'forbidden' AND lang = ?1",
                    [tag],
                    |row| row.get::<_, String>(0),
                )?);
            }
        }
        Ok(forms)
    }

    fn stored_concepts(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
    ) -> Result<Vec<(Row, Concept)>, Error> {
        let mut concepts = self.rows(sql, parameters, |row| {
            Ok((
                row.get::<_, Row>("id")?,
                Concept {
                    id: row.get("name")?,
                    domain: row.get("domain")?,
                    kind: row.get("kind")?,
                    definition: row.get("definition")?,
                    note: row.get("note")?,
                    source: row.get("source")?,
                    terms: Vec::new(),
                },
            ))
        })?;
        for (row, concept) in &mut concepts {
            concept.terms = self.rows(
                "SELECT * FROM term WHERE concept = ?1 ORDER BY position",
                [*row],
                read_term,
            )?;
        }
        Ok(concepts)
    }

    /// The hash of a termbase's file as it was loaded; `None` where it never was.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn termbase_hash(&self, name: &str) -> Result<Option<[u8; 32]>, Error> {
        Ok(self
            .row("SELECT hash FROM termbase WHERE name = ?1", [name], |row| {
                row.get::<_, Option<[u8; 32]>>(0)
            })?
            .flatten())
    }
}

impl Writer<'_> {
    fn put_termbase(&self, name: &str, hash: Option<[u8; 32]>) -> Result<Row, Error> {
        self.execute(
            "INSERT INTO termbase (name, hash, added, change) VALUES (?1, ?2, ?3, ?3)
             ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, change = excluded.change
             WHERE hash IS NOT excluded.hash",
            params![name, hash, self.number()],
        )?;
        self.row("SELECT id FROM termbase WHERE name = ?1", [name], |row| {
            row.get(0)
        })?
        .ok_or_else(|| self.value_error("a termbase without a row"))
    }

    /// Makes the termbase of a file hold exactly `concepts`; concepts that are so already are
    /// left alone, and so are those that were changed by hand. Returns how many were new, changed
    /// and gone, and the ids of those changed by hand.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn load_termbase(
        &self,
        name: &str,
        hash: [u8; 32],
        concepts: &[Concept],
    ) -> Result<([usize; 3], Vec<String>), Error> {
        let base = self.put_termbase(name, Some(hash))?;
        let own: std::collections::HashSet<String> = self
            .rows(
                "SELECT c.name FROM concept c JOIN termbase b ON b.id = c.termbase
                 WHERE b.name = ?1",
                [OWN],
                |row| row.get(0),
            )?
            .into_iter()
            .collect();
        let mut kept = Vec::new();
        let known = self.stored_concepts("SELECT * FROM concept WHERE termbase = ?1", [base])?;
        let mut known: std::collections::HashMap<String, (Row, Concept)> = known
            .into_iter()
            .map(|(row, concept)| (concept.id.clone(), (row, concept)))
            .collect();
        let [mut new, mut changed] = [0, 0];
        for concept in concepts {
            if own.contains(&concept.id) {
                kept.push(concept.id.clone());
                continue;
            }
            match known.remove(&concept.id) {
                None => {
                    new += 1;
                    self.add_concept(base, concept)?;
                }
                Some((row, old)) if old != *concept => {
                    changed += 1;
                    self.update_concept(row, concept)?;
                }
                Some(_) => {}
            }
        }
        let gone = known.len();
        for (row, _) in known.into_values() {
            self.delete_concept(row)?;
        }
        Ok(([new, changed, gone], kept))
    }

    /// Puts a concept of the memory's own in place of the one of that id, or adds it. Loading a
    /// file's termbase leaves it alone from now on.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn put_concept(&self, concept: &Concept) -> Result<(), Error> {
        let base = self.put_termbase(OWN, None)?;
        // Two files may have a concept of one id; the memory's own replaces both.
        let known = self.stored_concepts(
            "SELECT * FROM concept WHERE name = ?1 ORDER BY termbase <> ?2, id",
            params![concept.id, base],
        )?;
        let Some(((row, old), others)) = known.split_first() else {
            return self.add_concept(base, concept);
        };
        for (other, _) in others {
            self.delete_concept(*other)?;
        }
        self.execute(
            "UPDATE concept SET termbase = ?2, change = ?3 WHERE id = ?1 AND termbase <> ?2",
            params![row, base, self.number()],
        )?;
        if old == concept {
            return Ok(());
        }
        self.update_concept(*row, concept)
    }

    /// Takes a concept away, whichever termbase it is in. Returns whether there was one.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn remove_concept(&self, id: &str) -> Result<bool, Error> {
        let rows = self.rows("SELECT id FROM concept WHERE name = ?1", [id], |row| {
            row.get::<_, Row>(0)
        })?;
        for row in &rows {
            self.delete_concept(*row)?;
        }
        Ok(!rows.is_empty())
    }

    fn delete_concept(&self, row: Row) -> Result<(), Error> {
        self.execute("DELETE FROM term WHERE concept = ?1", [row])?;
        self.execute("DELETE FROM concept WHERE id = ?1", [row])?;
        Ok(())
    }

    fn add_concept(&self, base: Row, concept: &Concept) -> Result<(), Error> {
        let row = self.insert(
            "INSERT INTO concept (termbase, name, domain, kind, definition, note, source, added,
               change)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)",
            params![
                base,
                concept.id,
                concept.domain,
                concept.kind,
                concept.definition,
                concept.note,
                concept.source,
                self.number(),
            ],
        )?;
        self.add_terms(row, concept)
    }

    fn update_concept(&self, row: Row, concept: &Concept) -> Result<(), Error> {
        self.execute(
            "UPDATE concept SET domain = ?2, kind = ?3, definition = ?4, note = ?5, source = ?6,
               change = ?7
             WHERE id = ?1",
            params![
                row,
                concept.domain,
                concept.kind,
                concept.definition,
                concept.note,
                concept.source,
                self.number(),
            ],
        )?;
        self.execute("DELETE FROM term WHERE concept = ?1", [row])?;
        self.add_terms(row, concept)
    }

    fn add_terms(&self, concept_row: Row, concept: &Concept) -> Result<(), Error> {
        for (position, term) in (0_i64..).zip(&concept.terms) {
            self.execute(
                "INSERT INTO term (concept, position, lang, text, status, part_of_speech,
                   term_type, exact_case, match, label, note, added, change)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)",
                params![
                    concept_row,
                    position,
                    term.lang,
                    term.text,
                    term.status,
                    term.part_of_speech,
                    term.term_type,
                    term.exact_case,
                    term.match_,
                    term.label,
                    term.note,
                    self.number(),
                ],
            )?;
        }
        Ok(())
    }
}
