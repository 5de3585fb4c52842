//! What a reader mended or left out, with its place in the file.

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1. Lines end with a line feed.
    pub line: u64,
    /// The character in the line, from 1.
    pub column: u64,
    /// How many bytes stand before it, from 0. Of a file that is not UTF-8: of its text as UTF-8.
    pub byte: u64,
}

impl Position {
    /// The start of a file.
    pub(super) const START: Self = Self {
        line: 1,
        column: 1,
        byte: 0,
    };

    /// Goes past UTF-8 text, which may begin or end inside a character.
    pub(super) fn advance(&mut self, text: &[u8]) {
        let last_line = match memchr::memrchr(b'\n', text) {
            Some(end) => {
                self.line += memchr::memchr_iter(b'\n', text).count() as u64;
                self.column = 1;
                text.get(end + 1..).unwrap_or_default()
            }
            None => text,
        };
        // Every byte but those that go on with a character (0b10xxxxxx).
        let characters = last_line.iter().filter(|byte| **byte & 0xC0 != 0x80);
        self.column += characters.count() as u64;
        self.byte += text.len() as u64;
    }
}

/// Something that was mended or left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The line, from 1.
    pub line: u64,
    /// The byte, from 0, where it is known; see [`Position::byte`].
    pub byte: Option<u64>,
    /// The number of the unit in the file, from 1, where it belongs to one.
    pub unit: Option<u64>,
    /// What was wrong and what was done, as a sentence.
    pub message: String,
}

impl Mend {
    /// A mend of a line.
    pub(super) fn on_line(line: u64, message: String) -> Self {
        Self {
            line,
            byte: None,
            unit: None,
            message,
        }
    }
}

/// The mends of a file: all counted by kind, the first of each kind listed.
///
/// A million units with the same fault are one line in a report, and do not hide another fault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mends {
    kinds: Vec<(&'static str, u64)>,
    listed: Vec<Mend>,
}

impl Mends {
    /// How many mends of one kind are listed.
    pub const LISTED: u64 = 10;

    /// How many characters of a detail are listed: a damaged file may have it as long as it likes.
    const DETAIL: usize = 200;

    /// Counts a mend: `kind` says what was wrong and what was done, `detail` what is particular
    /// to this one; it may be empty.
    pub(super) fn add(
        &mut self,
        at: Position,
        unit: Option<u64>,
        kind: &'static str,
        detail: impl FnOnce() -> String,
    ) {
        let count = match self.kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => count,
            None => {
                self.kinds.push((kind, 0));
                match self.kinds.last_mut() {
                    Some((_, count)) => count,
                    None => return,
                }
            }
        };
        *count += 1;
        if *count <= Self::LISTED {
            let mut message = kind.to_owned();
            let detail = detail();
            if !detail.is_empty() {
                message.push_str(": ");
                message.extend(detail.chars().take(Self::DETAIL));
            }
            self.listed.push(Mend {
                line: at.line,
                byte: Some(at.byte),
                unit,
                message,
            });
        }
    }

    /// The kinds with how often each occurred, in the order they first occurred.
    pub fn kinds(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.kinds.iter().copied()
    }

    /// The first mends of each kind ([`Mends::LISTED`] at most), in the order they occurred.
    #[must_use]
    pub fn listed(&self) -> &[Mend] {
        &self.listed
    }

    /// How many mends there were, listed or not.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.kinds.iter().map(|(_, count)| count).sum()
    }
}

/// The words that name a unit in a message: `, unit 12`, or nothing.
pub(super) fn in_unit(unit: Option<u64>) -> String {
    unit.map_or_else(String::new, |unit| format!(", unit {unit}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_characters_are_counted() {
        let mut at = Position::START;
        at.advance("第一行\r\n第二".as_bytes());
        assert_eq!((at.line, at.column, at.byte), (2, 3, 17));
        at.advance("行 𠮷x".as_bytes());
        assert_eq!((at.line, at.column), (2, 7));
    }

    #[test]
    fn a_frequent_mend_is_counted_and_does_not_hide_a_rare_one() {
        let mut mends = Mends::default();
        for unit in 1..=1_000 {
            mends.add(Position::START, Some(unit), "an empty seg", String::new);
        }
        mends.add(Position::START, Some(1_000), "a bad date", || {
            "yesterday".to_owned()
        });
        assert_eq!(mends.count(), 1_001);
        assert_eq!(mends.listed().len(), 11);
        let last = mends.listed().last().unwrap();
        assert_eq!(last.message, "a bad date: yesterday");
        assert_eq!(
            mends.kinds().collect::<Vec<_>>(),
            [("an empty seg", 1_000), ("a bad date", 1)]
        );
    }
}
