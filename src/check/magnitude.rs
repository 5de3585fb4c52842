//! Q02: a number off by a power of ten between million and 万, and figures no one writes (12千).

use super::numbers::{differences, is_slip_of_magnitude, written};
use super::{Check, Reading, in_target};
use crate::unit::{Finding, Severity};

/// Magnitudes.
pub(super) struct Magnitude;

/// Powers of ten that do not follow digits, and what may follow them so that they are a unit.
const POWERS: &[(&str, &str)] = &[
    ("千万", ""),
    ("百万", "像吨"),
    ("十万", ""),
    ("千", "克米瓦卡帕赫焦伏兆字比位升安牛欧"),
    ("百", "帕"),
    ("十", ""),
];

impl Check for Magnitude {
    fn id(&self) -> &'static str {
        "Q02"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let (lost, added) = differences(pair);
        if let ([lost], [added]) = (&lost[..], &added[..])
            && is_slip_of_magnitude(pair, lost, added)
        {
            let message = said!(
                "{0} in the translation, {1} in the source: a power of ten apart",
                "译文为{0}，原文为{1}，位数不符",
                written(pair.target, added),
                written(pair.source, lost)
            );
            findings.push(in_target(
                self.id(),
                Severity::Error,
                added.range.clone(),
                message,
            ));
        }
        if !pair.target_lang.is_chinese() {
            return;
        }
        for number in pair.target_numbers() {
            let figure = written(pair.target, number);
            let after = pair.target.get(number.range.end..).unwrap_or_default();
            let digits = figure.trim_end_matches(|c: char| !c.is_ascii_digit());
            let rest = figure.get(digits.len()..).unwrap_or_default();
            let rest = format!("{rest}{}", after.chars().take(2).collect::<String>());
            let power = POWERS.iter().find(|(power, unit)| {
                rest.strip_prefix(power)
                    .is_some_and(|next| !next.chars().next().is_some_and(|c| unit.contains(c)))
            });
            let message = if digits.is_empty() {
                continue;
            } else if let Some((power, _)) = power {
                said!(
                    "{digits}{power} is no way to write a number; use 万 or 亿",
                    "数字不写作{digits}{power}，应以“万”或“亿”为单位"
                )
            } else if digits.contains([',', '，']) && rest.starts_with(['万', '亿']) {
                said!(
                    "{digits} is grouped by thousands and counted by 万; use one of them",
                    "{digits}既用千分位，又用“万”“亿”，只能用其一"
                )
            } else {
                continue;
            };
            findings.push(in_target(
                self.id(),
                Severity::Error,
                number.range.clone(),
                message,
            ));
        }
    }
}
