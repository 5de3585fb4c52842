//! What is said of an import.

use std::path::Path;

use super::Done;
use crate::cli::ui::Ui;
use crate::document;
use crate::exchange::Mends;
use crate::exchange::review::Hand;
use crate::work::import::{MemoryOutcome, Outcome as Imported, TermbaseOutcome};

/// Says which encoding was assumed, where nothing said it.
pub(super) fn tell_encoding(ui: &mut Ui, path: &Path, file: &document::FileText, option: &str) {
    if file.guessed {
        tell_guessed(ui, path, file.encoding, option);
    }
}

/// Says what is to be said of how a document was read.
pub(super) fn tell_remarks(ui: &mut Ui, path: &Path, file: &document::FileText) {
    for remark in &file.remarks {
        ui.warn(&format!("{}: {remark}", path.display()));
    }
}

pub(in crate::cli) fn tell_guessed(ui: &mut Ui, path: &Path, encoding: &str, option: &str) {
    ui.warn(&format!(
        "{} is not UTF-8; it was read as {encoding}. If its text looks wrong: {option} NAME",
        path.display(),
    ));
}

pub(super) fn summary(done: &Done) -> String {
    match done {
        Done::Document(outcome) => format!(
            "{}: {}",
            outcome.document,
            plural(outcome.segments, "segment")
        ),
        Done::Memory(outcome) => format!("{}: {}", outcome.name, units(outcome.units)),
        Done::Termbase(outcome) => {
            format!("{}: {}", outcome.name, plural(outcome.concepts, "concept"))
        }
        Done::Review(outcome) => format!(
            "{}: {} {}",
            outcome.file,
            plural(outcome.taken(), "segment"),
            match outcome.hand {
                Hand::Reviewer => "reviewed",
                Hand::Translator => "taken",
            }
        ),
    }
}

