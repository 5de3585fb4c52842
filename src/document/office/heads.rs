//! What stands at the head and the foot of the printed pages of a sheet (ECMA-376 part 1 §18.3.1.46):
//! a text left, in the middle and right, with codes that begin with `&`.

use super::xml::{Node, escaped};
use crate::document::block::BlockKind;
use crate::document::splice::{Found, Piece};
use crate::document::values::{Decoded, value};

/// How `&` is written in a part.
const SIGN: &str = "&amp;";

/// Whether an element holds such.
pub(super) fn is_head(name: &str) -> bool {
    matches!(
        name,
        "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter"
    )
}

/// The texts of a head or a foot.
pub(super) fn find(text: &str, node: &Node<'_>) -> Vec<Found> {
    let mut at = node.tag.end;
    let mut found = Vec::new();
    let mut section = Decoded::new(at);
    while let Some(rest) = text.get(at..node.end.start).filter(|rest| !rest.is_empty()) {
        let length = match rest.strip_prefix(SIGN) {
            Some(code) => SIGN.len() + code_length(code),
            None => rest.chars().next().map_or(1, char::len_utf8),
        };
        let written = rest.get(..length).unwrap_or(rest);
        at += written.len();
        match written.strip_prefix(SIGN) {
            Some("L" | "C" | "R") => {
                let whole = std::mem::replace(&mut section, Decoded::new(at));
                found.extend(block(&whole));
            }
            Some(SIGN) => section.push('&', at),
            Some(_) => section.code(written, at - written.len()),
            // Other signs that XML writes by name.
            None if written == "&" => {
                let end = rest.find(';').map_or(1, |end| end + 1);
                let name = rest.get(..end).unwrap_or(written);
                at += name.len() - written.len();
                match name {
                    "&lt;" => section.push('<', at),
                    "&gt;" => section.push('>', at),
                    "&quot;" => section.push('"', at),
                    _ => section.code(name, at - name.len()),
                }
            }
            None => written.chars().for_each(|c| section.push(c, at)),
        }
    }
    found.extend(block(&section));
    found
}

/// How long a code is, behind its sign: a letter, a size in figures, a font between quotes, a colour.
fn code_length(code: &str) -> usize {
    let figures = code.len() - code.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let quoted = ["\"", "&quot;"].into_iter().find_map(|quote| {
        let inside = code.strip_prefix(quote)?;
        Some(inside.find(quote)? + 2 * quote.len())
    });
    match code.chars().next() {
        _ if code.starts_with(SIGN) => SIGN.len(),
        _ if figures > 0 => figures,
        _ if quoted.is_some() => quoted.unwrap_or_default(),
        Some('K') if code.is_char_boundary(7) => 7,
        first => first.map_or(0, char::len_utf8),
    }
}

fn block(section: &Decoded) -> Option<Found> {
    let mut found = value(section, "", None, write)?;
    found.block.kind = BlockKind::Label;
    found.block.key = None;
    Some(found)
}

fn write(_: &Found, pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Code(_, native) => out.push_str(native),
            Piece::Text(text) => escaped(&text.replace('&', "&&"), &mut out),
        }
    }
    out
}
