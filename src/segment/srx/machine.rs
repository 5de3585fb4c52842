//! The rules of one language, run over a text.
//!
//! The places where a rule may cut are found in one pass for all rules that cut. Only there is
//! looked which rules forbid it, for all of them at once, back from the place. Both go by the
//! widened patterns; where one of these says more than the pattern itself, that is asked too.

use std::collections::HashMap;
use std::ops::Range;

use regex_automata::hybrid::dfa::{Cache, DFA, OverlappingState};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::{Anchored, Input, MatchKind, PatternSet};
use regex_syntax::hir::Hir;

use super::part::{Part, ahead, back};
use crate::segment::Options;
use crate::segment::chars::is_line_end;
use crate::segment::follow::ends_paragraph;

/// How many bytes the patterns of a language may take together.
const NFA: usize = 1 << 28;
/// How many bytes may be taken to note what was learned of a text.
const SIZE: usize = 1 << 24;

/// What the rules say, in the order of the text.
#[derive(Debug)]
pub(in crate::segment) enum Step<'m> {
    /// A segment ends; the rule, or none where the paragraph ends.
    Cut {
        segment: Range<usize>,
        paragraph: usize,
        rule: Option<&'m Part>,
    },
    /// A rule forbids a cut that another asks for.
    Withheld { at: usize, rule: &'m Part },
}

/// Patterns that are sought together, by the rule that has them.
#[derive(Debug)]
struct Sought {
    /// None where there is no pattern.
    dfa: Option<DFA>,
    /// The rule of each pattern.
    rules: Vec<usize>,
    /// The rules that have no pattern on this side, and so always match.
    always: Vec<usize>,
}

impl Sought {
    fn new(
        patterns: &[&Hir],
        rules: Vec<usize>,
        always: Vec<usize>,
        reverse: bool,
    ) -> Option<Self> {
        if patterns.is_empty() {
            return Some(Self {
                dfa: None,
                rules,
                always,
            });
        }
        let config = thompson::Config::new()
            .reverse(reverse)
            .nfa_size_limit(Some(NFA))
            .which_captures(WhichCaptures::None);
        let nfa = thompson::Compiler::new()
            .configure(config)
            .build_many_from_hir(patterns)
            .ok()?;
        let config = DFA::config()
            .match_kind(MatchKind::All)
            .cache_capacity(SIZE)
            .skip_cache_capacity_check(true);
        let dfa = DFA::builder().configure(config).build_from_nfa(nfa).ok()?;
        Some(Self {
            dfa: Some(dfa),
            rules,
            always,
        })
    }

    fn cache(&self) -> Option<Cache> {
        self.dfa.as_ref().map(DFA::create_cache)
    }
}

/// The rules of a language.
#[derive(Debug)]
pub(in crate::segment) struct Machine {
    parts: Vec<Part>,
    /// The patterns before a place of the rules that cut.
    cutting: Sought,
    /// The patterns before a place of those that forbid a cut.
    holding: Sought,
    /// The patterns after a place; `rules` are no rules here but the patterns themselves.
    following: Sought,
    /// The pattern of each rule in `following`.
    after: Vec<Option<usize>>,
}

/// What is learned of a text while it is cut.
struct Learned {
    cutting: Option<Cache>,
    holding: Option<Cache>,
    following: Option<Cache>,
    matched: PatternSet,
    held: Vec<usize>,
}

