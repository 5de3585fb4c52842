//! What stands in a paragraph with runs, in order.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::fields::Instruction;
use super::runs::{Search, is_left_out};
use super::xml::{Child, Node, attribute};
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

/// A field that is being read: an instruction and, behind what separates them, its result.
pub(super) struct Field {
    start: usize,
    /// The first item in it.
    item: usize,
    /// Where the result begins.
    result: Option<usize>,
    instruction: Instruction,
}

impl Field {
    /// Notes a piece of its instruction.
    fn instructed(&mut self, instruction: &Node<'_>, part: &str) {
        if self.result.is_none() {
            self.instruction.add(instruction, part);
        }
    }

    /// Whether its instruction goes on in the next paragraph: that of what shows one text or another,
    /// either of several paragraphs.
    fn goes_on(&self) -> bool {
        self.result.is_none() && self.instruction.name() == "IF"
    }
}

/// How many fields, one in another, go on in the next paragraph, and how many bytes of an instruction do:
/// what has more of either has lost its end.
const MOST: usize = 8;
const LONGEST: usize = 1 << 15;

/// What the beginning of a field is that ends in another paragraph, and its end: no word of either.
const HALF: &str = "object";

/// What a field is, by its name (ECMA-376 part 1 §17.16.5): the number of the page at the end of a line
/// of contents, an empty place of a form and what is listed elsewhere are no words of their sentence.
fn field_kind(name: &str) -> &'static str {
    match name {
        "HYPERLINK" => "link",
        "PAGEREF" => "page",
        "XE" => "index entry",
        "TC" | "TA" => "contents entry",
        _ if name.starts_with("FORM") => "form",
        _ => "field",
    }
}

