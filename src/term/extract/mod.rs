//! Terms that a termbase lacks, found in texts by counting, with no model: what could be a term is
//! a matter of its ends ([`spaced`], [`unspaced`]); which of them are, of how often they are said
//! and as a whole (C-value: Frantzi, Ananiadou and Mima 2000); and what they are called in the
//! other language, of what stands in the translations of just these segments ([`counterpart`]).

mod counterpart;
mod spaced;
#[cfg(test)]
mod tests;
mod unspaced;
mod words;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Concept, Recognizer, Writing};
use crate::text::LangTag;
use crate::text::fold::fold;

/// What is asked of an extraction.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How often a candidate must be said.
    pub least: usize,
    /// How many candidates are wanted at most.
    pub most: usize,
}

/// A text that could be a term.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// As it is mostly written.
    pub text: String,
    /// Its acronym, where a text gives it: `Patent Cooperation Treaty (PCT)`.
    pub acronym: Option<String>,
    /// How often it is said, the acronym with it.
    pub count: usize,
    /// Its C-value: the higher, the likelier a term.
    pub score: f64,
    /// What it is probably called in the other language, and how sure that is, from 0 to 1: Dice,
    /// less the fewer segments tell it.
    pub counterpart: Option<(String, f64)>,
    /// The first text it is said in.
    pub example: String,
}

/// The most that is counted at a time. Beyond it, what was met once is forgotten, so that a large
/// memory is counted in bounded space, and what is seldom in it may be counted too low.
const COUNTED: usize = 2_000_000;

/// Finds candidates in `texts`, of the source language, the likeliest first; `pairs` of source and
/// target tell what they are called in the other language. What `known` has is left out.
#[must_use]
pub fn extract(
    texts: &[&str],
    pairs: &[(&str, &str)],
    source: &LangTag,
    target: &LangTag,
    known: &[Concept],
    options: Options,
) -> Vec<Candidate> {
    let writing = Writing::of(source);
    let mut found = match writing {
        Writing::Spaced => of_spaced(texts),
        Writing::Unspaced => of_unspaced(texts, options.least),
    };
    let acronyms = join_acronyms(texts, writing, &mut found);
    found.retain(|_, found| found.count >= options.least);
    let known = Known::new(known, source);
    let mut candidates: Vec<(f64, &String, &Found)> = rank(&found, writing)
        .into_iter()
        .filter(|(_, _, found)| !known.has(found.surface()))
        .collect();
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    candidates.truncate(options.most);
    let names: Vec<Vec<String>> = (candidates.iter())
        .map(|(_, key, _)| {
            let acronym = acronyms
                .get(*key)
                .map(|acronym| spaced::key([acronym.to_lowercase().as_str()].into_iter()));
            std::iter::once((*key).clone()).chain(acronym).collect()
        })
        .collect();
    let mut counterparts = counterpart::find(&names, pairs, source, target).into_iter();
    (candidates.into_iter())
        .map(|(score, key, found)| Candidate {
            text: found.surface().to_owned(),
            acronym: acronyms.get(key).cloned(),
            count: found.count,
            score,
            counterpart: counterparts.next().flatten(),
            example: texts
                .get(found.first)
                .copied()
                .unwrap_or_default()
                .to_owned(),
        })
        .collect()
}

/// What was found of a candidate.
#[derive(Clone, Debug, Default)]
struct Found {
    count: usize,
    /// How it is written, how often each.
    surfaces: BTreeMap<String, usize>,
    /// How many words or characters it has.
    length: usize,
    /// The first text it stands in.
    first: usize,
    /// Whether it is a name somewhere, or more than a word.
    is_telling: bool,
    /// Whether a text says itself that it is a term: it stands in 《》, or has an acronym.
    is_given: bool,
}

impl Found {
    /// How it is mostly written; of ways equally common, the one in lower case.
    fn surface(&self) -> &str {
        let best = self
            .surfaces
            .iter()
            .max_by_key(|(text, count)| (**count, *text));
        best.map_or("", |(text, _)| text)
    }
}

fn of_spaced(texts: &[&str]) -> HashMap<String, Found> {
    let mut all: HashMap<String, Found> = HashMap::new();
    for (number, text) in texts.iter().enumerate() {
        for piece in spaced::pieces(text) {
            let length = piece.key.split(' ').count();
            let found = all.entry(piece.key).or_insert_with(|| Found {
                first: number,
                length,
                ..Found::default()
            });
            found.count += 1;
            found.is_telling |= piece.is_name || length > 1;
            *found.surfaces.entry(piece.surface).or_default() += 1;
        }
        forget_seldom(&mut all, |found| found.count);
    }
    all
}

