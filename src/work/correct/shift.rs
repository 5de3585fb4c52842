//! Translations that go from one segment to another.

use super::{Error, Work, joined};
use crate::store::{Part, Placed};
use crate::work::fill;

impl<'a> Work<'a> {
    /// Moves a sentence of a translation to a neighbour.
    pub(super) fn shift(
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
    pub(super) fn take(&mut self, number: usize, placed: &'a Placed) -> Result<(), Error> {
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
    pub(super) fn swap(&mut self, first: &'a Placed, second: &'a Placed) -> Result<(), Error> {
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
