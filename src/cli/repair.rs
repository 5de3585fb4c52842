use std::fs::File;
use std::io::Seek;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::convert::spooled;
use super::error::Failure;
use super::import::{plural, tell_mends};
use super::ui::{NAME, Ui, styled};
use super::validate::fault_line;
use crate::document;
use crate::exchange::repair::{Mended, REMEDIES, Repaired};
use crate::exchange::validate::{Fault, Verdict};
use crate::exchange::{self, Mends};
use crate::publish::is_one_file;
use crate::work::output::Export;
use crate::work::record::Record;
use crate::work::repair::{self, Error};

/// Mend what tools broke in a TMX, XLIFF, TBX or SRX file
///
/// The copy holds what the file holds: all languages, properties, notes and extensions. Each place
/// that is mended is said. A file with nothing to mend is copied as it is; else comments are left
/// out, and the copy is UTF-8. The copy is then held against its specification as `yiku validate`
/// does, XLIFF 1.2 against the transitional schema. Exits with 1 if anything is wrong still.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku repair client.tmx -o whole.tmx      each mend with its line and unit
  yiku repair client.tmx --dry-run         what would be mended
  yiku repair client.tmx -o - | less
  yiku repair old.xlf -o new.xlf --json    every mend, one a line
  yiku repair --rules                      what is mended, and how")]
pub(super) struct RepairArgs {
    /// The file to mend; - reads what is piped in
    #[arg(required_unless_present = "rules")]
    file: Option<PathBuf>,
    /// The file to write; - writes to the screen
    #[arg(short, long, value_name = "OUT", required_unless_present_any = ["rules", "dry_run"])]
    output: Option<PathBuf>,
    /// Say what would be mended, and write nothing; exits with 1 if there is anything
    #[arg(short = 'n', long, conflicts_with = "output")]
    dry_run: bool,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
    /// List the remedies
    #[arg(long)]
    rules: bool,
}

pub(super) fn run(ui: &mut Ui, args: &RepairArgs) -> Result<Outcome, Failure> {
    let Some(path) = args.file.as_deref().filter(|_| !args.rules) else {
        return rules(ui);
    };
    let mut input = if path == Path::new("-") {
        spooled()?
    } else {
        document::open(path)?
    };
    let kept = |error| Failure::new(format!("what is mended cannot be kept: {error}"));
    match args.output.as_deref().filter(|_| !args.dry_run) {
        None => {
            let mut draft = tempfile::tempfile().map_err(kept)?;
            let (repaired, verdict) = mend(ui, path, &mut input, &mut draft, None)?;
            Ok(match repaired.mends.count() + verdict.faults {
                0 => Outcome::Done,
                _ => Outcome::Findings,
            })
        }
        Some(output) if output == Path::new("-") => {
            let mut draft = tempfile::tempfile().map_err(kept)?;
            let (_, verdict) = mend(ui, path, &mut input, &mut draft, Some(output))?;
            draft.rewind().map_err(kept)?;
            ui.copy(&mut draft)?;
            Ok(outcome(&verdict))
        }
        Some(output) => {
            if is_one_file(path, output) {
                return Err(Failure::new(format!(
                    "{} is the file that is read, and is not written over",
                    output.display()
                ))
                .hint("name another file; nothing was written"));
            }
            if output.is_file() && !args.force {
                return Err(
                    Failure::new(format!("{} is there already", output.display()))
                        .hint("name another file, or write over it with --force"),
                );
            }
            let mut out = Export::new(output, std::slice::from_ref(&path.to_owned()))?;
            let (repaired, verdict) = mend(ui, path, &mut input, out.draft(), Some(output))?;
            out.finish()?;
            wrote(ui, output, &repaired, &verdict);
            Ok(outcome(&verdict))
        }
    }
}

fn outcome(verdict: &Verdict) -> Outcome {
    match verdict.faults {
        0 => Outcome::Done,
        _ => Outcome::Findings,
    }
}

