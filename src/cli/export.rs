mod watch;

use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::form::{FormArgs, dashed, say_idle};
use super::import::plural;
use super::list::StateArg;
use super::ui::Ui;
use crate::exchange::omegat::PROJECT_FILE;
use crate::exchange::tbx::Style;
use crate::exchange::{Format, Report, Tool};
use crate::store::Reader;
use crate::unit::State;
use crate::work::export::{self, Exported, Kind, Request};
use crate::work::output::Export;
use crate::work::project::Project;

/// Write TMX, XLIFF, TBX and more, for CAT tools and people
///
/// The format is what the file's ending says, or --format: tmx, xliff (1.2), xliff2 (2.1), xliff2.0,
/// xliff2.2, jsonl, weblate, review, po, csv, tsv, xlsx, tbx, tbx-dct, tbx-v2, terms-csv, terms-tsv,
/// terms-xlsx, glossary, text, document, report. Of these csv, tsv and xlsx are tables of segments; the ending
/// .csv means the termbase, .tsv the glossary. TMX takes confirmed segments; XLIFF takes all, with
/// their states. `document` is what was imported, Markdown or a page of the web, with the translations
/// in their places; a file that ends as the one document that is meant is that without --format. A
/// review table is for a reviewer who has only Word: `yiku import` brings back what they changed.
///
/// Of several languages --from and --to choose the pair that goes out, the other way round too where
/// the format allows it; without them it is that of the first document, else memory.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku export -o release.tmx --for trados          tags en-US and zh-CN
  yiku export -o release.xlf                       XLIFF 1.2
  yiku export -o french.tmx --to fr                of a memory in several languages, this pair
  yiku export --format xliff2 -o release.xlf       XLIFF 2.1; xliff2.0 and xliff2.2 are written too
  yiku export --format text                        the translation, on the screen
  yiku export --format document                    the page or file that came, in Chinese
  yiku export -o guide.zh.docx                     likewise, of a document of Word
  yiku export --format document --line-length 18   subtitles in lines of 18 characters at most
  yiku export --for omegat DIR                     an OmegaT project
  yiku export --watch DIR                          its tm/ours.tmx, again after every change
  yiku export --review release.docx                a table for a reviewer who has only Word; or .xlsx
  yiku export -o release.tmx --tags en=en-GB,zh-Hans=zh-CN
  yiku export -o release.tmx --context memoq,xtm   with the segments before and after")]
pub(super) struct ExportArgs {
    /// The folder of an OmegaT project, with --for omegat
    folder: Option<PathBuf>,
    /// The file to write (default, or -: the screen)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write a table for a reviewer, as Word has it: # | English | Chinese | Status | Comment
    #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "format", "folder"])]
    review: Option<PathBuf>,
    /// Keep ours.tmx in this OmegaT project, or folder, in step with the memory, until Ctrl-C
    #[arg(long, value_name = "DIR", conflicts_with_all = ["output", "format", "folder", "review"])]
    watch: Option<PathBuf>,
    /// The format
    #[arg(short, long)]
    format: Option<String>,
    #[command(flatten)]
    form: FormArgs,
    /// Only this document
    #[arg(long)]
    document: Option<String>,
    /// How many characters a line of a subtitle may have (.srt, .vtt)
    #[arg(long, value_name = "N")]
    line_length: Option<usize>,
    /// Write over a text or a table that is there already
    #[arg(long)]
    force: bool,
    /// Only segments in these states; may be given more than once
    #[arg(long, value_name = "STATE")]
    state: Vec<StateArg>,
}

