//! HTML and XHTML: what stands in elements and in the attributes that a reader sees.

mod names;
mod nested;
mod token;
mod write;

use std::borrow::Cow;
use std::ops::Range;

use self::names::{Element, element, is_of_drawing, is_shown, is_void};
use self::token::{Token, Tokens, lower};
use super::block::{Block, BlockKind};
use super::build::Builder;
use super::splice::{Found, Take, in_order};
use super::templates::{self, is_template};

pub(super) use self::names::code_type;
pub(super) use self::token::seen;

/// How far up open elements are looked through for the one that an end tag closes: pages that nest
/// deeper are broken, or made to do harm.
const DEEPEST: usize = 256;

/// The encoding that a page says it is in, within its first bytes (HTML §4.2.5.4).
pub(super) fn encoding(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(1024))?.to_ascii_lowercase();
    let key = b"charset=";
    let at = memchr::memmem::find(&head, key)? + key.len();
    let value = head.get(at..)?;
    let name: Vec<u8> = (value.iter().copied())
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
        .collect();
    let name = String::from_utf8(name).ok()?;
    let known = encoding_rs::Encoding::for_label(name.as_bytes())?;
    // A page that says so in ASCII is not in UTF-16 (§13.2.3.3).
    let wide = [encoding_rs::UTF_16LE, encoding_rs::UTF_16BE].contains(&known);
    let fits = known != encoding_rs::UTF_8 || std::str::from_utf8(bytes).is_ok();
    (!wide && fits && encoding_rs::Encoding::for_bom(bytes).is_none()).then_some(name)
}

/// Where the styles and the programs of a page stand, and what else is as raw.
pub(super) fn programs(page: &str) -> impl Iterator<Item = Range<usize>> {
    let mut is_raw = false;
    Tokens::new(page).filter_map(move |token| {
        let was_raw = is_raw;
        is_raw = matches!(&token, Token::Start(tag) if !tag.is_closed && token::is_raw(&tag.name));
        match token {
            Token::Text(range) if was_raw => Some(range),
            _ => None,
        }
    })
}

/// Finds the blocks of a page.
pub(super) fn find(text: &str, taker: &mut dyn Take) {
    find_in(
        text,
        &templates::in_page(text),
        &mut Builder::default(),
        taker,
    );
}

/// Finds the blocks of a page, read as `parsed`, which is as long and has its tags where they are; in
/// the room of a builder that has no block.
pub(super) fn find_in<'t>(
    text: &'t str,
    parsed: &'t str,
    builder: &mut Builder,
    taker: &mut dyn Take,
) {
    let mut reader = Reader::new(text, if is_xhtml(text) { "<br/>" } else { "<br>" });
    reader.builder = std::mem::take(builder);
    reader.read(parsed, taker);
    *builder = reader.builder;
}

/// What the attributes of a tag show that stands in the running text of another format; read as
/// `parsed`, which is as long.
pub(super) fn labels<'t>(source: &'t str, parsed: &'t str) -> Vec<Found> {
    let mut reader = Reader::new(source, "<br>");
    if let Some(Token::Start(tag)) = Tokens::new(parsed).next()
        && !reader.is_left_alone(&tag)
    {
        reader.attributes(&tag);
    }
    reader.found
}

/// Where a page says that it is in some language, in order.
pub(super) fn languages(page: &str) -> Vec<Range<usize>> {
    let start = Tokens::new(page).find_map(|token| match token {
        Token::Start(tag) => Some(tag),
        _ => None,
    });
    let tag = start.filter(|tag| tag.name == "html");
    let value = |name: &str| tag.as_ref()?.value(name);
    let mut said: Vec<_> = ["lang", "xml:lang"].into_iter().filter_map(value).collect();
    said.sort_by_key(|range| range.start);
    said
}

fn is_xhtml(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(1024)).unwrap_or(text);
    memchr::memchr2_iter(b'x', b'X', head.as_bytes()).any(|at| {
        let (before, name) = head.split_at(at);
        name.starts_with("XHTML")
            || name.starts_with("xhtml") && before.ends_with("http://www.w3.org/1999/")
    })
}

/// What is left out until its end tag.
struct Hidden<'t> {
    name: Cow<'t, str>,
    /// How many elements of that name are open in it.
    depth: usize,
    start: usize,
    /// Whether it stands in running text.
    inline: bool,
    /// Whether what comes is a text in a drawing.
    is_shown: bool,
}

