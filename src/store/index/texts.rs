//! The folded texts of a part, to be searched for words: see [`push_search_key`].
//!
//! They stand in pieces beside those of the part, each of which can be searched alone, where
//! SQLite has it. A piece (numbers are little endian):
//!
//! | bytes | hold |
//! |---|---|
//! | 8, 8 | the variant and the unit of the first text |
//! | 2 | how many texts; 0 for one that is too long for a piece of its own |
//! | 4 each | where the text ends (2), and by how much its variant (1) and its unit (1) come after the ones before |
//! | the rest | the texts, a byte after each that no UTF-8 text holds |
//!
//! [`push_search_key`]: crate::text::fold::push_search_key

use memchr::memmem::Finder;

/// Between two texts, so that nothing is found across them.
const BORDER: u8 = 0xFF;

/// What stands before the table of texts.
const START: usize = 18;

/// What a text takes in the table, and for its border.
const EACH: usize = 5;

/// A text that holds what was searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) variant: i64,
    pub(super) unit: i64,
}

/// A piece that is being filled.
#[derive(Debug, Default)]
pub(super) struct Piece {
    first: Option<Place>,
    last: Option<Place>,
    count: u16,
    table: Vec<u8>,
    texts: Vec<u8>,
}

impl Piece {
    /// Adds a text, if it fits in `size` bytes with those before: a first one always does.
    pub(super) fn push(&mut self, place: Place, text: &str, size: usize) -> bool {
        let Some(last) = self.last else {
            self.first = Some(place);
            self.last = Some(place);
            self.texts.extend_from_slice(text.as_bytes());
            self.texts.push(BORDER);
            if START + EACH + text.len() <= size
                && let Ok(end) = u16::try_from(self.texts.len())
            {
                self.count = 1;
                self.table.extend_from_slice(&end.to_le_bytes());
                self.table.extend_from_slice(&[0, 0]);
            }
            return true;
        };
        let step = |from: i64, to: i64| u8::try_from(to.checked_sub(from)?).ok();
        let steps = step(last.variant, place.variant).zip(step(last.unit, place.unit));
        let end = u16::try_from(self.texts.len() + text.len() + 1);
        let full = START + self.table.len() + self.texts.len() + EACH + text.len() > size;
        let (Some((variant, unit)), Ok(end), false, 1..) = (steps, end, full, self.count) else {
            return false;
        };
        self.last = Some(place);
        self.count += 1;
        self.table.extend_from_slice(&end.to_le_bytes());
        self.table.extend_from_slice(&[variant, unit]);
        self.texts.extend_from_slice(text.as_bytes());
        self.texts.push(BORDER);
        true
    }

    /// The bytes, and an empty piece again; `None` where nothing was added.
    pub(super) fn take(&mut self) -> Option<Vec<u8>> {
        let first = self.first?;
        let mut bytes = Vec::with_capacity(START + self.table.len() + self.texts.len());
        bytes.extend_from_slice(&first.variant.to_le_bytes());
        bytes.extend_from_slice(&first.unit.to_le_bytes());
        bytes.extend_from_slice(&self.count.to_le_bytes());
        bytes.extend_from_slice(&self.table);
        bytes.extend_from_slice(&self.texts);
        *self = Self::default();
        Some(bytes)
    }
}

/// A piece taken apart.
struct Layout<'p> {
    /// Where the first text is from.
    place: Place,
    table: &'p [u8],
    texts: &'p [u8],
}

impl<'p> Layout<'p> {
    fn of(piece: &'p [u8]) -> Option<Self> {
        let number = |at: usize| Some(i64::from_le_bytes(piece.get(at..at + 8)?.try_into().ok()?));
        let count = usize::from(u16::from_le_bytes(piece.get(16..START)?.try_into().ok()?));
        Some(Self {
            place: Place {
                variant: number(0)?,
                unit: number(8)?,
            },
            table: piece.get(START..START + 4 * count)?,
            texts: piece.get(START + 4 * count..)?,
        })
    }
}

