//! TBX (ISO 30042:2019) in both styles, the dialects Core, Min and Basic; and TBX of 2008, whose
//! first element is `martif`.

mod categories;

use std::collections::HashSet;

use self::categories::{CATEGORIES, Category};
use super::fault::{Faults, grammar_rules, rules};
use super::grammar::OTHER;
use super::walk::{Checks, GrammarRules, Node};
use crate::exchange::Position;

pub(super) const GRAMMAR: &[&str] = &[include_str!("v3.grammar")];
pub(super) const GRAMMAR_V2: &[&str] = &[include_str!("v2.grammar")];
pub(super) const GRAMMAR_RULES: GrammarRules = grammar_rules!("TBX", "ISO 30042");

rules! {
    ID "TBX-ID" "ISO 30042, id" "ids are unique in the file";
    TARGET "TBX-TARGET" "ISO 30042, target" "a target is an id of the file or an address on the web";
    STYLE "TBX-STYLE" "ISO 30042:2019, style" "data categories are written in the style that the file says";
    TYPE "TBX-TYPE" "TBX-Basic, TBX-Min" "data categories are those of the dialect, at the elements that it has them at";
    LEVEL "TBX-LEVEL" "TBX-Basic, TBX-Min" "a data category stands in the concept, the language or the term, where the dialect has it";
    VALUE "TBX-PICKLIST" "TBX-Basic, TBX-Min" "the value of a data category with a list is one of the list";
    INLINE "TBX-INLINE" "ISO 30042:2019, sc, ec" "an sc and the ec behind it in its text refer to each other; alone they are isolated, and an ec has an id";
}

/// The checks of a file.
#[derive(Debug, Default)]
pub(super) struct Tbx {
    dialect: String,
    direct: bool,
    ids: HashSet<String>,
    targets: Vec<(Position, String)>,
    /// The category that is being read, and its value so far.
    listed: Option<(Position, &'static Category, String)>,
    /// The halves of codes in the texts that are open, with how deep they stand.
    halves: Vec<(usize, Half)>,
}

/// An `sc` or an `ec`.
#[derive(Debug)]
struct Half {
    at: Position,
    starts: bool,
    /// What it says of itself.
    isolated: Option<bool>,
    refers: bool,
    named: bool,
}

/// Where the element stands: in a concept, a language or a term.
fn level(path: &[&str]) -> Option<char> {
    path.iter().rev().find_map(|name| match *name {
        "conceptEntry" | "termEntry" => Some('c'),
        "langSec" | "langSet" => Some('l'),
        "termSec" | "tig" | "ntig" => Some('t'),
        _ => None,
    })
}

impl Tbx {
    fn category(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let carries = CATEGORIES.iter().any(|known| known.element == node.name);
        let module = node.name.split_once(':');
        let is_other = (node.name == OTHER && !node.is_in(OTHER)) || module.is_some();
        if self.direct && carries {
            let message = format!("{} stands in a file of style dct", node.name);
            faults.add(&STYLE, node.at, message);
        }
        if !self.direct && is_other {
            let message = "an element of a module stands in a file of style dca";
            faults.add(&STYLE, node.at, message);
        }
        // What is of none of the dialects here is that dialect's to say.
        let known_dialect = ["TBX-Basic", "TBX-Min", "TBX-Core"].contains(&self.dialect.as_str());
        let (name, known) = if let Some((_, name)) = module {
            (name, CATEGORIES.iter().find(|known| known.name == name))
        } else if let Some(name) = node.get("type").filter(|_| carries && !self.direct) {
            let fits = |known: &&Category| known.element == node.name && known.name == name;
            (name, CATEGORIES.iter().find(fits))
        } else {
            return;
        };
        let fits = match self.dialect.as_str() {
            "TBX-Basic" => known.is_some(),
            "TBX-Min" => known.is_some_and(|known| known.in_min),
            "TBX-Core" => false,
            _ => true,
        };
        if !fits {
            let message = format!("{} has no {name} at {}", self.dialect, node.name);
            faults.add(&TYPE, node.at, message);
        }
        let Some(known) = known.filter(|_| known_dialect) else {
            return;
        };
        if level(node.path).is_some_and(|level| !known.levels.contains(level)) {
            let levels = known.levels.chars().map(|level| match level {
                'c' => "the concept",
                'l' => "a language",
                _ => "a term",
            });
            let levels = levels.collect::<Vec<_>>().join(" or ");
            let message = format!("{name} stands here, and belongs in {levels}");
            faults.add(&LEVEL, node.at, message);
        }
        if !known.values.is_empty() {
            self.listed = Some((node.at, known, String::new()));
        }
    }

