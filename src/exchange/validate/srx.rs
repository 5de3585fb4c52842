//! SRX 2.0 (LISA): the sections are the elements of the specification.

use std::collections::HashSet;

use super::fault::{Faults, grammar_rules, rules};
use super::walk::{Checks, GrammarRules, Node};
use crate::exchange::Position;
use crate::segment::srx::{Document, Map, Rule, Rules, Set};

pub(super) const GRAMMAR: &[&str] = &[include_str!("srx.grammar")];
pub(super) const GRAMMAR_RULES: GrammarRules = grammar_rules!("SRX", "SRX 2.0");

rules! {
    NAME "SRX-NAME" "languagerule" "the name of a set of rules is unique";
    MAP "SRX-MAP" "languagemap" "a languagemap names a set of rules that is there";
    PATTERN "SRX-PATTERN" "rule, languagemap" "a pattern is a regular expression as ICU has them";
    HANDLE "SRX-FORMATHANDLE" "formathandle" "each type of formathandle stands once";
}

/// The checks of a file.
#[derive(Debug, Default)]
pub(super) struct Srx {
    names: HashSet<String>,
    handles: HashSet<String>,
    /// The rule that is being read: where its patterns stand, and they.
    rule: [(Option<Position>, String); 2],
    /// Which of its patterns is being read.
    side: Option<usize>,
}

/// Why a pattern of a rule or of a map cannot be taken.
fn why_not(rule: Option<Rule>, map: Option<Map>) -> Option<String> {
    let set = Set {
        name: String::new(),
        rules: rule.into_iter().collect(),
    };
    let rules = Rules::new(Document {
        sets: vec![set],
        maps: map.into_iter().collect(),
        ..Document::default()
    });
    let fault = rules.faults().into_iter().next()?;
    Some(format!("“{}”: {}", fault.pattern, fault.why))
}

impl Srx {
    /// Holds each pattern of a rule for itself, so that each fault has its place.
    fn rule_ends(&mut self, faults: &mut Faults<'_>) {
        for (side, (at, pattern)) in std::mem::take(&mut self.rule).into_iter().enumerate() {
            let Some(at) = at.filter(|_| !pattern.is_empty()) else {
                continue;
            };
            let mut rule = Rule::default();
            match side {
                0 => rule.before = pattern,
                _ => rule.after = pattern,
            }
            if let Some(why) = why_not(Some(rule), None) {
                faults.add(&PATTERN, at, why);
            }
        }
    }
}

impl Checks for Srx {
    fn start(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let name = node.get("languagerulename").unwrap_or_default();
        match node.name {
            "languagerule" if !self.names.insert(name.to_owned()) => {
                faults.add(&NAME, node.at, format!("the name {name} is taken"));
            }
            "languagemap" => {
                if !self.names.contains(name) {
                    faults.add(&MAP, node.at, format!("there are no rules called {name}"));
                }
                let pattern = node.get("languagepattern").unwrap_or_default();
                let map = Map {
                    pattern: pattern.to_owned(),
                    ..Map::default()
                };
                if let Some(why) = why_not(None, Some(map)) {
                    faults.add(&PATTERN, node.at, why);
                }
            }
            "beforebreak" | "afterbreak" => {
                let side = usize::from(node.name == "afterbreak");
                self.side = Some(side);
                if let Some((at, pattern)) = self.rule.get_mut(side) {
                    *at = Some(node.at);
                    pattern.clear();
                }
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

    fn text(&mut self, text: &str, _faults: &mut Faults<'_>) {
        let place = self.side.and_then(|side| self.rule.get_mut(side));
        if let Some((_, pattern)) = place {
            pattern.push_str(text);
        }
    }

    fn end(&mut self, name: &'static str, _path: &[&'static str], faults: &mut Faults<'_>) {
        match name {
            "beforebreak" | "afterbreak" => self.side = None,
            "rule" => self.rule_ends(faults),
            _ => {}
        }
    }
}
