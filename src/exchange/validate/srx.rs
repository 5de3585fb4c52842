//! SRX 2.0 (LISA): the sections are the elements of the specification.

use std::collections::HashSet;

use super::fault::{Faults, grammar_rules, rules};
use super::walk::{Checks, GrammarRules, Node};

pub(super) const GRAMMAR: &[&str] = &[include_str!("srx.grammar")];
pub(super) const GRAMMAR_RULES: GrammarRules = grammar_rules!("SRX", "SRX 2.0");

rules! {
    NAME "SRX-NAME" "languagerule" "the name of a set of rules is unique";
    MAP "SRX-MAP" "languagemap" "a languagemap names a set of rules that is there";
    HANDLE "SRX-FORMATHANDLE" "formathandle" "each type of formathandle stands once";
}

/// The checks of a file.
#[derive(Debug, Default)]
pub(super) struct Srx {
    names: HashSet<String>,
    handles: HashSet<String>,
}

impl Checks for Srx {
    fn start(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let name = node.get("languagerulename").unwrap_or_default();
        match node.name {
            "languagerule" if !self.names.insert(name.to_owned()) => {
                faults.add(&NAME, node.at, format!("the name {name} is taken"));
            }
            "languagemap" if !self.names.contains(name) => {
                faults.add(&MAP, node.at, format!("there are no rules called {name}"));
            }
            "formathandle" => {
                let kind = node.get("type").unwrap_or_default();
                if !self.handles.insert(kind.to_owned()) {
                    let message = format!("there is a formathandle for {kind} already");
                    faults.add(&HANDLE, node.at, message);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, _name: &'static str, _path: &[&'static str], _faults: &mut Faults<'_>) {}
}
