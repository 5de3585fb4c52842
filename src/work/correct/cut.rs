//! Segments taken apart and joined.

use super::{Error, Work, joined};
use crate::align::{Knowledge, SideText, align};
use crate::store::{Part, Placed, Row};

impl<'a> Work<'a> {
    /// Takes a unit apart into its sentences; how many.
    pub(super) fn split(&mut self, number: usize, placed: &'a Placed) -> Result<usize, Error> {
        let unit = &placed.stored.unit;
        let sources = pieces(self.segments.source(placed), &unit.cuts);
        if sources.len() < 2 {
            return Err(Error::OneSentence {
                document: self.segments.document.name.clone(),
                number,
            });
        }
        let targets = self.shares(&sources, self.text(placed))?;
        let (mut source, mut target) = (Vec::new(), Vec::new());
        for ((space, text), (before, translation)) in sources.iter().zip(targets) {
            let row = self.add(unit, text, Vec::new())?;
            self.give(row, self.segments.target(placed), translation)?;
            source.push(((*space).to_owned(), row));
            if !translation.is_empty() {
                target.push((before.to_owned(), row));
            }
        }
        replace(&mut self.source, placed.stored.row, source);
        replace(&mut self.target, placed.stored.row, target);
        self.gone.push(placed.stored.row);
        Ok(sources.len())
    }

    /// For each of some sentences its part of their translation, with the white space before it.
    fn shares<'t>(
        &self,
        sources: &[(&str, &str)],
        translation: &'t str,
    ) -> Result<Vec<(&'t str, &'t str)>, Error> {
        let sentences = self.sentences(translation);
        let mut ends: Vec<usize> = (1..=sources.len()).collect();
        if sentences.len() != sources.len() {
            ends.fill(0);
            let texts: Vec<&str> = sources.iter().map(|(_, text)| *text).collect();
            let translations: Vec<&str> = sentences
                .iter()
                .map(|range| translation.get(range.clone()).unwrap_or_default())
                .collect();
            let document = &self.segments.document;
            let concepts = self.writer.concepts()?;
            let beads = align(
                SideText::new(&document.source_lang, &texts),
                SideText::new(&document.target_lang, &translations),
                Knowledge {
                    concepts: &concepts,
                    ..Knowledge::default()
                },
            );
            for bead in beads {
                if let (Some(first), Some(last)) = (bead.source.first(), bead.target.last())
                    && let Some(end) = ends.get_mut(*first)
                {
                    *end = last + 1;
                }
            }
        }
        if let Some(last) = ends.last_mut() {
            *last = sentences.len();
        }
        let (mut done, mut at) = (0, 0);
        let mut shares = Vec::with_capacity(ends.len());
        for end in ends {
            let Some([first, .., last] | [first @ last]) = sentences.get(done..end.max(done))
            else {
                shares.push(("", ""));
                continue;
            };
            let before = translation.get(at..first.start).unwrap_or_default();
            let text = translation.get(first.start..last.end).unwrap_or_default();
            shares.push((before, text));
            (done, at) = (end, last.end);
        }
        Ok(shares)
    }

    /// Makes one unit of two that follow one another.
    pub(super) fn merge(&mut self, first: &'a Placed, second: &'a Placed) -> Result<(), Error> {
        let (one, other) = (first.stored.row, second.stored.row);
        let mut unit = first.stored.unit.clone();
        unit.notes.extend(second.stored.unit.notes.iter().cloned());
        let source = self.segments.source(first);
        let begin = source.len() + second.before.len();
        let ends = second.stored.unit.cuts.iter().copied();
        let mut cuts = unit.cuts.clone();
        cuts.extend(u32::try_from(source.len()));
        cuts.extend(ends.filter_map(|cut| cut.checked_add(u32::try_from(begin).ok()?)));
        let source = format!("{source}{}{}", second.before, self.segments.source(second));
        let row = self.add(&unit, &source, cuts)?;
        let texts = (self.text(first), self.text(second));
        let between = match (self.place(one), self.place(other)) {
            (Some(p), Some(q)) if q == p + 1 => self.target.get(q).map(|part| part.before.clone()),
            _ => None,
        };
        let translation = joined(texts, between);
        let from = self.segments.target(first);
        self.give(row, from.or(self.segments.target(second)), &translation)?;
        for parts in [&mut self.source, &mut self.target] {
            let kept = if parts.iter().any(|part| part.unit == one) {
                parts.retain(|part| part.unit != other);
                one
            } else {
                other
            };
            replace(parts, kept, vec![(String::new(), row)]);
        }
        self.gone.extend([one, other]);
        Ok(())
    }
}

/// The sentences of a unit, each with the white space before it.
fn pieces<'t>(text: &'t str, cuts: &[u32]) -> Vec<(&'t str, &'t str)> {
    let ends = cuts.iter().filter_map(|cut| usize::try_from(*cut).ok());
    let mut at = 0;
    let mut pieces = Vec::new();
    for end in ends.chain([text.len()]) {
        let piece = text.get(at..end).unwrap_or_default();
        let sentence = piece.trim_start();
        if !sentence.is_empty() {
            pieces.push((&piece[..piece.len() - sentence.len()], sentence));
        }
        at = end;
    }
    pieces
}

/// Puts units, each with the white space before it, in the place of another.
fn replace(parts: &mut Vec<Part>, old: Row, new: Vec<(String, Row)>) {
    let Some(place) = parts.iter().position(|part| part.unit == old) else {
        return;
    };
    let mut before = parts.remove(place).before;
    for (nth, (space, unit)) in new.into_iter().enumerate() {
        before.push_str(&space);
        let part = Part {
            before: std::mem::take(&mut before),
            unit,
        };
        parts.insert(place + nth, part);
    }
}
