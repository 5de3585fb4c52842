//! The target side of a document: what its file says, beside what people have made of it.

use std::collections::HashSet;

use super::source::{Group, Import};
use super::spare::Spare;
use super::{Alignment, Error, is_by_hand};
use crate::align;
use crate::segment::Segment;
use crate::store::{Document, Part, Placed, Row};
use crate::unit::{MadeBy, Origin, Side, State, Unit, Variant};

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
        let mut spare = Spare::new(&old_unpaired, &[], &self.target_lang);
        let mut kept_unpaired = HashSet::new();
        let mut number = 0;
        for (group, row) in groups.iter().zip(rows) {
            let target = match (group.target.first(), group.target.last()) {
                (Some(first), Some(last)) => {
                    Some(sentences[*first].range.start..sentences[*last].range.end)
                }
                _ => None,
            };
            match (row, target) {
                (Some(row), target) => {
                    number += 1;
                    let given = target.as_ref().map(|range| &text[range.clone()]);
                    self.pair(*row, number, given, group.confidence, &mut alignment)?;
                    if let Some(range) = target {
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
        let id = spare.new_id(&format!("{}#{}", incoming.name, lang.canonical()), given);
        let unit = Unit {
            id,
            origin: Origin::Document(incoming.name.clone()),
            source_lang: self.source_lang.clone(),
            variants: vec![variant],
            cuts: Vec::new(),
            fields: incoming.fields.clone(),
            notes: Vec::new(),
            properties: Vec::new(),
        };
        Ok(self.writer.add_unit(document, &unit, None)?)
    }

    /// Gives a unit the translation that the file has for it, or takes away what it had from an
    /// earlier file, unless a person had a hand in it.
    fn pair(
        &self,
        row: Row,
        number: usize,
        given: Option<&str>,
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
        let Some(given) = given else {
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
            None => self.writer.put_variant(row, 0, &from_file)?,
        }
        Ok(())
    }

    /// Keeps what the target side had for the segments that still stand.
    pub(super) fn keep_target(&self, document: Row, rows: &[Option<Row>]) -> Result<(), Error> {
        let stand: HashSet<Row> = rows.iter().copied().flatten().collect();
        let unpaired: HashSet<Row> = self
            .writer
            .unpaired(document)?
            .into_iter()
            .map(|placed| placed.stored.row)
            .collect();
        let mut parts = self.writer.parts(document, Side::Target)?;
        parts.retain(|part| stand.contains(&part.unit) || unpaired.contains(&part.unit));
        Ok(self.writer.set_parts(document, Side::Target, &parts)?)
    }
}

fn percent(confidence: f64) -> u8 {
    // In 0..=100 by the clamp.
    (confidence.clamp(0.0, 1.0) * 100.0).round() as u8
}
