//! Which inline codes belong to a stretch of a text, and which stand outside it.

use std::collections::HashMap;
use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use crate::unit::{CodeKind, InlineCode};

/// The other half of each code of a block that is one of a pair. Few blocks have more than eight.
pub(super) type Partners = SmallVec<[Option<usize>; 8]>;

/// The other half of each code that is one of a pair, by its id.
pub(super) fn partners(codes: &[InlineCode]) -> Partners {
    let mut partners: Partners = smallvec![None; codes.len()];
    // What began last ends first; what does not keep to that waits to be asked for by its id.
    let mut last: SmallVec<[usize; 8]> = SmallVec::new();
    let mut open: HashMap<&str, usize> = HashMap::new();
    for (index, code) in codes.iter().enumerate() {
        match code.kind {
            CodeKind::Alone => {}
            CodeKind::Opening => last.push(index),
            CodeKind::Closing => {
                let is_own = |last: &usize| codes.get(*last).is_some_and(|o| o.id == code.id);
                let own = last.last().copied().filter(is_own);
                if own.is_some() {
                    last.pop();
                }
                let by_id = || {
                    let waiting = last.drain(..);
                    let named = waiting.filter_map(|at| Some((codes.get(at)?.id.as_str(), at)));
                    open.extend(named);
                    open.remove(code.id.as_str())
                };
                let Some(opening) = own.or_else(by_id) else {
                    continue;
                };
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

/// A stretch of a text with the codes that are words before and after it: between it and `from`, where
/// the one before it ends, and up to `to`, where nothing but white space follows.
pub(super) fn with_words(
    codes: &[InlineCode],
    from: usize,
    stretch: Range<usize>,
    to: usize,
) -> Range<usize> {
    let words = |range: Range<usize>| {
        let first = codes.partition_point(|code| (code.at as usize) < range.start);
        let codes = codes.get(first..).unwrap_or_default().iter();
        let inside = codes.take_while(move |code| (code.at as usize) < range.end);
        inside
            .filter(|code| is_word(code))
            .map(|code| code.at as usize)
    };
    // One that stands right behind the stretch before is of that.
    let before = words(from..stretch.start).find(|at| *at > from || from == 0);
    let after = words(stretch.end + 1..to + 1).last();
    before.unwrap_or(stretch.start)..after.unwrap_or(stretch.end)
}

/// Whether a code that stands alone is read as a word of its sentence, which may stand elsewhere in
/// that of another language: a placeholder, the number of a page, but not a picture.
fn is_word(code: &InlineCode) -> bool {
    const WORDS: [&str; 9] = [
        "placeholder",
        "field",
        "code",
        "samp",
        "var",
        "span",
        "link",
        "math",
        "html",
    ];
    let kind = code.type_.as_deref();
    code.kind == CodeKind::Alone && kind.is_some_and(|kind| WORDS.contains(&kind))
}

/// The codes, as indices, that belong to the stretch `range` of the text (bytes): those inside it,
/// and those at its ends that go with one inside or are words of it. What spans the whole of it,
/// and what else stands alone at an end, stays outside.
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
                _ if is_word(code) => {}
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
                _ if is_word(code) => {}
                _ => right -= 1,
            }
        }
        if (left, right) == before {
            return left..right;
        }
    }
}
