use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::segments::{day, difference, print, print_finding, print_replaced, print_terms};
use super::ui::Ui;
use crate::exchange::review::line_of;
use crate::unit::{CodeKind, InlineCode};
use crate::work::check::{Checker, Terms};
use crate::work::fill::{self};
use crate::work::record::Record;

/// Show all that is known of a segment: its translations, terms, warnings and earlier texts
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku show 12
  yiku show release:12
  yiku show 12-15")]
pub(super) struct ShowArgs {
    /// The segment, or a range of them
    segment: String,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &ShowArgs) -> Result<Outcome, Failure> {
    let memory = desk.memory()?;
    let reader = memory.read()?;
    let (segments, numbers) = fill::resolve(&reader, &args.segment)?;
    let policy = desk.policy()?;
    let document = &segments.document;
    let terms = Terms::new(
        reader.concepts()?,
        &document.source_lang,
        &document.target_lang,
    );
    let checker = Checker {
        terms: &terms,
        policy: &policy,
    };
    for number in numbers {
        let placed = segments.number(number)?;
        if ui.json {
            ui.line(&Record::segment(&segments, number, placed).line())?;
            continue;
        }
        print(ui, &segments, number, placed)?;
        let shown = segments.shown(placed);
        let codes: Vec<String> = (shown.codes().into_iter())
            .map(|(label, code)| format!("{{{label}}} {}", about(code)))
            .collect();
        if !codes.is_empty() {
            ui.line(&format!("  codes: {}", codes.join(", ")))?;
        }
        let unit = &placed.stored.unit;
        for other in unit.alternatives(&document.target_lang).skip(1) {
            ui.line(&format!("  the file has: {}", other.text))?;
            if let Some(target) = segments.target(placed) {
                ui.line(&format!(
                    "    yours to it: {}",
                    difference(&target.text, &other.text, &document.target_lang)
                        .unwrap_or_else(|| "only spaces differ".to_owned())
                ))?;
            }
            let name = format!("{}:{number}", document.name);
            ui.hint(&format!(
                "`yiku confirm {name}` keeps yours, `yiku confirm {name} --file` takes the file's"
            ));
        }
        let of_text = segments
            .target(placed)
            .map(|target| target.notes.as_slice());
        for note in unit.notes.iter().chain(of_text.unwrap_or_default()) {
            ui.line(&format!("  note: {}", line_of(note)))?;
        }
        print_terms(ui, &terms, segments.source(placed))?;
        let target = segments.target(placed).map_or("", |target| &target.text);
        for finding in checker.check_segment(&segments, number) {
            print_finding(ui, &finding, &shown, (segments.source(placed), target))?;
        }
        let mut told: Vec<String> = segments
            .target(placed)
            .map(|target| target.text.clone())
            .into_iter()
            .collect();
        for earlier in reader.earlier(placed.stored.row)? {
            if !told.contains(&earlier.text) {
                ui.line(&format!(
                    "  until {} ({}): {}",
                    day(&earlier.at),
                    earlier.who,
                    earlier.text
                ))?;
                told.push(earlier.text);
            }
        }
        print_replaced(ui, &reader, &segments, placed)?;
    }
    Ok(Outcome::Done)
}

/// What a code is; of one that stands alone how it is written too, where that is short.
fn about(code: &InlineCode) -> String {
    /// How many characters are.
    const SHORT: usize = 40;
    let kind = code.type_.as_deref().unwrap_or("code");
    let data = code.data.as_deref().unwrap_or_default().trim();
    let is_short = (1..=SHORT).contains(&data.chars().count()) && !data.contains('\n');
    match code.kind == CodeKind::Alone && is_short {
        true => format!("{kind} ({data})"),
        false => kind.to_owned(),
    }
}
