//! Q15: a form in the target that the termbase forbids for a term of the source.

use super::{Check, Reading, in_target};
use crate::unit::{Finding, Severity};

/// Forbidden term.
pub(super) struct ForbiddenTerm;

impl Check for ForbiddenTerm {
    fn id(&self) -> &'static str {
        "Q15"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        for used in &pair.verdict.forbidden {
            let Some(concept) = pair.concepts.get(used.concept) else {
                continue;
            };
            let Some(form) = concept.terms.get(used.term) else {
                continue;
            };
            let reason = if form.label.is_empty() {
                String::new()
            } else {
                format!(" ({})", form.label.replace('-', " "))
            };
            let better = concept
                .preferred(pair.target_lang)
                .map_or(String::new(), |term| format!("; use {}", term.text));
            findings.push(in_target(
                self.id(),
                Severity::Error,
                used.target.clone(),
                format!("“{}” must not be used{reason}{better}", form.text),
            ));
        }
    }
}
