//! What `--json` prints and the server answers: one object a line, each with its `"type"`.
//!
//! Offsets are characters, not bytes. The schema of every record stands under `schemas/json/`,
//! derived from the types here.

mod doctor;
mod pretranslate;

pub use doctor::DoctorRecord;
pub use pretranslate::{FilledRecord, HeldRecord, PretranslatedRecord};

use std::collections::BTreeMap;

use serde::Serialize;

use super::analyze::{Analysis, Line, Report, Row};
use super::fill::Segments;
use super::import::{MemoryOutcome, Outcome, TermbaseOutcome};
use super::matches::{Match, counted};
use super::memory::record::{
    ArrivedRecord, DedupedRecord, DifferenceRecord, DifferingRecord, DuplicateRecord, InfoRecord,
    SplitRecord, TidiedRecord, UntidyRecord,
};
use super::search::{Hit, Place};
use super::status::Progress;
use crate::align::Bead;
use crate::segment::{Decision, Segment};
use crate::store::{Change, Document, ImportedMemory, Placed};
use crate::term::{Concept, Term, TermHit, TermStatus};
use crate::text::script::char_offset;
use crate::unit::{Finding, Side};

/// One line of `--json`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Record {
    /// A segment of a document with its translation.
    Segment(SegmentRecord),
    /// A piece of a text that was cut, by `yiku segment`.
    Cut(CutRecord),
    /// Why a text is cut at a place or is not, by `yiku segment --explain`.
    Decision(DecisionRecord),
    /// Segments that say the same.
    Bead(BeadRecord),
    /// A piece of a translation that no segment has.
    Unpaired(UnpairedRecord),
    /// A place that was searched for.
    Hit(HitRecord),
    /// A segment of the memory that is like a text.
    Match(Box<MatchRecord>),
    /// What a text is paid as, by `yiku analyze`.
    Analysis(AnalysisRecord),
    /// A segment that was filled from the memories.
    Filled(FilledRecord),
    /// A segment whose match was held back.
    Held(HeldRecord),
    /// What filling a document did.
    Pretranslated(PretranslatedRecord),
    /// What a check found.
    Finding(FindingRecord),
    /// A concept of the termbase.
    Concept(ConceptRecord),
    /// A term found in a text.
    Term(TermRecord),
    /// How far a document is.
    Status(StatusRecord),
    /// A command that changed the memory.
    Change(ChangeRecord),
    /// What an import did to a document.
    Import(ImportRecord),
    /// What importing a memory did.
    Memory(MemoryRecord),
    /// An imported memory, by `yiku status`.
    Imported(ImportedRecord),
    /// What loading a termbase did.
    Termbase(TermbaseRecord),
    /// A file that was written.
    File(FileRecord),
    /// What a memory is, by `yiku memory info`.
    Info(InfoRecord),
    /// What bringing pairs into a memory came to, by `yiku memory promote` and `merge`.
    Arrived(ArrivedRecord),
    /// A text that is translated otherwise in the memory that a pair was brought into.
    Differing(DifferingRecord),
    /// A unit of which there were several, by `yiku memory dedupe`.
    Duplicate(DuplicateRecord),
    /// What making one of units that say the same came to.
    Deduped(DedupedRecord),
    /// A pair of no use, by `yiku memory tidy`.
    Untidy(UntidyRecord),
    /// What tidying came to.
    Tidied(TidiedRecord),
    /// What splitting a memory came to.
    Split(SplitRecord),
    /// Whether a memory is sound.
    Doctor(DoctorRecord),
    /// What differs between two memories.
    Difference(DifferenceRecord),
}

/// A segment of a document with its translation.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SegmentRecord {
    /// What people call it: `release:12`.
    pub segment: String,
    /// The id of its unit, 32 hexadecimal digits.
    pub unit: String,
    /// Its paragraph, from 1.
    pub paragraph: usize,
    /// The source text.
    pub source: String,
    /// The translation; null where untranslated.
    pub target: Option<String>,
    /// `untranslated rejected draft translated reviewed final`.
    pub state: &'static str,
    /// `human exact context fuzzy machine aligned propagated`; null where unknown.
    pub made_by: Option<&'static str>,
    /// The aligner's confidence or the score of the match, in percent.
    pub score: Option<u8>,
    /// Who wrote or confirmed it.
    pub author: Option<String>,
    /// When, RFC 3339.
    pub date: Option<String>,
    /// Other translations of the segment that wait for a decision.
    pub alternatives: Vec<String>,
    /// What `yiku pretranslate` put right in the translation: `2023年 → 2024年`; null where it did
    /// not.
    pub put_right: Option<String>,
}

