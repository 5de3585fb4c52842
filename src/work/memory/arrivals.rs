//! Bringing pairs of one memory into another, where they are not there yet.
//!
//! A pair that is there is not doubled; where it is confirmed higher here than there, its state is
//! raised. A pair without a context says nothing new where the same pair stands in any; whether
//! one that is filed otherwise (under another client) does, is the caller's to say. Another
//! translation of the same text is kept beside, and told.

use std::collections::HashMap;

use super::pairs::{Key, Keys, is_rejected, pairs};
use super::walk::{Origins, Spot};
use crate::exchange::DOCUMENT;
use crate::store::{self, ImportedMemory, Reader, Row, StoredUnit, Writer};
use crate::text::LangTag;
use crate::unit::{Origin, Property, State, Unit, UnitId, Variant};

/// What bringing in came to. Pairs are counted: a text with one of its translations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrived {
    /// Pairs that were not there.
    pub new: u64,
    /// Pairs that were there in a lower state, which was raised.
    pub raised: u64,
    /// Pairs that were there as they are.
    pub there: u64,
    /// Repetitions of these, which go once.
    pub repeated: u64,
    /// Pairs that were not wanted: not confirmed, or not as high as asked for.
    pub left: u64,
    /// New pairs whose text has another translation there.
    pub differing: u64,
    /// The first of these.
    pub listed: Vec<Differing>,
}

impl Arrived {
    /// What it came to, for the log.
    pub(super) fn summary(&self) -> String {
        let s = if self.new == 1 { "" } else { "s" };
        match self.raised {
            0 => format!("{} new pair{s}", self.new),
            raised => format!("{} new pair{s}, {raised} raised", self.new),
        }
    }
}

/// A text with another translation there than the one brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// The text.
    pub source: String,
    /// The language of its translation.
    pub lang: LangTag,
    /// Its translation there, which stays.
    pub there: String,
    /// The translation that stands beside it now.
    pub new: String,
}

/// A memory that pairs are brought from.
pub(super) struct Sender<'r, 'm> {
    /// The memory.
    pub(super) reader: &'r Reader<'m>,
    /// Which of its documents and memories.
    pub(super) origins: Origins,
    /// What the imported memory is called that its pairs come into.
    pub(super) name: String,
}

/// Which pairs are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Same {
    /// Those that stand in the same context, however they are filed.
    InContext,
    /// Those that are filed alike too.
    Filed,
}

impl Same {
    fn key(self, keys: &Keys) -> Key {
        match self {
            Self::InContext => keys.in_context,
            Self::Filed => keys.filed,
        }
    }
}

/// A text of a unit.
#[derive(Clone, Copy)]
struct At {
    row: Row,
    nth: usize,
}

/// How a pair stands in the memory that others are brought into.
#[derive(Clone, Copy)]
struct Standing {
    /// Its highest state.
    state: Option<State>,
    /// Its place with the highest state among imported memories: no document is touched.
    imported: Option<(Option<State>, At)>,
}

/// What is in the memory that pairs are brought into, by key.
#[derive(Default)]
struct Known {
    pairs: HashMap<Key, Standing>,
    topics: HashMap<Key, At>,
}

impl Known {
    fn of(reader: &Reader<'_>) -> Result<Self, store::Error> {
        let origins = Origins::of(reader)?;
        let mut known = Self::default();
        origins.each(reader, |spot, &StoredUnit { row, ref unit, .. }| {
            for pair in pairs(unit) {
                let keys = Keys::of(unit, &pair);
                let at = At { row, nth: pair.nth };
                // What is locked is as it is to stay: no state is higher.
                let state = match pair.target.locked {
                    Some(_) => Some(State::Final),
                    None => pair.target.state,
                };
                if !is_rejected(pair.target) {
                    known.topics.entry(keys.topic).or_insert(at);
                }
                let imported = spot.is_imported(&origins).then_some((state, at));
                for key in [keys.pair, keys.in_context, keys.filed] {
                    let standing = Standing { state, imported };
                    known
                        .pairs
                        .entry(key)
                        .and_modify(|known| known.and(standing))
                        .or_insert(standing);
                }
            }
            Ok::<_, store::Error>(())
        })?;
        Ok(known)
    }
}

impl Standing {
    fn and(&mut self, other: Self) {
        self.state = self.state.max(other.state);
        if self.imported.map(|(state, _)| state) < other.imported.map(|(state, _)| state) {
            self.imported = other.imported;
        }
    }
}

/// A pair that may be brought in.
struct Candidate {
    from: usize,
    at: At,
    keys: Keys,
    state: Option<State>,
    rejected: bool,
}

