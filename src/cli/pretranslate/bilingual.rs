//! The XLIFF and PO files that are to be filled, and those that come of it.

use std::path::{Path, PathBuf};

use super::PretranslateArgs;
use crate::cli::desk::Desk;
use crate::cli::error::Failure;
use crate::work::output;
use crate::work::pretranslate::{Bilingual, Pretranslation};
use crate::work::project::Project;

/// Says no where it cannot be said which file is written.
pub(super) fn check(args: &PretranslateArgs, files: &[PathBuf]) -> Result<(), Failure> {
    let writes = args.output.is_some() || args.in_place || args.force;
    if files.is_empty() && writes {
        return Err(Failure::new(
            "-o, --in-place and --force are for XLIFF and PO files, and none is named",
        )
        .hint("a document is filled in the memory itself"));
    }
    if files.len() > 1 && args.output.is_some() {
        return Err(
            Failure::new("one file cannot hold what comes of several files").hint(
                "fill them one by one, or without -o: each is then written beside as NAME.filled.xlf or .po",
            ),
        );
    }
    Ok(())
}

/// Where what comes of a file goes: as was asked, or beside it as `NAME.filled.xlf`, `NAME.filled.po`.
fn output(args: &PretranslateArgs, path: &Path) -> PathBuf {
    if args.in_place {
        return path.to_owned();
    }
    if let Some(output) = &args.output {
        return output.clone();
    }
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    path.with_extension(format!("filled.{extension}"))
}

/// A file that is to be written.
pub(super) struct Output {
    pub(super) path: PathBuf,
    content: Vec<u8>,
}

/// What is to be written of a file with what was planned: nothing if nothing is filled in and no
/// file was asked for. Says no where it would go over somebody's work.
pub(super) fn prepare(
    desk: &Desk,
    args: &PretranslateArgs,
    file: &Bilingual,
    planned: &[Pretranslation],
) -> Result<Option<Output>, Failure> {
    let filled = planned.iter().any(|plan| !plan.fills.is_empty());
    if args.dry_run || (!filled && args.output.is_none()) {
        return Ok(None);
    }
    let path = output(args, file.path());
    let content = file.filled(planned)?;
    if args.in_place {
        return Ok(Some(Output { path, content }));
    }
    let project = desk.project.as_ref();
    output::check_free(&path, &project.map(Project::sources).unwrap_or_default())?;
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    if real(&path).is_some_and(|here| real(file.path()) == Some(here)) {
        return Err(Failure::new(format!(
            "{} is the file that is filled, and is not written over",
            path.display()
        ))
        .hint("name another file, or write over it with --in-place; nothing was written"));
    }
    let differs = std::fs::read(&path).is_ok_and(|old| old != content);
    if differs && !args.force {
        return Err(Failure::new(format!(
            "{} is there already, with something else in it",
            path.display()
        ))
        .hint("name another file with -o, or write over it with --force; nothing was written"));
    }
    Ok(Some(Output { path, content }))
}

/// Writes a file.
pub(super) fn write(output: &Output) -> Result<(), Failure> {
    output::write(&output.path, &output.content)?;
    Ok(())
}
