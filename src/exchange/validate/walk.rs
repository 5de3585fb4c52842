//! A walk through a file along a grammar: each element, attribute and text is held against it,
//! and shown to the checks of what a grammar cannot say.
//!
//! Only the elements that are open are kept, and what the checks keep.

use std::io::Read;

use super::fault::{Faults, Rule, rules};
use super::grammar::{Element, Grammar, OTHER};
use super::vocabulary::{Key, Vocabulary};
use crate::exchange::xml::{Namespaces, Token, XmlReader};
use crate::exchange::{Error, Position};

rules! {
    WELL_FORMED "XML-WELLFORMED" "XML 1.0" "the file is well-formed, and in the encoding that it declares";
    NAMESPACE "XML-NAMESPACE" "Namespaces in XML 1.0" "prefixes are declared, and no attribute stands twice";
}

/// The rules that a grammar alone decides.
#[derive(Debug)]
pub(super) struct GrammarRules {
    pub(super) root: Rule,
    pub(super) element: Rule,
    pub(super) order: Rule,
    pub(super) missing: Rule,
    pub(super) attribute: Rule,
    pub(super) required: Rule,
    pub(super) value: Rule,
    pub(super) text: Rule,
}

impl GrammarRules {
    pub(super) fn all(&self) -> [Rule; 8] {
        [
            self.root,
            self.element,
            self.order,
            self.missing,
            self.attribute,
            self.required,
            self.value,
            self.text,
        ]
    }
}

/// An element that begins.
#[derive(Debug)]
pub(super) struct Node<'n> {
    /// Its name, as the grammar writes it; [`OTHER`] where the grammar does not know it.
    pub(super) name: &'static str,
    pub(super) at: Position,
    /// Its attributes, named as the grammar names them, and `{namespace}name` where it does not.
    pub(super) attributes: &'n [(String, String)],
    /// The names of the elements it stands in, from the outermost.
    pub(super) path: &'n [&'static str],
}

impl<'n> Node<'n> {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&'n str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The element that it stands in.
    pub(super) fn parent(&self) -> &'static str {
        self.path.last().copied().unwrap_or("")
    }

    /// Whether it stands in such an element, however deep.
    pub(super) fn is_in(&self, name: &str) -> bool {
        self.path.contains(&name)
    }
}

/// What a grammar cannot say.
pub(super) trait Checks {
    /// An element begins.
    fn start(&mut self, node: &Node<'_>, faults: &mut Faults<'_>);
    /// A text, or a piece of one, in the element that began last and has not ended.
    fn text(&mut self, _text: &str, _faults: &mut Faults<'_>) {}
    /// An element ends, which stood in the elements of `path`.
    fn end(&mut self, name: &'static str, path: &[&'static str], faults: &mut Faults<'_>);
    /// The file ends.
    fn finish(&mut self, _faults: &mut Faults<'_>) {}
}

/// An element that is open.
struct Frame<'g> {
    name: &'static str,
    element: Option<&'g Element>,
    /// The part of its content where the last child stands, and how many stand there.
    part: usize,
    count: usize,
    at: Position,
    /// As the file writes it.
    written: String,
}

/// The reader of a file with what is needed to name its elements.
pub(super) struct Names<R: Read> {
    pub(super) xml: XmlReader<R>,
    pub(super) spaces: Namespaces,
}

impl<R: Read> Names<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            xml: XmlReader::new(input).strict(),
            spaces: Namespaces::default(),
        }
    }

    /// The next token; what XML forbids becomes faults. `None` where the file can be read no
    /// further.
    ///
    /// # Errors
    /// [`Error::Read`] where the system cannot read.
    pub(super) fn next(&mut self, faults: &mut Faults<'_>) -> Result<Option<Token>, Error> {
        let token = match self.xml.next() {
            Ok(token) => Some(token),
            Err(Error::Malformed { at, message, .. }) => {
                self.say_breaches(faults);
                faults.add(&WELL_FORMED, at, message);
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        self.say_breaches(faults);
        if token == Some(Token::Eof) && self.xml.depth() > 0 {
            let at = self.xml.position();
            let message = "the file ends here, before its elements do: it is cut off";
            faults.add(&WELL_FORMED, at, message);
        }
        if token == Some(Token::Start)
            && let Some(wrong) = self.spaces.enter(&self.xml)
        {
            faults.add(&NAMESPACE, self.xml.position(), wrong);
        }
        Ok(token)
    }

    fn say_breaches(&mut self, faults: &mut Faults<'_>) {
        for breach in self.xml.take_breaches() {
            faults.add(&WELL_FORMED, breach.at, breach.message);
        }
    }
}

/// Walks through the file from its first element, which has just begun.
///
/// # Errors
/// [`Error::Read`] where the system cannot read.
pub(super) fn walk<R: Read>(
    names: &mut Names<R>,
    grammar: &Grammar,
    rules: &GrammarRules,
    checks: &mut dyn Checks,
    faults: &mut Faults<'_>,
) -> Result<(), Error> {
    let mut walk = Walk {
        vocabulary: Vocabulary::new(grammar, &names.spaces, names.xml.name()),
        rules,
        checks,
        frames: Vec::new(),
        path: Vec::new(),
        attributes: Vec::new(),
    };
    walk.start(names, faults);
    loop {
        match names.next(faults)? {
            None | Some(Token::Eof) => break,
            Some(Token::Start) => walk.start(names, faults),
            Some(Token::Text) => walk.text(names, faults),
            Some(Token::End) => walk.end(faults),
        }
    }
    walk.checks.finish(faults);
    Ok(())
}

struct Walk<'w> {
    vocabulary: Vocabulary<'w>,
    rules: &'w GrammarRules,
    checks: &'w mut dyn Checks,
    frames: Vec<Frame<'w>>,
    path: Vec<&'static str>,
    attributes: Vec<(String, String)>,
}

