use clap::Args;
use similar::{ChangeTag, TextDiff};

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::list::{day, print, print_terms};
use super::ui::{HIT, Ui, styled};
use crate::store::{Placed, Reader};
use crate::text::LangTag;
use crate::unit::{Finding, Side};
use crate::work::check::Terms;
use crate::work::fill::{self, Segments};
use crate::work::record::Record;

/// Show all that is known of a segment: its translations, terms, warnings and earlier texts
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku show 12
  yiku show release:12
  yiku show 12-15")]
pub(super) struct ShowArgs {
    /// The segment, or a range of them
    segment: String,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &ShowArgs) -> Result<Outcome, Failure> {
    let memory = desk.memory()?;
    let reader = memory.read()?;
    let (segments, numbers) = fill::resolve(&reader, &args.segment)?;
    let document = &segments.document;
    let terms = Terms::new(
        reader.concepts()?,
        &document.source_lang,
        &document.target_lang,
    );
    let findings = terms.check(&segments);
    for number in numbers {
        let placed = segments.number(number)?;
        if ui.json {
            ui.line(&Record::segment(&segments, number, placed).line())?;
            continue;
        }
        print(ui, &segments, number, placed)?;
        let unit = &placed.stored.unit;
        for other in unit.alternatives(&document.target_lang).skip(1) {
            ui.line(&format!("  the file has: {}", other.text))?;
            if let Some(target) = segments.target(placed) {
                ui.line(&format!(
                    "    yours to it: {}",
                    difference(&target.text, &other.text, &document.target_lang)
                        .unwrap_or_else(|| "only spaces differ".to_owned())
                ))?;
            }
            let name = format!("{}:{number}", document.name);
            ui.hint(&format!(
                "`yiku confirm {name}` keeps yours, `yiku confirm {name} --file` takes the file's"
            ));
        }
        print_terms(ui, &terms, segments.source(placed))?;
        let target = segments.target(placed).map_or("", |target| &target.text);
        for finding in findings.get(number - 1).into_iter().flatten() {
            print_finding(ui, finding, segments.source(placed), target)?;
        }
        let mut told: Vec<String> = segments
            .target(placed)
            .map(|target| target.text.clone())
            .into_iter()
            .collect();
        for earlier in reader.earlier(placed.stored.row)? {
            if !told.contains(&earlier.text) {
                ui.line(&format!(
                    "  until {} ({}): {}",
                    day(&earlier.at),
                    earlier.who,
                    earlier.text
                ))?;
                told.push(earlier.text);
            }
        }
        print_replaced(ui, &reader, &segments, placed)?;
    }
    Ok(Outcome::Done)
}

/// Prints what a segment was before its document's text changed, and the translation of that.
pub(super) fn print_replaced(
    ui: &mut Ui,
    reader: &Reader<'_>,
    segments: &Segments,
    placed: &Placed,
) -> Result<(), Failure> {
    let document = &segments.document;
    let Some(row) = placed.stored.replaces else {
        return Ok(());
    };
    let Some(old) = reader.unit(row)? else {
        return Ok(());
    };
    let source = old.unit.source().map_or("", |source| &source.text);
    ui.line(
        &match difference(source, segments.source(placed), &document.source_lang) {
            Some(what) => format!("  the text was: {what}"),
            None => "  the text was the same; only spaces differ".to_owned(),
        },
    )?;
    if let Some(target) = old.unit.variant(&document.target_lang) {
        ui.line(&format!("    its translation: {}", target.text))?;
    }
    Ok(())
}

/// What differs between two texts, in `[-…-]{+…+}`: by words, or by characters for Chinese.
/// `None` where only white space does, which nobody would see marked.
pub(super) fn difference(old: &str, new: &str, lang: &LangTag) -> Option<String> {
    let signs = |text: &str| text.split_whitespace().collect::<String>();
    if signs(old) == signs(new) {
        return None;
    }
    let diff = if lang.is_chinese() {
        TextDiff::from_graphemes(old, new)
    } else {
        TextDiff::from_words(old, new)
    };
    let mut out = String::new();
    let mut open: Option<ChangeTag> = None;
    for change in diff.iter_all_changes() {
        let tag = (change.tag() != ChangeTag::Equal).then_some(change.tag());
        if tag != open {
            out.push_str(match open {
                Some(ChangeTag::Delete) => "-]",
                Some(_) => "+}",
                None => "",
            });
            out.push_str(match tag {
                Some(ChangeTag::Delete) => "[-",
                Some(_) => "{+",
                None => "",
            });
            open = tag;
        }
        out.push_str(change.value());
    }
    out.push_str(match open {
        Some(ChangeTag::Delete) => "-]",
        Some(_) => "+}",
        None => "",
    });
    Some(out)
}

/// Prints a finding with the place it marks.
pub(super) fn print_finding(
    ui: &mut Ui,
    finding: &Finding,
    source: &str,
    target: &str,
) -> Result<(), Failure> {
    let sign = match finding.severity {
        crate::unit::Severity::Error => "✗ error",
        crate::unit::Severity::Warning => "! warning",
        crate::unit::Severity::Info => "i remark",
    };
    ui.line(&format!("  {sign} {}: {}", finding.check, finding.message))?;
    let text = match finding.side {
        Side::Source => source,
        Side::Target => target,
    };
    let (start, end) = (finding.range.start, finding.range.end);
    if let (Some(before), Some(marked), Some(after)) =
        (text.get(..start), text.get(start..end), text.get(end..))
        && !marked.is_empty()
    {
        ui.line(&format!(
            "    {before}{}{after}",
            styled(HIT, &format!("▸{marked}◂"))
        ))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_marked_by_word_and_by_character() {
        let en = LangTag::parse("en").unwrap();
        let zh = LangTag::parse("zh").unwrap();
        assert_eq!(
            difference("It holds 40,000 patents.", "It holds 41,000 patents.", &en).unwrap(),
            "It holds [-40,000-]{+41,000+} patents."
        );
        assert_eq!(
            difference("小米已获得4万件专利", "小米获得4.1万件专利", &zh).unwrap(),
            "小米[-已-]获得4{+.1+}万件专利"
        );
        assert_eq!(difference("PCT 体系", "PCT体系", &zh), None);
    }
}
