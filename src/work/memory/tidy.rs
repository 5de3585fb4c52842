//! Finding what is of no use in a memory, and taking it out.
//!
//! Segments of documents are told only: their translations are changed where they stand. A pair
//! that somebody rejected is of no use already, and is not looked at.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::pairs::{is_blank, is_rejected, pairs};
use super::walk::{Origins, Spot};
use crate::align::Lengths;
use crate::check::has_words;
use crate::exchange::shown::Shown;
use crate::store::{self, Command, Memory, Reader, Row, StoredUnit, Writer};
use crate::term::TermStatus;
use crate::text::LangTag;
use crate::text::fold::fold;
use crate::text::script::{is_foreign, is_han};
use crate::unit::{CodeKind, Unit, UnitId, Variant};
use crate::work::search::Place;

/// What may be wrong with a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// It has no text, or no translation.
    Empty,
    /// The translation is the text itself.
    Identical,
    /// A text is in another language than it is said to be.
    Language,
    /// The inline codes of the two are not the same.
    Codes,
    /// The two are not a translation of each other, by their lengths.
    Alignment,
}

impl Kind {
    /// All kinds; of several that hold, the first is told.
    pub const ALL: [Self; 5] = [
        Self::Empty,
        Self::Identical,
        Self::Language,
        Self::Codes,
        Self::Alignment,
    ];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Identical => "identical",
            Self::Language => "language",
            Self::Codes => "codes",
            Self::Alignment => "alignment",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A pair of no use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untidy {
    /// What is wrong with it.
    pub kind: Kind,
    /// Where it stands.
    pub place: Place,
    /// Its unit.
    pub unit: UnitId,
    /// Its text, inline codes as people write them; empty where it has none.
    pub source: String,
    /// Its translation, likewise.
    pub target: String,
    /// What is wrong, as a sentence.
    pub message: String,
}

/// What tidying came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tidied {
    /// How many units were looked at.
    pub units: u64,
    /// Findings in imported memories, by kind.
    pub imported: BTreeMap<Kind, u64>,
    /// Findings in documents, by kind.
    pub placed: BTreeMap<Kind, u64>,
    /// The first findings, in the order of the memory.
    pub listed: Vec<Untidy>,
    /// How many pairs were taken out.
    pub removed: u64,
    /// How many stay, since they are locked.
    pub locked: u64,
    /// Pairs of languages with too few pairs to learn from how long translations are.
    pub too_few: Vec<(String, String)>,
}

impl Tidied {
    /// How many findings there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.imported.values().chain(self.placed.values()).sum()
    }
}

/// Finds pairs of no use, of `kinds` only; with `remove`, takes those of imported memories out, as
/// one change (or says what that would do). At most `listed` are told.
///
/// # Errors
/// [`store::Error`] where the memory refuses; then nothing is changed.
pub fn tidy(
    memory: &mut Memory,
    kinds: &[Kind],
    listed: usize,
    remove: Option<&Command>,
    dry_run: bool,
) -> Result<Tidied, store::Error> {
    let Some(command) = remove.filter(|_| !dry_run) else {
        let reader = memory.read()?;
        let search = Search::new(&reader, kinds)?;
        let mut outcome = search.outcome(&reader, listed)?;
        if remove.is_some() {
            (outcome.removed, outcome.locked) = search.take_out(&reader, None)?;
        }
        return Ok(outcome);
    };
    let (outcome, _) = memory.change(command, |writer| {
        let search = Search::new(writer, kinds)?;
        let mut outcome = search.outcome(writer, listed)?;
        (outcome.removed, outcome.locked) = search.take_out(writer, Some(writer))?;
        writer.describe(format!("{} pairs taken out", outcome.removed));
        Ok::<_, store::Error>(outcome)
    })?;
    Ok(outcome)
}

/// A pair that was found.
#[derive(Clone, Copy)]
struct Suspect {
    kind: Kind,
    spot: Spot,
    row: Row,
    /// The translation, by its place among the variants; `None` where the unit has no pair.
    nth: Option<usize>,
    /// Which unit of the walk it is.
    met: u64,
}

