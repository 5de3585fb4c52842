//! A text as terms are looked up in it, with the way back to the text as it stands.
//!
//! Folding changes lengths (`Ａ` takes three bytes, `a` one; `㏂` becomes `am`; a zero-width
//! space vanishes). [`Folded`] therefore keeps runs: stretches that map byte by byte, and blocks
//! that map only as a whole. A place inside a block has no counterpart and is answered with
//! `None`, never with a guess.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::Writing;
use crate::text::script::is_han;

/// Whether folding keeps upper and lower case apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `WIPO` and `wipo` are one.
    Ignored,
    /// They are two.
    Kept,
}

/// A folded text and the map back.
pub(super) struct Folded {
    /// The folded text.
    pub(super) text: String,
    runs: Vec<Run>,
}

/// A stretch of the folded text and what it came from, in bytes.
struct Run {
    folded: usize,
    original: usize,
    folded_len: usize,
    original_len: usize,
    /// Whether the two run side by side, character for character.
    side_by_side: bool,
}

impl Folded {
    /// Folds a text: NFKC, case if ignored, apostrophes straight; in a spaced language hyphens
    /// inside words and all white space to one space and `&` to `and`; in an unspaced one white
    /// space, brackets and quotation marks away.
    pub(super) fn new(text: &str, writing: Writing, case: Case) -> Self {
        let mut folded = Self {
            text: String::with_capacity(text.len()),
            runs: Vec::new(),
        };
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut buffer = String::new();
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let mut end = at + c.len_utf8();
            let marks = |at: usize| {
                let next = text.get(at..).and_then(|rest| rest.chars().next());
                next.filter(|c| *c >= '\u{300}' && canonical_combining_class(*c) != 0)
            };
            let before = folded.text.len();
            let followed = bytes.get(end).is_some_and(|b| !b.is_ascii()) && marks(end).is_some();
            // Most of any text folds without NFKC, which is slow: ASCII, Han, the marks of Chinese.
            let count = match fold_simple(c) {
                Some(c) if !followed => folded.push(c, writing, case),
                _ => {
                    while let Some(mark) = marks(end) {
                        end += mark.len_utf8();
                    }
                    buffer.clear();
                    buffer.extend(text.get(at..end).unwrap_or_default().nfkc());
                    buffer.chars().map(|c| folded.push(c, writing, case)).sum()
                }
            };
            folded.record(before, at, end - at, count == 1);
            at = end;
        }
        folded
    }

    /// Adds one character as it is folded; the number of characters that stand for it.
    fn push(&mut self, c: char, writing: Writing, case: Case) -> usize {
        let c = match c {
            '’' | '‘' | 'ʼ' | '`' => '\'',
            _ => c,
        };
        if is_ignorable(c) {
            return 0;
        }
        match writing {
            Writing::Unspaced if is_han(c) => {}
            Writing::Unspaced if c.is_whitespace() || is_wrapping(c) => return 0,
            Writing::Unspaced => {}
            Writing::Spaced => {
                // A hyphen between spaces is a dash and parts what stands around it.
                let hyphen = matches!(c, '-' | '\u{2010}' | '\u{2011}')
                    && self.text.ends_with(char::is_alphanumeric);
                if hyphen || c.is_whitespace() {
                    if self.text.ends_with(' ') {
                        return 0;
                    }
                    self.text.push(' ');
                    return 1;
                }
                if c == '&' {
                    self.text.push_str("and");
                    return 3;
                }
            }
        }
        match case {
            Case::Kept => {
                self.text.push(c);
                1
            }
            // Neither ASCII nor Han needs the tables of case.
            Case::Ignored if c.is_ascii() || is_han(c) => {
                self.text.push(c.to_ascii_lowercase());
                1
            }
            Case::Ignored => {
                let before = self.text.len();
                self.text.extend(c.to_lowercase());
                self.text
                    .get(before..)
                    .map_or(0, |added| added.chars().count())
            }
        }
    }

    /// Notes what the text from `folded` on came from.
    fn record(&mut self, folded: usize, original: usize, original_len: usize, single: bool) {
        let folded_len = self.text.len() - folded;
        let side_by_side = single && folded_len == original_len;
        if let Some(last) = self.runs.last_mut()
            && side_by_side
            && last.side_by_side
        {
            last.folded_len += folded_len;
            last.original_len += original_len;
            return;
        }
        self.runs.push(Run {
            folded,
            original,
            folded_len,
            original_len,
            side_by_side,
        });
    }

    /// Where a stretch of the folded text stands in the original; `None` where an end of it falls
    /// inside a character.
    pub(super) fn original(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let at = self.runs.partition_point(|run| run.folded <= range.start);
        let run = self.runs.get(at.checked_sub(1)?)?;
        let offset = range.start - run.folded;
        if offset != 0 && !run.side_by_side {
            return None;
        }
        let start = run.original + offset;
        let at = self.runs.partition_point(|run| run.folded < range.end);
        let run = self.runs.get(at.checked_sub(1)?)?;
        let end = if run.side_by_side {
            run.original + (range.end - run.folded)
        } else if range.end == run.folded + run.folded_len {
            run.original + run.original_len
        } else {
            return None;
        };
        (start < end).then_some(start..end)
    }
}

