//! Doing something about what was found: putting it right, or accepting it.

use std::io::Read;
use std::path::Path;

use super::output::called;
use super::{CheckArgs, documents, is_file, keep_asked, options, texts, with_documents};
use crate::cli::Outcome;
use crate::cli::beside::Whither;
use crate::cli::desk::Desk;
use crate::cli::error::Failure;
use crate::cli::import::plural;
use crate::cli::segments::difference;
use crate::cli::ui::{NAME, Ui, styled};
use crate::document;
use crate::text::LangTag;
use crate::work::check::fix::{Fixed, apply, plan};
use crate::work::check::retouch::retouch;
use crate::work::check::{Checker, Policy, Terms, Text};
use crate::work::fill::{self, Segments};
use crate::work::record::Record;

/// Puts right what is safe, and shows it.
pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &CheckArgs) -> Result<Outcome, Failure> {
    let files = args.what.iter().filter(|given| is_file(given)).count();
    if files == 0 {
        return in_memory(desk, ui, args);
    }
    if files < args.what.len() {
        return Err(
            Failure::new("documents and files are put right in two ways")
                .hint("name the documents in one command, and the files in another"),
        );
    }
    if files > 1 && args.output.is_some() {
        return Err(
            Failure::new("one file cannot hold what comes of several files").hint(
                "put them right one by one, or without -o: each is then written beside as NAME.fixed.EXT",
            ),
        );
    }
    in_files(desk, ui, args)
}

/// Puts right files, each in a copy beside it, or as was asked.
fn in_files(desk: &Desk, ui: &mut Ui, args: &CheckArgs) -> Result<Outcome, Failure> {
    let policy = desk.policy()?;
    let mut outputs = Vec::new();
    let mut left = 0;
    for text in texts(desk, args, &policy)? {
        let path = Path::new(&text.file);
        let mut bytes = Vec::new();
        let read = document::open(path)?.read_to_end(&mut bytes);
        read.map_err(|error| Failure::new(format!("{}: {error}", text.name)))?;
        let options = options(text.source_lang.clone(), text.target_lang.clone());
        let retouched = retouch(path, &bytes, &options, &text).map_err(|error| {
            Failure::new(format!("{}: {error}", text.name))
                .hint("`yiku import` takes it into the memory, where --fix can be undone")
        })?;
        for fixed in &retouched.fixed {
            show(ui, &called_by(&text.name, fixed), &text.target_lang, fixed)?;
        }
        for fixed in &retouched.left {
            ui.warn(&format!(
                "{} is to be put right by hand: {}",
                called_by(&text.name, fixed),
                fixed.after.text
            ));
        }
        left += retouched.left.len();
        let count = plural(retouched.fixed.len(), "segment");
        if args.dry_run || retouched.fixed.is_empty() {
            ui.say(&format!("{}: {count} could be put right.", text.name));
            continue;
        }
        let whither = Whither {
            output: args.output.as_deref(),
            in_place: args.in_place,
            force: args.force,
            done: "fixed",
        };
        outputs.push((whither.prepare(desk, path, retouched.content)?, count));
    }
    for (output, count) in &outputs {
        output.write()?;
        ui.say(&format!("{count} put right, in {}.", output.said()));
    }
    Ok(match left {
        0 => Outcome::Done,
        _ => Outcome::Findings,
    })
}

fn called_by(name: &str, fixed: &Fixed) -> String {
    format!("{name}:{}", fixed.number)
}

/// Puts right documents of the memory.
fn in_memory(desk: &Desk, ui: &mut Ui, args: &CheckArgs) -> Result<Outcome, Failure> {
    if args.output.is_some() || args.in_place || args.force {
        return Err(
            Failure::new("-o, --in-place and --force are for files, and none is named")
                .hint("a document is put right in the memory itself"),
        );
    }
    let policy = desk.policy()?;
    let mut memory = desk.memory_to_change(ui)?;
    let mut plans: Vec<(Segments, Vec<Fixed>)> = Vec::new();
    {
        let reader = memory.read()?;
        let concepts = reader.concepts()?;
        let what = with_documents(&reader, &args.what)?;
        for mut text in documents(&reader, &what)? {
            let terms = Terms::new(concepts.clone(), &text.source_lang, &text.target_lang);
            text.check(&Checker {
                terms: &terms,
                policy: &policy,
            });
            keep_asked(&mut text, args, &what);
            let Some(document) = fill::documents(&reader, Some(&text.name))?.pop() else {
                continue;
            };
            let segments = Segments::of(&reader, document)?;
            let mut findings = vec![Vec::new(); segments.placed.len()];
            for row in text.rows {
                if let Some(list) = findings.get_mut(row.number - 1) {
                    *list = row.findings;
                }
            }
            let plan = plan(&segments, &findings);
            plans.push((segments, plan));
        }
    }
    let count = plans.iter().map(|(_, plan)| plan.len()).sum();
    for (segments, plan) in &plans {
        let document = &segments.document;
        for fixed in plan {
            show(
                ui,
                &called_by(&document.name, fixed),
                &document.target_lang,
                fixed,
            )?;
        }
    }
    if args.dry_run || count == 0 {
        ui.say(&format!("{} could be put right.", plural(count, "segment")));
        return Ok(Outcome::Done);
    }
    let command = desk.occasion.command("check", vec!["--fix".to_owned()]);
    memory.change(&command, |writer| {
        for (segments, plan) in &plans {
            apply(writer, segments, plan)?;
        }
        writer.describe(plural(count, "segment"));
        Ok::<_, Failure>(())
    })?;
    ui.say(&format!(
        "{} put right; `yiku undo` takes it back.",
        plural(count, "segment")
    ));
    Ok(Outcome::Done)
}

fn show(ui: &mut Ui, name: &str, lang: &LangTag, fixed: &Fixed) -> Result<(), Failure> {
    let (before, after) = (&fixed.before, &fixed.after.text);
    if ui.json {
        ui.line(&Record::fix(name, before, after).line())?;
        return Ok(());
    }
    ui.line(&styled(NAME, name))?;
    match difference(before, after, lang) {
        Some(marked) => ui.line(&format!("  {marked}"))?,
        None => {
            ui.line(&format!("  - {before}"))?;
            ui.line(&format!("  + {after}"))?;
        }
    }
    Ok(())
}

/// Accepts what was found.
pub(super) fn waive(
    desk: &Desk,
    ui: &mut Ui,
    args: &CheckArgs,
    mut policy: Policy,
    texts: &[Text],
) -> Result<Outcome, Failure> {
    let Some(project) = &desk.project else {
        return Err(
            Failure::new("what is accepted is kept beside yiku.toml, and there is none")
                .hint("`yiku init` makes a project here"),
        );
    };
    let mut count = 0;
    for text in texts {
        for (row, finding) in text.findings() {
            let (source, target) = (&row.source.text, row.target_text());
            let name = called(text, row);
            policy
                .waivers
                .add(&name, source, target, finding, &args.note);
            count += 1;
        }
    }
    let path = project.waivers();
    if count > 0 {
        policy.waivers.write(&path)?;
    }
    ui.say(&format!(
        "{} accepted, in {} ({} in all).",
        plural(count, "finding"),
        path.display(),
        policy.waivers.len()
    ));
    Ok(Outcome::Done)
}