struct Reader<'t> {
    text: &'t str,
    /// The block that was read last, and what stands in it.
    found: Vec<Found>,
    builder: Builder,
    /// The elements that are open in the block, with the ids of their codes.
    inline: Vec<(Cow<'t, str>, usize)>,
    /// The elements that are open around it.
    blocks: Vec<(Cow<'t, str>, BlockKind)>,
    hidden: Option<Hidden<'t>>,
    /// How a line end is written where the block has none yet.
    closing: &'static str,
    /// Whether it is a page in an attribute of another; one in that is left alone.
    is_nested: bool,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, closing: &'static str) -> Self {
        Self {
            text,
            found: Vec::new(),
            builder: Builder::default(),
            inline: Vec::new(),
            blocks: Vec::new(),
            hidden: None,
            closing,
            is_nested: false,
        }
    }

    /// Finds the blocks, of what is read as `parsed`.
    fn read<'p: 't>(&mut self, parsed: &'p str, taker: &mut dyn Take) {
        for token in Tokens::new(parsed) {
            self.token(token);
            if !self.builder.is_open() {
                self.found.drain(..).for_each(|found| taker.take(found));
            }
        }
        self.end_block();
        self.found.drain(..).for_each(|found| taker.take(found));
    }

    fn token(&mut self, token: Token<'t>) {
        match token {
            Token::Text(range) => {
                let source = self.source(range.clone());
                if let Some(hidden) = &self.hidden {
                    if hidden.is_shown {
                        let mut text = Builder::new(BlockKind::Label, false);
                        text.text(&seen(source), source, range.start);
                        self.found.extend(text.finish(" ", write::running));
                    }
                    return;
                }
                if self.builder.is_open() || !source.trim_ascii().is_empty() {
                    self.builder().text(&seen(source), source, range.start);
                }
            }
            Token::Start(tag) => self.start_tag(tag),
            Token::End(tag) => self.end_tag(&tag.name, tag.span),
            Token::Other(range) => {
                if self.hidden.is_none() && self.builder.is_open() {
                    let source = self.source(range.clone());
                    self.builder().alone("comment", source, range.start);
                }
            }
        }
    }

    fn source(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    /// The block that is being read; a new one where there is none.
    fn builder(&mut self) -> &mut Builder {
        if !self.builder.is_open() {
            let around = || self.blocks.iter().rev().take(DEEPEST);
            let mut kinds = around().map(|(_, kind)| *kind);
            let kind = kinds.find(|kind| *kind != BlockKind::Paragraph);
            let preserved = around().any(|(name, _)| matches!(&**name, "pre" | "textarea"));
            self.builder
                .begin(kind.unwrap_or(BlockKind::Paragraph), preserved);
        }
        &mut self.builder
    }

    fn end_block(&mut self) {
        self.inline.clear();
        // Between these tags a line end is one.
        let line_end = match self.builder.is_preserved() {
            true => "\n",
            false => self.closing,
        };
        if self.builder.is_open()
            && let Some(found) = self.builder.finish(line_end, write::running)
        {
            self.found.push(found);
        }
        in_order(&mut self.found);
    }

    fn start_tag(&mut self, tag: token::Tag<'t>) {
        let name = &*tag.name;
        if let Some(hidden) = &mut self.hidden {
            hidden.depth += usize::from(hidden.name == name && !tag.is_closed);
            hidden.is_shown |= is_of_drawing(&hidden.name, name) && !tag.is_closed;
            return;
        }
        if is_template(self.source(tag.span.clone())) {
            let source = self.source(tag.span.clone());
            self.builder()
                .alone(kind_of(source, ""), source, tag.span.start);
            return;
        }
        let kind = element(name);
        let is_block = matches!(kind, Element::Block(_));
        if is_block {
            self.end_block();
        }
        let has_end = !is_void(name) && !tag.is_closed;
        let is_left_alone = self.is_left_alone(&tag);
        if has_end && (kind == Element::Opaque || is_left_alone) {
            if !is_left_alone {
                self.attributes(&tag);
            }
            self.hidden = Some(Hidden {
                start: tag.span.start,
                name: tag.name,
                depth: 1,
                inline: !is_block,
                is_shown: false,
            });
            return;
        }
        self.attributes(&tag);
        let (source, at) = (self.source(tag.span.clone()), tag.span.start);
        match kind {
            Element::Block(kind) if has_end => self.blocks.push((tag.name, kind)),
            Element::Block(_) => {}
            _ if name == "br" => self.builder().line_end(source),
            _ if has_end => {
                let id = self.builder().open(code_type(name), source, at);
                self.inline.push((tag.name, id));
            }
            _ => self.builder().alone(code_type(name), source, at),
        }
    }

    fn end_tag(&mut self, name: &str, span: Range<usize>) {
        if let Some(hidden) = &mut self.hidden {
            hidden.is_shown &= !is_of_drawing(&hidden.name, name);
            if hidden.name != name {
                return;
            }
            hidden.depth -= 1;
            if hidden.depth == 0
                && let Some(hidden) = self.hidden.take()
                && hidden.inline
            {
                let source = self.source(hidden.start..span.end);
                self.builder()
                    .alone(code_type(&hidden.name), source, hidden.start);
            }
            return;
        }
        let near = |open: usize| open.saturating_sub(DEEPEST);
        if let Element::Block(_) = element(name) {
            self.end_block();
            let from = near(self.blocks.len());
            let blocks = self.blocks.get(from..).unwrap_or_default();
            let open = blocks.iter().rposition(|(open, _)| open == name);
            if let Some(open) = open {
                self.blocks.truncate(from + open);
            }
            return;
        }
        if is_void(name) {
            return;
        }
        let (source, at) = (self.source(span.clone()), span.start);
        let from = near(self.inline.len());
        let inline = self.inline.get(from..).unwrap_or_default();
        let open = inline.iter().rposition(|(open, _)| open == name);
        let id = match open {
            Some(open) => self.inline.remove(from + open).1,
            None => self.builder().id(),
        };
        self.builder().close(id, code_type(name), source, at);
    }

    /// Finds the attributes of a tag that a reader sees.
    fn attributes(&mut self, tag: &token::Tag<'_>) {
        let other = |name: &str| {
            let value = tag.value(name).map(|value| self.source(value));
            value.unwrap_or_default().to_ascii_lowercase()
        };
        let shown = (tag.attributes.iter())
            .filter(|attribute| is_shown(&tag.name, &attribute.name, other))
            .filter(|attribute| attribute.quote.is_some() || !self.is_nested)
            .filter_map(|attribute| {
                let source = self.source(attribute.value.clone());
                let start = attribute.value.start + source.len() - source.trim_ascii_start().len();
                let source = source.trim_ascii();
                let text = seen(source).replace("\r\n", "\n");
                let is_text = !text.trim().is_empty() && !is_one_template(source);
                is_text.then(|| Found {
                    block: Block::new(BlockKind::Label, text),
                    span: start..start + source.len(),
                    native: Vec::new(),
                    line_end: Cow::Borrowed("\n"),
                    runs: None,
                    write: match attribute.quote {
                        Some('"') => write::in_double_quotes,
                        Some(_) => write::in_single_quotes,
                        None => write::unquoted,
                    },
                })
            });
        let mut shown: Vec<Found> = shown.collect();
        let pages = tag.attributes.iter().filter(|attribute| {
            let is_page = tag.name == "iframe" && attribute.name == "srcdoc";
            is_page
                && attribute.quote.is_some()
                && !self.is_nested
                && attribute.value.len() <= nested::LARGEST
        });
        pages.for_each(|page| shown.extend(nested::find(self.text, page)));
        self.found.extend(shown);
    }

    /// Whether an element says that it is not to be translated.
    fn is_left_alone(&self, tag: &token::Tag<'_>) -> bool {
        let value = |name: &str| self.source(tag.value(name).unwrap_or_default());
        value("translate").eq_ignore_ascii_case("no")
            || (value("class").split_ascii_whitespace())
                .any(|class| class.eq_ignore_ascii_case("notranslate"))
    }
}

/// The type of a code: that of an element, or of what is for a program.
pub(super) fn kind_of<'n>(source: &str, name: &'n str) -> &'n str {
    match is_template(source) {
        // Attributes of what stands before them: nothing that is read.
        true if source.starts_with("{:") || source.starts_with("{#") => "comment",
        true => "placeholder",
        false if source.starts_with(':') => "image", // an emoji of Markdown
        false => code_type(name),
    }
}

