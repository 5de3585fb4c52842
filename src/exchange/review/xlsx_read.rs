//! A review table that comes back as a workbook, with the comments on its cells (ECMA-376 part 1,
//! §18.7), those in threads too, as Excel writes them since 2019.

use std::io::{Read, Seek};

use super::mark::{Mark, Whole};
use super::table::Columns;
use super::{ReviewRow, ReviewTable, Shape};
use crate::exchange::Error;
use crate::exchange::package::{Package, local, local_attribute, person, without_line};
use crate::exchange::sheet::{ReadSheet, read_xlsx};
use crate::exchange::xml::{Token, XmlReader};
use crate::unit::Note;

/// What Excel writes for older programs where a comment is one of a thread.
const THREADED: &str = "[Threaded comment]";

/// Reads the file.
pub(super) fn read(mut input: impl Read + Seek) -> Result<Option<ReviewTable>, Error> {
    let mut package = Package::open(&mut input)?;
    package.check()?;
    let saved_by = package.saved_by().map_err(without_line)?;
    let Some(workbook) = package
        .related("", "officeDocument")
        .map_err(without_line)?
    else {
        return Ok(None);
    };
    let part = package.part(&workbook)?.unwrap_or_default();
    let names = sheets(&part).map_err(without_line)?;
    let mut comments = Vec::new();
    for (_, id) in &names {
        let sheet = package.related_by_id(&workbook, id).map_err(without_line)?;
        let found = sheet.map(|sheet| comments_of(&mut package, &workbook, &sheet));
        comments.push(found.transpose().map_err(without_line)?.unwrap_or_default());
    }
    drop(package);
    let mut bytes = Vec::new();
    input.rewind().map_err(Error::Read)?;
    input.read_to_end(&mut bytes).map_err(Error::Read)?;
    for sheet in read_xlsx(&bytes)? {
        let place = names.iter().position(|(name, _)| *name == sheet.name);
        let comments = place.and_then(|place| comments.get(place));
        if let Some(mut table) = of_sheet(&sheet, comments.map_or(&[], Vec::as_slice)) {
            table.saved_by = saved_by;
            return Ok(Some(table));
        }
    }
    Ok(None)
}

/// The review table that a sheet is, if it is one.
fn of_sheet(sheet: &ReadSheet, comments: &[(usize, Note)]) -> Option<ReviewTable> {
    let mut table = ReviewTable::default();
    let mut columns = None;
    let mut read = Vec::new();
    for (at, cells) in sheet.rows.iter().enumerate() {
        // The column of marks has no title but the mark of the whole.
        let visible: Vec<&str> = cells
            .iter()
            .map(String::as_str)
            .map(|cell| if is_mark(cell) { "" } else { cell })
            .collect();
        if let Some(heading) = Columns::of_heading(&visible) {
            columns = Some(heading);
            table.whole = cells.iter().find_map(|cell| Whole::read(cell));
            continue;
        }
        let Some(columns) = columns else {
            continue;
        };
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let text = |column: Option<usize>| {
            let cell = column.and_then(|column| visible.get(column));
            // So Excel keeps a carriage return that was pasted in.
            cell.copied()
                .unwrap_or_default()
                .replace("_x000D_", "")
                .trim()
                .to_owned()
        };
        let own = text(columns.comment);
        let own = (!own.is_empty()).then_some(Note {
            text: own,
            from: None,
        });
        let of_cells = comments.iter().filter(|(row, _)| *row == at);
        read.push(at);
        table.rows.push(ReviewRow {
            place: table.rows.len() + 1,
            number: text(columns.number),
            mark: cells.iter().find_map(|cell| Mark::read(cell)),
            source: text(Some(columns.source)),
            target: text(Some(columns.target)),
            status: text(columns.status),
            comments: own
                .into_iter()
                .chain(of_cells.map(|(_, note)| note.clone()))
                .collect(),
            changed: None,
            shape: match sheet.merged.iter().any(|rows| rows.contains(&at)) {
                true => Shape::Merged,
                false => Shape::Sound,
            },
            has_codes: false,
        });
    }
    let in_rows = |row: usize| read.contains(&row);
    let general = comments.iter().filter(|(row, _)| !in_rows(*row));
    table.general = general.map(|(_, note)| note.clone()).collect();
    columns.map(|_| table)
}

fn is_mark(cell: &str) -> bool {
    Whole::read(cell).is_some() || Mark::read(cell).is_some()
}

