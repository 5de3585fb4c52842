//! Q31: references to articles, paragraphs and items, in Chinese 条, 款 and 项.

use std::ops::Range;

use super::{Check, Reading, in_source};
use crate::text::near::tail;
use crate::text::number::{Decimal, Number, Value};
use crate::unit::{Finding, Message, Severity};

/// Legal numbering.
pub(super) struct Articles;

/// What a part of a text is called in English, and in Chinese before or after its number.
const PARTS: &[(&str, &[&str])] = &[
    ("article", &["条"]),
    ("articles", &["条", "至"]),
    ("rule", &["条", "细则", "款"]),
    ("regulation", &["条", "条例", "规则"]),
    ("section", &["条", "节", "款", "部分"]),
    ("clause", &["条", "款"]),
    ("chapter", &["章"]),
    ("paragraph", &["款", "段", "项"]),
    ("subparagraph", &["项", "目", "款", "分款"]),
    ("item", &["项目", "项", "条"]),
    ("annex", &["附件"]),
    ("schedule", &["附表", "附件", "附录"]),
    ("appendix", &["附录", "附件"]),
];

/// A reference of the source.
struct Reference {
    /// Where it stands, with its word.
    range: Range<usize>,
    /// What its part is called in Chinese.
    units: &'static [&'static str],
    /// The number of the part.
    number: u32,
    /// The numbers in brackets after it: 2 for `(2)`.
    inner: Vec<u32>,
    /// The letters in brackets after it: `b` for `(b)`.
    letters: Vec<char>,
}

impl Check for Articles {
    fn id(&self) -> &'static str {
        "Q31"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        if !pair.target_lang.is_chinese() || pair.source_lang.language() != "en" {
            return;
        }
        for reference in references(pair.source_lower()) {
            let number = Decimal::from(reference.number);
            let found = || {
                pair.target_numbers()
                    .iter()
                    .filter(|n| n.value == Value::Decimal(number))
            };
            let written = pair.source.get(reference.range.clone()).unwrap_or_default();
            let message = if found().next().is_none() {
                said!(
                    "“{written}” is not in the translation",
                    "译文中没有“{written}”"
                )
            } else if !found().any(|n| is_called(pair.target, n, reference.units)) {
                Message {
                    english: format!(
                        "“{written}” should be called {}",
                        reference.units.join(" or ")
                    ),
                    chinese: format!("“{written}”应译作“{}”", reference.units.join("”或“")),
                }
            } else if let Some(inner) = reference.inner.iter().find(|inner| {
                let value = Value::Decimal(Decimal::from(**inner));
                // Where the translation has a 款, it must be this one.
                let paragraphs = || {
                    let all = pair.target_numbers().iter();
                    all.filter(|n| is_called(pair.target, n, &["款"]))
                };
                let none = paragraphs().next().is_none();
                pair.target_numbers().iter().all(|n| n.value != value)
                    || !none && paragraphs().all(|n| n.value != value)
            }) {
                said!(
                    "({inner}) of “{written}” is not in the translation",
                    "译文中没有“{written}”的（{inner}）"
                )
            } else if let Some(letter) = reference
                .letters
                .iter()
                .find(|letter| !has_letter(pair, **letter))
            {
                said!(
                    "({letter}) of “{written}” is not in the translation",
                    "译文中没有“{written}”的（{letter}）"
                )
            } else {
                continue;
            };
            findings.push(in_source(
                self.id(),
                Severity::Error,
                reference.range,
                message,
            ));
        }
    }
}

/// How far back the word of a reference stands, in bytes: `Articles 12(1)(a)`.
const REACH: usize = 100;

/// Whether a number of an English text belongs to a reference, so that it is no quantity.
pub(super) fn is_reference(lower: &str, number: &Range<usize>) -> bool {
    let before = tail(lower.get(..number.start).unwrap_or_default(), REACH);
    let before = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '(' || c == ')');
    let word = before.trim_end();
    word.len() < before.len()
        && PARTS.iter().any(|(name, _)| {
            word.strip_suffix(name)
                .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        })
}

/// The references of a text in small letters.
fn references(text: &str) -> Vec<Reference> {
    let mut out = Vec::new();
    for (word, units) in PARTS {
        for found in super::words::places(text, word) {
            let Some(after) = text.get(found.end..).and_then(|t| t.strip_prefix(' ')) else {
                continue;
            };
            let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let Some(number) = after.get(..digits).and_then(|d| d.parse().ok()) else {
                continue;
            };
            let mut rest = after.get(digits..).unwrap_or_default();
            // 3.2, 5bis, `Item 1 million`: not so simple.
            if rest.starts_with(|c: char| c.is_alphanumeric())
                || rest.starts_with('.')
                    && rest
                        .get(1..)
                        .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
            {
                continue;
            }
            let (mut inner, mut letters) = (Vec::new(), Vec::new());
            while let Some((part, next)) =
                rest.strip_prefix('(').and_then(|rest| rest.split_once(')'))
            {
                match (part.parse(), part.chars().next()) {
                    (Ok(number), _) => inner.push(number),
                    (Err(_), Some(letter)) if part.len() == 1 => letters.push(letter),
                    _ => break,
                }
                rest = next;
            }
            out.push(Reference {
                range: found.start..text.len() - rest.len(),
                units,
                number,
                inner,
                letters,
            });
        }
    }
    out
}

/// Whether a number of the target is that of such a part: 第五条, 附件2, 第5.2款.
fn is_called(text: &str, number: &Number, units: &[&str]) -> bool {
    let before = text.get(..number.range.start).unwrap_or_default();
    let before = before.trim_end_matches(['第', ' ', '（', '(']);
    let within = text.get(number.range.start..).unwrap_or_default();
    let figure = number.range.len();
    let after = within.get(figure..).unwrap_or_default();
    let after = without_brackets(after).trim_start_matches(['）', ')', ' ']);
    units
        .iter()
        // Only what has its number behind it is longer than a character: 附件三.
        .any(|unit| after.starts_with(unit) || unit.len() > 3 && before.ends_with(unit))
}

/// A text without the brackets that it begins with: 第12(1)(b)条 names an article all the same.
fn without_brackets(mut text: &str) -> &str {
    while let Some((inner, rest)) = text
        .strip_prefix(['(', '（'])
        .and_then(|inner| inner.split_once([')', '）']))
        && inner.len() <= 4
        && inner.bytes().all(|b| b.is_ascii_alphanumeric())
    {
        text = rest;
    }
    text
}

/// Whether the target has a letter in brackets, or its place in the alphabet.
fn has_letter(pair: &Reading<'_>, letter: char) -> bool {
    let place = u32::from(letter).saturating_sub(u32::from('a')) + 1;
    let value = Value::Decimal(Decimal::from(place));
    let target = pair.target_lower();
    [('(', ')'), ('（', '）')]
        .iter()
        .any(|(open, close)| target.contains(&format!("{open}{letter}{close}")))
        || pair.target_numbers().iter().any(|n| n.value == value)
        // (i) is one, (v) five, (x) ten.
        || matches!(letter, 'i' | 'v' | 'x')
}
