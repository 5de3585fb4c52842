//! What upkeep prints with `--json`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::dedupe::{Deduped, Duplicate};
use super::diff::{Difference, Told};
use super::info::Info;
use super::split::Split;
use super::three_way::{Changed, Conflict};
use super::tidy::{Kind, Tidied, Untidy};
use super::{Arrived, Differing};
use crate::unit::State;
use crate::work::record::{Named, Record};

/// What a memory is.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InfoRecord {
    /// Its file.
    pub memory: String,
    /// What it takes on the disk, in bytes.
    pub bytes: u64,
    /// Its units.
    pub units: u64,
    /// Texts by language.
    pub languages: BTreeMap<String, u64>,
    /// Translations by state: `rejected draft translated reviewed final`.
    pub states: BTreeMap<String, u64>,
    /// Its documents.
    pub documents: Vec<OriginRecord>,
    /// The memories that were imported into it.
    pub memories: Vec<OriginRecord>,
    /// Who wrote or confirmed how many translations, the most first.
    pub authors: Vec<AuthorRecord>,
    /// The oldest date of a text, RFC 3339; null where none has one.
    pub first: Option<String>,
    /// The newest.
    pub last: Option<String>,
    /// Commands that changed it.
    pub changes: u64,
    /// Concepts of its termbase.
    pub concepts: u64,
}

/// A document, or an imported memory.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OriginRecord {
    /// Its name.
    pub name: String,
    /// The language translated from.
    pub from: String,
    /// The language translated into.
    pub to: String,
    /// The segments of a document, the units of a memory.
    pub units: u64,
}

/// Somebody's translations.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AuthorRecord {
    /// Who.
    pub author: String,
    /// How many.
    pub texts: u64,
}

/// What bringing pairs into a memory came to.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ArrivedRecord {
    /// The file of the memory that they were brought into.
    pub memory: String,
    /// Whether this only says what would be done.
    pub dry_run: bool,
    /// Pairs that were not there.
    pub new: u64,
    /// Pairs that were there in a lower state, which was raised.
    pub raised: u64,
    /// Pairs that were there as they are.
    pub there: u64,
    /// Repetitions of these, which go once.
    pub repeated: u64,
    /// Pairs that were not wanted: not confirmed, or not as high as asked for.
    pub left: u64,
    /// New pairs whose text is translated otherwise there.
    pub differing: u64,
}

/// A text that is translated otherwise in the memory that a pair was brought into.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DifferingRecord {
    /// The text.
    pub source: String,
    /// The language of the translations.
    pub to: String,
    /// The translation that was there, and stays.
    pub there: String,
    /// The one that stands beside it now.
    pub new: String,
}

/// A unit of which there were several.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DuplicateRecord {
    /// The id of the unit that stays, 32 hexadecimal digits.
    pub unit: String,
    /// The imported memory that it is in.
    pub memory: String,
    /// Its text, with its inline codes: `{1}` begins a span, `{/1}` ends it, `{1/}` stands alone.
    pub source: String,
    /// Its translations.
    pub targets: Vec<String>,
    /// The ids of the units that went.
    pub removed: Vec<String>,
}

/// What making one of units that say the same came to.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DedupedRecord {
    /// Whether this only says what would be done.
    pub dry_run: bool,
    /// Units of imported memories, before.
    pub units: u64,
    /// Units that stay, of which there were several.
    pub kept: u64,
    /// Units that went.
    pub removed: u64,
    /// Units that took notes, properties or fields over.
    pub enriched: u64,
}

/// A pair of no use.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UntidyRecord {
    /// `empty identical language codes alignment`.
    pub kind: &'static str,
    /// What people call the segment: `release:12`; null in a memory.
    pub segment: Option<String>,
    /// The document; null in a memory.
    pub document: Option<String>,
    /// The imported memory; null in a document.
    pub memory: Option<String>,
    /// The id of its unit, 32 hexadecimal digits.
    pub unit: String,
    /// What is wrong, as a sentence.
    pub message: String,
    /// The text, with its inline codes; empty where there is none.
    pub source: String,
    /// The translation, with its inline codes; empty where there is none.
    pub target: String,
}

