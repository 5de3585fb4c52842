//! XML: the one room that names quick-xml.

mod edit;
mod names;
mod node;
mod read;
mod source;
mod strict;
mod write;

pub(in crate::exchange) use edit::{opened, retagged};
pub(in crate::exchange) use names::{Namespaces, XML, declared};
pub(in crate::exchange) use node::{Child, Node};
pub(crate) use read::{NAMED, Token, XmlReader};
pub(in crate::exchange) use strict::{in_name, is_name};
pub(in crate::exchange) use write::{Element, XmlWriter, escaped, quoted};

/// What stands for a character that XML forbids, and for bytes that are none of their encoding.
const REPLACEMENT: char = '\u{FFFD}';

/// Whether XML 1.0 allows the character (production `Char`; Rust's `char` has no surrogates).
fn is_legal(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// What an entity of HTML stands for, by its name.
pub(crate) fn html_entity(name: &str) -> Option<&'static str> {
    quick_xml::escape::resolve_html5_entity(name)
}
