//! What shows that a text is about a concept's domain, for terms that are everyday words elsewhere.

use std::collections::HashSet;

use super::Concept;
use crate::text::LangTag;

/// Words of definitions that stand in texts of every domain.
const EVERYDAY: &[&str] = &[
    "about",
    "above",
    "after",
    "being",
    "between",
    "country",
    "earlier",
    "given",
    "group",
    "international",
    "issue",
    "later",
    "legal",
    "member",
    "nation",
    "office",
    "other",
    "party",
    "people",
    "person",
    "place",
    "process",
    "product",
    "public",
    "right",
    "service",
    "several",
    "short",
    "start",
    "state",
    "support",
    "system",
    "their",
    "thing",
    "those",
    "through",
    "under",
    "value",
    "which",
    "while",
    "world",
    "years",
    "general",
    "potential",
    "actual",
    "supreme",
    "programme",
    "report",
    "choice",
    "white",
    "ground",
    "advance",
    "information",
    "skill",
];

/// The words whose presence shows that a text is about a concept's domain: those of its
/// definition and of its domain's name, without everyday words and without its own terms.
pub(super) fn hint_words(concept: &Concept, lang: &LangTag) -> HashSet<String> {
    let mut words = words_of(&concept.definition);
    words.extend(words_of(&concept.domain));
    for word in EVERYDAY {
        words.remove(*word);
    }
    for term in concept.terms_in(lang) {
        for own in words_of(&term.text) {
            words.remove(&own);
        }
    }
    words.retain(|word| word.len() > 4 || word.chars().all(char::is_uppercase));
    words
}

/// The words of a text, without plural s, in lower case; words in capitals as they are.
pub(super) fn words_of(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 1)
        .map(|word| {
            if word.chars().all(char::is_uppercase) {
                word.to_owned()
            } else {
                let lower = word.to_lowercase();
                match lower.strip_suffix('s') {
                    Some(stem) if !stem.ends_with('s') => stem.to_owned(),
                    _ => lower,
                }
            }
        })
        .collect()
}