/// What tidying came to.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TidiedRecord {
    /// Whether this only says what would be done.
    pub dry_run: bool,
    /// Units that were looked at.
    pub units: u64,
    /// Findings in imported memories, by kind.
    pub imported: BTreeMap<&'static str, u64>,
    /// Findings in documents, by kind.
    pub documents: BTreeMap<&'static str, u64>,
    /// Pairs that were taken out.
    pub removed: u64,
    /// Pairs that stay, since they are locked.
    pub locked: u64,
}

/// What splitting a memory came to.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SplitRecord {
    /// The file of the new memory.
    pub file: String,
    /// Whether this only says what would be done.
    pub dry_run: bool,
    /// The documents that went along.
    pub documents: Vec<PartRecord>,
    /// The imported memories of which something went along.
    pub memories: Vec<PartRecord>,
    /// Units that were taken out here.
    pub removed: usize,
}

/// What went along of a document or an imported memory.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PartRecord {
    /// Its name.
    pub name: String,
    /// The segments or units that went along.
    pub units: usize,
    /// All that it has.
    pub of: usize,
}

/// What two versions of a text form both changed, each in another way.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConflictRecord {
    /// The segment (`release:12`), or the id of its unit.
    pub segment: String,
    /// Its source text.
    pub source: String,
    /// What was changed: `text`, the name of a field, or `gone` where one side took it out.
    pub what: String,
    /// The language of the texts.
    pub lang: Option<String>,
    /// Our text.
    pub ours: Option<String>,
    /// Their text, which stands beside ours now.
    pub theirs: Option<String>,
}

/// What differs between two memories.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DifferenceRecord {
    /// `only-first only-second translation state`.
    pub kind: &'static str,
    /// The text.
    pub source: String,
    /// Its language.
    pub from: String,
    /// The language of the translations.
    pub to: String,
    /// The pair in the first memory; null where it has none.
    pub first: Option<PairRecord>,
    /// The pair in the second.
    pub second: Option<PairRecord>,
}

/// A pair in one of two memories.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PairRecord {
    /// What people call the segment: `release:12`; null for an earlier text, and in a memory.
    pub segment: Option<String>,
    /// The document; null in a memory.
    pub document: Option<String>,
    /// The imported memory; null in a document.
    pub memory: Option<String>,
    /// The translation.
    pub target: String,
    /// `untranslated rejected draft translated reviewed final`.
    pub state: &'static str,
}

impl PairRecord {
    fn new(told: &Told) -> Self {
        let named = Named::of(&told.place);
        Self {
            segment: named.segment,
            document: named.document,
            memory: named.memory,
            target: told.target.clone(),
            state: told.state.map_or("untranslated", State::as_str),
        }
    }
}

impl Record {
    /// What a memory is.
    #[must_use]
    pub fn info(info: &Info) -> Self {
        let survey = &info.survey;
        let origin = |name: &str, from: &str, to: &str, units: u64| OriginRecord {
            name: name.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            units,
        };
        Self::Info(InfoRecord {
            memory: info.path.display().to_string(),
            bytes: info.bytes,
            units: survey.units,
            languages: (survey.languages.iter())
                .map(|(lang, texts)| (lang.canonical(), *texts))
                .collect(),
            states: (survey.states.iter())
                .map(|(state, texts)| (state.as_str().to_owned(), *texts))
                .collect(),
            documents: (survey.documents.iter())
                .map(|(document, segments)| {
                    let (from, to) = (&document.source_lang, &document.target_lang);
                    origin(&document.name, from.given(), to.given(), *segments)
                })
                .collect(),
            memories: (survey.memories.iter())
                .map(|(memory, units)| {
                    let (from, to) = (&memory.source_lang, &memory.target_lang);
                    origin(&memory.name, from.given(), to.given(), *units)
                })
                .collect(),
            authors: (survey.authors.iter())
                .map(|(author, texts)| AuthorRecord {
                    author: author.clone(),
                    texts: *texts,
                })
                .collect(),
            first: survey.first.clone(),
            last: survey.last.clone(),
            changes: survey.changes,
            concepts: survey.concepts,
        })
    }