/// The NFKC of a character that stands alone, where it is known at sight.
fn fold_simple(c: char) -> Option<char> {
    match c {
        _ if c.is_ascii() => Some(c),
        '\u{4E00}'..='\u{9FFF}' | '。' | '、' | '《' | '》' | '“' | '”' | '’' | '—' => {
            Some(c)
        }
        // Full-width ASCII is 0xFEE0 above its half-width form.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}

/// Characters that are not seen and part nothing: soft hyphen, zero-width spaces and joiners.
fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// Marks that stand round a name and are no part of it.
fn is_wrapping(c: char) -> bool {
    matches!(
        c,
        '《' | '》' | '〈' | '〉' | '“' | '”' | '\'' | '"' | '(' | ')' | '「' | '」' | '『' | '』'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(text: &str, writing: Writing, part: &str) -> Option<String> {
        let folded = Folded::new(text, writing, Case::Ignored);
        let start = folded.text.find(part)?;
        let range = folded.original(&(start..start + part.len()))?;
        text.get(range).map(str::to_owned)
    }

    #[test]
    fn folded_text_leads_back_to_what_stood_there() {
        let back = |text, part| back(text, Writing::Spaced, part).unwrap_or_default();
        assert_eq!(
            back("the ＷＩＰＯ\u{3000}\u{3000}Ｇreen", "wipo green"),
            "ＷＩＰＯ\u{3000}\u{3000}Ｇreen"
        );
        assert_eq!(
            back("a blue-and-white  bowl", "blue and white"),
            "blue-and-white"
        );
        assert_eq!(back("R&D here", "randd"), "R&D");
        assert_eq!(back("know\u{AD}ledge İx", "knowledge"), "know\u{AD}ledge");
        assert_eq!(back("cafe\u{301} x", "café"), "cafe\u{301}");
    }

    #[test]
    fn chinese_is_compared_without_its_marks() {
        let back = |text, part| back(text, Writing::Unspaced, part).unwrap_or_default();
        assert_eq!(
            back("《专利合作条约》（PCT）体系", "专利合作条约pct体系"),
            "专利合作条约》（PCT）体系"
        );
        assert_eq!(back("“一带一路” 会议", "一带一路会议"), "一带一路” 会议");
    }

    #[test]
    fn half_a_ligature_is_no_place() {
        assert_eq!(back("ﬁne", Writing::Spaced, "i"), None);
        assert_eq!(back("ﬁne", Writing::Spaced, "fine").as_deref(), Some("ﬁne"));
    }

    proptest::proptest! {
        #[test]
        fn every_place_is_on_character_boundaries(text in "\\PC{0,24}", a in 0usize..60, b in 0usize..60) {
            for writing in [Writing::Spaced, Writing::Unspaced] {
                let folded = Folded::new(&text, writing, Case::Ignored);
                if folded.text.is_char_boundary(a) && folded.text.is_char_boundary(b) && a < b
                    && let Some(range) = folded.original(&(a..b)) {
                    proptest::prop_assert!(text.get(range).is_some());
                }
            }
        }
    }
}
