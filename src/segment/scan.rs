//! The scan: paragraphs, the marks that may end a sentence with what closes after them, and the
//! verdict on each.

use std::ops::Range;

use super::Options;
use super::brackets::{Brackets, Pair};
use super::chars::{
    Mark, char_at, char_before, is_bullet, is_closing_bracket, is_closing_quote, is_line_end,
    is_superscript, mark,
};
use super::follow::{Following, Kind, ends_paragraph, following, skip_white, word_before};
use super::quotes::{Quote, Quotes};
use super::tables::Lexicon;
use super::{ideographic, lists, rule, western};
use crate::text::script::is_cjk;

/// What the scan reports, in the order of the text.
#[derive(Debug)]
pub(super) enum Step {
    /// A segment ends.
    Cut {
        segment: Range<usize>,
        paragraph: usize,
        rule: &'static str,
    },
    /// A mark does not end a segment.
    Withheld { at: usize, rule: &'static str },
}

/// What a rule says of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Cut(&'static str),
    Withhold(&'static str),
}

/// What the rules may look at.
#[derive(Clone, Copy)]
pub(super) struct Context<'t> {
    pub text: &'t str,
    pub lexicon: &'static Lexicon,
    pub options: &'t Options,
    /// Where the present segment begins.
    pub segment: usize,
    /// Whether an earlier segment of the paragraph began with a small letter.
    pub small: bool,
}

/// A run of marks that may end a sentence, with what closes after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// The first byte of the run.
    pub start: usize,
    /// The byte after the run, its closing quotes and brackets and its footnote marks.
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

/// Bytes that the scan stops at: marks, line ends, quotes, closing round brackets, and the lead
/// bytes of all such characters beyond ASCII.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let bytes = b".!?;:\")\n\r\x0B\x0C\xC2\xD6\xD8\xDB\xE0\xE1\xE2\xE3\xEF";
    let mut i = 0;
    while i < bytes.len() {
        stops[bytes[i] as usize] = true;
        i += 1;
    }
    stops
};

/// Scans `text` and reports every decision in order.
pub(super) fn scan(
    text: &str,
    lexicon: &'static Lexicon,
    options: &Options,
    report: impl FnMut(Step),
) {
    let mut scan = Scan {
        text,
        lexicon,
        options,
        segment: 0,
        small: false,
        paragraph: 0,
        brackets: Brackets::default(),
        quotes: Quotes::default(),
        report,
    };
    scan.run();
}

struct Scan<'t, F> {
    text: &'t str,
    lexicon: &'static Lexicon,
    options: &'t Options,
    segment: usize,
    small: bool,
    paragraph: usize,
    brackets: Brackets,
    quotes: Quotes,
    report: F,
}

