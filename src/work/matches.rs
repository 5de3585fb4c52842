//! Matches: whole segments like a text, with their translations, best first.
//!
//! Every unit of the memory is folded once, when a [`Lookup`] is made, which costs a process some
//! seconds for a million units; any number of queries are answered from that. No index is kept
//! with the memory yet.

use std::collections::{BTreeMap, HashMap, HashSet, hash_map};

use super::search::Place;
use crate::recall::{
    self, Ask, Builder, Content, Context, Damaged, Key, Part, PartError, Penalty, Reason, Score,
    Scoring, Scratch, Segment, Tail,
};
use crate::store::{self, Reader, Row, StoredUnit};
use crate::text::LangTag;
use crate::text::fold::identity;
use crate::unit::{MadeBy, Origin, Side, State, Unit, UnitId, Variant};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The memory refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The index does not read as it was written.
    #[error(transparent)]
    Index(#[from] PartError),
}

impl From<Damaged> for Error {
    fn from(damaged: Damaged) -> Self {
        Self::Index(damaged.into())
    }
}

/// What is looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'t> {
    /// The text, in the language the lookup is from.
    pub text: &'t str,
    /// What stands before it; empty at the start of a document, `None` where that is not known.
    pub previous: Option<&'t str>,
    /// What stands after it; empty at the end of a document, `None` where that is not known.
    pub next: Option<&'t str>,
}

impl Query<'_> {
    /// Whether there is nothing to look for: nothing but white space.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Content::of(self.text).is_empty()
    }

    fn context(&self) -> Context {
        Context {
            previous: self.previous.map(|text| neighbour(text, Key::START)),
            next: self.next.map(|text| neighbour(text, Key::END)),
        }
    }
}

/// What a neighbour is known by; `edge` where there is none.
fn neighbour(text: &str, edge: Key) -> Key {
    match text.trim() {
        "" => edge,
        text => Key::of_text(text),
    }
}

/// Which matches are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The lowest score, in percent, before penalties.
    pub min: u8,
    /// How many pairs of source and translation; 0 for all.
    pub max: usize,
    /// How contents that differ are scored.
    pub scoring: Scoring,
    /// Compare with every unit, using no filter: the same answer, for proof.
    pub exhaustive: bool,
}

/// A segment of the memory that is like a text, with its translation.
#[derive(Clone, Debug)]
pub struct Match {
    /// How like the text it is.
    pub score: Score,
    /// What is taken off, and why.
    pub penalties: Vec<Penalty>,
    /// The score less the penalties, in percent.
    pub net: u8,
    /// How like the text it is by character, in thousandths.
    pub likeness: u16,
    /// The text that is like the one looked for.
    pub source: Variant,
    /// Its counterpart.
    pub target: Variant,
    /// Which of the two is the translation: the source where the memory has the pair the other
    /// way round.
    pub translation: Side,
    /// The unit.
    pub unit: UnitId,
    /// Where it stands, the best place first: the same pair may come from several.
    pub places: Vec<Place>,
}

impl Match {
    /// The one of the two texts that is the translation: its state, author and date are those of
    /// the pair.
    #[must_use]
    pub fn translation(&self) -> &Variant {
        match self.translation {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }

    /// By what matches are put in order, the best first; equal ones stay as they are.
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        fn by(found: &Match) -> impl Ord {
            let pair = found.translation();
            (found.net, found.score.percent, found.likeness, pair.state)
        }
        let newest = |found: &Self| found.translation().date.clone();
        by(other)
            .cmp(&by(self))
            .then_with(|| newest(other).cmp(&newest(self)))
            .then_with(|| self.unit.cmp(&other.unit))
    }
}

/// What a score counts of a text: its words and Han characters, folded; where it has none, its
/// other characters.
#[must_use]
pub fn counted(text: &str) -> Vec<String> {
    let content = Content::of(text);
    let tokens = content.tokens();
    // Those of a text without words begin with U+0000.
    tokens.map(|token| token.replace('\0', "")).collect()
}

