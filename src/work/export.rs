//! Exporting: which units go into a file, in which order, and how the file is made.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

mod codes;
mod document;
mod kind;
mod omegat;
mod preview;
mod stream;
mod text;
mod wishes;

pub use self::codes::Fault;
pub use self::kind::Kind;
pub use self::omegat::{OmegatError, omegat};
pub use self::preview::preview;
use self::stream::{Stream, Wanted};
pub use self::wishes::Wishes;
use super::check::{Policy, Terms};
use super::fill::{self, Segments};
use super::layout::Layouts;
use super::page;
use super::project::Heading;
use crate::exchange::{self, Format, Header, KnownTerm, Options, Report, Tags, termbase};
use crate::publish::file_name;
use crate::store::{self, Reader, StoredUnit};
use crate::text::{LangTag, lang::InvalidTag};
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
    /// Only translations in these states; without it, what the format is for: a memory takes confirmed
    /// ones, XLIFF and JSONL take all.
    pub states: Option<Vec<State>>,
    /// The languages, where there is no document to say them.
    pub languages: (LangTag, LangTag),
    /// What a report is headed by.
    pub heading: Heading,
    /// How the texts of a report are checked.
    pub policy: Policy,
    /// How many characters a line of a subtitle may have.
    pub line_length: Option<usize>,
}

/// What an export could not do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The memory refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// There is no such document.
    #[error(transparent)]
    Fill(#[from] fill::Error),
    /// The format refused.
    #[error(transparent)]
    Exchange(#[from] exchange::Error),
    /// A language tag that is none.
    #[error(transparent)]
    Tag(#[from] InvalidTag),
    /// A renaming of tags that cannot be read.
    #[error("“{given}” does not say how to write a language; --tags takes en=en-US,zh-Hans=zh-CN")]
    Tags {
        /// What was given.
        given: String,
    },
    /// The file of a document cannot be read any more.
    #[error(transparent)]
    Document(#[from] crate::document::Error),
    /// A document of a format that is not known here.
    #[error("{document} is a document of the format “{format}”, which this yiku does not know")]
    UnknownFormat {
        /// The document.
        document: String,
        /// The name of its format.
        format: String,
    },
    /// The segments of a document are not those that its file is cut into now.
    #[error("the segments of {document} were cut by another yiku, which read its file otherwise")]
    ReadOtherwise {
        /// The document.
        document: String,
    },
    /// A name that is not known.
    #[error("there is no {what} “{name}”; there is: {known}")]
    Unknown {
        /// What it should be the name of.
        what: &'static str,
        /// The name.
        name: String,
        /// The names that are known.
        known: String,
    },
    /// A wish that only TMX can fulfil.
    #[error("the {wish} can be chosen for TMX only")]
    OnlyTmx {
        /// What was wished for.
        wish: &'static str,
    },
    /// Several documents, where one is needed.
    #[error("there are several documents: {}", documents.join(", "))]
    Several {
        /// Their names.
        documents: Vec<String>,
    },
    /// No segment is in a state that is exported.
    #[error("nothing to export: no segment is confirmed yet")]
    NoSegments,
    /// The memory has no terms.
    #[error("nothing to export: the memory has no terms yet")]
    NoTerms,
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Exchange(error.into())
    }
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
            let document = only_document(reader, request.document.as_deref())?;
            text::text(reader, document, &mut out)
        }
        Kind::Document => as_it_came(reader, request, &mut out),
        Kind::Report => {
            let documents = fill::documents(reader, request.document.as_deref())?;
            let languages = request.languages.clone();
            let report = page::gather(reader, documents, languages, request)?;
            let page = super::report::page(&report);
            out.write_all(page.as_bytes())?;
            Ok(Exported::whole(1))
        }
    }
}

fn terms<W: Write>(reader: &Reader<'_>, request: &Request, mut out: W) -> Result<Exported, Error> {
    let concepts = reader.concepts()?;
    if concepts.is_empty() {
        return Err(Error::NoTerms);
    }
    let report = match request.kind {
        Kind::Tbx(style) => exchange::tbx::write(out, &concepts, &request.tags, style)?.1,
        Kind::Terms(layout) => termbase::write(out, &concepts, layout)?.1,
        _ => {
            let (source, target) = &request.languages;
            let (glossary, report) = exchange::omegat::glossary(&concepts, source, target);
            out.write_all(glossary.as_bytes())?;
            report
        }
    };
    let count = usize::try_from(report.written).unwrap_or(usize::MAX);
    Ok(Exported {
        report,
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
    let documents = match fill::documents(reader, request.document.as_deref()) {
        Err(fill::Error::NoDocument { .. }) if !memories.is_empty() => Vec::new(),
        documents => documents?,
    };
    let (source, target) = match (documents.first(), memories.first()) {
        (Some(first), _) => (first.source_lang.clone(), first.target_lang.clone()),
        (None, Some(first)) => (first.source_lang.clone(), first.target_lang.clone()),
        (None, None) => request.languages.clone(),
    };
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
            target: &target,
        },
        chapters: &chapters,
        memories: &memories,
    };
    // The head of a file comes first and has the newest date.
    let date = stream.newest()?;
    let header = Header {
        source,
        target: target.clone(),
        tags: request.tags.clone(),
        date,
    };
    let mut writer = exchange::writer(format, out, &header, &request.options)?;
    if stream.write(&mut *writer)? == 0 {
        return Err(Error::NoSegments);
    }
    let (_, report) = writer.finish()?;
    let count = usize::try_from(report.written).unwrap_or(usize::MAX);
    Ok(Exported {
        report,
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

/// The one document that is asked for.
fn only_document(reader: &Reader<'_>, document: Option<&str>) -> Result<store::Document, Error> {
    let mut documents = fill::documents(reader, document)?;
    match (documents.pop(), documents.as_slice()) {
        (Some(document), []) => Ok(document),
        (last, others) => Err(Error::Several {
            documents: (others.iter().chain(&last))
                .map(|document| document.name.clone())
                .collect(),
        }),
    }
}

/// What the file of a document is called in the target language: `release.zh-Hans.md`.
///
/// # Errors
/// [`Error`] where there is no such document, or more than one.
pub fn document_file(reader: &Reader<'_>, document: Option<&str>) -> Result<PathBuf, Error> {
    let document = only_document(reader, document)?;
    let is_text = match document.row {
        Some(row) => reader.original(row)?.is_none(),
        None => true,
    };
    let ending = Path::new(&document.file).extension();
    // What another program read the text of is not written again.
    let is_read_only = |ending: &&OsStr| {
        let endings = ["pdf", "doc", "rtf"].iter();
        let mut same = endings.filter(|known| ending.eq_ignore_ascii_case(known));
        is_text && same.next().is_some()
    };
    let ending = match ending.filter(is_read_only) {
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
    let document = only_document(reader, request.document.as_deref())?;
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
