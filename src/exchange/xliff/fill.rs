//! Writing an XLIFF file again with targets filled in.

use std::collections::BTreeMap;

use super::content::Content;
use super::{File, Unit, Version, Xliff};
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
    /// The translation. Its language is written where the file says none.
    pub translation: &'a Variant,
}

/// The translations for the parts of a unit, by part.
type Parts<'a> = BTreeMap<usize, &'a Variant>;

impl Xliff {
    /// The file with these targets, its encoding and all else as it was. A place that nothing
    /// fits in, or that is closed, stays as it is.
    #[must_use]
    pub fn filled(&self, fills: &[Filled<'_>]) -> Vec<u8> {
        let mut units: BTreeMap<(usize, usize), Parts<'_>> = BTreeMap::new();
        for fill in fills {
            let file = self.files.get(fill.file);
            let place = file.and_then(|file| file.places.get(fill.place));
            if let Some(place) = place.filter(|place| place.fits && !place.closed) {
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

    /// A translation with what stands around the source text: white space and inline codes.
    fn body(&self, source: &Content, variant: &Variant) -> String {
        let Some(core) = &source.core else {
            return String::new();
        };
        let before = self.original.piece(source.inner.start..core.start);
        let behind = self.original.piece(core.end..source.inner.end);
        format!("{before}{}{behind}", escaped(&variant.text))
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
        let name: String = tag
            .chars()
            .skip(1)
            .take_while(|c| !c.is_whitespace() && !matches!(c, '>' | '/'))
            .collect();
        let new = format!("{}{body}</{name}>", retagged(tag, set));
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
                .is_some_and(|target| !target.is_blank())
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
