//! What a file is that is to be imported, and reading it.

use std::path::Path;
use std::sync::Arc;

use super::said::{tell_encoding, tell_remarks};
use super::{ImportArgs, TableKind};
use crate::cli::desk::Desk;
use crate::cli::error::Failure;
use crate::cli::ui::Ui;
use crate::document;
use crate::exchange::review::{self, Layout};
use crate::exchange::table::Layout as TableLayout;
use crate::exchange::termbase::Guess;
use crate::exchange::{Content, Format};
use crate::segment::{Segmenter, looks_wrapped};
use crate::store;
use crate::text::{LangTag, script};
use crate::work::align::Lexicon;
use crate::work::import::{self, Incoming, IncomingMemory, IncomingReview, IncomingTermbase};
use crate::work::manifest::document_name;
use crate::work::project::MANIFEST;

/// A file to import, read.
pub(super) enum Read {
    Document(Box<Incoming>),
    Memory(IncomingMemory),
    Termbase(IncomingTermbase),
    Review(IncomingReview),
}

impl Read {
    /// The size of its file, where that is large enough to matter to a disk.
    pub(super) fn bytes(&self) -> u64 {
        match self {
            Self::Memory(memory) => memory.path.metadata().map_or(0, |file| file.len()),
            Self::Document(_) | Self::Termbase(_) | Self::Review(_) => 0,
        }
    }
}

/// Whether a file is imported as a document: it is no memory, no termbase and no table.
pub(super) fn has_text(args: &ImportArgs, file: &Path) -> bool {
    !is_termbase(args, file) && !is_review(args, file) && !is_memory(args, file)
}

/// Whether a file is a review table, as spreadsheets are for who does not say another thing.
fn is_review(args: &ImportArgs, file: &Path) -> bool {
    match Layout::of_file(file) {
        _ if args.kind.is_some() => false,
        None => false,
        Some(Layout::Xlsx) => true,
        Some(layout) => {
            document::open(file).is_ok_and(|input| !matches!(review::read(layout, input), Ok(None)))
        }
    }
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
        && args.kind != Some(TableKind::Document)
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

pub(super) fn read(
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
        && let Some(review) = super::review::read(desk, path, layout, args.reviewer.as_deref())?
    {
        return Ok(Read::Review(review));
    }
    if is_memory(args, path)
        && let Some(review) = super::review::returned(desk, path, args.reviewer.as_deref())?
    {
        return Ok(Read::Review(review));
    }
    if let Some(refused) = foreign(args, path, &ending) {
        document::open(path)?;
        return Err(refused);
    }
    if is_memory(args, path) {
        document::open(path)?;
        tell_guess(ui, args, path);
        let (source_lang, target_lang) = two_languages(desk, None)?;
        return Ok(Read::Memory(IncomingMemory {
            path: path.to_owned(),
            source_lang,
            target_lang,
            columns: crate::cli::convert::columns(args.columns.as_deref())?,
            encoding: args.encoding.clone(),
            partial: args.partial,
        }));
    }
    if is_termbase(args, path) {
        tell_guess(ui, args, path);
        let (encoding, columns) = (args.encoding.as_deref(), args.columns.as_deref());
        let termbase = crate::cli::term::read_termbase(desk, ui, path, encoding, columns)?;
        return Ok(Read::Termbase(termbase));
    }
    let (source, target) = import::read(
        path,
        args.encoding.as_deref(),
        args.target.as_deref(),
        args.target_encoding.as_deref(),
        args.more(),
    )?;
    tell_encoding(ui, path, &source, "--encoding");
    tell_remarks(ui, path, &source);
    if let Some((path, file)) = &target {
        tell_encoding(ui, path, file, "--target-encoding");
    }
    // The memory's own languages count only where there is one.
    let known = desk.memory().ok();
    let reader = known.as_ref().map(store::Memory::read).transpose()?;
    let (source_lang, target_lang) = two_languages(desk, reader.as_ref())?;
    if target.is_none() && script::is_foreign(&source.text, &source_lang) {
        ui.warn(&format!(
            "{} does not look like {}; --from and --to say the languages",
            path.display(),
            source_lang.name()
        ));
    }
    let is_wrapped = segmenter.options().blank_line_paragraphs || args.blank_line_paragraphs;
    if source.form.is_none() && !is_wrapped && looks_wrapped(&source.text) {
        ui.warn(&format!(
            "the lines of {} look broken for their length, and each is read as a paragraph; \
             --blank-line-paragraphs lets only a blank line end one",
            path.display()
        ));
    }
    let segmentation = match args.blank_line_paragraphs {
        true => segmenter.for_wrapped_lines(),
        false => segmenter.clone(),
    };
    let mut incoming = Incoming {
        name: args.name.clone().unwrap_or_else(|| document_name(path)),
        path: path.to_owned(),
        source,
        target,
        source_lang,
        target_lang,
        segmentation,
        lexicon: Arc::clone(lexicon),
        embeddings: None,
        date: None,
        fields: desk.fields(),
    };
    if let Some(command) = &args.embeddings {
        incoming.embed(command)?;
    }
    Ok(Read::Document(Box::new(incoming)))
}

/// The languages of a text that is to be translated, which are never one.
fn two_languages(
    desk: &Desk,
    reader: Option<&store::Reader<'_>>,
) -> Result<(LangTag, LangTag), Failure> {
    let (from, to) = desk.languages_of_text(reader)?;
    if from == to {
        return Err(
            Failure::new(format!("{} cannot be translated into itself", from.name()))
                .hint("--from and --to say two languages, such as --from zh --to en"),
        );
    }
    Ok((from, to))
}

/// What a file is that cannot be imported for what it is, and what to do with it instead.
fn foreign(args: &ImportArgs, path: &Path, ending: &str) -> Option<Failure> {
    let (what, instead) = match ending {
        _ if path.file_name().is_some_and(|name| name == MANIFEST) => (
            "the manifest of a project",
            "`yiku build` does what it says".to_owned(),
        ),
        "yiku" => (
            "a memory of yiku itself",
            format!("--memory {} uses it", path.display()),
        ),
        "ods" if args.kind == Some(TableKind::Document) => return None,
        "ods" => (
            "a spreadsheet",
            "save it as .xlsx and import that; or --as document, to translate the text of its cells"
                .to_owned(),
        ),
        "xls" => (
            "a spreadsheet",
            "save it as .xlsx and import that".to_owned(),
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
