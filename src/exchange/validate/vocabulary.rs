//! The names of a file as a grammar has them, whatever the prefixes are there.

use super::grammar::Grammar;
use crate::exchange::xml::{self, Namespaces};

/// A grammar, and the namespace that a file has for that of the format.
#[derive(Debug)]
pub(in crate::exchange) struct Vocabulary<'g> {
    pub(in crate::exchange) grammar: &'g Grammar,
    /// The namespace of the first element, which is taken for that of the format.
    pub(in crate::exchange) core: String,
}

/// The name of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Key {
    /// As the grammar names it, and `{namespace}name` where it does not.
    Named(String),
    /// A declaration of a namespace, or where a schema lies: no part of a format.
    Apart,
    /// Its prefix is not declared.
    Undeclared,
}

impl<'g> Vocabulary<'g> {
    /// The vocabulary of a file whose first element is called `root`.
    pub(in crate::exchange) fn new(grammar: &'g Grammar, spaces: &Namespaces, root: &str) -> Self {
        let core = spaces.resolve(root, false).map(|(namespace, _)| namespace);
        Self {
            grammar,
            core: core.unwrap_or_default().to_owned(),
        }
    }

    /// The name that the grammar has for an element, or would have in one of its namespaces;
    /// `None` where the namespace is another.
    pub(in crate::exchange) fn element(&self, namespace: &str, local: &str) -> Option<String> {
        if namespace == self.core {
            return Some(local.to_owned());
        }
        let spaces = &self.grammar.spaces;
        let (prefix, _) = spaces.iter().find(|(_, known)| *known == namespace)?;
        match *prefix {
            "-" => Some(local.to_owned()),
            prefix => Some(format!("{prefix}:{local}")),
        }
    }

    /// The name of an attribute of the element that began last.
    pub(in crate::exchange) fn attribute(&self, spaces: &Namespaces, key: &str) -> Key {
        if key == "xmlns" || key.starts_with("xmlns:") {
            return Key::Apart;
        }
        match spaces.resolve(key, true) {
            None => Key::Undeclared,
            Some(("", local)) => Key::Named(local.to_owned()),
            Some(("http://www.w3.org/2001/XMLSchema-instance", _)) => Key::Apart,
            Some((xml::XML, local)) => Key::Named(format!("xml:{local}")),
            Some((namespace, local)) => Key::Named(match self.element(namespace, local) {
                Some(name) if name.contains(':') => name,
                _ => format!("{{{namespace}}}{local}"),
            }),
        }
    }
}
