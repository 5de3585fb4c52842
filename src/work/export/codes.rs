//! The inline codes of a translation as its document needs them: each one of the source, in pairs.

use std::collections::HashMap;
use std::fmt;

use crate::unit::{CodeIndex, CodeKind, InlineCode, Variant};

/// What was wrong with the inline codes of a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Formatting of the source is not in the translation: it was left out.
    LeftOut(String),
    /// What stands alone in the source, such as a picture, is not in the translation: it was put at
    /// its end.
    PutAtEnd(String),
    /// A code is none of the source: it was left out.
    Extra(String),
    /// One half of a pair is missing: the pair ends, or begins, with the segment.
    Half(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LeftOut(code) => write!(f, "the translation has no {code}; it was left out"),
            Self::PutAtEnd(code) => {
                write!(f, "the translation has no {code}; it was put at its end")
            }
            Self::Extra(code) => {
                write!(
                    f,
                    "the translation has {code}, which the source has not; it was left out"
                )
            }
            Self::Half(code) => {
                write!(
                    f,
                    "the translation has one half of {code} only; the other was added"
                )
            }
        }
    }
}

/// What a code is called in a message.
fn name(code: &InlineCode) -> String {
    let kind = code.type_.as_deref().unwrap_or("code");
    match code.kind {
        CodeKind::Opening => format!("{kind} {{{}}}", code.id),
        CodeKind::Closing => format!("{kind} {{/{}}}", code.id),
        CodeKind::Alone => format!("{kind} {{{}/}}", code.id),
    }
}

/// The codes of a translation as those of its block. `block` are the codes of the segment in its
/// block, `own` the same as the segment knows them.
pub(super) fn placed(
    block: &[InlineCode],
    own: &[InlineCode],
    target: &Variant,
) -> (Vec<InlineCode>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut used = vec![false; own.len()];
    let mut known = CodeIndex::new(own);
    let mut codes: Vec<InlineCode> = Vec::with_capacity(own.len());
    let mut given: Vec<&InlineCode> = target.codes.iter().collect();
    given.sort_by_key(|code| code.at);
    for code in given {
        let place = known.find(code.kind, &code.id);
        let Some((place, block)) = place.and_then(|place| Some((place, block.get(place)?))) else {
            faults.push(Fault::Extra(name(code)));
            continue;
        };
        if let Some(used) = used.get_mut(place) {
            *used = true;
        }
        codes.push(InlineCode {
            at: code.at,
            ..block.clone()
        });
    }
    let end = u32::try_from(target.text.len()).unwrap_or(u32::MAX);
    let mut first: Vec<InlineCode> = Vec::new(); // what begins with the segment
    let is_used = |at: Option<usize>| at.and_then(|at| used.get(at)).copied();
    for (index, (code, block)) in own.iter().zip(block).enumerate() {
        if is_used(Some(index)) == Some(true) {
            continue;
        }
        let other = match code.kind {
            CodeKind::Opening => known.find(CodeKind::Closing, &code.id),
            CodeKind::Closing => known.find(CodeKind::Opening, &code.id),
            CodeKind::Alone => None,
        };
        let at = match (code.kind, is_used(other)) {
            (CodeKind::Alone, _) => {
                faults.push(Fault::PutAtEnd(name(code)));
                Some(end)
            }
            // Both halves: told once.
            (CodeKind::Opening, Some(false)) => {
                faults.push(Fault::LeftOut(name(code)));
                None
            }
            (CodeKind::Closing, Some(false)) => None,
            // Its other half is there, or in another segment: what is formatted is to reach no
            // further than it must.
            (CodeKind::Opening, Some(true)) => {
                faults.push(Fault::Half(name(code)));
                Some(0)
            }
            (CodeKind::Closing, Some(true)) | (CodeKind::Opening, None) => {
                faults.push(Fault::Half(name(code)));
                Some(end)
            }
            (CodeKind::Closing, None) => {
                faults.push(Fault::Half(name(code)));
                Some(0)
            }
        };
        if let Some(at) = at {
            let code = InlineCode {
                at,
                ..block.clone()
            };
            match at {
                0 => first.push(code),
                _ => codes.push(code),
            }
        }
    }
    first.append(&mut codes);
    (first, faults)
}

