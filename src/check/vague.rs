//! Q26: over, nearly, at least, up to, about: what leaves a number open, lost or said twice.

use super::converted::is_converted;
use super::language::{Bound, Conventions, Vague, conventions};
use super::words::without;
use super::{Check, Reading, in_source, in_target};
use crate::text::number::{Number, NumberKind};
use crate::unit::{Finding, Severity};

/// Vagueness of numbers.
pub(super) struct Vagueness;

/// How far from its number such a word stands in a translation, in characters: in Chinese, and
/// where words are of letters.
const NEAR: usize = 20;
const NEAR_IN_LETTERS: usize = 30;

/// Nouns of time: over five years is during them, or more than them.
const TIMES: &[&str] = &[
    "year", "month", "week", "day", "hour", "decade", "centur", "minute", "period", "the",
];

impl Check for Vagueness {
    fn id(&self) -> &'static str {
        "Q26"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let (ours, theirs) = (
            conventions(pair.source_lang).vague,
            conventions(pair.target_lang).vague,
        );
        if ours.is_empty() || theirs.is_empty() {
            return;
        }
        for number in pair.source_numbers().iter().filter(|n| counts(n)) {
            let found = word_before(pair, number, ours).or_else(|| word_after(pair, number, ours));
            let Some((word, bound)) = found else {
                continue;
            };
            if is_said(pair, number, bound, conventions(pair.target_lang))
                || is_converted(pair, number)
            {
                continue;
            }
            let after = pair
                .source_lower()
                .get(number.range.end..)
                .unwrap_or_default();
            let after = after.trim_start_matches([' ', '-']);
            let doubtful = word == "over" && TIMES.iter().any(|time| after.starts_with(time))
                || word == "some";
            let severity = if doubtful {
                Severity::Info
            } else {
                Severity::Warning
            };
            let message = said!(
                "“{word}” is not in the translation of this number",
                "此数的译文没有译出“{word}”"
            );
            findings.push(in_source(
                self.id(),
                severity,
                number.range.clone(),
                message,
            ));
        }
        if pair.target_lang.is_chinese() {
            doubled(pair, theirs, findings);
        }
    }
}

fn counts(number: &Number) -> bool {
    matches!(
        number.kind,
        NumberKind::Quantity | NumberKind::Percent | NumberKind::PercentagePoint
    )
}

/// The word that leaves a number open, before it: `over US$`, `more than`.
fn word_before<'v>(
    pair: &Reading<'_>,
    number: &Number,
    vague: &'v [Vague],
) -> Option<(&'v str, Bound)> {
    let before = pair.source_lower().get(..number.range.start)?;
    let before = before.trim_end_matches([' ', '$', '€', '£', '¥', '\u{A0}']);
    let currency = [" us", " usd", " eur", " gbp", " chf", " rmb", " cny"];
    let before = currency
        .iter()
        .find_map(|code| before.strip_suffix(code))
        .unwrap_or(before);
    let all = vague
        .iter()
        .flat_map(|v| v.before.iter().map(move |word| (*word, v.bound)));
    let innocent = conventions(pair.source_lang).vague_innocent;
    // The longest: `no more than` before `more than`.
    all.filter(|(word, _)| {
        // 最近3年, 条约5份.
        let part = |longer: &&&str| longer.ends_with(word) && before.ends_with(**longer);
        innocent.iter().find(part).is_none()
            && before.strip_suffix(word).is_some_and(|rest| {
                !word.is_ascii() || !rest.ends_with(|c: char| c.is_alphanumeric())
            })
    })
    .max_by_key(|(word, _)| word.len())
}

/// The word that leaves a number open, behind it or its measure word: 1.2万多家, 30人以上.
fn word_after<'v>(
    pair: &Reading<'_>,
    number: &Number,
    vague: &'v [Vague],
) -> Option<(&'v str, Bound)> {
    let figure = pair.source_lower().get(number.range.clone())?;
    let after = pair.source_lower().get(number.range.end..)?;
    let innocent = conventions(pair.source_lang).vague_innocent;
    if innocent.iter().any(|word| after.starts_with(word)) {
        return None;
    }
    // The measure word is one character: 30人以上.
    let measured = after
        .char_indices()
        .nth(1)
        .and_then(|(at, _)| after.get(at..));
    let all = vague
        .iter()
        .flat_map(|v| v.after.iter().map(move |word| (*word, v.bound)));
    let mut all = all.filter(|(word, _)| {
        let far = word.chars().count() > 1 && measured.is_some_and(|rest| rest.starts_with(word));
        figure.ends_with(word) || after.starts_with(word) || far
    });
    all.next()
}

/// Whether the translation leaves the number open in the same way, near it or, where the number
/// itself cannot be found, anywhere.
fn is_said(pair: &Reading<'_>, number: &Number, bound: Bound, theirs: &Conventions) -> bool {
    let text = pair.target_lower();
    let near = if theirs.tight { NEAR } else { NEAR_IN_LETTERS };
    let mut windows: Vec<&str> = pair
        .target_numbers()
        .iter()
        .filter(|other| other.value == number.value)
        .filter_map(|other| around(text, other, near))
        .collect();
    if windows.is_empty() {
        windows.push(text);
    }
    let windows: Vec<_> = windows
        .into_iter()
        .map(|window| without(window, theirs.vague_innocent))
        .collect();
    theirs.vague.iter().filter(|v| v.bound == bound).any(|v| {
        let mut words = v.before.iter().chain(v.beside);
        words.any(|word| windows.iter().any(|window| window.contains(word)))
    })
}

/// The text round a number.
fn around<'t>(text: &'t str, number: &Number, near: usize) -> Option<&'t str> {
    let before = text.get(..number.range.start)?;
    let after = text.get(number.range.end..)?;
    let from = before
        .char_indices()
        .rev()
        .take(near)
        .last()
        .map_or(number.range.start, |(at, _)| at);
    let to = after
        .char_indices()
        .nth(near)
        .map_or(text.len(), |(at, _)| number.range.end + at);
    text.get(from..to)
}

/// 超过4万多: before the number and after it.
fn doubled(pair: &Reading<'_>, vague: &[Vague], findings: &mut Vec<Finding>) {
    let more = vague.iter().find(|v| v.bound == Bound::More);
    let Some(more) = more else {
        return;
    };
    // 2000多 is no year.
    let counts = |n: &&Number| counts(n) || n.kind == NumberKind::Year;
    for number in pair.target_numbers().iter().filter(counts) {
        let (Some(before), Some(after), Some(figure)) = (
            pair.target.get(..number.range.start),
            pair.target.get(number.range.end..),
            pair.target.get(number.range.clone()),
        ) else {
            continue;
        };
        let word = more.before.iter().find(|word| before.ends_with(**word));
        let again = after.starts_with(['多', '余'])
            && !after.starts_with("余额")
            && !after.starts_with("多年")
            || figure.ends_with(['多', '余']);
        if let Some(word) = word.filter(|_| again) {
            findings.push(in_target(
                "Q26",
                Severity::Warning,
                number.range.start - word.len()..number.range.end,
                said!(
                    "{word} and 多 or 余 say the same thing",
                    "“{word}”与“多”“余”语义重复"
                ),
            ));
        }
    }
}
