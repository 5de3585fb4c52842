//! How far the documents are.

use super::fill::Segments;
use crate::store::{self, Reader};
use crate::text::count::words;
use crate::unit::{Finding, MadeBy, Severity, State};

/// How far a document is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Its name.
    pub document: String,
    /// Its segments.
    pub segments: usize,
    /// Words of its source: as word processors count, each Han character one.
    pub words: usize,
    /// Confirmed segments (translated, reviewed, final).
    pub confirmed: usize,
    /// Of these, the ones a person wrote or confirmed.
    pub by_hand: usize,
    /// Drafts.
    pub drafts: usize,
    /// Rejected translations.
    pub rejected: usize,
    /// Segments with no translation.
    pub untranslated: usize,
    /// Words of the source of what is not confirmed.
    pub words_left: usize,
    /// Segments with an alternative from a file, waiting for a decision.
    pub conflicts: Vec<usize>,
    /// Sentences of the translation that no segment has.
    pub unpaired: usize,
}

/// How many findings there are: errors, warnings, and what is only told.
#[must_use]
pub fn counts<'f>(findings: impl Iterator<Item = &'f Finding> + Clone) -> [usize; 3] {
    let count = |severity| {
        let of_it = findings
            .clone()
            .filter(|finding| finding.severity == severity);
        of_it.count()
    };
    [Severity::Error, Severity::Warning, Severity::Info].map(count)
}

/// How far a document is.
///
/// # Errors
/// [`store::Error`] where the memory cannot be read.
pub fn progress(reader: &Reader<'_>, segments: &Segments) -> Result<Progress, store::Error> {
    let mut progress = Progress {
        document: segments.document.name.clone(),
        segments: segments.placed.len(),
        ..Progress::default()
    };
    for (number, placed) in (1..).zip(&segments.placed) {
        let source_words = words(segments.source(placed));
        progress.words += source_words;
        let target = segments.target(placed);
        match target.and_then(|target| target.state) {
            Some(state) if state.is_confirmed() => {
                progress.confirmed += 1;
                if target.is_some_and(|target| target.made_by == Some(MadeBy::Human)) {
                    progress.by_hand += 1;
                }
            }
            Some(State::Rejected) => progress.rejected += 1,
            Some(_) => progress.drafts += 1,
            None => progress.untranslated += 1,
        }
        if !target.is_some_and(|target| target.is_confirmed()) {
            progress.words_left += source_words;
        }
        let lang = &segments.document.target_lang;
        if placed.stored.unit.alternatives(lang).count() > 1 {
            progress.conflicts.push(number);
        }
    }
    if let Some(row) = segments.document.row {
        progress.unpaired = reader.unpaired(row)?.len();
    }
    Ok(progress)
}
