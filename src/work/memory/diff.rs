//! What differs between two memories: pairs that only one has, and texts that the two translate
//! otherwise or hold in another state.
//!
//! A pair is compared once, in its highest state, wherever it stands and however often. Texts that
//! are not translated are not compared. The order is that of the first memory, then what only the
//! second has, in its order.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::pairs::{Key, Keys, Pair, pairs};
use super::walk::{Origins, Spot};
use crate::exchange::shown::Shown;
use crate::store::{self, Reader, Row, StoredUnit};
use crate::text::LangTag;
use crate::unit::State;
use crate::work::search::Place;

/// How a pair differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Only the first memory has it.
    OnlyFirst,
    /// Only the second has it.
    OnlySecond,
    /// The two translate the text otherwise.
    Translation,
    /// The translation is the same, in another state.
    State,
}

impl Kind {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnlyFirst => "only-first",
            Self::OnlySecond => "only-second",
            Self::Translation => "translation",
            Self::State => "state",
        }
    }
}

/// A pair in one of the memories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where it stands; the first place of several.
    pub place: Place,
    /// The translation, inline codes as people write them.
    pub target: String,
    /// Its state.
    pub state: Option<State>,
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// How the two differ.
    pub kind: Kind,
    /// The text, inline codes as people write them.
    pub source: String,
    /// Its language.
    pub from: LangTag,
    /// The language of the translations.
    pub to: LangTag,
    /// The pair in the first memory.
    pub first: Option<Told>,
    /// The pair in the second.
    pub second: Option<Told>,
}

/// How much differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pairs of the first memory.
    pub first: usize,
    /// Pairs of the second.
    pub second: usize,
    /// Pairs that both have, in the same state.
    pub same: usize,
    /// Differences, by kind.
    pub differences: BTreeMap<Kind, usize>,
}

/// Which pairs are compared: those from a language and into one, where these are given.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The language of the texts.
    pub from: Option<LangTag>,
    /// The language of their translations.
    pub to: Option<LangTag>,
}

impl Wanted {
    fn has(&self, pair: &Pair<'_>) -> bool {
        let is = |wanted: &Option<LangTag>, found: &LangTag| {
            wanted.as_ref().is_none_or(|wanted| wanted.covers(found))
        };
        is(&self.from, &pair.source.lang) && is(&self.to, &pair.target.lang)
    }
}

/// A pair, where it was met.
#[derive(Clone, Copy)]
struct Met {
    topic: Key,
    texts: Key,
    state: Option<State>,
    at: usize,
    spot: Spot,
    row: Row,
    nth: usize,
}

/// What a pair is about.
struct Topic {
    source: String,
    from: LangTag,
    to: LangTag,
}

/// One of the memories, with its pairs by topic and texts.
struct Side<'r, 'm> {
    reader: &'r Reader<'m>,
    origins: Origins,
    pairs: Vec<Met>,
}

impl<'r, 'm> Side<'r, 'm> {
    fn of(reader: &'r Reader<'m>, wanted: &Wanted) -> Result<Self, store::Error> {
        let origins = Origins::of(reader)?;
        let mut met: Vec<Met> = Vec::new();
        origins.each(reader, |spot, &StoredUnit { row, ref unit, .. }| {
            for pair in pairs(unit).filter(|pair| wanted.has(pair)) {
                let Keys { topic, texts, .. } = Keys::of(unit, &pair);
                met.push(Met {
                    topic,
                    texts,
                    state: pair.target.state,
                    at: met.len(),
                    spot,
                    row,
                    nth: pair.nth,
                });
            }
            Ok::<_, store::Error>(())
        })?;
        met.sort_unstable_by_key(|pair| (pair.topic, pair.texts, Reverse(pair.state), pair.at));
        met.dedup_by_key(|pair| (pair.topic, pair.texts));
        Ok(Self {
            reader,
            origins,
            pairs: met,
        })
    }

