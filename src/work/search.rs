//! Concordance: words inside segments, in either language.

use super::fill::Segments;
use crate::store::{self, ImportedMemory, Reader, StoredUnit};
use crate::text::LangTag;
use crate::unit::{Side, Unit};

/// Where something that was searched for stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a segment of a document, by its number from 1.
    Segment(String, usize),
    /// In an earlier text of a document.
    Earlier(String),
    /// In an imported memory.
    Memory(String),
}

impl std::fmt::Display for Place {
    /// What people call it: `release:12`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Segment(document, number) => write!(f, "{document}:{number}"),
            Self::Earlier(document) => write!(f, "{document}, earlier text"),
            Self::Memory(memory) => f.write_str(memory),
        }
    }
}

/// A segment that holds what was searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands.
    pub place: Place,
    /// The side on which it was found.
    pub side: Side,
    /// The source text.
    pub source: String,
    /// The translation; empty where there is none.
    pub target: String,
    /// Where the words stand in the text of that side, in bytes.
    pub ranges: Vec<std::ops::Range<usize>>,
}

/// The hits of words (all of them, in one language) in texts; case and width do not matter.
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Reads what a person typed: words, and phrases in `"…"` or `“…”`. `None` where there is
    /// nothing to search for.
    #[must_use]
    pub fn new(typed: &str) -> Option<Self> {
        let mut words = Vec::new();
        for (place, part) in typed.split(['"', '“', '”']).enumerate() {
            if place % 2 == 1 {
                words.push(folded(part).0.trim().to_owned());
            } else {
                words.extend(part.split_whitespace().map(|word| folded(word).0));
            }
        }
        words.retain(|word| !word.is_empty());
        (!words.is_empty()).then_some(Self { words })
    }

    /// Where all words stand in a text, by place; empty where one is missing.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        let (key, places) = folded(text);
        let mut ranges = Vec::new();
        for word in &self.words {
            let before = ranges.len();
            for at in memchr::memmem::find_iter(key.as_bytes(), word.as_bytes()) {
                let start = places.get(at).map_or(0, |range| range.start);
                let end = places
                    .get(at + word.len() - 1)
                    .map_or(text.len(), |range| range.end);
                ranges.push(start..end);
            }
            if ranges.len() == before {
                return Vec::new();
            }
        }
        ranges.sort_by_key(|range| (range.start, range.end));
        ranges.dedup();
        ranges
    }

    /// The segments of a document that hold the words, and its earlier texts that do.
    #[must_use]
    pub fn search(&self, segments: &Segments, earlier: &[StoredUnit]) -> Vec<Hit> {
        let document = &segments.document;
        let numbered = (1..).zip(&segments.placed).map(|(number, placed)| {
            (
                Place::Segment(document.name.clone(), number),
                &placed.stored,
            )
        });
        let unplaced = earlier
            .iter()
            .map(|stored| (Place::Earlier(document.name.clone()), stored));
        numbered
            .chain(unplaced)
            .filter_map(|(place, stored)| self.unit(place, &stored.unit, &document.target_lang))
            .collect()
    }

    /// Hands the units of an imported memory that hold the words to `each`.
    ///
    /// # Errors
    /// What `each` says, or the memory.
    pub fn search_memory<E: From<store::Error>>(
        &self,
        reader: &Reader<'_>,
        memory: &ImportedMemory,
        mut each: impl FnMut(Hit) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(row) = memory.row else {
            return Ok(());
        };
        reader.each_unit(row, |stored| {
            let place = Place::Memory(memory.name.clone());
            self.unit(place, &stored.unit, &memory.target_lang)
                .map_or(Ok(()), &mut each)
        })
    }

    fn unit(&self, place: Place, unit: &Unit, target_lang: &LangTag) -> Option<Hit> {
        let source = unit.source().map_or("", |source| &source.text);
        let target = unit
            .variants
            .iter()
            .find(|variant| target_lang.covers(&variant.lang));
        let target = target.map_or("", |target| &target.text);
        let (side, ranges) = match self.find(source) {
            ranges if ranges.is_empty() => (Side::Target, self.find(target)),
            ranges => (Side::Source, ranges),
        };
        (!ranges.is_empty()).then(|| Hit {
            place,
            side,
            source: source.to_owned(),
            target: target.to_owned(),
            ranges,
        })
    }
}

/// A text folded character by character, with the place in `text` of each byte of the key.
fn folded(text: &str) -> (String, Vec<std::ops::Range<usize>>) {
    let mut key = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    let mut buffer = [0; 4];
    for (at, c) in text.char_indices() {
        let before = key.len();
        if c.is_whitespace() {
            key.push(' ');
        } else {
            key.push_str(&crate::text::fold::fold(c.encode_utf8(&mut buffer)));
        }
        places.resize(places.len() + key.len() - before, at..at + c.len_utf8());
    }
    (key, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str, text: &str) -> Vec<String> {
        let ranges = Query::new(typed).unwrap().find(text);
        ranges
            .into_iter()
            .map(|range| text[range].to_owned())
            .collect()
    }

    #[test]
    fn chinese_words_of_one_and_two_characters_are_found() {
        let text = "小米已获得4万多件专利授权和5.1万件商标注册。";
        assert_eq!(found("专利", text), ["专利"]);
        assert_eq!(found("商", text), ["商"]);
        assert_eq!(found("商标 专利", text), ["专利", "商标"]);
        assert!(found("商标 版权", text).is_empty());
    }

    #[test]
    fn case_and_width_do_not_matter_and_quotation_marks_hold_words_together() {
        let text = "He opened the ＰＣＴ and Madrid System.";
        assert_eq!(found("pct", text), ["ＰＣＴ"]);
        assert_eq!(found("\"madrid system\"", text), ["Madrid System"]);
        assert!(found("\"madrid pct\"", text).is_empty());
        assert!(Query::new("  \"\" ").is_none());
    }
}
