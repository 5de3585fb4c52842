//! Building a part of an index.

use std::ops::Range;

use super::part::{
    CONTENT_SHIFT, HEADER, LAST_PLACE, MAGIC, POSTING, SEVERAL, SEVERAL_SHIFT, VERSION, required,
};
use super::{CONTENT_VERSION, Content, Key, MAX_CONTENTS, Scoring, hash, signature};

/// The lowest score for which a part has the postings. Below it, signatures are scanned: postings
/// would grow with each percent, and few ask for so little.
const PREFIX: u8 = 70;

/// The most tokens in a part, so that the numbers of postings fit in 32 bits.
const MAX_TOKENS: usize = 1 << 30;

/// The part has no room; finish it and begin another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the part of the index is full")]
pub struct Full;

/// Takes the contents of records and makes a part of them.
#[derive(Debug, Default)]
pub struct Builder {
    vocabulary: Vocabulary,
    tokens: Tokens,
    contents: Vec<Pushed>,
}

/// A content as it came.
#[derive(Clone, Copy, Debug)]
struct Pushed {
    len: usize,
    key: Key,
    /// Where its tokens are: the stretch, and the place in it.
    stretch: usize,
    start: usize,
    record: u64,
}

/// The token ids of all contents, by first appearance, in stretches that do not move while there
/// come more: there may be a hundred million.
#[derive(Debug, Default)]
struct Tokens {
    stretches: Vec<Vec<u32>>,
    count: usize,
}

impl Tokens {
    /// How many ids a stretch has room for, unless one content has more.
    const STRETCH: usize = 1 << 18;

    /// Adds so many ids, which stand in one stretch; returns which it is, and where they begin in it.
    fn push(&mut self, count: usize, ids: impl Iterator<Item = u32>) -> (usize, usize) {
        let last = self.stretches.last();
        if last.is_none_or(|last| last.capacity() - last.len() < count) {
            let stretch = Vec::with_capacity(Self::STRETCH.max(count));
            self.stretches.push(stretch);
        }
        self.count += count;
        let nth = self.stretches.len() - 1;
        let mut start = 0;
        if let Some(last) = self.stretches.last_mut() {
            start = last.len();
            last.extend(ids);
        }
        (nth, start)
    }

    fn of(&self, content: &Pushed) -> &[u32] {
        let stretch = self.stretches.get(content.stretch);
        stretch
            .and_then(|ids| ids.get(content.start..content.start + content.len))
            .unwrap_or_default()
    }
}

impl Builder {
    /// A builder of an empty part.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the content of a record. The number is the caller's; the part gives it back.
    ///
    /// # Errors
    /// [`Full`] where there are [`MAX_CONTENTS`] records, or as many tokens as a part can count;
    /// the content was not added then. A content that finds an empty part full is beyond all
    /// parts (2³⁰ tokens) and is for the [`Tail`](super::Tail).
    pub fn push(&mut self, record: u64, content: &Content) -> Result<(), Full> {
        let full = self.contents.len() >= MAX_CONTENTS
            || content.len() > MAX_TOKENS - self.tokens.count
            || !self.vocabulary.has_room(content.as_str().len());
        if full {
            return Err(Full);
        }
        let text = content.as_str().as_bytes();
        let ids = (content.places()).map(|place| self.vocabulary.intern(text, place));
        let (stretch, start) = self.tokens.push(content.len(), ids);
        self.contents.push(Pushed {
            len: content.len(),
            key: Key::of_content(content),
            stretch,
            start,
            record,
        });
        Ok(())
    }

    /// The number of records.
    #[must_use]
    pub fn len(&self) -> usize {
        self.contents.len()
    }

