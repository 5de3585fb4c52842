//! The aligner on a real release and its translation: as it is, and as translations come in.

use yiku::align::{Bead, CONFIDENT, Knowledge, SideText, align};
use yiku::term::{Concept, Term, TermMatch, TermStatus};
use yiku::text::LangTag;

fn tag(given: &str) -> LangTag {
    LangTag::parse(given).unwrap()
}

/// One side by paragraphs of segments.
type Text = Vec<Vec<String>>;

fn read(name: &str) -> Text {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path)
        .unwrap()
        .split("\n\n")
        .map(|paragraph| paragraph.lines().map(str::to_owned).collect())
        .collect()
}

fn english() -> Text {
    read("release.en.segments")
}

fn chinese() -> Text {
    read("release.zh.segments")
}

/// The English segments (from 0) that became two Chinese ones.
const DOUBLE: [usize; 4] = [5, 12, 30, 50];

/// The target segments (from 0) of each source segment.
fn right() -> Vec<Vec<usize>> {
    let mut next = 0;
    (0..70)
        .map(|i| {
            let n = if DOUBLE.contains(&i) { 2 } else { 1 };
            next += n;
            (next - n..next).collect()
        })
        .collect()
}

fn termbase() -> Vec<Concept> {
    let path = format!(
        "{}/tm/wipo-dg-china-2024/terms.csv",
        env!("CARGO_MANIFEST_DIR")
    );
    let mut concepts: Vec<Concept> = Vec::new();
    for row in csv::Reader::from_path(path).unwrap().records() {
        let row = row.unwrap();
        if concepts.last().is_none_or(|c| c.id != row[0]) {
            concepts.push(Concept {
                id: row[0].to_owned(),
                domain: String::new(),
                kind: String::new(),
                definition: String::new(),
                note: String::new(),
                source: String::new(),
                terms: Vec::new(),
            });
        }
        let status = match &row[3] {
            "preferred" => TermStatus::Preferred,
            "admitted" => TermStatus::Admitted,
            _ => TermStatus::Forbidden,
        };
        concepts.last_mut().unwrap().terms.push(Term {
            lang: tag(&row[1]),
            text: row[2].to_owned(),
            status,
            part_of_speech: String::new(),
            term_type: String::new(),
            exact_case: false,
            match_: TermMatch::Word,
            label: String::new(),
            note: String::new(),
        });
    }
    concepts
}

#[derive(Clone, Copy, Debug)]
struct Setting {
    terms: bool,
    paragraphs: bool,
}

const SETTINGS: [Setting; 4] = [
    Setting {
        terms: false,
        paragraphs: false,
    },
    Setting {
        terms: true,
        paragraphs: false,
    },
    Setting {
        terms: false,
        paragraphs: true,
    },
    Setting {
        terms: true,
        paragraphs: true,
    },
];

fn run(source: &Text, target: &Text, concepts: &[Concept], setting: Setting) -> Vec<Bead> {
    let flat = |text: &Text| -> (Vec<String>, Vec<usize>) {
        text.iter()
            .enumerate()
            .flat_map(|(p, segments)| segments.iter().map(move |s| (s.clone(), p)))
            .unzip()
    };
    let ((s, sp), (t, tp)) = (flat(source), flat(target));
    let s: Vec<&str> = s.iter().map(String::as_str).collect();
    let t: Vec<&str> = t.iter().map(String::as_str).collect();
    let (en, zh) = (tag("en"), tag("zh-Hans"));
    let beads = align(
        SideText {
            lang: &en,
            segments: &s,
            paragraphs: if setting.paragraphs { &sp } else { &[] },
            vectors: None,
        },
        SideText {
            lang: &zh,
            segments: &t,
            paragraphs: if setting.paragraphs { &tp } else { &[] },
            vectors: None,
        },
        Knowledge {
            concepts: if setting.terms { concepts } else { &[] },
            ..Knowledge::default()
        },
    );
    whole(&beads, s.len(), t.len());
    beads
}