impl<F: FnMut(Step)> Scan<'_, F> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = self.start_paragraph(0);
        loop {
            let skipped = bytes
                .get(at..)
                .and_then(|rest| rest.iter().position(|b| STOPS[usize::from(*b)]));
            let Some(skipped) = skipped else { break };
            at += skipped;
            let Some(c) = char_at(self.text, at) else {
                break;
            };
            at = self.stop_at(at, c);
        }
        self.end_paragraph(self.text.len());
    }

    /// Looks at a character that may matter; the byte to go on from.
    fn stop_at(&mut self, at: usize, c: char) -> usize {
        let after = at + c.len_utf8();
        if is_line_end(c) {
            if ends_paragraph(self.text, at, self.options) {
                self.end_paragraph(at);
                return self.start_paragraph(after);
            }
            return after;
        }
        if let Some((mark, ideographic)) = mark(c) {
            let asked = match mark {
                Mark::Semicolon => self.options.semicolon,
                Mark::Colon => self.options.colon,
                _ => c != '．' || self.is_full_width_stop(at),
            };
            return if asked {
                self.weigh(at, mark, ideographic)
            } else {
                after
            };
        }
        if is_bullet(c) {
            if lists::next_bullet(self.text, self.segment, at) {
                self.cut_before(at, rule::LIST_ITEM);
            }
        } else if c == ')' {
            if let Some(item) = lists::next_item(self.text, self.segment, at, self.lexicon) {
                self.cut_before(item, rule::LIST_ITEM);
            }
        } else {
            let _ = self.quotes.read(self.text, c, at);
        }
        after
    }

    /// ． is a decimal point between figures and a full stop only after Chinese or Japanese.
    fn is_full_width_stop(&self, at: usize) -> bool {
        let figure = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
        let letter = |c: char| figure(c) || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
        let next = char_at(self.text, at + '．'.len_utf8());
        let before = char_before(self.text, at);
        before.is_some_and(|c| is_cjk(c) && !letter(c)) && !next.is_some_and(figure)
    }

    fn weigh(&mut self, at: usize, mark: Mark, ideographic: bool) -> usize {
        if let Some(item) = lists::next_item(self.text, self.segment, at, self.lexicon) {
            self.cut_before(item, rule::LIST_ITEM);
        }
        let candidate = self.read_candidate(at, mark, ideographic);
        let Some(next) = following(self.text, candidate.end, self.options) else {
            // The end of the paragraph will say so.
            return candidate.end;
        };
        match self.decide(&candidate, &next) {
            Verdict::Cut(rule) => {
                (self.report)(Step::Cut {
                    segment: self.segment..candidate.end,
                    paragraph: self.paragraph,
                    rule,
                });
                self.small |= begins_small(self.text, self.segment);
                self.segment = next.at;
                next.at
            }
            Verdict::Withhold(rule) => {
                (self.report)(Step::Withheld {
                    at: candidate.end,
                    rule,
                });
                candidate.end
            }
        }
    }

    fn decide(&mut self, candidate: &Candidate, next: &Following<'_>) -> Verdict {
        let context = Context {
            text: self.text,
            lexicon: self.lexicon,
            options: self.options,
            segment: self.segment,
            small: self.small,
        };
        if next.is_punctuation() && !matches!(candidate.mark, Mark::Colon | Mark::Semicolon) {
            return Verdict::Withhold(rule::PUNCTUATION_FOLLOWS);
        }
        let verdict = if candidate.ideographic {
            let opened = self.bracket_closed_in(candidate);
            ideographic::decide(context, candidate, next, opened)
        } else {
            western::decide(context, candidate, next)
        };
        if matches!(verdict, Verdict::Withhold(_)) {
            return verdict;
        }
        self.held_by_brackets(candidate)
            .map_or(verdict, Verdict::Withhold)
    }

    /// The outermost bracket that closes right after the marks.
    fn bracket_closed_in(&mut self, candidate: &Candidate) -> Option<Pair> {
        if !candidate.closes_bracket {
            return None;
        }
        let (text, options) = (self.text, self.options);
        self.brackets
            .around(text, candidate.start, |at| {
                ends_paragraph(text, at, options)
            })
            .filter(|pair| pair.close < candidate.end)
            .last()
    }

    /// The rule that brackets around the place withhold the cut by, if they do.
    fn held_by_brackets(&mut self, candidate: &Candidate) -> Option<&'static str> {
        let (text, options, segment) = (self.text, self.options, self.segment);
        self.brackets
            .around(text, candidate.start, |at| {
                ends_paragraph(text, at, options)
            })
            .find_map(|pair| {
                if pair.is_title_marks() {
                    Some(rule::TITLE_MARKS)
                } else if pair.close >= candidate.end && goes_on_after(text, pair, segment, options)
                {
                    Some(rule::INSIDE_BRACKETS)
                } else {
                    None
                }
            })
    }

    /// Reads the run of marks at byte `at`, and what closes after it.
    fn read_candidate(&mut self, at: usize, mark: Mark, ideographic: bool) -> Candidate {
        let text = self.text;
        let mut found = Candidate {
            start: at,
            end: at,
            mark,
            ideographic,
            dots: 0,
            closes_quote: false,
            closes_bracket: false,
            quote: None,
        };
        if matches!(mark, Mark::Semicolon | Mark::Colon) {
            found.end += char_at(text, at).map_or(0, char::len_utf8);
            self.read_closers(&mut found);
            return found;
        }
        loop {
            read_run(text, &mut found);
            let run_end = found.end;
            self.read_closers(&mut found);
            // blind spot”. and etc.). end with the last full stop.
            let more = char_at(text, found.end).and_then(mark_of_sentence);
            match more {
                Some((mark, ideographic)) if found.end > run_end => {
                    found = Candidate {
                        start: found.end,
                        end: found.end,
                        mark,
                        ideographic,
                        dots: 0,
                        closes_quote: false,
                        closes_bracket: false,
                        quote: None,
                    };
                }
                _ => break,
            }
        }
        found
    }

    fn read_closers(&mut self, found: &mut Candidate) {
        let text = self.text;
        while let Some(c) = char_at(text, found.end) {
            if is_closing_quote(c) {
                found.closes_quote = true;
                found.quote = self.quotes.read(text, c, found.end).or(found.quote);
            } else if is_closing_bracket(c) {
                found.closes_bracket = true;
            } else if !is_superscript(c) {
                let spaced = is_spaced_guillemet(text, found.end, c);
                let note =
                    footnote_mark(text, self.segment, found).or_else(|| is_smiley(text, found.end));
                match spaced.or(note) {
                    Some(end) => {
                        found.closes_quote |= spaced.is_some();
                        found.end = end;
                        continue;
                    }
                    None => break,
                }
            }
            found.end += c.len_utf8();
        }
    }

    fn start_paragraph(&mut self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        self.segment = at + (rest.len() - rest.trim_start().len());
        self.brackets.start_paragraph(self.segment);
        self.quotes.start_paragraph();
        self.small = false;
        self.segment
    }

    fn end_paragraph(&mut self, at: usize) {
        let end = self.segment
            + self
                .text
                .get(self.segment..at)
                .unwrap_or("")
                .trim_end()
                .len();
        if end > self.segment {
            (self.report)(Step::Cut {
                segment: self.segment..end,
                paragraph: self.paragraph,
                rule: rule::PARAGRAPH,
            });
            self.paragraph += 1;
            self.segment = at;
        }
    }

    /// Cuts before byte `at`, where a segment is to begin.
    fn cut_before(&mut self, at: usize, rule: &'static str) {
        let end = self.segment
            + self
                .text
                .get(self.segment..at)
                .unwrap_or("")
                .trim_end()
                .len();
        if end > self.segment {
            (self.report)(Step::Cut {
                segment: self.segment..end,
                paragraph: self.paragraph,
                rule,
            });
            self.segment = at;
        }
    }
}

