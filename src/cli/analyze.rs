use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use comfy_table::CellAlignment;

use super::Outcome;
use super::desk::{Desk, OpenMemory};
use super::error::Failure;
use super::match_::{ScoringArg, none_in};
use super::nearest;
use super::rules;
use super::segment::read;
use super::ui::{NAME, Ui, styled};
use crate::exchange::sheet;
use crate::store::{Document, Reader};
use crate::text::count::Convention;
use crate::text::{LangTag, script};
use crate::work::analyze::{
    Analysis, Basis, Line, Options, Rates, Report, Row, Text, analyze, decimals,
};
use crate::work::fill;
use crate::work::import as importing;
use crate::work::manifest;
use crate::work::memories::{Asked, Memories};
use crate::work::output;
use crate::work::pretranslate::Bilingual;
use crate::work::project::MANIFEST;
use crate::work::record::Record;

/// Count what translators are paid by: words, repetitions, matches by band
///
/// Each segment is counted once: as locked, as numbers only (no words in it), as a context match
/// (101: the memory has it between the same neighbours), as a repetition (but the first of its
/// kind), by the best match in the memory, or as new. A match counts by its score; --net takes
/// penalties off first. A document of the memory, and an XLIFF or PO file, is analyzed as it stands:
/// what is translated in it already is a context match.
///
/// Weighted words are the words times the rate of their row, in percent of the full price: those
/// of --rates, of [rates] in yiku.toml, or MateCat's default (101 0, repetition and 100 30, 95-99 to
/// 75-84 60, else 100). Such a file says, for any of the rows:
///
///   name = "Client X"
///   repetition = 10        # also 101, 100, new, numbers-only, locked,
///   "95-99" = 33.3         # 85-94, 75-84, 50-74, repetition-across-files,
///   internal-95-99 = 40    # internal-85-94 …
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    after_long_help = "\
Examples:
  yiku analyze chapter1.txt chapter2.txt        each, and both together
  yiku analyze                                  the documents in the memory
  yiku analyze job.xlf                          the units of an XLIFF file
  yiku analyze --from zh 合同.txt               Chinese, counted as each tool counts
  yiku analyze new.txt --internal-fuzzy --scoring plain --rates client.toml
  yiku analyze new.txt --xlsx analysis.xlsx     for a spreadsheet; --csv, --json for programs"
)]
pub(super) struct AnalyzeArgs {
    /// Texts, XLIFF, PO, or documents of the memory by name (default: all its documents); - reads a
    /// pipe
    files: Vec<PathBuf>,
    /// The lowest score that is a match, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = 50,
        value_parser = clap::value_parser!(u8).range(50..=100))]
    min: u8,
    /// Compare segments with those before them in the files, too
    #[arg(long)]
    internal_fuzzy: bool,
    /// How texts with different words are scored
    #[arg(long, value_name = "HOW", default_value = "capped")]
    scoring: ScoringArg,
    /// Count a match by its score less its penalties
    #[arg(long)]
    net: bool,
    /// Whose way of counting words the report is in
    #[arg(long, value_name = "TOOL", default_value = "memoq")]
    count: CountArg,
    /// What is paid for each row (TOML)
    #[arg(long, value_name = "FILE")]
    rates: Option<PathBuf>,
    /// Write the report as CSV; - prints it
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write the report as a spreadsheet
    #[arg(long, value_name = "FILE")]
    xlsx: Option<PathBuf>,
    /// Write over a report that is there already
    #[arg(long)]
    force: bool,
    /// The encoding of the files, where it is not what it seems to be
    #[arg(long)]
    encoding: Option<String>,
}

/// Whose way of counting words.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum CountArg {
    /// White space parts words; Han characters are words, punctuation is none
    Memoq,
    /// As memoQ; Chinese punctuation counts as words
    Word,
    /// As Word; hyphens and slashes part words
    Trados,
    /// Characters above U+00FF are words, but some punctuation
    Openxliff,
    /// Characters through 2.8, for Chinese (Japanese 3.0, Korean 3.3, Thai 6.0)
    GmxV,
    /// Characters through 1.8, for Chinese (Japanese and Korean 2.5, Khmer 5)
    Matecat,
}

