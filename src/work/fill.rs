//! Filling segments: finding the one a person means, and setting, confirming, rejecting its
//! translation.

use unicode_normalization::UnicodeNormalization;

use super::pretranslate::ADAPTED;
use super::project::Occasion;
use crate::exchange::shown::{Shown, UnknownCode};
use crate::store::{self, Document, Placed, Reader, Writer};
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
    #[error("{document}:{number}: {source}")]
    Code {
        /// The document.
        document: String,
        /// Its number.
        number: usize,
        /// Which code.
        source: UnknownCode,
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

/// A document with its segments, in order: all of them, or a few that follow one another.
#[derive(Clone, Debug)]
pub struct Segments {
    /// The document.
    pub document: Document,
    /// Its segments.
    pub placed: Vec<Placed>,
    /// The paragraph of each, from 1.
    pub paragraphs: Vec<usize>,
    /// How many segments of the document stand before these.
    before: usize,
    /// How many the document has.
    count: usize,
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
        let paragraphs = paragraphs(placed.iter().map(|placed| placed.before.as_str()));
        Ok(Self {
            document,
            count: placed.len(),
            placed,
            paragraphs,
            before: 0,
        })
    }

    /// One segment of a document with its neighbours, where a large document need not be read
    /// whole; its number is from 1.
    ///
    /// # Errors
    /// [`Error::NoSegment`], or what the memory says.
    pub fn around(reader: &Reader<'_>, document: Document, number: usize) -> Result<Self, Error> {
        Ok(Self::between(
            reader,
            document,
            number.saturating_sub(1),
            number.saturating_add(1),
        )?)
    }

    /// The segments of a document with the numbers `first` to `last`, as far as there are any.
    ///
    /// # Errors
    /// [`store::Error`] where the memory cannot be read.
    pub fn between(
        reader: &Reader<'_>,
        document: Document,
        first: usize,
        last: usize,
    ) -> Result<Self, store::Error> {
        let first = first.max(1);
        let Some(row) = document.row else {
            return Self::of(reader, document);
        };
        let placed = reader.placed_between(row, first, last)?;
        let spaces = reader.spaces(row, (first - 1).saturating_add(placed.len()))?;
        let mut paragraphs = paragraphs(spaces.iter().map(String::as_str));
        paragraphs.drain(..paragraphs.len().min(first - 1));
        Ok(Self {
            count: reader.count_placed(row)?,
            document,
            placed,
            paragraphs,
            before: first - 1,
        })
    }

    /// How many segments the document has.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// The segments with their numbers, from 1.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &Placed)> {
        (self.before + 1..).zip(&self.placed)
    }

    fn place(&self, number: usize) -> Option<usize> {
        number.checked_sub(self.before + 1)
    }

    /// The paragraph of the segment of that number, from 1.
    #[must_use]
    pub fn paragraph(&self, number: usize) -> usize {
        let paragraph = self
            .place(number)
            .and_then(|place| self.paragraphs.get(place));
        paragraph.copied().unwrap_or(1)
    }

    /// The segment of that number, from 1.
    ///
    /// # Errors
    /// [`Error::NoSegment`].
    pub fn number(&self, number: usize) -> Result<&Placed, Error> {
        self.place(number)
            .and_then(|place| self.placed.get(place))
            .ok_or_else(|| Error::NoSegment {
                document: self.document.name.clone(),
                number,
                last: self.count,
            })
    }

    /// Reads a segment again, after it was changed.
    ///
    /// # Errors
    /// [`Error`] where the memory cannot be read.
    pub fn look_again(&mut self, reader: &Reader<'_>, number: usize) -> Result<(), Error> {
        let row = self.number(number)?.stored.row;
        let place = self.place(number);
        let placed = place.and_then(|place| self.placed.get_mut(place));
        if let (Some(stored), Some(placed)) = (reader.unit(row)?, placed) {
            placed.stored = stored;
        }
        Ok(())
    }

    /// Sees a segment as if a text, with its inline codes as people write them, were its
    /// translation. Returns that text without its codes.
    ///
    /// # Errors
    /// [`Error`] where there is no such segment, or no such code in it.
    pub fn propose(&mut self, number: usize, text: &str) -> Result<String, Error> {
        let placed = self.number(number)?;
        let (text, codes) = self
            .shown(placed)
            .understood(text)
            .map_err(|source| self.no_code(number, source))?;
        let lang = self.document.target_lang.clone();
        let stands = self.target(placed).cloned();
        let proposed = Variant {
            text: text.clone(),
            codes,
            ..stands.unwrap_or_else(|| Variant::new(lang, ""))
        };
        let place = self.place(number);
        if let Some(placed) = place.and_then(|place| self.placed.get_mut(place)) {
            let variants = &mut placed.stored.unit.variants;
            match variants
                .iter_mut()
                .find(|variant| variant.lang == proposed.lang)
            {
                Some(variant) => *variant = proposed,
                None => variants.push(proposed),
            }
        }
        Ok(text)
    }

    fn no_code(&self, number: usize, source: UnknownCode) -> Error {
        Error::Code {
            document: self.document.name.clone(),
            number,
            source,
        }
    }

    /// The translation of a segment, where it has one.
    #[must_use]
    pub fn target<'a>(&self, placed: &'a Placed) -> Option<&'a Variant> {
        placed.stored.unit.variant(&self.document.target_lang)
    }

    /// The texts of a segment as a person reads and writes them, with their inline codes.
    #[must_use]
    pub fn shown(&self, placed: &Placed) -> Shown {
        Shown::new(placed.stored.unit.source(), self.target(placed))
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

/// The paragraph of each segment, from 1, by the white space before it.
fn paragraphs<'s>(spaces: impl Iterator<Item = &'s str>) -> Vec<usize> {
    let mut paragraph = 1;
    let mut paragraphs = Vec::new();
    for (place, before) in spaces.enumerate() {
        if place > 0
            && before.contains([
                '\n', '\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}', '\u{85}',
            ])
        {
            paragraph += 1;
        }
        paragraphs.push(paragraph);
    }
    paragraphs
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

/// Signs that people put between the ends of a range: hyphens, dashes, the minus sign, tildes, as
/// they are after NFKC (which makes `－` and `～` ASCII).
const DASHES: [char; 8] = ['-', '‐', '–', '—', '―', '−', '~', '〜'];

/// The numbers that `given` means: `12`, `12-15`; in full width too. `None` where it is no number.
fn numbers(given: &str) -> Option<(usize, usize)> {
    let plain: String = given.nfkc().collect();
    // A Chinese keyboard writes its dash as two.
    let plain = plain.replace("——", "—");
    let (first, last) = plain.split_once(DASHES).unwrap_or((&plain, &plain));
    Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
}

/// Whether what a person typed is a number of a segment, or a range of them.
#[must_use]
pub fn is_number(given: &str) -> bool {
    numbers(given).is_some()
}

/// The numbers that a person means by `12` or `12-15`; `None` where it is no number.
#[must_use]
pub fn range(given: &str) -> Option<std::ops::RangeInclusive<usize>> {
    numbers(given).map(|(first, last)| first..=last)
}

/// A document and the numbers in it that `given` means: `12`, `12-15`, `release:12`; figures and
/// signs may be full-width, and the dash any dash.
///
/// # Errors
/// [`Error`] where there is no such segment, or it could be in several documents.
pub fn resolve(
    reader: &Reader<'_>,
    given: &str,
) -> Result<(Segments, std::ops::RangeInclusive<usize>), Error> {
    let (name, number) = match given.rsplit_once([':', '：']) {
        Some((name, number)) => (Some(name), number),
        None => (None, given),
    };
    let Some((first, last)) = numbers(number) else {
        return Err(no_number(reader, given)?);
    };
    let range = first..=last;
    if range.is_empty() {
        return Err(Error::Backwards { first, last });
    }
    let mut found = documents(reader, name)?;
    if found.len() > 1 {
        return Err(Error::Ambiguous {
            number: number.to_owned(),
            documents: found.into_iter().map(|document| document.name).collect(),
        });
    }
    let Some(document) = found.pop() else {
        return Err(no_number(reader, given)?);
    };
    let segments = Segments::of(reader, document)?;
    segments.number(*range.start())?;
    segments.number(*range.end())?;
    Ok((segments, range))
}

/// Why what was given is no segment: it may be a document.
fn no_number(reader: &Reader<'_>, given: &str) -> Result<Error, store::Error> {
    let document = reader
        .documents()?
        .into_iter()
        .find(|document| document.name == given || document.file == given);
    Ok(match document {
        Some(document) => {
            let segments = Segments::of(reader, document)?;
            Error::WholeDocument {
                last: segments.placed.len(),
                document: segments.document.name,
            }
        }
        None => Error::NoNumber {
            given: given.to_owned(),
        },
    })
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
        .map_err(|source| segments.no_code(number, source))?;
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

/// Adds a note to the translation of a segment: what its translator is to know.
///
/// # Errors
/// [`Error`] where there is no translation, the segment is locked, or the memory refuses.
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
        return Err(Error::Untranslated {
            document: segments.document.name.clone(),
            number,
        });
    };
    if text.is_empty() {
        return Ok(());
    }
    let mut variant = variant.clone();
    variant.notes.push(Note {
        text: text.to_owned(),
        from: Some(occasion.who.clone()),
    });
    Ok(writer.put_variant(placed.stored.row, 0, &variant)?)
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
