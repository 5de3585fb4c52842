//! The text of OpenDocument: paragraphs, headings and what stands in them (ODF 1.3 part 3 §5, §6).

use std::collections::HashMap;
use std::ops::Range;

use super::echoes::Echo;
use super::labels::{self, described};
use super::literals;
use super::paragraph::crosses;
use super::types::Reading;
use super::xml::{Child, Node, Token, Xml, attribute, escaped, local};
use crate::document::block::BlockKind;
use crate::document::build::Builder;
use crate::document::filter::Fault;
use crate::document::more::More;
use crate::document::splice::{Found, Piece};

/// A part that is being searched.
struct Search<'t> {
    text: &'t str,
    /// What was read of it.
    read: Reading,
    /// What people call the styles of text; an empty word where nobody sees anything of it.
    styles: HashMap<String, &'static str>,
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
    }));
    Ok(search.read)
}

impl<'t> Search<'t> {
    fn new(text: &'t str, more: More) -> Self {
        Self {
            text,
            read: Reading::default(),
            styles: HashMap::new(),
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
                        name if LABELLED.contains(&name) => self.label(&xml.node()?),
                        "number:text" => {
                            let node = xml.node()?;
                            self.read.found.extend(literals::in_style(self.text, &node));
                        }
                        "text:tracked-changes" => {
                            self.read.tracked = true;
                            xml.node()?;
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

    /// The texts of a formula, where they are asked for.
    fn formula(&mut self, tag: &Range<usize>, name: &str) {
        let formula = attribute(self.at(tag), tag.start, name);
        let found = formula.map(|(_, range)| literals::in_formula(self.text, &range));
        let found = found.unwrap_or_default();
        self.read.has_formulas |= !found.is_empty();
        if self.more.formulas {
            self.read.found.extend(found);
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
        is_string && self.said(&tag, "formula").is_none()
    }

    /// Whether a frame of a master only says where the text of a slide comes.
    fn holds_place(&self, frame: &Range<usize>) -> bool {
        let class = self.said(frame, "class").unwrap_or_default();
        matches!(class.as_str(), "title" | "subtitle" | "outline" | "notes")
    }

    /// Notes what a style of text does.
    fn style(&mut self, node: &Node<'t>) {
        let (Some(name), Some("text")) = (
            self.said(&node.tag, "name"),
            self.said(&node.tag, "family").as_deref(),
        ) else {
            return;
        };
        let properties = node.first("style:text-properties");
        let tag = properties.map_or("", |properties| self.at(&properties.tag));
        self.styles.insert(name, style_name(tag));
    }

    fn paragraph(&mut self, node: &Node<'t>) {
        let kind = match node.name {
            "text:h" => {
                let level = self.said(&node.tag, "outline-level");
                BlockKind::Heading(level.and_then(|level| level.parse().ok()).unwrap_or(1))
            }
            _ => self.kind,
        };
        let unseen_too = [false, true].into_iter();
        let read = |unseen_too| {
            let mut paragraph = Paragraph {
                search: self,
                builder: Builder::new(kind, false),
                unseen: Vec::new(),
                unseen_too,
            };
            paragraph.children(node);
            let found = paragraph.builder.finish("<text:line-break/>", write);
            let found = found.map(|found| Found {
                span: self.around(found.span.clone(), &paragraph.unseen),
                ..found
            });
            let crossed = found.as_ref().is_some_and(|found| {
                let mut unseen = paragraph.unseen.iter();
                unseen.any(|unseen| crosses(unseen, &found.span))
            });
            (found, crossed)
        };
        // A span that nobody sees is left out, if it does not begin or end in the text.
        let mut read = unseen_too.map(read);
        let found = read
            .find(|(_, crossed)| !crossed)
            .and_then(|(found, _)| found);
        self.read.found.extend(found);
        let outer = std::mem::replace(&mut self.kind, BlockKind::Paragraph);
        self.inside(node);
        self.kind = outer;
    }

    /// A stretch of a paragraph with the spans that begin or end in it, where nothing but their tags
    /// stands between.
    fn around(&self, mut stretch: Range<usize>, unseen: &[Range<usize>]) -> Range<usize> {
        let is_tags = |range: Range<usize>| {
            let mut at = range.start;
            while at < range.end {
                let tag = self.text.get(at..range.end).unwrap_or_default();
                let Some(length) = tag.find('>') else {
                    return false;
                };
                let end = at + length + 1;
                let begins = unseen.iter().any(|unseen| unseen.start == at);
                let ends = tag.starts_with("</") && unseen.iter().any(|unseen| unseen.end == end);
                if !begins && !ends {
                    return false;
                }
                at = end;
            }
            true
        };
        while let Some(span) = unseen.iter().find(|span| crosses(span, &stretch)) {
            let wider = stretch.start.min(span.start)..stretch.end.max(span.end);
            if !is_tags(wider.start..stretch.start) || !is_tags(stretch.end..wider.end) {
                break;
            }
            stretch = wider;
        }
        stretch
    }

    /// What the attributes of an element show.
    fn labels(&mut self, name: &str, tag: &Range<usize>) {
        let source = self.at(tag);
        self.read
            .found
            .extend(labels::find(labels::ODF, name, source, tag.start));
        let around = labels::around_numbers(source, tag.start);
        let again = around.iter().map(|found| Echo {
            range: found.span.clone(),
            is_text: true,
        });
        self.read.echoes.extend(again);
        self.read.found.extend(around);
    }

    /// What is to be read in the codes of a paragraph: notes, text boxes, words on pictures.
    fn inside(&mut self, node: &Node<'t>) {
        node.nodes().for_each(|inner| self.inner(inner));
    }

    fn inner(&mut self, inner: &Node<'t>) {
        match inner.name {
            "text:p" | "text:h" => self.paragraph(inner),
            name if LABELLED.contains(&name) => self.label(inner),
            "text:note-citation" => {}
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

    fn label(&mut self, node: &Node<'t>) {
        let mut builder = Builder::new(BlockKind::Label, true);
        for child in &node.children {
            if let Child::Text(text, range) = child {
                builder.text(text, self.at(range), range.start);
            }
        }
        self.read.found.extend(builder.finish("\n", write));
    }
}

/// A paragraph that is being read.
struct Paragraph<'s, 't> {
    search: &'s Search<'t>,
    builder: Builder,
    /// Spans that nobody sees, and whether they are codes all the same.
    unseen: Vec<Range<usize>>,
    unseen_too: bool,
}

impl<'t> Paragraph<'_, 't> {
    fn children(&mut self, node: &Node<'t>) {
        for child in &node.children {
            match child {
                Child::Text(text, range) => {
                    let source = self.search.at(range);
                    self.builder.text(text, source, range.start);
                }
                Child::Node(inner) => self.element(inner),
            }
        }
    }

    fn element(&mut self, node: &Node<'t>) {
        let kind = match node.name {
            "text:span" => match self.span_name(node) {
                "" if !self.unseen_too => {
                    self.unseen.push(node.range());
                    self.children(node);
                    return;
                }
                "" => "format",
                name => name,
            },
            "text:a" => "link",
            "text:line-break" => {
                let source = self.search.at(&node.range());
                self.builder.line_end(source);
                return;
            }
            "text:soft-page-break" => return,
            // One is a space like any other.
            "text:s"
                if self
                    .search
                    .said(&node.tag, "c")
                    .is_none_or(|count| count == "1") =>
            {
                self.builder.text(" ", "", node.tag.start);
                return;
            }
            "text:s" => "space",
            "text:tab" => "tab",
            "text:note" => "footnote",
            "office:annotation" | "office:annotation-end" => "comment",
            name if name.starts_with("draw:") => "image",
            "text:bookmark-ref" | "text:bibliography-mark" => "field",
            "text:change" | "text:change-start" | "text:change-end" => "mark",
            name if name.contains("mark") => "mark",
            _ => "field",
        };
        // What a reader is to fill in is text, too.
        let spans = matches!(
            node.name,
            "text:span" | "text:a" | "text:text-input" | "text:placeholder"
        );
        let at = |range: &Range<usize>| self.search.at(range);
        if spans && !node.end.is_empty() {
            let id = self.builder.open(kind, at(&node.tag), node.tag.start);
            self.children(node);
            let end = self.search.at(&node.end);
            self.builder.close(id, kind, end, node.end.start);
        } else if !spans {
            self.builder.alone(kind, at(&node.range()), node.tag.start);
        }
    }

    fn span_name(&self, node: &Node<'t>) -> &'static str {
        let style = self
            .search
            .said(&node.tag, "style-name")
            .unwrap_or_default();
        match self.search.styles.get(&style) {
            Some(name) => name,
            None if style.starts_with("Strong") => "bold",
            None if style.contains("Emphasis") => "italic",
            None => "format",
        }
    }
}

/// What people call a style with the properties of a tag.
fn style_name(tag: &str) -> &'static str {
    let says = |what: &str| tag.contains(what);
    if says("fo:font-weight=\"bold\"") {
        return "bold";
    } else if says("fo:font-style=\"italic\"") {
        return "italic";
    } else if says("text-underline-style=\"solid\"") {
        return "underlined";
    } else if says("text-position=\"super") {
        return "superscript";
    } else if says("text-position=\"sub") {
        return "subscript";
    }
    let names = tag.split_ascii_whitespace().skip(1);
    let is_seen = |name: &str| {
        let is_unseen = name.ends_with("-asian")
            || name.ends_with("-complex")
            || matches!(
                local(name),
                "rsid" | "paragraph-rsid" | "language" | "country"
            );
        !is_unseen
    };
    let mut names = names.filter_map(|said| said.split_once('=').map(|(name, _)| name));
    if names.any(is_seen) { "format" } else { "" }
}

fn write(found: &Found, pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Code(_, native) => out.push_str(native),
            Piece::Text(text) => {
                for (number, line) in text.split('\n').enumerate() {
                    if number > 0 {
                        out.push_str(&found.line_end);
                    }
                    escaped(line, &mut out);
                }
            }
        }
    }
    out
}
