use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::Outcome;
use crate::cli::desk::Desk;
use crate::cli::error::Failure;
use crate::cli::import::{plural, tell_guessed, tell_termbase};
use crate::cli::ui::Ui;
use crate::exchange::termbase::{Mapping, Options};
use crate::store::Memory;
use crate::work::import::{self, IncomingTermbase};
use crate::work::record::Record;

/// Load a termbase: TBX, a table (.csv, .tsv, .xlsx) or OmegaT's glossary (.txt, .utf8, .tab)
///
/// A table has a row a term or a row a concept; the titles of its columns tell. With a row a term:
/// concept, lang and term must be there; status (preferred, admitted, forbidden), part_of_speech,
/// term_type, case (exact, any), match, label, domain, kind, definition, note and source may. With a
/// row a concept: a column a language (English, zh-Hans, Source, 译文), and beside it definition,
/// note, domain, status, `zh-Hans forbidden`, `en synonyms`; several terms in one cell are parted
/// by | or ;. Without titles, the script of the texts tells the languages, and a third column is a
/// comment. Loaded again, the termbase becomes what the file says. A concept whose terms another
/// concept of the memory has, as in a termbase that was exported from it, is not added again: what
/// the file says more of it is.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku term import terms.csv
  yiku term import client.tbx
  yiku term import client.xlsx --dry-run                      what it would change
  yiku term import client.xlsx --columns en=A,zh-Hans=C,note=E
  yiku term import terms-2024.tbx --keep-both                 those that are there already, too
  yiku term import glossary.txt                               of OmegaT")]
pub(super) struct ImportArgs {
    /// The file
    file: PathBuf,
    /// Which columns of a table hold what: en=A,zh-Hans=C,definition=E
    #[arg(long, value_name = "WHAT=COLUMN,…")]
    columns: Option<String>,
    /// Its encoding, where it does not say it itself
    #[arg(long)]
    encoding: Option<String>,
    /// Add concepts whose terms another concept of the memory has, too
    #[arg(long)]
    keep_both: bool,
    /// Say what would change, and change nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// How to say which columns hold the terms.
const COLUMNS: &str = "--columns en=A,zh-Hans=B says it, by letter, number or title";

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &ImportArgs) -> Result<Outcome, Failure> {
    let (encoding, columns) = (args.encoding.as_deref(), args.columns.as_deref());
    let incoming = IncomingTermbase {
        keep_both: args.keep_both,
        ..read_termbase(desk, ui, &args.file, encoding, columns)?
    };
    if args.dry_run {
        try_termbase(desk, ui, &incoming)?;
        return Ok(Outcome::Done);
    }
    let mut memory = desk.memory_or_new(ui)?;
    let mut told = vec![args.file.display().to_string()];
    for (option, value) in [("--columns", columns), ("--encoding", encoding)] {
        told.extend(
            value
                .into_iter()
                .flat_map(|value| [option.to_owned(), value.to_owned()]),
        );
    }
    told.extend(args.keep_both.then(|| "--keep-both".to_owned()));
    let command = desk.occasion.command("term import", told);
    let (outcome, _) = memory.change(&command, |writer| {
        let outcome = import::termbase(writer, &incoming)?;
        let concepts = plural(outcome.concepts, "concept");
        writer.describe(format!("{}: {concepts}", outcome.name));
        Ok::<_, import::Error>(outcome)
    })?;
    if ui.json {
        ui.line(&Record::termbase(&outcome).line())?;
    }
    tell_termbase(ui, &outcome);
    Ok(Outcome::Done)
}

/// Says what loading a termbase would do.
pub(in crate::cli) fn try_termbase(
    desk: &Desk,
    ui: &mut Ui,
    incoming: &IncomingTermbase,
) -> Result<(), Failure> {
    let memory = desk.memory_path().exists().then(|| desk.memory());
    let memory = memory.transpose()?;
    let reader = memory.as_ref().map(Memory::read).transpose()?;
    let outcome = import::termbase_plan(reader.as_ref(), incoming)?;
    if ui.json {
        ui.line(&Record::termbase(&outcome).line())?;
    }
    tell_termbase(ui, &outcome);
    let (new, changed, gone) = (&outcome.new, &outcome.changed, &outcome.gone);
    for (what, ids) in [("new", new), ("changed", changed), ("gone", gone)] {
        for id in ids {
            if !ui.json {
                ui.line(&format!("{what:<8} {id}"))?;
            }
        }
    }
    ui.say("Nothing was changed.");
    Ok(())
}

/// Reads the file of a termbase in the languages that are worked in, and says what was guessed.
pub(in crate::cli) fn read_termbase(
    desk: &Desk,
    ui: &mut Ui,
    path: &Path,
    encoding: Option<&str>,
    columns: Option<&str>,
) -> Result<IncomingTermbase, Failure> {
    // The memory's own languages count only where there is one.
    let known = desk.memory().ok();
    let reader = known.as_ref().map(Memory::read).transpose()?;
    let (source, target) = desk.languages(reader.as_ref())?;
    let columns = columns.map(Mapping::parse).transpose();
    let columns = columns.map_err(|error| Failure::new(error.to_string()).hint(COLUMNS))?;
    let options = Options {
        source,
        target,
        columns: columns.unwrap_or_default(),
    };
    let termbase = IncomingTermbase::read(path, encoding, &options)?;
    if let Some(encoding) = termbase.guessed {
        tell_guessed(ui, path, encoding, "--encoding");
    }
    Ok(termbase)
}
