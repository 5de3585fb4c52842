//! Making one concept of two.

use super::{Concept, Term, TermStatus};
use crate::text::LangTag;
use crate::text::fold::fold;

/// What became of two concepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The concept they are now, under the id of the first.
    pub concept: Concept,
    /// Forms of the second with another status there, which is left out: the form, and that status.
    pub overruled: Vec<(String, TermStatus)>,
}

/// Makes one concept of two. The first one's word counts where they differ: its id, which form is
/// preferred, what a form that both have may be used for. Everything else of the second is kept
/// behind what the first has; what both say is said once.
#[must_use]
pub fn merge(first: &Concept, second: &Concept, source: &LangTag) -> Merged {
    let mut concept = first.clone();
    let mut overruled = Vec::new();
    for (own, other) in [
        (&mut concept.domain, &second.domain),
        (&mut concept.kind, &second.kind),
        (&mut concept.definition, &second.definition),
        (&mut concept.note, &second.note),
        (&mut concept.source, &second.source),
    ] {
        join(own, other);
    }
    for term in &second.terms {
        // Case tells two forms apart only where a termbase says that it does.
        let same = |own: &&mut Term| {
            let by_case = own.exact_case || term.exact_case;
            let is_alike = !by_case && fold(&own.text) == fold(&term.text);
            own.lang == term.lang && (own.text == term.text || is_alike)
        };
        if let Some(own) = concept.terms.iter_mut().find(same) {
            join(&mut own.note, &term.note);
            join(&mut own.label, &term.label);
            for (own, other) in [
                (&mut own.part_of_speech, &term.part_of_speech),
                (&mut own.term_type, &term.term_type),
            ] {
                if own.is_empty() {
                    other.clone_into(own);
                }
            }
            let is_forbidden = |status| status == TermStatus::Forbidden;
            if is_forbidden(own.status) != is_forbidden(term.status) {
                overruled.push((term.text.clone(), term.status));
            }
            continue;
        }
        let mut term = term.clone();
        let has_preferred = (concept.terms.iter())
            .any(|own| own.lang == term.lang && own.status == TermStatus::Preferred);
        if term.status == TermStatus::Preferred && has_preferred {
            term.status = TermStatus::Admitted;
        }
        concept.terms.push(term);
    }
    concept.sort(source);
    Merged { concept, overruled }
}

/// Adds what the other says, where it is not said already.
fn join(own: &mut String, other: &str) {
    if other.is_empty() || own.contains(other) {
        return;
    }
    if !own.is_empty() {
        own.push_str("; ");
    }
    own.push_str(other);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::lint::tests::concept;

    #[test]
    fn everything_of_the_second_is_kept_and_the_first_decides() {
        let tag = |tag: &str| LangTag::parse(tag).unwrap();
        let mut first = concept(
            "trademark",
            &["en trademark", "zh-Hans 商标", "zh-Hans !品牌"],
        );
        first.definition = "A sign for goods.".to_owned();
        let mut second = concept(
            "mark",
            &[
                "en mark",
                "zh-Hans 标记",
                "zh-Hans 品牌",
                "zh-Hans 商标",
                "zh-Hant 商標",
            ],
        );
        second.definition = "A sign.".to_owned();
        second.domain = "trademark".to_owned();
        second.terms[3].note = "in law".to_owned();
        let merged = merge(&first, &second, &tag("en"));
        let terms: Vec<String> = (merged.concept.terms.iter())
            .map(|term| format!("{} {} {}", term.lang, term.text, term.status.as_str()))
            .collect();
        assert_eq!(
            terms,
            [
                "en trademark preferred",
                "en mark admitted",
                "zh-Hans 商标 preferred",
                "zh-Hans 标记 admitted",
                "zh-Hans 品牌 forbidden",
                "zh-Hant 商標 preferred",
            ]
        );
        assert_eq!(merged.concept.definition, "A sign for goods.; A sign.");
        assert_eq!(merged.concept.domain, "trademark");
        assert_eq!(merged.concept.terms[2].note, "in law");
        assert_eq!(
            merged.overruled,
            [("品牌".to_owned(), TermStatus::Admitted)]
        );
        // Once more, it is what it is.
        assert_eq!(
            merge(&merged.concept, &second, &tag("en")).concept,
            merged.concept
        );
    }
}
