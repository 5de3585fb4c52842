//! The lines of the form, as they stand in the file.

use serde::{Deserialize, Serialize};

use crate::exchange::{DocumentHead, Layout, MemoryHead, Outgoing};
use crate::text::LangTag;
use crate::unit::{
    Fields, InlineCode, MadeBy, Note, Origin, Property, State, Unit, UnitId, Variant,
};

/// The number of the form, which goes up when an older reader would misread a file.
pub const VERSION: u32 = 1;

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Line {
    /// The first line.
    Memory(Box<MemoryLine>),
    /// A document of the memory.
    Document(Box<DocumentHead>),
    /// A memory that was imported into it.
    Imported(Box<MemoryHead>),
    /// A unit.
    Unit(Box<UnitLine>),
}

/// What the file holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MemoryLine {
    /// [`VERSION`].
    pub version: u32,
    /// The source language.
    #[cfg_attr(test, schemars(with = "String"))]
    pub source: LangTag,
    /// The target language.
    #[cfg_attr(test, schemars(with = "String"))]
    pub target: LangTag,
    /// The date of the newest text, RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// Where a unit comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OriginLine {
    /// A document, by its name.
    Document(String),
    /// An imported memory, by its name.
    Memory(String),
}

/// Where a unit stands in its document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlaceLine {
    /// The name of the document.
    pub document: String,
    /// The file it came from.
    pub file: String,
    /// Its number, from 1.
    pub number: usize,
    /// Its paragraph, from 1.
    pub paragraph: usize,
    /// The white space before it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
}

/// Where a unit stands in the translation of its document, where that came from a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TargetPlaceLine {
    /// Its number, from 1.
    pub number: usize,
    /// The white space before it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UnitLine {
    /// 32 hexadecimal digits.
    pub id: String,
    /// Where it comes from.
    pub origin: OriginLine,
    /// Where it stands in a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceLine>,
    /// Where it stands in the translation of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_place: Option<TargetPlaceLine>,
    /// The id of the unit whose place it took when the text of its document changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// The language it is translated from.
    #[cfg_attr(test, schemars(with = "String"))]
    pub source_lang: LangTag,
    /// Its texts, in order.
    pub variants: Vec<VariantLine>,
    /// Where the source joins sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<u32>,
    /// What translators filter by.
    #[serde(default, skip_serializing_if = "says_nothing")]
    pub fields: Fields,
    /// Notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Properties.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property>,
}

/// A text of a unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VariantLine {
    /// Its language, as it was given.
    #[cfg_attr(test, schemars(with = "String"))]
    pub lang: LangTag,
    /// The text.
    pub text: String,
    /// Its inline codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<InlineCode>,
    /// How far the translation is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// How it came about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_by: Option<MadeBy>,
    /// The score of what it was made from, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
    /// Why it must not be changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked: Option<String>,
    /// Who wrote or confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When, RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The text as its file gave it, where a person has changed it since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_imported: Option<String>,
    /// Notes on the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Properties of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property>,
}

fn says_nothing(fields: &Fields) -> bool {
    *fields == Fields::default()
}

impl VariantLine {
    fn new(variant: &Variant) -> Self {
        let variant = variant.clone();
        Self {
            lang: variant.lang,
            text: variant.text,
            codes: variant.codes,
            state: variant.state,
            made_by: variant.made_by,
            score: variant.score,
            locked: variant.locked,
            author: variant.author,
            date: variant.date,
            as_imported: variant.as_imported,
            notes: variant.notes,
            properties: variant.properties,
        }
    }

    fn into_variant(self) -> Variant {
        Variant {
            lang: self.lang,
            text: self.text,
            codes: self.codes,
            state: self.state,
            made_by: self.made_by,
            score: self.score,
            locked: self.locked,
            author: self.author,
            date: self.date,
            as_imported: self.as_imported,
            notes: self.notes,
            properties: self.properties,
        }
    }
}

impl UnitLine {
    /// The line of a unit.
    #[must_use]
    pub fn new(outgoing: &Outgoing<'_>) -> Self {
        let unit = outgoing.unit;
        let Layout {
            before,
            target,
            replaces,
        } = outgoing.layout;
        Self {
            id: unit.id.to_string(),
            origin: match &unit.origin {
                Origin::Document(name) => OriginLine::Document(name.clone()),
                Origin::Memory(name) => OriginLine::Memory(name.clone()),
            },
            place: outgoing.place.map(|place| PlaceLine {
                document: place.document.to_owned(),
                file: place.file.to_owned(),
                number: place.number,
                paragraph: place.paragraph,
                before: before.to_owned(),
            }),
            target_place: target.map(|(number, before)| TargetPlaceLine {
                number,
                before: before.to_owned(),
            }),
            replaces: replaces.map(|id| id.to_string()),
            source_lang: unit.source_lang.clone(),
            variants: unit.variants.iter().map(VariantLine::new).collect(),
            cuts: unit.cuts.clone(),
            fields: unit.fields.clone(),
            notes: unit.notes.clone(),
            properties: unit.properties.clone(),
        }
    }

    /// What is wrong with the places of codes and of the ends of sentences: one that is none of its text.
    pub(super) fn outside(&self) -> Option<String> {
        let fault = |what: String, at: u32, text: &str| {
            let (at, length) = (at as usize, text.len());
            match text.is_char_boundary(at) {
                true => None,
                false if at > length => {
                    Some(format!("{what} at byte {at} of a text of {length} bytes"))
                }
                false => Some(format!("{what} at byte {at}, in the midst of a character")),
            }
        };
        let codes = self.variants.iter().flat_map(|variant| {
            let codes = variant.codes.iter();
            codes.map(|code| (code, variant.text.as_str()))
        });
        let mut codes = codes.filter_map(|(code, text)| {
            fault(format!("the code “{}” stands", code.id), code.at, text)
        });
        let source = (self.variants.iter()).find(|variant| variant.lang == self.source_lang);
        let source = source.map_or("", |source| &source.text);
        let mut cuts =
            (self.cuts.iter()).filter_map(|cut| fault("a sentence ends".to_owned(), *cut, source));
        codes.next().or_else(|| cuts.next())
    }

    /// The unit of the line; `None` where `id` is not 32 hexadecimal digits.
    #[must_use]
    pub fn into_unit(self) -> Option<Unit> {
        Some(Unit {
            id: UnitId::from_hex(&self.id)?,
            origin: match self.origin {
                OriginLine::Document(name) => Origin::Document(name),
                OriginLine::Memory(name) => Origin::Memory(name),
            },
            source_lang: self.source_lang,
            variants: self
                .variants
                .into_iter()
                .map(VariantLine::into_variant)
                .collect(),
            cuts: self.cuts,
            fields: self.fields,
            notes: self.notes,
            properties: self.properties,
        })
    }
}