/// A piece of a text that was cut.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CutRecord {
    /// Its number, from 1.
    pub number: usize,
    /// Its paragraph, from 1.
    pub paragraph: usize,
    /// Its text.
    pub text: String,
}

/// Why a text is cut at a place, or is not.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DecisionRecord {
    /// Where, in characters of the text: the end of what stands before.
    pub at: usize,
    /// Whether there is a cut.
    pub cut: bool,
    /// The rule that decided: `paragraph`, `full-stop`, `title`.
    pub rule: &'static str,
}

/// A piece of a translation that no segment has.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UnpairedRecord {
    /// The document.
    pub document: String,
    /// The id of its unit, 32 hexadecimal digits.
    pub unit: String,
    /// The piece.
    pub target: String,
}

/// Segments that say the same: 0-based numbers.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BeadRecord {
    /// Segments of the source.
    pub source: Vec<usize>,
    /// Segments of the target.
    pub target: Vec<usize>,
    /// How sure the aligner is, from 0 to 1.
    pub confidence: f64,
}

/// A place that was searched for.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HitRecord {
    /// What people call the segment: `release:12`; null for an earlier text, and in a memory.
    pub segment: Option<String>,
    /// The document; null in a memory.
    pub document: Option<String>,
    /// The imported memory; null in a document.
    pub memory: Option<String>,
    /// In which of several memories that were asked it stands; null where there is one.
    pub in_memory: Option<String>,
    /// The side on which the first word was found: `source` or `target`.
    pub side: &'static str,
    /// Where words stand on that side, as [start, end] in characters.
    pub places: Vec<[usize; 2]>,
    /// Where words stand on the other side, likewise.
    pub other_places: Vec<[usize; 2]>,
    /// The source text.
    pub source: String,
    /// The translation.
    pub target: String,
}

/// A segment of the memory that is like a text, with its translation. The matches of a query
/// follow each other, the best first.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MatchRecord {
    /// The query: 0, or the line of standard input, from 0.
    pub query: usize,
    /// How like the text it is, in percent: 100 for the same text; 101 with the same neighbours.
    pub score: u8,
    /// The score less the penalties.
    pub net: u8,
    /// `101 100 95-99 85-94 75-84 50-74 new`.
    pub band: &'static str,
    /// What is taken off, and why.
    pub penalties: Vec<PenaltyRecord>,
    /// In what it differs: `words case form punctuation numbers codes`.
    pub differences: Vec<&'static str>,
    /// How many words or Han characters are to be changed, put in or taken out.
    pub distance: usize,
    /// How many words or Han characters the longer of the two texts has.
    pub length: usize,
    /// Whether the segment before is the same, as far as was asked.
    pub previous_equal: bool,
    /// Whether the segment after is the same, as far as was asked.
    pub next_equal: bool,
    /// The words and Han characters that the score counts; null without `--explain`.
    pub content: Option<Vec<String>>,
    /// The text that is like the one asked for.
    pub source: String,
    /// Its translation.
    pub target: String,
    /// The language of `source`, as the memory has it.
    pub from: String,
    /// The language of `target`.
    pub to: String,
    /// The id of its unit, 32 hexadecimal digits.
    pub unit: String,
    /// What people call the segment: `release:12`; null for an earlier text, and in a memory.
    pub segment: Option<String>,
    /// The document; null in a memory.
    pub document: Option<String>,
    /// The imported memory; null in a document.
    pub memory: Option<String>,
    /// In which of several memories that were asked it stands; null where there is one.
    pub in_memory: Option<String>,
    /// Where the same pair of texts stands too: segments, documents, memories.
    pub also: Vec<String>,
    /// `draft translated reviewed final`.
    pub state: &'static str,
    /// `human exact context fuzzy machine aligned propagated`; null where unknown.
    pub made_by: Option<&'static str>,
    /// Who wrote or confirmed the translation.
    pub author: Option<String>,
    /// When, RFC 3339.
    pub date: Option<String>,
}

/// Something that is taken off a score.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PenaltyRecord {
    /// `machine`, `not confirmed`, `other script`, `aligned`, `forbidden term`,
    /// `several translations`, `codes`, or the memory.
    pub reason: String,
    /// How much, in percent.
    pub points: u8,
}

