//! Writing an XLIFF file again with targets filled in.

use std::collections::BTreeMap;
use std::ops::Range;

use super::content::Content;
use super::read::Spot;
use super::{File, Place, Unit, Version, Xliff};
use crate::exchange::inline::{Numbers, Piece};
use crate::exchange::xml::{Edits, escaped, retagged};
use crate::exchange::{xliff2, xliff12};
use crate::unit::Variant;

/// A translation for a place of a file.
#[derive(Clone, Copy, Debug)]
pub struct Filled<'a> {
    /// Which of the files, from 0.
    pub file: usize,
    /// Which of its places, from 0.
    pub place: usize,
    /// The translation, whose codes are those of the place's source. Its language is written
    /// where the file says none.
    pub translation: &'a Variant,
}

/// The translations for the parts of a unit, by part.
type Parts<'a> = BTreeMap<usize, &'a Variant>;

impl Xliff {
    /// The file with these targets, its encoding and all else as it was. A place that nothing
    /// fits in, that is closed, or that does not take the codes, stays as it is.
    #[must_use]
    pub fn filled(&self, fills: &[Filled<'_>]) -> Vec<u8> {
        let mut units: BTreeMap<(usize, usize), Parts<'_>> = BTreeMap::new();
        for fill in fills {
            let file = self.files.get(fill.file);
            let place = file.and_then(|file| file.places.get(fill.place));
            let takes = |place: &&Place| {
                place.fits && !place.closed && place.takes(&fill.translation.codes)
            };
            if let Some(place) = place.filter(takes) {
                let parts = units.entry((fill.file, place.unit)).or_default();
                parts.insert(place.part, fill.translation);
            }
        }
        let mut edits = Edits::default();
        let mut said = BTreeMap::new();
        for ((number, unit), parts) in &units {
            let Some(file) = self.files.get(*number) else {
                continue;
            };
            if let Some(unit) = file.units.get(*unit) {
                self.unit(unit, parts, &mut edits);
            }
            if let Some(translation) = parts.values().next() {
                self.language(file, &translation.lang.canonical(), &mut said);
            }
        }
        for (start, (end, tag)) in said {
            edits.put(start..end, tag);
        }
        self.original.edited(edits)
    }

    /// Says the target language where the file does not: `trgLang` of the root, `target-language`
    /// of the file.
    fn language(&self, file: &File, lang: &str, said: &mut BTreeMap<usize, (usize, String)>) {
        if !file.target_lang.trim().is_empty() {
            return;
        }
        let (tag, name) = match self.version {
            Version::One => (file.tag.clone(), "target-language"),
            Version::Two => (self.root.clone(), "trgLang"),
        };
        let new = retagged(self.original.piece(tag.clone()), &[(name, Some(lang))]);
        said.entry(tag.start).or_insert((tag.end, new));
    }

    fn unit(&self, unit: &Unit, parts: &Parts<'_>, edits: &mut Edits) {
        let (state, qualifier) = self.state(unit, parts);
        let set = [
            ("state", state.as_deref()),
            match self.version {
                Version::One => ("state-qualifier", qualifier.as_deref()),
                Version::Two => ("subState", qualifier.as_deref()),
            },
        ];
        let keeps = state.is_none() && qualifier.is_none();
        let set: &[_] = if keeps { &[] } else { &set };
        if let Some(head) = &unit.head {
            let tag = retagged(self.original.piece(head.clone()), set);
            edits.put(head.clone(), tag);
        }
        let on_target = if unit.head.is_some() { &[] } else { set };
        match &unit.target {
            // Its segments one by one.
            Some(target) if !target.segments.is_empty() && unit.frame.is_some() => {
                let tag = retagged(self.original.piece(target.tag.clone()), on_target);
                edits.put(target.tag.clone(), tag);
                for (part, variant) in parts {
                    let part = unit.parts.get(*part);
                    if let Some(part) = part
                        && let Some(segment) = &part.target
                    {
                        let body = self.body(&part.source, variant);
                        self.replace(segment, &body, &[], edits);
                    }
                }
            }
            Some(target) => self.replace(target, &self.bodies(unit, parts), on_target, edits),
            None => {
                let name = format!("{}target", self.prefix);
                let mut attributes = on_target.to_vec();
                attributes.push(("xml:space", unit.space.as_deref()));
                let tag = retagged(&format!("<{name}>"), &attributes);
                let indent = self.original.piece(unit.indent.clone());
                let body = self.bodies(unit, parts);
                edits.put(unit.at..unit.at, format!("{indent}{tag}{body}</{name}>"));
            }
        }
    }

    /// What a target holds as a whole.
    fn bodies(&self, unit: &Unit, parts: &Parts<'_>) -> String {
        let Some(frame) = &unit.frame else {
            let first = unit.parts.first().zip(parts.get(&0));
            return first.map_or_else(String::new, |(part, variant)| {
                self.body(&part.source, variant)
            });
        };
        // As the source is cut, the segments without a translation empty.
        let mut edits = Edits::default();
        let begin = frame.inner.start;
        let until = |at: usize| at.saturating_sub(begin);
        for (number, part) in unit.parts.iter().enumerate() {
            let source = &part.source;
            let variant = parts.get(&number);
            let body = variant.map_or_else(String::new, |variant| self.body(source, variant));
            edits.put(until(source.inner.start)..until(source.inner.end), body);
        }
        edits.done(self.original.piece(frame.inner.clone()))
    }

    /// A translation with its codes as they stand in the source, and the white space around this.
    fn body(&self, source: &Content, variant: &Variant) -> String {
        let Some(core) = &source.core else {
            return String::new();
        };
        let mut numbers = Numbers::default();
        let codes = source.codes();
        numbers.of(&codes.iter().collect::<Vec<_>>());
        let pieces = numbers.pieces(variant);
        let codes_at = |pieces: &mut dyn Iterator<Item = &Piece<'_>>| -> Vec<usize> {
            let numbers = pieces.map_while(|piece| match piece {
                Piece::Code { number, .. } => Some(number - 1),
                Piece::Text(_) => None,
            });
            numbers.collect()
        };
        let first = codes_at(&mut pieces.iter());
        let mut last = codes_at(&mut pieces.iter().rev());
        last.reverse();
        let (before, front) = self.edge(source, source.inner.start..core.start, |codes| {
            first.starts_with(codes)
        });
        let (behind, back) = self.edge(source, core.end..source.inner.end, |codes| {
            last.ends_with(codes) && front + codes.len() <= pieces.len()
        });
        let inner = pieces.get(front..pieces.len() - back).unwrap_or_default();
        let mut body = before;
        for (at, piece) in inner.iter().enumerate() {
            match piece {
                Piece::Text(text) => body.push_str(&escaped(text)),
                Piece::Code { number, .. } => {
                    let neighbour = |at: Option<usize>| match at.and_then(|at| inner.get(at)) {
                        Some(Piece::Code { number, .. }) => Some(number - 1),
                        _ => None,
                    };
                    let beside = [neighbour(at.checked_sub(1)), neighbour(Some(at + 1))];
                    body.push_str(&self.code(source, number - 1, beside));
                }
            }
        }
        body.push_str(&behind);
        body
    }

