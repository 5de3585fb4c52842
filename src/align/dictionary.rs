//! Lexicons: English words and idioms with their usual Chinese. The one we ship, and people's own.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::cedict;
use super::stem::origins;
use crate::text::LangTag;

/// The lexicon as it is shipped: comments, then lines of word, part of speech and Chinese words.
const SHIPPED: &str = include_str!("../../tm/lexicon/en-zh.tsv");

/// How much the translations of a word say of one that is derived from it.
const DERIVED: f32 = 0.7;

/// Sequences that are read as one word.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases {
    all: HashSet<String>,
    /// By first part: how many parts the longest has.
    longest: HashMap<String, usize>,
    /// What stands between the parts.
    separator: &'static str,
}

impl Phrases {
    fn add(&mut self, parts: &[&str]) {
        if let ([first, ..], 2..) = (parts, parts.len()) {
            self.all.insert(parts.join(self.separator));
            let longest = self.longest.entry((*first).to_owned()).or_default();
            *longest = parts.len().max(*longest);
        }
    }

    /// The longest phrase at the start of `parts`, with the number of its parts. Parts end at the
    /// first that is no word.
    pub(super) fn at<'p>(
        &self,
        mut parts: impl Iterator<Item = &'p str>,
    ) -> Option<(usize, String)> {
        let mut text = parts.next()?.to_owned();
        let longest = *self.longest.get(&text)?;
        let mut found = None;
        for (n, part) in (2..=longest).zip(parts) {
            text.push_str(self.separator);
            text.push_str(part);
            if self.all.contains(&text) {
                found = Some((n, text.clone()));
            }
        }
        found
    }
}

/// A lexicon between English and Chinese.
#[derive(Clone, Debug)]
pub struct Dictionary {
    /// By stem, or stems with a space between them: Chinese words, the most usual first, with how
    /// much they weigh, from 0 to 1.
    chinese: HashMap<String, Vec<(String, f32)>>,
    /// English idioms, by stems.
    pub(super) idioms: Phrases,
    /// Chinese words of two characters and more.
    pub(super) words: Phrases,
}

impl Default for Dictionary {
    fn default() -> Self {
        let joined_by = |separator| Phrases {
            separator,
            ..Phrases::default()
        };
        Self {
            chinese: HashMap::new(),
            idioms: joined_by(" "),
            words: joined_by(""),
        }
    }
}

/// What came of reading a lexicon of somebody's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadLexicon {
    /// How many lines had a pair of words.
    pub entries: usize,
    /// The numbers of the lines, from 1, that have none and are no comment.
    pub unread: Vec<usize>,
}

/// Whether a tag is of a language, whatever its script or region.
fn is(lang: &LangTag, language: &str) -> bool {
    LangTag::parse(language).is_ok_and(|general| general.covers(lang))
}

/// Whether the lexicon is of use between two languages: `Some(true)` where English is the source,
/// `Some(false)` where Chinese is.
pub(super) fn direction(source: &LangTag, target: &LangTag) -> Option<bool> {
    let forth = is(source, "en") && is(target, "zh");
    let back = is(source, "zh") && is(target, "en");
    (forth || back).then_some(forth)
}

impl Dictionary {
    /// The lexicon we ship.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static READ: OnceLock<Dictionary> = OnceLock::new();
        READ.get_or_init(|| {
            let mut dictionary = Self::default();
            dictionary.read(SHIPPED);
            dictionary
        })
    }

    /// Whether a lexicon is of use between two languages.
    #[must_use]
    pub fn serves(source: &LangTag, target: &LangTag) -> bool {
        direction(source, target).is_some()
    }

    /// Reads a lexicon into this one: a file with a word a line, its fields parted by tabs (English,
    /// Chinese; or English, part of speech, Chinese; several Chinese words parted by `|`, `;` or
    /// `；`), or one in the form of CC-CEDICT (`傳統 传统 [chuan2 tong3] /tradition/traditional/`).
    /// Lines that begin with `#` are comments.
    pub fn read(&mut self, text: &str) -> ReadLexicon {
        let mut read = ReadLexicon::default();
        let mut entries = Vec::new();
        for (line, number) in text.lines().zip(1..) {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            let known = match (fields.as_slice(), cedict::entry(line)) {
                ([english, chinese] | [english, _, chinese, ..], _) => self.add(english, chinese),
                (_, Some(entry)) => {
                    let glosses: Vec<_> = entry.glosses.iter().filter_map(|g| words(g)).collect();
                    let any = !glosses.is_empty();
                    entries.push((entry.simplified, glosses));
                    any
                }
                _ => false,
            };
            if known {
                read.entries += 1;
            } else {
                read.unread.push(number);
            }
        }
        self.add_entries(&entries);
        read
    }

    /// Adds an English word or idiom with its Chinese words. Says whether there were any.
    fn add(&mut self, english: &str, chinese: &str) -> bool {
        let stems = stems(english);
        if stems.is_empty() {
            return false;
        }
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        self.idioms.add(&stems);
        let key = stems.join(" ");
        let words = chinese.split(['|', ';', '；']).map(str::trim);
        let mut added = false;
        for word in words.filter(|word| !word.is_empty()) {
            self.pair(key.clone(), word, 1.0);
            added = true;
        }
        added
    }

    /// Adds Chinese words with what the lexicon says of each in English. A gloss of several words
    /// says less of each, and least of those that stand in many: `to have a drink` says more of
    /// drinking than of having. It is no idiom that English texts would hold as it stands.
    fn add_entries(&mut self, entries: &[(&str, Vec<Vec<String>>)]) {
        let mut times: HashMap<&str, f32> = HashMap::new();
        for stem in entries.iter().flat_map(|(_, glosses)| glosses).flatten() {
            *times.entry(stem).or_default() += 1.0;
        }
        for (chinese, glosses) in entries {
            for gloss in glosses {
                let rarity =
                    |stem: &String| times.get(stem.as_str()).map_or(1.0, |n| n.sqrt().recip());
                let sum: f32 = gloss.iter().map(rarity).sum();
                for stem in gloss {
                    self.pair(stem.clone(), chinese, rarity(stem) / sum);
                }
            }
        }
    }

    fn pair(&mut self, english: String, chinese: &str, weight: f32) {
        let words = self.chinese.entry(english).or_default();
        match words.iter_mut().find(|(word, _)| word == chinese) {
            Some((_, known)) => *known = known.max(weight),
            None => words.push((chinese.to_owned(), weight)),
        }
        let characters: Vec<String> = chinese.chars().map(String::from).collect();
        let characters: Vec<&str> = characters.iter().map(String::as_str).collect();
        self.words.add(&characters);
    }

    /// The Chinese words of an English stem or idiom, with how much they weigh. What is not known
    /// may be derived from what is.
    pub(super) fn chinese(&self, english: &str) -> Vec<(&str, f32)> {
        let (words, share) = match self.chinese.get(english) {
            Some(words) => (Some(words), 1.0),
            None => {
                let mut origins = origins(english).into_iter();
                (
                    origins.find_map(|origin| self.chinese.get(&origin)),
                    DERIVED,
                )
            }
        };
        let words = words.into_iter().flatten();
        words
            .map(|(word, weight)| (word.as_str(), weight * share))
            .collect()
    }
}

