//! A memory that is asked for matches.
//!
//! The index knows which texts are like the query; whether such a text makes a match (it may be
//! untranslated, or rejected) and what is taken off, its unit says, which is read for the best
//! hits only.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::pairs::{is_usable, pairs, translation_side};
use super::{Answer, Match, Query, Wanted, context, pair_of};
use crate::recall::{
    self, Ask, Context, Hit, Key, Penalty, Reason, Score, Scoring, Scratch, Segment, same_codes,
};
use crate::store::{self, Index, Reader, StoredUnit};
use crate::text::LangTag;
use crate::unit::{MadeBy, Origin, Side, State, Variant};
use crate::work::memory::tidy::codes_pair;
use crate::work::search::Place;

/// A memory ready to be asked for matches, from one language to another. It sees the memory as
/// the reader does.
#[derive(Debug)]
pub struct Lookup<'r> {
    reader: &'r Reader<'r>,
    from: LangTag,
    to: LangTag,
    index: Index<'r>,
}

impl<'r> Lookup<'r> {
    /// Opens the index of the language translated from: documents, their earlier texts, and the
    /// memories imported are all in it.
    ///
    /// # Errors
    /// [`store::Error`] where the memory cannot be read.
    pub fn new(reader: &'r Reader<'r>, from: &LangTag, to: &LangTag) -> Result<Self, store::Error> {
        Ok(Self {
            reader,
            from: from.clone(),
            to: to.clone(),
            index: reader.index(from)?,
        })
    }

    /// The languages the memory holds, each with the number of its texts.
    ///
    /// # Errors
    /// [`store::Error`] where the memory cannot be read.
    pub fn languages(&self) -> Result<BTreeMap<LangTag, u64>, store::Error> {
        self.reader.languages()
    }

    /// Whether there is no pair in the two languages to look for.
    ///
    /// # Errors
    /// [`store::Error`] where the memory cannot be read.
    pub fn is_empty(&self) -> Result<bool, store::Error> {
        if self.index.is_empty() {
            return Ok(true);
        }
        let any = self
            .reader
            .any_unit(|stored| !pairs(&stored.unit, &self.from, &self.to).is_empty())?;
        Ok(!any)
    }

    /// Finds every match of a text that is wanted.
    ///
    /// # Errors
    /// [`store::Error`] where the memory cannot be read.
    pub fn find(
        &self,
        query: &Query<'_>,
        wanted: &Wanted,
        scratch: &mut Scratch,
    ) -> Result<Answer, store::Error> {
        let segments = query.segments();
        let Some(segment) = segments.first() else {
            return Ok(Answer::default());
        };
        let ours = query.context();
        let ask = Ask {
            min: wanted.min.min(100),
            // What a pair scores in the end, its text says: none may be left out before.
            max: 0,
            scoring: wanted.scoring,
            exhaustive: wanted.exhaustive,
        };
        let hits = self.index.find(segment.content(), &ask, scratch)?;
        let mut matches = Vec::new();
        let mut best = Best::new(wanted.max);
        for level in hits.chunk_by(|a, b| highest(a) == highest(b)) {
            let highest = level.first().map_or(0, highest);
            if best.least().is_some_and(|least| least > highest) {
                break;
            }
            let mut found = Vec::new();
            for hit in level {
                self.of_hit(hit, &segments, &ours, wanted, &mut found)?;
            }
            Self::several(&mut found);
            best.take(&found);
            matches.append(&mut found);
        }
        Ok(Answer {
            alike: hits.len(),
            ..Answer::of(query.text, matches, &self.to, wanted.max)
        })
    }

    /// The score of the segment nearest to a text, where it is `min` percent or more: much less
    /// work than finding all that score so.
    ///
    /// # Errors
    /// [`store::Error`] where the memory cannot be read.
    pub fn nearest(
        &self,
        query: &Query<'_>,
        min: u8,
        scoring: Scoring,
    ) -> Result<Option<u8>, store::Error> {
        let segments = query.segments();
        let Some(segment) = segments.first() else {
            return Ok(None);
        };
        let wanted = Wanted {
            min,
            max: 1,
            scoring,
            exhaustive: false,
        };
        let ask = Ask {
            min,
            max: 1,
            scoring,
            exhaustive: false,
        };
        let hits = self
            .index
            .find(segment.content(), &ask, &mut Scratch::default())?;
        let mut found = Vec::new();
        for hit in &hits {
            self.of_hit(hit, &segments, &Context::default(), &wanted, &mut found)?;
        }
        Ok(found.iter().map(|found| found.score.percent).max())
    }

    /// The other languages that texts like this one, by `min` percent or more, are translated into:
    /// those of the nearest that are translated at all.
    ///
    /// # Errors
    /// [`store::Error`] where the memory cannot be read.
    pub fn elsewhere(
        &self,
        query: &Query<'_>,
        min: u8,
        scoring: Scoring,
    ) -> Result<BTreeSet<LangTag>, store::Error> {
        /// How many of the nearest texts are looked at.
        const NEAREST: usize = 20;
        let segments = query.segments();
        let Some(segment) = segments.first() else {
            return Ok(BTreeSet::new());
        };
        let ask = Ask {
            min: min.min(100),
            max: NEAREST,
            scoring,
            exhaustive: false,
        };
        let hits = self
            .index
            .find(segment.content(), &ask, &mut Scratch::default())?;
        let mut langs = BTreeSet::new();
        for hit in &hits {
            let Some((StoredUnit { unit, .. }, place)) = self.reader.unit_of(hit.record)? else {
                continue;
            };
            let Some(source) = unit.variants.get(place) else {
                continue;
            };
            let other = unit.variants.iter().filter(|other| {
                let asked = [&self.from, &self.to];
                asked
                    .iter()
                    .all(|lang| lang.language() != other.lang.language())
                    && is_usable(&unit, source, other)
            });
            langs.extend(other.map(|other| other.lang.clone()));
        }
        Ok(langs)
    }

