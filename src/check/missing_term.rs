//! Q14: a term of the source whose translation is not one of the termbase's.

use super::names::is_rendered;
use super::{Check, Reading, in_source};
use crate::term::TermStatus;
use crate::unit::{Finding, Severity};

/// Term missing or not as prescribed.
pub(super) struct MissingTerm;

impl Check for MissingTerm {
    fn id(&self) -> &'static str {
        "Q14"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        // A form that is forbidden for the term says so itself.
        let forbidden = pair.verdict.forbidden.iter().map(|used| used.concept);
        let mut forbidden: Vec<usize> = match pair.settings.asks("Q15") {
            true => forbidden.collect(),
            false => Vec::new(),
        };
        for missing in &pair.verdict.missing {
            if let Some(at) = forbidden.iter().position(|of| *of == missing.concept) {
                forbidden.swap_remove(at);
                continue;
            }
            let Some(concept) = pair.concepts.get(missing.concept) else {
                continue;
            };
            // A country has a short name of one character, and a reference is kept as it is.
            if concept
                .terms_in(pair.source_lang)
                .any(|term| is_rendered(pair, &term.text))
                || pair.source == pair.target
            {
                continue;
            }
            let term = pair.source.get(missing.source.clone()).unwrap_or_default();
            let forms: Vec<&str> = concept
                .terms_in(pair.target_lang)
                .filter(|term| term.status != TermStatus::Forbidden)
                .map(|term| term.text.as_str())
                .take(3)
                .collect();
            findings.push(in_source(
                self.id(),
                // An everyday word may mean something else here.
                if missing.doubtful {
                    Severity::Info
                } else {
                    Severity::Warning
                },
                missing.source.clone(),
                said!(
                    "“{term}” is not translated as the termbase says: {0}",
                    "“{term}”没有按术语库译作：{0}",
                    forms.join(" / ")
                ),
            ));
        }
    }
}
