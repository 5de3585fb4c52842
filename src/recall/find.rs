//! Finding every record that scores at least so much.

use super::part::Records;
use super::query::{Query, Room};
use super::search::{PartSearch, Scratch};
use super::{Bytes, Content, Damaged, Key, Part, Scoring, Tail};

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The lowest score, in percent, before penalties.
    pub min: u8,
    /// How many: what is found holds the best `max` by score less penalties and everything as
    /// good as the last of them, counting records of equal content once; 0 for all.
    pub max: usize,
    /// How contents that differ are scored.
    pub scoring: Scoring,
    /// Compare with every record, using no filter of the index: the same answer, for proof.
    pub exhaustive: bool,
}

impl Default for Ask {
    fn default() -> Self {
        Self {
            min: 70,
            max: 0,
            scoring: Scoring::default(),
            exhaustive: false,
        }
    }
}

/// A record that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The number it was given.
    pub record: u64,
    /// The Levenshtein distance between the contents, in tokens.
    pub distance: usize,
    /// The length of the longer content, in tokens.
    pub length: usize,
    /// The score. Where the contents are equal, the least it can be (95, or 94 for texts without
    /// words): what it is, 100 or 99 …, [`Segment::score`](super::Segment::score) says of the texts.
    pub percent: u8,
    /// What is taken off, in percent, as the caller said.
    pub penalty: u8,
}

impl Hit {
    /// Whether the contents are equal.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.distance == 0
    }

    /// The most that the score less penalties can be.
    fn best_net(&self) -> u8 {
        let percent = if self.is_equal() { 100 } else { self.percent };
        percent.saturating_sub(self.penalty)
    }
}

/// Finds the records in `parts` and `tail` whose contents score `ask.min` or more against
/// `content`, in no order that matters; the best first by score less penalties.
///
/// `judge` says of a record what is taken off its score, in percent, or `None` where it does not
/// count: it is dead, or filtered out. It is asked before the record may push out others.
///
/// # Errors
/// [`Damaged`] where a part is not what was written or cannot be read. Damage that goes unnoticed
/// here ([`Part::verify`] finds all) can only change which records of that part are found.
pub fn find<B: Bytes>(
    content: &Content,
    parts: &[Part<B>],
    tail: &Tail,
    ask: &Ask,
    judge: &mut dyn FnMut(u64) -> Option<u8>,
    scratch: &mut Scratch,
) -> Result<Vec<Hit>, Damaged> {
    let mut found = Found {
        ask: *ask,
        least: ask.min,
        best: Vec::new(),
        hits: Vec::new(),
        equal: if content.is_without_words() {
            ask.scoring.percent(0, content.len())
        } else {
            95
        },
        judge,
    };
    let key = Key::of_content(content);
    for part in parts {
        let mut ids = Vec::with_capacity(content.len());
        for token in content.tokens() {
            ids.push(part.token(token)?);
        }
        PartSearch::new(part, &ids, &mut found, scratch).run(&ids, key)?;
    }
    in_tail(content, tail, &mut found, &mut scratch.room)?;
    Ok(found.finish())
}

/// What was found so far, and how good what comes must be.
pub(super) struct Found<'j> {
    pub(super) ask: Ask,
    /// The lowest score that is wanted still; rises.
    pub(super) least: u8,
    /// The best contents by net score, the best first, where not all are wanted.
    best: Vec<(u8, u64)>,
    hits: Vec<Hit>,
    /// The least that equal contents score.
    equal: u8,
    judge: &'j mut dyn FnMut(u64) -> Option<u8>,
}

impl Found<'_> {
    /// The greatest distance that is wanted of contents that differ, the longer of `length`
    /// tokens; `None` where only equal ones are.
    pub(super) fn most_distance(&self, length: usize) -> Option<usize> {
        self.ask.scoring.most_distance(self.least, length)
    }

    /// Takes the records of a content at a distance that is wanted. Its key is asked for only where
    /// it matters.
    pub(super) fn offer(
        &mut self,
        key: impl FnOnce() -> Result<u64, Damaged>,
        records: &Records<'_>,
        distance: usize,
        length: usize,
    ) -> Result<(), Damaged> {
        let percent = if distance == 0 {
            self.equal
        } else {
            self.ask.scoring.percent(distance, length)
        };
        let mut net = None;
        for record in records.iter() {
            if let Some(penalty) = (self.judge)(record) {
                net = net.max(Some(percent.saturating_sub(penalty)));
                self.hits.push(Hit {
                    record,
                    distance,
                    length,
                    percent,
                    penalty,
                });
            }
        }
        if let (Some(net), 1..) = (net, self.ask.max) {
            self.count(net, key()?);
        }
        Ok(())
    }

    /// Counts a content among the best. A content in two parts counts once, as it may be one
    /// translation from two origins.
    fn count(&mut self, net: u8, key: u64) {
        if let Some(at) = self.best.iter().position(|(_, known)| *known == key) {
            if self.best.get(at).is_some_and(|(known, _)| *known >= net) {
                return;
            }
            self.best.remove(at);
        }
        let at = self.best.partition_point(|(better, _)| *better >= net);
        self.best.insert(at, (net, key));
        self.best.truncate(self.ask.max);
        // What scores less has less still after penalties.
        self.least = self.least.max(self.least_of_best());
    }

    /// The net score of the last of the best; 0 while there is room for more.
    pub(super) fn least_of_best(&self) -> u8 {
        let last = self.ask.max.checked_sub(1);
        last.and_then(|last| self.best.get(last))
            .map_or(0, |(net, _)| *net)
    }

    fn finish(mut self) -> Vec<Hit> {
        let least = self.least_of_best();
        self.hits.retain(|hit| hit.best_net() >= least);
        self.hits.sort_by_key(|hit| {
            let net = hit.percent.saturating_sub(hit.penalty);
            (std::cmp::Reverse((net, hit.percent)), hit.record)
        });
        self.hits
    }
}

fn in_tail(
    content: &Content,
    tail: &Tail,
    found: &mut Found<'_>,
    room: &mut Room,
) -> Result<(), Damaged> {
    if tail.is_empty() {
        return Ok(());
    }
    let ids: Vec<Option<u32>> = content.tokens().map(|token| tail.token(token)).collect();
    let mut query = Query::new(&ids);
    for (added, theirs) in tail.contents() {
        let length = content.len().max(theirs.len());
        let most = found.most_distance(length).unwrap_or(0);
        if content.len().abs_diff(theirs.len()) <= most
            && let Some(distance) = query.distance(theirs, most, room)
        {
            let record = Records::One(added.record);
            found.offer(|| Ok(added.key.0), &record, distance, length)?;
        }
    }
    Ok(())
}
