//! How well the checks find what is wrong, how silent they are on what is right, and how fast.
//!
//! ```sh
//! cargo bench --bench checks
//! cargo bench --bench checks -- --list --text FILE.tsv
//! ```
//!
//! `tests/data/checks/segments.tsv` has a segment a line: the kind of text, source, translation,
//! and a fault to seed in it: the check that must find it, what is replaced (`*`: all) and by what.
//! The translations as they are must be silent. `--text` takes clean pairs, source and translation
//! parted by a tab, that nothing was tuned on. Nothing is asserted.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use comfy_table::{Table, presets};
use nix::time::{ClockId, clock_gettime};
use yiku::check::{Profile, Settings};
use yiku::exchange::termbase;
use yiku::term::{Concept, Recognizer, Term, TermMatch, TermStatus};
use yiku::text::LangTag;
use yiku::unit::{Finding, Severity};
use yiku::work::check::{Checker, Line, Policy, Terms};
use yiku::work::import::IncomingTermbase;

/// Measure the checks.
#[derive(Debug, Parser)]
#[command(name = "cargo bench --bench checks --")]
struct Args {
    /// Pairs without a fault, source and translation parted by a tab.
    #[arg(long)]
    text: Vec<PathBuf>,
    /// The kind of text they are.
    #[arg(long, default_value = "press")]
    profile: String,
    /// Print every false alarm and every fault that was not found.
    #[arg(long)]
    list: bool,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A segment with a fault to seed in it.
struct Seeded {
    profile: Profile,
    source: String,
    right: String,
    wrong: String,
    check: String,
}

fn main() -> ExitCode {
    match measure(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn measure(args: &Args) -> Result<(), Box<dyn std::error::Error>> {
    let (en, zh) = (LangTag::parse("en")?, LangTag::parse("zh-Hans")?);
    let terms = Terms::new(shipped()?, &en, &zh);
    let segments = seeded()?;
    quality(&terms, &segments, args.list);
    for file in &args.text {
        let text = std::fs::read_to_string(file)?;
        let pairs: Vec<(&str, &str)> = text.lines().filter_map(|l| l.split_once('\t')).collect();
        let profile = Profile::from_name(&args.profile).ok_or("no such kind of text")?;
        let empty = Terms::new(Vec::new(), &en, &zh);
        clean_text(
            &empty,
            profile,
            &pairs,
            args.list,
            &file.display().to_string(),
        );
    }
    speed(&terms, &segments);
    recognition(&en);
    Ok(())
}

/// The termbase that is shipped.
fn shipped() -> Result<Vec<Concept>, Box<dyn std::error::Error>> {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tm/wipo-dg-china-2024/terms.csv"
    );
    let options = termbase::Options {
        source: LangTag::parse("en")?,
        target: LangTag::parse("zh-Hans")?,
        columns: termbase::Mapping::default(),
    };
    Ok(IncomingTermbase::read(file.as_ref(), None, &options)?
        .base
        .concepts)
}

fn seeded() -> Result<Vec<Seeded>, Box<dyn std::error::Error>> {
    let text = include_str!("../data/checks/segments.tsv");
    text.lines()
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [profile, source, right, check, old, new] = fields[..] else {
                return Err(format!("not six fields: {line}").into());
            };
            let wrong = match old {
                "*" => new.to_owned(),
                old => right.replacen(old, new, 1),
            };
            if wrong == right {
                return Err(format!("no fault is seeded: {line}").into());
            }
            Ok(Seeded {
                profile: Profile::from_name(profile).ok_or("no such kind of text")?,
                source: source.to_owned(),
                right: right.to_owned(),
                wrong,
                check: check.to_owned(),
            })
        })
        .collect()
}

/// What the checks find in a pair by itself.
fn found(terms: &Terms, profile: Profile, source: &str, target: &str) -> Vec<Finding> {
    let policy = Policy {
        settings: Settings {
            profile,
            ..Settings::default()
        },
        ..Policy::default()
    };
    let checker = Checker {
        terms,
        policy: &policy,
    };
    let line = Line {
        source,
        target,
        source_codes: &[],
        target_codes: &[],
    };
    checker.check(&[line]).pop().unwrap_or_default()
}

/// Of one check: faults it must find, those it found, those that something else found, and its
/// false alarms on right segments.
#[derive(Clone, Copy, Default)]
struct Tally {
    seeded: usize,
    found: usize,
    otherwise: usize,
    alarms: usize,
}

