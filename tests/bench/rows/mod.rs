//! What is measured, a file a subject.

mod answer;
mod baseline;
mod exact;
mod exchange;
mod load;
mod process;

use std::io;

use clap::ValueEnum;

use crate::bed::Bed;
use crate::table::Measured;

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Row {
    /// Importing a TMX file into a fresh memory
    Import,
    /// Importing as much again into the memory
    Again,
    /// `yiku match` of one segment, the process started anew for each
    Cold,
    /// `yiku match` of 1,000 segments in one process
    Match,
    /// Looking up 1,000 segments through the library
    Lookup,
    /// What is found, against a slow scan of everything
    Recall,
    /// `yiku pretranslate` of 1,000 segments
    Pretranslate,
    /// `yiku search`
    Search,
    /// `yiku export` to TMX
    Export,
    /// `yiku serve` with 200 clients, and tmserver where Python has it
    Load,
    /// SQLite's FTS5 with trigrams, as others use it
    Fts5,
    /// RapidFuzz, where Python has it
    Rapidfuzz,
}

impl Row {
    pub(crate) fn measure(self, bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
        match self {
            Self::Import => exchange::import(bed, measured),
            Self::Again => exchange::again(bed, measured),
            Self::Export => exchange::export(bed, measured),
            Self::Cold => process::cold(bed, measured),
            Self::Match => process::batch(bed, measured),
            Self::Pretranslate => process::pretranslate(bed, measured),
            Self::Search => process::search(bed, measured),
            Self::Lookup => answer::lookup(bed, measured),
            Self::Recall => exact::recall(bed, measured),
            Self::Load => load::load(bed, measured),
            Self::Fts5 => baseline::fts5(bed, measured),
            Self::Rapidfuzz => baseline::rapidfuzz(bed, measured),
        }
    }
}
