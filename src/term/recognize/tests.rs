use super::*;
use crate::term::shipped::termbase;

/// What stands in a text, as `concept:text`.
fn found(lang: &str, text: &str) -> Vec<String> {
    let concepts = termbase();
    Recognizer::new(&concepts, &lang.parse().unwrap())
        .find(text)
        .iter()
        .map(|hit| format!("{}:{}", concepts[hit.concept].id, &text[hit.range.clone()]))
        .collect()
}

#[test]
fn the_longest_term_wins_in_any_inflection() {
    assert_eq!(
        found(
            "en",
            "SMEs’ blue-and-white pottery, WIPO’s videogames and creative industries"
        ),
        [
            "small-and-medium-sized-enterprise:SMEs",
            "blue-and-white-porcelain:blue-and-white pottery",
            "wipo:WIPO",
            "video-game:videogames",
            "creative-industry:creative industries",
        ]
    );
    assert_eq!(
        found(
            "en",
            "First Vice Premier and Vice Premiers; the organisation’s digitisation"
        ),
        [
            "first-vice-premier:First Vice Premier",
            "vice-premier:Vice Premiers",
            "digitization:digitisation",
        ]
    );
}

#[test]
fn case_tells_names_from_words() {
    assert_eq!(
        found("en", "the PCT, not the pct or PCTs’s aPCT"),
        [
            "patent-cooperation-treaty:PCT",
            "patent-cooperation-treaty:PCTs"
        ]
    );
    assert_eq!(
        found("en", "the Commissioner and a commissioner"),
        ["cnipa-commissioner:Commissioner"]
    );
    assert_eq!(
        found("en", "a green light for WIPO GREEN, WIPO Green"),
        ["wipo-green:WIPO GREEN", "wipo:WIPO"]
    );
    // The longer form fails on its case; the shorter one in it stands.
    assert_eq!(found("en", "a patent law treaty"), ["patent:patent"]);
}

#[test]
fn words_are_whole_and_addresses_are_no_text() {
    assert!(
        found(
            "en",
            "patently, unpatented; the top 100,000; x@patent.example https://a.example/patent/"
        )
        .is_empty()
    );
    assert_eq!(found("en", "the top 100."), ["top-100:top 100"]);
    assert_eq!(found("en", "加入WIPO的IP体系").len(), 2);
}

#[test]
fn everyday_words_are_terms_only_in_their_domain() {
    assert!(found("en", "A search for the master key was a lot of work.").is_empty());
    assert!(
        found("en", "China and the UN Secretary-General")
            .iter()
            .all(|hit| !hit.contains("Secretary"))
    );
    assert_eq!(
        found("en", "The search of the prior art"),
        ["patent-search:search", "prior-art:prior art"]
    );
    assert_eq!(
        found("en", "the kiln and the firing"),
        ["kiln:kiln", "firing:firing"]
    );
    assert_eq!(
        found("en", "goods and services bearing the mark"),
        ["goods-and-services:goods and services", "trademark:mark"]
    );
}

#[test]
fn chinese_is_found_across_its_marks() {
    assert_eq!(
        found("zh", "《专利合作条约》（ＰＣＴ）体系和“一带一路”会议"),
        [
            "patent-cooperation-treaty:专利合作条约",
            "pct-system:ＰＣＴ）体系",
            "belt-and-road-high-level-conference-on-ip:一带一路”会议",
        ]
    );
    assert_eq!(
        found("zh", "世界知识产权组织总干事"),
        ["wipo:世界知识产权组织", "director-general:总干事"]
    );
    assert_eq!(found("zh", "MAIL与3A"), Vec::<String>::new());
}

#[test]
fn swallowed_terms_are_still_told() {
    let concepts = termbase();
    let en = Recognizer::new(&concepts, &"en".parse().unwrap());
    let ids: Vec<_> = en
        .find_all("blue and white pottery")
        .iter()
        .map(|hit| concepts[hit.concept].id.as_str())
        .collect();
    assert!(
        ids.contains(&"pottery") && ids.contains(&"blue-and-white-porcelain"),
        "{ids:?}"
    );
}

#[test]
fn no_terms_find_nothing() {
    assert!(
        Recognizer::new(&[], &"en".parse().unwrap())
            .find("WIPO")
            .is_empty()
    );
}

#[test]
fn the_shipped_release_is_full_of_terms() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tm/wipo-dg-china-2024/release.en.txt"
    );
    let text = std::fs::read_to_string(path).unwrap();
    let concepts = termbase();
    let hits = Recognizer::new(&concepts, &"en".parse().unwrap()).find(&text);
    assert!(hits.len() > 250, "{}", hits.len());
    assert!(
        hits.windows(2)
            .all(|two| two[0].range.end <= two[1].range.start)
    );
}

proptest::proptest! {
    #[test]
    fn any_text_can_be_searched(text in "[a-zA-Z &’'-]{0,12}(WIPO|patents|知识产权|《|İ|ﬁ|\\PC){0,6}") {
        thread_local!(static TERMS: Vec<Concept> = termbase());
        TERMS.with(|concepts| {
            for lang in ["en", "zh"] {
                for hit in Recognizer::new(&concepts[..40], &lang.parse().unwrap()).find_all(&text) {
                    assert!(text.get(hit.range.clone()).is_some_and(|found| !found.is_empty()));
                    assert!(concepts[hit.concept].terms.get(hit.term).is_some());
                }
            }
        });
    }
}
