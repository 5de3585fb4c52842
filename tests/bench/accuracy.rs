//! How well texts are cut into segments and paired with their translations.
//!
//! ```sh
//! cargo bench --bench accuracy
//! cargo bench --bench accuracy -- --samples FOLDER --lexicon cedict.txt --python python3
//! ```
//!
//! The folder has sets of texts whose segments and pairs people have marked: `segment/*.txt`, a
//! segment a line and a blank line between paragraphs; `align/*/`, each with `en.txt`, `zh.txt`
//! and `gold.tsv`, a bead a line; so has `tests/data`, whose texts we wrote for this; and
//! `corpus/`, with pairs of paragraphs. Beside yiku's
//! stand the figures of what is plainest, and of other programs where Python has them; with
//! `--mistakes`, before them all that yiku got wrong; `--long` pairs long texts. Nothing is asserted.

#[path = "accuracy/alignment.rs"]
mod alignment;
#[path = "accuracy/gale_church.rs"]
mod gale_church;
#[path = "accuracy/parallel.rs"]
mod parallel;
#[path = "accuracy/segmentation.rs"]
mod segmentation;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use comfy_table::{Table, presets};

/// Measure how well yiku cuts and pairs texts.
#[derive(Debug, Parser)]
#[command(name = "cargo bench --bench accuracy --")]
struct Args {
    /// The folder of texts whose segments and pairs are known.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples"))]
    samples: PathBuf,
    /// A lexicon to pair texts with beside the one that is shipped.
    #[arg(long)]
    lexicon: Option<PathBuf>,
    /// Pairs of segments that are no part of the texts, as a memory would have them: a pair a line,
    /// a tab between.
    #[arg(long)]
    pairs: Option<PathBuf>,
    /// Texts of which paragraphs are known to be translations of each other, a pair a line in the
    /// order of the text, a tab between; may be given again.
    #[arg(long)]
    parallel: Vec<PathBuf>,
    /// The Python that has other programs: pysbd, nupunkt, blingfire, sentencex.
    #[arg(long, default_value = "python3")]
    python: String,
    /// Print what yiku got wrong, in texts whose name begins so; of all, where none is given. Of its
    /// ways, that whose whole name `--by` says.
    #[arg(long, num_args = 0..=1, default_missing_value = "")]
    mistakes: Option<String>,
    /// Pair only the texts whose name begins so, and cut none.
    #[arg(long)]
    only: Option<String>,
    /// Pair them only in the ways whose name begins so.
    #[arg(long, default_value = "")]
    by: String,
    /// Pair long texts made of the corpus instead, and cut none.
    #[arg(long)]
    long: bool,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    let args = Args::parse();
    match measure(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}: {error}", args.samples.display());
            ExitCode::from(2)
        }
    }
}

fn measure(args: &Args) -> io::Result<()> {
    if args.only.is_none() && !args.long {
        let mistakes = args.mistakes.as_deref();
        let rows = segmentation::measure(&args.samples, &args.python, mistakes)?;
        print_table(rows);
    }
    print_table(alignment::measure(args)?);
    Ok(())
}

/// The texts that we wrote for this.
fn ours(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(folder)
}

/// Prints rows, the first of which is the heading, as Markdown.
fn print_table(rows: Vec<Vec<String>>) {
    let mut rows = rows.into_iter();
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header(rows.next().unwrap_or_default());
    table.add_rows(rows);
    println!("{table}\n");
}

/// The harmonic mean of precision and recall.
fn f1(precision: f64, recall: f64) -> f64 {
    match precision + recall {
        0.0 => 0.0,
        sum => 2.0 * precision * recall / sum,
    }
}

/// A share; 1 where there is nothing to share.
fn share(part: usize, all: usize) -> f64 {
    match all {
        0 => 1.0,
        all => part as f64 / all as f64,
    }
}
