//! TMX (Translation Memory eXchange): written as 1.4b, level 1; read in every version and both
//! levels, as tools write it.
//!
//! What is kept and what is not: `schemas/tmx.md`.

mod content;
pub(super) mod date;
mod draft;
mod read;
mod segment;
mod write;

pub use read::Reader;
pub use write::Writer;

#[cfg(test)]
mod tests;
