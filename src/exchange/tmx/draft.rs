//! A `tu` as it stands in the file, and what it means.

use crate::exchange::incoming::given_id;
use crate::exchange::{Incoming, Position};
use crate::text::LangTag;
use crate::unit::{Fields, MadeBy, Note, Property, State, UnitId, Variant};

/// A `tu` up to its end.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) number: u64,
    pub(super) at: Position,
    pub(super) tuid: Option<String>,
    /// `tu@srclang`, where it is a language.
    pub(super) source: Option<LangTag>,
    pub(super) variants: Vec<Variant>,
    pub(super) notes: Vec<Note>,
    pub(super) properties: Vec<Property>,
    /// Who changed the unit, and when: for texts that do not say it of themselves.
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
}

/// Which text is the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The one the file names.
    Named,
    /// The file names none: the first.
    First,
    /// The one the file names is missing: the first.
    Instead,
    /// The one the file names is missing, and there is only one text, which is none.
    Missing,
}

impl Draft {
    /// The unit, where it has a text; `default` is the source language of the file, which yiku wrote
    /// where `is_ours`.
    pub(super) fn finish(
        mut self,
        default: Option<&LangTag>,
        is_ours: bool,
    ) -> Option<(Incoming, Found)> {
        let wanted = self.source.take().or_else(|| default.cloned());
        let (source_lang, found) = self.source_lang(wanted)?;
        let is_source = |variant: &Variant| variant.lang == source_lang;
        for variant in self.variants.iter_mut().filter(|v| !is_source(v)) {
            if variant.author.is_none() {
                variant.author.clone_from(&self.author);
            }
            if variant.date.is_none() {
                variant.date.clone_from(&self.date);
            }
        }
        let source = self.variants.iter().find(|v| is_source(v));
        let source = source.map_or("", |variant| variant.text.as_str());
        let mut fields = Fields::default();
        let mut document = None;
        let mut cuts = Vec::new();
        self.properties.retain(|Property { name, value }| {
            let field = match name.as_str() {
                "client" => &mut fields.client,
                "project" => &mut fields.project,
                "domain" => &mut fields.domain,
                "subject" => &mut fields.subject,
                "x-document" => document.get_or_insert_default(),
                "x-cuts" if cuts.is_empty() => match inner_cuts(value, source) {
                    Some(found) => {
                        cuts = found;
                        return false;
                    }
                    None => return true,
                },
                _ => return true,
            };
            // A second value of the name, and one that says nothing, stay what they are.
            let is_free = field.is_empty() && !value.is_empty();
            if is_free {
                field.clone_from(value);
            }
            !is_free
        });
        // An id of ours is made again from the text. Those of others need not differ from one another
        // once several of their files are in a memory.
        let is_own = |id: &str| is_ours && UnitId::from_hex(id).is_some();
        let given = self.tuid.as_deref().filter(|id| !is_own(id));
        self.properties
            .extend(given.and_then(|id| given_id(id, self.number)));
        let incoming = Incoming {
            number: self.number,
            at: self.at,
            given_id: self.tuid,
            document: document.filter(|name| !name.is_empty()),
            source_lang,
            variants: self.variants,
            cuts,
            fields,
            notes: self.notes,
            properties: self.properties,
        };
        Some((incoming, found))
    }

    /// The language of the text that is the source. A header may say `EN` where the texts say
    /// `EN-US`.
    fn source_lang(&self, wanted: Option<LangTag>) -> Option<(LangTag, Found)> {
        let langs = || self.variants.iter().map(|variant| &variant.lang);
        let first = langs().next()?;
        let Some(wanted) = wanted else {
            return Some((first.clone(), Found::First));
        };
        let named = langs()
            .find(|lang| **lang == wanted)
            .or_else(|| langs().find(|lang| wanted.covers(lang)))
            .or_else(|| langs().find(|lang| wanted.language() == lang.language()));
        Some(match named {
            Some(lang) => (lang.clone(), Found::Named),
            None if langs().any(|lang| lang != first) => (first.clone(), Found::Instead),
            None => (wanted, Found::Missing),
        })
    }
}

/// The cuts as we write them: byte offsets, ascending, inside the source.
fn inner_cuts(value: &str, source: &str) -> Option<Vec<u32>> {
    let cuts: Vec<u32> = value
        .split_ascii_whitespace()
        .map(|cut| cut.parse().ok())
        .collect::<Option<_>>()?;
    let fits = |cut: &u32| {
        *cut > 0 && (*cut as usize) < source.len() && source.is_char_boundary(*cut as usize)
    };
    (cuts.iter().all(fits) && cuts.is_sorted_by(|a, b| a < b)).then_some(cuts)
}

/// Takes what we write of a text's state out of its properties, where it is as we write it.
pub(super) fn read_state(variant: &mut Variant) {
    let mut properties = std::mem::take(&mut variant.properties);
    properties.retain(|Property { name, value }| {
        let is_taken = match name.as_str() {
            "x-state" if variant.state.is_none() => {
                variant.state = State::from_name(value);
                variant.state.is_some()
            }
            "x-origin" if variant.made_by.is_none() => {
                variant.made_by = MadeBy::from_name(value);
                variant.made_by.is_some()
            }
            "x-score" if variant.score.is_none() => {
                let score = value.parse().ok().filter(|score| *score <= 100);
                variant.score = score.filter(|score: &u8| score.to_string() == *value);
                variant.score.is_some()
            }
            "x-locked" if variant.locked.is_none() => {
                variant.locked = Some(value.clone());
                true
            }
            _ => false,
        };
        !is_taken
    });
    variant.properties = properties;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_that_are_none_stay_a_property() {
        let source = "He met 尹弘. He thanked him.";
        assert_eq!(inner_cuts("14", source), Some(vec![14]));
        for value in ["8", "0", "14 14", "999", "x", "-1"] {
            assert_eq!(inner_cuts(value, source), None, "{value}");
        }
    }
}