/// A pair whose lengths are to be held against those of all others.
struct Sized {
    suspect: Suspect,
    source: f64,
    target: f64,
}

/// What was found in a memory.
struct Search {
    origins: Origins,
    suspects: Vec<Suspect>,
    units: u64,
    too_few: Vec<(String, String)>,
}

impl Search {
    fn new(reader: &Reader<'_>, kinds: &[Kind]) -> Result<Self, store::Error> {
        let kept = terms(reader)?;
        let mut search = Self {
            origins: Origins::of(reader)?,
            suspects: Vec::new(),
            units: 0,
            too_few: Vec::new(),
        };
        let mut sizes: BTreeMap<(String, String), Vec<Sized>> = BTreeMap::new();
        let origins = std::mem::take(&mut search.origins);
        origins.each(reader, |spot, &StoredUnit { row, ref unit, .. }| {
            search.units += 1;
            let imported = spot.is_imported(&origins);
            let suspect = |kind, nth| Suspect {
                kind,
                spot,
                row,
                nth,
                met: search.units,
            };
            if imported && kinds.contains(&Kind::Empty) {
                // An untranslated segment of a document is a state, and no fault.
                search
                    .suspects
                    .extend(empty(unit).map(|nth| suspect(Kind::Empty, nth)));
            }
            for pair in pairs(unit).filter(|pair| !is_rejected(pair.target)) {
                let found = judge(pair.source, pair.target, &kept);
                // An earlier text of a document is only learned from.
                let told = imported || spot.is_placed();
                match found.filter(|_| told) {
                    Some(kind) if kinds.contains(&kind) => {
                        search.suspects.push(suspect(kind, Some(pair.nth)));
                    }
                    Some(_) => {}
                    None => {
                        let lang = |variant: &Variant| variant.lang.language().to_owned();
                        let langs = (lang(pair.source), lang(pair.target));
                        sizes.entry(langs).or_default().push(Sized {
                            suspect: suspect(Kind::Alignment, Some(pair.nth)),
                            source: Lengths::of(&pair.source.text),
                            target: Lengths::of(&pair.target.text),
                        });
                    }
                }
            }
            Ok::<_, store::Error>(())
        })?;
        search.origins = origins;
        if kinds.contains(&Kind::Alignment) {
            sizes
                .into_iter()
                .for_each(|(langs, sizes)| search.measure(langs, &sizes));
        }
        search.suspects.sort_by_key(|suspect| suspect.met);
        Ok(search)
    }

    /// Holds the lengths of pairs against what all of them teach.
    fn measure(&mut self, langs: (String, String), sizes: &[Sized]) {
        let pairs: Vec<(f64, f64)> = sizes
            .iter()
            .map(|sized| (sized.source, sized.target))
            .collect();
        let Some(lengths) = Lengths::learn(&pairs) else {
            self.too_few.push(langs);
            return;
        };
        let astray = sizes.iter().filter(|sized| {
            let told =
                sized.suspect.spot.is_placed() || sized.suspect.spot.is_imported(&self.origins);
            told && lengths.fit(sized.source, sized.target) < Lengths::ASTRAY
        });
        self.suspects.extend(astray.map(|sized| sized.suspect));
    }

    fn outcome(&self, reader: &Reader<'_>, listed: usize) -> Result<Tidied, store::Error> {
        let mut outcome = Tidied {
            units: self.units,
            too_few: self.too_few.clone(),
            ..Tidied::default()
        };
        for suspect in &self.suspects {
            let counts = match suspect.spot.is_imported(&self.origins) {
                true => &mut outcome.imported,
                false => &mut outcome.placed,
            };
            *counts.entry(suspect.kind).or_default() += 1;
            if outcome.listed.len() < listed
                && let Some(stored) = reader.unit(suspect.row)?
            {
                let place = self.origins.place(suspect.spot);
                outcome.listed.push(suspect.told(place, &stored.unit));
            }
        }
        Ok(outcome)
    }

