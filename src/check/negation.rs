//! Q27: a negation of the source that nothing in the target renders. Its presence is asked for by
//! segment, since languages deny in different places.

use std::ops::Range;

use super::ending::asks;
use super::language::conventions;
use super::span::backticks;
use super::words::{self, holds, places, without};
use super::{Check, Reading, in_source};
use crate::unit::{Finding, Severity};

/// Lost negations.
pub(super) struct Negations;

/// Words that say with a negation that there is no more.
const BUT: &[&str] = &["than", "but", "except", "beyond", "unless", "save"];

/// How Chinese says it.
const ONLY: &[&str] = &["只", "仅", "唯", "惟", "光是"];

/// Whether what is denied is denied of all but one thing.
fn is_only(text: &str, negation: &Range<usize>) -> bool {
    let after = text.get(negation.end..).unwrap_or_default();
    let clause = after.split(['.', ';', '?', '!']).next().unwrap_or_default();
    BUT.iter().any(|word| places(clause, word).next().is_some())
}

/// Whether what is denied is what one wants to be spared.
fn is_purpose(text: &str, negation: &Range<usize>) -> bool {
    let before = text.get(..negation.start).unwrap_or_default();
    before.rfind("so that ").is_some_and(|at| {
        let between = before.get(at..).unwrap_or_default();
        between.split_whitespace().count() <= 6 && !between.contains(['.', ';', ','])
    })
}

impl Check for Negations {
    fn id(&self) -> &'static str {
        "Q27"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let ours = conventions(pair.source_lang).negation;
        let theirs = conventions(pair.target_lang).negation;
        let target = without(pair.target_lower(), theirs.innocent);
        if theirs.said.is_empty() || holds(&target, theirs.said) {
            return;
        }
        let text = pair.source_lower();
        let code = backticks(pair.source);
        let apparent: Vec<_> = ours
            .apparent
            .iter()
            .flat_map(|phrase| words::found(text, phrase))
            .map(|(at, found)| at..at + found.len())
            .collect();
        let found = |phrases: &[&'static str]| {
            phrases
                .iter()
                .flat_map(|phrase| places(text, phrase))
                .find(|range| {
                    let after = text.get(range.end..).unwrap_or_default().trim_start();
                    let inside = |a: &Range<usize>| a.start < range.end && range.start < a.end;
                    // `No. 5` counts.
                    let number = text.get(range.clone()) == Some("no") && after.starts_with('.');
                    // `not only … but also` affirms both.
                    let both = after.starts_with("only")
                        || after.starts_with("just") && after.contains("but");
                    // You know it, don't you?
                    let tag = after.len() <= 5 && after.ends_with('?');
                    let coded = code.iter().any(|code| code.contains(&range.start));
                    !(apparent.iter().any(inside) || number || both || tag || coded)
                })
        };
        let (range, severity) = match (found(ours.strong), found(ours.weak)) {
            // Who can say? denies too, and 怎么这样呢！
            (Some(range), _) if pair.target.contains(['？', '！', '?', '!']) && asks(pair) => {
                (range, Severity::Info)
            }
            // Not so that one is afraid, but to be bold.
            (Some(range), _) if is_purpose(text, &range) => (range, Severity::Info),
            // Not to more than one: 只对一个.
            (Some(range), _) if is_only(text, &range) && holds(pair.target, ONLY) => return,
            (Some(range), _) => (range, Severity::Warning),
            (None, Some(range)) => (range, Severity::Info),
            (None, None) => return,
        };
        let word = pair.source.get(range.clone()).unwrap_or_default();
        let message = said!(
            "“{word}” is not in the translation",
            "译文没有译出“{word}”的否定"
        );
        findings.push(in_source(self.id(), severity, range, message));
    }
}
