//! Q01: numbers whose value differs.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::articles::is_reference;
use super::converted::{is_conversion, is_converted};
use super::span::{Span, is_inside};
use super::{Check, Reading, in_source, in_target};
use crate::text::number::{Decimal, Number, NumberKind, Value};
use crate::unit::{Finding, Severity};

/// Numbers by value: `40,000` and 4万 are one number, 5.1万 and 5100 two.
pub(super) struct Numbers;

/// Numerals that stand in Chinese words without being read as numbers: top 100, 百强.
const NUMERALS: &[(u32, char)] = &[
    (1, '一'),
    (2, '二'),
    (2, '两'),
    (2, '双'),
    (3, '三'),
    (4, '四'),
    (5, '五'),
    (6, '六'),
    (7, '七'),
    (8, '八'),
    (9, '九'),
    (10, '十'),
    (100, '百'),
    (1000, '千'),
    (10_000, '万'),
];

/// Words of the source that a translation may turn into digits.
const NUMBER_WORDS: &[&str] = &[
    "half",
    "halves",
    "quarter",
    "third",
    "decade",
    "dozen",
    "score",
    "couple",
    "pair",
    "double",
    "triple",
    "twice",
    "thrice",
    "once",
    "century",
    "fortnight",
    "both",
    "single",
    "fold",
    "tenth",
    "zero",
    "半",
    "双",
    "倍",
    "成",
    "旬",
    "季",
];

impl Check for Numbers {
    fn id(&self) -> &'static str {
        "Q01"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let (mut lost, mut added) = differences(pair);
        // Percentages are Q04's.
        lost.retain(|number| number.kind == NumberKind::Quantity);
        added.retain(|number| number.kind == NumberKind::Quantity);
        if let ([lost], [added]) = (&lost[..], &added[..]) {
            if is_slip_of_magnitude(pair, lost, added) {
                return;
            }
            let message = said!(
                "{0} in the translation, {1} in the source",
                "译文为{0}，原文为{1}",
                written(pair.target, added),
                written(pair.source, lost)
            );
            let range = added.range.clone();
            findings.push(in_target(self.id(), Severity::Error, range, message));
            return;
        }
        changed(pair, findings);
        // The number of a heading or an item may be the layout's own.
        let of_item = |text: &str, number: &Number| {
            let after = text.get(number.range.end..).unwrap_or_default();
            number.range.start == 0 && after.starts_with(['.', '、', '．', '）', ')'])
        };
        for number in &lost {
            let severity = match of_item(pair.source, number) {
                true => Severity::Info,
                false => Severity::Error,
            };
            let message = said!(
                "{} is not in the translation",
                "译文中没有{}",
                written(pair.source, number)
            );
            let range = number.range.clone();
            findings.push(in_source(self.id(), severity, range, message));
        }
        let in_words = NUMBER_WORDS
            .iter()
            .any(|word| pair.source_lower().contains(word));
        for number in &added {
            let message = said!(
                "{} is not in the source",
                "原文中没有{}",
                written(pair.target, number)
            );
            // 1毫秒 may be a millisecond.
            let article = number.value == Value::Decimal(Decimal::from(1));
            let counted = is_counted(pair, number);
            let severity = if in_words || of_item(pair.target, number) || article || counted {
                Severity::Info
            } else {
                Severity::Warning
            };
            findings.push(in_target(
                self.id(),
                severity,
                number.range.clone(),
                message,
            ));
        }
    }
}

/// Days of the week, which the news in Chinese give as days of the month.
const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
];

/// Whether a number of the translation says what the source says without one: 22日 for Tuesday,
/// 等5省 for those that it names.
fn is_counted(pair: &Reading<'_>, number: &Number) -> bool {
    let before = pair.target.get(..number.range.start).unwrap_or_default();
    let after = pair.target.get(number.range.end..).unwrap_or_default();
    before.ends_with('等')
        || after.starts_with('日') && DAYS.iter().any(|day| pair.source_lower().contains(day))
}

/// What counts nothing and is the same in both texts all the same: the number of a document, of a
/// version, the place in a row. Told where one of the source has become another.
fn changed(pair: &Reading<'_>, findings: &mut Vec<Finding>) {
    let source = tokens(pair.source, pair.source_spans());
    let target = tokens(pair.target, pair.target_spans());
    let lacks = |theirs: &[Range<usize>], text: &str, token: &str| {
        theirs
            .iter()
            .all(|range| text.get(range.clone()) != Some(token))
    };
    let only = |ours: &[Range<usize>], text: &str, theirs: &[Range<usize>], other: &str| {
        let ours = ours.iter();
        let lacking = ours.filter(|range| {
            text.get((*range).clone())
                .is_some_and(|token| lacks(theirs, other, token))
        });
        lacking.cloned().collect::<Vec<_>>()
    };
    let mut lost = only(&source, pair.source, &target, pair.target);
    let mut added = only(&target, pair.target, &source, pair.source);
    if lost.is_empty() && added.is_empty() {
        let ordinals = |ours: &[Number], theirs: &[Number]| {
            let values = all_values(theirs);
            let ours = ours.iter().filter(|number| match number.value {
                Value::Decimal(value) => {
                    number.kind == NumberKind::Ordinal && !values.contains(&value)
                }
                _ => false,
            });
            ours.map(|number| number.range.clone()).collect()
        };
        lost = ordinals(pair.source_numbers(), pair.target_numbers());
        added = ordinals(pair.target_numbers(), pair.source_numbers());
    }
    if let ([lost], [added]) = (&lost[..], &added[..]) {
        let ours = pair.source.get(lost.clone()).unwrap_or_default();
        let theirs = pair.target.get(added.clone()).unwrap_or_default();
        // i386/32-bit and i386/32 are written differently, and say the same.
        if theirs.is_ascii() && shape(ours) != shape(theirs) {
            return;
        }
        let message = said!(
            "{theirs} in the translation, {ours} in the source",
            "译文为{theirs}，原文为{ours}"
        );
        findings.push(in_target("Q01", Severity::Error, added.clone(), message));
    }
}

