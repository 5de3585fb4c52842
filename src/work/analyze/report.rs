//! A report: analyses, what they rest on, and their lines with percentages and weighted words.

use super::{Analysis, Options, Rates, Row, Tally};
use crate::exchange::sheet::{Cell, Sheet};
use crate::recall::Scoring;
use crate::text::LangTag;
use crate::text::count::Convention;

/// What a report rests on: two reports can be compared where this is the same.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The language of the texts.
    pub from: LangTag,
    /// The language they are translated into.
    pub to: LangTag,
    /// The memories, by their files; `None` where there was none.
    pub memory: Option<String>,
    /// How matches were found and scored.
    pub options: Options,
    /// By whose rule the words are counted that are paid.
    pub count: Convention,
    /// What is paid.
    pub rates: Rates,
}

impl Basis {
    /// The conventions that have a rule for the language of the texts, that of the report first.
    #[must_use]
    pub fn conventions(&self) -> Vec<Convention> {
        let others = Convention::ALL
            .into_iter()
            .filter(|other| *other != self.count && other.counts(&self.from));
        std::iter::once(self.count).chain(others).collect()
    }

    /// `capped` or `plain`.
    #[must_use]
    pub fn scoring(&self) -> &'static str {
        match self.options.scoring {
            Scoring::Capped => "capped",
            Scoring::Plain => "plain",
        }
    }
}

/// The analyses of some texts.
#[derive(Clone, Debug)]
pub struct Report {
    /// What they rest on.
    pub basis: Basis,
    /// One for each text, in order.
    pub texts: Vec<Analysis>,
    /// All texts together.
    pub total: Analysis,
}

/// A line of a report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The row; `None` for the sum of all.
    pub row: Option<Row>,
    /// What is counted in it.
    pub tally: Tally,
    /// The part of the words that it has, in percent, to one decimal.
    pub percent: f64,
    /// What of the full price is paid, in percent; `None` for the sum.
    pub rate: Option<f64>,
    /// The words times the rate.
    pub weighted: f64,
}

impl Report {
    /// A report of analyses.
    #[must_use]
    pub fn new(basis: Basis, texts: Vec<Analysis>) -> Self {
        Self {
            basis,
            total: Analysis::sum(&texts),
            texts,
        }
    }

    /// The analyses to show: one for each text, and the total where there are several.
    pub fn analyses(&self) -> impl Iterator<Item = &Analysis> {
        let total = (self.texts.len() != 1).then_some(&self.total);
        self.texts.iter().chain(total)
    }

    /// The lines of one of its analyses, the sum last.
    #[must_use]
    pub fn lines(&self, analysis: &Analysis) -> Vec<Line> {
        let total = analysis.total();
        let words = |tally: &Tally| tally.words(self.basis.count);
        let percent = |tally: &Tally| {
            let thousandths = (2000 * words(tally) + words(&total)).checked_div(2 * words(&total));
            number(thousandths.unwrap_or(0)) / 10.0
        };
        let mut weighted = 0;
        let mut lines = Vec::with_capacity(Row::ALL.len() + 1);
        for row in Row::ALL {
            let tally = analysis.row(row);
            let rate = self.basis.rates.rate(row) as usize;
            let paid = words(&tally) * rate;
            weighted += paid;
            lines.push(Line {
                row: Some(row),
                tally,
                percent: percent(&tally),
                rate: Some(number(rate) / 100.0),
                weighted: number(paid) / 10_000.0,
            });
        }
        lines.push(Line {
            row: None,
            tally: total,
            percent: percent(&total),
            rate: None,
            weighted: number(weighted) / 10_000.0,
        });
        lines
    }

    /// The report as a table for spreadsheets: a row for each line of each analysis, then what
    /// it rests on.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        let basis = &self.basis;
        let conventions = basis.conventions();
        let mut heading: Vec<String> = ["file", "row", "segments"].map(str::to_owned).to_vec();
        heading.extend(
            conventions
                .iter()
                .map(|it| format!("words ({})", it.title())),
        );
        let rest = [
            "characters",
            "characters with spaces",
            "percent",
            "rate",
            "weighted words",
            "scoring",
            "rates",
            "memory",
        ];
        heading.extend(rest.map(str::to_owned));
        let scoring = match basis.options.net {
            true => format!("{}, net", basis.scoring()),
            false => basis.scoring().to_owned(),
        };
        let mut rows = Vec::new();
        for analysis in self.analyses() {
            let name = match analysis.name.as_str() {
                "" => "all files",
                name => name,
            };
            for line in self.lines(analysis) {
                let mut row = vec![
                    Cell::Text(name.to_owned()),
                    Cell::Text(line.row.map_or("total", Row::as_str).to_owned()),
                    Cell::count(line.tally.segments),
                ];
                let words = conventions.iter().map(|it| line.tally.words(*it));
                row.extend(words.map(Cell::count));
                row.extend([
                    Cell::count(line.tally.characters),
                    Cell::count(line.tally.characters_with_spaces),
                    Cell::Number(line.percent),
                    line.rate.map_or(Cell::Empty, Cell::Number),
                    Cell::Number(line.weighted),
                    Cell::Text(scoring.clone()),
                    Cell::Text(basis.rates.name.clone()),
                    Cell::Text(basis.memory.clone().unwrap_or_else(|| "none".to_owned())),
                ]);
                rows.push(row);
            }
        }
        Sheet {
            name: "analysis",
            heading,
            rows,
            columns: Vec::new(),
        }
    }
}

/// A count to compute with.
fn number(count: usize) -> f64 {
    // Exact to 2⁵³ ten-thousandths of a word.
    #[allow(clippy::cast_precision_loss)]
    let number = count as f64;
    number
}

/// A number as people write it: two decimals at most, none that say nothing.
#[must_use]
pub fn decimals(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