/// What a text is paid as: one record for each text, then one for all where there are several.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AnalysisRecord {
    /// The file or the document; null for all together.
    pub file: Option<String>,
    /// The language of the text.
    pub from: String,
    /// The language it is to be translated into.
    pub to: String,
    /// The memory, by its file; null where there was none.
    pub memory: Option<String>,
    /// How texts with different words are scored: `capped plain`.
    pub scoring: &'static str,
    /// Whether a match counts by its score less its penalties.
    pub net: bool,
    /// The lowest score that counts as a match, in percent.
    pub min: u8,
    /// Whether matches with the texts themselves were looked for.
    pub internal_fuzzy: bool,
    /// Whose rule `words` are counted by: `memoq word trados openxliff gmx-v matecat`.
    pub count: &'static str,
    /// Whose rates they are.
    pub rates: String,
    /// The rows: `101 repetition repetition-across-files 100 95-99 85-94 75-84 50-74
    /// internal-95-99 internal-85-94 internal-75-84 internal-50-74 new numbers-only locked`, all
    /// of them, then `total`.
    pub rows: Vec<RowRecord>,
}

/// A row of an analysis.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RowRecord {
    /// Its name.
    pub row: &'static str,
    /// How many segments are in it.
    pub segments: usize,
    /// Their words, by the rule of `count`.
    pub words: usize,
    /// Their words by the rule of each tool that has one for the language.
    pub words_by: BTreeMap<&'static str, usize>,
    /// Their characters, without white space.
    pub characters: usize,
    /// Their characters, with white space.
    pub characters_with_spaces: usize,
    /// The part of all words, in percent.
    pub percent: f64,
    /// What of the full price is paid, in percent; null for the total.
    pub rate: Option<f64>,
    /// The words times the rate.
    pub weighted: f64,
}

/// What a check found.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingRecord {
    /// The check: `Q07`.
    pub check: &'static str,
    /// `info warning error`.
    pub severity: &'static str,
    /// What people call the segment: `release:12`.
    pub segment: String,
    /// The side it marks: `source` or `target`.
    pub side: &'static str,
    /// Where the marked place begins, in characters.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What is wrong, as a sentence.
    pub message: String,
    /// The source text.
    pub source: String,
    /// The translation.
    pub target: String,
}

/// A concept of the termbase.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConceptRecord {
    /// Its id.
    pub concept: String,
    /// Its domain.
    pub domain: String,
    /// What it is.
    pub definition: String,
    /// Its terms, the best of a language first.
    pub terms: Vec<FormRecord>,
}

/// A form of a concept in one language.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FormRecord {
    /// The language tag.
    pub lang: String,
    /// The form.
    pub text: String,
    /// `preferred admitted forbidden`.
    pub status: &'static str,
}

/// A term found in a text.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TermRecord {
    /// The segment of the text, from 1.
    pub number: usize,
    /// Where it begins, in characters of the segment.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The text as it stands there.
    pub text: String,
    /// The concept.
    pub concept: String,
    /// The forms to use in the target language, the best first.
    pub targets: Vec<String>,
    /// The forms not to use.
    pub forbidden: Vec<String>,
}

/// How far a document is.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StatusRecord {
    /// The document.
    pub document: String,
    /// Its segments.
    pub segments: usize,
    /// Words of its source.
    pub words: usize,
    /// Confirmed segments.
    pub confirmed: usize,
    /// Of these, written or confirmed by a person.
    pub by_hand: usize,
    /// Drafts.
    pub drafts: usize,
    /// Rejected translations.
    pub rejected: usize,
    /// Segments without a translation.
    pub untranslated: usize,
    /// Words of what is not confirmed.
    pub words_left: usize,
    /// Segments where a person and a file both changed the translation.
    pub conflicts: Vec<usize>,
    /// Sentences of the translation that no segment has.
    pub unpaired: usize,
    /// Findings by severity: errors, warnings, infos.
    pub findings: [usize; 3],
}

/// A command that changed the memory.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChangeRecord {
    /// Its number.
    pub number: i64,
    /// When, RFC 3339.
    pub at: String,
    /// Who.
    pub who: String,
    /// The command.
    pub command: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// What it did.
    pub summary: String,
    /// The change it took back.
    pub reverses: Option<i64>,
    /// The change that took it back.
    pub reversed_by: Option<i64>,
}

