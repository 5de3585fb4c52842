//! A file for each thing a user asks.

pub mod report;
