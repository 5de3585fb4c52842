//! Making one of units that say the same, in imported memories.
//!
//! Units say the same where all their texts do ([`pairs`](super::pairs)), they stand in the same
//! context, and neither is filed under what contradicts the other (another client). The best stays:
//! the highest state, not by a machine, the newest; it takes over the notes, properties and fields
//! that only the others had. No unit of a document is touched.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::pairs::{Key, is_context, key_of_unit};
use crate::exchange::shown::Shown;
use crate::store::{self, Command, ImportedMemory, Memory, Reader, Row, StoredUnit, Writer};
use crate::unit::{Fields, MadeBy, Unit, UnitId, Variant};

/// What deduplicating came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deduped {
    /// Units of imported memories, before.
    pub units: u64,
    /// Units that stay, of which there were several.
    pub kept: u64,
    /// Units that went.
    pub removed: u64,
    /// Units that took something over.
    pub enriched: u64,
    /// The first of those that stay.
    pub listed: Vec<Duplicate>,
}

/// A unit of which there were several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The one that stays, as it is then.
    pub unit: Unit,
    /// The others: their ids, and their memories.
    pub others: Vec<(UnitId, String)>,
}

impl Duplicate {
    /// The text of the unit and its translations, inline codes as people write them.
    #[must_use]
    pub fn texts(&self) -> (String, Vec<String>) {
        let unit = &self.unit;
        let source = unit.source();
        let variants = unit.variants.iter();
        let targets: Vec<Shown> = variants
            .filter(|variant| variant.lang != unit.source_lang)
            .map(|variant| Shown::new(source, Some(variant)))
            .collect();
        let text = match targets.first() {
            Some(shown) => shown.source.clone(),
            None => Shown::new(source, None).source,
        };
        let targets = targets.into_iter().map(|shown| shown.target);
        (text, targets.collect())
    }
}

/// Makes one of units that say the same, as one change; or says what that would do. Units whose
/// contexts differ are two, unless `any_context`. At most `listed` are told.
///
/// # Errors
/// [`store::Error`] where the memory refuses; then nothing is changed.
pub fn dedupe(
    memory: &mut Memory,
    any_context: bool,
    listed: usize,
    command: &Command,
    dry_run: bool,
) -> Result<Deduped, store::Error> {
    if dry_run {
        let reader = memory.read()?;
        return run(&reader, None, any_context, listed);
    }
    let (outcome, _) = memory.change(command, |writer| {
        let outcome = run(writer, Some(writer), any_context, listed)?;
        writer.describe(format!(
            "{} duplicate units of {} removed",
            outcome.removed, outcome.units
        ));
        Ok::<_, store::Error>(outcome)
    })?;
    Ok(outcome)
}

fn run(
    reader: &Reader<'_>,
    writer: Option<&Writer<'_>>,
    any_context: bool,
    listed: usize,
) -> Result<Deduped, store::Error> {
    let mut outcome = Deduped::default();
    for rows in groups(reader, any_context, &mut outcome.units)? {
        let mut units = Vec::new();
        for row in rows {
            units.extend(reader.unit(row)?);
        }
        for cluster in clusters(units) {
            let mut cluster = cluster.into_iter();
            let (Some(mut kept), others) = (cluster.next(), cluster) else {
                continue;
            };
            let others: Vec<StoredUnit> = others.collect();
            if others.is_empty() {
                continue;
            }
            let before = kept.unit.clone();
            for other in &others {
                take_over(&mut kept.unit, &other.unit, any_context);
            }
            outcome.kept += 1;
            outcome.removed += others.len() as u64;
            outcome.enriched += u64::from(kept.unit != before);
            if let Some(writer) = writer {
                for other in &others {
                    writer.remove_unit(other.row)?;
                }
                write(writer, &kept)?;
            }
            if outcome.listed.len() < listed {
                let others = others.into_iter();
                outcome.listed.push(Duplicate {
                    unit: kept.unit,
                    others: others
                        .map(|other| (other.unit.id, other.unit.origin.name().to_owned()))
                        .collect(),
                });
            }
        }
    }
    Ok(outcome)
}

/// What was met under a key: a unit, or the number of a group.
enum Met {
    One(Row),
    Group(usize),
}

