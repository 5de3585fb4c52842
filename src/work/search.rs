//! Concordance: words inside segments, in either language.

use std::ops::Range;

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

/// Where the words of a query stand, in bytes, by place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The side with the first word; the source where both have it.
    pub first: Side,
    /// In the source.
    pub source: Vec<Range<usize>>,
    /// In the translation.
    pub target: Vec<Range<usize>>,
}

/// A segment that holds what was searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands.
    pub place: Place,
    /// The side on which the first word was found.
    pub side: Side,
    /// The source text.
    pub source: String,
    /// The translation; empty where there is none.
    pub target: String,
    /// Where words stand in the text of that side, in bytes.
    pub ranges: Vec<Range<usize>>,
    /// Where words stand in the text of the other side, in bytes.
    pub other_ranges: Vec<Range<usize>>,
}

/// Words to be found in segments: all of them, each on either side; case and width do not matter.
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Reads what a person typed: words, and phrases in `"…"` or `“…”`; a lone quotation mark
    /// means itself. `None` where there is nothing to search for.
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
        if words.is_empty() && typed.trim().chars().count() == 1 {
            words.push(folded(typed.trim()).0);
        }
        (!words.is_empty()).then_some(Self { words })
    }

    /// Where the words stand in a source text and in its translation; `None` where one of them is
    /// in neither.
    #[must_use]
    pub fn find(&self, source: &str, target: &str) -> Option<Found> {
        let keys = [folded(source), folded(target)];
        let mut ranges = [Vec::new(), Vec::new()];
        let mut first = None;
        for word in &self.words {
            let before = ranges.each_ref().map(Vec::len);
            for ((key, places), ranges) in keys.iter().zip(&mut ranges) {
                for at in memchr::memmem::find_iter(key.as_bytes(), word.as_bytes()) {
                    let start = places.get(at).map_or(0, |range| range.start);
                    let end = places
                        .get(at + word.len() - 1)
                        .map_or(start, |range| range.end);
                    ranges.push(start..end);
                }
            }
            let [in_source, in_target] = [ranges[0].len() > before[0], ranges[1].len() > before[1]];
            if !in_source && !in_target {
                return None;
            }
            first.get_or_insert(if in_source {
                Side::Source
            } else {
                Side::Target
            });
        }
        for ranges in &mut ranges {
            ranges.sort_by_key(|range| (range.start, range.end));
            ranges.dedup();
        }
        let [source, target] = ranges;
        first.map(|first| Found {
            first,
            source,
            target,
        })
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
        let found = self.find(source, target)?;
        let (ranges, other_ranges) = match found.first {
            Side::Source => (found.source, found.target),
            Side::Target => (found.target, found.source),
        };
        Some(Hit {
            place,
            side: found.first,
            source: source.to_owned(),
            target: target.to_owned(),
            ranges,
            other_ranges,
        })
    }
}

/// A text folded character by character, with the place in `text` of each byte of the key.
fn folded(text: &str) -> (String, Vec<Range<usize>>) {
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
        let found = Query::new(typed).unwrap().find(text, "");
        found
            .into_iter()
            .flat_map(|found| found.source)
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

    #[test]
    fn each_word_may_stand_on_either_side() {
        let (source, target) = ("Mr. Lee founded the company.", "李先生创办了公司。");
        let find = |typed| Query::new(typed).unwrap().find(source, target);
        let found = find("李 lee").unwrap();
        assert_eq!(found.first, Side::Target);
        assert_eq!(&source[found.source[0].clone()], "Lee");
        assert_eq!(&target[found.target[0].clone()], "李");
        assert!(find("李 Wang").is_none());
    }

    #[test]
    fn a_lone_quotation_mark_is_searched_for_itself() {
        assert_eq!(found("“", "他说：“好。”"), ["“"]);
        assert_eq!(found(" \" ", "a \"word\""), ["\"", "\""]);
    }
}
