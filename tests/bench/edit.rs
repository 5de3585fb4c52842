//! What makes one segment nearly another: words and numbers changed, halves joined.

use crate::corpus::Pair;
use crate::random::Random;

/// The first half of one sentence and the second half of another, in both languages.
pub(crate) fn spliced(one: &Pair, other: &Pair, random: &mut Random) -> Pair {
    let share = 30 + random.below(41);
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let characters = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
    let spliced = Pair {
        english: joined(words(&one.english), &words(&other.english), share).join(" "),
        chinese: joined(characters(&one.chinese), &characters(&other.chinese), share).concat(),
    };
    if spliced.is_blank() {
        return one.clone();
    }
    spliced
}

/// So many percent of the beginning of one, and of the other what comes after so many percent.
fn joined(mut one: Vec<String>, other: &[String], share: usize) -> Vec<String> {
    one.truncate((one.len() * share / 100).max(1));
    one.extend_from_slice(&other[other.len() * share / 100..]);
    one
}

/// A pair with so many words or numbers changed, put in or taken out, and the Chinese likewise at
/// about the same place; what is put in comes from `others`.
pub(crate) fn edited(pair: &Pair, edits: usize, others: &[Pair], random: &mut Random) -> Pair {
    let mut words: Vec<String> = pair.english.split(' ').map(str::to_owned).collect();
    let mut characters: Vec<char> = pair.chinese.chars().collect();
    for _ in 0..edits {
        if random.percent(20) && renumber(&mut words, &mut characters, random) {
            continue;
        }
        let other = random.pick(others);
        let at = random.below(words.len());
        let there = at * characters.len() / words.len();
        let length = 1 + random.below(2);
        let piece: Vec<char> = {
            let all: Vec<char> = other.chinese.chars().collect();
            let from = random.below(all.len());
            all.into_iter().skip(from).take(length).collect()
        };
        let word = other.english.split(' ').collect::<Vec<_>>();
        let word = (*random.pick(&word)).to_owned();
        let gone = characters.len().min(there + length);
        match random.below(10) {
            0..6 => {
                words[at] = word;
                characters.splice(there..gone, piece);
            }
            6..8 => {
                words.insert(at, word);
                characters.splice(there..there, piece);
            }
            _ if words.len() > 1 && characters.len() > gone - there => {
                words.remove(at);
                characters.drain(there..gone);
            }
            _ => {}
        }
    }
    let edited = Pair {
        english: words.join(" "),
        chinese: characters.into_iter().collect(),
    };
    if edited.is_blank() {
        return pair.clone();
    }
    edited
}

/// Puts another number for the first one in the English, and for the same one in the Chinese.
fn renumber(words: &mut [String], characters: &mut Vec<char>, random: &mut Random) -> bool {
    let is_number = |word: &&mut String| word.bytes().all(|byte| byte.is_ascii_digit());
    let Some(word) = words
        .iter_mut()
        .filter(|word| !word.is_empty())
        .find(is_number)
    else {
        return false;
    };
    let new = (1 + random.below(3000)).to_string();
    let chinese: String = characters.iter().collect();
    *characters = chinese.replacen(word.as_str(), &new, 1).chars().collect();
    *word = new;
    true
}
