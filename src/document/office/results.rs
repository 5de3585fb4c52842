//! What formulas have made of the texts of a workbook before these changed. A program shows it, and
//! does not make it again, as long as it is there.

use std::ops::Range;

use super::sheets::edited;
use super::xml::{Token, Xml, attribute, local, written};
use crate::document::filter::Fault;
use crate::document::format::Format;

/// The text that formulas made, in a part of a workbook.
#[derive(Debug, Default)]
pub(super) struct Results {
    /// Where each stands.
    ranges: Vec<Range<usize>>,
    /// Whether there are formulas at all.
    pub(super) has_formulas: bool,
}

impl Results {
    /// Finds them in a part.
    pub(super) fn of(text: &str, format: Format) -> Result<Self, Fault> {
        let mut xml = Xml::new(text, &[]);
        let mut results = Self::default();
        while let Some(token) = xml.next()? {
            if !matches!(token, Token::Start) {
                continue;
            }
            let tag = xml.range();
            let source = text.get(tag.clone()).unwrap_or_default();
            let said = |name| written(source, tag.start, name);
            let is = |name, value: &str| said(name).is_some_and(|(said, _)| said == value);
            match (format, local(xml.name())) {
                (Format::Xlsx, "f") => results.has_formulas = true,
                (Format::Xlsx, "c") if is("t", "str") => {
                    let cell = xml.node()?;
                    let child = |name| cell.nodes().find(move |node| node.local() == name);
                    if let (Some(_), Some(value)) = (child("f"), child("v")) {
                        results.has_formulas = true;
                        results.ranges.push(value.tag.end..value.end.start);
                    }
                }
                (Format::Odf, "table-cell") if written(source, tag.start, "formula").is_some() => {
                    let cell = xml.node()?;
                    if is("value-type", "string") {
                        let value = said("string-value").map(|(_, value)| whole(text, &value));
                        results.ranges.extend(value);
                        let lines = cell.nodes().filter(|node| node.name == "text:p");
                        results.ranges.extend(lines.map(|line| line.range()));
                    }
                }
                _ => {}
            }
        }
        results.ranges.retain(|range| !range.is_empty());
        Ok(results)
    }

    /// The part without them.
    pub(super) fn left_out(self, text: &str) -> String {
        let edits = self.ranges.into_iter().map(|range| (range, String::new()));
        edited(text, edits.collect())
    }
}

/// Where an attribute stands with its name and the space before it, by its value.
fn whole(text: &str, value: &Range<usize>) -> Range<usize> {
    let before = text.get(..value.start).unwrap_or_default();
    let start = before.rfind(|c: char| c.is_ascii_whitespace());
    start.unwrap_or(value.start)..value.end + 1
}

/// The part that all others of a workbook belong to, asking a program to make all results again when
/// it opens the workbook (ECMA-376 part 1 §18.2.2).
pub(super) fn asked_for(text: &str) -> Result<String, Fault> {
    const ASKS: &str = "fullCalcOnLoad";
    // Behind the last of these it stands.
    const BEFORE: &[&str] = &[
        "sheets",
        "functionGroups",
        "externalReferences",
        "definedNames",
    ];
    let mut xml = Xml::new(text, &[]);
    let mut place = None;
    while let Some(token) = xml.next()? {
        if !matches!(token, Token::Start) {
            continue;
        }
        let tag = xml.range();
        let source = text.get(tag.clone()).unwrap_or_default();
        match local(xml.name()) {
            "calcPr" => {
                let at = match attribute(source, tag.start, ASKS) {
                    Some((_, value)) => return Ok(spliced(text, &value, "1")),
                    None => tag.start + 1 + xml.name().len(),
                };
                return Ok(spliced(text, &(at..at), &format!(" {ASKS}=\"1\"")));
            }
            name if BEFORE.contains(&name) => {
                let prefix = xml.name().strip_suffix(name).unwrap_or_default();
                place = Some((xml.node()?.range().end, prefix));
            }
            _ => {}
        }
    }
    Ok(match place {
        Some((at, prefix)) => spliced(text, &(at..at), &format!("<{prefix}calcPr {ASKS}=\"1\"/>")),
        None => text.to_owned(),
    })
}

/// A text with another in the place of a stretch.
fn spliced(text: &str, range: &Range<usize>, new: &str) -> String {
    let mut out = text.to_owned();
    out.replace_range(range.clone(), new);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str, format: Format) -> String {
        Results::of(text, format).unwrap().left_out(text)
    }

    #[test]
    fn what_formulas_made_of_texts_is_left_out_and_numbers_stay() {
        let sheet = "<c r=\"A1\" t=\"s\"><v>0</v></c><c t=\"str\"><f>A1</f><v>Fees</v></c><c><f>B1+1</f><v>3</v></c>";
        assert_eq!(
            left(&format!("<r>{sheet}</r>"), Format::Xlsx),
            format!("<r>{}</r>", sheet.replace("Fees", ""))
        );
        let cell = |said: &str, shown: &str| {
            format!(
                "<t><table:table-cell table:formula=\"of:=[.A1]\" office:value-type=\"string\"{said} a=\"1\">{shown}</table:table-cell><table:table-cell table:formula=\"of:=1\" office:value-type=\"float\"><text:p>1</text:p></table:table-cell></t>"
            )
        };
        let made = cell(" office:string-value=\"Fees\"", "<text:p>Fees</text:p>");
        assert_eq!(left(&made, Format::Odf), cell("", ""));
    }

    #[test]
    fn a_workbook_asks_for_its_results_once() {
        for (old, new) in [
            (
                "<x:workbook><x:sheets/><x:definedNames></x:definedNames><x:oleSize/></x:workbook>",
                "<x:workbook><x:sheets/><x:definedNames></x:definedNames><x:calcPr fullCalcOnLoad=\"1\"/><x:oleSize/></x:workbook>",
            ),
            (
                "<workbook><calcPr calcId=\"1\"/></workbook>",
                "<workbook><calcPr fullCalcOnLoad=\"1\" calcId=\"1\"/></workbook>",
            ),
            (
                "<workbook><calcPr fullCalcOnLoad=\"0\"/></workbook>",
                "<workbook><calcPr fullCalcOnLoad=\"1\"/></workbook>",
            ),
        ] {
            assert_eq!(asked_for(old).unwrap(), new);
            assert_eq!(asked_for(new).unwrap(), new);
        }
    }
}
