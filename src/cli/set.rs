use std::io::{IsTerminal, Read};

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::segments::{print, print_finding};
use super::ui::Ui;
use crate::work::check::{Checker, Terms};
use crate::work::fill::{self, Segments};
use crate::work::record::Record;

/// Give a segment its translation and confirm it
///
/// The text is in the memory, durably, when the command ends.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku set 12 他表示，产权组织愿为此提供支持。
  yiku set 12 《潮汐之变》 报告           several words need no quoting either
  yiku set 12 -                                  type it or pipe it in; 《》“” need no quoting
  yiku set release:12 - < line.txt")]
pub(super) struct SetArgs {
    /// The segment: 12, or release:12
    segment: String,
    /// Its translation (default: you are asked for it); - reads it from the keyboard or a pipe
    text: Vec<String>,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &SetArgs) -> Result<Outcome, Failure> {
    let text = match args.text.as_slice() {
        [] if !std::io::stdin().is_terminal() => {
            return Err(Failure::new(format!(
                "what is the translation of segment {}?",
                args.segment
            ))
            .hint(format!(
                "`yiku set {} -` takes it from the keyboard or a pipe",
                args.segment
            )));
        }
        [] => typed(ui)?,
        [dash] if dash == "-" => typed(ui)?,
        words => words.join(" "),
    };
    let mut memory = desk.memory_to_change(ui)?;
    let command = desk.occasion.command("set", vec![args.segment.clone()]);
    let ((name, number), changed) = memory.change(&command, |writer| {
        let (segments, numbers) = fill::resolve(writer, &args.segment)?;
        let number = *numbers.start();
        if numbers.start() != numbers.end() {
            return Err(Failure::new("one translation goes to one segment").hint("name one number"));
        }
        fill::set(writer, &segments, number, &text, &desk.occasion)?;
        let name = segments.document.name;
        writer.describe(format!("{name}:{number}"));
        Ok((name, number))
    })?;
    if !changed && !ui.json {
        ui.say(&format!(
            "{name}:{number} has just this translation already."
        ));
        return Ok(Outcome::Done);
    }
    let reader = memory.read()?;
    let Some(document) = reader.document(&name)? else {
        return Ok(Outcome::Done);
    };
    let policy = desk.policy()?;
    let terms = Terms::new(
        reader.concepts()?,
        &document.source_lang,
        &document.target_lang,
    );
    let checker = Checker {
        terms: &terms,
        policy: &policy,
    };
    let segments = Segments::of(&reader, document)?;
    let placed = segments.number(number)?;
    let target = segments.target(placed).map_or("", |target| &target.text);
    let findings = checker.check_segment(&segments, number);
    if ui.json {
        ui.line(&Record::segment(&segments, number, placed).line())?;
        for finding in &findings {
            let name = format!("{name}:{number}");
            let record = Record::finding(
                name,
                finding,
                &finding.message.english,
                segments.source(placed),
                target,
            );
            ui.line(&record.line())?;
        }
        return Ok(Outcome::Done);
    }
    print(ui, &segments, number, placed)?;
    let shown = segments.shown(placed);
    for finding in &findings {
        print_finding(ui, finding, &shown, (segments.source(placed), target))?;
    }
    Ok(Outcome::Done)
}

/// What is typed or piped in, without the line end that ends it.
fn typed(ui: &mut Ui) -> Result<String, Failure> {
    let stdin = std::io::stdin();
    let mut bytes = Vec::new();
    let read = if stdin.is_terminal() {
        ui.say("Type the translation, then Enter.");
        let mut line = String::new();
        let read = stdin.read_line(&mut line);
        bytes = line.into_bytes();
        read
    } else {
        stdin.lock().read_to_end(&mut bytes)
    };
    read.map_err(|error| Failure::new(format!("what was typed could not be read: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::new("what was piped in is not UTF-8").hint("the segment stays as it is")
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}