/// Whether a value is nothing but something for a program.
fn is_one_template(source: &str) -> bool {
    is_template(source)
        && source.ends_with(['}', '>'])
        && !source.trim_start_matches('{').contains('{')
}

/// What a tag does to the running text of another format that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Begins a span.
    Opening,
    /// Begins what is left alone.
    Hiding,
    /// Ends a span.
    Closing,
    /// Ends a line.
    LineEnd,
    /// Stands alone: a picture, a comment.
    Alone,
}

/// What a tag in running text does, and the name of its element; a comment has none.
pub(super) fn tag(source: &str) -> (Tag, Cow<'_, str>) {
    let inside = source.trim_start_matches('<');
    let name = inside.trim_start_matches('/');
    let is_end = |c: char| !c.is_ascii_alphanumeric() && c != '-';
    let name = lower(name.split(is_end).next().unwrap_or_default());
    let role = if name.is_empty() {
        Tag::Alone
    } else if inside.starts_with('/') {
        Tag::Closing
    } else if name == "br" {
        Tag::LineEnd
    } else if is_void(&name) || source.ends_with("/>") {
        Tag::Alone
    } else if element(&name) == Element::Opaque || source.contains("translate=\"no\"") {
        Tag::Hiding
    } else {
        Tag::Opening
    };
    (role, name)
}

#[cfg(test)]
mod tests;
