//! Changes taken back out of order, under later work.

use proptest::prelude::*;
use yiku::store::Conflict;
use yiku::unit::Side;
use yiku::work::import;

use super::bench::{Bench, incoming, joined, translations};
use super::pool::DOCUMENTS;
use super::random::{acts, config};
use super::terms::{concept_of, termbase};
use super::trial::{Act, Trial};

/// Two documents' worth of texts for undo out of order.
const TEXT: &str = "The treaty entered into force in 1978.\nYes.\nHe met the mayor.\n";
const CHANGED: &str =
    "The treaty entered into force in 1979.\nHe met the mayor.\nSee the annex for details.\n";

#[test]
fn a_translation_is_taken_back_under_later_ones() {
    let mut bench = Bench::new();
    bench.import(&incoming("one", TEXT, None));
    assert!(bench.set("one:1", "该条约于1978年生效。"));
    let first = bench.last_change();
    assert!(bench.set("one:2", "是的。"));
    // Places were laid anew since; the translation is not in the way of that.
    bench.import(&incoming(
        "one",
        &format!("See the annex for details.\n{TEXT}"),
        None,
    ));
    assert_eq!(bench.undo(Some(first)), Some(vec![]));
    let expected = [None, None, Some("是的。".to_owned()), None];
    assert_eq!(translations(&bench, "one"), expected);
    bench.assert_sound();
    // In order, the rest goes too, and comes back.
    let state = bench.exports();
    while bench.undo(None).is_some() {
        bench.assert_sound();
    }
    assert_eq!(bench.exports(), "");
    for _ in 0..3 {
        assert_eq!(bench.redo(), Some(vec![]));
        bench.assert_sound();
    }
    assert_eq!(bench.exports(), state);
    assert_eq!(
        bench.redo(),
        Some(vec![]),
        "the one that was taken back first"
    );
    assert_eq!(
        translations(&bench, "one")[1].as_deref(),
        Some("该条约于1978年生效。")
    );
    assert_eq!(bench.redo(), None);
}

#[test]
fn a_translation_that_was_changed_later_is_left_alone_and_named() {
    let mut bench = Bench::new();
    bench.import(&incoming("one", TEXT, None));
    assert!(bench.set("one:1", "该条约于1978年生效。"));
    let first = bench.last_change();
    assert!(bench.set("one:1", "条约于1978年生效。"));
    let before = bench.exports();
    let reader = bench.memory.read().unwrap();
    let document = reader.document("one").unwrap().unwrap();
    let row = reader.placed(document.row.unwrap()).unwrap()[0].stored.row;
    drop(reader);
    assert_eq!(bench.undo(Some(first)), Some(vec![Conflict::Unit(row)]));
    assert_eq!(bench.exports(), before);
    // It still stands: it can be taken back once the later one is.
    assert_eq!(bench.undo(None), Some(vec![]));
    assert_eq!(
        translations(&bench, "one")[0].as_deref(),
        Some("该条约于1978年生效。")
    );
    assert_eq!(bench.undo(None), Some(vec![]));
    assert_eq!(translations(&bench, "one")[0], None);
}

#[test]
fn an_import_under_later_work_is_taken_back_whole_or_not_at_all() {
    // What is done later, and whether the second import can be taken back under it.
    type Later = fn(&mut Bench);
    let cases: [(&str, Later, bool); 6] = [
        (
            "nothing of it",
            |bench| assert!(bench.set("one:2", "他会见了市长。")),
            true,
        ),
        (
            "its new segment",
            |bench| assert!(bench.set("one:3", "详见附件。")),
            false,
        ),
        (
            "its changed segment",
            |bench| assert!(bench.set("one:1", "该条约于1979年生效。")),
            false,
        ),
        (
            "another import",
            |bench| drop(bench.import(&incoming("one", TEXT, None))),
            false,
        ),
        (
            "its translation",
            |bench| {
                let chinese = "该条约于1979年生效。\n他会见了市长。\n详见附件。\n";
                drop(bench.import(&incoming("one", CHANGED, Some(chinese))));
            },
            false,
        ),
        (
            "another document",
            |bench| drop(bench.import(&incoming("two", TEXT, None))),
            true,
        ),
    ];
    for (what, later, goes) in cases {
        let mut bench = Bench::new();
        bench.import(&incoming("one", TEXT, None));
        let before = joined(&bench.memory.read().unwrap(), "one", Side::Source);
        bench.import(&incoming("one", CHANGED, None));
        let import = bench.last_change();
        later(&mut bench);
        let exports = bench.exports();
        let conflicts = bench.undo(Some(import)).unwrap();
        bench.assert_sound();
        if goes {
            assert_eq!(conflicts, [], "{what}");
            assert_eq!(
                joined(&bench.memory.read().unwrap(), "one", Side::Source),
                before
            );
        } else {
            assert!(conflicts.contains(&Conflict::Other("document")), "{what}");
            assert_eq!(bench.exports(), exports, "{what}");
        }
        // Whatever came of it, importing brings the document up to date again.
        for text in [CHANGED, TEXT] {
            bench.import(&incoming("one", text, None));
            assert_eq!(
                joined(&bench.memory.read().unwrap(), "one", Side::Source),
                text
            );
        }
        while bench.undo(None).is_some() {
            bench.assert_sound();
        }
        assert_eq!(bench.exports(), "", "{what}");
        while bench.redo().is_some() {
            bench.assert_sound();
        }
    }
}

