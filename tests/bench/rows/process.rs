//! Whole processes, as a translator or a tool starts them.

use std::fs;
use std::io;
use std::time::{Duration, Instant};

use crate::bed::{Bed, From, remove};
use crate::measure::{mean, median_and_p99};
use crate::table::{Measured, of_process, thousands, time};

/// How many processes are started at most.
const STARTS: usize = 200;

/// How long they may take together.
const PATIENCE: Duration = Duration::from_secs(60);

const MATCH: &str = "\"type\":\"match\"";

/// `yiku match` of one segment, started for each anew.
pub(super) fn cold(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let memory = bed.imported()?;
    let begun = Instant::now();
    let (mut times, mut matches) = (Vec::new(), 0);
    for query in bed.queries().iter().take(STARTS) {
        if begun.elapsed() > PATIENCE && !times.is_empty() {
            break;
        }
        let args = ["match", "--json", "--from", "en", "--to", "zh-Hans"];
        let one = bed.lines("one.txt", [query.english.as_str()].into_iter())?;
        let ran = bed.yiku(&memory, &args, Some(one))?;
        matches += ran.lines_with(MATCH);
        times.push(ran.cost.cpu);
    }
    let (median, p99) = median_and_p99(&mut times);
    measured.row(
        "match one segment, cold start",
        format!(
            "median {}, p99 of {} {}; {} matches",
            time(median),
            times.len(),
            time(p99),
            thousands(matches)
        ),
    );
    if matches == 0 {
        measured.fault("no cold match found anything");
    }
    Ok(())
}

/// `yiku match` of many segments.
pub(super) fn batch(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let memory = bed.imported()?;
    for from in From::BOTH {
        let texts = bed.queries().iter().map(|pair| from.texts(pair).0);
        let texts = bed.lines("queries.txt", texts)?;
        let (source, target) = from.tags();
        let args = ["match", "--json", "--from", source, "--to", target];
        let ran = bed.yiku(&memory, &args, Some(texts))?;
        let matches = ran.lines_with(MATCH);
        measured.row(
            &format!("match 1,000 segments, {}", from.way()),
            format!("{}; {} matches", of_process(&ran.cost), thousands(matches)),
        );
        if matches == 0 {
            measured.fault(format!("{} found nothing: {}", from.way(), ran.errors));
        }
    }
    Ok(())
}

/// `yiku pretranslate` of a document of 1,000 lines, drafts included.
pub(super) fn pretranslate(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let name = "pretranslate 1,000 lines";
    let memory = bed.imported()?;
    if bed.yiku(&memory, &["pretranslate", "--help"], None)?.code != Some(0) {
        measured.row(name, "skipped: there is no such command");
        return Ok(());
    }
    let copy = bed.folder.join("filled.yiku");
    remove(&copy);
    fs::copy(&memory, &copy)?;
    let lines = bed.queries().iter().map(|pair| pair.english.as_str());
    bed.import(&copy, &bed.lines("lines.en.txt", lines)?)?;
    // Once without being measured: of a copy that was only written not all is at hand.
    let pretranslate = || bed.yiku(&copy, &["pretranslate", "--fuzzy", "70"], None);
    pretranslate()?;
    bed.yiku(&copy, &["undo"], None)?;
    let ran = pretranslate()?;
    let listed = bed.yiku(&copy, &["list", "--json"], None)?;
    let all = listed.lines_with("\"type\":\"segment\"");
    let filled = all - listed.lines_with("\"target\":null");
    measured.row(
        name,
        format!(
            "{}; {} of {} segments filled",
            of_process(&ran.cost),
            thousands(filled),
            thousands(all)
        ),
    );
    if filled == 0 {
        measured.fault(format!("pretranslate filled nothing: {}", ran.errors));
    }
    remove(&copy);
    Ok(())
}

/// `yiku search`, for phrases of several lengths, in their own language and in both.
pub(super) fn search(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let memory = bed.imported()?;
    for (what, from, phrases) in phrases(bed) {
        let (mut times, mut both, mut hits) = (Vec::new(), Vec::new(), Vec::new());
        for phrase in &phrases {
            let quoted = format!("\"{phrase}\"");
            let asked = ["search", "--json", &quoted];
            both.push(bed.yiku(&memory, &asked, None)?.cost.cpu);
            let in_one = [&asked[..], &["--lang", from.tags().0]].concat();
            let ran = bed.yiku(&memory, &in_one, None)?;
            let found = ran.lines_with("\"type\":\"hit\"");
            if found == 0 {
                measured.fault(format!("search {quoted} found nothing: {}", ran.errors));
            }
            times.push(ran.cost.cpu);
            // It shows some of them and says how many there are.
            let mut words = ran.errors.split_whitespace().rev();
            let all = words.clone().skip(1).zip(words.by_ref());
            let all = all.filter(|(_, word)| word.starts_with("segment"));
            let all = all.filter_map(|(number, _)| number.parse().ok()).last();
            hits.push(thousands(all.unwrap_or(found)));
        }
        measured.row(
            &format!("search {what}"),
            format!(
                "{} ({} in both languages); {} hits",
                time(mean(&times)),
                time(mean(&both)),
                hits.join(", ")
            ),
        );
    }
    Ok(())
}

/// Phrases that the memory holds, by their kind, with their language.
fn phrases(bed: &Bed<'_>) -> Vec<(&'static str, From, Vec<String>)> {
    let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let han = |length: usize| {
        let runs = bed.queries().iter().filter_map(move |pair| {
            let run = pair.chinese.chars().skip_while(|c| !is_han(*c));
            let run: String = run.take_while(|c| is_han(*c)).take(length).collect();
            (run.chars().count() == length).then_some(run)
        });
        held(runs, bed, From::Chinese)
    };
    let english = |length: usize| {
        let runs = bed.queries().iter().filter_map(move |pair| {
            let words: Vec<&str> = pair.english.split(' ').skip(1).take(length).collect();
            let plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase());
            let whole = words.len() == length && words.iter().all(plain);
            whole.then(|| words.join(" ")).filter(|run| run.len() > 2)
        });
        held(runs, bed, From::English)
    };
    vec![
        ("one Chinese character", From::Chinese, han(1)),
        ("two Chinese characters", From::Chinese, han(2)),
        ("five Chinese characters", From::Chinese, han(5)),
        ("an English word", From::English, english(1)),
        ("three English words", From::English, english(3)),
    ]
}

/// The first three different phrases that are in the memory.
fn held(phrases: impl Iterator<Item = String>, bed: &Bed<'_>, from: From) -> Vec<String> {
    let mut held: Vec<String> = Vec::new();
    for phrase in phrases {
        let mut texts = bed.pairs().iter().map(|pair| from.texts(pair).0);
        if !held.contains(&phrase) && texts.any(|text| text.contains(&phrase)) {
            held.push(phrase);
        }
        if held.len() == 3 {
            break;
        }
    }
    held
}
