//! Making the changes that findings make safe, in a document of a memory.

use crate::check::{Edit, edits, rewritten};
use crate::store::{self, Writer};
use crate::unit::{Finding, State, Variant};
use crate::work::fill::{Segments, in_hand};

/// A translation put right.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The number of its segment, from 1.
    pub number: usize,
    /// The text as it was.
    pub before: String,
    /// The translation as it will be.
    pub after: Variant,
}

/// What `findings`, one list a segment, make safe to change. Locked and final translations stay as
/// they are.
#[must_use]
pub fn plan(segments: &Segments, findings: &[Vec<Finding>]) -> Vec<Fixed> {
    let rows = (1..).zip(&segments.placed).zip(findings);
    rows.filter_map(|((number, placed), findings)| {
        let target = segments.target(placed)?;
        Some(put_right(number, target, findings)?.0)
    })
    .collect()
}

/// A translation with what its findings make safe to change, and the changes.
pub(super) fn put_right(
    number: usize,
    target: &Variant,
    findings: &[Finding],
) -> Option<(Fixed, Vec<Edit>)> {
    if target.locked.is_some() || target.state == Some(State::Final) {
        return None;
    }
    let edits = edits(findings);
    let mut after = in_hand(target);
    after.text = rewritten(&target.text, &edits);
    for code in &mut after.codes {
        code.at = moved(code.at, &edits);
    }
    let before = target.text.clone();
    (after.text != before).then_some((
        Fixed {
            number,
            before,
            after,
        },
        edits,
    ))
}

/// Writes the changes.
///
/// # Errors
/// [`store::Error`] where the memory refuses.
pub fn apply(writer: &Writer<'_>, segments: &Segments, plan: &[Fixed]) -> Result<(), store::Error> {
    for fixed in plan {
        let place = fixed.number.checked_sub(1);
        if let Some(placed) = place.and_then(|place| segments.placed.get(place)) {
            writer.put_variant(placed.stored.row, 0, &fixed.after)?;
        }
    }
    Ok(())
}

/// Where a place of a text is after changes; one within a change is at its beginning.
fn moved(at: u32, edits: &[Edit]) -> u32 {
    let at = i64::from(at);
    let mut by = 0;
    for edit in edits {
        let (start, end) = (edit.range.start as i64, edit.range.end as i64);
        if end <= at {
            by += edit.text.len() as i64 - (end - start);
        } else if start < at {
            by += start - at;
        }
    }
    u32::try_from(at + by).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_keeps_its_place_between_the_words() {
        let edits = [
            Edit {
                range: 6..7,
                text: "，".to_owned(),
            },
            Edit {
                range: 10..12,
                text: String::new(),
            },
        ];
        assert_eq!([3, 7, 12, 15].map(|at| moved(at, &edits)), [3, 9, 12, 15]);
        assert_eq!(rewritten("他说,对  的", &edits[..1]), "他说，对  的");
    }
}
