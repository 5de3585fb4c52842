//! The inline codes of a translation that comes as a document of its own.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

use smol_str::SmolStr;

use crate::document::{Form, Stretch};
use crate::unit::{CodeKind, InlineCode};

/// The inline codes of stretches of a document that was taken apart, by where each begins. One that
/// reaches over two blocks has none.
pub(super) fn of_stretches(
    (form, text): (&Form, &str),
    mut stretches: Vec<Range<usize>>,
) -> HashMap<usize, Stretch> {
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
        let starts = inside.iter().map(|range| place.start + range.start);
        codes.extend(starts.zip(block.stretches(&inside)));
    }
    codes
}

/// The codes of a stretch of a translation as they are in text that looks as that of its source does.
/// Where most of a paragraph is bold, what is marked in it is what is not bold; in one that is not, the
/// rest has to be marked. Of colours that is so where the one marks what the other is not marked by.
pub(super) fn in_look_of(source: &Stretch, stretch: Stretch, text: &str) -> Vec<InlineCode> {
    let Stretch { own, look, .. } = stretch;
    let mut codes = own;
    for word in look.symmetric_difference(&source.look) {
        let type_ = match word.split_once('=') {
            None => word,
            Some((type_, value)) => {
                let marked = if look.contains(word) {
                    &source.own
                } else {
                    &codes
                };
                // `#ff0000` to LibreOffice.
                let says = |data: &str| {
                    data.contains(&format!("\"{value}\""))
                        || data.contains(&format!("\"#{}\"", value.to_ascii_lowercase()))
                };
                let is_marked = marked.iter().any(|code| {
                    let is_own = code.type_.as_deref() == Some(type_);
                    is_own && code.data.as_deref().is_some_and(says)
                });
                if !is_marked {
                    continue;
                }
                type_
            }
        };
        codes = all_but(type_, codes, text);
    }
    codes
}

/// Codes in which all that is in no pair of a type is, and what is in one is not. Pairs within other
/// pairs stay: how it looks around them is not known.
fn all_but(type_: &str, codes: Vec<InlineCode>, text: &str) -> Vec<InlineCode> {
    let mut out = Vec::with_capacity(codes.len());
    let mut depth = 0_usize;
    let mut pairs = 0;
    let mut start = 0; // of what is in no pair of the type
    let mut within: Vec<InlineCode> = Vec::new();
    let mut wrapped = |range: Range<usize>, within: &mut Vec<InlineCode>, out: &mut Vec<_>| {
        let inside = text.get(range.clone()).unwrap_or_default();
        let shown = inside.trim();
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let begins = range.start + inside.len() - inside.trim_start().len();
        let [begins, ends] = [begins, begins + shown.len()].map(place);
        let mut within = std::mem::take(within).into_iter().peekable();
        if !shown.is_empty() {
            pairs += 1;
            let half = |kind, at| InlineCode {
                at,
                kind,
                id: format!("{type_}{pairs}").into(),
                pair: None,
                type_: Some(type_.into()),
                data: None,
            };
            out.extend(std::iter::from_fn(|| {
                within.next_if(|code| code.at < begins)
            }));
            out.push(half(CodeKind::Opening, begins));
            out.extend(std::iter::from_fn(|| {
                within.next_if(|code| code.at <= ends)
            }));
            out.push(half(CodeKind::Closing, ends));
        }
        out.extend(within);
    };
    for code in codes {
        let is_own = code.type_.as_deref() == Some(type_);
        let at = code.at as usize;
        match code.kind {
            CodeKind::Opening => {
                depth += 1;
                if is_own && depth == 1 {
                    wrapped(start..at, &mut within, &mut out);
                    continue;
                }
            }
            CodeKind::Closing => {
                depth = depth.saturating_sub(1);
                if is_own && depth == 0 {
                    out.append(&mut within);
                    start = at;
                    continue;
                }
            }
            CodeKind::Alone => {}
        }
        within.push(code);
    }
    wrapped(start..text.len(), &mut within, &mut out);
    out
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
    let mut ids: HashMap<(&str, bool), &SmolStr> = HashMap::new();
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
            id: (*id).clone(),
            ..code.clone()
        })
    });
    known.collect()
}

#[cfg(test)]
mod tests {
    use smol_str::SmolStr;

    use super::{as_source, in_look_of};
    use crate::document::Stretch;
    use crate::unit::{CodeKind, InlineCode};

