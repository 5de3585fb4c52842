//! A long text in pieces that are each read by itself: what a parser holds of a text is many times as
//! large as that, and what it held of a piece is gone before the next.
//!
//! A piece ends before a heading that stands in nothing else. What the names of links and footnotes
//! lead to may stand in any piece: of one that asks for what another defines, the definitions are
//! said before it.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

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

/// Where a text may end a piece from `start` on: before lines that seem to be headings, and at its own
/// end. The first is `start`.
pub(super) fn cuts(text: &str, start: usize) -> Vec<usize> {
    let least = match text.len() {
        ..=SHORT => SHORT,
        _ => LEAST,
    };
    let mut cuts = vec![start];
    let mut at = start;
    while at < text.len() {
        let from = at.saturating_add(least).min(text.len());
        let rest = text.as_bytes().get(from..).unwrap_or_default();
        let heading = memchr::memmem::find(rest, b"\n#");
        at = heading.map_or(text.len(), |heading| from + heading + 1);
        cuts.push(at);
    }
    cuts
}

/// Goes through the pieces of a text that may be cut at some places, in order. Where `read` says that
/// one does not end where it seems to, it is asked to read as much more again.
pub(super) fn each(cuts: &[usize], mut read: impl FnMut(Range<usize>) -> bool) {
    let mut rest = cuts;
    while let [start, ends @ ..] = rest
        && let Some(last) = ends.len().checked_sub(1)
    {
        let mut nth = 0;
        while nth < last && !ends.get(nth).is_some_and(|end| read(*start..*end)) {
            nth = (2 * nth + 1).min(last);
        }
        if nth == last
            && let Some(end) = ends.last()
        {
            read(*start..*end);
        }
        rest = ends.get(nth..).unwrap_or_default();
    }
}

/// A piece of a text, with the line behind it, which says that it ends: the heading.
pub(super) fn with_heading<'t>(text: &'t str, piece: &Range<usize>) -> &'t str {
    let heading = text.as_bytes().get(piece.end..).unwrap_or_default();
    let end = memchr::memchr(b'\n', heading).map_or(text.len(), |at| piece.end + at + 1);
    text.get(piece.start..end).unwrap_or_default()
}

/// The links and footnotes that a text defines, and what is asked for of them.
#[derive(Debug)]
pub(super) struct Names<'t> {
    text: &'t str,
    /// Where its pieces may end.
    cuts: &'t [usize],
    /// The names that seem to be defined somewhere, by their letters: most that lead nowhere are none
    /// of these.
    seeming: OnceLock<HashSet<String>>,
    /// What is defined in all of the pieces.
    defined: OnceLock<Defined>,
}

#[derive(Debug, Default)]
struct Defined {
    links: HashSet<String>,
    notes: HashSet<String>,
}

impl<'t> Names<'t> {
    /// Those of a text whose pieces may end at some places.
    pub(super) fn of(text: &'t str, cuts: &'t [usize]) -> Self {
        Self {
            text,
            cuts,
            seeming: OnceLock::new(),
            defined: OnceLock::new(),
        }
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
        if self.cuts.len() == 2 {
            return said; // there is no other
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
            each(self.cuts, |piece| defined.read(self.text, &piece));
            defined
        })
    }
}

impl Defined {
    /// Notes what a piece defines; whether it ends where it seems to.
    fn read(&mut self, text: &str, piece: &Range<usize>) -> bool {
        let next = (piece.end < text.len()).then_some(piece.len());
        let parser = Parser::new_ext(with_heading(text, piece), MORE);
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
    match name.is_ascii() {
        true => name.to_ascii_uppercase(),
        false => name.to_lowercase().to_uppercase(),
    }
}

/// The letters and figures of a name, whatever stands between its lines.
fn letters(name: &str) -> String {
    let mut name = folded(name);
    name.retain(char::is_alphanumeric);
    name
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{each, front_matter};

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

    proptest! {
        #[test]
        fn pieces_are_the_whole_text_and_none_is_read_too_often(
            ends in proptest::collection::vec(any::<bool>(), 0..60),
        ) {
            // A text may be cut at each ten; where it is one that may, a heading is what it seems.
            let cuts: Vec<usize> = (0..=ends.len()).map(|nth| 10 * nth).collect();
            let is_end = |at: usize| at == 10 * ends.len() || ends[at / 10 - 1];
            let (mut pieces, mut read) = (Vec::new(), 0);
            each(&cuts, |piece| {
                read += piece.len();
                if is_end(piece.end) {
                    pieces.push(piece.clone());
                }
                is_end(piece.end)
            });
            let mut at = 0;
            for piece in pieces {
                assert_eq!(piece.start, at);
                at = piece.end;
            }
            assert_eq!(at, 10 * ends.len());
            // Each piece is twice as long as the last, so all that were in vain are as long as it.
            assert!(read <= 30 * ends.len(), "{read}");
        }
    }
}
