//! yiku (译库): a translation memory in one SQLite file, English to Chinese first.
//!
//! The rooms, from the ground up; a room may use those below it and none above:
//!
//! | room | owns |
//! |---|---|
//! | [`text`] | language tags, folding, numbers by value |
//! | [`publish`] | giving files their names, whole or not at all |
//! | [`unit`] | translation unit, variant, inline code, origin, finding: plain values |
//! | [`segment`] | the sentence scanner with its tables by language |
//! | [`term`] | concepts and terms, and finding them in a text |
//! | [`recall`] | what a match is, its score, and an index that finds every one |
//! | [`align`] | two lists of segments to beads |
//! | [`check`] | one check a file, all the same shape |
//! | [`store`] | the SQLite file: units, documents, terms, history |
//! | [`document`] | files of text to segments and back |
//! | [`exchange`] | TMX, XLIFF, TBX, JSONL, CSV, review tables |
//! | [`work`] | a file for each thing a user asks: import, build, fill, check, export |
//! | [`serve`] | the memory over HTTP: the protocols that clients speak |
//! | [`cli`] | a file for each command: its arguments and its printing |
//!
//! Everything up to [`check`] is pure: text in, values out. Only [`store`] writes SQL, only
//! [`cli`] prints.

#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod align;
pub mod check;
pub mod document;
pub mod exchange;
pub mod publish;
pub mod recall;
pub mod segment;
pub mod serve;
pub mod store;
pub mod term;
pub mod text;
pub mod unit;
pub mod work;

pub mod cli;