impl From<CountArg> for Convention {
    fn from(arg: CountArg) -> Self {
        match arg {
            CountArg::Memoq => Self::MemoQ,
            CountArg::Word => Self::Word,
            CountArg::Trados => Self::Trados,
            CountArg::Openxliff => Self::OpenXliff,
            CountArg::GmxV => Self::GmxV,
            CountArg::Matecat => Self::MateCat,
        }
    }
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &AnalyzeArgs) -> Result<Outcome, Failure> {
    let rates = rates(desk, args)?;
    let outputs = [&args.csv, &args.xlsx].into_iter().flatten();
    for output in outputs.filter(|output| *output != Path::new("-")) {
        check_output(desk, args, output)?;
    }
    let open = match args.files.as_slice() {
        [] => desk.memories_to_look_up(ui)?,
        _ => desk
            .memories_if_any(ui)
            .map_err(|failure| match desk.memory_path().exists() {
                true => failure,
                false => {
                    failure.hint("without a memory, files are analyzed too: leave --memory out")
                }
            })?,
    };
    let asked: Vec<Asked<'_>> = open.iter().map(OpenMemory::ask).collect::<Result<_, _>>()?;
    let reader = asked.first().map(|asked| &asked.reader);
    let (from, to) = desk.languages_of_text(reader)?;
    let count = Convention::from(args.count);
    if !count.counts(&from) {
        return Err(Failure::new(format!(
            "{} has no way of counting {} that is known here",
            count.title(),
            from.name()
        ))
        .hint("without --count, words are counted as memoQ counts them"));
    }
    let texts = texts(desk, ui, args, reader, (&from, &to))?;
    let bar = ui.progress();
    bar.set_message("analyzing");
    let memories = match reader {
        Some(_) if from != to => Some(Memories::new(&asked, &from, &to)?),
        _ => None,
    };
    let segments: usize = texts.iter().map(|text| text.segments.len()).sum();
    let told = |done: usize| {
        if done.is_multiple_of(100) {
            bar.set_message(format!("{done} of {segments} segments"));
        }
    };
    let options = Options {
        min: args.min,
        scoring: args.scoring.into(),
        net: args.net,
        internal: args.internal_fuzzy,
    };
    let analyses = analyze(&texts, &from, memories.as_ref(), &options, &told)?;
    bar.finish_and_clear();
    let paths: Vec<String> = asked
        .iter()
        .map(|asked| asked.reader.path().display().to_string())
        .collect();
    match &memories {
        Some(memories) if memories.is_empty()? => {
            ui.say(&none_in(memories, &paths, &from, &to)?);
            ui.say("So every segment is new or a repetition.");
        }
        Some(_) => {}
        None => ui.say("There is no memory to compare with: every segment is new or a repetition."),
    }
    let basis = Basis {
        from,
        to,
        memory: memories.map(|_| paths.join(", ")),
        options,
        count,
        rates,
    };
    let report = Report::new(basis, analyses);
    let files = files(args, &report)?;
    let (printed, written): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|(path, _)| *path == Path::new("-"));
    for (path, content) in written {
        let written = output::write_export(path, &content, &desk.sources())?;
        let did = if written { "Wrote" } else { "Up to date:" };
        ui.say(&format!("{did} {}.", path.display()));
    }
    if ui.json {
        for analysis in report.analyses() {
            ui.line(&Record::analysis(&report, analysis).line())?;
        }
    } else if printed.is_empty() {
        print(ui, &report)?;
    }
    for (_, content) in printed {
        ui.bytes(&content)?;
    }
    Ok(Outcome::Done)
}

