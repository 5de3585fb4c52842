//! The units of an export, one after another, out of the memory and into the file.

use std::collections::BTreeSet;

use super::super::layout;
use super::{Chapter, Error};
use crate::exchange::{Context, Format, Outgoing, Place, UnitWriter};
use crate::store::{self, ImportedMemory, Reader, Row, StoredUnit};
use crate::text::LangTag;
use crate::unit::{Origin, State, Unit, Variant};

/// The units of an export, in the order of the file: documents in order, what stands beside them,
/// then imported memories by name.
pub(super) struct Stream<'a> {
    pub(super) reader: &'a Reader<'a>,
    pub(super) wanted: Wanted<'a>,
    pub(super) chapters: &'a [Chapter],
    pub(super) memories: &'a [ImportedMemory],
}

/// What goes into the file of a unit.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) format: Format,
    /// The states that were asked for.
    pub(super) states: Option<&'a [Option<State>]>,
    pub(super) source: &'a LangTag,
    pub(super) target: &'a LangTag,
    /// Whether these languages were asked for, so that nothing else is wanted.
    pub(super) is_asked: bool,
}

impl Wanted<'_> {
    /// Takes out the translations in other states, and says whether the format has a use for what
    /// is left.
    fn trim(self, unit: &mut Unit) -> bool {
        let memory = matches!(self.format, Format::Tmx | Format::Weblate);
        let is_translation = |variant: &Variant| self.target.covers(&variant.lang);
        let untranslated = || !unit.variants.iter().any(is_translation);
        let only_translated = match self.format {
            Format::Tmx | Format::Weblate => true,
            // A text form keeps what it can of every unit.
            Format::Jsonl => self.is_asked && matches!(unit.origin, Origin::Memory(_)),
            // Who gets it would take a translation that is left out for one that is missing.
            _ => match self.states {
                Some(states) => !(states.contains(&None) && untranslated()),
                // What a memory has in other languages is not untranslated.
                None => self.is_asked && matches!(unit.origin, Origin::Memory(_)),
            },
        };
        if self.is_asked && self.format == Format::Jsonl {
            let is_asked = |lang: &LangTag| self.source.covers(lang) || self.target.covers(lang);
            unit.variants.retain(|variant| is_asked(&variant.lang));
        }
        let has_source = |unit: &Unit| unit.variants.iter().any(|v| self.source.covers(&v.lang));
        let had_source = self.is_asked && has_source(unit);
        unit.variants
            .retain(|variant| match (variant.state, self.states) {
                (None, _) => true,
                (Some(state), Some(states)) => states.contains(&Some(state)),
                (Some(state), None) => !memory || state.is_confirmed(),
            });
        let wanted = !only_translated || unit.variants.iter().any(is_translation);
        // Where the pair goes out the other way round, its translation is the source.
        let stands = !had_source || has_source(unit);
        wanted && stands && !unit.variants.is_empty()
    }

    /// The unit without the translations in other states; `None` where the format has no use for
    /// it then.
    fn of(self, mut unit: Unit) -> Option<Unit> {
        self.trim(&mut unit).then_some(unit)
    }
}

/// What was written of the units, and what of them was not.
#[derive(Default)]
pub(super) struct Written {
    /// How many went out.
    pub(super) count: usize,
    /// How many did not, since they are translated into other languages only.
    pub(super) elsewhere: usize,
    /// Languages of memories beside those that go out.
    pub(super) others: BTreeSet<String>,
}

