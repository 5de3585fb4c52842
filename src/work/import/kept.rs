//! What stays when a text is aligned anew: the pairs that a person confirmed or corrected.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::source::{Import, span};
use super::target::out_of_order;
use super::{is_by_hand, source_text};
use crate::segment::Segment;
use crate::text::fold::identity;

impl Import<'_> {
    /// The segments of the new text whose translation a person confirmed or corrected, each with
    /// the sentences of the new translation that say just that; ascending on both sides. What
    /// stands several times is only paired where it stands as often on both sides as before.
    pub(super) fn kept(
        &self,
        texts: &[&str],
        target: &str,
        sentences: &[Segment],
    ) -> Vec<(usize, Range<usize>)> {
        let mut before: HashMap<String, Vec<Option<String>>> = HashMap::new();
        for placed in &self.placed {
            let stored = &placed.stored;
            let by_hand = stored
                .unit
                .variant(&self.target_lang)
                .filter(|variant| is_by_hand(variant) && variant.is_confirmed());
            let given = by_hand
                .map(|variant| identity(variant.as_imported.as_ref().unwrap_or(&variant.text)));
            before
                .entry(identity(source_text(stored)))
                .or_default()
                .push(given);
        }
        before.retain(|_, given| given.iter().any(Option::is_some));
        if before.is_empty() {
            return Vec::new();
        }
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, text) in texts.iter().enumerate() {
            let text = identity(text);
            if before.contains_key(&text) {
                places.entry(text).or_default().push(place);
            }
        }
        let mut wanted: HashMap<&str, Vec<usize>> = HashMap::new();
        for (text, places) in &places {
            let given = before.get(text).map_or(&[][..], Vec::as_slice);
            if given.len() == places.len() {
                for (given, place) in given.iter().zip(places) {
                    if let Some(given) = given {
                        wanted.entry(given).or_default().push(*place);
                    }
                }
            }
        }
        let found = occurrences(&wanted.keys().copied().collect(), target, sentences);
        let mut pairs: Vec<(usize, Range<usize>)> = Vec::new();
        for (given, mut places) in wanted {
            places.sort_unstable();
            match found.get(given) {
                Some(found) if found.len() == places.len() => {
                    pairs.extend(places.into_iter().zip(found.iter().cloned()));
                }
                _ => {}
            }
        }
        in_order(pairs)
    }
}

/// Where runs of sentences say just one of the `wanted` texts.
fn occurrences(
    wanted: &HashSet<&str>,
    text: &str,
    sentences: &[Segment],
) -> HashMap<String, Vec<Range<usize>>> {
    let longest = wanted.iter().map(|text| text.len()).max().unwrap_or(0);
    let mut found: HashMap<String, Vec<Range<usize>>> = HashMap::new();
    for begin in 0..sentences.len() {
        for end in begin + 1..=sentences.len() {
            let run = identity(span(text, &sentences[begin..end]));
            if run.len() > longest {
                break;
            }
            if wanted.contains(run.as_str()) {
                found.entry(run).or_default().push(begin..end);
            }
        }
    }
    found
}

/// The most pairs that ascend on both sides without one reaching into another.
fn in_order(mut pairs: Vec<(usize, Range<usize>)>) -> Vec<(usize, Range<usize>)> {
    pairs.sort_unstable_by_key(|(place, range)| (*place, range.start));
    let starts: Vec<(usize, usize)> = pairs
        .iter()
        .map(|(place, range)| (*place, range.start))
        .collect();
    let moved: HashSet<usize> = out_of_order(&starts).into_iter().collect();
    let mut end = 0;
    pairs.retain(|(place, range)| {
        let fits = !moved.contains(place) && range.start >= end;
        if fits {
            end = range.end;
        }
        fits
    });
    pairs
}
