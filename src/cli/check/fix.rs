//! Doing something about what was found: putting it right, or accepting it.

use super::output::called;
use super::{CheckArgs, documents, is_file, keep_asked, with_documents};
use crate::cli::Outcome;
use crate::cli::desk::Desk;
use crate::cli::error::Failure;
use crate::cli::import::plural;
use crate::cli::segments::difference;
use crate::cli::ui::{NAME, Ui, styled};
use crate::work::check::fix::{Fixed, apply, plan};
use crate::work::check::{Checker, Policy, Terms, Text};
use crate::work::fill::{self, Segments};
use crate::work::record::Record;

/// Puts right what is safe, and shows it.
pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &CheckArgs) -> Result<Outcome, Failure> {
    if let Some(file) = args.what.iter().find(|given| is_file(given)) {
        return Err(
            Failure::new(format!("{file} is a file, and files are only checked"))
                .hint("`yiku import` takes it into the memory, where --fix can be undone"),
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
        show(ui, segments, plan)?;
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

fn show(ui: &mut Ui, segments: &Segments, plan: &[Fixed]) -> Result<(), Failure> {
    let lang = &segments.document.target_lang;
    for fixed in plan {
        let name = format!("{}:{}", segments.document.name, fixed.number);
        let (before, after) = (&fixed.before, &fixed.after.text);
        if ui.json {
            ui.line(&Record::fix(&name, before, after).line())?;
            continue;
        }
        ui.line(&styled(NAME, &name))?;
        match difference(before, after, lang) {
            Some(marked) => ui.line(&format!("  {marked}"))?,
            None => {
                ui.line(&format!("  - {before}"))?;
                ui.line(&format!("  + {after}"))?;
            }
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