/// What an import did to a document. Segments are numbers from 1.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ImportRecord {
    /// The document.
    pub document: String,
    /// Whether nothing had to be done.
    pub unchanged: bool,
    /// How many segments it has.
    pub segments: usize,
    /// Segments that are new.
    pub new: Vec<usize>,
    /// Segments whose text changed.
    pub changed: Vec<usize>,
    /// How many segments went.
    pub gone: usize,
    /// How many moved.
    pub moved: usize,
    /// Segments that the translation's file has nothing for; null where none was given.
    pub missing: Option<Vec<usize>>,
    /// Segments where the aligner is not sure.
    pub doubtful: Option<Vec<usize>>,
    /// Segments where a person and the file both changed the translation.
    pub conflicts: Option<Vec<usize>>,
}

/// What importing a memory did.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MemoryRecord {
    /// Its file.
    pub memory: String,
    /// Whether nothing had to be done.
    pub unchanged: bool,
    /// How many units were read.
    pub units: u64,
    /// How many are new.
    pub new: u64,
    /// How many changed.
    pub changed: u64,
    /// How many went.
    pub gone: u64,
    /// How many places were mended or left out.
    pub mended: u64,
}

/// An imported memory.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ImportedRecord {
    /// Its name: that of its file.
    pub memory: String,
    /// How many units it has.
    pub units: u64,
    /// The language translated from.
    pub from: String,
    /// The language translated into.
    pub to: String,
}

/// What loading a termbase did.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TermbaseRecord {
    /// Its file.
    pub termbase: String,
    /// Whether nothing had to be done.
    pub unchanged: bool,
    /// How many concepts it has.
    pub concepts: usize,
    /// How many are new.
    pub new: usize,
    /// How many changed.
    pub changed: usize,
    /// How many went.
    pub gone: usize,
}

/// A file that was written.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FileRecord {
    /// Where.
    pub file: String,
    /// How many units or concepts it holds.
    pub count: usize,
    /// Whether it had to be written.
    pub written: bool,
}

/// What a place names.
#[derive(Default)]
pub(super) struct Named {
    pub(super) segment: Option<String>,
    pub(super) document: Option<String>,
    pub(super) memory: Option<String>,
    in_memory: Option<String>,
}

impl Named {
    pub(super) fn of(place: &Place) -> Self {
        match place {
            Place::Segment(document, _) => Self {
                segment: Some(place.to_string()),
                document: Some(document.clone()),
                ..Self::default()
            },
            Place::Earlier(document) => Self {
                document: Some(document.clone()),
                ..Self::default()
            },
            Place::Memory(memory) => Self {
                memory: Some(memory.clone()),
                ..Self::default()
            },
            Place::In(memory, place) => Self {
                in_memory: Some(memory.clone()),
                ..Self::of(place)
            },
        }
    }
}

impl Record {
    /// The record as a line of JSON.
    #[must_use]
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// A segment of a document, by its number from 1.
    #[must_use]
    pub fn segment(segments: &Segments, number: usize, placed: &Placed) -> Self {
        let target = segments.target(placed);
        Self::Segment(SegmentRecord {
            segment: format!("{}:{number}", segments.document.name),
            unit: placed.stored.unit.id.to_string(),
            paragraph: segments.paragraphs.get(number - 1).copied().unwrap_or(1),
            source: segments.source(placed).to_owned(),
            target: target.map(|target| target.text.clone()),
            state: target
                .and_then(|target| target.state)
                .map_or("untranslated", crate::unit::State::as_str),
            made_by: target
                .and_then(|target| target.made_by)
                .map(crate::unit::MadeBy::as_str),
            score: target.and_then(|target| target.score),
            author: target.and_then(|target| target.author.clone()),
            date: target.and_then(|target| target.date.clone()),
            alternatives: placed
                .stored
                .unit
                .alternatives(&segments.document.target_lang)
                .skip(1)
                .map(|variant| variant.text.clone())
                .collect(),
            put_right: target
                .and_then(super::pretranslate::adapted)
                .map(str::to_owned),
        })
    }

    /// A piece of a cut text, by its number from 1.
    #[must_use]
    pub fn cut(text: &str, number: usize, segment: &Segment) -> Self {
        Self::Cut(CutRecord {
            number,
            paragraph: segment.paragraph + 1,
            text: text
                .get(segment.range.clone())
                .unwrap_or_default()
                .to_owned(),
        })
    }

    /// A decision, its place counted in characters of `text`.
    #[must_use]
    pub fn decision(text: &str, decision: &Decision) -> Self {
        Self::Decision(DecisionRecord {
            at: char_offset(text, decision.at),
            cut: decision.cut,
            rule: decision.rule,
        })
    }