    /// Whether nothing was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.contents.is_empty()
    }

    /// Builds the part; the same records in the same order make the same bytes.
    #[must_use]
    pub fn finish(mut self) -> Built {
        let ids = self.vocabulary.by_rarity(&self.tokens);
        for id in self.tokens.stretches.iter_mut().flatten() {
            *id = ids.get(*id as usize).copied().unwrap_or_default();
        }
        let mut contents = std::mem::take(&mut self.contents);
        // Contents that are alike mostly share their rarest token: side by side, they are read
        // together.
        contents.sort_by_cached_key(|content| {
            let rarest = self.tokens.of(content).iter().min().copied();
            (content.len, rarest, content.key)
        });
        // Equal contents stand side by side now, unless their key is shared by another content,
        // when they may stand twice, which does no harm.
        let groups: Vec<&[Pushed]> = contents
            .chunk_by(|a, b| a.key == b.key && self.tokens.of(a) == self.tokens.of(b))
            .collect();
        let vocabulary = self.vocabulary.len();
        let width = match vocabulary {
            0..=0xFFFF => 2,
            0x1_0000..=0xFF_FFFF => 3,
            _ => 4,
        };
        let mut lengths = Bytes::default();
        let mut keys = Bytes::default();
        let mut signatures = Bytes::default();
        let mut bytes = Bytes::default();
        let mut shared = Bytes::default();
        let tokens = |group: &&[Pushed]| group.first().map_or(0, |content| content.len);
        bytes
            .0
            .reserve_exact(groups.iter().map(|group| 8 + width * tokens(group)).sum());
        let mut postings = Postings::new(groups.iter().map(tokens));
        let mut len = None;
        let mut sorted = Vec::new();
        for (nth, group) in groups.iter().enumerate() {
            let Some(content) = group.first() else {
                continue;
            };
            if len != Some(content.len) {
                len = Some(content.len);
                lengths.u32(content.len);
                lengths.u32(nth);
                lengths.u64(signatures.0.len() as u64);
                lengths.u64(bytes.0.len() as u64);
            }
            keys.u64(content.key.0);
            bytes.u64(shared.records(group));
            let ids = self.tokens.of(content);
            for id in ids {
                let id = id.to_le_bytes();
                bytes
                    .0
                    .extend_from_slice(id.get(..width).unwrap_or_default());
            }
            sorted.clear();
            sorted.extend_from_slice(ids);
            sorted.sort_unstable();
            let words = signature::words(content.len);
            for word in signature::signature(&sorted, vocabulary, words) {
                signatures.u64(word);
            }
            postings.push(nth, &sorted);
        }
        // What follows needs as much memory again.
        self.tokens = Tokens::default();
        let (posting_ends, postings) = postings.by_token(vocabulary);
        let (slots, token_ends, token_texts) = self.vocabulary.to_bytes(&ids);
        let sections = [
            lengths.0,
            keys.0,
            slots,
            token_ends,
            token_texts,
            posting_ends,
            postings,
            signatures.0,
            bytes.0,
            shared.0,
        ];
        let mut header = Bytes(Vec::with_capacity(HEADER));
        header.u32(groups.len());
        header.u32(vocabulary as usize);
        header.u32(sections[2].len() / 4);
        header
            .0
            .extend_from_slice(&[u8::try_from(width).unwrap_or(4), PREFIX, 0, 0]);
        let mut end = HEADER;
        for section in &sections {
            end += section.len();
            header.u64(end as u64);
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update(&header.0);
        for section in &sections {
            hasher.update(section);
        }
        let mut start = Vec::with_capacity(HEADER);
        start.extend_from_slice(MAGIC);
        start.extend_from_slice(&VERSION.to_le_bytes());
        start.extend_from_slice(&CONTENT_VERSION.to_le_bytes());
        start.extend_from_slice(hasher.finalize().as_bytes());
        start.extend_from_slice(&header.0);
        let mut stretches = vec![start];
        stretches.extend(sections);
        Built {
            contents: groups.len(),
            stretches,
        }
    }

    /// The bytes of the part in one stretch, to be used where they are.
    #[must_use]
    pub fn to_bytes(self) -> Vec<u8> {
        self.finish().stretches.concat()
    }
}

/// A part that was built, to be written.
#[derive(Debug)]
pub struct Built {
    contents: usize,
    /// The header and the sections.
    stretches: Vec<Vec<u8>>,
}

impl Built {
    /// The number of different contents.
    #[must_use]
    pub fn contents(&self) -> usize {
        self.contents
    }

    /// How many bytes there are.
    #[must_use]
    pub fn size(&self) -> usize {
        self.stretches.iter().map(Vec::len).sum()
    }

