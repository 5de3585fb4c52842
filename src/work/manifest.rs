//! `yiku.toml`: what a project is made of.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::align::AlignmentTable;
use super::analyze::RatesTable;
use super::pretranslate::Policy;
use super::segmentation::SegmentationTable;
use crate::check::Settings;
use crate::recall::Reason;
use crate::text::LangTag;
use crate::unit::Fields;

/// The name of a project's memory, where the manifest does not give another.
pub const MEMORY: &str = "memory.yiku";

/// A project's manifest.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What the project is.
    pub project: ProjectTable,
    /// Its documents, with their translations.
    #[serde(default, rename = "document")]
    pub documents: Vec<DocumentTable>,
    /// Its termbases, the more important first.
    #[serde(default, rename = "termbase")]
    pub termbases: Vec<TermbaseTable>,
    /// Its memories, with their roles.
    #[serde(default, rename = "memory")]
    pub memories: Vec<MemoryTable>,
    /// How texts are cut into segments.
    #[serde(default)]
    pub segmentation: SegmentationTable,
    /// How they are paired with their translations.
    #[serde(default)]
    pub alignment: AlignmentTable,
    /// What is paid of the full price, for `yiku analyze`.
    #[serde(default)]
    pub rates: Option<RatesTable>,
    /// What is filled in from the memories, and as what.
    #[serde(default)]
    pub pretranslate: Policy,
    /// How strict the checks are.
    #[serde(default)]
    pub check: Settings,
    /// What `yiku build` writes.
    #[serde(default, rename = "export")]
    pub exports: Vec<ExportTable>,
}

/// `[project]`
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProjectTable {
    /// The short name.
    pub name: String,
    /// The title, for people.
    #[serde(default)]
    pub title: String,
    /// The language translated from.
    #[cfg_attr(test, schemars(with = "String"))]
    pub from: LangTag,
    /// The language translated into.
    #[cfg_attr(test, schemars(with = "String"))]
    pub to: LangTag,
    /// Whose text it is.
    #[serde(default)]
    pub client: String,
    /// The domain.
    #[serde(default)]
    pub domain: String,
    /// The subject.
    #[serde(default)]
    pub subject: String,
    /// Lines that say whose the texts are, shown on the report.
    #[serde(default)]
    pub attribution: Vec<String>,
}

/// `[[document]]`
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentTable {
    /// What people call it; without it, the file's name up to its first point.
    #[serde(default)]
    pub name: Option<String>,
    /// The source text.
    pub source: PathBuf,
    /// Its translation, where there is one already.
    #[serde(default)]
    pub target: Option<PathBuf>,
    /// The date of the text: its aligned translations carry it.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub date: Option<toml::value::Datetime>,
    /// The encoding of the source text, where it is not what it seems to be.
    #[serde(default)]
    pub encoding: Option<String>,
    /// The encoding of the translation, likewise.
    #[serde(default)]
    pub target_encoding: Option<String>,
    /// Whether the comments at its margins are to be translated too.
    #[serde(default)]
    pub comments: bool,
    /// Whether what its sheets are called is.
    #[serde(default)]
    pub sheet_names: bool,
    /// Whether the texts in its formulas are.
    #[serde(default)]
    pub formulas: bool,
    /// Whether values that are plainly for a program are.
    #[serde(default)]
    pub code: bool,
}

/// `[[termbase]]`
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TermbaseTable {
    /// The CSV file.
    pub file: PathBuf,
}

/// What a memory is to the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Written; exactly one.
    Working,
    /// The client's own, read.
    Client,
    /// For reference, read.
    Reference,
    /// Filled by a machine, read.
    Machine,
}

impl Role {
    /// What is taken off the matches of such a memory where it does not say itself, in percent.
    #[must_use]
    pub fn penalty(self) -> u8 {
        match self {
            Self::Working | Self::Client => 0,
            Self::Reference => 1,
            Self::Machine => Reason::Machine.points(),
        }
    }
}

/// `[[memory]]`
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MemoryTable {
    /// The file.
    pub file: PathBuf,
    /// What it is to the project.
    pub role: Role,
    /// What people call it; without it, the file's name.
    #[serde(default)]
    pub name: Option<String>,
    /// What is taken off the scores of its matches, in percent; without it 0, for a reference 1,
    /// for a machine's 15.
    #[serde(default)]
    #[cfg_attr(test, schemars(range(min = 0, max = 100)))]
    pub penalty: Option<u8>,
}

