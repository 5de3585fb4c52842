use std::path::PathBuf;

use clap::Args;

use super::super::Outcome;
use super::super::desk::Desk;
use super::super::error::Failure;
use super::super::import::plural;
use super::super::ui::Ui;
use super::{Listing, arrived, working};
use crate::work::memory::merge::{Merged, merge};

/// Bring the translations of other memories into this one
///
/// Each becomes an imported memory called like its file, with states, authors and dates. What is
/// here already, in the same context and filed under the same client, project, domain and subject,
/// is not doubled; where it is confirmed higher there, its state is raised here. Another
/// translation of the same text is kept beside, and told. Segments without a translation are left. It is one change: `yiku undo` takes it back.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku memory merge old.yiku --dry-run
  yiku memory merge old.yiku colleague.yiku")]
pub(super) struct MergeArgs {
    /// The other memories
    #[arg(required = true)]
    others: Vec<PathBuf>,
    #[command(flatten)]
    listing: Listing,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &MergeArgs) -> Result<Outcome, Failure> {
    let tmx = args.others.iter().find(|other| {
        let ending = other.extension();
        ending.is_some_and(|ending| ending.eq_ignore_ascii_case("tmx"))
    });
    if let Some(tmx) = tmx {
        let tmx = tmx.display();
        return Err(
            Failure::new(format!("{tmx} is a TMX file, not a memory of yiku"))
                .hint(format!("`yiku import {tmx}` brings it in")),
        );
    }
    let mut memory = desk.memory_to_change(ui)?;
    let told = args.others.iter().map(|other| other.display().to_string());
    let command = desk.occasion.command("memory merge", told.collect());
    let (listed, dry_run) = (args.listing.listed(ui), args.listing.dry_run);
    let merged = working(ui, "merging", || {
        merge(&mut memory, &args.others, listed, &command, dry_run)
    })?;
    let Merged { pairs, concepts } = &merged;
    let into = memory.path().display().to_string();
    arrived::tell(ui, pairs, &into, args.listing)?;
    if *concepts > 0 {
        ui.say(&format!(
            "The {} there were not brought in; `yiku term export` and `yiku term import` do that.",
            plural(*concepts, "concept")
        ));
    }
    if pairs.new + pairs.raised + pairs.there == 0 {
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}
