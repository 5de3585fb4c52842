//! What `--json` prints and the server answers: one object a line, each with its `"type"`.
//!
//! Offsets are characters, not bytes. The schema of every record stands under `schemas/json/`,
//! derived from the types here.

mod analysis;
mod check;
mod convert;
mod doctor;
mod found;
mod pretranslate;
mod repair;
mod review;
mod term;
mod validate;

pub use analysis::{AnalysisRecord, RowRecord};
pub use check::{CheckRecord, FixRecord};
pub use convert::{ConvertedRecord, LossRecord};
pub use doctor::DoctorRecord;
pub(super) use found::Named;
pub use found::{HitRecord, MatchRecord, PenaltyRecord};
pub use pretranslate::{FilledRecord, HeldRecord, PretranslatedRecord};
pub use repair::{MendRecord, RemedyRecord, RepairedRecord};
pub use review::{ReviewRecord, ReviewedRecord};
pub use term::{CandidateRecord, FlawRecord};
pub use validate::{FaultRecord, RuleRecord, VerdictRecord};

use serde::Serialize;

use super::fill::Segments;
use super::import::{MemoryOutcome, Outcome, TermbaseOutcome};
use super::memory::record::{
    ArrivedRecord, ConflictRecord, DedupedRecord, DifferenceRecord, DifferingRecord,
    DuplicateRecord, InfoRecord, SplitRecord, TidiedRecord, UntidyRecord,
};
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
    /// A check, by `yiku check --rules` and `--explain`.
    Check(CheckRecord),
    /// A translation that was put right, or could be, by `yiku check --fix`.
    Fix(FixRecord),
    /// A concept of the termbase.
    Concept(ConceptRecord),
    /// A term found in a text.
    Term(TermRecord),
    /// Something wrong in the termbase, by `yiku term lint`.
    Flaw(FlawRecord),
    /// A text that could be a term, by `yiku term extract`.
    Candidate(CandidateRecord),
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
    /// A row of a review table that came back.
    Review(Box<ReviewRecord>),
    /// What importing a review table did.
    Reviewed(ReviewedRecord),
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
    /// What two versions of a text form both changed, by `yiku memory merge BASE OURS THEIRS`.
    Conflict(ConflictRecord),
    /// A file that was converted.
    Converted(ConvertedRecord),
    /// A place where a file breaks a rule of its format, by `yiku validate`.
    Fault(FaultRecord),
    /// Whether a file is valid.
    Verdict(VerdictRecord),
    /// A rule that files are held against.
    Rule(RuleRecord),
    /// A place in a file that was mended, by `yiku repair`.
    Mend(MendRecord),
    /// A file that was repaired.
    Repaired(RepairedRecord),
    /// How a kind of fault is mended.
    Remedy(RemedyRecord),
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
    /// The rule that decided: `paragraph`, `full-stop`, `title`; of a user's own rules the set and
    /// the number in it.
    pub rule: String,
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
    /// Which of several texts it is of, in the order they were given, from 1.
    pub text: usize,
    /// Segments of the source.
    pub source: Vec<usize>,
    /// Segments of the target.
    pub target: Vec<usize>,
    /// How sure the aligner is, from 0 to 1.
    pub confidence: f64,
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
    /// What may safely stand at the marked place instead; null where a person must say.
    pub fix: Option<String>,
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
    /// How many units of an XLIFF file have no translation, and were left out.
    pub untranslated: u64,
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
    /// How many are not added, since a concept of the memory has the same terms.
    pub already_there: usize,
    /// Of how many of these the file says more, which was added.
    pub completed: usize,
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
            paragraph: segments.paragraph(number),
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
            rule: decision.rule.to_string(),
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

    /// A bead, of one of several texts; its confidence to four places.
    #[must_use]
    pub fn bead(bead: &Bead, text: usize) -> Self {
        Self::Bead(BeadRecord {
            text,
            source: bead.source.clone(),
            target: bead.target.clone(),
            confidence: (bead.confidence * 10_000.0).round() / 10_000.0,
        })
    }

    /// A finding in a segment, called as people call it, with its message in one of its languages.
    #[must_use]
    pub fn finding(
        segment: String,
        finding: &Finding,
        message: &str,
        source: &str,
        target: &str,
    ) -> Self {
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
            message: message.to_owned(),
            source: source.to_owned(),
            target: target.to_owned(),
            fix: finding.fix.clone(),
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
            untranslated: outcome.untranslated,
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
            new: outcome.new.len(),
            changed: outcome.changed.len(),
            gone: outcome.gone.len(),
            already_there: outcome.already_there.len(),
            completed: outcome.completed.len(),
        })
    }
}
