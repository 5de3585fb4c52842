//! Finding every record that scores at least so much.

use super::part::{CONTENT_SHIFT, LAST_PLACE, PLACE_SHIFT, Row, u64_at};
use super::query::{Query, Room};
use super::{Content, Damaged, Key, Part, Scoring, Tail, signature};

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

/// Room for finding, to be kept from one query to the next.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// The contents of a part that were compared, as bits.
    seen: Vec<u64>,
    /// The words of `seen` that are not 0.
    touched: Vec<usize>,
    candidates: Vec<(usize, usize)>,
    ids: Vec<u32>,
    room: Room,
}

impl Scratch {
    /// Notes a content; whether it is new.
    fn see(&mut self, content: usize) -> bool {
        let at = content / 64;
        if self.seen.len() <= at {
            self.seen.resize(at + 1, 0);
        }
        let Some(word) = self.seen.get_mut(at) else {
            return false;
        };
        let bit = 1 << (content % 64);
        let new = *word & bit == 0;
        if *word == 0 {
            self.touched.push(at);
        }
        *word |= bit;
        new
    }

    fn forget(&mut self) {
        for at in self.touched.drain(..) {
            if let Some(word) = self.seen.get_mut(at) {
                *word = 0;
            }
        }
    }
}

/// Finds the records in `parts` and `tail` whose contents score `ask.min` or more against
/// `content`, in no order that matters; the best first by score less penalties.
///
/// `judge` says of a record what is taken off its score, in percent, or `None` where it does not
/// count: it is dead, or filtered out. It is asked before the record may push out others.
///
/// # Errors
/// [`Damaged`] where a part is not what was written. Damage that goes unnoticed here can only
/// change which records of that part are found.
pub fn find(
    content: &Content,
    parts: &[Part<'_>],
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
        scratch.forget();
        let mut ids = Vec::with_capacity(content.len());
        for token in content.tokens() {
            ids.push(part.token(token)?);
        }
        PartSearch {
            query: Query::new(&ids),
            part,
            found: &mut found,
            scratch,
            limits: Limits::default(),
        }
        .run(&ids, key)?;
    }
    scratch.forget();
    in_tail(content, tail, &mut found, &mut scratch.room);
    Ok(found.finish())
}

/// What was found so far, and how good what comes must be.
struct Found<'j> {
    ask: Ask,
    /// The lowest score that is wanted still; rises.
    least: u8,
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
    fn most_distance(&self, length: usize) -> Option<usize> {
        self.ask.scoring.most_distance(self.least, length)
    }

    /// Takes the records of a content at a distance that is wanted.
    fn offer(
        &mut self,
        key: u64,
        records: impl Iterator<Item = u64>,
        distance: usize,
        length: usize,
    ) {
        let percent = if distance == 0 {
            self.equal
        } else {
            self.ask.scoring.percent(distance, length)
        };
        let mut net = None;
        for record in records {
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
            self.count(net, key);
        }
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
        if let Some((last, _)) = self.best.get(self.ask.max - 1) {
            // What scores less has less still after penalties.
            self.least = self.least.max(*last);
        }
    }

    fn finish(mut self) -> Vec<Hit> {
        if let Some((last, _)) = self.best.get(self.ask.max.wrapping_sub(1)) {
            self.hits.retain(|hit| hit.best_net() >= *last);
        }
        self.hits.sort_by_key(|hit| {
            let net = hit.percent.saturating_sub(hit.penalty);
            (std::cmp::Reverse((net, hit.percent)), hit.record)
        });
        self.hits
    }
}

fn in_tail(content: &Content, tail: &Tail, found: &mut Found<'_>, room: &mut Room) {
    if tail.is_empty() {
        return;
    }
    let ids: Vec<Option<u32>> = content.tokens().map(|token| tail.token(token)).collect();
    let mut query = Query::new(&ids);
    for (added, theirs) in tail.contents() {
        let length = content.len().max(theirs.len());
        let most = found.most_distance(length).unwrap_or(0);
        if content.len().abs_diff(theirs.len()) <= most
            && let Some(distance) = query.distance(theirs, most, room)
        {
            found.offer(added.key.0, std::iter::once(added.record), distance, length);
        }
    }
}

/// What a content of one length may lack.
#[derive(Clone, Copy, Debug)]
struct Limit {
    /// The greatest distance.
    most: usize,
    /// How many tokens of the query it may lack, and the query of it.
    ours: usize,
    theirs: usize,
}

/// The limits for the rows of a part that can hold a match.
#[derive(Clone, Debug, Default)]
struct Limits {
    /// The score that they are for.
    least: Option<u8>,
    /// The first of the rows.
    first: usize,
    limits: Vec<Limit>,
}