/// A mark that ends sentences whatever the options.
fn mark_of_sentence(c: char) -> Option<(Mark, bool)> {
    mark(c).filter(|(mark, _)| !matches!(mark, Mark::Semicolon | Mark::Colon))
}

/// Reads a run of marks: `?!`, `...`, `. . .`, `。。。`.
fn read_run(text: &str, found: &mut Candidate) {
    let weight = |mark| match mark {
        Mark::Question => 4,
        Mark::Exclamation => 3,
        Mark::Stop => 2,
        Mark::Ellipsis | Mark::Semicolon | Mark::Colon => 1,
    };
    let mut others = false;
    while let Some(c) = char_at(text, found.end) {
        if let Some((mark, ideographic)) = mark_of_sentence(c) {
            found.dots += match c {
                '.' => 1,
                '…' | '⋯' => 3,
                _ => 0,
            };
            others |= !matches!(c, '.' | '…' | '⋯');
            if weight(mark) > weight(found.mark) {
                found.mark = mark;
            }
            found.ideographic |= ideographic;
            found.end += c.len_utf8();
            continue;
        }
        // The dots of a spaced ellipsis; `. .NET` is none.
        let mut ahead = text.get(found.end..).unwrap_or("").chars();
        let spaced = c == ' '
            && found.dots > 0
            && ahead.nth(1) == Some('.')
            && !ahead.next().is_some_and(char::is_alphanumeric);
        if !spaced || others {
            break;
        }
        found.dots += 1;
        found.end += 2;
    }
    if !others && found.dots > 1 {
        found.mark = Mark::Ellipsis;
    }
}

