//! Q29: a person of the termbase under other characters.

use std::collections::HashSet;

use super::{Check, Reading, in_target};
use crate::term::{Term, TermStatus};
use crate::text::script::is_han;
use crate::unit::{Finding, Severity};

/// Names of persons.
pub(super) struct Persons;

impl Check for Persons {
    fn id(&self) -> &'static str {
        "Q29"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        if !pair.target_lang.is_chinese() {
            return;
        }
        let mut seen = HashSet::new();
        let concepts = pair.concepts_in_source();
        for person in concepts.filter(|concept| concept.kind == "person") {
            if !seen.insert(&person.id) {
                continue;
            }
            let names = || {
                let names = person.terms_in(pair.target_lang);
                names.filter(|term| term.status != TermStatus::Forbidden)
            };
            if names().any(|name| pair.target.contains(&name.text)) {
                continue;
            }
            let missing = pair.verdict.missing.iter().any(|missing| {
                let concept = pair.concepts.get(missing.concept);
                concept.is_some_and(|concept| concept.id == person.id)
            });
            // Of a name of two characters, or one with a title, too much is alike.
            let tells =
                |name: &&Term| name.text.chars().count() > 2 && name.term_type != "shortForm";
            for name in names().filter(|name| missing || tells(name)) {
                let Some(range) = look_alike(pair.target, &name.text) else {
                    continue;
                };
                let found = pair.target.get(range.clone()).unwrap_or_default();
                let message = said!("“{found}” is not {0}", "“{found}”不是“{0}”", name.text);
                findings.push(in_target(self.id(), Severity::Error, range, message));
                break;
            }
        }
    }
}

/// A stretch as long as the name that differs from it in one character: 邓小平 for 邓希平, and 锺希平
/// where the other characters are two at least, or the name stands by itself (尹勇 for 殷勇).
fn look_alike(text: &str, name: &str) -> Option<std::ops::Range<usize>> {
    let wanted: Vec<char> = name.chars().collect();
    if wanted.len() < 2 || wanted.len() > 12 || !wanted.iter().all(|c| is_han(*c) || *c == '·') {
        return None;
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    chars.windows(wanted.len()).find_map(|window| {
        let differing = window
            .iter()
            .zip(&wanted)
            .filter(|((_, a), b)| a != *b)
            .count();
        let (first, last) = (window.first()?, window.last()?);
        let by_itself = || {
            let before = text
                .get(..first.0)
                .and_then(|text| text.chars().next_back());
            before.is_none_or(|c| !is_han(c))
        };
        let surname = wanted.first() == Some(&first.1) || wanted.len() > 2 || by_itself();
        let rest_is_name = window.iter().all(|(_, c)| is_han(*c) || *c == '·');
        (differing == 1 && surname && rest_is_name && !is_title(text, window))
            .then_some(first.0..last.0 + last.1.len_utf8())
    })
}

/// Whether what follows the surname is a title or a particle, so that no given name stands there:
/// 王刚 against 王说.
fn is_title(text: &str, window: &[(usize, char)]) -> bool {
    let Some((at, c)) = window.get(1) else {
        return false;
    };
    let rest = text.get(*at..).unwrap_or_default();
    let title = [
        "先生",
        "女士",
        "局长",
        "市长",
        "省长",
        "部长",
        "书记",
        "教授",
        "总干事",
        "主席",
        "总理",
        "大师",
        "院长",
    ];
    title.iter().any(|title| rest.starts_with(title)) || "的和与说在对向及等一、，".contains(*c)
}
