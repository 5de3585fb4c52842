mod file;
mod review;
mod said;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::ui::Ui;
use super::{lexicon, rules};
use crate::document::More;
use crate::store::{self, Writer};
use crate::work::align::Lexicon;
use crate::work::import::{
    self, MemoryOutcome, Outcome as Imported, ReviewOutcome, TermbaseOutcome,
};
use crate::work::manifest::document_name;
use crate::work::record::Record;

use file::{Read, has_text};
pub(super) use said::{numbers, plural, tell, tell_guessed, tell_mends, tell_termbase};
use said::{summary, tell_memory};

/// Import texts to translate, with their translations, memories and termbases
///
/// A text (.txt) becomes segments, and so do the texts of a document: Markdown, a page of the web
/// (.html), subtitles (.srt, .vtt), the texts of a program (.json, .yaml, .arb, .properties,
/// .strings, .stringsdict, .resx, .ftl, Android's strings.xml), and documents of Word, PowerPoint
/// and OpenDocument (.docx, .pptx, .odt, .odp). Formatting inside a segment is an inline code,
/// {1}…{/1}; `yiku export --format document` writes the document again, translated. Imported again
/// after it changed, every segment that still stands keeps its translation; what you wrote or
/// confirmed is never overwritten. A memory (.tmx, .po, or a table of texts and their translations
/// in .csv, .tsv, .xlsx) is kept beside the documents, to be searched; imported again, it becomes
/// what the file says. TBX, and a table whose titles or name are those of terms, become a termbase,
/// as `yiku term import` takes it. A review table (.docx, .xlsx) that comes back from a reviewer
/// brings their changes home: each is shown, before and after, and where the memory changed too
/// since, its text stands. So does an XLIFF file (.xlf) that was exported here and that a
/// translator filled in any CAT tool; one of another origin is a memory.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku import release.en.txt                                a text to translate
  yiku import release.en.txt --target release.zh-Hans.txt   with its translation, aligned
  yiku import a.txt --target a.zh.txt --lexicon cedict_ts.u8  by the words of a dictionary, too
  yiku import page.html                                     a page; also .md, .srt, .json …
  yiku import report.docx                                   a document of Word; also .pptx, .odt, .odp
  yiku import report.docx --with comments                   what is noted at its margins, too
  yiku import prices.xlsx --as document                     a table whose cells are to be translated
  yiku import mail.txt --blank-line-paragraphs              a text whose lines were broken for their length
  yiku import old.txt --encoding gb18030                    a text that is not UTF-8
  yiku import client.tmx                                    a memory of another tool
  yiku import client.xlsx --columns source=A,target=C       a table of translations
  yiku import terms.csv                                     a termbase
  yiku import client.tbx                                    one of another tool
  yiku import words.xlsx --as terms                         a table that is a termbase
  yiku import release.xlf                                   the work of a translator, from a CAT tool
  yiku import release.docx --dry-run                        what a reviewer changed in a review table
  yiku import release.docx --reviewer Wang                  their changes, taken")]
pub(super) struct ImportArgs {
    /// The files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The translation of the file
    #[arg(long, value_name = "FILE")]
    target: Option<PathBuf>,
    /// What to call the document (default: the file's name up to its first point)
    #[arg(long)]
    name: Option<String>,
    /// The encoding of the files, where it is not what it seems to be
    #[arg(long)]
    encoding: Option<String>,
    /// The encoding of the translation, likewise
    #[arg(long, value_name = "ENCODING", requires = "target")]
    target_encoding: Option<String>,
    /// A list of words to pair the translation by, beside ours: English and Chinese parted by a
    /// tab, or in the form of CC-CEDICT; may be given again
    #[arg(long, value_name = "FILE", requires = "target")]
    lexicon: Vec<PathBuf>,
    /// A command to pair the translation by: it reads a segment a line and writes a line of
    /// numbers for each, its vector, the more like another's the closer they are in meaning
    #[arg(long, value_name = "COMMAND", requires = "target")]
    embeddings: Option<String>,
    /// Let only a blank line end a paragraph (hard-wrapped text)
    #[arg(long)]
    blank_line_paragraphs: bool,
    /// Which columns of a table hold what: source=A,target=C,note=E
    #[arg(long, value_name = "WHAT=COLUMN,…")]
    columns: Option<String>,
    /// What a table is, where it could be either: terms, or units (texts with their translations);
    /// or a document, whose cells are texts to translate
    #[arg(long = "as", value_name = "terms|units|document")]
    kind: Option<TableKind>,
    /// What is to be translated of a document beside its text: comments (.docx, .pptx, .xlsx, .odt …),
    /// sheet-names (.xlsx, .ods), formulas: the texts in them (.xlsx, .ods), code: values for the
    /// program, such as ids (.json)
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',')]
    with: Vec<Beside>,
    /// Take what stands before a fault in a memory's file, instead of nothing
    #[arg(long)]
    partial: bool,
    /// Who reviewed, for a review table (default: who the file says)
    #[arg(long, value_name = "NAME")]
    reviewer: Option<String>,
    /// Say what a termbase, or a review table or an XLIFF that comes back, would change, and change
    /// nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// What a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum TableKind {
    /// Terms: a termbase.
    Terms,
    /// Texts with their translations: a memory.
    Units,
    /// A document: the text of its cells is to be translated.
    Document,
}

