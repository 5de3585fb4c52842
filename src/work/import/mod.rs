//! Importing a document, with its translation where there is one, and importing a termbase.
//!
//! A document that is imported again keeps the translation of every segment whose text stands.
//! What a person wrote or confirmed is never overwritten: where the translation's file changed
//! too, its text stands beside as an alternative.

mod anchors;
mod codes;
mod kept;
mod memory;
mod restore;
mod review;
mod source;
mod spare;
mod target;
mod termbase;

pub use memory::{IncomingMemory, MemoryOutcome, content, memory};
pub use review::{
    Fate, IncomingReview, Remark, ReviewOutcome, Reviewed, Why, returned, review, review_plan,
};
pub use termbase::{IncomingTermbase, TermbaseOutcome, guess, termbase, termbase_plan};

use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::source::Import;
pub(super) use self::source::{cut, inline_codes};
pub use self::source::{decisions, segments};
use crate::document::{self, FileText, Form, More};
use crate::segment::{Segment, Segmenter};
use crate::store::{self, Document, Placed, StoredUnit, Writer};
use crate::text::{LangTag, script};
use crate::unit::{Fields, MadeBy, Variant};
use crate::work::align::Lexicon;
use crate::work::embed::{self, Embeddings};

/// A document to import, read but not yet in the memory.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// What people call it.
    pub name: String,
    /// Its file, for messages.
    pub path: PathBuf,
    /// Its text.
    pub source: FileText,
    /// The file of its translation and the text of it.
    pub target: Option<(PathBuf, FileText)>,
    /// The language of the text.
    pub source_lang: LangTag,
    /// The language it is translated into.
    pub target_lang: LangTag,
    /// How it is cut into segments.
    pub segmentation: Segmenter,
    /// The words that it is paired with its translation by.
    pub lexicon: Arc<Lexicon>,
    /// The vectors of its sentences and those of its translation, where a command made some.
    pub embeddings: Option<Embeddings>,
    /// The date of the text, as RFC 3339 in UTC.
    pub date: Option<String>,
    /// What translators filter by.
    pub fields: Fields,
}

impl Incoming {
    /// Has a command make vectors of its sentences and of those of its translation.
    ///
    /// # Errors
    /// [`embed::Error`] where it does not.
    pub fn embed(&mut self, command: &str) -> Result<(), embed::Error> {
        let target = self
            .target
            .as_ref()
            .map(|(_, file)| (file, &self.target_lang));
        let sides = [(&self.source, &self.source_lang)]
            .into_iter()
            .chain(target);
        let sentences = sides.flat_map(|(file, lang)| {
            let segments = segments(file, lang, &self.segmentation);
            let text = |segment: Segment| file.text.get(segment.range).unwrap_or_default();
            segments.into_iter().map(text)
        });
        self.embeddings = Some(Embeddings::of_command(command, sentences)?);
        Ok(())
    }

    /// BLAKE3 of what the translation is aligned from: its file, lexicons of one's own, and the
    /// command that makes vectors.
    fn target_hash(&self) -> Option<[u8; 32]> {
        let (_, text) = self.target.as_ref()?;
        let vectors = self.embeddings.as_ref().map(Embeddings::hash);
        let more = [self.lexicon.hash, vectors];
        Some(match more {
            [None, None] => text.hash,
            _ => {
                let more = more.into_iter().flatten();
                let all: Vec<[u8; 32]> = std::iter::once(text.hash).chain(more).collect();
                *blake3::hash(all.as_flattened()).as_bytes()
            }
        })
    }
}

