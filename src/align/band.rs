//! Which pairs of places the alignment may pass through.
//!
//! A place is (segments of the source done, segments of the target done). The band keeps time and
//! memory in proportion to the length of the texts.

use std::ops::Range;

/// The least half width of the band, in target segments.
pub(super) const LEAST: usize = 50;

/// For each number of source segments done, the numbers of target segments that may be done.
#[derive(Clone, Debug)]
pub(super) struct Band {
    rows: Vec<Range<usize>>,
    offsets: Vec<usize>,
}

/// Makes rows lead from `first` to `last`: both ends ascend, and each row touches the next.
fn connect(rows: &mut [Range<usize>], first: usize, last: usize) {
    if let Some(row) = rows.first_mut() {
        row.start = first;
    }
    if let Some(row) = rows.last_mut() {
        row.end = last + 1;
    }
    for i in 1..rows.len() {
        let before = rows[i - 1].clone();
        let row = &mut rows[i];
        row.start = row.start.max(before.start);
        row.end = row.end.max(before.end);
    }
    for i in (1..rows.len()).rev() {
        let after = rows[i].clone();
        let row = &mut rows[i - 1];
        row.start = row.start.min(after.start);
        row.end = row.end.min(after.end).max(after.start + 1);
    }
}

impl Band {
    /// Makes rows connected: both ends ascend, and each row touches the next.
    fn new(mut rows: Vec<Range<usize>>, targets: usize) -> Self {
        connect(&mut rows, 0, targets);
        Self::of_rows(rows)
    }

    fn of_rows(rows: Vec<Range<usize>>) -> Self {
        let mut offsets = Vec::with_capacity(rows.len() + 1);
        let mut offset = 0;
        for row in &rows {
            offsets.push(offset);
            offset += row.len();
        }
        offsets.push(offset);
        Self { rows, offsets }
    }

    /// What is left of the band where each of the `fixed` pairs of segments, ascending on both
    /// sides, is a bead: before it nothing behind it may be done, and after it nothing before it.
    pub(super) fn through(mut self, fixed: &[(usize, usize)], targets: usize) -> Self {
        let end = (self.rows.len().saturating_sub(1), targets);
        let mut begin = (0, 0);
        for (source, target) in fixed.iter().copied().chain([end]) {
            if let Some(rows) = self.rows.get_mut(begin.0..=source) {
                for row in rows.iter_mut() {
                    row.start = row.start.clamp(begin.1, target);
                    row.end = row.end.clamp(row.start + 1, target + 1);
                }
                connect(rows, begin.1, target);
            }
            begin = (source + 1, target + 1);
        }
        Self::of_rows(self.rows)
    }

    /// A band of `half` target segments on either side of the diagonal.
    pub(super) fn diagonal(sources: usize, targets: usize, half: usize) -> Self {
        let place = |i: usize| i * targets / sources.max(1);
        let rows = (0..=sources)
            .map(|i| {
                let low = place(i.saturating_sub(1)).saturating_sub(half);
                let high = place((i + 1).min(sources)) + half;
                low..high.min(targets) + 1
            })
            .collect();
        Self::new(rows, targets)
    }

    /// A band round a path, given as the target segments done at each number of source segments
    /// done, first and last.
    pub(super) fn around(path: &[(usize, usize)], targets: usize, half: usize) -> Self {
        let rows = path
            .iter()
            .map(|(first, last)| first.saturating_sub(half)..(last + half).min(targets) + 1)
            .collect();
        Self::new(rows, targets)
    }

    /// What of the band another has too; there is a way through both.
    pub(super) fn within(&self, other: &Self) -> Self {
        let rows = self.rows.iter().zip(&other.rows);
        let both = |(a, b): (&Range<usize>, &Range<usize>)| a.start.max(b.start)..a.end.min(b.end);
        Self::of_rows(rows.map(both).collect())
    }

    /// The row of `source` segments done.
    pub(super) fn row(&self, source: usize) -> Range<usize> {
        self.rows.get(source).cloned().unwrap_or(0..0)
    }

    /// Where the place stands among all of the band.
    pub(super) fn cell(&self, source: usize, target: usize) -> Option<usize> {
        let row = self.rows.get(source)?;
        row.contains(&target)
            .then(|| self.offsets.get(source).map(|o| o + target - row.start))?
    }

    /// How many places the band has.
    pub(super) fn len(&self) -> usize {
        self.offsets.last().copied().unwrap_or(0)
    }

    /// The rows in which a number of target segments stands.
    pub(super) fn column(&self, target: usize) -> Range<usize> {
        let start = self.rows.partition_point(|row| row.end <= target);
        let end = self.rows.partition_point(|row| row.start <= target);
        start..end.max(start)
    }
}
