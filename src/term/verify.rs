//! Holding a translation against the termbase: which concepts of the source it does not name as
//! prescribed, and which forbidden forms it uses.
//!
//! Both questions are asked with the safeguards that practice taught, since a warning that is
//! wrong costs more than one that is missing: presence is counted per segment, not per
//! occurrence; a term swallowed by a longer one is not asked for, yet excuses its own form; a
//! forbidden form that is part of a permitted one is none.

use std::collections::BTreeSet;
use std::ops::Range;

use super::folded::{Case, Folded};
use super::{Concept, Term, TermHit, TermMatch, TermStatus, Writing, select};
use crate::text::LangTag;
use crate::text::script::is_han;

/// What a translation does to the terms of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Concepts without one of their forms in the target, by place in the source.
    pub missing: Vec<Missing>,
    /// Forbidden forms in the target, by place.
    pub forbidden: Vec<ForbiddenUse>,
}

/// A concept whose term stands in the source and whose target has none of its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The concept, by its place in the list.
    pub concept: usize,
    /// Where its term stands in the source, in bytes.
    pub source: Range<usize>,
    /// Whether the source has an everyday word that names the concept only in its domain, so
    /// that another reading is possible.
    pub doubtful: bool,
}

/// A forbidden form in a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForbiddenUse {
    /// The concept, by its place in the list.
    pub concept: usize,
    /// The forbidden term, by its place in the concept.
    pub term: usize,
    /// Where it stands in the target, in bytes.
    pub target: Range<usize>,
}

/// Words by language that stand for a person already named.
const PRONOUNS: &[(&str, &[&str])] = &[
    ("zh", &["他", "她", "其", "本人"]),
    ("en", &["he", "she", "his", "her", "him"]),
];

/// Titles by language that follow a surname.
const TITLES: &[(&str, &[&str])] = &[(
    "zh",
    &[
        "先生",
        "女士",
        "小姐",
        "总干事",
        "局长",
        "副局长",
        "市长",
        "副市长",
        "省长",
        "书记",
        "部长",
        "副部长",
        "院长",
        "副院长",
        "校长",
        "主席",
        "总理",
        "副总理",
        "总统",
        "首相",
        "主任",
        "教授",
        "博士",
        "大使",
        "法官",
        "律师",
        "董事长",
        "总裁",
        "总经理",
        "秘书长",
        "司长",
        "处长",
        "会长",
        "大师",
        "主编",
        "院士",
    ],
)];

/// Two halves of a Chinese term may stand this far apart, in characters: 使知识产权得到保护.
const APART: usize = 8;

/// Holds a target against the terms found in its source.
///
/// `source_hits` and `target_hits` are what [`super::Recognizer::find_all`] gives, overlapping
/// hits included.
#[must_use]
pub fn verify(
    concepts: &[Concept],
    source: &str,
    source_hits: &[TermHit],
    target: &str,
    target_lang: &LangTag,
    target_hits: &[TermHit],
) -> Verdict {
    if target.trim().is_empty() || source_hits.is_empty() {
        return Verdict::default();
    }
    let target = Target {
        concepts,
        text: target,
        lang: target_lang,
        writing: Writing::of(target_lang),
        folded: Folded::new(target, Writing::of(target_lang), Case::Ignored),
        hits: target_hits,
    };
    Verdict {
        missing: target.missing(source, source_hits),
        forbidden: target.forbidden(source_hits),
    }
}

/// The target as both questions look at it.
struct Target<'a> {
    concepts: &'a [Concept],
    text: &'a str,
    lang: &'a LangTag,
    writing: Writing,
    folded: Folded,
    hits: &'a [TermHit],
}

