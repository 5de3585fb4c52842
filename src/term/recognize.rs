//! Finding terms in a text.
//!
//! The forms a term may stand in are written into one Aho–Corasick automaton over a folded copy
//! of the text; what it finds is then held against the text as it stands: word boundaries, case,
//! context. Forms are generated rather than tokens stemmed, because only the term knows whether
//! it is a verb, a name or an acronym, and because a stem would have to be checked again. All
//! hits are taken, overlapping ones too, and the longest chosen afterwards: a longer form that
//! fails its test (wrong case, no context) must not hide a shorter one that passes, as a
//! leftmost-longest search would let it.

mod form;

use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use daachorse::DoubleArrayAhoCorasick;

use form::{Form, Test, fold, forms_of};

use super::context::{hint_words, words_of};
use super::folded::{Case, Folded};
use super::{Concept, TermMatch, TermStatus, Writing};
use crate::text::LangTag;
use crate::text::script::is_cjk;

/// A term found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermHit {
    /// The concept, by its place in the list the recognizer was built from.
    pub concept: usize,
    /// The term, by its place in the concept.
    pub term: usize,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// Finds the terms of one language in texts.
///
/// In a language written with spaces a term is found as a word, in its inflected forms, with a
/// hyphen, a space or nothing between its words, in British or American spelling. In one written
/// without, it is found as a stretch of the text, whatever 《》“” and spaces stand in it; its
/// forbidden forms are found only as they are written.
pub struct Recognizer {
    writing: Writing,
    /// Over the folded text.
    folded: Automaton,
    /// Over the text as it stands: forbidden forms of an unspaced language.
    raw: Automaton,
    forms: Vec<Form>,
    /// By concept: the place of its domain in the list of domains, if it tells of one.
    domains: Vec<Option<u32>>,
    /// By concept with a `context-only` term: the words that show its domain.
    hints: HashMap<usize, HashSet<String>>,
}

/// Patterns, each with the forms it may be.
#[derive(Default)]
struct Automaton {
    automaton: Option<DoubleArrayAhoCorasick<u32>>,
    forms: Vec<Vec<u32>>,
}

impl Recognizer {
    /// Builds a recognizer for the terms of `concepts` in `lang`.
    #[must_use]
    pub fn new(concepts: &[Concept], lang: &LangTag) -> Self {
        let writing = Writing::of(lang);
        let mut forms = Vec::new();
        let mut folded: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut raw: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut domain_ids: HashMap<&str, u32> = HashMap::new();
        let mut domains = Vec::with_capacity(concepts.len());
        let mut hints = HashMap::new();
        for (c, concept) in concepts.iter().enumerate() {
            // Places and people are spoken of in every domain.
            let telling =
                !concept.domain.is_empty() && !matches!(concept.kind.as_str(), "place" | "person");
            let next = u32::try_from(domain_ids.len()).unwrap_or(u32::MAX);
            domains.push(telling.then(|| *domain_ids.entry(&concept.domain).or_insert(next)));
            for (t, term) in concept.terms.iter().enumerate() {
                if !lang.covers(&term.lang) || term.text.trim().is_empty() {
                    continue;
                }
                if term.match_ == TermMatch::ContextOnly {
                    hints.entry(c).or_insert_with(|| hint_words(concept, lang));
                }
                let as_written =
                    writing == Writing::Unspaced && term.status == TermStatus::Forbidden;
                for text in forms_of(term, writing) {
                    let Ok(id) = u32::try_from(forms.len()) else {
                        break;
                    };
                    let (patterns, pattern) = if as_written {
                        (&mut raw, text.clone())
                    } else {
                        (&mut folded, fold(&text, writing, Case::Ignored))
                    };
                    if pattern.is_empty() {
                        continue;
                    }
                    patterns.entry(pattern).or_default().push(id);
                    forms.push(Form {
                        concept: c,
                        term: t,
                        status: term.status,
                        context_only: term.match_ == TermMatch::ContextOnly,
                        test: if as_written {
                            Test::Any
                        } else {
                            Test::of(term, &text, writing)
                        },
                    });
                }
            }
        }
        Self {
            writing,
            folded: Automaton::new(folded),
            raw: Automaton::new(raw),
            forms,
            domains,
            hints,
        }
    }

