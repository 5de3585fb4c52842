//! `yiku build`: what `yiku.toml` says, from the texts to the files.

use std::path::PathBuf;
use std::sync::Arc;

use super::align::Lexicon;
use super::check::{Checker, Policy, Terms, names, waivers};
use super::export::{self, Exported, Idle, Kind, Request, Wishes};
use super::fill::Segments;
use super::import::{self, Incoming, IncomingTermbase, Outcome, TermbaseOutcome};
use super::manifest::{DocumentTable, ExportTable};
use super::output;
use super::project::{Languages, Occasion, Project};
use super::segmentation::{self, Segmentation};
use super::status::{self, Progress};
use crate::document::More;
use crate::exchange::termbase;
use crate::segment::Segmenter;
use crate::store::{self, Memory, Reader};
use crate::unit::{Finding, Severity};

/// What a build could not do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The memory refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A text or termbase could not be imported.
    #[error(transparent)]
    Import(#[from] import::Error),
    /// A file could not be read.
    #[error(transparent)]
    Read(#[from] crate::document::Error),
    /// The project's own rules of segmentation could not be read.
    #[error(transparent)]
    Segmentation(#[from] segmentation::Error),
    /// An export could not be made.
    #[error("{}: {source}", file.display())]
    Export {
        /// The file it was for.
        file: PathBuf,
        /// What is wrong.
        source: Box<export::Error>,
    },
    /// The manifest asks for an export that does not exist.
    #[error("{}: {message}", file.display())]
    Unknown {
        /// The file that was asked for.
        file: PathBuf,
        /// What is unknown.
        message: String,
    },
    /// The accepted findings cannot be read.
    #[error(transparent)]
    Waivers(#[from] waivers::Error),
    /// A file could not be written.
    #[error(transparent)]
    Write(#[from] output::Error),
}

/// A file that a build has written, or found as it is to be.
#[derive(Debug)]
pub struct Written {
    /// Where.
    pub file: PathBuf,
    /// What went into it.
    pub exported: Exported,
    /// Whether it had to be written.
    pub is_new: bool,
    /// What the manifest says of it without effect.
    pub idle: Vec<Idle>,
    /// What it could have been by its ending, where it is the document and nobody said so.
    pub instead: Option<&'static str>,
}

/// What a build did.
#[derive(Debug)]
pub struct Built {
    /// The documents.
    pub documents: Vec<Outcome>,
    /// Their progress, in the same order.
    pub progress: Vec<Progress>,
    /// The termbases.
    pub termbases: Vec<TermbaseOutcome>,
    /// How many concepts there are in all.
    pub concepts: usize,
    /// What the checks found: document, segment from 1, finding.
    pub findings: Vec<(String, usize, Finding)>,
    /// The files.
    pub files: Vec<Written>,
    /// The files that were not written, since there is nothing to put into them, and why.
    pub empty: Vec<(PathBuf, String)>,
    /// Whether the memory was changed.
    pub memory_changed: bool,
    /// What cut the texts.
    pub segmentation: Segmentation,
    /// What paired them with their translations.
    pub lexicon: Arc<Lexicon>,
    /// Files whose encoding was guessed: the file and the encoding.
    pub guessed: Vec<(PathBuf, &'static str)>,
}

impl Built {
    /// Whether nothing had to be done.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        !self.memory_changed && self.files.iter().all(|written| !written.is_new)
    }

    /// How many findings there are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|(_, _, finding)| finding.severity == severity)
            .count()
    }
}

/// Reads a document of the manifest.
///
/// # Errors
/// [`crate::document::Error`] where a file cannot be read.
pub fn read_document(
    project: &Project,
    table: &DocumentTable,
    segmenter: &Segmenter,
    lexicon: &Arc<Lexicon>,
) -> Result<Incoming, crate::document::Error> {
    let path = project.folder.join(&table.source);
    let target = table
        .target
        .as_ref()
        .map(|target| project.folder.join(target));
    let (source, target) = import::read(
        &path,
        table.encoding.as_deref(),
        target.as_deref(),
        table.target_encoding.as_deref(),
        More {
            comments: table.comments,
            sheet_names: table.sheet_names,
            formulas: table.formulas,
            code: table.code,
        },
    )?;
    Ok(Incoming {
        name: table.name(),
        path,
        source,
        target,
        source_lang: project.manifest.project.from.clone(),
        target_lang: project.manifest.project.to.clone(),
        segmentation: segmenter.clone(),
        lexicon: Arc::clone(lexicon),
        embeddings: None,
        date: table.date(),
        fields: project.manifest.fields(),
    })
}

/// Builds a project. `step` is told what is being done.
///
/// # Errors
/// [`Error`]; then the memory is as it was, or as it was built, and every file is whole.
pub fn build(
    project: &Project,
    occasion: &Occasion,
    mut step: impl FnMut(&str),
) -> Result<Built, Error> {
    // Everything is read, and every export understood, before anything is written.
    let policy = Policy::of(Some(project))?;
    let requests = requests(project, &policy)?;
    for (table, _) in &requests {
        output::check_free(&project.folder.join(&table.file), &project.sources())?;
    }
    step("reading");
    let segmentation = project.segmentation()?;
    let lexicon = Arc::new(project.lexicon(&[])?);
    let mut incoming = Vec::new();
    for table in &project.manifest.documents {
        let document = read_document(project, table, &segmentation.segmenter, &lexicon)?;
        incoming.push(document);
    }
    let mut termbases = Vec::new();
    let options = termbase::Options {
        source: project.manifest.project.from.clone(),
        target: project.manifest.project.to.clone(),
        columns: termbase::Mapping::default(),
    };
    for table in &project.manifest.termbases {
        let path = project.folder.join(&table.file);
        // What the memory holds is what the files say, whichever changed last.
        let termbase = IncomingTermbase::read(&path, None, &options)?;
        termbases.push(IncomingTermbase {
            keep_both: true,
            ..termbase
        });
    }
    let guessed = incoming
        .iter()
        .flat_map(|document| {
            let target = document.target.as_ref().map(|(path, file)| (path, file));
            [(&document.path, &document.source)]
                .into_iter()
                .chain(target)
        })
        .filter(|(_, file)| file.guessed)
        .map(|(path, file)| (path.clone(), file.encoding))
        .chain(
            termbases
                .iter()
                .filter_map(|base| Some((base.path.clone(), base.guessed?))),
        )
        .collect();
    step("importing");
    let mut memory = Memory::open_or_create(&project.memory())?;
    let command = occasion.command("build", vec![project.manifest.project.name.clone()]);
    let ((termbases, documents), memory_changed) = memory.change(&command, |writer| {
        let languages = &project.manifest.project;
        writer.set_setting("from", languages.from.given())?;
        writer.set_setting("to", languages.to.given())?;
        let mut loaded = Vec::new();
        for termbase in &termbases {
            loaded.push(import::termbase(writer, termbase)?);
        }
        let mut documents = Vec::new();
        for document in &incoming {
            documents.push(import::document(writer, document)?);
        }
        let segments: usize = documents.iter().map(|outcome| outcome.segments).sum();
        writer.describe(format!("{segments} segments"));
        Ok::<_, Error>((loaded, documents))
    })?;
    step("checking");
    let reader = memory.read()?;
    let concepts = reader.concepts()?;
    let count = concepts.len();
    let languages = &project.manifest.project;
    let mut terms = Terms::new(concepts, &languages.from, &languages.to);
    let mut progress = Vec::new();
    let mut findings = Vec::new();
    for outcome in &documents {
        let Some(document) = reader.document(&outcome.document)? else {
            continue;
        };
        let segments = Segments::of(&reader, document)?;
        progress.push(status::progress(&reader, &segments)?);
        terms = terms.knowing(names::of_document(&reader, &segments)?);
        let checker = Checker {
            terms: &terms,
            policy: &policy,
        };
        for (number, found) in (1..).zip(checker.check_document(&segments)) {
            findings.extend(
                found
                    .into_iter()
                    .map(|finding| (outcome.document.clone(), number, finding)),
            );
        }
    }
    let mut files = Vec::new();
    let mut empty = Vec::new();
    for (table, request) in requests {
        let file = table.file.clone();
        step(&format!("writing {}", file.display()));
        match write(project, &reader, table, &request) {
            Ok(written) => files.push(written),
            // A project begins with nothing translated: the other files are wanted all the same.
            Err(Error::Export { source, .. }) if is_nothing(&source) => {
                empty.push((file, source.to_string()));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(Built {
        documents,
        progress,
        termbases,
        concepts: count,
        findings,
        files,
        empty,
        memory_changed,
        guessed,
        segmentation,
        lexicon,
    })
}

/// Whether there was nothing to put into a file.
fn is_nothing(error: &export::Error) -> bool {
    matches!(error, export::Error::NoSegments | export::Error::NoTerms)
}

fn write(
    project: &Project,
    reader: &Reader<'_>,
    table: &ExportTable,
    request: &Request,
) -> Result<Written, Error> {
    let file = table.file.clone();
    let mut content = Vec::new();
    let exported =
        export::export(reader, request, &mut content).map_err(|source| Error::Export {
            file: file.clone(),
            source: Box::new(source),
        })?;
    let is_new = output::write_export(&project.folder.join(&file), &content, &project.sources())?;
    Ok(Written {
        idle: wishes(table).idle(request, &exported),
        instead: match (request.kind, &table.format) {
            (Kind::Document, None) => Kind::of_file(&file).and_then(Kind::name),
            _ => None,
        },
        file,
        exported,
        is_new,
    })
}

/// What the manifest wants exported.
fn requests<'p>(
    project: &'p Project,
    policy: &Policy,
) -> Result<Vec<(&'p ExportTable, Request)>, Error> {
    project
        .manifest
        .exports
        .iter()
        .map(|table| Ok((table, request(project, table, policy)?)))
        .collect()
}

fn wishes(table: &ExportTable) -> Wishes<'_> {
    Wishes {
        tool: table.tool.as_deref(),
        tags: table.tags.as_deref(),
        context: table.context.as_deref(),
        level: table.level,
        encoding: table.encoding.as_deref(),
    }
}

fn request(project: &Project, table: &ExportTable, policy: &Policy) -> Result<Request, Error> {
    let unknown = |message: String| Error::Unknown {
        file: table.file.clone(),
        message,
    };
    let documents = project.manifest.documents.as_slice();
    let meant = match (&table.document, documents) {
        (Some(name), _) => documents.iter().find(|document| document.name() == *name),
        (None, [document]) => Some(document),
        (None, _) => None,
    };
    let is_document = || meant.is_some_and(|meant| export::goes_out_as(&meant.source, &table.file));
    let kind = match &table.format {
        Some(name) => Kind::from_name(name).and_then(|kind| kind.into_file(&table.file)),
        None => export::kind_by_name(&table.file, is_document),
    };
    let kind = kind.ok_or_else(|| {
        let known: Vec<&str> = Kind::names().collect();
        unknown(format!(
            "the format is not known; format = one of {}",
            known.join(", ")
        ))
    })?;
    if let Some(name) = &table.document
        && !(project.manifest.documents.iter()).any(|document| document.name() == *name)
    {
        return Err(unknown(format!("there is no [[document]] “{name}”")));
    }
    let (options, tags) = wishes(table).read(kind).map_err(|source| Error::Export {
        file: table.file.clone(),
        source: Box::new(source),
    })?;
    Ok(Request {
        kind,
        options,
        tags,
        document: table.document.clone(),
        states: None,
        languages: Languages::unasked((
            project.manifest.project.from.clone(),
            project.manifest.project.to.clone(),
        )),
        heading: project.heading(),
        policy: policy.clone(),
        line_length: table.line_length,
    })
}
