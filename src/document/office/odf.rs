//! The text of OpenDocument: paragraphs, headings and what stands in them (ODF 1.3 part 3 §5, §6).

use std::ops::Range;

use super::echoes::Echo;
use super::labels::{self, bare, described};
use super::literals;
use super::paragraph::block;
use super::runs::{self, SPANS};
use super::spans::{self, Looks};
use super::types::Reading;
use super::xml::{Child, Node, Token, Xml, attribute, written};
use crate::document::block::BlockKind;
use crate::document::filter::Fault;
use crate::document::more::More;

/// A part that is being searched.
struct Search<'t> {
    text: &'t str,
    /// What was read of it.
    read: Reading,
    /// Its paragraphs, as runs.
    runs: runs::Search<'t>,
    looks: Looks,
    kind: BlockKind,
    /// What is asked for beside its text.
    more: More,
    /// Where the table of a chart begins, behind which nothing else stands in it.
    own_table: Option<usize>,
}

/// The elements that hold nothing but text, and are no paragraphs.
const LABELLED: &[&str] = &[
    "svg:title",
    "svg:desc",
    "table:title",
    "table:desc",
    "presentation:header-decl",
    "presentation:footer-decl",
    "text:index-title-template",
    "text:ruby-text",
];

/// What a chart calls its own table.
const OWN_TABLE: &str = "local-table";

/// Reads a part, with what more is asked for.
pub(super) fn find(text: &str, more: More) -> Result<Reading, Fault> {
    let mut search = Search::new(text, more);
    search.run()?;
    Ok(search.read)
}

/// Reads a chart whose own table says again what a sheet does.
pub(super) fn find_chart(text: &str) -> Result<Reading, Fault> {
    let mut search = Search::new(text, More::default());
    search.run()?;
    search.read.echoes.extend(search.own_table.map(|at| Echo {
        range: at..text.len(),
        is_text: false,
        in_any_case: false,
    }));
    Ok(search.read)
}

impl<'t> Search<'t> {
    fn new(text: &'t str, more: More) -> Self {
        Self {
            text,
            read: Reading::default(),
            runs: runs::Search::new(text, &SPANS, BlockKind::Paragraph, more),
            looks: Looks::default(),
            kind: BlockKind::Paragraph,
            more,
            own_table: None,
        }
    }

    fn run(&mut self) -> Result<(), Fault> {
        let mut xml = Xml::new(self.text, &[]);
        let mut in_sheets = false;
        let mut in_masters = false;
        let mut open = vec![BlockKind::Paragraph];
        while let Some(token) = xml.next()? {
            match token {
                Token::Start => {
                    let outer = open.last().copied().unwrap_or(BlockKind::Paragraph);
                    self.kind = outer;
                    in_sheets |= xml.name() == "office:spreadsheet";
                    in_masters |= xml.name() == "office:master-styles";
                    match xml.name() {
                        "text:p" | "text:h" => self.paragraph(&xml.node()?),
                        "style:style" => self.style(&xml.node()?),
                        name if LABELLED.contains(&name) => {
                            let node = xml.node()?;
                            self.read.found.extend(bare(&node, BlockKind::Label));
                        }
                        "number:text" => {
                            let node = xml.node()?;
                            self.read.found.extend(literals::in_style(self.text, &node));
                        }
                        "text:tracked-changes" | "table:tracked-changes" => {
                            let changes = xml.node()?;
                            self.read.tracked |= changes.nodes().next().is_some();
                        }
                        "draw:frame" if in_masters && self.holds_place(&xml.range()) => {
                            xml.node()?;
                        }
                        "office:annotation" if !self.more.comments => {
                            xml.node()?;
                        }
                        "office:annotation" => open.push(BlockKind::Footnote),
                        "table:table-cell" if !self.is_text(xml.range()) => {
                            self.formula(&xml.range(), "formula");
                            self.beside_number(&xml.node()?);
                        }
                        "table:content-validation" => {
                            self.formula(&xml.range(), "condition");
                            open.push(outer);
                        }
                        "table:table-cell" => open.push(BlockKind::Cell),
                        "text:list-item" if outer == BlockKind::Paragraph => {
                            open.push(BlockKind::Item);
                        }
                        "table:table" => {
                            self.table(&xml.range(), in_sheets && self.more.sheet_names);
                            open.push(outer);
                        }
                        name => {
                            self.labels(name, &xml.range());
                            open.push(outer);
                        }
                    }
                }
                Token::End => {
                    open.pop();
                }
                Token::Text(_) => {}
            }
        }
        Ok(())
    }

