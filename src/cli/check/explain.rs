//! Telling what the checks look for.

use super::ids;
use crate::check::{Rule, Settings, rule};
use crate::cli::Outcome;
use crate::cli::error::Failure;
use crate::cli::ui::{NAME, Ui, styled};
use crate::work::record::Record;

/// The check of that id.
pub(super) fn known(id: &str) -> Result<&'static Rule, Failure> {
    rule(id).ok_or_else(|| {
        Failure::new(format!("there is no check {id}")).hint(format!("one of {}", ids()))
    })
}

/// Explains one check.
pub(super) fn explain(ui: &mut Ui, settings: &Settings, id: &str) -> Result<Outcome, Failure> {
    let rule = known(id)?;
    let state = settings.state(rule);
    if ui.json {
        ui.line(&Record::check(rule, state).line())?;
        return Ok(Outcome::Done);
    }
    ui.line(&format!("{}  {}", styled(NAME, rule.id), rule.name))?;
    ui.line(&format!("  {}", rule.why))?;
    ui.line(&format!("  source  {}", rule.source))?;
    ui.line(&format!("  wrong   {}", rule.wrong))?;
    ui.line(&format!("  right   {}", rule.right))?;
    ui.line(&format!(
        "  {state} here (profile {})",
        settings.profile().as_str()
    ))?;
    ui.line(&format!(
        "  In yiku.toml, {} = \"off\" under [check.severity] switches it off; info, warning and error set how much is made of it.",
        rule.id
    ))?;
    ui.line(&format!(
        "  `yiku check release:12 --only {} --waive` accepts one finding until its texts change.",
        rule.id
    ))?;
    Ok(Outcome::Done)
}

/// Lists all checks.
pub(super) fn rules(ui: &mut Ui, settings: &Settings) -> Result<Outcome, Failure> {
    let mut table = Ui::table(&["check", "severity", "what it finds"]);
    for rule in crate::check::RULES {
        let state = settings.state(rule);
        if ui.json {
            ui.line(&Record::check(rule, state).line())?;
        } else {
            table.add_row([rule.id, state, rule.name]);
        }
    }
    if !ui.json {
        ui.print_table(&table)?;
    }
    Ok(Outcome::Done)
}
