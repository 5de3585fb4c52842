//! What could be a term in a text of a language with spaces: runs of words that begin and end with
//! a word of meaning. No tagger decides: what is said often and as a whole is found by counting.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::words;
use crate::text::script::is_han;

/// How many words a term has at most; a name may have [`NAME`].
const WORDS: usize = 5;
const NAME: usize = 8;

/// A run of words that could be a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// What it is counted by: its words in lower case, the last one without plural s.
    pub(super) key: String,
    /// As it stands in the text.
    pub(super) surface: String,
    /// Whether all its words of meaning have capitals, and it does not stand where any word has.
    pub(super) is_name: bool,
}

/// A word of a text, with what it is without the s of a genitive.
struct Word<'t> {
    text: &'t str,
    lower: String,
    is_stop: bool,
    is_capital: bool,
}

static STOP: LazyLock<HashSet<&'static str>> = LazyLock::new(|| words::stop().collect());

/// All runs of a text that could be terms.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (run, starts_sentence) in runs(text) {
        for begin in 0..run.len() {
            for end in begin + 1..=run.len().min(begin + NAME) {
                let words = run.get(begin..end).unwrap_or_default();
                if let Some(mut piece) = piece(words) {
                    piece.is_name &= begin > 0 || words.len() > 1 || !starts_sentence;
                    pieces.push(piece);
                }
            }
        }
    }
    pieces
}

/// The words of a text, parted by everything that a term does not go across; and whether a run may
/// owe its capital to the start of a sentence.
fn runs(text: &str) -> Vec<(Vec<Word<'_>>, bool)> {
    let mut runs = Vec::new();
    let mut run = Vec::new();
    let mut starts = true;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_alphanumeric() {
            let (token, after) = rest.split_at(word_end(rest));
            rest = after;
            let bare = token
                .strip_suffix("'s")
                .or_else(|| token.strip_suffix("’s"));
            run.push(Word::new(bare.unwrap_or(token)));
            if bare.is_none() {
                continue;
            }
            // What a genitive stands before is another thing: WIPO's support.
        } else {
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            if c == ' ' || c == '\u{A0}' {
                continue;
            }
            if c == '&' && rest.starts_with(' ') && !run.is_empty() {
                run.push(Word::new("&"));
                continue;
            }
        }
        if !run.is_empty() {
            runs.push((std::mem::take(&mut run), starts));
            starts = matches!(c, '.' | '!' | '?' | ':' | '“' | '"' | '\n');
        }
    }
    runs.push((run, starts));
    runs
}

