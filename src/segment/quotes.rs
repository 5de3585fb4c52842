//! The quotations that are open at a place, and what stood before each.

use super::chars::{char_before, is_line_end};

/// How many quotations within each other are remembered.
const DEPTH: usize = 8;

/// How far ahead, in bytes, a quotation may close to be part of the sentence around it. What is
/// longer is a passage with sentences of its own.
const REACH: usize = 300;

/// A quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quote {
    mark: char,
    /// The byte of the opening mark.
    pub open: usize,
    /// The last character before the opening mark that is no white space.
    pub before: Option<char>,
}

/// The quotations open at the scan.
#[derive(Clone, Debug, Default)]
pub(super) struct Quotes {
    open: Vec<Quote>,
}

impl Quotes {
    /// Begins a paragraph: no quotation reaches over its start.
    pub(super) fn start_paragraph(&mut self) {
        self.open.clear();
    }

    /// Whether a quotation is open.
    pub(super) fn any_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Reads a quotation mark at byte `at`; the quotation it closes, if any.
    pub(super) fn read(&mut self, text: &str, c: char, at: usize) -> Option<Quote> {
        match c {
            '"' | '＂' => {
                if let Some(place) = self.open.iter().rposition(|quote| quote.mark == c) {
                    return self.close(place);
                }
                self.push(text, c, at);
            }
            '“' | '‘' | '「' | '『' | '«' | '„' | '〝' => self.push(text, c, at),
            '”' | '’' | '」' | '』' | '»' | '〞' => {
                let place = self.open.iter().rposition(|quote| closes(quote.mark, c))?;
                return self.close(place);
            }
            _ => {}
        }
        None
    }

    /// The quotations open at byte `at` that close near behind it, the innermost first, each with
    /// the byte after its closing mark; up to the end of the line or a 。, after which the
    /// quotation is a passage.
    pub(super) fn closing_after(&self, text: &str, at: usize) -> Vec<(Quote, usize)> {
        if self.open.is_empty() {
            return Vec::new();
        }
        let mut ahead = self.clone();
        let mut found = Vec::new();
        for (offset, c) in text.get(at..).unwrap_or("").char_indices() {
            if ahead.open.is_empty() || offset > REACH || is_line_end(c) || c == '。' {
                break;
            }
            let place = at + offset;
            let closed = ahead.read(text, c, place);
            found.extend(
                closed
                    .filter(|quote| quote.open < at)
                    .map(|quote| (quote, place + c.len_utf8())),
            );
        }
        found
    }

    fn push(&mut self, text: &str, mark: char, open: usize) {
        if self.open.len() == DEPTH {
            self.open.remove(0);
        }
        let mut end = open;
        let mut before = char_before(text, end);
        // A space or two after a colon, not a page of them.
        for _ in 0..4 {
            match before {
                Some(c) if c.is_whitespace() => {
                    end -= c.len_utf8();
                    before = char_before(text, end);
                }
                _ => break,
            }
        }
        self.open.push(Quote { mark, open, before });
    }

    fn close(&mut self, place: usize) -> Option<Quote> {
        self.open.truncate(place + 1);
        self.open.pop()
    }
}

fn closes(open: char, close: char) -> bool {
    matches!(
        (open, close),
        ('“' | '„', '”') | ('‘', '’') | ('「', '」') | ('『', '』') | ('«', '»') | ('〝', '〞')
    )
}
