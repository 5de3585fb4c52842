use std::path::{Path, PathBuf};

use clap::Args;

use super::super::Outcome;
use super::super::desk::Desk;
use super::super::error::Failure;
use super::super::import::plural;
use super::super::ui::Ui;
use super::{Listing, arrived, tell_more, working};
use crate::work::memory::merge::{Merged, merge};
use crate::work::memory::three_way::{self, Changed, Conflict};
use crate::work::record::Record;

/// Bring the translations of other memories into this one, or two versions of a text form together
///
/// Each becomes an imported memory called like its file, with states, authors and dates. What is
/// here already, in the same context and filed under the same client, project, domain and subject,
/// is not doubled; where it is confirmed higher there, its state is raised here. Another
/// translation of the same text is kept beside, and told. Segments without a translation are left. It
/// is one change: `yiku undo` takes it back.
///
/// Three files of `yiku export --format jsonl` are another matter: what two people made of one
/// (BASE OURS THEIRS) comes together in OURS, as Git asks it of a merge driver. What both changed
/// otherwise is told, both texts stay, and the command exits with 1.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku memory merge old.yiku --dry-run
  yiku memory merge old.yiku colleague.yiku
  yiku memory merge base.jsonl ours.jsonl theirs.jsonl     three versions of the text form
  git config merge.yiku.driver 'yiku memory merge %O %A %B'     Git does so by itself, with
  echo '*.jsonl merge=yiku' >> .gitattributes                   these two lines")]
pub(super) struct MergeArgs {
    /// The other memories; or BASE OURS THEIRS, three versions of a text form
    #[arg(required = true, value_name = "FILE")]
    others: Vec<PathBuf>,
    #[command(flatten)]
    listing: Listing,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &MergeArgs) -> Result<Outcome, Failure> {
    if let [base, ours, theirs] = args.others.as_slice()
        && [base, ours, theirs]
            .into_iter()
            .all(|file| three_way::is_text_form(file))
    {
        return versions(ui, [base, ours, theirs], args.listing);
    }
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

/// Merges three versions of a text form into the second.
fn versions(ui: &mut Ui, files: [&Path; 3], listing: Listing) -> Result<Outcome, Failure> {
    let merged = working(ui, "merging", || three_way::files(files, listing.dry_run))?;
    let listed = listing.listed(ui);
    for conflict in merged.conflicts.iter().take(listed) {
        match ui.json {
            true => ui.line(&Record::conflict(conflict).line())?,
            false => tell(ui, conflict),
        }
    }
    let all = merged.conflicts.len();
    tell_more(ui, all as u64, listed.min(all));
    let [_, ours, theirs] = files.map(|file| file.display().to_string());
    ui.say(&format!(
        "{} of {theirs} {} {ours}; {}.",
        plural(merged.taken, "change"),
        listing.word("came into", "would come into"),
        match all {
            0 => "nothing was changed on both sides".to_owned(),
            _ => format!("{} on both sides, both kept", plural(all, "change")),
        }
    ));
    Ok(match all {
        0 => Outcome::Done,
        _ => Outcome::Findings,
    })
}

fn tell(ui: &mut Ui, conflict: &Conflict) {
    let name = &conflict.name;
    match &conflict.what {
        Changed::Text { lang, ours, theirs } => {
            ui.warn(&format!(
                "{name}: two translations ({lang}); theirs stands beside ours"
            ));
            for (who, text) in [
                ("source", &conflict.source),
                ("ours", ours),
                ("theirs", theirs),
            ] {
                ui.say(&format!("  {who:7} {text}"));
            }
        }
        Changed::Field(field) => {
            ui.warn(&format!("{name}: both changed its {field}; ours stays"));
        }
        Changed::Gone => ui.warn(&format!(
            "{name}: one side took it out, the other changed it; it stays"
        )),
    }
}
