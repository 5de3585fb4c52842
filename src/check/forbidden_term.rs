//! Q15: a form in the target that the termbase forbids for a term of the source.

use super::{Check, Reading, in_target};
use crate::unit::{Finding, Message, Severity};

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
            let better = concept.preferred(pair.target_lang).map(|term| &term.text);
            let better_zh = better.map_or(String::new(), |text| format!("，应用“{text}”"));
            let better = better.map_or(String::new(), |text| format!("; use {text}"));
            findings.push(in_target(
                self.id(),
                Severity::Error,
                used.target.clone(),
                Message {
                    english: format!("“{}” must not be used{reason}{better}", form.text),
                    chinese: format!("“{}”禁用{better_zh}", form.text),
                },
            ));
        }
    }
}
