use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::import::plural;
use super::segments::day;
use super::ui::Ui;
use crate::store::{Change, Conflict, Memory, Reversal};
use crate::work::record::Record;

/// Show the commands that changed the memory, newest first
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku log
  yiku log --max 5")]
pub(super) struct LogArgs {
    /// How many to show; 0 means all
    #[arg(long, default_value_t = 20)]
    max: usize,
}

/// Take back the last command that changed the memory
///
/// Again, it goes one further. Nothing is lost: `yiku redo` does it again.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku undo          the last change
  yiku undo 12       the change of that number in `yiku log`; what was changed since stays")]
pub(super) struct UndoArgs {
    /// The number of the change, from `yiku log` (default: the last one)
    #[arg(value_parser = number_of_change)]
    number: Option<i64>,
}

fn number_of_change(given: &str) -> Result<i64, &'static str> {
    given.parse().map_err(|_| "a number from `yiku log`")
}

/// Do again what `yiku undo` took back
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku redo")]
pub(super) struct RedoArgs {}

/// Write a whole copy of the memory, while others may go on using it
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku backup                    beside the memory, with the date in its name
  yiku backup /media/stick/m.yiku")]
pub(super) struct BackupArgs {
    /// The file to write, which must not exist yet
    file: Option<PathBuf>,
}

pub(super) fn log(desk: &Desk, ui: &mut Ui, args: &LogArgs) -> Result<Outcome, Failure> {
    let memory = desk.memory()?;
    let changes = memory.read()?.changes()?;
    if changes.is_empty() {
        ui.say("Nothing has changed this memory yet.");
        return Ok(Outcome::Findings);
    }
    let shown = if args.max == 0 {
        changes.len()
    } else {
        args.max
    };
    let mut table = Ui::table(&["number", "when (UTC)", "who", "command", "what"]);
    for change in changes.iter().rev().take(shown) {
        if ui.json {
            ui.line(&Record::change(change).line())?;
            continue;
        }
        let what = match change.reversed_by {
            Some(by) if change.reverses.is_none() => {
                format!("{} (taken back by {by})", change.summary)
            }
            _ => change.summary.clone(),
        };
        table.add_row([
            change.number.to_string(),
            day(&change.at),
            change.who.clone(),
            told(change),
            what,
        ]);
    }
    if !ui.json {
        ui.print_table(&table)?;
        if changes.len() > shown {
            ui.hint(&format!(
                "{} more: --max 0 shows all",
                changes.len() - shown
            ));
        }
    }
    Ok(Outcome::Done)
}

/// A command as a person would repeat it.
fn told(change: &Change) -> String {
    let mut told = change.command.clone();
    for argument in &change.arguments {
        told.push(' ');
        if argument.contains(char::is_whitespace) {
            told.push_str(&format!("'{argument}'"));
        } else {
            told.push_str(argument);
        }
    }
    told
}

pub(super) fn undo(desk: &Desk, ui: &mut Ui, args: &UndoArgs) -> Result<Outcome, Failure> {
    let mut memory = desk.memory_to_change(ui)?;
    let arguments = args.number.iter().map(ToString::to_string).collect();
    let command = desk.occasion.command("undo", arguments);
    let Some(reversal) = memory.undo(&command, args.number)? else {
        ui.say(&match args.number {
            Some(number) => {
                format!("There is no change {number} to take back; `yiku log` shows them.")
            }
            None => "There is nothing to take back.".to_owned(),
        });
        return Ok(Outcome::Findings);
    };
    tell(ui, &memory, &reversal, "Took back")
}

pub(super) fn redo(desk: &Desk, ui: &mut Ui, _: &RedoArgs) -> Result<Outcome, Failure> {
    let mut memory = desk.memory_to_change(ui)?;
    let command = desk.occasion.command("redo", Vec::new());
    let Some(reversal) = memory.redo(&command)? else {
        ui.say("There is nothing to do again.");
        return Ok(Outcome::Findings);
    };
    tell(ui, &memory, &reversal, "Did again")
}

fn tell(ui: &mut Ui, memory: &Memory, reversal: &Reversal, did: &str) -> Result<Outcome, Failure> {
    let change = &reversal.change;
    let (did, stands) = match reversal.done {
        true => (did, ""),
        false => ("Left", " as it is"),
    };
    ui.say(&format!(
        "{did} change {}{stands}: {} ({}).",
        change.number,
        told(change),
        change.summary
    ));
    let reader = memory.read()?;
    let mut names = Vec::new();
    for conflict in &reversal.conflicts {
        names.push(match conflict {
            Conflict::Unit(row) => match reader.place(*row)? {
                Some((document, number)) => format!("{document}:{number}"),
                None => "an earlier text".to_owned(),
            },
            Conflict::Other(word) => format!("a {word}"),
        });
    }
    names.dedup();
    if !names.is_empty() {
        ui.warn(&format!(
            "left as it is, since it was changed later: {} ({})",
            names.join(", "),
            plural(names.len(), "place")
        ));
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}

pub(super) fn backup(desk: &Desk, ui: &mut Ui, args: &BackupArgs) -> Result<Outcome, Failure> {
    let memory = desk.memory()?;
    let target = match &args.file {
        Some(file) => file.clone(),
        None => {
            let stem = memory
                .path()
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy();
            let date = desk.occasion.at.strftime("%Y%m%dT%H%M%SZ");
            memory.path().with_file_name(format!("{stem}-{date}.yiku"))
        }
    };
    if target.exists() {
        return Err(
            Failure::new(format!("{} is there already", target.display()))
                .hint("name another file; nothing was written"),
        );
    }
    if let Some(folder) = target.parent()
        && !folder.as_os_str().is_empty()
        && !folder.is_dir()
    {
        return Err(
            Failure::new(format!("there is no folder {}", folder.display()))
                .hint("make it, or name another file; nothing was written"),
        );
    }
    let bar = ui.progress();
    bar.set_message("copying the memory");
    let result = memory.backup(&target);
    bar.finish_and_clear();
    result?;
    ui.say(&format!("Copied the memory to {}.", target.display()));
    Ok(Outcome::Done)
}
