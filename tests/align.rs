//! The aligner on a real release and its translation: as it is, and as translations come in.

use std::collections::BTreeSet;

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
        },
        SideText {
            lang: &zh,
            segments: &t,
            paragraphs: if setting.paragraphs { &tp } else { &[] },
        },
        Knowledge {
            concepts: if setting.terms { concepts } else { &[] },
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
#[ignore]
fn explore() {
    let concepts = termbase();
    let en = english();
    for setting in SETTINGS {
        let base = Changed::new((0..33).collect());
        let t = std::time::Instant::now();
        let beads = run(&en, &base.text, &concepts, setting);
        println!("{setting:?} {:?}", t.elapsed());
        println!("  base faults {:?}", base.faults(&beads, &[]));
        let low: Vec<_> = beads
            .iter()
            .filter(|b| b.confidence < CONFIDENT)
            .map(|b| (b.source.clone(), b.target.clone(), b.confidence))
            .collect();
        println!("  low {low:?}");
        let mut count = [0; 4];
        let mut sum = [0; 4];
        let mut tally = |k: usize, what: String, f: Vec<String>| {
            sum[k] += 1;
            if !f.is_empty() {
                count[k] += 1;
                if std::env::var("V").is_ok() {
                    println!("  {what}: {f:?}")
                };
            }
        };
        for p in 0..33 {
            let c = Changed::new((0..33).filter(|q| *q != p).collect());
            let beads = run(&en, &c.text, &concepts, setting);
            let mut f = c.faults(&beads, &[p]);
            for b in &beads {
                if b.target.is_empty() {
                    continue;
                };
            }
            f.truncate(5);
            tally(0, format!("drop {p}"), f);
            let mut o: Vec<usize> = (0..33).collect();
            o.insert(p, p);
            let c = Changed::new(o);
            let beads = run(&en, &c.text, &concepts, setting);
            tally(1, format!("double {p}"), c.faults(&beads, &[p]));
            if p < 32 {
                let mut o: Vec<usize> = (0..33).collect();
                o.swap(p, p + 1);
                let c = Changed::new(o);
                let beads = run(&en, &c.text, &concepts, setting);
                tally(2, format!("swap {p}"), c.faults(&beads, &[p, p + 1]));
            }
            let q = (p * 7 + 11) % 33;
            let mut o: Vec<usize> = (0..33).collect();
            o.swap(p, q);
            let c = Changed::new(o);
            let beads = run(&en, &c.text, &concepts, setting);
            tally(3, format!("far {p} {q}"), c.faults(&beads, &[p, q]));
        }
        println!("  faults drop double swap far {count:?} of {sum:?}");
    }
    let _: BTreeSet<usize> = BTreeSet::new();
}

#[test]
#[ignore]
fn explore_confidence() {
    let concepts = termbase();
    let en = english();
    for setting in SETTINGS {
        for (name, other) in [
            ("right", chinese()),
            ("unrelated", read("unrelated.zh.segments")),
        ] {
            let beads = run(&en, &other, &concepts, setting);
            let mut c: Vec<f64> = beads
                .iter()
                .filter(|b| !b.source.is_empty() && !b.target.is_empty())
                .map(|b| b.confidence)
                .collect();
            c.sort_by(f64::total_cmp);
            println!(
                "{setting:?} {name} {} min {:.3} med {:.3} max {:.3}",
                c.len(),
                c[0],
                c[c.len() / 2],
                c[c.len() - 1]
            );
        }
        let zh = chinese();
        let unrelated = read("unrelated.zh.segments");
        let mut bad = 0;
        let mut spill = 0;
        for k in 0..74 {
            let mut text = zh.clone();
            let mut n = 0;
            for p in &mut text {
                for s in p.iter_mut() {
                    if n == k {
                        *s = unrelated
                            .iter()
                            .flatten()
                            .min_by_key(|u| u.chars().count().abs_diff(s.chars().count()))
                            .unwrap()
                            .clone();
                    }
                    n += 1;
                }
            }
            let beads = run(&en, &text, &concepts, setting);
            let b = beads.iter().find(|b| b.target.contains(&k)).unwrap();
            if std::env::var("V").is_ok() {
                println!("REPL {k} {:?} {:?} {:.3}", b.source, b.target, b.confidence);
            }
            if b.confidence >= CONFIDENT && !b.source.is_empty() {
                bad += 1;
                if std::env::var("W").is_ok() {
                    println!("  replaced {k}: {b:?}");
                }
            }
            let right = right();
            let faults = beads
                .iter()
                .filter(|b| {
                    !b.target.contains(&k)
                        && !b.source.iter().any(|s| right[*s].contains(&k))
                        && (b.source.len() != 1 || b.target != right[b.source[0]])
                })
                .count();
            if faults > 0 {
                spill += 1;
            }
        }
        println!("  replaced confident {bad} of 74, spilled {spill}");
    }
}
