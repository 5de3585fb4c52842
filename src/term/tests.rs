//! What is asked of terms, demand by demand, on sentences as they are written.

use super::*;

/// A concept with its English and its Chinese forms; a form that begins with `!` is forbidden.
/// Forms with a capital letter are names: their case counts.
fn concept(id: &str, part_of_speech: &str, english: &[&str], chinese: &[&str]) -> Concept {
    let term = |lang: &str, text: &str, first: bool| {
        let forbidden = text.strip_prefix('!');
        Term {
            lang: lang.parse().unwrap(),
            text: forbidden.unwrap_or(text).to_owned(),
            status: match (forbidden, first) {
                (Some(_), _) => TermStatus::Forbidden,
                (None, true) => TermStatus::Preferred,
                (None, false) => TermStatus::Admitted,
            },
            part_of_speech: part_of_speech.to_owned(),
            term_type: String::new(),
            exact_case: text.contains(|c: char| c.is_ascii_uppercase()),
            match_: TermMatch::Word,
            label: String::new(),
            note: String::new(),
        }
    };
    let terms = |lang, texts: &[&str]| -> Vec<Term> {
        let all = texts.iter().enumerate();
        all.map(|(at, text)| term(lang, text, at == 0)).collect()
    };
    Concept {
        id: id.to_owned(),
        domain: String::new(),
        kind: String::new(),
        definition: String::new(),
        note: String::new(),
        source: String::new(),
        terms: [terms("en", english), terms("zh-Hans", chinese)].concat(),
    }
}

fn concepts() -> Vec<Concept> {
    vec![
        concept("licence", "noun", &["licence"], &["许可"]),
        concept("license", "verb", &["license"], &["许可"]),
        concept("file", "verb", &["file"], &["提交"]),
        concept("trade-mark", "noun", &["trade mark"], &["商标", "!牌子"]),
        concept(
            "trade-mark-office",
            "noun",
            &["trade mark office"],
            &["商标局"],
        ),
        concept("e-commerce", "noun", &["e-commerce"], &["电子商务"]),
        concept("organization", "noun", &["organization"], &["组织"]),
        concept(
            "pct",
            "properNoun",
            &["Patent Cooperation Treaty", "PCT"],
            &["《专利合作条约》", "PCT"],
        ),
        concept("commissioner", "noun", &["Commissioner"], &["局长"]),
        concept(
            "director-general",
            "noun",
            &["Director General"],
            &["总干事", "!局长"],
        ),
        concept("water-meter", "noun", &["water meter"], &["水表"]),
        concept("meter-reading", "noun", &["meter reading"], &["抄表"]),
        concept("lex", "properNoun", &["WIPO Lex"], &["WIPO Lex"]),
        concept("pump", "noun", &["pump"], &["泵", "!水泵"]),
        concept(
            "water-pump-station",
            "noun",
            &["pumping station"],
            &["水泵站"],
        ),
    ]
}

/// The terms of a text, as `concept:text`.
fn found(lang: &str, text: &str) -> Vec<String> {
    let concepts = concepts();
    let hits = Recognizer::new(&concepts, &lang.parse().unwrap()).find(text);
    hits.iter()
        .map(|hit| format!("{}:{}", concepts[hit.concept].id, &text[hit.range.clone()]))
        .collect()
}

/// The concepts missing in a translation, and the forbidden forms in it.
fn verdict(source: &str, target: &str) -> (Vec<String>, Vec<String>) {
    let concepts = concepts();
    let zh = "zh-Hans".parse().unwrap();
    let ours = Recognizer::new(&concepts, &"en".parse().unwrap()).find_all(source);
    let theirs = Recognizer::new(&concepts, &zh).find_all(target);
    let verdict = verify(&concepts, source, &ours, target, &zh, &theirs);
    let missing = verdict.missing.iter();
    let forbidden = verdict.forbidden.iter();
    (
        missing
            .map(|missing| concepts[missing.concept].id.clone())
            .collect(),
        forbidden
            .map(|used| target[used.target.clone()].to_owned())
            .collect(),
    )
}