    /// The text and the languages, and the pair as it is told.
    fn told(&self, met: Met) -> Result<Option<(Topic, Told)>, store::Error> {
        let Some(StoredUnit { unit, .. }) = self.reader.unit(met.row)? else {
            return Ok(None);
        };
        let Some(target) = unit.variants.get(met.nth) else {
            return Ok(None);
        };
        let shown = Shown::new(unit.source(), Some(target));
        let told = Told {
            place: self.origins.place(met.spot),
            target: shown.target,
            state: target.state,
        };
        let topic = Topic {
            source: shown.source,
            from: unit.source_lang.clone(),
            to: target.lang.clone(),
        };
        Ok(Some((topic, told)))
    }
}

/// Hands what differs between two memories to `each`, one at a time, and counts it.
///
/// # Errors
/// What `each` says, or [`store::Error`] where a memory cannot be read.
pub fn diff<E: From<store::Error>>(
    first: &Reader<'_>,
    second: &Reader<'_>,
    wanted: &Wanted,
    mut each: impl FnMut(Difference) -> Result<(), E>,
) -> Result<Counts, E> {
    let (first, second) = (Side::of(first, wanted)?, Side::of(second, wanted)?);
    let mut counts = Counts {
        first: first.pairs.len(),
        second: second.pairs.len(),
        ..Counts::default()
    };
    let mut found = Vec::new();
    let [mut a, mut b] = [first.pairs.as_slice(), second.pairs.as_slice()];
    while let Some(topic) = [a.first(), b.first()]
        .into_iter()
        .flatten()
        .map(|pair| pair.topic)
        .min()
    {
        let (own, rest) = a.split_at(a.partition_point(|pair| pair.topic <= topic));
        let (other, other_rest) = b.split_at(b.partition_point(|pair| pair.topic <= topic));
        counts.same += compare(own, other, &mut found);
        (a, b) = (rest, other_rest);
    }
    found.sort_unstable_by_key(|found| {
        let at = |met: Option<Met>| met.map(|met| met.at);
        (found.first.is_none(), at(found.first), at(found.second))
    });
    for Found {
        kind,
        first: own,
        second: other,
    } in found
    {
        let own = own.map(|met| first.told(met)).transpose()?.flatten();
        let other = other.map(|met| second.told(met)).transpose()?.flatten();
        let (topic, first, second) = match (own, other) {
            (Some((topic, first)), second) => (topic, Some(first), second.map(|(_, told)| told)),
            (None, Some((topic, second))) => (topic, None, Some(second)),
            (None, None) => continue,
        };
        *counts.differences.entry(kind).or_default() += 1;
        let Topic { source, from, to } = topic;
        each(Difference {
            kind,
            source,
            from,
            to,
            first,
            second,
        })?;
    }
    Ok(counts)
}

/// A difference, by where it was met.
struct Found {
    kind: Kind,
    first: Option<Met>,
    second: Option<Met>,
}

/// Compares the translations of one text, and says how many are the same.
fn compare(first: &[Met], second: &[Met], found: &mut Vec<Found>) -> usize {
    let find = |pairs: &[Met], texts: Key| pairs.iter().find(|pair| pair.texts == texts).copied();
    let mut same = 0;
    for own in first {
        match find(second, own.texts) {
            Some(other) if other.state == own.state => same += 1,
            Some(other) => found.push(Found {
                kind: Kind::State,
                first: Some(*own),
                second: Some(other),
            }),
            None => {}
        }
    }
    let alone = |own: &[Met], others: &[Met]| {
        let own = own.iter().copied();
        let mut alone: Vec<Met> = own
            .filter(|pair| find(others, pair.texts).is_none())
            .collect();
        alone.sort_by_key(|pair| pair.at);
        alone.into_iter()
    };
    let (mut own, mut other) = (alone(first, second), alone(second, first));
    loop {
        let (first, second) = (own.next(), other.next());
        let kind = match (first, second) {
            (None, None) => return same,
            (Some(_), None) => Kind::OnlyFirst,
            (None, Some(_)) => Kind::OnlySecond,
            (Some(_), Some(_)) => Kind::Translation,
        };
        found.push(Found {
            kind,
            first,
            second,
        });
    }
}
