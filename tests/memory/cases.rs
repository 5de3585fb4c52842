//! Cases with a name: what people ran into, or might.

use yiku::unit::{Side, State};
use yiku::work::export::Kind;
use yiku::work::{fill, import, status};

use super::bench::{Bench, all_units, exported, incoming, joined, tag, translations};
use super::pool::{POOL, Sentence, chinese, english};
use super::terms::{concept_of, termbase};

#[test]
fn a_sentence_without_a_source_may_stand_twice() {
    let mut bench = Bench::new();
    let text = |language: fn(Sentence) -> String, times: usize| {
        let lone = format!("{}\n", POOL[14].1).repeat(times);
        let lines = (0..10).map(|sentence| format!("{}\n", language((sentence, 0))));
        let lines: Vec<String> = lines.collect();
        format!("{}{lone}{}", lines[..5].concat(), lines[5..].concat())
    };
    let mut unpaired = Vec::new();
    for times in [1, 2, 3, 1] {
        let chinese = text(chinese, times);
        bench.import(&incoming("one", &text(english, 0), Some(&chinese)));
        let reader = bench.memory.read().unwrap();
        assert_eq!(joined(&reader, "one", Side::Target), chinese);
        let document = reader.document("one").unwrap().unwrap();
        unpaired.push(reader.unpaired(document.row.unwrap()).unwrap().len());
    }
    assert_eq!(unpaired, [1, 2, 3, 1]);
    bench.assert_sound();
}

#[test]
fn a_concept_of_two_files_can_be_changed_by_hand() {
    let mut bench = Bench::new();
    for file in [0, 1] {
        let incoming = import::IncomingTermbase {
            keep_both: true,
            ..termbase(file, 15)
        };
        assert!(bench.change(|writer| {
            import::termbase(writer, &incoming).unwrap();
        }));
    }
    for edition in [1, 2] {
        let concept = concept_of(0, edition);
        assert!(bench.change(|writer| writer.put_concept(&concept).unwrap()));
    }
    let concept = concept_of(0, 2);
    assert!(
        !bench.change(|writer| writer.put_concept(&concept).unwrap()),
        "nothing changed"
    );
    bench.assert_sound();
}

#[test]
fn another_spelling_of_a_language_is_the_same_language() {
    let mut bench = Bench::new();
    let chinese = "该条约于1978年生效。\n专利保护发明二十年。\n";
    let english =
        "The treaty entered into force in 1978.\nPatents protect inventions for twenty years.\n";
    bench.import(&incoming("one", english, Some(chinese)));
    assert!(bench.set("one:1", "条约于1978年生效。"));
    let more = format!("{english}Yes.\n");
    let mut again = incoming(
        "one",
        &more,
        Some("该条约于1978年生效。\n专利保护发明20年。\n是的。\n"),
    );
    again.target_lang = tag("zh");
    again.source_lang = tag("EN");
    bench.import(&again);
    let expected = ["条约于1978年生效。", "专利保护发明20年。", "是的。"];
    assert_eq!(
        translations(&bench, "one"),
        expected.map(|text| Some(text.to_owned()))
    );
    for (stored, _, _) in all_units(&bench.memory.read().unwrap()) {
        let mut tags: Vec<&str> = stored
            .unit
            .variants
            .iter()
            .map(|v| v.lang.given())
            .collect();
        tags.sort_unstable();
        assert_eq!(tags, ["en", "zh-Hans"]);
    }
    bench.assert_sound();
}

/// A pair of sentences that the aligner joins, since they became one.
const TWO: &str = "The office examines each application. It does so within twelve months.";
const ONE: &str = "该局在十二个月内审查每一件申请，并就此作出决定。";

