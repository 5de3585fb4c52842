mod explain;
mod fix;
mod output;

use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::{Failure, REPAIR};
use super::import::plural;
use super::ui::Ui;
use crate::check::RULES;
use crate::exchange::{self, ReadOptions};
use crate::store::Reader;
use crate::text::LangTag;
use crate::unit::Severity;
use crate::work::check::{Checker, Policy, Terms, Text, TextError};
use crate::work::fill::{self, Segments};

/// Check translations: numbers, punctuation, terms and more
///
/// Of the memory, of one document, of some of its segments, or of any file that holds sources with
/// their translations (TMX, XLIFF, PO, CSV, TSV, XLSX, JSONL), which is not imported. Exits with
/// 1 if anything is found at or above --fail-on.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku check                           all documents
  yiku check release --json
  yiku check back.xlf terms.tmx        files, without importing them
  yiku check --fail-on error           warnings do not count as a failure
  yiku check --only Q01,Q07            these checks alone
  yiku check --format sarif -o findings.sarif
  yiku check --fix -n                  shows what could safely be put right; without -n, does it
  yiku check --fix back.xlf            writes back.fixed.xlf, all else in it as it was
  yiku check release:12 --only Q27 --waive --note \"meant so\"
  yiku check --explain Q07             what it looks for, why, and how to switch it off
  yiku check --rules                   all checks")]
pub(super) struct CheckArgs {
    /// Documents, segments (12, release:12-15) or files (default: all documents)
    what: Vec<String>,
    /// From which severity on findings make the command exit with 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    fail_on: FailOn,
    /// Only these checks
    #[arg(long, value_name = "Q01,…", value_delimiter = ',')]
    only: Vec<String>,
    /// How the findings are written
    #[arg(
        short,
        long,
        value_enum,
        default_value = "text",
        conflicts_with = "json"
    )]
    format: Format,
    /// The file to write, for --format sarif, html and table (default: standard output), and for
    /// --fix of a file (default: NAME.fixed.EXT beside it)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Put right what is safe to put right without a person: in the memory as one change that can
    /// be undone, of a file in a copy beside it
    #[arg(long, conflicts_with = "waive")]
    fix: bool,
    /// With --fix: write over the file itself; as it was it is kept as NAME~
    #[arg(long, requires = "fix", conflicts_with = "output")]
    in_place: bool,
    /// With --fix: write over another file that is there already
    #[arg(long, requires = "fix", conflicts_with = "in_place")]
    force: bool,
    /// With --fix: only show what would be changed
    #[arg(short = 'n', long, requires = "fix")]
    dry_run: bool,
    /// Accept what is found: it stays silent until source or target changes
    #[arg(long)]
    waive: bool,
    /// With --waive: why
    #[arg(long, value_name = "TEXT", requires = "waive", default_value = "")]
    note: String,
    /// Explain a check: what it looks for, why, and how to switch it off
    #[arg(long, value_name = "CHECK")]
    explain: Option<String>,
    /// List the checks
    #[arg(long)]
    rules: bool,
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

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Each segment with its findings and the places they mark
    Text,
    /// A row a finding
    Table,
    /// A SARIF log, which code hosts and editors show
    Sarif,
    /// A page to read in a browser
    Html,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &CheckArgs) -> Result<Outcome, Failure> {
    if args.rules {
        return explain::rules(ui, &desk.policy()?.settings);
    }
    if let Some(id) = &args.explain {
        return explain::explain(ui, &desk.policy()?.settings, id);
    }
    for id in &args.only {
        explain::known(id)?;
    }
    if args.fix {
        return fix::run(desk, ui, args);
    }
    let policy = desk.policy()?;
    let mut texts = texts(desk, args, &policy)?;
    if args.waive {
        return fix::waive(desk, ui, args, policy, &texts);
    }
    if let (Format::Sarif, Some(project)) = (args.format, &desk.project) {
        texts.iter_mut().for_each(|text| text.place(project));
    }
    output::print(desk, ui, args, &texts)?;
    let checked = texts.iter().flat_map(|text| &text.rows);
    let checked = checked.filter(|row| !row.target_text().is_empty()).count();
    ui.say(&format!(
        "{} in {}.",
        plural(
            texts.iter().map(|text| text.count(Severity::Info)).sum(),
            "finding"
        ),
        plural(checked, "translated segment")
    ));
    let limit = match args.fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Info => Severity::Info,
    };
    Ok(match texts.iter().any(|text| text.count(limit) > 0) {
        true => Outcome::Findings,
        false => Outcome::Done,
    })
}

/// Endings of files that hold sources with their translations.
const ENDINGS: &[&str] = &[
    "tmx", "xlf", "xliff", "sdlxliff", "mqxliff", "po", "csv", "tsv", "xlsx", "jsonl", "json",
    "gz", "zip",
];

/// Whether a person means a file: there is one, or the name is that of one.
fn is_file(given: &str) -> bool {
    let path = Path::new(given);
    let ending = path.extension().and_then(|ending| ending.to_str());
    path.is_file() || ending.is_some_and(|ending| ENDINGS.contains(&ending))
}

