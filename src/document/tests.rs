//! What every format keeps to: a document filled with its own text is itself to the byte, and one
//! that is filled with another text is read with that text.

use std::path::Path;

use super::{Block, Filled, Format, Original, extract, merge};
use crate::unit::CodeKind;

/// A document of a format, for messages of no file.
pub(super) fn original(format: Format, text: &str) -> Original<'_> {
    Original {
        path: Path::new("test"),
        format,
        bytes: text.as_bytes(),
        encoding: None,
    }
}

/// The texts of a document's blocks, with their codes as people write them.
pub(super) fn shown(format: Format, text: &str) -> Vec<String> {
    let extracted = extract(&original(format, text)).unwrap();
    extracted.blocks.iter().map(show).collect()
}

fn show(block: &Block) -> String {
    let mut text = block.text.clone();
    for code in block.codes.iter().rev() {
        let label = match code.kind {
            CodeKind::Opening => format!("{{{}}}", code.id),
            CodeKind::Closing => format!("{{/{}}}", code.id),
            CodeKind::Alone => format!("{{{}/}}", code.id),
        };
        text.insert_str(code.at as usize, &label);
    }
    text
}

/// The document with each text replaced.
pub(super) fn with(format: Format, text: &str, new: impl Fn(&Block) -> Option<Filled>) -> String {
    let original = original(format, text);
    let blocks = extract(&original).unwrap().blocks;
    let merged = merge(&original, None, |number| new(&blocks[number])).unwrap();
    String::from_utf8(merged.bytes).unwrap()
}

/// Each letter of a text made another one of the same length in bytes, codes where they are.
fn rotated(block: &Block) -> Filled {
    let text = block.text.chars();
    let text = text.map(|c| match c {
        'a'..='y' | 'A'..='Y' => char::from(c as u8 + 1),
        'z' | 'Z' => char::from(c as u8 - 25),
        other => other,
    });
    Filled {
        text: text.collect(),
        codes: block.codes.clone(),
    }
}

/// Asserts both of what every format keeps to.
pub(super) fn assert_kept(format: Format, text: &str) {
    let same = with(format, text, |block| Some(Filled::from(block)));
    assert_eq!(same, text);
    let blocks = extract(&original(format, text)).unwrap().blocks;
    let changed = with(format, text, |block| Some(rotated(block)));
    let read = extract(&original(format, &changed)).unwrap().blocks;
    let expected: Vec<String> = (blocks.iter().map(rotated))
        .map(|filled| filled.text)
        .collect();
    let read: Vec<String> = read.into_iter().map(|block| block.text).collect();
    assert_eq!(read, expected, "{changed}");
}
