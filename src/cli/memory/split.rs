use std::path::PathBuf;

use clap::Args;

use super::super::Outcome;
use super::super::desk::Desk;
use super::super::error::Failure;
use super::super::import::plural;
use super::super::ui::Ui;
use super::working;
use crate::work::memory::split::{Selection, Split, split};
use crate::work::record::Record;

/// Copy a part of the memory to a new memory
///
/// Of the documents and imported memories that are named (all, if none is), what is filed as is
/// said. A document goes along whole, with its earlier texts. With --remove, the units of
/// imported memories that were copied are taken out here, as one change; documents stay.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku memory split -o wipo.yiku --client WIPO --dry-run
  yiku memory split -o release.yiku --document release
  yiku memory split -o old.yiku --origin client.tmx --remove")]
#[command(group(clap::ArgGroup::new("what").required(true).multiple(true)
    .args(["document", "origin", "client", "project", "domain"])))]
pub(super) struct SplitArgs {
    /// The new memory
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// This document; may be given several times
    #[arg(long, value_name = "NAME")]
    document: Vec<String>,
    /// This imported memory; may be given several times
    #[arg(long, value_name = "NAME")]
    origin: Vec<String>,
    /// What is filed under this client
    #[arg(long, value_name = "NAME")]
    client: Option<String>,
    /// What is filed under this project
    #[arg(long, value_name = "NAME")]
    project: Option<String>,
    /// What is filed under this domain
    #[arg(long, value_name = "NAME")]
    domain: Option<String>,
    /// Take what was copied of imported memories out here
    #[arg(long)]
    remove: bool,
    /// Say what would be done, and do nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

impl SplitArgs {
    /// The arguments as a person would repeat them.
    fn told(&self) -> Vec<String> {
        let mut told = vec!["-o".to_owned(), self.output.display().to_string()];
        let mut add = |option: &str, value: &String| {
            told.extend([option.to_owned(), value.clone()]);
        };
        self.document
            .iter()
            .for_each(|name| add("--document", name));
        self.origin.iter().for_each(|name| add("--origin", name));
        self.client.iter().for_each(|name| add("--client", name));
        self.project.iter().for_each(|name| add("--project", name));
        self.domain.iter().for_each(|name| add("--domain", name));
        if self.remove {
            told.push("--remove".to_owned());
        }
        told
    }
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &SplitArgs) -> Result<Outcome, Failure> {
    let mut memory = match args.remove {
        true => desk.memory_to_change(ui)?,
        false => desk.memory()?,
    };
    let selection = Selection {
        documents: args.document.clone(),
        memories: args.origin.clone(),
        client: args.client.clone(),
        project: args.project.clone(),
        domain: args.domain.clone(),
    };
    let command = desk.occasion.command("memory split", args.told());
    let done = working(ui, "splitting", || {
        split(
            &mut memory,
            &selection,
            &args.output,
            args.remove,
            &command,
            args.dry_run,
        )
    })?;
    let file = args.output.display().to_string();
    if ui.json {
        ui.line(&Record::split(&file, &done, args.dry_run).line())?;
    } else {
        print(ui, &done)?;
    }
    if done.is_empty() {
        ui.say(&format!(
            "Nothing in the memory is all of that; {file} was not made."
        ));
        return Ok(Outcome::Findings);
    }
    let removed = match (done.removed, args.dry_run) {
        (0, _) => String::new(),
        (count, true) => format!(" {} would be taken out here.", plural(count, "unit")),
        (count, false) => format!(" {} taken out here.", plural(count, "unit")),
    };
    ui.say(&match args.dry_run {
        true => format!("{file} would hold this.{removed} Nothing was changed."),
        false => format!("Wrote {file}.{removed}"),
    });
    if args.remove && !done.documents.is_empty() {
        ui.say("Documents stay here too: only what was imported is taken out.");
    }
    Ok(Outcome::Done)
}

fn print(ui: &mut Ui, done: &Split) -> Result<(), Failure> {
    if done.is_empty() {
        return Ok(());
    }
    let mut table = Ui::table(&["document or memory", "goes along", "of"]);
    for (name, segments) in &done.documents {
        table.add_row([name, &plural(*segments, "segment"), &segments.to_string()]);
    }
    for (name, units, of) in &done.memories {
        table.add_row([name, &plural(*units, "unit"), &of.to_string()]);
    }
    ui.print_table(&table)
}
