//! What a text is paid as.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Record;
use crate::work::analyze::{Analysis, Line, Report, Row};

/// What a text is paid as: one record for each text, then one for all where there are several.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AnalysisRecord {
    /// The file or the document; null for all together.
    pub file: Option<String>,
    /// The language of the text.
    pub from: String,
    /// The language it is to be translated into.
    pub to: String,
    /// The memory, by its file; null where there was none.
    pub memory: Option<String>,
    /// How texts with different words are scored: `capped plain`.
    pub scoring: &'static str,
    /// Whether a match counts by its score less its penalties.
    pub net: bool,
    /// The lowest score that counts as a match, in percent.
    pub min: u8,
    /// Whether matches with the texts themselves were looked for.
    pub internal_fuzzy: bool,
    /// Whose rule `words` are counted by: `memoq word trados openxliff gmx-v matecat`.
    pub count: &'static str,
    /// Whose rates they are.
    pub rates: String,
    /// The rows: `101 repetition repetition-across-files 100 95-99 85-94 75-84 50-74
    /// internal-95-99 internal-85-94 internal-75-84 internal-50-74 new numbers-only locked`, all
    /// of them, then `total`.
    pub rows: Vec<RowRecord>,
}

/// A row of an analysis.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RowRecord {
    /// Its name.
    pub row: &'static str,
    /// How many segments are in it.
    pub segments: usize,
    /// Their words, by the rule of `count`.
    pub words: usize,
    /// Their words by the rule of each tool that has one for the language.
    pub words_by: BTreeMap<&'static str, usize>,
    /// Their characters, without white space.
    pub characters: usize,
    /// Their characters, with white space.
    pub characters_with_spaces: usize,
    /// The part of all words, in percent.
    pub percent: f64,
    /// What of the full price is paid, in percent; null for the total.
    pub rate: Option<f64>,
    /// The words times the rate.
    pub weighted: f64,
}

impl Record {
    /// An analysis of a report.
    #[must_use]
    pub fn analysis(report: &Report, analysis: &Analysis) -> Self {
        let basis = &report.basis;
        let conventions = basis.conventions();
        let row = |line: Line| RowRecord {
            row: line.row.map_or("total", Row::as_str),
            segments: line.tally.segments,
            words: line.tally.words(basis.count),
            words_by: conventions
                .iter()
                .map(|it| (it.as_str(), line.tally.words(*it)))
                .collect(),
            characters: line.tally.characters,
            characters_with_spaces: line.tally.characters_with_spaces,
            percent: line.percent,
            rate: line.rate,
            weighted: line.weighted,
        };
        Self::Analysis(AnalysisRecord {
            file: Some(analysis.name.clone()).filter(|name| !name.is_empty()),
            from: basis.from.given().to_owned(),
            to: basis.to.given().to_owned(),
            memory: basis.memory.clone(),
            scoring: basis.scoring(),
            net: basis.options.net,
            min: basis.options.min,
            internal_fuzzy: basis.options.internal,
            count: basis.count.as_str(),
            rates: basis.rates.name.clone(),
            rows: report.lines(analysis).into_iter().map(row).collect(),
        })
    }
}