impl Stream<'_> {
    /// Writes all units.
    pub(super) fn write<W>(&self, writer: &mut dyn UnitWriter<W>) -> Result<Written, Error> {
        let mut written = Written::default();
        for chapter in self.chapters {
            let head = layout::document_head(self.reader, &chapter.segments.document)?;
            writer.document(&head)?;
            self.each_of(chapter, |outgoing| {
                written.count += 1;
                Ok(writer.unit(outgoing)?)
            })?;
        }
        for memory in self.memories {
            if let Some(row) = memory.row {
                writer.memory(&layout::memory_head(memory))?;
                self.write_memory(row, writer, &mut written)?;
            }
        }
        Ok(written)
    }

    /// Reads and writes a memory, unit by unit. On two threads it is sooner done where two processors
    /// are idle, but for more work: what one has read is not in the cache of the other.
    fn write_memory<W>(
        &self,
        memory: Row,
        writer: &mut dyn UnitWriter<W>,
        written: &mut Written,
    ) -> Result<(), Error> {
        let Wanted { source, target, .. } = self.wanted;
        let is_other = |lang: &LangTag| !source.covers(lang) && !target.covers(lang);
        self.each_stored(memory, |stored| {
            let unit = &mut stored.unit;
            let goes_out = self.wanted.trim(unit);
            if goes_out {
                writer.unit(&Outgoing::alone(unit))?;
                written.count += 1;
            }
            // Those of a pair alone need not be looked at.
            if !goes_out || unit.variants.len() > 2 {
                let others = unit.variants.iter().map(|variant| &variant.lang);
                let others = others.filter(|lang| is_other(lang) && **lang != unit.source_lang);
                let mut any = false;
                for lang in others {
                    any = true;
                    if !written.others.contains(lang.given()) {
                        written.others.insert(lang.given().to_owned());
                    }
                }
                written.elsewhere += usize::from(any && !goes_out);
            }
            Ok::<_, Error>(())
        })
    }

    /// The date of the newest text.
    pub(super) fn newest(&self) -> Result<Option<String>, Error> {
        let mut newest = None;
        let mut note = |unit: &Unit| {
            let dates = unit.variants.iter().map(|variant| &variant.date);
            newest = dates.max().cloned().flatten().max(newest.take());
        };
        for chapter in self.chapters {
            self.each_of(chapter, |outgoing| {
                note(outgoing.unit);
                Ok(())
            })?;
        }
        let mut noted = None;
        for memory in self.memories {
            let Some(row) = memory.row else { continue };
            // What came translated and is as it came goes out whole, unless some of it is asked for.
            if self.wanted.states.is_none()
                && !self.wanted.is_asked
                && self.wanted.target.covers(&memory.target_lang)
                && let Some(date) = self.reader.noted_date(row)?
            {
                noted = noted.max(Some(date));
                continue;
            }
            let Some((unit, date)) = self.reader.newest_text(row)? else {
                continue;
            };
            // Where that text is one that goes out, the others need not be looked at.
            let unit = self.reader.unit(unit)?.map(|stored| stored.unit);
            let unit = unit.filter(|unit| matches!(unit.origin, Origin::Memory(_)));
            let unit = unit.and_then(|unit| self.wanted.of(unit));
            let has_date = |variant: &Variant| variant.date.as_ref() == Some(&date);
            match unit.filter(|unit| unit.variants.iter().any(has_date)) {
                Some(unit) => note(&unit),
                None => self.each_stored(row, |stored| {
                    if self.wanted.trim(&mut stored.unit) {
                        note(&stored.unit);
                    }
                    Ok::<_, Error>(())
                })?,
            }
        }
        Ok(newest.max(noted))
    }

    fn each_stored<E: From<store::Error>>(
        &self,
        memory: Row,
        each: impl FnMut(&mut StoredUnit) -> Result<(), E>,
    ) -> Result<(), E> {
        match self.wanted.format {
            // Two memories that hold the same are the same text, whatever came first.
            Format::Jsonl => self.reader.each_unit_by_id(memory, each),
            _ => self.reader.each_unit(memory, each),
        }
    }

    fn each_of(
        &self,
        chapter: &Chapter,
        mut each: impl FnMut(&Outgoing<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let wanted = |unit: &Unit| self.wanted.of(unit.clone());
        let Chapter {
            segments,
            terms,
            beside,
            layouts,
        } = chapter;
        let source_of = |place: usize| {
            let placed = segments.placed.get(place)?;
            Some(segments.source(placed))
        };
        for (place, placed) in segments.placed.iter().enumerate() {
            let Some(unit) = wanted(&placed.stored.unit) else {
                continue;
            };
            each(&Outgoing {
                unit: &unit,
                place: Some(Place {
                    document: &segments.document.name,
                    file: &segments.document.file,
                    number: place + 1,
                    paragraph: segments.paragraphs.get(place).copied().unwrap_or(1),
                }),
                context: Some(Context {
                    previous: place.checked_sub(1).and_then(source_of),
                    next: source_of(place + 1),
                }),
                terms: terms.get(place).map_or(&[], Vec::as_slice),
                layout: layouts.layout(&placed.stored, &placed.before),
            })?;
        }
        for stored in beside {
            let Some(unit) = wanted(&stored.unit) else {
                continue;
            };
            each(&Outgoing {
                layout: layouts.layout(stored, ""),
                ..Outgoing::alone(&unit)
            })?;
        }
        Ok(())
    }
}
