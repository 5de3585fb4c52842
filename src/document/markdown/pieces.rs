//! A long text in pieces that are each read by itself: what a parser holds of a text is many times as
//! large as that, and what it held of a piece is gone before the next.
//!
//! A piece ends before a heading that stands in nothing else. What the names of links and footnotes
//! lead to may stand in any piece: of one that asks for what another defines, the definitions are
//! said before it.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::MORE;

/// How many bytes a text may have that is read whole: what a parser holds of it is no matter yet.
const SHORT: usize = 1 << 20;

/// How many bytes a piece of a longer text has at least.
const LEAST: usize = 1 << 14;

/// How many bytes of a text are its front matter: between two lines of hyphens, or of plus signs, of
/// which the first begins the text.
pub(super) fn front_matter(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let sign = first.trim_end();
    if !matches!(sign, "---" | "+++") {
        return 0;
    }
    let mut at = first.len();
    for (number, line) in lines.enumerate() {
        let shown = line.trim_end();
        at += line.len();
        if shown == sign || (sign, shown) == ("---", "...") {
            return at;
        }
        if number == 0 && shown.is_empty() {
            return 0;
        }
    }
    0
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Where the line ends that says that it ends: the heading behind it.
    pub(super) seen: usize,
}

impl Piece {
    /// The piece that begins at a place, with `least` bytes or more.
    pub(super) fn at(text: &str, start: usize, least: usize) -> Self {
        let from = start.saturating_add(least).min(text.len());
        let rest = text.as_bytes().get(from..).unwrap_or_default();
        let end = memchr::memmem::find(rest, b"\n#").map_or(text.len(), |at| from + at + 1);
        let heading = text.as_bytes().get(end..).unwrap_or_default();
        Self {
            range: start..end,
            seen: memchr::memchr(b'\n', heading).map_or(text.len(), |at| end + at + 1),
        }
    }

    /// The first piece from a place on.
    pub(super) fn first(text: &str, start: usize) -> Self {
        let least = match text.len() {
            ..=SHORT => SHORT,
            _ => LEAST,
        };
        Self::at(text, start, least)
    }

    /// The same piece, where it does not end where it seemed to.
    pub(super) fn longer(&self, text: &str) -> Self {
        Self::at(text, self.range.start, self.range.len().saturating_mul(2))
    }
}

/// The links and footnotes that a text defines, and what is asked for of them.
#[derive(Debug)]
pub(super) struct Names<'t> {
    text: &'t str,
    /// Where its first piece begins.
    body: usize,
    /// The names that seem to be defined somewhere, by their letters: most that lead nowhere are none
    /// of these.
    seeming: OnceCell<HashSet<String>>,
    /// What is defined in all of the pieces.
    defined: OnceCell<Defined>,
    /// The links whose definition was read.
    read: HashSet<String>,
}

#[derive(Debug, Default)]
struct Defined {
    links: HashSet<String>,
    notes: HashSet<String>,
}

impl<'t> Names<'t> {
    /// Those of a text whose first piece begins at `body`.
    pub(super) fn of(text: &'t str, body: usize) -> Self {
        Self {
            text,
            body,
            seeming: OnceCell::new(),
            defined: OnceCell::new(),
            read: HashSet::new(),
        }
    }

    /// Notes that the definition of a link was read; whether it is the first of its name.
    pub(super) fn define(&mut self, name: &str) -> bool {
        self.read.insert(folded(name))
    }

    /// The definitions of what a piece asks for in vain and another defines, which was not `asked` for
    /// before: of links that are missing there, and of footnotes but its own. Nothing where there is
    /// none.
    pub(super) fn said_elsewhere(
        &self,
        piece: &Range<usize>,
        (missing, own): (&[String], &HashSet<String>),
        asked: &mut HashSet<String>,
    ) -> String {
        let mut said = String::new();
        if *piece == (self.body..self.text.len()) {
            return said;
        }
        let seeming = |name: &&str| self.seems_defined(name);
        for name in missing.iter().map(String::as_str).filter(seeming) {
            let key = folded(name);
            if self.defined().links.contains(&key) && asked.insert(key) {
                said.extend(["[", name, "]: <>\n\n"]);
            }
        }
        let text = self.text.get(piece.clone()).unwrap_or_default();
        for name in marks(text) {
            let key = folded(name);
            let is_elsewhere =
                !own.contains(&key) && seeming(&name) && self.defined().notes.contains(&key);
            if is_elsewhere && asked.insert(format!("^{key}")) {
                said.extend(["[^", name, "]: x\n\n"]);
            }
        }
        if !said.is_empty() {
            // What the piece begins with is none of the last footnote.
            said.push_str("***\n\n");
        }
        said
    }

