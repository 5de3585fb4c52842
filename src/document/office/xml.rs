//! Reading the XML of a part, each piece with its place, so that what is around the text can be
//! copied byte for byte.
//!
//! A part is held whole and read as it stands: what is no XML is refused, and so is what could be
//! mended, for then the places are no longer those of the part.

use std::ops::Range;

use crate::document::filter::Fault;
use crate::exchange::xml::{self, XmlReader};

/// An element with what is in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Node<'t> {
    /// Its name: without the prefix of the format, with that of others (`wp:docPr`).
    pub(super) name: &'t str,
    pub(super) children: Vec<Child<'t>>,
    /// Where its start tag stands, and its end tag; no byte where the start tag is both.
    pub(super) tag: Range<usize>,
    pub(super) end: Range<usize>,
}

/// What stands in an element.
#[derive(Clone, Debug)]
pub(super) enum Child<'t> {
    /// A run of text, with its place.
    Text(String, Range<usize>),
    Node(Node<'t>),
}

/// What was read.
#[derive(Debug)]
pub(super) enum Token {
    /// An element begins.
    Start,
    /// An element ends.
    End,
    /// Text.
    Text(String),
}

/// Reads a part token by token.
pub(super) struct Xml<'t> {
    text: &'t str,
    /// What stands before the names of the format's own elements: `w:`.
    prefix: &'t str,
    reader: XmlReader<&'t [u8]>,
    /// How long its declaration is. It names the encoding of the bytes, which the text has no more.
    declaration: usize,
}

impl<'t> Xml<'t> {
    /// Reads `text`, of a format whose namespace is one of `namespaces`; of a format with several,
    /// its elements keep their prefixes (`[]`).
    pub(super) fn new(text: &'t str, namespaces: &[&str]) -> Self {
        let declared = text.strip_prefix("<?xml").and_then(|rest| rest.find("?>"));
        let declaration = declared.map_or(0, |end| "<?xml".len() + end + "?>".len());
        let body = text.get(declaration..).unwrap_or_default();
        Self {
            text,
            prefix: prefix(text, namespaces),
            reader: XmlReader::new(body.as_bytes()),
            declaration,
        }
    }

    /// What stands before the names of the format's own elements, with its colon.
    pub(super) fn prefix(&self) -> &'t str {
        self.prefix
    }

    /// The next token; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Token>, Fault> {
        let token = self.reader.next();
        let at = self.range().start;
        let fault = |message: String| Fault { at, message };
        let token = token.map_err(|error| match error {
            crate::exchange::Error::Malformed { message, .. } => fault(message),
            other => fault(other.to_string()),
        })?;
        if let Some(mend) = self.reader.mends().listed().first() {
            return Err(fault(mend.message.clone()));
        }
        match token {
            xml::Token::Start => Ok(Some(Token::Start)),
            xml::Token::End => Ok(Some(Token::End)),
            xml::Token::Text => Ok(Some(Token::Text(self.reader.text().to_owned()))),
            xml::Token::Eof if self.reader.depth() > 0 => {
                Err(fault("it ends too early".to_owned()))
            }
            xml::Token::Eof => Ok(None),
        }
    }

    /// Where the last token stands; an end without a tag of its own has no byte.
    pub(super) fn range(&self) -> Range<usize> {
        let range = self.reader.range();
        self.declaration + range.start..self.declaration + range.end
    }

    /// The name of the element that just began.
    pub(super) fn name(&self) -> &'t str {
        let name = self.raw().trim_start_matches('<');
        let end = name.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
        let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
        name.strip_prefix(self.prefix).unwrap_or(name)
    }

    /// The element that just began, with all that is in it.
    pub(super) fn node(&mut self) -> Result<Node<'t>, Fault> {
        let mut open = vec![self.begun()];
        while let Some(token) = self.next()? {
            match token {
                Token::Start => open.push(self.begun()),
                Token::Text(text) => {
                    if let Some(node) = open.last_mut() {
                        node.children.push(Child::Text(text, self.range()));
                    }
                }
                Token::End => {
                    let Some(mut node) = open.pop() else { break };
                    node.end = self.range();
                    match open.last_mut() {
                        Some(outer) => outer.children.push(Child::Node(node)),
                        None => return Ok(node),
                    }
                }
            }
        }
        Ok(Node::default())
    }

    fn begun(&self) -> Node<'t> {
        Node {
            name: self.name(),
            children: Vec::new(),
            tag: self.range(),
            end: 0..0,
        }
    }

    /// The last token as it is written.
    fn raw(&self) -> &'t str {
        self.text.get(self.range()).unwrap_or_default()
    }
}

