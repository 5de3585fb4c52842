//! Tables for spreadsheets: CSV (RFC 4180, UTF-8) and XLSX (ECMA-376).
//!
//! Text stays text: a spreadsheet computes nothing of what a table holds.

use std::io::Write;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

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
    /// A count.
    #[must_use]
    pub fn count(count: usize) -> Self {
        // Exact to 2⁵³, which is as far as a spreadsheet can count.
        #[allow(clippy::cast_precision_loss)]
        Self::Number(count as f64)
    }
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
            Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) => {
                format!("'{text}")
            }
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
        });
        writer.write_record(row).map_err(std::io::Error::from)?;
    }
    Ok(writer.flush()?)
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
        worksheet.autofit();
    }
    workbook.save_to_buffer()
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
    fn the_same_table_is_the_same_workbook() {
        let workbook = xlsx(&[sheet()]).unwrap();
        assert!(workbook.starts_with(b"PK"));
        // Had the clock a part in it, it would show: dates in a workbook are in seconds.
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert_eq!(xlsx(&[sheet()]).unwrap(), workbook);
    }
}
