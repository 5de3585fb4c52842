//! Q07: brackets and quotation marks that open and do not close, or close and did not open.

use std::collections::BTreeMap;

use super::{Check, Reading, in_target};
use crate::text::script::is_han;
use crate::unit::{Finding, Severity};

/// Unbalanced or mis-nested pairs.
pub(super) struct Brackets;

/// Pairs, each with the class it is compared by between languages: a title in 《》 may be in
/// quotation marks in the source.
const PAIRS: &[(char, char, Class)] = &[
    ('《', '》', Class::Quotation),
    ('〈', '〉', Class::Quotation),
    ('“', '”', Class::Quotation),
    ('‘', '’', Class::Quotation),
    ('「', '」', Class::Quotation),
    ('『', '』', Class::Quotation),
    ('«', '»', Class::Quotation),
    ('（', '）', Class::Bracket),
    ('(', ')', Class::Bracket),
    ('[', ']', Class::Bracket),
    ('［', '］', Class::Bracket),
    ('【', '】', Class::Bracket),
    ('{', '}', Class::Bracket),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Quotation,
    Bracket,
}

/// A mark without its other half.
struct Lone {
    at: usize,
    mark: char,
    class: Class,
    opens: bool,
}

impl Check for Brackets {
    fn id(&self) -> &'static str {
        "Q07"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let lone = lone_marks(pair.target);
        // Marks that are the wrong way round are Q08's.
        if lone.is_empty() || reversed(pair.source, pair.target).is_some() {
            return;
        }
        let source = lone_marks(pair.source);
        let straight = has_lone_straight_quotation(pair.source);
        let at_neighbour = |neighbour: Option<(_, &str)>| {
            neighbour.map_or_else(Vec::new, |(_, target)| lone_marks(target))
        };
        let (before, after) = (at_neighbour(pair.previous), at_neighbour(pair.next));
        for mark in lone {
            let same_in_source = source
                .iter()
                .any(|other| other.class == mark.class && other.opens == mark.opens)
                || straight && mark.class == Class::Quotation;
            let neighbour = if mark.opens { &after } else { &before };
            let goes_on = neighbour
                .iter()
                .any(|other| other.opens != mark.opens && partner(other.mark) == Some(mark.mark));
            if same_in_source || goes_on {
                continue;
            }
            let range = mark.at..mark.at + mark.mark.len_utf8();
            let half = pair.target.get(range.clone()).unwrap_or_default();
            let message = match mark.opens {
                true => said!("{half} is not closed", "{half}没有配对的后半"),
                false => said!("{half} was not opened", "{half}没有配对的前半"),
            };
            // Of a dialogue each speech may be several segments long.
            let runs_on = pair.customs.quotes_run_on() || pair.is_torn_out();
            let severity = match mark.class {
                Class::Quotation if runs_on => Severity::Info,
                _ => Severity::Error,
            };
            findings.push(in_target(self.id(), severity, range, message));
        }
    }
}

/// Whether a quotation of a text is open at one of its ends.
pub(super) fn has_lone_quotation(text: &str) -> bool {
    text.contains(['“', '”']) && {
        let lone = lone_marks(text);
        lone.iter().any(|mark| mark.class == Class::Quotation)
    }
}

/// The quotation marks of a target that stand the wrong way round: ”……“, where the source opens
/// what it quotes.
pub(super) fn reversed(source: &str, target: &str) -> Option<(usize, usize)> {
    let (first, last) = (target.find(['“', '”'])?, target.rfind(['“', '”'])?);
    let count = |mark: char| target.matches(mark).count();
    let turned = target.get(first..)?.starts_with('”') && target.get(last..)?.starts_with('“');
    let opens = source.find(['“', '”', '"']).is_some_and(|at| {
        let rest = source.get(at..).unwrap_or_default();
        let before = source.get(..at).unwrap_or_default();
        rest.starts_with('“') || rest.starts_with('"') && !before.ends_with(char::is_alphanumeric)
    });
    (turned && opens && count('“') == count('”')).then_some((first, last))
}

