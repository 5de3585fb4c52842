//! A rule with its patterns, asked for one place.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use fancy_regex::{Regex, RegexBuilder, RegexInput};
use regex_syntax::hir::Hir;

use super::widen::widen;
use super::{Rule, pattern};
use crate::segment::chars::char_at;

/// How far from a place a pattern may look for its match, in bytes: so the work is in proportion
/// to the text.
const REACH: usize = 1024;
/// How many steps a pattern may take to try a place.
const STEPS: usize = 100_000;
/// How often a pattern may take more before it is not asked any more.
const TRIES: usize = 8;
/// How many bytes a pattern may take when it is made ready.
const SIZE: usize = 1 << 24;

/// A pattern on one side of a place.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) wide: Hir,
    /// Whether the wide pattern says all.
    same: bool,
    /// The pattern itself, so that it ends where it must.
    pub(super) text: String,
    exact: OnceLock<Option<Regex>>,
    /// How often it took too long.
    given_up: AtomicUsize,
}

/// A rule, taken.
#[derive(Clone, Debug)]
pub(in crate::segment) struct Part {
    /// The name of its set.
    pub(super) set: String,
    /// Its number there, from 1.
    pub(super) number: usize,
    pub(super) cuts: bool,
    pub(super) before: Option<Arc<Pattern>>,
    pub(super) after: Option<Arc<Pattern>>,
}

/// Makes a pattern ready that is asked for exactly.
pub(super) fn exact(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(pattern)
        .backtrack_limit(STEPS)
        .delegate_size_limit(SIZE)
        .build()
        .map_err(|error| {
            let said = error.to_string();
            let what = said.rsplit(": ").next().unwrap_or(&said);
            what.replace('\n', " ")
        })
}

impl Pattern {
    fn new(given: &str, tail: &str) -> Result<Self, String> {
        let taken = pattern::take(given)?;
        let hir = regex_syntax::parse(&taken.wide).map_err(|error| match error {
            regex_syntax::Error::Parse(error) => error.kind().to_string(),
            regex_syntax::Error::Translate(error) => error.kind().to_string(),
            other => other.to_string(),
        })?;
        let (wide, same) = widen(&hir);
        let pattern = Self {
            wide,
            same: same && taken.same,
            text: format!("(?:{}){tail}", taken.exact),
            exact: OnceLock::new(),
            given_up: AtomicUsize::new(0),
        };
        // What the wide pattern leaves out has not been understood yet.
        if !taken.same {
            let _ = pattern.exact.set(Some(exact(&pattern.text)?));
        }
        Ok(pattern)
    }

    /// Whether the pattern itself matches there. One that takes too long does not.
    fn is_match(&self, text: &str, range: Range<usize>, anchored: bool) -> bool {
        let exact = self.exact.get_or_init(|| exact(&self.text).ok()).as_ref();
        if self.given_up.load(Ordering::Relaxed) >= TRIES {
            return false;
        }
        let start = range.start;
        let input = RegexInput::new(text).range(range).from_pos(start);
        // `is_match_input` overlooks whether it is anchored.
        let found = exact.map(|exact| exact.find_input(input.anchored(anchored)));
        match found {
            Some(Ok(found)) => found.is_some(),
            Some(Err(_)) => {
                self.given_up.fetch_add(1, Ordering::Relaxed);
                false
            }
            None => {
                self.given_up.store(TRIES, Ordering::Relaxed);
                false
            }
        }
    }
}

impl Part {
    /// Takes a rule.
    ///
    /// # Errors
    /// The pattern that cannot be taken, and why.
    pub(super) fn new(rule: &Rule, set: &str, number: usize) -> Result<Self, (String, String)> {
        let take = |given: &str, tail: &str| -> Result<_, (String, String)> {
            if given.is_empty() {
                return Ok(None);
            }
            let pattern = Pattern::new(given, tail);
            let pattern = pattern.map_err(|why| (given.to_owned(), why))?;
            Ok(Some(Arc::new(pattern)))
        };
        // The text is given with the one character behind the place, which it must end before.
        let before = take(&rule.before, "(?s:.)\\z")?;
        let after = take(&rule.after, "")?;
        if before.is_none() && after.is_none() {
            let why = "the rule says neither what stands before nor what stands after";
            return Err((String::new(), why.to_owned()));
        }
        Ok(Self {
            set: set.to_owned(),
            number,
            cuts: rule.cuts,
            before,
            after,
        })
    }

    /// What people call the rule: `English 12`.
    pub(in crate::segment) fn name(&self) -> String {
        format!("{} {}", self.set, self.number)
    }

    /// What is to be said where one of its patterns took too long.
    pub(super) fn gave_up(&self) -> Option<&'static str> {
        let mut patterns = [&self.before, &self.after].into_iter().flatten();
        patterns
            .any(|pattern| pattern.given_up.load(Ordering::Relaxed) > 0)
            .then_some("it takes too long on this text, and was not obeyed at every place")
    }

    /// Whether the rule itself, and not only its wide pattern, matches before a place.
    pub(super) fn matches_before(&self, text: &str, at: usize) -> bool {
        let Some(pattern) = self.before.as_ref().filter(|pattern| !pattern.same) else {
            return true;
        };
        let end = at + char_at(text, at).map_or(0, char::len_utf8);
        let given = text.get(..end).unwrap_or(text);
        pattern.is_match(given, back(text, at)..given.len(), false)
    }

    /// The same after a place.
    pub(super) fn matches_after(&self, text: &str, at: usize) -> bool {
        let pattern = self.after.as_ref().filter(|pattern| !pattern.same);
        pattern.is_none_or(|pattern| pattern.is_match(text, at..ahead(text, at), true))
    }
}

/// The first byte that a pattern before a place may look at.
pub(super) fn back(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.saturating_sub(REACH))
}

/// The byte that a pattern after a place may look up to.
pub(super) fn ahead(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.saturating_add(REACH))
}