fn quality(terms: &Terms, segments: &[Seeded], list: bool) {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for segment in segments {
        for finding in found(terms, segment.profile, &segment.source, &segment.right) {
            if finding.severity > Severity::Info {
                tallies.entry(finding.check.to_owned()).or_default().alarms += 1;
                if list {
                    println!(
                        "false alarm {}: {}\n  {}\n  {}",
                        finding.check, finding.message, segment.source, segment.right
                    );
                }
            }
        }
        let findings = found(terms, segment.profile, &segment.source, &segment.wrong);
        let tally = tallies.entry(segment.check.clone()).or_default();
        tally.seeded += 1;
        if findings
            .iter()
            .any(|finding| finding.check == segment.check)
        {
            tally.found += 1;
        } else {
            tally.otherwise += usize::from(!findings.is_empty());
            if list {
                let others: Vec<&str> = findings.iter().map(|finding| finding.check).collect();
                println!(
                    "not found {} ({others:?}):\n  {}\n  {}",
                    segment.check, segment.source, segment.wrong
                );
            }
        }
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_header([
        "check",
        "seeded",
        "found",
        "by another",
        "false alarms",
        "precision",
        "recall",
    ]);
    let mut all = Tally::default();
    let mut row = |name: &str, tally: Tally| {
        let Tally {
            seeded,
            found,
            otherwise,
            alarms,
        } = tally;
        table.add_row([
            name.to_owned(),
            seeded.to_string(),
            found.to_string(),
            otherwise.to_string(),
            alarms.to_string(),
            percent(found, found + alarms),
            percent(found, seeded),
        ]);
    };
    for (check, tally) in &tallies {
        row(check, *tally);
        all.seeded += tally.seeded;
        all.found += tally.found;
        all.otherwise += tally.otherwise;
        all.alarms += tally.alarms;
    }
    row("all", all);
    println!("{table}");
    let clean = segments.len();
    println!(
        "{clean} right segments, {:.1} findings of warning or worse in 100; {} faults, {} found by the right check.\n",
        all.alarms as f64 * 100.0 / clean as f64,
        all.seeded,
        percent(all.found, all.seeded),
    );
}

fn percent(part: usize, whole: usize) -> String {
    match whole {
        0 => "–".to_owned(),
        whole => format!("{:.1} %", part as f64 * 100.0 / whole as f64),
    }
}

/// The alarms in a text that is right.
fn clean_text(terms: &Terms, profile: Profile, pairs: &[(&str, &str)], list: bool, name: &str) {
    let mut by_check: BTreeMap<&str, usize> = BTreeMap::new();
    for (source, target) in pairs {
        for finding in found(terms, profile, source, target) {
            if finding.severity > Severity::Info {
                *by_check.entry(finding.check).or_default() += 1;
                if list {
                    println!(
                        "{} {}\n  {source}\n  {target}",
                        finding.check, finding.message
                    );
                }
            }
        }
    }
    let all: usize = by_check.values().sum();
    println!(
        "{name}: {} pairs, {:.1} findings of warning or worse in 100: {by_check:?}\n",
        pairs.len(),
        all as f64 * 100.0 / pairs.len().max(1) as f64
    );
}

/// The processor time of this process until now: others may want the processor too.
fn cpu() -> Duration {
    clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
}

/// How many segments a second all checks take, on one core.
fn speed(terms: &Terms, segments: &[Seeded]) {
    let mut lines = Vec::new();
    while lines.len() < 20_000 {
        lines.extend(segments.iter().flat_map(|segment| {
            [&segment.right, &segment.wrong].map(|target| Line {
                source: &segment.source,
                target,
                source_codes: &[],
                target_codes: &[],
            })
        }));
    }
    let policy = Policy {
        settings: Settings {
            profile: Profile::Contract,
            ..Settings::default()
        },
        ..Policy::default()
    };
    let checker = Checker {
        terms,
        policy: &policy,
    };
    let before = cpu();
    let findings: usize = checker.check(&lines).iter().map(Vec::len).sum();
    let seconds = (cpu() - before).as_secs_f64();
    println!(
        "{} segments ({findings} findings) in {seconds:.2} s: {:.0} segments a second.",
        lines.len(),
        lines.len() as f64 / seconds
    );
}

/// How fast the terms of a text are found with 50,000 concepts.
fn recognition(en: &LangTag) {
    let words = [
        "copper", "valve", "treaty", "signal", "harvest", "ledger", "vector", "basin", "filter",
        "charter",
    ];
    let word = |n: usize| words[n % words.len()];
    let concepts: Vec<Concept> = (0..50_000)
        .map(|n| Concept {
            id: format!("c{n}"),
            domain: String::new(),
            kind: String::new(),
            definition: String::new(),
            note: String::new(),
            source: String::new(),
            terms: vec![Term {
                lang: en.clone(),
                text: format!("{} {} {}", word(n), word(n / 10), base26(n)),
                status: TermStatus::Preferred,
                part_of_speech: "noun".to_owned(),
                term_type: String::new(),
                exact_case: false,
                match_: TermMatch::Word,
                label: String::new(),
                note: String::new(),
            }],
        })
        .collect();
    let before = cpu();
    let recognizer = Recognizer::new(&concepts, en);
    let ready = (cpu() - before).as_secs_f64();
    let sentence = |n: usize| {
        let n = n * 7919 % 50_000;
        format!(
            "The office said that the {} {} {}s were delivered on time and that nothing else had to be done.",
            word(n),
            word(n / 10),
            base26(n)
        )
    };
    let text: Vec<String> = (0..20_000).map(sentence).collect();
    let bytes: usize = text.iter().map(String::len).sum();
    let before = cpu();
    let hits: usize = text.iter().map(|line| recognizer.find(line).len()).sum();
    let seconds = (cpu() - before).as_secs_f64();
    println!(
        "50,000 concepts ready in {ready:.2} s; {hits} terms in {:.1} MB of text: {:.0} MB a second.",
        bytes as f64 / 1e6,
        bytes as f64 / 1e6 / seconds
    );
}

/// A number as a word of letters.
fn base26(mut n: usize) -> String {
    let mut out = String::from("q");
    loop {
        out.push(char::from(b'a' + (n % 26) as u8));
        n /= 26;
        if n == 0 {
            return out;
        }
    }
}