    /// The terms in `text`, by place; longest first where two overlap, and none overlapping.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<TermHit> {
        select(&self.find_all(text))
    }

    /// Every term in `text`, overlapping ones too: by place, at one place the longer first, and of
    /// one length the likelier first (preferred before admitted before forbidden).
    ///
    /// Checks want this: in "blue and white pottery" the pottery is no term of its own, but it
    /// excuses the Chinese for pottery.
    #[must_use]
    pub fn find_all(&self, text: &str) -> Vec<TermHit> {
        let mut found: Vec<(Range<usize>, &Form)> = Vec::new();
        if self.folded.automaton.is_some() {
            let folded = Folded::new(text, self.writing, Case::Ignored);
            self.folded.each(&folded.text, |range, ids| {
                // The boundary is looked for in the folded text first, which is cheap and spares
                // most of the rest; the text as it stands decides.
                if self.writing == Writing::Spaced && !self.is_bounded(&folded.text, &range) {
                    return;
                }
                let Some(range) = folded.original(&range) else {
                    return;
                };
                self.keep(text, &range, ids, &mut found);
            });
        }
        self.raw
            .each(text, |range, ids| self.keep(text, &range, ids, &mut found));
        self.drop_out_of_context(text, &mut found);
        found.sort_by(|(a, x), (b, y)| {
            let key = |form: &Form| (form.status, form.context_only, form.concept, form.term);
            (a.start, b.end, key(x)).cmp(&(b.start, a.end, key(y)))
        });
        let mut hits: Vec<TermHit> = Vec::with_capacity(found.len());
        for (range, form) in found {
            let again = hits
                .iter()
                .rev()
                .take_while(|hit| hit.range == range)
                .any(|hit| hit.concept == form.concept);
            if !again {
                hits.push(TermHit {
                    concept: form.concept,
                    term: form.term,
                    range,
                });
            }
        }
        hits
    }

    /// Keeps those of the forms that pass their test at a place.
    fn keep<'a>(
        &'a self,
        text: &str,
        range: &Range<usize>,
        ids: &[u32],
        found: &mut Vec<(Range<usize>, &'a Form)>,
    ) {
        if !self.is_bounded(text, range) || in_address(text, range) {
            return;
        }
        let here = text.get(range.clone()).unwrap_or_default();
        for form in ids.iter().filter_map(|&id| self.forms.get(id as usize)) {
            // An everyday word inside a compound is another word: Secretary-General.
            if form.context_only && in_compound(text, range) {
                continue;
            }
            if form.test.passes(here, self.writing) {
                found.push((range.clone(), form));
            }
        }
    }

    /// Whether no word goes on beyond either end of a place.
    fn is_bounded(&self, text: &str, range: &Range<usize>) -> bool {
        let wordy = |c: char| match self.writing {
            Writing::Spaced => (c.is_alphanumeric() || c == '_') && !is_cjk(c),
            Writing::Unspaced => c.is_ascii_alphanumeric() || c == '_',
        };
        let (Some(before), Some(here), Some(after)) = (
            text.get(..range.start),
            text.get(range.clone()),
            text.get(range.end..),
        ) else {
            return false;
        };
        let (previous, first) = (before.chars().next_back(), here.chars().next());
        let (last, mut after) = (here.chars().next_back(), after.chars());
        let next = after.next();
        if previous.is_some_and(wordy) && first.is_some_and(wordy)
            || last.is_some_and(wordy) && next.is_some_and(wordy)
        {
            return false;
        }
        // `top 100` does not stand in `top 100,000`.
        !(last.is_some_and(|c| c.is_ascii_digit())
            && matches!(next, Some('.' | ','))
            && after.next().is_some_and(|c| c.is_ascii_digit()))
    }

    /// Drops the hits of `context-only` terms where nothing in the text is of their domain:
    /// neither another form of the concept, nor another concept of the domain, nor a word of its
    /// definition.
    fn drop_out_of_context(&self, text: &str, found: &mut Vec<(Range<usize>, &Form)>) {
        if !found.iter().any(|(_, form)| form.context_only) {
            return;
        }
        let words = LazyCell::new(|| words_of(text));
        // First and last place of each domain and concept: enough to know one that stands apart.
        let mut domains: HashMap<u32, (Range<usize>, Range<usize>)> = HashMap::new();
        let mut concepts: HashSet<usize> = HashSet::new();
        for (range, form) in found.iter().filter(|(_, form)| !form.context_only) {
            concepts.insert(form.concept);
            if let Some(domain) = self.domains.get(form.concept).copied().flatten() {
                let (first, last) = domains
                    .entry(domain)
                    .or_insert_with(|| (range.clone(), range.clone()));
                if range.end < first.end {
                    *first = range.clone();
                }
                if range.start > last.start {
                    *last = range.clone();
                }
            }
        }
        found.retain(|(range, form)| {
            if !form.context_only || concepts.contains(&form.concept) {
                return true;
            }
            let domain = self.domains.get(form.concept).copied().flatten();
            let near = domain
                .and_then(|domain| domains.get(&domain))
                .is_some_and(|(first, last)| first.end <= range.start || last.start >= range.end);
            near || self
                .hints
                .get(&form.concept)
                .is_some_and(|hints| hints.iter().any(|hint| words.contains(hint)))
        });
    }
}

