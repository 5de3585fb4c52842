//! The cells of a sheet that a table is bound to: they say what its columns are called, and what stands
//! in its last row (ECMA-376 part 1 §18.5.1.2). A string that several cells share is one text; a head
//! that must say something else has one of its own (§18.3.1.53).

use std::collections::{BTreeMap, HashMap};
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

/// The cells of a sheet, in order.
struct Cells<'t> {
    sheet: &'t str,
    xml: Xml<'t>,
    row: u32,
    column: u32,
}

impl<'t> Cells<'t> {
    fn of(sheet: &'t str) -> Self {
        Self {
            sheet,
            xml: Xml::new(sheet, &[]),
            row: 0,
            column: 0,
        }
    }

    /// The next that is wanted: its place and its start tag, and all of it.
    fn next(
        &mut self,
        is_wanted: impl Fn(&Place) -> bool,
    ) -> Result<Option<(Place, &'t str, Node<'t>)>, Fault> {
        while let Some(token) = self.xml.next()? {
            if !matches!(token, Token::Start) {
                continue;
            }
            let tag = self.sheet.get(self.xml.range()).unwrap_or_default();
            let reference = || attribute(tag, 0, "r").map(|(value, _)| value);
            match local(self.xml.name()) {
                "row" => {
                    let own = reference().and_then(|row| row.parse().ok());
                    self.row = own.unwrap_or(self.row.saturating_add(1));
                    self.column = 0;
                }
                "c" => {
                    let own = reference().and_then(|reference| place(&reference));
                    let at = own.unwrap_or((self.row, self.column.saturating_add(1)));
                    self.column = at.1;
                    if is_wanted(&at) {
                        return Ok(Some((at, tag, self.xml.node()?)));
                    }
                }
                _ => {}
            }
        }
        Ok(None)
    }
}

/// The cells of a sheet at some places.
pub(super) fn cells(
    sheet: &str,
    strings: &[String],
    is_wanted: impl Fn(&Place) -> bool,
) -> Result<HashMap<Place, Cell>, Fault> {
    let mut all = Cells::of(sheet);
    let mut cells = HashMap::new();
    while let Some((at, tag, node)) = all.next(&is_wanted)? {
        let prefix = node.name.strip_suffix(node.local()).unwrap_or_default();
        let kept = ["r", "s"].into_iter().filter_map(|name| {
            let (_, at) = attribute(tag, 0, name)?;
            Some(format!(" {name}=\"{}\"", tag.get(at)?))
        });
        let cell = Cell {
            range: node.range(),
            prefix: prefix.to_owned(),
            kept: kept.collect(),
            said: text_of(&node, tag, strings),
        };
        cells.insert(at, cell);
    }
    Ok(cells)
}

/// A sheet, and the strings that its cells share with others.
pub(super) type Said<'s> = (&'s str, &'s [String]);

/// What the cells of an area say now, by what they said: of the heads of its columns, and of each column
/// below.
pub(super) fn words(
    (was, was_shared): Said<'_>,
    (is, is_shared): Said<'_>,
    [first, last]: [Place; 2],
) -> Result<Columns, Fault> {
    let mut words = Columns::new();
    let is_wanted = |(row, column): &Place| {
        (first.0..=last.0).contains(row) && (first.1..=last.1).contains(column)
    };
    let (mut before, mut after) = (Cells::of(was), Cells::of(is));
    // Whatever a cell says, it stands where it stood.
    while let (Some((at, tag, old)), Some((_, new_tag, new))) =
        (before.next(is_wanted)?, after.next(is_wanted)?)
    {
        let old = text_of(&old, tag, was_shared);
        let new = text_of(&new, new_tag, is_shared);
        if let (Some(old), Some(new)) = (old, new) {
            let column = words.entry(at.1 - first.1).or_default();
            if at.0 == first.0 {
                column.head = Some([old, new]);
            } else {
                column.words.entry(old).or_insert(new);
            }
        }
    }
    Ok(words)
}

/// The columns of an area that say something, by their number.
pub(super) type Columns = BTreeMap<u32, Column>;

/// What a column of an area says.
#[derive(Debug, Default)]
pub(super) struct Column {
    /// What its head said, and says now.
    pub(super) head: Option<[String; 2]>,
    /// What the cells below say now, by what they said.
    pub(super) words: HashMap<String, String>,
}

/// What a cell with a start tag says.
fn text_of(cell: &Node<'_>, tag: &str, strings: &[String]) -> Option<String> {
    let child = |name| cell.nodes().find(move |node| node.local() == name);
    let (type_, _) = attribute(tag, 0, "t")?;
    match type_.as_str() {
        _ if child("f").is_some() => None,
        "str" => Some(said(&child("v")?.text())),
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
