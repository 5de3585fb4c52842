//! The cells of a sheet that a table is bound to: they say what its columns are called, and what stands
//! in its last row (ECMA-376 part 1 §18.5.1.2). A string that several cells share is one text; a head
//! that must say something else has one of its own (§18.3.1.53).

use std::collections::HashMap;
use std::ops::Range;

use super::xml::{Node, Token, Xml, attribute, escaped, local};
use crate::document::filter::Fault;

/// A row and a column, from 1.
pub(super) type Place = (u32, u32);

/// A cell of a sheet.
#[derive(Debug)]
pub(super) struct Cell {
    /// Where it stands in the part.
    range: Range<usize>,
    /// What stands before the names of its elements: `x:`.
    prefix: String,
    /// Its place and its look, as they are written.
    kept: String,
    /// What it says, where that is a text that somebody wrote.
    pub(super) said: Option<String>,
}

/// The place that a reference names: `C12`.
fn place(reference: &str) -> Option<Place> {
    let reference = reference.replace('$', "");
    let end = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, figures) = reference.split_at(end);
    let column = letters.chars().try_fold(0_u32, |column, letter| {
        let nth = letter.to_digit(36)?.checked_sub(9)?;
        column.checked_mul(26)?.checked_add(nth)
    });
    Some((figures.parse().ok()?, column.filter(|column| *column > 0)?))
}

/// The first and the last place of an area: `A1:C12`.
pub(super) fn area(reference: &str) -> Option<[Place; 2]> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    Some([place(first)?, place(last)?])
}

/// The strings that the cells of a workbook share, in order.
pub(super) fn strings(text: &str) -> Result<Vec<String>, Fault> {
    let mut xml = Xml::new(text, &[]);
    let mut strings = Vec::new();
    while let Some(token) = xml.next()? {
        if matches!(token, Token::Start) && local(xml.name()) == "si" {
            strings.push(shown(&xml.node()?));
        }
    }
    Ok(strings)
}

/// What a string shows: the text of its runs, but not how characters are read.
fn shown(node: &Node<'_>) -> String {
    let mut out = String::new();
    for inner in node.nodes() {
        match inner.local() {
            "t" => out.push_str(&said(&inner.text())),
            "rPh" => {}
            _ => out.push_str(&shown(inner)),
        }
    }
    out
}

/// The cells of a sheet at some places.
pub(super) fn cells(
    sheet: &str,
    strings: &[String],
    is_wanted: impl Fn(&Place) -> bool,
) -> Result<HashMap<Place, Cell>, Fault> {
    let mut xml = Xml::new(sheet, &[]);
    let mut cells = HashMap::new();
    let (mut row, mut column) = (0_u32, 0_u32);
    while let Some(token) = xml.next()? {
        if !matches!(token, Token::Start) {
            continue;
        }
        let range = xml.range();
        let tag = sheet.get(range.clone()).unwrap_or_default();
        let value = |name: &str| attribute(tag, 0, name).map(|(value, _)| value);
        match local(xml.name()) {
            "row" => {
                let own = value("r").and_then(|row| row.parse().ok());
                row = own.unwrap_or(row.saturating_add(1));
                column = 0;
            }
            name @ "c" => {
                let own = value("r").and_then(|reference| place(&reference));
                let at = own.unwrap_or((row, column.saturating_add(1)));
                column = at.1;
                if !is_wanted(&at) {
                    continue;
                }
                let prefix = xml.name().strip_suffix(name).unwrap_or_default();
                let kept = ["r", "s"].into_iter().filter_map(|name| {
                    let (_, at) = attribute(tag, 0, name)?;
                    Some(format!(" {name}=\"{}\"", tag.get(at)?))
                });
                let kept = kept.collect();
                let type_ = value("t").unwrap_or_default();
                let node = xml.node()?;
                let cell = Cell {
                    range: node.range(),
                    prefix: prefix.to_owned(),
                    kept,
                    said: text_of(&node, &type_, strings),
                };
                cells.insert(at, cell);
            }
            _ => {}
        }
    }
    Ok(cells)
}

