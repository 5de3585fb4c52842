//! The target side of a document: what its file says, beside what people have made of it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::anchors::by_key;
use super::codes::{as_source, in_look_of, of_stretches};
use super::source::{Group, Import};
use super::spare::Spare;
use super::{Alignment, Error, is_by_hand, source_text};
use crate::align;
use crate::document::Stretch;
use crate::segment::Segment;
use crate::store::{Document, Part, Placed, Row, StoredUnit};
use crate::unit::{InlineCode, MadeBy, Origin, Side, State, Unit, UnitId, Variant};
use crate::work::carry;

impl Import<'_> {
    /// Lays the target side from the translation's file, keeping what is by hand.
    pub(super) fn put_target(
        &mut self,
        document: Row,
        groups: &[Group],
        rows: &[Option<Row>],
        text: &str,
        sentences: &[Segment],
    ) -> Result<(), Error> {
        let mut alignment = Alignment::default();
        let mut places: Vec<(usize, usize, Row)> = Vec::new(); // start, end, unit
        let old_unpaired = self.writer.unpaired(document)?;
        let mut spare = Spare::new(self.writer, &[], &self.target_lang);
        let mut kept_unpaired = HashSet::new();
        let mut targets: Vec<Option<Range<usize>>> = groups
            .iter()
            .map(|group| match (group.target.first(), group.target.last()) {
                (Some(first), Some(last)) => {
                    Some(sentences[*first].range.start..sentences[*last].range.end)
                }
                _ => None,
            })
            .collect();
        let rejoined = self.rejoin(rows, &mut targets, text)?;
        let ranges: Vec<Range<usize>> = targets.iter().flatten().cloned().collect();
        let file = self.incoming.target.as_ref();
        let mut codes = match file.and_then(|(_, file)| file.form.as_ref()) {
            Some(form) => of_stretches((form, text), ranges),
            None => HashMap::new(),
        };
        let sources = self.source_stretches(groups);
        let mut number = 0;
        let mut starts = Vec::new(); // number of a segment, start of its translation
        for (place, ((group, row), target)) in groups.iter().zip(rows).zip(targets).enumerate() {
            let confidence = rejoined.get(&place).copied().unwrap_or(group.confidence);
            match (row, target) {
                (Some(row), target) => {
                    number += 1;
                    let given = target.as_ref().map(|range| {
                        let stretch = codes.remove(&range.start).unwrap_or_default();
                        let source = sources.get(place).cloned().flatten().unwrap_or_default();
                        let given = &text[range.clone()];
                        (given, in_look_of(&source, stretch, given))
                    });
                    self.pair(*row, number, given, confidence, &mut alignment)?;
                    if let Some(range) = target {
                        starts.push((number, range.start));
                        places.push((range.start, range.end, *row));
                    }
                }
                (None, Some(range)) => {
                    alignment.unpaired += 1;
                    let given = &text[range.clone()];
                    let row = self.unpaired_unit(
                        document,
                        given,
                        &old_unpaired,
                        &mut kept_unpaired,
                        &mut spare,
                    )?;
                    places.push((range.start, range.end, row));
                }
                (None, None) => {}
            }
        }
        // Values stand where their file has them: their keys say which belong together.
        let keyed = file.and_then(|(_, file)| by_key(&self.incoming.source, file));
        if keyed.is_none() {
            alignment.elsewhere = out_of_order(&starts);
        }
        places.sort_unstable();
        let mark = self
            .incoming
            .target
            .as_ref()
            .map_or("", |(_, file)| file.mark);
        let mut end = 0;
        let mut parts = Vec::new();
        for (start, stop, unit) in places {
            let mark = if parts.is_empty() { mark } else { "" };
            parts.push(Part {
                before: format!("{mark}{}", text.get(end..start).unwrap_or_default()),
                unit,
            });
            end = stop;
        }
        self.writer.set_parts(document, Side::Target, &parts)?;
        for placed in old_unpaired {
            if !kept_unpaired.contains(&placed.stored.row) {
                self.writer.remove_unit(placed.stored.row)?;
            }
        }
        if let Some(known) = self.writer.document(&self.incoming.name)? {
            self.writer.put_document(&Document {
                target_tail: Some(text.get(end..).unwrap_or_default().to_owned()),
                ..known
            })?;
        }
        self.outcome.alignment = Some(alignment);
        Ok(())
    }

    /// The stretches of the source that groups are, where it was taken apart.
    fn source_stretches(&self, groups: &[Group]) -> Vec<Option<Stretch>> {
        let file = &self.incoming.source;
        let Some(form) = &file.form else {
            return Vec::new();
        };
        let range = |group: &Group| {
            let own = self.sentences.get(group.source.clone())?;
            Some(own.first()?.range.start..own.last()?.range.end)
        };
        let ranges: Vec<_> = groups.iter().map(range).collect();
        let mut found = of_stretches(
            (form, &file.text),
            ranges.iter().flatten().cloned().collect(),
        );
        let stretches = ranges.into_iter();
        stretches
            .map(|range| range.and_then(|range| found.remove(&range.start)))
            .collect()
    }

    /// Pairs again what was paired before and what the aligner, which goes forward only, left on
    /// both sides: a segment that moved, and its translation that stands elsewhere in the file.
    /// Returns the confidence of these pairs, by group.
    fn rejoin(
        &self,
        rows: &[Option<Row>],
        targets: &mut [Option<Range<usize>>],
        text: &str,
    ) -> Result<HashMap<usize, f64>, Error> {
        let mut left: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, (row, target)) in rows.iter().zip(targets.iter()).enumerate().rev() {
            if let (None, Some(range)) = (row, target) {
                left.entry(&text[range.clone()]).or_default().push(place);
            }
        }
        let mut rejoined = HashMap::new();
        if left.is_empty() {
            return Ok(rejoined);
        }
        for (place, row) in rows.iter().enumerate() {
            let (Some(row), None) = (row, &targets[place]) else {
                continue;
            };
            let stored = self.writer.unit(*row)?;
            let current = stored
                .as_ref()
                .and_then(|stored| stored.unit.variant(&self.target_lang));
            let Some(current) = current else {
                continue;
            };
            let given = current.as_imported.as_ref().unwrap_or(&current.text);
            if let Some(other) = left.get_mut(given.as_str()).and_then(Vec::pop) {
                targets[place] = targets[other].take();
                let was = current.score.map_or(1.0, |score| f64::from(score) / 100.0);
                rejoined.insert(place, was);
            }
        }
        Ok(rejoined)
    }

    /// The unit of a translation that no segment has: the one that is there, or a new one.
    fn unpaired_unit(
        &self,
        document: Row,
        given: &str,
        old: &[Placed],
        kept: &mut HashSet<Row>,
        spare: &mut Spare<'_>,
    ) -> Result<Row, Error> {
        let lang = &self.target_lang;
        let same = old.iter().map(|placed| &placed.stored).find(|stored| {
            !kept.contains(&stored.row)
                && stored
                    .unit
                    .variant(lang)
                    .is_some_and(|variant| variant.text == given)
        });
        if let Some(stored) = same {
            kept.insert(stored.row);
            return Ok(stored.row);
        }
        let incoming = self.incoming;
        let mut variant = Variant::new(lang.clone(), given);
        variant.state = Some(State::Draft);
        variant.made_by = Some(MadeBy::Aligned);
        variant.date.clone_from(&incoming.date);
        // Its id speaks of the translation, since there is no source; the name of the origin
        // keeps it apart from a source of the same text.
        let name = format!("{}#{}", incoming.name, lang.canonical());
        let unit = Unit {
            id: UnitId::new(&Origin::Document(name.clone()), given, 0),
            origin: Origin::Document(incoming.name.clone()),
            source_lang: self.source_lang.clone(),
            variants: vec![variant],
            cuts: Vec::new(),
            fields: incoming.fields.clone(),
            notes: Vec::new(),
            properties: Vec::new(),
        };
        Ok(spare.add(document, unit, (&name, given), None)?)
    }

    /// Gives a unit the translation that the file has for it, or takes away what it had from an
    /// earlier file, unless a person had a hand in it.
    fn pair(
        &self,
        row: Row,
        number: usize,
        given: Option<(&str, Vec<InlineCode>)>,
        confidence: f64,
        alignment: &mut Alignment,
    ) -> Result<(), Error> {
        let lang = &self.target_lang;
        let Some(stored) = self.writer.unit(row)? else {
            return Ok(());
        };
        let mut texts = stored.unit.alternatives(lang);
        let current = texts.next();
        let alternatives = texts.count();
        let Some((given, codes)) = given else {
            alignment.missing.push(number);
            if current.is_some_and(|current| !is_by_hand(current)) {
                alignment.withdrawn.push(number);
                self.writer.remove_variants(row, lang, 0)?;
            }
            return Ok(());
        };
        alignment.paired += 1;
        let sure = confidence >= align::CONFIDENT;
        if !sure {
            alignment.doubtful.push(number);
        }
        let mut from_file = Variant::new(lang.clone(), given);
        from_file.state = Some(if sure {
            State::Translated
        } else {
            State::Draft
        });
        from_file.made_by = Some(MadeBy::Aligned);
        from_file.score = Some(percent(confidence));
        from_file.date.clone_from(&self.incoming.date);
        let source = stored.unit.source();
        from_file.codes = as_source(source.map_or(&[], |source| &source.codes), &codes);
        match current {
            Some(current) if is_by_hand(current) => {
                if current.text == given {
                    // The file has come round: there is nothing left to decide.
                    let mut current = current.clone();
                    current.as_imported = current.as_imported.map(|_| given.to_owned());
                    self.writer.put_variant(row, 0, &current)?;
                    self.writer.remove_variants(row, lang, 1)?;
                } else if current.as_imported.as_deref() != Some(given) {
                    alignment.conflicts.push(number);
                    from_file.state = Some(State::Draft);
                    self.writer.put_variant(row, 1, &from_file)?;
                    let mut current = current.clone();
                    current.as_imported = Some(given.to_owned());
                    self.writer.put_variant(row, 0, &current)?;
                }
            }
            Some(current) => {
                if current.text != given {
                    alignment.updated.push(number);
                }
                if alternatives > 0 {
                    self.writer.remove_variants(row, lang, 1)?;
                }
                self.writer.put_variant(row, 0, &from_file)?;
            }
            None => match self.carried_by_hand(&stored, given)? {
                Some(carried) => {
                    alignment.carried.push(number);
                    from_file.state = Some(State::Draft);
                    self.writer.put_variant(row, 0, &carried)?;
                    self.writer.put_variant(row, 1, &from_file)?;
                }
                None => self.writer.put_variant(row, 0, &from_file)?,
            },
        }
        Ok(())
    }

    /// What a person wrote for the text that a changed segment had before: a draft now, which the
    /// file's translation does not push aside. `None` where it is what the file says anyway.
    fn carried_by_hand(&self, stored: &StoredUnit, given: &str) -> Result<Option<Variant>, Error> {
        let Some(old) = stored
            .replaces
            .map_or(Ok(None), |row| self.writer.unit(row))?
        else {
            return Ok(None);
        };
        let by_hand = old.unit.variant(&self.target_lang).filter(|variant| {
            is_by_hand(variant) && variant.is_confirmed() && variant.text != given
        });
        Ok(by_hand.map(|variant| Variant {
            state: Some(State::Draft),
            made_by: Some(MadeBy::Fuzzy),
            score: Some(carry::percent_alike(source_text(&old), source_text(stored))),
            as_imported: Some(given.to_owned()),
            ..variant.clone()
        }))
    }

    /// Keeps of what the target side had, its `parts`, those of the segments that still `stand`.
    pub(super) fn keep_target(
        &self,
        document: Row,
        mut parts: Vec<Part>,
        stand: &HashSet<Row>,
    ) -> Result<(), Error> {
        if parts.is_empty() {
            return Ok(());
        }
        let unpaired: HashSet<Row> = self
            .writer
            .unpaired(document)?
            .into_iter()
            .map(|placed| placed.stored.row)
            .collect();
        parts.retain(|part| stand.contains(&part.unit) || unpaired.contains(&part.unit));
        Ok(self.writer.set_parts(document, Side::Target, &parts)?)
    }
}

