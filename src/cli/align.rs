use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::segment::{one_line, read};
use super::segments::print;
use super::ui::{NAME, Ui, styled};
use super::{lexicon, rules};
use crate::align::{Bead, CONFIDENT, Knowledge};
use crate::work::align::{Paired, Side, embed, pair, write};
use crate::work::correct::{Correction, correct};
use crate::work::export::Kind;
use crate::work::fill::{self, Segments};
use crate::work::output::Export;
use crate::work::record::Record;

/// Pair the segments of a text with those of its translation
///
/// Prints which segments of the one say what segments of the other say, and how sure that is; with
/// -o, writes the pairs for a CAT tool. Each text is cut into segments first, unless --segmented
/// says that each line is one. Of several texts with their translations, what one teaches of words
/// helps with the others.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku align release.en.txt release.zh-Hans.txt --from en --to zh
  yiku align release.en.txt release.zh-Hans.txt -o release.tmx        a memory, at once
  yiku align release.en.txt release.zh-Hans.txt --review              doubtful pairs first
  yiku align 1.en.txt 1.zh.txt 2.en.txt 2.zh.txt -o book.tmx          several, together
  yiku align a.en.txt a.zh.txt --lexicon cedict_ts.u8                 with a dictionary of yours
  yiku align a.en.txt a.zh.txt --embeddings 'python3 labse.py'        by vectors of a model of yours
  yiku align --fix release:12 down                            its last sentence belongs to 13
  yiku align --fix 12 split                                   two segments of one
  yiku align --fix 12 take                                    a piece that `list --unpaired` shows
  yiku align en.lines zh.lines --segmented --from en --to zh --json")]
pub(super) struct AlignArgs {
    /// The text and its translation; several texts, each with its translation behind it
    #[arg(value_names = ["SOURCE", "TARGET"], num_args = 2.., required_unless_present = "fix")]
    files: Vec<PathBuf>,
    /// Correct a pair of a document in the memory, which stays so when it is aligned anew: split
    /// (its sentences become segments of their own), merge (with the next segment), up (the first
    /// sentence of its translation belongs to the segment before), down (the last sentence of it
    /// to the next), swap (the translation with the next segment's), take (a piece of the
    /// translation beside it that no segment has)
    #[arg(
        long,
        num_args = 2,
        value_names = ["SEGMENT", "HOW"],
        conflicts_with_all = ["files", "output", "review", "lexicon", "embeddings", "segmented", "encoding"]
    )]
    fix: Option<Vec<String>>,
    /// Write the pairs to this file: .tmx, .xlf, .tsv, .csv, .xlsx, .po …
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// The doubtful pairs first, the least sure before all others
    #[arg(long)]
    review: bool,
    /// A list of words to pair by, beside ours: English and Chinese parted by a tab, or in the
    /// form of CC-CEDICT; may be given again
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,
    /// A command to pair by: it reads a segment a line and writes a line of numbers for each, its
    /// vector, the more like another's the closer they are in meaning
    #[arg(long, value_name = "COMMAND")]
    embeddings: Option<String>,
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

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &AlignArgs) -> Result<Outcome, Failure> {
    if let Some([segment, how]) = args.fix.as_deref() {
        return fix(desk, ui, args, segment, how);
    }
    let format = args.output.as_deref().map(format_of).transpose()?;
    let pairs = args.files.chunks_exact(2);
    if let [alone] = pairs.remainder() {
        return Err(
            Failure::new(format!("{} has no translation beside it", alone.display()))
                .hint("each text is named with its translation behind it: `yiku align a.en.txt a.zh.txt b.en.txt b.zh.txt`"),
        );
    }
    // Terms of the memory at hand help, and what its pairs teach, where there is one.
    let mut memory = desk.memory().ok();
    let ((from, to), concepts) = match &memory {
        Some(memory) => {
            let reader = memory.read()?;
            (desk.languages(Some(&reader))?, reader.concepts()?)
        }
        None => (desk.languages(None)?, Vec::new()),
    };
    let learned = match &mut memory {
        Some(memory) => memory.lexicon(&from, &to)?,
        None => Vec::new(),
    };
    let lexicon = lexicon::read(desk, &args.lexicon)?;
    lexicon::tell(ui, &lexicon);
    let segmentation = rules::segmentation(desk, args.srx.as_deref())?;
    let segmenter = (!args.segmented).then_some(&segmentation.segmenter);
    let mut texts = Vec::new();
    for pair in pairs {
        let [source, target] = pair else { continue };
        let mut side = |path: &Path, lang| -> Result<Side, Failure> {
            let file = read(ui, path, args.encoding.as_deref())?;
            Ok(Side::new(path, &file, lang, segmenter))
        };
        texts.push((side(source, &from)?, side(target, &to)?));
    }
    rules::tell(ui, &segmentation);
    let bar = ui.progress();
    bar.set_message("aligning");
    let knowledge = Knowledge {
        concepts: &concepts,
        lexicon: Some(lexicon.dictionary()),
        learned: &learned,
        ..Knowledge::default()
    };
    if let Some(command) = &args.embeddings {
        embed(&mut texts, command)?;
    }
    let paired = pair(texts, (&from, &to), knowledge);
    bar.finish_and_clear();
    if let (Some(path), Some(format)) = (&args.output, format) {
        let mut out = Export::new(path, &args.files)?;
        let written = write(&paired, (&from, &to), format, &mut out);
        if let Some(fault) = out.fault() {
            return Err(fault.into());
        }
        let written = written.map_err(|error| Failure::new(error.to_string()))?;
        out.finish()?;
        super::export::tell_report(ui, &written.report);
        ui.say(&format!(
            "Wrote {} ({} pairs).",
            path.display(),
            written.report.written
        ));
        for (count, what) in [
            (
                written.doubtful,
                "doubtful pairs are left out; `yiku align --review` shows them",
            ),
            (written.alone, "segments have no counterpart"),
        ] {
            if count > 0 {
                ui.say(&format!("{count} {what}."));
            }
        }
        return Ok(Outcome::Done);
    }
    for (text, (number, files)) in paired.iter().zip((1..).zip(args.files.chunks_exact(2))) {
        if let (true, [source, target], false) = (paired.len() > 1, files, ui.json) {
            // Texts in folders of their own may have one name.
            let names = format!("{} = {}", source.display(), target.display());
            ui.line(&styled(NAME, &names))?;
        }
        show(ui, text, number, args.review)?;
    }
    Ok(Outcome::Done)
}

