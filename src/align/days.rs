//! Days as reports name them. `On Tuesday` becomes 22日 in Chinese, the day of the month alone; and
//! a report is dated by the place it is read in, so that its date may be a day later in translation.

use super::stem::stem;
use super::tokens::{Key, Vocabulary};
use crate::text::number::{Date, Number, NumberKind, Value};

/// How much a date says of one that names its year, or does not, and of a day of a month alone.
const DATE: f32 = 0.8;
/// How much a day of the week says of a day of a month alone.
const WEEKDAY: f32 = 0.4;
/// How much a date says of the next.
const NEXT: f32 = 0.5;

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The day of a month that a number and what stands after it name alone: 22日. It may be a span of
/// so many days, too.
pub(super) fn alone(number: &Number, after: &str) -> Option<u8> {
    let after = after.trim_start().strip_prefix('日')?;
    // The money of Japan.
    if number.kind != NumberKind::Quantity || after.starts_with('元') {
        return None;
    }
    let Value::Decimal(value) = number.value else {
        return None;
    };
    let day = value.integer().filter(|day| (1..=31).contains(day))?;
    u8::try_from(day).ok()
}

/// Pairs of tokens, in either order, that may name the same day, with the weight of that.
pub(super) fn pairs(vocabulary: &Vocabulary) -> Vec<(u32, u32, f32)> {
    let number = |key: &Key| vocabulary.numbers.get(key).copied();
    let weekdays = WEEKDAYS.map(|day| number(&Key::Word(stem(day))));
    let dates: Vec<(u32, Date)> = (0..)
        .zip(&vocabulary.keys)
        .filter_map(|(n, key)| match key {
            Key::Number(Value::Date(date)) => Some((n, *date)),
            _ => None,
        })
        .collect();
    let mut pairs = Vec::new();
    for (n, date) in &dates {
        let undated = Date {
            year: None,
            ..*date
        };
        let other = date.year.and_then(|_| number(&of(undated)));
        pairs.extend(other.map(|other| (*n, other, DATE)));
        let next = next(*date).and_then(|next| number(&of(next)));
        pairs.extend(next.map(|next| (*n, next, NEXT)));
    }
    for (n, key) in (0..).zip(&vocabulary.keys) {
        let Key::Day(day) = key else { continue };
        let value = Value::Decimal(u32::from(*day).into());
        let digits = number(&Key::Number(value)).map(|digits| (digits, 1.0));
        let ordinal = number(&Key::NumberWord(value)).map(|ordinal| (ordinal, DATE));
        let weekdays = weekdays.iter().flatten().map(|week| (*week, WEEKDAY));
        let dates = dates.iter().filter(|(_, date)| date.day == Some(*day));
        let dates = dates.map(|(date, _)| (*date, DATE));
        let others = digits
            .into_iter()
            .chain(ordinal)
            .chain(weekdays)
            .chain(dates);
        pairs.extend(others.map(|(other, weight)| (n, other, weight)));
    }
    pairs
}

fn of(date: Date) -> Key {
    Key::Number(Value::Date(date))
}

/// The next date, said as a date is; `None` where it is none with a day. February may have 29.
fn next(date: Date) -> Option<Date> {
    let day = date.day?;
    let last = match date.month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if day < last {
        return Some(Date {
            day: Some(day + 1),
            ..date
        });
    }
    let year = match (date.year, date.month) {
        (Some(year), 12) => Some(year.checked_add(1)?),
        (year, _) => year,
    };
    Some(Date {
        year,
        month: date.month % 12 + 1,
        day: Some(1),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tokens::Corpus;
    use super::super::{Knowledge, SideText};
    use crate::text::LangTag;

    #[test]
    fn a_day_alone_is_a_day_of_the_week_and_a_dateline_may_be_a_day_later() {
        let (en, zh) = (LangTag::parse("en").unwrap(), LangTag::parse("zh").unwrap());
        let knows = |english: &str, chinese: &str| {
            let (english, chinese) = ([english], [chinese]);
            let (source, target) = (SideText::new(&en, &english), SideText::new(&zh, &chinese));
            let knowledge = Knowledge {
                lexicon: None,
                ..Knowledge::default()
            };
            !Corpus::new(&source, &target, &knowledge).known.is_empty()
        };
        for (english, chinese) in [
            ("He said so on Tuesday", "他22日这样说"),
            ("He said so on Oct. 22", "他22日这样说"),
            ("He came on the 22nd", "他22日来"),
            ("Within 30 days", "30日内"),
            ("GENEVA, Sept. 14", "日内瓦9月15日电"),
            ("GENEVA, Sept. 30", "日内瓦10月1日电"),
            ("GENEVA, Sept. 14", "日内瓦2026年9月14日电"),
        ] {
            assert!(knows(english, chinese), "{english} {chinese}");
        }
        for (english, chinese) in [
            ("It cost a dollar on Tuesday", "售价22日元"),
            ("GENEVA, Sept. 14", "日内瓦9月16日电"),
            ("He came on the 21st", "他22日来"),
        ] {
            assert!(!knows(english, chinese), "{english} {chinese}");
        }
    }
}
