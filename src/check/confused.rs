//! Q35: words taken for others that sound or look alike.

use super::language::{Confusion, conventions};
use super::words::found;
use super::{Check, Reading, in_target};
use crate::text::number::{NumberKind, Value};
use crate::unit::{Finding, Severity};

/// Confused words.
pub(super) struct Confused;

/// Whether a word of a text begins so.
fn begins_word(text: &str, start: &str) -> bool {
    found(text, start).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        !before.ends_with(char::is_alphanumeric)
    })
}

impl Check for Confused {
    fn id(&self) -> &'static str {
        "Q35"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        for (wrong, right) in conventions(pair.target_lang).confused {
            for (at, found) in found(pair.target, wrong) {
                findings.push(in_target(
                    self.id(),
                    Severity::Info,
                    at..at + found.len(),
                    said!("{wrong} should be {right}", "“{wrong}”应为“{right}”"),
                ));
            }
        }
        let begins = |start: &&str| begins_word(pair.source_lower(), start);
        for confusion in conventions(pair.target_lang).confused_for {
            let Confusion {
                source,
                unless,
                wrong,
                right,
            } = confusion;
            for (at, found) in found(pair.target, wrong) {
                let told = findings
                    .iter()
                    .any(|told| told.check == self.id() && told.range.contains(&at));
                let here = source.iter().any(begins) && !unless.iter().any(begins);
                if here && !told {
                    findings.push(in_target(
                        self.id(),
                        Severity::Info,
                        at..at + found.len(),
                        said!(
                            "{wrong} should be {right} here",
                            "此处“{wrong}”应为“{right}”"
                        ),
                    ));
                }
            }
        }
        if !pair.target_lang.is_chinese() {
            return;
        }
        // 截止 is to end, and 截至 up to: a day follows the one only after 到 or 于.
        for number in pair.target_numbers() {
            let day = matches!(number.value, Value::Date(_)) || number.kind == NumberKind::Year;
            let before = pair.target.get(..number.range.start).unwrap_or_default();
            if day && before.ends_with("截止") {
                let at = number.range.start - "截止".len();
                findings.push(in_target(
                    self.id(),
                    Severity::Info,
                    at..number.range.start,
                    said!(
                        "截止 before a day should be 截至",
                        "日期前的“截止”应为“截至”"
                    ),
                ));
            }
        }
    }
}
