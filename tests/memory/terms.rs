//! Concepts to keep in a memory, and termbases that bring them.

use yiku::term::{Concept, Term, TermMatch, TermStatus};
use yiku::work::import::IncomingTermbase;

use super::bench::{read_terms, tag};

pub(super) fn concept_of(concept: usize, edition: usize) -> Concept {
    let (english, chinese) = [
        ("patent", "专利"),
        ("trademark", "商标"),
        ("copyright", "著作权"),
        ("license", "许可"),
    ][concept % 4];
    let term = |lang: &str, text: String| Term {
        lang: tag(lang),
        text,
        status: TermStatus::Preferred,
        part_of_speech: String::new(),
        term_type: String::new(),
        exact_case: false,
        match_: TermMatch::Word,
        label: String::new(),
        note: String::new(),
    };
    Concept {
        id: english.to_owned(),
        domain: String::new(),
        kind: String::new(),
        definition: String::new(),
        note: String::new(),
        source: String::new(),
        terms: vec![
            term("en", english.to_owned()),
            term(
                "zh-Hans",
                format!("{chinese}{}", ["", "权", "件"][edition % 3]),
            ),
        ],
    }
}

pub(super) fn termbase(file: usize, edition: usize) -> IncomingTermbase {
    let mut text = "concept,lang,term\n".to_owned();
    for concept in 0..4 {
        if (edition >> concept) & 1 == 1 {
            for term in concept_of(concept, edition >> 4).terms {
                text.push_str(&format!(
                    "{},{},{}\n",
                    concept_of(concept, 0).id,
                    term.lang.given(),
                    term.text
                ));
            }
        }
    }
    text.push_str("forum,en,forum\nforum,zh-Hans,论坛\n");
    let name = ["terms.csv", "more.csv"][file % 2];
    read_terms(name, &text)
}
