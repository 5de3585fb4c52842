use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::import::plural;
use super::rules;
use super::ui::{HIT, NAME, Ui, styled};
use crate::align::{self, Knowledge, SideText};
use crate::document::{self, FileText};
use crate::segment::Segmenter;
use crate::text::LangTag;
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
        explain(ui, &file.text, &lang, segmenter)?;
    } else {
        print(ui, &file.text, &lang, segmenter)?;
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

fn print(ui: &mut Ui, text: &str, lang: &LangTag, segmenter: &Segmenter) -> Result<(), Failure> {
    let mut paragraph = 0;
    for (number, segment) in (1..).zip(segmenter.segments(text, lang)) {
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
fn one_line(text: &str) -> String {
    if text.contains([
        '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
    ]) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

fn explain(ui: &mut Ui, text: &str, lang: &LangTag, segmenter: &Segmenter) -> Result<(), Failure> {
    for decision in segmenter.explain(text, lang) {
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

/// Pair the segments of a text with those of its translation
///
/// Prints which segments of the one say what segments of the other say, and how sure that is.
/// Each text is cut into segments first, unless --segmented says that each line is one.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku align release.en.txt release.zh-Hans.txt --from en --to zh
  yiku align en.lines zh.lines --segmented --from en --to zh --json")]
pub(super) struct AlignArgs {
    /// The text
    source: PathBuf,
    /// Its translation
    target: PathBuf,
    /// Each line already is a segment; a blank line ends a paragraph
    #[arg(long)]
    segmented: bool,
    /// The encoding of the files, where they do not say it themselves
    #[arg(long)]
    encoding: Option<String>,
    /// Cut by rules of your own, in SRX (default: those of the project, else the built-in ones)
    #[arg(long, value_name = "FILE", conflicts_with = "segmented")]
    srx: Option<PathBuf>,
}

/// A text as segments with their paragraphs.
struct Cut<'t> {
    texts: Vec<&'t str>,
    paragraphs: Vec<usize>,
}

pub(super) fn align(desk: &Desk, ui: &mut Ui, args: &AlignArgs) -> Result<Outcome, Failure> {
    let source = read(ui, &args.source, args.encoding.as_deref())?;
    let target = read(ui, &args.target, args.encoding.as_deref())?;
    // Terms of the memory at hand help, where there is one.
    let memory = desk.memory().ok();
    let reader = memory
        .as_ref()
        .map(crate::store::Memory::read)
        .transpose()?;
    let (from, to) = desk.languages(reader.as_ref())?;
    let concepts = match &reader {
        Some(reader) => reader.concepts()?,
        None => Vec::new(),
    };
    let segmentation = rules::segmentation(desk, args.srx.as_deref())?;
    let segmenter = (!args.segmented).then_some(&segmentation.segmenter);
    let source = cut(&source.text, &from, segmenter);
    let target = cut(&target.text, &to, segmenter);
    rules::tell(ui, &segmentation);
    let bar = ui.progress();
    bar.set_message("aligning");
    let beads = align::align(
        SideText {
            lang: &from,
            segments: &source.texts,
            paragraphs: &source.paragraphs,
        },
        SideText {
            lang: &to,
            segments: &target.texts,
            paragraphs: &target.paragraphs,
        },
        Knowledge {
            concepts: &concepts,
        },
    );
    bar.finish_and_clear();
    for bead in &beads {
        if ui.json {
            ui.line(&Record::bead(bead).line())?;
            continue;
        }
        let joined = |texts: &[&str], numbers: &[usize]| {
            let texts: Vec<String> = numbers
                .iter()
                .filter_map(|number| texts.get(*number))
                .map(|text| one_line(text))
                .collect();
            texts.join(" | ")
        };
        let numbers = |numbers: &[usize]| {
            let numbers: Vec<String> = numbers
                .iter()
                .map(|number| (number + 1).to_string())
                .collect();
            if numbers.is_empty() {
                "–".to_owned()
            } else {
                numbers.join("+")
            }
        };
        let sure = if bead.confidence >= align::CONFIDENT {
            ""
        } else {
            "  ? not sure"
        };
        ui.line(&format!(
            "{}  {:.0} %{sure}",
            styled(
                NAME,
                &format!("{} = {}", numbers(&bead.source), numbers(&bead.target))
            ),
            bead.confidence * 100.0
        ))?;
        ui.line(&format!("  {}", joined(&source.texts, &bead.source)))?;
        ui.line(&format!("  {}", joined(&target.texts, &bead.target)))?;
    }
    Ok(Outcome::Done)
}

/// The segments of a text; without what cuts, each line is one.
fn cut<'t>(text: &'t str, lang: &LangTag, segmenter: Option<&Segmenter>) -> Cut<'t> {
    let mut cut = Cut {
        texts: Vec::new(),
        paragraphs: Vec::new(),
    };
    let Some(segmenter) = segmenter else {
        let mut paragraph = 0;
        for line in text.lines() {
            if line.trim().is_empty() {
                paragraph += usize::from(!cut.texts.is_empty());
            } else {
                cut.texts.push(line.trim());
                cut.paragraphs.push(paragraph);
            }
        }
        if paragraph == 0 {
            // No blank line at all says nothing of paragraphs.
            cut.paragraphs.clear();
        }
        return cut;
    };
    for segment in segmenter.segments(text, lang) {
        cut.texts.push(text.get(segment.range).unwrap_or_default());
        cut.paragraphs.push(segment.paragraph);
    }
    cut
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
