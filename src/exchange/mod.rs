//! Exchange files: streams of units in and out, strict when written.
//!
//! Every writer takes the same stream: a [`Header`], then [`Outgoing`] units one by one, then the
//! end. A writer holds nothing of the stream but what its format needs.

use std::collections::BTreeMap;

use crate::text::LangTag;
use crate::unit::Unit;

/// The language tags an exchange file writes instead of the memory's: `en` → `en-US`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(BTreeMap<LangTag, LangTag>);

impl Tags {
    /// Writes `lang` as `written`.
    pub fn rename(&mut self, lang: LangTag, written: LangTag) {
        self.0.insert(lang, written);
    }

    /// The tag to write for `lang`, in canonical case.
    #[must_use]
    pub fn written(&self, lang: &LangTag) -> String {
        self.0.get(lang).unwrap_or(lang).canonical()
    }
}

/// What stands at the head of an exchange file.
#[derive(Clone, Debug)]
pub struct Header {
    /// The source language.
    pub source: LangTag,
    /// The target language.
    pub target: LangTag,
    /// The tags to write.
    pub tags: Tags,
    /// When the newest text in the file was made, as RFC 3339 in UTC; `None` where no text has
    /// a date. Never the time of the export.
    pub date: Option<String>,
}

/// Where a unit stands in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The name of the document: `release`.
    pub document: &'a str,
    /// The file it came from: `release.en.txt`.
    pub file: &'a str,
    /// Its number there, from 1: what people call it.
    pub number: usize,
    /// Its paragraph, from 1.
    pub paragraph: usize,
}

/// A term of a unit with what to write for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownTerm {
    /// The form as it stands in the termbase, in the source language.
    pub source: String,
    /// The forms to use in the target language, the preferred one first.
    pub targets: Vec<String>,
    /// Forms not to use.
    pub forbidden: Vec<String>,
    /// What the concept is; may be empty.
    pub definition: String,
}

/// A unit on its way into a file.
#[derive(Clone, Debug)]
pub struct Outgoing<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Where it stands in a document, if it does.
    pub place: Option<Place<'a>>,
    /// The terms in its source.
    pub terms: &'a [KnownTerm],
}

/// A file that could not be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Writing came to an error of the system (disk full, no permission).
    #[error("the file could not be written")]
    Write(#[from] std::io::Error),
}
