//! HTML and XHTML: what stands in elements and in the attributes that a reader sees.

mod names;
mod write;

use std::collections::BTreeMap;
use std::ops::Range;

use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{HtmlString, Spanned, Tokenizer};

use self::names::{Element, code_type, element, is_shown, is_void};
use super::block::{Block, BlockKind};
use super::build::Builder;
use super::splice::Found;
use crate::text::LangTag;

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

/// The blocks of a page, in order.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut reader = Reader {
        text,
        done: 0,
        seen: String::new(),
        found: Vec::new(),
        builder: None,
        inline: Vec::new(),
        blocks: Vec::new(),
        hidden: None,
        closing: if is_xhtml(text) { "<br/>" } else { "<br>" },
    };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Ok(token) => reader.token(token),
            Err(never) => match never {},
        }
    }
    reader.flush(text.len());
    reader.end_block();
    let mut found = reader.found;
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    found
}

/// The page, saying that it is in `lang` where it said that it is in some language.
pub(super) fn in_language(mut page: String, lang: &LangTag) -> String {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut tokens = Tokenizer::new_with_emitter(&page, emitter).flatten();
    let mut said = Vec::new();
    let start = tokens.find_map(|token| match token {
        Token::StartTag(tag) => Some(tag),
        _ => None,
    });
    if let Some(tag) = start.filter(|tag| tag.name.as_slice() == b"html") {
        for name in [&b"lang"[..], b"xml:lang"] {
            let Some(value) = tag.attributes.get(name) else {
                continue;
            };
            let start = value.span.start;
            let source = page.get(start..tag.span.end).unwrap_or_default();
            said.extend(value_in(source).map(|(range, _)| start + range.start..start + range.end));
        }
    }
    said.sort_by_key(|range| std::cmp::Reverse(range.start));
    for range in said {
        page.replace_range(range, lang.given());
    }
    page
}

fn is_xhtml(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(1024)).unwrap_or(text);
    head.contains("http://www.w3.org/1999/xhtml") || head.contains("XHTML")
}

/// What is left out until its end tag.
struct Hidden {
    name: Vec<u8>,
    /// How many elements of that name are open in it.
    depth: usize,
    start: usize,
    /// Whether it stands in running text.
    inline: bool,
}

struct Reader<'t> {
    text: &'t str,
    /// Where the token before ended.
    done: usize,
    /// The text since, as it is seen.
    seen: String,
    found: Vec<Found>,
    builder: Option<Builder>,
    /// The elements that are open in the block, with the ids of their codes.
    inline: Vec<(HtmlString, String)>,
    /// The elements that are open around it.
    blocks: Vec<(HtmlString, BlockKind)>,
    hidden: Option<Hidden>,
    /// How a line end is written where the block has none yet.
    closing: &'static str,
}

impl<'t> Reader<'t> {
    fn token(&mut self, token: Token<usize>) {
        match token {
            Token::String(string) => self.seen.push_str(&String::from_utf8_lossy(&string)),
            Token::StartTag(tag) => {
                self.flush(tag.span.start);
                self.done = tag.span.end;
                self.start_tag(&tag);
            }
            Token::EndTag(tag) => {
                self.flush(tag.span.start);
                self.done = tag.span.end;
                self.end_tag(&tag.name, tag.span.start..tag.span.end);
            }
            Token::Comment(comment) => {
                self.flush(comment.span.start);
                self.done = comment.span.end;
                if self.hidden.is_none() && self.builder.is_some() {
                    let span = comment.span.start..comment.span.end;
                    let source = self.source(span.clone());
                    self.builder().alone("comment", source, span.start);
                }
            }
            Token::Doctype(doctype) => {
                self.flush(doctype.span.start);
                self.done = doctype.span.end;
            }
            Token::Error(_) => {}
        }
    }

