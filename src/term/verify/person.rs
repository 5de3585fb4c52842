//! The ways a text speaks of a person whom it does not name.

use super::Target;
use crate::term::{TermHit, Writing};
use crate::text::script::is_han;

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

impl Target<'_> {
    /// Whether the target speaks of a person otherwise than by a listed form: surname and title,
    /// or, where the source has a short form, a pronoun or an office.
    pub(super) fn speaks_of_person(&self, hit: &TermHit) -> bool {
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
                .folded()
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
}
