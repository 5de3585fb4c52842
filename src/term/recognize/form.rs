//! The forms a term is looked for in, and what a text must be where one stands.

use super::super::folded::{Case, Folded};
use super::super::{Term, TermMatch, TermStatus, Writing, inflect};

/// A form of a term and what must hold where its pattern stands.
pub(super) struct Form {
    pub(super) concept: usize,
    pub(super) term: usize,
    pub(super) status: TermStatus,
    pub(super) context_only: bool,
    pub(super) test: Test,
}

/// What the text must be where a pattern stands.
pub(super) enum Test {
    /// Nothing more.
    Any,
    /// Upper and lower case as here.
    Case(String),
    /// A capital at each word that has one here.
    Capitals(String),
    /// These very characters, apart from white space and the shape of apostrophes.
    Exact { text: String, case: Case },
}

impl Test {
    pub(super) fn of(term: &Term, form: &str, writing: Writing) -> Self {
        let case = if term.exact_case {
            Case::Kept
        } else {
            Case::Ignored
        };
        match (term.match_, writing) {
            (TermMatch::Exact, Writing::Spaced) => Self::Exact {
                text: as_written(form, case),
                case,
            },
            (TermMatch::PreferCapital, Writing::Spaced) => Self::Capitals(form.to_owned()),
            _ if term.exact_case => Self::Case(fold(form, writing, Case::Kept)),
            _ => Self::Any,
        }
    }

    pub(super) fn passes(&self, here: &str, writing: Writing) -> bool {
        match self {
            Self::Any => true,
            Self::Case(wanted) => fold(here, writing, Case::Kept) == *wanted,
            Self::Exact { text, case } => as_written(here, *case) == *text,
            Self::Capitals(model) => {
                let words = |text: &'_ str| -> Vec<bool> {
                    text.split([' ', '-'])
                        .filter(|word| !word.is_empty())
                        .map(|word| word.starts_with(char::is_uppercase))
                        .collect()
                };
                let (model, here) = (words(model), words(here));
                model.iter().zip(&here).all(|(model, here)| *here || !model)
            }
        }
    }
}

/// The forms in which a term is looked for.
pub(super) fn forms_of(term: &Term, writing: Writing) -> Vec<String> {
    if writing == Writing::Spaced && term.lang.language() == "en" {
        inflect::forms(term)
    } else {
        vec![term.text.clone()]
    }
}

pub(super) fn fold(text: &str, writing: Writing, case: Case) -> String {
    let folded = Folded::new(text, writing, case).text;
    folded.trim().to_owned()
}

/// A text for a comparison "as written": single spaces, straight apostrophes, case if it counts.
fn as_written(text: &str, case: Case) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace(['’', '‘'], "'");
    match case {
        Case::Kept => text,
        Case::Ignored => text.to_lowercase(),
    }
}