#[track_caller]
fn silent(source: &str, target: &str) {
    assert_eq!(
        verdict(source, target),
        (vec![], vec![]),
        "{source} | {target}"
    );
}

#[test]
fn a_noun_has_its_plural_and_its_possessive_and_a_verb_its_own_endings() {
    assert_eq!(
        found(
            "en",
            "The licences’ terms were filed; filing them took the licensee years."
        ),
        ["licence:licences", "file:filed", "file:filing"]
    );
    assert_eq!(
        found("en", "Licensing is easy, and they are licensing it."),
        ["license:Licensing", "license:licensing"]
    );
    assert_eq!(found("en", "profile, filet and filer").len(), 0);
}

#[test]
fn a_compound_is_one_with_hyphen_with_space_and_joined() {
    assert_eq!(
        found(
            "en",
            "a trade mark, a trade-mark, a trademark; e-commerce and ecommerce"
        ),
        [
            "trade-mark:trade mark",
            "trade-mark:trade-mark",
            "trade-mark:trademark",
            "e-commerce:e-commerce",
            "e-commerce:ecommerce",
        ]
    );
}

#[test]
fn british_and_american_spelling_are_one() {
    assert_eq!(
        found("en", "the organisation’s organizations"),
        ["organization:organisation", "organization:organizations"]
    );
}

#[test]
fn an_acronym_is_known_by_its_case_and_is_one_concept_with_its_long_form() {
    assert_eq!(
        found(
            "en",
            "The Patent Cooperation Treaty (PCT), no pct; the PCT’s rules."
        ),
        ["pct:Patent Cooperation Treaty", "pct:PCT", "pct:PCT"]
    );
    silent(
        "Under the Patent Cooperation Treaty one application suffices.",
        "在PCT下，一份申请即可。",
    );
    silent("The PCT has 157 members.", "《专利合作条约》有157个成员。");
}

#[test]
fn the_longest_term_goes_first_and_of_two_that_cross_one_is_taken() {
    assert_eq!(
        found("en", "the Trade Mark Office"),
        ["trade-mark-office:Trade Mark Office"]
    );
    assert_eq!(found("en", "a water meter reading").len(), 1);
    assert_eq!(
        found("zh", "商标局和商标"),
        ["trade-mark-office:商标局", "trade-mark:商标"]
    );
}

#[test]
fn chinese_is_found_within_a_line_and_across_marks_and_spaces() {
    assert_eq!(
        found("zh", "根据《专利合作条约》提交电 子商务商标"),
        [
            "pct:专利合作条约",
            "file:提交",
            "e-commerce:电 子商务",
            "trade-mark:商标"
        ]
    );
}

#[test]
fn any_allowed_form_will_do_and_none_is_a_finding() {
    silent("They filed a trade mark.", "他们提交了商标。");
    assert_eq!(
        verdict("They filed a trade mark.", "他们提交了标记。"),
        (vec!["trade-mark".to_owned()], vec![])
    );
    assert_eq!(
        verdict("The trade mark is old.", "这个牌子很老。"),
        (vec!["trade-mark".to_owned()], vec!["牌子".to_owned()])
    );
}

#[test]
fn a_forbidden_form_may_be_part_of_a_longer_one_or_another_term_s_own() {
    silent(
        "The Director General met the Commissioner.",
        "总干事会见了局长。",
    );
    assert_eq!(
        verdict("The Director General spoke.", "局长讲话。").1,
        ["局长"]
    );
    silent(
        "The pump of the pumping station was replaced.",
        "水泵站的泵已更换。",
    );
    assert_eq!(
        verdict("The pump was replaced.", "水泵已更换。").1,
        ["水泵"]
    );
}

#[test]
fn a_repetition_may_be_dropped_and_a_name_stays_as_it_is() {
    silent(
        "The trade mark is a trade mark like any other trade mark.",
        "该商标与其他商标无异。",
    );
    silent("Search WIPO Lex.", "搜索WIPO Lex。");
    assert_eq!(
        verdict("Search WIPO Lex.", "搜索产权组织法律库。").0,
        ["lex"]
    );
}
