//! What a segment holds that can be compared across languages: words, Han characters in pairs,
//! numbers by value, marks, and terms of the termbase.
//!
//! Both sides share one vocabulary, so that what is written the same on both sides (a number, an
//! acronym, a question mark) is the same token.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::days;
use super::dictionary::{Phrases, direction};
use super::estimate::Link;
use super::known::known;
use super::stem::stems;
use super::{Knowledge, Lengths, SideText};
use crate::term::TermStatus;
use crate::text::LangTag;
use crate::text::markup::tag;
use crate::text::number::{NumberKind, Value, numbers};
use crate::text::script::{is_cjk, is_han};

/// The most tokens of one segment that are compared; what follows adds cost and no certainty.
const MAX_TOKENS: usize = 1000;

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    /// A word in a script with spaces, by its stem; an idiom, by its stems; a Chinese word that the
    /// lexicon knows.
    Word(String),
    /// Characters of a script without spaces: one, or two side by side.
    Han(String),
    /// A number in digits.
    Number(Value),
    /// A number in words, or an ordinal.
    NumberWord(Value),
    /// A day of a month, of which no more is said.
    Day(u8),
    /// A mark that translators keep.
    Mark(char),
    /// A term, by its parts.
    Term(Vec<u32>),
}

impl Key {
    /// The text of a word or of characters.
    fn word(&self) -> Option<&str> {
        match self {
            Self::Word(text) | Self::Han(text) => Some(text),
            _ => None,
        }
    }

    /// How surely a translation keeps it, from 0 to 1. A number that the other side has nowhere
    /// speaks against any segment of it.
    pub(super) fn kept(&self) -> f32 {
        match self {
            Self::Number(_) => 0.8,
            Self::NumberWord(_) => 0.5,
            _ => 0.0,
        }
    }
}

/// One side, as tokens.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// The tokens of each segment, in order.
    pub(super) segments: Vec<Vec<u32>>,
    /// Where clauses end within each segment: after so many tokens.
    pub(super) clauses: Vec<Vec<usize>>,
    /// The length of each segment, in characters other than white space; of those that are blank, 0.
    pub(super) lengths: Vec<f64>,
    /// Whether each segment ends in a mark, as sentences do and headings do not.
    pub(super) closed: Vec<bool>,
    /// Whether each segment has no word and no number, but marks and tags at most.
    pub(super) blank: Vec<bool>,
    /// How often each token of the vocabulary stands on this side.
    pub(super) counts: Vec<u32>,
    /// How many tokens stand on this side.
    pub(super) total: usize,
}

impl Tokens {
    /// Some of the segments as a text of their own. Where most have no mark at their end, all are
    /// taken as sentences.
    fn part(&self, range: &Range<usize>) -> Self {
        let mut part = Self {
            segments: some(&self.segments, range),
            clauses: some(&self.clauses, range),
            lengths: some(&self.lengths, range),
            closed: some(&self.closed, range),
            blank: some(&self.blank, range),
            counts: Vec::new(),
            total: 0,
        };
        let open = part.closed.iter().filter(|closed| !**closed).count();
        if open * 2 > part.closed.len() {
            part.closed.fill(true);
        }
        part.count(self.counts.len());
        part
    }

    /// Counts the tokens.
    fn count(&mut self, vocabulary: usize) {
        self.total = self.segments.iter().map(Vec::len).sum();
        self.counts = vec![0; vocabulary];
        for token in self.segments.iter().flatten() {
            if let Some(count) = self.counts.get_mut(*token as usize) {
                *count += 1;
            }
        }
    }

    /// The share of a token among all of this side, never 0.
    pub(super) fn share(&self, token: u32) -> f32 {
        let count = self.counts.get(token as usize).copied().unwrap_or(0).max(1);
        count as f32 / self.total.max(1) as f32
    }
}

fn some<T: Clone>(all: &[T], range: &Range<usize>) -> Vec<T> {
    all.get(range.clone()).unwrap_or_default().to_vec()
}

/// Two sides as tokens of one vocabulary, and what is known of pairs of them beforehand.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    pub(super) source: Tokens,
    pub(super) target: Tokens,
    /// The tokens, by number.
    pub(super) keys: Arc<[Key]>,
    /// Pairs (source token, target token) known to mean the same, with the weight of that.
    pub(super) known: Arc<[(u32, u32, f32)]>,
}

