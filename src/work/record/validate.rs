//! What the validation of a file is told as.

use serde::Serialize;

use super::Record;
use crate::exchange::validate::{Fault, Rule, Verdict};

/// A place where a file breaks a rule of its format.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FaultRecord {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// The character in the line, from 1.
    pub column: u64,
    /// The unit, by its id, or by its number where it has none; null where it is in none.
    pub unit: Option<String>,
    /// The rule.
    pub rule: &'static str,
    /// Where the specification says it.
    pub section: &'static str,
    /// What is wrong.
    pub message: String,
}

/// Whether a file is valid.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VerdictRecord {
    /// The file.
    pub file: String,
    /// What it is: `XLIFF 2.1`; null where it is nothing that yiku validates.
    pub format: Option<&'static str>,
    /// How many faults it has.
    pub faults: u64,
}

/// A rule that files are held against.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RuleRecord {
    /// The format: `xliff2`.
    pub format: &'static str,
    /// What it is called; never changes.
    pub rule: &'static str,
    /// Where the specification says it.
    pub section: &'static str,
    /// What it demands.
    pub demands: &'static str,
}

impl Record {
    /// A fault of a file.
    #[must_use]
    pub fn fault(file: &str, fault: &Fault) -> Self {
        Self::Fault(FaultRecord {
            file: file.to_owned(),
            line: fault.at.line,
            column: fault.at.column,
            unit: fault.unit.clone(),
            rule: fault.rule.id,
            section: fault.section,
            message: fault.message.clone(),
        })
    }

    /// Whether a file is valid.
    #[must_use]
    pub fn verdict(file: &str, verdict: &Verdict) -> Self {
        Self::Verdict(VerdictRecord {
            file: file.to_owned(),
            format: verdict.kind.map(crate::exchange::validate::Kind::name),
            faults: verdict.faults,
        })
    }

    /// A rule of a format.
    #[must_use]
    pub fn rule(format: &'static str, rule: &Rule) -> Self {
        Self::Rule(RuleRecord {
            format,
            rule: rule.id,
            section: rule.section,
            demands: rule.demands,
        })
    }
}
