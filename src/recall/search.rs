//! A search in one part: each filter lets pass whatever can score enough.
//!
//! Contents stand by length, so those too short or too long are never looked at. What remains must
//! share some of its rarest tokens with the rarest of the query (postings), lack few bits
//! (signatures), lack few tokens, and be within the distance.

use std::borrow::Cow;
use std::ops::Range;

use super::find::Found;
use super::part::{CONTENT_SHIFT, LAST_PLACE, POSTING, Row, posting, required, u64_at};
use super::query::{Query, Room};
use super::{Bytes, Damaged, Key, Part, signature};

/// Where only the best are wanted, what scores so much is looked for first: it is found in a tenth
/// of the time, and often there is enough of it.
const FIRST_LOOK: u8 = 85;

/// Postings cost about half as much to look at as signatures do.
const POSTINGS_A_SIGNATURE: usize = 2;

/// To look at the signature of one content costs about as much as so many postings: it lies
/// anywhere, so that it is mostly not near the processor.
const POSTINGS_A_CANDIDATE: usize = 24;

/// The most tokens that a content must share: [`required`] says no more.
const MOST_REQUIRED: usize = 4;

/// Room for finding, to be kept from one query to the next.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// The contents of a part that were found, as bits.
    seen: Vec<u64>,
    /// The words of `seen` that are not 0.
    touched: Vec<usize>,
    /// How many of the rarest tokens each content shares.
    shared: Counts,
    /// The contents that share one token, two, and so on: row and content, once in each.
    sharing: [Vec<(u32, u32)>; MOST_REQUIRED],
    candidates: Vec<(usize, usize)>,
    ids: Vec<u32>,
    pub(super) room: Room,
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

    /// Begins to count what each of so many contents shares.
    fn share_nothing(&mut self, contents: usize) {
        let [sharing, more @ ..] = &mut self.sharing;
        for (_, content) in sharing.drain(..) {
            self.shared.forget(content);
        }
        for sharing in more {
            sharing.clear();
        }
        self.shared.reach(contents);
    }

    /// Forgets which contents of a part were found.
    pub(super) fn forget(&mut self) {
        for at in self.touched.drain(..) {
            if let Some(word) = self.seen.get_mut(at) {
                *word = 0;
            }
        }
    }
}

/// Counts up to 15, two to a byte: they are looked at in no order, and the fewer bytes they are the
/// more of them are near.
#[derive(Clone, Debug, Default)]
struct Counts(Vec<u8>);

impl Counts {
    /// Where a count stands: its byte, and how far up in it.
    #[inline]
    fn place(nth: u32) -> (usize, u32) {
        (nth as usize / 2, nth % 2 * 4)
    }

    /// Has at least so many counts.
    fn reach(&mut self, count: usize) {
        let bytes = count.div_ceil(2);
        if self.0.len() < bytes {
            self.0.resize(bytes, 0);
        }
    }

    /// Counts one more, and says how many there were.
    #[inline]
    fn count(&mut self, nth: u32) -> usize {
        let (at, up) = Self::place(nth);
        let Some(byte) = self.0.get_mut(at) else {
            return usize::MAX;
        };
        let before = *byte >> up & 0xF;
        *byte += u8::from(before < 0xF) << up;
        usize::from(before)
    }

