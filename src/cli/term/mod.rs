mod export;
mod extract;
mod import;
mod lint;
mod merge;
mod scan;

use clap::{Args, Subcommand};

pub(super) use import::{read_termbase, try_termbase};

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::import::plural;
use super::ui::{NAME, Ui, styled};
use crate::term::{Concept, TermStatus};
use crate::work::record::Record;
use crate::work::term::{self, Error, NewTerm};

/// The termbase: add, find, list, remove, import, export, merge, lint; find its terms in a text (scan), and new ones (extract)
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku term import terms.csv
  yiku term find 商标
  yiku term lint
  yiku term scan release.en.txt
  yiku term extract release.en.txt")]
pub(super) struct TermArgs {
    #[command(subcommand)]
    command: TermCommand,
}

#[derive(Debug, Subcommand)]
enum TermCommand {
    Add(AddArgs),
    Find(FindArgs),
    List(ListArgs),
    Remove(RemoveArgs),
    Import(import::ImportArgs),
    Export(export::ExportArgs),
    Merge(merge::MergeArgs),
    Lint(lint::LintArgs),
    Scan(scan::ScanArgs),
    Extract(extract::ExtractArgs),
}

/// Add a term with its translation, or another form to a concept
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku term add 'smart contract' 智能合约
  yiku term add 'smart contract' 智慧合约 --forbidden --note 'Taiwan usage'
  yiku term add NDA 保密协议 --exact-case")]
struct AddArgs {
    /// The term in the source language
    source: String,
    /// The term in the target language
    target: String,
    /// The target form must not be used
    #[arg(long)]
    forbidden: bool,
    /// The target form may be used beside the preferred one
    #[arg(long, conflicts_with = "forbidden")]
    admitted: bool,
    /// Upper and lower case of the source term must be as written (acronyms)
    #[arg(long)]
    exact_case: bool,
    /// What it is
    #[arg(long, default_value = "")]
    definition: String,
    /// How to use the target form, or why not
    #[arg(long, default_value = "")]
    note: String,
    /// Its domain
    #[arg(long, default_value = "")]
    domain: String,
}

impl AddArgs {
    /// The arguments as a person would repeat them.
    fn told(&self) -> Vec<String> {
        let mut told = vec![self.source.clone(), self.target.clone()];
        let flags = [
            ("--forbidden", self.forbidden),
            ("--admitted", self.admitted),
            ("--exact-case", self.exact_case),
        ];
        told.extend(
            flags
                .iter()
                .filter(|(_, given)| *given)
                .map(|(flag, _)| (*flag).to_owned()),
        );
        for (option, value) in [
            ("--definition", &self.definition),
            ("--note", &self.note),
            ("--domain", &self.domain),
        ] {
            if !value.is_empty() {
                told.extend([option.to_owned(), value.clone()]);
            }
        }
        told
    }
}

/// Find terms by a word in them, in any language
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku term find 商标
  yiku term find madrid")]
struct FindArgs {
    /// The word
    #[arg(required = true)]
    words: Vec<String>,
}

/// List all terms
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku term list
  yiku term list --domain trademark")]
struct ListArgs {
    /// Only this domain
    #[arg(long)]
    domain: Option<String>,
}

/// Remove a concept with all its terms
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku term remove smart-contract     by its id, as `yiku term find` shows it")]
struct RemoveArgs {
    /// The id of the concept
    concept: String,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &TermArgs) -> Result<Outcome, Failure> {
    match &args.command {
        TermCommand::Add(args) => add(desk, ui, args),
        TermCommand::Find(args) => find(desk, ui, args),
        TermCommand::List(args) => list(desk, ui, args),
        TermCommand::Remove(args) => remove(desk, ui, args),
        TermCommand::Import(args) => import::run(desk, ui, args),
        TermCommand::Export(args) => export::run(desk, ui, args),
        TermCommand::Merge(args) => merge::run(desk, ui, args),
        TermCommand::Lint(args) => lint::run(desk, ui, args),
        TermCommand::Scan(args) => scan::run(desk, ui, args),
        TermCommand::Extract(args) => extract::run(desk, ui, args),
    }
}

