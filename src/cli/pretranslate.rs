mod bilingual;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Outcome;
use super::beside::Output;
use super::desk::{Desk, OpenMemory};
use super::error::Failure;
use super::import::{numbers, plural};
use super::ui::{NAME, Ui, styled};
use crate::store::Document;
use crate::text::LangTag;
use crate::work::fill;
use crate::work::memories::Asked;
use crate::work::pretranslate::{
    self, Bilingual, Confirm, Held, How, OnTerms, Policy, Pretranslation, Why, adapted,
};
use crate::work::record::Record;

/// Fill untranslated segments from the memories
///
/// Exact matches (100 and 101 %) whose net score reaches --min-net are filled in and confirmed;
/// a segment that stands twice in a document is translated once. Where a match differs in
/// numbers, dates or addresses alone, these are put right, and it is a draft. All else is left to
/// you, unless --fuzzy fills drafts. An exact match that breaks the termbase is held back, and so is
/// one in the other script of Chinese: no characters are exchanged. What has a translation, is locked or rejected is never touched.
///
/// Documents are those that were imported as text; they are filled in the memory. An XLIFF file of
/// any tool (.xlf, .xliff, .sdlxliff, .mqxliff, .mxliff; versions 1.2 and 2) or a PO file (.po,
/// .pot) is filled in a file beside it, NAME.filled.xlf, and the memory stays as it is. Only targets that are empty, or are
/// the source still, change there, with their states; confirmed ones become “translated”. Inline
/// codes are those of the source, where the memory's translation has its own; a segment in which
/// they cannot be placed is left to you. What Trados Studio, memoQ and Phrase say of a segment in
/// their own way is set too, and what they lock stays as it is. In PO drafts are “fuzzy”; with
/// --replace-drafts what msgmerge guessed is replaced.
///
/// [pretranslate] in yiku.toml sets what is said here: min_net, fuzzy, confirm, terms,
/// replace_drafts.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku pretranslate --dry-run              what would be filled, and what held back
  yiku pretranslate release                one document
  yiku pretranslate job.xlf                writes job.filled.xlf; -o names another file
  yiku pretranslate --in-place zh_CN.po    a PO file of gettext, in its place
  yiku pretranslate --fuzzy 75             drafts from fuzzy matches too
  yiku pretranslate --pseudo page          text that says nothing, to try an export with
  yiku pretranslate --confirm none         nothing is confirmed, all are drafts
  yiku --memory mine.yiku --memory old.yiku:5 pretranslate     from old.yiku too, 5 % off")]
pub(super) struct PretranslateArgs {
    /// Documents, or XLIFF or PO files (default: all documents)
    documents: Vec<String>,
    /// Where the filled file goes (default: NAME.filled.xlf beside it)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over the file itself; as it was it is kept as NAME~
    #[arg(long, conflicts_with = "output")]
    in_place: bool,
    /// Write over a file that is there already
    #[arg(long, conflicts_with = "in_place")]
    force: bool,
    /// The lowest net score of an exact match that is filled in (default: 95)
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_net: Option<u8>,
    /// Fill drafts from fuzzy matches too, from this net score on (default: none)
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(1..=100))]
    fuzzy: Option<u8>,
    /// Which matches are confirmed and not drafts (default: exact)
    #[arg(long, value_name = "WHICH")]
    confirm: Option<ConfirmArg>,
    /// What becomes of an exact match that breaks the termbase (default: hold)
    #[arg(long, value_name = "HOW")]
    terms: Option<TermsArg>,
    /// Replace drafts that no person wrote by something better
    #[arg(long)]
    replace_drafts: bool,
    /// Fill every segment with text that says nothing, to see that all text of a document is reached
    /// and that its layout stands; `yiku undo` takes it back
    #[arg(long, conflicts_with_all = ["min_net", "fuzzy", "confirm", "terms", "replace_drafts", "dry_run"])]
    pseudo: bool,
    /// Say what would be done, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// Which matches are confirmed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ConfirmArg {
    /// None
    None,
    /// Those with the same neighbours, 101 %
    Context,
    /// These, other exact ones, and repetitions of what is confirmed
    Exact,
}

