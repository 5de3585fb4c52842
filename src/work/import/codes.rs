//! The inline codes of a translation that comes as a document of its own.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

use crate::document::Form;
use crate::unit::{CodeKind, InlineCode};

/// The inline codes of stretches of a document that was taken apart, by where each begins. One that
/// reaches over two blocks has none.
pub(super) fn of_stretches(
    (form, text): (&Form, &str),
    mut stretches: Vec<Range<usize>>,
) -> HashMap<usize, Vec<InlineCode>> {
    stretches.sort_by_key(|stretch| stretch.start);
    let mut stretches = stretches.into_iter().peekable();
    let mut codes = HashMap::new();
    for (block, place) in form.blocks.iter(text).zip(form.ranges()) {
        let mut inside = Vec::new();
        while let Some(stretch) = stretches.next_if(|stretch| stretch.start <= place.end) {
            if stretch.end <= place.end {
                inside.push(stretch.start - place.start..stretch.end - place.start);
            }
        }
        let own = block.stretches(&inside).into_iter().map(|own| own.own);
        codes.extend(
            inside
                .iter()
                .map(|range| place.start + range.start)
                .zip(own),
        );
    }
    codes
}

/// The codes of a translation as those of its source: the ones that are written alike, then the ones
/// of the same type, in order. What the source has not is left out.
pub(super) fn as_source(source: &[InlineCode], translation: &[InlineCode]) -> Vec<InlineCode> {
    let openings = translation
        .iter()
        .filter(|code| code.kind == CodeKind::Opening);
    let openings: HashSet<&str> = openings.map(|code| code.id.as_str()).collect();
    // The end of a pair goes with its beginning.
    let leads =
        |code: &&InlineCode| code.kind != CodeKind::Closing || !openings.contains(code.id.as_str());
    let written: fn(&InlineCode) -> Option<&str> = |code| code.data.as_deref();
    let typed: fn(&InlineCode) -> Option<&str> = |code| code.type_.as_deref();
    let mut ids: HashMap<(&str, bool), &str> = HashMap::new();
    let mut used = vec![false; source.len()];
    for alike in [written, typed] {
        let mut waiting: HashMap<(CodeKind, &str), VecDeque<usize>> = HashMap::new();
        for (at, code) in source.iter().enumerate() {
            if let (Some(false), Some(form)) = (used.get(at), alike(code)) {
                waiting.entry((code.kind, form)).or_default().push_back(at);
            }
        }
        for code in translation.iter().filter(leads) {
            let name = (code.id.as_str(), code.kind == CodeKind::Closing);
            let Some(form) = alike(code).filter(|_| !ids.contains_key(&name)) else {
                continue;
            };
            let found = waiting.get_mut(&(code.kind, form));
            let Some(at) = found.and_then(VecDeque::pop_front) else {
                continue;
            };
            if let (Some(used), Some(own)) = (used.get_mut(at), source.get(at)) {
                *used = true;
                ids.insert(name, &own.id);
            }
        }
    }
    let known = translation.iter().filter_map(|code| {
        let is_end = code.kind == CodeKind::Closing && leads(&code);
        let id = ids.get(&(code.id.as_str(), is_end))?;
        Some(InlineCode {
            id: (*id).to_owned(),
            ..code.clone()
        })
    });
    known.collect()
}

#[cfg(test)]
mod tests {
    use super::as_source;
    use crate::unit::{CodeKind, InlineCode};

    fn code(kind: CodeKind, id: &str, type_: &str, data: &str) -> InlineCode {
        InlineCode {
            at: 0,
            kind,
            id: id.to_owned(),
            pair: None,
            type_: Some(type_.to_owned()),
            data: Some(data.to_owned()),
        }
    }

    #[test]
    fn codes_are_known_by_how_they_are_written_and_then_by_their_type() {
        use CodeKind::{Alone, Closing, Opening};
        let source = [
            code(Alone, "1", "placeholder", "{name}"),
            code(Opening, "2", "bold", "**"),
            code(Closing, "2", "bold", "**"),
            code(Alone, "3", "placeholder", "{place}"),
        ];
        let translation = [
            code(Opening, "1", "bold", "<b>"),
            code(Alone, "2", "placeholder", "{place}"),
            code(Closing, "1", "bold", "</b>"),
            code(Alone, "3", "placeholder", "{name}"),
            code(Alone, "4", "image", "<img>"),
        ];
        let named: Vec<(CodeKind, String)> = as_source(&source, &translation)
            .into_iter()
            .map(|code| (code.kind, code.id))
            .collect();
        let expected = [(Opening, "2"), (Alone, "3"), (Closing, "2"), (Alone, "1")];
        assert_eq!(named, expected.map(|(kind, id)| (kind, id.to_owned())));
    }
}