/// What a lookup found for a query.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The matches, the best first; no two are the same pair of texts.
    pub matches: Vec<Match>,
    /// How many pairs there are in all, with those beyond the number that was wanted.
    pub total: usize,
    /// How many different translations the memory has of this very text, 100 % and more; in the
    /// script that was asked for.
    pub exact: usize,
}

/// A pair of texts in the memory, by where they stand.
struct Candidate {
    unit: Row,
    /// The text in the language of the query, by its place among the variants of the unit.
    source: usize,
    /// Its counterpart.
    target: usize,
    /// The texts before and after, in the language of the query.
    context: Context,
}

/// The translations that were met of a source: the first, or more than that.
enum Translations {
    One(Key),
    Several,
}

/// What is collected while the memory is read.
#[derive(Default)]
struct Gathering {
    candidates: Vec<Candidate>,
    translations: HashMap<Key, Translations>,
    langs: BTreeMap<LangTag, usize>,
    builder: Builder,
    parts: Vec<Vec<u8>>,
    tail: Tail,
}

/// A memory ready to be asked for matches, from one language to another. It sees the memory as
/// the reader does.
pub struct Lookup<'r, 'm> {
    reader: &'r Reader<'m>,
    from: LangTag,
    to: LangTag,
    candidates: Vec<Candidate>,
    /// The sources that have several translations.
    several: HashSet<Key>,
    langs: BTreeMap<LangTag, usize>,
    parts: Vec<Vec<u8>>,
    /// What no part can hold.
    tail: Tail,
}

impl<'r, 'm> Lookup<'r, 'm> {
    /// Reads the memory: its documents, their earlier texts, and the memories imported into it.
    /// Left out are pairs that are not translated, and those that somebody rejected.
    ///
    /// # Errors
    /// [`Error`] where the memory cannot be read.
    pub fn new(reader: &'r Reader<'m>, from: &LangTag, to: &LangTag) -> Result<Self, Error> {
        let mut gathering = Gathering::default();
        for document in reader.documents()? {
            let Some(row) = document.row else { continue };
            let placed = reader.placed(row)?;
            let keys: Vec<Option<Key>> = placed
                .iter()
                .map(|placed| {
                    let source = in_language(&placed.stored.unit, from).next();
                    source.map(|(_, variant)| Key::of_text(&variant.text))
                })
                .collect();
            for (nth, placed) in placed.iter().enumerate() {
                let previous = match nth.checked_sub(1) {
                    Some(before) => keys.get(before).copied().flatten(),
                    None => Some(Key::START),
                };
                let next = keys.get(nth + 1).copied().unwrap_or(Some(Key::END));
                gathering.add(&placed.stored, from, to, Context { previous, next });
            }
            for stored in reader.retired(row)? {
                gathering.add(&stored, from, to, Context::default());
            }
        }
        for memory in reader.memories()? {
            let Some(row) = memory.row else { continue };
            reader.each_unit(row, |stored| {
                gathering.add(&stored, from, to, Context::default());
                Ok::<(), store::Error>(())
            })?;
        }
        gathering.close_part();
        let several = gathering.translations.into_iter();
        Ok(Self {
            reader,
            from: from.clone(),
            to: to.clone(),
            candidates: gathering.candidates,
            several: several
                .filter(|(_, found)| matches!(found, Translations::Several))
                .map(|(source, _)| source)
                .collect(),
            langs: gathering.langs,
            parts: gathering.parts,
            tail: gathering.tail,
        })
    }

    /// The languages the memory holds, each with the number of its texts.
    #[must_use]
    pub fn languages(&self) -> &BTreeMap<LangTag, usize> {
        &self.langs
    }