    /// Takes what was found in imported memories out, where there is a writer. Says how many
    /// pairs that are, and how many are locked and stay.
    fn take_out(
        &self,
        reader: &Reader<'_>,
        writer: Option<&Writer<'_>>,
    ) -> Result<(u64, u64), store::Error> {
        let mut by_unit: HashMap<Row, Vec<Option<usize>>> = HashMap::new();
        let mut rows = Vec::new();
        for suspect in &self.suspects {
            if suspect.spot.is_imported(&self.origins) {
                let nths = by_unit.entry(suspect.row).or_insert_with(|| {
                    rows.push(suspect.row);
                    Vec::new()
                });
                nths.push(suspect.nth);
            }
        }
        let [mut removed, mut locked] = [0, 0];
        for row in rows {
            let (Some(stored), Some(nths)) = (reader.unit(row)?, by_unit.get(&row)) else {
                continue;
            };
            let unit = &stored.unit;
            let is_locked = |nth: &usize| {
                let variant = unit.variants.get(*nth);
                variant.is_some_and(|variant| variant.locked.is_some())
            };
            let whole = nths.contains(&None);
            let (staying, going): (Vec<usize>, Vec<usize>) =
                nths.iter().copied().flatten().partition(is_locked);
            locked += staying.len() as u64;
            removed += going.len() as u64 + u64::from(whole);
            let Some(writer) = writer else { continue };
            let translations = (unit.variants.iter())
                .filter(|variant| variant.lang != unit.source_lang)
                .count();
            if whole || going.len() == translations {
                writer.remove_unit(row)?;
            } else if !going.is_empty() {
                without(writer, &stored, &going)?;
            }
        }
        Ok((removed, locked))
    }
}

/// The forms of the termbase that may stand as they are, folded.
fn terms(reader: &Reader<'_>) -> Result<HashSet<String>, store::Error> {
    let concepts = reader.concepts()?;
    let terms = concepts.iter().flat_map(|concept| &concept.terms);
    Ok(terms
        .filter(|term| term.status != TermStatus::Forbidden)
        .map(|term| fold(&term.text))
        .collect())
}

/// The translations of a unit that say nothing; `None` for the unit itself, where it has no text
/// or no translation at all.
fn empty(unit: &Unit) -> impl Iterator<Item = Option<usize>> {
    let without = pairs(unit).next().is_none();
    let blank = unit
        .variants
        .iter()
        .enumerate()
        .filter(move |(_, variant)| {
            !without && variant.lang != unit.source_lang && is_blank(variant)
        });
    let unit = without.then_some(None);
    unit.into_iter().chain(blank.map(|(nth, _)| Some(nth)))
}

/// What is wrong with a pair, as far as it says so itself. `kept` are terms, which may stand as
/// they are.
fn judge(source: &Variant, target: &Variant, kept: &HashSet<String>) -> Option<Kind> {
    let has_text = |variant: &Variant| !variant.text.trim().is_empty();
    if !has_text(source) || !has_text(target) {
        // Codes alone are a layout, and pair or do not.
        return (!codes_pair(source, target)).then_some(Kind::Codes);
    }
    let is_kept = |variant: &Variant| kept.contains(&fold(&variant.text));
    let across = source.lang.language() != target.lang.language();
    let has_han = |variant: &Variant| variant.text.chars().any(is_han);
    if across
        // Folding costs more than looking for a Han character on one side only.
        && has_han(source) == has_han(target)
        && fold(&source.text) == fold(&target.text)
        && is_phrase(target)
        && !is_kept(target)
    {
        return Some(Kind::Identical);
    }
    if [source, target]
        .into_iter()
        .any(|text| is_in_another_language(text) && !is_kept(text))
    {
        return Some(Kind::Language);
    }
    (!codes_pair(source, target)).then_some(Kind::Codes)
}

/// Whether a text is plainly not in its language: words and no Han character where it should be
/// Chinese, mostly Han characters where it should be in Latin letters.
fn is_in_another_language(variant: &Variant) -> bool {
    let Variant { text, lang, .. } = variant;
    match lang.is_chinese() {
        true => !text.chars().any(is_han) && is_phrase(variant),
        false => is_foreign(text, lang),
    }
}

