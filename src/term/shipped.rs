//! The termbase that is shipped, for tests.

use super::{Concept, Term, TermMatch, TermStatus};

/// The concepts of `tm/wipo-dg-china-2024/terms.csv`.
pub(crate) fn termbase() -> Vec<Concept> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tm/wipo-dg-china-2024/terms.csv"
    );
    let mut reader = csv::Reader::from_path(path).unwrap();
    let mut concepts: Vec<Concept> = Vec::new();
    for row in reader.records() {
        let row = row.unwrap();
        let field = |at: usize| row.get(at).unwrap().to_owned();
        if concepts.last().is_none_or(|last| last.id != field(0)) {
            concepts.push(Concept {
                id: field(0),
                domain: field(9),
                kind: field(10),
                definition: field(11),
                note: field(12),
                source: field(13),
                terms: Vec::new(),
            });
        }
        concepts.last_mut().unwrap().terms.push(Term {
            lang: field(1).parse().unwrap(),
            text: field(2),
            status: match field(3).as_str() {
                "preferred" => TermStatus::Preferred,
                "admitted" => TermStatus::Admitted,
                _ => TermStatus::Forbidden,
            },
            part_of_speech: field(4),
            term_type: field(5),
            exact_case: field(6) == "exact",
            match_: match field(7).as_str() {
                "exact" => TermMatch::Exact,
                "prefer-capital" => TermMatch::PreferCapital,
                "context-only" => TermMatch::ContextOnly,
                _ => TermMatch::Word,
            },
            label: field(8),
            note: field(12),
        });
    }
    concepts
}
