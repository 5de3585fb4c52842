//! The records of `yiku pretranslate`.

use std::path::Path;

use serde::Serialize;

use super::Record;
use crate::unit::State;
use crate::work::pretranslate::{Fill, Held, How, Pretranslation, Why, adapted};

/// A segment that was filled from the memories.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FilledRecord {
    /// What people call it: `release:12`.
    pub segment: String,
    /// `context exact repetition numbers fuzzy`.
    pub how: &'static str,
    /// `draft translated`.
    pub state: &'static str,
    /// The score of the match, in percent.
    pub score: Option<u8>,
    /// The score less the penalties; null for a repetition.
    pub net: Option<u8>,
    /// The translation.
    pub target: String,
    /// Where the match stands: segments, documents, memories; nowhere for a repetition.
    pub places: Vec<String>,
    /// How many different translations the very text has.
    pub translations: usize,
    /// What was put right in it: `2023年 → 2024年`; null where nothing was.
    pub put_right: Option<String>,
    /// What the termbase says against it.
    pub terms: Vec<String>,
}

/// A segment whose match was held back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HeldRecord {
    /// What people call it: `release:12`.
    pub segment: String,
    /// `terms`: the match breaks the termbase; `net`: its net score is too low; `numbers`: it
    /// differs in numbers alone, which cannot be put right with certainty; `script`: its translation
    /// is in another script.
    pub reason: &'static str,
    /// What the termbase says against it.
    pub terms: Vec<String>,
    /// The score of the match, in percent.
    pub score: u8,
    /// The score less the penalties.
    pub net: u8,
    /// Its translation.
    pub target: String,
}

/// What filling a document did, or would do.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PretranslatedRecord {
    /// The document.
    pub document: String,
    /// Its segments.
    pub segments: usize,
    /// How many of them could be filled.
    pub open: usize,
    /// Filled from matches with the same neighbours.
    pub context: usize,
    /// Filled from other exact matches.
    pub exact: usize,
    /// Filled from the same text in the same document.
    pub repetition: usize,
    /// Filled from matches whose numbers, dates or addresses were put right.
    pub numbers: usize,
    /// Filled from fuzzy matches.
    pub fuzzy: usize,
    /// How many of all these are confirmed, and no drafts.
    pub confirmed: usize,
    /// Those whose match was held back.
    pub held: usize,
    /// Those left since their inline codes cannot be placed in the translation that there is,
    /// something in them must stay as it is, or nothing says where a translation goes (files).
    pub codes: usize,
    /// Those that are locked or marked as not to be translated, and were left (files).
    pub locked: usize,
    /// Segments that have no translation after it.
    pub left: usize,
    /// Words of what is not confirmed after it.
    pub words_left: usize,
    /// Whether it was only tried.
    pub dry_run: bool,
    /// The file that was written, of an XLIFF or PO file; null where none was.
    pub file: Option<String>,
}

impl Record {
    /// A segment of `document` that is filled.
    #[must_use]
    pub fn filled(document: &str, fill: &Fill) -> Self {
        let translation = &fill.translation;
        Self::Filled(FilledRecord {
            segment: format!("{document}:{}", fill.number),
            how: fill.how.as_str(),
            state: translation.state.map_or("untranslated", State::as_str),
            score: translation.score,
            net: fill.net,
            target: translation.text.clone(),
            places: fill.places.iter().map(ToString::to_string).collect(),
            translations: fill.translations,
            put_right: adapted(translation).map(str::to_owned),
            terms: fill.terms.clone(),
        })
    }

    /// A segment of `document` whose match was held back.
    #[must_use]
    pub fn held(document: &str, held: &Held) -> Self {
        let (reason, terms) = match &held.why {
            Why::Terms(terms) => ("terms", terms.clone()),
            Why::Net => ("net", Vec::new()),
            Why::Numbers => ("numbers", Vec::new()),
            Why::Script(_) => ("script", Vec::new()),
        };
        Self::Held(HeldRecord {
            segment: format!("{document}:{}", held.number),
            reason,
            terms,
            score: held.score,
            net: held.net,
            target: held.target.clone(),
        })
    }

    /// What filling a document did, or would do, and the file that was written.
    #[must_use]
    pub fn pretranslated(done: &Pretranslation, dry_run: bool, file: Option<&Path>) -> Self {
        let mut fills = done.fills.iter();
        Self::Pretranslated(PretranslatedRecord {
            document: done.document.clone(),
            segments: done.segments,
            open: done.open,
            context: done.count(How::Context),
            exact: done.count(How::Exact),
            repetition: done.count(How::Repetition),
            numbers: done.count(How::Numbers),
            fuzzy: done.count(How::Fuzzy),
            confirmed: fills
                .by_ref()
                .filter(|fill| fill.translation.is_confirmed())
                .count(),
            held: done.held.len(),
            codes: done.codes.len(),
            locked: done.locked,
            left: done.left,
            words_left: done.words_left,
            dry_run,
            file: file.map(|file| file.display().to_string()),
        })
    }
}
