//! Adding a term to a termbase, and finding concepts by what their terms contain.

use crate::store::{self, Writer};
use crate::term::{Concept, Term, TermMatch, TermStatus};
use crate::text::LangTag;
use crate::text::fold::fold;

/// A term and its translation, to be added.
#[derive(Clone, Debug)]
pub struct NewTerm {
    /// The languages of the two.
    pub languages: (LangTag, LangTag),
    /// The term.
    pub source: String,
    /// Its translation.
    pub target: String,
    /// Whether the translation is to be used.
    pub status: TermStatus,
    /// Whether upper and lower case of the term must be as written.
    pub exact_case: bool,
    /// How to use the translation.
    pub note: String,
    /// The domain and the definition of the concept, where it is a new one.
    pub domain: String,
    /// What it is, likewise.
    pub definition: String,
}

/// Adds a term: to the concept that has it, or as a new one. Where it is preferred, what was
/// preferred before may still be used.
///
/// # Errors
/// [`store::Error`] where the memory refuses.
pub fn add(writer: &Writer<'_>, new: &NewTerm) -> Result<Concept, store::Error> {
    let (from, to) = &new.languages;
    let term = |lang: &LangTag, text: &str, status| Term {
        lang: lang.clone(),
        text: text.trim().to_owned(),
        status,
        part_of_speech: String::new(),
        term_type: String::new(),
        exact_case: false,
        match_: TermMatch::Word,
        label: String::new(),
        note: String::new(),
    };
    let source = Term {
        exact_case: new.exact_case,
        ..term(from, &new.source, TermStatus::Preferred)
    };
    let target = Term {
        note: new.note.clone(),
        ..term(to, &new.target, new.status)
    };
    let concepts = writer.concepts()?;
    let known = concepts.iter().find(|concept| {
        concept.terms_in(from).any(|term| match term.exact_case {
            true => term.text == source.text,
            false => fold(&term.text) == fold(&source.text),
        })
    });
    let concept = match known {
        Some(concept) => {
            let stands = concept
                .terms_in(to)
                .any(|term| term.text == target.text && term.status == target.status);
            if stands {
                return Ok(concept.clone());
            }
            widened(concept.clone(), target, &new.languages)
        }
        None => Concept {
            id: Concept::id_for(&source.text, |id| {
                concepts.iter().any(|concept| concept.id == id)
            }),
            domain: new.domain.clone(),
            kind: String::new(),
            definition: new.definition.clone(),
            note: String::new(),
            source: String::new(),
            terms: vec![source, target],
        },
    };
    writer.put_concept(&concept)?;
    writer.describe(format!("{} = {}", new.source.trim(), new.target.trim()));
    Ok(concept)
}

/// A concept with one more form.
fn widened(mut concept: Concept, target: Term, (from, to): &(LangTag, LangTag)) -> Concept {
    concept
        .terms
        .retain(|term| term.lang != *to || term.text != target.text);
    if target.status == TermStatus::Preferred {
        let preferred = concept
            .terms
            .iter_mut()
            .filter(|term| term.lang == *to && term.status == TermStatus::Preferred);
        for term in preferred {
            term.status = TermStatus::Admitted;
        }
    }
    concept.terms.push(target);
    concept.sort(from);
    concept
}

/// The concepts of which a term, or the id, contains some words; case and width do not matter.
#[must_use]
pub fn with_words(mut concepts: Vec<Concept>, words: &str) -> Vec<Concept> {
    let wanted = fold(words.trim());
    concepts.retain(|concept| {
        let mut terms = concept.terms.iter();
        fold(&concept.id).contains(&wanted) || terms.any(|term| fold(&term.text).contains(&wanted))
    });
    concepts
}