/// What is paid: as asked for, as the project says, or by default.
fn rates(desk: &Desk, args: &AnalyzeArgs) -> Result<Rates, Failure> {
    if let Some(path) = &args.rates {
        return Rates::read(path).map_err(|error| {
            let unknown = matches!(
                &error,
                manifest::Error::Content { nearest: None, .. } | manifest::Error::Read(_)
            );
            match Failure::from(error) {
                Failure::Could {
                    message, causes, ..
                } if unknown => Failure::Could {
                    message,
                    causes,
                    hints: vec!["`yiku analyze --help` shows such a file".to_owned()],
                },
                failure => failure,
            }
        });
    }
    let manifest = desk.project.as_ref().map(|project| &project.manifest);
    let table = manifest.and_then(|manifest| Some((manifest.rates.as_ref()?, manifest)));
    Ok(table.map_or_else(Rates::default, |(table, manifest)| {
        let mut rates = Rates::from(table);
        if table.name.is_none() {
            rates.name.clone_from(&manifest.project.name);
        }
        rates
    }))
}

/// Says no where a report would go over what it is made from.
fn check_output(desk: &Desk, args: &AnalyzeArgs, output: &Path) -> Result<(), Failure> {
    output::check_free(output, &desk.sources())?;
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let mut read = args.files.iter().chain(&args.rates);
    let here = real(output);
    if here.is_some() && read.any(|path| real(path) == here) {
        return Err(Failure::new(format!(
            "{} is read for the report, and is not written over",
            output.display()
        ))
        .hint("name another file; nothing was written"));
    }
    if args.csv == args.xlsx {
        return Err(Failure::new(format!(
            "{} cannot be both CSV and a spreadsheet",
            output.display()
        ))
        .hint("give --csv and --xlsx different files"));
    }
    Ok(())
}

/// The files to write, none of them over somebody's work.
fn files<'a>(args: &'a AnalyzeArgs, report: &Report) -> Result<Vec<(&'a Path, Vec<u8>)>, Failure> {
    let mut files = Vec::new();
    let table = report.sheet();
    if let Some(path) = &args.csv {
        let mut content = Vec::new();
        sheet::csv(&mut content, &table)?;
        files.push((path.as_path(), content));
    }
    if let Some(path) = &args.xlsx {
        files.push((path.as_path(), sheet::xlsx(&[table])?));
    }
    for (path, content) in &files {
        let differs = std::fs::read(path).is_ok_and(|old| old != *content);
        if differs && !args.force {
            return Err(Failure::new(format!(
                "{} is there already, with something else in it",
                path.display()
            ))
            .hint("name another file, or write over it with --force"));
        }
    }
    Ok(files)
}

/// The texts to analyze: files, and documents of the memory.
fn texts(
    desk: &Desk,
    ui: &mut Ui,
    args: &AnalyzeArgs,
    reader: Option<&Reader<'_>>,
    languages: (&LangTag, &LangTag),
) -> Result<Vec<Text>, Failure> {
    let (from, to) = languages;
    let is_in_languages = |document: &Document| {
        document.source_lang.language() == from.language()
            && document.target_lang.language() == to.language()
    };
    let mut texts = Vec::new();
    if let (Some(reader), []) = (reader, args.files.as_slice()) {
        let (ours, others): (Vec<Document>, Vec<Document>) = fill::documents(reader, None)?
            .into_iter()
            .partition(is_in_languages);
        let named = |documents: &[Document]| {
            let names: Vec<&str> = documents.iter().map(|it| it.name.as_str()).collect();
            names.join(", ")
        };
        if ours.is_empty() {
            return Err(other_languages(&named(&others), &others, languages));
        }
        if !others.is_empty() {
            ui.say(&format!(
                "Left out, in other languages: {}.",
                named(&others)
            ));
        }
        for document in ours {
            texts.push(Text::of_document(reader, document)?);
        }
        return Ok(texts);
    }
    let segmentation = rules::segmentation(desk, None)?;
    let mut known = HashSet::new();
    for path in &args.files {
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        if !known.insert(real) {
            return Err(Failure::new(format!("{} is named twice", path.display()))
                .hint("each text is counted once, or all of it would be a repetition"));
        }
        if path != Path::new("-")
            && !path.exists()
            && let Some(reader) = reader
        {
            let document = named_document(reader, path)?;
            if !is_in_languages(&document) {
                let name = document.name.clone();
                return Err(other_languages(&name, &[document], languages));
            }
            texts.push(Text::of_document(reader, document)?);
            continue;
        }
        if let Some(failure) = no_text(path) {
            return Err(failure);
        }
        if Bilingual::is_named(path) {
            texts.extend(of_bilingual(desk, path, reader, languages)?);
            continue;
        }
        let file = read(ui, path, args.encoding.as_deref())?;
        if script::is_foreign(&file.text, from) {
            ui.warn(&format!(
                "{} does not look like {}; --from says the language",
                path.display(),
                from.name()
            ));
        }
        let stdin = Path::new("standard input");
        let path = if path == Path::new("-") { stdin } else { path };
        let text = Text::of_file(path, &file, from, &segmentation.segmenter).map_err(|error| {
            let long = matches!(error, importing::Error::TooLong { .. });
            match Failure::from(error) {
                Failure::Could {
                    message, causes, ..
                } if long => Failure::Could {
                    message,
                    causes,
                    hints: vec!["break the text into paragraphs".to_owned()],
                },
                failure => failure,
            }
        })?;
        texts.push(text);
    }
    rules::tell(ui, &segmentation);
    Ok(texts)
}