impl ExportArgs {
    /// The states that were asked for.
    fn states(&self) -> Option<Vec<Option<State>>> {
        let states = self.state.iter().map(|state| state.state());
        (!self.state.is_empty()).then(|| states.collect())
    }
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &ExportArgs) -> Result<Outcome, Failure> {
    if let Some(folder) = &args.watch {
        return watch::watch(desk, ui, args, folder);
    }
    let wishes = args.form.wishes();
    let memory = desk.memory()?;
    let reader = memory.read()?;
    let request = |kind| {
        let (options, tags) = wishes.read(kind)?;
        Ok::<_, Failure>(Request {
            kind,
            options,
            tags,
            document: args.document.clone(),
            states: args.states(),
            languages: desk.languages_of_files(Some(&reader))?,
            heading: desk.heading(),
            policy: desk.policy()?,
            line_length: args.line_length,
        })
    };
    if let Some(folder) = &args.folder {
        if args.form.tool.as_deref().and_then(Tool::from_name) != Some(Tool::OmegaT) {
            let name = folder.to_string_lossy();
            let hint = match reader.document(&name)? {
                Some(_) => format!("a document of the memory is named with --document {name}"),
                None => "`yiku export --for omegat FOLDER` writes an OmegaT project; a single file goes with -o FILE".to_owned(),
            };
            return Err(
                Failure::new(format!("what should be written into {}?", folder.display()))
                    .hint(hint),
            );
        }
        return omegat(ui, &reader, folder, &request(Kind::Tbx(Style::Dca))?);
    }
    let languages = desk.languages_of_files(Some(&reader))?;
    let output = args.review.as_ref().or(args.output.as_ref());
    let is_document = args.format.as_deref() == Some("document");
    // A document has a name of its own.
    let named = match output {
        None if is_document => Some(export::document_file(
            &reader,
            args.document.as_deref(),
            &languages,
        )?),
        _ => None,
    };
    let output = output.or(named.as_ref());
    let to_screen = output.is_none_or(|output| output == Path::new("-"));
    let kind = match (&args.review, &args.format, output) {
        (Some(_), _, _) => Kind::from_name("review"),
        (None, Some(name), _) => Kind::from_name(name),
        (None, None, Some(file)) => {
            export::kind_of_file(&reader, file, args.document.as_deref(), &languages)
        }
        (None, None, None) => None,
    };
    let kind = kind.ok_or_else(|| {
        let known: Vec<&str> = Kind::names().collect();
        Failure::new("which format?").hint(format!("--format is one of {}", known.join(", ")))
    })?;
    let kind = match output {
        Some(file) if !to_screen => kind.into_file(file).ok_or_else(|| {
            Failure::new(format!("what is {} to be?", file.display()))
                .hint("a review table is for a word processor (.docx) or a spreadsheet (.xlsx)")
        })?,
        _ => kind,
    };
    let request = request(kind)?;
    let exported = match output {
        Some(file) if !to_screen => {
            let sources = desk
                .project
                .as_ref()
                .map(Project::sources)
                .unwrap_or_default();
            let mut out = Export::new(file, &sources)?;
            let exported = export::export(&reader, &request, &mut out);
            if let Some(fault) = out.fault() {
                return Err(fault.into());
            }
            let exported = exported?;
            if !args.force && by_people(kind) && out.differs()? {
                return Err(Failure::new(format!(
                    "{} is there already, with another text",
                    file.display()
                ))
                .hint("name another file, or write over it with --force"));
            }
            let did = if out.finish()? {
                "Wrote"
            } else {
                "Up to date:"
            };
            ui.say(&format!(
                "{did} {} ({}).",
                file.display(),
                counted(kind, exported.count)
            ));
            if args.format.is_none() && args.review.is_none() {
                say_other(ui, &reader, kind, file, args)?;
            }
            exported
        }
        _ => {
            let mut content = Vec::new();
            let exported = export::export(&reader, &request, &mut content)?;
            ui.bytes(&content)?;
            exported
        }
    };
    tell_losses(ui, &exported);
    say_idle(ui, &wishes.idle(&request, &exported), dashed);
    Ok(Outcome::Done)
}

