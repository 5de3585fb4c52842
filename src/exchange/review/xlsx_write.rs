//! A review table as a workbook.
//!
//! The marks stand in a hidden column between the others, so that whoever sorts the table sorts
//! them with it, whatever columns they take.

use super::status;
use super::{INSTRUCTIONS, Whole, Written};
use crate::exchange::Error;
use crate::exchange::sheet::{Cell, Column, Sheet, xlsx as workbook};

/// The bytes of the file; the same table is the same bytes.
pub(super) fn xlsx(table: &Written) -> Result<Vec<u8>, Error> {
    let [number, source, target, status, comment] = table.titles().map(str::to_owned);
    let whole = Whole {
        rows: table.rows.len(),
    };
    let several = table.documents().len() > 1;
    let text = |text: &str| match text {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    };
    let rows = table.rows.iter().map(|row| {
        let number = match several {
            true => Cell::Text(row.name(several)),
            false => Cell::count(row.number),
        };
        vec![
            number,
            Cell::Text(row.mark.written()),
            text(&row.source),
            text(&row.target),
            text(status::word(row.state)),
            text(&row.notes.join("\n")),
        ]
    });
    let column = |width, is_grey| Column {
        width,
        is_grey,
        ..Column::default()
    };
    let mark = Column {
        is_hidden: true,
        ..column(10.0, true)
    };
    let choices = Column {
        choices: status::choices().collect(),
        ..column(13.0, false)
    };
    let review = Sheet {
        name: "review",
        heading: vec![number, whole.written(), source, target, status, comment],
        rows: rows.collect(),
        columns: vec![
            column(if several { 18.0 } else { 6.0 }, true),
            mark,
            column(55.0, true),
            column(55.0, false),
            choices,
            column(30.0, false),
        ],
    };
    let about = Sheet {
        name: "about",
        heading: vec![table.title()],
        rows: INSTRUCTIONS.map(|line| vec![text(line)]).to_vec(),
        columns: vec![column(100.0, false)],
    };
    workbook(&[review, about])
}