/// What becomes of an exact match that breaks the termbase.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum TermsArg {
    /// It is held back
    Hold,
    /// It is filled in as a draft
    Draft,
}

impl PretranslateArgs {
    /// The policy of the project, with what was asked for otherwise.
    fn policy(&self, desk: &Desk) -> Policy {
        let project = desk.project.as_ref();
        let policy = project.map(|project| project.manifest.pretranslate.clone());
        let policy = policy.unwrap_or_default();
        Policy {
            min_net: self.min_net.unwrap_or(policy.min_net),
            fuzzy: self.fuzzy.or(policy.fuzzy),
            confirm: self
                .confirm
                .map_or(policy.confirm, |confirm| match confirm {
                    ConfirmArg::None => Confirm::None,
                    ConfirmArg::Context => Confirm::Context,
                    ConfirmArg::Exact => Confirm::Exact,
                }),
            terms: self.terms.map_or(policy.terms, |terms| match terms {
                TermsArg::Hold => OnTerms::Hold,
                TermsArg::Draft => OnTerms::Draft,
            }),
            replace_drafts: self.replace_drafts || policy.replace_drafts,
        }
    }

    /// The documents that are named, and the XLIFF and PO files.
    fn split(&self) -> (Vec<String>, Vec<PathBuf>) {
        let named = self.documents.iter().cloned();
        let (files, documents): (Vec<String>, Vec<String>) =
            named.partition(|name| Bilingual::is_named(Path::new(name)));
        (documents, files.into_iter().map(PathBuf::from).collect())
    }

