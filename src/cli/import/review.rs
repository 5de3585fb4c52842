//! Review tables and XLIFF that come back: what they change, before and after.

use std::path::Path;

use super::plural;
use crate::cli::desk::Desk;
use crate::cli::error::Failure;
use crate::cli::segments::{day, difference, state_word};
use crate::cli::ui::{NAME, Ui, styled};
use crate::document;
use crate::exchange::review::{self, Hand, Layout};
use crate::unit::Note;
use crate::work::import::{self, Fate, IncomingReview, Remark, ReviewOutcome, Reviewed, Why};
use crate::work::record::Record;

/// A review table, where the file is one.
pub(super) fn read(
    desk: &Desk,
    path: &Path,
    layout: Layout,
    reviewer: Option<&str>,
) -> Result<Option<IncomingReview>, Failure> {
    let failed = |source| import::Error::Review {
        path: path.to_owned(),
        source,
    };
    let table = review::read(layout, document::open(path)?).map_err(failed)?;
    let Some(table) = table else {
        return Ok(None);
    };
    Ok(Some(IncomingReview {
        path: path.to_owned(),
        table,
        reviewer: reviewer.map(str::to_owned),
        langs: desk.languages(None)?,
        occasion: desk.occasion.clone(),
    }))
}

/// What an XLIFF file brings back to this memory, where it is one that was exported from it.
pub(super) fn returned(
    desk: &Desk,
    path: &Path,
    reviewer: Option<&str>,
) -> Result<Option<IncomingReview>, Failure> {
    let Ok(memory) = desk.memory() else {
        return Ok(None);
    };
    let reader = memory.read()?;
    let langs = desk.languages(Some(&reader))?;
    let table = import::returned(&reader, path, &langs)?;
    Ok(table.map(|table| IncomingReview {
        path: path.to_owned(),
        table,
        reviewer: reviewer.map(str::to_owned),
        langs,
        occasion: desk.occasion.clone(),
    }))
}

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// It was only tried.
    Tried,
    /// The memory was as it should be.
    Nothing,
    /// It changed the memory.
    Changed,
}

/// How many segments that were taken are shown of what a translator brings.
const SHOWN: usize = 20;

/// What a file counts: the rows of a table, the segments of XLIFF.
fn unit_word(hand: Hand) -> &'static str {
    match hand {
        Hand::Reviewer => "row",
        Hand::Translator => "segment",
    }
}

/// Says what importing a review table did, or would do.
pub(super) fn tell(ui: &mut Ui, outcome: &ReviewOutcome, done: Done) -> Result<(), Failure> {
    let dry_run = done == Done::Tried;
    if ui.json {
        for reviewed in &outcome.reviewed {
            ui.line(&Record::review(outcome, reviewed, dry_run).line())?;
        }
        ui.line(&Record::reviewed(outcome, dry_run).line())?;
    } else {
        let mut taken = 0;
        for reviewed in &outcome.reviewed {
            let is_taken = matches!(reviewed.fate, Fate::Taken | Fate::Marked);
            taken += usize::from(is_taken);
            // A translator brings hundreds home; what was not taken is always shown.
            if !is_taken || outcome.hand == Hand::Reviewer || taken <= SHOWN {
                print(ui, outcome, reviewed)?;
            }
        }
        if let Some(more) = taken.checked_sub(SHOWN + 1)
            && outcome.hand == Hand::Translator
        {
            ui.line(&format!("… and {} more", more + 1))?;
        }
        if !outcome.general.is_empty() {
            let name = styled(NAME, &outcome.file);
            ui.line(&format!(
                "{name}  comments on no row, which are kept nowhere"
            ))?;
        }
        for note in &outcome.general {
            print_comment(ui, note, "")?;
        }
    }
    let name = &outcome.file;
    let count = |what: &str, count: usize| (count > 0).then(|| plural(count, what));
    let refused = outcome.count(|fate| matches!(fate, Fate::Refused(_)));
    let mut parts: Vec<String> = [
        count("translation", outcome.count(|fate| *fate == Fate::Taken)),
        count("status", outcome.count(|fate| *fate == Fate::Marked)),
        count("comment", outcome.comments()),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        parts.push("nothing".to_owned());
    }
    let taken = if dry_run { "would be taken" } else { "taken" };
    let not_taken = match refused {
        0 => String::new(),
        refused => format!(", {refused} not taken"),
    };
    ui.say(&format!(
        "{name}: {}; {} {taken}{not_taken}.",
        plural(outcome.rows, unit_word(outcome.hand)),
        parts.join(", ")
    ));
    tell_codes(ui, outcome);
    if outcome.missing > 0 {
        let (is, stay) = match outcome.missing {
            1 => ("is", "its segment stays as it is"),
            _ => ("are", "their segments stay as they are"),
        };
        let which = match outcome.missing_segments.as_slice() {
            [] => String::new(),
            names => format!(" ({})", names.join(", ")),
        };
        ui.warn(&format!(
            "{name}: {}{which} of the table as it was exported {is} not in it any more; {stay}",
            plural(outcome.missing, "row"),
        ));
    }
    match done {
        Done::Nothing => {}
        Done::Tried if outcome.taken() == 0 => {}
        Done::Tried => ui.hint("without --dry-run it is done; nothing was changed"),
        Done::Changed => ui.hint("`yiku undo` takes it back; `yiku show` has the earlier texts"),
    }
    Ok(())
}

