//! Writing a table of units.

use std::io::Write;

use super::Layout;
use super::columns::Role;
use crate::exchange::sheet::{self, Cell, Column, Sheet, guarded};
use crate::exchange::shown::Shown;
use crate::exchange::{Error, Header, Loss, Outgoing, Report, UnitWriter};

/// The columns after the texts and before them, in the order they are written.
const BEFORE: [Role; 3] = [Role::Number, Role::Id, Role::Document];
const AFTER: [Role; 9] = [
    Role::State,
    Role::MadeBy,
    Role::Author,
    Role::Date,
    Role::Client,
    Role::Project,
    Role::Domain,
    Role::Subject,
    Role::Note,
];

/// Writes a table, a unit a row. The titles of the texts are their languages.
pub struct Writer<W: Write> {
    out: Out<W>,
    header: Header,
    report: Report,
}

/// A workbook cannot be written row by row.
enum Out<W: Write> {
    Text(Box<csv::Writer<W>>),
    Book(W, Vec<Vec<Cell>>),
}

impl<W: Write> Writer<W> {
    /// Writes the titles to `out`.
    ///
    /// # Errors
    /// [`Error::Write`] where the system cannot write.
    pub fn new(mut out: W, header: &Header, layout: Layout) -> Result<Self, Error> {
        let delimiter = match layout {
            Layout::Csv => b',',
            Layout::Tsv => b'\t',
            Layout::Xlsx => {
                return Ok(Self {
                    out: Out::Book(out, Vec::new()),
                    header: header.clone(),
                    report: Report::default(),
                });
            }
        };
        if layout == Layout::Csv {
            out.write_all("\u{FEFF}".as_bytes())?;
        }
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(out);
        writer
            .write_record(titles(header))
            .map_err(std::io::Error::from)?;
        Ok(Self {
            out: Out::Text(Box::new(writer)),
            header: header.clone(),
            report: Report::default(),
        })
    }
}

fn titles(header: &Header) -> Vec<String> {
    let titles = |roles: &[Role]| -> Vec<String> {
        let titles = roles.iter().map(|role| role.title().to_owned());
        titles.collect()
    };
    let mut all = titles(&BEFORE);
    all.extend([header.source_tag(), header.target_tag()]);
    all.append(&mut titles(&AFTER));
    all
}

impl<W: Write> UnitWriter<W> for Writer<W> {
    fn unit(&mut self, outgoing: &Outgoing<'_>) -> Result<(), Error> {
        let unit = outgoing.unit;
        let pair = outgoing.pair(&self.header);
        self.report.lose(Loss::Language, pair.others);
        let Some(source) = pair.source else {
            self.report.lose(Loss::NoSource, 1);
            return Ok(());
        };
        let target = pair.targets.first().copied();
        let report = &mut self.report;
        report.lose(Loss::Alternative, pair.targets.len().saturating_sub(1));
        let texts = [Some(source), target];
        for variant in texts.into_iter().flatten() {
            report.lose(Loss::InlineCode, variant.codes.len());
            report.lose(Loss::Property, variant.properties.len());
        }
        report.lose(Loss::Property, unit.properties.len());
        let shown = Shown::new(Some(source), target);
        let notes: Vec<&str> = texts
            .into_iter()
            .flatten()
            .flat_map(|variant| &variant.notes)
            .chain(&unit.notes)
            .map(|note| note.text.as_str())
            .collect();
        let fields = &unit.fields;
        let number = outgoing.place.map(|place| place.number.to_string());
        let row = [
            number.unwrap_or_default(),
            unit.id.to_string(),
            outgoing.document().unwrap_or_default().to_owned(),
            shown.source,
            shown.target,
            target
                .and_then(|text| text.state)
                .map_or("", |state| state.as_str())
                .to_owned(),
            target
                .and_then(|text| text.made_by)
                .map_or("", |way| way.as_str())
                .to_owned(),
            target
                .and_then(|text| text.author.clone())
                .unwrap_or_default(),
            target
                .and_then(|text| text.date.clone())
                .unwrap_or_default(),
            fields.client.clone(),
            fields.project.clone(),
            fields.domain.clone(),
            fields.subject.clone(),
            notes.join("\n"),
        ];
        let row = row.map(|text| self.report.printable(text));
        self.report.written += 1;
        match &mut self.out {
            Out::Text(writer) => {
                let cells = row.iter().map(|text| guarded(text).into_owned());
                let cells: Vec<String> = cells.collect();
                let changed = cells.iter().zip(&row).filter(|(cell, text)| cell != text);
                self.report.lose(Loss::Guarded, changed.count());
                writer.write_record(cells).map_err(std::io::Error::from)?;
            }
            Out::Book(_, rows) => rows.push(row.into_iter().map(Cell::text).collect()),
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(W, Report), Error> {
        let out = match self.out {
            Out::Text(writer) => writer
                .into_inner()
                .map_err(|error| Error::Write(error.into_error()))?,
            Out::Book(mut out, rows) => {
                let sheet = Sheet {
                    name: "units",
                    heading: titles(&self.header),
                    columns: widths(),
                    rows,
                };
                out.write_all(&sheet::xlsx(&[sheet])?)?;
                out
            }
        };
        Ok((out, self.report))
    }
}

/// The texts are read, and have room; the ids are for programs.
fn widths() -> Vec<Column> {
    let column = |width, is_hidden| Column {
        width,
        is_hidden,
        ..Column::default()
    };
    let mut columns = vec![column(7.0, false), column(34.0, true), column(14.0, false)];
    columns.extend([column(60.0, false), column(60.0, false)]);
    columns.extend(AFTER.map(|_| column(14.0, false)));
    columns
}
