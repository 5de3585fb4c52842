//! The sentences that memories are made of.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::random::Random;
use crate::sentences::Words;

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
    /// has: the release, and sentences of the words of the lexicon.
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

/// The release, and sentences of the words of the lexicon: as many as the samples are.
fn own(random: &mut Random) -> Vec<Pair> {
    let mut pairs = pairs_of(include_str!("../data/release.pairs.tsv"));
    let words = Words::of(include_str!("../../tm/lexicon/en-zh.tsv"), random);
    pairs.extend((0..90_000).map(|_| words.sentence(random)));
    pairs
}
