//! Q08: marks of other houses and keyboards: 「」 in a simplified text, a bullet between the parts
//! of a name, half an ellipsis, hyphens for a dash (GB/T 15834—2011).

use super::brackets::reversed;
use super::language::conventions;
use super::span::is_inside;
use super::{Check, Reading, in_target};
use crate::text::script::is_han;
use crate::unit::{Finding, Severity};

/// Quotation marks, middle dots, ellipses and dashes that are not the language's own.
pub(super) struct Marks;

impl Check for Marks {
    fn id(&self) -> &'static str {
        "Q08"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let simplified = pair.target_lang.script() == Some("Hans");
        if conventions(pair.target_lang).full_width.is_empty() {
            return;
        }
        let text = pair.target;
        let protected = pair.target_spans();
        for at in reversed(pair.source, text)
            .into_iter()
            .flat_map(|(a, b)| [a, b])
        {
            findings.push(in_target(
                self.id(),
                Severity::Warning,
                at..at + '“'.len_utf8(),
                "the quotation marks are the wrong way round".to_owned(),
            ));
        }
        let mut end = 0;
        for (at, c) in text.char_indices() {
            if at < end || is_inside(protected, at) {
                continue;
            }
            let run: usize = text[at..]
                .chars()
                .take_while(|other| *other == c)
                .map(char::len_utf8)
                .sum();
            end = at + run;
            let count = run / c.len_utf8();
            let before = text[..at].chars().next_back().is_some_and(is_han);
            let after = text[end..].chars().next().is_some_and(is_han);
            let digit_before = text[..at].ends_with(|c: char| c.is_ascii_digit());
            let message = match c {
                '「' | '」' | '『' | '』' if simplified && !pair.source.contains(c) => {
                    "quotation marks are “ ” and ‘ ’"
                }
                '•' | '・' | '‧' if count == 1 && before && after => {
                    "between the parts of a name stands ·"
                }
                '…' if count % 2 == 1 && (before || after) => "an ellipsis is ……",
                '"' if before || after => "quotation marks are “ ” and ‘ ’",
                '\'' if after && (before || at == 0) || before && !digit_before => {
                    "quotation marks are “ ” and ‘ ’"
                }
                '。' if count == 3 => "an ellipsis is ……",
                '.' if count >= 3 && (before || after) => "an ellipsis is ……",
                '—' if count == 1 && before && after && !pair.source.contains(c) => {
                    "a dash is ——"
                }
                '-' if count == 2 && (before || after) => "a dash is ——",
                _ => continue,
            };
            let severity = match c {
                // Both languages type it so.
                '.' if pair.source.contains("...") => Severity::Info,
                _ => Severity::Warning,
            };
            let mut finding = in_target(self.id(), severity, at..end, message.to_owned());
            finding.fix = match c {
                '"' => straight(text, at).map(str::to_owned),
                '•' | '・' | '‧' => Some("·".to_owned()),
                '…' if count == 1 => Some("……".to_owned()),
                '。' | '.' => Some("……".to_owned()),
                '-' => Some("——".to_owned()),
                _ => None,
            };
            findings.push(finding);
        }
    }
}

/// What a straight quotation mark is where they come in pairs: the first opens, the next closes.
fn straight(text: &str, at: usize) -> Option<&'static str> {
    let before = text.get(..at)?.matches('"').count();
    let marks = text.matches('"').count();
    marks
        .is_multiple_of(2)
        .then_some(if before.is_multiple_of(2) {
            "“"
        } else {
            "”"
        })
}
