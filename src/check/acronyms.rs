//! Q23: an acronym in brackets that is not the source's, and one in another case.

use super::{Check, Reading, in_target};
use crate::term::TermStatus;
use crate::text::script::is_han;
use crate::unit::{Finding, Severity};

/// Acronyms.
pub(super) struct Acronyms;

impl Check for Acronyms {
    fn id(&self) -> &'static str {
        "Q23"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let mut ours: Vec<&str> = acronyms(pair.source).map(|(_, word)| word).collect();
        // Those that the termbase has for what the source names in full.
        for concept in pair.concepts_in_source() {
            let terms = concept.terms.iter();
            let acronyms = terms.filter(|term| term.status != TermStatus::Forbidden);
            let acronyms = acronyms.map(|term| term.text.as_str());
            ours.extend(acronyms.filter(|text| is_acronym(text)));
        }
        if ours.is_empty() {
            return;
        }
        let theirs: Vec<(usize, &str)> = words(pair.target).collect();
        for (at, word) in &theirs {
            if ours.contains(word) || pair.source.contains(word) {
                continue;
            }
            let range = *at..at + word.len();
            // PCT is never Pct, and ePCT never EPCT.
            let other_case = ours
                .iter()
                .find(|ours| ours.eq_ignore_ascii_case(word) && word.len() > 2);
            // One letter of three and more differs, and the acronym itself is not there.
            let altered = is_acronym(word).then(|| {
                ours.iter().find(|ours| {
                    ours.len() >= 3
                        && strsim::damerau_levenshtein(ours, word) == 1
                        && theirs.iter().all(|(_, word)| word != *ours)
                })
            });
            if let Some(ours) = other_case.or(altered.flatten()) {
                findings.push(in_target(
                    self.id(),
                    Severity::Info,
                    range,
                    said!("the source has {ours}", "原文为{ours}"),
                ));
            }
        }
    }
}

/// Whether a word is an acronym: at least two capitals, and not a whole shouted sentence's.
fn is_acronym(word: &str) -> bool {
    (2..=10).contains(&word.len()) && word.bytes().filter(u8::is_ascii_uppercase).count() >= 2
}

fn acronyms(text: &str) -> impl Iterator<Item = (usize, &str)> {
    words(text).filter(|(_, word)| is_acronym(word))
}

/// The words of Latin letters and digits.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|c: char| !c.is_ascii_alphanumeric() || is_han(c))
        .filter_map(move |word| {
            // The parts of a text stand in it one after the other.
            let from = at + text.get(at..)?.find(word)?;
            at = from + word.len();
            word.starts_with(|c: char| c.is_ascii_alphabetic())
                .then_some((from, word))
        })
}
