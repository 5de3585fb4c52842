//! Where a command works: the project it stands in, its memory, who gives it and when.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::align::Lexicon;
use super::check::waivers::WAIVERS;
use super::manifest::{self, Manifest, MemoryTable, Role};
use super::memories::{self, Standing};
use super::segmentation::{self, Segmentation};
use crate::document;
use crate::store::Command;
use crate::text::LangTag;

/// The name of a project's manifest.
pub const MANIFEST: &str = "yiku.toml";

/// A project: a folder with a manifest.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder that the manifest stands in.
    pub folder: PathBuf,
    /// What the manifest says.
    pub manifest: Manifest,
}

impl Project {
    /// Opens the project in `folder`.
    ///
    /// # Errors
    /// [`manifest::Error`] where there is no manifest, or it cannot be understood.
    pub fn open(folder: &Path) -> Result<Self, manifest::Error> {
        Ok(Self {
            folder: folder.to_owned(),
            manifest: Manifest::read(&folder.join(MANIFEST))?,
        })
    }

    /// Opens the project that `start` stands in: the nearest folder upward with a manifest.
    ///
    /// # Errors
    /// [`manifest::Error`] where the manifest cannot be understood.
    pub fn find(start: &Path) -> Result<Option<Self>, manifest::Error> {
        start
            .ancestors()
            .find(|folder| folder.join(MANIFEST).is_file())
            .map(Self::open)
            .transpose()
    }

    /// Puts another manifest in the place of the project's, where it can be understood.
    ///
    /// # Errors
    /// [`manifest::Error`] where it cannot be, or the file cannot be written; then the file is as it
    /// was.
    pub fn rewrite(folder: &Path, text: &str) -> Result<Self, manifest::Error> {
        let path = folder.join(MANIFEST);
        let manifest = Manifest::parse(&path, text)?;
        super::output::write(&path, text.as_bytes())?;
        Ok(Self {
            folder: folder.to_owned(),
            manifest,
        })
    }

    /// What the project is called to people.
    #[must_use]
    pub fn title(&self) -> &str {
        let project = &self.manifest.project;
        if project.title.is_empty() {
            &project.name
        } else {
            &project.title
        }
    }

    /// What its report is headed by.
    #[must_use]
    pub fn heading(&self) -> Heading {
        Heading {
            title: self.title().to_owned(),
            attribution: self.manifest.project.attribution.clone(),
        }
    }

    /// The files that the project is made from: no export goes over them.
    #[must_use]
    pub fn sources(&self) -> Vec<PathBuf> {
        let manifest = &self.manifest;
        let documents = manifest.documents.iter();
        let texts = documents.flat_map(|table| std::iter::once(&table.source).chain(&table.target));
        let termbases = manifest.termbases.iter().map(|table| &table.file);
        let memories = manifest.memories.iter().map(|table| &table.file);
        let named = texts
            .chain(&manifest.segmentation.srx)
            .chain(&manifest.alignment.lexicon)
            .chain(termbases)
            .chain(memories)
            .map(|file| self.folder.join(file));
        [self.folder.join(MANIFEST), self.waivers()]
            .into_iter()
            .chain(named)
            .collect()
    }

    /// What cuts the project's texts.
    ///
    /// # Errors
    /// [`segmentation::Error`] where the file of its own rules cannot be read.
    pub fn segmentation(&self) -> Result<Segmentation, segmentation::Error> {
        self.manifest.segmentation.open(&self.folder)
    }

    /// Where the findings are kept that a reviewer has accepted.
    #[must_use]
    pub fn waivers(&self) -> PathBuf {
        self.folder.join(WAIVERS)
    }

    /// The words that the project's texts are paired with their translations by; `more` are files
    /// that somebody names beside the project's.
    ///
    /// # Errors
    /// [`document::Error`] where a file of words cannot be read.
    pub fn lexicon(&self, more: &[PathBuf]) -> Result<Lexicon, document::Error> {
        let own = self.manifest.alignment.lexicon.iter();
        let own = own.map(|file| self.folder.join(file));
        Lexicon::read(&own.chain(more.iter().cloned()).collect::<Vec<_>>())
    }

    /// Where the project's working memory is.
    #[must_use]
    pub fn memory(&self) -> PathBuf {
        self.folder.join(self.manifest.working_memory())
    }

    /// The project's memories, the working one first.
    #[must_use]
    pub fn memories(&self) -> Vec<(PathBuf, Standing)> {
        let tables = &self.manifest.memories;
        let mut tables: Vec<&MemoryTable> = tables.iter().collect();
        tables.sort_by_key(|table| table.role != Role::Working);
        if tables.is_empty() {
            return memories::standings([(self.memory(), Role::Working, None, None)]);
        }
        memories::standings(tables.into_iter().map(|table| {
            let file = self.folder.join(&table.file);
            (file, table.role, table.name.clone(), table.penalty)
        }))
    }
}

/// What a page is headed by and whose its texts are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The title.
    pub title: String,
    /// Lines that say whose the texts are.
    pub attribution: Vec<String>,
}

/// What is translated from and into where nobody says.
pub const USUAL: [&str; 2] = ["en", "zh-Hans"];

/// Languages for what does not say its own, and over those that it says.
#[derive(Clone, Debug)]
pub struct Languages {
    /// The source and the target language that were asked for.
    pub asked: (Option<LangTag>, Option<LangTag>),
    /// Those where nothing says any.
    pub otherwise: (LangTag, LangTag),
}

impl Languages {
    /// Languages of which none was asked for.
    #[must_use]
    pub fn unasked(otherwise: (LangTag, LangTag)) -> Self {
        Self {
            asked: (None, None),
            otherwise,
        }
    }

    /// Whether one of them was asked for.
    #[must_use]
    pub fn are_asked(&self) -> bool {
        self.asked.0.is_some() || self.asked.1.is_some()
    }
}

/// Who gives a command, and when: read once, at the edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// Who.
    pub who: String,
    /// When.
    pub at: Timestamp,
}

impl Occasion {
    /// The command of `verb` on this occasion.
    #[must_use]
    pub fn command(&self, verb: &str, arguments: Vec<String>) -> Command {
        Command {
            verb: verb.to_owned(),
            arguments,
            who: self.who.clone(),
            at: self.date(),
        }
    }

    /// The time of the occasion, as RFC 3339 in UTC with seconds.
    #[must_use]
    pub fn date(&self) -> String {
        self.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}
