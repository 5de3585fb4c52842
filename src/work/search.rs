//! Concordance: words inside segments, in either language.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::store::{self, Reader, Row, StoredUnit};
use crate::text::LangTag;
use crate::text::fold::push_search_key;
use crate::unit::{Origin, Side, Unit, Variant};

/// Where something that was searched for stands; those in documents come first, in order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a segment of a document, by its number from 1.
    Segment(String, usize),
    /// In an earlier text of a document.
    Earlier(String),
    /// In an imported memory.
    Memory(String),
    /// In one of several memories that were asked: its name, and the place there.
    In(String, Box<Place>),
}

impl std::fmt::Display for Place {
    /// What people call it: `release:12`, `release:12 in client.yiku`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Segment(document, number) => write!(f, "{document}:{number}"),
            Self::Earlier(document) => write!(f, "{document}, earlier text"),
            Self::Memory(memory) => f.write_str(memory),
            Self::In(memory, place) => write!(f, "{place} in {memory}"),
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
    pub source: Variant,
    /// The translation; empty where there is none.
    pub target: Variant,
    /// Where words stand in the text of that side, in bytes.
    pub ranges: Vec<Range<usize>>,
    /// Where words stand in the text of the other side, in bytes.
    pub other_ranges: Vec<Range<usize>>,
}

/// Where to search, and for how many.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'w> {
    /// Only in this document, and its earlier texts.
    pub document: Option<&'w str>,
    /// Only in texts of this language, its regions and scripts.
    pub lang: Option<&'w LangTag>,
    /// The language of the texts that are shown, where a unit has it; else its source text is.
    pub from: Option<&'w LangTag>,
    /// The language of the translations that are shown; without it, what the document or the
    /// imported memory is translated into.
    pub to: Option<&'w LangTag>,
    /// How many segments at most; 0 for all.
    pub max: usize,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits {
    /// The segments, those of documents first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
}

/// Words to be found in segments: all of them, each on either side; case, width and
/// Chinese script do not matter.
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

    /// Searches a memory: its documents, in order, then their earlier texts and the memories
    /// imported.
    ///
    /// # Errors
    /// [`store::Error`] where the memory cannot be read.
    pub fn search(&self, reader: &Reader<'_>, wanted: &Wanted<'_>) -> Result<Hits, store::Error> {
        let mut found: Option<BTreeSet<Row>> = None;
        for word in &self.words {
            let units = reader.units_with(word, wanted.lang)?;
            found = Some(match found {
                None => units,
                Some(found) => found.intersection(&units).copied().collect(),
            });
        }
        let mut found = found.unwrap_or_default();
        let mut in_documents = reader.units_of_documents(wanted.document)?;
        in_documents.retain(|row| found.remove(row));
        if wanted.document.is_some() {
            found.clear();
        }
        let langs = reader.target_langs()?;
        let mut hits = Hits {
            total: in_documents.len() + found.len(),
            hits: Vec::new(),
        };
        for row in in_documents {
            hits.hits.extend(self.in_unit(reader, row, wanted, &langs)?);
        }
        hits.hits.sort_by(|a, b| a.place.cmp(&b.place));
        let max = match wanted.max {
            0 => usize::MAX,
            max => max,
        };
        hits.hits.truncate(max);
        for row in found {
            if hits.hits.len() >= max {
                break;
            }
            hits.hits.extend(self.in_unit(reader, row, wanted, &langs)?);
        }
        Ok(hits)
    }

    fn in_unit(
        &self,
        reader: &Reader<'_>,
        row: Row,
        wanted: &Wanted<'_>,
        langs: &HashMap<Origin, LangTag>,
    ) -> Result<Option<Hit>, store::Error> {
        let Some(StoredUnit { unit, .. }) = reader.unit(row)? else {
            return Ok(None);
        };
        let place = match &unit.origin {
            Origin::Memory(name) => Place::Memory(name.clone()),
            Origin::Document(name) => match reader.place(row)? {
                Some((name, number)) => Place::Segment(name, number),
                None => Place::Earlier(name.clone()),
            },
        };
        let to = wanted.to.or_else(|| langs.get(&unit.origin));
        Ok(self.unit(place, &unit, wanted.from, to))
    }

    /// The hit in a unit: beside its text in the language `from`, or its source, stands the
    /// translation into the language `to`, or, where the words are not there, the first text that
    /// holds them. A text does not stand beside itself, in whatever language it is.
    fn unit(
        &self,
        place: Place,
        unit: &Unit,
        from: Option<&LangTag>,
        to: Option<&LangTag>,
    ) -> Option<Hit> {
        let none = Variant::new(unit.source_lang.clone(), "");
        let in_lang = |lang: Option<&LangTag>| {
            let lang = lang?;
            let mut variants = unit.variants.iter();
            variants.find(|variant| lang.covers(&variant.lang))
        };
        let source = in_lang(from).or_else(|| unit.source()).unwrap_or(&none);
        let others = || {
            unit.variants
                .iter()
                .filter(|other| other.lang != source.lang)
        };
        let first = match in_lang(to) {
            Some(itself) if itself.lang == source.lang => others().next(),
            translation => translation,
        };
        let (target, found) = std::iter::once(first.unwrap_or(&none))
            .chain(others())
            .find_map(|target| Some((target, self.find(&source.text, &target.text)?)))?;
        let (ranges, other_ranges) = match found.first {
            Side::Source => (found.source, found.target),
            Side::Target => (found.target, found.source),
        };
        Some(Hit {
            place,
            side: found.first,
            source: source.clone(),
            target: target.clone(),
            ranges,
            other_ranges,
        })
    }
}

/// A text folded character by character, with the place in `text` of each byte of the key.
fn folded(text: &str) -> (String, Vec<Range<usize>>) {
    let mut key = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        push_search_key(c, &mut key);
        places.resize(key.len(), at..at + c.len_utf8());
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