/// What an import could not do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The memory refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A file could not be read.
    #[error(transparent)]
    Read(#[from] document::Error),
    /// A termbase could not be read.
    #[error("{}: {source}", path.display())]
    Termbase {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: crate::exchange::Error,
    },
    /// A memory could not be read.
    #[error("{}: {source}", path.display())]
    Memory {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: crate::exchange::Error,
    },
    /// The text form of a whole memory holds what is there already.
    #[error("{}: there is a {what} “{name}” here already", path.display())]
    ThereAlready {
        /// The file.
        path: PathBuf,
        /// A document or a memory.
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// A review table could not be read.
    #[error("{}: {source}", path.display())]
    Review {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: crate::exchange::Error,
    },
    /// No row of a review table is of this memory.
    #[error("{} is a review table of {rows} rows, and none of them is of this memory", path.display())]
    ForeignReview {
        /// The file.
        path: PathBuf,
        /// How many rows it has.
        rows: usize,
    },
    /// The text is in the language of the translation, and the translation in that of the text.
    #[error("{} looks like the translation, and {} like the text", path.display(), target.display())]
    WrongWayRound {
        /// The file of the text.
        path: PathBuf,
        /// The file of the translation.
        target: PathBuf,
    },
    /// The translation is the text itself.
    #[error("{} holds the same text as {}", target.display(), path.display())]
    SameText {
        /// The file of the text.
        path: PathBuf,
        /// The file given as its translation.
        target: PathBuf,
    },
    /// A segment is too long to be one.
    #[error("{}, paragraph {paragraph}: one segment of {characters} characters; is this a text?", path.display())]
    TooLong {
        /// The file.
        path: PathBuf,
        /// The paragraph, from 1.
        paragraph: usize,
        /// How long it is.
        characters: usize,
    },
}

/// What an import of a document did. Segments are numbered from 1, as they stand now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The document.
    pub document: String,
    /// Whether the document was not in the memory before.
    pub first: bool,
    /// Whether nothing had to be done.
    pub unchanged: bool,
    /// The languages that its text was in before and is in now, where these are two.
    pub languages: Option<(LangTag, LangTag)>,
    /// How many segments it has.
    pub segments: usize,
    /// How many paragraphs.
    pub paragraphs: usize,
    /// Segments that were not there before.
    pub new: Vec<usize>,
    /// Segments whose text changed; their earlier texts are kept.
    pub changed: Vec<usize>,
    /// How many segments are not there any more; their translations are kept in the memory.
    pub gone: usize,
    /// Segments that stand elsewhere now.
    pub moved: usize,
    /// Segments in which formatting begins or ends that reaches over into another.
    pub cut_codes: Vec<usize>,
    /// What aligning its translation did, where that was asked for.
    pub alignment: Option<Alignment>,
}

/// What aligning a document with its translation did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// How many segments have their translation from the file.
    pub paired: usize,
    /// Of these, those where the aligner is not sure: drafts.
    pub doubtful: Vec<usize>,
    /// Segments for which the file has nothing.
    pub missing: Vec<usize>,
    /// Segments whose translation stands in another place of its file than their order says.
    pub elsewhere: Vec<usize>,
    /// How many sentences of the translation no segment has.
    pub unpaired: usize,
    /// Segments where a person and the file both changed the translation: both are kept.
    pub conflicts: Vec<usize>,
    /// Changed segments whose earlier text a person had translated: that is a draft now, with the
    /// file's translation beside it.
    pub carried: Vec<usize>,
    /// Segments whose translation the file changed.
    pub updated: Vec<usize>,
    /// Segments that had a translation of the file which it does not hold any more.
    pub withdrawn: Vec<usize>,
}

/// Reads a document, and its translation where one is named, with what more is asked for of both.
///
/// # Errors
/// [`document::Error`] where a file cannot be read, or is not what its format says.
pub fn read(
    path: &Path,
    encoding: Option<&str>,
    target: Option<&Path>,
    target_encoding: Option<&str>,
    more: More,
) -> Result<(FileText, Option<(PathBuf, FileText)>), document::Error> {
    let mut source = document::load(path, encoding, more)?;
    if let Some(form) = &mut source.form {
        // That of the text is kept; as it came, a large one would stand beside all that is made of it.
        form.bytes.pack();
    }
    let target = target
        .map(|path| {
            Ok::<_, document::Error>((
                path.to_owned(),
                document::load(path, target_encoding, more)?,
            ))
        })
        .transpose()?;
    Ok((source, target))
}

