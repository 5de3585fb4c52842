//! What an export can be, and what people call it.

use std::path::Path;

use crate::exchange::table::Layout;
use crate::exchange::tbx::Style;
use crate::exchange::xliff2::Version;
use crate::exchange::{Format, review, termbase};

/// What an export can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Units, in an exchange format.
    Units(Format),
    /// The termbase as TBX.
    Tbx(Style),
    /// The termbase as a table, one row a term.
    Terms(Layout),
    /// The termbase as OmegaT's glossary.
    Glossary,
    /// The document in the target language, as text.
    Text,
    /// The document in the target language, as what it came as.
    Document,
    /// The page to look at.
    Report,
}

/// The names of [`Kind`]s and the endings of their files, the longer ones first.
const KINDS: &[(&str, &[&str], Kind)] = &[
    ("tmx", &[".tmx"], Kind::Units(Format::Tmx)),
    (
        "xliff2",
        &[".2.xlf", ".2.xliff", ".xlf2"],
        Kind::Units(Format::Xliff2(Version::V21)),
    ),
    ("xliff2.0", &[], Kind::Units(Format::Xliff2(Version::V20))),
    ("xliff2.2", &[], Kind::Units(Format::Xliff2(Version::V22))),
    ("xliff", &[".xlf", ".xliff"], Kind::Units(Format::Xliff12)),
    ("jsonl", &[".jsonl"], Kind::Units(Format::Jsonl)),
    ("weblate", &[".json"], Kind::Units(Format::Weblate)),
    (
        "review",
        &[".docx"],
        Kind::Units(Format::Review(review::Layout::Docx)),
    ),
    ("po", &[".po"], Kind::Units(Format::Po)),
    ("csv", &[], Kind::Units(Format::Table(Layout::Csv))),
    ("tsv", &[], Kind::Units(Format::Table(Layout::Tsv))),
    ("xlsx", &[".xlsx"], Kind::Units(Format::Table(Layout::Xlsx))),
    ("tbx", &[".tbx"], Kind::Tbx(Style::Dca)),
    ("tbx-dct", &[], Kind::Tbx(Style::Dct)),
    ("tbx-v2", &[], Kind::Tbx(Style::V2)),
    ("terms-csv", &[".csv"], Kind::Terms(Layout::Csv)),
    ("terms-tsv", &[], Kind::Terms(Layout::Tsv)),
    ("terms-xlsx", &[], Kind::Terms(Layout::Xlsx)),
    ("glossary", &[".tsv", "glossary.txt"], Kind::Glossary),
    ("text", &[".txt"], Kind::Text),
    ("document", &[], Kind::Document),
    ("report", &[".html"], Kind::Report),
];

impl Kind {
    /// The names people give, in the order they are told.
    pub fn names() -> impl Iterator<Item = &'static str> {
        KINDS.iter().map(|(name, _, _)| *name)
    }

    /// The kind of that name; `xliff1.2` and `xliff2.1` are other names for two of them.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let known = KINDS.iter().find(|(known, _, _)| *known == name);
        known
            .map(|(_, _, kind)| *kind)
            .or_else(|| Format::from_name(&name).map(Self::Units))
    }

    /// The name that people give it, where it has one.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        let known = KINDS.iter().find(|(_, _, kind)| *kind == self);
        known.map(|(name, _, _)| *name)
    }

    /// This, written into `file`: what a review table is made for, the ending says. `None` where it
    /// says nothing that such a table can be.
    #[must_use]
    pub fn into_file(self, file: &Path) -> Option<Self> {
        match self {
            Self::Units(Format::Review(_)) => {
                let layout = review::Layout::of_file(file)?;
                Some(Self::Units(Format::Review(layout)))
            }
            other => Some(other),
        }
    }

    /// The kind that a termbase is to be written as: that of the name, else what the ending of the
    /// file says where it is one of a termbase, else TBX. `None` where it is none of these.
    #[must_use]
    pub fn of_terms(name: Option<&str>, file: Option<&Path>) -> Option<Self> {
        let kind = match (name, file.filter(|file| file.as_os_str() != "-")) {
            (Some(name), _) => match Self::from_name(name)? {
                Self::Units(Format::Table(layout)) => Self::Terms(layout),
                kind => kind,
            },
            (None, Some(file)) => match termbase::Layout::of_file(file) {
                Some(termbase::Layout::Table(layout)) => Self::Terms(layout),
                Some(termbase::Layout::Glossary) => Self::Glossary,
                None => Self::of_file(file)?,
            },
            (None, None) => Self::Tbx(Style::Dca),
        };
        matches!(kind, Self::Tbx(_) | Self::Terms(_) | Self::Glossary).then_some(kind)
    }

    /// The kind that the ending of a file says.
    #[must_use]
    pub fn of_file(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        KINDS
            .iter()
            .find(|(_, endings, _)| endings.iter().any(|ending| name.ends_with(ending)))
            .map(|(_, _, kind)| *kind)
    }
}
