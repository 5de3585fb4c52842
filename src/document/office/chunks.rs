//! Documents that Word takes into one when somebody opens it (ECMA-376 part 1 §17.17.2): pages are read
//! as pages; of what else there is, is said where it stands.

use std::io::{Read, Seek};

use super::types::Reading;
use super::{Part, PartKind};
use crate::document::html;
use crate::exchange::Error;
use crate::exchange::package::Package;

/// What a part of Word calls one that it takes in.
const KIND: &str = "aFChunk";

/// The pages that some parts take in; and the names of what they take in that is not read.
pub(super) fn parts(
    package: &mut Package<impl Read + Seek>,
    parts: &[Part],
) -> Result<(Vec<Part>, Vec<String>), Error> {
    let (mut pages, mut left) = (Vec::new(), Vec::new());
    for part in parts.iter().filter(|part| part.text.contains("altChunk")) {
        for name in package.all_related(&part.name, KIND)? {
            if left.contains(&name) || pages.iter().any(|page: &Part| page.name == name) {
                continue;
            }
            let ending = name.rsplit('.').next().unwrap_or_default();
            let is_page = ["htm", "html", "xhtml"].contains(&ending.to_ascii_lowercase().as_str());
            match package.text(&name) {
                Ok(Some(text)) if is_page => pages.push(page(name, text)),
                _ => left.push(name),
            }
        }
    }
    Ok((pages, left))
}

fn page(name: String, text: String) -> Part {
    let mut read = Reading::default();
    html::find(&text, &mut read.found);
    Part {
        name,
        text,
        read,
        kind: PartKind::Page,
        fills: Vec::new(),
    }
}

/// A page with its characters by their numbers, where what it `was` does not say that it is in UTF-8: Word
/// takes it for one in the encoding of the computer. In a style or a program a number stands for nothing.
pub(super) fn numbered(was: &[u8], page: &str) -> String {
    let is_marked = encoding_rs::Encoding::for_bom(was).is_some();
    let encoding = html::encoding(page.as_bytes());
    if is_marked || encoding.is_some_and(|name| name.eq_ignore_ascii_case("utf-8")) {
        return page.to_owned();
    }
    let mut out = String::with_capacity(page.len());
    let mut programs = html::programs(page).peekable();
    for (at, c) in page.char_indices() {
        programs.next_if(|program| program.end <= at);
        let is_program = programs.peek().is_some_and(|program| program.start <= at);
        match c.is_ascii() || is_program {
            true => out.push(c),
            false => out.push_str(&format!("&#{};", u32::from(c))),
        }
    }
    out
}