    /// Begins a count anew, and the one beside it.
    fn forget(&mut self, nth: u32) {
        if let Some(byte) = self.0.get_mut(Self::place(nth).0) {
            *byte = 0;
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
    /// How many of the rarest tokens of both must be shared: of the first `ours` and `required`,
    /// of the first `theirs` and `required`.
    required: usize,
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
pub(super) struct PartSearch<'s, 'j, B> {
    part: &'s Part<B>,
    query: Query,
    found: &'s mut Found<'j>,
    scratch: &'s mut Scratch,
    limits: Limits,
}

/// Where a token of the query stands in a part.
struct Postings<'p> {
    /// Its place among the tokens of the query by rarity, and how often it is there.
    place: usize,
    count: usize,
    all: Cow<'p, [u8]>,
    /// What of them is of lengths that can match, in bytes.
    range: Range<usize>,
}

/// The signatures of the query, one of each size.
struct Signatures([Vec<u64>; 4]);

impl Signatures {
    fn of(query: &Query, vocabulary: u32) -> Self {
        let of = |words| signature::signature(query.sorted(), vocabulary, words);
        Self(signature::SIZES.map(of))
    }

    /// The signature to compare with those of contents of `len` tokens.
    fn of_len(&self, len: usize) -> &[u64] {
        self.0.get(signature::size(len)).map_or(&[], Vec::as_slice)
    }
}

/// Whether a content with this signature can be within the limit.
#[inline]
fn allows(ours: &[u64], theirs: &[u8], limit: Limit, unknown: usize) -> bool {
    let (mut lacked, mut lacking) = (unknown, 0);
    for (ours, theirs) in ours.iter().zip(theirs.chunks_exact(8)) {
        let theirs = u64_at(theirs, 0).unwrap_or(0);
        lacked += (ours & !theirs).count_ones() as usize;
        lacking += (theirs & !ours).count_ones() as usize;
    }
    lacked <= limit.ours && lacking <= limit.theirs
}

impl<'s, 'j, B: Bytes> PartSearch<'s, 'j, B> {
    /// A search for the content whose tokens have these ids.
    pub(super) fn new(
        part: &'s Part<B>,
        ids: &[Option<u32>],
        found: &'s mut Found<'j>,
        scratch: &'s mut Scratch,
    ) -> Self {
        scratch.forget();
        Self {
            query: Query::new(ids),
            part,
            found,
            scratch,
            limits: Limits::default(),
        }
    }

    /// Offers what matches; `key` is that of the content.
    pub(super) fn run(&mut self, ids: &[Option<u32>], key: Key) -> Result<(), Damaged> {
        if self.found.ask.exhaustive {
            return self.everything();
        }
        self.equal(ids, key)?;
        let signatures = Signatures::of(&self.query, self.part.vocabulary());
        let least = self.found.least;
        if self.found.ask.max > 0 && least < FIRST_LOOK {
            self.found.least = FIRST_LOOK;
            self.look(&signatures)?;
            self.found.least = self.found.least_of_best().max(least);
        }
        self.look(&signatures)
    }

    /// Looks for contents that differ and score enough.
    fn look(&mut self, signatures: &Signatures) -> Result<(), Damaged> {
        self.limit();
        let mut candidates = std::mem::take(&mut self.scratch.candidates);
        candidates.clear();
        let probed = self.found.least >= self.part.prefix() && self.probe(&mut candidates)?;
        if probed {
            let mut damaged = false;
            candidates.retain(|&(row, content)| {
                let allows = self.signature_allows(signatures, row, content);
                damaged |= allows.is_none();
                allows.unwrap_or(false)
            });
            if damaged {
                return Err(Damaged);
            }
        } else {
            self.scan(signatures, &mut candidates)?;
        }
        self.verify(&mut candidates)?;
        self.scratch.candidates = candidates;
        Ok(())
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

    /// Finds the contents that are equal: they have the query's rarest token.
    fn equal(&mut self, ids: &[Option<u32>], key: Key) -> Result<(), Damaged> {
        let rows = self.part.rows();
        let at = rows.partition_point(|row| row.len < ids.len());
        let Some(row) = rows.get(at).filter(|row| row.len == ids.len()) else {
            return Ok(());
        };
        for content in self.of_same_rarest(row)? {
            self.scratch.ids.clear();
            self.part.tokens(row, content, &mut self.scratch.ids)?;
            let theirs = self.scratch.ids.iter().map(|id| Some(*id));
            if theirs.eq(ids.iter().copied()) {
                self.scratch.see(content);
                let records = self.part.records_of(row, content)?;
                self.found.offer(|| Ok(key.0), &records, 0, ids.len())?;
            }
        }
        Ok(())
    }

    /// The contents of a row whose rarest token is the query's. They stand side by side, after
    /// those of which it is not the rarest.
    fn of_same_rarest(&self, row: &Row) -> Result<Range<usize>, Damaged> {
        if self.query.unknown() > 0 {
            return Ok(0..0);
        }
        let Some(rarest) = self.query.sorted().first() else {
            return Ok(row.first..row.end);
        };
        let postings = self.part.postings(*rarest)?;
        let range = self.part.between(&postings, row.first..row.end);
        let in_row = postings.get(range).ok_or(Damaged)?.as_chunks().0;
        let mut in_row = in_row.iter().map(|bytes| posting(*bytes));
        let content = |posting: u32| (posting >> CONTENT_SHIFT) as usize;
        let Some(first) = in_row.find(|posting| posting & LAST_PLACE == 0) else {
            return Ok(0..0);
        };
        let last = in_row.next_back().unwrap_or(first);
        Ok(content(first)..content(last) + 1)
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
                    required: required(row.len).min(longer - most),
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
    fn scan(
        &self,
        signatures: &Signatures,
        candidates: &mut Vec<(usize, usize)>,
    ) -> Result<(), Damaged> {
        let unknown = self.query.unknown();
        for (at, (row, limit)) in self.rows().enumerate() {
            let ours = signatures.of_len(row.len);
            let theirs = self.part.signatures(row, row.first..row.end);
            let theirs = theirs.ok_or(Damaged)?;
            for (content, theirs) in (row.first..).zip(theirs.chunks_exact(8 * ours.len())) {
                if allows(ours, theirs, limit, unknown) {
                    candidates.push((self.limits.first + at, content));
                }
            }
        }
        Ok(())
    }

    /// Whether a content of the row of this number can match by its signature; `None` where that
    /// cannot be read.
    fn signature_allows(
        &self,
        signatures: &Signatures,
        row: usize,
        content: usize,
    ) -> Option<bool> {
        let limit = self
            .limits
            .limits
            .get(row.checked_sub(self.limits.first)?)?;
        let row = self.part.rows().get(row)?;
        let theirs = self.part.signatures(row, content..content + 1)?;
        let ours = signatures.of_len(row.len);
        Some(allows(ours, &theirs, *limit, self.query.unknown()))
    }

    /// Looks at the postings of the rarest tokens of the query for contents that share enough of
    /// them among their own rarest. Returns whether it did: not where the postings are so many
    /// that all signatures cost less.
    ///
    /// A content that is within the distance shares one of the first `ours` + 1 tokens, two of the
    /// first `ours` + 2, and so on up to `required`. The more are demanded, the more postings are
    /// to be read, of ever more frequent tokens, and the fewer contents are left: one more is
    /// demanded while it costs less than what it can spare.
    fn probe(&mut self, candidates: &mut Vec<(usize, usize)>) -> Result<bool, Damaged> {
        let Some((first, last)) = self.rows().next().zip(self.rows().last()) else {
            return Ok(true);
        };
        let (first, end) = (first.0.first, last.0.end);
        let limits = self.limits.limits.iter();
        let ours = limits.clone().map(|limit| limit.ours).max().unwrap_or(0);
        let required = limits.map(|limit| limit.required).max().unwrap_or(0);
        let mut tokens = Vec::new();
        let mut place = self.query.unknown();
        for same in self.query.sorted().chunk_by(|a, b| a == b) {
            let Some(token) = same.first().filter(|_| place < ours + required) else {
                break;
            };
            tokens.push((place, same.len(), *token));
            place += same.len();
        }
        let up_to = |most: usize| tokens.partition_point(|(place, ..)| *place < most);
        let part = self.part;
        // Not of tokens that are not looked at in the end: to find where lengths begin and end takes
        // about as long as to read some dozen postings.
        let lists = |which: Range<usize>| -> Result<Vec<Postings<'_>>, Damaged> {
            let tokens = tokens.get(which).unwrap_or_default().iter();
            let lists = tokens.map(|&(place, count, token)| {
                let all = part.postings(token)?;
                let range = part.between(&all, first..end);
                Ok(Postings {
                    place,
                    count,
                    all,
                    range,
                })
            });
            lists.collect()
        };
        let cost = |lists: &[Postings<'_>]| -> usize {
            lists.iter().map(|list| list.range.len() / POSTING).sum()
        };
        let mut read = up_to(ours + 1);
        let rarest = lists(0..read)?;
        if cost(&rarest) > (end - first) * POSTINGS_A_SIGNATURE {
            return Ok(false);
        }
        self.scratch.share_nothing(self.part.contents());
        for list in &rarest {
            self.share(list)?;
        }
        let mut demanded = 1;
        while demanded < required {
            let next = up_to(ours + demanded + 1);
            let more = lists(read..next)?;
            let sharing = |count: usize| self.scratch.sharing.get(count - 1).map_or(0, Vec::len);
            let spared = sharing(demanded) - sharing(demanded + 1).min(sharing(demanded));
            if cost(&more) > spared * POSTINGS_A_CANDIDATE {
                break;
            }
            for list in &more {
                self.share(list)?;
            }
            (read, demanded) = (next, demanded + 1);
        }
        for (sharing, count) in self.scratch.sharing.iter().zip(1..=demanded) {
            candidates.extend(sharing.iter().filter_map(|&(at, content)| {
                let limit = self.limits.limits.get(at as usize)?;
                let enough = limit.required.min(demanded) == count;
                enough.then_some((self.limits.first + at as usize, content as usize))
            }));
        }
        Ok(true)
    }

    /// Counts a token of the query for the contents in its postings.
    fn share(&mut self, list: &Postings<'_>) -> Result<(), Damaged> {
        let Scratch {
            shared, sharing, ..
        } = &mut *self.scratch;
        let rows = self.part.rows().get(self.limits.first..);
        let rows = rows.unwrap_or_default().iter().zip(&self.limits.limits);
        let mut rest = list.all.get(list.range.clone()).ok_or(Damaged)?;
        let mut before = None;
        let mut nth = 0;
        for (at, (row, limit)) in (0u32..).zip(rows) {
            // How many of it count, and up to which place of the content.
            let count = (limit.ours + limit.required)
                .saturating_sub(list.place)
                .min(list.count);
            if count == 0 {
                rest = rest.get(lower_bound(rest, row.end, 0)..).ok_or(Damaged)?;
            }
            let places = u32::try_from(limit.theirs + limit.required).unwrap_or(u32::MAX);
            while let Some((bytes, others)) = rest.split_first_chunk::<POSTING>() {
                let posting = posting(*bytes);
                let content = posting >> CONTENT_SHIFT;
                if content as usize >= row.end {
                    break;
                }
                rest = others;
                nth = if before == Some(content) { nth + 1 } else { 0 };
                before = Some(content);
                if nth < count
                    && posting & LAST_PLACE < places
                    && let Some(sharing) = sharing.get_mut(shared.count(content))
                {
                    sharing.push((at, content));
                }
            }
            if rest.is_empty() {
                break;
            }
        }
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
        if let Some(distance) = self.query.distance(ids, most, &mut self.scratch.room)
            && self.scratch.see(content)
        {
            let length = self.query.len().max(row.len);
            let records = self.part.records_of(row, content)?;
            let key = || self.part.key(content);
            self.found.offer(key, &records, distance, length)?;
        }
        Ok(())
    }
}

impl<B: Bytes> Part<B> {
    /// Where the postings of these contents are, in bytes. Most tokens stand all over a part, so that
    /// a posting is about where its content is.
    fn between(&self, postings: &[u8], contents: Range<usize>) -> Range<usize> {
        let bound = |content: usize| {
            let guess = (postings.len() / POSTING * content).checked_div(self.contents());
            lower_bound(postings, content, guess.unwrap_or(0))
        };
        bound(contents.start)..bound(contents.end)
    }
}

/// Where the first posting of `content` or later begins, in bytes. It is looked for in longer and
/// longer steps from a posting where it may be: a step less into a long list is a wait for memory
/// less.
fn lower_bound(postings: &[u8], content: usize, guess: usize) -> usize {
    /// How many postings the first step goes.
    const STEP: usize = 16;
    let postings = postings.as_chunks().0;
    let is_before = |at: usize| {
        let found = postings.get(at).map(|bytes| posting(*bytes));
        found.is_some_and(|found| ((found >> CONTENT_SHIFT) as usize) < content)
    };
    // Those before `low` are before it, that at `high` is not.
    let (mut low, mut high) = (0, postings.len());
    let mut step = STEP;
    if is_before(guess) {
        low = guess + 1;
        while low + step < high {
            if !is_before(low + step) {
                high = low + step;
                break;
            }
            low += step + 1;
            step *= 2;
        }
    } else {
        high = high.min(guess);
        while let Some(at) = high.checked_sub(step) {
            if is_before(at) {
                low = at + 1;
                break;
            }
            high = at;
            step *= 2;
        }
    }
    while low < high {
        let middle = usize::midpoint(low, high);
        if is_before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low * POSTING
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_bound_is_found_from_any_guess(
            mut contents in prop::collection::vec(0u32..400, 0..300),
            wanted in 0usize..500,
            guess in 0usize..400,
        ) {
            contents.sort_unstable();
            let bytes: Vec<u8> = contents
                .iter()
                .flat_map(|content| (content << CONTENT_SHIFT | 7).to_le_bytes().into_iter().take(POSTING))
                .collect();
            let truth = contents.partition_point(|content| (*content as usize) < wanted);
            prop_assert_eq!(lower_bound(&bytes, wanted, guess), truth * POSTING);
        }
    }
}