/// Found by the property below: what an undo had left of an import belonged to nobody, and the
/// segment under it could be taken away.
#[test]
fn what_an_undo_left_can_be_taken_back_later() {
    let mut bench = Bench::new();
    let chinese = "该条约于1978年生效。\n是的。\n他会见了市长。\n";
    bench.import(&incoming("one", TEXT, None));
    let first = bench.exports();
    bench.import(&incoming("one", TEXT, Some(chinese)));
    let aligned = bench.last_change();
    assert!(bench.set("one:1", "条约于1978年生效。"));
    let conflicts = bench.undo(Some(aligned)).unwrap();
    assert_eq!(conflicts.len(), 1);
    let expected = [Some("条约于1978年生效。".to_owned()), None, None];
    assert_eq!(translations(&bench, "one"), expected);
    assert_eq!(
        bench.undo(Some(aligned)),
        Some(conflicts),
        "again, nothing more"
    );
    assert_eq!(bench.undo(None), Some(vec![]));
    assert_eq!(bench.undo(None), Some(vec![]));
    assert_eq!(bench.exports(), first);
    assert_eq!(bench.undo(None), Some(vec![]));
    assert_eq!(bench.exports(), "");
    bench.assert_sound();
}

#[test]
fn terms_are_taken_back_out_of_order() {
    let load = |bench: &mut Bench, edition| {
        let incoming = termbase(0, edition);
        bench.change(|writer| {
            import::termbase(writer, &incoming).unwrap();
        })
    };
    let names = |bench: &Bench| -> Vec<String> {
        let concepts = bench.memory.read().unwrap().concepts().unwrap();
        concepts.into_iter().map(|concept| concept.id).collect()
    };
    // A concept changed by hand survives its file; the file can be loaded again.
    let mut bench = Bench::new();
    assert!(load(&mut bench, 15));
    let loading = bench.last_change();
    let all = names(&bench).len();
    let concept = concept_of(0, 1);
    assert!(bench.change(|writer| writer.put_concept(&concept).unwrap()));
    let left = ["term", "termbase"].map(Conflict::Other);
    assert_eq!(bench.undo(Some(loading)), Some(left.to_vec()));
    assert_eq!(names(&bench), [concept.id.as_str()]);
    bench.assert_sound();
    assert!(load(&mut bench, 15));
    assert_eq!(names(&bench).len(), all);
    while bench.undo(None).is_some() {
        bench.assert_sound();
    }
    // Concepts that a later loading removed or added: nothing stays behind (found below).
    let mut bench = Bench::new();
    assert!(load(&mut bench, 4));
    let loading = bench.last_change();
    assert!(load(&mut bench, 8));
    assert!(!bench.undo(Some(loading)).unwrap().is_empty());
    assert!(load(&mut bench, 8), "the file has more than is left of it");
    while let Some(conflicts) = bench.undo(None) {
        assert_eq!(conflicts, []);
        bench.assert_sound();
    }
    assert!(names(&bench).is_empty());
    assert!(load(&mut bench, 4));
    // A concept that was removed, and is there again, does not come back a second time.
    let mut bench = Bench::new();
    assert!(bench.change(|writer| writer.put_concept(&concept).unwrap()));
    assert!(bench.change(|writer| assert!(writer.remove_concept(&concept.id).unwrap())));
    let removing = bench.last_change();
    assert!(bench.change(|writer| writer.put_concept(&concept).unwrap()));
    assert_eq!(
        bench.undo(Some(removing)),
        Some(vec![Conflict::Other("term")])
    );
    assert_eq!(names(&bench), [concept.id.as_str()]);
    bench.assert_sound();
    while bench.undo(None).is_some() {
        bench.assert_sound();
    }
    assert!(names(&bench).is_empty());
}

proptest! {
    #![proptest_config(config())]

    /// Any change of the log, taken back at any time, leaves a sound memory.
    #[test]
    fn undo_out_of_order_leaves_nothing_half_done(
        acts in acts(),
        numbers in proptest::collection::vec((0..12_usize, 0..14_i64), 1..6),
    ) {
        let mut trial = Trial::new();
        for (place, act) in acts.iter().enumerate() {
            if matches!(act, Act::Undo | Act::Redo) {
                continue;
            }
            trial.step(act);
            for (_, number) in numbers.iter().filter(|(at, _)| *at == place) {
                let before = trial.bench.exports();
                let log = trial.bench.memory.read().unwrap().changes().unwrap().len();
                trial.bench.undo(Some(*number));
                trial.bench.assert_sound();
                let now = trial.bench.memory.read().unwrap().changes().unwrap().len();
                if now == log {
                    prop_assert_eq!(trial.bench.exports(), before);
                } else if trial.bench.redo() == Some(vec![]) {
                    prop_assert_eq!(trial.bench.exports(), before);
                    trial.bench.undo(Some(*number));
                }
                trial.bench.assert_sound();
                // What the documents hold now is what later steps start from.
                let reader = trial.bench.memory.read().unwrap();
                for (name, imported) in DOCUMENTS.iter().zip(&mut trial.imported) {
                    *imported = (reader.document(name).unwrap())
                        .map(|_| joined(&reader, name, Side::Source));
                }
            }
        }
        // In order, everything goes, whatever was left of what.
        while let Some(conflicts) = trial.bench.undo(None) {
            prop_assert_eq!(conflicts, []);
            trial.bench.assert_sound();
        }
        prop_assert_eq!(trial.bench.exports(), "");
    }
}
