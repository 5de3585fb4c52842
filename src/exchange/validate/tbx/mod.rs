//! TBX (ISO 30042:2019) in both styles: the dialects Core, Min and Basic.

use std::collections::HashSet;

use super::fault::{Faults, grammar_rules, rules};
use super::grammar::OTHER;
use super::walk::{Checks, GrammarRules, Node};
use crate::exchange::Position;

pub(super) const GRAMMAR: &[&str] = &[include_str!("v3.grammar")];
pub(super) const GRAMMAR_RULES: GrammarRules = grammar_rules!("TBX", "ISO 30042:2019");

rules! {
    ID "TBX-ID" "ISO 30042:2019, id" "ids are unique in the file";
    TARGET "TBX-TARGET" "ISO 30042:2019, target" "a target is an id of the file or an address on the web";
    STYLE "TBX-STYLE" "ISO 30042:2019, style" "data categories are written in the style that the file says";
    TYPE "TBX-TYPE" "TBX-Basic, TBX-Min" "data categories are those of the dialect, at the elements that it has them at";
    VALUE "TBX-PICKLIST" "TBX-Basic, TBX-Min" "the value of a data category with a list is one of the list";
}

/// The data categories of TBX-Basic, with the element of each, and whether TBX-Min has it.
const CATEGORIES: &[(&str, &str, bool)] = &[
    ("termNote", "administrativeStatus", true),
    ("termNote", "partOfSpeech", true),
    ("termNote", "geographicalUsage", false),
    ("termNote", "grammaticalGender", false),
    ("termNote", "termLocation", false),
    ("termNote", "termType", false),
    ("descrip", "subjectField", true),
    ("descrip", "definition", false),
    ("descrip", "context", false),
    ("admin", "customerSubset", true),
    ("admin", "projectSubset", false),
    ("admin", "source", false),
    ("transac", "transactionType", false),
    ("transacNote", "responsibility", false),
    ("ref", "crossReference", false),
    ("xref", "externalCrossReference", true),
    ("xref", "xGraphic", false),
];

/// The data categories that have a list, with it.
const LISTS: &[(&str, &[&str])] = &[
    (
        "administrativeStatus",
        &[
            "preferredTerm-admn-sts",
            "admittedTerm-admn-sts",
            "deprecatedTerm-admn-sts",
            "supersededTerm-admn-sts",
        ],
    ),
    (
        "partOfSpeech",
        &["noun", "verb", "adjective", "adverb", "properNoun", "other"],
    ),
    (
        "termType",
        &[
            "fullForm",
            "acronym",
            "abbreviation",
            "shortForm",
            "variant",
            "phrase",
        ],
    ),
    (
        "grammaticalGender",
        &["masculine", "feminine", "neuter", "other"],
    ),
    ("transactionType", &["origination", "modification"]),
];

/// The checks of a file.
#[derive(Debug, Default)]
pub(super) struct Tbx {
    dialect: String,
    direct: bool,
    ids: HashSet<String>,
    targets: Vec<(Position, String)>,
    listed: Option<(Position, &'static [&'static str], String)>,
}

impl Tbx {
    fn category(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        let carries = CATEGORIES.iter().any(|(element, ..)| *element == node.name);
        if self.direct && carries {
            let message = format!("{} stands in a file of style dct", node.name);
            faults.add(&STYLE, node.at, message);
        }
        let is_other = node.name == OTHER && !node.is_in(OTHER);
        if !self.direct && is_other {
            let message = "an element of a module stands in a file of style dca";
            faults.add(&STYLE, node.at, message);
        }
        let Some(of) = node.get("type").filter(|_| carries && !self.direct) else {
            return;
        };
        let known = CATEGORIES
            .iter()
            .find(|(element, name, _)| *element == node.name && *name == of);
        let fits = match self.dialect.as_str() {
            "TBX-Basic" => known.is_some(),
            "TBX-Min" => known.is_some_and(|(.., in_min)| *in_min),
            "TBX-Core" => false,
            _ => true,
        };
        if !fits {
            let message = format!("{} has no {} of type {of}", self.dialect, node.name);
            faults.add(&TYPE, node.at, message);
        }
        let list = LISTS.iter().find(|(name, _)| *name == of);
        self.listed = list.map(|(_, list)| (node.at, *list, String::new()));
    }
}

impl Checks for Tbx {
    fn start(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        match node.name {
            "tbx" => {
                node.get("type")
                    .unwrap_or_default()
                    .clone_into(&mut self.dialect);
                self.direct = node.get("style") == Some("dct");
            }
            "conceptEntry" => faults.unit = node.get("id").map(str::to_owned),
            _ => {}
        }
        if let Some(id) = node.get("id")
            && !self.ids.insert(id.to_owned())
        {
            faults.add(&ID, node.at, format!("the id {id} is taken"));
        }
        if let Some(target) = node.get("target") {
            self.targets.push((node.at, target.to_owned()));
        }
        self.category(node, faults);
    }

    fn text(&mut self, text: &str, _faults: &mut Faults<'_>) {
        if let Some((.., value)) = &mut self.listed {
            value.push_str(text);
        }
    }

    fn end(&mut self, name: &'static str, _path: &[&'static str], faults: &mut Faults<'_>) {
        if let Some((at, list, value)) = self.listed.take()
            && !list.contains(&value.trim())
        {
            let message = format!("“{value}” must be one of {}", list.join(", "));
            faults.add(&VALUE, at, message);
        }
        if name == "conceptEntry" {
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
