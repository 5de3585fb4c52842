//! What a text does throughout. Its own custom goes before that of the house, where no one has
//! said which house it is: software documentation has a space beside Latin words, and brackets
//! that are half-width, without anything being wrong with it.

use std::ops::RangeInclusive;

use super::brackets::has_lone_quotation;
use super::ending::{End, end_of};
use super::language::conventions;
use super::length::{is_long, weight};
use super::settings::House;
use super::span::{is_inside, spans};
use super::titles::loses_quotation;
use crate::text::LangTag;
use crate::text::script::{is_cjk, is_han};

/// How often a text does a thing, and how often the other.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    does: usize,
    does_not: usize,
}

/// What a text does where it has the choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Custom {
    /// It has had the choice too seldom to tell.
    Unknown,
    /// It does so: nine times of ten.
    Always,
    /// Now so, now otherwise.
    Mixed,
    /// It does otherwise, nine times of ten.
    Never,
}

/// So often a text must have had the choice before it has a custom.
const CHOICES: usize = 20;

/// Marks that go each their own way: brackets and colons of technical texts, what ends the speech
/// of novels.
pub(super) const VARYING: &[char] = &['(', ')', ':', '?', '!'];

impl Tally {
    fn add(&mut self, does: bool) {
        let count = match does {
            true => &mut self.does,
            false => &mut self.does_not,
        };
        *count += 1;
    }

    fn custom(self) -> Custom {
        let all = self.does + self.does_not;
        if all < CHOICES {
            Custom::Unknown
        } else if self.does * 10 >= all * 9 {
            Custom::Always
        } else if self.does * 10 >= all {
            Custom::Mixed
        } else {
            Custom::Never
        }
    }
}

/// The customs of a text.
#[derive(Clone, Debug, Default)]
pub struct Customs {
    spaces: Tally,
    marks: Vec<(char, Tally)>,
    lengths: Option<RangeInclusive<f64>>,
    technical: Tally,
    run_on: Tally,
    unquoted: Tally,
    endings: Vec<((End, End), usize)>,
}

impl Customs {
    /// The customs of a text: its sources, each with its translation.
    #[must_use]
    pub fn of<'t>(
        pairs: impl Iterator<Item = (&'t str, &'t str)> + Clone,
        source_lang: &LangTag,
        target_lang: &LangTag,
    ) -> Self {
        let mut customs = Self {
            lengths: ratios(pairs.clone(), source_lang, target_lang),
            ..Self::default()
        };
        for (source, target) in pairs.clone().filter(|(_, target)| !target.is_empty()) {
            customs
                .technical
                .add(is_technical(source) || is_technical(target));
            customs.ends(source, target);
            customs.run_on.add(has_lone_quotation(target));
            if let Some(lost) = loses_quotation(source, source_lang, target, target_lang) {
                customs.unquoted.add(lost);
            }
        }
        let conventions = conventions(target_lang);
        if !conventions.tight {
            return customs;
        }
        let table = conventions.full_width;
        let marks = table.iter().map(|(half, _)| (*half, Tally::default()));
        customs.marks = marks.collect();
        for (_, target) in pairs {
            customs.read(target, table);
        }
        customs
    }

    fn read(&mut self, text: &str, table: &[(char, &str)]) {
        let protected = spans(text);
        let latin = |c: char| c.is_alphanumeric() && !is_cjk(c);
        let meet = |a: char, b: char| is_han(a) && latin(b) || latin(a) && is_han(b);
        let mut last = [' ', ' '];
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let [before, previous] = last;
            if meet(previous, c) {
                self.spaces.add(false);
            } else if previous == ' ' && meet(before, c) {
                self.spaces.add(true);
            }
            last = [previous, c];
            let after = chars.peek().is_some_and(|(_, next)| is_han(*next));
            let beside = after || is_han(previous);
            for ((half, tally), (_, full)) in self.marks.iter_mut().zip(table) {
                let is_half = c == *half;
                if (is_half || full.starts_with(c)) && beside && !is_inside(&protected, at) {
                    tally.add(is_half);
                }
            }
        }
    }

    fn ends(&mut self, source: &str, target: &str) {
        let (Some((source, _)), Some((target, _))) = (end_of(source), end_of(target)) else {
            return;
        };
        match self
            .endings
            .iter_mut()
            .find(|(ends, _)| *ends == (source, target))
        {
            Some((_, count)) => *count += 1,
            None => self.endings.push(((source, target), 1)),
        }
    }

    /// Whether a source that ends so has a translation that ends so more often than by chance.
    pub(super) fn ends_so(&self, source: End, target: End) -> bool {
        let count = |so: &dyn Fn(&(End, End)) -> bool| -> usize {
            let all = self.endings.iter().filter(|(ends, _)| so(ends));
            all.map(|(_, count)| count).sum()
        };
        let these = count(&|ends| *ends == (source, target));
        these >= SEVERAL && these * ONE_IN >= count(&|(end, _)| *end == source)
    }

    /// Whether quotations of the text run over several segments, as dialogues do.
    pub(super) fn quotes_run_on(&self) -> bool {
        let Tally { does, does_not } = self.run_on;
        does >= SEVERAL && does * ONE_IN_DIALOGUE >= does + does_not
    }

    /// Whether speech often goes without quotation marks in the translation.
    pub(super) fn drops_quotations(&self) -> bool {
        let Tally { does, does_not } = self.unquoted;
        does >= SEVERAL && does * ONE_IN >= does + does_not
    }

    /// Whether it is a text on software, or of it: a fifth of its segments holds code.
    pub(super) fn is_technical(&self) -> bool {
        let Tally { does, does_not } = self.technical;
        does > 0 && does * 5 >= does + does_not
    }

    /// How long its longer translations are for their sources, with the room that is to be given;
    /// none where it has too few of them.
    pub(super) fn lengths(&self) -> Option<RangeInclusive<f64>> {
        self.lengths.clone()
    }

    /// What the text has between Han and Latin; none where that cannot be told.
    pub(super) fn house(&self) -> Option<House> {
        match self.spaces.custom() {
            Custom::Unknown => None,
            Custom::Always => Some(House::Space),
            Custom::Mixed => Some(House::Keep),
            Custom::Never => Some(House::None),
        }
    }

    /// Whether the text has, the few times that Han and Latin meet in it, always a space.
    pub(super) fn only_spaces(&self) -> bool {
        self.spaces.does > 0 && self.spaces.does_not == 0
    }

    /// Whether the text has, the few times that it has a mark beside Han, always a half-width one.
    pub(super) fn only_half_width(&self) -> bool {
        let does: usize = self.marks.iter().map(|(_, tally)| tally.does).sum();
        does > 1 && self.marks.iter().all(|(_, tally)| tally.does_not == 0)
    }

    /// Whether the text has a half-width mark where a full-width one could be. The [`VARYING`] go
    /// each their own way; commas and stops are half-width in a text where all marks are.
    pub(super) fn half_width(&self, mark: char) -> Custom {
        let mut marks = self.marks.iter();
        let own = marks.find(|(half, _)| *half == mark && VARYING.contains(half));
        let own = own.map_or(Custom::Unknown, |(_, tally)| tally.custom());
        let sum = |count: fn(&Tally) -> usize| self.marks.iter().map(|(_, t)| count(t)).sum();
        let (does, does_not): (usize, usize) = (sum(|t| t.does), sum(|t| t.does_not));
        match own {
            Custom::Unknown if does >= CHOICES / 2 && does_not * 9 <= does => Custom::Always,
            own => own,
        }
    }
}

