//! Faults as a SARIF log, which code hosts and editors show beside the lines (SARIF 2.1.0, OASIS).

use serde_json::{Value, json};

use crate::exchange::validate::{Fault, Rule};

/// A log of one run, in the order the faults were found.
#[derive(Debug, Default)]
pub struct Log {
    rules: Vec<Rule>,
    results: Vec<Value>,
}

impl Log {
    /// Adds a fault of a file.
    pub fn add(&mut self, file: &str, fault: &Fault) {
        let index = match self.rules.iter().position(|rule| rule.id == fault.rule.id) {
            Some(index) => index,
            None => {
                self.rules.push(fault.rule);
                self.rules.len() - 1
            }
        };
        let unit = fault
            .unit
            .as_ref()
            .map(|unit| json!([{ "name": unit, "kind": "element" }]));
        let mut location = json!({
            "physicalLocation": {
                "artifactLocation": { "uri": uri(file) },
                "region": { "startLine": fault.at.line, "startColumn": fault.at.column },
            },
        });
        if let (Some(unit), Some(location)) = (unit, location.as_object_mut()) {
            location.insert("logicalLocations".to_owned(), unit);
        }
        self.results.push(json!({
            "ruleId": fault.rule.id,
            "ruleIndex": index,
            "level": "error",
            "message": { "text": format!("{} ({})", fault.message, fault.section) },
            "locations": [location],
        }));
    }

    /// The log as JSON.
    #[must_use]
    pub fn text(&self) -> String {
        let rules = self.rules.iter().map(|rule| {
            json!({
                "id": rule.id,
                "shortDescription": { "text": rule.demands },
                "properties": { "section": rule.section },
            })
        });
        let driver = json!({
            "name": "yiku",
            "version": env!("CARGO_PKG_VERSION"),
            "rules": rules.collect::<Vec<_>>(),
        });
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": driver },
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        })
        .to_string()
    }
}

/// A path as a reference: with the characters encoded that no reference may hold (RFC 3986 §2).
fn uri(file: &str) -> String {
    let mut out = String::new();
    for byte in file.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_reference() {
        assert_eq!(uri("tm/合同 1.xlf"), "tm/%E5%90%88%E5%90%8C%201.xlf");
    }
}