    /// The arguments as a person would repeat them.
    fn repeated(&self) -> Vec<String> {
        let mut arguments: Vec<String> = self.split().0;
        let mut add = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                arguments.extend([name.to_owned(), value]);
            }
        };
        add("--min-net", self.min_net.map(|net| net.to_string()));
        add("--fuzzy", self.fuzzy.map(|net| net.to_string()));
        let word = |value: Option<clap::builder::PossibleValue>| {
            value.map(|value| value.get_name().to_owned())
        };
        let confirm = self.confirm.as_ref().and_then(ValueEnum::to_possible_value);
        add("--confirm", word(confirm));
        let terms = self.terms.as_ref().and_then(ValueEnum::to_possible_value);
        add("--terms", word(terms));
        if self.pseudo {
            arguments.push("--pseudo".to_owned());
        }
        if self.replace_drafts {
            arguments.push("--replace-drafts".to_owned());
        }
        arguments
    }
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &PretranslateArgs) -> Result<Outcome, Failure> {
    let (names, files) = args.split();
    bilingual::check(args, &files)?;
    if args.pseudo {
        return pseudo(desk, ui, args, &names, &files);
    }
    let files: Vec<Bilingual> = files
        .iter()
        .map(|path| Bilingual::read(path))
        .collect::<Result<_, _>>()?;
    let mut open = desk.memories_to_look_up(ui)?;
    let policy = args.policy(desk);
    let mut done = Vec::new();
    let mut elsewhere: Vec<String> = Vec::new();
    let planned = {
        let asked: Vec<Asked<'_>> = open.iter().map(OpenMemory::ask).collect::<Result<_, _>>()?;
        let documents = match files.is_empty() || !names.is_empty() {
            true => documents(&asked, &names)?,
            false => Vec::new(),
        };
        let (documents, others) = in_languages(desk, documents);
        if let (true, true, [first, ..]) =
            (documents.is_empty(), files.is_empty(), others.as_slice())
        {
            return Err(
                Failure::new("no document is translated between these languages").hint(format!(
                    "{} is translated from {} into {}",
                    first.name,
                    first.source_lang.given(),
                    first.target_lang.given()
                )),
            );
        }
        elsewhere.extend(others.into_iter().map(|document| document.name));
        let bar = ui.progress();
        let tell = &mut |done: usize, total: usize| {
            bar.set_message(format!("{done} of {}", plural(total, "segment")));
        };
        let planned = pretranslate::plan(&asked, documents, &policy, &desk.occasion, tell)?;
        let languages = desk.languages_of_files(asked.first().map(|asked| &asked.reader))?;
        for file in &files {
            let total = file.segments();
            let tell = &mut |done: usize| tell(done, total);
            done.push(file.plan(&asked, &languages, &policy, &desk.occasion, tell)?);
        }
        bar.finish_and_clear();
        planned
    };
    // First what may be refused, and all of it before anything is written.
    let mut reported = Vec::new();
    let mut outputs = Vec::new();
    for (file, plans) in files.iter().zip(done) {
        let output = bilingual::prepare(desk, args, file, &plans)?;
        reported.extend(plans.into_iter().map(|plan| Reported {
            plan,
            in_file: true,
            written: output.as_ref().map(|output| output.path.clone()),
        }));
        outputs.extend(output);
    }
    outputs.iter().try_for_each(Output::write)?;
    let filled: usize = planned.iter().map(|plan| plan.fills.len()).sum();
    let mut left_out = 0;
    if !args.dry_run && filled > 0 {
        let command = desk.occasion.command("pretranslate", args.repeated());
        let Some(working) = open.first_mut() else {
            return Ok(Outcome::Findings);
        };
        desk.say_own(ui);
        (left_out, _) = working.memory.change(&command, |writer| {
            let left_out = pretranslate::apply(writer, &planned)?;
            writer.describe(plural(filled - left_out, "segment"));
            Ok::<_, Failure>(left_out)
        })?;
    }
    let documents = planned.into_iter().map(|plan| Reported {
        plan,
        in_file: false,
        written: None,
    });
    reported.splice(..0, documents);
    print(ui, &reported, args.dry_run)?;
    if !elsewhere.is_empty() {
        ui.say(&format!(
            "Left out, in other languages: {}.",
            elsewhere.join(", ")
        ));
    }
    for output in &outputs {
        ui.say(&format!("Wrote {}.", output.said()));
    }
    if outputs.is_empty() && !files.is_empty() && !args.dry_run {
        ui.say("No file was written.");
    }
    for file in files.iter().filter(|file| file.inner_texts() > 0) {
        ui.warn(&format!(
            "{}: {} inside codes (sub) not filled; translate by hand",
            file.path().display(),
            plural(file.inner_texts(), "text")
        ));
    }
    if left_out > 0 {
        ui.warn(&format!(
            "{} left as they are now: somebody changed them in the meantime",
            plural(left_out, "segment")
        ));
    }
    let to_fill: usize = reported.iter().map(|Reported { plan, .. }| plan.open).sum();
    let filled: usize = reported
        .iter()
        .map(|Reported { plan, .. }| plan.fills.len())
        .sum();
    Ok(if filled == 0 && to_fill > 0 {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

/// Fills documents with text that says nothing.
fn pseudo(
    desk: &Desk,
    ui: &mut Ui,
    args: &PretranslateArgs,
    names: &[String],
    files: &[PathBuf],
) -> Result<Outcome, Failure> {
    if let Some(file) = files.first() {
        return Err(Failure::new(format!(
            "--pseudo is for documents of the memory, and {} is a file",
            file.display()
        ))
        .hint("import the text itself, and try that"));
    }
    let mut memory = desk.memory_to_change(ui)?;
    let documents = {
        let reader = memory.read()?;
        let mut documents = Vec::new();
        for name in names {
            documents.extend(fill::documents(&reader, Some(name))?);
        }
        match names.is_empty() {
            true => fill::documents(&reader, None)?,
            false => documents,
        }
    };
    let command = desk.occasion.command("pretranslate", args.repeated());
    let (filled, _) = memory.change(&command, |writer| {
        let mut filled = 0;
        for document in in_languages(desk, documents).0 {
            filled += pretranslate::pseudo(writer, document, &desk.occasion)?;
        }
        writer.describe(plural(filled, "segment"));
        Ok::<_, Failure>(filled)
    })?;
    ui.say(&match filled {
        0 => "Nothing was filled: no segment is without a translation.".to_owned(),
        _ => format!(
            "Filled {} with text that says nothing; `yiku undo` takes it back.",
            plural(filled, "segment")
        ),
    });
    Ok(Outcome::Done)
}

/// What was done to a text.
struct Reported {
    plan: Pretranslation,
    /// Whether it stands in a file, and not in the memory.
    in_file: bool,
    /// The file that was written.
    written: Option<PathBuf>,
}

/// The documents a person means: those named, each once, or all.
fn documents(asked: &[Asked<'_>], names: &[String]) -> Result<Vec<Document>, Failure> {
    let Some(working) = asked.first() else {
        return Ok(Vec::new());
    };
    if names.is_empty() {
        return Ok(fill::documents(&working.reader, None)?);
    }
    let mut found: Vec<Document> = Vec::new();
    for name in names {
        for document in fill::documents(&working.reader, Some(name))? {
            if !found.iter().any(|known| known.name == document.name) {
                found.push(document);
            }
        }
    }
    Ok(found)
}

/// The documents that are in the languages that were asked for, and the others.
fn in_languages(desk: &Desk, documents: Vec<Document>) -> (Vec<Document>, Vec<Document>) {
    let (from, to) = desk.given_languages();
    let is = |asked: &Option<LangTag>, lang: &LangTag| {
        let alike = |asked: &LangTag| asked.covers(lang) || lang.covers(asked);
        asked.as_ref().is_none_or(alike)
    };
    let documents = documents.into_iter();
    documents
        .partition(|document| is(&from, &document.source_lang) && is(&to, &document.target_lang))
}

fn print(ui: &mut Ui, planned: &[Reported], dry_run: bool) -> Result<(), Failure> {
    if ui.json {
        for Reported { plan, written, .. } in planned {
            let name = &plan.document;
            for fill in &plan.fills {
                ui.line(&Record::filled(name, fill).line())?;
            }
            for held in &plan.held {
                ui.line(&Record::held(name, held).line())?;
            }
            ui.line(&Record::pretranslated(plan, dry_run, written.as_deref()).line())?;
        }
        return Ok(());
    }
    table(ui, planned)?;
    for Reported { plan, in_file, .. } in planned {
        for held in &plan.held {
            let Some(why) = why(held) else { continue };
            ui.line(&format!(
                "{}  held back: {why}",
                styled(NAME, &format!("{}:{}", plan.document, held.number)),
            ))?;
        }
        notes(ui, plan, *in_file);
    }
    let open: usize = planned.iter().map(|Reported { plan, .. }| plan.open).sum();
    let filled: usize = planned
        .iter()
        .map(|Reported { plan, .. }| plan.fills.len())
        .sum();
    let fills = planned.iter().flat_map(|Reported { plan, .. }| &plan.fills);
    let confirmed = fills.filter(|fill| fill.translation.is_confirmed()).count();
    let verb = if dry_run { "Would fill" } else { "Filled" };
    let segments: usize = planned
        .iter()
        .map(|Reported { plan, .. }| plan.segments)
        .sum();
    ui.say(&match (open, filled) {
        _ if segments == 0 => "There is no text to translate in it.".to_owned(),
        (0, _) => "There is nothing to fill: every segment has a translation.".to_owned(),
        (_, 0) => format!(
            "Nothing to fill in: {} without a match that is good enough.",
            plural(open, "segment")
        ),
        _ => format!(
            "{verb} {filled} of {}: {confirmed} confirmed, {}.",
            plural(open, "segment"),
            plural(filled - confirmed, "draft")
        ),
    });
    if dry_run && filled > 0 {
        ui.say("Nothing was changed.");
    }
    if filled == 0 && open > 0 {
        ui.hint(
            "--fuzzy 75 fills drafts from fuzzy matches; `yiku match TEXT` shows what there is",
        );
    }
    Ok(())
}

fn table(ui: &mut Ui, planned: &[Reported]) -> Result<(), Failure> {
    let mut table = Ui::table(&[
        "document",
        "segments",
        "to fill",
        "context",
        "exact",
        "repetition",
        "numbers",
        "fuzzy",
        "held back",
        "left",
        "words left",
    ]);
    for Reported { plan, .. } in planned {
        let mut row = vec![
            plan.document.clone(),
            plan.segments.to_string(),
            plan.open.to_string(),
        ];
        row.extend(How::ALL.map(|how| plan.count(how).to_string()));
        row.extend([plan.held.len(), plan.left, plan.words_left].map(|n| n.to_string()));
        table.add_row(row);
    }
    ui.print_table(&table)
}

/// Why a match was held back, in words; where it is the script, that is said of all of them at once.
fn why(held: &Held) -> Option<String> {
    Some(match &held.why {
        Why::Terms(terms) => format!("{}  {}", terms.join("; "), held.target.trim()),
        Why::Net => format!(
            "{} %, but net {} only  {}",
            held.score,
            held.net,
            held.target.trim()
        ),
        Why::Numbers => format!(
            "numbers differ, and cannot be put right with certainty  {}",
            held.target.trim()
        ),
        Why::Script(_) => return None,
    })
}

/// Says what a person should look at in a document.
fn notes(ui: &mut Ui, plan: &Pretranslation, in_file: bool) {
    let those = |wanted: &dyn Fn(&pretranslate::Fill) -> bool| -> Vec<usize> {
        let fills = plan.fills.iter().filter(|fill| wanted(fill));
        fills.map(|fill| fill.number).collect()
    };
    let name = &plan.document;
    let adapted = those(&|fill| adapted(&fill.translation).is_some());
    if !adapted.is_empty() {
        ui.say(&format!(
            "{name}: numbers were put right in {}: {}; {}.",
            plural(adapted.len(), "draft"),
            numbers(&adapted),
            match in_file {
                true => "look at them in your tool, where they are to be reviewed",
                false => "`yiku show` says which, and `yiku confirm` confirms them",
            }
        ));
    }
    if !plan.codes.is_empty() {
        ui.say(&format!(
            "{name}: {} left, since inline codes cannot be placed in the translation or nothing says where it goes: {}.",
            plural(plan.codes.len(), "segment"),
            numbers(&plan.codes)
        ));
    }
    let mut scripts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for held in &plan.held {
        if let Why::Script(script) = &held.why {
            scripts.entry(script).or_default().push(held.number);
        }
    }
    for (script, segments) in scripts {
        ui.say(&format!(
            "{name}: held back, since the memory has their translation in {script} alone: {}: {}. `yiku match TEXT` shows it.",
            plural(segments.len(), "segment"),
            numbers(&segments)
        ));
    }
    if plan.locked > 0 {
        ui.say(&format!(
            "{name}: {} left alone: locked, or not to be translated.",
            plural(plan.locked, "segment")
        ));
    }
    let several = those(&|fill| fill.translations > 1);
    if !several.is_empty() {
        ui.warn(&format!(
            "{name}: {} with several translations: {}; the best was taken, see which one fits",
            plural(several.len(), "segment"),
            numbers(&several)
        ));
    }
    for fill in plan.fills.iter().filter(|fill| !fill.terms.is_empty()) {
        ui.warn(&format!(
            "{name}:{} is a draft: {}",
            fill.number,
            fill.terms.join("; ")
        ));
    }
}
