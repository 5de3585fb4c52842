use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, Read};
use std::path::Path;

use clap::{Args, ValueEnum};

use super::Outcome;
use super::desk::{Desk, OpenMemory};
use super::error::Failure;
use super::import::plural;
use super::segments::{day, difference, state_words};
use super::ui::{HIT, NAME, Ui, styled};
use crate::document;
use crate::exchange::shown::Shown;
use crate::recall::{Scoring, Scratch};
use crate::text::LangTag;
use crate::text::script::is_foreign;
use crate::unit::MadeBy;
use crate::work::matches::{Answer, Match, Query, Wanted, counted};
use crate::work::memories::{Asked, Memories};
use crate::work::record::Record;

/// Find whole segments like a text, with their translations
///
/// A match has a score: 101 the same text between the same neighbours, 100 the same text, 95 to
/// 99 the same words, below that the share of words (of characters in Chinese) that stand. Its
/// penalties, each with its reason, are taken off for its net score, which puts matches in order;
/// --min is about the score. What differs is marked: [-in the memory-]{+in your text+}.
///
/// A text that is plainly in the language of the translations is looked up in them; --from says
/// which language it is in where that is not wanted.
///
/// All memories of the project are asked, or those of --memory. A reference takes 1 % off its
/// matches, a machine's memory 15 %, a client's nothing, unless yiku.toml or FILE:5 says otherwise.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  yiku match The visit took place in Beijing.
  yiku match '访问在北京进行。'                         from Chinese, in the same memory
  yiku match --min 50 --max 0 'IP is important.'      all that are half alike
  yiku segment new.txt | yiku match - --json          a segment a line
  yiku match 'Thank you.' --previous 'He spoke.' --next ''   between these; '' is the end")]
pub(super) struct MatchArgs {
    /// The text (default: you are asked for it); - reads a segment a line from the keyboard or a pipe
    text: Vec<String>,
    /// The lowest score, in percent, before penalties
    #[arg(long, value_name = "PERCENT", default_value_t = 70,
        value_parser = clap::value_parser!(u8).range(0..=101))]
    min: u8,
    /// How many matches at most, equal ones counted once; 0 for all
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    max: usize,
    /// The segment before the text; '' where it begins the document
    #[arg(long, value_name = "TEXT")]
    previous: Option<String>,
    /// The segment after the text; '' where it ends the document
    #[arg(long, value_name = "TEXT")]
    next: Option<String>,
    /// Print what the score counts of each text, and by how much it differs
    #[arg(long)]
    explain: bool,
    /// How texts with different words are scored
    #[arg(long, value_name = "HOW", default_value = "capped")]
    scoring: ScoringArg,
    /// Compare with every segment, using no index: the same matches, for proof
    #[arg(long)]
    exhaustive: bool,
}

/// How texts with different words are scored.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ScoringArg {
    /// 94 at most: 95 and more always means the same words
    Capped,
    /// 99 at most, as tools without a cap count
    Plain,
}

/// What is less like a text than this, in percent, is no help to anybody.
const HALF: u8 = 50;

impl From<ScoringArg> for Scoring {
    fn from(arg: ScoringArg) -> Self {
        match arg {
            ScoringArg::Capped => Self::Capped,
            ScoringArg::Plain => Self::Plain,
        }
    }
}

