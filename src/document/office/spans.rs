//! What stands in a paragraph of OpenDocument, in order: text in spans, which are what runs are to
//! other formats (ODF 1.3 part 3 §5.1, §6).

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::items::{Around, Item, Items, Run};
use super::looks::look_name;
use super::runs::Search;
use super::xml::{Child, Node, attribute, local};

/// How the styles of text and those of paragraphs look to a reader, by their names.
#[derive(Debug, Default)]
pub(super) struct Looks {
    pub(super) text: HashMap<String, String>,
    pub(super) paragraphs: HashMap<String, String>,
}

/// How a style looks: what its properties say that a reader sees, and whose look it has besides.
pub(super) fn look(properties: &str, parent: Option<String>) -> String {
    let is_seen = |said: &&str| {
        let name = said.split('=').next().unwrap_or_default();
        let is_unseen = name.ends_with("-asian")
            || name.ends_with("-complex")
            || matches!(
                local(name),
                "rsid" | "paragraph-rsid" | "language" | "country"
            );
        said.contains('=') && !is_unseen
    };
    let said = properties.split_ascii_whitespace().skip(1);
    let said = said.map(|said| said.trim_end_matches(['/', '>']));
    let mut said: Vec<&str> = said.filter(is_seen).collect();
    said.sort_unstable();
    let parent = parent.unwrap_or_default();
    said.push(&parent);
    said.join(" ").trim().to_owned()
}

/// How text looks that stands in what looks so, one in another: the innermost is heard.
fn together<'l>(looks: impl Iterator<Item = &'l str>) -> String {
    let said = looks.flat_map(str::split_ascii_whitespace);
    let by_name = said.map(|said| (said.split('=').next(), said));
    let heard: BTreeMap<_, &str> = by_name.collect();
    heard.into_values().collect::<Vec<_>>().join(" ")
}

/// What stands in a paragraph.
pub(super) fn items<'s, 't>(
    search: &'s Search<'t>,
    looks: &Looks,
    paragraph: &Node<'t>,
) -> Items<'s, 't> {
    let mut spans = Spans {
        search,
        looks,
        around: "",
        items: Items::new(search),
        open: Vec::new(),
        run: None,
        after_space: true,
    };
    let style = spans.said(paragraph, "style-name");
    let look = style.and_then(|style| looks.paragraphs.get(&style));
    spans.around = look.map_or("", String::as_str);
    spans.children(paragraph);
    spans.items
}

/// A paragraph that is being read.
struct Spans<'s, 'l, 't> {
    search: &'s Search<'t>,
    looks: &'l Looks,
    /// How the paragraph looks.
    around: &'l str,
    items: Items<'s, 't>,
    /// The spans that are open since the last pair began: their tags, and how they look.
    open: Vec<(&'t str, String)>,
    /// The run for text in them, once there is one.
    run: Option<usize>,
    /// Whether white space is none, since it stands behind such.
    after_space: bool,
}

impl<'t> Spans<'_, '_, 't> {
    fn children(&mut self, node: &Node<'t>) {
        for child in &node.children {
            match child {
                Child::Text(text, range) => self.text(text, range),
                Child::Node(inner) => self.element(inner),
            }
        }
    }

    fn element(&mut self, node: &Node<'t>) {
        let range = node.range();
        let kind = match node.name {
            "text:span" if !node.end.is_empty() => return self.span(node),
            "text:span" | "text:soft-page-break" | LIST_ITEM => return,
            name if marks_place(name) => {
                let anchor = (range, !name.ends_with("-end"));
                return self.items.anchors.push(anchor);
            }
            name if begins(name) && !node.end.is_empty() => {
                return self.pair_around(node.range(), node);
            }
            name if begins(name) => return,
            "text:line-break" => {
                self.add("\n", range);
                return;
            }
            "text:s" => match self.said(node, "c").is_none_or(|count| count == "1") {
                // One is a space like any other.
                true => {
                    if !self.after_space {
                        self.add(" ", range);
                    }
                    return;
                }
                false => "space",
            },
            name => alone_kind(name),
        };
        let run = self.run();
        self.items.items.push(Item::Alone(kind, range, Some(run)));
        self.after_space &= matches!(kind, "comment" | "mark");
    }

    /// Text, its white space as a reader sees it.
    fn text(&mut self, text: &str, range: &Range<usize>) {
        let written = self.search.at(range);
        let mut seen = String::with_capacity(text.len());
        for c in text.chars() {
            let is_space = matches!(c, ' ' | '\t' | '\n' | '\r');
            match is_space {
                true if self.after_space => {}
                true => seen.push(' '),
                false => seen.push(c),
            }
            self.after_space = is_space;
        }
        let begins = written.len() - written.trim_ascii_start().len();
        let ends = written.trim_ascii_end().len();
        // White space around it is of no span, and where nobody sees it, it stays where it is.
        let inside = seen.trim_matches(' ').to_owned();
        if inside.is_empty() {
            return self.push(seen, range.clone());
        }
        let lead = if seen.starts_with(' ') { " " } else { "" };
        let trail = if seen.ends_with(' ') { " " } else { "" };
        self.push(lead.to_owned(), range.start..range.start + begins);
        self.push(inside, range.start + begins..range.start + ends);
        self.push(trail.to_owned(), range.start + ends..range.end);
    }

    fn add(&mut self, text: &str, range: Range<usize>) {
        self.after_space = true;
        self.push(text.to_owned(), range);
    }

    fn push(&mut self, text: String, range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let run = self.run();
        self.items.items.push(Item::Text(text, range, Some(run)));
    }

