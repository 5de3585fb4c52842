//! A review table that came back: what the reviewer changed, beside what the memory holds by now.
//!
//! Each row says what its segment was when the table was written, so that it is known who changed
//! what: the reviewer, somebody here, or both. What only the reviewer changed is taken; where both
//! did, the memory's stands and the reviewer's is kept beside it, as when a document's file has
//! another translation. Nothing is ever taken away, and a changed source text is never taken.

mod decide;
mod find;
mod returned;

pub use returned::returned;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use self::decide::{of_segment, refused};
use self::find::{Found, Known, Missing};
use super::{Error, file_name};
use crate::exchange::review::{Hand, ReviewRow, ReviewTable, Shape};
use crate::exchange::shown::UnknownCode;
use crate::store::{Reader, Row, Writer};
use crate::text::LangTag;
use crate::unit::{Note, State, Variant};
use crate::work::project::Occasion;

/// A review table to import, read but not yet compared with the memory.
#[derive(Clone, Debug)]
pub struct IncomingReview {
    /// Its file, for messages.
    pub path: PathBuf,
    /// What it holds.
    pub table: ReviewTable,
    /// Whose review it is, over what the file says.
    pub reviewer: Option<String>,
    /// The languages of what is in no document.
    pub langs: (LangTag, LangTag),
    /// Who imports it, and when.
    pub occasion: Occasion,
}

/// What importing a review table did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewOutcome {
    /// Its file.
    pub file: String,
    /// Whose work it is.
    pub hand: Hand,
    /// How many rows it has.
    pub rows: usize,
    /// The rows of which there is something to tell.
    pub reviewed: Vec<Reviewed>,
    /// How many rows of the table as it was written are not there any more.
    pub missing: usize,
    /// Their segments, where the table was of whole documents, so that they are known.
    pub missing_segments: Vec<String>,
    /// Comments on none of the rows. They are told, and kept nowhere.
    pub general: Vec<Note>,
}

impl ReviewOutcome {
    /// How many rows came to that.
    #[must_use]
    pub fn count(&self, is: impl Fn(&Fate) -> bool) -> usize {
        let fates = self.reviewed.iter().map(|reviewed| &reviewed.fate);
        fates.filter(|fate| is(fate)).count()
    }

    /// How many comments are kept as notes.
    #[must_use]
    pub fn comments(&self) -> usize {
        let rows = self.reviewed.iter().filter(|row| row.keeps_comments());
        rows.map(|row| row.comments.len()).sum()
    }

    /// The rows whose translation has not the codes of its source.
    pub fn other_codes(&self) -> impl Iterator<Item = &Reviewed> {
        self.reviewed.iter().filter(|row| row.has_other_codes())
    }

    /// How many rows changed the memory.
    #[must_use]
    pub fn taken(&self) -> usize {
        let changed = |reviewed: &&Reviewed| reviewed.changes_memory();
        self.reviewed.iter().filter(changed).count()
    }
}

/// A row of which there is something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// Its place in the table, from 1.
    pub place: usize,
    /// The segment, `release:12`; what stands in the table where it is none of this memory.
    pub segment: String,
    /// What became of it.
    pub fate: Fate,
    /// The languages of the segment.
    pub langs: (LangTag, LangTag),
    /// The source text in the memory, with its codes shown.
    pub source: String,
    /// The translation in the memory before, likewise.
    pub before: String,
    /// The translation in the table.
    pub after: String,
    /// The state in the memory before, and after.
    pub states: (Option<State>, Option<State>),
    /// Whose change it is.
    pub by: String,
    /// When it was made, as the file has it, where changes were tracked.
    pub at: Option<String>,
    /// The comments that are new.
    pub comments: Vec<Note>,
    /// What else is odd about the row.
    pub remarks: Vec<Remark>,
}

impl Reviewed {
    /// Whether its comments are kept as notes of the segment: it is sound, and of one.
    #[must_use]
    pub fn keeps_comments(&self) -> bool {
        !matches!(
            self.fate,
            Fate::Refused(Why::Repeated | Why::Merged | Why::Unknown | Why::Deleted)
        )
    }

    /// Whether the codes of its translation are not those of its source.
    #[must_use]
    pub fn has_other_codes(&self) -> bool {
        let mut remarks = self.remarks.iter();
        remarks.any(|remark| matches!(remark, Remark::CodesLeftOut(_) | Remark::CodesMissing(_)))
    }

    fn changes_memory(&self) -> bool {
        let has_notes = self.keeps_comments() && !self.comments.is_empty();
        matches!(self.fate, Fate::Taken | Fate::Marked) || has_notes
    }
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Its translation was taken.
    Taken,
    /// Its status was taken; the translation is the same.
    Marked,
    /// Neither was changed; there are comments or remarks.
    Same,
    /// Its change was not taken.
    Refused(Why),
}

/// Why a change was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The translation was changed here too, since the table was written: the table's is kept
    /// beside it.
    BothChanged,
    /// The row lost its mark, so it cannot be told who changed the translation: the table's is kept
    /// beside it.
    MarkLost,
    /// The status is of a translation that was changed here since, or the status itself was.
    Outdated,
    /// The source text changed since.
    SourceChanged,
    /// The segment is locked.
    Locked,
    /// The segment is final.
    Final,
    /// The translation was emptied.
    Emptied,
    /// There is no translation to have a status.
    Untranslated,
    /// A code was written that the segment does not have.
    Code(UnknownCode),
    /// Another row is of the same segment and says something else.
    Repeated,
    /// Cells were merged or split.
    Merged,
    /// The row is of no segment of this memory.
    Unknown,
    /// The row was deleted, and the deletion tracked.
    Deleted,
}

