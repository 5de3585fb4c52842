//! What a check found.

use serde::Serialize;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The word for it: `info`, `warning`, `error`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Which text of a pair a finding marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The source.
    Source,
    /// The target.
    Target,
}

/// A sentence for people, in each of the languages that yiku speaks to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// In English, as the commands print it.
    pub english: String,
    /// In Chinese.
    pub chinese: String,
}

/// Something a check found in a segment and its translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of the check, such as `Q07`.
    pub check: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The text that `range` marks.
    pub side: Side,
    /// The marked place, in bytes of that text; empty where the whole text is meant.
    pub range: std::ops::Range<usize>,
    /// What is wrong, as a sentence for a translator.
    pub message: Message,
    /// What may stand at the marked place instead, where that is safe to say without a person.
    pub fix: Option<String>,
}

impl Finding {
    /// The finding with what may stand at its place instead.
    #[must_use]
    pub fn fixed_by(mut self, text: impl Into<String>) -> Self {
        self.fix = Some(text.into());
        self
    }
}