/// What there is in a document beside its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Beside {
    Comments,
    SheetNames,
    Formulas,
    Code,
}

impl ImportArgs {
    /// What is to be read of a document beside its text.
    fn more(&self) -> More {
        More {
            comments: self.with.contains(&Beside::Comments),
            sheet_names: self.with.contains(&Beside::SheetNames),
            formulas: self.with.contains(&Beside::Formulas),
            code: self.with.contains(&Beside::Code),
        }
    }

    /// The arguments as a person would repeat them.
    fn told(&self) -> Vec<String> {
        let path = |path: &PathBuf| path.display().to_string();
        let mut told: Vec<String> = self.files.iter().map(path).collect();
        for (option, value) in [
            ("--target", self.target.as_ref().map(path)),
            ("--name", self.name.clone()),
            ("--columns", self.columns.clone()),
            ("--encoding", self.encoding.clone()),
            ("--target-encoding", self.target_encoding.clone()),
            ("--reviewer", self.reviewer.clone()),
            ("--embeddings", self.embeddings.clone()),
        ] {
            if let Some(value) = value {
                told.extend([option.to_owned(), value]);
            }
        }
        for file in &self.lexicon {
            told.extend(["--lexicon".to_owned(), path(file)]);
        }
        for beside in &self.with {
            let what = match beside {
                Beside::Comments => "comments",
                Beside::SheetNames => "sheet-names",
                Beside::Formulas => "formulas",
                Beside::Code => "code",
            };
            told.extend(["--with".to_owned(), what.to_owned()]);
        }
        if self.blank_line_paragraphs {
            told.push("--blank-line-paragraphs".to_owned());
        }
        if self.partial {
            told.push("--partial".to_owned());
        }
        if let Some(kind) = self.kind {
            let kind = match kind {
                TableKind::Terms => "terms",
                TableKind::Units => "units",
                TableKind::Document => "document",
            };
            told.extend(["--as".to_owned(), kind.to_owned()]);
        }
        told
    }
}

/// Says so at once where the disk has not the room that an import will need, and not after
/// minutes. A unit takes 2.6 times its TMX, measured at a million; what is added to a memory stands
/// in its log too until the import is whole.
fn enough_room(memory: &Path, bytes: u64, new: bool) -> Result<(), Failure> {
    /// Less than this is not worth a look.
    const LARGE: u64 = 16 << 20;
    let needed = bytes.saturating_mul(if new { 3 } else { 6 });
    let free = store::free_space(memory);
    match free {
        Some(free) if bytes >= LARGE && free < needed => Err(Failure::new(format!(
            "the import needs about {} on the disk of {}, where {} are free",
            indicatif::DecimalBytes(needed),
            memory.display(),
            indicatif::DecimalBytes(free)
        ))
        .hint("make room, or name a memory on another disk with --memory; nothing was changed")),
        _ => Ok(()),
    }
}

