use std::path::PathBuf;

use clap::Args;

use super::read_termbase;
use crate::cli::Outcome;
use crate::cli::desk::Desk;
use crate::cli::error::Failure;
use crate::cli::import::plural;
use crate::cli::ui::{HIT, NAME, Ui, styled};
use crate::term::lint::lint;
use crate::work::record::Record;
use crate::work::term::next_step;

/// Find what is wrong in the termbase itself
///
/// Two concepts with one term, a form that is forbidden and allowed, no form to use or none
/// preferred, a term in another script, blanks and punctuation at its ends, Chinese terms of one
/// character. Each with what to do about it. Exits with 1 if anything is found.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku term lint                 the termbase in the memory
  yiku term lint terms.csv       a file, without a memory
  yiku term lint --json")]
pub(super) struct LintArgs {
    /// Files of termbases (default: the termbase in the memory)
    files: Vec<PathBuf>,
    /// The encoding of the files, where they do not say it themselves
    #[arg(long)]
    encoding: Option<String>,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &LintArgs) -> Result<Outcome, Failure> {
    let mut concepts = Vec::new();
    let languages = if args.files.is_empty() {
        let memory = desk.memory()?;
        let reader = memory.read()?;
        concepts = reader.concepts()?;
        desk.languages(Some(&reader))?
    } else {
        for file in &args.files {
            let encoding = args.encoding.as_deref();
            let mut read = read_termbase(desk, ui, file, encoding, None)?;
            for mend in &read.base.mended {
                ui.warn(&format!(
                    "{}, line {}: {}",
                    file.display(),
                    mend.line,
                    mend.message
                ));
            }
            concepts.append(&mut read.base.concepts);
        }
        desk.languages(None)?
    };
    let flaws = lint(&concepts, &languages.0, &languages.1);
    for flaw in &flaws {
        if ui.json {
            ui.line(&Record::flaw(flaw).line())?;
            continue;
        }
        let severity = flaw.rule.severity().as_str();
        ui.line(&format!(
            "{}  {}: {}",
            styled(NAME, &flaw.concept),
            styled(HIT, &format!("{severity} {}", flaw.rule.name())),
            flaw.message
        ))?;
        ui.line(&format!("  {}", next_step(flaw)))?;
    }
    ui.say(&format!(
        "{} in {}.",
        plural(flaws.len(), "finding"),
        plural(concepts.len(), "concept")
    ));
    Ok(match flaws.is_empty() {
        true => Outcome::Done,
        false => Outcome::Findings,
    })
}
