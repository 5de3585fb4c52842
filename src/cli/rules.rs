//! The rules that texts are cut by: the user's own, the project's, or the built-in ones.

use std::path::Path;

use super::desk::Desk;
use super::error::Failure;
use super::import::{plural, tell_mends};
use super::ui::Ui;
use crate::segment::srx::Fault;
use crate::work::segmentation::{Segmentation, SegmentationTable};

/// How many rules that cannot be obeyed are named.
const NAMED: usize = 10;

/// What cuts texts: the rules of `srx` where it is named, else those of the project.
pub(super) fn segmentation(desk: &Desk, srx: Option<&Path>) -> Result<Segmentation, Failure> {
    let table = SegmentationTable {
        srx: srx.map(Path::to_owned),
        ..SegmentationTable::default()
    };
    match &desk.project {
        Some(project) if srx.is_none() => Ok(project.segmentation()?),
        _ => Ok(table.open(Path::new(""))?),
    }
}

/// Says what was mended in a file of rules, and which of them could not be obeyed; told after the
/// texts are cut, since some are only then known.
pub(super) fn tell(ui: &mut Ui, segmentation: &Segmentation) {
    let (Some((path, mends)), Some(rules)) = (&segmentation.file, segmentation.segmenter.rules())
    else {
        return;
    };
    let name = path.display().to_string();
    tell_mends(ui, &name, mends);
    let faults = rules.faults();
    if faults.is_empty() {
        return;
    }
    let document = rules.document();
    let count = document.sets.iter().map(|set| set.rules.len()).sum();
    ui.warn(&format!(
        "{name}: {} of {} could not be obeyed",
        faults.len(),
        plural(count, "rule")
    ));
    for fault in faults.iter().take(NAMED) {
        ui.say(&format!("  {}", in_words(fault)));
    }
    if faults.len() > NAMED {
        ui.say(&format!("  and {} more", faults.len() - NAMED));
    }
    ui.hint("write these patterns in a simpler way; all other rules hold");
}

fn in_words(fault: &Fault) -> String {
    let Fault {
        set, line, pattern, ..
    } = fault;
    let what = match fault.rule {
        Some(number) => format!("{set} {number}"),
        None => format!("the languages of {set}"),
    };
    let shown = if pattern.is_empty() {
        String::new()
    } else {
        format!(", {pattern}")
    };
    format!("line {line}, {what}{shown}: {}", fault.why)
}