/// Something odd about a row, whose changes are taken all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The source text was edited, into this.
    SourceEdited(String),
    /// Nobody can say what status this is.
    UnknownStatus(String),
    /// The status was not taken, for the row lost its mark: it was found by its number and source
    /// text.
    StatusUnsure(String),
    /// The translation has codes that the segment has not, such as `{1}`; they were left out.
    CodesLeftOut(Vec<String>),
    /// The translation lacks codes of the source.
    CodesMissing(Vec<String>),
}

/// What is to be written of a row.
struct Plan {
    told: Reviewed,
    row: Option<Row>,
    /// Texts to write: place among those in the language, text.
    texts: Vec<(i64, Variant)>,
    /// The notes of the unit, where it has no translation to have them.
    notes: Option<Vec<Note>>,
}

/// What importing a review table would do.
///
/// # Errors
/// [`Error`] where the memory cannot be read, or no row is of it.
pub fn review_plan(reader: &Reader<'_>, incoming: &IncomingReview) -> Result<ReviewOutcome, Error> {
    let (plans, missing) = plan(reader, incoming)?;
    Ok(outcome(incoming, plans, missing))
}

/// Brings the changes of a review table into the memory.
///
/// # Errors
/// [`Error`] where the memory refuses, or no row is of it; then nothing is changed.
pub fn review(writer: &Writer<'_>, incoming: &IncomingReview) -> Result<ReviewOutcome, Error> {
    let (plans, missing) = plan(writer, incoming)?;
    for plan in &plans {
        let Some(row) = plan.row else {
            continue;
        };
        for (nth, variant) in &plan.texts {
            writer.put_variant(row, *nth, variant)?;
        }
        if let Some(notes) = &plan.notes
            && let Some(mut stored) = writer.unit(row)?
        {
            stored.unit.notes.clone_from(notes);
            writer.update_unit(&stored)?;
        }
    }
    Ok(outcome(incoming, plans, missing))
}

fn outcome(incoming: &IncomingReview, plans: Vec<Plan>, missing: Missing) -> ReviewOutcome {
    let table = &incoming.table;
    let told = |plan: &Plan| {
        let told = &plan.told;
        told.fate != Fate::Same || !told.comments.is_empty() || !told.remarks.is_empty()
    };
    ReviewOutcome {
        file: file_name(&incoming.path),
        hand: table.hand,
        rows: table.rows.len(),
        missing: missing.rows,
        missing_segments: missing.segments,
        general: table.general.clone(),
        reviewed: plans
            .into_iter()
            .filter(told)
            .map(|plan| plan.told)
            .collect(),
    }
}

fn plan(reader: &Reader<'_>, incoming: &IncomingReview) -> Result<(Vec<Plan>, Missing), Error> {
    let known = Known::new(reader)?;
    let mut first: HashMap<Row, &ReviewRow> = HashMap::new();
    let mut plans = Vec::new();
    let mut there: HashSet<(usize, usize)> = HashSet::new();
    let mut unknown = 0;
    let mut rows = Vec::new();
    for row in &incoming.table.rows {
        rows.push((row, known.find(row)?));
    }
    let sound: HashSet<(usize, usize)> = rows
        .iter()
        .filter(|(row, _)| row.shape == Shape::Sound)
        .filter_map(|(_, found)| found.as_ref().map(|found| found.place))
        .collect();
    for (row, found) in rows {
        // A row that was moved is deleted where it stood and inserted where it stands.
        let is_moved = |found: &Found<'_>| sound.contains(&found.place);
        if row.shape == Shape::Deleted && found.as_ref().is_some_and(is_moved) {
            continue;
        }
        match &found {
            Some(found) => {
                there.insert(found.place);
            }
            None => unknown += 1,
        }
        let repeats = found
            .as_ref()
            .filter(|_| row.shape == Shape::Sound)
            .and_then(|found| first.insert(found.placed.stored.row, row));
        match (repeats, &found) {
            (Some(before), Some(found)) => {
                // The first one stands for the segment.
                first.insert(found.placed.stored.row, before);
                let agree = before.target == row.target
                    && before.status == row.status
                    && before.comments == row.comments;
                if !agree {
                    plans.push(refused(incoming, row, Some(found), Why::Repeated));
                }
            }
            (_, Some(found)) => plans.push(of_segment(incoming, row, found)),
            (_, None) => plans.push(refused(incoming, row, None, why_unknown(row))),
        }
    }
    if there.is_empty() && unknown > 0 {
        return Err(Error::ForeignReview {
            path: incoming.path.clone(),
            rows: unknown,
        });
    }
    let missing = match incoming.table.whole {
        Some(whole) => known.missing(whole.rows, &there, unknown),
        None => Missing::default(),
    };
    Ok((plans, missing))
}

fn why_unknown(row: &ReviewRow) -> Why {
    match row.shape {
        Shape::Deleted => Why::Deleted,
        Shape::Merged => Why::Merged,
        Shape::Sound | Shape::Untouched => Why::Unknown,
    }
}