/// `[[export]]`
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExportTable {
    /// The file to write.
    pub file: PathBuf,
    /// The format; without it, what the file's ending says, or the document where it ends as the one
    /// that is meant.
    #[serde(default)]
    pub format: Option<String>,
    /// The tool it is for: sets tags and contexts.
    #[serde(default, rename = "for")]
    pub tool: Option<String>,
    /// Language tags to write instead of the memory's, such as `en=en-US,zh-Hans=zh-CN`.
    #[serde(default)]
    pub tags: Option<String>,
    /// How the segments around one are noted in TMX, over what the tool reads: `memoq,xtm`.
    #[serde(default)]
    pub context: Option<String>,
    /// The level of TMX: 2 with inline codes, 1 without.
    #[serde(default)]
    pub level: Option<u8>,
    /// The encoding of TMX: `utf-8` or `utf-16`.
    #[serde(default)]
    pub encoding: Option<String>,
    /// How many characters a line of a subtitle may have.
    #[serde(default)]
    pub line_length: Option<usize>,
    /// The document to write; without it, all.
    #[serde(default)]
    pub document: Option<String>,
}

/// What is wrong with a manifest.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] crate::document::Error),
    /// It cannot be written.
    #[error(transparent)]
    Write(#[from] super::output::Error),
    /// It is no TOML, or not what a manifest is.
    #[error("{}, line {line}: {message}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
        /// The nearest key that is known, where an unknown one stands.
        nearest: Option<String>,
    },
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// [`Error`] where it cannot be read or understood, with the line.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let file = crate::document::read(path, Some("utf-8"))?;
        Self::parse(path, &file.text)
    }

    /// Reads the text of a manifest; `path` is for the messages.
    pub(super) fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let manifest: Self = from_toml(path, text)?;
        let content = |at, message, nearest| content(path, text, at, message, nearest);
        let working = manifest
            .memories
            .iter()
            .filter(|memory| memory.role == Role::Working)
            .count();
        let at = text.find("[[memory]]").unwrap_or(0);
        match (manifest.memories.is_empty(), working) {
            (true, _) | (_, 1) => {}
            (_, 0) => {
                let message = "one [[memory]] must have role = \"working\"".to_owned();
                return Err(content(at, message, None));
            }
            _ => {
                let message = "only one [[memory]] may have role = \"working\"".to_owned();
                return Err(content(at, message, None));
            }
        }
        let policy = &manifest.pretranslate;
        let percents = manifest.memories.iter().filter_map(|memory| memory.penalty);
        let mut percents = percents.chain([policy.min_net]).chain(policy.fuzzy);
        if let Some(over) = percents.find(|percent| *percent > 100) {
            let at = text.find(&over.to_string()).unwrap_or(at);
            let message = format!("{over} is no number of percent from 0 to 100");
            return Err(content(at, message, None));
        }
        if let Some(unknown) = manifest.check.unknown() {
            let at = text.find(unknown).unwrap_or(at);
            let message = format!("there is no check {unknown}; `yiku check --rules` lists them");
            return Err(content(at, message, None));
        }
        let names: Vec<String> = manifest.documents.iter().map(DocumentTable::name).collect();
        if let Some((_, twice)) = (1..)
            .zip(&names)
            .find(|(n, name)| names[*n..].contains(name))
        {
            let message = format!("two documents are called “{twice}”; give one another name");
            return Err(content(
                text.find("[[document]]").unwrap_or(0),
                message,
                None,
            ));
        }
        Ok(manifest)
    }

    /// The file of the memory that is written.
    #[must_use]
    pub fn working_memory(&self) -> &Path {
        self.memories
            .iter()
            .find(|memory| memory.role == Role::Working)
            .map_or(Path::new(MEMORY), |memory| &memory.file)
    }

    /// What translators filter the project's units by.
    #[must_use]
    pub fn fields(&self) -> Fields {
        Fields {
            client: self.project.client.clone(),
            project: self.project.name.clone(),
            domain: self.project.domain.clone(),
            subject: self.project.subject.clone(),
        }
    }
}

impl DocumentTable {
    /// What people call the document.
    #[must_use]
    pub fn name(&self) -> String {
        self.name
            .clone()
            .unwrap_or_else(|| document_name(&self.source))
    }