/// Every segment stands in exactly one bead, in ascending order, with a sound confidence.
#[track_caller]
fn whole(beads: &[Bead], sources: usize, targets: usize) {
    let mut s: Vec<usize> = Vec::new();
    let mut t: Vec<usize> = Vec::new();
    for bead in beads {
        assert!((0.0..=1.0).contains(&bead.confidence), "{bead:?}");
        assert!(!bead.source.is_empty() || !bead.target.is_empty());
        assert!(bead.source.is_sorted() && bead.target.is_sorted());
        s.extend(&bead.source);
        t.extend(&bead.target);
    }
    assert_eq!(
        s,
        (0..sources).collect::<Vec<_>>(),
        "in the order of the source"
    );
    t.sort_unstable();
    assert_eq!(t, (0..targets).collect::<Vec<_>>());
}

/// The Chinese paragraphs in another order: for each, its number in the original.
struct Changed {
    order: Vec<usize>,
    text: Text,
}

impl Changed {
    fn new(order: Vec<usize>) -> Self {
        let zh = chinese();
        let text = order.iter().map(|p| zh[*p].clone()).collect();
        Self { order, text }
    }

    /// The faults of an alignment outside the touched paragraphs, in words.
    fn faults(&self, beads: &[Bead], touched: &[usize]) -> Vec<String> {
        let (en, zh) = (english(), chinese());
        let paragraph = |text: &Text| -> Vec<usize> {
            text.iter()
                .enumerate()
                .flat_map(|(p, s)| s.iter().map(move |_| p))
                .collect()
        };
        let (ep, zp) = (paragraph(&en), paragraph(&zh));
        let first = |p: usize| zp.iter().position(|q| *q == p).unwrap();
        let originals: Vec<usize> = self
            .order
            .iter()
            .flat_map(|p| (first(*p)..).take(zh[*p].len()))
            .collect();
        let right = right();
        let mut faults = Vec::new();
        for bead in beads {
            let got: Vec<usize> = bead.target.iter().map(|t| originals[*t]).collect();
            let is_touched = bead.source.iter().any(|s| touched.contains(&ep[*s]))
                || got.iter().any(|t| touched.contains(&zp[*t]));
            let wanted: Vec<usize> = bead.source.iter().flat_map(|s| right[*s].clone()).collect();
            if is_touched {
                let spills = bead.source.iter().any(|s| !touched.contains(&ep[*s]))
                    || got.iter().any(|t| !touched.contains(&zp[*t]));
                if spills {
                    faults.push(format!("spilled {:?} {got:?}", bead.source));
                }
            } else if got != wanted || bead.source.len() > 1 {
                faults.push(format!("{:?} got {got:?}", bead.source));
            }
        }
        faults
    }
}

#[test]
fn each_sentence_of_the_release_gets_its_chinese() {
    let concepts = termbase();
    for setting in SETTINGS {
        let beads = run(&english(), &chinese(), &concepts, setting);
        let got: Vec<Vec<usize>> = beads.iter().map(|b| b.target.clone()).collect();
        assert_eq!(got, right(), "{setting:?}");
        for bead in &beads {
            assert_eq!(bead.source.len(), 1, "{setting:?} {bead:?}");
            assert!(bead.confidence >= CONFIDENT, "{setting:?} {bead:?}");
        }
    }
}

#[test]
fn another_text_is_never_confident() {
    let concepts = termbase();
    for setting in SETTINGS {
        let beads = run(
            &english(),
            &read("unrelated.zh.segments"),
            &concepts,
            setting,
        );
        for bead in beads
            .iter()
            .filter(|b| !b.source.is_empty() && !b.target.is_empty())
        {
            assert!(bead.confidence < CONFIDENT, "{setting:?} {bead:?}");
        }
    }
}

/// A change stays where it was made, whatever is known: the settings in turn.
fn in_turn(case: usize) -> Setting {
    SETTINGS[case % SETTINGS.len()]
}