impl Machine {
    /// Makes the rules ready; none where they are beyond every measure.
    pub(super) fn new(parts: Vec<Part>) -> Option<Self> {
        let before = |cuts: bool, reverse: bool| {
            let of_kind = || (0..).zip(&parts).filter(move |(_, part)| part.cuts == cuts);
            let patterns: Vec<(usize, &Hir)> = of_kind()
                .filter_map(|(rule, part)| Some((rule, &part.before.as_ref()?.wide)))
                .collect();
            let hirs: Vec<&Hir> = patterns.iter().map(|(_, hir)| *hir).collect();
            let rules = patterns.iter().map(|(rule, _)| *rule).collect();
            let always = of_kind().filter(|(_, part)| part.before.is_none());
            Sought::new(
                &hirs,
                rules,
                always.map(|(rule, _)| rule).collect(),
                reverse,
            )
        };
        // Most rules have the same few patterns after the place.
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut hirs = Vec::new();
        let after = parts.iter().map(|part| {
            let pattern = part.after.as_ref()?;
            Some(*known.entry(pattern.text.as_str()).or_insert_with(|| {
                hirs.push(&pattern.wide);
                hirs.len() - 1
            }))
        });
        let after = after.collect();
        let following = Sought::new(&hirs, (0..hirs.len()).collect(), Vec::new(), false)?;
        Some(Self {
            cutting: before(true, false)?,
            holding: before(false, true)?,
            following,
            after,
            parts,
        })
    }

    /// Cuts a text and reports every decision in order.
    pub(in crate::segment) fn scan<'m>(
        &'m self,
        text: &str,
        options: &Options,
        mut report: impl FnMut(Step<'m>),
    ) {
        let mut learned = Learned {
            cutting: self.cutting.cache(),
            holding: self.holding.cache(),
            following: self.following.cache(),
            matched: PatternSet::new(self.following.rules.len()),
            held: Vec::new(),
        };
        let mut number = 0;
        let mut start = 0;
        let ends = text.char_indices().filter(|(_, c)| is_line_end(*c));
        let ends = ends.filter(|(at, _)| ends_paragraph(text, *at, options));
        for (end, after) in ends
            .map(|(at, c)| (at, at + c.len_utf8()))
            .chain([(text.len(), text.len())])
        {
            let paragraph = text.get(start..end).unwrap_or_default();
            if !paragraph.trim().is_empty() {
                let mut cuts = Cuts {
                    text: paragraph,
                    offset: start,
                    segment: 0,
                    paragraph: number,
                };
                self.cut_paragraph(&mut cuts, &mut learned, &mut report);
                number += 1;
            }
            start = after;
        }
    }

    fn cut_paragraph<'m>(
        &'m self,
        cuts: &mut Cuts<'_>,
        learned: &mut Learned,
        report: &mut impl FnMut(Step<'m>),
    ) {
        let text = cuts.text;
        let asked = self.asked(text, learned.cutting.as_mut());
        let mut asked = asked.as_slice();
        let mut decide = |at: usize, here: &[(usize, usize)]| {
            if let Some(rule) = self.decide(text, at, here, learned) {
                cuts.decided(at, rule, report);
            }
        };
        let taken = |asked: &mut &[(usize, usize)], at| {
            let count = asked.iter().take_while(|(place, _)| *place == at).count();
            let (here, rest) = asked.split_at(count);
            *asked = rest;
            // Copied out: the borrow of the slice itself is that of the list.
            here.to_vec()
        };
        if self.cutting.always.is_empty() {
            while let Some((at, _)) = asked.first().copied() {
                decide(at, &taken(&mut asked, at));
            }
        } else {
            for (at, _) in text.char_indices().skip(1) {
                decide(at, &taken(&mut asked, at));
            }
        }
        cuts.end(report);
    }

    /// The places where rules that cut match before, each with the rule, in order.
    fn asked(&self, text: &str, cache: Option<&mut Cache>) -> Vec<(usize, usize)> {
        let mut asked = Vec::new();
        let (Some(dfa), Some(cache)) = (&self.cutting.dfa, cache) else {
            return asked;
        };
        let input = Input::new(text);
        let mut state = OverlappingState::start();
        while dfa
            .try_search_overlapping_fwd(cache, &input, &mut state)
            .is_ok()
            && let Some(found) = state.get_match()
        {
            let at = found.offset();
            let inside = at > 0 && at < text.len() && text.is_char_boundary(at);
            if let Some(rule) = self.cutting.rules.get(found.pattern().as_usize())
                && inside
            {
                asked.push((at, *rule));
            }
        }
        asked.sort_unstable();
        asked
    }