    /// What stands at an edge of the source text, and how many codes of the translation are in it:
    /// all as it is where the translation has the same codes there, else the white space alone.
    fn edge(
        &self,
        source: &Content,
        at: Range<usize>,
        has: impl Fn(&[usize]) -> bool,
    ) -> (String, usize) {
        let spots = source.coded.spots.iter().enumerate();
        let is_here = |spot: &Spot| at.start <= spot.at.start && spot.at.end <= at.end;
        let here: Vec<(usize, &Spot)> = spots.filter(|(_, spot)| is_here(spot)).collect();
        let codes: Vec<usize> = here.iter().map(|(which, _)| *which).collect();
        let raw = self.original.piece(at.clone());
        if has(&codes) {
            return (raw.to_owned(), codes.len());
        }
        let mut cut = Edits::default();
        for (_, spot) in here {
            cut.put(
                spot.at.start - at.start..spot.at.end - at.start,
                String::new(),
            );
        }
        (cut.done(raw), 0)
    }

    /// A code as it stands in the source. The codes `beside` it say whether an element that begins
    /// and ends in one tag has something in it now.
    fn code(&self, source: &Content, which: usize, beside: [Option<usize>; 2]) -> String {
        let spots = &source.coded.spots;
        let Some(spot) = spots.get(which) else {
            return String::new();
        };
        let raw = self.original.piece(spot.at.clone());
        let is_end_of = |other: &Spot, tag: &Spot| {
            other.is_tag && other.at.is_empty() && other.at.start == tag.at.end
        };
        let [before, behind] = beside.map(|beside| beside.and_then(|beside| spots.get(beside)));
        if spot.is_tag && spot.at.is_empty() {
            if before.is_some_and(|before| is_end_of(spot, before)) {
                return String::new();
            }
            let mut tags = spots.iter().filter(|tag| is_end_of(spot, tag));
            let tag = tags.find(|tag| !tag.at.is_empty());
            let tag = tag.map_or("", |tag| self.original.piece(tag.at.clone()));
            return format!("</{}>", name_of(tag));
        }
        let is_open = spot.is_tag && raw.ends_with("/>");
        match is_open && !behind.is_some_and(|behind| is_end_of(behind, spot)) {
            true => retagged(raw, &[]),
            false => raw.to_owned(),
        }
    }