    /// A piece of the translation of `document` that no segment has.
    #[must_use]
    pub fn unpaired(document: &Document, placed: &Placed) -> Self {
        let unit = &placed.stored.unit;
        let target = unit.variant(&document.target_lang);
        Self::Unpaired(UnpairedRecord {
            document: document.name.clone(),
            unit: unit.id.to_string(),
            target: target.map_or_else(String::new, |target| target.text.clone()),
        })
    }

    /// A bead; its confidence to four places.
    #[must_use]
    pub fn bead(bead: &Bead) -> Self {
        Self::Bead(BeadRecord {
            source: bead.source.clone(),
            target: bead.target.clone(),
            confidence: (bead.confidence * 10_000.0).round() / 10_000.0,
        })
    }

    /// A hit of a search.
    #[must_use]
    pub fn hit(hit: &Hit) -> Self {
        let (side, text, other) = match hit.side {
            Side::Source => ("source", &hit.source, &hit.target),
            Side::Target => ("target", &hit.target, &hit.source),
        };
        let places = |text: &str, ranges: &[std::ops::Range<usize>]| {
            ranges
                .iter()
                .map(|range| [char_offset(text, range.start), char_offset(text, range.end)])
                .collect()
        };
        let named = Named::of(&hit.place);
        Self::Hit(HitRecord {
            segment: named.segment,
            document: named.document,
            memory: named.memory,
            in_memory: named.in_memory,
            side,
            places: places(text, &hit.ranges),
            other_places: places(other, &hit.other_ranges),
            source: hit.source.clone(),
            target: hit.target.clone(),
        })
    }

    /// A match of the query of that number; with its content, where that is to be explained.
    #[must_use]
    pub fn matched(query: usize, found: &Match, explain: bool) -> Self {
        let translation = found.translation();
        let named = found.places.first().map(Named::of).unwrap_or_default();
        let score = &found.score;
        Self::Match(Box::new(MatchRecord {
            query,
            score: score.percent,
            net: found.net,
            band: score.band().as_str(),
            penalties: found
                .penalties
                .iter()
                .map(|penalty| PenaltyRecord {
                    reason: penalty.reason.to_string(),
                    points: penalty.points,
                })
                .collect(),
            differences: score.differences.iter().map(|what| what.as_str()).collect(),
            distance: score.distance,
            length: score.length,
            previous_equal: score.previous_equal,
            next_equal: score.next_equal,
            content: explain.then(|| counted(&found.source.text)),
            source: found.source.text.clone(),
            target: found.target.text.clone(),
            from: found.source.lang.given().to_owned(),
            to: found.target.lang.given().to_owned(),
            unit: found.unit.to_string(),
            segment: named.segment,
            document: named.document,
            memory: named.memory,
            in_memory: named.in_memory,
            also: found
                .places
                .iter()
                .skip(1)
                .map(ToString::to_string)
                .collect(),
            state: translation
                .state
                .map_or("untranslated", crate::unit::State::as_str),
            made_by: translation.made_by.map(crate::unit::MadeBy::as_str),
            author: translation.author.clone(),
            date: translation.date.clone(),
        }))
    }

    /// An analysis of a report.
    #[must_use]
    pub fn analysis(report: &Report, analysis: &Analysis) -> Self {
        let basis = &report.basis;
        let conventions = basis.conventions();
        let row = |line: Line| RowRecord {
            row: line.row.map_or("total", Row::as_str),
            segments: line.tally.segments,
            words: line.tally.words(basis.count),
            words_by: conventions
                .iter()
                .map(|it| (it.as_str(), line.tally.words(*it)))
                .collect(),
            characters: line.tally.characters,
            characters_with_spaces: line.tally.characters_with_spaces,
            percent: line.percent,
            rate: line.rate,
            weighted: line.weighted,
        };
        Self::Analysis(AnalysisRecord {
            file: Some(analysis.name.clone()).filter(|name| !name.is_empty()),
            from: basis.from.given().to_owned(),
            to: basis.to.given().to_owned(),
            memory: basis.memory.clone(),
            scoring: basis.scoring(),
            net: basis.options.net,
            min: basis.options.min,
            internal_fuzzy: basis.options.internal,
            count: basis.count.as_str(),
            rates: basis.rates.name.clone(),
            rows: report.lines(analysis).into_iter().map(row).collect(),
        })
    }