/// A unit that is brought in, with some of its translations.
struct Arrival {
    from: usize,
    row: Row,
    nths: Vec<usize>,
}

/// A pair whose state is raised.
struct Raise {
    from: usize,
    at: At,
    there: At,
}

/// What is to be brought in.
pub(super) struct Plan {
    arrivals: Vec<Arrival>,
    raises: Vec<Raise>,
    /// What it comes to.
    pub(super) outcome: Arrived,
}

impl Plan {
    /// Plans what comes of bringing the pairs that are `wanted` into `into`, a memory that may not
    /// be there yet. At most `listed` of the texts that are translated otherwise there are told.
    pub(super) fn new(
        from: &[Sender<'_, '_>],
        into: Option<&Reader<'_>>,
        listed: usize,
        same: Same,
        wanted: impl Fn(Spot, &Variant) -> bool,
    ) -> Result<Self, store::Error> {
        let known = into.map(Known::of).transpose()?.unwrap_or_default();
        let mut candidates: Vec<Candidate> = Vec::new();
        // Of repetitions, the one with the highest state goes.
        let mut best: HashMap<Key, usize> = HashMap::new();
        let mut outcome = Arrived::default();
        for (
            number,
            Sender {
                reader, origins, ..
            },
        ) in from.iter().enumerate()
        {
            origins.each(reader, |spot, &StoredUnit { row, ref unit, .. }| {
                for pair in pairs(unit) {
                    if !wanted(spot, pair.target) {
                        outcome.left += 1;
                        continue;
                    }
                    let keys = Keys::of(unit, &pair);
                    let state = pair.target.state;
                    let this = candidates.len();
                    candidates.push(Candidate {
                        from: number,
                        at: At { row, nth: pair.nth },
                        keys,
                        state,
                        rejected: is_rejected(pair.target),
                    });
                    let first = best.entry(same.key(&keys)).or_insert(this);
                    let known = candidates.get(*first);
                    if known.is_some_and(|known| known.state < state) {
                        *first = this;
                    }
                }
                Ok::<_, store::Error>(())
            })?;
        }
        let mut plan = Self {
            arrivals: Vec::new(),
            raises: Vec::new(),
            outcome,
        };
        for (number, candidate) in candidates.iter().enumerate() {
            let key = same.key(&candidate.keys);
            if best.get(&key) != Some(&number) {
                plan.outcome.repeated += 1;
                continue;
            }
            let Candidate { from: of, at, .. } = *candidate;
            let standing = known.pairs.get(&key);
            match standing {
                Some(standing) if standing.state >= candidate.state => {
                    plan.outcome.there += 1;
                    continue;
                }
                Some(Standing {
                    imported: Some((_, there)),
                    ..
                }) => {
                    plan.outcome.raised += 1;
                    plan.raises.push(Raise {
                        from: of,
                        at,
                        there: *there,
                    });
                    continue;
                }
                Some(_) | None => plan.arrive(of, at),
            }
            let differs = !candidate.rejected && !known.pairs.contains_key(&candidate.keys.pair);
            if let Some(there) = known.topics.get(&candidate.keys.topic).filter(|_| differs) {
                plan.outcome.differing += 1;
                if plan.outcome.listed.len() < listed
                    && let (Some(of), Some(into)) = (from.get(of), into)
                {
                    let listed = differing((of.reader, at), (into, *there))?;
                    plan.outcome.listed.extend(listed);
                }
            }
        }
        Ok(plan)
    }

    fn arrive(&mut self, from: usize, at: At) {
        self.outcome.new += 1;
        match self.arrivals.last_mut() {
            Some(last) if last.from == from && last.row == at.row => last.nths.push(at.nth),
            _ => self.arrivals.push(Arrival {
                from,
                row: at.row,
                nths: vec![at.nth],
            }),
        }
    }

    /// Whether nothing is to be done.
    pub(super) fn is_empty(&self) -> bool {
        self.arrivals.is_empty() && self.raises.is_empty()
    }

