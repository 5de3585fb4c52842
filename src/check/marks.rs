//! Q08: marks of other houses and keyboards: 「」 in a simplified text, a bullet between the parts
//! of a name, half an ellipsis, hyphens for a dash (GB/T 15834—2011).

use super::brackets::reversed;
use super::language::conventions;
use super::span::is_inside;
use super::{Check, Reading, in_target};
use crate::text::script::is_han;
use crate::unit::{Finding, Message, Severity};

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
                said!(
                    "the quotation marks are the wrong way round",
                    "引号前后颠倒"
                ),
            ));
        }
        // Straight quotation marks are told apart where they come in pairs: the first opens, the
        // next closes.
        let in_pairs = text.matches('"').count().is_multiple_of(2);
        let mut opens = false;
        let mut end = 0;
        for (at, c) in text.char_indices() {
            opens ^= c == '"';
            if at < end || is_inside(protected, at) {
                continue;
            }
            let alike = text[at..].char_indices().take_while(|(offset, other)| {
                let place = at + offset;
                *other == c && (*offset == 0 || !pair.is_parted(&(place..place + 1)))
            });
            let run: usize = alike.map(|(_, other)| other.len_utf8()).sum();
            end = at + run;
            let count = run / c.len_utf8();
            let before = text[..at].chars().next_back().is_some_and(is_han);
            let after = text[end..].chars().next().is_some_and(is_han);
            let digit_before = text[..at].ends_with(|c: char| c.is_ascii_digit());
            let message: fn() -> Message = match c {
                '「' | '」' | '『' | '』' if simplified && !pair.source.contains(c) => {
                    quotation
                }
                '•' | '・' | '‧' if count == 1 && before && after => middle_dot,
                '…' if count % 2 == 1 && (before || after) => ellipsis,
                '"' if before || after => quotation,
                '\'' if after && (before || at == 0) || before && !digit_before => quotation,
                '。' if count == 3 => ellipsis,
                '.' if count >= 3 && (before || after) => ellipsis,
                '—' if count == 1 && before && after && !pair.source.contains(c) => dash,
                '-' if count == 2 && (before || after) => dash,
                _ => continue,
            };
            let severity = match c {
                // Both languages type it so.
                '.' if pair.source.contains("...") => Severity::Info,
                '…' if pair.source.contains(c) && pair.settings.profile.is_none() => {
                    Severity::Info
                }
                _ => Severity::Warning,
            };
            let mut finding = in_target(self.id(), severity, at..end, message());
            finding.fix = match c {
                '"' if in_pairs => Some(if opens { "“" } else { "”" }.to_owned()),
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

fn quotation() -> Message {
    said!("quotation marks are “ ” and ‘ ’", "引号应为“ ”和‘ ’")
}

fn middle_dot() -> Message {
    said!(
        "between the parts of a name stands ·",
        "人名各部分之间应为“·”"
    )
}

fn ellipsis() -> Message {
    said!("an ellipsis is ……", "省略号应为“……”")
}

fn dash() -> Message {
    said!("a dash is ——", "破折号应为“——”")
}
