//! Matches: whole segments like a text, with their translations, best first.
//!
//! - [`Query`], [`Wanted`]: what is looked for, and which matches are wanted.
//! - [`Lookup`]: a memory ready to be asked, through the index that is kept in it.
//! - [`Answer`], [`Match`]: what was found.

mod context;
mod lookup;
mod pairs;

pub use lookup::Lookup;

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::search::Place;
use crate::recall::{Content, Context, Key, Likeness, Penalty, Score, Scoring, Segment};
use crate::text::LangTag;
use crate::text::fold::identity;
use crate::unit::{InlineCode, Side, UnitId, Variant};

/// What is looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'t> {
    /// The text, in the language the lookup is from.
    pub text: &'t str,
    /// Its inline codes.
    pub codes: &'t [InlineCode],
    /// Those of them that do not stand around it.
    pub inside: &'t [InlineCode],
    /// What stands before it; empty at the start of a document, `None` where that is not known.
    pub previous: Option<&'t str>,
    /// What stands after it; empty at the end of a document, `None` where that is not known.
    pub next: Option<&'t str>,
}

impl Query<'_> {
    /// Whether there is nothing to look for: nothing but white space.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Content::of(self.text).is_empty()
    }

    /// The text in each way in which it may be the very text of a unit: with all of its codes, and
    /// without those around it, which stand around its translation whatever that has.
    fn segments(&self) -> Vec<Segment<'_>> {
        let mut segments = vec![Segment::new(self.text, self.codes)];
        if self.inside.len() < self.codes.len() {
            segments.push(Segment::new(self.text, self.inside));
        }
        segments
    }

    fn context(&self) -> Context {
        Context {
            previous: self.previous.map(|text| neighbour(text, Key::START)),
            next: self.next.map(|text| neighbour(text, Key::END)),
        }
    }
}

/// What a neighbour is known by; `edge` where there is none.
fn neighbour(text: &str, edge: Key) -> Key {
    match text.trim() {
        "" => edge,
        text => Key::of_text(text),
    }
}

/// Which matches are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The lowest score, in percent, before penalties.
    pub min: u8,
    /// How many pairs of source and translation; 0 for all.
    pub max: usize,
    /// How contents that differ are scored.
    pub scoring: Scoring,
    /// Compare with every unit, using no filter: the same answer, for proof.
    pub exhaustive: bool,
}

/// A segment of the memory that is like a text, with its translation.
#[derive(Clone, Debug)]
pub struct Match {
    /// How like the text it is.
    pub score: Score,
    /// What is taken off, and why.
    pub penalties: Vec<Penalty>,
    /// The score less the penalties, in percent.
    pub net: u8,
    /// The text that is like the one looked for.
    pub source: Variant,
    /// Its counterpart.
    pub target: Variant,
    /// Which of the two is the translation: the source where the memory has the pair the other
    /// way round.
    pub translation: Side,
    /// The unit.
    pub unit: UnitId,
    /// Where it stands, the best place first: the same pair may come from several.
    pub places: Vec<Place>,
}

impl Match {
    /// The one of the two texts that is the translation: its state, author and date are those of
    /// the pair.
    #[must_use]
    pub fn translation(&self) -> &Variant {
        match self.translation {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }
}

/// What a score counts of a text: its words and Han characters, folded; where it has none, its
/// other characters.
#[must_use]
pub fn counted(text: &str) -> Vec<String> {
    let content = Content::of(text);
    let tokens = content.tokens();
    // Those of a text without words begin with U+0000.
    tokens.map(|token| token.replace('\0', "")).collect()
}

/// What a lookup found for a query.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The matches, the best first; no two are the same pair of texts.
    pub matches: Vec<Match>,
    /// How many pairs were met, with those beyond the number that was wanted. Only where all were
    /// wanted is every pair met: it spares reading those that cannot be among the best.
    pub total: usize,
    /// How many different translations the memory has of this very text, 100 % and more; in the
    /// script that was asked for.
    pub exact: usize,
    /// How many texts are as like it as was wanted, those as well that are not translated into the
    /// language that was asked for.
    pub alike: usize,
}

