//! Telling what bringing pairs into a memory came to.

use super::super::error::Failure;
use super::super::segments::difference;
use super::super::ui::Ui;
use super::{Listing, count, tell_more};
use crate::work::memory::Arrived;
use crate::work::record::Record;

/// Tells what came, or would come, into the memory `into`.
pub(super) fn tell(
    ui: &mut Ui,
    arrived: &Arrived,
    into: &str,
    listing: Listing,
) -> Result<(), Failure> {
    for differing in &arrived.listed {
        if ui.json {
            ui.line(&Record::differing(differing).line())?;
            continue;
        }
        ui.line(&differing.source)?;
        ui.line(&format!("  there: {}", differing.there))?;
        ui.line(&format!(
            "  new:   {}",
            difference(&differing.there, &differing.new, &differing.lang)
                .unwrap_or_else(|| differing.new.clone())
        ))?;
    }
    if ui.json {
        ui.line(&Record::arrived(into, arrived, listing.dry_run).line())?;
    } else {
        tell_more(ui, arrived.differing, arrived.listed.len());
    }
    let mut parts = vec![format!("{} new", count(arrived.new, "pair"))];
    if arrived.raised > 0 {
        parts.push(format!("{} raised to a higher state", arrived.raised));
    }
    parts.push(format!("{} there already", arrived.there));
    if arrived.repeated > 0 {
        let times = if arrived.repeated == 1 {
            "repetition"
        } else {
            "repetitions"
        };
        parts.push(format!("{} {times}", arrived.repeated));
    }
    if arrived.left > 0 {
        parts.push(format!("{} left, in a lower state", arrived.left));
    }
    let parts = parts.join(", ");
    ui.say(&match listing.dry_run {
        true => format!("In {into} there would be {parts}. Nothing was changed."),
        false => format!("{into}: {parts}."),
    });
    if arrived.differing > 0 {
        ui.warn(&format!(
            "{} of the new pairs translate{} a text otherwise than {into} does; both are kept there",
            arrived.differing,
            if arrived.differing == 1 { "s" } else { "" },
        ));
    }
    Ok(())
}
