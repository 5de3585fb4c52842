//! Documents of any format: to blocks of text and back.
//!
//! [`read`] takes a file of any encoding as text and says which it took it for. [`extract`] gives
//! what a reader sees of a document, block after block: a paragraph, a cell, a title, each with its
//! inline codes. [`merge`] puts other text in their places, and leaves every other byte as it is.
//! [`load`] reads either: what is taken apart as one running text, that knows its [`Form`].

mod admonitions;
mod block;
mod blocks;
mod build;
mod codes;
mod emoji;
mod file;
mod filter;
mod form;
mod format;
mod html;
mod lines;
mod markdown;
mod more;
mod office;
mod outside;
mod page;
mod splice;
mod subtitles;
mod templates;
mod values;

pub use block::{Block, BlockKind, Filled};
pub use blocks::Blocks;
pub use file::{Error, FileText, bytes, from_bytes, open, read};
pub use filter::{Encoded, Extracted, Merged, Original, encoded, extract, merge};
pub use form::{Form, Stretch, load, taken_apart};
pub use format::Format;
pub use lines::wrap;
pub use more::More;
pub use page::{ANCHOR, page, reading};

#[cfg(test)]
mod tests;
