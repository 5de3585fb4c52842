//! A content that others are compared with.

use super::distance::{Columns, Pattern};

/// What stands in a free slot of the table of symbols; no token of a part or tail has this id.
const FREE: u32 = u32::MAX;

/// The content of a query, in the token ids of one part or tail.
#[derive(Debug)]
pub(super) struct Query {
    len: usize,
    /// The known ids in ascending order, the rarest first.
    sorted: Vec<u32>,
    /// Ids and their symbols by hash; a power of two, at most a quarter full.
    slots: Vec<(u32, u32)>,
    /// How often each symbol stands.
    counts: Vec<i64>,
    pattern: Pattern,
}

/// Room for comparing, kept from one comparison to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Room {
    symbols: Vec<u32>,
    columns: Columns,
}

impl Query {
    /// A content whose tokens have these ids; `None` for tokens that are not known.
    pub(super) fn new(ids: &[Option<u32>]) -> Self {
        let mut sorted: Vec<u32> = ids.iter().flatten().copied().collect();
        sorted.sort_unstable();
        let mut query = Self {
            len: ids.len(),
            slots: vec![(FREE, 0); (sorted.len() * 4).next_power_of_two()],
            counts: Vec::new(),
            pattern: Pattern::default(),
            sorted,
        };
        let mut symbols = Vec::with_capacity(ids.len());
        for id in ids {
            let symbol = id.map_or(u32::MAX, |id| {
                let slot = query.slot(id);
                let next = u32::try_from(query.counts.len()).unwrap_or(u32::MAX);
                match query.slots.get_mut(slot) {
                    Some((known, symbol)) if *known == id => *symbol,
                    Some(free) => {
                        *free = (id, next);
                        query.counts.push(0);
                        next
                    }
                    None => u32::MAX,
                }
            });
            if let Some(count) = query.counts.get_mut(symbol as usize) {
                *count += 1;
            }
            symbols.push(symbol);
        }
        query.pattern = Pattern::new(&symbols, query.counts.len());
        query
    }

    /// The number of tokens.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The number of tokens that are not known.
    pub(super) fn unknown(&self) -> usize {
        self.len - self.sorted.len()
    }

    /// The known ids in ascending order, the rarest first.
    pub(super) fn sorted(&self) -> &[u32] {
        &self.sorted
    }

    /// The slot that holds an id, or the free one where it would stand.
    #[inline]
    fn slot(&self, id: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (id.wrapping_mul(0x9E37_79B1) >> 7) as usize & mask;
        while self
            .slots
            .get(slot)
            .is_some_and(|(known, _)| *known != id && *known != FREE)
        {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// The Levenshtein distance to a content with these ids, if it is at most `most`.
    pub(super) fn distance(&mut self, ids: &[u32], most: usize, room: &mut Room) -> Option<usize> {
        let longer = self.len.max(ids.len());
        // Each token that the other lacks costs an edit at least.
        let mut spare = (ids.len() + most).checked_sub(longer)?;
        room.symbols.clear();
        let mut within = true;
        for &id in ids {
            let symbol = match self.slots.get(self.slot(id)) {
                Some((known, symbol)) if *known == id => *symbol,
                _ => u32::MAX,
            };
            room.symbols.push(symbol);
            // How many of it are left, below 0 where there are more than here.
            let left = self.counts.get_mut(symbol as usize).map_or(0, |count| {
                *count -= 1;
                *count + 1
            });
            if left <= 0 {
                let Some(less) = spare.checked_sub(1) else {
                    within = false;
                    break;
                };
                spare = less;
            }
        }
        for &symbol in &room.symbols {
            if let Some(count) = self.counts.get_mut(symbol as usize) {
                *count += 1;
            }
        }
        if !within {
            return None;
        }
        self.pattern
            .distance(&room.symbols, most, &mut room.columns)
    }
}
