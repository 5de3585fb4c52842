//! Q28: inline codes lost, added, out of order or crossing.

use super::{Check, Reading, in_source, in_target};
use crate::unit::{CodeKind, Finding, InlineCode, Severity};

/// Inline codes.
pub(super) struct Codes;

impl Check for Codes {
    fn id(&self) -> &'static str {
        "Q28"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let keep = |codes: &'_ [InlineCode]| -> Vec<(CodeKind, String, usize)> {
            codes
                .iter()
                .filter(|code| !code.is_mark())
                .map(|code| (code.kind, name(code).to_owned(), code.at as usize))
                .collect()
        };
        let source = keep(pair.source_codes);
        let mut extra = keep(pair.target_codes);
        let target = extra.clone();
        for (kind, name, at) in &source {
            let there = extra.iter().position(|(k, n, _)| k == kind && n == name);
            if let Some(there) = there {
                extra.remove(there);
            } else {
                let at = (*at).min(pair.source.len());
                let message = said!(
                    "the code “{name}” is not in the translation",
                    "译文中没有代码“{name}”"
                );
                findings.push(in_source(self.id(), Severity::Error, at..at, message));
            }
        }
        for (_, name, at) in &extra {
            let at = (*at).min(pair.target.len());
            let message = said!(
                "the code “{name}” is not in the source",
                "原文中没有代码“{name}”"
            );
            findings.push(in_target(self.id(), Severity::Error, at..at, message));
        }
        if extra.is_empty() && source.len() == target.len() && nests(pair.source_codes) {
            let mut open: Vec<&str> = Vec::new();
            for (kind, name, at) in &target {
                match kind {
                    CodeKind::Opening => open.push(name),
                    CodeKind::Closing if open.last() == Some(&name.as_str()) => {
                        open.pop();
                    }
                    CodeKind::Closing => {
                        let at = (*at).min(pair.target.len());
                        let message = said!(
                            "the code “{name}” closes what is not open there",
                            "代码“{name}”在此处没有对应的开始代码"
                        );
                        findings.push(in_target(self.id(), Severity::Error, at..at, message));
                        return;
                    }
                    CodeKind::Alone => {}
                }
            }
        }
    }
}

/// What two halves of a pair, and the same code of two texts, share.
fn name(code: &InlineCode) -> &str {
    match (&code.pair, code.kind) {
        (Some(pair), CodeKind::Closing) => pair,
        _ => &code.id,
    }
}

/// Whether every code closes the last that was opened.
fn nests(codes: &[InlineCode]) -> bool {
    let mut open = Vec::new();
    codes
        .iter()
        .filter(|code| !code.is_mark())
        .all(|code| match code.kind {
            CodeKind::Opening => {
                open.push(name(code));
                true
            }
            CodeKind::Closing => open.pop() == Some(name(code)),
            CodeKind::Alone => true,
        })
        && open.is_empty()
}