#[test]
fn a_unit_of_two_sentences_comes_back_with_its_translation() {
    let mut bench = Bench::new();
    let frame = |text: &str| format!("The treaty entered into force in 1978.\n{text}\nYes.\n");
    let chinese = format!("该条约于1978年生效。\n{ONE}\n是的。\n");
    let text = frame(TWO);
    bench.import(&incoming("one", &text, Some(&chinese)));
    assert_eq!(translations(&bench, "one").len(), 3, "the two are one unit");
    assert!(bench.set("one:2", "该局审查每一件申请。"));
    bench.import(&incoming("one", &frame("Nothing of that stands."), None));
    bench.import(&incoming("one", &text, None));
    let found = translations(&bench, "one");
    assert_eq!(
        found[1].as_deref(),
        Some("该局审查每一件申请。"),
        "{found:?}"
    );
}

#[test]
fn a_sentence_by_hand_comes_back_though_the_file_joins_it() {
    let mut bench = Bench::new();
    let frame = |text: &str| format!("The treaty entered into force in 1978.\n{text}\nYes.\n");
    bench.import(&incoming("one", &frame(TWO), None));
    assert!(bench.set("one:2", "审查每一件申请。"));
    bench.import(&incoming("one", &frame("Nothing of that stands."), None));
    let chinese = format!("该条约于1978年生效。\n{ONE}\n是的。\n");
    bench.import(&incoming("one", &frame(TWO), Some(&chinese)));
    let found = translations(&bench, "one");
    assert_eq!(found[1].as_deref(), Some("审查每一件申请。"), "{found:?}");
}

#[test]
fn a_decision_on_two_translations_settles_them() {
    let text = "The treaty entered into force in 1978.\nYes.\n";
    for settle in [0, 1, 2] {
        let mut bench = Bench::new();
        bench.import(&incoming(
            "one",
            text,
            Some("该条约于1978年生效。\n是的。\n"),
        ));
        assert!(bench.set("one:1", "条约于1978年生效。"));
        bench.import(&incoming("one", text, Some("条约1978年起生效。\n是的。\n")));
        let conflicts = |bench: &Bench| {
            let reader = bench.memory.read().unwrap();
            let document = reader.document("one").unwrap().unwrap();
            let segments = fill::Segments::of(&reader, document).unwrap();
            status::progress(&reader, &segments).unwrap().conflicts
        };
        assert_eq!(conflicts(&bench), [1]);
        match settle {
            // The same text once more, or confirmed once more: the person keeps it.
            0 => assert!(bench.set("one:1", "条约于1978年生效。")),
            1 => assert!(bench.mark("one:1", State::Translated)),
            // The file comes round to the person's text.
            _ => {
                let chinese = "条约于1978年生效。\n是的。\n";
                bench.import(&incoming("one", text, Some(chinese)));
                let reader = bench.memory.read().unwrap();
                assert_eq!(joined(&reader, "one", Side::Target), chinese);
            }
        }
        assert!(conflicts(&bench).is_empty(), "{settle}");
        let found = translations(&bench, "one");
        assert_eq!(found[0].as_deref(), Some("条约于1978年生效。"));
    }
}

#[test]
fn the_text_follows_the_order_of_its_source() {
    let mut bench = Bench::new();
    let [a, b] = [
        "The treaty entered into force in 1978.",
        "Seeds and plants can be protected too.",
    ];
    let chinese = "该条约于1978年生效。\n种子和植物也可受到保护。\n";
    bench.import(&incoming("one", &format!("{a}\n{b}\n"), Some(chinese)));
    bench.import(&incoming("one", &format!("{b}\n{a}\n"), None));
    let text = exported(&bench.memory.read().unwrap(), Kind::Text, None);
    assert_eq!(text, "种子和植物也可受到保护。\n该条约于1978年生效。\n");
    assert!(bench.mark("one:1", State::Rejected));
    let text = exported(&bench.memory.read().unwrap(), Kind::Text, None);
    assert_eq!(text, format!("{b}\n该条约于1978年生效。\n"));
    bench.import(&incoming("one", &format!("{a}\n{b}\n"), Some(chinese)));
    let text = exported(&bench.memory.read().unwrap(), Kind::Text, None);
    assert_eq!(
        text,
        format!("该条约于1978年生效。\n{b}\n"),
        "rejected is rejected"
    );
}
