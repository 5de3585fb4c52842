//! What the sheets of an OpenDocument workbook are called. Formulas, named ranges, charts, links and
//! the settings call them so too: where a sheet is called otherwise, all of these are (ODF 1.3 part 3
//! §9.1.2, part 4 §5.8).

use std::ops::Range;

use super::sheets::{Renamed, called, edited, new_name};
use super::xml::{Token, Xml, attribute, local};
use crate::document::filter::Fault;

/// How a reference parts the sheet from the cell.
const SIGN: char = '.';

/// The attributes whose value is a cell, or several.
const ADDRESSES: &[&str] = &[
    "base-cell-address",
    "cell-address",
    "cell-range-address",
    "condition-source-range-address",
    "end-cell-address",
    "label-cell-address",
    "label-cell-range-address",
    "linked-cell",
    "notify-on-update-of-ranges",
    "print-ranges",
    "source-cell-range",
    "source-cell-range-addresses",
    "target-cell-address",
    "target-range-address",
    "values-cell-range-address",
];

/// The attributes whose value is a formula, with cells between brackets.
const FORMULAS: &[&str] = &["condition", "expression", "formula", "value"];

/// A part with its sheets called as they are now.
pub(super) fn renamed(text: &str, sheets: &[Renamed]) -> Result<String, Fault> {
    let mut xml = Xml::new(text, &[]);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    while let Some(token) = xml.next()? {
        if !matches!(token, Token::Start) {
            continue;
        }
        let range = xml.range();
        let tag = text.get(range.clone()).unwrap_or_default();
        let value = |name: &str| attribute(tag, range.start, name);
        let mut edit = |(said, at): (String, Range<usize>), new: Option<String>| {
            edits.extend(new.filter(|new| *new != said).map(|new| (at, new)));
        };
        for said in ADDRESSES.iter().filter_map(|name| value(name)) {
            let new = called(&said.0, sheets, SIGN);
            edit(said, new);
        }
        for said in FORMULAS.iter().filter_map(|name| value(name)) {
            let new = in_brackets(&said.0, sheets);
            edit(said, new);
        }
        if let Some(said) = value("href").filter(|(said, _)| said.starts_with('#')) {
            let new = called(&said.0, sheets, SIGN);
            edit(said, new);
        }
        let name = value("name");
        match (local(xml.name()), name) {
            ("config-item-map-entry", Some(said)) => {
                let new = new_name(&said.0, sheets).map(str::to_owned);
                edit(said, new);
            }
            ("config-item", Some((name, _))) if name == "ActiveTable" => {
                let node = xml.node()?;
                let new = new_name(&node.text(), sheets).map(str::to_owned);
                edit((node.text(), node.tag.end..node.end.start), new);
            }
            _ => {}
        }
    }
    edits.sort_by_key(|(at, _)| at.start);
    Ok(edited(text, edits))
}

/// A formula with its sheets called as they are now; `None` where that changes nothing.
fn in_brackets(text: &str, sheets: &[Renamed]) -> Option<String> {
    let mut out = String::new();
    let mut changed = false;
    // What stands between quotation marks is text; two in it end one and begin the next.
    for (number, piece) in text.split('"').enumerate() {
        if number > 0 {
            out.push('"');
        }
        if number % 2 == 1 {
            out.push_str(piece);
            continue;
        }
        for (number, rest) in piece.split('[').enumerate() {
            if number > 0 {
                out.push('[');
            }
            let inside = rest.find(']').filter(|_| number > 0).unwrap_or(0);
            let (reference, after) = rest.split_at(inside);
            let new = called(reference, sheets, SIGN);
            changed |= new.is_some();
            out.push_str(new.as_deref().unwrap_or(reference));
            out.push_str(after);
        }
    }
    changed.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_calls_a_sheet_calls_it_as_it_is_called() {
        let sheet = |old: &str, new: &str| Renamed {
            old: old.to_owned(),
            new: new.to_owned(),
        };
        let sheets = [
            sheet("Filings", "申请"),
            sheet("By country's year", "按国家"),
            sheet("12", "十二"),
        ];
        for (old, new) in [
            (
                "<a table:formula=\"of:=SUM([$Filings.B1:.B3])+12.5&amp;&quot;[Filings.A1]&quot;\"/>",
                "<a table:formula=\"of:=SUM([$'申请'.B1:.B3])+12.5&amp;&quot;[Filings.A1]&quot;\"/>",
            ),
            (
                "<a table:formula=\"of:=[$&apos;By country&apos;&apos;s year&apos;.A1]\"/>",
                "<a table:formula=\"of:=[$'按国家'.A1]\"/>",
            ),
            (
                "<a table:print-ranges=\"Filings.A1:Filings.C5 Other.A1\"/>",
                "<a table:print-ranges=\"'申请'.A1:'申请'.C5 Other.A1\"/>",
            ),
            (
                "<a xlink:href=\"#Filings.A1\"/>",
                "<a xlink:href=\"#'申请'.A1\"/>",
            ),
            (
                "<c:config-item-map-entry c:name=\"Filings\"/>",
                "<c:config-item-map-entry c:name=\"申请\"/>",
            ),
            (
                "<c:config-item c:name=\"ActiveTable\">Filings</c:config-item>",
                "<c:config-item c:name=\"ActiveTable\">申请</c:config-item>",
            ),
        ] {
            assert_eq!(renamed(old, &sheets).unwrap(), new);
        }
        let same = "<a table:formula=\"of:=[.A1]\" table:name=\"Filings\" office:value=\"12.5\"/>";
        assert_eq!(renamed(same, &sheets).unwrap(), same);
    }
}
