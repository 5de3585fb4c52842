use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::cli::desk::Desk;
use crate::cli::error::Failure;
use crate::cli::import::plural;
use crate::cli::ui::{HIT, NAME, Ui, styled};
use crate::document;
use crate::segment::{self, Options};
use crate::text::LangTag;
use crate::work::check::Terms;
use crate::work::record::Record;

/// Find the terms in a text: where they are, and what to write for them
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku term scan release.en.txt
  yiku term scan release.zh-Hans.txt --lang zh-Hans")]
pub(super) struct ScanArgs {
    /// The text
    file: PathBuf,
    /// Its language (default: the language translated from)
    #[arg(long, value_name = "LANG")]
    lang: Option<LangTag>,
    /// Its encoding, where it does not say it itself
    #[arg(long)]
    encoding: Option<String>,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &ScanArgs) -> Result<Outcome, Failure> {
    let file = document::read(&args.file, args.encoding.as_deref())?;
    let memory = desk.memory()?;
    let reader = memory.read()?;
    let (from, to) = desk.languages(Some(&reader))?;
    let concepts = reader.concepts()?;
    if concepts.is_empty() {
        return Err(Failure::new("the memory has no terms yet")
            .hint("`yiku term import terms.csv` loads some"));
    }
    let lang = args.lang.clone().unwrap_or_else(|| from.clone());
    let other = if to.covers(&lang) { from } else { to };
    let terms = Terms::new(concepts, &lang, &other);
    let mut count = 0;
    for (number, segment) in (1..).zip(segment::segments(&file.text, &lang, &Options::default())) {
        let text = file.text.get(segment.range).unwrap_or_default();
        for hit in terms.in_source(text) {
            let Some(concept) = terms.concepts().get(hit.concept) else {
                continue;
            };
            count += 1;
            if ui.json {
                ui.line(&Record::term(number, text, &hit, concept, &other).line())?;
                continue;
            }
            let found = text.get(hit.range.clone()).unwrap_or_default();
            let form = concept.preferred(&other).map_or("–", |term| &term.text);
            ui.line(&format!(
                "{:>5}  {} = {form}",
                styled(NAME, &number.to_string()),
                styled(HIT, found)
            ))?;
        }
    }
    if count == 0 {
        ui.say("No term of the termbase is in this text.");
        return Ok(Outcome::Findings);
    }
    ui.say(&format!(
        "{}, each with the number of its segment in the text.",
        plural(count, "place")
    ));
    Ok(Outcome::Done)
}