/// A search in one part.
struct PartSearch<'s, 'j, 'p> {
    part: &'s Part<'p>,
    query: Query,
    found: &'s mut Found<'j>,
    scratch: &'s mut Scratch,
    limits: Limits,
}

/// The signatures of the query.
struct Signatures {
    small: u64,
    /// Of 4, 8 and 16 words.
    of_words: [Vec<u64>; 3],
}

impl Signatures {
    fn of(query: &Query, vocabulary: u32) -> Self {
        let of = |words| signature::signature(query.sorted(), vocabulary, words);
        Self {
            small: signature::small(query.sorted(), vocabulary),
            of_words: [of(4), of(8), of(16)],
        }
    }

    /// Whether a content with this signature can be within the limit.
    #[inline]
    fn allow(&self, theirs: &[u8], limit: Limit, unknown: usize) -> bool {
        let ours = match theirs.len() {
            32 => &self.of_words[0],
            64 => &self.of_words[1],
            _ => &self.of_words[2],
        };
        let (mut lacked, mut lacking) = (unknown, 0);
        for (ours, theirs) in ours.iter().zip(theirs.chunks_exact(8)) {
            let theirs = u64_at(theirs, 0).unwrap_or(0);
            lacked += (ours & !theirs).count_ones() as usize;
            lacking += (theirs & !ours).count_ones() as usize;
        }
        lacked <= limit.ours && lacking <= limit.theirs
    }
}

