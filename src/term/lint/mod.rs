//! What is wrong in a termbase itself, before any text is checked with it.
//!
//! A termbase that warns for nothing is switched off: what two honest concepts may have in common
//! (one Chinese word for two English ones, an acronym that counts only in its domain) is no flaw.

use std::collections::{BTreeMap, HashSet};

use super::{Concept, Term, TermMatch, TermStatus, Writing};
use crate::text::LangTag;
use crate::text::fold::fold;
use crate::text::script::is_han;
use crate::text::traditional::is_only_traditional;
use crate::unit::Severity;

/// What can be wrong in a termbase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A concept without a term, or a term without text.
    Empty,
    /// A form of a concept that must not be used, and may be.
    ForbiddenAllowed,
    /// A language in which all forms of a concept are forbidden, or that has none.
    NoForm,
    /// A language in which no form of a concept is preferred.
    NoPreferred,
    /// Several preferred forms in one language.
    SeveralPreferred,
    /// An id that concepts of two termbases have.
    SameId,
    /// A term of the source language that two concepts have.
    SameTerm,
    /// A form that stands twice in a concept, but for case, width or spaces.
    Doubled,
    /// A term in the script of another language.
    Script,
    /// Blanks or punctuation at the ends of a term, or two blanks in it.
    Ends,
    /// A Chinese term of one character, which is found everywhere.
    OneCharacter,
}

impl Rule {
    /// Its name: `same-term`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::ForbiddenAllowed => "forbidden-allowed",
            Self::NoForm => "no-form",
            Self::NoPreferred => "no-preferred",
            Self::SeveralPreferred => "several-preferred",
            Self::SameId => "same-id",
            Self::SameTerm => "same-term",
            Self::Doubled => "doubled",
            Self::Script => "script",
            Self::Ends => "ends",
            Self::OneCharacter => "one-character",
        }
    }

    /// How bad it is: an error makes the checks of texts wrong or void.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::Empty | Self::ForbiddenAllowed => Severity::Error,
            Self::NoPreferred | Self::Doubled => Severity::Info,
            Self::NoForm
            | Self::SeveralPreferred
            | Self::SameId
            | Self::SameTerm
            | Self::Script
            | Self::Ends
            | Self::OneCharacter => Severity::Warning,
        }
    }
}

/// Something wrong in a termbase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What.
    pub rule: Rule,
    /// The id of the concept.
    pub concept: String,
    /// The other concept, where there are two.
    pub other: Option<String>,
    /// The language.
    pub lang: Option<LangTag>,
    /// The term; where a language has no form, what the concept is called in the other one.
    pub term: Option<String>,
    /// What is wrong, as a sentence.
    pub message: String,
}

/// What is wrong in the concepts of a termbase for a pair of languages: in the order of the
/// concepts, and of the rules.
#[must_use]
pub fn lint(concepts: &[Concept], source: &LangTag, target: &LangTag) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut names: BTreeMap<String, Vec<(&Concept, &Term)>> = BTreeMap::new();
    let mut ids = HashSet::new();
    for concept in concepts {
        if !ids.insert(&concept.id) {
            flaws.push(Flaw {
                rule: Rule::SameId,
                concept: concept.id.clone(),
                other: None,
                lang: None,
                term: None,
                message: "two termbases have a concept of this id; in a file they would be one"
                    .to_owned(),
            });
        }
        let mut linting = Linting {
            concept,
            flaws: Vec::new(),
        };
        linting.forms(source, target);
        for term in &concept.terms {
            linting.term(term, source);
        }
        linting.pairs();
        linting.flaws.sort_by_key(|flaw| flaw.rule);
        flaws.append(&mut linting.flaws);
        let own = concept.terms_in(source);
        for term in own.filter(|term| term.status != TermStatus::Forbidden) {
            let known = names.entry(fold(&term.text)).or_default();
            let mut others = known.iter().filter(|(other, _)| other.id != concept.id);
            if let Some((other, _)) = others.find(|(_, named)| is_same(named, term)) {
                flaws.push(Flaw {
                    rule: Rule::SameTerm,
                    concept: concept.id.clone(),
                    other: Some(other.id.clone()),
                    lang: Some(term.lang.clone()),
                    term: Some(term.text.clone()),
                    message: format!("“{}” is a term of {} too", term.text, other.id),
                });
            }
            known.push((concept, term));
        }
    }
    flaws
}

/// Whether two terms that are alike are found in the same places. One that counts only in its
/// domain leaves the place to the other.
fn is_same(a: &Term, b: &Term) -> bool {
    let is_open = |term: &Term| term.match_ != TermMatch::ContextOnly;
    let by_case = a.exact_case || b.exact_case;
    is_open(a) && is_open(b) && (!by_case || a.text == b.text)
}

/// A concept that is being looked at.
struct Linting<'c> {
    concept: &'c Concept,
    flaws: Vec<Flaw>,
}

