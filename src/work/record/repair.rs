//! What the repair of a file is told as.

use serde::Serialize;

use super::Record;
use crate::exchange::repair::{Mended, Remedy, Repaired};
use crate::exchange::validate::Verdict;

/// A place in a file that was mended.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MendRecord {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// The character in the line, from 1.
    pub column: u64,
    /// The number of the unit, from 1; null where it is in none.
    pub unit: Option<u64>,
    /// How it was mended; see `yiku repair --rules`.
    pub remedy: &'static str,
    /// What was wrong and what was done.
    pub mend: &'static str,
    /// What stood there; a long one is cut short.
    pub was: String,
    /// What stands there now; null where that is nothing.
    pub now: Option<String>,
}

/// A file that was repaired.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RepairedRecord {
    /// The new file; null where only what would be mended was asked for.
    pub file: Option<String>,
    /// What it is: `TMX 1.4`.
    pub format: &'static str,
    /// How many units were kept.
    pub units: u64,
    /// How many places were mended.
    pub mends: u64,
    /// How many faults are left.
    pub faults: u64,
}

/// A remedy.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RemedyRecord {
    /// What it is called; never changes.
    pub remedy: &'static str,
    /// What is wrong and what is done.
    pub mend: &'static str,
}

impl Record {
    /// A place that was mended.
    #[must_use]
    pub fn mend(file: &str, mended: &Mended) -> Self {
        Self::Mend(MendRecord {
            file: file.to_owned(),
            line: mended.at.line,
            column: mended.at.column,
            unit: mended.unit,
            remedy: mended.remedy.id,
            mend: mended.remedy.mend,
            was: mended.was.clone(),
            now: mended.now.clone(),
        })
    }

    /// A file that was repaired.
    #[must_use]
    pub fn repaired(file: Option<&str>, repaired: &Repaired, verdict: &Verdict) -> Self {
        Self::Repaired(RepairedRecord {
            file: file.map(str::to_owned),
            format: repaired.kind.name(),
            units: repaired.units,
            mends: repaired.mends.count(),
            faults: verdict.faults,
        })
    }

    /// A remedy.
    #[must_use]
    pub fn remedy(remedy: &Remedy) -> Self {
        Self::Remedy(RemedyRecord {
            remedy: remedy.id,
            mend: remedy.mend,
        })
    }
}
