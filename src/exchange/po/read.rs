//! Reading PO.

use std::collections::VecDeque;
use std::io::Read;
use std::path::Path;

use encoding_rs::Encoding;

use super::entry::{Entries, Entry, FUZZY};
use super::{DEVELOPER, FLAGS, OBSOLETE, PLURAL, PREVIOUS, REFERENCE, SINGULAR};
use crate::document::{self, FileText};
use crate::exchange::{
    CONTEXT, Error, Incoming, Mends, Position, ReadHeader, ReadOptions, UnitReader,
};
use crate::text::LangTag;
use crate::unit::{Fields, MadeBy, Note, Property, State, Variant};

/// How many bytes a file may have: it is held in memory.
const LARGEST: u64 = 1 << 29;

/// Reads PO unit by unit. The text of the file is held in memory.
///
/// The source language is the one asked for, the target language what the head says.
pub struct Reader {
    entries: Entries,
    header: ReadHeader,
    mends: Mends,
    source: LangTag,
    target: LangTag,
    waiting: VecDeque<Incoming>,
    number: u64,
}

impl Reader {
    /// Reads the head of the file from `input`.
    ///
    /// # Errors
    /// [`Error::Line`] where it is no text; [`Error::Packed`] where it is empty or too large.
    pub fn new(input: impl Read, options: &ReadOptions) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        let mut limited = input.take(LARGEST + 1);
        limited.read_to_end(&mut bytes).map_err(Error::Read)?;
        if bytes.len() as u64 > LARGEST {
            let message = format!("it has more than {} MiB, which is the limit", LARGEST >> 20);
            return Err(Error::Packed { message });
        }
        let file = text_of(&bytes, options.encoding.as_deref())?;
        drop(bytes);
        let mut reader = Self {
            entries: Entries::new(file.text),
            header: ReadHeader {
                source: Some(options.source.clone()),
                encoding: file.encoding,
                ..ReadHeader::default()
            },
            mends: Mends::default(),
            source: options.source.clone(),
            target: options.target.clone(),
            waiting: VecDeque::new(),
            number: 0,
        };
        if let Some((at, entry)) = reader.entries.next(1, &mut reader.mends) {
            if entry.is_head() {
                reader.head(entry);
            } else {
                reader.units(at, entry);
            }
        }
        Ok(reader)
    }

    /// Takes what the head says.
    fn head(&mut self, entry: Entry) {
        let text = entry.texts.into_iter().next().unwrap_or_default();
        self.header.notes = notes(entry.comments, None);
        for (name, value) in head(&text) {
            match name.to_ascii_lowercase().as_str() {
                "language" => {
                    if let Some(tag) = language(value) {
                        self.target = tag;
                    }
                }
                "x-source-language" => {
                    if let Some(tag) = language(value) {
                        self.header.source = Some(tag.clone());
                        self.source = tag;
                    }
                }
                "x-generator" => self.header.tool = Some(value.to_owned()),
                "po-revision-date" => self.header.date = date(value),
                _ => {}
            }
            if !value.is_empty() {
                self.header.properties.push(property(name, value));
            }
        }
    }

    /// Takes the units of an entry.
    fn units(&mut self, at: Position, entry: Entry) {
        let is_fuzzy = entry.is_fuzzy();
        let Entry {
            comments,
            extracted,
            references,
            flags,
            previous,
            context,
            id,
            plural,
            texts,
            obsolete,
            lines: _,
        } = entry;
        let id = id.unwrap_or_default();
        self.number += 1;
        if id.trim().is_empty() {
            let kind = "an entry has no source text; left out";
            self.mends.add(at, Some(self.number), kind, String::new);
            return;
        }
        let variant = |text: &String| {
            let mut variant = Variant::new(self.target.clone(), text.as_str());
            variant.state = is_fuzzy.then_some(State::Draft);
            variant.made_by = (is_fuzzy && previous.is_some()).then_some(MadeBy::Fuzzy);
            variant
        };
        let mut all_notes = notes(comments, None);
        all_notes.append(&mut notes(extracted, Some(DEVELOPER)));
        let mut properties = Vec::new();
        let flags: Vec<String> = flags.into_iter().filter(|flag| flag != FUZZY).collect();
        let said = [
            (CONTEXT, context.unwrap_or_default()),
            (REFERENCE, references.join("\n")),
            (FLAGS, flags.join(", ")),
            (PREVIOUS, previous.clone().unwrap_or_default()),
            (OBSOLETE, if obsolete { "yes" } else { "" }.to_owned()),
        ];
        for (name, value) in said {
            if !value.is_empty() {
                properties.push(property(name, &value));
            }
        }
        let unit = |number: u64, source: &str, texts: &[String], other: Option<(&str, &str)>| {
            let mut variants = vec![Variant::new(self.source.clone(), source)];
            let told = texts.iter().filter(|text| !text.trim().is_empty());
            variants.extend(told.map(variant));
            let mut properties = properties.clone();
            properties.extend(other.map(|(name, value)| property(name, value)));
            Incoming {
                number,
                at,
                given_id: None,
                document: None,
                source_lang: self.source.clone(),
                variants,
                cuts: Vec::new(),
                fields: Fields::default(),
                notes: all_notes.clone(),
                properties,
            }
        };
        let first = texts.get(..1).unwrap_or_default();
        let Some(plural) = plural.filter(|plural| !plural.trim().is_empty()) else {
            let unit = unit(self.number, &id, first, None);
            self.waiting.push_back(unit);
            return;
        };
        // A language with one form has it for both.
        let others = match texts.get(1..) {
            Some(others) if !others.is_empty() => others,
            _ => first,
        };
        let singular = unit(self.number, &id, first, Some((PLURAL, &plural)));
        let plural = unit(self.number + 1, &plural, others, Some((SINGULAR, &id)));
        self.number += 1;
        self.waiting.extend([singular, plural]);
    }
}