fn add(desk: &Desk, ui: &mut Ui, args: &AddArgs) -> Result<Outcome, Failure> {
    if args.source.trim().is_empty() || args.target.trim().is_empty() {
        return Err(Failure::new("a term needs text in both languages"));
    }
    let mut memory = desk.memory_or_new(ui)?;
    let (from, to) = desk.languages(Some(&memory.read()?))?;
    let status = match (args.forbidden, args.admitted) {
        (true, _) => TermStatus::Forbidden,
        (_, true) => TermStatus::Admitted,
        _ => TermStatus::Preferred,
    };
    let command = desk.occasion.command("term add", args.told());
    let new = NewTerm {
        languages: (from, to.clone()),
        source: args.source.clone(),
        target: args.target.clone(),
        status,
        exact_case: args.exact_case,
        note: args.note.clone(),
        domain: args.domain.clone(),
        definition: args.definition.clone(),
    };
    let (concept, changed) = memory.change(&command, |writer| term::add(writer, &new))?;
    if ui.json {
        ui.line(&Record::concept(&concept).line())?;
    } else if changed {
        print_concept(ui, &concept)?;
    } else {
        ui.say(&format!("{} is in the termbase already.", concept.id));
    }
    if !concept
        .terms_in(&to)
        .any(|term| term.status != TermStatus::Forbidden)
    {
        ui.warn(&format!(
            "the concept {} has no {} form to use, only forbidden ones; `yiku term add '{}' FORM` gives it one",
            concept.id,
            to.name(),
            args.source.trim()
        ));
    }
    Ok(Outcome::Done)
}

fn find(desk: &Desk, ui: &mut Ui, args: &FindArgs) -> Result<Outcome, Failure> {
    let words = args.words.join(" ");
    print_all(
        desk,
        ui,
        |concepts| term::with_words(concepts, &words),
        "No term holds that.",
    )
}

fn list(desk: &Desk, ui: &mut Ui, args: &ListArgs) -> Result<Outcome, Failure> {
    let in_domain = |mut concepts: Vec<Concept>| {
        if let Some(domain) = &args.domain {
            concepts.retain(|concept| concept.domain == *domain);
        }
        concepts
    };
    print_all(
        desk,
        ui,
        in_domain,
        "The termbase has no term there; `yiku term import FILE` loads one.",
    )
}

fn print_all(
    desk: &Desk,
    ui: &mut Ui,
    wanted: impl FnOnce(Vec<Concept>) -> Vec<Concept>,
    none: &str,
) -> Result<Outcome, Failure> {
    let memory = desk.memory()?;
    let concepts = wanted(memory.read()?.concepts()?);
    for concept in &concepts {
        if ui.json {
            ui.line(&Record::concept(concept).line())?;
        } else {
            print_concept(ui, concept)?;
        }
    }
    if concepts.is_empty() {
        ui.say(none);
        return Ok(Outcome::Findings);
    }
    ui.say(&format!("{}.", plural(concepts.len(), "concept")));
    Ok(Outcome::Done)
}

fn print_concept(ui: &mut Ui, concept: &Concept) -> Result<(), Failure> {
    let about = [&concept.domain, &concept.definition]
        .into_iter()
        .filter(|text| !text.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(": ");
    ui.line(format!("{}  {about}", styled(NAME, &concept.id)).trim_end())?;
    let mut lang = None;
    for term in &concept.terms {
        let tag = if lang == Some(&term.lang) {
            ""
        } else {
            term.lang.given()
        };
        lang = Some(&term.lang);
        let word = match term.status {
            TermStatus::Preferred => String::new(),
            status => format!("  ({})", status.as_str()),
        };
        ui.line(&format!("  {tag:<8}{}{word}", term.text))?;
    }
    Ok(())
}

fn remove(desk: &Desk, ui: &mut Ui, args: &RemoveArgs) -> Result<Outcome, Failure> {
    let mut memory = desk.memory_to_change(ui)?;
    let command = desk
        .occasion
        .command("term remove", vec![args.concept.clone()]);
    let (removed, _) = memory.change(&command, |writer| {
        writer.describe(args.concept.clone());
        writer.remove_concept(&args.concept)
    })?;
    if !removed {
        let id = args.concept.clone();
        return Err(Error::Unknown { id }.into());
    }
    ui.say(&format!(
        "Removed {}; `yiku undo` brings it back.",
        args.concept
    ));
    Ok(Outcome::Done)
}
