//! The sentences that memories are made of.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::edit::spliced;
use crate::random::Random;

/// An English text and its Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) english: String,
    pub(crate) chinese: String,
}

impl Pair {
    /// Whether one of its texts says nothing.
    pub(crate) fn is_blank(&self) -> bool {
        self.english.trim().is_empty() || self.chinese.trim().is_empty()
    }
}

/// Sentences with their translations, in an order that is not that of any text.
pub(crate) struct Corpus {
    /// Where they come from, for people.
    pub(crate) source: &'static str,
    /// What memories are made of.
    pub(crate) pairs: Vec<Pair>,
    /// What no memory has, for queries; one in twenty.
    pub(crate) unseen: Vec<Pair>,
}

/// Texts longer than this are taken the more seldom the longer they are, so that the mean is that
/// of a translation memory, 125 characters, and long ones there are all the same.
const COMMON_LENGTH: usize = 215;

impl Corpus {
    /// The sentences of `../shared/samples/corpus` where that is at hand, else what this project
    /// has: the release, and words of the lexicon put into its sentences.
    pub(crate) fn load() -> Self {
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        let samples = home.join("../shared/samples/corpus/en-zh-software-docs.tsv.xz");
        let mut random = Random::new(0);
        let (source, mut pairs) = match unpacked(&samples) {
            Some(text) => {
                let mut pairs = pairs_of(&text);
                pairs.retain(|pair| {
                    let length = pair.english.chars().count();
                    let odds = 100 * COMMON_LENGTH * COMMON_LENGTH / (length * length).max(1);
                    random.percent(odds)
                });
                ("English-Chinese software documentation", pairs)
            }
            None => ("the shipped release and lexicon", own(&mut random)),
        };
        random.shuffle(&mut pairs);
        let unseen = pairs.split_off(pairs.len() - pairs.len() / 20);
        Self {
            source,
            pairs,
            unseen,
        }
    }
}

fn unpacked(path: &Path) -> Option<String> {
    let mut xz = Command::new("xz");
    let output = xz
        .arg("-dc")
        .arg(path)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.is_empty()).then_some(text)
}

fn pairs_of(text: &str) -> Vec<Pair> {
    let lines = text.lines().filter_map(|line| line.split_once('\t'));
    lines
        .map(|(english, chinese)| Pair {
            english: english.trim().to_owned(),
            chinese: chinese.trim().to_owned(),
        })
        .filter(|pair| !pair.english.is_empty() && !pair.chinese.is_empty())
        .collect()
}

/// Sentences of the release, halves of them joined, with words of the lexicon put in: enough of
/// them that a million units are not all the same.
fn own(random: &mut Random) -> Vec<Pair> {
    let release = pairs_of(include_str!("../data/release.pairs.tsv"));
    let words: Vec<(&str, &str)> = include_str!("../../tm/lexicon/en-zh.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let (english, chinese) = (columns.next()?, columns.nth(1)?);
            Some((english, chinese.split('|').next()?))
        })
        .collect();
    let mut pairs = release.clone();
    while pairs.len() < 50_000 {
        let mut pair = spliced(random.pick(&release), random.pick(&release), random);
        for _ in 0..1 + random.below(8) {
            let (english, chinese) = random.pick(&words);
            let mut parts: Vec<&str> = pair.english.split(' ').collect();
            let at = random.below(parts.len());
            let mut characters: Vec<char> = pair.chinese.chars().collect();
            let there = at * characters.len() / parts.len();
            let gone = characters.len().min(there + 2);
            characters.splice(there..gone, chinese.chars());
            parts[at] = english;
            pair = Pair {
                english: parts.join(" "),
                chinese: characters.into_iter().collect(),
            };
        }
        pairs.push(pair);
    }
    pairs
}
