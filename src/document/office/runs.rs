//! Text in runs, each of which says how it looks: the paragraphs of Word and PowerPoint, and the
//! strings of Excel (ECMA-376 part 1 §17.3, §21.1.2, §18.4).

use std::borrow::Cow;
use std::ops::Range;

use super::heads;
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
    /// The elements with attributes that a reader sees.
    labels: &'static [(&'static str, &'static [&'static str])],
    /// The elements that hold what a chart shows of its table.
    cached: &'static [&'static str],
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
    // What a picture is said to show, words drawn as a picture, what a form has to choose from, and
    // how an item of a list is called. A picture has `cNvPr` too, which says the same.
    labels: &[
        ("docPr", &["descr", "title"]),
        ("shape", &["alt"]),
        ("textpath", &["string"]),
        ("hyperlink", &["tooltip"]),
        ("listItem", &["displayText"]),
        ("listEntry", &["val"]),
        ("default", &["val"]),
        (NUMBERED, &["val"]),
    ],
    cached: &[],
};

/// How an item of a list is called, with its number: `Article %1`.
const NUMBERED: &str = "lvlText";

/// PowerPoint, and all that is drawn elsewhere: charts, diagrams.
pub(super) const DRAWING: Dialect = Dialect {
    namespaces: &[
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://purl.oclc.org/ooxml/drawingml/main",
    ],
    paragraphs: &["p"],
    line_end: LineEnd::BetweenRuns,
    unseen: &["lang", "altLang", "dirty", "err", "noProof", "smtClean"],
    labels: &[("cNvPr", &["descr", "title"])],
    cached: &[],
};

/// A chart whose table is packed in it.
pub(super) const CHART: Dialect = Dialect {
    cached: &["strCache", "multiLvlStrCache"],
    ..DRAWING
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
    labels: &[
        (
            "dataValidation",
            &["promptTitle", "prompt", "errorTitle", "error"],
        ),
        ("hyperlink", &["tooltip"]),
    ],
    cached: &[],
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
                Token::Start if heads::is_head(xml.name()) => {
                    let node = xml.node()?;
                    self.found.extend(heads::find(self.text, &node));
                }
                Token::Start if is_fallback(xml.name()) => {
                    let node = xml.node()?;
                    self.fallback(&node);
                }
                Token::Start if is_left_out(xml.name()) => {
                    let node = xml.node()?;
                    self.choices(&node);
                }
                Token::Start if self.dialect.cached.contains(&local(xml.name())) => {
                    let node = xml.node()?;
                    self.cached(&node);
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

    /// The text that the attributes of a tag show.
    pub(super) fn label(&mut self, name: &str, tag: Range<usize>) {
        let mut labels = self.dialect.labels.iter();
        let Some((element, names)) = labels.find(|(element, _)| *element == local(name)) else {
            return;
        };
        let values = names
            .iter()
            .filter_map(|name| attribute(self.at(&tag), tag.start, name));
        let is_shown = |value: &str| *element != NUMBERED || value.contains('%');
        let values = values.filter(|(value, _)| is_shown(value));
        let mut found: Vec<Found> = values.filter_map(described).collect();
        self.found.append(&mut found);
    }

    /// What a form has to choose from, in what is said of it.
    fn choices(&mut self, said: &Node<'t>) {
        if local(said.name) == "sdtPr" {
            self.inside(said);
        }
    }

    /// What a chart shows of its table.
    fn cached(&mut self, node: &Node<'t>) {
        for inner in node.nodes() {
            match local(inner.name) {
                "v" => self.found.extend(bare(inner, BlockKind::Cell)),
                _ => self.cached(inner),
            }
        }
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
            } else if is_left_out(inner.name) {
                self.choices(inner);
            } else {
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

/// The block of an element that holds nothing but text, where there is something to read in it.
pub(super) fn bare(node: &Node<'_>, kind: BlockKind) -> Option<Found> {
    let is_text = node.nodes().next().is_none() && node.text().chars().any(char::is_alphabetic);
    is_text.then(|| Found {
        block: Block::new(kind, node.text()),
        span: node.tag.end..node.end.start,
        native: Vec::new(),
        line_end: Cow::Borrowed("\n"),
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