    /// Whether there is no pair in the two languages to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.candidates.is_empty()
    }

    /// Finds every match of a text that is wanted.
    ///
    /// # Errors
    /// [`Error`] where the memory cannot be read.
    pub fn find(
        &self,
        query: &Query<'_>,
        wanted: &Wanted,
        scratch: &mut Scratch,
    ) -> Result<Answer, Error> {
        let segment = Segment::new(query.text, &[]);
        let ours = query.context();
        let ask = Ask {
            min: wanted.min.min(100),
            // What a pair scores in the end, its text says: none may be left out before.
            max: 0,
            scoring: wanted.scoring,
            exhaustive: wanted.exhaustive,
        };
        let parts = self.parts.iter().map(|bytes| Part::from_bytes(&**bytes));
        let parts = parts.collect::<Result<Vec<_>, _>>()?;
        let content = segment.content();
        let hits = recall::find(content, &parts, &self.tail, &ask, &mut |_| Some(0), scratch)?;
        let mut matches = Vec::new();
        for hit in hits {
            let candidate = usize::try_from(hit.record)
                .ok()
                .and_then(|record| self.candidates.get(record));
            let Some(candidate) = candidate else { continue };
            if let Some(found) = self.score(&segment, &ours, candidate, wanted)? {
                matches.push(found);
            }
        }
        let matches = grouped(matches);
        let exact: HashSet<&str> = matches
            .iter()
            .filter(|found| found.score.percent >= 100 && self.to.covers(&found.target.lang))
            .map(|found| found.target.text.as_str())
            .collect();
        let (total, exact) = (matches.len(), exact.len());
        let mut answer = Answer {
            matches,
            total,
            exact,
        };
        if wanted.max > 0 {
            answer.matches.truncate(wanted.max);
        }
        Ok(answer)
    }

    /// A candidate as a match, where it scores enough.
    fn score(
        &self,
        segment: &Segment<'_>,
        ours: &Context,
        candidate: &Candidate,
        wanted: &Wanted,
    ) -> Result<Option<Match>, Error> {
        let Some(StoredUnit { unit, .. }) = self.reader.unit(candidate.unit)? else {
            return Ok(None);
        };
        let variant = |place: usize| unit.variants.get(place).cloned();
        let (Some(source), Some(target)) = (variant(candidate.source), variant(candidate.target))
        else {
            return Ok(None);
        };
        let score = segment
            .score(&Segment::new(&source.text, &source.codes), wanted.scoring)
            .in_context(ours, &candidate.context, false);
        if score.percent < wanted.min {
            return Ok(None);
        }
        let translation = translation_side(&unit, &target);
        let penalties = self.penalties(&source, &target, translation);
        let place = match unit.origin {
            Origin::Memory(name) => Place::Memory(name),
            Origin::Document(name) => match self.reader.place(candidate.unit)? {
                Some((name, number)) => Place::Segment(name, number),
                None => Place::Earlier(name),
            },
        };
        Ok(Some(Match {
            net: recall::net(score.percent, &penalties),
            likeness: recall::likeness(segment.text(), &source.text),
            score,
            penalties,
            source,
            target,
            translation,
            unit: unit.id,
            places: vec![place],
        }))
    }

    /// What is taken off the score of a pair.
    fn penalties(&self, source: &Variant, target: &Variant, translation: Side) -> Vec<Penalty> {
        let pair = match translation {
            Side::Source => source,
            Side::Target => target,
        };
        let other_script = |wanted: &LangTag, found: &Variant| {
            let scripts = wanted.script().zip(found.lang.script());
            scripts.is_some_and(|(wanted, found)| wanted != found)
        };
        let reasons = [
            (pair.made_by == Some(MadeBy::Machine), Reason::Machine),
            (
                !pair.state.is_some_and(State::is_confirmed),
                Reason::NotConfirmed,
            ),
            (
                other_script(&self.from, source) || other_script(&self.to, target),
                Reason::OtherScript,
            ),
            (pair.made_by == Some(MadeBy::Aligned), Reason::Aligned),
            (
                self.several.contains(&Key::of_text(&source.text)),
                Reason::SeveralTranslations,
            ),
            // A text that is asked for has none.
            (
                !(source.codes.is_empty() && target.codes.is_empty()),
                Reason::Codes,
            ),
        ];
        reasons
            .into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, reason)| reason.into())
            .collect()
    }
}