/// Goes on to the text of a row of the table; returns where it ends.
fn step(row: &[u8], place: &mut Place) -> Option<usize> {
    let &[low, high, variant, unit] = row else {
        return None;
    };
    place.variant = place.variant.checked_add(i64::from(variant))?;
    place.unit = place.unit.checked_add(i64::from(unit))?;
    Some(usize::from(u16::from_le_bytes([low, high])))
}

/// Hands each text of a piece that holds the word to `each`; `None` where the piece is damaged.
pub(super) fn search(piece: &[u8], word: &Finder<'_>, each: &mut impl FnMut(Place)) -> Option<()> {
    let Layout {
        mut place,
        table,
        texts,
    } = Layout::of(piece)?;
    if table.is_empty() {
        if word.find(texts).is_some() {
            each(place);
        }
        return Some(());
    }
    let mut rows = table.chunks_exact(4);
    let mut start = 0;
    while let Some(found) = word.find(texts.get(start..)?) {
        let at = start + found;
        start = loop {
            let end = step(rows.next()?, &mut place)?;
            if at < end {
                break end;
            }
        };
        each(place);
    }
    Some(())
}

/// Hands each text of a piece to `each`; `None` where the piece is damaged.
pub(super) fn each(piece: &[u8], each: &mut impl FnMut(Place, &[u8])) -> Option<()> {
    let Layout {
        mut place,
        table,
        texts,
    } = Layout::of(piece)?;
    if table.is_empty() {
        each(place, texts.strip_suffix(&[BORDER])?);
        return Some(());
    }
    let mut start = 0;
    for row in table.chunks_exact(4) {
        let end = step(row, &mut place)?;
        each(place, texts.get(start..end)?.strip_suffix(&[BORDER])?);
        start = end;
    }
    (start == texts.len()).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(pieces: &[Vec<u8>], word: &str) -> Vec<(i64, i64)> {
        let finder = Finder::new(word);
        let mut found = Vec::new();
        for piece in pieces {
            search(piece, &finder, &mut |place| {
                found.push((place.variant, place.unit));
            })
            .unwrap();
        }
        found
    }

    #[test]
    fn every_text_is_found_by_what_it_holds_and_by_nothing_across_two() {
        let long = "商标".repeat(200);
        let texts = [
            (1, 1, "the madrid system"),
            (3, 2, "世界知识产权组织"),
            (4, 2, "organization"),
            (900, 401, "专利 专利"),
            (5, 3, &long),
            (7, 4, ""),
            (9, 5, "专利"),
        ];
        let (mut pieces, mut piece) = (Vec::new(), Piece::default());
        for (variant, unit, text) in texts {
            let place = Place { unit, variant };
            if !piece.push(place, text, 64) {
                pieces.extend(piece.take());
                assert!(piece.push(place, text, 64));
            }
        }
        pieces.extend(piece.take());
        assert!(pieces.len() > 3);
        assert_eq!(places(&pieces, "专利"), [(900, 401), (9, 5)]);
        assert_eq!(places(&pieces, "标商"), [(5, 3)]);
        assert_eq!(places(&pieces, "o"), [(4, 2)]);
        assert_eq!(places(&pieces, "system"), [(1, 1)]);
        assert_eq!(places(&pieces, "system世"), []);
        assert_eq!(places(&pieces, "织"), [(3, 2)]);
    }

    #[test]
    fn a_damaged_piece_is_noticed_and_never_panics() {
        let mut piece = Piece::default();
        for nth in 0..5 {
            let place = Place {
                unit: nth,
                variant: nth,
            };
            assert!(piece.push(place, "patent", 256));
        }
        let whole = piece.take().unwrap();
        let finder = Finder::new("patent");
        for end in 0..whole.len() {
            let _ = search(&whole[..end], &finder, &mut |_| {});
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x55;
            let _ = search(&damaged, &finder, &mut |_| {});
        }
    }
}
