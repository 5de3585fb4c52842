//! Writing an XLIFF file again with targets filled in.

use std::collections::BTreeMap;
use std::ops::Range;

use super::content::Content;
use super::read::Spot;
use super::tools::{self, Attributes};
use super::{File, Place, Unit, Version, Xliff};
use crate::exchange::edit::Edits;
use crate::exchange::inline::{Numbers, Piece};
use crate::exchange::xml::{escaped, opened, retagged};
use crate::exchange::{xliff2, xliff12};
use crate::unit::{State, Variant};

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
        let state = self.state(unit, parts);
        let (on_head, on_target) = match self.version {
            Version::Two => (state, Attributes::new()),
            Version::One => (of_unit(unit, parts), state),
        };
        self.tag(&unit.head, &on_head, edits);
        for (part, variant) in parts {
            if let Some(tag) = unit.parts.get(*part).and_then(|part| part.trados.as_ref()) {
                self.tag(tag, &tools::trados(variant), edits);
            }
        }
        match &unit.target {
            // Its segments one by one.
            Some(target) if !target.segments.is_empty() && unit.frame.is_some() => {
                self.tag(&target.tag, &on_target, edits);
                for (part, variant) in parts {
                    let part = unit.parts.get(*part);
                    if let Some(part) = part
                        && let Some(segment) = &part.target
                    {
                        let body = self.body(&part.source, variant);
                        self.replace(segment, &body, &Attributes::new(), edits);
                    }
                }
            }
            Some(target) => self.replace(target, &self.bodies(unit, parts), &on_target, edits),
            None => {
                let name = format!("{}target", self.prefix);
                let mut attributes = on_target;
                attributes.push(("xml:space".to_owned(), unit.space.clone()));
                let tag = retagged(&format!("<{name}>"), &borrowed(&attributes));
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
            true => opened(raw),
            false => raw.to_owned(),
        }
    }

    /// Sets attributes in a start tag.
    fn tag(&self, tag: &Range<usize>, set: &Attributes, edits: &mut Edits) {
        if !set.is_empty() {
            let new = retagged(self.original.piece(tag.clone()), &borrowed(set));
            edits.put(tag.clone(), new);
        }
    }

    /// Puts something into an element.
    fn replace(&self, element: &Content, body: &str, set: &Attributes, edits: &mut Edits) {
        let tag = self.original.piece(element.tag.clone());
        let start = opened(&retagged(tag, &borrowed(set)));
        let new = format!("{start}{body}</{}>", name_of(tag));
        edits.put(element.tag.start..element.end, new);
    }

    /// The state of a target, and how it came about; nothing where these stay as they are, or a
    /// tool says them in its own way.
    fn state(&self, unit: &Unit, parts: &Parts<'_>) -> Attributes {
        let Some(lowest) = lowest(parts) else {
            return Attributes::new();
        };
        let said = |name: &str, value: Option<&str>| (name.to_owned(), value.map(str::to_owned));
        if self.version == Version::Two {
            let (state, sub_state) = xliff2::state_of(lowest);
            if state.is_none() && sub_state.is_none() {
                return Attributes::new();
            }
            return vec![said("state", state), said("subState", sub_state.as_deref())];
        }
        let has_own = unit.tool.is_some() || unit.parts.iter().any(|part| part.trados.is_some());
        if has_own && !unit.says_state {
            return Attributes::new();
        }
        let (state, qualifier) = xliff12::state_of(lowest);
        let (state, qualifier) = if is_whole(unit, parts) {
            let same = |variant: &&Variant| xliff12::state_of(variant).1 == qualifier;
            (state, qualifier.filter(|_| parts.values().all(same)))
        } else {
            let has_others = unit.parts.iter().any(|part| {
                part.target
                    .as_ref()
                    .is_some_and(|target| !target.coded.is_blank())
            });
            match lowest.is_confirmed() {
                true if has_others => (None, None),
                true => (Some("needs-translation"), None),
                false => (Some("needs-review-translation"), None),
            }
        };
        if state.is_none() && qualifier.is_none() {
            return Attributes::new();
        }
        vec![said("state", state), said("state-qualifier", qualifier)]
    }
}

fn lowest<'a>(parts: &Parts<'a>) -> Option<&'a Variant> {
    parts.values().copied().min_by_key(|variant| variant.state)
}

/// Whether every part of a unit that says something is filled.
fn is_whole(unit: &Unit, parts: &Parts<'_>) -> bool {
    let mut numbered = unit.parts.iter().enumerate();
    numbered.all(|(number, part)| parts.contains_key(&number) || part.source.core.is_none())
}

/// What a unit of 1.2 says of its translation: `approved`, and what its tool says in it.
fn of_unit(unit: &Unit, parts: &Parts<'_>) -> Attributes {
    let Some(lowest) = lowest(parts).filter(|_| is_whole(unit, parts)) else {
        return Attributes::new();
    };
    let mut set = Attributes::new();
    if matches!(lowest.state, Some(State::Reviewed | State::Final)) {
        set.push(("approved".to_owned(), Some("yes".to_owned())));
    }
    set.extend(unit.tool.iter().flat_map(|tool| tool.says(lowest)));
    set
}

fn borrowed(set: &Attributes) -> Vec<(&str, Option<&str>)> {
    let pairs = set.iter();
    pairs
        .map(|(name, value)| (name.as_str(), value.as_deref()))
        .collect()
}

/// The name of an element, by its start tag.
fn name_of(tag: &str) -> &str {
    let name = tag.strip_prefix('<').unwrap_or(tag);
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
    name.get(..end.unwrap_or(name.len())).unwrap_or_default()
}
