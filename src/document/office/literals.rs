//! Texts between quotation marks: what a formula puts together (ECMA-376 part 1 §18.17.2.2, ODF 1.3
//! part 4 §5.4), and the words around a number (part 1 §18.8.31).

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::xml::{Node, Token, Xml, attribute, escaped, local, unescaped};
use crate::document::block::{Block, BlockKind};
use crate::document::filter::Fault;
use crate::document::splice::{Found, Piece, Write};

/// Functions of which a text is no words: all of its texts, or that in one place.
const CODE: &[(&str, Option<usize>)] = &[
    ("CELL", None),
    ("CONVERT", None),
    ("DATEDIF", None),
    ("HYPERLINK", Some(0)),
    ("INDIRECT", None),
    ("INFO", None),
    ("NUMBERVALUE", None),
    ("TEXT", Some(1)),
];

/// A text between quotation marks: where it stands, and which argument of which function it is.
#[derive(Debug)]
struct Literal<'t> {
    range: Range<usize>,
    function: &'t str,
    argument: usize,
}

/// Whether a text may stand in a formula.
pub(super) fn may_stand_in(formula: &str) -> bool {
    formula.contains('"') || formula.contains("&quot;")
}

/// The texts of a formula that stands in a part.
pub(super) fn in_formula(text: &str, formula: &Range<usize>) -> Vec<Found> {
    let is_word = |literal: &Literal<'_>| {
        let function = literal.function.to_ascii_uppercase();
        let mut code = CODE.iter().filter(|(name, _)| *name == function);
        !code.any(|(_, argument)| argument.is_none_or(|at| at == literal.argument))
    };
    let literals = literals(text, formula).into_iter().filter(is_word);
    let found = literals.map(|literal| found(text, &literal.range, in_text));
    found.flatten().collect()
}

/// What a list has to choose from that is one text with commas (part 1 §18.3.1.32).
pub(super) fn in_list(text: &str, formula: &Range<usize>) -> Vec<Found> {
    let mut items = Vec::new();
    for literal in literals(text, formula) {
        let mut start = literal.range.start;
        let written = text.get(literal.range).unwrap_or_default();
        for item in written.split(',') {
            let end = start + item.len();
            items.extend(found(text, &(start..end), in_item));
            start = end + 1;
        }
    }
    items
}

/// The words around the numbers of a workbook, by the formats that its cells have.
pub(super) fn in_styles(text: &str) -> Result<Vec<Found>, Fault> {
    let cells = text.split_once("cellXfs").map_or("", |(_, after)| after);
    let cells = cells.split_once("cellXfs").map_or("", |(cells, _)| cells);
    let ids = cells.split("numFmtId=\"").skip(1);
    let used: HashSet<&str> = ids.filter_map(|id| Some(id.split_once('"')?.0)).collect();
    let mut xml = Xml::new(text, &[]);
    let mut found = Vec::new();
    while let Some(token) = xml.next()? {
        if matches!(token, Token::Start) && local(xml.name()) == "numFmt" {
            let range = xml.range();
            let tag = text.get(range.clone()).unwrap_or_default();
            let id = attribute(tag, range.start, "numFmtId").unwrap_or_default();
            if used.contains(&*id.0) {
                found.extend(in_number_format(text, &range));
            }
        }
    }
    Ok(found)
}

/// The words around a number, in the tag that says how it looks.
pub(super) fn in_number_format(text: &str, tag: &Range<usize>) -> Vec<Found> {
    let source = text.get(tag.clone()).unwrap_or_default();
    let code = attribute(source, tag.start, "formatCode");
    code.map_or_else(Vec::new, |(_, code)| around_number(text, &code))
}

/// The words around a number, in what says how it looks.
pub(super) fn around_number(text: &str, code: &Range<usize>) -> Vec<Found> {
    let literals = literals(text, code).into_iter();
    let found = literals.map(|literal| found(text, &literal.range, in_format));
    found.flatten().filter(is_no_symbol).collect()
}

/// A word beside a number, in the style that says how it looks (ODF 1.3 part 3 §16.29.26).
pub(super) fn in_style(text: &str, node: &Node<'_>) -> Option<Found> {
    let range = node.tag.end..node.end.start;
    found(text, &range, in_format).filter(is_no_symbol)
}

/// Whether a text is more than a value or a currency, which a program knows by its name.
fn is_no_symbol(found: &Found) -> bool {
    let text = found.block.text.as_str();
    let is_currency = text.len() == 3 && text.chars().all(|c| c.is_ascii_uppercase());
    !is_currency && !matches!(text, "TRUE" | "FALSE")
}

