//! The terminal: the only place that prints.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use comfy_table::{ContentArrangement, Table, TableStyle};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Global;
use super::error::Failure;
use crate::store::{Event, Memory};

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Color {
    /// Where the terminal can, and `NO_COLOR` is not set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Found words.
pub(super) const HIT: Style = AnsiColor::Yellow.on_default().bold();
/// Numbers and names of segments.
pub(super) const NAME: Style = AnsiColor::Cyan.on_default();
/// What is done.
pub(super) const DONE: Style = AnsiColor::Green.on_default();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default().bold();

/// Marks `text` with a style, which a stream that takes no colour leaves out.
pub(super) fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Progress is not shown before this long: most commands are over by then.
const MOMENT: Duration = Duration::from_millis(250);

/// What a command prints with.
pub(super) struct Ui {
    out: AutoStream<io::Stdout>,
    err: AutoStream<io::Stderr>,
    quiet: bool,
    /// Whether one JSON object a line is wanted.
    pub(super) json: bool,
}

impl Ui {
    pub(super) fn new(global: &Global) -> Self {
        let choice = match global.color {
            Color::Auto => None,
            Color::Always => Some(anstream::ColorChoice::Always),
            Color::Never => Some(anstream::ColorChoice::Never),
        };
        Self {
            out: match choice {
                Some(choice) => AutoStream::new(io::stdout(), choice),
                None => AutoStream::auto(io::stdout()),
            },
            err: match choice {
                Some(choice) => AutoStream::new(io::stderr(), choice),
                None => AutoStream::auto(io::stderr()),
            },
            quiet: global.quiet,
            json: global.json,
        }
    }

    /// Prints a line of data.
    pub(super) fn line(&mut self, line: &str) -> Result<(), Failure> {
        writeln!(self.out, "{line}").map_err(Failure::printing)
    }

    /// Prints data as it is.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)
            .and_then(|()| out.flush())
            .map_err(Failure::printing)
    }

    /// Prints data that is too large for memory.
    pub(super) fn copy(&mut self, from: &mut impl io::Read) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        io::copy(from, &mut out)
            .and_then(|_| out.flush())
            .map_err(Failure::printing)
    }

    /// Says something to the person, beside the data.
    pub(super) fn say(&mut self, sentence: &str) {
        if !self.quiet {
            let _ = writeln!(self.err, "{sentence}");
        }
    }

    /// Says what the person should look at.
    pub(super) fn warn(&mut self, sentence: &str) {
        let _ = writeln!(self.err, "{}: {sentence}", styled(WARNING, "warning"));
    }

    /// Says what can be done next.
    pub(super) fn hint(&mut self, sentence: &str) {
        if !self.quiet {
            let _ = writeln!(self.err, "{}: {sentence}", styled(HINT, "hint"));
        }
    }

    /// Says why a command could not.
    pub(super) fn failure(&mut self, failure: &Failure) {
        let Failure::Could {
            message,
            causes,
            hints,
        } = failure
        else {
            return;
        };
        let _ = writeln!(self.err, "{}: {message}", styled(ERROR, "error"));
        for cause in causes {
            let _ = writeln!(self.err, "  because: {cause}");
        }
        for hint in hints {
            let _ = writeln!(self.err, "{}: {hint}", styled(HINT, "hint"));
        }
    }

    /// A sign of life on the terminal, shown only if what follows takes longer than a moment.
    pub(super) fn progress(&self) -> ProgressBar {
        if self.quiet || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        let late = bar.clone();
        std::thread::spawn(move || {
            std::thread::sleep(MOMENT);
            if !late.is_finished() {
                late.enable_steady_tick(MOMENT / 2);
            }
        });
        bar
    }

    /// How far a file is read: with rate and time left, on the terminal, after a moment.
    pub(super) fn progress_of(&self, bytes: u64) -> ProgressBar {
        let bar = self.progress();
        bar.set_length(bytes);
        let style = "{spinner} {msg} {percent} % ({bytes_per_sec}, {eta} left)";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar
    }

    /// Says what takes its time in a memory.
    pub(super) fn watch(&self, memory: &mut Memory) {
        self.watch_on(memory, self.progress());
    }

    /// Says what takes its time in a memory, on a bar that is there already: that another yiku is
    /// waited for, and how far the index is, whenever much of it has to be made.
    pub(super) fn watch_on(&self, memory: &mut Memory, bar: ProgressBar) {
        let name = memory.path().display().to_string();
        let quiet = self.quiet;
        let indexing = Self::indexing(bar.clone());
        memory.watch(move |event| match event {
            Event::Indexing { done, all } => indexing(done, all),
            Event::Waiting if quiet => {}
            Event::Waiting => bar.suspend(|| {
                anstream::eprintln!("Another yiku is writing {name}; waiting for it to finish.");
            }),
        });
    }

    fn indexing(bar: ProgressBar) -> impl Fn(u64, u64) + Send {
        let style = ProgressStyle::with_template("{spinner} {msg} {percent} % ({eta} left)");
        let first = std::cell::Cell::new(true);
        move |done, all| {
            if first.replace(false) {
                if let Ok(style) = &style {
                    bar.set_style(style.clone());
                }
                bar.set_message("indexing");
                bar.reset_eta();
            }
            bar.set_length(all);
            bar.set_position(done);
        }
    }

    /// An empty table with a heading, aligned also with Chinese in it.
    pub(super) fn table(heading: &[&str]) -> Table {
        let mut table = Table::new();
        table
            .load_style(TableStyle::new())
            .set_content_arrangement(ContentArrangement::Disabled)
            .set_header(heading);
        table
    }

    /// Prints a table.
    pub(super) fn print_table(&mut self, table: &Table) -> Result<(), Failure> {
        for line in table.lines() {
            self.line(line.trim_end())?;
        }
        Ok(())
    }
}
