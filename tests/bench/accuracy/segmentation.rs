//! Boundaries inside paragraphs, on the stream of characters that are no white space: so it makes
//! no difference who keeps which spaces.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use yiku::segment::{Options, segments};
use yiku::text::LangTag;

use crate::{f1, ours, share};

/// Other programs, as the script knows them.
const OTHERS: &[&str] = &["pysbd", "nupunkt", "blingfire", "sentencex"];

/// How much text is cut to see how fast, in bytes.
const MUCH: usize = 16 << 20;

/// A text whose segments are known.
struct Gold {
    name: String,
    lang: LangTag,
    /// The paragraphs, each a line.
    text: String,
    /// Where segments end, in characters, and where paragraphs do.
    ends: BTreeSet<usize>,
    paragraphs: BTreeSet<usize>,
}

pub(crate) fn measure(
    samples: &Path,
    python: &str,
    mistakes: Option<&str>,
) -> io::Result<Vec<Vec<String>>> {
    let mut files = Vec::new();
    for folder in [ours("segment"), samples.join("segment")] {
        let found = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path()));
        files.extend(found.filter(|path| path.extension().is_some_and(|e| e == "txt")));
    }
    files.sort();
    let mut rows = vec![vec![
        "segmentation".to_owned(),
        "by".to_owned(),
        "precision".to_owned(),
        "recall".to_owned(),
        "F1".to_owned(),
        "MB/s".to_owned(),
    ]];
    for file in files {
        let gold = Gold::read(&file)?;
        if mistakes.is_some_and(|names| gold.name.starts_with(names)) {
            gold.print_mistakes();
        }
        let speed = speed(&gold);
        rows.push(gold.row("yiku", &gold.by_yiku(), Some(speed)));
        rows.push(gold.row("each full stop", &gold.by_stops(), None));
        for other in OTHERS {
            if let Some((cuts, speed)) = gold.by_other(python, other)? {
                rows.push(gold.row(other, &cuts, Some(speed)));
            }
        }
    }
    Ok(rows)
}

/// How many characters that are no white space a text has.
fn solid(text: &str) -> usize {
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}');
    text.chars().filter(|c| !is_space(*c)).count()
}

impl Gold {
    fn read(path: &Path) -> io::Result<Self> {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let chinese = name.contains("-zh");
        let mut gold = Self {
            lang: LangTag::parse(if chinese { "zh" } else { "en" }).map_err(io::Error::other)?,
            name,
            text: String::new(),
            ends: BTreeSet::new(),
            paragraphs: BTreeSet::new(),
        };
        let mut at = 0;
        for paragraph in fs::read_to_string(path)?.split("\n\n") {
            let lines: Vec<&str> = paragraph.lines().filter(|line| solid(line) > 0).collect();
            for line in &lines {
                at += solid(line);
                gold.ends.insert(at);
            }
            if !lines.is_empty() {
                gold.paragraphs.insert(at);
                gold.text
                    .push_str(&lines.join(if chinese { "" } else { " " }));
                gold.text.push('\n');
            }
        }
        Ok(gold)
    }

    fn cuts<'s>(segments: impl Iterator<Item = &'s str>) -> BTreeSet<usize> {
        let mut at = 0;
        let ends = segments.map(|segment| {
            at += solid(segment);
            at
        });
        ends.collect()
    }

    fn by_yiku(&self) -> BTreeSet<usize> {
        let found = segments(&self.text, &self.lang, &Options::default());
        Self::cuts(
            found
                .iter()
                .map(|segment| &self.text[segment.range.clone()]),
        )
    }

    fn by_stops(&self) -> BTreeSet<usize> {
        Self::cuts(
            self.text
                .split_inclusive(['.', '!', '?', '。', '！', '？', '\n']),
        )
    }

    /// As another program cuts, and how fast in MB/s; `None` where it is not there.
    fn by_other(&self, python: &str, name: &str) -> io::Result<Option<(BTreeSet<usize>, f64)>> {
        let script = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/bench/python/segmenters.py"
        );
        let started = Command::new(python)
            .args([script, name, self.lang.language()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut child) = started else {
            return Ok(None);
        };
        if let Some(mut input) = child.stdin.take() {
            // A program that is not there does not read.
            let _ = input.write_all(self.text.as_bytes());
        }
        let output = child.wait_with_output()?;
        let seconds = String::from_utf8_lossy(&output.stderr)
            .trim()
            .parse::<f64>();
        let (true, Ok(seconds)) = (output.status.success(), seconds) else {
            return Ok(None);
        };
        let cut = String::from_utf8_lossy(&output.stdout).into_owned();
        let speed = self.text.len() as f64 / 1e6 / seconds.max(1e-9);
        Ok(Some((Self::cuts(cut.lines()), speed)))
    }

    /// Prints the places that yiku cuts and should not, and the other way round.
    fn print_mistakes(&self) {
        let found = self.by_yiku();
        let stream: Vec<(usize, char)> = (self.text.char_indices())
            .filter(|(_, c)| solid(c.encode_utf8(&mut [0; 4])) > 0)
            .collect();
        let place = |at: usize| stream.get(at).map_or(self.text.len(), |(byte, _)| *byte);
        for at in found.symmetric_difference(&self.ends) {
            let what = if found.contains(at) { "cut" } else { "not cut" };
            let before = &self.text[place(at.saturating_sub(60))..place(*at)];
            let after = &self.text[place(*at)..place(at + 40)];
            println!("{}: {what}: {before}|{after}", self.name);
        }
    }

    fn row(&self, by: &str, cuts: &BTreeSet<usize>, speed: Option<f64>) -> Vec<String> {
        let inner = |ends: &BTreeSet<usize>| -> BTreeSet<usize> {
            ends.difference(&self.paragraphs).copied().collect()
        };
        let (gold, found) = (inner(&self.ends), inner(cuts));
        let right = gold.intersection(&found).count();
        let (precision, recall) = (share(right, found.len()), share(right, gold.len()));
        vec![
            format!("{} ({} inside)", self.name, gold.len()),
            by.to_owned(),
            format!("{precision:.3}"),
            format!("{recall:.3}"),
            format!("{:.4}", f1(precision, recall)),
            speed.map_or_else(|| "–".to_owned(), |speed| format!("{speed:.1}")),
        ]
    }
}

/// How fast yiku cuts such a text, in MB/s.
fn speed(gold: &Gold) -> f64 {
    let text = gold.text.repeat(MUCH / gold.text.len().max(1) + 1);
    let begun = Instant::now();
    let found = segments(&text, &gold.lang, &Options::default());
    let seconds = begun.elapsed().as_secs_f64();
    std::hint::black_box(found);
    text.len() as f64 / 1e6 / seconds
}