#[test]
fn a_dropped_paragraph_has_no_chinese_and_nothing_else_moves() {
    let concepts = termbase();
    let en = english();
    for (case, p) in (0..33).step_by(5).enumerate() {
        let changed = Changed::new((0..33).filter(|q| *q != p).collect());
        let beads = run(&en, &changed.text, &concepts, in_turn(case));
        assert_eq!(changed.faults(&beads, &[p]), [""; 0], "paragraph {p}");
        let first: usize = en[..p].iter().map(Vec::len).sum();
        for segment in first..first + en[p].len() {
            let bead = beads.iter().find(|b| b.source.contains(&segment)).unwrap();
            assert!(bead.target.is_empty(), "paragraph {p}: {bead:?}");
        }
    }
}

#[test]
fn a_doubled_paragraph_is_surplus_and_nothing_else_moves() {
    let concepts = termbase();
    for (case, p) in (0..33).step_by(5).enumerate() {
        let changed = Changed::new(
            (0..33)
                .flat_map(|q| vec![q; 1 + usize::from(q == p)])
                .collect(),
        );
        let beads = run(&english(), &changed.text, &concepts, in_turn(case));
        assert_eq!(changed.faults(&beads, &[p]), [""; 0], "paragraph {p}");
        let surplus: usize = beads
            .iter()
            .filter(|b| b.source.is_empty())
            .map(|b| b.target.len())
            .sum();
        assert_eq!(
            surplus,
            chinese()[p].len(),
            "paragraph {p} {:?}",
            &beads[..4]
        );
    }
}

#[test]
fn swapped_neighbours_leave_the_others_alone() {
    let concepts = termbase();
    for (case, p) in (0..32).step_by(5).enumerate() {
        let mut order: Vec<usize> = (0..33).collect();
        order.swap(p, p + 1);
        let changed = Changed::new(order);
        let beads = run(&english(), &changed.text, &concepts, in_turn(case));
        assert_eq!(
            changed.faults(&beads, &[p, p + 1]),
            [""; 0],
            "paragraph {p}"
        );
    }
}

#[test]
fn paragraphs_moved_far_leave_the_others_alone() {
    let concepts = termbase();
    for (case, p) in (0..22).step_by(5).enumerate() {
        let mut order: Vec<usize> = (0..33).collect();
        order.swap(p, p + 11);
        let changed = Changed::new(order);
        let beads = run(&english(), &changed.text, &concepts, in_turn(case));
        let faults = changed.faults(&beads, &[p, p + 11]);
        assert_eq!(faults, [""; 0], "paragraph {p}");
    }
}

#[test]
fn a_sentence_that_says_something_else_is_doubted() {
    const NOTHING_KNOWN: Setting = SETTINGS[0];
    let other = &read("unrelated.zh.segments")[0][0];
    for (paragraph, segment) in [(2, 1), (6, 1), (20, 0)] {
        let mut zh = chinese();
        let at = zh[..paragraph].iter().map(Vec::len).sum::<usize>() + segment;
        zh[paragraph][segment].clone_from(other);
        for bead in run(&english(), &zh, &[], NOTHING_KNOWN) {
            if bead.target.contains(&at) {
                assert!(
                    bead.source.is_empty() || bead.confidence < CONFIDENT,
                    "{bead:?}"
                );
            } else if !bead.source.is_empty() && !bead.target.is_empty() {
                assert!(bead.confidence >= CONFIDENT, "{bead:?}");
            }
        }
    }
}

fn plain(source: &[&str], target: &[&str]) -> Vec<Bead> {
    let (en, zh) = (tag("en"), tag("zh-Hans"));
    let beads = align(
        SideText::new(&en, source),
        SideText::new(&zh, target),
        Knowledge::default(),
    );
    whole(&beads, source.len(), target.len());
    beads
}

