//! The termbases in the memory: each is the projection of a file, or the memory's own.

use std::collections::{HashMap, HashSet};

use rusqlite::params;

use super::{Error, Reader, Row, Writer};
use crate::term::{Concept, Term};
use crate::text::LangTag;

/// The name of the termbase that is no file's: what was added by hand.
const OWN: &str = "";

/// What it takes to bring the termbase of a file up to date: places among the concepts that the
/// file has, and rows of those that are here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermbasePlan {
    /// Concepts that are not here yet.
    pub new: Vec<usize>,
    /// Concepts that are otherwise here.
    pub changed: Vec<(Row, usize)>,
    /// Concepts that the file has no more, with their ids.
    pub gone: Vec<(Row, String)>,
    /// Concepts that were changed by hand, and stay as they are here.
    pub kept: Vec<usize>,
}

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

    /// The concepts of all termbases but that of a file, likewise.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn concepts_beside(&self, name: &str) -> Result<Vec<Concept>, Error> {
        let stored = self.stored_concepts(
            "SELECT c.* FROM concept c JOIN termbase b ON b.id = c.termbase
             WHERE b.name <> ?1 ORDER BY c.name, b.name",
            [name],
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

    /// What it takes to make the termbase of a file hold exactly `concepts`: those that are so
    /// already are left alone, and so are those that were changed by hand.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read.
    pub fn plan_termbase(&self, name: &str, concepts: &[Concept]) -> Result<TermbasePlan, Error> {
        let of_base = |name: &str| {
            self.stored_concepts(
                "SELECT c.* FROM concept c JOIN termbase b ON b.id = c.termbase
                 WHERE b.name = ?1 ORDER BY c.name",
                [name],
            )
        };
        let own: HashSet<String> = (of_base(OWN)?.into_iter())
            .map(|(_, concept)| concept.id)
            .collect();
        let known = of_base(name)?;
        let by_id: HashMap<&str, (Row, &Concept)> = (known.iter())
            .map(|(row, concept)| (concept.id.as_str(), (*row, concept)))
            .collect();
        let mut plan = TermbasePlan::default();
        let mut stays = HashSet::new();
        for (place, concept) in concepts.iter().enumerate() {
            let found = by_id.get(concept.id.as_str());
            if own.contains(&concept.id) {
                plan.kept.push(place);
                continue;
            }
            stays.insert(concept.id.as_str());
            match found {
                None => plan.new.push(place),
                Some((row, old)) if *old != concept => plan.changed.push((*row, place)),
                Some(_) => {}
            }
        }
        plan.gone = (known.iter())
            .filter(|(_, concept)| !stays.contains(concept.id.as_str()))
            .map(|(row, concept)| (*row, concept.id.clone()))
            .collect();
        Ok(plan)
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

    /// Makes the termbase of a file hold exactly `concepts`, as [`Reader::plan_termbase`] says. With
    /// its hash the file is known again.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be written.
    pub fn load_termbase(
        &self,
        name: &str,
        hash: Option<[u8; 32]>,
        concepts: &[Concept],
    ) -> Result<(), Error> {
        let plan = self.plan_termbase(name, concepts)?;
        let base = self.put_termbase(name, hash)?;
        for concept in plan.new.iter().filter_map(|place| concepts.get(*place)) {
            self.add_concept(base, concept)?;
        }
        for (row, place) in plan.changed {
            if let Some(concept) = concepts.get(place) {
                self.update_concept(row, concept)?;
            }
        }
        for (row, _) in plan.gone {
            self.delete_concept(row)?;
        }
        Ok(())
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
