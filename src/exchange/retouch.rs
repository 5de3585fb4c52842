//! Changing a few characters of translations in a file, and nothing else in it.
//!
//! Each format writes a text in its own way, and what they have in common is that its characters
//! stand in the file in their order. A change is put where the text around it stands, within the
//! lines of its unit. Whether it came out as meant is for the caller to see, who reads the file
//! again: [`Retouch::skip`] then tries the next place.

use std::ops::Range;

use encoding_rs::Encoding;

use super::edit::{Edits, Original};
use super::xml::escaped;

/// The changes of one translation.
#[derive(Clone, Debug)]
pub struct Retouch {
    /// The line its unit begins in, from 1.
    pub from: u64,
    /// The line the next unit begins in; none for the last.
    pub to: Option<u64>,
    /// The pieces of the translation between its inline codes that something changes in.
    pub pieces: Vec<Piece>,
    /// How many places are passed over at which the text stands, and is not this translation.
    pub skip: usize,
}

/// A piece of a translation, and what changes in it.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The text as it is.
    pub text: String,
    /// What takes the place of what, in bytes of the text; by place, and none overlap.
    pub edits: Vec<(Range<usize>, String)>,
}

/// What takes the place of what in a file.
type Changes = Vec<(Range<usize>, String)>;

/// The ways in which formats write a character that means something to them.
const SPELLINGS: [fn(&str) -> String; 4] = [
    |text| text.to_owned(),
    |text| escaped(text).into_owned(),
    |text| {
        text.replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n")
    },
    |text| text.replace('"', "\"\""),
];

/// The bytes of a file with the changes made for which a place was found, its encoding and all
/// else as it was; which those are; `None` where the bytes could not be had again of its text.
#[must_use]
pub fn retouched(
    bytes: &[u8],
    encoding: &str,
    changes: &[Retouch],
) -> Option<(Vec<u8>, Vec<bool>)> {
    let original = Original::new(bytes, Encoding::for_label(encoding.as_bytes())?)?;
    let text = original.text();
    let lines: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let line = |number: u64| {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        lines.get(at).copied()
    };
    let mut edits = Edits::default();
    let mut done = Vec::new();
    let mut cursor = 0;
    for change in changes {
        let from = line(change.from).unwrap_or(cursor).max(cursor);
        // Several units may stand in one line, and some readers count a line too few.
        let end = change.to.map(|to| to.max(change.from) + 1);
        let to = end.and_then(line).unwrap_or(text.len());
        let found = places(text, from..to, change);
        done.push(found.is_some());
        if let Some((places, end)) = found {
            for (range, new) in places {
                edits.put(range, new);
            }
            cursor = end;
        }
    }
    Some((original.edited(edits), done))
}

/// Where the pieces of a translation change, and what they change to, and where the last one ends.
fn places(text: &str, window: Range<usize>, change: &Retouch) -> Option<(Changes, usize)> {
    let mut places = Vec::new();
    let mut at = window.start;
    for piece in &change.pieces {
        let within = Unbroken::new(text.get(at..window.end)?);
        let (start, spelling) = SPELLINGS.iter().find_map(|spelling| {
            let spelled = spelling(&piece.text);
            let (start, _) = within.text.match_indices(&spelled).nth(change.skip)?;
            Some((start, spelling))
        })?;
        let length = |end: usize| piece.text.get(..end).map(|text| spelling(text).len());
        for (range, new) in &piece.edits {
            let range = start + length(range.start)?..start + length(range.end)?;
            let range = within.range(range);
            places.push((at + range.start..at + range.end, spelling(new)));
        }
        let end = start + length(piece.text.len())?;
        at += within.range(start..end).end;
    }
    Some((places, at))
}

/// A text of a file without the breaks that PO may have in the midst of a string: a quotation mark
/// before the end of the line, and one at the beginning of the next.
struct Unbroken {
    text: String,
    /// The places of the breaks in it, and how long each was.
    breaks: Vec<(usize, usize)>,
}

impl Unbroken {
    fn new(broken: &str) -> Self {
        let mut text = String::with_capacity(broken.len());
        let mut breaks = Vec::new();
        for line in broken.split_inclusive('\n') {
            let before = text.trim_end_matches(['\r', '\n']);
            let length = before.strip_suffix('"').map(str::len);
            match (line.strip_prefix('"'), length) {
                (Some(rest), Some(length)) if before.len() < text.len() => {
                    breaks.push((length, text.len() - length + 1));
                    text.truncate(length);
                    text.push_str(rest);
                }
                _ => text.push_str(line),
            }
        }
        Self { text, breaks }
    }

    /// Where a range of it stands in the text with its breaks.
    fn range(&self, range: Range<usize>) -> Range<usize> {
        let length = |until: &dyn Fn(usize) -> bool| -> usize {
            let breaks = self.breaks.iter().filter(|(at, _)| until(*at));
            breaks.map(|(_, length)| length).sum()
        };
        let end = range.end + length(&|at| at < range.end);
        let start = match range.is_empty() {
            true => end,
            false => range.start + length(&|at| at <= range.start),
        };
        start..end
    }
}
