//! What is known of text before anything is known of translation: language tags, folding,
//! numbers by value, traditional characters, counts of words, tags. Pure; every offset is in bytes unless it says otherwise.

pub mod count;
pub mod fold;
pub mod lang;
pub mod markup;
pub mod near;
pub mod number;
pub mod script;
pub mod traditional;

pub use lang::LangTag;
