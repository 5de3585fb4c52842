//! The scan: paragraphs, the marks that may end a sentence with what closes after them, and the
//! verdict on each.

use std::ops::Range;

use super::Options;
use super::brackets::{Brackets, Pair, holds_reference};
use super::candidate::{Candidate, mark_of_sentence};
use super::chars::{Mark, among, char_at, is_bullet, is_closing_quote, is_line_end, mark};
use super::follow::{Following, Kind, begins_small, ends_paragraph, following};
use super::quotes::Quotes;
use super::tables::Lexicon;
use super::{ideographic, letters, lists, rule, smiley, western, width};
use crate::text::markup::tag;

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
    /// Whether a quotation is open.
    pub quoted: bool,
}

/// How many brackets within each other are asked whether they hold a place together.
const DEPTH: usize = 8;

/// So many marks and tags at the end of a paragraph are no segment of their own.
const FEW_MARKS: usize = 32;

/// Bytes that the scan stops at: marks, line ends, quotes, closing round brackets, what smileys begin
/// with, and the lead bytes of all such characters beyond ASCII.
const STOPS: [bool; 256] =
    among(b".!?;:\")=<^xX\n\r\x0B\x0C\xC2\xD6\xD8\xDB\xE0\xE1\xE2\xE3\xEF\xF0");

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
        let in_cjk = !self.lexicon.stops_before_cjk;
        if let Some(end) = smiley::for_a_stop(self.text, self.segment, at, in_cjk) {
            return self.weigh(&Candidate::smiley(at..end));
        }
        if let Some((mark, ideographic)) = mark(c) {
            let asked = match mark {
                Mark::Semicolon => self.options.semicolon,
                Mark::Colon => self.options.colon,
                _ => {
                    c != '．'
                        || width::is_full_width_stop(self.text, self.segment, at, self.lexicon)
                }
            };
            return if asked {
                self.weigh_mark(at, (mark, ideographic))
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
            } else if holds_reference(self.text, self.segment, at) {
                let next = following(self.text, after, self.options);
                if let Some(next) = next.filter(|next| next.kind == Kind::Upper && !next.direct) {
                    self.cut_before(next.at, rule::REFERENCE);
                }
            }
        } else {
            let _ = self.quotes.read(self.text, c, at);
        }
        after
    }

    fn weigh_mark(&mut self, at: usize, mark: (Mark, bool)) -> usize {
        if let Some(item) = lists::next_item(self.text, self.segment, at, self.lexicon) {
            self.cut_before(item, rule::LIST_ITEM);
        }
        let mut candidate = Candidate::read(
            (self.text, self.lexicon),
            self.segment,
            &mut self.quotes,
            at,
            mark,
        );
        candidate.ideographic |=
            width::is_half_width(self.text, self.segment, self.lexicon, &candidate);
        self.weigh(&candidate)
    }

    /// Decides on a candidate; the byte to go on from.
    fn weigh(&mut self, candidate: &Candidate) -> usize {
        let Some(next) = following(self.text, candidate.end, self.options) else {
            // The end of the paragraph will say so.
            return candidate.end;
        };
        match self.decide(candidate, &next) {
            Verdict::Cut(rule) => {
                (self.report)(Step::Cut {
                    segment: self.segment..candidate.end,
                    paragraph: self.paragraph,
                    rule,
                });
                self.small |= begins_small(self.text, self.segment);
                self.segment = next.at;
                self.pass_drawn_line();
                self.segment
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
            quoted: self.quotes.any_open(),
        };
        if next.is_punctuation() && !matches!(candidate.mark, Mark::Colon | Mark::Semicolon) {
            return Verdict::Withhold(rule::PUNCTUATION_FOLLOWS);
        }
        if next.kind == Kind::Symbol && only_marks(self.text, next.at, self.options) {
            return Verdict::Withhold(rule::MARKS_ONLY);
        }
        let verdict = if candidate.ideographic {
            let opened = self.bracket_closed_in(candidate);
            ideographic::decide(context, candidate, next, opened, &self.quotes)
        } else {
            western::decide(context, candidate, next, &self.quotes)
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
            .take(DEPTH)
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

    fn start_paragraph(&mut self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        self.segment = at + (rest.len() - rest.trim_start().len());
        self.brackets.start_paragraph(self.segment);
        self.quotes.start_paragraph();
        self.small = false;
        let after = letters::after_salutation(self.text, self.segment, self.lexicon, self.options);
        if let Some(after) = after {
            self.cut_before(after, rule::LETTER);
        }
        self.pass_drawn_line();
        self.segment
    }

    /// Cuts behind the line that the segment begins with, if one was drawn there.
    fn pass_drawn_line(&mut self) {
        let after = letters::after_drawn_line(self.text, self.segment, self.options);
        if let Some(after) = after {
            self.cut_before(after, rule::LETTER);
        }
    }

    fn end_paragraph(&mut self, at: usize) {
        let last = self.text.get(self.segment..at).unwrap_or("");
        if let Some(name) = letters::signature(last.trim_end(), self.lexicon) {
            self.cut_before(self.segment + name, rule::LETTER);
        }
        // A paragraph of white space only is none.
        if self.cut_before(at, rule::PARAGRAPH) {
            self.paragraph += 1;
        }
    }

    /// Cuts before byte `at`, where a segment is to begin. Returns whether there was a segment.
    fn cut_before(&mut self, at: usize, rule: &'static str) -> bool {
        let text = self.text.get(self.segment..at).unwrap_or("");
        let end = self.segment + text.trim_end().len();
        if end == self.segment {
            return false;
        }
        (self.report)(Step::Cut {
            segment: self.segment..end,
            paragraph: self.paragraph,
            rule,
        });
        self.segment = at;
        true
    }
}

/// Whether a few marks and tags are all that stands from byte `at` to the end of the paragraph.
fn only_marks(text: &str, mut at: usize, options: &Options) -> bool {
    for _ in 0..FEW_MARKS {
        let Some(c) = char_at(text, at) else {
            return true;
        };
        if is_line_end(c) && ends_paragraph(text, at, options) {
            return true;
        }
        match text.get(at..).and_then(tag) {
            Some(tag) => at += tag.len,
            None if c.is_alphanumeric() => return false,
            None => at += c.len_utf8(),
        }
    }
    false
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
