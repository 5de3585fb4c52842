//! Writing a table with a row a term.

use std::io::Write;

use super::COLUMNS;
use crate::exchange::sheet::{self, Cell, Column, Sheet, guarded};
use crate::exchange::table::Layout;
use crate::exchange::{Error, Loss, Report};
use crate::term::Concept;

/// Writes a termbase. Concepts without a term are left out and counted.
///
/// In CSV and TSV a text that a spreadsheet would compute stands behind an apostrophe, which goes
/// when the table is read.
///
/// # Errors
/// [`Error::Write`] where the system cannot write.
pub fn write<W: Write>(
    mut out: W,
    concepts: &[Concept],
    layout: Layout,
) -> Result<(W, Report), Error> {
    let mut report = Report::default();
    for concept in concepts {
        report.lose(Loss::NoTerm, usize::from(concept.terms.is_empty()));
        report.written += u64::from(!concept.terms.is_empty());
    }
    let rows = concepts.iter().flat_map(rows);
    let delimiter = match layout {
        Layout::Csv => b',',
        Layout::Tsv => b'\t',
        Layout::Xlsx => {
            let rows = rows.map(|row| row.into_iter().map(Cell::text).collect());
            let sheet = Sheet {
                name: "terms",
                heading: COLUMNS.map(str::to_owned).to_vec(),
                rows: rows.collect(),
                columns: widths(),
            };
            out.write_all(&sheet::xlsx(&[sheet])?)?;
            return Ok((out, report));
        }
    };
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .delimiter(delimiter)
        .from_writer(out);
    writer.write_record(COLUMNS).map_err(std::io::Error::from)?;
    for row in rows {
        let cells = row.each_ref().map(|cell| guarded(cell).into_owned());
        let changed = cells.iter().zip(&row).filter(|(cell, text)| cell != text);
        report.lose(Loss::Guarded, changed.count());
        writer.write_record(cells).map_err(std::io::Error::from)?;
    }
    let out = writer
        .into_inner()
        .map_err(|error| Error::Write(error.into_error()))?;
    Ok((out, report))
}

/// The rows of a concept.
fn rows(concept: &Concept) -> impl Iterator<Item = [String; COLUMNS.len()]> {
    concept.terms.iter().enumerate().map(|(index, term)| {
        let first = |text: &str| if index == 0 { text } else { "" }.to_owned();
        // The first row has one place for two notes.
        let notes = [first(&concept.note), term.note.clone()];
        let notes: Vec<String> = notes.into_iter().filter(|note| !note.is_empty()).collect();
        [
            concept.id.clone(),
            term.lang.given().to_owned(),
            term.text.clone(),
            term.status.as_str().to_owned(),
            term.part_of_speech.clone(),
            term.term_type.clone(),
            if term.exact_case { "exact" } else { "any" }.to_owned(),
            term.match_.as_str().to_owned(),
            term.label.clone(),
            first(&concept.domain),
            first(&concept.kind),
            first(&concept.definition),
            notes.join(" "),
            first(&concept.source),
        ]
    })
}

/// The terms and what is said of them in sentences have room.
fn widths() -> Vec<Column> {
    let width = |column: &str| match column {
        "term" | "definition" | "note" => 40.0,
        "concept" | "source" => 24.0,
        _ => 12.0,
    };
    let columns = COLUMNS.map(|column| Column {
        width: width(column),
        ..Column::default()
    });
    columns.to_vec()
}
