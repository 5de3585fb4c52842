//! A run of marks that may end a sentence, and what closes after it.

use std::ops::Range;

use super::chars::{
    Mark, char_at, char_before, is_closing_bracket, is_closing_quote, is_superscript, mark,
};
use super::follow::word_before;
use super::markup;
use super::quotes::{Quote, Quotes};
use super::smiley;
use super::tables::Lexicon;
use crate::text::script::is_han;

/// A run of marks that may end a sentence, with what closes after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// The first byte of the run.
    pub start: usize,
    /// The byte after the run, its closing quotes, brackets and markup and its footnote marks.
    pub end: usize,
    /// The weightiest mark of the run: ? and ! before the full stop before the ellipsis.
    pub mark: Mark,
    /// Whether an ideographic mark is in the run.
    pub ideographic: bool,
    /// How many full stops there are; … counts as three.
    pub dots: u32,
    /// Whether a quotation closes after the run.
    pub closes_quote: bool,
    /// Whether a bracket closes after the run.
    pub closes_bracket: bool,
    /// The outermost quotation that closes after the run, where its opening was seen.
    pub quote: Option<Quote>,
}

impl Candidate {
    /// The smileys at bytes `range`, which stand for a full stop.
    pub(super) fn smiley(range: Range<usize>) -> Self {
        Self {
            end: range.end,
            ..Self::at(range.start, (Mark::Smiley, false))
        }
    }

    fn at(start: usize, (mark, ideographic): (Mark, bool)) -> Self {
        Self {
            start,
            end: start,
            mark,
            ideographic,
            dots: 0,
            closes_quote: false,
            closes_bracket: false,
            quote: None,
        }
    }

    /// Reads the run of marks at byte `at`, and what closes after it.
    pub(super) fn read(
        (text, lexicon): (&str, &Lexicon),
        segment: usize,
        quotes: &mut Quotes,
        at: usize,
        mark: (Mark, bool),
    ) -> Self {
        let mut found = Self::at(at, mark);
        if matches!(found.mark, Mark::Semicolon | Mark::Colon) {
            found.end += char_at(text, at).map_or(0, char::len_utf8);
            found.read_closers((text, lexicon), segment, quotes);
            return found;
        }
        loop {
            found.read_run(text);
            let run_end = found.end;
            found.read_closers((text, lexicon), segment, quotes);
            // blind spot”. and etc.). end with the last full stop.
            let more = char_at(text, found.end).and_then(mark_of_sentence);
            match more {
                Some(mark) if found.end > run_end => found = Self::at(found.end, mark),
                _ => break,
            }
        }
        found
    }

    /// Whether the run so far is the full stop of a sentence, and what is left out stands before
    /// the next: `It was so. . . . The rest` (Chicago Manual of Style, 13.53).
    fn stands_before_ellipsis(&self, text: &str) -> bool {
        let rest = text
            .get(self.end..)
            .and_then(|rest| rest.strip_prefix(" . . . "));
        char_before(text, self.start).is_some_and(char::is_alphanumeric)
            && rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase() || c == '“'))
    }

    fn read_closers(
        &mut self,
        (text, lexicon): (&str, &Lexicon),
        segment: usize,
        quotes: &mut Quotes,
    ) {
        while let Some(c) = char_at(text, self.end) {
            if c == ' ' && is_plain(text.as_bytes().get(self.end + 1)) {
                break;
            }
            if is_closing_quote(c) {
                self.closes_quote = true;
                self.quote = quotes.read(text, c, self.end).or(self.quote);
            } else if is_closing_bracket(c) {
                self.closes_bracket = true;
            } else if !is_superscript(c) {
                let cited = self.ideographic && self.closes_quote;
                if let Some(end) = cited.then(|| source(text, self.end)).flatten() {
                    self.end = end;
                    break;
                }
                let spaced = is_spaced_guillemet(text, self.end, c);
                let note = footnote_mark((text, lexicon), segment, self)
                    .or_else(|| smiley::after_marks(text, self.end));
                match spaced.or(note).or_else(|| markup::closing(text, self.end)) {
                    Some(end) => {
                        self.closes_quote |= spaced.is_some();
                        self.end = end;
                        continue;
                    }
                    None => break,
                }
            }
            self.end += c.len_utf8();
        }
    }

    /// Reads a run of marks: `?!`, `...`, `. . .`, `。。。`.
    fn read_run(&mut self, text: &str) {
        let weight = |mark| match mark {
            Mark::Question => 4,
            Mark::Exclamation => 3,
            Mark::Stop => 2,
            Mark::Ellipsis | Mark::Semicolon | Mark::Colon | Mark::Smiley => 1,
        };
        let mut others = false;
        while let Some(c) = char_at(text, self.end) {
            if let Some((mark, ideographic)) = mark_of_sentence(c) {
                self.dots += match c {
                    '.' => 1,
                    '…' | '⋯' => 3,
                    _ => 0,
                };
                others |= !matches!(c, '.' | '…' | '⋯');
                if weight(mark) > weight(self.mark) {
                    self.mark = mark;
                }
                self.ideographic |= ideographic;
                self.end += c.len_utf8();
                continue;
            }
            if self.dots == 1 && !others && self.stands_before_ellipsis(text) {
                break;
            }
            // The dots of a spaced ellipsis; `. .NET` is none.
            let mut ahead = text.get(self.end..).unwrap_or("").chars();
            let spaced = c == ' '
                && self.dots > 0
                && ahead.nth(1) == Some('.')
                && !ahead.next().is_some_and(char::is_alphanumeric);
            if !spaced || others {
                break;
            }
            self.dots += 1;
            self.end += 2;
        }
        if !others && self.dots > 1 {
            self.mark = Mark::Ellipsis;
        }
    }
}