/// What came of it.
enum Done {
    Document(Imported),
    Memory(MemoryOutcome),
    Termbase(TermbaseOutcome),
    Review(ReviewOutcome),
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &ImportArgs) -> Result<Outcome, Failure> {
    if args
        .name
        .as_ref()
        .is_some_and(|name| name.trim().is_empty())
    {
        return Err(Failure::new("the name of the document is empty")
            .hint("without --name a document is called as its file; nothing was imported"));
    }
    if args.files.len() > 1 && (args.target.is_some() || args.name.is_some()) {
        return Err(Failure::new("--target and --name go with one file")
            .hint("import the files one by one, or list them in yiku.toml and `yiku build`"));
    }
    if let Some(file) = args.files.iter().find(|file| !has_text(args, file))
        && (args.target.is_some() || args.name.is_some())
    {
        return Err(Failure::new(format!(
            "--target and --name are about a text; {} is a memory, a termbase or a table",
            file.display()
        ))
        .hint("import it without them; nothing was imported"));
    }
    let mut names = HashSet::new();
    for file in &args.files {
        let name = document_name(file);
        if has_text(args, file) && !names.insert(name.clone()) {
            return Err(Failure::new(format!("two of the files would be called “{name}”"))
                .hint("import them one by one, with --name; if one is the translation of the other: yiku import TEXT --target TRANSLATION"));
        }
    }
    // Everything is read before the memory is touched.
    let segmentation = rules::segmentation(desk, None)?;
    let lexicon = Arc::new(match args.target {
        Some(_) => lexicon::read(desk, &args.lexicon)?,
        None => Lexicon::default(),
    });
    let mut read = Vec::new();
    for file in &args.files {
        read.push(file::read(
            desk,
            ui,
            args,
            file,
            (&segmentation.segmenter, &lexicon),
        )?);
    }
    let fits = |read: &Read| match read {
        Read::Review(_) => true,
        Read::Termbase(_) => args.reviewer.is_none(),
        Read::Document(_) | Read::Memory(_) => !args.dry_run && args.reviewer.is_none(),
    };
    if let Some((_, other)) = (read.iter().zip(&args.files)).find(|(read, _)| !fits(read)) {
        return Err(Failure::new(format!(
            "--reviewer is about what comes back, a review table or an XLIFF that was exported here, --dry-run about these and termbases; {} is something else",
            other.display()
        ))
        .hint("import it without them; nothing was imported"));
    }
    if args.dry_run {
        return try_all(desk, ui, &read);
    }
    let bar = match read.as_slice() {
        [Read::Memory(memory)] => {
            ui.progress_of(memory.path.metadata().map_or(0, |file| file.len()))
        }
        _ => ui.progress(),
    };
    bar.set_message("importing");
    let new = !desk.memory_path().exists();
    let bytes = read.iter().map(Read::bytes).sum();
    enough_room(desk.memory_path(), bytes, new)?;
    let command = desk.occasion.command("import", args.told());
    let work = |writer: &Writer<'_>| {
        let mut done = Vec::new();
        for file in &read {
            done.push(match file {
                Read::Document(incoming) => {
                    if writer.setting("from")?.is_none() {
                        writer.set_setting("from", incoming.source_lang.given())?;
                        writer.set_setting("to", incoming.target_lang.given())?;
                    }
                    Done::Document(import::document(writer, incoming)?)
                }
                Read::Memory(incoming) => {
                    let told = |bytes| bar.set_position(bytes);
                    Done::Memory(import::memory(writer, incoming, &told)?)
                }
                Read::Termbase(incoming) => Done::Termbase(import::termbase(writer, incoming)?),
                Read::Review(incoming) => Done::Review(import::review(writer, incoming)?),
            });
        }
        writer.describe(done.iter().map(summary).collect::<Vec<_>>().join("; "));
        Ok::<_, import::Error>(done)
    };
    // A new memory appears with all that is imported, or not at all.
    let mut result = None;
    if let Some(mut new) = desk.new_memory(ui)? {
        ui.watch_on(new.memory(), bar.clone());
        let done = new.memory().change(&command, work);
        if done.is_err() {
            result = Some(done);
        } else if let Some(memory) = new.finish()? {
            ui.say(&format!("New memory: {}", memory.path().display()));
            result = Some(done);
        }
    }
    let result = match result {
        Some(result) => result,
        None => {
            let mut memory = desk.memory_to_change(ui)?;
            ui.watch_on(&mut memory, bar.clone());
            memory.change(&command, work)
        }
    };
    bar.finish_and_clear();
    let (done, changed) = result?;
    if (done.iter()).any(|done| matches!(done, Done::Document(_))) {
        rules::tell(ui, &segmentation);
        lexicon::tell(ui, &lexicon);
    }
    for (done, file) in done.iter().zip(&read) {
        if ui.json {
            match done {
                Done::Document(outcome) => ui.line(&Record::import(outcome).line())?,
                Done::Memory(outcome) => ui.line(&Record::memory(outcome).line())?,
                Done::Termbase(outcome) => ui.line(&Record::termbase(outcome).line())?,
                Done::Review(_) => {}
            }
        }
        match (done, file) {
            (Done::Document(outcome), Read::Document(incoming)) => {
                tell(
                    ui,
                    outcome,
                    incoming.source_lang.name(),
                    incoming.target_lang.name(),
                );
            }
            (Done::Memory(outcome), _) => tell_memory(ui, outcome),
            (Done::Termbase(outcome), _) => tell_termbase(ui, outcome),
            (Done::Review(outcome), _) => {
                let done = match changed {
                    true => review::Done::Changed,
                    false => review::Done::Nothing,
                };
                review::tell(ui, outcome, done)?;
            }
            (Done::Document(_), _) => {}
        }
    }
    Ok(Outcome::Done)
}

/// Says what review tables and termbases would change.
fn try_all(desk: &Desk, ui: &mut Ui, read: &[Read]) -> Result<Outcome, Failure> {
    for read in read {
        match read {
            Read::Review(incoming) => {
                let outcome = import::review_plan(&desk.memory()?.read()?, incoming)?;
                review::tell(ui, &outcome, review::Done::Tried)?;
            }
            Read::Termbase(incoming) => super::term::try_termbase(desk, ui, incoming)?,
            Read::Document(_) | Read::Memory(_) => {}
        }
    }
    Ok(Outcome::Done)
}
