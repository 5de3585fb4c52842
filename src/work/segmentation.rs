//! How texts are cut into segments: by the built-in rules, or by a user's own from an SRX file.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::output;
use crate::document;
use crate::exchange::{self, Mends};
use crate::segment::srx::{self, Rules};
use crate::segment::{Options, RulesFile, Segmenter};

/// `[segmentation]`
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SegmentationTable {
    /// Whether ； and ; end a segment.
    pub semicolon: bool,
    /// Whether ： and : end a segment.
    pub colon: bool,
    /// Whether only a blank line ends a paragraph (hard-wrapped text).
    pub blank_line_paragraphs: bool,
    /// An SRX file with rules of your own, for the languages that it speaks of.
    pub srx: Option<PathBuf>,
}

/// Why rules cannot be used at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] document::Error),
    /// It is damaged, or no SRX.
    #[error("{}, {}", path.display(), in_words(fault))]
    Rules {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: exchange::Error,
    },
}

/// Rules have no units to be counted.
fn in_words(fault: &exchange::Error) -> String {
    match fault {
        exchange::Error::Malformed { at, message, .. } => format!("line {}: {message}", at.line),
        other => other.to_string(),
    }
}

/// What cuts texts, and where its rules are from.
#[derive(Clone, Debug, Default)]
pub struct Segmentation {
    /// What cuts.
    pub segmenter: Segmenter,
    /// The user's own rules: their file, and what was mended in it.
    pub file: Option<(PathBuf, Mends)>,
}

/// Writes the built-in rules for English and Chinese as SRX 2.0, never over one of the `sources`
/// of a project; how many rules there are.
///
/// # Errors
/// [`output::Error`] where the file cannot be written, or is a source.
pub fn write_built_in(path: &Path, sources: &[PathBuf]) -> Result<usize, output::Error> {
    let document = srx::built_in();
    let content = exchange::srx::write(Vec::new(), &document)
        .map_err(|source| output::Error::new(path, source))?;
    output::write_export(path, &content, sources)?;
    Ok(document.sets.iter().map(|set| set.rules.len()).sum())
}

impl SegmentationTable {
    /// What cuts texts as the table says; its file stands in `folder`.
    ///
    /// # Errors
    /// [`Error`] where there is a file of rules that cannot be read.
    pub fn open(&self, folder: &Path) -> Result<Segmentation, Error> {
        let options = Options {
            semicolon: self.semicolon,
            colon: self.colon,
            blank_line_paragraphs: self.blank_line_paragraphs,
            srx: None,
        };
        let Some(srx) = &self.srx else {
            return Ok(Segmentation {
                segmenter: options.into(),
                file: None,
            });
        };
        let path = folder.join(srx);
        let failed = |fault| Error::Rules {
            path: path.clone(),
            fault,
        };
        let content = document::bytes(&path)?;
        let read = exchange::srx::read(content.as_slice()).map_err(failed)?;
        let file = RulesFile {
            name: super::import::file_name(&path),
            hash: blake3::hash(&content).to_hex().to_string(),
        };
        Ok(Segmentation {
            segmenter: Segmenter::with_rules(options, file, Rules::new(read.document)),
            file: Some((path, read.mends)),
        })
    }
}
