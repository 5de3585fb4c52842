//! Changing a concept as a person sees it: its terms, what it is.

use super::Error;
use crate::store::Writer;
use crate::term::{Concept, TermStatus};
use crate::text::LangTag;

/// A term of a concept, as it is to be.
#[derive(Clone, Debug)]
pub struct Form {
    /// What it was when whoever changes it saw it.
    pub was: String,
    /// What it is to be; empty where it is to go.
    pub text: String,
    /// Whether it is to be used.
    pub status: TermStatus,
}

/// What a concept is to be: its terms in their order, its domain and its definition.
#[derive(Clone, Debug)]
pub struct Edited {
    /// Its terms.
    pub forms: Vec<Form>,
    /// Its domain.
    pub domain: String,
    /// Its definition.
    pub definition: String,
}

/// Changes a concept. All that is not said of its terms stays.
///
/// # Errors
/// [`Error`] where there is no such concept, its terms are others by now, or none would be left.
pub fn edit(
    writer: &Writer<'_>,
    id: &str,
    edited: &Edited,
    source: &LangTag,
) -> Result<Concept, Error> {
    let concepts = writer.concepts()?;
    let unknown = || Error::Unknown { id: id.to_owned() };
    let mut concept =
        (concepts.into_iter().find(|concept| concept.id == id)).ok_or_else(unknown)?;
    let was = edited.forms.iter().map(|form| form.was.as_str());
    if !was.eq(concept.terms.iter().map(|term| term.text.as_str())) {
        return Err(Error::Changed { id: id.to_owned() });
    }
    for (term, form) in concept.terms.iter_mut().zip(&edited.forms) {
        term.text = form.text.trim().to_owned();
        term.status = form.status;
    }
    concept.terms.retain(|term| !term.text.is_empty());
    if concept.terms.is_empty() {
        return Err(Error::NoTerm { id: id.to_owned() });
    }
    concept.domain = edited.domain.trim().to_owned();
    concept.definition = edited.definition.trim().to_owned();
    concept.sort(source);
    writer.put_concept(&concept)?;
    writer.describe(id);
    Ok(concept)
}
