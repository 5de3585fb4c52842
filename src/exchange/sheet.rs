//! Tables for spreadsheets: CSV (RFC 4180, UTF-8) and XLSX (ECMA-376).
//!
//! Text stays text: a spreadsheet computes nothing of what a table holds.

use std::borrow::Cow;
use std::io::{Cursor, Write};
use std::ops::RangeInclusive;

use calamine::{DataRef, Reader, Xlsx};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet,
    XlsxError,
};

use super::Error;

/// A table with a heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name in a workbook: 31 characters at most, without `[]:*?/\`.
    pub name: &'static str,
    /// The names of the columns.
    pub heading: Vec<String>,
    /// Its rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// How its columns look in a workbook; where none are named, each is as wide as what it holds.
    pub columns: Vec<Column>,
}

/// How a column looks in a workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Its width, in characters of the default font.
    pub width: f64,
    /// Whether it is not shown.
    pub is_hidden: bool,
    /// Whether it is grey, as what is not to be changed.
    pub is_grey: bool,
    /// What may be chosen in it; other texts may be written all the same.
    pub choices: Vec<&'static str>,
}

/// What stands in a place of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
}

impl Cell {
    /// A text; nothing where it is empty.
    #[must_use]
    pub fn text(text: String) -> Self {
        match text.is_empty() {
            true => Self::Empty,
            false => Self::Text(text),
        }
    }

    /// A count.
    #[must_use]
    pub fn count(number: usize) -> Self {
        Self::Number(count(number))
    }
}

/// A count as a spreadsheet has it.
fn count(number: usize) -> f64 {
    // Exact to 2⁵³, which is as far as a spreadsheet can count.
    #[allow(clippy::cast_precision_loss)]
    let count = number as f64;
    count
}

/// Writes a table as CSV.
///
/// A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@` or a
/// control character) stands behind an apostrophe, as OWASP advises against CSV injection.
///
/// # Errors
/// [`Error::Write`] where the system cannot write.
pub fn csv<W: Write>(out: W, sheet: &Sheet) -> Result<(), Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(out);
    writer
        .write_record(&sheet.heading)
        .map_err(std::io::Error::from)?;
    for row in &sheet.rows {
        let row = row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => guarded(text).into_owned(),
            Cell::Number(number) => number.to_string(),
        });
        writer.write_record(row).map_err(std::io::Error::from)?;
    }
    Ok(writer.flush()?)
}

/// Whether a spreadsheet would take a text for a formula, were the apostrophes before it not there.
fn is_formula(text: &str) -> bool {
    let text = text.trim_start_matches('\'');
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// A text as it stands in a cell of CSV, where a spreadsheet must not compute it; see [`csv`].
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    match is_formula(text) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// The text of a cell that [`guarded`] wrote.
pub(super) fn unguarded(cell: &str) -> &str {
    let bare = cell.strip_prefix('\'');
    bare.filter(|text| is_formula(text)).unwrap_or(cell)
}

/// The date of every workbook, for it must have one: the first that ZIP knows, 1980-01-01. With
/// that of a clock the same tables would not be the same bytes.
const MADE: i64 = 315_532_800;

/// Tables as a workbook.
///
/// # Errors
/// [`Error::Write`] where a table is larger than a workbook can hold.
pub fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, Error> {
    workbook(sheets).map_err(|error| match error {
        XlsxError::IoError(error) => Error::Write(error),
        other => Error::Write(std::io::Error::other(other)),
    })
}

fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_timestamp(MADE)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let bold = Format::new().set_bold();
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(sheet.name)?;
        for (column, name) in (0..).zip(&sheet.heading) {
            worksheet.write_string_with_format(0, column, name, &bold)?;
        }
        for (place, row) in (1..).zip(&sheet.rows) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    Cell::Empty => {}
                    Cell::Text(text) => {
                        worksheet.write_string(place, column, text)?;
                    }
                    Cell::Number(number) => {
                        worksheet.write_number(place, column, *number)?;
                    }
                }
            }
        }
        worksheet.set_freeze_panes(1, 0)?;
        match sheet.columns.as_slice() {
            [] => {
                worksheet.autofit();
            }
            columns => lay_out(worksheet, columns, &sheet.rows)?,
        }
    }
    workbook.save_to_buffer()
}

