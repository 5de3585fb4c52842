//! A user's own rules, as SRX (Segmentation Rules eXchange) has them.
//!
//! A rule is a pattern for the text before a place and one for the text after it. At each place
//! of a paragraph the first rule that matches on both sides decides whether there is a cut; where
//! none does there is no cut. What of SRX is kept and what is not: `schemas/srx.md`.

mod class;
mod machine;
mod part;
mod pattern;
mod widen;

#[cfg(test)]
mod equal;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

pub(super) use machine::{Machine, Step};
use part::Part;

use crate::text::LangTag;

/// What stands in an SRX file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Whether the rules of every language map that fits are used, in order; else those of the
    /// first (SRX 2.0, `header`).
    pub cascade: bool,
    /// Whether text within inline codes, such as a footnote, is cut too (`header`).
    pub segment_subflows: bool,
    /// Which inline codes at a place stay with the text before it (`formathandle`).
    pub handles: Handles,
    /// Sets of rules (`languagerule`).
    pub sets: Vec<Set>,
    /// Which languages have which rules, the first that fits before the others (`languagemap`).
    pub maps: Vec<Map>,
}

/// Which inline codes at a place stay with the text before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handles {
    /// Codes that begin a format.
    pub start: bool,
    /// Codes that end one.
    pub end: bool,
    /// Codes that stand alone.
    pub isolated: bool,
}

impl Default for Handles {
    /// What holds where a file says nothing (SRX 2.0, `formathandle`).
    fn default() -> Self {
        Self {
            start: false,
            end: true,
            isolated: false,
        }
    }
}

/// A set of rules with its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Set {
    /// Its name (`languagerulename`).
    pub name: String,
    /// Its rules; the first that matches at a place decides.
    pub rules: Vec<Rule>,
}

/// A rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// Whether there is a cut where it matches.
    pub cuts: bool,
    /// What stands before the place, as a regular expression; empty for anything.
    pub before: String,
    /// What stands after it.
    pub after: String,
    /// The line of the file that it stands in, from 1; 0 where it is in no file.
    pub line: u64,
}

/// Which rules a language has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    /// What the language tag is to look like, as a regular expression.
    pub pattern: String,
    /// The name of the set of rules.
    pub set: String,
    /// The line of the file that it stands in.
    pub line: u64,
}

/// A pattern that cannot be obeyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The name of the set of rules; of the one that is mapped to for a language map.
    pub set: String,
    /// The number of the rule in it, from 1; none for the pattern of a language map.
    pub rule: Option<usize>,
    /// The line of the file.
    pub line: u64,
    /// The pattern.
    pub pattern: String,
    /// Why.
    pub why: String,
}

/// The rules of an SRX file, made ready to cut texts by.
#[derive(Debug)]
pub struct Rules {
    document: Document,
    /// Whom the maps speak to; none where the pattern cannot be taken.
    maps: Vec<Option<fancy_regex::Regex>>,
    /// The sets, in the order of the file, with their patterns.
    sets: Vec<Vec<Part>>,
    faults: Vec<Fault>,
    /// What was made of the rules for a language, by its tag: none where no map speaks of it, and
    /// nothing where they are beyond every measure.
    machines: Mutex<HashMap<String, Option<Option<Arc<Machine>>>>>,
}

/// The built-in rules for English and Chinese, as equal as regular expressions can be.
#[must_use]
pub fn built_in() -> Document {
    super::tables::document()
}

