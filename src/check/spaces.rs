//! Q10: double, leading, trailing and invisible spaces, and line breaks the source has not.

use super::language::conventions;
use super::{Check, Reading, in_target};
use crate::text::script::is_han;
use crate::unit::{Finding, Message, Severity};

/// Stray white space.
pub(super) struct Spaces;

impl Check for Spaces {
    fn id(&self) -> &'static str {
        "Q10"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let (source, text) = (pair.source, pair.target);
        let mut report = |range: std::ops::Range<usize>, message: Message, fix: Option<&str>| {
            // Captions and the first lines of news have a full-width space on purpose.
            let severity = match text.get(range.clone()) {
                Some("\u{3000}") => Severity::Info,
                _ => Severity::Warning,
            };
            let mut finding = in_target("Q10", severity, range, message);
            finding.fix = fix.map(str::to_owned);
            findings.push(finding);
        };
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len();
        // Two ideographic spaces are how a Chinese paragraph is indented.
        let indent = text[..start].chars().all(|c| c == '\u{3000}');
        if start > 0
            && !indent
            && !pair.is_parted(&(0..start))
            && !source.starts_with(char::is_whitespace)
        {
            report(
                0..start,
                said!(
                    "space at the beginning that the source has not",
                    "开头有原文没有的空格"
                ),
                Some(""),
            );
        }
        let is_last = || !pair.is_parted(&(end + 1..text.len() + 1));
        if end < text.len() && !source.ends_with(char::is_whitespace) && is_last() {
            report(
                end..text.len(),
                said!(
                    "space at the end that the source has not",
                    "末尾有原文没有的空格"
                ),
                Some(""),
            );
        }
        let doubled_in_source = source.trim().contains("  ");
        let breaks_in_source = source.trim().contains('\n');
        let wide = !conventions(pair.target_lang).full_width.is_empty();
        let inner = text.get(start..end).unwrap_or_default();
        let mut at = start;
        while let Some(offset) = text
            .get(at..end)
            .and_then(|rest| rest.find(char::is_whitespace))
        {
            let from = at + offset;
            let run = &text[from..end];
            let len = run.len() - run.trim_start().len();
            let run = &run[..len];
            at = from + len.max(1);
            if run.contains(['\n', '\r']) {
                if !breaks_in_source {
                    let message = said!("line break that the source has not", "有原文没有的换行");
                    report(from..from + len, message, None);
                }
            } else if run.chars().count() > 1 {
                if !doubled_in_source && !pair.is_parted(&(from + 1..from + len)) {
                    // Beside a full-width mark there is none at all.
                    let one = if wide
                        && text[..from].ends_with(|c: char| "，。；：？！、".contains(c))
                    {
                        ""
                    } else {
                        " "
                    };
                    let message = said!("more than one space", "连续多个空格");
                    report(from..from + len, message, Some(one));
                }
            } else if wide && run == "\u{3000}" {
                let message = said!("full-width space inside the text", "文中有全角空格");
                report(from..from + len, message, None);
            } else if wide && run == "\u{A0}" && !source.contains('\u{A0}') {
                let message = said!("no-break space", "不间断空格");
                report(from..from + len, message, Some(" "));
            }
        }
        for (offset, c) in inner.char_indices() {
            let at = start + offset;
            let between_han = inner[..offset].chars().next_back().is_some_and(is_han);
            let invisible = matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
                || matches!(c, '\u{200C}' | '\u{200D}') && between_han;
            if invisible && !source.contains(c) {
                report(
                    at..at + c.len_utf8(),
                    said!(
                        "invisible character U+{:04X}",
                        "不可见字符U+{:04X}",
                        u32::from(c)
                    ),
                    Some(""),
                );
            }
        }
    }
}