    /// A finding in a segment, called as people call it.
    #[must_use]
    pub fn finding(segment: String, finding: &Finding, source: &str, target: &str) -> Self {
        let (side, text) = match finding.side {
            Side::Source => ("source", source),
            Side::Target => ("target", target),
        };
        Self::Finding(FindingRecord {
            check: finding.check,
            severity: finding.severity.as_str(),
            segment,
            side,
            start: char_offset(text, finding.range.start),
            end: char_offset(text, finding.range.end),
            message: finding.message.clone(),
            source: source.to_owned(),
            target: target.to_owned(),
        })
    }

    /// A concept.
    #[must_use]
    pub fn concept(concept: &Concept) -> Self {
        let form = |term: &Term| FormRecord {
            lang: term.lang.given().to_owned(),
            text: term.text.clone(),
            status: term.status.as_str(),
        };
        Self::Concept(ConceptRecord {
            concept: concept.id.clone(),
            domain: concept.domain.clone(),
            definition: concept.definition.clone(),
            terms: concept.terms.iter().map(form).collect(),
        })
    }

    /// A term found in segment `number` of a text.
    #[must_use]
    pub fn term(
        number: usize,
        text: &str,
        hit: &TermHit,
        concept: &Concept,
        target: &crate::text::LangTag,
    ) -> Self {
        let forms = |forbidden: bool| {
            let mut forms: Vec<_> = concept
                .terms_in(target)
                .filter(|term| (term.status == TermStatus::Forbidden) == forbidden)
                .collect();
            forms.sort_by_key(|term| term.status);
            forms.into_iter().map(|term| term.text.clone()).collect()
        };
        Self::Term(TermRecord {
            number,
            start: char_offset(text, hit.range.start),
            end: char_offset(text, hit.range.end),
            text: text.get(hit.range.clone()).unwrap_or_default().to_owned(),
            concept: concept.id.clone(),
            targets: forms(false),
            forbidden: forms(true),
        })
    }

    /// The progress of a document, with its findings: errors, warnings, infos.
    #[must_use]
    pub fn status(progress: &Progress, findings: [usize; 3]) -> Self {
        Self::Status(StatusRecord {
            document: progress.document.clone(),
            segments: progress.segments,
            words: progress.words,
            confirmed: progress.confirmed,
            by_hand: progress.by_hand,
            drafts: progress.drafts,
            rejected: progress.rejected,
            untranslated: progress.untranslated,
            words_left: progress.words_left,
            conflicts: progress.conflicts.clone(),
            unpaired: progress.unpaired,
            findings,
        })
    }

    /// A change.
    #[must_use]
    pub fn change(change: &Change) -> Self {
        Self::Change(ChangeRecord {
            number: change.number,
            at: change.at.clone(),
            who: change.who.clone(),
            command: change.command.clone(),
            arguments: change.arguments.clone(),
            summary: change.summary.clone(),
            reverses: change.reverses,
            reversed_by: change.reversed_by,
        })
    }

    /// An import.
    #[must_use]
    pub fn import(outcome: &Outcome) -> Self {
        let alignment = outcome.alignment.as_ref();
        Self::Import(ImportRecord {
            document: outcome.document.clone(),
            unchanged: outcome.unchanged,
            segments: outcome.segments,
            new: outcome.new.clone(),
            changed: outcome.changed.clone(),
            gone: outcome.gone,
            moved: outcome.moved,
            missing: alignment.map(|alignment| alignment.missing.clone()),
            doubtful: alignment.map(|alignment| alignment.doubtful.clone()),
            conflicts: alignment.map(|alignment| alignment.conflicts.clone()),
        })
    }

    /// A memory that was imported.
    #[must_use]
    pub fn memory(outcome: &MemoryOutcome) -> Self {
        Self::Memory(MemoryRecord {
            memory: outcome.name.clone(),
            unchanged: outcome.unchanged,
            units: outcome.units,
            new: outcome.new,
            changed: outcome.changed,
            gone: outcome.gone,
            mended: outcome.mends.count(),
        })
    }

    /// An imported memory, with its number of units.
    #[must_use]
    pub fn imported(memory: &ImportedMemory, units: u64) -> Self {
        Self::Imported(ImportedRecord {
            memory: memory.name.clone(),
            units,
            from: memory.source_lang.given().to_owned(),
            to: memory.target_lang.given().to_owned(),
        })
    }

    /// A termbase that was loaded.
    #[must_use]
    pub fn termbase(outcome: &TermbaseOutcome) -> Self {
        Self::Termbase(TermbaseRecord {
            termbase: outcome.name.clone(),
            unchanged: outcome.unchanged,
            concepts: outcome.concepts,
            new: outcome.new,
            changed: outcome.changed,
            gone: outcome.gone,
        })
    }
}
