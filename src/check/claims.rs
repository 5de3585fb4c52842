//! Q33: the words on which the scope of a patent claim hangs.

use super::words::{holds, places};
use super::{Check, Reading, in_source};
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

impl Check for Claims {
    fn id(&self) -> &'static str {
        "Q33"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        if !pair.target_lang.is_chinese() || pair.source_lang.language() != "en" {
            return;
        }
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
