//! Which inline codes belong to a stretch of a text, and which stand outside it.

use std::ops::Range;

use crate::unit::{CodeKind, InlineCode};

/// The other half of each code that is one of a pair, by its id.
pub(super) fn partners(codes: &[InlineCode]) -> Vec<Option<usize>> {
    let mut partners = vec![None; codes.len()];
    let mut open: Vec<(&str, usize)> = Vec::new();
    for (index, code) in codes.iter().enumerate() {
        match code.kind {
            CodeKind::Alone => {}
            CodeKind::Opening => open.push((&code.id, index)),
            CodeKind::Closing => {
                let Some(at) = open.iter().rposition(|(id, _)| *id == code.id) else {
                    continue;
                };
                let (_, opening) = open.remove(at);
                for (half, other) in [(opening, index), (index, opening)] {
                    if let Some(place) = partners.get_mut(half) {
                        *place = Some(other);
                    }
                }
            }
        }
    }
    partners
}

/// The codes, as indices, that belong to the stretch `range` of the text (bytes): those inside it,
/// and those at its ends that go with one inside. What spans the whole of it, and what stands alone
/// at an end, stays outside.
pub(super) fn inner(
    codes: &[InlineCode],
    partners: &[Option<usize>],
    range: Range<u32>,
) -> Range<usize> {
    let mut left = codes.partition_point(|code| code.at < range.start);
    let mut right = codes.partition_point(|code| code.at <= range.end);
    let at = |index: usize| codes.get(index).map(|code| code.at);
    loop {
        let before = (left, right);
        if let Some(code) = codes.get(left)
            && left < right
            && code.at == range.start
        {
            let partner = partners.get(left).copied().flatten();
            match (code.kind, partner) {
                (CodeKind::Opening, Some(partner)) if partner < right => {
                    if at(partner) == Some(range.start) {
                        left = partner + 1;
                    } else if partner + 1 == right && at(partner) == Some(range.end) {
                        left += 1;
                        right -= 1;
                    }
                }
                _ => left += 1,
            }
        }
        if let Some(code) = right.checked_sub(1).and_then(|last| codes.get(last))
            && left < right
            && code.at == range.end
        {
            let partner = partners.get(right - 1).copied().flatten();
            match (code.kind, partner) {
                (CodeKind::Closing, Some(partner)) if partner >= left => {
                    if at(partner) == Some(range.end) {
                        right = partner;
                    }
                }
                _ => right -= 1,
            }
        }
        if (left, right) == before {
            return left..right;
        }
    }
}
