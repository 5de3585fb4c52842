//! The tail: contents that no part holds yet. It is compared whole.

use std::collections::HashMap;

use super::{Content, Key};

/// New and changed records, until a part is built of them. A few thousand cost a query about as
/// much as a part of a million.
#[derive(Clone, Debug, Default)]
pub struct Tail {
    vocabulary: HashMap<Box<str>, u32>,
    tokens: Vec<u32>,
    contents: Vec<Added>,
}

/// A content of the tail.
#[derive(Clone, Copy, Debug)]
pub(super) struct Added {
    pub(super) record: u64,
    pub(super) key: Key,
    start: usize,
    len: usize,
}

impl Tail {
    /// An empty tail.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the content of a record.
    pub fn push(&mut self, record: u64, content: &Content) {
        let start = self.tokens.len();
        for token in content.tokens() {
            let next = u32::try_from(self.vocabulary.len()).unwrap_or(u32::MAX);
            let id = match self.vocabulary.get(token) {
                Some(id) => *id,
                None => *self.vocabulary.entry(token.into()).or_insert(next),
            };
            self.tokens.push(id);
        }
        self.contents.push(Added {
            record,
            key: Key::of_content(content),
            start,
            len: content.len(),
        });
    }

    /// The number of records.
    #[must_use]
    pub fn len(&self) -> usize {
        self.contents.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.contents.is_empty()
    }

    pub(super) fn token(&self, token: &str) -> Option<u32> {
        self.vocabulary.get(token).copied()
    }

    /// The contents and their token ids.
    pub(super) fn contents(&self) -> impl Iterator<Item = (&Added, &[u32])> {
        self.contents.iter().map(|content| {
            let ids = self.tokens.get(content.start..content.start + content.len);
            (content, ids.unwrap_or_default())
        })
    }
}
