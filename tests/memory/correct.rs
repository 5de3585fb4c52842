//! Pairs that a person corrects, and what an alignment made anew makes of them.

use yiku::segment::Segmenter;
use yiku::unit::Side;
use yiku::work::correct::{Correction, correct};
use yiku::work::fill;

use super::bench::{Bench, incoming, joined, translations};

const ENGLISH: &str = "\
The treaty entered into force in 1978. It protects inventors.
Seeds and plants can be protected too.
The office examines every application.
";
const CHINESE: &str = "\
该条约于1978年生效。它保护发明人。
种子和植物也可受到保护。
该局审查每一件申请。
";

fn bench() -> Bench {
    let mut bench = Bench::new();
    bench.import(&incoming("one", ENGLISH, Some(CHINESE)));
    bench
}

/// The translations of the segments, in order; a stroke where there is none.
fn texts(bench: &Bench) -> Vec<String> {
    let texts = translations(bench, "one").into_iter();
    texts.map(|text| text.unwrap_or("–".to_owned())).collect()
}

fn target(bench: &Bench) -> String {
    joined(&bench.memory.read().unwrap(), "one", Side::Target)
}

fn fix(bench: &mut Bench, segment: &str, correction: Correction) {
    bench.fix(segment, |writer, occasion| {
        let (segments, numbers) = fill::resolve(writer, segment).unwrap();
        let segmenter = Segmenter::default();
        correct(
            writer,
            &segments,
            *numbers.start(),
            correction,
            &segmenter,
            occasion,
        )
        .unwrap();
    });
}

#[test]
fn a_correction_changes_the_pairs_and_not_the_text_and_can_be_undone() {
    let whole = bench();
    assert_eq!(
        texts(&whole),
        [
            "该条约于1978年生效。",
            "它保护发明人。",
            "种子和植物也可受到保护。",
            "该局审查每一件申请。"
        ]
    );
    for (corrections, expected) in [
        (
            &[("one:2", Correction::Down)][..],
            &[
                "该条约于1978年生效。",
                "–",
                "它保护发明人。\n种子和植物也可受到保护。",
                "该局审查每一件申请。",
            ][..],
        ),
        (
            &[("one:2", Correction::Down), ("one:3", Correction::Up)],
            &[
                "该条约于1978年生效。",
                "它保护发明人。",
                "种子和植物也可受到保护。",
                "该局审查每一件申请。",
            ],
        ),
        (
            &[("one:1", Correction::Merge)],
            &[
                "该条约于1978年生效。它保护发明人。",
                "种子和植物也可受到保护。",
                "该局审查每一件申请。",
            ],
        ),
        (
            &[("one:1", Correction::Merge), ("one:1", Correction::Split)],
            &[
                "该条约于1978年生效。",
                "它保护发明人。",
                "种子和植物也可受到保护。",
                "该局审查每一件申请。",
            ],
        ),
        (
            &[("one:3", Correction::Swap)],
            &[
                "该条约于1978年生效。",
                "它保护发明人。",
                "该局审查每一件申请。",
                "种子和植物也可受到保护。",
            ],
        ),
    ] {
        let mut bench = bench();
        for (segment, correction) in corrections {
            fix(&mut bench, segment, *correction);
        }
        assert_eq!(texts(&bench), expected, "{corrections:?}");
        assert_eq!(target(&bench), CHINESE, "{corrections:?}");
        bench.assert_sound();
        for _ in corrections {
            assert_eq!(bench.undo(None).unwrap(), []);
        }
        assert_eq!(texts(&bench), texts(&whole), "{corrections:?}");
        bench.assert_sound();
    }
}

#[test]
fn what_was_corrected_stays_when_the_text_is_aligned_anew() {
    for (segment, correction) in [
        ("one:2", Correction::Down),
        ("one:3", Correction::Up),
        ("one:1", Correction::Merge),
    ] {
        let mut bench = bench();
        fix(&mut bench, segment, correction);
        let corrected = texts(&bench);
        // Another sentence on both sides: everything is aligned anew.
        let more = |text: &str, line: &str| format!("{text}{line}\n");
        bench.import(&incoming(
            "one",
            &more(ENGLISH, "Fees are due every year."),
            Some(&more(CHINESE, "每年缴纳费用。")),
        ));
        let found = texts(&bench);
        assert_eq!(found[..corrected.len()], corrected[..], "{correction:?}");
        assert_eq!(found.last().unwrap(), "每年缴纳费用。");
        bench.assert_sound();
    }
}
