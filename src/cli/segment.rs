use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::ui::{HIT, NAME, Ui, styled};
use crate::document::{self, FileText};
use crate::segment::{self, Options};
use crate::text::LangTag;
use crate::work::record::Record;

/// Cut a text into segments: one a line, a blank line between paragraphs
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku segment --lang en release.en.txt
  yiku segment --lang zh --semicolon 合同.txt       ；ends a segment too
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
    /// The encoding of the file, where it does not say it itself
    #[arg(long)]
    encoding: Option<String>,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &SegmentArgs) -> Result<Outcome, Failure> {
    let file = read(ui, &args.file, args.encoding.as_deref())?;
    let lang = match &args.lang {
        Some(lang) => lang.clone(),
        None => desk.languages(None)?.0,
    };
    let options = Options {
        semicolon: args.semicolon,
        colon: args.colon,
        blank_line_paragraphs: args.blank_line_paragraphs,
    };
    if args.explain {
        return explain(ui, &file.text, &lang, &options);
    }
    let mut paragraph = 0;
    for (number, segment) in (1..).zip(segment::segments(&file.text, &lang, &options)) {
        if ui.json {
            ui.line(&Record::cut(&file.text, number, &segment).line())?;
            continue;
        }
        if segment.paragraph != paragraph {
            ui.line("")?;
            paragraph = segment.paragraph;
        }
        ui.line(&one_line(file.text.get(segment.range).unwrap_or_default()))?;
    }
    Ok(Outcome::Done)
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

fn explain(ui: &mut Ui, text: &str, lang: &LangTag, options: &Options) -> Result<Outcome, Failure> {
    for decision in segment::explain(text, lang, options) {
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
            styled(NAME, decision.rule)
        ))?;
    }
    Ok(Outcome::Done)
}

fn last_characters(text: &str, count: usize) -> &str {
    let start = text
        .char_indices()
        .rev()
        .nth(count - 1)
        .map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

/// Reads a text from a file, or from standard input.
pub(super) fn read(ui: &mut Ui, path: &Path, encoding: Option<&str>) -> Result<FileText, Failure> {
    let file = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::new(format!("what was typed could not be read: {error}")))?;
        document::from_bytes(Path::new("standard input"), &bytes, encoding)?
    } else {
        document::read(path, encoding)?
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