    fn seems_defined(&self, name: &str) -> bool {
        let seeming = self.seeming.get_or_init(|| {
            let text = self.text.as_bytes();
            let ends = memchr::memmem::find_iter(text, b"]:");
            let ends = ends.filter(|end| !is_escaped(self.text, *end));
            ends.filter_map(|end| self.name_before(end))
                .map(letters)
                .collect()
        });
        seeming.contains(&letters(name))
    }

    /// The name that ends at a place.
    fn name_before(&self, end: usize) -> Option<&'t str> {
        /// A name has a thousand characters at most (CommonMark §4.7), with what stands between its
        /// lines.
        const LONGEST: usize = 1 << 13;
        let from = self.text.ceil_char_boundary(end.saturating_sub(LONGEST));
        let before = self.text.get(from..end)?;
        let mut brackets = memchr::memrchr2_iter(b'[', b']', before.as_bytes());
        let start = brackets.find(|at| !is_escaped(before, *at))?;
        before.get(start..)?.strip_prefix('[')
    }

    fn defined(&self) -> &Defined {
        self.defined.get_or_init(|| {
            let mut defined = Defined::default();
            let mut piece = Piece::first(self.text, self.body);
            while piece.range.start < self.text.len() {
                piece = match defined.read(self.text, &piece) {
                    true => Piece::first(self.text, piece.range.end),
                    false => piece.longer(self.text),
                };
            }
            defined
        })
    }
}

impl Defined {
    /// Notes what a piece defines; whether it ends where it seems to.
    fn read(&mut self, text: &str, piece: &Piece) -> bool {
        let source = text.get(piece.range.start..piece.seen).unwrap_or_default();
        let next = (piece.range.end < text.len()).then_some(piece.range.len());
        let parser = Parser::new_ext(source, MORE);
        let links = parser.reference_definitions().iter();
        let links: Vec<String> = links.map(|(name, _)| folded(name)).collect();
        let mut notes = Vec::new();
        let mut depth = 0usize;
        let mut is_whole = next.is_none();
        for (event, range) in parser.into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { .. }) if depth == 0 && next == Some(range.start) => {
                    is_whole = true;
                    break;
                }
                Event::Start(tag) => {
                    depth += 1;
                    if let Tag::FootnoteDefinition(name) = tag {
                        notes.push(folded(&name));
                    }
                }
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if is_whole {
            self.links.extend(links);
            self.notes.extend(notes);
        }
        is_whole
    }
}

/// The names of what looks like the marks of footnotes.
fn marks(text: &str) -> impl Iterator<Item = &str> {
    let starts = memchr::memmem::find_iter(text.as_bytes(), b"[^");
    starts.filter_map(|at| {
        let rest = text.get(at + "[^".len()..)?;
        // No name has a bracket in it that is not escaped.
        let mut ends = rest.match_indices(['[', ']', '\n', '\r']);
        let (end, sign) = ends.find(|(at, sign)| {
            let is_bracket = matches!(*sign, "[" | "]");
            !is_bracket || !is_escaped(rest, *at)
        })?;
        if sign == "[" {
            return None;
        }
        rest.get(..end).filter(|name| !name.is_empty())
    })
}

/// Whether the sign at a place is escaped (CommonMark §2.4).
fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    before.iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}

/// A name as names are compared (CommonMark §6.3).
pub(super) fn folded(name: &str) -> String {
    name.to_lowercase().to_uppercase()
}

/// The letters and figures of a name, whatever stands between its lines.
fn letters(name: &str) -> String {
    let mut name = folded(name);
    name.retain(char::is_alphanumeric);
    name
}

#[cfg(test)]
mod tests {
    use super::front_matter;

    #[test]
    fn front_matter_begins_a_text() {
        for (text, expected) in [
            ("---\na: b\n---\nText", 13),
            ("---\r\na: b\r\n---\r\n\r\nText", 16),
            ("+++\na = 1\n+++", 13),
            ("---\na: b\n...\nText", 13),
            ("---\n\na: b\n---\n", 0),
            ("---\na: b\n", 0),
            ("Text\n---\na: b\n---\n", 0),
            ("", 0),
        ] {
            assert_eq!(front_matter(text), expected, "{text:?}");
        }
    }
}
