//! What is done to a termbase beside loading and writing it.

mod add;
mod edit;
mod extract;

pub use add::{NewTerm, add, with_words};
pub use edit::{Edited, Form, edit};
pub use extract::{Place, around, candidates, table};

use super::fill;
use crate::store::{self, Writer};
use crate::term::lint::{Flaw, Rule};
use crate::term::{Merged, merge};
use crate::text::LangTag;

/// What could not be done to a termbase.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The memory refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// There is no such document.
    #[error(transparent)]
    Fill(#[from] fill::Error),
    /// There is no such concept.
    #[error("there is no concept “{id}”")]
    Unknown {
        /// Its id.
        id: String,
    },
    /// Its terms are others than whoever changes them has seen.
    #[error("somebody changed the concept “{id}” meanwhile")]
    Changed {
        /// Its id.
        id: String,
    },
    /// No term would be left of it.
    #[error("no term would be left of the concept “{id}”")]
    NoTerm {
        /// Its id.
        id: String,
    },
    /// There is nothing to merge a concept with.
    #[error("there is one concept “{id}”, and no other was named to go into it")]
    Alone {
        /// Its id.
        id: String,
    },
}

/// Makes one concept of several, under the id of the first, and takes the others away. Where
/// termbases of several files have a concept of one of the ids, all of them are meant.
///
/// # Errors
/// [`Error`]; then nothing is changed.
pub fn merge_concepts(
    writer: &Writer<'_>,
    into: &str,
    others: &[String],
    source: &LangTag,
) -> Result<Merged, Error> {
    let concepts = writer.concepts()?;
    let mut ids = vec![into];
    for id in others {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    let mut merged: Option<Merged> = None;
    let mut count = 0;
    for id in &ids {
        let mut found = concepts
            .iter()
            .filter(|concept| concept.id == *id)
            .peekable();
        if found.peek().is_none() {
            let id = (*id).to_owned();
            return Err(Error::Unknown { id });
        }
        for concept in found {
            count += 1;
            let next = match &merged {
                Some(first) => merge(&first.concept, concept, source),
                None => Merged {
                    concept: concept.clone(),
                    overruled: Vec::new(),
                },
            };
            let before = merged.map_or_else(Vec::new, |first| first.overruled);
            merged = Some(Merged {
                overruled: before.into_iter().chain(next.overruled).collect(),
                concept: next.concept,
            });
        }
    }
    let Some(merged) = merged.filter(|_| count > 1) else {
        let id = into.to_owned();
        return Err(Error::Alone { id });
    };
    for id in ids.iter().skip(1) {
        writer.remove_concept(id)?;
    }
    writer.put_concept(&merged.concept)?;
    Ok(merged)
}

/// What to do about a flaw of the termbase, as a sentence.
#[must_use]
pub fn next_step(flaw: &Flaw) -> String {
    let id = &flaw.concept;
    let term = flaw.term.as_deref().unwrap_or_default();
    match flaw.rule {
        Rule::Empty => format!("give it a term, or take it out: `yiku term remove {id}`"),
        Rule::ForbiddenAllowed => {
            format!("keep one of the two rows of “{term}” in {id}")
        }
        Rule::NoForm if flaw.term.is_some() => {
            format!("give it the form to use: `yiku term add '{term}' FORM`, or a row in its file")
        }
        Rule::NoForm => format!("give {id} a term, or take it out: `yiku term remove {id}`"),
        Rule::NoPreferred => "give one of its forms the status preferred".to_owned(),
        Rule::SeveralPreferred => "leave one preferred, and make the others admitted".to_owned(),
        Rule::SameId => format!(
            "if they mean the same: `yiku term merge {id}`; if not, give one another id in its file"
        ),
        Rule::SameTerm => {
            let other = flaw.other.as_deref().unwrap_or_default();
            format!(
                "if they mean the same: `yiku term merge {other} {id}`; if not, let one count only in its domain (match: context-only) or in its own case (case: exact)"
            )
        }
        Rule::Doubled => format!("take one of them out of {id}"),
        Rule::Script => "correct the term, or its language".to_owned(),
        Rule::Ends => "write the term without it".to_owned(),
        Rule::OneCharacter => {
            format!(
                "write the word that “{term}” stands in, or let it count only in its domain (match: context-only)"
            )
        }
    }
}
