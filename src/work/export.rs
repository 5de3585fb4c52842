//! Exporting: which units go into a file, in which order, and how the file is made.

use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};

mod stream;

use self::stream::{Stream, Wanted};
use super::check::{Policy, Terms};
use super::fill::{self, Segments};
use super::layout::Layouts;
use super::output;
use super::page;
use super::project::Heading;
use crate::exchange::table::Layout;
use crate::exchange::tbx::Style;
use crate::exchange::xliff2::Version;
use crate::exchange::{
    self, Dialect, Format, Header, KnownTerm, Options, Report, Tags, Tool, review, termbase,
};
use crate::store::{self, Reader, Row, StoredUnit};
use crate::text::script::joint;
use crate::text::{LangTag, lang::InvalidTag};
use crate::unit::{Side, State, Unit, Variant};

/// What an export can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Units, in an exchange format.
    Units(Format),
    /// The termbase as TBX.
    Tbx(Style),
    /// The termbase as a table, one row a term.
    Terms(Layout),
    /// The termbase as OmegaT's glossary.
    Glossary,
    /// The document in the target language, as text.
    Text,
    /// The page to look at.
    Report,
}

/// The names of [`Kind`]s and the endings of their files, the longer ones first.
const KINDS: &[(&str, &[&str], Kind)] = &[
    ("tmx", &[".tmx"], Kind::Units(Format::Tmx)),
    (
        "xliff2",
        &[".2.xlf", ".2.xliff", ".xlf2"],
        Kind::Units(Format::Xliff2(Version::V21)),
    ),
    ("xliff2.0", &[], Kind::Units(Format::Xliff2(Version::V20))),
    ("xliff2.2", &[], Kind::Units(Format::Xliff2(Version::V22))),
    ("xliff", &[".xlf", ".xliff"], Kind::Units(Format::Xliff12)),
    ("jsonl", &[".jsonl"], Kind::Units(Format::Jsonl)),
    ("weblate", &[".json"], Kind::Units(Format::Weblate)),
    (
        "review",
        &[".docx"],
        Kind::Units(Format::Review(review::Layout::Docx)),
    ),
    ("po", &[".po"], Kind::Units(Format::Po)),
    ("csv", &[], Kind::Units(Format::Table(Layout::Csv))),
    ("tsv", &[], Kind::Units(Format::Table(Layout::Tsv))),
    ("xlsx", &[".xlsx"], Kind::Units(Format::Table(Layout::Xlsx))),
    ("tbx", &[".tbx"], Kind::Tbx(Style::Dca)),
    ("tbx-dct", &[], Kind::Tbx(Style::Dct)),
    ("tbx-v2", &[], Kind::Tbx(Style::V2)),
    ("terms-csv", &[".csv"], Kind::Terms(Layout::Csv)),
    ("terms-tsv", &[], Kind::Terms(Layout::Tsv)),
    ("terms-xlsx", &[], Kind::Terms(Layout::Xlsx)),
    ("glossary", &[".tsv", "glossary.txt"], Kind::Glossary),
    ("text", &[".txt"], Kind::Text),
    ("report", &[".html"], Kind::Report),
];

