//! The review table: `# | English | Chinese | Status | Comment`, for reviewers who have a word
//! processor or a spreadsheet and no CAT tool. Written and read back, as DOCX (ECMA-376, ISO/IEC
//! 29500) and XLSX.
//!
//! Each row carries a [`Mark`]: the unit it is of, and what source, translation and state were
//! when the table was written. So rows may be sorted, deleted, copied into another document, and
//! what comes back is known to be changed or not, whatever the memory holds by then.
//!
//! What a review table keeps is promised in `schemas/review.md`.

mod docx_read;
mod docx_write;
mod mark;
mod status;
mod table;
#[cfg(test)]
mod tests;
mod xlsx_read;
mod xlsx_write;

use std::io::{Read, Seek, Write};
use std::path::Path;

pub use mark::{Mark, Whole, plain};
pub use status::{Status, status};

use super::report::Loss;
use super::shown::Shown;
use super::{Error, Header, Outgoing, Report, UnitWriter};
use crate::unit::{Note, State};

/// What a review table is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A word processor.
    Docx,
    /// A spreadsheet.
    Xlsx,
}

impl Layout {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Docx, Self::Xlsx];

    /// What the ending of a file says.
    #[must_use]
    pub fn of_file(file: &Path) -> Option<Self> {
        let ending = file.extension()?.to_string_lossy().to_ascii_lowercase();
        match ending.as_str() {
            "docx" => Some(Self::Docx),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// A row of a table to write.
#[derive(Debug)]
struct Row {
    /// The document.
    document: String,
    /// The number in it.
    number: usize,
    mark: Mark,
    source: String,
    target: String,
    state: Option<State>,
    /// The notes that are there, each in a line.
    notes: Vec<String>,
}

impl Row {
    /// What the row is called: `12`, or `release:12` where the table is of several documents.
    fn name(&self, several: bool) -> String {
        match several {
            true => format!("{}:{}", self.document, self.number),
            false => self.number.to_string(),
        }
    }
}

/// A table to write.
#[derive(Debug)]
struct Written {
    header: Header,
    rows: Vec<Row>,
}

impl Written {
    /// The documents whose segments it holds, in order.
    fn documents(&self) -> Vec<&str> {
        let mut documents: Vec<&str> = Vec::new();
        for row in &self.rows {
            if documents.last() != Some(&row.document.as_str()) {
                documents.push(&row.document);
            }
        }
        documents
    }

    /// The titles of its columns.
    fn titles(&self) -> [&str; 5] {
        let header = &self.header;
        [
            "#",
            header.source.name(),
            header.target.name(),
            "Status",
            "Comment",
        ]
    }

    /// The title of the table.
    fn title(&self) -> String {
        let [_, source, target, ..] = self.titles();
        format!("{}: {source} → {target}", self.documents().join(", "))
    }
}

/// What a reviewer is to know, above the table.
const INSTRUCTIONS: [&str; 2] = [
    "Change the translation, the status or the comment. The numbers and the source text stay as \
     they are; rows may be sorted. Status: draft, translated, reviewed, final, rejected. Codes \
     such as {1} stay in the text.",
    "请只修改译文、状态和批注栏；序号和原文请保持不变，行可以排序。状态：草稿（draft）、已译（translated）、\
     已审（reviewed）、定稿（final）、退回（rejected）。译文中的 {1} 等代码请保留。",
];

/// How a note stands in the column of comments: in a line, with its author.
#[must_use]
pub fn line_of(note: &Note) -> String {
    let text = plain(&note.text).replace('\n', " ");
    match &note.from {
        Some(from) => format!("{from}: {text}"),
        None => text,
    }
}

/// Writes a review table.
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
    layout: Layout,
    table: Written,
    report: Report,
}

impl<W: Write> Writer<W> {
    /// A table to `out`, which is written to when the table is finished.
    pub fn new(out: W, header: &Header, layout: Layout) -> Self {
        Self {
            out,
            layout,
            table: Written {
                header: header.clone(),
                rows: Vec::new(),
            },
            report: Report::default(),
        }
    }
}

impl<W: Write> UnitWriter<W> for Writer<W> {
    fn unit(&mut self, outgoing: &Outgoing<'_>) -> Result<(), Error> {
        let pair = outgoing.pair(&self.table.header);
        let (Some(source), Some(place)) = (pair.source, outgoing.place) else {
            self.report.lose(Loss::NoSource, 1);
            return Ok(());
        };
        let target = pair.targets.first().copied();
        let further = pair.targets.len().saturating_sub(1);
        self.report.lose(Loss::Alternative, further);
        let shown = Shown::new(Some(source), target);
        let notes = target.map(|target| target.notes.as_slice());
        let notes = outgoing.unit.notes.iter().chain(notes.unwrap_or_default());
        let state = target.and_then(|target| target.state);
        self.report.written += 1;
        self.table.rows.push(Row {
            document: place.document.to_owned(),
            number: place.number,
            mark: Mark::new(outgoing.unit.id, &shown.source, &shown.target, state),
            source: plain(&shown.source),
            target: plain(&shown.target),
            state,
            notes: notes.map(line_of).collect(),
        });
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(W, Report), Error> {
        if self.table.rows.is_empty() {
            return Err(Error::Empty {
                format: "a review table",
                what: "segment",
            });
        }
        let bytes = match self.layout {
            Layout::Docx => docx_write::docx(&self.table)?,
            Layout::Xlsx => xlsx_write::xlsx(&self.table)?,
        };
        self.out.write_all(&bytes)?;
        self.out.flush()?;
        Ok((self.out, self.report))
    }
}

/// Whose work comes back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hand {
    /// A reviewer's: what they changed is reviewed.
    #[default]
    Reviewer,
    /// A translator's, from a CAT tool: what they changed is translated.
    Translator,
}

/// A review table that came back, or what came back in its stead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewTable {
    /// Whose work it is.
    pub hand: Hand,
    /// Its rows, in the order in which they stand now.
    pub rows: Vec<ReviewRow>,
    /// How many rows it had when it was written, where it still says so.
    pub whole: Option<Whole>,
    /// Who saved the file last, where it says so.
    pub saved_by: Option<String>,
    /// Comments on none of its rows: on the title, or on the whole.
    pub general: Vec<Note>,
}

