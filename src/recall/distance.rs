//! Levenshtein distance between two sequences of tokens, 64 cells at a time.
//!
//! Myers, "A fast bit-vector algorithm for approximate string matching" (J. ACM 46, 1999), with
//! blocks as in Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
//! distances" (Nordic J. Comp. 10, 2003), and only the blocks that a distance within the cut-off
//! can pass through (Ukkonen 1985).

/// Cells in a block: the bits of a word.
const BLOCK: usize = 64;

/// One of the two sequences, made ready to be compared with many others.
///
/// Its tokens are symbols, small numbers that the caller gives to the distinct tokens. Memory is
/// linear in the length whatever the number of symbols.
#[derive(Clone, Debug, Default)]
pub(super) struct Pattern {
    len: usize,
    /// Of each symbol, its places in the first block; what a pattern of one block needs.
    single: Vec<u64>,
    /// Of each symbol, in order, the blocks that hold it and its places there; empty for a pattern
    /// of one block.
    blocks: Vec<(u32, u64)>,
    /// Where in `blocks` each symbol ends.
    ends: Vec<usize>,
}

/// A column of the matrix in one block: where it goes up and down from cell to cell.
#[derive(Clone, Copy, Debug)]
struct Column {
    up: u64,
    down: u64,
    /// The distance at the last cell of the block.
    last: usize,
}

impl Column {
    /// One step to the right (Hyyrö 2003, figure 8). `equal` marks the cells whose token is the
    /// column's; `above` is the horizontal difference above the block. Returns the horizontal
    /// difference at the cell `lowest` marks.
    #[inline]
    fn step(&mut self, mut equal: u64, above: i8, lowest: u64) -> i8 {
        let diagonal = equal | self.down;
        equal |= u64::from(above < 0);
        let zero = ((equal & self.up).wrapping_add(self.up) ^ self.up) | equal;
        let mut right_up = self.down | !(zero | self.up);
        let mut right_down = self.up & zero;
        let below = i8::from(right_up & lowest != 0) - i8::from(right_down & lowest != 0);
        right_up = right_up << 1 | u64::from(above > 0);
        right_down = right_down << 1 | u64::from(above < 0);
        self.up = right_down | !(diagonal | right_up);
        self.down = right_up & diagonal;
        self.last = self.last.saturating_add_signed(below.into());
        below
    }
}

/// Columns of a pattern, kept from one comparison to the next so that they are allocated once.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns(Vec<Column>);

impl Pattern {
    /// Makes `symbols`, each below `count`, ready. A symbol from `count` on equals nothing.
    pub(super) fn new(symbols: &[u32], count: usize) -> Self {
        let mut pattern = Self {
            len: symbols.len(),
            ..Self::default()
        };
        if symbols.len() <= BLOCK {
            pattern.single = vec![0; count];
            for (at, &symbol) in symbols.iter().enumerate() {
                if let Some(places) = pattern.single.get_mut(symbol as usize) {
                    *places |= 1 << at;
                }
            }
            return pattern;
        }
        let mut places: Vec<(u32, usize)> = symbols
            .iter()
            .enumerate()
            .filter(|(_, symbol)| (**symbol as usize) < count)
            .map(|(at, &symbol)| (symbol, at))
            .collect();
        places.sort_unstable();
        let mut places = places.into_iter().peekable();
        for symbol in 0..count {
            let begins = pattern.blocks.len();
            while let Some((_, at)) = places.next_if(|(s, _)| *s as usize == symbol) {
                let block = u32::try_from(at / BLOCK).unwrap_or(u32::MAX);
                let place = 1 << (at % BLOCK);
                match pattern.blocks.get_mut(begins..).and_then(<[_]>::last_mut) {
                    Some((last, mask)) if *last == block => *mask |= place,
                    _ => pattern.blocks.push((block, place)),
                }
            }
            pattern.ends.push(pattern.blocks.len());
        }
        pattern
    }

    /// The distance to `text`, if it is at most `most`.
    pub(super) fn distance(
        &self,
        text: &[u32],
        most: usize,
        columns: &mut Columns,
    ) -> Option<usize> {
        if self.len.abs_diff(text.len()) > most {
            return None;
        }
        if self.len == 0 || text.is_empty() {
            return Some(self.len.max(text.len()));
        }
        if self.len <= BLOCK {
            self.distance_in_a_block(text, most)
        } else {
            self.distance_in_blocks(text, most, &mut columns.0)
        }
    }

    fn distance_in_a_block(&self, text: &[u32], most: usize) -> Option<usize> {
        let mut column = Column {
            up: !0,
            down: 0,
            last: self.len,
        };
        let lowest = 1 << (self.len - 1);
        let mut left = text.len();
        for &symbol in text {
            let equal = self.single.get(symbol as usize).copied().unwrap_or(0);
            column.step(equal, 1, lowest);
            left -= 1;
            // Each column to come takes away one at most.
            if column.last > most + left {
                return None;
            }
        }
        (column.last <= most).then_some(column.last)
    }

