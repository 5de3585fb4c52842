//! What is done to a termbase beside loading and writing it.

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
    /// There is no such concept.
    #[error("there is no concept “{id}”")]
    Unknown {
        /// Its id.
        id: String,
    },
    /// A concept would be merged into itself.
    #[error("“{id}” is named twice")]
    Same {
        /// Its id.
        id: String,
    },
}

/// Makes one concept of several, under the id of the first, and takes the others away.
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
    let find = |id: &str| {
        let found = concepts.iter().find(|concept| concept.id == id);
        found.ok_or_else(|| Error::Unknown { id: id.to_owned() })
    };
    let mut merged = Merged {
        concept: find(into)?.clone(),
        overruled: Vec::new(),
    };
    let mut done = vec![into];
    for id in others {
        if done.contains(&id.as_str()) {
            return Err(Error::Same { id: id.clone() });
        }
        done.push(id);
        let next = merge(&merged.concept, find(id)?, source);
        merged.concept = next.concept;
        merged.overruled.extend(next.overruled);
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
        Rule::NoForm => {
            format!("add the form to use: `yiku term add TERM FORM` with the term of {id}")
        }
        Rule::NoPreferred => "give one of its forms the status preferred".to_owned(),
        Rule::SeveralPreferred => "leave one preferred, and make the others admitted".to_owned(),
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