/// So many times, and once in so many, and an ending is no slip.
const SEVERAL: usize = 5;
const ONE_IN: usize = 8;

/// Once in so many segments a quotation is left open, and the text is a dialogue.
const ONE_IN_DIALOGUE: usize = 20;

/// What a text has that holds code: marks of markup languages, placeholders, roles.
const CODE: &[&str] = &[
    "`", "{{", "}}", "</", "/>", "&quot;", "()", ">>>", "::", "](", "%s", "%d", "%1$",
];

/// Whether a segment holds code.
pub(super) fn is_technical(text: &str) -> bool {
    CODE.iter().any(|mark| text.contains(mark))
}

/// So many longer segments tell how long translations are.
const LENGTHS: usize = 30;

/// How short and how long a translation may be beside those of the middle.
const MIDDLE: (f64, f64) = (0.55, 2.0);

/// How far it may go beyond those that are the shortest and the longest of twenty, and beside the
/// middle all the same: the text may be full of faults.
const ROOM: (f64, f64) = (0.7, 1.5);
const AT_ALL: (f64, f64) = (0.45, 2.5);

fn ratios<'t>(
    pairs: impl Iterator<Item = (&'t str, &'t str)>,
    source_lang: &LangTag,
    target_lang: &LangTag,
) -> Option<RangeInclusive<f64>> {
    let pairs = pairs.filter(|(source, target)| !target.is_empty() && is_long(source, source_lang));
    let mut ratios: Vec<f64> = pairs
        .map(|(source, target)| weight(target, target_lang) / weight(source, source_lang))
        .filter(|ratio| ratio.is_finite())
        .collect();
    if ratios.len() < LENGTHS {
        return None;
    }
    ratios.sort_by(f64::total_cmp);
    let twentieth = ratios.len() / 20;
    let short = ratios.get(twentieth)? * ROOM.0;
    let long = ratios.get(ratios.len() - 1 - twentieth)? * ROOM.1;
    let middle = ratios.get(ratios.len() / 2)?;
    let least = short.clamp(middle * AT_ALL.0, middle * MIDDLE.0);
    let most = long.clamp(middle * MIDDLE.1, middle * AT_ALL.1);
    Some(least..=most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_a_custom_when_it_has_had_the_choice_often_enough() {
        let of = |text: &str, times: usize| {
            let pairs = std::iter::repeat_n(("", text), times);
            Customs::of(pairs, &"en".parse().unwrap(), &"zh-CN".parse().unwrap())
        };
        assert_eq!(of("使用 Pod 的节点", 5).house(), None);
        assert_eq!(of("使用 Pod 的节点", 20).house(), Some(House::Space));
        assert_eq!(of("使用Pod的节点", 20).house(), Some(House::None));
        assert_eq!(of("使用Pod 的节点", 20).house(), Some(House::Keep));
        let brackets = of("节点(可选)，见https://a.example/(b)。", 20);
        assert_eq!(brackets.half_width('('), Custom::Always);
        assert_eq!(brackets.half_width(','), Custom::Unknown);
        assert_eq!(brackets.half_width('?'), Custom::Unknown);
    }

    #[test]
    fn speech_that_runs_over_segments_or_goes_without_marks_is_a_custom_too() {
        let of = |pairs: &[(&str, &str)], times: usize| {
            let pairs = pairs.iter().copied().cycle().take(pairs.len() * times);
            Customs::of(pairs, &"en".parse().unwrap(), &"zh-CN".parse().unwrap())
        };
        let dialogue = [
            ("“Yes,” he said.", "他说：“是。"),
            ("It rained.", "下雨了。"),
        ];
        assert!(of(&dialogue, 5).quotes_run_on());
        assert!(!of(&dialogue, 4).quotes_run_on());
        let speech = [("“Yes,” he said.", "他说，是。")];
        assert!(of(&speech, 5).drops_quotations());
        assert!(!of(&speech, 4).drops_quotations());
    }
}
