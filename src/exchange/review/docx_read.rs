//! A review table that comes back as a DOCX file, from whatever wrote it last.
//!
//! Of the document only its tables are looked at (ECMA-376 part 1, §17.4), as they read with all
//! tracked changes accepted (§17.13.5). Elements are known by their local names: the transitional
//! and the strict form differ only in their namespaces.

use std::io::{Read, Seek};

use super::mark::{Mark, Whole};
use super::table::Columns;
use super::{ReviewRow, ReviewTable, Shape, Tracked};
use crate::exchange::Error;
use crate::exchange::package::{Package, local, local_attribute, person, without_line};
use crate::exchange::xml::{Token, XmlReader};
use crate::unit::Note;

/// Reads the file.
pub(super) fn read(input: impl Read + Seek) -> Result<Option<ReviewTable>, Error> {
    read_package(Package::open(input)?).map_err(without_line)
}

fn read_package(mut package: Package<impl Read + Seek>) -> Result<Option<ReviewTable>, Error> {
    let Some(main) = package.related("", "officeDocument")? else {
        return Ok(None);
    };
    let Some(document) = package.part(&main)? else {
        return Ok(None);
    };
    let comments = match package.related(&main, "comments")? {
        Some(name) => package.part(&name)?,
        None => None,
    };
    let comments = comments.map_or(Ok(Vec::new()), |part| comments_of(&part))?;
    let mut table = ReviewTable::default();
    let mut columns = None;
    let mut placed: Vec<String> = Vec::new();
    for raw in Walk::new(&document).tables()? {
        let rows = raw.iter().filter(|row| row.heading().is_none());
        let cells = rows.flat_map(|row| &row.cells);
        placed.extend(cells.flat_map(|cell| cell.comments.iter().cloned()));
        take(raw, &comments, &mut columns, &mut table);
    }
    let general = comments
        .into_iter()
        .filter(|comment| !placed.contains(&comment.id));
    table.general = general.map(|comment| comment.note).collect();
    if columns.is_none() {
        return Ok(None);
    }
    table.saved_by = package.saved_by()?;
    Ok(Some(table))
}

/// Adds what a table of the document holds, if it is a review table or the rest of one that was
/// split.
fn take(
    raw: Vec<RawRow>,
    comments: &[Comment],
    columns: &mut Option<Columns>,
    table: &mut ReviewTable,
) {
    let is_marked = raw.iter().any(|row| !row.marks.is_empty());
    let heading = raw.first().and_then(RawRow::heading);
    let known = match (heading, *columns) {
        (Some(heading), _) => heading,
        (None, Some(before)) if is_marked => before,
        (None, None) if is_marked => Columns::AS_WRITTEN,
        (None, _) => return,
    };
    *columns = Some(known);
    for row in raw {
        if let Some(heading) = row.heading() {
            *columns = Some(heading);
            table.whole = row.whole.or(table.whole);
            continue;
        }
        let place = table.rows.len() + 1;
        table.rows.push(row.read(place, known, comments));
    }
}

/// A comment of the word processor.
struct Comment {
    id: String,
    note: Note,
}

/// A row as it stands in the document.
#[derive(Default)]
struct RawRow {
    cells: Vec<RawCell>,
    /// The marks in it, each once.
    marks: Vec<Mark>,
    whole: Option<Whole>,
    deleted: Option<Tracked>,
    /// Whether a cell spans several columns or rows.
    merged: bool,
}

/// A cell as it stands in the document.
#[derive(Default)]
struct RawCell {
    text: Running,
    comments: Vec<String>,
    tracked: Option<Tracked>,
}

impl RawRow {
    fn heading(&self) -> Option<Columns> {
        let titles: Vec<&str> = self.cells.iter().map(|cell| cell.text.as_str()).collect();
        Columns::of_heading(&titles).filter(|_| self.marks.is_empty())
    }

    fn read(self, place: usize, columns: Columns, comments: &[Comment]) -> ReviewRow {
        let cell = |column: Option<usize>| column.and_then(|column| self.cells.get(column));
        let text = |column| cell(column).map_or("", |cell| cell.text.as_str());
        let tracked = [cell(Some(columns.target)), cell(columns.status)];
        let tracked = tracked.into_iter().flatten();
        let mut said = Vec::new();
        let own = text(columns.comment);
        if !own.is_empty() {
            let by = cell(columns.comment).and_then(|cell| cell.tracked.clone());
            said.push(Note {
                text: own.to_owned(),
                from: by.and_then(|tracked| tracked.by),
            });
        }
        for id in self.cells.iter().flat_map(|cell| &cell.comments) {
            let known = comments.iter().find(|comment| comment.id == *id);
            said.extend(known.map(|comment| comment.note.clone()));
        }
        let shape = if self.deleted.is_some() {
            Shape::Deleted
        } else if self.merged || self.marks.len() > 1 || self.cells.len() != columns.count {
            Shape::Merged
        } else {
            Shape::Sound
        };
        ReviewRow {
            place,
            number: text(columns.number).to_owned(),
            mark: self.marks.first().copied(),
            source: text(Some(columns.source)).to_owned(),
            target: text(Some(columns.target)).to_owned(),
            status: text(columns.status).to_owned(),
            comments: said,
            changed: tracked
                .filter_map(|cell| cell.tracked.clone())
                .max_by(|a, b| a.at.cmp(&b.at)),
            shape,
            has_codes: false,
        }
    }

