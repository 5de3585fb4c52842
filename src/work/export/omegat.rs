//! Writing an OmegaT project.

use std::path::{Path, PathBuf};

use super::{Error, Kind, Request, documents, export, languages};
use crate::exchange::{self, Format, Header, Options};
use crate::store::{self, Reader};
use crate::work::output;

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
    let documents = documents(reader, request)?.documents;
    let (source, target) = languages::pair(&request.languages, &documents, &[])?;
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
            Err(Error::NoSegments | Error::NotInStates | Error::NoPair { .. }) => {} // nothing is confirmed yet: no memory
            Err(error) => return Err(error.into()),
        }
    }
    let concepts = reader.concepts()?;
    if !concepts.is_empty() {
        let (glossary, _) = omegat::glossary(&concepts, &source, &target);
        files.push((omegat::GLOSSARY_FILE.to_owned(), glossary.into_bytes()));
    }
    let header = Header {
        source,
        target,
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