pub(super) fn run(desk: &Desk, ui: &mut Ui, args: &MatchArgs) -> Result<Outcome, Failure> {
    let piped = args.text.is_empty() || args.text == ["-"];
    if piped && (args.previous.is_some() || args.next.is_some()) {
        return Err(Failure::new(
            "--previous and --next are about one text, not about a segment a line",
        )
        .hint("give the text itself: yiku match TEXT --previous TEXT"));
    }
    let text = match piped {
        true => typed(ui)?,
        false => args.text.join(" "),
    };
    let texts: Vec<&str> = if piped {
        text.lines().collect()
    } else {
        vec![&text]
    };
    let queries: Vec<(usize, Query<'_>)> = texts
        .into_iter()
        .map(|text| Query {
            text,
            previous: args.previous.as_deref(),
            next: args.next.as_deref(),
            ..Query::default()
        })
        .enumerate()
        .filter(|(_, query)| !query.is_empty())
        .collect();
    if queries.is_empty() {
        return Err(Failure::new("there is no text to find matches of")
            .hint("`yiku match 'The visit took place in Beijing.'` finds segments like that one"));
    }
    let open = desk.memories_to_look_up(ui)?;
    let asked: Vec<Asked<'_>> = open.iter().map(OpenMemory::ask).collect::<Result<_, _>>()?;
    let (mut from, mut to) = desk.languages_of_text(asked.first().map(|asked| &asked.reader))?;
    if desk.given_languages() == (None, None) && are_translations(&queries, &from, &to) {
        ui.hint(&format!(
            "looked up as {}; --from {} looks it up as {}",
            to.name(),
            from.given(),
            from.name()
        ));
        std::mem::swap(&mut from, &mut to);
    }
    if from == to {
        return Err(
            Failure::new(format!("{} cannot be matched with itself", from.name()))
                .hint("--from and --to say two languages, such as --from zh --to en"),
        );
    }
    let memories = Memories::new(&asked, &from, &to)?;
    let paths: Vec<String> = asked
        .iter()
        .map(|asked| asked.reader.path().display().to_string())
        .collect();
    let wanted = Wanted {
        min: args.min,
        // People are told how many more there are.
        max: if ui.json { args.max } else { 0 },
        scoring: args.scoring.into(),
        exhaustive: args.exhaustive,
    };
    let mut scratch = Scratch::default();
    let mut matched = 0;
    // Texts that are like something in the memory, and yet have no match.
    let mut untranslated = Vec::new();
    for (number, query) in &queries {
        let mut answer = memories.find(query, &wanted, &mut scratch)?;
        if args.max > 0 {
            answer.matches.truncate(args.max);
        }
        matched += usize::from(!answer.matches.is_empty());
        if answer.matches.is_empty() && answer.alike > 0 {
            untranslated.push(query);
        }
        if ui.json {
            for found in &answer.matches {
                ui.line(&Record::matched(*number, found, args.explain).line())?;
            }
            continue;
        }
        if piped {
            ui.line(&format!(
                "{} {}",
                styled(NAME, &format!("{}.", number + 1)),
                shortened(query.text.trim())
            ))?;
        }
        if args.explain {
            ui.line(&format!("  counted: {}", counted(query.text).join(" ")))?;
        }
        for found in &answer.matches {
            print(ui, found, query, args.explain)?;
        }
        if piped && answer.matches.is_empty() {
            ui.line(&format!("  no match of {} % or more", args.min))?;
        }
        tell(ui, &answer, piped.then_some(number + 1));
    }
    let elsewhere = match matched {
        0 => elsewhere(&memories, &untranslated, &wanted)?,
        _ => None,
    };
    if matched == 0 && memories.is_empty()? {
        ui.say(&none_in(&memories, &paths, &from, &to)?);
    } else if piped {
        ui.say(&format!(
            "{matched} of {} with a match of {} % or more.",
            plural(queries.len(), "segment"),
            args.min
        ));
    } else if matched == 0 {
        ui.say(&format!(
            "No segment in {} is like this text by {} % or more.",
            paths.join(" or "),
            args.min
        ));
        if elsewhere.is_none() {
            let query = queries.first().map(|(_, query)| query);
            ui.hint(&nearer(&memories, query, &wanted)?);
        }
    }
    if let Some(elsewhere) = elsewhere {
        ui.hint(&elsewhere);
    }
    Ok(if matched == 0 {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

/// Whether what is looked up is, by its script, in the language that texts are translated into, and
/// not in the one they are translated from: most of it, where it is many segments.
fn are_translations(queries: &[(usize, Query<'_>)], from: &LangTag, to: &LangTag) -> bool {
    let turned = queries
        .iter()
        .filter(|(_, query)| is_foreign(query.text, from) && !is_foreign(query.text, to))
        .count();
    turned * 2 > queries.len()
}

/// What to try where no text is like the query.
fn nearer(
    memories: &Memories<'_>,
    query: Option<&Query<'_>>,
    wanted: &Wanted,
) -> Result<String, Failure> {
    let nearest = match query {
        Some(query) if wanted.min > HALF => memories.nearest(query, HALF, wanted.scoring)?,
        _ => None,
    };
    Ok(match nearest {
        Some(nearest) => format!("the nearest has {nearest} %: --min {nearest} shows it"),
        None => "`yiku search` finds words inside segments".to_owned(),
    })
}

/// Into which other languages texts like those that were looked up are translated, and how to see
/// it; `None` where there are none.
fn elsewhere(
    memories: &Memories<'_>,
    queries: &[&Query<'_>],
    wanted: &Wanted,
) -> Result<Option<String>, Failure> {
    /// Of so many texts without a match.
    const ASKED: usize = 20;
    let mut langs = BTreeSet::new();
    for query in queries.iter().take(ASKED) {
        langs.append(&mut memories.elsewhere(query, wanted.min, wanted.scoring)?);
    }
    let Some(first) = langs.first() else {
        return Ok(None);
    };
    let names: Vec<&str> = langs.iter().map(LangTag::name).collect();
    Ok(Some(format!(
        "a text like it is translated into {}: --to {} shows it",
        names.join(", "),
        first.given()
    )))
}

/// A text as it is repeated to the person who gave it: not a page of it.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 300;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

/// What is typed or piped in, as text.
fn typed(ui: &mut Ui) -> Result<String, Failure> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        ui.say("Type a segment a line; Ctrl-D on a line of its own ends them.");
    }
    let mut bytes = Vec::new();
    stdin
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format!("what was typed could not be read: {error}")))?;
    match document::from_bytes(Path::new("standard input"), &bytes, None) {
        Ok(read) => Ok(read.text),
        Err(error @ document::Error::NotText { seems: None, .. }) => {
            // There is no --encoding here.
            Err(Failure::new(error.to_string()).hint("if it is text, pipe it in as UTF-8"))
        }
        Err(error) => Err(error.into()),
    }
}

/// Why there is nothing to look in: which language is not there, and which are.
pub(super) fn none_in(
    memories: &Memories<'_>,
    paths: &[String],
    from: &LangTag,
    to: &LangTag,
) -> Result<String, Failure> {
    let name = paths.join(" and ");
    let has = if paths.len() == 1 { "has" } else { "have" };
    let held = memories.languages()?;
    let missing = [from, to]
        .into_iter()
        .find(|wanted| !held.keys().any(|lang| lang.language() == wanted.language()));
    if held.is_empty() {
        return Ok(format!("There is no segment in {name} yet."));
    }
    let Some(missing) = missing else {
        return Ok(format!(
            "{name} {has} no {} segment with its {}.",
            from.name(),
            to.name()
        ));
    };
    Ok(nothing_in(&held, paths, missing))
}

/// That memories have no text in a language, and which languages they hold.
pub(super) fn nothing_in(
    held: &BTreeMap<LangTag, u64>,
    paths: &[String],
    missing: &LangTag,
) -> String {
    let (has, it_holds) = match paths {
        [_] => ("has", "it holds"),
        _ => ("have", "they hold"),
    };
    let held: Vec<String> = held
        .keys()
        .map(|lang| match lang.name() {
            name if name == lang.given() => name.to_owned(),
            name => format!("{name} ({})", lang.given()),
        })
        .collect();
    let missing = match missing.name() {
        name if name == missing.given() => format!("“{name}”"),
        name => name.to_owned(),
    };
    format!(
        "{} {has} nothing in {missing}; {it_holds} {}.",
        paths.join(" and "),
        held.join(", ")
    )
}

fn print(ui: &mut Ui, found: &Match, query: &Query<'_>, explain: bool) -> Result<(), Failure> {
    let score = &found.score;
    let penalties: Vec<String> = found
        .penalties
        .iter()
        .map(|penalty| format!("−{} {}", penalty.points, penalty.reason))
        .collect();
    let net = match penalties.as_slice() {
        [] => format!("net {}", found.net),
        penalties => format!("net {} ({})", found.net, penalties.join(", ")),
    };
    let context = match (score.previous_equal, score.next_equal) {
        (true, true) => ", previous and next equal",
        (true, false) => ", previous equal",
        (false, true) => ", next equal",
        (false, false) => "",
    };
    let places: Vec<String> = found.places.iter().map(ToString::to_string).collect();
    ui.line(&format!(
        "{}, band {}, {net}{context}  {}",
        styled(HIT, &format!("{} %", score.percent)),
        score.band().as_str(),
        styled(NAME, &places.join("; "))
    ))?;
    let source = &found.source;
    let shown = Shown::new(Some(source), Some(&found.target));
    let differs = difference(
        shown.source.trim(),
        shown.alike(query.text).trim(),
        &source.lang,
    );
    ui.line(&format!(
        "  {}",
        differs.as_deref().unwrap_or(shown.source.trim())
    ))?;
    ui.line(&format!("  {}", shown.target))?;
    let pair = found.translation();
    let mut facts = state_words(Some(pair));
    if pair.made_by != Some(MadeBy::Human) {
        if let Some(author) = &pair.author {
            facts.push_str(&format!(" by {author}"));
        }
        if let Some(date) = &pair.date {
            facts.push_str(&format!(", {}", day(date)));
        }
    }
    ui.line(&format!("  {facts}"))?;
    if explain {
        ui.line(&format!("  counted: {}", counted(&source.text).join(" ")))?;
        let what: Vec<&str> = score.differences.iter().map(|what| what.as_str()).collect();
        let what = match what.as_slice() {
            [] => String::new(),
            what => format!("; differs in {}", what.join(", ")),
        };
        ui.line(&format!(
            "  distance {} of length {}{what}",
            score.distance, score.length
        ))?;
    }
    Ok(())
}

/// Says what a person should know before taking the first match.
fn tell(ui: &mut Ui, answer: &Answer, line: Option<usize>) {
    let line = line.map_or(String::new(), |line| format!("line {line}: "));
    if answer.exact > 1 {
        ui.warn(&format!(
            "{line}the memory translates this very text in {} ways; see which one fits",
            answer.exact
        ));
    }
    let beyond = answer.total - answer.matches.len();
    if beyond > 0 {
        let noun = if beyond == 1 { "match" } else { "matches" };
        ui.say(&format!("{line}{beyond} more {noun}; --max 0 shows all."));
    }
}
