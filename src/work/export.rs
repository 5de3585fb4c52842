//! Exporting: which units go into a file, in which order, and how the file is made.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

mod codes;
mod document;
mod error;
mod kind;
mod languages;
mod omegat;
mod preview;
mod stream;
mod text;
mod wishes;

pub use self::codes::Fault;
pub use self::error::Error;
pub use self::kind::Kind;
use self::languages::Chosen;
pub use self::omegat::{OmegatError, omegat};
pub use self::preview::preview;
use self::stream::{Stream, Wanted};
pub use self::wishes::{Idle, Wishes};
use super::check::{Policy, Terms};
use super::fill::{self, Segments};
use super::layout::Layouts;
use super::page;
use super::project::{Heading, Languages};
use crate::exchange::{self, Format, Header, KnownTerm, Options, Report, Tags, termbase};
use crate::publish::file_name;
use crate::store::{self, Reader, StoredUnit};
use crate::text::LangTag;
use crate::unit::{State, Variant};

/// What to export.
#[derive(Clone, Debug)]
pub struct Request {
    /// As what.
    pub kind: Kind,
    /// How the file is written, where its format leaves a choice.
    pub options: Options,
    /// Language tags to write instead of the memory's.
    pub tags: Tags,
    /// Only this document.
    pub document: Option<String>,
    /// Only units whose translation is in one of these states, or that have none (`None`); without it,
    /// what the format is for: a memory takes confirmed ones, XLIFF and JSONL take all.
    pub states: Option<Vec<Option<State>>>,
    /// The languages: those asked for, and those where neither these nor a document says them.
    pub languages: Languages,
    /// What a report is headed by.
    pub heading: Heading,
    /// How the texts of a report are checked.
    pub policy: Policy,
    /// How many characters a line of a subtitle may have.
    pub line_length: Option<usize>,
}

/// What an export wrote.
#[derive(Clone, Debug)]
pub struct Exported {
    /// How many units or concepts went out.
    pub count: usize,
    /// What could not be kept.
    pub report: Report,
    /// Segments of the text that stand in the source language, being untranslated.
    pub untranslated: usize,
    /// What was wrong with the inline codes of translations, by the number of the segment.
    pub faults: Vec<(usize, Fault)>,
    /// The encoding that a document is in now, where its own has not all of the characters.
    pub encoding: Option<&'static str>,
    /// What is to be said of how a document was written, each as half a sentence.
    pub remarks: Vec<String>,
    /// Documents in other languages than were asked for.
    pub left_out: Vec<String>,
    /// How many units of memories are translated into other languages only, and did not go out.
    pub elsewhere: usize,
    /// The languages of memories beside those that went out.
    pub other_langs: Vec<String>,
    /// The languages that went out, where the format has tags for them.
    pub langs: Vec<LangTag>,
    /// Whether it is subtitles, whose lines can be broken.
    pub is_subtitles: bool,
}

impl Exported {
    /// So many units or concepts, of which all could be kept.
    fn whole(count: usize) -> Self {
        Self {
            count,
            report: Report::default(),
            untranslated: 0,
            faults: Vec::new(),
            encoding: None,
            remarks: Vec::new(),
            left_out: Vec::new(),
            elsewhere: 0,
            other_langs: Vec::new(),
            langs: Vec::new(),
            is_subtitles: false,
        }
    }
}

/// Exports what `request` says to `out`.
///
/// # Errors
/// [`Error`]; then what was written is to be thrown away.
pub fn export<W: Write + Send>(
    reader: &Reader<'_>,
    request: &Request,
    mut out: W,
) -> Result<Exported, Error> {
    match request.kind {
        Kind::Units(format) => units(reader, request, format, out),
        Kind::Tbx(_) | Kind::Terms(_) | Kind::Glossary => terms(reader, request, out),
        Kind::Text => {
            let document = only_document(reader, request.document.as_deref(), &request.languages)?;
            text::text(reader, document, &mut out)
        }
        Kind::Document => as_it_came(reader, request, &mut out),
        Kind::Report => {
            let Chosen {
                documents,
                left_out,
            } = documents(reader, request)?;
            let languages = match request.languages.are_asked() {
                true => languages::pair(&request.languages, &documents, &[])?,
                false => request.languages.otherwise.clone(),
            };
            let report = page::gather(reader, documents, languages, request)?;
            let page = super::report::page(&report);
            out.write_all(page.as_bytes())?;
            Ok(Exported {
                left_out,
                ..Exported::whole(1)
            })
        }
    }
}

