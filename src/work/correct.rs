//! Correcting how a document is paired with its translation: what `yiku align --fix` does.
//!
//! What is corrected is a person's: an alignment made anew passes through it. Units that a
//! correction takes apart or joins go from the memory, since they paired what does not belong
//! together.

use std::ops::RangeInclusive;

use serde::Deserialize;

use super::fill::{self, Segments};
use super::project::Occasion;
use crate::align::{Knowledge, SideText, align};
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

    /// Takes a unit apart into its sentences; how many.
    fn split(&mut self, number: usize, placed: &'a Placed) -> Result<usize, Error> {
        let unit = &placed.stored.unit;
        let sources = pieces(self.segments.source(placed), &unit.cuts);
        if sources.len() < 2 {
            return Err(Error::OneSentence {
                document: self.segments.document.name.clone(),
                number,
            });
        }
        let targets = self.shares(&sources, self.text(placed))?;
        let (mut source, mut target) = (Vec::new(), Vec::new());
        for ((space, text), (before, translation)) in sources.iter().zip(targets) {
            let row = self.add(unit, text, Vec::new())?;
            self.give(row, self.segments.target(placed), translation)?;
            source.push(((*space).to_owned(), row));
            if !translation.is_empty() {
                target.push((before.to_owned(), row));
            }
        }
        replace(&mut self.source, placed.stored.row, source);
        replace(&mut self.target, placed.stored.row, target);
        self.gone.push(placed.stored.row);
        Ok(sources.len())
    }

    /// For each of some sentences its part of their translation, with the white space before it.
    fn shares<'t>(
        &self,
        sources: &[(&str, &str)],
        translation: &'t str,
    ) -> Result<Vec<(&'t str, &'t str)>, Error> {
        let sentences = self.sentences(translation);
        let mut ends: Vec<usize> = (1..=sources.len()).collect();
        if sentences.len() != sources.len() {
            ends.fill(0);
            let texts: Vec<&str> = sources.iter().map(|(_, text)| *text).collect();
            let translations: Vec<&str> = sentences
                .iter()
                .map(|range| translation.get(range.clone()).unwrap_or_default())
                .collect();
            let document = &self.segments.document;
            let concepts = self.writer.concepts()?;
            let beads = align(
                SideText::new(&document.source_lang, &texts),
                SideText::new(&document.target_lang, &translations),
                Knowledge {
                    concepts: &concepts,
                    ..Knowledge::default()
                },
            );
            for bead in beads {
                if let (Some(first), Some(last)) = (bead.source.first(), bead.target.last())
                    && let Some(end) = ends.get_mut(*first)
                {
                    *end = last + 1;
                }
            }
        }
        if let Some(last) = ends.last_mut() {
            *last = sentences.len();
        }
        let (mut done, mut at) = (0, 0);
        let mut shares = Vec::with_capacity(ends.len());
        for end in ends {
            let Some([first, .., last] | [first @ last]) = sentences.get(done..end.max(done))
            else {
                shares.push(("", ""));
                continue;
            };
            let before = translation.get(at..first.start).unwrap_or_default();
            let text = translation.get(first.start..last.end).unwrap_or_default();
            shares.push((before, text));
            (done, at) = (end, last.end);
        }
        Ok(shares)
    }

    /// Makes one unit of two that follow one another.
    fn merge(&mut self, first: &'a Placed, second: &'a Placed) -> Result<(), Error> {
        let (one, other) = (first.stored.row, second.stored.row);
        let mut unit = first.stored.unit.clone();
        unit.notes.extend(second.stored.unit.notes.iter().cloned());
        let source = self.segments.source(first);
        let begin = source.len() + second.before.len();
        let ends = second.stored.unit.cuts.iter().copied();
        let mut cuts = unit.cuts.clone();
        cuts.extend(u32::try_from(source.len()));
        cuts.extend(ends.filter_map(|cut| cut.checked_add(u32::try_from(begin).ok()?)));
        let source = format!("{source}{}{}", second.before, self.segments.source(second));
        let row = self.add(&unit, &source, cuts)?;
        let texts = (self.text(first), self.text(second));
        let between = match (self.place(one), self.place(other)) {
            (Some(p), Some(q)) if q == p + 1 => self.target.get(q).map(|part| part.before.clone()),
            _ => None,
        };
        let translation = joined(texts, between);
        let from = self.segments.target(first);
        self.give(row, from.or(self.segments.target(second)), &translation)?;
        for parts in [&mut self.source, &mut self.target] {
            let kept = if parts.iter().any(|part| part.unit == one) {
                parts.retain(|part| part.unit != other);
                one
            } else {
                other
            };
            replace(parts, kept, vec![(String::new(), row)]);
        }
        self.gone.extend([one, other]);
        Ok(())
    }

    /// Moves a sentence of a translation to a neighbour.
    fn shift(
        &mut self,
        (number, placed): (usize, &'a Placed),
        (other_number, other): (usize, &'a Placed),
    ) -> Result<(), Error> {
        let up = other_number < number;
        let text = self.text(placed);
        let sentences = self.sentences(text);
        let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else {
            return Err(fill::Error::Untranslated {
                document: self.segments.document.name.clone(),
                number,
            }
            .into());
        };
        let (moved, rest) = match (up, sentences.as_slice()) {
            (_, [_]) => (text, ""),
            (true, _) => text.split_at(first.end),
            (false, _) => {
                let (rest, moved) = text.split_at(last.start);
                (moved, rest)
            }
        };
        let (space, rest) = match up {
            true => rest.split_at(rest.len() - rest.trim_start().len()),
            false => {
                let (rest, space) = rest.split_at(rest.trim_end().len());
                (space, rest)
            }
        };
        let (row, target) = (placed.stored.row, other.stored.row);
        let (mut between, mut inserted) = (None, false);
        if let Some(p) = self.place(row) {
            let q = match (self.place(target), up) {
                (Some(q), true) if q + 1 == p => q,
                (Some(q), false) if q == p + 1 => q,
                (None, true) => p,
                (None, false) => p + 1,
                _ => {
                    return Err(Error::Apart {
                        document: self.segments.document.name.clone(),
                        number,
                        other: other_number,
                    });
                }
            };
            inserted = self.place(target).is_none();
            if inserted {
                let before = String::new();
                self.target.insert(
                    q,
                    Part {
                        before,
                        unit: target,
                    },
                );
            }
            // The two parts in the order of the file: what stands before the later one goes
            // between what it had and what it gets, and the space of the cut before it.
            let later = p.min(q) + 1;
            if let Some(part) = self.target.get_mut(later) {
                between = Some(std::mem::replace(&mut part.before, space.to_owned()));
            }
        }
        let other_text = self.text(other);
        if inserted && up {
            // It takes the place of the other, and the space before it.
            if let Some(part) = self.target.iter_mut().find(|part| part.unit == target) {
                part.before = between.take().unwrap_or_default();
            }
        }
        let whole = match up {
            true => joined((other_text, moved), between),
            false => joined((moved, other_text), between),
        };
        if rest.is_empty()
            && let Some(p) = self.place(row)
        {
            let gone = self.target.remove(p);
            if !up && let Some(part) = self.target.get_mut(p) {
                part.before = gone.before;
            }
        }
        self.give(row, self.segments.target(placed), rest)?;
        self.give(target, self.segments.target(other), &whole)
    }

    /// Gives a unit the piece of the translation beside its own that no segment has: the one behind
    /// it, else the one before; where it has none of its own, the first between its neighbours'.
    fn take(&mut self, number: usize, placed: &'a Placed) -> Result<(), Error> {
        let unpaired = self.writer.unpaired(self.document)?;
        let alone = |part: Option<&Part>| {
            let unit = part?.unit;
            let text = |piece: &&Placed| piece.stored.row == unit;
            let piece = unpaired.iter().find(text)?;
            Some((unit, self.segments.target(piece)?.text.as_str()))
        };
        let row = placed.stored.row;
        let own = self.place(row);
        let mut places: Vec<usize> = match own {
            Some(p) => std::iter::once(p + 1).chain(p.checked_sub(1)).collect(),
            None => self.between(number),
        };
        places.retain(|place| alone(self.target.get(*place)).is_some());
        let found = places.first().copied();
        let Some((place, (unit, piece))) =
            found.and_then(|place| Some((place, alone(self.target.get(place))?)))
        else {
            return Err(Error::NothingBeside {
                document: self.segments.document.name.clone(),
                number,
            });
        };
        let text = self.text(placed);
        let whole = match own {
            Some(p) if place < p => {
                let between = self.target.get(p).map(|part| part.before.clone());
                joined((piece, text), between)
            }
            Some(_) => {
                let between = self.target.get(place).map(|part| part.before.clone());
                joined((text, piece), between)
            }
            None => piece.to_owned(),
        };
        if let Some(p) = own {
            // What stands before the first of the two stands before both.
            self.target.remove(place.max(p));
        }
        if let Some(part) = self.target.get_mut(own.map_or(place, |p| p.min(place))) {
            part.unit = row;
        }
        self.gone.push(unit);
        self.give(row, self.segments.target(placed), &whole)
    }

    /// The places in the translation between those of the segments before and after one.
    fn between(&self, number: usize) -> Vec<usize> {
        let (before, from) = self.segments.placed.split_at(number.saturating_sub(1));
        let place = |placed: &Placed| self.place(placed.stored.row);
        let start = before.iter().rev().find_map(place).map_or(0, |p| p + 1);
        let end = from.iter().skip(1).find_map(place);
        (start..end.unwrap_or(self.target.len())).collect()
    }

    /// Gives two units each other's translation.
    fn swap(&mut self, first: &'a Placed, second: &'a Placed) -> Result<(), Error> {
        let (one, other) = (first.stored.row, second.stored.row);
        for part in &mut self.target {
            if part.unit == one {
                part.unit = other;
            } else if part.unit == other {
                part.unit = one;
            }
        }
        self.give(one, self.segments.target(second), self.text(second))?;
        self.give(other, self.segments.target(first), self.text(first))
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

/// The sentences of a unit, each with the white space before it.
fn pieces<'t>(text: &'t str, cuts: &[u32]) -> Vec<(&'t str, &'t str)> {
    let ends = cuts.iter().filter_map(|cut| usize::try_from(*cut).ok());
    let mut at = 0;
    let mut pieces = Vec::new();
    for end in ends.chain([text.len()]) {
        let piece = text.get(at..end).unwrap_or_default();
        let sentence = piece.trim_start();
        if !sentence.is_empty() {
            pieces.push((&piece[..piece.len() - sentence.len()], sentence));
        }
        at = end;
    }
    pieces
}

/// Puts units, each with the white space before it, in the place of another.
fn replace(parts: &mut Vec<Part>, old: Row, new: Vec<(String, Row)>) {
    let Some(place) = parts.iter().position(|part| part.unit == old) else {
        return;
    };
    let mut before = parts.remove(place).before;
    for (nth, (space, unit)) in new.into_iter().enumerate() {
        before.push_str(&space);
        let part = Part {
            before: std::mem::take(&mut before),
            unit,
        };
        parts.insert(place + nth, part);
    }
}
