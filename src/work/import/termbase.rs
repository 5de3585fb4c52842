//! Loading a termbase.

use std::collections::HashMap;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::{Error, file_name};
use crate::document::{self, FileText};
use crate::exchange::termbase::{Guess, Layout, Options, Termbase};
use crate::exchange::{self, Content, table};
use crate::store::{Reader, Writer};
use crate::term::{Concept, merge};
use crate::text::LangTag;

/// What loading a termbase did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermbaseOutcome {
    /// Its name: that of its file.
    pub name: String,
    /// Whether the file is as it was loaded before.
    pub unchanged: bool,
    /// How many concepts it has.
    pub concepts: usize,
    /// The ids of those that are new.
    pub new: Vec<String>,
    /// The ids of those that changed.
    pub changed: Vec<String>,
    /// The ids of those that went.
    pub gone: Vec<String>,
    /// Concepts that the file has too, but that were changed by hand and stay so.
    pub kept: Vec<String>,
    /// The ids of those whose terms another concept of the memory has: they are not added again.
    pub already_there: Vec<String>,
    /// The ids of the concepts of the memory that these say more of.
    pub completed: Vec<String>,
    /// What was mended in the file.
    pub mended: Vec<exchange::Mend>,
}

/// A termbase to load, read but not yet in the memory.
#[derive(Clone, Debug)]
pub struct IncomingTermbase {
    /// Its file, for messages.
    pub path: PathBuf,
    /// BLAKE3 of what it says: the same bytes read with other columns are another termbase.
    pub hash: [u8; 32],
    /// The encoding it was read in, where nothing in the file said so.
    pub guessed: Option<&'static str>,
    /// What is in it.
    pub base: Termbase,
    /// The language translated from.
    pub source: LangTag,
    /// Whether concepts are added whose terms another concept of the memory has.
    pub keep_both: bool,
}

impl IncomingTermbase {
    /// Reads a termbase: TBX of any version and style, a workbook, or a table or glossary in text,
    /// which may be in `encoding`.
    ///
    /// # Errors
    /// [`Error`] where the file cannot be read, or is no termbase.
    pub fn read(path: &Path, encoding: Option<&str>, options: &Options) -> Result<Self, Error> {
        let unread = |source| Error::Termbase {
            path: path.to_owned(),
            source,
        };
        let is_tbx = super::content(path)? == Some(Content::Tbx);
        let layout = Layout::of_file(path).unwrap_or(Layout::Table(table::Layout::Csv));
        if !is_tbx && layout != Layout::Table(table::Layout::Xlsx) {
            return Self::of_table(path, &document::read(path, encoding)?, options);
        }
        let opened = exchange::open(path, document::open(path)?).map_err(unread)?;
        let base = match is_tbx {
            true => exchange::tbx::read(BufReader::new(opened.bytes)),
            false => exchange::termbase::read_book(opened.bytes, options),
        };
        Ok(Self::new(path, None, base.map_err(unread)?, options))
    }

    /// Reads a table of terms that is text already.
    ///
    /// # Errors
    /// [`Error::Termbase`] where it is no termbase.
    pub fn of_table(path: &Path, file: &FileText, options: &Options) -> Result<Self, Error> {
        let layout = Layout::of_file(path).unwrap_or(Layout::Table(table::Layout::Csv));
        let base = exchange::termbase::read(&file.text, layout, options);
        let base = base.map_err(|source| Error::Termbase {
            path: path.to_owned(),
            source,
        })?;
        let guessed = file.guessed.then_some(file.encoding);
        Ok(Self::new(path, guessed, base, options))
    }

    fn new(path: &Path, guessed: Option<&'static str>, base: Termbase, options: &Options) -> Self {
        let mut hasher = blake3::Hasher::new();
        for concept in &base.concepts {
            hasher.update(&serde_json::to_vec(concept).unwrap_or_default());
        }
        Self {
            path: path.to_owned(),
            hash: *hasher.finalize().as_bytes(),
            guessed,
            base,
            source: options.source.clone(),
            keep_both: false,
        }
    }
}

/// What a table would be imported as, by its name and its first rows; `None` where it is no table.
///
/// # Errors
/// [`Error`] where it cannot be read.
pub fn guess(path: &Path) -> Result<Option<Guess>, Error> {
    exchange::termbase::guess(path, document::open(path)?).map_err(|source| Error::Termbase {
        path: path.to_owned(),
        source,
    })
}

