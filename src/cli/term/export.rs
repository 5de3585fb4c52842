use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::cli::desk::Desk;
use crate::cli::error::Failure;
use crate::cli::export::tell_losses;
use crate::cli::import::plural;
use crate::cli::ui::Ui;
use crate::exchange::{Options, Tags};
use crate::work::check::Policy;
use crate::work::export::{self, Kind, Request};
use crate::work::output;

/// Write the termbase as TBX, a table (CSV, TSV, XLSX) or OmegaT's glossary
///
/// The tables have a row a term and keep everything. TBX keeps what TBX-Basic has a place for; the
/// glossary has the term, what to write for it, and a comment.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku term export -o terms.tbx
  yiku term export -o terms.csv
  yiku term export -o terms.xlsx
  yiku term export -o glossary.txt                for OmegaT
  yiku term export --format tbx-v2 -o terms.tbx   for a tool that knows no TBX 3")]
pub(super) struct ExportArgs {
    /// The file to write (default, or -: the screen)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format: tbx, tbx-dct, tbx-v2, terms-csv, terms-tsv, terms-xlsx, glossary (default: what
    /// the file's ending says, else tbx)
    #[arg(short, long)]
    format: Option<String>,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &ExportArgs) -> Result<Outcome, Failure> {
    let output = args.output.as_deref();
    let Some(kind) = Kind::of_terms(args.format.as_deref(), output) else {
        return Err(Failure::new("which format?").hint(
            "--format is one of tbx, tbx-dct, tbx-v2, terms-csv, terms-tsv, terms-xlsx, glossary",
        ));
    };
    let memory = desk.memory()?;
    let reader = memory.read()?;
    let request = Request {
        kind,
        options: Options::default(),
        tags: Tags::default(),
        document: None,
        states: None,
        languages: desk.languages_of_files(Some(&reader))?,
        heading: desk.heading(),
        policy: Policy::default(),
        line_length: None,
    };
    let mut content = Vec::new();
    let exported = export::export(&reader, &request, &mut content)?;
    match output.filter(|file| file.as_os_str() != "-") {
        Some(file) => {
            output::write(file, &content)?;
            ui.say(&format!(
                "Wrote {} ({}).",
                file.display(),
                plural(exported.count, "concept")
            ));
        }
        None => ui.bytes(&content)?,
    }
    tell_losses(ui, &exported);
    Ok(Outcome::Done)
}
