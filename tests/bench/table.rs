//! The table of what was measured, a column for each size.

use std::fmt::Display;
use std::time::Duration;

use comfy_table::{ContentArrangement, Table, presets};

use crate::measure::Cost;

/// What was measured of memories of several sizes.
#[derive(Default)]
pub(crate) struct Measured {
    sizes: Vec<usize>,
    rows: Vec<(String, Vec<Option<String>>)>,
    /// What is wrong, whatever the times are.
    pub(crate) faults: Vec<String>,
}

impl Measured {
    /// What comes from now on is of a memory of this size.
    pub(crate) fn size(&mut self, units: usize) {
        self.sizes.push(units);
    }

    /// Notes what came of a piece of work, and shows it.
    pub(crate) fn row(&mut self, name: &str, value: impl Display) {
        let (size, value) = (self.sizes.len().saturating_sub(1), value.to_string());
        eprintln!("{name}: {value}");
        let at = match self.rows.iter().position(|(known, _)| known == name) {
            Some(at) => at,
            None => {
                self.rows.push((name.to_owned(), Vec::new()));
                self.rows.len() - 1
            }
        };
        let cells = &mut self.rows[at].1;
        cells.resize(size + 1, None);
        cells[size] = Some(value);
    }

    /// Notes that something is wrong.
    pub(crate) fn fault(&mut self, what: impl Display) {
        eprintln!("WRONG: {what}");
        self.faults.push(what.to_string());
    }

    /// The table, for people or for a page.
    pub(crate) fn table(&self, markdown: bool) -> String {
        let mut table = Table::new();
        if markdown {
            table.load_style(presets::ASCII_MARKDOWN);
        } else {
            table.load_style(presets::UTF8_FULL_CONDENSED);
            table.set_content_arrangement(ContentArrangement::Dynamic);
        }
        let sizes = self
            .sizes
            .iter()
            .map(|&size| format!("{} units", thousands(size)));
        table.set_header(std::iter::once(String::new()).chain(sizes));
        for (name, cells) in &self.rows {
            let cell = |nth: usize| cells.get(nth).cloned().flatten().unwrap_or_default();
            let cells = (0..self.sizes.len()).map(cell);
            table.add_row(std::iter::once(name.clone()).chain(cells));
        }
        table.to_string()
    }
}

/// A number of things: `1,234,567`.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A time: `12.3 s`, `4.56 ms`.
pub(crate) fn time(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        10.0.. => format!("{seconds:.1} s"),
        0.1.. => format!("{seconds:.2} s"),
        0.01.. => format!("{:.1} ms", seconds * 1e3),
        _ => format!("{:.2} ms", seconds * 1e3),
    }
}

/// Bytes: `416 MB`.
pub(crate) fn size(bytes: u64) -> String {
    format!("{:.0} MB", bytes as f64 / 1e6)
}

/// What a process cost: `12.3 s (wall 9.8 s), 512 MB of memory`.
pub(crate) fn of_process(cost: &Cost) -> String {
    format!(
        "{} (wall {}), {} of memory",
        time(cost.cpu),
        time(cost.wall),
        size(cost.memory)
    )
}
