//! The records of review tables that come back, by `yiku import`.

use serde::Serialize;

use super::Record;
use crate::unit::{Note, State};
use crate::work::import::{Fate, Remark, ReviewOutcome, Reviewed, Why};

/// A row of a review table of which there is something to tell.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReviewRecord {
    /// The file.
    pub file: String,
    /// The row of the table, from 1.
    pub row: usize,
    /// What people call the segment: `release:12`; what stands in the table where it is none of
    /// the memory.
    pub segment: String,
    /// `translation` or `status` where that was taken, `none` where there are only comments or
    /// remarks; why nothing was taken: `both-changed mark-lost outdated source-changed locked final
    /// emptied untranslated code repeated merged unknown deleted`.
    pub result: &'static str,
    /// The translation in the memory, before.
    pub before: String,
    /// The translation in the table.
    pub after: String,
    /// The state in the memory, before.
    pub state_before: &'static str,
    /// The state after.
    pub state: &'static str,
    /// Whose change it is.
    pub by: String,
    /// When it was made, as the file has it; null where changes were not tracked.
    pub at: Option<String>,
    /// The new comments; they are kept as notes but for `repeated merged unknown deleted`.
    pub comments: Vec<Note>,
    /// The source text as it was edited in the table; null where it was not. It is not taken.
    pub source_edited: Option<String>,
    /// The status where it is none that is known, and is not taken.
    pub unknown_status: Option<String>,
    /// The status that was not taken since the row was found by its number and text alone.
    pub unsure_status: Option<String>,
    /// The codes that the translation has in the file and the segment has not; they are left out.
    pub codes_left_out: Vec<String>,
    /// The codes of the source that the translation lacks.
    pub codes_missing: Vec<String>,
    /// Whether it was only tried.
    pub dry_run: bool,
}

/// What importing a review table did.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReviewedRecord {
    /// The file.
    pub file: String,
    /// Its rows.
    pub rows: usize,
    /// Translations that were taken.
    pub translations: usize,
    /// Statuses that were taken alone.
    pub statuses: usize,
    /// Comments that were taken.
    pub comments: usize,
    /// Rows whose change was not taken.
    pub refused: usize,
    /// Rows that are not there any more.
    pub missing: usize,
    /// Their segments, where the table was of whole documents.
    pub missing_segments: Vec<String>,
    /// Comments on none of the rows, which are kept nowhere.
    pub general: Vec<Note>,
    /// Translations that were taken and whose codes are not those of their source.
    pub other_codes: usize,
    /// Whether it was only tried.
    pub dry_run: bool,
}

impl Record {
    /// What became of a row.
    #[must_use]
    pub fn review(outcome: &ReviewOutcome, reviewed: &Reviewed, dry_run: bool) -> Self {
        let state = |state: Option<State>| state.map_or("untranslated", State::as_str);
        let mut record = ReviewRecord {
            file: outcome.file.clone(),
            row: reviewed.place,
            segment: reviewed.segment.clone(),
            result: result(&reviewed.fate),
            before: reviewed.before.clone(),
            after: reviewed.after.clone(),
            state_before: state(reviewed.states.0),
            state: state(reviewed.states.1),
            by: reviewed.by.clone(),
            at: reviewed.at.clone(),
            comments: reviewed.comments.clone(),
            source_edited: None,
            unknown_status: None,
            unsure_status: None,
            codes_left_out: Vec::new(),
            codes_missing: Vec::new(),
            dry_run,
        };
        for remark in &reviewed.remarks {
            match remark {
                Remark::SourceEdited(text) => record.source_edited = Some(text.clone()),
                Remark::UnknownStatus(status) => record.unknown_status = Some(status.clone()),
                Remark::StatusUnsure(status) => record.unsure_status = Some(status.clone()),
                Remark::CodesLeftOut(codes) => record.codes_left_out.clone_from(codes),
                Remark::CodesMissing(codes) => record.codes_missing.clone_from(codes),
            }
        }
        Self::Review(Box::new(record))
    }

    /// What importing a review table did, or would do.
    #[must_use]
    pub fn reviewed(outcome: &ReviewOutcome, dry_run: bool) -> Self {
        Self::Reviewed(ReviewedRecord {
            file: outcome.file.clone(),
            rows: outcome.rows,
            translations: outcome.count(|fate| *fate == Fate::Taken),
            statuses: outcome.count(|fate| *fate == Fate::Marked),
            comments: outcome.comments(),
            refused: outcome.count(|fate| matches!(fate, Fate::Refused(_))),
            missing: outcome.missing,
            missing_segments: outcome.missing_segments.clone(),
            general: outcome.general.clone(),
            other_codes: outcome.other_codes().count(),
            dry_run,
        })
    }
}

fn result(fate: &Fate) -> &'static str {
    match fate {
        Fate::Taken => "translation",
        Fate::Marked => "status",
        Fate::Same => "none",
        Fate::Refused(why) => match why {
            Why::BothChanged => "both-changed",
            Why::MarkLost => "mark-lost",
            Why::Outdated => "outdated",
            Why::SourceChanged => "source-changed",
            Why::Locked => "locked",
            Why::Final => "final",
            Why::Emptied => "emptied",
            Why::Untranslated => "untranslated",
            Why::Code(_) => "code",
            Why::Repeated => "repeated",
            Why::Merged => "merged",
            Why::Unknown => "unknown",
            Why::Deleted => "deleted",
        },
    }
}
