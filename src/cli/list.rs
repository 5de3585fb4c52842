use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::segments::{print, print_replaced, print_terms};
use super::ui::{NAME, Ui, styled};
use crate::unit::{State, Variant};
use crate::work::check::Terms;
use crate::work::fill::{self, Segments};
use crate::work::record::Record;

/// The states a person can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum StateArg {
    /// No translation yet
    Untranslated,
    /// Proposed, not confirmed
    Draft,
    /// Confirmed by the translator
    Translated,
    /// Confirmed by a reviewer
    Reviewed,
    /// Not to change any more
    Final,
    /// Rejected
    Rejected,
}

impl StateArg {
    /// The state; `None` for untranslated.
    pub(super) fn state(self) -> Option<State> {
        match self {
            Self::Untranslated => None,
            Self::Draft => Some(State::Draft),
            Self::Translated => Some(State::Translated),
            Self::Reviewed => Some(State::Reviewed),
            Self::Final => Some(State::Final),
            Self::Rejected => Some(State::Rejected),
        }
    }
}

/// List segments with their translations
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku list                          all segments
  yiku list release --state draft    the drafts of one document
  yiku list --unpaired               pieces of a translation that no segment has")]
pub(super) struct ListArgs {
    /// The document (default: all)
    document: Option<String>,
    /// Only segments in this state; may be given more than once
    #[arg(long, value_name = "STATE")]
    state: Vec<StateArg>,
    /// Pieces of a translation that no segment has
    #[arg(long)]
    unpaired: bool,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &ListArgs) -> Result<Outcome, Failure> {
    let memory = desk.memory()?;
    let reader = memory.read()?;
    let mut count = 0;
    for document in fill::documents(&reader, args.document.as_deref())? {
        if args.unpaired {
            let unpaired = match document.row {
                Some(row) => reader.unpaired(row)?,
                None => Vec::new(),
            };
            for placed in &unpaired {
                count += 1;
                if ui.json {
                    ui.line(&Record::unpaired(&document, placed).line())?;
                    continue;
                }
                let target = placed.stored.unit.variant(&document.target_lang);
                let text = target.map_or("", |target| &target.text);
                ui.line(&format!("{}  {text}", styled(NAME, &document.name)))?;
            }
            continue;
        }
        let segments = Segments::of(&reader, document)?;
        for (number, placed) in (1..).zip(&segments.placed) {
            let state = segments.target(placed).and_then(|target| target.state);
            if !args.state.is_empty() && !args.state.iter().any(|arg| arg.state() == state) {
                continue;
            }
            count += 1;
            if ui.json {
                ui.line(&Record::segment(&segments, number, placed).line())?;
            } else {
                print(ui, &segments, number, placed)?;
            }
        }
    }
    if count == 0 {
        ui.say(if args.unpaired {
            "Every piece of the translations has its segment."
        } else {
            "No segment is in that state."
        });
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}

/// Show the next segment that is not confirmed, with its terms
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku next              the first one that is not confirmed
  yiku next release:12   the first one after segment 12")]
pub(super) struct NextArgs {
    /// Begin after this segment, or in this document
    after: Option<String>,
}

pub(super) fn next(desk: &Desk, ui: &mut Ui, args: &NextArgs) -> Result<Outcome, Failure> {
    let memory = desk.memory()?;
    let reader = memory.read()?;
    let (documents, after) = match args.after.as_deref() {
        Some(given) if given.contains(char::is_numeric) => match fill::resolve(&reader, given) {
            Ok((segments, range)) => (vec![segments.document], *range.end()),
            Err(error) => match fill::documents(&reader, Some(given)) {
                Ok(documents) => (documents, 0),
                Err(unknown) => {
                    return Err(match error {
                        fill::Error::NoNumber { .. } => unknown.into(),
                        error => error.into(),
                    });
                }
            },
        },
        name => (fill::documents(&reader, name)?, 0),
    };
    for document in documents {
        let terms = Terms::new(
            reader.concepts()?,
            &document.source_lang,
            &document.target_lang,
        );
        let segments = Segments::of(&reader, document)?;
        let open = (1..)
            .zip(&segments.placed)
            .skip(after)
            .find(|(_, placed)| !segments.target(placed).is_some_and(Variant::is_confirmed));
        let Some((number, placed)) = open else {
            continue;
        };
        if ui.json {
            ui.line(&Record::segment(&segments, number, placed).line())?;
            return Ok(Outcome::Done);
        }
        print(ui, &segments, number, placed)?;
        print_terms(ui, &terms, segments.source(placed))?;
        print_replaced(ui, &reader, &segments, placed)?;
        ui.hint(&format!(
            "`yiku set {}:{number} -` takes its translation",
            segments.document.name
        ));
        return Ok(Outcome::Done);
    }
    ui.say(&if after > 0 {
        format!("Every segment after {after} is confirmed; `yiku next` begins at the first.")
    } else {
        "Every segment is confirmed.".to_owned()
    });
    Ok(Outcome::Findings)
}