/// Says whose codes are not those of their source.
fn tell_codes(ui: &mut Ui, outcome: &ReviewOutcome) {
    let segments: Vec<&str> = outcome
        .other_codes()
        .map(|row| row.segment.as_str())
        .collect();
    let (Some(first), count) = (segments.first(), segments.len()) else {
        return;
    };
    let shown = segments.iter().take(SHOWN).copied().collect::<Vec<_>>();
    let more = match count.checked_sub(SHOWN) {
        Some(more) if more > 0 => format!(" and {more} more"),
        _ => String::new(),
    };
    ui.warn(&format!(
        "{}: {} with other codes than the source has: {}{more}",
        outcome.file,
        plural(count, "translation"),
        shown.join(", ")
    ));
    ui.hint(&format!(
        "`yiku show {first}` has the codes of the first; what stays without its codes is exported \
         without that formatting"
    ));
}

/// Prints what became of a row.
fn print(ui: &mut Ui, outcome: &ReviewOutcome, reviewed: &Reviewed) -> Result<(), Failure> {
    let by = match &reviewed.at {
        Some(at) => format!("by {}, {}", reviewed.by, day(at)),
        None => format!("by {}", reviewed.by),
    };
    let (was, is) = reviewed.states;
    let name = match &reviewed.fate {
        Fate::Refused(Why::Unknown | Why::Merged | Why::Deleted) => {
            format!(
                "{}, {} {} ({})",
                outcome.file,
                unit_word(outcome.hand),
                reviewed.place,
                reviewed.segment
            )
        }
        _ => reviewed.segment.clone(),
    };
    let head = match &reviewed.fate {
        Fate::Taken | Fate::Marked if was == is => format!("{}, {by}", state_word(is)),
        Fate::Taken | Fate::Marked => {
            format!("{} → {}, {by}", state_word(was), state_word(is))
        }
        Fate::Same => state_word(was),
        Fate::Refused(why) => format!("not taken: {}", sentence(why)),
    };
    ui.line(&format!("{}  {head}", styled(NAME, &name)))?;
    if !reviewed.source.is_empty() {
        ui.line(&format!("  {}", reviewed.source))?;
    }
    let differs = reviewed.before != reviewed.after && !reviewed.after.is_empty();
    match differs.then(|| difference(&reviewed.before, &reviewed.after, &reviewed.langs.1)) {
        Some(_) if reviewed.before.is_empty() => ui.line(&format!("  {}", reviewed.after))?,
        Some(Some(difference)) => ui.line(&format!("  {difference}"))?,
        Some(None) => {
            ui.line(&format!("  before: {}", reviewed.before))?;
            ui.line(&format!("  after:  {}", reviewed.after))?;
        }
        None if !reviewed.before.is_empty() => ui.line(&format!("  {}", reviewed.before))?,
        None => {}
    }
    for note in &reviewed.comments {
        let kept = reviewed.keeps_comments();
        print_comment(ui, note, if kept { "" } else { ", not kept" })?;
    }
    for remark in &reviewed.remarks {
        ui.line(&format!("  ! {}", remark_sentence(remark, reviewed)))?;
    }
    Ok(())
}

fn print_comment(ui: &mut Ui, note: &Note, kept: &str) -> Result<(), Failure> {
    let text = note.text.replace('\n', "\n    ");
    match &note.from {
        Some(from) => ui.line(&format!("  comment by {from}{kept}: {text}")),
        None => ui.line(&format!("  comment{kept}: {text}")),
    }
}

fn sentence(why: &Why) -> String {
    match why {
        Why::BothChanged => {
            "it was changed here too since the export; the file's is kept beside it, and `yiku show` has both".to_owned()
        }
        Why::MarkLost => {
            "the row lost its link to the segment, so it cannot be told who changed what; the file's is kept beside it, and `yiku show` has both".to_owned()
        }
        Why::Outdated => {
            "it was changed here since the export, and the status is not of what stands now".to_owned()
        }
        Why::SourceChanged => "the source text changed since the export".to_owned(),
        Why::Locked => "it is locked".to_owned(),
        Why::Final => "it is final".to_owned(),
        Why::Emptied => "the translation is empty in the file".to_owned(),
        Why::Untranslated => "it has no translation to have a status".to_owned(),
        Why::Code(code) => code.to_string(),
        Why::Repeated => "an earlier row is of this segment too, and says something else".to_owned(),
        Why::Merged => "its cells were merged or split".to_owned(),
        Why::Unknown => "it is of no segment of this memory".to_owned(),
        Why::Deleted => "the row is deleted in the table; the segment stays as it is".to_owned(),
    }
}

fn remark_sentence(remark: &Remark, reviewed: &Reviewed) -> String {
    match remark {
        Remark::SourceEdited(edited) => {
            let shown = difference(&reviewed.source, edited, &reviewed.langs.0);
            format!(
                "the source text was edited in the file, which is not taken: {}",
                shown.unwrap_or_else(|| "only spaces differ".to_owned())
            )
        }
        Remark::UnknownStatus(status) => format!(
            "the status “{status}” is not known; it is one of draft, translated, reviewed, final, rejected"
        ),
        Remark::StatusUnsure(status) => {
            format!("the row lost its link to the segment; its status “{status}” is not taken")
        }
        Remark::CodesLeftOut(codes) => format!(
            "the file has {} in the translation, which the segment has not; left out",
            codes.join(" ")
        ),
        Remark::CodesMissing(codes) => {
            format!("the translation lacks {} of the source", codes.join(" "))
        }
    }
}
