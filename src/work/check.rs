//! Running the checks, and finding the terms of a text.

mod checker;
pub mod fix;
pub mod names;
mod places;
pub mod retouch;
mod texts;
pub mod waivers;

pub use checker::{Checker, Line, PROFILE, Policy, Whole};
pub use texts::{Error as TextError, Row, Text};

use crate::check::{self, Customs, Pair, Renderings};
use crate::exchange::KnownTerm;
use crate::term::{self, Concept, Recognizer, TermHit, TermStatus, Verdict};
use crate::text::LangTag;
use crate::unit::Finding;

/// The termbase made ready to be found in texts of two languages.
pub struct Terms {
    concepts: Vec<Concept>,
    source_lang: LangTag,
    target_lang: LangTag,
    source: Recognizer,
    target: Recognizer,
    names: Renderings,
}

impl Terms {
    /// Makes a termbase ready for a pair of languages.
    #[must_use]
    pub fn new(concepts: Vec<Concept>, source_lang: &LangTag, target_lang: &LangTag) -> Self {
        Self {
            source: Recognizer::new(&concepts, source_lang),
            target: Recognizer::new(&concepts, target_lang),
            source_lang: source_lang.clone(),
            target_lang: target_lang.clone(),
            names: Renderings::default(),
            concepts,
        }
    }

    /// Makes known how the names of foreigners are written elsewhere ([`names::elsewhere`]).
    #[must_use]
    pub fn knowing(mut self, names: Renderings) -> Self {
        self.names = names;
        self
    }

    /// The concepts.
    #[must_use]
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The terms in a source text.
    #[must_use]
    pub fn in_source(&self, text: &str) -> Vec<TermHit> {
        self.source.find(text)
    }

    /// The terms in a target text that may be used there.
    #[must_use]
    pub fn in_target(&self, text: &str) -> Vec<TermHit> {
        let mut hits = self.target.find_all(text);
        hits.retain(|hit| {
            let concept = self.concepts.get(hit.concept);
            let term = concept.and_then(|concept| concept.terms.get(hit.term));
            term.is_some_and(|term| term.status != TermStatus::Forbidden)
        });
        term::select(&hits)
    }

    /// What to write for the terms of a source text: each concept once, by first place.
    #[must_use]
    pub fn known(&self, hits: &[TermHit]) -> Vec<KnownTerm> {
        let mut seen = std::collections::HashSet::new();
        let mut known = Vec::new();
        for hit in hits {
            let Some(concept) = self.concepts.get(hit.concept) else {
                continue;
            };
            let Some(term) = concept.terms.get(hit.term) else {
                continue;
            };
            if !seen.insert(hit.concept) {
                continue;
            }
            let mut targets: Vec<_> = concept
                .terms_in(&self.target_lang)
                .filter(|term| term.status != TermStatus::Forbidden)
                .collect();
            targets.sort_by_key(|term| term.status);
            known.push(KnownTerm {
                source: term.text.clone(),
                targets: targets.into_iter().map(|term| term.text.clone()).collect(),
                forbidden: concept
                    .terms_in(&self.target_lang)
                    .filter(|term| term.status == TermStatus::Forbidden)
                    .map(|term| term.text.clone())
                    .collect(),
                definition: concept.definition.clone(),
            });
        }
        known
    }

    /// What a translation does to the terms of its source.
    #[must_use]
    pub fn verdict(&self, source: &str, target: &str) -> Verdict {
        let source_hits = self.source.find_all(source);
        self.verdict_of(source, &source_hits, target, &self.target.find_all(target))
    }

    fn verdict_of(
        &self,
        source: &str,
        source_hits: &[TermHit],
        target: &str,
        target_hits: &[TermHit],
    ) -> Verdict {
        term::verify(
            &self.concepts,
            source,
            source_hits,
            target,
            &self.target_lang,
            target_hits,
        )
    }

    /// What the checks of terms alone find in a pair.
    #[must_use]
    pub fn check_terms(&self, source: &str, target: &str) -> Vec<Finding> {
        let source_terms = self.source.find_all(source);
        let target_terms = self.target.find_all(target);
        let verdict = self.verdict_of(source, &source_terms, target, &target_terms);
        check::check_terms(&Pair {
            source,
            source_lang: &self.source_lang,
            target,
            target_lang: &self.target_lang,
            source_codes: &[],
            target_codes: &[],
            previous: None,
            next: None,
            concepts: &self.concepts,
            source_terms: &source_terms,
            target_terms: &target_terms,
            customs: &Customs::default(),
            verdict: &verdict,
        })
    }
}
