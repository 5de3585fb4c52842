//! One document being planned: which match each of its segments is filled from.

mod choice;

use std::collections::{HashMap, HashSet};

use self::choice::{is_better, is_exact};
use super::text::{Segment, Text};
use super::{ADAPTED, Confirm, Fill, Held, How, Policy, Pretranslation};
use crate::recall::{Scoring, Scratch, same_codes};
use crate::store;
use crate::text::count::words;
use crate::text::fold::identity;
use crate::unit::{InlineCode, MadeBy, State, UnitId, Variant};
use crate::work::matches::{Answer, Query, Wanted};
use crate::work::memories::Memories;
use crate::work::project::Occasion;

/// The lowest score at which a match is looked at for the numbers that it differs in: a date of
/// another month is another word.
const LEAST: u8 = 75;
/// How many matches are looked at.
const MOST: usize = 5;

/// A translation that the document has of a text.
struct Known<'a> {
    variant: Variant,
    /// What it translates.
    segment: &'a Segment<'a>,
    /// The different ones that it has.
    translations: HashSet<String>,
    /// Whether a memory may have it with the same neighbours.
    has_exact: bool,
}

impl Known<'_> {
    /// The codes of the translation as those of the segment; `None` where this has others.
    fn carried(&self, segment: &Segment<'_>) -> Option<Vec<InlineCode>> {
        if !same_codes(self.segment.codes, segment.codes) {
            return None;
        }
        segment.carried(self.segment.source, self.segment.codes, &self.variant)
    }
}

/// One document being planned.
pub(super) struct Round<'a, 'r> {
    memories: &'a Memories<'r>,
    policy: &'a Policy,
    occasion: &'a Occasion,
    text: &'a Text<'a>,
    scratch: &'a mut Scratch,
    known: HashMap<String, Known<'a>>,
    /// The units whose drafts are to be replaced: they are no matches.
    drafts: HashSet<UnitId>,
    /// Texts that were looked up and not filled, with what was held back.
    unfilled: HashMap<String, Option<Held>>,
    /// Whether the codes of a translation could not be placed in the segment that is looked at.
    is_misfit: bool,
    outcome: Pretranslation,
}

/// A segment that can be filled.
struct Open<'a> {
    number: usize,
    segment: &'a Segment<'a>,
    query: Query<'a>,
    /// The draft that it has.
    draft: Option<&'a Variant>,
}

impl<'a, 'r> Round<'a, 'r> {
    pub(super) fn new(
        memories: &'a Memories<'r>,
        policy: &'a Policy,
        occasion: &'a Occasion,
        text: &'a Text<'a>,
        scratch: &'a mut Scratch,
    ) -> Self {
        let mut round = Self {
            memories,
            policy,
            occasion,
            text,
            scratch,
            known: HashMap::new(),
            drafts: HashSet::new(),
            unfilled: HashMap::new(),
            is_misfit: false,
            outcome: Pretranslation {
                document: text.name.clone(),
                segments: text.segments.len(),
                ..Pretranslation::default()
            },
        };
        for segment in &text.segments {
            let Some(target) = segment.target else {
                continue;
            };
            if round.is_open(segment) {
                round.drafts.extend(segment.unit);
            } else if target.state > Some(State::Rejected) {
                round.remember(segment, target, true);
            }
        }
        round
    }

    /// Keeps a translation for repetitions of its source: the first that is confirmed, or else
    /// the first.
    fn remember(&mut self, segment: &'a Segment<'a>, target: &Variant, has_exact: bool) {
        let fresh = || Known {
            variant: target.clone(),
            segment,
            translations: HashSet::new(),
            has_exact,
        };
        let known = self
            .known
            .entry(identity(segment.source))
            .or_insert_with(fresh);
        known.translations.insert(identity(&target.text));
        if target.is_confirmed() && !known.variant.is_confirmed() {
            known.variant = target.clone();
            known.segment = segment;
        }
    }

    /// Whether a segment can be filled: it has no translation, or a draft of a kind that is to be
    /// replaced.
    fn is_open(&self, segment: &Segment<'_>) -> bool {
        if segment.closed {
            return false;
        }
        let Some(target) = segment.target else {
            return true;
        };
        let draft = target.state == Some(State::Draft)
            && self.policy.replace_drafts
            && target
                .made_by
                .is_some_and(|made_by| made_by != MadeBy::Human);
        let nothing = target.state.is_none() && target.text.trim().is_empty();
        target.locked.is_none() && (draft || nothing)
    }

