//! How well the checks find what is wrong, how silent they are on what is right, and how fast.
//!
//! ```sh
//! cargo bench --bench checks
//! cargo bench --bench checks -- --list --text FILE.tsv --sample 2000 --seed 1
//! ```
//!
//! `tests/data/checks` has the texts that we wrote: faults seeded in right segments, and right and
//! wrong texts that have nothing to do with each other, a third of which is kept for the end and
//! never listed. `--text` takes clean pairs of others, source and translation parted by a tab.
//! Nothing is asserted.

#[path = "checks/quality.rs"]
mod quality;
#[expect(dead_code, reason = "other benchmarks need more of it")]
mod random;
#[path = "checks/sets.rs"]
mod sets;
#[path = "checks/speed.rs"]
mod speed;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use yiku::exchange::termbase;
use yiku::term::Concept;
use yiku::text::LangTag;
use yiku::work::check::Terms;
use yiku::work::import::IncomingTermbase;

use random::Random;
use sets::Text;

/// Measure the checks.
#[derive(Debug, Parser)]
#[command(name = "cargo bench --bench checks --")]
struct Args {
    /// Pairs without a fault, source and translation parted by a tab.
    #[arg(long)]
    text: Vec<PathBuf>,
    /// The kind of text they are; without it, what they look like.
    #[arg(long)]
    profile: Option<String>,
    /// Only so many of them, taken by chance, each by itself.
    #[arg(long)]
    sample: Option<usize>,
    /// What chance begins with.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print every false alarm and every fault that was not found.
    #[arg(long)]
    list: bool,
    /// Only how well, not how fast.
    #[arg(long)]
    no_speed: bool,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    match measure(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn measure(args: &Args) -> Result<(), Box<dyn std::error::Error>> {
    let (en, zh) = (LangTag::parse("en")?, LangTag::parse("zh-Hans")?);
    let terms = Terms::new(shipped()?, &en, &zh);
    let sets = sets::all()?;
    for set in &sets {
        quality::of_set(&terms, set, args.list);
    }
    let none = Terms::new(Vec::new(), &en, &zh);
    for file in &args.text {
        let (name, texts) = others(file, args)?;
        quality::of_clean(&none, &name, &texts, args.list);
    }
    if !args.no_speed {
        let texts = sets.iter().flat_map(|set| &set.texts);
        speed::of_checks(&terms, &texts.collect::<Vec<_>>());
        speed::of_recognition(&en);
    }
    Ok(())
}

/// The termbase that is shipped.
fn shipped() -> Result<Vec<Concept>, Box<dyn std::error::Error>> {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tm/wipo-dg-china-2024/terms.csv"
    );
    let options = termbase::Options {
        source: LangTag::parse("en")?,
        target: LangTag::parse("zh-Hans")?,
        columns: termbase::Mapping::default(),
    };
    Ok(IncomingTermbase::read(file.as_ref(), None, &options)?
        .base
        .concepts)
}

/// A text of others: the whole of it, or a sample in which each segment is a text.
fn others(
    file: &std::path::Path,
    args: &Args,
) -> Result<(String, Vec<Text>), Box<dyn std::error::Error>> {
    let profile = args.profile.as_deref().map(sets::profile).transpose()?;
    let content = std::fs::read_to_string(file)?;
    let lines = content.lines().filter_map(|line| line.split_once('\t'));
    let mut pairs: Vec<(String, String)> = lines
        .map(|(source, target)| (source.trim().to_owned(), target.trim().to_owned()))
        .filter(|(source, target)| !source.is_empty() && !target.is_empty())
        .collect();
    let kind = args.profile.as_deref().unwrap_or("no profile");
    let name = format!("{} ({kind})", file.display());
    let text = |pairs| Text {
        profile,
        pairs,
        fault: None,
    };
    Ok(match args.sample {
        None => (name, vec![text(pairs)]),
        Some(size) => {
            Random::new(args.seed).shuffle(&mut pairs);
            pairs.truncate(size);
            let texts = pairs.into_iter().map(|pair| text(vec![pair])).collect();
            (format!("{name}, seed {}", args.seed), texts)
        }
    })
}
