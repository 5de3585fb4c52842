use std::path::PathBuf;

use clap::Args;

use super::super::Outcome;
use super::super::desk::Desk;
use super::super::error::Failure;
use super::super::segments::difference;
use super::super::ui::{NAME, Ui, styled};
use super::{listed, tell_more};
use crate::text::LangTag;
use crate::unit::State;
use crate::work::memory::Opened;
use crate::work::memory::diff::{Counts, Difference, Kind, Told, Wanted, diff};
use crate::work::record::Record;

/// Show what differs between two memories, or files of translations
///
/// Texts with their translations that only one of them has, that the two translate otherwise, or
/// hold in another state. A pair counts once, wherever it stands; segments without a translation
/// are not compared. --from and --to choose the pairs of two languages. Of TMX, XLIFF, JSON Lines, PO and tables a memory is made for the time being.
/// Exits with 1 if anything differs.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku memory diff memory.yiku client.yiku
  yiku memory diff yesterday.jsonl today.jsonl
  yiku memory diff client.tmx memory.yiku --json")]
pub(super) struct DiffArgs {
    /// A memory, or a file of translations
    first: PathBuf,
    /// Another one
    second: PathBuf,
    /// How many to list; 0 means all
    #[arg(long, value_name = "N", default_value_t = 0)]
    max: usize,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &DiffArgs) -> Result<Outcome, Failure> {
    let (from, to) = desk.languages(None)?;
    let command = desk.occasion.command("memory diff", Vec::new());
    let open = |path| Opened::of(path, [&from, &to], &command);
    let (first, second) = (open(&args.first)?, open(&args.second)?);
    let (asked_from, asked_to) = desk.given_languages();
    let wanted = Wanted {
        from: asked_from,
        to: asked_to,
    };
    let names = [&args.first, &args.second].map(|path| path.display().to_string());
    let listed = listed(args.max, ui);
    let mut shown = 0;
    let bar = ui.progress();
    bar.set_message("comparing the memories");
    let counts = diff(
        &first.memory.read()?,
        &second.memory.read()?,
        &wanted,
        |difference| {
            if shown == listed {
                return Ok::<_, Failure>(());
            }
            shown += 1;
            bar.finish_and_clear();
            match ui.json {
                true => ui.line(&Record::difference(&difference).line()),
                false => print(ui, &difference, &names),
            }
        },
    );
    bar.finish_and_clear();
    let counts = counts?;
    let all: usize = counts.differences.values().sum();
    tell_more(ui, all as u64, shown);
    ui.say(&told(&counts, &names, &wanted));
    Ok(match all {
        0 => Outcome::Done,
        _ => Outcome::Findings,
    })
}

/// The state of a translation as a word.
fn state(told: &Told) -> &'static str {
    told.state.map_or("untranslated", State::as_str)
}

fn print(ui: &mut Ui, difference_: &Difference, names: &[String; 2]) -> Result<(), Failure> {
    let Difference {
        source,
        to,
        first,
        second,
        ..
    } = difference_;
    let place = |told: &Told| styled(NAME, &told.place.to_string());
    let [first_name, second_name] = names;
    match (first, second) {
        (Some(told), None) => {
            ui.line(&format!(
                "- {}  only in {first_name}, {}",
                place(told),
                state(told)
            ))?;
            ui.line(&format!("  {source}"))?;
            ui.line(&format!("  {}", told.target))
        }
        (None, Some(told)) => {
            ui.line(&format!(
                "+ {}  only in {second_name}, {}",
                place(told),
                state(told)
            ))?;
            ui.line(&format!("  {source}"))?;
            ui.line(&format!("  {}", told.target))
        }
        (Some(first), Some(second)) => {
            let states = match first.state == second.state {
                true => state(first).to_owned(),
                false => format!("[-{}-]{{+{}+}}", state(first), state(second)),
            };
            ui.line(&format!("~ {}  {states}", place(first)))?;
            ui.line(&format!("  {source}"))?;
            let target = difference(&first.target, &second.target, to);
            ui.line(&format!(
                "  {}",
                target.as_deref().unwrap_or(&second.target)
            ))
        }
        (None, None) => Ok(()),
    }
}

/// How much differs, as a sentence.
fn told(counts: &Counts, names: &[String; 2], wanted: &Wanted) -> String {
    let [first, second] = names;
    if counts.differences.is_empty() {
        let language = |word: &str, lang: &Option<LangTag>| match lang {
            Some(lang) => format!(" {word} {}", lang.name()),
            None => String::new(),
        };
        return match counts.same {
            0 if wanted.from.is_some() || wanted.to.is_some() => format!(
                "{first} and {second} have no translation{}{}.",
                language("from", &wanted.from),
                language("into", &wanted.to)
            ),
            0 => format!("{first} and {second} have no translation yet."),
            same => format!("{first} and {second} have the same {same} pairs."),
        };
    }
    let count = |kind| counts.differences.get(&kind).copied().unwrap_or(0);
    format!(
        "{} only in {first}, {} only in {second}, {} translated otherwise, {} in another state, {} the same.",
        count(Kind::OnlyFirst),
        count(Kind::OnlySecond),
        count(Kind::Translation),
        count(Kind::State),
        counts.same
    )
}