/// The units of imported memories that say the same, in the order they were met.
fn groups(
    reader: &Reader<'_>,
    any_context: bool,
    units: &mut u64,
) -> Result<Vec<Vec<Row>>, store::Error> {
    let mut met: HashMap<Key, Met> = HashMap::new();
    let mut groups: Vec<Vec<Row>> = Vec::new();
    for ImportedMemory { row, .. } in reader.memories()? {
        let Some(row) = row else { continue };
        reader.each_unit(row, |stored| {
            *units += 1;
            let key = key_of_unit(&stored.unit, !any_context);
            let new = Met::One(stored.row);
            match met.entry(key).or_insert(new) {
                Met::One(first) if *first == stored.row => {}
                known => {
                    let group = match known {
                        Met::Group(group) => *group,
                        Met::One(first) => {
                            groups.push(vec![*first]);
                            *known = Met::Group(groups.len() - 1);
                            groups.len() - 1
                        }
                    };
                    if let Some(group) = groups.get_mut(group) {
                        group.push(stored.row);
                    }
                }
            }
            Ok::<_, store::Error>(())
        })?;
    }
    Ok(groups)
}

/// Units that are filed under nothing that contradicts, the best first.
fn clusters(mut units: Vec<StoredUnit>) -> Vec<Vec<StoredUnit>> {
    units.sort_by_cached_key(|stored| Reverse(worth(&stored.unit)));
    let mut clusters: Vec<(Fields, Vec<StoredUnit>)> = Vec::new();
    for stored in units {
        let fields = &stored.unit.fields;
        let own = clusters
            .iter_mut()
            .find(|(common, _)| agree(common, fields));
        match own {
            Some((common, cluster)) => {
                fill(common, fields);
                cluster.push(stored);
            }
            None => clusters.push((fields.clone(), vec![stored])),
        }
    }
    clusters.into_iter().map(|(_, cluster)| cluster).collect()
}

/// What the best of units that say the same is found by; of equals, the one with the lower id.
fn worth(unit: &Unit) -> impl Ord + use<> {
    let translations = || {
        let variants = unit.variants.iter();
        variants.filter(|variant| variant.lang != unit.source_lang)
    };
    let states: Vec<_> = translations().map(|variant| variant.state).collect();
    let by_people = translations().all(|variant| variant.made_by != Some(MadeBy::Machine));
    let newest = translations().map(|variant| variant.date.clone()).max();
    (states, by_people, newest, Reverse(unit.id))
}

fn each_field(fields: &Fields) -> [&String; 4] {
    [
        &fields.client,
        &fields.project,
        &fields.domain,
        &fields.subject,
    ]
}

/// Whether no field says one thing here and another there.
fn agree(a: &Fields, b: &Fields) -> bool {
    let [a, b] = [each_field(a), each_field(b)];
    let mut fields = a.into_iter().zip(b);
    fields.all(|(a, b)| a.is_empty() || b.is_empty() || a == b)
}

/// Fills the fields that say nothing.
fn fill(fields: &mut Fields, from: &Fields) {
    let own = [
        &mut fields.client,
        &mut fields.project,
        &mut fields.domain,
        &mut fields.subject,
    ];
    for (own, other) in own.into_iter().zip(each_field(from)) {
        if own.is_empty() {
            own.clone_from(other);
        }
    }
}

/// Takes over what `other` says beside its texts and `kept` does not. Where the contexts differ,
/// that of `kept` stays: half of one and half of the other would be a context of neither.
fn take_over(kept: &mut Unit, other: &Unit, any_context: bool) {
    fn add<T: Clone + PartialEq>(own: &mut Vec<T>, others: &[T], taken: impl Fn(&T) -> bool) {
        for one in others {
            if taken(one) && !own.contains(one) {
                own.push(one.clone());
            }
        }
    }
    let context_stays = |name: &str| any_context && is_context(name);
    fill(&mut kept.fields, &other.fields);
    add(&mut kept.notes, &other.notes, |_| true);
    add(&mut kept.properties, &other.properties, |property| {
        !context_stays(&property.name)
    });
    if kept.cuts.is_empty() && kept.source().map(text) == other.source().map(text) {
        kept.cuts.clone_from(&other.cuts);
    }
    for (own, other) in kept.variants.iter_mut().zip(&other.variants) {
        add(&mut own.notes, &other.notes, |_| true);
        add(&mut own.properties, &other.properties, |property| {
            !context_stays(&property.name)
        });
        own.author = own.author.take().or_else(|| other.author.clone());
        own.date = own.date.take().or_else(|| other.date.clone());
        own.locked = own.locked.take().or_else(|| other.locked.clone());
    }
}

fn text(variant: &Variant) -> &str {
    &variant.text
}

/// Writes a unit as it is now; what is so already is left alone.
fn write(writer: &Writer<'_>, stored: &StoredUnit) -> Result<(), store::Error> {
    writer.update_unit(stored)?;
    let variants = &stored.unit.variants;
    for (place, variant) in variants.iter().enumerate() {
        let before = variants.iter().take(place);
        let nth = before.filter(|other| other.lang == variant.lang).count();
        let nth = i64::try_from(nth).unwrap_or(i64::MAX);
        writer.put_variant(stored.row, nth, variant)?;
    }
    Ok(())
}
