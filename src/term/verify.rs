//! Holding a translation against the termbase: which concepts of the source it does not name as
//! prescribed, and which forbidden forms it uses.
//!
//! Both questions are asked with the safeguards that practice taught, since a warning that is
//! wrong costs more than one that is missing: presence is counted per segment, not per
//! occurrence; a term swallowed by a longer one is not asked for, yet excuses its own form; a
//! forbidden form that is part of a permitted one is none.

mod person;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::folded::{Case, Folded};
use super::{Concept, Term, TermHit, TermMatch, TermStatus, Writing, select};
use crate::text::LangTag;
use crate::text::script::is_han;

/// What a translation does to the terms of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Concepts without one of their forms in the target, by place in the source.
    pub missing: Vec<Missing>,
    /// Forbidden forms in the target, by place.
    pub forbidden: Vec<ForbiddenUse>,
}

/// A concept whose term stands in the source and whose target has none of its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The concept, by its place in the list.
    pub concept: usize,
    /// Where its term stands in the source, in bytes.
    pub source: Range<usize>,
    /// Whether the source has an everyday word that names the concept only in its domain, so
    /// that another reading is possible.
    pub doubtful: bool,
}

/// A forbidden form in a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForbiddenUse {
    /// The concept, by its place in the list.
    pub concept: usize,
    /// The forbidden term, by its place in the concept.
    pub term: usize,
    /// Where it stands in the target, in bytes.
    pub target: Range<usize>,
}

/// Two halves of a Chinese term may stand this far apart, in characters: 使知识产权得到保护.
const APART: usize = 8;

/// Holds a target against the terms found in its source.
///
/// `source_hits` and `target_hits` are what [`super::Recognizer::find_all`] gives, overlapping
/// hits included.
#[must_use]
pub fn verify(
    concepts: &[Concept],
    source: &str,
    source_hits: &[TermHit],
    target: &str,
    target_lang: &LangTag,
    target_hits: &[TermHit],
) -> Verdict {
    if target.trim().is_empty() || source_hits.is_empty() {
        return Verdict::default();
    }
    let target = Target {
        concepts,
        text: target,
        lang: target_lang,
        writing: Writing::of(target_lang),
        folded: OnceCell::new(),
        hits: target_hits,
    };
    Verdict {
        missing: target.missing(source, source_hits),
        forbidden: target.forbidden(source_hits),
    }
}

/// The target as both questions look at it.
struct Target<'a> {
    concepts: &'a [Concept],
    text: &'a str,
    lang: &'a LangTag,
    writing: Writing,
    folded: OnceCell<Folded>,
    hits: &'a [TermHit],
}

