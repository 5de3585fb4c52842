//! Analysis: what translators are paid by. Each segment of some texts is counted in one row, by
//! the best that is known of it: the memory, or what stands before it in the texts themselves.
//!
//! - [`Text`]: what is analyzed, from a file or a document of the memory.
//! - [`analyze`]: the rows of each text, as [`Analysis`].
//! - [`Rates`]: what of the full price a row is paid.
//! - [`Report`]: all of it with what it rests on, for tables, JSON and spreadsheets.

mod earlier;
mod rates;
mod report;
mod row;
mod tally;

pub use rates::{Rates, RatesTable};
pub use report::{Basis, Line, Report, decimals};
pub use row::Row;
pub use tally::{Analysis, Tally};

use std::collections::HashMap;
use std::path::Path;

use self::earlier::Earlier;
use super::fill::Segments;
use super::import;
use super::matches::{Error, Lookup, Match, Query, Wanted};
use crate::document::FileText;
use crate::recall::{Band, Content, Key, Scoring, Scratch};
use crate::segment::Options as Segmentation;
use crate::store::{self, Document, Reader};
use crate::text::LangTag;

/// A text to analyze.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// What people call it: its file or its document.
    pub name: String,
    /// Its segments, in order.
    pub segments: Vec<Segment>,
}

/// A segment of a text to analyze.
#[derive(Clone, Debug, Default)]
pub struct Segment {
    /// Its source text.
    pub text: String,
    /// Whether its translation is not to be changed.
    pub locked: bool,
}

impl Text {
    /// The text of a file, cut into segments as an import cuts it.
    ///
    /// # Errors
    /// [`import::Error::TooLong`] where a segment is too long to be one.
    pub fn of_file(
        path: &Path,
        file: &FileText,
        lang: &LangTag,
        segmentation: &Segmentation,
    ) -> Result<Self, import::Error> {
        let segments = import::cut(path, &file.text, lang, segmentation)?;
        Ok(Self {
            name: path.display().to_string(),
            segments: segments
                .into_iter()
                .map(|segment| Segment {
                    text: file.text.get(segment.range).unwrap_or_default().to_owned(),
                    locked: false,
                })
                .collect(),
        })
    }

    /// A document of the memory.
    ///
    /// # Errors
    /// [`store::Error`] where the memory cannot be read.
    pub fn of_document(reader: &Reader<'_>, document: Document) -> Result<Self, store::Error> {
        let segments = Segments::of(reader, document)?;
        let of = segments.placed.iter().map(|placed| Segment {
            text: segments.source(placed).to_owned(),
            locked: segments
                .target(placed)
                .is_some_and(|target| target.locked.is_some()),
        });
        Ok(Self {
            segments: of.collect(),
            name: segments.document.name.clone(),
        })
    }
}

/// How texts are analyzed.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The lowest score that counts as a match, in percent: 50 or more.
    pub min: u8,
    /// How texts with different words are scored.
    pub scoring: Scoring,
    /// Count a match by its score less its penalties.
    pub net: bool,
    /// Compare segments with those before them in the texts too.
    pub internal: bool,
}

