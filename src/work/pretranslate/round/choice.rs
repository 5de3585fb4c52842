//! Which match a segment is filled from, and as what.

use super::{Open, Round, fill};
use crate::recall::{Adaptation, Adapted, adapt};
use crate::store;
use crate::text::LangTag;
use crate::unit::{InlineCode, MadeBy, Property, Severity, State, Variant};
use crate::work::matches::{Answer, Match};
use crate::work::pretranslate::{ADAPTED, Confirm, Fill, Held, How, OnTerms, Why};

impl Round<'_, '_> {
    /// The best that the memories have for a segment, by policy.
    pub(super) fn best(
        &mut self,
        open: &Open<'_>,
        answer: &Answer,
    ) -> Result<Option<Fill>, store::Error> {
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
        } else if self.outcome.held.len() == held {
            self.outcome.held.extend(self.in_other_script(open, answer));
        }
        Ok(fill)
    }

    /// The first exact match that may be used; why there is none, where one was held back.
    pub(super) fn exact(
        &mut self,
        open: &Open<'_>,
        answer: &Answer,
    ) -> Result<Option<Fill>, store::Error> {
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

    /// The very text with its translation in another script, which nobody turns into the one that is
    /// wanted by its characters alone.
    fn in_other_script(&self, open: &Open<'_>, answer: &Answer) -> Option<Held> {
        let lang = self.text.target_lang;
        let mut matches = answer.matches.iter();
        let found =
            matches.find(|found| found.score.percent >= 100 && !lang.covers(&found.target.lang))?;
        let script = found.target.lang.given().to_owned();
        Some(hold(open, found, Why::Script(script)))
    }

    /// What the termbase says against a translation: which forms must not be used, or else which
    /// terms it lacks.
    fn terms(&self, source: &str, target: &str) -> Result<Vec<String>, store::Error> {
        let findings = self.memories.terms()?.check_terms(source, target);
        let gravest = findings.iter().map(|finding| finding.severity).max();
        let told = findings.into_iter().filter(|finding| {
            finding.severity > Severity::Info && Some(finding.severity) == gravest
        });
        Ok(told.map(|finding| finding.message.english).collect())
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

    pub(super) fn variant(&self, text: &str, state: State, made_by: MadeBy) -> Variant {
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
}

/// Whether a match is the very text, in the script of the language that is wanted.
pub(super) fn is_exact(found: &Match, lang: &LangTag) -> bool {
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
pub(super) fn is_better(fill: &Fill, draft: Option<&Variant>) -> bool {
    let Some(draft) = draft else {
        return true;
    };
    let new = &fill.translation;
    if new.text == draft.text {
        return new.is_confirmed();
    }
    fill.how < How::Fuzzy || draft.made_by == Some(MadeBy::Fuzzy) && new.score > draft.score
}
