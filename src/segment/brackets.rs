//! Which balanced brackets a place stands in, found by looking ahead a bounded way.
//!
//! A cursor runs ahead of the scan, never more than [`REACH`] bytes, and passes each byte once.
//! So the cost is linear in the text, whatever it holds, and the memory is that of the window.

use std::collections::VecDeque;

use super::chars::{among, char_at, is_closing_bracket, is_line_end, is_opening_bracket};
use super::smiley;

/// How far ahead, in bytes, a bracket may close to hold its text together. What is longer than
/// this is a passage with sentences of its own.
const REACH: usize = 1024;

/// Bytes that a bracket or the end of a line begins with.
const STOPS: [bool; 256] = among(b"()[]{}\n\r\x0B\x0C\xC2\xE2\xE3\xEF");

/// A pair of brackets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// The byte of the opening bracket.
    pub open: usize,
    /// The byte of the closing bracket.
    pub close: usize,
    /// The opening bracket.
    pub kind: char,
}

impl Pair {
    /// Whether these are the marks around the title of a work, inside which nothing is cut.
    pub(super) fn is_title_marks(self) -> bool {
        matches!(self.kind, '《' | '〈')
    }
}

/// The brackets near the scan.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    /// Up to where brackets have been read.
    ahead: usize,
    /// Brackets that are open at `ahead`, the outermost first.
    open: VecDeque<(char, usize)>,
    /// Pairs that close after the place last asked for, by where they close.
    pairs: VecDeque<Pair>,
}

impl Brackets {
    /// Begins a paragraph at byte `at`: no bracket reaches over its start.
    pub(super) fn start_paragraph(&mut self, at: usize) {
        self.ahead = at;
        self.open.clear();
        self.pairs.clear();
    }

    /// The balanced pairs around byte `at`, the innermost first. `at` must not go back from one
    /// call to the next. `ends_paragraph` says whether a line end ends the paragraph.
    pub(super) fn around(
        &mut self,
        text: &str,
        at: usize,
        ends_paragraph: impl Fn(usize) -> bool,
    ) -> impl Iterator<Item = Pair> + '_ {
        self.read_to(text, at.saturating_add(REACH), ends_paragraph);
        while self.pairs.front().is_some_and(|pair| pair.close < at) {
            self.pairs.pop_front();
        }
        self.pairs.iter().filter(move |p| p.open < at).copied()
    }

    fn read_to(&mut self, text: &str, limit: usize, ends_paragraph: impl Fn(usize) -> bool) {
        let bytes = text.as_bytes();
        let limit = limit.min(bytes.len());
        while self.ahead < limit {
            let window = bytes.get(self.ahead..limit).unwrap_or_default();
            let Some(plain) = window.iter().position(|b| STOPS[usize::from(*b)]) else {
                self.ahead = limit;
                return;
            };
            self.ahead += plain;
            let Some(c) = char_at(text, self.ahead) else {
                // Inside a character.
                self.ahead += 1;
                continue;
            };
            // The cursor stays at the end of a paragraph until the scan begins the next.
            if is_line_end(c) && ends_paragraph(self.ahead) {
                return;
            }
            self.read(text, c, self.ahead);
            self.ahead += c.len_utf8();
        }
    }

    fn read(&mut self, text: &str, c: char, at: usize) {
        while self.open.front().is_some_and(|(_, open)| at - open > REACH) {
            self.open.pop_front();
        }
        if is_opening_bracket(c) {
            if smiley::is_mouth(text, at) {
                return;
            }
            self.open.push_back((c, at));
        } else if is_closing_bracket(c)
            // An enumerating 1) closes nothing: a few steps down are enough to tell.
            && let Some(below) = self.open.iter().rev().take(8).position(|(kind, _)| closes(*kind, c))
        {
            self.open.truncate(self.open.len() - below);
            if let Some((kind, open)) = self.open.pop_back() {
                self.pairs.push_back(Pair {
                    open,
                    close: at,
                    kind,
                });
            }
        }
    }
}

/// Whether `close` is the closing bracket to `open`; full-width and ASCII ones go together, as
/// they are often typed.
fn closes(open: char, close: char) -> bool {
    matches!(
        (open, close),
        ('(' | '（', ')' | '）')
            | ('[' | '［', ']' | '］')
            | ('{' | '｛', '}' | '｝')
            | ('【', '】')
            | ('《', '》')
            | ('〈', '〉')
            | ('〔', '〕')
            | ('〖', '〗')
    )
}

/// Whether the bracket that closes at byte `at` holds a reference all by itself, which begins the
/// segment behind a sentence that is over: `It fell. (Tr. at 88) He left.`
pub(super) fn holds_reference(text: &str, segment: usize, at: usize) -> bool {
    /// What is longer is no reference.
    const LONG: usize = 120;
    let Some(inside) = text
        .get(segment..at)
        .and_then(|rest| rest.strip_prefix('('))
    else {
        return false;
    };
    if inside.len() > LONG || inside.contains(['(', ')']) || !is_reference(inside) {
        return false;
    }
    let before = text.get(..segment).unwrap_or("").trim_end_matches(' ');
    // The number of a footnote: It fell.1 (Tr. at 88)
    let before = before.trim_end_matches(|c: char| c.is_ascii_digit());
    before.ends_with(['.', '?', '!', '"', '”', '’', ')'])
}

/// Whether a text of several words names a place in a paper, and no step or day: `Tr. at 88`; not
/// `Step 1` or `On May 3`.
fn is_reference(inside: &str) -> bool {
    inside.contains(' ')
        && inside.contains(|c: char| c.is_ascii_digit())
        && PLACES.iter().any(|place| inside.contains(place))
        && !PREPOSITIONS.iter().any(|word| inside.starts_with(word))
}

/// One of these stands in a reference.
pub(super) const PLACES: &[&str] = &[
    " at ", "p.", "§", "¶", "Tr.", "Ex.", "D.I.", "Dkt.", "Doc.", "Br.", ",",
];

/// No reference begins with one of these.
pub(super) const PREPOSITIONS: &[&str] = &["On ", "In ", "At ", "By ", "From ", "Since ", "Until "];
