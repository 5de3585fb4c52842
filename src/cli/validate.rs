use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::import::plural;
use super::ui::{NAME, Ui, styled};
use crate::exchange::validate::{self, Fault, Kind, Verdict};
use crate::work::record::Record;
use crate::work::sarif::Log;

/// Hold files against the specification of their format
///
/// What a file is shows in its content, not in its name. Exits with 1 if anything is wrong.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku validate release.xlf             each fault with its line, rule and section
  yiku validate *.tmx --json
  yiku validate release.xlf --sarif > faults.sarif
  yiku validate --rules xliff2          what files are held against")]
pub(super) struct ValidateArgs {
    /// The files (-: what is piped in)
    #[arg(required_unless_present = "rules")]
    files: Vec<PathBuf>,
    /// Print a SARIF log, which code hosts and editors show beside the lines
    #[arg(long, conflicts_with = "json")]
    sarif: bool,
    /// Hold XLIFF 1.2 against its transitional schema, which lets other namespaces in
    #[arg(long)]
    transitional: bool,
    /// List the rules, of all formats or of one
    #[arg(long, value_name = "FORMAT", num_args = 0..=1, default_missing_value = "all")]
    rules: Option<String>,
}

pub(super) fn run(_desk: &Desk, ui: &mut Ui, args: &ValidateArgs) -> Result<Outcome, Failure> {
    if let Some(format) = &args.rules {
        return rules(ui, format);
    }
    let mut log = args.sarif.then(Log::default);
    let mut faults = 0;
    let (mut unknown, mut extended) = (false, false);
    for path in &args.files {
        let verdict = file(ui, path, args.transitional, log.as_mut(), &mut extended)?;
        faults += verdict.faults;
        unknown |= verdict.kind.is_none();
    }
    if let Some(log) = log {
        ui.line(&log.text())?;
    }
    if args.files.len() > 1 {
        let count = usize::try_from(faults).unwrap_or(usize::MAX);
        let files = plural(args.files.len(), "file");
        ui.say(&format!("{} in {files}.", plural(count, "fault")));
    }
    if unknown {
        let names = Kind::ALL.iter().map(|kind| kind.name());
        let names = names.collect::<Vec<_>>().join(", ");
        ui.hint(&format!("what yiku validates: {names}"));
    }
    if extended {
        ui.hint("--transitional lets the elements and attributes of other namespaces stand");
    }
    Ok(if faults > 0 || unknown {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

/// Holds one file against its specification; `extended` where a fault is that it is strict XLIFF
/// with something of another namespace.
fn file(
    ui: &mut Ui,
    path: &Path,
    transitional: bool,
    mut log: Option<&mut Log>,
    extended: &mut bool,
) -> Result<Verdict, Failure> {
    let name = path.display().to_string();
    let input: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else if path.is_dir() {
        return Err(Failure::new(format!("{name} is a folder"))
            .hint(format!("`yiku validate {name}/*` takes the files in it")));
    } else {
        Box::new(crate::document::open(path)?)
    };
    let mut printed = Ok(());
    let quiet = log.is_some();
    let json = ui.json;
    let verdict = validate::validate(input, transitional, &mut |fault| {
        *extended |= fault.is_transitional();
        if let Some(log) = log.as_deref_mut() {
            return log.add(&name, &fault);
        }
        if printed.is_err() {
            return;
        }
        printed = if json {
            ui.line(&Record::fault(&name, &fault).line())
        } else {
            ui.line(&fault_line(&name, &fault))
        };
    });
    printed?;
    let verdict = verdict?;
    if json {
        ui.line(&Record::verdict(&name, &verdict).line())?;
    } else if !quiet {
        let count = usize::try_from(verdict.faults).unwrap_or(usize::MAX);
        ui.line(&match (verdict.kind, count) {
            (Some(kind), 0) => format!("{name}: valid {}", kind.name()),
            (Some(kind), count) => format!("{name}: {} as {}", plural(count, "fault"), kind.name()),
            (None, _) => format!("{name}: nothing that yiku validates"),
        })?;
    }
    Ok(verdict)
}

/// A fault in a line, with its place, rule and section.
pub(super) fn fault_line(name: &str, fault: &Fault) -> String {
    let at = fault.at;
    let place = styled(NAME, &format!("{name}:{}:{}", at.line, at.column));
    let unit = fault.unit.as_ref().map(|unit| format!("unit {unit}: "));
    format!(
        "{place}: {}{} ({}, {})",
        unit.unwrap_or_default(),
        fault.message,
        fault.rule.id,
        fault.section
    )
}

fn rules(ui: &mut Ui, format: &str) -> Result<Outcome, Failure> {
    let mut families: Vec<&str> = Kind::ALL.iter().map(|kind| kind.family()).collect();
    families.dedup();
    if format != "all" && !families.contains(&format) {
        let message = format!("{format} is no format that yiku validates");
        return Err(Failure::new(message).hint(format!("one of {}", families.join(", "))));
    }
    let mut table = Ui::table(&["rule", "section", "what it demands"]);
    let mut done = "";
    for kind in Kind::ALL {
        let family = kind.family();
        if family == done || (format != "all" && format != family) {
            continue;
        }
        done = family;
        for rule in kind.rules() {
            if ui.json {
                ui.line(&Record::rule(family, &rule).line())?;
            } else {
                table.add_row([rule.id, rule.section, rule.demands]);
            }
        }
    }
    if !ui.json {
        ui.print_table(&table)?;
    }
    Ok(Outcome::Done)
}
