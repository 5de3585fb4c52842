//! TMX 1.4b (LISA/GALA): the sections are the elements of the specification.

use super::fault::{Faults, grammar_rules, rules};
use super::walk::{Checks, GrammarRules, Node};
use crate::exchange::Position;

pub(super) const GRAMMAR: &[&str] = &[include_str!("tmx.grammar")];
pub(super) const GRAMMAR_RULES: GrammarRules = grammar_rules!("TMX", "TMX 1.4b");

rules! {
    SOURCE "TMX-SOURCE" "srclang" "each tu has a tuv in its source language";
    PAIR "TMX-PAIR" "bpt, ept" "each bpt has its ept behind it in the text, with the same i, which is unique";
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
                });
            }
            "tuv" => {
                let lang = node.get("xml:lang").map(str::to_owned);
                if let Some(unit) = &mut self.unit {
                    unit.langs.extend(lang);
                }
            }
            "seg" | "sub" => self.texts.push(Vec::new()),
            "bpt" | "ept" => self.code(node, faults),
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
