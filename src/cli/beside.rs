//! Where what comes of a file goes: beside it, elsewhere, or over it.

use std::path::{Path, PathBuf};

use super::desk::Desk;
use super::error::Failure;
use crate::work::output;
use crate::work::project::Project;

/// Where a person wants it.
#[derive(Clone, Copy)]
pub(super) struct Whither<'a> {
    /// The file that was named.
    pub(super) output: Option<&'a Path>,
    /// Over the file itself.
    pub(super) in_place: bool,
    /// Over another one that is there.
    pub(super) force: bool,
    /// What was done to the file, which its name says beside it: `filled`, `fixed`.
    pub(super) done: &'static str,
}

/// A file that is to be written.
pub(super) struct Output {
    pub(super) path: PathBuf,
    content: Vec<u8>,
    /// Where the file is kept as it was, where it is written over: `NAME~`, as editors do.
    kept: Option<PathBuf>,
}

impl Whither<'_> {
    /// The file that `content`, made of the file `of`, is to be written to. Says no where it would go
    /// over somebody's work.
    pub(super) fn prepare(
        &self,
        desk: &Desk,
        of: &Path,
        content: Vec<u8>,
    ) -> Result<Output, Failure> {
        let path = self.path(of);
        if self.in_place {
            let mut kept = path.clone().into_os_string();
            kept.push("~");
            return Ok(Output {
                path,
                content,
                kept: Some(kept.into()),
            });
        }
        let project = desk.project.as_ref();
        output::check_free(&path, &project.map(Project::sources).unwrap_or_default())?;
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        if real(&path).is_some_and(|here| real(of) == Some(here)) {
            return Err(Failure::new(format!(
                "{} is the file that is {}, and is not written over",
                path.display(),
                self.done
            ))
            .hint("name another file, or write over it with --in-place; nothing was written"));
        }
        let differs = std::fs::read(&path).is_ok_and(|old| old != content);
        if differs && !self.force {
            return Err(Failure::new(format!(
                "{} is there already, with something else in it",
                path.display()
            ))
            .hint(
                "name another file with -o, or write over it with --force; nothing was written",
            ));
        }
        Ok(Output {
            path,
            content,
            kept: None,
        })
    }

    /// As was asked, or beside the file: `NAME.filled.xlf`.
    fn path(&self, of: &Path) -> PathBuf {
        if self.in_place {
            return of.to_owned();
        }
        if let Some(output) = self.output {
            return output.to_owned();
        }
        let extension = of.extension().unwrap_or_default().to_string_lossy();
        of.with_extension(format!("{}.{extension}", self.done))
    }
}

impl Output {
    /// Writes the file; one that is written over is kept first.
    pub(super) fn write(&self) -> Result<(), Failure> {
        if let Some(kept) = &self.kept {
            let was = std::fs::read(&self.path)
                .map_err(|error| Failure::new(format!("{}: {error}", self.path.display())))?;
            if was != self.content {
                output::write(kept, &was)?;
            }
        }
        output::write(&self.path, &self.content)?;
        Ok(())
    }

    /// The file, with where it is kept as it was.
    pub(super) fn said(&self) -> String {
        let path = self.path.display();
        match &self.kept {
            Some(kept) => format!("{path} (as it was: {})", kept.display()),
            None => path.to_string(),
        }
    }
}