    /// What bringing pairs into `memory` came to.
    #[must_use]
    pub fn arrived(memory: &str, arrived: &Arrived, dry_run: bool) -> Self {
        Self::Arrived(ArrivedRecord {
            memory: memory.to_owned(),
            dry_run,
            new: arrived.new,
            raised: arrived.raised,
            there: arrived.there,
            repeated: arrived.repeated,
            left: arrived.left,
            differing: arrived.differing,
        })
    }

    /// A text that is translated otherwise there.
    #[must_use]
    pub fn differing(differing: &Differing) -> Self {
        Self::Differing(DifferingRecord {
            source: differing.source.clone(),
            to: differing.lang.given().to_owned(),
            there: differing.there.clone(),
            new: differing.new.clone(),
        })
    }

    /// A unit of which there were several.
    #[must_use]
    pub fn duplicate(duplicate: &Duplicate) -> Self {
        let unit = &duplicate.unit;
        let (source, targets) = duplicate.texts();
        Self::Duplicate(DuplicateRecord {
            unit: unit.id.to_string(),
            memory: unit.origin.name().to_owned(),
            source,
            targets,
            removed: (duplicate.others.iter())
                .map(|(id, _)| id.to_string())
                .collect(),
        })
    }

    /// What deduplicating came to.
    #[must_use]
    pub fn deduped(deduped: &Deduped, dry_run: bool) -> Self {
        Self::Deduped(DedupedRecord {
            dry_run,
            units: deduped.units,
            kept: deduped.kept,
            removed: deduped.removed,
            enriched: deduped.enriched,
        })
    }

    /// A pair of no use.
    #[must_use]
    pub fn untidy(untidy: &Untidy) -> Self {
        let named = Named::of(&untidy.place);
        Self::Untidy(UntidyRecord {
            kind: untidy.kind.as_str(),
            segment: named.segment,
            document: named.document,
            memory: named.memory,
            unit: untidy.unit.to_string(),
            message: untidy.message.clone(),
            source: untidy.source.clone(),
            target: untidy.target.clone(),
        })
    }

    /// What tidying came to.
    #[must_use]
    pub fn tidied(tidied: &Tidied, dry_run: bool) -> Self {
        let counts = |counts: &BTreeMap<Kind, u64>| {
            let counts = counts.iter();
            counts.map(|(kind, n)| (kind.as_str(), *n)).collect()
        };
        Self::Tidied(TidiedRecord {
            dry_run,
            units: tidied.units,
            imported: counts(&tidied.imported),
            documents: counts(&tidied.placed),
            removed: tidied.removed,
            locked: tidied.locked,
        })
    }

    /// What splitting a memory came to.
    #[must_use]
    pub fn split(file: &str, split: &Split, dry_run: bool) -> Self {
        let part = |name: &str, units: usize, of: usize| PartRecord {
            name: name.to_owned(),
            units,
            of,
        };
        Self::Split(SplitRecord {
            file: file.to_owned(),
            dry_run,
            documents: (split.documents.iter())
                .map(|(name, segments)| part(name, *segments, *segments))
                .collect(),
            memories: (split.memories.iter())
                .map(|(name, units, of)| part(name, *units, *of))
                .collect(),
            removed: split.removed,
        })
    }

    /// What two versions both changed.
    #[must_use]
    pub fn conflict(conflict: &Conflict) -> Self {
        let (what, texts) = match &conflict.what {
            Changed::Text { lang, ours, theirs } => ("text", Some((lang, ours, theirs))),
            Changed::Field(field) => (field.as_str(), None),
            Changed::Gone => ("gone", None),
        };
        Self::Conflict(ConflictRecord {
            segment: conflict.name.clone(),
            source: conflict.source.clone(),
            what: what.to_owned(),
            lang: texts.map(|(lang, _, _)| lang.clone()),
            ours: texts.map(|(_, ours, _)| ours.clone()),
            theirs: texts.map(|(_, _, theirs)| theirs.clone()),
        })
    }

    /// What differs between two memories.
    #[must_use]
    pub fn difference(difference: &Difference) -> Self {
        Self::Difference(DifferenceRecord {
            kind: difference.kind.as_str(),
            source: difference.source.clone(),
            from: difference.from.given().to_owned(),
            to: difference.to.given().to_owned(),
            first: difference.first.as_ref().map(PairRecord::new),
            second: difference.second.as_ref().map(PairRecord::new),
        })
    }
}