/// A token without its values.
fn shape(token: &str) -> String {
    let digit = |c: char| if c.is_ascii_digit() { '0' } else { c };
    token.chars().map(digit).collect()
}

/// Where in a text numbers of documents and versions stand: digits with a slash or two points in
/// them, 70/1, A/C.3/75/L.12, 2.0.1.
fn tokens(text: &str, spans: &[Span]) -> Vec<Range<usize>> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | ',' | '-');
    let mut out = Vec::new();
    let mut at = 0;
    for piece in text.split(|c: char| !part(c)) {
        let from = at
            + text
                .get(at..)
                .and_then(|rest| rest.find(piece))
                .unwrap_or(0);
        at = from + piece.len();
        let token = piece.trim_matches(['/', '.', ',', '-']);
        let from = from + piece.find(token).unwrap_or(0);
        let digits = token.bytes().any(|b| b.is_ascii_digit());
        let beside_slash = token
            .split('/')
            .skip(1)
            .any(|part| part.starts_with(|c: char| c.is_ascii_digit()));
        let telling = beside_slash || token.matches('.').count() > 1;
        if digits && telling && !is_inside(spans, from) {
            out.push(from..from + token.len());
        }
    }
    out
}

/// The counting numbers that only the source has, and those that only the target has.
pub(super) fn differences<'a>(pair: &'a Reading<'_>) -> (Vec<&'a Number>, Vec<&'a Number>) {
    let (source, target) = (pair.source_numbers(), pair.target_numbers());
    let mut lost = unmatched(source, target, pair.target);
    // Articles are Q31's.
    if pair.target_lang.is_chinese() {
        lost.retain(|number| !is_reference(pair.source_lower(), &number.range));
    }
    let mut added = unmatched(target, source, pair.source);
    without_tokens(&mut lost, pair.source, pair.target);
    without_tokens(&mut added, pair.target, pair.source);
    lost.retain(|number| !is_converted(pair, number));
    added.retain(|number| !is_conversion(pair, number));
    (lost, added)
}

/// Leaves out the numbers that the other text has as part of a token.
fn without_tokens(numbers: &mut Vec<&Number>, text: &str, other: &str) {
    // The same number may stand in a text many times.
    let mut known = HashMap::new();
    numbers.retain(|number| {
        let digits = written(text, number);
        !*known
            .entry(digits)
            .or_insert_with(|| is_in_token(digits, other))
    });
}

/// Whether digits stand in a text as part of a token: `v5.4`, `30x`, `32bit`.
fn is_in_token(digits: &str, text: &str) -> bool {
    let bare = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    bare && text.match_indices(digits).any(|(at, found)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + found.len()..).unwrap_or_default();
        let mut after = after.chars();
        let (next, but_one) = (after.next(), after.next());
        let goes_on = next.is_some_and(|c| c.is_ascii_digit())
            || matches!(next, Some('.' | ',')) && but_one.is_some_and(|c| c.is_ascii_digit());
        let comes_from = before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        !goes_on && !comes_from && (letter(before) || letter(next))
    })
}

/// Whether two numbers, both scaled by a word (million, 万), differ by a power of ten: Q02 tells.
pub(super) fn is_slip_of_magnitude(pair: &Reading<'_>, lost: &Number, added: &Number) -> bool {
    let scaled = |text: &str| text.ends_with(char::is_alphabetic);
    let (Value::Decimal(a), Value::Decimal(b)) = (lost.value, added.value) else {
        return false;
    };
    a.parts().0 == b.parts().0
        && lost.kind == NumberKind::Quantity
        && added.kind == NumberKind::Quantity
        && scaled(written(pair.source, lost))
        && scaled(written(pair.target, added))
}

/// Whether a number is written in digits and counts something; words are too freely translated.
fn counts(number: &Number) -> bool {
    matches!(
        number.kind,
        NumberKind::Quantity | NumberKind::Percent | NumberKind::PercentagePoint
    )
}

/// The counting numbers of one text whose value the other has not.
fn unmatched<'a>(ours: &'a [Number], theirs: &[Number], their_text: &str) -> Vec<&'a Number> {
    let values = all_values(theirs);
    ours.iter()
        .filter(|number| counts(number))
        .filter(|number| match number.value {
            Value::Decimal(value) => {
                !values.contains(&value)
                    && !NUMERALS.iter().any(|&(n, numeral)| {
                        value == Decimal::from(n) && their_text.contains(numeral)
                    })
            }
            Value::Date(_) | Value::Time { .. } => false,
        })
        .collect()
}

/// Every value that stands in a text, the parts of dates and times too: what is a count for one
/// reading may be part of a date for another.
pub(super) fn all_values(numbers: &[Number]) -> HashSet<Decimal> {
    let mut values = HashSet::new();
    for number in numbers {
        match number.value {
            Value::Decimal(value) => {
                values.insert(value);
            }
            Value::Date(date) => {
                values.extend(date.year.map(|year| Decimal::from(u32::from(year))));
                values.insert(Decimal::from(u32::from(date.month)));
                values.extend(date.day.map(|day| Decimal::from(u32::from(day))));
            }
            Value::Time { hour, minute } => {
                values.insert(Decimal::from(u32::from(hour)));
                values.insert(Decimal::from(u32::from(minute)));
            }
        }
    }
    values
}

/// A number as its text writes it.
pub(super) fn written<'a>(text: &'a str, number: &Number) -> &'a str {
    text.get(number.range.clone()).unwrap_or_default()
}
