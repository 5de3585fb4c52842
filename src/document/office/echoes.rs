//! What a document says twice: the picture of a diagram beside its words, what an older program shows
//! in the place of a newer drawing. It is filled as what it says again, and is no text of its own.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::types::Reading;
use crate::document::splice::Found;
use crate::unit::CodeKind;

/// A stretch of a part whose texts say again what stands elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Echo {
    pub(super) range: Range<usize>,
    /// Whether a text in it is one of its own where none elsewhere says the same; else nobody sees it.
    pub(super) is_text: bool,
    /// Whether capitals and small letters are the same in it.
    pub(super) in_any_case: bool,
}

/// What a block says: its text, and what its codes do with their ids.
type Said<'f> = (&'f str, Vec<(CodeKind, &'f str)>);

fn said(found: &Found) -> Said<'_> {
    let codes = found.block.codes.iter();
    let codes = codes.map(|code| (code.kind, code.id.as_str()));
    (&found.block.text, codes.collect())
}

/// The number of what fills each block of each part of a document: that of its own, or where it stands
/// in an echo that of the last before it that says the same, or of one behind it.
pub(super) fn fills(parts: &[&Reading]) -> Vec<Vec<Option<usize>>> {
    let echoes: Vec<_> = parts.iter().map(|part| echoes_of(part)).collect();
    let all = || {
        let parts = parts.iter().zip(&echoes);
        parts.flat_map(|(part, echoes)| part.found.iter().zip(echoes))
    };
    let has_echoes = parts.iter().any(|part| !part.echoes.is_empty());
    let originals = all().filter(|(_, echo)| has_echoes && echo.is_none());
    let originals: HashSet<Said<'_>> = originals.map(|(found, _)| said(found)).collect();
    let small = |found: &Found| {
        let is_plain = found.block.codes.is_empty();
        is_plain.then(|| found.block.text.to_lowercase())
    };
    // What is said in other letters, as the first has it.
    let asked = all().filter(|(_, echo)| echo.is_some_and(|echo| echo.in_any_case));
    let asked: HashSet<String> = asked.filter_map(|(found, _)| small(found)).collect();
    let mut likes: HashMap<String, Said<'_>> = HashMap::new();
    let own = all().filter(|(_, echo)| !asked.is_empty() && echo.is_none());
    for (found, small) in own.filter_map(|(found, _)| Some((found, small(found)?))) {
        if asked.contains(&small) {
            likes.entry(small).or_insert_with(|| said(found));
        }
    }
    let mut last: HashMap<Said<'_>, usize> = HashMap::new();
    let mut next = 0;
    let mut fills: Vec<Option<usize>> = Vec::new();
    let mut waiting = Vec::new();
    for (found, echo) in all() {
        if !has_echoes {
            fills.push(Some(fills.len()));
            continue;
        }
        let mut what = said(found);
        if echo.is_some_and(|echo| echo.in_any_case)
            && !originals.contains(&what)
            && let Some(like) = small(found).and_then(|small| likes.get(&small))
        {
            what = like.clone();
        }
        let known = last.get(&what).copied();
        fills.push(match echo {
            Some(_) if known.is_some() => known,
            Some(_) if originals.contains(&what) => {
                waiting.push((fills.len(), what));
                None
            }
            Some(echo) if !echo.is_text => None,
            _ => {
                last.insert(what, next);
                next += 1;
                Some(next - 1)
            }
        });
    }
    for (place, what) in waiting {
        if let Some(fill) = fills.get_mut(place) {
            *fill = last.get(&what).copied();
        }
    }
    let mut fills = fills.into_iter();
    let of_part = |part: &&Reading| fills.by_ref().take(part.found.len()).collect();
    parts.iter().map(of_part).collect()
}

/// In which echo each block of a part stands.
fn echoes_of(part: &Reading) -> Vec<Option<&Echo>> {
    let mut echoes = part.echoes.iter().peekable();
    let mut reaching: Option<&Echo> = None;
    let echo_of = |found: &Found| {
        while let Some(echo) = echoes.next_if(|echo| echo.range.start <= found.span.start) {
            if reaching.is_none_or(|last| last.range.end < echo.range.end) {
                reaching = Some(echo);
            }
        }
        reaching.filter(|echo| found.span.start < echo.range.end)
    };
    part.found.iter().map(echo_of).collect()
}