/// Counts the segments of `texts`, in that order, in their rows: those in `lang` against the
/// memory, where there is one. `told` hears how many segments are done.
///
/// The rows in order of precedence: locked; no words; context; repetition; the memory's best, or
/// a better one before it in the texts. The first of equal segments is counted by the memory, the
/// others are repetitions, of the same file where it had the text already.
///
/// # Errors
/// [`Error`] where the memory cannot be read.
pub fn analyze(
    texts: &[Text],
    lang: &LangTag,
    lookup: Option<&Lookup<'_, '_>>,
    options: &Options,
    told: &dyn Fn(usize),
) -> Result<Vec<Analysis>, Error> {
    let earlier = options.internal.then(|| Earlier::new(texts));
    let mut memory = Memory {
        lookup,
        options,
        scratch: Scratch::default(),
    };
    let mut met: HashMap<Key, Met> = HashMap::new();
    let mut done = 0;
    let mut analyses = Vec::with_capacity(texts.len());
    for (number, text) in texts.iter().enumerate() {
        let mut analysis = Analysis::new(&text.name);
        for (place, segment) in text.segments.iter().enumerate() {
            let row = if segment.locked {
                Row::Locked
            } else if is_without_words(&segment.text) {
                Row::NumbersOnly
            } else {
                let query = query(text, place);
                let next = met.len();
                match met.get_mut(&Key::of_text(&segment.text)) {
                    Some(known) => {
                        let same_file = std::mem::replace(&mut known.last, number) == number;
                        if known.exact && memory.has_in_context(&query)? {
                            Row::Context
                        } else if same_file {
                            Row::Repetition
                        } else {
                            Row::AcrossFiles
                        }
                    }
                    None => {
                        let score = memory.best(&query)?;
                        let known = Met {
                            last: number,
                            exact: score >= EXACT,
                        };
                        met.insert(Key::of_text(&segment.text), known);
                        let least = options.min.max(score.saturating_add(1));
                        let inside = match &earlier {
                            Some(earlier) if least <= EXACT => {
                                earlier.best(next, least, options.scoring, &mut memory.scratch)?
                            }
                            _ => None,
                        };
                        match inside {
                            Some(inside) => Row::internal(Band::of(inside)),
                            None => Row::of(Band::of(score)),
                        }
                    }
                }
            };
            analysis.add(row, &Tally::of(&segment.text, lang));
            done += 1;
            told(done);
        }
        analyses.push(analysis);
    }
    Ok(analyses)
}

/// The score of a match between the same neighbours.
const CONTEXT: u8 = 101;
/// The score of a match with the same text.
const EXACT: u8 = 100;

/// A text that was met before.
struct Met {
    /// The last text it stood in.
    last: usize,
    /// Whether the memory has it.
    exact: bool,
}

fn is_without_words(text: &str) -> bool {
    Content::of(text).is_without_words()
}

/// A segment with its neighbours.
fn query(text: &Text, place: usize) -> Query<'_> {
    let at = |place: Option<usize>| {
        let segment = place.and_then(|place| text.segments.get(place));
        Some(segment.map_or("", |segment| segment.text.as_str()))
    };
    Query {
        text: at(Some(place)).unwrap_or_default(),
        previous: at(place.checked_sub(1)),
        next: at(Some(place + 1)),
    }
}

/// The memory, asked for no more than a report needs.
struct Memory<'l, 'r, 'm> {
    lookup: Option<&'l Lookup<'r, 'm>>,
    options: &'l Options,
    scratch: Scratch,
}

impl Memory<'_, '_, '_> {
    /// The score of the best match, 0 where there is none.
    fn best(&mut self, query: &Query<'_>) -> Result<u8, Error> {
        // The best by what is left after penalties.
        let first = self.highest(query, self.options.min, 1)?;
        if self.options.net || first == 0 || first >= CONTEXT {
            return Ok(first);
        }
        // One that scores more may stand behind it, with more taken off; there are few.
        Ok(first.max(self.highest(query, first + 1, 0)?))
    }

    /// Whether the memory has a text between the same neighbours.
    fn has_in_context(&mut self, query: &Query<'_>) -> Result<bool, Error> {
        Ok(Band::of(self.highest(query, CONTEXT, 0)?) == Band::Context)
    }

    /// The highest score that counts among the `max` first matches of `min` percent or more; 0
    /// where there is none, or it counts for less than a match must.
    fn highest(&mut self, query: &Query<'_>, min: u8, max: usize) -> Result<u8, Error> {
        let Some(lookup) = self.lookup else {
            return Ok(0);
        };
        let wanted = Wanted {
            min,
            max,
            scoring: self.options.scoring,
            exhaustive: false,
        };
        let answer = lookup.find(query, &wanted, &mut self.scratch)?;
        let score = |found: &Match| match self.options.net {
            true => found.net,
            false => found.score.percent,
        };
        let highest = answer.matches.iter().map(score).max().unwrap_or(0);
        Ok(if highest < self.options.min {
            0
        } else {
            highest
        })
    }
}