#[test]
fn any_size_is_taken() {
    assert_eq!(plain(&[], &[]), []);
    assert_eq!(plain(&["One.", "Two."], &[]).len(), 2);
    assert_eq!(plain(&[], &["一。", "二。"]).len(), 2);
    plain(&["", " "], &["", "", ""]);
    plain(&["A sentence."], &vec!["一句话。"; 5000]);
    let long = "字".repeat(100_000);
    plain(&[&"word ".repeat(20_000), "x"], &[&long, &long]);
}

#[test]
fn a_text_aligns_with_itself() {
    let en = english();
    let flat: Vec<&str> = en.iter().flatten().map(String::as_str).collect();
    let beads = plain(&flat, &flat);
    assert!(
        beads
            .iter()
            .all(|b| b.source == b.target && b.source.len() == 1)
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(40))]
    #[test]
    fn no_segment_is_lost(
        source in proptest::collection::vec("([a-z]{1,6} ?|[0-9]{1,4}|\\PC){0,12}", 0..12),
        target in proptest::collection::vec("([字词句段章]|[0-9]{1,4}|\\PC){0,12}", 0..12),
    ) {
        let source: Vec<&str> = source.iter().map(String::as_str).collect();
        let target: Vec<&str> = target.iter().map(String::as_str).collect();
        let beads = plain(&source, &target);
        assert_eq!(beads, plain(&source, &target), "the same at every run");
    }
}

#[test]
fn what_has_no_words_stands_alone_and_moves_nothing() {
    let english = [
        "Plugins allows specifying a configuration per plug-in.",
        "Name is the name of the admission controller.",
        "It must match the registered plug-in name.",
        "Path is the path to a configuration file.",
    ];
    let chinese = [
        "插件（plugins）允许为每个插件指定配置。",
        "</p> </td> </tr>",
        "名称（name）是准入控制器的名称。",
        "它必须与所注册的插件名称匹配。",
        "***",
        "路径（path）是配置文件的路径。",
        "{{< /note >}}",
    ];
    let beads = plain(&english, &chinese);
    let found: Vec<_> = beads
        .iter()
        .filter(|bead| !bead.source.is_empty())
        .map(|bead| (bead.source.as_slice(), bead.target.as_slice()))
        .collect();
    let right: [(&[usize], &[usize]); 4] = [(&[0], &[0]), (&[1], &[2]), (&[2], &[3]), (&[3], &[5])];
    assert_eq!(found, right);
}

#[test]
fn what_is_fixed_is_passed_through_and_the_others_lie_between() {
    let (en, zh) = (tag("en"), tag("zh-Hans"));
    let (english, chinese) = (english().concat(), chinese().concat());
    let source: Vec<&str> = english.iter().map(String::as_str).collect();
    let target: Vec<&str> = chinese.iter().map(String::as_str).collect();
    let at = |fixed: &[(usize, usize)]| {
        let knowledge = Knowledge {
            fixed,
            ..Knowledge::default()
        };
        align(
            SideText::new(&en, &source),
            SideText::new(&zh, &target),
            knowledge,
        )
    };
    let free = at(&[]);
    // Wrong ones too: who says so knows why.
    for fixed in [
        vec![(0, 0), (69, 73)],
        vec![(20, 30)],
        vec![(3, 40), (4, 41), (60, 42)],
    ] {
        let found = at(&fixed);
        for (s, t) in &fixed {
            let kept = |bead: &&Bead| bead.source == [*s] && bead.target == [*t];
            let bead = found.iter().find(kept);
            assert!(
                bead.is_some_and(|bead| bead.confidence >= CONFIDENT),
                "{fixed:?}"
            );
        }
        let all = |of: fn(&Bead) -> &Vec<usize>, n: usize| {
            let mut all: Vec<usize> = found.iter().flat_map(|bead| of(bead).clone()).collect();
            all.sort_unstable();
            all == (0..n).collect::<Vec<_>>()
        };
        assert!(all(|bead| &bead.source, source.len()), "{fixed:?}");
        assert!(all(|bead| &bead.target, target.len()), "{fixed:?}");
    }
    assert_eq!(at(&[(80, 0), (5, 900)]), free, "what there is not");
}
