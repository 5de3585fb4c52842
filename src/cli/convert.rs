use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek};
use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::{Failure, REPAIR};
use super::form::{FormArgs, dashed, say_idle};
use super::ui::Ui;
use crate::document;
use crate::exchange::table::{Layout, Mapping};
use crate::exchange::{self, Content, Format};
use crate::work::convert::{Converted, Request, convert, read_options};
use crate::work::export::Kind;
use crate::work::output::Export;
use crate::work::record::Record;

/// Make one exchange file into another, without a memory
///
/// What the file is, it says itself; what it becomes, the ending of the other says, or --format.
/// A few units are held in memory and a number for each of their sources, up to 1.8 million, however
/// large the file is; tables and PO files that are read, and workbooks, are held whole. What was
/// mended and what the new format has no place for is said.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku convert client.tmx client.jsonl            a memory as text, a unit a line
  yiku convert client.tmx client.xlf --for omegat
  yiku convert table.xlsx new.tmx                 a table of translations
  yiku convert old.tmx new.tmx --level 1          without inline codes
  yiku convert client.tmx.gz - --format jsonl     to the screen")]
pub(super) struct ConvertArgs {
    /// The file to read; - reads what is piped in
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// The file to write; - writes to the screen
    #[arg(value_name = "OUT")]
    output: PathBuf,
    /// The format to write, where the name does not say it
    #[arg(short, long)]
    format: Option<String>,
    #[command(flatten)]
    form: FormArgs,
    /// Which columns of a table hold what: source=A,target=C,note=E
    #[arg(long, value_name = "WHAT=COLUMN,…")]
    columns: Option<String>,
    /// The encoding of the table or PO file that is read, where it is not what it seems to be
    #[arg(long, value_name = "ENCODING")]
    input_encoding: Option<String>,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &ConvertArgs) -> Result<Outcome, Failure> {
    let kind = match &args.format {
        Some(name) => Kind::from_name(name),
        // The ending .csv is that of a termbase in `export`; here there are only units.
        None => match Layout::of_file(&args.output) {
            Some(layout) => Some(Kind::Units(Format::Table(layout))),
            None => Kind::of_file(&args.output),
        },
    };
    // A review table is made of a document of the memory, and comes back to it.
    let kind = kind.filter(|kind| !matches!(kind, Kind::Units(Format::Review(_))));
    let Some(kind @ Kind::Units(format)) = kind else {
        let known = "tmx, xliff, xliff2, xliff2.0, xliff2.2, jsonl, weblate, po, csv, tsv, xlsx";
        return Err(
            Failure::new(format!("what is {} to be?", args.output.display()))
                .hint(format!("--format is one of {known}")),
        );
    };
    let (options, tags) = args.form.wishes().read(kind)?;
    let piped = args.input == Path::new("-");
    let file = if piped {
        spooled()?
    } else {
        document::open(&args.input)?
    };
    let bytes = file.metadata().map_or(0, |file| file.len());
    let (source, target) = desk.given_languages();
    let request = Request {
        format,
        options,
        tags,
        source,
        target,
        columns: columns(args.columns.as_deref())?,
        encoding: args.input_encoding.clone(),
        name: match args.input.file_name() {
            Some(name) if !piped => name.to_string_lossy().into_owned(),
            _ => "stdin".to_owned(),
        },
    };
    let bar = ui.progress_of(bytes);
    bar.set_message("converting");
    let unreadable = |source: exchange::Error| {
        let name = args.input.display();
        let hint = match source {
            exchange::Error::Columns { .. } | exchange::Error::NoColumn { .. } => COLUMNS,
            exchange::Error::Malformed { .. } => REPAIR,
            _ => "nothing was written",
        };
        Failure::new(format!("{name}: {source}")).hint(hint)
    };
    let counted = bar.wrap_read(file);
    let opened = exchange::open(&args.input, counted).map_err(unreadable)?;
    let Some(Content::Units(known)) = opened.content else {
        return Err(Failure::new(format!(
            "{} is no exchange file that holds units",
            args.input.display()
        ))
        .hint("TMX, XLIFF, JSONL, PO, Weblate's JSON and tables (.csv, .tsv, .xlsx) are; `yiku import` takes texts and termbases"));
    };
    let read = read_options(&request, desk.languages(None)?);
    let reader =
        exchange::reader(known, BufReader::new(opened.bytes), &read).map_err(unreadable)?;
    let failed = |error| match error {
        crate::work::convert::Error::Exchange(error) => unreadable(error),
        other => Failure::new(format!("{}: {other}", args.input.display()))
            .hint("--from and --to say the languages; nothing was written"),
    };
    let converted = if args.output == Path::new("-") {
        let unwritable =
            |error| Failure::new(format!("what was converted cannot be kept: {error}"));
        let mut whole = tempfile::tempfile().map_err(unwritable)?;
        let converted = convert(reader, &request, BufWriter::new(&whole)).map_err(failed)?;
        bar.finish_and_clear();
        whole.rewind().map_err(unwritable)?;
        ui.copy(&mut whole)?;
        converted
    } else {
        if crate::publish::is_one_file(&args.input, &args.output) {
            return Err(Failure::new(format!(
                "{} is the file that is read, and is not written over",
                args.output.display()
            ))
            .hint("name another file; nothing was written"));
        }
        let mut out = Export::new(&args.output, std::slice::from_ref(&args.input))?;
        let converted = convert(reader, &request, &mut out);
        if let Some(fault) = out.fault() {
            return Err(fault.into());
        }
        let converted = converted.map_err(failed)?;
        out.finish()?;
        bar.finish_and_clear();
        converted
    };
    tell(ui, args, &converted)?;
    Ok(Outcome::Done)
}

fn tell(ui: &mut Ui, args: &ConvertArgs, converted: &Converted) -> Result<(), Failure> {
    let name = args.input.display().to_string();
    super::import::tell_mends(ui, &name, &converted.mends);
    super::export::tell_report(ui, &converted.report);
    let idle = args.form.wishes().idle_tags(&converted.langs);
    say_idle(ui, &idle, dashed);
    if args.output != Path::new("-") {
        ui.say(&format!(
            "Wrote {} ({} of {} units).",
            args.output.display(),
            converted.report.written,
            converted.units
        ));
        if ui.json {
            ui.line(&Record::converted(&args.output, converted).line())?;
        }
    }
    Ok(())
}

/// How to say which columns hold the texts.
pub(super) const COLUMNS: &str = "--columns source=A,target=B says it, by letter, number or title";

/// What `--columns` says.
pub(super) fn columns(given: Option<&str>) -> Result<Mapping, Failure> {
    let read = given.map(Mapping::parse).transpose();
    let mapping = read.map_err(|error| Failure::new(error.to_string()).hint(COLUMNS));
    Ok(mapping?.unwrap_or_default())
}

/// What is piped in, in a file that goes with the process: a packed file is not read in order.
pub(super) fn spooled() -> Result<File, Failure> {
    let spool = || -> io::Result<File> {
        let mut file = tempfile::tempfile()?;
        io::copy(&mut io::stdin().lock().by_ref(), &mut file)?;
        file.rewind()?;
        Ok(file)
    };
    spool().map_err(|error| Failure::new(format!("what is piped in cannot be read: {error}")))
}
