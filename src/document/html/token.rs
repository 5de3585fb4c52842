//! The tags and texts of a page, each with where it stands (HTML §13.2.5).

use std::borrow::Cow;
use std::ops::Range;

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// Text, as it is written.
    Text(Range<usize>),
    /// The tag that begins an element.
    Start(Tag<'t>),
    /// The tag that ends one.
    End(Tag<'t>),
    /// A comment, a doctype, or what is broken.
    Other(Range<usize>),
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    /// Where it stands.
    pub(super) span: Range<usize>,
    /// The name of its element, in lower case.
    pub(super) name: Cow<'t, str>,
    pub(super) attributes: Vec<Attribute<'t>>,
    /// Whether it is written as an element without content: `<br/>`.
    pub(super) is_closed: bool,
}

/// An attribute of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute<'t> {
    /// Its name, in lower case.
    pub(super) name: Cow<'t, str>,
    /// Where its value stands, without its quotes.
    pub(super) value: Range<usize>,
    pub(super) quote: Option<char>,
}

impl Tag<'_> {
    /// Where the value of an attribute stands; of several of that name the first counts.
    pub(super) fn value(&self, name: &str) -> Option<Range<usize>> {
        let found = self.attributes.iter().find(|own| own.name == name);
        found.map(|attribute| attribute.value.clone())
    }
}

/// Reads a page, piece after piece; joined they are the page.
pub(super) struct Tokens<'t> {
    page: &'t str,
    at: usize,
    /// The element whose content is text up to its end tag, whatever stands in it.
    raw: Option<Cow<'t, str>>,
    /// Whether sections of XML may end in what is left.
    has_sections: bool,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(page: &'t str) -> Self {
        Self {
            page,
            at: 0,
            raw: None,
            has_sections: true,
        }
    }

    fn rest(&self, from: usize) -> &'t str {
        self.page.get(from..).unwrap_or_default()
    }

    /// Where the end tag of the element begins whose content is text.
    fn end_of_raw(&self, name: &str) -> usize {
        let bytes = self.page.as_bytes();
        let ends = memchr::memchr_iter(b'<', bytes.get(self.at..).unwrap_or_default());
        let mut ends = ends.map(|end| self.at + end);
        let is_end = |at: &usize| {
            let after = self.rest(*at).strip_prefix("</");
            let tag = after.and_then(|tag| Some((tag.get(..name.len())?, tag.get(name.len()..)?)));
            tag.is_some_and(|(own, rest)| {
                own.eq_ignore_ascii_case(name)
                    && rest.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
            })
        };
        ends.find(is_end).unwrap_or(self.page.len())
    }

    /// Where the text ends that begins here: before what is no text.
    fn end_of_text(&self) -> usize {
        let bytes = self.page.as_bytes();
        let ends = memchr::memchr_iter(b'<', bytes.get(self.at..).unwrap_or_default());
        let mut ends = ends.map(|end| self.at + end);
        let is_markup = |at: &usize| {
            let next = bytes.get(at + 1);
            next.is_some_and(|next| {
                next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?')
            })
        };
        ends.find(is_markup).unwrap_or(self.page.len())
    }

    /// What begins with `<` here.
    fn markup(&mut self) -> Token<'t> {
        let start = self.at;
        let bytes = self.page.as_bytes();
        let is_end = bytes.get(start + 1) == Some(&b'/');
        let name = start + 1 + usize::from(is_end);
        if bytes.get(name).is_some_and(u8::is_ascii_alphabetic) {
            return self.tag(name, is_end);
        }
        let rest = self.rest(start);
        let until = |sign: &str, from: usize| {
            let end = rest.get(from..).and_then(|rest| rest.find(sign));
            end.map_or(self.page.len(), |end| start + from + end + sign.len())
        };
        let end = if rest.starts_with("<!-->") || rest.starts_with("<!--->") {
            until(">", 0)
        } else if rest.starts_with("<!--") {
            until("-->", 4)
        } else if rest.starts_with("<![CDATA[") && self.has_sections {
            // What has no end is passed over as browsers do, and looked for once.
            self.has_sections = rest.contains("]]>");
            match self.has_sections {
                true => until("]]>", 9),
                false => until(">", 0),
            }
        } else {
            until(">", 0)
        };
        self.at = end;
        Token::Other(start..end)
    }

    /// The tag whose name begins at `name`.
    fn tag(&mut self, name: usize, is_end: bool) -> Token<'t> {
        let start = self.at;
        let is_space = |c: char| c.is_ascii_whitespace();
        let size = length(self.rest(name), |c| is_space(c) || matches!(c, '/' | '>'));
        let mut tag = Tag {
            span: start..start,
            name: lower(self.source(name..name + size)),
            attributes: Vec::new(),
            is_closed: false,
        };
        let mut at = name + size;
        loop {
            let rest = self.rest(at);
            let Some(first) = rest.chars().next() else {
                // A tag that is cut off is none.
                self.at = self.page.len();
                return Token::Other(start..self.at);
            };
            if first == '>' {
                break;
            }
            tag.is_closed = first == '/';
            if is_space(first) || first == '/' {
                at += 1;
                continue;
            }
            let size = first.len_utf8()
                + length(rest.get(first.len_utf8()..).unwrap_or_default(), |c| {
                    is_space(c) || matches!(c, '/' | '>' | '=')
                });
            let own = lower(self.source(at..at + size));
            at += size;
            let after = self.rest(at);
            let blank = after.len() - after.trim_ascii_start().len();
            let Some(value) = self.rest(at + blank).strip_prefix('=') else {
                tag.attributes.push(Attribute {
                    name: own,
                    value: at..at,
                    quote: None,
                });
                continue;
            };
            let shown = value.trim_ascii_start();
            at = self.page.len() - shown.len();
            let quote = shown.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (from, size) = match quote {
                Some(quote) => {
                    let inside = shown.get(1..).unwrap_or_default();
                    (at + 1, length(inside, |c| c == quote))
                }
                None => (at, length(shown, |c| is_space(c) || c == '>')),
            };
            at = (from + size + usize::from(quote.is_some())).min(self.page.len());
            tag.attributes.push(Attribute {
                name: own,
                value: from..from + size,
                quote,
            });
        }
        self.at = at + 1;
        tag.span = start..self.at;
        if is_end {
            return Token::End(tag);
        }
        let is_text = is_raw(&tag.name) || matches!(&*tag.name, "title" | "textarea");
        self.raw = (is_text && !tag.is_closed).then(|| tag.name.clone());
        Token::Start(tag)
    }

    fn source(&self, range: Range<usize>) -> &'t str {
        self.page.get(range).unwrap_or_default()
    }
}

