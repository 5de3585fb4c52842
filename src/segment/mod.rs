//! Cutting a text into segments: one scanner with tables by language.

use std::ops::Range;

use crate::text::LangTag;

/// What a user may switch in the cutting; kept with each document, since a memory that was cut
/// otherwise does not match.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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

/// A segment: its text, and the white space that stands before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where the text of the segment stands, in bytes; its ends are no white space.
    pub range: Range<usize>,
    /// The paragraph it stands in, from 0.
    pub paragraph: usize,
}

/// Cuts `text` into segments. Joined with the white space between them (and at both ends), they
/// are the text to the byte, for any input.
#[must_use]
pub fn segments(text: &str, lang: &LangTag, options: &Options) -> Vec<Segment> {
    let _ = (text, lang, options);
    Vec::new()
}

/// Every decision taken in cutting `text`, by place.
#[must_use]
pub fn explain(text: &str, lang: &LangTag, options: &Options) -> Vec<Decision> {
    let _ = (text, lang, options);
    Vec::new()
}
