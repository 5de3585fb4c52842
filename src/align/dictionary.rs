//! The lexicon we ship: English words and idioms with their usual Chinese.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::stem::{origins, stem};
use crate::text::LangTag;

/// The lexicon as it is shipped: comments, then lines of word, part of speech and Chinese words.
const SHIPPED: &str = include_str!("../../tm/lexicon/en-zh.tsv");

/// How much the translations of a word say of one that is derived from it.
const DERIVED: f32 = 0.7;

/// Sequences that are read as one word.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    all: HashSet<String>,
    /// By first part: how many parts the longest has.
    longest: HashMap<String, usize>,
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
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    /// By stem, or stems with a space between them: Chinese words, the most usual first.
    chinese: HashMap<String, Vec<&'static str>>,
    /// English idioms, by stems.
    pub(super) idioms: Phrases,
    /// Chinese words of two characters and more.
    pub(super) words: Phrases,
}

/// Whether a tag is of a language, whatever its script or region.
fn is(lang: &LangTag, language: &str) -> bool {
    LangTag::parse(language).is_ok_and(|general| general.covers(lang))
}

impl Dictionary {
    /// The lexicon we ship, for texts in English and Chinese; with whether English is the source.
    pub(super) fn between(source: &LangTag, target: &LangTag) -> Option<(&'static Self, bool)> {
        let forth = is(source, "en") && is(target, "zh");
        let back = is(source, "zh") && is(target, "en");
        (forth || back).then(|| (Self::shipped(), forth))
    }

    fn shipped() -> &'static Self {
        static READ: OnceLock<Dictionary> = OnceLock::new();
        READ.get_or_init(|| Self::read(SHIPPED))
    }

    fn read(text: &'static str) -> Self {
        let mut dictionary = Self {
            idioms: Phrases {
                separator: " ",
                ..Phrases::default()
            },
            ..Self::default()
        };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(english), Some(_), Some(chinese)) =
                (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let stems: Vec<String> = english
                .split([' ', '-'])
                .map(stem)
                .filter(|stem| !stem.is_empty())
                .collect();
            let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
            dictionary.idioms.add(&stems);
            let words = dictionary.chinese.entry(stems.join(" ")).or_default();
            for word in chinese.split('|').filter(|word| !word.is_empty()) {
                if !words.contains(&word) {
                    words.push(word);
                }
                let characters: Vec<String> = word.chars().map(String::from).collect();
                let characters: Vec<&str> = characters.iter().map(String::as_str).collect();
                dictionary.words.add(&characters);
            }
        }
        dictionary
    }

    /// The Chinese words of an English stem or idiom, with how much they weigh. What is not known
    /// may be derived from what is.
    pub(super) fn chinese(&self, english: &str) -> Vec<(&'static str, f32)> {
        let weighed = |words: &Vec<&'static str>, weight| -> Vec<(&'static str, f32)> {
            words.iter().map(|word| (*word, weight)).collect()
        };
        if let Some(words) = self.chinese.get(english) {
            return weighed(words, 1.0);
        }
        origins(english)
            .iter()
            .find_map(|origin| self.chinese.get(origin))
            .map_or_else(Vec::new, |words| weighed(words, DERIVED))
    }
}

#[cfg(test)]
mod tests {
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
                (1..=6).contains(&words.len()) && !words.contains(&""),
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
        assert!(Dictionary::between(&en.unwrap(), &fr.unwrap()).is_none());
    }
}