/// What a cell of a type says.
fn text_of(cell: &Node<'_>, type_: &str, strings: &[String]) -> Option<String> {
    let child = |name| cell.nodes().find(move |node| node.local() == name);
    match type_ {
        _ if child("f").is_some() => None,
        "s" => {
            let number: usize = child("v")?.text().trim().parse().ok()?;
            strings.get(number).cloned()
        }
        "inlineStr" => Some(shown(child("is")?)),
        _ => None,
    }
}

/// A sheet in which some cells have strings of their own.
pub(super) fn with_own(sheet: &str, mut own: Vec<(&Cell, &str)>) -> String {
    own.sort_by_key(|(cell, _)| cell.range.start);
    let mut out = String::with_capacity(sheet.len());
    let mut done = 0;
    for (cell, text) in own {
        let Cell { prefix, kept, .. } = cell;
        out.push_str(sheet.get(done..cell.range.start).unwrap_or_default());
        out.push_str(&format!(
            "<{prefix}c{kept} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">"
        ));
        escaped(text, &mut out);
        out.push_str(&format!("</{prefix}t></{prefix}is></{prefix}c>"));
        done = cell.range.end;
    }
    out.push_str(sheet.get(done..).unwrap_or_default());
    out
}

/// What a text says in which characters stand by their numbers: `_x000a_` (§22.9.2.19).
pub(super) fn said(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let digits = after.get(..4).filter(|digits| {
            digits.bytes().all(|digit| digit.is_ascii_hexdigit()) && after.get(4..5) == Some("_")
        });
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match number.and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = after.get(5..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_formulas_name_them() {
        assert_eq!(place("A1"), Some((1, 1)));
        assert_eq!(place("$AB$12"), Some((12, 28)));
        assert_eq!(area("B2:C9"), Some([(2, 2), (9, 3)]));
        assert_eq!(area("B2"), Some([(2, 2), (2, 2)]));
        for broken in ["", "12", "A", "A0x", "é1", "ZZZZZZZZZ1"] {
            assert_eq!(place(broken), None, "{broken}");
        }
    }

    #[test]
    fn cells_say_what_their_strings_do() {
        let strings = strings(
            "<x:sst xmlns:x=\"s\"><x:si><x:t>One</x:t></x:si><x:si><x:r><x:t>T</x:t></x:r><x:r><x:t>wo_x000a_</x:t></x:r>\
             <x:rPh><x:t>no</x:t></x:rPh></x:si></x:sst>",
        );
        let strings = strings.unwrap();
        assert_eq!(strings, ["One", "Two\n"]);
        let sheet = "<x:s><x:row r=\"3\"><x:c t=\"s\" s=\"4\"><x:v>1</x:v></x:c><x:c r=\"D3\"><x:v>7</x:v></x:c>\
             <x:c t=\"inlineStr\"><x:is><x:t>Own</x:t></x:is></x:c><x:c t=\"s\"><x:f>A1</x:f><x:v>0</x:v></x:c></x:row></x:s>";
        let cells = cells(sheet, &strings, |_| true).unwrap();
        let said = |place| cells.get(&place).and_then(|cell| cell.said.as_deref());
        assert_eq!(said((3, 1)), Some("Two\n"));
        assert_eq!((said((3, 4)), said((3, 6))), (None, None));
        assert_eq!(said((3, 5)), Some("Own"));
        let changed = with_own(sheet, vec![(&cells[&(3, 1)], "A & B")]);
        let new = "<x:c s=\"4\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">A &amp; B</x:t></x:is></x:c>";
        assert_eq!(
            changed,
            sheet.replace("<x:c t=\"s\" s=\"4\"><x:v>1</x:v></x:c>", new)
        );
    }
}
