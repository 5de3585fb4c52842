//! Internal matches: what stands before a segment in the texts themselves.

use std::collections::HashSet;

use super::{Error, Text, is_without_words};
use crate::recall::{self, Ask, Builder, Key, Part, Scoring, Scratch, Segment, Tail};

/// The different texts with words, in order, ready to be compared with those after them.
pub(super) struct Earlier<'t> {
    texts: Vec<Segment<'t>>,
    parts: Vec<Vec<u8>>,
    /// What no part can hold.
    tail: Tail,
}

impl<'t> Earlier<'t> {
    pub(super) fn new(texts: &'t [Text]) -> Self {
        let mut known = HashSet::new();
        let segments = texts.iter().flat_map(|text| &text.segments);
        let texts = segments
            .filter(|segment| !segment.locked && !is_without_words(&segment.text))
            .filter(|segment| known.insert(Key::of_text(&segment.text)))
            .map(|segment| Segment::new(&segment.text, &[]));
        let mut earlier = Self {
            texts: texts.collect(),
            parts: Vec::new(),
            tail: Tail::new(),
        };
        let mut builder = Builder::new();
        for (record, text) in (0..).zip(&earlier.texts) {
            if builder.push(record, text.content()).is_err() {
                earlier.parts.push(std::mem::take(&mut builder).to_bytes());
                if builder.push(record, text.content()).is_err() {
                    earlier.tail.push(record, text.content());
                }
            }
        }
        if !builder.is_empty() {
            earlier.parts.push(builder.to_bytes());
        }
        earlier
    }

    /// The score of the text most like the different text of that number among those before it,
    /// where one scores `least` percent or more.
    pub(super) fn best(
        &self,
        number: usize,
        least: u8,
        scoring: Scoring,
        scratch: &mut Scratch,
    ) -> Result<Option<u8>, Error> {
        let Some(text) = self.texts.get(number) else {
            return Ok(None);
        };
        let ask = Ask {
            min: least,
            max: 1,
            scoring,
            exhaustive: false,
        };
        let parts = self.parts.iter().map(|bytes| Part::from_bytes(&**bytes));
        let parts = parts.collect::<Result<Vec<_>, _>>()?;
        let place = |record| usize::try_from(record).unwrap_or(usize::MAX);
        let mut is_before = |record| (place(record) < number).then_some(0);
        let hits = recall::find(
            text.content(),
            &parts,
            &self.tail,
            &ask,
            &mut is_before,
            scratch,
        )?;
        let scores = hits.iter().filter_map(|hit| {
            let other = self.texts.get(place(hit.record))?;
            Some(if hit.is_equal() {
                text.score(other, scoring).percent
            } else {
                hit.percent
            })
        });
        Ok(scores.max().filter(|best| *best >= least))
    }
}
