//! PO, the files of GNU gettext (gettext manual, "The Format of PO Files").
//!
//! An entry is a unit; one with a plural is two: the singular with its form, and the plural with
//! the others. What PO says beside the texts stands in properties, and is written again.
//!
//! A [`Po`] is a file with its [`Place`]s: [`Po::filled`] changes the translations it is told to, and
//! their `fuzzy`; all else stays byte for byte.
//!
//! What is kept is promised in `schemas/po.md`.

mod entry;
mod fill;
mod plural;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use fill::{Place, Po};
pub use read::Reader;
pub use write::Writer;

/// The property of a unit that is a singular: the text of its plural.
pub const PLURAL: &str = "x-po-plural";
/// The property of a unit that is a plural: the text of its singular.
pub const SINGULAR: &str = "x-po-singular";
/// The property that says where in the program a text stands (`#:`).
const REFERENCE: &str = "x-po-reference";
/// The property with the flags of an entry (`#,`), but for `fuzzy`, which is a state.
const FLAGS: &str = "x-po-flags";
/// The property with the source text that a fuzzy translation was made for (`#| msgid`).
const PREVIOUS: &str = "x-po-previous";
/// The property of an entry that the program does not use any more (`#~`).
const OBSOLETE: &str = "x-po-obsolete";
/// Whom a note is from that the program's own source has (`#.`).
const DEVELOPER: &str = "developer";
