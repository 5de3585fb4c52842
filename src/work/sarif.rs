//! Faults as a SARIF log, which code hosts and editors show beside the lines (SARIF 2.1.0, OASIS).

use serde_json::{Value, json};

use crate::check;
use crate::exchange::validate::Fault;
use crate::unit::{Finding, Severity};

/// A log of one run, in the order the faults were found.
#[derive(Debug, Default)]
pub struct Log {
    rules: Vec<Known>,
    results: Vec<Value>,
}

/// A rule that something in the log is held against.
#[derive(Debug)]
struct Known {
    id: &'static str,
    demands: &'static str,
    section: Option<&'static str>,
}

/// Where something is wrong.
struct Spot<'a> {
    file: &'a str,
    /// The line and the column, from 1, where they are known.
    at: (Option<u64>, Option<u64>),
    unit: Option<&'a str>,
}

impl Log {
    /// Adds a fault of a file.
    pub fn add(&mut self, file: &str, fault: &Fault) {
        let rule = Known {
            id: fault.rule.id,
            demands: fault.rule.demands,
            section: Some(fault.rule.section),
        };
        let message = format!("{} ({})", fault.message, fault.section);
        let spot = Spot {
            file,
            at: (Some(fault.at.line), Some(fault.at.column)),
            unit: fault.unit.as_deref(),
        };
        self.result(rule, "error", &message, spot);
    }

    /// Adds a finding in a segment, called as people call it, of a file.
    pub fn add_finding(&mut self, file: &str, line: Option<u64>, segment: &str, finding: &Finding) {
        let rule = Known {
            id: finding.check,
            demands: check::rule(finding.check).map_or("", |rule| rule.name),
            section: None,
        };
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let spot = Spot {
            file,
            at: (line, None),
            unit: Some(segment),
        };
        self.result(rule, level, &finding.message.english, spot);
    }

    fn result(&mut self, rule: Known, level: &str, message: &str, spot: Spot<'_>) {
        let id = rule.id;
        let index = match self.rules.iter().position(|known| known.id == id) {
            Some(index) => index,
            None => {
                self.rules.push(rule);
                self.rules.len() - 1
            }
        };
        let mut physical = json!({ "artifactLocation": { "uri": uri(spot.file) } });
        if let ((Some(line), column), Some(physical)) = (spot.at, physical.as_object_mut()) {
            let mut region = json!({ "startLine": line });
            if let (Some(column), Some(region)) = (column, region.as_object_mut()) {
                region.insert("startColumn".to_owned(), json!(column));
            }
            physical.insert("region".to_owned(), region);
        }
        let mut location = json!({ "physicalLocation": physical });
        if let (Some(unit), Some(location)) = (spot.unit, location.as_object_mut()) {
            let unit = json!([{ "name": unit, "kind": "element" }]);
            location.insert("logicalLocations".to_owned(), unit);
        }
        self.results.push(json!({
            "ruleId": id,
            "ruleIndex": index,
            "level": level,
            "message": { "text": message },
            "locations": [location],
        }));
    }

    /// The log as JSON.
    #[must_use]
    pub fn text(&self) -> String {
        let rules = self.rules.iter().map(|rule| {
            let mut value = json!({
                "id": rule.id,
                "shortDescription": { "text": rule.demands },
            });
            if let (Some(section), Some(value)) = (rule.section, value.as_object_mut()) {
                value.insert("properties".to_owned(), json!({ "section": section }));
            }
            value
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