    /// The rule that decides on a place where some would cut.
    fn decide(
        &self,
        text: &str,
        at: usize,
        here: &[(usize, usize)],
        learned: &mut Learned,
    ) -> Option<&Part> {
        learned.matched.clear();
        if let (Some(dfa), Some(cache)) = (&self.following.dfa, &mut learned.following) {
            let input = Input::new(text)
                .range(at..ahead(text, at))
                .anchored(Anchored::Yes);
            // It fails only where it was told when to stop.
            let _ = dfa.try_which_overlapping_matches(cache, &input, &mut learned.matched);
        }
        let mut cutting: Vec<usize> = here.iter().map(|(_, rule)| *rule).collect();
        cutting.extend(&self.cutting.always);
        cutting.sort_unstable();
        let cut = cutting
            .into_iter()
            .find(|rule| self.matches(*rule, text, at, &learned.matched))?;
        let mut held = std::mem::take(&mut learned.held);
        held.clear();
        held.extend(self.holding.always.iter().filter(|rule| **rule < cut));
        if let (Some(dfa), Some(cache)) = (&self.holding.dfa, &mut learned.holding) {
            let input = Input::new(text)
                .range(back(text, at)..at)
                .anchored(Anchored::Yes);
            let mut state = OverlappingState::start();
            while dfa
                .try_search_overlapping_rev(cache, &input, &mut state)
                .is_ok()
                && let Some(found) = state.get_match()
            {
                let rule = self.holding.rules.get(found.pattern().as_usize());
                held.extend(rule.filter(|rule| **rule < cut));
            }
        }
        held.sort_unstable();
        held.dedup();
        let holds = held
            .iter()
            .find(|rule| self.matches(**rule, text, at, &learned.matched))
            .copied();
        learned.held = held;
        self.parts.get(holds.unwrap_or(cut))
    }

    /// Whether a rule whose wide pattern before a place matched matches altogether.
    fn matches(&self, rule: usize, text: &str, at: usize, matched: &PatternSet) -> bool {
        let after = self.after.get(rule).copied().flatten();
        let follows = after.is_none_or(|after| {
            regex_automata::PatternID::new(after).is_ok_and(|after| matched.contains(after))
        });
        follows
            && self
                .parts
                .get(rule)
                .is_some_and(|part| part.matches_after(text, at) && part.matches_before(text, at))
    }
}

/// The cuts of a paragraph.
struct Cuts<'t> {
    text: &'t str,
    /// Where the paragraph begins in the text.
    offset: usize,
    /// Where the present segment begins in the paragraph, with the white space before it.
    segment: usize,
    paragraph: usize,
}

impl Cuts<'_> {
    fn decided<'m>(&mut self, at: usize, rule: &'m Part, report: &mut impl FnMut(Step<'m>)) {
        let Some(segment) = self.segment_to(at) else {
            return;
        };
        if rule.cuts {
            self.segment = at;
            report(Step::Cut {
                segment,
                paragraph: self.paragraph,
                rule: Some(rule),
            });
        } else {
            let at = segment.end;
            report(Step::Withheld { at, rule });
        }
    }

    fn end<'m>(&mut self, report: &mut impl FnMut(Step<'m>)) {
        if let Some(segment) = self.segment_to(self.text.len()) {
            report(Step::Cut {
                segment,
                paragraph: self.paragraph,
                rule: None,
            });
        }
    }

    /// The present segment if it ended at `at`, without white space; none where there is no other.
    fn segment_to(&self, at: usize) -> Option<Range<usize>> {
        let text = self.text.get(self.segment..at)?;
        let start = self.segment + text.len() - text.trim_start().len();
        let end = self.segment + text.trim_end().len();
        (start < end).then(|| self.offset + start..self.offset + end)
    }
}