/// The texts of an XLIFF or PO file, which must be in the languages of the report.
fn of_bilingual(
    desk: &Desk,
    path: &Path,
    reader: Option<&Reader<'_>>,
    (from, to): (&LangTag, &LangTag),
) -> Result<Vec<Text>, Failure> {
    let read = Bilingual::read(path)?;
    let mut texts = Vec::new();
    for (source, target, text) in read.texts(&desk.languages_of_files(reader)?)? {
        if source.language() != from.language() || target.language() != to.language() {
            return Err(Failure::new(format!(
                "not to be translated from {} into {}: {}",
                from.name(),
                to.name(),
                text.name
            ))
            .hint(format!(
                "it is with --from {} --to {}",
                source.given(),
                target.given()
            )));
        }
        texts.push(text);
    }
    Ok(texts)
}

/// The document of the memory that is meant by what is no file.
fn named_document(reader: &Reader<'_>, path: &Path) -> Result<Document, Failure> {
    let name = path.to_string_lossy();
    let documents = reader.documents()?;
    let found = documents.iter().find(|document| document.name == name);
    if let Some(found) = found {
        return Ok(found.clone());
    }
    let names: Vec<&str> = documents.iter().map(|it| it.name.as_str()).collect();
    let file = nearest::file(path).map(|file| file.display().to_string());
    let meant = nearest::name(&name, names.iter().copied()).map(str::to_owned);
    let failure = Failure::new(format!(
        "there is no file {name}, and no such document in {}",
        reader.path().display()
    ));
    Err(match (meant.or(file), names.as_slice()) {
        (Some(meant), _) => failure.hint(format!("did you mean {meant}?")),
        (None, []) => failure,
        (None, names) => failure.hint(format!("its documents are {}", names.join(", "))),
    })
}

fn other_languages(
    names: &str,
    documents: &[Document],
    (from, to): (&LangTag, &LangTag),
) -> Failure {
    let failure = Failure::new(format!(
        "not to be translated from {} into {}: {names}",
        from.name(),
        to.name()
    ));
    match documents.first() {
        Some(document) => failure.hint(format!(
            "{} is with --from {} --to {}",
            document.name,
            document.source_lang.given(),
            document.target_lang.given()
        )),
        None => failure,
    }
}

