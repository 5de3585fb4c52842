//! Q03: dates, years and times that differ.

use super::numbers::all_values;
use super::{Check, Reading, in_source, in_target};
use crate::text::number::Decimal;
use crate::text::number::{Date, Number, NumberKind, Value};
use crate::unit::{Finding, Severity};

/// Dates, years and times of day.
pub(super) struct Dates;

impl Check for Dates {
    fn id(&self) -> &'static str {
        "Q03"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let (source, target) = (pair.source_numbers(), pair.target_numbers());
        let mut lost = unmatched(source, target);
        lost.retain(|year| {
            !is_of_era(year, pair.target, target) && !is_decade(year, pair.target_lower())
        });
        if lost.is_empty() {
            return;
        }
        let added = unmatched(target, source);
        if let ([lost], [added]) = (&lost[..], &added[..]) {
            let message = said!(
                "{0} in the translation, {1} in the source",
                "译文为{0}，原文为{1}",
                pair.target.get(added.range.clone()).unwrap_or_default(),
                pair.source.get(lost.range.clone()).unwrap_or_default()
            );
            let range = added.range.clone();
            findings.push(in_target(self.id(), Severity::Error, range, message));
            return;
        }
        for number in lost {
            let date = pair.source.get(number.range.clone()).unwrap_or_default();
            let message = said!("{date} is not in the translation", "译文中没有{date}");
            let range = number.range.clone();
            findings.push(in_source(self.id(), Severity::Error, range, message));
        }
    }
}

/// The dates, years and times of one text that the other has not. A date in the other may leave
/// out or add the year.
fn unmatched<'a>(ours: &'a [Number], theirs: &[Number]) -> Vec<&'a Number> {
    let values = all_values(theirs);
    let dates: Vec<Date> = theirs
        .iter()
        .filter_map(|number| match number.value {
            Value::Date(date) => Some(date),
            _ => None,
        })
        .collect();
    let has = |n: u16| values.contains(&Decimal::from(u32::from(n)));
    ours.iter()
        .filter(|number| match number.value {
            Value::Date(date) => {
                // The day may be in words: the twenty-sixth day of June.
                let in_words = date.day.is_none() && date.year.is_none();
                let same = dates.iter().any(|other| {
                    other.month == date.month
                        && (other.day == date.day || in_words)
                        && (other.year == date.year || other.year.is_none() || date.year.is_none())
                });
                // 09/10/2024 is no date for one who cannot know its order: its parts will do.
                let parts = dates.is_empty()
                    && has(u16::from(date.month))
                    && date.day.is_none_or(|day| has(u16::from(day)))
                    && date.year.is_none_or(has);
                !same && !parts
            }
            Value::Time { hour, minute } => {
                let same = theirs.iter().any(|other| match other.value {
                    // 3:30 in the afternoon is 15:30.
                    Value::Time { hour: h, minute: m } => hour % 12 == h % 12 && minute == m,
                    _ => false,
                });
                // At three in the afternoon.
                let in_words = minute == 0 && (has(u16::from(hour)) || has(u16::from(hour % 12)));
                !same && !in_words
            }
            Value::Decimal(value) => number.kind == NumberKind::Year && !values.contains(&value),
        })
        .collect()
}

/// The decades of the last century as English has them in words, by their first year.
const DECADES: &[(&str, u32)] = &[
    ("twenties", 1920),
    ("thirties", 1930),
    ("forties", 1940),
    ("fifties", 1950),
    ("sixties", 1960),
    ("seventies", 1970),
    ("eighties", 1980),
    ("nineties", 1990),
];

/// Whether a text in small letters has a decade in words: `in the eighties`.
fn is_decade(year: &Number, text: &str) -> bool {
    DECADES.iter().any(|(words, first)| {
        year.value == Value::Decimal(Decimal::from(*first)) && text.contains(words)
    })
}

/// The eras by which Chinese texts count years, and the year before the first of each.
const ERAS: &[(&str, u32)] = &[
    ("顺治", 1643),
    ("康熙", 1661),
    ("雍正", 1722),
    ("乾隆", 1735),
    ("嘉庆", 1795),
    ("道光", 1820),
    ("咸丰", 1850),
    ("同治", 1861),
    ("光绪", 1874),
    ("宣统", 1908),
    ("民国", 1911),
    ("明治", 1867),
    ("大正", 1911),
    ("昭和", 1925),
    ("平成", 1988),
    ("令和", 2018),
];

/// Whether a text gives a year by its era: 民国元年 for 1912.
fn is_of_era(year: &Number, text: &str, numbers: &[Number]) -> bool {
    let Value::Decimal(year) = year.value else {
        return false;
    };
    ERAS.iter().any(|(era, before)| {
        text.match_indices(era).any(|(at, _)| {
            let from = at + era.len();
            let first = text
                .get(from..)
                .is_some_and(|rest| rest.starts_with("元年"));
            let number = numbers.iter().find(|number| number.range.start == from);
            let count = match number.map(|number| number.value) {
                Some(Value::Decimal(count)) => Some(count),
                _ => first.then(|| Decimal::from(1)),
            };
            count.and_then(|count| count.plus(Decimal::from(*before))) == Some(year)
        })
    })
}