fn of_unspaced(texts: &[&str], least: usize) -> HashMap<String, Found> {
    let mut all: HashMap<String, Found> = HashMap::new();
    let new = |key: &str, first: usize| Found {
        surfaces: BTreeMap::from([(key.to_owned(), 1)]),
        length: key.chars().count(),
        first,
        is_telling: true,
        ..Found::default()
    };
    let mut wanted: HashSet<String> = unspaced::collocations(texts, least).into_iter().collect();
    let quoted: HashSet<String> = (texts.iter())
        .flat_map(|text| unspaced::quoted(text))
        .map(str::to_owned)
        .collect();
    wanted.extend(quoted.iter().cloned());
    for (number, text) in texts.iter().enumerate() {
        for piece in unspaced::pieces(text, unspaced::LONG) {
            if wanted.contains(&piece) {
                let found = all
                    .entry(piece.clone())
                    .or_insert_with(|| new(&piece, number));
                found.count += 1;
                found.is_given |= quoted.contains(&piece);
            }
        }
    }
    all
}

/// Forgets what was met once, where there is too much to count. What is left is at most half full,
/// so that this is seldom done.
fn forget_seldom<V>(counts: &mut HashMap<String, V>, count: impl Fn(&V) -> usize) {
    let mut seldom = 1;
    while counts.len() > COUNTED {
        counts.retain(|_, value| count(value) > seldom);
        seldom += 1;
    }
}

/// Counts each acronym with its long form, where a text gives both; the acronym of each long form.
fn join_acronyms(
    texts: &[&str],
    writing: Writing,
    found: &mut HashMap<String, Found>,
) -> BTreeMap<String, String> {
    let mut joined = BTreeMap::new();
    if writing == Writing::Unspaced {
        return joined;
    }
    for (long, acronym) in texts.iter().flat_map(|text| spaced::acronyms(text)) {
        let lower = [long.to_lowercase(), acronym.to_lowercase()];
        let [long_key, acronym_key] = lower.each_ref().map(|text| spaced::key(text.split(' ')));
        let Some(short) = found.get(&acronym_key).cloned() else {
            continue;
        };
        if let Some(long) = found.get_mut(&long_key) {
            found_joined(long, &short);
            found.remove(&acronym_key);
            joined.insert(long_key, acronym);
        }
    }
    joined
}

fn found_joined(long: &mut Found, short: &Found) {
    long.count += short.count;
    long.first = long.first.min(short.first);
    long.is_given = true;
}

/// The candidates with their C-values, the count in its logarithm, since everyday words are said most
/// in a large memory: what stands mostly inside longer candidates is none by
/// itself, and a word alone that is never a name is one less often.
fn rank(found: &HashMap<String, Found>, writing: Writing) -> Vec<(f64, &String, &Found)> {
    /// From which part of its occurrences on a candidate belongs to a longer one.
    const INSIDE: f64 = 0.8;
    const WORD: f64 = 0.25;
    // How many longer candidates hold one, how often they are said together, and the commonest.
    let mut longer: HashMap<String, (usize, usize, usize)> = HashMap::new();
    for (key, whole) in found {
        let mut parts = parts(key, writing);
        parts.sort_unstable();
        parts.dedup();
        for part in parts.into_iter().filter(|part| found.contains_key(part)) {
            let (many, sum, most) = longer.entry(part).or_default();
            *many += 1;
            *sum += whole.count;
            *most = whole.count.max(*most);
        }
    }
    let mut ranked = Vec::new();
    for (key, own) in found {
        let count = float(own.count);
        let (many, sum, most) = longer.get(key).copied().unwrap_or_default();
        if !own.is_given && many > 0 && float(most) >= INSIDE * count {
            continue;
        }
        let nested = if many > 0 {
            float(sum) / float(many)
        } else {
            0.0
        };
        let weight = if own.is_telling { 1.0 } else { WORD };
        let alone = (count - nested).max(0.0);
        let score = weight * float(own.length + 1).log2() * (1.0 + alone).log2();
        ranked.push((score, key, own));
    }
    ranked
}

/// The keys of all parts of a candidate.
fn parts(key: &str, writing: Writing) -> Vec<String> {
    let tokens: Vec<&str> = match writing {
        Writing::Spaced => key.split(' ').collect(),
        Writing::Unspaced => key.split("").filter(|token| !token.is_empty()).collect(),
    };
    let mut parts = Vec::new();
    for begin in 0..tokens.len() {
        for end in begin + 1..=tokens.len() {
            let part = tokens.get(begin..end).unwrap_or_default();
            if part.len() < tokens.len() {
                parts.push(match writing {
                    Writing::Spaced => spaced::key(part.iter().copied()),
                    Writing::Unspaced => part.concat(),
                });
            }
        }
    }
    parts
}

/// What the termbase has already, in any of its forms.
struct Known {
    recognizer: Recognizer,
    texts: HashSet<String>,
}

impl Known {
    fn new(concepts: &[Concept], lang: &LangTag) -> Self {
        let terms = concepts.iter().flat_map(|concept| concept.terms_in(lang));
        Self {
            texts: terms.map(|term| fold(&term.text)).collect(),
            recognizer: Recognizer::new(concepts, lang),
        }
    }

    fn has(&self, text: &str) -> bool {
        let whole = 0..text.len();
        self.texts.contains(&fold(text))
            || self
                .recognizer
                .find_all(text)
                .iter()
                .any(|hit| hit.range == whole)
    }
}

/// A count to reckon with. Exact to 2⁵³, which no text reaches.
#[allow(clippy::cast_precision_loss)]
fn float(count: usize) -> f64 {
    count as f64
}
