use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::import::plural;
use super::ui::{HIT, NAME, Ui, styled};
use crate::unit::Side;
use crate::work::fill::{self, Segments};
use crate::work::record::Record;
use crate::work::search::{Hit, Query};

/// Find words inside segments, in either language
///
/// Upper and lower case, full and half width do not matter. Several words must all be there, each
/// in the text or in its translation; quotation marks hold words together.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku search 专利
  yiku search Madrid System
  yiku search 李 Lee                   李 in the Chinese, Lee in the English
  yiku search '\"Madrid System\" PCT'")]
pub(super) struct SearchArgs {
    /// The words
    #[arg(required = true)]
    words: Vec<String>,
    /// Only in this document
    #[arg(long)]
    document: Option<String>,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &SearchArgs) -> Result<Outcome, Failure> {
    let typed = args.words.join(" ");
    let query = Query::new(&typed).ok_or_else(|| {
        Failure::new("there is no word to search for").hint("`yiku search 专利` finds 专利")
    })?;
    let memory = desk.memory()?;
    let reader = memory.read()?;
    let mut count = 0;
    let mut tell = |hit: Hit| {
        count += 1;
        if ui.json {
            ui.line(&Record::hit(&hit).line())
        } else {
            print(ui, &hit)
        }
    };
    let memories = reader.memories()?;
    let documents = match fill::documents(&reader, args.document.as_deref()) {
        Err(fill::Error::NoDocument { .. }) if !memories.is_empty() => Vec::new(),
        documents => documents?,
    };
    for document in documents {
        let earlier = match document.row {
            Some(row) => reader.retired(row)?,
            None => Vec::new(),
        };
        let segments = Segments::of(&reader, document)?;
        query
            .search(&segments, &earlier)
            .into_iter()
            .try_for_each(&mut tell)?;
    }
    if args.document.is_none() {
        for memory in &memories {
            query.search_memory(&reader, memory, &mut tell)?;
        }
    }
    if count == 0 {
        ui.say(&format!("No segment holds {typed}."));
        return Ok(Outcome::Findings);
    }
    ui.say(&format!("{}.", plural(count, "segment")));
    Ok(Outcome::Done)
}

fn print(ui: &mut Ui, hit: &Hit) -> Result<(), Failure> {
    ui.line(&styled(NAME, &hit.place.to_string()))?;
    let (in_source, in_target) = match hit.side {
        Side::Source => (&hit.ranges, &hit.other_ranges),
        Side::Target => (&hit.other_ranges, &hit.ranges),
    };
    ui.line(&format!("  {}", marked(&hit.source, in_source)))?;
    if hit.target.is_empty() {
        ui.line("  (untranslated)")
    } else {
        ui.line(&format!("  {}", marked(&hit.target, in_target)))
    }
}

/// A text with the places marked, by sign and colour.
fn marked(text: &str, ranges: &[std::ops::Range<usize>]) -> String {
    let mut out = String::new();
    let mut end = 0;
    for range in ranges {
        // Places may overlap; the first one is marked.
        let (Some(before), Some(word)) = (text.get(end..range.start), text.get(range.clone()))
        else {
            continue;
        };
        out.push_str(before);
        out.push_str(&styled(HIT, &format!("▸{word}◂")));
        end = range.end;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    out
}