/// How many pairs are begun again for each code of a block at most, where pairs cross: beyond, the
/// inner one ends where the outer does.
const MOST_AGAIN: usize = 8;

/// The codes of a block so that pairs are whole and stand in each other: a document that is made of
/// elements is one again. What no pair of the source was (`known`) stays as it is.
pub(super) fn balanced(known: &[InlineCode], codes: Vec<InlineCode>) -> Vec<InlineCode> {
    let of_kind = |kind| {
        let codes = known.iter().filter(move |code| code.kind == kind);
        codes.map(|code| (code.id.as_str(), code))
    };
    let closings: HashMap<&str, &InlineCode> = of_kind(CodeKind::Closing).collect();
    let pairs = of_kind(CodeKind::Opening)
        .filter_map(|(id, _)| Some((id, (*closings.get(id)?, Vec::new()))))
        .collect();
    let end = codes.last().map_or(0, |code| code.at);
    let mut nesting = Nesting {
        pairs,
        open: Vec::new(),
        written: 0,
        again: codes.len().saturating_mul(MOST_AGAIN),
        out: Vec::with_capacity(codes.len()),
    };
    let mut at = 0;
    for code in codes {
        let is_pair = nesting.pairs.contains_key(code.id.as_str());
        if code.at > at || code.kind != CodeKind::Closing || !is_pair {
            nesting.begin_again(at);
        }
        at = code.at;
        match code.kind {
            CodeKind::Opening if is_pair => nesting.begin(code),
            CodeKind::Closing if is_pair => nesting.end(&code),
            _ => nesting.out.push(code),
        }
    }
    nesting.end_inside(0, end);
    nesting.out
}

/// Pairs that are being put into each other.
struct Nesting<'c> {
    /// How each pair ends, by its id, and its places in `open`.
    pairs: HashMap<&'c str, (&'c InlineCode, Vec<usize>)>,
    /// What began, the outermost first; nothing where it ended before what stands in it.
    open: Vec<Option<InlineCode>>,
    /// How many of these stand open in `out`. The others ended with one around them, and begin again
    /// where something comes that stands in them.
    written: usize,
    /// How many may yet begin again.
    again: usize,
    out: Vec<InlineCode>,
}

