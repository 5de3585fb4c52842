//! Text in runs, each of which says how it looks: the paragraphs of Word and PowerPoint, and the
//! strings of Excel (ECMA-376 part 1 §17.3, §21.1.2, §18.4).

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use super::echoes::Echo;
use super::heads;
use super::labels::{self, Label, bare};
use super::literals;
use super::marked::{self, Field};
use super::paragraph::paragraph;
use super::types::Reading;
use super::xml::{Node, Token, Xml, attribute, local};
use crate::document::block::BlockKind;
use crate::document::filter::Fault;
use crate::document::more::More;

/// How a line end that the reader sees is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// As an element of a run.
    InRun,
    /// As an element between runs.
    BetweenRuns,
    /// As itself.
    Character,
    /// As an element of a span of OpenDocument.
    InSpan,
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
    labels: &'static [Label],
    /// The elements with attributes that say what a cell does.
    again: &'static [Label],
    /// The elements that hold what a chart shows of its table.
    cached: &'static [&'static str],
    /// Whether the places for the text of a slide are left out.
    pub(super) is_behind: bool,
}

/// Word.
pub(super) const WORD: Dialect = Dialect {
    namespaces: &[
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ],
    // What says above a word how it is read is one, too.
    paragraphs: &["p", "rt"],
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
    labels: labels::WORD,
    again: &[],
    cached: &[],
    is_behind: false,
};

/// The elements of a sheet that hold the formula of a cell, what a cell may hold, and when it looks
/// otherwise.
const FORMULAS: &[&str] = &["f", "formula", "xm:f", "formula1", "x14:formula1"];

/// PowerPoint, and all that is drawn elsewhere: charts, diagrams.
pub(super) const DRAWING: Dialect = Dialect {
    namespaces: &[
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://purl.oclc.org/ooxml/drawingml/main",
    ],
    paragraphs: &["p"],
    line_end: LineEnd::BetweenRuns,
    unseen: &["lang", "altLang", "dirty", "err", "noProof", "smtClean"],
    labels: labels::DRAWING,
    again: &[],
    cached: &[],
    is_behind: false,
};

/// A chart whose table is packed in it; since 2016 its kinds say otherwise what they show.
pub(super) const CHART: Dialect = Dialect {
    cached: &["strCache", "multiLvlStrCache", "strLit", "strDim", "txData"],
    ..DRAWING
};

/// A chart whose table is a sheet.
pub(super) const SHEET_CHART: Dialect = Dialect {
    cached: &["strLit"],
    ..DRAWING
};

/// What stands behind slides.
pub(super) const BEHIND_SLIDE: Dialect = Dialect {
    is_behind: true,
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
    labels: labels::SHEET,
    again: labels::SHEET_AGAIN,
    cached: &[],
    is_behind: false,
};

/// OpenDocument, whose spans are runs; its names keep their prefixes.
pub(super) const SPANS: Dialect = Dialect {
    namespaces: &[],
    paragraphs: &["text:p", "text:h"],
    line_end: LineEnd::InSpan,
    unseen: &[],
    labels: labels::ODF,
    again: &[],
    cached: &[],
    is_behind: false,
};

impl Dialect {
    /// Whether a part holds the table of a chart.
    pub(super) fn holds_table(&self) -> bool {
        self.cached.contains(&"strCache")
    }

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
    /// What was read of it.
    pub(super) read: Reading,
    /// What a paragraph is where nothing in it says more.
    pub(super) kind: BlockKind,
    /// The fields whose instructions did not end in the last paragraph.
    pub(super) going_on: Vec<Field>,
    /// The runs that begin a field which ends, once it is asked.
    ended: OnceCell<HashSet<usize>>,
    /// Whether the texts of formulas are read.
    formulas: bool,
}

impl<'t> Search<'t> {
    /// Searches a part whose paragraphs are of a kind, with what more is asked for.
    pub(super) fn new(
        text: &'t str,
        dialect: &'static Dialect,
        kind: BlockKind,
        more: More,
    ) -> Self {
        Self {
            text,
            prefix: dialect.read(text).prefix(),
            dialect,
            read: Reading::default(),
            kind,
            going_on: Vec::new(),
            ended: OnceCell::new(),
            formulas: more.formulas,
        }
    }

    /// Finds the blocks of the part, in order; one that holds another before it.
    pub(super) fn run(mut self) -> Result<Reading, Fault> {
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
                    paragraph(&mut self, &node);
                    self.kind = cell;
                }
                Token::Start if heads::is_head(xml.name()) => {
                    let node = xml.node()?;
                    self.read.found.extend(heads::find(self.text, &node));
                }
                Token::Start if FORMULAS.contains(&xml.name()) => {
                    let is_list = xml.name().ends_with("formula1");
                    let node = xml.node()?;
                    self.formula(&node, is_list);
                }
                Token::Start if xml.name() == "c" && self.is_string(&xml.range()) => {
                    let node = xml.node()?;
                    self.string(&node);
                }
                Token::Start if local(xml.name()) == "formatCode" => {
                    let node = xml.node()?;
                    let code = node.tag.end..node.end.start;
                    self.read
                        .found
                        .extend(literals::around_number(self.text, &code));
                }
                Token::Start if is_fallback(xml.name()) => {
                    let node = xml.node()?;
                    self.fallback(&node);
                }
                Token::Start if is_left_out(xml.name()) => {
                    let node = xml.node()?;
                    self.choices(&node);
                }
                Token::Start if self.dialect.is_behind && is_shape(xml.name()) => {
                    let node = xml.node()?;
                    if !holds_place(&node) {
                        self.inside(&node);
                    }
                }
                // The name of a row of numbers that is in no cell.
                Token::Start if local(xml.name()) == "v" && open.last().is_some_and(is_name) => {
                    let node = xml.node()?;
                    self.read.found.extend(bare(&node, BlockKind::Cell));
                }
                Token::Start if self.dialect.cached.contains(&local(xml.name())) => {
                    let around = open.iter().rev().take(2);
                    let is_category = around.into_iter().any(|(name, _)| local(name) == "cat");
                    let first = self.read.found.len();
                    let node = xml.node()?;
                    self.cached(&node);
                    if is_category {
                        let found = self.read.found.split_off(first);
                        self.read.say_again(found, true);
                    }
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
        Ok(self.read)
    }

