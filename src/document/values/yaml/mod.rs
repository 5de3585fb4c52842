//! YAML 1.2: every scalar that is text, but keys. Each is written as it was, plain, quoted or as a
//! block; what cannot stand plain is quoted.

mod scalar;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use saphyr_parser::{Event, Parser};

use super::values;
use crate::document::filter::Fault;
use crate::document::splice::Found;
use crate::text::LangTag;
use scalar::written;

/// The keys of a front matter whose values a reader of the page sees.
const SHOWN: [&str; 9] = [
    "title",
    "subtitle",
    "description",
    "summary",
    "excerpt",
    "caption",
    "alt",
    "linktitle",
    "sidebar_label",
];

/// The languages that the one key may be called by around all others of a file, as Rails has it.
const LANGUAGES: [&str; 37] = [
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr",
    "hu", "id", "ja", "ko", "lt", "lv", "ms", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr",
    "sv", "th", "tr", "uk", "vi",
];

/// Where a file says its language: as the name of the one key that all others stand under.
pub(in crate::document) fn language(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    let mut roots = Vec::new();
    for line in text.split_inclusive('\n') {
        let is_root = !line.starts_with([' ', '\t', '#', '%', '\n', '\r'])
            && !line.starts_with("---")
            && !line.starts_with("...");
        if is_root {
            let said = line.split('#').next().unwrap_or(line).trim_end();
            roots.push((at, said.strip_suffix(':')));
        }
        if roots.len() > 1 {
            return None;
        }
        at += line.len();
    }
    let (start, key) = roots.pop()?;
    let key = key?;
    let name = key.trim_matches(['"', '\'']);
    let is_language = LANGUAGES.iter().any(|language| {
        let rest = name.strip_prefix(language);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
    });
    let start = start + key.find(name)?;
    (is_language && LangTag::parse(name).is_ok()).then(|| start..start + name.len())
}

/// How deep values may stand in each other.
const DEEPEST: usize = 256;

/// The blocks of a YAML file, in order.
pub(in crate::document) fn find(text: &str) -> Result<Vec<Found>, Fault> {
    read(text, |_| true)
}

/// The blocks of the front matter of a page: the values that a reader sees. None where it is
/// damaged, which is no fault of the page.
pub(in crate::document) fn front_matter(text: &str) -> Vec<Found> {
    let is_shown = |key: &str| {
        let key = key.to_ascii_lowercase();
        SHOWN.contains(&key.rsplit('.').next().unwrap_or(&key))
    };
    read(text, is_shown).unwrap_or_default()
}

/// Where something stands in what is open.
enum Place {
    /// In a mapping: the key of the value that comes, or before a key.
    Mapping(Option<String>),
    /// In a sequence, by its number from 0.
    Sequence(usize),
}

fn read(text: &str, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<Found>, Fault> {
    let mut found = Vec::new();
    let mut open: Vec<Place> = Vec::new();
    let mut bytes = Bytes::new(text);
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| Fault {
            at: bytes.of(error.marker().index()),
            message: format!("this is not YAML: {}", error.info()),
        })?;
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                open.push(match event {
                    Event::MappingStart(..) => Place::Mapping(None),
                    _ => Place::Sequence(0),
                });
                if open.len() > DEEPEST {
                    return Err(Fault {
                        at: bytes.of(span.start.index()),
                        message: "values stand in each other too deep to be read".to_owned(),
                    });
                }
            }
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                next(&mut open);
            }
            Event::Alias(_) => next(&mut open),
            Event::Scalar(scalar, style, ..) => {
                if let Some(Place::Mapping(key @ None)) = open.last_mut() {
                    *key = Some(scalar.into_owned());
                    continue;
                }
                let key = path(&open);
                if is_wanted(&key) {
                    let start = bytes.of(span.start.index());
                    let read = written(text, start, &scalar, style);
                    if let Some((read, write, line_end)) = read {
                        let blocks = values(&read, &key, None, write).into_iter();
                        found.extend(blocks.map(|found| Found {
                            line_end: Cow::Owned(line_end.clone()),
                            ..found
                        }));
                    }
                }
                next(&mut open);
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Goes on to the next key, or the next item.
fn next(open: &mut [Place]) {
    match open.last_mut() {
        // What ends may have been a key, which then has no name.
        Some(Place::Mapping(key)) => *key = key.take().is_none().then(String::new),
        Some(Place::Sequence(number)) => *number += 1,
        None => {}
    }
}

/// The keys that lead to a value, joined by points.
fn path(open: &[Place]) -> String {
    let steps = open.iter().map(|place| match place {
        Place::Mapping(key) => key.clone().unwrap_or_default(),
        Place::Sequence(number) => number.to_string(),
    });
    steps.collect::<Vec<_>>().join(".")
}

/// The bytes of a text at which its characters begin, asked for in order.
struct Bytes<'t> {
    text: &'t str,
    character: usize,
    byte: usize,
}

impl<'t> Bytes<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            character: 0,
            byte: 0,
        }
    }

    fn of(&mut self, character: usize) -> usize {
        if character < self.character {
            (self.character, self.byte) = (0, 0);
        }
        let rest = self.text.get(self.byte..).unwrap_or_default();
        let more = character - self.character;
        let step = rest
            .char_indices()
            .nth(more)
            .map_or(rest.len(), |(at, _)| at);
        (self.character, self.byte) = (character, self.byte + step);
        self.byte
    }
}