/// Where the word that a text begins with ends: `low-carbon`, `R&D`, `states’` without its mark.
fn word_end(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let joins = matches!(c, '-' | '\'' | '’' | '&' | '.' | '\u{2010}' | '\u{2011}');
        let goes_on = next.is_some_and(char::is_alphanumeric);
        if !(c.is_alphanumeric() || joins && goes_on) {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

impl<'t> Word<'t> {
    fn new(text: &'t str) -> Self {
        let lower = text.to_lowercase();
        Self {
            is_stop: text == "&" || STOP.contains(lower.as_str()),
            is_capital: text.starts_with(|c: char| c.is_uppercase() || c.is_numeric()),
            lower,
            text,
        }
    }

    /// Whether a term can begin and end with it.
    fn is_end(&self) -> bool {
        let is_adverb = !self.is_capital && self.lower.ends_with("ly");
        !(self.is_stop || is_adverb)
            && self.lower.chars().count() > 1
            && !self.lower.chars().all(|c| c.is_numeric() || c == '.')
    }
}

/// A run of words as a piece, where it could be a term.
fn piece(words: &[Word<'_>]) -> Option<Piece> {
    let (first, last) = (words.first()?, words.last()?);
    if !(first.is_end() && last.is_end()) {
        return None;
    }
    let meant = || words.iter().filter(|word| !word.is_stop);
    let is_name = meant().all(|word| word.is_capital);
    let inner: Vec<&Word<'_>> = words.iter().filter(|word| word.is_stop).collect();
    let fits = |word: &&Word<'_>| match word.lower.as_str() {
        "&" => true,
        lower if is_name => words::is_inner(lower),
        lower => matches!(lower, "of" | "and"),
    };
    if !inner.iter().all(fits) {
        return None;
    }
    let most = match (is_name, inner.is_empty()) {
        (true, _) => NAME,
        (false, true) => WORDS,
        (false, false) => WORDS - 1,
    };
    // A name beside a verb is no term: pledged WIPO, Tang congratulated.
    let is_verb = |word: &Word<'_>| !word.is_capital && word.lower.ends_with("ed");
    let beside_verb =
        !is_name && meant().any(|word| word.is_capital) && (is_verb(first) || is_verb(last));
    if words.len() > most || beside_verb {
        return None;
    }
    let surface: Vec<&str> = words.iter().map(|word| word.text).collect();
    Some(Piece {
        key: key(words.iter().map(|word| word.lower.as_str())),
        surface: surface.join(" "),
        is_name,
    })
}

/// What a run of words in lower case is counted by.
pub(super) fn key<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut key: Vec<&str> = words.collect();
    let Some(last) = key.pop() else {
        return String::new();
    };
    let last = singular(last);
    key.push(&last);
    key.join(" ")
}

fn singular(word: &str) -> String {
    match word.len() {
        5.. if word.ends_with("ies") => word.strip_suffix("ies").map(|stem| format!("{stem}y")),
        4.. if !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") => {
            word.strip_suffix('s').map(str::to_owned)
        }
        _ => None,
    }
    .unwrap_or_else(|| word.to_owned())
}

/// How many words of meaning a name has.
pub(super) fn meant(name: &str) -> usize {
    let words = name.split(' ').filter(|word| !STOP.contains(word));
    words
        .filter(|word| word.contains(|c: char| c.is_alphanumeric() && !is_han(c)))
        .count()
}

/// The long forms that a text gives with their acronyms: `Patent Cooperation Treaty (PCT)`.
pub(super) fn acronyms(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices(['(', '（']) {
        let (before, rest) = text.split_at(open);
        let Some((acronym, _)) = rest.trim_start_matches(['(', '（']).split_once([')', '）'])
        else {
            continue;
        };
        let acronym = acronym.trim();
        let letters: Vec<char> = acronym.chars().filter(|c| c.is_alphanumeric()).collect();
        let is_acronym = (2..=8).contains(&letters.len())
            && !acronym.contains(' ')
            && letters.iter().filter(|c| c.is_uppercase()).count() > 1;
        if !is_acronym {
            continue;
        }
        let long = long_form(before, &letters, false);
        if let Some(long) = long.or_else(|| long_form(before, &letters, true)) {
            found.push((long, acronym.to_owned()));
        }
    }
    found
}

/// The words at the end of a text whose first letters are those of an acronym; little words between
/// them have a letter in it or not.
fn long_form(before: &str, letters: &[char], little: bool) -> Option<String> {
    let words: Vec<&str> = before.split_whitespace().collect();
    let mut left = letters.iter().rev().copied().peekable();
    for (at, word) in words.iter().enumerate().rev() {
        let is_little = words::is_inner(&word.to_lowercase());
        if is_little && !little {
            continue;
        }
        let parts: Vec<&str> = word.split('-').filter(|part| !part.is_empty()).collect();
        let mut matched = false;
        for part in parts.iter().rev() {
            let initial = part.chars().next()?.to_lowercase().next()?;
            let wanted = left.peek().and_then(|c| c.to_lowercase().next());
            if wanted == Some(initial) {
                left.next();
                matched = true;
            }
        }
        if !matched && !is_little {
            return None;
        }
        if left.peek().is_none() {
            return words.get(at..).map(|words| words.join(" "));
        }
    }
    None
}
