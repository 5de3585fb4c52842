//! Upkeep of memories: a file for each verb.

mod arrived;
mod dedupe;
mod diff;
mod info;
mod merge;
mod promote;
mod split;
mod tidy;

use clap::{Args, Subcommand};

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::ui::Ui;

/// Look after memories: info, promote, dedupe, tidy, merge, split, diff
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku memory info                    what is in it, and how to back it up
  yiku memory promote client.yiku     carry what is confirmed to the client's memory
  yiku memory tidy                    find what is of no use in it")]
pub(super) struct MemoryArgs {
    #[command(subcommand)]
    command: MemoryCommand,
}

#[derive(Debug, Subcommand)]
enum MemoryCommand {
    Info(info::InfoArgs),
    Promote(promote::PromoteArgs),
    Dedupe(dedupe::DedupeArgs),
    Tidy(tidy::TidyArgs),
    Merge(merge::MergeArgs),
    Split(split::SplitArgs),
    Diff(diff::DiffArgs),
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &MemoryArgs) -> Result<Outcome, Failure> {
    match &args.command {
        MemoryCommand::Info(args) => info::run(desk, ui, args),
        MemoryCommand::Promote(args) => promote::run(desk, ui, args),
        MemoryCommand::Dedupe(args) => dedupe::run(desk, ui, args),
        MemoryCommand::Tidy(args) => tidy::run(desk, ui, args),
        MemoryCommand::Merge(args) => merge::run(desk, ui, args),
        MemoryCommand::Split(args) => split::run(desk, ui, args),
        MemoryCommand::Diff(args) => diff::run(desk, ui, args),
    }
}

/// What a command that changes a memory and lists something takes.
#[derive(Clone, Copy, Debug, Args)]
struct Listing {
    /// Say what would be done, and do nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// How many to list; 0 means all
    #[arg(long, value_name = "N", default_value_t = 20)]
    max: usize,
}

impl Listing {
    /// How many to list.
    fn listed(self, ui: &Ui) -> usize {
        listed(self.max, ui)
    }

    /// The word for what is done, or for what would be.
    fn word<'w>(self, done: &'w str, would: &'w str) -> &'w str {
        if self.dry_run { would } else { done }
    }
}

/// How many to list: all for a program, and where 0 was asked for.
fn listed(max: usize, ui: &Ui) -> usize {
    match max {
        _ if ui.json => usize::MAX,
        0 => usize::MAX,
        max => max,
    }
}

/// Works with a sign of life.
fn working<T, E>(
    ui: &Ui,
    message: &'static str,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let bar = ui.progress();
    bar.set_message(message);
    let result = work();
    bar.finish_and_clear();
    result
}

/// Says how many more there are than were listed.
fn tell_more(ui: &mut Ui, all: u64, listed: usize) {
    let more = all.saturating_sub(listed as u64);
    if more > 0 {
        ui.hint(&format!("{more} more: --max 0 lists all"));
    }
}

/// A count with its noun: `1 unit`, `2 units`.
fn count(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
