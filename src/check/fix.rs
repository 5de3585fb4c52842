//! Putting right what can be put right without a person.

use std::ops::Range;

use crate::unit::{Finding, Side};

/// A change of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes.
    pub range: Range<usize>,
    /// By what.
    pub text: String,
}

/// The changes that findings make safe, by place; none overlap.
#[must_use]
pub fn edits(findings: &[Finding]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = findings
        .iter()
        .filter(|finding| finding.side == Side::Target)
        .filter_map(|finding| {
            let text = finding.fix.clone()?;
            let range = finding.range.clone();
            Some(Edit { range, text })
        })
        .collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut end = 0;
    edits.retain(|edit| {
        let free = edit.range.start >= end;
        if free {
            end = edit.range.end;
        }
        free
    });
    edits
}

/// A text with changes made to it.
#[must_use]
pub fn rewritten(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.range.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
