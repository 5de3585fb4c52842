//! Rates: what of the full price a word of each row is paid.

use std::path::Path;

use serde::Deserialize;

use super::Row;
use crate::work::manifest;

/// What of the full price is paid, by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates {
    /// Whose rates they are.
    pub name: String,
    /// In hundredths of a percent, in the order of the rows.
    rates: [u32; Row::ALL.len()],
}

/// Rates as a file gives them, in percent of the full price: `[rates]` in `yiku.toml`, or a file
/// of their own. A row that is not given is paid as in the default rates; but repetitions across
/// files as repetitions are, and internal matches as those of the memory.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RatesTable {
    /// Whose rates they are.
    #[serde(default)]
    pub name: Option<String>,
    /// Context matches.
    #[serde(default, rename = "101")]
    context: Option<Percent>,
    /// Repetitions.
    #[serde(default)]
    repetition: Option<Percent>,
    /// Repetitions of what stood in another file.
    #[serde(default, rename = "repetition-across-files")]
    across_files: Option<Percent>,
    /// Exact matches.
    #[serde(default, rename = "100")]
    exact: Option<Percent>,
    /// Matches of 95 to 99 percent.
    #[serde(default, rename = "95-99")]
    from95: Option<Percent>,
    /// Matches of 85 to 94 percent.
    #[serde(default, rename = "85-94")]
    from85: Option<Percent>,
    /// Matches of 75 to 84 percent.
    #[serde(default, rename = "75-84")]
    from75: Option<Percent>,
    /// Matches of 50 to 74 percent.
    #[serde(default, rename = "50-74")]
    from50: Option<Percent>,
    /// Matches of 95 to 99 percent with the files themselves.
    #[serde(default, rename = "internal-95-99")]
    internal95: Option<Percent>,
    /// Matches of 85 to 94 percent with the files themselves.
    #[serde(default, rename = "internal-85-94")]
    internal85: Option<Percent>,
    /// Matches of 75 to 84 percent with the files themselves.
    #[serde(default, rename = "internal-75-84")]
    internal75: Option<Percent>,
    /// Matches of 50 to 74 percent with the files themselves.
    #[serde(default, rename = "internal-50-74")]
    internal50: Option<Percent>,
    /// New words.
    #[serde(default)]
    new: Option<Percent>,
    /// Segments without words.
    #[serde(default, rename = "numbers-only")]
    numbers_only: Option<Percent>,
    /// Segments whose translation is not to be changed.
    #[serde(default)]
    locked: Option<Percent>,
}

/// A percentage, kept in hundredths of a percent.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "f64")]
#[cfg_attr(test, schemars(with = "f64"))]
struct Percent(u32);

impl TryFrom<f64> for Percent {
    type Error = &'static str;

    fn try_from(percent: f64) -> Result<Self, Self::Error> {
        const MOST: f64 = 1000.0;
        if !(0.0..=MOST).contains(&percent) {
            return Err("a rate is a percentage of the full price, from 0 to 1000");
        }
        // In range, as was just seen.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Ok(Self((percent * 100.0).round() as u32))
    }
}

impl Default for Rates {
    /// The rates that MateCat pays by default, since they are public and often agreed upon.
    fn default() -> Self {
        let percent = |row| match row {
            Row::Context | Row::NumbersOnly | Row::Locked => 0,
            Row::Repetition | Row::AcrossFiles | Row::Exact => 30,
            Row::From95 | Row::From85 | Row::From75 => 60,
            Row::Internal95 | Row::Internal85 | Row::Internal75 => 60,
            Row::From50 | Row::Internal50 | Row::New => 100,
        };
        Self {
            name: "MateCat's default".to_owned(),
            rates: Row::ALL.map(|row| 100 * percent(row)),
        }
    }
}

impl From<&RatesTable> for Rates {
    fn from(table: &RatesTable) -> Self {
        let default = Self::default();
        let or = |given: Option<Percent>, other: u32| given.map_or(other, |percent| percent.0);
        let own = |given, row| or(given, default.rate(row));
        let repetition = own(table.repetition, Row::Repetition);
        let from95 = own(table.from95, Row::From95);
        let from85 = own(table.from85, Row::From85);
        let from75 = own(table.from75, Row::From75);
        let from50 = own(table.from50, Row::From50);
        let rate = |row| match row {
            Row::Context => own(table.context, row),
            Row::Repetition => repetition,
            Row::AcrossFiles => or(table.across_files, repetition),
            Row::Exact => own(table.exact, row),
            Row::From95 => from95,
            Row::From85 => from85,
            Row::From75 => from75,
            Row::From50 => from50,
            Row::Internal95 => or(table.internal95, from95),
            Row::Internal85 => or(table.internal85, from85),
            Row::Internal75 => or(table.internal75, from75),
            Row::Internal50 => or(table.internal50, from50),
            Row::New => own(table.new, row),
            Row::NumbersOnly => own(table.numbers_only, row),
            Row::Locked => own(table.locked, row),
        };
        Self {
            name: table.name.clone().unwrap_or_else(|| "yours".to_owned()),
            rates: Row::ALL.map(rate),
        }
    }
}

impl Rates {
    /// Reads rates from a file of their own.
    ///
    /// # Errors
    /// [`manifest::Error`] where it cannot be read or understood, with the line.
    pub fn read(path: &Path) -> Result<Self, manifest::Error> {
        let file = crate::document::read(path, Some("utf-8"))?;
        let mut table: RatesTable = manifest::from_toml(path, &file.text)?;
        if table.name.is_none() {
            let name = path.file_name().unwrap_or(path.as_os_str());
            table.name = Some(name.to_string_lossy().into_owned());
        }
        Ok(Self::from(&table))
    }

    /// What is paid for a row, in hundredths of a percent.
    #[must_use]
    pub fn rate(&self, row: Row) -> u32 {
        self.rates.get(row as usize).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates(text: &str) -> Result<Rates, String> {
        manifest::from_toml::<RatesTable>(Path::new("rates.toml"), text)
            .map(|table| Rates::from(&table))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_not_given_is_paid_as_its_like_or_by_default() {
        let rates = rates(
            "name = \"Client X\"\nrepetition = 10\n\"95-99\" = 33.3\ninternal-85-94 = 50\nnew = 110",
        )
        .unwrap();
        assert_eq!(rates.name, "Client X");
        let paid = |row| rates.rate(row);
        assert_eq!(
            [paid(Row::Repetition), paid(Row::AcrossFiles)],
            [1000, 1000]
        );
        assert_eq!([paid(Row::From95), paid(Row::Internal95)], [3330, 3330]);
        assert_eq!([paid(Row::From85), paid(Row::Internal85)], [6000, 5000]);
        assert_eq!([paid(Row::Context), paid(Row::New)], [0, 11_000]);
    }

    #[test]
    fn a_wrong_rate_is_told_by_its_line() {
        assert_eq!(
            rates("\n\"95-99\" = -1").unwrap_err(),
            "rates.toml, line 2: a rate is a percentage of the full price, from 0 to 1000: -1"
        );
        assert!(
            rates("nwe = 100")
                .unwrap_err()
                .starts_with("rates.toml, line 1: the key “nwe”")
        );
        assert!(rates("new = \"100\"").unwrap_err().contains("line 1"));
        assert!(rates("new = nan").is_err());
    }
}
