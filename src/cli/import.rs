mod review;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::ui::Ui;
use super::{lexicon, rules};
use crate::document;
use crate::exchange::review::{Hand, Layout};
use crate::exchange::table::Layout as TableLayout;
use crate::exchange::termbase::Guess;
use crate::exchange::{Content, Format, Mends};
use crate::segment::Segmenter;
use crate::store::{self, Writer};
use crate::text::script;
use crate::work::align::Lexicon;
use crate::work::import::{
    self, Incoming, IncomingMemory, IncomingReview, IncomingTermbase, MemoryOutcome,
    Outcome as Imported, ReviewOutcome, TermbaseOutcome,
};
use crate::work::manifest::document_name;
use crate::work::project::MANIFEST;
use crate::work::record::Record;

/// Import texts to translate, with their translations, memories and termbases
///
/// A text (.txt) becomes segments. Imported again after it changed, every segment that still stands
/// keeps its translation; what you wrote or confirmed is never overwritten. A memory (.tmx, .po, or
/// a table of texts and their translations in .csv, .tsv, .xlsx) is kept beside the documents, to
/// be searched; imported again, it becomes what the file says. TBX, and a table whose titles or
/// name are those of terms, become a termbase, as `yiku term import` takes it. A review table
/// (.docx, .xlsx) that comes back from a reviewer brings their changes home: each is shown, before
/// and after, and where the memory changed too since, its text stands. So does an XLIFF file (.xlf)
/// that was exported here and that a translator filled in any CAT tool; one of another origin is a
/// memory.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku import release.en.txt                                a text to translate
  yiku import release.en.txt --target release.zh-Hans.txt   with its translation, aligned
  yiku import a.txt --target a.zh.txt --lexicon cedict_ts.u8  by the words of a dictionary, too
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
    /// Which columns of a table hold what: source=A,target=C,note=E
    #[arg(long, value_name = "WHAT=COLUMN,…")]
    columns: Option<String>,
    /// What a table is, where it could be either: terms, or units (texts with their translations)
    #[arg(long = "as", value_name = "terms|units")]
    kind: Option<TableKind>,
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
}

impl ImportArgs {
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
        ] {
            if let Some(value) = value {
                told.extend([option.to_owned(), value]);
            }
        }
        for file in &self.lexicon {
            told.extend(["--lexicon".to_owned(), path(file)]);
        }
        if self.partial {
            told.push("--partial".to_owned());
        }
        if let Some(kind) = self.kind {
            let kind = match kind {
                TableKind::Terms => "terms",
                TableKind::Units => "units",
            };
            told.extend(["--as".to_owned(), kind.to_owned()]);
        }
        told
    }
}

/// A file to import, read.
enum Read {
    Document(Box<Incoming>),
    Memory(IncomingMemory),
    Termbase(IncomingTermbase),
    Review(IncomingReview),
}

