//! Blocks, from what is parsed of a text.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, MetadataBlockKind, Tag, TagEnd};

use super::pieces::folded;
use super::write;
use crate::document::block::{Block, BlockKind};
use crate::document::build::Builder;
use crate::document::splice::{Found, Take, Write, in_order};
use crate::document::{html, values};

/// A span that is open in a block.
struct Open<'t> {
    /// The number of its code; none where its block has none for it.
    id: Option<usize>,
    /// The name of its element, or what it is.
    kind: Cow<'t, str>,
    is_html: bool,
    /// How long its mark at the end is; of a link, whatever comes after its text.
    mark: Option<usize>,
    /// What its end is written as where the text before it changes.
    end: Option<String>,
}

/// Goes through what is parsed of a text, and gathers its blocks.
pub(super) struct Reader<'t> {
    text: &'t str,
    pub(super) parsed: &'t str,
    /// Writes other text for a block.
    write: Write,
    pub(super) found: Vec<Found>,
    /// How many of these stand in order.
    in_order: usize,
    builder: Builder,
    /// What the blocks around are.
    blocks: Vec<BlockKind>,
    open: Vec<Open<'t>>,
    /// An element of HTML that is left alone, and where it begins.
    hidden: Option<(Cow<'t, str>, usize)>,
    /// How many blocks around are code or front matter.
    left_alone: usize,
    /// How many quotations.
    quoted: usize,
    /// Where the last piece of running text ended.
    done: usize,
    /// The names of the footnotes that were defined.
    pub(super) notes: HashSet<String>,
}

impl<'t> Reader<'t> {
    /// Reads a text as `parsed`, which is as long.
    pub(super) fn new(text: &'t str, parsed: &'t str, write: Write) -> Self {
        Self {
            text,
            parsed,
            write,
            found: Vec::new(),
            in_order: 0,
            builder: Builder::default(),
            blocks: Vec::new(),
            open: Vec::new(),
            hidden: None,
            left_alone: 0,
            quoted: 0,
            done: 0,
            notes: HashSet::new(),
        }
    }

    /// Reads what is parsed of a text from `start` on, before which `said` bytes more were parsed, up
    /// to the heading that stands at `next` in nothing else; whether there is such a one.
    pub(super) fn read<'p>(
        &mut self,
        events: impl Iterator<Item = (Event<'p>, Range<usize>)>,
        said: usize,
        start: usize,
        next: Option<usize>,
    ) -> bool {
        self.done = start;
        self.in_order = 0;
        // A line end reaches up to what comes next.
        let mut line_end: Option<Range<usize>> = None;
        for (event, range) in events {
            if range.start < said {
                continue;
            }
            let range = start + range.start - said..start + range.end - said;
            if let Some(line_end) = line_end.take() {
                self.line_end(line_end.start..range.start.max(line_end.end));
            }
            match event {
                Event::Start(Tag::Heading { .. })
                    if next == Some(range.start) && self.blocks.is_empty() =>
                {
                    self.end_block();
                    return true;
                }
                Event::Start(tag) => self.start(tag, range),
                Event::End(end) => self.end(end, range),
                _ if self.left_alone > 0 => {}
                Event::Text(seen) => self.running(&seen, range),
                Event::SoftBreak => self.running("\n", range),
                Event::HardBreak if self.hidden.is_none() => {
                    self.done = range.end;
                    line_end = Some(range);
                }
                Event::HardBreak | Event::Rule | Event::TaskListMarker(_) => self.done = range.end,
                Event::Html(_) => {}
                Event::InlineHtml(_) => self.inline_html(range),
                Event::Code(_) => self.alone("code", range),
                Event::InlineMath(seen) if self.is_price(&seen, range.end) => {
                    let source = self.source(range.clone());
                    self.running(source, range);
                }
                Event::InlineMath(_) | Event::DisplayMath(_) => self.alone("math", range),
                Event::FootnoteReference(_) => self.alone("footnote", range),
            }
        }
        if let Some(line_end) = line_end {
            self.line_end(line_end);
        }
        self.end_block();
        next.is_none()
    }

