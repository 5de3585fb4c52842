use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::desk::Desk;
use super::error::Failure;
use super::ui::Ui;
use crate::text::LangTag;
use crate::work::manifest::document_name;
use crate::work::output;
use crate::work::project::MANIFEST;

/// Write a commented yiku.toml, the list of what a project is made of
///
/// Text files that lie in the folder are taken as its documents: NAME.en.txt with NAME.zh.txt or
/// NAME.zh-Hans.txt as its translation. An existing yiku.toml is left alone.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku init                               here, from English into Chinese
  yiku init release --from en --to fr     in the folder release, into French")]
pub(super) struct InitArgs {
    /// The folder of the project
    #[arg(default_value = ".")]
    folder: PathBuf,
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &InitArgs) -> Result<Outcome, Failure> {
    let path = args.folder.join(MANIFEST);
    if path.exists() {
        return Err(Failure::new(format!("{} is there already", path.display()))
            .hint("`yiku build` does what it says; edit it in any text editor"));
    }
    let (from, to) = desk.languages(None)?;
    let found = documents(&args.folder, &from, &to);
    output::write(&path, manifest(&args.folder, &from, &to, &found).as_bytes())?;
    let next = if found.is_empty() {
        "`yiku import FILE`, or list your texts there and `yiku build`"
    } else {
        "say there what to export, and `yiku build`"
    };
    ui.say(&format!("Wrote {}. Next: {next}.", path.display()));
    for document in &found {
        let target = document.target.as_deref().unwrap_or("no translation yet");
        ui.say(&format!(
            "  {}: {}, {target}",
            document.name, document.source
        ));
    }
    Ok(Outcome::Done)
}

/// A text file in the folder that is in one of the two languages.
struct Found {
    name: String,
    source: String,
    target: Option<String>,
}

/// The documents that lie in a folder already.
fn documents(folder: &Path, from: &LangTag, to: &LangTag) -> Vec<Found> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|found| found.file_name().into_string().ok())
        .filter(|name| name.ends_with(".txt"))
        .collect();
    names.sort();
    let lang_of = |name: &str| {
        let stem = name.strip_suffix(".txt")?;
        let (_, tag) = stem.rsplit_once('.')?;
        LangTag::parse(tag).ok()
    };
    let in_lang = |lang: &LangTag, name: &str| lang_of(name).is_some_and(|tag| lang.covers(&tag));
    names
        .iter()
        .filter(|name| in_lang(from, name))
        .map(|source| {
            let name = document_name(Path::new(source));
            let target = names
                .iter()
                .find(|other| in_lang(to, other) && document_name(Path::new(other)) == name);
            Found {
                name: name.clone(),
                source: source.clone(),
                target: target.cloned(),
            }
        })
        .collect()
}

fn manifest(folder: &Path, from: &LangTag, to: &LangTag, found: &[Found]) -> String {
    let name = std::path::absolute(folder)
        .ok()
        .and_then(|folder| Some(folder.file_name()?.to_string_lossy().into_owned()))
        .unwrap_or_else(|| "project".to_owned());
    let text = |text: &str| toml::Value::from(text).to_string();
    let mut out = format!(
        "# What this project is made of. `yiku build` does what stands here.

[project]
name = {}
from = {}           # the language translated from
to = {}        # the language translated into
# title = \"A title for the report\"
# client = \"Whose text it is\"
# domain = \"intellectual property\"
# attribution = [\"Lines on whose the texts are\"]
",
        text(&name),
        text(from.given()),
        text(to.given())
    );
    for document in found {
        let _ = write!(
            out,
            "\n[[document]]\nname = {}\nsource = {}\n",
            text(&document.name),
            text(&document.source)
        );
        if let Some(target) = &document.target {
            let _ = writeln!(out, "target = {}", text(target));
        }
    }
    if found.is_empty() {
        out.push_str(
            "
# A text to translate, and its translation where there is one already:
# [[document]]
# name = \"release\"
# source = \"release.en.txt\"
# target = \"release.zh-Hans.txt\"
# date = 2024-09-16             # what its aligned translations are dated
",
        );
    }
    out.push_str(
        "
# A termbase: TBX, a table (CSV, TSV, XLSX) or OmegaT's glossary, see `yiku term import --help`:
# [[termbase]]
# file = \"terms.csv\"

# The memory that is written; others may be read: client, reference, machine.
[[memory]]
file = \"memory.yiku\"
role = \"working\"
# [[memory]]
# file = \"client.yiku\"
# role = \"client\"              # or reference (1 % off its matches), machine (15 % off)
# name = \"Client\"              # what matches say they are from
# penalty = 0                  # percent off its matches, instead of what the role says

# What `yiku pretranslate` fills in, and as what:
# [pretranslate]
# min_net = 95                 # the lowest net score of an exact match that is filled in
# confirm = \"exact\"            # which are confirmed and no drafts: none, context, exact
# fuzzy = 75                   # drafts from fuzzy matches too, from this net score on
# terms = \"hold\"               # an exact match that breaks the termbase: hold back, or draft
# replace_drafts = false       # whether drafts that no person wrote give way to something better

# How the texts are checked; `yiku check --rules` lists the checks:
# [check]
# profile = \"press\"            # the kind of text: press, un, contract, patent, software; else as it looks
# spacing = \"none\"             # between Chinese and Latin: none, space, or keep what is there
# max_length = 80              # characters, where a text must fit its place (Q37)
# [check.severity]
# Q25 = \"off\"                  # off, info, warning or error
# [check.names]
# \"Acme Ltd.\" = [\"艾克米\"]     # names that a client prescribes (Q38)

# What `yiku build` writes. The format is that of the ending: .tmx .xlf .2.xlf .tbx .jsonl .txt
# .csv (terms) .html (a page to look at). `for` sets what a tool wants: trados, memoq, omegat …
# [[export]]
# file = \"out/release.tmx\"
# for = \"trados\"
",
    );
    out
}
