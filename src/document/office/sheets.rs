//! What the sheets of a workbook are called. Formulas, names of cells, charts and links call them so
//! too: where a sheet is called otherwise, all of these are (ECMA-376 part 1 §18.2.19, §18.17.2.3).

use std::collections::HashSet;
use std::ops::Range;

use super::labels::described;
use super::xml::{Token, Xml, attribute, escaped, local};
use crate::document::filter::Fault;
use crate::document::splice::Found;

/// How many characters the name of a sheet may have.
const LONGEST: usize = 31;

/// How a reference parts the sheet from the cell.
const SIGN: char = '!';

/// The elements whose text is a formula.
const FORMULAS: &[&str] = &[
    "f",
    "formula",
    "formula1",
    "formula2",
    "definedName",
    "calculatedColumnFormula",
    "totalsRowFormula",
];

/// A sheet that is called otherwise than it was.
pub(super) struct Renamed {
    pub(super) old: String,
    pub(super) new: String,
}

/// The names of the sheets of a workbook, in order.
pub(super) fn find(text: &str) -> Result<Vec<Found>, Fault> {
    let mut xml = Xml::new(text, &[]);
    let mut found = Vec::new();
    while let Some(token) = xml.next()? {
        if matches!(token, Token::Start) && local(xml.name()) == "sheet" {
            let range = xml.range();
            let tag = text.get(range.clone()).unwrap_or_default();
            found.extend(attribute(tag, range.start, "name").and_then(described));
        }
    }
    Ok(found)
}

