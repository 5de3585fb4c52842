use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::import::plural;
use super::rules;
use super::ui::{HIT, NAME, Ui, styled};
use crate::document::{self, FileText, More};
use crate::segment::Segmenter;
use crate::text::LangTag;
use crate::work::import;
use crate::work::record::Record;
use crate::work::segmentation::{self, SegmentationTable};

/// Cut a text into segments: one a line, a blank line between paragraphs
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku segment --lang en release.en.txt
  yiku segment --lang zh --semicolon 合同.txt       ；ends a segment too
  yiku segment --lang en --srx rules.srx release.en.txt
  yiku segment --write-srx rules.srx                the built-in rules, for OmegaT and others
  yiku segment --lang en --explain release.en.txt   why there is a cut, or none")]
pub(super) struct SegmentArgs {
    /// The text (default, or -: what is typed or piped in)
    #[arg(default_value = "-")]
    file: PathBuf,
    /// Its language
    #[arg(long, value_name = "LANG")]
    lang: Option<LangTag>,
    /// Name the rule at each cut, and at each that was withheld
    #[arg(long)]
    explain: bool,
    /// Let ; and ； end a segment
    #[arg(long)]
    semicolon: bool,
    /// Let : and ： end a segment
    #[arg(long)]
    colon: bool,
    /// Let only a blank line end a paragraph (hard-wrapped text)
    #[arg(long)]
    blank_line_paragraphs: bool,
    /// Cut by rules of your own, in SRX; languages that they do not speak of by the built-in ones
    #[arg(long, value_name = "FILE")]
    srx: Option<PathBuf>,
    /// Write the built-in rules for English and Chinese as SRX 2.0, for another tool or to begin
    /// your own from, and cut nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["srx", "explain"])]
    write_srx: Option<PathBuf>,
    /// The encoding of the file, where it does not say it itself
    #[arg(long)]
    encoding: Option<String>,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &SegmentArgs) -> Result<Outcome, Failure> {
    if let Some(path) = &args.write_srx {
        return write_srx(desk, ui, path);
    }
    let file = read(ui, &args.file, args.encoding.as_deref())?;
    let lang = match &args.lang {
        Some(lang) => lang.clone(),
        None => desk.languages(None)?.0,
    };
    let table = SegmentationTable {
        semicolon: args.semicolon,
        colon: args.colon,
        blank_line_paragraphs: args.blank_line_paragraphs,
        srx: args.srx.clone(),
    };
    let segmentation = table.open(Path::new(""))?;
    let segmenter = &segmentation.segmenter;
    if let (Some(path), Some(rules)) = (&args.srx, segmenter.rules())
        && !rules.speak_of(&lang)
    {
        ui.warn(&format!(
            "{} has no rules for {}: the text is cut by the built-in ones",
            path.display(),
            lang.name()
        ));
    }
    if args.explain {
        explain(ui, &file, &lang, segmenter)?;
    } else {
        print(ui, &file, &lang, segmenter)?;
    }
    rules::tell(ui, &segmentation);
    Ok(Outcome::Done)
}

fn write_srx(desk: &Desk, ui: &mut Ui, path: &Path) -> Result<Outcome, Failure> {
    let count = segmentation::write_built_in(path, &desk.sources())?;
    ui.say(&format!("{}: {}.", path.display(), plural(count, "rule")));
    ui.hint(&format!(
        "`yiku segment --srx {}` cuts by them; what SRX cannot say of the built-in rules stands in schemas/srx.md",
        path.display()
    ));
    Ok(Outcome::Done)
}

fn print(
    ui: &mut Ui,
    file: &FileText,
    lang: &LangTag,
    segmenter: &Segmenter,
) -> Result<(), Failure> {
    let text = &file.text;
    let mut paragraph = 0;
    for (number, segment) in (1..).zip(import::segments(file, lang, segmenter)) {
        if ui.json {
            ui.line(&Record::cut(text, number, &segment).line())?;
            continue;
        }
        if segment.paragraph != paragraph {
            ui.line("")?;
            paragraph = segment.paragraph;
        }
        ui.line(&one_line(text.get(segment.range).unwrap_or_default()))?;
    }
    Ok(())
}

/// A segment on one line: a line break inside it (hard-wrapped text) becomes a space.
pub(super) fn one_line(text: &str) -> String {
    if text.contains([
        '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
    ]) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

fn explain(
    ui: &mut Ui,
    file: &FileText,
    lang: &LangTag,
    segmenter: &Segmenter,
) -> Result<(), Failure> {
    let text = file.text.as_str();
    for decision in import::decisions(file, lang, segmenter) {
        if ui.json {
            ui.line(&Record::decision(text, &decision).line())?;
            continue;
        }
        let (before, after) = text.split_at_checked(decision.at).unwrap_or((text, ""));
        let before = one_line(last_characters(before, 30));
        let after: String = after.trim_start().chars().take(20).collect();
        let sign = if decision.cut {
            styled(HIT, "‖")
        } else {
            "·".to_owned()
        };
        let word = if decision.cut { "cut" } else { "no cut" };
        let line = one_line(&after);
        ui.line(&format!(
            "{} {word}: {before}{sign}{line}",
            styled(NAME, &decision.rule)
        ))?;
    }
    Ok(())
}

fn last_characters(text: &str, count: usize) -> &str {
    let start = text
        .char_indices()
        .rev()
        .nth(count - 1)
        .map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

/// Reads the text of a document of any format, or what comes on standard input.
pub(super) fn read(ui: &mut Ui, path: &Path, encoding: Option<&str>) -> Result<FileText, Failure> {
    let file = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::new(format!("what was typed could not be read: {error}")))?;
        document::from_bytes(Path::new("standard input"), &bytes, encoding)?
    } else {
        document::load(path, encoding, More::default())?
    };
    if file.guessed {
        ui.warn(&format!(
            "{} is not UTF-8; it was read as {}. If its text looks wrong: --encoding NAME",
            path.display(),
            file.encoding
        ));
    }
    Ok(file)
}
