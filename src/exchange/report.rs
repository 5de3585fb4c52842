//! What a file could not keep, counted.

use std::collections::BTreeMap;
use std::fmt;

/// Something that a format cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Loss {
    /// A unit without a source text was not written.
    NoSource,
    /// A unit without a translation was not written.
    NoTarget,
    /// A text that is neither the source nor a translation into the target was left out.
    Language,
    /// A further translation of a unit was left out.
    Alternative,
    /// An inline code was left out; its text is there.
    InlineCode,
    /// A character that the format forbids was replaced by U+FFFD.
    Character,
    /// A property was left out.
    Property,
    /// A field (client, project, domain, subject) was left out.
    Field,
    /// A note was left out.
    Note,
    /// The author of a note was left out; the note is there.
    NoteAuthor,
    /// A date that is not RFC 3339 was left out.
    Date,
    /// A concept without a term was not written.
    NoTerm,
    /// A text that a spreadsheet would compute stands behind an apostrophe.
    Guarded,
    /// A value that the format's pick list does not know was left out or written as the nearest.
    Value,
}

impl Loss {
    /// Whether a text, or a part of one, is missing from the file; else only what is said about
    /// it is.
    #[must_use]
    pub fn is_of_text(self) -> bool {
        match self {
            Self::NoSource
            | Self::NoTarget
            | Self::Language
            | Self::Alternative
            | Self::InlineCode
            | Self::Character
            | Self::NoTerm => true,
            Self::Property
            | Self::Field
            | Self::Note
            | Self::NoteAuthor
            | Self::Date
            | Self::Guarded
            | Self::Value => false,
        }
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::NoSource => "units without a source text were not written",
            Self::NoTarget => "units without a translation were not written",
            Self::Language => "texts beside the source and its translations were left out",
            Self::Alternative => "further translations were left out",
            Self::InlineCode => "inline codes were left out",
            Self::Character => "characters that the format forbids were replaced by U+FFFD",
            Self::Property => "properties were left out",
            Self::Field => "fields were left out",
            Self::Note => "notes were left out",
            Self::NoteAuthor => "authors of notes were left out",
            Self::Date => "dates that are not RFC 3339 were left out",
            Self::NoTerm => "concepts without a term were not written",
            Self::Guarded => "texts that a spreadsheet would compute stand behind an apostrophe",
            Self::Value => {
                "values that the format does not know were left out or written as the nearest it knows"
            }
        }
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}

/// What became of a stream of units or concepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many units or concepts were written.
    pub written: u64,
    lost: BTreeMap<Loss, u64>,
}

impl Report {
    /// Counts `count` more losses of a kind.
    pub(super) fn lose(&mut self, loss: Loss, count: usize) {
        if count > 0 {
            *self.lost.entry(loss).or_default() += count as u64;
        }
    }

    /// A text without the control characters that PO and tables do not hold; those that were replaced are
    /// counted.
    pub(super) fn printable(&mut self, text: String) -> String {
        let is_forbidden = |c: char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
        let count = text.chars().filter(|c| is_forbidden(*c)).count();
        self.lose(Loss::Character, count);
        match count {
            0 => text,
            _ => text.replace(is_forbidden, "\u{FFFD}"),
        }
    }

    /// How often something was lost.
    #[must_use]
    pub fn lost(&self, loss: Loss) -> u64 {
        self.lost.get(&loss).copied().unwrap_or(0)
    }

    /// Everything that was lost, in a stable order.
    pub fn losses(&self) -> impl Iterator<Item = (Loss, u64)> + '_ {
        self.lost.iter().map(|(loss, count)| (*loss, *count))
    }
}