    /// Plans the segment of that number.
    pub(super) fn segment(&mut self, number: usize) -> Result<(), store::Error> {
        let segments = &self.text.segments;
        let Some(segment) = segments.get(number - 1) else {
            return Ok(());
        };
        let source_of = |at: Option<usize>| {
            let segment = at.and_then(|at| segments.get(at));
            Some(segment.map_or("", |segment| segment.source))
        };
        let query = Query {
            text: segment.source,
            codes: segment.codes,
            inside: &segment.inside,
            previous: source_of(number.checked_sub(2)),
            next: source_of(Some(number)),
        };
        if !self.is_open(segment) || query.is_empty() {
            return Ok(());
        }
        self.outcome.open += 1;
        if !segment.fits {
            self.outcome.codes.push(number);
            return Ok(());
        }
        let open = Open {
            number,
            segment,
            query,
            draft: segment
                .target
                .filter(|target| target.state == Some(State::Draft)),
        };
        let key = identity(query.text);
        self.is_misfit = false;
        let fill = if let Some(repetition) = self.repetition(&open, &key) {
            let fill = self.context(&open, &key)?;
            Some(fill.unwrap_or(repetition))
        } else if let Some(held) = self.unfilled.get(&key) {
            let held = held.clone().map(|held| Held { number, ..held });
            self.outcome.held.extend(held);
            None
        } else {
            self.look_up(&open, key)?
        };
        if fill.is_none() && self.is_misfit {
            self.outcome.codes.push(number);
        }
        if let Some(fill) = fill.filter(|fill| is_better(fill, open.draft)) {
            self.outcome.fills.push(fill);
        }
        Ok(())
    }

    /// The matches of a segment from a score on, without drafts that are to be replaced.
    fn find(&mut self, open: &Open<'_>, min: u8) -> Result<Answer, store::Error> {
        let wanted = Wanted {
            min,
            // Drafts that are left out must not stand in the way.
            max: if self.drafts.is_empty() { MOST } else { 0 },
            scoring: Scoring::Capped,
            exhaustive: false,
        };
        let mut answer = self.memories.find(&open.query, &wanted, self.scratch)?;
        let (drafts, lang) = (&self.drafts, self.text.target_lang);
        let matches = &mut answer.matches;
        let before = matches.len();
        matches.retain(|found| found.places.len() > 1 || !drafts.contains(&found.unit));
        if matches.len() < before {
            let exact = matches.iter().filter(|found| is_exact(found, lang));
            let different: HashSet<&str> = exact.map(|found| found.target.text.as_str()).collect();
            answer.exact = different.len();
        }
        Ok(answer)
    }

    /// Looks a text up that was not met before, and remembers what came of it.
    fn look_up(&mut self, open: &Open<'a>, key: String) -> Result<Option<Fill>, store::Error> {
        let floor = self.policy.fuzzy.unwrap_or(LEAST).min(LEAST);
        let answer = self.find(open, floor)?;
        let held = self.outcome.held.len();
        let fill = self.best(open, &answer)?;
        match &fill {
            Some(fill) => {
                let mut matches = answer.matches.iter();
                let has_exact = matches.any(|found| found.score.percent >= 100);
                self.remember(open.segment, &fill.translation, has_exact);
            }
            // The same text with other codes may be filled.
            None if !open.query.codes.is_empty() => {}
            None => {
                let held = self.outcome.held.get(held).cloned();
                self.unfilled.insert(key, held);
            }
        }
        Ok(fill)
    }

    /// A match with the same neighbours, which goes before a repetition.
    fn context(&mut self, open: &Open<'_>, key: &str) -> Result<Option<Fill>, store::Error> {
        if !self.known.get(key).is_some_and(|known| known.has_exact) {
            return Ok(None);
        }
        let answer = self.find(open, 101)?;
        let held = self.outcome.held.len();
        let fill = self.exact(open, &answer)?;
        // The repetition takes its place.
        self.outcome.held.truncate(held);
        Ok(fill)
    }

    fn repetition(&self, open: &Open<'_>, key: &str) -> Option<Fill> {
        let known = self.known.get(key)?;
        let confirmed = known.variant.is_confirmed();
        let state = if confirmed && self.policy.confirm == Confirm::Exact {
            State::Translated
        } else {
            State::Draft
        };
        let mut translation = self.variant(&known.variant.text, state, MadeBy::Propagated);
        translation.codes = known.carried(open.segment)?;
        translation.score = if confirmed {
            Some(100)
        } else {
            known.variant.score
        };
        let properties = known.variant.properties.iter();
        translation.properties = properties
            .filter(|property| property.name == ADAPTED)
            .cloned()
            .collect();
        let mut fill = fill(open, How::Repetition, translation);
        fill.translations = known.translations.len();
        Some(fill)
    }

    /// Counts what is left.
    pub(super) fn end(mut self) -> Pretranslation {
        let mut fills = self.outcome.fills.iter().peekable();
        for (number, segment) in (1..).zip(&self.text.segments) {
            let filled = fills.next_if(|fill| fill.number == number);
            self.outcome.locked += usize::from(segment.locked);
            if segment.closed {
                continue;
            }
            let target = match filled {
                Some(fill) => Some(&fill.translation),
                None => segment.target,
            };
            let has_any = target.is_some_and(|target| target.state > Some(State::Rejected));
            self.outcome.left += usize::from(!has_any);
            if !target.is_some_and(Variant::is_confirmed) {
                self.outcome.words_left += words(segment.source);
            }
        }
        self.outcome
    }
}

fn fill(open: &Open<'_>, how: How, translation: Variant) -> Fill {
    Fill {
        number: open.number,
        how,
        translation,
        net: None,
        places: Vec::new(),
        translations: 1,
        terms: Vec::new(),
        at: open.segment.row,
        before: open.draft.cloned(),
    }
}
