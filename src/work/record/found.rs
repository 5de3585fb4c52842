//! What a lookup or a search found.

use serde::Serialize;

use super::Record;
use crate::text::script::char_offset;
use crate::unit::Side;
use crate::work::matches::{Match, counted};
use crate::work::search::{Hit, Place};

/// A place that was searched for.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HitRecord {
    /// What people call the segment: `release:12`; null for an earlier text, and in a memory.
    pub segment: Option<String>,
    /// The document; null in a memory.
    pub document: Option<String>,
    /// The imported memory; null in a document.
    pub memory: Option<String>,
    /// In which of several memories that were asked it stands; null where there is one.
    pub in_memory: Option<String>,
    /// The side on which the first word was found: `source` or `target`.
    pub side: &'static str,
    /// Where words stand on that side, as [start, end] in characters.
    pub places: Vec<[usize; 2]>,
    /// Where words stand on the other side, likewise.
    pub other_places: Vec<[usize; 2]>,
    /// The source text.
    pub source: String,
    /// The translation.
    pub target: String,
}

/// A segment of the memory that is like a text, with its translation. The matches of a query
/// follow each other, the best first.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MatchRecord {
    /// The query: 0, or the line of standard input, from 0.
    pub query: usize,
    /// How like the text it is, in percent: 100 for the same text; 101 with the same neighbours.
    pub score: u8,
    /// The score less the penalties.
    pub net: u8,
    /// `101 100 95-99 85-94 75-84 50-74 new`.
    pub band: &'static str,
    /// What is taken off, and why.
    pub penalties: Vec<PenaltyRecord>,
    /// In what it differs: `words case form punctuation numbers codes`.
    pub differences: Vec<&'static str>,
    /// How many words or Han characters are to be changed, put in or taken out.
    pub distance: usize,
    /// How many words or Han characters the longer of the two texts has.
    pub length: usize,
    /// Whether the segment before is the same, as far as was asked.
    pub previous_equal: bool,
    /// Whether the segment after is the same, as far as was asked.
    pub next_equal: bool,
    /// The words and Han characters that the score counts; null without `--explain`.
    pub content: Option<Vec<String>>,
    /// The text that is like the one asked for.
    pub source: String,
    /// Its translation.
    pub target: String,
    /// The language of `source`, as the memory has it.
    pub from: String,
    /// The language of `target`.
    pub to: String,
    /// The id of its unit, 32 hexadecimal digits.
    pub unit: String,
    /// What people call the segment: `release:12`; null for an earlier text, and in a memory.
    pub segment: Option<String>,
    /// The document; null in a memory.
    pub document: Option<String>,
    /// The imported memory; null in a document.
    pub memory: Option<String>,
    /// In which of several memories that were asked it stands; null where there is one.
    pub in_memory: Option<String>,
    /// Where the same pair of texts stands too: segments, documents, memories.
    pub also: Vec<String>,
    /// `draft translated reviewed final`.
    pub state: &'static str,
    /// `human exact context fuzzy machine aligned propagated`; null where unknown.
    pub made_by: Option<&'static str>,
    /// Who wrote or confirmed the translation.
    pub author: Option<String>,
    /// When, RFC 3339.
    pub date: Option<String>,
}

/// Something that is taken off a score.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PenaltyRecord {
    /// `machine`, `not confirmed`, `other script`, `aligned`, `forbidden term`,
    /// `several translations`, `codes`, or the memory.
    pub reason: String,
    /// How much, in percent.
    pub points: u8,
}

/// What a place names.
#[derive(Default)]
pub(in crate::work) struct Named {
    pub(in crate::work) segment: Option<String>,
    pub(in crate::work) document: Option<String>,
    pub(in crate::work) memory: Option<String>,
    in_memory: Option<String>,
}

impl Named {
    pub(in crate::work) fn of(place: &Place) -> Self {
        match place {
            Place::Segment(document, _) => Self {
                segment: Some(place.to_string()),
                document: Some(document.clone()),
                ..Self::default()
            },
            Place::Earlier(document) => Self {
                document: Some(document.clone()),
                ..Self::default()
            },
            Place::Memory(memory) => Self {
                memory: Some(memory.clone()),
                ..Self::default()
            },
            Place::In(memory, place) => Self {
                in_memory: Some(memory.clone()),
                ..Self::of(place)
            },
        }
    }
}

impl Record {
    /// A hit of a search.
    #[must_use]
    pub fn hit(hit: &Hit) -> Self {
        let (side, text, other) = match hit.side {
            Side::Source => ("source", &hit.source.text, &hit.target.text),
            Side::Target => ("target", &hit.target.text, &hit.source.text),
        };
        let places = |text: &str, ranges: &[std::ops::Range<usize>]| {
            ranges
                .iter()
                .map(|range| [char_offset(text, range.start), char_offset(text, range.end)])
                .collect()
        };
        let named = Named::of(&hit.place);
        Self::Hit(HitRecord {
            segment: named.segment,
            document: named.document,
            memory: named.memory,
            in_memory: named.in_memory,
            side,
            places: places(text, &hit.ranges),
            other_places: places(other, &hit.other_ranges),
            source: hit.source.text.clone(),
            target: hit.target.text.clone(),
        })
    }

    /// A match of the query of that number; with its content, where that is to be explained.
    #[must_use]
    pub fn matched(query: usize, found: &Match, explain: bool) -> Self {
        let translation = found.translation();
        let named = found.places.first().map(Named::of).unwrap_or_default();
        let score = &found.score;
        Self::Match(Box::new(MatchRecord {
            query,
            score: score.percent,
            net: found.net,
            band: score.band().as_str(),
            penalties: found
                .penalties
                .iter()
                .map(|penalty| PenaltyRecord {
                    reason: penalty.reason.to_string(),
                    points: penalty.points,
                })
                .collect(),
            differences: score.differences.iter().map(|what| what.as_str()).collect(),
            distance: score.distance,
            length: score.length,
            previous_equal: score.previous_equal,
            next_equal: score.next_equal,
            content: explain.then(|| counted(&found.source.text)),
            source: found.source.text.clone(),
            target: found.target.text.clone(),
            from: found.source.lang.given().to_owned(),
            to: found.target.lang.given().to_owned(),
            unit: found.unit.to_string(),
            segment: named.segment,
            document: named.document,
            memory: named.memory,
            in_memory: named.in_memory,
            also: found
                .places
                .iter()
                .skip(1)
                .map(ToString::to_string)
                .collect(),
            state: translation
                .state
                .map_or("untranslated", crate::unit::State::as_str),
            made_by: translation.made_by.map(crate::unit::MadeBy::as_str),
            author: translation.author.clone(),
            date: translation.date.clone(),
        }))
    }
}