/// Mends a file into a draft, and says what was mended and what is wrong still; `output` is what
/// the draft will be called.
fn mend(
    ui: &mut Ui,
    path: &Path,
    input: &mut File,
    draft: &mut File,
    output: Option<&Path>,
) -> Result<(Repaired, Verdict), Failure> {
    let name = path.display().to_string();
    let new = output.unwrap_or(path).display().to_string();
    // What is written to the screen stands there alone.
    let alone = output == Some(Path::new("-"));
    let json = ui.json && !alone;
    let mut printed = Ok(());
    let repaired = repair::mend(path, input, draft, &mut |mended: &Mended| {
        if json && printed.is_ok() {
            printed = ui.line(&Record::mend(&name, mended).line());
        }
    });
    printed?;
    let repaired = repaired.map_err(|error| failed(&name, &error))?;
    if alone {
        tell_mends(ui, &name, &repaired.mends);
    } else if !json {
        list(ui, &name, &repaired.mends)?;
    }
    let mut printed = Ok(());
    let verdict = repair::left(draft, &mut |fault: Fault| {
        if alone {
            ui.warn(&fault_line(&new, &fault));
        } else if printed.is_ok() {
            printed = ui.line(&match json {
                true => Record::fault(&new, &fault).line(),
                false => fault_line(&new, &fault),
            });
        }
    });
    printed?;
    let verdict = verdict.map_err(|error| failed(&name, &Error::Exchange(error)))?;
    if json {
        let file = output.map(|_| new.as_str());
        ui.line(&Record::repaired(file, &repaired, &verdict).line())?;
    }
    if repaired.mends.count() == 0 && (alone || output.is_none()) {
        let outcome = judged(&repaired, &verdict);
        ui.say(&format!("{name}: nothing to mend; {outcome}."));
    }
    Ok((repaired, verdict))
}

/// The first mends of each kind, and how many more there are.
fn list(ui: &mut Ui, name: &str, mends: &Mends) -> Result<(), Failure> {
    for mend in mends.listed() {
        let place = styled(NAME, &format!("{name}:{}", mend.line));
        let unit = mend.unit.map(|unit| format!("unit {unit}: "));
        let unit = unit.unwrap_or_default();
        ui.line(&format!("{place}: {unit}{}", mend.message))?;
    }
    for (kind, count) in mends.kinds().filter(|(_, count)| *count > Mends::LISTED) {
        let more = count - Mends::LISTED;
        ui.line(&format!("{}: {more} more: {kind}", styled(NAME, name)))?;
    }
    Ok(())
}

fn wrote(ui: &mut Ui, output: &Path, repaired: &Repaired, verdict: &Verdict) {
    let units = plural(small(repaired.units), "unit");
    let mends = match small(repaired.mends.count()) {
        0 => "nothing to mend".to_owned(),
        count => format!("{} mended", plural(count, "place")),
    };
    let (output, outcome) = (output.display(), judged(repaired, verdict));
    ui.say(&format!("Wrote {output} ({units}; {mends}; {outcome})."));
}

fn judged(repaired: &Repaired, verdict: &Verdict) -> String {
    match small(verdict.faults) {
        0 => format!("valid {}", repaired.kind.name()),
        faults => format!("{} left", plural(faults, "fault")),
    }
}

fn small(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn failed(name: &str, error: &Error) -> Failure {
    let hint = match error {
        Error::Unknown => "what yiku repairs: TMX, XLIFF 1.2 and 2.0–2.2, TBX, SRX",
        Error::Exchange(exchange::Error::Write(_)) => "the disk may be full; nothing was written",
        Error::Exchange(_) => "nothing was written",
    };
    Failure::new(format!("{name}: {error}")).hint(hint)
}

fn rules(ui: &mut Ui) -> Result<Outcome, Failure> {
    let mut table = Ui::table(&["remedy", "what is mended, and how"]);
    for remedy in REMEDIES {
        if ui.json {
            ui.line(&Record::remedy(remedy).line())?;
        } else {
            table.add_row([remedy.id, remedy.mend]);
        }
    }
    if !ui.json {
        ui.print_table(&table)?;
    }
    Ok(Outcome::Done)
}