impl Gathering {
    /// Adds the pairs of a unit.
    fn add(&mut self, stored: &StoredUnit, from: &LangTag, to: &LangTag, context: Context) {
        let unit = &stored.unit;
        for variant in &unit.variants {
            match self.langs.get_mut(&variant.lang) {
                Some(count) => *count += 1,
                None => {
                    self.langs.insert(variant.lang.clone(), 1);
                }
            }
        }
        for (source, target) in pairs(unit, from, to) {
            let variant = |place: usize| unit.variants.get(place);
            let (Some(text), Some(counterpart)) = (variant(source), variant(target)) else {
                continue;
            };
            let content = Content::of(&text.text);
            if content.is_empty() {
                continue;
            }
            // A text in the other script is no second translation.
            if to.covers(&counterpart.lang) {
                self.count_translation(&text.text, &counterpart.text);
            }
            self.candidates.push(Candidate {
                unit: stored.row,
                source,
                target,
                context,
            });
            self.index(&content);
        }
    }

    fn count_translation(&mut self, source: &str, target: &str) {
        let target = Key::of_text(target);
        match self.translations.entry(Key::of_text(source)) {
            hash_map::Entry::Vacant(free) => {
                free.insert(Translations::One(target));
            }
            hash_map::Entry::Occupied(mut known) => {
                if matches!(known.get(), Translations::One(first) if *first != target) {
                    known.insert(Translations::Several);
                }
            }
        }
    }

    /// Indexes the content of the candidate that was added last.
    fn index(&mut self, content: &Content) {
        let record = self.candidates.len() as u64 - 1;
        if self.builder.push(record, content).is_err() {
            self.close_part();
            if self.builder.push(record, content).is_err() {
                self.tail.push(record, content);
            }
        }
    }

    fn close_part(&mut self) {
        let builder = std::mem::take(&mut self.builder);
        if !builder.is_empty() {
            self.parts.push(builder.to_bytes());
        }
    }
}

/// The texts of a unit that answer a wish for a language, with their places among its variants:
/// those that the tag covers; where there is none, those of another region; where there is none
/// of these either, those in another script.
fn in_language<'u>(
    unit: &'u Unit,
    wanted: &'u LangTag,
) -> impl Iterator<Item = (usize, &'u Variant)> {
    let distance = |variant: &Variant| {
        if wanted.covers(&variant.lang) {
            Some(0)
        } else if wanted.language() != variant.lang.language() {
            None
        } else if wanted.script() == variant.lang.script() {
            Some(1)
        } else {
            Some(2)
        }
    };
    let least = unit.variants.iter().filter_map(distance).min();
    let variants = unit.variants.iter().enumerate();
    variants.filter(move |(_, variant)| least.is_some() && distance(variant) == least)
}

/// The pairs of texts that a unit offers, as places among its variants.
fn pairs(unit: &Unit, from: &LangTag, to: &LangTag) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (source, text) in in_language(unit, from) {
        for (target, counterpart) in in_language(unit, to) {
            // Between two scripts of a language neither stands in for the other.
            let as_asked = from.language() != to.language()
                || from.covers(&text.lang) && to.covers(&counterpart.lang);
            if source != target && as_asked && is_usable(unit, text, counterpart) {
                pairs.push((source, target));
            }
        }
    }
    pairs
}

/// Which of two texts of a unit is the translation, given the one that is to be written.
fn translation_side(unit: &Unit, target: &Variant) -> Side {
    if target.lang == unit.source_lang {
        Side::Source
    } else {
        Side::Target
    }
}

/// Whether a pair can be offered: both texts are there, and neither is rejected or without a
/// state, which is what untranslated means.
fn is_usable(unit: &Unit, source: &Variant, target: &Variant) -> bool {
    [source, target].into_iter().all(|variant| {
        let translated = variant.lang == unit.source_lang
            || variant.state.is_some_and(|state| state != State::Rejected);
        translated && !variant.text.trim().is_empty()
    })
}