/// A text in parts: words, single Han characters, numbers and marks.
#[derive(Default)]
struct Parts {
    parts: Vec<u32>,
    /// Where clauses end: after so many parts.
    clauses: Vec<usize>,
}

/// The tokens of both sides, by number.
#[derive(Default)]
pub(super) struct Vocabulary {
    pub(super) numbers: HashMap<Key, u32>,
    pub(super) keys: Vec<Key>,
}

impl Vocabulary {
    fn number(&mut self, key: Key) -> u32 {
        if let Some(n) = self.numbers.get(&key) {
            return *n;
        }
        let n = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        self.keys.push(key.clone());
        self.numbers.insert(key, n);
        n
    }

    /// The text of a word or character.
    pub(super) fn word(&self, number: u32) -> Option<&str> {
        self.keys.get(number as usize)?.word()
    }

    /// The word or characters of a text.
    pub(super) fn of(&self, text: &str) -> impl Iterator<Item = u32> + Clone {
        let keys = [Key::Word(text.to_owned()), Key::Han(text.to_owned())];
        let numbers = keys.map(|key| self.numbers.get(&key).copied());
        numbers.into_iter().flatten()
    }

    /// Splits a text into its parts.
    fn split(&mut self, text: &str) -> Parts {
        let text: String = text.nfkc().collect();
        let found = numbers(&text);
        let mut found = found.iter().peekable();
        let mut out = Vec::new();
        let mut clauses = Vec::new();
        let mut at = 0;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            if out.len() >= MAX_TOKENS {
                break;
            }
            while found.next_if(|n| n.range.start < at).is_some() {}
            if let Some(n) = found.next_if(|n| n.range.start == at) {
                let after = text.get(n.range.end..).unwrap_or_default();
                out.push(self.number(match (n.kind, days::alone(n, after)) {
                    (_, Some(day)) => Key::Day(day),
                    (NumberKind::Word | NumberKind::Ordinal, _) => Key::NumberWord(n.value),
                    _ => Key::Number(n.value),
                }));
                at = n.range.end.max(at + c.len_utf8());
            } else if is_han(c) || is_cjk(c) && c.is_alphabetic() {
                out.push(self.number(Key::Han(c.into())));
                at += c.len_utf8();
            } else if c.is_alphanumeric() {
                let rest = text.get(at..).unwrap_or_default();
                let end = rest
                    .find(|c: char| !(c.is_alphanumeric() && !is_cjk(c) || matches!(c, '\'' | '’')))
                    .unwrap_or(rest.len());
                let word = rest.get(..end).unwrap_or_default();
                let stems = stems(word).into_iter();
                out.extend(stems.map(|stem| self.number(Key::Word(stem))));
                at += end.max(c.len_utf8());
            } else {
                let before = text.get(..at).and_then(|text| text.chars().next_back());
                let after = text.get(at..).and_then(|rest| rest.chars().nth(1));
                // Addresses and names of files are full of marks.
                let is_inside = [before, after]
                    .into_iter()
                    .all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()));
                if ends_clause(c) && !is_inside && clauses.last() != Some(&out.len()) {
                    clauses.push(out.len());
                }
                if let Some(mark) = mark(c, before) {
                    let mark = self.number(Key::Mark(mark));
                    if out.last() != Some(&mark) {
                        out.push(mark);
                    }
                }
                at += c.len_utf8();
            }
        }
        Parts {
            parts: out,
            clauses,
        }
    }
}

/// Whether a mark ends a clause that a sentence of the other language may have become.
fn ends_clause(c: char) -> bool {
    matches!(
        c,
        ',' | '。' | '.' | ';' | ':' | '?' | '!' | '…' | '—' | '–' | '('
    )
}

/// The mark that translations keep, in one form for all scripts; of a quotation, whether it begins
/// or ends it, which with straight marks the character before tells.
fn mark(c: char, before: Option<char>) -> Option<char> {
    let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '—' | '–' | '-'));
    Some(match c {
        '?' | '؟' => '?',
        '!' => '!',
        ':' => ':',
        ';' => ';',
        '"' | '\'' if opens => '“',
        '“' | '‘' | '«' | '「' | '『' => '“',
        '"' | '\'' | '”' | '’' | '»' | '」' | '』' => '”',
        '(' | '（' => '(',
        '…' => '…',
        '%' => '%',
        _ => return None,
    })
}

