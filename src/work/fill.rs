//! Filling segments: finding the one a person means, and setting, confirming, rejecting its
//! translation.

use super::project::Occasion;
use crate::store::{self, Document, Placed, Reader, Writer};
use crate::unit::{MadeBy, State, Variant};

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
    /// An empty translation.
    #[error("the translation is empty; {document}:{number} stays as it is")]
    Empty {
        /// The document.
        document: String,
        /// Its number.
        number: usize,
    },
}

/// A document with its segments, in order.
#[derive(Clone, Debug)]
pub struct Segments {
    /// The document.
    pub document: Document,
    /// Its segments.
    pub placed: Vec<Placed>,
    /// The paragraph of each, from 1.
    pub paragraphs: Vec<usize>,
}

impl Segments {
    /// The segments of a document.
    ///
    /// # Errors
    /// [`store::Error`] where the memory cannot be read.
    pub fn of(reader: &Reader<'_>, document: Document) -> Result<Self, store::Error> {
        let placed = match document.row {
            Some(row) => reader.placed(row)?,
            None => Vec::new(),
        };
        let mut paragraph = 1;
        let mut paragraphs = Vec::with_capacity(placed.len());
        for (place, placed) in placed.iter().enumerate() {
            if place > 0
                && placed.before.contains([
                    '\n', '\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}', '\u{85}',
                ])
            {
                paragraph += 1;
            }
            paragraphs.push(paragraph);
        }
        Ok(Self {
            document,
            placed,
            paragraphs,
        })
    }

    /// The segment of that number, from 1.
    ///
    /// # Errors
    /// [`Error::NoSegment`].
    pub fn number(&self, number: usize) -> Result<&Placed, Error> {
        number
            .checked_sub(1)
            .and_then(|place| self.placed.get(place))
            .ok_or_else(|| Error::NoSegment {
                document: self.document.name.clone(),
                number,
                last: self.placed.len(),
            })
    }

    /// The translation of a segment, where it has one.
    #[must_use]
    pub fn target<'a>(&self, placed: &'a Placed) -> Option<&'a Variant> {
        placed.stored.unit.variant(&self.document.target_lang)
    }

    /// The source text of a segment.
    #[must_use]
    pub fn source<'a>(&self, placed: &'a Placed) -> &'a str {
        placed
            .stored
            .unit
            .source()
            .map_or("", |source| &source.text)
    }
}

/// The documents a person means: the one named, or all.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::UnknownDocument`], or what the memory says.
pub fn documents(reader: &Reader<'_>, name: Option<&str>) -> Result<Vec<Document>, Error> {
    let all = reader.documents()?;
    if all.is_empty() {
        return Err(Error::NoDocument {
            memory: reader.path().display().to_string(),
        });
    }
    let Some(name) = name else {
        return Ok(all);
    };
    let known = all.iter().map(|document| document.name.clone()).collect();
    let found: Vec<Document> = all
        .into_iter()
        .filter(|document| document.name == name || document.file == name)
        .collect();
    if found.is_empty() {
        return Err(Error::UnknownDocument {
            name: name.to_owned(),
            known,
        });
    }
    Ok(found)
}

/// A document and the numbers in it that `given` means: `12`, `12-15`, `release:12`.
///
/// # Errors
/// [`Error`] where there is no such segment, or it could be in several documents.
pub fn resolve(
    reader: &Reader<'_>,
    given: &str,
) -> Result<(Segments, std::ops::RangeInclusive<usize>), Error> {
    let no_number = || Error::NoNumber {
        given: given.to_owned(),
    };
    let (name, numbers) = match given.rsplit_once(':') {
        Some((name, numbers)) => (Some(name), numbers),
        None => (None, given),
    };
    let (first, last) = numbers.split_once(['-', '–']).unwrap_or((numbers, numbers));
    let number = |text: &str| text.trim().parse::<usize>().map_err(|_| no_number());
    let range = number(first)?..=number(last)?;
    if range.is_empty() {
        return Err(no_number());
    }
    let mut found = documents(reader, name)?;
    if found.len() > 1 {
        return Err(Error::Ambiguous {
            number: numbers.to_owned(),
            documents: found.into_iter().map(|document| document.name).collect(),
        });
    }
    let document = found.pop().ok_or_else(no_number)?;
    let segments = Segments::of(reader, document)?;
    segments.number(*range.start())?;
    segments.number(*range.end())?;
    Ok((segments, range))
}

/// Gives a segment its translation and confirms it.
///
/// # Errors
/// [`Error`] where the text is empty, the segment locked, or the memory refuses.
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
    let mut variant = unlocked(segments, placed, number)?
        .cloned()
        .unwrap_or_else(|| Variant::new(lang.clone(), ""));
    if variant.made_by == Some(MadeBy::Aligned) {
        variant.as_imported = Some(variant.text.clone());
    }
    let stands = variant.text == text
        && variant.state == Some(State::Translated)
        && variant.made_by == Some(MadeBy::Human);
    if !stands {
        text.clone_into(&mut variant.text);
        by_hand(&mut variant, State::Translated, occasion);
        writer.put_variant(placed.stored.row, 0, &variant)?;
    }
    // The person has seen what else there was and decided.
    writer.remove_variants(placed.stored.row, lang, 1)?;
    Ok(())
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
    let mut variant = variant.clone();
    if variant.made_by == Some(MadeBy::Aligned) {
        variant.as_imported = Some(variant.text.clone());
    }
    by_hand(&mut variant, state, occasion);
    writer.put_variant(placed.stored.row, 0, &variant)?;
    if state.is_confirmed() {
        writer.remove_variants(placed.stored.row, lang, 1)?;
    }
    Ok(true)
}

/// Whether a segment has other translations that wait for a decision.
fn undecided(segments: &Segments, placed: &Placed) -> bool {
    let lang = &segments.document.target_lang;
    placed.stored.unit.alternatives(lang).nth(1).is_some()
}

fn by_hand(variant: &mut Variant, state: State, occasion: &Occasion) {
    variant.state = Some(state);
    variant.made_by = Some(MadeBy::Human);
    variant.score = None;
    variant.author = Some(occasion.who.clone());
    variant.date = Some(occasion.date());
}

/// The translation of a segment, unless it is locked.
fn unlocked<'a>(
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