/// Matches in order, with those of equal texts made one that knows all their places.
fn grouped(mut matches: Vec<Match>) -> Vec<Match> {
    matches.sort_by(Match::order);
    let mut groups: Vec<Match> = Vec::with_capacity(matches.len());
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for found in matches {
        let pair = (identity(&found.source.text), identity(&found.target.text));
        let next = groups.len();
        let at = *known.entry(pair).or_insert(next);
        match groups.get_mut(at) {
            Some(group) => group.places.extend(found.places),
            None => groups.push(found),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(given: &str) -> LangTag {
        LangTag::parse(given).unwrap()
    }

    fn unit(texts: &[(&str, &str)]) -> Unit {
        let origin = Origin::Memory("client.tmx".to_owned());
        let variants = texts.iter().map(|(lang, text)| Variant {
            state: (*lang != "en").then_some(State::Translated),
            ..Variant::new(tag(lang), *text)
        });
        Unit {
            id: UnitId::new(&origin, texts[0].1, 0),
            origin,
            source_lang: tag("en"),
            variants: variants.collect(),
            cuts: Vec::new(),
            fields: crate::unit::Fields::default(),
            notes: Vec::new(),
            properties: Vec::new(),
        }
    }

    /// The pairs that a unit offers, as texts.
    fn pairs(unit: &Unit, from: &str, to: &str) -> Vec<(String, String)> {
        let text = |place: usize| unit.variants[place].text.clone();
        let pairs = super::pairs(unit, &tag(from), &tag(to)).into_iter();
        pairs
            .map(|(source, target)| (text(source), text(target)))
            .collect()
    }

    fn pair(source: &str, target: &str) -> (String, String) {
        (source.to_owned(), target.to_owned())
    }

    #[test]
    fn the_other_script_stands_in_only_where_the_one_asked_for_is_missing() {
        let both = unit(&[("en", "patent"), ("zh-CN", "专利权"), ("zh-TW", "專利權")]);
        assert_eq!(pairs(&both, "en", "zh"), [pair("patent", "专利权")]);
        assert_eq!(pairs(&both, "en", "zh-HK"), [pair("patent", "專利權")]);
        assert_eq!(pairs(&both, "zh-TW", "zh-CN"), [pair("專利權", "专利权")]);
        let one = unit(&[("en", "patent"), ("zh-CN", "专利"), ("zh-CN", "专利权")]);
        let two = [pair("patent", "专利"), pair("patent", "专利权")];
        assert_eq!(pairs(&one, "en", "zh-TW"), two);
        assert_eq!(pairs(&one, "zh", "en-GB").len(), 2);
        assert!(pairs(&one, "zh-CN", "zh-TW").is_empty());
    }

    #[test]
    fn rejected_and_untranslated_pairs_are_left_out() {
        let mut unit = unit(&[("en", "patent"), ("zh-CN", "专利")]);
        for state in [None, Some(State::Rejected)] {
            unit.variants[1].state = state;
            assert!(pairs(&unit, "en", "zh").is_empty());
            assert!(pairs(&unit, "zh", "en").is_empty());
        }
        unit.variants[1].state = Some(State::Draft);
        assert_eq!(pairs(&unit, "en", "zh").len(), 1);
        unit.variants[1].text = " ".to_owned();
        assert!(pairs(&unit, "en", "zh").is_empty());
    }

    fn found(percent: u8, target: &str, state: State, date: &str, nth: u8) -> Match {
        let query = Segment::new("patents", &[]);
        let variant = |text: &str| Variant {
            state: Some(state),
            date: Some(date.to_owned()),
            ..Variant::new(tag("en"), text)
        };
        Match {
            score: Score {
                percent,
                ..query.score(&query, Scoring::Capped)
            },
            penalties: Vec::new(),
            net: percent,
            likeness: 1000,
            source: variant("patents"),
            target: variant(target),
            translation: Side::Target,
            unit: UnitId([nth; 16]),
            places: vec![Place::Memory(nth.to_string())],
        }
    }

    #[test]
    fn matches_are_ordered_and_equal_pairs_are_one_with_all_their_places() {
        let groups = grouped(vec![
            found(90, "a", State::Final, "2024", 1),
            found(100, "b", State::Draft, "2024", 2),
            found(100, "c", State::Translated, "2022", 3),
            found(100, "d", State::Translated, "2023", 5),
            found(100, "e", State::Translated, "2023", 4),
            found(100, " c", State::Final, "2021", 6),
        ]);
        let seen: Vec<(&str, usize)> = groups
            .iter()
            .map(|group| (group.target.text.trim(), group.places.len()))
            .collect();
        assert_eq!(seen, [("c", 2), ("e", 1), ("d", 1), ("b", 1), ("a", 1)]);
    }
}
