//! Pieces of a text that name what other pieces define.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Parser};

use super::MORE;
use super::pieces::{Names, with_heading};
use super::reader::Reader;
use crate::document::splice::Found;

/// The definition of a link: its name, its title, and where it stands.
pub(super) type Definition = (String, Option<String>, Range<usize>);

/// What was read of a piece.
pub(super) struct Read {
    /// Its blocks, but for the titles of what it defines.
    pub(super) found: Vec<Found>,
    pub(super) definitions: Vec<Definition>,
}

impl Reader<'_> {
    /// Reads a piece; nothing where it does not end where it seems to.
    pub(super) fn piece(&mut self, piece: &Range<usize>, names: &Names<'_>) -> Option<Read> {
        let mut said = String::new();
        let mut asked = HashSet::new();
        loop {
            let (definitions, missing) = self.piece_after(&said, piece)?;
            let more = names.said_elsewhere(piece, (&missing, &self.notes), &mut asked);
            if more.is_empty() {
                return Some(Read {
                    found: std::mem::take(&mut self.found),
                    definitions,
                });
            }
            said.insert_str(0, &more);
        }
    }

    /// Reads a piece as if some definitions stood before it: what it defines, and the names that
    /// nothing in it defines.
    fn piece_after(
        &mut self,
        said: &str,
        piece: &Range<usize>,
    ) -> Option<(Vec<Definition>, Vec<String>)> {
        let own = with_heading(self.parsed, piece);
        let source = match said.is_empty() {
            true => Cow::Borrowed(own),
            false => Cow::Owned(format!("{said}{own}")),
        };
        let mut missing = Vec::new();
        let note_missing = |link: BrokenLink<'_>| {
            missing.push(link.reference.into_string());
            None
        };
        let parser = Parser::new_with_broken_link_callback(&source, MORE, Some(note_missing));
        let definitions = parser.reference_definitions().iter();
        let own = definitions.filter(|(_, to)| to.span.start >= said.len());
        let place = |range: &Range<usize>| {
            let place = |at: usize| piece.start + at - said.len();
            place(range.start)..place(range.end)
        };
        let definitions: Vec<Definition> = own
            .map(|(name, to)| {
                let title = to.title.as_ref().map(CowStr::to_string);
                (name.to_owned(), title, place(&to.span))
            })
            .collect();
        self.found.clear();
        self.notes.clear();
        let events = parser.into_offset_iter();
        let next = (piece.end < self.parsed.len()).then_some(piece.end);
        let is_whole = self.read(events, said.len(), piece.start, next);
        is_whole.then_some((definitions, missing))
    }
}