fn percent(confidence: f64) -> u8 {
    // In 0..=100 by the clamp.
    (confidence.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// The segments whose translations must be taken out for the others to stand in order: those
/// beside a longest ascending row of starts (Fredman 1975, patience sorting).
pub(super) fn out_of_order(starts: &[(usize, usize)]) -> Vec<usize> {
    let mut piles: Vec<usize> = Vec::new(); // the place in `starts` of each pile's top
    let mut before: Vec<Option<usize>> = Vec::with_capacity(starts.len());
    for (place, (_, start)) in starts.iter().enumerate() {
        let pile = piles.partition_point(|top| starts[*top].1 < *start);
        before.push(pile.checked_sub(1).map(|pile| piles[pile]));
        if pile == piles.len() {
            piles.push(place);
        } else {
            piles[pile] = place;
        }
    }
    let mut in_order = vec![false; starts.len()];
    let mut next = piles.last().copied();
    while let Some(place) = next {
        in_order[place] = true;
        next = before[place];
    }
    let outside = starts
        .iter()
        .zip(in_order)
        .filter(|(_, in_order)| !in_order);
    outside.map(|((number, _), _)| *number).collect()
}

#[cfg(test)]
mod tests {
    use super::out_of_order;

    #[test]
    fn the_fewest_segments_are_called_out_of_order() {
        let order = |starts: &[usize]| {
            let numbered: Vec<_> = (1..).zip(starts.iter().copied()).collect();
            out_of_order(&numbered)
        };
        assert!(order(&[]).is_empty());
        assert!(order(&[0, 10, 20]).is_empty());
        assert_eq!(order(&[0, 40, 10, 20, 30]), [2]);
        assert_eq!(order(&[10, 20, 30, 0]), [4]);
    }
}