impl Read {
    /// The size of its file, where that is large enough to matter to a disk.
    fn bytes(&self) -> u64 {
        match self {
            Self::Memory(memory) => memory.path.metadata().map_or(0, |file| file.len()),
            Self::Document(_) | Self::Termbase(_) | Self::Review(_) => 0,
        }
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
        read.push(read_file(
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

/// Whether a file is imported as a document: it is no memory, no termbase and no table.
fn has_text(args: &ImportArgs, file: &Path) -> bool {
    !is_termbase(args, file) && Layout::of_file(file).is_none() && !is_memory(args, file)
}

/// Whether a file is a termbase: TBX, or a table of terms.
fn is_termbase(args: &ImportArgs, file: &Path) -> bool {
    let content = import::content(file);
    match (args.kind, content) {
        (_, Ok(Some(Content::Tbx))) => true,
        (Some(kind), _) => kind == TableKind::Terms,
        (None, Ok(None | Some(Content::Units(Format::Table(_))))) => {
            matches!(import::guess(file), Ok(Some(Guess::Terms | Guess::Named)))
        }
        (None, content) => content.is_err() && TableLayout::of_file(file) == Some(TableLayout::Csv),
    }
}

/// Whether a file holds units; one that cannot be read says so when it is.
fn is_memory(args: &ImportArgs, file: &Path) -> bool {
    let tmx = || {
        file.extension()
            .is_some_and(|own| own.eq_ignore_ascii_case("tmx"))
    };
    !is_termbase(args, file)
        && (matches!(import::content(file), Ok(Some(Content::Units(_)))) || tmx())
}

/// Says what a table was taken for, where it could be something else.
fn tell_guess(ui: &mut Ui, args: &ImportArgs, path: &Path) {
    if args.kind.is_some() {
        return;
    }
    match import::guess(path) {
        Ok(Some(Guess::Named)) => ui.say(&format!(
            "{} is taken for a termbase, as its name says; --as units makes it a memory.",
            path.display()
        )),
        Ok(Some(Guess::Short)) => ui.say(&format!(
            "{} is taken for a memory, though its texts are short; --as terms makes it a termbase.",
            path.display()
        )),
        _ => {}
    }
}

fn read_file(
    desk: &Desk,
    ui: &mut Ui,
    args: &ImportArgs,
    path: &Path,
    (segmenter, lexicon): (&Segmenter, &Arc<Lexicon>),
) -> Result<Read, Failure> {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default();
    if let Some(layout) = Layout::of_file(path)
        && args.kind.is_none()
        && let Some(review) = review::read(desk, path, layout, args.reviewer.as_deref())?
    {
        return Ok(Read::Review(review));
    }
    if is_memory(args, path)
        && let Some(review) = review::returned(desk, path, args.reviewer.as_deref())?
    {
        return Ok(Read::Review(review));
    }
    if let Some(refused) = foreign(path, &ending) {
        document::open(path)?;
        return Err(refused);
    }
    if is_memory(args, path) {
        document::open(path)?;
        tell_guess(ui, args, path);
        let (source_lang, target_lang) = desk.languages(None)?;
        return Ok(Read::Memory(IncomingMemory {
            path: path.to_owned(),
            source_lang,
            target_lang,
            columns: super::convert::columns(args.columns.as_deref())?,
            partial: args.partial,
        }));
    }
    if is_termbase(args, path) {
        tell_guess(ui, args, path);
        let (encoding, columns) = (args.encoding.as_deref(), args.columns.as_deref());
        let termbase = super::term::read_termbase(desk, ui, path, encoding, columns)?;
        return Ok(Read::Termbase(termbase));
    }
    let (source, target) = import::read(
        path,
        args.encoding.as_deref(),
        args.target.as_deref(),
        args.target_encoding.as_deref(),
    )?;
    tell_encoding(ui, path, &source, "--encoding");
    if let Some((path, file)) = &target {
        tell_encoding(ui, path, file, "--target-encoding");
    }
    // The memory's own languages count only where there is one.
    let known = desk.memory().ok();
    let reader = known.as_ref().map(store::Memory::read).transpose()?;
    let (source_lang, target_lang) = desk.languages(reader.as_ref())?;
    if target.is_none() && script::is_foreign(&source.text, &source_lang) {
        ui.warn(&format!(
            "{} does not look like {}; --from and --to say the languages",
            path.display(),
            source_lang.name()
        ));
    }
    Ok(Read::Document(Box::new(Incoming {
        name: args.name.clone().unwrap_or_else(|| document_name(path)),
        path: path.to_owned(),
        source,
        target,
        source_lang,
        target_lang,
        segmentation: segmenter.clone(),
        lexicon: Arc::clone(lexicon),
        date: None,
        fields: desk.fields(),
    })))
}

/// What a file is that cannot be imported for what it is, and what to do with it instead.
fn foreign(path: &Path, ending: &str) -> Option<Failure> {
    let (what, instead) = match ending {
        _ if path.file_name().is_some_and(|name| name == MANIFEST) => (
            "the manifest of a project",
            "`yiku build` does what it says".to_owned(),
        ),
        "yiku" => (
            "a memory of yiku itself",
            format!("--memory {} uses it", path.display()),
        ),
        "xls" | "ods" => (
            "a spreadsheet",
            "save it as .xlsx and import that".to_owned(),
        ),
        "docx" | "doc" | "odt" | "rtf" => (
            "a word processor's document",
            "save it as plain text (.txt), in UTF-8, and import that".to_owned(),
        ),
        _ => return None,
    };
    Some(
        Failure::new(format!(
            "{} is {what}, which is not imported",
            path.display()
        ))
        .hint(instead),
    )
}

/// Says which encoding was assumed, where nothing said it.
fn tell_encoding(ui: &mut Ui, path: &Path, file: &document::FileText, option: &str) {
    if file.guessed {
        tell_guessed(ui, path, file.encoding, option);
    }
}

pub(super) fn tell_guessed(ui: &mut Ui, path: &Path, encoding: &str, option: &str) {
    ui.warn(&format!(
        "{} is not UTF-8; it was read as {encoding}. If its text looks wrong: {option} NAME",
        path.display(),
    ));
}

fn summary(done: &Done) -> String {
    match done {
        Done::Document(outcome) => format!(
            "{}: {}",
            outcome.document,
            plural(outcome.segments, "segment")
        ),
        Done::Memory(outcome) => format!("{}: {}", outcome.name, units(outcome.units)),
        Done::Termbase(outcome) => {
            format!("{}: {}", outcome.name, plural(outcome.concepts, "concept"))
        }
        Done::Review(outcome) => format!(
            "{}: {} {}",
            outcome.file,
            plural(outcome.taken(), "segment"),
            match outcome.hand {
                Hand::Reviewer => "reviewed",
                Hand::Translator => "taken",
            }
        ),
    }
}

/// Numbers of segments in a sentence: the first ones, and how many more.
pub(super) fn numbers(numbers: &[usize]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = numbers
        .iter()
        .take(SHOWN)
        .map(ToString::to_string)
        .collect();
    let more = numbers.len().saturating_sub(SHOWN);
    match more {
        0 => shown.join(", "),
        _ => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A count with its noun: `1 segment`, `2 segments`.
pub(super) fn plural(count: usize, noun: &str) -> String {
    let ending = match count {
        1 => "",
        _ if noun.ends_with('s') => "es",
        _ => "s",
    };
    format!("{count} {noun}{ending}")
}

/// Says what an import did.
pub(super) fn tell(ui: &mut Ui, outcome: &Imported, from: &str, to: &str) {
    let name = &outcome.document;
    if outcome.unchanged {
        ui.say(&format!(
            "{name}: nothing to do, its {} are in the memory as they stand.",
            plural(outcome.segments, "segment")
        ));
        return;
    }
    if outcome.first {
        ui.say(&format!(
            "{name}: {} in {}.",
            plural(outcome.segments, "segment"),
            plural(outcome.paragraphs, "paragraph")
        ));
    } else {
        let mut parts = Vec::new();
        for (what, found) in [("new", &outcome.new), ("changed", &outcome.changed)] {
            if !found.is_empty() {
                parts.push(format!("{} {what} ({})", found.len(), numbers(found)));
            }
        }
        if outcome.gone > 0 {
            parts.push(format!("{} gone", outcome.gone));
        }
        if outcome.moved > 0 {
            parts.push(format!("{} moved", outcome.moved));
        }
        if parts.is_empty() {
            parts.push("no segment of the text changed".to_owned());
        }
        ui.say(&format!(
            "{name}: {}; {}.",
            plural(outcome.segments, "segment"),
            parts.join(", ")
        ));
        if outcome.gone > 0 && outcome.new.len() == outcome.segments {
            ui.warn(&format!(
                "{name}: no segment of the text before is in this one. If it is another text, `yiku undo` and import it with --name"
            ));
        }
        if !outcome.changed.is_empty() {
            ui.say("The earlier texts of the changed segments are kept with their translations; `yiku show` has them.");
        }
    }
    let Some(alignment) = &outcome.alignment else {
        return;
    };
    ui.say(&format!(
        "{name}: {} of {} have their {to}.",
        alignment.paired,
        plural(outcome.segments, "segment")
    ));
    if !alignment.elsewhere.is_empty() {
        ui.warn(&format!(
            "{name}: the file has the {to} of {} in another place: {}",
            plural(alignment.elsewhere.len(), "segment"),
            numbers(&alignment.elsewhere)
        ));
    }
    let updated = &alignment.updated;
    if !updated.is_empty() {
        ui.say(&format!(
            "{name}: the {to} of {} changed with its file: {}.",
            plural(updated.len(), "segment"),
            numbers(updated)
        ));
    }
    if !alignment.doubtful.is_empty() {
        ui.warn(&format!(
            "{name}: not sure of the {to} of {}, which stay drafts: {}",
            plural(alignment.doubtful.len(), "segment"),
            numbers(&alignment.doubtful)
        ));
    }
    if !alignment.missing.is_empty() {
        ui.warn(&format!(
            "{name}: the file has no {to} for {}: {}",
            plural(alignment.missing.len(), "segment"),
            numbers(&alignment.missing)
        ));
    }
    if !alignment.withdrawn.is_empty() {
        ui.warn(&format!(
            "{name}: the {to} of {} is not in its file any more, and was taken away: {} (`yiku undo` brings it back)",
            plural(alignment.withdrawn.len(), "segment"),
            numbers(&alignment.withdrawn)
        ));
    }
    if alignment.unpaired > 0 {
        ui.warn(&format!(
            "{name}: {} of the {to} with no {from}; `yiku list --unpaired` shows them",
            plural(alignment.unpaired, "piece")
        ));
    }
    if !alignment.carried.is_empty() {
        ui.warn(&format!(
            "{name}: the text of {} changed that you had translated: {}. Your translation is a draft now, the file's is kept beside it; `yiku show` has both",
            plural(alignment.carried.len(), "segment"),
            numbers(&alignment.carried)
        ));
    }
    if !alignment.conflicts.is_empty() {
        ui.warn(&format!(
            "{name}: you and the file both changed the {to} of {}: {}. Yours stands, the file's is kept beside it; `yiku show` has both",
            plural(alignment.conflicts.len(), "segment"),
            numbers(&alignment.conflicts)
        ));
    }
}

/// Says what importing a memory did.
fn tell_memory(ui: &mut Ui, outcome: &MemoryOutcome) {
    let name = &outcome.name;
    if outcome.unchanged {
        ui.say(&format!(
            "{name}: nothing to do, its {} are in the memory as they stand.",
            units(outcome.units)
        ));
        return;
    }
    ui.say(&format!(
        "{name}: {} ({} new, {} changed, {} gone).",
        units(outcome.units),
        outcome.new,
        outcome.changed,
        outcome.gone
    ));
    if outcome.untranslated > 0 {
        ui.say(&format!(
            "{name}: {} without a translation left out; `yiku pretranslate` fills them.",
            units(outcome.untranslated)
        ));
    }
    tell_mends(ui, name, &outcome.mends);
    if let Some(fault) = &outcome.ended {
        ui.warn(&format!(
            "{name}: {fault}; only what stands before it was taken"
        ));
    }
}

/// Says what was mended in a file.
pub(super) fn tell_mends(ui: &mut Ui, name: &str, mends: &Mends) {
    for (kind, count) in mends.kinds() {
        let mut listed = mends.listed().iter();
        let first = listed.find(|mend| mend.message.starts_with(kind));
        let place = first.map_or(String::new(), |mend| {
            format!(", first in line {}", mend.line)
        });
        ui.warn(&format!("{name}: {count} × {kind}{place}"));
    }
}

fn units(count: u64) -> String {
    format!("{count} unit{}", if count == 1 { "" } else { "s" })
}

/// Says what loading a termbase did.
pub(super) fn tell_termbase(ui: &mut Ui, outcome: &TermbaseOutcome) {
    let name = &outcome.name;
    if outcome.unchanged {
        ui.say(&format!(
            "{name}: nothing to do, its terms are in the memory as they stand."
        ));
        return;
    }
    ui.say(&format!(
        "{name}: {} ({} new, {} changed, {} gone).",
        plural(outcome.concepts, "concept"),
        outcome.new.len(),
        outcome.changed.len(),
        outcome.gone.len()
    ));
    if !outcome.kept.is_empty() {
        ui.warn(&format!(
            "{name}: changed by hand, and left so: {}",
            outcome.kept.join(", ")
        ));
    }
    for mend in &outcome.mended {
        ui.warn(&format!("{name}, line {}: {}", mend.line, mend.message));
    }
}
