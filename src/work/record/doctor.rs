//! What a look at a memory is told as.

use serde::Serialize;

use super::Record;
use crate::store::Risk;
use crate::work::doctor::Report;

/// Whether a memory is sound.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DoctorRecord {
    /// The memory.
    pub memory: String,
    /// How large its file is, in bytes.
    pub bytes: u64,
    /// How much stands in its log still, in bytes.
    pub log_bytes: u64,
    /// How many bytes are free on its disk; null where the system does not say.
    pub free_bytes: Option<u64>,
    /// What is not safe about its place: `synchronised` or `network`.
    pub risk: Option<&'static str>,
    /// Whether nothing is wrong with the file and its index.
    pub sound: bool,
    /// What is wrong with the file.
    pub file: Vec<String>,
    /// How many units can be read all the same; null where nothing is wrong with the file.
    pub readable: Option<usize>,
    /// The rules by which the memory notes what changes, and that are gone.
    pub lacking: Vec<String>,
    /// The documents of which the file that is kept here is damaged.
    pub documents: Vec<String>,
    /// What of the index does not fit the texts.
    pub index: Vec<String>,
}

impl Record {
    /// Whether a memory is sound.
    #[must_use]
    pub fn doctor(report: &Report) -> Self {
        Self::Doctor(DoctorRecord {
            memory: report.path.display().to_string(),
            bytes: report.size,
            log_bytes: report.log,
            free_bytes: report.free,
            risk: report.risk.map(|risk| match risk {
                Risk::Synchronised(_) => "synchronised",
                Risk::Network => "network",
            }),
            sound: report.is_sound(),
            file: report.file.clone(),
            readable: (!report.file.is_empty()).then_some(report.readable),
            lacking: report.lacking.clone(),
            documents: report.documents.clone(),
            index: report.index.iter().map(ToString::to_string).collect(),
        })
    }
}