    /// What a table is called, where it is asked for, and whether it is that of a chart.
    fn table(&mut self, tag: &Range<usize>, is_asked_for: bool) {
        let Some((name, at)) = attribute(self.at(tag), tag.start, "name") else {
            return;
        };
        if name == OWN_TABLE {
            self.own_table = Some(tag.start);
        } else if is_asked_for && let Some(found) = described((name, at)) {
            self.read.names.push(found.span.clone());
            self.read.found.push(found);
        }
    }

    /// The texts of a formula: what a cell is compared with, or may hold, is what the cell says.
    fn formula(&mut self, tag: &Range<usize>, name: &str) {
        let Some((_, formula)) = written(self.at(tag), tag.start, name) else {
            return;
        };
        if literals::may_stand_in(self.at(&formula)) {
            let found = literals::in_formula(self.text, &formula);
            self.read.has_formulas |= !found.is_empty();
            self.read.say_again(found, self.more.formulas);
        }
    }

    /// What stands at a cell with a number: comments, drawings.
    fn beside_number(&mut self, cell: &Node<'t>) {
        let beside = cell.nodes().filter(|inner| inner.name != "text:p");
        beside.for_each(|inner| self.inner(inner));
    }

    fn at(&self, range: &Range<usize>) -> &'t str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn said(&self, tag: &Range<usize>, name: &str) -> Option<String> {
        attribute(self.at(tag), tag.start, name).map(|(value, _)| value)
    }

    /// Whether a cell holds text that somebody wrote, and not a number or a formula.
    fn is_text(&self, tag: Range<usize>) -> bool {
        let is_string = self
            .said(&tag, "value-type")
            .is_none_or(|kind| kind == "string");
        is_string && written(self.at(&tag), tag.start, "formula").is_none()
    }

    /// Whether a frame of a master only says where the text of a slide comes.
    fn holds_place(&self, frame: &Range<usize>) -> bool {
        let class = self.said(frame, "class").unwrap_or_default();
        matches!(class.as_str(), "title" | "subtitle" | "outline" | "notes")
    }

    /// Notes what a style of text does, or one of paragraphs. What that has from another is how its
    /// document looks.
    fn style(&mut self, node: &Node<'t>) {
        let said = |name| self.said(&node.tag, name);
        let Some((name, family)) = said("name").zip(said("family")) else {
            return;
        };
        let properties = node.first("style:text-properties");
        let tag = properties.map_or("", |properties| self.at(&properties.tag));
        let parent = said("parent-style-name");
        match family.as_str() {
            "text" => self.looks.text.insert(name, spans::look(tag, parent)),
            "paragraph" => (self.looks.paragraphs).insert(name, spans::look(tag, None)),
            _ => None,
        };
    }

    fn paragraph(&mut self, node: &Node<'t>) {
        let kind = match node.name {
            "text:h" => {
                let level = self.said(&node.tag, "outline-level");
                BlockKind::Heading(level.and_then(|level| level.parse().ok()).unwrap_or(1))
            }
            _ => self.kind,
        };
        let items = spans::items(&self.runs, &self.looks, node);
        self.read.found.extend(block(&self.runs, &items, kind));
        let outer = std::mem::replace(&mut self.kind, BlockKind::Paragraph);
        self.inside(node);
        self.kind = outer;
    }

    /// What the attributes of an element show.
    fn labels(&mut self, name: &str, tag: &Range<usize>) {
        let source = self.at(tag);
        self.read
            .found
            .extend(labels::find(labels::ODF, name, source, tag.start));
        let around = labels::around_numbers(source, tag.start);
        self.read.say_again(around, true);
    }

    /// What is to be read in the codes of a paragraph: notes, text boxes, words on pictures.
    fn inside(&mut self, node: &Node<'t>) {
        node.nodes().for_each(|inner| self.inner(inner));
    }

    fn inner(&mut self, inner: &Node<'t>) {
        match inner.name {
            "text:p" | "text:h" => self.paragraph(inner),
            name if LABELLED.contains(&name) => {
                self.read.found.extend(bare(inner, BlockKind::Label));
            }
            "text:note-citation" => {}
            // What is to be clicked, beside what that does.
            "text:execute-macro" => {
                for child in &inner.children {
                    if let Child::Text(text, range) = child {
                        self.read
                            .found
                            .extend(described((text.clone(), range.clone())));
                    }
                }
            }
            "office:annotation" if !self.more.comments => {}
            "text:note" | "office:annotation" => {
                let outer = std::mem::replace(&mut self.kind, BlockKind::Footnote);
                self.inside(inner);
                self.kind = outer;
            }
            name => {
                self.labels(name, &inner.tag);
                self.inside(inner);
            }
        }
    }
}