impl PartSearch<'_, '_, '_> {
    fn run(&mut self, ids: &[Option<u32>], key: Key) -> Result<(), Damaged> {
        if self.found.ask.exhaustive {
            return self.everything();
        }
        self.equal(ids, key)?;
        self.limit();
        if self.limits.limits.is_empty() {
            return Ok(());
        }
        let signatures = Signatures::of(&self.query, self.part.vocabulary());
        if self.found.least < self.part.prefix() {
            self.scan(&signatures)
        } else {
            self.probe(&signatures)
        }
    }

    /// Compares with every content.
    fn everything(&mut self) -> Result<(), Damaged> {
        for row in self.part.rows() {
            for content in row.first..row.end {
                let length = self.query.len().max(row.len);
                let most = self.found.most_distance(length).unwrap_or(0);
                self.compare(row, content, most)?;
            }
        }
        Ok(())
    }

    /// Finds the contents that are equal, by their key.
    fn equal(&mut self, ids: &[Option<u32>], key: Key) -> Result<(), Damaged> {
        let rows = self.part.rows();
        let at = rows.partition_point(|row| row.len < ids.len());
        let Some(row) = rows.get(at).filter(|row| row.len == ids.len()) else {
            return Ok(());
        };
        let (mut low, mut high) = (row.first, row.end);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.part.key(middle).ok_or(Damaged)? < key.0 {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        while low < row.end && self.part.key(low) == Some(key.0) {
            self.scratch.ids.clear();
            self.part.tokens(row, low, &mut self.scratch.ids)?;
            if self
                .scratch
                .ids
                .iter()
                .map(|id| Some(*id))
                .eq(ids.iter().copied())
            {
                self.scratch.see(low);
                let records = self.part.records_of(low)?;
                self.found.offer(key.0, records, 0, ids.len());
            }
            low += 1;
        }
        Ok(())
    }

    /// Brings the limits up to the score that is wanted by now.
    fn limit(&mut self) {
        if self.limits.least == Some(self.found.least) {
            return;
        }
        self.limits.least = Some(self.found.least);
        self.limits.limits.clear();
        for (at, row) in self.part.rows().iter().enumerate() {
            let longer = self.query.len().max(row.len);
            let limit = self.found.most_distance(longer).and_then(|most| {
                Some(Limit {
                    most,
                    ours: (self.query.len() + most).checked_sub(longer)?,
                    theirs: (row.len + most).checked_sub(longer)?,
                })
            });
            match limit {
                // Contents that differ are not at a distance of 0.
                Some(limit) if limit.most > 0 => {
                    if self.limits.limits.is_empty() {
                        self.limits.first = at;
                    }
                    self.limits.limits.push(limit);
                }
                _ if self.limits.limits.is_empty() => {}
                _ => break,
            }
        }
    }

    /// The rows that can hold a match, and their limits.
    fn rows(&self) -> impl Iterator<Item = (&Row, Limit)> {
        let rows = self
            .part
            .rows()
            .get(self.limits.first..)
            .unwrap_or_default();
        rows.iter().zip(self.limits.limits.iter().copied())
    }

    /// Looks at the signatures of all contents of lengths that can match.
    fn scan(&mut self, signatures: &Signatures) -> Result<(), Damaged> {
        let unknown = self.query.unknown();
        let mut candidates = std::mem::take(&mut self.scratch.candidates);
        candidates.clear();
        for (at, (row, limit)) in self.rows().enumerate() {
            let size = 8 * signature::words(row.len);
            let theirs = self.part.signatures(row).chunks_exact(size);
            for (content, theirs) in (row.first..).zip(theirs) {
                if signatures.allow(theirs, limit, unknown) {
                    candidates.push((self.limits.first + at, content));
                }
            }
        }
        candidates.retain(|(_, content)| self.scratch.see(*content));
        self.verify(&mut candidates)?;
        self.scratch.candidates = candidates;
        Ok(())
    }

    /// Looks at the postings of the rarest tokens of the query: a match has one of them among its
    /// own rarest.
    fn probe(&mut self, signatures: &Signatures) -> Result<(), Damaged> {
        let unknown = self.query.unknown();
        let mut candidates = std::mem::take(&mut self.scratch.candidates);
        let mut before = None;
        for nth in 0..self.query.sorted().len() {
            self.limit();
            let place = unknown + nth;
            if self.rows().all(|(_, limit)| limit.ours < place) {
                break;
            }
            let Some(&token) = self.query.sorted().get(nth) else {
                break;
            };
            if before.replace(token) == Some(token) {
                continue;
            }
            candidates.clear();
            self.postings(token, place, signatures, &mut candidates)?;
            self.verify(&mut candidates)?;
        }
        self.scratch.candidates = candidates;
        Ok(())
    }

    /// The contents in the postings of a token that can match.
    fn postings(
        &mut self,
        token: u32,
        place: usize,
        signatures: &Signatures,
        candidates: &mut Vec<(usize, usize)>,
    ) -> Result<(), Damaged> {
        const SMALL: u64 = (1 << signature::SMALL_BITS) - 1;
        let unknown = self.query.unknown();
        let postings = self.part.postings(token)?;
        let all = self
            .part
            .rows()
            .get(self.limits.first..)
            .unwrap_or_default();
        let mut rows = all.iter().zip(&self.limits.limits).enumerate();
        let Some((mut at, (mut row, mut limit))) = rows.next() else {
            return Ok(());
        };
        let from = lower_bound(postings, (row.first as u64) << CONTENT_SHIFT);
        'postings: for posting in postings.get(from..).unwrap_or_default().chunks_exact(8) {
            let posting = u64_at(posting, 0).ok_or(Damaged)?;
            let content = (posting >> CONTENT_SHIFT) as usize;
            while content >= row.end {
                let Some(next) = rows.next() else {
                    break 'postings;
                };
                (at, (row, limit)) = next;
            }
            let their_place = (posting >> PLACE_SHIFT & LAST_PLACE) as usize;
            let small = posting & SMALL;
            if place <= limit.ours
                && their_place <= limit.theirs
                && unknown + (signatures.small & !small).count_ones() as usize <= limit.ours
                && (small & !signatures.small).count_ones() as usize <= limit.theirs
                && content >= row.first
            {
                candidates.push((self.limits.first + at, content));
            }
        }
        candidates.retain(|(_, content)| self.scratch.see(*content));
        let unfit = |&(row, content): &(usize, usize)| {
            let limit = self.limits.limits.get(row - self.limits.first).copied();
            let row = self.part.rows().get(row)?;
            let size = 8 * signature::words(row.len);
            let at = (content - row.first) * size;
            let theirs = self.part.signatures(row).get(at..at + size)?;
            signatures.allow(theirs, limit?, unknown).then_some(())
        };
        candidates.retain(|candidate| unfit(candidate).is_some());
        Ok(())
    }

    /// Compares the candidates: numbers of a row and a content.
    fn verify(&mut self, candidates: &mut Vec<(usize, usize)>) -> Result<(), Damaged> {
        for (row, content) in candidates.drain(..) {
            let Some(row) = self.part.rows().get(row) else {
                continue;
            };
            let length = self.query.len().max(row.len);
            if let Some(most) = self.found.most_distance(length) {
                self.compare(row, content, most)?;
            }
        }
        Ok(())
    }

    fn compare(&mut self, row: &Row, content: usize, most: usize) -> Result<(), Damaged> {
        self.scratch.ids.clear();
        self.part.tokens(row, content, &mut self.scratch.ids)?;
        let ids = &self.scratch.ids;
        if let Some(distance) = self.query.distance(ids, most, &mut self.scratch.room) {
            let length = self.query.len().max(row.len);
            let records = self.part.records_of(content)?;
            let key = self.part.key(content).ok_or(Damaged)?;
            self.found.offer(key, records, distance, length);
        }
        Ok(())
    }
}

/// Where the first posting from `value` on begins, in bytes.
fn lower_bound(postings: &[u8], value: u64) -> usize {
    let (mut low, mut high) = (0, postings.len() / 8);
    while low < high {
        let middle = usize::midpoint(low, high);
        if u64_at(postings, middle * 8).is_some_and(|posting| posting < value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low * 8
}
