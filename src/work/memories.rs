//! Several memories asked as one: the working memory and those that are only read, each with what
//! is taken off its matches.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::check::Terms;
use super::manifest::Role;
use super::matches::{Answer, Lookup, Match, Query, Wanted};
use super::search::{self, Hit, Hits, Place};
use crate::recall::{self, Key, Penalty, Reason, Scoring, Scratch};
use crate::store::{self, Reader};
use crate::term::Writing;
use crate::text::LangTag;

/// What a memory is among those that are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What people call it.
    pub name: String,
    /// What it is to the project.
    pub role: Role,
    /// What is taken off the scores of its matches, in percent.
    pub points: u8,
}

impl Standing {
    /// Takes off what the memory costs a match. A machine's translation costs that once, whether
    /// it or its memory says that it is one: whether this was so is returned, since it puts the
    /// matches of the memory in another order.
    fn penalize(&self, penalties: &mut Vec<Penalty>) -> bool {
        if self.points == 0 {
            return false;
        }
        let reason = match self.role {
            Role::Machine => Reason::Machine,
            _ => Reason::Memory(self.name.clone()),
        };
        let before = penalties.len();
        penalties.retain(|penalty| penalty.reason != reason);
        let is_double = penalties.len() < before;
        let points = self.points;
        penalties.insert(0, Penalty { reason, points });
        is_double
    }
}

/// What memories are among each other, from their files, roles, names and penalties: called by
/// the name of the file where they have none of their own, or by all of its path where two files
/// have one name.
#[must_use]
pub fn standings(
    memories: impl IntoIterator<Item = (PathBuf, Role, Option<String>, Option<u8>)>,
) -> Vec<(PathBuf, Standing)> {
    let memories: Vec<_> = memories.into_iter().collect();
    let twice = |file: &Path| {
        let mut same = memories
            .iter()
            .filter(|(other, ..)| other.file_name() == file.file_name());
        same.nth(1).is_some()
    };
    let name = |file: &Path| match file.file_name() {
        Some(name) if !twice(file) => name.to_string_lossy().into_owned(),
        _ => file.display().to_string(),
    };
    let standings = memories.iter().map(|(file, role, given, points)| Standing {
        name: given.clone().unwrap_or_else(|| name(file)),
        role: *role,
        points: points.unwrap_or_else(|| role.penalty()),
    });
    let standings: Vec<Standing> = standings.collect();
    let files = memories.into_iter().map(|(file, ..)| file);
    files.zip(standings).collect()
}

/// A memory to ask, as it was at one moment.
#[derive(Debug)]
pub struct Asked<'m> {
    /// The memory.
    pub reader: Reader<'m>,
    /// What it is among the others.
    pub standing: Standing,
}

impl Asked<'_> {
    /// Says of a place in this memory in which memory it is, where `several` are asked.
    fn within(&self, place: Place, several: bool) -> Place {
        if several {
            Place::In(self.standing.name.clone(), Box::new(place))
        } else {
            place
        }
    }
}

/// Searches all of the memories for words. Where there are several, the places of the hits say in
/// which they stand.
///
/// # Errors
/// [`store::Error`] where a memory cannot be read.
pub fn search(
    memories: &[Asked<'_>],
    query: &search::Query,
    wanted: &search::Wanted<'_>,
) -> Result<Hits, store::Error> {
    let mut all = Hits {
        hits: Vec::new(),
        total: 0,
    };
    for asked in memories {
        let found = query.search(&asked.reader, wanted)?;
        all.total += found.total;
        all.hits.extend(found.hits.into_iter().map(|hit| Hit {
            place: asked.within(hit.place.clone(), memories.len() > 1),
            ..hit
        }));
    }
    if wanted.max > 0 {
        all.hits.truncate(wanted.max);
    }
    Ok(all)
}

/// Memories ready to be asked for matches, from one language to another.
pub struct Memories<'r> {
    asked: &'r [Asked<'r>],
    lookups: Vec<Lookup<'r>>,
    from: LangTag,
    to: LangTag,
    /// What the termbase of the first memory forbids, and all of it: read when there is a match
    /// to hold against it, and that the first does not clear.
    forbidden: OnceCell<Vec<String>>,
    terms: OnceCell<Terms>,
}