    /// Whether a field ends that a run begins.
    pub(super) fn has_end(&self, run: usize) -> bool {
        let ended = || marked::ended(self.text).unwrap_or_default();
        self.ended.get_or_init(ended).contains(&run)
    }

    /// A stretch of the part.
    pub(super) fn at(&self, range: &Range<usize>) -> &'t str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// The text that the attributes of a tag show.
    pub(super) fn label(&mut self, name: &str, tag: Range<usize>) {
        let source = self.at(&tag);
        let found = match local(name) {
            "numFmt" => literals::in_number_format(self.text, &tag),
            _ => labels::find(self.dialect.labels, name, source, tag.start),
        };
        self.read.found.extend(found);
        let again = labels::find(self.dialect.again, name, source, tag.start);
        self.read.compare(again, false);
    }

    /// Whether a tag is that of a cell of a sheet that says a text in itself.
    fn is_string(&self, tag: &Range<usize>) -> bool {
        let type_ = || attribute(self.at(tag), tag.start, "t");
        self.dialect.line_end == LineEnd::Character
            && type_().is_some_and(|(type_, _)| type_ == "str")
    }

    /// Such a cell: what a formula makes is made again, what stands without one is a text (ECMA-376
    /// part 1 §18.18.11).
    fn string(&mut self, cell: &Node<'t>) {
        match cell.first("f") {
            Some(formula) => self.formula(formula, false),
            None => {
                let value = cell.first("v");
                let found = value.and_then(|value| bare(value, BlockKind::Cell));
                self.read.found.extend(found);
            }
        }
    }

    /// The texts of a formula, or of a list to choose from: what a cell is compared with, or may hold,
    /// is what the cell says. A list tells capitals from small letters and a formula does not, but what
    /// is chosen from the one is compared by the other.
    fn formula(&mut self, node: &Node<'t>, is_list: bool) {
        let find = if is_list {
            literals::in_list
        } else {
            literals::in_formula
        };
        let formula = node.tag.end..node.end.start;
        if literals::may_stand_in(self.at(&formula)) {
            let found = find(self.text, &formula);
            self.read.has_formulas |= !found.is_empty();
            self.read.compare(found, self.formulas);
        }
    }

    /// What a form has to choose from, in what is said of it.
    fn choices(&mut self, said: &Node<'t>) {
        if local(said.name) == "sdtPr" {
            self.inside(said);
        }
    }

    /// What a chart shows of its table. Each of its rows of numbers says the names of the columns.
    fn cached(&mut self, node: &Node<'t>) {
        for inner in node.nodes() {
            match local(inner.name) {
                "v" | "pt" if inner.nodes().next().is_none() => {
                    self.read.found.extend(bare(inner, BlockKind::Cell));
                }
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
            } else if let Some(words) = words_of_formula(inner) {
                self.read.found.extend(bare(words, BlockKind::Label));
            } else {
                self.label(inner.name, inner.tag.clone());
                self.inside(inner);
            }
        }
        self.kind = kind;
    }

    fn fallback(&mut self, node: &Node<'t>) {
        self.read.echoes.push(Echo {
            range: node.range(),
            is_text: false,
            in_any_case: false,
        });
        self.inside(node);
    }

    fn says_title(&self, tag: &Range<usize>) -> bool {
        let kind = attribute(self.at(tag), tag.start, "type");
        kind.is_some_and(|(kind, _)| matches!(kind.as_str(), "title" | "ctrTitle"))
    }
}

/// The words of a run of a formula that is to be read as text, and not as names of what is counted (ECMA-376
/// part 1 §22.1.2.76).
fn words_of_formula<'n, 't>(run: &'n Node<'t>) -> Option<&'n Node<'t>> {
    let child = |of: &'n Node<'t>, name| of.nodes().find(|node| node.local() == name);
    let is_of_formula = run.name.strip_suffix(":r").is_some();
    let props = is_of_formula.then(|| child(run, "rPr")).flatten()?;
    child(props, "nor").and_then(|_| child(run, "t"))
}

/// Whether an element is something that stands on a slide by itself.
fn is_shape(name: &str) -> bool {
    matches!(local(name), "sp" | "pic" | "graphicFrame" | "cxnSp")
}

/// Whether something on a slide is a place for text or a picture (ECMA-376 part 1 §19.3.1.36).
fn holds_place(shape: &Node<'_>) -> bool {
    let is = |node: &&Node<'_>, name: &str| local(node.name) == name;
    let own = shape.nodes().flat_map(Node::nodes);
    let said = own.filter(|node| is(node, "nvPr")).flat_map(Node::nodes);
    said.into_iter().any(|node| is(&node, "ph"))
}

/// Whether the element that is open is the name of a row of numbers in a chart.
fn is_name((element, _): &(&str, BlockKind)) -> bool {
    local(element) == "tx"
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
