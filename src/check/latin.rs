//! Q12: words left in Latin letters in a Chinese text that ought to have been translated.
//!
//! Names of products and firms, acronyms, and originals in brackets stay; what remains is a word
//! of the language in small letters, and a name before a Chinese noun that says it is of a kind
//! that always has a Chinese name: Tsinghua大学.

use super::language::conventions;
use super::span::is_inside;
use super::{Check, Reading, in_target};
use crate::term::TermStatus;
use crate::text::script::is_han;
use crate::unit::{Finding, Severity};

/// Latin words.
pub(super) struct Latin;

/// Nouns after which a name has a Chinese form.
const KINDS: &[&str] = &[
    "大学",
    "学院",
    "省",
    "市",
    "县",
    "区",
    "镇",
    "村",
    "路",
    "街",
    "河",
    "江",
    "山",
    "湖",
    "岛",
    "法院",
    "部长",
    "先生",
    "女士",
    "博物馆",
    "图书馆",
    "自治区",
    "州",
];

/// Words in small letters that Chinese texts have: units, particles of names, loans.
const KEPT: &[&str] = &[
    "km", "kg", "cm", "mm", "nm", "mg", "ml", "kwh", "kw", "mw", "gw", "hz", "khz", "mhz", "ghz",
    "kb", "mb", "gb", "tb", "vs", "et", "al", "de", "van", "von", "der", "la", "le", "of", "and",
    "the", "for", "in", "on", "at", "to", "app", "wi", "fi", "pdf", "dpi", "rpm", "bps", "mol",
    "pa", "kpa", "mpa", "db", "www", "http", "https", "com", "org", "net", "int", "cn",
];

impl Check for Latin {
    fn id(&self) -> &'static str {
        "Q12"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        if !conventions(pair.target_lang).tight
            || conventions(pair.source_lang).tight
            || !pair.target.chars().any(is_han)
        {
            return;
        }
        let text = pair.target;
        let (mut depth, mut start) = (0_i32, None);
        for (at, c) in text.char_indices().chain([(text.len(), '。')]) {
            match (
                c.is_ascii_alphabetic() || "-’'_&;.".contains(c) && start.is_some(),
                start,
            ) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    start = None;
                    let word = text.get(from..at).unwrap_or_default();
                    let word = word.trim_end_matches(['-', '.', '’', '\'', '&', ';']);
                    let before = text.get(..from).unwrap_or_default();
                    let glued = before
                        .ends_with(|c: char| c.is_ascii_digit() || "_-%@#/\\$&.".contains(c))
                        || c.is_ascii_digit();
                    let after = text.get(from + word.len()..).unwrap_or_default();
                    // Where nothing is said of the text, a word set apart by spaces tells that it is
                    // of the kind that keeps many: software.
                    let apart = before.ends_with(' ') || after.starts_with(' ');
                    let severity = match pair.settings.profile.is_none() && apart {
                        true => Severity::Info,
                        false => Severity::Warning,
                    };
                    // *file*: a name set apart by markup.
                    let marked = before.ends_with('*') && after.starts_with('*');
                    if depth == 0
                        && !glued
                        && !marked
                        && is_left(word, after, pair)
                        && !is_inside(pair.target_spans(), from)
                        && !is_term(pair, from)
                    {
                        findings.push(in_target(
                            self.id(),
                            severity,
                            from..from + word.len(),
                            said!("“{word}” is not translated", "“{word}”没有译出"),
                        ));
                    }
                }
                _ => {}
            }
            match c {
                '（' | '(' | '《' | '“' | '"' | '`' | '[' | '【' => depth += 1,
                '）' | ')' | '》' | '”' | ']' | '】' => depth = (depth - 1).max(0),
                _ => {}
            }
        }
    }
}

/// Whether a word stands in the source and would have been translated.
fn is_left(word: &str, after: &str, pair: &Reading<'_>) -> bool {
    if word.len() < 3 || word.contains(['.', '_', '&', ';']) || KEPT.contains(&word) {
        return false;
    }
    let small = word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let name = word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().skip(1).all(|c| c.is_ascii_lowercase());
    let kind = KINDS.iter().any(|kind| after.starts_with(kind));
    (small || name && kind)
        && super::words::places(pair.source_lower(), &word.to_ascii_lowercase())
            .next()
            .is_some()
        // A command or a key is code, and in a row of Latin words a name is one.
        && (kind || !after.starts_with(['(', '=', ':', '/', '-', ' ']) || is_prose(after))
}

/// Whether a Chinese character follows a space: the word stands in the midst of prose.
fn is_prose(after: &str) -> bool {
    after.starts_with(' ') && after.trim_start().starts_with(is_han)
}

/// Whether a place lies in a term that may be used.
fn is_term(pair: &Reading<'_>, at: usize) -> bool {
    pair.target_terms.iter().any(|hit| {
        let concept = pair.concepts.get(hit.concept);
        let term = concept.and_then(|concept| concept.terms.get(hit.term));
        hit.range.contains(&at) && term.is_some_and(|term| term.status != TermStatus::Forbidden)
    })
}
