//! One document being planned: which match each of its segments is filled from.

use std::collections::{HashMap, HashSet};

use super::text::{Segment, Text};
use super::{ADAPTED, Confirm, Fill, Held, How, OnTerms, Policy, Pretranslation, Why};
use crate::recall::{Adaptation, Adapted, Scoring, Scratch, adapt, same_codes};
use crate::store;
use crate::text::LangTag;
use crate::text::count::words;
use crate::text::fold::identity;
use crate::unit::{InlineCode, MadeBy, Property, Severity, State, UnitId, Variant};
use crate::work::matches::{Answer, Match, Query, Wanted};
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
        if !same_codes(self.segment.codes(), segment.codes()) {
            return None;
        }
        segment.carried(self.segment.source, self.segment.codes(), &self.variant)
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
            codes: segment.codes(),
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

    /// The best that the memories have for a segment, by policy.
    fn best(&mut self, open: &Open<'_>, answer: &Answer) -> Result<Option<Fill>, store::Error> {
        let held = self.outcome.held.len();
        let mut fill = self.exact(open, answer)?;
        let has_exact = fill.is_some() || self.outcome.held.len() > held;
        if !has_exact {
            fill = self.adapted(open, answer);
        }
        // What breaks the termbase is no better as a draft.
        let breaks = matches!(
            self.outcome.held.get(held).map(|held| &held.why),
            Some(Why::Terms(_))
        );
        if fill.is_none() && !breaks {
            fill = self.fuzzy(open, answer);
        }
        if fill.is_some() {
            self.outcome.held.truncate(held);
        }
        Ok(fill)
    }

    /// The first exact match that may be used; why there is none, where one was held back.
    fn exact(&mut self, open: &Open<'_>, answer: &Answer) -> Result<Option<Fill>, store::Error> {
        let mut held: Option<Held> = None;
        let mut broken: Option<Fill> = None;
        let lang = self.text.target_lang;
        let matches = answer.matches.iter().filter(|found| is_exact(found, lang));
        for found in matches {
            if found.net < self.policy.min_net {
                held.get_or_insert_with(|| hold(open, found, Why::Net));
                continue;
            }
            let Some(codes) = self.codes(open, found) else {
                continue;
            };
            let target = found.target.text.trim();
            let terms = self.terms(open.query.text, target)?;
            let context = found.score.percent > 100;
            let (how, made_by) = if context {
                (How::Context, MadeBy::Context)
            } else {
                (How::Exact, MadeBy::Exact)
            };
            let confirm = match self.policy.confirm {
                Confirm::None => false,
                Confirm::Context => context,
                Confirm::Exact => true,
            };
            let confirm = confirm && terms.is_empty() && found.translation().is_confirmed();
            let state = if confirm {
                State::Translated
            } else {
                State::Draft
            };
            let mut translation = self.variant(target, state, made_by);
            translation.codes = codes;
            let mut fill = self.matched(open, how, found, translation);
            fill.translations = answer.exact;
            if terms.is_empty() {
                return Ok(Some(fill));
            }
            if self.policy.terms == OnTerms::Draft {
                fill.terms = terms;
                broken.get_or_insert(fill);
            } else {
                held.get_or_insert_with(|| hold(open, found, Why::Terms(terms)));
            }
        }
        if broken.is_none() {
            self.outcome.held.extend(held);
        }
        Ok(broken)
    }

    /// What the termbase says against a translation: which forms must not be used, or else which
    /// terms it lacks.
    fn terms(&self, source: &str, target: &str) -> Result<Vec<String>, store::Error> {
        let findings = self.memories.terms()?.check_terms(source, target);
        let gravest = findings.iter().map(|finding| finding.severity).max();
        let told = findings.into_iter().filter(|finding| {
            finding.severity > Severity::Info && Some(finding.severity) == gravest
        });
        Ok(told.map(|finding| finding.message).collect())
    }

    /// A match that differs in numbers, dates and addresses alone, with these put right.
    fn adapted(&mut self, open: &Open<'_>, answer: &Answer) -> Option<Fill> {
        let lang = self.text.target_lang;
        let mut unsure = None;
        for found in answer.matches.iter() {
            // As sure as an exact match must be, the numbers apart.
            let taken = found.score.percent.saturating_sub(found.net);
            if 100_u8.saturating_sub(taken) < self.policy.min_net
                || !lang.covers(&found.target.lang)
            {
                continue;
            }
            let target = found.target.text.trim();
            match adapt(
                open.query.text,
                &found.source.text,
                target,
                &found.target.lang,
            ) {
                Adaptation::Words => {}
                Adaptation::Unsure => {
                    unsure.get_or_insert_with(|| hold(open, found, Why::Numbers));
                }
                Adaptation::Done(adapted) => {
                    let Some(codes) = self.codes(open, found) else {
                        continue;
                    };
                    let Some(codes) = moved(codes, &adapted) else {
                        self.is_misfit = true;
                        continue;
                    };
                    let mut variant = self.variant(&adapted.text, State::Draft, MadeBy::Fuzzy);
                    variant.codes = codes;
                    if !adapted.changes.is_empty() {
                        let changes: Vec<String> =
                            adapted.changes.iter().map(ToString::to_string).collect();
                        variant.properties.push(Property {
                            name: ADAPTED.to_owned(),
                            value: changes.join("; "),
                        });
                    }
                    return Some(self.matched(open, How::Numbers, found, variant));
                }
            }
        }
        self.outcome.held.extend(unsure);
        None
    }

    /// The best match that is good enough for a draft.
    fn fuzzy(&mut self, open: &Open<'_>, answer: &Answer) -> Option<Fill> {
        let least = self.policy.fuzzy?;
        let lang = self.text.target_lang;
        let mut matches = answer.matches.iter();
        let found = matches.find(|found| lang.covers(&found.target.lang))?;
        if found.net < least {
            return None;
        }
        let made_by = if is_exact(found, lang) {
            MadeBy::Exact
        } else {
            MadeBy::Fuzzy
        };
        let mut variant = self.variant(found.target.text.trim(), State::Draft, made_by);
        variant.codes = self.codes(open, found)?;
        Some(self.matched(open, How::Fuzzy, found, variant))
    }

    /// The codes of a match as those of the segment; where they cannot be placed in it, that is
    /// kept in mind.
    fn codes(&mut self, open: &Open<'_>, found: &Match) -> Option<Vec<InlineCode>> {
        let codes = open
            .segment
            .carried(&found.source.text, &found.source.codes, &found.target);
        self.is_misfit |= codes.is_none();
        codes
    }

    fn variant(&self, text: &str, state: State, made_by: MadeBy) -> Variant {
        Variant {
            state: Some(state),
            made_by: Some(made_by),
            author: Some(self.occasion.who.clone()),
            date: Some(self.occasion.date()),
            ..Variant::new(self.text.target_lang.clone(), text)
        }
    }

    fn matched(&self, open: &Open<'_>, how: How, found: &Match, translation: Variant) -> Fill {
        let mut fill = fill(open, how, translation);
        fill.translation.score = Some(found.score.percent);
        fill.net = Some(found.net);
        fill.places.clone_from(&found.places);
        fill
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

/// Whether a match is the very text, in the script of the language that is wanted.
fn is_exact(found: &Match, lang: &LangTag) -> bool {
    found.score.percent >= 100 && lang.covers(&found.target.lang)
}

/// The codes of a translation where they stand once it is adapted.
fn moved(mut codes: Vec<InlineCode>, adapted: &Adapted) -> Option<Vec<InlineCode>> {
    for code in &mut codes {
        code.at = u32::try_from(adapted.moved(code.at as usize)?).ok()?;
    }
    Some(codes)
}

fn hold(open: &Open<'_>, found: &Match, why: Why) -> Held {
    Held {
        number: open.number,
        why,
        score: found.score.percent,
        net: found.net,
        target: found.target.text.clone(),
    }
}

/// Whether what would be filled in is better than the draft that is there: another fuzzy match
/// must be a nearer one, and the same text must at least be confirmed by it.
fn is_better(fill: &Fill, draft: Option<&Variant>) -> bool {
    let Some(draft) = draft else {
        return true;
    };
    let new = &fill.translation;
    if new.text == draft.text {
        return new.is_confirmed();
    }
    fill.how < How::Fuzzy || draft.made_by == Some(MadeBy::Fuzzy) && new.score > draft.score
}
