//! A file for each thing a user asks, over the rooms below. No printing, no arguments: what the
//! command line and the server share.

pub mod align;
pub mod analyze;
pub mod build;
pub mod carry;
pub mod check;
pub mod convert;
pub mod correct;
pub mod difference;
pub mod doctor;
pub mod embed;
pub mod export;
pub mod fill;
pub mod fragments;
pub mod import;
mod layout;
pub mod manifest;
pub mod matches;
pub mod memories;
pub mod memory;
pub mod output;
pub mod page;
pub mod pair;
mod pipe;
pub mod pretranslate;
pub mod project;
pub mod record;
pub mod repair;
pub mod report;
pub mod sarif;
#[cfg(test)]
mod schemas;
pub mod search;
pub mod segmentation;
pub mod status;
pub mod term;