/// Says what else a file of that name may be, where nobody said what it is to be.
fn say_other(
    ui: &mut Ui,
    reader: &Reader<'_>,
    kind: Kind,
    file: &Path,
    args: &ExportArgs,
) -> Result<(), Failure> {
    let by_ending = Kind::of_file(file);
    if kind == Kind::Document {
        if let Some(Kind::Units(Format::Review(_))) = by_ending {
            ui.hint(&format!(
                "this is the document; `yiku export --review {}` writes a table for a reviewer",
                file.display()
            ));
        } else if let Some(name) = by_ending.and_then(Kind::name) {
            ui.hint(&format!(
                "this is the document; --format {name} writes that instead"
            ));
        }
        return Ok(());
    }
    if kind == Kind::Text {
        return Ok(());
    }
    let named = args.document.as_deref();
    let same = export::documents_like(reader, file, named)?;
    if let (Some(document), Some(name)) = (same.first(), kind.name()) {
        ui.hint(&format!(
            "this is --format {name}; --format document --document {document} writes the document"
        ));
    }
    Ok(())
}

/// Whether people write such files themselves: then one that is there may be somebody's work.
fn by_people(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Text
            | Kind::Document
            | Kind::Terms(_)
            | Kind::Glossary
            | Kind::Units(Format::Review(_) | Format::Table(_))
    )
}

fn counted(kind: Kind, count: usize) -> String {
    match kind {
        Kind::Units(_) => plural(count, "segment"),
        Kind::Tbx(_) | Kind::Terms(_) | Kind::Glossary => plural(count, "concept"),
        Kind::Text | Kind::Document | Kind::Report => plural(count, "document"),
    }
}

/// How many faults of inline codes are told one by one.
const LISTED: usize = 20;

/// Says what could not be kept.
pub(super) fn tell_losses(ui: &mut Ui, exported: &Exported) {
    tell_report(ui, &exported.report);
    if exported.elsewhere > 0 {
        ui.warn(&format!(
            "{} left out, in other languages only",
            plural(exported.elsewhere, "segment")
        ));
    }
    if let [first, ..] = exported.other_langs.as_slice() {
        ui.hint(&format!(
            "there are texts in {} too; --to {first} writes those pairs",
            exported.other_langs.join(", ")
        ));
    }
    if !exported.left_out.is_empty() {
        ui.say(&format!(
            "Left out, in other languages: {}.",
            exported.left_out.join(", ")
        ));
    }
    if exported.untranslated > 0 {
        ui.warn(&format!(
            "the source text stands where there is no translation to use: {}",
            plural(exported.untranslated, "segment")
        ));
    }
    for (segment, fault) in exported.faults.iter().take(LISTED) {
        ui.warn(&format!("segment {segment}: {fault}"));
    }
    if exported.faults.len() > LISTED {
        ui.warn(&format!(
            "and {} more like these",
            exported.faults.len() - LISTED
        ));
    }
    for remark in &exported.remarks {
        ui.warn(remark);
    }
    if let Some(encoding) = exported.encoding {
        ui.warn(&format!(
            "the encoding of the document has not all of the characters; it is written in {encoding}"
        ));
    }
}

/// Says what a format had no place for.
pub(super) fn tell_report(ui: &mut Ui, report: &Report) {
    for (loss, count) in report.losses() {
        if loss.is_of_text() {
            ui.warn(&format!("{count} × {loss}"));
        } else {
            ui.say(&format!(
                "This format has no place for everything: {count} × {loss}."
            ));
        }
    }
}

/// Writes an OmegaT project.
fn omegat(
    ui: &mut Ui,
    reader: &Reader<'_>,
    folder: &Path,
    request: &Request,
) -> Result<Outcome, Failure> {
    let occupied = std::fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some());
    if occupied && !folder.join(PROJECT_FILE).exists() {
        return Err(
            Failure::new(format!("{} holds other files", folder.display()))
                .hint("name a new folder, or one that is an OmegaT project already"),
        );
    }
    for path in export::omegat(reader, request, folder)? {
        ui.say(&format!("  {}", path.display()));
    }
    ui.say(&format!("OmegaT opens {} as a project.", folder.display()));
    Ok(Outcome::Done)
}
