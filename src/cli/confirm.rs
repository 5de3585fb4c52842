use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::import::plural;
use super::ui::Ui;
use crate::store::Command;
use crate::unit::State;
use crate::work::fill;

/// Confirm translations as they stand
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku confirm 12
  yiku confirm 12-15 18
  yiku confirm 12 --as reviewed     as a reviewer
  yiku confirm 12 --file            with the text that a file has, instead of yours")]
pub(super) struct ConfirmArgs {
    /// The segments: 12, 12-15, release:12
    #[arg(required = true)]
    segments: Vec<String>,
    /// As what
    #[arg(long = "as", value_name = "STATE", default_value = "translated")]
    state: Confirmed,
    /// Take the other text that a file has, where you and it both changed the translation
    #[arg(long)]
    file: bool,
}

/// What a translation can be confirmed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Confirmed {
    /// Confirmed by the translator
    Translated,
    /// Confirmed by a reviewer
    Reviewed,
    /// Not to change any more
    Final,
}

impl From<Confirmed> for State {
    fn from(confirmed: Confirmed) -> Self {
        match confirmed {
            Confirmed::Translated => Self::Translated,
            Confirmed::Reviewed => Self::Reviewed,
            Confirmed::Final => Self::Final,
        }
    }
}

/// Reject translations: they count as not done, and are not exported to TMX
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku reject 12
  yiku reject 12-15 18")]
pub(super) struct RejectArgs {
    /// The segments: 12, 12-15, release:12
    #[arg(required = true)]
    segments: Vec<String>,
}

pub(super) fn confirm(desk: &Desk, ui: &mut Ui, args: &ConfirmArgs) -> Result<Outcome, Failure> {
    let state = State::from(args.state);
    let mut arguments = args.segments.clone();
    if state != State::Translated {
        arguments.extend(["--as".to_owned(), state.as_str().to_owned()]);
    }
    if args.file {
        arguments.push("--file".to_owned());
    }
    let command = desk.occasion.command("confirm", arguments);
    mark(desk, ui, &command, &args.segments, state, args.file)
}

pub(super) fn reject(desk: &Desk, ui: &mut Ui, args: &RejectArgs) -> Result<Outcome, Failure> {
    let command = desk.occasion.command("reject", args.segments.clone());
    mark(desk, ui, &command, &args.segments, State::Rejected, false)
}

/// Marks all of the segments, or none where one of them cannot be; with the text of the file
/// where that is wanted.
fn mark(
    desk: &Desk,
    ui: &mut Ui,
    command: &Command,
    given: &[String],
    state: State,
    of_file: bool,
) -> Result<Outcome, Failure> {
    let mut memory = desk.memory_to_change(ui)?;
    let ((marked, as_it_was), _) = memory.change(command, |writer| {
        let [mut marked, mut as_it_was] = [0, 0];
        for given in given {
            let (segments, numbers) = fill::resolve(writer, given)?;
            for number in numbers {
                let done = if of_file {
                    fill::take_file(writer, &segments, number, state, &desk.occasion).map(|()| true)
                } else {
                    fill::mark(writer, &segments, number, state, &desk.occasion)
                };
                let done = done.map_err(|error| {
                    Failure::from(error).add(&format!("nothing was {}ed", command.verb))
                })?;
                if done {
                    marked += 1;
                } else {
                    as_it_was += 1;
                }
            }
        }
        writer.describe(format!("{} {}", plural(marked, "segment"), state.as_str()));
        Ok::<_, Failure>((marked, as_it_was))
    })?;
    let word = state.as_str();
    ui.say(&match (marked, as_it_was) {
        (0, _) => format!("{} already {word}.", plural(as_it_was, "segment")),
        (_, 0) => format!("{} {word}.", plural(marked, "segment")),
        _ => format!(
            "{} {word}, {as_it_was} already so.",
            plural(marked, "segment")
        ),
    });
    Ok(Outcome::Done)
}
