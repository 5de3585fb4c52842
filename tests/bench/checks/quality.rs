//! What is found of what is wrong, and what is said of what is right.

use std::collections::BTreeMap;

use comfy_table::{Table, presets};
use yiku::check::Settings;
use yiku::unit::{Finding, Severity};
use yiku::work::check::{Checker, Line, Policy, Terms};

use crate::sets::{Set, Text};

/// What the checks find in a text, each with its segment.
fn found(terms: &Terms, text: &Text) -> Vec<(usize, Finding)> {
    let policy = Policy {
        settings: Settings {
            profile: text.profile,
            ..Settings::default()
        },
        ..Policy::default()
    };
    let checker = Checker {
        terms,
        policy: &policy,
    };
    let pairs = text.pairs.iter();
    let lines: Vec<Line<'_>> = pairs.map(|(source, target)| line(source, target)).collect();
    let findings = checker.check(&lines).into_iter().enumerate();
    findings
        .flat_map(|(at, list)| list.into_iter().map(move |finding| (at, finding)))
        .collect()
}

pub(crate) fn line<'t>(source: &'t str, target: &'t str) -> Line<'t> {
    Line {
        source,
        target,
        source_codes: &[],
        target_codes: &[],
    }
}

/// Of one check: faults it must find, those it found, those that only something else found, and
/// its alarms on right texts.
#[derive(Clone, Copy, Default)]
struct Tally {
    faults: usize,
    found: usize,
    otherwise: usize,
    alarms: usize,
}

/// Prints what the checks make of a set.
pub(crate) fn of_set(terms: &Terms, set: &Set, list: bool) {
    let list = list && set.listed;
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut right = 0;
    for text in &set.texts {
        let findings = found(terms, text);
        let Some(fault) = &text.fault else {
            right += text.pairs.len();
            for (at, finding) in alarms(&findings) {
                let tally = tallies.entry(finding.check.to_owned()).or_default();
                tally.alarms += 1;
                if list {
                    alarm(text, *at, finding);
                }
            }
            continue;
        };
        let tally = tallies.entry(fault.clone()).or_default();
        tally.faults += 1;
        if findings.iter().any(|(_, finding)| finding.check == fault) {
            tally.found += 1;
            continue;
        }
        tally.otherwise += usize::from(!findings.is_empty());
        if list {
            let others: Vec<&str> = findings.iter().map(|(_, finding)| finding.check).collect();
            println!("not found {fault} ({others:?}):");
            for (source, target) in &text.pairs {
                println!("  {source}\n  {target}");
            }
        }
    }
    println!("{}: {}", set.name, table(&tallies, right));
}

/// Prints what the checks say of texts that are right.
pub(crate) fn of_clean(terms: &Terms, name: &str, texts: &[Text], list: bool) {
    let mut by_check: BTreeMap<&str, usize> = BTreeMap::new();
    let mut pairs = 0;
    for text in texts {
        pairs += text.pairs.len();
        for (at, finding) in alarms(&found(terms, text)) {
            *by_check.entry(finding.check).or_default() += 1;
            if list {
                alarm(text, *at, finding);
            }
        }
    }
    let all: usize = by_check.values().sum();
    println!(
        "{name}: {pairs} pairs, {:.1} findings of warning or worse in 100: {by_check:?}\n",
        all as f64 * 100.0 / pairs.max(1) as f64
    );
}

/// The findings that count as alarms.
fn alarms(findings: &[(usize, Finding)]) -> impl Iterator<Item = &(usize, Finding)> {
    let all = findings.iter();
    all.filter(|(_, finding)| finding.severity > Severity::Info)
}

fn alarm(text: &Text, at: usize, finding: &Finding) {
    println!("alarm {}: {}", finding.check, finding.message.english);
    if let Some((source, target)) = text.pairs.get(at) {
        println!("  {source}\n  {target}");
    }
}

/// The tallies as people read them, after what they come to.
fn table(tallies: &BTreeMap<String, Tally>, right: usize) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_header([
        "check",
        "faults",
        "found",
        "by another",
        "false alarms",
        "precision",
        "recall",
    ]);
    let mut all = Tally::default();
    for (check, tally) in tallies {
        let Tally {
            faults,
            found,
            otherwise,
            alarms,
        } = *tally;
        table.add_row([
            check.clone(),
            faults.to_string(),
            found.to_string(),
            otherwise.to_string(),
            alarms.to_string(),
            percent(found, found + alarms),
            percent(found, faults),
        ]);
        all.faults += faults;
        all.found += found;
        all.alarms += alarms;
    }
    format!(
        "of {} faults, {} ({}) found by the right check; on {right} right segments, {:.1} findings of warning or worse in 100.\n{table}\n",
        all.faults,
        all.found,
        percent(all.found, all.faults),
        all.alarms as f64 * 100.0 / right.max(1) as f64
    )
}

fn percent(part: usize, whole: usize) -> String {
    match whole {
        0 => "–".to_owned(),
        whole => format!("{:.1} %", part as f64 * 100.0 / whole as f64),
    }
}
