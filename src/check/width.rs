//! Q06: half-width punctuation beside Han characters (GB/T 15834—2011 wants full width).

use super::customs::{Custom, VARYING};
use super::language::conventions;
use super::span::is_inside;
use super::{Check, Reading, in_target};
use crate::text::near::{head, tail};
use crate::text::script::is_han;
use crate::unit::{Finding, Severity};

/// Half-width punctuation beside a Han character.
pub(super) struct HalfWidth;

impl Check for HalfWidth {
    fn id(&self) -> &'static str {
        "Q06"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let table = conventions(pair.target_lang).full_width;
        if table.is_empty() {
            return;
        }
        let text = pair.target;
        let protected = pair.target_spans();
        for (at, c) in text.char_indices() {
            let Some((_, full)) = table.iter().find(|(half, _)| *half == c) else {
                continue;
            };
            let (before, after) = around(text, at, c);
            let beside = before.chars().next_back().is_some_and(is_han)
                || after.chars().next().is_some_and(is_han);
            if !beside
                || is_inside(protected, at)
                // Points in a row are Q08's.
                || c == '.' && (before.ends_with("..") || after.starts_with(".."))
                || c == '.' && before.ends_with('.') && after.starts_with('.')
                || before.len() == at && is_list_number(before, c)
                || is_shortcut(before, c, after)
                || ends_section_number(before, c)
                || is_of_symbol(before, c, after)
                || is_part_of_name(before, c, pair.source)
            {
                continue;
            }
            // A text that has them half-width throughout does so on purpose.
            let severity = match pair.customs.half_width(c) {
                Custom::Always => Severity::Info,
                Custom::Mixed if VARYING.contains(&c) => Severity::Info,
                Custom::Unknown
                    if pair.is_torn_out()
                        && (VARYING.contains(&c) || pair.customs.only_half_width()) =>
                {
                    Severity::Info
                }
                _ => Severity::Error,
            };
            let finding = in_target(
                self.id(),
                severity,
                at..at + c.len_utf8(),
                said!(
                    "half-width “{c}” beside a Chinese character; Chinese has {full}",
                    "汉字旁为半角“{c}”，应为全角“{full}”"
                ),
            );
            // A point, a colon or a bracket may belong to what is no Chinese.
            findings.push(if matches!(c, ',' | ';' | '?' | '!') {
                finding.fixed_by(*full)
            } else {
                finding
            });
        }
    }
}

/// What stands before and behind a mark, as far as what it belongs to can reach.
fn around(text: &str, at: usize, mark: char) -> (&str, &str) {
    /// In bytes: names, symbols and numbers are shorter.
    const REACH: usize = 100;
    let (before, after) = (&text[..at], &text[at + mark.len_utf8()..]);
    (tail(before, REACH), head(after, REACH))
}

/// `1.` or `a)` at the beginning of a segment.
fn is_list_number(before: &str, mark: char) -> bool {
    let number = before.trim_start().trim_start_matches('(');
    matches!(mark, '.' | ')')
        && !number.is_empty()
        && number.len() <= 5
        && number
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'.')
}

/// The shortcut key of a software text: 文件(&F), 打开(_O).
fn is_shortcut(before: &str, mark: char, after: &str) -> bool {
    match mark {
        '(' => after.starts_with(['&', '_']) && after.get(2..).is_some_and(|s| s.starts_with(')')),
        ')' => before
            .rfind('(')
            .and_then(|at| before.get(at + 1..))
            .is_some_and(|key| key.len() == 2 && key.starts_with(['&', '_'])),
        _ => false,
    }
}

/// The bracket at the end of a section's number: 第12(1)条, 第5(2)(b)款.
fn ends_section_number(before: &str, mark: char) -> bool {
    let numbered = |c: char| c.is_ascii_alphanumeric() || matches!(c, '(' | ')' | '.');
    let number = before.trim_end_matches(numbered);
    let written = before.get(number.len()..).unwrap_or_default();
    mark == ')'
        && number.ends_with('第')
        && written.starts_with(|c: char| c.is_ascii_digit())
        && written.contains('(')
}

/// A bracket round the symbol of a document, which the United Nations print half-width:
/// 报告(A/HRC/48/57).
fn is_of_symbol(before: &str, mark: char, after: &str) -> bool {
    let within = match mark {
        '(' => after.split_once(')').map(|(within, _)| within),
        ')' => before.rsplit_once('(').map(|(_, within)| within),
        _ => None,
    };
    within.is_some_and(|within| {
        within.split(['/', '.']).count() > 2
            && within.bytes().all(|b| b.is_ascii_graphic() || b == b' ')
            && within.bytes().any(|b| b.is_ascii_digit())
            && within.contains('/')
    })
}

/// The mark of a Latin name that the source has too, in the middle of its text: `Yahoo!`, `Inc.`
fn is_part_of_name(before: &str, mark: char, source: &str) -> bool {
    if !matches!(mark, '.' | '!' | '?' | '\'') {
        return false;
    }
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_graphic())
        .last()
        .map_or(before.len(), |(at, _)| at);
    let name = format!("{}{mark}", &before[start..]);
    name.len() > 1
        && source
            .match_indices(&name)
            .any(|(at, found)| at + found.len() < source.trim_end().len())
}