/// Brings a termbase into the memory, or up to date there.
///
/// # Errors
/// [`Error`] where the memory refuses; then nothing is changed.
pub fn termbase(
    writer: &Writer<'_>,
    incoming: &IncomingTermbase,
) -> Result<TermbaseOutcome, Error> {
    let planned = plan(Some(writer), incoming)?;
    let outcome = planned.outcome;
    let there = |concept: &&Concept| !outcome.already_there.contains(&concept.id);
    let wanted: Vec<Concept> = (incoming.base.concepts.iter().filter(there))
        .cloned()
        .collect();
    // A file of which not all was taken is looked at again: the others may be gone by then.
    let is_whole = wanted.len() == outcome.concepts;
    if !outcome.unchanged && (is_whole || !wanted.is_empty()) {
        let hash = is_whole.then_some(incoming.hash);
        writer.load_termbase(&outcome.name, hash, &wanted)?;
    }
    for concept in &planned.completed {
        writer.put_concept(concept)?;
    }
    Ok(outcome)
}

/// What bringing a termbase into the memory would do; without a reader, into a new one.
///
/// # Errors
/// [`Error`] where the memory cannot be read.
pub fn termbase_plan(
    reader: Option<&Reader<'_>>,
    incoming: &IncomingTermbase,
) -> Result<TermbaseOutcome, Error> {
    plan(reader, incoming).map(|planned| planned.outcome)
}

/// What is to be done, and the concepts of the memory that are to be otherwise.
struct Planned {
    outcome: TermbaseOutcome,
    completed: Vec<Concept>,
}

fn plan(reader: Option<&Reader<'_>>, incoming: &IncomingTermbase) -> Result<Planned, Error> {
    let concepts = &incoming.base.concepts;
    let ids = |places: &[usize]| -> Vec<String> {
        let found = places.iter().filter_map(|place| concepts.get(*place));
        found.map(|concept| concept.id.clone()).collect()
    };
    let mut outcome = TermbaseOutcome {
        name: file_name(&incoming.path),
        concepts: concepts.len(),
        mended: incoming.base.mended.clone(),
        ..TermbaseOutcome::default()
    };
    let mut completed = Vec::new();
    let Some(reader) = reader else {
        outcome.new = concepts.iter().map(|concept| concept.id.clone()).collect();
        return Ok(Planned { outcome, completed });
    };
    if reader.termbase_hash(&outcome.name)? == Some(incoming.hash) {
        outcome.unchanged = true;
        return Ok(Planned { outcome, completed });
    }
    let mut plan = reader.plan_termbase(&outcome.name, concepts)?;
    if !incoming.keep_both {
        let others = reader.concepts_beside(&outcome.name)?;
        let known: HashMap<Vec<_>, &Concept> = (others.iter())
            .map(|concept| (terms(concept), concept))
            .collect();
        let mut already = Vec::new();
        let other = |place: &usize| {
            let concept = concepts.get(*place)?;
            let other = known
                .get(&terms(concept))
                .filter(|_| !concept.terms.is_empty());
            other.map(|other| (concept, *other))
        };
        plan.new.retain(|place| {
            let Some((concept, other)) = other(place) else {
                return true;
            };
            already.push(concept.id.clone());
            let merged = merge(other, concept, &incoming.source).concept;
            if merged != *other {
                completed.push(merged);
            }
            false
        });
        // What was added by hand and is what the file says is no other than that.
        plan.kept.retain(|place| {
            let same = other(place).filter(|(concept, other)| concept == other);
            already.extend(same.map(|(concept, _)| concept.id.clone()));
            same.is_none()
        });
        outcome.already_there = already;
    }
    outcome.new = ids(&plan.new);
    let changed: Vec<usize> = plan.changed.iter().map(|(_, place)| *place).collect();
    outcome.changed = ids(&changed);
    outcome.gone = plan.gone.into_iter().map(|(_, id)| id).collect();
    outcome.kept = ids(&plan.kept);
    outcome.completed = completed.iter().map(|concept| concept.id.clone()).collect();
    Ok(Planned { outcome, completed })
}

/// The terms of a concept, in whatever order they stand.
fn terms(concept: &Concept) -> Vec<(&LangTag, &str, &str)> {
    let terms = concept.terms.iter();
    let mut terms: Vec<_> = terms
        .map(|term| (&term.lang, term.text.as_str(), term.status.as_str()))
        .collect();
    terms.sort_unstable();
    terms
}
