use std::path::PathBuf;

use clap::Args;

use super::super::Outcome;
use super::super::confirm::Confirmed;
use super::super::desk::Desk;
use super::super::error::Failure;
use super::super::ui::Ui;
use super::{Listing, arrived, working};
use crate::unit::State;
use crate::work::memory::promote::{Promotion, promote};

/// Carry confirmed translations to the client's memory
///
/// What is there already is not doubled; where it is confirmed higher here, its state is raised
/// there. Another translation of the same text stays there beside the new one, and is told. It is
/// one change of that memory: `yiku --memory CLIENT undo` takes it back.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku memory promote --dry-run                         to the client's memory in yiku.toml
  yiku memory promote client.yiku
  yiku memory promote client.yiku --state reviewed      only what a reviewer confirmed
  yiku memory promote client.yiku --document release")]
pub(super) struct PromoteArgs {
    /// The memory to carry to, made where it is not there (default: the project's memory with the
    /// role client)
    client: Option<PathBuf>,
    /// Only the segments of this document
    #[arg(long)]
    document: Option<String>,
    /// The lowest state to carry
    #[arg(long, value_name = "STATE", default_value = "translated")]
    state: Confirmed,
    #[command(flatten)]
    listing: Listing,
}

impl PromoteArgs {
    /// The arguments as a person would repeat them.
    fn told(&self) -> Vec<String> {
        let mut told: Vec<String> = (self.client.iter())
            .map(|to| to.display().to_string())
            .collect();
        if let Some(document) = &self.document {
            told.extend(["--document".to_owned(), document.clone()]);
        }
        let state = State::from(self.state);
        if state != State::Translated {
            told.extend(["--state".to_owned(), state.as_str().to_owned()]);
        }
        told
    }
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &PromoteArgs) -> Result<Outcome, Failure> {
    let to = match &args.client {
        Some(to) => to.clone(),
        None => desk.client_memory()?,
    };
    let memory = desk.memory()?;
    let project = desk.project.as_ref();
    let promotion = Promotion {
        to: &to,
        name: project.map(|project| project.manifest.project.name.as_str()),
        document: args.document.as_deref(),
        least: args.state.into(),
        listed: args.listing.listed(ui),
    };
    let command = desk.occasion.command("memory promote", args.told());
    let dry_run = args.listing.dry_run;
    let was_there = to.exists();
    let arrived = working(ui, "carrying over", || {
        promote(&memory, &promotion, &command, dry_run)
    })?;
    let into = to.display().to_string();
    if !was_there && to.exists() {
        ui.say(&format!("New memory: {into}"));
    }
    arrived::tell(ui, &arrived, &into, args.listing)?;
    if arrived.new + arrived.raised + arrived.there == 0 {
        ui.hint(
            "`yiku status` shows how far the documents are; `yiku confirm` confirms translations",
        );
        return Ok(Outcome::Findings);
    }
    if arrived.new + arrived.raised > 0 && !dry_run {
        ui.hint(&format!("`yiku --memory {into} undo` takes it back"));
    }
    Ok(Outcome::Done)
}