fn terms<W: Write>(reader: &Reader<'_>, request: &Request, mut out: W) -> Result<Exported, Error> {
    let mut concepts = reader.concepts()?;
    if concepts.is_empty() {
        return Err(Error::NoTerms);
    }
    let (source, target) = languages::pair(&request.languages, &[], &[])?;
    if request.languages.are_asked() {
        let is_asked = |lang: &LangTag| source.covers(lang) || target.covers(lang);
        for concept in &mut concepts {
            concept.terms.retain(|term| is_asked(&term.lang));
        }
        concepts.retain(|concept| !concept.terms.is_empty());
        if concepts.is_empty() {
            return Err(Error::NoTermsIn {
                langs: Box::new((source, target)),
            });
        }
    }
    let langs = concepts.iter().flat_map(|concept| &concept.terms);
    let langs: BTreeSet<LangTag> = langs.map(|term| term.lang.clone()).collect();
    let report = match request.kind {
        Kind::Tbx(style) => exchange::tbx::write(out, &concepts, &request.tags, style)?.1,
        Kind::Terms(layout) => termbase::write(out, &concepts, layout)?.1,
        _ => {
            let (glossary, report) = exchange::omegat::glossary(&concepts, &source, &target);
            out.write_all(glossary.as_bytes())?;
            report
        }
    };
    let count = usize::try_from(report.written).unwrap_or(usize::MAX);
    Ok(Exported {
        report,
        langs: langs.into_iter().collect(),
        ..Exported::whole(count)
    })
}

/// A document of an export, with the terms of its segments.
struct Chapter {
    segments: Segments,
    terms: Vec<Vec<KnownTerm>>,
    /// Earlier texts of the document, and translations without a source.
    beside: Vec<StoredUnit>,
    /// How they stand in it, for the format that keeps that.
    layouts: Layouts,
}

fn units<W: Write + Send>(
    reader: &Reader<'_>,
    request: &Request,
    format: Format,
    out: W,
) -> Result<Exported, Error> {
    // An XLIFF file is a document; a memory holds more.
    let of_memory = matches!(
        format,
        Format::Tmx | Format::Jsonl | Format::Weblate | Format::Po | Format::Table(_)
    ) && request.document.is_none();
    let memories = if of_memory {
        reader.memories()?
    } else {
        Vec::new()
    };
    let Chosen {
        documents,
        left_out,
    } = match documents(reader, request) {
        Err(Error::OnlyMemories { .. } | Error::OtherLanguages { .. }) if !memories.is_empty() => {
            Chosen::default()
        }
        chosen => chosen?,
    };
    let (source, target) = languages::pair(&request.languages, &documents, &memories)?;
    let finder = match format {
        Format::Xliff12 | Format::Xliff2(_) => {
            Some(Terms::new(reader.concepts()?, &source, &target))
        }
        Format::Tmx
        | Format::Jsonl
        | Format::Weblate
        | Format::Po
        | Format::Review(_)
        | Format::Table(_) => None,
    };
    let mut chapters = Vec::new();
    for document in documents {
        chapters.push(chapter(reader, request, format, document, finder.as_ref())?);
    }
    let stream = Stream {
        reader,
        wanted: Wanted {
            format,
            states: request.states.as_deref(),
            source: &source,
            target: &target,
            is_asked: request.languages.are_asked(),
        },
        chapters: &chapters,
        memories: &memories,
    };
    // The head of a file comes first and has the newest date.
    let date = stream.newest()?;
    let header = Header {
        source: source.clone(),
        target: target.clone(),
        tags: request.tags.clone(),
        date,
    };
    let mut writer = exchange::writer(format, out, &header, &request.options)?;
    let written = stream.write(&mut *writer)?;
    if written.count == 0 {
        return Err(match (request.languages.are_asked(), &request.states) {
            (true, _) => Error::NoPair {
                source_lang: source,
                target_lang: target,
            },
            (false, Some(_)) => Error::NotInStates,
            (false, None) => Error::NoSegments,
        });
    }
    let (_, report) = writer.finish()?;
    let count = usize::try_from(report.written).unwrap_or(usize::MAX);
    let mut langs = vec![source, target];
    let mut other_langs: Vec<String> = written.others.into_iter().collect();
    // A text form holds them all.
    if format == Format::Jsonl && !request.languages.are_asked() {
        for other in other_langs.drain(..) {
            langs.push(LangTag::parse(&other)?);
        }
    }
    Ok(Exported {
        report,
        left_out,
        elsewhere: written.elsewhere,
        other_langs,
        langs,
        ..Exported::whole(count)
    })
}

fn chapter(
    reader: &Reader<'_>,
    request: &Request,
    format: Format,
    document: store::Document,
    finder: Option<&Terms>,
) -> Result<Chapter, Error> {
    let mut beside = Vec::new();
    if let Some(row) = document.row {
        match format {
            // An XLIFF file or a table is the document; a memory holds more.
            Format::Xliff12
            | Format::Xliff2(_)
            | Format::Po
            | Format::Review(_)
            | Format::Table(_) => {}
            Format::Tmx | Format::Weblate if request.document.is_some() => {}
            Format::Tmx | Format::Weblate => {
                beside.extend(reader.retired(row)?);
            }
            Format::Jsonl => {
                let unpaired = reader.unpaired(row)?;
                beside.extend(unpaired.into_iter().map(|placed| placed.stored));
                beside.extend(reader.retired(row)?);
            }
        }
    }
    let segments = Segments::of(reader, document)?;
    let layouts = match segments.document.row {
        Some(row) if format == Format::Jsonl => {
            let placed = segments.placed.iter().map(|placed| &placed.stored);
            Layouts::of(reader, row, placed.chain(&beside))?
        }
        _ => Layouts::default(),
    };
    let terms = finder.map_or_else(Vec::new, |finder| {
        let known = |placed| {
            let source = segments.source(placed);
            finder.known(&finder.in_source(source))
        };
        segments.placed.iter().map(known).collect()
    });
    Ok(Chapter {
        segments,
        terms,
        beside,
        layouts,
    })
}

