use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::form::say_idle;
use super::import::{plural, tell, tell_termbase};
use super::ui::{DONE, Ui, styled};
use super::{lexicon, rules};
use crate::unit::Severity;
use crate::work::build::{self, Built};
use crate::work::project::Project;
use crate::work::record::{FileRecord, Record};

/// Do what yiku.toml says: import, align, check, and write the exports
///
/// The memory is kept beside yiku.toml. What you set or confirmed by hand stays, whatever the
/// texts say; run again, it does only what has changed.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku build                          the project you stand in
  yiku build tm/wipo-dg-china-2024    another one")]
pub(super) struct BuildArgs {
    /// The folder of the project (default: the one you stand in)
    folder: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &BuildArgs) -> Result<Outcome, Failure> {
    let opened;
    let project = match (&args.folder, &desk.project) {
        (Some(file), _) if file.is_file() => {
            let folder = file
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty())
                .unwrap_or(Path::new("."));
            return Err(Failure::new(format!(
                "{} is a file; build takes a folder",
                file.display()
            ))
            .hint(format!(
                "`yiku build {}` builds the project in it",
                folder.display()
            )));
        }
        (Some(folder), _) => {
            opened = Project::open(folder)?;
            &opened
        }
        (None, Some(project)) => project,
        (None, None) => {
            return Err(Failure::new("there is no yiku.toml here or above")
                .hint("`yiku init` writes one; `yiku build FOLDER` builds another project"));
        }
    };
    let bar = ui.progress();
    let built = build::build(project, &desk.occasion, |step| {
        bar.set_message(step.to_owned());
    });
    bar.finish_and_clear();
    let built = built?;
    rules::tell(ui, &built.segmentation);
    lexicon::tell(ui, &built.lexicon);
    if ui.json {
        for outcome in &built.documents {
            ui.line(&Record::import(outcome).line())?;
        }
        for outcome in &built.termbases {
            ui.line(&Record::termbase(outcome).line())?;
        }
        for written in &built.files {
            ui.line(
                &Record::File(FileRecord {
                    file: written.file.display().to_string(),
                    count: written.exported.count,
                    written: written.is_new,
                })
                .line(),
            )?;
        }
    }
    tell_all(ui, project, &built);
    Ok(Outcome::Done)
}

fn tell_all(ui: &mut Ui, project: &Project, built: &Built) {
    let title = &project.manifest.project;
    let name = project.title();
    for (file, encoding) in &built.guessed {
        ui.warn(&format!(
            "{} is not UTF-8; it was read as {encoding}. If its text looks wrong, say `encoding = \"…\"` in yiku.toml",
            file.display()
        ));
    }
    for written in &built.files {
        say_idle(ui, &written.idle, |name| {
            format!("{}: {}", written.file.display(), name.replace('-', "_"))
        });
    }
    if built.is_unchanged() {
        let segments: usize = built
            .progress
            .iter()
            .map(|progress| progress.segments)
            .sum();
        ui.say(&format!(
            "{name}: nothing to do. The memory ({}, {}) and {} are up to date.",
            plural(segments, "segment"),
            plural(built.concepts, "concept"),
            plural(built.files.len(), "file")
        ));
        tell_findings(ui, built);
        tell_empty(ui, project, built);
        return;
    }
    ui.say(name);
    for outcome in built.documents.iter().filter(|outcome| !outcome.unchanged) {
        tell(ui, outcome, title.from.name(), title.to.name());
    }
    for outcome in built.termbases.iter().filter(|outcome| !outcome.unchanged) {
        tell_termbase(ui, outcome);
    }
    for progress in &built.progress {
        let done = progress.confirmed == progress.segments;
        let line = format!(
            "{}: {} of {} translated ({} by hand), {} words.",
            progress.document,
            progress.confirmed,
            plural(progress.segments, "segment"),
            progress.by_hand,
            progress.words
        );
        ui.say(&if done {
            format!("{} {line}", styled(DONE, "✓"))
        } else {
            line
        });
    }
    tell_findings(ui, built);
    let written = built.files.iter().filter(|written| written.is_new).count();
    if built.files.is_empty() && built.empty.is_empty() {
        ui.hint("yiku.toml names no [[export]], so that no file is written");
        return;
    }
    ui.say(&format!(
        "{} written, {} up to date:",
        plural(written, "file"),
        built.files.len() - written
    ));
    for written in &built.files {
        let (file, exported) = (&written.file, &written.exported);
        let sign = if written.is_new { "+" } else { " " };
        ui.say(&format!("  {sign} {}", project.folder.join(file).display()));
        if let Some(name) = written.instead.filter(|_| written.is_new) {
            ui.hint(&format!(
                "{} is the document; `format = \"{name}\"` in yiku.toml makes it that instead",
                file.display()
            ));
        }
        for remark in &exported.remarks {
            ui.warn(&format!("{}: {remark}", file.display()));
        }
        for (loss, count) in exported
            .report
            .losses()
            .filter(|(loss, _)| loss.is_of_text())
        {
            ui.warn(&format!("{}: {count} × {loss}", file.display()));
        }
    }
    tell_empty(ui, project, built);
}

/// Says which files are not written, and where an earlier one still lies there.
fn tell_empty(ui: &mut Ui, project: &Project, built: &Built) {
    for (file, why) in &built.empty {
        let file = project.folder.join(file);
        let earlier = if file.exists() {
            "; the file that is there is an earlier one"
        } else {
            ""
        };
        ui.warn(&format!("{}: {why}{earlier}", file.display()));
    }
}

fn tell_findings(ui: &mut Ui, built: &Built) {
    let [errors, warnings, infos] =
        [Severity::Error, Severity::Warning, Severity::Info].map(|severity| built.count(severity));
    if errors + warnings + infos == 0 {
        ui.say("The checks found nothing.");
    } else {
        ui.say(&format!(
            "The checks found {}, {} and {}; `yiku check` shows them.",
            plural(errors, "error"),
            plural(warnings, "warning"),
            plural(infos, "remark")
        ));
    }
}
