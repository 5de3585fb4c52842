//! Filling segments: finding the one a person means, and setting, confirming, rejecting its
//! translation.

mod segments;

pub use segments::{Segments, documents, is_number, range, resolve};

use super::pretranslate::ADAPTED;
use super::project::Occasion;
use crate::exchange::shown::UnknownCode;
use crate::store::{self, Placed, Writer};
use crate::unit::{MadeBy, Note, State, Variant};

/// What cannot be done with a segment.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The memory refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// There is no document yet.
    #[error("there is no document in {memory} yet")]
    NoDocument {
        /// The memory.
        memory: String,
    },
    /// There is no document of that name.
    #[error("there is no document “{name}” (there is {})", known.join(", "))]
    UnknownDocument {
        /// The name that was given.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// The number could be in several documents.
    #[error("segment {number} could be in {}", documents.join(", "))]
    Ambiguous {
        /// The number.
        number: String,
        /// The documents.
        documents: Vec<String>,
    },
    /// The document has fewer segments.
    #[error("{document} has no segment {number}; its segments are 1 to {last}")]
    NoSegment {
        /// The document.
        document: String,
        /// The number.
        number: usize,
        /// Its last number.
        last: usize,
    },
    /// What was given is no number of a segment.
    #[error(
        "“{given}” is no segment; a segment is a number (12), a range (12-15), or both with a document (release:12)"
    )]
    NoNumber {
        /// What was given.
        given: String,
    },
    /// The range runs from the higher number to the lower.
    #[error("the range {first}-{last} runs backwards")]
    Backwards {
        /// The number it begins with.
        first: usize,
        /// The number it ends with.
        last: usize,
    },
    /// A document was named where a segment of it is meant.
    #[error("{document} is a document; its segments are {document}:1 to {document}:{last}")]
    WholeDocument {
        /// The document.
        document: String,
        /// Its last number.
        last: usize,
    },
    /// The segment is not to change any more.
    #[error("segment {number} is final")]
    Final {
        /// The document.
        document: String,
        /// Its number.
        number: usize,
    },
    /// No file has another text for the segment.
    #[error("no file has another translation of {document}:{number}")]
    NoOther {
        /// The document.
        document: String,
        /// Its number.
        number: usize,
    },
    /// The segment is locked.
    #[error("{document}:{number} is locked ({reason})")]
    Locked {
        /// The document.
        document: String,
        /// Its number.
        number: usize,
        /// Why.
        reason: String,
    },
    /// There is nothing to confirm or reject.
    #[error("{document}:{number} has no translation")]
    Untranslated {
        /// The document.
        document: String,
        /// Its number.
        number: usize,
    },
    /// An inline code that the segment does not have.
    #[error("{document}:{number}: {unknown}")]
    Code {
        /// The document.
        document: String,
        /// Its number.
        number: usize,
        /// Which code.
        unknown: UnknownCode,
    },
    /// An empty translation.
    #[error("the translation is empty; {document}:{number} stays as it is")]
    Empty {
        /// The document.
        document: String,
        /// Its number.
        number: usize,
    },
}

/// Gives a segment its translation and confirms it. `text` is written as people write it, with the
/// codes of the source by number: `{1}`, `{/1}`, `{1/}`.
///
/// # Errors
/// [`Error`] where the text is empty or has a code that the source has not, the segment locked or final, or the memory refuses.
pub fn set(
    writer: &Writer<'_>,
    segments: &Segments,
    number: usize,
    text: &str,
    occasion: &Occasion,
) -> Result<(), Error> {
    let placed = segments.number(number)?;
    if text.trim().is_empty() {
        return Err(Error::Empty {
            document: segments.document.name.clone(),
            number,
        });
    }
    let lang = &segments.document.target_lang;
    let mut variant =
        unlocked(segments, placed, number)?.map_or_else(|| Variant::new(lang.clone(), ""), in_hand);
    if variant.state == Some(State::Final) {
        return Err(Error::Final {
            document: segments.document.name.clone(),
            number,
        });
    }
    let (text, codes) = segments
        .shown(placed)
        .understood(text)
        .map_err(|unknown| segments.no_code(number, unknown))?;
    let stands = variant.text == text
        && variant.codes == codes
        && variant.state == Some(State::Translated)
        && variant.made_by == Some(MadeBy::Human);
    if !stands {
        variant.text = text;
        variant.codes = codes;
        by_hand(&mut variant, State::Translated, occasion);
        writer.put_variant(placed.stored.row, 0, &variant)?;
    }
    // The person has seen what else there was and decided.
    writer.remove_variants(placed.stored.row, lang, 1)?;
    Ok(())
}

/// Gives the translation of a segment to the others of its document with the same text and codes
/// that have none of their own: none at all, a draft that no person wrote, or one that spread
/// before. Returns their numbers, from 1.
///
/// # Errors
/// [`Error`] where the memory refuses.
pub fn spread(
    writer: &Writer<'_>,
    segments: &Segments,
    number: usize,
    occasion: &Occasion,
) -> Result<Vec<usize>, Error> {
    let placed = segments.number(number)?;
    let unit = &placed.stored.unit;
    let (Some(source), Some(target)) = (unit.source(), segments.target(placed)) else {
        return Ok(Vec::new());
    };
    let mut spread = Vec::new();
    for (number, row) in writer.repetitions(placed.stored.row)? {
        let Some(other) = writer.unit(row)? else {
            continue;
        };
        let same = other
            .unit
            .source()
            .is_some_and(|other| other.codes == source.codes);
        let stands = other.unit.variant(&target.lang);
        let own = stands.is_some_and(|stands| {
            stands.locked.is_some()
                || match stands.made_by {
                    Some(MadeBy::Propagated) => stands.text == target.text,
                    Some(MadeBy::Human) => true,
                    _ => stands.state != Some(State::Draft),
                }
        });
        if !same || own {
            continue;
        }
        let mut variant = stands.map_or_else(|| Variant::new(target.lang.clone(), ""), in_hand);
        variant.text.clone_from(&target.text);
        variant.codes.clone_from(&target.codes);
        by_hand(&mut variant, State::Translated, occasion);
        variant.made_by = Some(MadeBy::Propagated);
        writer.put_variant(row, 0, &variant)?;
        spread.push(number);
    }
    Ok(spread)
}