/// A row of a review table that came back. Texts are as they read with all tracked changes
/// accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewRow {
    /// Which row of the table it is, from 1, the heading not counted.
    pub place: usize,
    /// What stands in the column of numbers.
    pub number: String,
    /// What it was made of; `None` where that was lost.
    pub mark: Option<Mark>,
    /// The source text.
    pub source: String,
    /// The translation.
    pub target: String,
    /// The status, as it is written.
    pub status: String,
    /// Comments: what stands in their column, without an author, and those of the word processor.
    pub comments: Vec<Note>,
    /// Who changed the translation or the status last, and when, where changes were tracked.
    pub changed: Option<Tracked>,
    /// What became of the row itself.
    pub shape: Shape,
    /// Whether the file has codes in its texts, so that none of their braces is a text's own. What
    /// people write may have some or none.
    pub has_codes: bool,
}

/// A tracked change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracked {
    /// Who made it; `None` where the program did not know.
    pub by: Option<String>,
    /// When, as the file has it (RFC 3339; some programs write local time as if it were UTC).
    pub at: Option<String>,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// It is a row of five cells, as it was.
    #[default]
    Sound,
    /// Its cells were merged with each other or with those of other rows, or split.
    Merged,
    /// It is deleted, and the deletion tracked.
    Deleted,
    /// Nobody has begun it: the source stands in the place of the translation (XLIFF).
    Untouched,
}

/// Looks whether an office document can be unpacked without growing beyond all measure.
///
/// # Errors
/// [`Error::Packed`] where it cannot.
pub(super) fn check_package(bytes: &[u8]) -> Result<(), Error> {
    super::package::Package::open(std::io::Cursor::new(bytes))?.check()
}

/// Reads a review table; `None` where the file is a sound one of its kind and no review table.
///
/// # Errors
/// [`Error::Packed`] where the file is damaged, has a password or grows beyond all measure;
/// [`Error::Read`] where the system cannot read.
pub fn read(layout: Layout, input: impl Read + Seek) -> Result<Option<ReviewTable>, Error> {
    match layout {
        Layout::Docx => docx_read::read(input),
        Layout::Xlsx => xlsx_read::read(input),
    }
}
