//! What each command prints and says, word for word: read them as a translator would.

mod analysis;
mod build;
mod checking;
mod codes;
mod converting;
mod doctor;
mod documents;
mod export;
mod hints;
mod history;
mod homecoming;
mod languages;
mod matching;
mod options;
mod pretranslating;
mod repairing;
mod reviewing;
mod roles;
mod rules;
mod scripts;
mod search_and_check;
mod segments;
mod terms;
mod texts;
mod upkeep;
mod validate;
