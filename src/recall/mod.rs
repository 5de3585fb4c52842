//! Recall: what a match is, and how every one is found.
//!
//! - [`Content`]: what of a text a score counts.
//! - [`Segment`], [`Score`], [`Band`]: how like two segments are, and in what they differ.
//! - [`Penalty`]: what is taken off a score, and why.
//! - [`adapt`]: the translation of a text that differs in numbers only, with these put right.
//! - [`Key`], [`Context`]: hashes that find equal texts, and what a neighbour is known by.
//! - [`Builder`], [`Part`], [`Tail`]: an index over the contents of a memory in one language, its
//!   [`Bytes`] in memory or read where they are needed.
//! - [`find`]: the records that score at least so much.
//!
//! [`find`] returns what a comparison with every record would return: each of its filters lets
//! pass whatever can reach the threshold. A score below 95 is a distance between contents,
//! `100·d ≤ (100−t)·L`, so bounds on the distance are bounds on the score.
//!
//! An index knows contents and numbers of records, neither texts nor penalties nor which records
//! live: the caller says, for a record, what is taken off, or that it does not count. Records of
//! equal content are told apart (100, 99 … 95) by [`Segment::score`] on their texts.

mod adapt;
mod build;
mod content;
mod distance;
mod find;
mod hash;
mod part;
mod penalty;
mod query;
mod score;
mod search;
mod signature;
mod tail;
#[cfg(test)]
mod tests;

pub use adapt::{Adaptation, Adapted, Change, adapt};
pub use build::{Builder, Built, Full};
pub use content::Content;
pub use find::{Ask, Hit, find};
pub use hash::{Context, Key};
pub use part::{Bytes, Damaged, MAX_CONTENTS, Part, PartError};
pub use penalty::{Penalty, Reason, net};
pub use score::{Band, Difference, Likeness, Score, Scoring, Segment, same_codes};
pub use search::Scratch;
pub use tail::Tail;

use content::VERSION as CONTENT_VERSION;

/// The version of what a [`Part`] holds: an index of another version is to be made anew.
pub const INDEX_VERSION: u32 = CONTENT_VERSION << 16 | part::VERSION;