    fn code(kind: CodeKind, id: &str, type_: &str, data: &str) -> InlineCode {
        InlineCode {
            at: 0,
            kind,
            id: id.into(),
            pair: None,
            type_: Some(type_.into()),
            data: Some(data.into()),
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
        let named: Vec<(CodeKind, SmolStr)> = as_source(&source, &translation)
            .into_iter()
            .map(|code| (code.kind, code.id))
            .collect();
        let expected = [(Opening, "2"), (Alone, "3"), (Closing, "2"), (Alone, "1")];
        assert_eq!(named, expected.map(|(kind, id)| (kind, id.into())));
    }

    /// Text with `<` and `>` around what is bold or, in text that is, what is not; `[` and `]` are a
    /// link, and `*` is what stands alone.
    fn read(said: &str) -> (String, Vec<InlineCode>) {
        let (mut text, mut codes) = (String::new(), Vec::new());
        for c in said.chars() {
            let (kind, type_) = match c {
                '<' => (CodeKind::Opening, "bold"),
                '>' => (CodeKind::Closing, "bold"),
                '[' => (CodeKind::Opening, "link"),
                ']' => (CodeKind::Closing, "link"),
                '*' => (CodeKind::Alone, "tab"),
                c => {
                    text.push(c);
                    continue;
                }
            };
            codes.push(InlineCode {
                at: u32::try_from(text.len()).unwrap(),
                ..code(kind, type_, type_, "")
            });
        }
        (text, codes)
    }

    fn written(text: &str, codes: &[InlineCode]) -> String {
        let mut out = text.to_owned();
        for code in codes.iter().rev() {
            let sign = match (code.kind, code.type_.as_deref()) {
                (CodeKind::Opening, Some("link")) => '[',
                (CodeKind::Closing, Some("link")) => ']',
                (CodeKind::Opening, _) => '<',
                (CodeKind::Closing, _) => '>',
                (CodeKind::Alone, _) => '*',
            };
            out.insert(code.at as usize, sign);
        }
        out
    }

    #[test]
    fn what_is_marked_in_bold_text_is_what_is_not_bold() {
        let stretch = |own: &[InlineCode], look: &[&str]| Stretch {
            codes: 0..own.len(),
            own: own.to_vec(),
            look: look.iter().map(|word| (*word).to_owned()).collect(),
        };
        for (said, expected) in [
            ("<自周一起>严禁通行<。>", "自周一起<严禁通行>。"),
            ("严禁通行。", "<严禁通行。>"),
            ("<严禁通行。>", "严禁通行。"),
            ("<自> 严禁 <通行>", "自 <严禁> 通行"),
            ("自*周一起<，>[严禁]*通行", "<自*周一起>，<[严禁]*通行>"),
            ("[自<周>一]起", "<[自<周>一]起>"),
            ("*", "*"),
        ] {
            let (text, own) = read(said);
            for (own_look, source_look) in [(&["bold"][..], &[][..]), (&[], &["bold"])] {
                let source = stretch(&[], source_look);
                let codes = in_look_of(&source, stretch(&own, own_look), &text);
                assert_eq!(written(&text, &codes), expected);
                let same = in_look_of(&source, stretch(&own, source_look), &text);
                assert_eq!(same, own);
            }
        }
    }

    #[test]
    fn a_color_that_marks_in_the_source_what_it_does_not_in_the_translation_changes_sides() {
        let red = "<w:rPr><w:color w:val=\"FF0000\"/></w:rPr>";
        let of = |kind, at, data: &str| InlineCode {
            at,
            ..code(kind, "1", "color", data)
        };
        let pair = |at: [u32; 2], data| {
            let [begins, ends] = at;
            vec![
                of(CodeKind::Opening, begins, data),
                of(CodeKind::Closing, ends, ""),
            ]
        };
        let stretch = |own: Vec<InlineCode>, look: &[&str]| Stretch {
            codes: 0..own.len(),
            own,
            look: look.iter().map(|word| (*word).to_owned()).collect(),
        };
        // “Pay *now*.”, and “*立即*付款” with all but the last words in red.
        let source = stretch(pair([4, 7], red), &[]);
        let translation = stretch(pair([6, 12], ""), &["color=FF0000"]);
        let places = |codes: Vec<InlineCode>| codes.iter().map(|code| code.at).collect::<Vec<_>>();
        let codes = in_look_of(&source, translation, "立即付款");
        assert_eq!(places(codes), [0, 6]);
        // LibreOffice writes the same otherwise.
        let by_libreoffice = stretch(pair([0, 6], "fo:color=\"#ff0000\""), &[]);
        let translation = stretch(pair([6, 12], ""), &["color=FF0000"]);
        let codes = in_look_of(&by_libreoffice, translation, "立即付款");
        assert_eq!(places(codes), [0, 6]);
        // A translation that is grey throughout, with its one word in red.
        let grey = stretch(pair([0, 6], red), &["color=595959"]);
        assert_eq!(places(in_look_of(&source, grey, "立即付款")), [0, 6]);
    }
}
