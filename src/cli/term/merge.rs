use clap::Args;

use super::print_concept;
use crate::cli::Outcome;
use crate::cli::desk::Desk;
use crate::cli::error::Failure;
use crate::cli::ui::Ui;
use crate::work::record::Record;
use crate::work::term::merge_concepts;

/// Make one concept of several
///
/// The first one's word counts where they differ; everything else of the others is kept in it, and
/// they go. `yiku undo` brings them back. Where they come from a file, take them out of it too, or
/// write it anew with `yiku term export`: what the file still has comes back when it is loaded.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku term merge trademark mark          both are called trademark now
  yiku term lint                          shows which concepts have one term")]
pub(super) struct MergeArgs {
    /// The id of the concept that stays
    into: String,
    /// The ids of those that go into it; none, where two termbases have the first
    #[arg(value_name = "CONCEPT")]
    others: Vec<String>,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &MergeArgs) -> Result<Outcome, Failure> {
    let mut memory = desk.memory_to_change(ui)?;
    let (from, _) = desk.languages(Some(&memory.read()?))?;
    let mut told = vec![args.into.clone()];
    told.extend(args.others.iter().cloned());
    let command = desk.occasion.command("term merge", told);
    let (merged, _) = memory.change(&command, |writer| {
        writer.describe(args.into.clone());
        merge_concepts(writer, &args.into, &args.others, &from)
    })?;
    if ui.json {
        ui.line(&Record::concept(&merged.concept).line())?;
    } else {
        print_concept(ui, &merged.concept)?;
    }
    for (form, status) in &merged.overruled {
        ui.warn(&format!(
            "“{form}” was {} in what went, and is not so in {}, whose word counts",
            status.as_str(),
            args.into
        ));
    }
    ui.say(&format!(
        "All that was merged is {} now; `yiku undo` parts it again.",
        args.into
    ));
    Ok(Outcome::Done)
}