    fn mark(&mut self, written: &str) {
        match Mark::read(written) {
            Some(mark) if !self.marks.contains(&mark) => self.marks.push(mark),
            Some(_) => {}
            None => self.whole = Whole::read(written).or(self.whole),
        }
    }
}

/// The text of paragraphs, as it is read one by one.
#[derive(Default)]
struct Running {
    text: String,
    paragraphs: usize,
    /// Whether the end of the last paragraph is deleted: the next one goes on in its line.
    joined: bool,
}

impl Running {
    fn begin_paragraph(&mut self) {
        if self.paragraphs > 0 && !self.joined {
            self.text.push('\n');
        }
        self.paragraphs += 1;
        self.joined = false;
    }

    fn as_str(&self) -> &str {
        self.text.trim()
    }

    /// Takes what an element stands for that is a character.
    fn take(&mut self, name: &str, xml: &XmlReader<&[u8]>) {
        match name {
            "tab" | "ptab" => self.text.push('\t'),
            "br" | "cr" => self.text.push('\n'),
            "noBreakHyphen" => self.text.push('\u{2011}'),
            "softHyphen" => self.text.push('\u{AD}'),
            "sym" => {
                let code =
                    local_attribute(xml, "char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
                self.text.extend(code.and_then(char::from_u32));
            }
            _ => {}
        }
    }
}

/// What an element is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Table,
    Row,
    RowProperties,
    Cell,
    Paragraph,
    ParagraphProperties,
    Text,
    /// What was taken away, the change being tracked.
    Deleted,
    Other,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "tbl" => Self::Table,
            "tr" => Self::Row,
            "trPr" => Self::RowProperties,
            "tc" => Self::Cell,
            "p" => Self::Paragraph,
            "pPr" => Self::ParagraphProperties,
            "t" => Self::Text,
            "del" | "moveFrom" => Self::Deleted,
            _ => Self::Other,
        }
    }
}

/// Whether an element is passed over with all that is in it: properties as they were, fields'
/// code, drawings, the reading above Chinese characters, and what is there for newer programs in
/// two forms (the second is read).
fn is_passed_over(name: &str) -> bool {
    name.ends_with("Change")
        || matches!(
            name,
            "sdtPr"
                | "tblPr"
                | "sectPr"
                | "drawing"
                | "pict"
                | "object"
                | "delText"
                | "delInstrText"
                | "rt"
                | "Choice"
        )
}

/// Walks through a document.
struct Walk<'d> {
    xml: XmlReader<&'d [u8]>,
    open: Vec<Kind>,
    tables: Vec<Vec<RawRow>>,
    row: RawRow,
    cell: RawCell,
}

impl<'d> Walk<'d> {
    fn new(document: &'d [u8]) -> Self {
        Self {
            xml: XmlReader::new(document),
            open: Vec::new(),
            tables: Vec::new(),
            row: RawRow::default(),
            cell: RawCell::default(),
        }
    }

    /// The tables of the document. What stands in a table inside a cell is text of that cell.
    fn tables(mut self) -> Result<Vec<Vec<RawRow>>, Error> {
        loop {
            match self.xml.next()? {
                Token::Eof => return Ok(self.tables),
                Token::Start => self.start()?,
                Token::Text => {
                    let is_text = self.open.last() == Some(&Kind::Text);
                    if is_text && self.is_in(Kind::Cell) && !self.is_in(Kind::Deleted) {
                        self.cell.text.text.push_str(self.xml.text());
                    }
                }
                Token::End => {
                    let ended = self.open.pop();
                    if self.is_in(Kind::Cell) {
                        continue;
                    }
                    if ended == Some(Kind::Cell) {
                        self.row.cells.push(std::mem::take(&mut self.cell));
                    } else if ended == Some(Kind::Row) {
                        let row = std::mem::take(&mut self.row);
                        if let Some(table) = self.tables.last_mut() {
                            table.push(row);
                        }
                    }
                }
            }
        }
    }

