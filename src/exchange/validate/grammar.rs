//! The grammar of a format as data: which elements there are, what may stand in them in which
//! order, and which attributes they take with which values.
//!
//! A grammar is written one element after another:
//!
//! ```text
//! unit 4.2.2.5
//!   @ id!=nmtoken name=text translate=yes|no &place *
//!   > notes? originalData? (segment|ignorable)+
//! ```
//!
//! After the name stands the section of the specification. `@` lists attributes: `!` marks one
//! that must be there, `&` a list that was named before by a line `& place srcDir=ltr|rtl`, `*`
//! lets in attributes of other namespaces. `>` is what the element holds: parts in this order,
//! each once, or `?`, `*`, `+`; `(a|b)` is one of several; `#` lets in text, and `other` elements
//! of namespaces that the grammar does not know. `% prefix namespace` names a namespace, and
//! `$ name a|b` a list of values that attributes take as `$name`, and `@@ name=type` an attribute that may stand wherever `*` does. A later element of the same name
//! takes the place of the earlier: so a version differs from the one before.

use std::collections::HashMap;

use super::datatype::Datatype;

/// The name of an element of a namespace that the grammar does not know.
pub(in crate::exchange) const OTHER: &str = "other";

/// A grammar.
#[derive(Debug, Default)]
pub(in crate::exchange) struct Grammar {
    /// Prefixes, as this grammar uses them, with their namespaces.
    pub(in crate::exchange) spaces: Vec<(&'static str, &'static str)>,
    pub(in crate::exchange) elements: HashMap<&'static str, Element>,
    lists: HashMap<&'static str, Vec<Attribute>>,
    values: HashMap<&'static str, &'static str>,
    /// The attributes that may stand on any element that is open to other namespaces.
    pub(in crate::exchange) everywhere: Vec<Attribute>,
}

/// An element.
#[derive(Debug, Default)]
pub(in crate::exchange) struct Element {
    pub(in crate::exchange) section: &'static str,
    pub(in crate::exchange) attributes: Vec<Attribute>,
    /// Whether attributes of other namespaces may stand on it.
    pub(in crate::exchange) open: bool,
    pub(in crate::exchange) content: Vec<Part>,
    /// Whether text may stand in it.
    pub(in crate::exchange) text: bool,
}

/// An attribute.
#[derive(Clone, Debug)]
pub(in crate::exchange) struct Attribute {
    pub(in crate::exchange) name: &'static str,
    pub(in crate::exchange) required: bool,
    pub(in crate::exchange) datatype: Datatype,
}

/// A part of what an element holds.
#[derive(Debug)]
pub(in crate::exchange) struct Part {
    pub(in crate::exchange) names: Vec<&'static str>,
    pub(in crate::exchange) required: bool,
    pub(in crate::exchange) repeated: bool,
}

impl Part {
    pub(in crate::exchange) fn holds(&self, name: &str) -> bool {
        self.names.contains(&name)
    }
}

impl Grammar {
    /// The grammar that is written in `texts`, the later over the earlier.
    pub(in crate::exchange) fn of(texts: &[&'static str]) -> Self {
        let mut grammar = Self::default();
        for text in texts {
            let mut name = "";
            for line in text.lines() {
                let (sign, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
                match sign {
                    "" | "#" => {}
                    "$" => grammar.values.extend(rest.split_once(' ')),
                    "%" => grammar.spaces.extend(rest.split_once(' ')),
                    "&" => {
                        let (list, rest) = rest.split_once(' ').unwrap_or((rest, ""));
                        let attributes = grammar.attributes(rest).0;
                        grammar.lists.insert(list, attributes);
                    }
                    "@@" => {
                        let attributes = grammar.attributes(rest).0;
                        grammar.everywhere.extend(attributes);
                    }
                    "@" => {
                        let (attributes, open) = grammar.attributes(rest);
                        if let Some(element) = grammar.elements.get_mut(name) {
                            element.attributes.extend(attributes);
                            element.open |= open;
                        }
                    }
                    ">" => {
                        if let Some(element) = grammar.elements.get_mut(name) {
                            element.text = rest.split(' ').any(|part| part == "#");
                            element.content = content(rest);
                        }
                    }
                    element => {
                        name = element;
                        let section = rest.trim();
                        let element = Element {
                            section,
                            ..Element::default()
                        };
                        grammar.elements.insert(name, element);
                    }
                }
            }
        }
        grammar
    }

    fn attributes(&self, text: &'static str) -> (Vec<Attribute>, bool) {
        let mut attributes = Vec::new();
        let mut open = false;
        for word in text.split_whitespace() {
            if let Some(list) = word.strip_prefix('&') {
                attributes.extend(self.lists.get(list).into_iter().flatten().cloned());
                continue;
            }
            open |= word == "*";
            if let Some((name, datatype)) = word.split_once('=') {
                attributes.push(Attribute {
                    name: name.trim_end_matches('!'),
                    required: name.ends_with('!'),
                    datatype: match datatype.strip_prefix('$') {
                        Some(list) => Datatype::OneOf(self.values.get(list).unwrap_or(&"")),
                        None => Datatype::of(datatype),
                    },
                });
            }
        }
        (attributes, open)
    }
}

fn content(text: &'static str) -> Vec<Part> {
    let parts = text.split_whitespace().filter(|part| *part != "#");
    parts
        .map(|part| {
            let names = part.trim_end_matches(['?', '*', '+']);
            let names = names.trim_start_matches('(').trim_end_matches(')');
            Part {
                names: names.split('|').collect(),
                required: !part.ends_with(['?', '*']),
                repeated: part.ends_with(['*', '+']),
            }
        })
        .collect()
}