impl<'w> Walk<'w> {
    fn start<R: Read>(&mut self, names: &mut Names<R>, faults: &mut Faults<'_>) {
        let at = names.xml.position();
        let written = names.xml.name();
        let named = match names.spaces.resolve(written, false) {
            Some((namespace, local)) => self.vocabulary.element(namespace, local),
            None => {
                let message = format!("the prefix of {written} is not declared");
                faults.add(&NAMESPACE, at, message);
                None
            }
        };
        let grammar = self.vocabulary.grammar;
        let known = named
            .as_deref()
            .and_then(|name| grammar.elements.get_key_value(name));
        let (name, element) = known.map_or((OTHER, None), |(name, element)| (*name, Some(element)));
        let is_foreign = named.is_none();
        self.admit(name, is_foreign, written, at, faults);
        self.attributes(names, element, at, faults);
        let node = Node {
            name,
            at,
            attributes: &self.attributes,
            path: &self.path,
        };
        self.checks.start(&node, faults);
        // What stands in an element of another namespace is that namespace's to say.
        let element = element.filter(|_| self.frames.is_empty() || self.is_inside());
        self.frames.push(Frame {
            name,
            element,
            part: 0,
            count: 0,
            at,
            written: names.xml.name().to_owned(),
        });
        self.path.push(name);
    }

    /// Whether the grammar says what stands in the element that is open.
    fn is_inside(&self) -> bool {
        self.frames
            .last()
            .is_some_and(|frame| frame.element.is_some())
    }