/// A name as a sheet may have it, which no other one has.
pub(super) fn allowed(wanted: &str, taken: &mut HashSet<String>) -> String {
    let name: String = wanted
        .chars()
        .map(|c| match c {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' => '_',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    let name = name.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let name = if name.is_empty() { "_" } else { name };
    let cut = |most: usize| name.chars().take(most).collect::<String>();
    let numbered = (2..).map(|number: u32| {
        let number = format!(" {number}");
        cut(LONGEST - number.len()) + &number
    });
    let mut names = std::iter::once(cut(LONGEST)).chain(numbered);
    let free = names.find(|name| taken.insert(name.to_lowercase()));
    free.unwrap_or_default()
}

/// A part with its sheets called as they are now.
pub(super) fn renamed(text: &str, sheets: &[Renamed]) -> Result<String, Fault> {
    rewritten(
        text,
        |formula| called(formula, sheets, SIGN),
        |element, tag, at| {
            let new = match element {
                "hyperlink" => attribute(tag, at, "location")
                    .and_then(|(said, at)| Some((at, called(&said, sheets, SIGN)?))),
                "worksheetSource" => attribute(tag, at, "sheet")
                    .and_then(|(said, at)| Some((at, new_name(&said, sheets)?.to_owned()))),
                _ => None,
            };
            new.into_iter().collect()
        },
    )
}

/// A part of a workbook with other formulas, and other attributes of what `attributes` is asked for by
/// its name, its start tag and where that stands.
pub(super) fn rewritten(
    text: &str,
    formula: impl Fn(&str) -> Option<String>,
    mut attributes: impl FnMut(&str, &str, usize) -> Vec<(Range<usize>, String)>,
) -> Result<String, Fault> {
    let mut xml = Xml::new(text, &[]);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    while let Some(token) = xml.next()? {
        if !matches!(token, Token::Start) {
            continue;
        }
        let range = xml.range();
        let tag = text.get(range.clone()).unwrap_or_default();
        let name = local(xml.name());
        edits.extend(attributes(name, tag, range.start));
        if FORMULAS.contains(&name) {
            let node = xml.node()?;
            let new = formula(&node.text());
            edits.extend(new.map(|new| (node.tag.end..node.end.start, new)));
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    Ok(edited(text, edits))
}

/// A part with other values in some places, in order.
pub(super) fn edited(text: &str, edits: Vec<(Range<usize>, String)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, new) in edits {
        out.push_str(text.get(done..range.start).unwrap_or_default());
        let begins = out.len();
        escaped(&new, &mut out);
        let after = text.get(range.end..).unwrap_or_default();
        // The value of an attribute between such marks has none of them.
        if after.starts_with('\'') {
            let value = out.split_off(begins).replace('\'', "&apos;");
            out.push_str(&value);
        }
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// What a sheet is called now. Names that differ in case alone are one.
pub(super) fn new_name<'s>(old: &str, sheets: &'s [Renamed]) -> Option<&'s str> {
    let old = old.to_lowercase();
    let found = sheets.iter().find(|sheet| sheet.old.to_lowercase() == old);
    found.map(|sheet| sheet.new.as_str())
}

/// A formula or a reference with its sheets called as they are now; `None` where that changes nothing.
/// Between a sheet and its cell stands `sign`.
pub(super) fn called(text: &str, sheets: &[Renamed], sign: char) -> Option<String> {
    let mut out = String::new();
    let mut changed = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' => end_of_quoted(rest, first),
            c if c != sign && is_of_name(c) => rest
                .find(|c| c == sign || !is_of_name(c) && (c != ':' || sign != SIGN))
                .unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at_checked(length)?;
        rest = after;
        let name = match first {
            '\'' => token.get(1..token.len().saturating_sub(1)),
            _ => Some(token),
        };
        let name = name.filter(|_| first != '"' && rest.starts_with(sign));
        match name.and_then(|name| reference(&name.replace("''", "'"), sheets)) {
            Some(new) => {
                out.push_str(&new);
                changed = true;
            }
            None => out.push_str(token),
        }
    }
    changed.then_some(out)
}

/// The sheet, or the first and the last of several, that a reference is to.
fn reference(name: &str, sheets: &[Renamed]) -> Option<String> {
    let names: Vec<&str> = name.split(':').collect();
    names.iter().find(|name| new_name(name, sheets).is_some())?;
    let new = names
        .iter()
        .map(|name| new_name(name, sheets).unwrap_or(name));
    let new = new.collect::<Vec<_>>().join(":");
    Some(format!("'{}'", new.replace('\'', "''")))
}

/// How long a text is that begins with a quotation mark; two in it are one.
pub(super) fn end_of_quoted(text: &str, mark: char) -> usize {
    let mut marks = text
        .match_indices(mark)
        .skip(1)
        .map(|(at, _)| at)
        .peekable();
    while let Some(at) = marks.next() {
        if marks.next_if(|next| *next == at + 1).is_none() {
            return at + 1;
        }
    }
    text.len()
}

pub(super) fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.') || !c.is_ascii()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Renamed, SIGN, allowed, called, renamed};

    fn sheets() -> Vec<Renamed> {
        let sheet = |old: &str, new: &str| Renamed {
            old: old.to_owned(),
            new: new.to_owned(),
        };
        vec![
            sheet("Filings", "申请"),
            sheet("By country's year", "按国家 '24"),
        ]
    }

    #[test]
    fn formulas_call_a_sheet_as_it_is_called() {
        let new = |text| called(text, &sheets(), SIGN);
        for (old, expected) in [
            ("Filings!A1+1", "'申请'!A1+1"),
            ("SUM(filings!$A$1:$B$2)", "SUM('申请'!$A$1:$B$2)"),
            ("'By country''s year'!A1", "'按国家 ''24'!A1"),
            ("SUM(Filings:Other!A1)", "SUM('申请:Other'!A1)"),
        ] {
            assert_eq!(new(old).as_deref(), Some(expected));
        }
        for same in [
            "A1",
            "\"Filings!A1\"",
            "Other!A1",
            "MyFilings!A1",
            "[1]Filings",
            "'open",
        ] {
            assert_eq!(new(same), None, "{same}");
        }
        let sheet = "<c><f>Filings!A1&amp;\"&lt;\"</f></c><hyperlink location=\"Filings!A2\"/>";
        assert_eq!(
            renamed(&format!("<s>{sheet}</s>"), &sheets()).unwrap(),
            "<s><c><f>'申请'!A1&amp;&quot;&lt;&quot;</f></c><hyperlink location=\"'申请'!A2\"/></s>"
        );
    }

    #[test]
    fn a_name_is_one_that_a_sheet_may_have() {
        let mut taken = HashSet::new();
        assert_eq!(allowed("a/b:c", &mut taken), "a_b_c");
        assert_eq!(allowed("A_B_C", &mut taken), "A_B_C 2");
        assert_eq!(allowed("'' ", &mut taken), "_");
        let long = allowed(&"长".repeat(40), &mut taken);
        assert_eq!(long.chars().count(), 31);
        assert_eq!(allowed(&"长".repeat(40), &mut taken).chars().count(), 31);
    }
}
