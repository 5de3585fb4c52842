use clap::Args;

use super::super::Outcome;
use super::super::desk::Desk;
use super::super::error::Failure;
use super::super::ui::{NAME, Ui, styled};
use super::{Listing, count, tell_more, working};
use crate::work::memory::tidy::{Kind, Tidied, tidy};
use crate::work::record::Record;

/// Find what is of no use in the memory: empty, identical, wrong language, codes, alignment
///
/// empty: no text or no translation. identical: the translation is the text itself, though it
/// holds words that are no names. language: Chinese without a Han character, English in Han
/// characters. codes: the inline codes of the two sides are not the same. alignment: the lengths
/// of the two sides are not those of a translation, by what all other pairs of the two languages
/// teach.
///
/// Exits with 1 if anything is found. With --remove, what is found in imported memories is taken
/// out, as one change; segments of documents are only told: `yiku show` and `yiku set` put them
/// right.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku memory tidy
  yiku memory tidy --only alignment --max 0
  yiku memory tidy --remove --dry-run
  yiku memory tidy --only empty --only identical --remove")]
pub(super) struct TidyArgs {
    /// Only this kind; may be given several times
    #[arg(long, value_name = "KIND", value_parser = kind)]
    only: Vec<Kind>,
    /// Take what is found in imported memories out
    #[arg(long)]
    remove: bool,
    #[command(flatten)]
    listing: Listing,
}

fn kind(given: &str) -> Result<Kind, String> {
    Kind::from_name(given).ok_or_else(|| {
        let known = Kind::ALL.map(Kind::as_str).join(", ");
        format!("the kinds are {known}")
    })
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &TidyArgs) -> Result<Outcome, Failure> {
    let mut memory = match args.remove {
        true => desk.memory_to_change(ui)?,
        false => desk.memory()?,
    };
    let kinds: &[Kind] = match args.only.as_slice() {
        [] => &Kind::ALL,
        only => only,
    };
    let mut told = Vec::new();
    for kind in &args.only {
        told.extend(["--only".to_owned(), kind.as_str().to_owned()]);
    }
    told.push("--remove".to_owned());
    let command = desk.occasion.command("memory tidy", told);
    let (listed, dry_run) = (args.listing.listed(ui), args.listing.dry_run);
    let tidied = working(ui, "looking through the memory", || {
        let remove = args.remove.then_some(&command);
        tidy(&mut memory, kinds, listed, remove, dry_run)
    })?;
    for untidy in &tidied.listed {
        if ui.json {
            ui.line(&Record::untidy(untidy).line())?;
            continue;
        }
        let place = styled(NAME, &untidy.place.to_string());
        let kind = untidy.kind.as_str();
        ui.line(&format!("{place}  {kind}: {}", untidy.message))?;
        for text in [&untidy.source, &untidy.target] {
            if !text.trim().is_empty() {
                ui.line(&format!("  {text}"))?;
            }
        }
    }
    if ui.json {
        ui.line(&Record::tidied(&tidied, !args.remove || dry_run).line())?;
    } else {
        tell_more(ui, tidied.count(), tidied.listed.len());
    }
    tell(ui, &tidied, args);
    let left = match args.remove {
        true => tidied.count() - tidied.removed,
        false => tidied.count(),
    };
    Ok(match left {
        0 => Outcome::Done,
        _ => Outcome::Findings,
    })
}

fn tell(ui: &mut Ui, tidied: &Tidied, args: &TidyArgs) {
    if !tidied.too_few.is_empty() {
        let pairs = tidied.too_few.iter();
        let pairs: Vec<String> = pairs.map(|(from, to)| format!("{from} to {to}")).collect();
        ui.say(&format!(
            "Too few pairs to judge by their lengths: {}.",
            pairs.join(", ")
        ));
    }
    let units = count(tidied.units, "unit");
    if tidied.count() == 0 {
        ui.say(&format!("Nothing to tidy in {units}."));
        return;
    }
    let mut places = Vec::new();
    for (counts, place) in [
        (&tidied.imported, "imported memories"),
        (&tidied.placed, "documents"),
    ] {
        if !counts.is_empty() {
            let kinds = counts.iter();
            let kinds: Vec<String> = kinds
                .map(|(kind, count)| format!("{count} {}", kind.as_str()))
                .collect();
            places.push(format!("{} in {place}", kinds.join(", ")));
        }
    }
    ui.say(&format!(
        "{} in {units}: {}.",
        count(tidied.count(), "finding"),
        places.join("; ")
    ));
    if args.remove {
        let out = args.listing.word("taken out", "would be taken out");
        let unchanged = args.listing.word("", " Nothing was changed.");
        ui.say(&format!(
            "{} {out}.{unchanged}",
            count(tidied.removed, "pair")
        ));
        if tidied.locked > 0 {
            ui.warn(&format!(
                "{} locked, and left",
                count(tidied.locked, "pair")
            ));
        }
    } else if !tidied.imported.is_empty() {
        ui.hint("--remove takes those of imported memories out; `yiku undo` brings them back");
    }
    if !tidied.placed.is_empty() {
        ui.hint("segments of documents are left: `yiku show` and `yiku set` put them right");
    }
}
