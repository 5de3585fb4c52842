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
