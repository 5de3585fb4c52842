//! Findings that a reviewer has accepted, kept as text beside the manifest so that they are
//! reviewed and merged like everything else there.
//!
//! A waiver is for one finding at one place of one pair of texts: it has no effect any more once
//! source or target is changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::unit::{Finding, Side};
use crate::work::output;

/// The name of the file, beside the manifest.
pub const WAIVERS: &str = "waivers.tsv";

/// The first line of the file.
const HEADER: &str = "check\ttexts\tsegment\tmarked\tnote";

/// What is wrong with a file of waivers.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] crate::document::Error),
    /// A line is no waiver.
    #[error("{}, line {line}: a waiver has a check, its texts, a segment, what is marked and a note, with tabs between", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// It cannot be written.
    #[error(transparent)]
    Write(#[from] output::Error),
}

/// What people want to know of a waiver.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Remark {
    segment: String,
    marked: String,
    note: String,
}

/// The accepted findings, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waivers(BTreeMap<(String, String), Remark>);

impl Waivers {
    /// Reads a file of waivers; where there is none, nothing has been accepted.
    ///
    /// # Errors
    /// [`Error`] where it cannot be read or understood, with the line.
    pub fn read(path: &Path) -> Result<Self, Error> {
        if !path.is_file() {
            return Ok(Self::default());
        }
        let file = crate::document::read(path, Some("utf-8"))?;
        let mut waivers = Self::default();
        for (number, line) in (1..).zip(file.text.lines()) {
            if line == HEADER || line.trim().is_empty() {
                continue;
            }
            let fields: Vec<&str> = line.split('\t').collect();
            let [check, texts, segment, marked, note] = fields[..] else {
                return Err(Error::Line {
                    path: path.to_owned(),
                    line: number,
                });
            };
            waivers.0.insert(
                (check.to_owned(), texts.to_owned()),
                Remark {
                    segment: segment.to_owned(),
                    marked: marked.to_owned(),
                    note: note.to_owned(),
                },
            );
        }
        Ok(waivers)
    }

    /// Whether a finding has been accepted.
    #[must_use]
    pub fn accept(&self, source: &str, target: &str, finding: &Finding) -> bool {
        !self.0.is_empty() && self.0.contains_key(&key(source, target, finding))
    }

    /// Accepts a finding in a segment.
    pub fn add(
        &mut self,
        segment: &str,
        source: &str,
        target: &str,
        finding: &Finding,
        note: &str,
    ) {
        let text = match finding.side {
            Side::Source => source,
            Side::Target => target,
        };
        let marked = text.get(finding.range.clone()).unwrap_or_default();
        let remark = Remark {
            segment: one_line(segment),
            marked: one_line(marked),
            note: one_line(note),
        };
        self.0.insert(key(source, target, finding), remark);
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The waivers as their file has them.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{HEADER}\n");
        for ((check, texts), remark) in &self.0 {
            let Remark {
                segment,
                marked,
                note,
            } = remark;
            out.push_str(&format!("{check}\t{texts}\t{segment}\t{marked}\t{note}\n"));
        }
        out
    }

    /// Writes the file; it is there whole or as it was.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        output::write(path, self.text().as_bytes())?;
        Ok(())
    }
}

/// What a finding is known by: its check, and a BLAKE3 hash of the two texts and of its place.
fn key(source: &str, target: &str, finding: &Finding) -> (String, String) {
    let mut hasher = blake3::Hasher::new();
    for part in [source, target] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.update(&[u8::from(finding.side == Side::Target)]);
    for place in [finding.range.start, finding.range.end] {
        hasher.update(&(place as u64).to_le_bytes());
    }
    let hash = hasher.finalize().to_hex();
    let short = hash.get(..16).unwrap_or(&hash).to_owned();
    (finding.check.to_owned(), short)
}

/// A text without what would break a line of the file.
fn one_line(text: &str) -> String {
    text.split(['\t', '\n', '\r']).collect::<Vec<_>>().join(" ")
}