    /// Holds the halves of codes of a text against each other.
    fn inline(&mut self, depth: usize, faults: &mut Faults<'_>) {
        let from = self.halves.partition_point(|(of, _)| *of < depth);
        let halves: Vec<Half> = self.halves.drain(from..).map(|(_, half)| half).collect();
        for (index, half) in halves.iter().enumerate() {
            let (before, behind) = halves.split_at(index);
            let other = match half.starts {
                true => behind.iter().any(|other| !other.starts),
                false => before.iter().any(|other| other.starts),
            };
            let wrong = match (half.starts, other) {
                (_, true) if half.isolated == Some(true) => "its other half stands in this text",
                (false, true) if !half.refers => "an ec with its sc before it needs a startRef",
                (_, false) if half.isolated == Some(false) => "its other half is not in this text",
                (false, false) if !half.named => "an ec that stands alone needs an id",
                _ => continue,
            };
            faults.add(&INLINE, half.at, wrong);
        }
    }
}

impl Checks for Tbx {
    fn start(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        match node.name {
            "tbx" | "martif" => {
                node.get("type")
                    .unwrap_or_default()
                    .clone_into(&mut self.dialect);
                self.direct = node.get("style") == Some("dct");
            }
            "conceptEntry" | "termEntry" => faults.unit = node.get("id").map(str::to_owned),
            "sc" | "ec" => self.halves.push((
                node.path.len(),
                Half {
                    at: node.at,
                    starts: node.name == "sc",
                    isolated: node.get("isolated").map(|value| value == "yes"),
                    refers: node.get("startRef").is_some(),
                    named: node.get("id").is_some_and(|id| !id.is_empty()),
                },
            )),
            _ => {}
        }
        if let Some(id) = node.get("id")
            && !self.ids.insert(id.to_owned())
        {
            faults.add(&ID, node.at, format!("the id {id} is taken"));
        }
        // What an xref leads to lies outside, whatever its address looks like.
        if let Some(target) = node.get("target").filter(|_| node.name != "xref") {
            self.targets.push((node.at, target.to_owned()));
        }
        self.category(node, faults);
    }

    fn text(&mut self, text: &str, _faults: &mut Faults<'_>) {
        if let Some((.., value)) = &mut self.listed {
            value.push_str(text);
        }
    }

    fn end(&mut self, name: &'static str, path: &[&'static str], faults: &mut Faults<'_>) {
        if let Some((at, known, value)) = self.listed.take()
            && !known.values.contains(&value.trim())
        {
            let values = known.values.join(", ");
            let message = format!("“{value}” must be one of {values}");
            faults.add(&VALUE, at, message);
        }
        self.inline(path.len() + 1, faults);
        if matches!(name, "conceptEntry" | "termEntry") {
            faults.unit = None;
        }
    }

    fn finish(&mut self, faults: &mut Faults<'_>) {
        for (at, target) in std::mem::take(&mut self.targets) {
            let is_address = target.contains(':') || target.contains('/') || target.contains('.');
            if !is_address && !self.ids.contains(&target) {
                faults.add(
                    &TARGET,
                    at,
                    format!("nothing in the file has the id {target}"),
                );
            }
        }
    }
}