/// What is to be checked, and what was found in it.
fn texts(desk: &Desk, args: &CheckArgs, policy: &Policy) -> Result<Vec<Text>, Failure> {
    let only_files = !args.what.is_empty() && args.what.iter().all(|given| is_file(given));
    let memory = match only_files && !desk.memory_path().exists() {
        true => None,
        false => Some(desk.memory()?),
    };
    let reader = memory.as_ref().map(|memory| memory.read()).transpose()?;
    let concepts = match &reader {
        Some(reader) => reader.concepts()?,
        None => Vec::new(),
    };
    let what = match &reader {
        Some(reader) => with_documents(reader, &args.what)?,
        None => args.what.clone(),
    };
    let mut texts = Vec::new();
    if let Some(reader) = reader.as_ref().filter(|_| !only_files) {
        texts = documents(reader, &what)?;
    }
    for file in what.iter().filter(|given| is_file(given)) {
        // A document of that name stands in the memory already.
        if !texts.iter().any(|text| text.name == *file) {
            texts.push(of_file(desk, reader.as_ref(), Path::new(file))?);
        }
    }
    for text in &mut texts {
        let terms = Terms::new(concepts.clone(), &text.source_lang, &text.target_lang);
        let terms = match &reader {
            Some(reader) => terms.knowing(text.names_elsewhere(reader)?),
            None => terms,
        };
        text.check(&Checker {
            terms: &terms,
            policy,
        });
        keep_asked(text, args, &what);
    }
    Ok(texts)
}

/// What is to be checked, each number with the document that it is of.
fn with_documents(reader: &Reader<'_>, what: &[String]) -> Result<Vec<String>, Failure> {
    let documents = reader.documents()?;
    let named = what.iter().map(|given| {
        let is_name = documents.iter().any(|document| document.name == *given);
        if is_name || is_file(given) || !fill::is_number(given) {
            return Ok(given.clone());
        }
        let (segments, _) = fill::resolve(reader, given)?;
        Ok(format!("{}:{given}", segments.document.name))
    });
    named.collect()
}

/// Leaves of the findings only those that were asked for.
fn keep_asked(text: &mut Text, args: &CheckArgs, what: &[String]) {
    let asked = |check: &str| args.only.iter().any(|id| id.eq_ignore_ascii_case(check));
    let numbers: Vec<_> = what
        .iter()
        .filter_map(|given| given.rsplit_once([':', '：']))
        .filter(|(name, _)| *name == text.name)
        .filter_map(|(_, numbers)| fill::range(numbers))
        .collect();
    for row in &mut text.rows {
        row.findings.retain(|finding| {
            (args.only.is_empty() || asked(finding.check))
                && (numbers.is_empty() || numbers.iter().any(|range| range.contains(&row.number)))
        });
    }
}

/// The documents of the memory that are meant; files are none.
fn documents(reader: &Reader<'_>, what: &[String]) -> Result<Vec<Text>, Failure> {
    let mut names: Vec<Option<String>> = Vec::new();
    for given in what.iter().filter(|given| !is_file(given)) {
        let name = match given.rsplit_once([':', '：']) {
            Some((_, numbers)) if fill::is_number(numbers) => {
                fill::resolve(reader, given)?.0.document.name
            }
            _ => given.clone(),
        };
        if !names.contains(&Some(name.clone())) {
            names.push(Some(name));
        }
    }
    if names.is_empty() {
        names.push(None);
    }
    let mut texts = Vec::new();
    for name in names {
        for document in fill::documents(reader, name.as_deref())? {
            texts.push(Text::of_document(&Segments::of(reader, document)?));
        }
    }
    Ok(texts)
}

fn of_file(desk: &Desk, reader: Option<&Reader<'_>>, path: &Path) -> Result<Text, Failure> {
    let (source, target) = desk.languages(reader)?;
    let options = options(source, target);
    let name = path.display();
    Text::of_file(path, crate::document::open(path)?, &options).map_err(|error| {
        let failure = Failure::new(format!("{name}: {error}"));
        match error {
            TextError::NotBilingual => failure.hint(
                "TMX, XLIFF, JSONL, PO and tables (.csv, .tsv, .xlsx) are; `yiku import` takes texts",
            ),
            TextError::Exchange(
                exchange::Error::Columns { .. } | exchange::Error::NoColumn { .. },
            ) => failure.hint(
                "`yiku convert TABLE OUT.tmx --columns source=A,target=B` says which columns hold the texts",
            ),
            TextError::Exchange(exchange::Error::Malformed { .. }) => failure.hint(REPAIR),
            TextError::Exchange(_) | TextError::NotText => failure.hint("nothing was checked"),
        }
    })
}

/// What a file may leave open.
fn options(source: LangTag, target: LangTag) -> ReadOptions {
    ReadOptions {
        source,
        target,
        columns: Default::default(),
        encoding: None,
    }
}

/// The ids of all checks, for messages.
fn ids() -> String {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    ids.join(", ")
}