/// The end of a » that stands after one space, as French sets it.
fn is_spaced_guillemet(text: &str, at: usize, c: char) -> Option<usize> {
    let close = at + c.len_utf8();
    (matches!(c, ' ' | '\u{A0}' | '\u{202F}') && char_at(text, close) == Some('»'))
        .then(|| close + '»'.len_utf8())
}

/// The end of a footnote mark right after the marks: `[12]`, figures that were raised (`law.3 The`),
/// or the page number of a reporter (` *489`).
fn footnote_mark(text: &str, segment: usize, found: &Candidate) -> Option<usize> {
    let rest = text.get(found.end..)?;
    let figures = |s: &str| s.bytes().take_while(u8::is_ascii_digit).take(6).count();
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
    let n = figures(rest);
    if !(1..=3).contains(&n) || !blank(n) {
        return None;
    }
    let word = word_before(text, segment, found.start);
    let plain = word.len() >= 4 && word.bytes().all(|b| b.is_ascii_lowercase());
    (found.closes_quote || plain && found.dots == 1).then_some(found.end + n)
}

/// The end of a smiley that stands after the marks: typed ones over one space.
fn is_smiley(text: &str, at: usize) -> Option<usize> {
    const SMILEYS: [&str; 12] = [
        ":)", ":-)", ";)", ";-)", ":(", ":-(", ":D", ":-D", ":P", "=)", ":/", "<3",
    ];
    let rest = text.get(at..)?;
    let bare = rest.strip_prefix(' ').unwrap_or(rest);
    let spaced = rest.len() - bare.len();
    // With the joiners and variation selectors that pictures are put together with.
    let first = bare.chars().next()?;
    if matches!(
        first,
        '\u{1F300}'..='\u{1FAFF}' | '❤' | '☺' | '\u{FE0F}' | '\u{200D}'
    ) {
        return Some(at + spaced + first.len_utf8());
    }
    let smiley = SMILEYS.iter().find(|smiley| bare.starts_with(**smiley))?;
    let over = char_at(bare, smiley.len()).is_none_or(char::is_whitespace);
    (over && spaced == 1).then_some(at + 1 + smiley.len())
}

/// Whether the sentence that a bracket stands in goes on after it.
fn goes_on_after(text: &str, pair: Pair, segment: usize, options: &Options) -> bool {
    let inner = text.get(..pair.close).unwrap_or("");
    let ended = inner
        .trim_end_matches(is_closing_quote)
        .chars()
        .next_back()
        .is_some_and(|c| mark_of_sentence(c).is_some());
    let opened_here = pair.open <= segment;
    let after = pair.close + char_at(text, pair.close).map_or(1, char::len_utf8);
    let Some(next) = following(text, after, options) else {
        return !(ended || opened_here);
    };
    if next.direct {
        let ends_now = mark_of_sentence(next.first).is_some() || next.is_punctuation();
        return ends_now || !(ended && opened_here);
    }
    next.kind == Kind::Lower || !ended
}

/// Whether the text at byte `at` begins with a word in small letters. An item (a) or a. and a brand
/// say nothing of how the writer begins sentences.
pub(super) fn begins_small(text: &str, at: usize) -> bool {
    let mut chars = text.get(at..).unwrap_or("").chars();
    chars.next().is_some_and(char::is_lowercase)
        && chars
            .next()
            .is_some_and(|c| c.is_lowercase() || c.is_whitespace() || c == '\'')
}

/// Skips white space inside the paragraph; kept here for the rules that look two words ahead.
pub(super) fn skip_blank(context: Context<'_>, at: usize) -> Option<usize> {
    skip_white(context.text, at, context.options)
}
