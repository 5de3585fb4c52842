//! Keeping a file in step with the memory, as long as somebody works in it.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::{ExportArgs, counted};
use crate::cli::Outcome;
use crate::cli::desk::Desk;
use crate::cli::error::Failure;
use crate::cli::ui::Ui;
use crate::exchange::omegat::PROJECT_FILE;
use crate::exchange::{Format, Tool};
use crate::store::Memory;
use crate::work::export::{self, Kind, Request};
use crate::work::output::Export;

/// How long it takes at most until a change is in the file.
const MOMENT: Duration = Duration::from_millis(300);

/// The name of the file, as OmegaT shows where a match is from.
const FILE: &str = "ours.tmx";

/// Writes `ours.tmx` into an OmegaT project, or any folder, and again after every change, until the
/// process is told to end.
pub(super) fn watch(
    desk: &Desk,
    ui: &mut Ui,
    args: &ExportArgs,
    folder: &Path,
) -> Result<Outcome, Failure> {
    let file = place(folder)?;
    let memory = desk.memory()?;
    ui.say(&format!(
        "Keeping {} in step; Ctrl-C ends it.",
        file.display()
    ));
    let mut seen = None;
    loop {
        let version = memory.version()?;
        if seen != Some(version) {
            seen = Some(version);
            write(desk, ui, args, &memory, &file)?;
        }
        thread::sleep(MOMENT);
    }
}

/// Where the file goes: OmegaT looks for memories in `tm`.
fn place(folder: &Path) -> Result<PathBuf, Failure> {
    if !folder.is_dir() {
        return Err(
            Failure::new(format!("there is no folder {}", folder.display())).hint(format!(
                "`yiku export --for omegat {}` makes an OmegaT project there",
                folder.display()
            )),
        );
    }
    let is_project = folder.join(PROJECT_FILE).is_file();
    let folder = match is_project {
        true => folder.join("tm"),
        false => folder.to_owned(),
    };
    if is_project {
        std::fs::create_dir_all(&folder).map_err(|error| {
            Failure::new(format!("{} cannot be made: {error}", folder.display()))
        })?;
    }
    Ok(folder.join(FILE))
}

fn write(
    desk: &Desk,
    ui: &mut Ui,
    args: &ExportArgs,
    memory: &Memory,
    file: &Path,
) -> Result<(), Failure> {
    let reader = memory.read()?;
    let kind = Kind::Units(Format::Tmx);
    let mut wishes = args.form.wishes();
    wishes.tool.get_or_insert(Tool::OmegaT.as_str());
    let (options, tags) = wishes.read(kind)?;
    let request = Request {
        kind,
        options,
        tags,
        document: args.document.clone(),
        states: args.states(),
        languages: desk.languages_of_files(Some(&reader))?,
        heading: desk.heading(),
        policy: desk.policy()?,
        line_length: None,
    };
    let mut out = Export::new(file, &desk.sources())?;
    let exported = export::export(&reader, &request, &mut out);
    if let Some(fault) = out.fault() {
        return Err(fault.into());
    }
    match exported {
        // A memory that has nothing yet will have.
        Err(export::Error::NoSegments | export::Error::NotInStates) => {
            ui.say("No segment is confirmed yet.");
        }
        Err(error) => return Err(error.into()),
        Ok(exported) => {
            if out.finish()? {
                let count = counted(kind, exported.count);
                ui.say(&format!("Wrote {} ({count}).", file.display()));
            }
        }
    }
    Ok(())
}