    fn is_in(&self, kind: Kind) -> bool {
        self.open.contains(&kind)
    }

    fn start(&mut self) -> Result<(), Error> {
        let name = local(self.xml.name()).to_owned();
        if is_passed_over(&name) {
            return self.xml.skip();
        }
        if name == "instrText" {
            // A link may be written as a field: `HYPERLINK \l "_y…"`.
            let code = self.xml.text_to_end()?;
            self.marks_in_field(&code);
            return Ok(());
        }
        let in_row = self.is_in(Kind::Row);
        let in_cell = self.is_in(Kind::Cell);
        let deleted = self.is_in(Kind::Deleted);
        let in_properties = self.is_in(Kind::ParagraphProperties);
        let in_row_properties = self.is_in(Kind::RowProperties);
        let kind = Kind::of(&name);
        self.open.push(kind);
        match name.as_str() {
            "tbl" if !in_cell => self.tables.push(Vec::new()),
            "p" if in_cell => self.cell.text.begin_paragraph(),
            "del" if in_row_properties && !in_cell => self.row.deleted = Some(self.tracked()),
            "del" | "moveFrom" if in_cell && in_properties => self.cell.text.joined = true,
            "ins" | "del" | "moveFrom" | "moveTo" if in_cell => {
                let tracked = self.tracked();
                let later = |known: &Tracked| known.at <= tracked.at;
                if self.cell.tracked.as_ref().is_none_or(later) {
                    self.cell.tracked = Some(tracked);
                }
            }
            "gridSpan" if in_row => {
                let one = self.attribute("val").is_none_or(|span| span == "1");
                self.row.merged |= !one;
            }
            "vMerge" | "hMerge" | "cellMerge" | "cellIns" | "cellDel" if in_row => {
                self.row.merged = true;
            }
            "hyperlink" if in_row => self.mark("anchor"),
            "bookmarkStart" if in_row => self.mark("name"),
            "fldSimple" if in_row => {
                let code = self.attribute("instr").unwrap_or_default();
                self.marks_in_field(&code);
            }
            "commentReference" | "commentRangeStart" if in_cell => {
                let id = self.attribute("id").unwrap_or_default();
                if !self.cell.comments.contains(&id) {
                    self.cell.comments.push(id);
                }
            }
            other if in_cell && !deleted && !in_properties => {
                self.cell.text.take(other, &self.xml);
            }
            _ => {}
        }
        Ok(())
    }

    fn attribute(&self, name: &str) -> Option<String> {
        local_attribute(&self.xml, name)
    }

    fn mark(&mut self, attribute: &str) {
        if let Some(written) = self.attribute(attribute) {
            self.row.mark(&written);
        }
    }

    fn marks_in_field(&mut self, code: &str) {
        for word in code.split(|c: char| c == '"' || c.is_whitespace()) {
            self.row.mark(word.trim_start_matches('#'));
        }
    }

    fn tracked(&self) -> Tracked {
        let by = self.attribute("author");
        Tracked {
            by: person(by),
            at: self.attribute("date"),
        }
    }
}

/// The comments of a document (§17.13.4).
fn comments_of(part: &[u8]) -> Result<Vec<Comment>, Error> {
    let mut xml = XmlReader::new(part);
    let mut comments = Vec::new();
    let mut text = Running::default();
    let mut open: Vec<Kind> = Vec::new();
    loop {
        match xml.next()? {
            Token::Eof => break,
            Token::Start => {
                let name = local(xml.name()).to_owned();
                if is_passed_over(&name) {
                    xml.skip()?;
                    continue;
                }
                open.push(Kind::of(&name));
                match name.as_str() {
                    "comment" => {
                        finish(&mut comments, &mut text);
                        let from = local_attribute(&xml, "author");
                        comments.push(Comment {
                            id: local_attribute(&xml, "id").unwrap_or_default(),
                            note: Note {
                                text: String::new(),
                                from: person(from),
                            },
                        });
                    }
                    "p" => text.begin_paragraph(),
                    _ if open.contains(&Kind::ParagraphProperties) => {}
                    other => text.take(other, &xml),
                }
            }
            Token::Text => {
                if open.last() == Some(&Kind::Text) && !open.contains(&Kind::Deleted) {
                    text.text.push_str(xml.text());
                }
            }
            Token::End => {
                open.pop();
            }
        }
    }
    finish(&mut comments, &mut text);
    comments.retain(|comment| !comment.note.text.is_empty());
    Ok(comments)
}

/// Gives the last comment its text.
fn finish(comments: &mut [Comment], text: &mut Running) {
    let text = std::mem::take(text);
    if let Some(comment) = comments.last_mut() {
        text.as_str().clone_into(&mut comment.note.text);
    }
}
