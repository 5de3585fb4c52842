use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::{DAMAGED, Failure};
use super::import::plural;
use super::ui::Ui;
use crate::store::Risk;
use crate::work::doctor::{self, Report};
use crate::work::record::Record;

/// See whether the memory is sound, or make its index anew
///
/// Reads the whole memory: the file, the index of matches and searches against the texts, and the
/// place it is in. What it prints can be sent along with a question. Nothing is changed, unless
/// --rebuild is given.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku doctor
  yiku --memory client.yiku doctor
  yiku doctor --rebuild              the index anew, from the texts; they are not touched")]
pub(super) struct DoctorArgs {
    /// Make the index of matches and searches anew from the texts, forget the words that they
    /// taught (the next alignment learns them anew), and put back the rules by which the memory
    /// notes what changes, where another program took them away
    #[arg(long)]
    rebuild: bool,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &DoctorArgs) -> Result<Outcome, Failure> {
    let mut memory = desk.memory().map_err(unreadable)?;
    if args.rebuild {
        ui.watch(&mut memory);
        memory.restore_rules()?;
        memory.rebuild_index()?;
        memory.forget_lexicon()?;
        ui.say(&format!(
            "The index of {} is made anew from its texts.",
            memory.path().display()
        ));
    }
    let bar = ui.progress();
    bar.set_message("looking over the file");
    let report = doctor::examine(&memory, &|done| {
        if done.is_multiple_of(1 << 14) {
            bar.set_message(format!("comparing texts with the index: {done}"));
        }
    });
    bar.finish_and_clear();
    let report = report?;
    if ui.json {
        ui.line(&Record::doctor(&report).line())?;
    } else {
        print(ui, &report)?;
    }
    for path in &report.left {
        ui.warn(&format!(
            "{} is being written, or was left by a yiku that was killed; what was left goes away after an hour",
            path.display()
        ));
    }
    if !report.file.is_empty() && report.readable > 0 {
        ui.hint("keep this file as it is; `yiku export -o rescued.jsonl` takes out what can be read, and `yiku --memory NEW.yiku import rescued.jsonl` makes a memory of it, to be compared with your last `yiku backup`");
    } else if !report.file.is_empty() {
        ui.hint(LOST);
    } else if !report.is_sound() {
        ui.hint("the texts can be read; `yiku doctor --rebuild` puts the rules back and makes the index anew from the texts");
    }
    Ok(match report.is_sound() {
        true => Outcome::Done,
        false => Outcome::Findings,
    })
}

/// What can be done where nothing can be read.
const LOST: &str = "keep this file as it is, and go on with your last `yiku backup`, or import your files into a new memory (--memory NEW.yiku)";

/// That the memory cannot even be opened; the hint for that leads here.
fn unreadable(failure: Failure) -> Failure {
    match failure {
        Failure::Could {
            message,
            causes,
            hints,
        } if hints.iter().any(|hint| hint == DAMAGED) => Failure::Could {
            message: format!("{message}, and nothing of it can be read"),
            causes,
            hints: vec![LOST.to_owned()],
        },
        failure => failure,
    }
}

fn print(ui: &mut Ui, report: &Report) -> Result<(), Failure> {
    let bytes = indicatif::HumanBytes;
    let log = match report.log {
        0 => String::new(),
        log => format!(", and {} in its log", bytes(log)),
    };
    let free = report
        .free
        .map_or(String::new(), |free| format!("; {} free", bytes(free)));
    ui.line(&format!(
        "{}: yiku {}, {}{log}{free}",
        report.path.display(),
        env!("CARGO_PKG_VERSION"),
        bytes(report.size)
    ))?;
    match report.risk {
        None => ui.line("✓ place: on this computer")?,
        Some(Risk::Synchronised(service)) => ui.line(&format!(
            "! place: a folder that {service} synchronises, where a memory can be damaged"
        ))?,
        Some(Risk::Network) => ui.line(
            "! place: a network drive, where two people writing at once can damage a memory",
        )?,
    }
    if report.file.is_empty() && report.lacking.is_empty() {
        ui.line("✓ file: sound")?;
    }
    for wrong in &report.file {
        ui.line(&format!("✗ file: {wrong}"))?;
    }
    if let [first, ..] = report.lacking.as_slice() {
        ui.line(&format!(
            "✗ file: {} of the rules by which it notes what changes are gone ({first} …): another program was at it, and what was changed since cannot be undone",
            report.lacking.len()
        ))?;
    }
    for document in &report.documents {
        ui.line(&format!(
            "✗ document: the file of {document} that is kept here is damaged; import it again"
        ))?;
    }
    if !report.file.is_empty() {
        ui.line(&match report.readable {
            0 => "✗ texts: none can be read".to_owned(),
            count => format!(
                "! texts: {} can be read; there may have been more",
                plural(count, "unit")
            ),
        })?;
    }
    match (report.file.is_empty(), report.index.is_empty()) {
        (true, true) => ui.line("✓ index: it says what the texts say")?,
        (true, false) => {}
        (false, _) => ui.line("! index: not compared, since the file is damaged")?,
    }
    for wrong in &report.index {
        ui.line(&format!("✗ index: {wrong}"))?;
    }
    Ok(())
}