    fn source(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    /// Gives the text up to `end` to its block.
    fn flush(&mut self, end: usize) {
        let seen = std::mem::take(&mut self.seen);
        if self.hidden.is_some() || seen.is_empty() {
            return;
        }
        let (source, at) = (self.source(self.done..end), self.done);
        if self.builder.is_some() || !seen.trim_ascii().is_empty() {
            self.builder().text(&seen, source, at);
        }
    }

    /// The block that is being read; a new one where there is none.
    fn builder(&mut self) -> &mut Builder {
        let kinds = self.blocks.iter().rev().take(DEEPEST);
        let mut kinds = kinds.map(|(_, kind)| *kind);
        let blocks = &self.blocks;
        self.builder.get_or_insert_with(|| {
            let kind = kinds.find(|kind| *kind != BlockKind::Paragraph);
            let is_preserved = |(name, _): &(HtmlString, BlockKind)| {
                matches!(name.as_slice(), b"pre" | b"textarea")
            };
            let preserved = blocks.iter().rev().take(DEEPEST).any(is_preserved);
            Builder::new(kind.unwrap_or(BlockKind::Paragraph), preserved)
        })
    }

    fn end_block(&mut self) {
        self.inline.clear();
        if let Some(builder) = self.builder.take() {
            self.found
                .extend(builder.finish(self.closing, write::running));
        }
    }

    fn start_tag(&mut self, tag: &StartTag<usize>) {
        let name = tag.name.as_slice();
        if let Some(hidden) = &mut self.hidden {
            hidden.depth += usize::from(hidden.name == name && !tag.self_closing);
            return;
        }
        let kind = element(name);
        let is_block = matches!(kind, Element::Block(_));
        if is_block {
            self.end_block();
        }
        let has_end = !is_void(name) && !tag.self_closing;
        if has_end && (kind == Element::Opaque || is_left_alone(&tag.attributes)) {
            self.hidden = Some(Hidden {
                name: name.to_vec(),
                depth: 1,
                start: tag.span.start,
                inline: !is_block,
            });
            return;
        }
        self.attributes(tag);
        let (source, at) = (self.source(tag.span.start..tag.span.end), tag.span.start);
        let type_ = String::from_utf8_lossy(name);
        match kind {
            Element::Block(kind) if has_end => self.blocks.push((tag.name.clone(), kind)),
            Element::Block(_) => {}
            _ if name == b"br" => self.builder().line_end(source),
            _ if has_end => {
                let id = self.builder().open(code_type(&type_), source, at);
                self.inline.push((tag.name.clone(), id));
            }
            _ => self.builder().alone(code_type(&type_), source, at),
        }
    }

    fn end_tag(&mut self, name: &HtmlString, span: Range<usize>) {
        if let Some(hidden) = &mut self.hidden {
            if hidden.name != name.as_slice() {
                return;
            }
            hidden.depth -= 1;
            if hidden.depth == 0
                && let Some(hidden) = self.hidden.take()
                && hidden.inline
            {
                let source = self.source(hidden.start..span.end);
                let type_ = String::from_utf8_lossy(&hidden.name);
                self.builder()
                    .alone(code_type(&type_), source, hidden.start);
            }
            return;
        }
        let near = |open: usize| open.saturating_sub(DEEPEST);
        if let Element::Block(_) = element(name) {
            self.end_block();
            let from = near(self.blocks.len());
            let open = self
                .blocks
                .iter()
                .skip(from)
                .rposition(|(open, _)| open == name);
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
        let open = self
            .inline
            .iter()
            .skip(from)
            .rposition(|(open, _)| open == name);
        let id = match open {
            Some(open) => self.inline.remove(from + open).1,
            None => self.builder().id(),
        };
        let type_ = String::from_utf8_lossy(name);
        self.builder().close(id, code_type(&type_), source, at);
    }

    /// Finds the attributes of a tag that a reader sees.
    fn attributes(&mut self, tag: &StartTag<usize>) {
        let other = |name: &[u8]| {
            let value = tag.attributes.get(name);
            value.map_or_else(String::new, |value| {
                String::from_utf8_lossy(value).to_ascii_lowercase()
            })
        };
        for (name, value) in &tag.attributes {
            if !is_shown(&tag.name, name, other) {
                continue;
            }
            let text = String::from_utf8_lossy(value);
            if text.trim().is_empty() {
                continue;
            }
            // The span is that of the name and the value, with its quotes or less.
            let (start, end) = (value.span.start, tag.span.end);
            let Some((range, quote)) = value_in(self.source(start..end)) else {
                continue;
            };
            let trimmed = text.trim();
            self.found.push(Found {
                block: Block::new(BlockKind::Label, trimmed.replace("\r\n", "\n")),
                span: start + range.start..start + range.end,
                native: Vec::new(),
                line_end: "\n".to_owned(),
                write: match quote {
                    Some(b'"') => write::in_double_quotes,
                    Some(_) => write::in_single_quotes,
                    None => write::unquoted,
                },
            });
        }
    }
}

/// Whether an element says that it is not to be translated.
fn is_left_alone(attributes: &BTreeMap<HtmlString, Spanned<HtmlString, usize>>) -> bool {
    let value = |name: &[u8]| attributes.get(name).map(|value| value.to_ascii_lowercase());
    value(b"translate").is_some_and(|value| value == b"no")
        || value(b"class").is_some_and(|value| {
            value
                .split(u8::is_ascii_whitespace)
                .any(|class| class == b"notranslate")
        })
}

/// Where the value of an attribute stands in what begins with its name, without its quotes, and
/// its quote; white space at its ends is left out.
fn value_in(source: &str) -> Option<(Range<usize>, Option<u8>)> {
    let equals = source.find('=')?;
    let after = source.get(equals + 1..)?;
    let value = after.trim_ascii_start();
    let start = equals + 1 + after.len() - value.len();
    let quote = value
        .bytes()
        .next()
        .filter(|byte| matches!(byte, b'"' | b'\''));
    let (start, length) = match quote {
        Some(quote) => {
            let inside = value.get(1..)?;
            (start + 1, inside.find(char::from(quote))?)
        }
        None => (
            start,
            value.find(|c: char| c.is_ascii_whitespace() || c == '>')?,
        ),
    };
    let value = source.get(start..start + length)?;
    let skipped = value.len() - value.trim_ascii_start().len();
    Some((
        start + skipped..start + skipped + value.trim_ascii().len(),
        quote,
    ))
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

/// What a tag in running text does, the name of its element, and its type as an inline code.
pub(super) fn tag(source: &str) -> (Tag, String, String) {
    let inside = source.trim_start_matches('<');
    let name = inside.trim_start_matches('/');
    let name: String = (name.chars())
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect::<String>()
        .to_ascii_lowercase();
    let role = if name.is_empty() {
        Tag::Alone
    } else if inside.starts_with('/') {
        Tag::Closing
    } else if name == "br" {
        Tag::LineEnd
    } else if is_void(name.as_bytes()) || source.ends_with("/>") {
        Tag::Alone
    } else if element(name.as_bytes()) == Element::Opaque || source.contains("translate=\"no\"") {
        Tag::Hiding
    } else {
        Tag::Opening
    };
    let type_ = match name.as_str() {
        "" => "comment".to_owned(),
        name => code_type(name).to_owned(),
    };
    (role, name, type_)
}

#[cfg(test)]
mod tests;