/// The hits that do not overlap, the longest first where they do, from a list as
/// [`Recognizer::find_all`] gives it.
#[must_use]
pub fn select(hits: &[TermHit]) -> Vec<TermHit> {
    let mut chosen: Vec<TermHit> = Vec::new();
    for hit in hits {
        let free = |last: &TermHit| last.range.end <= hit.range.start;
        match chosen.last() {
            Some(last) if !free(last) => {
                // Of two that cross, the longer stands; at one length the earlier.
                let before = chosen.len().checked_sub(2).and_then(|at| chosen.get(at));
                if hit.range.len() > last.range.len() && before.is_none_or(free) {
                    chosen.pop();
                    chosen.push(hit.clone());
                }
            }
            _ => chosen.push(hit.clone()),
        }
    }
    chosen
}

impl Automaton {
    fn new(patterns: BTreeMap<String, Vec<u32>>) -> Self {
        let (keys, forms): (Vec<String>, Vec<Vec<u32>>) = patterns.into_iter().unzip();
        let values = keys.iter().zip(0u32..);
        Self {
            // It fails only for no patterns, an empty or double one, or more than 2^24; none of
            // the first three is here, and beyond the last nothing is recognized.
            automaton: DoubleArrayAhoCorasick::with_values(values).ok(),
            forms,
        }
    }

    /// Calls `visit` with each place of each pattern and the forms it may be.
    fn each(&self, text: &str, mut visit: impl FnMut(Range<usize>, &[u32])) {
        let Some(automaton) = &self.automaton else {
            return;
        };
        for found in automaton.find_overlapping_iter(text) {
            if let Some(forms) = self.forms.get(found.value() as usize) {
                visit(found.start()..found.end(), forms);
            }
        }
    }
}

/// Whether a place is inside a web or mail address, where words are names.
fn in_address(text: &str, range: &Range<usize>) -> bool {
    let part = |c: char| c.is_ascii_graphic();
    if !text
        .get(range.clone())
        .is_some_and(|here| here.starts_with(part))
    {
        return false;
    }
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let start = before
        .char_indices()
        .rev()
        .take(200)
        .take_while(|(_, c)| part(*c))
        .last()
        .map_or(range.start, |(at, _)| at);
    let end = after
        .char_indices()
        .take(200)
        .find(|(_, c)| !part(*c))
        .map_or_else(
            || range.end + after.len().min(200),
            |(at, _)| range.end + at,
        );
    // 200 characters may be fewer bytes than asked for; an end inside a character is no address.
    text.get(start..end).is_some_and(|token| {
        token.contains("://") || token.starts_with("www.") || token.contains('@')
    })
}

/// Whether a hyphen ties a place to a word before or after it.
fn in_compound(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let tied = |rest: Option<&str>, next: fn(&str) -> Option<char>| {
        rest.and_then(next).is_some_and(char::is_alphanumeric)
    };
    tied(before.strip_suffix('-'), |rest| rest.chars().next_back())
        || tied(after.strip_prefix('-'), |rest| rest.chars().next())
}

#[cfg(test)]
mod tests;