    /// Holds an element against what may stand in the one that is open.
    fn admit(
        &mut self,
        name: &'static str,
        is_foreign: bool,
        written: &str,
        at: Position,
        faults: &mut Faults<'_>,
    ) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        let Some(element) = frame.element else {
            return;
        };
        let section = element.section;
        let holder = &frame.written;
        let sought = if name == OTHER && !is_foreign {
            ""
        } else {
            name
        };
        let Some(current) = element.content.get(frame.part) else {
            let message = format!("{written} must not stand in {holder}, which holds no elements");
            faults.add_in(&self.rules.element, section, at, message);
            return;
        };
        if current.holds(sought) && (current.repeated || frame.count == 0) {
            frame.count += 1;
            return;
        }
        let later = element.content.iter().enumerate().skip(frame.part + 1);
        let found = later.into_iter().find(|(_, part)| part.holds(sought));
        let Some((found, _)) = found else {
            let known = element.content.iter().any(|part| part.holds(sought));
            if !known {
                let message = format!("{written} must not stand in {holder}");
                faults.add_in(&self.rules.element, section, at, message);
            } else if current.holds(sought) {
                let message = format!("{holder} holds more than one {written}");
                faults.add_in(&self.rules.order, section, at, message);
            } else {
                let message = format!("{written} stands too late in {holder}");
                faults.add_in(&self.rules.order, section, at, message);
            }
            return;
        };
        let left = element.content.get(frame.part..found).unwrap_or_default();
        for (index, part) in left.iter().enumerate() {
            if part.required && (index > 0 || frame.count == 0) {
                let wanted = part.names.join(" or ");
                let message = format!("{wanted} must stand in {holder} before {written}");
                faults.add_in(&self.rules.missing, section, at, message);
            }
        }
        frame.part = found;
        frame.count = 1;
    }

    /// Reads the attributes of the element that begins, and holds them against the grammar.
    fn attributes<R: Read>(
        &mut self,
        names: &Names<R>,
        element: Option<&Element>,
        at: Position,
        faults: &mut Faults<'_>,
    ) {
        let mut attributes = std::mem::take(&mut self.attributes);
        attributes.clear();
        let written = names.xml.name();
        for (key, value) in names.xml.attributes() {
            let name = match self.vocabulary.attribute(&names.spaces, key) {
                Key::Named(name) => name,
                Key::Apart => continue,
                Key::Undeclared => {
                    let message = format!("the prefix of {key} is not declared");
                    faults.add(&NAMESPACE, at, message);
                    continue;
                }
            };
            if attributes.iter().any(|(known, _)| *known == name) {
                let message = format!("{key} stands twice in {written}");
                faults.add(&NAMESPACE, at, message);
            }
            attributes.push((name, value.to_owned()));
        }
        if let Some(element) = element.filter(|_| self.frames.is_empty() || self.is_inside()) {
            self.hold(&attributes, element, written, at, faults);
        }
        self.attributes = attributes;
    }

    fn hold(
        &self,
        attributes: &[(String, String)],
        element: &Element,
        written: &str,
        at: Position,
        faults: &mut Faults<'_>,
    ) {
        let section = element.section;
        for (name, value) in attributes {
            let listed = element.attributes.iter().find(|known| known.name == name);
            let everywhere = self
                .vocabulary
                .grammar
                .everywhere
                .iter()
                .filter(|_| element.open);
            let known = listed.or_else(|| everywhere.into_iter().find(|known| known.name == name));
            let Some(known) = known else {
                let is_other = name.starts_with('{')
                    || matches!(name.as_str(), "xml:id" | "xml:base" | "xml:lang");
                if !(element.open && is_other) {
                    let message = format!("{name} must not stand in {written}");
                    faults.add_in(&self.rules.attribute, section, at, message);
                }
                continue;
            };
            if !known.datatype.allows(value) {
                let demands = known.datatype.demands();
                let value: String = value.chars().take(80).collect();
                let message = format!("{name} in {written} is “{value}” and must be {demands}");
                faults.add_in(&self.rules.value, section, at, message);
            }
        }
        let has = |name: &str| attributes.iter().any(|(key, _)| key == name);
        for required in element.attributes.iter().filter(|known| known.required) {
            if !has(required.name) {
                let message = format!("{written} lacks {}", required.name);
                faults.add_in(&self.rules.required, section, at, message);
            }
        }
    }

    fn text<R: Read>(&mut self, names: &mut Names<R>, faults: &mut Faults<'_>) {
        let text = names.xml.text();
        if let Some(frame) = self.frames.last()
            && let Some(element) = frame.element
            && !element.text
            && text.contains(|c: char| !matches!(c, ' ' | '\t' | '\r' | '\n'))
        {
            let section = element.section;
            let message = format!("text must not stand in {}", frame.written);
            let at = names.xml.position();
            faults.add_in(&self.rules.text, section, at, message);
        }
        self.checks.text(names.xml.text(), faults);
    }

    fn end(&mut self, faults: &mut Faults<'_>) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        self.path.pop();
        if let Some(element) = frame.element {
            let left = element.content.get(frame.part..).unwrap_or_default();
            for (index, part) in left.iter().enumerate() {
                if part.required && (index > 0 || frame.count == 0) {
                    let message = format!("{} lacks {}", frame.written, part.names.join(" or "));
                    faults.add_in(&self.rules.missing, element.section, frame.at, message);
                }
            }
        }
        self.checks.end(frame.name, &self.path, faults);
    }
}
