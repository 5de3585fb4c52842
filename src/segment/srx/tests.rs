//! Rules of our own making, with the traps of those that other tools ship.

use fancy_regex::Regex;
use proptest::prelude::*;

use super::{Document, Map, Rule, Rules, Set};
use crate::segment::{Options, RulesFile, Segmenter};
use crate::text::LangTag;

/// Rules as `+ before ‖ after` (a cut) and `- before ‖ after` (none), for every language.
fn rules(lines: &[&str]) -> Rules {
    let rules = (1..).zip(lines).map(|(line, rule)| {
        let (sign, patterns) = rule.split_at(2);
        let (before, after) = patterns.split_once('‖').unwrap();
        Rule {
            cuts: sign == "+ ",
            before: before.to_owned(),
            after: after.to_owned(),
            line,
        }
    });
    Rules::new(Document {
        sets: vec![Set {
            name: "R".to_owned(),
            rules: rules.collect(),
        }],
        maps: vec![Map {
            pattern: ".*".to_owned(),
            set: "R".to_owned(),
            line: 0,
        }],
        ..Document::default()
    })
}

fn segmenter(rules: Rules) -> Segmenter {
    let file = RulesFile {
        name: "rules.srx".to_owned(),
        hash: String::new(),
    };
    Segmenter::with_rules(Options::default(), file, rules)
}

/// The text with a bar at each cut that is not the end of a paragraph.
fn cut(lines: &[&str], text: &str) -> String {
    let rules = rules(lines);
    assert_eq!(rules.faults(), []);
    let lang = LangTag::parse("en").unwrap();
    let segments = segmenter(rules).segments(text, &lang);
    let segments: Vec<&str> = segments.into_iter().map(|s| &text[s.range]).collect();
    segments.join("|")
}

#[test]
fn the_first_rule_that_matches_on_both_sides_decides() {
    let text = "Mr. Smith left. He saw Dr. No. Then etc. It ended.";
    let stop = r"+ [.?!]+‖\s";
    assert_eq!(
        cut(
            &[r"- \b(Mr|Dr)\.‖\s", r"+ etc\.‖\s+It", r"- etc\.‖\s", stop],
            text
        ),
        "Mr. Smith left.|He saw Dr. No.|Then etc.|It ended."
    );
    // Behind the rule that cuts an exception says nothing any more.
    assert_eq!(cut(&[stop, r"- Dr\.‖\s"], "Dr. No. Yes."), "Dr.|No.|Yes.");
    assert_eq!(cut(&[r"- Dr\.‖\s"], "Dr. No. Yes."), "Dr. No. Yes.");
}

#[test]
fn one_side_may_be_left_out() {
    assert_eq!(cut(&["+ 。‖"], "他来了。她走了。"), "他来了。|她走了。");
    assert_eq!(
        cut(&["- a‖", "+ ‖•"], "x • one • two a• three"),
        "x|• one|• two a• three"
    );
}

/// Tools that search on from where the last match ended miss the second of these.
#[test]
fn matches_that_overlap_are_all_found() {
    assert_eq!(cut(&["+ aa‖b?",], "aaaa"), "aa|a|a");
    assert_eq!(
        cut(
            &[r"- \w+\.\w+\.‖\s", r"+ \.‖\s"],
            "See U.S. Art. It is e.g. this. Yes."
        ),
        "See U.S. Art.|It is e.g. this.|Yes."
    );
}