impl Rules {
    /// Makes the rules of a file ready. What cannot be obeyed is told by [`Rules::faults`]; all
    /// else is.
    #[must_use]
    pub fn new(document: Document) -> Self {
        let mut faults = Vec::new();
        let maps = document.maps.iter().map(|map| {
            let fault = |why| Fault {
                set: map.set.clone(),
                rule: None,
                line: map.line,
                pattern: map.pattern.clone(),
                why,
            };
            if !document.sets.iter().any(|set| set.name == map.set) {
                let why = format!("there are no rules called {}", map.set);
                faults.push(fault(why));
                return None;
            }
            // The whole of a tag is meant, and tags have no case (SRX 2.0, `languagemap`).
            let whole = pattern::take(&map.pattern)
                .map(|taken| format!("(?i)\\A(?:{})\\z", taken.exact))
                .and_then(|whole| part::exact(&whole));
            whole.map_err(|why| faults.push(fault(why))).ok()
        });
        let maps = maps.collect();
        let mut sets = Vec::new();
        for set in &document.sets {
            let mut parts = Vec::new();
            for (number, rule) in (1..).zip(&set.rules) {
                match Part::new(rule, &set.name, number) {
                    Ok(part) => parts.push(part),
                    Err((pattern, why)) => faults.push(Fault {
                        set: set.name.clone(),
                        rule: Some(number),
                        line: rule.line,
                        pattern,
                        why,
                    }),
                }
            }
            sets.push(parts);
        }
        Self {
            document,
            maps,
            sets,
            faults,
            machines: Mutex::default(),
        }
    }

    /// What stands in the file.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The patterns that cannot be obeyed, in the order of the file: those that were not
    /// understood, and those that took too long in the texts cut so far.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let late = self.sets.iter().flatten().filter_map(|part| {
            let why = part.gave_up()?;
            let rules = &self
                .document
                .sets
                .iter()
                .find(|set| set.name == part.set)?
                .rules;
            let rule = rules.get(part.number - 1)?;
            Some(Fault {
                set: part.set.clone(),
                rule: Some(part.number),
                line: rule.line,
                pattern: format!("{} ‖ {}", rule.before, rule.after),
                why: why.to_owned(),
            })
        });
        let machines = self.machines.lock().unwrap_or_else(PoisonError::into_inner);
        let too_large = machines
            .iter()
            .filter(|(_, made)| matches!(made, Some(None)));
        let too_large = too_large.filter_map(|(tag, _)| {
            let map = self.maps_for(tag).first().copied()?;
            Some(Fault {
                set: map.set.clone(),
                rule: None,
                line: map.line,
                pattern: map.pattern.clone(),
                why: format!("the rules for {tag} are too many; it was cut by the built-in ones"),
            })
        });
        let mut faults: Vec<Fault> = self.faults.iter().cloned().chain(late).collect();
        faults.extend(too_large);
        faults.sort_by(|a, b| (a.line, &a.why).cmp(&(b.line, &b.why)));
        faults
    }

    /// Whether there are rules for a language.
    #[must_use]
    pub fn speak_of(&self, lang: &LangTag) -> bool {
        self.machine(lang).is_some()
    }

    /// What cuts texts of a language; none where no map speaks of it, or where its rules together
    /// are beyond every measure, which [`Rules::faults`] tells.
    pub(super) fn machine(&self, lang: &LangTag) -> Option<Arc<Machine>> {
        let mut machines = self.machines.lock().unwrap_or_else(PoisonError::into_inner);
        let made = machines.entry(lang.given().to_owned()).or_insert_with(|| {
            let maps = self.maps_for(lang.given());
            let parts = maps.iter().flat_map(|map| self.parts(&map.set));
            let spoken_of = !maps.is_empty();
            spoken_of.then(|| Machine::new(parts.cloned().collect()).map(Arc::new))
        });
        made.clone().flatten()
    }

    /// The maps that a language goes by, in order.
    fn maps_for(&self, tag: &str) -> Vec<&Map> {
        let all = self.document.maps.iter().zip(&self.maps);
        let fitting = all.filter(|(_, pattern)| {
            let fits = pattern.as_ref().map(|pattern| pattern.is_match(tag));
            matches!(fits, Some(Ok(true)))
        });
        let most = if self.document.cascade { usize::MAX } else { 1 };
        fitting.map(|(map, _)| map).take(most).collect()
    }

    /// The rules of a set that can be obeyed.
    fn parts(&self, set: &str) -> &[Part] {
        let place = self
            .document
            .sets
            .iter()
            .position(|known| known.name == set);
        place
            .and_then(|place| self.sets.get(place))
            .map_or(&[], Vec::as_slice)
    }
}
