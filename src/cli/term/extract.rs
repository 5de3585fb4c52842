use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::cli::desk::Desk;
use crate::cli::error::Failure;
use crate::cli::import::{plural, tell_guessed};
use crate::cli::ui::Ui;
use crate::document;
use crate::exchange::sheet;
use crate::store::Memory;
use crate::term::extract::Options;
use crate::text::LangTag;
use crate::work::output;
use crate::work::record::Record;
use crate::work::term::{Place, around, candidates, table};

/// Find terms that the termbase lacks, in a text or in the memory
///
/// Each with how often it is said, what it is probably called in the other language (and how sure
/// that is: what stands in the translations of its segments and in no others), and an example. It
/// is all counting, and a person decides: --csv writes a table with a row a candidate; delete what is
/// no term, correct the rest, and `yiku term import` takes it.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku term extract                            from all that the memory holds
  yiku term extract release.en.txt             from a text; the memory tells the translations
  yiku term extract --document release --min 3
  yiku term extract --lang zh-Hans             Chinese terms, with their English
  yiku term extract --csv new.csv              then: yiku term import new.csv")]
pub(super) struct ExtractArgs {
    /// A text (default: the memory)
    file: Option<PathBuf>,
    /// Only a document of the memory
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    document: Option<String>,
    /// The language of the terms (default: the language translated from)
    #[arg(long)]
    lang: Option<LangTag>,
    /// How often a candidate must be said
    #[arg(long, value_name = "N", default_value_t = 2)]
    min: usize,
    /// How many candidates, the likeliest first
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
    /// Write them to this file as a table that `yiku term import` takes
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// The encoding of the text, where it does not say it itself
    #[arg(long, requires = "file")]
    encoding: Option<String>,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &ExtractArgs) -> Result<Outcome, Failure> {
    let read = |file| document::read(file, args.encoding.as_deref());
    let file = args.file.as_deref().map(read).transpose()?;
    if let (Some(path), Some(file)) = (&args.file, &file)
        && file.guessed
    {
        tell_guessed(ui, path, file.encoding, "--encoding");
    }
    // A text alone has terms too.
    let memory = match &file {
        Some(_) if !desk.memory_path().exists() => None,
        _ => Some(desk.memory()?),
    };
    let reader = memory.as_ref().map(Memory::read).transpose()?;
    let (mut source, mut target) = desk.languages(reader.as_ref())?;
    if let Some(lang) = &args.lang {
        if target.covers(lang) {
            std::mem::swap(&mut source, &mut target);
        } else {
            source = lang.clone();
        }
    }
    let place = match (&file, &args.document) {
        (Some(file), _) => Place::Text(&file.text),
        (None, Some(name)) => Place::Document(name),
        (None, None) => Place::Memory,
    };
    let options = Options {
        least: args.min.max(1),
        most: args.limit,
    };
    let bar = ui.progress();
    bar.set_message("counting");
    let found = candidates(reader.as_ref(), place, &source, &target, options);
    bar.finish_and_clear();
    let found = found?;
    if ui.json {
        for candidate in &found {
            ui.line(&Record::candidate(candidate).line())?;
        }
    } else if args.csv.is_none() && !found.is_empty() {
        let titles = ["count", source.name(), target.name(), "sure", "example"];
        let mut shown = Ui::table(&titles);
        for candidate in &found {
            let acronym = candidate
                .acronym
                .iter()
                .map(|acronym| format!(" ({acronym})"));
            let (counterpart, fit) = match &candidate.counterpart {
                Some((text, fit)) => (text.clone(), format!("{:.0} %", fit * 100.0)),
                None => (String::new(), String::new()),
            };
            shown.add_row([
                candidate.count.to_string(),
                format!("{}{}", candidate.text, acronym.collect::<String>()),
                counterpart,
                fit,
                around(candidate),
            ]);
        }
        ui.print_table(&shown)?;
    }
    if let Some(path) = &args.csv {
        let mut content = "\u{FEFF}".as_bytes().to_vec();
        sheet::csv(&mut content, &table(&found, &source, &target))?;
        output::write_export(path, &content, &[])?;
        ui.say(&format!(
            "Wrote {} ({}). Delete what is no term, and: yiku term import {}",
            path.display(),
            plural(found.len(), "candidate"),
            path.display()
        ));
    } else if found.is_empty() {
        ui.say("No term that the termbase lacks is said often enough there; --min 1 takes those that are said once.");
    } else {
        ui.say(&format!(
            "{}; --csv FILE writes a table of them to choose from.",
            plural(found.len(), "candidate")
        ));
    }
    Ok(match found.is_empty() {
        true => Outcome::Findings,
        false => Outcome::Done,
    })
}
