//! A long text in pieces that are each read by itself: what a parser holds of a text is many times as
//! large as that, and what it held of a piece is gone before the next.
//!
//! A piece ends before a heading that stands in nothing else. What the names of links and footnotes
//! lead to may stand in any piece; a text that has such is read whole.

use std::collections::HashSet;
use std::ops::Range;

/// How many bytes a text may have that is read whole: what a parser holds of it is no matter yet.
const SHORT: usize = 1 << 20;

/// How many bytes a piece of a longer text has at least.
const LEAST: usize = 1 << 14;

/// How many bytes of a text are its front matter: between two lines of hyphens, or of plus signs, of
/// which the first begins the text.
pub(super) fn front_matter(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let sign = first.trim_end();
    if !matches!(sign, "---" | "+++") {
        return 0;
    }
    let mut at = first.len();
    for (number, line) in lines.enumerate() {
        let shown = line.trim_end();
        at += line.len();
        if shown == sign || (sign, shown) == ("---", "...") {
            return at;
        }
        if number == 0 && shown.is_empty() {
            return 0;
        }
    }
    0
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Where the line ends that says that it ends: the heading behind it.
    pub(super) seen: usize,
}

impl Piece {
    /// The piece that begins at a place, with `least` bytes or more.
    pub(super) fn at(text: &str, start: usize, least: usize) -> Self {
        let from = start.saturating_add(least).min(text.len());
        let rest = text.as_bytes().get(from..).unwrap_or_default();
        let end = memchr::memmem::find(rest, b"\n#").map_or(text.len(), |at| from + at + 1);
        let heading = text.as_bytes().get(end..).unwrap_or_default();
        Self {
            range: start..end,
            seen: memchr::memchr(b'\n', heading).map_or(text.len(), |at| end + at + 1),
        }
    }

    /// The first piece from a place on.
    pub(super) fn first(text: &str, start: usize) -> Self {
        let least = match text.len() {
            ..=SHORT => SHORT,
            _ => LEAST,
        };
        Self::at(text, start, least)
    }

    /// The same piece, where it does not end where it seemed to.
    pub(super) fn longer(&self, text: &str) -> Self {
        Self::at(text, self.range.start, self.range.len().saturating_mul(2))
    }
}

/// What pieces say of links and footnotes, which may be said in another.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The links that are defined.
    defined: HashSet<String>,
    /// Those that no definition in their piece is for.
    missing: HashSet<String>,
    /// Whether a footnote is defined.
    has_notes: bool,
    /// Whether what looks like the mark of a footnote is none by what its piece says.
    has_loose_marks: bool,
}

impl Names {
    /// Notes that a link is defined; whether it is the first of its name.
    pub(super) fn define(&mut self, name: &str) -> bool {
        self.defined.insert(folded(name))
    }

    /// Notes that no link of that name is defined in its piece.
    pub(super) fn miss(&mut self, name: &str) {
        self.missing.insert(folded(name));
    }

    /// Notes how many footnotes a piece defines, and how many marks of such it has.
    pub(super) fn note(&mut self, piece: &str, defined: usize, marks: usize) {
        self.has_notes |= defined > 0;
        let looking = memchr::memmem::find_iter(piece.as_bytes(), b"[^").count();
        self.has_loose_marks |= looking > defined + marks;
    }

    /// Whether something may be said in another piece than it is asked for.
    pub(super) fn reach_over(&self) -> bool {
        !self.missing.is_disjoint(&self.defined) || self.has_notes && self.has_loose_marks
    }
}

/// A name as names are compared (CommonMark §6.3).
fn folded(name: &str) -> String {
    name.to_lowercase().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::front_matter;

    #[test]
    fn front_matter_begins_a_text() {
        for (text, expected) in [
            ("---\na: b\n---\nText", 13),
            ("---\r\na: b\r\n---\r\n\r\nText", 16),
            ("+++\na = 1\n+++", 13),
            ("---\na: b\n...\nText", 13),
            ("---\n\na: b\n---\n", 0),
            ("---\na: b\n", 0),
            ("Text\n---\na: b\n---\n", 0),
            ("", 0),
        ] {
            assert_eq!(front_matter(text), expected, "{text:?}");
        }
    }
}