/// Why a file cannot be analyzed for what it is.
fn no_text(path: &Path) -> Option<Failure> {
    let ending = path.extension()?.to_string_lossy().to_ascii_lowercase();
    let shown = path.display();
    let (what, hint) = match ending.as_str() {
        _ if path.file_name().is_some_and(|name| name == MANIFEST) => (
            "the manifest of a project",
            "`yiku analyze` alone takes the documents in the memory".to_owned(),
        ),
        "yiku" => (
            "a memory of yiku itself",
            format!("`yiku analyze TEXT --memory {shown}` compares with it"),
        ),
        "tmx" => (
            "a memory",
            format!("`yiku import {shown}` brings it in; then texts are compared with it"),
        ),
        "csv" | "xlsx" | "xls" | "ods" => (
            "a table",
            "save the text that is to be translated as plain text (.txt)".to_owned(),
        ),
        "tbx" => (
            "a termbase",
            format!("`yiku term import {shown}` brings it in"),
        ),
        _ => return None,
    };
    Some(Failure::new(format!("{shown} is {what}, which is not analyzed")).hint(hint))
}

/// Prints the report as tables, and what it rests on.
fn print(ui: &mut Ui, report: &Report) -> Result<(), Failure> {
    let basis = &report.basis;
    // Where words have no spaces between them, no count is the usual one.
    let side_by_side =
        Convention::GmxV.counts(&basis.from) || Convention::MateCat.counts(&basis.from);
    let conventions = match side_by_side {
        true => basis.conventions(),
        false => vec![basis.count],
    };
    let mut heading = vec!["", "segments"];
    match (side_by_side, basis.count) {
        (false, Convention::MemoQ | Convention::Word) => heading.push("words"),
        _ => heading.extend(conventions.iter().map(|it| it.title())),
    }
    heading.extend(["characters", "with spaces", "%", "rate", "weighted"]);
    for analysis in report.analyses() {
        let name = match analysis.name.as_str() {
            "" => "all files",
            name => name,
        };
        ui.line(&styled(NAME, name))?;
        let mut table = Ui::table(&heading);
        for line in report.lines(analysis) {
            if is_shown(report, analysis, &line) {
                table.add_row(cells(&line, &conventions));
            }
        }
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        ui.print_table(&table)?;
    }
    let options = &basis.options;
    let memory = match &basis.memory {
        Some(memory) => format!("against {memory}"),
        None => "against no memory".to_owned(),
    };
    ui.line(&format!(
        "{} into {}, {memory}.",
        basis.from.name(),
        basis.to.name()
    ))?;
    let scoring = match basis.scoring() {
        "capped" => "94 at most where words differ (--scoring capped)",
        _ => "99 at most where words differ (--scoring plain)",
    };
    let penalties = if options.net { "after" } else { "before" };
    ui.line(&format!(
        "Matches from {} %, {penalties} penalties, {scoring}.",
        options.min
    ))?;
    let counted = match (side_by_side, basis.count) {
        (false, Convention::MemoQ | Convention::Word) => "as memoQ and Word count".to_owned(),
        (_, count) => format!("as {} counts", count.title()),
    };
    ui.line(&format!(
        "Weighted: words {counted}, at the rates: {}.",
        basis.rates.name
    ))
}

/// Whether a line is shown: rare rows are where something is in one of the texts.
fn is_shown(report: &Report, analysis: &Analysis, line: &Line) -> bool {
    line.row.is_none_or(|row| {
        let counted = |analysis: &Analysis| analysis.row(row).segments > 0;
        let alone = row == Row::AcrossFiles && report.texts.len() == 1;
        !(row.is_rare() || alone) || counted(analysis)
    })
}

fn cells(line: &Line, conventions: &[Convention]) -> Vec<String> {
    let tally = &line.tally;
    let mut cells = vec![
        line.row.map_or("total", Row::title).to_owned(),
        tally.segments.to_string(),
    ];
    cells.extend(conventions.iter().map(|it| tally.words(*it).to_string()));
    cells.extend([
        tally.characters.to_string(),
        tally.characters_with_spaces.to_string(),
        format!("{:.1}", line.percent),
        line.rate.map_or_else(String::new, decimals),
        decimals(line.weighted),
    ]);
    cells
}