impl<'t> Node<'t> {
    /// Where it stands, with both its tags.
    pub(super) fn range(&self) -> Range<usize> {
        self.tag.start..self.end.end
    }

    /// The elements in it.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(..) => None,
        })
    }

    /// The first element of a name in it.
    pub(super) fn first(&self, name: &str) -> Option<&Self> {
        self.nodes().find(|node| node.name == name)
    }

    /// Its name without any prefix.
    pub(super) fn local(&self) -> &'t str {
        local(self.name)
    }

    /// The text that stands in it, and not in an element in it.
    pub(super) fn text(&self) -> String {
        let own = self.children.iter().filter_map(|child| match child {
            Child::Text(text, _) => Some(text.as_str()),
            Child::Node(_) => None,
        });
        own.collect()
    }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The value of an attribute in a start tag that begins at `at`, by its name, without a prefix or
/// with one, and where it stands between its quotation marks.
pub(super) fn attribute(tag: &str, at: usize, name: &str) -> Option<(String, Range<usize>)> {
    written(tag, at, name).map(|(value, range)| (unescaped(value), range))
}

/// The same as it is written.
pub(super) fn written<'t>(tag: &'t str, at: usize, name: &str) -> Option<(&'t str, Range<usize>)> {
    let mut rest = tag.split_once(|c: char| c.is_ascii_whitespace())?.1;
    loop {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, next) = after.get(1..)?.split_once(quote)?;
        if local(key.trim()) == name || key.trim() == name {
            let start = tag.len() - next.len() - 1 - value.len();
            let value_at = at + start..at + start + value.len();
            return Some((value, value_at));
        }
        rest = next;
    }
}

/// What the value of an attribute says.
pub(super) fn unescaped(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    let mut reader = XmlReader::new(value.as_bytes());
    let mut said = String::new();
    while let Ok(xml::Token::Text) = reader.next() {
        said.push_str(reader.text());
    }
    said
}

/// Text as it is written between tags.
pub(super) fn escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c < ' ' && !matches!(c, '\t' | '\n' | '\r') => out.push('\u{FFFD}'),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
}

/// Text as it is written in an attribute, whichever marks stand around that.
pub(super) fn in_attribute(text: &str, out: &mut String) {
    let start = out.len();
    escaped(text, out);
    if text.contains('\'') {
        let marked = out.split_off(start).replace('\'', "&apos;");
        out.push_str(&marked);
    }
}

/// What stands before the names of elements of one of the namespaces, with its colon.
fn prefix<'t>(text: &'t str, namespaces: &[&str]) -> &'t str {
    let declared = namespaces.iter().find_map(|namespace| {
        let quoted = |quote| text.find(&format!("={quote}{namespace}{quote}"));
        let at = quoted('"').or_else(|| quoted('\''))?;
        let start = text.get(..at)?.rfind("xmlns")?;
        let name = text.get(start + "xmlns:".len()..at)?;
        Some((start + "xmlns:".len(), name.len()))
    });
    // With the colon that ends it in a name: the one of the root, where it stands.
    declared.map_or("", |(start, length)| {
        let name = text.get(start..start + length).unwrap_or_default();
        let colon = format!("<{name}:");
        let found = text.find(&colon).map(|at| at + 1);
        found
            .and_then(|at| text.get(at..at + length + 1))
            .unwrap_or_default()
    })
}
