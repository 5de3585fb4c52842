use super::*;
use crate::term::{TermStatus, shipped};

fn tag(given: &str) -> LangTag {
    LangTag::parse(given).unwrap()
}

/// The release, segment by segment, with its Chinese.
fn release() -> Vec<(&'static str, &'static str)> {
    let text = include_str!("../../../tests/data/release.pairs.tsv");
    text.lines()
        .map(|line| line.split_once('\t').unwrap_or((line, "")))
        .collect()
}

const OPTIONS: Options = Options {
    least: 2,
    most: 100,
};

fn of_release(from: &str, to: &str, known: &[Concept]) -> Vec<Candidate> {
    let pairs: Vec<_> = match from {
        "en" => release(),
        _ => release().into_iter().map(|(a, b)| (b, a)).collect(),
    };
    let texts: Vec<&str> = pairs.iter().map(|(source, _)| *source).collect();
    extract(&texts, &pairs, &tag(from), &tag(to), known, OPTIONS)
}

/// The terms of more than a word that the release has twice or more, each with what the termbase
/// says to write for it.
fn wanted() -> Vec<(String, Vec<String>)> {
    let concepts = shipped::termbase();
    let recognizer = Recognizer::new(&concepts, &tag("en"));
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (source, _) in release() {
        for hit in recognizer.find_all(source) {
            *counts.entry((hit.concept, hit.term)).or_default() += 1;
        }
    }
    let twice = counts.into_iter().filter(|(_, count)| *count > 1);
    let terms = twice.map(|((concept, term), _)| {
        let concept = &concepts[concept];
        let zh = tag("zh-Hans");
        let forms = concept
            .terms_in(&zh)
            .filter(|form| form.status != TermStatus::Forbidden);
        let forms = forms.map(|form| form.text.replace(['《', '》', '“', '”'], ""));
        (concept.terms[term].text.clone(), forms.collect())
    });
    terms
        .filter(|(term, _): &(String, _)| term.contains(' '))
        .collect()
}

#[test]
fn most_terms_of_the_release_are_found_with_their_chinese_and_no_termbase() {
    let candidates = of_release("en", "zh-Hans", &[]);
    let key = |text: &str| spaced::key(text.to_lowercase().split(' '));
    let wanted = wanted();
    let place = |term: &str| {
        candidates
            .iter()
            .position(|found| key(&found.text) == key(term))
    };
    let recall = |most: usize| {
        let found = wanted
            .iter()
            .filter(|(term, _)| place(term).is_some_and(|place| place < most));
        found.count()
    };
    let right = |(term, forms): &&(String, Vec<String>)| {
        let found = place(term).and_then(|place| candidates[place].counterpart.as_ref());
        found.is_some_and(|(text, _)| forms.contains(text))
    };
    let right = wanted.iter().filter(right).count();
    let all = wanted.len();
    for most in [25, 50, 75, 100] {
        println!("recall at {most}: {} of {all}", recall(most));
    }
    println!("with their Chinese: {right} of {}", recall(100));
    assert!(all >= 25, "{all}");
    assert!(recall(25) * 10 >= all * 4, "{} of {all}", recall(25));
    assert!(recall(50) * 100 >= all * 80, "{} of {all}", recall(50));
    assert!(recall(100) * 100 >= all * 85, "{} of {all}", recall(100));
    assert!(right * 10 >= recall(100) * 7, "{right}");
}

#[test]
fn what_the_termbase_has_is_left_out() {
    let known = shipped::termbase();
    let texts: Vec<String> = (of_release("en", "zh-Hans", &known).into_iter())
        .map(|candidate| candidate.text)
        .collect();
    assert!(!texts.is_empty());
    for term in [
        "Director General",
        "Vice Premier",
        "copyright",
        "creative industries",
        "PCT",
    ] {
        assert!(
            !texts.iter().any(|text| text.eq_ignore_ascii_case(term)),
            "{term}"
        );
    }
}

