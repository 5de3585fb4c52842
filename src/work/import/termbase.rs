//! Loading a termbase.

use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::{Error, file_name};
use crate::document::{self, FileText};
use crate::exchange::termbase::{Guess, Layout, Options, Termbase};
use crate::exchange::{self, Content, table};
use crate::store::{Reader, Writer};

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
        Ok(Self::new(path, None, base.map_err(unread)?))
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
        Ok(Self::new(path, file.guessed.then_some(file.encoding), base))
    }

    fn new(path: &Path, guessed: Option<&'static str>, base: Termbase) -> Self {
        let mut hasher = blake3::Hasher::new();
        for concept in &base.concepts {
            hasher.update(&serde_json::to_vec(concept).unwrap_or_default());
        }
        Self {
            path: path.to_owned(),
            hash: *hasher.finalize().as_bytes(),
            guessed,
            base,
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
    let outcome = termbase_plan(Some(writer), incoming)?;
    if !outcome.unchanged {
        let (hash, concepts) = (incoming.hash, &incoming.base.concepts);
        writer.load_termbase(&outcome.name, hash, concepts)?;
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
    let name = file_name(&incoming.path);
    let concepts = &incoming.base.concepts;
    let ids = |places: &[usize]| -> Vec<String> {
        let found = places.iter().filter_map(|place| concepts.get(*place));
        found.map(|concept| concept.id.clone()).collect()
    };
    let outcome = TermbaseOutcome {
        name,
        concepts: concepts.len(),
        mended: incoming.base.mended.clone(),
        ..TermbaseOutcome::default()
    };
    let Some(reader) = reader else {
        return Ok(TermbaseOutcome {
            new: concepts.iter().map(|concept| concept.id.clone()).collect(),
            ..outcome
        });
    };
    if reader.termbase_hash(&outcome.name)? == Some(incoming.hash) {
        return Ok(TermbaseOutcome {
            unchanged: true,
            ..outcome
        });
    }
    let plan = reader.plan_termbase(&outcome.name, concepts)?;
    Ok(TermbaseOutcome {
        new: ids(&plan.new),
        changed: plan
            .changed
            .iter()
            .map(|(_, place)| *place)
            .flat_map(|place| ids(&[place]))
            .collect(),
        gone: plan.gone.into_iter().map(|(_, id)| id).collect(),
        kept: ids(&plan.kept),
        ..outcome
    })
}