impl Answer {
    /// The answer made of all matches of a text in a lookup to a language: in order, equal pairs
    /// as one, and no more than `max` of them (0 for all).
    pub(super) fn of(text: &str, matches: Vec<Match>, to: &LangTag, max: usize) -> Self {
        let mut matches = grouped(in_order(text, matches));
        let exact: HashSet<&str> = matches
            .iter()
            .filter(|found| found.score.percent >= 100 && to.covers(&found.target.lang))
            .map(|found| found.target.text.as_str())
            .collect();
        let (total, exact) = (matches.len(), exact.len());
        if max > 0 {
            matches.truncate(max);
        }
        Self {
            matches,
            total,
            exact,
            alike: 0,
        }
    }
}

/// What makes two matches the same pair of texts.
fn pair_of(found: &Match) -> (String, String) {
    (identity(&found.source.text), identity(&found.target.text))
}

/// Matches of a text, the best first: by score, by how like the text they are by character, by
/// state and date.
fn in_order(text: &str, mut matches: Vec<Match>) -> Vec<Match> {
    let score = |found: &Match| Reverse((found.net, found.score.percent));
    matches.sort_by_key(score);
    // Comparing by character takes longer than finding, and most scores are there once.
    let likeness = LazyCell::new(|| Likeness::to(text));
    for tied in matches.chunk_by_mut(|a, b| score(a) == score(b)) {
        if tied.len() > 1 {
            tied.sort_by_cached_key(|found| {
                let pair = found.translation();
                let best = (
                    likeness.of(&found.source.text),
                    pair.state,
                    pair.date.clone(),
                );
                (Reverse(best), found.unit)
            });
        }
    }
    matches
}

/// Matches in order, with those of equal texts made one that knows all their places.
fn grouped(matches: Vec<Match>) -> Vec<Match> {
    let mut groups: Vec<Match> = Vec::with_capacity(matches.len());
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for found in matches {
        let pair = pair_of(&found);
        let next = groups.len();
        let at = *known.entry(pair).or_insert(next);
        match groups.get_mut(at) {
            Some(group) => group.places.extend(found.places),
            None => groups.push(found),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::State;

    fn tag(given: &str) -> LangTag {
        LangTag::parse(given).unwrap()
    }

    fn found(percent: u8, target: &str, state: State, date: &str, nth: u8) -> Match {
        let query = Segment::new("patents", &[]);
        let variant = |text: &str| Variant {
            state: Some(state),
            date: Some(date.to_owned()),
            ..Variant::new(tag("en"), text)
        };
        Match {
            score: Score {
                percent,
                ..query.score(&query, Scoring::Capped)
            },
            penalties: Vec::new(),
            net: percent,
            source: variant("patents"),
            target: variant(target),
            translation: Side::Target,
            unit: UnitId([nth; 16]),
            places: vec![Place::Memory(nth.to_string())],
        }
    }

    #[test]
    fn matches_are_ordered_and_equal_pairs_are_one_with_all_their_places() {
        let groups = grouped(in_order(
            "patents",
            vec![
                found(90, "a", State::Final, "2024", 1),
                found(100, "b", State::Draft, "2024", 2),
                found(100, "c", State::Translated, "2022", 3),
                found(100, "d", State::Translated, "2023", 5),
                found(100, "e", State::Translated, "2023", 4),
                found(100, " c", State::Final, "2021", 6),
            ],
        ));
        let seen: Vec<(&str, usize)> = groups
            .iter()
            .map(|group| (group.target.text.trim(), group.places.len()))
            .collect();
        assert_eq!(seen, [("c", 2), ("e", 1), ("d", 1), ("b", 1), ("a", 1)]);
    }
}