/// Adds a note to the translation of a segment: what its translator is to know. Where there is no
/// translation to have it, the segment has it.
///
/// # Errors
/// [`Error`] where there is no such segment, it is locked, or the memory refuses.
pub fn comment(
    writer: &Writer<'_>,
    segments: &Segments,
    number: usize,
    text: &str,
    occasion: &Occasion,
) -> Result<(), Error> {
    let text = text.trim();
    let placed = segments.number(number)?;
    let Some(variant) = unlocked(segments, placed, number)? else {
        return query(writer, segments, number, text, occasion);
    };
    if text.is_empty() {
        return Ok(());
    }
    let mut variant = variant.clone();
    variant.notes.push(note(text, occasion));
    Ok(writer.put_variant(placed.stored.row, 0, &variant)?)
}

/// Adds a note to a segment itself: what is asked of whoever wrote the text. It stands whatever
/// becomes of the translation.
///
/// # Errors
/// [`Error`] where there is no such segment, or the memory refuses.
pub fn query(
    writer: &Writer<'_>,
    segments: &Segments,
    number: usize,
    text: &str,
    occasion: &Occasion,
) -> Result<(), Error> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(());
    }
    let mut stored = segments.number(number)?.stored.clone();
    stored.unit.notes.push(note(text, occasion));
    Ok(writer.update_unit(&stored)?)
}

fn note(text: &str, occasion: &Occasion) -> Note {
    Note {
        text: text.to_owned(),
        from: Some(occasion.who.clone()),
    }
}

/// Confirms or rejects the translation of a segment as it stands. Returns whether that changed
/// anything.
///
/// # Errors
/// [`Error`] where there is none, the segment is locked, or the memory refuses.
pub fn mark(
    writer: &Writer<'_>,
    segments: &Segments,
    number: usize,
    state: State,
    occasion: &Occasion,
) -> Result<bool, Error> {
    let placed = segments.number(number)?;
    let Some(variant) = unlocked(segments, placed, number)? else {
        return Err(Error::Untranslated {
            document: segments.document.name.clone(),
            number,
        });
    };
    let lang = &segments.document.target_lang;
    let settled = variant.made_by == Some(MadeBy::Human) || state == State::Rejected;
    let undecided = state.is_confirmed() && undecided(segments, placed);
    if variant.state == Some(state) && settled && !undecided {
        return Ok(false);
    }
    let mut variant = in_hand(variant);
    by_hand(&mut variant, state, occasion);
    writer.put_variant(placed.stored.row, 0, &variant)?;
    if state.is_confirmed() {
        writer.remove_variants(placed.stored.row, lang, 1)?;
    }
    Ok(true)
}

/// Settles a conflict for the file: its text becomes the translation of the segment, confirmed by
/// the person.
///
/// # Errors
/// [`Error`] where no file has another text, the segment is locked, or the memory refuses.
pub fn take_file(
    writer: &Writer<'_>,
    segments: &Segments,
    number: usize,
    state: State,
    occasion: &Occasion,
) -> Result<(), Error> {
    let placed = segments.number(number)?;
    unlocked(segments, placed, number)?;
    let lang = &segments.document.target_lang;
    let Some(from_file) = placed.stored.unit.alternatives(lang).nth(1) else {
        return Err(Error::NoOther {
            document: segments.document.name.clone(),
            number,
        });
    };
    let mut variant = from_file.clone();
    // So that the same file, imported again, brings nothing new.
    variant.as_imported = Some(variant.text.clone());
    by_hand(&mut variant, state, occasion);
    writer.put_variant(placed.stored.row, 0, &variant)?;
    Ok(writer.remove_variants(placed.stored.row, lang, 1)?)
}

/// Whether a segment has other translations that wait for a decision.
fn undecided(segments: &Segments, placed: &Placed) -> bool {
    let lang = &segments.document.target_lang;
    placed.stored.unit.alternatives(lang).nth(1).is_some()
}

/// A translation that a person is about to change or to confirm: what its document's file has for
/// it stays known.
pub(super) fn in_hand(variant: &Variant) -> Variant {
    let mut variant = variant.clone();
    if variant.made_by == Some(MadeBy::Aligned) {
        variant.as_imported = Some(variant.text.clone());
    }
    variant
}

/// Says that a translation is a person's.
pub(super) fn by_hand(variant: &mut Variant, state: State, occasion: &Occasion) {
    variant.state = Some(state);
    variant.made_by = Some(MadeBy::Human);
    variant.score = None;
    variant.author = Some(occasion.who.clone());
    variant.date = Some(occasion.date());
    // The person has seen which numbers were put right.
    variant
        .properties
        .retain(|property| property.name != ADAPTED);
}

/// The translation of a segment, unless it is locked.
pub(super) fn unlocked<'a>(
    segments: &Segments,
    placed: &'a Placed,
    number: usize,
) -> Result<Option<&'a Variant>, Error> {
    let target = segments.target(placed);
    match target.and_then(|target| target.locked.clone()) {
        Some(reason) => Err(Error::Locked {
            document: segments.document.name.clone(),
            number,
            reason,
        }),
        None => Ok(target),
    }
}