/// The documents that are asked for.
fn documents(reader: &Reader<'_>, request: &Request) -> Result<Chosen, Error> {
    let may_turn = languages::may_turn(request.kind);
    languages::documents(
        reader,
        request.document.as_deref(),
        &request.languages,
        may_turn,
    )
}

/// The one document that is asked for.
fn only_document(
    reader: &Reader<'_>,
    document: Option<&str>,
    languages: &Languages,
) -> Result<store::Document, Error> {
    let mut documents = languages::documents(reader, document, languages, false)?.documents;
    match (documents.pop(), documents.as_slice()) {
        (Some(document), []) => Ok(document),
        (last, others) => Err(Error::Several {
            documents: (others.iter().chain(&last))
                .map(|document| document.name.clone())
                .collect(),
        }),
    }
}

/// What a file is to be, by its name alone: where it ends as the one document that is meant, which
/// `is_document` says, that document; else what the ending says.
#[must_use]
pub fn kind_by_name(file: &Path, is_document: impl FnOnce() -> bool) -> Option<Kind> {
    match Kind::of_file(file) {
        // What came as text goes out so, whatever it is called.
        Some(Kind::Text) => Some(Kind::Text),
        _ if is_document() => Some(Kind::Document),
        by_ending => by_ending,
    }
}

/// Whether a document that came as the file `came` goes out as a file called `file`.
#[must_use]
pub fn goes_out_as(came: &Path, file: &Path) -> bool {
    !came.extension().is_some_and(is_read_only) && is_same_ending(came, file)
}

/// [`kind_by_name`], the document being one of the memory.
#[must_use]
pub fn kind_of_file(
    reader: &Reader<'_>,
    file: &Path,
    document: Option<&str>,
    languages: &Languages,
) -> Option<Kind> {
    kind_by_name(file, || {
        // That it is in other languages is said when it is written.
        let named = match document_file(reader, document, languages) {
            Err(Error::OtherLanguages { .. }) => {
                let languages = Languages::unasked(languages.otherwise.clone());
                document_file(reader, document, &languages)
            }
            named => named,
        };
        named.is_ok_and(|named| is_same_ending(&named, file))
    })
}

/// The documents that came as files of this ending: of the one that is named, or of all.
///
/// # Errors
/// [`Error`] where there is no such document.
pub fn documents_like(
    reader: &Reader<'_>,
    file: &Path,
    document: Option<&str>,
) -> Result<Vec<String>, Error> {
    let documents = match fill::documents(reader, document) {
        Err(fill::Error::NoDocument { .. }) => return Ok(Vec::new()),
        documents => documents?,
    };
    let like = documents
        .into_iter()
        .filter(|document| is_same_ending(Path::new(&document.file), file));
    Ok(like.map(|document| document.name).collect())
}

/// Whether what has this ending is read by another program, which does not write it again.
fn is_read_only(ending: &OsStr) -> bool {
    let mut endings = ["pdf", "doc", "rtf"].iter();
    endings.any(|known| ending.eq_ignore_ascii_case(known))
}

fn is_same_ending(a: &Path, b: &Path) -> bool {
    match (a.extension(), b.extension()) {
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
        _ => false,
    }
}

/// What the file of a document is called in the target language: `release.zh-Hans.md`.
///
/// # Errors
/// [`Error`] where there is no such document, or more than one.
pub fn document_file(
    reader: &Reader<'_>,
    document: Option<&str>,
    languages: &Languages,
) -> Result<PathBuf, Error> {
    let document = only_document(reader, document, languages)?;
    let is_text = match document.row {
        Some(row) => reader.original_format(row)?.is_none(),
        None => true,
    };
    let ending = Path::new(&document.file).extension();
    let ending = match ending.filter(|ending| is_text && is_read_only(ending)) {
        Some(_) => Some(OsStr::new("txt")),
        None => ending,
    };
    // A name may have come with a memory of somebody else.
    let name = file_name(&document.name);
    let mut name = format!("{name}.{}", document.target_lang.given());
    if let Some(ending) = ending {
        name.push('.');
        name.push_str(&ending.to_string_lossy());
    }
    Ok(PathBuf::from(name))
}

/// The document in the target language, as what it came as. Plain text is what [`text::text`] writes, in
/// the encoding of the source.
fn as_it_came(
    reader: &Reader<'_>,
    request: &Request,
    out: &mut dyn Write,
) -> Result<Exported, Error> {
    let document = only_document(reader, request.document.as_deref(), &request.languages)?;
    match document::original(reader, &document)? {
        Some(original) => {
            document::document(reader, &document, &original, request.line_length, out)
        }
        None => text::plain(reader, document, out),
    }
}

fn is_rejected(target: &Variant) -> bool {
    target.state == Some(State::Rejected)
}