/// What a field is that has words for its result.
fn around(kind: &'static str) -> &'static str {
    match kind {
        "link" => kind,
        _ => "field",
    }
}

/// What stands in a paragraph.
pub(super) struct Items<'s, 't> {
    search: &'s Search<'t>,
    pub(super) items: Vec<Item>,
    pub(super) runs: Vec<Run<'t>>,
    /// What marks a place and shows nothing; whether it begins something.
    pub(super) anchors: Vec<(Range<usize>, bool)>,
    /// Elements around runs that say nothing of them to a reader.
    pub(super) around: Vec<Range<usize>>,
    pub(super) tracked: bool,
    /// Whether text stands in it that is in no run.
    pub(super) is_bare: bool,
    /// What a reader sees of the instructions of fields.
    pub(super) labels: Vec<Found>,
    /// What the instruction of each field says that is a code, by where that begins.
    pub(super) instructions: HashMap<usize, String>,
    fields: Vec<Field>,
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
        // An instruction goes on with more of it. One that does not has no end.
        if go_on(&going_on, paragraph, search) {
            items.fields.extend(going_on.into_iter().map(|field| Field {
                start,
                item: 0,
                result: field.result.map(|_| start),
                instruction: field.instruction.in_next_paragraph(),
            }));
        }
        items.children(paragraph);
        let first = items.fields.iter().position(Field::goes_on);
        let first = first.unwrap_or(items.fields.len());
        let mut going_on = items.fields.split_off(first);
        for field in going_on.iter().rev() {
            items.half(field, paragraph.end.start);
        }
        while let Some(field) = items.fields.pop() {
            if field.result.is_some() {
                items.instructed(field.start, &field.instruction);
            }
            items.half(&field, paragraph.end.start);
        }
        items.join_pairs();
        let is_long = |field: &Field| field.instruction.len() > LONGEST;
        if going_on.len() > MOST || going_on.iter().any(is_long) {
            going_on.clear();
        }
        (items, going_on)
    }

    /// What is seen of a field in a paragraph that ends before it does.
    fn half(&mut self, field: &Field, paragraph_end: usize) {
        if field.result.is_none() {
            self.items.truncate(field.item);
        }
        let end = field.result.unwrap_or(paragraph_end);
        let alone = Item::Alone(HALF, field.start..end, None);
        self.items.insert(field.item, alone);
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
                "ins" | "moveTo" | "smartTag" | "customXml" | "dir" | "bdo" => {
                    self.tracked |= matches!(node.name, "ins" | "moveTo");
                    self.around.push(range);
                    self.children(node);
                }
                "bookmarkStart" | "commentRangeStart" | "permStart" => {
                    self.anchors.push((range, true));
                }
                "bookmarkEnd" | "commentRangeEnd" | "permEnd" => self.anchors.push((range, false)),
                "moveFromRangeStart" | "moveFromRangeEnd" | "moveToRangeStart"
                | "moveToRangeEnd" => self.anchors.push((range, node.name.ends_with("Start"))),
                "pPr" | "endParaRPr" | "proofErr" | "phoneticPr" => {}
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
    fn pair(
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

    /// A field whose instruction is an attribute.
    fn simple_field(&mut self, node: &Node<'t>) {
        let tag = self.search.at(&node.tag);
        let instruction = attribute(tag, node.tag.start, "instr")
            .map_or_else(Instruction::default, |(_, range)| {
                Instruction::of_attribute(range, self.search.text)
            });
        let kind = field_kind(&instruction.name());
        self.instructed(node.tag.start, &instruction);
        match node.end.is_empty() || !has_letters(node) {
            true => self.items.push(Item::Alone(kind, node.range(), None)),
            false => self.pair(around(kind), node.tag.clone(), node, node.end.clone()),
        }
    }

    /// Notes what a reader sees of an instruction, and what it says to who translates around it.
    fn instructed(&mut self, start: usize, instruction: &Instruction) {
        self.labels.extend(instruction.shown());
        self.instructions.insert(start, instruction.words());
        if let Some(outer) = self
            .fields
            .last_mut()
            .filter(|outer| outer.result.is_none())
        {
            outer.instruction.holds_field(instruction);
        }
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
                    if let Some(field) = self.fields.last_mut() {
                        field.instructed(inner, self.search.text);
                    }
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

    /// A run with the marks of a field.
    fn field(&mut self, run: &Node<'t>) {
        for inner in run.nodes() {
            match inner.name {
                "instrText" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.instructed(inner, self.search.text);
                    }
                }
                "fldChar" => {
                    let kind = attribute(self.search.at(&inner.tag), 0, "fldCharType");
                    match kind.as_ref().map(|(kind, _)| kind.as_str()) {
                        Some("begin") => {
                            self.fields.push(Field {
                                start: run.tag.start,
                                item: self.items.len(),
                                result: None,
                                instruction: Instruction::default(),
                            });
                        }
                        Some("separate") => {
                            if let Some(field) = self.fields.last_mut() {
                                self.items.truncate(field.item);
                                field.result = Some(run.end.end);
                            }
                        }
                        _ => self.field_ends(run.range()),
                    }
                }
                _ => {}
            }
        }
    }

    fn field_ends(&mut self, end: Range<usize>) {
        let Some(field) = self.fields.pop() else {
            self.items.push(Item::Alone(HALF, end, None));
            return;
        };
        self.instructed(field.start, &field.instruction);
        let kind = field_kind(&field.instruction.name());
        let own = self.items.get(field.item..).unwrap_or_default();
        let is_language = own.iter().any(
            |item| matches!(item, Item::Text(text, ..) if text.chars().any(char::is_alphabetic)),
        );
        match field.result {
            Some(result) if is_language && result <= end.start => {
                let pair = self.next_pair();
                let kind = around(kind);
                let open = Item::Open(kind, field.start..result, pair);
                self.items.insert(field.item, open);
                self.items.push(Item::Close(kind, end, pair));
            }
            _ => {
                self.items.truncate(field.item);
                let whole = field.start..end.end;
                self.items.push(Item::Alone(kind, whole, None));
            }
        }
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

/// What stands under a text that says how it is read, where that is all of a run (ECMA-376 part 1
/// §17.3.3.25).
fn under_guide<'n, 't>(run: &'n Node<'t>) -> Option<&'n Node<'t>> {
    let is_shown = |inner: &&Node<'_>| !matches!(inner.name, "rPr" | "lastRenderedPageBreak");
    let mut own = run.nodes().filter(is_shown);
    let ruby = own.next().filter(|only| only.name == "ruby")?;
    let word = ruby.first("rubyBase");
    word.filter(|word| own.next().is_none() && !word.end.is_empty())
}

/// Whether the instructions of some fields go on in a paragraph: no text stands in it that is of none of
/// the fields in them.
fn go_on(fields: &[Field], paragraph: &Node<'_>, search: &Search<'_>) -> bool {
    let mut shows: Vec<bool> = fields.iter().map(|field| field.result.is_some()).collect();
    !shows.is_empty() && !holds_stray_text(paragraph, search, &mut shows)
}

/// Whether text stands in an element in the instruction of a field; of each that is open, whether it
/// shows what stands in it. One that begins here is left to whoever reads it.
fn holds_stray_text(node: &Node<'_>, search: &Search<'_>, shows: &mut Vec<bool>) -> bool {
    node.nodes().any(|inner| match inner.name {
        "t" => shows.last() == Some(&false) && !inner.text().trim().is_empty(),
        "fldChar" => {
            let kind = attribute(search.at(&inner.tag), 0, "fldCharType");
            match kind.as_ref().map(|(kind, _)| kind.as_str()) {
                Some("begin") => shows.push(true),
                Some("separate") => {
                    if let Some(last) = shows.last_mut() {
                        *last = true;
                    }
                }
                _ => drop(shows.pop()),
            }
            false
        }
        // Of a field that is an element, and of a box.
        "fldSimple" | "p" => false,
        name => !is_left_out(name) && holds_stray_text(inner, search, shows),
    })
}

fn has_letters(node: &Node<'_>) -> bool {
    node.children.iter().any(|child| match child {
        Child::Text(text, _) => text.chars().any(char::is_alphabetic),
        Child::Node(inner) => has_letters(inner),
    })
}
