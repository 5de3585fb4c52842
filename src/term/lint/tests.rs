use super::*;
use crate::term::shipped;

fn tag(given: &str) -> LangTag {
    LangTag::parse(given).unwrap()
}

/// A concept of forms `en patent`, `zh-Hans !专利权` (forbidden), the first allowed one of a
/// language preferred, the others admitted.
pub(in crate::term) fn concept(id: &str, forms: &[&str]) -> Concept {
    let mut concept = Concept {
        id: id.to_owned(),
        domain: String::new(),
        kind: String::new(),
        definition: String::new(),
        note: String::new(),
        source: String::new(),
        terms: Vec::new(),
    };
    for form in forms {
        let (lang, text) = form.split_once(' ').unwrap();
        let lang = tag(lang);
        let known = |term: &Term| term.lang == lang && term.status == TermStatus::Preferred;
        let (status, text) = match text.strip_prefix('!') {
            Some(text) => (TermStatus::Forbidden, text),
            None if concept.terms.iter().any(known) => (TermStatus::Admitted, text),
            None => (TermStatus::Preferred, text),
        };
        concept.terms.push(Term {
            lang,
            text: text.to_owned(),
            status,
            part_of_speech: String::new(),
            term_type: String::new(),
            exact_case: false,
            match_: TermMatch::Word,
            label: String::new(),
            note: String::new(),
        });
    }
    concept
}

fn found(concepts: &[Concept]) -> Vec<String> {
    let flaws = lint(concepts, &tag("en"), &tag("zh-Hans"));
    let line = |flaw: &Flaw| format!("{} {}: {}", flaw.rule.name(), flaw.concept, flaw.message);
    flaws.iter().map(line).collect()
}

#[test]
fn every_flaw_is_found_where_it_is() {
    let mut two = concept("hub", &["en hub", "zh-Hans 中心", "zh-Hans 枢纽"]);
    two.terms[2].status = TermStatus::Preferred;
    let mut none = concept("fair", &["en fair", "zh-Hans 交易会"]);
    none.terms[1].status = TermStatus::Admitted;
    insta::assert_snapshot!(found(&[
        concept("nothing", &[]),
        concept("alone", &["en alone"]),
        concept("only-bad", &["en hearing", "zh-Hans !听证"]),
        two,
        none,
        concept("patent", &["en patent", "zh-Hans 专利", "zh-Hans !专利"]),
        concept("patent-2", &["en Patent", "zh-Hans 专利权"]),
        concept("twice", &["en Madrid System", "en madrid  system", "zh-Hans 马德里体系"]),
        concept("script", &["en 商标 mark", "zh-Hans 商標", "zh-Hant 商標"]),
        concept("latin", &["en design law treaty", "zh-Hans DLT treaty"]),
        concept("ends", &["en invention.", "zh-Hans 发明，", "zh-Hans  创造"]),
        concept("one", &["en right", "zh-Hans 权"]),
        concept("one", &["en claim", "zh-Hans 权利要求"]),
    ]).join("\n"), @"
    empty nothing: the concept has no term
    no-form alone: the concept has no Chinese term
    no-form only-bad: all Chinese forms are forbidden, and none is there to use
    several-preferred hub: several Chinese forms are preferred: “中心”, “枢纽”
    no-preferred fair: no Chinese form is preferred
    forbidden-allowed patent: “专利” is forbidden and preferred
    same-term patent-2: “Patent” is a term of patent too
    doubled twice: “Madrid System” and “madrid  system” are one form
    ends twice: “madrid  system” (en) has two blanks in it
    script script: “商标 mark” (en) has Chinese characters
    script script: “商標” (zh-Hans) has the traditional character 標
    script latin: “DLT treaty” (zh-Hans) has no Chinese character, and is no form of its source term
    ends ends: “invention.” (en) ends with a full stop
    ends ends: “发明，” (zh-Hans) ends with ，
    ends ends: “ 创造” (zh-Hans) has blanks at its ends
    one-character one: “权” (zh-Hans) is one character and stands in many words
    same-id one: two termbases have a concept of this id; in a file they would be one
    ");
}

#[test]
fn what_is_right_is_no_flaw() {
    let mut context = concept("abs", &["en ABS", "zh-Hans 获取和惠益分享"]);
    context.terms[0].match_ = TermMatch::ContextOnly;
    let mut exact = concept("it", &["en IT", "zh-Hans 信息技术"]);
    exact.terms[0].exact_case = true;
    let clean = [
        // One Chinese word for two English ones; forbidden here and right there.
        concept("commissioner", &["en commissioner", "zh-Hans 局长"]),
        concept(
            "director-general",
            &["en director general", "zh-Hans 总干事", "zh-Hans !局长"],
        ),
        concept("cn", &["en-US claim", "zh-CN 权利要求"]),
        context,
        concept("brakes", &["en ABS", "zh-Hans 防抱死系统"]),
        exact,
        concept("it-2", &["en it", "zh-Hans 它们"]),
        // A name that stays Latin, an abbreviation with its full stop, a forbidden Taiwan form.
        concept("wipo-match", &["en WIPO Match", "zh-Hans WIPO Match"]),
        concept(
            "ltd",
            &["en Co., Ltd.", "zh-Hans 有限公司", "zh-Hans !有限責任公司"],
        ),
    ];
    assert_eq!(found(&clean), Vec::<String>::new());
}

#[test]
fn the_shipped_termbase_is_clean() {
    assert_eq!(found(&shipped::termbase()), Vec::<String>::new());
}