impl<'r> Memories<'r> {
    /// Makes memories ready, the working one first: its termbase counts.
    ///
    /// # Errors
    /// [`store::Error`] where one of them cannot be read.
    pub fn new(asked: &'r [Asked<'r>], from: &LangTag, to: &LangTag) -> Result<Self, store::Error> {
        let lookups = asked
            .iter()
            .map(|asked| Lookup::new(&asked.reader, from, to));
        Ok(Self {
            asked,
            lookups: lookups.collect::<Result<_, _>>()?,
            from: from.clone(),
            to: to.clone(),
            forbidden: OnceCell::new(),
            terms: OnceCell::new(),
        })
    }

    /// The languages the memories hold, each with the number of its texts.
    ///
    /// # Errors
    /// [`store::Error`] where one of them cannot be read.
    pub fn languages(&self) -> Result<BTreeMap<LangTag, u64>, store::Error> {
        let mut languages = BTreeMap::new();
        for lookup in &self.lookups {
            for (lang, count) in lookup.languages()? {
                *languages.entry(lang).or_insert(0) += count;
            }
        }
        Ok(languages)
    }

    /// Whether there is no pair in the two languages to look for.
    ///
    /// # Errors
    /// [`store::Error`] where one of them cannot be read.
    pub fn is_empty(&self) -> Result<bool, store::Error> {
        for lookup in &self.lookups {
            if !lookup.is_empty()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Finds every match of a text that is wanted, in all of the memories. Where there are
    /// several, the places of a match say in which it stands.
    ///
    /// # Errors
    /// [`store::Error`] where a memory cannot be read.
    pub fn find(
        &self,
        query: &Query<'_>,
        wanted: &Wanted,
        scratch: &mut Scratch,
    ) -> Result<Answer, store::Error> {
        // The best of each memory are mostly enough to know the best of all.
        if let Some(answer) = self.merged(query, wanted, scratch)? {
            return Ok(answer);
        }
        let all = Wanted { max: 0, ..*wanted };
        let mut answer = self.merged(query, &all, scratch)?.unwrap_or_default();
        answer.matches.truncate(wanted.max);
        Ok(answer)
    }

    /// The score of the segment nearest to a text in any of the memories, where it is `min`
    /// percent or more: much less work than finding all that score so.
    ///
    /// # Errors
    /// [`store::Error`] where a memory cannot be read.
    pub fn nearest(
        &self,
        query: &Query<'_>,
        min: u8,
        scoring: Scoring,
    ) -> Result<Option<u8>, store::Error> {
        let mut nearest = None;
        for lookup in &self.lookups {
            nearest = nearest.max(lookup.nearest(query, min, scoring)?);
        }
        Ok(nearest)
    }

    /// The other languages that texts like this one are translated into, by `min` percent or more.
    ///
    /// # Errors
    /// [`store::Error`] where a memory cannot be read.
    pub fn elsewhere(
        &self,
        query: &Query<'_>,
        min: u8,
        scoring: Scoring,
    ) -> Result<BTreeSet<LangTag>, store::Error> {
        let mut langs = BTreeSet::new();
        for lookup in &self.lookups {
            langs.append(&mut lookup.elsewhere(query, min, scoring)?);
        }
        Ok(langs)
    }

    /// The best of the memories' best; `None` where what was not asked for might belong to them:
    /// where something was taken off that a memory does not know of, or where one may have more
    /// of a source that another has.
    fn merged(
        &self,
        query: &Query<'_>,
        wanted: &Wanted,
        scratch: &mut Scratch,
    ) -> Result<Option<Answer>, store::Error> {
        let mut matches = Vec::new();
        // Memories that may have more, each with the pairs that it gave.
        let mut cut = Vec::new();
        let (mut total, mut exact, mut alike) = (0, 0, 0);
        let mut moved = false;
        for (lookup, asked) in self.lookups.iter().zip(self.asked) {
            let answer = lookup.find(query, wanted, scratch)?;
            if wanted.max > 0 && answer.matches.len() >= wanted.max {
                let pairs: HashSet<(Key, Key)> = answer.matches.iter().map(pair).collect();
                cut.push((lookup, pairs));
            }
            total += answer.total;
            alike += answer.alike;
            exact = exact.max(answer.exact);
            for mut found in answer.matches {
                moved |= asked.standing.penalize(&mut found.penalties);
                let places = found.places.into_iter();
                let several = self.asked.len() > 1;
                found.places = places.map(|place| asked.within(place, several)).collect();
                matches.push(found);
            }
        }
        moved |= self.asked.len() > 1 && self.mark_several(&mut matches);
        for found in &mut matches {
            if self.uses_forbidden_term(found)? {
                found.penalties.push(Reason::ForbiddenTerm.into());
                moved = true;
            }
            found.net = recall::net(found.score.percent, &found.penalties);
        }
        if self.asked.len() == 1 && !moved {
            // As the one memory gave it: in order, and no pair twice.
            return Ok(Some(Answer {
                matches,
                total,
                exact,
                alike,
            }));
        }
        if cut.is_empty() {
            return Ok(Some(Answer {
                alike,
                ..Answer::of(query.text, matches, &self.to, wanted.max)
            }));
        }
        if moved || self.asked.len() > 1 && self.has_more(&cut, &matches, wanted, scratch)? {
            return Ok(None);
        }
        let answer = Answer::of(query.text, matches, &self.to, wanted.max);
        Ok(Some(Answer {
            total: total.max(answer.total),
            exact: exact.max(answer.exact),
            alike,
            ..answer
        }))
    }

    /// Whether one of the memories that were cut short has more pairs of the sources among the
    /// matches than it gave.
    fn has_more(
        &self,
        cut: &[(&Lookup<'r>, HashSet<(Key, Key)>)],
        matches: &[Match],
        wanted: &Wanted,
        scratch: &mut Scratch,
    ) -> Result<bool, store::Error> {
        let sources: HashMap<Key, &str> = matches
            .iter()
            .map(|found| (Key::of_text(&found.source.text), found.source.text.as_str()))
            .collect();
        // The same text with other codes has a little less than 100.
        let alike = Wanted {
            min: 95,
            max: 0,
            ..*wanted
        };
        for (lookup, given) in cut {
            for (source, text) in &sources {
                let query = Query {
                    text,
                    ..Query::default()
                };
                let answer = lookup.find(&query, &alike, scratch)?;
                let mut pairs = answer.matches.iter().map(pair);
                if pairs.any(|pair| pair.0 == *source && !given.contains(&pair)) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Marks the sources that one memory translates otherwise than another, and says whether
    /// there are any.
    fn mark_several(&self, matches: &mut [Match]) -> bool {
        let mut first: HashMap<Key, Key> = HashMap::new();
        let mut several = HashSet::new();
        // A text in the other script is no second translation.
        let as_asked = matches
            .iter()
            .filter(|found| self.to.covers(&found.target.lang));
        for found in as_asked {
            let (source, target) = pair(found);
            if *first.entry(source).or_insert(target) != target {
                several.insert(source);
            }
        }
        let mut marked = false;
        for found in matches {
            let penalties = &mut found.penalties;
            let is_marked = penalties
                .iter()
                .any(|penalty| penalty.reason == Reason::SeveralTranslations);
            if !is_marked && several.contains(&Key::of_text(&found.source.text)) {
                penalties.push(Reason::SeveralTranslations.into());
                marked = true;
            }
        }
        marked
    }

    /// Whether a match holds a form that the termbase forbids for a term of its source.
    fn uses_forbidden_term(&self, found: &Match) -> Result<bool, store::Error> {
        let forms = match self.forbidden.get() {
            Some(forms) => forms,
            None => {
                let first = self.asked.first();
                let forms = first.map(|asked| asked.reader.forbidden_forms(&self.to));
                let forms = forms.transpose()?.unwrap_or_default();
                self.forbidden.get_or_init(|| forms)
            }
        };
        // Where words are inflected, only the recognizer can tell.
        let inflected = Writing::of(&self.to) == Writing::Spaced;
        let target = &found.target.text;
        if !forms
            .iter()
            .any(|form| inflected || target.contains(form.as_str()))
        {
            return Ok(false);
        }
        let verdict = self.terms()?.verdict(&found.source.text, target);
        Ok(!verdict.forbidden.is_empty())
    }

    /// The termbase of the first memory, made ready for the two languages.
    ///
    /// # Errors
    /// [`store::Error`] where the memory cannot be read.
    pub fn terms(&self) -> Result<&Terms, store::Error> {
        if let Some(terms) = self.terms.get() {
            return Ok(terms);
        }
        let first = self.asked.first().map(|asked| asked.reader.concepts());
        let concepts = first.transpose()?.unwrap_or_default();
        let terms = || Terms::new(concepts, &self.from, &self.to);
        Ok(self.terms.get_or_init(terms))
    }
}

/// What makes two matches the same pair of texts.
fn pair(found: &Match) -> (Key, Key) {
    (
        Key::of_text(&found.source.text),
        Key::of_text(&found.target.text),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memories_are_called_by_what_tells_them_apart() {
        let memory = |file: &str, role, name: Option<&str>, points| {
            (PathBuf::from(file), role, name.map(str::to_owned), points)
        };
        let standings = standings([
            memory("memory.yiku", Role::Working, None, None),
            memory("a/old.yiku", Role::Client, None, None),
            memory("b/old.yiku", Role::Reference, None, None),
            memory("c/engine.yiku", Role::Machine, None, None),
            memory("c/wipo.yiku", Role::Client, Some("WIPO"), Some(7)),
        ]);
        let seen: Vec<(&str, u8)> = standings
            .iter()
            .map(|(_, standing)| (standing.name.as_str(), standing.points))
            .collect();
        let wanted = [
            ("memory.yiku", 0),
            ("a/old.yiku", 0),
            ("b/old.yiku", 1),
            ("engine.yiku", 15),
            ("WIPO", 7),
        ];
        assert_eq!(seen, wanted);
    }

    #[test]
    fn a_machine_costs_once() {
        let machine = Standing {
            name: "engine.yiku".to_owned(),
            role: Role::Machine,
            points: 20,
        };
        let mut penalties = vec![Reason::Machine.into(), Reason::NotConfirmed.into()];
        machine.penalize(&mut penalties);
        assert_eq!(recall::net(100, &penalties), 75);
    }
}
