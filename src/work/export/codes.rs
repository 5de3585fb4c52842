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
            let place = match at {
                0 => 0,
                _ => codes.len(),
            };
            codes.insert(place, code);
        }
    }
    (codes, faults)
}

/// The codes of a block so that pairs are whole and stand in each other: a document that is made of
/// elements is one again. What no pair of the source was (`known`) stays as it is.
pub(super) fn balanced(known: &[InlineCode], codes: Vec<InlineCode>) -> Vec<InlineCode> {
    if codes.is_empty() {
        return codes;
    }
    let halves: HashMap<(CodeKind, &str), &InlineCode> = (known.iter())
        .map(|code| ((code.kind, code.id.as_str()), code))
        .collect();
    let half = |kind, id: &str| halves.get(&(kind, id)).copied();
    let is_pair =
        |id: &str| half(CodeKind::Opening, id).is_some() && half(CodeKind::Closing, id).is_some();
    let end = codes.last().map_or(0, |code| code.at);
    let mut open: Vec<InlineCode> = Vec::new();
    let mut out: Vec<InlineCode> = Vec::with_capacity(codes.len());
    let closing = |opening: &InlineCode, at: u32| {
        let code = half(CodeKind::Closing, &opening.id);
        code.map(|code| InlineCode { at, ..code.clone() })
    };
    for code in codes {
        match code.kind {
            CodeKind::Opening if is_pair(&code.id) => {
                open.push(code.clone());
                out.push(code);
            }
            CodeKind::Closing if is_pair(&code.id) => {
                let Some(at) = open.iter().rposition(|open| open.id == code.id) else {
                    continue;
                };
                let inside = open.split_off(at + 1);
                open.pop();
                out.extend(
                    inside
                        .iter()
                        .rev()
                        .filter_map(|inside| closing(inside, code.at)),
                );
                let at = code.at;
                out.push(code);
                for inside in inside {
                    let again = InlineCode { at, ..inside };
                    out.push(again.clone());
                    open.push(again);
                }
            }
            _ => out.push(code),
        }
    }
    while let Some(left) = open.pop() {
        out.extend(closing(&left, end.max(left.at)));
    }
    out
}