impl Kind {
    /// The names people give, in the order they are told.
    pub fn names() -> impl Iterator<Item = &'static str> {
        KINDS.iter().map(|(name, _, _)| *name)
    }

    /// The kind of that name; `xliff1.2` and `xliff2.1` are other names for two of them.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let known = KINDS.iter().find(|(known, _, _)| *known == name);
        known
            .map(|(_, _, kind)| *kind)
            .or_else(|| Format::from_name(&name).map(Self::Units))
    }

    /// This, written into `file`: what a review table is made for, the ending says. `None` where it
    /// says nothing that such a table can be.
    #[must_use]
    pub fn into_file(self, file: &Path) -> Option<Self> {
        match self {
            Self::Units(Format::Review(_)) => {
                let layout = review::Layout::of_file(file)?;
                Some(Self::Units(Format::Review(layout)))
            }
            other => Some(other),
        }
    }

    /// The kind that a termbase is to be written as: that of the name, else what the ending of the
    /// file says where it is one of a termbase, else TBX. `None` where it is none of these.
    #[must_use]
    pub fn of_terms(name: Option<&str>, file: Option<&Path>) -> Option<Self> {
        let kind = match (name, file.filter(|file| file.as_os_str() != "-")) {
            (Some(name), _) => match Self::from_name(name)? {
                Self::Units(Format::Table(layout)) => Self::Terms(layout),
                kind => kind,
            },
            (None, Some(file)) => match termbase::Layout::of_file(file) {
                Some(termbase::Layout::Table(layout)) => Self::Terms(layout),
                Some(termbase::Layout::Glossary) => Self::Glossary,
                None => Self::of_file(file)?,
            },
            (None, None) => Self::Tbx(Style::Dca),
        };
        matches!(kind, Self::Tbx(_) | Self::Terms(_) | Self::Glossary).then_some(kind)
    }

    /// The kind that the ending of a file says.
    #[must_use]
    pub fn of_file(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        KINDS
            .iter()
            .find(|(_, endings, _)| endings.iter().any(|ending| name.ends_with(ending)))
            .map(|(_, _, kind)| *kind)
    }
}

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

/// What an export wrote.
#[derive(Clone, Debug)]
pub struct Exported {
    /// How many units or concepts went out.
    pub count: usize,
    /// What could not be kept.
    pub report: Report,
    /// Segments of the text that stand in the source language, being untranslated.
    pub untranslated: usize,
}

/// How people say a file is to be written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wishes<'a> {
    /// The tool it is for, by name.
    pub tool: Option<&'a str>,
    /// Language tags, over those of the tool: `en=en-US,zh-Hans=zh-CN`.
    pub tags: Option<&'a str>,
    /// Whose ways to note neighbours, over that of the tool: `memoq,omegat`.
    pub context: Option<&'a str>,
    /// The level of a TMX, 1 or 2.
    pub level: Option<u8>,
    /// The encoding of a TMX: `utf-8` or `utf-16`.
    pub encoding: Option<&'a str>,
}

impl Wishes<'_> {
    /// The options and tags that say the same.
    ///
    /// # Errors
    /// [`Error`] where a name is not known, or the wish is about another kind of file.
    pub fn read(self, kind: Kind) -> Result<(Options, Tags), Error> {
        let tool = self.tool.map(tool).transpose()?;
        let mut options = tool.map(Options::for_tool).unwrap_or_default();
        let mut tags = tool.map(Tool::tags).unwrap_or_default();
        if let Some(given) = self.tags {
            rename(&mut tags, given)?;
        }
        let of_tmx = [
            ("context", self.context.is_some()),
            ("level", self.level.is_some()),
            ("encoding", self.encoding.is_some()),
        ];
        if let Some((wish, _)) = of_tmx.iter().find(|(_, given)| *given)
            && kind != Kind::Units(Format::Tmx)
        {
            return Err(Error::OnlyTmx { wish });
        }
        if let Some(names) = self.context {
            let dialects = names.split(',').map(|name| {
                Dialect::from_name(name).ok_or_else(|| Error::Unknown {
                    what: "way to note contexts",
                    name: name.trim().to_owned(),
                    known: Dialect::ALL.map(Dialect::as_str).join(", "),
                })
            });
            options.contexts = dialects.collect::<Result<_, _>>()?;
        }
        match self.level {
            None => {}
            Some(level @ (1 | 2)) => options.flat = level == 1,
            Some(level) => {
                return Err(Error::Unknown {
                    what: "level of TMX",
                    name: level.to_string(),
                    known: "1 (text only), 2 (with inline codes)".to_owned(),
                });
            }
        }
        if let Some(name) = self.encoding {
            options.utf16 = match name.to_ascii_lowercase().as_str() {
                "utf-8" | "utf8" => false,
                "utf-16" | "utf16" => true,
                _ => {
                    return Err(Error::Unknown {
                        what: "encoding of TMX",
                        name: name.to_owned(),
                        known: "utf-8, utf-16".to_owned(),
                    });
                }
            };
        }
        Ok((options, tags))
    }
}