    /// Hands the bytes to `write` in pieces of `size`, the last one shorter.
    ///
    /// # Errors
    /// What `write` says.
    pub fn pieces<E>(
        self,
        size: usize,
        mut write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let size = size.max(1);
        let mut piece = Vec::with_capacity(size);
        for stretch in self.stretches {
            let mut rest = &stretch[..];
            while !rest.is_empty() {
                let (now, later) = rest.split_at(rest.len().min(size - piece.len()));
                piece.extend_from_slice(now);
                rest = later;
                if piece.len() == size {
                    write(&piece)?;
                    piece.clear();
                }
            }
        }
        if piece.is_empty() {
            Ok(())
        } else {
            write(&piece)
        }
    }
}

/// Bytes that are being written.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    /// Writes a number that the limits of a part keep within 32 bits.
    fn u32(&mut self, number: usize) {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn u64(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// What stands for the records of a content: its only one, or where those that share it are
    /// now written.
    fn records(&mut self, group: &[Pushed]) -> u64 {
        if let [only] = group
            && only.record & SEVERAL == 0
        {
            return only.record;
        }
        let first = self.0.len() as u64 / 8;
        for pushed in group {
            self.u64(pushed.record);
        }
        SEVERAL | (group.len() as u64) << SEVERAL_SHIFT | first
    }
}

/// The postings in the order of their contents.
struct Postings {
    tokens: Vec<u32>,
    postings: Vec<u32>,
}

impl Postings {
    /// None yet of contents that have so many tokens each.
    fn new(lengths: impl Iterator<Item = usize>) -> Self {
        let count = lengths.map(Self::count).sum();
        Self {
            tokens: Vec::with_capacity(count),
            postings: Vec::with_capacity(count),
        }
    }

    /// How many postings a content of so many tokens has.
    fn count(tokens: usize) -> usize {
        let most = Scoring::Plain.most_distance(PREFIX, tokens).unwrap_or(0);
        (most + required(tokens)).min(tokens)
    }

    /// Adds the rarest tokens of a content: as many as a record with [`PREFIX`] can lack, and those
    /// that it must share. A token that stands twice is two.
    fn push(&mut self, content: usize, sorted: &[u32]) {
        let content = u32::try_from(content).unwrap_or(u32::MAX) << CONTENT_SHIFT;
        let places = (0..=LAST_PLACE).chain(std::iter::repeat(LAST_PLACE));
        for (place, &token) in places.zip(sorted).take(Self::count(sorted.len())) {
            self.tokens.push(token);
            self.postings.push(content | place);
        }
    }

    /// Where the postings of each token end, and the postings by token.
    fn by_token(self, vocabulary: u32) -> (Vec<u8>, Vec<u8>) {
        let mut next = vec![0usize; vocabulary as usize + 1];
        for &token in &self.tokens {
            if let Some(count) = next.get_mut(token as usize + 1) {
                *count += 1;
            }
        }
        let mut ends = Bytes::default();
        let mut sum = 0;
        for count in &mut next {
            sum += *count;
            *count = sum;
        }
        for end in next.iter().skip(1) {
            ends.u32(*end);
        }
        let mut postings = vec![[0; POSTING]; self.postings.len()];
        for (&token, posting) in self.tokens.iter().zip(&self.postings) {
            if let Some(next) = next.get_mut(token as usize) {
                let [low, middle, high, _] = posting.to_le_bytes();
                if let Some(place) = postings.get_mut(*next) {
                    *place = [low, middle, high];
                }
                *next += 1;
            }
        }
        (ends.0, postings.into_flattened())
    }
}

/// The distinct tokens, by first appearance, and a hash table of them.
#[derive(Debug, Default)]
struct Vocabulary {
    texts: Vec<u8>,
    ends: Vec<u32>,
    /// A power of two, at most half full.
    slots: Vec<Slot>,
}

/// A token in the hash table: its [`token_key`], 0 where there is none, and its id.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: u64,
    id: u32,
}

/// What a [`token_key`] has that is only a hash.
const IS_HASH: u64 = 1 << 63;

/// A token of up to seven bytes itself, with its length, or a hash of a longer one: nearly all
/// tokens are short, and so are told from others without looking for their texts. The token stands
/// at `place` in `text`.
fn token_key(text: &[u8], place: Range<usize>) -> u64 {
    let length = place.len();
    if length > 7 {
        return hash::of_token(text.get(place).unwrap_or_default()) | IS_HASH;
    }
    // With what stands behind it, which is masked: so eight bytes are read at once.
    let eight = text.get(place.start..place.start + 8);
    let token = match eight.and_then(|eight| eight.try_into().ok()) {
        Some(eight) => u64::from_le_bytes(eight) & ((1 << (8 * length)) - 1),
        None => (text.get(place).unwrap_or_default().iter().rev())
            .fold(0, |token, byte| token << 8 | u64::from(*byte)),
    };
    token | (length as u64) << 56
}

