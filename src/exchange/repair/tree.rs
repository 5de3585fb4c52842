//! Elements as they are mended: named as the grammar names them, and written as the file did.

use std::io::{Read, Write};

use super::balance::{Balance, Step};
use super::remedy::{Log, XML};
use crate::exchange::validate::{Key, OTHER, Vocabulary};
use crate::exchange::xml::{declared, escaped, is_name, quoted};
use crate::exchange::{Error, Position};

/// What stands before the name of an element in its namespace, with the colon.
pub(super) fn prefix(written: &str) -> &str {
    let end = written.find(':').map_or(0, |at| at + 1);
    written.get(..end).unwrap_or_default()
}

/// The start of an element.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    /// Its name in the file.
    pub(super) written: String,
    /// Its name in the grammar, [`OTHER`] where its namespace is another; `None` where it should
    /// be in the grammar and is not.
    pub(super) name: Option<&'static str>,
    /// Whether its prefix is declared.
    pub(super) declared: bool,
    pub(super) at: Position,
    pub(super) attributes: Vec<Attribute>,
}

/// An attribute.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    /// Its name in the file.
    pub(super) written: String,
    pub(super) key: Key,
    pub(super) value: String,
}

/// An element with what is in it.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    pub(super) tag: Tag,
    pub(super) children: Vec<Child>,
}

/// What stands in an element.
#[derive(Clone, Debug)]
pub(super) enum Child {
    Text(String),
    Element(Branch),
}

impl Tag {
    /// The element that began last.
    pub(super) fn read<R: Read>(balance: &mut Balance<'_, R>, vocabulary: &Vocabulary<'_>) -> Self {
        let at = balance.xml.position();
        let (xml, spaces) = (&balance.xml, &balance.spaces);
        let known = |name: String| {
            let elements = &vocabulary.grammar.elements;
            elements.get_key_value(name.as_str()).map(|(name, _)| *name)
        };
        let resolved = spaces.resolve(xml.name(), false);
        let name = match resolved {
            None => None,
            Some((namespace, local)) => match vocabulary.element(namespace, local) {
                None => Some(OTHER),
                Some(name) => known(name),
            },
        };
        // What is none was said by who read it.
        let fine = |(key, value): &(&str, &str)| is_name(key) && declared(key, value).is_ok();
        let attributes = xml.attributes().filter(fine);
        let attributes = attributes.map(|(key, value)| Attribute {
            written: key.to_owned(),
            key: vocabulary.attribute(spaces, key),
            value: value.to_owned(),
        });
        Self {
            written: xml.name().to_owned(),
            name,
            declared: resolved.is_some(),
            at,
            attributes: attributes.collect(),
        }
    }

    /// An element of the format that is put in.
    pub(super) fn new(written: String, name: &'static str, at: Position) -> Self {
        Self {
            written,
            name: Some(name),
            declared: true,
            at,
            attributes: Vec::new(),
        }
    }

    /// What stands before the names of the format in the file: `xlf:`.
    pub(super) fn prefix(&self) -> &str {
        prefix(&self.written)
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name == Some(name)
    }

    /// The value of an attribute of the grammar.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| attribute.is(name));
        found.map(|attribute| attribute.value.as_str())
    }

    /// Sets an attribute of the grammar, and gives what it was.
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) -> Option<String> {
        let value = value.into();
        let found = self.attributes.iter_mut();
        match found.into_iter().find(|attribute| attribute.is(name)) {
            Some(attribute) => Some(std::mem::replace(&mut attribute.value, value)),
            None => {
                self.attributes.push(Attribute {
                    written: name.to_owned(),
                    key: Key::Named(name.to_owned()),
                    value,
                });
                None
            }
        }
    }

    /// Takes an attribute of the grammar away.
    pub(super) fn remove(&mut self, name: &str) -> Option<String> {
        let at = self.attributes.iter().position(|key| key.is(name))?;
        Some(self.attributes.remove(at).value)
    }

    /// Puts declarations of namespaces in that it does not have itself.
    pub(super) fn declare(&mut self, declared: &[Attribute]) {
        for new in declared {
            if !self.attributes.iter().any(|own| own.written == new.written) {
                self.attributes.push(new.clone());
            }
        }
    }

    /// The tag as it is written, up to its end.
    pub(super) fn text(&self) -> String {
        let mut text = format!("<{}", self.written);
        for attribute in &self.attributes {
            text.push(' ');
            text.push_str(&attribute.text());
        }
        text
    }
}

impl Attribute {
    pub(super) fn is(&self, name: &str) -> bool {
        matches!(&self.key, Key::Named(key) if key == name)
    }

    /// Whether it declares a namespace.
    pub(super) fn declares(&self) -> bool {
        self.written == "xmlns" || self.written.starts_with("xmlns:")
    }

