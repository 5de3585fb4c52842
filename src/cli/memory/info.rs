use clap::Args;

use super::super::Outcome;
use super::super::desk::Desk;
use super::super::error::Failure;
use super::super::segments::day;
use super::super::ui::{NAME, Ui, styled};
use super::{count, working};
use crate::work::memory::info;
use crate::work::record::Record;

/// Show where the memory is, how large, and what is in it
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku memory info
  yiku --memory client.yiku memory info")]
pub(super) struct InfoArgs {}

/// So many authors are shown.
const AUTHORS: usize = 10;

pub(super) fn run(desk: &Desk, ui: &mut Ui, _: &InfoArgs) -> Result<Outcome, Failure> {
    let memory = desk.memory()?;
    let info = working(ui, "reading the memory", || info::info(&memory))?;
    if ui.json {
        ui.line(&Record::info(&info).line())?;
        return Ok(Outcome::Done);
    }
    let survey = &info.survey;
    let path = styled(NAME, &info.path.display().to_string());
    ui.line(&format!(
        "{path}  {} on the disk, {}, {}, {}",
        size(info.bytes),
        count(survey.units, "unit"),
        count(survey.concepts, "concept"),
        count(survey.changes, "change"),
    ))?;
    let list = |parts: Vec<String>| parts.join(", ");
    let languages = survey.languages.iter();
    let mut lines = vec![(
        "languages",
        list(
            languages
                .map(|(lang, texts)| format!("{} {texts}", lang.canonical()))
                .collect(),
        ),
    )];
    let states = survey.states.iter();
    lines.push((
        "states",
        list(
            states
                .map(|(state, texts)| format!("{} {texts}", state.as_str()))
                .collect(),
        ),
    ));
    let mut authors: Vec<String> = (survey.authors.iter().take(AUTHORS))
        .map(|(author, texts)| format!("{author} {texts}"))
        .collect();
    if survey.authors.len() > AUTHORS {
        authors.push(format!("and {} more", survey.authors.len() - AUTHORS));
    }
    lines.push(("authors", list(authors)));
    if let (Some(first), Some(last)) = (&survey.first, &survey.last) {
        lines.push(("dates", format!("{} to {} (UTC)", day(first), day(last))));
    }
    for (what, said) in lines {
        if !said.is_empty() {
            ui.line(&format!("  {what}: {said}"))?;
        }
    }
    if !survey.documents.is_empty() {
        let mut table = Ui::table(&["document", "segments", "from", "to"]);
        for (document, segments) in &survey.documents {
            let (from, to) = (&document.source_lang, &document.target_lang);
            let segments = segments.to_string();
            table.add_row([&document.name, segments.as_str(), from.given(), to.given()]);
        }
        ui.print_table(&table)?;
    }
    if !survey.memories.is_empty() {
        let mut table = Ui::table(&["memory", "units", "from", "to"]);
        for (memory, units) in &survey.memories {
            let (from, to) = (&memory.source_lang, &memory.target_lang);
            let units = units.to_string();
            table.add_row([&memory.name, units.as_str(), from.given(), to.given()]);
        }
        ui.print_table(&table)?;
    }
    if survey.units == 0 {
        ui.say("There is nothing in it yet; `yiku import FILE` brings something in.");
    }
    ui.hint(
        "`yiku backup` writes a whole copy of it; `yiku export -o FILE.jsonl` its units as text",
    );
    Ok(Outcome::Done)
}

/// A size for people, in powers of 1,000 as file managers have it: `4.1 MB`.
fn size(bytes: u64) -> String {
    let mut size = bytes as f64;
    for unit in ["bytes", "kB", "MB"] {
        if size < 1000.0 {
            return match unit {
                "bytes" => format!("{bytes} bytes"),
                _ => format!("{size:.1} {unit}"),
            };
        }
        size /= 1000.0;
    }
    format!("{size:.1} GB")
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_told_in_the_unit_that_fits() {
        let told = [999, 1_000, 4_096_000, 1_050_000_000, 12_000_000_000].map(size);
        assert_eq!(told, ["999 bytes", "1.0 kB", "4.1 MB", "1.1 GB", "12.0 GB"]);
    }
}