    /// The run for text in the spans that are open.
    fn run(&mut self) -> usize {
        *self.run.get_or_insert_with(|| {
            let looks = self.open.iter().map(|(_, look)| look.as_str());
            self.items.runs.push(Run {
                props: self.open.iter().map(|(tag, _)| *tag).collect(),
                at: 0..0,
                look: together(std::iter::once(self.around).chain(looks)),
            });
            self.items.runs.len() - 1
        })
    }

    fn span(&mut self, node: &Node<'t>) {
        let style = self.said(node, "style-name").unwrap_or_default();
        let look = self.looks.text.get(&style).cloned().unwrap_or(style);
        if !holds_pair(node) {
            if has_text(node) {
                self.open.push((self.search.at(&node.tag), look));
                self.run = None;
                self.children(node);
                self.open.pop();
                self.run = None;
            } else if let Some(inner) = shown_in(node)
                && marks_place(inner.name)
            {
                self.items
                    .anchors
                    .push((node.range(), !inner.name.ends_with("-end")));
            } else if let Some(inner) = shown_in(node) {
                // What has no text in it goes as a whole.
                let kind = alone_kind(inner.name);
                let run = (!self.open.is_empty()).then(|| self.run());
                let whole = Item::Alone(kind, node.range(), run);
                self.items.items.push(whole);
                self.after_space = false;
            }
            return;
        }
        match node.children.as_slice() {
            [Child::Node(inner)] if begins(inner.name) && !inner.end.is_empty() => {
                self.pair_around(node.range(), inner);
            }
            _ if look.is_empty() => {
                self.items.around.push(Around::of(node));
                self.children(node);
            }
            _ => {
                let look = together([self.around, &look].into_iter());
                let kind = look_name(&look, self.around);
                self.pair(kind, node.tag.clone(), node, node.end.clone());
            }
        }
    }

    /// What has a beginning and an end around the text of an element, in which all of `range` is its own.
    fn pair_around(&mut self, range: Range<usize>, node: &Node<'t>) {
        let kind = pair_kind(node.name);
        // Of a word with the text that says how it is read, the word.
        let inner = match node.first("text:ruby-base") {
            Some(word) if kind == "ruby" && !word.end.is_empty() => word,
            _ => node,
        };
        // What is to be chosen from stands before what is chosen.
        let list = inner.nodes().filter(|inner| inner.name == LIST_ITEM).last();
        let begins = list.map_or(inner.tag.end, |item| item.range().end);
        let (begin, end) = (range.start..begins, inner.end.start..range.end);
        self.pair(kind, begin, inner, end);
    }

    /// What has a beginning and an end around `inner`, and is no span or holds what is none.
    fn pair(
        &mut self,
        kind: &'static str,
        begin: Range<usize>,
        inner: &Node<'t>,
        end: Range<usize>,
    ) {
        let outer = std::mem::take(&mut self.open);
        self.run = None;
        let pair = self.items.next_pair();
        self.items.items.push(Item::Open(kind, begin, pair));
        self.children(inner);
        self.items.items.push(Item::Close(kind, end, pair));
        self.open = outer;
        self.run = None;
    }

    fn said(&self, node: &Node<'t>, name: &str) -> Option<String> {
        attribute(self.search.at(&node.tag), 0, name).map(|(value, _)| value)
    }
}

/// Whether an element has a beginning and an end with text between: a link, and what a reader is to
/// fill in.
fn begins(name: &str) -> bool {
    matches!(
        name,
        "text:a" | "text:text-input" | "text:placeholder" | "text:ruby" | "loext:content-control"
    )
}

/// What there is to choose from in a control.
const LIST_ITEM: &str = "loext:list-item";

/// Whether an element marks a place and shows nothing: where a bookmark begins or ends. Where a tracked
/// change does is no such place, for who rejects one takes away what stands between.
fn marks_place(name: &str) -> bool {
    matches!(
        name,
        "text:bookmark" | "text:bookmark-start" | "text:bookmark-end"
    )
}

fn pair_kind(name: &str) -> &'static str {
    match name {
        "text:a" => "link",
        "text:ruby" => "ruby",
        _ => "field",
    }
}

/// What stands alone in a paragraph, by its name.
fn alone_kind(name: &str) -> &'static str {
    match name {
        "text:s" => "space",
        "text:tab" => "tab",
        "text:note" => "footnote",
        "office:annotation" | "office:annotation-end" => "comment",
        "text:bookmark-ref" | "text:bibliography-mark" => "field",
        "text:alphabetical-index-mark" | "text:alphabetical-index-mark-start" => "index entry",
        "text:toc-mark" | "text:toc-mark-start" => "contents entry",
        name if name.starts_with("draw:") => "image",
        "text:change" | "text:change-start" | "text:change-end" => "mark",
        name if name.contains("mark") => "mark",
        _ => "field",
    }
}

/// Whether a span, or one in it, holds what has a beginning and an end.
fn holds_pair(span: &Node<'_>) -> bool {
    let mut inner = span.nodes();
    inner.any(|node| begins(node.name) || node.name == "text:span" && holds_pair(node))
}

/// The first that stands in a span, or in one in it, and is no span itself; one that only marks a place
/// where there is no other.
fn shown_in<'n, 't>(span: &'n Node<'t>) -> Option<&'n Node<'t>> {
    let inner = || {
        span.nodes().filter_map(|node| match node.name {
            "text:span" => shown_in(node),
            _ => Some(node),
        })
    };
    let shown = inner().find(|node| !marks_place(node.name));
    shown.or_else(|| inner().next())
}

/// Whether a span, or one in it, holds text.
fn has_text(span: &Node<'_>) -> bool {
    span.children.iter().any(|child| match child {
        Child::Text(text, _) => !text.is_empty(),
        Child::Node(node) => match node.name {
            "text:span" => has_text(node),
            name => matches!(name, "text:s" | "text:line-break"),
        },
    })
}
