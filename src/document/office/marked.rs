//! Fields in a paragraph with runs: those that are elements, and those that begin and end with marks in
//! runs (ECMA-376 part 1 §17.16.18, §17.16.19).

use std::collections::HashSet;
use std::ops::Range;

use super::fields::Instruction;
use super::items::{Item, Items};
use super::labels::bare;
use super::runs::{Search, WORD, is_left_out};
use super::xml::{Child, Node, Token, attribute};
use crate::document::block::BlockKind;
use crate::document::filter::Fault;

/// A field that is being read: an instruction and, behind what separates them, its result.
pub(super) struct Field {
    /// The run with the mark that begins it.
    begin: usize,
    /// Where it begins in the paragraph.
    start: usize,
    /// How far the instruction reaches before any text.
    reach: usize,
    /// The first item in it.
    item: usize,
    /// Where the result begins.
    result: Option<usize>,
    instruction: Instruction,
}

impl Field {
    /// The same in the next paragraph, whose text begins at `start`.
    fn in_next_paragraph(self, start: usize) -> Self {
        Self {
            start,
            item: 0,
            result: self.result.map(|_| start),
            instruction: self.instruction.in_next_paragraph(),
            ..self
        }
    }

    /// Whether its instruction goes on in the next paragraph: that of what shows one text or another,
    /// either of several paragraphs.
    fn goes_on(&self, search: &Search<'_>) -> bool {
        let is_open = self.result.is_none() && self.instruction.name() == "IF";
        is_open && search.has_end(self.begin)
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

impl<'t> Items<'_, 't> {
    /// Goes on with fields whose instructions did not end in the paragraph before. One that does not go
    /// on has no end.
    pub(super) fn go_on(&mut self, fields: Vec<Field>, paragraph: &Node<'t>, start: usize) {
        if go_on(&fields, paragraph, self.search) {
            let fields = fields.into_iter();
            self.fields
                .extend(fields.map(|field| field.in_next_paragraph(start)));
        }
    }

    /// Ends the fields that do not end in a paragraph, and gives those that go on in the next.
    pub(super) fn cut(&mut self, paragraph_end: usize) -> Vec<Field> {
        let mut fields = self.fields.iter();
        let first = fields.position(|field| field.goes_on(self.search));
        let first = first.unwrap_or(self.fields.len());
        let mut going_on = self.fields.split_off(first);
        for field in going_on.iter().rev() {
            self.half(field, paragraph_end);
        }
        while let Some(field) = self.fields.pop() {
            if field.result.is_some() {
                self.instructed(field.start, &field.instruction);
            }
            self.half(&field, paragraph_end);
        }
        let is_long = |field: &Field| field.instruction.len() > LONGEST;
        if going_on.len() > MOST || going_on.iter().any(is_long) {
            going_on.clear();
        }
        going_on
    }

    /// What is seen of a field in a paragraph that ends before it does.
    fn half(&mut self, field: &Field, paragraph_end: usize) {
        let end = match field.result {
            Some(result) => result,
            None if self.search.has_end(field.begin) => {
                self.items.truncate(field.item);
                paragraph_end
            }
            // What stands behind an instruction without an end is text.
            None => field.reach,
        };
        let alone = Item::Alone(HALF, field.start..end, None);
        self.items.insert(field.item, alone);
    }

    /// Notes a piece of an instruction in a run.
    pub(super) fn instruct(&mut self, instruction: &Node<'t>, run: &Node<'t>) {
        let Some(field) = self
            .fields
            .last_mut()
            .filter(|field| field.result.is_none())
        else {
            return;
        };
        field.instruction.add(instruction, self.search.text);
        if self.items.len() == field.item && run.first("t").is_none() {
            field.reach = run.range().end;
        }
    }

    /// A field whose instruction is an attribute.
    pub(super) fn simple_field(&mut self, node: &Node<'t>) {
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

    /// A run with the marks of a field.
    pub(super) fn field(&mut self, run: &Node<'t>) {
        for inner in run.nodes() {
            match inner.name {
                "instrText" => self.instruct(inner, run),
                // What stands in one run with a mark is a text of its own.
                "t" => self.labels.extend(bare(inner, BlockKind::Label)),
                "fldChar" => {
                    let kind = attribute(self.search.at(&inner.tag), 0, "fldCharType");
                    match kind.as_ref().map(|(kind, _)| kind.as_str()) {
                        Some("begin") => {
                            self.fields.push(Field {
                                begin: run.tag.start,
                                start: run.tag.start,
                                reach: run.range().end,
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

/// The runs with marks that begin a field which ends in its part; a box has fields of its own.
pub(super) fn ended(part: &str) -> Result<HashSet<usize>, Fault> {
    let mut xml = WORD.read(part);
    let mut ended = HashSet::new();
    let mut run = 0;
    let mut fields = vec![Vec::new()];
    let mut open = Vec::new();
    while let Some(token) = xml.next()? {
        match token {
            Token::Start if is_left_out(xml.name()) => drop(xml.node()?),
            Token::Start => {
                let name = xml.name();
                open.push(name);
                match name {
                    "r" => run = xml.range().start,
                    "txbxContent" => fields.push(Vec::new()),
                    "fldChar" => {
                        let tag = part.get(xml.range()).unwrap_or_default();
                        let kind = attribute(tag, 0, "fldCharType").map(|(kind, _)| kind);
                        let own = fields.last_mut();
                        match (kind.as_deref(), own) {
                            (Some("begin"), Some(own)) => own.push(run),
                            (Some("end"), Some(own)) => ended.extend(own.pop()),
                            _ => {}
                        }
                    }
                    _ => {}
                }
            }
            Token::End => {
                if open.pop() == Some("txbxContent") {
                    fields.pop();
                }
            }
            Token::Text(_) => {}
        }
    }
    Ok(ended)
}

fn has_letters(node: &Node<'_>) -> bool {
    node.children.iter().any(|child| match child {
        Child::Text(text, _) => text.chars().any(char::is_alphabetic),
        Child::Node(inner) => has_letters(inner),
    })
}
