//! An element as a tree: a unit, an entry, whatever is small enough to be held whole and means
//! something only as a whole.

use std::io::Read;
use std::ops::Range;

use super::{Token, XmlReader};
use crate::exchange::Error;

/// An element with what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange) struct Node {
    /// Its name: without the prefix of its format, with that of others (`sdl:seg-defs`).
    pub(in crate::exchange) name: String,
    pub(in crate::exchange) attributes: Vec<(String, String)>,
    pub(in crate::exchange) children: Vec<Child>,
    /// The bytes of its start tag in the file's text, and of its end tag; no byte where it begins
    /// and ends in one tag.
    pub(in crate::exchange) tag: Range<usize>,
    pub(in crate::exchange) end: Range<usize>,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Child {
    /// A run of text, with its bytes in the file's text.
    Text(String, Range<usize>),
    Node(Node),
}

impl Node {
    /// Reads the element that has just begun, to its end. `prefix` is what the format's own
    /// elements have before their names.
    pub(in crate::exchange) fn read<R: Read>(
        xml: &mut XmlReader<R>,
        prefix: &str,
    ) -> Result<Self, Error> {
        let mut open = vec![Self::begun(xml, prefix)];
        loop {
            match xml.next()? {
                Token::Start => open.push(Self::begun(xml, prefix)),
                Token::Text => {
                    if let Some(node) = open.last_mut() {
                        let text = xml.text().to_owned();
                        node.children.push(Child::Text(text, xml.range()));
                    }
                }
                Token::End => {
                    let Some(mut node) = open.pop() else {
                        return Ok(Self::default());
                    };
                    node.end = xml.range();
                    match open.last_mut() {
                        Some(outer) => outer.children.push(Child::Node(node)),
                        None => return Ok(node),
                    }
                }
                Token::Eof => return Err(xml.truncated()),
            }
        }
    }

    fn begun<R: Read>(xml: &XmlReader<R>, prefix: &str) -> Self {
        let name = xml.name();
        let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Self {
            name: name.strip_prefix(prefix).unwrap_or(name).to_owned(),
            attributes: xml.attributes().map(own).collect(),
            children: Vec::new(),
            tag: xml.range(),
            end: Range::default(),
        }
    }

    /// An attribute that is there and says something.
    pub(in crate::exchange) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(other, _)| other == name);
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// An attribute of another namespace, whatever its prefix is here.
    pub(in crate::exchange) fn get_foreign(&self, local: &str) -> Option<&str> {
        self.attributes.iter().find_map(|(name, value)| {
            let (prefix, name) = name.split_once(':')?;
            (name == local && prefix != "xml" && !value.is_empty()).then_some(value.as_str())
        })
    }

    /// The elements in it.
    pub(in crate::exchange) fn nodes(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(..) => None,
        })
    }

    /// The elements of a name in it.
    pub(in crate::exchange) fn named<'n>(
        &'n self,
        name: &'n str,
    ) -> impl Iterator<Item = &'n Self> {
        self.nodes().filter(move |node| node.name == name)
    }

    /// How many elements of that name stand in it, however deep.
    pub(in crate::exchange) fn count(&self, name: &str) -> usize {
        let own = |inner: &Self| usize::from(inner.name == name);
        self.nodes()
            .map(|inner| own(inner) + inner.count(name))
            .sum()
    }

    /// The first element of a name in it.
    pub(in crate::exchange) fn first(&self, name: &str) -> Option<&Self> {
        self.nodes().find(|node| node.name == name)
    }

    /// All its text, however deep.
    pub(in crate::exchange) fn text(&self) -> String {
        let mut text = String::new();
        let mut stack: Vec<&Child> = self.children.iter().rev().collect();
        while let Some(child) = stack.pop() {
            match child {
                Child::Text(piece, _) => text.push_str(piece),
                Child::Node(node) => stack.extend(node.children.iter().rev()),
            }
        }
        text
    }
}
