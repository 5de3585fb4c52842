//! Why an export could not be made.

use crate::exchange;
use crate::store;
use crate::text::{LangTag, lang::InvalidTag};
use crate::work::fill;

/// What an export could not do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The memory refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// There is no such document.
    #[error(transparent)]
    Fill(#[from] fill::Error),
    /// The format refused.
    #[error(transparent)]
    Exchange(#[from] exchange::Error),
    /// A language tag that is none.
    #[error(transparent)]
    Tag(#[from] InvalidTag),
    /// A renaming of tags that cannot be read.
    #[error("“{given}” does not say how to write a language; --tags takes en=en-US,zh-Hans=zh-CN")]
    Tags {
        /// What was given.
        given: String,
    },
    /// The file of a document cannot be read any more.
    #[error(transparent)]
    Document(#[from] crate::document::Error),
    /// A document of a format that is not known here.
    #[error("{document} is a document of the format “{format}”, which this yiku does not know")]
    UnknownFormat {
        /// The document.
        document: String,
        /// The name of its format.
        format: String,
    },
    /// The segments of a document are not those that its file is cut into now.
    #[error("the segments of {document} were cut by another yiku, which read its file otherwise")]
    ReadOtherwise {
        /// The document.
        document: String,
    },
    /// A name that is not known.
    #[error("there is no {what} “{name}”; there is: {known}")]
    Unknown {
        /// What it should be the name of.
        what: &'static str,
        /// The name.
        name: String,
        /// The names that are known.
        known: String,
    },
    /// A wish that only TMX can fulfil.
    #[error("the {wish} can be chosen for TMX only")]
    OnlyTmx {
        /// What was wished for.
        wish: &'static str,
    },
    /// A language was asked for on both sides.
    #[error("{} cannot be exported with itself", lang.name())]
    SameLanguage {
        /// The language.
        lang: LangTag,
    },
    /// No document is in the languages that were asked for.
    #[error(
        "no document is translated from {} into {}; there is {}",
        source_lang.given(),
        target_lang.given(),
        documents.join(", ")
    )]
    OtherLanguages {
        /// The source language that was asked for.
        source_lang: LangTag,
        /// The target language that was asked for.
        target_lang: LangTag,
        /// What there is, each with its languages.
        documents: Vec<String>,
    },
    /// There are only memories, where a document is needed.
    #[error("there is no document in {memory}, only imported memories")]
    OnlyMemories {
        /// The memory.
        memory: String,
    },
    /// No segment is in the languages that were asked for.
    #[error(
        "nothing to export: no confirmed segment is in both {} and {}",
        source_lang.given(),
        target_lang.given()
    )]
    NoPair {
        /// The source language that was asked for.
        source_lang: LangTag,
        /// The target language that was asked for.
        target_lang: LangTag,
    },
    /// Several documents, where one is needed.
    #[error("there are several documents: {}", documents.join(", "))]
    Several {
        /// Their names.
        documents: Vec<String>,
    },
    /// No segment is in a state that is exported.
    #[error("nothing to export: no segment is confirmed yet")]
    NoSegments,
    /// No segment is in a state that was asked for.
    #[error("nothing to export: no segment is in that state")]
    NotInStates,
    /// The memory has no terms.
    #[error("nothing to export: the memory has no terms yet")]
    NoTerms,
    /// No term is in a language that was asked for.
    #[error("nothing to export: no term is in {} or {}", langs.0.given(), langs.1.given())]
    NoTermsIn {
        /// The languages.
        langs: Box<(LangTag, LangTag)>,
    },
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Exchange(error.into())
    }
}