/// Whether a text holds words that would have been translated. One word alone may be a name or a
/// command: jsoup, kubectl.
fn is_phrase(variant: &Variant) -> bool {
    let Variant { text, lang, .. } = variant;
    text.split_whitespace().nth(1).is_some() && has_words(text, lang)
}

/// Whether the codes of two texts are the same in number and kind, and open and close alike.
pub(in crate::work) fn codes_pair(source: &Variant, target: &Variant) -> bool {
    let shape = |variant: &Variant| {
        let count = |kind| {
            variant
                .codes
                .iter()
                .filter(|code| code.kind == kind)
                .count()
        };
        let mut depth = 0_i64;
        let closes_unopened = variant.codes.iter().any(|code| {
            depth += match code.kind {
                CodeKind::Opening => 1,
                CodeKind::Closing => -1,
                CodeKind::Alone => 0,
            };
            depth < 0
        });
        let kinds = [CodeKind::Opening, CodeKind::Closing, CodeKind::Alone];
        (kinds.map(count), closes_unopened)
    };
    shape(source) == shape(target)
}

impl Suspect {
    fn told(self, place: Place, unit: &Unit) -> Untidy {
        let source = unit.source();
        let target = self.nth.and_then(|nth| unit.variants.get(nth));
        let other = unit
            .variants
            .iter()
            .find(|variant| variant.lang != unit.source_lang);
        let shown = Shown::new(source, target.or(other));
        Untidy {
            kind: self.kind,
            place,
            unit: unit.id,
            source: shown.source,
            target: shown.target,
            message: self.message(source, target),
        }
    }

    fn message(self, source: Option<&Variant>, target: Option<&Variant>) -> String {
        let blank = |variant: Option<&Variant>| variant.is_none_or(is_blank);
        match self.kind {
            Kind::Empty if blank(source) => "it has no text".to_owned(),
            Kind::Empty => "it has no translation".to_owned(),
            Kind::Identical => "the translation is the text itself".to_owned(),
            Kind::Language => {
                let wrong = |variant: &&Variant| is_in_another_language(variant);
                let name = |lang: &LangTag| lang.name().to_owned();
                match (source.filter(wrong), target) {
                    (Some(source), _) => format!("the text is not {}", name(&source.lang)),
                    (None, Some(target)) => {
                        format!("the translation is not {}", name(&target.lang))
                    }
                    (None, None) => "the language is another".to_owned(),
                }
            }
            Kind::Codes => {
                let codes = |variant: Option<&Variant>| variant.map_or(0, |v| v.codes.len());
                match (codes(source), codes(target)) {
                    (a, b) if a == b => "the codes open and close otherwise".to_owned(),
                    (a, b) => format!("{a} in the text, {b} in the translation"),
                }
            }
            Kind::Alignment => {
                let length = |variant: Option<&Variant>| {
                    variant.map_or(0.0, |variant| Lengths::of(&variant.text))
                };
                format!(
                    "{} characters for {} are not a translation, by the lengths of all others",
                    length(target),
                    length(source)
                )
            }
        }
    }
}

/// Takes translations out of a unit that has others.
fn without(writer: &Writer<'_>, stored: &StoredUnit, going: &[usize]) -> Result<(), store::Error> {
    let variants = || stored.unit.variants.iter().enumerate();
    let mut done: Vec<&LangTag> = Vec::new();
    for (_, gone) in variants().filter(|(nth, _)| going.contains(nth)) {
        if done.contains(&&gone.lang) {
            continue;
        }
        done.push(&gone.lang);
        let mut left = 0;
        for (nth, variant) in variants().filter(|(_, variant)| variant.lang == gone.lang) {
            if !going.contains(&nth) {
                writer.put_variant(stored.row, left, variant)?;
                left += 1;
            }
        }
        writer.remove_variants(stored.row, &gone.lang, left)?;
    }
    Ok(())
}