/// The sheets of a workbook, in order: name, id of the relation to its part.
fn sheets(workbook: &[u8]) -> Result<Vec<(String, String)>, Error> {
    let mut xml = XmlReader::new(workbook);
    let mut sheets = Vec::new();
    loop {
        match xml.next()? {
            Token::Eof => return Ok(sheets),
            Token::Start if local(xml.name()) == "sheet" => {
                let name = xml.attribute("name").unwrap_or_default().to_owned();
                let relation = xml.attributes().find(|(key, _)| key.ends_with(":id"));
                sheets.push((name, relation.map_or("", |(_, id)| id).to_owned()));
            }
            _ => {}
        }
    }
}

/// The comments on the cells of a sheet, each with its row from 0.
fn comments_of(
    package: &mut Package<impl Read + Seek>,
    workbook: &str,
    sheet: &str,
) -> Result<Vec<(usize, Note)>, Error> {
    let part = |package: &mut Package<_>, from: &str, kind: &str| {
        let name = package.related(from, kind)?;
        name.map_or(Ok(None), |name| package.part(&name))
    };
    let mut comments = match part(package, sheet, "comments")? {
        Some(content) => plain_comments(&content)?,
        None => Vec::new(),
    };
    if let Some(content) = part(package, sheet, "threadedComment")? {
        let persons = match part(package, workbook, "person")? {
            Some(content) => persons(&content)?,
            None => Vec::new(),
        };
        comments.retain(|(_, note)| !note.text.starts_with(THREADED));
        comments.extend(threads(&content, &persons)?);
    }
    comments.retain(|(_, note)| !note.text.is_empty());
    Ok(comments)
}

fn plain_comments(part: &[u8]) -> Result<Vec<(usize, Note)>, Error> {
    let mut xml = XmlReader::new(part);
    let mut authors: Vec<String> = Vec::new();
    let mut comments: Vec<(usize, Note)> = Vec::new();
    loop {
        match xml.next()? {
            Token::Eof => break,
            Token::Start => match local(xml.name()) {
                "author" => authors.push(xml.text_to_end()?),
                "comment" => {
                    let author = local_attribute(&xml, "authorId").and_then(|id| id.parse().ok());
                    let author = author.and_then(|id: usize| authors.get(id).cloned());
                    comments.push((row_of(&xml), note(author)));
                }
                "t" => {
                    let text = xml.text_to_end()?;
                    if let Some((_, note)) = comments.last_mut() {
                        note.text.push_str(&text);
                    }
                }
                "rPh" => xml.skip()?,
                _ => {}
            },
            Token::Text | Token::End => {}
        }
    }
    for (_, note) in &mut comments {
        let text = note.text.trim();
        // Excel puts the author's name before what they write.
        let own = note
            .from
            .as_ref()
            .and_then(|from| text.strip_prefix(from.as_str()));
        let own = own.and_then(|rest| rest.strip_prefix(':'));
        note.text = own.unwrap_or(text).trim().to_owned();
    }
    Ok(comments)
}

fn persons(part: &[u8]) -> Result<Vec<(String, String)>, Error> {
    let mut xml = XmlReader::new(part);
    let mut persons = Vec::new();
    loop {
        match xml.next()? {
            Token::Eof => return Ok(persons),
            Token::Start if local(xml.name()) == "person" => {
                let attribute = |name| local_attribute(&xml, name).unwrap_or_default();
                persons.push((attribute("id"), attribute("displayName")));
            }
            _ => {}
        }
    }
}

fn threads(part: &[u8], persons: &[(String, String)]) -> Result<Vec<(usize, Note)>, Error> {
    let mut xml = XmlReader::new(part);
    let mut comments: Vec<(usize, Note)> = Vec::new();
    loop {
        match xml.next()? {
            Token::Eof => return Ok(comments),
            Token::Start => match local(xml.name()) {
                "threadedComment" => {
                    let id = local_attribute(&xml, "personId").unwrap_or_default();
                    let person = persons.iter().find(|(known, _)| *known == id);
                    let name = person.map(|(_, name)| name.clone());
                    comments.push((row_of(&xml), note(name)));
                }
                "text" => {
                    let text = xml.text_to_end()?;
                    if let Some((_, note)) = comments.last_mut() {
                        text.trim().clone_into(&mut note.text);
                    }
                }
                _ => {}
            },
            Token::Text | Token::End => {}
        }
    }
}

fn note(from: Option<String>) -> Note {
    Note {
        text: String::new(),
        from: person(from),
    }
}

/// The row, from 0, of the cell that a comment is on: `D12` → 11.
fn row_of(xml: &XmlReader<&[u8]>) -> usize {
    let cell = local_attribute(xml, "ref").unwrap_or_default();
    let number = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    number
        .parse()
        .map_or(usize::MAX, |number: usize| number.wrapping_sub(1))
}