    fn distance_in_blocks(
        &self,
        text: &[u32],
        most: usize,
        columns: &mut Vec<Column>,
    ) -> Option<usize> {
        // A path through the cell (row, column) costs at least what it is off the diagonal of the
        // start plus what it is off that of the end. So the cells of a path within `most` lie
        // between two diagonals; anything at least the truth may stand outside them.
        let below = (most + self.len).saturating_sub(text.len()) / 2;
        let above = (most + text.len()).saturating_sub(self.len) / 2;
        let final_block = (self.len - 1) / BLOCK;
        columns.clear();
        let mut first = 0;
        for (at, &symbol) in text.iter().enumerate() {
            let lowest_row = (at + 1 + below).min(self.len);
            first = first.max((at + 1).saturating_sub(above + 1) / BLOCK);
            while columns.len() <= ((lowest_row - 1) / BLOCK).min(final_block) {
                let over = columns.last().map_or(at, |column| column.last);
                let rows = (self.len - columns.len() * BLOCK).min(BLOCK);
                columns.push(Column {
                    up: !0,
                    down: 0,
                    last: over + rows,
                });
            }
            let mut places = self.places(symbol, first).iter().peekable();
            let mut over = 1;
            let count = columns.len();
            for (block, column) in columns.iter_mut().enumerate().take(count).skip(first) {
                let equal = places
                    .next_if(|(b, _)| *b as usize == block)
                    .map_or(0, |(_, places)| *places);
                let lowest = if block == final_block {
                    1 << ((self.len - 1) % BLOCK)
                } else {
                    1 << (BLOCK - 1)
                };
                over = column.step(equal, over, lowest);
            }
            if let Some(last) = columns.get(final_block)
                && last.last > most + (text.len() - at - 1)
            {
                return None;
            }
        }
        let distance = columns.get(final_block)?.last;
        (distance <= most).then_some(distance)
    }

    /// Where `symbol` stands from block `first` on, by block.
    fn places(&self, symbol: u32, first: usize) -> &[(u32, u64)] {
        let symbol = symbol as usize;
        let Some(&end) = self.ends.get(symbol) else {
            return &[];
        };
        let start = symbol
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0);
        let all = self.blocks.get(start..end).unwrap_or_default();
        let from = all.partition_point(|(block, _)| (*block as usize) < first);
        all.get(from..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The whole matrix, a row at a time.
    fn slow(a: &[u32], b: &[u32]) -> usize {
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = i + 1;
            for (j, y) in b.iter().enumerate() {
                let here = (diagonal + usize::from(x != y)).min(row[j].min(row[j + 1]) + 1);
                diagonal = row[j + 1];
                row[j + 1] = here;
            }
        }
        row[b.len()]
    }

    fn agrees(a: &[u32], b: &[u32], count: usize) {
        let truth = slow(a, b);
        let pattern = Pattern::new(a, count);
        let mut columns = Columns::default();
        for most in [
            0,
            1,
            truth / 2,
            truth.saturating_sub(1),
            truth,
            truth + 1,
            truth + 70,
            9999,
        ] {
            assert_eq!(
                pattern.distance(b, most, &mut columns),
                (truth <= most).then_some(truth),
                "{a:?} {b:?} {most}"
            );
        }
    }

    #[test]
    fn lengths_about_a_block() {
        for a in [0, 1, 63, 64, 65, 127, 128, 129, 200] {
            for b in [0, 1, 62, 64, 66, 128, 130, 191, 193] {
                let one: Vec<u32> = (0..a).map(|i| i % 7).collect();
                let other: Vec<u32> = (0..b).map(|i| i % 5).collect();
                agrees(&one, &other, 7);
            }
        }
    }

    fn edited() -> impl Strategy<Value = (Vec<u32>, Vec<u32>)> {
        let edit = (any::<prop::sample::Index>(), 0u32..6, 0u8..3);
        (
            prop::collection::vec(0u32..6, 1..300),
            prop::collection::vec(edit, 0..60),
        )
            .prop_map(|(a, edits)| {
                let mut b = a.clone();
                for (at, token, kind) in edits {
                    let at = at.index(b.len() + 1);
                    match kind {
                        0 => b.insert(at, token),
                        1 if at < b.len() => b[at] = token,
                        _ if at < b.len() => drop(b.remove(at)),
                        _ => {}
                    }
                }
                (a, b)
            })
    }

    proptest! {
        #[test]
        fn is_the_levenshtein_distance((a, b) in edited()) {
            agrees(&a, &b, 6);
            agrees(&b, &a, 6);
        }

        #[test]
        fn of_anything(a in prop::collection::vec(0u32..9, 0..220), b in prop::collection::vec(0u32..12, 0..220)) {
            agrees(&a, &b, 9);
        }
    }
}