impl Target<'_> {
    /// The text as terms are looked up in it; most are found without.
    fn folded(&self) -> &Folded {
        self.folded
            .get_or_init(|| Folded::new(self.text, self.writing, Case::Ignored))
    }

    fn missing(&self, source: &str, source_hits: &[TermHit]) -> Vec<Missing> {
        let mut missing: Vec<Missing> = Vec::new();
        let mut seen = BTreeSet::new();
        for chosen in select(source_hits) {
            // What may be meant here: the concepts that share the place.
            let readings: Vec<&TermHit> = source_hits
                .iter()
                .filter(|hit| hit.range == chosen.range)
                .collect();
            let mut asked = readings
                .iter()
                .filter(|hit| self.allowed(hit.concept).next().is_some())
                .peekable();
            if asked.peek().is_none() || !seen.insert(chosen.concept) {
                continue;
            }
            if asked.any(|hit| self.names(hit)) || self.names_parts(source, &chosen, source_hits) {
                continue;
            }
            missing.push(Missing {
                concept: chosen.concept,
                source: chosen.range.clone(),
                doubtful: readings.iter().any(|hit| {
                    self.term(hit)
                        .is_some_and(|term| term.match_ == TermMatch::ContextOnly)
                }),
            });
        }
        missing
    }

    /// Whether the target names the concept of a source hit, in whatever way is good enough.
    fn names(&self, hit: &TermHit) -> bool {
        self.hits
            .iter()
            .any(|found| found.concept == hit.concept && self.is_allowed(found))
            || self
                .allowed(hit.concept)
                .any(|term| self.contains(&term.text))
            || self.speaks_of_person(hit)
    }

    /// Whether the target names the concepts that a longer term is made of, each by itself: for
    /// "IP commercialization", 知识产权 here and 商业化 there.
    fn names_parts(&self, source: &str, whole: &TermHit, source_hits: &[TermHit]) -> bool {
        let inside: Vec<TermHit> = source_hits
            .iter()
            .filter(|hit| {
                hit.concept != whole.concept
                    && whole.range.start <= hit.range.start
                    && hit.range.end <= whole.range.end
                    && hit.range.len() < whole.range.len()
            })
            .cloned()
            .collect();
        let parts = select(&inside);
        if parts.len() < 2 || !parts.iter().all(|hit| self.names(hit)) {
            return false;
        }
        // Nothing but small words may stand between the parts.
        let mut at = whole.range.start;
        let parts = parts.iter().map(|part| (part.range.start, part.range.end));
        let end = (whole.range.end, whole.range.end);
        parts.chain(std::iter::once(end)).all(|(start, end)| {
            let between = source.get(at..start).unwrap_or_default();
            at = end;
            between
                .split(|c: char| !c.is_alphanumeric())
                .all(|word| word.len() <= 3)
        })
    }

    /// The preferred and admitted terms of a concept in the target's language.
    fn allowed(&self, concept: usize) -> impl Iterator<Item = &Term> {
        self.concepts
            .get(concept)
            .into_iter()
            .flat_map(|concept| concept.terms_in(self.lang))
            .filter(|term| term.status != TermStatus::Forbidden)
    }

    fn term(&self, hit: &TermHit) -> Option<&Term> {
        self.concepts.get(hit.concept)?.terms.get(hit.term)
    }

    fn is_allowed(&self, hit: &TermHit) -> bool {
        self.term(hit)
            .is_some_and(|term| term.status != TermStatus::Forbidden)
    }

    /// Whether a form stands in the target, whole or, in Chinese, in two halves close together:
    /// the halves of 知识产权保护 in 使知识产权得到保护.
    fn contains(&self, form: &str) -> bool {
        let form = Folded::new(form, self.writing, Case::Ignored).text;
        if form.is_empty() {
            return false;
        }
        if self.folded().text.contains(&form) {
            return true;
        }
        let chars = form.chars().count();
        if self.writing == Writing::Spaced || chars < 4 || !form.chars().all(is_han) {
            return false;
        }
        form.char_indices()
            .skip(2)
            .take(chars - 3)
            .any(|(cut, _)| self.has_near(form.split_at(cut)))
    }

    fn has_near(&self, (first, second): (&str, &str)) -> bool {
        let text = &self.folded().text;
        text.match_indices(first).any(|(at, _)| {
            text.match_indices(second).any(|(other, _)| {
                let (start, end) = if at < other {
                    (at + first.len(), other)
                } else {
                    (other + second.len(), at)
                };
                text.get(start..end)
                    .is_some_and(|between| between.chars().count() <= APART)
            })
        })
    }

    fn forbidden(&self, source_hits: &[TermHit]) -> Vec<ForbiddenUse> {
        let named: BTreeSet<usize> = source_hits.iter().map(|hit| hit.concept).collect();
        let mut uses: Vec<ForbiddenUse> = Vec::new();
        for &concept in &named {
            let terms = self.concepts.get(concept).map_or(&[][..], |c| &c.terms);
            for (term, form) in terms.iter().enumerate() {
                if form.status == TermStatus::Forbidden && self.lang.covers(&form.lang) {
                    uses.extend(self.places(concept, term, form).into_iter().map(|target| {
                        ForbiddenUse {
                            concept,
                            term,
                            target,
                        }
                    }));
                }
            }
        }
        if !uses.is_empty() {
            let permitted = self.permitted(&named);
            uses.retain(|used| {
                let holds = |range: &Range<usize>| {
                    range.start <= used.target.start && used.target.end <= range.end
                };
                // A longer allowed term excuses what stands in it, whatever the source says.
                let longer = |hit: &&TermHit| {
                    self.is_allowed(hit) && hit.range.len() > used.target.len() && holds(&hit.range)
                };
                !permitted.iter().any(holds) && !self.hits.iter().any(|hit| longer(&hit))
            });
        }
        uses.sort_by(|a, b| {
            (a.target.start, b.target.end, a.concept).cmp(&(
                b.target.start,
                a.target.end,
                b.concept,
            ))
        });
        uses.dedup_by(|later, first| {
            later.concept == first.concept
                && first.target.start <= later.target.start
                && later.target.end <= first.target.end
        });
        uses
    }

    /// Where a forbidden form stands: as it is written in an unspaced language, as the recognizer
    /// found it in a spaced one.
    fn places(&self, concept: usize, term: usize, form: &Term) -> Vec<Range<usize>> {
        if self.writing == Writing::Spaced {
            return self
                .hits
                .iter()
                .filter(|hit| hit.concept == concept && hit.term == term)
                .map(|hit| hit.range.clone())
                .collect();
        }
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        self.text
            .match_indices(form.text.as_str())
            .filter(|(at, found)| {
                let before = self.text.get(..*at).unwrap_or_default();
                let after = self.text.get(at + found.len()..).unwrap_or_default();
                let glued = latin(before.chars().next_back()) && latin(found.chars().next())
                    || latin(found.chars().next_back()) && latin(after.chars().next());
                !found.is_empty() && !glued
            })
            .map(|(at, found)| at..at + found.len())
            .collect()
    }

    /// Where permitted forms of the concepts that the source names stand.
    fn permitted(&self, named: &BTreeSet<usize>) -> Vec<Range<usize>> {
        if self.writing == Writing::Spaced {
            return self
                .hits
                .iter()
                .filter(|hit| named.contains(&hit.concept) && self.is_allowed(hit))
                .map(|hit| hit.range.clone())
                .collect();
        }
        let mut ranges = Vec::new();
        for term in named.iter().flat_map(|&concept| self.allowed(concept)) {
            let form = Folded::new(&term.text, self.writing, Case::Ignored).text;
            if form.is_empty() {
                continue;
            }
            for (at, found) in self.folded().text.match_indices(&form) {
                ranges.extend(self.folded().original(&(at..at + found.len())));
            }
        }
        ranges
    }
}

#[cfg(test)]
mod tests;
