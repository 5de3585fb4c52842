use std::collections::BTreeMap;
use std::ops::Range;

use clap::Args;

use super::Outcome;
use super::desk::{Desk, OpenMemory};
use super::error::Failure;
use super::import::plural;
use super::match_::nothing_in;
use super::ui::{HIT, NAME, Ui, styled};
use crate::exchange::shown::Shown;
use crate::text::LangTag;
use crate::unit::Side;
use crate::work::fill;
use crate::work::memories::{self, Asked};
use crate::work::record::Record;
use crate::work::search::{Hit, Query, Wanted};

/// Find words inside segments, in either language
///
/// Upper and lower case, full and half width, simplified and traditional characters do not matter.
/// Several words must all be there, each in the text or in its translation; quotation marks hold
/// words together. --from and --to choose the texts that are shown, where there are several.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku search 专利
  yiku search Madrid System
  yiku search 李 Li                    李 in the Chinese, Li in the English
  yiku search '\"Madrid System\" PCT'
  yiku search --lang zh --max 0 的     in the Chinese alone, and all of them")]
pub(super) struct SearchArgs {
    /// The words
    #[arg(required = true)]
    words: Vec<String>,
    /// Only in this document
    #[arg(long)]
    document: Option<String>,
    /// Only in texts of this language, such as zh
    #[arg(long, value_name = "LANG")]
    lang: Option<LangTag>,
    /// How many segments at most; 0 for all
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    max: usize,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &SearchArgs) -> Result<Outcome, Failure> {
    let typed = args.words.join(" ");
    let query = Query::new(&typed).ok_or_else(|| {
        Failure::new("there is no word to search for").hint("`yiku search 专利` finds 专利")
    })?;
    let (from, to) = desk.given_languages();
    let wanted = Wanted {
        document: args.document.as_deref(),
        lang: args.lang.as_ref(),
        from: from.as_ref(),
        to: to.as_ref(),
        max: args.max,
    };
    let open = desk.memories_to_look_up(ui)?;
    let mut asked: Vec<Asked<'_>> = open.iter().map(OpenMemory::ask).collect::<Result<_, _>>()?;
    if let (Some(document), Some(working)) = (wanted.document, asked.first()) {
        fill::documents(&working.reader, Some(document))?;
        asked.truncate(1);
    }
    let found = memories::search(&asked, &query, &wanted)?;
    for hit in &found.hits {
        if ui.json {
            ui.line(&Record::hit(hit).line())?;
        } else {
            print(ui, hit, to.as_ref())?;
        }
    }
    if found.total == 0 {
        let mut any = false;
        for asked in &asked {
            any = any || asked.reader.any_unit(|_| true)?;
        }
        if let (false, Some(working)) = (any, asked.first()) {
            let name = working.reader.path().display();
            ui.say(&format!("There is no segment in {name} yet."));
            return Ok(Outcome::Findings);
        }
        let lang = args.lang.as_ref();
        if let Some(lang) = lang {
            let mut held = BTreeMap::new();
            let mut paths = Vec::new();
            for asked in &asked {
                held.extend(asked.reader.languages()?);
                paths.push(asked.reader.path().display().to_string());
            }
            if !held.keys().any(|known| lang.covers(known)) {
                ui.say(&nothing_in(&held, &paths, lang));
                return Ok(Outcome::Findings);
            }
        }
        let lang = lang.map_or(String::new(), |lang| format!(" in {}", lang.name()));
        ui.say(&format!("No segment holds {typed}{lang}."));
        return Ok(Outcome::Findings);
    }
    let shown = found.hits.len();
    if shown < found.total {
        ui.say(&format!(
            "{}, of which {shown} {} shown; --max 0 shows all.",
            plural(found.total, "segment"),
            if shown == 1 { "is" } else { "are" }
        ));
    } else {
        ui.say(&format!("{}.", plural(found.total, "segment")));
    }
    Ok(Outcome::Done)
}

/// Prints a hit; `to` is the language of the translation that was asked for, if one was.
fn print(ui: &mut Ui, hit: &Hit, to: Option<&LangTag>) -> Result<(), Failure> {
    ui.line(&styled(NAME, &hit.place.to_string()))?;
    let (in_source, in_target) = match hit.side {
        Side::Source => (&hit.ranges, &hit.other_ranges),
        Side::Target => (&hit.other_ranges, &hit.ranges),
    };
    let shown = Shown::new(Some(&hit.source), Some(&hit.target));
    let marked = |side, text: &str, ranges: &[Range<usize>]| -> String {
        let pieces = shown.pieces(side, text, ranges).into_iter();
        pieces
            .map(|(is_marked, piece)| match is_marked {
                true => styled(HIT, &format!("▸{piece}◂")),
                false => piece,
            })
            .collect()
    };
    let source = marked(Side::Source, &hit.source.text, in_source);
    ui.line(&format!("  {source}"))?;
    if hit.target.text.is_empty() {
        ui.line(&match to {
            Some(to) => format!("  (not translated into {})", to.name()),
            None => "  (untranslated)".to_owned(),
        })
    } else {
        let target = marked(Side::Target, &hit.target.text, in_target);
        ui.line(&format!("  {target}"))
    }
}
