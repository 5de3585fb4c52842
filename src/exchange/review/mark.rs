//! What a row carries with it, unseen: the unit it is of, and how that was when the table was
//! written.

use crate::exchange::shown::Shown;
use crate::unit::{State, UnitId, Variant};

/// What every mark begins with. The name of a bookmark that begins so is not listed by word
/// processors.
const PREFIX: &str = "_y";
/// What the mark of a whole table begins with.
const WHOLE: &str = "_yt";
/// The digits (RFC 4648 §6, in lower case: names of bookmarks are compared without case).
const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// The bytes of a mark: the id, 20 bits of the source's hash, 4 of the state, 32 of the
/// translation's hash. More would not fit into the 40 characters that the name of a bookmark has.
const BYTES: usize = 23;

/// What a row was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The unit.
    pub unit: UnitId,
    /// Whose source and state these are: the hash, and the state in the lowest bits.
    source_and_state: [u8; 3],
    /// The hash of the translation.
    target: [u8; 4],
}

/// The text as a table holds it: line ends are `\n`, what XML forbids is U+FFFD, and there is no
/// white space around it. Texts that are equal so are the same to a reviewer.
#[must_use]
pub fn plain(text: &str) -> String {
    let lines = text.replace("\r\n", "\n");
    let is_line_end = |c| {
        matches!(
            c,
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    let chars = lines.trim().chars().map(|c| match c {
        c if is_line_end(c) => '\n',
        '\n' | '\t' => c,
        '\0'..' ' | '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        c => c,
    });
    chars.collect()
}

impl Mark {
    /// The mark of a unit with these texts, as they are shown, and this state of its translation.
    #[must_use]
    pub fn new(unit: UnitId, source: &str, target: &str, state: Option<State>) -> Self {
        let [first, second, third] = hash(source);
        Self {
            unit,
            source_and_state: [first, second, (third & 0xF0) | number(state)],
            target: hash(target),
        }
    }

    /// The mark of a unit with these texts.
    #[must_use]
    pub fn of(unit: UnitId, source: &Variant, target: Option<&Variant>) -> Self {
        let shown = Shown::new(Some(source), target);
        let state = target.and_then(|target| target.state);
        Self::new(unit, &shown.source, &shown.target, state)
    }

    /// Whether the source was this text.
    #[must_use]
    pub fn had_source(&self, source: &str) -> bool {
        let [first, second, third] = self.source_and_state;
        let [a, b, c] = hash(source);
        (first, second, third & 0xF0) == (a, b, c & 0xF0)
    }

    /// Whether the translation was this text; an empty one is none.
    #[must_use]
    pub fn had_target(&self, target: &str) -> bool {
        self.target == hash(target)
    }

    /// The state that the translation had; `None` where there was no translation.
    #[must_use]
    pub fn state(&self) -> Option<State> {
        let [_, _, last] = self.source_and_state;
        let place = usize::from(last & 0x0F).checked_sub(1)?;
        State::ALL.get(place).copied()
    }

    /// The mark as it is written.
    #[must_use]
    pub fn written(&self) -> String {
        let bytes = self
            .unit
            .0
            .iter()
            .chain(&self.source_and_state)
            .chain(&self.target);
        let mut written = PREFIX.to_owned();
        let (mut held, mut bits) = (0_u32, 0);
        for byte in bytes {
            held = held << 8 | u32::from(*byte);
            bits += 8;
            while bits >= 5 {
                bits -= 5;
                written.push(digit(held >> bits));
            }
            held &= (1 << bits) - 1;
        }
        written.push(digit(held << (5 - bits)));
        written
    }

    /// The mark that is written so; `None` where it is none.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let digits = written.strip_prefix(PREFIX)?;
        let mut bytes = Vec::with_capacity(BYTES);
        let (mut held, mut bits) = (0_u32, 0);
        for digit in digits.bytes() {
            let digit = digit.to_ascii_lowercase();
            let value = DIGITS.iter().position(|known| *known == digit)?;
            held = held << 5 | u32::try_from(value).ok()?;
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                bytes.push(u8::try_from(held >> bits).ok()?);
                held &= (1 << bits) - 1;
            }
        }
        let bytes: [u8; BYTES] = bytes.try_into().ok()?;
        let (unit, rest) = bytes.split_first_chunk()?;
        let (source_and_state, rest) = rest.split_first_chunk()?;
        Some(Self {
            unit: UnitId(*unit),
            source_and_state: *source_and_state,
            target: *rest.first_chunk()?,
        })
    }
}

/// How large a table was when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole {
    /// How many rows it had.
    pub rows: usize,
}

impl Whole {
    /// The mark of the whole table as it is written.
    pub(super) fn written(self) -> String {
        format!("{WHOLE}{}", self.rows)
    }

    /// The mark of a whole table that is written so. No mark of a row is one: these have 39
    /// characters.
    pub(super) fn read(written: &str) -> Option<Self> {
        let rows = written.strip_prefix(WHOLE)?.parse().ok()?;
        Some(Self { rows })
    }
}

fn hash<const N: usize>(text: &str) -> [u8; N] {
    let hash = blake3::hash(plain(text).as_bytes());
    hash.as_bytes().first_chunk().copied().unwrap_or([0; N])
}

fn number(state: Option<State>) -> u8 {
    let place = State::ALL.iter().position(|known| Some(*known) == state);
    place
        .and_then(|place| u8::try_from(place + 1).ok())
        .unwrap_or_default()
}

fn digit(value: u32) -> char {
    // Below 32 by the mask.
    let digit = DIGITS.get((value & 31) as usize);
    char::from(digit.copied().unwrap_or(b'a'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Origin;

    #[test]
    fn a_mark_says_what_a_row_was_made_of() {
        let unit = UnitId::new(&Origin::Document("release".to_owned()), "a", 0);
        for state in [None].into_iter().chain(State::ALL.map(Some)) {
            let mark = Mark::new(unit, " IP &\r\n", "知识产权", state);
            let written = mark.written();
            assert!(written.len() <= 40, "{written}");
            assert_eq!(Mark::read(&written), Some(mark));
            assert_eq!(
                Mark::read(&written.to_uppercase().replace("_Y", "_y")),
                Some(mark)
            );
            assert_eq!(mark.state(), state);
            assert!(mark.had_source("IP &") && !mark.had_source("IP"));
            assert!(mark.had_target("知识产权\n") && !mark.had_target("知识 产权"));
            assert_eq!(Whole::read(&written), None);
        }
        for other in [
            "",
            "_y",
            "_Toc12345",
            "_yt70",
            "_y1",
            &format!("_y{}", "é".repeat(37)),
        ] {
            assert_eq!(Mark::read(other), None, "{other}");
        }
        assert_eq!(
            Whole::read(&Whole { rows: 70 }.written()),
            Some(Whole { rows: 70 })
        );
    }
}
