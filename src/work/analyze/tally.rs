//! What is counted of segments, and the rows it is counted in.

use std::ops::AddAssign;

use super::Row;
use crate::text::LangTag;
use crate::text::count::{Convention, characters};

/// What is counted of some segments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there are.
    pub segments: usize,
    /// Their characters, without white space.
    pub characters: usize,
    /// Their characters, with the white space inside each.
    pub characters_with_spaces: usize,
    /// Their words, in the order of the conventions.
    words: [usize; Convention::ALL.len()],
}

impl Tally {
    /// Counts a segment.
    #[must_use]
    pub fn of(text: &str, lang: &LangTag) -> Self {
        let characters = characters(text);
        Self {
            segments: 1,
            characters: characters.without_spaces,
            characters_with_spaces: characters.with_spaces,
            words: Convention::ALL.map(|convention| convention.words(text, lang)),
        }
    }

    /// The words by a convention.
    #[must_use]
    pub fn words(&self, convention: Convention) -> usize {
        let words = self.words.get(convention as usize);
        words.copied().unwrap_or_default()
    }
}

impl AddAssign<&Self> for Tally {
    fn add_assign(&mut self, other: &Self) {
        self.segments += other.segments;
        self.characters += other.characters;
        self.characters_with_spaces += other.characters_with_spaces;
        for (own, other) in self.words.iter_mut().zip(other.words) {
            *own += other;
        }
    }
}

/// A text with its segments counted in their rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// The text; empty for several together.
    pub name: String,
    rows: [Tally; Row::ALL.len()],
}

impl Analysis {
    /// Of a text, with nothing counted yet.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// Of several texts together.
    #[must_use]
    pub fn sum(analyses: &[Self]) -> Self {
        let mut sum = Self::default();
        for analysis in analyses {
            for row in Row::ALL {
                sum.add(row, &analysis.row(row));
            }
        }
        sum
    }

    pub(super) fn add(&mut self, row: Row, tally: &Tally) {
        if let Some(own) = self.rows.get_mut(row as usize) {
            *own += tally;
        }
    }

    /// What is counted in a row.
    #[must_use]
    pub fn row(&self, row: Row) -> Tally {
        self.rows.get(row as usize).copied().unwrap_or_default()
    }

    /// What is counted in all rows.
    #[must_use]
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        for tally in &self.rows {
            total += tally;
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_conventions_are_found_by_their_order() {
        // Arrays are in this order.
        assert!((0..).zip(Row::ALL).all(|(at, row)| row as usize == at));
        let conventions = Convention::ALL.into_iter();
        assert!((0..).zip(conventions).all(|(at, it)| it as usize == at));
    }
}
