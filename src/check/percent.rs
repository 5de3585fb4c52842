//! Q04: percentages that differ, are lost, or are taken for percentage points.

use super::numbers::{differences, written};
use super::{Check, Reading, in_source, in_target};
use crate::text::number::{Decimal, Number, NumberKind, Value};
use crate::unit::{Finding, Severity};

/// Percent and percentage points.
pub(super) struct Percent;

impl Check for Percent {
    fn id(&self) -> &'static str {
        "Q04"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let (mut lost, mut added) = differences(pair);
        lost.retain(|number| is_percentage(number.kind) && !is_in_tenths(number, pair.target));
        added.retain(|number| is_percentage(number.kind));
        if let ([lost], [added]) = (&lost[..], &added[..]) {
            let message = said!(
                "{0} in the translation, {1} in the source",
                "译文为{0}，原文为{1}",
                written(pair.target, added),
                written(pair.source, lost)
            );
            let range = added.range.clone();
            findings.push(in_target(self.id(), Severity::Error, range, message));
        } else {
            for number in lost {
                let message = said!(
                    "{} is not in the translation",
                    "译文中没有{}",
                    written(pair.source, number)
                );
                let range = number.range.clone();
                findings.push(in_source(self.id(), Severity::Error, range, message));
            }
            for number in added {
                let message = said!(
                    "{} is not in the source",
                    "原文中没有{}",
                    written(pair.target, number)
                );
                let range = number.range.clone();
                // A half may become 50%.
                findings.push(in_target(self.id(), Severity::Info, range, message));
            }
        }
        taken_for_the_other(pair, findings);
    }
}

fn is_percentage(kind: NumberKind) -> bool {
    matches!(kind, NumberKind::Percent | NumberKind::PercentagePoint)
}

/// Whether a text has a percentage in tenths: 七成 for 70%, 六成五 for 65%.
fn is_in_tenths(number: &Number, text: &str) -> bool {
    let tenths = ["一", "两", "三", "四", "五", "六", "七", "八", "九"];
    (10..100_u32).step_by(5).zip(0..).any(|(percent, place)| {
        let said = tenths.get(place / 2).copied().unwrap_or_default();
        number.value == Value::Decimal(Decimal::from(percent))
            && match percent % 10 {
                0 => text.contains(&format!("{said}成")),
                _ => [format!("{said}成五"), format!("{said}成半")]
                    .iter()
                    .any(|form| text.contains(form)),
            }
    })
}

/// Percent where the source has percentage points, percentage points where it has percent, and
/// neither where it has one of them.
fn taken_for_the_other(pair: &Reading<'_>, findings: &mut Vec<Finding>) {
    let (source, target) = (pair.source_numbers(), pair.target_numbers());
    for number in source.iter().filter(|number| is_percentage(number.kind)) {
        let of_value = || target.iter().filter(|other| other.value == number.value);
        if of_value().any(|other| other.kind == number.kind) {
            continue;
        }
        // Between one and five percent: a word's percent stands behind the other number.
        let Some(other) = of_value().find(|other| other.kind != NumberKind::Word) else {
            continue;
        };
        let has = |kind: NumberKind| match kind {
            NumberKind::PercentagePoint => ("percentage points", "百分点"),
            NumberKind::Percent => ("percent", "百分比"),
            _ => ("a plain number", "普通数字"),
        };
        let ((ours, ours_zh), (theirs, theirs_zh)) = (has(number.kind), has(other.kind));
        let message = said!(
            "the source has {ours}, the translation {theirs}",
            "原文为{ours_zh}，译文为{theirs_zh}"
        );
        // Tables have the sign in their heads.
        let severity = if is_percentage(other.kind) {
            Severity::Error
        } else {
            Severity::Warning
        };
        findings.push(in_target("Q04", severity, other.range.clone(), message));
    }
}
