//! Correcting how a document is paired with its translation: what `yiku align --fix` does.
//!
//! What is corrected is a person's: an alignment made anew passes through it. Units that a
//! correction takes apart or joins go from the memory, since they paired what does not belong
//! together.

mod cut;
mod shift;

use std::ops::RangeInclusive;

use serde::Deserialize;

use super::fill::{self, Segments};
use super::project::Occasion;
use crate::segment::Segmenter;
use crate::store::{self, Part, Placed, Row, Writer};
use crate::text::script::joint;
use crate::unit::{Side, State, Unit, UnitId, Variant};

/// How a pairing is corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Correction {
    /// Each sentence of the segment becomes one of its own, with its part of the translation.
    Split,
    /// The segment and the next become one, with both translations.
    Merge,
    /// The first sentence of its translation belongs to the segment before; all of it, where it is
    /// one sentence.
    Up,
    /// The last sentence of its translation belongs to the next segment; likewise.
    Down,
    /// The segment and the next have each other's translation.
    Swap,
    /// A piece of the translation that no segment has, and that stands beside that of the segment,
    /// or where that of the segment would stand, belongs to it.
    Take,
}

impl Correction {
    /// All ways, in no order.
    pub const ALL: [Self; 6] = [
        Self::Split,
        Self::Merge,
        Self::Up,
        Self::Down,
        Self::Swap,
        Self::Take,
    ];

    /// The word for it: `split`, `merge`, `up`, `down`, `swap`, `take`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Split => "split",
            Self::Merge => "merge",
            Self::Up => "up",
            Self::Down => "down",
            Self::Swap => "swap",
            Self::Take => "take",
        }
    }

    /// The way of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == name)
    }
}

/// What cannot be corrected.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such segment, or it is not to change.
    #[error(transparent)]
    Segment(#[from] fill::Error),
    /// The memory refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The segment is one sentence.
    #[error("{document}:{number} is one sentence; there is nothing to split")]
    OneSentence {
        /// The document.
        document: String,
        /// The segment.
        number: usize,
    },
    /// There is no segment on that side.
    #[error("{document}:{number} has no segment {side} it")]
    Edge {
        /// The document.
        document: String,
        /// The segment.
        number: usize,
        /// `before` or `after`.
        side: &'static str,
    },
    /// All of the translation there belongs to segments.
    #[error("beside the translation of {document}:{number} stands no piece that no segment has")]
    NothingBeside {
        /// The document.
        document: String,
        /// The segment.
        number: usize,
    },
    /// The two translations do not follow one another in their file.
    #[error(
        "the translations of {document}:{number} and {document}:{other} do not follow one another in their file"
    )]
    Apart {
        /// The document.
        document: String,
        /// The one segment.
        number: usize,
        /// The other.
        other: usize,
    },
}

/// Corrects a pairing. Returns the numbers of the segments that it is about: as they were, and as
/// they are.
///
/// # Errors
/// [`Error`] where there is nothing to correct, a segment is locked or final, or the memory
/// refuses; then nothing is changed.
pub fn correct(
    writer: &Writer<'_>,
    segments: &Segments,
    number: usize,
    correction: Correction,
    segmenter: &Segmenter,
    occasion: &Occasion,
) -> Result<(RangeInclusive<usize>, RangeInclusive<usize>), Error> {
    let Some(document) = segments.document.row else {
        return Err(fill::Error::NoSegment {
            document: segments.document.name.clone(),
            number,
            last: 0,
        }
        .into());
    };
    let mut work = Work {
        writer,
        segments,
        document,
        segmenter,
        occasion,
        source: writer.parts(document, Side::Source)?,
        target: writer.parts(document, Side::Target)?,
        gone: Vec::new(),
    };
    let first = work.open(number)?;
    let beside = |side: &'static str| {
        let other = match side {
            "before" => number.checked_sub(1).filter(|other| *other > 0),
            _ => Some(number + 1).filter(|other| *other <= segments.placed.len()),
        };
        other.ok_or_else(|| Error::Edge {
            document: segments.document.name.clone(),
            number,
            side,
        })
    };
    let (before, after) = match correction {
        Correction::Split => {
            let count = work.split(number, first)?;
            (number..=number, number..=number + count - 1)
        }
        Correction::Merge => {
            let next = beside("after")?;
            let second = work.open(next)?;
            work.merge(first, second)?;
            (number..=next, number..=number)
        }
        Correction::Up => {
            let before = beside("before")?;
            let other = work.open(before)?;
            work.shift((number, first), (before, other))?;
            (before..=number, before..=number)
        }
        Correction::Down => {
            let next = beside("after")?;
            let other = work.open(next)?;
            work.shift((number, first), (next, other))?;
            (number..=next, number..=next)
        }
        Correction::Swap => {
            let next = beside("after")?;
            let second = work.open(next)?;
            work.swap(first, second)?;
            (number..=next, number..=next)
        }
        Correction::Take => {
            work.take(number, first)?;
            (number..=number, number..=number)
        }
    };
    writer.set_parts(document, Side::Source, &work.source)?;
    writer.set_parts(document, Side::Target, &work.target)?;
    for row in work.gone {
        writer.remove_unit(row)?;
    }
    Ok((before, after))
}

