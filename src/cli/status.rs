use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::import::numbers;
use super::ui::Ui;
use crate::work::check::{Checker, Terms, names};
use crate::work::fill::{self, Segments};
use crate::work::record::Record;
use crate::work::status;

/// Show how far the documents are
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku status              all documents
  yiku status release      one of them")]
pub(super) struct StatusArgs {
    /// The document (default: all)
    document: Option<String>,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &StatusArgs) -> Result<Outcome, Failure> {
    let memory = desk.memory()?;
    let reader = memory.read()?;
    let policy = desk.policy()?;
    let concepts = reader.concepts()?;
    let mut table = Ui::table(&[
        "document",
        "segments",
        "done",
        "draft",
        "left",
        "words left",
        "findings",
    ]);
    let mut notes = Vec::new();
    let memories = match args.document {
        Some(_) => Vec::new(),
        None => reader.memories()?,
    };
    let documents = match fill::documents(&reader, args.document.as_deref()) {
        Err(fill::Error::NoDocument { .. }) if !memories.is_empty() => Vec::new(),
        documents => documents?,
    };
    let any = !documents.is_empty();
    for document in documents {
        let terms = Terms::new(
            concepts.clone(),
            &document.source_lang,
            &document.target_lang,
        );
        let segments = Segments::of(&reader, document)?;
        let terms = terms.knowing(names::of_document(&reader, &segments)?);
        let checker = Checker {
            terms: &terms,
            policy: &policy,
        };
        let progress = status::progress(&reader, &segments)?;
        let counts = status::counts(checker.check_document(&segments).iter().flatten());
        if ui.json {
            ui.line(&Record::status(&progress, counts).line())?;
            continue;
        }
        let percent = (progress.confirmed * 100)
            .checked_div(progress.segments)
            .unwrap_or(0);
        let left = progress.untranslated + progress.rejected;
        table.add_row([
            progress.document.clone(),
            progress.segments.to_string(),
            format!("{} ({percent} %)", progress.confirmed),
            progress.drafts.to_string(),
            left.to_string(),
            progress.words_left.to_string(),
            counts.iter().sum::<usize>().to_string(),
        ]);
        if !progress.conflicts.is_empty() {
            notes.push(format!(
                "{}: a file has another text for {}; `yiku show` has both",
                progress.document,
                numbers(&progress.conflicts)
            ));
        }
        if progress.unpaired > 0 {
            notes.push(format!(
                "{}: {} of the translation without a source; `yiku list --unpaired` shows them",
                progress.document, progress.unpaired
            ));
        }
    }
    let mut imported = Ui::table(&["memory", "units", "from", "to"]);
    for memory in &memories {
        let units = memory.row.map_or(Ok(0), |row| reader.count_units(row))?;
        let (from, to) = (memory.source_lang.given(), memory.target_lang.given());
        if ui.json {
            ui.line(&Record::imported(memory, units).line())?;
        } else {
            imported.add_row([&memory.name, &units.to_string(), from, to]);
        }
    }
    if !ui.json {
        if any {
            ui.print_table(&table)?;
        }
        if !memories.is_empty() {
            ui.print_table(&imported)?;
        }
        for note in notes {
            ui.warn(&note);
        }
    }
    Ok(Outcome::Done)
}
