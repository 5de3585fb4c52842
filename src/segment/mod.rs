//! Cutting a text into segments: one scanner with tables by language.
//!
//! The rules are those that translators' tools share: a paragraph ends a segment, and so do the
//! full stop, question and exclamation mark with the quotes, brackets and footnote marks that
//! close after them. Where a full stop is part of an abbreviation, an initial, a number or a name,
//! what stands before it is looked up in the table of the language and weighed with the word
//! that follows.

mod brackets;
mod candidate;
mod chars;
mod follow;
mod ideographic;
mod lists;
mod quotes;
mod rule;
mod scan;
mod tables;
mod western;

#[cfg(test)]
mod cases_en;
#[cfg(test)]
mod cases_zh;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod release;

use std::ops::Range;

use crate::text::LangTag;

/// What a user may switch in the cutting; kept with each document, since a memory that was cut
/// otherwise does not match.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Whether ； and ; end a segment.
    pub semicolon: bool,
    /// Whether ： and : end a segment.
    pub colon: bool,
    /// Whether only a blank line ends a paragraph (hard-wrapped text).
    pub blank_line_paragraphs: bool,
}

/// Why there is a cut at a place, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The byte where the cut is, or would have been: the end of the text before it.
    pub at: usize,
    /// Whether there is a cut.
    pub cut: bool,
    /// The name of the rule that decided, such as `paragraph`, `full-stop`, `title`, `month`.
    pub rule: &'static str,
}

/// A segment: where its text stands, and in which paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where the text of the segment stands, in bytes; its ends are no white space.
    pub range: Range<usize>,
    /// The paragraph it stands in, from 0; lines of white space only are not counted.
    pub paragraph: usize,
}

/// Cuts `text` into segments. Joined with the white space between them (and at both ends), they
/// are the text to the byte, for any input.
///
/// Takes time and memory in proportion to the text. A byte order mark is text to it: the reader
/// of the file takes it off.
#[must_use]
pub fn segments(text: &str, lang: &LangTag, options: &Options) -> Vec<Segment> {
    let mut found = Vec::new();
    scan::scan(text, tables::of(lang.language()), options, |step| {
        if let scan::Step::Cut {
            segment, paragraph, ..
        } = step
        {
            found.push(Segment {
                range: segment,
                paragraph,
            });
        }
    });
    found
}

/// Every decision taken in cutting `text`, by place: each cut, and each place where a mark that
/// may end a sentence did not.
///
/// The cuts are the ends of what [`segments`] gives, in the same order: both are one scan.
#[must_use]
pub fn explain(text: &str, lang: &LangTag, options: &Options) -> Vec<Decision> {
    let mut taken: Vec<Decision> = Vec::new();
    scan::scan(text, tables::of(lang.language()), options, |step| {
        let decision = match step {
            scan::Step::Cut { segment, rule, .. } => Decision {
                at: segment.end,
                cut: true,
                rule,
            },
            scan::Step::Withheld { at, rule } => Decision {
                at,
                cut: false,
                rule,
            },
        };
        // A place where a mark did not end a sentence may be cut for another reason, such as the
        // list item behind it: then that is what was decided.
        match taken.last_mut() {
            Some(last) if last.at == decision.at && !last.cut => *last = decision,
            _ => taken.push(decision),
        }
    });
    taken
}
