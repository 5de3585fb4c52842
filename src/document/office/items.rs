//! What stands in a paragraph with runs, in order.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::marked::Field;
use super::runs::{Search, is_left_out};
use super::xml::{Node, attribute};
use crate::document::splice::Found;

/// A piece of a paragraph.
#[derive(Debug)]
pub(super) enum Item {
    /// Text, as the reader sees it; in which run.
    Text(String, Range<usize>, Option<usize>),
    /// What stands alone: what it is, and in which run, where other things stand in that too.
    Alone(&'static str, Range<usize>, Option<usize>),
    /// What begins, and what ends, by number.
    Open(&'static str, Range<usize>, usize),
    Close(&'static str, Range<usize>, usize),
}

/// Where an element stands that is around runs: its start tag, and its end tag.
#[derive(Debug)]
pub(super) struct Around {
    pub(super) begin: Range<usize>,
    pub(super) end: Range<usize>,
}

impl Around {
    pub(super) fn of(node: &Node<'_>) -> Self {
        Self {
            begin: node.tag.clone(),
            end: node.end.clone(),
        }
    }

    /// Whether it begins before a stretch and ends in it.
    pub(super) fn ends_in(&self, stretch: &Range<usize>) -> bool {
        let is_before = self.begin.start < stretch.start;
        is_before && stretch.start < self.end.end && self.end.end < stretch.end
    }

    /// Whether it begins in a stretch and ends behind it.
    pub(super) fn begins_in(&self, stretch: &Range<usize>) -> bool {
        let is_in = stretch.start < self.begin.start && self.begin.start < stretch.end;
        is_in && stretch.end < self.end.end
    }
}

/// How a run looks.
#[derive(Debug)]
pub(super) struct Run<'t> {
    /// Its properties as they are written.
    pub(super) props: Cow<'t, str>,
    /// Where they stand, where they do so in one piece.
    pub(super) at: Range<usize>,
    /// Those of them that a reader sees.
    pub(super) look: String,
}

/// What stands in a paragraph.
pub(super) struct Items<'s, 't> {
    pub(super) search: &'s Search<'t>,
    pub(super) items: Vec<Item>,
    pub(super) runs: Vec<Run<'t>>,
    /// What marks a place and shows nothing; whether it begins something.
    pub(super) anchors: Vec<(Range<usize>, bool)>,
    /// Elements around runs that say nothing of them to a reader.
    pub(super) around: Vec<Around>,
    pub(super) tracked: bool,
    /// Whether text stands in it that is in no run.
    pub(super) is_bare: bool,
    /// What a reader sees of the instructions of fields.
    pub(super) labels: Vec<Found>,
    /// What the instruction of each field says that is a code, by where that begins.
    pub(super) instructions: HashMap<usize, String>,
    pub(super) fields: Vec<Field>,
    pairs: usize,
}

impl<'s, 't> Items<'s, 't> {
    /// Nothing yet.
    pub(super) fn new(search: &'s Search<'t>) -> Self {
        Self {
            search,
            items: Vec::new(),
            runs: Vec::new(),
            anchors: Vec::new(),
            around: Vec::new(),
            tracked: false,
            is_bare: false,
            labels: Vec::new(),
            instructions: HashMap::new(),
            fields: Vec::new(),
            pairs: 0,
        }
    }

    /// What stands in a paragraph, before which some instructions of fields did not end; and those that
    /// do not end in it.
    pub(super) fn of(
        search: &'s Search<'t>,
        paragraph: &Node<'t>,
        going_on: Vec<Field>,
    ) -> (Self, Vec<Field>) {
        let mut items = Self::new(search);
        let props = paragraph.first("pPr");
        let start = props.map_or(paragraph.tag.end, |props| props.range().end);
        items.go_on(going_on, paragraph, start);
        items.children(paragraph);
        let going_on = items.cut(paragraph.end.start);
        items.join_pairs();
        (items, going_on)
    }

    fn children(&mut self, parent: &Node<'t>) {
        for node in parent.nodes() {
            let range = node.range();
            match node.name {
                "r" => self.run(node),
                // The text of a cell that has one look.
                "t" => {
                    self.is_bare = true;
                    self.runs.push(Run {
                        props: Cow::Borrowed(""),
                        at: 0..0,
                        look: String::new(),
                    });
                    self.text(node, self.runs.len() - 1);
                }
                "br" => self.items.push(Item::Text("\n".to_owned(), range, None)),
                "hyperlink" => self.pair("link", node.tag.clone(), node, node.end.clone()),
                "fldSimple" => self.simple_field(node),
                "sdt" => match node.first("sdtContent") {
                    Some(content) if !content.end.is_empty() => {
                        let begin = node.tag.start..content.tag.end;
                        self.pair("field", begin, content, content.end.start..node.end.end);
                    }
                    _ => self.items.push(Item::Alone("field", range, None)),
                },
                name if is_around(name) => {
                    self.tracked |= matches!(name, "ins" | "moveTo");
                    self.around.push(Around::of(node));
                    self.children(node);
                }
                "bookmarkStart" | "commentRangeStart" | "permStart" => {
                    self.anchors.push((range, true));
                }
                "bookmarkEnd" | "commentRangeEnd" | "permEnd" => self.anchors.push((range, false)),
                "moveFromRangeStart" | "moveFromRangeEnd" | "moveToRangeStart"
                | "moveToRangeEnd" => self.anchors.push((range, node.name.ends_with("Start"))),
                "pPr" | "endParaRPr" | "proofErr" | "phoneticPr" | "smartTagPr" | "customXmlPr" => {
                }
                name if is_left_out(name) => {
                    self.tracked |= matches!(name, "del" | "moveFrom");
                }
                "fld" => self.items.push(Item::Alone("field", range, None)),
                _ if node.local().starts_with("oMath") => {
                    self.items.push(Item::Alone("formula", range, None));
                }
                _ => self.items.push(Item::Alone("object", range, None)),
            }
        }
    }

    /// The number of a pair that no other has.
    pub(super) fn next_pair(&mut self) -> usize {
        self.pairs += 1;
        self.pairs
    }

    /// What has a beginning and an end around `inner`.
    pub(super) fn pair(
        &mut self,
        kind: &'static str,
        begin: Range<usize>,
        inner: &Node<'t>,
        end: Range<usize>,
    ) {
        let pair = self.next_pair();
        self.items.push(Item::Open(kind, begin, pair));
        self.children(inner);
        self.items.push(Item::Close(kind, end, pair));
    }

    fn run(&mut self, node: &Node<'t>) {
        let props = node.first("rPr");
        let run = self.runs.len();
        self.runs.push(Run {
            props: props
                .map_or("", |props| self.search.at(&props.range()))
                .into(),
            at: props.map_or(0..0, Node::range),
            look: props.map_or_else(String::new, |props| self.look(props)),
        });
        let (first, anchors) = (self.items.len(), self.anchors.len());
        if node.nodes().any(|inner| inner.name == "fldChar") {
            self.field(node);
            return;
        }
        if let Some(word) = under_guide(node) {
            let begin = node.tag.start..word.tag.end;
            self.pair("ruby", begin, word, word.end.start..node.end.end);
            return;
        }
        for inner in node.nodes() {
            let range = inner.range();
            let text = |text: &str| Item::Text(text.to_owned(), inner.range(), Some(run));
            let item = match inner.name {
                "t" => {
                    self.text(inner, run);
                    continue;
                }
                "br" if self.is_line_end(inner) => text("\n"),
                "cr" => text("\n"),
                "noBreakHyphen" => text("\u{2011}"),
                "softHyphen" => text("\u{ad}"),
                "tab" | "ptab" => Item::Alone("tab", range, Some(run)),
                "br" => Item::Alone("pb", range, Some(run)),
                "footnoteReference" | "endnoteReference" => {
                    Item::Alone("footnote", range, Some(run))
                }
                "drawing" | "pict" | "object" => Item::Alone("image", range, Some(run)),
                "commentReference" | "annotationRef" => {
                    self.anchors.push((range, false));
                    continue;
                }
                "instrText" => {
                    self.instruct(inner, node);
                    continue;
                }
                "rPr" | "lastRenderedPageBreak" | "delText" | "delInstrText" => continue,
                _ if inner.local() == "AlternateContent" => Item::Alone("image", range, Some(run)),
                _ => Item::Alone("object", range, Some(run)),
            };
            self.items.push(item);
        }
        // A run without text goes as a whole.
        let own = self.items.get(first..).unwrap_or_default();
        let has_text = own.iter().any(|item| matches!(item, Item::Text(..)));
        match own.first() {
            Some(Item::Alone(kind, ..)) if !has_text => {
                let alone = Item::Alone(kind, node.range(), None);
                self.items.truncate(first);
                self.items.push(alone);
            }
            None if self.anchors.len() > anchors => {
                self.anchors.truncate(anchors);
                self.anchors.push((node.range(), false));
            }
            _ => {}
        }
    }

    fn text(&mut self, node: &Node<'t>, run: usize) {
        let text = node.text();
        if !text.is_empty() {
            self.items.push(Item::Text(text, node.range(), Some(run)));
        }
    }

    fn is_line_end(&self, br: &Node<'t>) -> bool {
        let kind = attribute(self.search.at(&br.tag), br.tag.start, "type");
        kind.is_none_or(|(kind, _)| kind == "textWrapping")
    }

    /// What a reader sees of the properties of a run.
    fn look(&self, props: &Node<'t>) -> String {
        let is_seen = |name: &str| !self.search.dialect.unseen.contains(&name);
        let mut look = String::new();
        let tag = self.search.at(&props.tag);
        for attribute in tag.split_ascii_whitespace().skip(1) {
            let name = attribute.split('=').next().unwrap_or_default();
            if is_seen(name) && name.contains(char::is_alphabetic) {
                look.push_str(attribute.trim_end_matches(['/', '>']));
            }
        }
        for inner in props.nodes().filter(|inner| is_seen(inner.name)) {
            look.push_str(self.search.at(&inner.range()));
        }
        look
    }
}

/// Whether an element stands around runs and says nothing of them to a reader.
pub(super) fn is_around(name: &str) -> bool {
    matches!(
        name,
        "ins" | "moveTo" | "smartTag" | "customXml" | "dir" | "bdo"
    )
}

/// What stands under a text that says how it is read, where that is all of a run (ECMA-376 part 1
/// §17.3.3.25).
fn under_guide<'n, 't>(run: &'n Node<'t>) -> Option<&'n Node<'t>> {
    let is_shown = |inner: &&Node<'_>| !matches!(inner.name, "rPr" | "lastRenderedPageBreak");
    let mut own = run.nodes().filter(is_shown);
    let ruby = own.next().filter(|only| only.name == "ruby")?;
    let word = ruby.first("rubyBase");
    word.filter(|word| own.next().is_none() && !word.end.is_empty())
}