    /// The attribute as it is written.
    pub(super) fn text(&self) -> String {
        format!("{}=\"{}\"", self.written, quoted(&self.value))
    }
}

/// What reading an element came to.
pub(super) enum Grown {
    Whole(Branch),
    /// It is a unit, which is cut.
    Cut,
    /// It is a unit with a tag that cannot be read, or its own tag cannot be.
    Damaged {
        at: Position,
        message: String,
    },
}

impl Branch {
    /// Reads what is in an element that has just begun, to its end.
    ///
    /// # Errors
    /// As [`Balance::next`].
    pub(super) fn read<R: Read>(
        tag: Tag,
        is_unit: bool,
        balance: &mut Balance<'_, R>,
        vocabulary: &Vocabulary<'_>,
        log: &mut Log<'_>,
    ) -> Result<Grown, Error> {
        let mut damage = None;
        let mut note = |balance: &mut Balance<'_, R>| {
            if let Some(message) = balance.xml.take_damage() {
                let at = balance.xml.position();
                damage.get_or_insert((at, message));
            }
        };
        note(balance);
        let mut open = vec![Self::new(tag)];
        loop {
            match balance.next(log)? {
                Step::Start => {
                    note(balance);
                    open.push(Self::new(Tag::read(balance, vocabulary)));
                }
                Step::Text => {
                    if let Some(branch) = open.last_mut() {
                        branch.push_text(balance.xml.text());
                    }
                }
                step @ (Step::End | Step::Cut) => {
                    let Some(branch) = open.pop() else {
                        return Ok(Grown::Cut);
                    };
                    let named = is_name(&branch.tag.written);
                    if let Some(outer) = open.last_mut() {
                        if named {
                            outer.children.push(Child::Element(branch));
                        } else {
                            // What its tag should have been nobody knows; what is in it stays.
                            outer.take_in(branch);
                        }
                        continue;
                    }
                    return Ok(match damage {
                        _ if step == Step::Cut => Grown::Cut,
                        Some((at, message)) if is_unit || !named => Grown::Damaged { at, message },
                        Some((at, message)) => {
                            log.gone(XML, at, &message);
                            Grown::Whole(branch)
                        }
                        None => Grown::Whole(branch),
                    });
                }
                Step::Eof => return Ok(Grown::Cut),
            }
        }
    }

    pub(super) fn new(tag: Tag) -> Self {
        Self {
            tag,
            children: Vec::new(),
        }
    }

    fn push_text(&mut self, text: &str) {
        match self.children.last_mut() {
            Some(Child::Text(last)) => last.push_str(text),
            _ => self.children.push(Child::Text(text.to_owned())),
        }
    }

    /// Takes in what is in another element, without its tag, with the declarations that it may
    /// need.
    fn take_in(&mut self, other: Self) {
        let declared = other.tag.attributes.into_iter();
        let declared: Vec<Attribute> = declared.filter(Attribute::declares).collect();
        for child in other.children {
            match child {
                Child::Text(text) => self.push_text(&text),
                Child::Element(mut branch) => {
                    branch.tag.declare(&declared);
                    self.children.push(Child::Element(branch));
                }
            }
        }
    }

    /// Takes away the white space that stands last in it.
    pub(super) fn drop_blank(&mut self) {
        if let Some(Child::Text(text)) = self.children.last()
            && text.trim().is_empty()
        {
            self.children.pop();
        }
    }

    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(branch) => Some(branch),
            Child::Text(_) => None,
        })
    }

    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|child| match child {
            Child::Element(branch) => Some(branch),
            Child::Text(_) => None,
        })
    }

    /// Goes through this element and all in it, from the outermost, in their order.
    pub(super) fn each(&mut self, visit: &mut dyn FnMut(&mut Tag)) {
        visit(&mut self.tag);
        for branch in self.elements_mut() {
            branch.each(visit);
        }
    }

    /// Keeps of the elements in it those that are to be kept, in their order.
    pub(super) fn retain(&mut self, keep: &mut dyn FnMut(&mut Tag) -> bool) {
        self.children.retain_mut(|child| match child {
            Child::Text(_) => true,
            Child::Element(branch) => {
                let kept = keep(&mut branch.tag);
                branch.retain(keep);
                kept
            }
        });
    }

    /// Writes it.
    pub(super) fn write(&self, out: &mut impl Write) -> std::io::Result<()> {
        out.write_all(self.tag.text().as_bytes())?;
        if self.children.is_empty() {
            return out.write_all(b"/>");
        }
        out.write_all(b">")?;
        for child in &self.children {
            match child {
                Child::Text(text) => out.write_all(escaped(text).as_bytes())?,
                Child::Element(branch) => branch.write(out)?,
            }
        }
        write!(out, "</{}>", self.tag.written)
    }
}