fn property(name: &str, value: &str) -> Property {
    Property {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

fn notes(texts: Vec<String>, from: Option<&str>) -> Vec<Note> {
    let texts = texts.into_iter().filter(|text| !text.is_empty());
    texts
        .map(|text| Note {
            text,
            from: from.map(str::to_owned),
        })
        .collect()
}

/// What the lines of a head say: `Language` `zh_CN`.
pub(super) fn head(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = text.lines().filter_map(|line| line.split_once(':'));
    pairs.map(|(name, value)| (name.trim(), value.trim()))
}

/// A language as a head says it. What stands behind the sign (`zh_CN@latin`) is no part of a tag.
pub(super) fn language(value: &str) -> Option<LangTag> {
    LangTag::parse(value.split('@').next().unwrap_or_default()).ok()
}

/// The text of a file: in the encoding that is given, else in the one that its bytes or its head
/// say, else as any text.
pub(super) fn text_of(bytes: &[u8], given: Option<&str>) -> Result<FileText, Error> {
    let read = |encoding| document::from_bytes(Path::new("-"), bytes, encoding);
    let said = charset(bytes).filter(|_| Encoding::for_bom(bytes).is_none());
    let text = match given {
        Some(_) => read(given),
        None => read(said.as_deref()).or_else(|_| read(None)),
    };
    text.map_err(Error::no_text)
}

/// The name of the encoding that a file should have: the one that its head says, else UTF-8.
pub(super) fn encoding_said(bytes: &[u8]) -> &'static str {
    let said = charset(bytes);
    let known = said.and_then(|said| Encoding::for_label(said.as_bytes()));
    known.unwrap_or(encoding_rs::UTF_8).name()
}

/// The encoding that the head names.
fn charset(bytes: &[u8]) -> Option<String> {
    let start = bytes.get(..bytes.len().min(1 << 13)).unwrap_or_default();
    let start = String::from_utf8_lossy(start).into_owned();
    let (_, head) = Entries::new(start).next(1, &mut Mends::default())?;
    let text = head.texts.first().filter(|_| head.is_head())?;
    let (_, name) = text.split_once("charset=")?;
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c)));
    let name = name.get(..end.unwrap_or(name.len()))?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// A date of the head (`2024-09-20 08:30+0800`) as RFC 3339 in UTC.
fn date(said: &str) -> Option<String> {
    let time = jiff::Zoned::strptime("%Y-%m-%d %H:%M%z", said).ok()?;
    Some(time.timestamp().to_string())
}

impl Iterator for Reader {
    type Item = Result<Incoming, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.waiting.is_empty() {
            let (at, entry) = self.entries.next(self.number + 1, &mut self.mends)?;
            self.units(at, entry);
        }
        self.waiting.pop_front().map(Ok)
    }
}

impl UnitReader for Reader {
    fn header(&self) -> &ReadHeader {
        &self.header
    }

    fn mends(&self) -> &Mends {
        &self.mends
    }
}