#[test]
fn patterns_mean_what_they_mean_in_java_and_icu() {
    for (rule, text, expected) in [
        (r"+ \.‖\s+(?!and)", "A. B. and C. D", "A.|B. and C.|D"),
        (r"+ (?<!Mr)\.‖\s", "Mr. A. B", "Mr. A.|B"),
        (r"+ (?<=\d)\.‖\s", "A. 1. B", "A. 1.|B"),
        (r"+ \.(?=\s)‖", "A. B.c", "A.|B.c"),
        (r"+ [\p{L}&&[^a-z]]\.‖\s", "a. B. c", "a. B.|c"),
        (r"+ [[A-Z]--[B]]\.‖\s", "A. B. C", "A.|B. C"),
        (r"+ \Q.)\E‖\s", "a.) b. c", "a.)|b. c"),
        (r"+ \u3002‖", "一。二", "一。|二"),
        (r"+ \uD83D\uDE00‖", "a😀b", "a😀|b"),
        (r"+ \x{2E}‖\h", "a.\u{A0}b.c", "a.|b.c"),
        (r"+ (?i)etc\.‖\s", "ETC. a", "ETC.|a"),
        (r"+ (?i:x)Y‖", "xY Xy XY", "xY|Xy XY"),
        (r"+ (?x: \. \  )# a dot‖", "a. # a dotb", "a. # a dot|b"),
        (
            r"+ \p{IsHan}\p{InCJKUnifiedIdeographs}[：:]‖",
            "日本：a",
            "日本：|a",
        ),
        (r"+ [[:upper:]][.]‖\P{Lu}", "A.b C.D", "A.|b C.D"),
        (r"+ (.)\1‖", "abba", "abb|a"),
        (r"+ (?<q>['\x22]).\k<q>‖\s", "'a' \"b' c", "'a'|\"b' c"),
        (r"+ \<br\/?\>‖", "a<br>b<br/>c", "a<br>|b<br/>|c"),
        (r"+ a{2}‖", "aab", "aa|b"),
        (r"+ [-.]+[a\-c]‖", ".a.b.-", ".a|.b.-"),
        (r"+ \bno\.‖\s", "casino. No. no. a", "casino. No. no.|a"),
        // \b goes by letters of every script.
        (r"+ \bé\.‖\s", "né. é. a", "né. é.|a"),
        (r"- ^\s*\d+\.‖\s", "1. A", "1. A"),
    ] {
        // What forbids a cut needs a rule that asks for one.
        let lines = [rule, r"+ \.‖\s"];
        let count = if rule.starts_with('-') { 2 } else { 1 };
        assert_eq!(cut(&lines[..count], text), expected, "{rule}");
    }
}

/// A possessive quantifier gives nothing back.
#[test]
fn possessive_quantifiers_keep_what_they_took() {
    assert_eq!(cut(&[r"+ ^a++b‖"], "aabc"), "aab|c");
    assert_eq!(cut(&[r"+ ^a++ab‖"], "aabc"), "aabc");
    assert_eq!(cut(&[r"+ ^a{1,3}+b‖"], "aabc"), "aab|c");
    assert_eq!(cut(&[r"+ ^(?>a|aa)b‖"], "aabc"), "aabc");
}

#[test]
fn what_cannot_be_taken_is_named_and_the_others_hold() {
    let rules = rules(&[
        r"+ \.‖\s",
        r"- \G\.‖\s",
        r"- (Mr\.‖\s",
        r"- \p{IsKlingon}‖",
        r"- a‖[b",
        r"+ ‖",
        r"- (?<name!>a)‖",
    ]);
    let told: Vec<_> = rules
        .faults()
        .into_iter()
        .map(|fault| (fault.rule.unwrap(), fault.pattern, fault.why))
        .collect();
    let told: Vec<_> = told
        .iter()
        .map(|(n, p, w)| (*n, p.as_str(), w.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (2, r"\G\.", r"\G is not known"),
            (3, r"(Mr\.", "a round bracket is not closed"),
            (4, r"\p{IsKlingon}", "the property IsKlingon is not known"),
            (5, "[b", "a square bracket is not closed"),
            (
                6,
                "",
                "the rule says neither what stands before nor what stands after"
            ),
            (7, "(?<name!>a)", "the group (?<name!> has no proper name"),
        ]
    );
    let lang = LangTag::parse("en").unwrap();
    assert_eq!(segmenter(rules).segments("A. B", &lang).len(), 2);
}

/// Each would keep a matcher that goes back and forth busy for hours.
#[test]
fn hostile_patterns_are_given_up_and_said() {
    let lang = LangTag::parse("en").unwrap();
    let text = format!("{}. B", "a".repeat(900));
    for rule in [r"+ (?:a|aa)+(?<=b)\.‖\s", r"- (a*a*)*(?<!a)\.‖\s"] {
        let segmenter = segmenter(rules(&[rule, r"+ \.‖\s"]));
        assert_eq!(segmenter.segments(&text, &lang).len(), 2, "{rule}");
        let faults = segmenter.rules().unwrap().faults();
        assert_eq!(faults.len(), 1, "{rule}");
        assert_eq!(faults[0].rule, Some(1));
        assert!(faults[0].why.contains("too long"), "{}", faults[0].why);
    }
    // Those that need no look-around are no burden at all.
    let text = "x".repeat(20_000);
    for rule in [r"+ (x+x+)+y‖", r"+ (x|xx)*x{1,500}‖y", r"+ ‖(x*)*y"] {
        let segmenter = segmenter(rules(&[rule]));
        assert_eq!(segmenter.segments(&text, &lang).len(), 1, "{rule}");
        assert_eq!(segmenter.rules().unwrap().faults(), [], "{rule}");
    }
}