/// A correction under way.
struct Work<'a> {
    writer: &'a Writer<'a>,
    segments: &'a Segments,
    document: Row,
    segmenter: &'a Segmenter,
    occasion: &'a Occasion,
    source: Vec<Part>,
    target: Vec<Part>,
    /// Units that another took the place of.
    gone: Vec<Row>,
}

impl<'a> Work<'a> {
    /// A segment whose translation may be changed.
    fn open(&self, number: usize) -> Result<&'a Placed, Error> {
        let placed = self.segments.number(number)?;
        let target = fill::unlocked(self.segments, placed, number)?;
        if target.is_some_and(|target| target.state == Some(State::Final)) {
            return Err(fill::Error::Final {
                document: self.segments.document.name.clone(),
                number,
            }
            .into());
        }
        Ok(placed)
    }

    fn text(&self, placed: &'a Placed) -> &'a str {
        self.segments
            .target(placed)
            .map_or("", |target| target.text.as_str())
    }

    /// Where the translation of a unit stands in its file.
    fn place(&self, row: Row) -> Option<usize> {
        self.target.iter().position(|part| part.unit == row)
    }

    /// Gives a unit its translation, as a person's; none where it is empty.
    fn give(&self, row: Row, from: Option<&Variant>, text: &str) -> Result<(), Error> {
        let lang = &self.segments.document.target_lang;
        self.writer.remove_variants(row, lang, 0)?;
        if !text.is_empty() {
            let mut variant = from
                .cloned()
                .unwrap_or_else(|| Variant::new(lang.clone(), ""));
            text.clone_into(&mut variant.text);
            // The file says just this.
            variant.as_imported = None;
            fill::by_hand(&mut variant, State::Translated, self.occasion);
            self.writer.put_variant(row, 0, &variant)?;
        }
        Ok(())
    }

    /// Adds a unit like another, of another text.
    fn add(&self, like: &Unit, source: &str, cuts: Vec<u32>) -> Result<Row, Error> {
        let mut nth = 0;
        let id = loop {
            let id = UnitId::new(&like.origin, source, nth);
            if self.writer.unit_by_id(id)?.is_none() {
                break id;
            }
            nth += 1;
        };
        let unit = Unit {
            id,
            variants: vec![Variant::new(like.source_lang.clone(), source)],
            cuts,
            ..like.clone()
        };
        Ok(self.writer.add_unit(self.document, &unit, None)?)
    }

    /// The ranges of the sentences of a text in the language of the translation.
    fn sentences(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        let lang = &self.segments.document.target_lang;
        let segments = self.segmenter.segments(text, lang).into_iter();
        segments.map(|segment| segment.range).collect()
    }
}

/// Two translations as one; without what stands between them, with what is usual there.
fn joined((first, second): (&str, &str), between: Option<String>) -> String {
    if first.is_empty() || second.is_empty() {
        return format!("{first}{second}");
    }
    let usual = || joint(first.chars().next_back(), second.chars().next()).to_owned();
    format!("{first}{}{second}", between.unwrap_or_else(usual))
}
