//! Q20: a translation far longer or shorter than its source leads one to expect.

use super::language::length_model;
use super::{Check, Reading, in_target};
use crate::text::script::is_han;
use crate::unit::{Finding, Severity};

/// Length outlier.
pub(super) struct Length;

impl Check for Length {
    fn id(&self) -> &'static str {
        "Q20"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let Some(model) = length_model(pair.source_lang, pair.target_lang) else {
            return;
        };
        let source = weight(pair.source, pair.source_lang.is_chinese());
        let target = weight(pair.target, pair.target_lang.is_chinese());
        if source < 1.0 {
            return;
        }
        let ratio = target / source;
        let long = pair.source.trim().chars().count() >= model.long;
        // Two letters may well need six characters: a short source is given some room.
        let room = if long { 0.0 } else { 10.0 };
        let most = if long { model.most } else { model.most_short };
        let message = if long && ratio < model.least {
            "much shorter than its source; is something missing?"
        } else if target > most * source + room {
            "much longer than its source; is there something that is not its own?"
        } else {
            return;
        };
        findings.push(in_target(
            self.id(),
            Severity::Warning,
            0..pair.target.len(),
            message.to_owned(),
        ));
    }
}

/// What a text weighs: its characters; in Chinese a Han character one and any other letter or
/// digit a third, since that is what its translation would have taken.
fn weight(text: &str, chinese: bool) -> f64 {
    let text = text.trim();
    if !chinese {
        return text.chars().map(|_| 1.0).sum();
    }
    text.chars()
        .map(|c| {
            if is_han(c) {
                1.0
            } else if c.is_alphanumeric() {
                0.3
            } else {
                0.0
            }
        })
        .sum()
}