impl Nesting<'_> {
    fn begin(&mut self, code: InlineCode) {
        if let Some((_, places)) = self.pairs.get_mut(code.id.as_str()) {
            places.push(self.open.len());
        }
        self.out.push(code.clone());
        self.open.push(Some(code));
        self.written = self.open.len();
    }

    /// Ends the pair that began last of those with the id of `code`, if any.
    fn end(&mut self, code: &InlineCode) {
        let places = self.pairs.get_mut(code.id.as_str());
        let Some(place) = places.and_then(|(_, places)| places.pop()) else {
            return;
        };
        if place < self.written {
            self.end_inside(place + 1, code.at);
            self.out.push(code.clone());
            self.written = place;
        }
        if let Some(open) = self.open.get_mut(place) {
            *open = None;
        }
        while let Some(None) = self.open.last() {
            self.open.pop();
        }
        self.written = self.written.min(self.open.len());
    }

    /// Ends what stands open from `place` on, the innermost first.
    fn end_inside(&mut self, place: usize, at: u32) {
        let inside = self.open.get(place..self.written).unwrap_or_default();
        let ends = inside.iter().rev().flatten().filter_map(|open| {
            let (closing, _) = self.pairs.get(open.id.as_str())?;
            Some(InlineCode {
                at: at.max(open.at),
                ..(*closing).clone()
            })
        });
        self.out.extend(ends);
        self.written = self.written.min(place);
    }

    /// Begins again what ended with something around it.
    fn begin_again(&mut self, at: u32) {
        let waiting = self.open.len() - self.written;
        match self.again.checked_sub(waiting) {
            Some(again) => {
                self.again = again;
                let open = self.open.get(self.written..).unwrap_or_default();
                let open = open.iter().flatten().cloned();
                self.out.extend(open.map(|open| InlineCode { at, ..open }));
                self.written = self.open.len();
            }
            None => {
                for lost in self.open.drain(self.written..).rev().flatten() {
                    if let Some((_, places)) = self.pairs.get_mut(lost.id.as_str()) {
                        places.pop();
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_AGAIN, balanced};
    use crate::unit::{CodeKind, InlineCode};

    /// Codes as people write them: `{b} {i} 5 {/b}` is a pair that ends, five bytes after its
    /// beginning, before the one that began in it.
    fn codes(said: &str) -> Vec<InlineCode> {
        let mut at = 0;
        let mut codes = Vec::new();
        for word in said.split_whitespace() {
            let Some(id) = word.strip_prefix('{') else {
                at += word.parse::<u32>().unwrap();
                continue;
            };
            let id = id.trim_end_matches('}');
            let (kind, id) = match (id.strip_prefix('/'), id.strip_suffix('/')) {
                (Some(id), _) => (CodeKind::Closing, id),
                (None, Some(id)) => (CodeKind::Alone, id),
                (None, None) => (CodeKind::Opening, id),
            };
            codes.push(InlineCode {
                at,
                kind,
                id: id.into(),
                pair: None,
                type_: None,
                data: None,
            });
        }
        codes
    }

    #[test]
    fn pairs_that_cross_are_put_into_each_other() {
        let known = codes("{b} {i} {u} {/u} {/i} {/b} {1/}");
        for (given, expected) in [
            (
                "{b} 1 {i} 1 {/b} 1 {/i}",
                "{b} 1 {i} 1 {/i} {/b} {i} 1 {/i}",
            ),
            ("{b} 1 {i} 1 {/b} {/i}", "{b} 1 {i} 1 {/i} {/b}"),
            (
                "{b} {i} {u} 1 {/b} {/u} 1 {/i}",
                "{b} {i} {u} 1 {/u} {/i} {/b} {i} 1 {/i}",
            ),
            (
                "{b} {i} 1 {/b} {1/} {/i}",
                "{b} {i} 1 {/i} {/b} {i} {1/} {/i}",
            ),
            ("{/i} 1 {b} 2", "{b} {/b}"),
            ("{b} 2 {i} 3 {1/}", "{b} 2 {i} 3 {1/} {/i} {/b}"),
        ] {
            let shift = |mut codes: Vec<InlineCode>| {
                let first = codes.first().map_or(0, |code| code.at);
                codes.iter_mut().for_each(|code| code.at -= first);
                codes
            };
            let balanced = balanced(&known, codes(given));
            assert_eq!(shift(balanced), shift(codes(expected)), "{given}");
        }
    }

    #[test]
    fn a_hundred_thousand_pairs_that_cross_are_put_into_each_other_at_once() {
        let said = |mark: &str, between: &str| -> String {
            let ids = 0..100_000;
            let ids = ids.map(|id| format!("{{{mark}{id}}} {between} "));
            ids.collect()
        };
        let given = codes(&(said("", "1") + &said("/", "1")));
        let balanced = balanced(&given, given.clone());
        let mut open = Vec::new();
        for code in &balanced {
            match code.kind {
                CodeKind::Opening => open.push(&code.id),
                _ => assert_eq!(open.pop(), Some(&code.id)),
            }
        }
        assert_eq!(open, Vec::<&String>::new());
        assert!(balanced.is_sorted_by_key(|code| code.at));
        assert!(balanced.len() <= (2 + 2 * MOST_AGAIN) * given.len());
    }
}