/// The texts between quotation marks of what stands in a part.
fn literals<'t>(text: &'t str, range: &Range<usize>) -> Vec<Literal<'t>> {
    let mut literals = Vec::new();
    let mut functions: Vec<(&str, usize)> = Vec::new();
    let mut name = 0..0;
    let mut at = range.start;
    while let Some(rest) = text.get(at..range.end).filter(|rest| !rest.is_empty()) {
        let next = written(rest);
        match next {
            "\"" | "&quot;" | "'" | "&apos;" => {
                let inside = rest.get(next.len()..).unwrap_or_default();
                let length = length_of_quoted(inside, next);
                let start = at + next.len();
                if next.contains(['"', 'q']) {
                    let (function, argument) = functions.last().copied().unwrap_or_default();
                    literals.push(Literal {
                        range: start..start + length,
                        function,
                        argument,
                    });
                }
                at = start + length + next.len();
                continue;
            }
            "(" => functions.push((text.get(name.clone()).unwrap_or_default(), 0)),
            ")" => {
                functions.pop();
            }
            "," | ";" => {
                if let Some((_, argument)) = functions.last_mut() {
                    *argument += 1;
                }
            }
            _ => {}
        }
        let is_of_name = next
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_' || c == '.');
        name = match is_of_name {
            true if name.end == at => name.start..at + next.len(),
            true => at..at + next.len(),
            false => 0..0,
        };
        at += next.len();
    }
    literals
}

/// How long a text is up to the mark that ends it; two in it are one.
fn length_of_quoted(inside: &str, mark: &str) -> usize {
    let mut length = 0;
    while let Some(rest) = inside.get(length..).filter(|rest| !rest.is_empty()) {
        match rest.strip_prefix(mark) {
            Some(after) if after.starts_with(mark) => length += 2 * mark.len(),
            Some(_) => break,
            None => length += written(rest).len(),
        }
    }
    length
}

/// The first character as it is written in a part.
fn written(rest: &str) -> &str {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    // The longest is of a character by number.
    let reference = || rest.bytes().take(12).position(|byte| byte == b';');
    let end = match rest.starts_with('&') {
        true => reference().map_or(first, |end| end + 1),
        false => first,
    };
    rest.get(..end).unwrap_or(rest)
}

/// The block of a text, where there is something to read in it; white space around it stays.
fn found(text: &str, range: &Range<usize>, write: Write) -> Option<Found> {
    let written = text.get(range.clone()).unwrap_or_default();
    let start = range.start + written.len() - written.trim_start().len();
    let written = written.trim();
    let said = unescaped(written).replace("\"\"", "\"");
    said.chars().any(char::is_alphabetic).then(|| Found {
        block: Block::new(BlockKind::Label, said),
        span: start..start + written.len(),
        native: Vec::new(),
        line_end: Cow::Borrowed(" "),
        write,
        runs: None,
    })
}

/// Writes a text of a formula.
fn in_text(found: &Found, pieces: &[Piece<'_>]) -> String {
    written_as(found, pieces, |text| text.replace('"', "\"\""))
}

/// Writes what one can choose from a list: a comma would end it.
fn in_item(found: &Found, pieces: &[Piece<'_>]) -> String {
    written_as(found, pieces, |text| {
        text.replace('"', "\"\"").replace(',', "，")
    })
}

/// Writes a word beside a number, which has no way to say a quotation mark.
fn in_format(found: &Found, pieces: &[Piece<'_>]) -> String {
    written_as(found, pieces, |text| text.replace('"', "”"))
}

fn written_as(found: &Found, pieces: &[Piece<'_>], quoted: fn(&str) -> String) -> String {
    let mut out = String::new();
    for piece in pieces {
        if let Piece::Text(text) = piece {
            escaped(&quoted(text), &mut out);
        }
    }
    out.replace('\n', &found.line_end).replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(found: Vec<Found>) -> Vec<String> {
        found.into_iter().map(|found| found.block.text).collect()
    }

    #[test]
    fn words_of_formulas_are_found_and_what_functions_read_is_not() {
        let texts = |formula: &str| said(in_formula(formula, &(0..formula.len())));
        assert_eq!(texts("\" Total: \"&amp;A1"), ["Total:"]);
        assert_eq!(
            texts(
                "of:=IF([.A1]=&quot;yes&quot;;&quot;It is &quot;&quot;so&quot;&quot;&quot;;&quot;&quot;)"
            ),
            ["yes", "It is \"so\""]
        );
        assert_eq!(texts("TEXT(A1,\"d mmm\")&amp;TEXT(\"so\",\"0\")"), ["so"]);
        assert_eq!(
            texts("HYPERLINK(\"https://wipo.int\",\"Our page\")"),
            ["Our page"]
        );
        assert_eq!(texts("INDIRECT(\"Fees!A\"&amp;ROW())"), [""; 0]);
        assert_eq!(texts("'The \"big\" sheet'!A1&amp;\"12\""), [""; 0]);
        assert_eq!(texts("\"never ends"), ["never ends"]);
    }

    #[test]
    fn a_list_is_read_item_by_item() {
        let list = "&quot;Yes, No,1&quot;";
        assert_eq!(said(in_list(list, &(0..list.len()))), ["Yes", "No"]);
    }

    #[test]
    fn words_beside_numbers_are_found_where_cells_have_them() {
        let format =
            |id: u8, code: &str| format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>");
        let styles = format!(
            "<s><numFmts>{}{}{}</numFmts><cellXfs><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs></s>",
            format(170, "0&quot; days&quot;;[Red]-0&quot; days&quot;"),
            format(171, "&quot;EUR&quot; 0.00;&quot;TRUE&quot;;General"),
            format(172, "0&quot; unused&quot;"),
        );
        assert_eq!(said(in_styles(&styles).unwrap()), ["days", "days"]);
    }
}