impl Linting<'_> {
    fn flaw(&mut self, rule: Rule, lang: &LangTag, term: Option<&str>, message: String) {
        self.flaws.push(Flaw {
            rule,
            concept: self.concept.id.clone(),
            other: None,
            lang: Some(lang.clone()),
            term: term.map(str::to_owned),
            message,
        });
    }

    /// Whether each language has the forms that it needs.
    fn forms(&mut self, source: &LangTag, target: &LangTag) {
        let concept = self.concept;
        if concept.terms.is_empty() {
            let message = "the concept has no term".to_owned();
            self.flaw(Rule::Empty, source, None, message);
            return;
        }
        for (lang, other) in [(source, target), (target, source)] {
            let terms: Vec<&Term> = concept.terms_in(lang).collect();
            let of = |status| terms.iter().filter(move |term| term.status == status);
            let name = lang.name();
            // What the concept is called in the other language: to give it a form here.
            let called = concept.preferred(other).map(|term| term.text.as_str());
            // A form for each region is no choice between forms.
            let mut regions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for term in of(TermStatus::Preferred) {
                regions
                    .entry(term.lang.given())
                    .or_default()
                    .push(&term.text);
            }
            if let Some(several) = regions.values().find(|forms| forms.len() > 1) {
                let several = several.join("”, “");
                let message = format!("several {name} forms are preferred: “{several}”");
                self.flaw(Rule::SeveralPreferred, lang, None, message);
            } else if terms.is_empty() {
                let message = format!("the concept has no {name} term");
                self.flaw(Rule::NoForm, lang, called, message);
            } else if regions.is_empty() && of(TermStatus::Admitted).next().is_none() {
                let message = format!("all {name} forms are forbidden, and none is there to use");
                self.flaw(Rule::NoForm, lang, called, message);
            } else if regions.is_empty() {
                let message = format!("no {name} form is preferred");
                self.flaw(Rule::NoPreferred, lang, None, message);
            }
        }
    }

    /// What is wrong with a term by itself.
    fn term(&mut self, term: &Term, source: &LangTag) {
        let text = term.text.as_str();
        let said = format!("“{text}” ({})", term.lang);
        let mut flaw = |rule, message| self.flaw(rule, &term.lang, Some(text), message);
        if text.trim().is_empty() {
            flaw(
                Rule::Empty,
                format!("a {} term has no text", term.lang.name()),
            );
            return;
        }
        if let Some(what) = ends(text, term.lang.is_chinese()) {
            flaw(Rule::Ends, format!("{said} {what}"));
        }
        let one = text.trim().chars().count() == 1 && text.chars().all(|c| is_han(c) || c == ' ');
        if one && Writing::of(&term.lang) == Writing::Unspaced && term.match_ == TermMatch::Word {
            let message = format!("{said} is one character and stands in many words");
            flaw(Rule::OneCharacter, message);
        }
        // A form that must not be used may be in any script: that can be why.
        if term.status == TermStatus::Forbidden {
            return;
        }
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        let is_name = || {
            let mut others = self.concept.terms_in(source);
            others.any(|other| fold(&other.text) == fold(text))
        };
        let script = match term.lang.language() {
            "zh" if letters().next().is_some() && !text.chars().any(is_han) => {
                let is_own = term.lang == *source
                    || matches!(term.term_type.as_str(), "acronym" | "abbreviation");
                (!is_own && !is_name()).then(|| {
                    "has no Chinese character, and is no form of its source term".to_owned()
                })
            }
            "zh" if term.lang.script() == Some("Hans") => {
                let found = text.chars().find(|c| is_only_traditional(*c));
                found.map(|c| format!("has the traditional character {c}"))
            }
            "zh" | "ja" | "ko" => None,
            _ => letters()
                .any(is_han)
                .then(|| "has Chinese characters".to_owned()),
        };
        if let Some(what) = script {
            self.flaw(
                Rule::Script,
                &term.lang,
                Some(text),
                format!("{said} {what}"),
            );
        }
    }

    /// Forms of one language that are alike.
    fn pairs(&mut self) {
        let mut seen: BTreeMap<(&str, String), &Term> = BTreeMap::new();
        for term in &self.concept.terms {
            let mut key = fold(&term.text);
            if Writing::of(&term.lang) == Writing::Unspaced {
                key.retain(|c| c != ' ');
            }
            let Some(other) = seen.get(&(term.lang.given(), key.clone())) else {
                seen.insert((term.lang.given(), key), term);
                continue;
            };
            let is_forbidden = |term: &Term| term.status == TermStatus::Forbidden;
            if is_forbidden(term) != is_forbidden(other) {
                // A forbidden form counts as it is written: another case or a space can be why.
                if term.text == other.text {
                    let message =
                        format!("“{}” is forbidden and {}", term.text, other.status.as_str());
                    self.flaw(
                        Rule::ForbiddenAllowed,
                        &term.lang,
                        Some(&term.text),
                        message,
                    );
                }
            } else if !(term.exact_case || other.exact_case) || term.text == other.text {
                let message = format!("“{}” and “{}” are one form", other.text, term.text);
                self.flaw(Rule::Doubled, &term.lang, Some(&term.text), message);
            }
        }
    }
}

/// What is wrong at the ends of a term, or with the blanks in it.
fn ends(text: &str, is_chinese: bool) -> Option<String> {
    /// A word this long before a full stop is no abbreviation.
    const WORD: usize = 5;
    let marks: &[char] = match is_chinese {
        true => &['。', '，', '、', '；', '：', ',', ';', ':'],
        false => &[',', ';', ':', '，', '。', '；', '：'],
    };
    if text != text.trim() {
        return Some("has blanks at its ends".to_owned());
    }
    if text.contains("  ") {
        return Some("has two blanks in it".to_owned());
    }
    if let Some(mark) = text.chars().next_back().filter(|c| marks.contains(c)) {
        return Some(format!("ends with {mark}"));
    }
    if let Some(mark) = text.chars().next().filter(|c| marks.contains(c)) {
        return Some(format!("begins with {mark}"));
    }
    let last = text.strip_suffix('.')?.rsplit(' ').next()?;
    let is_word = last.chars().count() >= WORD && last.chars().all(char::is_lowercase);
    is_word.then(|| "ends with a full stop".to_owned())
}

#[cfg(test)]
pub(in crate::term) mod tests;
