//! How far a translation is, and how it came about: two questions, two values.

use serde::{Deserialize, Serialize};

/// How far a translation is. No state at all: untranslated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Somebody rejected it.
    Rejected,
    /// A proposal that nobody has confirmed.
    Draft,
    /// Confirmed by the translator.
    Translated,
    /// Confirmed by a reviewer.
    Reviewed,
    /// Not to change any more.
    Final,
}

impl State {
    /// All states, lowest first.
    pub const ALL: [Self; 5] = [
        Self::Rejected,
        Self::Draft,
        Self::Translated,
        Self::Reviewed,
        Self::Final,
    ];

    /// Whether a translation in this state counts as done: translated or higher.
    #[must_use]
    pub fn is_confirmed(self) -> bool {
        self >= Self::Translated
    }

    /// The word for it: `draft`, `translated` …
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::Draft => "draft",
            Self::Translated => "translated",
            Self::Reviewed => "reviewed",
            Self::Final => "final",
        }
    }

    /// A sign for it, since colour alone tells nothing to some.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Rejected => "✗",
            Self::Draft => "~",
            Self::Translated => "✓",
            Self::Reviewed => "✓✓",
            Self::Final => "■",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// How a translation came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum MadeBy {
    /// A person wrote or confirmed it.
    Human,
    /// Taken from an exact match.
    Exact,
    /// Taken from a context match.
    Context,
    /// Taken from a fuzzy match.
    Fuzzy,
    /// A machine wrote it.
    Machine,
    /// Found by aligning two texts.
    Aligned,
    /// Spread from a repetition.
    Propagated,
}

impl MadeBy {
    /// All ways, in no order.
    pub const ALL: [Self; 7] = [
        Self::Human,
        Self::Exact,
        Self::Context,
        Self::Fuzzy,
        Self::Machine,
        Self::Aligned,
        Self::Propagated,
    ];

    /// The word for it: `human`, `aligned` …
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Exact => "exact",
            Self::Context => "context",
            Self::Fuzzy => "fuzzy",
            Self::Machine => "machine",
            Self::Aligned => "aligned",
            Self::Propagated => "propagated",
        }
    }

    /// The way of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == name)
    }
}
