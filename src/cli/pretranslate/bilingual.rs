//! The XLIFF and PO files that are to be filled, and those that come of it.

use std::path::PathBuf;

use super::PretranslateArgs;
use crate::cli::beside::{Output, Whither};
use crate::cli::desk::Desk;
use crate::cli::error::Failure;
use crate::work::pretranslate::{Bilingual, Pretranslation};

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

/// What is to be written of a file with what was planned: nothing if nothing is filled in and no
/// file was asked for.
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
    let whither = Whither {
        output: args.output.as_deref(),
        in_place: args.in_place,
        force: args.force,
        done: "filled",
    };
    let content = file.filled(planned)?;
    whither.prepare(desk, file.path(), content).map(Some)
}
