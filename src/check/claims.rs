//! Q33: the words on which the scope of a patent claim hangs.

use super::numbers::written;
use super::words::{holds, places};
use super::{Check, Reading, in_source, in_target};
use crate::text::number::Number;
use crate::unit::{Finding, Message, Severity};

/// Claim language.
pub(super) struct Claims;

/// An English phrase, what must render it in Chinese, and what it looks like where it is none.
struct Phrase {
    words: &'static [&'static str],
    said: &'static [&'static str],
    severity: Severity,
}

#[rustfmt::skip]
const PHRASES: &[Phrase] = &[
    Phrase { words: &["consisting of", "consists of", "consist of"], said: &["组成", "构成"], severity: Severity::Error },
    Phrase { words: &["consisting essentially of"], said: &["基本上由", "主要由", "实质上由"], severity: Severity::Error },
    Phrase { words: &["comprising", "comprises", "comprise"], said: &["包括", "包含", "含有", "具有", "具备", "设有", "有"], severity: Severity::Error },
    Phrase { words: &["said"], said: &["所述", "该", "上述", "前述"], severity: Severity::Warning },
    Phrase { words: &["wherein", "characterized in that", "characterised in that"], said: &["其中", "其特征在于", "特征", "所述", "中"], severity: Severity::Warning },
    Phrase { words: &["at least one"], said: &["至少一", "一个或多个", "至少有一"], severity: Severity::Error },
    Phrase { words: &["a plurality of"], said: &["多个", "多", "若干", "复数"], severity: Severity::Error },
    Phrase { words: &["claim", "claims"], said: &["权利要求"], severity: Severity::Error },
];

/// `comprising` must not be closed: 由……组成 for it narrows the claim.
const CLOSED: &[&str] = &["组成", "构成"];

/// What stands between the claims that another depends on.
const JOINS: &[&str] = &[
    "or",
    "and",
    "to",
    "through",
    "-",
    "–",
    ",",
    "or claim",
    "and claim",
    "或",
    "和",
    "或者",
    "至",
    "到",
    "、",
    "～",
    "~",
    "—",
    "任一项或",
    "或权利要求",
    "和权利要求",
];

/// The numbers of the claims that a text refers to: `claims 1 to 3`, 权利要求1或2.
fn depends_on<'n>(text: &str, numbers: &'n [Number], names: &[&str]) -> Vec<&'n Number> {
    let mut found: Vec<&Number> = Vec::new();
    for number in numbers {
        let before = text
            .get(..number.range.start)
            .unwrap_or_default()
            .trim_end();
        let joined = found.last().is_some_and(|last| {
            let between = text.get(last.range.end..number.range.start);
            between.is_some_and(|between| JOINS.contains(&between.trim()))
        });
        if joined || names.iter().any(|name| before.ends_with(name)) {
            found.push(number);
        }
    }
    found
}

/// A claim that depends on another in the translation than in the source.
fn other_claims(pair: &Reading<'_>, findings: &mut Vec<Finding>) {
    let ours = depends_on(
        pair.source_lower(),
        pair.source_numbers(),
        &["claim", "claims"],
    );
    let theirs = depends_on(pair.target, pair.target_numbers(), &["权利要求"]);
    let Some(other) = theirs
        .iter()
        .find(|number| !ours.is_empty() && ours.iter().all(|ours| ours.value != number.value))
    else {
        return;
    };
    let claims: Vec<&str> = ours
        .iter()
        .map(|number| written(pair.source, number))
        .collect();
    findings.push(in_target(
        "Q33",
        Severity::Error,
        other.range.clone(),
        Message {
            english: format!(
                "claim {} in the translation, {} in the source",
                written(pair.target, other),
                claims.join(", ")
            ),
            chinese: format!(
                "译文引用权利要求{}，原文引用权利要求{}",
                written(pair.target, other),
                claims.join("、")
            ),
        },
    ));
}

impl Check for Claims {
    fn id(&self) -> &'static str {
        "Q33"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        if !pair.target_lang.is_chinese() || pair.source_lang.language() != "en" {
            return;
        }
        other_claims(pair, findings);
        let text = pair.source_lower();
        for phrase in PHRASES {
            let found = phrase
                .words
                .iter()
                .find_map(|word| places(text, word).next());
            let Some(range) = found else {
                continue;
            };
            let word = pair.source.get(range.clone()).unwrap_or_default();
            // A claim one makes is none of a patent: only one with a number is.
            let numbered = text
                .get(range.end..)
                .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
            if word.to_ascii_lowercase().starts_with("claim") && !numbered {
                continue;
            }
            if !holds(pair.target, phrase.said) {
                let message = if holds(pair.target, CLOSED) {
                    said!(
                        "“{word}” is open, and the translation is closed",
                        "“{word}”为开放式，译文为封闭式"
                    )
                } else {
                    Message {
                        english: format!(
                            "“{word}” is not translated as {}",
                            phrase.said.join(" or ")
                        ),
                        chinese: format!("“{word}”应译作“{}”", phrase.said.join("”或“")),
                    }
                };
                findings.push(in_source(self.id(), phrase.severity, range, message));
            }
        }
    }
}
