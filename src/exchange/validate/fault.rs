//! What is wrong in a file, and the rule that says so.

use serde::Serialize;

use crate::exchange::Position;

/// A rule of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// What it is called: `XLF2-TRGLANG`. Never changes.
    pub id: &'static str,
    /// Where the specification says it.
    pub section: &'static str,
    /// What it demands.
    pub demands: &'static str,
}

/// A place where a file breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rule.
    pub rule: Rule,
    /// Where the specification says it: of the element, where the rule is one for all elements.
    pub section: &'static str,
    /// Where.
    pub at: Position,
    /// The unit, by its id, or by its number from 1 where it has none.
    pub unit: Option<String>,
    /// What is wrong.
    pub message: String,
}

/// The faults of a file on their way to who asked for them.
pub(super) struct Faults<'f> {
    each: &'f mut dyn FnMut(Fault),
    /// The unit that is being read.
    pub(super) unit: Option<String>,
    /// How many there were.
    pub(super) count: u64,
}

impl<'f> Faults<'f> {
    pub(super) fn new(each: &'f mut dyn FnMut(Fault)) -> Self {
        Self {
            each,
            unit: None,
            count: 0,
        }
    }

    /// A fault of a rule.
    pub(super) fn add(&mut self, rule: &Rule, at: Position, message: impl Into<String>) {
        self.add_in(rule, rule.section, at, message);
    }

    /// A fault of a rule that stands in more than one section.
    pub(super) fn add_in(
        &mut self,
        rule: &Rule,
        section: &'static str,
        at: Position,
        message: impl Into<String>,
    ) {
        self.count += 1;
        (self.each)(Fault {
            rule: *rule,
            section,
            at,
            unit: self.unit.clone(),
            message: message.into(),
        });
    }
}

/// Names rules, and the table of all of them.
macro_rules! rules {
    ($($name:ident $id:literal $section:literal $demands:literal;)*) => {
        $(const $name: $crate::exchange::validate::Rule = $crate::exchange::validate::Rule {
            id: $id,
            section: $section,
            demands: $demands,
        };)*
        pub(in crate::exchange::validate) const RULES: &[$crate::exchange::validate::Rule] =
            &[$($name),*];
    };
}

/// The rules that every grammar has, under the name of a format.
macro_rules! grammar_rules {
    ($format:literal, $section:literal) => {
        $crate::exchange::validate::walk::GrammarRules {
            root: grammar_rules!(@ $format, "-ROOT", $section, "the first element has the name, the namespace and the version of the format"),
            element: grammar_rules!(@ $format, "-ELEMENT", $section, "an element stands only where the format has a place for it"),
            order: grammar_rules!(@ $format, "-ORDER", $section, "elements stand in the order of the format, and no more often than it says"),
            missing: grammar_rules!(@ $format, "-MISSING", $section, "what an element must hold is there"),
            attribute: grammar_rules!(@ $format, "-ATTRIBUTE", $section, "an attribute stands only where the format has a place for it"),
            required: grammar_rules!(@ $format, "-REQUIRED", $section, "the attributes that an element must have are there"),
            value: grammar_rules!(@ $format, "-VALUE", $section, "the value of an attribute is of its type"),
            text: grammar_rules!(@ $format, "-TEXT", $section, "text stands only in elements that hold text"),
        }
    };
    (@ $format:literal, $name:literal, $section:literal, $demands:literal) => {
        $crate::exchange::validate::Rule {
            id: concat!($format, $name),
            section: $section,
            demands: $demands,
        }
    };
}

pub(super) use {grammar_rules, rules};
