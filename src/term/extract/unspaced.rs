//! What could be a term in Chinese: runs of characters that come again, hold together inside and
//! stand between different neighbours (branching entropy: Jin and Tanaka-Ishii 2006), and what
//! stands in 《》 and “”.

use std::collections::{BTreeMap, HashMap};

use super::words::{can_begin, can_end, is_in_none};
use crate::text::script::is_han;

/// How many characters a term has at most; a Latin word counts as one.
const LENGTH: usize = 8;
/// How many a name in 《》 or “” has, and the counterpart of a term of the other language.
pub(super) const LONG: usize = 14;
/// How uncertain the neighbours on either side must be, in nats: two of them, or nearly so.
const ENTROPY: f64 = 0.5;
/// How much oftener than by chance the parts of a term must stand together, in bits.
const TOGETHER: f64 = 1.0;

/// The tokens of a text, parted by everything that a term does not go across: Han characters, and
/// words of other letters and digits.
pub(super) fn runs(text: &str) -> Vec<Vec<&str>> {
    let mut runs = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() && !is_han(c);
        let length = match c {
            _ if is_han(c) => c.len_utf8(),
            _ if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            // What only stands round a name.
            '《' | '》' | '“' | '”' | ' ' => {
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
                continue;
            }
            _ => {
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
                if !run.is_empty() {
                    runs.push(std::mem::take(&mut run));
                }
                continue;
            }
        };
        let (token, after) = rest.split_at(length);
        run.push(token);
        rest = after;
    }
    runs.push(run);
    runs
}

/// All pieces of a text of at most `most` tokens that begin and end as a term can.
pub(super) fn pieces(text: &str, most: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    for run in runs(text) {
        for begin in 0..run.len() {
            for end in begin + 1..=run.len().min(begin + most) {
                let tokens = run.get(begin..end).unwrap_or_default();
                if is_term(tokens) {
                    pieces.push(joined(tokens));
                }
            }
        }
    }
    pieces
}

/// Tokens as one text: between words that are not Chinese stands a blank.
fn joined(tokens: &[&str]) -> String {
    let mut text = String::new();
    for token in tokens {
        if text.ends_with(|c| !is_han(c)) && !token.starts_with(is_han) {
            text.push(' ');
        }
        text.push_str(token);
    }
    text
}

/// Whether tokens begin and end as a term can, and are no single character and no number.
fn is_term(tokens: &[&str]) -> bool {
    let is_single = tokens.len() == 1 && tokens.iter().all(|token| token.chars().count() == 1);
    let is_number = tokens
        .iter()
        .all(|token| token.chars().all(char::is_numeric));
    let [first, last] = [tokens.first(), tokens.last()];
    let begins = first.is_some_and(|token| token.starts_with(can_begin));
    let ends = last.is_some_and(|token| token.starts_with(can_end));
    begins && ends && !is_single && !is_number
}

/// What stands beside the occurrences of a piece on one side. An end of a run is a neighbour of its
/// own each time.
#[derive(Default)]
struct Neighbours {
    tokens: BTreeMap<String, usize>,
    ends: usize,
}

impl Neighbours {
    fn add(&mut self, token: Option<&&str>) {
        match token {
            Some(token) => *self.tokens.entry((*token).to_owned()).or_default() += 1,
            None => self.ends += 1,
        }
    }

    fn entropy(&self) -> f64 {
        let counts = self.tokens.values().copied();
        let all = counts.clone().sum::<usize>() + self.ends;
        let part = |count: usize| {
            let p = super::float(count) / super::float(all);
            -p * p.ln()
        };
        counts.map(part).sum::<f64>() + super::float(self.ends) * part(1)
    }
}

/// The pieces of texts that hold together and are said at least `least` times.
pub(super) fn collocations(texts: &[&str], least: usize) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut all = 0;
    let parsed: Vec<_> = texts.iter().flat_map(|text| runs(text)).collect();
    for run in &parsed {
        all += run.len();
        each(run, |tokens, _, _| {
            *counts.entry(joined(tokens)).or_default() += 1;
        });
        super::forget_seldom(&mut counts, |count| *count);
    }
    counts.retain(|_, count| *count >= least);
    let together = |tokens: &[&str]| {
        let p = |tokens: &[&str]| {
            let count = counts.get(&joined(tokens)).copied().unwrap_or(1);
            super::float(count) / super::float(all)
        };
        let bits = |at: usize| {
            let (left, right) = tokens.split_at(at);
            (p(tokens) / (p(left) * p(right))).log2()
        };
        (1..tokens.len()).map(bits).fold(f64::INFINITY, f64::min)
    };
    let mut found: BTreeMap<String, [Neighbours; 2]> = BTreeMap::new();
    for run in &parsed {
        each(run, |tokens, before, after| {
            if !is_term(tokens) || tokens.iter().any(|token| token.starts_with(is_in_none)) {
                return;
            }
            let key = joined(tokens);
            if counts.contains_key(&key) && together(tokens) >= TOGETHER {
                let [left, right] = found.entry(key).or_default();
                left.add(before);
                right.add(after);
            }
        });
    }
    let is_free = |sides: &[Neighbours; 2]| sides.iter().all(|side| side.entropy() >= ENTROPY);
    let found = found.into_iter().filter(|(_, sides)| is_free(sides));
    found.map(|(key, _)| key).collect()
}

/// Hands every piece of a run to `each`, with what stands before and after it.
fn each<'t>(run: &[&'t str], mut each: impl FnMut(&[&'t str], Option<&&'t str>, Option<&&'t str>)) {
    for begin in 0..run.len() {
        let before = begin.checked_sub(1).and_then(|at| run.get(at));
        for end in begin + 1..=run.len().min(begin + LENGTH) {
            let tokens = run.get(begin..end).unwrap_or_default();
            each(tokens, before, run.get(end));
        }
    }
}

/// What stands in 《》 and “” in a text, where it is no sentence.
pub(super) fn quoted(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (open, close) in [('《', '》'), ('“', '”')] {
        for (at, mark) in text.match_indices(open) {
            let rest = text.get(at + mark.len()..).unwrap_or_default();
            let inside = rest.split_once(close).map_or("", |(inside, _)| inside);
            let length = inside.chars().count();
            let has_marks = inside.contains(['，', '。', '；', '！', '？', '“', '《']);
            if (2..=LONG).contains(&length) && !has_marks && inside.chars().any(is_han) {
                found.push(inside);
            }
        }
    }
    found
}