    fn line_end(&mut self, range: Range<usize>) {
        let source = self.source(range).trim_end_matches('\\');
        self.builder().line_end(match source {
            "" => "<br>",
            source => source,
        });
    }

    /// Whether what seems to be math up to a place is prices: `$5-$10`, `from $5 to 10 US$`.
    fn is_price(&self, seen: &str, end: usize) -> bool {
        let next = self.text.as_bytes().get(end);
        let is_figure = |byte: &u8| byte.is_ascii_digit();
        next.is_some_and(is_figure)
            || seen.as_bytes().first().is_some_and(is_figure)
                && !seen.contains(['\\', '^', '_', '=', '+', '{'])
    }

    fn source(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    /// The block that is being read; a new one where there is none.
    fn builder(&mut self) -> &mut Builder {
        if !self.builder.is_open() {
            let mut kinds = self.blocks.iter().rev().copied();
            let kind = kinds.find(|kind| *kind != BlockKind::Paragraph);
            self.builder
                .begin(kind.unwrap_or(BlockKind::Paragraph), false);
        }
        &mut self.builder
    }

    fn end_block(&mut self) {
        if let Some((_, start)) = self.hidden.take() {
            let source = self.source(start..self.done);
            self.builder().alone("html", source, start);
        }
        self.open.clear();
        // Most often there is none, and nothing to be moved.
        if self.builder.is_open()
            && let Some(found) = self.builder.finish("<br>", self.write)
        {
            self.found.push(found);
        }
        in_order(self.found.get_mut(self.in_order..).unwrap_or_default());
        self.in_order = self.found.len();
    }

    fn running(&mut self, seen: &str, range: Range<usize>) {
        let done = std::mem::replace(&mut self.done, range.end);
        if self.hidden.is_some() {
            return;
        }
        // A mark that is escaped begins with its backslash.
        let before = range.start.checked_sub(1).filter(|before| *before >= done);
        let escaped = before.is_some_and(|at| self.text.as_bytes().get(at) == Some(&b'\\'));
        let start = range.start - usize::from(escaped);
        let source = self.source(start..range.end);
        self.builder().text(seen, source, start);
    }

    fn alone(&mut self, kind: &str, range: Range<usize>) {
        self.done = range.end;
        if self.hidden.is_none() {
            let source = self.source(range.clone());
            self.builder().alone(kind, source, range.start);
        }
    }

    fn inline_html(&mut self, range: Range<usize>) {
        self.done = range.end;
        let (source, at) = (self.source(range.clone()), range.start);
        let (role, name) = html::tag(source);
        let kind = html::kind_of(source, &name);
        if let Some((hidden, start)) = &self.hidden {
            if role == html::Tag::Closing && name == *hidden {
                let whole = *start..range.end;
                self.hidden = None;
                self.alone(kind, whole);
            }
            return;
        }
        // The marks of a quotation before its lines would be read as text of it.
        let has_values = role != html::Tag::Closing && source.contains('=');
        if has_values && (self.quoted == 0 || !source.contains('\n')) {
            let parsed = self.parsed.get(range).unwrap_or_default();
            let shown = html::labels(source, parsed).into_iter();
            self.found.extend(shown.map(|found| found.shifted(at)));
        }
        match role {
            html::Tag::Hiding => self.hidden = Some((name, at)),
            html::Tag::LineEnd => self.builder().line_end(source),
            html::Tag::Alone => self.builder().alone(kind, source, at),
            html::Tag::Opening => {
                let id = self.builder().open(kind, source, at);
                self.open.push(Open {
                    id: Some(id),
                    kind: name,
                    is_html: true,
                    mark: None,
                    end: None,
                });
            }
            html::Tag::Closing => {
                let is_it = |open: &Open<'_>| open.is_html && open.kind == name;
                let id = self.take_open(is_it).and_then(|open| open.id);
                let builder = self.builder();
                let id = id.unwrap_or_else(|| builder.id());
                builder.close(id, kind, source, at);
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis => self.open_span("italic", &range, 1),
            Tag::Strong => self.open_span("bold", &range, 2),
            Tag::Strikethrough => {
                let source = self.source(range.clone());
                let mark = source.len() - source.trim_start_matches('~').len();
                self.open_span("strikethrough", &range, mark.clamp(1, 2));
            }
            Tag::Link { link_type, .. } if is_bare(link_type) => {
                self.alone("link", range.clone());
                self.hidden
                    .get_or_insert((Cow::Borrowed(BARE), range.start));
            }
            Tag::Link {
                link_type, title, ..
            } => {
                self.open_link("link", 1, link_type, &title, &range);
            }
            Tag::Image {
                link_type, title, ..
            } => {
                self.open_link("image", 2, link_type, &title, &range);
            }
            block => self.start_block(&block, range),
        }
    }

    fn open_span(&mut self, kind: &'static str, range: &Range<usize>, mark: usize) {
        self.open_with(kind, range.start..range.start + mark, Some(mark));
    }

    fn open_with(&mut self, kind: &'static str, mark: Range<usize>, at_end: Option<usize>) {
        self.done = mark.end;
        let id = self.hidden.is_none().then(|| {
            let source = self.source(mark.clone());
            self.builder().open(kind, source, mark.start)
        });
        self.open.push(Open {
            id,
            kind: Cow::Borrowed(kind),
            is_html: false,
            mark: at_end,
            end: None,
        });
    }

    fn open_link(
        &mut self,
        kind: &'static str,
        mark: usize,
        type_: LinkType,
        title: &CowStr<'_>,
        range: &Range<usize>,
    ) {
        if !title.is_empty() && matches!(type_, LinkType::Inline) {
            self.found.extend(self.title(title, range.clone()));
        }
        self.open_with(kind, range.start..range.start + mark, None);
        let named_by_text = matches!(type_, LinkType::Shortcut | LinkType::Collapsed);
        let source = self.source(range.start + mark..range.end);
        let label = source
            .strip_suffix("[]")
            .unwrap_or(source)
            .strip_suffix(']');
        if let (Some(open), Some(label), true) = (self.open.last_mut(), label, named_by_text) {
            open.end = Some(format!("][{label}]"));
        }
    }

    /// The title at the end of a link, or of what a reference leads to.
    pub(super) fn title(&self, title: &str, range: Range<usize>) -> Option<Found> {
        let source = self.source(range.clone());
        let source = source.strip_suffix(')').unwrap_or(source).trim_end();
        let (inside, opening) = match source.chars().next_back()? {
            '"' => (source.strip_suffix('"')?, '"'),
            '\'' => (source.strip_suffix('\'')?, '\''),
            ')' => (source.strip_suffix(')')?, '('),
            _ => return None,
        };
        let starts = inside.match_indices(opening).map(|(at, _)| at).rev();
        let is_first = |at: &usize| {
            inside
                .get(..*at)
                .is_some_and(|text| text.ends_with([' ', '\n', '\t']))
        };
        let start = starts.into_iter().find(is_first)? + 1;
        Some(Found {
            block: Block::new(BlockKind::Label, title),
            span: range.start + start..range.start + inside.len(),
            native: Vec::new(),
            line_end: Cow::Borrowed(" "),
            write: write::title,
            runs: None,
        })
    }

    fn end(&mut self, end: TagEnd, range: Range<usize>) {
        match end {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => {
                let bare = self.hidden.take_if(|(hidden, _)| hidden == BARE);
                if bare.is_none() {
                    self.close_span(range);
                }
            }
            block => {
                self.end_block();
                self.blocks.pop();
                match block {
                    TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock => {
                        self.left_alone = self.left_alone.saturating_sub(1);
                    }
                    TagEnd::BlockQuote(_) => self.quoted = self.quoted.saturating_sub(1),
                    _ => {}
                }
            }
        }
    }

    /// Takes out the last of what is open that is something.
    fn take_open(&mut self, is_it: impl Fn(&Open<'_>) -> bool) -> Option<Open<'t>> {
        let from = self.open.len().saturating_sub(DEEPEST);
        let at = self.open.get(from..)?.iter().rposition(is_it)?;
        Some(self.open.remove(from + at))
    }

    fn close_span(&mut self, range: Range<usize>) {
        let Some(open) = self.take_open(|open| !open.is_html) else {
            return;
        };
        let start = match open.mark {
            Some(mark) => range.end.saturating_sub(mark),
            None => self.done,
        };
        self.done = range.end;
        if let (None, Some(id)) = (&self.hidden, open.id) {
            let source = self.source(start..range.end);
            self.builder().close(id, &open.kind, source, start);
            if let Some(end) = open.end {
                self.builder().written(end);
            }
        }
    }

    fn start_block(&mut self, block: &Tag<'_>, range: Range<usize>) {
        self.end_block();
        self.done = range.start;
        let kind = match block {
            Tag::Heading { level, .. } => BlockKind::Heading(match level {
                HeadingLevel::H1 => 1,
                HeadingLevel::H2 => 2,
                HeadingLevel::H3 => 3,
                HeadingLevel::H4 => 4,
                HeadingLevel::H5 => 5,
                HeadingLevel::H6 => 6,
            }),
            Tag::Item => BlockKind::Item,
            Tag::TableCell => BlockKind::Cell,
            Tag::FootnoteDefinition(_) => BlockKind::Footnote,
            _ => BlockKind::Paragraph,
        };
        self.blocks.push(kind);
        match block {
            Tag::CodeBlock(_) => self.left_alone += 1,
            Tag::MetadataBlock(style) => {
                self.left_alone += 1;
                if *style == MetadataBlockKind::YamlStyle {
                    let source = self.source(range.clone());
                    // Between the lines of hyphens.
                    let start = source.find('\n').map_or(source.len(), |end| end + 1);
                    let end = source.trim_end().rfind('\n').map_or(start, |end| end + 1);
                    let inside = source.get(start..end.max(start)).unwrap_or_default();
                    let inside = values::yaml::front_matter(inside).into_iter();
                    let shift = range.start + start;
                    self.found.extend(inside.map(|found| found.shifted(shift)));
                }
            }
            Tag::BlockQuote(_) => self.quoted += 1,
            Tag::FootnoteDefinition(name) => {
                self.notes.insert(folded(name));
            }
            Tag::HtmlBlock => {
                self.left_alone += 1;
                // The marks of a quotation before its lines would be read as text of it.
                if self.quoted == 0 {
                    let source = self.source(range.clone());
                    let parsed = self.parsed.get(range.clone()).unwrap_or_default();
                    let mut inside = Shifted {
                        found: &mut self.found,
                        by: range.start,
                    };
                    html::find_in(source, parsed, &mut self.builder, &mut inside);
                }
            }
            _ => {}
        }
    }
}

/// Takes the blocks of a stretch of a text, which begins at a place.
struct Shifted<'f> {
    found: &'f mut Vec<Found>,
    by: usize,
}

impl Take for Shifted<'_> {
    fn take(&mut self, found: Found) {
        self.found.push(found.shifted(self.by));
    }
}

/// How far up what is open is looked through for what ends.
const DEEPEST: usize = 256;

/// What hides the text of a link that is its own address; no element is called so.
const BARE: &str = "<";

/// Whether a link is an address between angle brackets.
fn is_bare(link: LinkType) -> bool {
    matches!(link, LinkType::Autolink | LinkType::Email)
}
