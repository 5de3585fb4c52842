//! The definition of the score, step by step, with nothing shared but the tables of characters,
//! which whoever uses this brings: the tests of this room, and the benchmark.

use unicode_normalization::UnicodeNormalization;

use super::{is_han, simplified};

fn is_single(c: char) -> bool {
    is_han(c) || ('ぁ'..='ヿ').contains(&c) && c.is_alphabetic()
}

fn fold(text: &str) -> Vec<char> {
    let mut out = Vec::new();
    for c in text.nfkc() {
        for upper in simplified(c).to_uppercase() {
            out.extend(upper.to_lowercase());
        }
    }
    out
}

/// The text with its numbers cut out, a space for each.
fn without_numbers(chars: &[char]) -> Vec<char> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at].is_numeric() && chars[at] != '〇' {
            at += 1;
            loop {
                let digit = |i: usize| chars.get(i).is_some_and(|c| c.is_numeric() && *c != '〇');
                let blank = chars[at..].iter().take_while(|c| c.is_whitespace()).count();
                let next = chars.get(at + blank).copied().unwrap_or(' ');
                if digit(at) {
                    at += 1;
                } else if "十百千万亿%‰".contains(next) {
                    at += blank + 1;
                } else if ",.:/-'’–".contains(next) && blank == 0 && digit(at + 1) {
                    at += 2;
                } else {
                    break;
                }
            }
            out.push(' ');
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

pub(crate) fn content(text: &str) -> Vec<String> {
    let folded = fold(text);
    let chars = without_numbers(&folded);
    let mut words: Vec<String> = vec![String::new()];
    for (at, &c) in chars.iter().enumerate() {
        let letter = |c: char| c.is_alphabetic() && !is_single(c);
        let open = words.last().is_some_and(|word| !word.is_empty());
        if is_single(c) {
            words.extend([c.to_string(), String::new()]);
        } else if letter(c) {
            words.last_mut().unwrap().push(c);
        } else if "'’".contains(c) && open && chars.get(at + 1).is_some_and(|c| letter(*c)) {
            words.last_mut().unwrap().push('\'');
        } else {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    if words.is_empty() {
        let others = folded.iter().filter(|c| !c.is_whitespace());
        return others.map(|c| format!("no word: {c}")).collect();
    }
    words
}

pub(crate) fn distance<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                change.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1)
            };
        }
    }
    table[a.len()][b.len()]
}

/// The score of two texts that are not the same, by their contents; 95 for 95 to 99.
pub(crate) fn percent_of_contents<T: PartialEq>(
    x: &[T],
    y: &[T],
    without_words: bool,
    cap: usize,
) -> usize {
    if x == y && !without_words {
        return 95;
    }
    let longer = x.len().max(y.len());
    (100 * (longer - distance(x, y)) / longer).min(cap)
}
