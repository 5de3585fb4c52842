//! The segments of a document, and finding the one that a person means.

use unicode_normalization::UnicodeNormalization;

use super::Error;
use crate::exchange::shown::{Shown, UnknownCode};
use crate::store::{self, Document, Placed, Reader};
use crate::unit::{State, Variant};

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
            .map_err(|unknown| self.no_code(number, unknown))?;
        let lang = self.document.target_lang.clone();
        let stands = self.target(placed).cloned();
        let mut proposed = Variant {
            text: text.clone(),
            codes,
            ..stands.unwrap_or_else(|| Variant::new(lang, ""))
        };
        // What was rejected was another text.
        proposed.state = proposed.state.filter(|state| *state != State::Rejected);
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

    pub(super) fn no_code(&self, number: usize, unknown: UnknownCode) -> Error {
        Error::Code {
            document: self.document.name.clone(),
            number,
            unknown,
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