/// Whether a segment ends in a mark of punctuation, before or after closing brackets and quotes.
fn is_closed(segment: &str) -> bool {
    segment
        .trim_end()
        .chars()
        .next_back()
        .is_some_and(|c| !c.is_alphanumeric())
}

/// Whether a segment says nothing: it has no letter and no figure outside of tags.
fn is_blank(segment: &str) -> bool {
    let mut rest = segment.chars();
    loop {
        if let Some(tag) = tag(rest.as_str()) {
            rest = rest.as_str().get(tag.len..).unwrap_or_default().chars();
            continue;
        }
        match rest.next() {
            Some(c) if c.is_alphanumeric() => return false,
            Some(_) => {}
            None => return true,
        }
    }
}

/// A form of a term, by its parts, and the concepts it names.
type Form = (Vec<u32>, Vec<usize>);

/// The terms of one language: by first part, the longest first.
struct Terms {
    by_first: HashMap<u32, Vec<Form>>,
}

impl Terms {
    fn new(vocabulary: &mut Vocabulary, knowledge: &Knowledge<'_>, lang: &LangTag) -> Self {
        let mut forms: BTreeMap<Vec<u32>, Vec<usize>> = BTreeMap::new();
        for (at, concept) in knowledge.concepts.iter().enumerate() {
            for term in &concept.terms {
                let ours = lang.covers(&term.lang) || term.lang.covers(lang);
                if !ours || term.status == TermStatus::Forbidden {
                    continue;
                }
                let mut parts = vocabulary.split(&term.text).parts;
                parts.retain(|p| !matches!(vocabulary.keys.get(*p as usize), Some(Key::Mark(_))));
                if !parts.is_empty() {
                    forms.entry(parts).or_default().push(at);
                }
            }
        }
        let mut by_first: HashMap<u32, Vec<_>> = HashMap::new();
        for (parts, concepts) in forms {
            if let Some(first) = parts.first() {
                by_first.entry(*first).or_default().push((parts, concepts));
            }
        }
        for forms in by_first.values_mut() {
            forms.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.len()));
        }
        Self { by_first }
    }

    /// The longest term at the start of `parts` that `wanted` takes, with its concepts.
    fn at<'a>(&'a self, parts: &[u32], wanted: impl Fn(&[usize]) -> bool) -> Option<&'a Form> {
        self.by_first
            .get(parts.first()?)?
            .iter()
            .find(|(form, concepts)| parts.starts_with(form) && wanted(concepts))
    }

    /// The concepts named in segments.
    fn concepts(&self, segments: &[Parts]) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for Parts { parts, .. } in segments {
            for start in 0..parts.len() {
                let rest = parts.get(start..).unwrap_or_default();
                for (form, concepts) in self.by_first.get(&rest[0]).into_iter().flatten() {
                    if rest.starts_with(form) {
                        found.extend(concepts);
                    }
                }
            }
        }
        found
    }
}

impl Corpus {
    /// The text of a word or of characters.
    pub(super) fn word(&self, token: u32) -> Option<&str> {
        self.keys.get(token as usize)?.word()
    }

