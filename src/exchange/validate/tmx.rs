//! TMX 1.4b (LISA/GALA) and its earlier versions: the sections are the elements and attributes of
//! the specification. What the versions differ in is what their DTDs differ in: 1.3 brought
//! `xml:lang`, 1.2 `hi`, and before it a `sub` could stand in a `seg`.

use super::fault::{Faults, grammar_rules, rules};
use super::walk::{Checks, GrammarRules, Node};
use crate::exchange::Position;

pub(super) const GRAMMAR: &[&str] = &[include_str!("tmx.grammar")];
pub(super) const GRAMMAR_13: &[&str] =
    &[include_str!("tmx.grammar"), include_str!("tmx13.grammar")];
pub(super) const GRAMMAR_12: &[&str] =
    &[include_str!("tmx.grammar"), include_str!("tmx12.grammar")];
pub(super) const GRAMMAR_11: &[&str] = &[
    include_str!("tmx.grammar"),
    include_str!("tmx12.grammar"),
    include_str!("tmx11.grammar"),
];
pub(super) const GRAMMAR_RULES: GrammarRules = grammar_rules!("TMX", "TMX 1.4b");

rules! {
    SOURCE "TMX-SOURCE" "srclang" "each tu has a tuv in its source language";
    PAIR "TMX-PAIR" "bpt, ept" "each bpt has its ept behind it in the text, with the same i, which is unique";
    MATCH "TMX-X" "x" "an x stands once in a tuv for a kind of code, and for codes of one kind in all tuvs of its tu";
    UDE "TMX-UDE-BASE" "ude" "an ude has a base where one of its maps has a code";
}

/// The checks of a file.
#[derive(Debug, Default)]
pub(super) struct Tmx {
    source: String,
    units: u64,
    unit: Option<Unit>,
    /// The pairs that are open, in the texts that are open: a sub is a text of its own.
    texts: Vec<Vec<Pair>>,
    ude: Option<(Position, bool)>,
}

#[derive(Debug)]
struct Unit {
    at: Position,
    source: Option<String>,
    langs: Vec<String>,
    /// The codes that are matched across texts: their x, their element, and the number of the tuv.
    matched: Vec<(String, &'static str, usize)>,
}

#[derive(Debug)]
struct Pair {
    at: Position,
    i: String,
    ended: bool,
}

impl Tmx {
    fn code(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let (Some(pairs), Some(i)) = (self.texts.last_mut(), node.get("i")) else {
            return;
        };
        let known = pairs.iter_mut().find(|pair| pair.i == i);
        match (node.name, known) {
            ("bpt", None) => pairs.push(Pair {
                at: node.at,
                i: i.to_owned(),
                ended: false,
            }),
            ("bpt", Some(_)) => faults.add(&PAIR, node.at, format!("the i {i} is taken")),
            ("ept", Some(pair)) if !pair.ended => pair.ended = true,
            ("ept", _) => {
                let message = format!("no bpt with the i {i} is open here");
                faults.add(&PAIR, node.at, message);
            }
            _ => {}
        }
    }

    /// A code that an `x` matches with those of the other texts.
    fn matches(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let (Some(unit), Some(x)) = (self.unit.as_mut(), node.get("x")) else {
            return;
        };
        // A pair in one text may be cut in another, and stand there as it.
        let kind = |name: &'static str| if name == "it" { "bpt" } else { name };
        let text = unit.langs.len();
        for (known, name, of) in unit.matched.iter().filter(|(known, ..)| known == x) {
            if *of == text && *name == node.name {
                let message = format!("the x {known} is that of another {name} of this tuv");
                faults.add(&MATCH, node.at, message);
            } else if *of != text && kind(name) != kind(node.name) {
                let message = format!("the x {known} is that of a {name} in another tuv");
                faults.add(&MATCH, node.at, message);
            } else {
                continue;
            }
            break;
        }
        unit.matched.push((x.to_owned(), node.name, text));
    }

    fn unit_ends(&mut self, faults: &mut Faults<'_>) {
        let Some(unit) = self.unit.take() else { return };
        let wanted = unit.source.as_deref().unwrap_or(&self.source);
        let is_it = |lang: &String| lang.eq_ignore_ascii_case(wanted);
        if !wanted.eq_ignore_ascii_case("*all*") && !unit.langs.iter().any(is_it) {
            let message = format!("no tuv is in {wanted}, the source language");
            faults.add(&SOURCE, unit.at, message);
        }
    }
}

impl Checks for Tmx {
    fn start(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        match node.name {
            "header" => node
                .get("srclang")
                .unwrap_or("*all*")
                .clone_into(&mut self.source),
            "tu" => {
                self.units += 1;
                let named = node.get("tuid").map(str::to_owned);
                faults.unit = named.or_else(|| Some(self.units.to_string()));
                self.unit = Some(Unit {
                    at: node.at,
                    source: node.get("srclang").map(str::to_owned),
                    langs: Vec::new(),
                    matched: Vec::new(),
                });
            }
            "tuv" => {
                let lang = node.get("xml:lang").or(node.get("lang"));
                if let Some(unit) = &mut self.unit {
                    unit.langs.push(lang.unwrap_or_default().to_owned());
                }
            }
            "seg" | "sub" => self.texts.push(Vec::new()),
            "ept" => self.code(node, faults),
            "bpt" => {
                self.code(node, faults);
                self.matches(node, faults);
            }
            "it" | "ph" | "hi" | "ut" => self.matches(node, faults),
            "ude" => self.ude = node.get("base").is_none().then_some((node.at, false)),
            "map" if node.get("code").is_some() => {
                if let Some((at, false)) = self.ude {
                    faults.add(&UDE, at, "the ude lacks base, and a map in it has a code");
                    self.ude = None;
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &'static str, _path: &[&'static str], faults: &mut Faults<'_>) {
        match name {
            "seg" | "sub" => {
                for pair in self.texts.pop().unwrap_or_default() {
                    if !pair.ended {
                        let message = format!("no ept ends the bpt with the i {}", pair.i);
                        faults.add(&PAIR, pair.at, message);
                    }
                }
            }
            "tu" => {
                self.unit_ends(faults);
                faults.unit = None;
            }
            _ => {}
        }
    }
}