/// The stems of an English word or idiom.
fn stems(english: &str) -> Vec<String> {
    let stems = english.split([' ', '-']).flat_map(super::stem::stems);
    stems.filter(|stem| !stem.is_empty()).collect()
}

/// The stems of a gloss that say what it means; `None` where there are none, or so many that they
/// describe.
fn words(gloss: &str) -> Option<Vec<String>> {
    let mut stems = stems(gloss);
    stems.retain(|stem| !is_empty_word(stem));
    (1..=MOST_WORDS).contains(&stems.len()).then_some(stems)
}

/// The most words of a gloss that say something of a Chinese word.
const MOST_WORDS: usize = 4;

/// Whether a stem says nothing of what a gloss means.
fn is_empty_word(stem: &str) -> bool {
    const EMPTY: &[&str] = &[
        "a", "an", "the", "to", "of", "in", "on", "at", "for", "with", "by", "from", "be", "sb",
        "sth", "one", "or", "and", "as", "etc", "that", "it", "into", "up", "out", "off",
    ];
    EMPTY.contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::super::stem::stem;
    use super::*;

    #[test]
    fn the_shipped_lexicon_is_sorted_and_clean() {
        let rows: Vec<&str> = SHIPPED.lines().skip(1).collect();
        assert!(SHIPPED.starts_with('#') && SHIPPED.ends_with('\n') && !SHIPPED.contains('\r'));
        let mut before = (String::new(), "", "");
        for row in rows {
            let fields: Vec<&str> = row.split('\t').collect();
            let [english, part, chinese] = fields[..] else {
                panic!("three columns: {row}");
            };
            let key = (english.to_lowercase(), english, part);
            assert!(before < key, "sorted and once: {row}");
            let parts = [
                "n", "v", "adj", "adv", "prep", "pron", "conj", "num", "name",
            ];
            assert!(parts.contains(&part), "{row}");
            let words: Vec<&str> = chinese.split('|').collect();
            assert!(
                (1..=14).contains(&words.len()) && !words.contains(&""),
                "{row}"
            );
            before = key;
        }
    }

    #[test]
    fn words_are_found_in_all_their_forms() {
        let lexicon = Dictionary::shipped();
        let of = |english: &str| lexicon.chinese(&stem(english));
        for (english, chinese) in [
            ("went", "去"),
            ("cities", "城市"),
            ("protected", "保护"),
            ("carefully", "小心"),
            ("neighbours", "邻居"),
        ] {
            assert!(
                of(english).iter().any(|(word, _)| *word == chinese),
                "{english}"
            );
        }
        assert!(of("xyzzy").is_empty());
    }

    #[test]
    fn the_longest_phrase_is_read() {
        let lexicon = Dictionary::shipped();
        let at = |parts: &[&str]| lexicon.words.at(parts.iter().copied());
        assert_eq!(
            at(&["知", "识", "产", "权", "法"]),
            Some((4, "知识产权".to_owned()))
        );
        assert_eq!(at(&["蘑", "知"]), None);
        let (en, fr) = (LangTag::parse("en-US"), LangTag::parse("fr"));
        assert_eq!(direction(&en.unwrap(), &fr.unwrap()), None);
    }
}
