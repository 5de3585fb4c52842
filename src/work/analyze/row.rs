//! The rows of a report: what a segment is paid as.

use crate::recall::Band;

/// A row of a report, in the order in which rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// The memory has the text between the same neighbours.
    Context,
    /// The text stood in the same file before.
    Repetition,
    /// The text stood in a file before this one.
    AcrossFiles,
    /// The memory has the text.
    Exact,
    /// The memory has its words; numbers, punctuation, case or form differ.
    From95,
    /// The best match of the memory has 85 to 94 percent.
    From85,
    /// 75 to 84 percent.
    From75,
    /// 50 to 74 percent.
    From50,
    /// A text before it, in the files themselves, is more like it than the memory's best: 95 to 99.
    Internal95,
    /// 85 to 94 percent, of a text before it.
    Internal85,
    /// 75 to 84 percent, of a text before it.
    Internal75,
    /// 50 to 74 percent, of a text before it.
    Internal50,
    /// To be translated from nothing.
    New,
    /// No words in it: numbers, punctuation, symbols.
    NumbersOnly,
    /// Its translation is not to be changed.
    Locked,
}

impl Row {
    /// All rows, in their order.
    pub const ALL: [Self; 15] = [
        Self::Context,
        Self::Repetition,
        Self::AcrossFiles,
        Self::Exact,
        Self::From95,
        Self::From85,
        Self::From75,
        Self::From50,
        Self::Internal95,
        Self::Internal85,
        Self::Internal75,
        Self::Internal50,
        Self::New,
        Self::NumbersOnly,
        Self::Locked,
    ];

    /// The row of a match in the memory.
    #[must_use]
    pub fn of(band: Band) -> Self {
        match band {
            Band::Context => Self::Context,
            Band::Exact => Self::Exact,
            Band::From95 => Self::From95,
            Band::From85 => Self::From85,
            Band::From75 => Self::From75,
            Band::From50 => Self::From50,
            Band::New => Self::New,
        }
    }

    /// The row of a match in the files themselves; one of equal texts is a repetition.
    #[must_use]
    pub fn internal(band: Band) -> Self {
        match band {
            Band::Context | Band::Exact => Self::Repetition,
            Band::From95 => Self::Internal95,
            Band::From85 => Self::Internal85,
            Band::From75 => Self::Internal75,
            Band::From50 => Self::Internal50,
            Band::New => Self::New,
        }
    }

    /// Its name in files: `101`, `repetition`, `95-99`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Context => "101",
            Self::Repetition => "repetition",
            Self::AcrossFiles => "repetition-across-files",
            Self::Exact => "100",
            Self::From95 => "95-99",
            Self::From85 => "85-94",
            Self::From75 => "75-84",
            Self::From50 => "50-74",
            Self::Internal95 => "internal-95-99",
            Self::Internal85 => "internal-85-94",
            Self::Internal75 => "internal-75-84",
            Self::Internal50 => "internal-50-74",
            Self::New => "new",
            Self::NumbersOnly => "numbers-only",
            Self::Locked => "locked",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Context => "context 101",
            Self::Repetition => "repetitions, same file",
            Self::AcrossFiles => "repetitions, across files",
            Self::Exact => "100",
            Self::From95 => "95–99",
            Self::From85 => "85–94",
            Self::From75 => "75–84",
            Self::From50 => "50–74",
            Self::Internal95 => "internal 95–99",
            Self::Internal85 => "internal 85–94",
            Self::Internal75 => "internal 75–84",
            Self::Internal50 => "internal 50–74",
            Self::New => "new",
            Self::NumbersOnly => "numbers only",
            Self::Locked => "locked",
        }
    }

    /// Whether it is shown only where something is in it.
    #[must_use]
    pub fn is_rare(self) -> bool {
        matches!(
            self,
            Self::Internal95
                | Self::Internal85
                | Self::Internal75
                | Self::Internal50
                | Self::NumbersOnly
                | Self::Locked
        )
    }
}