    /// Puts something into an element.
    fn replace(
        &self,
        element: &Content,
        body: &str,
        set: &[(&str, Option<&str>)],
        edits: &mut Edits,
    ) {
        let tag = self.original.piece(element.tag.clone());
        let new = format!("{}{body}</{}>", retagged(tag, set), name_of(tag));
        edits.put(element.tag.start..element.end, new);
    }

    /// The state of a target, and how it came about; nothing of both where these stay as they
    /// are.
    fn state(&self, unit: &Unit, parts: &Parts<'_>) -> (Option<String>, Option<String>) {
        let lowest = parts.values().min_by_key(|variant| variant.state);
        let Some(lowest) = lowest else {
            return (None, None);
        };
        if self.version == Version::Two {
            let (state, sub_state) = xliff2::state_of(lowest);
            return (state.map(str::to_owned), sub_state);
        }
        let all = |one: &dyn Fn(usize) -> bool| (0..unit.parts.len()).all(one);
        let is_filled = |part: usize| {
            let source = unit.parts.get(part).map(|part| &part.source);
            parts.contains_key(&part) || source.is_none_or(|source| source.core.is_none())
        };
        let (state, qualifier) = xliff12::state_of(lowest);
        if all(&is_filled) {
            let same = |variant: &&Variant| xliff12::state_of(variant).1 == qualifier;
            let qualifier = qualifier.filter(|_| parts.values().all(same));
            return (state.map(str::to_owned), qualifier.map(str::to_owned));
        }
        let has_others = unit.parts.iter().any(|part| {
            part.target
                .as_ref()
                .is_some_and(|target| !target.coded.is_blank())
        });
        if lowest.is_confirmed() && has_others {
            return (None, None);
        }
        let state = match lowest.is_confirmed() {
            true => "needs-translation",
            false => "needs-review-translation",
        };
        (Some(state.to_owned()), None)
    }
}

/// The name of an element, by its start tag.
fn name_of(tag: &str) -> &str {
    let name = tag.strip_prefix('<').unwrap_or(tag);
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
    name.get(..end.unwrap_or(name.len())).unwrap_or_default()
}