impl Target<'_> {
    fn missing(&self, source: &str, source_hits: &[TermHit]) -> Vec<Missing> {
        let mut missing: Vec<Missing> = Vec::new();
        let mut seen = BTreeSet::new();
        for chosen in select(source_hits) {
            // What may be meant here: the concepts that share the place.
            let readings: Vec<&TermHit> = source_hits
                .iter()
                .filter(|hit| hit.range == chosen.range)
                .collect();
            let mut asked = readings
                .iter()
                .filter(|hit| self.allowed(hit.concept).next().is_some())
                .peekable();
            if asked.peek().is_none() || !seen.insert(chosen.concept) {
                continue;
            }
            if asked.any(|hit| self.names(hit)) || self.names_parts(source, &chosen, source_hits) {
                continue;
            }
            missing.push(Missing {
                concept: chosen.concept,
                source: chosen.range.clone(),
                doubtful: readings.iter().any(|hit| {
                    self.term(hit)
                        .is_some_and(|term| term.match_ == TermMatch::ContextOnly)
                }),
            });
        }
        missing
    }

    /// Whether the target names the concept of a source hit, in whatever way is good enough.
    fn names(&self, hit: &TermHit) -> bool {
        self.hits
            .iter()
            .any(|found| found.concept == hit.concept && self.is_allowed(found))
            || self
                .allowed(hit.concept)
                .any(|term| self.contains(&term.text))
            || self.speaks_of_person(hit)
    }

    /// Whether the target names the concepts that a longer term is made of, each by itself: for
    /// "IP commercialization", 知识产权 here and 商业化 there.
    fn names_parts(&self, source: &str, whole: &TermHit, source_hits: &[TermHit]) -> bool {
        let inside: Vec<TermHit> = source_hits
            .iter()
            .filter(|hit| {
                hit.concept != whole.concept
                    && whole.range.start <= hit.range.start
                    && hit.range.end <= whole.range.end
                    && hit.range.len() < whole.range.len()
            })
            .cloned()
            .collect();
        let parts = select(&inside);
        if parts.len() < 2 || !parts.iter().all(|hit| self.names(hit)) {
            return false;
        }
        // Nothing but small words may stand between the parts.
        let mut at = whole.range.start;
        let parts = parts.iter().map(|part| (part.range.start, part.range.end));
        let end = (whole.range.end, whole.range.end);
        parts.chain(std::iter::once(end)).all(|(start, end)| {
            let between = source.get(at..start).unwrap_or_default();
            at = end;
            between
                .split(|c: char| !c.is_alphanumeric())
                .all(|word| word.len() <= 3)
        })
    }

    /// The preferred and admitted terms of a concept in the target's language.
    fn allowed(&self, concept: usize) -> impl Iterator<Item = &Term> {
        self.concepts
            .get(concept)
            .into_iter()
            .flat_map(|concept| concept.terms_in(self.lang))
            .filter(|term| term.status != TermStatus::Forbidden)
    }

    fn term(&self, hit: &TermHit) -> Option<&Term> {
        self.concepts.get(hit.concept)?.terms.get(hit.term)
    }

    fn is_allowed(&self, hit: &TermHit) -> bool {
        self.term(hit)
            .is_some_and(|term| term.status != TermStatus::Forbidden)
    }

    /// Whether a form stands in the target, whole or, in Chinese, in two halves close together:
    /// the halves of 知识产权保护 in 使知识产权得到保护.
    fn contains(&self, form: &str) -> bool {
        let form = Folded::new(form, self.writing, Case::Ignored).text;
        if form.is_empty() {
            return false;
        }
        if self.folded.text.contains(&form) {
            return true;
        }
        let chars = form.chars().count();
        if self.writing == Writing::Spaced || chars < 4 || !form.chars().all(is_han) {
            return false;
        }
        form.char_indices()
            .skip(2)
            .take(chars - 3)
            .any(|(cut, _)| self.has_near(form.split_at(cut)))
    }

    fn has_near(&self, (first, second): (&str, &str)) -> bool {
        let text = &self.folded.text;
        text.match_indices(first).any(|(at, _)| {
            text.match_indices(second).any(|(other, _)| {
                let (start, end) = if at < other {
                    (at + first.len(), other)
                } else {
                    (other + second.len(), at)
                };
                text.get(start..end)
                    .is_some_and(|between| between.chars().count() <= APART)
            })
        })
    }

    /// Whether the target speaks of a person otherwise than by a listed form: surname and title,
    /// or, where the source has a short form, a pronoun or an office.
    fn speaks_of_person(&self, hit: &TermHit) -> bool {
        let Some(concept) = self.concepts.get(hit.concept) else {
            return false;
        };
        if concept.kind != "person" {
            return false;
        }
        let language = self.lang.language();
        let words = |table: &[(&str, &'static [&'static str])]| {
            table
                .iter()
                .find(|(lang, _)| *lang == language)
                .map_or(&[][..], |(_, words)| *words)
        };
        let surname = concept
            .preferred(self.lang)
            .and_then(|term| term.text.chars().next())
            .filter(|c| is_han(*c));
        if let Some(surname) = surname
            && words(TITLES)
                .iter()
                .any(|title| self.text.contains(&format!("{surname}{title}")))
        {
            return true;
        }
        let short = self
            .term(hit)
            .is_some_and(|term| matches!(term.term_type.as_str(), "shortForm" | "variant"));
        let has_word = |word: &&str| match self.writing {
            Writing::Unspaced => self.text.contains(*word),
            Writing::Spaced => self
                .folded
                .text
                .split(|c: char| !c.is_alphabetic())
                .any(|w| w == *word),
        };
        let office = |hit: &TermHit| {
            self.is_allowed(hit)
                && self
                    .concepts
                    .get(hit.concept)
                    .is_some_and(|concept| concept.kind == "role")
        };
        short && (words(PRONOUNS).iter().any(has_word) || self.hits.iter().any(office))
    }

    fn forbidden(&self, source_hits: &[TermHit]) -> Vec<ForbiddenUse> {
        let named: BTreeSet<usize> = source_hits.iter().map(|hit| hit.concept).collect();
        let mut uses: Vec<ForbiddenUse> = Vec::new();
        for &concept in &named {
            let terms = self.concepts.get(concept).map_or(&[][..], |c| &c.terms);
            for (term, form) in terms.iter().enumerate() {
                if form.status == TermStatus::Forbidden && self.lang.covers(&form.lang) {
                    uses.extend(self.places(concept, term, form).into_iter().map(|target| {
                        ForbiddenUse {
                            concept,
                            term,
                            target,
                        }
                    }));
                }
            }
        }
        if !uses.is_empty() {
            let permitted = self.permitted(&named);
            uses.retain(|used| {
                let holds = |range: &Range<usize>| {
                    range.start <= used.target.start && used.target.end <= range.end
                };
                // A longer allowed term excuses what stands in it, whatever the source says.
                let longer = |hit: &&TermHit| {
                    self.is_allowed(hit) && hit.range.len() > used.target.len() && holds(&hit.range)
                };
                !permitted.iter().any(holds) && !self.hits.iter().any(|hit| longer(&hit))
            });
        }
        uses.sort_by(|a, b| {
            (a.target.start, b.target.end, a.concept).cmp(&(
                b.target.start,
                a.target.end,
                b.concept,
            ))
        });
        uses.dedup_by(|later, first| {
            later.concept == first.concept
                && first.target.start <= later.target.start
                && later.target.end <= first.target.end
        });
        uses
    }

    /// Where a forbidden form stands: as it is written in an unspaced language, as the recognizer
    /// found it in a spaced one.
    fn places(&self, concept: usize, term: usize, form: &Term) -> Vec<Range<usize>> {
        if self.writing == Writing::Spaced {
            return self
                .hits
                .iter()
                .filter(|hit| hit.concept == concept && hit.term == term)
                .map(|hit| hit.range.clone())
                .collect();
        }
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        self.text
            .match_indices(form.text.as_str())
            .filter(|(at, found)| {
                let before = self.text.get(..*at).unwrap_or_default();
                let after = self.text.get(at + found.len()..).unwrap_or_default();
                let glued = latin(before.chars().next_back()) && latin(found.chars().next())
                    || latin(found.chars().next_back()) && latin(after.chars().next());
                !found.is_empty() && !glued
            })
            .map(|(at, found)| at..at + found.len())
            .collect()
    }

    /// Where permitted forms of the concepts that the source names stand.
    fn permitted(&self, named: &BTreeSet<usize>) -> Vec<Range<usize>> {
        if self.writing == Writing::Spaced {
            return self
                .hits
                .iter()
                .filter(|hit| named.contains(&hit.concept) && self.is_allowed(hit))
                .map(|hit| hit.range.clone())
                .collect();
        }
        let mut ranges = Vec::new();
        for term in named.iter().flat_map(|&concept| self.allowed(concept)) {
            let form = Folded::new(&term.text, self.writing, Case::Ignored).text;
            if form.is_empty() {
                continue;
            }
            for (at, found) in self.folded.text.match_indices(&form) {
                ranges.extend(self.folded.original(&(at..at + found.len())));
            }
        }
        ranges
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::Recognizer;
    use crate::term::shipped::termbase;

    /// Missing concepts and forbidden forms of a pair, by name.
    fn verdict(from: &str, source: &str, to: &str, target: &str) -> (Vec<String>, Vec<String>) {
        let concepts = termbase();
        let (from, to): (LangTag, LangTag) = (from.parse().unwrap(), to.parse().unwrap());
        let source_hits = Recognizer::new(&concepts, &from).find_all(source);
        let target_hits = Recognizer::new(&concepts, &to).find_all(target);
        let verdict = verify(&concepts, source, &source_hits, target, &to, &target_hits);
        (
            verdict
                .missing
                .iter()
                .map(|missing| concepts[missing.concept].id.clone())
                .collect(),
            verdict
                .forbidden
                .iter()
                .map(|used| target[used.target.clone()].to_owned())
                .collect(),
        )
    }

    #[test]
    fn each_direction_is_verified() {
        let none = (Vec::new(), Vec::new());
        let chinese = "产权组织总干事会见了国家知识产权局的代表。";
        let english = "WIPO’s Director General met delegates of CNIPA.";
        assert_eq!(verdict("en", english, "zh-Hans", chinese), none);
        let (missing, _) = verdict("zh", "创意产业", "en", "the film business");
        assert_eq!(missing, ["creative-industry"]);
        assert_eq!(
            verdict("zh", "创意产业", "en", "in creative industries"),
            none
        );
    }

    #[test]
    fn a_swallowed_term_is_not_asked_for_and_still_excuses() {
        let none = (Vec::new(), Vec::new());
        assert_eq!(
            verdict("en", "blue and white pottery", "zh", "青花陶器"),
            none
        );
        assert_eq!(
            verdict(
                "en",
                "porcelain and blue and white pottery",
                "zh",
                "瓷器和青花陶器"
            ),
            none
        );
        assert_eq!(verdict("en", "old porcelain", "zh", "古代陶器").1, ["陶器"]);
    }

    #[test]
    fn one_reading_of_an_ambiguous_term_is_enough() {
        let none = (Vec::new(), Vec::new());
        for target in ["中共的专利", "联合专利分类中的专利"] {
            assert_eq!(
                verdict("en", "CPC and patent classification", "zh", target),
                none
            );
        }
    }

    #[test]
    fn nothing_is_asked_of_an_empty_target() {
        assert_eq!(verdict("en", "WIPO", "zh", " "), (Vec::new(), Vec::new()));
    }
}