    /// The date of the text, as RFC 3339 in UTC; a date without a time is midnight.
    #[must_use]
    pub fn date(&self) -> Option<String> {
        let date = self.date?;
        let day = date.date?;
        let time = date.time.map_or((0, 0, 0), |time| {
            (time.hour, time.minute, time.second.unwrap_or(0))
        });
        Some(format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            day.year, day.month, day.day, time.0, time.1, time.2
        ))
    }
}

/// What a document is called after its file: the name up to the first point.
#[must_use]
pub fn document_name(file: &Path) -> String {
    let name = file
        .file_name()
        .unwrap_or(file.as_os_str())
        .to_string_lossy();
    let stem = name.split('.').find(|part| !part.is_empty());
    stem.unwrap_or(&name).to_owned()
}

/// Reads TOML.
///
/// # Errors
/// [`Error::Content`] where it is none, or not what it should be, with the line.
pub(super) fn from_toml<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        let (message, nearest) = explain(error.message(), text, &span);
        content(path, text, span.start, message, nearest)
    })
}

/// What is wrong at a byte of the text of a file.
fn content(path: &Path, text: &str, at: usize, message: String, nearest: Option<String>) -> Error {
    Error::Content {
        path: path.to_owned(),
        line: 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count(),
        message,
        nearest,
    }
}

/// Puts what the TOML reader says into words, with the nearest known key for an unknown one.
fn explain(message: &str, text: &str, span: &Range<usize>) -> (String, Option<String>) {
    let mut quoted = message.split('`').skip(1).step_by(2);
    if message.starts_with("unknown field") {
        let unknown = quoted.next().unwrap_or_default().to_owned();
        let known: Vec<&str> = quoted.collect();
        let nearest = known
            .iter()
            .map(|key| (strsim::damerau_levenshtein(key, &unknown), *key))
            .min()
            .filter(|(distance, key)| *distance <= 1 + key.len() / 3)
            .map(|(_, key)| key.to_owned());
        let message = format!(
            "the key “{unknown}” is not known here ({} are)",
            known.join(", ")
        );
        return (message, nearest);
    }
    if message.starts_with("missing field") {
        let key = quoted.next().unwrap_or_default();
        return (format!("the key “{key}” is missing"), None);
    }
    let near = text.get(span.clone()).unwrap_or_default();
    let first = near.lines().next().unwrap_or_default();
    if first.is_empty() {
        (message.to_owned(), None)
    } else {
        (format!("{message}: {first}"), None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "[project]\nname = \"a\"\nfrom = \"en\"\nto = \"zh-Hans\"\n";

    fn error(tail: &str) -> String {
        let text = format!("{WHOLE}{tail}");
        let error = Manifest::parse(Path::new("yiku.toml"), &text).unwrap_err();
        let nearest = match &error {
            Error::Content { nearest, .. } => nearest.clone(),
            Error::Read(_) | Error::Write(_) => None,
        };
        format!("{error} / {nearest:?}")
    }

    #[test]
    fn a_broken_manifest_is_told_by_line_and_nearest_key() {
        assert_eq!(
            error("[[document]]\nsuorce = \"a.txt\"\n"),
            "yiku.toml, line 6: the key “suorce” is not known here (name, source, target, date, encoding, target_encoding, comments, sheet_names, formulas, code are) / Some(\"source\")"
        );
        assert!(error("[[export]]\n").starts_with("yiku.toml, line 5: the key “file” is missing"));
        assert!(error("[[document]\n").starts_with("yiku.toml, line 5: "));
        assert!(error("[[memory]]\nfile = \"a\"\nrole = \"boss\"\n").contains("line 7"));
        assert!(error("[[memory]]\nfile = \"a\"\nrole = \"client\"\n").contains("working"));
        assert!(
            error("[[document]]\nsource = \"a.txt\"\n[[document]]\nsource = \"a.md\"\n")
                .contains("“a”")
        );
    }

    #[test]
    fn names_and_dates_of_documents() {
        let text =
            format!("{WHOLE}[[document]]\nsource = \"in/release.en.txt\"\ndate = 2024-09-16\n");
        let manifest = Manifest::parse(Path::new("yiku.toml"), &text).unwrap();
        assert_eq!(manifest.documents[0].name(), "release");
        assert_eq!(
            manifest.documents[0].date().unwrap(),
            "2024-09-16T00:00:00Z"
        );
        assert_eq!(manifest.working_memory(), Path::new("memory.yiku"));
    }
}