/// Brings a document into the memory, or up to date there.
///
/// # Errors
/// [`Error`] where the memory refuses or a segment is too long; then nothing is changed.
pub fn document(writer: &Writer<'_>, incoming: &Incoming) -> Result<Outcome, Error> {
    if let Some((target, text)) = &incoming.target
        && text.text == incoming.source.text
    {
        return Err(Error::SameText {
            path: incoming.path.clone(),
            target: target.clone(),
        });
    }
    if let Some((target, text)) = &incoming.target
        && script::is_foreign(&incoming.source.text, &incoming.source_lang)
        && script::is_foreign(&text.text, &incoming.target_lang)
    {
        return Err(Error::WrongWayRound {
            path: incoming.path.clone(),
            target: target.clone(),
        });
    }
    let known = writer.document(&incoming.name)?;
    if let Some(known) = known.as_ref()
        && is_current(known, incoming)
        && has_file_of(writer, known, incoming)?
        && is_cut_from(writer, known, incoming)?
    {
        return unchanged(writer, known, incoming);
    }
    Import::new(writer, incoming, known)?.run()
}

/// Whether the memory already holds just this.
fn is_current(known: &Document, incoming: &Incoming) -> bool {
    known.source_hash == incoming.source.hash
        && known.segmentation == *incoming.segmentation.options()
        && known.source_lang == incoming.source_lang
        && known.target_lang == incoming.target_lang
        && (incoming.target.is_none() || known.target_hash == incoming.target_hash())
}

/// Whether the memory keeps the file of the document as the document is taken apart now, or neither
/// is.
fn has_file_of(
    writer: &Writer<'_>,
    known: &Document,
    incoming: &Incoming,
) -> Result<bool, store::Error> {
    let kept = match known.row {
        Some(row) => writer.original_format(row)?,
        None => None,
    };
    let form = incoming.source.form.as_ref();
    Ok(kept == form.map(Form::name))
}

/// Whether the segments of a document that was taken apart are what it is taken apart into now: an
/// older yiku may have read less of its file, or more.
fn is_cut_from(
    writer: &Writer<'_>,
    known: &Document,
    incoming: &Incoming,
) -> Result<bool, store::Error> {
    let (Some(row), Some(_)) = (known.row, &incoming.source.form) else {
        return Ok(true);
    };
    let mut rest = incoming.source.text.as_str();
    for placed in writer.each_placed(row) {
        let placed = placed?;
        let text = source_text(&placed.stored);
        let after = rest.strip_prefix(placed.before.as_str());
        match after.and_then(|after| after.strip_prefix(text)) {
            Some(after) => rest = after,
            None => return Ok(false),
        }
    }
    Ok(rest == known.source_tail)
}

/// Notes what may have changed around an unchanged text: the names of its files, its date, and
/// what it is filed under.
fn unchanged(writer: &Writer<'_>, known: &Document, incoming: &Incoming) -> Result<Outcome, Error> {
    let target_file = incoming.target.as_ref().map(|(path, _)| file_name(path));
    let row = writer.put_document(&Document {
        file: file_name(&incoming.path),
        target_file: target_file.or_else(|| known.target_file.clone()),
        date: incoming.date.clone().or_else(|| known.date.clone()),
        ..known.clone()
    })?;
    let placed = writer.placed(row)?;
    for Placed { stored, .. } in &placed {
        let mut stored = stored.clone();
        stored.unit.fields = incoming.fields.clone();
        writer.update_unit(&stored)?;
        // What the aligner paired is as old as its text is said to be.
        let paired = stored.unit.variant(&known.target_lang);
        let redated = paired.filter(|paired| !is_by_hand(paired) && paired.date == known.date);
        if let (Some(paired), Some(date)) = (redated, &incoming.date) {
            let paired = Variant {
                date: Some(date.clone()),
                ..paired.clone()
            };
            writer.put_variant(stored.row, 0, &paired)?;
        }
    }
    Ok(Outcome {
        document: incoming.name.clone(),
        unchanged: true,
        segments: placed.len(),
        ..Outcome::default()
    })
}

/// Whether a person had a hand in a translation: then no file overwrites it.
fn is_by_hand(variant: &Variant) -> bool {
    variant.made_by != Some(MadeBy::Aligned) || variant.locked.is_some()
}

fn source_text(stored: &StoredUnit) -> &str {
    stored.unit.source().map_or("", |source| &source.text)
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
