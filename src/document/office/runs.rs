//! Text in runs, each of which says how it looks: the paragraphs of Word and PowerPoint, and the
//! strings of Excel (ECMA-376 part 1 §17.3, §21.1.2, §18.4).

use std::borrow::Cow;
use std::ops::Range;

use super::paragraph::paragraph;
use super::xml::{Node, Token, Xml, attribute, local};
use crate::document::block::{Block, BlockKind};
use crate::document::filter::Fault;
use crate::document::splice::{Found, Piece};

/// How a line end that the reader sees is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// As an element of a run.
    InRun,
    /// As an element between runs.
    BetweenRuns,
    /// As itself.
    Character,
}

/// What a format with runs calls its parts. A paragraph is `p`, in all but Excel; a run is `r`, its
/// properties are `rPr`, its text is `t`.
#[derive(Debug)]
pub(super) struct Dialect {
    /// The namespace of its elements, as it is in files of Office and in those of the standard.
    namespaces: &'static [&'static str],
    pub(super) paragraphs: &'static [&'static str],
    pub(super) line_end: LineEnd,
    /// What properties say that no reader sees, elements and attributes.
    pub(super) unseen: &'static [&'static str],
}

/// Word.
pub(super) const WORD: Dialect = Dialect {
    namespaces: &[
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ],
    paragraphs: &["p"],
    line_end: LineEnd::InRun,
    unseen: &[
        "lang",
        "noProof",
        "rPrChange",
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "bCs",
        "iCs",
        "szCs",
        "kern",
        "webHidden",
    ],
};

/// PowerPoint, and all that is drawn elsewhere: charts, diagrams.
pub(super) const DRAWING: Dialect = Dialect {
    namespaces: &[
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://purl.oclc.org/ooxml/drawingml/main",
    ],
    paragraphs: &["p"],
    line_end: LineEnd::BetweenRuns,
    unseen: &["lang", "altLang", "dirty", "err", "noProof", "smtClean"],
};

/// Excel.
pub(super) const SHEET: Dialect = Dialect {
    namespaces: &[
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    ],
    paragraphs: &["si", "is", "text"],
    line_end: LineEnd::Character,
    unseen: &[],
};

impl Dialect {
    pub(super) fn read<'t>(&self, text: &'t str) -> Xml<'t> {
        Xml::new(text, self.namespaces)
    }
}

/// A part that is being searched.
pub(super) struct Search<'t> {
    pub(super) text: &'t str,
    /// What stands before the names of its elements: `w:`.
    pub(super) prefix: &'t str,
    pub(super) dialect: &'static Dialect,
    pub(super) found: Vec<Found>,
    /// What a paragraph is where nothing in it says more.
    pub(super) kind: BlockKind,
    /// Whether text was left out, or in, that somebody has changed and nobody has agreed to.
    pub(super) tracked: bool,
    /// Where an older program finds what it shows in the place of what stands beside it.
    pub(super) fallbacks: Vec<Range<usize>>,
}

impl<'t> Search<'t> {
    /// Searches a part whose paragraphs are of a kind.
    pub(super) fn new(text: &'t str, dialect: &'static Dialect, kind: BlockKind) -> Self {
        Self {
            text,
            prefix: dialect.read(text).prefix(),
            dialect,
            found: Vec::new(),
            kind,
            tracked: false,
            fallbacks: Vec::new(),
        }
    }

    /// Finds the blocks of the part, in order; one that holds another before it.
    pub(super) fn run(&mut self) -> Result<(), Fault> {
        let mut xml = self.dialect.read(self.text);
        let outer = self.kind;
        let mut open: Vec<(&str, BlockKind)> = Vec::new();
        let mut is_title = false;
        while let Some(token) = xml.next()? {
            match token {
                Token::Start if self.dialect.paragraphs.contains(&xml.name()) => {
                    let cell = self.kind;
                    if is_title {
                        self.kind = BlockKind::Heading(1);
                    }
                    let node = xml.node()?;
                    paragraph(self, &node);
                    self.kind = cell;
                }
                Token::Start if is_fallback(xml.name()) => {
                    let node = xml.node()?;
                    self.fallback(&node);
                }
                Token::Start if is_left_out(xml.name()) => {
                    xml.node()?;
                }
                Token::Start => {
                    let name = xml.name();
                    let tag = xml.range();
                    match local(name) {
                        "sp" | "graphicFrame" | "pic" => is_title = false,
                        "ph" => is_title = self.says_title(&tag),
                        "tc" => self.kind = BlockKind::Cell,
                        _ => {}
                    }
                    self.label(name, tag);
                    open.push((name, self.kind));
                }
                Token::End => {
                    open.pop();
                    self.kind = open.last().map_or(outer, |(_, kind)| *kind);
                }
                Token::Text(_) => {}
            }
        }
        Ok(())
    }

    /// A stretch of the part.
    pub(super) fn at(&self, range: &Range<usize>) -> &'t str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// The text that a tag says a picture shows.
    pub(super) fn label(&mut self, name: &str, tag: Range<usize>) {
        // A picture in Word has both, and says the same in the second.
        let names = match self.dialect.line_end {
            LineEnd::InRun => "docPr",
            _ => "cNvPr",
        };
        if local(name) != names {
            return;
        }
        let found = attribute(self.at(&tag), tag.start, "descr");
        self.found.extend(found.and_then(described));
    }

    /// What is to be read in a code: text boxes, and what pictures are said to show.
    pub(super) fn inside(&mut self, node: &Node<'t>) {
        let kind = self.kind;
        for inner in node.nodes() {
            self.kind = kind;
            if self.dialect.paragraphs.contains(&inner.name) {
                paragraph(self, inner);
            } else if is_fallback(inner.name) {
                self.fallback(inner);
            } else if !is_left_out(inner.name) {
                self.label(inner.name, inner.tag.clone());
                self.inside(inner);
            }
        }
        self.kind = kind;
    }

    fn fallback(&mut self, node: &Node<'t>) {
        self.fallbacks.push(node.range());
        self.inside(node);
    }

    fn says_title(&self, tag: &Range<usize>) -> bool {
        let kind = attribute(self.at(tag), tag.start, "type");
        kind.is_some_and(|(kind, _)| matches!(kind.as_str(), "title" | "ctrTitle"))
    }
}

/// Whether nothing in an element is read: what stands where nothing was entered yet, and what was
/// deleted.
pub(super) fn is_left_out(name: &str) -> bool {
    matches!(local(name), "sdtPr" | "del" | "moveFrom" | "rPh")
}

/// Whether an element is what an older program shows in the place of what stands beside it
/// (ECMA-376 part 3 §7.7).
fn is_fallback(name: &str) -> bool {
    local(name) == "Fallback"
}

/// The block of an attribute's value, where there is something to read in it.
pub(super) fn described((value, span): (String, Range<usize>)) -> Option<Found> {
    let is_text = value.chars().any(char::is_alphabetic);
    is_text.then(|| Found {
        block: Block::new(BlockKind::Label, value),
        span,
        native: Vec::new(),
        line_end: Cow::Borrowed("&#10;"),
        write: plain,
        runs: None,
    })
}

/// Writes text that has no looks.
pub(super) fn plain(found: &Found, pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for piece in pieces {
        if let Piece::Text(text) = piece {
            super::xml::escaped(text, &mut out);
        }
    }
    out.replace('\n', &found.line_end)
}
