//! JSON Lines: yiku's own text form of a memory, for git.
//!
//! One JSON object a line, each with `"type"`: first one `memory`, then a `unit` each; before the
//! units of a document one `document`, before those of an imported memory one `imported`. Keys
//! stand in a fixed order, values that say nothing are left out, text is written as it is (no `\u`
//! for what is not ASCII). The caller gives the units in a stable order, and the same memory gives
//! the same bytes.
//!
//! Nothing of a unit is lost: [`UnitLine::into_unit`] gives back a unit equal to the one written.
//! Positions (`at`, `cuts`) are bytes of the UTF-8 text.

mod lines;
mod read;
mod write;

pub use lines::{
    Line, MemoryLine, OriginLine, PlaceLine, TargetPlaceLine, UnitLine, VERSION, VariantLine,
};
pub use read::{Lines, Reader};
pub use write::Writer;
