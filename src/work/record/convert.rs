use std::path::Path;

use serde::Serialize;

use super::Record;
use crate::work::convert::Converted;

/// A file that was converted.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConvertedRecord {
    /// The new file.
    pub file: String,
    /// How many units were read.
    pub units: u64,
    /// How many were written.
    pub written: u64,
    /// How many things were mended or left out in reading.
    pub mends: u64,
    /// What the new format has no place for, each with how often.
    pub losses: Vec<LossRecord>,
}

/// Something that a format has no place for.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LossRecord {
    /// What was lost, as a sentence.
    pub what: String,
    /// How often.
    pub count: u64,
}

impl Record {
    /// A file that was converted.
    #[must_use]
    pub fn converted(file: &Path, converted: &Converted) -> Self {
        let losses = converted.report.losses();
        Self::Converted(ConvertedRecord {
            file: file.display().to_string(),
            units: converted.units,
            written: converted.report.written,
            mends: converted.mends.count(),
            losses: losses
                .map(|(what, count)| LossRecord {
                    what: what.to_string(),
                    count,
                })
                .collect(),
        })
    }
}
