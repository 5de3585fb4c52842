//! What is said of a termbase itself.

use serde::Serialize;

use super::Record;
use crate::term::extract::Candidate;
use crate::term::lint::Flaw;
use crate::work::term::next_step;

/// Something wrong in the termbase.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FlawRecord {
    /// What: `empty forbidden-allowed no-form no-preferred several-preferred same-id same-term
    /// doubled script ends one-character`.
    pub rule: &'static str,
    /// `info warning error`.
    pub severity: &'static str,
    /// The id of the concept.
    pub concept: String,
    /// That of the other concept, where there are two.
    pub other: Option<String>,
    /// The language; null where the concept is meant.
    pub lang: Option<String>,
    /// The term; where a language has no form, what the concept is called in the other one.
    pub term: Option<String>,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What to do about it, as a sentence.
    pub next: String,
}

/// A text that could be a term.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CandidateRecord {
    /// As it is mostly written.
    pub term: String,
    /// Its acronym, where a text gives it.
    pub acronym: Option<String>,
    /// How often it is said.
    pub count: usize,
    /// Its C-value: the higher, the likelier a term.
    pub score: f64,
    /// What it is probably called in the other language.
    pub counterpart: Option<String>,
    /// How sure that is, from 0 to 1.
    pub confidence: Option<f64>,
    /// The first text it is said in.
    pub example: String,
}

impl Record {
    /// A text that could be a term.
    #[must_use]
    pub fn candidate(candidate: &Candidate) -> Self {
        let rounded = |number: f64| (number * 1000.0).round() / 1000.0;
        let counterpart = candidate.counterpart.as_ref();
        Self::Candidate(CandidateRecord {
            term: candidate.text.clone(),
            acronym: candidate.acronym.clone(),
            count: candidate.count,
            score: rounded(candidate.score),
            counterpart: counterpart.map(|(text, _)| text.clone()),
            confidence: counterpart.map(|(_, fit)| rounded(*fit)),
            example: candidate.example.clone(),
        })
    }

    /// Something wrong in the termbase.
    #[must_use]
    pub fn flaw(flaw: &Flaw) -> Self {
        Self::Flaw(FlawRecord {
            rule: flaw.rule.name(),
            severity: flaw.rule.severity().as_str(),
            concept: flaw.concept.clone(),
            other: flaw.other.clone(),
            lang: flaw.lang.as_ref().map(|lang| lang.given().to_owned()),
            term: flaw.term.clone(),
            message: flaw.message.clone(),
            next: next_step(flaw),
        })
    }
}
