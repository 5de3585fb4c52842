//! Which tokens mean the same before anything is learned from the texts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::dictionary::Dictionary;
use super::tokens::{Corpus, Key, Tokens, Vocabulary};
use super::{Met, days};

/// Pairs of tokens that mean the same before anything is learned.
pub(super) fn known(
    vocabulary: &Vocabulary,
    corpus: &Corpus,
    of_concept: &[BTreeMap<usize, BTreeSet<u32>>; 2],
    dictionary: Option<(&Dictionary, bool)>,
    learned: &[Met],
) -> Vec<(u32, u32, f32)> {
    let stands = |side: &Tokens, n: u32| side.counts.get(n as usize).is_some_and(|c| *c > 0);
    let mut known: BTreeMap<(u32, u32), f32> = BTreeMap::new();
    for (n, key) in (0..).zip(&vocabulary.keys) {
        let weight = match key {
            Key::NumberWord(_) => 0.6,
            Key::Mark(_) => 0.8,
            _ => 1.0,
        };
        if stands(&corpus.source, n) && stands(&corpus.target, n) {
            known.insert((n, n), weight);
        }
        if let Key::NumberWord(value) = key
            && let Some(digits) = vocabulary.numbers.get(&Key::Number(*value))
        {
            for (a, b) in [(n, *digits), (*digits, n)] {
                if stands(&corpus.source, a) && stands(&corpus.target, b) {
                    known.insert((a, b), 0.6);
                }
            }
        }
    }
    for (a, b, weight) in days::pairs(vocabulary) {
        for (a, b) in [(a, b), (b, a)] {
            if stands(&corpus.source, a) && stands(&corpus.target, b) {
                known.entry((a, b)).or_insert(weight);
            }
        }
    }
    if let Some((dictionary, forth)) = dictionary {
        let (english, chinese) = match forth {
            true => (&corpus.source, &corpus.target),
            false => (&corpus.target, &corpus.source),
        };
        for ((a, b), weight) in translations(vocabulary, english, chinese, dictionary) {
            known
                .entry(if forth { (a, b) } else { (b, a) })
                .or_insert(weight);
        }
    }
    for met in learned {
        let (sources, targets) = (vocabulary.of(&met.source), vocabulary.of(&met.target));
        for a in sources.filter(|a| stands(&corpus.source, *a)) {
            for b in targets.clone().filter(|b| stands(&corpus.target, *b)) {
                known.entry((a, b)).or_insert(met.weight);
            }
        }
    }
    for (concept, sources) in &of_concept[0] {
        for source in sources {
            for target in of_concept[1].get(concept).into_iter().flatten() {
                known.insert((*source, *target), 1.0);
            }
        }
    }
    known.into_iter().map(|((a, b), w)| (a, b, w)).collect()
}

/// How much a part of a Chinese word, or a word that holds it, says where the word itself would
/// say 1.
const PART: f32 = 0.5;
/// The same for a single character of it.
const CHARACTER: f32 = 0.1;

/// Pairs (English token, Chinese token) that the lexicon knows, with their weight.
fn translations(
    vocabulary: &Vocabulary,
    english: &Tokens,
    chinese: &Tokens,
    dictionary: &Dictionary,
) -> BTreeMap<(u32, u32), f32> {
    let standing = |side: &Tokens| -> Vec<(u32, &str)> {
        let counts = side.counts.iter().zip(0..).filter(|(count, _)| **count > 0);
        counts
            .filter_map(|(_, n)| Some((n, vocabulary.word(n)?)))
            .collect()
    };
    let pieces = |word: &str| -> Vec<String> {
        let characters: Vec<char> = word.chars().collect();
        let mut pieces = Vec::new();
        for n in 1..characters.len() {
            pieces.extend(characters.windows(n).map(|w| w.iter().collect::<String>()));
        }
        pieces
    };
    // By text: Chinese tokens that are it, and longer ones that hold it.
    let mut whole: HashMap<&str, Vec<u32>> = HashMap::new();
    let mut holding: HashMap<String, Vec<u32>> = HashMap::new();
    for (n, text) in standing(chinese) {
        whole.entry(text).or_default().push(n);
        for piece in pieces(text).into_iter().filter(|p| p.chars().count() > 1) {
            holding.entry(piece).or_default().push(n);
        }
    }
    let mut found: BTreeMap<(u32, u32), f32> = BTreeMap::new();
    for (n, text) in standing(english) {
        for (word, weight) in dictionary.chinese(text) {
            let mut add = |tokens: Option<&Vec<u32>>, share: f32| {
                for token in tokens.into_iter().flatten() {
                    let slot = found.entry((n, *token)).or_default();
                    *slot = slot.max(weight * share);
                }
            };
            add(whole.get(word), 1.0);
            add(holding.get(word), PART);
            for piece in pieces(word) {
                let single = piece.chars().count() == 1;
                let share = if single { CHARACTER } else { PART };
                add(whole.get(piece.as_str()), share);
            }
        }
    }
    found
}