    /// Does what is planned.
    pub(super) fn carry_out(
        &self,
        writer: &Writer<'_>,
        from: &[Sender<'_, '_>],
    ) -> Result<(), store::Error> {
        let mut memories: HashMap<&str, Row> = HashMap::new();
        for memory in writer.memories()? {
            if let (Some(from), Some(row)) = (
                from.iter().find(|from| from.name == memory.name),
                memory.row,
            ) {
                memories.insert(&from.name, row);
            }
        }
        for Arrival {
            from: of,
            row,
            nths,
        } in &self.arrivals
        {
            let Some(of) = from.get(*of) else { continue };
            let Some(StoredUnit { mut unit, .. }) = of.reader.unit(*row)? else {
                continue;
            };
            keep(&mut unit, nths);
            let memory = match memories.get(of.name.as_str()) {
                Some(memory) => *memory,
                None => {
                    let target = pairs(&unit).next().map(|pair| pair.target.lang.clone());
                    let memory = writer.put_memory(&ImportedMemory {
                        row: None,
                        name: of.name.clone(),
                        source_lang: unit.source_lang.clone(),
                        target_lang: target.unwrap_or_else(|| unit.source_lang.clone()),
                        hash: None,
                    })?;
                    say_languages(writer, &unit)?;
                    memories.insert(&of.name, memory);
                    memory
                }
            };
            settle(writer, &mut unit, &of.name)?;
            writer.add_unit(memory, &unit, None)?;
        }
        for Raise {
            from: of,
            at,
            there,
        } in &self.raises
        {
            let Some(of) = from.get(*of) else { continue };
            let (Some(new), Some(old)) = (of.reader.unit(at.row)?, writer.unit(there.row)?) else {
                continue;
            };
            let (Some(new), Some(old)) = (
                new.unit.variants.get(at.nth),
                old.unit.variants.get(there.nth).map(|text| (text, &old)),
            ) else {
                continue;
            };
            let (text, StoredUnit { row, unit, .. }) = old;
            let before = unit.variants.iter().take(there.nth);
            let nth = before.filter(|other| other.lang == text.lang).count();
            let raised = Variant {
                state: new.state,
                made_by: new.made_by,
                score: new.score,
                author: new.author.clone(),
                date: new.date.clone(),
                ..text.clone()
            };
            writer.put_variant(*row, i64::try_from(nth).unwrap_or(i64::MAX), &raised)?;
        }
        Ok(())
    }
}

/// Leaves of a unit its source and the translations at `nths`.
fn keep(unit: &mut Unit, nths: &[usize]) {
    let source = unit.source_lang.clone();
    let mut nth = 0;
    unit.variants.retain(|variant| {
        let kept = variant.lang == source || nths.contains(&nth);
        nth += 1;
        kept
    });
}

/// Makes of a unit one of an imported memory: the name of its document becomes a property, as it
/// does in a TMX file.
pub(super) fn settle(
    writer: &Writer<'_>,
    unit: &mut Unit,
    memory: &str,
) -> Result<(), store::Error> {
    let origin = Origin::Memory(memory.to_owned());
    if let Origin::Document(document) = std::mem::replace(&mut unit.origin, origin) {
        let value = document;
        unit.properties.retain(|known| known.name != DOCUMENT);
        let name = DOCUMENT.to_owned();
        unit.properties.insert(0, Property { name, value });
        for variant in &mut unit.variants {
            variant.as_imported = None;
        }
    }
    let source = unit.source().or(unit.variants.first());
    let identity = source.map_or("", |source| &source.text);
    let mut ids = (0..).map(|nth| UnitId::new(&unit.origin, identity, nth));
    for id in &mut ids {
        if writer.unit_by_id(id)?.is_none() {
            unit.id = id;
            break;
        }
    }
    Ok(())
}

/// Says of a memory that has no languages yet that they are those of a unit.
pub(super) fn say_languages(writer: &Writer<'_>, unit: &Unit) -> Result<(), store::Error> {
    let target = pairs(unit).next().map(|pair| &pair.target.lang);
    if let (None, Some(target)) = (writer.setting("from")?, target) {
        writer.set_setting("from", unit.source_lang.given())?;
        writer.set_setting("to", target.given())?;
    }
    Ok(())
}

/// A text that is translated otherwise there.
fn differing(
    (from, at): (&Reader<'_>, At),
    (into, there): (&Reader<'_>, At),
) -> Result<Option<Differing>, store::Error> {
    let (Some(new), Some(old)) = (from.unit(at.row)?, into.unit(there.row)?) else {
        return Ok(None);
    };
    let translation = |unit: &Unit, at: At| unit.variants.get(at.nth).cloned();
    let (source, new, old) = (
        new.unit.source().map(|source| source.text.clone()),
        translation(&new.unit, at),
        translation(&old.unit, there),
    );
    Ok(match (source, new, old) {
        (Some(source), Some(new), Some(old)) => Some(Differing {
            source,
            lang: new.lang,
            there: old.text,
            new: new.text,
        }),
        _ => None,
    })
}
