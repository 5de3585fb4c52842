//! Pieces of a text that name what other pieces define.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Parser};

use super::MORE;
use super::pieces::{Names, Piece};
use super::reader::Reader;
use crate::document::splice::in_order;

/// The definition of a link: its name, its title, and where it stands.
type Definition = (String, Option<String>, Range<usize>);

/// What a piece says of links, and asks for.
struct Read {
    definitions: Vec<Definition>,
    /// The names that nothing in the piece defines.
    missing: Vec<String>,
}

impl Reader<'_> {
    /// Reads a piece; whether it ends where it seems to. If not, nothing is found in it.
    pub(super) fn piece(&mut self, piece: &Piece, names: &mut Names<'_>) -> bool {
        let mut said = String::new();
        let mut asked = HashSet::new();
        let definitions = loop {
            let Some(Read {
                definitions,
                missing,
            }) = self.piece_after(&said, piece)
            else {
                self.found.clear();
                return false;
            };
            let more = names.said_elsewhere(&piece.range, (&missing, &self.notes), &mut asked);
            if more.is_empty() {
                break definitions;
            }
            said.insert_str(0, &more);
        };
        for (name, title, range) in definitions {
            if let (true, Some(title)) = (names.define(&name), title) {
                let title = self.title(&title, range);
                self.found.extend(title);
            }
        }
        in_order(&mut self.found);
        true
    }

    /// Reads a piece as if some definitions stood before it.
    fn piece_after(&mut self, said: &str, piece: &Piece) -> Option<Read> {
        let own = self
            .parsed
            .get(piece.range.start..piece.seen)
            .unwrap_or_default();
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
            let place = |at: usize| piece.range.start + at - said.len();
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
        let events = events.skip_while(|(_, range)| range.start < said.len());
        let events = events.map(|(event, range)| (event, place(&range)));
        let next = (piece.range.end < self.parsed.len()).then_some(piece.range.end);
        let is_whole = self.read(events, piece.range.start, next);
        is_whole.then_some(Read {
            definitions,
            missing,
        })
    }
}
