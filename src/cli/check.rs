use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::import::plural;
use super::segments::print_finding;
use super::ui::{NAME, Ui, styled};
use crate::unit::Severity;
use crate::work::check::{Checker, Terms};
use crate::work::fill::{self, Segments};
use crate::work::record::Record;

/// Check the translations: numbers, punctuation, terms and more
///
/// Exits with 1 if anything is found at or above --fail-on.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku check                      all documents
  yiku check release --json
  yiku check --fail-on error      warnings do not count as a failure")]
pub(super) struct CheckArgs {
    /// The document (default: all)
    document: Option<String>,
    /// From which severity on findings make the command exit with 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    fail_on: FailOn,
}

/// From which severity on findings count as a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Anything
    Info,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &CheckArgs) -> Result<Outcome, Failure> {
    let memory = desk.memory()?;
    let reader = memory.read()?;
    let policy = desk.policy()?;
    let limit = match args.fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Info => Severity::Info,
    };
    let [mut count, mut failing, mut checked] = [0, 0, 0];
    for document in fill::documents(&reader, args.document.as_deref())? {
        let terms = Terms::new(
            reader.concepts()?,
            &document.source_lang,
            &document.target_lang,
        );
        let checker = Checker {
            terms: &terms,
            policy: &policy,
        };
        let segments = Segments::of(&reader, document)?;
        for ((number, placed), findings) in (1..)
            .zip(&segments.placed)
            .zip(checker.check_document(&segments))
        {
            let target = segments.target(placed).map_or("", |target| &target.text);
            checked += usize::from(!target.is_empty());
            if findings.is_empty() {
                continue;
            }
            let name = format!("{}:{number}", segments.document.name);
            if !ui.json {
                ui.line(&styled(NAME, &name))?;
                ui.line(&format!("  {}", segments.source(placed)))?;
                ui.line(&format!("  {target}"))?;
            }
            for finding in &findings {
                count += 1;
                failing += usize::from(finding.severity >= limit);
                if ui.json {
                    ui.line(
                        &Record::finding(name.clone(), finding, segments.source(placed), target)
                            .line(),
                    )?;
                } else {
                    print_finding(ui, finding, segments.source(placed), target)?;
                }
            }
        }
    }
    ui.say(&format!(
        "{} in {}.",
        plural(count, "finding"),
        plural(checked, "translated segment")
    ));
    Ok(if failing > 0 {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}
