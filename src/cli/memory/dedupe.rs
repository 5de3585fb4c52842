use clap::Args;

use super::super::Outcome;
use super::super::desk::Desk;
use super::super::error::Failure;
use super::super::ui::{NAME, Ui, styled};
use super::{Listing, count, tell_more, working};
use crate::work::memory::dedupe::{Duplicate, dedupe};
use crate::work::record::Record;

/// Make one of units that say the same, in imported memories
///
/// Equal are units whose texts are all the same in every language, with the same inline codes;
/// spaces at the ends do not matter, nor does the region of a language (en-US, en-GB). Capitals
/// and punctuation do. Units that stand in another context (the segments before and after, as
/// their tool says), are filed under another client, project, domain or subject, or are rejected
/// where the other is not, are two units.
///
/// The one in the highest state stays, not a machine's, the newest; notes, properties and fields
/// of the others go over to it. Segments of documents are not touched. It is one change: `yiku
/// undo` takes it back.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku memory dedupe --dry-run        what would be done
  yiku memory dedupe
  yiku memory dedupe --any-context    also those that stand in another context")]
pub(super) struct DedupeArgs {
    /// Units that stand in another context are two units (this is how it is, unless --any-context)
    #[arg(long, conflicts_with = "any_context")]
    keep_contexts: bool,
    /// Units that stand in another context are one unit all the same
    #[arg(long)]
    any_context: bool,
    #[command(flatten)]
    listing: Listing,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &DedupeArgs) -> Result<Outcome, Failure> {
    let mut memory = desk.memory_to_change(ui)?;
    let told = args.any_context.then(|| "--any-context".to_owned());
    let command = desk
        .occasion
        .command("memory dedupe", told.into_iter().collect());
    let (listed, dry_run) = (args.listing.listed(ui), args.listing.dry_run);
    let deduped = working(ui, "comparing units", || {
        dedupe(&mut memory, args.any_context, listed, &command, dry_run)
    })?;
    for duplicate in &deduped.listed {
        if ui.json {
            ui.line(&Record::duplicate(duplicate).line())?;
        } else {
            print(ui, duplicate)?;
        }
    }
    if ui.json {
        ui.line(&Record::deduped(&deduped, dry_run).line())?;
    } else {
        tell_more(ui, deduped.kept, deduped.listed.len());
    }
    let units = count(deduped.units, "unit");
    if deduped.units == 0 {
        ui.say("There is no imported memory in it; segments of documents are not deduplicated.");
        return Ok(Outcome::Findings);
    }
    if deduped.removed == 0 {
        ui.say(&format!(
            "No two of {units} of imported memories say the same."
        ));
        return Ok(Outcome::Done);
    }
    let removed = args.listing.word("removed", "would be removed");
    let over = args.listing.word("went", "would go");
    let mut told = format!(
        "{} of {units} {removed}: {} stay for them.",
        deduped.removed, deduped.kept
    );
    if deduped.enriched > 0 {
        told.push_str(&format!(
            " Notes, properties or fields {over} over to {} of these.",
            deduped.enriched
        ));
    }
    if dry_run {
        told.push_str(" Nothing was changed.");
    }
    ui.say(&told);
    Ok(Outcome::Done)
}

/// Prints a unit of which there are several.
fn print(ui: &mut Ui, duplicate: &Duplicate) -> Result<(), Failure> {
    let unit = &duplicate.unit;
    let mut places: Vec<String> = Vec::new();
    for (_, memory) in &duplicate.others {
        if memory != unit.origin.name() && !places.contains(memory) {
            places.push(memory.clone());
        }
    }
    places.insert(0, styled(NAME, unit.origin.name()));
    ui.line(&format!(
        "{}  {} times",
        places.join(", "),
        1 + duplicate.others.len()
    ))?;
    let (source, targets) = duplicate.texts();
    for text in std::iter::once(&source).chain(&targets) {
        ui.line(&format!("  {text}"))?;
    }
    Ok(())
}