/// Whether an element holds text in which a reference to a character stands for nothing (HTML
/// §13.1.2.1).
pub(super) fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "xmp" | "iframe" | "noembed" | "noframes"
    )
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let start = self.at;
        if start >= self.page.len() {
            return None;
        }
        let end = match self.raw.take() {
            Some(name) => self.end_of_raw(&name),
            None => self.end_of_text(),
        };
        if end > start {
            self.at = end;
            return Some(Token::Text(start..end));
        }
        Some(self.markup())
    }
}

/// How long a text is up to the character that ends it.
fn length(text: &str, ends: impl Fn(char) -> bool) -> usize {
    text.find(ends).unwrap_or(text.len())
}

/// A name in lower case.
pub(super) fn lower(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}

/// The text that a reader sees, of what is written with references to characters (§13.2.5.72).
pub(in crate::document) fn seen(written: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', written.as_bytes()).is_none() {
        return Cow::Borrowed(written);
    }
    let mut seen = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        seen.push_str(before);
        let size = match character(reference) {
            Some((characters, size)) => {
                seen.push_str(&characters);
                size
            }
            None => {
                seen.push('&');
                1
            }
        };
        rest = reference.get(size..).unwrap_or_default();
    }
    seen.push_str(rest);
    Cow::Owned(seen)
}

/// The characters that a reference at the start of a text stands for, and how long it is.
fn character(text: &str) -> Option<(String, usize)> {
    /// The longest name has so many letters; a number has fewer figures.
    const LONGEST: usize = 33;
    let head = text.get(1..text.floor_char_boundary(LONGEST + 2))?;
    if let Some(number) = head.strip_prefix('#') {
        let (figures, radix, sign) = match number.strip_prefix(['x', 'X']) {
            Some(figures) => (figures, 16, 3),
            None => (number, 10, 2),
        };
        let size = figures
            .find(|c: char| !c.is_digit(radix))
            .unwrap_or(figures.len());
        let value = u32::from_str_radix(figures.get(..size)?, radix).ok()?;
        let ends = figures.get(size..)?.starts_with(';');
        return Some((numbered(value).to_string(), sign + size + usize::from(ends)));
    }
    let size = head
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(head.len());
    let name = head.get(..size)?;
    if head.get(size..)?.starts_with(';') {
        let named = crate::exchange::xml::html_entity(name)?;
        return Some((named.to_owned(), size + 2));
    }
    // Some have been written without their end since the first pages.
    const OLD: [&str; 8] = ["amp", "lt", "gt", "quot", "nbsp", "copy", "reg", "shy"];
    let named = OLD
        .contains(&name)
        .then(|| crate::exchange::xml::html_entity(name))??;
    Some((named.to_owned(), size + 1))
}

/// The character of a number, as browsers take it: what is a control character is one of Windows.
fn numbered(value: u32) -> char {
    match value {
        0x80..=0x9F => {
            let byte = [u8::try_from(value).unwrap_or(b'?')];
            let (text, _, _) = encoding_rs::WINDOWS_1252.decode(&byte);
            text.chars().next().unwrap_or('\u{FFFD}')
        }
        0 => '\u{FFFD}',
        value => char::from_u32(value).unwrap_or('\u{FFFD}'),
    }
}