    /// Reads both sides.
    pub(super) fn new(
        source: &SideText<'_>,
        target: &SideText<'_>,
        knowledge: &Knowledge<'_>,
    ) -> Self {
        let mut vocabulary = Vocabulary::default();
        let split = |vocabulary: &mut Vocabulary, side: &SideText<'_>| -> Vec<Parts> {
            side.segments.iter().map(|s| vocabulary.split(s)).collect()
        };
        let parts = [
            split(&mut vocabulary, source),
            split(&mut vocabulary, target),
        ];
        let terms = [
            Terms::new(&mut vocabulary, knowledge, source.lang),
            Terms::new(&mut vocabulary, knowledge, target.lang),
        ];
        // A term counts only where its concept is named on both sides; elsewhere its words do.
        let [a, b] = [terms[0].concepts(&parts[0]), terms[1].concepts(&parts[1])];
        let shared: BTreeSet<usize> = a.intersection(&b).copied().collect();
        let dictionary = knowledge.lexicon.zip(direction(source.lang, target.lang));
        let phrases = match dictionary {
            Some((dictionary, true)) => [Some(&dictionary.idioms), Some(&dictionary.words)],
            Some((dictionary, false)) => [Some(&dictionary.words), Some(&dictionary.idioms)],
            None => [None, None],
        };
        let mut of_concept = [BTreeMap::new(), BTreeMap::new()];
        let mut sides = [Tokens::default(), Tokens::default()];
        for (k, side) in sides.iter_mut().enumerate() {
            (side.segments, side.clauses) = parts[k]
                .iter()
                .map(|parts| {
                    tokens(
                        &mut vocabulary,
                        parts,
                        (&terms[k], &shared),
                        phrases[k],
                        &mut of_concept[k],
                    )
                })
                .collect();
        }
        let [mut source_tokens, mut target_tokens] = sides;
        for (tokens, side) in [(&mut source_tokens, source), (&mut target_tokens, target)] {
            tokens.blank = side.segments.iter().map(|s| is_blank(s)).collect();
            let lengths = side.segments.iter().zip(&tokens.blank);
            tokens.lengths = lengths
                .map(|(s, blank)| if *blank { 0.0 } else { Lengths::of(s) })
                .collect();
            tokens.closed = side.segments.iter().map(|s| is_closed(s)).collect();
            tokens.count(vocabulary.keys.len());
        }
        let mut corpus = Self {
            source: source_tokens,
            target: target_tokens,
            known: Arc::default(),
            keys: Arc::default(),
        };
        let learned = knowledge.learned;
        corpus.known = known(&vocabulary, &corpus, &of_concept, dictionary, learned).into();
        corpus.keys = vocabulary.keys.into();
        corpus
    }

    /// One of several texts that it is made of, by where its segments stand among those of all.
    pub(super) fn part(&self, (source, target): &Link) -> Self {
        Self {
            source: self.source.part(source),
            target: self.target.part(target),
            keys: Arc::clone(&self.keys),
            known: Arc::clone(&self.known),
        }
    }
}

/// The tokens of a segment: terms of the shared concepts, phrases of the lexicon, and pairs and
/// singles of Han characters that stand beside each other outside of them; and where clauses end
/// among them.
fn tokens(
    vocabulary: &mut Vocabulary,
    Parts { parts, clauses }: &Parts,
    (terms, shared): (&Terms, &BTreeSet<usize>),
    phrases: Option<&Phrases>,
    of_concept: &mut BTreeMap<usize, BTreeSet<u32>>,
) -> (Vec<u32>, Vec<usize>) {
    let mut out = Vec::with_capacity(parts.len());
    let mut ends = Vec::new();
    let mut clauses = clauses.iter().peekable();
    let mut at = 0;
    let mut last_han: Option<char> = None;
    while let Some(rest) = parts.get(at..).filter(|rest| !rest.is_empty()) {
        while clauses.next_if(|end| **end <= at).is_some() {
            if !out.is_empty() && ends.last() != Some(&out.len()) {
                ends.push(out.len());
            }
        }
        let wanted = |concepts: &[usize]| concepts.iter().any(|c| shared.contains(c));
        if let Some((form, concepts)) = terms.at(rest, wanted) {
            let token = vocabulary.number(Key::Term(form.clone()));
            for concept in concepts {
                of_concept.entry(*concept).or_default().insert(token);
            }
            out.push(token);
            at += form.len();
            last_han = None;
            continue;
        }
        let texts = rest.iter().map_while(|part| vocabulary.word(*part));
        if let Some((parts, text)) = phrases.and_then(|phrases| phrases.at(texts)) {
            out.push(vocabulary.number(Key::Word(text)));
            at += parts;
            last_han = None;
            continue;
        }
        let part = rest[0];
        let han = match vocabulary.keys.get(part as usize) {
            Some(Key::Han(c)) => c.chars().next(),
            _ => None,
        };
        if let (Some(a), Some(b)) = (last_han, han) {
            out.push(vocabulary.number(Key::Han([a, b].iter().collect())));
        }
        out.push(part);
        last_han = han;
        at += 1;
    }
    (out, ends)
}
