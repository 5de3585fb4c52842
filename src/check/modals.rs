//! Q32: what obliges and what permits (shall, must, may) taken for the other, or lost.

use super::language::conventions;
use super::words::{holds, places, without};
use super::{Check, Reading, in_source};
use crate::unit::{Finding, Severity};

/// Modal force.
pub(super) struct Force;

/// What a modal verb does.
#[derive(Clone, Copy)]
enum Does {
    Oblige,
    Permit,
}

impl Check for Force {
    fn id(&self) -> &'static str {
        "Q32"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let ours = conventions(pair.source_lang).modals;
        let theirs = conventions(pair.target_lang).modals;
        let text = without(pair.target_lower(), theirs.compounds);
        let text = text.as_ref();
        let must = theirs.must.iter().chain(theirs.must_said);
        let may = theirs.may.iter().chain(theirs.may_said);
        for (words, said, does) in [
            (ours.must, must.copied().collect::<Vec<_>>(), Does::Oblige),
            (ours.may, may.copied().collect(), Does::Permit),
        ] {
            // A language of which nothing is known renders it somehow.
            if said.is_empty() || holds(text, &said) {
                continue;
            }
            let found = words
                .iter()
                .flat_map(|word| places(pair.source_lower(), word))
                // May is a month, and who shall be free to act may.
                .find(|range| {
                    let after = pair.source_lower().get(range.end..).unwrap_or_default();
                    pair.source.get(range.clone()) != Some("May")
                        && !FREE.iter().any(|free| after.starts_with(free))
                });
            if let Some(range) = found {
                let word = pair.source.get(range.clone()).unwrap_or_default();
                let message = match does {
                    Does::Oblige => said!(
                        "“{word}” obliges, and the translation does not",
                        "“{word}”表示义务，译文没有译出"
                    ),
                    Does::Permit => said!(
                        "“{word}” permits, and the translation does not",
                        "“{word}”表示许可，译文没有译出"
                    ),
                };
                // 本协议受新加坡法律管辖: what is, and what a thing consists of, needs no 应.
                let after = pair.source_lower().get(range.end..).unwrap_or_default();
                let severity = match STATES.iter().any(|verb| after.starts_with(verb)) {
                    true => Severity::Info,
                    false => Severity::Warning,
                };
                findings.push(in_source(self.id(), severity, range, message));
            }
        }
        // 应 for may: the permission has become a duty; 可以 for shall: the duty a permission.
        let only = |words: &[&str], others: &[&str]| {
            words
                .iter()
                .find_map(|word| places(pair.source_lower(), word).next())
                .filter(|_| {
                    !others
                        .iter()
                        .any(|word| places(pair.source_lower(), word).next().is_some())
                })
                .filter(|range| pair.source.get(range.clone()) != Some("May"))
                .filter(|range| {
                    let after = pair.source_lower().get(range.end..).unwrap_or_default();
                    !FREE.iter().any(|free| after.starts_with(free))
                })
        };
        if findings.iter().any(|finding| finding.check == self.id()) || theirs.must.is_empty() {
            return;
        }
        let swapped =
            if holds(text, theirs.may) && !holds(text, theirs.must) && !holds(text, STRICT) {
                only(ours.must, ours.may).map(|range| (range, Does::Permit))
            } else if holds(text, theirs.must) && !holds(text, theirs.may) && !holds(text, MILD) {
                only(ours.may, ours.must).map(|range| (range, Does::Oblige))
            } else {
                None
            };
        if let Some((range, does)) = swapped {
            let word = pair.source.get(range.clone()).unwrap_or_default();
            let message = match does {
                Does::Oblige => said!(
                    "the source has “{word}”, and the translation obliges",
                    "原文为“{word}”，译文却表示义务"
                ),
                Does::Permit => said!(
                    "the source has “{word}”, and the translation permits",
                    "原文为“{word}”，译文却表示许可"
                ),
            };
            findings.push(in_source(self.id(), Severity::Warning, range, message));
        }
    }
}

/// What follows a modal verb where a state is told rather than an act demanded.
const STATES: &[&str] = &[
    " be ",
    " not be ",
    " have ",
    " mean",
    " include",
    " consist",
    " constitute",
    " remain",
    " apply",
    " extend",
    " survive",
    " contain",
    " take effect",
    " enter into force",
    " begin",
    " end ",
    " cease",
    " become",
    " continue",
    " comprise",
];

/// What follows it where it obliges no one.
const FREE: &[&str] = &[
    " be free to",
    " be entitled",
    " have the right",
    " be allowed",
    " be permitted",
];

/// Words beside 可 that oblige all the same: 不可, 不得.
const STRICT: &[&str] = &[
    "不可", "不得", "需", "要", "务必", "义务", "视为", "指", "不能", "禁止", "shall", "must",
    "有权", "一律", "由",
];

/// Words beside 应 that permit, or in which 应 obliges no one: 相应, 供应.
const MILD: &[&str] = &[
    "能",
    "允许",
    "得以",
    "不得",
    "相应",
    "供应",
    "应用",
    "响应",
    "适应",
    "反应",
    "效应",
    "对应",
    "may",
    "can",
    "应请求",
    "如",
    "若",
    "会",
];