/// Gives a table to be read and printed its columns.
fn lay_out(
    worksheet: &mut Worksheet,
    columns: &[Column],
    rows: &[Vec<Cell>],
) -> Result<(), XlsxError> {
    const GREY: Color = Color::RGB(0xF2_F2_F2);
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    for (place, row) in (1..).zip(rows) {
        worksheet.set_row_height(place, height(columns, row))?;
    }
    for (place, column) in (0..).zip(columns) {
        worksheet.set_column_width(place, column.width)?;
        let mut format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        if column.is_grey {
            format = format.set_background_color(GREY);
        }
        worksheet.set_column_format(place, &format)?;
        for row in 1..=last {
            worksheet.set_cell_format(row, place, &format)?;
        }
        if column.is_hidden {
            worksheet.set_column_hidden(place)?;
        }
        if !column.choices.is_empty() && last > 0 {
            let choices = DataValidation::new()
                .allow_list_strings(&column.choices)?
                .show_error_message(false);
            worksheet.add_data_validation(1, place, last, place, &choices)?;
        }
    }
    worksheet.set_landscape();
    worksheet.set_print_gridlines(true);
    worksheet.set_repeat_rows(0, 0)?;
    worksheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// The height of a row, in points: Excel finds it by itself, LibreOffice does not.
fn height(columns: &[Column], row: &[Cell]) -> f64 {
    /// The height of a line, and the most that a row may have.
    const LINE: f64 = 15.0;
    const MOST: f64 = 409.0;
    let lines = |(column, cell): (&Column, &Cell)| match cell {
        Cell::Text(text) if !column.is_hidden => text
            .lines()
            .map(|line| {
                let wide = line.chars().filter(|c| *c >= '\u{2E80}').count();
                // Some room is left: no two programs break lines alike.
                let width = count(line.chars().count() + wide) * 1.1;
                (width / column.width).ceil().max(1.0)
            })
            .sum(),
        _ => 1.0,
    };
    let most = columns.iter().zip(row).map(lines).fold(1.0, f64::max);
    (most * LINE).min(MOST)
}

/// A table of a workbook as it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadSheet {
    /// Its name.
    pub name: String,
    /// Its rows, each as long as it has cells; a number or a date is as its text.
    pub rows: Vec<Vec<String>>,
    /// The rows, from 0, that are merged with others or have cells that are.
    pub merged: Vec<RangeInclusive<usize>>,
}

/// How many columns of a table are read; no table for people has more.
const COLUMNS: u32 = 256;

/// The tables of a workbook. What it would grow to unpacked is the caller's to look after.
///
/// # Errors
/// [`Error::Packed`] where the file is no workbook, or a damaged one.
pub fn read_xlsx(bytes: &[u8]) -> Result<Vec<ReadSheet>, Error> {
    let damaged = |_| Error::Packed {
        message: "it is damaged, or no workbook".to_owned(),
    };
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let mut sheet = ReadSheet {
            name,
            ..ReadSheet::default()
        };
        let regions = workbook
            .merge_cells_by_sheet_name(&sheet.name)
            .unwrap_or_default();
        let rows = regions
            .iter()
            .map(|region| region.start.0 as usize..=region.end.0 as usize);
        sheet.merged = rows.collect();
        // A sheet of charts has no cells.
        let Ok(mut cells) = workbook.worksheet_cells_reader(&sheet.name) else {
            continue;
        };
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            let text = text_of(cell.get_value());
            if !text.is_empty() && column < COLUMNS {
                put(&mut sheet.rows, row as usize, column as usize, text);
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(date) => date.to_string(),
        DataRef::Error(error) => error.to_string(),
    }
}

fn put(rows: &mut Vec<Vec<String>>, row: usize, column: usize, text: String) {
    if rows.len() <= row {
        rows.resize_with(row + 1, Vec::new);
    }
    if let Some(row) = rows.get_mut(row) {
        if row.len() <= column {
            row.resize_with(column + 1, String::new);
        }
        if let Some(cell) = row.get_mut(column) {
            *cell = text;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            name: "counts",
            heading: vec!["file".to_owned(), "words".to_owned()],
            rows: vec![
                vec![Cell::Text("=1+1,“合同”.txt".to_owned()), Cell::count(12)],
                vec![Cell::Text("a \"b\"".to_owned()), Cell::Number(3.6)],
                vec![Cell::Text("-".to_owned()), Cell::Empty],
            ],
            columns: Vec::new(),
        }
    }

    #[test]
    fn a_text_is_never_a_formula_in_csv() {
        let mut out = Vec::new();
        csv(&mut out, &sheet()).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "file,words\n\"'=1+1,“合同”.txt\",12\n\"a \"\"b\"\"\",3.6\n'-,\n"
        );
    }

    #[test]
    fn a_text_is_never_a_formula_in_a_workbook() {
        let read = read_xlsx(&xlsx(&[sheet()]).unwrap()).unwrap();
        let expected = [
            vec!["file", "words"],
            vec!["=1+1,“合同”.txt", "12"],
            vec!["a \"b\"", "3.6"],
            vec!["-"],
        ];
        assert_eq!(read[0].rows, expected);
        assert_eq!((read[0].name.as_str(), read[0].merged.len()), ("counts", 0));
        assert!(matches!(read_xlsx(b"PK"), Err(Error::Packed { .. })));
    }

    #[test]
    fn the_same_table_is_the_same_workbook() {
        let workbook = xlsx(&[sheet()]).unwrap();
        assert!(workbook.starts_with(b"PK"));
        // Had the clock a part in it, it would show: dates in a workbook are in seconds.
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert_eq!(xlsx(&[sheet()]).unwrap(), workbook);
    }
}