/// Where the search for a key begins in a table of `size` slots, a power of two.
fn first_slot(key: u64, size: usize) -> usize {
    let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ mixed >> 32) as usize & (size - 1)
}

impl Vocabulary {
    fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// Whether any tokens in a text of so many bytes fit.
    fn has_room(&self, bytes: usize) -> bool {
        (self.texts.len() as u64).saturating_add(bytes as u64) < u64::from(u32::MAX)
            && self.ends.len() < MAX_TOKENS
    }

    fn text(&self, id: u32) -> &[u8] {
        let id = id as usize;
        let start = id.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = start.map_or(0, |start| *start as usize);
        let end = self.ends.get(id).map_or(0, |end| *end as usize);
        self.texts.get(start..end).unwrap_or_default()
    }

    /// The id of the token that stands at `place` in `text`.
    fn intern(&mut self, text: &[u8], place: Range<usize>) -> u32 {
        if (self.ends.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let key = token_key(text, place.clone());
        let mut at = first_slot(key, self.slots.len());
        while let Some(slot) = self.slots.get(at)
            && slot.key != 0
        {
            if slot.key == key
                && (key & IS_HASH == 0 || text.get(place.clone()) == Some(self.text(slot.id)))
            {
                return slot.id;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        let id = self.len();
        self.texts
            .extend_from_slice(text.get(place).unwrap_or_default());
        self.ends
            .push(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        if let Some(place) = self.slots.get_mut(at) {
            *place = Slot { key, id };
        }
        id
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
        let slots = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        for slot in slots.into_iter().filter(|slot| slot.key != 0) {
            let mut at = first_slot(slot.key, size);
            while let Some(other) = self.slots.get(at)
                && other.key != 0
            {
                at = (at + 1) & (size - 1);
            }
            if let Some(place) = self.slots.get_mut(at) {
                *place = slot;
            }
        }
    }

    /// For each id the id by rarity: 0 for the token that stands least often.
    fn by_rarity(&self, tokens: &Tokens) -> Vec<u32> {
        let mut counts = vec![0u32; self.ends.len()];
        for &token in tokens.stretches.iter().flatten() {
            if let Some(count) = counts.get_mut(token as usize) {
                *count = count.saturating_add(1);
            }
        }
        let mut order: Vec<(u32, u32)> = counts.into_iter().zip(0..).collect();
        order.sort_unstable();
        let mut ids = vec![0; order.len()];
        for (by_rarity, (_, id)) in (0..).zip(order) {
            if let Some(place) = ids.get_mut(id as usize) {
                *place = by_rarity;
            }
        }
        ids
    }

    /// Slots, ends and texts of the tokens with the ids given.
    fn to_bytes(&self, ids: &[u32]) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
        let mut order: Vec<(u32, u32)> = ids.iter().copied().zip(0..).collect();
        order.sort_unstable();
        let (mut ends, mut texts) = (Bytes::default(), Vec::with_capacity(self.texts.len()));
        for &(_, old) in &order {
            texts.extend_from_slice(self.text(old));
            ends.u32(texts.len());
        }
        let tokens = order.iter().map(|&(id, old)| (self.text(old), id));
        let mut slots = Bytes::default();
        for slot in table((order.len() * 2).next_power_of_two(), tokens) {
            slots.u32(slot as usize);
        }
        (slots.0, ends.0, texts)
    }
}

/// A hash table of `size` slots, a power of two and more than the tokens.
fn table<'a>(size: usize, tokens: impl Iterator<Item = (&'a [u8], u32)>) -> Vec<u32> {
    let mut slots = vec![0u32; size];
    for (text, id) in tokens {
        let mut slot = hash::of_token(text) as usize & (size - 1);
        while slots.get(slot).is_some_and(|id| *id != 0) {
            slot = (slot + 1) & (size - 1);
        }
        if let Some(place) = slots.get_mut(slot) {
            *place = id + 1;
        }
    }
    slots
}
