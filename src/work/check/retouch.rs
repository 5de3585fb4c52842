//! Making the changes that findings make safe in a bilingual file, which stays as it is otherwise,
//! byte for byte.

use std::io::Cursor;
use std::ops::Range;
use std::path::Path;

use super::fix::{Fixed, put_right};
use super::texts::{Error, Row, Text};
use crate::check::Edit;
use crate::exchange::ReadOptions;
use crate::exchange::retouch::{Piece, Retouch, retouched};

/// A file put right.
#[derive(Clone, Debug)]
pub struct Retouched {
    /// Its bytes.
    pub content: Vec<u8>,
    /// What changed.
    pub fixed: Vec<Fixed>,
    /// What is to be changed by hand: the file writes it in a way of its own.
    pub left: Vec<Fixed>,
}

/// How the place of a text is looked for: with how many characters beside what changes (all of
/// them, where none is said), and how many places passed over.
const ATTEMPTS: [(Option<usize>, usize); 5] =
    [(None, 0), (None, 1), (None, 2), (Some(6), 0), (Some(6), 1)];

/// A change that is to be made.
struct Planned {
    fixed: Fixed,
    edits: Vec<Edit>,
    from: u64,
    to: Option<u64>,
    codes: Vec<usize>,
    /// Which of the [`ATTEMPTS`] is its turn.
    attempt: usize,
}

/// Makes the changes that the findings of a text make safe in the bytes of its file. Locked and
/// final translations stay as they are.
///
/// # Errors
/// [`Error::NotText`] where the file is an archive or in an encoding that is not to be had again;
/// [`Error`] where it cannot be read.
pub fn retouch(
    path: &Path,
    bytes: &[u8],
    options: &ReadOptions,
    text: &Text,
) -> Result<Retouched, Error> {
    let mut planned = plan(text);
    let mut left = Vec::new();
    loop {
        let changes: Vec<Retouch> = planned.iter().map(Planned::change).collect();
        let (content, found) = retouched(bytes, text.encoding, &changes).ok_or(Error::NotText)?;
        let again = Text::of_file(path, Cursor::new(&content), options);
        let after = |number: usize| {
            let rows = again.as_ref().ok().map(|text| &text.rows)?;
            rows.get(number.checked_sub(1)?)
        };
        let mut all_well = again
            .as_ref()
            .is_ok_and(|again| is_same_but(text, again, &planned));
        for (change, found) in planned.iter_mut().zip(found) {
            let as_meant = after(change.fixed.number)
                .is_some_and(|row| row.target_text() == change.fixed.after.text);
            if !found || !as_meant {
                change.attempt += 1;
                all_well = false;
            }
        }
        if all_well || planned.is_empty() {
            let fixed = planned.into_iter().map(|change| change.fixed).collect();
            return Ok(Retouched {
                content,
                fixed,
                left,
            });
        }
        let before = planned.len();
        let (more, given_up): (Vec<_>, Vec<_>) = planned
            .into_iter()
            .partition(|change| change.attempt < ATTEMPTS.len());
        left.extend(given_up.into_iter().map(|change| change.fixed));
        planned = more;
        // Each change came out as meant, and something else changed with it.
        let stuck = before == planned.len() && planned.iter().all(|change| change.attempt == 0);
        if stuck {
            left.extend(planned.drain(..).map(|change| change.fixed));
        }
    }
}

fn plan(text: &Text) -> Vec<Planned> {
    let nexts = text.rows.iter().skip(1).map(|row| row.line).chain([None]);
    let rows = text.rows.iter().zip(nexts);
    rows.filter_map(|(row, to)| {
        let target = row.target.as_ref()?;
        let (fixed, edits) = put_right(row.number, target, &row.findings)?;
        let codes = target.codes.iter().map(|code| code.at as usize);
        Some(Planned {
            fixed,
            edits,
            from: row.line.unwrap_or(1),
            to,
            codes: codes.collect(),
            attempt: 0,
        })
    })
    .collect()
}

impl Planned {
    /// How it is tried now.
    fn change(&self) -> Retouch {
        let (beside, skip) = ATTEMPTS.get(self.attempt).copied().unwrap_or_default();
        let text = &self.fixed.before;
        let mut pieces: Vec<(Range<usize>, Vec<&Edit>)> = Vec::new();
        for edit in &self.edits {
            let range = self.piece(&edit.range, beside);
            match pieces.last_mut() {
                Some((last, edits)) if range.start < last.end => {
                    last.end = last.end.max(range.end);
                    edits.push(edit);
                }
                _ => pieces.push((range, vec![edit])),
            }
        }
        let piece = |(range, edits): (Range<usize>, Vec<&Edit>)| Piece {
            text: text.get(range.clone()).unwrap_or_default().to_owned(),
            edits: edits
                .into_iter()
                .map(|edit| {
                    let (from, to) = (edit.range.start, edit.range.end);
                    (from - range.start..to - range.start, edit.text.clone())
                })
                .collect(),
        };
        Retouch {
            from: self.from,
            to: self.to,
            pieces: pieces.into_iter().map(piece).collect(),
            skip,
        }
    }

    /// The text round a change, up to the codes beside it, or so many characters of it.
    fn piece(&self, edit: &Range<usize>, beside: Option<usize>) -> Range<usize> {
        let text = &self.fixed.before;
        let codes = || self.codes.iter().copied();
        let first = codes().filter(|at| *at <= edit.start).max().unwrap_or(0);
        let last = codes().filter(|at| *at >= edit.end).min();
        let last = last.unwrap_or(text.len());
        let Some(beside) = beside else {
            return first..last;
        };
        let before = text.get(first..edit.start).unwrap_or_default();
        let after = text.get(edit.end..last).unwrap_or_default();
        let start = before.char_indices().rev().take(beside).last();
        let end = after.char_indices().nth(beside);
        start.map_or(edit.start, |(at, _)| first + at)..end.map_or(last, |(at, _)| edit.end + at)
    }
}

/// Whether two readings of a file have the same sources, and the same translations but for those
/// that are changed.
fn is_same_but(before: &Text, after: &Text, planned: &[Planned]) -> bool {
    let changes = |number: usize| planned.iter().any(|change| change.fixed.number == number);
    let is_same = |(old, new): (&Row, &Row)| {
        old.source == new.source && (changes(old.number) || old.target == new.target)
    };
    before.rows.len() == after.rows.len() && before.rows.iter().zip(&after.rows).all(is_same)
}

#[cfg(test)]
mod tests;
