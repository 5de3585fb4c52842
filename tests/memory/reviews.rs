//! Review tables that come back: what is taken, what is not, and that nothing is lost.

use std::io::Cursor;
use std::path::PathBuf;

use yiku::exchange::Format;
use yiku::exchange::review::{self, Layout, ReviewRow, ReviewTable, Shape};
use yiku::unit::{CodeKind, InlineCode, Note, State};
use yiku::work::export::{self, Kind, Request};
use yiku::work::import::{self, Fate, IncomingReview, Remark, ReviewOutcome, Why};

use super::bench::{Bench, incoming, tag, translations};

const ENGLISH: &str = "The treaty entered into force in 1978.\nYes.\nHe met the mayor.\nYes.\n";
const CHINESE: [&str; 4] = ["该条约于1978年生效。", "是。", "他会见了市长。", "是的。"];

fn translated(name: &str) -> Bench {
    let mut bench = Bench::new();
    bench.import(&incoming(name, ENGLISH, None));
    for (number, text) in (1..).zip(CHINESE) {
        assert!(bench.set(&format!("{name}:{number}"), text));
    }
    bench
}

/// The table that would be exported, as it would come back unchanged.
fn table(bench: &Bench, layout: Layout, states: Option<Vec<State>>) -> ReviewTable {
    let request = Request {
        kind: Kind::Units(Format::Review(layout)),
        options: yiku::exchange::Options::default(),
        tags: yiku::exchange::Tags::default(),
        document: None,
        states: states.map(|states| states.into_iter().map(Some).collect()),
        languages: yiku::work::project::Languages::unasked((tag("en"), tag("zh-Hans"))),
        heading: yiku::work::project::Heading::default(),
        policy: Default::default(),
        line_length: None,
    };
    let mut bytes = Vec::new();
    export::export(&bench.memory.read().unwrap(), &request, &mut bytes).unwrap();
    review::read(layout, Cursor::new(bytes)).unwrap().unwrap()
}

fn docx(bench: &Bench) -> ReviewTable {
    table(bench, Layout::Docx, None)
}

/// Brings a table home; whether that changed anything, and what came of it.
fn bring_home(bench: &mut Bench, table: ReviewTable) -> (ReviewOutcome, bool) {
    let incoming = IncomingReview {
        path: PathBuf::from("back.docx"),
        table,
        reviewer: Some("王芳".to_owned()),
        langs: (tag("en"), tag("zh-Hans")),
        occasion: yiku::work::project::Occasion {
            who: "Lin".to_owned(),
            at: jiff::Timestamp::from_second(1_750_000_000).unwrap(),
        },
    };
    let before = bench.exports();
    let planned = import::review_plan(&bench.memory.read().unwrap(), &incoming).unwrap();
    assert_eq!(
        bench.exports(),
        before,
        "what is only tried changes nothing"
    );
    let mut outcome = None;
    let changed = bench.change(|writer| {
        outcome = Some(import::review(writer, &incoming).unwrap());
    });
    bench.assert_sound();
    let outcome = outcome.unwrap();
    assert_eq!(outcome, planned, "what was said would be done was done");
    if changed {
        let after = bench.exports();
        assert_eq!(bench.undo(None), Some(vec![]));
        assert_eq!(bench.exports(), before);
        assert_eq!(bench.redo(), Some(vec![]));
        assert_eq!(bench.exports(), after);
    }
    (outcome, changed)
}

fn fates(outcome: &ReviewOutcome) -> Vec<(&str, &Fate)> {
    let reviewed = outcome.reviewed.iter();
    reviewed
        .map(|reviewed| (reviewed.segment.as_str(), &reviewed.fate))
        .collect()
}

fn with_rows(bench: &Bench, change: impl FnOnce(&mut Vec<ReviewRow>)) -> ReviewTable {
    let mut table = docx(bench);
    change(&mut table.rows);
    table
}

#[test]
fn an_unchanged_table_of_any_layout_changes_nothing() {
    let mut bench = translated("one");
    bench.import(&incoming("two", "See the annex for details.\nYes.\n", None));
    bench.mark("one:2", State::Reviewed);
    for layout in Layout::ALL {
        let table = table(&bench, layout, None);
        let numbers: Vec<&str> = table.rows.iter().map(|row| row.number.as_str()).collect();
        let expected = ["one:1", "one:2", "one:3", "one:4", "two:1", "two:2"];
        assert_eq!(numbers, expected);
        let (outcome, changed) = bring_home(&mut bench, table);
        assert!(!changed && outcome.reviewed.is_empty() && outcome.missing == 0);
    }
}

