//! Writing what was found, as it was asked for.

use super::{CheckArgs, Format};
use crate::cli::desk::Desk;
use crate::cli::error::Failure;
use crate::cli::segments::print_finding;
use crate::cli::ui::{NAME, Ui, styled};
use crate::exchange::shown::Shown;
use crate::unit::{Finding, Side};
use crate::work::check::{Row, Text};
use crate::work::page;
use crate::work::record::Record;
use crate::work::report;
use crate::work::sarif::Log;

/// Writes the findings of the texts.
pub(super) fn print(
    desk: &Desk,
    ui: &mut Ui,
    args: &CheckArgs,
    texts: &[Text],
) -> Result<(), Failure> {
    let whole = match args.format {
        Format::Text => return lines(ui, texts),
        Format::Table => table(texts),
        Format::Sarif => sarif(texts),
        Format::Html => {
            let languages = match texts.first() {
                Some(text) => (text.source_lang.clone(), text.target_lang.clone()),
                None => desk.languages(None)?,
            };
            report::page(&page::of_findings(texts, languages, &desk.heading()))
        }
    };
    match args
        .output
        .as_deref()
        .filter(|file| file.as_os_str() != "-")
    {
        Some(file) => {
            crate::work::output::write_export(file, whole.as_bytes(), &desk.sources())?;
            ui.say(&format!("Wrote {}.", file.display()));
            Ok(())
        }
        None => ui.line(whole.trim_end()),
    }
}

fn lines(ui: &mut Ui, texts: &[Text]) -> Result<(), Failure> {
    for text in texts {
        for row in text.rows.iter().filter(|row| !row.findings.is_empty()) {
            let name = called(text, row);
            let (source, target) = (&row.source.text, row.target_text());
            let shown = Shown::new(Some(&row.source), row.target.as_ref());
            if !ui.json {
                ui.line(&styled(NAME, &name))?;
                ui.line(&format!("  {}", shown.source))?;
                ui.line(&format!("  {}", shown.target))?;
            }
            for finding in &row.findings {
                if ui.json {
                    let record = Record::finding(
                        name.clone(),
                        finding,
                        &finding.message.english,
                        source,
                        target,
                    );
                    ui.line(&record.line())?;
                } else {
                    print_finding(ui, finding, &shown, (source, target))?;
                }
            }
        }
    }
    Ok(())
}

/// What people call a segment.
pub(super) fn called(text: &Text, row: &Row) -> String {
    format!("{}:{}", text.name, row.number)
}

/// A row a finding: for a translator to go through.
fn table(texts: &[Text]) -> String {
    let mut table = Ui::table(&["segment", "check", "severity", "place", "what is wrong"]);
    for (text, row, finding) in all(texts) {
        let marked = match finding.side {
            Side::Source => &row.source.text,
            Side::Target => row.target_text(),
        };
        let marked = marked.get(finding.range.clone()).unwrap_or_default();
        let short: String = marked.chars().take(20).collect();
        table.add_row([
            called(text, row).as_str(),
            finding.check,
            finding.severity.as_str(),
            &short,
            &finding.message.english,
        ]);
    }
    let lines = table.lines().map(|line| line.trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

fn sarif(texts: &[Text]) -> String {
    let mut log = Log::default();
    for (text, row, finding) in all(texts) {
        log.add_finding(&text.file, row.line, &called(text, row), finding);
    }
    log.text()
}

fn all(texts: &[Text]) -> impl Iterator<Item = (&Text, &Row, &Finding)> {
    texts.iter().flat_map(|text| {
        text.findings()
            .map(move |(row, finding)| (text, row, finding))
    })
}