/// Numbers of segments in a sentence: the first ones, and how many more.
pub(in crate::cli) fn numbers(numbers: &[usize]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = numbers
        .iter()
        .take(SHOWN)
        .map(ToString::to_string)
        .collect();
    let more = numbers.len().saturating_sub(SHOWN);
    match more {
        0 => shown.join(", "),
        _ => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A count with its noun: `1 segment`, `2 segments`.
pub(in crate::cli) fn plural(count: usize, noun: &str) -> String {
    let ending = match count {
        1 => "",
        _ if noun.ends_with('s') => "es",
        _ => "s",
    };
    format!("{count} {noun}{ending}")
}

/// Says what an import did.
pub(in crate::cli) fn tell(ui: &mut Ui, outcome: &Imported, from: &str, to: &str) {
    let name = &outcome.document;
    if outcome.unchanged {
        ui.say(&format!(
            "{name}: nothing to do, its {} are in the memory as they stand.",
            plural(outcome.segments, "segment")
        ));
        return;
    }
    if outcome.first {
        ui.say(&format!(
            "{name}: {} in {}.",
            plural(outcome.segments, "segment"),
            plural(outcome.paragraphs, "paragraph")
        ));
    } else {
        let mut parts = Vec::new();
        for (what, found) in [("new", &outcome.new), ("changed", &outcome.changed)] {
            if !found.is_empty() {
                parts.push(format!("{} {what} ({})", found.len(), numbers(found)));
            }
        }
        if outcome.gone > 0 {
            parts.push(format!("{} gone", outcome.gone));
        }
        if outcome.moved > 0 {
            parts.push(format!("{} moved", outcome.moved));
        }
        if parts.is_empty() {
            parts.push("no segment of the text changed".to_owned());
        }
        ui.say(&format!(
            "{name}: {}; {}.",
            plural(outcome.segments, "segment"),
            parts.join(", ")
        ));
        if let Some((before, now)) = &outcome.languages {
            ui.say(&format!(
                "{name}: its text is {} ({}) now, and was {} ({}).",
                now.name(),
                now.given(),
                before.name(),
                before.given()
            ));
        }
        if outcome.gone > 0 && outcome.new.len() == outcome.segments {
            ui.warn(&format!(
                "{name}: no segment of the text before is in this one. If it is another text, `yiku undo` and import it with --name"
            ));
        }
        if !outcome.changed.is_empty() {
            ui.say("The earlier texts of the changed segments are kept with their translations; `yiku show` has them.");
        }
    }
    if !outcome.cut_codes.is_empty() {
        ui.say(&format!(
            "{name}: formatting reaches from one segment into another ({}): each has one half of the code.",
            numbers(&outcome.cut_codes)
        ));
    }
    let Some(alignment) = &outcome.alignment else {
        return;
    };
    ui.say(&format!(
        "{name}: {} of {} have their {to}.",
        alignment.paired,
        plural(outcome.segments, "segment")
    ));
    if !alignment.elsewhere.is_empty() {
        ui.warn(&format!(
            "{name}: the file has the {to} of {} in another place: {}",
            plural(alignment.elsewhere.len(), "segment"),
            numbers(&alignment.elsewhere)
        ));
    }
    let updated = &alignment.updated;
    if !updated.is_empty() {
        ui.say(&format!(
            "{name}: the {to} of {} changed with its file: {}.",
            plural(updated.len(), "segment"),
            numbers(updated)
        ));
    }
    if !alignment.doubtful.is_empty() {
        ui.warn(&format!(
            "{name}: not sure of the {to} of {}, which stay drafts: {}",
            plural(alignment.doubtful.len(), "segment"),
            numbers(&alignment.doubtful)
        ));
    }
    if !alignment.missing.is_empty() {
        ui.warn(&format!(
            "{name}: the file has no {to} for {}: {}",
            plural(alignment.missing.len(), "segment"),
            numbers(&alignment.missing)
        ));
    }
    if !alignment.withdrawn.is_empty() {
        ui.warn(&format!(
            "{name}: the {to} of {} is not in its file any more, and was taken away: {} (`yiku undo` brings it back)",
            plural(alignment.withdrawn.len(), "segment"),
            numbers(&alignment.withdrawn)
        ));
    }
    if alignment.unpaired > 0 {
        ui.warn(&format!(
            "{name}: {} of the {to} with no {from}; `yiku list --unpaired` shows them",
            plural(alignment.unpaired, "piece")
        ));
    }
    if !alignment.carried.is_empty() {
        ui.warn(&format!(
            "{name}: the text of {} changed that you had translated: {}. Your translation is a draft now, the file's is kept beside it; `yiku show` has both",
            plural(alignment.carried.len(), "segment"),
            numbers(&alignment.carried)
        ));
    }
    if !alignment.conflicts.is_empty() {
        ui.warn(&format!(
            "{name}: you and the file both changed the {to} of {}: {}. Yours stands, the file's is kept beside it; `yiku show` has both",
            plural(alignment.conflicts.len(), "segment"),
            numbers(&alignment.conflicts)
        ));
    }
}

/// Says what importing a memory did.
pub(super) fn tell_memory(ui: &mut Ui, outcome: &MemoryOutcome) {
    let name = &outcome.name;
    if outcome.unchanged {
        ui.say(&format!(
            "{name}: nothing to do, its {} are in the memory as they stand.",
            units(outcome.units)
        ));
        return;
    }
    ui.say(&format!(
        "{name}: {} ({} new, {} changed, {} gone).",
        units(outcome.units),
        outcome.new,
        outcome.changed,
        outcome.gone
    ));
    if outcome.untranslated > 0 {
        ui.say(&format!(
            "{name}: {} without a translation left out; `yiku pretranslate` fills them.",
            units(outcome.untranslated)
        ));
    }
    tell_mends(ui, name, &outcome.mends);
    if let Some(fault) = &outcome.ended {
        ui.warn(&format!(
            "{name}: {fault}; only what stands before it was taken"
        ));
    }
}

/// Says what was mended in a file.
pub(in crate::cli) fn tell_mends(ui: &mut Ui, name: &str, mends: &Mends) {
    for (kind, count) in mends.kinds() {
        let mut listed = mends.listed().iter();
        let first = listed.find(|mend| mend.message.starts_with(kind));
        let place = first.map_or(String::new(), |mend| {
            format!(", first in line {}", mend.line)
        });
        ui.warn(&format!("{name}: {count} × {kind}{place}"));
    }
}

fn units(count: u64) -> String {
    format!("{count} unit{}", if count == 1 { "" } else { "s" })
}

/// Says what loading a termbase did.
pub(in crate::cli) fn tell_termbase(ui: &mut Ui, outcome: &TermbaseOutcome) {
    let name = &outcome.name;
    if outcome.unchanged {
        ui.say(&format!(
            "{name}: nothing to do, its terms are in the memory as they stand."
        ));
        return;
    }
    let there = match outcome.already_there.len() {
        0 => String::new(),
        count => format!("; {count} already there, with the same terms"),
    };
    ui.say(&format!(
        "{name}: {} ({} new, {} changed, {} gone{there}).",
        plural(outcome.concepts, "concept"),
        outcome.new.len(),
        outcome.changed.len(),
        outcome.gone.len()
    ));
    if !outcome.completed.is_empty() {
        ui.say(&format!(
            "{name}: it says more of these, which is added to them: {}",
            outcome.completed.join(", ")
        ));
    }
    if !outcome.kept.is_empty() {
        ui.warn(&format!(
            "{name}: changed by hand, and left so: {}",
            outcome.kept.join(", ")
        ));
    }
    for mend in &outcome.mended {
        ui.warn(&format!("{name}, line {}: {}", mend.line, mend.message));
    }
}