    /// Adds the matches that a hit makes: none where its unit has no translation that can be
    /// offered, several where it has several.
    fn of_hit(
        &self,
        hit: &Hit,
        segments: &[Segment<'_>],
        ours: &Context,
        wanted: &Wanted,
        found: &mut Vec<Match>,
    ) -> Result<(), store::Error> {
        let Some((stored, place)) = self.reader.unit_of(hit.record)? else {
            return Ok(());
        };
        let unit = &stored.unit;
        let pairs = pairs(unit, &self.from, &self.to).into_iter();
        for (_, target) in pairs.filter(|(source, _)| *source == place) {
            let variant = |place: usize| unit.variants.get(place);
            let (Some(source), Some(target)) = (variant(place), variant(target)) else {
                continue;
            };
            // Where words differ, they have been compared.
            let theirs = (hit.is_equal()).then(|| Segment::new(&source.text, &source.codes));
            let scores = segments.iter().map(|segment| match &theirs {
                Some(theirs) => segment.score(theirs, wanted.scoring),
                None => Score::of_words(hit.percent, hit.distance, hit.length),
            });
            let Some(mut score) = scores.max_by_key(|score| score.percent) else {
                continue;
            };
            let has_codes = segments
                .iter()
                .any(|segment| same_codes(segment.codes(), &source.codes));
            if score.percent == 100 && *ours != Context::default() {
                let theirs = context::of(self.reader, &stored, source, &self.from)?;
                score = score.in_context(ours, &theirs, false);
            }
            if score.percent < wanted.min {
                continue;
            }
            let translation = translation_side(unit, target);
            let mut penalties = self.penalties(source, target, translation);
            if !has_codes || !codes_pair(source, target) {
                penalties.push(Reason::Codes.into());
            }
            found.push(Match {
                net: recall::net(score.percent, &penalties),
                score,
                penalties,
                source: source.clone(),
                target: target.clone(),
                translation,
                unit: unit.id,
                places: vec![self.place(&stored)?],
            });
        }
        Ok(())
    }

    fn place(&self, stored: &StoredUnit) -> Result<Place, store::Error> {
        Ok(match &stored.unit.origin {
            Origin::Memory(name) => Place::Memory(name.clone()),
            Origin::Document(name) => match self.reader.place(stored.row)? {
                Some((name, number)) => Place::Segment(name, number),
                None => Place::Earlier(name.clone()),
            },
        })
    }

    /// What is taken off the score of a pair for itself.
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
        ];
        reasons
            .into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, reason)| reason.into())
            .collect()
    }

    /// Takes off for sources that the memory translates in several ways. `found` holds every pair
    /// of each source in it, since pairs of one source score alike. A text in the other script is
    /// no second translation: each script counts its own.
    fn several(found: &mut [Match]) {
        if found.len() < 2 {
            return;
        }
        let told = |pair: &Match| {
            let script = pair.target.lang.script().map(str::to_owned);
            (Key::of_text(&pair.source.text), script)
        };
        let mut translations: HashMap<_, HashSet<Key>> = HashMap::new();
        for pair in &*found {
            let targets = translations.entry(told(pair)).or_default();
            targets.insert(Key::of_text(&pair.target.text));
        }
        translations.retain(|_, targets| targets.len() > 1);
        if translations.is_empty() {
            return;
        }
        for pair in found {
            if translations.contains_key(&told(pair)) {
                pair.penalties.push(Reason::SeveralTranslations.into());
                pair.penalties
                    .sort_by_key(|penalty| penalty.reason == Reason::Codes);
                pair.net = recall::net(pair.score.percent, &pair.penalties);
            }
        }
    }
}

/// The most that a hit can score once its text is compared, in percent.
fn highest(hit: &Hit) -> u8 {
    if hit.is_equal() { 102 } else { hit.percent }
}

/// The nets of the best pairs so far, where not all are wanted.
struct Best {
    max: usize,
    nets: HashMap<(String, String), u8>,
}

impl Best {
    fn new(max: usize) -> Self {
        Self {
            max,
            nets: HashMap::new(),
        }
    }

    fn take(&mut self, found: &[Match]) {
        if self.max == 0 {
            return;
        }
        for pair in found {
            let net = self.nets.entry(pair_of(pair)).or_default();
            *net = pair.net.max(*net);
        }
    }

    /// The net of the last of the best; `None` while there is room for more.
    fn least(&self) -> Option<u8> {
        if self.max == 0 || self.nets.len() < self.max {
            return None;
        }
        let mut nets: Vec<u8> = self.nets.values().copied().collect();
        nets.sort_unstable_by(|a, b| b.cmp(a));
        nets.get(self.max - 1).copied()
    }
}