/// Whether straight quotation marks, double or single, open and do not close or the other way
/// round. A single one counts as opening before a word and as closing after a mark; after a
/// letter it is an apostrophe.
fn has_lone_straight_quotation(text: &str) -> bool {
    let mut open: i32 = 0;
    for (at, _) in text.match_indices('\'') {
        let before = text.get(..at).and_then(|s| s.chars().next_back());
        let after = text.get(at + 1..).and_then(|s| s.chars().next());
        let parted = before.is_none_or(|c| c.is_whitespace() || "(—–-\"“".contains(c));
        if parted && after.is_some_and(|c| !c.is_whitespace()) {
            open += 1;
        } else if before.is_some_and(|c| ".,!?…;:".contains(c)) {
            open -= 1;
        }
    }
    open != 0 || text.matches('"').count() % 2 == 1
}

/// The other half of a mark.
fn partner(mark: char) -> Option<char> {
    PAIRS.iter().find_map(|&(open, close, _)| {
        if mark == open {
            Some(close)
        } else {
            (mark == close).then_some(open)
        }
    })
}

/// The marks of a text that have no other half, by place.
fn lone_marks(text: &str) -> Vec<Lone> {
    let mut open = Open::default();
    let mut lone: Vec<Lone> = Vec::new();
    // „German“ and »German« marks open and close the other way round.
    let low = text.contains('„');
    let inward = text
        .find(['«', '»'])
        .is_some_and(|at| text.get(at..).is_some_and(|rest| rest.starts_with('»')));
    for (at, c) in text.char_indices() {
        let c = match c {
            '„' => '“',
            '“' if low => '”',
            '»' if inward => '«',
            '«' if inward => '»',
            c => c,
        };
        let Some(&(opening, _, class)) = PAIRS
            .iter()
            .find(|(opening, closing, _)| *opening == c || *closing == c)
        else {
            continue;
        };
        let mark = Lone {
            at,
            mark: c,
            class,
            opens: c == opening,
        };
        if mark.opens {
            open.push(mark);
        } else if let Some(inside) = open.close(opening) {
            lone.extend(inside);
        } else if !is_innocent(text, at, c) {
            lone.push(mark);
        }
    }
    lone.extend(open.marks);
    lone.sort_by_key(|mark| mark.at);
    lone
}

/// The marks that are open, and how many there are of each: a text of nothing but brackets is not
/// searched through for every one of them.
#[derive(Default)]
struct Open {
    marks: Vec<Lone>,
    counts: BTreeMap<char, usize>,
}

impl Open {
    fn push(&mut self, mark: Lone) {
        *self.counts.entry(mark.mark).or_default() += 1;
        self.marks.push(mark);
    }

    /// Closes the last of a mark; what opened inside and has not closed before. `None` where none
    /// is open.
    fn close(&mut self, opening: char) -> Option<Vec<Lone>> {
        let is_open = |mark: &char| self.counts.get(mark).is_some_and(|count| *count > 0);
        // (…）: of two widths, and one pair all the same; Q06 tells of the width.
        let both = [Some(opening), other_width(opening)];
        let opening = both.into_iter().flatten().find(is_open)?;
        let at = self.marks.iter().rposition(|mark| mark.mark == opening)?;
        for mark in &self.marks[at..] {
            *self.counts.entry(mark.mark).or_default() -= 1;
        }
        let inside = self.marks.drain(at + 1..).collect();
        self.marks.pop();
        Some(inside)
    }
}

fn other_width(mark: char) -> Option<char> {
    match mark {
        '(' => Some('（'),
        '（' => Some('('),
        '[' => Some('［'),
        '［' => Some('['),
        _ => None,
    }
}

/// A closing mark that needs no opening one: an apostrophe, the bracket of a list number (`1）`,
/// `a)`), a smile.
fn is_innocent(text: &str, at: usize, mark: char) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let previous = before.chars().next_back();
    match mark {
        '’' => previous.is_some_and(|c| c.is_alphanumeric() && !is_han(c)),
        ')' | '）' => {
            let number = before
                .rsplit(|c: char| is_han(c) && !is_numeral(c) || !c.is_alphanumeric())
                .next()
                .unwrap_or_default();
            let starts = before.strip_suffix(number).is_some_and(|rest| {
                rest.is_empty() || rest.ends_with([' ', '；', '：', '，', '。', ';', ':', '\n'])
            });
            matches!(previous, Some(':' | ';')) && mark == ')'
                || !number.is_empty() && number.chars().count() <= 3 && starts
        }
        _ => false,
    }
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}