/// A mark that ends sentences whatever the options.
pub(super) fn mark_of_sentence(c: char) -> Option<(Mark, bool)> {
    mark(c).filter(|(mark, _)| !matches!(mark, Mark::Semicolon | Mark::Colon))
}

/// The end of the source of what was quoted, in brackets right after it: “……。”（《论语》）. The
/// name of a work stands in it, or nothing but a name.
fn source(text: &str, at: usize) -> Option<usize> {
    /// What is longer is no source, in characters.
    const LONG: usize = 32;
    const NAME: usize = 4;
    let inside = text.get(at..)?.strip_prefix('（')?;
    let mut chars = inside.char_indices().take(LONG);
    let (close, _) = chars.find(|(_, c)| *c == '）' || mark_of_sentence(*c).is_some())?;
    let (inside, rest) = inside.split_at_checked(close)?;
    let named =
        inside.contains('《') || inside.chars().all(is_han) && inside.chars().count() <= NAME;
    (named && rest.starts_with('）')).then_some(at + 2 * '）'.len_utf8() + inside.len())
}

/// Whether what follows a space is plainly no closing mark, as it mostly is.
fn is_plain(next: Option<&u8>) -> bool {
    // A smiley may begin with an x.
    next.is_some_and(|byte| byte.is_ascii_alphanumeric() && !matches!(byte, b'x' | b'X'))
}

/// The end of a » that stands after one space, as French sets it.
fn is_spaced_guillemet(text: &str, at: usize, c: char) -> Option<usize> {
    let close = at + c.len_utf8();
    (matches!(c, ' ' | '\u{A0}' | '\u{202F}') && char_at(text, close) == Some('»'))
        .then(|| close + '»'.len_utf8())
}

/// The end of a footnote mark right after the marks: `[12]`, `[FN3]`, figures that were raised
/// (`law.3 The`), or the page number of a reporter (` *489`).
fn footnote_mark(
    (text, lexicon): (&str, &Lexicon),
    segment: usize,
    found: &Candidate,
) -> Option<usize> {
    let rest = text.get(found.end..)?;
    let figures = |s: &str| s.bytes().take_while(u8::is_ascii_digit).take(6).count();
    if let Some(inner) = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix("[FN") {
        let n = figures(inner);
        let close = rest.len() - inner.len() + n;
        let closed = rest.as_bytes().get(close) == Some(&b']') && close <= 8;
        return (n > 0 && closed).then_some(found.end + close + 1);
    }
    if let Some(inner) = rest.strip_prefix('[') {
        let n = figures(inner).max(usize::from(
            inner.bytes().next().is_some_and(|b| b.is_ascii_lowercase()),
        ));
        let closed = inner.as_bytes().get(n) == Some(&b']');
        return ((1..=4).contains(&n) && closed).then_some(found.end + n + 2);
    }
    let blank = |n: usize| rest.as_bytes().get(n).is_none_or(u8::is_ascii_whitespace);
    if let Some(page) = rest.strip_prefix(" *") {
        let n = figures(page);
        return ((1..=5).contains(&n) && blank(n + 2)).then_some(found.end + n + 2);
    }
    let length = raised_figures(rest)?;
    let word = word_before(text, segment, found.start);
    let plain = word.len() >= 3
        && word.bytes().skip(1).all(|b| b.is_ascii_lowercase())
        && lexicon.class(word).is_none()
        && !(word.starts_with(char::is_uppercase) && lexicon.is_numbered_head(word));
    // (1987).1 is no decimal fraction.
    let bracketed = matches!(char_before(text, found.start), Some(')' | ']'));
    let noted = found.closes_quote || (plain || bracketed) && found.dots == 1;
    noted.then_some(found.end + length)
}

/// The length of the numbers of footnotes that a text begins with, before white space: `3`, `3,4`,
/// `3–5`, or one after the other, `11 12`.
fn raised_figures(text: &str) -> Option<usize> {
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).take(4).count();
    let mut length = 0;
    let mut last: Option<u32> = None;
    // More notes than these are none.
    for _ in 0..4 {
        let rest = text.get(length..)?;
        let joined = rest.strip_prefix([',', '-', '–']);
        let number = joined
            .or_else(|| rest.strip_prefix(' '))
            .filter(|_| last.is_some());
        let number = number.unwrap_or(rest);
        let n = figures(number);
        let value = number.get(..n)?.parse().ok();
        let next = joined.is_some() || last.is_none_or(|last| value == Some(last + 1));
        if !(1..=3).contains(&n) || !next {
            break;
        }
        length += rest.len() - number.len() + n;
        last = value;
    }
    let blank = text
        .as_bytes()
        .get(length)
        .is_none_or(u8::is_ascii_whitespace);
    (last.is_some() && blank).then_some(length)
}
