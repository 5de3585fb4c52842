//! The termbase: concepts with their terms in each language, and finding them in a text.

mod context;
pub mod extract;
mod folded;
mod inflect;
pub mod lint;
mod merge;
mod recognize;
#[cfg(test)]
pub(crate) mod shipped;
mod spelling;
#[cfg(test)]
mod tests;
mod verify;

pub use merge::{Merged, merge};
pub use recognize::{Recognizer, TermHit, select};
pub use verify::{ForbiddenUse, Missing, Verdict, verify};

use serde::{Deserialize, Serialize};

use crate::text::LangTag;

/// How the words of a language stand in its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writing {
    /// Parted by spaces.
    Spaced,
    /// With nothing between them.
    Unspaced,
}

impl Writing {
    /// How a language is written.
    pub(crate) fn of(lang: &LangTag) -> Self {
        match lang.language() {
            "zh" | "ja" | "th" | "lo" | "km" | "my" | "yue" | "bo" => Self::Unspaced,
            _ => Self::Spaced,
        }
    }
}

/// Whether a term is to be used (ISO 12616 administrative status, as TBX writes it).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TermStatus {
    /// The form to use.
    Preferred,
    /// A form that may be used.
    Admitted,
    /// A form that must not be used.
    Forbidden,
}

impl TermStatus {
    /// All statuses, the best first.
    pub const ALL: [Self; 3] = [Self::Preferred, Self::Admitted, Self::Forbidden];

    /// The word for it: `preferred`, `admitted`, `forbidden`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Admitted => "admitted",
            Self::Forbidden => "forbidden",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }
}

/// How a term stands in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermMatch {
    /// As a word, in its inflected forms too.
    #[default]
    Word,
    /// Only as it is written.
    Exact,
    /// Where it is capitalized; elsewhere it is an everyday word.
    PreferCapital,
    /// Only where the text shows that it is about the concept's domain.
    ContextOnly,
}

impl TermMatch {
    /// All ways, in no order.
    pub const ALL: [Self; 4] = [
        Self::Word,
        Self::Exact,
        Self::PreferCapital,
        Self::ContextOnly,
    ];

    /// The word for it: `word`, `exact`, `prefer-capital`, `context-only`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Exact => "exact",
            Self::PreferCapital => "prefer-capital",
            Self::ContextOnly => "context-only",
        }
    }

    /// The way of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == name)
    }
}

/// A term: one form of a concept in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its language.
    pub lang: LangTag,
    /// The form as it is written.
    pub text: String,
    /// Whether it is to be used.
    pub status: TermStatus,
    /// `noun properNoun verb adjective adverb other`; empty where not said.
    pub part_of_speech: String,
    /// `fullForm acronym abbreviation shortForm variant phrase`; empty where not said.
    pub term_type: String,
    /// Whether upper and lower case must be as written.
    pub exact_case: bool,
    /// How it stands in a text.
    pub match_: TermMatch,
    /// Why a form is forbidden, or where it is at home.
    pub label: String,
    /// How to use this form.
    pub note: String,
}

/// A concept: what its terms in several languages mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept {
    /// Its stable id: `director-general`.
    pub id: String,
    /// `general IP`, `copyright` …
    pub domain: String,
    /// `organization`, `person`, `treaty` …
    pub kind: String,
    /// What it is.
    pub definition: String,
    /// How to use it.
    pub note: String,
    /// Where its terms were seen.
    pub source: String,
    /// Its terms, in order: by language, then by status, the best form first.
    pub terms: Vec<Term>,
}

impl Concept {
    /// An id for a new concept: its term in plain letters, with a number where that is `taken`.
    #[must_use]
    pub fn id_for(term: &str, taken: impl Fn(&str) -> bool) -> String {
        let words: Vec<String> = term
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let base = match words.is_empty() {
            true => "term".to_owned(),
            false => words.join("-"),
        };
        let numbered = (2..).map(|n: u32| format!("{base}-{n}"));
        std::iter::once(base.clone())
            .chain(numbered)
            .find(|id| !taken(id))
            .unwrap_or(base)
    }

    /// The terms in a language, the best first. A termbase that says `zh-CN` answers for `zh-Hans`.
    pub fn terms_in<'a>(&'a self, lang: &'a LangTag) -> impl Iterator<Item = &'a Term> {
        let terms = self.terms.iter();
        terms.filter(move |term| lang.covers(&term.lang))
    }

    /// Puts the terms in the order that a termbase has them in: by language, the source first, then
    /// by status, the best form first.
    pub fn sort(&mut self, source: &LangTag) {
        self.terms.sort_by(|a, b| {
            (a.lang != *source, &a.lang, a.status).cmp(&(b.lang != *source, &b.lang, b.status))
        });
    }

    /// The form to use in a language: the preferred one, or else the first admitted one.
    #[must_use]
    pub fn preferred(&self, lang: &LangTag) -> Option<&Term> {
        let terms = self.terms.iter().filter(|term| lang.covers(&term.lang));
        terms
            .filter(|term| term.status != TermStatus::Forbidden)
            .min_by_key(|term| (term.status, term.lang != *lang))
    }
}
