//! JSON Lines: yiku's own text form of a memory, for git.
//!
//! One JSON object a line, each with `"type"`: first one `memory`, then a `unit` each. Keys stand
//! in a fixed order, values that say nothing are left out, text is written as it is (no `\u` for
//! what is not ASCII). The caller gives the units in a stable order, and the same memory gives
//! the same bytes.
//!
//! Nothing of a unit is lost: [`UnitLine::into_unit`] gives back a unit equal to the one written.
//! Positions (`at`, `cuts`) are bytes of the UTF-8 text.

mod read;

use std::io::Write;

pub use read::Reader;

use serde::{Deserialize, Serialize};

use crate::exchange::{Error, Header, Outgoing, Report, UnitWriter};
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
            }),
            source_lang: unit.source_lang.clone(),
            variants: unit.variants.iter().map(VariantLine::new).collect(),
            cuts: unit.cuts.clone(),
            fields: unit.fields.clone(),
            notes: unit.notes.clone(),
            properties: unit.properties.clone(),
        }
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

/// Writes JSON Lines.
pub struct Writer<W: Write> {
    out: W,
    report: Report,
}

impl<W: Write> Writer<W> {
    /// Starts a file: its first line.
    ///
    /// # Errors
    /// [`Error::Write`] where the system cannot write.
    pub fn new(out: W, header: &Header) -> Result<Self, Error> {
        let mut writer = Self {
            out,
            report: Report::default(),
        };
        writer.line(&Line::Memory(Box::new(MemoryLine {
            version: VERSION,
            source: header.source.clone(),
            target: header.target.clone(),
            date: header.date.clone(),
        })))?;
        Ok(writer)
    }

    fn line(&mut self, line: &Line) -> Result<(), Error> {
        serde_json::to_writer(&mut self.out, line).map_err(std::io::Error::from)?;
        Ok(self.out.write_all(b"\n")?)
    }
}

impl<W: Write> UnitWriter<W> for Writer<W> {
    fn unit(&mut self, outgoing: &Outgoing<'_>) -> Result<(), Error> {
        self.report.written += 1;
        self.line(&Line::Unit(Box::new(UnitLine::new(outgoing))))
    }

    fn finish(mut self: Box<Self>) -> Result<(W, Report), Error> {
        self.out.flush()?;
        Ok((self.out, self.report))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::testing::{header, units, written};

    #[test]
    fn nothing_of_a_unit_is_lost() {
        let (text, report) = written(Box::new(Writer::new(Vec::new(), &header()).unwrap()));
        let mut lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
        let Some(Line::Memory(memory)) = lines.next() else {
            panic!("the first line says what the file holds");
        };
        assert_eq!((memory.version, memory.date), (VERSION, header().date));
        let found: Vec<Unit> = lines
            .map(|line| match line {
                Line::Unit(unit) => unit.into_unit().unwrap(),
                Line::Memory(_) => panic!("only the first line is the memory's"),
            })
            .collect();
        assert_eq!(found, units());
        assert_eq!(report.losses().count(), 0);
        assert!(text.contains("产权组织总干事结束访华行程"));
    }

    #[test]
    fn a_line_says_only_what_there_is_to_say() {
        let (text, _) = written(Box::new(Writer::new(Vec::new(), &header()).unwrap()));
        let line = text.lines().find(|line| line.contains("Patent")).unwrap();
        let id = units()[8].id;
        assert_eq!(
            line,
            format!(
                r#"{{"type":"unit","id":"{id}","origin":{{"memory":"client.tmx"}},"source_lang":"en","variants":[{{"lang":"en","text":"Patent Cooperation Treaty"}},{{"lang":"zh-Hans","text":"专利合作条约","state":"translated","made_by":"human"}},{{"lang":"fr","text":"Traité de coopération"}}]}}"#
            )
        );
    }

    #[test]
    fn an_id_that_is_none_gives_no_unit() {
        for id in ["", "12", &"z".repeat(32), &"0".repeat(34)] {
            assert_eq!(UnitId::from_hex(id), None, "{id}");
        }
    }
}