/// Corrects a pair of the memory, and says what it was and what it is.
fn fix(
    desk: &Desk,
    ui: &mut Ui,
    args: &AlignArgs,
    segment: &str,
    how: &str,
) -> Result<Outcome, Failure> {
    let Some(correction) = Correction::from_name(how) else {
        return Err(
            Failure::new(format!("a pair cannot be corrected by “{how}”")).hint(format!(
                "split, merge, up, down, swap or take: `yiku align --fix {segment} down`"
            )),
        );
    };
    let segmentation = rules::segmentation(desk, args.srx.as_deref())?;
    let told = ["--fix", segment, how].map(str::to_owned).to_vec();
    let command = desk.occasion.command("align", told);
    let mut memory = desk.memory_to_change(ui)?;
    let ((was, before, after), _) = memory.change(&command, |writer| {
        let (segments, numbers) = fill::resolve(writer, segment)?;
        if numbers.start() != numbers.end() {
            return Err(Failure::new("one pair is corrected at a time").hint("name one number"));
        }
        let number = *numbers.start();
        let segmenter = &segmentation.segmenter;
        let (before, after) = correct(
            writer,
            &segments,
            number,
            correction,
            segmenter,
            &desk.occasion,
        )?;
        writer.describe(format!("{}:{number} {how}", segments.document.name));
        Ok((segments, before, after))
    })?;
    let reader = memory.read()?;
    let Some(document) = reader.document(&was.document.name)? else {
        return Ok(Outcome::Done);
    };
    let is = Segments::of(&reader, document)?;
    if ui.json {
        for number in after {
            ui.line(&Record::segment(&is, number, is.number(number)?).line())?;
        }
        return Ok(Outcome::Done);
    }
    for (heading, segments, numbers) in [("Before:", &was, before), ("After:", &is, after)] {
        ui.line(heading)?;
        for number in numbers {
            print(ui, segments, number, segments.number(number)?)?;
        }
    }
    Ok(Outcome::Done)
}

/// The format of a file of units, by the ending of its name.
fn format_of(path: &Path) -> Result<crate::exchange::Format, Failure> {
    let kind = match crate::exchange::table::Layout::of_file(path) {
        Some(layout) => Some(Kind::Units(crate::exchange::Format::Table(layout))),
        None => Kind::of_file(path),
    };
    match kind {
        Some(Kind::Units(format)) => Ok(format),
        _ => Err(Failure::new(format!("what is {} to be?", path.display()))
            .hint("its ending says it: .tmx, .xlf, .jsonl, .po, .csv, .tsv, .xlsx")),
    }
}

/// Prints the pairs of a text, by its number from 1.
fn show(ui: &mut Ui, text: &Paired, number: usize, review: bool) -> Result<(), Failure> {
    let mut beads: Vec<&Bead> = text.beads.iter().collect();
    if review {
        beads.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
    }
    for bead in beads {
        if ui.json {
            ui.line(&Record::bead(bead, number).line())?;
            continue;
        }
        let lines = |side: &Side, numbers: &[usize]| {
            let texts = numbers.iter().filter_map(|at| side.segments.get(*at));
            texts
                .map(|text| one_line(text))
                .collect::<Vec<_>>()
                .join(" | ")
        };
        let numbers = |numbers: &[usize]| match numbers {
            [] => "–".to_owned(),
            numbers => {
                let numbers = numbers.iter().map(|number| (number + 1).to_string());
                numbers.collect::<Vec<_>>().join("+")
            }
        };
        let sure = if bead.confidence >= CONFIDENT {
            ""
        } else {
            "  ? not sure"
        };
        let name = format!("{} = {}", numbers(&bead.source), numbers(&bead.target));
        let percent = bead.confidence * 100.0;
        ui.line(&format!("{}  {percent:.0} %{sure}", styled(NAME, &name)))?;
        ui.line(&format!("  {}", lines(&text.source, &bead.source)))?;
        ui.line(&format!("  {}", lines(&text.target, &bead.target)))?;
    }
    Ok(())
}
