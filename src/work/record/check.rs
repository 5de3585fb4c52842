//! What a check is, and what it put right.

use serde::Serialize;

use super::Record;
use crate::check::Rule;

/// A check, by `yiku check --rules` and `--explain`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CheckRecord {
    /// The check: `Q07`.
    pub check: &'static str,
    /// How grave what it finds is in this project: `off info warning error`.
    pub severity: &'static str,
    /// What it finds.
    pub name: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// A source text.
    pub source: &'static str,
    /// A translation of it in which something is found.
    pub wrong: &'static str,
    /// One in which nothing is.
    pub right: &'static str,
}

/// A translation that was put right, or could be, by `yiku check --fix`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FixRecord {
    /// What people call the segment: `release:12`.
    pub segment: String,
    /// The translation as it was.
    pub before: String,
    /// As it is put right.
    pub after: String,
}

impl Record {
    /// A check, with what is made of it here.
    #[must_use]
    pub fn check(rule: &Rule, severity: &'static str) -> Self {
        Self::Check(CheckRecord {
            check: rule.id,
            severity,
            name: rule.name,
            why: rule.why,
            source: rule.source,
            wrong: rule.wrong,
            right: rule.right,
        })
    }

    /// A translation put right.
    #[must_use]
    pub fn fix(segment: &str, before: &str, after: &str) -> Self {
        Self::Fix(FixRecord {
            segment: segment.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        })
    }
}