fn tool(name: &str) -> Result<Tool, Error> {
    Tool::from_name(name).ok_or_else(|| Error::Unknown {
        what: "tool",
        name: name.to_owned(),
        known: Tool::ALL.map(Tool::as_str).join(", "),
    })
}

/// Reads `en=en-US,zh-Hans=zh-CN` into tags, over those that are there.
///
/// # Errors
/// [`Error::Tags`], [`Error::Tag`] where it cannot be read.
fn rename(tags: &mut Tags, given: &str) -> Result<(), Error> {
    for one in given.split(',').filter(|one| !one.trim().is_empty()) {
        let (lang, written) = one.split_once('=').ok_or_else(|| Error::Tags {
            given: one.to_owned(),
        })?;
        tags.rename(LangTag::parse(lang)?, LangTag::parse(written)?);
    }
    Ok(())
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
        Kind::Text => text(reader, request, &mut out),
        Kind::Report => {
            let documents = fill::documents(reader, request.document.as_deref())?;
            let languages = request.languages.clone();
            let report = page::gather(reader, documents, languages, request)?;
            let page = super::report::page(&report);
            out.write_all(page.as_bytes())
                .map_err(exchange::Error::from)?;
            Ok(Exported {
                count: 1,
                report: Report::default(),
                untranslated: 0,
            })
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
            out.write_all(glossary.as_bytes())
                .map_err(exchange::Error::from)?;
            report
        }
    };
    Ok(Exported {
        count: usize::try_from(report.written).unwrap_or(usize::MAX),
        report,
        untranslated: 0,
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
    let count = stream.write(&mut *writer)?;
    if count == 0 {
        return Err(Error::NoSegments);
    }
    let (_, report) = writer.finish()?;
    Ok(Exported {
        count,
        report,
        untranslated: 0,
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

/// The document in the target language: its translation where there is one, the source where
/// there is none.
fn text(reader: &Reader<'_>, request: &Request, out: &mut dyn Write) -> Result<Exported, Error> {
    let mut documents = fill::documents(reader, request.document.as_deref())?;
    let document = match (documents.pop(), documents.as_slice()) {
        (Some(document), []) => document,
        (last, others) => {
            return Err(Error::Several {
                documents: (others.iter().chain(&last))
                    .map(|document| document.name.clone())
                    .collect(),
            });
        }
    };
    let (text, untranslated) = translated(reader, document)?;
    out.write_all(text.as_bytes())
        .map_err(exchange::Error::from)?;
    Ok(Exported {
        count: 1,
        report: Report::default(),
        untranslated,
    })
}

fn translated(reader: &Reader<'_>, document: store::Document) -> Result<(String, usize), Error> {
    let target_parts = match document.row {
        Some(row) => reader.parts(row, Side::Target)?,
        None => Vec::new(),
    };
    let unpaired = match document.row {
        Some(row) => reader.unpaired(row)?,
        None => Vec::new(),
    };
    let segments = Segments::of(reader, document)?;
    let lang = &segments.document.target_lang;
    let source_rows: HashSet<Row> = (segments.placed.iter())
        .map(|placed| placed.stored.row)
        .collect();
    let in_file: Vec<Row> = (target_parts.iter().map(|part| part.unit))
        .filter(|row| source_rows.contains(row))
        .collect();
    // White space and order as the translation's file has them, where every segment came from
    // there; but a source that changed since has the say on the order.
    let as_in_file = in_file.len() == segments.placed.len()
        && (segments.document.target_hash.is_some()
            || in_file
                .iter()
                .eq(segments.placed.iter().map(|placed| &placed.stored.row)));
    let mut text = String::new();
    let mut untranslated = 0;
    if as_in_file {
        let units: HashMap<Row, &Unit> = (segments.placed.iter().chain(&unpaired))
            .map(|placed| (placed.stored.row, &placed.stored.unit))
            .collect();
        for part in &target_parts {
            let Some(unit) = units.get(&part.unit) else {
                continue;
            };
            text.push_str(&part.before);
            match unit.variant(lang).filter(|target| !is_rejected(target)) {
                Some(target) => text.push_str(&target.text),
                None => {
                    untranslated += 1;
                    text.push_str(unit.source().map_or("", |source| &source.text));
                }
            }
        }
        text.push_str(segments.document.target_tail.as_deref().unwrap_or_default());
        return Ok((text, untranslated));
    }
    for placed in &segments.placed {
        let next = match segments
            .target(placed)
            .filter(|target| !is_rejected(target))
        {
            Some(target) => target.text.as_str(),
            None => {
                untranslated += 1;
                segments.source(placed)
            }
        };
        if placed.before.contains(['\n', '\r']) || text.is_empty() {
            text.push_str(&placed.before);
        } else {
            text.push_str(joint(text.chars().next_back(), next.chars().next()));
        }
        text.push_str(next);
    }
    text.push_str(&segments.document.source_tail);
    Ok((text, untranslated))
}

fn is_rejected(target: &Variant) -> bool {
    target.state == Some(State::Rejected)
}

/// Writes an OmegaT project into `folder`: the documents as source, with nothing translated;
/// what is confirmed as a memory that OmegaT fills in on its own; the terms as a glossary.
/// Returns the files.
///
/// # Errors
/// [`OmegatError`]; each file is whole or as it was.
pub fn omegat(
    reader: &Reader<'_>,
    request: &Request,
    folder: &Path,
) -> Result<Vec<PathBuf>, OmegatError> {
    use exchange::omegat;
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let documents = fill::documents(reader, request.document.as_deref()).map_err(Error::from)?;
    for document in documents {
        // OmegaT translates what stands in the target, so it must be the source there.
        let one = Request {
            kind: Kind::Units(Format::Xliff12),
            document: Some(document.name.clone()),
            states: None,
            options: Options {
                source_only: true,
                ..request.options.clone()
            },
            ..request.clone()
        };
        let mut content = Vec::new();
        export(reader, &one, &mut content)?;
        let name = omegat::source_file(&document.name);
        files.push((format!("{}/{name}", omegat::SOURCE_FOLDER), content));
        let memory = Request {
            kind: Kind::Units(Format::Tmx),
            states: request.states.clone(),
            options: request.options.clone(),
            ..one
        };
        let mut content = Vec::new();
        match export(reader, &memory, &mut content) {
            Ok(_) => {
                let name = Path::new(&name).with_extension("tmx");
                files.push((
                    format!("{}/{}", omegat::AUTO_FOLDER, name.display()),
                    content,
                ));
            }
            Err(Error::NoSegments) => {} // nothing is confirmed yet: no memory
            Err(error) => return Err(error.into()),
        }
    }
    let (source, target) = &request.languages;
    let concepts = reader.concepts()?;
    if !concepts.is_empty() {
        let (glossary, _) = omegat::glossary(&concepts, source, target);
        files.push((omegat::GLOSSARY_FILE.to_owned(), glossary.into_bytes()));
    }
    let header = Header {
        source: source.clone(),
        target: target.clone(),
        tags: request.tags.clone(),
        date: None,
    };
    let project = omegat::project_file(&header).map_err(Error::from)?;
    // Settings that somebody changed in OmegaT stay.
    if !folder.join(omegat::PROJECT_FILE).exists() {
        files.push((omegat::PROJECT_FILE.to_owned(), project.into_bytes()));
    }
    for name in omegat::FOLDERS {
        output::folder(&folder.join(name))?;
    }
    let mut written = Vec::new();
    for (name, content) in files {
        let path = folder.join(name);
        output::write(&path, &content)?;
        written.push(path);
    }
    Ok(written)
}

/// What writing an OmegaT project came to.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OmegatError {
    /// A file could not be made.
    #[error(transparent)]
    Export(#[from] Error),
    /// A file could not be written.
    #[error(transparent)]
    Write(#[from] output::Error),
}

impl From<store::Error> for OmegatError {
    fn from(error: store::Error) -> Self {
        Self::Export(error.into())
    }
}