#[test]
fn terms_of_the_chinese_release_are_found_by_counting_alone() {
    let candidates = of_release("zh-Hans", "en", &[]);
    let english = |term: &str| {
        let found = candidates.iter().find(|found| found.text == term);
        let counterpart = found.and_then(|found| found.counterpart.clone());
        counterpart.map(|(text, _)| text).unwrap_or_default()
    };
    assert_eq!(english("总干事"), "Director General");
    assert_eq!(english("副总理"), "Vice Premier");
    assert_eq!(english("景德镇"), "Jingdezhen");
}

#[test]
fn what_could_be_a_term_begins_and_ends_with_a_word_of_meaning() {
    let texts = |text: &str| -> Vec<String> {
        let pieces = spaced::pieces(text).into_iter();
        pieces.map(|piece| piece.surface).collect()
    };
    assert_eq!(
        texts("He pledged WIPO’s support of low-carbon R&D."),
        [
            "pledged",
            "WIPO",
            "support",
            "support of low-carbon",
            "support of low-carbon R&D",
            "low-carbon",
            "low-carbon R&D",
            "R&D",
        ]
    );
    assert!(
        texts("the Convention on Biological Diversity")
            .contains(&"Convention on Biological Diversity".to_owned())
    );
    assert!(
        texts("work on patents")
            .iter()
            .all(|text| !text.contains(" on "))
    );
    assert_eq!(texts("It was quickly 2,000 of them"), Vec::<String>::new());
    let pieces = unspaced::pieces("对侵权行为的处罚", 8);
    assert!(pieces.contains(&"侵权行为".to_owned()), "{pieces:?}");
    assert!(
        pieces
            .iter()
            .all(|piece| !piece.starts_with('的') && !piece.ends_with('的'))
    );
    assert_eq!(
        unspaced::quoted("加入《专利合作条约》，并说“你好，世界。”"),
        ["专利合作条约"]
    );
}

#[test]
fn an_acronym_belongs_to_the_words_that_it_is_made_of() {
    let acronyms = |text: &str| spaced::acronyms(text);
    let pair = |long: &str, acronym: &str| vec![(long.to_owned(), acronym.to_owned())];
    assert_eq!(
        acronyms("under the Patent Cooperation Treaty (PCT) since"),
        pair("Patent Cooperation Treaty", "PCT")
    );
    assert_eq!(
        acronyms("on access and benefit-sharing (ABS)"),
        pair("access and benefit-sharing", "ABS")
    );
    assert_eq!(
        acronyms("the National Copyright Administration of China (NCAC)"),
        pair("National Copyright Administration of China", "NCAC")
    );
    for text in [
        "a company (Ltd)",
        "in Geneva (CH)",
        "(PCT)",
        "( )",
        "see (2024)",
        "x (A",
    ] {
        assert_eq!(acronyms(text), [], "{text}");
    }
    let texts = [
        "The Hague System (HS) grew.",
        "HS filings grew.",
        "The Hague System grew.",
    ];
    let found = extract(&texts, &[], &tag("en"), &tag("zh-Hans"), &[], OPTIONS);
    assert_eq!(
        (
            found[0].text.as_str(),
            found[0].acronym.as_deref(),
            found[0].count
        ),
        ("Hague System", Some("HS"), 4)
    );
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(a in "[A-Za-z &'’().-]{0,40}|\\PC{0,30}", b in "[国家产权的《》“”A1 ，]{0,40}|\\PC{0,30}") {
        let options = Options { least: 1, most: 5 };
        for (from, to) in [("en", "zh-Hans"), ("zh-Hans", "en")] {
            let pairs = [(a.as_str(), b.as_str()), (b.as_str(), a.as_str())];
            let found = extract(&[&a, &b], &pairs, &tag(from), &tag(to), &[], options);
            proptest::prop_assert!(found.len() <= options.most);
        }
    }
}
