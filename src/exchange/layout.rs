//! What a memory knows of the documents and memories its units come from, and of how units stand
//! in a document: enough to lay the document out again to the byte. Only a text form of the memory
//! takes it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::segment::Options;
use crate::text::LangTag;
use crate::unit::UnitId;

/// How a unit stands in the two texts of its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout<'a> {
    /// The white space before it in the source text.
    pub before: &'a str,
    /// Its number in the text of the translation, from 1, and the white space before it there.
    pub target: Option<(usize, &'a str)>,
    /// The unit whose place it took when the text changed.
    pub replaces: Option<UnitId>,
}

/// What is known of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DocumentHead {
    /// What people call it: `release`.
    pub name: String,
    /// The file it came from: `release.en.txt`.
    pub file: String,
    /// The file its translation came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_file: Option<String>,
    /// Its language.
    #[cfg_attr(test, schemars(with = "String"))]
    pub source_lang: LangTag,
    /// The language it is translated into.
    #[cfg_attr(test, schemars(with = "String"))]
    pub target_lang: LangTag,
    /// BLAKE3 of the file as it came, 64 hexadecimal digits.
    pub source_hash: String,
    /// BLAKE3 of the translation's file as it came, and of what it was aligned by beside what we
    /// ship.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_hash: Option<String>,
    /// The encoding of the file.
    pub source_encoding: String,
    /// The encoding of the translation's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_encoding: Option<String>,
    /// The white space after the last segment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source_tail: String,
    /// The white space after the last segment of the translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_tail: Option<String>,
    /// How it was cut into segments, where that was not as usual.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub segmentation: Options,
    /// The date of the text, RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Its file, where the document is more than its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<OriginalHead>,
}

/// The file of a document, as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OriginalHead {
    /// Its format: `html`.
    pub format: String,
    /// The encoding that it was said to be in, where somebody had to say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// What stands in it.
    #[serde(flatten)]
    pub content: Content,
}

/// What stands in a file: text where it is UTF-8, so that git shows what changed in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// Its text.
    Text(String),
    /// Its bytes (RFC 4648 §4).
    Base64(String),
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self::Text(text),
            Err(error) => Self::Base64(STANDARD.encode(error.as_bytes())),
        }
    }
}

impl Content {
    /// The bytes; `None` where they are not written as they should be.
    #[must_use]
    pub fn into_bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Text(text) => Some(text.into_bytes()),
            Self::Base64(written) => STANDARD.decode(written).ok(),
        }
    }
}

/// What is known of a memory that was imported. Not the hash of its file: memories that hold the
/// same are the same text, whichever file they came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MemoryHead {
    /// Its name: that of its file.
    pub name: String,
    /// The language translated from.
    #[cfg_attr(test, schemars(with = "String"))]
    pub source_lang: LangTag,
    /// The language translated into.
    #[cfg_attr(test, schemars(with = "String"))]
    pub target_lang: LangTag,
}

fn is_usual(options: &Options) -> bool {
    *options == Options::default()
}
