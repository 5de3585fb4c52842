//! The Plural, Gender and Select module of XLIFF 2.2: which text is for which number or gender.

use super::rules::{PGS_CASE, PGS_SWITCH};
use crate::exchange::validate::fault::Faults;
use crate::exchange::validate::walk::Node;

/// The selectors of the elements that are open, from the outermost; none where an element has no
/// switch.
#[derive(Debug, Default)]
pub(super) struct Plural {
    open: Vec<Vec<String>>,
}

impl Plural {
    pub(super) fn start(&mut self, node: &Node<'_>, faults: &mut Faults<'_>) {
        if let Some(case) = node.get("pgs:case") {
            self.case(case, node, faults);
        }
        let switch = node.get("pgs:switch").map(parts).unwrap_or_default();
        for part in &switch {
            let (selector, name) = part.split_once(':').unwrap_or((part, ""));
            if !matches!(selector, "plural" | "ordinal" | "gender" | "select") || name.is_empty() {
                let message = format!(
                    "“{part}” in switch must be plural, ordinal, gender or select with the name \
                     of a variable, as in plural:count"
                );
                faults.add(&PGS_SWITCH, node.at, message);
            }
        }
        self.open.push(switch);
    }

    /// Holds a case against the switch above it.
    fn case(&self, case: &str, node: &Node<'_>, faults: &mut Faults<'_>) {
        let values = parts(case);
        let Some(switch) = self.open.iter().rev().find(|switch| !switch.is_empty()) else {
            faults.add(&PGS_CASE, node.at, "case stands here under no switch");
            return;
        };
        if values.len() != switch.len() {
            let message = format!(
                "case has {} values, and the switch above it {}",
                values.len(),
                switch.len()
            );
            faults.add(&PGS_CASE, node.at, message);
        }
        for (value, part) in values.iter().zip(switch) {
            let counts = part.starts_with("plural:") || part.starts_with("ordinal:");
            let keywords = ["zero", "one", "two", "few", "many", "other"];
            if counts && !keywords.contains(&value.as_str()) && value.parse::<f64>().is_err() {
                let message = format!("“{value}” is no number, and none of zero to other");
                faults.add(&PGS_CASE, node.at, message);
            }
        }
    }

    pub(super) fn end(&mut self) {
        self.open.pop();
    }
}

/// The parts of a list: its text has commas between them, its examples blanks.
fn parts(list: &str) -> Vec<String> {
    let parts = list.split([',', ' ', '\t', '\n']);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}