#[test]
fn explain_names_the_rule_at_each_cut_and_each_cut_withheld() {
    let segmenter = segmenter(rules(&[r"- Mr\.‖\s", r"+ \.‖\s"]));
    let lang = LangTag::parse("en").unwrap();
    let told: Vec<_> = segmenter
        .explain("Mr. A left. B came", &lang)
        .into_iter()
        .map(|decision| (decision.at, decision.cut, decision.rule.into_owned()))
        .collect();
    let expected = [
        (3, false, "R 1"),
        (11, true, "R 2"),
        (18, true, "paragraph"),
    ];
    assert_eq!(
        told,
        expected.map(|(at, cut, rule)| (at, cut, rule.to_owned()))
    );
}

#[test]
fn languages_have_the_rules_of_the_first_map_or_of_all_that_fit() {
    let set = |name: &str, rule: &str| Set {
        name: name.to_owned(),
        rules: vec![Rule {
            cuts: true,
            before: rule.to_owned(),
            ..Rule::default()
        }],
    };
    let map = |pattern: &str, set: &str| Map {
        pattern: pattern.to_owned(),
        set: set.to_owned(),
        line: 0,
    };
    let mut document = Document {
        sets: vec![set("stop", r"\."), set("bar", r"/")],
        maps: vec![map("EN.*", "stop"), map("(en|de)([-_].*)?", "bar")],
        ..Document::default()
    };
    let count = |document: &Document, tag: &str| {
        let segmenter = segmenter(Rules::new(document.clone()));
        let lang = LangTag::parse(tag).unwrap();
        segmenter.segments("a.b/c", &lang).len()
    };
    assert_eq!(count(&document, "en-US"), 2);
    assert_eq!(count(&document, "de"), 2);
    document.cascade = true;
    assert_eq!(count(&document, "en-US"), 3);
    // Rules that do not speak of French leave it to the built-in ones.
    assert!(!Rules::new(document.clone()).speak_of(&LangTag::parse("fr").unwrap()));
    assert_eq!(count(&document, "fr"), 1);
}

/// The places of cuts, as the standard says it: at each place, rule by rule.
fn cuts_to_the_letter(lines: &[String], text: &str) -> Vec<usize> {
    let is_match =
        |pattern: String, text: &str| Regex::new(&pattern).unwrap().is_match(text).unwrap();
    let matches = |line: &String, at: usize| {
        let (before, after) = line[2..].split_once('‖').unwrap();
        let whole = format!(r"\A(?:{before})\z");
        let precedes =
            before.is_empty() || (0..=at).any(|from| is_match(whole.clone(), &text[from..at]));
        precedes && is_match(format!(r"\A(?:{after})"), &text[at..])
    };
    let decided = (1..text.len()).filter(|at| {
        let rule = lines.iter().find(|line| matches(line, *at));
        rule.is_some_and(|rule| rule.starts_with('+'))
    });
    decided.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn rules_are_obeyed_as_the_standard_says(
        lines in prop::collection::vec(
            (
                prop::bool::ANY,
                prop::sample::select(vec!["a", "a+", "ab", "a|ba", "[ab]c", "b*c", "(a)(b|c)+", ".", "", "aa?b??"]),
                prop::sample::select(vec!["a", "b+", "c|ab", "[^a]", "", ".b", "(?:ab)*c"]),
            ),
            1..6,
        ),
        text in "[abc]{0,14}",
    ) {
        let lines: Vec<String> = lines
            .into_iter()
            .filter(|(_, before, after)| !before.is_empty() || !after.is_empty())
            .map(|(cuts, before, after)| format!("{} {before}‖{after}", if cuts { '+' } else { '-' }))
            .collect();
        let given: Vec<&str> = lines.iter().map(String::as_str).collect();
        let lang = LangTag::parse("en").unwrap();
        let segments = segmenter(rules(&given)).segments(&text, &lang);
        let mut found: Vec<usize> = segments.iter().map(|segment| segment.range.end).collect();
        found.pop();
        prop_assert_eq!(found, cuts_to_the_letter(&lines, &text), "{:?} {}", lines, text);
    }
}