#[test]
fn a_segment_without_a_translation_gets_the_reviewers() {
    let mut bench = Bench::new();
    bench.import(&incoming("one", ENGLISH, None));
    let table = with_rows(&bench, |rows| {
        rows[0].target = CHINESE[0].to_owned();
        rows[1].status = "ok".to_owned();
        rows[2].comments = vec![Note {
            text: "谁？".to_owned(),
            from: None,
        }];
    });
    let (outcome, _) = bring_home(&mut bench, table);
    assert_eq!(
        fates(&outcome),
        [
            ("one:1", &Fate::Taken),
            ("one:2", &Fate::Refused(Why::Untranslated)),
            ("one:3", &Fate::Same)
        ]
    );
    assert_eq!(translations(&bench, "one")[0].as_deref(), Some(CHINESE[0]));
    assert!(bench.exports().contains(r#"{"text":"谁？","from":"王芳"}"#));
}

#[test]
fn equal_texts_are_told_apart_and_rows_may_stand_anywhere() {
    let mut bench = translated("one");
    let table = with_rows(&bench, |rows| {
        rows[3].target = "对。".to_owned();
        rows.rotate_left(2);
    });
    let (outcome, _) = bring_home(&mut bench, table);
    assert_eq!(fates(&outcome), [("one:4", &Fate::Taken)]);
    let now = translations(&bench, "one");
    assert_eq!(
        (now[1].as_deref(), now[3].as_deref()),
        (Some("是。"), Some("对。"))
    );
}

#[test]
fn a_mark_beside_the_text_of_another_segment_is_not_believed() {
    let mut bench = translated("one");
    // As if the visible columns had been sorted without the hidden one.
    let table = with_rows(&bench, |rows| {
        let (first, third) = (rows[0].mark, rows[2].mark);
        (rows[0].mark, rows[2].mark) = (third, first);
    });
    let (outcome, changed) = bring_home(&mut bench, table);
    assert!(!changed && outcome.reviewed.is_empty(), "{outcome:?}");
}

#[test]
fn a_locked_segment_stays_and_its_comments_are_kept() {
    let mut bench = translated("one");
    let table = with_rows(&bench, |rows| {
        rows[0].target = "该条约1978年生效。".to_owned();
        rows[0].comments.push(Note {
            text: "更短".to_owned(),
            from: Some("李明".to_owned()),
        });
        rows[1].status = "退回".to_owned();
    });
    bench.change(|writer| {
        let document = writer.document("one").unwrap().unwrap();
        for placed in writer.placed(document.row.unwrap()).unwrap() {
            let mut target = placed.stored.unit.variant(&tag("zh-Hans")).unwrap().clone();
            target.locked = Some("agreed with the client".to_owned());
            writer.put_variant(placed.stored.row, 0, &target).unwrap();
        }
    });
    let (outcome, changed) = bring_home(&mut bench, table.clone());
    let locked = Fate::Refused(Why::Locked);
    assert_eq!(fates(&outcome), [("one:1", &locked), ("one:2", &locked)]);
    assert!(changed);
    assert_eq!(translations(&bench, "one")[0].as_deref(), Some(CHINESE[0]));
    assert!(bench.exports().contains(r#"{"text":"更短","from":"李明"}"#));
    assert!(!bring_home(&mut bench, table).1, "the comment is there");
}

#[test]
fn codes_go_where_the_reviewer_put_them() {
    let mut bench = translated("one");
    let code = |at: u32, kind: CodeKind| InlineCode {
        at,
        kind,
        id: "b".into(),
        pair: None,
        type_: None,
        data: Some("<b>".into()),
    };
    bench.change(|writer| {
        let document = writer.document("one").unwrap().unwrap();
        let placed = writer.placed(document.row.unwrap()).unwrap();
        let mut target = placed[2]
            .stored
            .unit
            .variant(&tag("zh-Hans"))
            .unwrap()
            .clone();
        target.codes = vec![code(12, CodeKind::Opening), code(18, CodeKind::Closing)];
        writer
            .put_variant(placed[2].stored.row, 0, &target)
            .unwrap();
    });
    let table = docx(&bench);
    assert_eq!(table.rows[2].target, "他会见了{1}市长{/1}。");
    let rewritten = |target: &str| {
        let mut table = table.clone();
        target.clone_into(&mut table.rows[2].target);
        table
    };
    let (outcome, changed) = bring_home(&mut bench, rewritten("他会见了{1}市长{/1}{2/}。"));
    let Fate::Refused(Why::Code(code)) = &outcome.reviewed[0].fate else {
        panic!("{outcome:?}");
    };
    assert_eq!((code.code.as_str(), changed), ("2/", false));
    let (outcome, _) = bring_home(&mut bench, rewritten("{1}他{/1}见了市长。"));
    assert_eq!(fates(&outcome), [("one:3", &Fate::Taken)]);
    let reader = bench.memory.read().unwrap();
    let document = reader.document("one").unwrap().unwrap();
    let placed = reader.placed(document.row.unwrap()).unwrap();
    let target = placed[2].stored.unit.variant(&tag("zh-Hans")).unwrap();
    assert_eq!(target.text, "他见了市长。");
    let places: Vec<u32> = target.codes.iter().map(|code| code.at).collect();
    assert_eq!(places, [0, 3]);
}

#[test]
fn what_the_reviewer_says_last_time_is_not_said_again() {
    let mut bench = translated("one");
    let table = with_rows(&bench, |rows| {
        rows[0].target = "该条约1978年生效。".to_owned();
        rows[0].status = "定稿".to_owned();
        rows[1].comments = vec![Note {
            text: "是\n还是“对”？".to_owned(),
            from: None,
        }];
    });
    assert!(bring_home(&mut bench, table.clone()).1);
    assert!(!bring_home(&mut bench, table).1);
    // The notes go out in their column, and come home as what they were.
    let again = docx(&bench);
    assert_eq!(again.rows[1].comments[0].text, "王芳: 是 还是“对”？");
    assert!(!bring_home(&mut bench, again).1);
}

#[test]
fn a_translation_kept_beside_stands_there_once() {
    let mut bench = translated("one");
    let table = with_rows(&bench, |rows| rows[2].target = "他见了市长。".to_owned());
    assert!(bench.set("one:3", "他与市长会面。"));
    let (outcome, changed) = bring_home(&mut bench, table.clone());
    assert_eq!(
        fates(&outcome),
        [("one:3", &Fate::Refused(Why::BothChanged))]
    );
    assert!(changed && !bring_home(&mut bench, table).1);
    let reader = bench.memory.read().unwrap();
    let document = reader.document("one").unwrap().unwrap();
    let placed = reader.placed(document.row.unwrap()).unwrap();
    let lang = tag("zh-Hans");
    let texts = placed[2].stored.unit.alternatives(&lang);
    let texts: Vec<&str> = texts.map(|variant| variant.text.as_str()).collect();
    assert_eq!(texts, ["他与市长会面。", "他见了市长。"]);
}

#[test]
fn only_what_has_the_state_goes_out_and_only_what_is_missing_is_told() {
    let mut bench = translated("one");
    bench.mark("one:1", State::Reviewed);
    bench.mark("one:3", State::Reviewed);
    let mut of_state = table(&bench, Layout::Docx, Some(vec![State::Reviewed]));
    let numbers: Vec<&str> = of_state
        .rows
        .iter()
        .map(|row| row.number.as_str())
        .collect();
    assert_eq!(numbers, ["1", "3"]);
    assert_eq!(bring_home(&mut bench, of_state.clone()).0.missing, 0);
    of_state.rows.pop();
    let (outcome, changed) = bring_home(&mut bench, of_state);
    assert_eq!((outcome.missing, changed), (1, false));
    assert!(
        outcome.missing_segments.is_empty(),
        "which one, nobody can say"
    );
    let mut whole = docx(&bench);
    whole.rows.remove(1);
    whole.rows[1].shape = Shape::Deleted;
    let (outcome, _) = bring_home(&mut bench, whole);
    assert_eq!(outcome.missing_segments, ["one:2"]);
    assert_eq!(fates(&outcome), [("one:3", &Fate::Refused(Why::Deleted))]);
}

#[test]
fn a_row_that_was_moved_is_not_deleted() {
    let mut bench = translated("one");
    let table = with_rows(&bench, |rows| {
        let mut there = rows[0].clone();
        there.target = "该条约1978年生效。".to_owned();
        rows[0].shape = Shape::Deleted;
        rows.push(there);
    });
    let (outcome, _) = bring_home(&mut bench, table);
    assert_eq!(fates(&outcome), [("one:1", &Fate::Taken)]);
    assert_eq!(outcome.missing, 0);
}

#[test]
fn no_comment_is_lost_unsaid() {
    let mut bench = translated("one");
    let note = |text: &str| Note {
        text: text.to_owned(),
        from: Some("李明".to_owned()),
    };
    let mut table = with_rows(&bench, |rows| {
        rows[0].comments = vec![note("这一行合并了")];
        rows[0].shape = Shape::Merged;
        rows.push(ReviewRow {
            place: 5,
            comments: vec![note("新的一行")],
            ..ReviewRow::default()
        });
    });
    table.general = vec![note("总体很好")];
    let (outcome, changed) = bring_home(&mut bench, table);
    let said: Vec<&Note> = outcome
        .reviewed
        .iter()
        .flat_map(|reviewed| &reviewed.comments)
        .chain(&outcome.general)
        .collect();
    let expected = [note("这一行合并了"), note("新的一行"), note("总体很好")];
    assert_eq!(said, expected.iter().collect::<Vec<_>>());
    assert_eq!((outcome.comments(), changed), (0, false));
}

#[test]
fn a_status_that_was_changed_on_both_sides_is_left() {
    let mut bench = translated("one");
    let table = with_rows(&bench, |rows| {
        rows[0].status = "final".to_owned();
        rows[1].status = "final".to_owned();
        rows[2].status = "hm".to_owned();
    });
    bench.mark("one:1", State::Rejected);
    bench.mark("one:2", State::Final);
    let (outcome, changed) = bring_home(&mut bench, table);
    assert_eq!(
        fates(&outcome),
        [
            ("one:1", &Fate::Refused(Why::Outdated)),
            ("one:3", &Fate::Same)
        ]
    );
    let unknown = [Remark::UnknownStatus("hm".to_owned())];
    assert_eq!(outcome.reviewed[1].remarks, unknown);
    assert!(!changed);
}

#[test]
fn codes_that_a_tool_put_in_or_left_out_cost_no_work() {
    let mut bench = translated("one");
    let code = |at: u32, kind: CodeKind| InlineCode {
        at,
        kind,
        id: "1".into(),
        pair: None,
        type_: Some("bold".into()),
        data: None,
    };
    bench.change(|writer| {
        let document = writer.document("one").unwrap().unwrap();
        let placed = writer.placed(document.row.unwrap()).unwrap();
        let mut source = placed[2].stored.unit.source().unwrap().clone();
        source.codes = vec![code(3, CodeKind::Opening), code(6, CodeKind::Closing)];
        writer
            .put_variant(placed[2].stored.row, 0, &source)
            .unwrap();
    });
    // What XLIFF brings home: its texts with their codes.
    let table = with_rows(&bench, |rows| {
        rows.iter_mut().for_each(|row| row.has_codes = true);
        rows[1].target = "{1}对{/1}。".to_owned();
        rows[2].target = "他见了市长。".to_owned();
    });
    let (outcome, changed) = bring_home(&mut bench, table.clone());
    let taken = Fate::Taken;
    assert_eq!(fates(&outcome), [("one:2", &taken), ("one:3", &taken)]);
    assert!(changed);
    let texts = translations(&bench, "one");
    assert_eq!(texts[1].as_deref(), Some("对。"));
    assert_eq!(texts[2].as_deref(), Some("他见了市长。"));
    let remarks: Vec<_> = (outcome.reviewed.iter())
        .flat_map(|reviewed| reviewed.remarks.clone())
        .collect();
    let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    assert_eq!(
        remarks,
        [
            Remark::CodesLeftOut(codes(&["{1}", "{/1}"])),
            Remark::CodesMissing(codes(&["{1}"])),
        ]
    );
    assert_eq!(outcome.other_codes().count(), 2);
    let (outcome, changed) = bring_home(&mut bench, table);
    assert_eq!(
        (fates(&outcome), changed),
        (vec![], false),
        "it was taken before"
    );
}
